//! Comma-separated text to rows, with the exact place of every field.
//!
//! `csv-core` decides what a field is, so files read here exactly as the `csv` crate and
//! spreadsheets read them; the places come from counting the bytes it takes. Nothing is refused:
//! oddities are reported beside the row, because one run should show all of them.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use crate::diagnostic::source::{FileId, Span, line_break};

/// Reads rows from a text, in linear time.
///
/// Lines without any character are skipped, quoted fields may hold line breaks and doubled quotes,
/// and a quote inside an unquoted field is an ordinary character.
pub struct CsvReader<'t> {
    text: &'t str,
    file: FileId,
    core: Reader,
    /// The first byte that was not read yet.
    at: usize,
    /// The line of `counted`, and up to where line breaks were counted.
    line: u32,
    counted: usize,
    line_break: u8,
}

/// One row, to be filled again and again; once it has grown to the largest row, reading allocates
/// nothing.
#[derive(Debug, Default)]
pub struct Row {
    /// The unquoted fields, one behind the other.
    text: String,
    /// What `csv-core` writes into.
    bytes: Vec<u8>,
    /// Where each field ends in `text`, and where it stands in the file.
    fields: Vec<(usize, Span)>,
    problems: Vec<CsvProblem>,
    line: u32,
    span: Option<Span>,
}

/// One field of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'r> {
    /// The content, without the quotes round it and with doubled quotes made single.
    pub text: &'r str,
    /// Where the field stands, quotes included.
    pub span: Span,
}

/// Something about a row that is readable, but hardly meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvProblem {
    /// A quote is never closed, so the rest of the file is one field. The span is the opening
    /// quote.
    UnterminatedQuote(Span),
    /// More text follows a closing quote, as in `"a"b`; it was added to the field as it stands. The
    /// span is that text.
    TextAfterQuote(Span),
}

impl<'t> CsvReader<'t> {
    /// Starts at the beginning of a text. The delimiter has to be an ASCII character other than a
    /// quote or a line break; a comma takes the place of any other.
    #[must_use]
    pub fn new(text: &'t str, file: FileId, delimiter: u8) -> Self {
        let usable = delimiter.is_ascii() && !matches!(delimiter, b'"' | b'\r' | b'\n');
        let core = ReaderBuilder::new().delimiter(if usable { delimiter } else { b',' }).build();
        // `csv-core` passes over a byte order mark at the start without telling; starting behind it
        // keeps the places right.
        let at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        Self { text, file, core, at, line: 1, counted: 0, line_break: line_break(text) }
    }

    /// Goes on at a later place, which has to be the beginning of a row; lines still count from the beginning of the text.
    pub fn skip_to(&mut self, at: usize) {
        self.count_lines(at);
        self.at = at;
    }

    /// The first byte that was not read yet.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// Reads the next row into `row`, or says that there is none. What the row held before is gone
    /// either way.
    pub fn read_row(&mut self, row: &mut Row) -> bool {
        row.clear();
        self.skip_line_breaks();
        let input = self.text.as_bytes();
        let start = self.at;
        self.count_lines(start);
        row.line = self.line;
        let mut field_start = start;
        let mut written = 0;
        let found = loop {
            if row.bytes.len() == written {
                row.bytes.resize((written * 2).max(256), 0);
            }
            let rest = input.get(self.at..).unwrap_or_default();
            let into = row.bytes.get_mut(written..).unwrap_or_default();
            let (result, read, wrote) = self.core.read_field(rest, into);
            self.at += read;
            written += wrote;
            match result {
                // At the end of the input the next call has nothing to read, which tells `csv-core`
                // that this is the end.
                ReadFieldResult::InputEmpty | ReadFieldResult::OutputFull => {}
                ReadFieldResult::Field { record_end } => {
                    // The last byte taken is the delimiter or line break, except at the end of the
                    // text, where nothing is taken.
                    let field_end = if read == 0 { self.at } else { self.at - 1 };
                    row.fields.push((written, Span::new(self.file, field_start, field_end)));
                    self.look_at_quotes(field_start, field_end, &mut row.problems);
                    field_start = self.at;
                    if record_end {
                        break true;
                    }
                }
                ReadFieldResult::End => break false,
            }
        };
        // Only ASCII bytes were taken out of valid UTF-8, so the fields are valid UTF-8.
        let unquoted = row.bytes.get(..written).unwrap_or_default();
        row.text.push_str(str::from_utf8(unquoted).unwrap_or_default());
        if let (Some((_, first)), Some((_, last))) = (row.fields.first(), row.fields.last()) {
            row.span = Some(first.to(*last));
        }
        found
    }

    /// Moves over what `csv-core` would skip before a row: the second half of a CRLF and lines
    /// without any character.
    fn skip_line_breaks(&mut self) {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    }

    fn count_lines(&mut self, to: usize) {
        let passed = self.text.as_bytes().get(self.counted..to).unwrap_or_default();
        let breaks = memchr::memchr_iter(self.line_break, passed).count();
        self.line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.counted = to;
    }

    /// Notes what is odd about the quotes of one field.
    fn look_at_quotes(&self, start: usize, end: usize, problems: &mut Vec<CsvProblem>) {
        let raw = self.text.as_bytes().get(start..end).unwrap_or_default();
        if raw.first() != Some(&b'"') {
            return;
        }
        let mut from = 1;
        while let Some(found) = raw.get(from..).and_then(|rest| memchr::memchr(b'"', rest)) {
            let behind = from + found + 1;
            if raw.get(behind) == Some(&b'"') {
                from = behind + 1;
            } else {
                if behind < raw.len() {
                    problems.push(CsvProblem::TextAfterQuote(Span::new(self.file, start + behind, end)));
                }
                return;
            }
        }
        problems.push(CsvProblem::UnterminatedQuote(Span::new(self.file, start, start + 1)));
    }
}

impl Row {
    /// A row without fields.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many fields the row has. Whether these are too many or too few is for the caller to say,
    /// who knows the heading.
    #[must_use]
    pub fn len(&self) -> usize {
        self.fields.len()
    }

    /// Whether the row has no field, as before the first and after the last row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Whether all fields are empty or white space, as spreadsheets leave rows below a table.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// A field, counted from 0.
    #[must_use]
    pub fn get(&self, index: usize) -> Option<Field<'_>> {
        let (end, span) = *self.fields.get(index)?;
        let start = index.checked_sub(1).and_then(|before| self.fields.get(before)).map_or(0, |(end, _)| *end);
        Some(Field { text: self.text.get(start..end)?, span })
    }

    /// All fields, in order.
    pub fn iter(&self) -> impl Iterator<Item = Field<'_>> {
        (0..self.len()).filter_map(|index| self.get(index))
    }

    /// Where the row stands, from its first field to its last, without the line break; `None` for a
    /// row without fields.
    #[must_use]
    pub const fn span(&self) -> Option<Span> {
        self.span
    }

    /// The line on which the row begins, from 1.
    #[must_use]
    pub const fn line(&self) -> u32 {
        self.line
    }

    /// What is odd about this row, in the order of the text.
    #[must_use]
    pub fn problems(&self) -> &[CsvProblem] {
        &self.problems
    }

    fn clear(&mut self) {
        self.text.clear();
        self.fields.clear();
        self.problems.clear();
        self.span = None;
    }
}

/// The delimiter that a heading line seems to use: the most frequent of comma, TAB and semicolon
/// outside of quotes, a comma when there is none.
///
/// This is a guess, good for saying "this file looks separated by semicolons" and for nothing else.
#[must_use]
pub fn detect_delimiter(heading: &str) -> u8 {
    let mut counts = [(b',', 0), (b'\t', 0), (b';', 0)];
    let mut quoted = false;
    for byte in heading.bytes() {
        quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| !quoted && *delimiter == byte) {
            *count += 1;
        }
    }
    // The first one wins a tie, so that a comma is preferred.
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| *delimiter)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(text: &str, delimiter: u8) -> Vec<Vec<(String, Span)>> {
        let mut reader = CsvReader::new(text, FileId(0), delimiter);
        let mut row = Row::new();
        let mut all = Vec::new();
        while reader.read_row(&mut row) {
            all.push(row.iter().map(|field| (field.text.to_owned(), field.span)).collect());
        }
        assert!(row.is_empty() && row.span().is_none());
        assert!(!reader.read_row(&mut row));
        all
    }

    /// Shows each row as its line, then `content<source` per field, then the problems.
    fn check(text: &str, expected: &[&str]) {
        let mut reader = CsvReader::new(text, FileId(0), b',');
        let mut row = Row::new();
        let mut found = Vec::new();
        let source = |span: Span| &text[span.start as usize..span.end as usize];
        while reader.read_row(&mut row) {
            let mut shown = row.line().to_string();
            for field in row.iter() {
                shown += &format!(" [{}<{}]", field.text, source(field.span));
            }
            for problem in row.problems() {
                shown += &match *problem {
                    CsvProblem::UnterminatedQuote(span) => format!(" unterminated@{}", span.start),
                    CsvProblem::TextAfterQuote(span) => format!(" after<{}", source(span)),
                };
            }
            found.push(shown);
        }
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn plain_rows() {
        check("", &[]);
        check("\n\r\n", &[]);
        check("a,b\n1,2\n", &["1 [a<a] [b<b]", "2 [1<1] [2<2]"]);
        check("a,b\r\n\r\n1,2", &["1 [a<a] [b<b]", "3 [1<1] [2<2]"]);
        check("a\rb\r", &["1 [a<a]", "2 [b<b]"]);
        check(",\n,", &["1 [<] [<]", "2 [<] [<]"]);
        check(" \n", &["1 [ < ]"]);
        check("山田,太郎\n", &["1 [山田<山田] [太郎<太郎]"]);
        check("\u{FEFF}a,b", &["1 [a<a] [b<b]"]);
        check("a,b,c\n1\n", &["1 [a<a] [b<b] [c<c]", "2 [1<1]"]);
    }

    #[test]
    fn quotes() {
        check("\"a,b\",c\n", &["1 [a,b<\"a,b\"] [c<c]"]);
        check("\"a\nb\"\nc", &["1 [a\nb<\"a\nb\"]", "3 [c<c]"]);
        check("\"a\"\"b\"", &["1 [a\"b<\"a\"\"b\"]"]);
        check("\"\"\n\"\"", &["1 [<\"\"]", "2 [<\"\"]"]);
        check("5\" disk,x\ny", &["1 [5\" disk<5\" disk] [x<x]", "2 [y<y]"]);
        check("\"a\"b,c\nd", &["1 [ab<\"a\"b] [c<c] after<b", "2 [d<d]"]);
        check("\"a\"b\"c,d\n", &["1 [ab\"c<\"a\"b\"c] [d<d] after<b\"c"]);
        check("x,\"a\nb,c\n", &["1 [x<x] [a\nb,c\n<\"a\nb,c\n] unterminated@2"]);
        check("\"", &["1 [<\"] unterminated@0"]);
        check("\"\"\"", &["1 [\"<\"\"\"] unterminated@0"]);
    }

    #[test]
    fn the_delimiter() {
        assert_eq!(rows("a;b,c", b';').first().map(Vec::len), Some(2));
        assert_eq!(rows("a,b", b'"').first().map(Vec::len), Some(2));
        assert_eq!(detect_delimiter("id,name"), b',');
        assert_eq!(detect_delimiter("id;name;\"a,b,c,d\""), b';');
        assert_eq!(detect_delimiter("id\tname, first\tlast"), b'\t');
        assert_eq!(detect_delimiter("id"), b',');
        assert_eq!(detect_delimiter("a,b;c"), b',');
    }

    #[test]
    fn blank_rows() {
        let mut reader = CsvReader::new(",, \n,x\n", FileId(0), b',');
        let mut row = Row::new();
        assert!(reader.read_row(&mut row) && row.is_blank() && row.len() == 3);
        assert!(reader.read_row(&mut row) && !row.is_blank());
        assert_eq!(row.span(), Some(Span::new(FileId(0), 4, 6)));
        assert_eq!(row.get(2), None);
    }

    #[test]
    fn large_and_hostile_text_is_linear() {
        let text =
            "\"".repeat(2_000_000) + &"\n".repeat(1_000_000) + &",".repeat(500_000) + &"\"a\"b\n".repeat(200_000);
        assert!(!rows(&text, b',').is_empty());
    }

    fn by_the_csv_crate(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn agrees_with_the_csv_crate(text in "[a山,\"\r\n ]{0,40}") {
            let found = rows(&text, b',');
            let mut end = 0;
            for (content, span) in found.iter().flatten() {
                let (start, stop) = (span.start as usize, span.end as usize);
                prop_assert!(start >= end && stop <= text.len());
                end = stop;
                let raw = &text[start..stop];
                if !raw.starts_with('"') {
                    prop_assert_eq!(content, raw);
                }
            }
            let contents: Vec<Vec<String>> = found.into_iter().map(|row| row.into_iter().map(|(content, _)| content).collect()).collect();
            prop_assert_eq!(contents, by_the_csv_crate(&text));
        }

        #[test]
        fn written_rows_come_back(rows_in in prop::collection::vec(prop::collection::vec("[a山,\"\r\n]{0,6}", 2..4), 0..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows_in {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let found: Vec<Vec<String>> = rows(&text, b',').into_iter().map(|row| row.into_iter().map(|(content, _)| content).collect()).collect();
            prop_assert_eq!(found, rows_in);
            let mut reader = CsvReader::new(&text, FileId(0), b',');
            let mut row = Row::new();
            while reader.read_row(&mut row) {
                prop_assert!(row.problems().is_empty());
            }
        }

        #[test]
        fn any_text(text in any::<String>(), delimiter in any::<u8>()) {
            for (_, span) in rows(&text, delimiter).iter().flatten() {
                prop_assert!(text.get(span.start as usize..span.end as usize).is_some());
            }
            let _ = detect_delimiter(&text);
        }
    }
}
