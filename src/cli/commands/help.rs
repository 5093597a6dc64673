//! `help`: topics and commands; the bare program's overview.

use super::Answer;
use crate::cli::args::{Cli, Help};
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::help::{TOPICS, overview as words, topic};
use crate::lang::say;
use crate::near::nearest;
use clap::CommandFactory;

/// What the bare program prints.
pub(super) fn overview(session: &mut Session<'_, '_>) -> Answer {
    session.print(words(session.lang()));
    Ok(Outcome::Yes)
}

pub(super) fn run(args: &Help, session: &mut Session<'_, '_>) -> Answer {
    let Some((first, rest)) = args.topic.split_first() else {
        return overview(session);
    };
    if rest.is_empty()
        && let Some(text) = topic(session.lang(), first)
    {
        session.print(text);
        return Ok(Outcome::Yes);
    }
    let mut program = Cli::command().term_width(session.help_width());
    program.build();
    let mut command = &mut program;
    for word in &args.topic {
        let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
        command = command.find_subcommand_mut(word).ok_or_else(|| {
            let known = TOPICS.iter().copied().chain(names.iter().map(String::as_str));
            let (message, help) = say::unknown(session.lang(), "topic or command", word, nearest(word, known));
            CliError::Usage(message, help)
        })?;
    }
    let text = command.render_long_help();
    let text = if session.settings.out.color { text.ansi().to_string() } else { text.to_string() };
    session.print(&text);
    Ok(Outcome::Yes)
}
