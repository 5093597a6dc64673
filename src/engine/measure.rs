//! Figures over windows.

use super::{Interval, Verdict};
use crate::model::{Date, Instant, Market, Measurement, Month, Quantity, Records, Symbol};
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
    let Some(metric) = records.names.find(&measure.metric) else {
        let months = trailing(measure, last_closed_month(records, as_of));
        let missing = months.into_iter().flat_map(every_month).collect();
        return Figure {
            value: unmeasured(measure, program),
            months,
            missing,
            left_out: Vec::new(),
            counted: Vec::new(),
        };
    };
    let reading = Reading::new(measure, metric, records, last_closed_month(records, as_of));
    let mut left_out: Vec<(Option<String>, Quantity)> = Vec::new();
    let mut counted = Vec::new();
    for (n, measurement) in reading.inside() {
        if reading.counts(measurement) {
            counted.push(n);
            continue;
        }
        let association = measurement.association.map(|a| records.text(a));
        match left_out.iter_mut().find(|(a, _)| a.as_deref() == association) {
            Some((_, total)) => *total = *total + measurement.value,
            None => left_out.push((association.map(str::to_owned), measurement.value)),
        }
    }
    left_out.sort();
    let missing = reading.missing(reading.months).collect();
    Figure { value: reading.value(program), months: reading.months, missing, left_out, counted }
}

/// The same without what it is made of, given the symbol of the metric and the last closed month.
pub(super) fn value(
    measure: &Measure,
    metric: Symbol,
    program: &Program,
    records: &Records,
    closed: Month,
) -> Interval {
    Reading::new(measure, metric, records, closed).value(program)
}

/// What a measure is while nothing was measured.
pub(super) fn unmeasured(measure: &Measure, program: &Program) -> Interval {
    incomplete(measure, program, Quantity::ZERO)
}

/// What a sum says while months are missing. They may hold anything: more, and for a net figure also less.
fn incomplete(measure: &Measure, program: &Program, sum: Quantity) -> Interval {
    let may_be_negative = program.metric(&measure.metric).is_some_and(|metric| metric.may_be_negative);
    Interval { certain: (!may_be_negative).then_some(sum), possible: None }
}

/// The first and last month of a window that does not depend on what was measured.
fn trailing(measure: &Measure, closed: Month) -> Option<(Month, Month)> {
    match measure.window {
        Window::TrailingMonths(n) => {
            let back = i32::try_from(n).unwrap_or(i32::MAX).saturating_sub(1);
            Some((closed.plus(-back), closed))
        }
        Window::Snapshot => None,
    }
}

fn every_month((first, last): (Month, Month)) -> impl Iterator<Item = Month> {
    (0..=last.months_since(first)).map(move |n| first.plus(n))
}

/// A measure as it is read from the records, in whatever order they come.
struct Reading<'a> {
    measure: &'a Measure,
    metric: Symbol,
    records: &'a Records,
    /// The first and last month that count; none when a snapshot finds no month.
    months: Option<(Month, Month)>,
}

impl<'a> Reading<'a> {
    fn new(measure: &'a Measure, metric: Symbol, records: &'a Records, closed: Month) -> Self {
        let months = trailing(measure, closed).or_else(|| {
            let of_metric = records.measurements.iter().filter(|m| m.metric == metric && m.month <= closed);
            of_metric.map(|m| m.month).max().map(|latest| (latest, latest))
        });
        Self { measure, metric, records, months }
    }

    /// What was measured in the months that count, with its number in the records.
    fn inside(&self) -> impl Iterator<Item = (usize, &'a Measurement)> {
        let (metric, months) = (self.metric, self.months);
        let all = self.records.measurements.iter().enumerate();
        all.filter(move |(_, m)| {
            m.metric == metric && months.is_some_and(|(first, last)| m.month >= first && m.month <= last)
        })
    }

    /// Those of some months without any measurement.
    fn missing(&self, months: Option<(Month, Month)>) -> impl Iterator<Item = Month> {
        let measured = |month: Month| self.inside().any(|(_, m)| m.month == month);
        months.into_iter().flat_map(every_month).filter(move |month| !measured(*month))
    }

    /// True when a requirement names the association type of a measurement, or none.
    fn counts(&self, measurement: &Measurement) -> bool {
        self.measure.associations.as_ref().is_none_or(|named| {
            let association = measurement.association.map(|a| self.records.text(a));
            association.is_some_and(|a| named.iter().any(|n| n == a))
        })
    }

    fn value(&self, program: &Program) -> Interval {
        let Some((first, last)) = self.months else {
            return unmeasured(self.measure, program);
        };
        // Rows mostly come month by month. Then one look finds the first month that is missing, or that none is.
        let (mut sum, mut unseen) = (Quantity::ZERO, first);
        for (_, measurement) in self.inside() {
            if measurement.month == unseen {
                unseen = unseen.plus(1);
            }
            if self.counts(measurement) {
                sum = sum + measurement.value;
            }
        }
        match self.missing(Some((unseen, last))).next() {
            Some(_) => incomplete(self.measure, program, sum),
            None => Interval::exactly(sum),
        }
    }
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
