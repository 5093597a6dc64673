//! Workbooks: one sheet becomes text that is read like any other table.
//!
//! Cells are streamed, so a sheet whose last cell is far away costs nothing but its cells. Numbers are shown with the
//! fifteen digits that spreadsheets keep, which takes the noise of binary fractions away; cells formatted as dates are
//! shown as dates, and no other number is taken for one.

use super::detect::detect;
use super::table::{Layout, Table};
use crate::diagnostic::{FileId, ImportFault, Problem};
use crate::near::nearest;
use calamine::{Data, DataRef, ExcelDateTime, Reader as _, SheetType, Xlsx, XlsxError, open_workbook_from_rs};
use std::fmt::Write as _;
use std::io::Cursor;

/// The largest text that a sheet may become, in bytes. Some kilobytes of workbook can claim a terabyte of rows.
const LIMIT: usize = 1 << 30;

/// A sheet as text.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// One line a row, separated by tabs; line numbers are row numbers.
    pub(super) text: String,
}

/// Reads the sheet of this name. Without a name it is the first whose headings are those of a known layout, or else the
/// first with anything in it.
pub(super) fn read(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Sheet, Problem> {
    read_within(LIMIT, bytes, sheet)
}

fn read_within(limit: usize, bytes: Vec<u8>, sheet: Option<&str>) -> Result<Sheet, Problem> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    if let Some(name) = sheet {
        let near = nearest(name, names.iter().map(String::as_str)).map(str::to_owned);
        return match names.iter().find(|known| *known == name) {
            Some(name) => text(limit, &mut workbook, name),
            None => Err(Problem::Import(ImportFault::NoSuchSheet { name: name.to_owned(), near, known: names })),
        };
    }
    let mut first = None;
    for name in &names {
        let sheet = text(limit, &mut workbook, name)?;
        if let Some(table) = Table::of(FileId(0), &sheet.text, Layout::default()) {
            if !detect(&table).is_empty() {
                return Ok(sheet);
            }
            first = first.or(Some(sheet));
        }
    }
    Ok(first.unwrap_or_else(|| Sheet { name: names.into_iter().next().unwrap_or_default(), text: String::new() }))
}

fn broken(error: &XlsxError) -> Problem {
    Problem::Import(ImportFault::BrokenWorkbook(error.to_string()))
}

/// One sheet as text.
fn text(limit: usize, workbook: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<Sheet, Problem> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|error| broken(&error))?;
    let mut text = String::new();
    let (mut row, mut column) = (0, 0);
    while let Some(cell) = cells.next_cell().map_err(|error| broken(&error))? {
        let value = shown(cell.get_value());
        if value.is_empty() {
            continue;
        }
        let (at_row, at_column) = cell.get_position();
        if at_row < row || (at_row == row && at_column < column) {
            return Err(broken(&XlsxError::Unexpected("cells out of order")));
        }
        let lines = (at_row - row) as usize;
        let tabs = (if lines > 0 { at_column } else { at_column - column }) as usize;
        if [lines, tabs, value.len()].into_iter().fold(text.len(), usize::saturating_add) > limit {
            return Err(Problem::FileTooLarge { limit: limit as u64 });
        }
        text.push_str(&"\n".repeat(lines));
        text.push_str(&"\t".repeat(tabs));
        row = at_row;
        column = at_column;
        write_cell(&value, &mut text);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    Ok(Sheet { name: name.to_owned(), text })
}

/// Adds a cell: line breaks and tabs become blanks, quotes are doubled.
fn write_cell(value: &str, text: &mut String) {
    let quoted = value.contains('"');
    if quoted {
        text.push('"');
    }
    for c in value.chars() {
        match c {
            '\r' | '\n' | '\t' => text.push(' '),
            '"' => text.push_str("\"\""),
            other => text.push(other),
        }
    }
    if quoted {
        text.push('"');
    }
}

fn shown(value: &DataRef<'_>) -> String {
    match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Bool(truth) => (if truth { "TRUE" } else { "FALSE" }).to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(number),
        Data::DateTime(time) if time.is_datetime() => date(&time),
        Data::DateTime(duration) => decimal(duration.as_f64()),
        Data::Error(error) => error.to_string(),
    }
}

/// A day, with the time of day where there is one.
fn date(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    let mut text = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) != (0, 0, 0) {
        let _ = write!(text, " {hour:02}:{minute:02}:{second:02}");
    }
    text
}

/// A number with fifteen digits and no exponent, without zeros that say nothing.
fn decimal(number: f64) -> String {
    let scientific = format!("{number:.14e}");
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    let Ok(exponent) = exponent.parse::<i32>() else {
        return scientific;
    };
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |mantissa| ("-", mantissa));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    // The decimal point stands behind this many of the digits.
    let point = exponent + 1;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or_default());
    let (whole, fraction) = match usize::try_from(point) {
        Ok(0) | Err(_) => ("0".to_owned(), zeros(-point) + &digits),
        Ok(point) => match digits.split_at_checked(point) {
            Some((whole, fraction)) => (whole.to_owned(), fraction.to_owned()),
            None => (digits + &zeros(exponent - 14), String::new()),
        },
    };
    let fraction = fraction.trim_end_matches('0');
    match (whole.as_str(), fraction) {
        ("0", "") => whole,
        (_, "") => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}.{fraction}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;
    use crate::import::{Opened, open};

    /// An archive without compression.
    fn zip(files: &[(&str, &str)]) -> Vec<u8> {
        let crc = |bytes: &[u8]| {
            !bytes.iter().fold(!0u32, |crc, byte| {
                (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
            })
        };
        let (mut body, mut directory) = (Vec::new(), Vec::new());
        for (name, text) in files {
            let offset = body.len() as u32;
            let mut fields = vec![20, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            fields.extend(crc(text.as_bytes()).to_le_bytes());
            fields.extend((text.len() as u32).to_le_bytes());
            fields.extend((text.len() as u32).to_le_bytes());
            fields.extend((name.len() as u16).to_le_bytes());
            fields.extend([0, 0]);
            body.extend(b"PK\x03\x04");
            body.extend(&fields);
            body.extend(name.as_bytes());
            body.extend(text.as_bytes());
            directory.extend(b"PK\x01\x02\x14\0");
            directory.extend(&fields);
            directory.extend([0; 10]);
            directory.extend(offset.to_le_bytes());
            directory.extend(name.as_bytes());
        }
        let (size, offset, count) = (directory.len() as u32, body.len() as u32, files.len() as u16);
        body.extend(directory);
        body.extend(b"PK\x05\x06\0\0\0\0");
        body.extend(count.to_le_bytes());
        body.extend(count.to_le_bytes());
        body.extend(size.to_le_bytes());
        body.extend(offset.to_le_bytes());
        body.extend([0, 0]);
        body
    }

    /// A workbook with these sheets, each the content of its `sheetData`. Style 1 is a date, style 2 a duration.
    fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
        const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let (mut listed, mut related, mut files) = (String::new(), String::new(), Vec::new());
        for (n, (name, data)) in sheets.iter().enumerate() {
            listed += &format!("<sheet name=\"{name}\" sheetId=\"{0}\" r:id=\"rId{0}\"/>", n + 1);
            related += &format!(
                "<Relationship Id=\"rId{0}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{0}.xml\"/>",
                n + 1
            );
            files.push((
                format!("xl/worksheets/sheet{}.xml", n + 1),
                format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>"),
            ));
        }
        files.push((
            "xl/workbook.xml".to_owned(),
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>"),
        ));
        let relations = |inner: &str| {
            format!(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inner}</Relationships>"
            )
        };
        let main = format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>");
        files.push(("_rels/.rels".to_owned(), relations(&main)));
        files.push(("xl/_rels/workbook.xml.rels".to_owned(), relations(&related)));
        files.push((
            "xl/styles.xml".to_owned(),
            format!(
                "<styleSheet xmlns=\"{MAIN}\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"46\"/></cellXfs></styleSheet>"
            ),
        ));
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        zip(&files)
    }

    /// Cells of text.
    fn row(number: u32, texts: &[&str]) -> String {
        let cells = texts.iter().zip('A'..).filter(|(text, _)| !text.is_empty()).map(|(text, column)| {
            format!("<c r=\"{column}{number}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>")
        });
        format!("<row r=\"{number}\">{}</row>", cells.collect::<String>())
    }

    fn check(bytes: Vec<u8>, sheet: Option<&str>, expected: &str) {
        let mut sources = Sources::new();
        let shown = match open("a.xlsx", bytes, None, sheet, &mut sources) {
            Ok(Opened::Table(file)) => format!("{}\n{}", sources.file(file).path, sources.file(file).text),
            Ok(Opened::Json(_)) => "JSON".to_owned(),
            Err(complaints) => complaints.iter().map(|complaint| complaint.problem.code()).collect(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn cells() {
        let data = row(1, &["a", "b"])
            + "<row r=\"3\"><c r=\"B3\"><v>43402</v></c><c r=\"C3\" s=\"1\"><v>43402</v></c><c r=\"D3\" s=\"1\"><v>43402.5</v></c></row>\
               <row r=\"4\"><c r=\"A4\"><v>8200.3999999999996</v></c><c r=\"B4\" t=\"b\"><v>1</v></c><c r=\"C4\" t=\"e\"><v>#N/A</v></c>\
               <c r=\"D4\" t=\"str\"><v>x</v></c><c r=\"E4\" s=\"2\"><v>1.5</v></c></row>"
            + &row(5, &["two\nlines\tand", "a &quot;b&quot;", "=1+2"]);
        check(
            workbook(&[("Sheet1", &data)]),
            None,
            "a.xlsx[Sheet1]\na\tb\n\n\t43402\t2018-10-29\t2018-10-29 12:00:00\n8200.4\tTRUE\t#N/A\tx\t1.5\n\
             two lines and\t\"a \"\"b\"\"\"\t=1+2\n",
        );
    }

    #[test]
    fn which_sheet() {
        let users = row(1, &["Display name", "Email", "Status update"]);
        let other = row(1, &["x"]);
        let sheets = workbook(&[("None", ""), ("名簿", &other), ("Users", &users)]);
        check(sheets.clone(), None, "a.xlsx[Users]\nDisplay name\tEmail\tStatus update\n");
        check(sheets.clone(), Some("名簿"), "a.xlsx[名簿]\nx\n");
        check(sheets.clone(), Some("users"), "no-such-sheet");
        check(workbook(&[("None", ""), ("名簿", &other)]), None, "a.xlsx[名簿]\nx\n");
        check(workbook(&[("None", "")]), None, "a.xlsx[None]\n");
    }

    #[test]
    fn passwords_and_damage() {
        let data = row(1, &["Display name", "Temporary password"]) + &row(2, &["A", "pw"]);
        check(workbook(&[("S", &data)]), None, "a.xlsx[S]\nDisplay name\tTemporary password\nA\t**\n");
        let sound = workbook(&[("S", &data)]);
        check(sound[..sound.len() / 2].to_vec(), None, "broken-workbook");
        check(zip(&[("content.xml", "<a/>")]), None, "broken-workbook");
        // Few bytes that claim to be a million rows of sixteen thousand cells.
        let far: String = (1..=100).map(|n| format!("<row r=\"{n}\"><c r=\"XFD{n}\"><v>1</v></c></row>")).collect();
        let problem = read_within(1 << 20, workbook(&[("S", &far)]), None).unwrap_err();
        assert_eq!(problem, Problem::FileTooLarge { limit: 1 << 20 });
    }

    #[test]
    fn numbers() {
        for (number, expected) in [
            (0.0, "0"),
            (-0.0, "0"),
            (1.0, "1"),
            (-12.5, "-12.5"),
            (0.1 + 0.2, "0.3"),
            (1.1 * 1.1, "1.21"),
            (0.000_012, "0.000012"),
            (1e21, "1000000000000000000000"),
            (123_456_789_012_345.0, "123456789012345"),
            (f64::INFINITY, "inf"),
        ] {
            assert_eq!(decimal(number), expected);
        }
    }
}
