//! Numbered things of people, put together person by person.

use super::identity::PersonIx;

/// The numbers of all things, those of one person next to each other and in their order.
#[derive(Debug)]
pub(super) struct Groups {
    /// Where the things of each person begin; those of the next person follow.
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Groups {
    /// Groups things by their owners, whose numbers are below `people`. What belongs to nobody is left out.
    pub(super) fn new(owners: impl Iterator<Item = Option<PersonIx>> + Clone, people: usize) -> Self {
        let mut starts = vec![0; people + 1];
        let mut count = 0_u32;
        for PersonIx(owner) in owners.clone().flatten() {
            if let Some(start) = starts.get_mut(owner as usize + 1) {
                *start += 1;
                count += 1;
            }
        }
        starts.iter_mut().fold(0, |before, start| {
            *start += before;
            *start
        });
        let mut next = starts.clone();
        let mut numbers = vec![0; count as usize];
        for (number, owner) in (0..).zip(owners) {
            let next = owner.and_then(|PersonIx(owner)| next.get_mut(owner as usize));
            if let Some((next, place)) =
                next.and_then(|next| numbers.get_mut(*next as usize).map(|place| (next, place)))
            {
                *place = number;
                *next += 1;
            }
        }
        Self { starts, numbers }
    }

    /// The things of a person.
    pub(super) fn of(&self, PersonIx(person): PersonIx) -> &[u32] {
        let place = |person: usize| self.starts.get(person).map_or(self.numbers.len(), |start| *start as usize);
        self.numbers.get(place(person as usize)..place(person as usize + 1)).unwrap_or_default()
    }

    /// Everybody who has any, with what they have.
    pub(super) fn iter(&self) -> impl Iterator<Item = (PersonIx, &[u32])> {
        let people = (1..self.starts.len()).map(|next| PersonIx(u32::try_from(next - 1).unwrap_or(u32::MAX)));
        people.map(|person| (person, self.of(person))).filter(|(_, numbers)| !numbers.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_of_people() {
        let owners = [Some(2), None, Some(0), Some(2), Some(7), Some(0)].map(|owner| owner.map(PersonIx));
        let groups = Groups::new(owners.into_iter(), 3);
        let all: Vec<(PersonIx, Vec<u32>)> =
            groups.iter().map(|(person, numbers)| (person, numbers.to_vec())).collect();
        assert_eq!(all, [(PersonIx(0), vec![2, 5]), (PersonIx(2), vec![0, 3])]);
        assert!(groups.of(PersonIx(1)).is_empty());
        assert!(groups.of(PersonIx(9)).is_empty());
    }
}
