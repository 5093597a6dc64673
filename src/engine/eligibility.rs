//! Which achievements count, for whom, from when and until when; and the reason of every one that does not.
//!
//! Conservation is the law of this module: every achievement has exactly one [`Outcome`], so what was read is what
//! counted plus the sum over reasons.

use super::Rulebook;
use super::court::Court;
use crate::model::{AccountKind, AchievementIx, Date, EmployeeIx, Instant, Records, Symbol};
use crate::rules::{CredentialIx, CredentialSet};

/// What became of every achievement.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Eligibility {
    /// For every achievement, in the order of the records.
    pub outcomes: Vec<Outcome>,
    /// For every achievement, what it is in the programme's catalogue.
    pub credentials: Vec<Option<CredentialIx>>,
    /// Everybody who certainly or possibly holds something that counts, by id.
    pub holders: Vec<Held>,
    /// Every achievement that counts, by person and credential.
    pub counted: Vec<(EmployeeIx, AchievementIx)>,
    /// Every known credential of a person that does not count: person, credential, achievement, in this order.
    pub uncounted: Vec<Earned>,
}

/// An achievement of a known credential: whose it is, of what, and which.
pub type Earned = (EmployeeIx, CredentialIx, AchievementIx);

/// What one person holds that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Who.
    pub employee: EmployeeIx,
    /// What counts for certain.
    pub certain: CredentialSet,
    /// What counts if undated achievements turn out to.
    pub possible: CredentialSet,
}

/// Whether an achievement counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It counts.
    Counted(Credit),
    /// It does not, for this reason.
    NotCounted(Reason),
}

/// An achievement that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credit {
    /// Whose it is.
    pub employee: EmployeeIx,
    /// What was earned.
    pub credential: CredentialIx,
    /// Since when it counts.
    pub since: Instant,
    /// When it stops counting, by what is known today.
    pub ends: Option<Ending>,
}

/// When and why a credit stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ending {
    /// The first instant it no longer counts.
    pub at: Instant,
    /// Why.
    pub cause: EndCause,
}

/// Why a credit stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EndCause {
    /// The person leaves.
    Leaves,
    /// The account is unlinked.
    Unlinked,
    /// The achievement expires.
    Expires,
    /// The credential is retired and its grace is over.
    Retires,
    /// It is revoked.
    Revoked,
    /// It falls out of the policy's skill window.
    SkillWindow,
}

/// Why an achievement does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The catalogue does not know the credential.
    UnknownCredential,
    /// No requirement in force names it.
    NotRequired,
    /// It has no date; `possible` when nothing else stands against it.
    Undated {
        /// True when it would count if it were dated in time.
        possible: bool,
    },
    /// It is dated after the day of evaluation.
    Future,
    /// It was revoked then.
    Revoked(Instant),
    /// Another achievement of the same person and credential counts.
    Duplicate(AchievementIx),
    /// The person joins only then.
    NotYetJoined(Instant),
    /// The person left; the first instant after employment.
    Left(Instant),
    /// The account is linked to no organization.
    Unlinked {
        /// When the last link ended, if there was one.
        ended: Option<Instant>,
    },
    /// The account is linked to another organization.
    LinkedElsewhere {
        /// Which one.
        organization: Symbol,
        /// Since when.
        since: Instant,
    },
    /// The account is not of the kind this credential must come through (none: third parties' certificates are not
    /// accepted).
    WrongSource(Option<AccountKind>),
    /// It starts to count then.
    Pending(Instant),
    /// It expired then.
    Expired(Instant),
    /// It was earned after the credential was retired, on that day.
    EarnedAfterRetirement(Date),
    /// The credential is retired and counted only until that day.
    Retired(Date),
    /// It was earned before the policy's skill window.
    OutsideSkillWindow,
}

impl Reason {
    /// Every code, in the order in which they are tried and printed.
    pub const CODES: [&'static str; 16] = [
        "unknown-credential",
        "not-required",
        "undated",
        "future",
        "revoked",
        "duplicate",
        "not-yet-joined",
        "left",
        "unlinked",
        "linked-elsewhere",
        "wrong-source",
        "pending",
        "expired",
        "earned-after-retirement",
        "retired",
        "outside-skill-window",
    ];

    /// The stable name of the reason.
    #[must_use]
    pub fn code(&self) -> &'static str {
        Self::CODES.get(self.place()).copied().unwrap_or_default()
    }

    /// True for what is never called a duplicate, whatever else there is.
    #[inline]
    pub(super) fn stands_alone(&self) -> bool {
        matches!(self, Self::Undated { .. } | Self::Future | Self::Revoked(_))
    }

    /// Its place among [`Reason::CODES`].
    #[must_use]
    #[inline]
    pub fn place(&self) -> usize {
        match self {
            Self::UnknownCredential => 0,
            Self::NotRequired => 1,
            Self::Undated { .. } => 2,
            Self::Future => 3,
            Self::Revoked(_) => 4,
            Self::Duplicate(_) => 5,
            Self::NotYetJoined(_) => 6,
            Self::Left(_) => 7,
            Self::Unlinked { .. } => 8,
            Self::LinkedElsewhere { .. } => 9,
            Self::WrongSource(_) => 10,
            Self::Pending(_) => 11,
            Self::Expired(_) => 12,
            Self::EarnedAfterRetirement(_) => 13,
            Self::Retired(_) => 14,
            Self::OutsideSkillWindow => 15,
        }
    }
}

/// Decides every achievement of `records` at `as_of`.
#[must_use]
pub fn judge(rulebook: &Rulebook<'_>, records: &Records, as_of: Instant) -> Eligibility {
    judge_known(rulebook, records, known(rulebook, records).collect(), as_of)
}

/// The same, given what every achievement is in the programme's catalogue.
pub(super) fn judge_known(
    rulebook: &Rulebook<'_>,
    records: &Records,
    credentials: Vec<Option<CredentialIx>>,
    as_of: Instant,
) -> Eligibility {
    let court = Court::new(rulebook, records, as_of);
    let mut outcomes = Vec::with_capacity(credentials.len());
    let mut earned = Vec::with_capacity(credentials.len());
    let mut rest = (0..).map(AchievementIx).zip(&credentials);
    for run in records.achievements.chunk_by(|a, b| a.holder == b.holder) {
        let Some(party) = run.first().map(|first| court.party(first.holder)) else {
            continue;
        };
        for (achievement, (ix, credential)) in run.iter().zip(rest.by_ref()) {
            outcomes.push(Outcome::of(court.decide(&party, achievement, *credential)));
            earned.extend(party.owner.zip(*credential).map(|(owner, credential)| (owner, credential, ix)));
        }
    }
    // What one person earned is ordered by the text of the credential.
    earned.sort_unstable();
    set_duplicates_aside(&earned, &mut outcomes);
    let holders = Held::all(&earned, &outcomes);
    let (mut counted, mut uncounted) = (Vec::new(), Vec::new());
    for (employee, credential, ix) in earned {
        match outcomes.get(ix.0 as usize) {
            Some(Outcome::Counted(_)) => counted.push((employee, ix)),
            _ => uncounted.push((employee, credential, ix)),
        }
    }
    Eligibility { outcomes, credentials, holders, counted, uncounted }
}

/// What the achievements are in the programme's catalogue.
pub(super) fn known(rulebook: &Rulebook<'_>, records: &Records) -> impl Iterator<Item = Option<CredentialIx>> {
    records.achievements.iter().map(|a| rulebook.program.find_credential(records.text(a.credential)))
}

impl Outcome {
    /// What a decision comes to where there is no other achievement like it.
    #[inline]
    pub(super) fn of(decision: Result<Credit, Reason>) -> Self {
        match decision {
            Ok(credit) => Self::Counted(credit),
            Err(reason) => Self::NotCounted(reason),
        }
    }

    /// Whether what was earned is held: for certain, only possibly, or not at all.
    #[inline]
    pub(super) fn held(&self) -> Option<bool> {
        match self {
            Self::Counted(_) => Some(true),
            Self::NotCounted(Reason::Undated { possible: true }) => Some(false),
            Self::NotCounted(_) => None,
        }
    }
}

impl Held {
    /// Everybody who holds something, by id.
    fn all(earned: &[Earned], outcomes: &[Outcome]) -> Vec<Self> {
        let mut holders: Vec<Self> = Vec::new();
        for (employee, credential, ix) in earned {
            let Some(certain) = outcomes.get(ix.0 as usize).and_then(Outcome::held) else {
                continue;
            };
            if holders.last().is_none_or(|held| held.employee != *employee) {
                let (certain, possible) = Default::default();
                holders.push(Self { employee: *employee, certain, possible });
            }
            if let Some(held) = holders.last_mut() {
                held.possible.insert(*credential);
                if certain {
                    held.certain.insert(*credential);
                }
            }
        }
        holders
    }
}

impl Eligibility {
    /// How many do not count, by reason, in the order of [`Reason::CODES`]; reasons without any are left out.
    #[must_use]
    pub fn not_counted(&self) -> Vec<(&'static str, usize)> {
        let of = |code: &str| {
            self.outcomes.iter().filter(|o| matches!(o, Outcome::NotCounted(reason) if reason.code() == code)).count()
        };
        Reason::CODES.iter().map(|code| (*code, of(code))).filter(|(_, count)| *count > 0).collect()
    }

    /// Everybody who has anything the catalogue knows, counted or not, by id.
    #[must_use]
    pub fn people(&self) -> Vec<EmployeeIx> {
        let mut people: Vec<EmployeeIx> = self
            .holders
            .iter()
            .map(|held| held.employee)
            .chain(self.uncounted.iter().map(|(employee, _, _)| *employee))
            .collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// The achievements of a credential that the person has but that do not count.
    pub fn uncounted_of(
        &self,
        employee: EmployeeIx,
        credential: CredentialIx,
    ) -> impl Iterator<Item = AchievementIx> + Clone {
        let wanted = (employee, credential);
        let start = self.uncounted.partition_point(|(e, c, _)| (*e, *c) < wanted);
        let rest = self.uncounted.get(start..).unwrap_or(&[]);
        rest.iter().take_while(move |(e, c, _)| (*e, *c) == wanted).map(|(_, _, achievement)| *achievement)
    }

    /// The credits of one person, by credential.
    pub fn credits_of(&self, employee: EmployeeIx) -> impl Iterator<Item = &Credit> {
        let start = self.counted.partition_point(|(e, _)| *e < employee);
        self.counted.iter().skip(start).take_while(move |(e, _)| *e == employee).filter_map(|(_, ix)| {
            match self.outcomes.get(ix.0 as usize) {
                Some(Outcome::Counted(credit)) => Some(credit),
                _ => None,
            }
        })
    }
}

/// Of several achievements of one person and credential keeps the one that counts longest. The others are duplicates,
/// whatever else could be said of them, unless they are undated, in the future or revoked.
fn set_duplicates_aside(earned: &[Earned], outcomes: &mut [Outcome]) {
    for group in earned.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|group| group.len() > 1) {
        // An end that is not known lies after every known one.
        let rank = |ix: AchievementIx| match outcomes.get(ix.0 as usize) {
            Some(Outcome::Counted(credit)) => Some((
                credit.ends.map_or(i64::MAX, |ending| ending.at.unix()),
                std::cmp::Reverse(credit.since),
                std::cmp::Reverse(ix),
            )),
            _ => None,
        };
        let Some((.., std::cmp::Reverse(kept))) = group.iter().filter_map(|(_, _, ix)| rank(*ix)).max() else {
            continue;
        };
        for (_, _, ix) in group.iter().filter(|(_, _, ix)| *ix != kept) {
            if let Some(outcome) = outcomes.get_mut(ix.0 as usize)
                && !matches!(outcome, Outcome::NotCounted(reason) if reason.stands_alone())
            {
                *outcome = Outcome::NotCounted(Reason::Duplicate(kept));
            }
        }
    }
}
