//! Everything people read, in their language.
//!
//! There is one function per message, and each is a `match` on [`Lang`]: a language is added by adding a variant, after
//! which nothing compiles until every message has it. Builders and commands never contain a sentence of their own.

pub mod arguments;
pub mod help;
pub mod mapping_file;
pub mod problems;
pub mod say;
pub mod starter;
pub mod words;

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Japanese.
    Ja,
}

impl Lang {
    /// Every language, the one that is spoken where nothing is known first.
    pub const ALL: [Self; 2] = [Self::En, Self::Ja];

    /// The word it is asked for with.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Ja => "ja",
        }
    }

    /// The language asked for with a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.word() == word)
    }

    /// The language of a locale such as `ja_JP.UTF-8`; none for one that has no messages here, such as `C`.
    #[must_use]
    pub fn of_locale(locale: &str) -> Option<Self> {
        let language = locale.split(['_', '-', '.', '@']).next()?;
        Self::ALL.into_iter().find(|lang| lang.word().eq_ignore_ascii_case(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_locales() {
        for locale in ["ja", "ja_JP", "ja_JP.UTF-8", "ja-JP", "JA_JP.eucJP", "ja.utf8", "ja_JP@cjknarrow"] {
            assert_eq!(Lang::of_locale(locale), Some(Lang::Ja), "{locale}");
        }
        for locale in ["en_US.UTF-8", "en"] {
            assert_eq!(Lang::of_locale(locale), Some(Lang::En), "{locale}");
        }
        for locale in ["", "C", "C.UTF-8", "POSIX", "de_DE.UTF-8", "jam_JM", "japanese"] {
            assert_eq!(Lang::of_locale(locale), None, "{locale}");
        }
    }
}
