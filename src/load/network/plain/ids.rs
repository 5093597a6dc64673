//! The employees or the accounts of one organization, by id.
//!
//! Most organizations have few people, and files speak of them in the same order. So what is sought is first looked for
//! where it probably is, then among the marks of all ids, which are four bytes each; only many ids are put in a table.

use crate::load::network::cells::{self, Odd, same};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Ids and their numbers, in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct Ids<'t> {
    ids: Vec<&'t [u8]>,
    /// Their marks: ids with different ones are different.
    marks: Vec<u32>,
    /// A bit for the marks there are, and for many others: most new ids need not be looked for.
    seen: [u64; 4],
    /// All ids, as soon as there are [`MANY`].
    table: HashTable<u32>,
    /// What makes the hashes in the table. None is made for few ids: each takes a number that all threads share.
    hasher: Option<DefaultHashBuilder>,
    /// The one that is probably sought next: files speak of people in the same order.
    next: usize,
}

/// The mark of an id.
fn mark(id: &[u8]) -> u32 {
    (cells::mark(id) >> 32) as u32
}

/// So many ids are put in a table.
const MANY: usize = 64;

impl<'t> Ids<'t> {
    /// None any more, for other texts, with the room that there was.
    pub(super) fn emptied<'a>(self) -> Ids<'a> {
        let Self { mut ids, mut marks, mut table, hasher, .. } = self;
        ids.clear();
        marks.clear();
        if !table.is_empty() {
            table.clear();
        }
        // Nothing is mapped: collecting in place keeps the room.
        let ids = ids.into_iter().map(|_| &[][..]).collect();
        Ids { ids, marks, seen: [0; 4], table, hasher, next: 0 }
    }

    /// The number of an id.
    #[inline]
    pub(super) fn find(&mut self, id: &[u8]) -> Option<u32> {
        // The one behind the last one, or the last one again, or one a little further: somebody may have nothing to find.
        let next = self.next;
        for at in [next, next.wrapping_sub(1), next + 1, next + 2] {
            if self.ids.get(at).is_some_and(|known| same(known, id)) {
                self.next = at + 1;
                return u32::try_from(at).ok();
            }
        }
        let found = self.look_up(mark(id), id)?;
        self.next = found as usize + 1;
        Some(found)
    }

    /// Adds an id and gives its number, or the number it has already.
    pub(super) fn add(&mut self, id: &'t [u8]) -> Result<Added, Odd> {
        let mark = mark(id);
        let bit = 1 << (mark % 64);
        let seen = self.seen.get_mut((mark / 64 % 4) as usize).ok_or(Odd)?;
        if std::mem::replace(seen, *seen | bit) & bit != 0
            && let Some(number) = self.look_up(mark, id)
        {
            return Ok(Added::Known(number));
        }
        u32::try_from(self.ids.len()).map_err(|_| Odd)?;
        self.ids.push(id);
        self.marks.push(mark);
        let Self { ids, table, hasher, .. } = self;
        if ids.len() >= MANY {
            let hasher = hasher.get_or_insert_default();
            let hash = |n: &u32| hasher.hash_one(ids.get(*n as usize).copied().unwrap_or_default());
            for n in (table.len()..ids.len()).filter_map(|n| u32::try_from(n).ok()) {
                table.insert_unique(hash(&n), n, hash);
            }
        }
        Ok(Added::New)
    }

    fn look_up(&self, sought: u32, id: &[u8]) -> Option<u32> {
        let is = |n: &usize| self.ids.get(*n).is_some_and(|known| same(known, id));
        let Some(hasher) = self.hasher.as_ref().filter(|_| !self.table.is_empty()) else {
            let alike = self.marks.iter().enumerate().filter(|(_, mark)| **mark == sought).map(|(n, _)| n);
            return alike.into_iter().find(is).and_then(|n| u32::try_from(n).ok());
        };
        self.table.find(hasher.hash_one(id), |n| is(&(*n as usize))).copied()
    }
}

/// What adding an id found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Added {
    /// It was not there.
    New,
    /// It has this number already.
    Known(u32),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Few or many, ids have the numbers of those who came first, also where many are alike.
        #[test]
        fn ids_are_found(
            added in prop::collection::vec("[ab]{0,3}|[ab]cccccccccccc[ab]|[ab]{7}c{0,3}", 0..200),
            sought in prop::collection::vec(0usize..220, 0..50),
        ) {
            let (mut ids, mut expected) = (Ids::default(), Vec::<&str>::new());
            for round in 0..2 {
                for id in &added {
                    let known = expected.iter().position(|other| other == id);
                    let found = ids.add(id.as_bytes()).unwrap();
                    prop_assert_eq!(found, known.map_or(Added::New, |number| Added::Known(number as u32)));
                    if known.is_none() {
                        expected.push(id);
                    }
                }
                for at in &sought {
                    let id = added.get(*at).map_or("abab", String::as_str);
                    let known = expected.iter().position(|other| *other == id);
                    prop_assert_eq!(ids.find(id.as_bytes()), known.map(|number| number as u32));
                }
                if round == 0 {
                    ids = ids.emptied();
                    expected.clear();
                }
            }
        }
    }
}
