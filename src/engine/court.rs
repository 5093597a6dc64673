//! The conditions under which an achievement counts, one after the other.
//!
//! What a credential needs is the same for everybody and stands in the [`Rulebook`]; what holds for a person and an
//! account is the same for all they earned and is looked at once, in a [`Party`]. Left for each achievement is its own:
//! when it was earned, expires and was revoked.

use super::Rulebook;
use super::eligibility::{Credit, EndCause, Ending, Reason};
use super::rulebook::{Counting, Source};
use crate::model::{AccountIx, AccountKinds, Achievement, Date, EmployeeIx, Holder, Instant, Records, Symbol};
use crate::rules::CredentialIx;

/// What holds for every achievement of one organization at one instant.
pub(super) struct Court<'a> {
    rulebook: &'a Rulebook<'a>,
    records: &'a Records,
    as_of: Instant,
    today: Date,
}

/// What holds for every achievement of one holder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Party {
    /// Whose they are.
    pub owner: Option<EmployeeIx>,
    joined: Option<Instant>,
    /// When the person leaves, where that ends the credit.
    leaves: Option<Instant>,
    /// What stands against all of them.
    barred: Option<Reason>,
    kinds: AccountKinds,
    link: Link,
}

/// Where the newest link of a holder points.
#[derive(Debug, Clone, Copy)]
enum Link {
    /// Recorded directly on the employee.
    Direct,
    Here {
        since: Instant,
        until: Option<Instant>,
    },
    Elsewhere {
        organization: Symbol,
        since: Instant,
    },
    Nowhere {
        ended: Option<Instant>,
    },
}

impl<'a> Court<'a> {
    pub(super) fn new(rulebook: &'a Rulebook<'a>, records: &'a Records, as_of: Instant) -> Self {
        Self { rulebook, records, as_of, today: records.zone.date_of(as_of) }
    }

    /// Looks at whoever earned something.
    pub(super) fn party(&self, holder: Holder) -> Party {
        let (owner, kinds, link) = match holder {
            Holder::Employee(employee) => (Some(employee), AccountKinds::default(), Link::Direct),
            Holder::Account(ix) => match self.records.account(ix) {
                Some(account) => (Some(account.owner), account.kinds, newest_link(self.records, ix, self.as_of)),
                None => (None, AccountKinds::default(), Link::Nowhere { ended: None }),
            },
        };
        let employee = owner.and_then(|owner| self.records.employee(owner));
        let joined = employee.and_then(|employee| employee.joined);
        let leaves = employee.and_then(|employee| employee.left).filter(|_| self.rulebook.policy.departure_ends_credit);
        let barred = if employee.is_none() {
            Some(Reason::Unlinked { ended: None })
        } else if let Some(joined) = joined.filter(|joined| *joined > self.as_of) {
            Some(Reason::NotYetJoined(joined))
        } else {
            leaves.filter(|left| *left <= self.as_of).map(Reason::Left)
        };
        Party { owner, joined, leaves, barred, kinds, link }
    }

    /// The conditions, in the order of their reasons, on something that `party` earned.
    #[inline(always)]
    pub(super) fn decide(
        &self,
        party: &Party,
        achievement: &Achievement,
        credential: Option<CredentialIx>,
    ) -> Result<Credit, Reason> {
        let Some((ix, counting)) = credential.and_then(|ix| Some((ix, self.rulebook.counting(ix)?))) else {
            return Err(Reason::UnknownCredential);
        };
        if !counting.needed {
            return Err(Reason::NotRequired);
        }
        if achievement.earned.is_some_and(|earned| earned > self.as_of) {
            return Err(Reason::Future);
        }
        // What is undated may have been earned on any day, so only what no day could mend is held against it.
        let earned = achievement.earned.unwrap_or_else(|| self.latest_useful(counting));
        let standing = self.standing(party, achievement, ix, counting, earned);
        if achievement.earned.is_some() { standing } else { Err(Reason::Undated { possible: standing.is_ok() }) }
    }

    /// True for an achievement that is never called a duplicate: it is undated, in the future or revoked.
    #[inline]
    pub(super) fn stands_alone(&self, achievement: &Achievement) -> bool {
        let past = |at: Option<Instant>| at.is_some_and(|at| at <= self.as_of);
        !past(achievement.earned) || past(achievement.revoked)
    }

    /// The latest instant at which a credential could have been earned and be seen by now. If it does not count when
    /// earned then, it does not when earned earlier: of all conditions only the skill window asks for a later day.
    fn latest_useful(&self, counting: &Counting) -> Instant {
        let seen = self.as_of.plus_seconds(-self.rulebook.policy.visibility_delay);
        let last = counting.retired.map(|(retired, _)| self.records.zone.end_of(retired).plus_seconds(-1));
        last.map_or(seen, |last| last.min(seen))
    }

    #[inline(always)]
    fn standing(
        &self,
        party: &Party,
        achievement: &Achievement,
        credential: CredentialIx,
        counting: &Counting,
        earned: Instant,
    ) -> Result<Credit, Reason> {
        let (zone, policy) = (self.records.zone, &self.rulebook.policy);
        if let Some(revoked) = achievement.revoked
            && revoked <= self.as_of
        {
            return Err(Reason::Revoked(revoked));
        }
        let owner = match (party.barred, party.owner) {
            (Some(reason), _) => return Err(reason),
            (None, Some(owner)) => owner,
            (None, None) => return Err(Reason::Unlinked { ended: None }),
        };
        let (linked, unlinks) = party.linked(counting.source)?;
        let visible = linked.map_or(earned, |linked| linked.max(earned)).plus_seconds(policy.visibility_delay);
        if visible > self.as_of {
            return Err(Reason::Pending(visible));
        }
        if let Some(expires) = achievement.expires
            && expires <= self.as_of
        {
            return Err(Reason::Expired(expires));
        }
        let mut ends: Option<(Instant, EndCause)> = None;
        let mut end = |at: Option<Instant>, cause: EndCause| {
            if let Some(at) = at {
                ends = Some(ends.map_or((at, cause), |known| known.min((at, cause))));
            }
        };
        if let Some((retired, last)) = counting.retired {
            if earned >= zone.end_of(retired) {
                return Err(Reason::EarnedAfterRetirement(retired));
            }
            if self.today > last {
                return Err(Reason::Retired(last));
            }
            end(Some(zone.end_of(last)), EndCause::Retires);
        }
        if let Some(months) = policy.skill_window_months {
            let months = i32::try_from(months).unwrap_or(i32::MAX);
            let outgrown = zone.end_of(zone.date_of(earned).plus_months(months));
            if outgrown <= self.as_of {
                return Err(Reason::OutsideSkillWindow);
            }
            end(Some(outgrown), EndCause::SkillWindow);
        }
        end(party.leaves, EndCause::Leaves);
        end(unlinks, EndCause::Unlinked);
        end(achievement.expires, EndCause::Expires);
        end(achievement.revoked, EndCause::Revoked);
        Ok(Credit {
            employee: owner,
            credential,
            // A link or a certificate may be older than the employment.
            since: party.joined.map_or(visible, |joined| visible.max(joined)),
            ends: ends.map(|(at, cause)| Ending { at, cause }),
        })
    }
}

impl Party {
    /// Since when the holder is linked (none: no link is needed), and until when by what is known.
    #[inline(always)]
    fn linked(&self, source: Source) -> Result<(Option<Instant>, Option<Instant>), Reason> {
        let kind = match source {
            Source::Account(kind) => Some(kind),
            Source::Any => None,
            Source::Refused => return Err(Reason::WrongSource(None)),
        };
        match (&self.link, kind) {
            // Recorded directly on the employee: it counts as linked since the later of earned and joined.
            (Link::Direct, _) => Ok((self.joined, None)),
            (_, None) => Ok((None, None)),
            (_, Some(kind)) if !self.kinds.contains(kind) => Err(Reason::WrongSource(Some(kind))),
            (&Link::Here { since, until }, _) => Ok((Some(since), until)),
            (&Link::Elsewhere { organization, since }, _) => Err(Reason::LinkedElsewhere { organization, since }),
            (&Link::Nowhere { ended }, _) => Err(Reason::Unlinked { ended }),
        }
    }
}

/// The newest link made by `as_of` decides: it cuts every earlier one, and when it has ended none is left.
fn newest_link(records: &Records, account: AccountIx, as_of: Instant) -> Link {
    let links = records.associations_of(account);
    let Some(newest) = links.iter().rfind(|association| association.linked <= as_of) else {
        return Link::Nowhere { ended: None };
    };
    if let Some(ended) = newest.unlinked
        && ended <= as_of
    {
        return Link::Nowhere { ended: Some(ended) };
    }
    if newest.organization == records.organization.id {
        // A link elsewhere that is known to come ends this one as surely as its own end does.
        let elsewhere =
            links.iter().find(|a| a.linked > as_of && a.organization != records.organization.id).map(|a| a.linked);
        let until = newest.unlinked.into_iter().chain(elsewhere).min();
        Link::Here { since: newest.linked, until }
    } else {
        Link::Elsewhere { organization: newest.organization, since: newest.linked }
    }
}
