//! Figures: revenue, usage, seats, customers.

use super::{Market, Month, Quantity, Symbol};

/// A metric's value in one month. Several of one month add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measurement {
    /// The metric's id.
    pub metric: Symbol,
    /// The month it was measured in (or the day's month).
    pub month: Month,
    /// The value, in the metric's unit.
    pub value: Quantity,
    /// How the business is linked to the company; requirements name which links count.
    pub association: Option<Symbol>,
    /// The customers' market, kept for programmes that ask.
    pub market: Option<Market>,
    /// The location's id, kept for reports; all locations add up.
    pub location: Option<Symbol>,
}
