//! Rows of CSV for people, who open them in spreadsheets: RFC 4180, and no cell is taken for a formula.

use std::borrow::Cow;

/// Adds a row. Cells with a separator, a quote or a line break are quoted.
pub(super) fn push_row<'c>(out: &mut String, cells: impl IntoIterator<Item = impl Into<Cow<'c, str>>>) {
    for (n, cell) in cells.into_iter().enumerate() {
        let cell = cell.into();
        out.push_str(if n == 0 { "" } else { "," });
        if cell.contains([',', '"', '\r', '\n']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// A text behind a `'` where a spreadsheet would take it for a formula.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    if is_dangerous(text) { format!("'{text}").into() } else { text.into() }
}

/// The text that was guarded.
pub(super) fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_dangerous(rest)).unwrap_or(text)
}

/// Whether a text begins like a formula, or like one that is guarded: otherwise a text that had the `'` from the beginning
/// would lose it.
fn is_dangerous(text: &str) -> bool {
    // An input method may write the full-width forms, and an editor fold them later.
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cells() {
        let mut out = String::new();
        push_row(&mut out, ["a", "", "b,c", "d\"e", "f\r\ng", " h "]);
        push_row(&mut out, [""]);
        assert_eq!(out, "a,,\"b,c\",\"d\"\"e\",\"f\r\ng\", h \r\n\r\n");
        for (text, expected) in
            [("=1", "'=1"), ("'=1", "''=1"), ("＝1", "'＝1"), ("\tx", "'\tx"), ("'a", "'a"), ("a=", "a="), ("", "")]
        {
            assert_eq!(guarded(text), expected);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn guards_come_off_again(text in "['=+＠\ta山]{0,5}") {
            let safe = guarded(&text);
            prop_assert!(!safe.starts_with(['=', '+', '＠', '\t']));
            prop_assert_eq!(unguarded(&safe), text.as_str());
        }
    }
}
