//! The help of commands and their arguments.
//!
//! English stands beside the definitions in `cli/args`, as doc comments. Every other language has a list here, which a
//! test holds against the definitions.

mod ja;
mod ja_edit;

use super::Lang;

/// A command with its arguments.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The words that lead to it, without the program itself.
    pub path: &'static str,
    /// What it does.
    pub about: &'static str,
    /// Its arguments, by id; the values of one follow as `id=value`.
    pub arguments: &'static [(&'static str, &'static str)],
}

/// Every command of a language; none where the definitions themselves are in it. The entry of the program itself has
/// the arguments that several commands take.
pub fn entries(lang: Lang) -> impl Iterator<Item = &'static Entry> {
    let (commands, edit): (&[Entry], &[Entry]) = match lang {
        Lang::En => (&[], &[]),
        Lang::Ja => (&ja::ENTRIES, &ja_edit::ENTRIES),
    };
    commands.iter().chain(edit)
}

/// What a command does; none where its definition says it in this language.
#[must_use]
pub fn about(lang: Lang, path: &str) -> Option<&'static str> {
    entries(lang).find(|entry| entry.path == path).map(|entry| entry.about)
}

/// What an argument is for, or what a value of it means, which is named `id=value`; none where the definition says it
/// in this language.
#[must_use]
pub fn argument(lang: Lang, path: &str, id: &str) -> Option<&'static str> {
    let of = |path: &str| {
        let arguments = entries(lang).find(|entry| entry.path == path)?.arguments;
        arguments.iter().find(|(name, _)| *name == id).map(|(_, words)| *words)
    };
    of(path).or_else(|| of(""))
}

/// The words that frame the help of a command.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// Before the line that shows what can be typed.
    pub usage: &'static str,
    /// Above commands.
    pub commands: &'static str,
    /// Above arguments that have no name.
    pub arguments: &'static str,
    /// Above options.
    pub options: &'static str,
    /// Above options that every command has.
    pub global: &'static str,
    /// Before the values an option can have.
    pub values: &'static str,
    /// Before the value an option has when it is not given.
    pub default: &'static str,
    /// Behind the help of the program.
    pub after: &'static str,
    /// Behind the help of `import`, before and after the names of the layouts.
    pub after_import: (&'static str, &'static str),
}

/// The frame of help; none where it is in this language by itself.
#[must_use]
pub fn frame(lang: Lang) -> Option<Frame> {
    match lang {
        Lang::En => None,
        Lang::Ja => Some(ja::FRAME),
    }
}

/// A heading of the manual page in this language.
#[must_use]
pub fn manual_heading(lang: Lang, heading: &str) -> &str {
    match lang {
        Lang::En => heading,
        Lang::Ja => match heading {
            "NAME" => "名前",
            "SYNOPSIS" => "書式",
            "DESCRIPTION" => "説明",
            "OPTIONS" => "オプション",
            "SUBCOMMANDS" => "コマンド",
            "EXTRA" => "補足",
            "VERSION" => "バージョン",
            other => other,
        },
    }
}
