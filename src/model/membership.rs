//! What was bought.

use super::{Date, Names, Symbol};
use std::cmp::Ordering;

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

impl Membership {
    /// The order in which an organization has its memberships. It depends on everything they say, so that it does not matter
    /// in which order they were recorded.
    pub(crate) fn order(&self, other: &Self, names: &Names) -> Ordering {
        let offers = || names.text(self.offer).cmp(names.text(other.offer));
        self.purchased.cmp(&other.purchased).then_with(offers).then_with(|| self.renewals.cmp(&other.renewals))
    }
}
