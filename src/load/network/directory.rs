//! Who is listed: organizations by id, and accounts by whom they belong to.

use super::rows::RowAt;
use hashbrown::{DefaultHashBuilder, HashMap, HashSet, HashTable};
use std::hash::BuildHasher;

/// The ids of so many rows are looked for together: few enough for the cache of a processor.
pub(super) const TOGETHER: usize = 64;

/// The organizations of a network, in the order of their file.
#[derive(Debug, Default)]
pub(super) struct Directory {
    text: Vec<u8>,
    ends: Vec<usize>,
    table: HashTable<Listed>,
    hasher: DefaultHashBuilder,
}

/// One of them, and where its id stands, so that nothing else has to be looked at to find that.
#[derive(Debug)]
struct Listed {
    number: u32,
    start: u32,
    end: u32,
}

impl Listed {
    fn id<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
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
        self.table.find(self.hasher.hash_one(id), |listed| listed.id(&self.text) == id).map(|listed| listed.number)
    }

    /// Makes it fast to find some ids. One after the other, each search would wait for memory twice; here none depends on
    /// another, so the processor waits for many at once, and finds them in its cache afterwards.
    pub(super) fn touch<'i>(&self, ids: impl Iterator<Item = &'i [u8]>) {
        let mut places = [0; TOGETHER];
        // The first that may be meant nearly always is.
        let found = ids.filter_map(|id| self.table.find(self.hasher.hash_one(id), |_| true));
        places.iter_mut().zip(found).for_each(|(place, listed)| *place = listed.start);
        let bytes = places.iter().filter_map(|place| self.text.get(*place as usize));
        std::hint::black_box(bytes.fold(0, |all, byte| all ^ byte));
    }

    /// Lists one more; false when it is there already, or when there are too many to number.
    pub(super) fn add(&mut self, id: &[u8]) -> bool {
        let Ok(number) = u32::try_from(self.len()) else {
            return false;
        };
        if number > MOST || self.find(id).is_some() {
            return false;
        }
        let (Ok(start), Ok(end)) = (u32::try_from(self.text.len()), u32::try_from(self.text.len() + id.len())) else {
            return false;
        };
        self.text.extend_from_slice(id);
        self.ends.push(self.text.len());
        let (text, hasher, listed) = (&self.text, &self.hasher, Listed { number, start, end });
        self.table.insert_unique(hasher.hash_one(id), listed, |listed| hasher.hash_one(listed.id(text)));
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

/// Whose the accounts are that matter to more than one organization. Accounts are known by a hash of their text: two that
/// share one are only looked at more closely.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    hasher: DefaultHashBuilder,
    /// The accounts of one organization after the other, until all links are known.
    own: Vec<(u32, u64)>,
    /// Whose each account is, where the accounts are not in the order of organizations.
    owners: Option<HashMap<u64, u32>>,
    /// Accounts that several organizations may have.
    shared: HashSet<u64>,
    /// Links that do not stand among the rows of the account's only organization.
    links: Vec<Link>,
    /// The numbers of such links, by organizations that have the account.
    elsewhere: HashMap<u32, Vec<usize>>,
    /// The account whose link is probably next: files speak of accounts in the same order.
    next: usize,
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

    /// Takes note of accounts that several organizations may have, once all accounts are known. Links may come then.
    pub(super) fn settle_owners(&mut self) {
        if !self.own.is_sorted_by_key(|(organization, _)| *organization) {
            let mut owners = HashMap::with_capacity(self.own.len());
            for (organization, hash) in &self.own {
                if owners.insert(*hash, *organization).is_some() {
                    self.shared.insert(*hash);
                }
            }
            self.owners = Some(owners);
            return;
        }
        // A bit for each hash, and so many that few accounts find theirs taken by another one.
        let bits = (self.own.len().max(1) * 32).next_power_of_two();
        let mut seen = vec![0u64; bits.div_ceil(64)];
        for (_, hash) in &self.own {
            let bit = *hash as usize & (bits - 1);
            if let Some(word) = seen.get_mut(bit / 64) {
                if *word >> (bit % 64) & 1 == 1 {
                    self.shared.insert(*hash);
                }
                *word |= 1 << (bit % 64);
            }
        }
    }

    /// A link.
    pub(super) fn link(&mut self, account: &[u8], organization: Option<u32>, file: usize, row: RowAt<'_>) {
        let hash = self.hash(account);
        let among_own = organization.is_some_and(|organization| self.has(organization, hash));
        if among_own && !self.shared.contains(&hash) {
            return;
        }
        self.links.push(Link { account: hash, organization, file, start: row.start, row: row.text.into() });
    }

    /// Makes links findable, once all of them are known.
    pub(super) fn settle_links(&mut self) {
        self.owners = None;
        let sought: HashSet<u64> = self.links.iter().map(|link| link.account).collect();
        let mut owners: Vec<(u64, u32)> = std::mem::take(&mut self.own)
            .into_iter()
            .filter(|(_, hash)| sought.contains(hash))
            .map(|(organization, hash)| (hash, organization))
            .collect();
        owners.sort_unstable();
        owners.dedup();
        self.links.sort_by_key(|link| link.account);
        let mut rest = owners.as_slice();
        for link in std::mem::take(&mut self.links) {
            while let Some(((hash, _), behind)) = rest.split_first()
                && *hash < link.account
            {
                rest = behind;
            }
            let of_account = || rest.iter().take_while(|(hash, _)| *hash == link.account).map(|(_, own)| *own);
            // Whose account nobody has is no link of anybody; the organization that the row names complains. And what the
            // only one to have the account says of it, stands among its rows.
            let number = self.links.len();
            let mut others = of_account().filter(|own| Some(*own) != link.organization).peekable();
            if others.peek().is_none() {
                continue;
            }
            for own in others {
                self.elsewhere.entry(own).or_default().push(number);
            }
            self.links.push(link);
        }
    }

    /// True when an organization has this account.
    fn has(&mut self, organization: u32, account: u64) -> bool {
        if let Some(owners) = &self.owners {
            return owners.get(&account) == Some(&organization);
        }
        if self.own.get(self.next) == Some(&(organization, account)) {
            self.next += 1;
            return true;
        }
        let from = self.own.partition_point(|(other, _)| *other < organization);
        let behind = self.own.get(from..).unwrap_or_default();
        let place =
            behind.iter().take_while(|(other, _)| *other == organization).position(|(_, hash)| *hash == account);
        self.next = place.map_or(self.next, |place| from + place + 1);
        place.is_some()
    }

    /// True when some other organization has an account that a row of this one names.
    pub(super) fn is_known(&self, account: &[u8]) -> bool {
        let hash = self.hash(account);
        self.links.binary_search_by_key(&hash, |link| link.account).is_ok()
    }

    /// The links of an organization's accounts that do not stand among its rows.
    pub(super) fn links_elsewhere(&self, organization: u32) -> impl Iterator<Item = &Link> {
        let numbers = self.elsewhere.get(&organization).map(Vec::as_slice).unwrap_or_default();
        numbers.iter().filter_map(|number| self.links.get(*number))
    }
}
