//! New records with the columns they need and no others.

use crate::edit::{Change, Rows};
use crate::load::kind::Kind;

/// New records of one kind; a column that no record has a value in is left out.
#[derive(Debug)]
pub(super) struct Table<const N: usize> {
    rows: Rows,
    used: [bool; N],
}

impl<const N: usize> Table<N> {
    /// For records with these columns, each with whether any record has a value in it.
    pub(super) fn new(kind: Kind, columns: [(&'static str, bool); N]) -> Self {
        let used: Vec<&'static str> = columns.iter().filter(|(_, used)| *used).map(|(name, _)| *name).collect();
        Self { rows: Rows::new(kind, &used), used: columns.map(|(_, used)| used) }
    }

    /// Adds a record: its values in all columns, used or not.
    pub(super) fn push(&mut self, values: [&str; N]) {
        self.rows.push(values.into_iter().zip(self.used).filter(|(_, used)| *used).map(|(value, _)| value));
    }

    /// The change that adds them; none when there is nothing to add.
    pub(super) fn change(self) -> Option<Change> {
        (!self.rows.is_empty()).then_some(Change::Add(self.rows))
    }
}
