//! Rows of achievements as nearly all of them are written, read without cutting them into cells first.
//!
//! Many rows of one person follow each other and begin alike, so what follows is a word, three days, which are mostly
//! empty, and nothing more. What is not written exactly so is no error here, but a row for everybody else.

use super::cells::{self, COLUMNS};
use super::credentials::{Credential, LookedUp};
use super::index::RecordFile;
use super::marks;
use crate::model::{Date, Holder};

/// How the columns of achievements are ordered, where that is the usual way: account and employee come first, what is read
/// of each row is next to each other, and what follows is not read.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    account: usize,
    employee: usize,
    /// How many come before those that are read of each row.
    first: usize,
    /// How many follow them.
    behind: usize,
    delimiter: u8,
    sought: marks::Sought,
    /// How lines end.
    line_break: &'static [u8],
    /// How the rest of a row looks that says nothing more behind the first day, and which bits of eight bytes that is.
    nothing: (u64, u64),
    /// How many bytes such a row has behind the word, with its line break; more than any text where its rest has more than
    /// eight.
    usual: usize,
}

/// The beginning of a row of achievements, up to the cells that tell what was earned. What begins alike has the same
/// holder.
#[derive(Clone, Copy)]
pub(super) struct Alike<'t> {
    /// How it is written, with the delimiter at its end.
    pub start: &'t [u8],
    /// Whose it is.
    pub holder: Holder,
}

/// Beginnings of rows of one organization that were seen before, each in the place that the bytes behind the organization's
/// id point to: where rows are in no order, those of one person do not follow each other.
pub(super) struct Beginnings<'t> {
    /// How many bytes are before those.
    skip: usize,
    places: [Option<Alike<'t>>; PLACES],
}

/// More places than most organizations have people.
const PLACES: usize = 64;

impl<'t> Beginnings<'t> {
    /// None yet, of the organization with this id.
    pub(super) fn new(id: &[u8]) -> Self {
        Self { skip: id.len() + 1, places: [None; PLACES] }
    }

    /// The one that a row begins with, or what `find` finds; of two with the same place the last one keeps it.
    pub(super) fn get<E>(
        &mut self,
        row: &'t [u8],
        find: impl FnOnce() -> Result<Option<Alike<'t>>, E>,
    ) -> Result<Option<Alike<'t>>, E> {
        let Some(place) = self.place(row).and_then(|place| self.places.get_mut(place)) else {
            return find();
        };
        match place {
            Some(seen) if cells::begins(row, seen.start) => Ok(Some(*seen)),
            _ => {
                *place = find()?;
                Ok(*place)
            }
        }
    }

    fn place(&self, row: &[u8]) -> Option<usize> {
        let (first, behind) = row.get(self.skip..)?.split_first_chunk::<8>()?;
        let second = behind.first_chunk::<8>()?;
        let mixed = u64::from_le_bytes(*first).rotate_left(29) ^ u64::from_le_bytes(*second);
        usize::try_from(mixed.wrapping_mul(cells::MIX) >> (u64::BITS - PLACES.ilog2())).ok()
    }
}

/// What a row says, a credential and when, and what follows the row.
pub(super) type Said<'t, When> = (Credential, When, &'t [u8]);

impl Columns {
    /// The order of a file's columns; none for an unusual one.
    pub(super) fn of(file: &RecordFile) -> Option<Self> {
        let place = |field: usize| file.places.get(field).map(|place| usize::from(*place));
        let [account, employee] = [place(0)?, place(1)?];
        let first = place(2)?;
        // A column that is not there has a number beyond all others.
        let before = [account, employee].into_iter().all(|at| at < first || at >= COLUMNS);
        let usual = (2..6).zip(first..).all(|(field, at)| place(field) == Some(at));
        let behind = file.columns.len().checked_sub(first + 4).filter(|_| usual && before)?;
        let line_break: &[u8] = if file.returns { b"\r\n" } else { b"\n" };
        let mut nothing = (0, 0);
        let delimiters = std::iter::repeat_n(file.delimiter, 2 + behind);
        for (n, byte) in delimiters.chain(line_break.iter().copied()).enumerate() {
            nothing =
                if n < 8 { (nothing.0 | u64::from(byte) << (8 * n), nothing.1 | 0xFF << (8 * n)) } else { (0, 0) };
        }
        // A delimiter and a day, and then nothing more.
        let rest = 2 + behind + line_break.len();
        let usual = if rest <= 8 { 11 + rest } else { usize::MAX / 2 };
        let (delimiter, sought) = (file.delimiter, marks::Sought::new(file.delimiter));
        Some(Self { account, employee, first, behind, delimiter, sought, line_break, nothing, usual })
    }

    /// How a row begins, with its account and employee; none where quotes or a line break stand there.
    pub(super) fn beginning<'t>(&self, row: &'t [u8]) -> Option<(&'t [u8], [&'t [u8]; 2])> {
        let (start, names) = self.names(row, 0, 0)?;
        memchr::memchr2(b'"', b'\n', start).is_none().then_some((start, names))
    }

    /// The same from a column on that begins behind so many bytes, whatever stands there.
    pub(super) fn names<'t>(&self, row: &'t [u8], from: usize, mut length: usize) -> Option<(&'t [u8], [&'t [u8]; 2])> {
        let mut names = [&[][..]; 2];
        for column in from..self.first {
            let rest = row.get(length..)?;
            let end = marks::first(self.delimiter, rest)?;
            let cell = rest.get(..end)?;
            match names.as_mut_slice() {
                [account, _] if column == self.account => *account = cell,
                [_, employee] if column == self.employee => *employee = cell,
                _ => {}
            }
            length += end + 1;
        }
        Some((row.get(..length)?, names))
    }

    /// What a row says behind its beginning, when that is a word that was seen before, a day and nothing more, as most
    /// achievements neither expire nor were revoked; and what follows the row.
    #[inline(always)]
    pub(super) fn earned<'t>(&self, text: &'t [u8], words: &LookedUp) -> Option<Said<'t, Date>> {
        let near = text.first_chunk().and_then(|near| self.sought.first_near(near));
        let end = near.or_else(|| marks::first(self.delimiter, text))?;
        let (word, behind) = text.split_at_checked(end)?;
        // A delimiter, the day, and how the rest begins.
        let behind: &[u8; 19] = behind.first_chunk()?;
        let (ten, eight) = (behind.get(1..11)?.first_chunk()?, behind.last_chunk()?);
        // Where the rest has more than eight bytes, it is refused at the end, for being longer than any text.
        if (u64::from_le_bytes(*eight) ^ self.nothing.0) & self.nothing.1 != 0 {
            return None;
        }
        Some((words.get(word)?, Date::read_iso(ten)?, text.get(end + self.usual..)?))
    }

    /// What a row says behind its beginning, when that is a word that was seen before, the days when it was earned, expires
    /// and was revoked, and cells that are not read; and what follows the row.
    pub(super) fn days<'t>(&self, text: &'t [u8], words: &LookedUp) -> Option<Said<'t, [Option<Date>; 3]>> {
        let end = marks::first(self.delimiter, text)?;
        let (credential, mut rest) = (words.get(text.get(..end)?)?, text.get(end + 1..)?);
        let mut days = [None; 3];
        for (n, day) in days.iter_mut().enumerate() {
            if n > 0 {
                rest = skip(rest, self.delimiter)?;
            }
            if !matches!(rest.first(), Some(byte) if *byte == self.delimiter || matches!(byte, b'\n' | b'\r')) {
                let (ten, behind) = rest.split_first_chunk::<10>()?;
                *day = Some(Date::read_iso(ten)?);
                rest = behind;
            }
        }
        Some((credential, days, self.behind(rest)?))
    }

    /// What follows the cells that are not read. They may say anything that is written plainly.
    fn behind<'t>(&self, text: &'t [u8]) -> Option<&'t [u8]> {
        let end = marks::first(b'\n', text)?;
        let cells = text.get(..end + 1)?.strip_suffix(self.line_break)?;
        let begins = cells.first().is_none_or(|byte| *byte == self.delimiter);
        let (mut count, mut rest) = (0, cells);
        while let Some(at) = marks::first(self.delimiter, rest) {
            (count, rest) = (count + 1, rest.get(at + 1..)?);
        }
        let are_plain = || cells.split(|byte| *byte == self.delimiter).all(marks::is_plain);
        (begins && count == self.behind && (marks::is_plain(cells) || are_plain())).then(|| text.get(end + 1..))?
    }
}

#[inline]
fn skip(text: &[u8], byte: u8) -> Option<&[u8]> {
    text.split_first().filter(|(first, _)| **first == byte).map(|(_, rest)| rest)
}
