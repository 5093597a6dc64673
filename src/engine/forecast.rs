//! What will change, when and why, by what is known.

use super::membership::State;
use super::outlook::{Outlook, Step};
use super::profile::showing;
use super::{Alert, Cause, Deed, MembershipStanding, Rulebooks, Verdict, last_safe_day_of};
use crate::model::{Date, EmployeeIx, Instant, Records};
use crate::rules::{CompetencyIx, CredentialIx, LevelIx};

/// Something that changes on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The first instant of the new state.
    pub at: Instant,
    /// What changes.
    pub what: Happening,
    /// Why.
    pub causes: Vec<Cause>,
}

/// What changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// Whether a level of a competency is held, counting a higher one where the policy says so.
    Level {
        /// The competency.
        competency: CompetencyIx,
        /// The level.
        level: LevelIx,
        /// What it was.
        from: Verdict,
        /// What it will be.
        to: Verdict,
    },
    /// The state of a membership, or its term.
    Membership {
        /// Which one, by number in the records.
        membership: usize,
        /// What it was; none before it was bought.
        from: Option<State>,
        /// What it will be; none when a later purchase takes its place.
        to: Option<State>,
    },
    /// An alert ends.
    Cleared(Alert),
    /// An alert begins.
    Raised(Alert),
}

/// The last days on which a person can earn a credential that the renewal needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SafeDay {
    /// The competency it keeps.
    pub competency: CompetencyIx,
    /// The level it keeps.
    pub level: LevelIx,
    /// Who is closest to it; none when anybody is as close.
    pub employee: Option<EmployeeIx>,
    /// What to earn.
    pub credential: CredentialIx,
    /// To be visible on the anniversary; none when that is over, or when the credential cannot help by then.
    pub anniversary: Option<Date>,
    /// To be visible on the last day of the window; none when the credential cannot help by then.
    pub window: Option<Date>,
}

/// Every date after `as_of`, up to and including `until`, on which a level, a membership or an alert changes, with its
/// cause.
#[must_use]
pub fn forecast(rules: &Rulebooks<'_>, records: &Records, as_of: Instant, until: Instant) -> Vec<Event> {
    Outlook::new(rules, records, as_of, until).events()
}

impl Outlook<'_, '_> {
    /// What changes after `as_of`, up to and including `until`: by instant, and on one instant levels first, then
    /// memberships, then alerts that end, then those that begin.
    #[must_use]
    pub fn events(&self) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::new();
        let mut steps = self.ahead();
        let Some(mut before) = steps.next() else {
            return events;
        };
        let mut alerts = self.alerts_at(before);
        for step in steps {
            events.extend(self.shifts().filter(|shift| shift.at == step.at).map(|shift| Event {
                at: step.at,
                what: Happening::Level {
                    competency: shift.competency,
                    level: shift.level,
                    from: shift.from,
                    to: shift.to,
                },
                causes: shift.causes.clone(),
            }));
            memberships(before, step, &mut events);
            let now = self.alerts_at(step);
            let missing = |alert: &&Alert, others: &[Alert]| !others.iter().any(|o| o.identity() == alert.identity());
            let cleared = alerts.iter().filter(|alert| missing(alert, &now)).cloned().map(Happening::Cleared);
            let raised = now.iter().filter(|alert| missing(alert, &alerts)).cloned().map(Happening::Raised);
            events.extend(cleared.chain(raised).map(|what| Event { at: step.at, what, causes: Vec::new() }));
            alerts = now;
            before = step;
        }
        events
    }

    /// For every level that is shown and, by what is known, not held on the anniversary (or not now, when that is over):
    /// who could earn what to keep it, and until when.
    #[must_use]
    pub fn safe_days(&self) -> Vec<SafeDay> {
        let Some(now) = self.now() else {
            return Vec::new();
        };
        let Some((membership, _)) = showing(now.memberships.first()) else {
            return Vec::new();
        };
        let (zone, policy) = (self.records.zone, self.rules.policy());
        let close = zone.close_of(membership.anniversary);
        let then = self.in_force(close).filter(|then| then.at > now.at).unwrap_or(now);
        let mut days = Vec::new();
        for entry in now.shown.iter().filter(|entry| !then.held(entry.competency, entry.level).is_met()) {
            for action in then.way(entry.competency, entry.level) {
                let (Deed::Earn { credentials, .. } | Deed::Staff { credentials, .. }) = &action.deed else {
                    continue;
                };
                for credential in credentials {
                    let safe =
                        |day: Date| last_safe_day_of(self.rules.program().credential(*credential)?, policy, zone, day);
                    days.push(SafeDay {
                        competency: entry.competency,
                        level: entry.level,
                        employee: action.employee(),
                        credential: *credential,
                        anniversary: if close < self.as_of { None } else { safe(membership.anniversary) },
                        window: safe(membership.renewal.closes),
                    });
                }
            }
        }
        days
    }
}

fn memberships(before: &Step, step: &Step, events: &mut Vec<Event>) {
    let find = |list: &[MembershipStanding], n: usize| list.iter().find(|m| m.membership == n).cloned();
    let mut numbers: Vec<usize> = before.memberships.iter().chain(&step.memberships).map(|m| m.membership).collect();
    numbers.sort_unstable();
    numbers.dedup();
    for n in numbers {
        let (was, is) = (find(&before.memberships, n), find(&step.memberships, n));
        let cause = match (&was, &is) {
            (_, Some(new)) if was.is_none() => Cause::Bought(new.membership),
            (Some(old), Some(new)) if old.since != new.since => Cause::Renewed(n),
            (Some(old), Some(new)) if old.state == new.state => continue,
            (Some(old), Some(new)) if new.state == State::Lapsed => Cause::WindowCloses(old.renewal.closes),
            (Some(old), Some(_)) => Cause::TermEnds(old.anniversary),
            (_, None) => Cause::Bought(step.memberships.iter().map(|m| m.membership).max().unwrap_or(n)),
            (None, Some(_)) => continue,
        };
        let what = Happening::Membership { membership: n, from: was.map(|m| m.state), to: is.map(|m| m.state) };
        events.push(Event { at: step.at, what, causes: vec![cause] });
    }
}
