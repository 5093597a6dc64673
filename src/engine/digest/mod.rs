//! The short answer, fast: what [`Summary::of`] says of an [`evaluate`](super::evaluate()), without evidence, margins and
//! advice.
//!
//! The rules are turned around once: a credential leads to the conditions that name it, a metric to the figures that ask
//! for it, and both to competencies. What holds for a company of which nothing is known is worked out once as well. An
//! organization then touches only what its people hold and what it measures, and most requirements are answered by
//! counting. Which achievements count, whether people fill the seats of a pool and what a figure is are the questions of
//! the evaluation, put to the same code; an organization with overrides or statements is evaluated. A law holds both
//! answers against each other.

mod conditions;
mod counted;
mod hall;
mod need;
mod turned;

use super::eligibility;
use super::evaluate::follow;
use super::{Interval, Rulebook, Summary, Verdict, measure, membership};
use crate::model::{Achievement, EmployeeIx, Instant, Market, Records, Symbol};
use crate::rules::{CredentialIx, CredentialSet, LevelIx};
use conditions::Conditions;
use counted::{Counted, Holding};
use hall::Hall;
use turned::Turned;

/// The rules of a day, turned around.
#[derive(Debug)]
pub struct Digest<'a> {
    rulebook: &'a Rulebook<'a>,
    turned: Turned<'a>,
    /// What holds where nobody holds and nothing measures anything, in every market and where the market is not known.
    nothing: Vec<(Option<Market>, Standing)>,
    /// The policy lets requirements be looked at one by one.
    countable: bool,
}

/// What holds at every rung of every competency, and the highest level of each.
#[derive(Debug, Default, Clone)]
struct Standing {
    held: Vec<Verdict>,
    levels: Vec<Option<LevelIx>>,
}

/// What is known of achievements before they are judged.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// For each in the records, what it is in the programme's catalogue.
    pub credentials: &'k [Option<CredentialIx>],
    /// The place of the first one, and at least of every other one whose holder is not that of the one before.
    pub turns: &'k [u32],
    /// How many there are beside, of credentials nobody knows and of credentials that nothing asks for.
    pub beside: [usize; 2],
}

/// What is used again from one organization to the next.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The answer.
    pub summary: Summary,
    credentials: Vec<Option<CredentialIx>>,
    turns: Vec<u32>,
    counted: Counted,
    found: Found,
}

/// What was found out about an organization.
#[derive(Debug, Default)]
struct Found {
    /// For every condition, who satisfies it for certain, by number.
    certain: Vec<Vec<u32>>,
    /// For every condition, who satisfies it possibly.
    possible: Vec<Vec<u32>>,
    /// The conditions that somebody satisfies.
    satisfied: Conditions,
    /// For every measure, what it is.
    values: Vec<Interval>,
    /// The metrics that were looked at.
    read: Vec<Symbol>,
    /// The competencies that ask for anything of this.
    touched: Vec<u32>,
    /// For every condition, which credentials it names one person holds, for certain and possibly.
    holds: Vec<(u64, u64)>,
    /// The conditions that one person satisfies, for certain and possibly, and those that are in question.
    satisfies: (Conditions, Conditions),
    open: Conditions,
}

impl<'a> Digest<'a> {
    /// Turns the rules around.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook<'a>) -> Self {
        let turned = Turned::new(rulebook);
        let countable = rulebook.policy.exclusive.is_empty() && !rulebook.policy.shared_focus_area;
        let mut digest = Self { rulebook, turned, nothing: Vec::new(), countable };
        let mut found = Found::default();
        found.forget(&digest.turned);
        let markets = Market::ALL.into_iter().map(Some).chain([None]);
        digest.nothing = markets.map(|market| (market, digest.standing(&found, market))).collect();
        digest
    }

    /// The credentials that some requirement names.
    #[must_use]
    pub fn needed(&self) -> &CredentialSet {
        &self.rulebook.needed
    }

    /// The short answer about an organization, left in `scratch`, with what is known of its achievements already.
    pub fn summarize(&self, records: &Records, known: Option<Known<'_>>, as_of: Instant, scratch: &mut Scratch) {
        let Scratch { summary, credentials, turns, counted, found } = scratch;
        let Known { credentials, turns, beside: [unknown, unneeded] } = known.unwrap_or_else(|| {
            credentials.clear();
            credentials.extend(eligibility::known(self.rulebook, records));
            turns.clear();
            turns.extend(beginnings(&records.achievements));
            Known { credentials, turns, beside: [0, 0] }
        });
        if !self.countable || !records.overrides.is_empty() || !records.attestations.is_empty() {
            let eligibility = eligibility::judge_known(self.rulebook, records, credentials.to_vec(), as_of);
            let evaluation = follow(self.rulebook, records, as_of, eligibility, None, None);
            *summary = Summary::of(self.rulebook, records, &evaluation);
            summary.add([unknown, unneeded]);
            return;
        }
        summary.people = records.employees.len();
        summary.read = records.achievements.len();
        found.forget(&self.turned);
        counted.count(self.rulebook, records, (credentials, turns), as_of, summary, &mut |employee, held| {
            found.person(&self.turned, employee, held);
        });
        found.touch(&self.turned);
        summary.add([unknown, unneeded]);
        summary.membership = membership::leading(self.rulebook, records, records.zone.date_of(as_of));
        summary.rungs = self.rulebook.program.ladder.0.len();
        found.figures(&self.turned, self.rulebook, records, as_of);
        found.touched.sort_unstable();
        found.touched.dedup();
        let market = records.organization.market;
        if let Some((_, nothing)) = self.nothing.iter().find(|(of, _)| *of == market) {
            summary.held.clone_from(&nothing.held);
            summary.levels.clone_from(&nothing.levels);
        }
        let hall = self.hall(found, market);
        for competency in &found.touched {
            self.judge(&hall, *competency as usize, &mut summary.held, &mut summary.levels);
        }
    }

    fn hall<'h>(&'h self, found: &'h Found, market: Option<Market>) -> Hall<'h, 'a> {
        let Found { certain, possible, values, .. } = found;
        Hall { turned: &self.turned, market, certain, possible, values }
    }

    /// What holds at every rung of every competency.
    fn standing(&self, found: &Found, market: Option<Market>) -> Standing {
        let competencies = self.turned.competencies.len();
        let mut held = vec![Verdict::NotMet; competencies * self.rulebook.program.ladder.0.len()];
        let mut levels = vec![None; competencies];
        let hall = self.hall(found, market);
        for competency in 0..competencies {
            self.judge(&hall, competency, &mut held, &mut levels);
        }
        Standing { held, levels }
    }

    /// Notes what holds at every rung of one competency.
    fn judge(&self, hall: &Hall<'_, '_>, competency: usize, held: &mut [Verdict], levels: &mut [Option<LevelIx>]) {
        let ladder = &self.rulebook.program.ladder;
        let first = competency * ladder.0.len();
        let (Some(rules), Some(held), Some(highest)) = (
            self.turned.competencies.get(competency),
            held.get_mut(first..first + ladder.0.len()),
            levels.get_mut(competency),
        ) else {
            return;
        };
        *highest = None;
        for ((level, paths), held) in ladder.levels().zip(rules).zip(held.iter_mut()) {
            *held = hall.level(paths);
            if held.is_met() {
                *highest = Some(level);
            }
        }
        if self.rulebook.policy.gold_implies_silver {
            let mut above = Verdict::NotMet;
            for verdict in held.iter_mut().rev() {
                above = Verdict::any([*verdict, above]);
                *verdict = above;
            }
        }
    }
}

/// The place of the first achievement, and of every other one whose holder is not that of the one before.
fn beginnings(achievements: &[Achievement]) -> impl Iterator<Item = u32> {
    let runs = achievements.chunk_by(|a, b| a.holder == b.holder);
    runs.scan(0, |first, run| Some(std::mem::replace(first, *first + run.len() as u32)))
}

/// What somebody holds, or holds for certain.
fn all_of(held: &[Holding], certainly: bool) -> CredentialSet {
    let mut all = CredentialSet::default();
    held.iter().filter(|(_, is_certain)| *is_certain || !certainly).for_each(|(credential, _)| all.insert(*credential));
    all
}

impl Found {
    /// Nobody holds anything, and nothing was measured.
    fn forget(&mut self, turned: &Turned<'_>) {
        for condition in self.satisfied.iter() {
            for fits in [&mut self.certain, &mut self.possible] {
                if let Some(fits) = fits.get_mut(condition as usize) {
                    fits.clear();
                }
            }
        }
        self.satisfied.clear();
        self.certain.resize(turned.conditions.len(), Vec::new());
        self.possible.resize(turned.conditions.len(), Vec::new());
        self.holds.resize(turned.conditions.len(), (0, 0));
        self.values.clone_from(&turned.unmeasured);
        self.touched.clear();
    }

    /// Finds the conditions that somebody satisfies who holds this, for certain or possibly. People come in the order of their
    /// numbers.
    fn person(&mut self, turned: &Turned<'_>, employee: EmployeeIx, held: &[Holding]) {
        let Self { satisfies: (surely, possibly), holds, open, .. } = self;
        surely.clear();
        possibly.clear();
        open.clear();
        open.add(&turned.always);
        for (credential, is_certain) in held {
            let Some(named) = turned.named.get(credential.0 as usize) else {
                continue;
            };
            possibly.add(&named.alone);
            if *is_certain {
                surely.add(&named.alone);
            }
            for (number, bits) in &named.among {
                open.insert(*number);
                if let Some((certain, possible)) = holds.get_mut(*number as usize) {
                    *certain |= if *is_certain { *bits } else { 0 };
                    *possible |= bits;
                }
            }
        }
        for number in open.iter() {
            let (Some(condition), Some(holds)) =
                (turned.conditions.get(number as usize), holds.get_mut(number as usize))
            else {
                continue;
            };
            let (certain, possible) = std::mem::take(holds);
            let is_met = |bits, certainly| match &condition.need {
                Some(need) => need.is_met(bits),
                None => condition.tree.satisfied_by(&all_of(held, certainly)),
            };
            if is_met(possible, false) {
                possibly.insert(number);
                if condition.need.is_some() && certain == possible || is_met(certain, true) {
                    surely.insert(number);
                }
            }
        }
        self.satisfied.add(possibly);
        for (conditions, people) in [(surely, &mut self.certain), (possibly, &mut self.possible)] {
            for number in conditions.iter() {
                if let Some(people) = people.get_mut(number as usize) {
                    people.push(employee.0);
                }
            }
        }
    }

    /// Notes the competencies that ask for people like those who were found.
    fn touch(&mut self, turned: &Turned<'_>) {
        for condition in self.satisfied.iter() {
            if let Some(condition) = turned.conditions.get(condition as usize) {
                self.touched.extend(&condition.competencies);
            }
        }
    }

    /// Finds out what every measure is.
    fn figures(&mut self, turned: &Turned<'_>, rulebook: &Rulebook<'_>, records: &Records, as_of: Instant) {
        if records.measurements.is_empty() {
            return;
        }
        let closed = measure::last_closed_month(records, as_of);
        self.read.clear();
        for metric in records.measurements.iter().map(|measurement| measurement.metric) {
            if self.read.contains(&metric) {
                continue;
            }
            self.read.push(metric);
            for number in turned.of_metric.get(records.text(metric)).map_or(&[][..], Vec::as_slice) {
                if let (Some(asked), Some(value)) =
                    (turned.measures.get(*number as usize), self.values.get_mut(*number as usize))
                {
                    *value = measure::value(asked.measure, metric, rulebook.program, records, closed);
                    self.touched.extend(&asked.competencies);
                }
            }
        }
    }
}
