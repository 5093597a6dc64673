//! Sentences of `program`: the rules as they were published.

use super::{as_of, called, date as day, list, not_offered};
use crate::lang::Lang;
use crate::rules::CredentialKind;

/// The headings of the programme list.
#[must_use]
pub fn program_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En => ["Competency", "Id", "Area", "Paths"],
        Lang::Ja => ["コンピテンシー", "ID", "分野", "達成オプション"],
    }
}

/// The headings of the credential list.
#[must_use]
pub fn credential_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En => ["Credential", "Kind", "Name", "Retired"],
        Lang::Ja => ["資格", "種類", "名称", "廃止日"],
    }
}

/// The headings of the list of built-in programmes.
#[must_use]
pub fn built_in_headings(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En => ["Program", "Version", "Name"],
        Lang::Ja => ["プログラム", "版", "名称"],
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
        Lang::En => format!(
            "{name}, version {version}: {competencies} competencies, {credentials} credentials; rules in force on {date}."
        ),
        Lang::Ja => format!(
            "{name}、{version}版：コンピテンシー{competencies}件、資格{credentials}件。{}に有効な規則です。",
            day(lang, date)
        ),
    }
}

/// Other names of a competency.
#[must_use]
pub fn also_called(lang: Lang, names: &[String]) -> String {
    match lang {
        Lang::En => format!("Also called {}.", list(lang, names)),
        Lang::Ja => format!("別名：{}。", list(lang, names)),
    }
}

/// How long a programme ran.
#[must_use]
pub fn life(lang: Lang, earned_until: Option<&str>, benefits_until: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let parts: Vec<String> = [
                earned_until.map(|d| format!("competencies could be earned until {d}")),
                benefits_until.map(|d| format!("benefits ended on {d}")),
            ]
            .into_iter()
            .flatten()
            .collect();
            format!("Its life: {}.", parts.join("; "))
        }
        Lang::Ja => {
            let parts: Vec<String> = [
                earned_until.map(|d| format!("コンピテンシーの取得は{}まで", day(lang, d))),
                benefits_until.map(|d| format!("特典は{}まで", day(lang, d))),
            ]
            .into_iter()
            .flatten()
            .collect();
            format!("プログラムの期間：{}。", parts.join("、"))
        }
    }
}

/// How a level's alternatives read.
#[must_use]
pub fn level_rule(lang: Lang, level: &str, paths: usize) -> String {
    match lang {
        Lang::En => match paths {
            0 => not_offered(lang, level),
            1 => format!("{level}, by this path"),
            _ => format!("{level}, by any one of these paths"),
        },
        Lang::Ja => {
            let name = called(lang, level);
            match paths {
                0 => not_offered(lang, level),
                1 => format!("{name}：次の達成オプション"),
                _ => format!("{name}：次の達成オプションのいずれか1つ"),
            }
        }
    }
}

/// How a path's requirements read.
#[must_use]
pub fn path_rule(lang: Lang, name: &str, id: &str, requirements: usize) -> String {
    match lang {
        Lang::En => {
            let all = if requirements > 1 { ", all of these" } else { "" };
            format!("{name} ({id}){all}")
        }
        Lang::Ja => {
            let all = if requirements > 1 { "：次のすべて" } else { "" };
            format!("{name}（{id}）{all}")
        }
    }
}

/// A published change.
#[must_use]
pub fn history(lang: Lang, from: Option<&str>, until: Option<&str>, change: &str) -> String {
    match lang {
        Lang::En => {
            let when = match (from, until) {
                (Some(from), Some(until)) => format!("from {from} until {until}"),
                (Some(from), None) => format!("from {from}"),
                (None, Some(until)) => format!("until {until}"),
                (None, None) => "at some time".to_owned(),
            };
            format!("{when}: {change}")
        }
        Lang::Ja => {
            let when = match (from, until) {
                (Some(from), Some(until)) => format!("{from}～{until}"),
                (Some(from), None) => format!("{from}から"),
                (None, Some(until)) => format!("{until}まで"),
                (None, None) => "時期不明".to_owned(),
            };
            format!("{when}：{change}")
        }
    }
}

/// A section heading of `program show`.
#[must_use]
pub fn section(lang: Lang, section: Section) -> &'static str {
    match lang {
        Lang::En => match section {
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
        Lang::Ja => match section {
            Section::Rules => "規則",
            Section::History => "変更履歴",
            Section::Offers => "プラン",
            Section::Exemptions => "免除",
            Section::Unlocks => "コンピテンシーの達成で得られるもの",
            Section::Uses => "この資格を挙げる要件",
            Section::Notes => "注記",
            Section::Metrics => "指標（`performance.csv` 用）",
            Section::Associations => "関連付けの種類（`performance.csv` 用）",
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
        Lang::En => {
            let how = if published { "" } else { " by the policy's months of grace" };
            format!("Retired on {retired}; when earned by that day it counts until {counts_until}{how}.")
        }
        Lang::Ja => {
            let (retired, last) = (day(lang, retired), day(lang, counts_until));
            let how = if published { "" } else { "方針の猶予月数により、" };
            format!("{retired}に廃止。この日までに取得していれば、{how}{last}まで算入されます。")
        }
    }
}

/// The credential that took another's place.
#[must_use]
pub fn replaced_by(lang: Lang, credential: &str) -> String {
    match lang {
        Lang::En => format!("Replaced by {credential}."),
        Lang::Ja => format!("後継：{credential}。"),
    }
}

/// That nothing names a credential.
#[must_use]
pub fn not_named(lang: Lang, date: &str) -> String {
    match lang {
        Lang::En => format!("No requirement in force on {date} names it."),
        Lang::Ja => format!("{}に有効な要件では求められていません。", day(lang, date)),
    }
}

/// An offer's terms.
#[must_use]
pub fn offer(lang: Lang, name: &str, requires: Option<&str>) -> String {
    match lang {
        Lang::En => match requires {
            Some(level) => format!("{name}: needs a competency at {level}"),
            None => format!("{name}: needs no competency"),
        },
        Lang::Ja => match requires {
            Some(level) => format!("{}：{}のコンピテンシーが必要", called(lang, name), called(lang, level)),
            None => format!("{}：コンピテンシーは不要", called(lang, name)),
        },
    }
}

/// An upgrade's terms.
#[must_use]
pub fn upgrade(lang: Lang, from: &str, percent: u32) -> String {
    match lang {
        Lang::En => format!("upgrade from {from}: {percent} % off"),
        Lang::Ja => format!("{}からのアップグレード：{percent}%割引", called(lang, from)),
    }
}

/// A published price.
#[must_use]
pub fn fee(lang: Lang, amount: &str, currency: &str, per: &str, as_of: &str) -> String {
    match lang {
        Lang::En => format!("fee: {amount} {currency} per {per} (published {as_of})"),
        Lang::Ja => format!("料金：{}（{as_of}公表）", per_period(amount, currency, per)),
    }
}

/// An amount of money for a while.
pub(super) fn per_period(amount: &str, currency: &str, per: &str) -> String {
    match per {
        "year" | "年" => format!("年額{}", money(amount, currency)),
        "month" | "月" => format!("月額{}", money(amount, currency)),
        per => format!("{per}ごとに{}", money(amount, currency)),
    }
}

/// Yen as everybody writes them in Japanese; other currencies by their codes.
fn money(amount: &str, currency: &str) -> String {
    match currency {
        "JPY" => format!("{amount}円"),
        currency => format!("{amount} {currency}"),
    }
}

/// The first line about a competency's rules.
#[must_use]
pub fn competency_line(lang: Lang, name: &str, id: &str, area: &str, date: &str) -> String {
    match lang {
        Lang::En => format!("{name} ({id}), {area}, {}.", as_of(lang, date)),
        Lang::Ja => format!("{name}（{id}）、{area}（{}）。", as_of(lang, date)),
    }
}

/// The first line about a credential.
#[must_use]
pub fn credential_line(lang: Lang, id: &str, name: &str, kind: CredentialKind, date: &str) -> String {
    let kind = credential_kind(lang, kind);
    match lang {
        Lang::En => format!("{id} {name} ({kind}), {}.", as_of(lang, date)),
        Lang::Ja => format!("{id} {name}（{kind}、{}）。", as_of(lang, date)),
    }
}

/// How many paths lead to a level, in a table.
#[must_use]
pub fn path_count(lang: Lang, level: &str, paths: usize) -> String {
    match lang {
        Lang::En => format!("{level} {paths}"),
        Lang::Ja => format!("{}{paths}件", called(lang, level)),
    }
}

/// A competency at a level that opens something.
#[must_use]
pub fn unlocking(lang: Lang, competency: &str, level: &str) -> String {
    match lang {
        Lang::En => format!("{competency} {level}"),
        Lang::Ja => format!("{competency}（{}）", called(lang, level)),
    }
}

/// A requirement that names a credential.
#[must_use]
pub fn named_by(lang: Lang, competency: &str, level: &str, path: &str, requirement: &str) -> String {
    match lang {
        Lang::En => format!("{competency} {level}, {path}, {requirement}"),
        Lang::Ja => format!("{competency}（{}）、{path}、{requirement}", called(lang, level)),
    }
}

/// A kind of credential.
#[must_use]
pub fn credential_kind(lang: Lang, kind: CredentialKind) -> &'static str {
    match lang {
        Lang::En => kind.word(),
        Lang::Ja => match kind {
            CredentialKind::Exam => "試験",
            CredentialKind::Certification => "認定資格",
            CredentialKind::Assessment => "評価テスト",
            CredentialKind::External => "第三者の証明書",
        },
    }
}
