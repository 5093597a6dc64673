//! The conversation: from what was typed to an answer and an exit code.
//!
//! [`run`] is the whole program. It is handed a [`World`] and touches nothing else, so tests run it in memory.

mod args;
mod commands;
mod outcome;
mod session;
mod settings;
mod system_files;
mod system_store;
pub mod world;

pub use args::Cli;
pub use outcome::{CliError, Outcome};
pub use system_files::SystemFiles;
pub use system_store::SystemStore;
pub use world::{Store, Terminal, World};

use crate::lang::Lang;
use clap::Parser;
use clap::error::ErrorKind;
use session::Session;
use std::ffi::OsString;
use std::io::ErrorKind as IoErrorKind;

/// Runs one command and returns the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, world: &mut World<'_>) -> u8 {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, world),
    };
    let mut session = Session::new(cli.global, world);
    let result = session.settle().and_then(|()| commands::run(cli.command, &mut session));
    let result = result.and_then(|outcome| session.finish().map(|()| outcome));
    match result {
        Ok(outcome) => outcome.code(),
        Err(error) => {
            if let Some(words) = error.words(Lang::En) {
                session.complain(&words);
            }
            error.code()
        }
    }
}

/// Help that was asked for is an answer; anything else is an error of usage.
fn usage(error: &clap::Error, world: &mut World<'_>) -> u8 {
    let text = error.render();
    let asked = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
    );
    if asked {
        let text = if world.terminal.out && (world.env)("NO_COLOR").is_none_or(|v| v.is_empty()) {
            text.ansi().to_string()
        } else {
            text.to_string()
        };
        // Somebody who closes the pipe early has seen enough.
        let _ = world.out.write_all(text.as_bytes());
        return 0;
    }
    let text = if world.terminal.err && (world.env)("NO_COLOR").is_none_or(|v| v.is_empty()) {
        text.ansi().to_string()
    } else {
        text.to_string()
    };
    let _ = world.err.write_all(text.as_bytes());
    2
}

/// A failed write to a stream: a reader that has gone is no error.
fn stream_error(path: &str, error: &std::io::Error) -> CliError {
    if error.kind() == IoErrorKind::BrokenPipe {
        CliError::ClosedPipe
    } else {
        CliError::Write { path: path.to_owned(), why: error.to_string() }
    }
}
