//! `program`: the rules in plain words.

use super::Answer;
use crate::cli::args::ProgramCommand;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome, pick};
use crate::diagnostic::{Sources, any_error};
use crate::engine::Rulebook;
use crate::load::{Reading, builtin, lint as linter, workspace};
use crate::render::Part;
use crate::report::check::lint as lint_report;
use crate::report::program as report;
use crate::rules::Program;

pub(super) fn run(command: ProgramCommand, session: &mut Session<'_, '_>) -> Answer {
    let program = match &command {
        ProgramCommand::Lint { file, strict } => return lint(file, *strict, session),
        ProgramCommand::List { credentials: false } => return list(session),
        _ => program(session)?,
    };
    let day = session.day(&program)?;
    let rulebook = Rulebook::new(&program, &program.policy, day);
    let report = match &command {
        ProgramCommand::Show { competency: None } => report::program(session.lang(), &rulebook),
        ProgramCommand::Show { competency: Some(word) } => {
            report::competency(session.lang(), &rulebook, pick::competency(session.lang(), &program, word)?)
        }
        ProgramCommand::Credential { credential } => {
            report::credential(session.lang(), &rulebook, pick::credential(session.lang(), &program, credential)?)
        }
        ProgramCommand::List { .. } | ProgramCommand::Lint { .. } => report::credentials(session.lang(), &rulebook),
    };
    session.report(&report);
    Ok(Outcome::Yes)
}

fn list(session: &mut Session<'_, '_>) -> Answer {
    let mut programs = Vec::new();
    for built_in in builtin::all() {
        let program = built_in.read(&mut Sources::new(), &mut Vec::new());
        programs.extend(program.map(|program| session.worded(program)));
    }
    session.report(&report::programs(session.lang(), &programs));
    Ok(Outcome::Yes)
}

/// The program asked for, or the workspace's, or the built-in one.
fn program(session: &mut Session<'_, '_>) -> Result<Program, CliError> {
    let (mut sources, mut complaints) = (Sources::new(), Vec::new());
    let (files, encoding) = (session.world.files, session.encoding()?);
    let program = match (session.program_choice(), session.root()) {
        (None, Some(root)) => {
            // Rules can be read while the records are being mended.
            let reading = Reading { root: &root, encoding, program: None };
            workspace::program_of(files, &reading, &mut sources, &mut complaints)
        }
        (chosen, _) => {
            let name = chosen.unwrap_or_else(|| workspace::DEFAULT_PROGRAM.to_owned());
            workspace::read_program(files, &name, encoding, &mut sources, &mut complaints)
        }
    };
    match program {
        Some(program) if !any_error(&complaints) => Ok(session.worded(program)),
        _ => {
            session.draw(&complaints, &sources);
            Err(CliError::Complained)
        }
    }
}

fn lint(file: &str, strict: bool, session: &mut Session<'_, '_>) -> Answer {
    let (mut sources, mut complaints) = (Sources::new(), Vec::new());
    let encoding = session.encoding()?;
    let program = linter::lint(session.world.files, file, encoding, &mut sources, &mut complaints);
    complaints.sort_by_key(|d| match d.place {
        crate::diagnostic::Place::At(span) => span.start,
        crate::diagnostic::Place::File(_) => 0,
    });
    session.draw(&complaints, &sources);
    let files = session.files(&sources, &complaints, strict);
    let strict_failure = files.strict_failure();
    let Some(program) = program.filter(|_| !any_error(&complaints)) else {
        if session.settings.format.part() == Some(Part::Checked) {
            session.report(&lint_report(session.lang(), file, None, files));
            session.finish()?;
        }
        return Err(CliError::Complained);
    };
    let counts = (program.competencies.len(), program.credentials.len());
    session.report(&lint_report(session.lang(), file, Some(counts), files));
    Ok(if strict_failure { Outcome::No } else { Outcome::Yes })
}
