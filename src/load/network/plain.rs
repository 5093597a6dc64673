//! The short way from rows to records, for organizations in whose rows nothing is odd.
//!
//! It takes only what a [`Summary`](crate::engine::Summary) asks for: names, addresses and proofs stay behind, and records
//! stand in the order of their rows. Whatever is not plain to it, an error or only an unusual spelling, sends the
//! organization to the ordinary reader, so what a file means is said in one place.

mod fields;
mod swift;

use super::Network;
use super::cells::{self, COLUMNS, Cell, Cells, Odd};
use super::gather::Gathered;
use super::index::RecordFile;
use crate::load::kind::Kind;
use crate::model::{Association, Holder, Names, Organization, Records, Symbol, Zone};
use crate::rules::{CredentialIx, CredentialSet};
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::sync::Arc;

/// The records of one organization, as far as a summary asks for them. It is filled again and again.
#[derive(Debug)]
pub struct Plain {
    /// The records.
    pub records: Records,
    /// For every achievement, what it is in the programme's catalogue.
    pub credentials: Vec<Option<CredentialIx>>,
    /// How many achievements there are beside, of credentials nobody knows and of credentials that nothing asks for:
    /// there is nothing more to say of them.
    pub beside: [usize; 2],
    hasher: DefaultHashBuilder,
    employees: HashTable<u32>,
    accounts: HashTable<u32>,
    /// What was looked up in the catalogue before, and whether something asks for it.
    catalogue: HashMap<Box<[u8]>, (Option<CredentialIx>, bool)>,
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
            beside: [0, 0],
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
    /// Reads one of the gathered organizations the short way; false when something in its rows is not plain. `needed` are
    /// the credentials that some requirement names, the same ones whenever `plain` is used again.
    pub fn read_plain(
        &self,
        gathered: &Gathered,
        organization: usize,
        needed: &CredentialSet,
        plain: &mut Plain,
    ) -> bool {
        let [people, accounts, locations] = std::mem::take(&mut plain.keys);
        let mut reader = Reader {
            network: self,
            organization,
            needed,
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
    needed: &'n CredentialSet,
    plain: &'n mut Plain,
    /// The ids of employees, accounts and locations.
    people: Vec<&'t [u8]>,
    own: Vec<&'t [u8]>,
    locations: Vec<&'t [u8]>,
    /// Stands for what is left behind.
    empty: Option<Symbol>,
}

/// The beginning of a row, up to the cells that tell what was earned. Many rows of one person follow each other, and what
/// begins alike has the same holder.
#[derive(Clone, Copy)]
struct Alike<'t> {
    start: &'t [u8],
    holder: Holder,
    /// How many cells it has.
    skipped: usize,
    /// How many columns there are behind what is read of a row, in the usual order of columns.
    behind: Option<usize>,
}

/// The beginning of a row of achievements that others may share; none where the columns are in another order.
fn alike<'t>(row: &'t [u8], cells: &Cells<'t>, file: &RecordFile, holder: Holder) -> Option<Alike<'t>> {
    let place = |field: &usize| file.places.get(*field).copied().map(usize::from);
    // Account and employee come first, then what is read of each row.
    let holders = [0, 1].iter().filter_map(place).filter(|at| *at < COLUMNS).max()?;
    let skipped = [2, 3, 4, 5].iter().filter_map(place).min().filter(|first| *first > holders && *first < COLUMNS)?;
    let length = (cells.get(skipped)?.raw().as_ptr() as usize).checked_sub(row.as_ptr() as usize)?;
    let start = row.get(..length)?;
    // A cell in quotes begins behind them.
    let behind = swift::columns_behind(file, skipped);
    (start.last() == Some(&file.delimiter)).then_some(Alike { start, holder, skipped, behind })
}

/// A row cut into cells, and which field is in which.
struct Row<'r, 't> {
    cells: &'r Cells<'t>,
    count: usize,
    places: &'r [u8],
    /// How many cells before these were not cut, because they are those of the row before.
    skipped: usize,
}

impl<'t> Row<'_, 't> {
    fn cell(&self, field: usize) -> Option<Cell<'t>> {
        let place = usize::from(*self.places.get(field)?).checked_sub(self.skipped)?;
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
        let twice = |pair: &[Association]| matches!(pair, [a, b] if (a.account, a.linked) == (b.account, b.linked));
        if records.associations.windows(2).any(twice) {
            return Err(Odd);
        }
        let names = Arc::clone(&records.names);
        records.memberships.sort_by(|a, b| (a.purchased, names.text(a.offer)).cmp(&(b.purchased, names.text(b.offer))));
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
        plain.beside = [0, 0];
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
        let mut before: Option<Alike<'t>> = None;
        while !rest.is_empty() {
            if let Some(Alike { start, holder, skipped, behind: columns }) = before
                && let Some(behind) = rest.strip_prefix(start)
            {
                if let Some(row) = columns.and_then(|columns| self.swift(behind, file.delimiter, columns)) {
                    rest = behind.get(row.used..).unwrap_or_default();
                    self.achieved(holder, row.credential, row.moments)?;
                    continue;
                }
                let (count, used) = cells::cut_next(behind, file.delimiter, &mut cells)?;
                rest = behind.get(used..).unwrap_or_default();
                if count + skipped != file.columns.len() {
                    return Err(Odd);
                }
                self.earned(holder, &Row { cells: &cells, count, places: &file.places, skipped })?;
                continue;
            }
            let row = rest;
            let (count, used) = cells::cut_next(rest, file.delimiter, &mut cells)?;
            rest = rest.get(used..).unwrap_or_default();
            if count != file.columns.len() {
                // A line without any character is no row.
                if count == 1 && cells.first().is_some_and(|cell| cell.raw().is_empty()) {
                    continue;
                }
                return Err(Odd);
            }
            if file.kind == Kind::Achievements {
                let read = Row { cells: &cells, count, places: &file.places, skipped: 0 };
                let holder = self.holder(&read)?;
                self.earned(holder, &read)?;
                before = alike(row, &cells, file, holder);
                continue;
            }
            let row = Row { cells: &cells, count, places: &file.places, skipped: 0 };
            match file.kind {
                Kind::Organizations => self.organization(&row)?,
                Kind::Employees => self.employee(&row)?,
                Kind::Accounts => self.account(&row)?,
                Kind::Associations => self.association(&row)?,
                Kind::Performance => self.measurement(&row)?,
                Kind::Memberships => self.membership(&row)?,
                Kind::Achievements | Kind::Overrides | Kind::Attestations => return Err(Odd),
            }
        }
        Ok(())
    }
}
