//! The employees or the accounts of one organization, by id.

use crate::load::network::cells::{Odd, same};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// Ids and their numbers, in the order in which they were added.
#[derive(Debug, Default)]
pub(super) struct Ids<'t> {
    ids: Vec<&'t [u8]>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// The one that is probably sought next: files speak of people in the same order.
    next: usize,
}

impl<'t> Ids<'t> {
    /// None any more, for other texts, with the room that there was.
    pub(super) fn emptied<'a>(self) -> Ids<'a> {
        let Self { mut ids, mut table, hasher, .. } = self;
        ids.clear();
        table.clear();
        // Nothing is mapped: collecting in place keeps the room.
        let ids = ids.into_iter().map(|_| &[][..]).collect();
        Ids { ids, table, hasher, next: 0 }
    }

    /// The number of an id.
    pub(super) fn find(&mut self, id: &[u8]) -> Option<u32> {
        // The one that was found last, or the one behind it.
        for at in [self.next, self.next.wrapping_sub(1)] {
            if self.ids.get(at).is_some_and(|known| same(known, id)) {
                self.next = at + 1;
                return u32::try_from(at).ok();
            }
        }
        let found = self.look_up(self.hasher.hash_one(id), id)?;
        self.next = found as usize + 1;
        Some(found)
    }

    /// Adds an id and gives its number, or the number it has already.
    pub(super) fn add(&mut self, id: &'t [u8]) -> Result<Added, Odd> {
        let hash = self.hasher.hash_one(id);
        if let Some(number) = self.look_up(hash, id) {
            return Ok(Added::Known(number));
        }
        let number = u32::try_from(self.ids.len()).map_err(|_| Odd)?;
        let Self { ids, table, hasher, .. } = self;
        ids.push(id);
        table.insert_unique(hash, number, |n| hasher.hash_one(ids.get(*n as usize).copied().unwrap_or_default()));
        Ok(Added::New)
    }

    fn look_up(&self, hash: u64, id: &[u8]) -> Option<u32> {
        self.table.find(hash, |n| self.ids.get(*n as usize).is_some_and(|known| same(known, id))).copied()
    }
}

/// What adding an id found.
pub(super) enum Added {
    /// It was not there.
    New,
    /// It has this number already.
    Known(u32),
}
