//! Which formats an answer can be written in. That is known before the work, so that nobody waits for a refusal.

use super::CliError;
use super::args::{Command, EmployeeCommand, ProgramCommand};
use crate::lang::{Lang, say};
use crate::render::{Format, Part};

/// Refuses a format that has nothing to show of a command's answer.
pub(super) fn check(command: Option<&Command>, format: Format) -> Result<(), CliError> {
    let Some(answer) = command.and_then(parts) else {
        return Ok(());
    };
    let fits = |format: Format| format.part().is_none_or(|part| answer.contains(&part));
    if fits(format) {
        return Ok(());
    }
    let possible: Vec<&str> = Format::ALL.into_iter().filter(|f| fits(*f)).map(Format::word).collect();
    let (message, help) = say::bad_format(Lang::En, format.word(), &possible);
    Err(CliError::Usage(message, Some(help)))
}

/// What the answer of a command holds beside sentences; none for text that is printed as it is, whatever the format.
fn parts(command: &Command) -> Option<&'static [Part]> {
    match command {
        Command::Demo(demo) if demo.write.is_some() => None,
        // A calendar is text of its own.
        Command::Actions(actions) if actions.ics => None,
        Command::Actions(_) => Some(&[Part::Table]),
        Command::Init(_)
        | Command::Export(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man(_)
        | Command::Help(_) => None,
        Command::Demo(_)
        | Command::Status(_)
        | Command::Batch(_)
        | Command::Alerts(_)
        | Command::Profile
        | Command::Forecast(_)
        | Command::Compare(_)
        | Command::People(_)
        | Command::Employee(EmployeeCommand::List { .. })
        | Command::Program(ProgramCommand::List { .. } | ProgramCommand::Show { competency: None }) => {
            Some(&[Part::Table])
        }
        Command::Check(_) | Command::Program(ProgramCommand::Lint { .. }) => Some(&[Part::Checked]),
        Command::Explain(_)
        | Command::WhyNot(_)
        | Command::Membership(_)
        | Command::Import(_)
        | Command::Employee(_)
        | Command::Account(_)
        | Command::Link(_)
        | Command::Unlink(_)
        | Command::Achievement(_)
        | Command::Performance(_)
        | Command::Override(_)
        | Command::Attest(_)
        | Command::Program(_)
        | Command::Doctor => Some(&[]),
    }
}
