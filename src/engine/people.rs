//! People requirements: who fits, who is seated, who is closest.

use super::judge::Judge;
use super::nearest::nearest;
use super::staffing::Staffing;
use super::standing::{BlockingSet, Evidence, Near, PeopleEvidence, RequirementStanding};
use super::ties::{self, Filling, Pool, Tied};
use super::{Distance, Interval, Verdict};
use crate::model::{EmployeeIx, Quantity};
use crate::rules::{Comparison, CredentialIx, CredentialSet, MOST_PEOPLE, Number, Requirement, Threshold, Tree, Truth};

/// What was found for one people requirement.
pub(super) struct Counted {
    /// Whether it is met.
    pub verdict: Verdict,
    /// Who was found.
    pub evidence: PeopleEvidence,
    /// How far it is from being met.
    pub distance: Distance,
}

/// How many ways of choosing focus areas are tried before the policy that shares them gives up on a pool.
const AREA_CHOICES: usize = 4096;

struct Seeking<'r> {
    place: usize,
    needed: u32,
    tree: &'r Tree,
    requirement: &'r Requirement,
    comparison: &'r Comparison,
}

/// One way to seat a path's people, group by group. Groups of one path may share people unless they are tied.
#[derive(Debug, Default, Clone)]
pub(super) struct Seats {
    groups: Vec<Staffing>,
}

impl Seats {
    /// True when the path needs nobody.
    pub(super) fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.slots.is_empty())
    }

    /// Every group.
    pub(super) fn all(&self) -> Vec<&Staffing> {
        self.groups.iter().collect()
    }

    /// The largest group.
    pub(super) fn largest(&self) -> Vec<&Staffing> {
        self.groups.iter().max_by_key(|group| group.slots.len()).into_iter().collect()
    }

    /// One group alone.
    #[cfg(test)]
    pub(super) fn of(group: Staffing) -> Self {
        Self { groups: vec![group] }
    }

    fn and(&self, other: &Self) -> Self {
        Self { groups: self.groups.iter().chain(&other.groups).cloned().collect() }
    }
}

/// How many ways to seat one path are looked at; with so many, others may have been passed over.
pub(super) const WAYS: usize = 64;

/// The ways to seat requirements that are met: one for every choice among alternatives that are met.
pub(super) fn ways(judge: &Judge<'_, '_>, standings: &[RequirementStanding<'_>]) -> Vec<Seats> {
    let mut all = pooled(judge, standings);
    for standing in standings.iter().filter(|s| s.verdict.is_met() && !overridden(s)) {
        let of_part = |part: &RequirementStanding<'_>| ways(judge, std::slice::from_ref(part));
        let met = || standing.parts.iter().filter(|part| part.verdict.is_met());
        let choices: Vec<Seats> = match &standing.requirement.truth {
            Truth::All(_) => ways(judge, &standing.parts),
            Truth::Any(_) => met().flat_map(of_part).collect(),
            Truth::KOf { k, .. } => {
                let parts: Vec<Vec<Seats>> = met().map(of_part).collect();
                choose(&parts, *k as usize)
            }
            Truth::Compare(_) | Truth::Attest { .. } => continue,
        };
        all = product(&all, &choices);
    }
    all
}

/// The ways to seat `k` of some parts.
fn choose(parts: &[Vec<Seats>], k: usize) -> Vec<Seats> {
    match (k, parts) {
        (0, _) => vec![Seats::default()],
        (_, []) => Vec::new(),
        (_, [first, rest @ ..]) => {
            let with = product(first, &choose(rest, k - 1));
            with.into_iter().chain(choose(rest, k)).take(WAYS).collect()
        }
    }
}

fn product(first: &[Seats], second: &[Seats]) -> Vec<Seats> {
    first.iter().flat_map(|a| second.iter().map(|b| a.and(b))).take(WAYS).collect()
}

/// The ways to seat the people requirements among siblings, with everybody who fits for certain: one, or under the policy
/// that shares focus areas one for every choice of areas that fills the seats.
fn pooled(judge: &Judge<'_, '_>, standings: &[RequirementStanding<'_>]) -> Vec<Seats> {
    let seeking: Vec<Seeking<'_>> = standings
        .iter()
        .enumerate()
        .filter(|(_, standing)| !overridden(standing))
        .filter_map(|(place, standing)| sought(place, standing.requirement))
        .collect();
    let mut all = vec![Seats::default()];
    for pool in ties::pools(&tied(&seeking)) {
        let choices: Vec<Seats> = area_choices(judge, &seeking, &members(&pool))
            .iter()
            .map(|trees| pool.seating(&fits(judge, trees, |held| &held.certain)))
            .filter(|staffing| staffing.fill().iter().all(Option::is_some))
            .map(|staffing| Seats { groups: vec![staffing] })
            .take(WAYS)
            .collect();
        all = product(&all, &choices);
    }
    all
}

/// True for a requirement that an override takes as met: it needs nobody.
fn overridden(standing: &RequirementStanding<'_>) -> bool {
    matches!(standing.evidence, Evidence::Override(_))
}

/// Every requirement of a pool.
fn members(pool: &Pool) -> Vec<usize> {
    pool.chains.iter().flat_map(|c| &c.levels).flat_map(|g| &g.requirements).copied().collect()
}

/// Judges the people requirements among siblings together; the others, and overridden ones, stay `None`.
pub(super) fn fill(judge: &Judge<'_, '_>, list: &[Requirement], overridden: &[Option<usize>]) -> Vec<Option<Counted>> {
    let mut result: Vec<Option<Counted>> = list.iter().map(|_| None).collect();
    let seeking: Vec<Seeking<'_>> = list
        .iter()
        .enumerate()
        .filter(|(n, _)| overridden.get(*n).copied().flatten().is_none())
        .filter_map(|(place, requirement)| sought(place, requirement))
        .collect();
    if seeking.is_empty() {
        return result;
    }
    for pool in ties::pools(&tied(&seeking)) {
        for (n, counted) in judge_pool(judge, &pool, &seeking) {
            if let Some(slot) = seeking.get(n).and_then(|s| result.get_mut(s.place)) {
                *slot = Some(counted);
            }
        }
    }
    result
}

/// The people requirements among siblings, as pools that name each by its place; no override is looked at.
pub(super) fn pools(list: &[Requirement]) -> Vec<Pool> {
    let seeking: Vec<Seeking<'_>> =
        list.iter().enumerate().filter_map(|(place, requirement)| sought(place, requirement)).collect();
    let mut pools = ties::pools(&tied(&seeking));
    for number in pools.iter_mut().flat_map(Pool::requirements_mut) {
        *number = seeking.get(*number).map_or(*number, |sought| sought.place);
    }
    pools
}

/// What the people that a requirement counts must hold; none when it counts no people.
pub(super) fn holding(requirement: &Requirement) -> Option<&Tree> {
    sought(0, requirement).map(|sought| sought.tree)
}

fn sought(place: usize, requirement: &Requirement) -> Option<Seeking<'_>> {
    let Truth::Compare(comparison) = &requirement.truth else {
        return None;
    };
    let Number::People(people) = &comparison.number else {
        return None;
    };
    Some(Seeking { place, needed: whole(comparison.threshold), tree: &people.holding, requirement, comparison })
}

fn tied<'r>(seeking: &[Seeking<'r>]) -> Vec<Tied<'r>> {
    seeking
        .iter()
        .map(|s| Tied { id: s.requirement.id.as_deref(), needed: s.needed, tie: s.requirement.tie.as_ref() })
        .collect()
}

/// The number of people a threshold asks for. A program that asks for a fraction of one, for more than
/// [`MOST_PEOPLE`] or for different numbers by market is refused when it is read.
fn whole(threshold: Threshold) -> u32 {
    threshold.for_market(crate::model::Market::Developed).ceil().min(MOST_PEOPLE)
}

fn judge_pool(judge: &Judge<'_, '_>, pool: &Pool, seeking: &[Seeking<'_>]) -> Vec<(usize, Counted)> {
    let members = members(pool);
    let mut best: Option<(u32, Vec<(usize, Counted)>)> = None;
    for trees in area_choices(judge, seeking, &members) {
        let certain_fits = fits(judge, &trees, |held| &held.certain);
        let certain = pool.fill(&certain_fits);
        let possible_fits = fits(judge, &trees, |held| &held.possible);
        let possible = if possible_fits == certain_fits { certain.clone() } else { pool.fill(&possible_fits) };
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
        filling.filled.iter().find(|(place, _)| *place == n).map(|(_, people)| people.clone()).unwrap_or_default()
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
    let (nearest, from_nothing) = if missing == 0 || judge.advise.is_none() {
        Default::default()
    } else {
        candidates(judge, pool, seeking, n, certain)
    };
    let employees = |people: &[u32]| people.iter().map(|p| EmployeeIx(*p)).collect::<Vec<_>>();
    Some(Counted {
        verdict,
        distance: Distance { conditions: u32::from(!verdict.is_met()), people: missing, figures: 0 },
        evidence: PeopleEvidence {
            filled: (at_least, at_most),
            needed: sought.needed,
            fitting: employees(&fitting(pool, n, fits)),
            blocking: certain
                .blocking
                .as_ref()
                .filter(|(seats, _)| seats.contains(&n))
                .map(|(seats, people)| BlockingSet { seats: seat_counts(seats, seeking), people: employees(people) }),
            spare: certain.spare,
            nearest,
            from_nothing,
            people: employees(&people),
        },
    })
}

/// Everybody who satisfies a requirement and those it is tied to by "same" or "subset".
fn fitting(pool: &Pool, n: usize, fits: &[Vec<u32>]) -> Vec<u32> {
    let mut fitting = fits.get(n).cloned().unwrap_or_default();
    for other in conditions(pool, n).iter().filter_map(|member| fits.get(*member)) {
        fitting.retain(|person| other.binary_search(person).is_ok());
    }
    fitting
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

/// Who is not seated yet, neither here nor in a group of other people, and closest to a seat of requirement `n`.
fn candidates(
    judge: &Judge<'_, '_>,
    pool: &Pool,
    seeking: &[Seeking<'_>],
    n: usize,
    certain: &Filling,
) -> (Vec<Near>, Vec<CredentialIx>) {
    let wanted: Vec<&Tree> =
        conditions(pool, n).into_iter().filter_map(|member| seeking.get(member).map(|s| s.tree)).collect();
    let same_chain: Vec<usize> = pool
        .chains
        .iter()
        .map(|chain| chain.levels.iter().flat_map(|group| &group.requirements).copied().collect::<Vec<_>>())
        .find(|members| members.contains(&n))
        .unwrap_or_default();
    let seated: Vec<EmployeeIx> = certain
        .filled
        .iter()
        .filter(|(place, _)| *place == n || !same_chain.contains(place))
        .flat_map(|(_, people)| people.iter().map(|person| EmployeeIx(*person)))
        .collect();
    nearest(judge, &wanted, &seated)
}

/// Every sibling whose condition a seat of requirement `n` must satisfy.
fn conditions(pool: &Pool, n: usize) -> Vec<usize> {
    for chain in &pool.chains {
        if let Some(depth) = chain.levels.iter().position(|g| g.requirements.contains(&n)) {
            return chain.levels.iter().take(depth + 1).flat_map(|g| &g.requirements).copied().collect();
        }
    }
    vec![n]
}
