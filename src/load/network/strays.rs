//! What belongs to nobody: rows of organizations that are not listed, and links of accounts that stand nowhere.

use super::Network;
use super::group::{Failed, Lines, Wrong, value_of};
use super::index::{RecordFile, Unfit};
use super::rows::{self, Room, RowAt};
use crate::diagnostic::{Position, Problem, Thing};
use crate::load::files::Files;
use crate::load::kind::Kind;
use std::collections::{HashMap, HashSet};
use std::fmt;

/// A row that belongs to nobody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stray {
    /// Whom it names.
    pub organization: String,
    /// Where it begins.
    pub start: u64,
    /// The account of a link, where that is what stands nowhere.
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
    /// Takes note of links whose account stands nowhere and whose organization is not listed either: nobody else would tell.
    /// The first one of each organization stands for all of a file.
    pub(super) fn add_links_of_nobody(&mut self, files: &dyn Files) -> Result<(), Unfit> {
        let text = |file: &RecordFile, row: &[u8], field: &str| {
            let value = value_of(file, row, field).unwrap_or_default();
            String::from_utf8_lossy(&value).into_owned()
        };
        let mut strays = Vec::new();
        for link in self.accounts.links_of_nobody() {
            if let Some(file) = self.files.get(link.file) {
                let (organization, account) = (text(file, link.row, "organization"), text(file, link.row, "account"));
                strays.push((link.file, Stray { organization, start: link.start, account: Some(account) }));
            }
        }
        if strays.is_empty() {
            return Ok(());
        }
        // An account of an organization that is not listed is wrong for that alone.
        let mut known: HashSet<String> = HashSet::new();
        let sought: HashSet<&String> = strays.iter().filter_map(|(_, stray)| stray.account.as_ref()).collect();
        for file in self.files.iter().filter(|file| file.kind == Kind::Accounts) {
            let take = &mut |row: RowAt<'_>| {
                let account = text(file, row.text, "account");
                known.extend(Some(account).filter(|account| sought.contains(account) && !account.is_empty()));
                Ok(())
            };
            rows::scan(files, file, &(file.body..u64::MAX), &mut Room::default(), take)?;
        }
        // They come in the order of the hashes of their accounts, which is another one each time.
        strays.sort_by_key(|(file, stray)| (*file, stray.start));
        let mut told: HashSet<(usize, String)> = HashSet::new();
        strays.retain(|(file, stray)| {
            let is_known = stray.account.as_ref().is_some_and(|account| known.contains(account));
            !is_known && told.insert((*file, stray.organization.clone()))
        });
        self.strays.extend(strays);
        self.strays.sort_by_key(|(file, stray)| (*file, stray.start));
        Ok(())
    }

    /// Organizations that rows name and no file lists, each with what is wrong, as they were found file by file.
    #[must_use]
    pub fn strays(&self, files: &dyn Files) -> Vec<(&str, Failed)> {
        let mut found: Vec<(&str, Failed)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut lines = Lines::new(self, files);
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
            let at = Some(Position { line: lines.of(*n, stray.start), column: 1 });
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
