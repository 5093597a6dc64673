//! Records of a CSV file: cells that change, columns that are missing, and rows that are new.
//!
//! The file is read by the very reader that reads workspaces, so a row and a cell are what they are there. Nothing is
//! written again but the cells that change.

use super::change::{EditError, Rows};
use super::encode::TextEdit;
use super::{Work, same};
use crate::diagnostic::FileId;
use crate::diagnostic::source::SourceFile;
use crate::guard::{bare, guarded};
use crate::halves::halves;
use crate::load::csv::{CsvReader, Field, Row};
use crate::load::kind::Kind;
use std::borrow::Cow;

/// From so many new rows on they are written on two threads.
const LARGE: usize = 1 << 14;

/// What the first row of a file says, with the columns that are added to it.
struct Heading {
    /// The field that each column holds, new columns included.
    fields: Vec<Option<&'static str>>,
    /// How many columns the file had, and how many of them up to the last with a heading.
    columns: usize,
    named: usize,
    /// How long rows with all columns become.
    width: usize,
    /// Where the row ends; none when the file has no heading.
    end: Option<usize>,
}

/// The edits that make the changes in a CSV file, in the order of the text. `line_end` is for a file that has none.
pub(super) fn edits(
    file: FileId,
    source: &SourceFile,
    delimiter: u8,
    line_end: &'static str,
    work: &Work<'_>,
) -> Result<Vec<TextEdit>, Vec<EditError>> {
    let text = &*source.text;
    let Some(kind) = work.kind() else {
        return Ok(Vec::new());
    };
    let mut reader = CsvReader::new(text, file, delimiter);
    let mut row = Row::new();
    let mut heading = Heading { fields: Vec::new(), columns: 0, named: 0, width: 0, end: None };
    if next(&mut reader, &mut row) {
        heading.read(kind, &row);
    }
    let wanted = wanted(kind, work, heading.end.is_none());
    let missing: Vec<&'static str> =
        wanted.into_iter().filter(|column| !heading.fields.contains(&Some(*column))).collect();
    heading.add(&missing);
    let delimiter = char::from(delimiter);
    let mut edits = Vec::new();
    if let (Some(end), false) = (heading.end, missing.is_empty()) {
        let new: String = missing.iter().flat_map(|name| [delimiter.to_string(), (*name).to_owned()]).collect();
        edits.push(TextEdit::insert(end, new));
    }
    let mut errors = Vec::new();
    let mut sets = work.sets.values().peekable();
    while (!missing.is_empty() || sets.peek().is_some()) && next(&mut reader, &mut row) {
        let Some(span) = row.span() else {
            continue;
        };
        let mut of_row: Vec<(usize, &str)> = Vec::new();
        while let Some(set) = sets.next_if(|set| set.at.start <= span.end) {
            if set.at.start < span.start {
                errors.push(set.lost(source));
                continue;
            }
            for (field, value) in &set.fields {
                if let Some(column) = heading.fields.iter().position(|held| *held == Some(field)) {
                    of_row.push((column, value));
                }
            }
        }
        cells(&heading, &row, &of_row, delimiter, text, &mut edits);
    }
    errors.extend(sets.map(|set| set.lost(source)));
    if let Some(edit) = added(&heading, text, delimiter, line_end, &missing, &work.adds) {
        edits.push(edit);
    }
    if errors.is_empty() { Ok(edits) } else { Err(errors) }
}

/// Reads the next row that is not blank.
fn next(reader: &mut CsvReader<'_>, row: &mut Row) -> bool {
    while reader.read_row(row) {
        if !row.is_blank() {
            return true;
        }
    }
    false
}

/// The columns that the changes have values for, in the order of the documentation; all usual ones for a new file.
fn wanted(kind: Kind, work: &Work<'_>, new: bool) -> Vec<&'static str> {
    let set = |field: &str| {
        work.sets.values().any(|set| set.fields.iter().any(|(name, value)| *name == field && !value.trim().is_empty()))
    };
    let used =
        |rows: &Rows, field: &str| rows.columns.iter().position(|name| *name == field).is_some_and(|n| rows.uses(n));
    let usual = |field: &str| new && !matches!(field, "organization" | "object_id" | "locations");
    let fields = kind.fields().iter().copied();
    fields.filter(|field| usual(field) || set(field) || work.adds.iter().any(|rows| used(rows, field))).collect()
}

impl Heading {
    fn read(&mut self, kind: Kind, row: &Row) {
        for (n, field) in row.iter().enumerate() {
            let known = kind.field(field.text).filter(|known| !self.fields.contains(&Some(*known)));
            self.fields.push(known);
            if !field.text.trim().is_empty() {
                self.named = n + 1;
            }
        }
        self.columns = row.len();
        self.width = self.named;
        self.end = row.span().map(|span| span.end as usize);
    }

    fn add(&mut self, missing: &[&'static str]) {
        self.fields.extend(missing.iter().copied().map(Some));
        if !missing.is_empty() {
            self.width = self.fields.len();
        }
    }
}

/// The edits of one row: cells that change, and cells behind its last one.
fn cells(
    heading: &Heading,
    row: &Row,
    values: &[(usize, &str)],
    delimiter: char,
    text: &str,
    edits: &mut Vec<TextEdit>,
) {
    let mut values = values.to_vec();
    values.sort_by_key(|(column, _)| *column);
    for (column, value) in &values {
        if let Some(field) = row.get(*column)
            && !same(bare(field.text.trim()), value)
        {
            let range = field.span.start as usize..field.span.end as usize;
            let quoted = is_quoted(text, field);
            edits.push(TextEdit::new(range, cell(value, delimiter, quoted).into_owned()));
        }
    }
    // A row that has all its cells keeps having them; another one only gets those before its last value.
    let complete = heading.width > heading.named && row.len() >= heading.named;
    let last = values.iter().rev().find(|(_, value)| !value.trim().is_empty()).map_or(0, |(column, _)| column + 1);
    let width = if complete { heading.width.max(last) } else { last };
    let Some(end) = row.span().map(|span| span.end as usize).filter(|_| width > row.len()) else {
        return;
    };
    if width - row.len() == 1 && last <= row.len() && delimiter == ',' {
        edits.push(TextEdit { padding: true, ..TextEdit::insert(end, ",") });
        return;
    }
    let mut new = String::new();
    for column in row.len()..width {
        new.push(delimiter);
        if let Some((_, value)) = values.iter().find(|(of, _)| *of == column) {
            new.push_str(&cell(value, delimiter, false));
        }
    }
    edits.push(TextEdit { padding: last <= row.len(), ..TextEdit::insert(end, new) });
}

/// Whether a cell stands in quotes.
fn is_quoted(text: &str, field: Field<'_>) -> bool {
    text.as_bytes().get(field.span.start as usize) == Some(&b'"')
}

/// A value as it stands in a cell, guarded where a spreadsheet would take it for a formula; blanks alone are nothing. A
/// full-width comma stands in quotes, since it might be taken for a slip outside.
fn cell(value: &str, delimiter: char, quoted: bool) -> Cow<'_, str> {
    if is_plain(value) && !quoted {
        return Cow::Borrowed(value);
    }
    // Blanks around a value are not read; before a guard they would be.
    let value = guarded(value.trim());
    let inner = value.bytes().any(|byte| matches!(byte, b'"' | b'\r' | b'\n') || char::from(byte) == delimiter);
    if quoted || inner || value.contains('，') {
        Cow::Owned(format!("\"{}\"", value.replace('"', "\"\"")))
    } else {
        value
    }
}

/// Whether a value stands in any cell as it is: an id, a day or an address, as nearly all cells of large files are.
fn is_plain(value: &str) -> bool {
    let bytes = value.as_bytes();
    let word = |byte: &u8| byte.is_ascii_alphanumeric();
    // Looking at all bytes, without leaving early, goes over many at once.
    let inside = |byte: &u8| word(byte) | matches!(byte, b'-' | b'.' | b'@' | b'_' | b':');
    bytes.first().is_none_or(word) && bytes.iter().fold(true, |plain, byte| plain & inside(byte))
}

/// New rows behind the last one, with the heading where there is none.
fn added(
    heading: &Heading,
    text: &str,
    delimiter: char,
    line_end: &'static str,
    missing: &[&'static str],
    adds: &[&Rows],
) -> Option<TextEdit> {
    let end = last_line_end(heading, text).unwrap_or(line_end);
    let mut head = String::new();
    if !text.is_empty() && !text.ends_with(end) && !text.ends_with('\n') {
        head.push_str(end);
    }
    if heading.end.is_none() {
        head.push_str(&missing.join(&delimiter.to_string()));
        head.push_str(end);
    }
    let rows: usize = adds.iter().map(|rows| rows.len()).sum();
    let least = if rows < LARGE { adds.len() + 1 } else { 0 };
    let (mut new, rest) = halves(adds, least, |from, adds| {
        let mut new = if from == 0 { head.clone() } else { String::new() };
        adds.iter().for_each(|rows| lines(heading, rows, delimiter, end, &mut new));
        new
    });
    new.push_str(&rest.unwrap_or_default());
    (new.len() > head.len()).then(|| TextEdit::insert(text.len(), new))
}

/// Adds rows as lines, each with the columns of the file.
fn lines(heading: &Heading, rows: &Rows, delimiter: char, end: &str, new: &mut String) {
    let held = heading.fields.iter().take(heading.width);
    let from: Vec<Option<usize>> =
        held.map(|field| rows.columns.iter().position(|column| Some(*column) == *field)).collect();
    for row in (0..rows.len()).filter(|row| !rows.is_blank(*row)) {
        for (n, column) in from.iter().enumerate() {
            if n > 0 {
                new.push(delimiter);
            }
            if let Some(column) = column {
                new.push_str(&cell(rows.get(row, *column), delimiter, false));
            }
        }
        new.push_str(end);
    }
}

/// The line end of the last line, or that of the heading where the last line has none. A CR at the end of a text with
/// CRLF ends no line.
fn last_line_end(heading: &Heading, text: &str) -> Option<&'static str> {
    let behind_heading = heading.end.and_then(|end| text.get(end..)).unwrap_or_default();
    let first = |text: &str| ["\r\n", "\n", "\r"].into_iter().find(|end| text.starts_with(end));
    ["\r\n", "\n"].into_iter().find(|end| text.ends_with(end)).or_else(|| first(behind_heading))
}

#[cfg(test)]
mod tests;
