//! From drafts to records: references resolved, what contradicts itself complained about, everything in canonical order.

mod groups;
mod people;
mod statements;

use super::draft::{Drafted, Drafts, Reference};
use super::kind::Kind;
use super::program::dangling;
use super::values::{Complaints, Text};
use crate::diagnostic::{Diagnostic, FileId, Problem, Span, Thing};
use crate::model::{AccountIx, EmployeeIx, Names, Organization, Records, Symbol};
use crate::near::{nearest, same_letters};
use crate::rules::Program;
use groups::Groups;
use std::cell::Cell;
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
    /// Of the organization itself.
    pub organization: Option<Span>,
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
        astray: HashSet::new(),
        groups: Groups::default(),
        comparisons: Cell::new(COMPARISONS),
    };
    finisher.partition(c);
    let only = finisher.by_organization.keys().next().copied().filter(|_| finisher.by_organization.len() == 1);
    finisher.groups = Groups::of(&drafts, only);
    finisher.check_credentials(c);
    finisher.check_figures(c);
    let mut recorded: Vec<Recorded> =
        (0..drafts.organizations.len()).filter_map(|n| finisher.organization(n, c)).collect();
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
    /// Kinds of which some record names no organization, so that nobody has it. A reference to it may be right.
    astray: HashSet<Kind>,
    /// Which drafts are whose.
    groups: Groups,
    /// How many more ids may be compared to find near ones.
    comparisons: Cell<usize>,
}

/// Enough to suggest a near id for each of a person's slips, few enough that a thousand wrong references to a thousand
/// people take no time.
const COMPARISONS: usize = 1_000_000;

impl Finisher<'_> {
    fn text(&self, symbol: Symbol) -> &str {
        self.names.text(symbol)
    }

    /// Complains about a reference to nothing, unless what it refers to may be among what could not be read.
    fn dangling<'a>(&self, thing: Thing, to: Reference, known: impl IntoIterator<Item = &'a str>, c: &mut Complaints) {
        let kind = match thing {
            Thing::Organization | Thing::Location => Some(Kind::Organizations),
            Thing::Employee => Some(Kind::Employees),
            Thing::Account => Some(Kind::Accounts),
            _ => None,
        };
        if kind.is_none_or(|kind| !self.drafts.incomplete.contains(&kind) && !self.astray.contains(&kind)) {
            let text = Text { text: self.text(to.id), span: to.span };
            c.push(dangling(thing, text, self.affordable(known)));
        }
    }

    /// What to compare with, or nothing when too much was compared already.
    fn affordable<T>(&self, known: impl IntoIterator<Item = T>) -> Vec<T> {
        let left = self.comparisons.get();
        let known: Vec<T> = known.into_iter().take(left + 1).collect();
        self.comparisons.set(left.saturating_sub(known.len()));
        if known.len() > left { Vec::new() } else { known }
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
        if self.by_organization.len() > 1 {
            let employees = self.drafts.employees.iter().any(|draft| draft.organization.is_none());
            let accounts = self.drafts.accounts.iter().any(|draft| draft.organization.is_none());
            self.astray
                .extend(employees.then_some(Kind::Employees).into_iter().chain(accounts.then_some(Kind::Accounts)));
        }
        self.check_organizations(&self.drafts.employees, |_| true, c);
        self.check_organizations(&self.drafts.accounts, |_| true, c);
        self.check_organizations(&self.drafts.measurements, |_| true, c);
        self.check_organizations(&self.drafts.memberships, |_| true, c);
        self.check_organizations(&self.drafts.overrides, |_| true, c);
        self.check_organizations(&self.drafts.attestations, |_| true, c);
        // An achievement on an account belongs to whoever owns the account; only one recorded directly needs to say.
        self.check_organizations(&self.drafts.achievements, |achievement| achievement.account.is_none(), c);
    }

    fn check_organizations<T>(&self, drafts: &[Drafted<T>], needed: impl Fn(&T) -> bool, c: &mut Complaints) {
        // Where none of a file's records names one, a column is missing or called otherwise, which is said once.
        let naming: HashSet<FileId> =
            drafts.iter().filter(|draft| draft.organization.is_some()).map(|draft| draft.span.file).collect();
        let mut told: HashSet<FileId> = HashSet::new();
        for draft in drafts {
            let (file, needed) = (draft.span.file, needed(&draft.value));
            self.check_organization(draft, needed && (naming.contains(&file) || told.insert(file)), c);
        }
    }

    fn check_organization<T>(&self, draft: &Drafted<T>, needed: bool, c: &mut Complaints) {
        match draft.organization {
            Some(to) if !self.by_organization.contains_key(&to.id) => {
                let known = self.drafts.organizations.iter().map(|o| self.text(o.value.id.id));
                self.dangling(Thing::Organization, to, known, c);
            }
            None if needed && self.by_organization.len() > 1 => {
                c.push(Diagnostic::at(draft.span, Problem::NoOrganization));
            }
            _ => {}
        }
    }

    /// Credentials nobody knows are kept, and the evaluation gives them their reason; a word of warning comes first.
    fn check_credentials(&self, c: &mut Complaints) {
        let mut known: HashMap<Symbol, bool> = HashMap::new();
        for draft in &self.drafts.achievements {
            let credential = draft.value.credential;
            let id = self.text(credential.id);
            let found = *known.entry(credential.id).or_insert_with(|| self.program.find_credential(id).is_some());
            if !found {
                let near = nearest(id, self.affordable(self.program.credentials.iter().map(|k| k.id.as_str())));
                let problem = Problem::UnknownCredential { id: id.to_owned(), near: near.map(str::to_owned) };
                c.push(Diagnostic::at(credential.span, problem));
            }
        }
    }

    fn check_figures(&self, c: &mut Complaints) {
        let mut complained: Vec<(Thing, Symbol)> = Vec::new();
        let mut check = |thing: Thing, to: Reference, known: &mut dyn Iterator<Item = (&str, &str)>| {
            if complained.contains(&(thing, to.id)) {
                return;
            }
            // Reports print names, and records hold ids.
            let known: Vec<(&str, &str)> = known.collect();
            let ids: Vec<&str> = known.iter().map(|(id, _)| *id).collect();
            let id = self.text(to.id);
            if !ids.contains(&id) {
                complained.push((thing, to.id));
                let near = nearest(id, ids.iter().copied());
                let by_name = known.iter().find(|(_, name)| same_letters(name, id)).map(|(id, _)| *id);
                let by_name = by_name.or(near).or_else(|| {
                    let name = nearest(id, known.iter().map(|(_, name)| *name))?;
                    known.iter().find(|(_, n)| *n == name).map(|(id, _)| *id)
                });
                let problem = Problem::UnknownFigure {
                    thing,
                    id: id.to_owned(),
                    near: by_name.map(str::to_owned),
                    known: ids.iter().map(|id| (*id).to_owned()).collect(),
                };
                c.push(Diagnostic::at(to.span, problem));
            }
        };
        for draft in &self.drafts.measurements {
            let mut metrics = self.program.metrics.iter().map(|m| (m.id.as_str(), m.name.as_str()));
            check(Thing::Metric, draft.value.metric, &mut metrics);
            if let Some(association) = draft.value.association {
                let mut types = self.program.associations.iter().map(|a| (a.id.as_str(), a.name.as_str()));
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
        let mut origins = Origins { organization: Some(draft.id.span), ..Origins::default() };
        let employees = self.employees(own, &mut origins, c);
        let employee_of: HashMap<Symbol, EmployeeIx> =
            (0..).map(EmployeeIx).zip(&employees).map(|(ix, e)| (e.id, ix)).collect();
        let accounts = self.accounts(own, &employees, &employee_of, &mut origins, c);
        // An account whose owner is nobody was complained about; what refers to it is right.
        let mut account_of: HashMap<Symbol, Option<AccountIx>> =
            groups::of(&self.drafts.accounts, &self.groups.accounts, own).map(|d| (d.value.id, None)).collect();
        account_of.extend((0..).map(AccountIx).zip(&accounts).map(|(ix, account)| (account.id, Some(ix))));
        let associations = self.associations(&account_of, &mut origins, n == 0, c);
        let achievements = self.achievements(own, n == 0, &employees, &employee_of, &account_of, &mut origins, c);
        let location_known = |to: Reference| draft.locations.iter().any(|l| l.id == to.id);
        if !draft.locations.is_empty() {
            let Groups { employees, measurements, .. } = &self.groups;
            let of_employees =
                groups::of(&self.drafts.employees, employees, own).filter_map(|draft| draft.value.location);
            let of_figures =
                groups::of(&self.drafts.measurements, measurements, own).filter_map(|draft| draft.value.location);
            for to in of_employees.chain(of_figures).filter(|to| !location_known(*to)) {
                let known = draft.locations.iter().map(|l| self.text(l.id));
                self.dangling(Thing::Location, to, known, c);
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
}
