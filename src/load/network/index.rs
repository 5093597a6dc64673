//! Where the rows of each organization stand.
//!
//! Each run of rows of one organization is a [`Part`]: twelve bytes, whether it is a row or a hundred. A file whose runs are
//! in the order of the organizations is grouped, and can be read from front to back; the parts of any other are put in
//! order by counting.

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
    parts: Vec<Part>,
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
    pub(super) fn parts(&self, organization: usize) -> &[Part] {
        self.parts_of(&(organization..organization + 1))
    }

    /// The parts of some organizations, one organization after the other.
    pub(super) fn parts_of(&self, organizations: &Range<usize>) -> &[Part] {
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

    /// The index of what was found in a file, piece by piece, on `jobs` threads.
    pub(super) fn of(kind: Kind, runs: &[Runs], organizations: usize, lines: Vec<(u64, u32)>, jobs: usize) -> Self {
        // Links to organizations outside lie among those of the account's own, and whoever reads links passes them over.
        let apart = |a: u32, b: u32| a < b || a == b && kind == Kind::Associations;
        let all = || runs.iter().flatten();
        let grouped = all().zip(all().skip(1)).all(|((a, _), (b, _))| apart(*a, *b));
        let mut starts = vec![0u32; organizations + 1];
        for (organization, _) in all() {
            if let Some(count) = starts.get_mut(*organization as usize + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let parts = if grouped { all().map(|(_, part)| *part).collect() } else { in_order(runs, &starts, jobs) };
        Self { starts, parts, grouped, lines }
    }
}

/// The parts in the order of their organizations, of which `starts` has the number of the first part. Each thread takes those
/// of some organizations: it goes through all runs, but writes to memory that no other does.
fn in_order(runs: &[Runs], starts: &[u32], jobs: usize) -> Vec<Part> {
    let total = starts.last().map_or(0, |total| *total as usize);
    let mut parts = vec![Part::default(); total];
    std::thread::scope(|scope| {
        let (mut rest, mut from) = (parts.as_mut_slice(), 0);
        for job in 1..=jobs.max(1) {
            let share = total / jobs.max(1) * job;
            let last = job == jobs.max(1);
            let to = if last { starts.len() } else { starts.partition_point(|start| (*start as usize) < share) };
            let to = to.max(from);
            let begin = |n: usize| starts.get(n).map_or(total, |start| *start as usize);
            let (mine, others) = std::mem::take(&mut rest).split_at_mut(begin(to) - begin(from));
            let next: Vec<usize> = (from..to).map(|n| begin(n) - begin(from)).collect();
            rest = others;
            let work = move || put_in_order(runs, from, next, mine);
            if last {
                work();
            } else {
                scope.spawn(work);
            }
            from = to;
        }
    });
    parts
}

/// Puts the parts of the organizations from `first` on where they belong; `next` has the place of the first part of each.
fn put_in_order(runs: &[Runs], first: usize, mut next: Vec<usize>, parts: &mut [Part]) {
    for (organization, part) in runs.iter().flatten() {
        let within = (*organization as usize).checked_sub(first);
        let Some(at) = within.and_then(|n| next.get_mut(n)) else {
            continue;
        };
        if let Some(place) = parts.get_mut(*at) {
            *place = *part;
        }
        *at += 1;
    }
}

impl RecordFile {
    /// The column that holds a field.
    pub(super) fn column(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == Some(field))
    }
}
