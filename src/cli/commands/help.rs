//! `help`: topics and commands; the bare program's overview.

use super::Answer;
use crate::cli::args::{self, Help};
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::help::{TOPICS, overview as words, topic};
use crate::lang::say;
use crate::near::nearest;

/// What the bare program prints.
pub(super) fn overview(session: &mut Session<'_, '_>) -> Answer {
    session.tell(words(session.lang()));
    Ok(Outcome::Yes)
}

pub(super) fn run(asked: &Help, session: &mut Session<'_, '_>) -> Answer {
    let Some((first, rest)) = asked.topic.split_first() else {
        return overview(session);
    };
    if rest.is_empty()
        && let Some(text) = topic(session.lang(), first)
    {
        session.tell(text);
        return Ok(Outcome::Yes);
    }
    let mut program = args::command(session.lang(), Some(session.help_width()));
    program.build();
    let mut command = &mut program;
    for word in &asked.topic {
        let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
        command = command.find_subcommand_mut(word).ok_or_else(|| {
            let known = TOPICS.iter().copied().chain(names.iter().map(String::as_str));
            let (message, help) = say::unknown(session.lang(), "topic or command", word, nearest(word, known));
            CliError::Usage(message, help)
        })?;
    }
    let text = command.render_long_help();
    let text = if session.settings.out.color { text.ansi().to_string() } else { text.to_string() };
    session.tell(&text);
    Ok(Outcome::Yes)
}
