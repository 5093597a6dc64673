//! What a change of records does: in words, line by line, and to the levels.

use super::{Block, Cell, Data, Line, Report, Table, Tone};
use crate::edit::{FileEdit, Hunk};
use crate::lang::Lang;
use crate::lang::words::{self, TableTitle, table_title};

/// The schema of the document.
pub const SCHEMA: &str = "competency/change/1";

/// The most lines of files that people are shown.
const LINES: usize = 40;

/// A competency whose level changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effect {
    /// The organization's id.
    pub organization: String,
    /// The competency's id and name.
    pub competency: (String, String),
    /// The level before; none when none is held.
    pub before: Option<String>,
    /// The level afterwards.
    pub after: Option<String>,
}

/// Everything there is to tell about a change.
#[derive(Debug, Clone, Copy)]
pub struct Changed<'a> {
    /// The language.
    pub lang: Lang,
    /// What was recorded, in sentences.
    pub said: &'a [Line],
    /// The files, by paths within the workspace.
    pub files: &'a [FileEdit],
    /// Levels that change, and the day they are looked at.
    pub effects: &'a [Effect],
    /// The day on which the effects are judged; none where levels cannot depend on the change.
    pub judged: Option<&'a str>,
    /// Nothing is written.
    pub dry_run: bool,
}

/// Builds the report.
#[must_use]
pub fn change(told: Changed<'_>) -> Report {
    let mut blocks = Vec::new();
    if !told.said.is_empty() {
        blocks.push(Block::Prose(told.said.to_vec()));
    }
    if !told.files.is_empty() {
        blocks.push(Block::Verbatim(diff(told.lang, told.files)));
        blocks.extend(told.judged.map(|date| effects(told, date)));
    }
    let closing = if told.files.is_empty() {
        words::nothing_to_change(told.lang).to_owned()
    } else {
        words::written(told.lang, told.files.len(), told.dry_run)
    };
    blocks.push(Block::Prose(vec![Line::new(Tone::Strong, closing)]));
    Report::new(blocks, data(told)).listing(&[("files", "file"), ("effects", "effect")])
}

/// The lines that differ, as many as a person reads.
pub(super) fn diff(lang: Lang, files: &[FileEdit]) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut shown, mut hidden) = (0, 0);
    for file in files {
        let name = if file.before.is_none() { words::new_file(lang, &file.path) } else { file.path.clone() };
        lines.push(Line::new(Tone::Strong, name));
        let width = file.hunks.last().map_or(1, |hunk| hunk.line.to_string().len());
        for hunk in &file.hunks {
            let marked = |sign, tone| move |text: &String| (sign, tone, text.clone());
            let removed = hunk.removed.iter().map(marked('-', Tone::Bad));
            hidden += (hunk.removed_count - hunk.removed.len()) + (hunk.added_count - hunk.added.len());
            for (sign, tone, text) in removed.chain(hunk.added.iter().map(marked('+', Tone::Good))) {
                if shown == LINES {
                    hidden += 1;
                    continue;
                }
                shown += 1;
                lines.push(Line::new(tone, format!("  {:>width$} {sign} {text}", hunk.line)));
            }
        }
    }
    if hidden > 0 {
        lines.push(Line::new(Tone::Muted, format!("  {}", words::more_lines(lang, hidden))));
    }
    lines
}

fn effects(told: Changed<'_>, date: &str) -> Block {
    if told.effects.is_empty() {
        return Block::Prose(vec![Line::new(Tone::Plain, words::no_effect(told.lang, date))]);
    }
    let level = |level: &Option<String>, tone| match level {
        Some(level) => Cell::new(tone, words::level(told.lang, level)),
        None => Cell::new(tone, words::no_level(told.lang, crate::engine::Verdict::NotMet)),
    };
    let row = |effect: &Effect| {
        vec![
            Cell::plain(&effect.organization),
            Cell::plain(&effect.competency.1),
            level(&effect.before, Tone::Plain),
            level(&effect.after, Tone::Attention),
        ]
    };
    Block::Table(Table::new(
        table_title(told.lang, TableTitle::Effects),
        words::effect_headings(told.lang, date),
        told.effects.iter().map(row).collect(),
    ))
}

fn data(told: Changed<'_>) -> Data {
    let effect = |e: &Effect| {
        Data::map([
            ("organization", Data::text(&e.organization)),
            ("competency", Data::text(&e.competency.0)),
            ("before", Data::optional(e.before.as_ref().map(Data::text))),
            ("after", Data::optional(e.after.as_ref().map(Data::text))),
        ])
    };
    Data::map([
        ("schema", Data::text(SCHEMA)),
        ("dry_run", Data::Bool(told.dry_run)),
        ("said", Data::texts(told.said.iter().map(|line| &line.text))),
        ("files", files(told.files)),
        ("judged", Data::optional(told.judged.map(Data::text))),
        ("effects", Data::List(told.effects.iter().map(effect).collect())),
    ])
}

/// The files with every line that differs.
pub(super) fn files(edits: &[FileEdit]) -> Data {
    let hunk = |hunk: &Hunk| {
        Data::map([
            ("line", Data::Int(i64::from(hunk.line))),
            ("removed", Data::texts(&hunk.removed)),
            ("removed_lines", Data::count(hunk.removed_count)),
            ("added", Data::texts(&hunk.added)),
            ("added_lines", Data::count(hunk.added_count)),
        ])
    };
    let file = |edit: &FileEdit| {
        Data::map([
            ("path", Data::text(&edit.path)),
            ("new", Data::Bool(edit.before.is_none())),
            ("hunks", Data::List(edit.hunks.iter().map(hunk).collect())),
        ])
    };
    Data::List(edits.iter().map(file).collect())
}
