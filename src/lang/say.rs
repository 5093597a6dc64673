//! What commands say beside their answer: errors, hints and confirmations.

mod batch;
mod edit;
mod formats;
mod import;
mod time;

pub use batch::*;
pub use edit::*;
pub use formats::*;
pub use import::*;
pub use time::*;

use super::Lang;
use crate::diagnostic::excerpt::visible;

/// An error with what would help.
#[must_use]
pub fn error(lang: Lang, message: &str, help: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            // What was typed is repeated here, and may hold anything.
            let safe = |text: &str| visible(text, false).into_owned();
            let help = help.map_or(String::new(), |h| format!("\n  = help: {}", safe(h)));
            format!("error: {}{help}\n", safe(message))
        }
    }
}

/// Something that could not be written.
#[must_use]
pub fn cannot_write(lang: Lang, path: &str, why: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("cannot write `{path}`: {why}"),
    }
}

/// No workspace was found.
#[must_use]
pub fn no_workspace(lang: Lang, looked: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("no `competency.yaml` in {looked}"),
            "`competency init` writes one, `--workspace DIR` names one, and `competency demo` needs none".to_owned(),
        ),
    }
}

/// The folder and those above it.
#[must_use]
pub fn folder_and_above(lang: Lang, folder: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("`{folder}` or any folder above it"),
    }
}

/// Something that was typed names nothing.
#[must_use]
pub fn unknown(lang: Lang, thing: &str, word: &str, near: Option<&str>) -> (String, Option<String>) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("no {thing} is called `{word}`"),
            near.map(|near| format!("did you mean `{near}`?")),
        ),
    }
}

/// Several people answer to what was typed.
#[must_use]
pub fn ambiguous(lang: Lang, word: &str, ids: &[String]) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("{} people are called `{word}`", ids.len()),
            format!("use an id: {}", ids.join(", ")),
        ),
    }
}

/// A workspace of many needs a choice.
#[must_use]
pub fn which_organization(lang: Lang, count: usize, some: &[String]) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("this workspace has {count} organizations"),
            format!("choose one with `--organization ID`, such as {}", some.join(", ")),
        ),
    }
}

/// A date on the command line is not one.
#[must_use]
pub fn bad_as_of(lang: Lang, text: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{text}` is not a day or an instant"),
            "days are written year-month-day, as in `--as-of 2018-10-29`, and instants with their zone, as in \
             `--as-of 2018-10-29T12:00:00+09:00`"
                .to_owned(),
        ),
    }
}

/// A requirement on the command line is not one.
#[must_use]
pub fn bad_require(lang: Lang, text: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{text}` does not say what is required"),
            "write 'COMPETENCY>=LEVEL' or 'membership>=OFFER' in quotes, such as 'devops>=silver'".to_owned(),
        ),
    }
}

/// An environment variable has a value it cannot have.
#[must_use]
pub fn bad_variable(lang: Lang, name: &str, word: &str, words: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (format!("`{word}` in {name} is not one of {words}"), format!("correct or unset {name}")),
    }
}

/// The answer would overwrite what it was made from.
#[must_use]
pub fn own_input(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{path}` is a file of the workspace, and the answer would overwrite it"),
            "write to another file; nothing was changed".to_owned(),
        ),
    }
}

/// How many warnings the files have.
#[must_use]
pub fn warnings(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let noun = if count == 1 { "warning" } else { "warnings" };
            format!("{count} {noun} about the files; `competency check` shows them\n")
        }
    }
}

/// A file that was not read as UTF-8.
#[must_use]
pub fn read_as(lang: Lang, path: &str, encoding: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{} was read as {encoding}\n", visible(path, false)),
    }
}

/// There is nobody, or nothing, to evaluate.
#[must_use]
pub fn empty(lang: Lang, people: bool) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            if people { "the workspace has no people".to_owned() } else { "the program has no rules in force".to_owned() },
            "nothing was evaluated, so nothing passed; `--allow-empty` accepts that".to_owned(),
        ),
    }
}

/// A number of things.
fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The first line of `check`.
#[must_use]
pub fn check(lang: Lang, people: usize, achievements: usize, files: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => format!(
            "{}, {}, {}: readable.",
            counted(files, "file", "files"),
            counted(people, "person", "people"),
            counted(achievements, "achievement", "achievements")
        ),
    }
}

/// One requirement of `check`.
#[must_use]
pub fn required(lang: Lang, what: &str, verdict: crate::engine::Verdict, missing: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let missing = if missing.is_empty() { String::new() } else { format!(" ({missing})") };
            format!("{what}: {}{missing}", super::words::verdict(lang, verdict))
        }
    }
}

/// What `demo --write` and `init` did, or would do.
#[must_use]
pub fn wrote(lang: Lang, path: &str, dry_run: bool) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let verb = if dry_run { "would write" } else { "wrote" };
            format!("{verb} {path}\n")
        }
    }
}

/// A file that stands in the way.
#[must_use]
pub fn exists(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{path}` is there already, and nothing is ever overwritten"),
            "choose another folder; nothing was written".to_owned(),
        ),
    }
}

/// Where to go after `init`.
#[must_use]
pub fn after_init(lang: Lang, folder: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let go = if folder == "." { String::new() } else { format!("  cd {folder}\n") };
            format!("\nReplace the example rows with your own, then:\n{go}  competency check\n  competency status\n  competency explain \"App Development\"\n")
        }
    }
}

/// Where to go after `demo`.
#[must_use]
pub fn after_demo(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "This is a built-in example, evaluated on its own day. `competency demo --write DIR` copies it out to try the other commands on.\n",
    }
}

/// Where to go after `demo --write`.
#[must_use]
pub fn after_demo_write(lang: Lang, folder: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("\nNow try:\n  cd {folder}\n  competency status\n  competency explain devops\n  competency why-not e-yoshida\n"),
    }
}

/// The first line of `program lint`.
#[must_use]
pub fn linted(lang: Lang, file: &str, competencies: usize, credentials: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => format!(
            "{}: {}, {}.",
            visible(file, false),
            counted(competencies, "competency", "competencies"),
            counted(credentials, "credential", "credentials")
        ),
    }
}

/// A line of `doctor`.
#[must_use]
pub fn doctor(lang: Lang, item: DoctorItem<'_>) -> (&'static str, String) {
    match lang {
        Lang::En | Lang::Ja => match item {
            DoctorItem::Version(version) => ("version", format!("competency {version}")),
            DoctorItem::Programs(list) => ("built-in programs", list.join(", ")),
            DoctorItem::Workspace(Some(path)) => ("workspace", path.to_owned()),
            DoctorItem::Workspace(None) => ("workspace", "none found from here; `competency init` writes one".to_owned()),
            DoctorItem::File { path, encoding, lines } => ("file", format!("{path}: {encoding}, {}", counted(lines, "line", "lines"))),
            DoctorItem::Problems { errors: 0, warnings: 0 } => ("problems", "none".to_owned()),
            DoctorItem::Problems { errors, warnings } => {
                let (errors, warnings) = (counted(errors, "error", "errors"), counted(warnings, "warning", "warnings"));
                ("problems", format!("{errors}, {warnings}; `competency check` shows them"))
            }
            DoctorItem::Program { name, version } => ("program", format!("{name}, version {version}")),
            DoctorItem::Organizations(count) => ("organizations", count.to_string()),
            DoctorItem::AsOf { text, pinned: true } => ("evaluated", format!("{text}, pinned by the workspace")),
            DoctorItem::AsOf { text, pinned: false } => ("evaluated", text.to_owned()),
            DoctorItem::Config { path: Some(path), found: true } => ("user configuration", path.to_owned()),
            DoctorItem::Config { path: Some(path), found: false } => ("user configuration", format!("none (it would be {path})")),
            DoctorItem::Config { path: None, .. } => ("user configuration", "this platform names no place for it".to_owned()),
            DoctorItem::Terminal { width: Some(width), color } => ("terminal", format!("{width} columns, {}", if color { "colour" } else { "no colour" })),
            DoctorItem::Terminal { width: None, color } => ("terminal", format!("none, {}", if color { "colour" } else { "no colour" })),
        },
    }
}

/// What `doctor` looks at.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the fields are the blanks of the sentences in `doctor`")]
pub enum DoctorItem<'a> {
    Version(&'a str),
    Programs(&'a [String]),
    Workspace(Option<&'a str>),
    File { path: &'a str, encoding: &'a str, lines: usize },
    Problems { errors: usize, warnings: usize },
    Program { name: &'a str, version: &'a str },
    Organizations(usize),
    AsOf { text: &'a str, pinned: bool },
    Config { path: Option<&'a str>, found: bool },
    Terminal { width: Option<usize>, color: bool },
}
