//! A workspace: the folder with `competency.yaml` and the record files beside it.

use super::decode::EncodingChoice;
use super::draft::Drafts;
use super::files::Files;
use super::finish::{self, Recorded};
use super::kind::{Ending, Kind, split_ending};
use super::raw::{self, Take};
use super::shape::{self, Map};
use super::values::{Complaints, Text};
use super::yaml::{Document, Node, Value};
use super::{builtin, open, parse, policy, program};
use crate::diagnostic::{Diagnostic, FileId, ParquetFault, Problem, Sources, Thing, Unreadable, any_error};
use crate::model::{Moment, Zone};
use crate::near::nearest;
use crate::rules::{Policy, Program};

/// The file that makes a folder a workspace.
pub const CONFIG: &str = "competency.yaml";

/// The version of the workspace format, for those who name it.
pub const SCHEMA: &str = "competency/workspace/1";

/// The program of a workspace that names none.
pub const DEFAULT_PROGRAM: &str = "microsoft-competencies";

/// Everything a workspace says.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The rules.
    pub program: Program,
    /// How their open points are read here.
    pub policy: Policy,
    /// What a day is here.
    pub zone: Zone,
    /// The day of evaluation, when the workspace pins one.
    pub as_of: Option<Moment>,
    /// Every organization, by id.
    pub organizations: Vec<Recorded>,
}

/// What became of reading a workspace.
#[derive(Debug)]
pub struct Loaded {
    /// What it says; none when an error complaint makes that impossible.
    pub workspace: Option<Workspace>,
    /// The files that were read.
    pub sources: Sources,
    /// What is wrong with them, in the order of files and lines.
    pub complaints: Vec<Diagnostic>,
}

/// How a workspace is to be read.
#[derive(Debug, Clone, Default)]
pub struct Reading<'a> {
    /// The folder; empty for the current one.
    pub root: &'a str,
    /// An encoding that wins over what the files look like.
    pub encoding: Option<EncodingChoice>,
    /// A program that wins over the workspace's: a built-in id or a file.
    pub program: Option<&'a str>,
}

const KEYS: [&str; 15] = [
    "program",
    "organization",
    "time_zone",
    "as_of",
    "policy",
    "organizations",
    "employees",
    "accounts",
    "associations",
    "achievements",
    "performance",
    "memberships",
    "overrides",
    "attestations",
    "schema",
];

/// Reads a workspace, all of it, whatever is wrong with parts.
#[must_use]
pub fn load(files: &dyn Files, reading: &Reading<'_>) -> Loaded {
    let mut loader = Loader::new(files, reading);
    let workspace = loader.workspace();
    let Loader { sources, mut complaints, .. } = loader;
    sort(&mut complaints, &sources);
    Loaded { workspace: workspace.filter(|_| !any_error(&complaints)), sources, complaints }
}

/// What evaluates organizations that are piped in: the workspace's program, policy and time zone, whatever its records.
/// Without a workspace, the built-in program as it is.
pub fn frame(files: &dyn Files, reading: &Reading<'_>, has_workspace: bool) -> Loaded {
    let mut loader = Loader::new(files, reading);
    let config = if has_workspace { loader.config_file() } else { None };
    let map = config.as_ref().and_then(|document| loader.config(document));
    let Frame { program, policy, zone, as_of, .. } = loader.frame(map);
    let Loader { sources, mut complaints, .. } = loader;
    sort(&mut complaints, &sources);
    let workspace = program.map(|program| Workspace { program, policy, zone, as_of, organizations: Vec::new() });
    Loaded { workspace: workspace.filter(|_| !any_error(&complaints)), sources, complaints }
}

/// The program of a workspace, going by `competency.yaml` alone: whatever is wrong elsewhere does not matter to it.
pub fn program_of(
    files: &dyn Files,
    reading: &Reading<'_>,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Option<Program> {
    let mut loader =
        Loader { files, reading, sources: std::mem::take(sources), complaints: std::mem::take(complaints) };
    let config =
        loader.open(&loader.path(CONFIG)).and_then(|file| parse(file, &loader.sources, &mut loader.complaints));
    let program = config.and_then(|document| {
        let mut unheard = Complaints::new();
        let map = shape::map(&document.root, &KEYS, &mut unheard);
        // A key that is nearly this one would otherwise be answered with another program.
        let names_it =
            |d: &Diagnostic| matches!(&d.problem, Problem::UnknownKey { near: Some(near), .. } if near == "program");
        loader.complaints.extend(unheard.into_iter().filter(names_it));
        loader.program(map)
    });
    (*sources, *complaints) = (loader.sources, loader.complaints);
    sort(complaints, sources);
    program
}

/// By file, line and column; complaints about whole files come first.
pub(super) fn sort(complaints: &mut Complaints, sources: &Sources) {
    complaints.sort_by_cached_key(|d| match &d.place {
        crate::diagnostic::Place::File(path) => (path.clone(), 0, d.problem.code()),
        crate::diagnostic::Place::At(span) => (sources.file(span.file).path.clone(), span.start + 1, d.problem.code()),
    });
    complaints.dedup();
}

/// Reads a program by built-in id or from a file.
pub fn read_program(
    files: &dyn Files,
    name: &str,
    encoding: Option<EncodingChoice>,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Option<Program> {
    let (id, version) = name.split_once('@').map_or((name, None), |(id, v)| (id, Some(v)));
    if let Some(built_in) = builtin::find(id) {
        let program = built_in.read(sources, complaints)?;
        if version.is_none_or(|wanted| wanted == program.version) {
            return Some(program);
        }
        let choices = vec![format!("{id}@{}", program.version)];
        let near = choices.first().cloned();
        let problem = Problem::InvalidChoice { text: name.to_owned(), choices, near };
        complaints.push(Diagnostic::of_file(name, problem));
        return None;
    }
    let looks_like_a_path = name.contains(['/', '\\']) || split_ending(name).is_some();
    if !looks_like_a_path {
        let known: Vec<String> = builtin::all().iter().map(|b| b.id.to_owned()).collect();
        let near = nearest(id, known.iter().map(String::as_str)).map(str::to_owned);
        let problem = Problem::DanglingReference { thing: Thing::Program, id: name.to_owned(), near, known };
        complaints.push(Diagnostic::of_file(name, problem));
        return None;
    }
    let file = open(files, name, encoding, sources, complaints)?;
    program::read(file, sources, complaints)
}

/// What a workspace says beside its records.
pub(super) struct Frame {
    pub(super) program: Option<Program>,
    pub(super) policy: Policy,
    pub(super) zone: Zone,
    pub(super) as_of: Option<Moment>,
    /// False when the program is not there as a whole.
    sound: bool,
}

/// What reading a workspace works with.
pub(super) struct Loader<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) reading: &'a Reading<'a>,
    pub(super) sources: Sources,
    pub(super) complaints: Complaints,
}

impl<'a> Loader<'a> {
    pub(super) fn new(files: &'a dyn Files, reading: &'a Reading<'a>) -> Self {
        Self { files, reading, sources: Sources::new(), complaints: Vec::new() }
    }

    /// The path of a name in the folder.
    pub(super) fn path(&self, name: &str) -> String {
        match self.reading.root {
            "" | "." => name.to_owned(),
            root => format!("{}/{name}", root.trim_end_matches('/')),
        }
    }

    fn open(&mut self, path: &str) -> Option<FileId> {
        open(self.files, path, self.reading.encoding, &mut self.sources, &mut self.complaints)
    }

    /// What the workspace says beside its records.
    pub(super) fn frame(&mut self, map: Option<Map<'_>>) -> Frame {
        let before = self.complaints.len();
        let program = self.program(map);
        // With half a program, or without the file that names it, nothing can be said about what refers to it.
        let named = map.is_some() || self.reading.program.is_some();
        let sound = named && program.is_some() && !any_error(self.complaints.get(before..).unwrap_or_default());
        let mut policy = program.as_ref().map(|p| p.policy.clone()).unwrap_or_default();
        let mut zone = Zone::UTC;
        let mut as_of = None;
        if let Some(map) = map {
            let c = &mut self.complaints;
            if let Some(schema) = map.text("schema", c) {
                schema.choice(&[SCHEMA], c, |_| Some(()));
            }
            if let Some(node) = map.get("policy") {
                policy::read(node, &mut policy, program.as_ref().map(|p| &p.ladder), c);
            }
            zone = map.text("time_zone", c).and_then(|t| t.zone(c)).unwrap_or_default();
            as_of = map.text("as_of", c).and_then(|t| t.moment(c));
        }
        Frame { program, policy, zone, as_of, sound }
    }

    fn workspace(&mut self) -> Option<Workspace> {
        let config = self.config_file();
        let map = config.as_ref().and_then(|document| self.config(document));
        let Frame { program, policy, zone, as_of, sound } = self.frame(map);
        let mut drafts = Drafts::new(zone, &policy);
        if let Some(map) = map {
            self.sections(map, &mut drafts);
        }
        self.record_files(&mut drafts);
        if drafts.organizations.is_empty() {
            if let Some(map) = map
                && !drafts.incomplete.contains(&Kind::Organizations)
                && !self.complaints.iter().any(misspelt_organization)
            {
                let problem = Problem::MissingKey("organization".to_owned());
                self.complaints.push(Diagnostic::at(map.head(), problem));
            }
            drafts.incomplete.insert(Kind::Organizations);
        }
        if drafts.incomplete.contains(&Kind::Organizations) {
            // Their records are judged all the same.
            drafts.stand_in();
        }
        let before = self.complaints.len();
        let rules = program.unwrap_or_else(|| Program::empty(""));
        let organizations = finish::finish(drafts, &rules, &mut self.complaints);
        if !sound {
            let mut n = 0;
            self.complaints.retain(|d| {
                n += 1;
                n <= before || !of_program(&d.problem)
            });
        }
        Some(Workspace { program: rules, policy, zone, as_of, organizations })
    }

    /// The file that makes the folder a workspace.
    pub(super) fn config_file(&mut self) -> Option<Document> {
        self.open(&self.path(CONFIG)).and_then(|file| parse(file, &self.sources, &mut self.complaints))
    }

    pub(super) fn config<'n>(&mut self, document: &'n Document) -> Option<Map<'n>> {
        if document.root.value == Value::Null {
            let file = document.root.span;
            self.complaints.push(Diagnostic::at(file, Problem::MissingKey("organization".to_owned())));
            return None;
        }
        shape::map(&document.root, &KEYS, &mut self.complaints)
    }

    fn program(&mut self, map: Option<Map<'_>>) -> Option<Program> {
        let named = map.and_then(|m| m.text("program", &mut self.complaints));
        let (name, named) = match (self.reading.program, named) {
            (Some(name), _) => (name.to_owned(), None),
            (None, Some(Text { text, .. }))
                if builtin::find(text.split('@').next().unwrap_or(text)).is_none() && split_ending(text).is_some() =>
            {
                // A file named in the workspace lies beside it, wherever the command was typed.
                let path = if text.starts_with('/') { text.to_owned() } else { self.path(text) };
                (path, named)
            }
            (None, Some(text)) => (text.text.to_owned(), named),
            (None, None) => (DEFAULT_PROGRAM.to_owned(), None),
        };
        let before = self.complaints.len();
        let program = read_program(self.files, &name, self.reading.encoding, &mut self.sources, &mut self.complaints);
        // A name that leads nowhere is shown where the workspace says it.
        if let Some(text) = named {
            for complaint in self.complaints.iter_mut().skip(before) {
                let leads_nowhere = matches!(
                    complaint.problem,
                    Problem::Unreadable(_) | Problem::InvalidChoice { .. } | Problem::DanglingReference { .. }
                );
                if leads_nowhere && matches!(complaint.place, crate::diagnostic::Place::File(_)) {
                    complaint.place = crate::diagnostic::Place::At(text.span);
                }
            }
        }
        program
    }

    /// Records written in `competency.yaml` itself.
    pub(super) fn sections(&mut self, map: Map<'_>, take: &mut dyn Take) {
        if let Some(node) = map.get("organization") {
            let before = self.complaints.len();
            raw::entry(Kind::Organizations, node, take, &mut self.complaints);
            self.note_losses(Kind::Organizations, before, take);
        }
        for kind in Kind::ALL {
            if let Some(node) = map.get(kind.stem()) {
                self.section(kind, node, take);
            }
        }
    }

    /// Notes whether records of a kind are missing, going by what was complained about.
    fn note_losses(&self, kind: Kind, before: usize, take: &mut dyn Take) {
        if self.complaints.iter().skip(before).any(|d| loses_records(kind, &d.problem)) {
            take.miss(kind);
        }
    }

    fn section(&mut self, kind: Kind, node: &Node, take: &mut dyn Take) {
        let before = self.complaints.len();
        raw::entries(kind, node, take, &mut self.complaints);
        self.note_losses(kind, before, take);
    }

    /// Records in files of their own.
    pub(super) fn record_files(&mut self, take: &mut dyn Take) {
        for (kind, path, ending) in self.discover(take) {
            let before = self.complaints.len();
            self.record_file(kind, &path, ending, take);
            self.note_losses(kind, before, take);
        }
    }

    fn record_file(&mut self, kind: Kind, path: &str, ending: Ending, take: &mut dyn Take) {
        let encoding = match ending {
            Ending::Parquet if !Ending::READS_PARQUET => {
                let fault = Unreadable::Parquet(ParquetFault::NotBuiltIn);
                self.complaints.push(Diagnostic::of_file(path, Problem::Unreadable(fault)));
                return;
            }
            // Whatever encoding was asked for, this text is made here.
            Ending::Parquet => Some(EncodingChoice::Utf8),
            _ => self.reading.encoding,
        };
        let Some(file) = open(self.files, path, encoding, &mut self.sources, &mut self.complaints) else {
            return;
        };
        if let Some(delimiter) = ending.delimiter() {
            raw::rows(kind, file, delimiter, &self.sources, take, &mut self.complaints);
        } else if let Some(document) = parse(file, &self.sources, &mut self.complaints) {
            self.section(kind, &document.root, take);
        }
    }
}

/// True when a complaint means that a record, or all of a file, was not taken.
pub(super) fn loses_records(kind: Kind, problem: &Problem) -> bool {
    match problem {
        Problem::Unreadable(_)
        | Problem::Undecodable(_)
        | Problem::SpreadsheetFile
        | Problem::NulCharacter
        | Problem::LineTooLong { .. }
        | Problem::FileTooLarge { .. }
        | Problem::YamlSyntax(_)
        | Problem::YamlTooDeep { .. }
        | Problem::YamlTooLarge(_)
        | Problem::YamlUnsupported(_)
        | Problem::WrongShape { .. }
        | Problem::WrongDelimiter { .. }
        | Problem::FullWidthComma
        | Problem::MissingColumn(_)
        | Problem::MissingValue(_)
        | Problem::UnterminatedQuote
        | Problem::TextAfterQuote
        | Problem::TooManyFields { .. } => true,
        Problem::InvalidChoice { .. } => kind == Kind::Accounts,
        _ => false,
    }
}

/// True when `organization` is there, but not under its name.
fn misspelt_organization(complaint: &Diagnostic) -> bool {
    matches!(&complaint.problem, Problem::UnknownKey { near: Some(near), .. } if near.starts_with("organization"))
}

/// True for a complaint that a record names something the program does not have.
fn of_program(problem: &Problem) -> bool {
    match problem {
        Problem::UnknownCredential { .. } | Problem::UnknownFigure { .. } => true,
        Problem::DanglingReference { thing, .. } => {
            !matches!(thing, Thing::Organization | Thing::Employee | Thing::Account | Thing::Location)
        }
        _ => false,
    }
}
