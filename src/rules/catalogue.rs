//! Credentials and metrics a programme knows.

use super::Policy;
use crate::model::{AccountKind, Date};

/// Which credential of a program, in the order of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CredentialIx(pub u32);

/// Something a person can earn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credential {
    /// The id used in requirements and records.
    pub id: String,
    /// Its kind, which decides through which profile it must be linked.
    pub kind: CredentialKind,
    /// Its published name.
    pub name: String,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// The first day it could be earned, when published.
    pub introduced: Option<Date>,
    /// The day it was retired; it cannot be earned later.
    pub retired: Option<Date>,
    /// The last day a retired credential counts, when published.
    pub counts_until: Option<Date>,
    /// The id of the credential that took its place.
    pub replaced_by: Option<String>,
    /// Where this was published.
    pub source: Vec<String>,
    /// Why the published text is unsure.
    pub uncertain: Option<String>,
    /// What else is worth knowing.
    pub note: Option<String>,
    /// The line of the program file.
    pub line: u32,
}

impl Credential {
    /// The last day it counts once retired: the published day, or the retirement plus the policy's months of grace.
    #[must_use]
    pub fn last_counting_day(&self, policy: &Policy) -> Option<Date> {
        let retired = self.retired?;
        let grace = i32::try_from(policy.retirement_grace_months).unwrap_or(i32::MAX);
        Some(self.counts_until.unwrap_or_else(|| retired.plus_months(grace)))
    }
}

/// What kind of credential it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CredentialKind {
    /// A single exam.
    Exam,
    /// A certification earned through exams.
    Certification,
    /// An online assessment of the partner university.
    Assessment,
    /// A certificate issued by a third party.
    External,
}

impl CredentialKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Exam, Self::Certification, Self::Assessment, Self::External];

    /// The word used in files and output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Exam => "exam",
            Self::Certification => "certification",
            Self::Assessment => "assessment",
            Self::External => "external",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word)
    }

    /// The profile through which it must be linked; none is needed for a third party's certificate.
    #[must_use]
    pub fn account(self) -> Option<AccountKind> {
        match self {
            Self::Exam | Self::Certification => Some(AccountKind::Learn),
            Self::Assessment => Some(AccountKind::University),
            Self::External => None,
        }
    }
}

/// Something that is measured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// The id used in requirements and records.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What other systems call it.
    pub aliases: Vec<String>,
    /// What sort of figure it is: revenue, active usage, seats, customers.
    pub family: String,
    /// The unit of its values.
    pub unit: String,
    /// True for net figures, which can fall below zero; then a missing month leaves no lower bound either.
    pub may_be_negative: bool,
    /// The line of the program file.
    pub line: u32,
}

/// A set of a program's credentials.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CredentialSet {
    words: Vec<u64>,
}

impl CredentialSet {
    /// Adds a credential.
    pub fn insert(&mut self, credential: CredentialIx) {
        let (word, bit) = place(credential);
        if self.words.len() <= word {
            self.words.resize(word + 1, 0);
        }
        if let Some(slot) = self.words.get_mut(word) {
            *slot |= bit;
        }
    }

    /// True when the credential is in the set.
    #[must_use]
    pub fn contains(&self, credential: CredentialIx) -> bool {
        let (word, bit) = place(credential);
        self.words.get(word).is_some_and(|slot| slot & bit != 0)
    }

    /// Every credential that is in one of both sets only, in order.
    #[must_use]
    pub fn differing(&self, other: &Self) -> Vec<CredentialIx> {
        let mut found = Vec::new();
        for n in 0..self.words.len().max(other.words.len()) {
            let word = |set: &Self| set.words.get(n).copied().unwrap_or(0);
            let mut bits = word(self) ^ word(other);
            while bits != 0 {
                let number = n * 64 + bits.trailing_zeros() as usize;
                found.extend(u32::try_from(number).map(CredentialIx));
                bits &= bits - 1;
            }
        }
        found
    }

    /// True when nothing is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }
}

fn place(credential: CredentialIx) -> (usize, u64) {
    let number = credential.0 as usize;
    (number / 64, 1 << (number % 64))
}
