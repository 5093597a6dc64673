//! Changes in, files and hunks out.

use super::*;
use crate::load::files::MemoryFiles;
use crate::load::workspace::{self, Loaded, Reading};
use expect_test::{Expect, expect};

/// Every record of a workspace, with its kind.
pub(super) fn places(loaded: &Loaded) -> Vec<(Kind, Span)> {
    let mut found = Vec::new();
    for recorded in &loaded.workspace.as_ref().unwrap().organizations {
        let o = &recorded.origins;
        for (kind, spans) in [
            (Kind::Employees, &o.employees),
            (Kind::Accounts, &o.accounts),
            (Kind::Associations, &o.associations),
            (Kind::Achievements, &o.achievements),
            (Kind::Performance, &o.measurements),
            (Kind::Memberships, &o.memberships),
            (Kind::Overrides, &o.overrides),
            (Kind::Attestations, &o.attestations),
        ] {
            found.extend(spans.iter().map(|span| (kind, *span)));
        }
    }
    found
}

/// Reads changes: `add KIND field=value | …` and `set PATH:LINE field=value | …`.
fn changes(text: &str, loaded: &Loaded) -> Vec<Change> {
    let mut changes = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let [verb, what, rest] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let values: Vec<(&str, String)> = rest
            .split(" | ")
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(field, value)| (field, value.replace("\\n", "\n").replace("\\0", "\0")))
            .collect();
        let field = |kind: Kind, name: &str| kind.field(name).unwrap();
        if verb == "add" {
            let kind = Kind::ALL.into_iter().find(|kind| kind.stem() == what).unwrap();
            let columns: Vec<&'static str> = values.iter().map(|(name, _)| field(kind, name)).collect();
            let mut rows = Rows::new(kind, &columns);
            rows.push(values.iter().map(|(_, value)| value.as_str()));
            changes.push(Change::Add(rows));
        } else {
            let at = |span: Span| {
                let file = loaded.sources.file(span.file);
                format!("{}:{}", file.path, file.line_of(span.start))
            };
            let (kind, at) = places(loaded).into_iter().find(|(_, span)| at(*span) == what).unwrap();
            let fields = values.into_iter().map(|(name, value)| (field(kind, name), value)).collect();
            changes.push(Change::Set { kind, at, fields });
        }
    }
    changes
}

/// Loads a workspace of marked files, plans changes of it, and shows the new files with their hunks. `␍` is CR, and `␄`
/// the end of a file that does not end with a line end.
pub(super) fn check(files: &str, wanted: &str, expected: Expect) {
    let config =
        if files.contains("//- competency.yaml") { "" } else { "//- competency.yaml\norganization: {id: contoso}\n" };
    let files = MemoryFiles::marked(&format!("{config}{}", files.replace('␍', "\r").replace("␄\n", "")));
    let loaded = workspace::load(&files, &Reading::default());
    assert!(loaded.workspace.is_some(), "{:?}", loaded.complaints);
    let found = match plan(&files, "", &loaded.sources, &changes(wanted, &loaded), None) {
        Ok(edits) => edits.iter().map(show).collect::<String>(),
        Err(errors) => errors.iter().map(|error| format!("{error:?}\n")).collect(),
    };
    expected.assert_eq(&found);
}

fn show(edit: &FileEdit) -> String {
    let (text, _) = decode::decode(edit.after.clone(), None).unwrap();
    let end = if text.ends_with(['\n', '\r']) { "" } else { "␄\n" };
    let new = if edit.before.is_none() { " (new)" } else { "" };
    let mut shown = format!("//- {}{new}\n{}{end}", edit.path, text);
    for hunk in &edit.hunks {
        shown += &format!("@{}\n", hunk.line);
        hunk.removed.iter().for_each(|line| shown += &format!("-{line}\n"));
        hunk.added.iter().for_each(|line| shown += &format!("+{line}\n"));
    }
    if edit.padded > 0 {
        shown += &format!("padded {}\n", edit.padded);
    }
    shown.replace('\r', "␍")
}

#[test]
fn new_records_go_to_the_last_file_of_their_kind() {
    check(
        "//- employees.csv
id
e1
//- employees-osaka.csv
id
e2
//- accounts/b.yaml
# none yet
//- accounts/a.csv
account,kind,employee
",
        "
add employees id=e3
add accounts account=a1 | kind=learn | employee=e1
add overrides competency=devops | level=silver | from=2018-01-01 | reason=so: it is
add memberships offer=silver | purchased=2018-01-01 | renewals=2019-01-01 2020-01-01
",
        expect![[r#"
            //- competency.yaml
            organization: {id: contoso}
            memberships:
              - offer: silver
                purchased: 2018-01-01
                renewals: [2019-01-01, 2020-01-01]
            overrides:
              - competency: devops
                level: silver
                from: 2018-01-01
                reason: "so: it is"
            @2
            +memberships:
            +  - offer: silver
            +    purchased: 2018-01-01
            +    renewals: [2019-01-01, 2020-01-01]
            +overrides:
            +  - competency: devops
            +    level: silver
            +    from: 2018-01-01
            +    reason: "so: it is"
            //- accounts/b.yaml
            # none yet
            - account: a1
              kind: learn
              employee: e1
            @2
            +- account: a1
            +  kind: learn
            +  employee: e1
            //- employees.csv
            id
            e1
            e3
            @3
            +e3
        "#]],
    );
}

#[test]
fn every_problem_in_one_run() {
    check(
        "//- employees.yaml
- &x {id: e1, left: 2018-01-01}
//- accounts.csv
account,kind,employee
a1,learn,e1
",
        "
set employees.yaml:1 name=a\\0b
add accounts account=a\\0 | kind=learn\\0 | employee=e1
",
        expect![[r#"
            Unencodable { path: "accounts.csv", encoding: Utf8, character: '\0', value: "a\0" }
            Unencodable { path: "accounts.csv", encoding: Utf8, character: '\0', value: "learn\0" }
            Unencodable { path: "employees.yaml", encoding: Utf8, character: '\0', value: "a\0b" }
        "#]],
    );
}

/// A workspace whose employees are in these bytes.
fn workspace_of(bytes: impl Into<Vec<u8>>) -> MemoryFiles {
    let mut files = MemoryFiles::new([("competency.yaml", "organization: {id: contoso}\n")]);
    files.insert("employees.csv", bytes);
    files
}

/// What adding an employee comes to, where `then` is what becomes of the files after they were read.
fn add(files: &MemoryFiles, name: &str, then: impl Fn(&mut MemoryFiles)) -> Result<Vec<FileEdit>, Vec<EditError>> {
    let loaded = workspace::load(files, &Reading::default());
    let mut rows = Rows::new(Kind::Employees, &["id", "name"]);
    rows.push(["new", name]);
    let mut files = files.clone();
    then(&mut files);
    plan(&files, "", &loaded.sources, &[Change::Add(rows)], None)
}

#[test]
fn files_that_changed_meanwhile_stay() {
    let changed = || Err(vec![EditError::ChangedMeanwhile { path: "employees.csv".to_owned() }]);
    let files = workspace_of("id,name\ne1,山\n");
    assert_eq!(add(&files, "x", |files| files.insert("employees.csv", "id,name\ne1,川\n")), changed());
    assert_eq!(add(&files, "x", |files| files.insert("employees.csv", "\u{FEFF}id,name\ne1,山\n")), changed());
    let cp932 = workspace_of(b"id,name\ne1,\xFB\xFC\n".to_vec());
    assert_eq!(add(&cp932, "x", |files| files.insert("employees.csv", b"id,name\ne1,\x8E\x52\n".to_vec())), changed());
    // Another spelling of the same text is no other text, and stays.
    let edits = add(&cp932, "x", |files| files.insert("employees.csv", b"id,name\ne1,\xEE\xE0\n".to_vec())).unwrap();
    assert_eq!(edits[0].after, b"id,name\ne1,\xEE\xE0\nnew,x\n");
    let gone = ReadError::PermissionDenied;
    let why = gone.to_string();
    assert_eq!(
        add(&files, "x", |files| files.insert_unreadable("employees.csv", gone.clone())),
        Err(vec![EditError::Unreadable { path: "employees.csv".to_owned(), why }])
    );
    let none = MemoryFiles::new([("competency.yaml", "organization: {id: contoso}\n")]);
    assert_eq!(add(&none, "x", |files| files.insert("employees.csv", "")), changed());
}

#[test]
fn values_that_the_encoding_has_not_are_refused() {
    let files = workspace_of(b"id,name\ne1,\x8E\x52\n".to_vec());
    assert_eq!(
        add(&files, "Zoë", |_| ()),
        Err(vec![EditError::Unencodable {
            path: "employees.csv".to_owned(),
            encoding: Encoding::Cp932,
            character: 'ë',
            value: "Zoë".to_owned()
        }])
    );
    let edits = add(&files, "髙～", |_| ()).unwrap();
    assert_eq!(edits[0].after, b"id,name\ne1,\x8E\x52\nnew,\xFB\xFC\x81\x60\n");
    // The only bytes that are not UTF-8 are taken away, and what stays would be read as `è`.
    let files = workspace_of(b"id,name,email\ne1,\x8E\x52,\xC3\xA8\n".to_vec());
    let loaded = workspace::load(&files, &Reading::default());
    let (kind, at) = places(&loaded)[0];
    let set = |choice| {
        let change = Change::Set { kind, at, fields: vec![("name", "x".to_owned())] };
        plan(&files, "", &loaded.sources, &[change], choice)
    };
    assert!(matches!(set(None).unwrap_err()[..], [EditError::NotEditable { line: 1, .. }]));
    assert_eq!(set(Some(EncodingChoice::Cp932)).unwrap()[0].after, b"id,name,email\ne1,x,\xC3\xA8\n");
}

#[test]
fn many_rows_are_one_hunk_that_keeps_the_first() {
    let mut files = workspace_of("id,name\ne1,x\n");
    files.insert("accounts.csv", "account,kind,employee\n");
    let loaded = workspace::load(&files, &Reading::default());
    let mut rows = Rows::new(Kind::Employees, &["id", "email"]);
    (0..1000).for_each(|n| rows.push([format!("n{n}").as_str(), ""]));
    let edits = plan(&files, "", &loaded.sources, &[Change::Add(rows.clone())], None).unwrap();
    let [FileEdit { hunks, padded: 0, .. }] = &edits[..] else { panic!("{edits:?}") };
    let [hunk] = &hunks[..] else { panic!("{hunks:?}") };
    assert_eq!((hunk.line, hunk.removed_count, hunk.added.len(), hunk.added_count), (3, 0, Hunk::SHOWN, 1000));
    assert_eq!(hunk.added[49], "n49,");
}

#[test]
fn new_files_are_in_the_encoding_of_the_others() {
    let check = |table: &[u8], choice, expected: &[u8]| {
        let mut files = MemoryFiles::new([("w/competency.yaml", "organization: {id: contoso}\n")]);
        if !table.is_empty() {
            files.insert("w/associations.csv", table);
        }
        let loaded = workspace::load(&files, &Reading { root: "w", ..Reading::default() });
        let mut rows = Rows::new(Kind::Accounts, &["kind", "account", "employee", "organization"]);
        rows.push(["learn", "山", "e1"]);
        let edits = plan(&files, "w", &loaded.sources, &[Change::Add(rows)], choice).unwrap();
        assert_eq!((edits[0].path.as_str(), &edits[0].before), ("w/accounts.csv", &None));
        assert_eq!(edits[0].after, expected);
    };
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    check(b"", None, "account,kind,employee\n山,learn,e1\n".as_bytes());
    check(b"", Some(EncodingChoice::Cp932), b"account,kind,employee\n\x8E\x52,learn,e1\n");
    check(
        "\u{FEFF}account,organization,linked\r\n".as_bytes(),
        None,
        "\u{FEFF}account,kind,employee\r\n山,learn,e1\r\n".as_bytes(),
    );
    check(
        &utf16("\u{FEFF}account,organization,linked\n"),
        None,
        &utf16("\u{FEFF}account,kind,employee\n山,learn,e1\n"),
    );
}
