//! What the business profile shows, and why.
//!
//! A purchase shows every competency at or below the bought level that was met at the purchase or is met later in the
//! term. Losing a requirement takes nothing away before the term and the window behind it are over: the entry stays, and
//! is flagged. Without a purchase nothing is shown, nor by an offer that asks for no level.

use super::outlook::Shift;
use super::{Cause, MembershipStanding, Situation, State, Verdict};
use crate::model::{Date, Instant};
use crate::rules::{CompetencyIx, LevelIx};

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The membership it is shown by; none when nothing is shown.
    pub membership: Option<MembershipStanding>,
    /// The entries, in the order of the programme.
    pub shown: Vec<Shown>,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The competency.
    pub competency: CompetencyIx,
    /// The highest level, at or below the bought one, that was met in this term.
    pub level: LevelIx,
    /// Since when it is shown at this level.
    pub since: Instant,
    /// Whether the level is held now.
    pub now: Verdict,
    /// When and why it was lost; none while it is held.
    pub lost: Option<Lost>,
    /// The exemption that carried it over from the term before, by number in the programme.
    pub carried_by: Option<usize>,
}

/// When and why a level was lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The first instant without it.
    pub at: Instant,
    /// Why.
    pub causes: Vec<Cause>,
}

/// The profile as it goes from one change to the next.
#[derive(Debug, Clone, Default)]
pub(super) struct Board {
    /// The membership and the beginning of its term.
    term: Option<(usize, Date)>,
    /// What waives the next renewal.
    exemption: Option<usize>,
    pub(super) shown: Vec<Shown>,
}

/// The membership a profile is shown by.
pub(super) fn showing(membership: Option<&MembershipStanding>) -> Option<(&MembershipStanding, LevelIx)> {
    let membership = membership.filter(|m| m.state != State::Lapsed)?;
    Some((membership, membership.level?))
}

impl Board {
    /// Goes on to the next change; `shifts` are the levels that changed at it.
    pub(super) fn update(&mut self, situation: &Situation<'_, '_, '_>, shifts: &[Shift]) {
        let evaluation = situation.evaluation;
        let Some((membership, bought)) = showing(evaluation.membership.as_ref()) else {
            *self = Self::default();
            return;
        };
        let term = (membership.membership, membership.since);
        if self.term != Some(term) {
            // A renewal that was waived goes on with what was shown; any other term shows what it finds.
            let same = self.term.is_some_and(|(n, _)| n == term.0);
            match self.exemption.filter(|_| same) {
                Some(waived) => self.shown.iter_mut().for_each(|entry| entry.carried_by = Some(waived)),
                None => self.shown.clear(),
            }
            self.term = Some(term);
        }
        self.exemption = membership.renewal.exemption;
        for standing in &evaluation.competencies {
            let met = standing.levels.iter().rev().find(|l| l.level <= bought && l.held.is_met()).map(|l| l.level);
            let entry = self.shown.iter_mut().find(|entry| entry.competency == standing.competency);
            match (entry, met) {
                (None, Some(level)) => self.shown.push(Shown {
                    competency: standing.competency,
                    level,
                    since: evaluation.as_of,
                    now: Verdict::Met,
                    lost: None,
                    carried_by: None,
                }),
                (Some(entry), Some(level)) if level > entry.level => {
                    (entry.level, entry.since) = (level, evaluation.as_of);
                    (entry.lost, entry.carried_by) = (None, None);
                }
                _ => {}
            }
        }
        self.shown.sort_by_key(|entry| entry.competency);
        for entry in &mut self.shown {
            let now = evaluation.competency(entry.competency).and_then(|c| c.at(entry.level)).map(|l| l.held);
            entry.now = now.unwrap_or(Verdict::NotMet);
            if entry.now.is_met() {
                entry.lost = None;
            } else if entry.lost.is_none() {
                let shift = shifts.iter().find(|s| (s.competency, s.level) == (entry.competency, entry.level));
                let causes = shift.map(|shift| shift.causes.clone()).unwrap_or_default();
                entry.lost = Some(Lost { at: evaluation.as_of, causes });
            }
        }
    }
}
