//! Going through every file once, to find where the rows of each organization stand.
//!
//! Large files are gone through in pieces, on all threads. Where a piece begins is a guess, the first line feed behind a
//! place, which may stand in quotes; so a piece counts only when the one before it ended exactly there, and otherwise the
//! file is gone through as a whole. Accounts and their links are gone through by one thread, one after the other.

use super::cells::Cell;
use super::directory::{Accounts, Directory, TOGETHER};
use super::index::{Index, Part, RecordFile, Runs, Stray, Unfit};
use super::rows::{self, BLOCK, RowAt, Taker};
use crate::load::files::Files;
use crate::load::kind::Kind;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

/// How many bytes a piece of a file has, or a little more.
const PIECE: u64 = 16 << 20;

/// How many bytes lie between two places whose lines are remembered.
const MARK: u64 = 1 << 20;

/// What the files of a network hold.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// For every file, where the rows of each organization stand, and the rows of those that are not listed.
    pub files: Vec<(Index, Vec<Stray>)>,
    /// The accounts that matter to more than one organization.
    pub accounts: Accounts,
}

/// What was found in a piece of a file.
#[derive(Debug, Default)]
struct Found {
    /// The bytes of the piece.
    piece: Range<u64>,
    /// Where its first row begins that is not blank.
    first: Option<u64>,
    parts: Runs,
    /// The line behind the piece, counted from its beginning.
    line: u32,
    /// Places and the lines they are in, counted from the beginning of the piece.
    lines: Vec<(u64, u32)>,
    strays: Vec<Stray>,
}

/// What was found in a file.
#[derive(Debug, Default)]
struct Joined {
    /// Piece by piece.
    parts: Vec<Runs>,
    line: u32,
    lines: Vec<(u64, u32)>,
    strays: Vec<Stray>,
}

/// Goes through every file, on `jobs` threads.
pub(super) fn survey(
    files: &dyn Files,
    all: &[RecordFile],
    organizations: &Directory,
    jobs: usize,
) -> Result<Survey, Unfit> {
    in_pieces(files, all, organizations, jobs, if jobs > 1 { PIECE } else { u64::MAX })
}

fn in_pieces(
    files: &dyn Files,
    all: &[RecordFile],
    organizations: &Directory,
    jobs: usize,
    length: u64,
) -> Result<Survey, Unfit> {
    let alone = |file: &RecordFile| matches!(file.kind, Kind::Accounts | Kind::Associations);
    let mut work = Vec::new();
    for (n, file) in all.iter().enumerate().filter(|(_, file)| !alone(file)) {
        work.extend(pieces(files, file, length)?.into_iter().map(|piece| (n, piece)));
    }
    let queue = Mutex::new(work.iter());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || {
        let mut done = Vec::new();
        while let Some((n, piece)) = next() {
            let Some(file) = all.get(*n) else {
                continue;
            };
            done.push((*n, piece.start, find(files, file, organizations, piece, None::<Nobody>)));
        }
        done
    };
    let (accounts, mut done) = std::thread::scope(|scope| {
        let others: Vec<_> =
            (1..jobs).filter_map(|_| std::thread::Builder::new().spawn_scoped(scope, worker).ok()).collect();
        let accounts = accounts(files, all, organizations);
        let mut done = worker();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        (accounts, done)
    });
    let (accounts, found) = accounts?;
    done.extend(found.into_iter().map(|(n, found)| (n, 0, Ok(found))));
    done.sort_by_key(|(n, start, _)| (*n, *start));
    let mut survey = Survey { files: Vec::new(), accounts };
    let mut done = done.into_iter().peekable();
    for (n, file) in all.iter().enumerate() {
        let mut of_file = Vec::new();
        while let Some((_, _, found)) = done.next_if(|(of, ..)| *of == n) {
            of_file.push(found);
        }
        let several = of_file.len() > 1;
        let found = match joined(file, of_file) {
            // A piece may have begun where no row does.
            Err(Unfit::Odd) if several => {
                let whole = find(files, file, organizations, &(file.body..u64::MAX), None::<Nobody>);
                joined(file, vec![whole])?
            }
            found => found?,
        };
        survey.files.push((Index::of(file.kind, &found.parts, organizations.len(), found.lines, jobs), found.strays));
    }
    Ok(survey)
}

/// Nobody wants to see every row.
type Nobody = fn(RowAt<'_>, Option<u32>) -> Result<(), Unfit>;

/// Goes through accounts and then through their links: whose an account is must be known before links are looked at.
fn accounts(
    files: &dyn Files,
    all: &[RecordFile],
    organizations: &Directory,
) -> Result<(Accounts, Vec<(usize, Found)>), Unfit> {
    let (mut accounts, mut all_found) = (Accounts::default(), Vec::new());
    for kind in [Kind::Accounts, Kind::Associations] {
        for (n, file) in all.iter().enumerate().filter(|(_, file)| file.kind == kind) {
            let column = file.column("account");
            let visit = |row: RowAt<'_>, organization: Option<u32>| {
                let Some(cell) = column.map_or(Ok(None), |column| row.cell(file.delimiter, column))? else {
                    return Ok(());
                };
                match (kind, organization) {
                    (Kind::Accounts, Some(organization)) => accounts.own(&cell.value()?, organization),
                    (Kind::Associations, to) => accounts.link(&cell.value()?, to, n, row),
                    _ => {}
                }
                Ok(())
            };
            all_found.push((n, find(files, file, organizations, &(file.body..u64::MAX), Some(visit))?));
        }
        if kind == Kind::Accounts {
            accounts.settle_owners();
        }
    }
    accounts.settle_links();
    Ok((accounts, all_found))
}

/// The pieces of a file, each as long as that or a little longer. All but the first begin behind a line feed.
fn pieces(files: &dyn Files, file: &RecordFile, length: u64) -> Result<Vec<Range<u64>>, Unfit> {
    let mut starts = vec![file.body];
    let mut next = file.body.saturating_add(length);
    let mut head = Vec::new();
    while next < file.length {
        head.clear();
        let unreadable = |error| Unfit::Unreadable(file.path.clone(), error);
        files.read_part(&file.path, next, BLOCK, &mut head).map_err(unreadable)?;
        let Some(end) = memchr::memchr(b'\n', &head) else {
            // No record has a line as long as that; the reader of rows will say so.
            break;
        };
        let start = next + end as u64 + 1;
        if start < file.length {
            starts.push(start);
        }
        next = start.saturating_add(length);
    }
    let ends = starts.iter().skip(1).copied().chain([u64::MAX]);
    Ok(starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect())
}

/// What was found in the pieces of a file, one after the other.
fn joined(file: &RecordFile, pieces: Vec<Result<Found, Unfit>>) -> Result<Joined, Unfit> {
    let line = 1 + file.lines_before_body;
    let mut all = Joined { line, lines: vec![(0, 1), (file.body, line)], ..Joined::default() };
    for piece in pieces {
        let mut piece = piece?;
        // A part that reaches the end of its piece goes on up to the next row of somebody else.
        if let Some((last, part)) = all.parts.iter_mut().rev().find_map(|parts| parts.last_mut())
            && part.end() == piece.piece.start
        {
            let same = piece.parts.first().filter(|(first, more)| first == last && Some(more.start()) == piece.first);
            let end = same.map(|(_, more)| more.end()).or(piece.first).unwrap_or(piece.piece.end);
            part.length = u32::try_from(end - part.start()).map_err(|_| Unfit::Odd)?;
            if same.is_some() {
                piece.parts.remove(0);
            }
        }
        all.parts.push(piece.parts);
        all.lines.extend(piece.lines.into_iter().map(|(place, line)| (place, all.line + line)));
        all.line += piece.line;
        for stray in piece.strays {
            add_stray(&mut all.strays, stray);
        }
    }
    Ok(all)
}

fn add_stray(strays: &mut Vec<Stray>, stray: Stray) {
    if !strays.iter().any(|known| known.organization == stray.organization) {
        strays.push(stray);
    }
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
    fn set(&mut self, cell: Cell<'_>, delimiter: u8) {
        let bytes = &mut self.bytes;
        bytes.clear();
        bytes.extend_from_slice(cell.raw());
        bytes.push(delimiter);
        self.ends = bytes.first_chunk().copied().zip(bytes.last_chunk().copied()).filter(|_| bytes.len() <= 16);
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

/// Whoever goes through the rows of a piece.
struct Finder<'f, V> {
    file: &'f RecordFile,
    directory: &'f Directory,
    /// The column that names the organization.
    column: usize,
    /// Whoever wants to see every row, with its organization.
    visit: Option<V>,
    beginning: Beginning,
    organization: Option<u32>,
    /// It follows the one before it in the directory.
    in_order: bool,
    /// The part at hand: whose it is and where it begins.
    part: Option<(u32, u64)>,
    found: Found,
    /// The last place whose line was remembered.
    marked: u64,
    /// Rows of a file in another order that wait for their organizations to be looked for together: where each begins, and
    /// where its id ends among the ids.
    waiting: Vec<(u64, usize)>,
    ids: Vec<u8>,
}

/// Finds the parts of a piece of a file. Every row is handed to `visit`, where somebody wants to see it.
fn find(
    files: &dyn Files,
    file: &RecordFile,
    directory: &Directory,
    piece: &Range<u64>,
    visit: Option<impl FnMut(RowAt<'_>, Option<u32>) -> Result<(), Unfit>>,
) -> Result<Found, Unfit> {
    let names_it = if file.kind == Kind::Organizations { "id" } else { "organization" };
    let mut finder = Finder {
        file,
        directory,
        column: file.column(names_it).ok_or(Unfit::Odd)?,
        visit,
        beginning: Beginning::default(),
        organization: None,
        in_order: true,
        part: None,
        found: Found { piece: piece.start..piece.end.min(file.length), ..Found::default() },
        marked: piece.start,
        waiting: Vec::new(),
        ids: Vec::new(),
    };
    rows::scan(files, file, piece, &mut finder)?;
    finder.settle()?;
    finder.close(finder.found.piece.end)?;
    Ok(finder.found)
}

impl<V: FnMut(RowAt<'_>, Option<u32>) -> Result<(), Unfit>> Taker for Finder<'_, V> {
    #[inline]
    fn passes(&mut self, row: &[u8]) -> bool {
        let passes = self.visit.is_none() && self.column == 0 && self.beginning.begins(row);
        self.found.line += u32::from(passes);
        passes
    }

    fn take(&mut self, row: RowAt<'_>) -> Result<(), Unfit> {
        // What lies between the rows are line breaks.
        if row.start - self.marked > MARK {
            self.marked = row.start;
            self.found.lines.push((row.start, self.found.line));
        }
        self.found.line += 1;
        if row.quoted {
            self.found.line += u32::try_from(memchr::memchr_iter(b'\n', row.text).count()).unwrap_or(0);
        }
        if self.column != 0 || !self.beginning.begins(row.text) {
            let delimiter = self.file.delimiter;
            if row.text.iter().all(|byte| *byte == delimiter || matches!(byte, b' ' | b'\t')) {
                return Ok(());
            }
            self.found.first.get_or_insert(row.start);
            let cell = row.cell(delimiter, self.column)?.ok_or(Unfit::Odd)?;
            if !self.beginning.is(cell) {
                self.beginning.set(cell, delimiter);
                let name = cell.value()?;
                if name.is_empty() {
                    return Err(Unfit::Odd);
                }
                if !self.in_order && self.visit.is_none() {
                    self.ids.extend_from_slice(&name);
                    self.waiting.push((row.start, self.ids.len()));
                    return if self.waiting.len() < TOGETHER { Ok(()) } else { self.settle() };
                }
                self.organization = self.find(&name, row.start);
                self.open(row.start)?;
            }
        }
        self.visit.as_mut().map_or(Ok(()), |visit| visit(row, self.organization))
    }
}

impl<V> Finder<'_, V> {
    /// The organization with this id; none for one that is not listed.
    fn find(&mut self, name: &[u8], start: u64) -> Option<u32> {
        // Rows of the next organization follow most, unless the file has another order.
        let next = self.organization.map_or(0, |last| last + 1);
        let guess = Some(next).filter(|next| self.in_order && self.directory.id(*next as usize) == name);
        let organization = guess.or_else(|| self.directory.find(name));
        self.in_order = organization == Some(next);
        if organization.is_none() && self.file.kind != Kind::Associations {
            let id = String::from_utf8_lossy(name).into_owned();
            add_stray(&mut self.found.strays, Stray { organization: id, start });
        }
        organization
    }

    /// Looks for the organizations of the rows that wait.
    fn settle(&mut self) -> Result<(), Unfit> {
        let (mut waiting, mut ids) = (std::mem::take(&mut self.waiting), std::mem::take(&mut self.ids));
        let begins = std::iter::once(0).chain(waiting.iter().map(|(_, end)| *end));
        let rows = || {
            begins.clone().zip(&waiting).map(|(from, (start, end))| (*start, ids.get(from..*end).unwrap_or_default()))
        };
        self.directory.touch(rows().map(|(_, id)| id));
        for (start, id) in rows() {
            self.organization = self.find(id, start);
            self.open(start)?;
        }
        waiting.clear();
        ids.clear();
        (self.waiting, self.ids) = (waiting, ids);
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::files::MemoryFiles;
    use crate::load::kind::Ending;
    use proptest::prelude::*;

    /// What is found in a file of achievements, as text.
    fn found(rows: &str, jobs: usize, length: u64) -> String {
        let mut files = MemoryFiles::default();
        files.insert("achievements.csv", format!("organization,account,employee,credential,earned\n{rows}"));
        let path = "achievements.csv".to_owned();
        let file = super::super::record_file(&files, Kind::Achievements, path, Ending::Separated(b',')).unwrap();
        let mut organizations = Directory::default();
        assert!(["a", "b", "c"].iter().all(|id| organizations.add(id.as_bytes())));
        match in_pieces(&files, &[file], &organizations, jobs, length) {
            Ok(survey) => format!("{:?}", survey.files),
            Err(unfit) => format!("{unfit:?}"),
        }
    }

    #[test]
    fn parts_and_lines_are_those_of_the_whole_file() {
        let rows = "a,x,,70-532,2017-01-10\nb,y,,\"70\n-532\",2017-01-10\nz,y,,70-532,\nb,y,,70-533,\n\nc,y,,70-533,";
        let whole = found(rows, 1, u64::MAX);
        assert!(whole.contains("organization: \"z\""), "{whole}");
        for length in 1..rows.len() as u64 {
            assert_eq!(found(rows, 1 + length as usize % 3, length), whole, "{length}");
        }
    }

    proptest! {
        /// In pieces of any length, also where line feeds stand in quotes, a file holds what it holds as a whole.
        #[test]
        fn pieces_make_no_difference(
            rows in "([abcz],x,,(7|\"7\n[ab],\"|\"\n\"\"\n\"),2017-01-10\n|\n|[ab],\"\n){0,12}",
            length in 1u64..60,
        ) {
            prop_assert_eq!(found(&rows, 2, length), found(&rows, 1, u64::MAX));
        }
    }
}
