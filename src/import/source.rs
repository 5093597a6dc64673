//! A file of another system becomes a text in `Sources`: decoded, a sheet of a workbook turned into rows of text, and
//! passwords crossed out before anything else sees them.

use super::table::{Layout, Table};
use super::xlsx;
use crate::diagnostic::{Diagnostic, Encoding, FileId, ParquetFault, Problem, Sources, Unreadable};
use crate::load;
use crate::load::decode::{EncodingChoice, decode};

/// What `.xlsx` begins with, as all ZIP archives do.
const ZIP: &[u8] = b"PK\x03\x04";

/// What the older `.xls` begins with.
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// What Parquet files begin with.
const PARQUET: &[u8] = b"PAR1";

/// A file that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opened {
    /// Rows and columns.
    Table(FileId),
    /// JSON.
    Json(FileId),
}

/// Keeps a file in `sources` as text. JSON is what begins with `{` or `[`; everything else is a table. The sheet of a
/// workbook, by name or else the first that is of use, becomes rows separated by tabs under the path `file.xlsx[Sheet1]`.
///
/// In the text that is kept, every character of a password is an asterisk, so that no excerpt shows one.
///
/// # Errors
/// A file that is no text in any encoding tried, or a workbook without such a sheet.
pub fn open(
    path: &str,
    bytes: Vec<u8>,
    encoding: Option<EncodingChoice>,
    sheet: Option<&str>,
    sources: &mut Sources,
) -> Result<Opened, Vec<Diagnostic>> {
    open_with(path, bytes, encoding, sheet, Layout::default(), sources)
}

/// The same for a file whose layout the user describes.
///
/// # Errors
/// As for [`open`].
pub fn open_with(
    path: &str,
    bytes: Vec<u8>,
    encoding: Option<EncodingChoice>,
    sheet: Option<&str>,
    layout: Layout,
    sources: &mut Sources,
) -> Result<Opened, Vec<Diagnostic>> {
    let of_file = |problem| vec![Diagnostic::of_file(path, problem)];
    if bytes.starts_with(OLE) {
        return Err(of_file(Problem::SpreadsheetFile));
    }
    if bytes.starts_with(PARQUET) {
        return Err(of_file(Problem::Unreadable(Unreadable::Parquet(ParquetFault::NotImported))));
    }
    if bytes.starts_with(ZIP) {
        let sheet = xlsx::read(bytes, sheet).map_err(of_file)?;
        let path = format!("{path}[{}]", sheet.name);
        return Ok(Opened::Table(sources.add(path, without_secrets(sheet.text, layout), Encoding::Utf8)));
    }
    let (text, encoding) = decode(bytes, encoding).map_err(|error| vec![load::undecodable(path, error)])?;
    Ok(if text.trim_start().starts_with(['{', '[']) && !looks_like_headings(&text) {
        Opened::Json(sources.add(path, text, encoding))
    } else {
        Opened::Table(sources.add(path, without_secrets(text, layout), encoding))
    })
}

/// A heading row may begin with a bracket, too: `[メール],氏名`. JSON has no letter behind its first bracket.
fn looks_like_headings(text: &str) -> bool {
    let inner = text.trim_start().trim_start_matches('[').trim_start();
    text.trim_start().starts_with('[')
        && inner.starts_with(char::is_alphabetic)
        && !["true", "false", "null"].iter().any(|word| inner.starts_with(word))
}

/// The text with all passwords crossed out. Quotes, separators and line breaks stay, so every place and every cell is
/// where it was.
fn without_secrets(text: String, layout: Layout) -> String {
    let Some(table) = Table::of(FileId(0), &text, layout) else {
        return text;
    };
    if !table.columns().iter().any(|column| column.secret) {
        return text;
    }
    let delimiter = table.delimiter();
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    let mut rows = table.rows();
    while let Some(row) = rows.next_of_all() {
        for span in row.secrets() {
            let (start, end) = (span.start as usize, span.end as usize);
            kept.push_str(text.get(from..start).unwrap_or_default());
            let secret = text.get(start..end).unwrap_or_default().chars();
            kept.extend(secret.map(|c| if matches!(c, '"' | '\r' | '\n' | ' ') || c == delimiter { c } else { '*' }));
            from = end;
        }
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &str) {
        let mut sources = Sources::new();
        let shown = match open("a.csv", text.as_bytes().to_vec(), None, None, &mut sources) {
            Ok(Opened::Table(file)) => sources.file(file).text.to_string(),
            Ok(Opened::Json(file)) => format!("JSON {}", sources.file(file).text),
            Err(complaints) => complaints.iter().map(|complaint| complaint.problem.code()).collect(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn tables_and_json() {
        check("a,b\n1,2\n", "a,b\n1,2\n");
        check(" {\"a\": 1}", "JSON  {\"a\": 1}");
        check("[1]", "JSON [1]");
        check("[]", "JSON []");
        check("[メール],a", "[メール],a");
        check("", "");
        check("\u{0}", "nul-character");
    }

    #[test]
    fn workbooks_of_other_kinds() {
        let mut sources = Sources::new();
        let mut code = |bytes: &[u8]| {
            let complaints = open("a.xls", bytes.to_vec(), None, None, &mut sources).unwrap_err();
            complaints[0].problem.code()
        };
        assert_eq!(code(OLE), "undecodable-text");
        assert_eq!(code(ZIP), "broken-workbook");
        assert_eq!(code(b"PAR1\x15\x04"), "unreadable-file");
    }

    #[test]
    fn passwords_are_crossed_out() {
        check("a,Password\nx,pä w\ny\nz,\"p\"\"q\"\n", "a,Password\nx,** *\ny\nz,\"*\"\"*\"\n");
        check("a,Password,b\nExample: x,pw,c\n", "a,Password,b\nExample: x,**,c\n");
        // A cell too many: the password may stand in a later column.
        check("a,Password,b\nx, Jr.,pw,c\n", "a,Password,b\nx, ***,**,*\n");
        // A separator in a password moves the cells behind it, whatever the last of them holds.
        check("a,Password,b\nx,p,w,\n", "a,Password,b\nx,*,*,\n");
        // A quote that is never closed: rows below are part of the cell.
        check("a,Password\n\"x,pw\ny,pw\n", "a,Password\n\"*,**\n*,**\n");
        check("a,Password,a\nx,pw,y\n", "a,Password,a\nx,**,y\n");
    }

    #[test]
    fn passwords_are_crossed_out_below_a_title() {
        let text = "Users; 2018\n\na|Password\nx|pw;1\n";
        let layout = Layout { delimiter: Some(b'|'), header_row: Some(3) };
        let mut sources = Sources::new();
        let opened = open_with("a.csv", text.into(), None, None, layout, &mut sources).unwrap();
        assert_eq!(opened, Opened::Table(FileId(0)));
        assert_eq!(&*sources.file(FileId(0)).text, "Users; 2018\n\na|Password\nx|****\n");
    }

    /// The lines of all rows with what is wrong with them; of sound rows also the cells that are no passwords, and how
    /// many passwords there are.
    fn structure(text: &str) -> String {
        let Some(table) = Table::of(FileId(0), text, Layout::default()) else {
            return String::new();
        };
        let mut shown = String::new();
        let mut rows = table.rows();
        while let Some(row) = rows.next() {
            let complaints = row.complaints();
            let codes: Vec<&str> = complaints.iter().map(|complaint| complaint.problem.code()).collect();
            let cells: Vec<&str> = (0..table.columns().len()).map(|column| row.get(column).text).collect();
            let cells = if codes.is_empty() { cells } else { Vec::new() };
            shown += &format!("{} {codes:?} {cells:?}\n", row.at().line);
        }
        format!("{shown}{}", if shown.contains("[\"") { 0 } else { table.secrets() })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn crossing_out_changes_nothing_else(body in "[a-cé,\"\n\r ]{0,60}", password in "[0-9]{2,9}") {
            let text = format!("a,Password,b\n{body}\nx,{password},y\n");
            let without = without_secrets(text.clone(), Layout::default());
            prop_assert_eq!(structure(&without), structure(&text));
            prop_assert_eq!(without.chars().count(), text.chars().count());
            prop_assert!(!without.contains(|c: char| c.is_ascii_digit()), "{}", without);
        }
    }
}
