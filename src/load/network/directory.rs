//! Who is listed: organizations by id, and accounts by whom they belong to.

use super::index::RowAt;
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::hash::BuildHasher;

/// The organizations of a network, in the order of their file.
#[derive(Debug, Default)]
pub(super) struct Directory {
    text: Vec<u8>,
    ends: Vec<usize>,
    table: HashTable<u32>,
    hasher: DefaultHashBuilder,
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
        self.table.find(self.hasher.hash_one(id), |n| self.id(*n as usize) == id).copied()
    }

    /// Lists one more; false when it is there already, or when there are too many to number.
    pub(super) fn add(&mut self, id: &[u8]) -> bool {
        let Ok(number) = u32::try_from(self.len()) else {
            return false;
        };
        if number >= MANY || self.find(id).is_some() {
            return false;
        }
        self.text.extend_from_slice(id);
        self.ends.push(self.text.len());
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        self.table.insert_unique(hasher.hash_one(id), number, |n| hasher.hash_one(slice(text, ends, *n as usize)));
        true
    }
}

fn slice<'a>(text: &'a [u8], ends: &[usize], n: usize) -> &'a [u8] {
    let start = n.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(n).copied().unwrap_or(start);
    text.get(start..end).unwrap_or_default()
}

/// Stands for several organizations.
const MANY: u32 = (1 << 31) - 1;

/// The bit of an account that has links outside its organization.
const ELSEWHERE: u32 = 1 << 31;

/// Whose every account is. Accounts are known by a hash of their text: two that share one are only looked at more closely.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    owners: HashMap<u64, u32, Unhashed>,
    hasher: DefaultHashBuilder,
    /// Links that do not stand among the rows of the account's organization.
    links: Vec<Link>,
}

/// A link of an account to an organization that is not the only one to have the account.
#[derive(Debug)]
pub(super) struct Link {
    account: u64,
    organization: Option<u32>,
    /// The file it stands in.
    pub file: usize,
    /// Where its row begins.
    pub start: u64,
    /// The row, without its line break.
    pub row: Box<[u8]>,
}

/// A hash is not hashed again.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Unhashed;

/// The hash itself, spread by whoever made it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Itself(u64);

impl BuildHasher for Unhashed {
    type Hasher = Itself;

    fn build_hasher(&self) -> Itself {
        Itself(0)
    }
}

impl std::hash::Hasher for Itself {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl Accounts {
    fn hash(&self, account: &[u8]) -> u64 {
        self.hasher.hash_one(account)
    }

    /// An account of an organization.
    pub(super) fn own(&mut self, account: &[u8], organization: u32) {
        let owner = self.owners.entry(self.hash(account)).or_insert(organization);
        if *owner != organization {
            *owner = MANY | ELSEWHERE;
        }
    }

    /// A link, once every account is known.
    pub(super) fn link(&mut self, account: &[u8], organization: Option<u32>, file: usize, row: RowAt<'_>) {
        let hash = self.hash(account);
        // Whose account nobody has is no link of anybody; the organization that the row names complains.
        if let Some(owner) = self.owners.get_mut(&hash)
            && organization != Some(*owner)
        {
            *owner |= ELSEWHERE;
            self.links.push(Link { account: hash, organization, file, start: row.start, row: row.text.into() });
        }
    }

    /// Makes the links findable.
    pub(super) fn settle(&mut self) {
        self.links.sort_by_key(|link| link.account);
    }

    /// True when some organization has this account.
    pub(super) fn is_known(&self, account: &[u8]) -> bool {
        self.owners.contains_key(&self.hash(account))
    }

    /// The links of an account of `organization` that do not stand among its rows.
    pub(super) fn links_elsewhere(&self, account: &[u8], organization: u32) -> impl Iterator<Item = &Link> {
        let hash = self.hash(account);
        let flagged = self.owners.get(&hash).is_some_and(|owner| owner & ELSEWHERE != 0);
        let from = if flagged { self.links.partition_point(|link| link.account < hash) } else { self.links.len() };
        let behind = self.links.get(from..).unwrap_or_default();
        let own = behind.iter().take_while(move |link| link.account == hash);
        own.filter(move |link| link.organization != Some(organization))
    }
}
