//! The rules of every day.
//!
//! Between two days on which some rule begins or ends the rules are the same, so a walk through the years needs one
//! [`Rulebook`] per stretch of days and not one per day. Each is made when it is first asked for.

use super::Rulebook;
use crate::model::Date;
use crate::rules::{
    Comparison, CredentialIx, CredentialSet, Number, Period, Policy, Program, Requirement, Truth, Window,
};
use std::sync::OnceLock;

/// The rulebooks of a programme under one policy, by day.
#[derive(Debug)]
pub struct Rulebooks<'p> {
    program: &'p Program,
    policy: Policy,
    /// Every credential that some requirement names on some day.
    named: CredentialSet,
    /// The most months a window looks back on.
    longest_window: u32,
    /// Before anything changed.
    first: OnceLock<Rulebook<'p>>,
    /// Since the first day of each later stretch.
    later: Vec<(Date, OnceLock<Rulebook<'p>>)>,
}

impl<'p> Rulebooks<'p> {
    /// The rulebooks of `program` under `policy`; none of them is made yet.
    #[must_use]
    pub fn new(program: &'p Program, policy: &Policy) -> Self {
        let mut survey = Survey::default();
        for path in program.competencies.iter().flat_map(|c| &c.levels).flatten() {
            survey.period(path.in_force);
            survey.requirements(&path.requirements);
        }
        let Survey { mut starts, named, longest_window } = survey;
        starts.sort_unstable();
        starts.dedup();
        let later = starts.into_iter().map(|start| (start, OnceLock::new())).collect();
        Self { program, policy: policy.clone(), named, longest_window, first: OnceLock::new(), later }
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

    /// True for a credential that some requirement names on some day.
    #[must_use]
    pub fn names(&self, credential: CredentialIx) -> bool {
        self.named.contains(credential)
    }

    /// How many months the longest window of any requirement looks back on.
    #[must_use]
    pub fn longest_window(&self) -> u32 {
        self.longest_window
    }

    /// The rules of a day. The `date` of the rulebook is some day on which the same rules are in force.
    #[must_use]
    pub fn on(&self, date: Date) -> &Rulebook<'p> {
        let begun = self.later.partition_point(|(start, _)| *start <= date);
        let book = begun.checked_sub(1).and_then(|n| self.later.get(n)).map_or(&self.first, |(_, book)| book);
        book.get_or_init(|| Rulebook::new(self.program, &self.policy, date))
    }
}

/// What is gathered from all rules of all days.
#[derive(Default)]
struct Survey {
    starts: Vec<Date>,
    named: CredentialSet,
    longest_window: u32,
}

impl Survey {
    fn period(&mut self, period: Period) {
        self.starts.extend(period.from);
        self.starts.extend(period.until.map(|until| until.plus_days(1)));
    }

    fn requirements(&mut self, requirements: &[Requirement]) {
        for requirement in requirements {
            self.period(requirement.in_force);
            match &requirement.truth {
                Truth::Compare(Comparison { number: Number::People(people), .. }) => {
                    people.holding.for_each_leaf(&mut |credential, period| {
                        self.named.insert(credential);
                        self.period(period);
                    });
                }
                Truth::Compare(Comparison { number: Number::Measure(measure), .. }) => {
                    let months = match measure.window {
                        Window::TrailingMonths(months) => months,
                        Window::Snapshot => 1,
                    };
                    self.longest_window = self.longest_window.max(months);
                }
                Truth::Attest { .. } => {}
                Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } => self.requirements(of),
            }
        }
    }
}
