//! Exact amounts: money, seats, users, customers.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul, Neg, Sub};

/// An exact decimal with up to six places. Sums, differences and comparisons are exact; nothing is ever rounded.
///
/// A parsed quantity has at most eighteen digits before the point, so a sum of a hundred thousand million of them still
/// fits; past that the arithmetic saturates rather than wraps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity(i128);

/// Why a text is not a quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuantityError {
    /// Not digits with an optional sign and decimal point.
    NotANumber,
    /// It is written with a grouping mark, such as `1,000`.
    Grouped,
    /// More than six decimal places.
    TooPrecise,
    /// More than eighteen digits before the point.
    TooLarge,
}

const PLACES: usize = 6;
const UNIT: i128 = 1_000_000;

/// What the last digit counts for, by the number of places.
const UNITS: [i64; PLACES + 1] = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// A whole number of units.
    #[must_use]
    pub fn whole(units: i64) -> Self {
        Self(i128::from(units) * UNIT)
    }

    /// Reads `-?[0-9]+(.[0-9]+)?`.
    ///
    /// # Errors
    /// Says what is wrong with the text: a grouping mark, too many places, too many digits, or not a number at all.
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        Self::read(text.as_bytes())
    }

    /// The same from bytes, which need not be text.
    ///
    /// # Errors
    /// As for [`Quantity::parse`].
    #[inline]
    pub fn read(text: &[u8]) -> Result<Self, QuantityError> {
        Self::read_plain(text).map_or_else(|| Self::read_any(text), Ok)
    }

    /// Up to eighteen characters, as nearly all amounts are: digits, of which the last ones may stand behind a point.
    #[inline]
    fn read_plain(text: &[u8]) -> Option<Self> {
        let (mut number, mut point) = (0i64, None);
        if !(1..=18).contains(&text.len()) {
            return None;
        }
        for (at, byte) in text.iter().enumerate() {
            match byte.wrapping_sub(b'0') {
                digit @ 0..=9 => number = number * 10 + i64::from(digit),
                _ if *byte == b'.' && point.is_none() => point = Some(at),
                _ => return None,
            }
        }
        let places = point.map_or(0, |at| text.len() - 1 - at);
        let unit = UNITS.get(places).filter(|_| point.is_none_or(|at| at > 0 && places > 0))?;
        Some(Self(i128::from(number) * i128::from(*unit)))
    }

    fn read_any(text: &[u8]) -> Result<Self, QuantityError> {
        let (negative, digits) = match text.strip_prefix(b"-") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let point = digits.iter().position(|byte| *byte == b'.');
        let (whole, fraction) = point.map_or((digits, &b"0"[..]), |at| {
            (digits.get(..at).unwrap_or_default(), digits.get(at + 1..).unwrap_or_default())
        });
        let all_digits = |bytes: &[u8]| !bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit);
        if !all_digits(whole) || !all_digits(fraction) {
            let grouped = digits.iter().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.' | b'_' | b' ' | b'\''));
            let any_digit = digits.iter().any(u8::is_ascii_digit);
            return Err(if grouped && any_digit { QuantityError::Grouped } else { QuantityError::NotANumber });
        }
        let zeros = |bytes: &mut dyn Iterator<Item = &u8>| bytes.take_while(|byte| **byte == b'0').count();
        let whole = whole.get(zeros(&mut whole.iter())..).unwrap_or_default();
        if whole.len() > 18 {
            return Err(QuantityError::TooLarge);
        }
        let places = fraction.len() - zeros(&mut fraction.iter().rev());
        if places > PLACES {
            return Err(QuantityError::TooPrecise);
        }
        // Eighteen digits are within 64 bits.
        let number = |digits: &[u8]| digits.iter().fold(0i64, |value, digit| value * 10 + i64::from(digit - b'0'));
        let padding = (places..PLACES).fold(1, |unit, _| unit * 10);
        let fraction = number(fraction.get(..places).unwrap_or_default()) * padding;
        let value = i128::from(number(whole)) * UNIT + i128::from(fraction);
        Ok(Self(if negative { -value } else { value }))
    }

    /// This many percent of it; none when that has more places than can be kept, for nothing is ever rounded.
    #[must_use]
    pub fn percent(self, percent: u32) -> Option<Self> {
        let hundredfold = self.0.checked_mul(i128::from(percent))?;
        (hundredfold % 100 == 0).then_some(Self(hundredfold / 100))
    }

    /// The smallest whole number that is not below this, kept within `u32`.
    #[must_use]
    pub fn ceil(self) -> u32 {
        let whole = self.0.max(0).saturating_add(UNIT - 1) / UNIT;
        u32::try_from(whole).unwrap_or(u32::MAX)
    }

    /// True when there is nothing behind the decimal point.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.0 % UNIT == 0
    }

    /// True below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The larger of this and zero.
    #[must_use]
    pub fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// How much of `whole` this is, in thousandths, rounded down and kept within 0 to 1000: for drawing and sorting,
    /// never for deciding.
    #[must_use]
    pub fn per_mille_of(self, whole: Self) -> u32 {
        if whole.0 <= 0 {
            return 1000;
        }
        let share = self.0.max(0).saturating_mul(1000) / whole.0;
        u32::try_from(share.min(1000)).unwrap_or(1000)
    }
}

impl Add for Quantity {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl Sub for Quantity {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Quantity {
    type Output = Self;
    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Mul<u32> for Quantity {
    type Output = Self;
    fn mul(self, times: u32) -> Self {
        Self(self.0.saturating_mul(i128::from(times)))
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Quantity {
    /// The shortest exact decimal: `15000`, `-0.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        let whole = magnitude / UNIT.unsigned_abs();
        let fraction = magnitude % UNIT.unsigned_abs();
        if fraction == 0 {
            write!(f, "{sign}{whole}")
        } else {
            let digits = format!("{fraction:06}");
            write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_and_prints_exactly() {
        for text in ["0", "15000", "-0.5", "0.000001", "999999999999999999.999999"] {
            assert_eq!(Quantity::parse(text).map(|q| q.to_string()), Ok(text.to_owned()));
        }
        assert_eq!(Quantity::parse("007.10").map(|q| q.to_string()), Ok("7.1".to_owned()));
    }

    #[test]
    fn says_what_is_wrong() {
        use QuantityError::{Grouped, NotANumber, TooLarge, TooPrecise};
        for (text, error) in [
            ("", NotANumber),
            ("-", NotANumber),
            ("1e3", NotANumber),
            ("１５", NotANumber),
            ("1,000", Grouped),
            ("1.000.000", Grouped),
            ("0.0000001", TooPrecise),
            ("1000000000000000000", TooLarge),
        ] {
            assert_eq!(Quantity::parse(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn printing_and_reading_are_inverse(raw in -1_000_000_000_000_000i64..1_000_000_000_000_000) {
            let quantity = Quantity(i128::from(raw));
            prop_assert_eq!(Quantity::parse(&quantity.to_string()), Ok(quantity));
        }

        /// What is read at a glance is what is read with care.
        #[test]
        fn plain_amounts_are_read_as_any_other(text in "[0-9]{0,20}[.]?[0-9]{0,8}|[-0-9.,]{0,12}") {
            if let Some(quantity) = Quantity::read_plain(text.as_bytes()) {
                prop_assert_eq!(Quantity::read_any(text.as_bytes()), Ok(quantity));
            }
            prop_assert_eq!(Quantity::parse(&text), Quantity::read_any(text.as_bytes()));
        }
    }
}
