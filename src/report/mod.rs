//! What we want to say, for every format alike.
//!
//! A [`Report`] holds the answer twice: as `blocks` of prose, tables, trees and the like for people, and as `data` for machines.
//! Builders (one file each) make both from the same evaluation; renderers decide how they look. A cell carries a
//! [`Tone`], which is a meaning, never a colour, and where it is a day or a number that [`Value`].

mod checked;
mod common;
mod dated;
mod fields;
mod shapes;
mod table;

/// Whether something holds: a word that reports say as the engine does.
pub use crate::engine::Verdict;
pub use checked::{Checked, Complaint, Part, Required};
pub use common::{Reader, Recorded, Told};
pub use dated::Dated;
pub use fields::{Fields, Shape, Tree};
pub use shapes::{Badge, Bar, Card, Columns, Details, Held, Lane, Mark, Marked, Matrix, Section, Span, Timeline, Turn};
pub use table::{Cell, Table, Value};

pub mod achievements;
pub mod actions;
pub mod alerts;
pub mod batch;
mod cards;
mod cause;
pub mod change;
pub mod check;
pub mod compare;
pub mod doctor;
pub mod employees;
mod exceptions;
pub mod explain;
pub mod forecast;
pub mod import;
pub mod membership;
pub mod overview;
pub mod people;
mod people_data;
pub mod profile;
pub mod program;
mod program_data;
mod progress;
mod requirements;
mod rule_words;
mod standing_data;
pub mod status;
mod status_data;
mod timeline;
pub mod why_not;

use crate::model::Instant;

/// An answer, ready to be rendered: builders that are costly fill in only the half its reader wants.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// What the answer is about, for formats that have a title; none where the first sentence says it.
    pub title: Option<String>,
    /// The parts for people, in order. Where there are several tables, the first is the one the answer is about.
    pub blocks: Vec<Block>,
    /// The same for machines; its first field names the published schema.
    pub data: Data,
    /// The lists of `data` whose items stand alone: the name of the list, and the word for one item.
    pub lists: &'static [(&'static str, &'static str)],
    /// What was checked, for build servers; none for an answer that checks nothing.
    pub checked: Option<Checked>,
    /// What happens or must be done on which day, earliest first; none for an answer that knows no days.
    pub dates: Vec<Dated>,
    /// The instant it speaks of, which is the age of a file made of it; none for an answer that depends on no day.
    pub as_of: Option<Instant>,
}

/// A part of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// Sentences, one a line.
    Prose(Vec<Line>),
    /// Rows and columns.
    Table(Table),
    /// Nested statements.
    Tree(Vec<TreeNode>),
    /// Lines that are shown as they are and never wrapped, such as those of a file.
    Verbatim(Vec<Line>),
    /// Blocks under a heading.
    Section(Section),
    /// Several things, each at a glance with its details.
    Cards(Vec<Card>),
    /// Who is what to whom.
    Matrix(Matrix),
    /// What is held from when to when.
    Timeline(Timeline),
}

/// A sentence with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The words.
    pub text: String,
    /// What they mean for the reader.
    pub tone: Tone,
}

/// How far something has come: nothing that the words do not say, but seen at a glance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gauge {
    /// In thousandths, at most 1000.
    pub per_mille: u32,
    /// In numbers, such as `3/5`.
    pub label: String,
}

/// A statement and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreeNode {
    /// The words.
    pub text: String,
    /// What they mean for the reader.
    pub tone: Tone,
    /// What it rests on.
    pub children: Vec<TreeNode>,
}

/// What words mean for the reader. Renderers add style; the words alone must say it too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Nothing special.
    #[default]
    Plain,
    /// It holds.
    Good,
    /// It deserves a look.
    Attention,
    /// It does not hold.
    Bad,
    /// Background.
    Muted,
    /// The answer itself.
    Strong,
}

/// A value for machines. Fields keep their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Data {
    /// Nothing.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// Text; dates, instants and exact decimals are text too.
    Text(String),
    /// A list.
    List(Vec<Data>),
    /// Named fields.
    Map(Vec<(String, Data)>),
}

impl Report {
    /// An answer.
    #[must_use]
    pub fn new(blocks: Vec<Block>, data: Data) -> Self {
        Self { blocks, data, ..Self::default() }
    }

    /// The answer with the lists of its document whose items stand alone.
    #[must_use]
    pub fn listing(self, lists: &'static [(&'static str, &'static str)]) -> Self {
        Self { lists, ..self }
    }

    /// The answer with what was checked.
    #[must_use]
    pub fn checking(self, checked: Checked) -> Self {
        Self { checked: Some(checked), ..self }
    }

    /// The answer with the entries of a calendar.
    #[must_use]
    pub fn dating(self, dates: Vec<Dated>) -> Self {
        Self { dates, ..self }
    }
}

impl Line {
    /// A sentence.
    pub fn new(tone: Tone, text: impl Into<String>) -> Self {
        Self { text: text.into(), tone }
    }
}

impl TreeNode {
    /// A statement that rests on nothing further.
    pub fn leaf(tone: Tone, text: impl Into<String>) -> Self {
        Self { text: text.into(), tone, children: Vec::new() }
    }

    /// A statement and what it rests on.
    pub fn new(tone: Tone, text: impl Into<String>, children: Vec<Self>) -> Self {
        Self { text: text.into(), tone, children }
    }
}

impl Data {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A count.
    #[must_use]
    pub fn count(count: usize) -> Self {
        Self::Int(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// The value, or null.
    #[must_use]
    pub fn optional(value: Option<Self>) -> Self {
        value.unwrap_or(Self::Null)
    }

    /// Named fields.
    #[must_use]
    pub fn map<const N: usize>(fields: [(&str, Self); N]) -> Self {
        Self::Map(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
    }

    /// A list of texts.
    pub fn texts<T: Into<String>>(texts: impl IntoIterator<Item = T>) -> Self {
        Self::List(texts.into_iter().map(|t| Self::Text(t.into())).collect())
    }

    /// Adds a field to a map.
    #[must_use]
    pub fn with(mut self, name: &str, value: Self) -> Self {
        if let Self::Map(fields) = &mut self {
            fields.push((name.to_owned(), value));
        }
        self
    }

    /// Adds the fields of another map.
    #[must_use]
    pub fn extended(mut self, more: Self) -> Self {
        if let (Self::Map(fields), Self::Map(more)) = (&mut self, more) {
            fields.extend(more);
        }
        self
    }

    /// Adds a field to a map when there is a value for it.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<Self>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }
}
