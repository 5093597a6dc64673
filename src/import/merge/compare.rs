//! Whether rows say anything about what people earned that is not recorded yet.
//!
//! An achievement is the same when the person, the credential and the day are; the day may be one off, since systems count
//! days in different time zones. Another day is another achievement, because credentials are earned again.
//!
//! Rows are compared person by person and credential by credential, since no others can be about the same achievement, and
//! what is compared then is close together in memory. So people can be divided among threads.

use super::World;
use super::achievement::{EarnedRow, Mention};
use super::credential::Credentials;
use super::identity::PersonIx;
use crate::diagnostic::Problem;
use crate::model::{AchievementIx, Date, Instant, Moment, Zone};
use std::collections::BTreeMap;

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

/// What changes about an achievement.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Revision {
    pub(super) earned: Option<Moment>,
    pub(super) expires: Option<Moment>,
}

/// Expiries that are earlier than recorded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Earlier {
    /// The first row that has one.
    row: usize,
    pub(super) person: PersonIx,
    pub(super) credential: u32,
    pub(super) recorded: Date,
    pub(super) found: Date,
    pub(super) count: usize,
}

impl Earlier {
    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        let first = if other.row < self.row { other } else { self };
        Self { count: self.count + other.count, ..first }
    }
}

/// What comparisons found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What rows mean, by number; nothing of those that cannot be recorded.
    pub(super) mentions: Vec<(u32, Mention)>,
    /// What changes about recorded achievements.
    pub(super) revisions: BTreeMap<u32, Revision>,
    /// What changes about new ones, by row.
    pub(super) of_rows: BTreeMap<u32, Revision>,
    pub(super) earlier: Option<Earlier>,
    /// How many rows there are of unknown credentials, by key.
    pub(super) unknown: BTreeMap<u32, usize>,
}

/// Compares rows with what is recorded and with the rows before them.
pub(super) struct Comparison<'c> {
    world: World<'c>,
    rows: &'c [EarnedRow],
    credentials: &'c Credentials<'c>,
    /// Those of the person and credential at hand, those that are recorded first.
    held: Vec<Held>,
    /// The recorded achievements and the rows of the person at hand, by credential.
    known: Vec<(u32, u32)>,
    sorted: Vec<(u32, u32)>,
    pub(super) found: Found,
}

impl<'c> Comparison<'c> {
    pub(super) fn new(world: World<'c>, rows: &'c [EarnedRow], credentials: &'c Credentials<'c>) -> Self {
        let (known, sorted) = (Vec::new(), Vec::new());
        Self { world, rows, credentials, held: Vec::new(), known, sorted, found: Found::default() }
    }

    /// Compares the rows of a person with the recorded achievements; `keys` has the credential of each that is recorded.
    pub(super) fn compare(&mut self, person: PersonIx, rows: &[u32], recorded: &[u32], keys: &[u32]) {
        let (mut known, mut sorted) = (std::mem::take(&mut self.known), std::mem::take(&mut self.sorted));
        let key = |number: &u32| self.rows.get(*number as usize).map(|row| self.credentials.key(row.credential));
        by_credential(rows, key, &mut sorted);
        by_credential(recorded, |ix| keys.get(*ix as usize).copied(), &mut known);
        for run in sorted.chunk_by(|one, next| one.0 == next.0) {
            let credential = run.first().map_or(u32::MAX, |(credential, _)| *credential);
            let from = known.partition_point(|(known, _)| *known < credential);
            let known = known.get(from..).unwrap_or_default().iter().take_while(|(known, _)| *known == credential);
            self.held.clear();
            self.held.extend(known.map(|(_, ix)| Held { source: Source::Recorded(AchievementIx(*ix)), seen: false }));
            for (_, number) in run {
                self.take(*number, person, credential);
            }
        }
        (self.known, self.sorted) = (known, sorted);
    }

    fn take(&mut self, number: u32, person: PersonIx, credential: u32) {
        let zone = self.world.records.zone;
        let sound = self.rows.get(number as usize).filter(|row| fault(zone, row).is_none());
        let Some(row) = sound else { return };
        if self.credentials.is_unknown(credential) {
            *self.found.unknown.entry(credential).or_default() += 1;
        }
        let mention = self.meaning(number, row, person, credential);
        self.found.mentions.push((number, mention));
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
                let said = self.rows.get(row as usize).map_or((None, None), |row| (row.earned, row.expires));
                let revision = self.found.of_rows.get(&row).copied().unwrap_or_default();
                (revision.earned.or(said.0).map(beginning), revision.expires.or(said.1).map(end))
            }
            Some(Source::Recorded(ix)) => {
                let recorded = self.world.records.achievement(ix);
                let revision = self.found.revisions.get(&ix.0).copied().unwrap_or_default();
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
        let revision = match self.held.get(held).map(|held| held.source) {
            Some(Source::Recorded(ix)) => self.found.revisions.entry(ix.0).or_default(),
            Some(Source::Row(row)) => self.found.of_rows.entry(row).or_default(),
            None => return Mention::Revised,
        };
        revision.earned = earned.or(revision.earned);
        revision.expires = expires.or(revision.expires);
        Mention::Revised
    }

    /// Notes that a row has an earlier expiry than is recorded. The first of them in the file is told.
    fn note_earlier(&mut self, held: usize, found: Option<Date>, row: usize, person: PersonIx, credential: u32) {
        let recorded = self.days(held).1.map(|expires| self.world.records.zone.last_date(expires));
        let (Some(found), Some(recorded)) = (found, recorded) else { return };
        if recorded <= found.plus_days(1) {
            return;
        }
        let one = Earlier { row, person, credential, recorded, found, count: 1 };
        self.found.earlier = Some(self.found.earlier.map_or(one, |earlier| earlier.and(one)));
    }
}

/// Why a row cannot be recorded, whatever is: it would expire before it was earned.
pub(super) fn fault(zone: Zone, row: &EarnedRow) -> Option<Problem> {
    let (earned, expires) = (row.earned?, row.expires?);
    if earned == expires {
        return Some(Problem::ZeroValidity);
    }
    (zone.end(expires) <= zone.beginning(earned)).then_some(Problem::ExpiresBeforeEarned)
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
