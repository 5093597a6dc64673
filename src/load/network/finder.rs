//! Whose the rows of a piece of a file are.

use super::brief::Writer;
use super::cells::{self, Cell};
use super::directory::{Directory, TOGETHER};
use super::index::{Part, RecordFile, Runs, Unfit};
use super::marks;
use super::rows::{self, Room, RowAt, Taker};
use super::strays::Strays;
use crate::load::files::Files;
use crate::load::kind::Kind;
use std::borrow::Cow;
use std::ops::Range;

/// How many bytes lie between two places whose lines are remembered.
const MARK: u64 = 1 << 20;

/// So many organizations may follow the one at hand in an order that is still that of the directory: some have no rows.
const AHEAD: u32 = 8;

/// What was found in a piece of a file.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The bytes of the piece.
    pub piece: Range<u64>,
    /// Where its first row begins that is not blank.
    pub first: Option<u64>,
    pub parts: Runs,
    /// The line behind the piece, counted from its beginning.
    pub line: u32,
    /// Places and the lines they are in, counted from the beginning of the piece.
    pub lines: Vec<(u64, u32)>,
    pub strays: Strays,
}

/// How the rows of the organization at hand begin, from the column on that names it.
#[derive(Default)]
struct Beginning {
    /// Its id as it is written, with the delimiter; nothing where there is no organization.
    bytes: Vec<u8>,
    /// It needs no quotes around it: rows that begin so are of this organization.
    bare: bool,
    /// The first and the last eight bytes: all of it, where there are sixteen at most, as of most ids.
    ends: Option<([u8; 8], [u8; 8])>,
}

impl Beginning {
    fn set(&mut self, cell: Cell<'_>, delimiter: u8) {
        let bytes = &mut self.bytes;
        bytes.clear();
        bytes.extend_from_slice(cell.raw());
        bytes.push(delimiter);
        self.bare = needs_no_quotes(cell.raw(), delimiter);
        self.ends = bytes.first_chunk().copied().zip(bytes.last_chunk().copied()).filter(|_| bytes.len() <= 16);
    }

    /// True for a row that begins so.
    #[inline]
    fn begins(&self, row: &[u8]) -> bool {
        match (&self.ends, row.get(..self.bytes.len())) {
            _ if !self.bare => false,
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

/// True for the text of a cell that says the same with quotes around it and without.
fn needs_no_quotes(text: &[u8], delimiter: u8) -> bool {
    // Ids are short: that is no work for a library.
    text.iter().fold(true, |bare, byte| bare & (*byte != delimiter) & (*byte != b'"') & (*byte != b'\n'))
}

/// Rows of a file in another order that wait for their organizations to be looked for together.
#[derive(Default)]
struct Waiting {
    rows: Vec<WaitingRow>,
    ids: Vec<u8>,
    /// What the rows say, where somebody wants to see them.
    texts: Vec<u8>,
}

/// One of them, and where its id and its text end.
struct WaitingRow {
    start: u64,
    quoted: bool,
    id_end: usize,
    text_end: usize,
}

impl Waiting {
    fn add(&mut self, row: RowAt<'_>, id: &[u8], with_text: bool) {
        self.ids.extend_from_slice(id);
        self.texts.extend_from_slice(if with_text { row.text } else { &[] });
        let (id_end, text_end) = (self.ids.len(), self.texts.len());
        self.rows.push(WaitingRow { start: row.start, quoted: row.quoted, id_end, text_end });
    }

    /// The rows with the ids of their organizations.
    fn rows(&self) -> impl Iterator<Item = (&[u8], RowAt<'_>)> + Clone {
        let ends = self.rows.iter().map(|row| (row.id_end, row.text_end));
        let begins = std::iter::once((0, 0)).chain(ends);
        begins.zip(&self.rows).map(|((id, text), row)| {
            let id = self.ids.get(id..row.id_end).unwrap_or_default();
            let text = self.texts.get(text..row.text_end).unwrap_or_default();
            (id, RowAt { start: row.start, text, quoted: row.quoted })
        })
    }

    fn clear(&mut self) {
        self.rows.clear();
        self.ids.clear();
        self.texts.clear();
    }
}

/// Whoever goes through the rows of a piece.
struct Finder<'f, 'w, V> {
    file: &'f RecordFile,
    directory: &'f Directory,
    /// The column that names the organization.
    column: usize,
    /// Whoever wants to see every row, with its organization.
    visit: Option<V>,
    /// Whoever notes the rows in short form, as long as they are in order.
    writer: Option<Writer<'w>>,
    beginning: Beginning,
    organization: Option<u32>,
    /// The last one that is listed.
    last: Option<u32>,
    /// The row at hand does not stand apart from the order of the directory.
    in_order: bool,
    /// The part at hand: whose it is and where it begins.
    part: Option<(u32, u64)>,
    found: Found,
    /// The last place whose line was remembered.
    marked: u64,
    waiting: Waiting,
}

/// Finds the parts of a piece of a file. Every row is handed to `visit`, where somebody wants to see it, and noted by
/// `writer`, where there is one; it is given back when all rows were in order.
pub(super) fn find<'w>(
    files: &dyn Files,
    file: &RecordFile,
    directory: &Directory,
    piece: &Range<u64>,
    room: &mut Room,
    visit: Option<impl FnMut(RowAt<'_>, Option<u32>) -> Result<(), Unfit>>,
    writer: Option<Writer<'w>>,
) -> Result<(Found, Option<Writer<'w>>), Unfit> {
    let mut finder = Finder {
        file,
        directory,
        column: file.naming,
        visit,
        writer,
        beginning: Beginning::default(),
        organization: None,
        last: None,
        in_order: true,
        part: None,
        found: Found { piece: piece.start..piece.end.min(file.length), ..Found::default() },
        marked: piece.start,
        waiting: Waiting::default(),
    };
    rows::scan(files, file, piece, room, &mut finder)?;
    finder.settle()?;
    finder.close(finder.found.piece.end)?;
    Ok((finder.found, finder.writer))
}

impl<V: FnMut(RowAt<'_>, Option<u32>) -> Result<(), Unfit>> Taker for Finder<'_, '_, V> {
    #[inline]
    fn passes(&mut self, row: RowAt<'_>) -> Result<bool, Unfit> {
        // Whoever notes rows wants each of them, and of rows in no order nothing is known before.
        if self.writer.is_some() || !self.beginning.bare {
            return Ok(false);
        }
        // What stands there from the column on that names the organization.
        match marks::behind(row.text, self.file.delimiter, self.column) {
            Some(naming) if self.beginning.begins(naming) || self.turns(naming, row.start)? => {}
            _ => return Ok(false),
        }
        self.found.line += 1;
        if let Some(visit) = &mut self.visit {
            visit(row, self.organization)?;
        }
        Ok(true)
    }

    #[inline]
    fn skims(&self) -> bool {
        self.writer.is_some()
    }

    fn skim(&mut self, rows: &[u8], start: u64) -> Result<usize, Unfit> {
        let Some(mut writer) = self.writer.take() else {
            return Ok(0);
        };
        let mut rest = rows;
        loop {
            if self.organization.is_some() {
                let organization = |row: &[u8]| self.beginning.begins(row).then_some(self.beginning.bytes.len());
                while let Some(behind) = writer.row(rest, organization) {
                    self.found.line += 1;
                    rest = behind;
                }
            }
            if !self.turns(rest, start + (rows.len() - rest.len()) as u64)? {
                break;
            }
            writer.begin(self.organization);
        }
        let used = rows.len() - rest.len();
        self.writer = Some(writer);
        self.mark(start + used as u64);
        Ok(used)
    }

    fn take(&mut self, row: RowAt<'_>) -> Result<(), Unfit> {
        self.mark(row.start);
        self.found.line += 1;
        if row.quoted {
            self.found.line += u32::try_from(memchr::memchr_iter(b'\n', row.text).count()).unwrap_or(0);
        }
        if self.column != 0 || !self.beginning.begins(row.text) {
            let delimiter = self.file.delimiter;
            if row.is_blank(delimiter) {
                return Ok(());
            }
            self.found.first.get_or_insert(row.start);
            let cell = row.cell(delimiter, self.column)?.ok_or(Unfit::Odd)?;
            if !self.in_order {
                // Rows in another order hardly ever begin as the one before.
                self.beginning = Beginning::default();
                self.waiting.add(row, &named(cell)?, self.visit.is_some());
                return if self.waiting.rows.len() < TOGETHER { Ok(()) } else { self.settle() };
            }
            if !self.beginning.is(cell) {
                self.beginning.set(cell, delimiter);
                self.organization = self.find(&named(cell)?, row.start);
                self.open(row.start)?;
            }
        }
        if let Some(writer) = &mut self.writer {
            writer.begin(self.organization);
            writer.other(row.text);
        }
        self.visit.as_mut().map_or(Ok(()), |visit| visit(row, self.organization))
    }
}

/// The id in a cell that names an organization.
fn named(cell: Cell<'_>) -> Result<Cow<'_, [u8]>, Unfit> {
    let name = cell.value()?;
    if name.is_empty() { Err(Unfit::Odd) } else { Ok(name) }
}

impl<V: FnMut(RowAt<'_>, Option<u32>) -> Result<(), Unfit>> Finder<'_, '_, V> {
    /// Looks for the organizations of the rows that wait.
    fn settle(&mut self) -> Result<(), Unfit> {
        if self.waiting.rows.is_empty() {
            return Ok(());
        }
        let mut waiting = std::mem::take(&mut self.waiting);
        let organizations = self.directory.find_together(waiting.rows().map(|(id, _)| id));
        for ((id, row), organization) in waiting.rows().zip(organizations) {
            self.organization = self.is_found(organization, id, row.start);
            self.open(row.start)?;
            if let Some(visit) = &mut self.visit {
                visit(row, self.organization)?;
            }
        }
        waiting.clear();
        self.waiting = waiting;
        Ok(())
    }
}

impl<V> Finder<'_, '_, V> {
    /// Remembers the line of a place, if the last one is far before it. What lies between rows are line breaks.
    fn mark(&mut self, start: u64) {
        if start - self.marked > MARK {
            self.marked = start;
            self.found.lines.push((start, self.found.line));
        }
    }

    /// True when one of the next organizations has this row, which names it as the directory does; `naming` is the row from
    /// that on.
    fn turns(&mut self, naming: &[u8], start: u64) -> Result<bool, Unfit> {
        let Some(last) = self.last else {
            return Ok(false);
        };
        let delimiter = self.file.delimiter;
        let names = |id: &[u8]| !id.is_empty() && cells::begins(naming, id) && naming.get(id.len()) == Some(&delimiter);
        // An id may have been written in another way than this where it was listed.
        let says = |id: &[u8]| needs_no_quotes(id, delimiter) && Cell::written(id).plain() == Ok(id);
        let mut next = (last + 1..=last + AHEAD).map(|next| (next, self.directory.id(next as usize)));
        let Some((next, id)) = next.find(|(_, id)| names(id)).filter(|(_, id)| says(id)) else {
            return Ok(false);
        };
        self.mark(start);
        self.beginning.set(Cell::written(id), delimiter);
        self.organization = self.is_found(Some(next), id, start);
        self.open(start)?;
        Ok(true)
    }

    /// The organization with this id; none for one that is not listed. The file has been in order so far.
    fn find(&mut self, name: &[u8], start: u64) -> Option<u32> {
        // Rows of one of the next organizations follow most, or, behind rows of one that is not listed, more of the same.
        let next = self.last.map_or(0, |last| last + 1);
        let mut guesses = (next..next + AHEAD).chain(self.last);
        let guess = guesses.find(|guess| self.directory.id(*guess as usize) == name);
        self.is_found(guess.or_else(|| self.directory.find(name)), name, start)
    }

    /// Takes note of an organization that was found, or of one that is not listed.
    fn is_found(&mut self, organization: Option<u32>, name: &[u8], start: u64) -> Option<u32> {
        let follows = |organization: u32| self.last.is_none_or(|last| (last..=last + AHEAD).contains(&organization));
        self.in_order = organization.is_none_or(follows);
        self.last = organization.or(self.last);
        if !self.in_order {
            self.writer = None;
        }
        if organization.is_none() && self.file.kind != Kind::Associations {
            self.found.strays.add(&String::from_utf8_lossy(name), start);
        }
        organization
    }

    /// A part begins here, unless it is that of the same organization.
    fn open(&mut self, start: u64) -> Result<(), Unfit> {
        if self.part.map(|(open, _)| open) != self.organization {
            self.close(start)?;
            self.part = self.organization.map(|organization| (organization, start));
        }
        Ok(())
    }

    /// The part at hand ends here.
    fn close(&mut self, end: u64) -> Result<(), Unfit> {
        if let Some((organization, start)) = self.part.take() {
            let length = u32::try_from(end - start).map_err(|_| Unfit::Odd)?;
            self.found.parts.push((organization, Part::new(start, length)));
        }
        Ok(())
    }
}
