//! One report, many renderers: what each format promises to whoever reads it, whatever stands in the files.

use crate::support::{Run, folder_of, repository, run, run_in, text_of, words};
use competency::cli::Terminal;
use competency::diagnostic::Severity;
use competency::lang::Lang;
use competency::load::files::MemoryFiles;
use competency::render::{Format, Part, Style, render};
use competency::report::{Checked, Complaint, Report};
use expect_test::expect_file;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// What is asked of the example company, by the name of the goldens: one answer of tables, one of trees, one of lines of
/// files, and one that is checked.
const QUESTIONS: [(&str, &[&str]); 5] = [
    ("status", &["status"]),
    ("why-not-e-kato", &["why-not", "e-kato"]),
    ("employees", &["employee", "list"]),
    ("change", &["employee", "leave", "e-suzuki", "--on", "2018-10-28", "--dry-run"]),
    ("check", &CHECK),
];

/// Met, not met, unknown, and a membership.
const CHECK: [&str; 9] = [
    "check",
    "--require",
    "devops>=gold",
    "--require",
    "cloud-platform>=gold",
    "--require",
    "cloud-productivity>=silver",
    "--require",
    "membership>=silver",
];

/// Every command that answers, and the parts its answer has beside sentences; none for text that has no format.
const COMMANDS: [(&[&str], Option<&[Part]>); 28] = [
    (&["demo"], Some(&[Part::Table])),
    (&["status"], Some(&[Part::Table])),
    (&["explain", "devops"], Some(&[Part::Table])),
    (&["why-not", "e-kato"], Some(&[Part::Table])),
    (&["achievement", "list"], Some(&[Part::Table])),
    (&["report"], Some(&[Part::Tables, Part::Dates])),
    (&["check"], Some(&[Part::Checked])),
    (&["alerts"], Some(&[Part::Table, Part::Dates])),
    (&["membership", "show"], Some(&[Part::Table, Part::Dates])),
    (&["profile"], Some(&[Part::Table])),
    (&["forecast"], Some(&[Part::Table, Part::Dates])),
    (&["actions"], Some(&[Part::Table, Part::Dates])),
    (&["compare", "--from", "2018-01-01"], Some(&[Part::Table])),
    (&["people"], Some(&[Part::Table])),
    (&["employee", "list"], Some(&[Part::Table])),
    (&["employee", "rename", "e-sato", "X", "--dry-run"], Some(&[])),
    (&["program", "list"], Some(&[Part::Table])),
    (&["program", "list", "--credentials"], Some(&[Part::Table])),
    (&["program", "show"], Some(&[Part::Table])),
    (&["program", "show", "devops"], Some(&[])),
    (&["program", "credential", "70-534"], Some(&[])),
    (&["program", "lint", "rules.yaml"], Some(&[Part::Checked])),
    (&["doctor"], Some(&[])),
    (&["schema"], None),
    (&["schema", "status"], None),
    (&["help"], None),
    (&["man"], None),
    (&["completions", "bash"], None),
];

fn demo() -> MemoryFiles {
    let mut files = folder_of("examples/demo");
    files.insert("rules.yaml", text_of("programs/microsoft-competencies.yaml"));
    files
}

/// Files that cannot be used: one wrong line, one file that is no text, and a warning.
fn broken() -> MemoryFiles {
    MemoryFiles::new([
        ("competency.yaml", b"organization: {id: o}\n".to_vec()),
        ("employees.csv", b"id,name,joined\nann,Ann,2018-13-01\n".to_vec()),
        ("achievements.csv", b"\x00\xff\xff".to_vec()),
        ("performance.csv", b"metric,month,value,colour\n".to_vec()),
    ])
}

/// An answer in a format.
fn told(files: &MemoryFiles, args: &[&str], format: &str) -> Run {
    run(files, &[args, &["--format", format]].concat())
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}:\n{text}"))
}

/// Goldens in `fixtures/cases/demo`, beside those of the older formats.
#[test]
fn the_example_company_in_the_formats_of_other_programs() {
    let demo = folder_of("examples/demo");
    for (question, args) in QUESTIONS {
        let mut written = 0;
        for format in ["ndjson", "csv", "tsv", "markdown", "junit", "sarif", "github"] {
            let run = told(&demo, args, format);
            if run.out.is_empty() {
                continue;
            }
            written += 1;
            let golden = repository(&format!("fixtures/cases/demo/{question}.{format}"));
            expect_file![golden].assert_eq(&run.out.replace("\r\n", "\n"));
        }
        assert!(written >= 2, "{question}");
    }
    let broken = broken();
    for format in ["ndjson", "junit", "sarif", "github"] {
        let run = told(&broken, &["check"], format);
        assert_eq!(run.code, 2, "{}", run.err);
        expect_file![repository(&format!("fixtures/cases/broken/check.{format}"))].assert_eq(&run.out);
    }
}

/// A format is written, or it is refused before anybody looks at the files.
#[test]
fn every_command_writes_every_format_or_refuses_it_before_the_work() {
    let (demo, broken) = (demo(), broken());
    for (args, parts) in COMMANDS {
        for format in Format::ALL {
            let possible = parts.is_none_or(|parts| format.shows(parts));
            let run = told(&demo, args, format.word());
            if possible {
                assert!(run.code < 2 && !run.answer.is_empty(), "{args:?} {format:?}\n{}", run.err);
                if format.is_text() || parts.is_none() {
                    assert!(
                        std::str::from_utf8(&run.answer).is_ok_and(|text| text.ends_with('\n')),
                        "{args:?} {format:?}"
                    );
                }
                continue;
            }
            let refusal = format!("error: this answer cannot be written as `{}`\n", format.word());
            for run in [run, told(&broken, args, format.word())] {
                assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?} {format:?}");
                assert!(run.err.starts_with(&refusal), "{args:?} {format:?}\n{}", run.err);
                let (_, help) = run.err.split_once("it can be written as ").expect("a help");
                assert!(help.starts_with("table, plain, json, ndjson"), "{help}");
            }
        }
    }
}

#[test]
fn files_are_written_in_the_format_of_their_ending() {
    let demo = demo();
    let endings = [
        ("md", "status", "markdown"),
        ("ndjson", "status", "ndjson"),
        ("xml", "check", "junit"),
        ("sarif", "check", "sarif"),
        ("SARIF.json", "check", "sarif"),
    ];
    for (ending, command, format) in endings {
        let path = format!("x.{ending}");
        let written = run(&demo, &[command, "-o", &path]);
        assert_eq!(written.written.get(&path), Some(&told(&demo, &[command], format).out), "{ending}");
    }
    assert_eq!(run(&demo, &["status", "-o", "x.xml"]).code, 2, "status has no test cases");
    // Excel knows UTF-8 by the mark; a pipe needs none.
    for (ending, end) in [("csv", "\r\n"), ("tsv", "\n")] {
        let path = format!("x.{ending}");
        let piped = told(&demo, &["status"], ending).out;
        let written = run(&demo, &["status", "-o", &path]).bytes.remove(&path).expect("a file");
        assert_eq!(String::from_utf8(written), Ok(format!("\u{FEFF}{piped}")), "{ending}");
        assert!(piped.starts_with("Competency") && piped.ends_with(end), "{ending}");
        assert_eq!(piped.matches('\r').count(), if ending == "csv" { piped.lines().count() } else { 0 });
    }
}

#[test]
fn formats_that_some_answers_lack_are_asked_for_and_not_configured() {
    for format in Format::ALL {
        let mut files = demo();
        files.insert("config/config.yaml", format!("format: {}\n", format.word()));
        let run = run(&files, &["explain", "devops"]);
        assert_eq!(run.code, if format.part().is_none() { 0 } else { 2 }, "{format:?}\n{}", run.err);
    }
    let environment = [("COMPETENCY_FORMAT", "csv")];
    let run = run_in(&demo(), &["status"], &environment, Terminal::default());
    assert!(run.out.starts_with("Competency,Level,"), "{}", run.out);
}

// ---- Tables ----

#[test]
fn spreadsheets_hold_what_the_table_holds() {
    for args in [&["status", "--all"][..], &["employee", "list", "--all"], &["program", "list", "--credentials"]] {
        let comma = told(&demo(), args, "csv").out;
        let rows: Vec<csv::StringRecord> = csv::Reader::from_reader(comma.as_bytes())
            .records()
            .collect::<Result<_, _>>()
            .expect("every row has as many cells as the first");
        let headings = comma.lines().next().expect("headings").split(',');
        let plain = told(&demo(), args, "plain").out;
        for row in &rows {
            let fields = headings.clone().zip(row).filter(|(_, cell)| !cell.is_empty());
            let line: Vec<String> = fields.map(|(heading, cell)| format!("{heading}: {cell}")).collect();
            assert!(plain.lines().any(|l| l == line.join("; ")), "{}\n{plain}", line.join("; "));
        }
        let tabs = told(&demo(), args, "tsv").out;
        let cells: Vec<Vec<&str>> = tabs.lines().skip(1).map(|line| line.split('\t').collect()).collect();
        assert_eq!(cells, rows.iter().map(|row| row.iter().collect::<Vec<_>>()).collect::<Vec<_>>());
    }
    // A table without rows still has its headings.
    let nobody = MemoryFiles::new([("competency.yaml", "organization: {id: o}\nas_of: 2018-10-29\n")]);
    assert_eq!(told(&nobody, &["status"], "csv").out, "Competency,Level,Through,To the next level,Margin\r\n");
}

// ---- Documents ----

/// Lines put together again are the document, so nothing is lost and every line stands alone.
#[test]
fn lines_of_json_are_the_document() {
    let demo = demo();
    let asked = COMMANDS.iter().filter(|(_, parts)| parts.is_some()).map(|(args, _)| *args).chain([&CHECK[..]]);
    for args in asked {
        let document = json(&told(&demo, args, "json").out);
        let mut whole = document.clone();
        let lists: Vec<(String, Value)> = document
            .as_object()
            .expect("an object")
            .iter()
            .filter(|(_, value)| value.is_array())
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let lines: Vec<Value> = told(&demo, args, "ndjson").out.lines().map(json).collect();
        let (last, items) = lines.split_last().expect("a line");
        let mut rebuilt: Map<String, Value> = last.as_object().expect("an object").clone();
        let kind = rebuilt.remove("type").expect("a type");
        assert_eq!(
            kind,
            if items.is_empty() && rebuilt.len() == whole.as_object().expect("an object").len() {
                "document"
            } else {
                "summary"
            }
        );
        for line in items {
            assert_eq!(line["schema"], document["schema"], "{args:?}");
            assert!(line["type"].is_string(), "{args:?}");
            let mut item = line.as_object().expect("an object").clone();
            item.remove("schema");
            item.remove("type");
            for head in ["as_of", "program", "organization", "person"] {
                if let Some(value) = document.get(head) {
                    assert_eq!(item.remove(head).as_ref(), Some(value), "{args:?}: {head}");
                }
            }
            let of = lists.iter().find(|(_, list)| {
                list.as_array().expect("a list").iter().any(|own| own.as_object().is_some_and(|own| *own == item))
            });
            let (name, _) = of.unwrap_or_else(|| panic!("{args:?}: in no list: {item:?}"));
            let list = rebuilt.entry(name.clone()).or_insert(Value::Array(Vec::new()));
            list.as_array_mut().expect("a list").push(Value::Object(item));
        }
        // An empty list has no lines.
        let empty = |value: &mut Value| {
            if let Some(fields) = value.as_object_mut() {
                fields.retain(|_, value| value.as_array().is_none_or(|list| !list.is_empty()));
            }
        };
        let mut rebuilt = Value::Object(rebuilt);
        empty(&mut whole);
        empty(&mut rebuilt);
        assert_eq!(rebuilt, whole, "{args:?}");
    }
}

// ---- Build servers ----

/// The cases of a JUnit file: class, name, and the element that says what became of it.
fn cases(xml: &str) -> Vec<(String, String, String)> {
    let document = roxmltree::Document::parse(xml).unwrap_or_else(|error| panic!("{error}:\n{xml}"));
    let is = |name: &'static str| move |node: &roxmltree::Node<'_, '_>| node.has_tag_name(name);
    let attribute = |node: roxmltree::Node<'_, '_>, name: &str| node.attribute(name).expect("an attribute").to_owned();
    for suite in document.descendants().filter(|n| n.has_tag_name("testsuite") || n.has_tag_name("testsuites")) {
        let children = |name| suite.descendants().filter(is(name)).count().to_string();
        let counted = [("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")];
        for (count, element) in counted {
            assert_eq!(attribute(suite, count), children(element), "{count} of {:?}", suite.attribute("name"));
        }
    }
    let mut found = Vec::new();
    for case in document.descendants().filter(is("testcase")) {
        let became = case.first_element_child().map_or("", |child| child.tag_name().name()).to_owned();
        for told in case.children().filter(|c| c.is_element() && c.tag_name().name() != "system-out") {
            let text = told.text().expect("the message is repeated in the text");
            assert!(text.starts_with(told.attribute("message").expect("a message")), "{text}");
        }
        found.push((attribute(case, "classname"), attribute(case, "name"), became));
    }
    let distinct: BTreeSet<_> = found.iter().map(|(class, name, _)| (class, name)).collect();
    assert_eq!(distinct.len(), found.len(), "names that stand twice: {found:?}");
    found
}

#[test]
fn test_cases_agree_with_the_exit_code() {
    let demo = demo();
    // One case for what is required, and one for each requirement that decides it.
    let became = |wanted: &str, args: &[&str]| -> (u8, Vec<String>) {
        let args = [&["check", "--require", wanted], args].concat();
        let run = told(&demo, &args, "junit");
        let found = cases(&run.out).into_iter().filter(|(class, ..)| class != "files").map(|(.., became)| became);
        (run.code, found.collect())
    };
    for competency in json(&told(&demo, &["status", "--all"], "json").out)["competencies"].as_array().expect("a list") {
        for level in ["silver", "gold"] {
            let (code, became) = became(&format!("{}>={level}", competency["id"].as_str().expect("an id")), &[]);
            let (first, parts) = became.split_first().expect("a case");
            match code {
                0 => assert!(became.iter().all(String::is_empty), "{competency}"),
                1 => assert_eq!(first, "failure"),
                3 => assert!(first == "skipped" && !parts.contains(&"failure".to_owned()), "{parts:?}"),
                _ => panic!("{code}"),
            }
        }
    }
    assert_eq!(became("membership>=gold", &[]), (1, vec!["failure".to_owned()]));
    // The same requirement twice is two cases.
    let twice = ["--require", "membership>=silver"];
    assert_eq!(became("membership>=silver", &twice), (0, vec![String::new(), String::new()]));
    let strict = told(&demo, &["check", "--strict"], "junit");
    let failed: Vec<String> = cases(&strict.out).into_iter().filter(|c| c.2 == "failure").map(|c| c.1).collect();
    assert_eq!((strict.code, failed), (1, vec!["achievements.csv".to_owned()]));
    let broken = told(&broken(), &["check"], "junit");
    let errors: Vec<String> = cases(&broken.out).into_iter().filter(|c| c.2 == "error").map(|c| c.1).collect();
    assert_eq!((broken.code, errors), (2, vec!["employees.csv".to_owned(), "achievements.csv".to_owned()]));
}

/// Holds a SARIF file against the published schema, and against what GitHub asks for beyond it.
fn results(text: &str) -> Vec<Value> {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("sarif", json(&text_of("fixtures/sarif/sarif-2.1.0.schema.json"))).expect("a schema");
    let index = compiler.compile("sarif", &mut schemas).expect("the schema compiles");
    let log = json(text);
    schemas.validate(&log, index).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let run = &log["runs"][0];
    assert!(
        run["automationDetails"]["id"].as_str().is_some_and(|id| id.starts_with("competency/") && id.ends_with('/'))
    );
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for rule in rules {
        for text in [&rule["shortDescription"]["text"], &rule["fullDescription"]["text"], &rule["help"]["text"]] {
            let length = text.as_str().map_or(0, |text| text.chars().count());
            assert!((1..=1024).contains(&length), "{rule}");
        }
    }
    let results = run["results"].as_array().expect("results").clone();
    let mut prints = BTreeSet::new();
    for result in &results {
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().expect("a file");
        assert!(!uri.is_empty() && !uri.starts_with(['/', '.']) && !uri.contains([':', '\\', ' ']), "{uri}");
        assert!(place["region"]["startLine"].as_u64() >= Some(1), "{result}");
        assert_ne!(result["message"]["text"], "", "{result}");
        assert_eq!(rules[result["ruleIndex"].as_u64().expect("an index") as usize]["id"], result["ruleId"]);
        let print = result["partialFingerprints"]["primaryLocationLineHash"].as_str().expect("a fingerprint");
        assert!(prints.insert(print.to_owned()), "{print} stands twice");
    }
    results
}

#[test]
fn complaints_are_what_code_scanning_reads() {
    assert_eq!(results(&told(&demo(), &["check"], "sarif").out).len(), 1);
    assert_eq!(results(&told(&broken(), &["check"], "sarif").out).len(), 3);
    let clean = told(&demo(), &["program", "lint", "rules.yaml"], "sarif");
    assert_eq!(clean.code, 0);
    assert!(results(&clean.out).iter().all(|r| r["level"] == "warning"), "{}", clean.out);
    let mut files = demo();
    files.insert("wrong.yaml", "schema: competency/program/1\nid: wrong\nlevels: [silver]\nno such key: 1\n");
    let wrong = told(&files, &["program", "lint", "wrong.yaml"], "sarif");
    let found = results(&wrong.out);
    assert_eq!(wrong.code, 2, "{}", wrong.err);
    assert!(found.iter().any(|r| r["ruleId"] == "unknown-key" && r["level"] == "error"), "{}", wrong.out);
    // Lines that move keep their identity; the same complaint about another row is another one.
    let rows = |before: &str| {
        let text = format!("id,name\n{before}ann,Ann\nbob,Bob\n");
        let credit = "employee,credential,earned\nann,nothing,2018-01-01\nbob,nothing,2018-01-01\n";
        let credit = credit.replace("ann,n", &format!("{}ann,n", before.replace("cat,Cat", "cat,70-480,2018-01-01")));
        let files = [("competency.yaml", "organization: {id: o}\n".to_owned()), ("employees.csv", text)];
        let mut files = MemoryFiles::new(files);
        files.insert("achievements.csv", credit);
        let found = results(&told(&files, &["check"], "sarif").out);
        let prints = found.iter().map(|r| r["partialFingerprints"]["primaryLocationLineHash"].to_string());
        let line = found[0]["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64();
        (prints.collect::<Vec<_>>(), line)
    };
    let (first, line) = rows("");
    let (moved, lower) = rows("cat,Cat\n");
    assert_eq!(first.len(), 2);
    assert_eq!((first, line.map(|l| l + 1)), (moved, lower));
}

/// Code scanning takes no more than 25,000 results; what is left out is counted, and is not the worst.
#[test]
fn results_are_the_worst_that_fit() {
    let complaint = |n: usize| Complaint {
        severity: if n.is_multiple_of(2) { Severity::Warning } else { Severity::Error },
        code: "some-code",
        file: "a.csv".to_owned(),
        path: "a.csv".to_owned(),
        position: None,
        message: format!("complaint {}", n / 4),
        label: String::new(),
        help: None,
    };
    let checked = Checked {
        lang: Lang::En,
        by: "check",
        organization: None,
        as_of: None,
        files: Vec::new(),
        complaints: (0..30_000).map(complaint).collect(),
        strict: false,
        required: Vec::new(),
    };
    let text =
        String::from_utf8(render(&Report::default().checking(checked), Format::Sarif, Style::default())).expect("text");
    let found = results(&text);
    let errors = found.iter().filter(|r| r["level"] == "error").count();
    assert_eq!((found.len(), errors), (25_000, 15_000));
    let told = &json(&text)["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(told, "and 5000 more, for which there is no room here");
}

#[test]
fn annotations_are_the_worst_that_fit() {
    // Fifteen warnings and as many requirements that do not hold.
    let credit: String = (0..15).map(|n| format!("ann,nothing-{n},2018-01-01\n")).collect();
    let files = MemoryFiles::new([
        ("competency.yaml", "organization: {id: o}\n".to_owned()),
        ("employees.csv", "id\nann\n".to_owned()),
        ("achievements.csv", format!("employee,credential,earned\n{credit}")),
    ]);
    let required = ["--require", "devops>=gold"].repeat(15);
    let run = told(&files, &[&["check"], &required[..]].concat(), "github");
    let count = |start: &str| run.out.lines().filter(|line| line.starts_with(start)).count();
    assert_eq!((count("::error "), count("::warning "), count("::notice")), (10, 10, 1), "{}", run.out);
    assert_eq!(run.out.lines().last(), Some("::notice::and 10 more, for which there is no room here"));
    let few = told(&demo(), &["check"], "github");
    assert_eq!(few.out.lines().count(), 1, "{}", few.out);
}

/// A repository knows its files from its root, and that is where build servers run commands.
#[test]
fn files_are_named_as_the_repository_names_them() {
    let mut files = MemoryFiles::default();
    for name in ["competency.yaml", "employees.csv", "accounts.csv", "associations.csv", "achievements.csv"] {
        files.insert(&format!("my company/{name}"), text_of(&format!("examples/demo/{name}")));
    }
    let check = ["check", "--workspace", "./my company/"];
    let github = told(&files, &check, "github").out;
    assert!(github.starts_with("::warning file=my company/achievements.csv,line=5,endLine=5,col="), "{github}");
    let found = results(&told(&files, &check, "sarif").out);
    assert_eq!(
        found[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
        "my%20company/achievements.csv"
    );
    let names: Vec<String> = cases(&told(&files, &check, "junit").out).into_iter().map(|c| c.1).collect();
    assert!(names.contains(&"my company/employees.csv".to_owned()), "{names:?}");
    assert_eq!(json(&told(&files, &check, "json").out)["problems"][0]["file"], "achievements.csv");
}

/// The commands of the example do what it says, in the folder it says.
#[test]
fn the_example_workflow_runs() {
    let mut files = MemoryFiles::default();
    for name in ["competency.yaml", "employees.csv", "accounts.csv", "associations.csv", "achievements.csv"] {
        files.insert(&format!("company/{name}"), text_of(&format!("examples/demo/{name}")));
    }
    let workflow = text_of("examples/github-actions/check.yml");
    let mut written = Vec::new();
    let environment = [("COMPETENCY_WORKSPACE", "company")];
    for line in workflow.lines().filter_map(|line| line.trim().strip_prefix("- run: competency ")) {
        let words = words(line);
        let run =
            run_in(&files, &words.iter().map(String::as_str).collect::<Vec<_>>(), &environment, Terminal::default());
        assert_eq!(run.code, 0, "{line}\n{}", run.err);
        assert!(run.written.values().chain([&run.out]).any(|text| text.contains("company/achievements.csv")), "{line}");
        written.extend(run.written.into_keys());
    }
    assert_eq!(written, ["competency.xml", "competency.sarif"]);
    for file in written {
        assert!(workflow.contains(&format!(": {file}}}")), "{file} is uploaded");
    }
}
