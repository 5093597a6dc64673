//! `batch`: thousands of organizations, one line each; the same bytes as each of them alone, whatever the threads.

use crate::support::{Run, run, run_with_input};
use competency::diagnostic::Encoding;
use competency::load::decode::{encode, mark};
use competency::load::files::MemoryFiles;
use expect_test::expect_file;
use proptest::prelude::*;
use serde_json::Value;

/// Three organizations, one of which lost an account to another, and one to somebody outside.
pub(crate) const NETWORK: &str = r#"
//- competency.yaml
program: microsoft-competencies
as_of: 2018-10-29
//- organizations.csv
id,name,market,country
contoso,"Contoso, Ltd",developed,JP
adatum,Adatum,developing,IN
fabrikam,=Fabrikam,,
//- employees.csv
organization,id,name,email,location,joined,left
contoso,aoki,青木 美帆,aoki@contoso.example,,,
contoso,baba,"Baba, ""Ben""",,,2015-01-01,
contoso,chiba,千葉,,,,2018-09-30
adatum,aoki,Another Aoki,,,,
adatum,dan,Dan,,,,
fabrikam,eve,Eve,,,,
//- accounts.csv
organization,account,kind,employee
contoso,aoki@outlook.example,learn,aoki
contoso,baba@outlook.example,learn,baba
contoso,chiba@outlook.example,learn,chiba
contoso,M1,university,aoki
adatum,aoki@outlook.example,learn,aoki
adatum,dan@outlook.example,learn,dan
fabrikam,eve@outlook.example,learn,eve
//- associations.csv
account,organization,linked,unlinked
aoki@outlook.example,contoso,2016-01-01,
baba@outlook.example,contoso,2016-01-01,
chiba@outlook.example,contoso,2016-01-01,
M1,contoso,2016-01-01,
dan@outlook.example,adatum,2016-01-01,
aoki@outlook.example,adatum,2018-03-01,
baba@outlook.example,northwind,2018-06-01,
eve@outlook.example,fabrikam,2017-01-01,
//- achievements.csv
organization,account,employee,credential,earned,expires,revoked,evidence
contoso,aoki@outlook.example,,70-532,2017-01-10,,,
contoso,baba@outlook.example,,70-533,2017-01-10,,,"a, b"
contoso,chiba@outlook.example,,70-534,2017-01-10,,,
contoso,,baba,70-535,2018-01-10,,,
contoso,,aoki,"Onboarding, part 2",2018-01-10,,,
adatum,aoki@outlook.example,,70-532,2017-01-10,,,
adatum,dan@outlook.example,,70-533,2017-01-10,,,
adatum,dan@outlook.example,,70-533,2017-02-10,,,
fabrikam,eve@outlook.example,,70-532,2019-01-10,,,
fabrikam,,eve,70-533,,,,
//- performance.csv
organization,metric,month,value,association,market,location
contoso,azure_customer_consumption,2018-09,250000,dpor,developed,
adatum,azure_customer_consumption,2018-09,12.5,,,
//- memberships.csv
organization,offer,purchased,renewals
contoso,silver,2017-12-01,
adatum,action-pack,2015-01-01,2016-01-10;2017-01-20
"#;

fn network() -> MemoryFiles {
    MemoryFiles::marked(NETWORK)
}

/// The network with a text replaced.
fn changed(from: &str, to: &str) -> MemoryFiles {
    assert!(NETWORK.contains(from), "{from}");
    MemoryFiles::marked(&NETWORK.replace(from, to))
}

fn batch(files: &MemoryFiles, more: &[&str]) -> Run {
    run(files, &[&["batch", "--format", "ndjson"], more].concat())
}

fn lines(run: &Run) -> Vec<Value> {
    run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn ids(run: &Run) -> Vec<String> {
    lines(run).iter().map(|line| line["organization"]["id"].as_str().unwrap_or("?").to_owned()).collect()
}

#[test]
fn one_line_for_each_in_the_order_of_the_file() {
    let lines = run(&network(), &["batch", "--format", "ndjson"]);
    assert_eq!(lines.code, 0, "{}", lines.err);
    expect_file!["../../fixtures/batch/network.ndjson"].assert_eq(&lines.out);
    let table = run(&network(), &["batch"]);
    expect_file!["../../fixtures/batch/network.txt"].assert_eq(&table.transcript());
    let csv = run(&network(), &["batch", "--format", "csv"]);
    expect_file!["../../fixtures/batch/network.csv"].assert_eq(&csv.out.replace("\r\n", "\n"));
    let document: Value = serde_json::from_str(&run(&network(), &["batch", "--format", "json"]).out).expect("JSON");
    assert_eq!(document["organizations"].as_array().expect("a list"), &self::lines(&lines));
}

#[test]
fn a_quote_that_is_not_closed_hides_no_rows_of_others() {
    // It may be meant to end anywhere, so nobody is answered for as if the rows behind it were not there.
    let from = "adatum,dan@outlook.example,,70-533,2017-02-10,";
    let broken = changed(from, &from.replace("2017-02-10", "\"2017-02-10"));
    let run = batch(&broken, &[]);
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
    assert!(run.err.contains("achievements.csv:9:36"), "{}", run.err);
    // Nor where another quote, which was meant to open a cell, closes it; that of one row is a matter of its company.
    let earned = ["contoso,,baba,70-535,2018-01-10,,,", "adatum,dan@outlook.example,,70-533,2017-02-10,,,"];
    let broken = NETWORK.replace(earned[0], &format!("{}\"seen", earned[0]));
    let closed = broken.replace(earned[1], &format!("{}\"x, y\"", earned[1]));
    for whole in ["", "//- overrides.yaml\n[]\n"] {
        let run = batch(&MemoryFiles::marked(&format!("{closed}{whole}")), &[]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
        // The same in a column that is not read, at the edge of a cell, and with other line ends.
        let unread = |text: &str| text.replace("evidence\n", "notes\n");
        let edge = closed
            .replace("\"seen", "\"")
            .replace("adatum,aoki@outlook.example,,70", "\"adatum\",aoki@outlook.example,,70");
        let mac = |text: &str| {
            text.replace('\n', "\r").replace("\r//- ", "\n//- ").replace("csv\r", "csv\n").replace("yaml\r", "yaml\n")
        };
        for text in [unread(&closed), edge, mac(&closed)] {
            let run = batch(&MemoryFiles::marked(&format!("{text}{whole}")), &[]);
            assert_eq!((run.code, run.out.as_str()), (2, ""), "{text}{}", run.err);
        }
        let inner = broken.replace("\"seen", "\"x\"seen");
        let run = batch(&MemoryFiles::marked(&format!("{inner}{whole}")), &[]);
        assert_eq!(
            (run.code, lines(&run)[0]["type"].as_str(), lines(&run).len()),
            (2, Some("error"), 3),
            "{}",
            run.err
        );
        assert_eq!(lines(&run)[1]["achievements"]["read"], 3);
    }
}

#[test]
fn achievements_are_counted_or_have_a_reason() {
    let run = batch(&network(), &[]);
    let (mut read, mut counted, mut not) = (0, 0, 0);
    for line in lines(&run) {
        let achievements = &line["achievements"];
        read += achievements["read"].as_u64().expect("a number");
        counted += achievements["counted"].as_u64().expect("a number");
        let reasons = achievements["not_counted"].as_object().expect("a mapping");
        not += reasons.values().map(|n| n.as_u64().expect("a number")).sum::<u64>();
    }
    assert_eq!(read, counted + not);
    assert!(
        run.err.contains(&format!("6 people; {read} achievements = {counted} counted + {not} not counted")),
        "{}",
        run.err
    );
}

#[test]
fn the_same_bytes_whatever_the_threads_and_the_order_of_rows() {
    let files = network();
    for format in ["ndjson", "csv", "tsv", "table", "json"] {
        let one = run(&files, &["batch", "--jobs", "1", "--format", format]);
        for jobs in ["2", "3", "16"] {
            assert_eq!(run(&files, &["batch", "--jobs", jobs, "--format", format]), one, "{format} {jobs}");
        }
    }
    let sorted = batch(&files, &[]);
    let mut shuffled = MemoryFiles::default();
    for (path, text) in sections() {
        let mut rows: Vec<&str> = text.lines().collect();
        if path.ends_with(".csv") && path != "organizations.csv" {
            rows[1..].reverse();
            rows[2..].rotate_left(1);
        }
        // Windows line ends, and no last one.
        shuffled.insert(&path, rows.join("\r\n"));
    }
    let run = batch(&shuffled, &[]);
    assert_eq!(run.out, sorted.out);
    // Only large files in another order are worth a word.
    assert!(!run.err.contains("grouped") && !sorted.err.contains("grouped"), "{}", run.err);
    let long = format!("achievements-2.csv\norganization,employee,credential,earned,evidence\n{}", {
        let row = |id: &str, n: usize| {
            format!(
                "{id},{},70-480,2018-01-0{},{}\n",
                if id == "contoso" { "aoki" } else { "dan" },
                n % 9 + 1,
                "x".repeat(200_000)
            )
        };
        (0..45).flat_map(|n| [row("adatum", n), row("contoso", n)]).collect::<String>()
    });
    let large = batch(&MemoryFiles::marked(&format!("{NETWORK}//- {long}")), &[]);
    assert!(large.err.contains("held in memory, because rows are not grouped"), "{}", large.err);
    assert!(large.err.contains(": achievements-2.csv; sorted files need none"), "{}", large.err);
}

/// A column that is called nearly as one that is known is not read, which changes answers; so that is said, whichever way the
/// workspace is read.
#[test]
fn a_misspelt_heading_is_worth_a_word() {
    let text = NETWORK.replace("credential,earned,", "credential,earnt,");
    for files in [text.clone(), format!("{text}//- overrides.yaml\n[]\n")] {
        let run = batch(&MemoryFiles::marked(&files), &[]);
        assert_eq!(run.code, 0);
        assert!(run.err.ends_with("1 warning about the files; `competency check` shows them\n"), "{}", run.err);
    }
    let broken = text.replace("adatum,dan,Dan,,,,", "adatum,dan,Dan,,,2018-02-30,") + "//- overrides.yaml\n[]\n";
    let run = batch(&MemoryFiles::marked(&broken), &[]);
    assert!(
        run.code == 2 && run.err.ends_with("1 warning about the files; `competency check` shows them\n"),
        "{}",
        run.err
    );
}

/// What follows from a mistake is not told beside it: a hundred references to what could not be read would hide the cause.
#[test]
fn a_cause_is_told_without_what_follows_from_it() {
    let employees = &NETWORK
        [NETWORK.find("organization,id,name").expect("employees")..NETWORK.find("//- accounts").expect("accounts")];
    for (from, to, code) in [
        (employees, employees.replace(',', ";"), "wrong-delimiter"),
        (employees, employees.replacen("organization,", "company,", 1), "no-organization"),
        (employees, employees.replacen(",id,", ",identity,", 1), "missing-column"),
        ("contoso,aoki,青木", "contoso,,青木".to_owned(), "missing-value"),
        ("contoso,aoki,青木", ",aoki,青木".to_owned(), "no-organization"),
        ("contoso,chiba,千葉", "contoso,chiba,\"千葉".to_owned(), "unterminated-quote"),
        ("contoso,aoki,青木", "contoso,aoki,\"青木".to_owned(), "text-after-quote"),
        ("contoso,aoki@outlook.example,learn", "contoso,aoki@outlook.example,lern".to_owned(), "invalid-value"),
        ("contoso,aoki@outlook.example,learn", ",aoki@outlook.example,learn".to_owned(), "no-organization"),
    ] {
        let run = run(&changed(from, &to), &["check"]);
        let errors: Vec<&str> =
            run.err.lines().chain(run.out.lines()).filter(|line| line.starts_with("error[")).collect();
        assert_eq!(errors.len(), 1, "{to}: {errors:#?}");
        assert!(errors[0].starts_with(&format!("error[{code}]")), "{errors:?}");
    }
}

/// Two purchases of one offer on one day, of which only one was renewed: which row comes first says nothing.
#[test]
fn purchases_of_one_day_are_told_apart_by_their_renewals() {
    const PURCHASE: &str = "contoso,silver,2017-12-01,\n";
    let rows = [PURCHASE, "contoso,silver,2017-12-01,2018-12-01\n", "contoso,silver,2017-12-01,2018-11-20\n"];
    let answers = |rows: &[&str]| {
        let files = changed(PURCHASE, &rows.concat());
        let alone = run(&files, &["status", "--organization", "contoso", "--format", "json"]);
        assert_eq!(alone.code, 0, "{}", alone.err);
        (batch(&files, &[]).out, alone.out)
    };
    let expected = answers(&rows);
    for [a, b, c] in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(answers(&[rows[a], rows[b], rows[c]]), expected, "{a} {b} {c}");
    }
}

/// A year of figures of two metrics stands in a file month by month, metric by metric, or backwards: it is the same year.
#[test]
fn figures_may_stand_in_any_order() {
    const FIGURE: &str = "adatum,azure_customer_consumption,2018-09,12.5,,,\n";
    let months = (0..12).map(|n| format!("{}-{:02}", 2017 + (n + 9) / 12, (n + 9) % 12 + 1));
    let row = |metric: &str, month: &str| format!("adatum,{metric},{month},1,digital_partner_of_record,developing,\n");
    let year = |metric: &str| months.clone().map(|month| row(metric, &month)).collect::<Vec<String>>();
    let [first, second] = ["azure_customer_consumption", "dynamics365_operations_total_revenue"].map(year);
    let metric_by_metric = [first.clone(), second.clone()].concat();
    let mut month_by_month: Vec<String> = first.iter().zip(&second).flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    let answer = |rows: &[String]| batch(&changed(FIGURE, &rows.concat()), &[]).out;
    let expected = answer(&metric_by_metric);
    assert_eq!(answer(&month_by_month), expected);
    month_by_month.reverse();
    assert_eq!(answer(&month_by_month), expected);
    month_by_month.retain(|row| *row != first[5]);
    assert_ne!(answer(&month_by_month), expected, "with a month missing it is not known what the year is");
}

/// Rules that tell figures apart: by their metric, by how they are linked, and by their month.
const FIGURES: &str = "//- competency.yaml
program: figures.yaml
as_of: 2018-10-29
//- figures.yaml
schema: competency/program/1
id: figures
levels: [silver]
metrics: {sales: {name: Sales, unit: USD}, seats: {name: Seats, unit: seats}}
associations: {direct: {name: Direct}, resale: {name: Resale}}
competencies:
  direct: {name: Direct, levels: {silver: [{path: p, requirements: [{id: r, at_least: 12, measure: sales, over: {trailing_months: 3}, associations: [direct]}]}]}}
  resale: {name: Resale, levels: {silver: [{path: p, requirements: [{id: r, at_least: 12, measure: sales, over: {trailing_months: 3}, associations: [resale]}]}]}}
  all: {name: All, levels: {silver: [{path: p, requirements: [{id: r, at_least: 20, measure: sales, over: {trailing_months: 3}}]}]}}
  last: {name: Last, levels: {silver: [{path: p, requirements: [{id: r, at_least: 9, measure: seats, over: snapshot}]}]}}
//- organizations.csv
id,name
contoso,Contoso
adatum,Adatum
";

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// Figures of which one is read like the one before say what they say when each is read by itself, wherever the columns
    /// stand and whatever is wrong with a row.
    #[test]
    fn similar_figures_are_read_like_others(
        mut rows in prop::collection::vec(
            prop_oneof![
                30 => ["contoso|adatum", "sales|sales|seats", "2018-0[789]", "[0-9]|[0-9][.]5", "direct|resale|", ""],
                1 => ["contoso", "sales", "2018-1[03]|2018-09-05|\"2018-08\"", "1| 4|\"5\"|-3|x", "direct|\"direct\"|nowhere", "developed"],
            ],
            0..50,
        ),
        order in Just([0, 1, 2, 3, 4, 5]).prop_shuffle(),
        usual in prop::bool::ANY,
        end in "\n|\r\n",
    ) {
        let order = if usual { [0, 1, 2, 3, 4, 5] } else { order };
        let in_order = |cells: &[&str]| order.map(|n| cells[n]).join(",");
        rows.sort_by_key(|[id, metric, ..]| (id != "contoso", metric.clone()));
        let rows = rows.iter().map(|row| in_order(&row.each_ref().map(String::as_str)) + &end);
        let headings = in_order(&["organization", "metric", "month", "value", "association", "market"]);
        let text = format!("{FIGURES}//- performance.csv\n{headings}{end}{}", rows.collect::<String>());
        let [short, long] = both_ways(&MemoryFiles::marked(&text));
        prop_assert_eq!(short, long, "{}", text);
    }
}

/// More credentials than a number has bits: what takes two of seventy is counted like everything else.
#[test]
fn a_tree_of_very_many_credentials_is_counted_alike() {
    let names: Vec<String> = (0..70).map(|n| format!("e{n}")).collect();
    let credentials: Vec<String> = names.iter().map(|name| format!("{name}: {{kind: exam}}")).collect();
    let text = format!(
        "//- competency.yaml
program: many.yaml
as_of: 2018-10-29
//- many.yaml
schema: competency/program/1
id: many
levels: [silver]
credentials: {{{}}}
competencies:
  two: {{name: Two, levels: {{silver: [{{path: p, requirements: [{{id: r, at_least: 1, people: {{n_of: {{n: 2, from: [{}]}}}}}}]}}]}}}}
//- organizations.csv
id,name
both,Both
one,One
perhaps,Perhaps
//- employees.csv
organization,id
both,a
one,a
one,b
perhaps,a
//- achievements.csv
organization,employee,credential,earned
both,a,e3,2017-01-10
both,a,e69,2017-01-10
one,a,e3,2017-01-10
one,b,e69,2017-01-10
perhaps,a,e3,2017-01-10
perhaps,a,e68,
",
        credentials.join(", "),
        names.join(", ")
    );
    let files = MemoryFiles::marked(&text);
    let [short, long] = both_ways(&files);
    assert_eq!(short, long);
    let found: Vec<Value> =
        lines(&batch(&files, &[])).iter().map(|line| serde_json::json!([line["level"], line["unknown"]])).collect();
    assert_eq!(Value::from(found), serde_json::json!([["silver", 0], [null, 0], [null, 1]]));
}

/// The files of the network.
fn sections() -> Vec<(String, String)> {
    sections_of(NETWORK)
}

fn sections_of(network: &str) -> Vec<(String, String)> {
    network
        .split("//- ")
        .skip(1)
        .map(|section| section.split_once('\n').expect("a path"))
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .collect()
}

#[test]
fn each_organization_gives_the_bytes_it_gives_alone() {
    let files = network();
    let full = batch(&files, &["--full"]);
    assert_eq!(full.code, 0, "{}", full.err);
    for (line, id) in full.out.lines().zip(["contoso", "adatum", "fabrikam"]) {
        let alone = run(&files, &["status", "--organization", id, "--format", "json"]);
        assert_eq!(compact(&alone.out), line, "{id}");
    }
    // Read whole, because one file is YAML, the answers are the same.
    let mut whole = MemoryFiles::default();
    for (path, text) in sections() {
        whole.insert(&path, text);
    }
    whole.insert("overrides.yaml", "[]\n");
    assert_eq!(batch(&whole, &["--full"]).out, full.out);
    assert_eq!(batch(&whole, &[]).out, batch(&files, &[]).out);
}

/// A document on one line.
fn compact(json: &str) -> String {
    serde_json::from_str::<Value>(json).map(|value| value.to_string()).expect("JSON")
}

#[test]
fn a_stream_gives_the_same_as_files() {
    let stream = documents();
    let run_stream = |more: &[&str]| {
        let args = [&["batch", "--input", "-", "--as-of", "2018-10-29", "--format", "ndjson"], more].concat();
        run_with_input(&MemoryFiles::default(), &args, stream.as_bytes())
    };
    assert_eq!(run_stream(&[]).out, batch(&network(), &[]).out);
    // Only the places are others.
    let whole = |run: &Run| lines(run).into_iter().map(without_places).collect::<Vec<_>>();
    assert_eq!(whole(&run_stream(&["--full"])), whole(&batch(&network(), &["--full"])));
    for jobs in ["1", "2", "7"] {
        assert_eq!(run_stream(&["--jobs", jobs]), run_stream(&[]));
    }
    // What is wrong is told from other places, and is wrong with the same company.
    let broken = stream.replacen("\"2015-01-01\"", "\"2015-02-30\"", 1);
    assert_ne!(broken, stream);
    let args = ["batch", "--input", "-", "--as-of", "2018-10-29", "--format", "ndjson"];
    let from_stream = lines(&run_with_input(&MemoryFiles::default(), &args, broken.as_bytes()));
    let from_files = lines(&batch(&changed(",,,2015-01-01,", ",,,2015-02-30,"), &[]));
    let whose = |lines: &[Value]| lines.iter().map(|line| line["organization"].clone()).collect::<Vec<_>>();
    assert_eq!(whose(&from_stream), whose(&from_files));
    assert_eq!(from_stream.iter().filter(|line| line["type"] == "error").count(), 1);
}

/// A document without the places of records.
fn without_places(value: Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .into_iter()
            .filter(|(name, _)| name != "place")
            .map(|(name, field)| (name, without_places(field)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.into_iter().map(without_places).collect(),
        other => other,
    }
}

/// The cells of a row by their headings.
type Record = Vec<(String, String)>;

/// The network as documents; links of an account lie with every organization that has it.
pub(crate) fn documents() -> String {
    let tables: Vec<(String, Vec<Record>)> = sections()
        .into_iter()
        .filter(|(path, _)| path.ends_with(".csv"))
        .map(|(path, text)| {
            let mut reader = csv::Reader::from_reader(text.as_bytes());
            let headings: Vec<String> = reader.headers().expect("headings").iter().map(str::to_owned).collect();
            let rows = reader.records().map(|row| {
                let row = row.expect("a row");
                headings.iter().cloned().zip(row.iter().map(str::to_owned)).collect()
            });
            (path.trim_end_matches(".csv").to_owned(), rows.collect())
        })
        .collect();
    let object = |row: &[(String, String)], without: &str| -> Value {
        row.iter()
            .filter(|(name, value)| name != without && !value.is_empty())
            .map(|(name, value)| (name.clone(), Value::String(value.clone())))
            .collect::<serde_json::Map<_, _>>()
            .into()
    };
    let cell = |row: &[(String, String)], name: &str| -> String {
        row.iter().find(|(column, _)| column == name).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let rows = |kind: &str| &tables.iter().find(|(name, _)| name == kind).expect("a table").1;
    let mut out = String::new();
    for organization in rows("organizations") {
        let id = cell(organization, "id");
        let accounts: Vec<String> = rows("accounts")
            .iter()
            .filter(|row| cell(row, "organization") == id)
            .map(|row| cell(row, "account"))
            .collect();
        let mut document = serde_json::Map::new();
        document.insert("schema".to_owned(), "competency/organization/1".into());
        document.insert("organization".to_owned(), object(organization, ""));
        for (kind, rows) in tables.iter().filter(|(kind, _)| kind != "organizations") {
            let own = rows.iter().filter(|row| match kind.as_str() {
                "associations" => accounts.contains(&cell(row, "account")),
                _ => cell(row, "organization") == id,
            });
            let without = if kind == "associations" { "" } else { "organization" };
            document.insert(kind.clone(), own.map(|row| object(row, without)).collect());
        }
        out.push_str(&Value::Object(document).to_string());
        out.push('\n');
    }
    out
}

#[test]
fn one_bad_organization_does_not_stop_the_others() {
    let good = batch(&network(), &[]);
    let bad = batch(&changed("adatum,dan,Dan,,,,", "adatum,dan,Dan,,,2018-02-30,"), &[]);
    assert_eq!(bad.code, 2);
    assert_eq!(ids(&bad), ["contoso", "adatum", "fabrikam"]);
    let (found, expected) = (lines(&bad), lines(&good));
    assert_eq!((&found[0], &found[2]), (&expected[0], &expected[2]));
    assert_eq!(found[1]["type"], "error");
    assert_eq!(found[1]["organization"], expected[1]["organization"]);
    let error = &found[1]["errors"][0];
    assert_eq!((&error["file"], &error["line"]), (&"employees.csv".into(), &6.into()));
    assert_eq!(error["code"], "impossible-date");
    assert!(bad.err.contains("3 organizations, 1 not evaluated"), "{}", bad.err);
    let fast = batch(&changed("adatum,dan,Dan,,,,", "adatum,dan,Dan,,,2018-02-30,"), &["--fail-fast"]);
    assert_eq!((fast.code, ids(&fast).len()), (2, 2));
    let table = run(&changed("adatum,dan,Dan,,,,", "adatum,dan,Dan,,,2018-02-30,"), &["batch", "--format", "csv"]);
    assert!(table.out.contains("adatum,Adatum,,,,,,,,,,not evaluated: employees.csv:6:"), "{}", table.out);
}

/// The same where a workspace is read whole: in another encoding, or with records in YAML.
#[test]
fn one_bad_organization_does_not_stop_the_others_in_any_file() {
    let bad = NETWORK.replace("adatum,dan,Dan,,,,", "adatum,dan,Dan,,,2018-02-30,");
    let expected = batch(&MemoryFiles::marked(&bad), &[]);
    for encoding in [Encoding::Cp932, Encoding::Utf16Le] {
        let mut encoded = MemoryFiles::default();
        for (path, text) in sections_of(&bad) {
            let mut bytes = mark(encoding).to_vec();
            encode(&text, encoding, &mut bytes).expect("every sign");
            encoded.insert(&path, bytes);
        }
        assert_eq!(batch(&encoded, &[]), expected, "{encoding:?}");
    }
    let yaml =
        "program: microsoft-competencies\nas_of: 2018-10-29\norganizations: [{id: a}, {id: b, locations: [{id: x}]}]
employees:\n- {organization: a, id: e, joined: 2018-02-30}\n- {organization: b, id: e, location: x}\n";
    let run = batch(&MemoryFiles::new([("competency.yaml", yaml)]), &[]);
    assert_eq!((run.code, ids(&run)), (2, vec!["a".to_owned(), "b".to_owned()]));
    let (first, second) = (&lines(&run)[0], &lines(&run)[1]);
    assert_eq!((&first["type"], &first["errors"][0]["line"]), (&"error".into(), &5.into()));
    assert_eq!((&second["type"], &second["people"]), (&"organization".into(), &1.into()));
    // A record that names nobody has a line of its own, whichever way the workspace is read.
    let nobodys = format!(
        "{yaml}accounts:\n- {{account: x, kind: learn, employee: e}}\n- {{organization: b, account: y, kind: learn, employee: e}}\n"
    );
    let run = batch(&MemoryFiles::new([("competency.yaml", nobodys)]), &[]);
    let error = &lines(&run)[2];
    assert_eq!((&error["organization"], &error["errors"][0]["line"]), (&Value::Null, &8.into()), "{}", run.out);
    assert_eq!(error["errors"][0]["code"], "no-organization");
    let run = batch(&changed("adatum,dan,Dan,,,,", ",dan,Dan,,,,"), &[]);
    let (second, last) = (&lines(&run)[1]["errors"], &lines(&run)[3]["errors"]);
    assert_eq!(
        (&last[0]["code"], &last[0]["line"], &last[0]["column"]),
        (&"no-organization".into(), &6.into(), &1.into())
    );
    // Whose row it is has an account of somebody who is not there, and nothing else is wrong for it.
    assert_eq!((&second[0]["file"], &second[0]["line"]), (&"accounts.csv".into(), &7.into()));
    assert_eq!(second.as_array().map(Vec::len), Some(1), "{second}");
    // What nobody alone is to blame for stops all of them; so does a list none of which names anybody.
    for wrong in ["employes: []\n", "achievements: 5\n", "memberships: [{offer: silver, purchased: 2018-01-01}]\n"] {
        let run = batch(&MemoryFiles::new([("competency.yaml", format!("{yaml}{wrong}"))]), &[]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{wrong}: {}", run.err);
    }
}

#[test]
fn rows_of_nobody_are_an_error_of_their_own() {
    let stray = batch(&changed("adatum,dan,Dan,,,,", "adatum,dan,Dan,,,,\nadatam,x,X,,,,"), &[]);
    assert_eq!(stray.code, 2);
    assert_eq!(ids(&stray), ["contoso", "adatum", "fabrikam", "adatam"]);
    assert_eq!(lines(&stray)[3]["errors"][0]["line"], 7);
    // Whatever rows there are of one that nothing lists, it has one line.
    let unlisted = batch(&changed("fabrikam,=Fabrikam,,\n", ""), &[]);
    assert_eq!(ids(&unlisted), ["contoso", "adatum", "fabrikam"]);
    let errors = lines(&unlisted)[2]["errors"].as_array().expect("a list").clone();
    let places: Vec<String> =
        errors.iter().map(|e| format!("{}:{}", e["file"].as_str().unwrap_or(""), e["line"])).collect();
    assert_eq!(places, ["accounts.csv:8", "achievements.csv:10", "employees.csv:7"]);
    // Of links of accounts that stand nowhere, to one that nothing lists, the first one is told, whichever way they are read.
    let links: String = (0..6).map(|n| format!("p{n}@x.example,outside,2017-01-01,\n")).collect();
    let links = NETWORK.replace("//- achievements.csv", &format!("{links}//- achievements.csv"));
    for text in [links.clone(), format!("{links}//- overrides.yaml\n[]\n")] {
        let run = batch(&MemoryFiles::marked(&text), &[]);
        let last = &lines(&run)[3];
        assert_eq!((run.code, &last["organization"]["id"]), (2, &"outside".into()), "{}", run.out);
        assert_eq!(
            (&last["errors"][0]["line"], last["errors"].as_array().map(Vec::len)),
            (&10.into(), Some(1)),
            "{last}"
        );
    }
    // Links that name nobody are told, each of them, also those of an account that stands somewhere.
    let nameless = "p1@x.example,,2017-01-01,\n,,2017-01-01,\n//- achievements.csv";
    let nameless = NETWORK.replace("//- achievements.csv", nameless);
    let run = batch(&MemoryFiles::marked(&nameless), &[]);
    let errors = lines(&run)[3]["errors"].as_array().map(Vec::len);
    assert_eq!((run.code, errors, &lines(&run)[3]["organization"]), (2, Some(2), &Value::Null), "{}", run.out);
    // Unlisted ones come as they are first told of.
    let several = NETWORK.replace("//- associations", "zed,zz@o.example,learn,zz\n//- associations");
    let several = several.replace("//- achievements.csv", "zz@o.example,xen,2017-01-01,\n//- achievements.csv");
    let several = several.replace("//- accounts.csv", "www,w,W,,,,\nxen,x,X,,,,\n//- accounts.csv");
    for text in [several.clone(), format!("{several}//- overrides.yaml\n[]\n")] {
        let run = batch(&MemoryFiles::marked(&text), &[]);
        assert_eq!(ids(&run)[3..], ["zed", "www", "xen"], "{}", run.out);
    }
    // A link of an account that nobody has is wrong where it stands; one of somebody else's account is not.
    let unknown = batch(&changed("eve@outlook.example,fabrikam,", "evil@outlook.example,fabrikam,"), &[]);
    assert_eq!(lines(&unknown)[2]["errors"][0]["file"], "associations.csv");
    assert_eq!(lines(&unknown)[2]["errors"][0]["line"], 9);
}

/// Values for cells: usual ones elsewhere, unusual spellings, and nonsense.
const CELLS: [&str; 25] = [
    "",
    " ",
    "\"x\"",
    "\"a \"\"b\"\"\"",
    "\"two\nlines\"",
    "5\" disk",
    "'=x",
    " 2018-01-01 ",
    "2018-10-29T12:00:00+09:00",
    "2018-02-30",
    "2019-01-01",
    "contoso",
    "adatum",
    "northwind",
    "aoki",
    "baba",
    "aoki@outlook.example",
    "dan@outlook.example",
    "M1",
    "University",
    "learn",
    "70-532",
    "azure_customer_consumption",
    "a,b",
    "\"x\"y",
];

/// The network with other values in some cells.
fn edited(edits: &[(usize, usize, usize)]) -> String {
    let mut lines: Vec<String> = NETWORK.lines().map(str::to_owned).collect();
    let is_row = |n: &usize| !lines[*n].contains("//-") && !lines[*n - 1].contains("//-");
    let rows: Vec<usize> = (6..lines.len()).filter(is_row).collect();
    for (row, column, value) in edits {
        let line = &mut lines[rows[row % rows.len()]];
        let mut cells: Vec<&str> = line.split(',').collect();
        let column = column % cells.len();
        cells[column] = CELLS[*value];
        *line = cells.join(",");
    }
    format!("{}\n", lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// Rows are read in a short way where nothing is odd, and summaries are counted; a look ahead takes neither way.
    #[test]
    fn both_ways_through_a_network_agree(edits in prop::collection::vec((1usize..60, 0usize..8, 0..CELLS.len()), 1..5)) {
        let text = edited(&edits);
        let [short, long] = both_ways(&MemoryFiles::marked(&text));
        prop_assert_eq!(short, long, "{}", text);
    }

    /// Where a workspace has to be read whole, because one file is YAML, the same organizations are answered for alike, and
    /// what is wrong with the others is the same.
    #[test]
    fn a_workspace_read_whole_is_answered_for_alike(edits in prop::collection::vec((1usize..60, 0usize..8, 0..CELLS.len()), 1..5)) {
        let text = edited(&edits);
        let apart = batch(&MemoryFiles::marked(&text), &[]);
        let whole = batch(&MemoryFiles::marked(&format!("{text}//- overrides.yaml\n[]\n")), &[]);
        prop_assert_eq!(without_columns(&whole), without_columns(&apart), "{}\n{}\n{}", text, whole.err, apart.err);
    }
}

/// An answer, but for the columns of errors: rows that belong to nobody are shown where they begin, or where the value does.
fn without_columns(run: &Run) -> (u8, Vec<Value>) {
    let mut lines = lines(run);
    for error in lines.iter_mut().filter_map(|line| line.get_mut("errors")).filter_map(Value::as_array_mut).flatten() {
        error.as_object_mut().expect("a mapping").remove("column");
    }
    (run.code, lines)
}

/// What is said when rows are read in a short way and summaries are counted, and when neither is done; in one order.
fn both_ways(files: &MemoryFiles) -> [(u8, String, Vec<String>); 2] {
    [&[][..], &["--sort", "risk"]].map(|more| {
        let run = batch(files, more);
        let mut lines = lines(&run);
        for line in lines.iter_mut().filter_map(Value::as_object_mut) {
            line.remove("next_loss");
        }
        let mut lines: Vec<String> = lines.iter().map(Value::to_string).collect();
        lines.sort();
        (run.code, run.err, lines)
    })
}

#[test]
fn both_ways_agree_under_every_policy() {
    for policy in [
        "shared_focus_area: true",
        "exclusive: [silver]",
        "gold_implies_silver: false",
        "mix_branches: true",
        "departure_ends_credit: false",
        "accept_external: false",
        "skill_window_months: 24",
        "visibility_delay: 30d",
    ] {
        let files = changed("as_of: 2018-10-29\n", &format!("as_of: 2018-10-29\npolicy:\n  {policy}\n"));
        let [short, long] = both_ways(&files);
        assert_eq!(short, long, "{policy}");
        assert!(short.1.contains("6 people"), "{policy}: {}", short.1);
    }
}

#[test]
fn bad_documents_of_a_stream_name_their_line() {
    let good = documents();
    let first = good.lines().next().expect("a document");
    let stream = format!("{first}\n\n{{\"organization\": {{\"id\": \"x\"}}, \"employes\": []}}\nnonsense\n");
    let args = ["batch", "--input", "-", "--as-of", "2018-10-29", "--format", "ndjson"];
    let run = run_with_input(&MemoryFiles::default(), &args, stream.as_bytes());
    assert_eq!(run.code, 2);
    let lines = lines(&run);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1]["organization"]["id"], "x");
    assert_eq!((&lines[1]["errors"][0]["line"], &lines[1]["errors"][0]["code"]), (&3.into(), &"unknown-key".into()));
    assert_eq!((&lines[2]["errors"][0]["line"], &lines[2]["organization"]), (&4.into(), &Value::Null));
}

#[test]
fn many_folders() {
    let mut files = MemoryFiles::default();
    for (path, text) in sections() {
        files.insert(&format!("all/network/{path}"), text);
    }
    let alone = "organization: {id: solo}\nemployees: [{id: a}]\nas_of: 2018-10-29\n";
    files.insert("all/alone/competency.yaml", alone);
    files.insert("all/broken/competency.yaml", "organization: {id: solo}\nemployees: [{id: a, joined: x}]\n");
    let named = batch(&files, &["all/alone", "all/broken", "all/network"]);
    assert_eq!(named.code, 2);
    let workspaces: Vec<Value> = lines(&named).iter().map(|line| line["workspace"].clone()).collect();
    assert_eq!(workspaces, ["all/alone", "all/broken", "all/network", "all/network", "all/network"]);
    assert_eq!(lines(&named)[1]["errors"][0]["line"], 2);
    assert_eq!(batch(&files, &["all/*"]), named);
    assert_eq!(batch(&files, &["all/x*"]).code, 2);
    // A folder that fits and is no workspace is not passed over in silence.
    files.insert("all/new/employees.csv", "id\n");
    let fitting = batch(&files, &["all/*"]);
    assert_eq!((fitting.code, &fitting.out), (named.code, &named.out));
    assert!(fitting.err.contains("without a competency.yaml, and so left out: all/new\n"), "{}", fitting.err);
    assert_eq!(batch(&files, &["all/*", "--fail-fast"]).out.lines().count(), 2);
}

#[test]
fn selections_and_requirements() {
    let files = network();
    assert_eq!(ids(&batch(&files, &["--where", "membership>=silver"])), ["contoso"]);
    assert_eq!(ids(&batch(&files, &["--where", "membership<silver"])), ["adatum", "fabrikam"]);
    assert_eq!(ids(&batch(&files, &["--where", "level<silver", "--where", "membership=silver"])), ["contoso"]);
    assert!(batch(&files, &["--where", "devops>=silver"]).out.is_empty());
    assert!(batch(&files, &["--where", "level<silver"]).err.contains("3 organizations"));
    for bad in ["level", "level<", "level<platinum", "membership=x", "nothing>=gold"] {
        assert_eq!(batch(&files, &["--where", bad]).code, 2, "{bad}");
    }
    let required = batch(&files, &["--require", "membership>=silver"]);
    assert_eq!(required.code, 1);
    assert_eq!(lines(&required)[0]["required"][0]["verdict"], "met");
    assert_eq!(lines(&required)[1]["required"][0]["verdict"], "not_met");
    assert_eq!(batch(&files, &["--require", "membership>=silver", "--where", "membership=silver"]).code, 0);
    assert_eq!(batch(&files, &["--full", "--require", "membership>=silver"]).code, 1);
}

#[test]
fn the_most_endangered_first() {
    let files = network();
    let by_risk = batch(&files, &["--sort", "risk"]);
    let mut found = ids(&by_risk);
    assert_eq!(found[0], "adatum", "its membership lapsed");
    found.sort();
    assert_eq!(found, ["adatum", "contoso", "fabrikam"]);
    assert_eq!(run(&files, &["batch", "--sort", "risk", "--jobs", "1", "--format", "ndjson"]), by_risk);
    assert_eq!(lines(&by_risk)[0]["next_loss"], Value::Null);
    // Who loses a level comes before, and before that who cannot be evaluated.
    let leaving = NETWORK.replace("fabrikam,=Fabrikam,,\n", "fabrikam,=Fabrikam,,\nzeta,Zeta,,\n");
    let leaving = leaving.replace(
        "fabrikam,eve,Eve,,,,\n",
        "fabrikam,eve,Eve,,,,2018-02-30\nzeta,aoki,A,,,,\nzeta,baba,B,,,,2018-11-30\n",
    );
    let earned = "zeta,,aoki,70-532,2017-01-10,,,\nzeta,,baba,70-533,2017-01-10,,,\n//- performance.csv";
    let files = MemoryFiles::marked(&leaving.replace("//- performance.csv", earned));
    let by_risk = batch(&files, &["--sort", "risk"]);
    assert_eq!(ids(&by_risk), ["fabrikam", "zeta", "adatum", "contoso"]);
    let loss = &lines(&by_risk)[1]["next_loss"];
    assert_eq!((&loss["competency"], &loss["level"]), (&"application-development".into(), &"silver".into()), "{loss}");
    assert_eq!(loss["last_day"], "2018-11-30");
    let table = run(&files, &["batch", "--sort", "risk", "--format", "csv"]);
    assert!(table.out.contains(",application-development silver until 2018-11-30"), "{}", table.out);
    let table = run(&files, &["--lang", "ja", "batch", "--sort", "risk", "--format", "table"]);
    assert!(table.out.contains("2018-11-30まで"), "{}", table.out);
}

#[test]
fn what_cannot_be_is_refused() {
    assert_eq!(run(&network(), &["batch", "--full"]).code, 2);
    assert_eq!(run(&network(), &["batch", "--full", "--format", "csv"]).code, 2);
    assert_eq!(run(&network(), &["batch", "--input", "-", "folder"]).code, 2);
    assert_eq!(run(&MemoryFiles::default(), &["batch"]).code, 2);
    assert_eq!(run(&network(), &["batch", "--format", "junit"]).code, 2);
}

#[test]
fn an_answer_goes_into_a_file() {
    let run = run(&network(), &["batch", "-o", "lines.ndjson"]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(run.written["lines.ndjson"], batch(&network(), &[]).out);
}

#[test]
fn one_organization_is_asked_of_other_commands() {
    let run = run(&network(), &["batch", "--organization", "contoso"]);
    assert_eq!((run.out.as_str(), run.code), ("", 2));
    assert!(run.err.contains("takes no `--organization`") && run.err.contains("status --organization"), "{}", run.err);
}

/// As in `batch`, what is wrong with others does not keep a company from its answer, byte for byte the one it had.
#[test]
fn one_organization_is_answered_for_whatever_is_wrong_with_others() {
    let broken = changed("adatum,dan,Dan,,,,", "adatum,dan,Dan,,,2018-02-30,");
    for command in ["status", "why-not aoki", "alerts", "forecast", "people", "report", "achievement list"] {
        let command: Vec<&str> = command.split(' ').chain(["--organization"]).collect();
        let of = |id: &str| run(&broken, &[&command[..], &[id]].concat());
        let good = run(&network(), &[&command[..], &["contoso"]].concat());
        let alone = of("contoso");
        assert_eq!((alone.code, &alone.out), (good.code, &good.out), "{command:?}: {}", alone.err);
        assert!(
            alone.err.contains("1 other organization has errors in its records; `competency check`"),
            "{}",
            alone.err
        );
        let own = of("adatum");
        assert_eq!((own.code, own.out.as_str()), (2, ""), "{command:?}");
        assert!(own.err.contains("employees.csv:6:18") && !own.err.contains("achievements.csv"), "{}", own.err);
    }
    // What is written must fit everybody's records, so nothing is written beside broken ones.
    for command in [
        "achievement add dan 70-532 --earned 2018-02-01",
        "employee add max",
        "employee leave dan --on 2018-10-01",
        "link dan@outlook.example --on 2018-10-01",
        "membership buy silver",
        "import auto users.csv",
    ] {
        let broken = changed("contoso,chiba,千葉,,,,2018-09-30", "contoso,chiba,千葉,,,,2018-02-30");
        let mut files = broken;
        files.insert("users.csv", "userPrincipalName,displayName\nmax@adatum.example,Max\n");
        let run = run(&files, &command.split(' ').chain(["--organization", "adatum"]).collect::<Vec<_>>());
        assert!(run.code == 2 && run.written.is_empty(), "{command}: {}", run.out);
        assert!(
            run.err.contains("error[impossible-date]") && !run.err.contains("no-organization"),
            "{command}: {}",
            run.err
        );
    }
    // A record that names nobody may be one of whoever is asked about.
    let nobodys = changed(
        "adatum,dan@outlook.example,,70-533,2017-02-10,,,",
        ",dan@outlook.example,,70-533,2017-02-10,,,\n,,dan,70-532,2017-02-10,,,",
    );
    assert_eq!(run(&nobodys, &["status", "--organization", "adatum"]).code, 2);
    let misnamed =
        changed("adatum,dan@outlook.example,,70-533,2017-02-10,,,", "adatam,dan@outlook.example,,70-533,2017-02-10,,,");
    let refused = run(&misnamed, &["status", "--organization", "adatum"]);
    assert!(refused.code == 2 && refused.err.contains("did you mean `adatum`?"), "{}", refused.err);
    // Warnings about files are told as ever.
    let misspelt = MemoryFiles::marked(
        &NETWORK.replace("adatum,dan,Dan,,,,", "adatum,dan,Dan,,,2018-02-30,").replace(",earned,", ",earnt,"),
    );
    let told = run(&misspelt, &["status", "--organization", "fabrikam"]);
    assert!(told.code == 0 && told.err.contains("1 warning about the files"), "{}", told.err);
    // Nobody is answered for where it cannot be known whose fault it is, or when nobody is asked about.
    let quote = changed("fabrikam,eve,Eve", "fabrikam,eve,\"Eve");
    assert_eq!(run(&quote, &["status", "--organization", "contoso"]).code, 2);
    assert_eq!(run(&broken, &["status"]).code, 2);
    assert_eq!(run(&broken, &["check"]).code, 2);
}

/// A part of an answer does not take the place of a whole one.
#[test]
fn a_file_is_left_alone_when_the_first_fault_ends_the_run() {
    let mut files = network();
    files.insert("achievements-2.csv", "organization,employee,credential,earned\nadatum,nobody,70-480,2018-01-01\n");
    let stopped = run(&files, &["batch", "--format", "csv", "--fail-fast", "-o", "all.csv"]);
    assert_eq!(stopped.code, 2);
    assert!(!stopped.written.contains_key("all.csv"), "{:?}", stopped.written.keys());
    assert!(stopped.err.contains("`all.csv` is as it was"), "{}", stopped.err);
    let whole = run(&files, &["batch", "--format", "csv", "-o", "all.csv"]);
    assert_eq!(whole.code, 2);
    assert!(whole.written["all.csv"].contains("fabrikam"), "{:?}", whole.written);
}

/// What is wrong stands below a heading, however many folders are named.
#[test]
fn a_folder_that_is_no_workspace_has_a_row_as_wide_as_the_table() {
    for folders in [&["nowhere"][..], &["nowhere", "neither"]] {
        let run = run(&network(), &[&["batch", "--format", "csv"], folders].concat());
        assert_eq!(run.code, 2);
        let widths: Vec<usize> = run.out.lines().map(|line| line.matches(',').count()).collect();
        assert!(widths.len() > 1 && widths.iter().all(|width| *width == widths[0]), "{}", run.out);
    }
    let table = run(&network(), &["batch", "nowhere"]);
    assert!(table.out.contains("not evaluated: nowhere/"), "{}", table.out);
    assert!(table.err.starts_with("1 organization, 1 not evaluated"), "{}", table.err);
}
