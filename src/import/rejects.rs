//! The rows that were rejected, for the user to mend: the file's own columns with what is wrong in front, in the file's own
//! encoding and with its own separator. Those of a workbook are CSV that opens in the program that the workbook is from.

use super::csv_text::push_row;
use super::row::RowAt;
use super::table::Table;
use crate::diagnostic::{Encoding, Sources, Span};
use crate::guard::{bare, guarded};
use crate::load::csv::{CsvReader, Row};
use crate::load::decode::{encode, mark};
use std::borrow::Cow;

/// The bytes of the file of rejected rows; each row comes with what is wrong with it, in words. Passwords were crossed out
/// when the file was read.
///
/// Columns that are not known are passed over on reading, so the mended file can be imported as it is.
#[must_use]
pub fn rejects(table: &Table<'_>, sources: &Sources, rejected: &[(RowAt, String)]) -> Vec<u8> {
    let delimiter = table.delimiter();
    let mut row = Row::new();
    let heading = harmless(table, sources, table.heading(), &mut row);
    let mut text = format!("Errors{delimiter}Line{delimiter}{heading}\r\n");
    for (at, errors) in rejected {
        text.push_str(&cell(errors, delimiter));
        let cells = harmless(table, sources, at.span, &mut row);
        text.push_str(&format!("{delimiter}{}{delimiter}{cells}\r\n", at.line));
    }
    let encoding = sources.file(table.file()).encoding;
    // What was read from the file can be written to it; only our own words may need another encoding.
    [encoding, Encoding::Utf8Bom].into_iter().find_map(|encoding| encoded(&text, encoding)).unwrap_or_default()
}

/// The same for a sheet of a workbook. What the sheet was read through is nothing that a user knows, so its rows become CSV
/// in UTF-8 with the mark that spreadsheet programs want. A text that begins with `=` is no formula in a workbook, and would
/// be one here.
#[must_use]
pub fn rejects_of_sheet(table: &Table<'_>, sources: &Sources, rejected: &[(RowAt, String)]) -> Vec<u8> {
    let mut text = String::new();
    let headings = table.columns().iter().map(|column| guarded(&column.heading));
    push_row(&mut text, [Cow::Borrowed("Errors"), Cow::Borrowed("Line")].into_iter().chain(headings));
    let mut row = Row::new();
    for (at, errors) in rejected {
        let cells = cells(table, sources, at.span, &mut row);
        push_row(&mut text, [guarded(errors), Cow::Owned(at.line.to_string())].into_iter().chain(cells));
    }
    encoded(&text, Encoding::Utf8Bom).unwrap_or_default()
}

/// A row as it stands in the file; with cells that a spreadsheet would take for formulas, a row that says the same.
fn harmless<'s>(table: &Table<'_>, sources: &'s Sources, at: Span, row: &mut Row) -> Cow<'s, str> {
    let text = sources.text(at);
    CsvReader::new(text, at.file, table.delimiter).read_row(row);
    if row.iter().all(|field| guarded(bare(field.text)) == field.text) {
        return Cow::Borrowed(text);
    }
    let delimiter = table.delimiter();
    let cells: Vec<String> = row.iter().map(|field| cell(bare(field.text), delimiter)).collect();
    Cow::Owned(cells.join(&delimiter.to_string()))
}

/// The cells of a row as they were read, at least one for each column.
fn cells<'r>(
    table: &Table<'_>,
    sources: &Sources,
    at: Span,
    row: &'r mut Row,
) -> impl Iterator<Item = Cow<'r, str>> + use<'r> {
    CsvReader::new(sources.text(at), at.file, table.delimiter).read_row(row);
    let missing = table.columns().len().saturating_sub(row.len());
    row.iter().map(|field| guarded(bare(field.text))).chain(std::iter::repeat_n(Cow::Borrowed(""), missing))
}

fn encoded(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let mut bytes = mark(encoding).to_vec();
    encode(text, encoding, &mut bytes).ok()?;
    Some(bytes)
}

/// A cell of text, quoted where it has to be.
fn cell(text: &str, delimiter: char) -> String {
    let text = guarded(text);
    if text.contains([delimiter, '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;

    /// The cells of every row in so many columns.
    fn cells_of(table: &Table<'_>, columns: std::ops::Range<usize>) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        let mut rows = table.rows();
        while let Some(row) = rows.next() {
            found.push(columns.clone().map(|column| row.get(column).text.to_owned()).collect());
        }
        found
    }

    #[test]
    fn rows_of_a_sheet() {
        let rows = [
            "Name\tA, B\t\t=x\tNo",
            "=1+2\t'@a\t\t\"say \"\"x\"\"\"\t-5",
            "青木　美帆\t a;b",
            "\t＋x\t\t\t007\tone more",
        ];
        let mut sources = Sources::new();
        let file = sources.add("a.xlsx[S]", rows.join("\n").as_str(), Encoding::Utf8);
        let table = Table::open(file, &sources).unwrap();
        let mut rejected = Vec::new();
        let mut rows = table.rows();
        while let Some(row) = rows.next() {
            rejected.push((row.at(), format!("-wrong, {}", rejected.len())));
        }
        let text = String::from_utf8(rejects_of_sheet(&table, &sources, &rejected)).unwrap();
        expect![[r#"
            <mark>Errors,Line,Name,"A, B",,'=x,No␍
            "'-wrong, 0",2,'=1+2,'@a,,"say ""x""",-5␍
            "'-wrong, 1",3,青木　美帆, a;b,,,␍
            "'-wrong, 2",4,,'＋x,,,007,one more␍
        "#]]
        .assert_eq(&text.replace('\u{FEFF}', "<mark>").replace('\r', "␍"));
        // The guards are taken off again when the mended file is read.
        let mut mended = Sources::new();
        let file = mended.add("r.csv", text.trim_start_matches('\u{FEFF}'), Encoding::Utf8Bom);
        let mended = Table::open(file, &mended).unwrap();
        assert_eq!(cells_of(&mended, 2..7), cells_of(&table, 0..5));
    }
    #[test]
    fn rows_without_formulas_stay_as_they_are() {
        let text = "Name;=x\nA ;\"b\"\n=1+2;\"c;d\"\n'=3;-5\n";
        let mut sources = Sources::new();
        let file = sources.add("a.csv", text, Encoding::Utf8);
        let table = Table::open(file, &sources).unwrap();
        let mut rejected = Vec::new();
        let mut rows = table.rows();
        while let Some(row) = rows.next() {
            rejected.push((row.at(), "=wrong".to_owned()));
        }
        let text = String::from_utf8(rejects(&table, &sources, &rejected)).unwrap();
        expect![[r#"
            Errors;Line;Name;'=x␍
            '=wrong;2;A ;"b"␍
            '=wrong;3;'=1+2;"c;d"␍
            '=wrong;4;'=3;-5␍
        "#]]
        .assert_eq(&text.replace('\r', "␍"));
        let mut mended = Sources::new();
        let file = mended.add("r.csv", text.as_str(), Encoding::Utf8);
        let mended = Table::open(file, &mended).unwrap();
        assert_eq!(cells_of(&mended, 2..4), cells_of(&table, 0..2));
    }
}
