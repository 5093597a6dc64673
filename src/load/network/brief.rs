//! Achievements in short form, noted while their file is gone through first, so that nobody has to read it again.
//!
//! Most of a file of achievements says the same again: the organization, the person, a word of the catalogue, and nothing
//! behind the day. In short form a row that a summary asks for is a number of four bytes, rows that nothing asks for are
//! counted, and who earned them is noted once for each organization. Rows in which anything is unusual are noted as they
//! are. Nothing is judged here, and nothing is known of employees and accounts.

mod writer;

pub(super) use writer::Writer;

use super::credentials::Credential;
use crate::model::Date;
use crate::rules::CredentialIx;

/// The achievements of the organizations in a piece of a file.
#[derive(Debug)]
pub(super) struct Brief {
    words: Vec<u32>,
    /// Who earned them, and rows as they are.
    texts: Vec<u8>,
    slices: Vec<Slice>,
}

/// Where the achievements of an organization begin in a [`Brief`]; they end where those of the next one begin.
#[derive(Debug, Clone, Copy, Default)]
struct Slice {
    organization: u32,
    words: u32,
    texts: u32,
    /// How many are of credentials nobody knows, and of credentials that nothing asks for.
    beside: [u32; 2],
}

/// What a word is when this bit is set; without it, it is a credential and a day.
const MARKED: u32 = 1 << 31;
/// The other bits are the number of a person; the next one that was not there before is noted in the texts.
const PERSON: u32 = MARKED | 1 << 30;
/// A credential and three days follow.
const DAYS: u32 = MARKED;
/// A row is noted in the texts.
const ROW: u32 = MARKED | 1;

/// Stands for no day.
const NONE: u32 = u32::MAX;

/// A credential stands in one word with its day when its number is below this; so does a day of the first 180 years.
const CREDENTIALS: u32 = 1 << 15;

/// One thing that short form says.
pub(super) enum Noted<'b> {
    /// What follows was earned by the person with this number; with account and employee when it is a new one.
    Person(usize, Option<[&'b [u8]; 2]>),
    /// A credential that something asks for, and the day it was earned.
    Earned(CredentialIx, Date),
    /// A credential, and when it was earned, expires and was revoked.
    Days(Credential, [Option<Date>; 3]),
    /// A row as it is.
    Row(&'b [u8]),
}

/// The achievements of an organization, one after the other.
#[derive(Debug, Clone)]
pub(super) struct Short<'b> {
    words: std::slice::Iter<'b, u32>,
    texts: &'b [u8],
    persons: usize,
    /// How many are of credentials nobody knows, and of credentials that nothing asks for.
    pub beside: [usize; 2],
}

impl<'b> Short<'b> {
    #[inline]
    fn word(&mut self) -> Option<u32> {
        self.words.next().copied()
    }

    fn text(&mut self) -> Option<&'b [u8]> {
        let (text, rest) = noted(self.texts)?;
        self.texts = rest;
        Some(text)
    }
}

impl<'b> Iterator for Short<'b> {
    type Item = Noted<'b>;

    #[inline]
    fn next(&mut self) -> Option<Noted<'b>> {
        let word = self.word()?;
        if word & MARKED == 0 {
            return Some(Noted::Earned(CredentialIx(word >> 16), Date::FIRST.plus_days((word & 0xFFFF).cast_signed())));
        }
        if word & PERSON == PERSON {
            let number = (word & !PERSON) as usize;
            if number < self.persons {
                return Some(Noted::Person(number, None));
            }
            self.persons += 1;
            return Some(Noted::Person(number, Some([self.text()?, self.text()?])));
        }
        if word == ROW {
            return self.text().map(Noted::Row);
        }
        let credential = Credential::from_bits(self.word()?);
        let mut days = [None; 3];
        for day in &mut days {
            let word = self.word()?;
            *day = (word != NONE).then(|| Date::FIRST.plus_days(word.cast_signed()));
        }
        Some(Noted::Days(credential, days))
    }
}

/// The achievements of a file, piece by piece.
#[derive(Debug, Default)]
pub(super) struct Briefs {
    pieces: Vec<Brief>,
    /// Where each organization's achievements are: in which piece, and which slice of it.
    slices: Vec<(u32, u32)>,
    /// For every organization, the number of its first slice; one more at the end.
    starts: Vec<u32>,
}

impl Briefs {
    /// All pieces of a file that is grouped.
    pub(super) fn new(pieces: Vec<Brief>, organizations: usize) -> Option<Self> {
        let mut briefs = Self { pieces, slices: Vec::new(), starts: Vec::with_capacity(organizations + 1) };
        for (piece, brief) in (0..).zip(&briefs.pieces) {
            for (slice, of) in (0..).zip(&brief.slices) {
                let number = u32::try_from(briefs.slices.len()).ok()?;
                briefs.starts.resize((of.organization as usize + 1).max(briefs.starts.len()), number);
                briefs.slices.push((piece, slice));
            }
        }
        briefs.starts.resize(organizations + 1, u32::try_from(briefs.slices.len()).ok()?);
        Some(briefs)
    }

    /// The achievements of an organization: more than one part where a piece of the file ends among them.
    pub(super) fn of(&self, organization: usize) -> impl Iterator<Item = Short<'_>> {
        let start = |n: usize| self.starts.get(n).map_or(0, |start| *start as usize);
        let slices = self.slices.get(start(organization)..start(organization + 1)).unwrap_or_default();
        slices.iter().filter_map(|(piece, slice)| self.pieces.get(*piece as usize)?.short(*slice as usize))
    }
}

impl Brief {
    /// Room for about what is in so many bytes of a file.
    fn of_about(bytes: usize) -> Self {
        // What nobody writes to takes no memory, so it may be too much, within reason.
        let bytes = bytes.min(MUCH);
        Self { words: Vec::with_capacity(bytes / 48), texts: Vec::with_capacity(bytes / 16), slices: Vec::new() }
    }

    fn short(&self, slice: usize) -> Option<Short<'_>> {
        let (from, next) = (self.slices.get(slice)?, self.slices.get(slice + 1));
        let words = from.words as usize..next.map_or(self.words.len(), |next| next.words as usize);
        let texts = from.texts as usize..next.map_or(self.texts.len(), |next| next.texts as usize);
        Some(Short {
            words: self.words.get(words)?.iter(),
            texts: self.texts.get(texts)?,
            persons: 0,
            beside: from.beside.map(|count| count as usize),
        })
    }

    /// Notes a text.
    fn note(&mut self, text: &[u8]) {
        match u8::try_from(text.len()) {
            Ok(length) if length < LONG => self.texts.push(length),
            _ => {
                self.texts.push(LONG);
                self.texts.extend_from_slice(&(text.len() as u32).to_le_bytes());
            }
        }
        self.texts.extend_from_slice(text);
    }
}

/// The text that is noted at the beginning of some texts, and those behind it.
fn noted(texts: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = texts.split_first()?;
    if *length < LONG {
        return rest.split_at_checked(usize::from(*length));
    }
    let (length, rest) = rest.split_first_chunk()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

/// Texts of at least so many bytes have their length in four bytes behind this one.
const LONG: u8 = u8::MAX;

/// More bytes than pieces have.
const MUCH: usize = 4 << 20;
