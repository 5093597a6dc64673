//! What the file says about each person, beside what is recorded.
//!
//! A file may say a thing several times. What it says last is its word, unless it also says what is recorded: then nothing
//! changes, so that importing a file twice changes nothing the second time.

use super::World;
use super::identity::{Identities, PersonIx};
use crate::fold;
use crate::model::{Employee, Instant, Moment, Names, Symbol};

/// A field of an employee, in the order of the documentation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Name,
    Email,
    Location,
    Joined,
    Left,
    ObjectId,
}

impl Field {
    /// Every field.
    pub(super) const ALL: [Self; 6] =
        [Self::Name, Self::Email, Self::Location, Self::Joined, Self::Left, Self::ObjectId];

    /// The name it has in files.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Email => "email",
            Self::Location => "location",
            Self::Joined => "joined",
            Self::Left => "left",
            Self::ObjectId => "object_id",
        }
    }
}

/// The value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value {
    /// A text, by its place among the words of the file.
    Text(Symbol),
    /// A day or an instant.
    At(Moment),
}

/// What the file says about one field of one person.
#[derive(Debug, Clone, Copy, Default)]
struct Stated {
    /// What it says last, where that differs from what is recorded.
    value: Option<Value>,
    /// The row that says so first.
    row: u32,
    /// It also says what is recorded.
    kept: bool,
}

/// What the file says about one person.
#[derive(Debug, Clone, Copy, Default)]
struct Fact {
    fields: [Stated; Field::ALL.len()],
    /// A row about the person was taken.
    met: bool,
    /// A row of a list of users was taken.
    listed: bool,
    /// The person may not sign in.
    inactive: bool,
    /// The days of employment do not go together.
    clash: bool,
}

/// What the file says about everybody.
#[derive(Debug)]
pub(super) struct Facts<'w> {
    world: World<'w>,
    people: Vec<Fact>,
}

impl<'w> Facts<'w> {
    /// Nothing yet, about this many people.
    pub(super) fn new(world: World<'w>, people: usize) -> Self {
        Self { world, people: vec![Fact::default(); people] }
    }

    fn fact(&self, person: PersonIx) -> Option<&Fact> {
        self.people.get(person.0 as usize)
    }

    fn stated(&self, person: PersonIx, field: Field) -> Stated {
        self.fact(person).and_then(|fact| fact.fields.get(field as usize)).copied().unwrap_or_default()
    }

    /// The recorded employee; people who are recorded have the numbers of their records.
    fn employee(&self, person: PersonIx) -> Option<&'w Employee> {
        self.world.records.employees.get(person.0 as usize)
    }

    /// Whether a value is the recorded one; none when no value is recorded.
    fn is_recorded(&self, person: PersonIx, field: Field, value: Value, words: &Names) -> Option<bool> {
        let employee = self.employee(person)?;
        let zone = self.world.records.zone;
        let recorded = match (field, value) {
            (Field::Joined, Value::At(moment)) => return Some(employee.joined? == zone.beginning(moment)),
            (Field::Left, Value::At(moment)) => return Some(employee.left? == zone.end(moment)),
            (Field::Name, _) => employee.name?,
            (Field::Email, _) => employee.email?,
            (Field::Location, _) => employee.location?,
            (Field::ObjectId | Field::Joined | Field::Left, _) => employee.object_id?,
        };
        let recorded = self.world.records.text(recorded);
        Some(match value {
            Value::Text(text) => same_text(field, recorded, words.text(text)),
            Value::At(_) => false,
        })
    }

    /// Takes what a row of a list of users says.
    pub(super) fn state(&mut self, person: PersonIx, field: Field, value: Value, row: u32, words: &Names) {
        let recorded = self.is_recorded(person, field, value, words);
        let Some(stated) = self.people.get_mut(person.0 as usize).and_then(|fact| fact.fields.get_mut(field as usize))
        else {
            return;
        };
        match recorded {
            Some(true) => stated.kept = true,
            // An id of the directory is only ever added, never replaced.
            Some(false) if field == Field::ObjectId => {}
            _ => {
                let again = stated.value == Some(value)
                    || matches!((stated.value, value), (Some(Value::Text(old)), Value::Text(new))
                        if same_text(field, words.text(old), words.text(new)));
                if !again {
                    (stated.value, stated.row) = (Some(value), row);
                }
            }
        }
    }

    /// Leaves a field as it is recorded, whatever the file says.
    pub(super) fn keep(&mut self, person: PersonIx, field: Field) {
        let fact = self.people.get_mut(person.0 as usize);
        if let Some(stated) = fact.and_then(|fact| fact.fields.get_mut(field as usize)) {
            stated.kept = true;
        }
    }

    /// Takes what any other row says: it fills in what nobody else says. True when it did.
    pub(super) fn fill(&mut self, person: PersonIx, field: Field, value: Value, words: &Names) -> bool {
        let free =
            self.is_recorded(person, field, value, words).is_none() && self.stated(person, field).value.is_none();
        if free {
            self.state(person, field, value, u32::MAX, words);
        }
        free
    }

    /// Notes that a row about a person was taken; true when it is the first of a list of users.
    pub(super) fn meet(&mut self, person: PersonIx, listed: bool) -> bool {
        let Some(fact) = self.people.get_mut(person.0 as usize) else {
            return false;
        };
        fact.met = true;
        listed && !std::mem::replace(&mut fact.listed, true)
    }

    /// Notes that a person may not sign in.
    pub(super) fn deactivate(&mut self, person: PersonIx) {
        if let Some(fact) = self.people.get_mut(person.0 as usize) {
            fact.inactive = true;
        }
    }

    /// Whether a row about the person was taken.
    pub(super) fn met(&self, person: PersonIx) -> bool {
        self.fact(person).is_some_and(|fact| fact.met)
    }

    /// Whether the person may not sign in.
    pub(super) fn inactive(&self, person: PersonIx) -> bool {
        self.fact(person).is_some_and(|fact| fact.inactive)
    }

    /// What the file changes about a field: its value, and the row that says so.
    pub(super) fn change(&self, person: PersonIx, field: Field) -> Option<(Value, u32)> {
        let stated = self.stated(person, field);
        stated.value.filter(|_| !stated.kept).map(|value| (value, stated.row))
    }

    /// Leaves the days of employment as they are recorded where those of the file do not go together.
    pub(super) fn settle_days(&mut self) {
        for n in 0..self.people.len() {
            let person = PersonIx(u32::try_from(n).unwrap_or(u32::MAX));
            let clash = matches!(
                (self.joined(person), self.left(person)),
                (Some((joined, _)), Some(left)) if left <= joined
            );
            if let Some(fact) = self.people.get_mut(n).filter(|_| clash) {
                fact.clash = true;
                self.keep(person, Field::Joined);
                self.keep(person, Field::Left);
            }
        }
    }

    /// Whether the file says days of employment about a person that do not go together.
    pub(super) fn days_clash(&self, person: PersonIx) -> bool {
        self.fact(person).is_some_and(|fact| fact.clash)
    }

    /// The beginning of employment, as an instant and as it is written.
    pub(super) fn joined(&self, person: PersonIx) -> Option<(Instant, Moment)> {
        let zone = self.world.records.zone;
        if let Some((Value::At(moment), _)) = self.change(person, Field::Joined) {
            return Some((zone.beginning(moment), moment));
        }
        let instant = self.employee(person)?.joined?;
        let date = zone.date_of(instant);
        let whole = zone.start_of(date) == instant;
        Some((instant, if whole { Moment::Day(date) } else { Moment::Exact(instant) }))
    }

    /// The end of employment.
    pub(super) fn left(&self, person: PersonIx) -> Option<Instant> {
        if let Some((Value::At(moment), _)) = self.change(person, Field::Left) {
            return Some(self.world.records.zone.end(moment));
        }
        self.employee(person)?.left
    }

    /// The text of a field: what the file says, or what is recorded; empty when there is none.
    pub(super) fn text<'t>(&self, person: PersonIx, field: Field, identities: &'t Identities<'w>) -> &'t str
    where
        'w: 't,
    {
        if let Some((Value::Text(text), _)) = self.change(person, field) {
            return identities.words.text(text);
        }
        let recorded = self.employee(person).and_then(|employee| match field {
            Field::Name => employee.name,
            Field::Email => employee.email,
            Field::Location => employee.location,
            Field::ObjectId => employee.object_id,
            Field::Joined | Field::Left => None,
        });
        recorded.map(|text| self.world.records.text(text)).unwrap_or_default()
    }
}

/// Whether two texts say the same in a field.
fn same_text(field: Field, left: &str, right: &str) -> bool {
    match field {
        Field::Name => same_name(left, right),
        Field::Email => same_address(left, right),
        _ => left == right,
    }
}

/// Width does not distinguish names, nor do more blanks where there are some: one source writes `青木　美帆` and another
/// `青木 美帆`, and a name that changed with each of them would never come to rest.
fn same_name(left: &str, right: &str) -> bool {
    left == right || fold::nfkc(left).split_whitespace().eq(fold::nfkc(right).split_whitespace())
}

/// Letter case does not distinguish addresses.
fn same_address(left: &str, right: &str) -> bool {
    left == right || left.to_lowercase() == right.to_lowercase()
}
