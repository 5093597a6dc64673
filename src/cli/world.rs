//! Everything a command may touch: files, streams, the clock's reading, the terminal, the environment.
//!
//! `main` fills in the real world; tests fill in one in memory.

use crate::load::files::Files;
use crate::model::Instant;
use std::io::Write;

/// The world a command runs in.
pub struct World<'w> {
    /// Files to read.
    pub files: &'w dyn Files,
    /// Where files are written.
    pub store: &'w mut dyn Store,
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
}
