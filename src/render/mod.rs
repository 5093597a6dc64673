//! How a report looks: one file per format. A renderer is a function of the report and its options; it reads nothing
//! and changes nothing.

mod ics;
mod json;
mod plain;
mod problems;
mod text;

pub use ics::calendar;
pub use problems::complaints;

use crate::report::Report;

/// An output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// Aligned tables and trees for a terminal.
    #[default]
    Table,
    /// One record a line, `field: value`, without drawing characters: for screen readers and `grep`.
    Plain,
    /// The published document.
    Json,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 3] = [Self::Table, Self::Plain, Self::Json];

    /// The word used for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Plain => "plain",
            Self::Json => "json",
        }
    }

    /// The format with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.word() == word)
    }

    /// The format a file's name asks for by its ending.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Plain),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// What a renderer may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Style {
    /// Colours, beside words that say the same.
    pub color: bool,
    /// Only ASCII for lines and branches.
    pub ascii: bool,
    /// Columns to wrap at; none means not to wrap.
    pub width: Option<usize>,
}

/// The report in a format, ending with a line break.
#[must_use]
pub fn render(report: &Report, format: Format, style: Style) -> String {
    match format {
        Format::Table => text::render(report, style),
        Format::Plain => plain::render(report),
        Format::Json => json::render(&report.data),
    }
}
