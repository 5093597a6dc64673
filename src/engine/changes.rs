//! The instants on which anything can change.
//!
//! Standing follows from facts and rules that begin and end, from credits that become visible, from months that close, and
//! from the days around an anniversary. There are finitely many of them, and between two neighbours nothing changes: that
//! is a law, and tested. An instant too many costs an evaluation; one too few would be a lie.

use super::membership::milestones;
use super::{LEAD_DAYS, Rulebooks};
use crate::model::{Date, Instant, Membership, Month, Records};
use crate::rules::CredentialIx;

const DAY: i64 = 86_400;

/// Every instant after `from`, up to and including `until`, on which a verdict, a membership or an alert can change,
/// earliest first and each once.
#[must_use]
pub fn changes(rules: &Rulebooks<'_>, records: &Records, from: Instant, until: Instant) -> Vec<Instant> {
    let mut gathering = Gathering { rules, records, from, until, found: Vec::new() };
    gathering.people();
    gathering.links();
    gathering.achievements();
    gathering.credentials();
    gathering.statements();
    gathering.months();
    gathering.memberships();
    for start in rules.starts() {
        gathering.first_second(start);
    }
    let life = &rules.program().life;
    for last in life.earned_until.into_iter().chain(life.benefits_until) {
        gathering.after(last);
    }
    let mut found = gathering.found;
    found.sort_unstable();
    found.dedup();
    found
}

struct Gathering<'a, 'p> {
    rules: &'a Rulebooks<'p>,
    records: &'a Records,
    from: Instant,
    until: Instant,
    found: Vec<Instant>,
}

impl Gathering<'_, '_> {
    fn at(&mut self, instant: Instant) {
        if self.from < instant && instant <= self.until {
            self.found.push(instant);
        }
    }

    /// When it happens, and when a credit that waits for it becomes visible.
    fn at_and_visible(&mut self, instant: Instant) {
        self.at(instant);
        self.at(instant.plus_seconds(self.rules.policy().visibility_delay));
    }

    /// When it ends, and when an alert begins to tell.
    fn end(&mut self, instant: Instant) {
        self.at(instant);
        self.at(instant.plus_seconds(-i64::from(LEAD_DAYS) * DAY));
    }

    fn first_second(&mut self, day: Date) {
        self.at(self.records.zone.start_of(day));
    }

    fn after(&mut self, day: Date) {
        self.at(self.records.zone.end_of(day));
    }

    fn people(&mut self) {
        for employee in &self.records.employees {
            if let Some(joined) = employee.joined {
                self.at_and_visible(joined);
            }
            if let Some(left) = employee.left {
                self.at(left);
            }
        }
    }

    fn links(&mut self) {
        for link in &self.records.associations {
            self.at_and_visible(link.linked);
            if let Some(unlinked) = link.unlinked {
                self.at(unlinked);
            }
        }
    }

    fn achievements(&mut self) {
        let records = self.records;
        for achievement in &records.achievements {
            let known = self.rules.program().find_credential(records.text(achievement.credential));
            if !known.is_some_and(|credential| self.rules.names(credential)) {
                continue;
            }
            if let Some(earned) = achievement.earned {
                self.at_and_visible(earned);
                if let Some(months) = self.skill_window() {
                    self.end(records.zone.end_of(records.zone.date_of(earned).plus_months(months)));
                }
            }
            for end in achievement.expires.into_iter().chain(achievement.revoked) {
                self.end(end);
            }
        }
    }

    fn skill_window(&self) -> Option<i32> {
        self.rules.policy().skill_window_months.map(|months| i32::try_from(months).unwrap_or(i32::MAX))
    }

    fn credentials(&mut self) {
        for (ix, credential) in (0..).map(CredentialIx).zip(&self.rules.program().credentials) {
            if !self.rules.names(ix) {
                continue;
            }
            if let Some(introduced) = credential.introduced {
                self.first_second(introduced);
            }
            let Some(retired) = credential.retired else {
                continue;
            };
            self.after(retired);
            if let Some(last) = credential.last_counting_day(self.rules.policy()) {
                self.end(self.records.zone.end_of(last));
            }
            // The last day on which an undated one can have been earned leaves the window as well.
            if let Some(months) = self.skill_window() {
                self.end(self.records.zone.end_of(retired.plus_months(months)));
            }
        }
    }

    fn statements(&mut self) {
        for stated in &self.records.overrides {
            self.at(stated.from);
            self.end(stated.until);
        }
        for stated in &self.records.attestations {
            self.at(stated.from);
            if let Some(until) = stated.until {
                self.end(until);
            }
        }
    }

    /// The closing of every month that can bring a figure into a window or take one out of it.
    fn months(&mut self) {
        let zone = self.records.zone;
        let month = |instant: Instant| zone.date_of(instant).month();
        let measured = self.records.measurements.iter().map(|m| m.month);
        let Some((first, last)) = measured.clone().min().zip(measured.max()) else {
            return;
        };
        let window = i32::try_from(self.rules.longest_window()).unwrap_or(i32::MAX);
        let first: Month = first.max(month(self.from).plus(-1));
        let last: Month = last.plus(window).min(month(self.until));
        for n in 0..=last.months_since(first) {
            // The last second of a month is the close of its last day, and so of the month.
            self.at(zone.close_of(first.plus(n).last()));
        }
    }

    fn memberships(&mut self) {
        let records = self.records;
        for membership in &records.memberships {
            self.first_second(membership.purchased);
            for renewed in &membership.renewals {
                self.first_second(*renewed);
            }
            for anniversary in anniversaries(self.rules, membership) {
                let days = milestones(anniversary, self.rules.policy().renewal_window);
                let after = anniversary.plus_days(1);
                for day in [days.review, days.due, days.opens, after, days.last_call, days.lapsed] {
                    self.first_second(day);
                }
            }
        }
    }
}

/// The last day of every term a membership had or has.
pub(super) fn anniversaries(rules: &Rulebooks<'_>, membership: &Membership) -> Vec<Date> {
    let days = membership.renewals.iter().chain([&membership.purchased]);
    let mut all: Vec<Date> = days.map(|day| super::membership::anniversary(membership, rules.policy(), *day)).collect();
    all.sort_unstable();
    all.dedup();
    all
}
