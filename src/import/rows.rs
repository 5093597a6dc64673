//! The rows of a table, one after the other.
//!
//! Lines without quotes are cut where they stand (`lines`), without copying anything, which is how nearly all rows of large
//! exports come; any other row is read by the reader of CSV. Both give the same rows for the same content.

use super::lines::{Lines, Piece, Shape, find_all, is_control};
use super::row::RowAt;
use super::table::Table;
use crate::diagnostic::{Diagnostic, ImportFault, Problem, Span};
use crate::guard::bare;
use crate::load::csv::{CsvProblem, CsvReader, Row as Record};
use std::ops::RangeInclusive;

/// Reads the rows of a table. Blank rows and `Example:` rows of templates are passed over.
pub struct Rows<'t> {
    table: &'t Table<'t>,
    lines: Lines<'t>,
    reader: CsvReader<'t>,
    record: Record,
    /// The row that was read last is in `record`, not in `lines`.
    recorded: bool,
}

/// One row.
#[derive(Clone, Copy)]
pub struct Row<'r> {
    table: &'r Table<'r>,
    line: u32,
    start: usize,
    /// Where each cell ends.
    ends: &'r [usize],
    /// The row as the reader of CSV has it; what stands above is then of no account.
    record: Option<&'r Record>,
}

/// Some rows without quotes, one behind the other.
#[derive(Default)]
pub(super) struct Block {
    /// The line of each row, where it begins, and where the ends of its cells do.
    rows: Vec<(u32, usize, usize)>,
    ends: Vec<usize>,
}

impl Block {
    /// How many rows are cut together: few enough for the cache of a processor.
    const ROWS: usize = 128;

    /// The rows; they are rows of this table.
    pub(super) fn rows<'r>(&'r self, table: &'r Table<'r>) -> impl Iterator<Item = Row<'r>> {
        let ends = self.rows.iter().skip(1).map(|(.., first)| *first).chain([self.ends.len()]);
        self.rows.iter().zip(ends).map(move |((line, start, first), end)| {
            let ends = self.ends.get(*first..end).unwrap_or_default();
            Row { table, line: *line, start: *start, ends, record: None }
        })
    }
}

/// One cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell<'r> {
    /// What it says, without blanks around it.
    pub text: &'r str,
    /// Where it stands.
    pub span: Span,
}

impl<'t> Rows<'t> {
    pub(super) fn new(table: &'t Table<'t>) -> Self {
        let mut reader = CsvReader::new(table.text, table.file, table.delimiter);
        reader.skip_to(table.body);
        Self { table, lines: Lines::new(table), reader, record: Record::new(), recorded: false }
    }

    /// The rows of one of the [`Table::pieces`].
    pub(super) fn of_piece(table: &'t Table<'t>, piece: &Piece) -> Self {
        let mut rows = Self::new(table);
        rows.lines.go_to(piece);
        rows
    }

    /// The next row; the one before has to be let go first, because all of them share one buffer.
    #[expect(clippy::should_implement_trait, reason = "an iterator cannot lend its items")]
    pub fn next(&mut self) -> Option<Row<'_>> {
        while self.advance() {
            if !self.row().is_passed_over() {
                return Some(self.row());
            }
        }
        None
    }

    /// The next row, whatever it is.
    pub(super) fn next_of_all(&mut self) -> Option<Row<'_>> {
        self.advance().then(|| self.row())
    }

    fn advance(&mut self) -> bool {
        let Shape { quotes, mere_cr, .. } = self.table.shape();
        if mere_cr {
            self.recorded = true;
            return self.reader.read_row(&mut self.record);
        }
        let Some(line) = self.lines.next_line() else {
            return false;
        };
        self.recorded = quotes && memchr::memchr(b'"', line).is_some();
        if !self.recorded {
            self.lines.cut(line);
            return true;
        }
        // The row may go on in the next line.
        self.reader.skip_to(self.lines.start);
        let found = self.reader.read_row(&mut self.record);
        self.lines.skip_to(self.reader.at());
        found
    }

    fn row(&self) -> Row<'_> {
        let Lines { line, start, ref ends, .. } = self.lines;
        Row { table: self.table, line, start, ends, record: self.recorded.then_some(&self.record) }
    }

    /// Replaces a block by the next rows; false when there are none. It is false, too, for a table whose rows have to be read
    /// one by one because there are quotes in it.
    pub(super) fn next_block(&mut self, block: &mut Block) -> bool {
        block.rows.clear();
        block.ends.clear();
        let Shape { quotes, mere_cr, .. } = self.table.shape();
        if quotes || mere_cr {
            return false;
        }
        while block.rows.len() < Block::ROWS
            && let Some(line) = self.lines.next_line()
        {
            let Lines { line: number, start, delimiter, .. } = self.lines;
            let first = block.ends.len();
            find_all(delimiter, line, start, &mut block.ends);
            block.ends.push(start + line.len());
            let ends = block.ends.get(first..).unwrap_or_default();
            if (Row { table: self.table, line: number, start, ends, record: None }).is_passed_over() {
                block.ends.truncate(first);
            } else {
                block.rows.push((number, start, first));
            }
        }
        !block.rows.is_empty()
    }
}

impl<'r> Row<'r> {
    /// Which row it is.
    #[must_use]
    pub fn at(&self) -> RowAt {
        match self.record {
            None => RowAt { line: self.line, span: self.span(self.start, self.end()) },
            Some(record) => RowAt { line: record.line(), span: record.span().unwrap_or(self.span(0, 0)) },
        }
    }

    /// The cell of a column; an empty one where the row is too short, where there is no such column, and in columns of
    /// passwords.
    #[must_use]
    #[inline]
    pub fn get(&self, column: impl Into<Option<usize>>) -> Cell<'r> {
        let found = column.into().and_then(|column| {
            let (raw, span) = self.raw(column)?;
            let secret = self.table.columns.get(column).is_none_or(|column| column.secret);
            Some(if secret { Cell { text: "", span } } else { Cell::new(raw, span) })
        });
        found.unwrap_or_else(|| {
            let end = self.at().span.end as usize;
            Cell { text: "", span: self.span(end, end) }
        })
    }

    /// The heading of a column.
    #[must_use]
    pub fn heading(&self, column: usize) -> &'r str {
        self.table.columns.get(column).map_or("", |column| &column.heading)
    }

    /// Whether blanks stand around what a cell says.
    #[must_use]
    pub fn is_padded(&self, column: usize) -> bool {
        self.raw(column).is_some_and(|(raw, _)| raw.trim().len() < raw.len())
    }

    /// What is wrong with the row as such. Its cells may stand in the wrong columns then, so it should be rejected.
    #[must_use]
    pub fn complaints(&self) -> Vec<Diagnostic> {
        let mut complaints = Vec::new();
        complaints.extend(self.quotes().iter().map(|problem| match *problem {
            CsvProblem::UnterminatedQuote(span) => Diagnostic::at(span, Problem::UnterminatedQuote),
            CsvProblem::TextAfterQuote(span) => Diagnostic::at(span, Problem::TextAfterQuote),
        }));
        if let Some((_, span)) = self.surplus() {
            let problem = Problem::TooManyFields { found: self.len(), expected: self.table.columns.len() };
            complaints.push(Diagnostic::at(span, problem));
        }
        if self.table.shape().controls {
            let cells = (0..self.len()).filter_map(|column| self.raw(column));
            complaints.extend(cells.filter_map(|(raw, span)| control(raw, span)));
        }
        complaints
    }

    /// How many passwords the row has.
    pub(super) fn hidden(&self) -> usize {
        let columns = self.table.columns.iter().enumerate().filter(|(_, column)| column.secret);
        columns.filter(|(at, _)| self.raw(*at).is_some_and(|(raw, _)| !raw.trim().is_empty())).count()
    }

    /// Where passwords stand. In a row that is out of joint they may stand in any later column.
    pub(super) fn secrets(&self) -> Vec<Span> {
        let secret = |at: usize| self.table.columns.get(at).is_some_and(|column| column.secret);
        let Some(first) = (0..self.len()).find(|at| secret(*at)) else {
            // A quote that is never closed takes the rows behind it into its cell.
            return if self.quotes().is_empty() { Vec::new() } else { vec![self.at().span] };
        };
        let joint = self.quotes().is_empty() && self.surplus().is_none();
        let from = if self.quotes().is_empty() { first } else { 0 };
        let hidden = (from..self.len()).filter(|at| !joint || secret(*at));
        hidden.filter_map(|at| self.raw(at)).map(|(_, span)| span).collect()
    }

    fn quotes(&self) -> &'r [CsvProblem] {
        self.record.map_or(&[], Record::problems)
    }

    /// The first cell that has no column and something in it. Beside passwords an empty one is too many as well: a
    /// password with a separator inside and no quotes around moves all later cells, and the last of them may be empty.
    fn surplus(&self) -> Option<(&'r str, Span)> {
        let beside_secrets = || self.table.columns.iter().any(|column| column.secret);
        let beyond = self.table.columns.len()..self.len();
        beyond.filter_map(|column| self.raw(column)).find(|(raw, _)| !raw.trim().is_empty() || beside_secrets())
    }

    /// How many cells there are.
    fn len(&self) -> usize {
        self.record.map_or(self.ends.len(), Record::len)
    }

    /// A cell as it stands, but without quotes.
    fn raw(&self, column: usize) -> Option<(&'r str, Span)> {
        if let Some(record) = self.record {
            return record.get(column).map(|field| (field.text, field.span));
        }
        let (start, end) = self.cell(column)?;
        Some((self.table.text.get(start..end)?, self.span(start, end)))
    }

    /// What stands in the file from one column to another; none for a row with quotes or without those columns.
    pub(super) fn written(&self, columns: &RangeInclusive<usize>) -> Option<&'r str> {
        let ((start, _), (_, end)) = (self.cell(*columns.start())?, self.cell(*columns.end())?);
        self.table.text.get(start..end).filter(|_| self.record.is_none())
    }

    /// Where a cell of a row without quotes begins and ends.
    fn cell(&self, column: usize) -> Option<(usize, usize)> {
        let end = *self.ends.get(column)?;
        let before = column.checked_sub(1).and_then(|before| self.ends.get(before));
        Some((before.map_or(self.start, |before| before + 1), end))
    }

    fn end(&self) -> usize {
        self.ends.last().copied().unwrap_or(self.start)
    }

    fn is_passed_over(&self) -> bool {
        let Some((first, _)) = self.raw(0) else {
            return true;
        };
        let first = first.trim_start();
        match first.bytes().next() {
            // Rows of nothing but separators are what spreadsheets leave around a table.
            None => {
                self.quotes().is_empty()
                    && (1..self.len()).filter_map(|at| self.raw(at)).all(|(raw, _)| raw.trim().is_empty())
            }
            Some(b'E' | b'e') => first.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("example:")),
            Some(0xE4) => first.starts_with("例:") || first.starts_with("例："),
            Some(_) => false,
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.table.file, start, end)
    }
}

impl<'r> Cell<'r> {
    fn new(raw: &'r str, span: Span) -> Self {
        let text = content(raw);
        if text.len() == raw.len() || (span.end - span.start) as usize != raw.len() {
            // Only what stands in the file as it is has places inside.
            return Self { text, span };
        }
        let start = span.start as usize + (text.as_ptr() as usize - raw.as_ptr() as usize);
        Self { text, span: Span::new(span.file, start, start + text.len()) }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// A cell without blanks around it, and without the mark that keeps spreadsheets from taking it for a formula: what
/// we write comes back as it was.
fn content(raw: &str) -> &str {
    let bytes = raw.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else {
        return raw;
    };
    if (0x21..0x80).contains(first) && (0x21..0x80).contains(last) && *first != b'\'' {
        return raw;
    }
    bare(raw.trim()).trim()
}

/// A complaint about the first control character of a cell.
fn control(raw: &str, span: Span) -> Option<Diagnostic> {
    let (at, c) = raw.char_indices().find(|(_, c)| u8::try_from(*c).is_ok_and(is_control))?;
    let start = span.start as usize + at;
    let inside = (span.end - span.start) as usize == raw.len();
    let span = if inside { Span::new(span.file, start, start + 1) } else { span };
    Some(Diagnostic::at(span, Problem::Import(ImportFault::ControlCharacter(c))))
}
