//! The two kinds of expression: truths and numbers.

use super::{CredentialIx, CredentialSet, Period};
use crate::model::{Market, Quantity};

/// One condition of a path, or of a branch within one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Its id within the path; branches have none.
    pub id: Option<String>,
    /// What a branch is called.
    pub name: Option<String>,
    /// When it is in force.
    pub in_force: Period,
    /// What must hold.
    pub truth: Truth,
    /// How the people counted here relate to those of a sibling.
    pub tie: Option<Tie>,
    /// Which products or business count, in words.
    pub scope: Option<String>,
    /// What else is worth knowing.
    pub note: Option<String>,
    /// Why the published text is unsure.
    pub uncertain: Option<String>,
    /// Where this was published, when it differs from the path's source.
    pub source: Vec<String>,
    /// The line of the program file.
    pub line: u32,
}

/// Something that is met, not met, or unknown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// A number compared with a threshold.
    Compare(Comparison),
    /// Every one of these.
    All(Vec<Requirement>),
    /// At least one of these; the whole group of people in one branch.
    Any(Vec<Requirement>),
    /// At least `k` of these.
    KOf {
        /// How many.
        k: u32,
        /// Of which.
        of: Vec<Requirement>,
    },
    /// A fact that somebody states with evidence.
    Attest {
        /// What must be stated.
        what: String,
    },
}

/// A number and what it is held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// How they are compared.
    pub relation: Relation,
    /// The left side.
    pub number: Number,
    /// The right side.
    pub threshold: Threshold,
}

/// How a number is held against a threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// `>=`
    AtLeast,
    /// `>`
    MoreThan,
    /// `<=`
    AtMost,
    /// `<`
    LessThan,
}

impl Relation {
    /// Every relation.
    pub const ALL: [Self; 4] = [Self::AtLeast, Self::MoreThan, Self::AtMost, Self::LessThan];

    /// The key used in program files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::AtLeast => "at_least",
            Self::MoreThan => "more_than",
            Self::AtMost => "at_most",
            Self::LessThan => "less_than",
        }
    }
}

/// Something that evaluates to an interval of what is certain and what is possible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Number {
    /// How many different people qualify.
    People(People),
    /// A metric over a window.
    Measure(Measure),
}

/// The most people one requirement may ask for; a program that asks for more is refused when it is read.
pub const MOST_PEOPLE: u32 = 1000;

/// Different people, each with the credentials of a tree. A person counts once, whatever else they hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct People {
    /// What one person must hold.
    pub holding: Tree,
}

/// What one person must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tree {
    /// One credential, for as long as the rule names it.
    Credential {
        /// Which one.
        credential: CredentialIx,
        /// When the rule names it.
        in_force: Period,
    },
    /// At least one of these.
    AnyOf(Vec<Tree>),
    /// Every one of these.
    AllOf(Vec<Tree>),
    /// At least `n` of these.
    NOf {
        /// How many.
        n: u32,
        /// Of which.
        from: Vec<Tree>,
    },
    /// A named group of credentials.
    FocusArea {
        /// Its name.
        name: String,
        /// What it takes.
        tree: Box<Tree>,
    },
}

impl Requirement {
    /// Calls `visit` with the id of this requirement and of everything within it, in order.
    pub fn for_each_id<'r>(&'r self, visit: &mut impl FnMut(&'r str)) {
        if let Some(id) = &self.id {
            visit(id);
        }
        if let Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } = &self.truth {
            for part in of {
                part.for_each_id(visit);
            }
        }
    }
}

impl Tree {
    /// Calls `visit` with every credential the tree names, in order.
    pub fn for_each(&self, visit: &mut impl FnMut(CredentialIx)) {
        self.for_each_leaf(&mut |credential, _| visit(credential));
    }

    /// Calls `visit` with every credential the tree names and when it does, in order.
    pub fn for_each_leaf(&self, visit: &mut impl FnMut(CredentialIx, Period)) {
        match self {
            Self::Credential { credential, in_force } => visit(*credential, *in_force),
            Self::AnyOf(of) | Self::AllOf(of) | Self::NOf { from: of, .. } => {
                for tree in of {
                    tree.for_each_leaf(visit);
                }
            }
            Self::FocusArea { tree, .. } => tree.for_each_leaf(visit),
        }
    }

    /// True when somebody who holds exactly these credentials satisfies the tree.
    #[must_use]
    pub fn satisfied_by(&self, held: &CredentialSet) -> bool {
        match self {
            Self::Credential { credential, .. } => held.contains(*credential),
            Self::AnyOf(of) => of.iter().any(|tree| tree.satisfied_by(held)),
            Self::AllOf(of) => of.iter().all(|tree| tree.satisfied_by(held)),
            Self::NOf { n, from } => from.iter().filter(|tree| tree.satisfied_by(held)).count() >= *n as usize,
            Self::FocusArea { tree, .. } => tree.satisfied_by(held),
        }
    }

    /// The alternatives of a tree whose every branch is a focus area that needs all of its credentials; none for any
    /// other tree, where areas are only headings.
    #[must_use]
    pub fn focus_areas(&self) -> Option<&[Self]> {
        let needs_all = |tree: &Self| matches!(tree, Self::FocusArea { tree, .. } if matches!(**tree, Self::AllOf(_)));
        match self {
            Self::AnyOf(of) if of.len() > 1 && of.iter().all(needs_all) => Some(of),
            _ => None,
        }
    }
}

/// A metric's value over a window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The metric's id.
    pub metric: String,
    /// Which months count.
    pub window: Window,
    /// Which association types count; none means all.
    pub associations: Option<Vec<String>>,
    /// A monthly average over the window that must be reached as well.
    pub monthly_average_at_least: Option<Quantity>,
}

/// Which months of a metric count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// This many calendar months, ending with the last closed one.
    TrailingMonths(u32),
    /// The latest closed month that has a measurement.
    Snapshot,
}

/// What a number is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// The same for every company.
    Any(Quantity),
    /// By the market of the company.
    ByMarket {
        /// In a developed market.
        developed: Quantity,
        /// In a developing market.
        developing: Quantity,
    },
}

impl Threshold {
    /// The value for a market.
    #[must_use]
    pub fn for_market(self, market: Market) -> Quantity {
        match self {
            Self::Any(value) => value,
            Self::ByMarket { developed, developing } => match market {
                Market::Developed => developed,
                Market::Developing => developing,
            },
        }
    }
}

/// How the people counted by one requirement relate to those of sibling requirements. Without a tie they may be the
/// same or different people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tie {
    /// The very people counted there.
    SamePeopleAs(String),
    /// Among the people counted there.
    SubsetOf(String),
    /// Nobody counted there.
    DifferentPeopleFrom(Vec<String>),
}
