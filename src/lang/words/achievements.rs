//! Words of `achievement list`: every achievement with what became of it.

use super::as_of;
use crate::lang::Lang;

/// The first line.
#[must_use]
pub fn achievement_counts(lang: Lang, shown: usize, counted: usize, date: &str) -> String {
    match lang {
        Lang::En => {
            let noun = if shown == 1 { "achievement" } else { "achievements" };
            format!("{shown} {noun}, {counted} of them counted, {}.", as_of(lang, date))
        }
        Lang::Ja => format!("取得実績{shown}件のうち{counted}件が算入されます（{}）。", as_of(lang, date)),
    }
}

/// The columns of achievements.
#[must_use]
pub fn achievement_headings(lang: Lang) -> [&'static str; 15] {
    match lang {
        Lang::En => [
            "Person",
            "Credential",
            "Name",
            "Counts",
            "Reason",
            "Explanation",
            "What helps",
            "Earned",
            "Expires",
            "Counts from",
            "Counts until",
            "Carries",
            "Named in",
            "Account",
            "Recorded at",
        ],
        Lang::Ja => [
            "従業員",
            "資格",
            "名称",
            "算入",
            "理由コード",
            "説明",
            "対処",
            "取得日",
            "有効期限",
            "算入開始日",
            "算入最終日",
            "支えている要件",
            "対象の要件",
            "アカウント",
            "記録箇所",
        ],
    }
}

/// Whether an achievement counts.
#[must_use]
pub fn counts_word(lang: Lang, counts: bool) -> &'static str {
    match (lang, counts) {
        (Lang::En, true) => "yes",
        (Lang::En, false) => "no",
        (Lang::Ja, true) => "算入",
        (Lang::Ja, false) => "対象外",
    }
}

/// Where an achievement comes from: the days it names, the account, and its place in the files.
#[must_use]
pub fn achievement_record(
    lang: Lang,
    earned: Option<&str>,
    expires: Option<&str>,
    account: Option<&str>,
    place: Option<&str>,
) -> String {
    let parts = match lang {
        Lang::En => [
            earned.map(|day| format!("earned {day}")),
            expires.map(|day| format!("valid until {day}")),
            account.map(|account| format!("on {account}")),
            place.map(|place| format!("at {place}")),
        ],
        Lang::Ja => [
            earned.map(|day| format!("取得日 {day}")),
            expires.map(|day| format!("有効期限 {day}")),
            account.map(|account| format!("アカウント {account}")),
            place.map(|place| format!("記録箇所 {place}")),
        ],
    };
    let separator = match lang {
        Lang::En => ", ",
        Lang::Ja => "、",
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(separator)
}

/// The requirements of levels held that an achievement fills a seat of.
#[must_use]
pub fn carries(lang: Lang, uses: &str) -> String {
    match lang {
        Lang::En => format!("carries {uses}"),
        Lang::Ja => format!("支えている要件: {uses}"),
    }
}

/// How many of a person's achievements count, in a few words.
#[must_use]
pub fn counted_of(lang: Lang, counted: usize, all: usize) -> String {
    match lang {
        Lang::En => format!("{counted} of {all} counted"),
        Lang::Ja => format!("{all}件中{counted}件を算入"),
    }
}

/// What the details of a person's achievements hold.
#[must_use]
pub fn details_of_achievements(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "each of them, with the reason",
        Lang::Ja => "内訳と理由",
    }
}
