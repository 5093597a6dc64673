//! The rows of a file, one after the other, found sixteen bytes at a time.

use super::cells::{self, COLUMNS, Cell, Odd};
use super::index::{RecordFile, Unfit};
use super::marks::{self, Blocks};
use crate::load::files::Files;
use std::ops::Range;

/// How much is read at a time: enough to be rare, little enough for the cache of a processor.
pub(super) const BLOCK: usize = 1 << 18;

/// A row and where it begins.
#[derive(Clone, Copy)]
pub(super) struct RowAt<'r> {
    pub start: u64,
    /// Without its line break.
    pub text: &'r [u8],
    /// It has a quote.
    pub quoted: bool,
}

impl<'r> RowAt<'r> {
    /// True for a row that says nothing.
    #[inline]
    pub(super) fn is_blank(&self, delimiter: u8) -> bool {
        self.text.iter().all(|byte| *byte == delimiter || matches!(byte, b' ' | b'\t'))
    }

    /// A cell of the row. The first one does not depend on what is behind it, unless it has quotes itself.
    #[inline]
    pub(super) fn cell(&self, delimiter: u8, column: usize) -> Result<Option<Cell<'r>>, Odd> {
        if self.quoted && (column > 0 || self.text.first() == Some(&b'"')) {
            return self.quoted_cell(delimiter, column);
        }
        let Some(rest) = marks::behind(self.text, delimiter, column) else {
            return Ok(None);
        };
        let end = marks::first(delimiter, rest).unwrap_or(rest.len());
        Ok(Some(Cell::written(rest.get(..end).unwrap_or_default())))
    }

    /// What a cell says in a row without quotes, when nothing has to be taken off it; none for any other cell, which may say
    /// something all the same.
    #[inline(always)]
    pub(super) fn bare(&self, delimiter: u8, column: usize) -> Option<&'r [u8]> {
        let rest = marks::behind(self.text, delimiter, column)?;
        let raw = rest.get(..marks::first(delimiter, rest).unwrap_or(rest.len()))?;
        (!self.quoted && cells::is_bare(raw)).then_some(raw)
    }

    #[cold]
    fn quoted_cell(&self, delimiter: u8, column: usize) -> Result<Option<Cell<'r>>, Odd> {
        let mut all = [Cell::default(); COLUMNS];
        let count = cells::cut(self.text, delimiter, &mut all)?;
        Ok(all.get(column).copied().filter(|_| column < count))
    }
}

/// Whoever takes the rows of a file.
pub(super) trait Taker {
    /// Takes a row.
    fn take(&mut self, row: RowAt<'_>) -> Result<(), Unfit>;

    /// True for a row without quotes that need not be taken: nothing is to be found of it but whose it is, and that is seen at
    /// a glance.
    #[inline]
    fn passes(&mut self, _row: RowAt<'_>) -> Result<bool, Unfit> {
        Ok(false)
    }

    /// True where rows may be skimmed.
    #[inline]
    fn skims(&self) -> bool {
        false
    }

    /// Takes whole rows from the beginning of some, which begin here, without having them looked through before: only rows
    /// that are text and have no quotes. Says how many bytes they are.
    #[inline]
    fn skim(&mut self, _rows: &[u8], _start: u64) -> Result<usize, Unfit> {
        Ok(0)
    }
}

impl<T: FnMut(RowAt<'_>) -> Result<(), Unfit>> Taker for T {
    fn take(&mut self, row: RowAt<'_>) -> Result<(), Unfit> {
        self(row)
    }
}

/// Room for two blocks, which is used again and again.
#[derive(Default)]
pub(super) struct Room(Vec<u8>);

/// Hands every row of a file, or of the piece of it that begins and ends with its rows, to `taker`, in blocks that are read
/// one after the other. A piece that does not end where a row does is odd.
pub(super) fn scan(
    files: &dyn Files,
    file: &RecordFile,
    piece: &Range<u64>,
    room: &mut Room,
    taker: &mut impl Taker,
) -> Result<(), Unfit> {
    let unreadable = |error| Unfit::Unreadable(file.path.clone(), error);
    let mut parts = files.open(&file.path).map_err(unreadable)?;
    // What is left of a block begins the next one.
    let Room(buffer) = room;
    buffer.resize(2 * BLOCK, 0);
    let (mut base, mut left) = (piece.start, 0);
    loop {
        let from = base + left as u64;
        let length = usize::try_from(piece.end.saturating_sub(from)).map_or(BLOCK, |length| length.min(BLOCK));
        let free = buffer.get_mut(left..left + length).unwrap_or_default();
        let read = parts.read(from, free).map_err(unreadable)?;
        // Where the file ends the last row may lack its line break.
        let last = read == 0 && from >= file.length;
        let filled = left + read;
        let used = rows(buffer.get(..filled).unwrap_or_default(), base, file.delimiter, last, taker)?;
        buffer.copy_within(used..filled, 0);
        left = filled - used;
        base += used as u64;
        if read == 0 {
            return if left == 0 { Ok(()) } else { Err(Unfit::Odd) };
        }
        if left > BLOCK {
            // No record has a line as long as that.
            return Err(Unfit::Odd);
        }
    }
}

/// True for UTF-8 without zeros.
pub(super) fn is_text(text: &[u8]) -> bool {
    simdutf8::basic::from_utf8(text).is_ok() && memchr::memchr(0, text).is_none()
}

/// True for a last row without a line break in which every quote that opens a cell is closed.
fn is_closed(row: &[u8], delimiter: u8) -> bool {
    cells::end_of_row(&[row, b"\n"].concat(), delimiter).is_some_and(|(end, _)| end == row.len())
}

/// True for a row in which every quote opens or closes a cell.
fn is_sound(row: &[u8], delimiter: u8) -> bool {
    let row = row.strip_suffix(b"\r").unwrap_or(row);
    cells::cut(row, delimiter, &mut [Cell::default(); COLUMNS]).is_ok()
}

/// Where a row with quotes ends at the beginning of some; none where that is behind the block.
fn end_of_quoted(rest: &[u8], delimiter: u8, last: bool) -> Result<Option<usize>, Unfit> {
    match cells::end_of_row(rest, delimiter) {
        // A quote that is closed by one that was meant to open a cell hides the rows between them.
        Some((end, true)) if !is_sound(rest.get(..end).unwrap_or_default(), delimiter) => Err(Unfit::Odd),
        Some((end, _)) => Ok(Some(end)),
        None if last && is_closed(rest, delimiter) => Ok(Some(rest.len())),
        // The quote may have been meant to end anywhere, also before rows of somebody else.
        None if last => Err(Unfit::Odd),
        None => Ok(None),
    }
}

/// Hands the whole rows of a block to `taker` and says how many bytes they are; of the last block all of it. Whatever is no
/// text is odd.
fn rows(block: &[u8], base: u64, delimiter: u8, last: bool, taker: &mut impl Taker) -> Result<usize, Unfit> {
    let (mut start, mut special) = (0, false);
    'skimmed: loop {
        start += taker.skim(block.get(start..).unwrap_or_default(), base + start as u64)?;
        let (from, mut returned) = (start, 0);
        for (at, marks) in Blocks::of(block.get(from..).unwrap_or_default()) {
            let at = from + at;
            special |= marks.special;
            if marks.zeros {
                return Err(Unfit::Odd);
            }
            if marks.returns | returned != 0 {
                // A carriage return is the beginning of a line break, or it is odd.
                let lone = (marks.returns << 1 | returned) & !marks.lines;
                if lone != 0 && at + (lone.trailing_zeros() as usize) < block.len() {
                    return Err(Unfit::Odd);
                }
                returned = marks.returns >> 63;
            }
            let mut ends = marks.lines | marks.quotes;
            while ends != 0 {
                let bit = ends & ends.wrapping_neg();
                let end = at + ends.trailing_zeros() as usize;
                ends ^= bit;
                if marks.quotes & bit == 0 {
                    // Line feeds before the beginning of the row are those in quotes of the row before.
                    let Some(line) = block.get(start..end) else {
                        continue;
                    };
                    let row_start = std::mem::replace(&mut start, end + 1);
                    let text = line.strip_suffix(b"\r").unwrap_or(line);
                    let row = RowAt { start: base + row_start as u64, text, quoted: false };
                    if taker.passes(row)? {
                        continue;
                    }
                    taker.take(row)?;
                } else {
                    let Some(rest) = block.get(start..).filter(|_| start <= end) else {
                        continue;
                    };
                    let Some(end) = end_of_quoted(rest, delimiter, last)? else {
                        break 'skimmed;
                    };
                    let line = rest.get(..end).unwrap_or_default();
                    // What follows the first quote may be passed over below.
                    special |= !line.is_ascii();
                    let text = line.strip_suffix(b"\r").unwrap_or(line);
                    if memchr::memchr2(b'\r', 0, text).is_some() {
                        return Err(Unfit::Odd);
                    }
                    let row_start = start;
                    start = (start + end + 1).min(block.len());
                    taker.take(RowAt { start: base + row_start as u64, text, quoted: true })?;
                }
                if taker.skims() {
                    continue 'skimmed;
                }
            }
        }
        break;
    }
    if last {
        if let Some(text) = block.get(start..).filter(|text| !text.is_empty()) {
            taker.take(RowAt { start: base + start as u64, text, quoted: false })?;
        }
        if block.last() == Some(&b'\r') {
            return Err(Unfit::Odd);
        }
        start = block.len();
    }
    if special && simdutf8::basic::from_utf8(block.get(..start).unwrap_or_default()).is_err() {
        return Err(Unfit::Odd);
    }
    Ok(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The rows of a text, which ends where the file does.
    fn rows_of(text: &[u8], passes: &[u8]) -> Result<Vec<(u64, Vec<u8>, bool)>, Unfit> {
        struct All<'p>(Vec<(u64, Vec<u8>, bool)>, &'p [u8]);
        impl Taker for All<'_> {
            fn take(&mut self, row: RowAt<'_>) -> Result<(), Unfit> {
                self.0.push((row.start, row.text.to_owned(), row.quoted));
                Ok(())
            }
            fn passes(&mut self, row: RowAt<'_>) -> Result<bool, Unfit> {
                Ok(!self.1.is_empty() && row.text.starts_with(self.1))
            }
        }
        let mut all = All(Vec::new(), passes);
        // Whatever is left of one block begins the next.
        let (half, mut used) = (text.len() / 2, 0);
        for (end, last) in [(half, false), (text.len(), true)] {
            used += rows(&text[used..end], used as u64, b',', last, &mut all)?;
        }
        assert_eq!(used, text.len());
        Ok(all.0)
    }

    /// The same, one byte after the other.
    fn rows_by_byte(text: &[u8]) -> Option<Vec<(u64, Vec<u8>, bool)>> {
        let (mut all, mut start) = (Vec::new(), 0);
        while start < text.len() {
            let rest = &text[start..];
            let (end, broken) = cells::end_of_row(rest, b',').unwrap_or((rest.len(), false));
            if end == rest.len() && !is_closed(rest, b',') {
                return None;
            }
            let row = &rest[..end];
            if broken && !is_sound(row, b',') {
                return None;
            }
            let row = row.strip_suffix(b"\r").filter(|_| end < rest.len()).unwrap_or(row);
            if row.contains(&b'\r') {
                return None;
            }
            all.push((start as u64, row.to_owned(), row.contains(&b'"')));
            start += (end + 1).min(rest.len());
        }
        Some(all)
    }

    proptest! {
        /// Rows are found sixteen bytes at a time as they are byte by byte, wherever blocks end; or the text is odd, which it
        /// may be called once too often. Rows that pass are missing and move no other.
        #[test]
        fn rows_end_where_they_end(text in "(a,b{0,30}\n|\"a\",\"[a\n\"]{0,3}\"\n|[a\",\n]{0,9}|a,b\r\n|\r|\n){0,12}") {
            let expected = rows_by_byte(text.as_bytes());
            if let Ok(found) = rows_of(text.as_bytes(), b"") {
                prop_assert_eq!(Some(&found), expected.as_ref());
                let passed = rows_of(text.as_bytes(), b"a,b").unwrap();
                let others: Vec<_> = found.into_iter().filter(|(_, row, quoted)| *quoted || !row.starts_with(b"a,b")).collect();
                prop_assert_eq!(passed, others);
            } else {
                prop_assert!(expected.is_none() || text.contains('\r'));
            }
        }
    }
}
