//! What was bought, until when, and whether it may be renewed.

use super::{CompetencyStanding, Rulebook, Verdict};
use crate::model::{Date, Instant, Membership, Records};
use crate::rules::{LevelIx, NewAnniversary, Policy, RenewalWindow, Term};

/// Where the membership stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipStanding {
    /// Which membership, by number in the records.
    pub membership: usize,
    /// The level the offer requires; none when it requires none.
    pub level: Option<LevelIx>,
    /// Its state.
    pub state: State,
    /// The last day of its term.
    pub anniversary: Date,
    /// When and whether it may be renewed.
    pub renewal: Renewal,
}

/// The state of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Within its term.
    Active,
    /// Its term is over, but it can still be renewed.
    RenewalWindow,
    /// It ended.
    Lapsed,
}

impl State {
    /// The word used in output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::RenewalWindow => "renewal-window",
            Self::Lapsed => "lapsed",
        }
    }
}

/// When and whether a membership may be renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Renewal {
    /// The first day.
    pub opens: Date,
    /// The last day.
    pub closes: Date,
    /// Whether some competency holds the level that renewal needs, today.
    pub eligible: Verdict,
}

/// The membership bought last by `as_of`; none when nothing was bought by then.
#[must_use]
pub(super) fn standing(
    rulebook: &Rulebook<'_>,
    records: &Records,
    as_of: Instant,
    competencies: &[CompetencyStanding<'_>],
) -> Option<MembershipStanding> {
    let today = records.zone.date_of(as_of);
    let (ix, membership) = records.memberships.iter().enumerate().rfind(|(_, m)| m.purchased <= today)?;
    let anniversary = anniversary(membership, &rulebook.policy, today);
    let (opens, closes) = renewal_window(anniversary, rulebook.policy.renewal_window);
    let level = rulebook.program.offer(records.text(membership.offer)).and_then(|offer| offer.requires);
    let eligible = match level {
        None => Verdict::Met,
        Some(level) => Verdict::any(competencies.iter().filter_map(|c| c.at(level)).map(|l| l.held)),
    };
    let state = if today <= anniversary {
        State::Active
    } else if today <= closes {
        State::RenewalWindow
    } else {
        State::Lapsed
    };
    Some(MembershipStanding { membership: ix, level, state, anniversary, renewal: Renewal { opens, closes, eligible } })
}

/// The last day of the term that purchase and renewals by `today` give.
#[must_use]
pub fn anniversary(membership: &Membership, policy: &Policy, today: Date) -> Date {
    let after = |start: Date| match policy.term {
        Term::Anniversary => start.plus_years(1),
        Term::Days365 => start.plus_days(365),
    };
    membership.renewals.iter().filter(|renewed| **renewed <= today).fold(after(membership.purchased), |old, renewed| {
        match policy.new_anniversary {
            NewAnniversary::OldAnniversary => after(old),
            NewAnniversary::RenewalDay => after(*renewed),
        }
    })
}

/// The first and last day on which a term that ends on `anniversary` can be renewed.
#[must_use]
pub fn renewal_window(anniversary: Date, window: RenewalWindow) -> (Date, Date) {
    match window {
        RenewalWindow::PartnerCenter => (anniversary.plus_days(1), anniversary.plus_days(30)),
        RenewalWindow::Pmc => (anniversary.plus_days(-90), anniversary),
    }
}
