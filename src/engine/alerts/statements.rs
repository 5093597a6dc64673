//! Overrides that end, ended, or change nothing.

use super::{Alert, AlertCode, Severity, Subject};
use crate::engine::{
    Action, Cause, Deed, Evidence, Grant, LEAD_DAYS, LevelStanding, PathStanding, RequirementStanding, Situation,
};
use crate::model::Override;

pub(super) fn collect(situation: &Situation<'_, '_, '_>, alerts: &mut Vec<Alert>) {
    let (as_of, zone) = (situation.evaluation.as_of, situation.records.zone);
    let horizon = as_of.plus_seconds(i64::from(LEAD_DAYS) * 86_400);
    for (n, stated) in situation.records.overrides.iter().enumerate() {
        let level = level_of(situation, stated);
        let last = zone.last_date(stated.until);
        let alert = |code, severity, cause, deed| Alert {
            code,
            severity,
            subject: Subject::Override(n),
            date: Some(last),
            causes: vec![cause],
            actions: vec![deed],
        };
        let extend = Action::any_time(Deed::Extend(n)).by(last);
        let remove = Action::any_time(Deed::Remove(n));
        if stated.until <= as_of {
            let missed = level.is_some_and(|level| !level.held.is_met());
            let (severity, action) =
                if missed { (Severity::Warning, Action::any_time(Deed::Extend(n))) } else { (Severity::Info, remove) };
            alerts.push(alert(AlertCode::OverrideExpired, severity, Cause::OverrideEnded(n), action));
        } else if stated.active_at(as_of) {
            let used = level.is_some_and(|level| is_used(level, n));
            if !used {
                alerts.push(alert(AlertCode::OverrideUnused, Severity::Info, Cause::Unused, remove));
            } else if stated.until <= horizon {
                alerts.push(alert(AlertCode::OverrideEnding, Severity::Warning, Cause::OverrideEnded(n), extend));
            }
        }
    }
}

fn level_of<'s, 'r>(situation: &'s Situation<'_, 'r, '_>, stated: &Override) -> Option<&'s LevelStanding<'r>> {
    let program = situation.rulebook.program;
    let text = |symbol| situation.records.text(symbol);
    let level = program.ladder.find(text(stated.target.level))?;
    let is = |id: &str| id == text(stated.target.competency);
    let standing = situation
        .evaluation
        .competencies
        .iter()
        .find(|c| program.competency(c.competency).is_some_and(|c| is(&c.id)))?;
    standing.at(level)
}

/// True when something rests on the override: a level it grants, a path that is not met without it, a requirement it
/// stands in for. What would hold without it is not looked into further.
fn is_used(level: &LevelStanding<'_>, n: usize) -> bool {
    if matches!(level.grant, Some(Grant::Path(_)))
        && !level.paths.iter().any(|path| path.verdict.is_met() && within(path, n))
    {
        return false;
    }
    let granted = level.grant == Some(Grant::Override(n));
    granted || level.paths.iter().any(|path| within(path, n))
}

fn within(path: &PathStanding<'_>, n: usize) -> bool {
    let needed = !path.requirements.iter().all(|requirement| requirement.verdict.is_met());
    path.overridden == Some(n) && needed || path.requirements.iter().any(|requirement| stands_in(requirement, n))
}

fn stands_in(standing: &RequirementStanding<'_>, n: usize) -> bool {
    standing.evidence == Evidence::Override(n) || standing.parts.iter().any(|part| stands_in(part, n))
}
