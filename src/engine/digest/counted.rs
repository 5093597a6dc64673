//! How many achievements count, and what everybody holds by them.
//!
//! Whether one counts is asked of the same [`Court`] as in an evaluation. Of several of one person and credential one is
//! kept, and the others are duplicates; which one it is makes no difference to a summary, so here they are only counted.

use super::super::court::{Court, Party};
use super::super::eligibility::{Credit, Outcome, Reason};
use super::super::{Rulebook, Summary};
use crate::model::{Achievement, AchievementIx, EmployeeIx, Instant, Records};
use crate::rules::CredentialIx;

/// What is found out about the achievements of an organization. It is filled again and again.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Everything of one holder that stands together.
    runs: Vec<Run>,
    /// For every credential, the last person for whom one counts, by `person`.
    counts_for: Vec<u64>,
    /// How many people there were in all organizations.
    person: u64,
    /// What the person at hand holds, for certain or possibly.
    held: Vec<Holding>,
    /// What does not count of the person at hand, and is a duplicate where another one does.
    others: Vec<(CredentialIx, Ruling)>,
}

/// Achievements of one holder that stand together.
#[derive(Debug, Clone, Copy)]
struct Run {
    owner: EmployeeIx,
    /// The first one and the one behind the last.
    range: (usize, usize),
    party: Party,
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

    fn count(self, tally: &mut Tally) {
        if let Some(of_place) = tally.get_mut(usize::from(self.place)) {
            *of_place += 1;
        }
    }

    /// It was counted, and is a duplicate after all.
    fn count_back(self, tally: &mut Tally) {
        if let Some(of_place) = tally.get_mut(usize::from(self.place)) {
            *of_place -= 1;
        }
    }
}

impl Counted {
    /// Counts the achievements of an organization into `summary`, and tells what everybody holds, in the order of people.
    pub(super) fn count(
        &mut self,
        rulebook: &Rulebook<'_>,
        records: &Records,
        (credentials, turns): (&[Option<CredentialIx>], &[u32]),
        as_of: Instant,
        summary: &mut Summary,
        holds: &mut dyn FnMut(EmployeeIx, &[Holding]),
    ) {
        let court = Court::new(rulebook, records, as_of);
        let mut tally = Tally::default();
        self.find_runs(&court, records, (credentials, turns), &mut tally);
        let Self { runs, counts_for, person, held, others } = self;
        counts_for.resize(rulebook.program.credentials.len(), 0);
        let (mut kept, mut alike) = (0, 0);
        for runs in runs.chunk_by(|a, b| a.owner == b.owner) {
            *person += 1;
            held.clear();
            others.clear();
            for Run { range: (first, end), party, .. } in runs {
                for (achievement, credential) in both(records, credentials, *first, *end) {
                    let last = credential.and_then(|credential| counts_for.get_mut(credential.0 as usize));
                    let (Some(credential), Some(last)) = (credential, last) else {
                        Ruling::of(court.decide(party, achievement, *credential)).count(&mut tally);
                        continue;
                    };
                    // Where another one counts, nothing else is to be said of this one.
                    if last == person && !court.stands_alone(achievement) {
                        alike += 1;
                        continue;
                    }
                    let ruling = Ruling::of(court.decide(party, achievement, Some(*credential)));
                    if ruling.held == Some(true) {
                        alike += 1;
                        kept += 1;
                        *last = *person;
                        held.push((*credential, true));
                        continue;
                    }
                    ruling.count(&mut tally);
                    if ruling.held.is_some() {
                        held.push((*credential, false));
                    }
                    if !ruling.alone {
                        others.push((*credential, ruling));
                    }
                }
            }
            for (credential, ruling) in others.iter() {
                if counts_for.get(credential.0 as usize) == Some(person) {
                    ruling.count_back(&mut tally);
                    alike += 1;
                }
            }
            if let Some(run) = runs.first().filter(|_| !held.is_empty()) {
                holds(run.owner, held);
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

    /// Finds everything of each holder that stands together, in the order of people. What belongs to nobody is counted at
    /// once.
    fn find_runs(
        &mut self,
        court: &Court<'_>,
        records: &Records,
        (credentials, turns): (&[Option<CredentialIx>], &[u32]),
        tally: &mut Tally,
    ) {
        self.runs.clear();
        let ends = turns.iter().skip(1).map(|turn| *turn as usize).chain([records.achievements.len()]);
        for (first, end) in turns.iter().map(|turn| *turn as usize).zip(ends) {
            let Some(party) = records.achievements.get(first).map(|achievement| court.party(achievement.holder)) else {
                continue;
            };
            match party.owner {
                Some(owner) => self.runs.push(Run { owner, range: (first, end), party }),
                None => {
                    for (achievement, credential) in both(records, credentials, first, end) {
                        Ruling::of(court.decide(&party, achievement, *credential)).count(tally);
                    }
                }
            }
        }
        self.runs.sort_unstable_by_key(|run| (run.owner, run.range));
    }
}

/// Some achievements, and what they are in the catalogue.
fn both<'r>(
    records: &'r Records,
    credentials: &'r [Option<CredentialIx>],
    first: usize,
    end: usize,
) -> impl Iterator<Item = (&'r Achievement, &'r Option<CredentialIx>)> {
    let (achievements, credentials) = (records.achievements.get(first..end), credentials.get(first..end));
    achievements.unwrap_or_default().iter().zip(credentials.unwrap_or_default())
}
