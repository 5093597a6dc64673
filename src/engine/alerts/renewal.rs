//! Alerts around the anniversary: the calendar, what was lost since the purchase, and what is known to be lost by then.

use super::{Alert, AlertCode, Severity, Subject};
use crate::engine::membership::milestones;
use crate::engine::outlook::{Outlook, Step};
use crate::engine::profile::showing;
use crate::engine::{Action, Cause, Deed, MembershipStanding, Shown, State, Verdict};
use crate::model::Date;

pub(in crate::engine) fn collect(outlook: &Outlook<'_, '_>, step: &Step, alerts: &mut Vec<Alert>) {
    for standing in &step.memberships {
        calendar(outlook, step, standing, alerts);
    }
    if let Some((standing, level)) = showing(step.memberships.first()) {
        for entry in &step.shown {
            if entry.now.is_met() {
                alerts.extend(projected(outlook, step, standing, entry));
            } else {
                let alone = !step.supports(level);
                alerts.push(at_risk(outlook, step, standing, entry, alone));
            }
        }
    }
}

fn calendar(outlook: &Outlook<'_, '_>, step: &Step, standing: &MembershipStanding, alerts: &mut Vec<Alert>) {
    let today = outlook.records.zone.date_of(step.at);
    let days = milestones(standing.anniversary, outlook.rules.policy().renewal_window);
    let mut push = |code, severity, date: Date, cause, action| {
        let subject = Subject::Membership(standing.membership);
        alerts.push(Alert { code, severity, subject, date: Some(date), causes: vec![cause], actions: vec![action] });
    };
    let ends = || Cause::TermEnds(standing.anniversary);
    let closes = Cause::WindowCloses(days.closes);
    let renew = || Action {
        by: Some(days.closes),
        not_before: Some(days.opens).filter(|opens| *opens > today),
        deed: Deed::Renew(standing.membership),
    };
    if standing.state == State::Lapsed {
        let buy = Action::any_time(Deed::Buy(offer(outlook, standing)));
        push(AlertCode::Lapsed, Severity::Error, days.lapsed, closes, buy);
        return;
    }
    if today >= days.last_call {
        push(AlertCode::RenewalLastCall, Severity::Error, days.closes, closes, renew());
    } else if days.due <= today && today <= standing.anniversary {
        push(AlertCode::RenewalDue, Severity::Info, standing.anniversary, ends(), renew());
    } else if today >= days.opens {
        push(AlertCode::RenewalOpen, Severity::Warning, days.closes, closes, renew());
    }
    if standing.level.is_some() && days.review <= today && today < days.due {
        let review = Action::any_time(Deed::ReviewSkills).by(standing.anniversary);
        push(AlertCode::ReviewSkills, Severity::Info, standing.anniversary, ends(), review);
    }
}

fn offer(outlook: &Outlook<'_, '_>, standing: &MembershipStanding) -> Option<usize> {
    let membership = outlook.records.memberships.get(standing.membership)?;
    let id = outlook.records.text(membership.offer);
    outlook.rules.program().offers.iter().position(|offer| offer.id == id)
}

/// A level that was met at the purchase or since, and is not met now. `alone`: nothing else supports what was bought.
fn at_risk(outlook: &Outlook<'_, '_>, step: &Step, standing: &MembershipStanding, entry: &Shown, alone: bool) -> Alert {
    let renewal = &standing.renewal;
    let severity = match (renewal.exemption, entry.now) {
        (Some(_), _) => Severity::Info,
        (None, _) if alone && renewal.eligible == Verdict::NotMet => Severity::Error,
        (None, Verdict::Unknown) if !alone => Severity::Info,
        (None, _) => Severity::Warning,
    };
    Alert {
        code: AlertCode::RenewalAtRisk,
        severity,
        subject: Subject::Level(entry.competency, entry.level),
        date: entry.lost.as_ref().map(|lost| outlook.records.zone.date_of(lost.at)),
        causes: entry.lost.as_ref().map(|lost| lost.causes.clone()).unwrap_or_default(),
        actions: in_time(outlook, standing, step.way(entry.competency, entry.level)),
    }
}

/// A level that is met now and, by what is known, not on the anniversary.
fn projected(outlook: &Outlook<'_, '_>, step: &Step, standing: &MembershipStanding, entry: &Shown) -> Option<Alert> {
    let (competency, level) = (entry.competency, entry.level);
    let close = outlook.records.zone.close_of(standing.anniversary);
    let then = outlook.in_force(close).filter(|then| then.at > step.at)?;
    let held = then.held(competency, level);
    if held.is_met() {
        return None;
    }
    let bought = standing.level.unwrap_or(level);
    let severity = match (standing.renewal.exemption, held) {
        (Some(_), _) => Severity::Info,
        (None, Verdict::Unknown) if then.supports(bought) => Severity::Info,
        (None, _) => Severity::Warning,
    };
    let loss = outlook.last_loss(competency, level, step.at, close);
    Some(Alert {
        code: AlertCode::RenewalAtRiskProjected,
        severity,
        subject: Subject::Level(competency, level),
        date: loss.map(|shift| outlook.records.zone.date_of(shift.at)),
        causes: loss.map(|shift| shift.causes.clone()).unwrap_or_default(),
        actions: in_time(outlook, standing, then.way(competency, level)),
    })
}

/// The same actions, with the last day on which each still helps the renewal: what a person does must be visible before
/// the window closes, and a figure counts when its month is closed by then.
fn in_time(outlook: &Outlook<'_, '_>, standing: &MembershipStanding, actions: &[Action]) -> Vec<Action> {
    let closes = standing.renewal.closes;
    let safe = outlook.last_safe_day(closes);
    let month = closes.month();
    let measured = if month.last() <= closes { closes } else { month.plus(-1).last() };
    actions
        .iter()
        .map(|action| {
            let by = match &action.deed {
                Deed::Earn { credentials, .. } | Deed::Staff { credentials, .. } => credentials
                    .iter()
                    .filter_map(|ix| outlook.rules.program().credential(*ix)?.retired)
                    .fold(safe, Date::min),
                Deed::Link { .. } => safe,
                Deed::Raise { .. } | Deed::Record { .. } => measured,
                Deed::Correct { .. }
                | Deed::Wait { .. }
                | Deed::State { .. }
                | Deed::Renew(_)
                | Deed::Buy(_)
                | Deed::ReviewSkills
                | Deed::Extend(_)
                | Deed::Remove(_)
                | Deed::Merge(_) => closes,
            };
            action.clone().by(by)
        })
        .collect()
}
