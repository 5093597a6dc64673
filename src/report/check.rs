//! `check`: what was required, and whether it holds.

use super::common::{Told, organization_data, program_data, tone};
use super::{Block, Data, Line, Report, Tone, status};
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
pub fn check(lang: Lang, head: &Head<'_>, read: Read, required: &[Required], strict_failure: bool) -> Report {
    let mut lines = vec![Line::new(Tone::Plain, say::check(lang, read.people, read.achievements, read.files))];
    for r in required {
        lines.push(Line::new(tone(r.verdict), say::required(lang, &r.text, r.verdict, &r.missing)));
    }
    let data = Data::map([
        ("schema", Data::text(SCHEMA)),
        ("as_of", Data::text(&head.as_of)),
        ("program", program_data(head.program)),
        ("organization", Data::optional(head.organization.map(organization_data))),
        ("files", Data::count(read.files)),
        ("people", Data::count(read.people)),
        ("achievements", Data::count(read.achievements)),
        ("strict_failure", Data::Bool(strict_failure)),
        (
            "required",
            Data::List(
                required
                    .iter()
                    .map(|r| {
                        Data::map([
                            ("what", Data::text(&r.text)),
                            ("verdict", Data::text(r.verdict.word())),
                            ("missing", Data::text(&r.missing)),
                        ])
                    })
                    .collect(),
            ),
        ),
        ("verdict", Data::text(Verdict::all(required.iter().map(|r| r.verdict)).word())),
    ]);
    Report { blocks: vec![Block::Prose(lines)], data }
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
