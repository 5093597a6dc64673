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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells() {
        let mut out = String::new();
        push_row(&mut out, ["a", "", "b,c", "d\"e", "f\r\ng", " h "]);
        push_row(&mut out, [""]);
        assert_eq!(out, "a,,\"b,c\",\"d\"\"e\",\"f\r\ng\", h \r\n\r\n");
    }
}
