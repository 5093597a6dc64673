//! From files of other systems to changes of the user's records.
//!
//! A file is opened as a [`Table`] (or JSON), the reader of its [`Format`] turns each row into one of the few things in
//! [`row`] and hands it to a [`Sink`]. The sink that matters resolves who is meant, compares with what is recorded, counts,
//! and ends with a list of changes for `edit`. Nothing here writes a file.

mod account_log;
mod csv_text;
mod entra_export;
mod format;
mod password;
mod row;

pub use account_log::{Action, LogRow, PASSWORD_DAYS, Reset, account_log};
pub use entra_export::{LogError, entra_bulk_create};
pub use format::Format;
pub use password::{LENGTH as PASSWORD_LENGTH, Randomness, Secret, password};
pub use row::{Earned, Figure, Person, RowAt, Sink, Skipped, Term, Who};
