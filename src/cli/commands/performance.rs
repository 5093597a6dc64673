//! `performance add`.

use super::Answer;
use crate::cli::args::PerformanceCommand;
use crate::cli::change::{Intent, field, record};
use crate::cli::session::Session;
use crate::cli::{CliError, pick};
use crate::lang::{say, words::Did};
use crate::load::kind::Kind;
use crate::model::Quantity;

pub(super) fn run(command: &PerformanceCommand, session: &mut Session<'_, '_>) -> Answer {
    let PerformanceCommand::Add { metric, month, value, association, market, location, writing } = command;
    let day = pick::month(session.lang(), month)?;
    let quantity = Quantity::parse(value).map_err(|_| {
        let (message, help) = say::bad_number(session.lang(), value);
        CliError::Usage(message, Some(help))
    })?;
    let opened = session.open_for_change(writing.dry_run)?;
    let here = session.here(&opened)?;
    let program = &here.workspace.program;
    let metric = pick::metric(session.lang(), program, metric)?;
    let association =
        association.as_deref().map(|word| pick::association(session.lang(), program, word)).transpose()?;
    let mut intent = Intent::new(session.lang());
    intent.say(Did::Measured { metric, month: &day.to_string(), value: &quantity.to_string() });
    let text = |symbol: Option<crate::model::Symbol>| symbol.map(|s| here.records.text(s));
    let same: Vec<Quantity> = here
        .records
        .measurements
        .iter()
        .filter(|m| here.records.text(m.metric) == metric && m.month == day)
        .filter(|m| text(m.association) == association && text(m.location) == location.as_deref())
        .map(|m| m.value)
        .collect();
    if !same.is_empty() {
        let total: Quantity = same.into_iter().chain([quantity]).sum();
        intent.warn(Did::AddsUp { metric, month: &day.to_string(), total: &total.to_string() });
    }
    let fields = [
        ("metric", metric),
        ("month", &day.to_string()),
        ("value", &quantity.to_string()),
        ("association", association.unwrap_or_default()),
        ("market", field(market.as_ref())),
        ("location", field(location.as_ref())),
    ];
    intent.changes.push(record(&here, Kind::Performance, &fields));
    // A month counts once its last day is over.
    intent.effective(here.workspace.zone.end_of(day.last()));
    session.apply(&opened, &intent, writing.dry_run)
}
