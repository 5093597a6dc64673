//! Words and phrases of reports; one file a subject.

mod alerts;
mod batch;
mod cause;
mod change;
mod evidence;
mod forecast;
mod import;
mod membership;
mod people;
mod person;
mod program;
mod rules;
mod status;

pub use alerts::*;
pub use batch::*;
pub use cause::*;
pub use change::*;
pub use evidence::*;
pub use forecast::*;
pub use import::*;
pub use membership::*;
pub use people::*;
pub use person::*;
pub use program::*;
pub use rules::*;
pub use status::*;

use super::Lang;
use crate::engine::Verdict;

/// The day an output speaks of, with what it is the close of.
#[must_use]
pub fn as_of(lang: Lang, date: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("as of {date}"),
    }
}

/// Several things in a sentence.
#[must_use]
pub fn list(lang: Lang, items: &[String]) -> String {
    match (lang, items) {
        (_, []) => String::new(),
        (_, [only]) => only.clone(),
        (Lang::En | Lang::Ja, [first @ .., last]) => format!("{} and {last}", first.join(", ")),
    }
}

/// Alternatives in a sentence.
#[must_use]
pub fn any_of(lang: Lang, items: &[String]) -> String {
    match (lang, items) {
        (_, []) => String::new(),
        (_, [only]) => only.clone(),
        (Lang::En | Lang::Ja, [first @ .., last]) => format!("{} or {last}", first.join(", ")),
    }
}

/// A level in a table: a word that stands out without colour.
#[must_use]
pub fn level(level: &str) -> String {
    level.to_uppercase()
}

/// What stands where no level is held.
#[must_use]
pub fn no_level(lang: Lang, verdict: Verdict) -> &'static str {
    match (lang, verdict) {
        (Lang::En | Lang::Ja, Verdict::Unknown) => "cannot tell",
        (Lang::En | Lang::Ja, _) => "none",
    }
}

/// A verdict in a sentence.
#[must_use]
pub fn verdict(lang: Lang, verdict: Verdict) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => match verdict {
            Verdict::Met => "met",
            Verdict::NotMet => "not met",
            Verdict::Unknown => "cannot tell",
        },
    }
}
