//! Texts that come together, such as all that a row says about a person, each combination held once.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Combinations of `N` texts, numbered from 0 in the order of their first coming: one arena, one table, and nothing new
/// is allocated for a combination that came before. They are hashed and compared as one text, since eight short ones take
/// several times as long.
#[derive(Debug, Clone)]
pub(super) struct Texts<const N: usize> {
    /// The texts of all combinations, one behind the other.
    arena: String,
    entries: Vec<Entry<N>>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// The combination that is looked for.
    joined: String,
}

/// One combination.
#[derive(Debug, Clone, Copy)]
struct Entry<const N: usize> {
    /// Where it begins in the arena.
    start: usize,
    lengths: [u32; N],
}

impl<const N: usize> Default for Texts<N> {
    fn default() -> Self {
        Self {
            arena: String::new(),
            entries: Vec::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            joined: String::new(),
        }
    }
}

impl<const N: usize> Texts<N> {
    /// The number of a combination, and whether it came for the first time.
    pub(super) fn number(&mut self, texts: [&str; N]) -> (u32, bool) {
        self.joined.clear();
        texts.iter().for_each(|text| self.joined.push_str(text));
        // No file has a text of four thousand million bytes.
        let lengths = texts.map(|text| u32::try_from(text.len()).unwrap_or(u32::MAX));
        let (arena, entries, hasher, joined) = (&self.arena, &self.entries, &self.hasher, self.joined.as_str());
        let hash = hasher.hash_one(joined);
        let is = |n: &u32| {
            entries.get(*n as usize).is_some_and(|entry| entry.lengths == lengths && entry.joined(arena) == joined)
        };
        if let Some(found) = self.table.find(hash, is) {
            return (*found, false);
        }
        // Four thousand million combinations do not fit into memory.
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(Entry { start: self.arena.len(), lengths });
        self.arena.push_str(&self.joined);
        let (arena, entries, hasher) = (&self.arena, &self.entries, &self.hasher);
        self.table.insert_unique(hash, number, |n| {
            hasher.hash_one(entries.get(*n as usize).map(|entry| entry.joined(arena)).unwrap_or_default())
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

impl<const N: usize> Entry<N> {
    fn joined<'a>(&self, arena: &'a str) -> &'a str {
        let length: usize = self.lengths.iter().map(|length| *length as usize).sum();
        arena.get(self.start..self.start + length).unwrap_or_default()
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
    }
}
