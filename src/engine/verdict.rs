//! Three-valued truth, and the intervals it comes from.

use crate::model::Quantity;
use crate::rules::Relation;

/// Whether something holds, as far as the records can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It holds.
    Met,
    /// It does not hold.
    NotMet,
    /// The records do not say.
    Unknown,
}

impl Verdict {
    /// The word used in output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::Unknown => "unknown",
        }
    }

    /// True when it is certain to hold.
    #[must_use]
    pub fn is_met(self) -> bool {
        self == Self::Met
    }

    /// Met when all are, not met when one is not, otherwise unknown. Nothing at all is met.
    #[must_use]
    pub fn all(verdicts: impl IntoIterator<Item = Self>) -> Self {
        verdicts.into_iter().fold(Self::Met, |a, b| match (a, b) {
            (Self::NotMet, _) | (_, Self::NotMet) => Self::NotMet,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::Met, Self::Met) => Self::Met,
        })
    }

    /// Met when one is, not met when none is, otherwise unknown. Nothing at all is not met.
    #[must_use]
    pub fn any(verdicts: impl IntoIterator<Item = Self>) -> Self {
        verdicts.into_iter().fold(Self::NotMet, |a, b| match (a, b) {
            (Self::Met, _) | (_, Self::Met) => Self::Met,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
            (Self::NotMet, Self::NotMet) => Self::NotMet,
        })
    }

    /// Met when at least `k` are, not met when fewer than `k` can be, otherwise unknown.
    #[must_use]
    pub fn k_of(k: u32, verdicts: impl IntoIterator<Item = Self>) -> Self {
        let (mut met, mut possible) = (0u32, 0u32);
        for verdict in verdicts {
            met += u32::from(verdict == Self::Met);
            possible += u32::from(verdict != Self::NotMet);
        }
        Self::between(met >= k, possible >= k)
    }

    /// What a certain and a possible answer say together.
    #[must_use]
    pub fn between(certain: bool, possible: bool) -> Self {
        match (certain, possible) {
            (true, _) => Self::Met,
            (false, true) => Self::Unknown,
            (false, false) => Self::NotMet,
        }
    }
}

/// What a number is for certain at least, and at most possibly. An absent bound is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The least it can be.
    pub certain: Option<Quantity>,
    /// The most it can be.
    pub possible: Option<Quantity>,
}

impl Interval {
    /// A number that is known.
    #[must_use]
    pub fn exactly(value: Quantity) -> Self {
        Self { certain: Some(value), possible: Some(value) }
    }

    /// Whether the number stands in `relation` to `value`.
    #[must_use]
    pub fn compare(self, relation: Relation, value: Quantity) -> Verdict {
        let low = |test: fn(&Quantity, &Quantity) -> bool| self.certain.is_some_and(|c| test(&c, &value));
        let high = |test: fn(&Quantity, &Quantity) -> bool| self.possible.is_none_or(|p| test(&p, &value));
        let low_can = |test: fn(&Quantity, &Quantity) -> bool| self.certain.is_none_or(|c| test(&c, &value));
        let high_must = |test: fn(&Quantity, &Quantity) -> bool| self.possible.is_some_and(|p| test(&p, &value));
        match relation {
            Relation::AtLeast => Verdict::between(low(Quantity::ge), high(Quantity::ge)),
            Relation::MoreThan => Verdict::between(low(Quantity::gt), high(Quantity::gt)),
            Relation::AtMost => Verdict::between(high_must(Quantity::le), low_can(Quantity::le)),
            Relation::LessThan => Verdict::between(high_must(Quantity::lt), low_can(Quantity::lt)),
        }
    }

    /// How much is missing to reach `value`, going by what is certain; nothing when it is reached.
    #[must_use]
    pub fn shortfall(self, value: Quantity) -> Quantity {
        let certain = self.certain.unwrap_or(Quantity::ZERO);
        (value - certain).or_zero()
    }
}

/// How far something is from being met: compare two of them, the smaller is closer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Distance {
    /// How many conditions are not met or unknown.
    pub conditions: u32,
    /// How many people are missing.
    pub people: u32,
    /// How much of the figures is missing, in thousandths of each threshold, added up.
    pub figures: u32,
}

impl Distance {
    /// Both distances together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            conditions: self.conditions.saturating_add(other.conditions),
            people: self.people.saturating_add(other.people),
            figures: self.figures.saturating_add(other.figures),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Verdict; 3] = [Verdict::Met, Verdict::NotMet, Verdict::Unknown];

    /// An unknown verdict must be right whichever way it turns out.
    fn agrees(combined: Verdict, outcomes: &[bool]) -> bool {
        match combined {
            Verdict::Met => outcomes.iter().all(|o| *o),
            Verdict::NotMet => outcomes.iter().all(|o| !*o),
            Verdict::Unknown => outcomes.contains(&true) && outcomes.contains(&false),
        }
    }

    fn worlds(verdicts: &[Verdict]) -> Vec<Vec<bool>> {
        verdicts.iter().fold(vec![vec![]], |worlds, verdict| {
            let values: &[bool] = match verdict {
                Verdict::Met => &[true],
                Verdict::NotMet => &[false],
                Verdict::Unknown => &[true, false],
            };
            worlds.iter().flat_map(|w| values.iter().map(move |v| [w.as_slice(), &[*v]].concat())).collect()
        })
    }

    #[test]
    fn combinations_are_exactly_what_every_possible_world_says() {
        for a in ALL {
            for b in ALL {
                for c in ALL {
                    let given = [a, b, c];
                    let worlds = worlds(&given);
                    let count = |w: &Vec<bool>| w.iter().filter(|v| **v).count();
                    let all: Vec<bool> = worlds.iter().map(|w| count(w) == 3).collect();
                    let any: Vec<bool> = worlds.iter().map(|w| count(w) >= 1).collect();
                    let two: Vec<bool> = worlds.iter().map(|w| count(w) >= 2).collect();
                    assert!(agrees(Verdict::all(given), &all), "all {given:?}");
                    assert!(agrees(Verdict::any(given), &any), "any {given:?}");
                    assert!(agrees(Verdict::k_of(2, given), &two), "2 of {given:?}");
                }
            }
        }
    }

    #[test]
    fn comparisons_are_exactly_what_every_value_of_the_interval_says() {
        for low in 0..4i64 {
            for high in low..4 {
                let interval = Interval { certain: Some(Quantity::whole(low)), possible: Some(Quantity::whole(high)) };
                for value in -1..5 {
                    for relation in Relation::ALL {
                        let outcomes: Vec<bool> = (low..=high)
                            .map(|x| match relation {
                                Relation::AtLeast => x >= value,
                                Relation::MoreThan => x > value,
                                Relation::AtMost => x <= value,
                                Relation::LessThan => x < value,
                            })
                            .collect();
                        let verdict = interval.compare(relation, Quantity::whole(value));
                        assert!(agrees(verdict, &outcomes), "{low}..{high} {relation:?} {value}");
                    }
                }
            }
        }
    }

    #[test]
    fn open_ends_stay_open() {
        let open = Interval { certain: Some(Quantity::ZERO), possible: None };
        assert_eq!(open.compare(Relation::AtLeast, Quantity::whole(9)), Verdict::Unknown);
        assert_eq!(open.compare(Relation::AtLeast, Quantity::ZERO), Verdict::Met);
        let net = Interval { certain: None, possible: None };
        assert_eq!(net.compare(Relation::AtLeast, Quantity::ZERO), Verdict::Unknown);
        assert_eq!(net.compare(Relation::AtMost, Quantity::ZERO), Verdict::Unknown);
    }
}
