//! Text that a spreadsheet would take for a formula, and the apostrophe that keeps it text.
//!
//! A cell that begins with one of a few characters is run by spreadsheet programs when somebody opens the file (OWASP, CSV
//! injection; ASVS 5.0, 1.2.10). Everything written for a spreadsheet is guarded, and everything read from CSV is bared, so
//! that our own files come back as they were.

use std::borrow::Cow;

/// What formulas begin with; input methods for Japanese turn the full-width ones into the others.
const TRIGGERS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Text that is no formula wherever it is opened: an apostrophe is put before what would be one. Plain numbers stay numbers.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if is_triggered(text) && !is_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text without the apostrophe that [`guarded`] puts before it.
#[must_use]
pub fn bare(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_triggered(rest)).unwrap_or(text)
}

/// Text that would be a formula, or that has the apostrophes of one and would lose the first.
fn is_triggered(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(TRIGGERS)
}

/// A sign, digits, and perhaps a fraction: spreadsheets read it as a number, and so does everybody else.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && digits.matches('.').count() < 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_text_and_come_back() {
        for (text, written) in [
            ("=1+2", "'=1+2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+3", "'-2+3"),
            ("＋８１", "'＋８１"),
            ("\tx", "'\tx"),
            ("-5.25", "-5.25"),
            ("+81", "+81"),
            ("-", "'-"),
            ("-1.2.3", "'-1.2.3"),
            ("'=x", "''=x"),
            ("'-5", "''-5"),
            ("O'Neill", "O'Neill"),
            ("'quoted'", "'quoted'"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), written);
            assert_eq!(bare(written), text);
        }
    }
}
