//! The rules of every day.
//!
//! Between two days on which some rule begins or ends the rules are the same, so a walk through the years needs one
//! [`Rulebook`] per stretch of days and not one per day. Each is made when it is first asked for.

use super::Rulebook;
use crate::model::Date;
use crate::rules::{Comparison, Number, Period, Policy, Program, Requirement, Truth};
use std::sync::OnceLock;

/// The rulebooks of a programme under one policy, by day.
#[derive(Debug)]
pub struct Rulebooks<'p> {
    program: &'p Program,
    policy: Policy,
    /// Before anything changed.
    first: OnceLock<Rulebook<'p>>,
    /// Since the first day of each later stretch.
    later: Vec<(Date, OnceLock<Rulebook<'p>>)>,
}

impl<'p> Rulebooks<'p> {
    /// The rulebooks of `program` under `policy`; none of them is made yet.
    #[must_use]
    pub fn new(program: &'p Program, policy: &Policy) -> Self {
        let mut starts = Vec::new();
        for path in program.competencies.iter().flat_map(|c| &c.levels).flatten() {
            note(path.in_force, &mut starts);
            note_all(&path.requirements, &mut starts);
        }
        starts.sort_unstable();
        starts.dedup();
        let later = starts.into_iter().map(|start| (start, OnceLock::new())).collect();
        Self { program, policy: policy.clone(), first: OnceLock::new(), later }
    }

    /// The programme they come from.
    #[must_use]
    pub fn program(&self) -> &'p Program {
        self.program
    }

    /// How its open points are read.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// The days on which the rules change, earliest first: each is the first day of other rules.
    pub fn starts(&self) -> impl Iterator<Item = Date> {
        self.later.iter().map(|(start, _)| *start)
    }

    /// The rules of a day. The `date` of the rulebook is some day on which the same rules are in force.
    #[must_use]
    pub fn on(&self, date: Date) -> &Rulebook<'p> {
        let begun = self.later.partition_point(|(start, _)| *start <= date);
        let book = begun.checked_sub(1).and_then(|n| self.later.get(n)).map_or(&self.first, |(_, book)| book);
        book.get_or_init(|| Rulebook::new(self.program, &self.policy, date))
    }
}

fn note(period: Period, starts: &mut Vec<Date>) {
    starts.extend(period.from);
    starts.extend(period.until.map(|until| until.plus_days(1)));
}

fn note_all(requirements: &[Requirement], starts: &mut Vec<Date>) {
    for requirement in requirements {
        note(requirement.in_force, starts);
        match &requirement.truth {
            Truth::Compare(Comparison { number: Number::People(people), .. }) => {
                people.holding.for_each_leaf(&mut |_, period| note(period, starts));
            }
            Truth::Compare(_) | Truth::Attest { .. } => {}
            Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } => note_all(of, starts),
        }
    }
}
