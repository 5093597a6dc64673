//! The organizations of a workspace apart from each other: what is wrong with the records of one is no matter of the others.
//!
//! This is for workspaces that were read whole and cannot be used as a whole. Records are taken as text, given to the
//! organizations they belong to, and read for each of them alone, as the rows of a [network](super::network) are. What is no
//! organization's own fault, a file that cannot be read or a column that is missing, stays a fault of the workspace.

use super::draft::Drafts;
use super::files::Files;
use super::finish::{self, Recorded};
use super::kind::Kind;
use super::raw::{Raw, Take};
use super::values::{Complaints, Text};
use super::workspace::{self, Frame, Loader, Reading};
use super::yaml::Node;
use crate::diagnostic::{Diagnostic, FileId, Problem, Sources, Span, Thing, any_error};
use crate::model::{Moment, Zone};
use crate::rules::{Policy, Program};
use std::collections::{HashMap, HashSet};

/// A workspace whose organizations were read apart.
#[derive(Debug)]
pub struct Apart {
    /// The rules.
    pub program: Program,
    /// How their open points are read here.
    pub policy: Policy,
    /// What a day is here.
    pub zone: Zone,
    /// The day of evaluation, when the workspace pins one.
    pub as_of: Option<Moment>,
    /// The organizations in the order in which they are listed, and behind them those that records name and nothing lists.
    pub organizations: Vec<Single>,
    /// What is wrong with files as a whole, none of it an error.
    pub complaints: Vec<Diagnostic>,
    /// The files that were read.
    pub sources: Sources,
}

/// One organization of several.
#[derive(Debug)]
pub struct Single {
    /// Its id; empty for whoever records belong to that name none.
    pub id: String,
    /// What it is called.
    pub name: Option<String>,
    /// Something lists it.
    pub is_listed: bool,
    /// Its records; none when an error complaint makes that impossible.
    pub recorded: Option<Recorded>,
    /// What is wrong with them, in the order of files and lines.
    pub complaints: Vec<Diagnostic>,
}

/// Reads the organizations of a workspace apart; none where there are not several of them, or where something is wrong that
/// is nobody's own fault.
#[must_use]
pub fn read(files: &dyn Files, reading: &Reading<'_>) -> Option<Apart> {
    let mut loader = Loader::new(files, reading);
    let config = loader.config_file()?;
    let map = loader.config(&config)?;
    let Frame { program, policy, zone, as_of, .. } = loader.frame(Some(map));
    let mut kept = Kept::default();
    loader.sections(map, &mut kept);
    loader.record_files(&mut kept);
    let Loader { sources, complaints, .. } = loader;
    let program = program.filter(|_| !any_error(&complaints))?;
    let parted = kept.parted().filter(|parted| parted.iter().filter(|one| one.is_listed).count() > 1)?;
    let listed: HashSet<&str> = parted.iter().filter(|one| one.is_listed).map(|one| one.id).collect();
    let accounts: HashSet<&str> = kept.accounts().collect();
    let read = |one: &One<'_>| {
        let mut single = one.read(&program, &policy, zone, &accounts);
        // Alone, an organization does not know the others that are listed.
        single
            .complaints
            .retain(|d| !matches!(&d.problem, Problem::SimilarOrganization { id, .. } if listed.contains(id.as_str())));
        workspace::sort(&mut single.complaints, &sources);
        single
    };
    let mut organizations: Vec<Single> = parted.iter().map(read).collect();
    // Links of accounts that stand among those of an organization that is not listed are wrong for that alone.
    organizations.retain(|single| single.recorded.is_some() || !single.complaints.is_empty());
    // Those that nothing lists come last, as they are first told of.
    organizations.sort_by_cached_key(|single| {
        let places = single.complaints.iter().filter_map(Diagnostic::span).map(|span| (span.file.0, span.start));
        (!single.is_listed).then(|| places.min())
    });
    Some(Apart { program, policy, zone, as_of, organizations, complaints, sources })
}

/// A record as it was taken.
struct Record {
    kind: Kind,
    cells: Vec<(String, String, Span)>,
    node: Option<Node>,
    broken: bool,
    shifted: bool,
    span: Span,
    /// What is wrong with how it is written.
    wrong: Complaints,
}

impl Record {
    fn get(&self, field: &str) -> Option<(&str, Span)> {
        let found = self.cells.iter().find(|(name, text, _)| name == field && !text.is_empty());
        found.map(|(_, text, span)| (text.as_str(), *span))
    }

    /// The kind and the file, where the record names its organization.
    fn naming(&self) -> Option<(Kind, FileId)> {
        self.get("organization").map(|_| (self.kind, self.span.file))
    }

    /// Where a field stands, or the record.
    fn place(&self, field: &str) -> Span {
        self.cells.iter().find(|(name, ..)| name == field).map_or(self.span, |(.., span)| *span)
    }

    /// Reads the record into `drafts`.
    fn replay(&self, drafts: &mut Drafts, complaints: &mut Complaints) {
        let cells: Vec<(&str, Text<'_>)> =
            self.cells.iter().map(|(name, text, span)| (name.as_str(), Text { text, span: *span })).collect();
        let (node, broken, shifted) = (self.node.as_ref(), self.broken, self.shifted);
        let raw = Raw { cells: &cells, node, broken, shifted, span: self.span };
        let mut wrong = self.wrong.clone();
        drafts.take(self.kind, &raw, &mut wrong);
        if wrong.iter().any(|d| workspace::loses_records(self.kind, &d.problem)) {
            drafts.miss(self.kind);
        }
        complaints.extend(wrong);
    }
}

/// All records of a workspace, in their order.
#[derive(Default)]
struct Kept {
    records: Vec<Record>,
}

impl Take for Kept {
    fn take(&mut self, kind: Kind, raw: &Raw<'_>, _: &mut Complaints) {
        let cell = |(name, text): &(&str, Text<'_>)| ((*name).to_owned(), text.text.to_owned(), text.span);
        let cells = raw.cells.iter().map(cell).collect();
        let (node, wrong) = (raw.node.cloned(), Complaints::new());
        let Raw { broken, shifted, span, .. } = *raw;
        self.records.push(Record { kind, cells, node, broken, shifted, span, wrong });
    }

    fn hear(&mut self, wrong: Complaints, complaints: &mut Complaints) {
        let Some(last) = self.records.last_mut() else {
            return complaints.extend(wrong);
        };
        // A quote that nothing closes, or one that was meant to open another cell, may hide the records of others.
        let hides = |d: &Diagnostic| match d.problem {
            Problem::UnterminatedQuote => true,
            Problem::TextAfterQuote => last.broken,
            _ => false,
        };
        let (of_all, own): (Complaints, Complaints) = wrong.into_iter().partition(hides);
        complaints.extend(of_all);
        last.wrong = own;
    }

    fn miss(&mut self, _: Kind) {
        // Whatever is missing for everybody was complained about, and the workspace is refused.
    }
}

/// One organization and its records.
struct One<'k> {
    id: &'k str,
    is_listed: bool,
    records: Vec<&'k Record>,
}

/// Organizations with the places of their ids among them.
#[derive(Default)]
struct Parted<'k> {
    all: Vec<One<'k>>,
    places: HashMap<&'k str, usize>,
}

impl<'k> Parted<'k> {
    /// The place of an organization, which it gets where it has none.
    fn place(&mut self, id: &'k str, is_listed: bool) -> usize {
        *self.places.entry(id).or_insert_with(|| {
            self.all.push(One { id, is_listed, records: Vec::new() });
            self.all.len() - 1
        })
    }

    fn give(&mut self, record: &'k Record, to: &[usize]) {
        for place in to {
            if let Some(one) = self.all.get_mut(*place) {
                one.records.push(record);
            }
        }
    }
}

impl Kept {
    /// Every account that stands anywhere.
    fn accounts(&self) -> impl Iterator<Item = &str> {
        let accounts = self.records.iter().filter(|record| record.kind == Kind::Accounts);
        accounts.filter_map(|record| record.get("account")).map(|(account, _)| account)
    }

    /// The records by organization; none where one is listed without an id, or where none of a file's records names any: then a
    /// column is missing or called otherwise.
    fn parted(&self) -> Option<Vec<One<'_>>> {
        let mut parted = Parted::default();
        for record in self.records.iter().filter(|record| record.kind == Kind::Organizations) {
            parted.place(record.get("id")?.0, true);
        }
        let mut owners: HashMap<&str, Vec<usize>> = HashMap::new();
        for record in self.records.iter().filter(|record| record.kind == Kind::Accounts) {
            if let (Some((account, _)), Some((id, _))) = (record.get("account"), record.get("organization"))
                && let Some(owner) = parted.places.get(id)
            {
                let of_account = owners.entry(account).or_default();
                if !of_account.contains(owner) {
                    of_account.push(*owner);
                }
            }
        }
        let naming: HashSet<(Kind, FileId)> = self.records.iter().filter_map(Record::naming).collect();
        for record in &self.records {
            let organization = record.get("organization").map(|(id, _)| id);
            let owners = record.get("account").and_then(|(account, _)| owners.get(account));
            match (record.kind, owners, organization) {
                (Kind::Organizations, ..) => {
                    let place = parted.place(record.get("id")?.0, true);
                    parted.give(record, &[place]);
                }
                // A link is a matter of those who have the account, wherever it leads. One of an account that nobody has is
                // a slip of whom it names, listed or not.
                (Kind::Associations, Some(owners), _) => parted.give(record, owners),
                // What was earned on an account need not say whose it is.
                (Kind::Achievements, Some(owners), None) => parted.give(record, owners),
                (Kind::Achievements, None, None) if record.get("account").is_some() => {
                    let place = parted.place("", false);
                    parted.give(record, &[place]);
                }
                // Where nobody is named, it is no company's but has a place of its own.
                (kind, _, None) if !naming.contains(&(kind, record.span.file)) => return None,
                (_, _, organization) => {
                    let place = parted.place(organization.unwrap_or_default(), false);
                    parted.give(record, &[place]);
                }
            }
        }
        Some(parted.all)
    }
}

impl One<'_> {
    /// What is wrong with one that nothing lists: the first record of each file, and the first link of an account that stands
    /// nowhere; or with every record that names none.
    fn unlisted(&self, accounts: &HashSet<&str>) -> Complaints {
        let mut complaints = Complaints::new();
        let (mut files, mut linking) = (HashSet::new(), HashSet::new());
        for record in &self.records {
            let missing = |field: &str| Problem::MissingValue(field.to_owned());
            let is_nobodys = self.id.is_empty();
            let (field, problem) = match (record.kind, record.get("account")) {
                (Kind::Associations, _) if is_nobodys => ("organization", missing("organization")),
                (Kind::Associations, Some((id, _))) if accounts.contains(id) => continue,
                (Kind::Associations, _) if !linking.insert(record.span.file) => continue,
                (Kind::Associations, None) => ("account", missing("account")),
                (Kind::Associations, Some((id, _))) => ("account", dangling(Thing::Account, id)),
                (Kind::Achievements, Some((id, _))) if is_nobodys && !accounts.contains(id) => {
                    ("account", dangling(Thing::Account, id))
                }
                _ if is_nobodys => ("organization", Problem::NoOrganization),
                _ if files.insert(record.span.file) => ("organization", dangling(Thing::Organization, self.id)),
                _ => continue,
            };
            complaints.push(Diagnostic::at(record.place(field), problem));
            // Perhaps it names one, but under another key.
            complaints.extend(record.wrong.iter().filter(|_| is_nobodys).cloned());
        }
        complaints
    }

    fn read(&self, program: &Program, policy: &Policy, zone: Zone, accounts: &HashSet<&str>) -> Single {
        let (recorded, complaints) =
            if self.is_listed { self.records(program, policy, zone) } else { (None, self.unlisted(accounts)) };
        let (id, is_listed) = (self.id.to_owned(), self.is_listed);
        let mut listing = self.records.iter().filter(|record| record.kind == Kind::Organizations);
        let name = listing.find_map(|record| record.get("name")).map(|(name, _)| name.to_owned());
        Single { id, name, is_listed, recorded: recorded.filter(|_| !any_error(&complaints)), complaints }
    }

    fn records(&self, program: &Program, policy: &Policy, zone: Zone) -> (Option<Recorded>, Complaints) {
        let mut drafts = Drafts::new(zone, policy);
        let mut complaints = Complaints::new();
        for record in &self.records {
            record.replay(&mut drafts, &mut complaints);
        }
        if drafts.organizations.is_empty() || drafts.incomplete.contains(&Kind::Organizations) {
            drafts.stand_in();
        }
        (finish::finish(drafts, program, &mut complaints).into_iter().next(), complaints)
    }
}

fn dangling(thing: Thing, id: &str) -> Problem {
    Problem::DanglingReference { thing, id: id.to_owned(), near: None, known: Vec::new() }
}
