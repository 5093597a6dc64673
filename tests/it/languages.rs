//! Languages: what people see of a file in Japanese; `catalogue.rs` holds the messages against each other.

use crate::support::{folder_of, repository, run, text_of};
use competency::diagnostic::Sources;
use competency::lang::Lang;
use competency::lang::starter::starter;
use competency::load::files::{Files, MemoryFiles};
use competency::load::workspace::{self, Reading};
use competency::load::{lint, workspace::CONFIG};
use competency::render::{Style, complaints};
use std::fmt::Write as _;

/// The paths of the source files in a part of the catalogue.
fn files_of(part: &str) -> Vec<String> {
    if repository(part).is_file() {
        return vec![part.to_owned()];
    }
    let entries = std::fs::read_dir(repository(part)).expect("a folder of the catalogue");
    let mut paths: Vec<String> = entries
        .map(|entry| format!("{part}/{}", entry.expect("an entry").file_name().to_string_lossy()))
        .flat_map(|path| if repository(&path).is_dir() || path.ends_with(".rs") { files_of(&path) } else { Vec::new() })
        .collect();
    paths.sort();
    paths
}

/// The contents of the string literals of a text, each with its line, as they are written.
fn literals(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
        let line = line.replace("\\\"", "'").replace("'\"'", "''");
        found.extend(line.split('"').skip(1).step_by(2).map(|literal| (n + 1, literal.to_owned())));
    }
    found
}

/// True for text in which words of English stand side by side, outside backticks and blanks to be filled.
fn is_english(text: &str) -> bool {
    let prose: String = text.split('`').step_by(2).collect();
    let prose: String = prose.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect();
    let japanese = prose.chars().any(|c| c >= '\u{3000}');
    let words = prose.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1).count();
    !japanese && words > 0
}

/// The files that hold Japanese alone have no English sentence that was left as it was.
#[test]
fn japanese_files_are_in_japanese() {
    let mut findings = Vec::new();
    for path in files_of("src/lang/problems/ja").into_iter().chain(files_of("src/lang/problems/ja.rs")) {
        let text = text_of(&path);
        let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
        // What a parser says is recognized by its English words.
        for (line, literal) in literals(shipped).into_iter().filter(|_| !path.ends_with("syntax.rs")) {
            let names = ["employees.csv", "accounts.csv", "organization"].contains(&literal.as_str());
            if is_english(&literal) && !names {
                findings.push(format!("{path}:{line}: {literal}"));
            }
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn english_is_told_from_names_and_blanks() {
    for text in ["the file is empty", "file", "no {thing} is called `{word}`"] {
        assert!(is_english(text), "{text}");
    }
    for text in ["", "`{name}`", "{a}、{b}", "UTF-8で保存", "`competency check` を実行", "{}: {}"] {
        assert!(!is_english(text), "{text}");
    }
    assert_eq!(literals("say(\"a \\\"b\\\" c\", x)\n// \"no\"\nhelp(\"d\")").len(), 2);
}

/// What `say::unknown` calls the things that commands look for; in Japanese a name must not come out in English.
#[test]
fn everything_that_can_be_unknown_has_a_japanese_name() {
    let mut seen = 0;
    for path in files_of("src/cli") {
        let text = text_of(&path);
        for call in text.match_indices("unknown(").map(|(at, call)| &text[at + call.len()..]) {
            let arguments = call.split([';', '\n']).next().unwrap_or_default();
            let Some((_, thing)) = literals(arguments).into_iter().next() else {
                continue;
            };
            let (message, _) = competency::lang::say::unknown(Lang::Ja, &thing, "x", None);
            assert!(message.starts_with(|c: char| c >= '\u{3000}'), "{path}: {message}");
            seen += 1;
        }
    }
    assert!(seen > 10, "{seen} calls were found");
}

/// Every complaint that a folder of `fixtures/errors` provokes, drawn in Japanese: one file for a reader to judge.
#[test]
fn complaints_in_japanese() {
    let folders = std::fs::read_dir(repository("fixtures/errors")).expect("a folder");
    let mut codes: Vec<String> =
        folders.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    codes.sort();
    let mut shown = String::new();
    for code in codes {
        let files = folder_of(&format!("fixtures/errors/{code}"));
        let _ = writeln!(shown, "==== {code}\n");
        if files.exists(CONFIG).is_some() {
            let loaded = workspace::load(&files, &Reading::default());
            shown += &complaints(Lang::Ja, &loaded.complaints, &loaded.sources, Style::default());
            shown.push('\n');
        }
        if files.exists("program.yaml").is_some() {
            let (mut sources, mut found) = (Sources::new(), Vec::new());
            lint::lint(&files, "program.yaml", None, &mut sources, &mut found);
            shown += &complaints(Lang::Ja, &found, &sources, Style::default());
            shown.push('\n');
        }
    }
    for line in shown.lines() {
        let said = line
            .split_once("]: ")
            .map(|(_, message)| message)
            .or_else(|| line.split_once("ヒント: ").map(|(_, hint)| hint));
        assert!(said.is_none_or(|said| said.chars().any(|c| c >= '\u{3000}')), "{line}");
    }
    expect_test::expect_file![repository("fixtures/languages/complaints.ja.txt")].assert_eq(&shown);
}

#[test]
fn starter_files_can_be_used_in_every_language() {
    let [english, japanese] = [Lang::En, Lang::Ja].map(|lang| {
        let loaded = workspace::load(&MemoryFiles::new(starter(lang)), &Reading::default());
        assert_eq!(loaded.complaints, [], "{lang:?}");
        loaded.workspace.expect("a workspace")
    });
    assert_eq!(english.program.id, japanese.program.id);
    let people = |workspace: &workspace::Workspace| {
        workspace.organizations.iter().map(|o| o.records.employees.len()).sum::<usize>()
    };
    assert_eq!((people(&english), people(&japanese)), (2, 2));
    let run = run(&MemoryFiles::default(), &["init", "--lang", "ja"]);
    for (name, text) in starter(Lang::Ja) {
        assert_eq!(run.written.get(name).map(String::as_str), Some(text), "{name}");
    }
    assert!(run.err.starts_with("書き込みました：competency.yaml\n"), "{}", run.err);
}

#[test]
fn help_is_printed_in_the_language_asked_for() {
    for (args, file) in [(&["--lang", "ja"][..], "overview"), (&["help", "dates", "--lang", "ja"], "dates")] {
        let run = run(&MemoryFiles::default(), args);
        assert_eq!(
            (run.out.as_str(), run.err.as_str(), run.code),
            (text_of(&format!("src/lang/help/ja/{file}.md")).as_str(), "", 0)
        );
    }
}
