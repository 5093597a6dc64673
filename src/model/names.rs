//! Interned text.
//!
//! Every id, name and address of an organization's records lives once in a [`Names`], and records hold [`Symbol`]s.
//! Symbols compare by number; whoever needs the order of the text asks [`Names::text`].

use core::num::NonZeroU32;
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// A piece of interned text. It means something only together with the [`Names`] that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(NonZeroU32);

impl Symbol {
    /// Its place among all words, from 0.
    pub(crate) fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// The text behind symbols: one arena, one table, no allocation per word once warm.
#[derive(Debug, Clone, Default)]
pub struct Names {
    arena: String,
    /// Where each word ends in the arena; it begins where the one before ends.
    ends: Vec<usize>,
    table: HashTable<Symbol>,
    hasher: DefaultHashBuilder,
}

impl Names {
    /// The symbol of `text`; the same text always gets the same symbol.
    pub fn intern(&mut self, text: &str) -> Symbol {
        let hash = self.hasher.hash_one(text);
        if let Some(symbol) = self.find_hashed(hash, text) {
            return symbol;
        }
        // Symbols start at one so that an `Option<Symbol>` is as small as a symbol. More than four thousand million
        // different words cannot be held in memory, so the saturated number is never reached.
        let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX - 1) + 1;
        let symbol = Symbol(NonZeroU32::new(number).unwrap_or(NonZeroU32::MAX));
        self.arena.push_str(text);
        self.ends.push(self.arena.len());
        let (arena, ends, hasher) = (&self.arena, &self.ends, &self.hasher);
        self.table.insert_unique(hash, symbol, |&s| hasher.hash_one(slice(arena, ends, s)));
        symbol
    }

    /// Forgets every word but the first ones, and with them what their symbols mean; the room for words is kept.
    pub fn truncate(&mut self, words: usize) {
        while self.ends.len() > words
            && let Some(symbol) = u32::try_from(self.ends.len()).ok().and_then(NonZeroU32::new).map(Symbol)
        {
            let hash = self.hasher.hash_one(self.text(symbol));
            if let Ok(entry) = self.table.find_entry(hash, |known| *known == symbol) {
                entry.remove();
            }
            self.ends.pop();
            self.arena.truncate(self.ends.last().copied().unwrap_or(0));
        }
    }

    /// The symbol of `text` if it was ever interned.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Symbol> {
        self.find_hashed(self.hasher.hash_one(text), text)
    }

    fn find_hashed(&self, hash: u64, text: &str) -> Option<Symbol> {
        self.table.find(hash, |&s| slice(&self.arena, &self.ends, s) == text).copied()
    }

    /// The text of a symbol; empty for a symbol of another `Names`.
    #[must_use]
    pub fn text(&self, symbol: Symbol) -> &str {
        slice(&self.arena, &self.ends, symbol)
    }

    /// How many different words are held.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// True when nothing was interned yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

fn slice<'a>(arena: &'a str, ends: &[usize], symbol: Symbol) -> &'a str {
    let index = symbol.index();
    let start = match index.checked_sub(1) {
        None => 0,
        Some(before) => ends.get(before).copied().unwrap_or(0),
    };
    let end = ends.get(index).copied().unwrap_or(start);
    arena.get(start..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_text_same_symbol_and_text_comes_back() {
        let mut names = Names::default();
        let words: Vec<String> = (0..1000).map(|n| format!("社員{n}")).collect();
        let symbols: Vec<Symbol> = words.iter().map(|w| names.intern(w)).collect();
        for (word, symbol) in words.iter().zip(&symbols) {
            assert_eq!(names.text(*symbol), word);
            assert_eq!(names.intern(word), *symbol);
            assert_eq!(names.find(word), Some(*symbol));
        }
        assert_eq!(names.len(), 1000);
        names.truncate(600);
        assert_eq!((names.len(), names.find(&words[600]), names.find(&words[599])), (600, None, Some(symbols[599])));
        assert_eq!(names.intern(&words[700]), symbols[600]);
        assert_eq!((names.text(symbols[600]), names.find(&words[700])), (words[700].as_str(), Some(symbols[600])));
        assert_eq!(names.find("absent"), None);
        assert_eq!(size_of::<Option<Symbol>>(), 4);
    }

    #[test]
    fn the_empty_word_is_a_word() {
        let mut names = Names::default();
        let empty = names.intern("");
        let other = names.intern("x");
        assert_eq!(names.text(empty), "");
        assert_eq!(names.text(other), "x");
    }
}
