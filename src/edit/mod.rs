//! Changes to the user's files that touch only the bytes they must.
//!
//! A [`Change`] says what should be recorded. [`plan`] finds the file and the place for each, and returns the new bytes of
//! every file with the lines that differ: comments, the order of columns, quoting, the encoding, a byte order mark and
//! line ends stay as they are. Nothing is written here; whoever runs the command hands the result to the store, which
//! replaces all files or none.

mod change;

pub use change::{Change, EditError, FileEdit, Hunk, Rows};

use crate::diagnostic::Sources;
use crate::load::decode::EncodingChoice;
use crate::load::files::Files;

/// Placeholder until the branch lands.
pub fn plan(_: &dyn Files, _: &str, _: &Sources, _: &[Change], _: Option<EncodingChoice>) -> Result<Vec<FileEdit>, Vec<EditError>> {
    Ok(Vec::new())
}
