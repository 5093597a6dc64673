//! `alerts`: what deserves attention, the most urgent first.

use super::cause::{action_data, actions_words, cause_words, causes_words, subject_data, subject_words};
use super::{Block, Cell, Data, Line, Report, Table, Told, Tone};
use crate::engine::{Alert, Severity};
use crate::lang::words;

/// The schema of the document.
pub const SCHEMA: &str = "competency/alerts/1";

/// Builds the report of these alerts; `known` more are in a baseline already.
#[must_use]
pub fn alerts(told: &Told<'_>, alerts: &[Alert], known: usize) -> Report {
    let count = |severity| (severity, alerts.iter().filter(|alert| alert.severity == severity).count());
    let tone = alerts.iter().map(|alert| alert.severity).min().map_or(Tone::Good, tone);
    let headline = words::alert_counts(told.lang, Severity::ALL.map(count), &told.today());
    let mut blocks = vec![Block::Prose(vec![Line::new(tone, headline)])];
    if !alerts.is_empty() {
        blocks.push(Block::Table(Table {
            headings: words::alert_headings(told.lang).map(str::to_owned).to_vec(),
            rows: alerts.iter().map(|alert| row(told, alert)).collect(),
        }));
    }
    if known > 0 {
        blocks.push(Block::Prose(vec![Line::new(Tone::Muted, words::alerts_known(told.lang, known))]));
    }
    let data = told
        .head(SCHEMA)
        .with("alerts", Data::List(alerts.iter().map(|alert| alert_data(told, alert)).collect()))
        .with("known", Data::count(known));
    Report::new(blocks, data).listing(&[("alerts", "alert")])
}

/// How many alerts there are, for a report that is about something else; nothing when there is none.
pub(super) fn count_line(told: &Told<'_>, alerts: &[Alert]) -> Option<Line> {
    let count = |severity| (severity, alerts.iter().filter(|alert| alert.severity == severity).count());
    let most_urgent = alerts.iter().map(|alert| alert.severity).min()?;
    Some(Line::new(tone(most_urgent), words::alerts_elsewhere(told.lang, Severity::ALL.map(count))))
}

fn tone(severity: Severity) -> Tone {
    match severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Attention,
        Severity::Info => Tone::Plain,
    }
}

fn row(told: &Told<'_>, alert: &Alert) -> Vec<Cell> {
    let date = alert.date.map(|date| date.to_string()).unwrap_or_default();
    vec![
        Cell::new(tone(alert.severity), words::severity(told.lang, alert.severity)),
        Cell::plain(words::alert(told.lang, alert.code, &subject_words(told, alert.subject))),
        Cell::plain(date),
        Cell::plain(causes_words(told, &alert.causes)),
        Cell::plain(actions_words(told, &alert.actions)),
    ]
}

/// One alert for machines. The `id` is the same in every run as long as the alert is about the same thing.
pub(super) fn alert_data(told: &Told<'_>, alert: &Alert) -> Data {
    Data::map([
        ("id", Data::text(id(told, alert))),
        ("code", Data::text(alert.code.word())),
        ("severity", Data::text(alert.severity.word())),
        ("subject", subject_data(told, alert.subject)),
        ("date", Data::optional(alert.date.map(|date| Data::text(date.to_string())))),
        ("cause", Data::text(causes_words(told, &alert.causes))),
        ("causes", Data::texts(alert.causes.iter().map(|cause| cause_words(told, cause)))),
        ("action", Data::text(actions_words(told, &alert.actions))),
        ("actions", Data::List(alert.actions.iter().map(|action| action_data(told, action)).collect())),
    ])
}

/// What stays the same while an alert is the same alert: its code, its severity and what it is about.
#[must_use]
pub fn id(told: &Told<'_>, alert: &Alert) -> String {
    let mut id = format!("{}:{}", alert.code.word(), alert.severity.word());
    if let Data::Map(fields) = subject_data(told, alert.subject) {
        for (_, value) in fields {
            if let Data::Text(text) = value {
                id.push(':');
                id.push_str(&text);
            }
        }
    }
    id
}
