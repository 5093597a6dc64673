//! From files of other systems to changes of the user's records.
//!
//! A file is opened as a [`Table`] (or JSON), the reader of its [`Format`] turns each row into one of the few things in
//! [`row`] and hands it to a [`Sink`]. The sink that matters resolves who is meant, compares with what is recorded, counts,
//! and ends with a list of changes for `edit`. Nothing here writes a file.

mod format;
pub mod merge;
mod row;

pub use format::Format;
pub use row::{Earned, Figure, Person, RowAt, Sink, Skipped, Term, Who};
