//! Requirements: from expressions to verdicts with their evidence.

use super::eligibility::{Eligibility, Held};
use super::people;
use super::{Distance, Evidence, FigureEvidence, RequirementStanding, Rulebook, Verdict, measure};
use crate::model::{Date, EmployeeIx, Instant, Records, Target};
use crate::rules::{Comparison, Competency, Measure, Number, Requirement, Truth};

/// What every requirement of one organization is judged by.
pub(super) struct Judge<'a, 'p> {
    /// The rules in force.
    pub rulebook: &'a Rulebook<'p>,
    /// The records.
    pub records: &'a Records,
    /// The instant.
    pub as_of: Instant,
    /// What counts.
    pub eligibility: &'a Eligibility,
    /// Everybody who has anything the catalogue knows; nobody where no advice is asked for.
    pub people: Vec<EmployeeIx>,
    /// Whether to say how much may be lost, and who is nearest to what is missing: with the day on which somebody may
    /// begin to earn it.
    pub advise: Option<Date>,
}

/// Where a requirement stands in the programme, so that overrides and attestations find it.
#[derive(Clone, Copy)]
pub(super) struct Place<'a> {
    /// The competency.
    pub competency: &'a Competency,
    /// The level's id.
    pub level: &'a str,
    /// The path's id.
    pub path: &'a str,
}

impl Judge<'_, '_> {
    /// Judges a list of requirements that must all hold; people are shared out among them as their ties say.
    pub(super) fn all<'r>(&self, place: Place<'_>, list: &'r [Requirement]) -> Vec<RequirementStanding<'r>> {
        let overridden: Vec<Option<usize>> =
            list.iter().map(|requirement| self.requirement_override(place, requirement)).collect();
        let mut people = people::fill(self, list, &overridden);
        list.iter()
            .enumerate()
            .map(|(n, requirement)| {
                if let Some(ix) = overridden.get(n).copied().flatten() {
                    return standing(requirement, Verdict::Met, Evidence::Override(ix), Distance::default());
                }
                match people.get_mut(n).and_then(Option::take) {
                    Some(counted) => {
                        standing(requirement, counted.verdict, Evidence::People(counted.evidence), counted.distance)
                    }
                    None => self.one(place, requirement),
                }
            })
            .collect()
    }

    fn one<'r>(&self, place: Place<'_>, requirement: &'r Requirement) -> RequirementStanding<'r> {
        match &requirement.truth {
            Truth::Compare(comparison) => match &comparison.number {
                Number::Measure(measure) => self.figure(requirement, comparison, measure),
                // Every people requirement is judged together with its siblings, in `all`; a lone one is its own sibling.
                Number::People(_) => standing(requirement, Verdict::Unknown, Evidence::Parts, Distance::default()),
            },
            Truth::Attest { .. } => self.attested(place, requirement),
            Truth::All(of) => {
                let parts = self.all(place, of);
                let verdict = Verdict::all(parts.iter().map(|p| p.verdict));
                let distance = sum(parts.iter().map(|p| p.distance));
                RequirementStanding { parts, ..standing(requirement, verdict, Evidence::Parts, distance) }
            }
            Truth::Any(of) => {
                let parts = self.each(place, of);
                let verdict = Verdict::any(parts.iter().map(|p| p.verdict));
                let distance = parts.iter().map(|p| p.distance).min().unwrap_or(one_condition());
                RequirementStanding { parts, ..standing(requirement, verdict, Evidence::Parts, distance) }
            }
            Truth::KOf { k, of } => {
                let parts = self.each(place, of);
                let verdict = Verdict::k_of(*k, parts.iter().map(|p| p.verdict));
                let mut distances: Vec<Distance> = parts.iter().map(|p| p.distance).collect();
                distances.sort_unstable();
                let distance = sum(distances.into_iter().take(*k as usize));
                RequirementStanding { parts, ..standing(requirement, verdict, Evidence::Parts, distance) }
            }
        }
    }

    /// Judges alternatives, each on its own.
    fn each<'r>(&self, place: Place<'_>, list: &'r [Requirement]) -> Vec<RequirementStanding<'r>> {
        list.iter().flat_map(|requirement| self.all(place, std::slice::from_ref(requirement))).collect()
    }

    fn figure<'r>(
        &self,
        requirement: &'r Requirement,
        comparison: &Comparison,
        measure: &Measure,
    ) -> RequirementStanding<'r> {
        let figure = measure::figure(measure, self.rulebook.program, self.records, self.as_of);
        let market = self.records.organization.market;
        let threshold = measure::threshold(comparison, market);
        let verdict = measure::verdict(measure, comparison, figure.value, market);
        let shortfall = threshold.map(|value| figure.value.shortfall(value));
        let distance = if verdict.is_met() {
            Distance::default()
        } else {
            let reached = threshold.zip(figure.value.certain).map_or(0, |(value, certain)| certain.per_mille_of(value));
            Distance { figures: 1000 - reached.min(1000), ..one_condition() }
        };
        let evidence = FigureEvidence { figure, threshold, shortfall };
        standing(requirement, verdict, Evidence::Figure(evidence), distance)
    }

    fn attested<'r>(&self, place: Place<'_>, requirement: &'r Requirement) -> RequirementStanding<'r> {
        let found = self
            .records
            .attestations
            .iter()
            .rposition(|a| a.active_at(self.as_of) && self.is_about(&a.target, place, Some(requirement)));
        let verdict = match found.and_then(|ix| self.records.attestations.get(ix)) {
            Some(attestation) if attestation.holds => Verdict::Met,
            Some(_) => Verdict::NotMet,
            None => Verdict::Unknown,
        };
        let distance = if verdict.is_met() { Distance::default() } else { one_condition() };
        standing(requirement, verdict, Evidence::Attestation(found), distance)
    }

    fn requirement_override(&self, place: Place<'_>, requirement: &Requirement) -> Option<usize> {
        self.active_override(|target| self.is_about(target, place, Some(requirement)))
    }

    /// The override that takes the whole path as met, by number in the records.
    pub(super) fn path_override(&self, place: Place<'_>) -> Option<usize> {
        self.active_override(|target| target.path.is_some() && self.is_about(target, place, None))
    }

    /// The override that takes the whole level as met, by number in the records.
    pub(super) fn level_override(&self, competency: &Competency, level: &str) -> Option<usize> {
        let place = Place { competency, level, path: "" };
        self.active_override(|target| target.path.is_none() && self.is_about(target, place, None))
    }

    fn active_override(&self, about: impl Fn(&Target) -> bool) -> Option<usize> {
        self.records.overrides.iter().position(|o| o.active_at(self.as_of) && about(&o.target))
    }

    fn is_about(&self, target: &Target, place: Place<'_>, requirement: Option<&Requirement>) -> bool {
        let text = |symbol| self.records.text(symbol);
        text(target.competency) == place.competency.id
            && text(target.level) == place.level
            && target.path.is_none_or(|path| text(path) == place.path || place.path.is_empty())
            && match (target.requirement, requirement) {
                (None, None) => true,
                (Some(wanted), Some(requirement)) => requirement.id.as_deref() == Some(text(wanted)),
                _ => false,
            }
    }

    /// What one person holds that counts; none for somebody who holds nothing.
    pub(super) fn held(&self, employee: EmployeeIx) -> Option<&Held> {
        let at = self.eligibility.holders.binary_search_by_key(&employee, |held| held.employee).ok()?;
        self.eligibility.holders.get(at)
    }
}

/// The distance of one condition that is not met.
pub(super) fn one_condition() -> Distance {
    Distance { conditions: 1, ..Distance::default() }
}

/// All distances together.
pub(super) fn sum(distances: impl IntoIterator<Item = Distance>) -> Distance {
    distances.into_iter().fold(Distance::default(), Distance::plus)
}

fn standing(
    requirement: &Requirement,
    verdict: Verdict,
    evidence: Evidence,
    distance: Distance,
) -> RequirementStanding<'_> {
    RequirementStanding { requirement, verdict, evidence, parts: Vec::new(), distance }
}
