//! Credits that wait, end or are not linked, and levels that rest on one person.

use super::{Alert, AlertCode, Severity, Subject};
use crate::engine::action::{carrying, last_safe_day_of, mend};
use crate::engine::{Action, Cause, Credit, Deed, EndCause, LEAD_DAYS, Outcome, Reason, Situation};
use crate::model::{AccountIx, AchievementIx, EmployeeIx, Holder};
use crate::rules::CredentialIx;

pub(super) fn collect(situation: &Situation<'_, '_, '_>, alerts: &mut Vec<Alert>) {
    let carriers = carriers(situation);
    ending(situation, &carriers, alerts);
    waiting(situation, alerts);
    unlinked(situation, alerts);
    alone(situation, alerts);
}

/// Everybody in a seat that nobody else could take, in a path that holds a level.
fn carriers(situation: &Situation<'_, '_, '_>) -> Vec<EmployeeIx> {
    let levels = situation.evaluation.competencies.iter().filter_map(|c| c.at(c.level?));
    let met = levels.flat_map(|level| level.paths.iter().filter(|path| path.verdict.is_met()));
    let mut people: Vec<EmployeeIx> = met.flat_map(carrying).collect();
    people.sort_unstable();
    people.dedup();
    people
}

fn ending(situation: &Situation<'_, '_, '_>, carriers: &[EmployeeIx], alerts: &mut Vec<Alert>) {
    let (as_of, zone) = (situation.evaluation.as_of, situation.records.zone);
    let horizon = as_of.plus_seconds(i64::from(LEAD_DAYS) * 86_400);
    let mut credits: Vec<&Credit> = situation
        .evaluation
        .eligibility
        .outcomes
        .iter()
        .filter_map(|outcome| match outcome {
            Outcome::Counted(credit) => Some(credit),
            Outcome::NotCounted(_) => None,
        })
        .filter(|credit| credit.ends.is_some_and(|ending| ending.at <= horizon))
        .collect();
    credits.sort_unstable_by_key(|credit| (credit.credential, credit.employee));
    for same in credits.chunk_by(|a, b| a.credential == b.credential) {
        let mut retiring: Option<Alert> = None;
        for credit in same {
            let Some(ending) = credit.ends else {
                continue;
            };
            let date = Some(zone.last_date(ending.at));
            let needed = carriers.binary_search(&credit.employee).is_ok();
            let severity = if needed { Severity::Warning } else { Severity::Info };
            let cause = Cause::Ends { employee: credit.employee, credential: credit.credential, ending };
            match ending.cause {
                EndCause::Expires | EndCause::Revoked | EndCause::SkillWindow => alerts.push(Alert {
                    code: AlertCode::CredentialExpiring,
                    severity,
                    subject: Subject::Credit(credit.employee, credit.credential),
                    date,
                    causes: vec![cause],
                    actions: earn_again(situation, credit),
                }),
                EndCause::Retires => {
                    let alert = retiring.get_or_insert_with(|| Alert {
                        code: AlertCode::CredentialRetiring,
                        severity,
                        subject: Subject::Credential(credit.credential),
                        date,
                        causes: Vec::new(),
                        actions: Vec::new(),
                    });
                    alert.severity = alert.severity.min(severity);
                    alert.causes.push(cause);
                    alert.actions.extend(replace(situation, credit));
                }
                // Departures and links are told by what they do to a level.
                EndCause::Leaves | EndCause::Unlinked => {}
            }
        }
        alerts.extend(retiring);
    }
}

/// Earning the same credential again, in time for the gap not to show.
fn earn_again(situation: &Situation<'_, '_, '_>, credit: &Credit) -> Vec<Action> {
    earn(situation, credit, credit.credential).into_iter().collect()
}

/// Earning what took the place of a retired credential.
fn replace(situation: &Situation<'_, '_, '_>, credit: &Credit) -> Option<Action> {
    let program = situation.rulebook.program;
    let next = program.credential(credit.credential)?.replaced_by.as_deref()?;
    let next = program.find_credential(next).filter(|next| situation.rulebook.needed.contains(*next))?;
    earn(situation, credit, next)
}

fn earn(situation: &Situation<'_, '_, '_>, credit: &Credit, credential: CredentialIx) -> Option<Action> {
    let (policy, zone) = (&situation.rulebook.policy, situation.records.zone);
    let first_without = zone.date_of(credit.ends?.at);
    let by = last_safe_day_of(situation.rulebook.program.credential(credential)?, policy, zone, first_without)?;
    let deed = Deed::Earn { employee: credit.employee, credentials: vec![credential] };
    Some(Action::any_time(deed).by(by))
}

/// Achievements that do not count, with their owner and credential.
fn not_counted<'e>(
    situation: &'e Situation<'_, '_, '_>,
) -> impl Iterator<Item = (EmployeeIx, CredentialIx, AchievementIx, &'e Reason)> {
    let eligibility = &situation.evaluation.eligibility;
    eligibility.uncounted.iter().filter_map(|(employee, credential, ix)| {
        match eligibility.outcomes.get(ix.0 as usize)? {
            Outcome::NotCounted(reason) => Some((*employee, *credential, *ix, reason)),
            Outcome::Counted(_) => None,
        }
    })
}

fn waiting(situation: &Situation<'_, '_, '_>, alerts: &mut Vec<Alert>) {
    let pending: Vec<_> = not_counted(situation).filter(|(.., reason)| matches!(reason, Reason::Pending(_))).collect();
    for same in pending.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let soonest = same.iter().filter_map(|(.., reason)| match reason {
            Reason::Pending(from) => Some(*from),
            _ => None,
        });
        let (Some((employee, credential, achievement, reason)), Some(from)) = (same.first(), soonest.min()) else {
            continue;
        };
        alerts.push(Alert {
            code: AlertCode::PendingCredit,
            severity: Severity::Info,
            subject: Subject::Credit(*employee, *credential),
            date: Some(situation.records.zone.date_of(from)),
            causes: same
                .iter()
                .map(|(_, _, ix, reason)| Cause::NotCounted { achievement: *ix, reason: **reason })
                .collect(),
            actions: mend(situation, *employee, *achievement, reason).into_iter().collect(),
        });
    }
}

fn unlinked(situation: &Situation<'_, '_, '_>, alerts: &mut Vec<Alert>) {
    let records = situation.records;
    let mut found: Vec<(AccountIx, EmployeeIx, AchievementIx, &Reason)> = not_counted(situation)
        .filter(|(.., reason)| matches!(reason, Reason::Unlinked { .. } | Reason::LinkedElsewhere { .. }))
        .filter_map(|(employee, _, ix, reason)| match records.achievement(ix)?.holder {
            Holder::Account(account) => Some((account, employee, ix, reason)),
            Holder::Employee(_) => None,
        })
        .collect();
    found.sort_unstable_by_key(|(account, _, ix, _)| (*account, *ix));
    for same in found.chunk_by(|a, b| a.0 == b.0) {
        let Some((account, employee, first, reason)) = same.first() else {
            continue;
        };
        // One person's second account counts for nothing, and the reason says so; employment decides who is asked.
        if !records.employee(*employee).is_some_and(|e| e.employed_at(situation.evaluation.as_of)) {
            continue;
        }
        let since = match reason {
            Reason::Unlinked { ended } => ended.map(|end| records.zone.last_date(end)),
            Reason::LinkedElsewhere { since, .. } => Some(records.zone.date_of(*since)),
            _ => None,
        };
        alerts.push(Alert {
            code: AlertCode::UnlinkedHolder,
            severity: Severity::Warning,
            subject: Subject::Account(*account),
            date: since,
            causes: same
                .iter()
                .map(|(_, _, ix, reason)| Cause::NotCounted { achievement: *ix, reason: **reason })
                .collect(),
            actions: mend(situation, *employee, *first, reason).into_iter().collect(),
        });
    }
}

fn alone(situation: &Situation<'_, '_, '_>, alerts: &mut Vec<Alert>) {
    for standing in &situation.evaluation.competencies {
        let (Some(level), Some(margin)) = (standing.level, &standing.margin) else {
            continue;
        };
        if margin.indispensable.is_empty() {
            continue;
        }
        let deed = Deed::Staff {
            competency: standing.competency,
            level,
            requirement: None,
            people: 1,
            credentials: Vec::new(),
        };
        alerts.push(Alert {
            code: AlertCode::SinglePointOfFailure,
            severity: Severity::Info,
            subject: Subject::Level(standing.competency, level),
            date: None,
            causes: vec![Cause::RestsOn(margin.indispensable.clone())],
            actions: vec![Action::any_time(deed)],
        });
    }
}
