//! What was bought, until when, and what may be bought, upgraded or renewed.
//!
//! A term runs from a purchase or a renewal to its anniversary. [`offers()`] says of every offer whether it may be had at
//! an instant, and if not, every reason.

mod offers;
mod support;
mod term;

pub use offers::{Decision, Offered, Price, Refusal, Shortage, Terms, offers};
pub use support::{Nearest, Support, nearest_to, support};
pub use term::{Milestones, anniversary, milestones, renewal_window};

use super::summary::Membership;
use super::{CompetencyStanding, Rulebook, Verdict};
use crate::model::{Date, Instant, Records};
use crate::rules::LevelIx;

/// Where a membership stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembershipStanding {
    /// Which membership, by number in the records.
    pub membership: usize,
    /// The level the offer requires; none when it requires none.
    pub level: Option<LevelIx>,
    /// Its state.
    pub state: State,
    /// The day its present term was bought or renewed.
    pub since: Date,
    /// The last day of its term.
    pub anniversary: Date,
    /// When and whether it may be renewed.
    pub renewal: Renewal,
}

/// The state of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
    /// Whether some competency holds the level that renewal needs, today, or an exemption waives it.
    pub eligible: Verdict,
    /// The exemption of the programme that waives the requirement, by number; none when none covers the anniversary.
    pub exemption: Option<usize>,
}

/// The memberships that matter at `as_of`: first the leading one, which is what was bought at the highest level and has
/// not lapsed, or the one bought last; then those that run beside it. What a later purchase replaces is left out.
#[must_use]
pub(super) fn standings(
    rulebook: &Rulebook<'_>,
    records: &Records,
    as_of: Instant,
    competencies: &[CompetencyStanding<'_>],
) -> Vec<MembershipStanding> {
    let terms = terms(rulebook, records, records.zone.date_of(as_of));
    terms.into_iter().map(|term| standing(rulebook, term, competencies)).collect()
}

/// The leading membership on a day, without whether it may be renewed.
pub(super) fn leading(rulebook: &Rulebook<'_>, records: &Records, today: Date) -> Option<Membership> {
    let leading = terms(rulebook, records, today).into_iter().next()?;
    Some(Membership { membership: leading.membership, state: leading.state, anniversary: leading.anniversary })
}

/// A membership's present term.
struct TermOf {
    membership: usize,
    level: Option<LevelIx>,
    state: State,
    since: Date,
    anniversary: Date,
    window: (Date, Date),
}

fn terms(rulebook: &Rulebook<'_>, records: &Records, today: Date) -> Vec<TermOf> {
    let mut all: Vec<TermOf> = records
        .memberships
        .iter()
        .enumerate()
        .filter(|(_, membership)| membership.purchased <= today)
        .map(|(n, membership)| term(rulebook, records, n, membership, today))
        .collect();
    let replaced = |old: &TermOf| {
        let later = all.iter().filter(|new| new.membership > old.membership);
        later.into_iter().any(|new| replaces(records, old, new))
    };
    let kept: Vec<bool> = all.iter().map(|one| !replaced(one)).collect();
    let mut kept = kept.into_iter();
    all.retain(|_| kept.next().unwrap_or(true));
    all.sort_by_key(|one| (one.state == State::Lapsed, std::cmp::Reverse((one.level, one.membership))));
    all
}

/// A later purchase takes the place of an earlier one of the same offer, of the same or a lower level, or that lapsed.
fn replaces(records: &Records, old: &TermOf, new: &TermOf) -> bool {
    let offer = |one: &TermOf| records.memberships.get(one.membership).map(|m| m.offer);
    let moves_up = new.level >= old.level && old.level.is_some();
    offer(old) == offer(new) || moves_up || old.state == State::Lapsed && new.level.is_some()
}

fn term(
    rulebook: &Rulebook<'_>,
    records: &Records,
    n: usize,
    membership: &crate::model::Membership,
    today: Date,
) -> TermOf {
    let (since, anniversary) = term::present(membership, &rulebook.policy, today);
    let window = renewal_window(anniversary, rulebook.policy.renewal_window);
    let state = if today <= anniversary {
        State::Active
    } else if today <= window.1 {
        State::RenewalWindow
    } else {
        State::Lapsed
    };
    let level = rulebook.program.offer(records.text(membership.offer)).and_then(|offer| offer.requires);
    TermOf { membership: n, level, state, since, anniversary, window }
}

fn standing(rulebook: &Rulebook<'_>, term: TermOf, competencies: &[CompetencyStanding<'_>]) -> MembershipStanding {
    let TermOf { membership, level, state, since, anniversary, window: (opens, closes) } = term;
    let exemption = level.and_then(|level| support::exemption(rulebook, competencies, level, anniversary));
    let eligible = match level {
        Some(level) if exemption.is_none() => support(rulebook, competencies, level).verdict,
        _ => Verdict::Met,
    };
    let renewal = Renewal { opens, closes, eligible, exemption };
    MembershipStanding { membership, level, state, since, anniversary, renewal }
}
