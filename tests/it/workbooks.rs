//! Workbooks, read back by others: sheets, types, what nobody may take for a formula, and bytes that stay the same.

use crate::support::{Run, folder_of, repository, run, run_in};
use calamine::{Data, DataType, Reader, Xlsx};
use competency::cli::Terminal;
use competency::load::files::MemoryFiles;
use expect_test::expect_file;
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

/// A workbook as a reader of the format sees it: its sheets in order, with the rows of each.
pub(crate) struct Workbook {
    pub(crate) sheets: Vec<(String, Vec<Vec<Data>>)>,
}

impl Workbook {
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap_or_else(|error| panic!("{error}"));
        let names = book.sheet_names();
        let rows = |name: &String, book: &mut Xlsx<Cursor<&[u8]>>| {
            let range = book.worksheet_range(name).unwrap_or_else(|error| panic!("{name}: {error}"));
            let formulas = book.worksheet_formula(name).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(formulas.used_cells().count(), 0, "{name} has formulas");
            range.rows().map(<[Data]>::to_vec).collect()
        };
        Self { sheets: names.iter().map(|name| (name.clone(), rows(name, &mut book))).collect() }
    }

    pub(crate) fn names(&self) -> Vec<&str> {
        self.sheets.iter().map(|(name, _)| name.as_str()).collect()
    }

    pub(crate) fn sheet(&self, name: &str) -> &[Vec<Data>] {
        let found = self.sheets.iter().find(|(sheet, _)| sheet == name);
        found.map_or_else(|| panic!("no sheet `{name}` among {:?}", self.names()), |(_, rows)| rows)
    }

    /// Every cell of every sheet as text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = String> {
        self.sheets.iter().flat_map(|(_, rows)| rows).flatten().map(shown)
    }
}

/// What a cell shows.
pub(crate) fn shown(cell: &Data) -> String {
    match cell {
        Data::DateTime(at) => day(at.as_f64()),
        other => other.to_string(),
    }
}

/// The day with this number.
fn day(serial: f64) -> String {
    assert_eq!(serial.fract(), 0.0, "a time of day");
    let number = i32::try_from(serial as i64).expect("a day");
    // The first day on which Excel and the calendar agree.
    competency::model::Date::parse("1900-03-01").expect("a day").plus_days(number - 61).to_string()
}

/// The parts of a workbook by their names, each of them XML that a parser takes.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    (0..archive.len())
        .map(|n| {
            let mut part = archive.by_index(n).expect("a part");
            let (name, mut text) = (part.name().expect("a name").into_owned(), String::new());
            part.read_to_string(&mut text).expect("text");
            roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            (name, text)
        })
        .collect()
}

fn demo() -> MemoryFiles {
    folder_of("examples/demo")
}

fn workbook(files: &MemoryFiles, args: &[&str]) -> Run {
    let run = run(files, &[args, &["--format", "xlsx"]].concat());
    assert_eq!(run.code, 0, "{args:?}\n{}", run.err);
    run
}

#[test]
fn every_table_is_a_sheet_and_sentences_come_first() {
    for (args, names) in [
        (&["status"][..], &["Summary", "Competencies"][..]),
        (&["forecast"], &["Summary", "Forecast"]),
        (&["people", "devops", "--since", "2018-01-01"], &["Summary", "Came and went", "People and requirements"]),
        (&["program", "list", "--credentials"], &["Credentials"]),
    ] {
        let found = Workbook::read(&workbook(&demo(), args).answer);
        assert_eq!(found.names(), names, "{args:?}");
    }
    let japanese = Workbook::read(&workbook(&demo(), &["alerts", "--lang", "ja"]).answer);
    assert_eq!(japanese.names(), ["概要", "アラート"]);
    let summary = Workbook::read(&workbook(&demo(), &["alerts"]).answer);
    let plain = run(&demo(), &["alerts", "--format", "plain"]).out;
    assert_eq!(plain.lines().next(), Some(summary.sheet("Summary")[0][0].to_string().as_str()));
}

/// The rows of a sheet are those of the table, so nothing is left out and nothing is added.
#[test]
fn sheets_hold_what_the_table_holds() {
    let answers = [
        (&["status", "--all"][..], "Competencies"),
        (&["alerts"], "Alerts"),
        (&["actions"], "Actions"),
        (&["people"], "People"),
        (&["employee", "list", "--all"], "Employees"),
        (&["program", "list", "--credentials"], "Credentials"),
    ];
    for (args, sheet) in answers {
        let comma = run(&demo(), &[args, &["--format", "csv"]].concat()).out;
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(comma.as_bytes());
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
        let book = Workbook::read(&workbook(&demo(), args).answer);
        let found: Vec<Vec<String>> = book.sheet(sheet).iter().map(|row| row.iter().map(shown).collect()).collect();
        assert_eq!(found, rows, "{args:?}");
    }
}

#[test]
fn days_are_days_and_text_is_text() {
    let alerts = Workbook::read(&workbook(&demo(), &["alerts"]).answer);
    let days = alerts.sheet("Alerts").iter().skip(1).map(|row| &row[2]);
    let days: Vec<String> = days
        .filter(|cell| !cell.is_empty())
        .inspect(|cell| assert!(matches!(cell, Data::DateTime(_)), "{cell:?}"))
        .map(shown)
        .collect();
    assert!(days.len() > 5 && days.iter().any(|day| day.starts_with("2018-")), "{days:?}");
    let hostile = MemoryFiles::new([(
        "competency.yaml",
        "as_of: 2018-10-29\norganization: {id: o}\nemployees:\n- {id: ann, name: '=1+2'}\n- {id: bob, name: '１２３'}\n- {id: '0042', name: '2018-10-29'}\n- {id: cat, name: \"a\\u001b[31m\\u0007\\nb_x0041_\"}\n",
    )]);
    let run = workbook(&hostile, &["employee", "list"]);
    let names: Vec<Data> =
        Workbook::read(&run.answer).sheet("Employees").iter().skip(1).map(|row| row[1].clone()).collect();
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(names, [text("2018-10-29"), text("=1+2"), text("１２３"), text("a␛[31m␇\nb_x0041_")]);
    // Excel keeps the text when somebody edits the cell.
    assert!(parts(&run.answer)["xl/styles.xml"].contains("quotePrefix=\"1\""));
    assert!(!parts(&workbook(&demo(), &["employee", "list"]).answer)["xl/styles.xml"].contains("quotePrefix"));
}

#[test]
fn a_sheet_can_be_read_filtered_and_printed() {
    let found = parts(&workbook(&demo(), &["alerts"]).answer);
    let sheet = &found["xl/worksheets/sheet2.xml"];
    for expected in [
        "state=\"frozen\"",
        "ySplit=\"1\"",
        "<autoFilter ref=\"A1:E",
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
    ] {
        assert!(sheet.contains(expected), "{expected}\n{sheet}");
    }
    assert!(found["xl/workbook.xml"].contains("Alerts!$1:$1"), "the headings stand on every page");
    assert!(found["xl/styles.xml"].contains("formatCode=\"yyyy-mm-dd\""), "{}", found["xl/styles.xml"]);
    // Nothing says who made it, where, or when, but for the instant it speaks of.
    let properties = &found["docProps/core.xml"];
    assert!(properties.contains("<dc:creator></dc:creator>"), "{properties}");
    assert_eq!(properties.matches("2018-10-29T14:59:59Z").count(), 2, "{properties}");
}

#[test]
fn the_same_answer_is_the_same_bytes() {
    for args in [&["status"][..], &["alerts"], &["program", "list", "--credentials"]] {
        assert_eq!(workbook(&demo(), args).answer, workbook(&demo(), args).answer, "{args:?}");
    }
    let written = run(&demo(), &["alerts", "-o", "x.XLSX"]);
    assert_eq!(written.bytes.get("x.XLSX"), Some(&workbook(&demo(), &["alerts"]).answer));
    assert_ne!(workbook(&demo(), &["alerts", "--as-of", "2018-10-30"]).answer, workbook(&demo(), &["alerts"]).answer);
}

#[test]
fn a_terminal_gets_no_workbook() {
    let terminal = Terminal { out: true, err: true, width: Some(100), height: None };
    let args = |more: &[&'static str]| [&["status", "--format", "xlsx"][..], more].concat();
    let refused = run_in(&demo(), &args(&[]), &[], terminal);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(refused.err.starts_with("error: `xlsx` is no text, and a terminal cannot show it\n"), "{}", refused.err);
    assert!(refused.err.contains("-o answer.xlsx"), "{}", refused.err);
    for more in [&["-o", "x.xlsx"][..], &["--quiet"]] {
        assert_eq!(run_in(&demo(), &args(more), &[], terminal).code, 0, "{more:?}");
    }
}

/// What a partner manager gets of the example company, in both languages: goldens in `fixtures/cases/demo`, sheet by
/// sheet, a cell a line, with days and numbers in brackets.
#[test]
fn the_workbook_of_the_example_company() {
    for lang in ["en", "ja"] {
        let book = Workbook::read(&workbook(&demo(), &["report", "--lang", lang]).answer);
        let mut told = String::new();
        for (name, rows) in &book.sheets {
            told.push_str(&format!("== {name}\n"));
            for (n, row) in rows.iter().enumerate() {
                let cell = |cell: &Data| match cell {
                    Data::DateTime(_) | Data::Float(_) | Data::Int(_) => format!("[{}]", shown(cell)),
                    other => other.to_string().replace('\n', " / "),
                };
                let cells: Vec<String> = row.iter().map(cell).collect();
                told.push_str(&format!("{}: {}\n", n + 1, cells.join(" | ").trim_end_matches([' ', '|'])));
            }
        }
        expect_file![repository(&format!("fixtures/cases/demo/report.{lang}.xlsx.txt"))].assert_eq(&told);
    }
}
