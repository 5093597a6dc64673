//! How a report looks: one file per format. A renderer is a function of the report and its options; it reads nothing
//! and changes nothing.

mod format;
mod github;
mod ics;
mod json;
mod junit;
mod markdown;
mod ndjson;
mod plain;
mod problems;
mod sarif;
mod spreadsheet;
mod text;

pub use format::{Format, Part};
pub use ics::calendar;
pub use problems::complaints;

use crate::diagnostic::excerpt::visible_char;
use crate::report::{Block, Data, Report, Table};

/// What a renderer may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Colours, beside words that say the same.
    pub color: bool,
    /// Only ASCII for lines and branches.
    pub ascii: bool,
    /// Columns to wrap at; none means not to wrap.
    pub width: Option<usize>,
    /// The answer is a file of its own: spreadsheets know its encoding by a byte order mark only.
    pub file: bool,
}

/// The report in a format, ending with a line break. A part that the format shows and the report lacks is left out; see
/// [`Format::part`].
#[must_use]
pub fn render(report: &Report, format: Format, style: Style) -> String {
    match format {
        Format::Table => text::render(report, style),
        Format::Plain => plain::render(report),
        Format::Json => json::render(&report.data),
        Format::Ndjson => ndjson::render(report),
        Format::Csv => spreadsheet::csv(report, style),
        Format::Tsv => spreadsheet::tsv(report, style),
        Format::Markdown => markdown::render(report),
        Format::Junit => report.checked.as_ref().map(junit::render).unwrap_or_default(),
        Format::Sarif => report.checked.as_ref().map(sarif::render).unwrap_or_default(),
        Format::Github => report.checked.as_ref().map(github::render).unwrap_or_default(),
    }
}

/// A document on one line, ending with a line break.
#[must_use]
pub fn line(data: &Data) -> String {
    json::line(data)
}

/// The table of a report as a spreadsheet reads it, with or without the row of headings: a long table can be written
/// piece by piece.
#[must_use]
pub fn separated(table: &Table, format: Format, style: Style, headings: bool) -> String {
    match format {
        Format::Tsv => spreadsheet::tsv_table(table, style, headings),
        _ => spreadsheet::csv_table(table, style, headings),
    }
}

/// The tables of a report.
fn tables(report: &Report) -> impl Iterator<Item = &Table> {
    report.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

/// Text whose line breaks stay while every other character that would act on a terminal is replaced by a visible one.
fn visible_lines(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\r') { c } else { visible_char(c, false) }).collect()
}
