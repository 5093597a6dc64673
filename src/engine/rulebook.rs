//! What is in force on a day.
//!
//! A program file holds a rule's history. A [`Rulebook`] is the part of it that applies on one day, under one policy;
//! it is made once and serves every organization of a batch.

use crate::model::{AccountKind, Date};
use crate::rules::{
    Comparison, CompetencyIx, CredentialIx, CredentialSet, LevelIx, Number, Path, People, Period, Policy, Program,
    Requirement, Tree, Truth,
};

/// The rules of one day.
#[derive(Debug, Clone)]
pub struct Rulebook<'p> {
    /// The programme they come from.
    pub program: &'p Program,
    /// How its open points are read.
    pub policy: Policy,
    /// The day.
    pub date: Date,
    /// Every competency, in the order of the file.
    pub competencies: Vec<RuledCompetency>,
    /// Every credential that some requirement names that day.
    pub needed: CredentialSet,
    uses: Vec<Vec<Use>>,
    /// For every credential.
    counting: Vec<Counting>,
}

/// What must be so for a credential to count that day, whoever earned it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counting {
    /// Some requirement names it.
    pub needed: bool,
    /// How it must come.
    pub source: Source,
    /// The day it was retired, and the last day it counts.
    pub retired: Option<(Date, Date)>,
}

/// How a credential must come to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Through a linked account of this kind.
    Account(AccountKind),
    /// In whatever way, linked or not.
    Any,
    /// It is a third party's, which the policy does not accept.
    Refused,
}

/// A competency's rules of one day.
#[derive(Debug, Clone)]
pub struct RuledCompetency {
    /// Which competency.
    pub competency: CompetencyIx,
    /// For every rung of the ladder, the paths in force (none: not offered that day).
    pub levels: Vec<Vec<Path>>,
}

/// A place where a credential is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Use {
    /// The competency.
    pub competency: CompetencyIx,
    /// The level.
    pub level: LevelIx,
    /// The path's id.
    pub path: String,
    /// The requirement's id.
    pub requirement: String,
}

impl<'p> Rulebook<'p> {
    /// The rules of `program` in force on `date`.
    #[must_use]
    pub fn new(program: &'p Program, policy: &Policy, date: Date) -> Self {
        let mut uses = vec![Vec::new(); program.credentials.len()];
        let mut needed = CredentialSet::default();
        let mut competencies = Vec::with_capacity(program.competencies.len());
        for (ix, competency) in program.competencies() {
            let mut levels = Vec::with_capacity(competency.levels.len());
            for (level, paths) in program.ladder.levels().zip(&competency.levels) {
                let paths: Vec<Path> = paths
                    .iter()
                    .filter(|path| path.in_force.contains(date))
                    .map(|path| Path { requirements: in_force(&path.requirements, policy, date), ..path.clone() })
                    .collect();
                for path in &paths {
                    for_each_credential(&path.requirements, "", &mut |credential, requirement| {
                        needed.insert(credential);
                        let place =
                            Use { competency: ix, level, path: path.id.clone(), requirement: requirement.to_owned() };
                        if let Some(places) = uses.get_mut(credential.0 as usize)
                            && !places.contains(&place)
                        {
                            places.push(place);
                        }
                    });
                }
                levels.push(paths);
            }
            competencies.push(RuledCompetency { competency: ix, levels });
        }
        let counting = (0..)
            .map(CredentialIx)
            .zip(&program.credentials)
            .map(|(ix, credential)| Counting {
                needed: needed.contains(ix),
                source: match credential.kind.account() {
                    Some(kind) => Source::Account(kind),
                    None if policy.accept_external => Source::Any,
                    None => Source::Refused,
                },
                retired: credential.retired.zip(credential.last_counting_day(policy)),
            })
            .collect();
        Self { program, policy: policy.clone(), date, competencies, needed, uses, counting }
    }

    /// What must be so for a credential to count; none for one the catalogue does not know.
    pub(super) fn counting(&self, credential: CredentialIx) -> Option<&Counting> {
        self.counting.get(credential.0 as usize)
    }

    /// Where a credential is named that day.
    #[must_use]
    pub fn uses(&self, credential: CredentialIx) -> &[Use] {
        self.uses.get(credential.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// True when nothing can be judged that day: no competency has a path.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.competencies.iter().all(|c| c.levels.iter().all(Vec::is_empty))
    }
}

fn in_force(requirements: &[Requirement], policy: &Policy, date: Date) -> Vec<Requirement> {
    requirements
        .iter()
        .filter(|requirement| requirement.in_force.contains(date))
        .map(|requirement| Requirement {
            truth: truth_in_force(&requirement.truth, policy, date),
            ..requirement.clone()
        })
        .collect()
}

fn truth_in_force(truth: &Truth, policy: &Policy, date: Date) -> Truth {
    match truth {
        Truth::Compare(comparison) => Truth::Compare(Comparison {
            number: match &comparison.number {
                Number::People(people) => Number::People(People { holding: tree_in_force(&people.holding, date) }),
                Number::Measure(measure) => Number::Measure(measure.clone()),
            },
            ..comparison.clone()
        }),
        Truth::All(of) => Truth::All(in_force(of, policy, date)),
        Truth::Any(of) => {
            let mut branches = in_force(of, policy, date);
            if policy.mix_branches
                && let Some(mixed) = mixed_branch(&branches)
            {
                branches.push(mixed);
            }
            Truth::Any(branches)
        }
        Truth::KOf { k, of } => Truth::KOf { k: *k, of: in_force(of, policy, date) },
        Truth::Attest { what } => Truth::Attest { what: what.clone() },
    }
}

fn tree_in_force(tree: &Tree, date: Date) -> Tree {
    let keep = |trees: &[Tree]| -> Vec<Tree> {
        trees
            .iter()
            .filter(|tree| !matches!(tree, Tree::Credential { in_force, .. } if !in_force.contains(date)))
            .map(|tree| tree_in_force(tree, date))
            .collect()
    };
    match tree {
        Tree::Credential { .. } => tree.clone(),
        Tree::AnyOf(of) => Tree::AnyOf(keep(of)),
        Tree::AllOf(of) => Tree::AllOf(keep(of)),
        Tree::NOf { n, from } => Tree::NOf { n: *n, from: keep(from) },
        Tree::FocusArea { name, tree } => {
            Tree::FocusArea { name: name.clone(), tree: Box::new(tree_in_force(tree, date)) }
        }
    }
}

/// When every branch asks one group of the same size, the branch in which people of all of them add up.
fn mixed_branch(branches: &[Requirement]) -> Option<Requirement> {
    let mut trees = Vec::new();
    let mut shared: Option<&Requirement> = None;
    for branch in branches {
        let requirement = match &branch.truth {
            Truth::All(of) => match of.as_slice() {
                [only] => only,
                _ => return None,
            },
            _ => branch,
        };
        let Truth::Compare(comparison) = &requirement.truth else {
            return None;
        };
        let Number::People(people) = &comparison.number else {
            return None;
        };
        if let Some(Truth::Compare(first)) = shared.map(|r| &r.truth)
            && (first.threshold != comparison.threshold || first.relation != comparison.relation)
        {
            return None;
        }
        if requirement.tie.is_some() {
            return None;
        }
        shared = shared.or(Some(requirement));
        trees.push(people.holding.clone());
    }
    let shared = shared?;
    let Truth::Compare(comparison) = &shared.truth else {
        return None;
    };
    Some(Requirement {
        id: None,
        name: Some("mixed".to_owned()),
        in_force: Period::ALWAYS,
        truth: Truth::Compare(Comparison {
            number: Number::People(People { holding: Tree::AnyOf(trees) }),
            ..comparison.clone()
        }),
        ..shared.clone()
    })
}

/// Calls `visit` with every credential named in `requirements` and the id of the nearest requirement that has one.
fn for_each_credential<'a>(
    requirements: &'a [Requirement],
    outer: &'a str,
    visit: &mut impl FnMut(CredentialIx, &str),
) {
    for requirement in requirements {
        let id = requirement.id.as_deref().unwrap_or(outer);
        match &requirement.truth {
            Truth::Compare(Comparison { number: Number::People(people), .. }) => {
                people.holding.for_each(&mut |credential| visit(credential, id))
            }
            Truth::Compare(_) | Truth::Attest { .. } => {}
            Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } => {
                for_each_credential(of, id, visit);
            }
        }
    }
}
