//! A file of rows and columns: which character separates it, which columns it has, and its rows.
//!
//! Columns are found by their headings, never by where they stand. What stands in a column of passwords cannot be
//! reached from here.

use super::lines::{Piece, Pieces, Shape};
use super::rows::Rows;
use crate::diagnostic::{Diagnostic, FileId, ImportFault, Problem, Sources, Span};
use crate::fold;
use crate::load::csv::{CsvReader, Row as Record, detect_delimiter};
use std::sync::OnceLock;

/// A file of rows and columns whose heading was read.
#[derive(Debug)]
pub struct Table<'s> {
    pub(super) file: FileId,
    pub(super) text: &'s str,
    pub(super) delimiter: u8,
    pub(super) columns: Vec<Column>,
    /// Where the rows below the heading begin.
    pub(super) body: usize,
    /// Found when the rows are first read: it takes a look at the whole text.
    shape: OnceLock<Shape>,
}

/// What a user says about how a table is written; what is not said is found out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Layout {
    /// The character between two cells.
    pub delimiter: Option<u8>,
    /// The line of the heading, from 1; 0 for a table without headings, whose columns have only numbers.
    pub header_row: Option<u32>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading as it is written.
    pub heading: String,
    /// The property in brackets, as in `User name [userPrincipalName] Required`.
    pub property: Option<String>,
    /// What the column is found by: the property where there is one, else the heading, folded by
    /// [`fold::heading`]. Empty for a column without a heading.
    pub key: String,
    /// Where the heading stands.
    pub span: Span,
    /// The column holds passwords; its cells are empty for whoever reads them.
    pub secret: bool,
}

impl<'s> Table<'s> {
    /// Reads the heading of a file: the first row that is neither blank nor a `version:` row.
    ///
    /// # Errors
    /// A file without a heading, and every column that stands twice.
    pub fn open(file: FileId, sources: &'s Sources) -> Result<Self, Vec<Diagnostic>> {
        Self::open_with(file, sources, Layout::default())
    }

    /// The same for a file whose layout the user describes.
    ///
    /// # Errors
    /// As for [`Table::open`].
    pub fn open_with(file: FileId, sources: &'s Sources, layout: Layout) -> Result<Self, Vec<Diagnostic>> {
        let table = Self::of(file, &sources.file(file).text, layout).ok_or_else(|| {
            let problem = match layout.header_row {
                Some(row @ 1..) => Problem::Import(ImportFault::NoHeading(row)),
                _ => Problem::EmptyFile,
            };
            vec![Diagnostic::at(Span::point(file, 0), problem)]
        })?;
        let twice = table.duplicates();
        if twice.is_empty() { Ok(table) } else { Err(twice) }
    }

    /// The table of a text, whatever its headings are; none for a text without any.
    pub(super) fn of(file: FileId, text: &'s str, layout: Layout) -> Option<Self> {
        let start = match layout.header_row {
            None | Some(0) => heading_start(file, text)?,
            Some(row) => line_start(text, row)?,
        };
        let delimiter =
            layout.delimiter.unwrap_or_else(|| detect_delimiter(first_line(text.get(start..).unwrap_or_default())));
        let mut reader = CsvReader::new(text, file, delimiter);
        reader.skip_to(start);
        let mut heading = Record::new();
        reader.read_row(&mut heading);
        if layout.header_row == Some(0) {
            let columns = heading.iter().map(|field| Column::new("", field.span)).collect();
            return Some(Self { file, text, delimiter, columns, body: start, shape: OnceLock::new() });
        }
        // Columns without a heading behind the last one are cells that were filled once, and mean nothing.
        let named = heading.iter().filter(|field| !field.text.trim().is_empty()).last();
        let last = named.map_or(start, |field| field.span.end as usize);
        let fields = heading.iter().take_while(|field| (field.span.end as usize) <= last);
        let columns = fields.map(|field| Column::new(field.text.trim(), field.span)).collect();
        Some(Self { file, text, delimiter, columns, body: reader.at(), shape: OnceLock::new() })
    }

    /// The columns, in the order of the file.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The column with the first of these names that there is, by property or heading; how they are written does not
    /// matter where [`fold::heading`] does not care.
    #[must_use]
    pub fn find(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| {
            let key = fold::heading(name);
            self.columns.iter().position(|column| column.key == key && !key.is_empty())
        })
    }

    /// The character between two cells: a comma, TAB or semicolon.
    #[must_use]
    pub fn delimiter(&self) -> char {
        char::from(self.delimiter)
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// Where the heading stands.
    #[must_use]
    pub fn heading(&self) -> Span {
        let start = Span::point(self.file, 0);
        self.columns.iter().map(|column| column.span).reduce(Span::to).unwrap_or(start)
    }

    /// How many passwords were dropped.
    #[must_use]
    pub fn secrets(&self) -> usize {
        let mut count = 0;
        if self.columns.iter().any(|column| column.secret) {
            let mut rows = self.rows();
            while let Some(row) = rows.next() {
                count += row.hidden();
            }
        }
        count
    }

    /// The rows below the heading, from the first.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        Rows::new(self)
    }

    /// The rows in pieces of at least so many bytes, where rows can be told apart without reading all before them.
    pub(super) fn pieces(&self, length: usize) -> Pieces<'_> {
        Pieces::new(self, length)
    }

    /// The rows of one of [`Table::pieces`].
    pub(super) fn rows_of(&self, piece: &Piece) -> Rows<'_> {
        Rows::of_piece(self, piece)
    }

    /// What the text has in it that takes a closer look.
    pub(super) fn shape(&self) -> Shape {
        *self.shape.get_or_init(|| Shape::of(self.text))
    }

    /// A complaint about each heading that stands twice.
    fn duplicates(&self) -> Vec<Diagnostic> {
        let columns = self.columns.iter().enumerate().filter(|(_, column)| !column.key.is_empty());
        let twice = columns.filter_map(|(at, column)| {
            let first = self.columns.iter().take(at).find(|earlier| earlier.key == column.key)?;
            let problem = Problem::DuplicateColumn(column.heading.clone());
            Some(Diagnostic::at(column.span, problem).with(first.span))
        });
        twice.collect()
    }
}

impl Column {
    fn new(heading: &str, span: Span) -> Self {
        let property = property(heading);
        let key = fold::heading(property.unwrap_or(heading));
        let secret = is_secret(&key) || is_secret(&fold::heading(heading));
        Self { heading: heading.to_owned(), property: property.map(str::to_owned), key, span, secret }
    }
}

/// The property in the brackets of a heading; brackets round other text are part of the text.
fn property(heading: &str) -> Option<&str> {
    let (_, behind) = heading.split_once('[')?;
    let (inner, _) = behind.split_once(']')?;
    let named = inner.starts_with(|c: char| c.is_ascii_alphabetic())
        && inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    named.then_some(inner)
}

/// Whether a folded heading is that of a column of passwords. Rather too many than too few: no such column is read.
fn is_secret(key: &str) -> bool {
    ["password", "passwd", "passphrase", "passcode", "パスワード", "パスフレーズ", "暗証番号", "合言葉"]
        .iter()
        .any(|word| key.contains(word))
        || matches!(key, "pwd" | "pw" | "pass" | "pin" | "secret" | "初期pw" | "仮pw")
}

/// Where the heading row begins.
fn heading_start(file: FileId, text: &str) -> Option<usize> {
    let mut reader = CsvReader::new(text, file, b',');
    let mut row = Record::new();
    while reader.read_row(&mut row) {
        // The separator is not known yet.
        let blank = |text: &str| text.trim_matches(|c: char| c.is_whitespace() || c == ';').is_empty();
        let first = row.get(0).map_or("", |field| field.text.trim_start());
        let version = first.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("version:"));
        if !version && !row.iter().all(|field| blank(field.text)) {
            return row.span().map(|span| span.start as usize);
        }
    }
    None
}

/// Where a line begins, from 1.
fn line_start(text: &str, line: u32) -> Option<usize> {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1) as usize);
    Some(lines.map(str::len).sum()).filter(|start| *start < text.len())
}

fn first_line(text: &str) -> &str {
    text.split(['\r', '\n']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Encoding;
    use proptest::prelude::*;

    /// Shows the delimiter and the columns, then each row: its line, its cells with the columns they stand in, and what
    /// is wrong with it.
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(shown(text), expected, "{text:?}");
    }

    fn shown(text: &str) -> Vec<String> {
        let mut sources = Sources::new();
        let file = sources.add("a.csv", text, Encoding::Utf8);
        let mut shown = Vec::new();
        match Table::open(file, &sources) {
            Ok(table) => {
                let keys: Vec<&str> = table.columns().iter().map(|column| column.key.as_str()).collect();
                shown.push(format!("{:?} {}", table.delimiter(), keys.join(" ")));
                let mut rows = table.rows();
                while let Some(row) = rows.next() {
                    let mut line = row.at().line.to_string();
                    for column in 0..table.columns().len() {
                        let cell = row.get(column);
                        line += &format!(" [{}@{}]", cell.text, sources.position(cell.span).column);
                    }
                    for complaint in row.complaints() {
                        let Some(span) = complaint.span() else { continue };
                        line += &format!(" {}@{}", complaint.problem.code(), sources.position(span));
                    }
                    shown.push(line);
                }
                if table.secrets() > 0 {
                    shown.push(format!("{} secrets", table.secrets()));
                }
            }
            Err(complaints) => shown.extend(complaints.iter().map(|c| c.problem.code().to_owned())),
        }
        shown
    }

    /// The same text, cut by lines and read as a whole.
    fn both(text: &str, expected: &[&str]) {
        check(text, expected);
        check(&as_a_whole(text), expected);
    }

    /// The same rows in a text that has a mere CR somewhere, so that it cannot be cut by lines.
    fn as_a_whole(text: &str) -> String {
        format!("{text}\n\r")
    }

    #[test]
    fn plain_tables() {
        both("a,b\n1,2\n", &["',' a b", "2 [1@1] [2@3]"]);
        both("a\tb\r\n1\t 2 \r\n\r\n,\t\r\n\t\r\n3", &["'\\t' a b", "2 [1@1] [2@4]", "4 [,@1] [@3]", "6 [3@1] [@2]"]);
        both("a;b c\n1;2", &["';' a bc", "2 [1@1] [2@3]"]);
        both("version:v1.0,,\n\na,b,,\n1,2,,\n", &["',' a b", "4 [1@1] [2@3]"]);
        both("a,b\n見本　太郎,\u{3000}x\u{3000}\n ,y\n", &["',' a b", "2 [見本　太郎@1] [x@8]", "3 [@1] [y@3]"]);
        both("a,b\nExample: x,1\n2,3\n例：x,4\n", &["',' a b", "3 [2@1] [3@3]"]);
        both("a", &["',' a"]);
        check("", &["empty-file"]);
        check("\n , \nversion:v1.0\n", &["empty-file"]);
    }

    #[test]
    fn rows_that_do_not_fit() {
        both(
            "a,b\n1\n1,2,\n1,2,3,4\n",
            &["',' a b", "2 [1@1] [@2]", "3 [1@1] [2@3]", "4 [1@1] [2@3] too-many-fields@4:5"],
        );
        check("a,b\n1,\"2\n3", &["',' a b", "2 [1@1] [2\n3@3] unterminated-quote@2:3"]);
        check("a,b\n1,\"2\"3", &["',' a b", "2 [1@1] [23@3] text-after-quote@2:6"]);
        both("a,b\n1,x\u{1}y\n", &["',' a b", "2 [1@1] [x\u{1}y@3] control-character@2:4"]);
        check("a,b\n1,\"x\r\ny\tz\"\n", &["',' a b", "2 [1@1] [x\r\ny\tz@3]"]);
    }

    #[test]
    fn a_line_break_of_any_kind() {
        check("a,b\r1,2\r3,4", &["',' a b", "2 [1@1] [2@3]", "3 [3@1] [4@3]"]);
        check("a,b\n1,2\r3,4\n5,6", &["',' a b", "2 [1@1] [2@3]", "2 [3@5] [4@7]", "3 [5@1] [6@3]"]);
    }

    #[test]
    fn guards_are_taken_off() {
        check(
            "a,b,c\n'=1+2,'＋０,\"'\tx\"\n'a,'-,''=\n",
            &["',' a b c", "2 [=1+2@2] [＋０@8] [x@11]", "3 ['a@1] [-@5] ['=@8]"],
        );
    }

    #[test]
    fn headings() {
        check("First name,FIRST NAME\n", &["duplicate-column"]);
        check("Name [displayName] Required,[メール],\"x [a b]\"\n", &["',' displayname メール x[ab]"]);
        let mut sources = Sources::new();
        let file = sources.add("a.csv", "User name [userPrincipalName] Required,E-Mail,\n", Encoding::Utf8);
        let table = Table::open(file, &sources).unwrap();
        assert_eq!(table.find(&["nothing", "UserPrincipalName", "email"]), Some(0));
        assert_eq!(table.find(&["Email"]), Some(1));
        assert_eq!(table.find(&["user name", ""]), None);
        assert_eq!(sources.text(table.columns()[1].span), "E-Mail");
        assert_eq!(table.columns()[0].property.as_deref(), Some("userPrincipalName"));
    }

    #[test]
    fn passwords_are_out_of_reach() {
        let expected = ["',' a passwordprofile b", "2 [1@1] [@3] [2@6]", "3 [3@1] [@3] [4@4]", "1 secrets"];
        both("a,Initial password [passwordProfile] Required,b\n1,pw,2\n3,,4\n", &expected);
        for heading in ["Password", "temporary password", "ﾊﾟｽﾜｰﾄﾞ", "仮パスワード", "初期 パスワード", "PWD"]
        {
            assert!(Column::new(heading, Span::point(FileId(0), 0)).secret, "{heading}");
        }
        assert!(!Column::new("Passed on", Span::point(FileId(0), 0)).secret);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn both_ways_read_the_same(
            lines in prop::collection::vec("[a-c,' =Eé\"\u{3000}\u{1}]{0,24}", 0..6),
            windows in any::<bool>(),
        ) {
            let text = format!("a,b,password,c\n{}", lines.join(if windows { "\r\n" } else { "\n" }));
            let cut = shown(&text);
            // A quote that is never closed takes in what makes the other text different.
            prop_assume!(!cut.iter().any(|row| row.contains("unterminated-quote")));
            prop_assert_eq!(cut, shown(&as_a_whole(&text)));
        }
    }
}
