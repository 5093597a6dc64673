//! What commands say beside their answer: errors, hints and confirmations.

mod batch;
mod doctor;
mod edit;
mod formats;
mod import;
mod settings;
mod start;
mod time;
mod usage;

pub use batch::*;
pub use doctor::*;
pub use edit::*;
pub use formats::*;
pub use import::*;
pub use settings::*;
pub use start::*;
pub use time::*;
pub use usage::*;

use super::Lang;
use super::problems::{help_word, severity};
use super::words;
use crate::diagnostic::Severity;
use crate::diagnostic::excerpt::visible;

/// An error with what would help.
#[must_use]
pub fn error(lang: Lang, message: &str, help: Option<&str>) -> String {
    // What was typed is repeated here, and may hold anything.
    let safe = |text: &str| visible(text, false).into_owned();
    let help = help.map_or(String::new(), |h| format!("\n  = {}: {}", help_word(lang), safe(h)));
    format!("{}: {}{help}\n", severity(lang, Severity::Error), safe(message))
}

/// Why the operating system refuses a file: what is said often has words of its own, the rest is as the system says it.
fn system_reason(why: &str) -> &str {
    match why {
        "there is no such folder" => "そのようなフォルダーはありません",
        "the operating system does not allow it" => "オペレーティングシステムが許可していません",
        "it exists already" => "すでに存在します",
        "it is a folder" => "フォルダーです",
        why => why,
    }
}

/// Something that could not be written.
#[must_use]
pub fn cannot_write(lang: Lang, path: &str, why: &str) -> String {
    match lang {
        Lang::En => format!("cannot write `{path}`: {why}"),
        Lang::Ja => format!("`{path}` に書き込めません：{}", system_reason(why)),
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
        Lang::En => (format!("no {thing} is called `{word}`"), near.map(|near| format!("did you mean `{near}`?"))),
        Lang::Ja => {
            (format!("{} `{word}` は存在しません", named(thing)), near.map(|near| format!("`{near}` のことですか？")))
        }
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
        Lang::En => (format!("{} people are called `{word}`", ids.len()), format!("use an id: {}", ids.join(", "))),
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
            "'devops>=silver' のように 'COMPETENCY>=LEVEL' か 'membership>=OFFER' の形で、引用符で囲んで書いてください"
                .to_owned(),
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

/// How many other organizations cannot be answered for.
#[must_use]
pub fn others_are_broken(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => {
            let (noun, their) = if count == 1 { ("organization has", "its") } else { ("organizations have", "their") };
            format!("{count} other {noun} errors in {their} records; `competency check` shows them\n")
        }
        Lang::Ja => format!("ほかの組織{count}件の記録に誤りがあります。`competency check` で確認できます\n"),
    }
}

/// A file that was not read as UTF-8.
#[must_use]
pub fn read_as(lang: Lang, path: &str, encoding: &str) -> String {
    match lang {
        Lang::En => format!("{} was read as {encoding}\n", visible(path, false)),
        Lang::Ja => {
            let encoding = words::encoding_called(lang, encoding);
            format!("{}を{encoding}として読み取りました\n", visible(path, false))
        }
    }
}

/// There is nobody, or nothing, to evaluate.
#[must_use]
pub fn empty(lang: Lang, people: bool) -> (String, String) {
    match lang {
        Lang::En => (
            if people {
                "the workspace has no people".to_owned()
            } else {
                "the program has no rules in force".to_owned()
            },
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Verdict;
    use crate::lang::problems::summary;

    /// An error and what would help, as it is printed.
    fn printed((message, help): (String, String)) -> String {
        error(Lang::Ja, &message, Some(&help))
    }

    #[test]
    fn errors_in_japanese() {
        let ids = ["e-sato".to_owned(), "e-sato-2".to_owned()];
        let expected = [
            "エラー: `/home` とその上位のフォルダーに `competency.yaml` がありません\n  = ヒント: `competency init` で作成するか、`--workspace DIR` で指定してください。`competency demo` にはどちらも不要です\n",
            "エラー: `佐藤` に該当する人が2名います\n  = ヒント: IDで指定してください：e-sato、e-sato-2\n",
            "エラー: `soon` は日付でも日時でもありません\n  = ヒント: 日付は `--on 2018-10-29` のように年-月-日の形で書きます\n",
            "エラー: `1001` は、新しい関連付けより後の2018年10月29日に `contoso` に関連付けられています\n  = ヒント: 最も新しい関連付けがそれ以前のものをすべて解除するため、この関連付けが有効なのは長くてもその日までです。それでよければassociations.csvに直接書いてください\n",
            "エラー: 別のコマンドが `.` のファイルを変更しています\n  = ヒント: 何も書き込んでいません。そのコマンドが終わってから、もう一度実行してください\n",
            "エラー: `x.doc` の拡張子からは出力形式が分かりません\n  = ヒント: 拡張子を.csv、.jsonのどれかにするか、`--format` で形式を指定してください\n",
            "エラー: `users.csv` の見出しはどの形式のものでもありません\n  = ヒント: `auto` の代わりに形式を指定するか、`competency import --map mapping.yaml --guess FILE` で対応表を作成してください\n",
            "エラー: `--until 2018-01-01` は、見通しの起点の2018年10月29日より前です\n  = ヒント: 後の日付を指定するか、`--as-of` で起点を早めてください\n",
        ];
        let ja = Lang::Ja;
        let found = [
            no_workspace(ja, &folder_and_above(ja, "/home")),
            ambiguous(ja, "佐藤", &ids),
            bad_day(ja, "--on", "soon"),
            linked_later(ja, "1001", "contoso", "2018-10-29"),
            busy(ja, ""),
            bad_ending(ja, "x.doc", &[".csv", ".json"]),
            which_format(ja, "users.csv", &[]),
            until_in_the_past(ja, "2018-01-01", "2018-10-29"),
        ]
        .map(printed);
        assert_eq!(found, expected);
        let (message, help) = unknown(ja, "competency", "devop", Some("devops"));
        assert_eq!(
            (message.as_str(), help.as_deref()),
            ("コンピテンシー `devop` は存在しません", Some("`devops` のことですか？"))
        );
    }

    #[test]
    fn remarks_in_japanese() {
        let ja = Lang::Ja;
        assert_eq!(check(ja, 4, 31, 5), "ファイル5件、従業員4名、取得実績31件を読み取りました。");
        assert_eq!(wrote(ja, "mine/employees.csv", false), "書き込みました：mine/employees.csv\n");
        assert_eq!(more_rejected(ja, 3, true), "ほかに3行を却下しました。`--rejects FILE` ですべて書き出せます\n");
        assert_eq!(only_until(ja, "2018-12-01", Verdict::NotMet, ""), "2018年12月1日以降は未達成");
        assert_eq!(
            doctor(ja, DoctorItem::Problems { errors: 1, warnings: 2 }).1,
            "エラー1件、警告2件。`competency check` で確認できます"
        );
        assert_eq!(summary(ja, (3, 0), (1, 0), 0), "エラー3件、警告1件");
        assert_eq!(
            summary(ja, (300, 100), (1, 1), 2),
            "エラー300件、警告1件（うちエラー100件、警告1件、注記2件は表示していません）"
        );
    }
}
