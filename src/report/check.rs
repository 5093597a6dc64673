//! `check`: what was required, and whether it holds.

use super::common::{Told, organization_data, program_data, tone};
use super::{Block, Data, Line, Report, Tone, status};
use crate::diagnostic::Position;
use crate::engine::Verdict;
use crate::lang::{Lang, say};
use crate::model::Records;
use crate::rules::{CompetencyIx, LevelIx, Program};

/// The schema of the document.
pub const SCHEMA: &str = "competency/check/1";

/// Something that was required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// As it was typed.
    pub text: String,
    /// Whether it holds.
    pub verdict: Verdict,
    /// What is missing, in words.
    pub missing: String,
}

/// What was read, for the first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Read {
    /// Files.
    pub files: usize,
    /// People.
    pub people: usize,
    /// Achievements.
    pub achievements: usize,
}

/// A complaint about the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is, in a word.
    pub severity: &'static str,
    /// Its stable name.
    pub code: &'static str,
    /// The file, relative to the workspace.
    pub file: String,
    /// The line and the column, both counted from 1; none for a complaint about a whole file.
    pub position: Option<Position>,
    /// What is wrong.
    pub message: String,
    /// What is said of the place; empty when the message is enough.
    pub label: String,
    /// What would help.
    pub help: Option<String>,
}

/// What was checked.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// The instant, in RFC 3339.
    pub as_of: String,
    /// The rules.
    pub program: &'a Program,
    /// The organization; none in a workspace of many.
    pub organization: Option<&'a Records>,
}

/// Builds the report.
#[must_use]
pub fn check(
    lang: Lang,
    head: &Head<'_>,
    read: Read,
    required: &[Required],
    strict_failure: bool,
    problems: &[Problem],
) -> Report {
    let mut lines = vec![Line::new(Tone::Plain, say::check(lang, read.people, read.achievements, read.files))];
    for r in required {
        lines.push(Line::new(tone(r.verdict), say::required(lang, &r.text, r.verdict, &r.missing)));
    }
    let each = required.iter().map(|r| {
        Data::map([
            ("what", Data::text(&r.text)),
            ("verdict", Data::text(r.verdict.word())),
            ("missing", Data::text(&r.missing)),
        ])
    });
    let data = Data::map([
        ("schema", Data::text(SCHEMA)),
        ("as_of", Data::text(&head.as_of)),
        ("program", program_data(head.program)),
        ("organization", Data::optional(head.organization.map(organization_data))),
        ("files", Data::count(read.files)),
        ("people", Data::count(read.people)),
        ("achievements", Data::count(read.achievements)),
        ("strict_failure", Data::Bool(strict_failure)),
        ("problems", problems_data(problems)),
        ("required", Data::List(each.collect())),
        ("verdict", Data::text(Verdict::all(required.iter().map(|r| r.verdict)).word())),
    ]);
    Report { blocks: vec![Block::Prose(lines)], data }
}

/// The document about files that cannot be used: nothing but what is wrong with them.
#[must_use]
pub fn broken(files: usize, problems: &[Problem]) -> Report {
    let data = Data::map([
        ("schema", Data::text(SCHEMA)),
        ("as_of", Data::Null),
        ("program", Data::Null),
        ("organization", Data::Null),
        ("files", Data::count(files)),
        ("people", Data::Null),
        ("achievements", Data::Null),
        ("strict_failure", Data::Bool(false)),
        ("problems", problems_data(problems)),
        ("required", Data::List(Vec::new())),
        ("verdict", Data::Null),
    ]);
    Report { blocks: Vec::new(), data }
}

fn problems_data(problems: &[Problem]) -> Data {
    let number = |n: Option<u32>| Data::optional(n.map(|n| Data::Int(i64::from(n))));
    let one = |p: &Problem| {
        Data::map([
            ("severity", Data::text(p.severity)),
            ("code", Data::text(p.code)),
            ("file", Data::text(&p.file)),
            ("line", number(p.position.map(|at| at.line))),
            ("column", number(p.position.map(|at| at.column))),
            ("message", Data::text(&p.message)),
            ("label", Data::optional((!p.label.is_empty()).then(|| Data::text(&p.label)))),
            ("help", Data::optional(p.help.as_ref().map(Data::text))),
        ])
    };
    Data::List(problems.iter().map(one).collect())
}

/// Whether a competency is held at a level, and what its closest path lacks.
#[must_use]
pub fn competency(told: &Told<'_>, competency: CompetencyIx, level: LevelIx) -> (Verdict, String) {
    let Some(standing) = told.evaluation.competency(competency).and_then(|c| c.at(level)) else {
        return (Verdict::NotMet, String::new());
    };
    if standing.held.is_met() {
        return (Verdict::Met, String::new());
    }
    let missing = standing.closest().map(|path| status::missing(told, path)).unwrap_or_default();
    (standing.held, missing.join("; "))
}
