//! SARIF 2.1.0 with what GitHub's code scanning needs: complaints about files, each at its place. What was required is
//! not about a line of a file, and is left to the other formats.

use super::json;
use crate::diagnostic::Severity;
use crate::lang::say;
use crate::report::{Checked, Complaint, Data};
use std::collections::BTreeMap;

/// What the published schema is called.
const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// How many results one run may have.
const RESULTS: usize = 25_000;

pub(super) fn render(checked: &Checked) -> String {
    let mut told: Vec<&Complaint> = checked.complaints.iter().collect();
    told.sort_by_key(|c| std::cmp::Reverse(c.severity));
    let left_out = told.len().saturating_sub(RESULTS);
    told.truncate(RESULTS);
    let mut codes: Vec<&str> = told.iter().map(|c| c.code).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut copies = BTreeMap::new();
    let results = told.iter().map(|complaint| {
        let rule = codes.binary_search(&complaint.code).unwrap_or_default();
        let identity = (complaint.code, complaint.path.as_str(), complaint.message.as_str());
        let copy: &mut usize = copies.entry(identity).or_default();
        *copy += 1;
        result(complaint, rule, *copy)
    });
    let results = Data::List(results.collect());
    let rules = Data::List(codes.iter().map(|code| rule(checked, code)).collect());
    let driver = Data::map([
        ("name", Data::text("competency")),
        ("semanticVersion", Data::text(env!("CARGO_PKG_VERSION"))),
        ("rules", rules),
    ]);
    let run = Data::map([
        ("tool", Data::map([("driver", driver)])),
        ("automationDetails", Data::map([("id", Data::text(category(checked)))])),
        ("columnKind", Data::text("unicodeCodePoints")),
        ("invocations", Data::List(vec![invocation(checked, left_out)])),
        ("results", results),
    ]);
    json::render(&Data::map([
        ("$schema", Data::text(SCHEMA)),
        ("version", Data::text("2.1.0")),
        ("runs", Data::List(vec![run])),
    ]))
}

/// What tells the uploads of one tool apart; the last slash ends it.
fn category(checked: &Checked) -> String {
    match &checked.organization {
        Some(id) => format!("competency/{}/{id}/", checked.by),
        None => format!("competency/{}/", checked.by),
    }
}

/// Whether the files could be used, and how many complaints there was no room for.
fn invocation(checked: &Checked, left_out: usize) -> Data {
    let usable = checked.complaints.iter().all(|c| c.severity != Severity::Error);
    let note = || {
        let text = say::more_annotations(checked.lang, left_out);
        Data::List(vec![Data::map([("level", Data::text("note")), ("message", message(&text))])])
    };
    Data::map([("executionSuccessful", Data::Bool(usable))])
        .with_some("toolExecutionNotifications", (left_out > 0).then(note))
}

fn rule(checked: &Checked, code: &str) -> Data {
    let (short, full, help) = say::complaint_rule(checked.lang, code);
    Data::map([
        ("id", Data::text(code)),
        ("shortDescription", message(&short)),
        ("fullDescription", message(&full)),
        ("help", message(&help)),
    ])
}

fn result(complaint: &Complaint, rule: usize, copy: usize) -> Data {
    let number = |n: u32| Data::Int(i64::from(n));
    let region = match complaint.position {
        Some((begin, end)) => Data::map([
            ("startLine", number(begin.line)),
            ("startColumn", number(begin.column)),
            ("endLine", number(end.line)),
            ("endColumn", number(end.column)),
        ]),
        // A file as a whole is shown at its first line.
        None => Data::map([("startLine", Data::Int(1))]),
    };
    let file = Data::map([("uri", Data::text(uri(&complaint.path)))]);
    let place = Data::map([("artifactLocation", file), ("region", region)]);
    Data::map([
        ("ruleId", Data::text(complaint.code)),
        ("ruleIndex", Data::count(rule)),
        ("level", Data::text(complaint.severity.word())),
        ("message", message(&complaint.text())),
        ("locations", Data::List(vec![Data::map([("physicalLocation", place)])])),
        ("partialFingerprints", Data::map([("primaryLocationLineHash", Data::text(fingerprint(complaint, copy)))])),
    ])
}

fn message(text: &str) -> Data {
    Data::map([("text", Data::text(text))])
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    let byte = |b: u8| match b {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => char::from(b).to_string(),
        _ => format!("%{b:02X}"),
    };
    path.bytes().map(byte).collect()
}

/// The same complaint as before the lines around it moved: made of what it says, not of where it stands.
fn fingerprint(complaint: &Complaint, copy: usize) -> String {
    let text = [complaint.code, &complaint.path, &complaint.message].join("\0");
    // FNV-1a: fixed for all times, unlike the hash of the standard library.
    let hash = text
        .bytes()
        .fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
    format!("{hash:016x}:{copy}")
}
