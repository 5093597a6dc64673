//! The table of a report for spreadsheets: CSV as RFC 4180 has it, or TSV. No cell is taken for a formula.

use super::{Style, tables, visible_lines};
use crate::guard::guarded;
use crate::report::{Cell, Report, Value};

/// Fields in quotes where they must be, lines ending with CRLF.
pub(super) fn csv(report: &Report, style: Style) -> String {
    rows(report, style, ",", "\r\n", |cell| {
        if cell.contains([',', '"', '\r', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
    })
}

/// No quotes: what would separate fields or lines becomes a blank.
pub(super) fn tsv(report: &Report, style: Style) -> String {
    rows(report, style, "\t", "\n", |cell| cell.replace("\r\n", " ").replace(['\t', '\r', '\n'], " "))
}

/// The first table, since it is the one the answer is about.
fn rows(report: &Report, style: Style, separator: &str, end: &str, field: impl Fn(String) -> String) -> String {
    let mut out = String::new();
    let Some(table) = tables(&report.blocks).next() else {
        return out;
    };
    if style.file {
        out.push('\u{FEFF}');
    }
    let cell = |text: &str| field(guarded(&visible_lines(text)).into_owned());
    let mut push = |row: Vec<String>| {
        out.push_str(&row.join(separator));
        out.push_str(end);
    };
    push(table.headings.iter().map(|heading| cell(heading)).collect());
    for row in &table.rows {
        push(row.iter().map(|c| number(c).unwrap_or_else(|| cell(&c.text))).collect());
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
