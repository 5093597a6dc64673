//! A walk through time: what was, what is, and what is known to come.
//!
//! Profile, alerts and forecast all ask what held on other days than today. An [`Outlook`] goes once from the beginning of
//! the present term to the day asked about (or to the last anniversary that is known, when that is later), evaluates on
//! every date of change, and answers all of them.

use super::action::{last_safe_day, towards};
use super::alerts::{self, Suspects, renewal};
use super::cause::causes;
use super::changes::{anniversaries, changes};
use super::evaluate::evaluate_for;
use super::membership::State;
use super::profile::{Board, Profile, Shown, showing};
use super::{Action, Alert, Cause, Evaluation, MembershipStanding, Rulebook, Rulebooks, Situation, Verdict};
use crate::model::{Date, Instant, Records};
use crate::rules::{CompetencyIx, LevelIx};

/// Everything about one organization over time, seen from an instant.
#[derive(Debug)]
pub struct Outlook<'a, 'p> {
    pub(super) rules: &'a Rulebooks<'p>,
    pub(super) records: &'a Records,
    /// The instant it is seen from.
    pub as_of: Instant,
    /// How far it looks.
    pub until: Instant,
    /// How many evaluations it took.
    pub evaluations: usize,
    /// One per date of change, earliest first, up to the last day that matters.
    pub(super) steps: Vec<Step>,
    /// Every level that changed, earliest first.
    shifts: Vec<Shift>,
}

/// A level of a competency that changed, counting a higher one where the policy says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shift {
    /// The first instant of the new verdict.
    pub at: Instant,
    /// The competency.
    pub competency: CompetencyIx,
    /// The level.
    pub level: LevelIx,
    /// Whether it was held.
    pub from: Verdict,
    /// Whether it is held.
    pub to: Verdict,
    /// Why.
    pub causes: Vec<Cause>,
}

/// What is kept of an evaluation.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) at: Instant,
    pub(super) memberships: Vec<MembershipStanding>,
    pub(super) shown: Vec<Shown>,
    /// Whether each level of each competency is held.
    held: Vec<Vec<Verdict>>,
    /// Alerts that follow from this evaluation alone.
    alone: Vec<Alert>,
    /// What would give back each level that was shown and is not held.
    ways: Vec<(CompetencyIx, LevelIx, Vec<Action>)>,
}

impl Step {
    pub(super) fn held(&self, competency: CompetencyIx, level: LevelIx) -> Verdict {
        let levels = self.held.get(competency.0 as usize);
        levels.and_then(|levels| levels.get(level.0 as usize)).copied().unwrap_or(Verdict::NotMet)
    }

    /// True when some competency holds the level for certain.
    pub(super) fn supports(&self, level: LevelIx) -> bool {
        self.held.iter().any(|levels| levels.get(level.0 as usize).is_some_and(|held| held.is_met()))
    }

    pub(super) fn way(&self, competency: CompetencyIx, level: LevelIx) -> &[Action] {
        let found = self.ways.iter().find(|(c, l, _)| (*c, *l) == (competency, level));
        found.map_or(&[], |(_, _, actions)| actions)
    }
}

impl<'a, 'p> Outlook<'a, 'p> {
    /// Looks from `as_of` to `until`, with every fact that is known, whatever its date.
    #[must_use]
    pub fn new(rules: &'a Rulebooks<'p>, records: &'a Records, as_of: Instant, until: Instant) -> Self {
        let until = until.max(as_of);
        let mut outlook = Self { rules, records, as_of, until, evaluations: 0, steps: Vec::new(), shifts: Vec::new() };
        outlook.walk();
        outlook
    }

    /// What the profile shows at `as_of`.
    #[must_use]
    pub fn profile(&self) -> Profile {
        let step = self.now();
        let membership = step.and_then(|step| showing(step.memberships.first())).map(|(m, _)| m.clone());
        Profile { membership, shown: step.map(|step| step.shown.clone()).unwrap_or_default() }
    }

    /// The alerts at `as_of`, the most urgent first.
    #[must_use]
    pub fn alerts(&self) -> Vec<Alert> {
        self.now().map(|step| self.alerts_at(step)).unwrap_or_default()
    }

    /// Every level that changes after `as_of`, up to and including `until`, earliest first.
    pub fn shifts(&self) -> impl Iterator<Item = &Shift> {
        self.shifts.iter().filter(|shift| shift.at > self.as_of && shift.at <= self.until)
    }

    /// The memberships from `as_of` to `until`, by the instant from which they stand so; the leading one comes first.
    pub fn memberships(&self) -> impl Iterator<Item = (Instant, &[MembershipStanding])> {
        self.ahead().map(|step| (step.at, step.memberships.as_slice()))
    }

    pub(super) fn now(&self) -> Option<&Step> {
        self.in_force(self.as_of)
    }

    /// The steps from `as_of` to `until`.
    pub(super) fn ahead(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.at >= self.as_of && step.at <= self.until)
    }

    /// The step whose findings hold at an instant.
    pub(super) fn in_force(&self, at: Instant) -> Option<&Step> {
        let after = self.steps.partition_point(|step| step.at <= at);
        after.checked_sub(1).and_then(|n| self.steps.get(n))
    }

    /// The last time a level was lost within a stretch of time.
    pub(super) fn last_loss(
        &self,
        competency: CompetencyIx,
        level: LevelIx,
        after: Instant,
        until: Instant,
    ) -> Option<&Shift> {
        self.shifts.iter().rfind(|shift| {
            (shift.competency, shift.level) == (competency, level)
                && shift.from.is_met()
                && after < shift.at
                && shift.at <= until
        })
    }

    pub(super) fn alerts_at(&self, step: &Step) -> Vec<Alert> {
        let mut alerts = step.alone.clone();
        renewal::collect(self, step, &mut alerts);
        alerts::sort(&mut alerts);
        alerts
    }

    /// The last day on which something can be done that is visible on `day`.
    pub(super) fn last_safe_day(&self, day: Date) -> Date {
        last_safe_day(self.rules.policy(), self.records.zone, day)
    }

    fn rulebook(&self, at: Instant) -> &'a Rulebook<'p> {
        self.rules.on(self.records.zone.date_of(at))
    }

    fn walk(&mut self) {
        let suspects = Suspects::new(self.rules, self.records);
        let mut board = Board::default();
        let mut before: Option<(&Rulebook<'p>, Evaluation<'a>)> = None;
        let closes = self.closes();
        for at in self.instants(&closes) {
            let told = self.as_of <= at && at <= self.until;
            // Advice is asked for where alerts are told, and on anniversaries, for which one can begin today; elsewhere
            // only what holds is.
            let day = |at| self.records.zone.date_of(at);
            let advise =
                if at > self.as_of && closes.contains(&at) { Some(day(self.as_of)) } else { told.then(|| day(at)) };
            let rulebook = self.rulebook(at);
            let last = before.as_ref().map(|(rulebook, evaluation)| (*rulebook, evaluation));
            let evaluation = evaluate_for(rulebook, self.records, at, advise, last);
            self.evaluations += 1;
            let situation = Situation { rulebook, records: self.records, evaluation: &evaluation };
            let shifts = match &before {
                Some((rulebook, evaluation)) => {
                    shifts(&Situation { rulebook, records: self.records, evaluation }, &situation)
                }
                None => Vec::new(),
            };
            board.update(&situation, &shifts);
            let lost = board.shown.iter().filter(|entry| advise.is_some() && !entry.now.is_met());
            self.steps.push(Step {
                at,
                memberships: evaluation.memberships().cloned().collect(),
                shown: board.shown.clone(),
                held: evaluation.competencies.iter().map(|c| c.levels.iter().map(|l| l.held).collect()).collect(),
                alone: if told { alerts::of_situation(&situation, &suspects) } else { Vec::new() },
                ways: lost.map(|e| (e.competency, e.level, towards(&situation, e.competency, e.level))).collect(),
            });
            self.shifts.extend(shifts);
            before = Some((rulebook, evaluation));
        }
    }

    /// The last second of every anniversary, past and known.
    fn closes(&self) -> Vec<Instant> {
        let bought = self.records.memberships.iter().filter(|m| self.records.zone.start_of(m.purchased) <= self.until);
        let days = bought.flat_map(|membership| anniversaries(self.rules, membership));
        days.map(|day| self.records.zone.close_of(day)).collect()
    }

    /// Where to evaluate: the beginning of the term, every change from there on, and the close of every anniversary.
    fn instants(&self, closes: &[Instant]) -> Vec<Instant> {
        let from = self.beginning().map_or(self.as_of, |day| self.records.zone.start_of(day).min(self.as_of));
        let until = closes.iter().copied().fold(self.until, Instant::max);
        let mut instants = changes(self.rules, self.records, from, until);
        instants.extend([from, self.as_of]);
        instants.extend(closes.iter().filter(|close| **close > from));
        instants.sort_unstable();
        instants.dedup();
        instants
    }

    /// The first day of the present term, or of the one before when its renewal was waived; none without a membership.
    fn beginning(&self) -> Option<Date> {
        let evaluation = evaluate_for(self.rulebook(self.as_of), self.records, self.as_of, None, None);
        let standing = evaluation.membership.filter(|standing| standing.state != State::Lapsed)?;
        let membership = self.records.memberships.get(standing.membership)?;
        let earlier = anniversaries(self.rules, membership).into_iter().filter(|day| *day < standing.anniversary);
        let exemptions = &self.rules.program().exemptions;
        let waived = |day: Date| exemptions.iter().any(|exemption| exemption.anniversaries.contains(day));
        let may_be_carried = earlier.into_iter().any(waived);
        Some(if may_be_carried { membership.purchased } else { standing.since })
    }
}

fn shifts(before: &Situation<'_, '_, '_>, after: &Situation<'_, '_, '_>) -> Vec<Shift> {
    let mut found = Vec::new();
    for (old, new) in before.evaluation.competencies.iter().zip(&after.evaluation.competencies) {
        for (was, is) in old.levels.iter().zip(&new.levels).filter(|(was, is)| was.held != is.held) {
            found.push(Shift {
                at: after.evaluation.as_of,
                competency: new.competency,
                level: is.level,
                from: was.held,
                to: is.held,
                causes: causes(before, after, new.competency, is.level),
            });
        }
    }
    found
}
