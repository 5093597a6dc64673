//! `import`: how each file was read, what became of its rows, and what is new in the records.

use super::change::{diff, files};
use super::{Block, Cell, Data, Line, Report, Table, Tone};
use crate::edit::FileEdit;
use crate::import::merge::{Changed, Counts, Kinds, Merged};
use crate::lang::Lang;
use crate::lang::words::{self, Counted, TableTitle, table_title};

/// The schema of the document.
pub const SCHEMA: &str = "competency/import/1";

/// How a file was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadFile {
    /// Its path as typed.
    pub path: String,
    /// The layout.
    pub format: &'static str,
    /// The encoding.
    pub encoding: &'static str,
    /// What separates its cells; none in JSON.
    pub separator: Option<char>,
    /// How many passwords were dropped.
    pub secrets: usize,
    /// Its headings, each with what it is read as; none for a column that is not read.
    pub columns: Vec<(String, Meaning)>,
}

/// What a column is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// This field.
    Field(&'static str),
    /// Nothing.
    Nothing,
    /// Passwords, which are dropped.
    Secret,
}

/// Everything there is to tell about an import.
#[derive(Debug, Clone, Copy)]
pub struct Imported<'a> {
    /// The language.
    pub lang: Lang,
    /// The files that were read.
    pub read: &'a [ReadFile],
    /// What it comes to.
    pub merged: &'a Merged,
    /// The files that change, by paths within the workspace.
    pub files: &'a [FileEdit],
    /// Nothing is written, and more is shown.
    pub dry_run: bool,
}

/// Builds the report.
#[must_use]
pub fn import(told: Imported<'_>) -> Report {
    let Imported { lang, merged, .. } = told;
    let mut lines = Vec::new();
    for file in told.read {
        let text = words::file_read(lang, &file.path, file.format, file.encoding, file.separator);
        lines.push(Line::new(Tone::Plain, text));
        if file.secrets > 0 {
            lines.push(Line::new(Tone::Attention, words::secrets_dropped(lang, &file.path, file.secrets)));
        }
    }
    let counts = &merged.counts;
    let skipped: Vec<_> = counts.skipped.iter().map(|(why, count)| (*why, *count)).collect();
    let numbers = [counts.new, counts.changed, counts.unchanged, counts.rejected];
    let tone = if counts.rejected > 0 { Tone::Bad } else { Tone::Strong };
    lines.push(Line::new(tone, words::row_counts(lang, counts.read, numbers, &skipped)));
    let kinds: Vec<String> = kinds(merged.kinds)
        .into_iter()
        .map(|(kind, changed)| words::kind_counts(lang, kind, changed.new, changed.changed))
        .filter(|text| !text.is_empty())
        .collect();
    if !kinds.is_empty() {
        lines.push(Line::new(Tone::Good, words::records(lang, &kinds)));
    }
    let mut blocks = vec![Block::Prose(lines)];
    if told.dry_run {
        blocks.extend(told.read.iter().filter(|file| !file.columns.is_empty()).map(|file| columns(lang, file)));
    }
    if !merged.remarks.is_empty() {
        let remarks = merged.remarks.iter().map(|remark| Line::new(Tone::Attention, words::remark(lang, remark)));
        blocks.push(Block::Prose(remarks.collect()));
    }
    if told.dry_run && !told.files.is_empty() {
        blocks.push(Block::Verbatim(diff(lang, told.files)));
    }
    let closing = if told.files.is_empty() {
        words::nothing_imported(lang, counts.rejected == 0 && counts.unchanged > 0).to_owned()
    } else {
        words::written(lang, told.files.len(), told.dry_run)
    };
    blocks.push(Block::Prose(vec![Line::new(Tone::Strong, closing)]));
    Report::new(blocks, data(told))
}

fn kinds(kinds: Kinds) -> [(Counted, Changed); 6] {
    [
        (Counted::People, kinds.people),
        (Counted::Accounts, kinds.accounts),
        (Counted::Links, kinds.links),
        (Counted::Achievements, kinds.achievements),
        (Counted::Figures, kinds.figures),
        (Counted::Memberships, kinds.memberships),
    ]
}

fn columns(lang: Lang, file: &ReadFile) -> Block {
    let row = |(heading, meaning): &(String, Meaning)| {
        let meaning = match meaning {
            Meaning::Field(field) => Cell::plain(*field),
            Meaning::Nothing => Cell::new(Tone::Muted, words::not_read(lang)),
            Meaning::Secret => Cell::new(Tone::Attention, words::secret_column(lang)),
        };
        vec![Cell::plain(heading), meaning]
    };
    Block::Table(Table::new(
        table_title(lang, TableTitle::Columns),
        words::column_headings(lang),
        file.columns.iter().map(row).collect(),
    ))
}

fn data(told: Imported<'_>) -> Data {
    let column = |(heading, meaning): &(String, Meaning)| {
        let (field, dropped) = match meaning {
            Meaning::Field(field) => (Some(Data::text(*field)), false),
            Meaning::Nothing => (None, false),
            Meaning::Secret => (None, true),
        };
        Data::map([
            ("heading", Data::text(heading)),
            ("field", Data::optional(field)),
            ("dropped", Data::Bool(dropped)),
        ])
    };
    let read = |file: &ReadFile| {
        Data::map([
            ("path", Data::text(&file.path)),
            ("format", Data::text(file.format)),
            ("encoding", Data::text(file.encoding)),
            ("separator", Data::optional(file.separator.map(|c| Data::text(c.to_string())))),
            ("passwords_dropped", Data::count(file.secrets)),
            ("columns", Data::List(file.columns.iter().map(column).collect())),
        ])
    };
    let remark = |remark: &crate::import::merge::Remark| {
        Data::map([("code", Data::text(remark.code())), ("text", Data::text(words::remark(told.lang, remark)))])
    };
    Data::map([
        ("schema", Data::text(SCHEMA)),
        ("dry_run", Data::Bool(told.dry_run)),
        ("read", Data::List(told.read.iter().map(read).collect())),
        ("rows", rows(&told.merged.counts)),
        ("records", records(told.merged.kinds)),
        ("remarks", Data::List(told.merged.remarks.iter().map(remark).collect())),
        ("rejected", Data::List(told.merged.rejected.iter().map(|r| Data::Int(i64::from(r.at.line))).collect())),
        ("files", files(told.files)),
    ])
}

fn rows(counts: &Counts) -> Data {
    let skipped = counts.skipped.iter().map(|(why, count)| (why.word().to_owned(), Data::count(*count)));
    Data::map([
        ("read", Data::count(counts.read)),
        ("new", Data::count(counts.new)),
        ("changed", Data::count(counts.changed)),
        ("unchanged", Data::count(counts.unchanged)),
        ("skipped", Data::Map(skipped.collect())),
        ("rejected", Data::count(counts.rejected)),
    ])
}

fn records(kinds: Kinds) -> Data {
    let both =
        |changed: Changed| Data::map([("new", Data::count(changed.new)), ("changed", Data::count(changed.changed))]);
    Data::map([
        ("people", both(kinds.people)),
        ("accounts", both(kinds.accounts)),
        ("links", both(kinds.links)),
        ("achievements", both(kinds.achievements)),
        ("figures", both(kinds.figures)),
        ("memberships", both(kinds.memberships)),
    ])
}
