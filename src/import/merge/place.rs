//! Places of work as files call them, and the organization's locations.

use super::World;
use super::identity::{Identities, PersonIx};
use super::remark::Remark;
use super::texts::Texts;
use crate::model::Symbol;
use crate::near::same_letters;
use hashbrown::HashMap;

/// The places of a file.
#[derive(Debug)]
pub(super) struct Places<'w> {
    world: World<'w>,
    texts: Texts<2>,
    /// For every place the location it is, by its id among the records.
    found: Vec<Option<Symbol>>,
    /// In how many rows each place stands that is no location.
    unknown: Vec<usize>,
    /// Where the file had each person first.
    of_people: HashMap<PersonIx, Symbol>,
    /// People whom the file has at two places.
    two: HashMap<PersonIx, (Symbol, Symbol)>,
    /// What is worth saying.
    pub(super) remarks: Vec<Remark>,
}

impl<'w> Places<'w> {
    /// None yet.
    pub(super) fn new(world: World<'w>) -> Self {
        Self {
            world,
            texts: Texts::default(),
            found: Vec::new(),
            unknown: Vec::new(),
            of_people: HashMap::new(),
            two: HashMap::new(),
            remarks: Vec::new(),
        }
    }

    /// The number of a place: its name and the partner network's number of it.
    pub(super) fn number(&mut self, location: &str, mpn_id: &str) -> u32 {
        let (number, new) = self.texts.number([location, mpn_id]);
        if new {
            self.found.push(self.find(location, mpn_id));
            self.unknown.push(0);
        }
        number
    }

    fn find(&self, location: &str, mpn_id: &str) -> Option<Symbol> {
        let records = self.world.records;
        let locations = &records.organization.locations;
        let is = |own: Symbol, text: &str| same_letters(records.text(own), text);
        // Figures call a place by either.
        let by_number = [mpn_id, location]
            .into_iter()
            .find_map(|text| locations.iter().find(|own| own.mpn_id.is_some_and(|own| is(own, text))));
        by_number.or_else(|| locations.iter().find(|own| is(own.id, location))).map(|own| own.id)
    }

    /// The id of the location that a place is; empty for any other.
    pub(super) fn id(&self, number: u32) -> &'w str {
        let found = self.found.get(number as usize).copied().flatten();
        found.map(|id| self.world.records.text(id)).unwrap_or_default()
    }

    /// The id of the location that a place is; counts the row otherwise, if it names a place at all.
    pub(super) fn location(&mut self, number: u32) -> Option<&'w str> {
        let records = self.world.records;
        let found = self.found.get(number as usize).copied().flatten();
        if found.is_none()
            && self.texts.get(number) != ["", ""]
            && let Some(count) = self.unknown.get_mut(number as usize)
        {
            *count += 1;
        }
        found.map(|id| records.text(id))
    }

    /// The location of a person's row: the first that the file has for the person, noting when it has another one.
    pub(super) fn of_person(
        &mut self,
        person: PersonIx,
        number: u32,
        identities: &mut Identities<'_>,
    ) -> Option<Symbol> {
        let location = identities.words.intern(self.location(number)?);
        let first = *self.of_people.entry(person).or_insert(location);
        if first != location {
            self.two.entry(person).or_insert((first, location));
        }
        Some(first)
    }

    /// What is worth saying about places; `id` has the ids of people.
    pub(super) fn finish<'i>(
        self,
        identities: &Identities<'_>,
        id: impl Fn(PersonIx) -> &'i str,
        remarks: &mut Vec<Remark>,
    ) {
        remarks.extend(self.remarks);
        let text = |symbol: Symbol| identities.words.text(symbol).to_owned();
        let mut two: Vec<(PersonIx, (Symbol, Symbol))> = self.two.into_iter().collect();
        two.sort();
        remarks.extend(two.into_iter().map(|(person, (first, second))| Remark::TwoLocations {
            id: id(person).to_owned(),
            first: text(first),
            second: text(second),
        }));
        for (number, count) in (0..).zip(self.unknown).filter(|(_, count)| *count > 0) {
            let [location, mpn_id] = self.texts.get(number);
            let place = if location.is_empty() { mpn_id } else { location };
            remarks.push(Remark::UnknownPlace { place: place.to_owned(), count });
        }
    }
}
