//! The commands about time as a script meets them: exit codes, baselines, calendars, and what must hold until a day.

use crate::support::{Run, folder_of, run, run_in};
use competency::cli::Terminal;
use competency::load::files::MemoryFiles;
use expect_test::{Expect, expect};
use ical::parser::ical::component::IcalEvent;
use serde_json::Value;
use std::collections::BTreeSet;

fn demo() -> MemoryFiles {
    folder_of("examples/demo")
}

/// One exam makes one competency silver; `more` adds to what is recorded.
fn small(more: &str) -> MemoryFiles {
    let config = format!("program: small.yaml\norganization: {{id: here, name: Here}}\n{more}");
    MemoryFiles::new([
        ("competency.yaml", config.as_str()),
        (
            "small.yaml",
            "schema: competency/program/1\nid: small\nlevels: [silver, gold]\ncredentials: {exam: {kind: exam}}\n\
             competencies:\n  one: {name: 一 One, levels: {silver: [{path: a, requirements: [{id: r1, at_least: 1, people: exam}]}]}}\n\
             \x20 another: {name: Another, levels: {silver: [{path: a, requirements: [{id: r1, at_least: 2, people: exam}]}]}}\n\
             offers: {silver: {name: Silver, requires: silver}}\n",
        ),
    ])
}

/// Two people with the exam, a membership until 2018-12-31, and one of the people leaves in November.
const BOUGHT: &str = "employees: [{id: ann}, {id: bob, left: 2018-11-15}]
achievements: [{employee: ann, credential: exam, earned: 2016-05-01}, {employee: bob, credential: exam, earned: 2016-05-01}]
memberships: [{offer: silver, purchased: 2018-01-01}]
";

fn json(files: &MemoryFiles, args: &[&str]) -> Value {
    let run = run(files, &[args, &["--format", "json"]].concat());
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{args:?}: {error}\n{}{}", run.out, run.err))
}

fn code(files: &MemoryFiles, args: &[&str], expected: u8) -> Run {
    let run = run(files, args);
    assert_eq!(run.code, expected, "{args:?}\n{}{}", run.out, run.err);
    run
}

#[test]
fn alerts_fail_from_the_severity_on_that_was_named() {
    let demo = demo();
    code(&demo, &["alerts"], 0);
    code(&demo, &["alerts", "--fail-on", "error"], 0);
    code(&demo, &["alerts", "--fail-on", "warning"], 1);
    let quiet = code(&demo, &["alerts", "--fail-on", "info", "--quiet"], 1);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
    let soon = json(&demo, &["alerts", "--within", "40d"]);
    let dates: Vec<&str> =
        soon["alerts"].as_array().expect("alerts").iter().filter_map(|a| a["date"].as_str()).collect();
    assert!(!dates.is_empty() && dates.iter().all(|day| *day <= "2018-12-08"), "{dates:?}");
    assert!(code(&demo, &["alerts", "--within", "soon"], 2).err.contains("--within 90d"));
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let mut demo = demo();
    let written = code(&demo, &["alerts", "--baseline", "known.txt", "--update-baseline", "--fail-on", "info"], 0);
    let text = written.written["known.txt"].clone();
    let ids: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(text.starts_with('#') && text.ends_with('\n'), "{text}");
    assert!(ids.is_sorted() && ids.iter().all(|id| id.starts_with("kitanami ")), "{text}");
    let all = json(&demo, &["alerts"])["alerts"].as_array().expect("alerts").len();
    assert_eq!(ids.len(), all);

    // A file that is not there yet lists none.
    code(&demo, &["alerts", "--baseline", "known.txt", "--fail-on", "info"], 1);
    demo.insert("known.txt", text.clone());
    let none = code(&demo, &["alerts", "--baseline", "known.txt", "--fail-on", "info"], 0);
    assert!(
        none.out.starts_with("No alerts") && none.out.contains(&format!("{all} more are in the baseline")),
        "{}",
        none.out
    );

    let (new, rest): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| line.contains("override-ending"));
    assert_eq!(new.len(), 1, "{text}");
    demo.insert("known.txt", rest.join("\r\n"));
    let one = json(&demo, &["alerts", "--baseline", "known.txt"]);
    assert_eq!((one["alerts"].as_array().map(Vec::len), &one["known"]), (Some(1), &Value::from(all - 1)));
    assert_eq!(one["alerts"][0]["code"], "override-ending");
    code(&demo, &["alerts", "--baseline", "known.txt", "--fail-on", "warning"], 1);
    code(&demo, &["alerts", "--baseline", "known.txt", "--fail-on", "error"], 0);
    // It is written whole again, also what was known.
    let again = code(&demo, &["alerts", "--baseline", "known.txt", "--update-baseline"], 0);
    assert_eq!(again.written["known.txt"], text);

    let mut odd = demo;
    odd.insert("folder/inside.txt", "x");
    let refused = code(&odd, &["alerts", "--baseline", "folder"], 2);
    assert!(refused.out.is_empty() && refused.err.contains("cannot read `folder`"), "{}", refused.err);
    code(&odd, &["alerts", "--update-baseline"], 2);
}

#[test]
fn nothing_is_to_be_done_that_only_a_lapse_would_ask_for() {
    let files = small(BOUGHT);
    let ahead = json(&files, &["actions", "--as-of", "2018-10-29", "--until", "2020-12-31"]);
    let tasks = ahead["tasks"].as_array().expect("tasks");
    let deeds: Vec<&str> = tasks.iter().filter_map(|task| task["deed"].as_str()).collect();
    assert!(deeds.contains(&"renew") && !deeds.contains(&"buy"), "{deeds:?}");
    assert!(tasks.iter().all(|task| task["severity"] != "error"), "{ahead:#}");
    // Once it has lapsed, buying is what is left.
    let after = json(&files, &["actions", "--as-of", "2019-03-01"]);
    assert_eq!((&after["tasks"][0]["deed"], &after["tasks"][0]["severity"]), (&"buy".into(), &"error".into()));
}

#[test]
fn what_is_required_holds_until_the_day() {
    let files = small(BOUGHT);
    let check = |within: &[&str], expected: Expect, exit: u8| {
        let required = ["check", "--as-of", "2018-10-29", "--require", "one>=silver", "--require", "another>=silver"];
        let run = code(&files, &[&required[..], &["--require", "membership>=silver"], within].concat(), exit);
        expected.assert_eq(&run.out);
    };
    check(
        &[],
        expect![[r#"
            2 files, 2 people, 2 achievements: readable.
            one>=silver: met
            another>=silver: met
            membership>=silver: met
        "#]],
        0,
    );
    check(
        &["--within", "17d"],
        expect![[r#"
            2 files, 2 people, 2 achievements: readable.
            one>=silver: met
            another>=silver: met
            membership>=silver: met
        "#]],
        0,
    );
    check(
        &["--within", "18d"],
        expect![[r#"
            2 files, 2 people, 2 achievements: readable.
            one>=silver: met
            another>=silver: not met (not from 2018-11-16 on: bob's exam: the person's last day was 2018-11-15)
            membership>=silver: met
        "#]],
        1,
    );
    check(
        &["--within", "120d"],
        expect![[r#"
        2 files, 2 people, 2 achievements: readable.
        one>=silver: met
        another>=silver: not met (not from 2018-11-16 on: bob's exam: the person's last day was 2018-11-15)
        membership>=silver: not met (not from 2019-02-01 on: the window to renew closes on 2019-01-31)
    "#]],
        1,
    );
    let document = json(&files, &["check", "--require", "another>=silver", "--within", "18d", "--as-of", "2018-10-29"]);
    assert_eq!((&document["until"], &document["verdict"]), (&"2018-11-16".into(), &"not_met".into()));
    assert!(json(&files, &["check"])["until"].is_null());
    // What nobody can tell then is unknown, and says since when.
    let unknown = code(&demo(), &["check", "--require", "cloud-platform>=silver", "--within", "300d"], 3);
    assert!(unknown.out.contains("cannot be told from 2019-06-30 on"), "{}", unknown.out);
    code(&files, &["check", "--within", "90d"], 2);
}

/// What a parser of the format makes of a calendar: every event with its properties.
fn events(files: &MemoryFiles, args: &[&str]) -> Vec<IcalEvent> {
    let printed = code(files, &[&["actions", "--ics"], args].concat(), 0);
    let calendars: Vec<_> = ical::IcalParser::new(printed.out.as_bytes()).collect();
    assert_eq!(calendars.len(), 1);
    calendars.into_iter().flat_map(|calendar| calendar.expect("a calendar").events).collect()
}

fn property(event: &IcalEvent, name: &str) -> String {
    let found = event.properties.iter().find(|property| property.name == name);
    found.and_then(|property| property.value.clone()).unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn calendars_are_read_by_others_and_their_events_move() {
    let demo = demo();
    let days = ["2018-10-29", "2019-01-10", "2019-03-15"];
    for day in days {
        let found = events(&demo, &["--as-of", day]);
        let tasks = json(&demo, &["actions", "--as-of", day]);
        let dated = tasks["tasks"].as_array().expect("tasks").iter().filter(|task| task["by"].is_string()).count();
        assert_eq!(found.len(), dated);
        let ids: BTreeSet<String> = found.iter().map(|event| property(event, "UID")).collect();
        assert_eq!(ids.len(), found.len(), "{day}: {ids:?}");
        for event in &found {
            assert!(property(event, "DTSTART") < property(event, "DTEND"));
            assert_eq!((event.alarms.len(), property(event, "TRANSP")), (2, "TRANSPARENT".to_owned()));
        }
    }
    let expiring = |day: &str, others: &str| {
        let records = format!(
            "employees: [{{id: ann}}]\nachievements: [{{employee: ann, credential: exam, earned: 2016-05-01, expires: {day}}}{others}]\n"
        );
        let found = events(&small(&records), &["--as-of", "2018-10-29"]);
        assert_eq!(found.len(), 1);
        (property(&found[0], "UID"), property(&found[0], "DTSTART"))
    };
    let (first, moved) = (expiring("2018-12-31", ""), expiring("2019-01-31", ""));
    assert_eq!(first.0, moved.0);
    assert_ne!(first.1, moved.1);
}

#[test]
fn two_things_to_do_never_share_an_identifier() {
    // Two overrides of one target are two things to ask for.
    let overrides = "employees: [{id: ann}]
overrides:
- {competency: one, level: silver, from: 2018-01-01, until: 2018-12-01, reason: x}
- {competency: one, level: silver, from: 2018-02-01, until: 2018-12-20, reason: y}
";
    let found = events(&small(overrides), &["--as-of", "2018-10-29"]);
    let ids: BTreeSet<String> = found.iter().map(|event| property(event, "UID")).collect();
    assert_eq!((found.len(), ids.len()), (2, 2), "{ids:?}");
}

#[test]
fn people_are_told_by_what_rests_on_them() {
    let files = small(
        "employees: [{id: ann, joined: 2018-03-01}, {id: bob, left: 2018-11-15}, {id: cat}, {id: dan, left: 2018-05-31}]
accounts: [{account: c@x.example, kind: learn, employee: cat}, {account: b@x.example, kind: learn, employee: bob}]
associations:
- {account: b@x.example, organization: here, linked: 2018-04-01}
- {account: b@x.example, organization: here, linked: 2018-04-02}
- {account: c@x.example, organization: here, linked: 2018-04-01}
- {account: c@x.example, organization: elsewhere, linked: 2018-06-01}
achievements: [{employee: ann, credential: exam, earned: 2018-05-01}, {account: b@x.example, credential: exam, earned: 2016-05-01}]
",
    );
    let table = |args: &[&str]| {
        let args = [&["people", "--as-of", "2018-10-29"], args].concat();
        run_in(&files, &args, &[("COLUMNS", "100")], Terminal::default()).out.replace("\r\n", "\n")
    };
    expect![[r#"
        3 people, 2 carry a level, as of 2018-10-29.

        person  account     carries                        indispensable for  would fit
        ann     none        一 One SILVER; Another SILVER  Another SILVER
        bob     linked      Another SILVER                 Another SILVER     一 One SILVER
        cat     not linked
    "#]]
    .assert_eq(&table(&[]));
    expect![[r#"
        2 people meet some requirement of 一 One and Another, as of 2018-10-29.

        person  account  一 One SILVER r1  Another SILVER r1
        ann     none     carries           carries
        bob     linked   fits              carries
    "#]]
    .assert_eq(&table(&["one", "another"]));
    expect![[r#"
        5 changes among people from 2018-03-01 to 2018-10-29.

        date        person  change
        2018-03-01  ann     joined
        2018-04-01  bob     b@x.example linked here
        2018-04-01  cat     c@x.example linked here
        2018-05-31  dan     left; this was the last day
        2018-06-01  cat     c@x.example no longer linked here
    "#]]
    .assert_eq(&table(&["--since", "2018-03-01"]));
    expect![[r#"
        person,account,SILVER r1
        ann,none,carries
        bob,linked,carries
    "#]]
    .assert_eq(&table(&["another", "--format", "csv"]));
    let document = json(&files, &["people", "another", "--as-of", "2018-10-29"]);
    assert_eq!(document["requirements"][0]["carry"], serde_json::json!(["ann", "bob"]));
    let ann = &document["people"][0];
    assert_eq!((&ann["link"], &ann["indispensable"][0]["competency"]), (&"no-account".into(), &"another".into()));
    assert!(code(&files, &["people", "anothr"], 2).err.contains("`another`"));
}

#[test]
fn status_counts_the_alerts_and_lists_them_for_machines() {
    let demo = demo();
    assert!(code(&demo, &["status"], 0).out.contains("`competency alerts` lists them."));
    // The first answer anybody sees does not wait for a walk through time.
    assert!(!code(&MemoryFiles::default(), &["demo"], 0).out.contains("competency alerts"));
    assert_eq!(json(&demo, &["status"])["alerts"], json(&demo, &["alerts"])["alerts"]);
    assert_eq!(json(&MemoryFiles::default(), &["demo"])["alerts"], json(&demo, &["alerts"])["alerts"]);
    assert!(!code(&small(""), &["status"], 0).out.contains("alerts"));
}

#[test]
fn a_drawing_is_aligned_by_what_a_terminal_shows() {
    let files = small(BOUGHT);
    for format in ["table", "plain", "markdown"] {
        let drawn = code(&files, &["forecast", "--as-of", "2018-10-29", "--format", format], 0).out;
        let rows: Vec<&str> = drawn.lines().filter(|line| line.ends_with(" S S") || line.ends_with(" . .")).collect();
        let [wide, narrow] = rows[..] else { panic!("{format}:\n{drawn}") };
        // One character of the first name is two columns wide.
        let (one, another) = if wide.starts_with('一') { (wide, narrow) } else { (narrow, wide) };
        assert_eq!(one.chars().count() + 1, another.chars().count(), "{format}:\n{drawn}");
    }
}
