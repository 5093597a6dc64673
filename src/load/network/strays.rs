//! What belongs to nobody: rows of organizations that are not listed, and links of accounts that nobody has.

use super::Network;
use super::group::{Failed, Wrong, value_of};
use crate::diagnostic::{Position, Problem, Thing};
use crate::load::files::Files;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// A row that belongs to nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stray {
    /// Whom it names.
    pub organization: String,
    /// Where it begins.
    pub start: u64,
    /// The account of a link, where that is what nobody has.
    pub account: Option<String>,
}

/// The first row of each organization that is not listed, in their order in a file.
#[derive(Default)]
pub(super) struct Strays {
    rows: Vec<Stray>,
    known: HashSet<String>,
}

impl Strays {
    /// Notes a row of an organization that is not listed.
    pub(super) fn add(&mut self, organization: &str, start: u64) {
        if !self.known.contains(organization) {
            self.known.insert(organization.to_owned());
            self.rows.push(Stray { organization: organization.to_owned(), start, account: None });
        }
    }

    /// Notes those of the next piece of the file.
    pub(super) fn extend(&mut self, next: &Self) {
        for stray in &next.rows {
            self.add(&stray.organization, stray.start);
        }
    }

    pub(super) fn rows(self) -> Vec<Stray> {
        self.rows
    }
}

impl fmt::Debug for Strays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rows.fmt(f)
    }
}

impl Network {
    /// Takes note of links whose account nobody has and whose organization is not listed either: nobody else would tell.
    pub(super) fn add_links_of_nobody(&mut self) {
        for link in self.accounts.links_of_nobody() {
            let Some(file) = self.files.get(link.file) else {
                continue;
            };
            let text = |field: &str| {
                let value = value_of(file, link.row, field).unwrap_or_default();
                String::from_utf8_lossy(&value).into_owned()
            };
            let stray = Stray { organization: text("organization"), start: link.start, account: Some(text("account")) };
            self.strays.push((link.file, stray));
        }
        self.strays.sort_by_key(|(file, stray)| (*file, stray.start));
    }

    /// Organizations that rows name and no file lists, each with what is wrong, as they were found file by file.
    #[must_use]
    pub fn strays(&self, files: &dyn Files) -> Vec<(&str, Failed)> {
        let mut found: Vec<(&str, Failed)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (n, stray) in &self.strays {
            let Some(file) = self.files.get(*n) else {
                continue;
            };
            let dangling = |thing: Thing, id: &String| Problem::DanglingReference {
                thing,
                id: id.clone(),
                near: None,
                known: Vec::new(),
            };
            let problem = match &stray.account {
                None => dangling(Thing::Organization, &stray.organization),
                Some(account) if account.is_empty() => Problem::MissingValue("account".to_owned()),
                Some(account) => dangling(Thing::Account, account),
            };
            let at = Some(Position { line: self.line(files, *n, stray.start), column: 1 });
            let wrong = Wrong { path: self.shown(file), at, problem };
            let place = *places.entry(&stray.organization).or_insert_with(|| {
                found.push((&stray.organization, Failed::default()));
                found.len() - 1
            });
            if let Some((_, failed)) = found.get_mut(place) {
                failed.wrong.push(wrong);
            }
        }
        found
    }
}
