//! Rules in words: levels, paths, requirements.

use super::{any_of, list, verdict};
use crate::engine::Verdict;
use crate::lang::Lang;

/// A level of a competency in a tree.
#[must_use]
pub fn level_line(lang: Lang, level: &str, verdict_: Verdict, by: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let by = by.map_or(String::new(), |by| format!(", through {by}"));
            format!("{level}: {}{by}", verdict(lang, verdict_))
        }
    }
}

/// That a level is not offered on the day.
#[must_use]
pub fn not_offered(lang: Lang, level: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{level}: not offered on this day"),
    }
}

/// That the people are counted elsewhere.
#[must_use]
pub fn crowded_out(lang: Lang, level: &str, names: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!(
            "nobody may carry two competencies at {level}, and its people are counted for {}",
            list(lang, names)
        ),
    }
}

/// A path in a tree.
#[must_use]
pub fn path_line(lang: Lang, name: &str, id: &str, verdict_: Verdict) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("path {name} ({id}): {}", verdict(lang, verdict_)),
    }
}

/// What the requirements of a path have in common.
#[must_use]
pub fn all_of_these(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "all of these",
    }
}

/// Alternatives in a tree.
#[must_use]
pub fn one_of_these(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "any one of these",
    }
}

/// k of n in a tree.
#[must_use]
pub fn k_of_these(lang: Lang, k: u32) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("at least {k} of these"),
    }
}

/// A people requirement in words.
#[must_use]
pub fn people_rule(lang: Lang, needed: u32, tree: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let noun = if needed == 1 { "person" } else { "different people, each" };
            format!("{needed} {noun} holding {tree}")
        }
    }
}

/// A figure requirement in words.
#[must_use]
pub fn figure_rule(lang: Lang, metric: &str, relation: &str, threshold: &str, unit: &str, window: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{metric}: {relation} {threshold} {unit}, {window}"),
    }
}

/// A relation between a figure and its threshold.
#[must_use]
pub fn relation(lang: Lang, relation: crate::rules::Relation) -> &'static str {
    use crate::rules::Relation::{AtLeast, AtMost, LessThan, MoreThan};
    match lang {
        Lang::En | Lang::Ja => match relation {
            AtLeast => "at least",
            MoreThan => "more than",
            AtMost => "at most",
            LessThan => "less than",
        },
    }
}

/// A threshold that depends on the market.
#[must_use]
pub fn by_market(lang: Lang, developed: &str, developing: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{developed} (developed markets) or {developing} (developing markets)"),
    }
}

/// A window of months.
#[must_use]
pub fn trailing(lang: Lang, months: u32) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("in the last {months} closed months"),
    }
}

/// A snapshot.
#[must_use]
pub fn snapshot(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "in the latest closed month",
    }
}

/// A monthly average.
#[must_use]
pub fn average(lang: Lang, value: &str, unit: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("and {value} {unit} a month on average"),
    }
}

/// Which business counts.
#[must_use]
pub fn associations(lang: Lang, names: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("counts business linked as {}", any_of(lang, names)),
    }
}

/// A fact that must be stated, in words.
#[must_use]
pub fn attest_rule(lang: Lang, what: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("a statement with evidence: {what}"),
    }
}

/// How the people of a requirement relate to others.
#[must_use]
pub fn same_people(lang: Lang, other: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("the same people as {other}"),
    }
}

/// How the people of a requirement relate to others.
#[must_use]
pub fn subset(lang: Lang, other: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("among the people of {other}"),
    }
}

/// How the people of a requirement relate to others.
#[must_use]
pub fn different(lang: Lang, others: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("other people than those of {}", list(lang, others)),
    }
}
