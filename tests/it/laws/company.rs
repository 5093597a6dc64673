//! A small company and its programme, as the laws see them.

use competency::engine::{Evaluation, Rulebook, Rulebooks, evaluate};
use competency::load::workspace::Workspace;
use competency::model::{Date, Instant, Month, Records, Zone};

pub(super) const LEVELS: [&str; 2] = ["silver", "gold"];

pub(super) const DAY: i64 = 86_400;

#[derive(Debug, Clone)]
pub(super) struct Company {
    pub as_of: i64,
    pub policy: Policy,
    /// Developed, developing or not known.
    pub market: Option<bool>,
    pub credentials: Vec<Credential>,
    pub people: Vec<Person>,
    pub accounts: Vec<Account>,
    pub achievements: Vec<Achievement>,
    pub figures: Vec<Figure>,
    pub overrides: Vec<Stated>,
    pub attestations: Vec<Stated>,
    pub memberships: Vec<Bought>,
    /// Anniversaries for which requirements are waived, and whether the first competency is left out.
    pub waived: Option<(Date, Date, bool)>,
    pub competencies: Vec<[Vec<Path>; 2]>,
}

#[derive(Debug, Clone)]
pub(super) struct Policy {
    pub delay: i64,
    pub skill_window: Option<u32>,
    pub departure: bool,
    pub external: bool,
    pub gold_implies_silver: bool,
    pub mix_branches: bool,
    pub shared_focus_area: bool,
    pub pmc: bool,
    pub renewal_day: bool,
    pub link_limits: bool,
    /// Nobody carries two at silver. The oracle does not know this policy, so only the laws of time set it.
    pub exclusive: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Exam,
    Assessment,
    External,
}

#[derive(Debug, Clone)]
pub(super) struct Credential {
    pub kind: Kind,
    pub retired: Option<Date>,
    pub counts_until: Option<Date>,
}

#[derive(Debug, Clone)]
pub(super) struct Person {
    pub joined: Option<i64>,
    pub left: Option<i64>,
}

#[derive(Debug, Clone)]
pub(super) struct Account {
    pub owner: usize,
    pub learn: bool,
    pub university: bool,
    pub links: Vec<Link>,
}

#[derive(Debug, Clone)]
pub(super) struct Link {
    pub here: bool,
    pub at: i64,
    pub until: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    Person(usize),
    Account(usize),
}

#[derive(Debug, Clone)]
pub(super) struct Achievement {
    pub holder: Holder,
    /// One past the last known one is a credential that nobody knows.
    pub credential: usize,
    pub earned: Option<i64>,
    pub expires: Option<i64>,
    pub revoked: Option<i64>,
}

#[derive(Debug, Clone)]
pub(super) struct Figure {
    /// Metric 1 may be negative.
    pub metric: usize,
    pub month: Month,
    pub value: i64,
    /// Of the type that requirements name.
    pub named: bool,
}

/// A membership.
#[derive(Debug, Clone)]
pub(super) struct Bought {
    pub offer: &'static str,
    pub purchased: Date,
    pub renewals: Vec<Date>,
}

/// An override or a statement.
#[derive(Debug, Clone)]
pub(super) struct Stated {
    pub competency: usize,
    pub level: usize,
    pub path: Option<String>,
    pub requirement: Option<String>,
    pub from: i64,
    pub until: Option<i64>,
    pub holds: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Path {
    pub id: String,
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub unknown: bool,
    pub requirements: Vec<Requirement>,
}

#[derive(Debug, Clone)]
pub(super) struct Requirement {
    pub id: String,
    pub rule: Rule,
    pub tie: Option<Tie>,
}

#[derive(Debug, Clone)]
pub(super) enum Rule {
    People { needed: u32, tree: Tree },
    Measure(Measure),
    Attest,
    All(Vec<Requirement>),
    Any(Vec<Requirement>),
    KOf(u32, Vec<Requirement>),
}

#[derive(Debug, Clone)]
pub(super) struct Measure {
    pub metric: usize,
    /// None is the latest month.
    pub months: Option<u32>,
    pub named_only: bool,
    pub relation: &'static str,
    /// In a developed and in a developing market.
    pub thresholds: (i64, i64),
    pub average: Option<i64>,
}

#[derive(Debug, Clone)]
pub(super) enum Tree {
    One(usize),
    Any(Vec<Tree>),
    All(Vec<Tree>),
    NOf(usize, Vec<Tree>),
    /// Alternatives that need all of their credentials each.
    Areas(Vec<Vec<usize>>),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tie {
    Same(String),
    Subset(String),
    Different(Vec<String>),
}

/// What may be drawn.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Scope {
    /// Only rules that more facts can never break.
    pub monotone: bool,
    /// No windows that move with the latest figure.
    pub no_snapshot: bool,
}

/// Calls `visit` with every requirement and everything within it.
pub(super) fn for_each<'r>(list: &'r [Requirement], visit: &mut impl FnMut(&'r Requirement)) {
    for requirement in list {
        visit(requirement);
        if let Rule::All(of) | Rule::Any(of) | Rule::KOf(_, of) = &requirement.rule {
            for_each(of, visit);
        }
    }
}

impl Company {
    /// Every requirement of every path.
    pub(super) fn requirements(&self) -> Vec<&Requirement> {
        let mut all = Vec::new();
        for path in self.competencies.iter().flatten().flatten() {
            for_each(&path.requirements, &mut |r| all.push(r));
        }
        all
    }

    pub(super) fn today(&self) -> Date {
        Zone::UTC.date_of(Instant::from_unix(self.as_of))
    }
}

/// An instant as text.
pub(super) fn at(seconds: i64) -> String {
    Zone::UTC.rfc3339(Instant::from_unix(seconds))
}

/// The loaded files of a company.
pub(super) struct World(pub(super) Workspace);

impl World {
    pub(super) fn records(&self) -> Records {
        self.0.organizations[0].records.clone()
    }

    /// The rules of all days.
    pub(super) fn rules(&self) -> Rulebooks<'_> {
        Rulebooks::new(&self.0.program, &self.0.policy)
    }

    /// The rules of an instant.
    pub(super) fn rulebook(&self, at: i64) -> Rulebook<'_> {
        Rulebook::new(&self.0.program, &self.0.policy, self.0.zone.date_of(Instant::from_unix(at)))
    }

    /// Calls `look` with what follows at an instant.
    pub(super) fn at<T>(&self, at: i64, look: impl FnOnce(&Evaluation<'_>) -> T) -> T {
        self.of(&self.0.organizations[0].records, at, look)
    }

    /// The same for other records under the same rules.
    pub(super) fn of<T>(&self, records: &Records, at: i64, look: impl FnOnce(&Evaluation<'_>) -> T) -> T {
        let rulebook = self.rulebook(at);
        look(&evaluate(&rulebook, records, Instant::from_unix(at)))
    }
}
