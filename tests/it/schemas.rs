//! The published schemas: valid themselves, true of every document the program prints and every file it reads, and
//! strict enough to notice what they do not describe.

use crate::support::{folder_of, run, text_of};
use competency::diagnostic::FileId;
use competency::engine::Reason;
use competency::load::files::{EntryKind, Files, MemoryFiles};
use competency::load::yaml::{self, Node, Value as Yaml};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// Kinds that are read rather than printed.
const INPUTS: [&str; 5] = ["workspace", "organization", "program-file", "mapping", "user-config"];

/// Days before the programme, within it, at its end and after it.
const DAYS: [&str; 4] = ["1990-01-01", "2017-07-01", "2018-10-29", "2026-01-01"];

/// Everything the published rules and the examples give no occasion for.
const ODD: &str = r#"
schema: competency/workspace/1
program: odd.yaml
organization: {id: o}
employees: [{id: ann}, {id: bob, left: 2018-12-31}, {id: cat}, {id: dan}]
achievements:
- {employee: ann, credential: first, earned: 2018-01-01}
- {employee: ann, credential: second, earned: 2018-01-01}
- {employee: bob, credential: second}
- {employee: cat, credential: second, earned: 2000-01-01}
- {employee: dan, credential: second, earned: 2018-01-01, revoked: 2018-02-01}
performance: [{metric: sales, month: 2018-08, value: 5}]
overrides:
- {competency: made, level: low, path: by-word, from: 2018-10-01, by: somebody}
- {competency: simple, level: low, requirement: r2, from: 2018-10-01, until: 2018-12-01, reason: seen}
attestations: [{competency: counted, level: low, requirement: a1, from: 2018-01-01, until: 2018-12-01, evidence: yes}]
policy: {exclusive: low, skill_window_months: 60}
"#;

const ODD_PROGRAM: &str = r#"
schema: competency/program/1
id: odd
version: 1
name: Odd
as_of: 2018-01-01
source: here
notes: [a, b]
life: {earned_until: 2030-01-01, benefits_until: 2031-01-01, source: here}
levels: [low, high]
policy: {visibility_delay: 0s, skill_window_months: none, gold_implies_silver: no, term: 365-days, mix_branches: true}
metrics: {sales: {name: Sales, family: revenue, unit: USD, may_be_negative: yes}}
associations: {partner: {name: Partner}}
credentials:
  first: {kind: exam, name: First, introduced: 2010-01-01, retired: 2018-06-01, counts_until: 2020-01-01, replaced_by: second, source: here, uncertain: why, note: n, aliases: [one]}
  second: {kind: external, name: Second}
competencies:
  counted:
    name: Counted
    aliases: c
    area: A
    tags: [t]
    technologies: [x]
    as_of: 2018-01-01
    source: here
    notes: n
    uncertain: why
    listed: {from: 2010, until: 2020, note: n, source: here}
    history: [{from: 2010, until: 2011, change: more, uncertain: why, source: here}]
    levels:
      low:
      - path: only
        name: Only
        from: 2010-01-01
        until: 2030-01-01
        headcount: 2
        note: n
        uncertain: why
        source: here
        requirements:
        - {id: r1, at_least: 1, people: {any_of: [first, {credential: second, from: 2010-01-01, until: 2030-01-01, note: n}], focus_area: F}, scope: s, note: n, uncertain: why, source: here, from: 2010-01-01, until: 2030-01-01}
        - {id: r2, name: Two, at_least: 1, people: {n_of: {n: 1, from: [second, {all_of: [first, second]}]}}, different_people_from: [r1]}
        - {id: m1, at_least: {developed: 10, developing: 5}, measure: sales, over: {trailing_months: 2}, associations: [partner], monthly_average_at_least: 1}
        - {id: m2, less_than: 1000, measure: sales, over: snapshot}
        - {id: a1, attest: It is so.}
        - id: x
          k_of: {k: 1, of: [{any: [{id: r3, at_least: 1, people: first}]}, {all: [{id: m3, more_than: 1, measure: sales, over: snapshot}]}]}
  made:
    levels:
      low: [{path: by-word, requirements: [{id: r1, at_least: 1, people: first}, {id: r2, at_least: 1, people: second, same_people_as: r1}]}]
      high: [{path: secret, unknown: Nobody knows.}]
  simple:
    levels: {low: [{path: a, requirements: [{id: r1, at_least: 1, people: second}, {id: r2, at_least: 1, people: second, subset_of: r1}]}]}
  same:
    levels: {low: [{path: a, requirements: [{id: r1, at_least: 1, people: second}]}]}
offers:
  base: {name: Base, requires: low, benefits: {b: 10}, fees: [{amount: 1.5, currency: USD, per: month, as_of: 2017, source: here, uncertain: why}], source: here}
  more: {requires: high, upgrade: {from: base, discount_percent: 50, as_of: 2018-01-01, source: here}}
exemptions: [{id: e, anniversaries: {from: 2020-01-01, until: 2020-12-31}, except: [made], effect: waived, source: here}]
unlocks: [{what: w, any: [{competency: made, level: low, uncertain: why}], source: here, uncertain: why}]
"#;

/// What is shown and will be lost before the anniversary, unless somebody earns it again.
const FADING: &str = "program: fading.yaml
organization: {id: o}
employees: [{id: a}]
achievements: [{employee: a, credential: exam, earned: 2016-05-01, expires: 2018-11-30}]
memberships: [{offer: base, purchased: 2018-02-01}]
";

const FADING_PROGRAM: &str = "schema: competency/program/1
id: fading
levels: [low]
credentials: {exam: {kind: exam}}
competencies: {k: {levels: {low: [{path: a, requirements: [{id: r1, at_least: 1, people: exam}]}]}}}
offers: {base: {name: Base, requires: low}}
";

struct Schemas {
    texts: BTreeMap<String, Value>,
    compiled: boon::Schemas,
    indices: BTreeMap<String, boon::SchemaIndex>,
}

impl Schemas {
    /// All of them as the program prints them. Compiling holds each against the meta-schema of draft-07.
    fn read() -> Self {
        let mut schemas = Self { texts: BTreeMap::new(), compiled: boon::Schemas::new(), indices: BTreeMap::new() };
        let listed = run(&MemoryFiles::default(), &["schema"]);
        for kind in listed.out.lines() {
            let printed = run(&MemoryFiles::default(), &["schema", kind]);
            assert_eq!((printed.code, printed.err.as_str()), (0, ""), "{kind}");
            let schema: Value = serde_json::from_str(&printed.out).expect(kind);
            schemas.compile(kind, "", &schema);
            schemas.texts.insert(kind.to_owned(), schema);
        }
        schemas
    }

    fn compile(&mut self, kind: &str, part: &str, schema: &Value) {
        let id = format!("{}#{part}", schema["$id"].as_str().expect("an id"));
        let mut compiler = boon::Compiler::new();
        let place = id.split('#').next().expect("a part");
        compiler.add_resource(place, schema.clone()).expect("an address");
        match compiler.compile(&id, &mut self.compiled) {
            Ok(index) => self.indices.insert(format!("{kind}{part}"), index),
            Err(error) => panic!("{kind}: {error:#}"),
        };
    }

    fn check(&self, kind: &str, value: &Value) -> Result<(), String> {
        let index = self.indices.get(kind).unwrap_or_else(|| panic!("no schema {kind}"));
        self.compiled.validate(value, *index).map_err(|error| error.to_string())
    }

    /// Everything an object of this schema may say, by where the schema says it: whether it is described.
    fn properties(&self, kind: &str) -> BTreeMap<String, bool> {
        let mut found = BTreeMap::new();
        properties(&self.texts[kind], kind, &mut found);
        found
    }
}

fn properties(schema: &Value, at: &str, found: &mut BTreeMap<String, bool>) {
    for (word, inner) in schema.as_object().into_iter().flatten() {
        match word.as_str() {
            // Conditions repeat keys without describing them.
            "allOf" | "anyOf" | "oneOf" | "if" | "then" | "else" | "not" | "dependencies" => {}
            "properties" => {
                for (key, property) in inner.as_object().into_iter().flatten() {
                    let place = format!("{at}.{key}");
                    let words = property["description"].as_str().unwrap_or_default();
                    found.insert(place.clone(), words.len() > 10 && words.ends_with('.'));
                    properties(property, &place, found);
                }
            }
            "definitions" => {
                for (name, definition) in inner.as_object().into_iter().flatten() {
                    properties(definition, &format!("{}#{name}", at.split('.').next().unwrap_or(at)), found);
                }
            }
            _ => properties(inner, at, found),
        }
    }
}

/// Notes which properties of a schema a value has.
fn visit<'s>(root: &'s Value, schema: &'s Value, at: &str, value: &Value, seen: &mut BTreeSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let name = reference.trim_start_matches("#/definitions/");
        let kind = at.split(['.', '#']).next().unwrap_or(at);
        return visit(root, &root["definitions"][name], &format!("{kind}#{name}"), value, seen);
    }
    for word in ["allOf", "anyOf"] {
        for option in schema[word].as_array().into_iter().flatten().filter(|o| o["$ref"].is_string()) {
            if !value.is_null() {
                visit(root, option, at, value, seen);
            }
        }
    }
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(root, &schema["items"], at, item, seen)),
        Value::Object(fields) => {
            for (key, field) in fields {
                let place = format!("{at}.{key}");
                let property = &schema["properties"][key];
                if property.is_object() {
                    visit(root, property, &place, field, seen);
                    seen.insert(place);
                }
            }
        }
        _ => {}
    }
}

/// A document that was printed, and by what.
struct Printed {
    kind: &'static str,
    by: String,
    value: Value,
}

#[derive(Default)]
struct Documents(Vec<Printed>);

impl Documents {
    /// Runs a command; anything but an answer is a mistake of the test.
    fn add(&mut self, kind: &'static str, files: &MemoryFiles, args: &[&str]) -> Value {
        self.ended(kind, files, args, |code| code != 2)
    }

    /// The document about files that cannot be used.
    fn broken(&mut self, files: &MemoryFiles) -> Value {
        self.ended("check", files, &["check", "--require", "devops>=gold"], |code| code == 2)
    }

    fn ended(&mut self, kind: &'static str, files: &MemoryFiles, args: &[&str], as_expected: fn(u8) -> bool) -> Value {
        let mut all = args.to_vec();
        all.extend(["--format", "json"]);
        let run = run(files, &all);
        assert!(as_expected(run.code), "{args:?}: {}", run.err);
        let value: Value =
            serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{args:?}: {error}\n{}", run.out));
        self.0.push(Printed { kind, by: args.join(" "), value: value.clone() });
        value
    }

    /// Every document there is, of every example and expert's case.
    fn all() -> Self {
        let mut all = Self::default();
        let nothing = MemoryFiles::default();
        all.add("status", &nothing, &["demo"]);
        all.add("doctor", &nothing, &["doctor"]);
        all.add("programs", &nothing, &["program", "list"]);
        all.add("credentials", &nothing, &["program", "list", "--credentials"]);
        for day in DAYS {
            all.add("program", &nothing, &["program", "show", "--as-of", day]);
            all.add("competency", &nothing, &["program", "show", "data-platform", "--as-of", day]);
        }
        for credential in ["70-534", "70-480", "psm-i"] {
            all.add("credential", &nothing, &["program", "credential", credential]);
        }
        all.add("lint", &folder_of("programs"), &["program", "lint", "microsoft-competencies.yaml"]);
        let odd = odd();
        all.add("program", &odd, &["program", "show"]);
        all.add("credentials", &odd, &["program", "list", "--credentials"]);
        all.add("credential", &odd, &["program", "credential", "first"]);
        all.add("lint", &odd, &["program", "lint", "odd.yaml"]);
        all.add("why-not", &odd, &["why-not", "dan", "second"]);
        all.add("why-not", &odd, &["why-not", "dan", "first"]);
        all.add("achievements", &odd, &["achievement", "list"]);
        for competency in ["counted", "made", "simple", "same"] {
            all.add("competency", &odd, &["program", "show", competency]);
            all.add("explain", &odd, &["explain", competency]);
        }
        let many = MemoryFiles::new([("competency.yaml", "organizations: [{id: a}, {id: b, name: B}]\n")]);
        all.add("check", &many, &["check", "--allow-empty"]);
        all.add("doctor", &many, &["doctor"]);
        let demo = folder_of("examples/demo");
        all.add("change", &demo, &["employee", "leave", "e-sato", "--on", "2018-10-30", "--dry-run"]);
        all.add("change", &demo, &["employee", "rename", "e-sato", "佐藤 由紀"]);
        let two = MemoryFiles::marked(crate::editing::TWO);
        all.add("change", &two, &["employee", "leave", "bob", "--on", "2018-10-31", "--organization", "north"]);
        all.of_batches(&two, &demo);
        all.of_imports();
        all.add("status", &many, &["status", "--organization", "a"]);
        let empty = MemoryFiles::new([("competency.yaml", "organization: {id: empty}\n")]);
        for files in [
            folder_of("examples/demo"),
            folder_of("examples/minimal"),
            folder_of("examples/gold-two-locations"),
            odd,
            empty,
        ] {
            all.of_workspace(&files);
        }
        all.of_time(&demo);
        for files in broken() {
            all.broken(&files);
        }
        for (_, facts, days) in cases() {
            let files = MemoryFiles::new([("competency.yaml", facts)]);
            let day = days.last().expect("a day");
            all.add("status", &files, &["status", "--as-of", day]);
        }
        all
    }

    /// Lines about organizations, whether they can be evaluated or not.
    fn of_batches(&mut self, two: &MemoryFiles, demo: &MemoryFiles) {
        self.add("batch", two, &["batch"]);
        self.add("batch", two, &["batch", "--sort", "risk"]);
        self.add("batch", demo, &["batch", "--require", "devops>=gold"]);
        let mut folders = MemoryFiles::new([("broken/competency.yaml", "organization: {id: o, market: x}\n")]);
        folders.insert("sound/competency.yaml", "organization: {id: o}\n");
        self.ended("batch", &folders, &["batch", "broken", "sound"], |code| code == 2);
    }

    /// What only a company shows in which much happens.
    fn of_time(&mut self, demo: &MemoryFiles) {
        for day in ["2018-10-29", "2019-01-10", "2019-03-15", "2019-06-01"] {
            self.add("alerts", demo, &["alerts", "--as-of", day]);
            self.add("actions", demo, &["actions", "--as-of", day]);
            self.add("forecast", demo, &["forecast", "--alerts", "--as-of", day]);
        }
        self.add("forecast", demo, &["forecast", "--alerts", "--as-of", "2018-01-01"]);
        self.add("compare", demo, &["compare", "--from", "2018-01-01"]);
        self.add("compare", demo, &["compare", "--to", "2019-06-01"]);
        self.add("change", demo, &["employee", "leave", "e-suzuki", "--on", "2018-10-30", "--dry-run"]);
        let fading = MemoryFiles::new([("competency.yaml", FADING), ("fading.yaml", FADING_PROGRAM)]);
        self.add("forecast", &fading, &["forecast", "--as-of", "2018-10-29"]);
        self.add("people", demo, &["people", "devops", "--since", "2016-01-01"]);
        self.add("achievements", demo, &["achievement", "list"]);
        self.add("achievements", demo, &["achievement", "list", "--reason", "left"]);
        self.add("check", demo, &["check", "--require", "devops>=gold", "--within", "90d"]);
        let twice = MemoryFiles::new([(
            "competency.yaml",
            "organization: {id: o}\nemployees: [{id: a, name: Ann Lee, email: a@b.example}, {id: b, name: Ann Lee, email: A@b.example}]\n\
             achievements: [{employee: a, credential: 70-480, earned: 2018-01-01}, {employee: b, credential: 70-480, earned: 2018-01-01}]\n",
        )]);
        self.add("alerts", &twice, &["alerts"]);
        self.add("actions", &twice, &["actions"]);
        self.add("status", &twice, &["status"]);
        self.add("forecast", &twice, &["forecast", "--alerts"]);
    }

    /// Files of other systems: passwords, passed over rows of every reason, rejected rows, and what changes nothing.
    fn of_imports(&mut self) {
        let mut files = folder_of("fixtures/import/workspace");
        for name in [
            "entra-bulk-create.csv",
            "entra-bulk-invite.csv",
            "insights-office-usage-api.csv",
            "mslearn-transcript.json",
            "partner-center-created-users-log.csv",
        ] {
            files.insert(name, text_of(&format!("fixtures/import/samples/{name}")));
            self.add("import", &files, &["import", "auto", name]);
            self.add("import", &files, &["import", "auto", name, "--dry-run"]);
        }
        let skills = "Badge Template ID,Recipient Email,Issued To First Name,Issued To Middle Name,Issued To Last Name,\
                      Issued At\r\n70-532,a@x.example,A,,B,07/28/18\r\n70-532,a@x.example,A,,B,07/28/18\r\n\
                      70-532,nobody,A,,B,07/08/20\r\n";
        files.insert("badges.csv", skills);
        self.add("import", &files, &["import", "credly", "badges.csv"]);
    }

    fn of_workspace(&mut self, files: &MemoryFiles) {
        let mut people = BTreeSet::new();
        for day in DAYS {
            let status = self.add("status", files, &["status", "--all", "--as-of", day]);
            if status["program"]["id"] == "microsoft-competencies" {
                self.add("explain", files, &["explain", "devops", "--level", "silver", "--as-of", day]);
                let required = ["--require", "devops>=silver", "--require", "membership>=gold"];
                let check = ["check", "--allow-empty", "--as-of", day].into_iter().chain(required);
                self.add("check", files, &check.collect::<Vec<_>>());
            }
            texts_under(&status, "fitting", &mut people);
        }
        self.add("check", files, &["check", "--allow-empty", "--strict"]);
        self.add("doctor", files, &["doctor"]);
        self.add("employees", files, &["employee", "list", "--all"]);
        for day in DAYS {
            self.add("alerts", files, &["alerts", "--as-of", day]);
            self.add("membership", files, &["membership", "show", "--as-of", day]);
        }
        for kind in ["profile", "forecast", "actions", "people", "report"] {
            self.add(kind, files, &[kind, "--as-of", "2018-10-29"]);
        }
        self.add("compare", files, &["compare", "--from", "2017-07-01", "--to", "2018-10-29"]);
        for person in people {
            self.add("why-not", files, &["why-not", &person]);
        }
    }
}

/// Workspaces that cannot be used: wrong in a line, as a whole file, and in several ways at once.
fn broken() -> [MemoryFiles; 3] {
    let files = |config: &[u8], people: &[u8]| {
        MemoryFiles::new([("competency.yaml", config.to_vec()), ("employees.csv", people.to_vec())])
    };
    [
        files(b"organization: {id: o}\nachievements: [{employee: nobody, credential: 70-532}]\n", b"id\nann\n"),
        files(b"organization: {id: o}\n", b"id,name\nann,\x00\x01\xff\xfe\n"),
        files(b"organization: {id: o}\nno_such_key: 1\npolicy: {term: never}\n", b"id,colour\nann,red\nann,blue\n"),
    ]
}

fn odd() -> MemoryFiles {
    MemoryFiles::new([("competency.yaml", ODD), ("odd.yaml", ODD_PROGRAM)])
}

/// Every text in a list of this name.
fn texts_under(value: &Value, name: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| texts_under(item, name, found)),
        Value::Object(fields) => {
            for (key, field) in fields {
                if key == name {
                    found.extend(field.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
                }
                texts_under(field, name, found);
            }
        }
        _ => {}
    }
}

/// The experts' cases: their names, their facts as the text of a `competency.yaml`, and their days.
fn cases() -> Vec<(String, String, Vec<String>)> {
    let folder = folder_of("fixtures/experts");
    let names = folder.list(".").expect("the cases").into_iter().map(|entry| entry.name);
    let case = |name: String| {
        let case = json_of(&text_of(&format!("fixtures/experts/{name}")));
        let facts = serde_json::to_string_pretty(&case["facts"]).expect("text");
        let expected = case["expect"].as_array().into_iter().flatten();
        let days = expected.filter_map(|e| e["as_of"].as_str()).map(str::to_owned).collect();
        (name, facts, days)
    };
    names.map(case).collect()
}

/// A YAML text as an editor sees it: scalars have the types of the YAML 1.2 core schema.
fn json_of(text: &str) -> Value {
    fn scalar(text: &str) -> Value {
        let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
        let number = digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E'));
        match text {
            "true" | "True" | "TRUE" => Value::Bool(true),
            "false" | "False" | "FALSE" => Value::Bool(false),
            _ if number => serde_json::from_str(text.trim_start_matches('+')).unwrap_or_else(|_| Value::from(text)),
            _ => Value::from(text),
        }
    }
    fn tree(node: &Node) -> Value {
        match &node.value {
            Yaml::Null => Value::Null,
            Yaml::Scalar { text, quoted: true } => Value::String(text.to_string()),
            Yaml::Scalar { text, quoted: false } => scalar(text),
            Yaml::List(items) => items.iter().map(tree).collect(),
            Yaml::Map(entries) => entries.iter().map(|e| (e.key.text.to_string(), tree(&e.value))).collect(),
        }
    }
    let document = yaml::read(text, FileId(0)).unwrap_or_else(|error| panic!("{error}\n{text}"));
    tree(&document.root)
}

/// One pointer to every place of a value that differs from the others by more than its place in a list.
fn places(value: &Value) -> Vec<String> {
    fn walk(value: &Value, pointer: &str, general: &str, found: &mut BTreeMap<String, String>) {
        found.entry(general.to_owned()).or_insert_with(|| pointer.to_owned());
        match value {
            Value::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    walk(item, &format!("{pointer}/{n}"), &format!("{general}/*"), found);
                }
            }
            Value::Object(fields) => {
                for (key, field) in fields {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    walk(field, &format!("{pointer}/{key}"), &format!("{general}/{key}"), found);
                }
            }
            _ => {}
        }
    }
    let mut found = BTreeMap::new();
    walk(value, "", "", &mut found);
    found.into_values().collect()
}

/// The value with this place replaced.
fn replaced(value: &Value, place: &str, by: Value) -> Value {
    let mut changed = value.clone();
    *changed.pointer_mut(place).expect("a place") = by;
    changed
}

/// The value with a key that nobody knows, if this place is an object.
fn with_unknown_key(value: &Value, place: &str) -> Option<Value> {
    let mut changed = value.clone();
    changed.pointer_mut(place)?.as_object_mut()?.insert("no-such-key".to_owned(), json!([[[]]]));
    Some(changed)
}

#[test]
fn each_is_listed_published_and_of_draft_07() {
    let schemas = Schemas::read();
    let files: BTreeSet<String> = folder_of("schemas")
        .list(".")
        .expect("the schemas")
        .into_iter()
        .filter(|entry| entry.kind == EntryKind::File)
        .map(|entry| entry.name)
        .collect();
    assert_eq!(files, schemas.texts.keys().map(|kind| format!("{kind}.json")).collect());
    for (kind, schema) in &schemas.texts {
        let text = text_of(&format!("schemas/{kind}.json"));
        assert_eq!(run(&MemoryFiles::default(), &["schema", kind]).out, text);
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "{kind}");
        for definition in schema["definitions"].as_object().into_iter().flatten().map(|(name, _)| name) {
            assert!(text.contains(&format!("\"#/definitions/{definition}\"")), "{kind}: nothing needs {definition}");
        }
        // A document says what it is, and that word finds its schema too.
        let document = &schema["properties"]["schema"];
        let named = document["const"].as_str().or(document["examples"][0].as_str()).map(str::to_owned);
        // Two files for people alone say nothing of themselves.
        let silent = ["mapping", "user-config"].contains(&kind.as_str());
        assert_eq!(named.is_none(), silent, "{kind}");
        let named = named.unwrap_or_else(|| format!("competency/{kind}/1"));
        assert_eq!(run(&MemoryFiles::default(), &["schema", &named]).out, text);
        let id = format!("urn:competency:schema:{}", named.replacen("competency/", "", 1).replace('/', ":"));
        assert_eq!(schema["$id"], id, "{kind}");
    }
    let wrong = run(&MemoryFiles::default(), &["schema", "statsu"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (2, ""));
    assert!(wrong.err.contains("`status`"), "{}", wrong.err);
}

#[test]
fn every_key_is_described() {
    let schemas = Schemas::read();
    for kind in schemas.texts.keys() {
        let properties = schemas.properties(kind);
        let silent: Vec<&String> = properties.iter().filter(|(_, described)| !**described).map(|(at, _)| at).collect();
        assert!(!properties.is_empty() && silent.is_empty(), "{silent:#?}");
    }
}

#[test]
fn reasons_are_those_of_the_program() {
    let status = Schemas::read().texts.remove("status").expect("status");
    let described: BTreeSet<&str> = status["definitions"]["not_counted"]["properties"]
        .as_object()
        .expect("codes")
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(described, BTreeSet::from(Reason::CODES));
    let parts = [
        ("status", "uncounted"),
        ("explain", "uncounted"),
        ("why-not", "achievement"),
        ("achievements", "achievement"),
    ];
    for (kind, definition) in parts {
        let schema = Schemas::read().texts.remove(kind).expect(kind);
        let words = schema["definitions"][definition]["properties"]["reason"]["enum"].as_array().expect("codes");
        // What counts has no reason.
        let codes: Vec<&str> = words.iter().filter(|word| !word.is_null()).filter_map(Value::as_str).collect();
        assert_eq!(
            (codes.as_slice(), words.len() - codes.len()),
            (&Reason::CODES[..], usize::from(definition == "achievement"))
        );
    }
}

#[test]
fn documents_are_what_their_schema_says_and_nothing_is_described_that_no_document_says() {
    let schemas = Schemas::read();
    let documents = Documents::all();
    let mut seen = BTreeSet::new();
    for Printed { kind, by, value } in &documents.0 {
        if let Err(error) = schemas.check(kind, value) {
            panic!("{by}: {error}");
        }
        visit(&schemas.texts[*kind], &schemas.texts[*kind], kind, value, &mut seen);
    }
    let kinds: BTreeSet<&str> = documents.0.iter().map(|d| d.kind).chain(INPUTS).collect();
    assert_eq!(kinds, schemas.texts.keys().map(String::as_str).collect());
    let printed = schemas.texts.keys().filter(|kind| !INPUTS.contains(&kind.as_str()));
    let unseen: Vec<String> =
        printed.flat_map(|kind| schemas.properties(kind).into_keys()).filter(|at| !seen.contains(at)).collect();
    assert_eq!(unseen, [""; 0]);
}

#[test]
fn files_that_cannot_be_used_are_complained_about_in_the_document() {
    let problems = |document: &Value| document["problems"].as_array().expect("problems").clone();
    let mut documents = Documents::default();
    let mut whole_file = 0;
    for files in broken() {
        let document = documents.broken(&files);
        for unknown in ["as_of", "program", "organization", "people", "achievements", "verdict"] {
            assert_eq!(document[unknown], Value::Null, "{unknown}");
        }
        let problems = problems(&document);
        assert!(problems.iter().any(|p| p["severity"] == "error"), "{document:#}");
        assert!(problems.iter().all(|p| p["line"].is_null() == p["column"].is_null()));
        whole_file += problems.iter().filter(|p| p["line"].is_null()).count();
        // People read the same on the other stream, and nothing on this one; whoever is quiet, errors alone.
        let (loud, quiet) = (run(&files, &["check"]), run(&files, &["check", "-q"]));
        assert_eq!((loud.code, loud.out.as_str(), quiet.code, quiet.out.as_str()), (2, "", 2, ""));
        for problem in &problems {
            let message = problem["message"].as_str().expect("a message");
            assert!(loud.err.contains(message), "{message}");
            assert_eq!(quiet.err.contains(message), problem["severity"] == "error", "{message}");
        }
    }
    assert_ne!(whole_file, 0);
    let fine = documents.add("check", &folder_of("examples/minimal"), &["check", "--strict"]);
    assert_eq!((problems(&fine).len(), fine["verdict"].as_str()), (0, Some("met")));
}

/// What the table says is in fields of its own, so that nobody reads sentences.
#[test]
fn documents_say_what_tables_say() {
    let (mut documents, odd) = (Documents::default(), odd());
    let status = documents.add("status", &odd, &["status", "--as-of", "2018-10-29"]);
    assert_eq!(status["life"], json!({"earned_until": "2030-01-01", "benefits_until": "2031-01-01", "over": false}));
    let people: Vec<&str> =
        status["people"].as_array().expect("people").iter().filter_map(|p| p["id"].as_str()).collect();
    let mut named = BTreeSet::new();
    texts_under(&status, "people", &mut named);
    texts_under(&status, "fitting", &mut named);
    assert!(people.is_sorted() && named.iter().all(|id| people.contains(&id.as_str())), "{people:?} {named:?}");
    let after = documents.add("status", &odd, &["status", "--as-of", "2030-01-02"]);
    assert_eq!(after["life"]["over"], true);

    let made = documents.add("explain", &odd, &["explain", "made", "--as-of", "2018-10-29"]);
    let path = &made["competency"]["levels"][0]["paths"][0];
    assert_eq!((&path["by"], &path["override"]["by"]), (&json!("override"), &json!("somebody")));
    assert_eq!(path["requirements"][1]["tie"], json!({"kind": "same_people_as", "of": ["r1"]}));
    let simple = documents.add("explain", &odd, &["explain", "simple", "--as-of", "2018-10-29"]);
    let requirement = &simple["competency"]["levels"][0]["paths"][0]["requirements"][1];
    assert_eq!(
        requirement["override"],
        json!({"until": "2018-12-01", "reason": "seen", "by": null, "place": "competency.yaml:15"})
    );
    assert_eq!((&requirement["needed"], &requirement["holding"]["credential"]), (&json!(1), &json!("second")));

    let counted = documents.add("explain", &odd, &["explain", "counted", "--as-of", "2018-10-29"]);
    let path = &counted["competency"]["levels"][0]["paths"][0];
    assert_eq!(path["note"], "n");
    let by_id = |id: &str| {
        let all = path["requirements"].as_array().expect("requirements");
        all.iter().find(|r| r["id"] == id).unwrap_or_else(|| panic!("no {id}")).clone()
    };
    let figure = by_id("m1");
    assert_eq!(figure["thresholds"], json!({"any": null, "developed": "10", "developing": "5"}));
    assert_eq!(figure["window"], json!({"kind": "trailing_months", "months": 2}));
    assert_eq!((&figure["associations"], &figure["relation"]), (&json!(["partner"]), &json!("at_least")));
    assert_eq!(figure["monthly_average_at_least"], "1");
    let figure = by_id("m2");
    assert_eq!((&figure["relation"], &figure["shortfall"]), (&json!("less_than"), &Value::Null));
    assert_eq!(figure["places"], json!(["competency.yaml:12"]));
    assert_eq!((&by_id("a1")["stated"], &by_id("x")["k"]), (&json!(true), &json!(1)));

    let why_not = documents.add("why-not", &odd, &["why-not", "dan", "first"]);
    assert_eq!((&why_not["asked"]["credential"], &why_not["achievements"]), (&json!("first"), &json!([])));
    let uses = why_not["asked"]["uses"].as_array().expect("uses");
    let credential = documents.add("credential", &odd, &["program", "credential", "first"]);
    assert_eq!(Some(uses), credential["uses"].as_array());
}

#[test]
fn documents_with_unknown_keys_or_wrong_types_are_refused() {
    let schemas = Schemas::read();
    let demo = folder_of("examples/demo");
    let nothing = MemoryFiles::default();
    let mut some = Documents::default();
    some.add("status", &demo, &["status", "devops", "cloud-platform", "messaging", "windows-and-devices"]);
    some.add("explain", &demo, &["explain", "cloud-platform"]);
    some.add("explain", &odd(), &["explain", "counted"]);
    some.add("why-not", &demo, &["why-not", "e-yoshida"]);
    some.add("why-not", &odd(), &["why-not", "dan", "first"]);
    some.add("check", &demo, &["check", "--require", "devops>=gold"]);
    for command in ["alerts", "profile", "forecast", "actions", "people"] {
        some.add(command, &demo, &[command]);
    }
    some.add("batch", &demo, &["batch", "--require", "devops>=gold"]);
    some.add("compare", &demo, &["compare", "--from", "2018-01-01"]);
    some.add("membership", &demo, &["membership", "show"]);
    for files in broken() {
        some.broken(&files);
    }
    some.add("program", &odd(), &["program", "show"]);
    some.add("programs", &nothing, &["program", "list"]);
    some.add("competency", &odd(), &["program", "show", "counted"]);
    some.add("credential", &odd(), &["program", "credential", "first"]);
    some.add("credentials", &odd(), &["program", "list", "--credentials"]);
    some.add("lint", &odd(), &["program", "lint", "odd.yaml"]);
    some.add("doctor", &nothing, &["doctor"]);
    for Printed { kind, by, value } in &some.0 {
        for place in places(value) {
            let other = match value.pointer(&place) {
                Some(Value::String(_)) => json!(7),
                Some(Value::Null) => json!(false),
                _ => json!("another type"),
            };
            let wrong = [replaced(value, &place, other), replaced(value, &place, json!([{"no-such-key": 1}]))];
            for changed in wrong.into_iter().chain(with_unknown_key(value, &place)) {
                assert!(
                    schemas.check(kind, &changed).is_err(),
                    "{by}: not noticed at {place}: {:?}",
                    changed.pointer(&place)
                );
            }
        }
    }
}

#[test]
fn files_are_what_their_schema_says() {
    let schemas = Schemas::read();
    let mut workspaces: Vec<(String, String)> = [
        "examples/demo",
        "examples/minimal",
        "examples/gold-two-locations",
        "src/lang/starter/en",
        "src/lang/starter/ja",
    ]
    .map(|folder| format!("{folder}/competency.yaml"))
    .map(|path| (path.clone(), text_of(&path)))
    .to_vec();
    workspaces.push(("odd".to_owned(), ODD.to_owned()));
    workspaces.extend(cases().into_iter().map(|(name, facts, _)| (name, facts)));
    for (name, text) in workspaces {
        assert_eq!(schemas.check("workspace", &json_of(&text)), Ok(()), "{name}");
    }
    for document in crate::batch::documents().lines() {
        let document: Value = serde_json::from_str(document).expect("JSON");
        assert_eq!(schemas.check("organization", &document), Ok(()));
        for place in places(&document) {
            let changed = with_unknown_key(&document, &place);
            assert!(changed.is_none_or(|changed| schemas.check("organization", &changed).is_err()), "{place}");
        }
    }
    let mut parts = Schemas::read();
    let schema = parts.texts["workspace"].clone();
    parts.compile("workspace", "/definitions/employees", &schema);
    let employees = json_of(&text_of("examples/gold-two-locations/employees.yaml"));
    assert_eq!(parts.check("workspace/definitions/employees", &employees), Ok(()));
    for text in [text_of("programs/microsoft-competencies.yaml"), ODD_PROGRAM.to_owned()] {
        assert_eq!(schemas.check("program-file", &json_of(&text)), Ok(()));
    }
}

/// What mapping files and the configuration of a user may say is what their schemas say.
#[test]
fn mappings_and_configurations_are_what_their_schema_says() {
    let schemas = Schemas::read();
    let guessed = run(
        &MemoryFiles::new([
            ("competency.yaml", "organization: {id: o}\n"),
            ("a.csv", "社員番号,試験番号,取得日\n1,70-480,2018-01-02\n"),
        ]),
        &["import", "--map", "mapping.yaml", "--guess", "a.csv"],
    );
    let written = guessed.written.get("mapping.yaml").cloned().unwrap_or(guessed.err);
    assert_eq!(schemas.check("mapping", &json_of(&written)), Ok(()), "{written}");
    for (kind, good) in [
        (
            "mapping",
            "{records: achievements, columns: {code: A, earned: 3}, dates: {earned: dmy}, constants: {title: T}, values: {linked: {done: 'yes', no: }}, header_row: 2, delimiter: tab, encoding: cp932}",
        ),
        ("user-config", "{color: never, ascii: true, format: plain, lang: ja}"),
    ] {
        let good = json_of(good);
        assert_eq!(schemas.check(kind, &good), Ok(()));
        for key in good.as_object().expect("a mapping").keys() {
            let mut bad = good.clone();
            bad[key] = json!([{"no-such-key": 1}]);
            assert!(schemas.check(kind, &bad).is_err(), "{kind} {key}");
        }
        let mut unknown = good.clone();
        unknown["no-such-key"] = json!(1);
        assert!(schemas.check(kind, &unknown).is_err(), "{kind}");
    }
}

/// Keys that the program takes and does not look at: the kind of a workspace file, and the remark on a credential.
const UNREAD: [&str; 2] = ["workspace /schema", "/people/any_of/1/note"];

fn is_unread(kind: &str, place: &str) -> bool {
    UNREAD.iter().any(|end| format!("{kind} {place}").ends_with(end))
}

/// Whether the program can use a workspace with this file, and a program file.
fn usable(workspace: &str, program: &str) -> bool {
    let files = MemoryFiles::new([("competency.yaml", workspace), ("odd.yaml", program)]);
    run(&files, &["check", "--allow-empty"]).code != 2
}

#[test]
fn editors_and_the_program_agree_about_files() {
    let schemas = Schemas::read();
    assert!(usable(ODD, ODD_PROGRAM));
    let (mut unread, mut refused) = (BTreeSet::new(), BTreeSet::new());
    for (kind, text) in [("workspace", ODD), ("program-file", ODD_PROGRAM)] {
        let value = json_of(text);
        // JSON is YAML, so a changed tree is a changed file.
        let accepted = |changed: &Value| match kind {
            "workspace" => usable(&changed.to_string(), ODD_PROGRAM),
            _ => usable(ODD, &changed.to_string()),
        };
        for place in places(&value) {
            let wrong = Some(replaced(&value, &place, json!([{"no-such-key": 1}])));
            for changed in wrong.into_iter().chain(with_unknown_key(&value, &place)) {
                assert!(schemas.check(kind, &changed).is_err(), "{kind} {place}: not noticed");
                if !is_unread(kind, &place) && accepted(&changed) {
                    unread.insert(format!("{kind} {place}"));
                }
            }
            for other in [json!(null), json!(7), json!("x"), json!({})] {
                // Nothing in a list is passed over, which is kind to files and no help to whoever writes one.
                if other.is_null() && place.ends_with(|c: char| c.is_ascii_digit()) {
                    continue;
                }
                let changed = replaced(&value, &place, other);
                if let Err(error) = schemas.check(kind, &changed)
                    && !is_unread(kind, &place)
                    && accepted(&changed)
                {
                    refused.insert(format!("{kind} {place}: {error}"));
                }
            }
        }
    }
    assert_eq!(unread, BTreeSet::new(), "places that the program does not look at, whatever stands there");
    assert_eq!(refused, BTreeSet::new(), "what the program reads and editors refuse");
}

/// The contract as the product's description gives it; only alerts, which no command prints yet, are left out.
const CONTRACT: &str = r#"
{"schema": "competency/status/1", "as_of": "2018-10-29T23:59:59Z",
 "program": {"id": "microsoft-competencies", "version": "2018-10-29"},
 "organization": {"id": "contoso", "name": "Contoso"},
 "competencies": [
  {"id": "cloud-platform", "name": "Cloud Platform", "level": "silver", "next": "gold",
   "levels": [
    {"id": "silver", "verdict": "met", "by": "path", "path": "azure-consumption",
     "paths": [{"id": "azure-consumption", "verdict": "met",
       "requirements": [
        {"id": "p1", "kind": "measure", "verdict": "met", "value": ["21000", "21000"], "threshold": "15000", "unit": "USD", "shortfall": "0"},
        {"id": "r1", "kind": "people", "verdict": "met", "filled": [2, 2], "needed": 2, "people": ["e-sato", "e-tanaka"]}]}]}]}],
 "membership": {"offer": "silver", "state": "active", "anniversary": "2019-03-01", "renewal": {"opens": "2019-03-02", "closes": "2019-03-31", "eligible": "met"}},
 "achievements": {"read": 57, "counted": 41, "not_counted": {"expired": 3, "unlinked": 9, "not-required": 4}}}
"#;

#[test]
fn the_contract_is_kept() {
    fn without_required(schema: &mut Value) {
        match schema {
            Value::Object(fields) => {
                fields.retain(|key, field| key != "required" || !field.is_array());
                fields.values_mut().for_each(without_required);
            }
            Value::Array(items) => items.iter_mut().for_each(without_required),
            _ => {}
        }
    }
    let mut schemas = Schemas::read();
    let mut status = schemas.texts["status"].clone();
    let contract: Value = serde_json::from_str(CONTRACT).expect("JSON");
    // Everything it promises is described, and may look as it does there; what came later is not in it.
    let mut seen = BTreeSet::new();
    visit(&status, &status, "status", &contract, &mut seen);
    let described = schemas.properties("status");
    assert!(seen.iter().all(|at| described[at]));
    if let Some(parts) = status["definitions"]["requirement"].as_object_mut() {
        parts.remove("allOf");
    }
    without_required(&mut status);
    status["$id"] = json!("urn:competency:schema:contract:1");
    schemas.compile("contract", "", &status);
    assert_eq!(schemas.check("contract", &contract), Ok(()));
    // And what it promises is always there.
    let mut documents = Documents::default();
    let demo = documents.add("status", &folder_of("examples/demo"), &["status"]);
    let mut printed = BTreeSet::new();
    visit(&schemas.texts["status"], &schemas.texts["status"], "status", &demo, &mut printed);
    let missing: Vec<&String> = seen.difference(&printed).filter(|at| !at.contains("#not_counted")).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
