//! How far the way to a level is covered, to be drawn beside the words that say what is missing.

use super::Gauge;
use crate::engine::{Evidence, PathStanding, RequirementStanding, Verdict};
use crate::model::Quantity;
use crate::rules::{Tie, Truth};

/// The seats filled of those it takes where people are missing; else the figure that is furthest from its threshold. None
/// where there is nothing to count.
pub(super) fn gauge(path: &PathStanding<'_>) -> Option<Gauge> {
    if path.path.unknown.is_some() {
        return None;
    }
    let (mut seats, mut figures) = (Seats::default(), Vec::new());
    path.requirements.iter().for_each(|requirement| collect(requirement, &mut seats, &mut figures));
    if seats.filled < seats.needed {
        let count = |n: u32| Quantity::whole(i64::from(n));
        let label = format!("{}/{}", seats.filled, seats.needed);
        return Some(Gauge { per_mille: count(seats.filled).per_mille_of(count(seats.needed)), label });
    }
    let per_mille = figures.into_iter().min()?;
    Some(Gauge { per_mille, label: format!("{}%", per_mille / 10) })
}

/// Seats of all requirements for people.
#[derive(Default)]
struct Seats {
    filled: u32,
    needed: u32,
}

fn collect(standing: &RequirementStanding<'_>, seats: &mut Seats, figures: &mut Vec<u32>) {
    match &standing.evidence {
        // The same people sit in both.
        Evidence::People(_) if matches!(standing.requirement.tie, Some(Tie::SamePeopleAs(_))) => {}
        Evidence::People(people) => {
            seats.filled += people.filled.0.min(people.needed);
            seats.needed += people.needed;
        }
        Evidence::Figure(figure) if standing.verdict == Verdict::NotMet => {
            if let (Some(value), Some(threshold)) = (figure.figure.value.certain, figure.threshold) {
                figures.push(value.per_mille_of(threshold));
            }
        }
        Evidence::Figure(_) | Evidence::Attestation(_) | Evidence::Override(_) => {}
        Evidence::Parts if standing.verdict.is_met() => {}
        Evidence::Parts => match standing.requirement.truth {
            Truth::Any(_) => {
                if let Some(closest) = standing.parts.iter().min_by_key(|part| part.distance) {
                    collect(closest, seats, figures);
                }
            }
            _ => standing.parts.iter().for_each(|part| collect(part, seats, figures)),
        },
    }
}
