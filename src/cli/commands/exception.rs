//! `override` and `attest`: what is taken as met for a while, and what is stated.

use super::Answer;
use crate::cli::args::{Attest, OverrideCommand, Target, Writing};
use crate::cli::change::{Here, Intent, field, record};
use crate::cli::session::Session;
use crate::cli::{CliError, pick};
use crate::edit::Change;
use crate::lang::{say, words::Did};
use crate::load::kind::Kind;

pub(super) fn overrides(command: &OverrideCommand, session: &mut Session<'_, '_>) -> Answer {
    match command {
        OverrideCommand::Add { target, from, until, reason, by, requirement, writing } => {
            let begin = pick::moment(session.lang(), "--from", from)?;
            until.as_deref().map(|text| pick::moment(session.lang(), "--until", text)).transpose()?;
            let opened = session.open_for_change(writing.dry_run)?;
            let here = session.here(&opened)?;
            let (competency, level) = resolve(&here, target)?;
            let mut intent = Intent::new(session.lang());
            let name = named(competency, level, target.path.as_deref(), requirement.as_deref());
            intent.say(Did::Overridden { target: &name, from, until: until.as_deref() });
            let fields = [
                ("competency", competency),
                ("level", level),
                ("path", field(target.path.as_ref())),
                ("requirement", field(requirement.as_ref())),
                ("from", from),
                ("until", field(until.as_ref())),
                ("reason", reason),
                ("by", field(by.as_ref())),
            ];
            intent.changes.push(record(&here, Kind::Overrides, &fields));
            intent.effective(here.workspace.zone.beginning(begin));
            session.apply(&opened, &intent, writing.dry_run)
        }
        OverrideCommand::End { target, on, writing } => end(target, on, writing, session),
    }
}

fn end(target: &Target, on: &str, writing: &Writing, session: &mut Session<'_, '_>) -> Answer {
    let moment = pick::moment(session.lang(), "--on", on)?;
    let opened = session.open_for_change(writing.dry_run)?;
    let here = session.here(&opened)?;
    let (competency, level) = resolve(&here, target)?;
    let end = here.workspace.zone.end(moment);
    let mut intent = Intent::new(session.lang());
    let mut found = false;
    for (n, o) in here.records.overrides.iter().enumerate() {
        let text = |symbol: Option<crate::model::Symbol>| symbol.map(|s| here.records.text(s));
        let path = text(o.target.path);
        let same = here.records.text(o.target.competency) == competency
            && here.records.text(o.target.level) == level
            && target.path.as_deref().is_none_or(|wanted| path == Some(wanted));
        // One that is over by then, or begins later, has nothing to end.
        if !same || o.until < end || o.from >= end {
            continue;
        }
        found = true;
        if o.until > end {
            let name = named(competency, level, path, text(o.target.requirement));
            intent.say(Did::OverrideEnds { target: &name, date: on });
            let at = here.origin(here.origins.overrides.get(n))?;
            intent.changes.push(Change::Set { kind: Kind::Overrides, at, fields: vec![("until", on.to_owned())] });
            intent.effective(end);
        }
    }
    if !found {
        let (message, help) = say::no_override(session.lang(), competency, level, on);
        return Err(CliError::Usage(message, Some(help)));
    }
    session.apply(&opened, &intent, writing.dry_run)
}

pub(super) fn attest(args: &Attest, session: &mut Session<'_, '_>) -> Answer {
    let begin = pick::moment(session.lang(), "--from", &args.from)?;
    args.until.as_deref().map(|text| pick::moment(session.lang(), "--until", text)).transpose()?;
    let opened = session.open_for_change(args.writing.dry_run)?;
    let here = session.here(&opened)?;
    let (competency, level) = resolve(&here, &args.target)?;
    let mut intent = Intent::new(session.lang());
    let name = named(competency, level, args.target.path.as_deref(), Some(&args.requirement));
    intent.say(Did::Attested { target: &name, holds: !args.not, from: &args.from });
    let fields = [
        ("competency", competency),
        ("level", level),
        ("path", field(args.target.path.as_ref())),
        ("requirement", args.requirement.as_str()),
        ("from", &args.from),
        ("until", field(args.until.as_ref())),
        ("evidence", field(args.evidence.as_ref())),
        ("holds", if args.not { "false" } else { "" }),
    ];
    intent.changes.push(record(&here, Kind::Attestations, &fields));
    intent.effective(here.workspace.zone.beginning(begin));
    session.apply(&opened, &intent, args.writing.dry_run)
}

/// The ids of the competency and the level that are meant. Paths and requirements are judged with the files.
fn resolve<'h>(here: &Here<'h>, target: &Target) -> Result<(&'h str, &'h str), CliError> {
    let program = &here.workspace.program;
    let competency = pick::competency(here.lang, program, &target.competency)?;
    let level = pick::level(here.lang, program, &target.level)?;
    let id = program.competency(competency).map_or("", |c| c.id.as_str());
    Ok((id, program.ladder.name(level)))
}

fn named(competency: &str, level: &str, path: Option<&str>, requirement: Option<&str>) -> String {
    let parts = [Some(competency), Some(level), path, requirement];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" / ")
}
