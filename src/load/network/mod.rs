//! Workspaces of thousands of organizations, read one organization at a time.
//!
//! A first pass over every file finds where the rows of each organization stand (`index`); after that organizations are
//! gathered and read in portions, on as many threads as there are. Files whose rows are grouped by organization, in the
//! order of `organizations.csv`, are read from front to back and never held; other files are held whole, in the order of
//! the portions (`held`), with sixteen bytes a row that tell whose it is and where it is from. Achievements of a grouped file,
//! where only summaries are wanted, are noted in short form by the first pass and not read again (`brief`).
//!
//! What an organization's rows mean is said by the ordinary reader (`group`), which is handed those rows alone. Rows in
//! which nothing is odd are read by a shorter way (`plain`) that takes only what a summary asks for. Where a workspace
//! cannot be taken apart like this at all, it is for [`super::workspace::load`].

mod accounts;
mod brief;
mod cells;
mod credentials;
mod directory;
mod finder;
mod gather;
mod group;
mod held;
mod index;
mod marks;
mod plain;
mod rows;
mod strays;
mod survey;
mod swift;

pub use gather::{Gathered, Portion};
pub use group::{Failed, Grouped, Wrong};
pub use plain::Plain;

use super::Reading;
use super::draft::Drafts;
use super::files::Files;
use super::kind::{Ending, Kind};
use super::raw;
use super::workspace::{Frame, Loader};
use crate::diagnostic::any_error;
use crate::model::{Moment, Zone};
use crate::rules::{CredentialSet, Policy, Program};
use accounts::Accounts;
use brief::Briefs;
use credentials::Catalogue;
use directory::Directory;
use held::Held;
use index::{Index, RecordFile, Unfit};
use strays::Stray;

/// A workspace of organizations, none of which was read yet.
pub struct Network {
    /// The rules.
    pub program: Program,
    /// How their open points are read here.
    pub policy: Policy,
    /// What a day is here.
    pub zone: Zone,
    /// The day of evaluation, when the workspace pins one.
    pub as_of: Option<Moment>,
    /// How many warnings there are about files as a whole.
    pub warnings: usize,
    root: String,
    files: Vec<RecordFile>,
    /// The files in the order in which records refer to each other.
    order: Vec<usize>,
    organizations: Directory,
    accounts: Accounts,
    /// Files that are not grouped, whole.
    held: Vec<Option<Held>>,
    /// Files that need not be read again for a summary.
    briefs: Vec<Option<Briefs>>,
    strays: Vec<(usize, Stray)>,
}

/// The most bytes that the line with the headings has.
const HEADER: usize = 64 * 1024;

/// The most bytes that files of achievements have which are noted in short form. Notes take a tenth of that; where there is
/// more, nothing is noted, and achievements are read again, so that memory does not grow with them.
const NOTED: u64 = 8 << 30;

impl Network {
    /// Finds the organizations of a workspace; none when the workspace is of another kind or not in order as a whole.
    ///
    /// Files are gone through on `jobs` threads. Where only summaries are wanted, `needed` says which credentials they ask
    /// for, under the rules and the instant of the workspace: achievements are then noted while they are gone through.
    pub fn open(
        files: &dyn Files,
        reading: &Reading<'_>,
        needed: &dyn Fn(&Self) -> Option<CredentialSet>,
        jobs: usize,
    ) -> Option<Self> {
        if !matches!(reading.encoding, None | Some(super::decode::EncodingChoice::Utf8)) {
            return None;
        }
        let mut loader = Loader::new(files, reading);
        let config = loader.config_file()?;
        let map = loader.config(&config)?;
        let in_config = |kind: Kind| map.get(kind.stem()).is_some();
        if map.get("organization").is_some() || Kind::ALL.into_iter().any(in_config) {
            return None;
        }
        let Frame { program, policy, zone, as_of, .. } = loader.frame(Some(map));
        let found = loader.discover(&mut Drafts::new(zone, &policy));
        let program = program.filter(|_| !any_error(&loader.complaints))?;
        let opened = found.into_iter().map(|(kind, path, ending)| record_file(files, kind, path, ending));
        let mut network = Self {
            program,
            policy,
            zone,
            as_of,
            warnings: loader.complaints.iter().filter(|d| d.problem.warns_of_file()).count(),
            root: reading.root.to_owned(),
            files: opened.collect::<Option<_>>()?,
            order: Vec::new(),
            organizations: Directory::default(),
            accounts: Accounts::default(),
            held: Vec::new(),
            briefs: Vec::new(),
            strays: Vec::new(),
        };
        network.warnings += network.files.iter().map(|file| file.warnings).sum::<usize>();
        network.order = (0..network.files.len()).collect();
        network.order.sort_by_key(|n| network.files.get(*n).map(|file| file.kind));
        network.list(files, jobs).ok()?;
        let needed = needed(&network);
        network.find_parts(files, needed.as_ref(), jobs).ok()?;
        Some(network)
    }

    /// Says that there is nothing to do behind this network: giving its memory back piece by piece takes a hundredth of the
    /// time, and is left to the end of the process.
    pub fn leave(self) {
        std::mem::forget(self);
    }

    /// How many organizations there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.organizations.len()
    }

    /// True when there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of an organization, by its number in the order of the file.
    #[must_use]
    pub fn id(&self, organization: usize) -> String {
        String::from_utf8_lossy(self.organizations.id(organization)).into_owned()
    }

    /// The files that are not read from front to back but held, and how many bytes they have.
    #[must_use]
    pub fn held(&self) -> (Vec<String>, u64) {
        let held = || self.files.iter().zip(&self.held).filter(|(_, held)| held.is_some()).map(|(file, _)| file);
        (held().map(|file| self.shown(file)).collect(), held().map(|file| file.length).sum())
    }

    /// Lists the organizations.
    fn list(&mut self, files: &dyn Files, jobs: usize) -> Result<(), Unfit> {
        for file in self.files.iter().filter(|file| file.kind == Kind::Organizations) {
            if !self.organizations.append(&survey::list(files, file, jobs)?) {
                return Err(Unfit::Odd);
            }
        }
        // A network of one is a workspace like any other.
        if self.organizations.len() < 2 { Err(Unfit::Odd) } else { Ok(()) }
    }

    /// Finds where the rows of each organization stand, and holds what cannot be read from front to back.
    fn find_parts(&mut self, files: &dyn Files, needed: Option<&CredentialSet>, jobs: usize) -> Result<(), Unfit> {
        let achievements = self.files.iter().filter(|file| file.kind == Kind::Achievements);
        let few = achievements.map(|file| file.length).sum::<u64>() <= NOTED;
        let catalogue = needed.filter(|_| few).map(|needed| Catalogue { program: &self.program, needed });
        let survey = survey::survey(files, &self.files, &self.organizations, catalogue, jobs)?;
        self.accounts = survey.accounts;
        for (n, (file, found)) in self.files.iter_mut().zip(survey.files).enumerate() {
            file.index = found.index;
            let hold = |runs| Held::read(files, &file.path, runs, self.organizations.len(), jobs).ok_or(Unfit::Odd);
            self.held.push(found.ungrouped.map(hold).transpose()?);
            self.briefs.push(found.briefs);
            self.strays.extend(found.strays.rows().into_iter().map(|stray| (n, stray)));
        }
        self.add_links_of_nobody(files)?;
        Ok(())
    }
}

/// A file with its headings; none for one that only the ordinary reader can read.
fn record_file(files: &dyn Files, kind: Kind, path: String, ending: Ending) -> Option<RecordFile> {
    let delimiter = ending.delimiter()?;
    let length = files.length(&path).ok()?;
    let mut head = Vec::new();
    files.read_part(&path, 0, HEADER, &mut head).ok()?;
    let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let end = memchr::memchr(b'\n', &head)?;
    let line = str::from_utf8(head.get(mark..end)?).ok()?;
    let returns = line.ends_with('\r');
    let header = line.strip_suffix('\r').unwrap_or(line).to_owned();
    if header.contains(['"', '\r', '\0']) {
        return None;
    }
    let (columns, warnings) = raw::columns(kind, &header, delimiter)?;
    let place = |field: &str| {
        columns.iter().position(|column| *column == Some(field)).and_then(|at| u8::try_from(at).ok()).unwrap_or(u8::MAX)
    };
    let places = kind.fields().iter().map(|field| place(field)).collect();
    let naming = if kind == Kind::Organizations { "id" } else { "organization" };
    let naming = columns.iter().position(|column| *column == Some(naming))?;
    (columns.len() <= cells::COLUMNS).then_some(RecordFile {
        kind,
        path,
        delimiter,
        header,
        returns,
        body: end as u64 + 1,
        lines_before_body: 1,
        length,
        columns,
        places,
        naming,
        warnings,
        index: Index::default(),
    })
}
