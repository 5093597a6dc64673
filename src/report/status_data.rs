//! `status` for machines.

use super::alerts::alert_data;
use super::common::Told;
use super::explain::Choice;
use super::status::{SCHEMA, crowded_out_or_missing, end_words};
use super::{Data, exceptions, standing_data};
use crate::engine::{Alert, CompetencyStanding, Margin, NextEndCause};
use crate::model::EmployeeIx;

/// The document.
pub(super) fn data(told: &Told<'_>, standings: &[&CompetencyStanding<'_>], alerts: &[Alert]) -> Data {
    let eligibility = &told.evaluation.eligibility;
    let reasons = eligibility.not_counted();
    let aside = told.evaluation.left_aside;
    let levels = standings.iter().flat_map(|s| &s.levels);
    let others = standings.iter().flat_map(|s| others(told, s));
    told.head(SCHEMA)
        .with("life", life_data(told))
        .with("competencies", Data::List(standings.iter().map(|s| competency_data(told, s)).collect()))
        .with("people", standing_data::names_data(told, levels, &Choice::default(), others))
        .with("membership", membership_data(told))
        .with("overrides", exceptions::overrides_data(told))
        .with("exemption", exceptions::exemption_data(told))
        .with("alerts", Data::List(alerts.iter().map(|alert| alert_data(told, alert)).collect()))
        .with(
            "achievements",
            Data::map([
                ("read", Data::count(eligibility.outcomes.len())),
                ("counted", Data::count(eligibility.counted.len())),
                (
                    "not_counted",
                    Data::Map(reasons.iter().map(|(code, n)| ((*code).to_owned(), Data::count(*n))).collect()),
                ),
            ]),
        )
        .with(
            "left_aside",
            Data::map([
                ("achievements", Data::count(aside.achievements)),
                ("associations", Data::count(aside.associations)),
                ("employees", Data::count(aside.employees)),
                ("measurements", Data::count(aside.measurements)),
                ("memberships", Data::count(aside.memberships)),
                ("exceptions", Data::count(aside.exceptions)),
            ]),
        )
}

/// How long the programme runs, and whether the day of evaluation is behind that.
fn life_data(told: &Told<'_>) -> Data {
    let life = &told.program().life;
    let today = told.records.zone.date_of(told.evaluation.as_of);
    let day = |d: Option<crate::model::Date>| Data::optional(d.map(|d| Data::text(d.to_string())));
    Data::map([
        ("earned_until", day(life.earned_until)),
        ("benefits_until", day(life.benefits_until)),
        ("over", Data::Bool(life.earned_until.is_some_and(|last| today > last))),
    ])
}

/// The people a competency names beside those of its requirements.
fn others(told: &Told<'_>, standing: &CompetencyStanding<'_>) -> Vec<EmployeeIx> {
    let pending = standing.pending.iter().filter_map(|(_, ix)| told.records.owner(told.records.achievement(*ix)?));
    let ending = standing.margin.as_ref().and_then(|m| m.next_end.as_ref()).and_then(|end| match end.cause {
        NextEndCause::Credit { employee, .. } => Some(employee),
        NextEndCause::Override(_) | NextEndCause::Attestation(_) => None,
    });
    pending.chain(ending).collect()
}

fn competency_data(told: &Told<'_>, standing: &CompetencyStanding<'_>) -> Data {
    let competency = told.competency(standing.competency);
    let level = |l| Data::text(told.level(l));
    let pending = standing.pending.iter().map(|(from, ix)| {
        let owner = told.records.achievement(*ix).and_then(|a| told.records.owner(a));
        Data::map([
            ("person", Data::text(owner.map_or("", |o| told.records.employee_id(o)))),
            ("credential", Data::text(told.achieved(*ix))),
            ("from", Data::text(told.records.zone.rfc3339(*from))),
        ])
    });
    let distance = standing.distance().map(|d| {
        Data::map([
            ("conditions", Data::Int(i64::from(d.conditions))),
            ("people", Data::Int(i64::from(d.people))),
            ("figures_per_mille", Data::Int(i64::from(d.figures))),
        ])
    });
    let missing = standing
        .next
        .and_then(|next| standing.at(next))
        .and_then(|level| Some(crowded_out_or_missing(told, level, level.closest()?)))
        .unwrap_or_default();
    Data::map([
        ("id", Data::text(competency.map_or("", |c| c.id.as_str()))),
        ("name", Data::text(competency.map_or("", |c| c.name.as_str()))),
        ("level", Data::optional(standing.level.map(level))),
        ("next", Data::optional(standing.next.map(level))),
        ("distance", Data::optional(distance)),
        ("missing", Data::texts(missing)),
        ("margin", Data::optional(standing.margin.as_ref().map(|m| margin_data(told, m)))),
        ("pending", Data::List(pending.collect())),
        ("levels", Data::List(standing_data::levels_data(told, standing))),
    ])
}

fn margin_data(told: &Told<'_>, margin: &Margin) -> Data {
    let next_end = margin.next_end.as_ref().map(|end| {
        let credit = match end.cause {
            NextEndCause::Credit { employee, credential, .. } => Some((employee, credential)),
            NextEndCause::Override(_) | NextEndCause::Attestation(_) => None,
        };
        Data::map([
            ("date", Data::text(told.last_day(end.at))),
            ("cause", Data::text(end_words(told, end))),
            ("person", Data::optional(credit.map(|(person, _)| Data::text(told.records.employee_id(person))))),
            ("credential", Data::optional(credit.map(|(_, credential)| Data::text(told.credential(credential))))),
        ])
    });
    Data::map([
        ("spare_people", Data::optional(margin.spare_people.map(|n| Data::Int(i64::from(n))))),
        ("next_end", Data::optional(next_end)),
    ])
}

fn membership_data(told: &Told<'_>) -> Data {
    Data::optional(told.evaluation.membership.as_ref().map(|standing| {
        let offer = told.records.memberships.get(standing.membership).map_or("", |m| told.records.text(m.offer));
        Data::map([
            ("offer", Data::text(offer)),
            ("name", Data::text(told.program().offer(offer).map_or(offer, |o| o.name.as_str()))),
            ("state", Data::text(standing.state.word())),
            ("anniversary", Data::text(standing.anniversary.to_string())),
            (
                "renewal",
                Data::map([
                    ("opens", Data::text(standing.renewal.opens.to_string())),
                    ("closes", Data::text(standing.renewal.closes.to_string())),
                    ("eligible", Data::text(standing.renewal.eligible.word())),
                ]),
            ),
        ])
    }))
}
