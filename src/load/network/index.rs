//! Where the rows of each organization stand.
//!
//! Every file is gone through once, and each run of rows of one organization becomes a [`Part`]: twelve bytes, whether it
//! is a row or a hundred. A file whose runs are in the order of the organizations is grouped, and can be read from front
//! to back afterwards; the parts of any other are put in order by counting.

use super::cells::{self, COLUMNS, Cell, Odd};
use super::directory::Directory;
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

/// Hands every row of a file behind its headings to `take`, in blocks that are read one after the other.
pub(super) fn scan(
    files: &dyn Files,
    file: &RecordFile,
    take: &mut impl FnMut(RowAt<'_>) -> Result<(), Unfit>,
) -> Result<(), Unfit> {
    let unreadable = |error| Unfit::Unreadable(file.path.clone(), error);
    let mut buffer: Vec<u8> = Vec::with_capacity(2 * BLOCK);
    let mut base = file.body;
    loop {
        let before = buffer.len();
        files.read_part(&file.path, base + before as u64, BLOCK, &mut buffer).map_err(unreadable)?;
        let last = buffer.len() == before;
        let used = rows(&buffer, base, file.delimiter, last, take)?;
        let text = buffer.get(..used).unwrap_or_default();
        if !is_text(text, PIECE) {
            return Err(Unfit::Odd);
        }
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

/// Hands the whole rows of a block to `take` and says how many bytes they are; of the last block all of it.
fn rows(
    block: &[u8],
    base: u64,
    delimiter: u8,
    last: bool,
    take: &mut impl FnMut(RowAt<'_>) -> Result<(), Unfit>,
) -> Result<usize, Unfit> {
    let mut at = 0;
    while let Some(rest) = block.get(at..).filter(|rest| !rest.is_empty()) {
        // Up to the next quote or carriage return rows end where lines do, and are found faster.
        let special = memchr::memchr2(b'"', b'\r', rest).unwrap_or(rest.len());
        let mut used = 0;
        for end in memchr::memchr_iter(b'\n', rest.get(..special).unwrap_or_default()) {
            let text = rest.get(used..end).unwrap_or_default();
            take(RowAt { start: base + (at + used) as u64, text, quoted: false })?;
            used = end + 1;
        }
        at += used;
        let Some(rest) = rest.get(used..).filter(|rest| !rest.is_empty()) else {
            break;
        };
        let start = base + at as u64;
        let (end, next, quoted) = match memchr::memchr3(b'\n', b'"', b'\r', rest) {
            None if last => (rest.len(), rest.len(), false),
            None => break,
            Some(hit) => match (rest.get(hit), rest.get(hit + 1)) {
                (Some(b'\n'), _) => (hit, hit + 1, false),
                (Some(b'\r'), Some(b'\n')) => (hit, hit + 2, false),
                (Some(b'\r'), None) if !last => break,
                (Some(b'\r'), _) => return Err(Unfit::Odd),
                _ => match cells::end_of_row(rest, delimiter) {
                    Some((end, _)) => (end, end + 1, true),
                    None if last => (rest.len(), rest.len(), true),
                    None => break,
                },
            },
        };
        let mut text = rest.get(..end).unwrap_or_default();
        if quoted {
            text = text.strip_suffix(b"\r").unwrap_or(text);
            if memchr::memchr(b'\r', text).is_some() {
                return Err(Unfit::Odd);
            }
        }
        take(RowAt { start, text, quoted })?;
        at += next;
    }
    Ok(at)
}

/// Finds the parts of a file. Rows of organizations that are not listed are handed to `stray`, every other row with its
/// organization to `visit`.
pub(super) fn index(
    files: &dyn Files,
    file: &RecordFile,
    directory: &Directory,
    visit: &mut impl FnMut(RowAt<'_>, Option<u32>) -> Result<(), Unfit>,
    strays: &mut Vec<Stray>,
) -> Result<Index, Unfit> {
    let names_it = if file.kind == Kind::Organizations { "id" } else { "organization" };
    let column = file.column(names_it).ok_or(Unfit::Odd)?;
    let (mut runs, mut lines) = (Vec::new(), vec![(0, 1)]);
    let (mut current, mut organization): (Vec<u8>, Option<u32>) = (Vec::new(), None);
    let mut line = 1 + file.lines_before_body;
    let mut marked = 0;
    lines.push((file.body, line));
    let mut end = file.body;
    let mut run: Option<(u32, u64)> = None;
    let mut close = |run: &mut Option<(u32, u64)>, end: u64| -> Result<(), Unfit> {
        if let Some((organization, start)) = run.take() {
            let length = u32::try_from(end - start).map_err(|_| Unfit::Odd)?;
            runs.push((organization, Part { start, length }));
        }
        Ok(())
    };
    scan(files, file, &mut |row| {
        // What lies between the rows are line breaks.
        if row.start - marked > MARK {
            marked = row.start;
            lines.push((row.start, line));
        }
        line += 1;
        if row.quoted {
            line += u32::try_from(memchr::memchr_iter(b'\n', row.text).count()).unwrap_or(0);
        }
        let same = column == 0
            && !row.quoted
            && !current.is_empty()
            && row.text.get(current.len()) == Some(&file.delimiter)
            && row.text.starts_with(&current);
        if !same {
            if row.text.iter().all(|byte| *byte == file.delimiter || matches!(byte, b' ' | b'\t')) {
                return Ok(());
            }
            let cell = row.cell(file.delimiter, column)?.ok_or(Unfit::Odd)?;
            if cell.raw() != current.as_slice() || current.is_empty() {
                let name = cell.value()?;
                if name.is_empty() {
                    return Err(Unfit::Odd);
                }
                organization = directory.find(&name);
                current.clear();
                current.extend_from_slice(cell.raw());
                if organization.is_none() && file.kind != Kind::Associations {
                    let id = String::from_utf8_lossy(&name).into_owned();
                    if !strays.iter().any(|stray| stray.organization == id) {
                        strays.push(Stray { organization: id, start: row.start });
                    }
                }
            }
        }
        if run.map(|(open, _)| open) != organization {
            close(&mut run, row.start)?;
            run = organization.map(|organization| (organization, row.start));
        }
        end = row.start + row.text.len() as u64;
        visit(row, organization)
    })?;
    close(&mut run, file.length.max(end))?;
    Ok(Index::of(file.kind, &runs, directory.len(), lines))
}

impl RecordFile {
    /// The column that holds a field.
    pub(super) fn column(&self, field: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column == Some(field))
    }
}

#[cfg(test)]
mod tests {
    use super::is_text;
    use proptest::prelude::*;

    proptest! {
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
