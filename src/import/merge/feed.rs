//! Workspaces and rows as text, for tests.

use super::*;
use crate::diagnostic::{FileId, Severity};
use crate::import::{Earned, Who};
use crate::load::files::MemoryFiles;
use crate::load::workspace::{self, Reading, Workspace};
use crate::model::{Month, Quantity};

/// A workspace in one text.
pub(super) fn workspace(text: &str) -> Workspace {
    let loaded = workspace::load(&MemoryFiles::marked(text), &Reading::default());
    let errors: Vec<String> =
        loaded.complaints.iter().filter(|c| c.severity() == Severity::Error).map(|c| format!("{c:?}")).collect();
    assert_eq!(errors, [""; 0], "{text}");
    loaded.workspace.unwrap()
}

pub(super) fn options() -> Options<'static> {
    Options { organization: "contoso", several: false, linked: None, left: None, new_people: true }
}

fn at(line: usize) -> RowAt {
    let line = u32::try_from(line).unwrap();
    RowAt { line, span: Span::new(FileId(99), line as usize * 10, line as usize * 10 + 1) }
}

pub(super) fn moment(text: &str) -> Option<Moment> {
    (!text.is_empty()).then(|| Moment::parse(text).unwrap())
}

/// Hands rows to a sink. Each is a line of fields `name=value` behind the word for what it is.
pub(super) fn feed(sink: &mut dyn Sink, rows: &str) {
    for (n, row) in rows.lines().map(str::trim).filter(|row| !row.is_empty()).enumerate() {
        let (word, rest) = row.split_once(' ').unwrap_or((row, ""));
        let fields: Vec<(&str, &str)> =
            rest.split(", ").filter_map(|field| field.split_once('=')).map(|(k, v)| (k.trim(), v.trim())).collect();
        let get = |name: &str| fields.iter().find(|(k, _)| *k == name).map_or("", |(_, v)| *v);
        let flag = |name: &str| match get(name) {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let who = Who {
            employee_id: get("id"),
            mcid: get("mcid"),
            work_mail: get("mail"),
            personal_mail: get("own"),
            object_id: get("object"),
            display_name: get("name"),
            given_name: get("given"),
            family_name: get("family"),
        };
        let at = at(n + 2);
        match word {
            "person" => sink.person(
                at,
                &Person {
                    who,
                    location: get("place"),
                    mpn_id: get("mpn"),
                    joined: moment(get("joined")),
                    left: moment(get("left")),
                    active: flag("active"),
                    leaving: flag("leaving") == Some(true),
                    guest: flag("guest") == Some(true),
                },
            ),
            "earned" => sink.earned(
                at,
                &Earned {
                    who,
                    code: get("code"),
                    title: get("title"),
                    earned: moment(get("on")),
                    expires: moment(get("until")),
                    evidence: get("proof"),
                    linked: flag("linked"),
                    assessment: flag("assessment") == Some(true),
                },
            ),
            "figure" => sink.figure(
                at,
                &Figure {
                    metric: get("metric"),
                    month: Month::parse(get("month")).unwrap(),
                    value: Quantity::parse(get("value")).unwrap(),
                    association: get("via"),
                    location: get("place"),
                    adds: flag("adds") == Some(true),
                },
            ),
            "term" => sink.term(
                at,
                &Term {
                    competency: get("competency"),
                    level: get("level"),
                    start: Date::parse(get("start")).unwrap(),
                    end: Date::parse(get("end")).ok(),
                },
            ),
            "skip" => sink.skip(at, Skipped::NotRecorded),
            "reject" => sink.reject(at, Vec::new()),
            other => panic!("{other}"),
        }
    }
}

/// Merges rows into a workspace.
pub(super) fn merge(workspace: &Workspace, options: Options<'_>, rows: &str) -> Merged {
    let recorded = workspace.organizations.first().unwrap();
    let mut merger = Merger::new(&recorded.records, &recorded.origins, &workspace.program, options);
    feed(&mut merger, rows);
    merger.decide().finish()
}
