//! Profiles outside the company that own achievements, and their links to organizations.

use super::{AccountIx, EmployeeIx, Instant, Symbol};

/// A learning or university profile: a Microsoft account address or an MCID.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The address or number that identifies it.
    pub id: Symbol,
    /// What it serves as; one address may serve as both.
    pub kinds: AccountKinds,
    /// Whose it is.
    pub owner: EmployeeIx,
}

/// What a profile is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// The profile exams and certifications are earned on.
    Learn,
    /// The profile assessments are passed on.
    University,
}

impl AccountKind {
    /// Both kinds.
    pub const ALL: [Self; 2] = [Self::Learn, Self::University];

    /// The word used in files and output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Learn => "learn",
            Self::University => "university",
        }
    }

    /// The kind with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word)
    }
}

/// A set of [`AccountKind`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AccountKinds {
    learn: bool,
    university: bool,
}

impl AccountKinds {
    /// The set of one kind.
    #[must_use]
    pub fn of(kind: AccountKind) -> Self {
        Self::default().with(kind)
    }

    /// This set and `kind`.
    #[must_use]
    pub fn with(self, kind: AccountKind) -> Self {
        match kind {
            AccountKind::Learn => Self { learn: true, ..self },
            AccountKind::University => Self { university: true, ..self },
        }
    }

    /// True when `kind` is in the set.
    #[must_use]
    pub fn contains(self, kind: AccountKind) -> bool {
        match kind {
            AccountKind::Learn => self.learn,
            AccountKind::University => self.university,
        }
    }
}

/// "This account was linked to that organization at that instant." The newest link of an account cuts all earlier ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Association {
    /// The account that was linked.
    pub account: AccountIx,
    /// The organization it was linked to; it need not be one of the workspace.
    pub organization: Symbol,
    /// When the link was made.
    pub linked: Instant,
    /// The first second the link no longer held, when it was ended.
    pub unlinked: Option<Instant>,
}
