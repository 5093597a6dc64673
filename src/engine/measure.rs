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
    let metric = records.names.find(&measure.metric);
    let is_other = |m: &&Measurement| Some(m.metric) != metric;
    let offset = records.measurements.iter().take_while(is_other).count();
    let rest = records.measurements.get(offset..).unwrap_or_default();
    let of_metric = rest.chunk_by(|a, b| a.metric == b.metric).next().unwrap_or_default();
    let reading = Reading::new(measure, records, of_metric, last_closed_month(records, as_of));
    let mut left_out: Vec<(Option<String>, Quantity)> = Vec::new();
    let mut counted = Vec::new();
    for (n, measurement) in (offset + reading.before..).zip(reading.inside) {
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
    let measured = |month: Month| reading.inside.binary_search_by_key(&month, |m| m.month).is_ok();
    let missing = reading.months.map(|(first, last)| {
        (0..=last.months_since(first)).map(|n| first.plus(n)).filter(|month| !measured(*month)).collect()
    });
    Figure {
        value: reading.value(may_be_negative(measure, program)),
        months: reading.months,
        missing: missing.unwrap_or_default(),
        left_out,
        counted,
    }
}

/// The same without its months and measurements, given the measurements of its metric and the last closed month.
pub(super) fn value(
    measure: &Measure,
    program: &Program,
    records: &Records,
    of_metric: &[Measurement],
    closed: Month,
) -> Interval {
    Reading::new(measure, records, of_metric, closed).value(may_be_negative(measure, program))
}

/// What a measure is while nothing was measured.
pub(super) fn unmeasured(measure: &Measure, program: &Program) -> Interval {
    missing(Quantity::ZERO, may_be_negative(measure, program))
}

/// What a sum says while months are missing. They may hold anything: more, and for a net figure also less.
fn missing(sum: Quantity, may_be_negative: bool) -> Interval {
    Interval { certain: (!may_be_negative).then_some(sum), possible: None }
}

/// True for a net figure.
fn may_be_negative(measure: &Measure, program: &Program) -> bool {
    program.metric(&measure.metric).is_some_and(|metric| metric.may_be_negative)
}

/// The measurements from which a measure is read.
struct Reading<'a> {
    measure: &'a Measure,
    records: &'a Records,
    /// The first and last month that count; none when a snapshot finds no month.
    months: Option<(Month, Month)>,
    /// What was measured in them, by month.
    inside: &'a [Measurement],
    /// How many of the metric come before.
    before: usize,
}

impl<'a> Reading<'a> {
    fn new(measure: &'a Measure, records: &'a Records, of_metric: &'a [Measurement], closed: Month) -> Self {
        let until = |month: Month| of_metric.partition_point(|m| m.month <= month);
        let months = match measure.window {
            Window::TrailingMonths(n) => {
                let back = i32::try_from(n).unwrap_or(i32::MAX).saturating_sub(1);
                Some((closed.plus(-back), closed))
            }
            Window::Snapshot => {
                let latest = of_metric.get(..until(closed)).and_then(<[_]>::last);
                latest.map(|measurement| (measurement.month, measurement.month))
            }
        };
        let (before, end) =
            months.map_or((0, 0), |(first, last)| (of_metric.partition_point(|m| m.month < first), until(last)));
        Self { measure, records, months, inside: of_metric.get(before..end).unwrap_or_default(), before }
    }

    /// True when a requirement names the association type of a measurement, or none.
    fn counts(&self, measurement: &Measurement) -> bool {
        self.measure.associations.as_ref().is_none_or(|named| {
            let association = measurement.association.map(|a| self.records.text(a));
            association.is_some_and(|a| named.iter().any(|n| n == a))
        })
    }

    fn value(&self, may_be_negative: bool) -> Interval {
        let counted = self.inside.iter().filter(|measurement| self.counts(measurement));
        let sum = counted.fold(Quantity::ZERO, |sum, measurement| sum + measurement.value);
        let measured = self.inside.chunk_by(|a, b| a.month == b.month).count();
        let wanted = self.months.map(|(first, last)| last.months_since(first) + 1);
        if wanted.is_some_and(|wanted| usize::try_from(wanted) == Ok(measured)) {
            return Interval::exactly(sum);
        }
        missing(sum, may_be_negative)
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
