//! What words mean in the programme's catalogue, remembered: a network says the same few hundred words millions of times.

use super::cells::{self, Odd};
use crate::rules::{CredentialIx, CredentialSet, Program};
use hashbrown::HashMap;

/// What words are looked up in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Catalogue<'c> {
    /// The programme that knows credentials.
    pub program: &'c Program,
    /// The credentials that some requirement names.
    pub needed: &'c CredentialSet,
}

/// What a word means, in four bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Credential(u32);

impl Credential {
    const UNKNOWN: u32 = u32::MAX << 1;

    /// A credential, where the catalogue knows the word, and whether some requirement asks for it.
    pub(super) fn new(known: Option<CredentialIx>, needed: bool) -> Self {
        Self(known.map_or(Self::UNKNOWN, |ix| ix.0 << 1 | u32::from(needed)))
    }

    /// The same from its [bits](Self::bits).
    pub(super) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// All it says in one number.
    pub(super) fn bits(self) -> u32 {
        self.0
    }

    /// The credential, where the catalogue knows the word.
    #[inline]
    pub(super) fn known(self) -> Option<CredentialIx> {
        (self.0 != Self::UNKNOWN).then_some(CredentialIx(self.0 >> 1))
    }

    /// The number of the credential, where the catalogue knows the word and that is less than some.
    #[inline]
    pub(super) fn below(self, numbers: u32) -> Option<u32> {
        // What stands for no credential is more than any number.
        Some(self.0 >> 1).filter(|ix| *ix < numbers)
    }

    /// True when some requirement asks for it.
    #[inline]
    pub(super) fn needed(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Words that were looked up before.
#[derive(Debug)]
pub(super) struct LookedUp {
    /// Words of at least four bytes, as nearly all are, each in one of the places that its ends point to. Little enough for
    /// the nearest cache of a processor.
    near: Box<[Word; PLACES]>,
    /// What the words there are, where their ends do not say it.
    texts: Box<[Box<[u8]>; PLACES]>,
    all: HashMap<Box<[u8]>, Credential>,
}

#[derive(Debug, Clone, Copy)]
struct Word {
    /// Its ends as one number. Up to eight bytes are nothing else.
    ends: u64,
    /// How many bytes it has; none where there is no word.
    length: u32,
    credential: Credential,
}

impl Word {
    fn is_none(&self) -> bool {
        self.length == 0
    }
}

/// How many places there are for near words: more than different ones, so that few share one.
const PLACES: usize = 1 << PLACE_BITS;
const PLACE_BITS: u32 = 10;

/// How many words are remembered; more different ones than any catalogue has.
const WORDS: usize = 20_000;

impl Default for LookedUp {
    fn default() -> Self {
        let nothing = Word { ends: 0, length: 0, credential: Credential(Credential::UNKNOWN) };
        let texts = Box::new(std::array::from_fn(|_| Box::default()));
        Self { near: Box::new([nothing; PLACES]), texts, all: HashMap::default() }
    }
}

impl LookedUp {
    /// What a word means, if it was looked up before.
    #[inline(always)]
    pub(super) fn get(&self, word: &[u8]) -> Option<Credential> {
        if let Some(ends) = ends(word) {
            for place in places(ends) {
                if let Some(known) = self.near.get(place)
                    && known.ends == ends
                    && known.length as usize == word.len()
                    && (word.len() <= 8 || self.texts.get(place).is_some_and(|text| cells::same(text, word)))
                {
                    return Some(known.credential);
                }
            }
        }
        self.far(word)
    }

    #[cold]
    fn far(&self, word: &[u8]) -> Option<Credential> {
        self.all.get(word).copied()
    }

    /// What a word means, which is looked up once.
    pub(super) fn find(&mut self, word: &[u8], catalogue: Catalogue<'_>) -> Result<Credential, Odd> {
        if let Some(credential) = self.get(word) {
            return Ok(credential);
        }
        let text = str::from_utf8(word).map_err(|_| Odd)?;
        if text.is_empty() {
            return Err(Odd);
        }
        let known = catalogue.program.find_credential(text);
        let credential = Credential::new(known, known.is_some_and(|ix| catalogue.needed.contains(ix)));
        self.insert(word, credential);
        Ok(credential)
    }

    /// Remembers a word. Whoever has a place keeps it.
    fn insert(&mut self, word: &[u8], credential: Credential) {
        // What stands where no quotes are around it must be seen to say nothing else.
        let is_plain =
            matches!((word.first(), word.last()), (Some(b'!' | b'#'..=b'&' | b'('..=b'~'), Some(b'!'..=b'~')));
        if self.all.len() >= WORDS || !is_plain || word.contains(&b'\n') {
            return;
        }
        self.all.insert(word.into(), credential);
        if let Some(ends) = ends(word)
            && let Ok(length) = u32::try_from(word.len())
            && let Some(place) = places(ends).into_iter().find(|place| self.near.get(*place).is_some_and(Word::is_none))
            && let (Some(near), Some(text)) = (self.near.get_mut(place), self.texts.get_mut(place))
        {
            *near = Word { ends, length, credential };
            *text = word.into();
        }
    }
}

/// The first and the last four bytes of a word. With its length they tell a word of up to eight bytes from all others.
#[inline]
fn ends(word: &[u8]) -> Option<u64> {
    let [first, last] = [word.first_chunk::<4>()?, word.last_chunk::<4>()?].map(|bytes| u32::from_le_bytes(*bytes));
    Some(u64::from(first) | u64::from(last) << 32)
}

#[inline]
fn places(ends: u64) -> [usize; 2] {
    let place = usize::try_from(ends.wrapping_mul(cells::MIX) >> (u64::BITS - PLACE_BITS)).unwrap_or(0);
    [place, place ^ 1]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn every_word_means_what_it_was_said_to_mean() {
        let mut looked_up = LookedUp::default();
        let mut said = BTreeMap::new();
        // More than there are places, so some share one, of all lengths; and words with the same ends.
        let numbers = (0..6_000u32).map(|n| format!("{n:0width$}", width = 1 + (n % 14) as usize));
        let twins =
            ["aaaaaaaa", "aaaaaaa", "aaaaaa", "aaaaa", "aaaa", "aaa", "aaaabaaaa", "aaaacaaaa"].map(str::to_owned);
        for (n, word) in (0..).zip(numbers.chain(twins)) {
            let credential = Credential::new(Some(CredentialIx(n)), n % 3 == 0);
            if said.contains_key(word.as_bytes()) {
                continue;
            }
            assert_eq!(looked_up.get(word.as_bytes()), None, "{word}");
            looked_up.insert(word.as_bytes(), credential);
            said.insert(word.into_bytes(), credential);
        }
        for (word, credential) in &said {
            assert_eq!(looked_up.get(word), Some(*credential));
        }
        assert_eq!(looked_up.get(b""), None);
    }
}
