//! How many achievements count, and what everybody holds by them.
//!
//! Whether one counts is asked of the same [`Court`] as in an evaluation. Of several of one person and credential one is
//! kept, and the others are duplicates; which one it is makes no difference to a summary, so here they are only counted.

use super::super::court::Court;
use super::super::eligibility::{Credit, Outcome, Reason};
use super::super::{Rulebook, Summary};
use crate::model::{AchievementIx, EmployeeIx, Instant, Records};
use crate::rules::CredentialIx;

/// What is found out about the achievements of an organization. It is filled again and again.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// For every achievement, what becomes of it if there are no others.
    rulings: Vec<Ruling>,
    /// Everything of one holder that stands together: its owner, its first and the end.
    runs: Vec<(EmployeeIx, usize, usize)>,
    /// For every credential, the last person for whom one counts, by `person`.
    counts_for: Vec<u64>,
    /// How many people there were in all organizations.
    person: u64,
    /// What the person at hand holds, for certain or possibly.
    held: Vec<Holding>,
}

/// A credential that somebody holds, and whether for certain or only possibly.
pub(super) type Holding = (CredentialIx, bool);

/// What becomes of an achievement.
#[derive(Debug, Clone, Copy)]
struct Ruling {
    /// The place of its reason among [`Reason::CODES`], or the one behind them when it counts.
    place: u8,
    /// Whether what was earned is held: for certain, only possibly, or not at all.
    held: Option<bool>,
    /// It is never called a duplicate.
    alone: bool,
}

/// How many achievements have their rulings at each place.
type Tally = [usize; Reason::CODES.len() + 1];

impl Ruling {
    fn of(decision: Result<Credit, Reason>) -> Self {
        let outcome = Outcome::of(decision);
        let (place, alone) = match &outcome {
            Outcome::Counted(_) => (Reason::CODES.len(), false),
            Outcome::NotCounted(reason) => (reason.place(), reason.stands_alone()),
        };
        Self { place: place as u8, held: outcome.held(), alone }
    }

    fn count(self, tally: &mut Tally, count: bool) {
        if let Some(of_place) = tally.get_mut(usize::from(self.place)) {
            *of_place += usize::from(count);
        }
    }
}

impl Counted {
    /// Counts the achievements of an organization into `summary`, and tells what everybody holds, in the order of people.
    pub(super) fn count(
        &mut self,
        rulebook: &Rulebook<'_>,
        records: &Records,
        credentials: &[Option<CredentialIx>],
        as_of: Instant,
        summary: &mut Summary,
        holds: &mut dyn FnMut(EmployeeIx, &[Holding]),
    ) {
        let mut tally = Tally::default();
        self.rule(rulebook, records, credentials, as_of, &mut tally);
        let Self { rulings, runs, counts_for, person, held } = self;
        counts_for.resize(rulebook.program.credentials.len(), 0);
        let (mut kept, mut alike) = (0, 0);
        for runs in runs.chunk_by(|a, b| a.0 == b.0) {
            let Some((owner, ..)) = runs.first() else {
                continue;
            };
            *person += 1;
            held.clear();
            let ruled = || {
                let of = |first: usize, end: usize| (rulings.get(first..end), credentials.get(first..end));
                let of = runs.iter().map(move |(_, first, end)| of(*first, *end));
                of.flat_map(|(rulings, known)| rulings.unwrap_or_default().iter().zip(known.unwrap_or_default()))
            };
            for (ruling, credential) in ruled() {
                let (Some(certain), Some(credential)) = (ruling.held, credential) else {
                    continue;
                };
                if !certain {
                    held.push((*credential, false));
                } else if let Some(last) = counts_for.get_mut(credential.0 as usize)
                    && *last != *person
                {
                    *last = *person;
                    kept += 1;
                    held.push((*credential, true));
                }
            }
            for (ruling, credential) in ruled() {
                let last = credential.and_then(|credential| counts_for.get(credential.0 as usize));
                let is_alike = last == Some(person) && !ruling.alone;
                alike += usize::from(is_alike);
                ruling.count(&mut tally, !is_alike);
            }
            if !held.is_empty() {
                holds(*owner, held);
            }
        }
        // Of those that are alike one is kept for each person and credential.
        let [reasons @ .., _] = tally;
        (summary.counted, summary.not_counted) = (kept, reasons);
        let duplicate = Reason::Duplicate(AchievementIx(0)).place();
        if let Some(duplicates) = summary.not_counted.get_mut(duplicate) {
            *duplicates += alike - kept;
        }
    }

    /// Rules on every achievement by itself. What belongs to nobody is counted at once.
    fn rule(
        &mut self,
        rulebook: &Rulebook<'_>,
        records: &Records,
        credentials: &[Option<CredentialIx>],
        as_of: Instant,
        tally: &mut Tally,
    ) {
        let court = Court::new(rulebook, records, as_of);
        let Self { rulings, runs, .. } = self;
        rulings.clear();
        runs.clear();
        let mut rest = credentials.iter();
        for run in records.achievements.chunk_by(|a, b| a.holder == b.holder) {
            let Some(party) = run.first().map(|first| court.party(first.holder)) else {
                continue;
            };
            let before = rulings.len();
            let decided = run.iter().zip(rest.by_ref());
            rulings.extend(decided.map(|(achievement, known)| Ruling::of(court.decide(&party, achievement, *known))));
            match party.owner {
                Some(owner) => runs.push((owner, before, rulings.len())),
                None => {
                    for ruling in rulings.get(before..).unwrap_or_default() {
                        ruling.count(tally, true);
                    }
                }
            }
        }
        runs.sort_unstable();
    }
}
