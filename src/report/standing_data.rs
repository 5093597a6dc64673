//! The standing of levels, paths and requirements for machines: what `status` and `explain` publish alike.

use super::Data;
use super::common::{Recorded, Told, path_name, runs};
use super::explain::Choice;
use super::rule_words::{measured, metric_words, named, rule_words};
use crate::engine::{
    CompetencyStanding, Evidence, FigureEvidence, Grant, LevelStanding, PathStanding, PeopleEvidence,
    RequirementStanding,
};
use crate::rules::{Comparison, Number, Requirement, Truth};

/// Every level of a competency for machines.
pub(super) fn levels_data(told: &Told<'_>, standing: &CompetencyStanding<'_>) -> Vec<Data> {
    let whole = Choice::default();
    standing.levels.iter().map(|level| level_data(told, level, &whole)).collect()
}

/// One level for machines.
pub(super) fn level_data(told: &Told<'_>, level: &LevelStanding<'_>, choice: &Choice) -> Data {
    let (by, path) = match level.grant {
        Some(Grant::Path(n)) => ("path", level.paths.get(n).map(|p| Data::text(&p.path.id))),
        Some(Grant::Override(_)) => ("override", None),
        None => ("", None),
    };
    Data::map([
        ("id", Data::text(told.level(level.level))),
        ("verdict", Data::text(level.verdict.word())),
        ("held", Data::text(level.held.word())),
        ("offered", Data::Bool(!level.paths.is_empty())),
        ("by", if by.is_empty() { Data::Null } else { Data::text(by) }),
        ("path", Data::optional(path)),
        (
            "crowded_out_by",
            Data::texts(level.crowded_out_by.iter().filter_map(|ix| told.competency(*ix)).map(|c| c.id.clone())),
        ),
        ("paths", Data::List(chosen_paths(level, choice).map(|p| path_data(told, p)).collect())),
    ])
}

fn path_data(told: &Told<'_>, standing: &PathStanding<'_>) -> Data {
    let path = standing.path;
    Data::map([
        ("id", Data::text(&path.id)),
        ("name", Data::text(path_name(path))),
        ("verdict", Data::text(standing.verdict.word())),
    ])
    .with_some("by", standing.overridden.map(|_| Data::text("override")))
    .with_some("unknown", path.unknown.as_ref().map(Data::text))
    .with_some("uncertain", path.uncertain.as_ref().map(Data::text))
    .with_some("source", (!path.source.is_empty()).then(|| Data::texts(path.source.clone())))
    .with("line", Data::Int(i64::from(path.line)))
    .with(
        "requirements",
        Data::List(standing.requirements.iter().map(|r| requirement_data(told, r, &standing.requirements)).collect()),
    )
}

fn requirement_data(told: &Told<'_>, standing: &RequirementStanding<'_>, siblings: &[RequirementStanding<'_>]) -> Data {
    let requirement = standing.requirement;
    let kind = match &requirement.truth {
        Truth::All(_) => "all",
        Truth::Any(_) => "any",
        Truth::KOf { .. } => "k_of",
        Truth::Attest { .. } => "attest",
        Truth::Compare(Comparison { number: Number::People(_), .. }) => "people",
        Truth::Compare(_) => "measure",
    };
    let mut data =
        Data::map([("id", Data::optional(requirement.id.as_ref().map(Data::text))), ("kind", Data::text(kind))])
            .with_some("name", requirement.name.as_ref().map(Data::text))
            .with("verdict", Data::text(standing.verdict.word()))
            .with("rule", Data::text(rule_words(told.program(), told.lang, requirement)));
    data = match &standing.evidence {
        Evidence::People(people) => people_data(told, data, people, requirement, siblings),
        Evidence::Figure(figure) => figure_data(told, data, requirement, figure),
        Evidence::Override(ix) => {
            let override_ = told.records.overrides.get(*ix);
            data.with("by", Data::text("override"))
                .with_some("until", override_.map(|o| Data::text(told.last_day(o.until))))
        }
        Evidence::Attestation(found) => {
            let evidence = found
                .and_then(|ix| told.records.attestations.get(ix))
                .and_then(|a| a.evidence)
                .map(|e| Data::text(told.records.text(e)));
            data.with("evidence", Data::optional(evidence))
        }
        Evidence::Parts => data,
    };
    if !standing.parts.is_empty() {
        let parts = standing.parts.iter().map(|part| requirement_data(told, part, &standing.parts));
        data = data.with("requirements", Data::List(parts.collect()));
    }
    data.with_some("scope", requirement.scope.as_ref().map(Data::text))
        .with_some("note", requirement.note.as_ref().map(Data::text))
        .with_some("uncertain", requirement.uncertain.as_ref().map(Data::text))
        .with_some("source", (!requirement.source.is_empty()).then(|| Data::texts(requirement.source.clone())))
        .with("line", Data::Int(i64::from(requirement.line)))
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
            Data::map([("credential", Data::text(told.credential(credential)))])
                .with_some("place", told.place(Recorded::Achievement(ix)).map(Data::text))
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
        .with("needed", int(people.needed))
        .with("people", told.ids(&people.people))
        .with("holdings", Data::List(holdings.collect()))
        .with("fitting", told.ids(&people.fitting))
        .with("spare", Data::optional(people.spare.map(int)))
        .with_some("blocking", blocking)
        .with("nearest", Data::List(nearest.collect()))
}

fn figure_data(told: &Told<'_>, data: Data, requirement: &Requirement, evidence: &FigureEvidence) -> Data {
    let quantity = |q: Option<crate::model::Quantity>| Data::optional(q.map(|q| Data::text(q.to_string())));
    let figure = &evidence.figure;
    let left_out = figure.left_out.iter().map(|(association, value)| {
        Data::map([
            ("association", Data::optional(association.as_ref().map(Data::text))),
            ("value", Data::text(value.to_string())),
        ])
    });
    let (_, unit) = metric_words(told, requirement);
    data.with("metric", Data::optional(measured(requirement).map(|m| Data::text(&m.metric))))
        .with("value", Data::List(vec![quantity(figure.value.certain), quantity(figure.value.possible)]))
        .with("threshold", quantity(evidence.threshold))
        .with("unit", Data::text(unit))
        .with("shortfall", quantity(evidence.shortfall))
        .with(
            "months",
            Data::optional(figure.months.map(|(first, last)| Data::texts([first.to_string(), last.to_string()]))),
        )
        .with("missing_months", Data::texts(figure.missing.iter().map(ToString::to_string)))
        .with("left_out", Data::List(left_out.collect()))
        .with("places", Data::text(figure_places(told, evidence)))
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
    let places: Vec<String> =
        evidence.figure.counted.iter().filter_map(|n| told.place(Recorded::Measurement(*n))).collect();
    runs(&places)
}
