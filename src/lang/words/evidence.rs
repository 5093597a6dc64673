//! What was found for a requirement, in words.

use super::list;
use crate::lang::Lang;

/// How many seats are filled.
#[must_use]
pub fn filled(lang: Lang, certain: u32, possible: u32, needed: u32) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let perhaps = if possible > certain { format!(", perhaps {possible}") } else { String::new() };
            format!("{certain} of {needed} filled{perhaps}")
        }
    }
}

/// Others who fit but are not needed.
#[must_use]
pub fn also_fit(lang: Lang, people: &[String], more: usize) -> String {
    match lang {
        Lang::En | Lang::Ja if more > 0 => format!("also fit: {} and {more} more", people.join(", ")),
        Lang::En | Lang::Ja => format!("also fit: {}", people.join(", ")),
    }
}

/// Why seats stay empty.
#[must_use]
pub fn blocking(lang: Lang, seats: u32, requirements: &[String], people: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let accept = match people {
                [] => "nobody fits them".to_owned(),
                people => {
                    let noun = if people.len() == 1 { "person fits" } else { "people fit" };
                    format!("only {} {noun} them ({})", people.len(), people.join(", "))
                }
            };
            let noun = if seats == 1 { "seat" } else { "seats" };
            format!("blocked: {seats} {noun} of {}, but {accept}", list(lang, requirements))
        }
    }
}

/// Somebody close to an empty seat.
#[must_use]
pub fn near(lang: Lang, person: &str, missing: &[String], uncounted: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let lacks = if missing.is_empty() { String::new() } else { format!("lacks {}", list(lang, missing)) };
            let has = if uncounted.is_empty() {
                String::new()
            } else {
                format!("has {}, not counted", list(lang, uncounted))
            };
            let both = [lacks, has].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("; ");
            format!("nearest: {person} {both}")
        }
    }
}

/// What a figure is.
#[must_use]
pub fn figure(lang: Lang, low: Option<&str>, high: Option<&str>, unit: &str, months: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let value = match (low, high) {
                (Some(low), Some(high)) if low == high => format!("{low} {unit}"),
                (Some(low), None) => format!("at least {low} {unit}"),
                (Some(low), Some(high)) => format!("{low} to {high} {unit}"),
                (None, Some(high)) => format!("at most {high} {unit}"),
                (None, None) => "any value is possible".to_owned(),
            };
            if months.is_empty() { value } else { format!("{value}, {months}") }
        }
    }
}

/// How much of a figure is missing.
#[must_use]
pub fn shortfall(lang: Lang, amount: &str, unit: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{amount} {unit} short"),
    }
}

/// Months without figures.
#[must_use]
pub fn missing_months(lang: Lang, months: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("no figures for {months}"),
    }
}

/// A value left out because of how its business is linked.
#[must_use]
pub fn left_out(lang: Lang, amount: &str, unit: &str, association: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let linked = association.map_or("without an association type".to_owned(), |a| format!("linked as {a}"));
            format!("left out: {amount} {unit} {linked}")
        }
    }
}

/// A statement that was made.
#[must_use]
pub fn stated(lang: Lang, holds: bool, evidence: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let evidence = evidence.map_or(String::new(), |e| format!(": {e}"));
            if holds { format!("stated{evidence}") } else { format!("stated not to hold{evidence}") }
        }
    }
}

/// That nobody made a statement.
#[must_use]
pub fn not_stated(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "nobody stated it",
    }
}

/// An override in a tree.
#[must_use]
pub fn overridden(lang: Lang, until: &str, reason: Option<&str>, by: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let reason = reason.map_or(String::new(), |r| format!(": {r}"));
            let by = by.map_or(String::new(), |b| format!(" ({b})"));
            format!("taken as met by an override until {until}{reason}{by}")
        }
    }
}

/// A doubt about a published text.
#[must_use]
pub fn uncertain(lang: Lang, why: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("uncertain: {why}"),
    }
}

/// A remark.
#[must_use]
pub fn note(lang: Lang, note: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("note: {note}"),
    }
}

/// Where a rule was published.
#[must_use]
pub fn source(lang: Lang, sources: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("source: {}", sources.join("; ")),
    }
}

/// Where a rule or fact stands.
#[must_use]
pub fn at(lang: Lang, place: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("at {place}"),
    }
}

/// Where a rule stands in its program file.
#[must_use]
pub fn rule_at(lang: Lang, program: &str, line: u32) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("rule: {program}, line {line}"),
    }
}

/// That a path cannot be judged.
#[must_use]
pub fn cannot_tell(lang: Lang, why: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("cannot tell: {why}"),
    }
}
