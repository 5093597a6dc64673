//! What is said about dates and numbers.

use super::{help, say};
use crate::diagnostic::When;
use crate::lang::problems::Words;
use crate::lang::problems::dates::{self, Advice, Fault, Lack};
use crate::lang::problems::numbers::meanings;
use crate::model::{DateError, QuantityError};

/// The words for a text that is not a date.
pub(super) fn invalid_date(text: &str, when: When, error: DateError) -> Words {
    if error == DateError::TooEarly {
        return say(format!("`{text}` lies before 1900"), "", help("check the year; it has four digits"));
    }
    let what = if when == When::Month { "month" } else { "date" };
    say(format!("`{text}` is not a {what}"), "", Some(date_advice(&dates::advice(text, when))))
}

/// The words for a date that the calendar does not have.
pub(super) fn impossible_date(text: &str, when: When) -> Words {
    let what = match when {
        When::Day => "day",
        When::Moment => "day or time",
        When::Month => "month",
    };
    say(format!("there is no such {what} as `{text}`"), "", Some(fault(&dates::impossible(text))))
}

/// What would help where something else stands instead of a date.
pub(in crate::lang::problems) fn date_advice(advice: &Advice) -> String {
    match advice {
        Advice::DayNumber(month, When::Month) => {
            format!("it looks like a spreadsheet's day number; the month of that day is `{month}`")
        }
        Advice::DayNumber(day, When::Day | When::Moment) => {
            format!("it looks like a spreadsheet's day number; as a day it is `{day}`")
        }
        Advice::Clock { day, time } => {
            format!("write the day alone, `{day}`, or the instant with its distance from UTC: `{day}T{time}+09:00`")
        }
        Advice::Written(meant) => write_as(meant),
        Advice::Lacking(Lack::Day(day)) => format!("it is a month and no day; write the day as well, as in `{day}`"),
        Advice::Lacking(Lack::Year(year)) => format!("it has no year; write the year first, as in `{year}`"),
        Advice::Lacking(Lack::Either { day, year }) => format!(
            "the day or the year is missing; write `{day}` or `{year}`, whichever is meant, with digits for the letters"
        ),
        Advice::Impossible(why, when) => format!("{}; {}", fault(why), shape(*when)),
        Advice::Shape(when) => shape(*when).to_owned(),
    }
}

/// Why the calendar does not have something.
pub(in crate::lang::problems) fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Month => "months go from 01 to 12".to_owned(),
        Fault::Year => "years go from 1900 to 9999".to_owned(),
        Fault::Time => "hours go from 00 to 23, minutes and seconds from 00 to 59".to_owned(),
        Fault::Day(month, days) => format!("`{month}` has {days} days"),
        Fault::Something => "check the day against the month, and the month against the year".to_owned(),
    }
}

/// How dates are written, with an example that cannot be taken for the answer.
fn shape(when: When) -> &'static str {
    match when {
        When::Day => "dates are written year-month-day, like `2018-10-29`",
        When::Moment => {
            "dates are written year-month-day, like `2018-10-29`, and instants like `2018-10-29T12:00:00+09:00`"
        }
        When::Month => "months are written year-month, like `2018-10`",
    }
}

/// The words for a text that is not a number.
pub(super) fn invalid_number(text: &str, error: QuantityError) -> Words {
    let meant = meanings(text);
    let advice = (!meant.is_empty()).then(|| write_as(&meant));
    match error {
        QuantityError::NotANumber => say(
            format!("`{text}` is not a number"),
            "",
            advice.or_else(|| help("write digits with an optional decimal point: `15000`, `0.5`")),
        ),
        QuantityError::Grouped => say(
            format!("`{text}` has grouping marks"),
            "",
            advice.or_else(|| help("write it without them, with a point before the decimals")),
        ),
        QuantityError::TooPrecise => say(
            format!("`{text}` has more than six decimal places"),
            "",
            help("round it; six decimal places are kept exactly"),
        ),
        QuantityError::TooLarge => say(
            format!("`{text}` has more than eighteen digits before the point"),
            "",
            help("check the number; is it another field?"),
        ),
    }
}

/// How it should have been written.
fn write_as(meant: &[String]) -> String {
    match meant {
        [one] => format!("write it as `{one}`"),
        several => {
            let several: Vec<String> = several.iter().map(|one| format!("`{one}`")).collect();
            format!("write it as {}, whichever is meant", several.join(" or "))
        }
    }
}
