//! From drafts to records: references resolved, what contradicts itself complained about, everything in canonical order.

use super::draft::{AccountDraft, Drafted, Drafts, Reference, TargetDraft};
use super::program::dangling;
use super::values::{Complaints, Text};
use crate::near::nearest;
use crate::diagnostic::{Diagnostic, Problem, Span, Thing};
use crate::model::{
    Account, AccountIx, AccountKinds, Achievement, Association, Attestation, Employee, EmployeeIx,
    Holder, Measurement, Membership, Names, Organization, Override, Records, Symbol, Target,
};
use crate::rules::Program;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// One organization's records and where each of them stands in the files.
#[derive(Debug, Clone)]
pub struct Recorded {
    /// The records.
    pub records: Records,
    /// Their places.
    pub origins: Origins,
}

/// Where records stand, in the same order as the records.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    /// Of employees.
    pub employees: Vec<Span>,
    /// Of accounts.
    pub accounts: Vec<Span>,
    /// Of associations.
    pub associations: Vec<Span>,
    /// Of achievements.
    pub achievements: Vec<Span>,
    /// Of measurements.
    pub measurements: Vec<Span>,
    /// Of attestations.
    pub attestations: Vec<Span>,
    /// Of overrides.
    pub overrides: Vec<Span>,
    /// Of memberships.
    pub memberships: Vec<Span>,
}

/// Builds the records of every organization.
pub(super) fn finish(mut drafts: Drafts, program: &Program, c: &mut Complaints) -> Vec<Recorded> {
    let names = Arc::new(std::mem::take(&mut drafts.names));
    let mut finisher = Finisher {
        known_accounts: drafts.accounts.iter().map(|d| d.value.id).collect(),
        drafts: &drafts,
        names: &names,
        program,
        by_organization: HashMap::new(),
    };
    finisher.partition(c);
    finisher.check_credentials(c);
    finisher.check_figures(c);
    let mut recorded: Vec<Recorded> = (0..drafts.organizations.len())
        .filter_map(|n| finisher.organization(n, c))
        .collect();
    recorded.sort_by(|a, b| {
        let id = |r: &Recorded| r.records.text(r.records.organization.id).to_owned();
        id(a).cmp(&id(b))
    });
    recorded
}

struct Finisher<'d> {
    drafts: &'d Drafts,
    names: &'d Arc<Names>,
    program: &'d Program,
    /// For every organization's id, its place among the drafts.
    by_organization: HashMap<Symbol, usize>,
    /// Every account of every organization.
    known_accounts: HashSet<Symbol>,
}

impl Finisher<'_> {
    fn text(&self, symbol: Symbol) -> &str {
        self.names.text(symbol)
    }

    fn dangling<'a>(&self, thing: Thing, to: Reference, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
        dangling(thing, Text { text: self.text(to.id), span: to.span }, known)
    }

    /// Notes who is who, and complains about organizations that stand twice or are not there.
    fn partition(&mut self, c: &mut Complaints) {
        for (n, draft) in self.drafts.organizations.iter().enumerate() {
            let id = draft.value.id;
            if let Some(first) = self.by_organization.insert(id.id, n)
                && let Some(earlier) = self.drafts.organizations.get(first)
            {
                c.push(self.duplicate(Thing::Organization, id.id, id.span, earlier.value.id.span));
                self.by_organization.insert(id.id, first);
            }
        }
        self.check_organizations(&self.drafts.employees, c);
        self.check_organizations(&self.drafts.accounts, c);
        self.check_organizations(&self.drafts.measurements, c);
        self.check_organizations(&self.drafts.memberships, c);
        self.check_organizations(&self.drafts.overrides, c);
        self.check_organizations(&self.drafts.attestations, c);
        // An achievement on an account belongs to whoever owns the account; only one recorded directly needs to say.
        for draft in &self.drafts.achievements {
            self.check_organization(draft, draft.value.account.is_none(), c);
        }
    }

    fn check_organizations<T>(&self, drafts: &[Drafted<T>], c: &mut Complaints) {
        for draft in drafts {
            self.check_organization(draft, true, c);
        }
    }

    fn check_organization<T>(&self, draft: &Drafted<T>, needed: bool, c: &mut Complaints) {
        match draft.organization {
            Some(to) if !self.by_organization.contains_key(&to.id) => {
                let known = self.drafts.organizations.iter().map(|o| self.text(o.value.id.id));
                c.push(self.dangling(Thing::Organization, to, known));
            }
            None if needed && self.drafts.organizations.len() > 1 => {
                c.push(Diagnostic::at(draft.span, Problem::NoOrganization));
            }
            _ => {}
        }
    }

    /// True when a record belongs to this organization: it says so, or there is no other.
    fn belongs<T>(&self, draft: &Drafted<T>, organization: Symbol) -> bool {
        match draft.organization {
            Some(named) => named.id == organization,
            None => self.drafts.organizations.len() == 1,
        }
    }

    /// Credentials nobody knows are kept, and the evaluation gives them their reason; a word of warning comes first.
    fn check_credentials(&self, c: &mut Complaints) {
        let mut known: HashMap<Symbol, bool> = HashMap::new();
        for draft in &self.drafts.achievements {
            let credential = draft.value.credential;
            let id = self.text(credential.id);
            let found = *known
                .entry(credential.id)
                .or_insert_with(|| self.program.find_credential(id).is_some());
            if !found {
                let near = nearest(id, self.program.credentials.iter().map(|k| k.id.as_str()));
                let problem = Problem::UnknownCredential { id: id.to_owned(), near: near.map(str::to_owned) };
                c.push(Diagnostic::at(credential.span, problem));
            }
        }
    }

    fn check_figures(&self, c: &mut Complaints) {
        let mut complained: Vec<(Thing, Symbol)> = Vec::new();
        let mut check = |thing: Thing, to: Reference, known: &mut dyn Iterator<Item = &str>| {
            if complained.contains(&(thing, to.id)) {
                return;
            }
            let ids: Vec<&str> = known.collect();
            let id = self.text(to.id);
            if !ids.contains(&id) {
                complained.push((thing, to.id));
                let near = nearest(id, ids).map(str::to_owned);
                let problem = Problem::UnknownFigure { thing, id: id.to_owned(), near };
                c.push(Diagnostic::at(to.span, problem));
            }
        };
        for draft in &self.drafts.measurements {
            let mut metrics = self.program.metrics.iter().map(|m| m.id.as_str());
            check(Thing::Metric, draft.value.metric, &mut metrics);
            if let Some(association) = draft.value.association {
                let mut types = self.program.associations.iter().map(|a| a.id.as_str());
                check(Thing::Association, association, &mut types);
            }
        }
    }

    fn organization(&self, n: usize, c: &mut Complaints) -> Option<Recorded> {
        let draft = &self.drafts.organizations.get(n)?.value;
        let own = draft.id.id;
        if self.by_organization.get(&own) != Some(&n) {
            return None;
        }
        let mut origins = Origins::default();
        let employees = self.employees(own, &mut origins, c);
        let employee_of: HashMap<Symbol, EmployeeIx> = (0..).map(EmployeeIx).zip(&employees).map(|(ix, e)| (e.id, ix)).collect();
        let accounts = self.accounts(own, &employees, &employee_of, &mut origins, c);
        let account_of: HashMap<Symbol, AccountIx> = (0..).map(AccountIx).zip(&accounts).map(|(ix, a)| (a.id, ix)).collect();
        let associations = self.associations(&account_of, &mut origins, n == 0, c);
        let achievements = self.achievements(own, &employees, &employee_of, &account_of, &mut origins, c);
        let location_known = |to: Reference| draft.locations.iter().any(|l| l.id == to.id);
        if !draft.locations.is_empty() {
            let of_employees = self.drafts.employees.iter().filter(|d| self.belongs(d, own)).filter_map(|d| d.value.location);
            let of_figures = self.drafts.measurements.iter().filter(|d| self.belongs(d, own)).filter_map(|d| d.value.location);
            for to in of_employees.chain(of_figures).filter(|to| !location_known(*to)) {
                let known = draft.locations.iter().map(|l| self.text(l.id));
                c.push(self.dangling(Thing::Location, to, known));
            }
        }
        let measurements = self.measurements(own, &mut origins);
        let (overrides, attestations) = self.exceptions(own, &mut origins, c);
        let memberships = self.memberships(own, &mut origins, c);
        Some(Recorded {
            records: Records {
                names: Arc::clone(self.names),
                zone: self.drafts.zone,
                organization: Organization {
                    id: own,
                    name: draft.name,
                    market: draft.market,
                    country: draft.country,
                    locations: draft.locations.clone(),
                },
                employees,
                accounts,
                associations,
                achievements,
                measurements,
                attestations,
                overrides,
                memberships,
            },
            origins,
        })
    }

    fn employees(&self, own: Symbol, origins: &mut Origins, c: &mut Complaints) -> Vec<Employee> {
        let mut list: Vec<(Employee, Span)> = self
            .drafts
            .employees
            .iter()
            .filter(|draft| self.belongs(draft, own))
            .map(|draft| {
                let e = &draft.value;
                let employee = Employee {
                    id: e.id,
                    name: e.name,
                    email: e.email,
                    location: e.location.map(|l| l.id),
                    joined: e.joined,
                    left: e.left,
                };
                (employee, draft.span)
            })
            .collect();
        list.sort_by(|a, b| (self.text(a.0.id), a.1).cmp(&(self.text(b.0.id), b.1)));
        for pair in list.windows(2) {
            if let [(first, at), (again, span)] = pair
                && first.id == again.id
            {
                c.push(self.duplicate(Thing::Employee, again.id, *span, *at));
            }
        }
        list.dedup_by_key(|(employee, _)| employee.id);
        let (employees, spans) = list.into_iter().unzip();
        origins.employees = spans;
        employees
    }

    fn duplicate(&self, thing: Thing, id: Symbol, span: Span, first: Span) -> Diagnostic {
        let id = self.text(id).to_owned();
        Diagnostic::at(span, Problem::DuplicateId { thing, id }).with(first)
    }

    fn accounts(
        &self,
        own: Symbol,
        employees: &[Employee],
        employee_of: &HashMap<Symbol, EmployeeIx>,
        origins: &mut Origins,
        c: &mut Complaints,
    ) -> Vec<Account> {
        let mut drafts: Vec<&Drafted<AccountDraft>> = self
            .drafts
            .accounts
            .iter()
            .filter(|draft| self.belongs(draft, own))
            .collect();
        drafts.sort_by(|a, b| (self.text(a.value.id), a.span).cmp(&(self.text(b.value.id), b.span)));
        let mut accounts: Vec<Account> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let wanted = draft.value.employee;
            let Some(owner) = employee_of.get(&wanted.id).copied() else {
                c.push(self.dangling(Thing::Employee, wanted, employees.iter().map(|e| self.text(e.id))));
                continue;
            };
            match (accounts.last_mut(), origins.accounts.last()) {
                // One address may serve as both kinds of profile of the same person.
                (Some(last), Some(first)) if last.id == draft.value.id => {
                    if last.owner != owner || last.kinds.contains(draft.value.kind) {
                        c.push(self.duplicate(Thing::Account, last.id, draft.span, *first));
                    }
                    last.kinds = last.kinds.with(draft.value.kind);
                }
                _ => {
                    let kinds = AccountKinds::of(draft.value.kind);
                    accounts.push(Account { id: draft.value.id, kinds, owner });
                    origins.accounts.push(draft.span);
                }
            }
        }
        accounts
    }

    fn associations(
        &self,
        account_of: &HashMap<Symbol, AccountIx>,
        origins: &mut Origins,
        complain: bool,
        c: &mut Complaints,
    ) -> Vec<Association> {
        let mut list: Vec<(Association, Span)> = Vec::new();
        for draft in &self.drafts.associations {
            let a = &draft.value;
            if let Some(account) = account_of.get(&a.account.id).copied() {
                let association = Association {
                    account,
                    organization: a.organization,
                    linked: a.linked,
                    unlinked: a.unlinked,
                };
                list.push((association, draft.span));
            }
        }
        list.sort_by(|a, b| {
            let key = |(x, span): &(Association, Span)| (x.account, x.linked, self.text(x.organization).to_owned(), *span);
            key(a).cmp(&key(b))
        });
        for pair in list.windows(2) {
            if let [(first, at), (again, span)] = pair
                && (first.account, first.linked) == (again.account, again.linked)
            {
                let id = self.drafts.associations.iter().find(|d| d.span == *span).map(|d| d.value.account.id);
                let problem = Problem::SimultaneousLinks(id.map_or("", |id| self.text(id)).to_owned());
                c.push(Diagnostic::at(*span, problem).with(*at));
            }
        }
        // A link of an account that no organization of the workspace has is a slip; it is reported once.
        if complain {
            for draft in &self.drafts.associations {
                if !self.known_accounts.contains(&draft.value.account.id) {
                    let ids = self.drafts.accounts.iter().map(|d| self.text(d.value.id));
                    c.push(self.dangling(Thing::Account, draft.value.account, ids));
                }
            }
        }
        let (associations, spans) = list.into_iter().unzip();
        origins.associations = spans;
        associations
    }

    fn achievements(
        &self,
        own: Symbol,
        employees: &[Employee],
        employee_of: &HashMap<Symbol, EmployeeIx>,
        account_of: &HashMap<Symbol, AccountIx>,
        origins: &mut Origins,
        c: &mut Complaints,
    ) -> Vec<Achievement> {
        let mut list: Vec<(Achievement, Span)> = Vec::new();
        for draft in &self.drafts.achievements {
            let a = &draft.value;
            let holder = match (a.account, a.employee) {
                (Some(account), _) => {
                    if draft.organization.is_some_and(|o| o.id != own) {
                        continue;
                    }
                    let Some(ix) = account_of.get(&account.id).copied() else {
                        if draft.organization.is_some() || !self.known_accounts.contains(&account.id) {
                            let ids = self.drafts.accounts.iter().map(|d| self.text(d.value.id));
                            push_once(c, self.dangling(Thing::Account, account, ids));
                        }
                        continue;
                    };
                    Holder::Account(ix)
                }
                (None, Some(employee)) => {
                    if !self.belongs(draft, own) {
                        continue;
                    }
                    let Some(ix) = employee_of.get(&employee.id).copied() else {
                        c.push(self.dangling(Thing::Employee, employee, employees.iter().map(|e| self.text(e.id))));
                        continue;
                    };
                    Holder::Employee(ix)
                }
                (None, None) => continue,
            };
            let achievement = Achievement {
                holder,
                credential: a.credential.id,
                earned: a.earned,
                expires: a.expires,
                revoked: a.revoked,
                evidence: a.evidence,
            };
            list.push((achievement, draft.span));
        }
        let key = |(a, _): &(Achievement, Span)| {
            let evidence = a.evidence.map(|e| self.text(e));
            (a.holder, self.text(a.credential), a.earned, a.expires, a.revoked, evidence)
        };
        list.sort_by(|a, b| key(a).cmp(&key(b)).then(a.1.cmp(&b.1)));
        let (achievements, spans) = list.into_iter().unzip();
        origins.achievements = spans;
        achievements
    }

    fn measurements(&self, own: Symbol, origins: &mut Origins) -> Vec<Measurement> {
        let mut list: Vec<(Measurement, Span)> = self
            .drafts
            .measurements
            .iter()
            .filter(|draft| self.belongs(draft, own))
            .map(|draft| {
                let m = &draft.value;
                let measurement = Measurement {
                    metric: m.metric.id,
                    month: m.month,
                    value: m.value,
                    association: m.association.map(|a| a.id),
                    market: m.market,
                    location: m.location.map(|l| l.id),
                };
                (measurement, draft.span)
            })
            .collect();
        let text = |symbol: Option<Symbol>| symbol.map(|s| self.text(s));
        let key = |(m, _): &(Measurement, Span)| (self.text(m.metric), m.month, text(m.association), text(m.location), m.market, m.value);
        list.sort_by(|a, b| key(a).cmp(&key(b)).then(a.1.cmp(&b.1)));
        let (measurements, spans) = list.into_iter().unzip();
        origins.measurements = spans;
        measurements
    }

    fn memberships(&self, own: Symbol, origins: &mut Origins, c: &mut Complaints) -> Vec<Membership> {
        let mut list: Vec<(Membership, Span)> = Vec::new();
        for draft in self.drafts.memberships.iter().filter(|d| self.belongs(d, own)) {
            let m = &draft.value;
            if self.program.offer(self.text(m.offer.id)).is_none() {
                c.push(self.dangling(Thing::Offer, m.offer, self.program.offers.iter().map(|o| o.id.as_str())));
            }
            let membership = Membership { offer: m.offer.id, purchased: m.purchased, renewals: m.renewals.clone() };
            list.push((membership, draft.span));
        }
        list.sort_by(|a, b| (a.0.purchased, self.text(a.0.offer), a.1).cmp(&(b.0.purchased, self.text(b.0.offer), b.1)));
        let (memberships, spans) = list.into_iter().unzip();
        origins.memberships = spans;
        memberships
    }

    fn exceptions(&self, own: Symbol, origins: &mut Origins, c: &mut Complaints) -> (Vec<Override>, Vec<Attestation>) {
        let mut overrides: Vec<(Override, Span)> = Vec::new();
        for draft in self.drafts.overrides.iter().filter(|d| self.belongs(d, own)) {
            let o = &draft.value;
            if let Some(target) = self.target(&o.target, c) {
                let value = Override { target, from: o.from, until: o.until, reason: o.reason, by: o.by };
                overrides.push((value, draft.span));
            }
        }
        let mut attestations: Vec<(Attestation, Span)> = Vec::new();
        for draft in self.drafts.attestations.iter().filter(|d| self.belongs(d, own)) {
            let a = &draft.value;
            if let Some(target) = self.target(&a.target, c) {
                let value = Attestation { target, from: a.from, until: a.until, evidence: a.evidence, holds: a.holds };
                attestations.push((value, draft.span));
            }
        }
        let words = |t: &Target| {
            let text = |s: Option<Symbol>| s.map(|s| self.text(s).to_owned());
            (self.text(t.competency).to_owned(), self.text(t.level).to_owned(), text(t.path), text(t.requirement))
        };
        overrides.sort_by_key(|(o, span)| (words(&o.target), o.from, o.until, *span));
        attestations.sort_by_key(|(a, span)| (words(&a.target), a.from, a.until, *span));
        let (overrides, override_spans) = overrides.into_iter().unzip();
        let (attestations, attestation_spans) = attestations.into_iter().unzip();
        origins.overrides = override_spans;
        origins.attestations = attestation_spans;
        (overrides, attestations)
    }

    fn target(&self, draft: &TargetDraft, c: &mut Complaints) -> Option<Target> {
        let program = self.program;
        let wanted = self.text(draft.competency.id);
        let Some(competency) = program.competencies.iter().find(|k| k.id == wanted) else {
            let ids = program.competencies.iter().map(|k| k.id.as_str());
            c.push(self.dangling(Thing::Competency, draft.competency, ids));
            return None;
        };
        let Some(level) = program.ladder.find(self.text(draft.level.id)) else {
            let ids = program.ladder.0.iter().map(String::as_str);
            c.push(self.dangling(Thing::Level, draft.level, ids));
            return None;
        };
        let paths = competency.levels.get(level.0 as usize).map_or(&[][..], Vec::as_slice);
        if let Some(path) = draft.path
            && !paths.iter().any(|p| p.id == self.text(path.id))
        {
            c.push(self.dangling(Thing::Path, path, paths.iter().map(|p| p.id.as_str())));
            return None;
        }
        if let Some(requirement) = draft.requirement {
            let mut ids: Vec<&str> = Vec::new();
            for path in paths {
                path.requirements.iter().for_each(|r| r.for_each_id(&mut |id| ids.push(id)));
            }
            if !ids.contains(&self.text(requirement.id)) {
                c.push(self.dangling(Thing::Requirement, requirement, ids));
                return None;
            }
        }
        Some(Target {
            competency: draft.competency.id,
            level: draft.level.id,
            path: draft.path.map(|p| p.id),
            requirement: draft.requirement.map(|r| r.id),
        })
    }
}

/// An account that many achievements name is complained about at each of them, but not once per organization.
fn push_once(complaints: &mut Complaints, diagnostic: Diagnostic) {
    if !complaints.contains(&diagnostic) {
        complaints.push(diagnostic);
    }
}
