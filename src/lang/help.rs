//! Help topics, embedded: one Markdown file a topic and language.

use super::Lang;

/// Writes the list of topics once, and embeds the file of each in every language.
macro_rules! topics {
    ($count:literal: $($name:literal),+) => {
        /// Every topic.
        pub const TOPICS: [&str; $count] = [$($name),+];

        /// The text of a topic.
        #[must_use]
        pub fn topic(lang: Lang, name: &str) -> Option<&'static str> {
            match (lang, name) {
                $(
                    (Lang::En, $name) => Some(include_str!(concat!("help/en/", $name, ".md"))),
                    (Lang::Ja, $name) => Some(include_str!(concat!("help/ja/", $name, ".md"))),
                )+
                _ => None,
            }
        }
    };
}

topics!(10: "exit-codes", "dates", "encodings", "formats", "files", "editing", "importing", "time", "policy", "glossary");

/// What the bare program prints.
#[must_use]
pub fn overview(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("help/en/overview.md"),
        Lang::Ja => include_str!("help/ja/overview.md"),
    }
}
