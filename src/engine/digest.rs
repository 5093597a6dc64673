//! The short answer, fast: what [`Summary::of`] says of an [`evaluate`](super::evaluate()), without evidence, margins and
//! advice.
//!
//! The rules are turned around once: a credential leads to the conditions that name it, a metric to the figures that ask
//! for it. An organization then touches only what its people hold, and most requirements are answered by counting. What
//! counting cannot answer is answered by the judge of the evaluation itself: people who are tied to each other by a
//! matching, and everything for an organization with overrides or statements. A law holds both answers against each other.

use super::eligibility::{self, Eligibility, Held, Outcome, Reason};
use super::evaluate::evaluate_for;
use super::judge::Judge;
use super::people;
use super::summary::tally;
use super::{Interval, Rulebook, Summary, Verdict, measure, membership};
use crate::model::{EmployeeIx, Instant, Market, Quantity, Records};
use crate::rules::{Comparison, CredentialIx, CredentialSet, Measure, Number, Relation, Requirement, Tree, Truth};
use std::collections::BTreeMap;

/// The rules of a day, turned around.
#[derive(Debug)]
pub struct Digest<'a> {
    rulebook: &'a Rulebook<'a>,
    conditions: Vec<Condition<'a>>,
    /// For every credential, the conditions that name it.
    named: Vec<Vec<u32>>,
    measures: Vec<&'a Measure>,
    /// What each measure is while nothing was measured.
    unmeasured: Vec<Interval>,
    /// For every metric, its measures.
    of_metric: BTreeMap<&'a str, Vec<u32>>,
    /// For every competency, every rung and every path in force what is asked.
    paths: Vec<Vec<Vec<Siblings<'a>>>>,
    /// The policy lets requirements be looked at one by one.
    countable: bool,
}

/// What one person must hold.
#[derive(Debug)]
struct Condition<'a> {
    tree: &'a Tree,
    /// Any single credential that is named will do.
    any: bool,
    /// Nothing is needed.
    always: bool,
}

/// Requirements that must all hold, and share people.
#[derive(Debug)]
struct Siblings<'a> {
    list: &'a [Requirement],
    rules: Vec<Rule<'a>>,
    /// Counting says only what cannot be.
    tied: bool,
    /// Nobody can judge the path.
    unknown: bool,
}

#[derive(Debug)]
enum Rule<'a> {
    People { condition: u32, needed: u32 },
    Figure { measure: u32, comparison: &'a Comparison },
    Stated,
    All(Siblings<'a>),
    Any(Vec<Siblings<'a>>),
    KOf(u32, Vec<Siblings<'a>>),
}

/// What is known of achievements before they are judged: for each in the records what it is in the programme's catalogue;
/// and how many there are beside, of unknown credentials and of those that nothing asks for.
pub type Known<'k> = (&'k [Option<CredentialIx>], [usize; 2]);

/// What is used again from one organization to the next.
#[derive(Debug, Default)]
pub struct Scratch {
    /// The answer.
    pub summary: Summary,
    eligibility: Eligibility,
    /// For every condition, how many people satisfy it for certain and possibly.
    counts: Vec<(u32, u32)>,
    /// For every condition, the last person who was counted for it, plus one: for certain, and possibly.
    seen: Vec<(u32, u32)>,
    touched: Vec<u32>,
    held: Vec<(EmployeeIx, CredentialIx, bool)>,
    /// People who hold nothing now: the room that their sets take is used again.
    spare: Vec<Held>,
    values: Vec<Interval>,
}

impl<'a> Digest<'a> {
    /// Turns the rules around.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook<'a>) -> Self {
        let mut digest = Self {
            rulebook,
            conditions: Vec::new(),
            named: vec![Vec::new(); rulebook.program.credentials.len()],
            measures: Vec::new(),
            unmeasured: Vec::new(),
            of_metric: BTreeMap::new(),
            paths: Vec::new(),
            countable: rulebook.policy.exclusive.is_empty() && !rulebook.policy.shared_focus_area,
        };
        for competency in &rulebook.competencies {
            let mut levels = Vec::with_capacity(competency.levels.len());
            for paths in &competency.levels {
                let siblings = paths
                    .iter()
                    .map(|path| Siblings { unknown: path.unknown.is_some(), ..digest.siblings(&path.requirements) });
                levels.push(siblings.collect());
            }
            digest.paths.push(levels);
        }
        digest
    }

    /// The credentials that some requirement names.
    #[must_use]
    pub fn needed(&self) -> &CredentialSet {
        &self.rulebook.needed
    }

    /// The short answer about an organization, left in `scratch`, with what is known of its achievements already.
    pub fn summarize(&self, records: &Records, known: Option<Known<'_>>, as_of: Instant, scratch: &mut Scratch) {
        let (credentials, beside) = known.unzip();
        let [unknown, unneeded] = beside.unwrap_or_default();
        if !self.countable || !records.overrides.is_empty() || !records.attestations.is_empty() {
            let evaluation = evaluate_for(self.rulebook, records, as_of, None, None);
            scratch.summary = Summary::of(self.rulebook, records, &evaluation);
            scratch.summary.add([unknown, unneeded]);
            return;
        }
        eligibility::decide(self.rulebook, records, credentials, as_of, &mut scratch.eligibility);
        let Scratch { summary, eligibility, .. } = scratch;
        summary.people = records.employees.len();
        summary.read = records.achievements.len();
        summary.counted = 0;
        summary.not_counted = [0; Reason::CODES.len()];
        summary.add([unknown, unneeded]);
        for outcome in &eligibility.outcomes {
            match outcome {
                Outcome::Counted(_) => summary.counted += 1,
                Outcome::NotCounted(reason) => tally(&mut summary.not_counted, reason),
            }
        }
        summary.membership = membership::leading(self.rulebook, records, records.zone.date_of(as_of));
        self.count(records, scratch);
        self.figures(records, as_of, &mut scratch.values);
        let mut summary = std::mem::take(&mut scratch.summary);
        let hall = Hall {
            digest: self,
            market: records.organization.market,
            counts: &scratch.counts,
            values: &scratch.values,
            judge: Judge {
                rulebook: self.rulebook,
                records,
                as_of,
                eligibility: &scratch.eligibility,
                people: Vec::new(),
                advise: None,
            },
        };
        summary.rungs = self.rulebook.program.ladder.0.len();
        summary.held.clear();
        summary.levels.clear();
        for levels in &self.paths {
            let first = summary.held.len();
            for paths in levels {
                summary.held.push(Verdict::any(paths.iter().map(|path| hall.path(path))));
            }
            let held = summary.held.get_mut(first..).unwrap_or_default();
            let top = held.iter().rposition(|verdict| verdict.is_met());
            summary.levels.push(top.and_then(|level| self.rulebook.program.ladder.levels().nth(level)));
            if self.rulebook.policy.gold_implies_silver {
                let mut above = Verdict::NotMet;
                for verdict in held.iter_mut().rev() {
                    above = Verdict::any([*verdict, above]);
                    *verdict = above;
                }
            }
        }
        scratch.summary = summary;
    }

    fn siblings(&mut self, list: &'a [Requirement]) -> Siblings<'a> {
        let rules: Vec<Rule<'a>> = list.iter().map(|requirement| self.rule(requirement)).collect();
        let tied = list.iter().any(|requirement| match &requirement.truth {
            // A number of people is asked for at least; anything else is for the judge.
            Truth::Compare(c) => {
                matches!(c.number, Number::People(_)) && (requirement.tie.is_some() || c.relation != Relation::AtLeast)
            }
            _ => false,
        });
        Siblings { list, rules, tied, unknown: false }
    }

    fn each(&mut self, list: &'a [Requirement]) -> Vec<Siblings<'a>> {
        list.iter().map(|requirement| self.siblings(std::slice::from_ref(requirement))).collect()
    }

    fn rule(&mut self, requirement: &'a Requirement) -> Rule<'a> {
        match &requirement.truth {
            Truth::Compare(comparison) => match &comparison.number {
                Number::People(people) => Rule::People {
                    condition: self.condition(&people.holding),
                    needed: people::whole(comparison.threshold),
                },
                Number::Measure(measure) => Rule::Figure { measure: self.measure(measure), comparison },
            },
            Truth::Attest { .. } => Rule::Stated,
            Truth::All(of) => Rule::All(self.siblings(of)),
            Truth::Any(of) => Rule::Any(self.each(of)),
            Truth::KOf { k, of } => Rule::KOf(*k, self.each(of)),
        }
    }

    fn condition(&mut self, tree: &'a Tree) -> u32 {
        if let Some(known) = (0..).zip(&self.conditions).find_map(|(n, known)| (known.tree == tree).then_some(n)) {
            return known;
        }
        let number = u32::try_from(self.conditions.len()).unwrap_or(u32::MAX);
        tree.for_each(&mut |credential| {
            if let Some(conditions) = self.named.get_mut(credential.0 as usize)
                && conditions.last() != Some(&number)
            {
                conditions.push(number);
            }
        });
        let always = tree.satisfied_by(&CredentialSet::default());
        self.conditions.push(Condition { tree, any: !always && is_any(tree), always });
        number
    }

    fn measure(&mut self, measure: &'a Measure) -> u32 {
        if let Some(known) = (0..).zip(&self.measures).find_map(|(n, known)| (**known == *measure).then_some(n)) {
            return known;
        }
        let number = u32::try_from(self.measures.len()).unwrap_or(u32::MAX);
        let negative = self.rulebook.program.metric(&measure.metric).is_some_and(|metric| metric.may_be_negative);
        self.unmeasured.push(Interval { certain: (!negative).then_some(Quantity::ZERO), possible: None });
        self.of_metric.entry(&measure.metric).or_default().push(number);
        self.measures.push(measure);
        number
    }

    /// Counts for every condition who satisfies it.
    fn count(&self, records: &Records, scratch: &mut Scratch) {
        let Scratch { eligibility, counts, seen, touched, held, spare, .. } = scratch;
        counts.resize(self.conditions.len(), (0, 0));
        seen.resize(self.conditions.len(), (0, 0));
        for condition in touched.drain(..) {
            if let (Some(count), Some(seen)) = (counts.get_mut(condition as usize), seen.get_mut(condition as usize)) {
                (*count, *seen) = ((0, 0), (0, 0));
            }
        }
        eligibility::held(&eligibility.outcomes, &eligibility.credentials, records, held);
        let mut persons = 0;
        for person in held.chunk_by(|a, b| a.0 == b.0) {
            let Some(employee) = person.first().map(|(employee, ..)| *employee) else {
                continue;
            };
            if persons == eligibility.holders.len() {
                eligibility.holders.push(spare.pop().unwrap_or_else(|| Held::of(employee)));
            }
            let Some(holder) = eligibility.holders.get_mut(persons) else {
                continue;
            };
            persons += 1;
            holder.fill(employee, person);
            let mark = employee.0 + 1;
            let all_certain = person.iter().all(|(.., certain)| *certain);
            for (_, credential, certain) in person {
                let conditions = self.named.get(credential.0 as usize).map_or(&[][..], Vec::as_slice);
                for number in conditions {
                    let at = *number as usize;
                    let (Some(condition), Some(count), Some(seen)) =
                        (self.conditions.get(at), counts.get_mut(at), seen.get_mut(at))
                    else {
                        continue;
                    };
                    if *seen == (0, 0) {
                        touched.push(*number);
                    }
                    if condition.any {
                        if seen.1 != mark {
                            (seen.1, count.1) = (mark, count.1 + 1);
                        }
                        if *certain && seen.0 != mark {
                            (seen.0, count.0) = (mark, count.0 + 1);
                        }
                    } else if seen.1 != mark {
                        *seen = (mark, mark);
                        let possible = condition.tree.satisfied_by(&holder.possible);
                        let certain = if all_certain { possible } else { condition.tree.satisfied_by(&holder.certain) };
                        count.0 += u32::from(certain);
                        count.1 += u32::from(possible);
                    }
                }
            }
        }
        spare.extend(eligibility.holders.drain(persons..));
    }

    /// What every measure is.
    fn figures(&self, records: &Records, as_of: Instant, values: &mut Vec<Interval>) {
        values.clear();
        values.extend_from_slice(&self.unmeasured);
        let (mut before, mut done) = (None, Vec::new());
        for measurement in &records.measurements {
            if before.replace(measurement.metric) == Some(measurement.metric) || done.contains(&measurement.metric) {
                continue;
            }
            let Some(measures) = self.of_metric.get(records.text(measurement.metric)) else {
                continue;
            };
            done.push(measurement.metric);
            for number in measures {
                if let (Some(measure), Some(value)) =
                    (self.measures.get(*number as usize), values.get_mut(*number as usize))
                {
                    *value = measure::figure(measure, self.rulebook.program, records, as_of).value;
                }
            }
        }
    }
}

/// Where verdicts on one organization are reached.
struct Hall<'h, 'a> {
    digest: &'h Digest<'a>,
    market: Option<Market>,
    counts: &'h [(u32, u32)],
    values: &'h [Interval],
    judge: Judge<'h, 'a>,
}

impl Hall<'_, '_> {
    fn path(&self, path: &Siblings<'_>) -> Verdict {
        if path.unknown { Verdict::Unknown } else { self.all(path) }
    }

    fn all(&self, siblings: &Siblings<'_>) -> Verdict {
        let mut all = Verdict::Met;
        for rule in &siblings.rules {
            let verdict = match rule {
                Rule::People { .. } if siblings.tied => match self.rule(rule) {
                    Verdict::NotMet if self.asks_at_least(siblings) => Verdict::NotMet,
                    // Whether people suffice for all of them together is seen below.
                    _ => continue,
                },
                _ => self.rule(rule),
            };
            if verdict == Verdict::NotMet {
                return verdict;
            }
            all = Verdict::all([all, verdict]);
        }
        if siblings.tied {
            let none = vec![None; siblings.list.len()];
            let counted = people::fill(&self.judge, siblings.list, &none);
            all = Verdict::all([all].into_iter().chain(counted.into_iter().flatten().map(|counted| counted.verdict)));
        }
        all
    }

    /// True when too few people for one requirement are too few for all.
    fn asks_at_least(&self, siblings: &Siblings<'_>) -> bool {
        siblings.list.iter().all(|requirement| match &requirement.truth {
            Truth::Compare(c) => !matches!(c.number, Number::People(_)) || c.relation == Relation::AtLeast,
            _ => true,
        })
    }

    fn rule(&self, rule: &Rule<'_>) -> Verdict {
        match rule {
            Rule::People { condition, needed } => {
                let always = self.digest.conditions.get(*condition as usize).is_some_and(|c| c.always);
                let (certain, possible) = if always {
                    let all = u32::try_from(self.judge.eligibility.holders.len()).unwrap_or(u32::MAX);
                    (all, all)
                } else {
                    self.counts.get(*condition as usize).copied().unwrap_or_default()
                };
                Verdict::between(certain >= *needed, possible >= *needed)
            }
            Rule::Figure { measure, comparison } => {
                let at = *measure as usize;
                match (self.digest.measures.get(at), self.values.get(at)) {
                    (Some(measure), Some(value)) => measure::verdict(measure, comparison, *value, self.market),
                    _ => Verdict::Unknown,
                }
            }
            // Organizations about which something is stated are judged otherwise.
            Rule::Stated => Verdict::Unknown,
            Rule::All(of) => self.all(of),
            Rule::Any(of) => Verdict::any(of.iter().map(|siblings| self.all(siblings))),
            Rule::KOf(k, of) => Verdict::k_of(*k, of.iter().map(|siblings| self.all(siblings))),
        }
    }
}

/// True for a tree that any single credential it names satisfies.
fn is_any(tree: &Tree) -> bool {
    match tree {
        Tree::Credential { .. } => true,
        Tree::AnyOf(of) => of.iter().all(is_any),
        Tree::AllOf(of) => matches!(of.as_slice(), [only] if is_any(only)),
        Tree::NOf { n, from } => *n == 1 && from.iter().all(is_any),
        Tree::FocusArea { tree, .. } => is_any(tree),
    }
}
