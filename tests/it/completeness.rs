//! Nothing gets lost on the way to a format: every value of a document is in every other full format of the same answer.
//! The table of a terminal is a digest and is not asked; lines of JSON are held against documents in `formats`.

use crate::html::{page, text};
use crate::support::{folder_of, run};
use crate::workbooks::Workbook;
use competency::load::files::MemoryFiles;
use serde_json::Value;
use std::collections::BTreeSet;

/// What only documents say, by the end of its place, and why nobody misses it elsewhere.
const ONLY_DOCUMENTS: [(&str, &str); 16] = [
    ("schema", "the contract of the document itself"),
    ("alerts.id", "what baselines hold: made of the code, the severity and the subject"),
    ("alerts.code", "a code of what the sentence says"),
    ("tasks.because", "codes of alerts, which say it in sentences"),
    ("deed", "a code of what the sentence says"),
    ("shown.now", "a code of what the sentence says"),
    ("accounts.linked_to", "the id of an organization, which is told as here or by its name"),
    ("allowed", "a code of what the sentence says"),
    ("kind", "a code of what the rule says"),
    ("events.from", "a code of what the sentence says"),
    ("events.to", "a code of what the sentence says"),
    ("offers.offer", "the id of an offer, which is called by its name"),
    ("requirements.metric", "the id of a figure, which is called by its name"),
    ("requirements.associations", "the ids of association types, which are called by their names"),
    ("distance.figures_per_mille", "what sorts competencies, made of figures that are all shown"),
    ("line", "the line of a rule in the program's own file; a rule is told by its words and its source"),
];

fn demo() -> MemoryFiles {
    folder_of("examples/demo")
}

/// Every value with its place, without those of competencies that are left out.
fn leaves<'v>(value: &'v Value, place: &str, without: &BTreeSet<String>, found: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Object(fields) => {
            let about = |name: &str| fields.get(name).and_then(Value::as_str).is_some_and(|id| without.contains(id));
            if about("competency") || place.ends_with(".competencies") && about("id") {
                return;
            }
            fields.iter().for_each(|(name, field)| leaves(field, &format!("{place}.{name}"), without, found));
        }
        Value::Array(items) => items.iter().for_each(|item| leaves(item, place, without, found)),
        // Yes and no have no words of their own that could be looked for.
        Value::Null | Value::Bool(_) => {}
        Value::Number(_) | Value::String(_) => found.push((place.to_owned(), value)),
    }
}

/// The forms in which people are told a value: an instant by its day, a number with its thousands apart, a code as words.
fn forms(value: &Value) -> Vec<String> {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let mut forms = vec![text.clone(), text.replace('_', " ")];
    forms.extend(text.get(..10).filter(|_| text.get(10..11) == Some("T")).map(str::to_owned));
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), ""), |(whole, fraction)| (whole, fraction));
    if whole.bytes().all(|b| b.is_ascii_digit()) && fraction.bytes().all(|b| b.is_ascii_digit()) {
        let digits: Vec<String> =
            whole.as_bytes().rchunks(3).rev().map(|d| String::from_utf8_lossy(d).into()).collect();
        forms.push(format!("{}{}{fraction}", digits.join(","), if fraction.is_empty() { "" } else { "." }));
    }
    forms.iter().map(|form| plain(form)).collect()
}

/// Without differences of case and of line breaks.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Months are told as runs: all of them, one by one.
fn with_runs_written_out(text: &str) -> String {
    let month = |word: &str| competency::model::Month::parse(word.get(..7)?).ok();
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = text.to_owned();
    for run in words.windows(3) {
        if let [first, "to", last] = run
            && let (Some(first), Some(last)) = (month(first), month(last))
        {
            (0..=last.months_since(first).clamp(0, 36)).for_each(|n| out.push_str(&format!(" {}", first.plus(n))));
        }
    }
    out
}

/// Markdown without its signs.
fn bare(markdown: &str) -> String {
    let mut out = String::new();
    let mut escaped = false;
    for c in markdown.chars() {
        escaped = c == '\\' && !escaped;
        if !escaped {
            out.push(c);
        }
    }
    out.replace("<br>", "\n").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("&#32;", " ")
}

fn missing(document: &Value, without: &BTreeSet<String>, shown: &str) -> BTreeSet<String> {
    let shown = plain(&with_runs_written_out(shown));
    let mut all = Vec::new();
    leaves(document, "", without, &mut all);
    assert!(all.len() > 20, "a document with something in it");
    let excused = |place: &str| ONLY_DOCUMENTS.iter().any(|(end, _)| place.ends_with(&format!(".{end}")));
    all.into_iter()
        .filter(|(place, value)| !excused(place) && !forms(value).iter().any(|form| shown.contains(form)))
        .map(|(place, value)| format!("{place}: {value}"))
        .collect()
}

fn told(args: &[&str], format: &str) -> crate::support::Run {
    let run = run(&demo(), &[args, &["--format", format]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    run
}

fn document(args: &[&str]) -> Value {
    serde_json::from_str(&told(args, "json").out).expect("a document")
}

/// The competencies that are counted and not told, unless somebody asks for all of them.
fn without_progress() -> BTreeSet<String> {
    let names = |args: &[&str]| -> BTreeSet<String> {
        let csv = told(args, "csv").out;
        csv.lines().filter_map(|line| line.split(',').next()).map(str::to_owned).collect()
    };
    let (some, all) = (names(&["status"]), names(&["status", "--all"]));
    let document = document(&["status", "--all"]);
    let competencies = document["competencies"].as_array().expect("a list").iter();
    let hidden =
        competencies.filter(|c| c["name"].as_str().is_some_and(|name| all.contains(name) && !some.contains(name)));
    hidden.filter_map(|c| c["id"].as_str()).map(str::to_owned).collect()
}

#[test]
fn every_value_of_the_report_is_in_every_format_of_it() {
    let (document, hidden) = (document(&["report"]), without_progress());
    assert!(!hidden.is_empty() && hidden.len() < 10, "{hidden:?}");
    let book = Workbook::read(&told(&["report"], "xlsx").answer).texts().collect::<Vec<_>>().join("\n");
    assert_eq!(missing(&document, &BTreeSet::new(), &book), BTreeSet::new(), "xlsx");
    let page_text = told(&["report"], "html").out;
    let page = page(&page_text);
    let root = page.root();
    // Texts of neighbouring elements stand apart on the page, and those within a sentence do not.
    let apart: Vec<&str> = root.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect();
    let html = format!("{}\n{}", text(root), apart.join(" "));
    let markdown = bare(&told(&["report"], "markdown").out);
    for (format, shown) in [("html", html), ("markdown", markdown), ("plain", told(&["report"], "plain").out)] {
        assert_eq!(missing(&document, &hidden, &shown), BTreeSet::new(), "{format}");
    }
}

/// The text with the ids of the competencies it names: people know them by their names.
fn with_ids(shown: &str) -> String {
    let document = document(&["status"]);
    let competencies = document["competencies"].as_array().expect("a list").iter();
    let text = |c: &Value, field: &str| c[field].as_str().expect("text").to_owned();
    let named = competencies.filter(|c| shown.contains(&text(c, "name"))).map(|c| text(c, "id"));
    std::iter::once(shown.to_owned()).chain(named).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_value_of_an_answer_is_in_its_workbook() {
    let answers: [&[&str]; 7] = [
        &["alerts"],
        &["actions"],
        &["membership", "show"],
        &["profile"],
        &["forecast"],
        &["achievement", "list"],
        &["why-not", "e-kato"],
    ];
    for args in answers {
        let book = Workbook::read(&told(args, "xlsx").answer).texts().collect::<Vec<_>>().join("\n");
        // The day, the rules and the organization are those of the workspace, whatever is asked.
        let mut document = document(args);
        for head in ["as_of", "program", "organization"] {
            document.as_object_mut().expect("an object").remove(head);
        }
        assert_eq!(missing(&document, &BTreeSet::new(), &with_ids(&book)), BTreeSet::new(), "{args:?}");
    }
}

/// An excuse that nothing needs would hide what gets lost later.
#[test]
fn every_excuse_is_needed() {
    let mut all = Vec::new();
    let documents = [document(&["report"]), document(&["why-not", "e-kato"])];
    documents.iter().for_each(|document| leaves(document, "", &BTreeSet::new(), &mut all));
    for (end, why) in ONLY_DOCUMENTS {
        assert!(all.iter().any(|(place, _)| place.ends_with(&format!(".{end}"))), "{end}: {why}");
    }
}
