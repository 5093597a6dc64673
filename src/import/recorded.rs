//! A sink for tests: one line for each call, so that what a reader makes of a file can be read.

#![cfg(test)]

use super::formats::read_relayed;
use super::{
    Figure, Format, Numbered, Opened, Person, RowAt, Settings, Sink, Skipped, Table, Term, Who, detect, detect_json,
    open, read, read_json,
};
use crate::diagnostic::{Diagnostic, Place, Sources, Span};
use crate::model::{Moment, Zone};
use std::fmt::{Display, Write as _};

/// Writes down what it is handed.
#[derive(Debug, Default)]
pub(super) struct Recorded {
    /// One line for each call.
    pub(super) text: String,
    /// What rows say about people and how they call credentials, by number.
    whos: Vec<String>,
    credentials: Vec<String>,
}

/// What the reader of a layout hands over of this text; complaints about rows stand below them, complaints about the file
/// at the end.
pub(super) fn record(format: Format, text: &str, settings: &Settings) -> String {
    record_bytes(Some(format), "file.csv", text.as_bytes().to_vec(), settings)
}

/// What is handed over of a sample, in the layout it is detected as.
pub(super) fn record_sample(name: &str) -> String {
    record_sample_with(name, &Settings::default())
}

/// The same with what the user says about the file.
pub(super) fn record_sample_with(name: &str, settings: &Settings) -> String {
    record_bytes(None, name, sample(name), settings)
}

/// The bytes of a sample.
#[expect(clippy::disallowed_methods, reason = "tests read the samples")]
pub(super) fn sample(name: &str) -> Vec<u8> {
    let path = format!("{}/fixtures/import/samples/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn record_bytes(format: Option<Format>, path: &str, bytes: Vec<u8>, settings: &Settings) -> String {
    let mut sources = Sources::new();
    let (mut sink, mut complaints) = (Recorded::default(), Vec::new());
    let file = match open(path, bytes, None, None, &mut sources) {
        Ok(Opened::Table(file)) => file,
        Ok(Opened::Json(file)) => {
            let format = format.unwrap_or_else(|| match detect_json(&sources.file(file).text)[..] {
                [format] => format,
                ref other => panic!("{path} is detected as {other:?}"),
            });
            read_json(format, file, &sources, settings, &mut sink, &mut complaints);
            return sink.text + &shown(&complaints, "");
        }
        Err(complaints) => return shown(&complaints, ""),
    };
    let table = match Table::open(file, &sources) {
        Ok(table) => table,
        Err(complaints) => return shown(&complaints, ""),
    };
    let format = format.unwrap_or_else(|| match detect(&table)[..] {
        [format] => format,
        ref other => panic!("{path} is detected as {other:?}"),
    });
    read(format, &table, settings, &mut sink, &mut complaints);
    for piece in [1, 100, usize::MAX] {
        let (mut relayed, mut again) = (Recorded::default(), Vec::new());
        read_relayed(format, &table, settings, piece, &mut relayed, &mut again);
        assert_eq!(shown(&again, ""), shown(&complaints, ""));
        assert_eq!(relayed.text, sink.text, "rows are the same whichever thread reads them");
    }
    sink.text + &shown(&complaints, "")
}

/// Complaints, one line each: where, severity, code, and the texts in them.
pub(super) fn shown(complaints: &[Diagnostic], indent: &str) -> String {
    let mut text = String::new();
    for complaint in complaints {
        let place = match &complaint.place {
            Place::At(span) => format!("@{}+{}", span.start, span.end - span.start),
            Place::File(path) => path.clone(),
        };
        let related: String = complaint.related.iter().map(|span| format!(" see @{}", span.start)).collect();
        let words = crate::lang::problems::words(crate::lang::Lang::En, &complaint.problem);
        let severity = complaint.severity().word();
        let _ = writeln!(text, "{indent}{place} {severity}[{}] {}{related}", complaint.problem.code(), words.message);
    }
    text
}

impl Recorded {
    fn line(&mut self, at: RowAt, what: &str, facts: &[(&str, &dyn Display)]) {
        let _ = writeln!(self.text, "{} {what}{}", at.line, said(facts));
    }
}

/// Keeps a text and returns its number.
fn kept(text: String, all: &mut Vec<String>) -> u32 {
    all.push(text);
    u32::try_from(all.len() - 1).unwrap()
}

/// The facts that there are, by name.
fn said(facts: &[(&str, &dyn Display)]) -> String {
    let facts = facts.iter().map(|(name, value)| (name, value.to_string().replace('\r', "\\r").replace('\n', "\\n")));
    facts.filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!(" {name}={value}")).collect()
}

fn facts<'w>(who: &'w Who<'_>) -> [(&'static str, &'w dyn Display); 8] {
    [
        ("employee", &who.employee_id),
        ("mcid", &who.mcid),
        ("work", &who.work_mail),
        ("personal", &who.personal_mail),
        ("object", &who.object_id),
        ("name", &who.display_name),
        ("given", &who.given_name),
        ("family", &who.family_name),
    ]
}

fn moment(moment: Option<Moment>) -> String {
    match moment {
        None => String::new(),
        Some(Moment::Day(date)) => date.to_string(),
        Some(Moment::Exact(instant)) => Zone::UTC.rfc3339(instant),
    }
}

fn flag(flag: Option<bool>) -> String {
    flag.map(|flag| flag.to_string()).unwrap_or_default()
}

fn mark(mark: bool) -> &'static str {
    if mark { "yes" } else { "" }
}

impl Sink for Recorded {
    fn person(&mut self, at: RowAt, person: &Person<'_>) {
        self.line(
            at,
            &format!("person{}", said(&facts(&person.who))),
            &[
                ("location", &person.location),
                ("mpn", &person.mpn_id),
                ("joined", &moment(person.joined)),
                ("left", &moment(person.left)),
                ("active", &flag(person.active)),
                ("leaving", &mark(person.leaving)),
                ("guest", &mark(person.guest)),
            ],
        );
    }

    fn who(&mut self, _: Span, who: &Who<'_>) -> u32 {
        kept(said(&facts(who)), &mut self.whos)
    }

    fn credential(&mut self, code: &str, title: &str) -> u32 {
        kept(said(&[("code", &code), ("title", &title)]), &mut self.credentials)
    }

    fn numbered(&mut self, at: RowAt, earned: &Numbered<'_>) {
        let what = [self.whos[earned.who as usize].as_str(), &self.credentials[earned.credential as usize]].concat();
        self.line(
            at,
            &format!("earned{what}"),
            &[
                ("earned", &moment(earned.earned)),
                ("expires", &moment(earned.expires)),
                ("evidence", &earned.evidence),
                ("linked", &flag(earned.linked)),
                ("assessment", &mark(earned.assessment)),
            ],
        );
    }

    fn figure(&mut self, at: RowAt, figure: &Figure<'_>) {
        self.line(
            at,
            "figure",
            &[
                ("metric", &figure.metric),
                ("month", &figure.month),
                ("value", &figure.value),
                ("association", &figure.association),
                ("location", &figure.location),
                ("adds", &mark(figure.adds)),
            ],
        );
    }

    fn term(&mut self, at: RowAt, term: &Term<'_>) {
        let end = term.end.map(|date| date.to_string()).unwrap_or_default();
        self.line(
            at,
            "term",
            &[("competency", &term.competency), ("level", &term.level), ("start", &term.start), ("end", &end)],
        );
    }

    fn reject(&mut self, at: RowAt, complaints: Vec<Diagnostic>) {
        let _ = writeln!(self.text, "{} rejected", at.line);
        self.text += &shown(&complaints, "  ");
    }

    fn skip(&mut self, at: RowAt, why: Skipped) {
        let _ = writeln!(self.text, "{} skipped: {why:?}", at.line);
    }
}
