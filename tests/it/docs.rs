//! The documents: what they show runs, what they list is complete, what they link to is there.
//!
//! A ```console block is a session. `$ competency ...` runs in process, and the lines below are exactly what it prints
//! in 100 columns; `...` alone on a line stands for any number of lines. A session begins in the root of the
//! repository, and that of an example in its own folder. `$ cd DIR` goes into a folder that is there, or that the
//! session wrote. `$ echo $?` shows the last exit code. `UPDATE_EXPECT=1 cargo test` puts
//! in what is printed now.

use crate::support::{Written, repository, text_of, words};
use clap::{CommandFactory, Parser};
use competency::cli::{self, Cli, NoProgress, Terminal, World};
use competency::engine::Reason;
use competency::lang::{Lang, help};
use competency::load::decode::EncodingChoice;
use competency::load::files::MemoryFiles;
use competency::load::kind::Kind;
use competency::load::{Reading, workspace};
use competency::model::Moment;
use competency::render::Format;
use competency::rules::Policy;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::Path;
use unicode_width::UnicodeWidthStr;

/// Where the help topics are.
const TOPICS: &str = "src/lang/help/en";

/// Every document whose sessions run.
fn documents() -> Vec<String> {
    let mut found = vec!["README.md".to_owned(), "CONTRIBUTING.md".to_owned(), format!("{TOPICS}/overview.md")];
    found.extend(help::TOPICS.iter().map(|topic| format!("{TOPICS}/{topic}.md")));
    let examples = list("examples").into_iter().map(|name| format!("examples/{name}/README.md"));
    found.extend(examples.filter(|path| repository(path).exists()));
    found
}

fn list(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(repository(folder)).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A session: the files it sees, the folder it is in, and how its last command ended.
struct Shell {
    disk: BTreeMap<String, Vec<u8>>,
    folder: String,
    code: u8,
}

impl Shell {
    /// In the root of the repository, of which it sees what users copy: the examples and the programs.
    #[expect(clippy::disallowed_methods, reason = "tests read the repository")]
    fn new() -> Self {
        fn collect(folder: &Path, disk: &mut BTreeMap<String, Vec<u8>>) {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    collect(&path, disk);
                } else {
                    let name = path.strip_prefix(repository("")).expect("inside").to_string_lossy().replace('\\', "/");
                    disk.insert(name, std::fs::read(&path).expect("a file"));
                }
            }
        }
        let mut disk = BTreeMap::new();
        collect(&repository("examples"), &mut disk);
        collect(&repository("programs"), &mut disk);
        Self { disk, folder: String::new(), code: 0 }
    }

    /// What a command prints, both streams in the order of writing.
    fn run(&mut self, line: &str) -> String {
        let words = words(line);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            ["cd", ".."] => self.folder = self.folder.rsplit_once('/').map_or("", |(above, _)| above).to_owned(),
            ["cd", folder] => {
                let prefix = format!("{}{folder}/", self.prefix());
                assert!(self.disk.keys().any(|path| path.starts_with(&prefix)), "no folder {folder} for `{line}`");
                self.folder = prefix.trim_end_matches('/').to_owned();
            }
            ["echo", "$?"] => return format!("{}\n", self.code),
            ["competency", rest @ ..] => return self.competency(rest),
            _ => panic!("a session cannot run `{line}`"),
        }
        String::new()
    }

    fn prefix(&self) -> String {
        if self.folder.is_empty() { String::new() } else { format!("{}/", self.folder) }
    }

    fn competency(&mut self, args: &[&str]) -> String {
        let prefix = self.prefix();
        let inside = self.disk.iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&prefix)?, bytes.clone())));
        let files = MemoryFiles::new(inside);
        let printed = RefCell::new(Vec::new());
        let mut written = Written::default();
        let Ok(Moment::Exact(now)) = Moment::parse("2018-10-29T12:00:00Z") else {
            panic!("the instant of the tests");
        };
        self.code = cli::run(
            ["competency"].iter().chain(args).map(OsString::from),
            &mut World {
                files: &files,
                store: &mut written,
                input: &mut std::io::empty(),
                out: &mut Shared(&printed),
                err: &mut Shared(&printed),
                now,
                folder: None,
                env: &|_| None,
                config: None,
                terminal: Terminal::default(),
                processors: 2,
                progress: &mut NoProgress,
            },
        );
        self.disk.extend(written.0.into_iter().map(|(path, bytes)| (format!("{prefix}{path}"), bytes)));
        String::from_utf8(printed.into_inner()).expect("output is UTF-8")
    }
}

/// One place for both streams.
struct Shared<'s>(&'s RefCell<Vec<u8>>);

impl Write for Shared<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// True when the lines are as expected; `...` stands for any number of lines.
fn matches(expected: &[&str], actual: &[&str]) -> bool {
    match expected {
        [] => actual.is_empty(),
        ["...", rest @ ..] => (0..=actual.len()).any(|skipped| matches(rest, &actual[skipped..])),
        [first, rest @ ..] => actual.first() == Some(first) && matches(rest, &actual[1..]),
    }
}

/// What a document should show: as it does, or, where it is left out, as much from both ends as it does.
fn shortened(expected: &[&str], actual: &[&str]) -> Vec<String> {
    let elided: Vec<usize> = (0..expected.len()).filter(|n| expected[*n] == "...").collect();
    let lines = |lines: &[&str]| lines.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>();
    match elided.as_slice() {
        [] => lines(actual),
        [at] if expected.len() <= actual.len() => {
            let tail = expected.len() - at - 1;
            [lines(&actual[..*at]), vec!["...".to_owned()], lines(&actual[actual.len() - tail..])].concat()
        }
        _ => panic!("mend this by hand:\n{}", actual.join("\n")),
    }
}

/// Runs every session of a document. Returns the document as it should be, and what differs.
fn replay(path: &str, text: &str) -> (String, Vec<String>) {
    let (mut fresh, mut findings) = (String::new(), Vec::new());
    let mut shell = Shell::new();
    if let Some((folder, "README.md")) = path.rsplit_once('/') {
        folder.clone_into(&mut shell.folder);
    }
    let mut lines = text.lines().enumerate().peekable();
    let mut inside = false;
    while let Some((n, line)) = lines.next() {
        fresh.push_str(line);
        fresh.push('\n');
        if line.starts_with("```") {
            inside = line == "```console";
        }
        let Some(command) = line.strip_prefix("$ ").filter(|_| inside) else {
            continue;
        };
        let mut expected = Vec::new();
        while let Some((_, line)) = lines.next_if(|(_, line)| !line.starts_with("$ ") && !line.starts_with("```")) {
            expected.push(line);
        }
        let blank = expected.iter().rev().take_while(|line| line.is_empty()).count();
        expected.truncate(expected.len() - blank);
        let printed = shell.run(command);
        let actual: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
        if !matches(&expected, &actual) {
            let shown = shortened(&expected, &actual);
            findings.push(format!("{path}:{}: `{command}` prints\n{}", n + 1, shown.join("\n")));
            expected = Vec::new();
            for line in &shown {
                fresh.push_str(line);
                fresh.push('\n');
            }
        }
        for line in expected {
            fresh.push_str(line);
            fresh.push('\n');
        }
        fresh.push_str(&"\n".repeat(blank));
    }
    (fresh, findings)
}

#[test]
#[expect(clippy::disallowed_methods, reason = "documents are brought up to date on request")]
fn sessions_in_documents_run() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1");
    let mut findings = Vec::new();
    for path in documents() {
        let text = text_of(&path);
        let (fresh, differences) = replay(&path, &text);
        if update && fresh != text {
            std::fs::write(repository(&path), fresh).expect("the document can be written");
        } else {
            findings.extend(differences);
        }
    }
    assert!(findings.is_empty(), "{}\n\nUPDATE_EXPECT=1 puts this in.", findings.join("\n\n"));
}

#[test]
fn sessions_are_compared_line_by_line() {
    assert!(matches(&["a", "...", "d"], &["a", "b", "c", "d"]));
    assert!(matches(&["...", "d"], &["d"]));
    assert!(!matches(&["a", "..."], &["b"]));
    assert!(!matches(&["a"], &["a", "b"]));
    assert_eq!(shortened(&["x", "...", "y"], &["a", "b", "c", "d"]), ["a", "...", "d"]);
    assert_eq!(words("competency check --require 'a b>=c'  \"\""), ["competency", "check", "--require", "a b>=c", ""]);
    let (fresh, findings) = replay("x", "```console\n$ cd examples/demo\n\n$ echo $?\n1\n```\n");
    assert_eq!((fresh.as_str(), findings.len()), ("```console\n$ cd examples/demo\n\n$ echo $?\n0\n```\n", 1));
}

/// Every command that a document shows outside sessions is one that can be typed.
#[test]
fn commands_in_documents_can_be_typed() {
    let mut findings = Vec::new();
    for path in documents() {
        for (n, line) in text_of(&path).lines().enumerate() {
            let indented = line.strip_prefix("    competency ").map(|rest| rest.split(" | ").next().unwrap_or(rest));
            let ticked = line.split('`').skip(1).step_by(2).filter_map(|code| code.strip_prefix("competency "));
            for rest in indented.into_iter().chain(ticked).filter(|rest| !rest.contains("COMMAND")) {
                let args = ["competency".to_owned()].into_iter().chain(words(rest));
                let Err(error) = Cli::try_parse_from(args) else {
                    continue;
                };
                if error.use_stderr() && error.kind() != clap::error::ErrorKind::MissingRequiredArgument {
                    findings.push(format!("{path}:{}: competency {rest}", n + 1));
                }
            }
        }
    }
    assert!(findings.is_empty(), "commands that do not exist:\n{}", findings.join("\n"));
}

#[test]
fn the_readme_sets_up_with_two_commands() {
    let readme = text_of("README.md");
    let mut commands = Vec::new();
    for block in readme.split("```sh\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        commands.extend(block.lines().filter(|line| !line.is_empty() && !line.starts_with('#')));
    }
    let [first, second] = commands.as_slice() else {
        panic!("README.md has {} set-up commands, not two: {commands:?}", commands.len());
    };
    assert!(first.starts_with("cargo "), "the first set-up command shows the program: {first}");
    assert_eq!(*second, "cargo test", "the second set-up command runs the tests");
    let ci = text_of(".ci/run");
    let last = ci.lines().rfind(|line| !line.is_empty());
    assert_eq!(last, Some(format!("{second} --locked").as_str()), "the last command of .ci/run is the README's");
}

#[test]
fn links_lead_somewhere() {
    let mut findings = Vec::new();
    for path in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"] {
        let text = text_of(path);
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap_or_default();
            if !target.contains("://") && !file.is_empty() && !repository(file).exists() {
                findings.push(format!("{path}: {target}"));
            }
        }
        for private in ["/home/", "/Users/", "/tmp/", "C:\\"] {
            if text.contains(private) {
                findings.push(format!("{path}: a path of one machine: {private}"));
            }
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

#[test]
fn every_example_is_complete() {
    for name in list("examples") {
        let readme = repository(&format!("examples/{name}/README.md"));
        assert!(readme.exists(), "examples/{name} has no README.md");
        assert!(text_of("README.md").contains(&format!("examples/{name}")), "README.md does not name examples/{name}");
    }
}

#[test]
fn topics_are_listed_and_fit_a_terminal() {
    let overview = help::overview(Lang::En);
    assert_eq!(overview.lines().last(), Some("Start with `competency demo`."));
    assert!(overview.lines().count() <= 30, "the overview fits a window");
    let mut files: Vec<String> =
        list(TOPICS).into_iter().filter_map(|f| f.strip_suffix(".md").map(str::to_owned)).collect();
    files.retain(|file| file != "overview");
    let mut topics: Vec<&str> = help::TOPICS.to_vec();
    topics.sort_unstable();
    assert_eq!(files, topics, "files of topics, and lang::help::TOPICS");
    for topic in help::TOPICS {
        assert!(overview.split_whitespace().any(|word| word == topic), "the overview does not list `{topic}`");
        assert!(help::topic(Lang::En, topic).is_some(), "{topic}");
    }
    for name in topics.iter().chain([&"overview"]) {
        for (n, line) in text_of(&format!("{TOPICS}/{name}.md")).lines().enumerate() {
            assert!(line.width() <= 78, "{name}.md:{}: {} columns", n + 1, line.width());
            assert!(!line.ends_with(' ') && !line.contains('\t'), "{name}.md:{}: blanks", n + 1);
        }
    }
    for command in Cli::command().get_subcommands() {
        let name = command.get_name();
        let listed = overview.split(|c: char| !c.is_alphanumeric() && c != '-').any(|word| word == name);
        assert!(listed, "the overview does not list the command `{name}`");
    }
}

fn topic(name: &str) -> &'static str {
    help::topic(Lang::En, name).unwrap_or_else(|| panic!("no topic `{name}`"))
}

#[test]
fn every_reason_is_in_the_glossary() {
    for code in Reason::CODES {
        let entry = format!("\n  {code} (");
        assert!(topic("glossary").contains(&entry), "the glossary does not say what to do about `{code}`");
    }
}

#[test]
fn every_exit_code_and_command_is_in_the_table() {
    let text = topic("exit-codes");
    for code in 0..=3 {
        assert!(text.contains(&format!("\n  {code}  ")), "{code}");
    }
    for command in Cli::command().get_subcommands() {
        let row = format!("\n  {:<12} ", command.get_name());
        assert!(text.contains(&row), "exit-codes does not say what `{}` means by them", command.get_name());
    }
}

#[test]
fn every_kind_and_column_is_documented() {
    for kind in Kind::ALL {
        let section = topic("files").split(&format!("\n{}: ", kind.stem())).nth(1);
        let section = section.unwrap_or_else(|| panic!("files does not document {}", kind.stem()));
        let section = section.split("\n\n").next().unwrap_or_default();
        for field in kind.fields() {
            let star = if kind.required().contains(field) { "*" } else { "" };
            let row = format!("\n  {:<14}  ", format!("{field}{star}"));
            assert!(section.contains(&row), "files does not document `{field}{star}` of {}", kind.stem());
        }
    }
}

#[test]
fn every_format_and_encoding_is_documented() {
    for format in Format::ALL {
        assert!(topic("formats").contains(&format!("--format {}", format.word())), "{format:?}");
    }
    for (name, _) in EncodingChoice::NAMES {
        assert!(topic("encodings").contains(name), "{name}");
    }
    let sources = text_of("src/cli/session.rs") + &text_of("src/cli/settings.rs");
    for variable in sources.split('"').filter(|word| word.starts_with("COMPETENCY_")) {
        assert!(topic("formats").contains(variable), "{variable}");
    }
}

/// The topic shows every switch with its default, so what it shows is read as a policy.
#[test]
fn every_switch_is_documented_with_its_default() {
    let (switches, open_points) = topic("policy").split_once("OPEN POINTS").expect("two parts");
    let (_, switches) = switches.split_once("SWITCHES").expect("a heading");
    let defaults: Vec<&str> = switches
        .lines()
        .filter_map(|line| line.strip_prefix("  ").filter(|rest| !rest.starts_with(' ') && rest.contains(": ")))
        .collect();
    let source = text_of("src/rules/policy.rs");
    let body =
        source.split("pub struct Policy {").nth(1).and_then(|rest| rest.split("\n}").next()).expect("the struct");
    let fields: Vec<&str> =
        body.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split(':').next()).collect();
    let documented: Vec<&str> = defaults.iter().filter_map(|line| line.split(':').next()).collect();
    assert_eq!(documented, fields, "switches in the topic (left) and in the code (right)");
    let files = MemoryFiles::new([(
        workspace::CONFIG,
        format!("organization: {{id: x}}\npolicy: {{{}}}\n", defaults.join(", ")),
    )]);
    let loaded = workspace::load(&files, &Reading::default());
    assert_eq!(loaded.complaints, []);
    assert_eq!(loaded.workspace.map(|w| w.policy), Some(Policy::default()));
    for n in 1..=24 {
        let point = format!("C{n}");
        let named = |text: &str| text.split(|c: char| !c.is_alphanumeric()).any(|word| word == point);
        assert!(named(switches) != named(open_points), "{point} is settled by a switch or read without one");
    }
}

#[test]
fn the_changelog_names_this_version() {
    let heading = format!("## {}", env!("CARGO_PKG_VERSION"));
    let found = text_of("CHANGELOG.md").lines().any(|line| line == heading || line.starts_with(&format!("{heading} ")));
    assert!(found, "CHANGELOG.md has no `{heading}`");
}
