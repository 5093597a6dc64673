//! Parts of a report that mean more than words: a heading with what belongs to it, cards, a matrix, a timeline.
//!
//! They hold what is shown and never how: a renderer may draw a level's span as a bar or as a row of letters.

use super::{Cell, Line, Table, Tone, TreeNode};
use crate::model::Date;

/// Blocks under a heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The same in every language and every run: a name that can be linked to. No two sections of a report share one.
    pub id: &'static str,
    /// The heading.
    pub title: String,
    /// What stands below it, further sections included.
    pub blocks: Vec<super::Block>,
}

/// One thing and how it stands, at a glance; the details for whoever wants to know more.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Card {
    /// What it is.
    pub title: String,
    /// How it stands, in a word or two each.
    pub badges: Vec<Badge>,
    /// What there is to know: what each is about, and the words.
    pub facts: Vec<(String, Cell)>,
    /// How far it is to something; empty when there is nothing to reach.
    pub bars: Vec<Bar>,
    /// What the card rests on.
    pub details: Option<Details>,
}

/// A word that stands out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Badge {
    /// The word.
    pub text: String,
    /// What it means for the reader.
    pub tone: Tone,
    /// The level it names, as its place on the ladder from the lowest, which is 1; none for another word.
    pub level: Option<usize>,
}

/// How much of something there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What is counted or measured.
    pub label: String,
    /// How much there is and how much it takes, exactly.
    pub text: String,
    /// The share of what it takes, in thousandths, at most 1000; for drawings only. Never 1000 unless it is enough.
    pub per_mille: u32,
    /// What that means for the reader.
    pub tone: Tone,
}

/// What something rests on, for whoever wants to know more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// What is found here.
    pub summary: String,
    /// The statements.
    pub nodes: Vec<TreeNode>,
    /// Remarks below them.
    pub remarks: Vec<Line>,
}

/// Who is what to whom: a row for each of some, a column for each of others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matrix {
    /// What it is about: a caption, or the name of a sheet.
    pub title: String,
    /// What the first column is called.
    pub heading: String,
    /// The columns, side by side where they belong together.
    pub groups: Vec<Columns>,
    /// What each row is about, and a cell for every column.
    pub rows: Vec<(Cell, Vec<Cell>)>,
}

/// Columns that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// What they belong to.
    pub title: String,
    /// What each is called beneath it.
    pub columns: Vec<String>,
}

/// What is held from when to when, with the days that matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// What is shown, in a sentence.
    pub title: String,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// One for everything that is held at some time.
    pub lanes: Vec<Lane>,
    /// Days that matter for all lanes, earliest first.
    pub marks: Vec<Mark>,
    /// What the letters of a drawing in letters mean.
    pub legend: Line,
}

/// One thing over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// What it is.
    pub title: String,
    /// What is held at the close of each day: without gaps from the first day to the last, earliest first.
    pub spans: Vec<Span>,
    /// Every change, earliest first.
    pub turns: Vec<Turn>,
}

/// Days on which the same is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// What is held.
    pub held: Held,
    /// The word for it.
    pub word: String,
}

/// What is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Nothing.
    Nothing,
    /// Nobody can tell.
    Unknown,
    /// A level.
    Level {
        /// Its place on the ladder, from the lowest, which is 1.
        place: usize,
        /// A letter that stands for it.
        letter: char,
    },
}

/// A day on which something changes, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The first day it holds.
    pub day: Date,
    /// What it means for the reader.
    pub tone: Tone,
    /// What changes.
    pub what: String,
    /// Why.
    pub why: String,
}

/// A day, or several, that matter for everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// What it is.
    pub text: String,
    /// Its meaning.
    pub kind: Marked,
}

/// What a marked day is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// The day a membership ends unless it is renewed.
    Anniversary,
    /// The days on which it can be renewed.
    Window,
}

impl Matrix {
    /// The same as rows and columns, with what the columns belong to in their headings.
    #[must_use]
    pub fn table(&self) -> Table {
        let named = |group: &Columns| {
            let title = group.title.clone();
            group.columns.iter().map(move |column| format!("{title} {column}")).collect::<Vec<_>>()
        };
        Table {
            title: self.title.clone(),
            headings: std::iter::once(self.heading.clone()).chain(self.groups.iter().flat_map(named)).collect(),
            rows: self
                .rows
                .iter()
                .map(|(head, cells)| std::iter::once(head.clone()).chain(cells.iter().cloned()).collect())
                .collect(),
        }
    }
}

impl Lane {
    /// What is held at the close of a day; nothing outside the days that are shown.
    #[must_use]
    pub fn held_on(&self, day: Date) -> Held {
        self.spans.iter().find(|span| span.from <= day && day <= span.until).map_or(Held::Nothing, |span| span.held)
    }
}
