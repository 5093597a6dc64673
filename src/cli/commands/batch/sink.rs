//! Where lines go: out at once where the format allows it, or kept until the end.

use super::desk::{Risk, Wanted};
use crate::cli::world::Progress;
use crate::cli::{CliError, Outcome, stream_error};
use crate::engine::{Reason, Summary, Verdict};
use crate::lang::{Lang, say};
use crate::render::{self, Format};
use crate::report::batch::{self, SCHEMA};
use crate::report::{Block, Cell, Data, Report, Table};
use std::io::Write;

/// One organization's part of the answer.
pub(super) enum Item {
    /// A line as it is.
    Text(String),
    /// A document among others.
    Document(Data),
    /// A row of the table.
    Row(Vec<Cell>),
}

/// What became of some organizations.
#[derive(Default)]
pub(super) struct Worked {
    /// Lines in their order.
    text: String,
    /// Writes them.
    writer: render::Line,
    /// What cannot be written before the end.
    kept: Vec<(Risk, Item)>,
    pub tally: Tally,
    /// Nothing after this is wanted.
    pub stop: bool,
}

/// What is counted.
#[derive(Debug, Clone)]
pub(super) struct Tally {
    pub organizations: u64,
    pub failed: u64,
    pub left_out: u64,
    pub people: u64,
    pub read: u64,
    pub counted: u64,
    pub not_counted: [u64; Reason::CODES.len()],
    /// Warnings about files as a whole.
    pub warnings: u64,
    /// Whether all of what is required holds.
    pub verdict: Verdict,
}

impl Default for Tally {
    fn default() -> Self {
        Self {
            organizations: 0,
            failed: 0,
            left_out: 0,
            people: 0,
            read: 0,
            counted: 0,
            not_counted: [0; Reason::CODES.len()],
            warnings: 0,
            verdict: Verdict::Met,
        }
    }
}

impl Tally {
    /// Counts an organization that was evaluated.
    pub(super) fn count(&mut self, summary: &Summary) {
        self.organizations += 1;
        self.people += summary.people as u64;
        self.read += summary.read as u64;
        self.counted += summary.counted as u64;
        for (all, one) in self.not_counted.iter_mut().zip(summary.not_counted) {
            *all += one as u64;
        }
    }

    fn add(&mut self, other: &Self) {
        self.organizations += other.organizations;
        self.failed += other.failed;
        self.left_out += other.left_out;
        self.people += other.people;
        self.read += other.read;
        self.counted += other.counted;
        for (all, one) in self.not_counted.iter_mut().zip(other.not_counted) {
            *all += one;
        }
        self.warnings += other.warnings;
        self.verdict = Verdict::all([self.verdict, other.verdict]);
    }

    /// The summary in words.
    pub(super) fn words(&self, lang: Lang) -> String {
        let reasons = Reason::CODES.into_iter().zip(self.not_counted).filter(|(_, count)| *count > 0);
        let reasons: Vec<(&str, u64)> = reasons.collect();
        let organizations = [self.organizations, self.failed, self.left_out];
        say::batch_summary(lang, organizations, self.people, [self.read, self.counted], &reasons)
    }

    /// How the command ends.
    pub(super) fn outcome(&self) -> Result<Outcome, CliError> {
        match self.verdict {
            _ if self.failed > 0 => Err(CliError::Complained),
            Verdict::Met => Ok(Outcome::Yes),
            Verdict::NotMet => Ok(Outcome::No),
            Verdict::Unknown => Ok(Outcome::CannotTell),
        }
    }
}

impl Worked {
    /// Adds what comes next.
    pub(super) fn append(&mut self, next: Self) {
        self.text.push_str(&next.text);
        self.kept.extend(next.kept);
        self.tally.add(&next.tally);
        self.stop |= next.stop;
    }

    /// Adds an organization's line, as `tell` tells it.
    pub(super) fn line(&mut self, wanted: &Wanted<'_>, risk: Risk, tell: impl FnOnce(&mut render::Line)) {
        tell(&mut self.writer);
        if wanted.risk {
            let mut text = String::new();
            self.writer.finish(&mut text);
            self.kept.push((risk, Item::Text(text)));
        } else {
            self.writer.finish(&mut self.text);
        }
    }

    /// Adds an organization's part.
    pub(super) fn add(&mut self, wanted: &Wanted<'_>, risk: Risk, item: Item) {
        match item {
            _ if wanted.risk => self.kept.push((risk, item)),
            Item::Text(text) if self.text.is_empty() => self.text = text,
            Item::Text(text) => self.text.push_str(&text),
            Item::Row(row) if matches!(wanted.format, Format::Csv | Format::Tsv) => {
                let table = Table { rows: vec![row], ..Table::default() };
                self.text.push_str(&render::separated(&table, wanted.format, wanted.style, false));
            }
            other => self.kept.push((risk, other)),
        }
    }
}

/// Takes what was worked on, in order.
pub(super) struct Sink<'s> {
    pub wanted: &'s Wanted<'s>,
    pub out: &'s mut dyn Write,
    pub progress: &'s mut dyn Progress,
    /// Lines go out at once.
    pub direct: bool,
    /// Nobody wants lines.
    pub silent: bool,
    /// How many organizations there are, as far as is known.
    pub all: u64,
    /// What goes into the answer at the end.
    pub text: String,
    pub kept: Vec<(Risk, Item)>,
    pub tally: Tally,
    pub begun: bool,
    /// Why nothing more can be written.
    pub failure: Option<CliError>,
}

impl Sink<'_> {
    /// Takes a portion; false when no more is wanted.
    pub(super) fn take(&mut self, worked: Worked) -> bool {
        self.tally.add(&worked.tally);
        self.kept.extend(worked.kept);
        let words = say::batch_progress(self.wanted.lang);
        self.progress.advance(words, self.tally.organizations, self.all.max(self.tally.organizations));
        self.begin();
        self.write(&worked.text);
        !worked.stop && self.failure.is_none()
    }

    /// The headings of a table that is written piece by piece.
    fn begin(&mut self) {
        if std::mem::replace(&mut self.begun, true) || self.wanted.risk {
            return;
        }
        if matches!(self.wanted.format, Format::Csv | Format::Tsv) {
            let headings = batch::headings(self.wanted.lang, self.wanted.workspaces);
            let table = Table { headings, ..Table::default() };
            let headings = render::separated(&table, self.wanted.format, self.wanted.style, true);
            self.write(&headings);
        }
    }

    fn write(&mut self, text: &str) {
        if text.is_empty() || self.silent || self.failure.is_some() {
            return;
        }
        if self.direct {
            self.failure = self.out.write_all(text.as_bytes()).err().map(|error| stream_error("-", &error));
        } else {
            self.text.push_str(text);
        }
    }

    /// The rest of the answer: what was kept, in its order.
    pub(super) fn finish(&mut self) -> Option<Report> {
        self.progress.done();
        self.begin();
        if self.direct && self.failure.is_none() {
            self.failure = self.out.flush().err().map(|error| stream_error("-", &error));
        }
        if matches!(self.wanted.format, Format::Csv | Format::Tsv | Format::Ndjson) && !self.wanted.risk {
            return None;
        }
        let mut kept = std::mem::take(&mut self.kept);
        kept.sort_by_key(|(risk, _)| *risk);
        let (mut rows, mut documents) = (Vec::new(), Vec::new());
        for (_, item) in kept {
            match item {
                Item::Text(text) => self.text.push_str(&text),
                Item::Document(document) => documents.push(document),
                Item::Row(row) => rows.push(row),
            }
        }
        if self.wanted.format == Format::Ndjson {
            return None;
        }
        let mut headings = batch::headings(self.wanted.lang, self.wanted.workspaces);
        if self.wanted.format == Format::Table {
            headings = batch::brief(headings, self.wanted.workspaces);
            rows = rows.into_iter().map(|row| batch::brief(row, self.wanted.workspaces)).collect();
        }
        let table = Table::new("", headings, rows);
        let data = Data::map([("schema", Data::text(SCHEMA)), ("organizations", Data::List(documents))]);
        Some(Report::new(vec![Block::Table(table)], data))
    }
}
