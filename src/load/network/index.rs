//! Where the rows of each organization stand.
//!
//! Every file is gone through once, and each run of rows of one organization becomes a [`Part`]: twelve bytes, whether it
//! is a row or a hundred. A file whose runs are in the order of the organizations is grouped, and can be read from front
//! to back afterwards; the parts of any other are put in order by counting.

use super::cells::{self, COLUMNS, Cell, Odd};
use super::directory::Directory;
use super::marks::Blocks;
use crate::load::files::{Files, ReadError};
use crate::load::kind::Kind;
use std::ops::Range;

/// How much is read at a time: enough to be rare, little enough for the cache of a processor.
const BLOCK: usize = 1 << 18;

/// How much is looked at together to see that it is text.
const PIECE: usize = 2 << 10;

/// How many bytes lie between two places whose lines are remembered.
const MARK: u64 = 1 << 20;

/// Some rows of one organization.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// The first byte.
    pub start: u64,
    /// How many bytes, with the last line break.
    pub length: u32,
}

/// A record file whose headings are known.
#[derive(Debug)]
pub(super) struct RecordFile {
    pub kind: Kind,
    pub path: String,
    pub delimiter: u8,
    /// The line with the headings, without its line break.
    pub header: String,
    /// Where the first row begins, and how many lines are before it.
    pub body: u64,
    pub lines_before_body: u32,
    /// How many bytes there are.
    pub length: u64,
    /// What each column holds.
    pub columns: Vec<Option<&'static str>>,
    /// For every field of the kind, the column that holds it.
    pub places: Vec<u8>,
    /// Its parts, once they are known.
    pub index: Index,
}

/// The parts of a file.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// For every organization, the number of its first part; one more at the end.
    starts: Vec<u32>,
    starts_of: Vec<u64>,
    lengths: Vec<u32>,
    /// True when the parts stand in the file in this order.
    pub grouped: bool,
    /// Places in the file and the lines they are in.
    lines: Vec<(u64, u32)>,
}

/// Why a network cannot be read organization by organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unfit {
    /// Something only the ordinary reader makes sense of, or says what is wrong with.
    Odd,
    /// The file cannot be read.
    Unreadable(String, ReadError),
}

/// A row whose organization is not listed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stray {
    pub organization: String,
    pub start: u64,
}

impl From<Odd> for Unfit {
    fn from(_: Odd) -> Self {
        Self::Odd
    }
}

impl Index {
    /// The parts of an organization.
    pub(super) fn parts(&self, organization: usize) -> impl Iterator<Item = Part> + Clone {
        let place = |n: usize| self.starts.get(n).map_or(0, |at| *at as usize);
        let range = place(organization)..place(organization + 1);
        let starts = self.starts_of.get(range.clone()).unwrap_or_default();
        let lengths = self.lengths.get(range).unwrap_or_default();
        starts.iter().zip(lengths).map(|(start, length)| Part { start: *start, length: *length })
    }

    /// The parts of some organizations, all of them together.
    pub(super) fn span(&self, organizations: &Range<usize>) -> Option<(u64, u64)> {
        let place = |n: usize| self.starts.get(n).map_or(0, |at| *at as usize);
        let (first, behind) = (place(organizations.start), place(organizations.end));
        let last = behind.checked_sub(1).filter(|last| *last >= first)?;
        let end = self.starts_of.get(last)? + u64::from(*self.lengths.get(last)?);
        Some((*self.starts_of.get(first)?, end))
    }

    /// A place at or before this one whose line is known, and the line.
    pub(super) fn line_before(&self, at: u64) -> (u64, u32) {
        let behind = self.lines.partition_point(|(place, _)| *place <= at);
        behind.checked_sub(1).and_then(|n| self.lines.get(n)).copied().unwrap_or((0, 1))
    }

    fn of(kind: Kind, runs: &[(u32, Part)], organizations: usize, lines: Vec<(u64, u32)>) -> Self {
        // Links to organizations outside lie among those of the account's own, and whoever reads links passes them over.
        let apart = |a: u32, b: u32| a < b || a == b && kind == Kind::Associations;
        let grouped = runs.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if apart(*a, *b)));
        let mut starts = vec![0u32; organizations + 1];
        for (organization, _) in runs {
            if let Some(count) = starts.get_mut(*organization as usize + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let (mut starts_of, mut lengths) = (vec![0u64; runs.len()], vec![0u32; runs.len()]);
        let mut next = starts.clone();
        for (organization, part) in runs {
            let Some(at) = next.get_mut(*organization as usize) else {
                continue;
            };
            if let (Some(start), Some(length)) = (starts_of.get_mut(*at as usize), lengths.get_mut(*at as usize)) {
                *start = part.start;
                *length = part.length;
            }
            *at += 1;
        }
        Self { starts, starts_of, lengths, grouped, lines }
    }
}

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
    /// A cell of the row.
    pub(super) fn cell(&self, delimiter: u8, column: usize) -> Result<Option<Cell<'r>>, Odd> {
        if !self.quoted {
            let mut rest = self.text;
            for _ in 0..column {
                let Some(at) = memchr::memchr(delimiter, rest) else {
                    return Ok(None);
                };
                rest = rest.get(at + 1..).unwrap_or_default();
            }
            let end = memchr::memchr(delimiter, rest).unwrap_or(rest.len());
            return Ok(Some(Cell::written(rest.get(..end).unwrap_or_default())));
        }
        let mut all = [Cell::default(); COLUMNS];
        let count = cells::cut(self.text, delimiter, &mut all)?;
        Ok(all.get(column).copied().filter(|_| column < count))
    }
}

/// Whoever takes the rows of a file.
pub(super) trait Taker {
    /// Takes a row.
    fn take(&mut self, row: RowAt<'_>) -> Result<(), Unfit>;

    /// True for a row without quotes that need not be taken. It is counted, and no more.
    #[inline]
    fn passes(&mut self, _row: &[u8]) -> bool {
        false
    }
}

impl<T: FnMut(RowAt<'_>) -> Result<(), Unfit>> Taker for T {
    fn take(&mut self, row: RowAt<'_>) -> Result<(), Unfit> {
        self(row)
    }
}

/// Hands every row of a file behind its headings to `taker`, in blocks that are read one after the other.
pub(super) fn scan(files: &dyn Files, file: &RecordFile, taker: &mut impl Taker) -> Result<(), Unfit> {
    let unreadable = |error| Unfit::Unreadable(file.path.clone(), error);
    let mut buffer: Vec<u8> = Vec::with_capacity(2 * BLOCK);
    let mut base = file.body;
    loop {
        let before = buffer.len();
        files.read_part(&file.path, base + before as u64, BLOCK, &mut buffer).map_err(unreadable)?;
        let last = buffer.len() == before;
        let used = rows(&buffer, base, file.delimiter, last, taker)?;
        buffer.drain(..used);
        base += used as u64;
        if last {
            return Ok(());
        }
        if buffer.len() > BLOCK {
            // No record has a line as long as that.
            return Err(Unfit::Odd);
        }
    }
}

/// True for UTF-8 without zeros. Most lines are ASCII, which is seen faster, so a few of them at a time are looked at.
fn is_text(mut text: &[u8], piece: usize) -> bool {
    if memchr::memchr(0, text).is_some() {
        return false;
    }
    while let Some((piece, rest)) = text.split_at_checked(piece.min(text.len())).filter(|(piece, _)| !piece.is_empty())
    {
        // No character goes on behind a line feed.
        let end = memchr::memchr(b'\n', rest).map_or(text.len(), |end| piece.len() + end + 1);
        let Some((lines, rest)) = text.split_at_checked(end) else {
            return false;
        };
        if !lines.is_ascii() && str::from_utf8(lines).is_err() {
            return false;
        }
        text = rest;
    }
    true
}

/// Hands the whole rows of a block to `taker` and says how many bytes they are; of the last block all of it. Whatever is no
/// text is odd.
fn rows(block: &[u8], base: u64, delimiter: u8, last: bool, taker: &mut impl Taker) -> Result<usize, Unfit> {
    let (mut start, mut special, mut returned) = (0, false, 0);
    'blocks: for (at, marks) in Blocks::of(block) {
        special |= marks.special;
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
                if let Some(line) = block.get(start..end) {
                    if !taker.passes(line) {
                        let text = line.strip_suffix(b"\r").unwrap_or(line);
                        taker.take(RowAt { start: base + start as u64, text, quoted: false })?;
                    }
                    start = end + 1;
                }
                continue;
            }
            let Some(rest) = block.get(start..).filter(|_| start <= end) else {
                continue;
            };
            let end = match cells::end_of_row(rest, delimiter) {
                Some((end, _)) => end,
                None if last => rest.len(),
                None => break 'blocks,
            };
            let line = rest.get(..end).unwrap_or_default();
            let text = line.strip_suffix(b"\r").unwrap_or(line);
            if memchr::memchr(b'\r', text).is_some() {
                return Err(Unfit::Odd);
            }
            taker.take(RowAt { start: base + start as u64, text, quoted: true })?;
            start = (start + end + 1).min(block.len());
        }
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
    if special && !is_text(block.get(..start).unwrap_or_default(), PIECE) {
        return Err(Unfit::Odd);
    }
    Ok(start)
}

/// How the rows of the organization at hand begin.
#[derive(Default)]
struct Beginning {
    /// Its id as it is written, with the delimiter; nothing where there is no organization.
    bytes: Vec<u8>,
    /// The first and the last eight bytes: all of it, where there are sixteen at most, as of most ids.
    ends: Option<([u8; 8], [u8; 8])>,
}

impl Beginning {
    fn of(cell: Cell<'_>, delimiter: u8) -> Self {
        let mut bytes = cell.raw().to_owned();
        bytes.push(delimiter);
        let ends = bytes.first_chunk().copied().zip(bytes.last_chunk().copied()).filter(|_| bytes.len() <= 16);
        Self { bytes, ends }
    }

    /// True for a row that begins so.
    #[inline]
    fn begins(&self, row: &[u8]) -> bool {
        match (&self.ends, row.get(..self.bytes.len())) {
            (Some((first, last)), Some(text)) => text.first_chunk() == Some(first) && text.last_chunk() == Some(last),
            (None, Some(text)) => !text.is_empty() && text == self.bytes,
            (_, None) => false,
        }
    }

    /// True when the cell says the same.
    fn is(&self, cell: Cell<'_>) -> bool {
        self.bytes.split_last().is_some_and(|(_, id)| cell.is(id))
    }
}

/// What is found while the rows of a file are gone through.
struct Finder<'f, V> {
    file: &'f RecordFile,
    directory: &'f Directory,
    /// The column that names the organization.
    column: usize,
    /// Whoever wants to see every row, with its organization.
    visit: Option<V>,
    strays: &'f mut Vec<Stray>,
    beginning: Beginning,
    organization: Option<u32>,
    /// The part at hand: whose it is and where it begins.
    part: Option<(u32, u64)>,
    parts: Vec<(u32, Part)>,
    /// The line that the next row is in.
    line: u32,
    lines: Vec<(u64, u32)>,
    marked: u64,
}

/// Finds the parts of a file. Rows of organizations that are not listed are handed to `strays`, every row to `visit`, where
/// somebody wants to see it, with its organization.
pub(super) fn index(
    files: &dyn Files,
    file: &RecordFile,
    directory: &Directory,
    visit: Option<impl FnMut(RowAt<'_>, Option<u32>) -> Result<(), Unfit>>,
    strays: &mut Vec<Stray>,
) -> Result<Index, Unfit> {
    let names_it = if file.kind == Kind::Organizations { "id" } else { "organization" };
    let line = 1 + file.lines_before_body;
    let mut finder = Finder {
        file,
        directory,
        column: file.column(names_it).ok_or(Unfit::Odd)?,
        visit,
        strays,
        beginning: Beginning::default(),
        organization: None,
        part: None,
        parts: Vec::new(),
        line,
        lines: vec![(0, 1), (file.body, line)],
        marked: file.body,
    };
    scan(files, file, &mut finder)?;
    finder.close(file.length)?;
    Ok(Index::of(file.kind, &finder.parts, directory.len(), finder.lines))
}

impl<V: FnMut(RowAt<'_>, Option<u32>) -> Result<(), Unfit>> Taker for Finder<'_, V> {
    #[inline]
    fn passes(&mut self, row: &[u8]) -> bool {
        let passes = self.visit.is_none() && self.column == 0 && self.beginning.begins(row);
        self.line += u32::from(passes);
        passes
    }

    fn take(&mut self, row: RowAt<'_>) -> Result<(), Unfit> {
        // What lies between the rows are line breaks.
        if row.start - self.marked > MARK {
            self.marked = row.start;
            self.lines.push((row.start, self.line));
        }
        self.line += 1;
        if row.quoted {
            self.line += u32::try_from(memchr::memchr_iter(b'\n', row.text).count()).unwrap_or(0);
        }
        if self.column != 0 || !self.beginning.begins(row.text) {
            let delimiter = self.file.delimiter;
            if row.text.iter().all(|byte| *byte == delimiter || matches!(byte, b' ' | b'\t')) {
                return Ok(());
            }
            let cell = row.cell(delimiter, self.column)?.ok_or(Unfit::Odd)?;
            if !self.beginning.is(cell) {
                self.beginning = Beginning::of(cell, delimiter);
                self.organization = self.find(cell, row.start)?;
            }
            if self.part.map(|(open, _)| open) != self.organization {
                self.close(row.start)?;
                self.part = self.organization.map(|organization| (organization, row.start));
            }
        }
        self.visit.as_mut().map_or(Ok(()), |visit| visit(row, self.organization))
    }
}

impl<V> Finder<'_, V> {
    /// The organization that a cell names; none for one that is not listed.
    fn find(&mut self, cell: Cell<'_>, start: u64) -> Result<Option<u32>, Unfit> {
        let name = cell.value()?;
        if name.is_empty() {
            return Err(Unfit::Odd);
        }
        let organization = self.directory.find(&name);
        if organization.is_none() && self.file.kind != Kind::Associations {
            let id = String::from_utf8_lossy(&name).into_owned();
            if !self.strays.iter().any(|stray| stray.organization == id) {
                self.strays.push(Stray { organization: id, start });
            }
        }
        Ok(organization)
    }

    /// The part at hand ends here.
    fn close(&mut self, end: u64) -> Result<(), Unfit> {
        if let Some((organization, start)) = self.part.take() {
            let length = u32::try_from(end - start).map_err(|_| Unfit::Odd)?;
            self.parts.push((organization, Part { start, length }));
        }
        Ok(())
    }
}

impl RecordFile {
    /// The column that holds a field.
    pub(super) fn column(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == Some(field))
    }
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
            fn passes(&mut self, row: &[u8]) -> bool {
                !self.1.is_empty() && row.starts_with(self.1)
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
            let end = cells::end_of_row(rest, b',').map_or(rest.len(), |(end, _)| end);
            let row = &rest[..end];
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
                prop_assert!(text.contains('\r'));
            }
        }

        /// Wherever text is parted, it is text as a whole or not.
        #[test]
        fn text_is_text_in_pieces(text in "[a株é\n]{0,12}", cut in 0usize..12, wrong in 0u8..=255, piece in 1usize..5) {
            prop_assert!(is_text(text.as_bytes(), piece));
            let mut bytes = text.into_bytes();
            bytes.insert(cut.min(bytes.len()), wrong);
            prop_assert_eq!(is_text(&bytes, piece), str::from_utf8(&bytes).is_ok() && !bytes.contains(&0));
        }
    }
}
