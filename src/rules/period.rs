//! When a rule is in force.

use crate::model::Date;

/// Whole days, both ends included; an absent end is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub until: Option<Date>,
}

impl Period {
    /// Every day there is.
    pub const ALWAYS: Self = Self { from: None, until: None };

    /// True when the period includes `day`.
    #[must_use]
    pub fn contains(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// True when no day lies in it.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.from.zip(self.until).is_some_and(|(from, until)| from > until)
    }

    /// True when some day lies in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        let starts_before_end = |a: Self, b: Self| match (a.from, b.until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        starts_before_end(self, other) && starts_before_end(other, self)
    }
}
