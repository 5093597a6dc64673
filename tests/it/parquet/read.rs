//! Records in Parquet files mean what they mean in CSV.

use super::made::{How, parquet, seen};
use crate::batch::NETWORK;
use crate::support::{Run, folder_of, run, run_on};
use competency::cli::ParquetFiles;
use competency::diagnostic::ParquetFault;
use competency::load::columnar::write_text;
use competency::load::files::{Files as _, Limits, MemoryFiles, ReadError};
use competency::model::Date;
use expect_test::{Expect, expect};
use parquet::basic::{Compression, GzipLevel, ZstdLevel};
use parquet::file::properties::WriterVersion;
use proptest::prelude::*;

/// Every way of writing that matters to whoever reads.
fn ways() -> Vec<How> {
    let plain = How { dictionary: false, compression: Compression::UNCOMPRESSED, ..How::default() };
    vec![
        How::default(),
        How { typed: false, ..How::default() },
        How { group: 1, ..plain },
        How { compression: Compression::ZSTD(ZstdLevel::default()), group: 2, ..How::default() },
        How { compression: Compression::GZIP(GzipLevel::default()), version: WriterVersion::PARQUET_2_0, ..plain },
        How { version: WriterVersion::PARQUET_2_0, group: 3, ..How::default() },
    ]
}

/// An answer that names files, with the names that they have as CSV.
fn as_csv(run: &Run) -> String {
    run.transcript().replace(".parquet", ".csv")
}

/// The same command lines give the same answers as from CSV.
fn same(csv: &MemoryFiles, hows: &[How], lines: &[&str]) {
    for line in lines {
        let args: Vec<&str> = line.split(' ').collect();
        let expected = run(csv, &args).transcript();
        for how in hows {
            assert_eq!(as_csv(&run_on(&seen(csv, *how), &args)), expected, "{line} {how:?}");
        }
    }
}

#[test]
fn a_company() {
    let csv = folder_of("examples/demo");
    same(&csv, &ways(), &["status --format json"]);
    let lines = [
        "status",
        "explain cloud-platform --format json",
        "people --format json",
        "achievement list --format csv",
        "alerts",
        "check --format json",
        "report --format html",
        "status --pseudonyms key --format json",
    ];
    same(&csv, &[How::default()], &lines);
}

#[test]
fn a_network() {
    let csv = MemoryFiles::marked(NETWORK);
    same(&csv, &ways(), &["batch --format ndjson", "batch --format csv --jobs 1"]);
    same(&csv, &[How::default()], &["batch --format ndjson --full"]);
    // As text, every complaint is in the same column, too.
    same(&csv, &[How { typed: false, ..How::default() }], &["check"]);
}

#[test]
fn networks_are_read_in_parts() {
    let csv = MemoryFiles::marked(NETWORK);
    let files = seen(&csv, How { typed: false, ..How::default() });
    for name in ["achievements", "employees"] {
        let whole = files.read(&format!("{name}.parquet")).expect("a text");
        let expected = csv.read(&format!("{name}.csv")).expect("a text");
        assert_eq!(String::from_utf8_lossy(&whole), String::from_utf8_lossy(&expected), "{name}");
        let mut parts = Vec::new();
        while parts.len() < whole.len() {
            let at = parts.len() as u64;
            files.read_part(&format!("{name}.parquet"), at, 7, &mut parts).expect("a part");
        }
        assert_eq!(parts, whole);
        assert_eq!(files.length(&format!("{name}.parquet")), Ok(whole.len() as u64));
        // Once the text is kept, it is read from there.
        assert_eq!(files.read(&format!("{name}.parquet")), Ok(whole));
    }
    files.read_part("achievements.parquet", 1 << 40, 7, &mut Vec::new()).expect("nothing is behind the end");
}

/// Several networks, one behind the other, with files in folders of their kinds.
#[test]
fn networks_in_folders() {
    let csv = MemoryFiles::marked(NETWORK);
    let (mut text, mut tables) = (MemoryFiles::default(), MemoryFiles::default());
    for folder in ["west", "east"] {
        for entry in csv.list(".").expect("a folder") {
            let bytes = csv.read(&entry.name).expect("a file");
            match entry.name.strip_suffix(".csv") {
                Some(stem) if stem != "organizations" => {
                    let part = parquet(&bytes, How { typed: false, ..How::default() });
                    tables.insert(&format!("{folder}/{stem}/part-0.parquet"), part);
                    text.insert(&format!("{folder}/{stem}/part-0.csv"), bytes);
                }
                Some(stem) => {
                    tables.insert(&format!("{folder}/{stem}.parquet"), parquet(&bytes, How::default()));
                    text.insert(&format!("{folder}/{stem}.csv"), bytes);
                }
                None => {
                    tables.insert(&format!("{folder}/{}", entry.name), bytes.clone());
                    text.insert(&format!("{folder}/{}", entry.name), bytes);
                }
            }
        }
    }
    let tables = ParquetFiles::new(tables);
    let lines = [
        ("batch west east --format ndjson --full", 2),
        ("batch * --format csv", 2),
        ("batch east --format ndjson --jobs 1", 1),
    ];
    for (line, folders) in lines {
        let args: Vec<&str> = line.split(' ').collect();
        let answer = as_csv(&run_on(&tables, &args));
        assert_eq!(answer, run(&text, &args).transcript(), "{line}");
        assert_eq!(answer.matches("Fabrikam").count(), folders, "{line}");
    }
}

/// A workspace of one company with these people.
fn people(bytes: Vec<u8>) -> ParquetFiles<MemoryFiles> {
    let mut files = MemoryFiles::new([("competency.yaml", "organization: {id: north}\n")]);
    files.insert("employees.parquet", bytes);
    ParquetFiles::new(files)
}

fn check(files: &ParquetFiles<MemoryFiles>, line: &str, expected: &Expect) {
    let args: Vec<&str> = line.split(' ').collect();
    let run = run_on(files, &args);
    let written: String = run.written.iter().map(|(path, content)| format!("//- {path}\n{content}")).collect();
    expected.assert_eq(&(run.transcript() + &written));
}

#[test]
fn lines_are_those_of_csv() {
    let csv =
        "id,Name,joined\nann,Ann,2018-01-01\nbob,\"Bob, Jr.\",2018-13-01\n,Eve,\ndan,\"two\nlines\",x\ndan,Dan,\n";
    let files = people(parquet(csv.as_bytes(), How { group: 2, ..How::default() }));
    check(
        &files,
        "check",
        &expect![[r#"
        error[impossible-date]: there is no such day or time as `2018-13-01`
         --> employees.parquet:3:16
          |
        3 | bob,"Bob, Jr.",2018-13-01
          |                ^^^^^^^^^^
          |
          = help: months go from 01 to 12

        error[missing-value]: `id` is needed here and is empty
         --> employees.parquet:4:1
          |
        4 | ,Eve,
          | ^ in this record

        error[invalid-date]: `x` is not a date
         --> employees.parquet:6:8
          |
        6 | lines",x
          |        ^
          |
          = help: dates are written year-month-day, like `2018-10-29`, and instants like `2018-10-29T12:00:00+09:00`

        error[duplicate-id]: the employee `dan` stands twice
         --> employees.parquet:7:1
          |
        5 | dan,"two
          | --- first here
        6 | lines",x
        7 | dan,Dan,
          | ^^^ again here
          |
          = help: give each its own id, or remove one

        4 errors
        exit code 2
    "#]],
    );
    let mut text = MemoryFiles::new([("competency.yaml", "organization: {id: north}\n")]);
    text.insert("employees.csv", csv);
    assert_eq!(as_csv(&run_on(&files, &["check"])), run(&text, &["check"]).transcript());
}

#[test]
fn headings() {
    let how = How::default();
    check(
        &people(parquet(b"ID,joinde\nann,2018-01-01\n", how)),
        "check",
        &expect![[r#"
        2 files, 1 person, 0 achievements: readable.
        warning[unknown-column]: the column `joinde` is not known and is left alone
         --> employees.parquet:1:4
          |
        1 | ID,joinde
          |    ^^^^^^
          |
          = help: did you mean `joined`?

        1 warning
        exit code 0
    "#]],
    );
    check(
        &people(parquet(b"name\nAnn\n", how)),
        "check",
        &expect![[r#"
        error[missing-column]: the column `id` is missing
         --> employees.parquet:1:1
          |
        1 | name
          | ^^^^
          |
          = help: add it to the heading row

        1 error
        exit code 2
    "#]],
    );
    check(
        &people(parquet(b"id\n", how)),
        "check",
        &expect![[r#"
        error: the workspace has no people
          = help: nothing was evaluated, so nothing passed; `--allow-empty` accepts that
        exit code 2
    "#]],
    );
}

#[test]
fn encodings_are_for_text() {
    let files = people(parquet("id,name\nann,山田\n".as_bytes(), How::default()));
    check(
        &files,
        "employee list --encoding cp932",
        &expect![[r#"
            id   name  e-mail  location  employed  accounts
            ann  山田                    always
            competency.yaml was read as CP932
            exit code 0
        "#]],
    );
}

#[test]
fn only_read() {
    let files = people(parquet(b"id,name\nann,Ann\nbob,Bob\n", How::default()));
    check(
        &files,
        "employee leave bob --on 2018-06-30",
        &expect![[r#"
        error: employees.parquet:3 cannot be changed: Parquet files are only read
          = help: nothing was written; change it where the file is made, or save the table as CSV
        exit code 2
    "#]],
    );
    check(
        &files,
        "employee leave bob --on 2018-06-30 --lang ja",
        &expect![[r#"
        エラー: employees.parquet:3は変更できません：Parquetファイルは読み取り専用です
          = ヒント: 何も書き込んでいません。ファイルの作成元で変更するか、表をCSVとして保存してください
        exit code 2
    "#]],
    );
    // A new record needs no change of the file.
    check(
        &files,
        "employee add eve --name Eve",
        &expect![[r#"
            New employee: Eve (eve).

            employees.csv (new)
              1 + id,name,email,location,joined,left
              2 + eve,Eve,,,,

            1 file changed.
            exit code 0
            //- employees.csv
            id,name,email,location,joined,left
            eve,Eve,,,,
        "#]],
    );
}

#[test]
fn damaged() {
    let sound = parquet(b"id,name\nann,Ann\nbob,Bob\n", How::default());
    check(
        &people(Vec::new()),
        "check",
        &expect![[r#"
        error[unreadable-file]: this is no Parquet file that can be read: it is too short
         --> employees.parquet
          |
          = help: write it again; `competency help files` says what is read

        1 error
        exit code 2
    "#]],
    );
    check(
        &people(b"id,name\nann,Ann\n".to_vec()),
        "check",
        &expect![[r#"
            error[unreadable-file]: this is no Parquet file that can be read: it does not end as those do
             --> employees.parquet
              |
              = help: write it again; `competency help files` says what is read

            1 error
            exit code 2
        "#]],
    );
    check(
        &people(sound[..sound.len() - 40].to_vec()),
        "check",
        &expect![[r#"
            error[unreadable-file]: this is no Parquet file that can be read: it does not end as those do
             --> employees.parquet
              |
              = help: write it again; `competency help files` says what is read

            1 error
            exit code 2
        "#]],
    );
    check(
        &people(sound[40..].to_vec()),
        "check --lang ja",
        &expect![[r#"
        エラー[unreadable-file]: Parquetファイルとして読み取れません：Required field type_ is missing
         --> employees.parquet
          |
          = ヒント: 書き出し直してください。読み取れるものは `competency help files` にあります

        エラー1件
        exit code 2
    "#]],
    );
    let mut files =
        MemoryFiles::new([("competency.yaml", "organization: {id: north}\n"), ("employees.parquet/part-0", "")]);
    files.insert("achievements.parquet", b"PAR1");
    check(
        &ParquetFiles::new(files),
        "check",
        &expect![[r#"
        error[unreadable-file]: this is no Parquet file that can be read: it is too short
         --> achievements.parquet
          |
          = help: write it again; `competency help files` says what is read

        error[unreadable-file]: this is a folder, where a file was expected
         --> employees.parquet

        2 errors
        exit code 2
    "#]],
    );
}

/// The text of a file of so many bytes at most.
fn text(bytes: &[u8], most: usize) -> Result<String, ReadError> {
    let (mut text, limits) = (Vec::new(), Limits { file: most, ..Limits::default() });
    write_text(&MemoryFiles::new([("a.parquet", bytes)]), "a.parquet", &limits, &mut text)?;
    Ok(String::from_utf8(text).expect("text"))
}

/// Whatever byte is wrong or missing, there is a text or an error.
#[test]
fn every_byte_may_be_wrong() {
    for how in ways() {
        let sound = parquet(b"id,name,joined\nann,Ann,2018-01-01\nbob,\"B,b\",\n", how);
        for at in 0..sound.len() {
            assert!(text(&sound[..at], 1 << 16).is_err(), "cut off at {at} of {how:?}");
            for wrong in [0, 0xFF, sound[at] ^ 1] {
                let mut bytes = sound.clone();
                bytes[at] = wrong;
                let _ = text(&bytes, 1 << 16);
            }
        }
    }
}

#[test]
fn text_is_limited() {
    let bytes = parquet(b"id,name\nann,Ann\nbob,Bob\n", How::default());
    assert_eq!(text(&bytes, 24).as_deref(), Ok("id,name\nann,Ann\nbob,Bob\n"));
    let fault = ParquetFault::TooMuchText { limit: 23 };
    assert_eq!(text(&bytes, 23), Err(ReadError::Parquet(fault)));
    let long = format!("id,name\nann,{}\nbob,\n", "x".repeat(1 << 20));
    let limit = 1 << 20;
    assert_eq!(
        text(&parquet(long.as_bytes(), How::default()), 1 << 30),
        Err(ReadError::LineTooLong { line: 2, limit })
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    /// Any table is read as it was, however it was written.
    #[test]
    fn any_table(
        rows in prop::collection::vec((prop::option::of("[a-c山,\"\n]{1,9}"), any::<i64>(), 0i32..200_000, any::<bool>()), 0..600),
        way in 0usize..6,
        group in 1usize..400,
    ) {
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(["name", "value", "joined"]).expect("a row");
        for (name, value, day, absent) in &rows {
            // Amounts beyond the largest are no amounts.
            let value = value / 100;
            let sign = if value < 0 { "-" } else { "" };
            let value = format!("{sign}{}.{:02}", value.unsigned_abs() / 100, value.unsigned_abs() % 100);
            let day = Date::new(1900, 1, 1).expect("a day").plus_days(*day).to_string();
            let row = [name.clone().unwrap_or_default(), value, if *absent { String::new() } else { day }];
            csv.write_record(&row).expect("a row");
        }
        let csv = csv.into_inner().expect("text");
        let how = How { group, ..ways()[way] };
        prop_assert_eq!(text(&parquet(&csv, how), 1 << 30), Ok(String::from_utf8(csv).expect("text")));
    }
}

/// Spark writes a folder; under the name of a kind all of its parts are read.
#[test]
fn folders_of_parts() {
    let csv = folder_of("examples/minimal");
    let mut files = MemoryFiles::new([("competency.yaml", csv.read("competency.yaml").expect("a file"))]);
    files.insert("employees.csv", csv.read("employees.csv").expect("a file"));
    files.insert("achievements/_SUCCESS", "");
    files.insert("achievements/.part-0.snappy.parquet.crc", "crc");
    let text = String::from_utf8(csv.read("achievements.csv").expect("a file")).expect("text");
    let (heading, rows) = text.split_once('\n').expect("a heading");
    for (n, row) in rows.lines().enumerate() {
        let part = parquet(format!("{heading}\n{row}\n").as_bytes(), How::default());
        files.insert(&format!("achievements/part-{n}.snappy.parquet"), part);
    }
    let args = ["status", "--format", "json"];
    // The places are others.
    let levels = |answer: &str| {
        let answer: serde_json::Value = serde_json::from_str(answer).expect("JSON");
        (answer["competencies"][0]["level"].clone(), answer["achievements"].clone(), answer["alerts"].clone())
    };
    assert_eq!(levels(&run_on(&ParquetFiles::new(files), &args).out), levels(&run(&csv, &args).out));
}
