//! What may be bought, what it brings, and what was waived.

use super::{LevelIx, Period};
use crate::model::{Date, Quantity};

/// A membership offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The id used in records.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The level some competency must hold; none means anybody may buy it.
    pub requires: Option<LevelIx>,
    /// The terms for moving up from another offer.
    pub upgrade: Option<Upgrade>,
    /// What it brings.
    pub benefits: Vec<Benefit>,
    /// What it costs.
    pub fees: Vec<Fee>,
    /// Where this was published.
    pub source: Vec<String>,
}

/// The terms for moving up from another offer within its term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upgrade {
    /// The id of the offer held.
    pub from: String,
    /// How much is taken off the price, in percent.
    pub discount_percent: u32,
    /// The day of the published text.
    pub as_of: Option<Date>,
    /// Where this was published.
    pub source: Vec<String>,
}

/// One thing an offer brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Benefit {
    /// What it is.
    pub id: String,
    /// How much of it, in words.
    pub value: String,
}

/// A published price.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fee {
    /// The amount, in whole units of the currency or exact decimals.
    pub amount: Quantity,
    /// ISO 4217 currency code.
    pub currency: String,
    /// The period it covers.
    pub per: String,
    /// When it was published, as precisely as is known.
    pub as_of: String,
    /// Where this was published.
    pub source: Vec<String>,
    /// Why the published text is unsure.
    pub uncertain: Option<String>,
}

/// Requirements waived for memberships whose anniversary falls in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exemption {
    /// Its id.
    pub id: String,
    /// The anniversaries it covers.
    pub anniversaries: Period,
    /// The ids of competencies it leaves out.
    pub except: Vec<String>,
    /// What it does, in words.
    pub effect: String,
    /// Where this was published.
    pub source: Vec<String>,
}

/// Something else that a held competency opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlock {
    /// What it opens.
    pub what: String,
    /// Any one of these suffices: competency id and level.
    pub any: Vec<(String, LevelIx)>,
    /// Where this was published.
    pub source: Vec<String>,
    /// Why the published text is unsure.
    pub uncertain: Option<String>,
}
