//! How much may be lost before a level falls.

use super::judge::Judge;
use super::people::{self, Seats};
use super::staffing::{Cut, Staffing};
use super::{Ending, Evidence, Grant, LevelStanding, RequirementStanding, Verdict};
use crate::model::{EmployeeIx, Instant};
use crate::rules::{Comparison, CredentialIx, Number, Requirement, Truth};

/// What may be lost before a level falls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Margin {
    /// So many of the people counted, whoever they are, may leave and the level still holds; none when it rests on no
    /// people at all. Where several paths or branches are met it may bear more: then this is what is certain.
    pub spare_people: Option<u32>,
    /// Those without any single one of whom the level falls, by id.
    pub indispensable: Vec<EmployeeIx>,
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
    let mut indispensable = Vec::new();
    let met = || level.paths.iter().filter(|path| path.verdict.is_met());
    let spare = if let Some(Grant::Override(ix)) = level.grant {
        ends.extend(override_end(judge, ix));
        ENDLESS
    } else if met().any(|path| path.overridden.is_some()) {
        ENDLESS
    } else {
        let ways: Vec<Seats> = met().flat_map(|path| people::ways(judge, &path.requirements)).collect();
        let cuts = cuts(&ways);
        indispensable = in_every_way(&cuts);
        spare(&ways, &cuts)
    };
    for path in met() {
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
        indispensable,
        next_end: ends.into_iter().filter(|end| end.at > judge.as_of).min(),
    }
}

/// How many alternatives are held against each other; more can only raise what is certain.
const HELD: usize = 8;

/// How many people may leave, whoever they are, before every way to seat the level's people is broken.
///
/// Whoever breaks the level breaks any two of its ways, so the hardest pair bounds it from below; with one or two ways
/// that is the exact number.
fn spare(ways: &[Seats], cuts: &[Vec<Cut>]) -> u32 {
    if ways.iter().any(Seats::is_empty) {
        return ENDLESS;
    }
    let held = || cuts.iter().take(HELD);
    held()
        .flat_map(|first| held().map(move |second| breaking(first, second)))
        .max()
        .map_or(0, |people| people.saturating_sub(1))
}

/// For every way, everything whose loss breaks it.
fn cuts(ways: &[Seats]) -> Vec<Vec<Cut>> {
    ways.iter().map(|way| way.all().into_iter().flat_map(Staffing::cuts).collect()).collect()
}

/// Those whose loss breaks every way, each of them alone.
fn in_every_way(cuts: &[Vec<Cut>]) -> Vec<EmployeeIx> {
    let alone = |way: &Vec<Cut>| -> Vec<u32> {
        let mut people: Vec<u32> =
            way.iter().filter(|cut| cut.demand <= 1).flat_map(|cut| cut.people.iter().copied()).collect();
        people.sort_unstable();
        people.dedup();
        people
    };
    let mut ways = cuts.iter().map(alone);
    let first = ways.next().unwrap_or_default();
    let common = ways.fold(first, |mut common, way| {
        common.retain(|person| way.binary_search(person).is_ok());
        common
    });
    common.into_iter().map(EmployeeIx).collect()
}

/// The fewest people whose loss breaks both of two ways.
fn breaking(first: &[Cut], second: &[Cut]) -> u32 {
    first.iter().flat_map(|a| second.iter().map(move |b| both(a, b))).min().unwrap_or(ENDLESS)
}

/// The fewest people that make two cuts at once: those who are in both count for both.
fn both(a: &Cut, b: &Cut) -> u32 {
    let shared = a.people.iter().filter(|person| b.people.binary_search(person).is_ok()).count();
    let shared = u32::try_from(shared).unwrap_or(u32::MAX);
    (a.demand + b.demand).saturating_sub(shared.min(a.demand).min(b.demand))
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PEOPLE: u32 = 7;

    fn group() -> impl Strategy<Value = Staffing> {
        let people = prop::collection::btree_set(0..PEOPLE, 1..=PEOPLE as usize);
        (people, 1usize..4).prop_map(|(people, seats)| Staffing {
            slots: vec![0; seats.min(people.len())],
            classes: vec![people.into_iter().collect()],
        })
    }

    fn holds(group: &Staffing, gone: u32) -> bool {
        let left = group.classes[0].iter().filter(|p| gone >> **p & 1 == 0).count();
        left >= group.slots.len()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn two_alternatives_bear_what_brute_force_says(first in group(), second in group(), third in group()) {
            let fewest = |groups: &[&Staffing]| {
                (0u32..1 << PEOPLE)
                    .filter(|gone| groups.iter().all(|group| !holds(group, *gone)))
                    .map(u32::count_ones)
                    .min()
                    .unwrap_or(ENDLESS)
            };
            let ways = |groups: &[&Staffing]| groups.iter().map(|g| Seats::of((*g).clone())).collect::<Vec<_>>();
            let two = [&first, &second];
            let spared = |groups: &[&Staffing]| { let ways = ways(groups); spare(&ways, &cuts(&ways)) };
            prop_assert_eq!(spared(&two), fewest(&two) - 1);
            let three = [&first, &second, &third];
            prop_assert!(spared(&three) < fewest(&three), "never more than is true");
            let alone: Vec<u32> =
                (0..PEOPLE).filter(|person| three.iter().all(|group| !holds(group, 1 << person))).collect();
            let found: Vec<u32> = in_every_way(&cuts(&ways(&three))).into_iter().map(|person| person.0).collect();
            prop_assert_eq!(found, alone, "exactly those who break every way alone");
        }
    }
}
