//! Accounts and their links that matter to more than one organization, or to none.
//!
//! Accounts are known by a hash of their text: two that share one are only looked at more closely. Files are gone through in
//! pieces: first whose each account is ([`Owned`] by piece, [`Owners`] in all), then the links ([`Links`] by piece,
//! [`Accounts`] in all), since whose an account is must be known before links are looked at.

use super::rows::RowAt;
use hashbrown::{DefaultHashBuilder, HashMap, HashSet};
use std::hash::BuildHasher;
use std::ops::Range;

/// The accounts in a piece of a file, by their organizations, in the order of the rows.
pub(super) type Owned = Vec<(u32, u64)>;

/// Hashes that were seen, each as a bit, and so many bits that few find theirs taken by another one.
#[derive(Debug)]
struct Seen {
    words: Vec<u64>,
}

impl Seen {
    fn of_about(hashes: usize) -> Self {
        #[expect(
            clippy::slow_vector_initialization,
            reason = "memory that is read before anybody wrote to it comes twice"
        )]
        let words = {
            let mut words = Vec::new();
            words.resize((hashes.max(2) * 32).next_power_of_two() / 64, 0);
            words
        };
        Self { words }
    }

    fn place(&self, hash: u64) -> (usize, u64) {
        let bit = hash as usize & (self.words.len() * 64 - 1);
        (bit / 64, 1 << (bit % 64))
    }

    /// True when this one was probably seen.
    fn has(&self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        self.words.get(word).is_some_and(|word| *word & bit != 0)
    }

    /// Notes one; true when it was probably seen before.
    fn add(&mut self, hash: u64) -> bool {
        let (word, bit) = self.place(hash);
        let Some(word) = self.words.get_mut(word) else {
            return false;
        };
        std::mem::replace(word, *word | bit) & bit != 0
    }
}

/// The accounts of so many links are looked for together: few enough for the cache of a processor.
const TOGETHER: usize = 64;

/// So many accounts behind the one whose link was expected may have none.
const AHEAD: usize = 3;

/// Makes hashes of accounts.
#[derive(Debug, Clone, Default)]
pub(super) struct Hasher(DefaultHashBuilder);

impl Hasher {
    /// The hash of an account.
    pub(super) fn of(&self, account: &[u8]) -> u64 {
        self.0.hash_one(account)
    }
}

/// Whose all accounts are.
#[derive(Debug)]
pub(super) struct Owners<'p> {
    hasher: Hasher,
    /// All accounts, as they stand in the pieces of files, none of which is empty.
    own: &'p [Owned],
    /// Whose each account is, where they do not stand in the order of organizations.
    by_account: Option<HashMap<u64, u32>>,
    /// Accounts that several organizations may have, and, as bits, some more.
    shared: HashSet<u64>,
    maybe_shared: Seen,
}

impl<'p> Owners<'p> {
    /// The owners of the accounts of all pieces.
    pub(super) fn new(hasher: &Hasher, own: &'p [Owned]) -> Self {
        let count = own.iter().map(Vec::len).sum();
        let (mut shared, mut by_account) = (HashSet::new(), None);
        if own.iter().flatten().is_sorted_by_key(|(organization, _)| *organization) {
            let mut seen = Seen::of_about(count);
            shared.extend(own.iter().flatten().map(|(_, hash)| *hash).filter(|hash| seen.add(*hash)));
        } else {
            let mut owners = HashMap::with_capacity(count);
            for (organization, hash) in own.iter().flatten() {
                if owners.insert(*hash, *organization).is_some_and(|other| other != *organization) {
                    shared.insert(*hash);
                }
            }
            by_account = Some(owners);
        }
        let mut maybe_shared = Seen::of_about(shared.len());
        for hash in &shared {
            maybe_shared.add(*hash);
        }
        Self { hasher: hasher.clone(), own, by_account, shared, maybe_shared }
    }

    /// True for an account that several organizations may have.
    fn is_shared(&self, account: u64) -> bool {
        self.maybe_shared.has(account) && self.shared.contains(&account)
    }

    /// The account at a place: a piece, and where in it.
    fn at(&self, (piece, at): (usize, usize)) -> Option<&(u32, u64)> {
        self.own.get(piece)?.get(at)
    }

    /// The place behind one.
    fn behind(&self, (piece, at): (usize, usize)) -> (usize, usize) {
        if self.at((piece, at + 1)).is_some() { (piece, at + 1) } else { (piece + 1, 0) }
    }

    /// The place of an account, where accounts are in the order of organizations.
    fn place(&self, sought: (u32, u64)) -> Option<(usize, usize)> {
        let first = self.own.partition_point(|piece| piece.last().is_some_and(|last| last.0 < sought.0));
        let pieces = self.own.iter().enumerate().skip(first);
        let may_have = |piece: &Owned| piece.first().is_some_and(|first| first.0 <= sought.0);
        pieces.take_while(|(_, piece)| may_have(piece)).find_map(|(n, piece)| {
            let from = piece.partition_point(|own| own.0 < sought.0);
            let mut of_it = piece.iter().skip(from).take_while(|own| own.0 == sought.0);
            of_it.position(|own| *own == sought).map(|at| (n, from + at))
        })
    }
}

/// A link of an account to an organization that is not the only one to have the account.
#[derive(Debug, Clone)]
struct Link {
    account: u64,
    organization: Option<u32>,
    /// The file it stands in.
    file: usize,
    /// Where its row begins.
    start: u64,
    /// Where that row is among the rows of all links, without its line break.
    row: Range<usize>,
}

/// The row of a link that matters to an organization and does not stand among its rows.
#[derive(Debug)]
pub(super) struct Elsewhere<'a> {
    /// The file it stands in.
    pub file: usize,
    /// Where it begins.
    pub start: u64,
    /// What it says, without its line break.
    pub row: &'a [u8],
}

/// The links in a piece of a file that do not stand among the rows of the account's only organization.
pub(super) struct Links<'o> {
    owners: &'o Owners<'o>,
    found: Vec<Link>,
    /// Their rows, one behind the other.
    rows: Vec<u8>,
    /// Links, and their rows, whose accounts are looked for together, where they are in no order.
    waiting: Vec<Link>,
    waiting_rows: Vec<u8>,
    /// The account whose link is probably next: files speak of accounts in the same order.
    next: (usize, usize),
}

impl<'o> Links<'o> {
    pub(super) fn new(owners: &'o Owners<'o>) -> Self {
        let (found, rows, waiting, waiting_rows) = Default::default();
        Self { owners, found, rows, waiting, waiting_rows, next: (0, 0) }
    }

    /// A link.
    pub(super) fn add(&mut self, account: &[u8], organization: Option<u32>, file: usize, row: RowAt<'_>) {
        let hash = self.owners.hasher.of(account);
        let link = |row: Range<usize>, start: u64| Link { account: hash, organization, file, start, row };
        if self.owners.by_account.is_some() {
            let begin = self.waiting_rows.len();
            self.waiting_rows.extend_from_slice(row.text);
            self.waiting.push(link(begin..self.waiting_rows.len(), row.start));
            if self.waiting.len() >= TOGETHER {
                self.settle();
            }
            return;
        }
        let among_own = organization.is_some_and(|organization| self.has(organization, hash));
        if !among_own || self.owners.is_shared(hash) {
            self.note(link(0..0, row.start), row.text);
        }
    }

    fn note(&mut self, link: Link, row: &[u8]) {
        let begin = self.rows.len();
        self.rows.extend_from_slice(row);
        self.found.push(Link { row: begin..self.rows.len(), ..link });
    }

    /// Looks for the accounts of the links that wait. One after the other, each search would wait for memory twice; so they
    /// are looked at first, where none depends on another.
    fn settle(&mut self) {
        let Some(by_account) = &self.owners.by_account else {
            return;
        };
        let touched = self.waiting.iter().filter_map(|link| by_account.get(&link.account));
        std::hint::black_box(touched.fold(0, |all, owner| all ^ owner));
        let (mut waiting, mut rows) = (std::mem::take(&mut self.waiting), std::mem::take(&mut self.waiting_rows));
        for link in waiting.drain(..) {
            let among_own = link.organization.is_some() && by_account.get(&link.account).copied() == link.organization;
            if !among_own || self.owners.is_shared(link.account) {
                let row = rows.get(link.row.clone()).unwrap_or_default();
                self.note(link, row);
            }
        }
        rows.clear();
        (self.waiting, self.waiting_rows) = (waiting, rows);
    }

    /// What was found.
    pub(super) fn found(mut self) -> FoundLinks {
        self.settle();
        FoundLinks { links: self.found, rows: self.rows }
    }

    /// True when an organization has this account, where accounts are in the order of organizations.
    fn has(&mut self, organization: u32, account: u64) -> bool {
        let (owners, sought) = (self.owners, (organization, account));
        if owners.at(self.next) == Some(&sought) {
            self.next = owners.behind(self.next);
            return true;
        }
        let near = std::iter::successors(Some(self.next), |place| Some(owners.behind(*place))).take(1 + AHEAD);
        let place = near.into_iter().find(|place| owners.at(*place) == Some(&sought));
        let place = place.or_else(|| owners.place(sought));
        self.next = place.map_or(self.next, |place| owners.behind(place));
        place.is_some()
    }
}

/// What was found in a piece.
#[derive(Debug, Default)]
pub(super) struct FoundLinks {
    links: Vec<Link>,
    rows: Vec<u8>,
}

/// The links that matter to other organizations than the one among whose rows they stand.
#[derive(Debug, Default)]
pub(super) struct Accounts {
    hasher: Hasher,
    /// The accounts of these links, in order.
    known: Vec<u64>,
    /// The links by the organizations they matter to, each as often as there are such; and behind them links to organizations
    /// that are not listed, of accounts that nobody has.
    links: Vec<Link>,
    rows: Vec<u8>,
    /// For every organization that has accounts, the number of its first link; one more at the end.
    starts: Vec<usize>,
}

impl Accounts {
    /// Makes the links of all pieces, one after the other, findable.
    pub(super) fn new(owners: &Owners<'_>, pieces: &[FoundLinks]) -> Self {
        let mut links: Vec<(usize, &Link)> =
            pieces.iter().enumerate().flat_map(|(n, piece)| piece.links.iter().map(move |link| (n, link))).collect();
        let mut sought = Seen::of_about(links.len());
        for (_, link) in &links {
            sought.add(link.account);
        }
        let maybe_sought = owners.own.iter().flatten().filter(|(_, hash)| sought.has(*hash));
        let mut own: Vec<(u64, u32)> = maybe_sought.map(|(organization, hash)| (*hash, *organization)).collect();
        own.sort_unstable();
        own.dedup();
        links.sort_unstable_by_key(|(_, link)| link.account);
        let mut accounts = Self { hasher: owners.hasher.clone(), ..Self::default() };
        // Whose account nobody has is no link of anybody; the organization that the row names complains, where it is listed.
        // And what the only one to have the account says of it, stands among its rows.
        let mut elsewhere: Vec<(u32, usize, &Link)> = Vec::new();
        let mut of_nobody: Vec<(usize, &Link)> = Vec::new();
        let mut rest = own.as_slice();
        for (piece, link) in links {
            while let Some(((hash, _), behind)) = rest.split_first()
                && *hash < link.account
            {
                rest = behind;
            }
            let of_account = rest.iter().take_while(|(hash, _)| *hash == link.account).map(|(_, own)| *own);
            if link.organization.is_none() && rest.first().is_none_or(|(hash, _)| *hash != link.account) {
                of_nobody.push((piece, link));
            }
            elsewhere.extend(of_account.filter(|own| Some(*own) != link.organization).map(|own| (own, piece, link)));
        }
        accounts.known.extend(elsewhere.iter().map(|(_, _, link)| link.account));
        accounts.known.dedup();
        elsewhere.sort_unstable_by_key(|(own, _, link)| (*own, link.file, link.start));
        for (own, piece, link) in elsewhere {
            let number = accounts.links.len();
            accounts.starts.resize((own as usize + 1).max(accounts.starts.len()), number);
            accounts.add(pieces, piece, link);
        }
        accounts.starts.push(accounts.links.len());
        for (piece, link) in of_nobody {
            accounts.add(pieces, piece, link);
        }
        accounts
    }

    /// Adds a link of a piece, with its row.
    fn add(&mut self, pieces: &[FoundLinks], piece: usize, link: &Link) {
        let row = pieces.get(piece).and_then(|piece| piece.rows.get(link.row.clone())).unwrap_or_default();
        let begin = self.rows.len();
        self.rows.extend_from_slice(row);
        self.links.push(Link { row: begin..self.rows.len(), ..link.clone() });
    }

    /// True when some other organization has an account that a row of this one names.
    pub(super) fn is_known(&self, account: &[u8]) -> bool {
        self.known.binary_search(&self.hasher.of(account)).is_ok()
    }

    /// The links of an organization's accounts that do not stand among its rows.
    pub(super) fn links_elsewhere(&self, organization: u32) -> impl Iterator<Item = Elsewhere<'_>> {
        let start = |n: usize| self.starts.get(n).copied().unwrap_or(self.behind());
        self.links(start(organization as usize)..start(organization as usize + 1))
    }

    /// The links to organizations that are not listed, of accounts that nobody has.
    pub(super) fn links_of_nobody(&self) -> impl Iterator<Item = Elsewhere<'_>> {
        self.links(self.behind()..self.links.len())
    }

    /// The number of the first link that matters to no organization.
    fn behind(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
    }

    fn links(&self, range: Range<usize>) -> impl Iterator<Item = Elsewhere<'_>> {
        self.links.get(range).unwrap_or_default().iter().map(|link| {
            let row = self.rows.get(link.row.clone()).unwrap_or_default();
            Elsewhere { file: link.file, start: link.start, row }
        })
    }
}
