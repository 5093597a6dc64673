//! The shape of the code: who may know whom, and what never happens where. `ARCHITECTURE.md` gives the reasons.

use crate::support::{repository, text_of};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

/// Every module with those it may know. What is not here is not allowed.
const ARROWS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("near", &[]),
    ("guard", &[]),
    ("fold", &[]),
    ("halves", &[]),
    ("rules", &["model"]),
    ("engine", &["rules", "model"]),
    ("diagnostic", &["model"]),
    ("load", &["diagnostic", "rules", "model", "near", "fold", "guard", "halves"]),
    ("edit", &["diagnostic", "load", "model", "guard", "halves"]),
    ("import", &["diagnostic", "edit", "load", "rules", "model", "near", "fold", "guard", "halves"]),
    ("lang", &["diagnostic", "edit", "engine", "import", "rules", "model"]),
    ("report", &["diagnostic", "edit", "engine", "import", "rules", "model", "lang", "near"]),
    ("render", &["report", "diagnostic", "lang", "model", "guard"]),
    ("cli", &["diagnostic", "edit", "engine", "import", "lang", "load", "model", "near", "render", "report", "rules"]),
];

/// Every dependency with the files or folders it may be named in.
const DEPENDENCIES: &[(&str, &[&str])] = &[
    ("annotate-snippets", &["src/diagnostic/excerpt.rs"]),
    ("anstyle", &["src/render/text.rs"]),
    ("bytes", &["src/load/columnar/"]),
    ("calamine", &["src/import/xlsx.rs"]),
    ("chrono", &["src/model/time.rs"]),
    ("clap", &["src/cli/"]),
    ("clap_complete", &["src/cli/"]),
    ("clap_mangen", &["src/cli/"]),
    ("comfy-table", &["src/render/table.rs"]),
    ("csv-core", &["src/load/csv.rs"]),
    ("directories", &["src/main.rs"]),
    ("encoding_rs", &["src/load/decode.rs"]),
    ("getrandom", &["src/cli/system_store.rs"]),
    ("hmac", &["src/load/pseudonym.rs"]),
    ("indicatif", &["src/cli/system_progress.rs"]),
    ("memchr", &["src/load/", "src/diagnostic/source.rs", "src/import/lines.rs", "src/import/rows.rs"]),
    (
        "hashbrown",
        &["src/model/names.rs", "src/rules/program.rs", "src/load/network/", "src/import/memo.rs", "src/import/merge/"],
    ),
    ("memmap2", &["src/load/network/held.rs"]),
    ("parquet", &["src/load/columnar.rs", "src/load/columnar/"]),
    ("rust_xlsxwriter", &["src/render/xlsx.rs", "src/render/xlsx/"]),
    ("saphyr-parser", &["src/load/yaml.rs"]),
    ("sha2", &["src/load/pseudonym.rs", "src/render/html.rs"]),
    ("simdutf8", &["src/load/network/rows.rs"]),
    ("tempfile", &["src/cli/system_"]),
    ("serde_json", &["src/render/json.rs", "src/import/json.rs", "src/load/document.rs"]),
    ("terminal_size", &["src/main.rs"]),
    ("textwrap", &["src/render/text.rs"]),
    ("unicode-normalization", &["src/fold.rs"]),
    ("unicode-width", &["src/diagnostic/excerpt.rs"]),
    ("wide", &["src/load/network/marks.rs"]),
];

/// The most lines a file has without its tests, unless there is a reason.
const LINES: usize = 450;

/// Files that are longer, and why.
const LONG: [(&str, &str); 0] = [];

/// One source file.
struct Source {
    /// Its path within the repository.
    path: String,
    /// Its text.
    text: String,
    /// The text without comments and the content of literals, byte for byte as long.
    code: String,
}

impl Source {
    fn read(path: String) -> Self {
        let text = text_of(&path);
        let code = without_prose(&text);
        Self { path, text, code }
    }

    /// The code above the unit tests; none of a file that is for tests only.
    fn shipped(&self) -> &str {
        if self.code.contains("#![cfg(test)]") {
            return "";
        }
        self.code.split("#[cfg(test)]\nmod ").next().unwrap_or_default()
    }

    /// The modules from the crate's root to this file: `load`, `yaml` for `src/load/yaml.rs`.
    fn module(&self) -> Vec<&str> {
        let inner = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        inner.split('/').filter(|part| !matches!(*part, "mod" | "lib" | "main")).collect()
    }

    /// The line of a byte.
    fn line(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }

    /// Where a word stands as a whole word, in `code`.
    fn words<'a>(&self, code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
        code.match_indices(word)
            .filter(move |(at, _)| {
                let (before, after) = (&code[..*at], &code[at + word.len()..]);
                !before.ends_with(part_of_word) && !after.starts_with(part_of_word)
            })
            .map(|(at, _)| at)
    }
}

/// Every source file, in order.
fn sources() -> Vec<Source> {
    paths("src").into_iter().filter(|path| path.ends_with(".rs")).map(Source::read).collect()
}

/// The paths of all files in a folder of the repository.
fn paths(folder: &str) -> Vec<String> {
    fn collect(folder: &Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, found);
            } else {
                let inner = path.strip_prefix(repository("")).expect("inside the repository");
                found.push(inner.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    let mut found = Vec::new();
    collect(&repository(folder), &mut found);
    found.sort();
    found
}

/// Blanks out comments and the content of string and character literals; lines and bytes keep their places.
fn without_prose(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while at < bytes.len() {
        let end = match bytes[at] {
            b'/' if bytes[at..].starts_with(b"//") => find(bytes, at, b"\n"),
            b'/' if bytes[at..].starts_with(b"/*") => find(bytes, at + 2, b"*/") + 2,
            b'r' if raw_string(bytes, at).is_some() => raw_string(bytes, at).unwrap_or(at + 1),
            b'"' => quoted(bytes, at),
            b'\'' if bytes.get(at + 1) == Some(&b'\\') => find(bytes, at + 3, b"'") + 1,
            b'\'' => match text[at + 1..].chars().next() {
                // A lifetime has no closing quote.
                Some(c) if bytes.get(at + 1 + c.len_utf8()) == Some(&b'\'') => at + 2 + c.len_utf8(),
                _ => at + 1,
            },
            _ => {
                at += 1;
                continue;
            }
        };
        let end = end.min(bytes.len());
        code[at..end].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
        at = end.max(at + 1);
    }
    String::from_utf8(code).expect("whole characters were blanked out")
}

fn find(bytes: &[u8], from: usize, what: &[u8]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    rest.windows(what.len()).position(|window| window == what).map_or(bytes.len(), |found| from + found)
}

/// The end of a raw string that begins here, if one does.
fn raw_string(bytes: &[u8], at: usize) -> Option<usize> {
    let word_before = at.checked_sub(1).is_some_and(|b| bytes[b].is_ascii_alphanumeric() || bytes[b] == b'_');
    let hashes = bytes[at + 1..].iter().take_while(|byte| **byte == b'#').count();
    let open = at + 1 + hashes;
    if word_before || bytes.get(open) != Some(&b'"') {
        return None;
    }
    let close = [b"\"".as_slice(), &b"#".repeat(hashes)].concat();
    Some(find(bytes, open + 1, &close) + close.len())
}

fn quoted(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while end < bytes.len() && bytes[end] != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    end + 1
}

/// The modules of the crate that a file names, each with the line.
fn named(source: &Source) -> Vec<(String, usize)> {
    let code = source.shipped();
    let depth = source.module().len();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        for module in heads(rest) {
            found.push((module, source.line(at)));
        }
    }
    // `super` often enough leads out of the module, too.
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with("super::") {
            continue;
        }
        let mut rest = &code[at..];
        let mut steps = 0;
        while let Some(further) = rest.strip_prefix("super::") {
            rest = further;
            steps += 1;
        }
        if steps >= depth {
            for module in heads(rest) {
                found.push((module, source.line(at)));
            }
        }
    }
    found
}

/// The first names of a path, or of every path of a group in braces.
fn heads(path: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim_start().chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect()
    };
    let Some(group) = path.strip_prefix('{') else {
        return vec![name(path)];
    };
    let (mut level, mut starts) = (0, vec![0]);
    for (at, c) in group.char_indices() {
        match c {
            '{' => level += 1,
            '}' if level == 0 => break,
            '}' => level -= 1,
            ',' if level == 0 => starts.push(at + 1),
            _ => {}
        }
    }
    starts.into_iter().map(|start| name(&group[start..])).filter(|name| !name.is_empty()).collect()
}

/// Fails with every finding at once.
fn none(what: &str, findings: &[String]) {
    assert!(findings.is_empty(), "{what}:\n  {}\n", findings.join("\n  "));
}

#[test]
fn modules_know_only_whom_they_may() {
    let mut findings = Vec::new();
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources() {
        let module = source.module();
        let Some(own) = module.first() else {
            continue;
        };
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| name == own) else {
            findings.push(format!("{}: the module `{own}` has no line in ARROWS", source.path));
            continue;
        };
        for (other, line) in named(&source) {
            if other == *own || !ARROWS.iter().any(|(name, _)| *name == other) {
                continue;
            }
            arrows.entry((*own).to_owned()).or_default().insert(other.clone());
            if !allowed.contains(&other.as_str()) {
                findings.push(format!("{}:{line}: {own} -> {other}", source.path));
            }
        }
    }
    none("arrows between modules that ARROWS does not allow", &findings);
    let cycle = ARROWS.iter().find_map(|(start, _)| cycle_from(start, &arrows));
    assert_eq!(cycle, None, "modules know each other in a circle");
}

/// A way from a module back to itself.
fn cycle_from(start: &str, arrows: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    let mut ways = vec![vec![start.to_owned()]];
    let mut seen = BTreeSet::new();
    while let Some(way) = ways.pop() {
        for next in way.last().and_then(|last| arrows.get(last)).into_iter().flatten() {
            if next == start {
                return Some(format!("{} -> {start}", way.join(" -> ")));
            }
            if seen.insert(next.clone()) {
                ways.push([way.clone(), vec![next.clone()]].concat());
            }
        }
    }
    None
}

#[test]
fn evaluation_is_exact_and_ordered() {
    let mut findings = Vec::new();
    for source in sources() {
        let own = source.module().first().copied().unwrap_or_default();
        let mut ban = |words: &[&str], why: &str| {
            for word in words {
                for at in source.words(source.shipped(), word) {
                    findings.push(format!("{}:{}: `{word}`: {why}", source.path, source.line(at)));
                }
            }
        };
        if matches!(own, "model" | "rules" | "engine") {
            ban(&["f32", "f64"], "quantities are exact decimals");
        }
        if matches!(own, "engine" | "report") {
            ban(&["HashMap", "HashSet", "hashbrown"], "the order of a hash table must never show");
        }
        if !matches!(source.path.as_str(), "src/main.rs" | "src/cli/system_progress.rs") {
            ban(
                &["SystemTime", "Instant::now", "Utc::now", "Local::now"],
                "the clock is read in main, and by the progress bar",
            );
        }
        if source.path != "src/cli/system_pager.rs" {
            ban(&["Command::new", "process::Command"], "the pager is the only program that is run");
        }
        if matches!(own, "model" | "rules" | "engine" | "load" | "report" | "render" | "lang" | "diagnostic" | "near") {
            ban(&["std::fs", "std::env", "std::process", "std::net"], "only `cli` and `main` touch the world");
        }
    }
    none("words that do not belong where they stand", &findings);
}

#[test]
fn nothing_speaks_a_language_of_its_own() {
    let mut findings = Vec::new();
    for source in sources().iter().filter(|s| !s.path.starts_with("src/lang") && s.path != "src/cli/settings.rs") {
        let code = source.shipped();
        for word in ["Lang::En", "Lang::Ja", "Lang::default"] {
            for at in source.words(code, word) {
                findings.push(format!("{}:{}: {word}", source.path, source.line(at)));
            }
        }
    }
    none("languages that the session did not choose", &findings);
}

#[test]
fn evaluation_cannot_fail() {
    let mut findings = Vec::new();
    for source in sources().iter().filter(|s| s.path.starts_with("src/engine/")) {
        let code = source.shipped();
        for at in source.words(code, "pub fn") {
            let signature = code[at..].split(['{', ';']).next().unwrap_or_default();
            if source.words(signature, "Result").next().is_some() {
                findings.push(format!("{}:{}: a public function returns a Result", source.path, source.line(at)));
            }
        }
    }
    none("the engine is total: it returns values", &findings);
}

#[test]
fn files_are_short_or_say_why_not() {
    let mut findings = Vec::new();
    for source in sources() {
        let lines = source.shipped().lines().count();
        if lines > LINES && !LONG.iter().any(|(path, why)| *path == source.path && !why.is_empty()) {
            findings.push(format!("{}: {lines} lines without tests; split it, or say why not in LONG", source.path));
        }
    }
    for (path, _) in LONG {
        if !repository(path).exists() {
            findings.push(format!("{path}: in LONG, and not there"));
        }
    }
    none(&format!("files of more than {LINES} lines"), &findings);
}

#[test]
fn nothing_is_left_lying_about() {
    let mut findings = Vec::new();
    let all = paths("src").into_iter().chain(paths("tests")).chain(paths("benches"));
    for source in all.filter(|path| path.ends_with(".rs")).map(Source::read) {
        for word in ["todo!", "unimplemented!", "dbg!", "#[ignore"] {
            for (at, _) in source.code.match_indices(word) {
                findings.push(format!("{}:{}: {word}", source.path, source.line(at)));
            }
        }
        for (n, line) in source.text.lines().enumerate() {
            if ["TODO", "FIXME", "XXX"]
                .iter()
                .any(|word| line.split_whitespace().any(|w| w.trim_end_matches(':') == *word))
            {
                findings.push(format!("{}:{}: {}", source.path, n + 1, line.trim()));
            }
        }
    }
    none("words that have no place in committed code", &findings);
}

#[test]
fn every_dependency_has_its_place() {
    let manifest = text_of("Cargo.toml");
    let declared: BTreeSet<&str> = manifest
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| Some(line.split_once('=')?.0.trim()))
        .collect();
    let listed: BTreeSet<&str> = DEPENDENCIES.iter().map(|(name, _)| *name).collect();
    assert_eq!(declared, listed, "Cargo.toml (left) and DEPENDENCIES (right) name different crates");
    let sources = sources();
    let mut findings = Vec::new();
    for (name, places) in DEPENDENCIES {
        let word = name.replace('-', "_");
        let naming: Vec<&Source> = sources
            .iter()
            .filter(|s| s.words(&s.code, &word).any(|at| s.code[at + word.len()..].starts_with("::")))
            .collect();
        for source in &naming {
            if !places.iter().any(|place| source.path.starts_with(place)) {
                findings.push(format!("{} names `{name}`, which belongs to {}", source.path, places.join(", ")));
            }
        }
        for place in places.iter() {
            if !naming.iter().any(|source| source.path.starts_with(place)) {
                findings.push(format!("{place} does not name `{name}`, though DEPENDENCIES says so"));
            }
        }
    }
    none("dependencies outside their modules", &findings);
}

#[test]
fn the_map_of_the_modules_is_complete() {
    let document = text_of("ARCHITECTURE.md");
    let mut findings = Vec::new();
    for source in sources() {
        let module = source.module();
        let Some(own) = module.first() else {
            continue;
        };
        if !document.contains(&format!("{own}/")) && !document.contains(&format!("{own}.rs")) {
            findings.push(format!("the module `{own}` is not in ARCHITECTURE.md"));
        }
    }
    for (from, to) in ARROWS.iter().filter(|(from, _)| *from != "cli") {
        let mut line = format!("{from} ->");
        let _ = write!(line, " {}", if to.is_empty() { "nothing".to_owned() } else { to.join(", ") });
        if !document.contains(&line) {
            findings.push(format!("ARCHITECTURE.md does not say `{line}`"));
        }
    }
    for (name, places) in DEPENDENCIES {
        if !places.is_empty() && !document.contains(&format!("`{name}`")) {
            findings.push(format!("ARCHITECTURE.md does not give the reason for `{name}`"));
        }
    }
    findings.dedup();
    none("ARCHITECTURE.md is behind the code", &findings);
}

#[test]
fn comments_and_literals_are_no_code() {
    let text = "a // f64 \"\n\"f64\\\" f64\" b 'x' '\\'' &'a str r#\"f64 \" f64\"# c /* f64\n */ d b\"f64\"";
    let code = without_prose(text);
    assert_eq!(code.len(), text.len());
    let words: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(words, ["a", "b", "&", "a", "str", "c", "d", "b"]);
    assert_eq!(heads("{engine::{Verdict, x}, lang, rules}; f64"), ["engine", "lang", "rules"]);
    assert_eq!(heads("near::nearest"), ["near"]);
    let text = "use crate::{load::x, model};\nuse super::super::render::y; // crate::cli\nuse super::z;\n";
    let source = Source { path: "src/engine/x.rs".to_owned(), text: text.to_owned(), code: without_prose(text) };
    let found: Vec<(String, usize)> = named(&source);
    let expected = [("load", 1), ("model", 1), ("render", 2)].map(|(module, line)| (module.to_owned(), line));
    assert_eq!(found, expected);
}
