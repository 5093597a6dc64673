//! People, their accounts and links, and what they earned.

use super::groups::{self, Groups};
use super::{Finisher, Origins};
use crate::diagnostic::{Diagnostic, Problem, Span, Thing};
use crate::load::draft::{AccountDraft, Drafted, Reference};
use crate::load::kind::Kind;
use crate::load::values::Complaints;
use crate::model::{Account, AccountIx, AccountKinds, Achievement, Association, Employee, EmployeeIx, Holder, Symbol};
use crate::near::{same_letters, slip};
use std::collections::HashMap;

/// How many more places of one slip are shown.
const PLACES: usize = 2;

impl Finisher<'_> {
    pub(super) fn employees(&self, own: Symbol, origins: &mut Origins, c: &mut Complaints) -> Vec<Employee> {
        let mut list: Vec<(Employee, Span)> = groups::of(&self.drafts.employees, &self.groups.employees, own)
            .map(|draft| {
                let e = &draft.value;
                let employee = Employee {
                    id: e.id,
                    name: e.name,
                    email: e.email,
                    object_id: e.object_id,
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

    pub(super) fn duplicate(&self, thing: Thing, id: Symbol, span: Span, first: Span) -> Diagnostic {
        let id = self.text(id).to_owned();
        Diagnostic::at(span, Problem::DuplicateId { thing, id }).with(first)
    }

    /// Complains about a reference to nobody; one by the name of exactly one person gets that person's id.
    fn no_such_person(&self, to: Reference, employees: &[Employee], c: &mut Complaints) {
        let name = self.text(to.id);
        let people = self.affordable(employees);
        let mut called = people.iter().filter(|e| e.name.is_some_and(|n| same_letters(self.text(n), name)));
        match (called.next(), called.next()) {
            (Some(only), None) => {
                let problem = Problem::NamedPerson { name: name.to_owned(), id: self.text(only.id).to_owned() };
                c.push(Diagnostic::at(to.span, problem));
            }
            _ => self.dangling(Thing::Employee, to, employees.iter().map(|e| self.text(e.id)), c),
        }
    }

    /// Warns of links to what looks like an organization of the workspace and is none: a link to any other
    /// organization is fine, so nothing else would tell. Each spelling is reported once, with the first places of it.
    fn similar_organizations(&self, c: &mut Complaints) {
        if self.drafts.incomplete.contains(&Kind::Organizations) {
            return;
        }
        let own: Vec<(&str, &str)> = self
            .drafts
            .organizations
            .iter()
            .map(|o| (self.text(o.value.id.id), o.value.name.map_or("", |name| self.text(name))))
            .collect();
        let mut found: HashMap<Symbol, Option<usize>> = HashMap::new();
        for draft in &self.drafts.associations {
            let to = draft.value.organization;
            if self.by_organization.contains_key(&to.id) {
                continue;
            }
            let Some(known) = found.get(&to.id) else {
                let id = self.text(to.id);
                let known = self.affordable(own.iter().copied());
                let by_name = known.iter().find(|(_, name)| same_letters(name, id)).map(|(own, _)| *own);
                let near = slip(id, known.iter().map(|(own, _)| *own)).or(by_name);
                found.insert(to.id, near.map(|_| c.len()));
                if let Some(near) = near {
                    let problem = Problem::SimilarOrganization { id: id.to_owned(), near: near.to_owned() };
                    c.push(Diagnostic::at(to.span, problem));
                }
                continue;
            };
            if let Some(complaint) = known.and_then(|at| c.get_mut(at))
                && complaint.related.len() < PLACES
            {
                complaint.related.push(to.span);
            }
        }
    }

    pub(super) fn accounts(
        &self,
        own: Symbol,
        employees: &[Employee],
        employee_of: &HashMap<Symbol, EmployeeIx>,
        origins: &mut Origins,
        c: &mut Complaints,
    ) -> Vec<Account> {
        let mut drafts: Vec<&Drafted<AccountDraft>> =
            groups::of(&self.drafts.accounts, &self.groups.accounts, own).collect();
        drafts.sort_by(|a, b| (self.text(a.value.id), a.span).cmp(&(self.text(b.value.id), b.span)));
        let mut accounts: Vec<Account> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let wanted = draft.value.employee;
            let Some(owner) = employee_of.get(&wanted.id).copied() else {
                self.no_such_person(wanted, employees, c);
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

    pub(super) fn associations(
        &self,
        account_of: &HashMap<Symbol, Option<AccountIx>>,
        origins: &mut Origins,
        complain: bool,
        c: &mut Complaints,
    ) -> Vec<Association> {
        let mut list: Vec<(Association, Span)> = Vec::new();
        let account_id: HashMap<AccountIx, Symbol> =
            account_of.iter().filter_map(|(id, ix)| Some(((*ix)?, *id))).collect();
        for (account, id) in &account_id {
            for draft in groups::of(&self.drafts.associations, &self.groups.links, *id) {
                let (a, account) = (&draft.value, *account);
                let association =
                    Association { account, organization: a.organization.id, linked: a.linked, unlinked: a.unlinked };
                list.push((association, draft.span));
            }
        }
        list.sort_by(|a, b| {
            let key =
                |(x, span): &(Association, Span)| (x.account, x.linked, self.text(x.organization).to_owned(), *span);
            key(a).cmp(&key(b))
        });
        for pair in list.windows(2) {
            if let [(first, at), (again, span)] = pair
                && (first.account, first.linked) == (again.account, again.linked)
            {
                let id = account_id.get(&again.account).map_or("", |id| self.text(*id));
                let problem = Problem::SimultaneousLinks(id.to_owned());
                c.push(Diagnostic::at(*span.max(at), problem).with(*span.min(at)));
            }
        }
        // A link of an account that no organization of the workspace has is a slip; it is reported once.
        if complain {
            self.similar_organizations(c);
            for draft in &self.drafts.associations {
                if !self.known_accounts.contains(&draft.value.account.id) {
                    let ids = self.drafts.accounts.iter().map(|d| self.text(d.value.id));
                    self.dangling(Thing::Account, draft.value.account, ids, c);
                }
            }
        }
        let (associations, spans) = list.into_iter().unzip();
        origins.associations = spans;
        associations
    }

    #[expect(clippy::too_many_arguments, reason = "what one organization has")]
    pub(super) fn achievements(
        &self,
        own: Symbol,
        complain: bool,
        employees: &[Employee],
        employee_of: &HashMap<Symbol, EmployeeIx>,
        account_of: &HashMap<Symbol, Option<AccountIx>>,
        origins: &mut Origins,
        c: &mut Complaints,
    ) -> Vec<Achievement> {
        let mut list: Vec<(Achievement, Span)> = Vec::new();
        let Groups { achievements, earned, .. } = &self.groups;
        // What was earned on an account that no organization has is a slip; it is reported once.
        let unknown = earned.keys().filter(|account| complain && !self.known_accounts.contains(account));
        let of_accounts = account_of.keys().chain(unknown).filter_map(|account| earned.get(account));
        let mut numbers: Vec<usize> =
            achievements.get(&own).into_iter().chain(of_accounts).flatten().copied().collect();
        // In the order of the files, so that nothing depends on that of accounts.
        numbers.sort_unstable();
        for draft in numbers.into_iter().filter_map(|n| self.drafts.achievements.get(n)) {
            let a = &draft.value;
            let holder = match (a.account, a.employee) {
                (Some(account), _) => {
                    let Some(known) = account_of.get(&account.id).copied() else {
                        let unknown = !self.known_accounts.contains(&account.id);
                        if draft.organization.is_some() || (unknown && complain) {
                            let ids = self.drafts.accounts.iter().map(|d| self.text(d.value.id));
                            self.dangling(Thing::Account, account, ids, c);
                        }
                        continue;
                    };
                    let Some(ix) = known else {
                        continue;
                    };
                    Holder::Account(ix)
                }
                (None, Some(employee)) => {
                    let Some(ix) = employee_of.get(&employee.id).copied() else {
                        self.no_such_person(employee, employees, c);
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
}
