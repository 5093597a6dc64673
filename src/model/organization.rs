//! Who is judged, and who works there.

use super::{Instant, Symbol};

/// The company whose standing is evaluated. All its locations are judged together, as one account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organization {
    /// The id used in records and output.
    pub id: Symbol,
    /// The name people know it by.
    pub name: Option<Symbol>,
    /// Which thresholds apply; unknown when neither the market is stated nor a programme can tell.
    pub market: Option<Market>,
    /// ISO 3166 country code, as written.
    pub country: Option<Symbol>,
    /// Its places of business.
    pub locations: Vec<Location>,
}

/// A place of business of an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The id used in records.
    pub id: Symbol,
    /// The partner network's number for this place.
    pub mpn_id: Option<Symbol>,
}

/// The two groups of countries that published thresholds distinguish.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Market {
    /// A developed market.
    Developed,
    /// A developing market.
    Developing,
}

impl Market {
    /// Both markets, in the order they are printed.
    pub const ALL: [Self; 2] = [Self::Developed, Self::Developing];

    /// The word used in files and output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Developed => "developed",
            Self::Developing => "developing",
        }
    }

    /// The market with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|m| m.word() == word)
    }
}

/// A person, employed from `joined` (or always) until `left` (or still).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Employee {
    /// The id used in records and output.
    pub id: Symbol,
    /// The person's name.
    pub name: Option<Symbol>,
    /// The work e-mail address.
    pub email: Option<Symbol>,
    /// The id in the company's directory, by which some exports name people.
    pub object_id: Option<Symbol>,
    /// The location's id.
    pub location: Option<Symbol>,
    /// The first second of employment; none means before everything recorded.
    pub joined: Option<Instant>,
    /// The first second after employment; none means still employed.
    pub left: Option<Instant>,
}

impl Employee {
    /// True when the person is employed at `at`.
    #[must_use]
    pub fn employed_at(&self, at: Instant) -> bool {
        self.joined.is_none_or(|joined| joined <= at) && self.left.is_none_or(|left| at < left)
    }
}
