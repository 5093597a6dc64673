//! Amounts of outside files: `1,234.50`, `¥1,234`, `△1,234`, `(1,234)`, `１２３４`.
//!
//! Marks between thousands are taken away only where every group has three digits, so that `1,5` is never taken for
//! fifteen. An amount in thousands is refused rather than taken for a thousandth of itself.

use super::rows::Cell;
use crate::diagnostic::{Diagnostic, ImportFault, Problem, Span};
use crate::fold;
use crate::model::{Quantity, QuantityError};

/// Reads the amounts of one table.
#[derive(Debug, Default)]
pub(super) struct Amounts {
    /// The first amount with too many decimal places, and how many there are.
    rounded: Option<(Span, String, u32)>,
}

/// Units in which an amount is not counted in ones, longer ones first.
const SCALES: [&str; 13] =
    ["thousand", "million", "billion", "百万円", "十億円", "千円", "万円", "億円", "百万", "千", "万", "億", "k"];

/// Signs of money before or behind an amount, folded. What currency it is depends on the metric, not on the file.
const MONEY: [&str; 7] = ["us$", "usd", "jpy", "¥", "$", "\\", "円"];

impl Amounts {
    /// The amount in a cell; none for an empty one, and with a complaint for one that is no amount.
    pub(super) fn read(&mut self, cell: Cell<'_>, complaints: &mut Vec<Diagnostic>) -> Option<Quantity> {
        if cell.is_empty() {
            return None;
        }
        match Quantity::parse(cell.text).or_else(|error| self.read_marked(cell, error)) {
            Ok(quantity) => Some(quantity),
            Err(problem) => {
                complaints.push(Diagnostic::at(cell.span, problem));
                None
            }
        }
    }

    /// What there is to say about the table as a whole.
    pub(super) fn finish(self, complaints: &mut Vec<Diagnostic>) {
        if let Some((span, text, count)) = self.rounded {
            complaints.push(Diagnostic::at(span, Problem::Import(ImportFault::RoundedAmounts { text, count })));
        }
    }

    fn read_marked(&mut self, cell: Cell<'_>, error: QuantityError) -> Result<Quantity, Problem> {
        let text = cell.text.to_owned();
        let narrow = fold::nfkc(cell.text).to_lowercase();
        let narrow = narrow.trim();
        if let Some(unit) = SCALES.iter().find(|unit| narrow.trim_end_matches(')').ends_with(**unit)) {
            return Err(Problem::Import(ImportFault::ScaledAmount { text, unit: (*unit).to_owned() }));
        }
        let (negative, digits) = sign(narrow);
        let Some(plain) = ungrouped(digits).or_else(|| small(digits)) else {
            return Err(Problem::InvalidNumber { text, error });
        };
        let quantity = match Quantity::parse(&plain) {
            Err(QuantityError::TooPrecise) => {
                let (_, _, count) = self.rounded.get_or_insert_with(|| (cell.span, text.clone(), 0));
                *count = count.saturating_add(1);
                round(&plain)
            }
            other => other,
        };
        let quantity = quantity.map_err(|error| Problem::InvalidNumber { text, error })?;
        Ok(if negative { -quantity } else { quantity })
    }
}

/// Whether an amount is below zero, and the rest of it without signs of money.
fn sign(text: &str) -> (bool, &str) {
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    let (mut negative, mut rest) = (inner.is_some(), inner.unwrap_or(text).trim());
    // `-¥1,234` and `¥-1,234` are both common.
    for _ in 0..2 {
        if let Some(digits) = rest.strip_prefix(['-', '\u{2212}', '△', '▲']).filter(|_| !negative) {
            (negative, rest) = (true, digits.trim_start());
        }
        for money in MONEY {
            rest = rest.strip_prefix(money).map_or(rest, str::trim_start);
            rest = rest.strip_suffix(money).map_or(rest, str::trim_end);
        }
    }
    (negative, rest)
}

/// An amount without marks between its thousands, if they stand where such marks stand.
fn ungrouped(digits: &str) -> Option<String> {
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let grouped = whole.contains(',');
    let sound = all_digits(first)
        && (!grouped || first.len() <= 3)
        && groups.all(|group| group.len() == 3 && all_digits(group))
        && fraction.is_none_or(all_digits);
    sound.then(|| digits.replace(',', ""))
}

/// A small number as spreadsheets write it, `4.9e-05`, in decimals. A large one has lost digits, so it is refused.
fn small(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once("e-")?;
    let places: usize = exponent.parse().ok().filter(|places| (1..=30).contains(places))?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    (whole.len() == 1 && all_digits(whole) && all_digits(fraction))
        .then(|| format!("0.{}{whole}{fraction}", "0".repeat(places - 1)))
}

/// A decimal with too many places, rounded half up to the six that are kept.
fn round(plain: &str) -> Result<Quantity, QuantityError> {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, "0"));
    let (kept, rest) = fraction.split_at_checked(6).ok_or(QuantityError::NotANumber)?;
    let quantity = Quantity::parse(&format!("{whole}.{kept}"))?;
    Ok(if rest.starts_with(|c| c >= '5') { quantity + Quantity::parse("0.000001")? } else { quantity })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::import::recorded::shown;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        let (mut amounts, mut complaints) = (Amounts::default(), Vec::new());
        let cell = Cell { text, span: Span::new(FileId(0), 0, text.len()) };
        let quantity = amounts.read(cell, &mut complaints);
        amounts.finish(&mut complaints);
        let found = quantity.map(|quantity| quantity.to_string()).unwrap_or_default();
        format!("{found} {}", shown(&complaints, "").trim_end()).trim().to_owned()
    }

    #[test]
    fn amounts() {
        for (text, expected) in [
            ("8200.40", "8200.4"),
            ("1,234,567", "1234567"),
            ("¥1,234,567", "1234567"),
            ("￥１，２３４", "1234"),
            ("$1,234.50", "1234.5"),
            ("USD 12", "12"),
            ("1,234円", "1234"),
            ("△1,234", "-1234"),
            ("▲1,234", "-1234"),
            ("(1,234)", "-1234"),
            ("-¥1,234", "-1234"),
            ("¥-1,234", "-1234"),
            ("−5", "-5"),
            ("4.9E-05", "0.000049"),
            ("", ""),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_amount() {
        for (text, expected) in [
            ("1,234千円", "@0+11 error[scaled-amount] `1,234千円` is not counted in ones but in `千円`"),
            ("1.2百万円", "@0+12 error[scaled-amount] `1.2百万円` is not counted in ones but in `百万円`"),
            ("12K", "@0+3 error[scaled-amount] `12K` is not counted in ones but in `k`"),
            ("1,5", "@0+3 error[invalid-number] `1,5` has grouping marks"),
            ("1.234,50", "@0+8 error[invalid-number] `1.234,50` has grouping marks"),
            ("1,2345", "@0+6 error[invalid-number] `1,2345` has grouping marks"),
            ("1.2E+05", "@0+7 error[invalid-number] `1.2E+05` is not a number"),
            ("--5", "@0+3 error[invalid-number] `--5` is not a number"),
            ("n/a", "@0+3 error[invalid-number] `n/a` is not a number"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn more_places_than_are_kept() {
        let warning =
            "@0+11 warning[rounded-amounts] `0.123456789` has more than six decimal places; it is rounded to six";
        assert_eq!(read("0.123456789"), format!("0.123457 {warning}"));
        assert!(read("-1.9999995").starts_with("-2 "));
        assert!(read("1.2345674").starts_with("1.234567 "));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_text_is_an_amount_or_refused(text in "[-0-9,.eEk¥△()千円 ]{0,12}") {
            let (mut amounts, mut complaints) = (Amounts::default(), Vec::new());
            let cell = Cell { text: &text, span: Span::new(FileId(0), 0, text.len()) };
            let quantity = amounts.read(cell, &mut complaints);
            prop_assert_eq!(quantity.is_some(), complaints.is_empty() && !text.is_empty());
        }

        #[test]
        fn marks_change_nothing(amount in -999_999_999i64..=999_999_999) {
            let quantity = Quantity::whole(amount);
            let digits = amount.unsigned_abs().to_string();
            let mut grouped = String::new();
            for (at, digit) in digits.chars().enumerate() {
                if at > 0 && (digits.len() - at).is_multiple_of(3) {
                    grouped.push(',');
                }
                grouped.push(digit);
            }
            let sign = if amount < 0 { "△" } else { "" };
            prop_assert_eq!(read(&format!("{sign}¥{grouped}")), quantity.to_string());
        }
    }
}
