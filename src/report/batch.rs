//! `batch`: one line for every organization, whether it could be evaluated or not.

use super::common::program_data;
use super::{Cell, Data, Tone};
use crate::engine::{Summary, Verdict};
use crate::lang::Lang;
use crate::lang::words::{self, BatchPart};
use crate::model::Records;
use crate::rules::{LevelIx, Program};

/// The schema of a line.
pub const SCHEMA: &str = "competency/batch/1";

/// What every line of one workspace says.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// The instant, in RFC 3339.
    pub as_of: String,
    /// The rules.
    pub program: &'a Program,
    /// What its competencies are called in the language of the table, in their order.
    pub names: Vec<String>,
    /// The folder of the workspace, where there are several.
    pub workspace: Option<String>,
}

/// An organization that was evaluated.
#[derive(Debug)]
pub struct Evaluated<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: Option<&'a str>,
    /// The offer of its leading membership.
    pub offer: Option<&'a str>,
    /// What follows.
    pub summary: &'a Summary,
    /// What was required of it.
    pub required: Vec<(&'a str, Verdict)>,
}

impl<'a> Evaluated<'a> {
    /// What follows for the organization of these records.
    #[must_use]
    pub fn of(records: &'a Records, summary: &'a Summary, required: Vec<(&'a str, Verdict)>) -> Self {
        let text = |symbol| records.text(symbol);
        let membership = summary.membership.and_then(|m| records.memberships.get(m.membership));
        Self {
            id: text(records.organization.id),
            name: records.organization.name.map(text),
            offer: membership.map(|m| text(m.offer)),
            summary,
            required,
        }
    }
}

/// What is wrong in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, with line and column where it is in one.
    pub file: String,
    /// The line and the column.
    pub at: Option<(u32, u32)>,
    /// The name of the problem.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What would help.
    pub help: Option<String>,
}

/// The document of an organization.
#[must_use]
pub fn data(head: &Head<'_>, line: &Evaluated<'_>) -> Data {
    let (program, summary) = (head.program, line.summary);
    let level = |level: LevelIx| Data::text(program.ladder.name(level));
    let counts = program.ladder.levels().map(|l| (program.ladder.name(l).to_owned(), Data::count(at(summary, l))));
    let held = program.competencies.iter().zip(&summary.levels).filter_map(|(competency, held)| {
        Some(Data::map([("id", Data::text(&competency.id)), ("level", level((*held)?))]))
    });
    let reasons = summary.reasons().map(|(reason, count)| (reason.to_owned(), Data::count(count)));
    let membership = summary.membership.map(|m| {
        Data::map([
            ("offer", Data::text(line.offer.unwrap_or_default())),
            ("state", Data::text(m.state.word())),
            ("anniversary", Data::text(m.anniversary.to_string())),
        ])
    });
    let required = line
        .required
        .iter()
        .map(|(what, verdict)| Data::map([("what", Data::text(*what)), ("verdict", Data::text(verdict.word()))]));
    begun(head, "organization", line.id, line.name)
        .with("level", Data::optional(summary.highest().map(level)))
        .with("levels", Data::Map(counts.collect()))
        .with("competencies", Data::List(held.collect()))
        .with("unknown", Data::count(summary.unknown()))
        .with("membership", Data::optional(membership))
        .with("people", Data::count(summary.people))
        .with(
            "achievements",
            Data::map([
                ("read", Data::count(summary.read)),
                ("counted", Data::count(summary.counted)),
                ("not_counted", Data::Map(reasons.collect())),
            ]),
        )
        .with_some("required", (!line.required.is_empty()).then(|| Data::List(required.collect())))
}

/// The document of an organization that could not be evaluated.
#[must_use]
pub fn error_data(head: &Head<'_>, id: Option<&str>, faults: &[Fault]) -> Data {
    let number = |n: Option<u32>| Data::optional(n.map(|n| Data::Int(i64::from(n))));
    let errors = faults.iter().map(|fault| {
        Data::map([
            ("file", Data::text(&fault.file)),
            ("line", number(fault.at.map(|(line, _)| line))),
            ("column", number(fault.at.map(|(_, column)| column))),
            ("code", Data::text(fault.code)),
            ("message", Data::text(&fault.message)),
            ("help", Data::optional(fault.help.as_ref().map(Data::text))),
        ])
    });
    let begun = match id {
        Some(id) => begun(head, "error", id, None),
        None => opened(head, "error").with("organization", Data::Null),
    };
    begun.with("errors", Data::List(errors.collect()))
}

fn opened(head: &Head<'_>, kind: &str) -> Data {
    Data::map([("schema", Data::text(SCHEMA)), ("type", Data::text(kind)), ("as_of", Data::text(&head.as_of))])
        .with("program", program_data(head.program))
        .with_some("workspace", head.workspace.as_ref().map(Data::text))
}

fn begun(head: &Head<'_>, kind: &str, id: &str, name: Option<&str>) -> Data {
    let name = Data::optional(name.map(Data::text));
    opened(head, kind).with("organization", Data::map([("id", Data::text(id)), ("name", name)]))
}

/// How many competencies are at a level.
fn at(summary: &Summary, level: LevelIx) -> usize {
    summary.levels.iter().filter(|held| **held == Some(level)).count()
}

/// The headings of the table.
#[must_use]
pub fn headings(lang: Lang, workspaces: bool) -> Vec<String> {
    let all = words::batch_headings(lang);
    all.iter().skip(usize::from(!workspaces)).map(|heading| (*heading).to_owned()).collect()
}

/// The row of an organization. What is in it for a spreadsheet or another program (`coded`) is spelled by ids and codes in
/// every language, so that it can be matched.
#[must_use]
pub fn row(lang: Lang, coded: bool, head: &Head<'_>, line: &Evaluated<'_>) -> Vec<Cell> {
    let (ladder, summary) = (&head.program.ladder, line.summary);
    let (tone, level) = match summary.highest() {
        Some(level) => (Tone::Good, words::level(lang, ladder.name(level))),
        None => (Tone::Plain, String::new()),
    };
    let levels = ladder.levels().rev().map(|level| (level, at(summary, level))).filter(|(_, count)| *count > 0);
    let parts = |parts: Vec<BatchPart<'_>>| words::batch_parts((!coded).then_some(lang), &parts);
    let counts = levels.map(|(level, count)| BatchPart::Levels { count, level: ladder.name(level) }).collect();
    let held = head.program.competencies.iter().zip(&head.names).zip(&summary.levels);
    let held = held.filter_map(|((competency, name), level)| {
        Some(BatchPart::Held { id: &competency.id, name, level: ladder.name((*level)?) })
    });
    let offer = line.offer.unwrap_or_default();
    let membership = summary.membership.iter().map(|m| BatchPart::Membership { offer, state: m.state });
    let reasons = summary.reasons().map(|(code, count)| BatchPart::Reason { code, count });
    let required: Vec<String> =
        line.required.iter().map(|(what, verdict)| format!("{what} {}", words::verdict(lang, *verdict))).collect();
    let mut cells = vec![
        Cell::plain(line.id),
        Cell::plain(line.name.unwrap_or_default()),
        Cell::new(tone, level),
        Cell::plain(parts(counts)),
        Cell::plain(parts(held.collect())),
        Cell::plain(summary.unknown().to_string()),
        Cell::plain(parts(membership.collect())),
        Cell::plain(summary.people.to_string()),
        Cell::plain(summary.read.to_string()),
        Cell::plain(summary.counted.to_string()),
        Cell::plain(parts(reasons.collect())),
        Cell::plain(required.join("; ")),
    ];
    if let Some(workspace) = &head.workspace {
        cells.insert(0, Cell::plain(workspace));
    }
    cells
}

/// The row of an organization that could not be evaluated: the first thing that is wrong stands in the last column.
#[must_use]
pub fn error_row(lang: Lang, head: &Head<'_>, id: Option<&str>, faults: &[Fault]) -> Vec<Cell> {
    let columns = headings(lang, head.workspace.is_some()).len();
    let mut cells: Vec<Cell> = head.workspace.iter().map(Cell::plain).collect();
    cells.push(Cell::plain(id.unwrap_or_default()));
    cells.resize(columns - 1, Cell::plain(""));
    let words: Vec<String> = faults.iter().take(1).map(fault_words).collect();
    cells.push(Cell::new(Tone::Bad, words::batch_failed(lang, &words.join("; "), faults.len())));
    cells
}

/// A fault on one line.
#[must_use]
pub fn fault_words(fault: &Fault) -> String {
    let at = fault.at.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
    format!("{}{at}: {}", fault.file, fault.message)
}
