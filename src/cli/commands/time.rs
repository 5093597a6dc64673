//! `profile`, `forecast`, `actions` and `compare`: what was, and what is known to come.

use super::Answer;
use crate::cli::args::{Actions, Compare, Forecast};
use crate::cli::judged::Judged;
use crate::cli::session::{Opened, Session};
use crate::cli::{CliError, Outcome, pick};
use crate::engine::{Outlook, Rulebook, Rulebooks, Situation, compare, evaluate};
use crate::lang::say;
use crate::model::{Instant, Moment};
use crate::near::nearest;
use crate::report::actions::actions as actions_report;
use crate::report::compare::compare as compare_report;
use crate::report::forecast::{Future, forecast as forecast_report};
use crate::report::profile::profile as profile_report;
use crate::rules::Program;

/// How far is looked where nobody says.
const MONTHS: i32 = 12;

pub(super) fn profile(session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let judged = session.judge(&opened)?;
    let evaluation = judged.evaluate();
    let rules = Rulebooks::new(&opened.workspace.program, &opened.workspace.policy);
    let profile = Outlook::new(&rules, judged.records, judged.as_of, judged.as_of).profile();
    let report = judged.tell(&evaluation, &opened.sources, |told| profile_report(told, &profile));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}

pub(super) fn forecast(args: &Forecast, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let judged = session.judge(&opened)?;
    let until = horizon(args.until.as_deref(), &opened, &judged)?;
    let evaluation = judged.evaluate();
    let rules = Rulebooks::new(&opened.workspace.program, &opened.workspace.policy);
    let outlook = Outlook::new(&rules, judged.records, judged.as_of, until);
    let (events, safe_days) = (outlook.events(), outlook.safe_days());
    let future = Future { events: &events, safe_days: &safe_days, until, alerts: args.alerts };
    let report = judged.tell(&evaluation, &opened.sources, |told| forecast_report(told, future));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}

pub(super) fn actions(args: &Actions, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let judged = session.judge(&opened)?;
    let until = horizon(args.until.as_deref(), &opened, &judged)?;
    let evaluation = judged.evaluate();
    let rules = Rulebooks::new(&opened.workspace.program, &opened.workspace.policy);
    let tasks = Outlook::new(&rules, judged.records, judged.as_of, until).tasks();
    let report = judged.tell(&evaluation, &opened.sources, |told| actions_report(told, &tasks));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}

/// Until when: as asked, else a year, and in any case as far as the window behind the anniversary.
pub(super) fn horizon(asked: Option<&str>, opened: &Opened, judged: &Judged<'_>) -> Result<Instant, CliError> {
    let zone = opened.workspace.zone;
    let until = match asked {
        Some(text) => match pick::moment(judged.lang, "--until", text)? {
            Moment::Day(day) => zone.close_of(day),
            Moment::Exact(instant) => instant,
        },
        None => zone.close_of(zone.date_of(judged.as_of).plus_months(MONTHS)),
    };
    if until < judged.as_of {
        let (message, help) = say::until_in_the_past(
            judged.lang,
            &zone.date_of(until).to_string(),
            &zone.date_of(judged.as_of).to_string(),
        );
        return Err(CliError::Usage(message, Some(help)));
    }
    Ok(until)
}

pub(super) fn compare_command(args: &Compare, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let other = match &args.with {
        Some(folder) => {
            let loaded = session.load_other(folder)?;
            Some(session.judge_loaded(loaded)?)
        }
        None => None,
    };
    let after = session.judge(&opened)?;
    let zone = opened.workspace.zone;
    let at = |option: &str, text: &Option<String>, otherwise: Instant| -> Result<Instant, CliError> {
        Ok(match text.as_deref().map(|text| pick::moment(session.lang(), option, text)).transpose()? {
            Some(Moment::Day(day)) => zone.close_of(day),
            Some(Moment::Exact(instant)) => instant,
            None => otherwise,
        })
    };
    let (from, to) = (at("--from", &args.from, after.as_of)?, at("--to", &args.to, after.as_of)?);
    let before_opened = other.as_ref().unwrap_or(&opened);
    let before_records = match &other {
        None => after.records,
        Some(other) => same_organization(other, &after)?,
    };
    let workspace = &before_opened.workspace;
    let other_program = args.with_program.as_deref().map(|named| session.read_program(named)).transpose()?;
    let program = other_program.as_ref().unwrap_or(&workspace.program);
    if !comparable(program, after.rulebook.program) {
        let (message, help) = say::other_program(session.lang(), &program.id, &after.rulebook.program.id);
        return Err(CliError::Usage(message, Some(help)));
    }
    let old_rules = Rulebook::new(program, &workspace.policy, workspace.zone.date_of(from));
    let new_rules = Rulebook::new(&opened.workspace.program, &opened.workspace.policy, zone.date_of(to));
    let was = evaluate(&old_rules, before_records, from);
    let is = evaluate(&new_rules, after.records, to);
    let before = Situation { rulebook: &old_rules, records: before_records, evaluation: &was };
    let now = Situation { rulebook: &new_rules, records: after.records, evaluation: &is };
    let differences = compare(&before, &now);
    let lang = session.lang();
    let name = |folder: Option<&String>, at: Instant| {
        let day = if at == zone.close_of(zone.date_of(at)) { zone.date_of(at).to_string() } else { zone.short(at) };
        folder.map_or(day.clone(), |folder| say::situation(lang, folder, &day))
    };
    let here = session.root().filter(|root| !root.is_empty()).filter(|_| other.is_some());
    let other_name = args.with.as_ref().or(args.with_program.as_ref());
    let names = (name(other_name, from), name(here.as_ref(), to));
    let report = after
        .tell_both(&before, &now, |before, after| compare_report(before, after, (&names.0, &names.1), &differences));
    session.report(&report);
    session.remark(&opened);
    let changed = args.exit_code && !differences.is_empty();
    Ok(if changed { Outcome::No } else { Outcome::Yes })
}

/// The records of the same organization in another workspace, or of its only one.
fn same_organization<'o>(other: &'o Opened, judged: &Judged<'_>) -> Result<&'o crate::model::Records, CliError> {
    let wanted = judged.records.text(judged.records.organization.id);
    let id = |r: &crate::load::Recorded| r.records.text(r.records.organization.id).to_owned();
    match other.workspace.organizations.as_slice() {
        [only] => Ok(&only.records),
        all => all.iter().find(|r| id(r) == wanted).map(|r| &r.records).ok_or_else(|| {
            let ids: Vec<String> = all.iter().map(id).collect();
            let near = nearest(wanted, ids.iter().map(String::as_str));
            let (message, help) = say::unknown(judged.lang, "organization", wanted, near);
            CliError::Usage(message, help)
        }),
    }
}

/// Whether two programmes list the same things in the same order, so that one can be told in the words of the other.
fn comparable(before: &Program, after: &Program) -> bool {
    let competencies = |program: &Program| program.competencies.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    let credentials = |program: &Program| program.credentials.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    before.ladder == after.ladder
        && competencies(before) == competencies(after)
        && credentials(before) == credentials(after)
}
