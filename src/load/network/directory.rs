//! Who is listed: organizations by id, and accounts by whom they belong to.

use super::index::RowAt;
use hashbrown::{DefaultHashBuilder, HashSet, HashTable};
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
        if number > MOST || self.find(id).is_some() {
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

/// The most organizations a network has, so that numbers of employees and accounts have room beside theirs.
const MOST: u32 = 1 << 30;

/// Whose every account is. Accounts are known by a hash of their text: two that share one are only looked at more closely.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    hasher: DefaultHashBuilder,
    /// The accounts of one organization after the other, once they are settled.
    own: Vec<(u32, u64)>,
    /// The same by account.
    owners: Vec<(u64, u32)>,
    /// Accounts that several organizations have.
    shared: HashSet<u64>,
    /// Links that do not stand among the rows of the account's organization.
    links: Vec<Link>,
    /// Organizations with an account that has such links.
    linked: HashSet<u32>,
    /// The organization whose accounts were looked at last, and where they begin.
    place: (u32, usize),
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

impl Accounts {
    fn hash(&self, account: &[u8]) -> u64 {
        self.hasher.hash_one(account)
    }

    /// An account of an organization.
    pub(super) fn own(&mut self, account: &[u8], organization: u32) {
        self.own.push((organization, self.hash(account)));
    }

    /// Makes accounts findable, once all of them are known. Links may come then.
    pub(super) fn settle_owners(&mut self) {
        if !self.own.is_sorted_by_key(|(organization, _)| *organization) {
            self.own.sort_unstable();
        }
        self.owners = self.own.iter().map(|(organization, hash)| (*hash, *organization)).collect();
        self.owners.sort_unstable();
        self.owners.dedup();
        let several = self.owners.windows(2).filter_map(|pair| match pair {
            [(a, _), (b, _)] if a == b => Some(*a),
            _ => None,
        });
        self.shared = several.collect();
    }

    /// A link.
    pub(super) fn link(&mut self, account: &[u8], organization: Option<u32>, file: usize, row: RowAt<'_>) {
        let hash = self.hash(account);
        let among_own = organization.is_some_and(|organization| self.has(organization, hash));
        // Whose account nobody has is no link of anybody; the organization that the row names complains.
        if among_own && !self.shared.contains(&hash) || !self.is_of_some(hash) {
            return;
        }
        self.links.push(Link { account: hash, organization, file, start: row.start, row: row.text.into() });
    }

    /// Makes links findable, once all of them are known.
    pub(super) fn settle_links(&mut self) {
        self.links.sort_by_key(|link| link.account);
        for link in &self.links {
            let from = self.owners.partition_point(|(hash, _)| *hash < link.account);
            let own = self.owners.iter().skip(from).take_while(|(hash, _)| *hash == link.account);
            self.linked.extend(own.map(|(_, organization)| *organization));
        }
    }

    /// True when an organization has this account.
    fn has(&mut self, organization: u32, account: u64) -> bool {
        if self.place.0 != organization {
            self.place = (organization, self.own.partition_point(|(other, _)| *other < organization));
        }
        let behind = self.own.get(self.place.1..).unwrap_or_default();
        behind.iter().take_while(|(other, _)| *other == organization).any(|(_, hash)| *hash == account)
    }

    fn is_of_some(&self, account: u64) -> bool {
        self.owners.binary_search_by_key(&account, |(hash, _)| *hash).is_ok()
    }

    /// True when some organization has this account.
    pub(super) fn is_known(&self, account: &[u8]) -> bool {
        self.is_of_some(self.hash(account))
    }

    /// True when an account of the organization has links that do not stand among its rows.
    pub(super) fn has_links_elsewhere(&self, organization: u32) -> bool {
        self.linked.contains(&organization)
    }

    /// The links of an account of `organization` that do not stand among its rows.
    pub(super) fn links_elsewhere(&self, account: &[u8], organization: u32) -> impl Iterator<Item = &Link> {
        let hash = self.hash(account);
        let from = self.links.partition_point(|link| link.account < hash);
        let behind = self.links.get(from..).unwrap_or_default();
        let own = behind.iter().take_while(move |link| link.account == hash);
        own.filter(move |link| link.organization != Some(organization))
    }
}
