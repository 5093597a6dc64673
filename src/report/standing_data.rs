//! The standing of levels, paths and requirements for machines: what `status` and `explain` publish alike.

use super::Data;
use super::common::{Recorded, Told, path_name, runs};
use super::explain::Choice;
use super::program_data::{kind, optional_text, own_source, rule_fields};
use super::rule_words::{named, rule_words};
use crate::engine::{
    CompetencyStanding, Evidence, FigureEvidence, Grant, LevelStanding, PathStanding, PeopleEvidence,
    RequirementStanding,
};
use crate::model::{EmployeeIx, Quantity, Symbol};
use crate::rules::{Comparison, Relation, Requirement, Truth};
use std::collections::BTreeSet;

/// Every level of a competency for machines.
pub(super) fn levels_data(told: &Told<'_>, standing: &CompetencyStanding<'_>) -> Vec<Data> {
    let whole = Choice::default();
    standing.levels.iter().map(|level| level_data(told, level, &whole)).collect()
}

/// One level for machines.
pub(super) fn level_data(told: &Told<'_>, level: &LevelStanding<'_>, choice: &Choice) -> Data {
    let (by, path, override_) = match level.grant {
        Some(Grant::Path(n)) => (Some("path"), level.paths.get(n).map(|p| Data::text(&p.path.id)), None),
        Some(Grant::Override(ix)) => (Some("override"), None, Some(ix)),
        None => (None, None, None),
    };
    Data::map([
        ("id", Data::text(told.level(level.level))),
        ("verdict", Data::text(level.verdict.word())),
        ("held", Data::text(level.held.word())),
        ("offered", Data::Bool(!level.paths.is_empty())),
        ("by", Data::optional(by.map(Data::text))),
        ("path", Data::optional(path)),
        ("override", override_data(told, override_)),
        (
            "crowded_out_by",
            Data::texts(level.crowded_out_by.iter().filter_map(|ix| told.competency(*ix)).map(|c| c.id.clone())),
        ),
        ("paths", Data::List(chosen_paths(level, choice).map(|p| path_data(told, p)).collect())),
    ])
}

fn path_data(told: &Told<'_>, standing: &PathStanding<'_>) -> Data {
    let path = standing.path;
    let requirements = standing.requirements.iter().map(|r| requirement_data(told, r, &standing.requirements));
    Data::map([
        ("id", Data::text(&path.id)),
        ("name", Data::text(path_name(path))),
        ("verdict", Data::text(standing.verdict.word())),
        ("by", Data::optional(standing.overridden.map(|_| Data::text("override")))),
        ("override", override_data(told, standing.overridden)),
        ("unknown", optional_text(path.unknown.as_ref())),
        ("note", optional_text(path.note.as_ref())),
        ("uncertain", optional_text(path.uncertain.as_ref())),
        ("source", own_source(&path.source)),
        ("line", Data::Int(i64::from(path.line))),
        ("requirements", Data::List(requirements.collect())),
    ])
}

/// The override that grants something, by number; null without one.
fn override_data(told: &Told<'_>, ix: Option<usize>) -> Data {
    let text = |s: Option<Symbol>| Data::optional(s.map(|s| Data::text(told.records.text(s))));
    Data::optional(ix.and_then(|ix| told.records.overrides.get(ix).map(|o| (ix, o))).map(|(ix, o)| {
        Data::map([
            ("until", Data::text(told.last_day(o.until))),
            ("reason", text(o.reason)),
            ("by", text(o.by)),
            ("place", place_data(told, Recorded::Override(ix))),
        ])
    }))
}

/// Where a record stands; null when it stands in no file.
pub(super) fn place_data(told: &Told<'_>, record: Recorded) -> Data {
    Data::optional(told.place(record).map(Data::text))
}

fn requirement_data(told: &Told<'_>, standing: &RequirementStanding<'_>, siblings: &[RequirementStanding<'_>]) -> Data {
    let requirement = standing.requirement;
    let data = Data::map([
        ("id", optional_text(requirement.id.as_ref())),
        ("kind", Data::text(kind(requirement))),
        ("name", optional_text(requirement.name.as_ref())),
        ("verdict", Data::text(standing.verdict.word())),
        ("rule", Data::text(rule_words(told.program(), told.lang, requirement))),
    ]);
    let data = rule_fields(data, told.program(), requirement);
    let mut overridden = None;
    let data = match &standing.evidence {
        Evidence::People(people) => people_data(told, data, people, requirement, siblings),
        Evidence::Figure(figure) => figure_data(told, data, requirement, figure),
        Evidence::Attestation(found) => attestation_data(told, data, *found),
        Evidence::Override(ix) => {
            overridden = Some(*ix);
            data
        }
        Evidence::Parts => data,
    };
    let until = overridden.and_then(|ix| told.records.overrides.get(ix)).map(|o| Data::text(told.last_day(o.until)));
    let mut data = data
        .with("by", Data::optional(overridden.map(|_| Data::text("override"))))
        .with("until", Data::optional(until))
        .with("override", override_data(told, overridden));
    if !standing.parts.is_empty() {
        let parts = standing.parts.iter().map(|part| requirement_data(told, part, &standing.parts));
        data = data.with("requirements", Data::List(parts.collect()));
    }
    data.with("scope", optional_text(requirement.scope.as_ref()))
        .with("note", optional_text(requirement.note.as_ref()))
        .with("uncertain", optional_text(requirement.uncertain.as_ref()))
        .with("source", own_source(&requirement.source))
        .with("line", Data::Int(i64::from(requirement.line)))
}

/// What was stated, and where; all of it null when nobody stated it.
fn attestation_data(told: &Told<'_>, data: Data, found: Option<usize>) -> Data {
    let attestation = found.and_then(|ix| told.records.attestations.get(ix));
    let evidence = attestation.and_then(|a| a.evidence).map(|e| Data::text(told.records.text(e)));
    data.with("stated", Data::optional(attestation.map(|a| Data::Bool(a.holds))))
        .with("evidence", Data::optional(evidence))
        .with("place", found.map_or(Data::Null, |ix| place_data(told, Recorded::Attestation(ix))))
}

fn people_data(
    told: &Told<'_>,
    data: Data,
    people: &PeopleEvidence,
    requirement: &Requirement,
    siblings: &[RequirementStanding<'_>],
) -> Data {
    let holdings = people.people.iter().map(|person| {
        let credentials = told.holdings(*person, &named(requirement)).into_iter().map(|(credential, ix)| {
            Data::map([
                ("credential", Data::text(told.credential(credential))),
                ("place", place_data(told, Recorded::Achievement(ix))),
            ])
        });
        Data::map([
            ("person", Data::text(told.records.employee_id(*person))),
            ("credentials", Data::List(credentials.collect())),
        ])
    });
    let int = |n: u32| Data::Int(i64::from(n));
    let nearest = people.nearest.iter().map(|near| {
        Data::map([
            ("person", Data::text(told.records.employee_id(near.employee))),
            ("missing", Data::texts(told.credentials(&near.missing))),
            (
                "uncounted",
                Data::List(
                    near.blocked
                        .iter()
                        .map(|ix| {
                            Data::map([
                                ("credential", Data::text(told.achieved(*ix))),
                                ("reason", Data::text(super::why_not::reason_code(told, *ix))),
                            ])
                        })
                        .collect(),
                ),
            ),
        ])
    });
    let blocking = people.blocking.as_ref().map(|blocking| {
        let seats = blocking.seats.iter().filter_map(|(n, seats)| {
            let id = siblings.get(*n)?.requirement.id.clone()?;
            Some(Data::map([("requirement", Data::text(id)), ("seats", int(*seats))]))
        });
        Data::map([("seats", Data::List(seats.collect())), ("people", told.ids(&blocking.people))])
    });
    data.with("filled", Data::List(vec![int(people.filled.0), int(people.filled.1)]))
        .with("people", told.ids(&people.people))
        .with("holdings", Data::List(holdings.collect()))
        .with("fitting", told.ids(&people.fitting))
        .with("spare", Data::optional(people.spare.map(int)))
        .with_some("blocking", blocking)
        .with("nearest", Data::List(nearest.collect()))
}

fn figure_data(told: &Told<'_>, data: Data, requirement: &Requirement, evidence: &FigureEvidence) -> Data {
    let quantity = |q: Option<Quantity>| Data::optional(q.map(|q| Data::text(q.to_string())));
    let figure = &evidence.figure;
    let left_out = figure.left_out.iter().map(|(association, value)| {
        Data::map([("association", optional_text(association.as_ref())), ("value", Data::text(value.to_string()))])
    });
    // Nothing is missing where a figure must stay small.
    let relation = match &requirement.truth {
        Truth::Compare(Comparison { relation, .. }) => Some(*relation),
        _ => None,
    };
    let upward = matches!(relation, Some(Relation::AtLeast | Relation::MoreThan));
    data.with("value", Data::List(vec![quantity(figure.value.certain), quantity(figure.value.possible)]))
        .with("threshold", quantity(evidence.threshold))
        .with("shortfall", quantity(evidence.shortfall.filter(|_| upward)))
        .with(
            "months",
            Data::optional(figure.months.map(|(first, last)| Data::texts([first.to_string(), last.to_string()]))),
        )
        .with("missing_months", Data::texts(figure.missing.iter().map(ToString::to_string)))
        .with("left_out", Data::List(left_out.collect()))
        .with("places", Data::texts(figure_runs(told, evidence)))
}

/// Everybody these standings name, and `others`: their ids and names, by id.
pub(super) fn names_data<'s>(
    told: &Told<'_>,
    levels: impl IntoIterator<Item = &'s LevelStanding<'s>>,
    choice: &Choice,
    others: impl IntoIterator<Item = EmployeeIx>,
) -> Data {
    let mut named: BTreeSet<EmployeeIx> = others.into_iter().collect();
    for level in levels {
        for requirement in chosen_paths(level, choice).flat_map(|path| &path.requirements) {
            name_people(requirement, &mut named);
        }
    }
    // People are numbered in the order of their ids.
    let one = |ix: EmployeeIx| {
        Data::map([
            ("id", Data::text(told.records.employee_id(ix))),
            ("name", Data::text(told.records.employee_name(ix))),
        ])
    };
    Data::List(named.into_iter().map(one).collect())
}

fn name_people(requirement: &RequirementStanding<'_>, named: &mut BTreeSet<EmployeeIx>) {
    if let Evidence::People(people) = &requirement.evidence {
        named.extend(people.people.iter().chain(&people.fitting).copied());
        named.extend(people.blocking.iter().flat_map(|blocking| &blocking.people).copied());
        named.extend(people.nearest.iter().map(|near| near.employee));
    }
    for part in &requirement.parts {
        name_people(part, named);
    }
}

/// The paths of a level that were asked for.
pub(super) fn chosen_paths<'s, 'r>(
    level: &'s LevelStanding<'r>,
    choice: &'s Choice,
) -> impl Iterator<Item = &'s PathStanding<'r>> {
    level.paths.iter().filter(|path| choice.path.as_ref().is_none_or(|wanted| path.path.id == *wanted))
}

/// Where the measurements of a figure are recorded.
pub(super) fn figure_places(told: &Told<'_>, evidence: &FigureEvidence) -> String {
    runs(&measured_at(told, evidence))
}

/// The same, one run of lines each.
fn figure_runs(told: &Told<'_>, evidence: &FigureEvidence) -> Vec<String> {
    let line = |place: &str| {
        let (file, line) = place.rsplit_once(':')?;
        Some((file.len(), line.parse::<u32>().ok()?))
    };
    let follows = |a: &String, b: &String| match (line(a), line(b)) {
        (Some((of, first)), Some((file, second))) => {
            a.get(..of) == b.get(..file) && first.checked_add(1) == Some(second)
        }
        _ => false,
    };
    measured_at(told, evidence).chunk_by(follows).map(runs).collect()
}

fn measured_at(told: &Told<'_>, evidence: &FigureEvidence) -> Vec<String> {
    evidence.figure.counted.iter().filter_map(|n| told.place(Recorded::Measurement(*n))).collect()
}
