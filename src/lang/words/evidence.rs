//! What was found for a requirement, in words.

use super::{list, quantity};
use crate::lang::Lang;

/// How many seats are filled.
#[must_use]
pub fn filled(lang: Lang, certain: u32, possible: u32, needed: u32) -> String {
    match lang {
        Lang::En => {
            let perhaps = if possible > certain { format!(", perhaps {possible}") } else { String::new() };
            format!("{certain} of {needed} filled{perhaps}")
        }
        Lang::Ja => {
            let perhaps =
                if possible > certain { format!("（最大{possible}名の可能性）") } else { String::new() };
            format!("必要な{needed}名のうち{certain}名を充足{perhaps}")
        }
    }
}

/// Others who fit but are not needed.
#[must_use]
pub fn also_fit(lang: Lang, people: &[String], more: usize) -> String {
    match lang {
        Lang::En if more > 0 => format!("also fit: {} and {more} more", people.join(", ")),
        Lang::Ja if more > 0 => format!("ほかの該当者：{}、ほか{more}名", people.join("、")),
        Lang::En => format!("also fit: {}", people.join(", ")),
        Lang::Ja => format!("ほかの該当者：{}", people.join("、")),
    }
}

/// Why seats stay empty.
#[must_use]
pub fn blocking(lang: Lang, seats: u32, requirements: &[String], people: &[String]) -> String {
    match lang {
        Lang::En => {
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
        Lang::Ja => {
            let accept = match people {
                [] => "該当者がいません".to_owned(),
                people => format!("該当者は{}名だけです（{}）", people.len(), people.join("、")),
            };
            format!("人数不足：{}の計{seats}名分に対し、{accept}", list(lang, requirements))
        }
    }
}

/// Somebody close to an empty seat.
#[must_use]
pub fn near(lang: Lang, person: &str, missing: &[String], uncounted: &[String]) -> String {
    match lang {
        Lang::En => {
            let lacks = if missing.is_empty() { String::new() } else { format!("lacks {}", list(lang, missing)) };
            let has = if uncounted.is_empty() {
                String::new()
            } else {
                format!("has {}, not counted", list(lang, uncounted))
            };
            let both = [lacks, has].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("; ");
            format!("nearest: {person} {both}")
        }
        Lang::Ja => {
            let lacks = (!missing.is_empty()).then(|| format!("不足は{}", list(lang, missing)));
            let has = (!uncounted.is_empty()).then(|| format!("算入対象外は{}", list(lang, uncounted)));
            let both: Vec<String> = lacks.into_iter().chain(has).collect();
            format!("最有力候補：{person}、{}", both.join("、"))
        }
    }
}

/// What a figure is.
#[must_use]
pub fn figure(lang: Lang, low: Option<&str>, high: Option<&str>, unit: &str, months: &str) -> String {
    match lang {
        Lang::En => {
            let value = match (low, high) {
                (Some(low), Some(high)) if low == high => format!("{low} {unit}"),
                (Some(low), None) => format!("at least {low} {unit}"),
                (Some(low), Some(high)) => format!("{low} to {high} {unit}"),
                (None, Some(high)) => format!("at most {high} {unit}"),
                (None, None) => "any value is possible".to_owned(),
            };
            if months.is_empty() { value } else { format!("{value}, {months}") }
        }
        Lang::Ja => {
            let value = match (low, high) {
                (Some(low), Some(high)) if low == high => quantity(lang, low, unit),
                (Some(low), None) => format!("{}以上", quantity(lang, low, unit)),
                (Some(low), Some(high)) => format!("{low}～{}", quantity(lang, high, unit)),
                (None, Some(high)) => format!("{}以下", quantity(lang, high, unit)),
                (None, None) => "どの値もありえます".to_owned(),
            };
            if months.is_empty() { value } else { format!("{value}（{months}）") }
        }
    }
}

/// How much of a figure is missing.
#[must_use]
pub fn shortfall(lang: Lang, amount: &str, unit: &str) -> String {
    match lang {
        Lang::En => format!("{amount} {unit} short"),
        Lang::Ja => format!("{}不足", quantity(lang, amount, unit)),
    }
}

/// Months without figures.
#[must_use]
pub fn missing_months(lang: Lang, months: &str) -> String {
    match lang {
        Lang::En => format!("no figures for {months}"),
        Lang::Ja => format!("{months}の数値なし"),
    }
}

/// A value left out because of how its business is linked.
#[must_use]
pub fn left_out(lang: Lang, amount: &str, unit: &str, association: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let linked = association.map_or("without an association type".to_owned(), |a| format!("linked as {a}"));
            format!("left out: {amount} {unit} {linked}")
        }
        Lang::Ja => {
            let linked =
                association.map_or("関連付けの種類なし".to_owned(), |a| format!("関連付けの種類は{a}"));
            format!("算入対象外：{}（{linked}）", quantity(lang, amount, unit))
        }
    }
}

/// A statement that was made.
#[must_use]
pub fn stated(lang: Lang, holds: bool, evidence: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let evidence = evidence.map_or(String::new(), |e| format!(": {e}"));
            if holds { format!("stated{evidence}") } else { format!("stated not to hold{evidence}") }
        }
        Lang::Ja => {
            let stated = if holds { "申告済み" } else { "満たさないと申告" };
            evidence.map_or_else(|| stated.to_owned(), |evidence| format!("{stated}：{evidence}"))
        }
    }
}

/// That nobody made a statement.
#[must_use]
pub fn not_stated(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "nobody stated it",
        Lang::Ja => "申告なし",
    }
}

/// An override in a tree.
#[must_use]
pub fn overridden(lang: Lang, until: &str, reason: Option<&str>, by: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let reason = reason.map_or(String::new(), |r| format!(": {r}"));
            let by = by.map_or(String::new(), |b| format!(" ({b})"));
            format!("taken as met by an override until {until}{reason}{by}")
        }
        Lang::Ja => {
            let reason = reason.map_or(String::new(), |r| format!("：{r}"));
            let by = by.map_or(String::new(), |b| format!("（{b}）"));
            format!("例外承認により{until}まで達成とみなす{reason}{by}")
        }
    }
}

/// A doubt about a published text.
#[must_use]
pub fn uncertain(lang: Lang, why: &str) -> String {
    match lang {
        Lang::En => format!("uncertain: {why}"),
        Lang::Ja => format!("不明な点：{why}"),
    }
}

/// A remark.
#[must_use]
pub fn note(lang: Lang, note: &str) -> String {
    match lang {
        Lang::En => format!("note: {note}"),
        Lang::Ja => format!("注記：{note}"),
    }
}

/// Where a rule was published.
#[must_use]
pub fn source(lang: Lang, sources: &[String]) -> String {
    match lang {
        Lang::En => format!("source: {}", sources.join("; ")),
        Lang::Ja => format!("出典：{}", sources.join("／")),
    }
}

/// Where a rule or fact stands.
#[must_use]
pub fn at(lang: Lang, place: &str) -> String {
    match lang {
        Lang::En => format!("at {place}"),
        Lang::Ja => format!("記録：{place}"),
    }
}

/// Where a rule stands in its program file.
#[must_use]
pub fn rule_at(lang: Lang, program: &str, line: u32) -> String {
    match lang {
        Lang::En => format!("rule: {program}, line {line}"),
        Lang::Ja => format!("規則：{program}、{line}行目"),
    }
}

/// That a path cannot be judged.
#[must_use]
pub fn cannot_tell(lang: Lang, why: &str) -> String {
    match lang {
        Lang::En => format!("cannot tell: {why}"),
        Lang::Ja => format!("判定不能：{why}"),
    }
}
