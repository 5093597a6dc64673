//! Rules in words: levels, paths, requirements.

use super::{any_of, called, list, quantity, verdict};
use crate::engine::Verdict;
use crate::lang::Lang;

/// A level of a competency in a tree.
#[must_use]
pub fn level_line(lang: Lang, level: &str, verdict_: Verdict, by: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let by = by.map_or(String::new(), |by| format!(", through {by}"));
            format!("{level}: {}{by}", verdict(lang, verdict_))
        }
        Lang::Ja => {
            let by = by.map_or(String::new(), |by| format!("（{by}）"));
            format!("{}：{}{by}", called(lang, level), verdict(lang, verdict_))
        }
    }
}

/// That a level is not offered on the day.
#[must_use]
pub fn not_offered(lang: Lang, level: &str) -> String {
    match lang {
        Lang::En => format!("{level}: not offered on this day"),
        Lang::Ja => format!("{}：この日は提供なし", called(lang, level)),
    }
}

/// That the people are counted elsewhere.
#[must_use]
pub fn crowded_out(lang: Lang, level: &str, names: &[String]) -> String {
    match lang {
        Lang::En => format!(
            "nobody may carry two competencies at {level}, and its people are counted for {}",
            list(lang, names)
        ),
        Lang::Ja => format!(
            "1名を2つのコンピテンシーの{}に算入することはできず、該当する従業員は{}に算入されています",
            called(lang, level),
            list(lang, names)
        ),
    }
}

/// A path in a tree.
#[must_use]
pub fn path_line(lang: Lang, name: &str, id: &str, verdict_: Verdict) -> String {
    match lang {
        Lang::En => format!("path {name} ({id}): {}", verdict(lang, verdict_)),
        Lang::Ja => format!("達成オプション「{name}」（{id}）：{}", verdict(lang, verdict_)),
    }
}

/// What the requirements of a path have in common.
#[must_use]
pub fn all_of_these(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "all of these",
        Lang::Ja => "次のすべて",
    }
}

/// Alternatives in a tree.
#[must_use]
pub fn one_of_these(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "any one of these",
        Lang::Ja => "次のいずれか1つ",
    }
}

/// k of n in a tree.
#[must_use]
pub fn k_of_these(lang: Lang, k: u32) -> String {
    match lang {
        Lang::En => format!("at least {k} of these"),
        Lang::Ja => format!("次のうち{k}つ以上"),
    }
}

/// A people requirement in words.
#[must_use]
pub fn people_rule(lang: Lang, needed: u32, tree: &str) -> String {
    match lang {
        Lang::En => {
            let noun = if needed == 1 { "person" } else { "different people, each" };
            format!("{needed} {noun} holding {tree}")
        }
        Lang::Ja => format!("{tree}を保有する従業員{needed}名"),
    }
}

/// A figure requirement in words.
#[must_use]
pub fn figure_rule(lang: Lang, metric: &str, relation: &str, threshold: &str, unit: &str, window: &str) -> String {
    match lang {
        Lang::En => format!("{metric}: {relation} {threshold} {unit}, {window}"),
        Lang::Ja => format!("{metric}：{}{relation}（{window}）", quantity(lang, threshold, unit)),
    }
}

/// A relation between a figure and its threshold.
#[must_use]
pub fn relation(lang: Lang, relation: crate::rules::Relation) -> &'static str {
    use crate::rules::Relation::{AtLeast, AtMost, LessThan, MoreThan};
    match lang {
        Lang::En => match relation {
            AtLeast => "at least",
            MoreThan => "more than",
            AtMost => "at most",
            LessThan => "less than",
        },
        Lang::Ja => match relation {
            AtLeast => "以上",
            MoreThan => "超",
            AtMost => "以下",
            LessThan => "未満",
        },
    }
}

/// A threshold that depends on the market.
#[must_use]
pub fn by_market(lang: Lang, developed: &str, developing: &str) -> String {
    match lang {
        Lang::En => format!("{developed} (developed markets) or {developing} (developing markets)"),
        Lang::Ja => format!("先進市場では{developed}、新興市場では{developing}"),
    }
}

/// A window of months.
#[must_use]
pub fn trailing(lang: Lang, months: u32) -> String {
    match lang {
        Lang::En => format!("in the last {months} closed months"),
        Lang::Ja => format!("締め済みの直近{months}か月"),
    }
}

/// A snapshot.
#[must_use]
pub fn snapshot(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "in the latest closed month",
        Lang::Ja => "締め済みの直近の月",
    }
}

/// A monthly average, to be put behind a figure's rule.
#[must_use]
pub fn average(lang: Lang, value: &str, unit: &str) -> String {
    match lang {
        Lang::En => format!(" and {value} {unit} a month on average"),
        Lang::Ja => format!("、かつ月平均{}以上", quantity(lang, value, unit)),
    }
}

/// A rule, and which business counts for it.
#[must_use]
pub fn associations(lang: Lang, rule: &str, names: &[String]) -> String {
    match lang {
        Lang::En => format!("{rule}; counts business linked as {}", any_of(lang, names)),
        Lang::Ja => format!("{rule}、関連付けの種類は{}に限る", any_of(lang, names)),
    }
}

/// A fact that must be stated, in words.
#[must_use]
pub fn attest_rule(lang: Lang, what: &str) -> String {
    match lang {
        Lang::En => format!("a statement with evidence: {what}"),
        Lang::Ja => format!("証拠のある申告：{what}"),
    }
}

/// How the people of a requirement relate to others.
#[must_use]
pub fn same_people(lang: Lang, other: &str) -> String {
    match lang {
        Lang::En => format!("the same people as {other}"),
        Lang::Ja => format!("{other}と同じ従業員"),
    }
}

/// How the people of a requirement relate to others.
#[must_use]
pub fn subset(lang: Lang, other: &str) -> String {
    match lang {
        Lang::En => format!("among the people of {other}"),
        Lang::Ja => format!("{other}の従業員の中から"),
    }
}

/// How the people of a requirement relate to others.
#[must_use]
pub fn different(lang: Lang, others: &[String]) -> String {
    match lang {
        Lang::En => format!("other people than those of {}", list(lang, others)),
        Lang::Ja => format!("{}とは別の従業員", list(lang, others)),
    }
}

/// A requirement and how its people relate to others.
#[must_use]
pub fn tied(lang: Lang, rule: &str, tie: &str) -> String {
    match lang {
        Lang::En => format!("{rule}, {tie}"),
        Lang::Ja => format!("{rule}（{tie}）"),
    }
}

/// k of several credentials.
#[must_use]
pub fn k_of(lang: Lang, k: u32, credentials: &str) -> String {
    match lang {
        Lang::En => format!("{} ({credentials})", k_of_these(lang, k)),
        Lang::Ja => format!("（{credentials}）のうち{k}つ以上"),
    }
}

/// Credentials that belong together among others.
#[must_use]
pub fn bracketed(lang: Lang, credentials: &str) -> String {
    match lang {
        Lang::En => format!("({credentials})"),
        Lang::Ja => format!("（{credentials}）"),
    }
}
