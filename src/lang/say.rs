//! What commands say beside their answer: errors, hints and confirmations.

mod doctor;
mod edit;
mod formats;
mod import;
mod start;
mod time;

pub use doctor::*;
pub use edit::*;
pub use formats::*;
pub use import::*;
pub use start::*;
pub use time::*;

use super::Lang;
use super::problems::{help_word, severity};
use crate::diagnostic::Severity;
use crate::diagnostic::excerpt::visible;
use crate::model::Date;

/// An error with what would help.
#[must_use]
pub fn error(lang: Lang, message: &str, help: Option<&str>) -> String {
    // What was typed is repeated here, and may hold anything.
    let safe = |text: &str| visible(text, false).into_owned();
    let help = help.map_or(String::new(), |h| format!("\n  = {}: {}", help_word(lang), safe(h)));
    format!("{}: {}{help}\n", severity(lang, Severity::Error), safe(message))
}

/// Something that could not be written.
#[must_use]
pub fn cannot_write(lang: Lang, path: &str, why: &str) -> String {
    match lang {
        Lang::En => format!("cannot write `{path}`: {why}"),
        Lang::Ja => format!("`{path}` に書き込めません：{why}"),
    }
}

/// No workspace was found.
#[must_use]
pub fn no_workspace(lang: Lang, looked: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("no `competency.yaml` in {looked}"),
            "`competency init` writes one, `--workspace DIR` names one, and `competency demo` needs none".to_owned(),
        ),
        Lang::Ja => (
            format!("{looked}に `competency.yaml` がありません"),
            "`competency init` で作成するか、`--workspace DIR` で指定してください。`competency demo` にはどちらも不要です"
                .to_owned(),
        ),
    }
}

/// The folder and those above it.
#[must_use]
pub fn folder_and_above(lang: Lang, folder: &str) -> String {
    match lang {
        Lang::En => format!("`{folder}` or any folder above it"),
        Lang::Ja => format!("`{folder}` とその上位のフォルダー"),
    }
}

/// Something that was typed names nothing.
#[must_use]
pub fn unknown(lang: Lang, thing: &str, word: &str, near: Option<&str>) -> (String, Option<String>) {
    match lang {
        Lang::En => (
            format!("no {thing} is called `{word}`"),
            near.map(|near| format!("did you mean `{near}`?")),
        ),
        Lang::Ja => (
            format!("{} `{word}` は存在しません", named(thing)),
            near.map(|near| format!("`{near}` のことですか？")),
        ),
    }
}

/// What a word on the command line names, in Japanese; callers say it in English.
fn named(thing: &str) -> &str {
    match thing {
        "topic or command" => "トピックまたはコマンド",
        "command" => "コマンド",
        "schema" => "スキーマ",
        "import format" => "取り込み形式",
        "organization" => "組織",
        "person" => "従業員",
        "competency" => "コンピテンシー",
        "level" => "レベル",
        "path" => "達成オプション",
        "offer" => "プラン",
        "credential" => "資格",
        "metric" => "指標",
        "association" => "関連付けの種類",
        other => other,
    }
}

/// Several people answer to what was typed.
#[must_use]
pub fn ambiguous(lang: Lang, word: &str, ids: &[String]) -> (String, String) {
    match lang {
        Lang::En => (
            format!("{} people are called `{word}`", ids.len()),
            format!("use an id: {}", ids.join(", ")),
        ),
        Lang::Ja => (
            format!("`{word}` に該当する人が{}名います", ids.len()),
            format!("IDで指定してください：{}", ids.join("、")),
        ),
    }
}

/// A workspace of many needs a choice.
#[must_use]
pub fn which_organization(lang: Lang, count: usize, some: &[String]) -> (String, String) {
    match lang {
        Lang::En => (
            format!("this workspace has {count} organizations"),
            format!("choose one with `--organization ID`, such as {}", some.join(", ")),
        ),
        Lang::Ja => (
            format!("このワークスペースには組織が{count}件あります"),
            format!("`--organization ID` で1つ選んでください（例：{}）", some.join("、")),
        ),
    }
}

/// A date on the command line is not one.
#[must_use]
pub fn bad_as_of(lang: Lang, text: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{text}` is not a day or an instant"),
            "days are written year-month-day, as in `--as-of 2018-10-29`, and instants with their zone, as in \
             `--as-of 2018-10-29T12:00:00+09:00`"
                .to_owned(),
        ),
        Lang::Ja => (
            format!("`{text}` は日付でも日時でもありません"),
            "日付は `--as-of 2018-10-29` のように年-月-日の形で、日時は `--as-of 2018-10-29T12:00:00+09:00` のようにUTCとの時差を付けて書きます"
                .to_owned(),
        ),
    }
}

/// A requirement on the command line is not one.
#[must_use]
pub fn bad_require(lang: Lang, text: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{text}` does not say what is required"),
            "write 'COMPETENCY>=LEVEL' or 'membership>=OFFER' in quotes, such as 'devops>=silver'".to_owned(),
        ),
        Lang::Ja => (
            format!("`{text}` は要件の書き方ではありません"),
            "'devops>=silver' のように 'COMPETENCY>=LEVEL' か 'membership>=OFFER' の形で、引用符で囲んで書いてください".to_owned(),
        ),
    }
}

/// An environment variable has a value it cannot have.
#[must_use]
pub fn bad_variable(lang: Lang, name: &str, word: &str, words: &str) -> (String, String) {
    match lang {
        Lang::En => (format!("`{word}` in {name} is not one of {words}"), format!("correct or unset {name}")),
        Lang::Ja => (
            format!("{name}の値 `{word}` は使えません（使える値：{words}）"),
            format!("{name}を訂正するか、設定を解除してください"),
        ),
    }
}

/// The answer would overwrite what it was made from.
#[must_use]
pub fn own_input(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{path}` is a file of the workspace, and the answer would overwrite it"),
            "write to another file; nothing was changed".to_owned(),
        ),
        Lang::Ja => (
            format!("`{path}` はワークスペースのファイルで、結果を書き込むと上書きされます"),
            "別のファイルを指定してください。何も変更していません".to_owned(),
        ),
    }
}

/// How many warnings the files have.
#[must_use]
pub fn warnings(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => {
            let noun = if count == 1 { "warning" } else { "warnings" };
            format!("{count} {noun} about the files; `competency check` shows them\n")
        }
        Lang::Ja => format!("ファイルに警告が{count}件あります。`competency check` で確認できます\n"),
    }
}

/// A file that was not read as UTF-8.
#[must_use]
pub fn read_as(lang: Lang, path: &str, encoding: &str) -> String {
    match lang {
        Lang::En => format!("{} was read as {encoding}\n", visible(path, false)),
        Lang::Ja => format!("{}を{encoding}として読み取りました\n", visible(path, false)),
    }
}

/// There is nobody, or nothing, to evaluate.
#[must_use]
pub fn empty(lang: Lang, people: bool) -> (String, String) {
    match lang {
        Lang::En => (
            if people { "the workspace has no people".to_owned() } else { "the program has no rules in force".to_owned() },
            "nothing was evaluated, so nothing passed; `--allow-empty` accepts that".to_owned(),
        ),
        Lang::Ja => (
            if people {
                "ワークスペースに従業員がいません".to_owned()
            } else {
                "プログラムに有効な規則がありません".to_owned()
            },
            "判定の対象がないため、合格とはしません。`--allow-empty` を付けると許容します".to_owned(),
        ),
    }
}

/// A day in a sentence.
fn day(lang: Lang, iso: &str) -> String {
    match lang {
        Lang::En => iso.to_owned(),
        Lang::Ja => Date::parse(iso).map_or_else(
            |_| iso.to_owned(),
            |date| {
                let (year, month, day) = date.ymd();
                format!("{year}年{month}月{day}日")
            },
        ),
    }
}

/// A number of things in English.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The first line of `check`.
#[must_use]
pub fn check(lang: Lang, people: usize, achievements: usize, files: usize) -> String {
    match lang {
        Lang::En => format!(
            "{}, {}, {}: readable.",
            counted(files, "file", "files"),
            counted(people, "person", "people"),
            counted(achievements, "achievement", "achievements")
        ),
        Lang::Ja => format!("ファイル{files}件、従業員{people}名、取得実績{achievements}件を読み取りました。"),
    }
}

/// One requirement of `check`.
#[must_use]
pub fn required(lang: Lang, what: &str, verdict: crate::engine::Verdict, missing: &str) -> String {
    match lang {
        Lang::En => {
            let missing = if missing.is_empty() { String::new() } else { format!(" ({missing})") };
            format!("{what}: {}{missing}", super::words::verdict(lang, verdict))
        }
        Lang::Ja => {
            let missing = if missing.is_empty() { String::new() } else { format!("（{missing}）") };
            format!("{what}：{}{missing}", super::words::verdict(lang, verdict))
        }
    }
}

/// The first line of `program lint`.
#[must_use]
pub fn linted(lang: Lang, file: &str, competencies: usize, credentials: usize) -> String {
    match lang {
        Lang::En => format!(
            "{}: {}, {}.",
            visible(file, false),
            counted(competencies, "competency", "competencies"),
            counted(credentials, "credential", "credentials")
        ),
        Lang::Ja => format!("{}：コンピテンシー{competencies}件、資格{credentials}件。", visible(file, false)),
    }
}
