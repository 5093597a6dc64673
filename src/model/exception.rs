//! Facts that somebody states instead of the records proving them.

use super::{Instant, Symbol};

/// What an override or attestation is about. A finer part narrows the coarser one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The competency's id.
    pub competency: Symbol,
    /// The level's id.
    pub level: Symbol,
    /// The path's id; none means every path of the level.
    pub path: Option<Symbol>,
    /// The requirement's id; none means the whole path or level.
    pub requirement: Option<Symbol>,
}

/// "Take this as met from then until then", with a reason and an author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Override {
    /// What is taken as met.
    pub target: Target,
    /// Its first second.
    pub from: Instant,
    /// The first second it no longer holds.
    pub until: Instant,
    /// Why it was granted.
    pub reason: Option<Symbol>,
    /// Who granted it.
    pub by: Option<Symbol>,
}

/// "This requirement's fact was stated, with this evidence."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// The requirement it answers.
    pub target: Target,
    /// Its first second.
    pub from: Instant,
    /// The first second it no longer holds; none means it does not run out.
    pub until: Option<Instant>,
    /// Where the proof is, in the user's words.
    pub evidence: Option<Symbol>,
    /// False when the fact was stated not to hold.
    pub holds: bool,
}

impl Override {
    /// True while it is in force.
    #[must_use]
    pub fn active_at(&self, at: Instant) -> bool {
        self.from <= at && at < self.until
    }
}

impl Attestation {
    /// True while it is in force.
    #[must_use]
    pub fn active_at(&self, at: Instant) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }
}
