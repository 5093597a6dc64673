//! Help that was asked for, and what was typed and cannot be understood.

use super::args::When;
use super::settings;
use super::world::World;
use crate::lang::Lang;
use crate::lang::arguments::frame;
use crate::lang::say::{self, Misuse};
use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Help that was asked for is an answer; anything else is an error of usage. Returns the exit code.
pub(super) fn usage(error: &Error, lang: Lang, color: Option<When>, world: &mut World<'_>) -> u8 {
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let terminal = if asked { world.terminal.out } else { world.terminal.err };
    let colored = settings::colored_early(color, world, terminal);
    let text = in_words(error, lang, colored).unwrap_or_else(|| {
        let text = error.render();
        if colored { text.ansi().to_string() } else { text.to_string() }
    });
    let stream = if asked { &mut world.out } else { &mut world.err };
    // Somebody who closes the pipe early has seen enough.
    let _ = stream.write_all(text.as_bytes());
    if asked { 0 } else { 2 }
}

/// The error in the words of the catalogue; none where the library has said it in this language.
fn in_words(error: &Error, lang: Lang, colored: bool) -> Option<String> {
    let one = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        Some(ContextValue::Strings(texts)) => texts.first().map(String::as_str),
        _ => None,
    };
    let several = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    };
    let arg = one(ContextKind::InvalidArg).unwrap_or_default();
    let value = one(ContextKind::InvalidValue).unwrap_or_default();
    let (values, commands) = (several(ContextKind::ValidValue), several(ContextKind::ValidSubcommand));
    let (with, args) = (several(ContextKind::PriorArg), several(ContextKind::InvalidArg));
    let near = several(ContextKind::SuggestedSubcommand);
    let misuse = match error.kind() {
        ErrorKind::ArgumentConflict if with.iter().any(|with| with == arg) => Misuse::Repeated { arg },
        ErrorKind::ArgumentConflict => Misuse::Conflict { arg, with: &with },
        ErrorKind::InvalidValue | ErrorKind::NoEquals if value.is_empty() => Misuse::NoValue { arg, values: &values },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            Misuse::BadValue { arg, value, values: &values, near: one(ContextKind::SuggestedValue) }
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => Misuse::NoValue { arg, values: &values },
        ErrorKind::TooManyValues => Misuse::OneTooMany { arg, value },
        ErrorKind::MissingRequiredArgument => Misuse::Missing { args: &args },
        ErrorKind::MissingSubcommand => {
            let command = one(ContextKind::InvalidSubcommand).unwrap_or_default();
            Misuse::NoCommand { command, commands: &commands }
        }
        ErrorKind::InvalidSubcommand => {
            let word = one(ContextKind::InvalidSubcommand).unwrap_or_default();
            Misuse::UnknownCommand { word, near: &near }
        }
        ErrorKind::UnknownArgument => Misuse::UnknownArgument { arg, near: one(ContextKind::SuggestedArg) },
        ErrorKind::InvalidUtf8 => Misuse::NotText,
        _ => return None,
    };
    let (message, help) = say::misuse(lang, misuse)?;
    let mut text = say::error(lang, &message, help.as_deref());
    if let Some(ContextValue::StyledStr(shown)) = error.get(ContextKind::Usage) {
        let shown = if colored { shown.ansi().to_string() } else { shown.to_string() };
        let heading = frame(lang).map_or("Usage:", |frame| frame.usage);
        text.push_str(&format!("\n{}\n", shown.replacen("Usage:", heading, 1).trim_end()));
    }
    if let Some(more) = say::see_help(lang) {
        text.push_str(&format!("\n{more}\n"));
    }
    Some(text)
}
