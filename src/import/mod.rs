//! From files of other systems to changes of the user's records.
//!
//! A file is opened as a [`Table`] (or JSON), the reader of its [`Format`] turns each row into one of a few
//! things ([`Person`], [`Earned`], [`Figure`], [`Term`]) and hands it to a [`Sink`]. The sink that matters resolves who is meant, compares with what is recorded, counts,
//! and ends with a list of changes for `edit`. Nothing here writes a file.

mod account_log;
mod codes;
mod columns;
mod csv_text;
mod date_forms;
mod dates;
mod detect;
mod entra_export;
mod format;
mod formats;
pub mod headings;
mod json;
mod lines;
mod mapping;
mod memo;
pub mod merge;
mod numbers;
mod password;
#[cfg(test)]
mod recorded;
mod rejects;
mod relay;
mod row;
mod rows;
mod source;
mod table;
mod words;
mod xlsx;

pub use account_log::{Action, LogRow, PASSWORD_DAYS, Reset, account_log};
pub use codes::exam_code;
pub use columns::{columns, usual_field};
pub use date_forms::Order;
pub use dates::{DateStyle, Dates, Decision, decide};
pub use detect::{detect, detect_json};
pub use entra_export::{LogError, entra_bulk_create};
pub use format::Format;
pub use formats::{Settings, read, read_json};
pub use mapping::{Field, Guess, Mapping, RecordKind, guess, read_mapped};
pub use password::{LENGTH as PASSWORD_LENGTH, Randomness, Secret, password};
pub use rejects::{rejects, rejects_of_sheet};
pub use row::{Earned, Figure, Numbered, Person, RowAt, Sink, Skipped, Term, Who};
pub use rows::{Cell, Row, Rows};
pub use source::{Opened, open, open_with};
pub use table::{Column, Layout, Table};
