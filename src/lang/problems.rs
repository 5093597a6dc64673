//! What every complaint says: a sentence, what stands at the place, and what would help.

mod dates;
mod en;
mod ja;
mod numbers;

use super::Lang;
use crate::diagnostic::{Problem, Severity, Thing};

/// The words of a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What is wrong.
    pub message: String,
    /// What is said under the place; empty when the message is enough.
    pub label: String,
    /// What is said under the related places.
    pub related: String,
    /// What would help.
    pub help: Option<String>,
}

/// The words of `problem`.
#[must_use]
pub fn words(lang: Lang, problem: &Problem) -> Words {
    match lang {
        Lang::En => en::words(problem),
        Lang::Ja => ja::words(problem),
    }
}

/// What an id is the id of.
#[must_use]
pub fn thing(lang: Lang, thing: Thing) -> &'static str {
    match lang {
        Lang::En => en::thing(thing),
        Lang::Ja => ja::thing(thing),
    }
}

/// The word in front of a complaint.
#[must_use]
pub fn severity(lang: Lang, severity: Severity) -> &'static str {
    match lang {
        Lang::En => severity.word(),
        Lang::Ja => match severity {
            Severity::Note => "注記",
            Severity::Warning => "警告",
            Severity::Error => "エラー",
        },
    }
}

/// The word in front of what would help.
#[must_use]
pub fn help_word(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "help",
        Lang::Ja => "ヒント",
    }
}

/// How many errors and warnings there are, each with how many of them are not shown, and how many notes are not shown;
/// empty when there is nothing to count.
#[must_use]
pub fn summary(lang: Lang, errors: (usize, usize), warnings: (usize, usize), hidden_notes: usize) -> String {
    let count = |n: usize, kind: Severity| {
        let word = severity(lang, kind);
        match (lang, n) {
            (_, 0) => None,
            (Lang::En, 1) => Some(format!("1 {word}")),
            (Lang::En, n) => Some(format!("{n} {word}s")),
            (Lang::Ja, n) => Some(format!("{word}{n}件")),
        }
    };
    let all = [count(errors.0, Severity::Error), count(warnings.0, Severity::Warning), None];
    let hidden =
        [count(errors.1, Severity::Error), count(warnings.1, Severity::Warning), count(hidden_notes, Severity::Note)];
    let joined = |counts: [Option<String>; 3]| {
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        match lang {
            Lang::En => counts.join(", "),
            Lang::Ja => counts.join("、"),
        }
    };
    let (all, hidden) = (joined(all), joined(hidden));
    match (lang, all.is_empty(), hidden.is_empty()) {
        (_, _, true) => all,
        (Lang::En, true, false) => format!("{hidden} not shown"),
        (Lang::En, false, false) => format!("{all} ({hidden} not shown)"),
        (Lang::Ja, true, false) => format!("{hidden}は表示していません"),
        (Lang::Ja, false, false) => format!("{all}（うち{hidden}は表示していません）"),
    }
}

/// A number of bytes in the largest unit that divides it.
fn bytes(count: u64, smallest: &str) -> String {
    let units = [("GiB", 30), ("MiB", 20), ("KiB", 10)];
    let unit = units.into_iter().find(|(_, shift)| count > 0 && count.trailing_zeros() >= *shift);
    unit.map_or_else(|| format!("{count} {smallest}"), |(unit, shift)| format!("{} {unit}", count >> shift))
}
