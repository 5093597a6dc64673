//! `alerts`: what deserves attention, the most urgent first.

use super::cause::{action_data, actions_words, cause_words, causes_words, subject_data, subject_words};
use super::dated::by_day;
use super::{Block, Cell, Data, Dated, Line, Report, Table, Told, Tone};
use crate::engine::{Alert, Severity};
use crate::lang::words::{self, TableTitle, table_title};

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
        blocks.push(Block::Table(Table::new(
            table_title(told.lang, TableTitle::Alerts),
            words::alert_headings(told.lang),
            alerts.iter().map(|alert| row(told, alert)).collect(),
        )));
    }
    if known > 0 {
        blocks.push(Block::Prose(vec![Line::new(Tone::Muted, words::alerts_known(told.lang, known))]));
    }
    let data = told
        .head(SCHEMA)
        .with("alerts", Data::List(alerts.iter().map(|alert| alert_data(told, alert)).collect()))
        .with("known", Data::count(known));
    told.report(blocks, data).listing(&[("alerts", "alert")]).dating(dates(told, alerts))
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

/// The alerts that have a day.
fn dates(told: &Told<'_>, alerts: &[Alert]) -> Vec<Dated> {
    let organization = told.records.text(told.records.organization.id);
    let dated = alerts.iter().filter_map(|alert| {
        let mut text = vec![causes_words(told, &alert.causes)];
        text.extend((!alert.actions.is_empty()).then(|| actions_words(told, &alert.actions)));
        text.retain(|part| !part.is_empty());
        Some(Dated {
            id: format!("{organization}/{}", id(told, alert)),
            day: alert.date?,
            title: words::alert(told.lang, alert.code, &subject_words(told, alert.subject)),
            text: text.join("\n"),
        })
    });
    by_day(dated)
}

fn row(told: &Told<'_>, alert: &Alert) -> Vec<Cell> {
    vec![
        Cell::new(tone(alert.severity), words::severity(told.lang, alert.severity)),
        Cell::plain(words::alert(told.lang, alert.code, &subject_words(told, alert.subject))),
        Cell::date(alert.date),
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
