//! How a report looks: one file per format. A renderer is a function of the report and its options; it reads nothing
//! and changes nothing.

mod format;
mod github;
mod html;
mod ics;
mod json;
mod junit;
mod letters;
mod markdown;
mod ndjson;
mod plain;
mod problems;
mod sarif;
mod spreadsheet;
mod table;
mod text;
mod xlsx;

pub use format::{Format, Part};
pub use json::Line;
pub use problems::complaints;
pub use text::wrapped_at;

use crate::diagnostic::excerpt::visible_char;
use crate::lang::Lang;
use crate::report::{Block, Data, Report, Table};
use std::borrow::Cow;

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
    /// The language of the few words that are the format's own.
    pub lang: Lang,
}

/// The report in a format; text ends with a line break. A part that the format shows and the report lacks is left out; see
/// [`Format::part`].
#[must_use]
pub fn render(report: &Report, format: Format, style: Style) -> Vec<u8> {
    let text = match format {
        Format::Table => text::render(report, style),
        Format::Plain => plain::render(report),
        Format::Json => json::render(&report.data),
        Format::Ndjson => ndjson::render(report),
        Format::Csv => spreadsheet::csv(report, style),
        Format::Tsv => spreadsheet::tsv(report, style),
        Format::Markdown => markdown::render(report),
        Format::Html => html::render(report, style),
        Format::Junit => report.checked.as_ref().map(junit::render).unwrap_or_default(),
        Format::Sarif => report.checked.as_ref().map(sarif::render).unwrap_or_default(),
        Format::Github => report.checked.as_ref().map(github::render).unwrap_or_default(),
        Format::Ics => ics::render(report),
        Format::Xlsx => return xlsx::render(report, style),
    };
    text.into_bytes()
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

/// The tables of some blocks, those of their sections included.
fn tables(blocks: &[Block]) -> Box<dyn Iterator<Item = Cow<'_, Table>> + '_> {
    Box::new(blocks.iter().flat_map(|block| match block {
        Block::Table(table) => Box::new(std::iter::once(Cow::Borrowed(table))),
        Block::Matrix(matrix) => Box::new(std::iter::once(Cow::Owned(matrix.table()))),
        Block::Section(section) => tables(&section.blocks),
        _ => Box::new(std::iter::empty()),
    }))
}

/// Text whose line breaks stay while every other character that would act on a terminal is replaced by a visible one.
fn visible_lines(text: &str) -> String {
    text.chars().map(|c| if matches!(c, '\n' | '\r') { c } else { visible_char(c, false) }).collect()
}
