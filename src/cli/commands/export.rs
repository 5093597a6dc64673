//! `export`: files for other systems.

use super::Answer;
use crate::cli::args::ExportCommand;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::diagnostic::Problem;
use crate::import::entra_bulk_create;
use crate::lang::{problems, say, words};
use crate::load::decode::decode;
use crate::load::{undecodable, unreadable};
use std::num::NonZeroUsize;

pub(super) fn run(command: &ExportCommand, session: &mut Session<'_, '_>) -> Answer {
    let ExportCommand::EntraBulkCreate { log, rows, into } = command;
    let cannot_read = |why: &Problem| {
        let (message, help) = say::cannot_read(session.lang(), log, &problems::words(session.lang(), why).message);
        CliError::Usage(message, help)
    };
    let bytes = session.world.files.read(log).map_err(|error| cannot_read(&unreadable(error)))?;
    let (text, _) =
        decode(bytes, session.encoding()?).map_err(|error| cannot_read(&undecodable(log, error).problem))?;
    let rows = NonZeroUsize::new(*rows).unwrap_or(NonZeroUsize::MIN);
    let files = entra_bulk_create(&text, rows).map_err(|error| {
        let (message, help) = words::log_error(session.lang(), log, &error);
        CliError::Usage(message, help)
    })?;
    for (n, file) in files.iter().enumerate() {
        let path = numbered(into, n);
        // They hold passwords, so nobody else may read them, and nothing is overwritten.
        let failed = |why| CliError::Write { path: path.clone(), why };
        session.world.store.create_private(&path, file.as_bytes()).map_err(failed)?;
        session.hint(&say::wrote_private(session.lang(), &path));
    }
    if files.is_empty() {
        session.hint(&say::no_passwords(session.lang(), log));
    }
    Ok(Outcome::Yes)
}

/// `users.csv`, `users-2.csv`, `users-3.csv`, …
fn numbered(path: &str, n: usize) -> String {
    if n == 0 {
        return path.to_owned();
    }
    match path.rsplit_once('.') {
        Some((stem, ending)) if !ending.contains('/') => format!("{stem}-{}.{ending}", n + 1),
        _ => format!("{path}-{}", n + 1),
    }
}
