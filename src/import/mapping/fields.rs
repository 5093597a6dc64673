//! What a mapping can fill: the fields of users, achievements and figures.

use crate::import::headings::{self as h, Names};

/// What the rows of a mapped file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordKind {
    /// Users of the company's.
    Users,
    /// Credentials that somebody earned.
    Achievements,
    /// Figures of one month.
    Performance,
}

impl RecordKind {
    /// Every kind with its word.
    pub const WORDS: [(&'static str, Self); 3] =
        [("users", Self::Users), ("achievements", Self::Achievements), ("performance", Self::Performance)];

    /// The word used in mappings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Achievements => "achievements",
            Self::Performance => "performance",
        }
    }

    /// The fields that such rows have, in the order in which mappings are written.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |field| field.belongs_to(self))
    }
}

/// A field of a row, named as in [`crate::import::Who`], [`crate::import::Person`], [`crate::import::Earned`] and
/// [`crate::import::Figure`].
#[expect(missing_docs, reason = "the fields are documented where they are filled in")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    EmployeeId,
    Mcid,
    WorkMail,
    PersonalMail,
    ObjectId,
    DisplayName,
    GivenName,
    FamilyName,
    Location,
    MpnId,
    Joined,
    Left,
    Active,
    Leaving,
    Guest,
    Code,
    Title,
    Earned,
    Expires,
    Evidence,
    Linked,
    Assessment,
    Metric,
    Month,
    Value,
    Association,
    Adds,
}

impl Field {
    /// Every field, those that say who a row is about first.
    pub const ALL: [Self; 27] = [
        Self::EmployeeId,
        Self::Mcid,
        Self::WorkMail,
        Self::PersonalMail,
        Self::ObjectId,
        Self::DisplayName,
        Self::GivenName,
        Self::FamilyName,
        Self::Location,
        Self::MpnId,
        Self::Joined,
        Self::Left,
        Self::Active,
        Self::Leaving,
        Self::Guest,
        Self::Code,
        Self::Title,
        Self::Earned,
        Self::Expires,
        Self::Evidence,
        Self::Linked,
        Self::Assessment,
        Self::Metric,
        Self::Month,
        Self::Value,
        Self::Association,
        Self::Adds,
    ];

    /// The fields that identify somebody.
    pub const IDENTITIES: [Self; 5] =
        [Self::EmployeeId, Self::Mcid, Self::WorkMail, Self::PersonalMail, Self::ObjectId];

    /// The key in mappings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::EmployeeId => "employee_id",
            Self::Mcid => "mcid",
            Self::WorkMail => "work_mail",
            Self::PersonalMail => "personal_mail",
            Self::ObjectId => "object_id",
            Self::DisplayName => "display_name",
            Self::GivenName => "given_name",
            Self::FamilyName => "family_name",
            Self::Location => "location",
            Self::MpnId => "mpn_id",
            Self::Joined => "joined",
            Self::Left => "left",
            Self::Active => "active",
            Self::Leaving => "leaving",
            Self::Guest => "guest",
            Self::Code => "code",
            Self::Title => "title",
            Self::Earned => "earned",
            Self::Expires => "expires",
            Self::Evidence => "evidence",
            Self::Linked => "linked",
            Self::Assessment => "assessment",
            Self::Metric => "metric",
            Self::Month => "month",
            Self::Value => "value",
            Self::Association => "association",
            Self::Adds => "adds",
        }
    }

    /// The field with this key.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.word() == word)
    }

    /// Whether rows of a kind have this field.
    #[must_use]
    pub fn belongs_to(self, kind: RecordKind) -> bool {
        match self {
            Self::EmployeeId
            | Self::Mcid
            | Self::WorkMail
            | Self::PersonalMail
            | Self::ObjectId
            | Self::DisplayName
            | Self::GivenName
            | Self::FamilyName => kind != RecordKind::Performance,
            Self::Location => kind != RecordKind::Achievements,
            Self::MpnId | Self::Joined | Self::Left | Self::Active | Self::Leaving | Self::Guest => {
                kind == RecordKind::Users
            }
            Self::Code
            | Self::Title
            | Self::Earned
            | Self::Expires
            | Self::Evidence
            | Self::Linked
            | Self::Assessment => kind == RecordKind::Achievements,
            Self::Metric | Self::Month | Self::Value | Self::Association | Self::Adds => {
                kind == RecordKind::Performance
            }
        }
    }

    /// Whether it is a day, an instant or a month.
    #[must_use]
    pub fn is_date(self) -> bool {
        matches!(self, Self::Joined | Self::Left | Self::Earned | Self::Expires | Self::Month)
    }

    /// What columns of this field are called, the names that are least in doubt first.
    pub(super) fn names(self, kind: RecordKind) -> &'static [Names] {
        match self {
            Self::EmployeeId => &[h::EMPLOYEE_ID],
            Self::Mcid => &[h::MCID],
            Self::WorkMail => &[h::CORP_EMAIL, h::WORK_MAIL],
            Self::PersonalMail => &[h::PERSONAL_MAIL, h::RECIPIENT, h::PERSONAL_EMAIL],
            Self::ObjectId => &[h::OBJECT_ID],
            Self::DisplayName => &[h::DISPLAY_NAME],
            Self::GivenName => &[h::GIVEN_NAME],
            Self::FamilyName => &[h::FAMILY_NAME],
            Self::Location if kind == RecordKind::Performance => &[h::MPN_ID, h::LOCATION],
            Self::Location => &[h::LOCATION, h::AFFILIATION],
            Self::MpnId => &[h::MPN_ID],
            Self::Joined => &[h::JOINED],
            Self::Left => &[h::LEFT],
            Self::Active => &[h::STATUS],
            Self::Leaving | Self::Guest | Self::Assessment | Self::Adds => &[],
            Self::Code => &[h::TRAINING_ID, h::BADGE_TEMPLATE, h::CREDENTIAL_CODE],
            Self::Title => &[h::TRAINING_TITLE, h::BADGE_NAME, h::SKILL, h::CREDENTIAL_TITLE],
            Self::Earned => &[h::TRAINING_COMPLETED, h::COMPLETED, h::ISSUED, h::EARNED],
            Self::Expires => &[h::EXPIRES],
            Self::Evidence => &[h::EVIDENCE],
            Self::Linked => &[h::ASSOCIATED_IN_PC],
            Self::Metric => &[h::METRIC],
            Self::Month => &[h::MONTH],
            Self::Value => &[h::MONTHLY_CONTRIBUTION, h::CONSUMED_REVENUE, h::MONTHLY_ACTIVE_USERS, h::AMOUNT],
            Self::Association => &[h::ATTRIBUTION],
        }
    }
}
