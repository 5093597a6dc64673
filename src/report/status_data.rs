//! `status` for machines.

use super::common::Told;
use super::status::{SCHEMA, crowded_out_or_missing, end_words};
use super::{Data, standing_data};
use crate::engine::{CompetencyStanding, Margin, NextEndCause};

/// The document.
pub(super) fn data(told: &Told<'_>, standings: &[&CompetencyStanding<'_>]) -> Data {
    let eligibility = &told.evaluation.eligibility;
    let reasons = eligibility.not_counted();
    let aside = told.evaluation.left_aside;
    told.head(SCHEMA)
        .with("competencies", Data::List(standings.iter().map(|s| competency_data(told, s)).collect()))
        .with("membership", membership_data(told))
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
        let base =
            Data::map([("date", Data::text(told.last_day(end.at))), ("cause", Data::text(end_words(told, end)))]);
        match end.cause {
            NextEndCause::Credit { employee, credential, .. } => base
                .with("person", Data::text(told.records.employee_id(employee)))
                .with("credential", Data::text(told.credential(credential))),
            _ => base,
        }
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
