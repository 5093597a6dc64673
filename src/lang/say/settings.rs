//! What is said about settings.

use crate::lang::Lang;

/// A name on the command line is no encoding that is read.
#[must_use]
pub fn bad_encoding(lang: Lang, name: &str, known: &[&str]) -> (String, String) {
    let known = |mark: &str| known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(mark);
    match lang {
        Lang::En => (format!("unknown encoding `{name}`"), format!("use one of {}", known(", "))),
        Lang::Ja => {
            (format!("文字コード `{name}` はありません"), format!("{} のどれかを指定してください", known("、")))
        }
    }
}

/// One side of a comparison: a workspace or a program, as it was on a day.
#[must_use]
pub fn situation(lang: Lang, name: &str, day: &str) -> String {
    match lang {
        Lang::En => format!("{name} on {day}"),
        Lang::Ja => format!("{name}（{day}）"),
    }
}

/// A key for pseudonyms has too few bytes.
#[must_use]
pub fn short_key(lang: Lang, path: &str, least: usize) -> String {
    match lang {
        Lang::En => format!("the key in `{path}` is too short: it needs {least} bytes"),
        Lang::Ja => format!("`{path}` の鍵が短すぎます。{least}バイト以上が必要です"),
    }
}

/// Where a key for pseudonyms comes from.
#[must_use]
pub fn make_a_key(lang: Lang) -> String {
    match lang {
        Lang::En => {
            "`competency init --pseudonym-key FILE` writes a new one; the same pseudonyms need the same key".to_owned()
        }
        Lang::Ja => {
            "`competency init --pseudonym-key FILE` で新しい鍵を作成できます。同じ仮名を得るには同じ鍵が必要です"
                .to_owned()
        }
    }
}

/// A command that cannot be answered with pseudonyms.
#[must_use]
pub fn no_pseudonyms(lang: Lang) -> (String, String) {
    match lang {
        Lang::En => (
            "this command works with true names, so it has no answer with pseudonyms".to_owned(),
            "leave out `--pseudonyms`, and `COMPETENCY_PSEUDONYMS` empty".to_owned(),
        ),
        Lang::Ja => (
            "このコマンドは実名を扱うため、仮名では回答できません".to_owned(),
            "`--pseudonyms` を外し、`COMPETENCY_PSEUDONYMS` を空にしてください".to_owned(),
        ),
    }
}

/// Stands for what is wrong with a file, where that may name people who are not to be named.
#[must_use]
pub fn withheld(lang: Lang) -> String {
    match lang {
        Lang::En => "not repeated here, since it may name people".to_owned(),
        Lang::Ja => "人名を含む場合があるため、ここには表示しません".to_owned(),
    }
}
