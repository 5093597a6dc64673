//! The organizations of a network, by id.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::cmp::Ordering;
use std::hash::BuildHasher;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The ids of so many rows are looked for together: few enough for the cache of a processor.
pub(super) const TOGETHER: usize = 64;

/// For so few, making tables takes longer than looking for each without.
const FEW: usize = 1 << 12;

/// The organizations of a network, in the order of their file.
///
/// As long as ids ascend, each is seen to be a new one, and can be found, without a table.
#[derive(Debug, Default)]
pub(super) struct Directory {
    text: Vec<u8>,
    ends: Vec<usize>,
    tables: OnceLock<Tables>,
    /// How many were looked for together before there were tables, or a few less.
    sought: AtomicUsize,
    hasher: DefaultHashBuilder,
}

#[derive(Debug, Default)]
struct Tables {
    /// Those with short ids, as most have.
    short: HashTable<(Short, u32)>,
    /// The numbers of the others.
    long: HashTable<u32>,
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
        if let Some(tables) = self.tables.get() {
            return self.find_hashed(tables, self.hasher.hash_one(id), id);
        }
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = from.midpoint(to);
            match self.id(middle).cmp(id) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => return u32::try_from(middle).ok(),
                Ordering::Greater => to = middle,
            }
        }
        None
    }

    fn find_hashed(&self, tables: &Tables, hash: u64, id: &[u8]) -> Option<u32> {
        match short(id) {
            Some(sought) => tables.short.find(hash, |(id, _)| *id == sought).map(|(_, number)| *number),
            None => tables.long.find(hash, |number| self.id(*number as usize) == id).copied(),
        }
    }

    /// The numbers of up to [`TOGETHER`] organizations. One after the other, each search would wait for memory; unless they are
    /// few, they are looked at first, where none depends on another, so the processor waits for many at once.
    pub(super) fn find_together<'i>(&self, ids: impl Iterator<Item = &'i [u8]> + Clone) -> [Option<u32>; TOGETHER] {
        let (mut hashes, mut numbers) = ([0; TOGETHER], [None; TOGETHER]);
        if self.tables.get().is_none() && self.sought.fetch_add(TOGETHER, Relaxed) < FEW {
            numbers.iter_mut().zip(ids).for_each(|(number, id)| *number = self.find(id));
            return numbers;
        }
        hashes.iter_mut().zip(ids.clone()).for_each(|(hash, id)| *hash = self.hasher.hash_one(id));
        // The first that may be meant nearly always is. Long ids are rare.
        let tables = self.tables();
        let touched = hashes.iter().filter_map(|hash| tables.short.find(*hash, |_| true));
        std::hint::black_box(touched.fold(0, |all, (_, number)| all ^ number));
        for ((number, hash), id) in numbers.iter_mut().zip(hashes).zip(ids) {
            *number = self.find_hashed(tables, hash, id);
        }
        numbers
    }

    /// Lists one more; false when it is there already, or when there are too many to number.
    pub(super) fn add(&mut self, id: &[u8]) -> bool {
        let Ok(number) = u32::try_from(self.len()) else {
            return false;
        };
        let last = self.len().checked_sub(1);
        if self.tables.get().is_none() && last.is_some_and(|last| self.id(last) >= id) {
            self.tables();
        }
        if number > MOST || self.tables.get().is_some() && self.find(id).is_some() {
            return false;
        }
        self.text.extend_from_slice(id);
        self.ends.push(self.text.len());
        let Self { text, ends, tables, hasher, .. } = self;
        if let Some(tables) = tables.get_mut() {
            tables.add(number, text, ends, hasher);
        }
        true
    }

    /// Lists all of some other directories behind these; false when one of them is there already, or when there are too many.
    pub(super) fn append(&mut self, others: &[Self]) -> bool {
        self.text.reserve(others.iter().map(|other| other.text.len()).sum());
        self.ends.reserve(others.iter().map(Self::len).sum());
        others.iter().all(|other| {
            let ascends = self.len().checked_sub(1).is_none_or(|last| self.id(last) < other.id(0));
            if self.tables.get().is_some() || other.tables.get().is_some() || !ascends {
                return (0..other.len()).all(|n| self.add(other.id(n)));
            }
            let before = self.text.len();
            self.text.extend_from_slice(&other.text);
            self.ends.extend(other.ends.iter().map(|end| before + end));
            self.len() <= MOST as usize
        })
    }

    fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| {
            let mut tables = Tables::default();
            let hash = |(_, number): &(Short, u32)| self.hasher.hash_one(self.id(*number as usize));
            tables.short.reserve(self.len(), hash);
            for number in (0..self.len()).filter_map(|number| u32::try_from(number).ok()) {
                tables.add(number, &self.text, &self.ends, &self.hasher);
            }
            tables
        })
    }
}

impl Tables {
    fn add(&mut self, number: u32, text: &[u8], ends: &[usize], hasher: &DefaultHashBuilder) {
        let id = |number: u32| slice(text, ends, number as usize);
        let hash = |number: u32| hasher.hash_one(id(number));
        if let Some(short) = short(id(number)) {
            self.short.insert_unique(hash(number), (short, number), |(_, number)| hash(*number));
        } else {
            self.long.insert_unique(hash(number), number, |number| hash(*number));
        }
    }
}

fn slice<'a>(text: &'a [u8], ends: &[usize], n: usize) -> &'a [u8] {
    let start = n.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(n).copied().unwrap_or(start);
    text.get(start..end).unwrap_or_default()
}

/// The most organizations a network has, so that numbers of employees and accounts have room beside theirs.
const MOST: u32 = 1 << 30;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// In any order, short and long, listed at once or in two parts, ids are found, before there are tables and after.
        #[test]
        fn every_id_is_found(
            mut ids in prop::collection::vec("[ab]{1,3}|[ab]{11,14}", 0..40),
            sorted in prop::bool::ANY,
            cut in 0usize..40,
        ) {
            if sorted {
                ids.sort();
            }
            let (mut directory, mut listed) = (Directory::default(), Vec::new());
            for id in &ids {
                let is_new = !listed.contains(&id);
                prop_assert_eq!(directory.add(id.as_bytes()), is_new);
                if is_new {
                    listed.push(id);
                }
            }
            let mut parts = [Directory::default(), Directory::default()];
            let behind = listed.split_off(cut.min(listed.len()));
            for (part, ids) in parts.iter_mut().zip([&listed, &behind]) {
                prop_assert!(ids.iter().all(|id| part.add(id.as_bytes())));
            }
            listed.extend(behind);
            let mut together = Directory::default();
            prop_assert!(together.append(&parts));
            prop_assert_eq!(together.len(), listed.len());
            prop_assert!((0..listed.len()).all(|n| together.id(n) == directory.id(n)));
            prop_assert!(listed.iter().all(|id| together.find(id.as_bytes()) == directory.find(id.as_bytes())));
            prop_assert_eq!(together.append(&parts), listed.is_empty());
            for _ in 0..2 {
                for (number, id) in listed.iter().enumerate() {
                    prop_assert_eq!(directory.id(number), id.as_bytes());
                    prop_assert_eq!(directory.find(id.as_bytes()), Some(number as u32));
                }
                prop_assert_eq!(directory.find(b"c"), None);
                let (some, number) = (listed.iter().take(TOGETHER).map(|id| id.as_bytes()), |n: usize| Some(n as u32));
                let expected = std::array::from_fn(|n| number(n).filter(|_| n < listed.len()));
                prop_assert_eq!(directory.find_together(some), expected);
                directory.tables();
            }
        }
    }
}
