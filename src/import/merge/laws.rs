//! What holds for every file, as properties: nothing is lost, what is added can be read, twice is as good as once, and the
//! order of a list of users does not matter.

use super::feed::{feed, moment, options};
use super::*;
use crate::diagnostic::{Severity, Sources};
use crate::load::files::{Files, MemoryFiles};
use crate::load::workspace::{self as loading, Reading, Workspace};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use std::collections::BTreeMap;
use std::sync::LazyLock;

const WORKSPACE: &str = "\
//- program.yaml
schema: competency/program/1
id: small
levels: [silver, gold]
metrics: {azure_customer_consumption: {unit: USD, aliases: [ACR_USD], may_be_negative: true}}
associations: {cloud_solution_provider: {name: Cloud Solution Provider}}
credentials:
  70-532: {kind: exam, name: One}
  70-533: {kind: assessment, name: Two}
  70-534: {kind: external, name: Three}
competencies: {}
offers: {silver: {name: Silver, requires: silver}, gold: {name: Gold, requires: gold}}
//- competency.yaml
program: program.yaml
organization: {id: contoso, locations: [{id: tokyo, mpn_id: '4000001'}, {id: osaka}]}
time_zone: '+09:00'
//- employees.csv
id,name,email,location,joined,left
0012,Sato,sato@contoso.example,tokyo,2015-04-01,
jiro,Jiro,jiro@contoso.example,,,2018-12-31
x,Shared,jiro@contoso.example,,2018-06-01,
//- accounts.csv
account,kind,employee
1001,learn,0012
1002,university,jiro
Jiro@example.com,learn,jiro
//- associations.csv
account,organization,linked,unlinked
1001,contoso,2018-01-01,
1002,contoso,2017-01-01,2018-01-31
Jiro@example.com,fabrikam,2018-06-01,
//- achievements.csv
account,employee,credential,earned,expires
1001,,70-532,2018-02-01,
1001,,70-533,2018-02-02,2018-03-01
,jiro,70-534,,
,jiro,Old Craft,,2018-02-28
//- performance.csv
metric,month,value,association,location
azure_customer_consumption,2018-01,100,,
azure_customer_consumption,2018-02,60,,tokyo
azure_customer_consumption,2018-02,40,,tokyo
//- memberships.csv
offer,purchased,renewals
silver,2017-03-01,2018-03-01
";

/// The workspace, which is the same for all cases.
static BEFORE: LazyLock<(MemoryFiles, Workspace, Sources)> = LazyLock::new(|| {
    let files = MemoryFiles::marked(WORKSPACE);
    let (workspace, sources) = load(&files);
    (files, workspace, sources)
});

/// The files of a workspace as tables: by path the rows, the heading first.
type Tables = BTreeMap<String, Vec<Vec<String>>>;

fn tables(files: &MemoryFiles) -> Tables {
    let mut tables = Tables::new();
    for entry in files.list("").unwrap().into_iter().filter(|entry| entry.name.ends_with(".csv")) {
        let bytes = files.read(&entry.name).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
        let rows = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
        tables.insert(entry.name, rows);
    }
    tables
}

fn put(rows: &mut [Vec<String>], row: usize, field: &str, value: &str) {
    let column = rows[0].iter().position(|name| name == field).unwrap_or_else(|| {
        rows[0].push(field.to_owned());
        rows[0].len() - 1
    });
    let cells = &mut rows[row];
    cells.resize(cells.len().max(column + 1), String::new());
    cells[column] = value.to_owned();
}

/// The workspace with the changes made.
fn applied(files: &MemoryFiles, sources: &Sources, changes: &[Change]) -> MemoryFiles {
    let mut tables = tables(files);
    for change in changes.iter().rev() {
        match change {
            Change::Set { at, fields, .. } => {
                let file = sources.file(at.file);
                let line = file.position(at.start).line as usize;
                for (field, value) in fields {
                    put(tables.get_mut(&file.path).unwrap(), line - 1, field, value);
                }
            }
            Change::Add(rows) => {
                let table = tables.entry(format!("{}.csv", rows.kind.stem())).or_default();
                if table.is_empty() {
                    table.push(Vec::new());
                }
                for row in 0..rows.len() {
                    table.push(Vec::new());
                    for (column, field) in rows.columns.iter().enumerate() {
                        let last = table.len() - 1;
                        put(table, last, field, rows.get(row, column));
                    }
                }
            }
        }
    }
    let mut files = files.clone();
    for (path, rows) in tables {
        let width = rows[0].len();
        let mut writer = csv::Writer::from_writer(Vec::new());
        for mut row in rows {
            row.resize(width, String::new());
            writer.write_record(&row).unwrap();
        }
        files.insert(&path, writer.into_inner().unwrap());
    }
    files
}

fn load(files: &MemoryFiles) -> (Workspace, Sources) {
    let loaded = loading::load(files, &Reading::default());
    let errors: Vec<String> =
        loaded.complaints.iter().filter(|c| c.severity() == Severity::Error).map(|c| format!("{c:?}")).collect();
    assert_eq!(errors, [""; 0], "{files:#?}");
    (loaded.workspace.unwrap(), loaded.sources)
}

fn merged(workspace: &Workspace, options: Options<'_>, rows: &[String]) -> Merged {
    let recorded = workspace.organizations.first().unwrap();
    let mut merger = Merger::new(&recorded.records, &recorded.origins, &workspace.program, options);
    feed(&mut merger, &rows.join("\n"));
    merger.decide().finish()
}

/// The changes as a set of texts.
fn records(changes: &[Change]) -> Vec<String> {
    let mut all = Vec::new();
    for change in changes {
        match change {
            Change::Set { kind, at, fields } => all.push(format!("{kind:?} {} {fields:?}", at.start)),
            Change::Add(rows) => all.extend((0..rows.len()).map(|row| {
                let cells = rows.columns.iter().enumerate().map(|(n, column)| (*column, rows.get(row, n)));
                let cells: BTreeMap<&str, &str> = cells.filter(|(_, value)| !value.is_empty()).collect();
                format!("{:?} {cells:?}", rows.kind)
            })),
        }
    }
    all.sort();
    all
}

fn field(name: &'static str, values: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    prop_oneof![
        2 => Just(None),
        1 => select(values).prop_map(move |value| Some(format!("{name}={value}"))),
    ]
}

const DAYS: &[&str] =
    &["2018-01-31", "2018-02-01", "2018-02-02", "2018-02-03", "2018-02-28", "2019-02-01", "2018-02-01T23:30:00Z"];

fn who() -> impl Strategy<Value = Vec<Option<String>>> {
    let keys = (
        field("id", &["0012", "12", "77", "078", "jiro"]),
        field("mcid", &["1001", "1002", "2001", "2002"]),
        field("mail", &["sato@contoso.example", "Jiro@contoso.example", "77@contoso.example", "new@contoso.example"]),
        field("own", &["jiro@example.com", "New@example.com", "other@example.com", "sato@contoso.example"]),
        field("object", &["A-1", "a-2"]),
        field("name", &["Sato", "佐藤", "New Person", "new  person", "New　Person", "ｻﾄｳ", "サトウ"]),
        field("given", &["Ann", "花子"]),
        field("family", &["Bell"]),
    );
    keys.prop_map(|(a, b, c, d, e, f, g, h)| vec![a, b, c, d, e, f, g, h])
}

type Row = (&'static str, Vec<Option<String>>);

fn person() -> impl Strategy<Value = Row> {
    let person = (
        who(),
        field("place", &["tokyo", "Osaka", "nagoya"]),
        field("mpn", &["4000001"]),
        field("joined", DAYS),
        field("left", DAYS),
        field("active", &["yes", "no"]),
    );
    person.prop_map(|(who, a, b, c, d, e)| ("person", [who, vec![a, b, c, d, e]].concat()))
}

fn row() -> impl Strategy<Value = Row> {
    let earned = (
        who(),
        field("code", &["70-532", "70-533", "70-534", "9999"]),
        field("title", &["Old Craft", "New Craft"]),
        field("on", DAYS),
        field("until", DAYS),
        field("linked", &["yes", "no"]),
        field("assessment", &["yes"]),
    );
    let earned = earned.prop_map(|(who, a, b, c, d, e, f)| {
        // No reader hands over a credential without a name.
        let a = a.or_else(|| b.is_none().then(|| "code=70-532".to_owned()));
        ("earned", [who, vec![a, b, c, d, e, f]].concat())
    });
    let figure = (
        select(&["azure_customer_consumption", "ACR_USD", "footsteps"][..]),
        select(&["2018-01", "2018-02"][..]),
        select(&["100", "50", "-0.5", "999999999999999999"][..]),
        field("via", &["cloud_solution_provider", "CSP"]),
        field("place", &["tokyo", "nagoya"]),
        field("adds", &["yes"]),
    );
    let figure = figure.prop_map(|(metric, month, value, a, b, c)| {
        let own = [("metric", metric), ("month", month), ("value", value)];
        ("figure", own.into_iter().map(|(k, v)| Some(format!("{k}={v}"))).chain([a, b, c]).collect())
    });
    let days = || select(&["2017-03-01", "2018-02-28", "2018-03-01", "2019-03-01", "2020-03-01", "2020-02-29"][..]);
    let term = (select(&["Silver", "gold", "none"][..]), days(), days()).prop_map(|(level, start, end)| {
        let own = [("level", level), ("start", start), ("end", end)];
        ("term", own.into_iter().map(|(k, v)| Some(format!("{k}={v}"))).collect())
    });
    prop_oneof![4 => person(), 4 => earned, 1 => figure, 1 => term]
}

/// Rows of one file. A list of those who leave has no other rows.
fn file() -> impl Strategy<Value = Vec<String>> {
    let leaving = person().prop_map(|(word, fields)| (word, [fields, vec![Some("leaving=yes".to_owned())]].concat()));
    let rows = prop_oneof![
        9 => prop::collection::vec(row(), 1..14),
        1 => prop::collection::vec(leaving, 1..14),
    ];
    let text = |(word, fields): Row| {
        let fields: Vec<String> = fields.into_iter().flatten().collect();
        format!("{word} {}", fields.join(", "))
    };
    rows.prop_map(move |rows| rows.into_iter().map(text).collect())
}

/// Rows about people of whom every one is always the same.
fn consistent() -> impl Strategy<Value = (Vec<String>, Vec<String>)> {
    const PEOPLE: [&[&str]; 4] = [
        &["id=0012", "mcid=1001", "mail=sato@contoso.example", "own=s@example.com", "name=佐藤", "place=osaka"],
        &["mcid=2001", "mail=new@contoso.example", "own=new@example.com", "object=N", "joined=2018-01-01"],
        &["id=0099", "mcid=2002", "mail=new@fabrikam.example", "object=M", "name=Ninety", "active=no"],
        &["own=new@other.example", "object=O", "name=Only Own"],
    ];
    let row = (0..PEOPLE.len()).prop_flat_map(|n| {
        let fields = PEOPLE[n];
        subsequence(fields, 1..=fields.len()).prop_map(|fields| format!("person {}", fields.join(", ")))
    });
    prop::collection::vec(row, 1..12).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn twice_is_as_good_as_once(
        rows in file(),
        linked in select(&["", "2018-01-15", "2018-06-01", "2019-01-01"][..]),
        left in select(&["", "2018-03-31"][..]),
        new_people in any::<bool>(),
    ) {
        let options = Options { linked: moment(linked), left: Date::parse(left).ok(), new_people, ..options() };
        let (files, before, sources) = &*BEFORE;
        let first = merged(before, options, &rows);
        let files = applied(files, sources, &first.changes);
        let (after, _) = load(&files);
        let second = merged(&after, options, &rows);
        for merged in [&first, &second] {
            let c = &merged.counts;
            prop_assert_eq!(c.read, rows.len());
            prop_assert_eq!(c.read, c.new + c.changed + c.unchanged + c.all_skipped() + c.rejected);
            prop_assert_eq!(c.rejected, merged.rejected.len());
        }
        prop_assert_eq!(records(&second.changes), Vec::<String>::new(), "{:#?}", records(&first.changes));
        prop_assert_eq!((second.counts.new, second.counts.changed), (0, 0), "{:#?}", records(&first.changes));
    }

    #[test]
    fn users_come_in_any_order((rows, other) in consistent(), linked in select(&["", "2018-02-01"][..])) {
        let (_, workspace, _) = &*BEFORE;
        let options = Options { linked: moment(linked), ..options() };
        let first = merged(workspace, options, &rows);
        let second = merged(workspace, options, &other);
        prop_assert_eq!(records(&first.changes), records(&second.changes));
        let count = |merged: &Merged| (merged.kinds, merged.counts.new, merged.counts.rejected);
        prop_assert_eq!(count(&first), count(&second));
    }
}
