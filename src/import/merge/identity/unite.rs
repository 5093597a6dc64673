//! When several people may be one, and what is wrong when they cannot.

use super::{Conflict, Found, Identities, PersonIx};
use crate::diagnostic::{Problem, Span};
use crate::model::Symbol;

impl Identities<'_> {
    /// The one person that all of these are, if they can be.
    pub(super) fn unite(&mut self, found: &[Found], number: Option<Symbol>) -> Result<PersonIx, Conflict> {
        let mut agreed = number;
        let (mut recorded, mut numbered) = (None::<&Found>, None::<&Found>);
        for one in found {
            let Some(identity) = self.people.get(one.person.0 as usize) else { continue };
            if identity.recorded.is_some()
                && let Some(other) = recorded.filter(|other| other.person != one.person)
            {
                return Err(self.conflict(other, one));
            }
            if agreed.zip(identity.number).is_some_and(|(left, right)| left != right) {
                return Err(numbered.map_or_else(|| self.other_number(number, one), |other| self.conflict(other, one)));
            }
            if identity.recorded.is_some() {
                recorded = recorded.or(Some(one));
            }
            if identity.number.is_some() {
                numbered = numbered.or(Some(one));
                agreed = identity.number;
            }
        }
        let recorded = recorded.map(|found| found.person);
        let earliest = found.iter().map(|found| found.person).min().unwrap_or(PersonIx(u32::MAX));
        let root = recorded.unwrap_or(earliest);
        for Found { person, .. } in found {
            if *person != root
                && let Some(identity) = self.people.get_mut(person.0 as usize)
            {
                identity.same_as = Some(root);
            }
        }
        if let Some(identity) = self.people.get_mut(root.0 as usize) {
            identity.number = agreed;
        }
        Ok(root)
    }

    /// Two people in one row: where one of them comes in by an account alone, the account is what is wrong.
    fn conflict(&self, first: &Found, second: &Found) -> Conflict {
        match (first.account, second.account) {
            (Some(account), None) => self.shared(account, first.person),
            (None, Some(account)) => self.shared(account, second.person),
            _ => self.two_people(first.person, second.person),
        }
    }

    /// A row with an employee number leads to somebody with another one.
    fn other_number(&self, number: Option<Symbol>, found: &Found) -> Conflict {
        if let Some(account) = found.account {
            return self.shared(account, found.person);
        }
        let first = number.map(|number| self.words.text(number)).unwrap_or_default().to_owned();
        let problem = Problem::TwoPeople { first, second: self.label(found.person).to_owned() };
        Conflict { problem, first: self.place(found.person) }
    }

    fn shared(&self, account: Symbol, owner: PersonIx) -> Conflict {
        let problem = Problem::SharedAccount {
            account: self.words.text(account).to_owned(),
            owner: self.label(owner).to_owned(),
        };
        Conflict { problem, first: self.place(owner) }
    }

    pub(super) fn two_people(&self, first: PersonIx, second: PersonIx) -> Conflict {
        let problem = Problem::TwoPeople { first: self.label(first).to_owned(), second: self.label(second).to_owned() };
        Conflict { problem, first: self.place(first) }
    }

    /// Where a person stands, in the records or in the file.
    fn place(&self, person: PersonIx) -> Option<Span> {
        let identity = self.people.get(self.root(person).0 as usize)?;
        match identity.recorded {
            Some(ix) => self.world.origins.employees.get(ix.0 as usize).copied(),
            None => identity.first,
        }
    }
}
