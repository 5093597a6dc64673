//! What `import` and `export` say beside their answer.

use crate::diagnostic::excerpt::visible;
use crate::lang::Lang;

/// Where the import formats are explained.
#[must_use]
pub fn see_import(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "`competency help importing` lists every format",
    }
}

/// No file to import.
#[must_use]
pub fn no_import_file(lang: Lang) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            "no file is named".to_owned(),
            "name the files behind the format: `competency import auto users.csv`".to_owned(),
        ),
    }
}

/// Rejected rows keep the columns of their file, so there can be only one.
#[must_use]
pub fn one_file_for_rejects(lang: Lang) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            "`--rejects` takes the rows of one file, and several are named".to_owned(),
            "import them one by one".to_owned(),
        ),
    }
}

/// A file of leavers without the day.
#[must_use]
pub fn left_needed(lang: Lang) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            "the file says who leaves, and not when".to_owned(),
            "say the last day of employment with `--left DATE`".to_owned(),
        ),
    }
}

/// The layout of a file cannot be told.
#[must_use]
pub fn which_format(lang: Lang, path: &str, candidates: &[&str]) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => match candidates {
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
    }
}

/// Rejected rows that are not drawn.
#[must_use]
pub fn more_rejected(lang: Lang, count: usize, hint: bool) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let rows = if count == 1 { "1 more row was".to_owned() } else { format!("{count} more rows were") };
            let hint = if hint { "; --rejects FILE writes all of them" } else { "" };
            format!("{rows} rejected{hint}\n")
        }
    }
}

/// A file with passwords, or about people, that was written.
#[must_use]
pub fn wrote_private(lang: Lang, path: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("wrote {}, which only its owner can read\n", visible(path, false)),
    }
}

/// A log that holds no password.
#[must_use]
pub fn no_passwords(lang: Lang, path: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{} has no new users, so there is nothing to write\n", visible(path, false)),
    }
}

/// A file without rows and columns, for which no mapping can be guessed.
#[must_use]
pub fn no_table(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{path}` has no rows and columns"),
            "a mapping says what the columns of a table mean; JSON is read as `ms-learn` or `credly-badges`".to_owned(),
        ),
    }
}
