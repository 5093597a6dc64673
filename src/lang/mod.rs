//! Everything people read, in their language.
//!
//! There is one function per message, and each is a `match` on [`Lang`]: a language is added by adding a variant, after
//! which nothing compiles until every message has it. Builders and commands never contain a sentence of their own.

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
