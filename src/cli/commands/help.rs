//! `help`: topics and commands; the bare program's overview.

use super::Answer;
use crate::cli::args::{Cli, Help};
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::help::{TOPICS, overview as words, topic};
use crate::lang::{Lang, say};
use crate::near::nearest;
use clap::CommandFactory;

/// What the bare program prints.
pub(super) fn overview(session: &mut Session<'_, '_>) -> Answer {
    session.print(words(Lang::En));
    Ok(Outcome::Yes)
}

pub(super) fn run(args: &Help, session: &mut Session<'_, '_>) -> Answer {
    let Some(word) = &args.topic else {
        return overview(session);
    };
    if let Some(text) = topic(Lang::En, word) {
        session.print(text);
        return Ok(Outcome::Yes);
    }
    let mut commands = Cli::command();
    commands.build();
    if let Some(command) = commands.find_subcommand_mut(word) {
        let text = command.render_long_help();
        let text = if session.settings.out.color { text.ansi().to_string() } else { text.to_string() };
        session.print(&text);
        return Ok(Outcome::Yes);
    }
    let names: Vec<String> = commands.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let known = TOPICS.iter().copied().chain(names.iter().map(String::as_str));
    let (message, help) = say::unknown(Lang::En, "topic or command", word, nearest(word, known));
    Err(CliError::Usage(message, help))
}
