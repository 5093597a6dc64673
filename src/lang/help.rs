//! Help topics, embedded: one Markdown file a topic and language.

use super::Lang;

/// Every topic.
pub const TOPICS: [&str; 10] =
    ["exit-codes", "dates", "encodings", "formats", "files", "editing", "importing", "time", "policy", "glossary"];

/// The text of a topic.
#[must_use]
pub fn topic(lang: Lang, name: &str) -> Option<&'static str> {
    match (lang, name) {
        (Lang::En | Lang::Ja, "exit-codes") => Some(include_str!("help/en/exit-codes.md")),
        (Lang::En | Lang::Ja, "dates") => Some(include_str!("help/en/dates.md")),
        (Lang::En | Lang::Ja, "encodings") => Some(include_str!("help/en/encodings.md")),
        (Lang::En | Lang::Ja, "formats") => Some(include_str!("help/en/formats.md")),
        (Lang::En | Lang::Ja, "files") => Some(include_str!("help/en/files.md")),
        (Lang::En | Lang::Ja, "editing") => Some(include_str!("help/en/editing.md")),
        (Lang::En | Lang::Ja, "importing") => Some(include_str!("help/en/importing.md")),
        (Lang::En | Lang::Ja, "time") => Some(include_str!("help/en/time.md")),
        (Lang::En | Lang::Ja, "policy") => Some(include_str!("help/en/policy.md")),
        (Lang::En | Lang::Ja, "glossary") => Some(include_str!("help/en/glossary.md")),
        _ => None,
    }
}

/// What the bare program prints.
#[must_use]
pub fn overview(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => include_str!("help/en/overview.md"),
    }
}
