//! The short way from rows to records, for organizations in whose rows nothing is odd.
//!
//! It takes only what a [`Summary`](crate::engine::Summary) asks for: names, addresses and proofs stay behind, and records
//! stand in the order of their rows. Whatever is not plain to it, an error or only an unusual spelling, sends the
//! organization to the ordinary reader, so what a file means is said in one place.

use super::Network;
use super::cells::{self, COLUMNS, Cell, Cells, Odd};
use super::gather::Gathered;
use super::index::RecordFile;
use crate::load::kind::Kind;
use crate::model::{
    Account, AccountIx, AccountKind, AccountKinds, Achievement, Association, Date, Employee, EmployeeIx, Holder, Instant,
    Market, Measurement, Membership, Moment, Month, Names, Organization, Quantity, Records, Symbol, Zone,
};
use crate::rules::CredentialIx;
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::hash::BuildHasher;
use std::sync::Arc;

/// The records of one organization, as far as a summary asks for them. It is filled again and again.
#[derive(Debug)]
pub struct Plain {
    /// The records.
    pub records: Records,
    /// For every achievement, what it is in the programme's catalogue.
    pub credentials: Vec<Option<CredentialIx>>,
    hasher: DefaultHashBuilder,
    employees: HashTable<u32>,
    accounts: HashTable<u32>,
    /// What was looked up in the catalogue before.
    catalogue: HashMap<Box<[u8]>, Option<CredentialIx>>,
    keys: [Vec<&'static [u8]>; 3],
}

/// How many words of the catalogue are remembered; more different ones than any catalogue has.
const WORDS: usize = 20_000;

impl Default for Plain {
    fn default() -> Self {
        let mut names = Names::default();
        let id = names.intern("");
        let organization = Organization { id, name: None, market: None, country: None, locations: Vec::new() };
        Self {
            records: Records {
                names: Arc::new(names),
                zone: Zone::UTC,
                organization,
                employees: Vec::new(),
                accounts: Vec::new(),
                associations: Vec::new(),
                achievements: Vec::new(),
                measurements: Vec::new(),
                attestations: Vec::new(),
                overrides: Vec::new(),
                memberships: Vec::new(),
            },
            credentials: Vec::new(),
            hasher: DefaultHashBuilder::default(),
            employees: HashTable::new(),
            accounts: HashTable::new(),
            catalogue: HashMap::default(),
            keys: Default::default(),
        }
    }
}

/// A list for other borrowed things, with the room of this one.
fn emptied<'a>(mut list: Vec<&[u8]>) -> Vec<&'a [u8]> {
    list.clear();
    // Nothing is mapped: collecting in place keeps the room.
    list.into_iter().map(|_| &[][..]).collect()
}

impl Network {
    /// Reads one of the gathered organizations the short way; false when something in its rows is not plain.
    pub fn read_plain(&self, gathered: &Gathered, organization: usize, plain: &mut Plain) -> bool {
        let [people, accounts, locations] = std::mem::take(&mut plain.keys);
        let mut reader = Reader {
            network: self,
            organization,
            plain,
            people: emptied(people),
            own: emptied(accounts),
            locations: emptied(locations),
            empty: None,
        };
        let result = reader.read(gathered);
        let Reader { people, own, locations, .. } = reader;
        plain.keys = [emptied(people), emptied(own), emptied(locations)];
        result.is_ok()
    }
}

struct Reader<'n, 't> {
    network: &'n Network,
    organization: usize,
    plain: &'n mut Plain,
    /// The ids of employees, accounts and locations.
    people: Vec<&'t [u8]>,
    own: Vec<&'t [u8]>,
    locations: Vec<&'t [u8]>,
    /// Stands for what is left behind.
    empty: Option<Symbol>,
}

/// A row cut into cells, and which field is in which.
struct Row<'r, 't> {
    cells: &'r Cells<'t>,
    count: usize,
    places: &'r [u8],
}

impl<'t> Row<'_, 't> {
    fn cell(&self, field: usize) -> Option<Cell<'t>> {
        let place = usize::from(*self.places.get(field)?);
        self.cells.get(place).copied().filter(|_| place < self.count)
    }

    /// What a field says; empty when it is not there.
    fn get(&self, field: usize) -> Result<&'t [u8], Odd> {
        self.cell(field).map_or(Ok(&[][..]), Cell::plain)
    }

    fn needed(&self, field: usize) -> Result<&'t [u8], Odd> {
        self.get(field).and_then(|text| if text.is_empty() { Err(Odd) } else { Ok(text) })
    }
}

impl<'n, 't: 'n> Reader<'n, 't> {
    fn read(&mut self, gathered: &'t Gathered) -> Result<(), Odd> {
        self.clear();
        for n in &self.network.order {
            let Some(file) = self.network.files.get(*n) else {
                continue;
            };
            let rows = gathered.rows(*n, self.organization);
            if !rows.is_empty() {
                self.file(file, rows)?;
            }
        }
        self.links_elsewhere()?;
        let records = &mut self.plain.records;
        records.associations.sort_unstable_by_key(|link| (link.account, link.linked));
        let twice = |pair: &[Association]| {
            matches!(pair, [a, b] if (a.account, a.linked) == (b.account, b.linked))
        };
        if records.associations.windows(2).any(twice) {
            return Err(Odd);
        }
        let names = Arc::clone(&records.names);
        records.memberships.sort_by(|a, b| {
            (a.purchased, names.text(a.offer)).cmp(&(b.purchased, names.text(b.offer)))
        });
        Ok(())
    }

    fn clear(&mut self) {
        let plain = &mut *self.plain;
        let records = &mut plain.records;
        records.zone = self.network.zone;
        records.employees.clear();
        records.accounts.clear();
        records.associations.clear();
        records.achievements.clear();
        records.measurements.clear();
        records.memberships.clear();
        plain.credentials.clear();
        plain.employees.clear();
        plain.accounts.clear();
        let names = Arc::make_mut(&mut records.names);
        names.clear();
        self.empty = Some(names.intern(""));
        let id = str::from_utf8(self.network.organizations.id(self.organization)).unwrap_or_default();
        records.organization.id = names.intern(id);
    }

    fn names(&mut self) -> &mut Names {
        Arc::make_mut(&mut self.plain.records.names)
    }

    fn intern(&mut self, text: &[u8]) -> Result<Symbol, Odd> {
        let text = str::from_utf8(text).map_err(|_| Odd)?;
        Ok(self.names().intern(text))
    }

    fn optional(&mut self, text: &[u8]) -> Result<Option<Symbol>, Odd> {
        if text.is_empty() { Ok(None) } else { self.intern(text).map(Some) }
    }

    fn file(&mut self, file: &'n RecordFile, rows: &'t [u8]) -> Result<(), Odd> {
        let mut cells: Cells<'t> = [Cell::default(); COLUMNS];
        let mut rest = rows;
        while !rest.is_empty() {
            let end = match memchr::memchr2(b'\n', b'"', rest) {
                None => rest.len(),
                Some(at) if rest.get(at) == Some(&b'\n') => at,
                Some(_) => match cells::end_of_row(rest, file.delimiter) {
                    Some((end, false)) => end,
                    Some((_, true)) => return Err(Odd),
                    None => rest.len(),
                },
            };
            let line = rest.get(..end).unwrap_or_default();
            rest = rest.get(end + 1..).unwrap_or_default();
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                continue;
            }
            let count = cells::cut(line, file.delimiter, &mut cells)?;
            if count != file.columns.len() {
                return Err(Odd);
            }
            let row = Row { cells: &cells, count, places: &file.places };
            match file.kind {
                Kind::Organizations => self.organization(&row)?,
                Kind::Employees => self.employee(&row)?,
                Kind::Accounts => self.account(&row)?,
                Kind::Associations => self.association(&row)?,
                Kind::Achievements => self.achievement(&row)?,
                Kind::Performance => self.measurement(&row)?,
                Kind::Memberships => self.membership(&row)?,
                Kind::Overrides | Kind::Attestations => return Err(Odd),
            }
        }
        Ok(())
    }

    // The numbers of fields below are their places in `Kind::fields`.

    fn organization(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
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

    fn located(&self, location: &[u8]) -> Result<(), Odd> {
        let known = location.is_empty() || self.locations.is_empty() || self.locations.contains(&location);
        if known { Ok(()) } else { Err(Odd) }
    }

    fn employee(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
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

    fn account(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
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

    fn person(&self, id: &[u8]) -> Result<u32, Odd> {
        find(&self.plain.employees, &self.plain.hasher, &self.people, id).ok_or(Odd)
    }

    fn own_account(&self, id: &[u8]) -> Option<u32> {
        find(&self.plain.accounts, &self.plain.hasher, &self.own, id)
    }

    fn association(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
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

    fn link(&mut self, account: AccountIx, organization: &[u8], row: &Row<'_, '_>) -> Result<(), Odd> {
        let linked = self.beginning(row.needed(2)?)?.ok_or(Odd)?;
        let unlinked = self.end(row.get(3)?)?;
        if unlinked.is_some_and(|unlinked| unlinked <= linked) {
            return Err(Odd);
        }
        let organization = self.intern(organization)?;
        self.plain.records.associations.push(Association { account, organization, linked, unlinked });
        Ok(())
    }

    /// Links of the organization's accounts that stand among the rows of others.
    fn links_elsewhere(&mut self) -> Result<(), Odd> {
        let network = self.network;
        let organization = u32::try_from(self.organization).map_err(|_| Odd)?;
        for number in 0..self.own.len() {
            let Some(account) = self.own.get(number).copied() else {
                continue;
            };
            for link in network.accounts.links_elsewhere(account, organization) {
                let file = network.files.get(link.file).ok_or(Odd)?;
                let mut cells: Cells<'_> = [Cell::default(); COLUMNS];
                let count = cells::cut(&link.row, file.delimiter, &mut cells)?;
                let row = Row { cells: &cells, count, places: &file.places };
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

    fn achievement(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
        let (account, employee) = (row.get(0)?, row.get(1)?);
        let holder = match (account, employee) {
            ([], []) => return Err(Odd),
            (account, []) => Holder::Account(AccountIx(self.own_account(account).ok_or(Odd)?)),
            ([], employee) => Holder::Employee(EmployeeIx(self.person(employee)?)),
            _ => return Err(Odd),
        };
        let credential = self.credential(row.needed(2)?)?;
        let earned = moment(row.get(3)?)?;
        let expires = moment(row.get(4)?)?;
        let revoked = self.beginning(row.get(5)?)?;
        let zone = self.network.zone;
        let (begun, ends) = (earned.map(|at| zone.beginning(at)), expires.map(|at| zone.end(at)));
        if earned.is_some() && earned == expires || begun.zip(ends).is_some_and(|(begun, ends)| ends <= begun) {
            return Err(Odd);
        }
        self.plain.credentials.push(credential);
        self.plain.records.achievements.push(Achievement {
            holder,
            credential: self.empty.ok_or(Odd)?,
            earned: begun,
            expires: ends,
            revoked,
            evidence: None,
        });
        Ok(())
    }

    fn credential(&mut self, word: &[u8]) -> Result<Option<CredentialIx>, Odd> {
        if let Some(known) = self.plain.catalogue.get(word) {
            return Ok(*known);
        }
        let text = str::from_utf8(word).map_err(|_| Odd)?;
        let found = self.network.program.find_credential(text);
        if self.plain.catalogue.len() < WORDS {
            self.plain.catalogue.insert(word.into(), found);
        }
        Ok(found)
    }

    fn measurement(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
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

    fn membership(&mut self, row: &Row<'_, 't>) -> Result<(), Odd> {
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

    fn beginning(&self, text: &[u8]) -> Result<Option<Instant>, Odd> {
        Ok(moment(text)?.map(|at| self.network.zone.beginning(at)))
    }

    fn end(&self, text: &[u8]) -> Result<Option<Instant>, Odd> {
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
    table.insert_unique(hasher.hash_one(key), number, |n| hasher.hash_one(keys.get(*n as usize).copied().unwrap_or(key)));
    Ok(())
}

fn market(text: &[u8]) -> Result<Option<Market>, Odd> {
    if text.is_empty() {
        return Ok(None);
    }
    str::from_utf8(text).ok().and_then(Market::from_word).map(Some).ok_or(Odd)
}

fn day(text: &[u8]) -> Result<Date, Odd> {
    Date::parse(str::from_utf8(text).map_err(|_| Odd)?).map_err(|_| Odd)
}

fn moment(text: &[u8]) -> Result<Option<Moment>, Odd> {
    if text.is_empty() {
        return Ok(None);
    }
    Moment::parse(str::from_utf8(text).map_err(|_| Odd)?).map(Some).map_err(|_| Odd)
}
