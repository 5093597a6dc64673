//! What a programme says in other languages: people see it, documents and rules do not change.

use crate::support::{Run, folder_of, run};
use competency::diagnostic::{Sources, any_error};
use competency::lang::Lang;
use competency::load::files::MemoryFiles;
use competency::load::{builtin, lint};
use competency::rules::Program;
use serde_json::Value;
use std::collections::BTreeSet;

fn built_in() -> Program {
    let (mut sources, mut complaints) = (Sources::new(), Vec::new());
    let program = builtin::find("microsoft-competencies").expect("it").read(&mut sources, &mut complaints);
    assert_eq!(complaints, []);
    program.expect("a program")
}

fn demo(args: &[&str], lang: &str) -> Run {
    run(&folder_of("examples/demo"), &[args, &["--lang", lang]].concat())
}

/// Texts that read the same in Japanese.
const SAME: [&str; 4] = ["DevOps", "ISV", "Power BI", "Surface Hub"];

#[test]
fn the_built_in_programme_is_told_in_japanese() {
    let mut program = built_in();
    let japanese = program.translations.get("ja").expect("Japanese").clone();
    let mut english = BTreeSet::new();
    program.each_text(&mut |text| {
        let number = text.chars().all(|c| c.is_ascii_digit());
        if !number && !SAME.contains(&text.as_str()) && !japanese.contains_key(text) {
            english.insert(text.clone());
        }
    });
    assert_eq!(english, BTreeSet::new());
    for (own, text) in &japanese {
        assert!(text.chars().any(|c| c >= '\u{3000}') || own == "signature_cloud_support", "{own}: {text}");
    }
}

#[test]
fn other_words_are_the_same_programme() {
    let (english, japanese) = (built_in(), built_in().in_words_of("ja"));
    let ids = |p: &Program| p.competencies.iter().map(|c| c.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&english), ids(&japanese));
    assert_eq!(english.credentials.len(), japanese.credentials.len());
    assert_eq!(built_in().in_words_of("tlh").name, english.name);
    // Files of other systems go on using the programme's own names.
    let seats = japanese.metric("power_bi_deployed_seats").expect("a metric");
    assert!(seats.name != "Power BI deployed seats" && seats.aliases.contains(&"Power BI deployed seats".to_owned()));
    for program in [english, japanese] {
        for word in ["cloud-platform", "Cloud Platform", "クラウド プラットフォーム", "クラウドプラットフォーム"]
        {
            let found = program.find_competency(word).and_then(|ix| program.competency(ix));
            assert_eq!(found.map(|c| c.id.as_str()), Some("cloud-platform"), "{word}");
        }
    }
}

#[test]
fn people_see_the_names_of_their_language() {
    let status = demo(&["status", "--format", "plain"], "ja").out;
    for name in ["クラウド プラットフォーム", "データ プラットフォーム", "シルバー"] {
        assert!(status.contains(name), "{status}");
    }
    assert!(!status.contains("Cloud Platform") && !status.contains("Data Platform"), "{status}");
    let membership = demo(&["membership", "show"], "ja").out;
    assert!(membership.contains("製品サポート インシデント: 10"), "{membership}");
    assert!(!demo(&["status"], "en").out.contains("クラウド"));
}

#[test]
fn both_names_can_be_typed_in_both_languages() {
    for lang in ["en", "ja"] {
        let asked = |args: &[&str]| {
            let run = demo(args, lang);
            assert_eq!(run.code, 0, "{args:?}: {}", run.err);
            run.out
        };
        let by_id = asked(&["explain", "data-analytics"]);
        assert_eq!(asked(&["explain", "Data Analytics"]), by_id);
        assert_eq!(asked(&["explain", "データ分析"]), by_id);
        let add = |metric: &str| demo(&["performance", "add", metric, "2018-09", "1", "--dry-run"], lang);
        let by_id = add("power_bi_deployed_seats");
        assert_eq!(by_id.code, 0, "{}", by_id.err);
        assert_eq!(add("Power BI deployed seats"), by_id);
        assert_eq!(add("Power BIの展開済みシート"), by_id);
    }
    let part = demo(&["status", "クラウド"], "ja");
    assert_eq!(part.code, 2);
    assert!(part.err.contains("`cloud-business-applications` のことですか"), "{}", part.err);
}

/// Fields that hold sentences for people, or lists of them.
const PROSE: &[&str] =
    &["action", "cause", "causes", "found", "help", "label", "message", "missing", "rule", "text", "what", "words"];

/// The fields in which two documents differ.
fn differing(a: &Value, b: &Value, field: &str, found: &mut BTreeSet<String>) {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
            a.iter().zip(b).for_each(|((key, a), (_, b))| differing(a, b, key, found));
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{field}");
            a.iter().zip(b).for_each(|(a, b)| differing(a, b, field, found));
        }
        _ if a != b => {
            assert!(a.is_string() && b.is_string(), "{field}");
            found.insert(field.to_owned());
        }
        _ => {}
    }
}

#[test]
fn documents_depend_on_the_language_in_their_sentences_only() {
    let commands: &[&[&str]] = &[
        &["status", "--all"],
        &["explain", "devops"],
        &["why-not", "e-kato"],
        &["check", "--require", "devops>=gold"],
        &["alerts"],
        &["membership", "show"],
        &["profile"],
        &["forecast", "--alerts"],
        &["actions"],
        &["compare", "--from", "2018-01-01"],
        &["people"],
        &["report"],
        &["achievement", "list"],
        &["employee", "list", "--all"],
        &["program", "show"],
        &["program", "show", "cloud-platform"],
        &["program", "list"],
        &["program", "credential", "70-532"],
        &["doctor"],
    ];
    let mut found = BTreeSet::new();
    for command in commands {
        let document = |lang| {
            let run = demo(&[command, &["--format", "json"][..]].concat(), lang);
            serde_json::from_str::<Value>(&run.out).unwrap_or_else(|error| panic!("{command:?}: {error}"))
        };
        differing(&document("en"), &document("ja"), "", &mut found);
    }
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), PROSE);
}

#[test]
fn a_translation_of_nothing_is_an_error_with_the_nearest() {
    let program = |words: &str| {
        format!(
            "schema: competency/program/1\nid: p\nlevels: [low]\ncredentials: {{e: {{kind: exam}}}}\ncompetencies: {{k: {{name: Cloud Platform, \
             source: here, levels: {{low: [{{path: a, requirements: [{{id: r, at_least: 1, people: e}}]}}]}}}}}}\n\
             translations: {{fr: {{{words}}}}}\n"
        )
    };
    let complaints = |words: &str| {
        let files = MemoryFiles::new([("p.yaml", program(words))]);
        let (mut sources, mut complaints) = (Sources::new(), Vec::new());
        let read = lint::lint(&files, "p.yaml", None, &mut sources, &mut complaints);
        (read, complaints)
    };
    let (read, none) = complaints("Cloud Platform: Plateforme");
    assert_eq!(none, []);
    assert_eq!(read.expect("a program").in_words_of("fr").competencies[0].name, "Plateforme");
    let (_, wrong) = complaints("Cloud Platfrom: Plateforme");
    assert!(any_error(&wrong), "{wrong:?}");
    let words = competency::lang::problems::words(Lang::En, &wrong[0].problem);
    assert_eq!(words.help.as_deref(), Some("did you mean `Cloud Platform`?"), "{words:?}");
}
