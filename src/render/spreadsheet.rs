//! The table of a report for spreadsheets: CSV as RFC 4180 has it, or TSV. No cell is taken for a formula.

use super::{Style, tables, visible_lines};
use crate::guard::guarded;
use crate::report::{Cell, Report, Table, Value};

/// The first table, since it is the one the answer is about.
pub(super) fn csv(report: &Report, style: Style) -> String {
    tables(&report.blocks).next().map(|table| csv_table(&table, style, true)).unwrap_or_default()
}

/// The same, separated by TAB.
pub(super) fn tsv(report: &Report, style: Style) -> String {
    tables(&report.blocks).next().map(|table| tsv_table(&table, style, true)).unwrap_or_default()
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
        push(row.iter().map(|c| number(c).unwrap_or_else(|| cell(&c.text))).collect());
    }
    if headings && style.file {
        out.insert(0, '\u{FEFF}');
    }
    out
}

/// A number as every spreadsheet reads one, without marks between its thousands.
fn number(cell: &Cell) -> Option<String> {
    match cell.value {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    }
}
