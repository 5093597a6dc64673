//! What rows say in some columns, worked out once for each way in which it is written.
//!
//! Most rows of a large file repeat what other rows say about people and credentials. Comparing a few bytes as they stand
//! is much faster than reading them: cells need not be told apart, trimmed and folded.

use super::rows::Row;
use hashbrown::hash_table::Entry;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;
use std::ops::RangeInclusive;

/// Columns that stand next to each other, without those that a table does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Columns(Vec<RangeInclusive<usize>>);

impl Columns {
    /// For some columns, in any order.
    pub(super) fn of(columns: impl IntoIterator<Item = impl Into<Option<usize>>>) -> Self {
        let mut columns: Vec<usize> = columns.into_iter().filter_map(Into::into).collect();
        columns.sort_unstable();
        let runs = columns.chunk_by(|one, next| next - one <= 1);
        Self(runs.filter_map(|run| Some(*run.first()?..=*run.last()?)).collect())
    }
}

/// How many bytes memory hands over at once.
const CACHE_LINE: usize = 64;

/// Values by what rows say in some columns.
#[derive(Debug)]
pub(super) struct Memo<T> {
    /// What was written in these columns, each way once, one behind the other.
    arena: String,
    /// Values stand in the table itself, so that no other place has to be looked at for them.
    table: HashTable<Known<T>>,
    hasher: DefaultHashBuilder,
    /// What is written in the row at hand.
    written: String,
    /// Of rows that are looked for together: their hashes, and where they probably stand in the arena.
    hashes: Vec<u64>,
    places: Vec<u32>,
    /// The value of a row whose cells are not in the file as they are.
    other: T,
}

/// A way of writing, and its value.
#[derive(Debug)]
struct Known<T> {
    start: u32,
    length: u32,
    value: T,
}

impl<T> Known<T> {
    fn written<'a>(&self, arena: &'a str) -> &'a [u8] {
        let start = self.start as usize;
        arena.as_bytes().get(start..start + self.length as usize).unwrap_or_default()
    }
}

impl<T: Default> Default for Memo<T> {
    fn default() -> Self {
        Self {
            arena: String::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            written: String::new(),
            hashes: Vec::new(),
            places: Vec::new(),
            other: T::default(),
        }
    }
}

impl<T> Memo<T> {
    /// The value for what a row says in these columns, always the same ones; `new` makes it where no other row said the
    /// same. Nothing is remembered of a row with quotes or too few cells.
    pub(super) fn of(&mut self, row: Row<'_>, columns: &Columns, new: impl FnOnce() -> T) -> &mut T {
        if !self.write(row, columns) {
            self.other = new();
            return &mut self.other;
        }
        let Self { arena, table, hasher, written, .. } = self;
        let hash = hasher.hash_one(written.as_bytes());
        let is = |known: &Known<T>| known.written(arena) == written.as_bytes();
        let hash_of = |known: &Known<T>| hasher.hash_one(known.written(arena));
        match table.entry(hash, is, hash_of) {
            Entry::Occupied(known) => &mut known.into_mut().value,
            Entry::Vacant(place) => {
                // No file has as many bytes as fit into 32 bits.
                let short = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
                let (start, length) = (short(arena.len()), short(written.len()));
                arena.push_str(written);
                &mut place.insert(Known { start, length, value: new() }).into_mut().value
            }
        }
    }

    /// Makes it fast to find the values of some rows. One after the other, each search waits for memory twice; here none
    /// depends on another, so the processor waits for many at once, and finds them in its cache afterwards.
    pub(super) fn touch<'r>(&mut self, rows: impl Iterator<Item = Row<'r>>, columns: &Columns) {
        self.hashes.clear();
        for row in rows {
            if self.write(row, columns) {
                self.hashes.push(self.hasher.hash_one(self.written.as_bytes()));
            }
        }
        self.places.clear();
        // The first that may be meant nearly always is.
        let found = self.hashes.iter().filter_map(|hash| self.table.find(*hash, |_| true));
        self.places.extend(found.map(|known| known.start));
        let arena = self.arena.as_bytes();
        let lines = self.places.iter().flat_map(|start| [0, CACHE_LINE].map(|line| arena.get(*start as usize + line)));
        std::hint::black_box(lines.flatten().fold(0, |all, byte| all ^ byte));
    }

    /// Takes down what a row says in these columns, where its cells stand in the file as they are.
    fn write(&mut self, row: Row<'_>, columns: &Columns) -> bool {
        self.written.clear();
        for run in &columns.0 {
            let Some(written) = row.written(run) else {
                return false;
            };
            self.written.push_str(written);
            // No cell without quotes has a line feed inside.
            self.written.push('\n');
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Encoding, Sources};
    use crate::import::Table;

    #[test]
    fn columns_beside_each_other_are_one_run() {
        let columns = Columns::of([Some(4), None, Some(0), Some(3), Some(1), Some(1), Some(7)]);
        assert_eq!(columns, Columns(vec![0..=1, 3..=4, 7..=7]));
        assert_eq!(Columns::of([1, 0]), Columns(vec![0..=1]));
    }

    #[test]
    fn what_is_written_alike_has_one_value() {
        let mut sources = Sources::new();
        let text = "a,b,c,d\n1,2,x,3\n1,2,y,3\n1,23,x,\n1,2,x,33\n1,2,\"x\",3\n1,2\n1,2\n1,2,x,3\n,12,x,3\n";
        let file = sources.add("a.csv", text, Encoding::Utf8);
        let table = Table::open(file, &sources).unwrap();
        let columns = Columns::of([0, 1, 3]);
        let (mut memo, mut made, mut found) = (Memo::default(), 0, Vec::new());
        let mut rows = table.rows();
        while let Some(row) = rows.next() {
            found.push(*memo.of(row, &columns, || {
                made += 1;
                made
            }));
        }
        assert_eq!(found, [1, 1, 2, 3, 4, 5, 6, 1, 7]);
    }
}
