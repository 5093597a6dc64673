//! What `import` and `export` say beside their answer.

use crate::diagnostic::excerpt::visible;
use crate::lang::Lang;

/// Where the import formats are explained.
#[must_use]
pub fn see_import(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "`competency help importing` lists every format",
        Lang::Ja => "取り込める形式の一覧は `competency help importing` にあります",
    }
}

/// No file to import.
#[must_use]
pub fn no_import_file(lang: Lang) -> (String, String) {
    match lang {
        Lang::En => (
            "no file is named".to_owned(),
            "name the files behind the format: `competency import auto users.csv`".to_owned(),
        ),
        Lang::Ja => (
            "取り込むファイルが指定されていません".to_owned(),
            "`competency import auto users.csv` のように、形式の後に指定してください".to_owned(),
        ),
    }
}

/// Rejected rows keep the columns of their file, so there can be only one.
#[must_use]
pub fn one_file_for_rejects(lang: Lang) -> (String, String) {
    match lang {
        Lang::En => (
            "`--rejects` takes the rows of one file, and several are named".to_owned(),
            "import them one by one".to_owned(),
        ),
        Lang::Ja => (
            "`--rejects` で扱えるファイルは1つですが、複数指定されています".to_owned(),
            "1つずつ取り込んでください".to_owned(),
        ),
    }
}

/// A file of leavers without the day.
#[must_use]
pub fn left_needed(lang: Lang) -> (String, String) {
    match lang {
        Lang::En => (
            "the file says who leaves, and not when".to_owned(),
            "say the last day of employment with `--left DATE`".to_owned(),
        ),
        Lang::Ja => (
            "誰が退職するかはファイルにありますが、いつかがありません".to_owned(),
            "`--left DATE` で最終在籍日を指定してください".to_owned(),
        ),
    }
}

/// The layout of a file cannot be told.
#[must_use]
pub fn which_format(lang: Lang, path: &str, candidates: &[&str]) -> (String, String) {
    match lang {
        Lang::En => match candidates {
            [] => (
                format!("the headings of `{path}` are those of no known format"),
                "name the format instead of `auto`, or write a mapping for it: `competency import --map mapping.yaml \
                 --guess FILE`"
                    .to_owned(),
            ),
            several => (
                format!("the headings of `{path}` are those of several formats"),
                format!("name one of them instead of `auto`: {}", several.join(", ")),
            ),
        },
        Lang::Ja => match candidates {
            [] => (
                format!("`{path}` の見出しはどの形式のものでもありません"),
                "`auto` の代わりに形式を指定するか、`competency import --map mapping.yaml --guess FILE` で対応表を作成してください"
                    .to_owned(),
            ),
            several => (
                format!("`{path}` の見出しは複数の形式に当てはまります"),
                format!("`auto` の代わりにどれかを指定してください：{}", several.join("、")),
            ),
        },
    }
}

/// Rejected rows that are not drawn.
#[must_use]
pub fn more_rejected(lang: Lang, count: usize, hint: bool) -> String {
    match lang {
        Lang::En => {
            let rows = if count == 1 { "1 more row was".to_owned() } else { format!("{count} more rows were") };
            let hint = if hint { "; --rejects FILE writes all of them" } else { "" };
            format!("{rows} rejected{hint}\n")
        }
        Lang::Ja => {
            let hint = if hint { "。`--rejects FILE` ですべて書き出せます" } else { "" };
            format!("ほかに{count}行を却下しました{hint}\n")
        }
    }
}

/// A file with passwords, or about people, that was written.
#[must_use]
pub fn wrote_private(lang: Lang, path: &str) -> String {
    match lang {
        Lang::En => format!("wrote {}, which only its owner can read\n", visible(path, false)),
        Lang::Ja => format!("書き込みました：{}（所有者だけが読み取れます）\n", visible(path, false)),
    }
}

/// A log that holds no password.
#[must_use]
pub fn no_passwords(lang: Lang, path: &str) -> String {
    match lang {
        Lang::En => format!("{} has no new users, so there is nothing to write\n", visible(path, false)),
        Lang::Ja => format!("{}に新しいユーザーがいないため、書き出すものはありません\n", visible(path, false)),
    }
}

/// A file without rows and columns, for which no mapping can be guessed.
#[must_use]
pub fn no_table(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{path}` has no rows and columns"),
            "a mapping says what the columns of a table mean; JSON is read as `ms-learn` or `credly-badges`".to_owned(),
        ),
        Lang::Ja => (
            format!("`{path}` には行と列がありません"),
            "対応表は表の列の意味を決めるものです。JSONは `ms-learn` または `credly-badges` 形式で取り込みます"
                .to_owned(),
        ),
    }
}
