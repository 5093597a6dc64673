//! Requirements that share people, in normal form.
//!
//! Requirements tied by "same" merge into one condition per person. An outer group of n with a subset of k becomes k
//! slots that want both and n-k that want the outer one; subsets may nest, which makes a [`Chain`]. Chains tied by
//! "different" share one [`Pool`]: one bipartite graph, one seat per person. Everything else is a pool of its own, where
//! the same person may sit again.

use super::staffing::{Blocking, Staffing};
use crate::rules::Tie;

/// A people requirement among its siblings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tied<'a> {
    /// Its id, by which ties refer to it.
    pub id: Option<&'a str>,
    /// How many different people it takes.
    pub needed: u32,
    /// Its tie.
    pub tie: Option<&'a Tie>,
}

/// Requirements whose people must be told apart: one seat per person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    /// In the order of their first requirement.
    pub chains: Vec<Chain>,
}

/// A group and the nested groups within it, outermost first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// Each level is a subset of the one before.
    pub levels: Vec<Group>,
}

/// Requirements met by the very same people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Which of the siblings.
    pub requirements: Vec<usize>,
    /// How many different people.
    pub needed: u32,
}

/// What the people at hand make of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filling {
    /// True when every slot is filled.
    pub complete: bool,
    /// For every requirement of the pool: which sibling it is, and the people who fill it.
    pub filled: Vec<(usize, Vec<u32>)>,
    /// Why it is not complete: the sibling of every blocked slot, and the people those slots accept.
    pub blocking: Option<(Vec<usize>, Vec<u32>)>,
    /// How many people may leave, whoever they are, while it stays complete.
    pub spare: Option<u32>,
}

/// The pools of a list of siblings.
#[must_use]
pub fn pools(siblings: &[Tied<'_>]) -> Vec<Pool> {
    let find = |id: &str| siblings.iter().position(|s| s.id == Some(id));
    let tie_of = |n: usize| siblings.get(n).and_then(|s| s.tie);

    // Same people: every requirement points at the first of its group.
    let mut group_of: Vec<usize> = (0..siblings.len()).collect();
    for n in 0..siblings.len() {
        if let Some(Tie::SamePeopleAs(other)) = tie_of(n)
            && let Some(other) = find(other)
        {
            merge(&mut group_of, n, other);
        }
    }
    // Subsets: every group points at the group it lies within.
    let mut outer_of: Vec<Option<usize>> = vec![None; siblings.len()];
    for n in 0..siblings.len() {
        if let Some(Tie::SubsetOf(other)) = tie_of(n)
            && let Some(other) = find(other)
        {
            let (inner, outer) = (root(&group_of, n), root(&group_of, other));
            if inner != outer
                && !leads_to(&outer_of, outer, inner)
                && let Some(place) = outer_of.get_mut(inner)
            {
                *place = Some(outer);
            }
        }
    }
    // Different people: chains that exclude each other belong to one pool.
    let mut pool_of: Vec<usize> = (0..siblings.len()).collect();
    for (inner, outer) in outer_of.iter().enumerate() {
        if let Some(outer) = outer {
            merge(&mut pool_of, inner, *outer);
        }
    }
    for n in 0..siblings.len() {
        merge(&mut pool_of, n, root(&group_of, n));
        if let Some(Tie::DifferentPeopleFrom(others)) = tie_of(n) {
            for other in others.iter().filter_map(|id| find(id)) {
                merge(&mut pool_of, n, other);
            }
        }
    }

    let mut pools: Vec<(usize, Pool)> = Vec::new();
    let outermost =
        (0..siblings.len()).filter(|n| root(&group_of, *n) == *n && outer_of.get(*n).copied().flatten().is_none());
    for head in outermost {
        let chain = chain(head, siblings, &group_of, &outer_of);
        let pool = root(&pool_of, head);
        match pools.iter_mut().find(|(n, _)| *n == pool) {
            Some((_, found)) => found.chains.push(chain),
            None => pools.push((pool, Pool { chains: vec![chain] })),
        }
    }
    pools.into_iter().map(|(_, pool)| pool).collect()
}

fn chain(head: usize, siblings: &[Tied<'_>], group_of: &[usize], outer_of: &[Option<usize>]) -> Chain {
    let mut levels: Vec<Group> = Vec::new();
    let mut next = Some(head);
    while let Some(group) = next {
        let requirements: Vec<usize> = (0..siblings.len()).filter(|n| root(group_of, *n) == group).collect();
        let wanted = requirements.iter().filter_map(|n| siblings.get(*n)).map(|s| s.needed).max().unwrap_or(0);
        // A subset cannot be larger than what it is a subset of; a program that says so is refused before it gets here.
        let needed = levels.last().map_or(wanted, |outer| wanted.min(outer.needed));
        levels.push(Group { requirements, needed });
        next = outer_of.iter().position(|outer| *outer == Some(group));
    }
    Chain { levels }
}

fn root(parent: &[usize], mut n: usize) -> usize {
    while let Some(up) = parent.get(n).copied()
        && up != n
    {
        n = up;
    }
    n
}

fn merge(parent: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(parent, a), root(parent, b));
    if let Some(place) = parent.get_mut(a.max(b)) {
        *place = a.min(b);
    }
}

fn leads_to(outer_of: &[Option<usize>], from: usize, to: usize) -> bool {
    let mut next = Some(from);
    while let Some(n) = next {
        if n == to {
            return true;
        }
        next = outer_of.get(n).copied().flatten();
    }
    false
}

/// A slot of a chain: it wants everybody of the levels down to `depth`.
#[derive(Clone, Copy)]
struct Seat {
    chain: usize,
    depth: usize,
}

impl Pool {
    /// Which siblings its requirements are, to be numbered anew.
    pub(super) fn requirements_mut(&mut self) -> impl Iterator<Item = &mut usize> {
        let groups = self.chains.iter_mut().flat_map(|chain| &mut chain.levels);
        groups.flat_map(|group| &mut group.requirements)
    }

    /// Whether the people who fit each sibling (`fits`, smallest first) can fill every seat: what [`Pool::fill`] calls
    /// complete, without saying who sits where. Counting answers it wherever it can.
    #[must_use]
    #[inline]
    pub fn is_filled_by(&self, fits: &[Vec<u32>]) -> bool {
        // Most pools are one requirement, which asks for a number of people and nothing more.
        if let [Chain { levels }] = self.chains.as_slice()
            && let [Group { requirements, needed }] = levels.as_slice()
            && let [only] = requirements.as_slice()
        {
            return fits.get(*only).map_or(0, Vec::len) >= *needed as usize;
        }
        self.are_filled_by(fits)
    }

    /// The same for requirements that share people.
    fn are_filled_by(&self, fits: &[Vec<u32>]) -> bool {
        let seats: u32 = self.chains.iter().filter_map(|chain| chain.levels.first()).map(|group| group.needed).sum();
        let fitting = |requirement: &usize| fits.get(*requirement).map_or(0, Vec::len);
        let mut plenty = true;
        for chain in &self.chains {
            for (depth, group) in chain.levels.iter().enumerate() {
                if group.requirements.iter().any(|requirement| fitting(requirement) < group.needed as usize) {
                    return false;
                }
                let fitting = match group.requirements.as_slice() {
                    [only] if depth == 0 => fitting(only),
                    _ => chain.accepted(depth, fits).count(),
                };
                if fitting < group.needed as usize {
                    return false;
                }
                plenty &= fitting >= seats as usize;
            }
        }
        // Whoever fits an inner group fits the outer ones, so a chain alone is filled from the inside when each of its
        // groups has enough people. Nor can chains take people from each other where each has enough for all seats.
        plenty || self.chains.len() == 1 || self.seating(fits).fill().iter().all(Option::is_some)
    }

    /// What the people who fit each sibling (`fits`, smallest first) make of this pool.
    #[must_use]
    pub fn fill(&self, fits: &[Vec<u32>]) -> Filling {
        let seats = self.seats();
        let strict = self.staffing(&seats, fits);
        let witness = strict.witness();
        let complete = witness.iter().all(Option::is_some);
        let blocking = if complete { None } else { strict.blocking() };
        Filling {
            complete,
            filled: self.progress(&seats, witness, fits),
            blocking: blocking.map(|blocking| self.blocked(&seats, blocking)),
            spare: complete.then(|| strict.spare()).flatten(),
        }
    }

    /// Its seats and everybody who fits them.
    #[must_use]
    pub fn seating(&self, fits: &[Vec<u32>]) -> Staffing {
        self.staffing(&self.seats(), fits)
    }

    /// Innermost seats first, so that a person with everything is not wasted on an outer seat.
    fn seats(&self) -> Vec<Seat> {
        let mut seats = Vec::new();
        for (number, chain) in self.chains.iter().enumerate() {
            for (depth, group) in chain.levels.iter().enumerate().rev() {
                let inner = chain.levels.get(depth + 1).map_or(0, |g| g.needed);
                for _ in inner..group.needed {
                    seats.push(Seat { chain: number, depth });
                }
            }
        }
        seats
    }

    fn staffing(&self, seats: &[Seat], fits: &[Vec<u32>]) -> Staffing {
        let mut classes: Vec<(usize, usize)> = Vec::new();
        let mut slots = Vec::with_capacity(seats.len());
        for seat in seats {
            let key = (seat.chain, seat.depth);
            let class = classes.iter().position(|c| *c == key).unwrap_or_else(|| {
                classes.push(key);
                classes.len() - 1
            });
            slots.push(class);
        }
        Staffing {
            classes: classes
                .into_iter()
                .map(|(chain, depth)| {
                    self.chains.get(chain).map(|chain| chain.accepted(depth, fits).collect()).unwrap_or_default()
                })
                .collect(),
            slots,
        }
    }

    /// Who fills which requirement. A seat that nobody fills wholly may still be filled for its outer levels: four
    /// people with the exams are four, even when too few of them hold the extra certificate.
    fn progress(&self, seats: &[Seat], witness: Vec<Option<u32>>, fits: &[Vec<u32>]) -> Vec<(usize, Vec<u32>)> {
        let mut filled: Vec<(Seat, Option<u32>)> = seats.iter().copied().zip(witness).collect();
        while filled.iter().any(|(seat, person)| person.is_none() && seat.depth > 0) {
            for (seat, person) in &mut filled {
                if person.is_none() {
                    seat.depth = seat.depth.saturating_sub(1);
                }
            }
            // Seats already filled come first and so stay filled.
            filled.sort_by_key(|(_, person)| person.is_none());
            let relaxed: Vec<Seat> = filled.iter().map(|(seat, _)| *seat).collect();
            let people = self.staffing(&relaxed, fits).witness();
            filled = relaxed.into_iter().zip(people).collect();
        }
        let mut progress = Vec::new();
        for (number, chain) in self.chains.iter().enumerate() {
            for (depth, group) in chain.levels.iter().enumerate() {
                let mut people: Vec<u32> = filled
                    .iter()
                    .filter(|(seat, _)| seat.chain == number && seat.depth >= depth)
                    .filter_map(|(_, person)| *person)
                    .collect();
                people.sort_unstable();
                progress.extend(group.requirements.iter().map(|n| (*n, people.clone())));
            }
        }
        progress.sort_by_key(|(n, _)| *n);
        progress
    }

    fn blocked(&self, seats: &[Seat], blocking: Blocking) -> (Vec<usize>, Vec<u32>) {
        let requirements = blocking
            .slots
            .iter()
            .filter_map(|slot| seats.get(*slot))
            .filter_map(|seat| {
                let group = self.chains.get(seat.chain)?.levels.get(seat.depth)?;
                group.requirements.first().copied()
            })
            .collect();
        (requirements, blocking.people)
    }
}

impl Chain {
    /// Everybody who satisfies what a seat at a depth wants, smallest first.
    fn accepted<'a>(&'a self, depth: usize, fits: &'a [Vec<u32>]) -> impl Iterator<Item = u32> {
        let groups = self.levels.iter().take(depth + 1);
        let mut wanted = groups
            .flat_map(|group| &group.requirements)
            .map(|requirement| fits.get(*requirement).map_or(&[][..], Vec::as_slice));
        let first = wanted.next().unwrap_or_default();
        first.iter().copied().filter(move |person| wanted.clone().all(|people| people.binary_search(person).is_ok()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const IDS: [&str; 4] = ["r1", "r2", "r3", "r4"];
    const PEOPLE: u32 = 5;

    /// Whether sets of exactly the needed sizes exist that satisfy every tie: the text of the rule, by trying all sets.
    fn brute_force(siblings: &[Tied<'_>], fits: &[Vec<u32>]) -> bool {
        let choices: Vec<Vec<u32>> = siblings
            .iter()
            .zip(fits)
            .map(|(sibling, fits)| {
                let mask: u32 = fits.iter().map(|p| 1 << p).sum();
                (0u32..1 << PEOPLE).filter(|set| set & !mask == 0 && set.count_ones() == sibling.needed).collect()
            })
            .collect();
        fn search(siblings: &[Tied<'_>], choices: &[Vec<u32>], chosen: &mut Vec<u32>) -> bool {
            let n = chosen.len();
            if n == siblings.len() {
                return true;
            }
            let of = |id: &str, chosen: &[u32]| {
                let other = siblings.iter().position(|s| s.id == Some(id)).unwrap();
                chosen[other]
            };
            for set in &choices[n] {
                let holds = match siblings[n].tie {
                    None => true,
                    Some(Tie::SamePeopleAs(id)) => of(id, chosen) == *set,
                    Some(Tie::SubsetOf(id)) => set & !of(id, chosen) == 0,
                    Some(Tie::DifferentPeopleFrom(ids)) => ids.iter().all(|id| set & of(id, chosen) == 0),
                };
                if holds {
                    chosen.push(*set);
                    if search(siblings, choices, chosen) {
                        return true;
                    }
                    chosen.pop();
                }
            }
            false
        }
        search(siblings, &choices, &mut Vec::new())
    }

    fn people() -> impl Strategy<Value = Vec<Vec<u32>>> {
        let one =
            prop::collection::btree_set(0..PEOPLE, 0..=PEOPLE as usize).prop_map(|s| s.into_iter().collect::<Vec<_>>());
        prop::collection::vec(one, 4)
    }

    /// The shapes a program may have: every one of these is accepted by the loader, nothing else is.
    fn shapes() -> Vec<(&'static str, Vec<Option<Tie>>)> {
        let same = |id: &str| Some(Tie::SamePeopleAs(id.into()));
        let subset = |id: &str| Some(Tie::SubsetOf(id.into()));
        let other = |ids: &[&str]| Some(Tie::DifferentPeopleFrom(ids.iter().map(|i| (*i).into()).collect()));
        vec![
            ("free", vec![None, None, None, None]),
            ("same", vec![None, same("r1"), same("r1"), None]),
            ("subset", vec![None, subset("r1"), None, subset("r3")]),
            ("nested", vec![None, subset("r1"), subset("r2"), None]),
            ("different", vec![None, other(&["r1"]), other(&["r1", "r2"]), other(&["r1", "r2", "r3"])]),
            ("two pools", vec![None, other(&["r1"]), None, other(&["r3"])]),
            ("same and different", vec![None, same("r1"), other(&["r1"]), same("r3")]),
            ("subset and different", vec![None, subset("r1"), other(&["r1"]), subset("r3")]),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn pools_say_what_the_text_of_the_rule_says(
            fits in people(),
            needs in prop::collection::vec(0u32..4, 4),
        ) {
            for (name, ties) in shapes() {
                let mut needs = needs.clone();
                // Groups of the same people have one size, and a subset is not larger than its whole.
                for n in 0..4 {
                    match &ties[n] {
                        Some(Tie::SamePeopleAs(id)) => {
                            needs[n] = needs[IDS.iter().position(|i| i == id).unwrap()];
                        }
                        Some(Tie::SubsetOf(id)) => {
                            needs[n] = needs[n].min(needs[IDS.iter().position(|i| i == id).unwrap()]);
                        }
                        _ => {}
                    }
                }
                let siblings: Vec<Tied> = (0..4)
                    .map(|n| Tied { id: Some(IDS[n]), needed: needs[n], tie: ties[n].as_ref() })
                    .collect();
                let fillings: Vec<Filling> = pools(&siblings).iter().map(|p| p.fill(&fits)).collect();
                for (pool, filling) in pools(&siblings).iter().zip(&fillings) {
                    prop_assert_eq!(pool.is_filled_by(&fits), filling.complete, "{}", name);
                }
                let complete = fillings.iter().all(|f| f.complete);
                prop_assert_eq!(complete, brute_force(&siblings, &fits), "{}", name);
                for (n, people) in fillings.iter().flat_map(|f| &f.filled) {
                    prop_assert!(people.len() as u32 <= needs[*n], "{}", name);
                    prop_assert!(people.iter().all(|p| fits[*n].contains(p)), "{}", name);
                }
                let all_filled = fillings
                    .iter()
                    .flat_map(|f| &f.filled)
                    .all(|(n, people)| people.len() as u32 == needs[*n]);
                prop_assert_eq!(complete, all_filled, "progress agrees: {}", name);
            }
        }
    }

    #[test]
    fn a_group_short_of_the_extra_certificate_still_shows_its_people() {
        let tie = Tie::SubsetOf("r1".into());
        let siblings =
            [Tied { id: Some("r1"), needed: 4, tie: None }, Tied { id: Some("r2"), needed: 2, tie: Some(&tie) }];
        let fits = vec![vec![1, 2, 3, 4], vec![3]];
        let filling = pools(&siblings)[0].fill(&fits);
        assert!(!filling.complete);
        assert_eq!(filling.filled, vec![(0, vec![1, 2, 3, 4]), (1, vec![3])]);
        assert_eq!(filling.blocking, Some((vec![1, 1], vec![3])));
    }
}
