//! Help and errors of usage in other languages than that of the definitions.

use crate::support::{Run, repository, run};
use clap::CommandFactory;
use competency::cli::Cli;
use competency::lang::Lang;
use competency::lang::arguments::{Entry, entries};
use competency::load::files::MemoryFiles;
use expect_test::expect_file;
use std::collections::BTreeSet;

/// Every command, argument and value with a meaning of its own, as the catalogue names them.
fn defined() -> BTreeSet<String> {
    fn collect(path: &str, command: &clap::Command, found: &mut BTreeSet<String>) {
        found.insert(path.to_owned());
        for arg in command.get_arguments() {
            // Options of every command, and those that several commands share, have one entry.
            let of = if arg.is_global_set() || (arg.get_id() == "dry_run" && path != "demo" && path != "init") {
                ""
            } else {
                path
            };
            found.insert(format!("{of}: {}", arg.get_id()));
            if arg.get_action().takes_values() {
                let meant = arg.get_possible_values().into_iter().filter(|value| value.get_help().is_some());
                found.extend(meant.map(|value| format!("{of}: {}={}", arg.get_id(), value.get_name())));
            }
        }
        for inner in command.get_subcommands() {
            collect(format!("{path} {}", inner.get_name()).trim_start(), inner, found);
        }
    }
    let mut found = BTreeSet::from(["help", "version"].map(|id| format!(": {id}")));
    collect("", &Cli::command(), &mut found);
    found
}

#[test]
fn every_command_and_argument_is_explained_in_every_language() {
    for lang in Lang::ALL.into_iter().filter(|lang| *lang != Lang::En) {
        let told = |entry: &Entry| {
            let arguments = entry.arguments.iter().map(|(id, _)| format!("{}: {id}", entry.path));
            [entry.path.to_owned()].into_iter().chain(arguments).collect::<Vec<_>>()
        };
        let all: Vec<String> = entries(lang).flat_map(told).collect();
        let told: BTreeSet<String> = all.iter().cloned().collect();
        assert_eq!(told.len(), all.len(), "something is explained twice in {lang:?}");
        let defined = defined();
        let missing: Vec<&String> = defined.difference(&told).collect();
        let too_many: Vec<&String> = told.difference(&defined).collect();
        assert!(missing.is_empty() && too_many.is_empty(), "not explained: {missing:?}\nnot there: {too_many:?}");
        for entry in entries(lang) {
            let words = entry.arguments.iter().map(|(_, words)| *words).chain([entry.about]);
            words.for_each(|words| assert!(!words.is_empty(), "{}", entry.path));
        }
    }
}

fn japanese(args: &[&str]) -> Run {
    run(&MemoryFiles::default(), &[args, &["--lang", "ja"]].concat())
}

/// The words of the library that parses arguments, which speaks English only.
const ENGLISH: [&str; 9] = [
    "Usage:",
    "Commands:",
    "Arguments:",
    "Options:",
    "possible values",
    "Possible values",
    "default:",
    "Print help",
    "env:",
];

#[test]
fn help_in_japanese() {
    for words in [vec![], vec!["status"], vec!["import"], vec!["check"]] {
        let run = japanese(&[words.as_slice(), &["--help"]].concat());
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{words:?}");
        let name = words.first().unwrap_or(&"competency");
        expect_file![repository(&format!("fixtures/cli/help-ja/{name}.txt"))].assert_eq(&run.out);
    }
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        let long = japanese(&[name, "--help"]);
        for text in [&long.out, &japanese(&[name, "-h"]).out, &japanese(&["help", name]).out] {
            ENGLISH.iter().for_each(|word| assert!(!text.contains(word), "{name}: `{word}` in\n{text}"));
            let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max();
            assert!(widest <= Some(100), "{name}: {widest:?} columns\n{text}");
            assert!(text.contains("使い方: competency"), "{text}");
        }
        assert_eq!(japanese(&["help", name]).out.trim_end(), long.out.trim_end(), "{name}");
    }
}

#[test]
fn manual_and_completions_in_japanese() {
    let page = japanese(&["man"]).out;
    expect_file![repository("fixtures/cli/competency-ja.1")].assert_eq(&page);
    for command in Cli::command().get_subcommands() {
        let page = japanese(&["man", command.get_name()]).out;
        assert!(page.contains(".SH 名前") && page.contains(".SH オプション"), "{page}");
        ENGLISH.iter().for_each(|word| assert!(!page.contains(word), "{}: `{word}`", command.get_name()));
    }
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = japanese(&["completions", shell]);
        assert_eq!(script.code, 0, "{}", script.err);
        let plain = run(&MemoryFiles::default(), &["completions", shell]).out;
        assert!(script.out.contains("次のレベルに近い順") || !plain.contains("closest to their next level"), "{shell}");
    }
}

#[test]
fn what_cannot_be_typed_in_japanese() {
    let mut transcript = String::new();
    for args in [
        vec!["statsu"],
        vec!["zzz"],
        vec!["status", "--format", "jsno"],
        vec!["status", "--format", "zzz"],
        vec!["status", "--ascci"],
        vec!["status", "--color"],
        vec!["explain"],
        vec!["import", "--guess"],
        vec!["link", "x", "--all", "--on", "2018-01-01"],
        vec!["status", "--ascii", "--ascii"],
        vec!["status", "--all=3"],
        vec!["export", "entra-bulk-create", "a", "b", "--rows", "x"],
        vec!["doctor", "x"],
        vec!["zzz\u{1b}[31m"],
    ] {
        let run = japanese(&args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        transcript.push_str(&format!("$ {args:?}\n{}\n", run.err));
    }
    assert!(!transcript.contains('\u{1b}'));
    expect_file![repository("fixtures/cli/usage-ja.txt")].assert_eq(&transcript);
    // A command without its subcommand is answered with its help.
    let half = japanese(&["employee"]);
    assert_eq!(half.code, 2);
    assert!(half.err.contains("使い方: competency employee"), "{}", half.err);
}
