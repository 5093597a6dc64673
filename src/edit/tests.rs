//! Changes in, files and hunks out.

use super::*;
use crate::load::files::MemoryFiles;
use crate::load::workspace::{self, Loaded, Reading};

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
            let columns: Vec<&str> = values.iter().map(|(name, _)| field(kind, name)).collect();
            let mut rows = Rows::new(kind, &values.iter().map(|(name, _)| field(kind, name)).collect::<Vec<_>>());
            assert_eq!(columns.len(), values.len());
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
fn check(files: &str, wanted: &str, expected: &str) {
    let config = if files.contains("//- competency.yaml") { "" } else { "//- competency.yaml\norganization: {id: contoso}\n" };
    let files = MemoryFiles::marked(&format!("{config}{}", files.replace('␍', "\r").replace("␄\n", "")));
    let loaded = workspace::load(&files, &Reading::default());
    assert!(loaded.workspace.is_some(), "{:?}", loaded.complaints);
    let found = match plan(&files, "", &loaded.sources, &changes(wanted, &loaded), None) {
        Ok(edits) => edits.iter().map(show).collect::<String>(),
        Err(errors) => errors.iter().map(|error| format!("{error:?}\n")).collect(),
    };
    assert_eq!(found, expected, "\n{found}");
}

fn show(edit: &FileEdit) -> String {
    let (text, _) = decode::decode(edit.after.clone(), None).unwrap();
    let end = if text.ends_with(['\n', '\r']) { "" } else { "␄\n" };
    let new = if edit.before.is_none() { " (new)" } else { "" };
    let mut shown = format!("//- {}{new}\n{}{end}", edit.path, text.replace('\r', "␍"));
    for hunk in &edit.hunks {
        shown += &format!("@{}\n", hunk.line);
        hunk.removed.iter().for_each(|line| shown += &format!("-{line}\n"));
        hunk.added.iter().for_each(|line| shown += &format!("+{line}\n"));
    }
    if edit.padded > 0 {
        shown += &format!("padded {}\n", edit.padded);
    }
    shown
}

#[test]
fn dump() {
    check("//- employees.csv\nname,ID,shoes\nSato,e1,9\n\"Ito\",e2\n", "set employees.csv:2 name=Sato, H | left=2018-10-01\nset employees.csv:3 name=Ito J\nadd employees id=e3 | email=x@y", "");
}
