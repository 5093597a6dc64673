//! What differs between two situations of one organization under one programme: two dates, or with and without something.

use super::cause::{Situation, causes, counterpart, reason};
use super::{Cause, MembershipStanding, Outcome, Reason, State, Verdict};
use crate::model::{Date, EmployeeIx};
use crate::rules::{CompetencyIx, CredentialIx, LevelIx};

/// One difference. Numbers of people and memberships are those of the records in which they are found: the later ones,
/// and the earlier ones for what was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// Whether a level is held, counting a higher one where the policy says so.
    Level {
        /// The competency.
        competency: CompetencyIx,
        /// The level.
        level: LevelIx,
        /// What it was.
        from: Verdict,
        /// What it is.
        to: Verdict,
        /// Why.
        causes: Vec<Cause>,
    },
    /// The leading membership.
    Membership {
        /// What it was; none when there was none.
        from: Option<Held>,
        /// What it is; none when there is none.
        to: Option<Held>,
    },
    /// A credit counts that did not.
    Gained {
        /// Whose.
        employee: EmployeeIx,
        /// Of what.
        credential: CredentialIx,
        /// True when the person is not in the earlier records.
        new: bool,
    },
    /// A credit counted and does not.
    Lost {
        /// Whose.
        employee: EmployeeIx,
        /// Of what.
        credential: CredentialIx,
        /// Why; none when it is not even recorded any more.
        reason: Option<Reason>,
    },
}

/// What is said of a membership when two are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Which one, by number in its records.
    pub membership: usize,
    /// Its state.
    pub state: State,
    /// The last day of its term.
    pub anniversary: Date,
    /// Whether its requirement holds.
    pub eligible: Verdict,
}

impl From<&MembershipStanding> for Held {
    fn from(standing: &MembershipStanding) -> Self {
        let MembershipStanding { membership, state, anniversary, .. } = *standing;
        Self { membership, state, anniversary, eligible: standing.renewal.eligible }
    }
}

/// What differs: levels in the order of the programme, then the membership, then who counts, by person and credential,
/// gains before losses.
#[must_use]
pub fn compare(before: &Situation<'_, '_, '_>, after: &Situation<'_, '_, '_>) -> Vec<Difference> {
    let mut found = Vec::new();
    for (old, new) in before.evaluation.competencies.iter().zip(&after.evaluation.competencies) {
        for (was, is) in old.levels.iter().zip(&new.levels).filter(|(was, is)| was.held != is.held) {
            found.push(Difference::Level {
                competency: new.competency,
                level: is.level,
                from: was.held,
                to: is.held,
                causes: causes(before, after, new.competency, is.level),
            });
        }
    }
    let held = |s: &Situation<'_, '_, '_>| s.evaluation.membership.as_ref().map(Held::from);
    let (from, to) = (held(before), held(after));
    let same_offer = from.zip(to).is_some_and(|(a, b)| offer(before, a) == offer(after, b));
    let content = |h: Option<Held>| h.map(|h| (h.state, h.anniversary, h.eligible));
    if content(from) != content(to) || from.is_some() && !same_offer {
        found.push(Difference::Membership { from, to });
    }
    found.extend(only_in(after, before).into_iter().map(|(employee, credential)| Difference::Gained {
        employee,
        credential,
        new: counterpart(after, before, employee).is_none(),
    }));
    found.extend(only_in(before, after).into_iter().map(|(employee, credential)| {
        let reason = reason(after, counterpart(before, after, employee), credential);
        Difference::Lost { employee, credential, reason }
    }));
    found
}

fn offer<'s>(situation: &'s Situation<'_, '_, '_>, held: Held) -> &'s str {
    let membership = situation.records.memberships.get(held.membership);
    membership.map_or("", |membership| situation.records.text(membership.offer))
}

fn credits(situation: &Situation<'_, '_, '_>) -> Vec<(EmployeeIx, CredentialIx)> {
    let counted = situation.evaluation.eligibility.outcomes.iter().filter_map(|outcome| match outcome {
        Outcome::Counted(credit) => Some((credit.employee, credit.credential)),
        Outcome::NotCounted(_) => None,
    });
    let mut all: Vec<_> = counted.collect();
    all.sort_unstable();
    all
}

/// Credits of `one` that `other` has not.
fn only_in(one: &Situation<'_, '_, '_>, other: &Situation<'_, '_, '_>) -> Vec<(EmployeeIx, CredentialIx)> {
    let others = credits(other);
    let mut own = credits(one);
    own.retain(|(employee, credential)| {
        let there = counterpart(one, other, *employee).map(|employee| (employee, *credential));
        there.is_none_or(|there| others.binary_search(&there).is_err())
    });
    own
}
