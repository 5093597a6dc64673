//! People to slots.
//!
//! A slot is one seat of a requirement and accepts some people; nobody sits twice. Whether every slot can be filled is a
//! question of maximum matching in a bipartite graph, and greedy choice answers it wrongly in both directions. The
//! algorithm is our own hundred lines rather than a graph crate because three things beside the size of the matching are
//! needed from the same structure: the smallest witness in the order of ids, the blocking set, and the number of people
//! that may be lost.
//!
//! Slots that accept the same people share a class, so a requirement of fifteen people is one class and fifteen slots.

/// Slots and who is accepted where.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Staffing {
    /// For every class of slots, the people it accepts, smallest first and each once.
    pub classes: Vec<Vec<u32>>,
    /// For every slot, its class.
    pub slots: Vec<usize>,
}

/// Why slots stay empty: these slots together accept only these fewer people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocking {
    /// The slots, in order.
    pub slots: Vec<usize>,
    /// Everybody whom any of them accepts, smallest first.
    pub people: Vec<u32>,
}

/// Taking this many of these people away leaves a slot empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The people, smallest first.
    pub people: Vec<u32>,
    /// How many of them.
    pub demand: u32,
}

impl Staffing {
    /// Seats as many people as possible. Earlier slots are filled first: a slot stays empty only when filling it would
    /// empty an earlier one.
    #[must_use]
    pub fn fill(&self) -> Vec<Option<u32>> {
        let mut seating = Seating::new(self);
        for slot in 0..self.slots.len() {
            seating.augment(slot);
        }
        seating.people()
    }

    /// Among all ways to fill the slots that [`Staffing::fill`] fills, the one with the smallest people in the order of
    /// slots: the same whatever order the people were recorded in.
    #[must_use]
    pub fn witness(&self) -> Vec<Option<u32>> {
        let mut seating = Seating::new(self);
        for slot in 0..self.slots.len() {
            seating.augment(slot);
        }
        for slot in 0..self.slots.len() {
            seating.settle(slot);
        }
        seating.people()
    }

    /// A set of slots that together accept fewer people than there are slots; none when all can be filled. It holds every
    /// slot of its kind that stays empty, so that four seats without anybody are not told as one.
    #[must_use]
    pub fn blocking(&self) -> Option<Blocking> {
        let mut seating = Seating::new(self);
        for slot in 0..self.slots.len() {
            seating.augment(slot);
        }
        let empty = |slot: &usize| matches!(seating.by_slot.get(*slot), Some(None));
        let class = |slot: usize| self.slots.get(slot).copied();
        let first = (0..self.slots.len()).find(empty)?;
        let alike = (0..self.slots.len()).filter(empty).filter(|slot| class(*slot) == class(first)).collect();
        Some(seating.reachable_from(alike))
    }

    /// How many people, whoever they are, may be taken away while every slot can still be filled; none when the slots
    /// cannot be filled now, or when there are no slots.
    #[must_use]
    pub fn spare(&self) -> Option<u32> {
        if self.slots.is_empty() || self.blocking().is_some() {
            return None;
        }
        self.cuts().iter().map(|cut| cut.demand.saturating_sub(1)).min()
    }

    /// Every way to leave a slot empty by taking people away, for slots that can all be filled.
    ///
    /// By Hall's theorem a slot stays empty exactly when, for some set of classes, fewer people are accepted than there
    /// are seats. Above twelve classes, which no published rule comes near, one cut stands for all: it says that taking
    /// one person away may be enough, which is always safe to say.
    #[must_use]
    pub fn cuts(&self) -> Vec<Cut> {
        let used: Vec<usize> = (0..self.classes.len()).filter(|class| self.slots.contains(class)).collect();
        let accepted = |classes: &[usize]| {
            let mut people: Vec<u32> =
                classes.iter().filter_map(|class| self.classes.get(*class)).flatten().copied().collect();
            people.sort_unstable();
            people.dedup();
            people
        };
        if used.len() > 12 {
            return vec![Cut { people: accepted(&used), demand: 1 }];
        }
        let chosen = |choice: u32| -> Vec<usize> {
            used.iter().enumerate().filter(|(bit, _)| choice >> bit & 1 == 1).map(|(_, class)| *class).collect()
        };
        (1u32..1 << used.len())
            .map(chosen)
            .map(|classes| {
                let people = accepted(&classes);
                let seats = self.slots.iter().filter(|slot| classes.contains(slot)).count();
                let demand = (people.len() + 1).saturating_sub(seats);
                Cut { people, demand: u32::try_from(demand).unwrap_or(u32::MAX) }
            })
            .collect()
    }

    fn accepted(&self, slot: usize) -> &[u32] {
        self.slots.get(slot).and_then(|class| self.classes.get(*class)).map_or(&[], Vec::as_slice)
    }
}

/// Who sits where while a matching is built. People are numbered densely, in their own order.
struct Seating<'a> {
    staffing: &'a Staffing,
    people: Vec<u32>,
    by_slot: Vec<Option<usize>>,
    by_person: Vec<Option<usize>>,
    settled: Vec<bool>,
}

impl<'a> Seating<'a> {
    fn new(staffing: &'a Staffing) -> Self {
        let mut people: Vec<u32> = staffing.classes.iter().flatten().copied().collect();
        people.sort_unstable();
        people.dedup();
        Self {
            by_slot: vec![None; staffing.slots.len()],
            by_person: vec![None; people.len()],
            settled: vec![false; staffing.slots.len()],
            staffing,
            people,
        }
    }

    fn people(&self) -> Vec<Option<u32>> {
        self.by_slot.iter().map(|person| person.and_then(|p| self.people.get(p).copied())).collect()
    }

    fn accepted(&self, slot: usize) -> impl Iterator<Item = usize> + '_ {
        self.staffing.accepted(slot).iter().filter_map(|person| self.people.binary_search(person).ok())
    }

    fn holder(&self, person: usize) -> Option<usize> {
        self.by_person.get(person).copied().flatten()
    }

    fn seat(&mut self, slot: usize, person: usize) {
        if let Some(place) = self.by_slot.get_mut(slot) {
            *place = Some(person);
        }
        if let Some(place) = self.by_person.get_mut(person) {
            *place = Some(slot);
        }
    }

    fn is_settled(&self, slot: usize) -> bool {
        self.settled.get(slot).copied().unwrap_or(false)
    }

    /// Seats somebody in an empty slot, moving others along an alternating path where needed. Breadth first, so that a
    /// long chain cannot exhaust the stack.
    fn augment(&mut self, start: usize) -> bool {
        // For every person reached, the slot they were reached from.
        let mut reached_from: Vec<Option<usize>> = vec![None; self.people.len()];
        let mut queue = std::collections::VecDeque::from([start]);
        while let Some(slot) = queue.pop_front() {
            let candidates: Vec<usize> = self.accepted(slot).collect();
            for person in candidates {
                let Some(from) = reached_from.get_mut(person) else {
                    continue;
                };
                if from.is_some() {
                    continue;
                }
                *from = Some(slot);
                match self.holder(person) {
                    None => {
                        self.shift(person, &reached_from, start);
                        return true;
                    }
                    Some(other) if !self.is_settled(other) => queue.push_back(other),
                    Some(_) => {}
                }
            }
        }
        false
    }

    /// Moves everybody one step along the path that ends with a free person.
    fn shift(&mut self, free: usize, reached_from: &[Option<usize>], start: usize) {
        let mut person = free;
        while let Some(Some(slot)) = reached_from.get(person).copied() {
            let before = self.by_slot.get(slot).copied().flatten();
            self.seat(slot, person);
            if slot == start {
                break;
            }
            match before {
                Some(next) => person = next,
                None => break,
            }
        }
    }

    /// Gives a filled slot the smallest person it can have without emptying another, and keeps it so.
    fn settle(&mut self, slot: usize) {
        let Some(current) = self.by_slot.get(slot).copied().flatten() else {
            return;
        };
        if let Some(flag) = self.settled.get_mut(slot) {
            *flag = true;
        }
        let smaller: Vec<usize> = self.accepted(slot).take_while(|p| *p < current).collect();
        for person in smaller {
            match self.holder(person) {
                None => {
                    self.release(current);
                    self.seat(slot, person);
                    return;
                }
                Some(other) if !self.is_settled(other) => {
                    let (before_slots, before_people) = (self.by_slot.clone(), self.by_person.clone());
                    self.release(current);
                    self.seat(slot, person);
                    if let Some(place) = self.by_slot.get_mut(other) {
                        *place = None;
                    }
                    if self.augment(other) {
                        return;
                    }
                    self.by_slot = before_slots;
                    self.by_person = before_people;
                }
                Some(_) => {}
            }
        }
    }

    fn release(&mut self, person: usize) {
        if let Some(place) = self.by_person.get_mut(person) {
            *place = None;
        }
    }

    /// Everything on alternating paths from an empty slot: the slots compete for exactly these people.
    fn reachable_from(&self, empty: Vec<usize>) -> Blocking {
        let mut slots = empty;
        let mut people: Vec<usize> = Vec::new();
        let mut next = 0;
        while let Some(slot) = slots.get(next).copied() {
            next += 1;
            for person in self.accepted(slot) {
                if !people.contains(&person) {
                    people.push(person);
                    if let Some(other) = self.holder(person)
                        && !slots.contains(&other)
                    {
                        slots.push(other);
                    }
                }
            }
        }
        slots.sort_unstable();
        people.sort_unstable();
        Blocking { slots, people: people.into_iter().filter_map(|p| self.people.get(p).copied()).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every way to fill all slots, by trying everybody everywhere.
    fn all_fillings(staffing: &Staffing) -> Vec<Vec<u32>> {
        let mut fillings: Vec<Vec<u32>> = vec![vec![]];
        for slot in 0..staffing.slots.len() {
            fillings = fillings
                .into_iter()
                .flat_map(|filling| {
                    staffing
                        .accepted(slot)
                        .iter()
                        .filter(|p| !filling.contains(p))
                        .map(|p| [filling.as_slice(), &[*p]].concat())
                        .collect::<Vec<_>>()
                })
                .collect();
        }
        fillings
    }

    fn without(staffing: &Staffing, gone: &[u32]) -> Staffing {
        Staffing {
            classes: staffing
                .classes
                .iter()
                .map(|class| class.iter().filter(|p| !gone.contains(p)).copied().collect())
                .collect(),
            slots: staffing.slots.clone(),
        }
    }

    fn subsets(people: u32, size: u32) -> Vec<Vec<u32>> {
        (0u32..1 << people)
            .filter(|set| set.count_ones() == size)
            .map(|set| (0..people).filter(|p| set >> p & 1 == 1).collect())
            .collect()
    }

    const PEOPLE: u32 = 6;

    fn staffing() -> impl Strategy<Value = Staffing> {
        let class = prop::collection::btree_set(0..PEOPLE, 0..=PEOPLE as usize)
            .prop_map(|set| set.into_iter().collect::<Vec<_>>());
        (prop::collection::vec(class, 1..4), prop::collection::vec(0usize..3, 0..5)).prop_map(|(classes, slots)| {
            Staffing { slots: slots.into_iter().map(|s| s % classes.len()).collect(), classes }
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1500))]

        #[test]
        fn the_matching_says_what_brute_force_says(staffing in staffing()) {
            let all = all_fillings(&staffing);
            let filled = staffing.fill();
            prop_assert_eq!(filled.iter().all(Option::is_some), !all.is_empty());
            let mut seated: Vec<u32> = filled.iter().flatten().copied().collect();
            for (slot, person) in filled.iter().enumerate() {
                prop_assert!(person.is_none_or(|p| staffing.accepted(slot).contains(&p)));
            }
            let count = seated.len();
            seated.sort_unstable();
            seated.dedup();
            prop_assert_eq!(seated.len(), count, "nobody sits twice");
            // A slot stays empty only when the slots before it and itself cannot all be filled together.
            for (slot, person) in filled.iter().enumerate() {
                let kept: Vec<usize> = (0..=slot)
                    .filter(|s| *s == slot || filled[*s].is_some())
                    .map(|s| staffing.slots[s])
                    .collect();
                let prefix = Staffing { classes: staffing.classes.clone(), slots: kept };
                prop_assert_eq!(person.is_some(), !all_fillings(&prefix).is_empty());
            }
        }

        #[test]
        fn the_witness_is_the_smallest_of_all(staffing in staffing()) {
            let all = all_fillings(&staffing);
            let witness: Option<Vec<u32>> = staffing.witness().into_iter().collect();
            prop_assert_eq!(witness, all.into_iter().min());
        }

        #[test]
        fn a_blocking_set_blocks(staffing in staffing()) {
            let Some(blocking) = staffing.blocking() else {
                prop_assert!(!all_fillings(&staffing).is_empty());
                return Ok(());
            };
            let mut accepted: Vec<u32> = blocking.slots.iter().flat_map(|s| staffing.accepted(*s)).copied().collect();
            accepted.sort_unstable();
            accepted.dedup();
            prop_assert_eq!(&accepted, &blocking.people);
            prop_assert!(blocking.people.len() < blocking.slots.len());
        }

        #[test]
        fn so_many_may_leave_and_not_one_more(staffing in staffing()) {
            let Some(spare) = staffing.spare() else {
                prop_assert!(staffing.slots.is_empty() || all_fillings(&staffing).is_empty());
                return Ok(());
            };
            for gone in subsets(PEOPLE, spare) {
                prop_assert!(!all_fillings(&without(&staffing, &gone)).is_empty());
            }
            if spare < PEOPLE {
                let breaks = subsets(PEOPLE, spare + 1)
                    .iter()
                    .any(|gone| all_fillings(&without(&staffing, gone)).is_empty());
                prop_assert!(breaks);
            }
        }
    }

    #[test]
    fn greedy_would_fail_here() {
        // Two roles of two; three people who fit both are not enough for four seats.
        let three = Staffing { classes: vec![vec![1, 2, 3], vec![1, 2, 3]], slots: vec![0, 0, 1, 1] };
        assert_eq!(three.fill().iter().flatten().count(), 3);
        // The all-rounder 1 must not be wasted on the first role.
        let all_rounder = Staffing { classes: vec![vec![1, 2, 3], vec![1, 4]], slots: vec![0, 0, 1, 1] };
        assert_eq!(all_rounder.witness(), vec![Some(2), Some(3), Some(1), Some(4)]);
    }
}
