//! `employee`: add, leave, rename, list.

use super::Answer;
use crate::cli::args::{EmployeeAdd, EmployeeCommand, Writing};
use crate::cli::change::{Intent, field, record};
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome, pick};
use crate::edit::Change;
use crate::lang::{say, words::Did};
use crate::load::kind::Kind;
use crate::report::employees::employees;

pub(super) fn run(command: EmployeeCommand, session: &mut Session<'_, '_>) -> Answer {
    match command {
        EmployeeCommand::Add(args) => add(&args, session),
        EmployeeCommand::Leave { person, on, writing } => leave(&person, &on, &writing, session),
        EmployeeCommand::Rename { person, name, writing } => rename(&person, &name, &writing, session),
        EmployeeCommand::List { all } => list(all, session),
    }
}

fn add(args: &EmployeeAdd, session: &mut Session<'_, '_>) -> Answer {
    let joined = args.joined.as_deref().map(|text| pick::moment(session.lang(), "--joined", text)).transpose()?;
    let opened = session.open_for_change(args.writing.dry_run)?;
    let here = session.here(&opened)?;
    let mut intent = Intent::new(session.lang());
    let person = args.name.as_ref().map_or(args.id.clone(), |name| format!("{name} ({})", args.id));
    intent.say(Did::EmployeeAdded { person: &person });
    intent.changes.push(record(
        &here,
        Kind::Employees,
        &[
            ("id", &args.id),
            ("name", field(args.name.as_ref())),
            ("email", field(args.email.as_ref())),
            ("location", field(args.location.as_ref())),
            ("joined", field(args.joined.as_ref())),
        ],
    ));
    if let Some(joined) = joined {
        intent.visible_after(here.workspace.zone.beginning(joined), &here);
    }
    session.apply(&opened, &intent, args.writing.dry_run)
}

fn leave(person: &str, on: &str, writing: &Writing, session: &mut Session<'_, '_>) -> Answer {
    let moment = pick::moment(session.lang(), "--on", on)?;
    let opened = session.open_for_change(writing.dry_run)?;
    let here = session.here(&opened)?;
    let ix = pick::person(session.lang(), here.records, person)?;
    let zone = here.workspace.zone;
    let end = zone.end(moment);
    let mut intent = Intent::new(session.lang());
    if here.records.employee(ix).and_then(|e| e.left) != Some(end) {
        let person = here.person(ix);
        intent.say(Did::Left { person: &person, date: on });
        let at = here.origin(here.origins.employees.get(ix.0 as usize))?;
        intent.changes.push(Change::Set { kind: Kind::Employees, at, fields: vec![("left", on.to_owned())] });
        intent.effective(end);
    }
    session.apply(&opened, &intent, writing.dry_run)
}

fn rename(person: &str, name: &str, writing: &Writing, session: &mut Session<'_, '_>) -> Answer {
    if name.trim().is_empty() {
        let (message, help) = say::empty_name(session.lang());
        return Err(CliError::Usage(message, Some(help)));
    }
    let opened = session.open_for_change(writing.dry_run)?;
    let here = session.here(&opened)?;
    let ix = pick::person(session.lang(), here.records, person)?;
    let mut intent = Intent::new(session.lang());
    if here.records.employee(ix).and_then(|e| e.name).map(|symbol| here.records.text(symbol)) != Some(name) {
        let person = here.person(ix);
        intent.say(Did::Renamed { person: &person, name });
        let at = here.origin(here.origins.employees.get(ix.0 as usize))?;
        intent.changes.push(Change::Set { kind: Kind::Employees, at, fields: vec![("name", name.to_owned())] });
    }
    session.apply(&opened, &intent, writing.dry_run)
}

fn list(all: bool, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let judged = session.judge(&opened)?;
    let evaluation = judged.evaluate();
    let report = judged.tell(&evaluation, &opened.sources, |told| employees(told, all));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}
