//! What a merge comes to.

use super::remark::Remark;
use super::term::Row;
use crate::diagnostic::Diagnostic;
use crate::edit::Change;
use crate::import::{Action, Reset, RowAt, Skipped};
use std::collections::BTreeMap;

/// Everything that a merge comes to. Nothing is written yet.
#[derive(Debug)]
pub struct Merged {
    /// What is to be recorded: new records first, then changes of those that are there.
    pub changes: Vec<Change>,
    /// How many rows there were of each sort.
    pub counts: Counts,
    /// How many records of each kind there are to be.
    pub kinds: Kinds,
    /// The rows that cannot be recorded, in the order of the file.
    pub rejected: Vec<Rejected>,
    /// What is worth saying.
    pub remarks: Vec<Remark>,
    /// What became of every row of a list of users, in the order of the file.
    pub log: Vec<Logged>,
}

/// Rows, each of them in one of the counts: `read` is the sum of all others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts {
    /// All rows.
    pub read: usize,
    /// What they are about is new.
    pub new: usize,
    /// What they are about was there, and something is changed or added.
    pub changed: usize,
    /// Everything was there.
    pub unchanged: usize,
    /// They were passed over, by reason.
    pub skipped: BTreeMap<Skipped, usize>,
    /// They cannot be recorded.
    pub rejected: usize,
}

impl Counts {
    /// Rows that were passed over for any reason.
    #[must_use]
    pub fn all_skipped(&self) -> usize {
        self.skipped.values().sum()
    }

    pub(super) fn skip(&mut self, why: Skipped) {
        *self.skipped.entry(why).or_default() += 1;
    }

    pub(super) fn add(&mut self, action: Action) {
        match action {
            Action::Created => self.new += 1,
            Action::Changed => self.changed += 1,
            Action::Unchanged => self.unchanged += 1,
            Action::Rejected => self.rejected += 1,
        }
    }

    pub(super) fn add_term(&mut self, row: Row) {
        match row {
            Row::New => self.new += 1,
            Row::Changed => self.changed += 1,
            Row::Unchanged => self.unchanged += 1,
            Row::Repeated => self.skip(Skipped::Repeated),
        }
    }
}

/// Records of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Changed {
    /// Added.
    pub new: usize,
    /// Given other values.
    pub changed: usize,
}

/// Records of every kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Kinds {
    /// Employees.
    pub people: Changed,
    /// Accounts, one for each kind of profile that it serves as.
    pub accounts: Changed,
    /// Links of accounts to the organization.
    pub links: Changed,
    /// Achievements.
    pub achievements: Changed,
    /// Figures.
    pub figures: Changed,
    /// Memberships.
    pub memberships: Changed,
}

/// A row that cannot be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// Which row.
    pub at: RowAt,
    /// What is wrong with it.
    pub complaints: Vec<Diagnostic>,
}

/// What became of a row of a list of users.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logged {
    /// The line, from 1.
    pub line: u32,
    /// What is done.
    pub action: Action,
    /// The employee's id; empty for a rejected row.
    pub employee: String,
    /// The address at work; empty when the row has none.
    pub user_name: String,
    /// The name.
    pub display_name: String,
    /// The given name, where the file has it.
    pub given_name: String,
    /// The family name, where the file has it.
    pub family_name: String,
    /// Whether the user may sign in.
    pub status: SignIn,
    /// Who resets the password.
    pub reset: Reset,
}

/// Whether a user may sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SignIn {
    /// Yes.
    Active,
    /// Not at present.
    Blocked,
    /// The user goes.
    Leaving,
    /// The file does not say.
    Unstated,
}

impl SignIn {
    /// The word in the log of accounts, which is the same in every language, as its headings are.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Blocked => "blocked",
            Self::Leaving => "leaving",
            Self::Unstated => "",
        }
    }

    pub(super) fn of(active: Option<bool>) -> Self {
        match active {
            Some(true) => Self::Active,
            Some(false) => Self::Blocked,
            None => Self::Unstated,
        }
    }
}
