//! Going through every file once, to find where the rows of each organization stand.
//!
//! Large files are gone through in pieces, on all threads. Where a piece begins is a guess, the first line feed behind a
//! place, which may stand in quotes; so a piece counts only when the one before it ended exactly there, and otherwise the
//! file is gone through as a whole.

use super::accounts::{Accounts, Hasher, Links, Owned, Owners};
use super::cells::Cell;
use super::directory::Directory;
use super::finder::{Found, find};
use super::index::{Index, RecordFile, Runs, Unfit};
use super::rows::{BLOCK, Room, RowAt};
use super::strays::Strays;
use crate::load::files::Files;
use crate::load::kind::Kind;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

/// How many bytes a piece of a file has, or a little more.
const PIECE: u64 = 2 << 20;

/// What the files of a network hold.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// What was found in every file.
    pub files: Vec<Surveyed>,
    /// The accounts that matter to more than one organization.
    pub accounts: Accounts,
}

/// What was found in a file.
#[derive(Debug, Default)]
pub(super) struct Surveyed {
    /// Where the rows of each organization stand.
    pub index: Index,
    /// The same for a file that is not grouped.
    pub ungrouped: Option<Vec<Runs>>,
    /// The rows of those that are not listed.
    pub strays: Strays,
}

/// What was found in the pieces of a file.
#[derive(Debug, Default)]
struct Joined {
    /// Piece by piece.
    parts: Vec<Runs>,
    line: u32,
    lines: Vec<(u64, u32)>,
    strays: Strays,
}

/// Goes through every file, on `jobs` threads.
pub(super) fn survey(
    files: &dyn Files,
    all: &[RecordFile],
    organizations: &Directory,
    jobs: usize,
) -> Result<Survey, Unfit> {
    let length = if jobs > 1 { PIECE } else { u64::MAX };
    in_pieces(&Pass { files, all, organizations, jobs, length })
}

fn in_pieces(pass: &Pass<'_>) -> Result<Survey, Unfit> {
    let mut survey = Survey { files: pass.all.iter().map(|_| Surveyed::default()).collect(), ..Survey::default() };
    let hasher = Hasher::default();
    let owned = |cell: Cell<'_>, organization: Option<u32>, _: usize, _: RowAt<'_>, owned: &mut Owned| {
        let account = cell.value()?;
        // What is missing is nobody's, and two profiles of somebody with one address are one account.
        let own = organization.filter(|_| !account.is_empty()).map(|organization| (organization, hasher.of(&account)));
        owned.extend(own.filter(|own| owned.last() != Some(own)));
        Ok(())
    };
    let mut owned = pass.over(&|kind| kind == Kind::Accounts, &Owned::new, Some(&owned), &mut survey)?;
    owned.retain(|piece| !piece.is_empty());
    // What one thread makes of all accounts, and then of all links, it makes while the others go on with other files. Whose
    // an account is must be known before links are looked at.
    let others = |kind| !matches!(kind, Kind::Accounts | Kind::Associations | Kind::Achievements);
    let owners = pass.over_beside(&|| Owners::new(&hasher, &owned), &others, &mut survey)?;
    let linked = |cell: Cell<'_>, organization: Option<u32>, file: usize, row: RowAt<'_>, links: &mut Links<'_>| {
        links.add(&cell.value()?, organization, file, row);
        Ok(())
    };
    let links = pass.over(&|kind| kind == Kind::Associations, &|| Links::new(&owners), Some(&linked), &mut survey)?;
    let links: Vec<_> = links.into_iter().map(Links::found).collect();
    let achievements = |kind| kind == Kind::Achievements;
    survey.accounts = pass.over_beside(&|| Accounts::new(&owners, &links), &achievements, &mut survey)?;
    Ok(survey)
}

/// Whoever sees every row of a piece: the cell that names the account, the organization, the number of the file, the row,
/// and what it knows of the piece.
type Visit<'v, T> = dyn Fn(Cell<'_>, Option<u32>, usize, RowAt<'_>, &mut T) -> Result<(), Unfit> + Sync + 'v;

/// Going through files.
struct Pass<'p> {
    files: &'p dyn Files,
    all: &'p [RecordFile],
    organizations: &'p Directory,
    jobs: usize,
    /// How many bytes a piece has.
    length: u64,
}

impl Pass<'_> {
    /// Goes through the files of some kinds on all threads; says what `visit` knows of each piece, one after the other.
    fn over<T: Send>(
        &self,
        kinds: &dyn Fn(Kind) -> bool,
        new: &(dyn Fn() -> T + Sync),
        visit: Option<&Visit<'_, T>>,
        survey: &mut Survey,
    ) -> Result<Vec<T>, Unfit> {
        self.over_after(&|| (), kinds, new, visit, survey)
    }

    /// Goes through the files of some kinds, while one of the threads makes something else first.
    fn over_beside<M: Send + Sync>(
        &self,
        make: &(dyn Fn() -> M + Sync),
        kinds: &dyn Fn(Kind) -> bool,
        survey: &mut Survey,
    ) -> Result<M, Unfit> {
        let made = OnceLock::new();
        let first = || {
            made.get_or_init(make);
        };
        self.over_after(&first, kinds, &|| (), None, survey)?;
        Ok(made.into_inner().unwrap_or_else(make))
    }

    fn over_after<T: Send>(
        &self,
        first: &(dyn Fn() + Sync),
        kinds: &dyn Fn(Kind) -> bool,
        new: &(dyn Fn() -> T + Sync),
        visit: Option<&Visit<'_, T>>,
        survey: &mut Survey,
    ) -> Result<Vec<T>, Unfit> {
        let numbered = || self.all.iter().enumerate().filter(|(_, file)| kinds(file.kind));
        let mut work = Vec::new();
        for (n, file) in numbered() {
            work.extend(pieces(self.files, file, self.length)?.into_iter().map(|piece| (n, file, piece)));
        }
        let (first, queue) = (Mutex::new(Some(first)), Mutex::new(work.iter()));
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        let worker = || {
            let (mut done, mut room) = (Vec::new(), Room::default());
            let first = first.lock().unwrap_or_else(PoisonError::into_inner).take();
            if let Some(first) = first {
                first();
            }
            while let Some((n, file, piece)) = next() {
                done.push((*n, piece.start, self.piece(*n, file, piece, &mut room, new, visit)));
            }
            done
        };
        let mut done = on_threads(self.jobs, &worker);
        done.sort_by_key(|(n, start, _)| (*n, *start));
        let mut done = done.into_iter().peekable();
        let mut known = Vec::new();
        for (n, file) in numbered() {
            let (mut of_file, mut known_of_file) = (Vec::new(), Vec::new());
            while let Some((_, _, (found, knows))) = done.next_if(|(of, ..)| *of == n) {
                of_file.push(found);
                known_of_file.push(knows);
            }
            let several = of_file.len() > 1;
            let found = match joined(file, of_file) {
                // A piece may have begun where no row does.
                Err(Unfit::Odd) if several => {
                    let (whole, knows) = self.piece(n, file, &(file.body..u64::MAX), &mut Room::default(), new, visit);
                    known_of_file = vec![knows];
                    joined(file, vec![whole])?
                }
                found => found?,
            };
            known.extend(known_of_file);
            let (index, ungrouped) = Index::of(file.kind, found.parts, self.organizations.len(), found.lines);
            if let Some(place) = survey.files.get_mut(n) {
                *place = Surveyed { index, ungrouped, strays: found.strays };
            }
        }
        Ok(known)
    }

    /// What is found in a piece, and what `visit` knows of it.
    fn piece<T>(
        &self,
        n: usize,
        file: &RecordFile,
        piece: &Range<u64>,
        room: &mut Room,
        new: &dyn Fn() -> T,
        visit: Option<&Visit<'_, T>>,
    ) -> (Result<Found, Unfit>, T) {
        let mut knows = new();
        let account = file.column("account");
        let visit = visit.zip(account).map(|(visit, account)| {
            let knows = &mut knows;
            move |row: RowAt<'_>, organization: Option<u32>| match row.cell(file.delimiter, account)? {
                Some(cell) => visit(cell, organization, n, row, knows),
                None => Ok(()),
            }
        });
        let found = find(self.files, file, self.organizations, piece, room, visit);
        (found, knows)
    }
}

/// What workers on `jobs` threads did.
fn on_threads<T: Send>(jobs: usize, worker: &(dyn Fn() -> Vec<T> + Sync)) -> Vec<T> {
    std::thread::scope(|scope| {
        let others: Vec<_> =
            (1..jobs).filter_map(|_| std::thread::Builder::new().spawn_scoped(scope, worker).ok()).collect();
        let mut done = worker();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    })
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
        all.strays.extend(&piece.strays);
    }
    Ok(all)
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
        let pass = Pass { files: &files, all: &[file], organizations: &organizations, jobs, length };
        match in_pieces(&pass) {
            Ok(survey) => {
                let parts = |file: &Surveyed| file.ungrouped.as_ref().map(|pieces| pieces.concat());
                let of = |file: &Surveyed| format!("{:?} {:?} {:?}", file.index, parts(file), file.strays);
                survey.files.iter().map(of).collect()
            }
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

    #[test]
    fn a_quote_that_nothing_closes_is_odd_wherever_it_is() {
        for rows in ["a,x\na,\"y\nb,z\n", "a,\"y\nb,z", "b,x\na,x\na,\"y\n", "z,x\na,\"y\n"] {
            for length in 1..=rows.len() as u64 {
                assert_eq!(found(rows, 2, length), "Odd", "{rows} {length}");
            }
        }
        // Any other quote out of place is a matter of its organization.
        let rows = "b,x\na,x\na,\"y\"z\nb,\"y\"\n";
        for length in 1..=rows.len() as u64 {
            assert!(found(rows, 2, length).contains("length: 11"), "{length}");
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

    /// A file of the workspace with these rows.
    fn file(files: &mut MemoryFiles, kind: Kind, headings: &str, rows: &str) -> RecordFile {
        let path = format!("{}.csv", kind.stem());
        files.insert(&path, format!("{headings}\n{rows}"));
        super::super::record_file(files, kind, path, Ending::Separated(b',')).unwrap()
    }

    proptest! {
        /// In pieces of any length, and in any order of the rows, the links that matter to an organization and stand among
        /// the rows of others are those of its accounts that name another one.
        #[test]
        fn links_elsewhere_are_found(
            mut owned in prop::collection::vec((0usize..4, 0usize..6), 0..12),
            links in prop::collection::vec((0usize..6, 0usize..5), 0..12),
            sorted in prop::bool::ANY,
            jobs in 1usize..3,
            length in 1u64..60,
        ) {
            if sorted {
                owned.sort();
            }
            let names = ["a", "b", "c", "d", "outside"];
            let mut organizations = Directory::default();
            assert!(names[..4].iter().all(|id| organizations.add(id.as_bytes())));
            let own: String = owned.iter().map(|(own, account)| format!("{},m{account},learn,e\n", names[*own])).collect();
            let said: String = links.iter().map(|(account, to)| format!("m{account},{},2017-01-01\n", names[*to])).collect();
            let mut files = MemoryFiles::default();
            let all = [
                file(&mut files, Kind::Accounts, "organization,account,kind,employee", &own),
                file(&mut files, Kind::Associations, "account,organization,linked", &said),
            ];
            let pass = Pass { files: &files, all: &all, organizations: &organizations, jobs, length };
            let accounts = in_pieces(&pass).unwrap().accounts;
            for organization in 0..4 {
                let has = |account: usize| owned.contains(&(organization, account));
                let elsewhere = links.iter().filter(|(account, to)| has(*account) && *to != organization);
                let mut expected: Vec<_> =
                    elsewhere.map(|(account, to)| format!("m{account},{},2017-01-01", names[*to])).collect();
                let found = accounts.links_elsewhere(organization as u32);
                let mut found: Vec<_> = found.map(|link| String::from_utf8(link.row.to_vec()).unwrap()).collect();
                expected.sort();
                found.sort();
                prop_assert_eq!(found, expected);
            }
            let is_nobodys = |(account, to): &&(usize, usize)| *to == 4 && !owned.iter().any(|(_, own)| own == account);
            prop_assert_eq!(accounts.links_of_nobody().count(), links.iter().filter(is_nobodys).count());
        }
    }
}
