//! `actions`: what there is to do, one line each, and the deadlines for a calendar.

use super::cause::{action_data, deed_code, deed_words, subject_data, subject_words};
use super::{Block, Cell, Data, Dated, Line, Report, Table, Told, Tone};
use crate::engine::{Deed, Severity, Task};
use crate::lang::words::{self, TableTitle, table_title};
use crate::model::EmployeeIx;
use crate::rules::{CompetencyIx, LevelIx};

/// The schema of the document.
pub const SCHEMA: &str = "competency/actions/1";

/// Builds the report.
#[must_use]
pub fn actions(told: &Told<'_>, tasks: &[Task]) -> Report {
    let headline = words::actions(told.lang, tasks.len(), &told.today());
    let mut blocks = vec![Block::Prose(vec![Line::new(Tone::Strong, headline)])];
    if !tasks.is_empty() {
        blocks.push(Block::Table(Table::new(
            table_title(told.lang, TableTitle::Actions),
            words::action_headings(told.lang),
            tasks.iter().map(|task| row(told, task)).collect(),
        )));
    }
    let data = told.head(SCHEMA).with("tasks", Data::List(tasks.iter().map(|task| task_data(told, task)).collect()));
    told.report(blocks, data).listing(&[("tasks", "task")]).dating(deadlines(told, tasks))
}

/// The deadlines among the tasks, earliest first.
fn deadlines(told: &Told<'_>, tasks: &[Task]) -> Vec<Dated> {
    let organization = told.records.text(told.records.organization.id);
    let mut keyed: Vec<(String, &Task)> = tasks.iter().map(|task| (key(told, &task.action.deed), task)).collect();
    // In the order of the records, which no deadline moves.
    keyed.sort_by(|a, b| (&a.0, &a.1.action.deed).cmp(&(&b.0, &b.1.action.deed)));
    let mut found = Vec::new();
    let (mut last, mut alike) = (String::new(), 1);
    for (key, task) in keyed {
        alike = if key == last { alike + 1 } else { 1 };
        let number = if alike > 1 { format!("/{alike}") } else { String::new() };
        if let Some(day) = task.action.by {
            found.push(Dated {
                id: format!("{organization}/{key}{number}"),
                day,
                title: deed_words(told, &task.action.deed),
                text: words::protects(told.lang, &protected(told, task)),
            });
        }
        last = key;
    }
    found.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    found
}

/// What stays the same while it is the same thing to do, whatever is still missing for it, its deadline, and what it
/// protects. The parts are separated by what ids seldom hold; where they do, alike ones are numbered all the same.
fn key(told: &Told<'_>, deed: &Deed) -> String {
    let id = |ix: EmployeeIx| told.records.employee_id(ix);
    let offer = |n: usize| told.records.memberships.get(n).map_or("", |m| told.records.text(m.offer));
    let rung = |competency: CompetencyIx, level: LevelIx, requirement: Option<&str>| {
        let competency = told.competency(competency).map_or("", |c| c.id.as_str());
        [Some(competency), Some(told.level(level)), requirement].into_iter().flatten().collect::<Vec<_>>().join("/")
    };
    let target = |n: usize| {
        let target = told.records.overrides.get(n).map(|o| &o.target);
        let parts = target.map(|t| [Some(t.competency), Some(t.level), t.path, t.requirement]);
        let texts = parts.into_iter().flatten().flatten().map(|symbol| told.records.text(symbol));
        texts.collect::<Vec<_>>().join("/")
    };
    let about = match deed {
        Deed::Earn { employee, .. } => id(*employee).to_owned(),
        Deed::Link { employee, account } => {
            let account = told.records.account(*account).map_or("", |account| told.records.text(account.id));
            format!("{}/{account}", id(*employee))
        }
        Deed::Correct { employee, achievement } | Deed::Wait { employee, achievement } => {
            format!("{}/{}", id(*employee), told.achieved(*achievement))
        }
        Deed::Staff { competency, level, requirement, .. } | Deed::State { competency, level, requirement } => {
            rung(*competency, *level, requirement.as_deref())
        }
        Deed::Raise { metric, .. } | Deed::Record { metric, .. } => metric.clone(),
        Deed::Renew(n) => offer(*n).to_owned(),
        Deed::Buy(n) => n.and_then(|n| told.program().offers.get(n)).map(|o| o.id.clone()).unwrap_or_default(),
        Deed::ReviewSkills => String::new(),
        Deed::Extend(n) | Deed::Remove(n) => target(*n),
        Deed::Merge(people) => people.iter().map(|ix| id(*ix)).collect::<Vec<_>>().join("/"),
    };
    let code = deed_code(deed);
    if about.is_empty() { code.to_owned() } else { format!("{code}/{about}") }
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
        Cell::date(task.action.by),
        Cell::new(tone, words::severity(told.lang, task.severity)),
        Cell::plain(words::clauses(told.lang, &protected(told, task))),
    ]
}

fn task_data(told: &Told<'_>, task: &Task) -> Data {
    action_data(told, &task.action)
        .with("severity", Data::text(task.severity.word()))
        .with("protects", Data::List(task.protects.iter().map(|subject| subject_data(told, *subject)).collect()))
        .with("because", Data::texts(task.because.iter().map(|code| code.word())))
}
