//! The catalogue of messages: each has words of its own in every language.

use crate::support::{repository, text_of};
use std::path::Path;

/// Files and folders whose messages are translated.
const TRANSLATED: &[&str] = &["src/lang"];

#[test]
fn no_language_borrows_the_words_of_another() {
    let mut findings = Vec::new();
    for (path, text) in translated() {
        for (line, literals) in arms(&text, "Lang::En | Lang::Ja") {
            let words = literals.iter().filter(|literal| ascii(literal).any(|run| run.len() > 1));
            findings.extend(words.map(|literal| format!("{path}:{line}: both languages say {literal:?}")));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn japanese_has_no_english_sentences() {
    let mut findings = Vec::new();
    for (path, text) in translated() {
        for (line, literals) in arms(&text, "Lang::Ja") {
            // Two blanks stand before a command to type, which is the same in every language.
            let prose =
                |literal: &&String| literal.split("\\n").filter(|line| !line.contains("  ")).collect::<String>();
            let english = literals.iter().filter(|literal| ascii(&prose(literal)).any(|run| run.contains(' ')));
            findings.extend(english.map(|literal| format!("{path}:{line}: {literal:?}")));
        }
    }
    assert!(findings.is_empty(), "English where Japanese is due:\n{}", findings.join("\n"));
}

#[test]
fn arms_and_their_words() {
    let text = "Lang::En | Lang::Ja => \"none\",\nLang::Ja => {\n f(',', \"a `b c` {d}\", 'x') // \"no\"\n}\nLang::En => \"x\"";
    assert_eq!(arms(text, "Lang::En | Lang::Ja"), [(1, vec!["none".to_owned()])]);
    assert_eq!(arms(text, "Lang::Ja"), [(1, vec!["none".to_owned()]), (2, vec!["a `b c` {d}".to_owned()])]);
    assert_eq!(ascii("a `b c` {d}: to be 年UTF-8").collect::<Vec<_>>(), ["a", "to be", "UTF"]);
}

/// The path and the text of every translated file, without those for tests.
fn translated() -> Vec<(String, String)> {
    fn collect(path: &Path, found: &mut Vec<(String, String)>) {
        if path.is_dir() {
            let mut inner: Vec<_> = std::fs::read_dir(path).expect("a folder").flatten().map(|e| e.path()).collect();
            inner.sort();
            inner.iter().for_each(|path| collect(path, found));
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
            let name = path.strip_prefix(repository("")).expect("inside the repository").to_string_lossy().into_owned();
            found.push((name.clone(), text_of(&name)));
        }
    }
    let mut found = Vec::new();
    TRANSLATED.iter().for_each(|place| collect(&repository(place), &mut found));
    found
}

/// The arms of `match` whose pattern has these words: the line, and the string literals on the right side.
fn arms(text: &str, pattern: &str) -> Vec<(usize, Vec<String>)> {
    let places = text.match_indices(pattern).map(|(at, _)| at);
    let arm = |at: usize| {
        let line = text[..at].matches('\n').count() + 1;
        // What names the language without being a pattern has no arrow on its line.
        let head = text[at..].lines().next().unwrap_or_default();
        Some((line, literals(&text[at + head.find("=>")? + 2..])))
    };
    places.filter_map(arm).collect()
}

/// The string literals from here to the end of an arm.
fn literals(text: &str) -> Vec<String> {
    let block = text.trim_start().starts_with('{');
    let (mut depth, mut found) = (0, Vec::new());
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '/' if text[at..].starts_with("//") => {
                chars.by_ref().find(|(_, c)| *c == '\n');
            }
            '"' => {
                let mut literal = String::new();
                while let Some((_, c)) = chars.next().filter(|(_, c)| *c != '"') {
                    literal.push(c);
                    if c == '\\' {
                        literal.extend(chars.next().map(|(_, c)| c));
                    }
                }
                found.push(literal);
            }
            '\'' => {
                // A lifetime has no closing quote.
                let long = text[at + 1..].chars().take(3).position(|c| c == '\'').unwrap_or(0);
                chars.by_ref().take(if long > 0 { long + 1 } else { 0 }).for_each(drop);
            }
            '(' | '[' | '{' => depth += 1,
            ',' if depth == 0 => return found,
            ')' | ']' | '}' => {
                depth -= 1;
                if depth < 0 || (depth == 0 && block && c == '}') {
                    return found;
                }
            }
            _ => {}
        }
    }
    found
}

/// What a literal says in ASCII letters: runs of words, without its blanks and without what stands in backticks.
fn ascii(literal: &str) -> impl Iterator<Item = &str> {
    let spoken = literal.split('`').step_by(2).flat_map(|part| part.split(['{', '}']).step_by(2));
    let runs = spoken.flat_map(|part| part.split(|c: char| !c.is_ascii_alphabetic() && c != ' '));
    runs.map(str::trim).filter(|run| !run.is_empty())
}
