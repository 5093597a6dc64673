//! What the rows of each kind say, taken the short way.
//!
//! The numbers of fields are their places in [`Kind::fields`](crate::load::kind::Kind::fields).

use super::ids::Added;
use super::{Cut, Reader, Row};
use crate::load::network::cells::{self, COLUMNS, Cell, Cells, Odd};
use crate::load::network::credentials::Credential;
use crate::model::{
    Account, AccountIx, AccountKind, AccountKinds, Achievement, Association, Date, Employee, EmployeeIx, Holder,
    Instant, Market, Measurement, Membership, Moment, Month, Quantity,
};
use crate::rules::CredentialIx;

impl<'n, 't: 'n> Reader<'n, 't> {
    pub(super) fn organization(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let name = row.cell(1).map_or(Ok(std::borrow::Cow::Borrowed(&[][..])), Cell::value)?;
        let name = self.optional(&name)?;
        let market = market(row.get(2)?)?;
        for id in row.get(4)?.split(|byte| matches!(byte, b' ' | b';')) {
            // Another blank may separate them.
            if !id.is_ascii() {
                return Err(Odd);
            }
            if !id.is_empty() {
                self.locations.push(id);
            }
        }
        let organization = &mut self.plain.records.organization;
        (organization.name, organization.market) = (name, market);
        Ok(())
    }

    pub(super) fn located(&self, location: &[u8]) -> Result<(), Odd> {
        let known = location.is_empty() || self.locations.is_empty() || self.locations.contains(&location);
        if known { Ok(()) } else { Err(Odd) }
    }

    pub(super) fn employee(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let id = row.needed(0)?;
        self.located(row.get(3)?)?;
        let zone = self.network.zone;
        let joined = row.moment(4)?.map(|at| zone.beginning(at));
        let left = row.moment(5)?.map(|at| zone.end(at));
        if joined.zip(left).is_some_and(|(joined, left)| left <= joined) {
            return Err(Odd);
        }
        let Added::New = self.people.add(id)? else {
            return Err(Odd);
        };
        let id = self.empty.ok_or(Odd)?;
        let employee = Employee { id, name: None, email: None, object_id: None, location: None, joined, left };
        self.plain.records.employees.push(employee);
        Ok(())
    }

    pub(super) fn account(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let id = row.needed(0)?;
        let word = row.needed(1)?;
        let kind = AccountKind::ALL.into_iter().find(|kind| cells::same(kind.word().as_bytes(), word)).ok_or(Odd)?;
        let owner = EmployeeIx(self.person(row.needed(2)?)?);
        let empty = self.empty.ok_or(Odd)?;
        let accounts = &mut self.plain.records.accounts;
        match self.own.add(id)? {
            Added::New => accounts.push(Account { id: empty, kinds: AccountKinds::of(kind), owner }),
            Added::Known(number) => {
                // One address may serve as both kinds of profile of the same person.
                let account = accounts.get_mut(number as usize).ok_or(Odd)?;
                if account.owner != owner || account.kinds.contains(kind) {
                    return Err(Odd);
                }
                account.kinds = account.kinds.with(kind);
            }
        }
        Ok(())
    }

    fn person(&mut self, id: &[u8]) -> Result<u32, Odd> {
        self.people.find(id).ok_or(Odd)
    }

    pub(super) fn association(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let (account, organization) = (row.needed(0)?, row.needed(1)?);
        // Links to organizations outside lie among those of the account's own.
        if !cells::same(organization, self.id) {
            return Ok(());
        }
        match self.own.find(account) {
            Some(number) => self.link(AccountIx(number), organization, row),
            // An account of another organization is no matter of this one.
            None if self.network.accounts.is_known(account) => Ok(()),
            None => Err(Odd),
        }
    }

    pub(super) fn link(&mut self, account: AccountIx, organization: &[u8], row: &Row<'_, '_>) -> Result<(), Odd> {
        let zone = self.network.zone;
        let linked = row.moment(2)?.map(|at| zone.beginning(at)).ok_or(Odd)?;
        let unlinked = row.moment(3)?.map(|at| zone.end(at));
        if unlinked.is_some_and(|unlinked| unlinked <= linked) {
            return Err(Odd);
        }
        let own = cells::same(organization, self.id);
        let organization = if own { self.plain.records.organization.id } else { self.intern(organization)? };
        self.plain.records.associations.push(Association { account, organization, linked, unlinked });
        Ok(())
    }

    /// Links of the organization's accounts that stand among the rows of others.
    pub(super) fn links_elsewhere(&mut self) -> Result<(), Odd> {
        let network = self.network;
        let organization = u32::try_from(self.organization).map_err(|_| Odd)?;
        for link in network.accounts.links_elsewhere(organization) {
            let file = network.files.get(link.file).ok_or(Odd)?;
            let mut cells: Cells<'_> = [Cell::default(); COLUMNS];
            let count = cells::cut(link.row, file.delimiter, &mut cells)?;
            let row = Row { cells: Cut::Cells(&cells, count), places: &file.places };
            if count != file.columns.len() {
                return Err(Odd);
            }
            // Another account may have the same hash.
            if let Some(number) = self.own.find(row.needed(0)?) {
                self.link(AccountIx(number), row.needed(1)?, &row)?;
            }
        }
        Ok(())
    }

    /// Who earned an achievement: an account or an employee, and only one of them.
    pub(super) fn holder(&mut self, account: &[u8], employee: &[u8]) -> Result<Holder, Odd> {
        match (account, employee) {
            (account @ [_, ..], []) => Ok(Holder::Account(AccountIx(self.own.find(account).ok_or(Odd)?))),
            ([], employee @ [_, ..]) => Ok(Holder::Employee(EmployeeIx(self.person(employee)?))),
            _ => Err(Odd),
        }
    }

    /// An achievement, with when it was earned, expires and was revoked.
    pub(super) fn achieved(
        &mut self,
        holder: Holder,
        credential: Credential,
        [earned, expires, revoked]: [Option<Moment>; 3],
    ) -> Result<(), Odd> {
        let zone = self.network.zone;
        let (begun, ends) = (earned.map(|at| zone.beginning(at)), expires.map(|at| zone.end(at)));
        if earned.is_some() && earned == expires || begun.zip(ends).is_some_and(|(begun, ends)| ends <= begun) {
            return Err(Odd);
        }
        if !credential.needed() {
            self.beside(credential);
            return Ok(());
        }
        let revoked = revoked.map(|at| zone.beginning(at));
        self.noted(holder, credential.known(), [begun, ends, revoked]);
        Ok(())
    }

    /// An achievement that was earned on a day, of which nothing more is known.
    #[inline]
    pub(super) fn earned(&mut self, holder: Holder, credential: Credential, day: Date) {
        if credential.needed() {
            self.noted(holder, credential.known(), [Some(self.network.zone.start_of(day)), None, None]);
        } else {
            self.beside(credential);
        }
    }

    /// One more of a credential that nothing asks for, or that nobody knows.
    #[inline]
    fn beside(&mut self, credential: Credential) {
        let [unknown, unneeded] = &mut self.plain.beside;
        *(if credential.known().is_none() { unknown } else { unneeded }) += 1;
    }

    #[inline]
    fn noted(
        &mut self,
        holder: Holder,
        credential: Option<CredentialIx>,
        [earned, expires, revoked]: [Option<Instant>; 3],
    ) {
        // Names stay behind.
        let named = self.plain.records.organization.id;
        let achievement = Achievement { holder, credential: named, earned, expires, revoked, evidence: None };
        let achievements = &mut self.plain.records.achievements;
        if achievements.last().is_none_or(|before| before.holder != holder) {
            self.plain.turns.push(achievements.len() as u32);
        }
        self.plain.credentials.push(credential);
        achievements.push(achievement);
    }

    pub(super) fn credential(&mut self, word: &[u8]) -> Result<Credential, Odd> {
        self.plain.looked_up.find(word, self.catalogue)
    }

    pub(super) fn measurement(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let (metric, association) = (row.needed(0)?, row.get(3)?);
        let month = Month::read(row.needed(1)?).map_err(|_| Odd)?;
        let value = Quantity::read(row.needed(2)?).map_err(|_| Odd)?;
        let market = market(row.get(4)?)?;
        self.located(row.get(5)?)?;
        let metric = self.word(metric)?;
        let association = if association.is_empty() { None } else { Some(self.word(association)?) };
        let measurement = Measurement { metric, month, value, association, market, location: None };
        self.plain.records.measurements.push(measurement);
        Ok(())
    }

    pub(super) fn membership(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let text = row.needed(0)?;
        let offer = self.word(text)?;
        if self.network.program.offer(self.plain.records.text(offer)).is_none() {
            return Err(Odd);
        }
        let purchased = day(row.needed(1)?)?;
        let mut renewals = Vec::new();
        for text in row.get(2)?.split(|byte| matches!(byte, b' ' | b';')).filter(|text| !text.is_empty()) {
            let renewed = day(text)?;
            if renewed < purchased {
                return Err(Odd);
            }
            renewals.push(renewed);
        }
        renewals.sort_unstable();
        self.plain.records.memberships.push(Membership { offer, purchased, renewals });
        Ok(())
    }
}

fn market(text: &[u8]) -> Result<Option<Market>, Odd> {
    if text.is_empty() {
        return Ok(None);
    }
    str::from_utf8(text).ok().and_then(Market::from_word).map(Some).ok_or(Odd)
}

#[inline]
fn day(text: &[u8]) -> Result<Date, Odd> {
    let usual = text.try_into().ok().and_then(Date::read_iso);
    usual.map_or_else(|| Date::read(text).map_err(|_| Odd), Ok)
}

/// When something was that is not written as nearly all days are.
#[cold]
pub(super) fn moment(text: &[u8]) -> Result<Option<Moment>, Odd> {
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() == 10 {
        return day(text).map(|date| Some(Moment::Day(date)));
    }
    Moment::parse(str::from_utf8(text).map_err(|_| Odd)?).map(Some).map_err(|_| Odd)
}
