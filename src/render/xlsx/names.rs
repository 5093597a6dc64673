//! Names of sheets: what a table is about, within what Excel takes for a name.

use super::visible_lines;
use std::collections::BTreeSet;

/// The most UTF-16 units of a name.
const UNITS: usize = 31;

/// Characters that no name may have.
const FORBIDDEN: [char; 10] = [':', '\\', '/', '?', '*', '[', ']', '\n', '\r', '\t'];

/// The names of the sheets of a workbook, each once.
pub(super) struct Names {
    untitled: &'static str,
    /// Those that cannot be had any more, in lower case, since Excel does not tell cases apart.
    taken: BTreeSet<String>,
}

impl Names {
    /// No names yet; `untitled` is for what has none.
    pub(super) fn new(untitled: &'static str) -> Self {
        // Excel keeps this one for itself.
        Self { untitled, taken: BTreeSet::from(["history".to_owned()]) }
    }

    /// The name of the next sheet.
    pub(super) fn next(&mut self, title: &str) -> String {
        let clean: String =
            visible_lines(title).chars().map(|c| if FORBIDDEN.contains(&c) { '-' } else { c }).collect();
        let clean = trimmed(&clean);
        let base = if clean.is_empty() { self.untitled } else { clean };
        let mut name = cut(base, UNITS);
        let mut number = 1;
        while !self.taken.insert(name.to_lowercase()) {
            number += 1;
            let suffix = format!(" ({number})");
            name = cut(base, UNITS - suffix.len()) + &suffix;
        }
        name
    }
}

/// Without what a name may neither begin nor end with.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\'')
}

/// As much of a text as fits.
fn cut(text: &str, units: usize) -> String {
    let mut used = 0;
    let fits = |c: &char| {
        used += c.len_utf16();
        used <= units
    };
    let cut: String = text.chars().take_while(fits).collect();
    trimmed(&cut).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_excel_takes_and_each_stands_once() {
        let mut names = Names::new("Table");
        for (title, name) in [
            ("Alerts", "Alerts"),
            ("ALERTS", "ALERTS (2)"),
            ("", "Table"),
            ("'", "Table (2)"),
            ("History", "History (2)"),
            ("'a/b:c[d]\n?*\\'", "a-b-c-d-----"),
            ("\u{1B}[31m", "␛-31m"),
            (
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一",
            ),
            (
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三",
                "一二三四五六七八九十一二三四五六七八九十一二三四五六七 (2)",
            ),
            ("123456789012345678901234567890😀", "123456789012345678901234567890"),
            ("123456789012345678901234567 'x'y", "123456789012345678901234567 'x"),
        ] {
            assert_eq!(names.next(title), name);
        }
    }
}
