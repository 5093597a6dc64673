//! The formats: their names, the endings of files that ask for them, and what they show of a report.

use crate::report::Reader;

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
    /// The published document line by line.
    Ndjson,
    /// The table of the answer, separated by commas.
    Csv,
    /// The table of the answer, separated by TAB.
    Tsv,
    /// A workbook with every table.
    Xlsx,
    /// GitHub Flavored Markdown.
    Markdown,
    /// One static page.
    Html,
    /// JUnit XML: what was required as test cases.
    Junit,
    /// SARIF 2.1.0: complaints about files.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// An iCalendar file.
    Ics,
}

/// A part of a report that some formats show, and that not every report has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A table, which is the answer or begins it.
    Table,
    /// Several tables, none of which is the answer by itself.
    Tables,
    /// What was checked.
    Checked,
    /// What happens or must be done on which day.
    Dates,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 13] = [
        Self::Table,
        Self::Plain,
        Self::Json,
        Self::Ndjson,
        Self::Csv,
        Self::Tsv,
        Self::Xlsx,
        Self::Markdown,
        Self::Html,
        Self::Junit,
        Self::Sarif,
        Self::Github,
        Self::Ics,
    ];

    /// Each ending of a file with the format it asks for; the longest that fits wins.
    const ENDINGS: [(&str, Self); 12] = [
        (".txt", Self::Plain),
        (".json", Self::Json),
        (".ndjson", Self::Ndjson),
        (".csv", Self::Csv),
        (".tsv", Self::Tsv),
        (".xlsx", Self::Xlsx),
        (".md", Self::Markdown),
        (".html", Self::Html),
        (".xml", Self::Junit),
        (".sarif", Self::Sarif),
        (".sarif.json", Self::Sarif),
        (".ics", Self::Ics),
    ];

    /// The word used for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Plain => "plain",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Xlsx => "xlsx",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Junit => "junit",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Ics => "ics",
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
        let name = name.to_ascii_lowercase();
        let fitting = Self::ENDINGS.into_iter().filter(|(ending, _)| name.ends_with(ending));
        fitting.max_by_key(|(ending, _)| ending.len()).map(|(_, format)| format)
    }

    /// The endings that ask for a format.
    pub fn endings() -> impl Iterator<Item = &'static str> {
        Self::ENDINGS.into_iter().map(|(ending, _)| ending)
    }

    /// The part of a report without which there is nothing to show.
    #[must_use]
    pub fn part(self) -> Option<Part> {
        match self {
            Self::Table | Self::Plain | Self::Json | Self::Ndjson | Self::Markdown | Self::Html => None,
            Self::Csv | Self::Tsv => Some(Part::Table),
            Self::Xlsx => Some(Part::Tables),
            Self::Junit | Self::Sarif | Self::Github => Some(Part::Checked),
            Self::Ics => Some(Part::Dates),
        }
    }

    /// Whether it has something to show of a report with these parts.
    #[must_use]
    pub fn shows(self, parts: &[Part]) -> bool {
        match self.part() {
            None => true,
            // One table is enough for a workbook.
            Some(Part::Tables) => parts.iter().any(|part| matches!(part, Part::Table | Part::Tables)),
            Some(part) => parts.contains(&part),
        }
    }

    /// For whom a report in this format is built.
    #[must_use]
    pub fn reader(self) -> Reader {
        match self {
            Self::Json | Self::Ndjson => Reader::Machine,
            Self::Csv | Self::Tsv | Self::Xlsx => Reader::Spreadsheet,
            _ => Reader::Person,
        }
    }

    /// True where an answer is text that a terminal can show.
    #[must_use]
    pub fn is_text(self) -> bool {
        self != Self::Xlsx
    }

    /// True where files that cannot be used are part of the answer: whoever reads it sees no error stream.
    #[must_use]
    pub fn tells_errors(self) -> bool {
        self.reader() == Reader::Machine || self.part() == Some(Part::Checked)
    }
}
