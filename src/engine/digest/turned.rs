//! The rules of a day, turned around: from what people hold and companies measure to what asks for it.

use super::super::ties::Pool;
use super::super::{Interval, Rulebook, measure, people};
use super::conditions::Conditions;
use super::need::Need;
use crate::rules::{Comparison, CredentialSet, Measure, Number, Requirement, Tree, Truth};
use std::collections::BTreeMap;

/// The rules, turned around.
#[derive(Debug)]
pub(super) struct Turned<'a> {
    rulebook: &'a Rulebook<'a>,
    pub(super) conditions: Vec<Condition<'a>>,
    /// The conditions that everybody satisfies.
    pub(super) always: Conditions,
    /// For every credential, the conditions that name it.
    pub(super) named: Vec<Named>,
    pub(super) measures: Vec<Asked<'a>>,
    /// What each measure is while nothing was measured.
    pub(super) unmeasured: Vec<Interval>,
    /// For every metric, its measures.
    pub(super) of_metric: BTreeMap<&'a str, Vec<u32>>,
    /// For every competency, every rung and every path in force what is asked; nothing where nobody can judge the path.
    pub(super) competencies: Vec<Vec<Vec<Option<Siblings<'a>>>>>,
}

/// The conditions that name a credential.
#[derive(Debug, Default, Clone)]
pub(super) struct Named {
    /// Those that it satisfies.
    pub(super) alone: Conditions,
    /// Those that may ask for more, each with what the credential is among those that the condition names.
    pub(super) among: Vec<(u32, u64)>,
}

/// What one person must hold.
#[derive(Debug)]
pub(super) struct Condition<'a> {
    pub(super) tree: &'a Tree,
    /// The same in numbers; none for a tree that names very many credentials.
    pub(super) need: Option<Need>,
    /// The competencies that ask for such people.
    pub(super) competencies: Vec<u32>,
}

/// A figure that is asked for.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) measure: &'a Measure,
    /// The competencies that ask for it.
    pub(super) competencies: Vec<u32>,
}

/// Requirements that must all hold, and share people.
#[derive(Debug)]
pub(super) struct Siblings<'a> {
    /// Those that count people; the pools speak of conditions instead of siblings.
    pub(super) pools: Vec<Pool>,
    /// The others.
    pub(super) rules: Vec<Rule<'a>>,
}

#[derive(Debug)]
pub(super) enum Rule<'a> {
    Figure { measure: u32, comparison: &'a Comparison },
    Stated,
    All(Siblings<'a>),
    Any(Vec<Siblings<'a>>),
    KOf(u32, Vec<Siblings<'a>>),
}

impl<'a> Turned<'a> {
    pub(super) fn new(rulebook: &'a Rulebook<'a>) -> Self {
        let mut turned = Self {
            rulebook,
            conditions: Vec::new(),
            always: Conditions::default(),
            named: vec![Named::default(); rulebook.program.credentials.len()],
            measures: Vec::new(),
            unmeasured: Vec::new(),
            of_metric: BTreeMap::new(),
            competencies: Vec::new(),
        };
        for (at, competency) in (0..).zip(&rulebook.competencies) {
            let mut levels = Vec::with_capacity(competency.levels.len());
            for paths in &competency.levels {
                let judged = |path: &'a crate::rules::Path| {
                    path.unknown.is_none().then(|| turned.siblings(at, &path.requirements))
                };
                levels.push(paths.iter().map(judged).collect());
            }
            turned.competencies.push(levels);
        }
        turned
    }

    fn siblings(&mut self, competency: u32, list: &'a [Requirement]) -> Siblings<'a> {
        let mut pools = people::pools(list);
        for place in pools.iter_mut().flat_map(Pool::requirements_mut) {
            if let Some(tree) = list.get(*place).and_then(people::holding) {
                *place = self.condition(competency, tree) as usize;
            }
        }
        let rules = list.iter().filter_map(|requirement| self.rule(competency, requirement)).collect();
        Siblings { pools, rules }
    }

    fn each(&mut self, competency: u32, list: &'a [Requirement]) -> Vec<Siblings<'a>> {
        list.iter().map(|requirement| self.siblings(competency, std::slice::from_ref(requirement))).collect()
    }

    /// A requirement that counts no people.
    fn rule(&mut self, competency: u32, requirement: &'a Requirement) -> Option<Rule<'a>> {
        Some(match &requirement.truth {
            Truth::Compare(comparison) => match &comparison.number {
                Number::People(_) => return None,
                Number::Measure(measure) => Rule::Figure { measure: self.measure(competency, measure), comparison },
            },
            Truth::Attest { .. } => Rule::Stated,
            Truth::All(of) => Rule::All(self.siblings(competency, of)),
            Truth::Any(of) => Rule::Any(self.each(competency, of)),
            Truth::KOf { k, of } => Rule::KOf(*k, self.each(competency, of)),
        })
    }

    fn condition(&mut self, competency: u32, tree: &'a Tree) -> u32 {
        let found = (0..).zip(&self.conditions).find_map(|(n, known)| (known.tree == tree).then_some(n));
        let number = found.unwrap_or_else(|| self.add_condition(tree));
        if let Some(condition) = self.conditions.get_mut(number as usize) {
            note(&mut condition.competencies, competency);
        }
        number
    }

    fn add_condition(&mut self, tree: &'a Tree) -> u32 {
        let number = u32::try_from(self.conditions.len()).unwrap_or(u32::MAX);
        let (need, named) = Need::of(tree).unzip();
        let named = named.unwrap_or_else(|| {
            let mut named = Vec::new();
            tree.for_each(&mut |credential| named.push((credential, 0)));
            named
        });
        if tree.satisfied_by(&CredentialSet::default()) {
            self.always.insert(number);
        } else {
            let any = is_any(tree);
            for (credential, bit) in named {
                let Some(named) = self.named.get_mut(credential.0 as usize) else {
                    continue;
                };
                match named.among.last_mut() {
                    _ if any => named.alone.insert(number),
                    Some((last, bits)) if *last == number => *bits |= bit,
                    _ => named.among.push((number, bit)),
                }
            }
        }
        self.conditions.push(Condition { tree, need, competencies: Vec::new() });
        number
    }

    fn measure(&mut self, competency: u32, measure: &'a Measure) -> u32 {
        let found = (0..).zip(&self.measures).find_map(|(n, known)| (*known.measure == *measure).then_some(n));
        let number = found.unwrap_or_else(|| self.add_measure(measure));
        if let Some(asked) = self.measures.get_mut(number as usize) {
            note(&mut asked.competencies, competency);
        }
        number
    }

    fn add_measure(&mut self, measure: &'a Measure) -> u32 {
        let number = u32::try_from(self.measures.len()).unwrap_or(u32::MAX);
        self.unmeasured.push(measure::unmeasured(measure, self.rulebook.program));
        self.of_metric.entry(&measure.metric).or_default().push(number);
        self.measures.push(Asked { measure, competencies: Vec::new() });
        number
    }
}

/// Adds a number to a list that has it last, if at all.
fn note(list: &mut Vec<u32>, number: u32) {
    if list.last() != Some(&number) {
        list.push(number);
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
