//! The forms in which outside files write a date, one text at a time.
//!
//! Our own form is tried first, since most texts have it; all others go through one grammar: an era, up to three numbers
//! with the same mark between them, and a time of day.

use crate::fold;
use crate::model::{Date, DateError, Moment, Month};

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A day or an instant.
    Moment(Moment),
    /// A day that is counted in an era that had ended.
    PastEra(Date),
    /// `10/11/2018`: day and month, in either order.
    Either(Either),
    /// The same with a year of two digits.
    Short(Either),
    /// `43402`: the day number of a spreadsheet.
    DayNumber(Date),
}

/// Which of day and month comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// `29/10/2018`
    DayFirst,
    /// `10/29/2018`
    MonthFirst,
}

/// A day and a month, in either order, and a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Either {
    first: u32,
    second: u32,
    year: u32,
}

impl Either {
    /// The day, if the calendar has it.
    pub(super) fn date(self, order: Order) -> Option<Date> {
        match order {
            Order::DayFirst => civil(self.year, self.second, self.first).ok(),
            Order::MonthFirst => civil(self.year, self.first, self.second).ok(),
        }
    }

    /// The day that both orders mean, if they do not differ; none as such where they do.
    pub(super) fn certain(self) -> Option<Result<Date, DateError>> {
        match (self.date(Order::DayFirst), self.date(Order::MonthFirst)) {
            (None, None) => Some(Err(DateError::NoSuchDay)),
            (Some(one), Some(other)) if one == other => Some(Ok(one)),
            _ => None,
        }
    }

    /// The order that the numbers prove.
    pub(super) fn order(self) -> Option<Order> {
        match (self.first > 12, self.second > 12) {
            (true, false) => Some(Order::DayFirst),
            (false, true) => Some(Order::MonthFirst),
            _ => None,
        }
    }
}

/// A way to count years.
struct Era {
    /// How it is written.
    names: [&'static str; 2],
    /// The year before its first.
    before: u32,
    /// Its first day.
    first: (i32, u32, u32),
}

/// The eras, one after the other.
const ERAS: [Era; 3] = [
    Era { names: ["昭和", "S"], before: 1925, first: (1926, 12, 25) },
    Era { names: ["平成", "H"], before: 1988, first: (1989, 1, 8) },
    Era { names: ["令和", "R"], before: 2018, first: (2019, 5, 1) },
];

impl Era {
    fn first(&self) -> Option<Date> {
        let (year, month, day) = self.first;
        Date::new(year, month, day)
    }
}

/// The English names of the months, of which the first three letters do as well.
const MONTHS: [&str; 12] = [
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

/// Reads a date.
pub(super) fn read(text: &str) -> Result<Form, DateError> {
    // Large exports write `2018-12-25  23:07:22` in every row.
    if let Some((day, time)) = text.split_at_checked(10)
        && let Ok(date) = Date::parse(day)
        && time_of_day(time).is_ok()
    {
        return Ok(Form::Moment(Moment::Day(date)));
    }
    if let Some(either) = full_either(text) {
        return Ok(Form::Either(either));
    }
    let own = Moment::parse(text);
    if !matches!(own, Err(DateError::Shape)) {
        return own.map(Form::Moment);
    }
    let narrow = fold::nfkc(text);
    let text = narrow.trim();
    if text.len() != narrow.len() || matches!(narrow, std::borrow::Cow::Owned(_)) {
        let own = Moment::parse(text);
        if !matches!(own, Err(DateError::Shape)) {
            return own.map(Form::Moment);
        }
    }
    if let Some(form) = bare_number(text) {
        return form;
    }
    let (era, rest) = era(text);
    let (numbers, rest) = numbers(rest, era.is_some()).ok_or(DateError::Shape)?;
    let [Some(first), Some(second), Some(third)] = numbers else {
        return Err(DateError::Shape);
    };
    time_of_day(rest)?;
    match era {
        Some(eras) if first.digits <= 2 => in_era(eras, first.value, second.value, third.value),
        Some(_) => Err(DateError::Shape),
        None if first.digits == 4 && second.digits <= 2 && third.digits <= 2 => {
            civil(first.value, second.value, third.value).map(|date| Form::Moment(Moment::Day(date)))
        }
        None if first.digits <= 2 && second.digits <= 2 && !first.named => {
            let either = Either { first: first.value, second: second.value, year: third.value };
            match third.digits {
                4 => Ok(Form::Either(either)),
                2 => Ok(Form::Short(Either { year: 2000 + third.value, ..either })),
                _ => Err(DateError::Shape),
            }
        }
        None => Err(DateError::Shape),
    }
}

/// `29/10/2018 21:05`, as spreadsheets write it in every row: the grammar would say the same, more slowly.
fn full_either(text: &str) -> Option<Either> {
    let (day, time) = text.split_at_checked(10)?;
    let &[f1, f2, mark @ (b'/' | b'.' | b'-'), s1, s2, again, y1, y2, y3, y4] = day.as_bytes() else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0, |value, digit| digit.is_ascii_digit().then(|| value * 10 + u32::from(digit - b'0')))
    };
    let either = Either { first: number(&[f1, f2])?, second: number(&[s1, s2])?, year: number(&[y1, y2, y3, y4])? };
    (mark == again && time_of_day(time).is_ok()).then_some(either)
}

/// Reads a month: `2018-10`, `2018年10月`, `平成30年10月`, `Oct-18`, `Oct 2018`, `October 2018`.
pub(super) fn read_month(text: &str) -> Option<Month> {
    let narrow = fold::nfkc(text);
    let text = narrow.trim();
    if let Some(month) = named_month(text) {
        return Some(month);
    }
    let (era, rest) = era(text);
    let (numbers, rest) = numbers(rest, era.is_some())?;
    let [Some(year), Some(month), None] = numbers else {
        return None;
    };
    let year = match era {
        Some([era, ..]) if year.digits <= 2 => era.before + year.value,
        None if year.digits == 4 => year.value,
        _ => return None,
    };
    (rest.is_empty() && month.digits <= 2).then(|| civil(year, month.value, 1).ok()).flatten().map(Date::month)
}

/// `Dec-18`, `Dec 2018`, `December-2018`.
fn named_month(text: &str) -> Option<Month> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, rest) = text.split_at_checked(letters)?;
    let name = name.to_ascii_lowercase();
    let known = |month: &str| name == month || (matches!(name.len(), 3 | 4) && month.starts_with(name.as_str()));
    let month = MONTHS.iter().position(|month| known(month))?;
    let year = rest.trim_start_matches(['-', ' ', '.', ',', '/', '\'']);
    let value: u32 = year.parse().ok().filter(|_| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let year = match year.len() {
        2 => 2000 + value,
        4 => value,
        _ => return None,
    };
    civil(year, u32::try_from(month).ok()? + 1, 1).ok().map(Date::month)
}

/// `20181029`, or the day number of a spreadsheet with or without a time of day.
fn bare_number(text: &str) -> Option<Result<Form, DateError>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let value: u32 = whole.parse().ok()?;
    match whole.len() {
        8 if !text.contains('.') => {
            Some(civil(value / 10_000, value / 100 % 100, value % 100).map(|date| Form::Moment(Moment::Day(date))))
        }
        // Day 61 is 1900-03-01; before it stands a day that the calendar does not have.
        3..=7 if (61..=2_958_465).contains(&value) => {
            let days = i32::try_from(value - 61).ok()?;
            Date::new(1900, 3, 1).map(|first| Ok(Form::DayNumber(first.plus_days(days))))
        }
        _ => Some(Err(DateError::Shape)),
    }
}

/// The era that a text begins with and the one behind it, and what follows.
fn era(text: &str) -> (Option<&'static [Era]>, &str) {
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return (None, text);
    }
    for (index, era) in ERAS.iter().enumerate() {
        for name in era.names {
            let Some((start, rest)) = text.split_at_checked(name.len()) else {
                continue;
            };
            let rest = rest.trim_start();
            if start.eq_ignore_ascii_case(name) && rest.starts_with(|c: char| c.is_ascii_digit() || c == '元') {
                return (ERAS.get(index..), rest);
            }
        }
    }
    (None, text)
}

/// A day of the first of these eras.
fn in_era(eras: &[Era], year: u32, month: u32, day: u32) -> Result<Form, DateError> {
    let era = eras.first().ok_or(DateError::Shape)?;
    let date = civil(era.before + year, month, day)?;
    if era.first().is_some_and(|first| date < first) {
        return Err(DateError::NoSuchDay);
    }
    let passed = eras.get(1).and_then(Era::first).is_some_and(|next| date >= next);
    Ok(if passed { Form::PastEra(date) } else { Form::Moment(Moment::Day(date)) })
}

/// A number of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    value: u32,
    digits: usize,
    /// It is followed by the word for a year.
    named: bool,
}

/// Two or three numbers with the same mark between them, or with the words for year, month and day behind them, and what
/// follows.
fn numbers(text: &str, era: bool) -> Option<([Option<Number>; 3], &str)> {
    let (first, rest) = number(text, era)?;
    if let Some(rest) = rest.strip_prefix('年') {
        let (month, rest) = number(rest.trim_start(), false)?;
        let rest = rest.trim_start().strip_prefix('月')?;
        let first = Number { named: true, ..first };
        let Some((day, rest)) = number(rest.trim_start(), false) else {
            return Some(([Some(first), Some(month), None], rest.trim()));
        };
        return Some(([Some(first), Some(month), Some(day)], rest.trim_start().strip_prefix('日')?));
    }
    let mark = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (second, rest) = number(rest.strip_prefix(mark)?, false)?;
    match rest.strip_prefix(mark) {
        Some(rest) => {
            let (third, rest) = number(rest, false)?;
            Some(([Some(first), Some(second), Some(third)], rest))
        }
        None => Some(([Some(first), Some(second), None], rest)),
    }
}

fn number(text: &str, first_year: bool) -> Option<(Number, &str)> {
    if let Some(rest) = text.strip_prefix('元').filter(|_| first_year) {
        return Some((Number { value: 1, digits: 1, named: false }, rest));
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits).filter(|_| (1..=4).contains(&digits))?;
    Some((Number { value: number.parse().ok()?, digits, named: false }, rest))
}

/// Checks what follows a day: nothing, or a time of day, which says nothing without its distance from UTC.
fn time_of_day(text: &str) -> Result<(), DateError> {
    if text.is_empty() {
        return Ok(());
    }
    let clock = text.strip_prefix(['T', 't', ' ']).ok_or(DateError::Shape)?.trim();
    if let [a, b, b':', c, d, b':', e, f] = *clock.as_bytes()
        && [a, b, c, d, e, f].iter().all(u8::is_ascii_digit)
    {
        // As nearly all exports have it: nothing has to be searched for.
        let late = [a, b] > *b"23" || [c, d] > *b"59" || [e, f] > *b"60";
        return if late { Err(DateError::NoSuchDay) } else { Ok(()) };
    }
    let half = ["AM", "PM", "am", "pm"].iter().find_map(|half| clock.strip_suffix(half));
    let clock = half.map_or(clock, str::trim_end);
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let (hour, rest) = clock.split_once(':').ok_or(DateError::Shape)?;
    let (minute, second) = rest.split_once(':').unwrap_or((rest, "00"));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let shaped = matches!(hour.len(), 1..=2) && minute.len() == 2 && second.len() == 2 && !fraction.is_empty();
    if !shaped || ![hour, minute, second, fraction].into_iter().all(digits) {
        return Err(DateError::Shape);
    }
    // Two digits each compare as the numbers do.
    let late = hour.len() == 2 && hour > if half.is_some() { "12" } else { "23" };
    if late || minute > "59" || second > "60" { Err(DateError::NoSuchDay) } else { Ok(()) }
}

fn civil(year: u32, month: u32, day: u32) -> Result<Date, DateError> {
    if year < 1900 {
        return Err(DateError::TooEarly);
    }
    let year = i32::try_from(year).map_err(|_| DateError::Shape)?;
    Date::new(year, month, day).ok_or(DateError::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(text: &str) -> String {
        match read(text) {
            Ok(Form::Moment(Moment::Day(date))) => date.to_string(),
            Ok(Form::Moment(Moment::Exact(instant))) => crate::model::Zone::UTC.rfc3339(instant),
            Ok(Form::PastEra(date)) => format!("{date}, past its era"),
            Ok(Form::Either(Either { first, second, year })) => format!("{first}|{second}|{year}"),
            Ok(Form::Short(Either { first, second, year })) => format!("short {first}|{second}|{year}"),
            Ok(Form::DayNumber(date)) => format!("number {date}"),
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn days() {
        for (text, expected) in [
            ("2018-10-29", "2018-10-29"),
            ("2018-10-29T12:00:00+09:00", "2018-10-29T03:00:00Z"),
            ("2020-07-08T16:21:03.000Z", "2020-07-08T16:21:03Z"),
            ("2018-12-25  23:07:22", "2018-12-25"),
            ("2018-12-25T23:07:22", "2018-12-25"),
            ("2018/10/29", "2018-10-29"),
            ("2018/1/9", "2018-01-09"),
            ("2018-1-9", "2018-01-09"),
            ("2018.10.29", "2018-10-29"),
            ("20181029", "2018-10-29"),
            ("2018年10月29日", "2018-10-29"),
            ("2018年 1月 9日 9:05", "2018-01-09"),
            ("2018/10/29 9:05", "2018-10-29"),
            ("2018/10/29 9:05:07.123", "2018-10-29"),
            ("２０１８／１０／２９", "2018-10-29"),
            ("２０１８－１０－２９", "2018-10-29"),
            ("08/07/2020 16:21", "8|7|2020"),
            ("7/8/2020 4:21:00 PM", "7|8|2020"),
            ("29.10.2018", "29|10|2018"),
            ("07/08/20", "short 7|8|2020"),
            ("43402", "number 2018-10-29"),
            ("43402.5", "number 2018-10-29"),
            ("61", "Shape"),
            ("061", "number 1900-03-01"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn eras() {
        for (text, expected) in [
            ("平成30年10月29日", "2018-10-29"),
            ("平成３０年１０月２９日", "2018-10-29"),
            ("㍻30年10月29日", "2018-10-29"),
            ("令和元年5月1日", "2019-05-01"),
            ("H30.10.29", "2018-10-29"),
            ("h30/10/29", "2018-10-29"),
            ("R1.5.1", "2019-05-01"),
            ("R01/05/01", "2019-05-01"),
            ("S64.1.7", "1989-01-07"),
            ("S64.1.8", "1989-01-08, past its era"),
            ("平成31年5月1日", "2019-05-01, past its era"),
            ("平成31年4月30日", "2019-04-30"),
            ("令和元年4月30日", "NoSuchDay"),
            ("R0.5.1", "NoSuchDay"),
            ("H30", "Shape"),
            ("平成2018年10月29日", "Shape"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn no_days() {
        for (text, expected) in [
            ("2018/2/30", "NoSuchDay"),
            ("2018年13月1日", "NoSuchDay"),
            ("20180230", "NoSuchDay"),
            ("1899/12/31", "TooEarly"),
            ("2018/10/29 24:00", "NoSuchDay"),
            ("2018/10/29 24:00:00", "NoSuchDay"),
            ("2018/10/29 23:60:00", "NoSuchDay"),
            ("2018/10/29 23:59:61", "NoSuchDay"),
            ("2018/10/29 23:59:6x", "Shape"),
            ("2018/10/29 9:60", "NoSuchDay"),
            ("2018/10-29", "Shape"),
            ("2018/10", "Shape"),
            ("18/10/29/1", "Shape"),
            ("2018/10/29 noon", "Shape"),
            ("2018/10/29x", "Shape"),
            ("10/29", "Shape"),
            ("1234567890123", "Shape"),
            ("tomorrow", "Shape"),
            ("元/10/29", "Shape"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn months() {
        for (text, expected) in [
            ("2018-10", Some("2018-10")),
            ("2018/1", Some("2018-01")),
            ("2018年10月", Some("2018-10")),
            ("平成30年10月", Some("2018-10")),
            ("Dec-18", Some("2018-12")),
            ("Jul 2020", Some("2020-07")),
            ("july 2020", Some("2020-07")),
            ("Sept 2020", Some("2020-09")),
            ("ＪＵＬ－２０", Some("2020-07")),
            ("Dec", None),
            ("Dec-1", None),
            ("Foo 2020", None),
            ("2018-13", None),
            ("2018-10-29", None),
            ("2018年10月29日", None),
        ] {
            assert_eq!(read_month(text).map(|month| month.to_string()).as_deref(), expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn every_form_of_a_day_says_that_day(days in 0i32..60_000) {
            let date = Date::new(1926, 12, 25).unwrap().plus_days(days);
            let (year, month, day) = date.ymd();
            for text in [
                format!("{year}/{month}/{day}"),
                format!("{year}.{month:02}.{day:02} 9:05"),
                format!("{year:04}{month:02}{day:02}"),
                format!("{year}年{month}月{day}日"),
                format!("{date}  23:07:22"),
            ] {
                prop_assert_eq!(shown(&text), date.to_string(), "{}", text);
            }
            if let Ok(Form::Either(either)) = read(&format!("{day}/{month}/{year}")) {
                prop_assert_eq!(either.date(Order::DayFirst), Some(date));
            } else {
                prop_assert!(false, "{date}");
            }
        }

        #[test]
        fn anything_is_read_or_refused(text in "[0-9年月日元平成HR/. :T年-]{0,20}") {
            let _ = (read(&text), read_month(&text));
        }

        #[test]
        fn the_short_way_says_what_the_grammar_says(text in "[0-9]{2}[/.-][0-9]{2}[/.-][0-9]{4}( [0-9]{1,2}:[0-9]{2}( PM)?)?") {
            // A digit of full width is none to the short way.
            let wide = text.replacen('0', "０", 1).replacen('1', "１", 1);
            prop_assert_eq!(shown(&wide), shown(&text));
        }
    }
}
