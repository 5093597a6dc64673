//! Where the rows of each organization stand.
//!
//! Each run of rows of one organization is a [`Part`]: twelve bytes, whether it is a row or a hundred. A file whose runs are
//! in the order of the organizations is grouped, and can be read from front to back; the parts of any other are put in
//! order by counting.

use super::cells::Odd;
use crate::load::files::ReadError;
use crate::load::kind::Kind;
use std::ops::Range;

/// Some rows of one organization.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// The first byte.
    pub start: u64,
    /// How many bytes, with the last line break.
    pub length: u32,
}

impl Part {
    /// The byte behind it.
    pub(super) fn end(self) -> u64 {
        self.start + u64::from(self.length)
    }
}

/// A record file whose headings are known.
#[derive(Debug)]
pub(super) struct RecordFile {
    pub kind: Kind,
    pub path: String,
    pub delimiter: u8,
    /// The line with the headings, without its line break.
    pub header: String,
    /// Where the first row begins, and how many lines are before it.
    pub body: u64,
    pub lines_before_body: u32,
    /// How many bytes there are.
    pub length: u64,
    /// What each column holds.
    pub columns: Vec<Option<&'static str>>,
    /// For every field of the kind, the column that holds it.
    pub places: Vec<u8>,
    /// Its parts, once they are known.
    pub index: Index,
}

/// The parts of a file.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// For every organization, the number of its first part; one more at the end.
    starts: Vec<u32>,
    starts_of: Vec<u64>,
    lengths: Vec<u32>,
    /// True when the parts stand in the file in this order.
    pub grouped: bool,
    /// Places in the file and the lines they are in.
    lines: Vec<(u64, u32)>,
}

/// Why a network cannot be read organization by organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Something only the ordinary reader makes sense of, or says what is wrong with.
    Odd,
    /// The file cannot be read.
    Unreadable(String, ReadError),
}

/// A row whose organization is not listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stray {
    pub organization: String,
    pub start: u64,
}

impl From<Odd> for Unfit {
    fn from(_: Odd) -> Self {
        Self::Odd
    }
}

impl Index {
    /// The parts of an organization.
    pub(super) fn parts(&self, organization: usize) -> impl Iterator<Item = Part> + Clone {
        let place = |n: usize| self.starts.get(n).map_or(0, |at| *at as usize);
        let range = place(organization)..place(organization + 1);
        let starts = self.starts_of.get(range.clone()).unwrap_or_default();
        let lengths = self.lengths.get(range).unwrap_or_default();
        starts.iter().zip(lengths).map(|(start, length)| Part { start: *start, length: *length })
    }

    /// The parts of some organizations, all of them together.
    pub(super) fn span(&self, organizations: &Range<usize>) -> Option<(u64, u64)> {
        let place = |n: usize| self.starts.get(n).map_or(0, |at| *at as usize);
        let (first, behind) = (place(organizations.start), place(organizations.end));
        let last = behind.checked_sub(1).filter(|last| *last >= first)?;
        let end = self.starts_of.get(last)? + u64::from(*self.lengths.get(last)?);
        Some((*self.starts_of.get(first)?, end))
    }

    /// A place at or before this one whose line is known, and the line.
    pub(super) fn line_before(&self, at: u64) -> (u64, u32) {
        let behind = self.lines.partition_point(|(place, _)| *place <= at);
        behind.checked_sub(1).and_then(|n| self.lines.get(n)).copied().unwrap_or((0, 1))
    }

    pub(super) fn of(kind: Kind, runs: &[(u32, Part)], organizations: usize, lines: Vec<(u64, u32)>) -> Self {
        // Links to organizations outside lie among those of the account's own, and whoever reads links passes them over.
        let apart = |a: u32, b: u32| a < b || a == b && kind == Kind::Associations;
        let grouped = runs.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if apart(*a, *b)));
        let mut starts = vec![0u32; organizations + 1];
        for (organization, _) in runs {
            if let Some(count) = starts.get_mut(*organization as usize + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let (mut starts_of, mut lengths) = (vec![0u64; runs.len()], vec![0u32; runs.len()]);
        let mut next = starts.clone();
        for (organization, part) in runs {
            let Some(at) = next.get_mut(*organization as usize) else {
                continue;
            };
            if let (Some(start), Some(length)) = (starts_of.get_mut(*at as usize), lengths.get_mut(*at as usize)) {
                *start = part.start;
                *length = part.length;
            }
            *at += 1;
        }
        Self { starts, starts_of, lengths, grouped, lines }
    }
}

impl RecordFile {
    /// The column that holds a field.
    pub(super) fn column(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == Some(field))
    }
}
