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
    pub uncounted: Vec<(EmployeeIx, CredentialIx, AchievementIx)>,
}

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
#[derive(Debug, Clone, PartialEq, Eq)]
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

    /// Its place among [`Reason::CODES`].
    #[must_use]
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
    let mut eligibility = Eligibility::default();
    decide(rulebook, records, None, as_of, &mut eligibility);
    let Eligibility { outcomes, credentials, .. } = &eligibility;
    let holders = holders(outcomes, credentials, records);
    let uncounted = uncounted(outcomes, credentials, records);
    let counted = counted(outcomes);
    Eligibility { counted, holders, uncounted, ..eligibility }
}

/// Decides every achievement and no more: only outcomes and credentials are filled in. What the achievements are in the
/// catalogue is looked up where it is not known.
pub(super) fn decide(
    rulebook: &Rulebook<'_>,
    records: &Records,
    known: Option<&[Option<CredentialIx>]>,
    as_of: Instant,
    into: &mut Eligibility,
) {
    let court = Court::new(rulebook, records, as_of);
    let Eligibility { outcomes, credentials, .. } = into;
    credentials.clear();
    match known {
        Some(known) => credentials.extend_from_slice(known),
        None => credentials
            .extend(records.achievements.iter().map(|a| rulebook.program.find_credential(records.text(a.credential)))),
    }
    outcomes.clear();
    outcomes.extend(records.achievements.iter().zip(&*credentials).map(|(achievement, credential)| {
        match court.decide(achievement, *credential) {
            Ok(credit) => Outcome::Counted(credit),
            Err(reason) => Outcome::NotCounted(reason),
        }
    }));
    set_duplicates_aside(rulebook, outcomes, credentials, records);
}

impl Held {
    /// Somebody who holds nothing yet.
    pub(super) fn of(employee: EmployeeIx) -> Self {
        Self { employee, certain: CredentialSet::default(), possible: CredentialSet::default() }
    }

    /// Makes this somebody who holds these, for certain or possibly.
    pub(super) fn fill(&mut self, employee: EmployeeIx, credentials: &[(EmployeeIx, CredentialIx, bool)]) {
        self.employee = employee;
        self.certain.clear();
        self.possible.clear();
        for (_, credential, certain) in credentials {
            self.possible.insert(*credential);
            if *certain {
                self.certain.insert(*credential);
            }
        }
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
fn set_duplicates_aside(
    rulebook: &Rulebook<'_>,
    outcomes: &mut [Outcome],
    credentials: &[Option<CredentialIx>],
    records: &Records,
) {
    // Of a credential that nothing asks for none counts, so none is set aside.
    let asked = |credential: &Option<CredentialIx>| credential.filter(|ix| rulebook.needed.contains(*ix));
    let mut groups: Vec<(EmployeeIx, CredentialIx, u32)> = (0u32..)
        .zip(records.achievements.iter().zip(credentials))
        .filter_map(|(n, (achievement, credential))| Some((records.owner(achievement)?, asked(credential)?, n)))
        .collect();
    groups.sort_unstable();
    for group in groups.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        // An end that is not known lies after every known one.
        let rank = |n: u32| match outcomes.get(n as usize) {
            Some(Outcome::Counted(credit)) => Some((
                credit.ends.map_or(i64::MAX, |ending| ending.at.unix()),
                std::cmp::Reverse(credit.since),
                std::cmp::Reverse(n),
            )),
            _ => None,
        };
        let Some(kept) = group.iter().filter_map(|(_, _, n)| Some((rank(*n)?, *n))).max().map(|(_, n)| n) else {
            continue;
        };
        for (_, _, n) in group.iter().filter(|(_, _, n)| *n != kept) {
            if let Some(outcome) = outcomes.get_mut(*n as usize)
                && !matches!(outcome, Outcome::NotCounted(Reason::Undated { .. } | Reason::Future | Reason::Revoked(_)))
            {
                *outcome = Outcome::NotCounted(Reason::Duplicate(AchievementIx(kept)));
            }
        }
    }
}

fn holders(outcomes: &[Outcome], credentials: &[Option<CredentialIx>], records: &Records) -> Vec<Held> {
    let mut list = Vec::new();
    held(outcomes, credentials, records, &mut list);
    let one = |group: &[(EmployeeIx, CredentialIx, bool)]| {
        let employee = group.first()?.0;
        let mut person = Held::of(employee);
        person.fill(employee, group);
        Some(person)
    };
    list.chunk_by(|a, b| a.0 == b.0).filter_map(one).collect()
}

/// Who holds what, for certain or possibly, by person and credential.
pub(super) fn held(
    outcomes: &[Outcome],
    credentials: &[Option<CredentialIx>],
    records: &Records,
    into: &mut Vec<(EmployeeIx, CredentialIx, bool)>,
) {
    into.clear();
    for ((outcome, credential), achievement) in outcomes.iter().zip(credentials).zip(&records.achievements) {
        match (outcome, credential) {
            (Outcome::Counted(credit), _) => into.push((credit.employee, credit.credential, true)),
            (Outcome::NotCounted(Reason::Undated { possible: true }), Some(credential)) => {
                if let Some(owner) = records.owner(achievement) {
                    into.push((owner, *credential, false));
                }
            }
            _ => {}
        }
    }
    into.sort_unstable();
}

fn counted(outcomes: &[Outcome]) -> Vec<(EmployeeIx, AchievementIx)> {
    let mut list: Vec<(EmployeeIx, CredentialIx, AchievementIx)> = (0u32..)
        .zip(outcomes)
        .filter_map(|(n, outcome)| match outcome {
            Outcome::Counted(credit) => Some((credit.employee, credit.credential, AchievementIx(n))),
            Outcome::NotCounted(_) => None,
        })
        .collect();
    list.sort_unstable();
    list.into_iter().map(|(employee, _, ix)| (employee, ix)).collect()
}

fn uncounted(
    outcomes: &[Outcome],
    credentials: &[Option<CredentialIx>],
    records: &Records,
) -> Vec<(EmployeeIx, CredentialIx, AchievementIx)> {
    let mut list: Vec<_> = (0u32..)
        .zip(outcomes.iter().zip(credentials).zip(&records.achievements))
        .filter_map(|(n, ((outcome, credential), achievement))| match outcome {
            Outcome::NotCounted(_) => Some((records.owner(achievement)?, (*credential)?, AchievementIx(n))),
            Outcome::Counted(_) => None,
        })
        .collect();
    list.sort_unstable();
    list
}
