//! What may be bought, upgraded or renewed at an instant, and every reason against it.

use super::super::{Evaluation, Rulebook, Verdict};
use super::support::{Nearest, nearest_to, support};
use super::{MembershipStanding, State, term};
use crate::model::{Date, Quantity, Records};
use crate::rules::{CompetencyIx, LevelIx, Offer};

/// What may be done with one offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Which offer, by number in the programme.
    pub offer: usize,
    /// Whether it may be bought.
    pub buy: Decision,
    /// Whether a lower one may be moved up to it.
    pub upgrade: Decision,
    /// Whether it may be renewed.
    pub renew: Decision,
}

/// Whether something may be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// It may, on these terms.
    Allowed(Terms),
    /// It may not, for every one of these reasons; there is at least one.
    Refused(Vec<Refusal>),
    /// Nothing stands against it but that the records do not say whether a competency holds the level.
    Unknown(Shortage),
}

/// On which terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The last day of the term it would give.
    pub anniversary: Date,
    /// The competencies that support it.
    pub by: Vec<CompetencyIx>,
    /// The exemption that waives the requirement, by number in the programme.
    pub exemption: Option<usize>,
    /// How much is taken off the price, in percent.
    pub discount_percent: u32,
    /// The published fees with the discount taken off.
    pub prices: Vec<Price>,
}

/// A published fee and what would be paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// Which fee, by number in the offer.
    pub fee: usize,
    /// The fee with the discount taken off; none when it has too many places to say exactly.
    pub amount: Option<Quantity>,
}

/// Why something may not be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No competency holds the level it needs.
    Requirement(Shortage),
    /// This membership (by number in the records) is there already, until its anniversary and the window behind it.
    AlreadyBought(usize),
    /// This membership (by number in the records) is higher, and holds what this one would bring.
    HoldsHigher(usize),
    /// The offer is not an upgrade of anything that is active. `from` is the id of the offer it could move up from.
    NotAnUpgrade {
        /// What would have to be active.
        from: Option<String>,
    },
    /// It was never bought, or something bought later took its place.
    NothingToRenew,
    /// It can be renewed only from that day.
    NotOpenYet(Date),
    /// It could be renewed only until that day.
    Closed(Date),
    /// The programme ended on that day.
    ProgrammeOver(Date),
}

/// The requirement that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shortage {
    /// The level some competency must hold.
    pub level: LevelIx,
    /// The competency that is closest, and what is missing there.
    pub nearest: Option<Nearest>,
    /// Competencies that may hold it, for all that is recorded.
    pub perhaps: Vec<CompetencyIx>,
    /// Competencies nobody can judge and nothing is recorded towards; they were left out.
    pub left_out: Vec<CompetencyIx>,
    /// The best offer below that could be had instead, by number in the programme.
    pub instead: Option<usize>,
}

/// What may be done with every offer of the programme at the instant of the evaluation, in the order of the programme.
#[must_use]
pub fn offers(rulebook: &Rulebook<'_>, records: &Records, evaluation: &Evaluation<'_>) -> Vec<Offered> {
    let desk = Desk { rulebook, records, evaluation, today: records.zone.date_of(evaluation.as_of) };
    rulebook
        .program
        .offers
        .iter()
        .enumerate()
        .map(|(n, offer)| Offered {
            offer: n,
            buy: desk.buy(offer),
            upgrade: desk.upgrade(offer),
            renew: desk.renew(offer),
        })
        .collect()
}

/// Where offers are asked for.
struct Desk<'a, 'r, 'p> {
    rulebook: &'a Rulebook<'p>,
    records: &'a Records,
    evaluation: &'a Evaluation<'r>,
    today: Date,
}

impl Desk<'_, '_, '_> {
    fn buy(&self, offer: &Offer) -> Decision {
        let mut against = Vec::new();
        let life = &self.rulebook.program.life;
        let last = if offer.requires.is_some() { life.earned_until } else { life.benefits_until };
        against.extend(self.over(last));
        for held in self.running() {
            if self.is_of(held, offer) {
                against.push(Refusal::AlreadyBought(held.membership));
            } else if offer.requires.is_some() && held.level > offer.requires && !self.must_step_down(held) {
                against.push(Refusal::HoldsHigher(held.membership));
            }
        }
        self.decide(offer, against, self.fresh_term(), None, 0)
    }

    fn upgrade(&self, offer: &Offer) -> Decision {
        let mut against = Vec::new();
        against.extend(self.over(self.rulebook.program.life.earned_until));
        let from = offer.upgrade.as_ref().map(|upgrade| upgrade.from.clone());
        let active = self.running().find(|held| {
            held.state == State::Active && from.as_deref().is_some_and(|from| self.offer_id(held) == from)
        });
        if let Some(held) = self.running().find(|held| self.is_of(held, offer)) {
            against.push(Refusal::AlreadyBought(held.membership));
        } else if active.is_none() {
            against.push(Refusal::NotAnUpgrade { from });
        }
        let discount = offer.upgrade.as_ref().map_or(0, |upgrade| upgrade.discount_percent);
        self.decide(offer, against, self.fresh_term(), None, discount)
    }

    fn renew(&self, offer: &Offer) -> Decision {
        let mut against = Vec::new();
        against.extend(self.over(self.rulebook.program.life.benefits_until));
        let Some(held) = self.memberships().find(|held| self.is_of(held, offer)) else {
            against.push(Refusal::NothingToRenew);
            return Decision::Refused(against);
        };
        if self.today < held.renewal.opens {
            against.push(Refusal::NotOpenYet(held.renewal.opens));
        }
        if self.today > held.renewal.closes {
            against.push(Refusal::Closed(held.renewal.closes));
        }
        let until = term::renewed_until(&self.rulebook.policy, held.anniversary, self.today);
        self.decide(offer, against, until, held.renewal.exemption, 0)
    }

    /// Adds the requirement to what stands against an offer, and concludes.
    fn decide(
        &self,
        offer: &Offer,
        mut against: Vec<Refusal>,
        anniversary: Date,
        exemption: Option<usize>,
        discount: u32,
    ) -> Decision {
        let support = offer.requires.map(|level| (level, support(self.rulebook, &self.evaluation.competencies, level)));
        let mut by = Vec::new();
        if let Some((level, support)) = support {
            let shortage = || Shortage {
                level,
                nearest: nearest_to(&self.evaluation.competencies, level),
                perhaps: support.perhaps.clone(),
                left_out: support.left_out.clone(),
                instead: self.instead(level),
            };
            match support.verdict {
                Verdict::NotMet if exemption.is_none() => against.push(Refusal::Requirement(shortage())),
                Verdict::Unknown if exemption.is_none() && against.is_empty() => return Decision::Unknown(shortage()),
                _ => {}
            }
            by = support.by;
        }
        if !against.is_empty() {
            return Decision::Refused(against);
        }
        let left = 100u32.saturating_sub(discount);
        let price =
            |(fee, published): (usize, &crate::rules::Fee)| Price { fee, amount: published.amount.percent(left) };
        let prices = offer.fees.iter().enumerate().map(price).collect();
        Decision::Allowed(Terms { anniversary, by, exemption, discount_percent: discount, prices })
    }

    /// The best offer below `level` whose requirement is met.
    fn instead(&self, level: LevelIx) -> Option<usize> {
        let offers = self.rulebook.program.offers.iter().enumerate();
        offers
            .filter_map(|(n, offer)| Some((offer.requires.filter(|below| *below < level)?, n)))
            .filter(|(below, _)| support(self.rulebook, &self.evaluation.competencies, *below).verdict.is_met())
            .max_by_key(|(below, n)| (*below, std::cmp::Reverse(*n)))
            .map(|(_, n)| n)
    }

    /// True when a term is over and nothing known allows to renew it, so that a lower offer is all that is left.
    fn must_step_down(&self, held: &MembershipStanding) -> bool {
        held.state == State::RenewalWindow && !held.renewal.eligible.is_met()
    }

    fn memberships(&self) -> impl Iterator<Item = &MembershipStanding> {
        self.evaluation.memberships()
    }

    /// Those that have not lapsed.
    fn running(&self) -> impl Iterator<Item = &MembershipStanding> {
        self.memberships().filter(|held| held.state != State::Lapsed)
    }

    fn offer_id(&self, held: &MembershipStanding) -> &str {
        self.records.memberships.get(held.membership).map_or("", |m| self.records.text(m.offer))
    }

    fn is_of(&self, held: &MembershipStanding, offer: &Offer) -> bool {
        self.offer_id(held) == offer.id
    }

    fn fresh_term(&self) -> Date {
        term::after(&self.rulebook.policy, self.today)
    }

    fn over(&self, last: Option<Date>) -> Option<Refusal> {
        last.filter(|last| *last < self.today).map(Refusal::ProgrammeOver)
    }
}
