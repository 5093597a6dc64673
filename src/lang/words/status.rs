//! Sentences of `status` and the phrases of its table.

use super::{as_of, list};
use crate::engine::{EndCause, State, Verdict};
use crate::lang::Lang;

/// The first line of `status`.
#[must_use]
pub fn holds(lang: Lang, organization: &str, levels: &[(usize, &str)], unknown: usize, date: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let held: Vec<String> = levels
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, level)| {
                    let noun = if *count == 1 { "competency" } else { "competencies" };
                    format!("{count} {noun} at {level}")
                })
                .collect();
            let held = if held.is_empty() { "no competency".to_owned() } else { list(lang, &held) };
            let unknown = match unknown {
                0 => String::new(),
                n => format!("; for {n} more the records cannot tell"),
            };
            format!("{organization} holds {held}{unknown}, {}.", as_of(lang, date))
        }
    }
}

/// The membership line of `status`.
#[must_use]
pub fn membership(
    lang: Lang,
    offer: &str,
    state: State,
    anniversary: &str,
    opens: &str,
    closes: &str,
    eligible: Verdict,
) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let renewal = match eligible {
                Verdict::Met => "its requirement holds today",
                Verdict::NotMet => "its requirement does not hold today",
                Verdict::Unknown => "whether its requirement holds today cannot be told",
            };
            match state {
                State::Active => {
                    format!("{offer}: active until {anniversary}; renewable from {opens} to {closes}; {renewal}.")
                }
                State::RenewalWindow => {
                    format!("{offer}: the term ended on {anniversary}; renewable until {closes}; {renewal}.")
                }
                State::Lapsed => format!("{offer}: lapsed; it could be renewed until {closes}."),
            }
        }
    }
}

/// What `status` says when no people are recorded.
#[must_use]
pub fn nobody(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "No people are recorded, so nobody can be counted.",
    }
}

/// What `status` says when nothing was bought.
#[must_use]
pub fn no_membership(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "No membership is recorded.",
    }
}

/// What `status` says first after a programme's end.
#[must_use]
pub fn program_over(lang: Lang, name: &str, earned_until: &str, benefits_until: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let benefits = benefits_until.map_or(String::new(), |d| format!("; benefits ended on {d}"));
            format!(
                "{name}: this programme is over. Competencies could be earned until {earned_until}{benefits}. What follows is what its last rules would say."
            )
        }
    }
}

/// How many achievements were read and counted.
#[must_use]
pub fn achievements(lang: Lang, read: usize, counted: usize, reasons: &[(&str, usize)]) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let not: usize = reasons.iter().map(|(_, n)| n).sum();
            let each: Vec<String> = reasons.iter().map(|(code, n)| format!("{n} {code}")).collect();
            let why = if each.is_empty() { String::new() } else { format!(" ({})", each.join(", ")) };
            format!("Achievements: {read} read = {counted} counted + {not} not counted{why}.")
        }
    }
}

/// How many facts after the day were left aside.
#[must_use]
pub fn left_aside(lang: Lang, total: usize, date: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let noun = if total == 1 { "fact" } else { "facts" };
            format!("{total} {noun} dated after {date} left aside.")
        }
    }
}

/// How many competencies are not shown.
#[must_use]
pub fn not_shown(lang: Lang, none: usize, unknown: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let mut parts = Vec::new();
            if none > 0 {
                parts.push(format!("{none} without any progress"));
            }
            if unknown > 0 {
                parts.push(format!("{unknown} about which the records say nothing"));
            }
            format!("Not shown: {} (`--all` shows them).", parts.join(", "))
        }
    }
}

/// Where to go from `status`.
#[must_use]
pub fn status_hint(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "`competency explain COMPETENCY` says why; `competency why-not PERSON` says which exams count.",
    }
}

/// The headings of the status table.
#[must_use]
pub fn status_headings(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::En | Lang::Ja => ["Competency", "Level", "Through", "To the next level", "Margin"],
    }
}

/// That a level is held through an override.
#[must_use]
pub fn by_override(lang: Lang, until: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("override until {until}"),
    }
}

/// People missing, and who is nearest.
#[must_use]
pub fn people_missing(lang: Lang, missing: u32, requirement: Option<&str>, nearest: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let noun = if missing == 1 { "person" } else { "people" };
            let requirement = requirement.map_or(String::new(), |r| format!(" for {r}"));
            let nearest = nearest.map_or(String::new(), |n| format!(" (nearest {n})"));
            format!("{missing} more {noun}{requirement}{nearest}")
        }
    }
}

/// A figure missing.
#[must_use]
pub fn figure_missing(lang: Lang, amount: &str, unit: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{amount} {unit} short"),
    }
}

/// A figure nobody can judge.
#[must_use]
pub fn figure_unknown(lang: Lang, metric: &str, months: &str) -> String {
    match lang {
        Lang::En | Lang::Ja if months.is_empty() => format!("no figures for {metric}"),
        Lang::En | Lang::Ja => format!("no figures for {metric} in {months}"),
    }
}

/// A figure that cannot be judged because the market is not stated.
#[must_use]
pub fn market_unknown(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "the threshold depends on the organization's market, which is not stated",
    }
}

/// A statement that is missing.
#[must_use]
pub fn statement_missing(lang: Lang, what: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("a statement: {what}"),
    }
}

/// People that may leave.
#[must_use]
pub fn spare(lang: Lang, people: Option<u32>) -> String {
    match (lang, people) {
        (Lang::En | Lang::Ja, None) => "rests on no people".to_owned(),
        (Lang::En | Lang::Ja, Some(0)) => "nobody to spare".to_owned(),
        (Lang::En | Lang::Ja, Some(1)) => "1 person to spare".to_owned(),
        (Lang::En | Lang::Ja, Some(n)) => format!("{n} people to spare"),
    }
}

/// The next thing counted that ends.
#[must_use]
pub fn next_end(lang: Lang, date: &str, what: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("next loss {date}: {what}"),
    }
}

/// Whose credit ends, and why.
#[must_use]
pub fn credit_ends(lang: Lang, person: &str, credential: &str, cause: EndCause) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{person}'s {credential} ({})", end_cause(lang, cause)),
    }
}

/// Why a credit ends.
#[must_use]
pub fn end_cause(lang: Lang, cause: EndCause) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => match cause {
            EndCause::Leaves => "leaves",
            EndCause::Unlinked => "unlinked",
            EndCause::Expires => "expires",
            EndCause::Retires => "retired",
            EndCause::Revoked => "revoked",
            EndCause::SkillWindow => "too old",
        },
    }
}

/// That an override or attestation ends.
#[must_use]
pub fn exception_ends(lang: Lang, is_override: bool) -> &'static str {
    match (lang, is_override) {
        (Lang::En | Lang::Ja, true) => "the override ends",
        (Lang::En | Lang::Ja, false) => "the statement runs out",
    }
}

/// Pending credits of a competency.
#[must_use]
pub fn pending(lang: Lang, person: &str, credential: &str, from: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("pending: {person}'s {credential} counts from {from}"),
    }
}

/// Whether something that has a beginning and an end is between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Running {
    /// It has not begun.
    Later,
    /// It holds.
    Now,
    /// It is over.
    Over,
}

impl Running {
    /// The word in documents.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Later => "later",
            Self::Now => "active",
            Self::Over => "over",
        }
    }
}

/// An override, listed apart with its reason, author and end.
#[must_use]
pub fn overridden_apart(
    lang: Lang,
    running: Running,
    target: &str,
    (from, until): (&str, &str),
    reason: Option<&str>,
    by: Option<&str>,
) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let state = match running {
                Running::Over => "was taken as met",
                Running::Now | Running::Later => "is taken as met",
            };
            let reason = reason.map_or(String::new(), |reason| format!(": {reason}"));
            let by = by.map_or(String::new(), |by| format!(" ({by})"));
            format!("Override: {target} {state} from {from} until {until}{reason}{by}.")
        }
    }
}

/// An exemption of the programme that waives the next renewal.
#[must_use]
pub fn exempted(lang: Lang, id: &str, effect: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("Exemption {id}: {effect}"),
    }
}
