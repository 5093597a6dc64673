//! What commands that look at time say beside their answer.

use super::system_reason;
use crate::engine::Verdict;
use crate::lang::Lang;
use crate::lang::words::date as day;

/// A number of days on the command line is not one.
#[must_use]
pub fn bad_days(lang: Lang, text: &str) -> (String, String) {
    match lang {
        Lang::En => (format!("`{text}` is not a number of days"), "write it as in `--within 90d`".to_owned()),
        Lang::Ja => (format!("`{text}` は日数ではありません"), "`--within 90d` のように書いてください".to_owned()),
    }
}

/// From which day what is required does not hold any more, or nobody can tell, and why.
#[must_use]
pub fn only_until(lang: Lang, date: &str, verdict: Verdict, why: &str) -> String {
    match lang {
        Lang::En => {
            let what = if verdict == Verdict::Unknown { "cannot be told from" } else { "not from" };
            if why.is_empty() { format!("{what} {date} on") } else { format!("{what} {date} on: {why}") }
        }
        Lang::Ja => {
            let what = if verdict == Verdict::Unknown { "以降は判定不能" } else { "以降は未達成" };
            let why = if why.is_empty() { String::new() } else { format!("：{why}") };
            format!("{}{what}{why}", day(lang, date))
        }
    }
}

/// A file on the command line cannot be read.
#[must_use]
pub fn cannot_read(lang: Lang, path: &str, why: &str) -> (String, Option<String>) {
    match lang {
        Lang::En => (format!("cannot read `{path}`: {why}"), None),
        Lang::Ja => (format!("`{path}` を読み取れません：{}", system_reason(why)), None),
    }
}

/// What a baseline begins with.
#[must_use]
pub fn baseline_heading(lang: Lang) -> String {
    match lang {
        Lang::En => "# Alerts that are known. `competency alerts --baseline` shows only others.\n".to_owned(),
        Lang::Ja => "# 既知のアラート。`competency alerts --baseline` はこれ以外だけを表示します。\n".to_owned(),
    }
}

/// Which offer is meant.
#[must_use]
pub fn which_offer(lang: Lang, offers: &[&str]) -> (String, String) {
    match lang {
        Lang::En => ("no offer is named".to_owned(), format!("name one of {}", offers.join(", "))),
        Lang::Ja => {
            ("プランが指定されていません".to_owned(), format!("どれか1つを指定してください：{}", offers.join("、")))
        }
    }
}

/// Something that may not be done with an offer.
#[must_use]
pub fn membership_refused(lang: Lang, offer: &str, date: &str, why: &str) -> String {
    match lang {
        Lang::En => format!("{offer} on {date}: {why}\nNothing was written.\n"),
        Lang::Ja => format!("{offer}（{}）：{why}\n何も書き込んでいません。\n", day(lang, date)),
    }
}

/// A forecast that ends before it begins.
#[must_use]
pub fn until_in_the_past(lang: Lang, until: &str, from: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`--until {until}` is before {from}, from where is looked"),
            "name a later day, or look from an earlier one with `--as-of`".to_owned(),
        ),
        Lang::Ja => (
            format!("`--until {until}` は、見通しの起点の{}より前です", day(lang, from)),
            "後の日付を指定するか、`--as-of` で起点を早めてください".to_owned(),
        ),
    }
}

/// Two programmes that cannot be compared.
#[must_use]
pub fn other_program(lang: Lang, before: &str, after: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{before}` and `{after}` do not list the same competencies, levels and credentials"),
            "compare two editions of one program file".to_owned(),
        ),
        Lang::Ja => (
            format!("`{before}` と `{after}` では、コンピテンシー、レベル、資格の構成が異なります"),
            "同じプログラムファイルの2つの版を比べてください".to_owned(),
        ),
    }
}
