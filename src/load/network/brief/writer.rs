//! Noting achievements in short form.
//!
//! Rows that are written as nearly all are, are read where they stand, without looking for their ends first; all others
//! come cell by cell from the reader of rows.

use super::{Brief, CREDENTIALS, DAYS, MARKED, NONE, PERSON, ROW, Slice, noted};
use crate::load::network::cells::{self, COLUMNS, Cell, Odd};
use crate::load::network::credentials::{Catalogue, Credential, LookedUp};
use crate::load::network::index::RecordFile;
use crate::load::network::marks::{self, Prefix};
use crate::load::network::rows::is_text;
use crate::load::network::swift::Columns;
use crate::model::Date;

/// Whoever notes the achievements in a piece of a file.
pub(in crate::load::network) struct Writer<'w> {
    file: &'w RecordFile,
    columns: Columns,
    catalogue: Catalogue<'w>,
    looked_up: &'w mut LookedUp,
    brief: Brief,
    /// The last words, which are still to be added.
    fresh: [u32; FRESH],
    count: usize,
    /// Whose rows those at hand are.
    organization: Option<u32>,
    /// How many rows of the organization at hand are of credentials nobody knows or asks for.
    beside: [u32; 2],
    /// How many people of the organization were noted.
    persons: u32,
    /// The two who earned most of the last achievements, the last one first: rows of one person's account and of what is
    /// recorded without one often take turns. In boxes, which change places with less to move.
    last: [Box<Person>; 2],
    /// People of the organization, each in the place that a hash of its names points to.
    known: Box<[Known; PLACES]>,
}

/// Somebody whose rows may follow.
#[derive(Default)]
struct Person {
    number: u32,
    /// How the rows begin, up to the credential. Nothing for nobody.
    start: Prefix,
}

/// Somebody who was noted.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    /// The organization, and one.
    organization: u32,
    number: u32,
    /// Where the names are in the texts.
    text: u32,
}

/// So many words are added together.
const FRESH: usize = 64;

/// More places than most organizations have people with achievements.
const PLACES: usize = 256;

impl<'w> Writer<'w> {
    /// Notes what is in a piece of so many bytes; none for a file with unusual columns.
    pub(in crate::load::network) fn new(
        file: &'w RecordFile,
        catalogue: Catalogue<'w>,
        looked_up: &'w mut LookedUp,
        bytes: usize,
    ) -> Option<Self> {
        Some(Self {
            file,
            columns: Columns::of(file).filter(|_| file.naming == 0)?,
            catalogue,
            looked_up,
            brief: Brief::of_about(bytes),
            fresh: [0; FRESH],
            count: 0,
            organization: None,
            beside: [0, 0],
            persons: 0,
            last: Default::default(),
            known: Box::new([Known::default(); PLACES]),
        })
    }

    /// What was noted; none where that is more than places in it can say.
    pub(in crate::load::network) fn finish(mut self) -> Option<Brief> {
        self.end();
        let fits = |length: usize| u32::try_from(length).is_ok_and(|length| length < PERSON - MARKED);
        Some(self.brief).filter(|brief| fits(brief.words.len()) && fits(brief.texts.len()))
    }

    /// What follows is of this organization, or of one that is not listed.
    pub(in crate::load::network) fn begin(&mut self, organization: Option<u32>) {
        if organization == self.organization {
            return;
        }
        self.end();
        self.organization = organization;
        self.persons = 0;
        self.last.iter_mut().for_each(|person| person.start.clear());
        if let Some(organization) = organization {
            let [words, texts] = [self.brief.words.len(), self.brief.texts.len()].map(|at| at as u32);
            self.brief.slices.push(Slice { organization, words, texts, beside: [0, 0] });
        }
    }

    fn end(&mut self) {
        self.flush();
        let beside = std::mem::take(&mut self.beside);
        if self.organization.is_some()
            && let Some(slice) = self.brief.slices.last_mut()
        {
            slice.beside = beside;
        }
    }

    /// Notes the row that a text begins with, and says what follows it; none for a row that is not written as nearly all
    /// are. `organization` says how many bytes name the organization at hand, with the delimiter, in a row of it.
    #[inline]
    pub(in crate::load::network) fn row<'t>(
        &mut self,
        text: &'t [u8],
        organization: impl FnOnce(&[u8]) -> Option<usize>,
    ) -> Option<&'t [u8]> {
        if !self.last[0].start.begins(text) {
            self.turn(text, organization)?;
        }
        let behind = text.get(self.last[0].start.len()..)?;
        if let Some((credential, day, rest)) = self.columns.earned(behind, self.looked_up) {
            self.earned(credential, day);
            return Some(rest);
        }
        let (credential, days, rest) = self.columns.days(behind, self.looked_up)?;
        self.achieved(credential, days);
        Some(rest)
    }

    /// The row is somebody else's than the one before.
    fn turn(&mut self, text: &[u8], organization: impl FnOnce(&[u8]) -> Option<usize>) -> Option<()> {
        if self.last[1].start.begins(text) {
            self.last.swap(0, 1);
            self.push(PERSON | self.last[0].number);
            return Some(());
        }
        let behind = organization(text)?;
        let (start, names) = self.columns.names(text, 1, behind)?;
        // Rows with quotes, and whatever is no text, are for the reader of rows.
        if !marks::is_plain(start) && (memchr::memchr3(b'"', b'\n', b'\r', start).is_some() || !is_text(start)) {
            return None;
        }
        let [account, employee] = names.map(|name| Cell::written(name).plain());
        let number = self.person([account.ok()?, employee.ok()?]);
        self.last.swap(0, 1);
        let [last, _] = &mut self.last;
        last.number = number;
        last.start.set(text, start.len());
        Some(())
    }

    /// The number of somebody with this account or employee.
    fn person(&mut self, names: [&[u8]; 2]) -> u32 {
        let organization = self.organization.map_or(0, |organization| organization + 1);
        let place = self.known.get_mut(place(names));
        let at = self.brief.texts.len();
        if let Some(known) = place {
            let texts = self.brief.texts.get(known.text as usize..).unwrap_or_default();
            if known.organization == organization && is_noted(texts, names) {
                let number = known.number;
                self.push(PERSON | number);
                return number;
            }
            *known = Known { organization, number: self.persons, text: at as u32 };
        }
        for name in names {
            self.brief.note(name);
        }
        let number = self.persons;
        self.persons += 1;
        // Also where nothing that somebody earned is asked for: it must be somebody whom the organization has.
        self.push(PERSON | number);
        number
    }

    fn push(&mut self, word: u32) {
        self.push_if(word, true);
    }

    /// Adds a word or not, without a branch: whether something is asked for changes from row to row.
    #[inline(always)]
    fn push_if(&mut self, word: u32, added: bool) {
        // There is always room for one; by the remainder the compiler sees it, too.
        if let Some(fresh) = self.fresh.get_mut(self.count % FRESH) {
            *fresh = word;
        }
        self.count += usize::from(added);
        if self.count == FRESH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.brief.words.extend_from_slice(self.fresh.get(..self.count).unwrap_or_default());
        self.count = 0;
    }

    #[inline(always)]
    fn earned(&mut self, credential: Credential, day: Date) {
        let Some(ix) = credential.below(CREDENTIALS) else {
            return self.rarely(credential, day);
        };
        let (number, needed) = (number(day), credential.needed());
        if number > u32::from(u16::MAX) {
            return self.days(credential, [Some(day), None, None]);
        }
        self.push_if(ix << 16 | number, needed);
        let [_, unneeded] = &mut self.beside;
        *unneeded += u32::from(!needed);
    }

    /// What nobody knows was earned, or what has a large number.
    #[cold]
    fn rarely(&mut self, credential: Credential, day: Date) {
        match credential.known() {
            None => self.beside[0] += 1,
            Some(_) => self.days(credential, [Some(day), None, None]),
        }
    }

    fn achieved(&mut self, credential: Credential, days: [Option<Date>; 3]) {
        match days {
            [Some(day), None, None] => self.earned(credential, day),
            days => self.days(credential, days),
        }
    }

    fn days(&mut self, credential: Credential, days: [Option<Date>; 3]) {
        let [earned, expires, revoked] = days.map(|day| day.map_or(NONE, number));
        for word in [DAYS, credential.bits(), earned, expires, revoked] {
            self.push(word);
        }
    }

    /// Notes a row of the organization at hand, without its line break, that is written in another way.
    pub(in crate::load::network) fn other(&mut self, row: &[u8]) {
        if self.organization.is_some() && self.in_cells(row).is_err() {
            self.push(ROW);
            self.brief.note(row);
        }
    }

    fn in_cells(&mut self, row: &[u8]) -> Result<(), Odd> {
        let mut cells = [Cell::default(); COLUMNS];
        let count = cells::cut(row, self.file.delimiter, &mut cells)?;
        if count != self.file.columns.len() {
            return Err(Odd);
        }
        let text = |field: usize| {
            let place = self.file.places.get(field).map_or(COLUMNS, |place| usize::from(*place));
            cells.get(place).map_or(Ok(&[][..]), |cell| cell.plain())
        };
        let day = |field: usize| match text(field)? {
            [] => Ok(None),
            text if text.len() != 10 => Err(Odd),
            text => Date::read(text).map(Some).map_err(|_| Odd),
        };
        let (names, word, days) = ([text(0)?, text(1)?], text(2)?, [day(3)?, day(4)?, day(5)?]);
        let credential = self.looked_up.find(word, self.catalogue)?;
        let number = self.person(names);
        self.last.swap(0, 1);
        let [last, _] = &mut self.last;
        last.number = number;
        last.start.clear();
        self.achieved(credential, days);
        Ok(())
    }
}

/// How many days a day is behind the first one.
fn number(day: Date) -> u32 {
    day.days_since(Date::FIRST).cast_unsigned()
}

/// True when some texts begin with these names.
fn is_noted(mut texts: &[u8], names: [&[u8]; 2]) -> bool {
    names.into_iter().all(|name| {
        let same = noted(texts).filter(|(text, _)| cells::same(text, name));
        texts = same.map(|(_, rest)| rest).unwrap_or_default();
        same.is_some()
    })
}

/// The place of somebody with these names.
fn place([account, employee]: [&[u8]; 2]) -> usize {
    let mark = cells::mark(account) ^ cells::mark(employee).rotate_left(1);
    (mark >> (u64::BITS - PLACES.ilog2())) as usize
}
