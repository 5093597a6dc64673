//! Where the rows of each organization stand.
//!
//! Each run of rows of one organization is a [`Part`]: twelve bytes, whether it is a row or a hundred. A file whose runs are
//! in the order of the organizations is grouped, and can be read from front to back; any other is [held](super::held).

use super::cells::Odd;
use crate::load::files::ReadError;
use crate::load::kind::Kind;
use std::ops::Range;

/// Some rows of one organization, in twelve bytes: there may be as many of them as rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Part {
    start: [u8; 8],
    /// How many bytes, with the last line break.
    pub length: u32,
}

impl Part {
    /// The part with this first byte.
    pub(super) fn new(start: u64, length: u32) -> Self {
        Self { start: start.to_ne_bytes(), length }
    }

    /// The first byte.
    pub(super) fn start(self) -> u64 {
        u64::from_ne_bytes(self.start)
    }

    /// The byte behind it.
    pub(super) fn end(self) -> u64 {
        self.start() + u64::from(self.length)
    }
}

/// Parts with their organizations, as they stand in a piece of a file.
pub(super) type Runs = Vec<(u32, Part)>;

/// A record file whose headings are known.
#[derive(Debug)]
pub(super) struct RecordFile {
    pub kind: Kind,
    pub path: String,
    pub delimiter: u8,
    /// The line with the headings, without its line break.
    pub header: String,
    /// Its lines end with a carriage return and a line feed, by the first one.
    pub returns: bool,
    /// Where the first row begins, and how many lines are before it.
    pub body: u64,
    pub lines_before_body: u32,
    /// How many bytes there are.
    pub length: u64,
    /// What each column holds.
    pub columns: Vec<Option<&'static str>>,
    /// For every field of the kind, the column that holds it.
    pub places: Vec<u8>,
    /// The column that names the organization.
    pub naming: usize,
    /// How many warnings there are about the headings.
    pub warnings: usize,
    /// Its parts, once they are known.
    pub index: Index,
}

/// The parts of a file that is grouped, and the lines of any.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// For every organization, the number of its first part; one more at the end.
    starts: Vec<u32>,
    parts: Vec<Part>,
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

impl From<Odd> for Unfit {
    fn from(_: Odd) -> Self {
        Self::Odd
    }
}

impl Index {
    /// The parts of some organizations, one organization after the other.
    fn parts_of(&self, organizations: &Range<usize>) -> &[Part] {
        let place = |n: usize| self.starts.get(n).map_or(0, |at| *at as usize);
        self.parts.get(place(organizations.start)..place(organizations.end)).unwrap_or_default()
    }

    /// Where the parts of some organizations of a grouped file begin and end.
    pub(super) fn span(&self, organizations: &Range<usize>) -> Option<(u64, u64)> {
        let parts = self.parts_of(organizations);
        Some((parts.first()?.start(), parts.last()?.end()))
    }

    /// A place at or before this one whose line is known, and the line.
    pub(super) fn line_before(&self, at: u64) -> (u64, u32) {
        let behind = self.lines.partition_point(|(place, _)| *place <= at);
        behind.checked_sub(1).and_then(|n| self.lines.get(n)).copied().unwrap_or((0, 1))
    }

    /// The index of what was found in a file, piece by piece; also the parts as they are, where they are not grouped.
    pub(super) fn of(
        kind: Kind,
        runs: Vec<Runs>,
        organizations: usize,
        lines: Vec<(u64, u32)>,
    ) -> (Self, Option<Vec<Runs>>) {
        // Links to organizations outside lie among those of the account's own, and whoever reads links passes them over.
        let apart = |a: u32, b: u32| a < b || a == b && kind == Kind::Associations;
        let mut last = None;
        let grouped = runs.iter().all(|runs| {
            let first = runs.first().map(|(first, _)| *first);
            let follows = last.zip(first).is_none_or(|(last, first)| apart(last, first));
            last = runs.last().map(|(last, _)| *last).or(last);
            follows && runs.is_sorted_by(|(a, _), (b, _)| apart(*a, *b))
        });
        if !grouped {
            return (Self { lines, ..Self::default() }, Some(runs));
        }
        let mut starts = vec![0u32; organizations + 1];
        let mut parts = Vec::with_capacity(runs.iter().map(Vec::len).sum());
        for runs in &runs {
            for (organization, _) in runs {
                if let Some(count) = starts.get_mut(*organization as usize + 1) {
                    *count += 1;
                }
            }
            parts.extend(runs.iter().map(|(_, part)| *part));
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        (Self { starts, parts, lines }, None)
    }
}

impl RecordFile {
    /// The column that holds a field.
    pub(super) fn column(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == Some(field))
    }
}
