//! Witnesses satisfy, blocking sets block, whoever is named as nearest would be enough, and the margin may be lost.

use super::company::{Company, LEVELS, Requirement, Rule, Scope, Tie};
use super::oracle::{Oracle, fits};
use super::{law, load};
use competency::engine::{Evidence, PeopleEvidence, RequirementStanding, Verdict};
use competency::model::{EmployeeIx, Instant};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

#[test]
fn witnesses_satisfy_and_blocking_sets_block() {
    law(600, Scope::default(), |company| {
        let oracle = Oracle::new(company);
        let held = oracle.held();
        load(company).at(company.as_of, |evaluation| {
            for (n, competency) in evaluation.competencies.iter().enumerate() {
                for (level, standing) in competency.levels.iter().enumerate() {
                    for path in &standing.paths {
                        let drawn = company.competencies[n][level].iter().find(|p| p.id == path.path.id);
                        siblings(company, &held, &drawn.expect("drawn").requirements, &path.requirements)?;
                    }
                }
            }
            Ok(())
        })
    });
}

/// Checks siblings, then everything within them. A branch that the policy added stands behind the drawn ones.
fn siblings(
    company: &Company,
    held: &[u32],
    drawn: &[Requirement],
    standings: &[RequirementStanding<'_>],
) -> TestCaseResult {
    let shared = company.policy.shared_focus_area;
    let found: Vec<(&Requirement, &PeopleEvidence, Verdict)> = drawn
        .iter()
        .zip(standings)
        .filter_map(|(drawn, standing)| match &standing.evidence {
            Evidence::People(people) => Some((drawn, people, standing.verdict)),
            _ => None,
        })
        .collect();
    let ids = |people: &[EmployeeIx]| people.iter().map(|p| p.0 as usize).collect::<Vec<_>>();
    let position = |id: &String| found.iter().position(|(drawn, ..)| drawn.id == *id);
    let fitting = |requirement: &Requirement| -> Vec<usize> {
        match &requirement.rule {
            Rule::People { tree, .. } => (0..held.len()).filter(|p| fits(tree, held[*p])).collect(),
            _ => Vec::new(),
        }
    };
    // A seat wants the conditions of the same people and of the groups around them as well.
    let conditions = |requirement: &Requirement| -> Vec<&Requirement> {
        let mut conditions: Vec<&Requirement> = found.iter().map(|f| f.0).filter(|r| r.id == requirement.id).collect();
        let mut n = 0;
        while let Some(inner) = conditions.get(n).copied() {
            n += 1;
            for (other, ..) in &found {
                let around = match (&inner.tie, &other.tie) {
                    (Some(Tie::Same(id) | Tie::Subset(id)), _) if *id == other.id => true,
                    (_, Some(Tie::Same(id))) => *id == inner.id,
                    _ => false,
                };
                if around && !conditions.iter().any(|c| c.id == other.id) {
                    conditions.push(other);
                }
            }
        }
        conditions
    };
    let could_sit = |requirement: &Requirement| -> Vec<usize> {
        (0..held.len()).filter(|p| conditions(requirement).iter().all(|c| fitting(c).contains(p))).collect()
    };
    for (requirement, evidence, verdict) in &found {
        let Rule::People { needed, .. } = requirement.rule else { continue };
        let people = ids(&evidence.people);
        prop_assert!(people.is_sorted_by(|a, b| a < b), "each once, smallest first");
        prop_assert!(people.iter().all(|p| fitting(requirement).contains(p)), "{}: a witness fits", requirement.id);
        prop_assert!(people.len() <= needed as usize);
        prop_assert!(evidence.filled.0 as usize <= people.len() && evidence.filled.0 <= evidence.filled.1);
        if !shared {
            prop_assert_eq!(&ids(&evidence.fitting), &could_sit(requirement), "{}: all who fit", &requirement.id);
        }
        if *verdict == Verdict::Met {
            prop_assert_eq!(people.len(), needed as usize, "{}: every seat is filled", &requirement.id);
        }
        for near in &evidence.nearest {
            let person = near.employee.0 as usize;
            prop_assert!(!people.contains(&person), "{}: somebody seated is not on the way", requirement.id);
            let with = near.missing.iter().fold(held[person], |held, credential| held | 1 << credential.0);
            let fit = conditions(requirement).iter().all(|c| match &c.rule {
                Rule::People { tree, .. } => fits(tree, with),
                _ => false,
            });
            prop_assert!(fit, "{}: what is named would be enough: {near:?}", requirement.id);
            for credential in &near.missing {
                let retired = company.credentials[credential.0 as usize].retired;
                let possible = retired.is_none_or(|day| company.today() <= day) || !near.blocked.is_empty();
                prop_assert!(possible, "{}: nobody can earn {credential:?} any more", requirement.id);
            }
        }
        let others = requirement.tie.iter().flat_map(|tie| match tie {
            Tie::Same(id) | Tie::Subset(id) => vec![id],
            Tie::Different(ids) => ids.iter().collect(),
        });
        for other in others.filter_map(position) {
            let theirs = ids(&found[other].1.people);
            let holds = match &requirement.tie {
                Some(Tie::Same(_)) => people == theirs,
                Some(Tie::Subset(_)) => people.iter().all(|p| theirs.contains(p)),
                _ => people.iter().all(|p| !theirs.contains(p)),
            };
            prop_assert!(holds, "{}: {people:?} against {theirs:?}", requirement.id);
        }
        if let (None, 1) = (&requirement.tie, found.len()) {
            let smallest: Vec<usize> = ids(&evidence.fitting).into_iter().take(needed as usize).collect();
            prop_assert_eq!(people, smallest, "the smallest ids");
        }
    }
    // Somebody is blocked exactly where not every seat is filled for certain.
    let short = found.iter().any(|(_, _, verdict)| *verdict != Verdict::Met);
    prop_assert_eq!(short, found.iter().any(|(_, evidence, _)| evidence.blocking.is_some()));
    for (_, evidence, _) in &found {
        let Some(blocking) = &evidence.blocking else { continue };
        let people = ids(&blocking.people);
        let seats: u32 = blocking.seats.iter().map(|(_, n)| n).sum();
        prop_assert!(seats as usize > people.len(), "more seats than people");
        for (place, count) in &blocking.seats {
            let requirement = &drawn[*place];
            let Rule::People { needed, .. } = requirement.rule else {
                return Err(TestCaseError::fail("a seat of something that needs nobody"));
            };
            prop_assert!(*count <= needed);
            if !shared {
                prop_assert!(could_sit(requirement).iter().all(|p| people.contains(p)), "nobody else could sit there");
            }
        }
    }
    for (drawn, standing) in drawn.iter().zip(standings) {
        match &drawn.rule {
            Rule::All(of) => siblings(company, held, of, &standing.parts)?,
            Rule::Any(of) | Rule::KOf(_, of) => {
                for (one, standing) in of.iter().zip(&standing.parts) {
                    siblings(company, held, std::slice::from_ref(one), std::slice::from_ref(standing))?;
                }
            }
            _ => {}
        }
    }
    Ok(())
}

/// All ways to choose so many of so many, as bits.
fn choices(of: usize, size: u32) -> Vec<u32> {
    (0..1u32 << of).filter(|set| set.count_ones() == size).collect()
}

#[test]
fn the_margin_is_what_may_be_lost_and_not_one_more() {
    law(400, Scope::default(), |company| {
        let mut company = company.clone();
        company.policy.departure = true;
        let world = load(&company);
        let records = world.records();
        let without = |set: u32| {
            let mut fewer = records.clone();
            for (_, employee) in fewer.employees.iter_mut().enumerate().filter(|(n, _)| set >> n & 1 == 1) {
                employee.left = Some(Instant::from_unix(company.as_of - 1));
                employee.joined = None;
            }
            world.of(&fewer, company.as_of, |evaluation| {
                evaluation
                    .competencies
                    .iter()
                    .map(|c| c.levels.iter().map(|l| l.verdict).collect())
                    .collect::<Vec<Vec<Verdict>>>()
            })
        };
        let found: Vec<(usize, usize, Option<u32>, bool)> = world.at(company.as_of, |evaluation| {
            evaluation
                .competencies
                .iter()
                .enumerate()
                .filter_map(|(n, c)| {
                    let level = c.level?.0 as usize;
                    let met: Vec<_> = c.levels[level].paths.iter().filter(|p| p.verdict == Verdict::Met).collect();
                    // Alternatives within a path are many ways to seat people; for one way or two the number is exact.
                    let plain = |r: &RequirementStanding<'_>| r.parts.is_empty();
                    let few_ways = met.len() <= 2 && met.iter().all(|p| p.requirements.iter().all(plain));
                    // So are the areas under the policy that shares them, and an override of the level beside a path.
                    let overridden = company.overrides.iter().any(|o| (o.competency, o.level) == (n, level));
                    let exact = few_ways && !company.policy.shared_focus_area && !overridden;
                    Some((n, level, c.margin.as_ref()?.spare_people, exact))
                })
                .collect()
        });
        let people = company.people.len();
        for (n, level, spare, exact) in found {
            let size = spare.unwrap_or(u32::MAX).min(people as u32);
            for set in choices(people, size) {
                prop_assert_eq!(without(set)[n][level], Verdict::Met, "k{} {} without {:b}", n, LEVELS[level], set);
            }
            if let (true, Some(spare)) = (exact, spare) {
                prop_assert!(
                    choices(people, spare + 1).iter().any(|set| without(*set)[n][level] != Verdict::Met),
                    "k{} {} can spare more than {}",
                    n,
                    LEVELS[level],
                    spare
                );
            }
        }
        Ok(())
    });
}
