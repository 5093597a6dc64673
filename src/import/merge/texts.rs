//! Texts that come together, such as all that a row says about a person, each combination held once.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Combinations of `N` texts, numbered from 0 in the order of their first coming: one arena, one table, and nothing new
/// is allocated for a combination that came before. They are hashed and compared as one text, since eight short ones take
/// several times as long, and that text begins with the lengths, so that nothing else has to be looked at.
#[derive(Debug, Clone)]
pub(super) struct Texts<const N: usize> {
    /// The joined texts of all combinations, one behind the other.
    arena: String,
    entries: Vec<Entry<N>>,
    table: HashTable<Found>,
    hasher: DefaultHashBuilder,
    /// The combination that is looked for, joined.
    sought: String,
}

/// One combination.
#[derive(Debug, Clone, Copy)]
struct Entry<const N: usize> {
    /// Where the first text begins in the arena.
    start: usize,
    lengths: [u32; N],
}

/// Where a combination stands in the arena, and its number. No more than that, since large tables do not fit into the cache
/// of a processor.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: u32,
    number: u32,
}

impl<const N: usize> Default for Texts<N> {
    fn default() -> Self {
        Self {
            arena: String::new(),
            entries: Vec::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            sought: String::new(),
        }
    }
}

impl<const N: usize> Texts<N> {
    /// The number of a combination, and whether it came for the first time.
    pub(super) fn number(&mut self, texts: [&str; N]) -> (u32, bool) {
        self.sought.clear();
        texts.iter().for_each(|text| push_length(text.len(), &mut self.sought));
        let head = self.sought.len();
        texts.iter().for_each(|text| self.sought.push_str(text));
        let (arena, sought) = (self.arena.as_bytes(), self.sought.as_bytes());
        let hash = self.hasher.hash_one(sought);
        // What begins with the same lengths ends at the same place.
        let is = |found: &Found| arena.get(found.start as usize..).is_some_and(|rest| rest.starts_with(sought));
        if let Some(found) = self.table.find(hash, is) {
            return (found.number, false);
        }
        // No file has as many bytes as fit into 32 bits.
        let short = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let (number, start) = (short(self.entries.len()), short(self.arena.len()));
        self.entries.push(Entry { start: self.arena.len() + head, lengths: texts.map(|text| short(text.len())) });
        self.arena.push_str(&self.sought);
        let (arena, entries, hasher) = (self.arena.as_bytes(), &self.entries, &self.hasher);
        self.table.insert_unique(hash, Found { start, number }, |found| {
            let end = entries.get(found.number as usize).map_or(0, Entry::end);
            hasher.hash_one(arena.get(found.start as usize..end).unwrap_or_default())
        });
        (number, true)
    }

    /// The texts with this number; empty ones when there are none.
    pub(super) fn get(&self, number: u32) -> [&str; N] {
        let Some(Entry { mut start, lengths }) = self.entries.get(number as usize).copied() else {
            return [""; N];
        };
        lengths.map(|length| {
            let end = start + length as usize;
            let text = self.arena.get(start..end).unwrap_or_default();
            start = end;
            text
        })
    }
}

/// Adds a length as a text that no other length begins with: one character for nearly all.
fn push_length(mut length: usize, text: &mut String) {
    const MORE: char = '\u{7F}';
    while length >= MORE as usize {
        text.push(MORE);
        length -= MORE as usize;
    }
    text.push(char::from(u8::try_from(length).unwrap_or_default()));
}

impl<const N: usize> Entry<N> {
    /// Where the last text ends.
    fn end(&self) -> usize {
        self.start + self.lengths.iter().map(|length| *length as usize).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_combination_keeps_its_number() {
        let mut texts: Texts<2> = Texts::default();
        assert_eq!(texts.number(["ab", "c"]), (0, true));
        assert_eq!(texts.number(["a", "bc"]), (1, true));
        assert_eq!(texts.number(["", ""]), (2, true));
        assert_eq!(texts.number(["ab", "c"]), (0, false));
        assert_eq!((0..4).map(|n| texts.get(n)).collect::<Vec<_>>(), [["ab", "c"], ["a", "bc"], ["", ""], ["", ""]]);
        for n in 0..1000 {
            let text = format!("社員{n}");
            assert_eq!(texts.number([&text, "x"]), (n + 3, true));
        }
        assert_eq!(texts.number(["社員7", "x"]), (10, false));
        let long = "x".repeat(300);
        assert_eq!(texts.number([&long, ""]), (1003, true));
        assert_eq!(texts.number([&long[..127], &long[127..]]), (1004, true));
        assert_eq!(texts.number([&long, ""]), (1003, false));
        assert_eq!(texts.get(1004), [&long[..127], &long[127..]]);
    }
}
