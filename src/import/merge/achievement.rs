//! Rows about credentials that people earned, beside the achievements that are recorded.
//!
//! An achievement is the same when the person, the credential and the day are; the day may be one off, since systems count
//! days in different time zones. Another day is another achievement, because credentials are earned again.
//!
//! Rows are compared person by person and credential by credential, since no others can be about the same achievement, and
//! what is compared then is close together in memory.

use super::World;
use super::credential::Credentials;
use super::groups::Groups;
use super::identity::{Identities, PersonIx, WhoIx};
use super::person::Ids;
use super::profile::ProfileIx;
use super::remark::Remark;
use super::stamp::Stamp;
use super::table::Table;
use crate::diagnostic::Problem;
use crate::edit::Change;
use crate::halves::halves;
use crate::import::RowAt;
use crate::load::kind::Kind;
use crate::model::{AchievementIx, Date, Instant, Moment, Names, Symbol, Zone};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// From so many rows on new records are put together on two threads.
const LARGE: usize = 1 << 14;

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
    /// What it means for the records, once that is found out.
    pub(super) mention: Mention,
}

/// What a row means for the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mention {
    /// Nothing, because it cannot be recorded.
    Refused,
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
    source: Source,
    /// The file has it.
    seen: bool,
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
    /// The first row that has one.
    row: usize,
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
    /// Those of the person and credential at hand, those that are recorded first.
    held: Vec<Held>,
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
            revisions: BTreeMap::new(),
            earlier: None,
        }
    }

    /// Compares every row with what is recorded and with the rows before it. `people` has whom each combination of what
    /// rows say means, and none where that is nobody; a person's number is below `count`.
    pub(super) fn compare(&mut self, people: &[Option<PersonIx>], count: usize) {
        if self.rows.is_empty() {
            return;
        }
        let records = self.world.records;
        let recorded = records.achievements.iter().map(|a| records.owner(a).map(|owner| PersonIx(owner.0)));
        let recorded = Groups::new(recorded, count);
        let keys = self.recorded_keys();
        let of_who = |row: &EarnedRow| people.get(row.who.0 as usize).copied().flatten();
        let rows = Groups::new(self.rows.iter().map(of_who), count);
        let mut known: Vec<(u32, u32)> = Vec::new();
        let mut found: Vec<(u32, u32)> = Vec::new();
        for (person, numbers) in rows.iter() {
            let key = |number: &u32| self.rows.get(*number as usize).map(|row| self.credentials.key(row.credential));
            by_credential(numbers, key, &mut found);
            by_credential(recorded.of(person), |ix| keys.get(*ix as usize).copied(), &mut known);
            for run in found.chunk_by(|one, next| one.0 == next.0) {
                let credential = run.first().map_or(u32::MAX, |(credential, _)| *credential);
                let from = known.partition_point(|(known, _)| *known < credential);
                let known = known.get(from..).unwrap_or_default().iter().take_while(|(known, _)| *known == credential);
                self.held.clear();
                self.held
                    .extend(known.map(|(_, ix)| Held { source: Source::Recorded(AchievementIx(*ix)), seen: false }));
                for (_, number) in run {
                    self.take(*number, person, credential);
                }
            }
        }
    }

    /// The key of every recorded achievement's credential.
    fn recorded_keys(&mut self) -> Vec<u32> {
        let records = self.world.records;
        let mut keys: HashMap<Symbol, u32> = HashMap::new();
        let credentials = &mut self.credentials;
        let mut key = |text| *keys.entry(text).or_insert_with(|| credentials.recorded_key(records.text(text)));
        records.achievements.iter().map(|achievement| key(achievement.credential)).collect()
    }

    /// Why a row cannot be recorded, whatever is: it would expire before it was earned.
    pub(super) fn fault(&self, row: &EarnedRow) -> Option<Problem> {
        let zone = self.world.records.zone;
        let (earned, expires) = (row.earned?, row.expires?);
        if earned == expires {
            return Some(Problem::ZeroValidity);
        }
        (zone.end(expires) <= zone.beginning(earned)).then_some(Problem::ExpiresBeforeEarned)
    }

    fn take(&mut self, number: u32, person: PersonIx, credential: u32) {
        let sound = self.rows.get(number as usize).copied().filter(|row| self.fault(row).is_none());
        let Some(row) = sound else { return };
        self.credentials.count(credential);
        let mention = self.meaning(number, &row, person, credential);
        if let Some(row) = self.rows.get_mut(number as usize) {
            row.mention = mention;
        }
    }

    fn meaning(&mut self, number: u32, row: &EarnedRow, person: PersonIx, credential: u32) -> Mention {
        let zone = self.world.records.zone;
        let day = row.earned.map(|moment| zone.date_of(zone.beginning(moment)));
        let expiry = row.expires.map(|moment| zone.last_date(zone.end(moment)));
        let (satisfied, best, undated) = self.candidates(day, expiry);
        if let Some(known) = satisfied {
            self.note_earlier(known, expiry, number as usize, person, credential);
            return self.mention(known);
        }
        if let Some(known) = best {
            let earned = self.days(known).0;
            return match row.expires.filter(|expires| fits(zone, earned, *expires)) {
                Some(expires) => self.revise(known, None, Some(expires)),
                None => self.mention(known),
            };
        }
        if let Some(known) = undated {
            let later = match (expiry, self.days(known).1) {
                (Some(found), Some(recorded)) => found > zone.last_date(recorded),
                (found, _) => found.is_some(),
            };
            return self.revise(known, row.earned, row.expires.filter(|_| later));
        }
        self.held.push(Held { source: Source::Row(number), seen: true });
        Mention::New
    }

    /// Of the achievements that a row may mean: one that says all the row does, the best of the others, and one without
    /// a day that may be the row's.
    fn candidates(&self, day: Option<Date>, expiry: Option<Date>) -> (Option<usize>, Option<usize>, Option<usize>) {
        let zone = self.world.records.zone;
        let (mut satisfied, mut best, mut undated) = (None, None, None);
        let epoch = zone.date_of(Instant::from_unix(0));
        for ix in 0..self.held.len() {
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
    fn days(&self, held: usize) -> (Option<Instant>, Option<Instant>) {
        let zone = self.world.records.zone;
        let (beginning, end) = (|m: Moment| zone.beginning(m), |m: Moment| zone.end(m));
        match self.held.get(held).map(|held| held.source) {
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

    fn mention(&mut self, held: usize) -> Mention {
        let seen = self.held.get_mut(held).map(|held| std::mem::replace(&mut held.seen, true));
        if seen == Some(false) { Mention::Known } else { Mention::Repeated }
    }

    fn revise(&mut self, held: usize, earned: Option<Moment>, expires: Option<Moment>) -> Mention {
        self.mention(held);
        match self.held.get(held).map(|held| held.source) {
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

    /// Notes that a row has an earlier expiry than is recorded. The first of them in the file is told.
    fn note_earlier(&mut self, held: usize, found: Option<Date>, row: usize, person: PersonIx, credential: u32) {
        let recorded = self.days(held).1.map(|expires| self.world.records.zone.last_date(expires));
        let (Some(found), Some(recorded)) = (found, recorded) else { return };
        if recorded <= found.plus_days(1) {
            return;
        }
        let count = self.earlier.map_or(0, |earlier| earlier.count) + 1;
        let first = self.earlier.filter(|earlier| earlier.row < row);
        let first = first.unwrap_or(Earlier { row, person, credential, recorded, found, count });
        self.earlier = Some(Earlier { count, ..first });
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
        let new = || self.rows.iter().filter(|row| row.mention == Mention::New);
        // Whose an achievement is, by account or else by employee, is the same in many rows.
        let holders: Vec<(&str, &str)> = (0..identities.whos())
            .map(|who| self.holder_ids(identities, ids, WhoIx(u32::try_from(who).unwrap_or(u32::MAX))))
            .collect();
        let holder = |row: &EarnedRow| holders.get(row.who.0 as usize).copied().unwrap_or_default();
        let proof = |row: &EarnedRow| {
            row.evidence.map_or_else(|| self.credentials.code_beside(row.credential), |proof| evidence.text(proof))
        };
        let columns = [
            ("account", new().any(|row| !holder(row).0.is_empty())),
            ("employee", new().any(|row| holder(row).0.is_empty())),
            ("credential", true),
            ("earned", new().any(|row| row.earned.is_some())),
            ("expires", new().any(|row| row.expires.is_some())),
            ("evidence", new().any(|row| !proof(row).is_empty())),
            ("organization", self.world.options.several),
        ];
        let (first, second) = halves(&self.rows, LARGE, |_, rows| {
            let mut table = Table::new(Kind::Achievements, columns);
            let (mut earned, mut expires) = (String::new(), String::new());
            for row in rows.iter().filter(|row| row.mention == Mention::New) {
                let (account, employee) = holder(row);
                stamp.write(row.earned, &mut earned);
                stamp.write(row.expires, &mut expires);
                let credential = self.credentials.text(self.credentials.key(row.credential));
                let organization = self.world.options.organization;
                table.push([account, employee, credential, &earned, &expires, proof(row), organization]);
            }
            table
        });
        let added = new().count();
        changes.extend([Some(first), second].into_iter().flatten().filter_map(Table::change));
        for (ix, revision) in &self.revisions {
            let fields = [("earned", revision.earned), ("expires", revision.expires)];
            let fields = fields.into_iter().filter_map(|(field, moment)| Some((field, stamp.text(moment?)))).collect();
            if let Some(at) = self.world.origins.achievements.get(*ix as usize) {
                changes.push(Change::Set { kind: Kind::Achievements, at: *at, fields });
            }
        }
        (added, self.revisions.len())
    }

    /// The account that an achievement is recorded on, or else the employee; the other one is empty.
    fn holder_ids<'t>(&'t self, identities: &'t Identities<'_>, ids: &'t Ids, who: WhoIx) -> (&'t str, &'t str) {
        if let Some(account) = holder(identities, who) {
            return (identities.profiles.id(account, &identities.words), "");
        }
        let person = identities.meant(who).ok().map(|meant| identities.person(meant));
        ("", person.map(|person| ids.id(self.world, person)).unwrap_or_default())
    }

    /// What is worth saying about them.
    pub(super) fn remarks(&self, ids: &Ids, remarks: &mut Vec<Remark>) {
        if let Some(Earlier { person, credential, recorded, found, count, .. }) = self.earlier {
            let (id, credential) =
                (ids.id(self.world, person).to_owned(), self.credentials.text(credential).to_owned());
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

/// Numbers by the key of their credential, in order.
fn by_credential(numbers: &[u32], key: impl Fn(&u32) -> Option<u32>, sorted: &mut Vec<(u32, u32)>) {
    sorted.clear();
    sorted.extend(numbers.iter().filter_map(|number| Some((key(number)?, *number))));
    sorted.sort_unstable();
}
