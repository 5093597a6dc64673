//! What was bought.

use super::{Date, Symbol};

/// An offer bought on a day and renewed on days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// The offer's id.
    pub offer: Symbol,
    /// The day of purchase.
    pub purchased: Date,
    /// The days on which it was renewed, earliest first.
    pub renewals: Vec<Date>,
}
