//! One organization of a network, by the ordinary reader.

use super::Network;
use super::cells::{self, Cell};
use super::gather::Gathered;
use super::index::{Part, RecordFile};
use super::rows::RowAt;
use crate::diagnostic::{Diagnostic, Encoding, Place, Position, Problem, Severity, Sources, Span, any_error};
use crate::load::draft::Drafts;
use crate::load::files::{Files, ReadError};
use crate::load::finish::{self, Recorded};
use crate::load::kind::Kind;
use crate::load::values::Complaints;
use crate::load::{raw, unreadable, workspace};
use std::collections::HashSet;

/// An organization that was read.
#[derive(Debug)]
pub struct Grouped {
    /// Its records and where they stand among its rows.
    pub recorded: Recorded,
    rows: Rows,
}

/// An organization that cannot be evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Failed {
    /// What it is called, where that can be read.
    pub name: Option<String>,
    /// What is wrong, in the order of files and lines.
    pub wrong: Vec<Wrong>,
}

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The file.
    pub path: String,
    /// Where in it; none for a file as a whole.
    pub at: Option<Position>,
    /// What.
    pub problem: Problem,
}

impl Wrong {
    /// A file that cannot be read.
    #[must_use]
    pub fn unreadable(path: &str, error: ReadError) -> Self {
        Self { path: path.to_owned(), at: None, problem: unreadable(error) }
    }
}

/// The rows of one organization as texts of their own.
#[derive(Debug, Default)]
struct Rows {
    sources: Sources,
    /// For every text, the file it is from, and where pieces of the text begin in it.
    pieces: Vec<(usize, Vec<(usize, u64)>)>,
}

impl Rows {
    /// The file a place is in, and the byte.
    fn origin(&self, span: Span) -> Option<(usize, u64)> {
        let (file, pieces) = self.pieces.get(span.file.0 as usize)?;
        let at = span.start as usize;
        let behind = pieces.partition_point(|(start, _)| *start <= at);
        let (start, origin) = behind.checked_sub(1).and_then(|n| pieces.get(n)).copied().unwrap_or((0, 0));
        Some((*file, origin + (at - start) as u64))
    }
}

/// The lines that places of files are in. Places of one file that come in their order are counted through it once.
pub(super) struct Lines<'n> {
    network: &'n Network,
    files: &'n dyn Files,
    /// The place before: the file, the byte and the line.
    before: Option<(usize, u64, u32)>,
}

impl<'n> Lines<'n> {
    pub(super) fn new(network: &'n Network, files: &'n dyn Files) -> Self {
        Self { network, files, before: None }
    }

    /// The line of a place in a file.
    pub(super) fn of(&mut self, n: usize, at: u64) -> u32 {
        let Some(file) = self.network.files.get(n) else {
            return 1;
        };
        let marked = file.index.line_before(at);
        let before = self.before.filter(|(file, place, _)| *file == n && *place <= at);
        let (from, line) = before.map_or(marked, |(_, place, line)| marked.max((place, line)));
        let mut between = Vec::new();
        let length = usize::try_from(at - from).unwrap_or(usize::MAX);
        // Should the file be gone by now, the line is near enough.
        let _ = self.files.read_part(&file.path, from, length, &mut between);
        let line = line + u32::try_from(memchr::memchr_iter(b'\n', &between).count()).unwrap_or(0);
        self.before = Some((n, at, line));
        line
    }
}

impl Network {
    /// Reads one of the gathered organizations.
    ///
    /// # Errors
    /// With everything that is wrong with its rows.
    pub fn read(&self, files: &dyn Files, gathered: &Gathered<'_>, organization: usize) -> Result<Grouped, Failed> {
        let mut drafts = Drafts::new(self.zone, &self.policy);
        let mut complaints = Complaints::new();
        let mut rows = Rows::default();
        for (n, file) in self.files.iter().enumerate() {
            let (text, pieces) = if file.kind == Kind::Associations {
                self.links(n, file, gathered, organization)
            } else {
                let mine = self.all_rows(files, gathered, n, organization);
                let mine =
                    mine.map_err(|error| Failed { name: None, wrong: vec![Wrong::unreadable(&file.path, error)] })?;
                pieces(file, self.gathered_from(gathered, n, organization), &mine)
            };
            if pieces.len() < 2 {
                continue;
            }
            let id = rows.sources.add(self.shown(file), text, Encoding::Utf8);
            rows.pieces.push((n, pieces));
            let before = complaints.len();
            raw::rows(file.kind, id, file.delimiter, &rows.sources, &mut drafts, &mut complaints);
            if complaints.iter().skip(before).any(|d| workspace::loses_records(file.kind, &d.problem)) {
                drafts.incomplete.insert(file.kind);
            }
        }
        if drafts.organizations.is_empty() || drafts.incomplete.contains(&Kind::Organizations) {
            drafts.stand_in();
        }
        let name = drafts.organizations.first().and_then(|listed| listed.value.name);
        let name = name.map(|name| drafts.names.text(name).to_owned());
        let recorded = finish::finish(drafts, &self.program, &mut complaints).into_iter().next();
        match recorded.filter(|_| !any_error(&complaints)) {
            Some(recorded) => Ok(Grouped { recorded, rows }),
            None => Err(Failed { name, ..self.failed(files, &rows, complaints) }),
        }
    }

    /// Where a record of an organization stands: the file, within the workspace, and the line.
    #[must_use]
    pub fn place(&self, files: &dyn Files, grouped: &Grouped, span: Span) -> String {
        let place = grouped.rows.origin(span).and_then(|(n, at)| {
            let file = self.files.get(n)?;
            Some(format!("{}:{}", self.shown(file), Lines::new(self, files).of(n, at)))
        });
        place.unwrap_or_default()
    }

    /// A file as it is called within the workspace.
    pub(super) fn shown(&self, file: &RecordFile) -> String {
        let root = self.root.trim_end_matches('/');
        let inner = file.path.strip_prefix(root).filter(|_| !root.is_empty() && root != ".");
        inner.map_or(file.path.as_str(), |rest| rest.trim_start_matches('/')).to_owned()
    }

    fn failed(&self, files: &dyn Files, rows: &Rows, complaints: Complaints) -> Failed {
        let errors = complaints.into_iter().filter(|d| d.severity() == Severity::Error);
        let mut wrong: Vec<(Option<(usize, u64)>, Wrong)> = errors.map(|d| without_line(rows, d)).collect();
        wrong.sort_by_key(|(origin, _)| *origin);
        wrong.dedup();
        let mut lines = Lines::new(self, files);
        for (origin, wrong) in &mut wrong {
            if let (Some((n, place)), Some(at)) = (*origin, &mut wrong.at) {
                at.line = lines.of(n, place);
            }
        }
        Failed { name: None, wrong: wrong.into_iter().map(|(_, wrong)| wrong).collect() }
    }

    /// The links of an organization's accounts, also those that stand elsewhere; without those of accounts that only
    /// other organizations have.
    fn links(
        &self,
        n: usize,
        file: &RecordFile,
        gathered: &Gathered<'_>,
        organization: usize,
    ) -> (String, Vec<(usize, u64)>) {
        let own = self.own_accounts(gathered, organization);
        let mine = gathered.rows(n, organization);
        let mut rows: Vec<(u64, &[u8])> = Vec::new();
        let mut parts = self.gathered_from(gathered, n, organization).into_iter();
        let mut rest = mine;
        let mut part = parts.next();
        let mut within = 0u64;
        while let (Some(now), false) = (part, rest.is_empty()) {
            let end = cells::end_of_row(rest, file.delimiter).map_or(rest.len(), |(end, _)| end);
            let line = rest.get(..end).unwrap_or_default();
            let row = line.strip_suffix(b"\r").unwrap_or(line);
            let here = value_of(file, row, "organization").is_some_and(|id| id == self.organizations.id(organization));
            let account = value_of(file, row, "account");
            let foreign = account.as_ref().is_some_and(|id| !own.contains(id) && self.accounts.is_known(id));
            if here && !foreign {
                rows.push((now.start() + within, row));
            }
            rest = rest.get(end + 1..).unwrap_or_default();
            within += end as u64 + 1;
            if within >= u64::from(now.length) {
                (part, within) = (parts.next(), 0);
            }
        }
        let number = u32::try_from(organization).unwrap_or(u32::MAX);
        let elsewhere = self.accounts.links_elsewhere(number).filter(|link| link.file == n);
        let of_own = elsewhere.filter(|link| value_of(file, link.row, "account").is_some_and(|id| own.contains(&id)));
        rows.extend(of_own.map(|link| (link.start, link.row)));
        rows.sort_unstable();
        let (mut text, mut pieces) = pieces(file, Vec::new(), &[]);
        for (start, row) in rows {
            pieces.push((text.len(), start));
            text.push_str(&String::from_utf8_lossy(row));
            text.push('\n');
        }
        (text, pieces)
    }

    /// The ids of an organization's accounts.
    fn own_accounts(&self, gathered: &Gathered<'_>, organization: usize) -> HashSet<Vec<u8>> {
        let mut own = HashSet::new();
        for (n, file) in self.files.iter().enumerate().filter(|(_, file)| file.kind == Kind::Accounts) {
            let mut rest = gathered.rows(n, organization);
            while !rest.is_empty() {
                let end = cells::end_of_row(rest, file.delimiter).map_or(rest.len(), |(end, _)| end);
                own.extend(value_of(file, rest.get(..end).unwrap_or_default(), "account"));
                rest = rest.get(end + 1..).unwrap_or_default();
            }
        }
        own
    }
}

/// Where something wrong is in the files, and what is wrong, still without the line.
fn without_line(rows: &Rows, complaint: Diagnostic) -> (Option<(usize, u64)>, Wrong) {
    let problem = complaint.problem;
    match complaint.place {
        Place::File(path) => (None, Wrong { path, at: None, problem }),
        Place::At(span) => {
            let origin = rows.origin(span);
            let path = rows.sources.file(span.file).path.clone();
            let column = rows.sources.position(span).column;
            (origin, Wrong { path, at: origin.map(|_| Position { line: 0, column }), problem })
        }
    }
}

/// What a row says in a field.
pub(super) fn value_of(file: &RecordFile, row: &[u8], field: &str) -> Option<Vec<u8>> {
    let text = row.strip_suffix(b"\r").unwrap_or(row);
    let row = RowAt { start: 0, text, quoted: memchr::memchr(b'"', text).is_some() };
    let cell: Cell<'_> = row.cell(file.delimiter, file.column(field)?).ok()??;
    cell.value().ok().map(std::borrow::Cow::into_owned)
}

/// A text of the headings and some rows, with the places of its pieces in the file.
fn pieces(file: &RecordFile, parts: Vec<Part>, rows: &[u8]) -> (String, Vec<(usize, u64)>) {
    let mut text = format!("{}\n", file.header);
    let mut pieces = vec![(0, 0)];
    let mut at = text.len();
    for part in parts {
        pieces.push((at, part.start()));
        at += part.length as usize;
    }
    text.push_str(&String::from_utf8_lossy(rows));
    (text, pieces)
}
