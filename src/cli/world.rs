//! Everything a command may touch: files, streams, the clock's reading, the terminal, the environment.
//!
//! `main` fills in the real world; tests fill in one in memory.

use crate::load::files::Files;
use crate::model::Instant;
use std::io::{Read, Write};

/// The world a command runs in.
pub struct World<'w> {
    /// Files to read.
    pub files: &'w dyn Files,
    /// Where files are written.
    pub store: &'w mut dyn Store,
    /// What is piped in, for the command that is asked to read it.
    pub input: &'w mut (dyn Read + Send),
    /// The answer.
    pub out: &'w mut dyn Write,
    /// Diagnostics and hints.
    pub err: &'w mut dyn Write,
    /// Now.
    pub now: Instant,
    /// The current folder, where known.
    pub folder: Option<String>,
    /// An environment variable.
    pub env: &'w dyn Fn(&str) -> Option<String>,
    /// The user's own configuration file, where the platform has a place for it.
    pub config: Option<String>,
    /// What the streams are connected to.
    pub terminal: Terminal,
    /// How many processors there are to work on.
    pub processors: usize,
    /// How far something long has come.
    pub progress: &'w mut dyn Progress,
}

/// Where a command says how far it has come. It is no part of the answer.
pub trait Progress {
    /// `done` of `all` bytes or rows of `what` are through.
    fn advance(&mut self, what: &str, done: u64, all: u64);

    /// It is over; nothing stays on the screen.
    fn done(&mut self);
}

/// Nobody watches.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn advance(&mut self, _: &str, _: u64, _: u64) {}

    fn done(&mut self) {}
}

/// What the streams are connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terminal {
    /// The answer goes to a terminal.
    pub out: bool,
    /// Diagnostics go to a terminal.
    pub err: bool,
    /// Its width in columns.
    pub width: Option<usize>,
}

/// A place files can be written to.
pub trait Store {
    /// Creates a folder and those above it; one that exists is fine.
    ///
    /// # Errors
    /// In the operating system's words.
    fn create_folder(&mut self, path: &str) -> Result<(), String>;

    /// Writes a file that must not exist yet.
    ///
    /// # Errors
    /// In the operating system's words.
    fn create(&mut self, path: &str, bytes: &[u8]) -> Result<(), String>;

    /// Checks that a file can be written, so that a bad path fails before the work, and keeps what it has.
    ///
    /// # Errors
    /// In the operating system's words.
    fn probe(&mut self, path: &str) -> Result<(), String>;

    /// Whether two paths name the same file.
    fn same(&self, a: &str, b: &str) -> bool;

    /// Writes a file whole: afterwards it holds the old bytes or the new ones, never a part.
    ///
    /// # Errors
    /// In the operating system's words.
    fn replace(&mut self, path: &str, bytes: &[u8]) -> Result<(), String>;

    /// Writes a file that must not exist yet and that only its owner may read.
    ///
    /// # Errors
    /// In the operating system's words.
    fn create_private(&mut self, path: &str, bytes: &[u8]) -> Result<(), String>;

    /// Fills `bytes` with randomness good enough for passwords.
    ///
    /// # Errors
    /// In the operating system's words.
    fn random(&mut self, bytes: &mut [u8]) -> Result<(), String>;

    /// Keeps everybody else from changing the files of a workspace until [`Store::unlock`] or the end of the process, and
    /// finishes or undoes a change that was interrupted there. Waits a short while for somebody who is changing them.
    ///
    /// # Errors
    /// When somebody else is still changing them, or the folder cannot be written to.
    fn lock(&mut self, folder: &str) -> Result<(), Refusal>;

    /// Lets others change the files again.
    fn unlock(&mut self, folder: &str);

    /// Whether a change was interrupted in this workspace, so that its files may not belong together. Costs a look at one
    /// name.
    fn interrupted(&self, folder: &str) -> bool;

    /// Changes files of a locked workspace: all of them, or none, whenever the process or the machine stops.
    ///
    /// # Errors
    /// When a file is not what it was, cannot be replaced, or there is no room; nothing has changed then.
    fn commit(&mut self, folder: &str, replacements: &[Replacement<'_>]) -> Result<(), Refusal>;
}

/// A file to be replaced or created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacement<'r> {
    /// Which file.
    pub path: &'r str,
    /// What it held when it was read; none when it was not there.
    pub before: Option<&'r [u8]>,
    /// What it shall hold.
    pub after: &'r [u8],
}

/// Why files were not changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Somebody else is changing the files of this folder.
    Busy {
        /// The folder.
        folder: String,
    },
    /// A file is not what it was when it was read.
    ChangedMeanwhile {
        /// Which file.
        path: String,
    },
    /// The file is a link to another place, where somebody else may rely on it.
    Link {
        /// Which file.
        path: String,
    },
    /// The file is marked as read-only.
    ReadOnly {
        /// Which file.
        path: String,
    },
    /// Anything else, such as a full disk.
    System {
        /// Which file or folder.
        path: String,
        /// Why, in the operating system's words.
        why: String,
    },
}
