//! JUnit XML, within what GitLab, Jenkins and GitHub's readers have in common. Every file is a case, and so is everything
//! that was required, with the requirements that decide it: not met is a failure, unknown is skipped, and a file that
//! cannot be used is an error.

use super::visible_lines;
use crate::diagnostic::Severity;
use crate::lang::say;
use crate::report::{Checked, Complaint, Required, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// One test case.
struct Case<'a> {
    class: String,
    name: &'a str,
    file: Option<&'a str>,
    outcome: Outcome,
    /// What is said of it, beginning with the line that matters most.
    text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
    Error,
}

impl Outcome {
    fn of(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Met => Self::Passed,
            Verdict::NotMet => Self::Failed,
            Verdict::Unknown => Self::Skipped,
        }
    }
}

pub(super) fn render(checked: &Checked) -> String {
    let mut suites = vec![("files".to_owned(), files(checked))];
    suites.extend(checked.required.iter().map(|r| (format!("{}/{}", r.subject, r.level), required(checked, r))));
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let all = counts(suites.iter().flat_map(|(_, cases)| cases));
    let _ = writeln!(out, "<testsuites name=\"competency {}\"{all} time=\"0\">", checked.by);
    let mut seen = BTreeSet::new();
    for (name, cases) in &suites {
        // The seconds are all there is room for; the zone is left out, as readers expect.
        let day = checked.as_of.as_deref().and_then(|instant| instant.get(..19));
        let timestamp = day.map_or(String::new(), |day| format!(" timestamp=\"{}\"", attribute(day)));
        let _ = writeln!(out, "  <testsuite name=\"{}\"{} time=\"0\"{timestamp}>", attribute(name), counts(cases));
        cases.iter().for_each(|case| push(case, &mut seen, &mut out));
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

/// Every file that was read, and every other that is complained about.
fn files(checked: &Checked) -> Vec<Case<'_>> {
    let mut complaints: BTreeMap<&str, Vec<&Complaint>> = BTreeMap::new();
    let mut paths: Vec<&str> = checked.files.iter().map(String::as_str).collect();
    let read: BTreeSet<&str> = paths.iter().copied().collect();
    for complaint in &checked.complaints {
        let path = complaint.path.as_str();
        let own = complaints.entry(path).or_default();
        if own.is_empty() && !read.contains(path) {
            paths.push(path);
        }
        own.push(complaint);
    }
    let case = |path| {
        let mut own = complaints.get(path).cloned().unwrap_or_default();
        own.sort_by_key(|c| std::cmp::Reverse(c.severity));
        let outcome = match own.first().map(|c| c.severity) {
            Some(Severity::Error) => Outcome::Error,
            Some(Severity::Warning) if checked.strict => Outcome::Failed,
            _ => Outcome::Passed,
        };
        let text = own.iter().map(|c| placed(c)).collect::<Vec<_>>().join("\n");
        Case { class: "files".to_owned(), name: path, file: Some(path), outcome, text }
    };
    paths.into_iter().map(case).collect()
}

/// A complaint with its place, as compilers write it.
fn placed(complaint: &Complaint) -> String {
    let place = complaint.position.map_or(String::new(), |(at, _)| format!(":{}:{}", at.line, at.column));
    let (path, severity, code) = (&complaint.path, complaint.severity.word(), complaint.code);
    format!("{path}{place}: {severity}[{code}]: {}", complaint.text())
}

/// What was required, and the requirements that decide it.
fn required<'a>(checked: &Checked, required: &'a Required) -> Vec<Case<'a>> {
    let class = format!("{}.{}", required.subject, required.level);
    let whole = Case {
        class: class.clone(),
        name: &required.text,
        file: None,
        outcome: Outcome::of(required.verdict),
        text: say::required(checked.lang, &required.text, required.verdict, &required.missing),
    };
    let parts = required.parts.iter().map(|part| Case {
        class: format!("{class}.{}", part.path),
        name: &part.name,
        file: None,
        outcome: Outcome::of(part.verdict),
        text: part.message.clone(),
    });
    std::iter::once(whole).chain(parts).collect()
}

fn counts<'c>(cases: impl IntoIterator<Item = &'c Case<'c>>) -> String {
    let outcomes: Vec<Outcome> = cases.into_iter().map(|case| case.outcome).collect();
    let of = |outcome| outcomes.iter().filter(|o| **o == outcome).count();
    let (failures, errors, skipped) = (of(Outcome::Failed), of(Outcome::Error), of(Outcome::Skipped));
    format!(" tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\"", outcomes.len())
}

fn push(case: &Case<'_>, seen: &mut BTreeSet<(String, String)>, out: &mut String) {
    // Readers drop a case whose class and name they know already.
    let mut name = case.name.to_owned();
    let mut copies = 1;
    while !seen.insert((case.class.clone(), name.clone())) {
        copies += 1;
        name = format!("{} ({copies})", case.name);
    }
    let file = case.file.map_or(String::new(), |file| format!(" file=\"{}\"", attribute(file)));
    let (class, name) = (attribute(&case.class), attribute(&name));
    let _ = write!(out, "    <testcase classname=\"{class}\" name=\"{name}\"{file} time=\"0\"");
    let element = match case.outcome {
        Outcome::Passed if case.text.is_empty() || case.file.is_none() => {
            out.push_str("/>\n");
            return;
        }
        Outcome::Passed => format!("<system-out>{}</system-out>", escaped(&case.text)),
        // Some readers show the attribute, and others the text.
        Outcome::Failed => told("failure", "not-met", &case.text),
        Outcome::Skipped => told("skipped", "unknown", &case.text),
        Outcome::Error => told("error", "unusable", &case.text),
    };
    let _ = write!(out, ">\n      {element}\n    </testcase>\n");
}

fn told(element: &str, kind: &str, text: &str) -> String {
    let first = attribute(text.lines().next().unwrap_or_default());
    // `skipped` has no type where anybody describes it.
    let kind = if element == "skipped" { String::new() } else { format!(" type=\"{kind}\"") };
    format!("<{element}{kind} message=\"{first}\">{}</{element}>", escaped(text))
}

/// Text between tags. Characters that XML 1.0 forbids are replaced by visible ones.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in visible_lines(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            _ => out.push(c),
        }
    }
    out
}

/// Text in quotes, where line breaks and TAB would become blanks.
fn attribute(text: &str) -> String {
    escaped(text).replace('"', "&quot;").replace('\n', "&#10;").replace('\t', "&#9;")
}
