//! Experts' cases: the facts of a company, dates, and the standing an expert expects on each of them.
//!
//! `facts:` of a case is exactly what a `competency.yaml` holds, and the whole program answers, so that reading, rules
//! and output are tested together. How a case is written is said in its own folder by forty examples.

use super::story::Story;
use super::support::{folder_of, run, text_of};
use competency::diagnostic::FileId;
use competency::engine::{Event, Happening, Outlook, Rulebooks, evaluate, offers};
use competency::load::files::{Files, MemoryFiles};
use competency::load::yaml::{self, Entry, Node, Value};
use std::collections::BTreeSet;
use std::fmt::Write as _;

const FOLDER: &str = "fixtures/experts";

/// One file.
#[derive(Debug)]
struct Case {
    file: String,
    /// What stands under `facts:`, as a file of its own.
    facts: String,
    expected: Vec<Expected>,
}

/// What must hold on one date.
#[derive(Debug)]
struct Expected {
    as_of: String,
    competencies: Vec<Competency>,
    not_counted: Vec<(String, u64)>,
    membership: Option<Membership>,
    /// Every line of a list the case speaks of, by what it lists.
    told: Vec<(Told, Vec<String>)>,
}

/// What a case may list, in the words of [`Story`]; each list is complete.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Told {
    Alerts,
    /// Levels and memberships that change until a date.
    Forecast(String),
    Profile,
    Offers,
}

/// What must hold for one competency.
#[derive(Debug)]
struct Competency {
    id: String,
    /// The highest level that is met, where the case says so.
    level: Option<Option<String>>,
    /// The own verdict of levels.
    verdicts: Vec<(String, String)>,
}

#[derive(Debug)]
enum Membership {
    None,
    Fields(Vec<(String, String)>),
}

fn entries<'n>(node: &'n Node, what: &str) -> &'n [Entry] {
    match &node.value {
        Value::Map(entries) => entries,
        other => panic!("{what} is a mapping, not {other:?}"),
    }
}

fn list<'n>(node: &'n Node, what: &str) -> &'n [Node] {
    match &node.value {
        Value::List(list) => list,
        other => panic!("{what} is a list, not {other:?}"),
    }
}

fn word(node: &Node, what: &str) -> String {
    match &node.value {
        Value::Scalar { text, .. } => text.clone().into_owned(),
        other => panic!("{what} is a word, not {other:?}"),
    }
}

fn one_of(text: String, choices: &[&str], what: &str) -> String {
    assert!(choices.contains(&text.as_str()), "{what} is `{text}`, expected one of {choices:?}");
    text
}

/// Reads one case; anything it does not understand is a failure, so that no expectation is passed over.
fn read(file: &str) -> Case {
    let text = text_of(&format!("{FOLDER}/{file}"));
    let document = yaml::read(&text, FileId(0)).unwrap_or_else(|error| panic!("{file}: {error}"));
    assert_eq!(document.duplicates, [], "{file}: a key stands twice");
    let mut expected = Vec::new();
    for entry in entries(&document.root, file) {
        match &*entry.key.text {
            "case" | "about" => assert_ne!(word(&entry.value, file).trim(), "", "{file}: {}", entry.key.text),
            "facts" => assert!(!entries(&entry.value, file).is_empty(), "{file}: no facts"),
            "expect" => expected = list(&entry.value, file).iter().map(|node| expectation(node, file)).collect(),
            other => panic!("{file}: unknown key `{other}`"),
        }
    }
    let facts = facts(&text);
    assert!(!facts.is_empty(), "{file}: no facts");
    assert!(!expected.is_empty(), "{file}: nothing is expected");
    Case { file: file.to_owned(), facts, expected }
}

/// The lines under `facts:`, two blanks less at the front of each.
fn facts(text: &str) -> String {
    let inside = |line: &&str| line.trim().is_empty() || line.starts_with("  ");
    text.split_inclusive('\n')
        .skip_while(|line| line.trim_end() != "facts:")
        .skip(1)
        .take_while(inside)
        .map(|line| line.strip_prefix("  ").unwrap_or(line))
        .collect()
}

fn expectation(node: &Node, file: &str) -> Expected {
    let mut expected = Expected {
        as_of: String::new(),
        competencies: Vec::new(),
        not_counted: Vec::new(),
        membership: None,
        told: Vec::new(),
    };
    for entry in entries(node, file) {
        let value = &entry.value;
        match &*entry.key.text {
            "as_of" => expected.as_of = word(value, file),
            "competencies" => {
                expected.competencies = entries(value, file).iter().map(|entry| competency(entry, file)).collect();
            }
            "not_counted" => {
                for entry in entries(value, file) {
                    let count = word(&entry.value, file).parse().unwrap_or_else(|error| panic!("{file}: {error}"));
                    let reason = one_of(entry.key.text.to_string(), &competency::engine::Reason::CODES, file);
                    expected.not_counted.push((reason, count));
                }
            }
            "membership" if value.value == Value::Null => expected.membership = Some(Membership::None),
            "membership" => {
                let fields = entries(value, file)
                    .iter()
                    .map(|entry| {
                        let key = one_of(
                            entry.key.text.to_string(),
                            &["state", "anniversary", "eligible", "opens", "closes"],
                            file,
                        );
                        (key, word(&entry.value, file))
                    })
                    .collect();
                expected.membership = Some(Membership::Fields(fields));
            }
            "alerts" => expected.told.push((Told::Alerts, lines(value, file))),
            "profile" => expected.told.push((Told::Profile, lines(value, file))),
            "offers" => expected.told.push((Told::Offers, lines(value, file))),
            "forecast" => {
                let (mut until, mut events) = (String::new(), Vec::new());
                for entry in entries(value, file) {
                    match &*entry.key.text {
                        "until" => until = word(&entry.value, file),
                        "events" => events = lines(&entry.value, file),
                        other => panic!("{file}: unknown key `{other}` under `forecast`"),
                    }
                }
                expected.told.push((Told::Forecast(until), events));
            }
            other => panic!("{file}: unknown key `{other}` under `expect`"),
        }
    }
    assert_ne!(expected.as_of, "", "{file}: an expectation without `as_of`");
    assert!(expected.count() > 0, "{file}: nothing is expected on {}", expected.as_of);
    expected
}

fn lines(node: &Node, file: &str) -> Vec<String> {
    list(node, file).iter().map(|line| word(line, file)).collect()
}

/// What the engine says, line by line.
fn told(story: &Story, told: &Told, as_of: &str) -> Vec<String> {
    let workspace = story.workspace();
    let rules = Rulebooks::new(&workspace.program, &workspace.policy);
    let at = story.instant(as_of);
    let until = match told {
        Told::Forecast(until) => story.instant(until),
        _ => at,
    };
    let outlook = Outlook::new(&rules, story.records(), at, until);
    match told {
        Told::Alerts => outlook.alerts().iter().map(|alert| story.alert(alert)).collect(),
        Told::Profile => outlook.profile().shown.iter().map(|shown| story.shown(shown)).collect(),
        Told::Offers => {
            let rulebook = rules.on(workspace.zone.date_of(at));
            let evaluation = evaluate(rulebook, story.records(), at);
            offers(rulebook, story.records(), &evaluation).iter().map(|offered| story.offered(offered)).collect()
        }
        Told::Forecast(_) => {
            let facts = |event: &Event| !matches!(event.what, Happening::Raised(_) | Happening::Cleared(_));
            outlook.events().iter().filter(|event| facts(event)).map(|event| story.event(event)).collect()
        }
    }
}

fn competency(entry: &Entry, file: &str) -> Competency {
    let mut competency = Competency { id: entry.key.text.to_string(), level: None, verdicts: Vec::new() };
    for entry in entries(&entry.value, file) {
        match &*entry.key.text {
            "level" if entry.value.value == Value::Null => competency.level = Some(None),
            "level" => competency.level = Some(Some(one_of(word(&entry.value, file), &["silver", "gold"], file))),
            level @ ("silver" | "gold") => {
                let verdict = one_of(word(&entry.value, file), &["met", "not_met", "unknown"], file);
                competency.verdicts.push((level.to_owned(), verdict));
            }
            other => panic!("{file}: unknown key `{other}` under `{}`", competency.id),
        }
    }
    competency
}

impl Expected {
    /// How many single statements it makes.
    fn count(&self) -> usize {
        let of_competencies: usize =
            self.competencies.iter().map(|c| c.verdicts.len() + usize::from(c.level.is_some())).sum();
        let of_membership = match &self.membership {
            None => 0,
            Some(Membership::None) => 1,
            Some(Membership::Fields(fields)) => fields.len(),
        };
        let of_lists: usize = self.told.iter().map(|(_, lines)| lines.len().max(1)).sum();
        of_competencies + self.not_counted.len() + of_membership + of_lists
    }
}

/// What the program says otherwise than the expert.
fn differences(case: &Case, expected: &Expected) -> String {
    let files = MemoryFiles::new([("competency.yaml", case.facts.as_str())]);
    let run = run(&files, &["status", "--all", "--format", "json", "--as-of", &expected.as_of]);
    let place = format!("{FOLDER}/{} on {}", case.file, expected.as_of);
    if run.code != 0 {
        return format!("{place}: exit code {}\n{}", run.code, run.err);
    }
    let found: serde_json::Value =
        serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{place}: {error}\n{}", run.out));
    let mut wrong = String::new();
    let mut complain = |what: &str, wanted: &str, got: &str| {
        let _ = writeln!(wrong, "{place}: {what}: expected {wanted}, found {got}");
    };
    let text = |value: &serde_json::Value| value.as_str().unwrap_or("null").to_owned();
    let mut explain = BTreeSet::new();
    for wanted in &expected.competencies {
        let all = found["competencies"].as_array().map_or(&[][..], Vec::as_slice);
        let Some(standing) = all.iter().find(|c| c["id"] == wanted.id.as_str()) else {
            complain(&wanted.id, "a competency", "none of this id");
            continue;
        };
        if let Some(level) = &wanted.level {
            let level = level.clone().unwrap_or("null".to_owned());
            if text(&standing["level"]) != level {
                complain(&format!("{}: level", wanted.id), &level, &text(&standing["level"]));
                explain.insert(wanted.id.as_str());
            }
        }
        for (level, verdict) in &wanted.verdicts {
            let levels = standing["levels"].as_array().map_or(&[][..], Vec::as_slice);
            let got =
                levels.iter().find(|l| l["id"] == level.as_str()).map_or("none".to_owned(), |l| text(&l["verdict"]));
            if got != *verdict {
                complain(&format!("{}: {level}", wanted.id), verdict, &got);
                explain.insert(wanted.id.as_str());
            }
        }
    }
    for (reason, count) in &expected.not_counted {
        let got = found["achievements"]["not_counted"][reason].as_u64().unwrap_or(0);
        if got != *count {
            complain(reason, &count.to_string(), &got.to_string());
        }
    }
    match &expected.membership {
        None => {}
        Some(Membership::None) if found["membership"].is_null() => {}
        Some(Membership::None) => complain("membership", "none", &found["membership"].to_string()),
        Some(Membership::Fields(fields)) => {
            for (key, wanted) in fields {
                let membership = &found["membership"];
                let got = if matches!(key.as_str(), "eligible" | "opens" | "closes") {
                    &membership["renewal"][key]
                } else {
                    &membership[key]
                };
                if text(got) != *wanted {
                    complain(&format!("membership {key}"), wanted, &text(got));
                }
            }
        }
    }
    if !expected.told.is_empty() {
        let story = Story::read(&files);
        for (what, lines) in &expected.told {
            let found = told(&story, what, &expected.as_of);
            if found != *lines {
                complain(&format!("{what:?}"), &bullets(lines), &bullets(&found));
            }
        }
    }
    for competency in explain {
        let run =
            super::support::run(&files, &["explain", competency, "--format", "plain", "--as-of", &expected.as_of]);
        wrong.push_str(&run.transcript());
    }
    wrong
}

fn bullets(lines: &[String]) -> String {
    lines.iter().map(|line| format!("\n  - {line:?}")).collect()
}

fn cases() -> Vec<Case> {
    let entries = folder_of(FOLDER).list("").expect("the folder");
    entries.into_iter().filter(|entry| entry.name.ends_with(".yaml")).map(|entry| read(&entry.name)).collect()
}

#[test]
fn there_are_cases_and_each_expects_something() {
    let cases = cases();
    let statements: usize = cases.iter().flat_map(|case| &case.expected).map(Expected::count).sum();
    assert!(cases.len() >= 30, "only {} cases", cases.len());
    assert!(statements >= 4 * cases.len(), "{} cases make only {statements} statements", cases.len());
}

#[test]
fn the_program_agrees_with_the_experts() {
    let wrong: String =
        cases().iter().flat_map(|case| case.expected.iter().map(|expected| differences(case, expected))).collect();
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// The harness itself: an expert who is wrong hears about it.
#[test]
fn a_wrong_expectation_is_found() {
    let mut case = read("08-link-made-23-and-24-hours-ago.yaml");
    let mut expected = case.expected.swap_remove(0);
    assert_eq!(differences(&case, &expected), "");
    expected.competencies[0].level = Some(Some("gold".to_owned()));
    expected.competencies[1].verdicts[0].1 = "met".to_owned();
    expected.not_counted[0].1 = 7;
    expected.membership = Some(Membership::Fields(vec![("state".to_owned(), "active".to_owned())]));
    let wrong = differences(&case, &expected);
    for part in [
        "on 2018-10-28T23:59:59+09:00: datacenter: level: expected gold, found null",
        "application-development: silver: expected met, found not_met",
        "pending: expected 7, found 3",
        "membership state: expected active, found null",
        "Datacenter: ",
    ] {
        assert!(wrong.contains(part), "{part}\nis not in\n{wrong}");
    }
}
