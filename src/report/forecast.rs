//! `forecast`: what will change, when and why, with a timeline of it.

use super::alerts::{alert_data, id as alert_id};
use super::cause::{causes_words, level_words, subject_words};
use super::dated::by_day;
use super::status::offer_name;
use super::timeline::timeline;
use super::{Block, Cell, Data, Dated, Line, Report, Table, Told, Tone};
use crate::engine::{Event, Happening, SafeDay, State, Verdict};
use crate::lang::words::{self, TableTitle, table_title};
use crate::model::{Date, Instant};
use crate::rules::{CompetencyIx, LevelIx};

/// The schema of the document.
pub const SCHEMA: &str = "competency/forecast/1";

/// What is known of the time to come.
#[derive(Debug, Clone, Copy)]
pub struct Future<'a> {
    /// What changes, by instant.
    pub events: &'a [Event],
    /// Last days to pass an exam.
    pub safe_days: &'a [SafeDay],
    /// How far is looked.
    pub until: Instant,
    /// Alerts are told, too.
    pub alerts: bool,
}

/// Builds the report.
#[must_use]
pub fn forecast(told: &Told<'_>, future: Future<'_>) -> Report {
    let (from, until) = (told.today(), told.records.zone.date_of(future.until).to_string());
    let shown: Vec<&Event> = future.events.iter().filter(|event| future.alerts || !is_alert(event)).collect();
    let headline = words::forecast(told.lang, shown.len(), &from, &until);
    let mut blocks = vec![Block::Prose(vec![Line::new(Tone::Strong, headline)])];
    if !shown.is_empty() {
        blocks.push(Block::Table(Table::new(
            table_title(told.lang, TableTitle::Forecast),
            words::forecast_headings(told.lang),
            shown.iter().map(|event| row(told, event)).collect(),
        )));
    }
    blocks.extend(timeline(told, future).map(Block::Timeline));
    if !future.safe_days.is_empty() {
        blocks.push(Block::Prose(vec![Line::new(Tone::Plain, words::safe_days(told.lang))]));
        blocks.push(Block::Table(Table::new(
            table_title(told.lang, TableTitle::SafeDays),
            words::safe_day_headings(told.lang),
            future.safe_days.iter().map(|day| safe_row(told, *day)).collect(),
        )));
    }
    let data = told
        .head(SCHEMA)
        .with("until", Data::text(until))
        .with("events", Data::List(shown.iter().map(|event| event_data(told, event)).collect()))
        .with("safe_days", Data::List(future.safe_days.iter().map(|day| safe_data(told, *day)).collect()));
    told.report(blocks, data).listing(&[("events", "event")]).dating(dates(told, &shown, future.safe_days))
}

fn is_alert(event: &Event) -> bool {
    matches!(event.what, Happening::Cleared(_) | Happening::Raised(_))
}

fn row(told: &Told<'_>, event: &Event) -> Vec<Cell> {
    let (tone, what) = happening(told, &event.what);
    vec![Cell::date(Some(told.records.zone.date_of(event.at))), Cell::new(tone, what), Cell::plain(why(told, event))]
}

fn why(told: &Told<'_>, event: &Event) -> String {
    match &event.what {
        Happening::Raised(alert) => causes_words(told, &alert.causes),
        _ => causes_words(told, &event.causes),
    }
}

/// What changes, and the last days to keep something, as entries of a calendar.
fn dates(told: &Told<'_>, events: &[&Event], safe_days: &[SafeDay]) -> Vec<Dated> {
    let organization = told.records.text(told.records.organization.id);
    let rung = |competency: CompetencyIx, level: LevelIx| {
        format!("{}/{}", told.competency(competency).map_or("", |c| c.id.as_str()), told.level(level))
    };
    let changes = events.iter().map(|event| {
        let about = match &event.what {
            Happening::Level { competency, level, to, .. } => format!("{}/{}", rung(*competency, *level), to.word()),
            Happening::Membership { membership, to, .. } => {
                let offer = told.records.memberships.get(*membership).map_or("", |m| told.records.text(m.offer));
                format!("membership/{offer}/{}", to.map_or("none", State::word))
            }
            Happening::Raised(alert) => format!("raised/{}", alert_id(told, alert)),
            Happening::Cleared(alert) => format!("cleared/{}", alert_id(told, alert)),
        };
        Dated {
            id: format!("{organization}/change/{about}"),
            day: told.records.zone.date_of(event.at),
            title: happening(told, &event.what).1,
            text: why(told, event),
        }
    });
    let last_days = safe_days.iter().filter_map(|safe| {
        let person = safe.employee.map_or("", |ix| told.records.employee_id(ix));
        let credential = told.credential(safe.credential);
        Some(Dated {
            id: format!("{organization}/safe/{person}/{credential}/{}", rung(safe.competency, safe.level)),
            // While there is time before the anniversary, that is the day to remember.
            day: safe.anniversary.or(safe.window)?,
            title: words::credit_of(told.lang, &self::person(told, *safe), credential),
            text: level_words(told, safe.competency, safe.level),
        })
    });
    by_day(changes.chain(last_days))
}

/// What changes, and what that means for the reader.
pub(super) fn happening(told: &Told<'_>, what: &Happening) -> (Tone, String) {
    match what {
        Happening::Level { competency, level, from, to } => {
            let name = told.competency(*competency).map_or("", |c| c.name.as_str());
            let tone = match to {
                Verdict::Met => Tone::Good,
                Verdict::NotMet => Tone::Bad,
                Verdict::Unknown => Tone::Attention,
            };
            (tone, words::level_changes(told.lang, name, told.level(*level), *from, *to))
        }
        Happening::Membership { membership, from, to } => {
            let tone = match to {
                Some(State::Active) => Tone::Good,
                Some(State::Lapsed) => Tone::Bad,
                _ => Tone::Attention,
            };
            (tone, words::membership_changes(told.lang, offer_name(told, *membership), *from, *to))
        }
        Happening::Raised(alert) => {
            let text = words::alert(told.lang, alert.code, &subject_words(told, alert.subject));
            (Tone::Attention, words::alert_changes(told.lang, true, &text))
        }
        Happening::Cleared(alert) => {
            let text = words::alert(told.lang, alert.code, &subject_words(told, alert.subject));
            (Tone::Muted, words::alert_changes(told.lang, false, &text))
        }
    }
}

fn safe_row(told: &Told<'_>, day: SafeDay) -> Vec<Cell> {
    let date = |date: Option<Date>| match date {
        Some(date) => Cell::date(Some(date)),
        None => Cell::new(Tone::Bad, words::too_late(told.lang)),
    };
    vec![
        Cell::plain(words::credit_of(told.lang, &person(told, day), told.credential(day.credential))),
        Cell::plain(level_words(told, day.competency, day.level)),
        date(day.anniversary),
        date(day.window),
    ]
}

/// Who is closest, or anybody.
fn person(told: &Told<'_>, day: SafeDay) -> String {
    day.employee.map_or_else(|| words::anybody(told.lang).to_owned(), |ix| told.person(ix))
}

fn id(told: &Told<'_>, competency: CompetencyIx) -> Data {
    Data::text(told.competency(competency).map_or("", |c| c.id.as_str()))
}

fn event_data(told: &Told<'_>, event: &Event) -> Data {
    let state = |state: Option<State>| Data::optional(state.map(|s| Data::text(s.word())));
    let head = |kind: &str| {
        Data::map([
            ("at", Data::text(told.records.zone.rfc3339(event.at))),
            ("kind", Data::text(kind)),
            ("text", Data::text(happening(told, &event.what).1)),
            ("cause", Data::text(causes_words(told, &event.causes))),
        ])
    };
    match &event.what {
        Happening::Level { competency, level, from, to } => head("level")
            .with("competency", id(told, *competency))
            .with("level", Data::text(told.level(*level)))
            .with("from", Data::text(from.word()))
            .with("to", Data::text(to.word())),
        Happening::Membership { membership, from, to } => {
            let offer = told.records.memberships.get(*membership).map_or("", |m| told.records.text(m.offer));
            head("membership").with("offer", Data::text(offer)).with("from", state(*from)).with("to", state(*to))
        }
        Happening::Raised(alert) => head("alert-raised").with("alert", alert_data(told, alert)),
        Happening::Cleared(alert) => head("alert-cleared").with("alert", alert_data(told, alert)),
    }
}

fn safe_data(told: &Told<'_>, day: SafeDay) -> Data {
    let date = |date: Option<Date>| Data::optional(date.map(|d| Data::text(d.to_string())));
    Data::map([
        ("employee", Data::optional(day.employee.map(|ix| Data::text(told.records.employee_id(ix))))),
        ("credential", Data::text(told.credential(day.credential))),
        ("competency", id(told, day.competency)),
        ("level", Data::text(told.level(day.level))),
        ("anniversary", date(day.anniversary)),
        ("window", date(day.window)),
    ])
}
