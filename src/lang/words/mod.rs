//! Words and phrases of reports; one file a subject.
//!
//! In sentences a day is written as the language writes it ([`date`]); in tables, trees and documents it stays as it is in
//! the files, so that columns align and readers can search for it.

mod achievements;
mod alerts;
mod batch;
mod cause;
mod change;
mod dated;
mod evidence;
mod forecast;
mod import;
mod membership;
mod overview;
mod page;
mod people;
mod person;
mod program;
mod rules;
mod status;
mod tables;

pub use achievements::*;
pub use alerts::*;
pub use batch::*;
pub use cause::*;
pub use change::*;
pub use dated::*;
pub use evidence::*;
pub use forecast::*;
pub use import::*;
pub use membership::*;
pub use overview::*;
pub use page::*;
pub use people::*;
pub use person::*;
pub use program::*;
pub use rules::*;
pub use status::*;
pub use tables::*;

use super::Lang;
use crate::engine::Verdict;
use crate::model::{AccountKind, Date, Month};

/// The day an output speaks of, with what it is the close of.
#[must_use]
pub fn as_of(lang: Lang, date_: &str) -> String {
    match lang {
        Lang::En => format!("as of {date_}"),
        Lang::Ja => format!("基準日：{}", date(lang, date_)),
    }
}

/// A day, a month or an RFC 3339 instant in a sentence. Whatever is none of them comes back unchanged.
#[must_use]
pub fn date(lang: Lang, iso: &str) -> String {
    match lang {
        Lang::En => iso.to_owned(),
        Lang::Ja => japanese_date(iso).unwrap_or_else(|| iso.to_owned()),
    }
}

/// A day as it is in the files, but an instant as the language writes it: nobody reads `T` and an offset in words.
#[must_use]
pub fn moment(lang: Lang, iso: &str) -> String {
    if iso.contains('T') { date(lang, iso) } else { iso.to_owned() }
}

fn japanese_date(iso: &str) -> Option<String> {
    let (day, time) = iso.split_once(['T', 't']).map_or((iso, None), |(day, time)| (day, Some(time)));
    let Some(time) = time else {
        if let Ok(date) = Date::parse(day) {
            return Some(japanese_day(date));
        }
        let (year, month, _) = Month::parse(day).ok()?.first().ymd();
        return Some(format!("{year}年{month}月"));
    };
    let (clock, zone) = time.split_at_checked("00:00:00".len())?;
    // Nobody says the seconds of a full minute, and fractions of a second do not count.
    let clock = clock.strip_suffix(":00").unwrap_or(clock);
    let zone = zone.trim_start_matches(|c: char| c == '.' || c.is_ascii_digit());
    let zone = if zone.eq_ignore_ascii_case("z") { "UTC" } else { zone };
    Some(format!("{} {clock}（{zone}）", japanese_day(Date::parse(day).ok()?)))
}

fn japanese_day(date: Date) -> String {
    let (year, month, day) = date.ymd();
    format!("{year}年{month}月{day}日")
}

/// A stretch of days or months, in a table or a tree.
#[must_use]
pub fn span(lang: Lang, first: &str, last: &str) -> String {
    match lang {
        Lang::En => format!("{first} to {last}"),
        Lang::Ja => format!("{first}～{last}"),
    }
}

/// Several things in a sentence.
#[must_use]
pub fn list(lang: Lang, items: &[String]) -> String {
    match (lang, items) {
        (_, []) => String::new(),
        (_, [only]) => only.clone(),
        (Lang::En, [first @ .., last]) => format!("{} and {last}", first.join(", ")),
        (Lang::Ja, items) => items.join("、"),
    }
}

/// Several things with nothing between but a comma, as in brackets.
#[must_use]
pub fn row_of(lang: Lang, items: &[String]) -> String {
    match lang {
        Lang::En => items.join(", "),
        Lang::Ja => items.join("、"),
    }
}

/// Things of which all are needed, in a sentence that also has alternatives. In Japanese a mere "and" could mean that one
/// of them is enough for each person, so that it says "both" or "all".
#[must_use]
pub fn all_of(lang: Lang, items: &[String]) -> String {
    match (lang, items) {
        (Lang::En, items) => list(lang, items),
        (Lang::Ja, [first, second]) => format!("{first}と{second}の両方"),
        (Lang::Ja, [_, _, ..]) => format!("{}のすべて", items.join("、")),
        (Lang::Ja, items) => items.concat(),
    }
}

/// Alternatives in a sentence.
#[must_use]
pub fn any_of(lang: Lang, items: &[String]) -> String {
    match (lang, items) {
        (_, []) => String::new(),
        (_, [only]) => only.clone(),
        (Lang::En, [first @ .., last]) => format!("{} or {last}", first.join(", ")),
        (Lang::Ja, [first @ .., last]) => format!("{}または{last}", first.join("、")),
    }
}

/// Statements that stand one after the other in a line.
#[must_use]
pub fn clauses(lang: Lang, statements: &[String]) -> String {
    match lang {
        Lang::En => statements.join("; "),
        Lang::Ja => statements.join("／"),
    }
}

/// Something, and what is said of it.
#[must_use]
pub fn titled(lang: Lang, title: &str, text: &str) -> String {
    match lang {
        Lang::En => format!("{title}: {text}"),
        Lang::Ja => format!("{title}：{text}"),
    }
}

/// Something with a remark in brackets behind it.
#[must_use]
pub fn aside(lang: Lang, text: &str, remark: &str) -> String {
    match lang {
        Lang::En => format!("{text} ({remark})"),
        Lang::Ja => format!("{text}（{remark}）"),
    }
}

/// An amount with its unit.
#[must_use]
pub fn quantity(lang: Lang, amount: &str, unit: &str) -> String {
    match (lang, unit) {
        (_, "") => amount.to_owned(),
        (Lang::En, unit) => format!("{amount} {unit}"),
        (Lang::Ja, "seats") => format!("{amount}シート"),
        (Lang::Ja, "devices") => format!("{amount}台"),
        (Lang::Ja, "customers") => format!("{amount}社"),
        (Lang::Ja, "active users") => format!("{amount}ユーザー"),
        (Lang::Ja, "active entitlements") => format!("{amount}ライセンス"),
        (Lang::Ja, unit) => format!("{amount} {unit}"),
    }
}

/// A level or an offer as it is called in a sentence. The well-known ones of Microsoft's programmes have Japanese names;
/// others are called what their programme calls them.
#[must_use]
pub fn called(lang: Lang, name: &str) -> &str {
    match (lang, name) {
        (Lang::En, name) => name,
        (Lang::Ja, "silver") => "シルバー",
        (Lang::Ja, "gold") => "ゴールド",
        (Lang::Ja, "action-pack" | "Action Pack") => "アクションパック",
        (Lang::Ja, "Silver membership") => "シルバーメンバーシップ",
        (Lang::Ja, "Gold membership") => "ゴールドメンバーシップ",
        (Lang::Ja, name) => name,
    }
}

/// A level in a table: a word that stands out without colour.
#[must_use]
pub fn level(lang: Lang, level: &str) -> String {
    match called(lang, level) {
        // What has no name of its own in this language keeps the form it has in all others.
        same if same == level => level.to_uppercase(),
        name => name.to_owned(),
    }
}

/// A level of a competency.
#[must_use]
pub fn level_of(lang: Lang, competency: &str, held: &str) -> String {
    match lang {
        Lang::En => format!("{competency} {}", level(lang, held)),
        Lang::Ja => format!("{competency}（{}）", level(lang, held)),
    }
}

/// A path, a requirement or both within a level of a competency.
#[must_use]
pub fn part_of_level(lang: Lang, competency: &str, held: &str, parts: &[String]) -> String {
    match (lang, parts) {
        (_, []) => level_of(lang, competency, held),
        (Lang::En, parts) => format!("{competency} {} ({})", level(lang, held), parts.join(", ")),
        (Lang::Ja, parts) => format!("{competency}（{}、{}）", level(lang, held), parts.join("、")),
    }
}

/// A kind of account.
#[must_use]
pub fn account_kind(lang: Lang, kind: AccountKind) -> &'static str {
    match lang {
        Lang::En => kind.word(),
        Lang::Ja => match kind {
            AccountKind::Learn => "学習プロファイル",
            AccountKind::University => "研修プロファイル",
        },
    }
}

/// What stands where no level is held.
#[must_use]
pub fn no_level(lang: Lang, verdict: Verdict) -> &'static str {
    match (lang, verdict) {
        (Lang::En, Verdict::Unknown) => "cannot tell",
        (Lang::En, _) => "none",
        (Lang::Ja, Verdict::Unknown) => "判定不能",
        (Lang::Ja, _) => "なし",
    }
}

/// A verdict in a sentence.
#[must_use]
pub fn verdict(lang: Lang, verdict: Verdict) -> &'static str {
    match lang {
        Lang::En => match verdict {
            Verdict::Met => "met",
            Verdict::NotMet => "not met",
            Verdict::Unknown => "cannot tell",
        },
        Lang::Ja => match verdict {
            Verdict::Met => "達成",
            Verdict::NotMet => "未達成",
            Verdict::Unknown => "判定不能",
        },
    }
}

#[cfg(test)]
mod tests;
