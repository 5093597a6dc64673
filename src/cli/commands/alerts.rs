//! `alerts`.

use super::Answer;
use crate::cli::args::{Alerts, Urgency};
use crate::cli::judged::Judged;
use crate::cli::session::{Opened, Session};
use crate::cli::{CliError, Outcome, pick};
use crate::diagnostic::Sources;
use crate::engine::{Alert, Evaluation, Outlook, Rulebooks, Severity};
use crate::lang::{problems, say};
use crate::load::files::ReadError;
use crate::load::unreadable;
use crate::model::Date;
use crate::report::alerts::{alerts as report, id};
use std::collections::BTreeSet;

pub(super) fn run(args: &Alerts, session: &mut Session<'_, '_>) -> Answer {
    let within = args.within.as_deref().map(|text| pick::days(session.lang(), text)).transpose()?;
    let baseline = args.baseline.as_deref().map(|path| read_baseline(path, session)).transpose()?;
    let opened = session.open()?;
    let judged = session.judge(&opened)?;
    let evaluation = judged.evaluate();
    let limit = within.map(|days| judged.records.zone.date_of(judged.as_of).plus_days(days));
    let all = found(&opened, &judged, limit);
    let ids = ids(&judged, &evaluation, &opened.sources, &all);
    let known = baseline.unwrap_or_default();
    let is_new: Vec<bool> = ids.iter().map(|id| !known.contains(id)).collect();
    let mut new = is_new.iter();
    let shown: Vec<Alert> = all.iter().filter(|_| new.next().copied().unwrap_or(true)).cloned().collect();
    let report = judged.tell(&evaluation, &opened.sources, |told| report(told, &shown, all.len() - shown.len()));
    session.report(&report);
    session.remark(&opened);
    if let Some(path) = args.baseline.as_deref().filter(|_| args.update_baseline) {
        write_baseline(path, &ids, session)?;
    }
    let fail_on = args.fail_on.map(|urgency| match urgency {
        Urgency::Error => Severity::Error,
        Urgency::Warning => Severity::Warning,
        Urgency::Info => Severity::Info,
    });
    let fails = fail_on.is_some_and(|limit| shown.iter().any(|alert| alert.severity <= limit));
    Ok(if fails && !args.update_baseline { Outcome::No } else { Outcome::Yes })
}

/// The alerts of an organization, without those that are dated after the limit.
pub(super) fn found(opened: &Opened, judged: &Judged<'_>, limit: Option<Date>) -> Vec<Alert> {
    let rules = Rulebooks::new(&opened.workspace.program, &opened.workspace.policy);
    let mut alerts = Outlook::new(&rules, judged.records, judged.as_of, judged.as_of).alerts();
    alerts.retain(|alert| limit.is_none_or(|limit| alert.date.is_none_or(|date| date <= limit)));
    alerts
}

fn ids(judged: &Judged<'_>, evaluation: &Evaluation<'_>, sources: &Sources, alerts: &[Alert]) -> Vec<String> {
    let organization = judged.records.text(judged.records.organization.id);
    let ids = |told: &crate::report::Told<'_>| {
        alerts.iter().map(|alert| format!("{organization} {}", id(told, alert))).collect()
    };
    judged.tell(evaluation, sources, ids)
}

/// The ids a baseline lists, one a line; a file that is not there yet lists none.
fn read_baseline(path: &str, session: &Session<'_, '_>) -> Result<BTreeSet<String>, CliError> {
    match session.world.files.read(path) {
        Ok(bytes) => {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
            Ok(lines.map(str::to_owned).collect())
        }
        Err(ReadError::NotFound) => Ok(BTreeSet::new()),
        Err(error) => {
            let (message, help) =
                say::cannot_read(session.lang(), path, &problems::words(session.lang(), &unreadable(error)).message);
            Err(CliError::Usage(message, help))
        }
    }
}

fn write_baseline(path: &str, ids: &[String], session: &mut Session<'_, '_>) -> Result<(), CliError> {
    let unique: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
    let mut text = say::baseline_heading(session.lang());
    for id in unique {
        text.push_str(id);
        text.push('\n');
    }
    let failed = |why| CliError::Write { path: path.to_owned(), why };
    session.world.store.replace(path, text.as_bytes()).map_err(failed)?;
    session.hint(&say::wrote(session.lang(), path, false));
    Ok(())
}
