//! What `doctor` says.

use super::counted;
use crate::lang::Lang;
use crate::lang::words::encoding_called;

/// A line of `doctor`.
#[must_use]
pub fn doctor(lang: Lang, item: DoctorItem<'_>) -> (&'static str, String) {
    match lang {
        Lang::En => match item {
            DoctorItem::Version(version) => ("version", format!("competency {version}")),
            DoctorItem::Programs(list) => ("built-in programs", list.join(", ")),
            DoctorItem::Workspace(Some(path)) => ("workspace", path.to_owned()),
            DoctorItem::Workspace(None) => {
                ("workspace", "none found from here; `competency init` writes one".to_owned())
            }
            DoctorItem::File { path, encoding, lines } => {
                ("file", format!("{path}: {encoding}, {}", counted(lines, "line", "lines")))
            }
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
            DoctorItem::Config { path: Some(path), found: false } => {
                ("user configuration", format!("none (it would be {path})"))
            }
            DoctorItem::Config { path: None, .. } => {
                ("user configuration", "this platform names no place for it".to_owned())
            }
            DoctorItem::Terminal { width: Some(width), color } => {
                ("terminal", format!("{width} columns, {}", if color { "colour" } else { "no colour" }))
            }
            DoctorItem::Terminal { width: None, color } => {
                ("terminal", format!("none, {}", if color { "colour" } else { "no colour" }))
            }
        },
        Lang::Ja => match item {
            DoctorItem::Version(version) => ("バージョン", format!("competency {version}")),
            DoctorItem::Programs(list) => ("組み込みプログラム", list.join("、")),
            DoctorItem::Workspace(Some(path)) => ("ワークスペース", path.to_owned()),
            DoctorItem::Workspace(None) => {
                ("ワークスペース", "ここから見つかりません。`competency init` で作成できます".to_owned())
            }
            DoctorItem::File { path, encoding, lines } => {
                ("ファイル", format!("{path}：{}、{lines}行", encoding_called(lang, encoding)))
            }
            DoctorItem::Problems { errors: 0, warnings: 0 } => ("問題", "なし".to_owned()),
            DoctorItem::Problems { errors, warnings } => {
                ("問題", format!("エラー{errors}件、警告{warnings}件。`competency check` で確認できます"))
            }
            DoctorItem::Program { name, version } => ("プログラム", format!("{name}、バージョン{version}")),
            DoctorItem::Organizations(count) => ("組織", format!("{count}件")),
            DoctorItem::AsOf { text, pinned: true } => ("基準日", format!("{text}（ワークスペースで固定）")),
            DoctorItem::AsOf { text, pinned: false } => ("基準日", text.to_owned()),
            DoctorItem::Config { path: Some(path), found: true } => ("ユーザー設定", path.to_owned()),
            DoctorItem::Config { path: Some(path), found: false } => {
                ("ユーザー設定", format!("なし（置き場所は{path}）"))
            }
            DoctorItem::Config { path: None, .. } => ("ユーザー設定", "この環境には置き場所がありません".to_owned()),
            DoctorItem::Terminal { width, color } => {
                let width = width.map_or_else(|| "なし".to_owned(), |width| format!("{width}桁"));
                ("端末", format!("{width}、{}", if color { "色あり" } else { "色なし" }))
            }
        },
    }
}

/// Whether something is as it should be, or wants a look.
#[must_use]
pub fn doctor_word(lang: Lang, fine: bool) -> &'static str {
    match (lang, fine) {
        (Lang::En, true) => "ok",
        (Lang::En, false) => "look",
        (Lang::Ja, true) => "正常",
        (Lang::Ja, false) => "要確認",
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
