//! `completions` and `man`: what shells and manual readers need.

use super::Answer;
use crate::cli::args::{Cli, Completions, Man};
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::say;
use crate::near::nearest;
use clap::CommandFactory;

pub(super) fn completions(args: &Completions, session: &mut Session<'_, '_>) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "competency", &mut script);
    session.print(&String::from_utf8_lossy(&script));
    Ok(Outcome::Yes)
}

pub(super) fn man(args: &Man, session: &mut Session<'_, '_>) -> Answer {
    let mut program = Cli::command();
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => {
            let known: Vec<String> = program.get_subcommands().map(|c| c.get_name().to_owned()).collect();
            program.find_subcommand(name).cloned().ok_or_else(|| {
                let near = nearest(name, known.iter().map(String::as_str));
                let (message, help) = say::unknown(session.lang(), "command", name, near);
                CliError::Usage(message, help)
            })?
        }
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command)
        .render(&mut page)
        .map_err(|error| CliError::Write { path: "-".to_owned(), why: error.to_string() })?;
    session.print(&String::from_utf8_lossy(&page));
    Ok(Outcome::Yes)
}
