//! The conversation: from what was typed to an answer and an exit code.
//!
//! [`run`] is the whole program. It is handed a [`World`] and touches nothing else, so tests run it in memory.

mod answers;
mod args;
mod change;
mod commands;
mod complaints;
mod judged;
mod outcome;
mod paging;
mod pick;
mod places;
mod pseudonyms;
mod session;
mod settings;
mod system_commit;
mod system_files;
mod system_journal;
mod system_pager;
#[cfg(feature = "parquet")]
mod system_parquet;
mod system_progress;
mod system_store;
mod usage;
pub mod world;

pub use args::Cli;
pub use outcome::{CliError, Outcome};
pub use system_files::SystemFiles;
pub use system_pager::SystemPager;
#[cfg(feature = "parquet")]
pub use system_parquet::ParquetFiles;
pub use system_progress::SystemProgress;
pub use system_store::SystemStore;
pub use world::{NoPager, NoProgress, Pager, Progress, Refusal, Replacement, Store, Terminal, World};

use clap::FromArgMatches;
use session::Session;
use std::ffi::OsString;
use std::io::ErrorKind as IoErrorKind;

/// Runs one command and returns the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>, world: &mut World<'_>) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let typed = settings::typed_color(&args);
    let lang = settings::early_lang(&args, world);
    let mut command = args::command(lang, Some(settings::help_width(world)));
    let parsed = command.try_get_matches_from_mut(args).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli.settled(),
        Err(error) => return usage::usage(&error, lang, typed, world),
    };
    let mut session = Session::new(cli.global, lang, world);
    let settled = session
        .settle()
        .and_then(|()| answers::check(&session, cli.command.as_ref()))
        .and_then(|()| session.take_key(cli.command.as_ref()));
    let result = settled.and_then(|()| commands::run(cli.command, &mut session));
    let result = result.and_then(|outcome| session.finish().map(|()| outcome));
    match result {
        Ok(outcome) => outcome.code(),
        Err(error) => {
            if let Some(words) = error.words(session.lang()) {
                session.complain(&words);
            }
            error.code()
        }
    }
}

/// A failed write to a stream: a reader that has gone is no error.
fn stream_error(path: &str, error: &std::io::Error) -> CliError {
    if error.kind() == IoErrorKind::BrokenPipe {
        CliError::ClosedPipe
    } else {
        CliError::Write { path: path.to_owned(), why: error.to_string() }
    }
}
