//! `completions` and `man`: what shells and manual readers need.

use super::Answer;
use crate::cli::args::{Cli, Completions};
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use clap::CommandFactory;

pub(super) fn completions(args: &Completions, session: &mut Session<'_, '_>) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "competency", &mut script);
    session.print(&String::from_utf8_lossy(&script));
    Ok(Outcome::Yes)
}

pub(super) fn man(session: &mut Session<'_, '_>) -> Answer {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .map_err(|error| CliError::Write { path: "-".to_owned(), why: error.to_string() })?;
    session.print(&String::from_utf8_lossy(&page));
    Ok(Outcome::Yes)
}
