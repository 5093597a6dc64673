//! What is said about output formats, and in those of build servers.

use crate::lang::Lang;

/// The format of an output file cannot be told.
#[must_use]
pub fn bad_ending(lang: Lang, path: &str, endings: &[&str]) -> (String, String) {
    match lang {
        Lang::En => (
            format!("the ending of `{path}` does not say which format to write"),
            format!("use one of {}, or name the format with `--format`", endings.join(", ")),
        ),
        Lang::Ja => (
            format!("`{path}` の拡張子からは出力形式が分かりません"),
            format!("拡張子を{}のどれかにするか、`--format` で形式を指定してください", endings.join("、")),
        ),
    }
}

/// An answer has nothing that a format could show.
#[must_use]
pub fn bad_format(lang: Lang, format: &str, possible: &[&str]) -> (String, String) {
    match lang {
        Lang::En => (
            format!("this answer cannot be written as `{format}`"),
            format!("it can be written as {}; `competency help formats` says why", possible.join(", ")),
        ),
        Lang::Ja => (
            format!("この結果は `{format}` 形式では出力できません"),
            format!("使える形式：{}。理由は `competency help formats` にあります", possible.join("、")),
        ),
    }
}

/// An answer in a format that is no text would be written to a terminal.
#[must_use]
pub fn no_text(lang: Lang, format: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{format}` is no text, and a terminal cannot show it"),
            format!("write it to a file, such as `-o answer.{format}`, or into a pipe"),
        ),
        Lang::Ja => (
            format!("`{format}` はテキストではないため、端末には表示できません"),
            format!("`-o answer.{format}` のようにファイルへ書き出すか、パイプへ渡してください"),
        ),
    }
}

/// How many complaints there was no room for.
#[must_use]
pub fn more_annotations(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => format!("and {count} more, for which there is no room here"),
        Lang::Ja => format!("ここに表示できないものが、ほかに{count}件あります"),
    }
}

/// What kind of complaint a code stands for: in short, in full, and what helps.
#[must_use]
pub fn complaint_rule(lang: Lang, code: &str) -> (String, String, String) {
    match lang {
        Lang::En => {
            let words = code.replace('-', " ");
            (
                words.clone(),
                format!("A complaint of `competency check` about a file: {words}."),
                "Each result says what would help. `competency help files` describes the files of a workspace."
                    .to_owned(),
            )
        }
        Lang::Ja => (
            code.to_owned(),
            format!("ファイルについての `competency check` の指摘（`{code}`）です。"),
            "対処方法は個々の結果に示します。ワークスペースのファイルについては `competency help files` を参照してください。"
                .to_owned(),
        ),
    }
}
