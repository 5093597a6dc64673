//! How far a long import has come.

use crate::cli::world::Progress;
use crate::diagnostic::{Diagnostic, Span};
use crate::import::merge::Merger;
use crate::import::{Figure, Numbered, Person, RowAt, Sink, Skipped, Term, Who};

/// Hands rows on, and tells how far it has come.
pub(super) struct Watched<'s, 'w> {
    pub sink: &'s mut Merger<'w>,
    pub progress: &'s mut dyn Progress,
    pub path: &'s str,
    pub bytes: u64,
    pub rows: u32,
}

/// Rows between two looks at the clock.
const STEP: u32 = 4096;

impl Watched<'_, '_> {
    fn row(&mut self, at: RowAt) {
        self.rows = self.rows.wrapping_add(1);
        if self.rows.is_multiple_of(STEP) {
            self.progress.advance(self.path, u64::from(at.span.start), self.bytes);
        }
    }
}

impl Sink for Watched<'_, '_> {
    fn person(&mut self, at: RowAt, person: &Person<'_>) {
        self.row(at);
        self.sink.person(at, person);
    }

    fn who(&mut self, at: Span, who: &Who<'_>) -> u32 {
        self.sink.who(at, who)
    }

    fn credential(&mut self, code: &str, title: &str) -> u32 {
        self.sink.credential(code, title)
    }

    fn numbered(&mut self, at: RowAt, earned: &Numbered<'_>) {
        self.row(at);
        self.sink.numbered(at, earned);
    }

    fn figure(&mut self, at: RowAt, figure: &Figure<'_>) {
        self.row(at);
        self.sink.figure(at, figure);
    }

    fn term(&mut self, at: RowAt, term: &Term<'_>) {
        self.row(at);
        self.sink.term(at, term);
    }

    fn reject(&mut self, at: RowAt, complaints: Vec<Diagnostic>) {
        self.row(at);
        self.sink.reject(at, complaints);
    }

    fn skip(&mut self, at: RowAt, why: Skipped) {
        self.row(at);
        self.sink.skip(at, why);
    }
}
