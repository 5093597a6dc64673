//! `actions`: what there is to do, one line each, and the deadlines for a calendar.

use super::cause::{action_data, deed_words, subject_data, subject_words};
use super::{Block, Cell, Data, Line, Report, Table, Told, Tone};
use crate::engine::{Severity, Task};
use crate::lang::words;
use crate::model::Date;

/// The schema of the document.
pub const SCHEMA: &str = "competency/actions/1";

/// A day something must be done by, for a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deadline {
    /// The same for the same thing to do, whenever it is due.
    pub id: String,
    /// The last day.
    pub day: Date,
    /// What.
    pub title: String,
    /// What for.
    pub text: String,
}

/// Builds the report.
#[must_use]
pub fn actions(told: &Told<'_>, tasks: &[Task]) -> Report {
    let headline = words::actions(told.lang, tasks.len(), &told.today());
    let mut blocks = vec![Block::Prose(vec![Line::new(Tone::Strong, headline)])];
    if !tasks.is_empty() {
        blocks.push(Block::Table(Table {
            headings: words::action_headings(told.lang).map(str::to_owned).to_vec(),
            rows: tasks.iter().map(|task| row(told, task)).collect(),
        }));
    }
    let data = told.head(SCHEMA).with("tasks", Data::List(tasks.iter().map(|task| task_data(told, task)).collect()));
    Report::new(blocks, data).listing(&[("tasks", "task")])
}

/// The deadlines among the tasks, earliest first.
#[must_use]
pub fn deadlines(told: &Told<'_>, tasks: &[Task]) -> Vec<Deadline> {
    let organization = told.records.text(told.records.organization.id);
    let mut found: Vec<Deadline> = tasks
        .iter()
        .filter_map(|task| {
            Some(Deadline {
                id: format!("{organization}-{}", key(told, task)),
                day: task.action.by?,
                title: deed_words(told, &task.action.deed),
                text: words::protects(told.lang, &protected(told, task)),
            })
        })
        .collect();
    found.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    found
}

/// What stays the same while it is the same thing to do: the deed, whose it is, and what it protects.
fn key(told: &Told<'_>, task: &Task) -> String {
    let mut parts = Vec::new();
    if let Data::Map(fields) = action_data(told, &task.action) {
        let named = fields.into_iter().filter(|(name, _)| matches!(name.as_str(), "deed" | "employee"));
        parts.extend(named.filter_map(|(_, value)| if let Data::Text(text) = value { Some(text) } else { None }));
    }
    for subject in &task.protects {
        if let Data::Map(fields) = subject_data(told, *subject) {
            parts.extend(fields.into_iter().filter_map(|(_, v)| if let Data::Text(text) = v { Some(text) } else { None }));
        }
    }
    parts.join("-")
}

fn protected(told: &Told<'_>, task: &Task) -> Vec<String> {
    task.protects.iter().map(|subject| subject_words(told, *subject)).collect()
}

fn row(told: &Told<'_>, task: &Task) -> Vec<Cell> {
    let tone = match task.severity {
        Severity::Error => Tone::Bad,
        Severity::Warning => Tone::Attention,
        Severity::Info => Tone::Plain,
    };
    let not_before = task.action.not_before.map(|d| d.to_string());
    let what = words::timed(told.lang, &deed_words(told, &task.action.deed), not_before.as_deref(), None);
    vec![
        Cell::plain(what),
        Cell::plain(task.action.by.map(|d| d.to_string()).unwrap_or_default()),
        Cell::new(tone, words::severity(told.lang, task.severity)),
        Cell::plain(protected(told, task).join("; ")),
    ]
}

fn task_data(told: &Told<'_>, task: &Task) -> Data {
    action_data(told, &task.action)
        .with("severity", Data::text(task.severity.word()))
        .with("protects", Data::List(task.protects.iter().map(|subject| subject_data(told, *subject)).collect()))
        .with("because", Data::texts(task.because.iter().map(|code| code.word())))
}
