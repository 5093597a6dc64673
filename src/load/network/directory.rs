//! The organizations of a network, by id.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// The ids of so many rows are looked for together: few enough for the cache of a processor.
pub(super) const TOGETHER: usize = 64;

/// The organizations of a network, in the order of their file.
#[derive(Debug, Default)]
pub(super) struct Directory {
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Those with short ids, as most have.
    short: HashTable<(Short, u32)>,
    /// The numbers of the others.
    long: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

/// An id of so few bytes that it stands beside the number, with zeros behind, which no id has: nothing else has to be looked
/// at to find that.
type Short = [u8; 12];

fn short(id: &[u8]) -> Option<Short> {
    let mut short = Short::default();
    short.get_mut(..id.len())?.copy_from_slice(id);
    Some(short)
}

impl Directory {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The id of one; empty when there is none.
    pub(super) fn id(&self, organization: usize) -> &[u8] {
        slice(&self.text, &self.ends, organization)
    }

    /// The number of the organization with this id.
    pub(super) fn find(&self, id: &[u8]) -> Option<u32> {
        self.find_hashed(self.hasher.hash_one(id), id)
    }

    fn find_hashed(&self, hash: u64, id: &[u8]) -> Option<u32> {
        match short(id) {
            Some(sought) => self.short.find(hash, |(id, _)| *id == sought).map(|(_, number)| *number),
            None => self.long.find(hash, |number| self.id(*number as usize) == id).copied(),
        }
    }

    /// The numbers of up to [`TOGETHER`] organizations. One after the other, each search would wait for memory; here they are
    /// looked at first, where none depends on another, so the processor waits for many at once.
    pub(super) fn find_together<'i>(&self, ids: impl Iterator<Item = &'i [u8]> + Clone) -> [Option<u32>; TOGETHER] {
        let (mut hashes, mut numbers) = ([0; TOGETHER], [None; TOGETHER]);
        hashes.iter_mut().zip(ids.clone()).for_each(|(hash, id)| *hash = self.hasher.hash_one(id));
        // The first that may be meant nearly always is. Long ids are rare.
        let touched = hashes.iter().filter_map(|hash| self.short.find(*hash, |_| true));
        std::hint::black_box(touched.fold(0, |all, (_, number)| all ^ number));
        for ((number, hash), id) in numbers.iter_mut().zip(hashes).zip(ids) {
            *number = self.find_hashed(hash, id);
        }
        numbers
    }

    /// Makes room for about so many more.
    pub(super) fn reserve(&mut self, more: usize) {
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        self.short.reserve(more, |(_, number)| hasher.hash_one(slice(text, ends, *number as usize)));
    }

    /// Lists one more; false when it is there already, or when there are too many to number.
    pub(super) fn add(&mut self, id: &[u8]) -> bool {
        let Ok(number) = u32::try_from(self.len()) else {
            return false;
        };
        let of_it = self.hasher.hash_one(id);
        if number > MOST || self.find_hashed(of_it, id).is_some() {
            return false;
        }
        self.text.extend_from_slice(id);
        self.ends.push(self.text.len());
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        let hash = |number: u32| hasher.hash_one(slice(text, ends, number as usize));
        if let Some(id) = short(id) {
            self.short.insert_unique(of_it, (id, number), |(_, number)| hash(*number));
        } else {
            self.long.insert_unique(of_it, number, |number| hash(*number));
        }
        true
    }
}

fn slice<'a>(text: &'a [u8], ends: &[usize], n: usize) -> &'a [u8] {
    let start = n.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(n).copied().unwrap_or(start);
    text.get(start..end).unwrap_or_default()
}

/// The most organizations a network has, so that numbers of employees and accounts have room beside theirs.
const MOST: u32 = 1 << 30;
