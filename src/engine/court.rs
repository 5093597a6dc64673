//! The conditions under which an achievement counts, one after the other.

use super::Rulebook;
use super::eligibility::{Credit, EndCause, Ending, Reason};
use crate::model::{Account, AccountIx, Achievement, Date, Holder, Instant, Records, Symbol};
use crate::rules::{Credential, CredentialIx};

/// What holds for every achievement of one organization at one instant.
pub(super) struct Court<'a> {
    rulebook: &'a Rulebook<'a>,
    records: &'a Records,
    as_of: Instant,
    today: Date,
    /// For every account, where its newest link points.
    links: Vec<Link>,
}

#[derive(Debug, Clone, Copy)]
enum Link {
    Here { since: Instant, until: Option<Instant> },
    Elsewhere { organization: Symbol, since: Instant },
    Nowhere { ended: Option<Instant> },
}

impl<'a> Court<'a> {
    /// Looks at every link once.
    pub(super) fn new(rulebook: &'a Rulebook<'a>, records: &'a Records, as_of: Instant) -> Self {
        let links =
            (0..).map(AccountIx).zip(&records.accounts).map(|(ix, _)| newest_link(records, ix, as_of)).collect();
        Self { rulebook, records, as_of, today: records.zone.date_of(as_of), links }
    }

    /// The conditions, in the order of their reasons.
    pub(super) fn decide(&self, achievement: &Achievement, credential: Option<CredentialIx>) -> Result<Credit, Reason> {
        let Some((ix, credential)) = credential.and_then(|ix| Some((ix, self.rulebook.program.credential(ix)?))) else {
            return Err(Reason::UnknownCredential);
        };
        if !self.rulebook.needed.contains(ix) {
            return Err(Reason::NotRequired);
        }
        let Some(earned) = achievement.earned else {
            // It may have been earned on any day, so only what no day could mend is held against it.
            let latest = self.latest_useful(credential);
            let possible = self.standing(achievement, ix, credential, latest).is_ok();
            return Err(Reason::Undated { possible });
        };
        if earned > self.as_of {
            return Err(Reason::Future);
        }
        self.standing(achievement, ix, credential, earned)
    }

    /// The latest instant at which a credential could have been earned and be seen by now. If it does not count when
    /// earned then, it does not when earned earlier: of all conditions only the skill window asks for a later day.
    fn latest_useful(&self, credential: &Credential) -> Instant {
        let seen = self.as_of.plus_seconds(-self.rulebook.policy.visibility_delay);
        let last = credential.retired.map(|retired| self.records.zone.end_of(retired).plus_seconds(-1));
        last.map_or(seen, |last| last.min(seen))
    }

    fn standing(
        &self,
        achievement: &Achievement,
        ix: CredentialIx,
        credential: &Credential,
        earned: Instant,
    ) -> Result<Credit, Reason> {
        let (records, policy) = (self.records, &self.rulebook.policy);
        if let Some(revoked) = achievement.revoked
            && revoked <= self.as_of
        {
            return Err(Reason::Revoked(revoked));
        }
        let Some((owner, employee)) = records.owner(achievement).and_then(|ix| Some((ix, records.employee(ix)?)))
        else {
            return Err(Reason::Unlinked { ended: None });
        };
        if let Some(joined) = employee.joined
            && joined > self.as_of
        {
            return Err(Reason::NotYetJoined(joined));
        }
        let leaves = employee.left.filter(|_| policy.departure_ends_credit);
        if let Some(left) = leaves
            && left <= self.as_of
        {
            return Err(Reason::Left(left));
        }
        let (linked, unlinks) = self.linked(achievement, employee.joined, credential)?;
        let visible = linked.map_or(earned, |linked| linked.max(earned)).plus_seconds(policy.visibility_delay);
        if visible > self.as_of {
            return Err(Reason::Pending(visible));
        }
        if let Some(expires) = achievement.expires
            && expires <= self.as_of
        {
            return Err(Reason::Expired(expires));
        }
        let retires = self.retirement(ix, credential, earned)?;
        let outgrown = policy.skill_window_months.map(|months| {
            let months = i32::try_from(months).unwrap_or(i32::MAX);
            let last = records.zone.date_of(earned).plus_months(months);
            records.zone.end_of(last)
        });
        if outgrown.is_some_and(|end| end <= self.as_of) {
            return Err(Reason::OutsideSkillWindow);
        }
        let ends = [
            leaves.map(|at| (at, EndCause::Leaves)),
            unlinks.map(|at| (at, EndCause::Unlinked)),
            achievement.expires.map(|at| (at, EndCause::Expires)),
            retires.map(|at| (at, EndCause::Retires)),
            achievement.revoked.map(|at| (at, EndCause::Revoked)),
            outgrown.map(|at| (at, EndCause::SkillWindow)),
        ];
        Ok(Credit {
            employee: owner,
            credential: ix,
            // A link or a certificate may be older than the employment.
            since: employee.joined.map_or(visible, |joined| visible.max(joined)),
            ends: ends.into_iter().flatten().min().map(|(at, cause)| Ending { at, cause }),
        })
    }

    /// Since when the achievement's holder is linked (none: no link is needed), and until when by what is known.
    fn linked(
        &self,
        achievement: &Achievement,
        joined: Option<Instant>,
        credential: &Credential,
    ) -> Result<(Option<Instant>, Option<Instant>), Reason> {
        let needed = credential.kind.account();
        if needed.is_none() && !self.rulebook.policy.accept_external {
            return Err(Reason::WrongSource(None));
        }
        let Holder::Account(ix) = achievement.holder else {
            // Recorded directly on the employee: it counts as linked since the later of earned and joined.
            return Ok((joined, None));
        };
        let Some(kind) = needed else {
            return Ok((None, None));
        };
        let right_source = |account: &Account| account.kinds.contains(kind);
        if !self.records.account(ix).is_some_and(right_source) {
            return Err(Reason::WrongSource(Some(kind)));
        }
        match self.links.get(ix.0 as usize) {
            Some(&Link::Here { since, until }) => Ok((Some(since), until)),
            Some(&Link::Elsewhere { organization, since }) => Err(Reason::LinkedElsewhere { organization, since }),
            Some(&Link::Nowhere { ended }) => Err(Reason::Unlinked { ended }),
            None => Err(Reason::Unlinked { ended: None }),
        }
    }

    /// When a retired credential stops counting; none for one that is not retired.
    fn retirement(
        &self,
        ix: CredentialIx,
        credential: &Credential,
        earned: Instant,
    ) -> Result<Option<Instant>, Reason> {
        let Some(retired) = credential.retired else {
            return Ok(None);
        };
        if earned >= self.records.zone.end_of(retired) {
            return Err(Reason::EarnedAfterRetirement(retired));
        }
        let Some(last) = self.rulebook.last_counting_day(ix) else {
            return Ok(None);
        };
        if self.today > last {
            return Err(Reason::Retired(last));
        }
        Ok(Some(self.records.zone.end_of(last)))
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
