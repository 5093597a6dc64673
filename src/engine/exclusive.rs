//! Levels at which one person may carry only one competency.
//!
//! The gold rule of 2010: somebody counted for one gold competency could not be counted for another. Which competencies
//! a company then holds is its own choice, so the answer here is the choice that serves it best: the most competencies,
//! and among equal numbers those that stand first in the programme.
//!
//! A set of competencies can be held together for certain when one matching seats all of their people, nobody twice. It
//! cannot when not even the largest group of each can be seated so. Between the two (a competency whose free groups may
//! share people among themselves) the answer is unknown, as it is when there are too many sets to try.

use super::judge::Judge;
use super::people::{self, Seats};
use super::staffing::Staffing;
use super::{CompetencyStanding, Distance, Grant, LevelStanding, PathStanding, Verdict};
use crate::rules::{CompetencyIx, LevelIx};

/// How many sets of competencies are tried before the answer is unknown.
const SETS: usize = 20_000;

/// Takes levels back that cannot be held beside others, where the policy says so.
pub(super) fn apply(judge: &Judge<'_, '_>, competencies: &mut [CompetencyStanding<'_>]) {
    let ladder = &judge.rulebook.program.ladder;
    for level in judge.rulebook.policy.exclusive.iter().filter_map(|name| ladder.find(name)) {
        share_out(judge, competencies, level);
    }
}

/// A competency that is met by its people, and the ways to seat them.
struct Contender {
    competency: CompetencyIx,
    ways: Vec<Seats>,
}

fn share_out(judge: &Judge<'_, '_>, competencies: &mut [CompetencyStanding<'_>], level: LevelIx) {
    let contenders: Vec<Contender> = competencies
        .iter()
        .filter_map(|standing| {
            let at = standing.at(level)?;
            let ways: Vec<Seats> = at
                .paths
                .iter()
                .filter(|path| path.verdict.is_met() && path.overridden.is_none())
                .flat_map(|path| people::ways(judge, &path.requirements))
                .collect();
            let by_people = matches!(at.grant, Some(Grant::Path(_))) && ways.iter().all(|way| !way.is_empty());
            (by_people && !ways.is_empty()).then_some(Contender { competency: standing.competency, ways })
        })
        .collect();
    let mut search = Search { contenders: &contenders, tried: 0, best: Vec::new(), perhaps: 0 };
    search.extend(0, &mut Vec::new());
    let all_tried = search.tried <= SETS && contenders.iter().all(|c| c.ways.len() < people::WAYS);
    let certain = all_tried && search.perhaps <= search.best.len();
    let kept: Vec<CompetencyIx> =
        search.best.iter().filter_map(|(n, _)| contenders.get(*n)).map(|c| c.competency).collect();
    for contender in &contenders {
        if kept.contains(&contender.competency) {
            continue;
        }
        let Some(at) = competencies
            .get_mut(contender.competency.0 as usize)
            .and_then(|standing| standing.levels.get_mut(level.0 as usize))
        else {
            continue;
        };
        crowd_out(at, if certain { Verdict::NotMet } else { Verdict::Unknown }, &kept);
    }
}

fn crowd_out(level: &mut LevelStanding<'_>, verdict: Verdict, by: &[CompetencyIx]) {
    level.verdict = verdict;
    level.held = verdict;
    level.grant = None;
    level.crowded_out_by = by.to_vec();
    for path in &mut level.paths {
        if path.verdict.is_met() {
            take_back(path, verdict);
        }
    }
}

fn take_back(path: &mut PathStanding<'_>, verdict: Verdict) {
    path.verdict = verdict;
    path.distance = Distance { conditions: 1, ..Distance::default() };
}

/// Tries sets of contenders, in the order of the programme.
struct Search<'c> {
    contenders: &'c [Contender],
    tried: usize,
    /// The best set that can be held for certain: contender and way.
    best: Vec<(usize, usize)>,
    /// The size of the largest set that may be possible.
    perhaps: usize,
}

impl Search<'_> {
    fn extend(&mut self, next: usize, chosen: &mut Vec<(usize, usize)>) {
        self.tried += 1;
        let left = self.contenders.len().saturating_sub(next);
        let cannot_improve = chosen.len() + left <= self.best.len() && chosen.len() + left <= self.perhaps;
        if self.tried > SETS || cannot_improve && !self.best.is_empty() {
            return;
        }
        let Some(contender) = self.contenders.get(next) else {
            return;
        };
        for way in 0..contender.ways.len() {
            chosen.push((next, way));
            if self.seated(chosen, Seats::largest) {
                self.perhaps = self.perhaps.max(chosen.len());
                if chosen.len() > self.best.len() && self.seated(chosen, Seats::all) {
                    self.best.clone_from(chosen);
                }
                self.extend(next + 1, chosen);
            }
            chosen.pop();
        }
        self.extend(next + 1, chosen);
    }

    /// True when one matching fills the slots that `of` takes from every chosen way.
    fn seated(&self, chosen: &[(usize, usize)], of: fn(&Seats) -> Vec<&Staffing>) -> bool {
        let mut together = Staffing::default();
        for (contender, way) in chosen {
            let seats = self.contenders.get(*contender).and_then(|c| c.ways.get(*way));
            for staffing in seats.map(of).unwrap_or_default() {
                let offset = together.classes.len();
                together.classes.extend(staffing.classes.iter().cloned());
                together.slots.extend(staffing.slots.iter().map(|class| class + offset));
            }
        }
        together.fill().iter().all(Option::is_some)
    }
}
