//! Rows about credentials that people earned, beside the achievements that are recorded.
//!
//! An achievement is the same when the person, the credential and the day are; the day may be one off, since systems count
//! days in different time zones. Another day is another achievement, because credentials are earned again.

use super::compare::{Comparison, Earlier, Found, Revision};
use super::credential::Credentials;
use super::groups::Groups;
use super::identity::{Identities, PersonIx, WhoIx};
use super::person::Ids;
use super::profile::ProfileIx;
use super::remark::Remark;
use super::stamp::Stamp;
use super::table::Table;
use super::{Changed, World};
use crate::edit::Change;
use crate::halves::halves;
use crate::import::RowAt;
use crate::load::kind::Kind;
use crate::model::{Moment, Names, Symbol};
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// The holders of so many rows are looked for together: few enough for the cache of a processor.
const TOGETHER: usize = 128;

/// From so many rows on they are compared, and new records put together, on two threads.
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

/// Every achievement there is.
#[derive(Debug)]
pub(super) struct Achievements<'w> {
    world: World<'w>,
    pub(super) credentials: Credentials<'w>,
    pub(super) rows: Vec<EarnedRow>,
    /// What each row means for the records, once that is found out.
    mentions: Vec<Mention>,
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
            mentions: Vec::new(),
            revisions: BTreeMap::new(),
            earlier: None,
        }
    }

    /// Compares every row with what is recorded and with the rows before it. `people` has whom each combination of what
    /// rows say means, and none where that is nobody; a person's number is below `count`.
    pub(super) fn compare(&mut self, people: &[Option<PersonIx>], count: usize) {
        self.mentions = vec![Mention::Refused; self.rows.len()];
        if self.rows.is_empty() {
            return;
        }
        let records = self.world.records;
        let recorded = records.achievements.iter().map(|a| records.owner(a).map(|owner| PersonIx(owner.0)));
        let recorded = Groups::new(recorded, count);
        let keys = self.recorded_keys();
        let of_who = |row: &EarnedRow| people.get(row.who.0 as usize).copied().flatten();
        let rows = Groups::new(self.rows.iter().map(of_who), count);
        let people: Vec<(PersonIx, &[u32])> = rows.iter().collect();
        let least = if self.rows.len() < LARGE { usize::MAX } else { 0 };
        let (first, second) = halves(&people, least, |_, people| {
            let mut comparison = Comparison::new(self.world, &self.rows, &self.credentials);
            for (person, numbers) in people {
                comparison.compare(*person, numbers, recorded.of(*person), &keys);
            }
            comparison.found
        });
        for found in [Some(first), second].into_iter().flatten() {
            self.take(found);
        }
    }

    /// Takes over what some comparisons found.
    fn take(&mut self, found: Found) {
        for (number, mention) in found.mentions {
            if let Some(place) = self.mentions.get_mut(number as usize) {
                *place = mention;
            }
        }
        for (number, revision) in found.of_rows {
            if let Some(row) = self.rows.get_mut(number as usize) {
                row.earned = revision.earned.or(row.earned);
                row.expires = revision.expires.or(row.expires);
            }
        }
        self.revisions.extend(found.revisions);
        for (key, count) in found.unknown {
            self.credentials.count(key, count);
        }
        self.earlier = match (self.earlier, found.earlier) {
            (Some(one), Some(other)) => Some(one.and(other)),
            (one, other) => one.or(other),
        };
    }

    /// What a row means for the records.
    pub(super) fn mention(&self, row: usize) -> Mention {
        self.mentions.get(row).copied().unwrap_or(Mention::Refused)
    }

    /// The key of every recorded achievement's credential.
    fn recorded_keys(&mut self) -> Vec<u32> {
        let records = self.world.records;
        let mut keys: HashMap<Symbol, u32> = HashMap::new();
        let credentials = &mut self.credentials;
        let mut key = |text| *keys.entry(text).or_insert_with(|| credentials.recorded_key(records.text(text)));
        records.achievements.iter().map(|achievement| key(achievement.credential)).collect()
    }

    /// Adds the new ones and changes those that are recorded; how many of each there are, and the changes.
    pub(super) fn changes(
        &self,
        identities: &Identities<'_>,
        ids: &Ids,
        evidence: &Names,
        stamp: &Stamp,
    ) -> (Changed, Vec<Change>) {
        let new = || {
            let rows = self.rows.iter().zip(&self.mentions);
            rows.filter(|(_, mention)| **mention == Mention::New).map(|(row, _)| row)
        };
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
        let (first, second) = halves(&self.rows, LARGE, |from, rows| {
            let mut table = Table::new(Kind::Achievements, columns);
            let (mut earned, mut expires) = (String::new(), String::new());
            let mentions = self.mentions.get(from..).unwrap_or_default();
            for (rows, mentions) in rows.chunks(TOGETHER).zip(mentions.chunks(TOGETHER)) {
                touch(rows.iter().map(holder));
                for (row, _) in rows.iter().zip(mentions).filter(|(_, mention)| **mention == Mention::New) {
                    let (account, employee) = holder(row);
                    stamp.write(row.earned, &mut earned);
                    stamp.write(row.expires, &mut expires);
                    let credential = self.credentials.text(self.credentials.key(row.credential));
                    let organization = self.world.options.organization;
                    table.push([account, employee, credential, &earned, &expires, proof(row), organization]);
                }
            }
            table
        });
        let added = new().count();
        let mut changes: Vec<Change> = [Some(first), second].into_iter().flatten().filter_map(Table::change).collect();
        for (ix, revision) in &self.revisions {
            let fields = [("earned", revision.earned), ("expires", revision.expires)];
            let fields = fields.into_iter().filter_map(|(field, moment)| Some((field, stamp.text(moment?)))).collect();
            if let Some(at) = self.world.origins.achievements.get(*ix as usize) {
                changes.push(Change::Set { kind: Kind::Achievements, at: *at, fields });
            }
        }
        (Changed { new: added, changed: self.revisions.len() }, changes)
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

/// Looks at the first bytes of texts that are read next. None of these looks depends on another, so the processor waits for
/// all of them at once, and finds the texts in its cache afterwards.
fn touch<'t>(texts: impl Iterator<Item = (&'t str, &'t str)>) {
    let touched = texts.flat_map(|(one, other)| [one.bytes().next(), other.bytes().next()]);
    std::hint::black_box(touched.flatten().fold(0, |all, byte| all ^ byte));
}

/// The account that an achievement of these rows is recorded on; none when it is recorded on the employee.
pub(super) fn holder(identities: &Identities<'_>, who: WhoIx) -> Option<ProfileIx> {
    let meant = identities.meant(who).ok()?;
    meant.mcid.or(meant.personal).or_else(|| identities.work_profile(meant))
}
