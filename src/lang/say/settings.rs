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
