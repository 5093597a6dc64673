//! `check`: for scripts, the exit code is the answer.

use super::Answer;
use crate::cli::args::Check;
use crate::cli::session::{Opened, Session, broken};
use crate::cli::{CliError, Outcome, pick};
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::{Cause, Happening, MembershipStanding, Outlook, Rulebook, Rulebooks, State, Verdict};
use crate::lang::{Lang, say};
use crate::load::Loaded;
use crate::model::{Instant, Records};
use crate::near::nearest;
use crate::report::{Required, check};
use crate::rules::{CompetencyIx, LevelIx, Program};

/// What a membership is required by.
pub(super) const MEMBERSHIP: &str = "membership";

/// Something that must hold.
pub(super) enum Requirement {
    Competency { competency: CompetencyIx, level: LevelIx },
    Membership { offer: usize },
}

pub(super) fn run(args: &Check, session: &mut Session<'_, '_>) -> Answer {
    let within = args.within.as_deref().map(|text| pick::days(session.lang(), text)).transpose()?;
    let loaded = session.load()?;
    draw(session, &loaded);
    let files = session.files(&loaded.sources, &loaded.complaints, args.strict);
    let opened = match loaded.workspace {
        Some(workspace) => Opened { workspace, sources: loaded.sources, complaints: Vec::new() },
        None => {
            if session.settings.format.tells_errors() {
                session.report(&check::broken(session.lang(), files));
                session.finish()?;
            }
            return Err(CliError::Complained);
        }
    };
    let program = &opened.workspace.program;
    let requirements: Vec<(String, Requirement)> = args
        .require
        .iter()
        .map(|text| Ok((text.clone(), requirement(session.lang(), program, text)?)))
        .collect::<Result<_, CliError>>()?;
    let as_of = session.as_of(&opened.workspace)?;
    check_substance(session.lang(), args, &opened, as_of)?;
    let until = within.map(|days| opened.workspace.zone.date_of(as_of).plus_days(days));
    let mut required = Vec::new();
    if !requirements.is_empty() {
        let judged = session.judge(&opened)?;
        let evaluation = judged.evaluate();
        let rules = Rulebooks::new(program, &opened.workspace.policy);
        let outlook = until.map(|day| Outlook::new(&rules, judged.records, as_of, opened.workspace.zone.close_of(day)));
        for (text, requirement) in &requirements {
            required.push(judged.tell(&evaluation, &opened.sources, |told| {
                let now = match requirement {
                    Requirement::Competency { competency, level } => check::competency(told, *competency, *level, text),
                    Requirement::Membership { offer } => Required {
                        text: text.clone(),
                        subject: MEMBERSHIP.to_owned(),
                        level: program.offers.get(*offer).map_or("", |o| o.id.as_str()).to_owned(),
                        verdict: membership(program, judged.records, evaluation.membership.as_ref(), *offer),
                        missing: match membership(program, judged.records, evaluation.membership.as_ref(), *offer) {
                            Verdict::Met => String::new(),
                            _ => check::instead(told),
                        },
                        parts: Vec::new(),
                    },
                };
                match &outlook {
                    Some(outlook) => check::over_time(told, now, &later(program, outlook, judged.records, requirement)),
                    None => now,
                }
            }));
        }
    }
    let strict_failure = files.strict_failure();
    let verdict = Verdict::all(required.iter().map(|r| r.verdict));
    let records = || opened.workspace.organizations.iter().map(|o| &o.records);
    let head = check::Head {
        as_of: opened.workspace.zone.rfc3339(as_of),
        program,
        organization: match opened.workspace.organizations.as_slice() {
            [only] => Some(&only.records),
            _ => None,
        },
        people: records().map(|r| r.employees.len()).sum(),
        achievements: records().map(|r| r.achievements.len()).sum(),
        until,
    };
    session.report(&check::check(session.lang(), &head, files, required));
    Ok(match verdict {
        _ if strict_failure => Outcome::No,
        Verdict::Met => Outcome::Yes,
        Verdict::NotMet => Outcome::No,
        Verdict::Unknown => Outcome::CannotTell,
    })
}

/// Shows everything that is wrong, also what stops no answer; when asked to be quiet, only what does.
fn draw(session: &mut Session<'_, '_>, loaded: &Loaded) {
    if session.global.quiet {
        if broken(&loaded.complaints) {
            let errors: Vec<Diagnostic> =
                loaded.complaints.iter().filter(|d| d.severity() == Severity::Error).cloned().collect();
            session.draw(&errors, &loaded.sources);
        }
    } else if !loaded.complaints.is_empty() {
        session.draw(&loaded.complaints, &loaded.sources);
    }
}

/// Nothing evaluated is nothing passed: a script must not go green because a path was wrong.
fn check_substance(lang: Lang, args: &Check, opened: &Opened, as_of: Instant) -> Result<(), CliError> {
    if args.allow_empty {
        return Ok(());
    }
    let workspace = &opened.workspace;
    let no_people = workspace.organizations.iter().all(|o| o.records.employees.is_empty());
    let rulebook = Rulebook::new(&workspace.program, &workspace.policy, workspace.zone.date_of(as_of));
    if no_people || rulebook.is_empty() {
        let (message, help) = say::empty(lang, no_people);
        return Err(CliError::Usage(message, Some(help)));
    }
    Ok(())
}

/// What somebody requires.
pub(super) fn requirement(lang: Lang, program: &Program, text: &str) -> Result<Requirement, CliError> {
    let Some((what, level)) = text.split_once(">=").map(|(a, b)| (a.trim(), b.trim())) else {
        let (message, help) = say::bad_require(lang, text);
        return Err(CliError::Usage(message, Some(help)));
    };
    let unknown = |thing: &str, word: &str, known: Vec<&str>| {
        let (message, help) = say::unknown(lang, thing, word, nearest(word, known));
        CliError::Usage(message, help)
    };
    if what == MEMBERSHIP {
        let ids: Vec<&str> = program.offers.iter().map(|o| o.id.as_str()).collect();
        let offer = ids.iter().position(|id| *id == level);
        return offer.map(|offer| Requirement::Membership { offer }).ok_or_else(|| unknown("offer", level, ids));
    }
    let competency = pick::competency(lang, program, what)?;
    let level = pick::level(lang, program, level)?;
    Ok(Requirement::Competency { competency, level })
}

/// What becomes of something required after the instant of evaluation, by what is known.
fn later(
    program: &Program,
    outlook: &Outlook<'_, '_>,
    records: &Records,
    requirement: &Requirement,
) -> Vec<(Instant, Verdict, Vec<Cause>)> {
    match requirement {
        Requirement::Competency { competency, level } => outlook
            .shifts()
            .filter(|shift| (shift.competency, shift.level) == (*competency, *level))
            .map(|shift| (shift.at, shift.to, shift.causes.clone()))
            .collect(),
        Requirement::Membership { offer } => {
            let changes = || outlook.events().into_iter().filter(|e| matches!(e.what, Happening::Membership { .. }));
            let causes = |at: Instant| changes().filter(|e| e.at == at).flat_map(|e| e.causes).collect();
            let (mut later, mut before) = (Vec::new(), None);
            for (at, standings) in outlook.memberships() {
                let verdict = membership(program, records, standings.first(), *offer);
                if before.replace(verdict).is_some_and(|before| before != verdict) {
                    later.push((at, verdict, causes(at)));
                }
            }
            later
        }
    }
}

/// A membership is there while its term or the window behind it runs, at this offer or one the programme lists later.
fn membership(program: &Program, records: &Records, leading: Option<&MembershipStanding>, wanted: usize) -> Verdict {
    let held = held_offer(program, records, leading.map(|standing| (standing.membership, standing.state)));
    if held.is_some_and(|held| held >= wanted) { Verdict::Met } else { Verdict::NotMet }
}

/// The offer of a leading membership that has not lapsed, by its place among those of the programme.
pub(super) fn held_offer(program: &Program, records: &Records, leading: Option<(usize, State)>) -> Option<usize> {
    leading
        .filter(|(_, state)| *state != State::Lapsed)
        .and_then(|(membership, _)| records.memberships.get(membership))
        .map(|membership| records.text(membership.offer))
        .and_then(|id| program.offers.iter().position(|offer| offer.id == id))
}
