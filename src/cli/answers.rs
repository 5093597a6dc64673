//! Which formats an answer can be written in. That is known before the work, so that nobody waits for a refusal.

use super::CliError;
use super::args::{AchievementCommand, Command, EmployeeCommand, MembershipCommand, ProgramCommand};
use super::session::Session;
use crate::lang::say;
use crate::render::{Format, Part};

/// Refuses a format that has nothing to show of a command's answer, and one that is no text on a terminal.
pub(super) fn check(session: &Session<'_, '_>, command: Option<&Command>) -> Result<(), CliError> {
    let (lang, format) = (session.lang(), session.settings.format);
    let Some(answer) = command.and_then(parts) else {
        return Ok(());
    };
    let fits = |format: Format| format.shows(answer);
    if fits(format) {
        if format.is_text() || !session.to_terminal() {
            return Ok(());
        }
        let (message, help) = say::no_text(lang, format.word());
        return Err(CliError::Usage(message, Some(help)));
    }
    let possible: Vec<&str> = Format::ALL.into_iter().filter(|f| fits(*f)).map(Format::word).collect();
    let (message, help) = say::bad_format(lang, format.word(), &possible);
    Err(CliError::Usage(message, Some(help)))
}

/// What the answer of a command holds beside sentences; none for text that is printed as it is, whatever the format.
fn parts(command: &Command) -> Option<&'static [Part]> {
    match command {
        Command::Demo(demo) if demo.write.is_some() => None,
        Command::Init(_)
        | Command::Export(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man(_)
        | Command::Help(_) => None,
        Command::Demo(_)
        | Command::Status(_)
        | Command::Batch(_)
        | Command::Profile
        | Command::Compare(_)
        | Command::People(_)
        | Command::Employee(EmployeeCommand::List { .. })
        | Command::Achievement(AchievementCommand::List(_))
        | Command::Explain(_)
        | Command::WhyNot(_)
        | Command::Program(ProgramCommand::List { .. } | ProgramCommand::Show { competency: None }) => {
            Some(&[Part::Table])
        }
        Command::Actions(_) | Command::Alerts(_) | Command::Forecast(_) => Some(&[Part::Table, Part::Dates]),
        Command::Membership(MembershipCommand::Show) => Some(&[Part::Table, Part::Dates]),
        // No one of its tables is the answer.
        Command::Report(_) => Some(&[Part::Tables, Part::Dates]),
        Command::Check(_) | Command::Program(ProgramCommand::Lint { .. }) => Some(&[Part::Checked]),
        Command::Membership(_)
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
