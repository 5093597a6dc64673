//! How a command ends: the one place that turns outcomes into exit codes.

use crate::lang::Lang;
use crate::lang::say;

/// What a command found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Answered, and the answer is yes or fine.
    Yes,
    /// Answered, and the answer is no.
    No,
    /// Facts are missing.
    CannotTell,
}

/// Why a command could not answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CliError {
    /// What was typed cannot be done; a sentence, and what would help.
    Usage(String, Option<String>),
    /// Files are wrong; they were complained about already.
    Complained,
    /// Something could not be written.
    Write {
        /// Where.
        path: String,
        /// Why, in the operating system's words.
        why: String,
    },
    /// Whoever reads the answer has gone: nothing to say, and nothing wrong.
    ClosedPipe,
}

impl Outcome {
    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Yes => 0,
            Self::No => 1,
            Self::CannotTell => 3,
        }
    }
}

impl CliError {
    /// The exit code.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Usage(..) | Self::Complained | Self::Write { .. } => 2,
            Self::ClosedPipe => 0,
        }
    }

    /// What is said on the error stream; none when all was said already.
    #[must_use]
    pub fn words(&self, lang: Lang) -> Option<String> {
        match self {
            Self::Usage(message, help) => Some(say::error(lang, message, help.as_deref())),
            Self::Write { path, why } => Some(say::error(lang, &say::cannot_write(lang, path, why), None)),
            Self::Complained | Self::ClosedPipe => None,
        }
    }
}
