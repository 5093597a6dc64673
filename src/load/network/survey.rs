//! Going through every file once, to find where the rows of each organization stand.
//!
//! Large files are gone through in pieces, on all threads. Where a piece begins is a guess, the first line feed behind a
//! place, which may stand in quotes; so a piece counts only when the one before it ended exactly there, and otherwise the
//! file is gone through as a whole.

use super::accounts::{Accounts, Hasher, Links, Owned, Owners};
use super::brief::{Brief, Briefs, Writer};
use super::credentials::{Catalogue, LookedUp};
use super::directory::Directory;
use super::finder::{Found, find};
use super::index::{Index, RecordFile, Runs, Unfit};
use super::rows::{self, BLOCK, Room, RowAt};
use super::strays::Strays;
use crate::load::files::Files;
use crate::load::kind::Kind;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

/// How many bytes a piece of a file has, or a little more.
const PIECE: u64 = 2 << 20;

/// The same while organizations are listed, of which there is little to read.
const LISTED: u64 = 256 << 10;

/// Few lines have more bytes.
const USUAL_LINE: usize = 1 << 10;

/// What the files of a network hold.
#[derive(Debug)]
pub(super) struct Survey {
    /// What was found in every file, in their order.
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
    /// All rows in short form, where they were noted so.
    pub briefs: Option<Briefs>,
}

/// What was found in the pieces of a file, which is still to be put together.
#[derive(Debug, Default)]
struct Joined {
    /// Piece by piece.
    parts: Vec<Runs>,
    line: u32,
    lines: Vec<(u64, u32)>,
    strays: Strays,
    /// In short form, as long as every piece was noted so.
    briefs: Option<Vec<Brief>>,
}

/// Goes through every file, on `jobs` threads. Where a catalogue is given, achievements that are grouped are noted in short
/// form.
pub(super) fn survey(
    files: &dyn Files,
    all: &[RecordFile],
    organizations: &Directory,
    catalogue: Option<Catalogue<'_>>,
    jobs: usize,
) -> Result<Survey, Unfit> {
    in_pieces(&Pass { files, all, organizations, catalogue, jobs, length: PIECE })
}

fn in_pieces(pass: &Pass<'_>) -> Result<Survey, Unfit> {
    let mut found = Vec::with_capacity(pass.all.len());
    let hasher = Hasher::default();
    let owned = |account: &[u8], organization: Option<u32>, _: usize, _: RowAt<'_>, owned: &mut Owned| {
        // What is missing is nobody's, and two profiles of somebody with one address are one account.
        let own = organization.filter(|_| !account.is_empty()).map(|organization| (organization, hasher.of(account)));
        owned.extend(own.filter(|own| owned.last() != Some(own)));
        Ok(())
    };
    let accounts = |kind| kind == Kind::Accounts;
    let room = || Owned::with_capacity(PIECE as usize / 64);
    let mut owned = pass.over(&accounts, &room, Some(&owned), &mut found)?;
    owned.retain(|piece| !piece.is_empty());
    // What one thread makes of all accounts, and then of all links, it makes while the others go on with other files. Whose
    // an account is must be known before links are looked at.
    let others = |kind| !matches!(kind, Kind::Accounts | Kind::Associations | Kind::Achievements);
    let owners = pass.over_beside(&|| Owners::new(&hasher, &owned), &others, &mut found)?;
    let linked = |account: &[u8], organization: Option<u32>, file: usize, row: RowAt<'_>, links: &mut Links<'_>| {
        links.add(account, organization, file, row);
        Ok(())
    };
    let links = pass.over(&|kind| kind == Kind::Associations, &|| Links::new(&owners), Some(&linked), &mut found)?;
    let links: Vec<_> = links.into_iter().map(Links::found).collect();
    let achievements = |kind| kind == Kind::Achievements;
    let accounts = pass.over_beside(&|| Accounts::new(&owners, &links), &achievements, &mut found)?;
    Ok(Survey { files: pass.put_together(found), accounts })
}

/// Lists the organizations of a file, on `jobs` threads: those of each piece, one after the other. An id that is empty or
/// stands in a piece twice is odd.
pub(super) fn list(files: &dyn Files, file: &RecordFile, jobs: usize) -> Result<Vec<Directory>, Unfit> {
    list_in_pieces(files, file, jobs, LISTED)
}

fn list_in_pieces(files: &dyn Files, file: &RecordFile, jobs: usize, length: u64) -> Result<Vec<Directory>, Unfit> {
    let listed = |piece: &Range<u64>, room: &mut Room| {
        let mut listed = Directory::default();
        rows::scan(files, file, piece, room, &mut |row: RowAt<'_>| {
            if row.is_blank(file.delimiter) {
                return Ok(());
            }
            let id = row.cell(file.delimiter, file.naming)?.ok_or(Unfit::Odd)?.value()?;
            if id.is_empty() || !listed.add(&id) { Err(Unfit::Odd) } else { Ok(()) }
        })?;
        Ok(listed)
    };
    let pieces = pieces(files, file, length)?;
    let queue = Queue::new(pieces.iter());
    let worker = || {
        let (mut done, mut room) = (Vec::new(), Room::default());
        while let Some(piece) = queue.next() {
            done.push((piece.start, listed(piece, &mut room)));
        }
        done
    };
    let mut done = on_threads(jobs.min(pieces.len()), &worker);
    done.sort_by_key(|(start, _)| *start);
    match done.into_iter().map(|(_, listed)| listed).collect() {
        // A piece may have begun where no row does.
        Err(Unfit::Odd) if pieces.len() > 1 => Ok(vec![listed(&(file.body..u64::MAX), &mut Room::default())?]),
        all => all,
    }
}

/// Whoever sees every row of a piece: the account it names, the organization, the number of the file, the row, and what it
/// knows of the piece.
type Visit<'v, T> = dyn Fn(&[u8], Option<u32>, usize, RowAt<'_>, &mut T) -> Result<(), Unfit> + Sync + 'v;

/// What a thread uses again and again.
#[derive(Default)]
struct Own {
    room: Room,
    looked_up: LookedUp,
}

/// Going through files.
struct Pass<'p> {
    files: &'p dyn Files,
    all: &'p [RecordFile],
    organizations: &'p Directory,
    catalogue: Option<Catalogue<'p>>,
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
        found: &mut Vec<(usize, Joined)>,
    ) -> Result<Vec<T>, Unfit> {
        self.over_after(&|| (), kinds, new, visit, found)
    }

    /// Goes through the files of some kinds, while one of the threads makes something else first.
    fn over_beside<M: Send + Sync>(
        &self,
        make: &(dyn Fn() -> M + Sync),
        kinds: &dyn Fn(Kind) -> bool,
        found: &mut Vec<(usize, Joined)>,
    ) -> Result<M, Unfit> {
        let made = OnceLock::new();
        let first = || {
            made.get_or_init(make);
        };
        self.over_after(&first, kinds, &|| (), None, found)?;
        Ok(made.into_inner().unwrap_or_else(make))
    }

    fn over_after<T: Send>(
        &self,
        first: &(dyn Fn() + Sync),
        kinds: &dyn Fn(Kind) -> bool,
        new: &(dyn Fn() -> T + Sync),
        visit: Option<&Visit<'_, T>>,
        found: &mut Vec<(usize, Joined)>,
    ) -> Result<Vec<T>, Unfit> {
        let numbered = || self.all.iter().enumerate().filter(|(_, file)| kinds(file.kind));
        let mut work = Vec::new();
        for (n, file) in numbered() {
            work.extend(pieces(self.files, file, self.length)?.into_iter().map(|piece| (n, file, piece)));
        }
        let (first, queue) = (Queue::new(std::iter::once(first)), Queue::new(work.iter()));
        let worker = || {
            let (mut done, mut own) = (Vec::new(), Own::default());
            if let Some(first) = first.next() {
                first();
            }
            while let Some((n, file, piece)) = queue.next() {
                done.push((*n, piece.start, self.piece(*n, file, piece, &mut own, new, visit)));
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
            let joined = match joined(file, of_file) {
                // A piece may have begun where no row does.
                Err(Unfit::Odd) if several => {
                    let mut own = Own::default();
                    let all = file.body..u64::MAX;
                    let (whole, knows) = self.piece(n, file, &all, &mut own, new, visit);
                    known_of_file = vec![knows];
                    joined(file, vec![whole])?
                }
                joined => joined?,
            };
            known.extend(known_of_file);
            found.push((n, joined));
        }
        Ok(known)
    }

    /// Puts together what was found in the pieces of all files, on all threads.
    fn put_together(&self, found: Vec<(usize, Joined)>) -> Vec<Surveyed> {
        let queue = Queue::new(found.into_iter());
        let organizations = self.organizations.len();
        let worker = || {
            let mut done = Vec::new();
            while let Some((n, Joined { parts, lines, strays, briefs, .. })) = queue.next() {
                let kind = self.all.get(n).map_or(Kind::Organizations, |file| file.kind);
                let (index, ungrouped) = Index::of(kind, parts, organizations, lines);
                let briefs = briefs.filter(|_| ungrouped.is_none());
                let briefs = briefs.and_then(|pieces| Briefs::new(pieces, organizations));
                done.push((n, Surveyed { index, ungrouped, strays, briefs }));
            }
            done
        };
        let mut done = on_threads(self.jobs, &worker);
        done.sort_by_key(|(n, _)| *n);
        done.into_iter().map(|(_, surveyed)| surveyed).collect()
    }

    /// What is found in a piece, and what `visit` knows of it.
    fn piece<T>(
        &self,
        n: usize,
        file: &RecordFile,
        piece: &Range<u64>,
        own: &mut Own,
        new: &dyn Fn() -> T,
        visit: Option<&Visit<'_, T>>,
    ) -> (Result<(Found, Option<Brief>), Unfit>, T) {
        let mut knows = new();
        let account = file.column("account");
        let visit = visit.zip(account).map(|(visit, account)| {
            let knows = &mut knows;
            move |row: RowAt<'_>, organization: Option<u32>| {
                if let Some(account) = row.bare(file.delimiter, account) {
                    return visit(account, organization, n, row, knows);
                }
                match row.cell(file.delimiter, account)? {
                    Some(cell) => visit(&cell.value()?, organization, n, row, knows),
                    None => Ok(()),
                }
            }
        });
        let catalogue = self.catalogue.filter(|_| file.kind == Kind::Achievements);
        let bytes = usize::try_from(piece.end.min(file.length) - piece.start).unwrap_or_default();
        let writer = catalogue.and_then(|catalogue| Writer::new(file, catalogue, &mut own.looked_up, bytes));
        let found = find(self.files, file, self.organizations, piece, &mut own.room, visit, writer);
        let found = found.map(|(found, writer)| (found, writer.and_then(Writer::finish)));
        (found, knows)
    }
}

/// Work of which every thread takes what is next.
struct Queue<I>(Mutex<I>);

impl<I: Iterator> Queue<I> {
    fn new(work: I) -> Self {
        Self(Mutex::new(work))
    }

    fn next(&self) -> Option<I::Item> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).next()
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
    let unreadable = |error| Unfit::Unreadable(file.path.clone(), error);
    let mut parts = if next < file.length { Some(files.open(&file.path).map_err(unreadable)?) } else { None };
    let mut room = vec![0; USUAL_LINE];
    while let Some(parts) = parts.as_mut().filter(|_| next < file.length) {
        let read = parts.read(next, &mut room).map_err(unreadable)?;
        match memchr::memchr(b'\n', room.get(..read).unwrap_or_default()) {
            Some(end) => {
                let start = next + end as u64 + 1;
                if start < file.length {
                    starts.push(start);
                }
                next = start.saturating_add(length);
                room.truncate(USUAL_LINE);
            }
            None if room.len() < BLOCK => room.resize(BLOCK, 0),
            // No record has a line as long as that; the reader of rows will say so.
            None => break,
        }
    }
    let ends = starts.iter().skip(1).copied().chain([u64::MAX]);
    Ok(starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect())
}

/// What was found in the pieces of a file, one after the other.
fn joined(file: &RecordFile, pieces: Vec<Result<(Found, Option<Brief>), Unfit>>) -> Result<Joined, Unfit> {
    let line = 1 + file.lines_before_body;
    let (lines, briefs) = (vec![(0, 1), (file.body, line)], Some(Vec::new()));
    let mut all = Joined { line, lines, briefs, ..Joined::default() };
    for piece in pieces {
        let (mut piece, brief) = piece?;
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
        all.briefs = all.briefs.zip(brief).map(|(mut all, brief)| {
            all.push(brief);
            all
        });
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::super::brief::Noted;
    use super::*;
    use crate::diagnostic::Sources;
    use crate::load::builtin;
    use crate::load::files::MemoryFiles;
    use crate::load::kind::Ending;
    use crate::model::Date;
    use crate::rules::{CredentialSet, Program};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    /// What is found in a file of achievements, as text.
    fn found(rows: &str, jobs: usize, length: u64) -> String {
        found_by(rows.as_bytes(), None, jobs, length)
    }

    fn found_by(rows: &[u8], catalogue: Option<Catalogue<'_>>, jobs: usize, length: u64) -> String {
        let mut files = MemoryFiles::default();
        files.insert(
            "achievements.csv",
            [b"organization,account,employee,credential,earned,expires,revoked\n", rows].concat(),
        );
        let path = "achievements.csv".to_owned();
        let file = super::super::record_file(&files, Kind::Achievements, path, Ending::Separated(b',')).unwrap();
        let mut organizations = Directory::default();
        assert!(["a", "b", "c"].iter().all(|id| organizations.add(id.as_bytes())));
        let pass = Pass { files: &files, all: &[file], organizations: &organizations, catalogue, jobs, length };
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
            let pass = Pass { files: &files, all: &all, organizations: &organizations, catalogue: None, jobs, length };
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

    proptest! {
        /// In pieces of any length, organizations are listed as in one, also where line feeds stand in quotes and where one is
        /// listed twice.
        #[test]
        fn organizations_are_listed_in_pieces(
            rows in "([a-d]|\"[ab]\"|\"a\n[b-d],\"|[a-d],\"x\n[ab],y\"|,x|\n|,){1}\n{1}(([a-h]|\"[e-h]\"|[ij],\"x\n[ab],y\"|\"k\n[b-d]\")\n|\n){0,9}",
            column in 0usize..3,
            jobs in 1usize..4,
            length in 1u64..60,
        ) {
            let mut files = MemoryFiles::default();
            let headings = ["id,name,market", "name,id,market", "name,market,id"][column];
            let file = file(&mut files, Kind::Organizations, headings, &rows);
            let listed = |jobs: usize, length: u64| {
                let mut all = Directory::default();
                let pieces = list_in_pieces(&files, &file, jobs, length)?;
                if !all.append(&pieces) {
                    return Err(Unfit::Odd);
                }
                Ok((0..all.len()).map(|n| all.id(n).to_vec()).collect::<Vec<_>>())
            };
            prop_assert_eq!(listed(jobs, length), listed(1, u64::MAX));
        }
    }

    #[test]
    fn lines_far_into_a_file_are_known() {
        let (program, needed) = &*RULES;
        let row = |id: &str, n: usize| format!("{id},account-{n:0100},,70-532,2017-01-10,,\n");
        let rows: String = ["a", "b", "c"].iter().flat_map(|id| (0..8_000).map(|n| row(id, n))).collect();
        let headings = "organization,account,employee,credential,earned,expires,revoked";
        let mut files = MemoryFiles::default();
        let all = [file(&mut files, Kind::Achievements, headings, &rows)];
        let text = format!("{headings}\n{rows}");
        let mut organizations = Directory::default();
        assert!(["a", "b", "c"].iter().all(|id| organizations.add(id.as_bytes())));
        for catalogue in [None, Some(Catalogue { program, needed })] {
            let pass =
                Pass { files: &files, all: &all, organizations: &organizations, catalogue, jobs: 2, length: PIECE };
            let survey = in_pieces(&pass).unwrap();
            let (place, line) = survey.files[0].index.line_before(text.len() as u64);
            assert!(place > 1 << 20, "{place}");
            assert_eq!(line as usize, 1 + text[..place as usize].matches('\n').count());
        }
    }

    /// What short form says of an organization's achievements, and how many it only counts.
    fn noted(briefs: &Briefs, organization: usize) -> (Vec<String>, [usize; 2]) {
        let (mut all, mut beside) = (Vec::new(), [0, 0]);
        for short in briefs.of(organization) {
            beside = [beside[0] + short.beside[0], beside[1] + short.beside[1]];
            let (mut persons, mut who) = (Vec::new(), String::new());
            for noted in short {
                match noted {
                    Noted::Person(_, Some(names)) => {
                        who = names.map(|name| String::from_utf8(name.to_vec()).unwrap()).join("/");
                        persons.push(who.clone());
                    }
                    Noted::Person(number, None) => who.clone_from(&persons[number]),
                    Noted::Earned(ix, day) => all.push(format!("{who} {:?} {:?}", Some(ix), [Some(day), None, None])),
                    Noted::Days(credential, days) => all.push(format!("{who} {:?} {days:?}", credential.known())),
                    Noted::Row(row) => all.push(String::from_utf8(row.to_vec()).unwrap()),
                }
            }
        }
        (all, beside)
    }

    /// The built-in programme, and one of its credentials that is asked for.
    static RULES: LazyLock<(Program, CredentialSet)> = LazyLock::new(|| {
        let built_in = builtin::find("microsoft-competencies").unwrap();
        let program = built_in.read(&mut Sources::new(), &mut Vec::new()).unwrap();
        let mut needed = CredentialSet::default();
        needed.insert(program.find_credential("70-532").unwrap());
        (program, needed)
    });

    #[test]
    fn a_row_that_begins_as_a_quoted_id_is_not_of_it() {
        let (program, needed) = &*RULES;
        let mut files = MemoryFiles::default();
        let rows = "\"a,b\",m1,,70-532,2017-01-10\na,b,,70-532,2017-01-10\n";
        let all = [file(&mut files, Kind::Achievements, "organization,account,employee,credential,earned", rows)];
        let mut organizations = Directory::default();
        assert!(["a,b", "a"].iter().all(|id| organizations.add(id.as_bytes())));
        for catalogue in [None, Some(Catalogue { program, needed })] {
            let pass =
                Pass { files: &files, all: &all, organizations: &organizations, catalogue, jobs: 1, length: PIECE };
            let survey = in_pieces(&pass).unwrap();
            let length = |organization: usize| {
                let span = survey.files[0].index.span(&(organization..organization + 1));
                span.map(|(start, end)| end - start)
            };
            assert_eq!([length(0), length(1)], [Some(28), Some(23)]);
        }
    }

    #[test]
    fn what_is_no_text_is_odd_behind_rows_that_are_noted() {
        let (program, needed) = &*RULES;
        let row = |account: &str| format!("a,{account},,70-532,2017-01-10,,\n");
        for account in ["m2", "m2\r", "\r", "m\r2", "m\0", "¿", "\"m2"] {
            let mut rows = row("m1").repeat(5);
            rows.push_str(&row(account));
            // A byte of another encoding.
            let bytes =
                rows.replace('¿', "\u{1}").bytes().map(|byte| if byte == 1 { 0xE9 } else { byte }).collect::<Vec<u8>>();
            let found = found_by(&bytes, Some(Catalogue { program, needed }), 1, PIECE);
            assert_eq!(found == "Odd", account != "m2", "{account:?}");
        }
    }

    proptest! {
        /// Whatever stands there, the rows are found where they are found when nobody notes them.
        #[test]
        fn noting_finds_what_is_found_without(
            rows in prop::collection::vec(
                "[abcz],(m1|m2|\"m1\"|\r|m\0|¿|山),(|e1),(70-532|7\r|¿|\0),(2017-01-10|),(|\"¿\"|\"\0\"|2018-01-01),\r?\n\
                 |[ab],m1,,70-532,2017-01-10,,\n\
                 |\"a\",\"mmmmmmmmmmmmmmmmmmmmm\",\"\",\"70-532\",\"2017-01-10\",\"\",\"someone said (¿|x|\0)\"\n|\n|,,,\n|\"\n",
                0..12,
            ),
            sorted in prop::bool::weighted(0.8),
            jobs in 1usize..3,
            length in 1u64..300,
        ) {
            let (program, needed) = &*RULES;
            let mut rows = rows;
            if sorted {
                rows.sort_by_key(|row| row.trim_start_matches('"').chars().next());
            }
            // A byte of another encoding.
            let bytes: Vec<u8> = rows.concat().chars().flat_map(|c| match c {
                '¿' => vec![0xE9],
                c => c.to_string().into_bytes(),
            }).collect();
            let catalogue = Some(Catalogue { program, needed });
            prop_assert_eq!(found_by(&bytes, catalogue, jobs, length), found_by(&bytes, None, jobs, length));
        }
    }

    proptest! {
        /// In short form achievements say what their rows say, wherever pieces end.
        #[test]
        fn short_form_says_what_rows_say(
            mut rows in prop::collection::vec(
                "[abz],(m1|m2|\"m1\"| m1|山),(|e1),(70-532|70-533|nonsense| 70-532),\
                 (|2017-01-10|2090-01-10|10[.]01[.]2017),(|2019-01-01),(|2018-02-03),(|x|\"y\")",
                0..40,
            ),
            returns in prop::bool::ANY,
            more in prop_oneof![4 => Just(0), 1 => 1usize..9],
            jobs in 1usize..3,
            length in 1u64..400,
        ) {
            rows.sort_by_key(|row| row.as_bytes()[0]);
            // Columns that nobody reads.
            let more = ",".repeat(more);
            rows.iter_mut().for_each(|row| row.push_str(&more));
            let end = if returns { "\r" } else { "" };
            let (program, needed) = &*RULES;
            let mut files = MemoryFiles::default();
            let headings = format!("organization,account,employee,credential,earned,expires,revoked,evidence{more}{end}");
            let text: String = rows.iter().map(|row| format!("{row}{end}\n")).collect();
            let all = [file(&mut files, Kind::Achievements, &headings, &text)];
            let mut organizations = Directory::default();
            assert!(["a", "b"].iter().all(|id| organizations.add(id.as_bytes())));
            let catalogue = Some(Catalogue { program, needed });
            let pass = Pass { files: &files, all: &all, organizations: &organizations, catalogue, jobs, length };
            let survey = in_pieces(&pass).unwrap();
            let briefs = survey.files[0].briefs.as_ref().unwrap();
            for (number, id) in ["a", "b"].into_iter().enumerate() {
                let (mut expected, mut beside) = (Vec::new(), [0, 0]);
                for row in rows.iter().filter(|row| row.starts_with(id)) {
                    let cells: Vec<&str> = row.split(',').map(|cell| cell.trim().trim_matches('"')).collect();
                    let known = program.find_credential(cells[3]);
                    let day = |text: &str| if text.is_empty() { Ok(None) } else { Date::parse(text).map(Some) };
                    match (day(cells[4]), day(cells[5]).unwrap(), day(cells[6]).unwrap()) {
                        (Err(_), ..) => expected.push(row.clone()),
                        (Ok(Some(earned)), None, None)
                            if known.is_none_or(|ix| !needed.contains(ix) && earned.ymd().0 < 2079) =>
                        {
                            beside[usize::from(known.is_some())] += 1;
                        }
                        (Ok(earned), expires, revoked) => {
                            let days = [earned, expires, revoked];
                            expected.push(format!("{}/{} {known:?} {days:?}", cells[1], cells[2]));
                        }
                    }
                }
                prop_assert_eq!(noted(briefs, number), (expected, beside));
            }
        }
    }
}
