//! Whatever the files hold, the program answers or complains: it does not panic, points only at places that exist, and
//! never lets a file act on the terminal. And what order and form the records have makes no difference.

use crate::support::{Run, folder_of, run, text_of};
use competency::diagnostic::{Place, Sources};
use competency::load::files::MemoryFiles;
use competency::load::workspace::{self, Reading};
use competency::load::{Loaded, lint};
use proptest::prelude::*;
use std::collections::BTreeMap;

type Bytes = BTreeMap<String, Vec<u8>>;

/// The example company, as bytes to be spoilt.
fn demo() -> Bytes {
    let names =
        ["competency.yaml", "employees.csv", "accounts.csv", "associations.csv", "achievements.csv", "performance.csv"];
    names.into_iter().map(|name| (name.to_owned(), text_of(&format!("examples/demo/{name}")).into_bytes())).collect()
}

/// The example company with the built-in rules in a file of its own.
fn demo_with_rules() -> Bytes {
    let mut files = demo();
    let rules = text_of("programs/microsoft-competencies.yaml");
    files.insert("rules.yaml".to_owned(), rules.into_bytes());
    let config = text_of("examples/demo/competency.yaml");
    files.insert(
        "competency.yaml".to_owned(),
        config.replace("program: microsoft-competencies", "program: rules.yaml").into(),
    );
    files
}

/// What no file should hold, and what lies at the edge of what one may.
const HOSTILE: [&str; 40] = [
    "",
    "\"",
    "'",
    ",",
    "\n",
    "\r",
    "\t",
    "\0",
    "\u{FEFF}",
    "\u{1B}[31m",
    "\u{9B}2J",
    "\u{7F}",
    "\u{202E}",
    "\u{2028}",
    "山",
    "𠮷",
    "|",
    ">",
    "- ",
    "? ",
    ": ",
    "&a ",
    "*a",
    "!!int 1",
    "%",
    "{",
    "[",
    "]]",
    "---\n",
    "#",
    "1900-01-01",
    "9999-12-31",
    "0000-00-00",
    "2016-02-29",
    "-1",
    "999999999999999999",
    "0.000001",
    "+14:00",
    "1000",
    "null",
];

/// One way to spoil a file; the numbers are taken modulo what there is.
#[derive(Debug, Clone)]
struct Spoil {
    file: usize,
    how: u8,
    at: usize,
    length: usize,
    to: usize,
}

fn spoils(most: usize) -> impl Strategy<Value = Vec<Spoil>> {
    let one = (any::<usize>(), 0u8..8, any::<usize>(), 0usize..40, any::<usize>())
        .prop_map(|(file, how, at, length, to)| Spoil { file, how, at, length, to });
    prop::collection::vec(one, 1..most)
}

/// The bounds of the words of a text: what stands between separators.
fn words(bytes: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if b",\n\r :{}[]\"".contains(byte) {
            if at > start {
                found.push((start, at));
            }
            start = at + 1;
        }
    }
    found
}

impl Spoil {
    fn apply(&self, files: &mut Bytes, only: Option<&str>) {
        let names: Vec<String> = files.keys().filter(|name| only.is_none_or(|only| only == *name)).cloned().collect();
        let Some(name) = names.get(self.file % names.len()) else { return };
        let other: Vec<u8> = files.values().nth(self.to % files.len()).cloned().unwrap_or_default();
        let Some(bytes) = files.get_mut(name).filter(|bytes| !bytes.is_empty()) else { return };
        let at = self.at % bytes.len();
        let end = (at + self.length).min(bytes.len());
        let hostile = HOSTILE[self.to % HOSTILE.len()].bytes();
        match self.how {
            0 => bytes[at] ^= 1 << (self.to % 8),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let copy = bytes[at..end].to_vec();
                let to = self.to % bytes.len();
                bytes.splice(to..to, copy);
            }
            3 => {
                let from = self.to % other.len().max(1);
                let part = other[from..(from + self.length).min(other.len())].to_vec();
                bytes.splice(at..end, part);
            }
            4 => {
                let mut lines: Vec<Vec<u8>> =
                    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
                let (a, b) = (self.at % lines.len(), self.to % lines.len());
                lines.swap(a, b);
                *bytes = lines.concat();
            }
            5 => drop(bytes.splice(at..at, hostile)),
            // Values are where most of the meaning is.
            _ => {
                let words = words(bytes);
                if let Some((start, end)) = words.get(self.at % words.len().max(1)).copied() {
                    bytes.splice(start..end, hostile);
                }
            }
        }
    }
}

const COMMANDS: [&[&str]; 7] = [
    &["status", "--all"],
    &["check", "--require", "devops>=gold"],
    &["explain", "devops"],
    &["why-not", "e-sato"],
    &["status", "--format", "json", "--as-of", "1900-01-01"],
    &["explain", "data-analytics", "--as-of", "9999-12-31"],
    &["doctor"],
];

/// One run that must end well, whatever it found.
fn ends_well(files: &MemoryFiles, args: &[&str]) -> Result<Run, TestCaseError> {
    let run = run(files, args);
    prop_assert!(run.code <= 3, "exit code {}", run.code);
    for text in [&run.out, &run.err] {
        let bad = text.chars().find(|c| c.is_control() && *c != '\n');
        prop_assert!(bad.is_none(), "{args:?} lets {bad:?} through:\n{text}");
    }
    prop_assert!(run.code != 2 || !run.err.is_empty(), "{args:?} says nothing");
    Ok(run)
}

/// Every place that is pointed at lies inside its file, between two characters.
fn points_at_text(complaints: &[competency::diagnostic::Diagnostic], sources: &Sources) -> Result<(), TestCaseError> {
    for complaint in complaints {
        let at = match &complaint.place {
            Place::At(span) => Some(*span),
            Place::File(_) => None,
        };
        for span in at.iter().chain(&complaint.related) {
            let text = &sources.file(span.file).text;
            prop_assert!(text.get(span.start as usize..span.end as usize).is_some(), "{complaint:?}");
            prop_assert!((span.file.0 as usize) < sources.len(), "{complaint:?}");
        }
    }
    Ok(())
}

/// Two of the commands, by a number.
fn survives(files: &MemoryFiles, which: usize) -> Result<(), TestCaseError> {
    let Loaded { complaints, sources, .. } = workspace::load(files, &Reading::default());
    points_at_text(&complaints, &sources)?;
    for n in [which, which / COMMANDS.len()] {
        ends_well(files, COMMANDS[n % COMMANDS.len()])?;
    }
    Ok(())
}

fn survives_as_program(files: &MemoryFiles, path: &str) -> Result<(), TestCaseError> {
    let (mut sources, mut complaints) = (Sources::new(), Vec::new());
    lint::lint(files, path, None, &mut sources, &mut complaints);
    points_at_text(&complaints, &sources)?;
    ends_well(files, &["program", "lint", path]).map(drop)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 400, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn spoilt_records(spoils in spoils(6), which in any::<usize>()) {
        let mut files = demo();
        spoils.iter().for_each(|spoil| spoil.apply(&mut files, None));
        survives(&MemoryFiles::new(files), which)?;
    }

    #[test]
    fn any_bytes(
        name in prop::sample::select(vec!["employees.csv", "accounts.tsv", "achievements.yaml", "competency.yaml"]),
        bytes in prop_oneof![
            prop::collection::vec(any::<u8>(), 0..200),
            prop::collection::vec(prop::sample::select(&HOSTILE[..]), 0..40).prop_map(|words| words.concat().into_bytes()),
        ],
        which in any::<usize>(),
    ) {
        let mut files = MemoryFiles::marked("//- competency.yaml\norganization: {id: contoso}\n");
        files.insert(name, bytes.clone());
        files.insert("rules.yaml", bytes);
        survives(&files, which)?;
        survives_as_program(&files, "rules.yaml")?;
    }

    #[test]
    fn any_characters_in_names(
        name in "\\PC{0,6}[\\x00-\\x1F\\x7F-\\x9F\u{202E}\u{2028}\"]{0,4}\\PC{0,6}",
        which in any::<usize>(),
    ) {
        let quoted = format!("\"{}\"", name.replace('"', "\"\""));
        let mut files = folder_of("examples/demo");
        let mut insert = |name: &str, text: String| files.insert(name, text);
        insert("employees.csv", format!("id,name\ne-sato,{quoted}\n{quoted},x\n"));
        insert("accounts.csv", format!("account,kind,employee\n{quoted},learn,e-sato\n"));
        insert("associations.csv", format!("account,organization,linked\n{quoted},kitanami,2018-01-01\n"));
        let heading = "account,employee,credential,earned,evidence";
        let direct = format!("{quoted},,70-533,2018-01-01,{quoted}");
        insert("achievements.csv", format!("{heading}\n{direct}\n,e-sato,{quoted},2018-01-01,\n"));
        survives(&files, which)?;
        ends_well(&files, &["why-not", "e-sato"])?;
    }
}

proptest! {
    #![proptest_config(config(10))]

    #[test]
    fn spoilt_rules(spoils in spoils(5)) {
        let mut files = demo_with_rules();
        spoils.iter().for_each(|spoil| spoil.apply(&mut files, Some("rules.yaml")));
        let files = MemoryFiles::new(files);
        survives_as_program(&files, "rules.yaml")?;
        let Loaded { complaints, sources, .. } = workspace::load(&files, &Reading::default());
        points_at_text(&complaints, &sources)?;
        for args in [&["status"][..], &["explain", "devops"], &["program", "show"]] {
            ends_well(&files, args)?;
        }
    }
}

/// The lines of a CSV file behind its heading, in another order.
fn reordered(text: &str, order: impl Fn(usize) -> usize) -> String {
    let (heading, rows) = text.split_once('\n').expect("a heading");
    let mut rows: Vec<(usize, &str)> = rows.lines().enumerate().map(|(n, row)| (order(n), row)).collect();
    rows.sort();
    let rows: String = rows.into_iter().map(|(_, row)| format!("{row}\n")).collect();
    format!("{heading}\n{rows}")
}

/// What the questions about these files are answered with, without the places of records, which are what changes.
fn answers(files: &MemoryFiles) -> Vec<String> {
    let questions: [&[&str]; 5] = [
        &["status", "--format", "json"],
        &["status", "--all"],
        &["explain", "devops", "--format", "json"],
        &["explain", "cloud-platform", "--format", "json"],
        &["why-not", "e-hughes", "--format", "json"],
    ];
    let answer = |args: &&[&str]| {
        let run = run(files, args);
        assert!(run.code != 2, "{args:?}: {}", run.err);
        without_places(&run.out)
    };
    questions.iter().map(answer).collect()
}

/// Fails at the first line that differs.
fn same(found: &[String], expected: &[String], what: &str) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        for (n, (found, expected)) in found.lines().zip(expected.lines()).enumerate() {
            assert_eq!(found, expected, "{what}, line {}", n + 1);
        }
        assert_eq!(found.len(), expected.len(), "{what}");
    }
}

/// The text without the lines that name record files and lines in them.
fn without_places(text: &str) -> String {
    let keeps = |line: &&str| {
        !["\"place\":", "\"places\":"].iter().any(|key| line.trim_start().starts_with(key))
            && !crate::support::is_listed_place(line)
    };
    text.lines().filter(keeps).fold(String::new(), |shown, line| shown + line + "\n")
}

fn csv_files() -> Vec<(String, String)> {
    let names = ["employees", "accounts", "associations", "achievements", "performance"];
    names.into_iter().map(|name| (format!("{name}.csv"), text_of(&format!("examples/demo/{name}.csv")))).collect()
}

fn demo_files(records: impl IntoIterator<Item = (String, String)>) -> MemoryFiles {
    let config = ("competency.yaml".to_owned(), text_of("examples/demo/competency.yaml"));
    MemoryFiles::new(std::iter::once(config).chain(records))
}

#[test]
fn the_order_of_lines_makes_no_difference() {
    let expected = answers(&folder_of("examples/demo"));
    let reversed = |n: usize| usize::MAX - n;
    let shuffled = |n: usize| n.wrapping_mul(4049) % 1009;
    let shuffled_again = |n: usize| n.wrapping_mul(40_503) % 127;
    let orders: [&dyn Fn(usize) -> usize; 3] = [&reversed, &shuffled, &shuffled_again];
    for (name, order) in ["reversed", "shuffled", "shuffled again"].into_iter().zip(orders) {
        let files = demo_files(csv_files().into_iter().map(|(path, text)| (path, reordered(&text, order))));
        same(&answers(&files), &expected, name);
    }
}

#[test]
fn records_may_lie_in_several_files() {
    let expected = answers(&folder_of("examples/demo"));
    let mut split = Vec::new();
    for (path, text) in csv_files() {
        let (heading, rows) = text.split_once('\n').expect("a heading");
        let stem = path.trim_end_matches(".csv");
        for (n, row) in rows.lines().enumerate() {
            // Three files beside each other and one in a folder, of which one has tabs and one columns the other way round.
            let place = ["-tokyo.csv", ".2018.csv", "_rest.tsv", "/more.csv"][n % 4];
            let file = format!("{stem}{place}");
            let row = match n % 4 {
                2 => row.replace(',', "\t"),
                3 => row.rsplit(',').collect::<Vec<_>>().join(","),
                _ => row.to_owned(),
            };
            let heading = match n % 4 {
                2 => heading.replace(',', "\t"),
                3 => heading.rsplit(',').collect::<Vec<_>>().join(","),
                _ => heading.to_owned(),
            };
            match split.iter_mut().find(|(name, _): &&mut (String, String)| *name == file) {
                Some((_, text)) => text.push_str(&format!("{row}\n")),
                None => split.push((file, format!("{heading}\n{row}\n"))),
            }
        }
    }
    assert!(split.len() >= 20);
    same(&answers(&demo_files(split)), &expected, "several files");
}

#[test]
fn records_may_be_yaml() {
    let expected = answers(&folder_of("examples/demo"));
    let yaml = |text: &str| {
        let (heading, rows) = text.split_once('\n').expect("a heading");
        let entry = |row: &str| {
            let cells = heading.split(',').zip(row.split(',')).filter(|(_, cell)| !cell.is_empty());
            let cells: Vec<String> = cells.map(|(name, cell)| format!("{name}: \"{cell}\"")).collect();
            format!("- {{{}}}\n", cells.join(", "))
        };
        rows.lines().map(entry).collect::<String>()
    };
    let files = csv_files().into_iter().map(|(path, text)| (path.replace(".csv", ".yml"), yaml(&text)));
    same(&answers(&demo_files(files)), &expected, "files of their own");
    // The same as sections of competency.yaml.
    let mut config = text_of("examples/demo/competency.yaml");
    for (path, text) in csv_files() {
        config.push_str(&format!("\n{}:\n{}", path.trim_end_matches(".csv"), yaml(&text)));
    }
    same(&answers(&MemoryFiles::new([("competency.yaml", config)])), &expected, "sections");
}
