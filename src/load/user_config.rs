//! The user's own configuration file: how answers look, never what they say.

use super::files::Files;
use super::{open, parse, shape};
use crate::diagnostic::{Diagnostic, Sources};

/// What the user prefers everywhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserConfig {
    /// `auto`, `always` or `never`.
    pub color: Option<String>,
    /// Lines and branches in ASCII only.
    pub ascii: bool,
    /// The output format.
    pub format: Option<String>,
    /// The language: `en` or `ja`.
    pub lang: Option<String>,
}

/// Reads the file; what is wrong with it is added to `complaints`.
pub fn user_config(
    files: &dyn Files,
    path: &str,
    sources: &mut Sources,
    complaints: &mut Vec<Diagnostic>,
) -> UserConfig {
    let mut config = UserConfig::default();
    let document = open(files, path, None, sources, complaints).and_then(|file| parse(file, sources, complaints));
    let Some(map) =
        document.as_ref().and_then(|d| shape::map(&d.root, &["color", "ascii", "format", "lang"], complaints))
    else {
        return config;
    };
    let word = |key: &str, words: &[&str], c: &mut Vec<Diagnostic>| {
        map.text(key, c)?.choice(words, c, |word| Some(word.to_owned()))
    };
    config.color = word("color", &["auto", "always", "never"], complaints);
    // The formats that every answer can be written in; the others are asked for where they are wanted.
    config.format = word("format", &["table", "plain", "json", "ndjson", "markdown", "html"], complaints);
    config.lang = word("lang", &["en", "ja"], complaints);
    config.ascii = map.text("ascii", complaints).and_then(|t| t.truth(complaints)).unwrap_or(false);
    config
}
