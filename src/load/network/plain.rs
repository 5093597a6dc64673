//! The short way from rows to records, for organizations in whose rows nothing is odd.
//!
//! It takes only what a [`Summary`](crate::engine::Summary) asks for: names, addresses and proofs stay behind, and records
//! stand in the order of their rows. Whatever is not plain to it, an error or only an unusual spelling, sends the
//! organization to the ordinary reader, so what a file means is said in one place.

mod fields;
mod figures;
mod ids;

use super::Network;
use super::brief::{Noted, Short};
use super::cells::{self, COLUMNS, Cell, Cells, Odd};
use super::credentials::{Catalogue, Credential, LookedUp};
use super::gather::Gathered;
use super::index::RecordFile;
use super::marks::{self, Marked, Rows};
use super::swift::{self, Alike};
use crate::load::kind::Kind;
use crate::model::{Association, Date, Holder, Moment, Names, Organization, Records, Symbol, Zone};
use crate::rules::{CredentialIx, CredentialSet, Program};
use fields::moment;
use ids::Ids;
use std::sync::Arc;

/// The records of one organization, as far as a summary asks for them. It is filled again and again.
#[derive(Debug)]
pub struct Plain {
    /// The records.
    pub records: Records,
    /// For every achievement, what it is in the programme's catalogue.
    pub credentials: Vec<Option<CredentialIx>>,
    /// The place of the first achievement, and at least of every other one whose holder is not that of the one before.
    pub turns: Vec<u32>,
    /// How many achievements there are beside, of credentials nobody knows and of credentials that nothing asks for:
    /// there is nothing more to say of them.
    pub beside: [usize; 2],
    /// What was looked up in the catalogue before.
    looked_up: LookedUp,
    /// Words of the programme, which are interned once.
    words: Vec<(Box<[u8]>, Symbol)>,
    /// Where the delimiters and line breaks of the rows at hand are.
    marks: Vec<u32>,
    /// Nobody's ids: the room for those of employees, accounts and locations.
    people: Ids<'static>,
    own: Ids<'static>,
    locations: Vec<&'static [u8]>,
    /// Those who earned what is noted in short form.
    holders: Vec<Holder>,
}

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
            turns: Vec::new(),
            beside: [0, 0],
            looked_up: LookedUp::default(),
            words: Vec::new(),
            marks: Vec::new(),
            people: Ids::default(),
            own: Ids::default(),
            locations: Vec::new(),
            holders: Vec::new(),
        }
    }
}

/// The words of a programme that many records say, with their symbols: the first ones there are.
fn words(program: &Program, names: &mut Names) -> Vec<(Box<[u8]>, Symbol)> {
    let metrics = program.metrics.iter().map(|metric| &metric.id);
    let ids = metrics.chain(program.associations.iter().map(|a| &a.id)).chain(program.offers.iter().map(|o| &o.id));
    let mut words: Vec<(Box<[u8]>, Symbol)> = Vec::new();
    for id in ids {
        let symbol = names.intern(id);
        if symbol.index() == words.len() {
            words.push((id.as_bytes().into(), symbol));
        }
    }
    words
}

/// A list for other borrowed things, with the room of this one.
fn emptied<'a>(mut list: Vec<&[u8]>) -> Vec<&'a [u8]> {
    list.clear();
    // Nothing is mapped: collecting in place keeps the room.
    list.into_iter().map(|_| &[][..]).collect()
}

impl Network {
    /// Reads one of the gathered organizations the short way; false when something in its rows is not plain. `needed` are
    /// the credentials that some requirement names. Whenever `plain` is used again, network and needs are the same.
    pub fn read_plain(
        &self,
        gathered: &Gathered<'_>,
        organization: usize,
        needed: &CredentialSet,
        plain: &mut Plain,
    ) -> bool {
        let mut reader = Reader {
            network: self,
            organization,
            id: self.organizations.id(organization),
            catalogue: Catalogue { program: &self.program, needed },
            people: std::mem::take(&mut plain.people).emptied(),
            own: std::mem::take(&mut plain.own).emptied(),
            locations: emptied(std::mem::take(&mut plain.locations)),
            plain,
            empty: None,
        };
        let result = reader.read(gathered);
        let Reader { people, own, locations, .. } = reader;
        (plain.people, plain.own, plain.locations) = (people.emptied(), own.emptied(), emptied(locations));
        result.is_ok()
    }
}

struct Reader<'n, 't> {
    network: &'n Network,
    organization: usize,
    id: &'n [u8],
    catalogue: Catalogue<'n>,
    plain: &'n mut Plain,
    /// The ids of employees, accounts and locations.
    people: Ids<'t>,
    own: Ids<'t>,
    locations: Vec<&'t [u8]>,
    /// Stands for what is left behind.
    empty: Option<Symbol>,
}

/// A row, and which field is in which of its cells.
struct Row<'r, 't> {
    cells: Cut<'r, 't>,
    places: &'r [u8],
}

/// The cells of a row.
enum Cut<'r, 't> {
    /// What lies between its marks.
    Marked(Marked<'t, 'r>),
    /// So many of these.
    Cells(&'r Cells<'t>, usize),
}

impl<'t> Row<'_, 't> {
    #[inline]
    fn cell(&self, field: usize) -> Option<Cell<'t>> {
        let place = usize::from(*self.places.get(field)?);
        match &self.cells {
            Cut::Marked(row) => row.cell(place),
            Cut::Cells(cells, count) => cells.get(place).copied().filter(|_| place < *count),
        }
    }

    /// What a field says; empty when it is not there.
    #[inline]
    fn get(&self, field: usize) -> Result<&'t [u8], Odd> {
        self.cell(field).map_or(Ok(&[][..]), Cell::plain)
    }

    /// When something was, as far as that is known.
    #[inline]
    fn moment(&self, field: usize) -> Result<Option<Moment>, Odd> {
        let raw = self.cell(field).map_or(&[][..], Cell::raw);
        // A day that is written as nearly all are has nothing around it that would have to be taken off.
        match raw.try_into().ok().and_then(Date::read_iso) {
            Some(day) => Ok(Some(Moment::Day(day))),
            None if raw.is_empty() => Ok(None),
            None => moment(self.get(field)?),
        }
    }

    #[inline]
    fn needed(&self, field: usize) -> Result<&'t [u8], Odd> {
        self.get(field).and_then(|text| if text.is_empty() { Err(Odd) } else { Ok(text) })
    }
}

/// False for a line without any character, which is no row.
fn is_whole(cells: &Cells<'_>, count: usize, file: &RecordFile) -> Result<bool, Odd> {
    if count == file.columns.len() {
        return Ok(true);
    }
    let nothing = count == 1 && cells.first().is_some_and(|cell| cell.raw().is_empty());
    if nothing { Ok(false) } else { Err(Odd) }
}

impl<'n, 't: 'n> Reader<'n, 't> {
    fn read(&mut self, gathered: &'t Gathered<'_>) -> Result<(), Odd> {
        self.clear();
        for n in &self.network.order {
            let Some(file) = self.network.files.get(*n) else {
                continue;
            };
            if let Some(Some(briefs)) = self.network.briefs.get(*n) {
                for short in briefs.of(self.organization) {
                    self.short(file, short)?;
                }
                continue;
            }
            let rows = gathered.rows(*n, self.organization);
            if !rows.is_empty() {
                self.file(file, rows)?;
            }
        }
        self.links_elsewhere()?;
        let records = &mut self.plain.records;
        // Links are in order, and behind them those that stood elsewhere are: two runs, which this way of sorting looks for.
        records.associations.sort_by_key(|link| (link.account, link.linked));
        let twice = |pair: &[Association]| matches!(pair, [a, b] if (a.account, a.linked) == (b.account, b.linked));
        if records.associations.windows(2).any(twice) {
            return Err(Odd);
        }
        let names = Arc::clone(&records.names);
        records.memberships.sort_by(|a, b| a.order(b, &names));
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
        plain.turns.clear();
        plain.beside = [0, 0];
        let names = Arc::make_mut(&mut records.names);
        if plain.words.is_empty() {
            names.truncate(0);
            plain.words = words(&self.network.program, names);
        }
        names.truncate(plain.words.len());
        self.empty = Some(names.intern(""));
        let id = str::from_utf8(self.id).unwrap_or_default();
        records.organization.id = names.intern(id);
    }

    fn names(&mut self) -> &mut Names {
        Arc::make_mut(&mut self.plain.records.names)
    }

    fn intern(&mut self, text: &[u8]) -> Result<Symbol, Odd> {
        let text = str::from_utf8(text).map_err(|_| Odd)?;
        Ok(self.names().intern(text))
    }

    /// The symbol of a word that is probably one of the programme's.
    fn word(&mut self, text: &[u8]) -> Result<Symbol, Odd> {
        match self.plain.words.iter().find(|(word, _)| cells::same(word, text)) {
            Some((_, symbol)) => Ok(*symbol),
            None => self.intern(text),
        }
    }

    fn optional(&mut self, text: &[u8]) -> Result<Option<Symbol>, Odd> {
        if text.is_empty() { Ok(None) } else { self.intern(text).map(Some) }
    }

    fn file(&mut self, file: &'n RecordFile, text: &'t [u8]) -> Result<(), Odd> {
        match file.kind {
            Kind::Achievements => return self.achievements(file, text),
            Kind::Performance => return self.figures(file, text),
            _ => {}
        }
        // Marks are numbers of four bytes.
        u32::try_from(text.len()).map_err(|_| Odd)?;
        let mut marks = std::mem::take(&mut self.plain.marks);
        marks::find(text, file.delimiter, &mut marks);
        let result = self.rows(file, Rows::new(text, &marks, file.delimiter, file.columns.len()));
        self.plain.marks = marks;
        result
    }

    fn rows(&mut self, file: &'n RecordFile, mut rows: Rows<'t, '_>) -> Result<(), Odd> {
        while !rows.is_empty() {
            if let Some(row) = rows.marked() {
                self.record(file.kind, &Row { cells: Cut::Marked(row), places: &file.places })?;
                continue;
            }
            let mut cells: Cells<'t> = [Cell::default(); COLUMNS];
            let count = rows.cut(&mut cells)?;
            if is_whole(&cells, count, file)? {
                self.record(file.kind, &Row { cells: Cut::Cells(&cells, count), places: &file.places })?;
            }
        }
        Ok(())
    }

    #[inline(always)]
    fn record(&mut self, kind: Kind, row: &Row<'_, 't>) -> Result<(), Odd> {
        match kind {
            Kind::Organizations => self.organization(row),
            Kind::Employees => self.employee(row),
            Kind::Accounts => self.account(row),
            Kind::Associations => self.association(row),
            Kind::Memberships => self.membership(row),
            Kind::Achievements | Kind::Performance | Kind::Overrides | Kind::Attestations => Err(Odd),
        }
    }

    fn achievements(&mut self, file: &'n RecordFile, text: &'t [u8]) -> Result<(), Odd> {
        let mut cells: Cells<'t> = [Cell::default(); COLUMNS];
        let columns = swift::Columns::of(file);
        let mut rest = text;
        let mut seen = swift::Beginnings::new(self.id);
        let mut before: Option<Alike<'t>> = None;
        while !rest.is_empty() {
            if let Some(columns) = &columns {
                if !before.as_ref().is_some_and(|alike| cells::begins(rest, alike.start)) {
                    before = seen.get(rest, || self.alike(columns, rest))?;
                }
                if let Some(alike) = &before
                    && let Some(text) = rest.get(alike.start.len()..)
                {
                    let looked_up = &self.plain.looked_up;
                    if let Some((credential, day, behind)) = columns.earned(text, looked_up) {
                        self.earned(alike.holder, credential, day);
                        rest = behind;
                        continue;
                    }
                    if let Some((credential, days, behind)) = columns.days(text, looked_up) {
                        self.achieved(alike.holder, credential, days.map(|day| day.map(Moment::Day)))?;
                        rest = behind;
                        continue;
                    }
                }
            }
            let (count, used) = cells::cut_next(rest, file.delimiter, &mut cells)?;
            if is_whole(&cells, count, file)? {
                self.achievement(&Row { cells: Cut::Cells(&cells, count), places: &file.places })?;
            }
            rest = rest.get(used..).unwrap_or_default();
        }
        Ok(())
    }

    fn achievement(&mut self, row: &Row<'_, '_>) -> Result<(), Odd> {
        let holder = self.holder(row.get(0)?, row.get(1)?)?;
        let credential = self.credential(row.needed(2)?)?;
        let moments = [row.moment(3)?, row.moment(4)?, row.moment(5)?];
        self.achieved(holder, credential, moments)
    }

    /// Achievements in short form.
    fn short(&mut self, file: &'n RecordFile, short: Short<'_>) -> Result<(), Odd> {
        self.plain.holders.clear();
        for (all, more) in self.plain.beside.iter_mut().zip(short.beside) {
            *all += more;
        }
        let mut holder = None;
        for noted in short {
            match noted {
                Noted::Person(_, Some([account, employee])) => {
                    let found = self.holder(account, employee)?;
                    self.plain.holders.push(found);
                    holder = Some(found);
                }
                Noted::Person(number, None) => holder = self.plain.holders.get(number).copied(),
                // Everything else is somebody's, and stands behind who that is.
                Noted::Earned(credential, day) => {
                    self.earned(holder.ok_or(Odd)?, Credential::new(Some(credential), true), day);
                }
                Noted::Days(credential, days) => {
                    self.achieved(holder.ok_or(Odd)?, credential, days.map(|day| day.map(Moment::Day)))?;
                }
                Noted::Row(row) => {
                    let mut cells: Cells<'_> = [Cell::default(); COLUMNS];
                    let count = cells::cut(row, file.delimiter, &mut cells)?;
                    if count != file.columns.len() {
                        return Err(Odd);
                    }
                    self.achievement(&Row { cells: Cut::Cells(&cells, count), places: &file.places })?;
                }
            }
        }
        Ok(())
    }

    /// How a row begins and whose it is; none for a row that has to be cut into cells.
    fn alike(&mut self, columns: &swift::Columns, row: &'t [u8]) -> Result<Option<Alike<'t>>, Odd> {
        let Some((start, [account, employee])) = columns.beginning(row) else {
            return Ok(None);
        };
        let holder = self.holder(Cell::written(account).plain()?, Cell::written(employee).plain()?)?;
        Ok(Some(Alike { start, holder }))
    }
}
