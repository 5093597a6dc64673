//! `completions` and `man`: what shells and manual readers need.

use super::Answer;
use crate::cli::args::{self, Completions, Man};
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::arguments::manual_heading;
use crate::lang::say;
use crate::near::nearest;

pub(super) fn completions(asked: &Completions, session: &mut Session<'_, '_>) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(asked.shell, &mut args::command(session.lang(), None), "competency", &mut script);
    session.print(&String::from_utf8_lossy(&script));
    Ok(Outcome::Yes)
}

pub(super) fn man(asked: &Man, session: &mut Session<'_, '_>) -> Answer {
    let mut program = args::command(session.lang(), None);
    program.build();
    let command = match &asked.command {
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
    let page = String::from_utf8_lossy(&page);
    let lines = page.split_inclusive('\n').map(|line| match line.trim_end().strip_prefix(".SH ") {
        Some(heading) => format!(".SH {}\n", manual_heading(session.lang(), heading)),
        None => line.to_owned(),
    });
    let page: String = lines.collect();
    session.print(&page);
    Ok(Outcome::Yes)
}
