//! Values for words. Words are numbered one after the other, so nothing is hashed, and what is said of the words of one row
//! is close together in memory: for a file with many new people that takes a fraction of the time.

use super::identity::{Claim, Key};
use crate::model::Symbol;
use hashbrown::HashMap;

/// One value for each of some words.
#[derive(Debug)]
pub(super) struct BySymbol<T>(Vec<Option<T>>);

impl<T> Default for BySymbol<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> BySymbol<T> {
    /// The value of a word.
    pub(super) fn get(&self, word: Symbol) -> Option<&T> {
        self.0.get(word.index())?.as_ref()
    }

    /// The place for the value of a word.
    pub(super) fn place(&mut self, word: Symbol) -> &mut Option<T> {
        if self.0.len() <= word.index() {
            self.0.resize_with(word.index() + 1, || None);
        }
        #[expect(clippy::indexing_slicing, reason = "the list is longer than the index")]
        &mut self.0[word.index()]
    }
}

/// To whom keys lead. Nearly every word is a key of one kind.
#[derive(Debug, Default)]
pub(super) struct Claims {
    first: BySymbol<(Key, Claim)>,
    /// Words that are keys of another kind as well.
    more: HashMap<(Key, Symbol), Claim>,
    /// Every employee number.
    pub(super) numbers: Vec<Symbol>,
}

impl Claims {
    /// To whom a key leads.
    pub(super) fn get(&self, key: Key, word: Symbol) -> Option<Claim> {
        match self.first.get(word) {
            Some((first, claim)) if *first == key => Some(*claim),
            Some(_) => self.more.get(&(key, word)).copied(),
            None => None,
        }
    }

    /// To whom a key leads, which is `claim` if it led to nobody.
    pub(super) fn or_insert(&mut self, key: Key, word: Symbol, claim: Claim) -> &mut Claim {
        if key == Key::Number && self.get(key, word).is_none() {
            self.numbers.push(word);
        }
        let (first, of_first) = self.first.place(word).get_or_insert((key, claim));
        if *first == key { of_first } else { self.more.entry((key, word)).or_insert(claim) }
    }
}
