//! Sets of conditions.

/// Some of the conditions, by their numbers.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Conditions {
    words: Vec<u64>,
}

impl Conditions {
    /// Adds one.
    #[inline]
    pub(super) fn insert(&mut self, number: u32) {
        let (word, bit) = (number as usize / 64, 1 << (number % 64));
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        if let Some(slot) = self.words.get_mut(word) {
            *slot |= bit;
        }
    }

    /// Adds all of another set.
    #[inline]
    pub(super) fn add(&mut self, other: &Self) {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        self.words.iter_mut().zip(&other.words).for_each(|(word, other)| *word |= other);
    }

    /// Takes everything out, and keeps the room for more.
    #[inline]
    pub(super) fn clear(&mut self) {
        self.words.fill(0);
    }

    /// Their numbers, the smallest first.
    #[inline]
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        (0u32..).step_by(64).zip(&self.words).flat_map(|(first, word)| {
            let rest = std::iter::successors(Some(*word), |word| Some(word & word.wrapping_sub(1)));
            rest.take_while(|word| *word != 0).map(move |word| first + word.trailing_zeros())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        /// They hold what sets of numbers hold.
        #[test]
        fn they_hold_what_was_added(
            one in prop::collection::btree_set(0u32..200, 0..20),
            other in prop::collection::btree_set(0u32..200, 0..20),
        ) {
            let of = |numbers: &BTreeSet<u32>| {
                let mut all = Conditions::default();
                numbers.iter().for_each(|number| all.insert(*number));
                all
            };
            let mut both = of(&one);
            prop_assert!(both.iter().eq(one.iter().copied()));
            both.add(&of(&other));
            prop_assert!(both.iter().eq(one.union(&other).copied()));
            both.clear();
            prop_assert!(both.iter().next().is_none());
        }
    }
}
