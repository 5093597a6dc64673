//! Single values as cells of comma-separated text. Nothing is rounded on the way.
//!
//! Each function adds a cell, and gives none where the bytes cannot be such a value.

use std::fmt::Display;
use std::io::Write as _;

/// The seconds of a day.
const DAY: i64 = 86_400;

/// The number of 1970-01-01 where days are counted from noon of 24 November of the year 4714 before Christ.
const JULIAN: i64 = 2_440_588;

/// Adds a text, in quotes where a reader would take a part of it for something else.
pub(super) fn write_text(text: &[u8], into: &mut Vec<u8>) -> Option<()> {
    // Most texts are short and need no second look. Without leaving early the compiler looks at many bytes at once.
    let special = |byte: u8| matches!(byte, b',' | b'"' | b'\n' | b'\r') || !byte.is_ascii();
    if !text.iter().fold(false, |found, byte| found | special(*byte)) {
        into.extend_from_slice(text);
        return Some(());
    }
    let text = str::from_utf8(text).ok()?;
    if text.contains([',', '"', '\n', '\r']) {
        return write!(into, "\"{}\"", text.replace('"', "\"\"")).ok();
    }
    into.extend_from_slice(text.as_bytes());
    Some(())
}

/// Adds `true` or `false`.
pub(super) fn write_truth(truth: bool, into: &mut Vec<u8>) -> Option<()> {
    into.extend_from_slice(if truth { b"true" } else { b"false" });
    Some(())
}

/// Adds a whole number.
pub(super) fn write_number(number: impl Display, into: &mut Vec<u8>) -> Option<()> {
    write!(into, "{number}").ok()
}

/// Adds a binary fraction of four or eight bytes as the shortest decimal that is read as the same again, without exponent.
pub(super) fn write_float(bytes: &[u8], into: &mut Vec<u8>) -> Option<()> {
    if let Ok(four) = bytes.try_into() {
        write!(into, "{}", f32::from_le_bytes(four)).ok()
    } else {
        write!(into, "{}", f64::from_le_bytes(bytes.try_into().ok()?)).ok()
    }
}

/// Adds a decimal, `scale` of whose digits are behind the point.
pub(super) fn write_decimal(digits: i128, scale: usize, into: &mut Vec<u8>) -> Option<()> {
    let sign = if digits < 0 { "-" } else { "" };
    let shown = format!("{:0>least$}", digits.unsigned_abs(), least = scale + 1);
    let (whole, fraction) = shown.split_at_checked(shown.len() - scale)?;
    let point = if scale > 0 { "." } else { "" };
    write!(into, "{sign}{whole}{point}{fraction}").ok()
}

/// A whole number in as many bytes as it has, the highest first; none when they are more than sixteen.
pub(super) fn big_endian(bytes: &[u8]) -> Option<i128> {
    let negative = bytes.first().is_some_and(|first| *first >= 0x80);
    let mut all = if negative { [0xFF; 16] } else { [0; 16] };
    let start = all.len().checked_sub(bytes.len())?;
    all.get_mut(start..)?.copy_from_slice(bytes);
    Some(i128::from_be_bytes(all))
}

/// Adds a day, by its number from 1970-01-01.
pub(super) fn write_day(day: i64, into: &mut Vec<u8>) -> Option<()> {
    let (year, month, day) = civil(day);
    let Some(year) = u16::try_from(year).ok().filter(|year| *year < 10_000) else {
        return write!(into, "{year}-{month:02}-{day:02}").ok();
    };
    // Days come by the million, and formatting them in general takes longer than all else.
    let [[a, b], [c, d], [e, f], [g, h]] = [year / 100, year % 100, month, day].map(digits);
    into.extend_from_slice(&[a, b, c, d, b'-', e, f, b'-', g, h]);
    Some(())
}

/// The two digits of a number below a hundred.
fn digits(number: u16) -> [u8; 2] {
    [number / 10, number % 10].map(|digit| u8::try_from(digit).map_or(b'?', |digit| b'0' + digit))
}

/// Adds a time, by the units that have passed since 1970-01-01. Midnight of no zone in particular is what systems without
/// days write for a day, so it is the day.
pub(super) fn write_time(time: i64, per_second: i64, utc: bool, into: &mut Vec<u8>) -> Option<()> {
    write_moment(time.div_euclid(per_second), time.rem_euclid(per_second), per_second, utc, into)
}

/// Adds a time in the oldest form: eight bytes with the nanoseconds of a day in UTC, and four with the day.
pub(super) fn write_int96(bytes: &[u8], into: &mut Vec<u8>) -> Option<()> {
    let (nanoseconds, day) = bytes.split_first_chunk()?;
    let nanoseconds = i64::try_from(u64::from_le_bytes(*nanoseconds)).ok()?;
    let day = u32::from_le_bytes(day.try_into().ok()?);
    let second = (i64::from(day) - JULIAN) * DAY + nanoseconds / 1_000_000_000;
    write_moment(second, nanoseconds % 1_000_000_000, 1_000_000_000, true, into)
}

fn write_moment(second: i64, fraction: i64, per_second: i64, utc: bool, into: &mut Vec<u8>) -> Option<()> {
    write_day(second.div_euclid(DAY), into)?;
    let of_day = second.rem_euclid(DAY);
    if !utc && of_day == 0 && fraction == 0 {
        return Some(());
    }
    write!(into, "T{:02}:{:02}:{:02}", of_day / 3600, of_day / 60 % 60, of_day % 60).ok()?;
    if fraction > 0 {
        // The leading one keeps the zeros behind the point.
        let digits = (per_second + fraction).to_string();
        write!(into, ".{}", digits.get(1..)?.trim_end_matches('0')).ok()?;
    }
    if utc {
        into.push(b'Z');
    }
    Some(())
}

/// Adds sixteen bytes as ids of that length are written.
pub(super) fn write_uuid(bytes: &[u8], into: &mut Vec<u8>) -> Option<()> {
    let shown = format!("{:032x}", u128::from_be_bytes(bytes.try_into().ok()?));
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| shown.get(part).unwrap_or_default());
    write!(into, "{}", parts.join("-")).ok()
}

/// Year, month and day of a day by its number from 1970-01-01. Years begin in March here, so that the day that only some of
/// them have is their last; 400 of them are always equally long.
fn civil(day: i64) -> (i64, u16, u16) {
    const ERA: i64 = 146_097;
    // So many days before 1970 is the first day of March of the year 0.
    let day = day + 719_468;
    let of_era = day.rem_euclid(ERA);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * from_march + 2) / 5 + 1;
    let (years, month) = if from_march < 10 { (0, from_march + 3) } else { (1, from_march - 9) };
    let small = |number: i64| u16::try_from(number).unwrap_or_default();
    (year_of_era + day.div_euclid(ERA) * 400 + years, small(month), small(of_month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(write: impl Fn(&mut Vec<u8>) -> Option<()>, expected: &str) {
        let mut text = Vec::new();
        write(&mut text).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), expected);
    }

    #[test]
    fn texts() {
        for (text, expected) in [
            ("", ""),
            ("山田 太郎", "山田 太郎"),
            ("a,b", "\"a,b\""),
            ("\"", "\"\"\"\""),
            ("a\"b\"", "\"a\"\"b\"\"\""),
            ("a\r\nb", "\"a\r\nb\""),
        ] {
            check(|into| write_text(text.as_bytes(), into), expected);
        }
        assert_eq!(write_text(b"a\xFF", &mut Vec::new()), None);
    }

    #[test]
    fn decimals() {
        for (digits, scale, expected) in [
            (0, 0, "0"),
            (0, 2, "0.00"),
            (-5, 2, "-0.05"),
            (123_456, 2, "1234.56"),
            (-123, 0, "-123"),
            (7, 38, "0.00000000000000000000000000000000000007"),
            (i128::MIN, 3, "-170141183460469231731687303715884105.728"),
        ] {
            check(|into| write_decimal(digits, scale, into), expected);
        }
        for (bytes, expected) in [
            (&[][..], Some(0)),
            (&[0x7F], Some(127)),
            (&[0xFF], Some(-1)),
            (&[0x80, 0], Some(-32_768)),
            (&[0; 16], Some(0)),
            (&[0; 17], None),
        ] {
            assert_eq!(big_endian(bytes), expected);
        }
    }

    #[test]
    fn numbers() {
        for (number, expected) in [
            (12.0, "12"),
            (0.1 + 0.2, "0.30000000000000004"),
            (-1.5, "-1.5"),
            (1e21, "1000000000000000000000"),
            (1e-7, "0.0000001"),
            (f64::NAN, "NaN"),
            (f64::NEG_INFINITY, "-inf"),
        ] {
            check(|into| write_float(&f64::to_le_bytes(number), into), expected);
        }
        check(|into| write_float(&0.1f32.to_le_bytes(), into), "0.1");
        assert_eq!(write_float(&[0; 5], &mut Vec::new()), None);
        check(|into| write_number(u64::MAX, into), "18446744073709551615");
    }

    #[test]
    fn days() {
        for (day, expected) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (17_833, "2018-10-29"),
            (11_016, "2000-02-29"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
            (2_932_896, "9999-12-31"),
            (2_932_897, "10000-01-01"),
            (-719_162, "0001-01-01"),
        ] {
            check(|into| write_day(day, into), expected);
        }
        let first = crate::model::Date::new(1900, 1, 1).unwrap();
        for n in 0..120_000 {
            check(|into| write_day(i64::from(n) - 25_567, into), &first.plus_days(n).to_string());
        }
    }

    #[test]
    fn times() {
        for (time, per_second, utc, expected) in [
            (1_540_771_200_000, 1_000, false, "2018-10-29"),
            (1_540_771_200_000, 1_000, true, "2018-10-29T00:00:00Z"),
            (1_540_826_400_500, 1_000, false, "2018-10-29T15:20:00.5"),
            (1_540_826_400_000_001, 1_000_000, true, "2018-10-29T15:20:00.000001Z"),
            (-1, 1_000_000_000, true, "1969-12-31T23:59:59.999999999Z"),
            (i64::MIN, 1_000, false, "-292275055-05-16T16:47:04.192"),
            (i64::MAX, 1_000, false, "292278994-08-17T07:12:55.807"),
        ] {
            check(|into| write_time(time, per_second, utc, into), expected);
        }
        let int96 = |nanoseconds: u64, day: u32| [&nanoseconds.to_le_bytes()[..], &day.to_le_bytes()].concat();
        check(|into| write_int96(&int96(55_200_500_000_000, 2_458_421), into), "2018-10-29T15:20:00.5Z");
        check(|into| write_int96(&int96(0, 0), into), "-4713-11-24T00:00:00Z");
        assert_eq!(write_int96(&int96(u64::MAX, 0), &mut Vec::new()), None);
        assert_eq!(write_int96(&[0; 11], &mut Vec::new()), None);
    }

    #[test]
    fn ids() {
        let bytes: Vec<u8> = (0xA0..0xB0).collect();
        check(|into| write_uuid(&bytes, into), "a0a1a2a3-a4a5-a6a7-a8a9-aaabacadaeaf");
        assert_eq!(write_uuid(&[0; 15], &mut Vec::new()), None);
    }
}
