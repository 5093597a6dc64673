//! What can be typed, explained in a language.
//!
//! The definitions carry English. For another language the words of the catalogue are laid over them, already wrapped:
//! the library that draws help breaks lines at blanks only, and Japanese has none.

use super::Cli;
use crate::import::Format as Layout;
use crate::lang::Lang;
use crate::lang::arguments::{Frame, about, argument, frame};
use crate::render::wrapped_at;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, Command, CommandFactory};

/// How far the words of an argument stand below it.
const INDENT: usize = 10;

/// The blanks around the names in a list of commands.
const AROUND: usize = 4;

/// Everything that can be typed, for help of this width. Without one nothing is wrapped, and nothing can be parsed with
/// it: that is for scripts and manuals.
pub(in crate::cli) fn command(lang: Lang, width: Option<usize>) -> Command {
    let command = Cli::command();
    match frame(lang) {
        None => command.term_width(width.unwrap_or(0)),
        Some(frame) => Spoken { lang, frame, width }.program(command.term_width(0)),
    }
}

/// Lays the words of a language over definitions.
struct Spoken {
    lang: Lang,
    frame: Frame,
    width: Option<usize>,
}

impl Spoken {
    fn program(&self, command: Command) -> Command {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
        let command = command.disable_version_flag(true).arg(version).after_help(self.wrapped(self.frame.after, 0));
        self.command(command, "", 0)
    }

    /// A command and those below it; `beside` is what stands beside its words in the list of its siblings.
    fn command(&self, command: Command, path: &str, beside: usize) -> Command {
        let words = about(self.lang, path).unwrap_or_default();
        let usage = command.get_styles().get_usage();
        let template = format!(
            "{{before-help}}{{about-with-newline}}\n{usage}{}{usage:#} {{usage}}\n\n{{all-args}}{{after-help}}",
            self.frame.usage
        );
        let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
        let mut unnamed = 0;
        let mut command = command
            .about(self.wrapped(words, beside))
            .long_about(self.wrapped(words, 0))
            .help_template(template)
            .subcommand_help_heading(self.frame.commands)
            .disable_help_flag(true)
            .arg(help)
            .mut_args(|arg| {
                // Below a heading of their own, arguments without a name would be sorted by what they are called.
                unnamed += usize::from(arg.is_positional());
                let arg = if arg.is_positional() { arg.display_order(unnamed) } else { arg };
                self.argument(arg, path)
            });
        if path == "import" {
            command = command.after_help(self.wrapped(&self.layouts(), 0));
        }
        let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
        let longest = names.iter().map(String::len).max().unwrap_or(0);
        for name in names {
            let path = format!("{path} {name}");
            command = command.mut_subcommand(name, |inner| self.command(inner, path.trim_start(), longest + AROUND));
        }
        command
    }

    fn argument(&self, arg: Arg, path: &str) -> Arg {
        let id = arg.get_id().as_str().to_owned();
        let heading = match &id {
            _ if arg.is_global_set() => self.frame.global,
            _ if arg.is_positional() => self.frame.arguments,
            _ => self.frame.options,
        };
        let words = argument(self.lang, path, &id).unwrap_or_default();
        let arg = arg.help_heading(heading).next_line_help(true);
        if !arg.get_action().takes_values() {
            return arg.help(self.wrapped(words, INDENT));
        }
        let meaning = |value: PossibleValue| {
            let words = argument(self.lang, path, &format!("{id}={}", value.get_name()));
            (value, words)
        };
        let values: Vec<(PossibleValue, Option<&str>)> = arg.get_possible_values().into_iter().map(meaning).collect();
        let (mut short, mut long) = (words.to_owned(), words.to_owned());
        if !values.is_empty() {
            let names: Vec<&str> = values.iter().map(|(value, _)| value.get_name()).collect();
            let listed = format!("[{} {}]", self.frame.values, names.join(", "));
            let line = |(value, words): &(PossibleValue, Option<&str>)| {
                Some(format!("\n- {}: {}", value.get_name(), (*words)?))
            };
            let meant: String = values.iter().filter_map(line).collect();
            let told = if meant.is_empty() { listed.clone() } else { format!("{}{meant}", self.frame.values) };
            long.push_str(&format!("\n\n{told}"));
            short.push_str(&format!(" {listed}"));
        }
        let default: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
        if !default.is_empty() {
            let default = format!("[{} {}]", self.frame.default, default.join(", "));
            long.push_str(&format!("\n\n{default}"));
            short.push_str(&format!(" {default}"));
        }
        let arg = arg.long_help(self.wrapped(&long, INDENT)).hide_possible_values(true).hide_default_value(true);
        match self.width {
            Some(_) => arg.help(self.wrapped(&short, INDENT)),
            None if values.is_empty() => arg.help(words.to_owned()),
            // Shells list the values on their own.
            None => {
                let value = |(value, words): (PossibleValue, Option<&str>)| match words {
                    Some(words) => value.help(words.to_owned()),
                    None => value,
                };
                arg.help(words.to_owned()).value_parser(PossibleValuesParser::new(values.into_iter().map(value)))
            }
        }
    }

    /// What stands below the help of `import`: the layouts it knows.
    fn layouts(&self) -> String {
        let (before, after) = self.frame.after_import;
        let words: Vec<&str> = Layout::ALL.iter().map(|layout| layout.word()).collect();
        format!("{before}{}{after}", words.join(", "))
    }

    /// Text broken into lines that fit beside an indent.
    fn wrapped(&self, text: &str, indent: usize) -> String {
        match self.width {
            None => text.to_owned(),
            Some(width) => text
                .split('\n')
                .map(|line| wrapped_at(line, width.saturating_sub(indent)).join("\n"))
                .collect::<Vec<_>>()
                .join("\n"),
        }
    }
}
