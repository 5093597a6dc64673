//! Rulebook x records x instant -> evaluation.

use super::again::Again;
use super::eligibility::{self, Outcome, Reason};
use super::judge::{Judge, Place, one_condition, sum};
use super::{
    CompetencyStanding, Distance, Eligibility, Evaluation, Grant, LeftAside, LevelStanding, MembershipStanding,
    PathStanding, Rulebook, RuledCompetency, Verdict, exclusive, margin, measure, membership,
};
use crate::model::{AchievementIx, Date, Instant, Records};
use crate::rules::{Competency, CompetencyIx, LevelIx, Path};

/// Evaluates one organization. Total and pure: no input makes it fail, and equal inputs give equal results.
#[must_use]
pub fn evaluate<'r>(rulebook: &'r Rulebook<'_>, records: &Records, as_of: Instant) -> Evaluation<'r> {
    evaluate_for(rulebook, records, as_of, Some(records.zone.date_of(as_of)), None)
}

/// The same, with advice for somebody who can begin on a day; or without margins and without who is nearest, which take
/// most of the time and say nothing about what holds. What stands as it stood in the evaluation before is taken over.
#[must_use]
pub(super) fn evaluate_for<'r>(
    rulebook: &'r Rulebook<'_>,
    records: &Records,
    as_of: Instant,
    advise: Option<Date>,
    before: Option<(&Rulebook<'_>, &Evaluation<'r>)>,
) -> Evaluation<'r> {
    let eligibility = eligibility::judge(rulebook, records, as_of);
    follow(rulebook, records, as_of, eligibility, advise, before)
}

/// What follows from achievements that are decided already.
#[must_use]
pub(super) fn follow<'r>(
    rulebook: &'r Rulebook<'_>,
    records: &Records,
    as_of: Instant,
    eligibility: Eligibility,
    advise: Option<Date>,
    before: Option<(&Rulebook<'_>, &Evaluation<'r>)>,
) -> Evaluation<'r> {
    let people = if advise.is_some() { eligibility.people() } else { Vec::new() };
    let judge = Judge { rulebook, records, as_of, eligibility: &eligibility, people, advise };
    let again = Again::new(&judge, before);
    let mut competencies: Vec<CompetencyStanding<'r>> = rulebook
        .competencies
        .iter()
        .filter_map(|ruled| {
            let competency = rulebook.program.competency(ruled.competency)?;
            let same = again.as_ref().and_then(|again| again.standing(ruled.competency));
            Some(same.unwrap_or_else(|| judge_competency(&judge, ruled, competency)))
        })
        .collect();
    exclusive::apply(&judge, &mut competencies);
    for standing in &mut competencies {
        conclude(&judge, standing);
    }
    let mut memberships = membership::standings(rulebook, records, as_of, &competencies).into_iter();
    let membership = memberships.next();
    let left_aside = left_aside(&eligibility, records, as_of);
    Evaluation { as_of, eligibility, competencies, membership, beside: memberships.collect(), left_aside }
}

impl<'r> Evaluation<'r> {
    /// The standing of one competency.
    #[must_use]
    pub fn competency(&self, ix: CompetencyIx) -> Option<&CompetencyStanding<'r>> {
        self.competencies.get(ix.0 as usize)
    }

    /// The leading membership, then those that run beside it.
    pub fn memberships(&self) -> impl Iterator<Item = &MembershipStanding> {
        self.membership.iter().chain(&self.beside)
    }
}

fn judge_competency<'r>(
    judge: &Judge<'_, '_>,
    ruled: &'r RuledCompetency,
    competency: &Competency,
) -> CompetencyStanding<'r> {
    let ladder = &judge.rulebook.program.ladder;
    let levels =
        ladder.levels().zip(&ruled.levels).map(|(level, paths)| judge_level(judge, competency, level, paths)).collect();
    CompetencyStanding {
        competency: ruled.competency,
        level: None,
        next: None,
        levels,
        margin: None,
        pending: if judge.advise.is_some() { pending(judge, ruled.competency) } else { Vec::new() },
    }
}

/// What the levels together say: which is held, which comes next, how much may be lost.
fn conclude(judge: &Judge<'_, '_>, standing: &mut CompetencyStanding<'_>) {
    if judge.rulebook.policy.gold_implies_silver {
        let mut above = Verdict::NotMet;
        for level in standing.levels.iter_mut().rev() {
            level.held = Verdict::any([level.verdict, above]);
            above = level.held;
        }
    }
    let levels = &standing.levels;
    standing.level = levels.iter().rev().find(|l| l.verdict.is_met()).map(|l| l.level);
    standing.next = levels
        .iter()
        .find(|l| !l.paths.is_empty() && standing.level.is_none_or(|held| l.level > held))
        .map(|l| l.level);
    let held = standing.level.filter(|_| judge.advise.is_some()).and_then(|held| levels.get(held.0 as usize));
    standing.margin = held.map(|level| margin::of_level(judge, level));
}

fn judge_level<'r>(
    judge: &Judge<'_, '_>,
    competency: &Competency,
    level: LevelIx,
    paths: &'r [Path],
) -> LevelStanding<'r> {
    let name = judge.rulebook.program.ladder.name(level);
    let paths: Vec<PathStanding<'r>> = paths.iter().map(|path| judge_path(judge, competency, name, path)).collect();
    let overridden = judge.level_override(competency, name);
    let by_path = paths.iter().position(|path| path.verdict.is_met() && path.overridden.is_none());
    let by_override = overridden.or_else(|| paths.iter().find_map(|path| path.overridden));
    let grant = by_path.map(Grant::Path).or(by_override.map(Grant::Override));
    let verdict = if grant.is_some() { Verdict::Met } else { Verdict::any(paths.iter().map(|path| path.verdict)) };
    LevelStanding { crowded_out_by: Vec::new(), level, verdict, held: verdict, grant, paths }
}

fn judge_path<'r>(judge: &Judge<'_, '_>, competency: &Competency, level: &str, path: &'r Path) -> PathStanding<'r> {
    let place = Place { competency, level, path: &path.id };
    let requirements = judge.all(place, &path.requirements);
    let overridden = judge.path_override(place);
    let verdict = match (overridden, &path.unknown) {
        (Some(_), _) => Verdict::Met,
        (None, Some(_)) => Verdict::Unknown,
        (None, None) => Verdict::all(requirements.iter().map(|r| r.verdict)),
    };
    let distance = if verdict.is_met() {
        Distance::default()
    } else if path.unknown.is_some() {
        one_condition()
    } else {
        sum(requirements.iter().map(|r| r.distance))
    };
    PathStanding { path, verdict, overridden, requirements, distance }
}

/// Pending achievements of credentials that some path of the competency names, soonest first.
fn pending(judge: &Judge<'_, '_>, competency: CompetencyIx) -> Vec<(Instant, AchievementIx)> {
    let eligibility = judge.eligibility;
    let mut pending: Vec<(Instant, AchievementIx)> = (0u32..)
        .zip(eligibility.outcomes.iter().zip(&eligibility.credentials))
        .filter_map(|(n, (outcome, credential))| match (outcome, credential) {
            (Outcome::NotCounted(Reason::Pending(from)), Some(credential)) => judge
                .rulebook
                .uses(*credential)
                .iter()
                .any(|place| place.competency == competency)
                .then_some((*from, AchievementIx(n))),
            _ => None,
        })
        .collect();
    pending.sort_unstable();
    pending
}

fn left_aside(eligibility: &Eligibility, records: &Records, as_of: Instant) -> LeftAside {
    let today = records.zone.date_of(as_of);
    let closed = measure::last_closed_month(records, as_of);
    let later = |date: Date| date > today;
    LeftAside {
        achievements: eligibility.outcomes.iter().filter(|o| matches!(o, Outcome::NotCounted(Reason::Future))).count(),
        associations: records.associations.iter().filter(|a| a.linked > as_of).count(),
        employees: records.employees.iter().filter(|e| e.joined.is_some_and(|joined| joined > as_of)).count(),
        measurements: records.measurements.iter().filter(|m| m.month > closed).count(),
        memberships: records
            .memberships
            .iter()
            .flat_map(|m| m.renewals.iter().chain([&m.purchased]))
            .filter(|date| later(**date))
            .count(),
        exceptions: records.overrides.iter().filter(|o| o.from > as_of).count()
            + records.attestations.iter().filter(|a| a.from > as_of).count(),
    }
}
