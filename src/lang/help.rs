//! Help topics, embedded: one Markdown file a topic and language.

use super::Lang;

/// Every topic.
pub const TOPICS: [&str; 10] =
    ["exit-codes", "dates", "encodings", "formats", "files", "editing", "importing", "time", "policy", "glossary"];

/// The text of a topic.
#[must_use]
pub fn topic(lang: Lang, name: &str) -> Option<&'static str> {
    match (lang, name) {
        (Lang::En, "exit-codes") => Some(include_str!("help/en/exit-codes.md")),
        (Lang::En, "dates") => Some(include_str!("help/en/dates.md")),
        (Lang::En, "encodings") => Some(include_str!("help/en/encodings.md")),
        (Lang::En, "formats") => Some(include_str!("help/en/formats.md")),
        (Lang::En, "files") => Some(include_str!("help/en/files.md")),
        (Lang::En, "editing") => Some(include_str!("help/en/editing.md")),
        (Lang::En, "importing") => Some(include_str!("help/en/importing.md")),
        (Lang::En, "time") => Some(include_str!("help/en/time.md")),
        (Lang::En, "policy") => Some(include_str!("help/en/policy.md")),
        (Lang::En, "glossary") => Some(include_str!("help/en/glossary.md")),
        _ => None,
    }
}

/// What the bare program prints.
#[must_use]
pub fn overview(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("help/en/overview.md"),
    }
}
