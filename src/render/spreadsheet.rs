//! The table of a report for spreadsheets: CSV as RFC 4180 has it, or TSV. No cell is taken for a formula.

use super::{Style, tables, visible_lines};
use crate::report::{Report, Table};
use std::borrow::Cow;

/// The first table, since it is the one the answer is about.
pub(super) fn csv(report: &Report, style: Style) -> String {
    tables(report).next().map(|table| csv_table(table, style, true)).unwrap_or_default()
}

/// The same, separated by TAB.
pub(super) fn tsv(report: &Report, style: Style) -> String {
    tables(report).next().map(|table| tsv_table(table, style, true)).unwrap_or_default()
}

/// Fields in quotes where they must be, lines ending with CRLF.
pub(super) fn csv_table(table: &Table, style: Style, headings: bool) -> String {
    rows(table, style, headings, ",", "\r\n", |cell| {
        if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    })
}

/// No quotes: what would separate fields or lines becomes a blank.
pub(super) fn tsv_table(table: &Table, style: Style, headings: bool) -> String {
    rows(table, style, headings, "\t", "\n", |cell| cell.replace("\r\n", " ").replace(['\t', '\r', '\n'], " "))
}

fn rows(
    table: &Table,
    style: Style,
    headings: bool,
    separator: &str,
    end: &str,
    field: impl Fn(String) -> String,
) -> String {
    let mut out = String::new();
    let cell = |text: &str| field(guarded(&visible_lines(text)).into_owned());
    let mut push = |row: Vec<String>| {
        out.push_str(&row.join(separator));
        out.push_str(end);
    };
    if headings {
        push(table.headings.iter().map(|heading| cell(heading)).collect());
    }
    for row in &table.rows {
        push(row.iter().map(|c| cell(&c.text)).collect());
    }
    if headings && style.file {
        out.insert(0, '\u{FEFF}');
    }
    out
}

/// Text that no spreadsheet takes for a formula: an apostrophe stands before whatever would begin one. The full-width
/// signs are guarded as well, since Japanese input turns them into the plain ones on the next edit. Negative numbers
/// are not text and stay numbers.
fn guarded(text: &str) -> Cow<'_, str> {
    let begins = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if begins && !is_negative_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn is_negative_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    text.strip_prefix('-').is_some_and(|number| match number.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(number),
    })
}
