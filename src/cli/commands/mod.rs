//! One file per command.

mod account;
mod achievement;
mod alerts;
mod batch;
mod check;
mod demo;
mod doctor;
mod employee;
mod exception;
mod explain;
mod export;
mod help;
mod import;
mod init;
mod link;
mod membership;
mod people;
mod performance;
mod program;
mod schema;
mod shell;
mod status;
mod time;
mod why_not;

use super::args::Command;
use super::session::Session;
use super::{CliError, Outcome};

/// What a command returns.
pub(super) type Answer = Result<Outcome, CliError>;

/// Runs the command that was typed; none prints the overview.
pub(super) fn run(command: Option<Command>, session: &mut Session<'_, '_>) -> Answer {
    match command {
        None => help::overview(session),
        Some(Command::Demo(args)) => demo::run(&args, session),
        Some(Command::Init(args)) => init::run(&args, session),
        Some(Command::Status(args)) => status::run(&args, session),
        Some(Command::Explain(args)) => explain::run(&args, session),
        Some(Command::WhyNot(args)) => why_not::run(&args, session),
        Some(Command::Check(args)) => check::run(&args, session),
        Some(Command::Batch(args)) => batch::run(&args, session),
        Some(Command::Alerts(args)) => alerts::run(&args, session),
        Some(Command::Membership(command)) => membership::run(&command, session),
        Some(Command::Profile) => time::profile(session),
        Some(Command::Forecast(args)) => time::forecast(&args, session),
        Some(Command::Actions(args)) => time::actions(&args, session),
        Some(Command::Compare(args)) => time::compare_command(&args, session),
        Some(Command::People(args)) => people::run(&args, session),
        Some(Command::Import(args)) => import::run(&args, session),
        Some(Command::Export(command)) => export::run(&command, session),
        Some(Command::Employee(command)) => employee::run(command, session),
        Some(Command::Account(command)) => account::run(&command, session),
        Some(Command::Link(args)) => link::link(&args, session),
        Some(Command::Unlink(args)) => link::unlink(&args, session),
        Some(Command::Achievement(command)) => achievement::run(&command, session),
        Some(Command::Performance(command)) => performance::run(&command, session),
        Some(Command::Override(command)) => exception::overrides(&command, session),
        Some(Command::Attest(args)) => exception::attest(&args, session),
        Some(Command::Program(args)) => program::run(args, session),
        Some(Command::Schema(args)) => schema::run(&args, session),
        Some(Command::Doctor) => doctor::run(session),
        Some(Command::Completions(args)) => shell::completions(&args, session),
        Some(Command::Man(args)) => shell::man(&args, session),
        Some(Command::Help(args)) => help::run(&args, session),
    }
}
