//! Texts that come together, such as all that a row says about a person, each combination held once.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::array;
use std::hash::BuildHasher;

/// Combinations of `N` texts, numbered from 0 in the order of their first coming: one arena, one table, and nothing new
/// is allocated for a combination that came before.
#[derive(Debug, Clone)]
pub(super) struct Texts<const N: usize> {
    arena: String,
    /// Where each text of a combination ends in the arena; it begins where the one before ends.
    ends: Vec<[usize; N]>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl<const N: usize> Default for Texts<N> {
    fn default() -> Self {
        Self {
            arena: String::new(),
            ends: Vec::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl<const N: usize> Texts<N> {
    /// The number of a combination, and whether it came for the first time.
    pub(super) fn number(&mut self, texts: [&str; N]) -> (u32, bool) {
        let hash = self.hasher.hash_one(texts);
        if let Some(found) = self.table.find(hash, |n| slices(&self.arena, &self.ends, *n) == texts) {
            return (*found, false);
        }
        // Four thousand million combinations do not fit into memory.
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let ends = texts.map(|text| {
            self.arena.push_str(text);
            self.arena.len()
        });
        self.ends.push(ends);
        let (arena, ends, hasher) = (&self.arena, &self.ends, &self.hasher);
        self.table.insert_unique(hash, number, |n| hasher.hash_one(slices(arena, ends, *n)));
        (number, true)
    }

    /// The texts with this number; empty ones when there are none.
    pub(super) fn get(&self, number: u32) -> [&str; N] {
        slices(&self.arena, &self.ends, number)
    }
}

fn slices<'a, const N: usize>(arena: &'a str, ends: &[[usize; N]], number: u32) -> [&'a str; N] {
    let at = number as usize;
    let before = at.checked_sub(1).and_then(|at| ends.get(at)).and_then(|ends| ends.last());
    let mut start = before.copied().unwrap_or(0);
    let ends = ends.get(at);
    array::from_fn(|n| {
        let end = ends.and_then(|ends| ends.get(n)).copied().unwrap_or(start);
        let text = arena.get(start..end).unwrap_or_default();
        start = end;
        text
    })
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
