//! `people` for machines.

use super::people::{Column, Moved, Person, Question, Rung, SCHEMA};
use super::{Data, Told};
use crate::lang::words::Seat;

/// The lists of the document whose items stand alone.
pub(super) const LISTS: &[(&str, &str)] =
    &[("people", "person"), ("requirements", "requirement"), ("changes", "change")];

/// The document.
pub(super) fn data(
    told: &Told<'_>,
    question: &Question,
    persons: &[Person],
    columns: &[Column<'_>],
    moved: &[Moved],
) -> Data {
    told.head(SCHEMA)
        .with("since", Data::optional(question.since.map(|day| Data::text(day.to_string()))))
        .with("people", Data::List(persons.iter().map(|person| person_data(told, person)).collect()))
        .with("requirements", Data::List(columns.iter().map(|column| column_data(told, persons, column)).collect()))
        .with("changes", Data::List(moved.iter().map(|one| moved_data(told, one)).collect()))
}

fn person_data(told: &Told<'_>, person: &Person) -> Data {
    let rungs = |list: &[Rung]| Data::List(list.iter().map(|rung| Data::Map(rung_fields(told, *rung))).collect());
    let name = told.records.employee(person.employee).and_then(|employee| employee.name);
    Data::map([
        ("id", Data::text(told.records.employee_id(person.employee))),
        ("name", Data::optional(name.map(|name| Data::text(told.records.text(name))))),
        ("link", Data::text(person.link.word())),
        ("carries", rungs(&person.carries)),
        ("indispensable", rungs(&person.indispensable)),
        ("fits", rungs(&person.fits)),
    ])
}

fn rung_fields(told: &Told<'_>, (competency, level): Rung) -> Vec<(String, Data)> {
    let id = told.competency(competency).map_or("", |c| c.id.as_str());
    vec![("competency".to_owned(), Data::text(id)), ("level".to_owned(), Data::text(told.level(level)))]
}

fn column_data(told: &Told<'_>, persons: &[Person], column: &Column<'_>) -> Data {
    let who = |wanted: Seat| {
        let seated = persons.iter().filter(|person| column.seat(person.employee) == Some(wanted));
        Data::texts(seated.map(|person| told.records.employee_id(person.employee)))
    };
    Data::Map(rung_fields(told, column.rung))
        .with("path", Data::text(column.path))
        .with("requirement", Data::text(&column.id))
        .with("needed", Data::Int(i64::from(column.needed)))
        .with("carry", who(Seat::Carries))
        .with("fit", who(Seat::Fits))
}

fn moved_data(told: &Told<'_>, one: &Moved) -> Data {
    let account = one.account.and_then(|ix| told.records.account(ix)).map(|a| Data::text(told.records.text(a.id)));
    Data::map([
        ("date", Data::text(one.day.to_string())),
        ("employee", Data::text(told.records.employee_id(one.employee))),
        ("change", Data::text(one.movement.word())),
        ("account", Data::optional(account)),
    ])
}
