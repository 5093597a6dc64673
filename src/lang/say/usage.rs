//! What cannot be typed. The library that parses arguments has words of its own for it, in English.

use crate::lang::Lang;

/// What is wrong with what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the fields are the blanks of the sentences in `misuse`")]
pub enum Misuse<'a> {
    /// An option that takes one value, twice.
    Repeated { arg: &'a str },
    /// Arguments that exclude each other.
    Conflict { arg: &'a str, with: &'a [String] },
    /// An option without its value.
    NoValue { arg: &'a str, values: &'a [String] },
    /// A value that the option cannot have.
    BadValue { arg: &'a str, value: &'a str, values: &'a [String], near: Option<&'a str> },
    /// A value more than there is room for.
    OneTooMany { arg: &'a str, value: &'a str },
    /// Arguments that must be given.
    Missing { args: &'a [String] },
    /// A command that is only the beginning of one.
    NoCommand { command: &'a str, commands: &'a [String] },
    /// A word that is no command.
    UnknownCommand { word: &'a str, near: &'a [String] },
    /// An option that does not exist.
    UnknownArgument { arg: &'a str, near: Option<&'a str> },
    /// A text that is none.
    NotText,
}

/// What is wrong with what was typed, and what would help; none in the language of the library, which says it itself.
#[must_use]
pub fn misuse(lang: Lang, misuse: Misuse<'_>) -> Option<(String, Option<String>)> {
    let listed = |words: &[String]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join("、");
    match lang {
        Lang::En => None,
        Lang::Ja => Some(match misuse {
            Misuse::Repeated { arg } => (format!("`{arg}` は一度しか指定できません"), None),
            Misuse::Conflict { arg, with: [] } => (format!("`{arg}` は他の引数と同時に指定できません"), None),
            Misuse::Conflict { arg, with } => (format!("`{arg}` は {} と同時に指定できません", listed(with)), None),
            Misuse::NoValue { arg, values } => {
                (format!("`{arg}` には値が必要です"), Some(values).filter(|v| !v.is_empty()).map(choose))
            }
            Misuse::BadValue { arg, value, values, near } => (
                format!("`{arg}` に `{value}` は指定できません"),
                near.map(meant).or_else(|| Some(values).filter(|v| !v.is_empty()).map(choose)),
            ),
            Misuse::OneTooMany { arg, value } => {
                (format!("`{value}` は余分です。`{arg}` の値はすでに揃っています"), None)
            }
            Misuse::Missing { args } => (format!("必要な引数がありません: {}", listed(args)), None),
            Misuse::NoCommand { command, commands } => {
                (format!("`{command}` にはコマンドが必要です"), Some(commands).filter(|c| !c.is_empty()).map(choose))
            }
            Misuse::UnknownCommand { word, near } => {
                (format!("`{word}` というコマンドはありません"), near.first().map(|near| meant(near)))
            }
            Misuse::UnknownArgument { arg, near } => {
                let what = if arg.starts_with('-') { "オプション" } else { "引数" };
                (format!("`{arg}` という{what}はありません"), near.map(meant))
            }
            Misuse::NotText => ("引数がUTF-8の文字列ではありません".to_owned(), None),
        }),
    }
}

fn meant(near: &str) -> String {
    format!("`{near}` のことですか？")
}

fn choose(words: &[String]) -> String {
    format!("指定できる値: {}", words.join("、"))
}

/// Where to read more; none in the language of the library, which says it itself.
#[must_use]
pub fn see_help(lang: Lang) -> Option<&'static str> {
    match lang {
        Lang::En => None,
        Lang::Ja => Some("詳しくは `--help` をご覧ください。"),
    }
}
