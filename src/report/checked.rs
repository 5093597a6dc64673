//! What a check found, typed: build servers want to know which case failed and which line to mark, not sentences.

use crate::diagnostic::{Position, Severity};
use crate::engine::Verdict;
use crate::lang::Lang;

/// What was checked, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The language of its words.
    pub lang: Lang,
    /// What checked it: `check` or `lint`.
    pub by: &'static str,
    /// The organization's id; none for a workspace of many, and where the files do not get as far as that.
    pub organization: Option<String>,
    /// The instant, in RFC 3339; none where nothing was evaluated.
    pub as_of: Option<String>,
    /// Every file that was read, as it is called where the command was typed.
    pub files: Vec<String>,
    /// What is wrong with the files.
    pub complaints: Vec<Complaint>,
    /// Warnings are a no, too.
    pub strict: bool,
    /// What was required.
    pub required: Vec<Required>,
}

/// A complaint about the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// How bad it is.
    pub severity: Severity,
    /// Its stable name.
    pub code: &'static str,
    /// The file, relative to the workspace.
    pub file: String,
    /// The file as it is called where the command was typed: what a repository calls it, when that is its root.
    pub path: String,
    /// Where the text begins and ends that it is about, lines and columns counted from 1; none for a complaint about a
    /// whole file.
    pub position: Option<(Position, Position)>,
    /// What is wrong.
    pub message: String,
    /// What is said of the place; empty when the message is enough.
    pub label: String,
    /// What would help.
    pub help: Option<String>,
}

/// Something that was required.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// As it was typed.
    pub text: String,
    /// What must be held: the id of a competency, or `membership`.
    pub subject: String,
    /// The level or the offer it must be held at.
    pub level: String,
    /// Whether it holds.
    pub verdict: Verdict,
    /// What is missing, in words.
    pub missing: String,
    /// The requirements that decide it: those of the path that is met, or of the one that is closest.
    pub parts: Vec<Part>,
}

/// One requirement of a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The id of the path.
    pub path: String,
    /// The requirement's id and name.
    pub name: String,
    /// Whether it is met.
    pub verdict: Verdict,
    /// The rule, with what is missing, in words.
    pub message: String,
}

impl Complaint {
    /// Everything it says, one sentence a line.
    #[must_use]
    pub fn text(&self) -> String {
        let label = Some(&self.label).filter(|label| !label.is_empty());
        [Some(&self.message), label, self.help.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>().join("\n")
    }
}
