//! What the rows of each kind say, taken the short way.
//!
//! The numbers of fields are their places in [`Kind::fields`](crate::load::kind::Kind::fields).

use super::{Plain, Reader, Row, WORDS};
use crate::load::network::cells::{self, COLUMNS, Cell, Cells, Odd};
use crate::model::{
    Account, AccountIx, AccountKind, AccountKinds, Achievement, Association, Date, Employee, EmployeeIx, Holder,
    Instant, Market, Measurement, Membership, Moment, Month, Quantity,
};
use crate::rules::CredentialIx;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

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
        let joined = self.beginning(row.get(4)?)?;
        let left = self.end(row.get(5)?)?;
        if joined.zip(left).is_some_and(|(joined, left)| left <= joined) {
            return Err(Odd);
        }
        let number = u32::try_from(self.people.len()).map_err(|_| Odd)?;
        let Plain { hasher, employees, records, .. } = &mut *self.plain;
        add(employees, hasher, &self.people, id, number)?;
        self.people.push(id);
        let id = self.empty.ok_or(Odd)?;
        let employee = Employee { id, name: None, email: None, object_id: None, location: None, joined, left };
        records.employees.push(employee);
        Ok(())
    }

    pub(super) fn account(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let id = row.needed(0)?;
        let kind = str::from_utf8(row.needed(1)?).ok().and_then(AccountKind::from_word).ok_or(Odd)?;
        let owner = EmployeeIx(self.person(row.needed(2)?)?);
        let Plain { hasher, accounts, records, .. } = &mut *self.plain;
        if let Some(number) = find(accounts, hasher, &self.own, id) {
            // One address may serve as both kinds of profile of the same person.
            let account = records.accounts.get_mut(number as usize).ok_or(Odd)?;
            if account.owner != owner || account.kinds.contains(kind) {
                return Err(Odd);
            }
            account.kinds = account.kinds.with(kind);
            return Ok(());
        }
        let number = u32::try_from(self.own.len()).map_err(|_| Odd)?;
        add(accounts, hasher, &self.own, id, number)?;
        self.own.push(id);
        records.accounts.push(Account { id: self.empty.ok_or(Odd)?, kinds: AccountKinds::of(kind), owner });
        Ok(())
    }

    pub(super) fn person(&self, id: &[u8]) -> Result<u32, Odd> {
        find(&self.plain.employees, &self.plain.hasher, &self.people, id).ok_or(Odd)
    }

    pub(super) fn own_account(&self, id: &[u8]) -> Option<u32> {
        find(&self.plain.accounts, &self.plain.hasher, &self.own, id)
    }

    pub(super) fn association(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let (account, organization) = (row.needed(0)?, row.needed(1)?);
        // Links to organizations outside lie among those of the account's own.
        if organization != self.network.organizations.id(self.organization) {
            return Ok(());
        }
        match self.own_account(account) {
            Some(number) => self.link(AccountIx(number), organization, row),
            // An account of another organization is no matter of this one.
            None if self.network.accounts.is_known(account) => Ok(()),
            None => Err(Odd),
        }
    }

    pub(super) fn link(&mut self, account: AccountIx, organization: &[u8], row: &Row<'_, '_>) -> Result<(), Odd> {
        let linked = self.beginning(row.needed(2)?)?.ok_or(Odd)?;
        let unlinked = self.end(row.get(3)?)?;
        if unlinked.is_some_and(|unlinked| unlinked <= linked) {
            return Err(Odd);
        }
        let own = organization == self.network.organizations.id(self.organization);
        let organization = if own { self.plain.records.organization.id } else { self.intern(organization)? };
        self.plain.records.associations.push(Association { account, organization, linked, unlinked });
        Ok(())
    }

    /// Links of the organization's accounts that stand among the rows of others.
    pub(super) fn links_elsewhere(&mut self) -> Result<(), Odd> {
        let network = self.network;
        let organization = u32::try_from(self.organization).map_err(|_| Odd)?;
        if !network.accounts.has_links_elsewhere(organization) {
            return Ok(());
        }
        for number in 0..self.own.len() {
            let Some(account) = self.own.get(number).copied() else {
                continue;
            };
            for link in network.accounts.links_elsewhere(account, organization) {
                let file = network.files.get(link.file).ok_or(Odd)?;
                let mut cells: Cells<'_> = [Cell::default(); COLUMNS];
                let count = cells::cut(&link.row, file.delimiter, &mut cells)?;
                let row = Row { cells: &cells, count, places: &file.places, skipped: 0 };
                if count != file.columns.len() {
                    return Err(Odd);
                }
                if row.needed(0)? == account {
                    let number = u32::try_from(number).map_err(|_| Odd)?;
                    self.link(AccountIx(number), row.needed(1)?, &row)?;
                }
            }
        }
        Ok(())
    }

    /// Who earned the achievement of a row.
    pub(super) fn holder(&mut self, row: &Row<'_, 't>) -> Result<Holder, Odd> {
        let (account, employee) = (row.get(0)?, row.get(1)?);
        match (account, employee) {
            (account @ [_, ..], []) => Ok(Holder::Account(AccountIx(self.own_account(account).ok_or(Odd)?))),
            ([], employee @ [_, ..]) => Ok(Holder::Employee(EmployeeIx(self.person(employee)?))),
            _ => Err(Odd),
        }
    }

    pub(super) fn earned(&mut self, holder: Holder, row: &Row<'_, 't>) -> Result<(), Odd> {
        let credential = self.credential(row.needed(2)?)?;
        self.achieved(holder, credential, [moment(row.get(3)?)?, moment(row.get(4)?)?, moment(row.get(5)?)?])
    }

    /// An achievement of a credential, known and needed or not, with when it was earned, expires and was revoked.
    pub(super) fn achieved(
        &mut self,
        holder: Holder,
        (credential, needed): (Option<CredentialIx>, bool),
        [earned, expires, revoked]: [Option<Moment>; 3],
    ) -> Result<(), Odd> {
        let zone = self.network.zone;
        let (begun, ends) = (earned.map(|at| zone.beginning(at)), expires.map(|at| zone.end(at)));
        if earned.is_some() && earned == expires || begun.zip(ends).is_some_and(|(begun, ends)| ends <= begun) {
            return Err(Odd);
        }
        if !needed {
            let [unknown, unneeded] = &mut self.plain.beside;
            *(if credential.is_none() { unknown } else { unneeded }) += 1;
            return Ok(());
        }
        self.plain.credentials.push(credential);
        self.plain.records.achievements.push(Achievement {
            holder,
            credential: self.empty.ok_or(Odd)?,
            earned: begun,
            expires: ends,
            revoked: revoked.map(|at| zone.beginning(at)),
            evidence: None,
        });
        Ok(())
    }

    pub(super) fn credential(&mut self, word: &[u8]) -> Result<(Option<CredentialIx>, bool), Odd> {
        if let Some(known) = self.plain.catalogue.get(word) {
            return Ok(*known);
        }
        let text = str::from_utf8(word).map_err(|_| Odd)?;
        let found = self.network.program.find_credential(text);
        let found = (found, found.is_some_and(|ix| self.needed.contains(ix)));
        if self.plain.catalogue.len() < WORDS {
            self.plain.catalogue.insert(word.into(), found);
        }
        Ok(found)
    }

    pub(super) fn measurement(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let month = str::from_utf8(row.needed(1)?).ok().and_then(|text| Month::parse(text).ok()).ok_or(Odd)?;
        let value = str::from_utf8(row.needed(2)?).ok().and_then(|text| Quantity::parse(text).ok()).ok_or(Odd)?;
        let market = market(row.get(4)?)?;
        self.located(row.get(5)?)?;
        let metric = self.intern(row.needed(0)?)?;
        let association = self.optional(row.get(3)?)?;
        let measurement = Measurement { metric, month, value, association, market, location: None };
        self.plain.records.measurements.push(measurement);
        Ok(())
    }

    pub(super) fn membership(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let text = row.needed(0)?;
        let offer = self.intern(text)?;
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

    pub(super) fn beginning(&self, text: &[u8]) -> Result<Option<Instant>, Odd> {
        Ok(moment(text)?.map(|at| self.network.zone.beginning(at)))
    }

    pub(super) fn end(&self, text: &[u8]) -> Result<Option<Instant>, Odd> {
        Ok(moment(text)?.map(|at| self.network.zone.end(at)))
    }
}

fn find(table: &HashTable<u32>, hasher: &DefaultHashBuilder, keys: &[&[u8]], key: &[u8]) -> Option<u32> {
    table.find(hasher.hash_one(key), |n| keys.get(*n as usize).is_some_and(|known| *known == key)).copied()
}

/// Adds a key that must not be there yet.
fn add(
    table: &mut HashTable<u32>,
    hasher: &DefaultHashBuilder,
    keys: &[&[u8]],
    key: &[u8],
    number: u32,
) -> Result<(), Odd> {
    if find(table, hasher, keys, key).is_some() {
        return Err(Odd);
    }
    table.insert_unique(hasher.hash_one(key), number, |n| {
        hasher.hash_one(keys.get(*n as usize).copied().unwrap_or(key))
    });
    Ok(())
}

fn market(text: &[u8]) -> Result<Option<Market>, Odd> {
    if text.is_empty() {
        return Ok(None);
    }
    str::from_utf8(text).ok().and_then(Market::from_word).map(Some).ok_or(Odd)
}

fn day(text: &[u8]) -> Result<Date, Odd> {
    Date::read(text).map_err(|_| Odd)
}

fn moment(text: &[u8]) -> Result<Option<Moment>, Odd> {
    if text.is_empty() {
        return Ok(None);
    }
    if text.len() == 10 {
        return day(text).map(|date| Some(Moment::Day(date)));
    }
    Moment::parse(str::from_utf8(text).map_err(|_| Odd)?).map(Some).map_err(|_| Odd)
}
