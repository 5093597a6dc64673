//! What is asked of thousands of organizations: levels, the state of the membership, and what became of achievements.

use super::membership::{self, State};
use super::{Evaluation, Outcome, Reason, Rulebook, Verdict};
use crate::model::{Date, Records};
use crate::rules::{CompetencyIx, LevelIx};

/// The short answer about one organization.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// How many rungs the ladder has.
    pub rungs: usize,
    /// For every competency, in the order of the programme, what holds at each rung of the ladder, one behind the other.
    pub held: Vec<Verdict>,
    /// For every competency the highest level that is met.
    pub levels: Vec<Option<LevelIx>>,
    /// How many people are recorded.
    pub people: usize,
    /// How many achievements were read.
    pub read: usize,
    /// How many of them count.
    pub counted: usize,
    /// How many do not, by reason, in the order of [`Reason::CODES`].
    pub not_counted: [usize; Reason::CODES.len()],
    /// The leading membership.
    pub membership: Option<Membership>,
}

/// Where the leading membership stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// Which one, by number in the records.
    pub membership: usize,
    /// Its state.
    pub state: State,
    /// The last day of its term.
    pub anniversary: Date,
}

impl Summary {
    /// The short form of an evaluation.
    #[must_use]
    pub fn of(rulebook: &Rulebook<'_>, records: &Records, evaluation: &Evaluation<'_>) -> Self {
        let mut not_counted = [0; Reason::CODES.len()];
        for outcome in &evaluation.eligibility.outcomes {
            if let Outcome::NotCounted(reason) = outcome {
                tally(&mut not_counted, reason);
            }
        }
        Self {
            rungs: rulebook.program.ladder.0.len(),
            held: evaluation.competencies.iter().flat_map(|c| c.levels.iter().map(|l| l.held)).collect(),
            levels: evaluation.competencies.iter().map(|c| c.level).collect(),
            people: records.employees.len(),
            read: records.achievements.len(),
            counted: evaluation.eligibility.counted.len(),
            not_counted,
            membership: membership::leading(rulebook, records, records.zone.date_of(evaluation.as_of)),
        }
    }

    /// The highest level of any competency.
    #[must_use]
    pub fn highest(&self) -> Option<LevelIx> {
        self.levels.iter().copied().flatten().max()
    }

    /// What holds at a level of a competency.
    #[must_use]
    pub fn at(&self, competency: CompetencyIx, level: LevelIx) -> Verdict {
        self.held.get(competency.0 as usize * self.rungs + level.0 as usize).copied().unwrap_or(Verdict::NotMet)
    }

    /// How many competencies are at no level for certain, and may be at one.
    #[must_use]
    pub fn unknown(&self) -> usize {
        let held = self.held.chunks(self.rungs.max(1));
        self.levels.iter().zip(held).filter(|(level, held)| level.is_none() && held.contains(&Verdict::Unknown)).count()
    }

    /// The reasons for which achievements do not count, and for how many; those without any are left out.
    pub fn reasons(&self) -> impl Iterator<Item = (&'static str, usize)> {
        Reason::CODES.into_iter().zip(self.not_counted).filter(|(_, count)| *count > 0)
    }
}

/// Counts a reason.
pub(super) fn tally(not_counted: &mut [usize; Reason::CODES.len()], reason: &Reason) {
    if let Some(count) = not_counted.get_mut(reason.place()) {
        *count += 1;
    }
}
