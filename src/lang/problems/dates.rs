//! What a text that is no date probably means: only what is certain is offered as an answer.

use crate::diagnostic::When;
use crate::model::{Date, Month};

/// What would help where a text stands instead of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Advice {
    /// It is a spreadsheet's number of this day, or of a day in this month.
    DayNumber(String, When),
    /// It is this day with a time that lacks its distance from UTC.
    Clock {
        /// The day.
        day: String,
        /// The time.
        time: String,
    },
    /// It is one of these, written otherwise.
    Written(Vec<String>),
    /// Something of a day is missing.
    Lacking(Lack),
    /// It is written otherwise, and the calendar does not have it.
    Impossible(Fault, When),
    /// Nothing is certain but how it should look.
    Shape(When),
}

/// What a text lacks to be a day, with letters where its digits belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Lack {
    /// The day: `2018-12-DD`.
    Day(String),
    /// The year: `YYYY-12-18`.
    Year(String),
    /// One of both: `Dec-18` may be the month of a year, and a day of any year.
    Either {
        /// The month with a day.
        day: String,
        /// The day with a year.
        year: String,
    },
}

/// Why the calendar or the clock does not have something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// There is no such month.
    Month,
    /// There is no such year.
    Year,
    /// There is no such hour, minute or second.
    Time,
    /// This month has so many days.
    Day(Month, u32),
    /// Something does not fit.
    Something,
}

/// What would help where `text` stands instead of a date.
pub(super) fn advice(text: &str, when: When) -> Advice {
    let narrow = narrowed(text);
    let bare = narrow.trim();
    if let Some(date) = day_number(bare) {
        let written = if when == When::Month { date.month().to_string() } else { date.to_string() };
        return Advice::DayNumber(written, when);
    }
    let clock = clock(bare);
    let readings = readings(bare, when);
    let meant: Vec<String> = readings.iter().filter_map(|reading| reading.written(when)).collect();
    match (meant.as_slice(), clock) {
        ([], _) => match readings.as_slice() {
            // Somebody who got the day wrong did not mean an instant.
            [reading] => Advice::Impossible(reading.fault(), if when == When::Moment { When::Day } else { when }),
            _ => lack(bare, when).map_or(Advice::Shape(when), Advice::Lacking),
        },
        // Midnight is what spreadsheets add to a day; any other time is meant, and needs its distance from UTC.
        ([one], Some(clock)) if when == When::Moment && !clock.midnight => {
            Advice::Clock { day: one.clone(), time: clock.time }
        }
        _ => Advice::Written(meant),
    }
}

/// What makes a date or time that is written well impossible.
pub(super) fn impossible(text: &str) -> Fault {
    let number = |at: std::ops::Range<usize>| text.get(at).and_then(|digits| digits.parse::<u32>().ok());
    match (number(0..4), number(5..7), number(8..10)) {
        (Some(year), Some(month), day) => Reading { year, month, day: day.unwrap_or(1) }.fault(),
        _ => Fault::Something,
    }
}

/// A year, a month and a day, whether the calendar has them or not; the day of a month alone is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reading {
    year: u32,
    month: u32,
    day: u32,
}

impl Reading {
    fn date(self) -> Option<Date> {
        Date::new(i32::try_from(self.year).ok()?, self.month, self.day)
    }

    /// As it should have been written; none for what the calendar does not have.
    fn written(self, when: When) -> Option<String> {
        let date = self.date()?;
        Some(match when {
            When::Month => date.month().to_string(),
            When::Day | When::Moment => date.to_string(),
        })
    }

    /// Why the calendar does not have it.
    fn fault(self) -> Fault {
        let Self { year, month, day } = self;
        if !(1..=12).contains(&month) {
            return Fault::Month;
        }
        let Ok(whole) = Month::parse(&format!("{year:04}-{month:02}")) else {
            return Fault::Year;
        };
        let days = whole.last().ymd().2;
        if (1..=days).contains(&day) { Fault::Time } else { Fault::Day(whole, days) }
    }
}

/// Full-width digits, letters and marks as ordinary ones, and signs for eras as their letters.
fn narrowed(text: &str) -> String {
    let mut narrow = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{FF01}'..='\u{FF5E}' => narrow.extend(char::from_u32(u32::from(c) - 0xFEE0)),
            '\u{3000}' | '\u{A0}' => narrow.push(' '),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => narrow.push('-'),
            '㍼' => narrow.push('S'),
            '㍻' => narrow.push('H'),
            '㋿' => narrow.push('R'),
            other => narrow.push(other),
        }
    }
    narrow
}

/// The day that a spreadsheet keeps as this number: days from the last but one of 1899, here from 1954 to 2064.
fn day_number(text: &str) -> Option<Date> {
    let whole = text.strip_suffix(".0").unwrap_or(text);
    let number: i32 = whole.parse().ok()?;
    let plain = whole.len() == 5 && whole.bytes().all(|b| b.is_ascii_digit());
    // Day 2 is the first of 1900; the 29th of February that spreadsheets give that year is long past.
    (plain && (20_000..=60_000).contains(&number)).then(|| Date::new(1900, 1, 1).map(|d| d.plus_days(number - 2)))?
}

/// A time of day behind a day.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Clock {
    time: String,
    midnight: bool,
}

/// The time in `2018-04-01 09:30` or `2018/4/1 9:30:00`.
fn clock(text: &str) -> Option<Clock> {
    let (_, time) = text.rsplit_once([' ', 'T', 't'])?;
    let parts: Vec<u32> = time.split(':').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match *parts.as_slice() {
        [hour, minute] | [hour, minute, 0] if hour < 24 && minute < 60 => {
            Some(Clock { time: format!("{hour:02}:{minute:02}:00"), midnight: hour == 0 && minute == 0 })
        }
        [hour, minute, second] if hour < 24 && minute < 60 && second < 60 => {
            Some(Clock { time: format!("{hour:02}:{minute:02}:{second:02}"), midnight: false })
        }
        _ => None,
    }
}

/// The dates a text such as `2018/10/29`, `平成30年10月29日`, `29-Oct-2018` or `31.12.2018` may mean.
fn readings(text: &str, when: When) -> Vec<Reading> {
    let day = match clock(text) {
        Some(_) => text.rsplit_once([' ', 'T', 't']).map_or(text, |(day, _)| day),
        None => text,
    };
    let era = era(day);
    let rest = era.map_or(day, |(_, rest)| rest).replace("元年", "1年");
    // Words among the digits mean something; only those that are known are passed over.
    let (parts, words) = (numbers(&rest), words(&rest));
    let written = words.iter().all(|word| matches!(word.as_str(), "年" | "月" | "日" | "st" | "nd" | "rd" | "th"));
    let number = |part: &str| part.parse::<u32>().unwrap_or(u32::MAX);
    let four = |part: &str| part.len() == 4;
    let one = |year: &str, month: u32, day: &str| vec![Reading { year: number(year), month, day: number(day) }];
    if let Some((before, _)) = era {
        let year = |part: &str| before.saturating_add(number(part));
        return match (when, parts.as_slice()) {
            (_, [y, month, day]) if written && y.len() <= 2 => {
                vec![Reading { year: year(y), month: number(month), day: number(day) }]
            }
            (When::Month, [y, month]) if written && y.len() <= 2 => {
                vec![Reading { year: year(y), month: number(month), day: 1 }]
            }
            _ => Vec::new(),
        };
    }
    if let [word] = words.as_slice()
        && let Some(month) = month_of(word)
    {
        return match (when, parts.as_slice()) {
            (_, [year, day] | [day, year]) if four(year) => one(year, month, day),
            (When::Month, [year]) if four(year) => one(year, month, "1"),
            _ => Vec::new(),
        };
    }
    match (when, parts.as_slice()) {
        _ if !written => Vec::new(),
        (When::Month, [year, month] | [month, year]) if four(year) => one(year, number(month), "1"),
        (When::Month, [all]) if all.len() == 6 => {
            all.split_at_checked(4).map(|(year, month)| one(year, number(month), "1")).unwrap_or_default()
        }
        (_, [all]) if all.len() == 8 => {
            let part = |at: std::ops::Range<usize>| all.get(at).unwrap_or_default();
            one(part(0..4), number(part(4..6)), part(6..8))
        }
        (_, [year, month, day]) if four(year) => one(year, number(month), day),
        (_, [day, month, year]) if four(year) => {
            // Days first with dots in between; with anything else months may come first.
            let mut found = one(year, number(month), day);
            if !rest.contains('.') && day != month {
                found.extend(one(year, number(day), month));
                // Of two readings the calendar may have one only.
                if found.iter().any(|reading| reading.date().is_some()) {
                    found.retain(|reading| reading.date().is_some());
                }
            }
            found
        }
        _ => Vec::new(),
    }
}

/// The numbers in a text.
fn numbers(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect()
}

/// The words in a text, in lower case.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// What `2018-12`, `Dec-18` or `12月18日` lacks where a day is needed.
fn lack(text: &str, when: When) -> Option<Lack> {
    if when == When::Month {
        return None;
    }
    let (parts, words) = (numbers(text), words(text));
    let dayless = |reading: Reading| reading.written(When::Month).map(|month| format!("{month}-DD"));
    // The 29th of February is a day of some years.
    let yearless = |month, day: &str| {
        let date = Reading { year: 2000, month, day: day.parse().ok()? }.date()?;
        date.to_string().get(4..).map(|day| format!("YYYY{day}"))
    };
    let (day, year) = match (words.as_slice(), parts.as_slice()) {
        ([month, day], [number, part]) if month == "月" && day == "日" && text.starts_with(number) => {
            (None, yearless(number.parse().ok()?, part))
        }
        ([word], [part]) if part.len() <= 2 => {
            let month = month_of(word)?;
            let short = (part.len() == 2).then(|| part.parse::<u32>().ok()).flatten();
            let day = short.and_then(|year| dayless(Reading { year: 2000 + year, month, day: 1 }));
            (day, yearless(month, part).filter(|_| !text.contains(['\'', '’'])))
        }
        _ => match readings(text, When::Month).as_slice() {
            [reading] => (dayless(*reading), None),
            _ => (None, None),
        },
    };
    match (day, year) {
        (Some(day), Some(year)) => Some(Lack::Either { day, year }),
        (Some(day), None) => Some(Lack::Day(day)),
        (None, Some(year)) => Some(Lack::Year(year)),
        (None, None) => None,
    }
}

/// The year before the first of an era of Japan, and what follows the era's name.
fn era(text: &str) -> Option<(u32, &str)> {
    let names = [
        ("昭和", 1925),
        ("平成", 1988),
        ("令和", 2018),
        ("S", 1925),
        ("H", 1988),
        ("R", 2018),
        ("s", 1925),
        ("h", 1988),
        ("r", 2018),
    ];
    let (name, before) = names.into_iter().find(|(name, _)| text.starts_with(name))?;
    let rest = text.get(name.len()..)?.trim_start_matches([' ', '.']);
    rest.starts_with(|c: char| c.is_ascii_digit() || c == '元').then_some((before, rest))
}

/// The number of a month from its English name, whole or in three letters.
fn month_of(word: &str) -> Option<u32> {
    let names = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let found = (1..).zip(names).find(|(_, name)| *name == word || name.get(..3) == Some(word));
    found.map(|(number, _)| number).or_else(|| (word == "sept").then_some(9))
}

#[cfg(test)]
mod tests {
    use super::super::en::values::{date_advice, fault};
    use super::*;

    fn advice(text: &str, when: When) -> String {
        date_advice(&super::advice(text, when))
    }

    fn impossible(text: &str) -> String {
        fault(&super::impossible(text))
    }

    fn check(when: When, cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            assert_eq!(advice(text, when), *expected, "{text}");
        }
    }

    #[test]
    fn certain_days() {
        let days = [
            ("2018/4/1", "2018-04-01"),
            ("２０１８年４月１日", "2018-04-01"),
            ("２０１８－０４－０１", "2018-04-01"),
            ("2018-04-01 00:00", "2018-04-01"),
            ("2018-04-01 00:00:00", "2018-04-01"),
            ("2018/4/1 0:00", "2018-04-01"),
            ("20180401", "2018-04-01"),
            ("平成29年4月1日", "2017-04-01"),
            ("H29.4.1", "2017-04-01"),
            ("h29/4/1", "2017-04-01"),
            ("㍻29年4月1日", "2017-04-01"),
            ("昭和63年12月31日", "1988-12-31"),
            ("R1.5.1", "2019-05-01"),
            ("令和元年5月1日", "2019-05-01"),
            ("令和2年5月1日", "2020-05-01"),
            ("1-Apr-2018", "2018-04-01"),
            ("1 April 2018", "2018-04-01"),
            ("Apr 1, 2018", "2018-04-01"),
            ("April 1st, 2018", "dates are written year-month-day, like `2018-10-29`"),
            ("31.12.2018", "2018-12-31"),
            ("31/12/2018", "2018-12-31"),
            ("12/31/2018", "2018-12-31"),
        ];
        for (text, day) in days {
            let expected = if day.starts_with("dates") { day.to_owned() } else { format!("write it as `{day}`") };
            assert_eq!(advice(text, When::Day), expected, "{text}");
        }
    }

    #[test]
    fn uncertain_days() {
        let shape = "dates are written year-month-day, like `2018-10-29`";
        check(
            When::Day,
            &[
                ("04/05/2018", "write it as `2018-05-04` or `2018-04-05`, whichever is meant"),
                ("1-Apr-18", shape),
                ("18/4/1", shape),
                ("soon", shape),
                ("", shape),
                ("Q4 2018 10 29", shape),
                ("H29", shape),
                ("43402", "it looks like a spreadsheet's day number; as a day it is `2018-10-29`"),
                ("43402.0", "it looks like a spreadsheet's day number; as a day it is `2018-10-29`"),
                ("19999", shape),
                ("60001", shape),
                ("2018/2/30", "`2018-02` has 28 days; dates are written year-month-day, like `2018-10-29`"),
                ("2018/13/1", "months go from 01 to 12; dates are written year-month-day, like `2018-10-29`"),
                ("31.11.2018", "`2018-11` has 30 days; dates are written year-month-day, like `2018-10-29`"),
                ("99999999999/1/1", shape),
            ],
        );
        check(
            When::Moment,
            &[(
                "2018-04-01 9:30",
                "write the day alone, `2018-04-01`, or the instant with its distance from UTC: `2018-04-01T09:30:00+09:00`",
            )],
        );
    }

    #[test]
    fn days_that_lack_something() {
        let month = "it is a month and no day; write the day as well, as in `2018-12-DD`";
        let year = "it has no year; write the year first, as in `YYYY-12-18`";
        let either = "the day or the year is missing; write `2018-12-DD` or `YYYY-12-18`, whichever is meant, with digits for the letters";
        let shape = "dates are written year-month-day, like `2018-10-29`";
        check(
            When::Day,
            &[
                ("Dec 2018", month),
                ("december 2018", month),
                ("2018-12", month),
                ("12/2018", month),
                ("201812", month),
                ("２０１８年１２月", month),
                ("平成30年12月", month),
                ("H30.12", month),
                ("Dec '18", month),
                ("Dec-18", either),
                ("18-Dec", either),
                ("12月18日", year),
                ("１２月１８日", year),
                ("Dec-47", "it is a month and no day; write the day as well, as in `2047-12-DD`"),
                (
                    "Feb-29",
                    "the day or the year is missing; write `2029-02-DD` or `YYYY-02-29`, whichever is meant, with digits for the letters",
                ),
                ("Dec-5", "it has no year; write the year first, as in `YYYY-12-05`"),
                ("Dec", shape),
                ("Dec-0", shape),
                ("Decade 18", shape),
                ("2018-13", shape),
                ("13月18日", shape),
                ("2月30日", shape),
                ("12/18", shape),
                ("Q4 2018", shape),
                ("2018", shape),
            ],
        );
        check(When::Moment, &[("Dec-18", either), ("2018年12月", month)]);
        check(When::Month, &[("Dec-18", "months are written year-month, like `2018-10`")]);
    }

    #[test]
    fn months() {
        check(
            When::Month,
            &[
                ("09/2018", "write it as `2018-09`"),
                ("2018年9月", "write it as `2018-09`"),
                ("２０１８／０９", "write it as `2018-09`"),
                ("201809", "write it as `2018-09`"),
                ("Sep-2018", "write it as `2018-09`"),
                ("平成30年9月", "write it as `2018-09`"),
                ("2018/9/1", "write it as `2018-09`"),
                ("43402", "it looks like a spreadsheet's day number; the month of that day is `2018-10`"),
                ("2018/13", "months go from 01 to 12; months are written year-month, like `2018-10`"),
                ("Sep", "months are written year-month, like `2018-10`"),
            ],
        );
    }

    #[test]
    fn impossible_days() {
        assert_eq!(impossible("2018-02-30"), "`2018-02` has 28 days");
        assert_eq!(impossible("2018-13"), "months go from 01 to 12");
        assert_eq!(impossible("2018-12-31T24:00:00Z"), "hours go from 00 to 23, minutes and seconds from 00 to 59");
        assert_eq!(impossible("漢字"), "check the day against the month, and the month against the year");
    }
}
