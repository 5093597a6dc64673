//! What need not be judged again.
//!
//! From one date of change to the next mostly one person's credential comes or goes. Only the competencies that name it
//! can stand otherwise then, so a walk through time takes the others over from the evaluation before.

use super::judge::Judge;
use super::{CompetencyStanding, Evaluation, Held, Rulebook, measure};
use crate::rules::{CompetencyIx, CredentialIx, CredentialSet};

/// The evaluation before, and what it cannot be taken over for.
pub(super) struct Again<'e, 'r> {
    before: &'e Evaluation<'r>,
    /// Competencies that name a credential somebody gained or lost.
    touched: Vec<CompetencyIx>,
}

impl<'e, 'r> Again<'e, 'r> {
    /// None when everything must be judged: the rules changed, a month closed, something stated began or ended, advice is
    /// asked for, or competencies share people out among themselves.
    pub(super) fn new(judge: &Judge<'_, '_>, before: Option<(&Rulebook<'_>, &'e Evaluation<'r>)>) -> Option<Self> {
        let (rulebook, before) = before?;
        let (records, then, now) = (judge.records, before.as_of, judge.as_of);
        let same_rules = std::ptr::addr_eq(rulebook, judge.rulebook) && judge.rulebook.policy.exclusive.is_empty();
        let same_month = records.measurements.is_empty()
            || measure::last_closed_month(records, then) == measure::last_closed_month(records, now);
        let same_statements = records.overrides.iter().all(|o| o.active_at(then) == o.active_at(now))
            && records.attestations.iter().all(|a| a.active_at(then) == a.active_at(now));
        let same = same_rules && same_month && same_statements && judge.advise.is_none();
        same.then(|| {
            let mut touched: Vec<CompetencyIx> = moved(&before.eligibility.holders, &judge.eligibility.holders)
                .into_iter()
                .flat_map(|credential| judge.rulebook.uses(credential).iter().map(|place| place.competency))
                .collect();
            touched.sort_unstable();
            touched.dedup();
            Self { before, touched }
        })
    }

    /// The standing of before, where nothing can have changed.
    pub(super) fn standing(&self, competency: CompetencyIx) -> Option<CompetencyStanding<'r>> {
        let untouched = self.touched.binary_search(&competency).is_err();
        self.before.competency(competency).filter(|_| untouched).cloned()
    }
}

/// Every credential that somebody has in one list and not in the other, for certain or possibly.
fn moved(before: &[Held], after: &[Held]) -> Vec<CredentialIx> {
    let mut found = Vec::new();
    let mut differ = |a: Option<&Held>, b: Option<&Held>| {
        let certain = |held: Option<&'_ Held>| held.map_or(CredentialSet::default(), |held| held.certain.clone());
        let possible = |held: Option<&'_ Held>| held.map_or(CredentialSet::default(), |held| held.possible.clone());
        if a != b {
            found.extend(certain(a).differing(&certain(b)));
            found.extend(possible(a).differing(&possible(b)));
        }
    };
    let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
    loop {
        match (before.peek(), after.peek()) {
            (None, None) => break,
            (Some(a), Some(b)) if a.employee == b.employee => differ(before.next(), after.next()),
            (Some(a), Some(b)) if a.employee < b.employee => differ(before.next(), None),
            (Some(_), None) => differ(before.next(), None),
            (_, Some(_)) => differ(None, after.next()),
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}
