//! How far a long import has come.

use crate::cli::world::Progress;
use crate::diagnostic::Diagnostic;
use crate::import::merge::Merger;
use crate::import::{Earned, Figure, Person, RowAt, Sink, Skipped, Term};

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

    fn earned(&mut self, at: RowAt, earned: &Earned<'_>) {
        self.row(at);
        self.sink.earned(at, earned);
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
