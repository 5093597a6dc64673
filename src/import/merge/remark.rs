//! What is worth saying about an import although nothing is wrong with it.

use crate::model::Date;

/// One remark; the words are the catalogue's business.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// A new person has the name of another one. Names never identify, so nothing was put together.
    DuplicateProfile {
        /// The name.
        name: String,
        /// The ids of all who have it, in order.
        ids: Vec<String>,
    },
    /// Employee numbers are those of recorded people but for zeros in front, and were taken for them.
    LeadingZeros {
        /// The first of them in the file.
        found: String,
        /// The recorded id.
        recorded: String,
        /// How many there are.
        count: usize,
    },
    /// The file has one person at two places.
    TwoLocations {
        /// Whose.
        id: String,
        /// The place that came first.
        first: String,
        /// Another one.
        second: String,
    },
    /// A place that is none of the organization's; what lies there has no place.
    UnknownPlace {
        /// As the file has it.
        place: String,
        /// In how many rows.
        count: usize,
    },
    /// People who may not sign in any more, and who are not recorded as having left.
    Inactive {
        /// Their ids, in order.
        ids: Vec<String>,
    },
    /// Somebody left earlier than the file says; the recorded day stays.
    AlreadyLeft {
        /// Who.
        id: String,
        /// The recorded last day.
        recorded: Date,
        /// The day in the file.
        found: Date,
    },
    /// Achievements expire earlier than recorded; the recorded days stay.
    EarlierExpiry {
        /// Whose achievement is the first of them.
        id: String,
        /// Its credential.
        credential: String,
        /// The recorded last day.
        recorded: Date,
        /// The day in the file.
        found: Date,
        /// How many there are.
        count: usize,
    },
    /// An account was not linked, because it has a later link, or one at the same instant.
    LinkedLater {
        /// The account.
        account: String,
        /// The day of that link.
        linked: Date,
    },
    /// Accounts of people in the file that are not linked to the organization.
    NotLinked {
        /// How many.
        count: usize,
    },
    /// Accounts of which the file says that they are still to be linked.
    ToLink {
        /// How many.
        count: usize,
    },
    /// A credential that the programme does not know; it is recorded as the file has it and does not count.
    UnknownCredential {
        /// As it is recorded.
        text: String,
        /// The id of a known one it may be meant to be.
        near: Option<String>,
        /// In how many rows.
        count: usize,
    },
    /// A way of being linked to business that the programme does not know; its figures are recorded and do not count.
    UnknownAssociation {
        /// As it is recorded.
        text: String,
        /// The id of a known one it may be meant to be.
        near: Option<String>,
        /// In how many rows.
        count: usize,
    },
}

impl Remark {
    /// The stable name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::DuplicateProfile { .. } => "duplicate-profile",
            Self::LeadingZeros { .. } => "leading-zeros",
            Self::TwoLocations { .. } => "two-locations",
            Self::UnknownPlace { .. } => "unknown-place",
            Self::Inactive { .. } => "inactive",
            Self::AlreadyLeft { .. } => "already-left",
            Self::EarlierExpiry { .. } => "earlier-expiry",
            Self::LinkedLater { .. } => "linked-later",
            Self::NotLinked { .. } => "not-linked",
            Self::ToLink { .. } => "to-link",
            Self::UnknownCredential { .. } => "unknown-credential",
            Self::UnknownAssociation { .. } => "unknown-association",
        }
    }
}
