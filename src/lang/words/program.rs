//! Sentences of `program`: the rules as they were published.

use super::{list, not_offered};
use crate::lang::Lang;

/// The headings of the programme list.
#[must_use]
pub fn program_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En | Lang::Ja => ["Competency", "Id", "Area", "Paths"],
    }
}

/// The headings of the credential list.
#[must_use]
pub fn credential_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En | Lang::Ja => ["Credential", "Kind", "Name", "Retired"],
    }
}

/// The headings of the list of built-in programmes.
#[must_use]
pub fn built_in_headings(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En | Lang::Ja => ["Program", "Version", "Name"],
    }
}

/// The first line of a programme.
#[must_use]
pub fn program_line(
    lang: Lang,
    name: &str,
    version: &str,
    competencies: usize,
    credentials: usize,
    date: &str,
) -> String {
    match lang {
        Lang::En | Lang::Ja => format!(
            "{name}, version {version}: {competencies} competencies, {credentials} credentials; rules in force on {date}."
        ),
    }
}

/// Other names of a competency.
#[must_use]
pub fn also_called(lang: Lang, names: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("Also called {}.", list(lang, names)),
    }
}

/// How long a programme ran.
#[must_use]
pub fn life(lang: Lang, earned_until: Option<&str>, benefits_until: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let parts: Vec<String> = [
                earned_until.map(|d| format!("competencies could be earned until {d}")),
                benefits_until.map(|d| format!("benefits ended on {d}")),
            ]
            .into_iter()
            .flatten()
            .collect();
            format!("Its life: {}.", parts.join("; "))
        }
    }
}

/// How a level's alternatives read.
#[must_use]
pub fn level_rule(lang: Lang, level: &str, paths: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => match paths {
            0 => not_offered(lang, level),
            1 => format!("{level}, by this path"),
            _ => format!("{level}, by any one of these paths"),
        },
    }
}

/// How a path's requirements read.
#[must_use]
pub fn path_rule(lang: Lang, name: &str, id: &str, requirements: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let all = if requirements > 1 { ", all of these" } else { "" };
            format!("{name} ({id}){all}")
        }
    }
}

/// A published change.
#[must_use]
pub fn history(lang: Lang, from: Option<&str>, until: Option<&str>, change: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let when = match (from, until) {
                (Some(from), Some(until)) => format!("from {from} until {until}"),
                (Some(from), None) => format!("from {from}"),
                (None, Some(until)) => format!("until {until}"),
                (None, None) => "at some time".to_owned(),
            };
            format!("{when}: {change}")
        }
    }
}

/// A section heading of `program show`.
#[must_use]
pub fn section(lang: Lang, section: Section) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => match section {
            Section::Rules => "Rules",
            Section::History => "History",
            Section::Offers => "Offers",
            Section::Exemptions => "Exemptions",
            Section::Unlocks => "What held competencies open",
            Section::Uses => "Named by",
            Section::Notes => "Notes",
            Section::Metrics => "Metrics (for performance.csv)",
            Section::Associations => "Association types (for performance.csv)",
        },
    }
}

/// A section of `program show`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is its own heading")]
pub enum Section {
    Rules,
    History,
    Offers,
    Exemptions,
    Unlocks,
    Uses,
    Notes,
    Metrics,
    Associations,
}

/// A credential's dates.
#[must_use]
pub fn retirement(lang: Lang, retired: &str, counts_until: &str, published: bool) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let how = if published { "" } else { " by the policy's months of grace" };
            format!("Retired on {retired}; when earned by that day it counts until {counts_until}{how}.")
        }
    }
}

/// The credential that took another's place.
#[must_use]
pub fn replaced_by(lang: Lang, credential: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("Replaced by {credential}."),
    }
}

/// That nothing names a credential.
#[must_use]
pub fn not_named(lang: Lang, date: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("No requirement in force on {date} names it."),
    }
}

/// An offer's terms.
#[must_use]
pub fn offer(lang: Lang, name: &str, requires: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => match requires {
            Some(level) => format!("{name}: needs a competency at {level}"),
            None => format!("{name}: needs no competency"),
        },
    }
}

/// An upgrade's terms.
#[must_use]
pub fn upgrade(lang: Lang, from: &str, percent: u32) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("upgrade from {from}: {percent} % off"),
    }
}

/// A published price.
#[must_use]
pub fn fee(lang: Lang, amount: &str, currency: &str, per: &str, as_of: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("fee: {amount} {currency} per {per} (published {as_of})"),
    }
}
