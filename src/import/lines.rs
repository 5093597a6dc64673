//! The text of a table cut into pieces, lines and cells, without copying anything.

use super::table::Table;
use crate::halves::halves;
use std::ops::Range;

/// From so many bytes on a text is looked at on two threads.
const LARGE: usize = 1 << 22;

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
    pub(super) quotes: bool,
    /// A line that ends with a mere CR.
    pub(super) mere_cr: bool,
    /// Control characters that no cell has.
    pub(super) controls: bool,
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

pub(super) const fn is_control(byte: u8) -> bool {
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
pub(super) struct Lines<'t> {
    text: &'t str,
    pub(super) delimiter: u8,
    /// The first byte and the line that were not read yet.
    next: usize,
    next_line: u32,
    /// The line that was read last: its number, its first byte, and the end of each cell.
    pub(super) line: u32,
    pub(super) start: usize,
    pub(super) ends: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(table: &'t Table<'t>) -> Self {
        let ends = Vec::with_capacity(table.columns.len() + 1);
        let (text, delimiter) = (table.text, table.delimiter);
        let mut lines = Self { text, delimiter, next: 0, next_line: 1, line: 1, start: 0, ends };
        lines.skip_to(table.body);
        lines
    }

    /// The next line that is not empty, without its line break.
    pub(super) fn next_line(&mut self) -> Option<&'t [u8]> {
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
    pub(super) fn cut(&mut self, line: &[u8]) {
        self.ends.clear();
        find_all(self.delimiter, line, self.start, &mut self.ends);
        self.ends.push(self.start + line.len());
    }

    /// Goes on with a piece, up to its end.
    pub(super) fn go_to(&mut self, Piece { bytes, line }: &Piece) {
        self.text = self.text.get(..bytes.end).unwrap_or(self.text);
        self.next = bytes.start;
        self.next_line = *line;
    }

    /// Goes on at a place behind the beginning of the line that was read last.
    pub(super) fn skip_to(&mut self, at: usize) {
        let passed = self.text.as_bytes().get(self.start..at).unwrap_or_default();
        let breaks = memchr::memchr_iter(b'\n', passed).count();
        self.next_line = self.line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.next = at;
    }
}

/// Adds where `byte` stands in a line that begins at `start`. Cells are short, so looking at eight bytes at once and
/// picking all finds out of them is several times faster than one search after the other.
pub(super) fn find_all(byte: u8, line: &[u8], start: usize, found: &mut Vec<usize>) {
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
