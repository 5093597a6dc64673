//! Why a level changed between two situations.
//!
//! A cause is found by comparing what both evaluations counted, not by asking which fact is dated on the day: every credit
//! that was lost or gained and that the level's requirements name, every figure whose verdict turned, the overrides and
//! statements about the level, and the rules themselves. Of these only what turned the level the way it went is told,
//! and of credits only those of people who fitted a seat before and do not now, or the other way round.

use super::{Ending, Evaluation, Evidence, Held, Interval, Outcome, Reason, RequirementStanding, Rulebook, Verdict};
use crate::model::{AccountIx, AchievementIx, Date, EmployeeIx, Instant, Month, Records, Symbol, Target};
use crate::rules::{Comparison, CompetencyIx, CredentialIx, LevelIx, Number, Truth};

/// The rules, the records, and what follows from them at an instant.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a, 'r, 'p> {
    /// The rules in force.
    pub rulebook: &'a Rulebook<'p>,
    /// The records.
    pub records: &'a Records,
    /// What follows.
    pub evaluation: &'a Evaluation<'r>,
}

/// Why something is as it is, or is no longer as it was.
///
/// Numbers of people and statements are those of the situation in which they counted: the earlier one for what was lost,
/// the later one for what was gained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// A credit that counted does not any more.
    CreditLost {
        /// Whose.
        employee: EmployeeIx,
        /// Of what.
        credential: CredentialIx,
        /// Why it no longer counts; none when it is not even recorded any more.
        reason: Option<Reason>,
    },
    /// A credit counts that did not.
    CreditGained {
        /// Whose.
        employee: EmployeeIx,
        /// Of what.
        credential: CredentialIx,
    },
    /// A figure changed, mostly because a month closed and the window moved on.
    Figure {
        /// The metric.
        metric: String,
        /// The last month of the window that decides now; none when a snapshot finds none.
        month: Option<Month>,
        /// What it was.
        before: Interval,
        /// What it is.
        after: Interval,
    },
    /// An override began, by number in the records.
    OverrideBegan(usize),
    /// An override ended, or will, by number in the records.
    OverrideEnded(usize),
    /// A statement began to hold, by number in the records.
    Stated(usize),
    /// A statement ran out, by number in the records.
    StatementEnded(usize),
    /// The rules of this path changed.
    RulesChanged {
        /// The path's id.
        path: String,
    },
    /// Its people are counted for these competencies instead.
    Crowded(Vec<CompetencyIx>),
    /// Its people were counted for these competencies instead, and need not be any more.
    Freed(Vec<CompetencyIx>),
    /// Something was bought: a membership, by number in the records.
    Bought(usize),
    /// A membership was renewed, by number in the records.
    Renewed(usize),
    /// A term ends on that day.
    TermEnds(Date),
    /// A window to renew in closes on that day.
    WindowCloses(Date),
    /// A credit will end.
    Ends {
        /// Whose.
        employee: EmployeeIx,
        /// Of what.
        credential: CredentialIx,
        /// When and why.
        ending: Ending,
    },
    /// An achievement does not count, by its outcome.
    NotCounted {
        /// Which one.
        achievement: AchievementIx,
        /// Why.
        reason: Reason,
    },
    /// The level rests on each of these people alone.
    RestsOn(Vec<EmployeeIx>),
    /// These people have one name.
    SameName(Vec<EmployeeIx>),
    /// These accounts differ only in how they are written, and belong to different people.
    SameAccount(Vec<AccountIx>),
    /// The link before was made on that day, and the next one is possible on the other.
    TooSoon {
        /// The day of the link before.
        previous: Date,
        /// The next day on which the account can be linked.
        next: Date,
    },
    /// The override changes nothing.
    Unused,
}

/// Why `level` of `competency` went from one verdict to the other; nothing when it did not change.
#[must_use]
pub fn causes(
    before: &Situation<'_, '_, '_>,
    after: &Situation<'_, '_, '_>,
    competency: CompetencyIx,
    level: LevelIx,
) -> Vec<Cause> {
    let held = |s: &Situation<'_, '_, '_>| {
        s.evaluation.competency(competency).and_then(|c| c.at(level)).map_or(Verdict::NotMet, |l| l.held)
    };
    let (from, to) = (held(before), held(after));
    if from == to {
        return Vec::new();
    }
    let inquiry = Inquiry { before, after, competency, level, worse: rank(to) < rank(from) };
    let found = inquiry.all();
    if found.is_empty() { inquiry.turned().all() } else { found }
}

pub(super) fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotMet => 0,
        Verdict::Unknown => 1,
        Verdict::Met => 2,
    }
}

struct Inquiry<'s, 'a, 'r, 'p> {
    before: &'s Situation<'a, 'r, 'p>,
    after: &'s Situation<'a, 'r, 'p>,
    competency: CompetencyIx,
    level: LevelIx,
    worse: bool,
}

/// A seat of a requirement: path, place of the requirement within it, person's id.
type Seat<'a> = (&'a str, usize, &'a str);

impl Inquiry<'_, '_, '_, '_> {
    fn all(&self) -> Vec<Cause> {
        let mut found = self.rules();
        let by_rules = !found.is_empty();
        found.extend(self.credits().into_iter().filter(|cause| {
            let follows = matches!(cause, Cause::CreditLost { reason: Some(Reason::NotRequired), .. });
            !(by_rules && follows)
        }));
        found.extend(self.figures());
        found.extend(self.statements());
        found.extend(self.crowding());
        found
    }

    /// The same, looking for what went the other way: a rise can follow from a loss where a rule says "at most".
    fn turned(&self) -> Self {
        Self { worse: !self.worse, ..*self }
    }

    /// The level itself, and those above that count as it.
    fn concerns(&self, level: LevelIx) -> bool {
        level == self.level || level > self.level && self.after.rulebook.policy.gold_implies_silver
    }

    fn credits(&self) -> Vec<Cause> {
        let (had, has) = if self.worse { (self.before, self.after) } else { (self.after, self.before) };
        let named: Vec<CredentialIx> = (0..)
            .map(CredentialIx)
            .zip(&had.rulebook.program.credentials)
            .map(|(credential, _)| credential)
            .filter(|credential| {
                let places = had.rulebook.uses(*credential);
                places.iter().any(|place| place.competency == self.competency && self.concerns(place.level))
            })
            .collect();
        let mut moved: Vec<(EmployeeIx, CredentialIx)> = Vec::new();
        for held in &had.evaluation.eligibility.holders {
            let other = counterpart(had, has, held.employee).and_then(|employee| holdings(has, employee));
            // What may count is lost just as what does count is: it decides between "unknown" and "no".
            let lost = |credential: &CredentialIx| {
                held.certain.contains(*credential) && !other.is_some_and(|o| o.certain.contains(*credential))
                    || held.possible.contains(*credential) && !other.is_some_and(|o| o.possible.contains(*credential))
            };
            moved.extend(named.iter().copied().filter(lost).map(|credential| (held.employee, credential)));
        }
        let (seats_had, seats_has) = (self.seats(had), self.seats(has));
        let gone: Vec<&str> =
            seats_had.iter().filter(|seat| seats_has.binary_search(seat).is_err()).map(|(_, _, id)| *id).collect();
        let fits_no_more = |employee: EmployeeIx| gone.contains(&had.records.employee_id(employee));
        if moved.iter().any(|(employee, _)| fits_no_more(*employee)) {
            moved.retain(|(employee, _)| fits_no_more(*employee));
        }
        moved
            .into_iter()
            .map(|(employee, credential)| {
                if self.worse {
                    let reason = reason(has, counterpart(had, has, employee), credential);
                    Cause::CreditLost { employee, credential, reason }
                } else {
                    Cause::CreditGained { employee, credential }
                }
            })
            .collect()
    }

    /// Everybody who fits a people requirement of the levels concerned, in order.
    fn seats<'s>(&self, situation: &'s Situation<'_, '_, '_>) -> Vec<Seat<'s>> {
        let mut seats = Vec::new();
        self.for_each_leaf(situation, &mut |path, place, standing| {
            if let Evidence::People(people) = &standing.evidence {
                seats.extend(people.fitting.iter().map(|one| (path, place, situation.records.employee_id(*one))));
            }
        });
        seats.sort_unstable();
        seats
    }

    fn for_each_leaf<'s>(
        &self,
        situation: &'s Situation<'_, '_, '_>,
        visit: &mut impl FnMut(&'s str, usize, &'s RequirementStanding<'_>),
    ) {
        let Some(standing) = situation.evaluation.competency(self.competency) else {
            return;
        };
        for level in standing.levels.iter().filter(|level| self.concerns(level.level)) {
            for path in &level.paths {
                let mut place = level.level.0 as usize * 1_000_000;
                for requirement in &path.requirements {
                    walk(requirement, &mut |leaf| {
                        visit(&path.path.id, place, leaf);
                        place += 1;
                    });
                }
            }
        }
    }

    fn figures(&self) -> Vec<Cause> {
        let mut earlier: Vec<(&str, usize, &RequirementStanding<'_>)> = Vec::new();
        self.for_each_leaf(self.before, &mut |path, place, leaf| earlier.push((path, place, leaf)));
        let mut found: Vec<Cause> = Vec::new();
        self.for_each_leaf(self.after, &mut |path, place, leaf| {
            let Some((_, _, old)) = earlier.iter().find(|(p, n, _)| (*p, *n) == (path, place)) else {
                return;
            };
            let (Evidence::Figure(was), Evidence::Figure(is)) = (&old.evidence, &leaf.evidence) else {
                return;
            };
            let Truth::Compare(Comparison { number: Number::Measure(measure), .. }) = &leaf.requirement.truth else {
                return;
            };
            let turned = old.verdict != leaf.verdict && (rank(leaf.verdict) < rank(old.verdict)) == self.worse;
            let cause = Cause::Figure {
                metric: measure.metric.clone(),
                month: is.figure.months.map(|(_, last)| last),
                before: was.figure.value,
                after: is.figure.value,
            };
            if turned && !found.contains(&cause) {
                found.push(cause);
            }
        });
        found
    }

    fn statements(&self) -> Vec<Cause> {
        let (had, has) = if self.worse { (self.before, self.after) } else { (self.after, self.before) };
        let only = |one, other, list: List| -> Vec<usize> {
            let others = self.about(other, list);
            let own = self.about(one, list).into_iter();
            own.filter(|(_, stated)| !others.iter().any(|(_, other)| other == stated)).map(|(n, _)| n).collect()
        };
        let overrides = only(had, has, active_overrides).into_iter();
        let stated = only(had, has, |records, at| active_attestations(records, at, true)).into_iter();
        // A statement that something does not hold works the other way round.
        let denied = only(has, had, |records, at| active_attestations(records, at, false)).into_iter();
        if self.worse {
            let ended = overrides.map(Cause::OverrideEnded).chain(stated.map(Cause::StatementEnded));
            ended.chain(denied.map(Cause::Stated)).collect()
        } else {
            let begun = overrides.map(Cause::OverrideBegan).chain(stated.map(Cause::Stated));
            begun.chain(denied.map(Cause::StatementEnded)).collect()
        }
    }

    /// What is stated about the levels concerned: its number, and its content in words.
    fn about<'s>(&self, situation: &'s Situation<'_, '_, '_>, list: List) -> Vec<(usize, Stated<'s>)> {
        let (program, records) = (situation.rulebook.program, situation.records);
        let text = |symbol: Symbol| records.text(symbol);
        list(records, situation.evaluation.as_of)
            .into_iter()
            .filter(|(_, target, _)| {
                program.competency(self.competency).is_some_and(|c| c.id == text(target.competency))
            })
            .filter(|(_, target, _)| program.ladder.find(text(target.level)).is_some_and(|level| self.concerns(level)))
            .map(|(n, target, from)| {
                (n, (text(target.level), target.path.map(text), target.requirement.map(text), from))
            })
            .collect()
    }

    fn rules(&self) -> Vec<Cause> {
        if std::ptr::eq(self.before.rulebook, self.after.rulebook) {
            return Vec::new();
        }
        let paths = |s: &Situation<'_, '_, '_>| -> Vec<crate::rules::Path> {
            let ruled = s.rulebook.competencies.get(self.competency.0 as usize);
            let levels = ruled.map_or(&[][..], |ruled| ruled.levels.as_slice());
            let concerned = (0..).map(LevelIx).zip(levels).filter(|(level, _)| self.concerns(*level));
            concerned.flat_map(|(_, paths)| paths.iter().cloned()).collect()
        };
        let (old, new) = (paths(self.before), paths(self.after));
        let changed =
            old.iter().filter(|path| !new.contains(path)).chain(new.iter().filter(|path| !old.contains(path)));
        let mut ids: Vec<String> = changed.map(|path| path.id.clone()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().map(|path| Cause::RulesChanged { path }).collect()
    }

    fn crowding(&self) -> Option<Cause> {
        let by = |s: &Situation<'_, '_, '_>| {
            let at = s.evaluation.competency(self.competency).and_then(|c| c.at(self.level));
            at.map(|level| level.crowded_out_by.clone()).unwrap_or_default()
        };
        match (by(self.before), by(self.after)) {
            (then, now) if self.worse && then.is_empty() && !now.is_empty() => Some(Cause::Crowded(now)),
            (then, now) if !self.worse && !then.is_empty() && now.is_empty() => Some(Cause::Freed(then)),
            _ => None,
        }
    }
}

/// Level, path, requirement and beginning of something stated.
type Stated<'s> = (&'s str, Option<&'s str>, Option<&'s str>, Instant);

/// What is stated at an instant: its number, what it is about, since when.
type List = fn(&Records, Instant) -> Vec<(usize, &Target, Instant)>;

fn active_overrides(records: &Records, at: Instant) -> Vec<(usize, &Target, Instant)> {
    let all = records.overrides.iter().enumerate();
    all.filter(|(_, stated)| stated.active_at(at)).map(|(n, stated)| (n, &stated.target, stated.from)).collect()
}

fn active_attestations(records: &Records, at: Instant, holds: bool) -> Vec<(usize, &Target, Instant)> {
    let all = records.attestations.iter().enumerate();
    all.filter(|(_, stated)| stated.holds == holds && stated.active_at(at))
        .map(|(n, stated)| (n, &stated.target, stated.from))
        .collect()
}

fn walk<'s, 'r>(standing: &'s RequirementStanding<'r>, visit: &mut impl FnMut(&'s RequirementStanding<'r>)) {
    visit(standing);
    for part in &standing.parts {
        walk(part, visit);
    }
}

/// The same person in other records.
pub(super) fn counterpart(
    of: &Situation<'_, '_, '_>,
    other: &Situation<'_, '_, '_>,
    employee: EmployeeIx,
) -> Option<EmployeeIx> {
    if std::ptr::eq(of.records, other.records) {
        return Some(employee);
    }
    let id = of.records.employee_id(employee);
    let text = |e: &crate::model::Employee| other.records.text(e.id);
    let at = other.records.employees.binary_search_by(|e| text(e).cmp(id)).ok()?;
    u32::try_from(at).ok().map(EmployeeIx)
}

fn holdings<'s>(situation: &'s Situation<'_, '_, '_>, employee: EmployeeIx) -> Option<&'s Held> {
    let holders = &situation.evaluation.eligibility.holders;
    holders.binary_search_by_key(&employee, |held| held.employee).ok().and_then(|at| holders.get(at))
}

/// Why a credential that a person has does not count.
pub(super) fn reason(
    situation: &Situation<'_, '_, '_>,
    employee: Option<EmployeeIx>,
    credential: CredentialIx,
) -> Option<Reason> {
    let eligibility = &situation.evaluation.eligibility;
    let reason_of = |ix: AchievementIx| match eligibility.outcomes.get(ix.0 as usize) {
        Some(Outcome::NotCounted(reason)) => Some(*reason),
        _ => None,
    };
    eligibility.uncounted_of(employee?, credential).find_map(reason_of)
}
