//! Rows of achievements as nearly all of them are written, read without cutting them into cells first.
//!
//! Many rows of one person follow each other and begin alike, so what follows is a word, three days, which are mostly
//! empty, and nothing more. What is not written exactly so is no error here, but a row for everybody else.

use super::credentials::{Credential, LookedUp};
use crate::load::network::cells::{self, COLUMNS};
use crate::load::network::index::RecordFile;
use crate::load::network::marks;
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
    /// How the rest of a row looks that says nothing more behind the first day, and which bits of eight bytes that is; no
    /// bits where it is longer.
    nothing: (u64, u64),
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
        usize::try_from(mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - PLACES.ilog2())).ok()
    }
}

/// What a row says behind its beginning, and what follows it.
pub(super) enum Swift<'t> {
    /// It was earned on a day, and nothing more.
    Earned(Credential, Date, &'t [u8]),
    /// When it was earned, expires and was revoked.
    Days(Credential, [Option<Date>; 3], &'t [u8]),
}

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
        let mut nothing = (0, 0);
        if let Some(line_feed) = (2 + behind).checked_mul(8).filter(|at| *at < 64) {
            let all = u64::MAX >> (56 - line_feed);
            let delimiters = u64::from_le_bytes([file.delimiter; 8]) & !(u64::MAX << line_feed);
            nothing = (delimiters | u64::from(b'\n') << line_feed, all);
        }
        Some(Self { account, employee, first, behind, delimiter: file.delimiter, nothing })
    }

    /// How a row begins, with its account and employee; none where quotes or a line break stand there.
    pub(super) fn beginning<'t>(&self, row: &'t [u8]) -> Option<(&'t [u8], [&'t [u8]; 2])> {
        let (mut names, mut length) = ([&[][..]; 2], 0);
        for column in 0..self.first {
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
        let start = row.get(..length)?;
        memchr::memchr2(b'"', b'\n', start).is_none().then_some((start, names))
    }

    /// What a row says behind its beginning: a word that was seen before, days, and empty cells.
    #[inline]
    pub(super) fn read<'t>(&self, text: &'t [u8], words: &LookedUp) -> Option<Swift<'t>> {
        let (word, mut rest) = word(text, self.delimiter)?;
        let credential = words.get(word)?;
        // Most achievements neither expire nor were revoked.
        if let Some((ten, behind)) = rest.split_first_chunk::<10>()
            && let Some(eight) = behind.first_chunk::<8>()
            && (u64::from_le_bytes(*eight) ^ self.nothing.0) & self.nothing.1 == 0
            && self.nothing.1 != 0
        {
            return Some(Swift::Earned(credential, Date::read_iso(ten)?, behind.get(self.behind + 3..)?));
        }
        let mut days = [None; 3];
        for (n, day) in days.iter_mut().enumerate() {
            if n > 0 {
                rest = skip(rest, self.delimiter)?;
            }
            if !matches!(rest.first(), Some(byte) if *byte == self.delimiter || *byte == b'\n') {
                let (ten, behind) = rest.split_first_chunk::<10>()?;
                *day = Some(Date::read_iso(ten)?);
                rest = behind;
            }
        }
        for _ in 0..self.behind {
            rest = skip(rest, self.delimiter)?;
        }
        Some(Swift::Days(credential, days, skip(rest, b'\n')?))
    }
}

#[inline]
fn skip(text: &[u8], byte: u8) -> Option<&[u8]> {
    text.split_first().filter(|(first, _)| **first == byte).map(|(_, rest)| rest)
}

/// The cell that begins a text, and what follows its delimiter; none for one that would have to be looked at more closely.
#[inline]
fn word(text: &[u8], delimiter: u8) -> Option<(&[u8], &[u8])> {
    let end = marks::first(delimiter, text)?;
    let word = text.get(..end)?;
    let (Some(b'!' | b'#'..=b'&' | b'('..=b'~'), Some(b'!'..=b'~')) = (word.first(), word.last()) else {
        return None;
    };
    Some((word, text.get(end + 1..)?))
}
