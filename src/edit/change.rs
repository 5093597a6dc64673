//! What should be recorded, and what that means for a file.

use crate::diagnostic::{Encoding, Span};
use crate::load::kind::Kind;

/// Something that should be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// New records.
    Add(Rows),
    /// Other values in a record that is there.
    Set {
        /// What kind of record it is.
        kind: Kind,
        /// Where it stands: the place that `Origins` has for it.
        at: Span,
        /// The fields and their new values; an empty value clears the field.
        fields: Vec<(&'static str, String)>,
    },
}

/// New records of one kind as text, compact enough for millions of them.
///
/// Every row has a value for every column; an empty one is an absent one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    /// What kind of records these are.
    pub kind: Kind,
    /// The fields, by the names that [`Kind::fields`] has for them.
    pub columns: Vec<&'static str>,
    text: String,
    /// Where each value ends; four bytes, because there are millions. No file is as long as four thousand million bytes.
    ends: Vec<u32>,
}

impl Rows {
    /// No rows yet.
    #[must_use]
    pub fn new(kind: Kind, columns: &[&'static str]) -> Self {
        Self { kind, columns: columns.to_vec(), text: String::new(), ends: Vec::new() }
    }

    /// Adds a row. Values that are missing at its end are empty; those beyond the columns are dropped.
    pub fn push<'v>(&mut self, values: impl IntoIterator<Item = &'v str>) {
        let mut values = values.into_iter();
        for _ in 0..self.columns.len() {
            self.text.push_str(values.next().unwrap_or_default());
            self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len().checked_div(self.columns.len()).unwrap_or(0)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Whether any row has a value in a column, counted from 0.
    pub(super) fn uses(&self, column: usize) -> bool {
        (0..self.len()).any(|row| !self.get(row, column).trim().is_empty())
    }

    /// Whether a row has no value at all.
    pub(super) fn is_blank(&self, row: usize) -> bool {
        (0..self.columns.len()).all(|column| self.get(row, column).trim().is_empty())
    }

    /// All values, one behind the other.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The value of a row in a column, both counted from 0; empty when there is none.
    #[must_use]
    pub fn get(&self, row: usize, column: usize) -> &str {
        let cell = row * self.columns.len() + column;
        let start = cell.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let end = self.ends.get(cell).copied().unwrap_or(start);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

/// What becomes of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEdit {
    /// The path, as files are read.
    pub path: String,
    /// Its bytes when it was read; none for a file that is new.
    pub before: Option<Vec<u8>>,
    /// Its bytes afterwards.
    pub after: Vec<u8>,
    /// The lines that differ, from the top, but for those of `padded`.
    pub hunks: Vec<Hunk>,
    /// How many rows only got an empty cell for a new column.
    pub padded: usize,
}

/// Neighbouring lines that differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hunk {
    /// The line of the old text where the difference begins, from 1; where lines are only added, the line they come
    /// before.
    pub line: u32,
    /// The old lines, without line ends; of many, the first [`Hunk::SHOWN`].
    pub removed: Vec<String>,
    /// How many old lines there are.
    pub removed_count: usize,
    /// The new lines; of many, the first [`Hunk::SHOWN`].
    pub added: Vec<String>,
    /// How many new lines there are.
    pub added_count: usize,
}

impl Hunk {
    /// As many lines of each side are kept, so that a million new rows need no million texts.
    pub const SHOWN: usize = 50;
}

/// What keeps a record from being changed where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obstacle {
    /// After the edit, the file would not say what it should.
    Unsaid,
    /// A YAML alias stands for the value.
    Alias,
    /// A YAML alias stands for the section.
    AliasOfSection,
    /// The file is not YAML.
    NotYaml,
    /// The file is no mapping.
    NotMapping,
    /// A list is needed.
    NotList,
    /// A list or mapping stands where a single value is to be written.
    NotSingle,
    /// The text is a block with a remark or an anchor.
    RemarkInBlock,
    /// The list has a remark or an anchor in it.
    RemarkInList,
    /// No record begins at the place.
    NoRecord,
    /// In CP932 the new values would be read as UTF-8.
    ReadAsUtf8,
    /// The file is Parquet, which is written as a whole by whoever makes it.
    Parquet,
}

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// The file is not what it was when it was read.
    ChangedMeanwhile {
        /// Which file.
        path: String,
    },
    /// A character that the file's encoding does not have.
    Unencodable {
        /// Which file.
        path: String,
        /// Its encoding.
        encoding: Encoding,
        /// The character.
        character: char,
        /// The value it stands in.
        value: String,
    },
    /// The record is written in a way that cannot be changed in place, such as a YAML alias.
    NotEditable {
        /// Which file.
        path: String,
        /// The line, from 1.
        line: u32,
        /// What is in the way.
        why: Obstacle,
    },
    /// The file cannot be read (any more), in the system's words.
    Unreadable {
        /// Which file.
        path: String,
        /// Why.
        why: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back() {
        let mut rows = Rows::new(Kind::Employees, &["id", "name"]);
        assert!(rows.is_empty());
        rows.push(["e1", "山田"]);
        rows.push(["e2"]);
        rows.push(["e3", "x", "dropped"]);
        assert_eq!(rows.len(), 3);
        assert_eq!([rows.get(0, 1), rows.get(1, 0), rows.get(1, 1), rows.get(2, 1)], ["山田", "e2", "", "x"]);
        assert_eq!(rows.get(3, 0), "");
    }
}
