//! Settings resolved once: flags, then the environment, then the user's own configuration, then defaults.
//!
//! Colour and language are needed before that, too, since what cannot be parsed is answered in them.

use super::CliError;
use super::args::{Global, When};
use super::world::World;
use crate::diagnostic::{Diagnostic, Sources, any_error};
use crate::lang::{Lang, say};
use crate::load::UserConfig;
use crate::render::{Format, Style};
use std::ffi::OsString;

/// How answers and complaints are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Settings {
    /// The language of everything that is said.
    pub lang: Lang,
    /// The format of the answer.
    pub format: Format,
    /// How the answer looks.
    pub out: Style,
    /// How complaints look.
    pub err: Style,
}

/// How wide tables are where nobody says.
const DEFAULT_WIDTH: usize = 100;

/// What was wrong with the user's own configuration, where it was read.
pub(super) struct Resolved {
    pub settings: Settings,
    pub sources: Sources,
    pub complaints: Vec<Diagnostic>,
}

/// Every setting; what is wrong with them is said in the language that was found early.
pub(super) fn resolve(global: &Global, early: Lang, world: &World<'_>) -> Result<Resolved, CliError> {
    let mut sources = Sources::new();
    let mut complaints = Vec::new();
    let mut config = UserConfig::default();
    if !global.no_config
        && let Some(path) = &world.config
        && world.files.exists(path).is_some()
    {
        config = crate::load::user_config(world.files, path, &mut sources, &mut complaints);
    }
    let env = |name: &str| (world.env)(name).filter(|value| !value.is_empty());
    let typed = global.lang.as_deref().and_then(Lang::from_word);
    let variable = from_env(early, &env, "COMPETENCY_LANG", &Lang::ALL.map(Lang::word).join(", "), Lang::from_word);
    let named = if typed.is_some() { typed } else { variable? };
    let lang = named.or(config.lang.as_deref().and_then(Lang::from_word)).unwrap_or_else(|| of_locale(&env));
    let asked = match global.color {
        Some(when) => Some(when),
        None => from_env(lang, &env, "COMPETENCY_COLOR", "auto, always, never", when)?,
    };
    let color = asked.or_else(|| config.color.as_deref().and_then(when)).unwrap_or(When::Auto);
    let ascii = global.ascii || config.ascii;
    let columns = env("COLUMNS").and_then(|c| c.parse().ok()).filter(|w| *w > 0);
    let width = columns.or(world.terminal.width);
    let style = |terminal: bool| Style {
        color: colored(color, terminal, &env),
        ascii,
        width: Some(if terminal { width } else { columns }.unwrap_or(DEFAULT_WIDTH)),
        file: false,
        lang,
    };
    let format = format(lang, global, &env, &config)?;
    let file = global.output.as_deref().is_some_and(|o| o != "-");
    let out = Style { file, ..style(world.terminal.out && !file) };
    let settings = Settings { lang, format, out, err: style(world.terminal.err) };
    if any_error(&complaints) {
        return Ok(Resolved { settings, sources, complaints });
    }
    Ok(Resolved { settings, sources, complaints: Vec::new() })
}

/// How wide help is: as the terminal, within what reads well.
pub(super) fn help_width(world: &World<'_>) -> usize {
    let columns = (world.env)("COLUMNS").and_then(|c| c.parse().ok()).filter(|w| *w > 0);
    columns.or(world.terminal.width).unwrap_or(DEFAULT_WIDTH).clamp(40, DEFAULT_WIDTH)
}

/// What an option says among arguments that were not understood as a whole: `--color never`, or `--color=never`.
fn typed<T>(args: &[OsString], option: &str, meaning: impl Fn(&str) -> Option<T>) -> Option<T> {
    let words: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let apart = words.windows(2).find_map(|pair| match pair {
        [name, word] if *name == option => meaning(word),
        _ => None,
    });
    let joined = |word: &&str| meaning(word.strip_prefix(option)?.strip_prefix('=')?);
    apart.or_else(|| words.iter().find_map(joined))
}

/// What `--color` says among arguments that were not understood as a whole.
pub(super) fn typed_color(args: &[OsString]) -> Option<When> {
    typed(args, "--color", when)
}

/// The language, before every setting is known. What is wrong with a setting is said later.
pub(super) fn early_lang(args: &[OsString], world: &World<'_>) -> Lang {
    let env = |name: &str| (world.env)(name).filter(|value| !value.is_empty());
    let named = typed(args, "--lang", Lang::from_word).or_else(|| Lang::from_word(&env("COMPETENCY_LANG")?));
    let configured = || {
        let path = world.config.as_ref().filter(|_| !args.iter().any(|arg| arg == "--no-config"))?;
        world.files.exists(path)?;
        let config = crate::load::user_config(world.files, path, &mut Sources::new(), &mut Vec::new());
        Lang::from_word(&config.lang?)
    };
    named.or_else(configured).unwrap_or_else(|| of_locale(&env))
}

/// The language of the locale: the first variable that is set decides, as for every other program.
fn of_locale(env: &impl Fn(&str) -> Option<String>) -> Lang {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(env);
    locale.as_deref().and_then(Lang::of_locale).unwrap_or_default()
}

/// Whether help and errors of usage are coloured, before every setting is known.
pub(super) fn colored_early(typed: Option<When>, world: &World<'_>, terminal: bool) -> bool {
    let env = |name: &str| (world.env)(name).filter(|value| !value.is_empty());
    let when = typed.or_else(|| env("COMPETENCY_COLOR").as_deref().and_then(when)).unwrap_or(When::Auto);
    colored(when, terminal, &env)
}

/// A flag wins over everything; then come the two conventions, then whether anybody looks.
fn colored(when: When, terminal: bool, env: &impl Fn(&str) -> Option<String>) -> bool {
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto if env("NO_COLOR").is_some() => false,
        When::Auto if ["CLICOLOR_FORCE", "FORCE_COLOR"].iter().any(|name| env(name).is_some_and(|v| v != "0")) => true,
        When::Auto => terminal && env("TERM").as_deref() != Some("dumb"),
    }
}

fn format(
    lang: Lang,
    global: &Global,
    env: &impl Fn(&str) -> Option<String>,
    config: &UserConfig,
) -> Result<Format, CliError> {
    if let Some(format) = global.format.as_deref().and_then(Format::from_word) {
        return Ok(format);
    }
    if let Some(path) = global.output.as_deref().filter(|o| *o != "-") {
        return Format::of_file(path).ok_or_else(|| {
            let (message, help) = say::bad_ending(lang, path, &Format::endings().collect::<Vec<_>>());
            CliError::Usage(message, Some(help))
        });
    }
    Ok(from_env(lang, env, "COMPETENCY_FORMAT", &Format::ALL.map(Format::word).join(", "), Format::from_word)?
        .or_else(|| config.format.as_deref().and_then(Format::from_word))
        .unwrap_or_default())
}

/// A variable that is set to something else than it can be is as wrong as a flag would be.
fn from_env<T>(
    lang: Lang,
    env: &impl Fn(&str) -> Option<String>,
    name: &str,
    words: &str,
    meaning: impl Fn(&str) -> Option<T>,
) -> Result<Option<T>, CliError> {
    let Some(word) = env(name) else {
        return Ok(None);
    };
    match meaning(&word) {
        Some(value) => Ok(Some(value)),
        None => {
            let (message, help) = say::bad_variable(lang, name, &word, words);
            Err(CliError::Usage(message, Some(help)))
        }
    }
}

fn when(word: &str) -> Option<When> {
    match word {
        "auto" => Some(When::Auto),
        "always" => Some(When::Always),
        "never" => Some(When::Never),
        _ => None,
    }
}
