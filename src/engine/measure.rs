//! Figures over windows.

use super::{Interval, Verdict};
use crate::model::{Date, Instant, Market, Measurement, Month, Quantity, Records};
use crate::rules::{Comparison, Measure, Program, Relation, Threshold, Window};

/// A metric's value over the months that count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// What it is at least and at most.
    pub value: Interval,
    /// The first and last month that count; none when a snapshot finds no month.
    pub months: Option<(Month, Month)>,
    /// Months of the window without any measurement of the metric.
    pub missing: Vec<Month>,
    /// Values left out because no requirement names their association type, with that type where one was given.
    pub left_out: Vec<(Option<String>, Quantity)>,
    /// The measurements that were summed, by number in the records.
    pub counted: Vec<usize>,
}

/// The last month whose last day is over at `as_of`. The last second of a day counts as the day being over, because
/// that is what an evaluation "as of" that day means.
#[must_use]
pub fn last_closed_month(records: &Records, as_of: Instant) -> Month {
    let today: Date = records.zone.date_of(as_of);
    let month = today.month();
    if as_of >= records.zone.close_of(month.last()) { month } else { month.plus(-1) }
}

/// The value of `measure` at `as_of`.
#[must_use]
pub fn figure(measure: &Measure, program: &Program, records: &Records, as_of: Instant) -> Figure {
    let closed = last_closed_month(records, as_of);
    let of_metric: Vec<(usize, &Measurement)> = records
        .names
        .find(&measure.metric)
        .map(|metric| {
            records.measurements.iter().enumerate().filter(|(_, m)| m.metric == metric && m.month <= closed).collect()
        })
        .unwrap_or_default();
    let window = match measure.window {
        Window::TrailingMonths(n) => {
            let back = i32::try_from(n).unwrap_or(i32::MAX).saturating_sub(1);
            Some((closed.plus(-back), closed))
        }
        Window::Snapshot => of_metric.iter().map(|(_, m)| m.month).max().map(|latest| (latest, latest)),
    };
    let may_be_negative = program.metric(&measure.metric).is_some_and(|metric| metric.may_be_negative);
    let floor = (!may_be_negative).then_some(Quantity::ZERO);
    let Some((first, last)) = window else {
        return Figure {
            value: Interval { certain: floor, possible: None },
            months: None,
            missing: Vec::new(),
            left_out: Vec::new(),
            counted: Vec::new(),
        };
    };
    let inside = || of_metric.iter().filter(|(_, m)| m.month >= first && m.month <= last);
    let mut sum = Quantity::ZERO;
    let mut left_out: Vec<(Option<String>, Quantity)> = Vec::new();
    let mut counted = Vec::new();
    for (n, measurement) in inside() {
        let association = measurement.association.map(|a| records.text(a));
        let counts =
            measure.associations.as_ref().is_none_or(|named| association.is_some_and(|a| named.iter().any(|n| n == a)));
        if counts {
            sum = sum + measurement.value;
            counted.push(*n);
            continue;
        }
        match left_out.iter_mut().find(|(a, _)| a.as_deref() == association) {
            Some((_, total)) => *total = *total + measurement.value,
            None => left_out.push((association.map(str::to_owned), measurement.value)),
        }
    }
    left_out.sort();
    let length = last.months_since(first) + 1;
    let missing: Vec<Month> =
        (0..length).map(|n| first.plus(n)).filter(|month| !inside().any(|(_, m)| m.month == *month)).collect();
    // A missing month may hold anything: more, and for a net figure also less.
    let value = if missing.is_empty() {
        Interval::exactly(sum)
    } else {
        Interval { certain: (!may_be_negative).then_some(sum), possible: None }
    };
    Figure { value, months: Some((first, last)), missing, left_out, counted }
}

/// The threshold that applies in a market; none when the market is not known and the thresholds differ.
#[must_use]
pub fn threshold(comparison: &Comparison, market: Option<Market>) -> Option<Quantity> {
    match (comparison.threshold, market) {
        (Threshold::Any(value), _) => Some(value),
        (by_market, Some(market)) => Some(by_market.for_market(market)),
        (Threshold::ByMarket { developed, developing }, None) => (developed == developing).then_some(developed),
    }
}

/// Whether a measure of this value is what is asked for in a market.
#[must_use]
pub fn verdict(measure: &Measure, comparison: &Comparison, value: Interval, market: Option<Market>) -> Verdict {
    let against = |threshold: Quantity| {
        let total = value.compare(comparison.relation, threshold);
        // A monthly average is the window's sum over its number of months; multiplying keeps it exact.
        let average = measure.monthly_average_at_least.map(|average| {
            let months = match measure.window {
                Window::TrailingMonths(n) => n,
                Window::Snapshot => 1,
            };
            value.compare(Relation::AtLeast, average * months)
        });
        Verdict::all([Some(total), average].into_iter().flatten())
    };
    match threshold(comparison, market) {
        Some(value) => against(value),
        None => {
            let [first, second] = Market::ALL.map(|m| against(comparison.threshold.for_market(m)));
            if first == second { first } else { Verdict::Unknown }
        }
    }
}
