//! Complaints about files: what is wrong, where, and what would help.
//!
//! A [`Diagnostic`] is a [`Problem`] at a place in the user's own text. Loading collects them and never stops at the
//! first; what they say in words is the catalogue's business (`lang`), and how they look is [`excerpt`]'s.

mod detail;
pub mod excerpt;
mod import_fault;
mod problem;
pub mod source;

pub use detail::{
    Attempt, DecodeFault, Held, ParquetFault, Shape, Thing, TieFault, TooLarge, Unreadable, Unsupported, When,
};
pub use import_fault::ImportFault;
pub use problem::{CODES, Problem, Severity};
pub use source::{Encoding, FileId, Position, Sources, Span};

/// One complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub place: Place,
    /// Other places that belong to it, such as where an id stood first.
    pub related: Vec<Span>,
}

/// Where something is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In this text.
    At(Span),
    /// In a file that could not be read as text.
    File(String),
}

impl Diagnostic {
    /// A complaint about this text.
    #[must_use]
    pub fn at(span: Span, problem: Problem) -> Self {
        Self { problem, place: Place::At(span), related: Vec::new() }
    }

    /// A complaint about a file as a whole.
    #[must_use]
    pub fn of_file(path: &str, problem: Problem) -> Self {
        Self { problem, place: Place::File(path.to_owned()), related: Vec::new() }
    }

    /// The same complaint, pointing at another place too.
    #[must_use]
    pub fn with(mut self, related: Span) -> Self {
        self.related.push(related);
        self
    }

    /// Where, if it is in a text.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        match &self.place {
            Place::At(span) => Some(*span),
            Place::File(_) => None,
        }
    }

    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }
}

/// True when something among the complaints makes an answer impossible.
#[must_use]
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity() == Severity::Error)
}
