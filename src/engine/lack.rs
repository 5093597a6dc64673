//! What a path lacks, as a list instead of a tree.

use super::{Evidence, Near, PathStanding, RequirementStanding, Verdict};
use crate::model::{Month, Quantity};
use crate::rules::{Comparison, CredentialIx, Number, Truth};

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// People.
    People {
        /// The id of the requirement; none for a branch without one.
        requirement: Option<String>,
        /// How many seats are empty.
        seats: u32,
        /// Who is closest to one, closest first.
        nearest: Vec<Near>,
        /// What anybody else would have to earn.
        from_nothing: Vec<CredentialIx>,
    },
    /// A figure.
    Figure {
        /// The id of the requirement.
        requirement: Option<String>,
        /// The metric.
        metric: String,
        /// How much is missing for certain; none when the threshold is not known.
        shortfall: Option<Quantity>,
        /// Months of the window nobody recorded.
        missing: Vec<Month>,
    },
    /// A fact to be stated.
    Fact {
        /// The id of the requirement.
        requirement: Option<String>,
        /// What must be stated.
        what: String,
    },
    /// Nobody can tell, because the rules were not published.
    Unpublished,
    /// Its people are needed for other competencies.
    Crowded,
}

/// What a path lacks, in the order of its requirements: of alternatives the closest. Nothing when it is met.
#[must_use]
pub fn lacks(path: &PathStanding<'_>) -> Vec<Lack> {
    if path.verdict.is_met() {
        return Vec::new();
    }
    if path.path.unknown.is_some() {
        return vec![Lack::Unpublished];
    }
    let mut list = Vec::new();
    for requirement in &path.requirements {
        collect(requirement, &mut list);
    }
    if list.is_empty() {
        // Everything is there, and yet it is not met: somebody else needs the people.
        list.push(Lack::Crowded);
    }
    list
}

fn collect(standing: &RequirementStanding<'_>, list: &mut Vec<Lack>) {
    if standing.verdict == Verdict::Met {
        return;
    }
    let requirement = standing.requirement.id.clone();
    match (&standing.requirement.truth, &standing.evidence) {
        (_, Evidence::People(people)) => list.push(Lack::People {
            requirement,
            seats: people.needed.saturating_sub(people.filled.0),
            nearest: people.nearest.clone(),
            from_nothing: people.from_nothing.clone(),
        }),
        (Truth::Compare(Comparison { number: Number::Measure(measure), .. }), Evidence::Figure(found)) => {
            list.push(Lack::Figure {
                requirement,
                metric: measure.metric.clone(),
                shortfall: found.shortfall,
                missing: found.figure.missing.clone(),
            });
        }
        (Truth::Attest { what }, _) => list.push(Lack::Fact { requirement, what: what.clone() }),
        (Truth::Any(_), _) => closest(&standing.parts, 1, list),
        (Truth::KOf { k, .. }, _) => closest(&standing.parts, *k as usize, list),
        (Truth::All(_) | Truth::Compare(_), _) => {
            for part in &standing.parts {
                collect(part, list);
            }
        }
    }
}

/// What the closest parts lack, as many as it takes.
fn closest(parts: &[RequirementStanding<'_>], k: usize, list: &mut Vec<Lack>) {
    let mut order: Vec<&RequirementStanding<'_>> = parts.iter().collect();
    order.sort_by_key(|part| (!part.verdict.is_met(), part.distance));
    for part in order.into_iter().take(k) {
        collect(part, list);
    }
}
