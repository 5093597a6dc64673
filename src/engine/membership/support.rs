//! Whether some competency supports a level, for buying and renewing.
//!
//! A competency nobody recorded anything for, or whose requirements were never published, is unknown for ever. If it made
//! the whole unknown, no company could ever be told "no". So a level is unknown only when a competency with something
//! recorded towards it may be held; the others are left out, and named.

use super::super::lack::{Lack, lacks};
use super::super::{CompetencyStanding, Distance, Evidence, LevelStanding, RequirementStanding, Rulebook, Verdict};
use crate::model::Date;
use crate::rules::{CompetencyIx, LevelIx};

/// Whether some competency holds a level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Support {
    /// Whether one does.
    pub verdict: Verdict,
    /// Those that do.
    pub by: Vec<CompetencyIx>,
    /// Those that may, for all that is recorded.
    pub perhaps: Vec<CompetencyIx>,
    /// Those nobody can judge and nothing is recorded towards: they do not make the answer unknown.
    pub left_out: Vec<CompetencyIx>,
}

/// A competency that is closest to a level, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// Which competency.
    pub competency: CompetencyIx,
    /// How far its closest path is.
    pub distance: Distance,
    /// What that path lacks.
    pub lacks: Vec<Lack>,
}

/// Whether some competency holds `level` today.
#[must_use]
pub fn support(rulebook: &Rulebook<'_>, competencies: &[CompetencyStanding<'_>], level: LevelIx) -> Support {
    let mut support = Support { verdict: Verdict::NotMet, by: Vec::new(), perhaps: Vec::new(), left_out: Vec::new() };
    for standing in competencies {
        match standing.at(level).map(|at| at.held) {
            Some(Verdict::Met) => support.by.push(standing.competency),
            Some(Verdict::Unknown) if begun(rulebook, standing, level) => support.perhaps.push(standing.competency),
            Some(Verdict::Unknown) => support.left_out.push(standing.competency),
            Some(Verdict::NotMet) | None => {}
        }
    }
    support.verdict = Verdict::between(!support.by.is_empty(), !support.by.is_empty() || !support.perhaps.is_empty());
    support
}

/// The competency closest to `level` among those that do not hold it: one with something recorded towards it before
/// any other. None when no published path leads there.
#[must_use]
pub fn nearest_to(competencies: &[CompetencyStanding<'_>], level: LevelIx) -> Option<Nearest> {
    let mut candidates = Vec::new();
    for standing in competencies {
        let Some(at) = standing.at(level).filter(|at| !at.held.is_met()) else {
            continue;
        };
        let published = at.paths.iter().filter(|path| path.path.unknown.is_none());
        if let Some(path) = published.min_by_key(|path| path.distance) {
            candidates.push(((!has_progress(at), path.distance, standing.competency), path));
        }
    }
    let ((_, distance, competency), path) = candidates.into_iter().min_by_key(|(rank, _)| *rank)?;
    Some(Nearest { competency, distance, lacks: lacks(path) })
}

/// The exemption that waives a level's requirement for memberships with this anniversary. One that leaves competencies
/// out waives nothing for a company whose records speak of those alone.
pub(super) fn exemption(
    rulebook: &Rulebook<'_>,
    competencies: &[CompetencyStanding<'_>],
    level: LevelIx,
    anniversary: Date,
) -> Option<usize> {
    let id =
        |standing: &CompetencyStanding<'_>| rulebook.program.competency(standing.competency).map(|c| c.id.as_str());
    rulebook.program.exemptions.iter().position(|exemption| {
        let left_out = |standing: &&CompetencyStanding<'_>| {
            id(standing).is_some_and(|id| exemption.except.iter().any(|except| except == id))
        };
        let working_on = || competencies.iter().filter(|s| s.at(level).is_some_and(has_progress));
        exemption.anniversaries.contains(anniversary)
            && (exemption.except.is_empty() || working_on().next().is_none() || !working_on().all(|s| left_out(&s)))
    })
}

/// True when something is recorded towards a level that is unknown, or towards one above that would count as it.
fn begun(rulebook: &Rulebook<'_>, standing: &CompetencyStanding<'_>, level: LevelIx) -> bool {
    let counts = |at: &&LevelStanding<'_>| at.level == level || at.level > level && rulebook.policy.gold_implies_silver;
    standing.levels.iter().filter(counts).any(|at| {
        let open = at.paths.iter().filter(|path| path.verdict == Verdict::Unknown);
        at.verdict == Verdict::Unknown && open.into_iter().any(|path| path.requirements.iter().any(is_recorded))
    })
}

fn has_progress(level: &LevelStanding<'_>) -> bool {
    level.verdict.is_met() || level.paths.iter().any(|path| path.requirements.iter().any(is_recorded))
}

/// True when something was found that speaks for a requirement.
fn is_recorded(standing: &RequirementStanding<'_>) -> bool {
    let here = match &standing.evidence {
        Evidence::People(people) => people.filled.1 > 0 || !people.fitting.is_empty(),
        Evidence::Figure(figure) => !figure.figure.counted.is_empty(),
        Evidence::Attestation(found) => found.is_some(),
        Evidence::Override(_) => true,
        Evidence::Parts => false,
    };
    here || standing.parts.iter().any(is_recorded)
}
