//! What is taken as met without being met: overrides of the records and exemptions of the programme, always listed apart.

use super::cause::override_target;
use super::common::Told;
use super::{Data, Line, Tone};
use crate::lang::words::{self, Running};
use crate::model::Override;
use crate::rules::Exemption;

/// One line for every override that has begun, and for the exemption that waives the next renewal.
pub(super) fn lines(told: &Told<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (n, exception) in told.records.overrides.iter().enumerate() {
        let running = running(told, exception);
        if running == Running::Later {
            continue;
        }
        let text = |symbol: Option<crate::model::Symbol>| symbol.map(|s| told.records.text(s));
        let days = (told.date(exception.from), told.last_day(exception.until));
        let text = words::overridden_apart(
            told.lang,
            running,
            &override_target(told, n),
            (&days.0, &days.1),
            text(exception.reason),
            text(exception.by),
        );
        lines.push(Line::new(if running == Running::Now { Tone::Attention } else { Tone::Muted }, text));
    }
    lines.extend(exemption(told).map(|e| Line::new(Tone::Attention, words::exempted(told.lang, &e.id, &e.effect))));
    lines
}

/// The same for machines, overrides to come included.
pub(super) fn overrides_data(told: &Told<'_>) -> Data {
    let text = |symbol: Option<crate::model::Symbol>| {
        Data::optional(symbol.map(|symbol| Data::text(told.records.text(symbol))))
    };
    let one = |o: &Override| {
        Data::map([
            ("competency", Data::text(told.records.text(o.target.competency))),
            ("level", Data::text(told.records.text(o.target.level))),
            ("path", text(o.target.path)),
            ("requirement", text(o.target.requirement)),
            ("state", Data::text(running(told, o).word())),
            ("from", Data::text(told.date(o.from))),
            ("until", Data::text(told.last_day(o.until))),
            ("reason", text(o.reason)),
            ("by", text(o.by)),
        ])
    };
    Data::List(told.records.overrides.iter().map(one).collect())
}

/// The exemption that waives the next renewal, for machines; null when there is none.
pub(super) fn exemption_data(told: &Told<'_>) -> Data {
    Data::optional(exemption(told).map(|e| Data::map([("id", Data::text(&e.id)), ("effect", Data::text(&e.effect))])))
}

fn running(told: &Told<'_>, exception: &Override) -> Running {
    let at = told.evaluation.as_of;
    if exception.active_at(at) {
        Running::Now
    } else if at < exception.from {
        Running::Later
    } else {
        Running::Over
    }
}

fn exemption<'a>(told: &Told<'a>) -> Option<&'a Exemption> {
    let waived = told.evaluation.membership.as_ref()?.renewal.exemption?;
    told.program().exemptions.get(waived)
}
