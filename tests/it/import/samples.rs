//! Every sample of `fixtures/import/samples`, imported into the same small company.

use super::{company, import, left_by, shown};
use crate::support::repository;
use competency::load::files::{Files, MemoryFiles};
use std::collections::BTreeSet;

/// A sample, with what else has to be said for it.
type Sample = (&'static str, &'static [&'static str]);

/// The samples.
pub(super) const SAMPLES: [Sample; 30] = [
    ("awkward-dates-ja.cp932.csv", &["--map", "map.yaml"]),
    ("credly-badges.json", &["--employee", "jiro"]),
    ("credly-bulk-issue.csv", &[]),
    ("entra-bulk-create-ja.utf8bom.csv", &[]),
    ("entra-bulk-create.csv", &[]),
    ("entra-bulk-delete.csv", &["--left", "2018-10-31"]),
    ("entra-bulk-invite.csv", &[]),
    ("entra-users-download.csv", &[]),
    ("hostile-formula-injection.csv", &[]),
    ("insights-azure-usage.tsv", &[]),
    ("insights-competency-performance.tsv", &[]),
    ("insights-competency-summary-history.tsv", &[]),
    ("insights-mslearn.tsv", &[]),
    ("insights-office-usage-api.csv", &[]),
    ("insights-training-2021-01.tsv", &[]),
    ("insights-training-2021-06.utf8bom.csv", &[]),
    ("insights-training-api-2022.csv", &[]),
    ("insights-training-report-viewer.tsv", &[]),
    ("linkedin-certifications.csv", &["--employee", "jiro"]),
    ("m365-active-user-counts.csv", &[]),
    ("m365-add-multiple-users-ja.cp932.csv", &[]),
    ("m365-add-multiple-users.csv", &[]),
    ("mslearn-transcript.json", &[]),
    ("partner-center-created-users-log.csv", &[]),
    ("partner-center-customer-users-ja.utf8bom.csv", &[]),
    ("partner-center-customer-users.csv", &[]),
    ("pmc-users-ja.cp932.csv", &[]),
    ("pmc-users-ja.utf16le.tsv", &[]),
    ("pmc-users.utf8bom.csv", &[]),
    ("skills-report.csv", &[]),
];

/// The company, the samples, and the mapping that one of them needs.
pub(super) fn files() -> MemoryFiles {
    let mut files = company();
    files.insert("map.yaml", crate::support::text_of("fixtures/import/awkward-dates.yaml"));
    files
}

/// The arguments that import a sample.
pub(super) fn arguments((name, more): Sample) -> Vec<String> {
    let path = format!("in/{name}");
    let first = if more.contains(&"--map") { vec![path] } else { vec!["auto".to_owned(), path] };
    first.into_iter().chain(more.iter().map(|word| (*word).to_owned())).collect()
}

/// Runs the import of a sample with more arguments.
pub(super) fn import_sample(files: &MemoryFiles, sample: Sample, more: &[&str]) -> crate::support::Run {
    let args = arguments(sample);
    let args: Vec<&str> = args.iter().map(String::as_str).chain(more.iter().copied()).collect();
    import(files, &args)
}

#[test]
fn no_sample_is_left_out() {
    let named: BTreeSet<String> = SAMPLES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let there = files().list("in").expect("the samples").into_iter().map(|entry| entry.name);
    assert_eq!(named, there.filter(|name| name != "README.md").collect());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "answers are written again on request")]
fn each_sample_is_answered_and_recorded_like_this() {
    let update = std::env::var("UPDATE_EXPECT").is_ok_and(|value| value == "1");
    let mut wrong = Vec::new();
    for sample in SAMPLES {
        let files = files();
        let text = format!(
            "$ competency import {}\n{}",
            arguments(sample).join(" "),
            shown(&import_sample(&files, sample, &["--rejects", "rejects.csv"]))
        );
        let path = repository(&format!("fixtures/import/expected/{}.txt", sample.0));
        if update {
            std::fs::write(path, &text).expect("an answer can be written");
        } else if std::fs::read_to_string(&path).ok().as_deref() != Some(&text) {
            wrong.push(format!("{}: is not what is expected:\n{text}", sample.0));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_changes_nothing_the_second_time() {
    for sample in SAMPLES {
        let files = files();
        let first = import_sample(&files, sample, &[]);
        let again = import_sample(&left_by(&first, &files), sample, &["--format", "json"]);
        let document: serde_json::Value =
            serde_json::from_str(&again.out).unwrap_or_else(|e| panic!("{}: {e}\n{}", sample.0, again.err));
        let rows = &document["rows"];
        assert_eq!((&rows["new"], &rows["changed"]), (&0.into(), &0.into()), "{}: {document:#}", sample.0);
        assert_eq!(document["files"], serde_json::json!([]), "{}", sample.0);
        assert_eq!(again.written.len(), 0, "{}", sample.0);
        assert_eq!(again.code, first.code, "{}", sample.0);
    }
}

#[test]
fn every_row_is_counted_once() {
    for sample in SAMPLES {
        let answer = import_sample(&files(), sample, &["--format", "json", "--dry-run"]);
        let document: serde_json::Value =
            serde_json::from_str(&answer.out).unwrap_or_else(|e| panic!("{}: {e}\n{}", sample.0, answer.err));
        let count = |value: &serde_json::Value| value.as_u64().expect("a count");
        let rows = &document["rows"];
        let skipped: u64 = rows["skipped"].as_object().expect("reasons").values().map(count).sum();
        let sum: u64 = ["new", "changed", "unchanged", "rejected"].iter().map(|key| count(&rows[*key])).sum();
        assert_eq!(sum + skipped, count(&rows["read"]), "{}: {rows:#}", sample.0);
        assert_eq!(
            document["rejected"].as_array().map(Vec::len),
            Some(count(&rows["rejected"]) as usize),
            "{}",
            sample.0
        );
    }
}
