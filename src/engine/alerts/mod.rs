//! What deserves attention: each alert with its subject, its date, its cause and what clears it.
//!
//! Some alerts follow from one evaluation: credits that end or wait, accounts that are not linked, people nobody can
//! replace, overrides. The others ask what was shown at the purchase and what is known of the anniversary; those are in
//! `renewal`.

mod accounts;
mod credits;
pub(super) mod renewal;
mod statements;

pub(super) use accounts::Suspects;

use super::{Action, Cause, Situation};
use crate::model::{AccountIx, Date, EmployeeIx};
use crate::rules::{CompetencyIx, CredentialIx, LevelIx};

/// Something that deserves attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// What kind.
    pub code: AlertCode,
    /// How urgent.
    pub severity: Severity,
    /// What it is about.
    pub subject: Subject,
    /// The day it happened or will happen; none for what has no day, such as an account that never was linked.
    pub date: Option<Date>,
    /// Why.
    pub causes: Vec<Cause>,
    /// What clears it, all of it together; empty when nothing known does.
    pub actions: Vec<Action>,
}

/// How urgent an alert is; the most urgent comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something bought cannot be kept as things are.
    Error,
    /// Something is being lost.
    Warning,
    /// Good to know.
    Info,
}

impl Severity {
    /// Every severity, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The word used in output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A membership, by number in the records.
    Membership(usize),
    /// A level of a competency.
    Level(CompetencyIx, LevelIx),
    /// A person's credential.
    Credit(EmployeeIx, CredentialIx),
    /// A credential, whoever has it.
    Credential(CredentialIx),
    /// A person.
    Employee(EmployeeIx),
    /// An account.
    Account(AccountIx),
    /// An override, by number in the records.
    Override(usize),
}

/// The kinds of alerts, in the order in which equally urgent ones of one day are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlertCode {
    /// The membership ended unrenewed.
    Lapsed,
    /// A competency that was met at the purchase or since is not met now.
    RenewalAtRisk,
    /// A competency is met now, but by what is known not on the anniversary.
    RenewalAtRiskProjected,
    /// The window to renew in closes within a week.
    RenewalLastCall,
    /// The membership can be renewed.
    RenewalOpen,
    /// The anniversary is fifteen days away, or less.
    RenewalDue,
    /// The anniversary is ninety days away, or less: time to look at the skills.
    ReviewSkills,
    /// An override ends soon.
    OverrideEnding,
    /// An override is over.
    OverrideExpired,
    /// An override changes nothing.
    OverrideUnused,
    /// Somebody's credential stops counting soon.
    CredentialExpiring,
    /// A retired credential stops counting soon.
    CredentialRetiring,
    /// A credit waits to become visible.
    PendingCredit,
    /// Somebody's credentials do not count because the account is not linked here.
    UnlinkedHolder,
    /// A level rests on one person.
    SinglePointOfFailure,
    /// An account was, or is to be, linked sooner than allowed.
    AssociationTooSoon,
    /// Two records seem to be of one person or one account.
    DuplicateProfile,
}

impl AlertCode {
    /// Every code.
    pub const ALL: [Self; 17] = [
        Self::Lapsed,
        Self::RenewalAtRisk,
        Self::RenewalAtRiskProjected,
        Self::RenewalLastCall,
        Self::RenewalOpen,
        Self::RenewalDue,
        Self::ReviewSkills,
        Self::OverrideEnding,
        Self::OverrideExpired,
        Self::OverrideUnused,
        Self::CredentialExpiring,
        Self::CredentialRetiring,
        Self::PendingCredit,
        Self::UnlinkedHolder,
        Self::SinglePointOfFailure,
        Self::AssociationTooSoon,
        Self::DuplicateProfile,
    ];

    /// The stable name used in output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Lapsed => "lapsed",
            Self::RenewalAtRisk => "renewal-at-risk",
            Self::RenewalAtRiskProjected => "renewal-at-risk-projected",
            Self::RenewalLastCall => "renewal-last-call",
            Self::RenewalOpen => "renewal-open",
            Self::RenewalDue => "renewal-due",
            Self::ReviewSkills => "review-skills",
            Self::OverrideEnding => "override-ending",
            Self::OverrideExpired => "override-expired",
            Self::OverrideUnused => "override-unused",
            Self::CredentialExpiring => "credential-expiring",
            Self::CredentialRetiring => "credential-retiring",
            Self::PendingCredit => "pending-credit",
            Self::UnlinkedHolder => "unlinked-holder",
            Self::SinglePointOfFailure => "single-point-of-failure",
            Self::AssociationTooSoon => "association-too-soon",
            Self::DuplicateProfile => "duplicate-profile",
        }
    }
}

impl Alert {
    /// What stays the same while an alert is the same alert.
    #[must_use]
    pub fn identity(&self) -> (Severity, AlertCode, Subject) {
        (self.severity, self.code, self.subject)
    }
}

/// What one evaluation alone gives cause to say.
pub(super) fn of_situation(situation: &Situation<'_, '_, '_>, suspects: &Suspects) -> Vec<Alert> {
    let mut alerts = Vec::new();
    credits::collect(situation, &mut alerts);
    statements::collect(situation, &mut alerts);
    suspects.collect(situation, &mut alerts);
    alerts
}

/// The most urgent first: by severity, then by date (what has none comes last), code and subject.
pub(super) fn sort(alerts: &mut [Alert]) {
    alerts.sort_by_key(|alert| (alert.severity, alert.date.is_none(), alert.date, alert.code, alert.subject));
}
