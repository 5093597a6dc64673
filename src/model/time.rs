//! Days, months and instants.
//!
//! A [`Date`] is a day number, an [`Instant`] a second of UTC; a [`Zone`] says which seconds a day has for this
//! workspace. Periods are half open: a beginning is the first second that belongs, an end the first that does not.
//! The calendar comes from `chrono`; the parser is our own because every library's accepts texts such as `24-2-9`.

use super::calendar;
use chrono::{Datelike, NaiveDate};
use std::fmt;
use std::num::NonZeroU64;

/// A calendar day between 1900-01-01 and 9999-12-31.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

/// A second of UTC. One that is not known takes no more room: there are three in every achievement.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(NonZeroU64);

/// A fixed distance from UTC, such as `+09:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Zone {
    minutes: i32,
}

/// A point in time as a user writes it: a whole day or an exact second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// `2018-10-29`
    Day(Date),
    /// `2018-10-29T12:00:00+09:00`
    Exact(Instant),
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// Not written as `YYYY-MM-DD` (or an RFC 3339 instant where one is allowed).
    Shape,
    /// Written well, but the calendar has no such day, month or time.
    NoSuchDay,
    /// Before 1900.
    TooEarly,
}

const DAY: i64 = 86_400;

/// 1900-01-01 and 9999-12-31 as day numbers.
const FIRST_DAY: i32 = 693_596;
const LAST_DAY: i32 = 3_652_059;

impl Date {
    /// The first day there is.
    pub const FIRST: Self = Self(FIRST_DAY);

    /// The day with this year, month and day, if the calendar has it and it is not before 1900.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if calendar::YEARS.contains(&year) {
            return calendar::number(year.unsigned_abs(), month, day).map(Self);
        }
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        (1900..=9999).contains(&year).then(|| Self(date.num_days_from_ce()))
    }

    /// Reads `YYYY-MM-DD`, or `YYYY/M/D` as spreadsheet programs write it.
    ///
    /// # Errors
    /// Distinguishes a wrong shape from a day that does not exist.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        Self::read(text.as_bytes())
    }

    /// The same from bytes, which need not be text.
    ///
    /// # Errors
    /// As for [`Date::parse`].
    pub fn read(bytes: &[u8]) -> Result<Self, DateError> {
        if let Ok(ten) = bytes.try_into()
            && let Some((year, month, day)) = calendar::iso_day(ten)
        {
            return Self::dated(year, month, day);
        }
        // Saving a table in a spreadsheet program turns every date into this, and nothing else begins with a year.
        let [y1, y2, y3, y4, b'/', rest @ ..] = bytes else {
            return Err(DateError::Shape);
        };
        let mut parts = rest.split(|byte| *byte == b'/');
        let (Some(month @ ([_] | [_, _])), Some(day @ ([_] | [_, _])), None) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Err(DateError::Shape);
        };
        let [year, month, day] = [&[*y1, *y2, *y3, *y4], month, day].map(number);
        Self::dated(year.ok_or(DateError::Shape)?, month.ok_or(DateError::Shape)?, day.ok_or(DateError::Shape)?)
    }

    /// Reads `YYYY-MM-DD` of a day that there is; whatever else it is [`Date::read`] tells. Days are read by the million.
    #[inline]
    #[must_use]
    pub fn read_iso(bytes: &[u8; 10]) -> Option<Self> {
        let (year, month, day) = calendar::iso_day(bytes)?;
        calendar::number(year, month, day).map(Self)
    }

    fn dated(year: u32, month: u32, day: u32) -> Result<Self, DateError> {
        if year < 1900 {
            return Err(DateError::TooEarly);
        }
        let year = i32::try_from(year).map_err(|_| DateError::Shape)?;
        Self::new(year, month, day).ok_or(DateError::NoSuchDay)
    }

    /// The day `days` later (or earlier), kept within the calendar's range.
    #[must_use]
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.saturating_add(days)).clamped()
    }

    /// The same day of the month `months` later (or earlier); the last day of that month where it has no such day.
    #[must_use]
    pub fn plus_months(self, months: i32) -> Self {
        let target = self.month().plus(months);
        let day = self.civil().map_or(1, |d| d.day());
        target.day(day.min(target.last_day()))
    }

    /// The same calendar date `years` later; 29 February becomes the 28th in a common year.
    #[must_use]
    pub fn plus_years(self, years: i32) -> Self {
        self.plus_months(years.saturating_mul(12))
    }

    /// The month this day is in.
    #[must_use]
    pub fn month(self) -> Month {
        self.civil().map_or(Month(1970 * 12), |d| Month(d.year() * 12 + d.month0() as i32))
    }

    /// Days from `earlier` to this day; negative when this day comes first.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Year, month and day.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        self.civil().map_or((1970, 1, 1), |d| (d.year(), d.month(), d.day()))
    }

    fn civil(self) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(self.0)
    }

    fn clamped(self) -> Self {
        Self(self.0.clamp(FIRST_DAY, LAST_DAY))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Month {
    /// Reads `YYYY-MM`, or a day and takes its month.
    ///
    /// # Errors
    /// As for [`Date::parse`].
    pub fn parse(text: &str) -> Result<Self, DateError> {
        Self::read(text.as_bytes())
    }

    /// The same from bytes, which need not be text.
    ///
    /// # Errors
    /// As for [`Date::parse`].
    pub fn read(bytes: &[u8]) -> Result<Self, DateError> {
        // Figures are read by the million.
        if let Some(month) = bytes.try_into().ok().and_then(Self::read_iso) {
            return Ok(month);
        }
        match bytes {
            &[y1, y2, y3, y4, dash, m1, m2] => {
                Date::read(&[y1, y2, y3, y4, dash, m1, m2, b'-', b'0', b'1']).map(Date::month)
            }
            _ => Date::read(bytes).map(Date::month),
        }
    }

    /// Reads `YYYY-MM`; whatever else it is [`Month::read`] tells.
    #[inline]
    #[must_use]
    pub fn read_iso(bytes: &[u8; 7]) -> Option<Self> {
        let (year, month) = calendar::iso_month(bytes)?;
        let number = i32::try_from(year * 12 + month).ok()? - 1;
        (year >= 1900 && (1..=12).contains(&month)).then_some(Self(number))
    }

    /// The month `months` later (or earlier).
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self(self.0.saturating_add(months).clamp(1900 * 12, 9999 * 12 + 11))
    }

    /// Months from `earlier` to this one.
    #[must_use]
    pub fn months_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> Date {
        self.day(1)
    }

    /// Its last day.
    #[must_use]
    pub fn last(self) -> Date {
        self.day(self.last_day())
    }

    fn day(self, day: u32) -> Date {
        let month = u32::try_from(self.0.rem_euclid(12)).unwrap_or(0) + 1;
        Date::new(self.0.div_euclid(12), month, day).unwrap_or(Date(719_163))
    }

    fn last_day(self) -> u32 {
        let next = self.plus(1);
        if next == self {
            return 31;
        }
        next.first().plus_days(-1).ymd().2
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.div_euclid(12), self.0.rem_euclid(12) + 1)
    }
}

impl Instant {
    /// What makes numbers with a sign numbers without one, in the same order.
    const SIGN: u64 = 1 << 63;

    /// This second, counted from 1970-01-01T00:00:00Z. The earliest number stands for the second after it.
    #[must_use]
    #[inline]
    pub fn from_unix(seconds: i64) -> Self {
        Self(NonZeroU64::new(seconds.cast_unsigned() ^ Self::SIGN).unwrap_or(NonZeroU64::MIN))
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    #[inline]
    pub fn unix(self) -> i64 {
        (self.0.get() ^ Self::SIGN).cast_signed()
    }

    /// This instant some seconds later (or earlier).
    #[must_use]
    #[inline]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self::from_unix(self.unix().saturating_add(seconds))
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Instant").field(&self.unix()).finish()
    }
}

impl Zone {
    /// UTC.
    pub const UTC: Self = Self { minutes: 0 };

    /// Reads `UTC`, `Z`, `+09:00` or `-05:30`, up to fourteen hours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if matches!(text, "UTC" | "Z") {
            return Some(Self::UTC);
        }
        let &[sign, h1, h2, b':', m1, m2] = text.as_bytes() else {
            return None;
        };
        let minutes = i32::try_from(number(&[h1, h2])? * 60 + number(&[m1, m2])?).ok()?;
        let valid = minutes <= 14 * 60 && number(&[m1, m2])? < 60;
        match sign {
            b'+' if valid => Some(Self { minutes }),
            b'-' if valid => Some(Self { minutes: -minutes }),
            _ => None,
        }
    }

    /// The first second of a day.
    #[must_use]
    #[inline]
    pub fn start_of(self, date: Date) -> Instant {
        let days = i64::from(date.0) - 719_163;
        Instant::from_unix(days * DAY - i64::from(self.minutes) * 60)
    }

    /// The first second after a day.
    #[must_use]
    #[inline]
    pub fn end_of(self, date: Date) -> Instant {
        self.start_of(date).plus_seconds(DAY)
    }

    /// The last second of a day: what `--as-of DATE` means.
    #[must_use]
    pub fn close_of(self, date: Date) -> Instant {
        self.end_of(date).plus_seconds(-1)
    }

    /// What "as of" a moment means: the close of a day, or the second itself.
    #[must_use]
    pub fn close(self, moment: Moment) -> Instant {
        match moment {
            Moment::Day(date) => self.close_of(date),
            Moment::Exact(instant) => instant,
        }
    }

    /// The day an instant falls on.
    #[must_use]
    pub fn date_of(self, instant: Instant) -> Date {
        let local = instant.unix().saturating_add(i64::from(self.minutes) * 60);
        let days = i32::try_from(local.div_euclid(DAY)).unwrap_or(0);
        Date(days.saturating_add(719_163)).clamped()
    }

    /// The last day that belongs to a period ending (exclusively) at `end`.
    #[must_use]
    pub fn last_date(self, end: Instant) -> Date {
        self.date_of(end.plus_seconds(-1))
    }

    /// A beginning: a day means its first second.
    #[must_use]
    #[inline]
    pub fn beginning(self, moment: Moment) -> Instant {
        match moment {
            Moment::Day(date) => self.start_of(date),
            Moment::Exact(instant) => instant,
        }
    }

    /// An end: a day belongs whole, so the end is the first second after it.
    #[must_use]
    #[inline]
    pub fn end(self, moment: Moment) -> Instant {
        match moment {
            Moment::Day(date) => self.end_of(date),
            Moment::Exact(instant) => instant,
        }
    }

    /// RFC 3339, in this zone.
    #[must_use]
    pub fn rfc3339(self, instant: Instant) -> String {
        let second = instant.unix().saturating_add(i64::from(self.minutes) * 60).rem_euclid(DAY);
        format!(
            "{}T{:02}:{:02}:{:02}{}",
            self.date_of(instant),
            second / 3600,
            second / 60 % 60,
            second % 60,
            if self.minutes == 0 { "Z".to_owned() } else { self.to_string() }
        )
    }

    /// The day alone when the instant is a day's first second, the RFC 3339 instant otherwise.
    #[must_use]
    pub fn short(self, instant: Instant) -> String {
        let date = self.date_of(instant);
        if self.start_of(date) == instant { date.to_string() } else { self.rfc3339(instant) }
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.abs();
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl Moment {
    /// Reads `YYYY-MM-DD` or an RFC 3339 instant; a fraction of a second is cut off.
    ///
    /// # Errors
    /// As for [`Date::parse`].
    pub fn parse(text: &str) -> Result<Self, DateError> {
        if text.len() <= 10 {
            return Date::parse(text).map(Self::Day);
        }
        let (day, rest) = text.split_at_checked(10).ok_or(DateError::Shape)?;
        let date = Date::parse(day)?;
        let rest = rest.strip_prefix(['T', 't', ' ']).ok_or(DateError::Shape)?;
        let (clock, zone) = match rest.strip_suffix(['Z', 'z']) {
            Some(clock) => (clock, Zone::UTC),
            None => {
                let at = rest.rfind(['+', '-']).ok_or(DateError::Shape)?;
                let (clock, zone) = rest.split_at(at);
                (clock, Zone::parse(zone).ok_or(DateError::Shape)?)
            }
        };
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
        if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return Err(DateError::Shape);
        }
        let &[h1, h2, b':', m1, m2, b':', s1, s2] = clock.as_bytes() else {
            return Err(DateError::Shape);
        };
        let hour = number(&[h1, h2]).ok_or(DateError::Shape)?;
        let minute = number(&[m1, m2]).ok_or(DateError::Shape)?;
        let second = number(&[s1, s2]).ok_or(DateError::Shape)?;
        if hour > 23 || minute > 59 || second > 60 {
            return Err(DateError::NoSuchDay);
        }
        // A leap second is the last second of its minute: the day keeps its 86,400 seconds.
        let seconds = i64::from(hour * 3600 + minute * 60 + second.min(59));
        Ok(Self::Exact(zone.start_of(date).plus_seconds(seconds)))
    }
}

/// Four numbers of two digits each, all of them at once: dates are read by the million.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0u32, |value, digit| digit.is_ascii_digit().then(|| value * 10 + u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn days_that_are_looked_up_are_those_of_the_calendar() {
        assert_eq!(Date::new(1900, 1, 1), Some(Date(FIRST_DAY)));
        assert_eq!(Date::new(9999, 12, 31), Some(Date(LAST_DAY)));
        for year in 1890..2210 {
            for month in 0..=13 {
                for day in 0..=32 {
                    let expected = NaiveDate::from_ymd_opt(year, month, day).filter(|_| year >= 1900);
                    assert_eq!(Date::new(year, month, day).map(|d| d.0), expected.map(|d| d.num_days_from_ce()));
                }
            }
        }
    }

    #[test]
    fn only_strict_forms_are_dates() {
        for text in [
            "2018-2-9",
            "24-02-09",
            " 2018-10-29",
            "2018-10-29 ",
            "+2018-10-29",
            "20181029",
            "2018/10",
            "2018/10/",
            "2018/010/29",
            "2018/10/29/",
            "18/10/29",
            "29/10/2018",
            "２０１８-10-29",
        ] {
            assert_eq!(Date::parse(text), Err(DateError::Shape), "{text}");
        }
        for text in ["2018/10/29", "2018/10/9", "2018/1/09"] {
            assert_eq!(
                Date::parse(text).map(|date| date.to_string().replace("-0", "-")),
                Ok(text.replace('/', "-").replace("-0", "-"))
            );
        }
        for text in ["2018/2/30", "2018-02-30", "2019-02-29", "2018-13-01", "2018-00-10", "2018-10-00"] {
            assert_eq!(Date::parse(text), Err(DateError::NoSuchDay), "{text}");
        }
        assert_eq!(Date::parse("0024-02-09"), Err(DateError::TooEarly));
    }

    /// What is read eight bytes at a time is what is read digit by digit, whichever byte is another one.
    #[test]
    fn days_and_months_are_read_byte_by_byte() {
        let slowly = |bytes: &[u8]| {
            let (&[y1, y2, y3, y4, b'-', m1, m2], day) = bytes.split_first_chunk::<7>()? else {
                return None;
            };
            let [year, month] = [number(&[y1, y2, y3, y4])?, number(&[m1, m2])?];
            match day {
                [] => Date::new(i32::try_from(year).ok()?, month, 1),
                &[b'-', d1, d2] => Date::new(i32::try_from(year).ok()?, month, number(&[d1, d2])?),
                _ => None,
            }
        };
        for text in
            ["2018-02-28", "1999-12-31", "2000-02-29", "1900-01-01", "2199-12-31", "9999-09-09", "2018-02", "1999-10"]
        {
            for place in 0..text.len() {
                for byte in 0..=u8::MAX {
                    let mut bytes = text.as_bytes().to_vec();
                    bytes[place] = byte;
                    let expected = slowly(&bytes);
                    if let Ok(ten) = bytes.as_slice().try_into() {
                        assert_eq!(Date::read(&bytes).ok(), expected, "{bytes:?}");
                        let near = expected.filter(|date| calendar::YEARS.contains(&date.ymd().0));
                        assert_eq!(Date::read_iso(ten), near, "{bytes:?}");
                    } else {
                        assert_eq!(Month::read(&bytes).ok(), expected.map(Date::month), "{bytes:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn anniversaries_and_month_ends() {
        assert_eq!(date("2020-02-29").plus_years(1).to_string(), "2021-02-28");
        assert_eq!(date("2018-01-31").plus_months(1).to_string(), "2018-02-28");
        assert_eq!(date("2018-03-01").plus_days(-1).to_string(), "2018-02-28");
        assert_eq!(date("9999-12-31").month().last().to_string(), "9999-12-31");
        assert_eq!(Month::parse("2018-12").map(|m| m.plus(-12).to_string()), Ok("2017-12".to_owned()));
    }

    #[test]
    fn a_day_in_tokyo() {
        let tokyo = Zone::parse("+09:00").unwrap();
        let day = date("2018-10-29");
        assert_eq!(tokyo.rfc3339(tokyo.close_of(day)), "2018-10-29T23:59:59+09:00");
        assert_eq!(Zone::UTC.rfc3339(tokyo.start_of(day)), "2018-10-28T15:00:00Z");
        assert_eq!(tokyo.last_date(tokyo.end(Moment::Day(day))), day);
        assert_eq!(tokyo.short(tokyo.start_of(day)), "2018-10-29");
    }

    #[test]
    fn instants() {
        let exact = |text: &str| match Moment::parse(text) {
            Ok(Moment::Exact(instant)) => Zone::UTC.rfc3339(instant),
            other => format!("{other:?}"),
        };
        assert_eq!(exact("2018-10-29T12:00:00+09:00"), "2018-10-29T03:00:00Z");
        assert_eq!(exact("2018-10-29t12:00:00.25z"), "2018-10-29T12:00:00Z");
        for text in ["2018-10-29T12:00", "2018-10-29T12:00:00", "2018-10-29T12:00:00+9", "2018-10-29T12:00:00.Z"] {
            assert_eq!(Moment::parse(text), Err(DateError::Shape), "{text}");
        }
        assert_eq!(Moment::parse("2018-10-29T24:00:00Z"), Err(DateError::NoSuchDay));
        assert_eq!(Moment::parse("2018-10-2日T12:00:00Z"), Err(DateError::Shape));
    }

    proptest! {
        #[test]
        fn dates_print_and_read_back(days in 0i32..2_900_000) {
            let day = date("1900-01-01").plus_days(days);
            prop_assert_eq!(Date::parse(&day.to_string()), Ok(day));
            let zone = Zone { minutes: days % 840 };
            prop_assert_eq!(zone.date_of(zone.start_of(day)), day);
            prop_assert_eq!(zone.date_of(zone.close_of(day)), day);
        }

        #[test]
        fn arbitrary_text_never_panics(text in "\\PC{0,30}") {
            let _ = Moment::parse(&text);
            let _ = Month::parse(&text);
            let _ = Zone::parse(&text);
        }
    }
}
