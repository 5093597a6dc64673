//! The rows of a table, one after the other.
//!
//! Lines without quotes are cut where they stand, without copying anything, which is how nearly all rows of large exports
//! come; any other row is read by the reader of CSV. Both give the same rows for the same content.

use super::row::RowAt;
use super::table::Table;
use crate::diagnostic::{Diagnostic, ImportFault, Problem, Span};
use crate::guard::bare;
use crate::halves::halves;
use crate::load::csv::{CsvProblem, CsvReader, Row as Record};
use std::ops::{Range, RangeInclusive};

/// From so many bytes on a text is looked at on two threads.
const LARGE: usize = 1 << 22;

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

/// Rows of a table one behind the other, and the line of the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    bytes: Range<usize>,
    line: u32,
}

/// What a text has in it that takes a closer look.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// A quote somewhere.
    quotes: bool,
    /// A line that ends with a mere CR.
    mere_cr: bool,
    /// Control characters that no cell has.
    controls: bool,
}

impl<'t> Rows<'t> {
    pub(super) fn new(table: &'t Table<'t>) -> Self {
        let mut reader = CsvReader::new(table.text, table.file, table.delimiter);
        reader.skip_to(table.body);
        Self { table, lines: Lines::new(table), reader, record: Record::new(), recorded: false }
    }

    /// The rows of one of the [`Pieces`].
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

/// The rows of a table in pieces, each as long as that or a little longer, which can be read apart from each other. A table
/// with quotes is one piece, since a line may be the middle of a row there.
pub(super) struct Pieces<'t> {
    text: &'t str,
    length: usize,
    next: Piece,
}

impl<'t> Pieces<'t> {
    pub(super) fn new(table: &'t Table<'t>, length: usize) -> Self {
        let Shape { quotes, mere_cr, .. } = table.shape();
        let length = if quotes || mere_cr { usize::MAX } else { length };
        let next = Piece { bytes: table.body..table.text.len(), line: Lines::new(table).next_line };
        Self { text: table.text, length, next }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    /// The line behind a piece is counted here, so the bytes are in the processor's cache when the piece is read.
    fn next(&mut self) -> Option<Piece> {
        let Range { start, end } = self.next.bytes;
        let rest = self.text.as_bytes().get(start..end).filter(|rest| !rest.is_empty())?;
        let behind = rest.get(self.length..).and_then(|behind| memchr::memchr(b'\n', behind));
        let middle = behind.map_or(end, |at| start + self.length + at + 1);
        let piece = Piece { bytes: start..middle, ..self.next };
        if middle < end {
            let breaks = memchr::memchr_iter(b'\n', rest.get(..middle - start).unwrap_or_default()).count();
            self.next.line = self.next.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        }
        self.next.bytes.start = middle;
        Some(piece)
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

const fn is_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\r' | b'\n')
}

impl Shape {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (first, second) = halves(bytes, LARGE, |from, half| {
            // With the first byte behind the half, for a CR at its end.
            Self::of_bytes(bytes.get(from..bytes.len().min(from + half.len() + 1)).unwrap_or_default())
        });
        let second = second.unwrap_or(first);
        Self {
            quotes: first.quotes | second.quotes,
            mere_cr: first.mere_cr | second.mere_cr | (bytes.last() == Some(&b'\r')),
            controls: first.controls | second.controls,
        }
    }

    /// The same of bytes that others may follow.
    fn of_bytes(bytes: &[u8]) -> Self {
        const CHUNK: usize = 1 << 12;
        let mut shape = Self { quotes: false, mere_cr: false, controls: false };
        for at in (0..bytes.len()).step_by(CHUNK) {
            // With the first byte of the next chunk, for a CR at the end of this one. Without leaving early in a chunk the
            // compiler looks at many bytes at once.
            let chunk = bytes.get(at..bytes.len().min(at + CHUNK + 1)).unwrap_or_default();
            let next = chunk.get(1..).unwrap_or_default();
            shape.quotes |= chunk.iter().fold(false, |found, byte| found | (*byte == b'"'));
            shape.controls |= chunk.iter().fold(false, |found, byte| found | is_control(*byte));
            let mere = |(byte, next): (&u8, &u8)| (*byte == b'\r') & (*next != b'\n');
            shape.mere_cr |= chunk.iter().zip(next).fold(false, |found, pair| found | mere(pair));
        }
        shape
    }
}

/// Cuts a text into lines, and lines without quotes into cells.
struct Lines<'t> {
    text: &'t str,
    delimiter: u8,
    /// The first byte and the line that were not read yet.
    next: usize,
    next_line: u32,
    /// The line that was read last: its number, its first byte, and the end of each cell.
    line: u32,
    start: usize,
    ends: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(table: &'t Table<'t>) -> Self {
        let ends = Vec::with_capacity(table.columns.len() + 1);
        let (text, delimiter) = (table.text, table.delimiter);
        let mut lines = Self { text, delimiter, next: 0, next_line: 1, line: 1, start: 0, ends };
        lines.skip_to(table.body);
        lines
    }

    /// The next line that is not empty, without its line break.
    fn next_line(&mut self) -> Option<&'t [u8]> {
        let bytes = self.text.as_bytes();
        while let Some(rest) = bytes.get(self.next..).filter(|rest| !rest.is_empty()) {
            let line = memchr::memchr(b'\n', rest).and_then(|end| rest.get(..end)).unwrap_or(rest);
            self.start = self.next;
            self.line = self.next_line;
            self.next += line.len() + 1;
            self.next_line = self.next_line.saturating_add(1);
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if !line.is_empty() {
                return Some(line);
            }
        }
        None
    }

    /// Cuts the line that was read last into cells.
    fn cut(&mut self, line: &[u8]) {
        self.ends.clear();
        find_all(self.delimiter, line, self.start, &mut self.ends);
        self.ends.push(self.start + line.len());
    }

    /// Goes on with a piece, up to its end.
    fn go_to(&mut self, Piece { bytes, line }: &Piece) {
        self.text = self.text.get(..bytes.end).unwrap_or(self.text);
        self.next = bytes.start;
        self.next_line = *line;
    }

    /// Goes on at a place behind the beginning of the line that was read last.
    fn skip_to(&mut self, at: usize) {
        let passed = self.text.as_bytes().get(self.start..at).unwrap_or_default();
        let breaks = memchr::memchr_iter(b'\n', passed).count();
        self.next_line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.next = at;
    }
}

/// Adds where `byte` stands in a line that begins at `start`. Cells are short, so looking at eight bytes at once and
/// picking all finds out of them is several times faster than one search after the other.
fn find_all(byte: u8, line: &[u8], start: usize, found: &mut Vec<usize>) {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let pattern = u64::from_ne_bytes([byte; 8]);
    let (words, rest) = line.as_chunks::<8>();
    let mut at = start;
    for word in words {
        let differences = u64::from_le_bytes(*word) ^ pattern;
        // The highest bit of each byte without a difference.
        let mut equal = !(((differences & LOW) + LOW) | differences | LOW);
        while equal != 0 {
            found.push(at + (equal.trailing_zeros() / 8) as usize);
            equal &= equal - 1;
        }
        at += 8;
    }
    found.extend(rest.iter().enumerate().filter(|(_, other)| **other == byte).map(|(offset, _)| at + offset));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_halves_of_a_large_text_are_looked_at() {
        let middle = LARGE / 2;
        let mere_cr = |at: usize, behind: u8| {
            let mut bytes = vec![b'x'; LARGE];
            bytes[at] = b'\r';
            if let Some(next) = bytes.get_mut(at + 1) {
                *next = behind;
            }
            Shape::of(str::from_utf8(&bytes).unwrap()).mere_cr
        };
        for at in [0, middle - 1, middle, LARGE - 2] {
            assert_eq!((mere_cr(at, b'x'), mere_cr(at, b'\n')), (true, false), "{at}");
        }
        assert!(mere_cr(LARGE - 1, b'\n'));
        let quote = |at: usize| {
            let mut bytes = vec![b'x'; LARGE];
            bytes[at] = b'"';
            Shape::of(str::from_utf8(&bytes).unwrap()).quotes
        };
        assert!(quote(middle - 1) && quote(middle) && quote(LARGE - 1));
    }
}
