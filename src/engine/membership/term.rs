//! Terms, anniversaries and the days around them.

use crate::model::{Date, Membership};
use crate::rules::{NewAnniversary, Policy, RenewalWindow, Term};

/// The last day of the term that purchase and renewals by `today` give.
#[must_use]
pub fn anniversary(membership: &Membership, policy: &Policy, today: Date) -> Date {
    present(membership, policy, today).1
}

/// The day the present term was bought or renewed, and its last day.
pub(super) fn present(membership: &Membership, policy: &Policy, today: Date) -> (Date, Date) {
    let bought = (membership.purchased, after(policy, membership.purchased));
    membership
        .renewals
        .iter()
        .filter(|renewed| **renewed <= today)
        .fold(bought, |(_, old), renewed| (*renewed, renewed_until(policy, old, *renewed)))
}

/// The last day of a term that begins on `start`.
pub(super) fn after(policy: &Policy, start: Date) -> Date {
    match policy.term {
        Term::Anniversary => start.plus_years(1),
        Term::Days365 => start.plus_days(365),
    }
}

/// The last day of the term that a renewal on `day` gives.
pub(super) fn renewed_until(policy: &Policy, old: Date, day: Date) -> Date {
    match policy.new_anniversary {
        NewAnniversary::OldAnniversary => after(policy, old),
        NewAnniversary::RenewalDay => after(policy, day),
    }
}

/// The first and last day on which a term that ends on `anniversary` can be renewed.
#[must_use]
pub fn renewal_window(anniversary: Date, window: RenewalWindow) -> (Date, Date) {
    match window {
        RenewalWindow::PartnerCenter => (anniversary.plus_days(1), anniversary.plus_days(30)),
        RenewalWindow::Pmc => (anniversary.plus_days(-90), anniversary),
    }
}

/// The days around an anniversary on which something is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Milestones {
    /// Ninety days before: the time to look at the skills.
    pub review: Date,
    /// Fifteen days before: the first reminder.
    pub due: Date,
    /// The first day of the window.
    pub opens: Date,
    /// Seven days before the window closes: the last reminder.
    pub last_call: Date,
    /// The last day of the window.
    pub closes: Date,
    /// The first day without it.
    pub lapsed: Date,
}

/// The days around `anniversary`. With the window of Partner Center the last call is the 23rd day after it.
#[must_use]
pub fn milestones(anniversary: Date, window: RenewalWindow) -> Milestones {
    let (opens, closes) = renewal_window(anniversary, window);
    Milestones {
        review: anniversary.plus_days(-90),
        due: anniversary.plus_days(-15),
        opens,
        last_call: closes.plus_days(-7),
        closes,
        lapsed: closes.plus_days(1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Names;
    use std::fmt::Write as _;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    /// One line per day asked about: since, anniversary, window.
    fn check(policy: &Policy, purchased: &str, renewals: &[&str], days: &[&str], expected: &str) {
        let membership = Membership {
            offer: Names::default().intern("silver"),
            purchased: date(purchased),
            renewals: renewals.iter().map(|day| date(day)).collect(),
        };
        let mut found = String::new();
        for day in days {
            let (since, anniversary) = present(&membership, policy, date(day));
            let (opens, closes) = renewal_window(anniversary, policy.renewal_window);
            let _ = writeln!(found, "{day}: {since} to {anniversary}, {opens} to {closes}");
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn terms_of_a_year() {
        let policy = Policy::default();
        check(
            &policy,
            "2017-10-15",
            &["2018-11-10"],
            &["2017-10-15", "2018-11-09", "2018-11-10"],
            "2017-10-15: 2017-10-15 to 2018-10-15, 2018-10-16 to 2018-11-14\n\
             2018-11-09: 2017-10-15 to 2018-10-15, 2018-10-16 to 2018-11-14\n\
             2018-11-10: 2018-11-10 to 2019-10-15, 2019-10-16 to 2019-11-14\n",
        );
        check(
            &policy,
            "2016-02-29",
            &["2017-03-20", "2018-03-05"],
            &["2016-02-29", "2020-02-29"],
            "2016-02-29: 2016-02-29 to 2017-02-28, 2017-03-01 to 2017-03-30\n\
             2020-02-29: 2018-03-05 to 2019-02-28, 2019-03-01 to 2019-03-30\n",
        );
    }

    #[test]
    fn other_readings() {
        let policy = Policy { renewal_window: RenewalWindow::Pmc, term: Term::Days365, ..Policy::default() };
        check(
            &policy,
            "2016-02-29",
            &["2017-01-10"],
            &["2016-12-01", "2017-01-10"],
            "2016-12-01: 2016-02-29 to 2017-02-28, 2016-11-30 to 2017-02-28\n\
             2017-01-10: 2017-01-10 to 2018-02-28, 2017-11-30 to 2018-02-28\n",
        );
        let policy = Policy { new_anniversary: NewAnniversary::RenewalDay, ..Policy::default() };
        check(
            &policy,
            "2017-10-15",
            &["2018-11-10"],
            &["2018-11-10"],
            "2018-11-10: 2018-11-10 to 2019-11-10, 2019-11-11 to 2019-12-10\n",
        );
    }

    #[test]
    fn days_around_an_anniversary() {
        let days = milestones(date("2018-10-15"), RenewalWindow::PartnerCenter);
        let text = [days.review, days.due, days.opens, days.last_call, days.closes, days.lapsed].map(|d| d.to_string());
        assert_eq!(text, ["2018-07-17", "2018-09-30", "2018-10-16", "2018-11-07", "2018-11-14", "2018-11-15"]);
    }
}
