//! How much may be lost before a level falls.

use super::judge::Judge;
use super::{Ending, Evidence, Grant, LevelStanding, PathStanding, RequirementStanding, Verdict};
use crate::model::{EmployeeIx, Instant};
use crate::rules::{Comparison, CredentialIx, Number, Requirement, Truth};

/// What may be lost before a level falls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Margin {
    /// So many of the people counted, whoever they are, may leave and the level still holds; none when it rests on no
    /// people at all. Where several paths or branches are met it may bear more: then this is what is certain.
    pub spare_people: Option<u32>,
    /// The next thing counted here that ends, by what is known today.
    pub next_end: Option<NextEnd>,
}

/// The next thing counted that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NextEnd {
    /// The first instant it no longer counts.
    pub at: Instant,
    /// What it is.
    pub cause: NextEndCause,
}

/// What ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NextEndCause {
    /// Somebody's credit.
    Credit {
        /// Whose.
        employee: EmployeeIx,
        /// Which credential.
        credential: CredentialIx,
        /// Why.
        ending: Ending,
    },
    /// An override, by number in the records.
    Override(usize),
    /// An attestation, by number in the records.
    Attestation(usize),
}

/// Nothing bounds it.
const ENDLESS: u32 = u32::MAX;

/// The margin of a level that is met.
#[must_use]
pub(super) fn of_level(judge: &Judge<'_, '_>, level: &LevelStanding<'_>) -> Margin {
    let mut ends = Vec::new();
    let spare = match level.grant {
        Some(Grant::Override(ix)) => {
            ends.extend(override_end(judge, ix));
            ENDLESS
        }
        _ => level
            .paths
            .iter()
            .filter(|path| path.verdict.is_met())
            .map(|path| spare_of_path(path))
            .max()
            .unwrap_or(ENDLESS),
    };
    for path in level.paths.iter().filter(|path| path.verdict.is_met()) {
        ends.extend(path.overridden.and_then(|ix| override_end(judge, ix)));
        for requirement in &path.requirements {
            collect_ends(judge, requirement, &mut ends);
        }
    }
    // Where nobody may carry two competencies, those who fit may be needed elsewhere: only "none" is certain.
    let name = judge.rulebook.program.ladder.name(level.level);
    let exclusive = judge.rulebook.policy.exclusive.iter().any(|exclusive| exclusive == name);
    let spare = if exclusive && spare != ENDLESS { 0 } else { spare };
    Margin {
        spare_people: (spare != ENDLESS).then_some(spare),
        next_end: ends.into_iter().filter(|end| end.at > judge.as_of).min(),
    }
}

fn spare_of_path(path: &PathStanding<'_>) -> u32 {
    if path.overridden.is_some() {
        return ENDLESS;
    }
    path.requirements.iter().map(spare).min().unwrap_or(ENDLESS)
}

fn spare(standing: &RequirementStanding<'_>) -> u32 {
    let met_parts = || standing.parts.iter().filter(|part| part.verdict.is_met()).map(spare);
    match (&standing.evidence, &standing.requirement.truth) {
        (Evidence::People(people), _) => people.spare.unwrap_or(0),
        (Evidence::Parts, Truth::All(_)) => met_parts().min().unwrap_or(ENDLESS),
        (Evidence::Parts, Truth::Any(_)) => met_parts().max().unwrap_or(0),
        (Evidence::Parts, Truth::KOf { k, .. }) => {
            let mut parts: Vec<u32> = met_parts().collect();
            parts.sort_unstable_by(|a, b| b.cmp(a));
            let weakest_needed = (*k as usize).checked_sub(1);
            weakest_needed.map_or(ENDLESS, |n| parts.get(n).copied().unwrap_or(0))
        }
        _ => ENDLESS,
    }
}

fn collect_ends(judge: &Judge<'_, '_>, standing: &RequirementStanding<'_>, ends: &mut Vec<NextEnd>) {
    if standing.verdict != Verdict::Met {
        return;
    }
    match &standing.evidence {
        Evidence::People(people) => {
            for employee in &people.fitting {
                ends.extend(credit_ends(judge, standing.requirement, *employee));
            }
        }
        Evidence::Attestation(Some(ix)) => {
            let until = judge.records.attestations.get(*ix).and_then(|a| a.until);
            ends.extend(until.map(|at| NextEnd { at, cause: NextEndCause::Attestation(*ix) }));
        }
        Evidence::Override(ix) => ends.extend(override_end(judge, *ix)),
        Evidence::Figure(_) | Evidence::Attestation(None) | Evidence::Parts => {}
    }
    for part in &standing.parts {
        collect_ends(judge, part, ends);
    }
}

fn credit_ends(judge: &Judge<'_, '_>, requirement: &Requirement, employee: EmployeeIx) -> Vec<NextEnd> {
    let Truth::Compare(Comparison { number: Number::People(people), .. }) = &requirement.truth else {
        return Vec::new();
    };
    let mut named: Vec<CredentialIx> = Vec::new();
    people.holding.for_each(&mut |credential| named.push(credential));
    judge
        .eligibility
        .credits_of(employee)
        .filter(|credit| named.contains(&credit.credential))
        .filter_map(|credit| {
            let ending = credit.ends?;
            Some(NextEnd {
                at: ending.at,
                cause: NextEndCause::Credit { employee, credential: credit.credential, ending },
            })
        })
        .collect()
}

fn override_end(judge: &Judge<'_, '_>, ix: usize) -> Option<NextEnd> {
    judge.records.overrides.get(ix).map(|o| NextEnd { at: o.until, cause: NextEndCause::Override(ix) })
}
