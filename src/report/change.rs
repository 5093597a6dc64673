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

/// The lines that differ, as many as a person reads: old lines with their numbers before the change, new ones with those
/// that they have after it.
pub(super) fn diff(lang: Lang, files: &[FileEdit]) -> Vec<Line> {
    let mut lines = Vec::new();
    let (mut shown, mut hidden) = (0, 0);
    for file in files {
        let name = if file.before.is_none() { words::new_file(lang, &file.path) } else { file.path.clone() };
        lines.push(Line::new(Tone::Strong, name));
        let mut numbered: Vec<(usize, char, Tone, &String)> = Vec::new();
        let (mut added, mut removed) = (0, 0);
        for hunk in &file.hunks {
            let old = hunk.line as usize;
            let new = (old + added).saturating_sub(removed);
            added += hunk.added_count;
            removed += hunk.removed_count;
            let all = hunk.removed_count + hunk.added_count;
            let marked = |from, sign, tone| move |(number, text)| (from + number, sign, tone, text);
            let of_hunk = hunk.removed.iter().enumerate().map(marked(old, '-', Tone::Bad));
            let of_hunk = of_hunk.chain(hunk.added.iter().enumerate().map(marked(new, '+', Tone::Good)));
            let before = numbered.len();
            numbered.extend(of_hunk.take(LINES - shown));
            let taken = numbered.len() - before;
            shown += taken;
            hidden += all - taken;
        }
        let width = numbered.iter().map(|(number, ..)| number.to_string().len()).max().unwrap_or(1);
        let line = |(number, sign, tone, text)| Line::new(tone, format!("  {number:>width$} {sign} {text}"));
        lines.extend(numbered.into_iter().map(line));
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

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    fn hunk(line: u32, removed: &[&str], added: &[&str]) -> Hunk {
        let texts = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect();
        let counts = (removed.len(), added.len());
        Hunk { line, removed: texts(removed), removed_count: counts.0, added: texts(added), added_count: counts.1 }
    }

    /// The lines that people are shown.
    fn shown(files: &[Vec<Hunk>]) -> Vec<String> {
        let edit = |hunks: &Vec<Hunk>| FileEdit {
            path: "a.csv".to_owned(),
            before: Some(Vec::new()),
            after: Vec::new(),
            hunks: hunks.clone(),
            padded: 0,
        };
        let files: Vec<FileEdit> = files.iter().map(edit).collect();
        diff(Lang::En, &files).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn new_lines_have_the_numbers_that_they_get() {
        let first = vec![
            hunk(2, &[], &["x", "y"]),
            hunk(4, &["a", "b"], &["A", "B"]),
            hunk(7, &["c", "d", "e"], &["C"]),
            hunk(12, &[], &["z", "zz"]),
        ];
        let second = vec![hunk(9, &[], &["f", "g"])];
        expect![[r#"
            a.csv
               2 + x
               3 + y
               4 - a
               5 - b
               6 + A
               7 + B
               7 - c
               8 - d
               9 - e
               9 + C
              12 + z
              13 + zz
            a.csv
               9 + f
              10 + g
        "#]]
        .assert_eq(&(shown(&[first, second]).join("\n") + "\n"));
    }

    #[test]
    fn lines_that_are_not_shown_are_counted() {
        let mut long = hunk(98, &["a"], &["b"; Hunk::SHOWN]);
        long.added_count = 99;
        let lines = shown(&[vec![long, hunk(99, &["e"], &["f"])], vec![hunk(8, &["c"; 2], &["d"; Hunk::SHOWN])]]);
        assert_eq!(lines.len(), LINES + 3);
        assert_eq!(lines[1..5], ["   98 - a", "   98 + b", "   99 + b", "  100 + b"]);
        assert_eq!(lines[LINES..], ["  136 + b", "a.csv", "  … and 114 more lines"]);
    }
}
