//! Tables: words for people, and beside them what a cell means where it is a day or a number, so that a spreadsheet can
//! sort and add it.

use super::{Gauge, Tone};
use crate::model::{Date, Quantity};

/// Rows and columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What it is about: a caption, or the name of a sheet.
    pub title: String,
    /// What the columns are called.
    pub headings: Vec<String>,
    /// The cells, row by row.
    pub rows: Vec<Vec<Cell>>,
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The words.
    pub text: String,
    /// What they mean for the reader.
    pub tone: Tone,
    /// What the words say; none where they are words and nothing else.
    pub value: Option<Value>,
    /// How far something has come, where that can be drawn.
    pub gauge: Option<Gauge>,
}

/// What a cell says, where that is more than words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A day.
    Date(Date),
    /// An exact number. What it counts, and in which unit, is said by the heading.
    Number(Quantity),
}

impl Table {
    /// A table about something.
    pub fn new<H: Into<String>>(
        title: impl Into<String>,
        headings: impl IntoIterator<Item = H>,
        rows: Vec<Vec<Cell>>,
    ) -> Self {
        Self { title: title.into(), headings: headings.into_iter().map(Into::into).collect(), rows }
    }
}

impl Cell {
    /// A cell of words.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { text: text.into(), tone, value: None, gauge: None }
    }

    /// A cell of words without special meaning.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(Tone::Plain, text)
    }

    /// A day, in the form of ISO 8601; empty without one.
    #[must_use]
    pub fn date(date: Option<Date>) -> Self {
        let text = date.map(|date| date.to_string()).unwrap_or_default();
        Self { value: date.map(Value::Date), ..Self::plain(text) }
    }

    /// A number, with its thousands apart; empty without one.
    #[must_use]
    pub fn number(number: Option<Quantity>) -> Self {
        let text = number.map(super::common::grouped).unwrap_or_default();
        Self { value: number.map(Value::Number), ..Self::plain(text) }
    }

    /// How many of something.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Self::number(Some(Quantity::whole(i64::try_from(count).unwrap_or(i64::MAX))))
    }

    /// The cell with how far it has come.
    #[must_use]
    pub fn measured(self, gauge: Option<Gauge>) -> Self {
        Self { gauge, ..self }
    }

    /// The cell with another tone.
    #[must_use]
    pub fn toned(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}
