//! The tree an evaluation returns: what was found at every node, ready to be explained.

use super::{Distance, Eligibility, Figure, Margin, MembershipStanding, Verdict};
use crate::model::{AchievementIx, EmployeeIx, Instant, Quantity};
use crate::rules::{CompetencyIx, CredentialIx, LevelIx, Path, Requirement};

/// What follows for one organization at one instant.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation<'r> {
    /// The instant.
    pub as_of: Instant,
    /// What became of every achievement.
    pub eligibility: Eligibility,
    /// Every competency, in the order of the programme.
    pub competencies: Vec<CompetencyStanding<'r>>,
    /// What was bought: the highest offer that has not lapsed; none when nothing was bought by then.
    pub membership: Option<MembershipStanding>,
    /// Other memberships that were bought and that no later purchase replaced, such as an Action Pack.
    pub beside: Vec<MembershipStanding>,
    /// Facts dated after the instant, which were not used.
    pub left_aside: LeftAside,
}

/// How many facts lie after the instant of evaluation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftAside {
    /// Achievements earned later.
    pub achievements: usize,
    /// Links made later.
    pub associations: usize,
    /// People who join later.
    pub employees: usize,
    /// Figures of months that are not closed yet.
    pub measurements: usize,
    /// Purchases and renewals made later.
    pub memberships: usize,
    /// Overrides and attestations that begin later.
    pub exceptions: usize,
}

impl LeftAside {
    /// All of them together.
    #[must_use]
    pub fn total(&self) -> usize {
        self.achievements + self.associations + self.employees + self.measurements + self.memberships + self.exceptions
    }
}

/// Where a competency stands.
#[derive(Debug, Clone, PartialEq)]
pub struct CompetencyStanding<'r> {
    /// Which competency.
    pub competency: CompetencyIx,
    /// The highest level that is met.
    pub level: Option<LevelIx>,
    /// The next level above it that is offered.
    pub next: Option<LevelIx>,
    /// Every rung of the ladder, lowest first, offered or not.
    pub levels: Vec<LevelStanding<'r>>,
    /// What may be lost before `level` falls; none when no level is met.
    pub margin: Option<Margin>,
    /// Achievements that will count here once they become visible, soonest first.
    pub pending: Vec<(Instant, AchievementIx)>,
}

impl<'r> CompetencyStanding<'r> {
    /// The standing at one rung.
    #[must_use]
    pub fn at(&self, level: LevelIx) -> Option<&LevelStanding<'r>> {
        self.levels.get(level.0 as usize)
    }

    /// How far the next level is by its closest path; none when there is no next level or nothing to judge it by.
    #[must_use]
    pub fn distance(&self) -> Option<Distance> {
        self.at(self.next?)?.closest().map(|path| path.distance)
    }
}

/// Where one level of a competency stands.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelStanding<'r> {
    /// Which level.
    pub level: LevelIx,
    /// Whether the level's own rules are met.
    pub verdict: Verdict,
    /// Whether it is held, counting a higher level where the policy says so.
    pub held: Verdict,
    /// What made it met.
    pub grant: Option<Grant>,
    /// The paths in force (none: not offered that day).
    pub paths: Vec<PathStanding<'r>>,
    /// The competencies that use its people, where the policy lets nobody carry two at this level.
    pub crowded_out_by: Vec<CompetencyIx>,
}

/// What made a level met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// One of its paths, by number.
    Path(usize),
    /// An override, by number in the records.
    Override(usize),
}

impl<'r> LevelStanding<'r> {
    /// The path to show: the one that is met, or else the one that is closest, or else one nobody can judge. Of a level
    /// that is unknown it is a path that may be met, for that is the one to find out about.
    #[must_use]
    pub fn closest(&self) -> Option<&PathStanding<'r>> {
        let open = self.verdict == Verdict::Unknown;
        let rank = |path: &PathStanding<'_>| {
            let closed = open && path.verdict == Verdict::NotMet;
            (!path.verdict.is_met(), path.path.unknown.is_some(), closed, path.distance)
        };
        self.paths.iter().min_by_key(|path| rank(path))
    }
}

/// Where one path of a level stands.
#[derive(Debug, Clone, PartialEq)]
pub struct PathStanding<'r> {
    /// The path.
    pub path: &'r Path,
    /// Whether all of its requirements are met.
    pub verdict: Verdict,
    /// The override that makes it met, by number in the records.
    pub overridden: Option<usize>,
    /// Every requirement, in order.
    pub requirements: Vec<RequirementStanding<'r>>,
    /// How far it is from being met.
    pub distance: Distance,
}

/// Where one requirement stands.
#[derive(Debug, Clone, PartialEq)]
pub struct RequirementStanding<'r> {
    /// The requirement.
    pub requirement: &'r Requirement,
    /// Whether it is met.
    pub verdict: Verdict,
    /// What was found.
    pub evidence: Evidence,
    /// The requirements it is made of.
    pub parts: Vec<RequirementStanding<'r>>,
    /// How far it is from being met.
    pub distance: Distance,
}

/// What was found for a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Evidence {
    /// People counted.
    People(PeopleEvidence),
    /// A figure.
    Figure(FigureEvidence),
    /// A stated fact, by number in the records; none when nobody stated it.
    Attestation(Option<usize>),
    /// Taken as met by an override, by number in the records.
    Override(usize),
    /// Nothing of its own: the parts decide.
    Parts,
}

/// The people found for a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeopleEvidence {
    /// How many seats are filled for certain, and possibly.
    pub filled: (u32, u32),
    /// How many it takes.
    pub needed: u32,
    /// Who fills them: the smallest ids that do.
    pub people: Vec<EmployeeIx>,
    /// Everybody who fits, whether or not they are needed.
    pub fitting: Vec<EmployeeIx>,
    /// Why seats stay empty: these requirements together accept only these fewer people.
    pub blocking: Option<BlockingSet>,
    /// How many of the people who fit may leave, whoever they are, before a seat stays empty.
    pub spare: Option<u32>,
    /// Who is closest to filling an empty seat, closest first.
    pub nearest: Vec<Near>,
    /// What somebody who has nothing of it would have to earn for an empty seat; empty when no seat is, or when nothing
    /// can be earned for it.
    pub from_nothing: Vec<CredentialIx>,
}

/// Requirements that compete for too few people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockingSet {
    /// For every requirement involved, its place among the siblings and how many of its seats.
    pub seats: Vec<(usize, u32)>,
    /// Everybody whom those seats accept.
    pub people: Vec<EmployeeIx>,
}

/// Somebody who could fill an empty seat.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    /// Who.
    pub employee: EmployeeIx,
    /// A smallest set of credentials the person lacks.
    pub missing: Vec<CredentialIx>,
    /// Achievements of those credentials that the person has but that do not count.
    pub blocked: Vec<AchievementIx>,
}

/// The figure found for a requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureEvidence {
    /// The figure.
    pub figure: Figure,
    /// The threshold that applies; none when the market is not known and the thresholds differ.
    pub threshold: Option<Quantity>,
    /// How much is missing to reach it; none when the threshold is not known.
    pub shortfall: Option<Quantity>,
}
