//! Rows about credentials that people earned, beside the achievements that are recorded.
//!
//! An achievement is the same when the person, the credential and the day are; the day may be one off, since systems count
//! days in different time zones. Another day is another achievement, because credentials are earned again.

use super::World;
use super::credential::Credentials;
use super::identity::{Identities, PersonIx, WhoIx};
use super::person::Ids;
use super::profile::ProfileIx;
use super::remark::Remark;
use super::stamp::Stamp;
use super::table::Table;
use crate::diagnostic::Problem;
use crate::edit::Change;
use crate::import::RowAt;
use crate::load::kind::Kind;
use crate::model::{AchievementIx, Date, Instant, Moment, Names, Symbol, Zone};
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::collections::BTreeMap;
use std::hash::BuildHasher;

/// A row about a credential that somebody earned.
#[derive(Debug, Clone, Copy)]
pub(super) struct EarnedRow {
    pub(super) at: RowAt,
    pub(super) who: WhoIx,
    /// Code and title, by number.
    pub(super) credential: u32,
    pub(super) earned: Option<Moment>,
    pub(super) expires: Option<Moment>,
    pub(super) evidence: Option<Symbol>,
    pub(super) linked: Option<bool>,
    pub(super) assessment: bool,
    /// It is to be recorded.
    pub(super) new: bool,
}

/// What a row means for the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mention {
    /// An achievement that is not recorded.
    New,
    /// Another day of one that is.
    Revised,
    /// Nothing new.
    Known,
    /// Nothing that the file did not say before.
    Repeated,
}

/// Where an achievement is: in the records or among the rows.
#[derive(Debug, Clone, Copy)]
enum Source {
    Recorded(AchievementIx),
    Row(u32),
}

/// An achievement that is recorded or is to be.
#[derive(Debug, Clone, Copy)]
struct Held {
    person: PersonIx,
    /// The key of the credential.
    credential: u32,
    source: Source,
    /// The file has it.
    seen: bool,
    /// The next of the same person and credential.
    next: Option<u32>,
}

/// What changes about a recorded achievement.
#[derive(Debug, Clone, Copy, Default)]
struct Revision {
    earned: Option<Moment>,
    expires: Option<Moment>,
}

/// Expiries that are earlier than recorded.
#[derive(Debug, Clone, Copy)]
struct Earlier {
    person: PersonIx,
    credential: u32,
    recorded: Date,
    found: Date,
    count: usize,
}

/// Every achievement there is.
#[derive(Debug)]
pub(super) struct Achievements<'w> {
    world: World<'w>,
    pub(super) credentials: Credentials<'w>,
    pub(super) rows: Vec<EarnedRow>,
    held: Vec<Held>,
    /// For every person and credential, the achievement that was added last.
    heads: HashTable<u32>,
    hasher: DefaultHashBuilder,
    revisions: BTreeMap<u32, Revision>,
    earlier: Option<Earlier>,
}

impl<'w> Achievements<'w> {
    /// None yet.
    pub(super) fn new(world: World<'w>) -> Self {
        Self {
            world,
            credentials: Credentials::new(world.program),
            rows: Vec::new(),
            held: Vec::new(),
            heads: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            revisions: BTreeMap::new(),
            earlier: None,
        }
    }

    /// Takes those that are recorded. Call it once all rows are there.
    pub(super) fn register(&mut self) {
        let records = self.world.records;
        let count = if self.rows.is_empty() { 0 } else { records.achievements.len() };
        self.held.reserve(self.rows.len() + count);
        let hashes = (&self.held, &self.hasher);
        self.heads.reserve(self.rows.len() + count, |n| hash_of(hashes.0, hashes.1, *n));
        let mut keys: HashMap<Symbol, u32> = HashMap::new();
        for (ix, achievement) in (0..).map(AchievementIx).zip(records.achievements.iter().take(count)) {
            let credentials = &mut self.credentials;
            let text = achievement.credential;
            let key = *keys.entry(text).or_insert_with(|| credentials.recorded_key(records.text(text)));
            if let Some(owner) = records.owner(achievement) {
                self.add(PersonIx(owner.0), key, Source::Recorded(ix), false);
            }
        }
    }

    fn add(&mut self, person: PersonIx, credential: u32, source: Source, seen: bool) {
        let ix = u32::try_from(self.held.len()).unwrap_or(u32::MAX);
        let hash = self.hasher.hash_one((person, credential));
        let (held, hasher) = (&self.held, &self.hasher);
        let is = |n: &u32| held.get(*n as usize).is_some_and(|h| h.person == person && h.credential == credential);
        let next = match self.heads.find_mut(hash, is) {
            Some(head) => Some(std::mem::replace(head, ix)),
            None => {
                self.heads.insert_unique(hash, ix, |n| hash_of(held, hasher, *n));
                None
            }
        };
        self.held.push(Held { person, credential, source, seen, next });
    }

    /// Compares a row with what is recorded and with the rows before it.
    ///
    /// # Errors
    /// When it would expire before it was earned.
    pub(super) fn take(&mut self, number: usize, person: PersonIx) -> Result<Mention, Problem> {
        let Some(row) = self.rows.get(number).copied() else {
            return Ok(Mention::Known);
        };
        let zone = self.world.records.zone;
        if let (Some(earned), Some(expires)) = (row.earned, row.expires) {
            if earned == expires {
                return Err(Problem::ZeroValidity);
            }
            if zone.end(expires) <= zone.beginning(earned) {
                return Err(Problem::ExpiresBeforeEarned);
            }
        }
        let credential = self.credentials.key(row.credential);
        self.credentials.count(credential);
        let day = row.earned.map(|moment| zone.date_of(zone.beginning(moment)));
        let expiry = row.expires.map(|moment| zone.last_date(zone.end(moment)));
        let (satisfied, best, undated) = self.candidates(person, credential, day, expiry);
        if let Some(known) = satisfied {
            self.note_earlier(known, expiry);
            return Ok(self.mention(known));
        }
        if let Some(known) = best {
            let earned = self.days(known).0;
            return Ok(match row.expires.filter(|expires| fits(zone, earned, *expires)) {
                Some(expires) => self.revise(known, None, Some(expires)),
                None => self.mention(known),
            });
        }
        if let Some(known) = undated {
            let later = match (expiry, self.days(known).1) {
                (Some(found), Some(recorded)) => found > zone.last_date(recorded),
                (found, _) => found.is_some(),
            };
            return Ok(self.revise(known, row.earned, row.expires.filter(|_| later)));
        }
        if let Some(row) = self.rows.get_mut(number) {
            row.new = true;
        }
        self.add(person, credential, Source::Row(u32::try_from(number).unwrap_or(u32::MAX)), true);
        Ok(Mention::New)
    }

    /// Of the achievements that a row may mean: one that says all the row does, the best of the others, and one without
    /// a day that may be the row's.
    fn candidates(
        &self,
        person: PersonIx,
        credential: u32,
        day: Option<Date>,
        expiry: Option<Date>,
    ) -> (Option<u32>, Option<u32>, Option<u32>) {
        let zone = self.world.records.zone;
        let hash = self.hasher.hash_one((person, credential));
        let is = |n: &u32| self.held.get(*n as usize).is_some_and(|h| h.person == person && h.credential == credential);
        let mut next = self.heads.find(hash, is).copied();
        let (mut satisfied, mut best, mut undated) = (None, None, None);
        let epoch = zone.date_of(Instant::from_unix(0));
        while let Some(ix) = next {
            next = self.held.get(ix as usize).and_then(|held| held.next);
            let (earned, expires) = self.days(ix);
            let earned = earned.map(|earned| zone.date_of(earned));
            let expires = expires.map(|expires| zone.last_date(expires));
            // The closest day first, then the earliest; for a row without a day the latest.
            let rank = match (day, earned) {
                (Some(day), Some(earned)) => match day.days_since(earned) {
                    0 => (0, 0),
                    1 => (1, 0),
                    -1 => (1, 1),
                    _ => continue,
                },
                (Some(day), None) => {
                    if expires.is_none_or(|expires| expires > day) {
                        undated = undated.min(Some(ix)).or(Some(ix));
                    }
                    continue;
                }
                (None, None) => (0, 0),
                (None, Some(earned)) => (1, epoch.days_since(earned)),
            };
            let says_all = expiry.is_none_or(|found| expires.is_some_and(|known| known.plus_days(1) >= found));
            let slot = if says_all { &mut satisfied } else { &mut best };
            if slot.is_none_or(|known| (rank, ix) < known) {
                *slot = Some((rank, ix));
            }
        }
        (satisfied.map(|(_, ix)| ix), best.map(|(_, ix)| ix), undated)
    }

    /// When an achievement was earned and when it expires, as far as is known by now.
    fn days(&self, held: u32) -> (Option<Instant>, Option<Instant>) {
        let zone = self.world.records.zone;
        let (beginning, end) = (|m: Moment| zone.beginning(m), |m: Moment| zone.end(m));
        match self.held.get(held as usize).map(|held| held.source) {
            None => (None, None),
            Some(Source::Row(row)) => {
                let row = self.rows.get(row as usize);
                (row.and_then(|row| row.earned).map(beginning), row.and_then(|row| row.expires).map(end))
            }
            Some(Source::Recorded(ix)) => {
                let recorded = self.world.records.achievement(ix);
                let revision = self.revisions.get(&ix.0).copied().unwrap_or_default();
                let earned = revision.earned.map(beginning).or_else(|| recorded?.earned);
                (earned, revision.expires.map(end).or_else(|| recorded?.expires))
            }
        }
    }

    fn mention(&mut self, held: u32) -> Mention {
        let seen = self.held.get_mut(held as usize).map(|held| std::mem::replace(&mut held.seen, true));
        if seen == Some(false) { Mention::Known } else { Mention::Repeated }
    }

    fn revise(&mut self, held: u32, earned: Option<Moment>, expires: Option<Moment>) -> Mention {
        self.mention(held);
        match self.held.get(held as usize).map(|held| held.source) {
            Some(Source::Recorded(ix)) => {
                let revision = self.revisions.entry(ix.0).or_default();
                revision.earned = earned.or(revision.earned);
                revision.expires = expires.or(revision.expires);
            }
            Some(Source::Row(row)) => {
                if let Some(row) = self.rows.get_mut(row as usize) {
                    row.earned = earned.or(row.earned);
                    row.expires = expires.or(row.expires);
                }
            }
            None => {}
        }
        Mention::Revised
    }

    fn note_earlier(&mut self, held: u32, found: Option<Date>) {
        let recorded = self.days(held).1.map(|expires| self.world.records.zone.last_date(expires));
        let (Some(found), Some(recorded)) = (found, recorded) else { return };
        if recorded <= found.plus_days(1) {
            return;
        }
        if let Some(earlier) = &mut self.earlier {
            earlier.count += 1;
        } else if let Some(Held { person, credential, .. }) = self.held.get(held as usize).copied() {
            self.earlier = Some(Earlier { person, credential, recorded, found, count: 1 });
        }
    }

    /// Adds the new ones and changes those that are recorded; returns how many of each there are.
    pub(super) fn changes(
        &self,
        identities: &Identities<'_>,
        ids: &Ids,
        evidence: &Names,
        stamp: &Stamp,
        changes: &mut Vec<Change>,
    ) -> (usize, usize) {
        let new = || self.rows.iter().filter(|row| row.new);
        let holders: Vec<Option<ProfileIx>> = (0..identities.whos())
            .map(|who| holder(identities, WhoIx(u32::try_from(who).unwrap_or(u32::MAX))))
            .collect();
        let holder = |row: &EarnedRow| holders.get(row.who.0 as usize).copied().flatten();
        let proof = |row: &EarnedRow| {
            row.evidence.map_or_else(|| self.credentials.code_beside(row.credential), |proof| evidence.text(proof))
        };
        let columns = [
            ("account", new().any(|row| holder(row).is_some())),
            ("employee", new().any(|row| holder(row).is_none())),
            ("credential", true),
            ("earned", new().any(|row| row.earned.is_some())),
            ("expires", new().any(|row| row.expires.is_some())),
            ("evidence", new().any(|row| !proof(row).is_empty())),
            ("organization", self.world.options.several),
        ];
        let mut table = Table::new(Kind::Achievements, columns);
        let (mut earned, mut expires) = (String::new(), String::new());
        let mut added = 0;
        for row in new() {
            let (account, employee) = match holder(row) {
                Some(account) => (identities.profiles.id(account, &identities.words), ""),
                None => {
                    let person = identities.meant(row.who).ok().map(|meant| identities.person(meant));
                    ("", person.map(|person| ids.id(self.world, person)).unwrap_or_default())
                }
            };
            stamp.write(row.earned, &mut earned);
            stamp.write(row.expires, &mut expires);
            let credential = self.credentials.text(self.credentials.key(row.credential));
            let organization = self.world.options.organization;
            table.push([account, employee, credential, &earned, &expires, proof(row), organization]);
            added += 1;
        }
        changes.extend(table.change());
        for (ix, revision) in &self.revisions {
            let fields = [("earned", revision.earned), ("expires", revision.expires)];
            let fields = fields.into_iter().filter_map(|(field, moment)| Some((field, stamp.text(moment?)))).collect();
            if let Some(at) = self.world.origins.achievements.get(*ix as usize) {
                changes.push(Change::Set { kind: Kind::Achievements, at: *at, fields });
            }
        }
        (added, self.revisions.len())
    }

    /// What is worth saying about them.
    pub(super) fn remarks(&self, ids: &Ids, remarks: &mut Vec<Remark>) {
        if let Some(Earlier { person, credential, recorded, found, count }) = self.earlier {
            let (id, credential) = (ids.id(self.world, person).to_owned(), self.credentials.text(credential).to_owned());
            remarks.push(Remark::EarlierExpiry { id, credential, recorded, found, count });
        }
        self.credentials.remarks(remarks);
    }
}

/// The account that an achievement of these rows is recorded on; none when it is recorded on the employee.
pub(super) fn holder(identities: &Identities<'_>, who: WhoIx) -> Option<ProfileIx> {
    let meant = identities.meant(who).ok()?;
    meant.mcid.or(meant.personal).or_else(|| identities.work_profile(meant))
}

/// False for an expiry that a workspace with this day of earning refuses.
fn fits(zone: Zone, earned: Option<Instant>, expires: Moment) -> bool {
    let Some(earned) = earned else {
        return true;
    };
    let same_day = expires == Moment::Day(zone.date_of(earned));
    zone.end(expires) > earned && !same_day
}

fn hash_of(held: &[Held], hasher: &DefaultHashBuilder, ix: u32) -> u64 {
    held.get(ix as usize).map_or(0, |held| hasher.hash_one((held.person, held.credential)))
}
