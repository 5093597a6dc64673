//! What people see when their files are wrong: one folder of `fixtures/errors` per code, drawn in full, and what no
//! folder can hold. `UPDATE_EXPECT=1 cargo test` writes the drawings again.

use crate::support::{folder_of, repository, run, text_of};
use competency::cli::SystemFiles;
use competency::diagnostic::CODES;
use competency::load::files::{Files, Limits, MemoryFiles, ReadError, read_bounded};
use competency::load::workspace::{self, Reading};
use expect_test::{Expect, expect};
use std::collections::BTreeSet;
use std::io::{self, Read};

/// Codes whose cause is no file one could keep in a folder, or one that is imported; the tests below and those of import
/// provoke them.
const OUTSIDE: [&str; 9] = [
    "unreadable-file",
    "line-too-long",
    "file-too-large",
    "two-people",
    "shared-account",
    "unknown-person",
    "no-last-day",
    "several-figures",
    "different-figure",
];

/// Codes that only files of other systems provoke; the tests of `import` do.
const IMPORT: [&str; 17] = [
    "control-character",
    "broken-workbook",
    "no-such-sheet",
    "ambiguous-dates",
    "mixed-date-orders",
    "day-number",
    "era-passed",
    "no-identity",
    "duplicate-address",
    "blanks-in-address",
    "invalid-address",
    "json-syntax",
    "no-employee",
    "no-heading",
    "no-such-column",
    "rounded-amounts",
    "scaled-amount",
];

const FOLDER: &str = "fixtures/errors";

/// The folders of `fixtures/errors`.
fn folders() -> BTreeSet<String> {
    let entries = std::fs::read_dir(repository(FOLDER)).expect("a folder");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

/// The codes that a run complained about.
fn codes(text: &str) -> BTreeSet<&str> {
    let code = |line: &'_ str| -> Option<(usize, usize)> {
        let open = ["error[", "warning[", "note["].into_iter().find(|word| line.starts_with(word))?.len();
        Some((open, line.find(']')?))
    };
    text.lines().filter_map(|line| code(line).and_then(|(from, to)| line.get(from..to))).collect()
}

/// What each command says that has something to read in this folder.
fn transcript(files: &MemoryFiles) -> String {
    let commands = [("competency.yaml", vec!["check"]), ("program.yaml", vec!["program", "lint", "program.yaml"])];
    let mut shown = Vec::new();
    for (file, args) in commands {
        if files.exists(file).is_some() {
            shown.push(format!("$ competency {}\n{}", args.join(" "), run(files, &args).transcript()));
        }
    }
    shown.join("\n")
}

#[test]
fn every_code_has_its_folder() {
    let known: BTreeSet<String> = CODES.iter().map(|code| (*code).to_owned()).collect();
    assert_eq!(known.len(), CODES.len(), "a code stands twice");
    let mut covered = folders();
    for code in OUTSIDE.into_iter().chain(IMPORT) {
        assert!(covered.insert(code.to_owned()), "{code} has a folder after all");
    }
    assert_eq!(covered, known);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "drawings are written again on request")]
fn each_folder_provokes_its_code() {
    let update = std::env::var("UPDATE_EXPECT").is_ok_and(|value| value == "1");
    let mut wrong = Vec::new();
    for code in folders() {
        let folder = format!("{FOLDER}/{code}");
        let shown = transcript(&folder_of(&folder));
        let also = repository(&format!("{folder}/also.txt"));
        let also = if also.exists() { text_of(&format!("{folder}/also.txt")) } else { String::new() };
        let mut allowed: BTreeSet<&str> = also.lines().collect();
        allowed.insert(&code);
        let found = codes(&shown);
        if found != allowed {
            wrong.push(format!("{code}: complains about {found:?}\n{shown}"));
        }
        let expected = repository(&format!("{folder}/expected.txt"));
        if update {
            std::fs::write(expected, &shown).expect("a drawing can be written");
        } else if std::fs::read_to_string(&expected).ok().as_deref() != Some(&shown) {
            wrong.push(format!("{code}: is not what expected.txt has:\n{shown}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What `check` says about these files.
fn check(files: &MemoryFiles, expected: &Expect) {
    expected.assert_eq(&run(files, &["check"]).transcript());
}

const SMALL: &str = "
//- competency.yaml
organization: {id: contoso}
//- employees.csv
id,name
e-sato,Sato Yuki
";

#[test]
fn unreadable_files() {
    let mut files = MemoryFiles::marked(SMALL);
    files.insert("associations.csv/2018.csv", "a folder where a file should be");
    files.insert_unreadable("accounts.csv", ReadError::PermissionDenied);
    files.insert_unreadable("achievements.csv", ReadError::NotFound);
    files.insert_unreadable("organizations.csv", ReadError::NotAFile);
    files.insert_unreadable("performance.csv", ReadError::Other("device not ready".to_owned()));
    check(
        &files,
        &expect![[r#"
        error[unreadable-file]: the file may not be read
         --> accounts.csv
          |
          = help: check its permissions

        error[unreadable-file]: there is no such file
         --> achievements.csv

        error[unreadable-file]: this is a folder, where a file was expected
         --> associations.csv

        error[unreadable-file]: this is not a regular file
         --> organizations.csv

        error[unreadable-file]: the file cannot be read: device not ready
         --> performance.csv

        5 errors
        exit code 2
    "#]],
    );
}

#[test]
fn a_program_that_is_not_there() {
    let files = |program: &str| {
        let mut files = MemoryFiles::marked(SMALL);
        files.insert("competency.yaml", format!("program: {program}\norganization: {{id: contoso}}\n"));
        files.insert("achievements.csv", "employee,credential\ne-satou,70-5E3\n");
        files.insert("utf16.yaml", b"\xFF\xFEi\0d\0:\0 \0\x00\xD8".to_vec());
        files
    };
    // What refers to the program is not held against it; what refers to people is.
    check(
        &files("rules.yaml"),
        &expect![[r#"
        error[dangling-reference]: no employee is called `e-satou`
         --> achievements.csv:2:1
          |
        2 | e-satou,70-5E3
          | ^^^^^^^ named here
          |
          = help: did you mean `e-sato`?

        error[unreadable-file]: there is no such file
         --> competency.yaml:1:10
          |
        1 | program: rules.yaml
          |          ^^^^^^^^^^

        2 errors
        exit code 2
    "#]],
    );
    check(
        &files("microsoft-competences"),
        &expect![[r#"
        error[dangling-reference]: no employee is called `e-satou`
         --> achievements.csv:2:1
          |
        2 | e-satou,70-5E3
          | ^^^^^^^ named here
          |
          = help: did you mean `e-sato`?

        error[dangling-reference]: no program is called `microsoft-competences`
         --> competency.yaml:1:10
          |
        1 | program: microsoft-competences
          |          ^^^^^^^^^^^^^^^^^^^^^ named here
          |
          = help: did you mean `microsoft-competencies`?

        2 errors
        exit code 2
    "#]],
    );
    check(
        &files("partners"),
        &expect![[r#"
        error[dangling-reference]: no employee is called `e-satou`
         --> achievements.csv:2:1
          |
        2 | e-satou,70-5E3
          | ^^^^^^^ named here
          |
          = help: did you mean `e-sato`?

        error[dangling-reference]: no program is called `partners`
         --> competency.yaml:1:10
          |
        1 | program: partners
          |          ^^^^^^^^ named here
          |
          = help: `competency program list` shows those built in; a file is named with its ending, such as `rules.yaml`

        2 errors
        exit code 2
    "#]],
    );
    // A file that is there and cannot be read is named itself.
    check(
        &files("utf16.yaml"),
        &expect![[r#"
        error[dangling-reference]: no employee is called `e-satou`
         --> achievements.csv:2:1
          |
        2 | e-satou,70-5E3
          | ^^^^^^^ named here
          |
          = help: did you mean `e-sato`?

        error[undecodable-text]: not UTF-16 LE (unpaired surrogate 0xD800 at offset 10, line 1)
         --> utf16.yaml
          |
          = help: save it as UTF-8, or name its encoding with `--encoding`; see `competency help encodings`

        2 errors
        exit code 2
    "#]],
    );
}

#[test]
fn too_long_and_too_large() {
    let mut files = MemoryFiles::marked(SMALL);
    files.insert("achievements.csv", format!("employee,credential\ne-sato,{}\n", "7".repeat(1 << 20)));
    check(
        &files,
        &expect![[r#"
        error[line-too-long]: line 2 is longer than 1 MiB
         --> achievements.csv
          |
          = help: a record fits into a line of that length; is this the right file?

        1 error
        exit code 2
    "#]],
    );
    files.insert("achievements.csv", "employee,credential\n".repeat(200));
    check(
        &files.with_limits(Limits { line: 1 << 10, file: 3 << 10 }),
        &expect![[r#"
        error[file-too-large]: the file is larger than 3 KiB
         --> achievements.csv
          |
          = help: is this the right file? Otherwise split it: `employees-1.csv`, `employees-2.csv`

        1 error
        exit code 2
    "#]],
    );
}

/// Counts what is taken from a reader.
struct Counted<R>(R, u64);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(into)?;
        self.1 += read as u64;
        Ok(read)
    }
}

#[test]
fn a_line_of_a_gigabyte_is_not_read_to_its_end() {
    let line = b"id,name\n".chain(io::repeat(b'x').take(1 << 30)).chain(&b"\n"[..]);
    let mut counted = Counted(line, 0);
    let found = read_bounded(&mut counted, &Limits::default());
    assert_eq!(found, Err(ReadError::LineTooLong { line: 2, limit: 1 << 20 }));
    assert!(counted.1 < 2 << 20, "{} bytes were read", counted.1);
}

/// Files that change while they are read: one that is listed is gone when it is opened.
struct Vanishing(MemoryFiles);

impl Files for Vanishing {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        if path == "achievements.csv" { Err(ReadError::NotFound) } else { self.0.read(path) }
    }

    fn list(&self, folder: &str) -> Result<Vec<competency::load::files::Entry>, ReadError> {
        self.0.list(folder)
    }

    fn exists(&self, path: &str) -> Option<competency::load::files::EntryKind> {
        self.0.exists(path)
    }
}

/// Each complaint as its place and code.
fn complaints(files: &dyn Files, root: &str) -> Vec<String> {
    use competency::diagnostic::Place;
    let loaded = workspace::load(files, &Reading { root, ..Reading::default() });
    let place = |place: &Place| match place {
        Place::File(path) => path.clone(),
        Place::At(span) => {
            let position = loaded.sources.position(*span);
            format!("{}:{position}", loaded.sources.file(span.file).path)
        }
    };
    loaded.complaints.iter().map(|d| format!("{} {}", place(&d.place), d.problem.code())).collect()
}

#[test]
fn a_file_that_vanishes() {
    let mut files = MemoryFiles::marked(SMALL);
    files.insert("achievements.csv", "employee,credential,earned\n");
    assert_eq!(complaints(&Vanishing(files), ""), ["achievements.csv unreadable-file"]);
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the point is the real disk")]
fn folders_and_hidden_files_on_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().to_str().expect("a path").to_owned();
    for name in ["accounts.csv", "employees"] {
        std::fs::create_dir(folder.path().join(name)).expect("a folder");
    }
    std::fs::create_dir(folder.path().join("employees/osaka.yaml")).expect("a folder");
    std::fs::write(folder.path().join("competency.yaml"), "organization: {id: contoso}\n").expect("a file");
    std::fs::write(folder.path().join("employees/._tokyo.csv"), b"\0\x05\x16\x07").expect("a file");
    std::fs::write(folder.path().join("employees/tokyo.csv"), "id\ne-sato\n").expect("a file");
    let found = complaints(&SystemFiles::default(), &root);
    let found: Vec<&str> = found.iter().map(|line| line.strip_prefix(&format!("{root}/")).unwrap_or(line)).collect();
    assert_eq!(found, ["accounts.csv unreadable-file", "employees/osaka.yaml unreadable-file"]);
    let missing = complaints(&SystemFiles::default(), &format!("{root}/nowhere"));
    assert_eq!(missing, [format!("{root}/nowhere/competency.yaml unreadable-file")]);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let files = MemoryFiles::marked(
        "
//- competency.yaml
organization: {id: contoso, market: devoloped}
time_zone: JST
overrides:
- {competency: devops, level: platinum, from: 2018-09-01}
//- employees.csv
id,name,joined,left
e-sato,Sato Yuki,2018.04.02,
e-mori,Mori Chihiro,2018-04-01,2018-03-31
e-mori,Mori Jun,2018-02-30,
//- accounts.csv
account,kind,employee
sato@mail.example,lern,e-sato
mori@mail.example,learn,e-mory
//- achievements.csv
account,employee,credential,earned
sato@mail.example,,70-533,2018-04-02
,,70-532,2018-04-02
mori@mail.example,,70-5E3,2018-04-31
",
    );
    let found = complaints(&files, "");
    assert_eq!(
        found,
        [
            "accounts.csv:2:19 invalid-value",
            "accounts.csv:3:25 dangling-reference",
            "achievements.csv:3:3 no-holder",
            "achievements.csv:4:20 unknown-credential",
            "achievements.csv:4:27 impossible-date",
            "competency.yaml:1:37 invalid-value",
            "competency.yaml:2:12 invalid-time-zone",
            "competency.yaml:4:31 dangling-reference",
            "employees.csv:2:18 invalid-date",
            "employees.csv:3:32 left-before-joined",
            "employees.csv:4:1 duplicate-id",
            "employees.csv:4:17 impossible-date",
        ]
    );
    let run = run(&files, &["status"]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.ends_with("\n11 errors, 1 warning\n"), "{}", run.err);
}

/// What is missing because its file is broken is not complained about a second time wherever it is named.
#[test]
fn one_fault_is_one_complaint() {
    let records = "
//- accounts.csv
account,kind,employee
sato@mail.example,learn,e-sato
//- associations.csv
account,organization,linked
sato@mail.example,contoso,2018-04-02
//- achievements.csv
account,employee,credential,earned
sato@mail.example,,70-533,2018-04-02
,e-sato,70-533,2018-04-02
";
    let complain = |broken: &[(&str, &str)]| {
        let mut files = MemoryFiles::marked(records);
        files.insert("competency.yaml", "organization: {id: contoso}\n");
        files.insert("employees.csv", "id,organization\ne-sato,contoso\n");
        for (path, text) in broken {
            files.insert(path, *text);
        }
        complaints(&files, "")
    };
    assert_eq!(complain(&[]), [""; 0]);
    assert_eq!(complain(&[("competency.yaml", "organization: {id: contoso\n")]), ["competency.yaml:2:1 yaml-syntax"]);
    assert_eq!(complain(&[("competency.yaml", "organisation: {id: contoso}\n")]), ["competency.yaml:1:1 unknown-key"]);
    assert_eq!(complain(&[("competency.yaml", "organization: {name: C}\n")]), ["competency.yaml:1:16 missing-value"]);
    assert_eq!(complain(&[("competency.yaml", "")]), ["competency.yaml:1:1 missing-key"]);
    assert_eq!(complain(&[("employees.csv", "name\nSato\n")]), ["employees.csv:1:1 missing-column"]);
    assert_eq!(complain(&[("employees.csv", "id,name\n\"e-sato,Sato\n")]), ["employees.csv:2:1 unterminated-quote"]);
    assert_eq!(complain(&[("accounts.csv", "account;kind;employee\n")]), ["accounts.csv:1:1 wrong-delimiter"]);
    assert_eq!(
        complain(&[("accounts.csv", "account,kind,employee\nsato@mail.example,lern,e-sato\n")]),
        ["accounts.csv:2:19 invalid-value"]
    );
}

/// The same workspace in any encoding and with any line break.
#[test]
fn encodings_and_line_breaks_make_no_difference() {
    let files = [
        ("competency.yaml", "organization: {id: contoso, name: 株式会社コントソ}\nas_of: 2018-10-29\n"),
        ("employees.csv", "id,name,joined\ne-sato,\"佐藤\n由紀\",2012-04-02\ne-mori,森 千尋,2016-04-01\n"),
        (
            "achievements.csv",
            "employee,credential,earned,evidence\ne-sato,70-533,2018-04-02,\"証明書\n№ 7\"\ne-mori,70-532,2018-04-02,能力表\n",
        ),
        ("memberships.yaml", "- offer: silver # 銀\n  purchased: 2018-03-01\n"),
    ];
    type Encode = fn(&str) -> Vec<u8>;
    let encodings: [(&str, Encode); 5] = [
        ("utf-8", |text| text.as_bytes().to_vec()),
        ("utf-8", |text| format!("\u{FEFF}{text}").into_bytes()),
        ("utf-16", |text| format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("utf-16", |text| format!("\u{FEFF}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()),
        ("cp932", |text| {
            let (bytes, _, lossy) = encoding_rs::SHIFT_JIS.encode(text);
            assert!(!lossy);
            bytes.into_owned()
        }),
    ];
    let mut answers = BTreeSet::new();
    for (name, encode) in encodings {
        for line_break in ["\n", "\r\n"] {
            let written: MemoryFiles =
                MemoryFiles::new(files.map(|(path, text)| (path, encode(&text.replace('\n', line_break)))));
            for args in [vec!["status", "--format", "json"], vec!["status", "--format", "json", "--encoding", name]] {
                let run = run(&written, &args);
                assert_eq!(run.code, 0, "{name} {line_break:?}: {}", run.err);
                answers.insert(run.out);
            }
        }
    }
    assert_eq!(answers.len(), 1);
    let answer = answers.first().expect("an answer");
    assert!(answer.contains("\"株式会社コントソ\"") && answer.contains("\"counted\": 2"), "{answer}");
}

#[test]
fn an_encoding_that_is_asked_for_wins() {
    let mut files = MemoryFiles::marked(SMALL);
    let japanese = "id,name\ne-sato,佐藤 由紀\n";
    files.insert("employees.csv", encoding_rs::SHIFT_JIS.encode(japanese).0.into_owned());
    let checked = |encoding: &str| run(&files, &["check", "--encoding", encoding]).transcript();
    expect![[r#"
        2 files, 1 person, 0 achievements: readable.
        exit code 0
    "#]]
    .assert_eq(&checked("cp932"));
    expect![[r#"
        error[undecodable-text]: not UTF-8 (byte 0x8D at offset 15, line 2)
         --> employees.csv
          |
          = help: save it as UTF-8, or name its encoding with `--encoding`; see `competency help encodings`

        1 error
        exit code 2
    "#]]
    .assert_eq(&checked("utf-8"));
    expect![[r#"
        error[undecodable-text]: not UTF-16 LE (no byte is zero, as one of each comma and line break would be)
         --> competency.yaml
          |
          = help: save it as UTF-8, or name its encoding with `--encoding`; see `competency help encodings`

        error[undecodable-text]: not UTF-16 LE (no byte is zero, as one of each comma and line break would be)
         --> employees.csv
          |
          = help: save it as UTF-8, or name its encoding with `--encoding`; see `competency help encodings`

        2 errors
        exit code 2
    "#]]
    .assert_eq(&checked("utf-16"));
    expect![[r#"
        error: unknown encoding `latin1`
          = help: use one of `utf-8`, `utf8`, `utf-16`, `utf16`, `cp932`, `shift_jis`, `sjis`, `windows-31j`
        exit code 2
    "#]]
    .assert_eq(&checked("latin1"));
    // Bytes that are fine in two encodings: detection takes the first, asking takes the other.
    files.insert("competency.yaml", b"organization: {id: contoso, name: \xC4\xAA}\n".to_vec());
    let name = |args: &[&str]| {
        let out = run(&files, &[&["status", "--format", "json"], args].concat()).out;
        let start = out.find("\"name\": \"").map_or(0, |at| at + 9);
        out.get(start..).and_then(|rest| rest.split('"').next()).map(str::to_owned)
    };
    assert_eq!(name(&[]).as_deref(), Some("Ī"));
    assert_eq!(name(&["--encoding", "cp932"]).as_deref(), Some("ﾄｪ"));
}

/// Complaints drawn, by severity and in order, and the last line but the exit code.
fn drawn(files: &MemoryFiles) -> (Vec<String>, String) {
    let run = run(files, &["check"]);
    let heads = run.err.lines().filter(|line| codes(line).len() == 1);
    let words: Vec<String> = heads.filter_map(|line| line.split('[').next()).map(str::to_owned).collect();
    (words, run.err.lines().last().unwrap_or_default().to_owned())
}

/// However many warnings there are, the one error behind them is drawn, and first.
#[test]
fn warnings_hide_no_error() {
    let workspace = |warnings: usize, errors: usize| {
        let mut files = MemoryFiles::marked(SMALL);
        let rows: String = (0..warnings).map(|n| format!("e-sato,no such exam {n},\n")).collect();
        files.insert("achievements.csv", format!("employee,credential,remark\n{rows}"));
        files.insert("employees-2.csv", format!("id,joined\n{}", "e-sato,yesterday\n".repeat(errors)));
        files
    };
    let kinds = |words: &[String]| {
        let mut runs: Vec<(String, usize)> = Vec::new();
        for word in words {
            match runs.last_mut() {
                Some((last, count)) if last == word => *count += 1,
                _ => runs.push((word.clone(), 1)),
            }
        }
        runs.iter().map(|(word, count)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
    };
    let check = |warnings, errors, expected: &str, last: &str| {
        let (words, summary) = drawn(&workspace(warnings, errors));
        assert_eq!((kinds(&words).as_str(), summary.as_str()), (expected, last));
    };
    // One wrong date and one id that stands twice: two errors for a row. Few enough are drawn in the order of the files.
    check(3, 1, "1 note, 3 warning, 2 error", "2 errors, 3 warnings");
    check(60, 1, "2 error, 48 warning", "2 errors, 60 warnings (12 warnings, 1 note not shown)");
    check(60, 40, "80 error", "80 errors, 60 warnings (60 warnings, 1 note not shown)");
    check(60, 150, "200 error", "300 errors, 60 warnings (100 errors, 60 warnings, 1 note not shown)");
    check(60, 0, "50 warning", "60 warnings (10 warnings, 1 note not shown)");
}

/// What spreadsheets leave around a table is nothing to complain about, and names may be in capitals.
#[test]
fn tables_as_spreadsheets_leave_them() {
    let mut files = MemoryFiles::marked(SMALL);
    files.insert("EMPLOYEES-OSAKA.CSV", ",,,\nid,name,,\ne-mori,Mori Chihiro,,\n,,,\n , ,,\ne-ito,Ito Daisuke\n");
    files.insert("Achievements/2018.csv", "employee,credential\ne-mori,70-533\n,\n");
    check(
        &files,
        &expect![[r#"
        4 files, 3 people, 1 achievement: readable.
        exit code 0
    "#]],
    );
}

/// The rules can be read while the records are still being mended.
#[test]
fn rules_need_no_records() {
    let mut files = MemoryFiles::marked(SMALL);
    files.insert(
        "rules.yaml",
        "schema: competency/program/1\nid: small\nversion: \"1\"\nlevels: [silver]\ncredentials:\n  x-1: {kind: exam}\n",
    );
    files.insert("competency.yaml", "program: rules.yaml\norganisation: {id: contoso, market: nowhere}\n");
    files.insert("employees.csv", "id,joined\ne-sato,yesterday\n");
    for args in
        [vec!["program", "show"], vec!["program", "list", "--credentials"], vec!["program", "credential", "x-1"]]
    {
        let run = run(&files, &args);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{args:?}");
        assert!(run.out.contains("x-1") || args == ["program", "show"], "{}", run.out);
    }
    assert_eq!(run(&files, &["status"]).code, 2);
    // Another program than the one meant would be the wrong answer.
    for wrong in ["programme: rules.yaml\n", "program: rule.yaml\n", "program: [\n"] {
        files.insert("competency.yaml", wrong);
        let run = run(&files, &["program", "show"]);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{wrong}");
        assert!(run.err.contains("competency.yaml:"), "{}", run.err);
    }
}
