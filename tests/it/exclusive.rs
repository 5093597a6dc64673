//! The policy under which nobody carries two competencies at one level.

use crate::support::run;
use competency::load::files::MemoryFiles;
use serde_json::Value;

/// People who hold what Collaboration, Communications and Messaging gold all ask for.
fn all_rounders(count: usize) -> MemoryFiles {
    let mut employees = "id\n".to_owned();
    let mut achievements = "employee,credential,earned\n".to_owned();
    for n in 0..count {
        employees.push_str(&format!("e{n}\n"));
        for credential in ["mcse-productivity", "voice-framework-practical-guidance"] {
            achievements.push_str(&format!("e{n},{credential},2018-01-10\n"));
        }
    }
    let config = "organization: {id: contoso, market: developed}\npolicy: {exclusive: [gold]}\n";
    MemoryFiles::new([
        ("competency.yaml", config.to_owned()),
        ("employees.csv", employees),
        ("achievements.csv", achievements),
    ])
}

fn golds(people: usize) -> Vec<String> {
    let run = run(&all_rounders(people), &["status", "--all", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let document: Value = serde_json::from_str(&run.out).expect("a document");
    let list = document["competencies"].as_array().expect("competencies");
    list.iter().filter(|c| c["level"] == "gold").map(|c| c["id"].as_str().expect("an id").to_owned()).collect()
}

#[test]
fn each_gold_takes_its_own_four_people() {
    assert_eq!(golds(3), Vec::<String>::new());
    assert_eq!(golds(4), ["collaboration-and-content"]);
    assert_eq!(golds(7), ["collaboration-and-content"]);
    assert_eq!(golds(8), ["collaboration-and-content", "communications"]);
    assert_eq!(golds(11), ["collaboration-and-content", "communications"]);
    assert_eq!(golds(12), ["collaboration-and-content", "communications", "messaging"]);
}

#[test]
fn the_others_say_who_uses_their_people() {
    let run = run(&all_rounders(8), &["explain", "messaging", "--level", "gold", "--format", "plain"]);
    let expected = "nobody may carry two competencies at gold, and its people are counted for Collaboration and Content \
                    and Communications";
    assert!(run.out.contains(expected), "{}", run.out);
}

#[test]
fn an_unknown_level_is_a_complaint() {
    let mut files = all_rounders(4);
    files.insert("competency.yaml", "organization: {id: contoso}\npolicy: {exclusive: [golden]}\n");
    let run = run(&files, &["status"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("no level is called `golden`") && run.err.contains("did you mean `gold`?"), "{}", run.err);
}
