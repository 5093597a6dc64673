//! Beginnings and ends, to the second: everything that is dated is looked at a second before, on the second, and after.

use super::company::at;
use crate::support::run;
use competency::load::files::MemoryFiles;
use competency::model::Zone;

/// One exam is all it takes, and some of it may retire.
const ONE_EXAM: &str = "schema: competency/program/1
id: one
levels: [silver]
metrics: {seats: {unit: seats}}
credentials:
  exam: {kind: exam}
  old: {kind: exam, retired: 2018-03-31}
  older: {kind: exam, retired: 2018-03-31, counts_until: 2018-06-30}
  badge: {kind: external}
competencies:
  k:
    levels:
      silver:
      - path: people
        requirements:
        - {id: r1, at_least: 1, people: {any_of: [exam, old, older, badge]}}
  sold:
    levels:
      silver:
      - {path: seats, requirements: [{id: p1, at_least: 5, measure: seats, over: {trailing_months: 1}}]}
  told:
    levels:
      silver:
      - {path: fact, requirements: [{id: a1, attest: a fact}]}
  dated:
    levels:
      silver:
      - {path: old, until: 2018-06-30, requirements: [{id: r1, at_least: 9, people: exam}]}
      - {path: new, from: 2018-07-01, requirements: [{id: r1, at_least: 1, people: exam}]}
";

/// What becomes of the first competency with people: `met`, or the reason of the only achievement; of another one, its
/// verdict.
fn outcome(records: &str, competency: &str, as_of: i64) -> String {
    let config = format!("program: one.yaml\norganization: {{id: here}}\ntime_zone: \"+09:00\"\n{records}");
    let files = MemoryFiles::new([("competency.yaml", config.as_str()), ("one.yaml", ONE_EXAM)]);
    let run = run(&files, &["status", "--all", "--format", "json", "--as-of", &at(as_of)]);
    assert_eq!(run.code, 0, "{config}\n{}", run.err);
    let found: serde_json::Value = serde_json::from_str(&run.out).expect("a document");
    let all = found["competencies"].as_array().expect("competencies");
    let standing = all.iter().find(|c| c["id"] == competency).expect("the competency");
    let verdict = standing["levels"][0]["verdict"].as_str().expect("a verdict").to_owned();
    let reasons = found["achievements"]["not_counted"].as_object().expect("reasons");
    match reasons.keys().next() {
        Some(reason) if competency == "k" => format!("{verdict} {reason}"),
        _ => verdict,
    }
}

fn seconds(instant: &str) -> i64 {
    match competency::model::Moment::parse(instant) {
        Ok(moment) => Zone::UTC.beginning(moment).unix(),
        Err(error) => panic!("{instant}: {error:?}"),
    }
}

/// Looks a second before, on the second and a second after; the last two are the same, for a beginning is the first
/// second that belongs and an end the first that does not.
#[track_caller]
fn turns(records: &str, competency: &str, instant: &str, before: &str, from_then_on: &str) {
    let instant = seconds(instant);
    let found = [-1, 0, 1].map(|second| outcome(records, competency, instant + second));
    assert_eq!(found, [before, from_then_on, from_then_on], "{records}");
}

const LINKED: &str = "employees: [{id: a}]
accounts: [{account: x, kind: learn, employee: a}]
associations: [{account: x, organization: here, linked: 2018-01-01}]
";

#[test]
fn a_credit_shows_a_day_after_the_later_of_link_and_completion() {
    let earned =
        format!("{LINKED}achievements: [{{account: x, credential: exam, earned: \"2018-05-07T10:30:00+09:00\"}}]\n");
    turns(&earned, "k", "2018-05-07T10:30:00+09:00", "not_met future", "not_met pending");
    turns(&earned, "k", "2018-05-08T10:30:00+09:00", "not_met pending", "met");

    let linked = "employees: [{id: a}]\naccounts: [{account: x, kind: learn, employee: a}]\n\
                  associations: [{account: x, organization: here, linked: \"2018-05-07T10:30:00+09:00\"}]\n\
                  achievements: [{account: x, credential: exam, earned: 2016-05-01}]\n";
    turns(linked, "k", "2018-05-07T10:30:00+09:00", "not_met unlinked", "not_met pending");
    turns(linked, "k", "2018-05-08T10:30:00+09:00", "not_met pending", "met");

    let joined = "employees: [{id: a, joined: 2018-05-07}]\nachievements: [{employee: a, credential: exam, earned: 2016-05-01}]\n";
    turns(joined, "k", "2018-05-07T00:00:00+09:00", "not_met not-yet-joined", "not_met pending");
    turns(joined, "k", "2018-05-08T00:00:00+09:00", "not_met pending", "met");

    let at_once = format!("{joined}policy: {{visibility_delay: 0h}}\n");
    turns(&at_once, "k", "2018-05-07T00:00:00+09:00", "not_met not-yet-joined", "met");
}

#[test]
fn the_newest_link_cuts_every_earlier_one() {
    let with = |links: &str| {
        format!(
            "employees: [{{id: a}}]\naccounts: [{{account: x, kind: learn, employee: a}}]\nassociations:\n{links}\
             achievements: [{{account: x, credential: exam, earned: 2016-05-01}}]\n"
        )
    };
    let here = "- {account: x, organization: here, linked: 2018-01-01}\n";
    let away = format!("{here}- {{account: x, organization: there, linked: \"2018-05-07T12:00:00+09:00\"}}\n");
    turns(&with(&away), "k", "2018-05-07T12:00:00+09:00", "met", "not_met linked-elsewhere");

    // The link elsewhere ends; the earlier one here stays cut.
    let ended = away.replace("+09:00\"}", "+09:00\", unlinked: \"2018-05-09T12:00:00+09:00\"}");
    turns(&with(&ended), "k", "2018-05-09T12:00:00+09:00", "not_met linked-elsewhere", "not_met unlinked");

    // Only a new link brings it back, a day later.
    let back = format!("{ended}- {{account: x, organization: here, linked: \"2018-05-10T12:00:00+09:00\"}}\n");
    turns(&with(&back), "k", "2018-05-10T12:00:00+09:00", "not_met unlinked", "not_met pending");
    turns(&with(&back), "k", "2018-05-11T12:00:00+09:00", "not_met pending", "met");

    // The newest link here has ended, although an older one has not.
    let older = format!("{here}- {{account: x, organization: here, linked: 2018-02-01, unlinked: 2018-05-07}}\n");
    turns(&with(&older), "k", "2018-05-08T00:00:00+09:00", "met", "not_met unlinked");

    // Linking again here cuts the old link too, and a day must pass.
    let again = format!("{here}- {{account: x, organization: here, linked: \"2018-05-07T12:00:00+09:00\"}}\n");
    turns(&with(&again), "k", "2018-05-07T12:00:00+09:00", "met", "not_met pending");

    let simultaneous = with(
        "- {account: x, organization: here, linked: 2018-01-01}\n- {account: x, organization: there, linked: 2018-01-01}\n",
    );
    let config = format!("program: one.yaml\norganization: {{id: here}}\n{simultaneous}");
    let files = MemoryFiles::new([("competency.yaml", config.as_str()), ("one.yaml", ONE_EXAM)]);
    let run = run(&files, &["status"]);
    assert!(run.code == 2 && run.err.contains("simultaneous-links"), "{}", run.transcript());
}

#[test]
fn an_end_given_as_a_day_includes_it_and_an_instant_is_the_first_that_does_not_belong() {
    let person = |fields: &str| {
        format!(
            "employees: [{{id: a{fields}}}]\nachievements: [{{employee: a, credential: exam, earned: 2016-05-01}}]\n"
        )
    };
    turns(&person(", left: 2018-05-07"), "k", "2018-05-08T00:00:00+09:00", "met", "not_met left");
    turns(&person(", left: \"2018-05-07T17:30:00+09:00\""), "k", "2018-05-07T17:30:00+09:00", "met", "not_met left");

    let earned = |fields: &str| {
        format!(
            "employees: [{{id: a}}]\nachievements: [{{employee: a, credential: exam, earned: 2016-05-01{fields}}}]\n"
        )
    };
    turns(&earned(", expires: 2018-05-07"), "k", "2018-05-08T00:00:00+09:00", "met", "not_met expired");
    turns(&earned(", expires: \"2018-05-07T17:30:00Z\""), "k", "2018-05-07T17:30:00Z", "met", "not_met expired");
    turns(&earned(", revoked: 2018-05-07"), "k", "2018-05-07T00:00:00+09:00", "met", "not_met revoked");

    let link = LINKED.replace("2018-01-01}", "2018-01-01, unlinked: 2018-05-07}");
    let link = format!("{link}achievements: [{{account: x, credential: exam, earned: 2016-05-01}}]\n");
    turns(&link, "k", "2018-05-08T00:00:00+09:00", "met", "not_met unlinked");

    let override_ = "overrides: [{competency: told, level: silver, from: 2018-05-01, until: 2018-05-07}]\n";
    turns(override_, "told", "2018-05-01T00:00:00+09:00", "unknown", "met");
    turns(override_, "told", "2018-05-08T00:00:00+09:00", "met", "unknown");
    let three_months = "overrides: [{competency: told, level: silver, from: 2018-05-01}]\n";
    turns(three_months, "told", "2018-08-01T00:00:00+09:00", "met", "unknown");
    let stated =
        "attestations: [{competency: told, level: silver, requirement: a1, from: 2018-05-01, until: 2018-05-07}]\n";
    turns(stated, "told", "2018-05-01T00:00:00+09:00", "unknown", "met");
    turns(stated, "told", "2018-05-08T00:00:00+09:00", "met", "unknown");
}

#[test]
fn a_retired_credential_is_earned_in_time_and_counts_to_its_last_day() {
    let earned = |credential: &str, earned: &str| {
        format!(
            "employees: [{{id: a}}]\nachievements: [{{employee: a, credential: {credential}, earned: \"{earned}\"}}]\n"
        )
    };
    let summer = seconds("2018-06-15");
    assert_eq!(outcome(&earned("old", "2018-03-31T23:59:59+09:00"), "k", summer), "met");
    assert_eq!(outcome(&earned("old", "2018-04-01T00:00:00+09:00"), "k", summer), "not_met earned-after-retirement");
    // Where no last day was published it is twelve months after the retirement.
    turns(&earned("old", "2018-01-01"), "k", "2019-04-01T00:00:00+09:00", "met", "not_met retired");
    turns(&earned("older", "2018-01-01"), "k", "2018-07-01T00:00:00+09:00", "met", "not_met retired");
    let none = format!("{}policy: {{retirement_grace_months: 0}}\n", earned("old", "2018-01-01"));
    turns(&none, "k", "2018-04-01T00:00:00+09:00", "met", "not_met retired");
}

#[test]
fn a_month_closes_and_a_rule_begins_with_its_day() {
    // The last second of a month is the close of its last day, and so of the month.
    let sold = "performance: [{metric: seats, month: 2018-05, value: 5}, {metric: seats, month: 2018-06, value: 4}]\n";
    turns(sold, "sold", "2018-05-31T23:59:59+09:00", "unknown", "met");
    turns(sold, "sold", "2018-06-30T23:59:59+09:00", "met", "not_met");
    turns(sold, "sold", "2018-07-31T23:59:59+09:00", "not_met", "unknown");

    let people = "employees: [{id: a}]\nachievements: [{employee: a, credential: exam, earned: 2016-05-01}]\n";
    turns(people, "dated", "2018-07-01T00:00:00+09:00", "not_met", "met");
}
