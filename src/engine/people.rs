//! People requirements: who fits, who is seated, who is closest.

use super::judge::Judge;
use super::standing::{BlockingSet, Near, PeopleEvidence};
use super::ties::{self, Filling, Pool, Tied};
use super::{Distance, Interval, Verdict};
use crate::model::{EmployeeIx, Quantity};
use crate::rules::{
    Comparison, CredentialIx, CredentialSet, MOST_PEOPLE, Number, Requirement, Threshold, Tree, Truth,
};

/// What was found for one people requirement.
pub(super) struct Counted {
    /// Whether it is met.
    pub verdict: Verdict,
    /// Who was found.
    pub evidence: PeopleEvidence,
    /// How far it is from being met.
    pub distance: Distance,
}

/// How many people are named as closest to an empty seat.
const NEAREST: usize = 3;

/// How many ways of choosing focus areas are tried before the policy that shares them gives up on a pool.
const AREA_CHOICES: usize = 4096;

struct Seeking<'r> {
    place: usize,
    needed: u32,
    tree: &'r Tree,
    requirement: &'r Requirement,
    comparison: &'r Comparison,
}

/// Judges the people requirements among siblings together; the others, and overridden ones, stay `None`.
pub(super) fn fill(judge: &Judge<'_, '_>, list: &[Requirement], overridden: &[Option<usize>]) -> Vec<Option<Counted>> {
    let mut result: Vec<Option<Counted>> = list.iter().map(|_| None).collect();
    let seeking: Vec<Seeking<'_>> = list
        .iter()
        .enumerate()
        .filter(|(n, _)| overridden.get(*n).copied().flatten().is_none())
        .filter_map(|(place, requirement)| match &requirement.truth {
            Truth::Compare(comparison) => match &comparison.number {
                Number::People(people) => Some(Seeking {
                    place,
                    needed: whole(comparison.threshold),
                    tree: &people.holding,
                    requirement,
                    comparison,
                }),
                Number::Measure(_) => None,
            },
            _ => None,
        })
        .collect();
    if seeking.is_empty() {
        return result;
    }
    let tied: Vec<Tied<'_>> = seeking
        .iter()
        .map(|s| Tied {
            id: s.requirement.id.as_deref(),
            needed: s.needed,
            tie: s.requirement.tie.as_ref(),
        })
        .collect();
    for pool in ties::pools(&tied) {
        for (n, counted) in judge_pool(judge, &pool, &seeking) {
            if let Some(slot) = seeking.get(n).and_then(|s| result.get_mut(s.place)) {
                *slot = Some(counted);
            }
        }
    }
    result
}

/// The number of people a threshold asks for. A program that asks for a fraction of one, for more than
/// [`MOST_PEOPLE`] or for different numbers by market is refused when it is read.
fn whole(threshold: Threshold) -> u32 {
    threshold
        .for_market(crate::model::Market::Developed)
        .ceil()
        .min(MOST_PEOPLE)
}

fn judge_pool(judge: &Judge<'_, '_>, pool: &Pool, seeking: &[Seeking<'_>]) -> Vec<(usize, Counted)> {
    let members: Vec<usize> = pool
        .chains
        .iter()
        .flat_map(|c| &c.levels)
        .flat_map(|g| &g.requirements)
        .copied()
        .collect();
    let mut best: Option<(u32, Vec<(usize, Counted)>)> = None;
    for trees in area_choices(judge, seeking, &members) {
        let certain_fits = fits(judge, &trees, |held| &held.certain);
        let certain = pool.fill(&certain_fits);
        let possible_fits = fits(judge, &trees, |held| &held.possible);
        let possible = if possible_fits == certain_fits {
            certain.clone()
        } else {
            pool.fill(&possible_fits)
        };
        let counted: Vec<(usize, Counted)> = members
            .iter()
            .filter_map(|n| Some((*n, count(judge, pool, seeking, *n, &certain, &possible, &certain_fits)?)))
            .collect();
        let counted = without_repeats(pool, counted);
        let verdict = Verdict::between(certain.complete, possible.complete);
        let seated: u32 = counted.iter().map(|(_, c)| c.evidence.filled.0).sum();
        let rank = seated
            + match verdict {
                Verdict::Met => 2_000_000,
                Verdict::Unknown => 1_000_000,
                Verdict::NotMet => 0,
            };
        if best.as_ref().is_none_or(|(other, _)| rank > *other) {
            best = Some((rank, counted));
        }
    }
    best.map(|(_, counted)| counted).unwrap_or_default()
}

/// People missing in a subset are among those missing in the whole, and the same people are missing once.
fn without_repeats(pool: &Pool, mut counted: Vec<(usize, Counted)>) -> Vec<(usize, Counted)> {
    for chain in &pool.chains {
        let mut outer = 0;
        for group in &chain.levels {
            let mut missing = None;
            for (_, one) in counted.iter_mut().filter(|(n, _)| group.requirements.contains(n)) {
                let all = one.distance.people;
                one.distance.people = if missing.is_none() { all.saturating_sub(outer) } else { 0 };
                missing = Some(all.max(missing.unwrap_or(0)));
            }
            outer = missing.unwrap_or(outer);
        }
    }
    counted
}

/// The trees to judge by: as published, or under the policy one choice of focus area per requirement at a time.
fn area_choices<'r>(judge: &Judge<'_, '_>, seeking: &[Seeking<'r>], members: &[usize]) -> Vec<Vec<&'r Tree>> {
    let published: Vec<&Tree> = seeking.iter().map(|s| s.tree).collect();
    if !judge.rulebook.policy.shared_focus_area {
        return vec![published];
    }
    let mut choices = vec![published];
    for n in members {
        let Some(areas) = seeking.get(*n).and_then(|s| s.tree.focus_areas()) else {
            continue;
        };
        if choices.len().saturating_mul(areas.len()) > AREA_CHOICES {
            break;
        }
        choices = choices
            .iter()
            .flat_map(|trees| {
                areas.iter().map(|area| {
                    let mut trees = trees.clone();
                    if let Some(tree) = trees.get_mut(*n) {
                        *tree = area;
                    }
                    trees
                })
            })
            .collect();
    }
    choices
}

fn fits(
    judge: &Judge<'_, '_>,
    trees: &[&Tree],
    held: impl Fn(&super::eligibility::Held) -> &CredentialSet,
) -> Vec<Vec<u32>> {
    trees
        .iter()
        .map(|tree| {
            judge
                .eligibility
                .holders
                .iter()
                .filter(|person| tree.satisfied_by(held(person)))
                .map(|person| person.employee.0)
                .collect()
        })
        .collect()
}

fn count(
    judge: &Judge<'_, '_>,
    pool: &Pool,
    seeking: &[Seeking<'_>],
    n: usize,
    certain: &Filling,
    possible: &Filling,
    fits: &[Vec<u32>],
) -> Option<Counted> {
    let sought = seeking.get(n)?;
    let people_of = |filling: &Filling| {
        filling
            .filled
            .iter()
            .find(|(place, _)| *place == n)
            .map(|(_, people)| people.clone())
            .unwrap_or_default()
    };
    let size = |people: &[u32]| u32::try_from(people.len()).unwrap_or(u32::MAX);
    let people = people_of(certain);
    let at_most = if possible.complete { sought.needed } else { size(&people_of(possible)) };
    // Where undated achievements move people between tied groups, a group may hold fewer than it does without them.
    // What is certain for the pool as a whole is then the smaller number.
    let at_least = size(&people).min(at_most);
    let number = |count: u32| Some(Quantity::whole(i64::from(count)));
    let verdict = Interval { certain: number(at_least), possible: number(at_most) }
        .compare(sought.comparison.relation, Quantity::whole(i64::from(sought.needed)));
    let missing = sought.needed.saturating_sub(at_least);
    let employees = |people: &[u32]| people.iter().map(|p| EmployeeIx(*p)).collect::<Vec<_>>();
    Some(Counted {
        verdict,
        distance: Distance {
            conditions: u32::from(!verdict.is_met()),
            people: missing,
            figures: 0,
        },
        evidence: PeopleEvidence {
            filled: (at_least, at_most),
            needed: sought.needed,
            fitting: fits.get(n).map(|f| employees(f)).unwrap_or_default(),
            blocking: certain
                .blocking
                .as_ref()
                .filter(|(seats, _)| seats.contains(&n))
                .map(|(seats, people)| BlockingSet {
                    seats: seat_counts(seats, seeking),
                    people: employees(people),
                }),
            spare: certain.spare,
            nearest: if missing == 0 { Vec::new() } else { nearest(judge, pool, seeking, n, &people) },
            people: employees(&people),
        },
    })
}

fn seat_counts(seats: &[usize], seeking: &[Seeking<'_>]) -> Vec<(usize, u32)> {
    let mut counts: Vec<(usize, u32)> = Vec::new();
    for n in seats {
        let Some(place) = seeking.get(*n).map(|s| s.place) else {
            continue;
        };
        match counts.iter_mut().find(|(other, _)| *other == place) {
            Some((_, count)) => *count += 1,
            None => counts.push((place, 1)),
        }
    }
    counts
}

/// Who, not seated yet, would need the fewest further credentials for a seat of requirement `n`.
fn nearest(judge: &Judge<'_, '_>, pool: &Pool, seeking: &[Seeking<'_>], n: usize, seated: &[u32]) -> Vec<Near> {
    let wanted: Vec<&Tree> = conditions(pool, n)
        .into_iter()
        .filter_map(|member| seeking.get(member).map(|s| s.tree))
        .collect();
    let total = missing(&wanted, &CredentialSet::default()).map_or(0, |all| all.len());
    let nothing = CredentialSet::default();
    let mut near: Vec<(usize, usize, Near)> = Vec::new();
    for ix in judge.eligibility.people() {
        let employed = judge.records.employee(ix).is_some_and(|e| e.employed_at(judge.as_of));
        if seated.contains(&ix.0) || !employed {
            continue;
        }
        let held = judge.held(ix).map_or(&nothing, |held| &held.certain);
        let Some(missing) = missing(&wanted, held) else {
            continue;
        };
        let blocked = judge.eligibility.uncounted_of(ix, &missing);
        // Somebody who has none of it, not even uncounted, is no nearer than anybody else.
        if missing.len() >= total && blocked.is_empty() {
            continue;
        }
        let open = missing.len().saturating_sub(blocked.len());
        near.push((open, missing.len(), Near { employee: ix, missing, blocked }));
    }
    near.sort_by_key(|(open, missing, near)| (*open, *missing, near.employee));
    near.truncate(NEAREST);
    near.into_iter().map(|(_, _, near)| near).collect()
}

/// Every sibling whose condition a seat of requirement `n` must satisfy.
fn conditions(pool: &Pool, n: usize) -> Vec<usize> {
    for chain in &pool.chains {
        if let Some(depth) = chain.levels.iter().position(|g| g.requirements.contains(&n)) {
            return chain
                .levels
                .iter()
                .take(depth + 1)
                .flat_map(|g| &g.requirements)
                .copied()
                .collect();
        }
    }
    vec![n]
}

fn missing(wanted: &[&Tree], held: &CredentialSet) -> Option<Vec<CredentialIx>> {
    let mut all = Vec::new();
    for tree in wanted {
        for credential in tree.missing(held)? {
            if !all.contains(&credential) {
                all.push(credential);
            }
        }
    }
    Some(all)
}
