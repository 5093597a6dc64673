//! One organization with all its records as one JSON document, a line of a stream.
//!
//! The parser cuts the text into pieces, so every value knows its place in the line. The names inside records are those of
//! the columns of CSV files. This is the only file of `load` that names the parser.

use super::draft::Drafts;
use super::finish::{self, Recorded};
use super::kind::Kind;
use super::network::{Failed, Wrong};
use super::raw::{Raw, Take};
use super::shape::unknown_key;
use super::values::{Complaints, Text};
use super::workspace::loses_records;
use crate::diagnostic::{
    Diagnostic, Encoding, FileId, ImportFault, Place, Position, Problem, Severity, Shape, Sources, Span, any_error,
};
use crate::model::{Location, Zone};
use crate::rules::{Policy, Program};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a document says of itself.
pub const SCHEMA: &str = "competency/organization/1";

/// The file that complaints name for what is piped in.
pub const STREAM: &str = "-";

const KEYS: [&str; 10] = [
    "schema",
    "organization",
    "employees",
    "accounts",
    "associations",
    "achievements",
    "performance",
    "memberships",
    "overrides",
    "attestations",
];

/// A document that was read.
#[derive(Debug)]
pub struct Document {
    /// The records of its organization.
    pub recorded: Recorded,
    /// The line of the stream it stands in.
    line: u32,
}

impl Document {
    /// Where a record stands.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{STREAM}:{}", self.line)
    }
}

/// Reads a document; `line` is its place in the stream, from 1.
///
/// # Errors
/// With the organization's id where it can be read, and everything that is wrong.
pub fn read(
    text: &str,
    line: u32,
    program: &Program,
    policy: &Policy,
    zone: Zone,
) -> Result<Document, (Option<String>, Failed)> {
    let mut sources = Sources::new();
    let file = sources.add(STREAM, text, Encoding::Utf8);
    let mut reader = Reader { text, file, drafts: Drafts::new(zone, policy), complaints: Vec::new() };
    reader.document();
    let Reader { mut drafts, mut complaints, .. } = reader;
    let listed = drafts.organizations.first().map(|listed| &listed.value);
    let id = listed.map(|listed| drafts.names.text(listed.id.id).to_owned());
    let name = listed.and_then(|listed| listed.name).map(|name| drafts.names.text(name).to_owned());
    if drafts.organizations.is_empty() {
        drafts.stand_in();
    }
    let recorded = finish::finish(drafts, program, &mut complaints).into_iter().next();
    match recorded.filter(|_| !any_error(&complaints)) {
        Some(recorded) => Ok(Document { recorded, line }),
        None => Err((id, Failed { name, ..failed(&sources, complaints, line) })),
    }
}

fn failed(sources: &Sources, complaints: Complaints, line: u32) -> Failed {
    let mut errors: Vec<Diagnostic> = complaints.into_iter().filter(|d| d.severity() == Severity::Error).collect();
    errors.sort_by_key(|d| d.span().map(|span| span.start));
    errors.dedup();
    let wrong = errors.into_iter().map(|d| match d.place {
        Place::File(path) => Wrong { path, at: None, problem: d.problem },
        Place::At(span) => {
            let at = Position { line, column: sources.position(span).column };
            Wrong { path: STREAM.to_owned(), at: Some(at), problem: d.problem }
        }
    });
    Failed { name: None, wrong: wrong.collect() }
}

struct Reader<'t> {
    text: &'t str,
    file: FileId,
    drafts: Drafts,
    complaints: Complaints,
}

type Members<'t> = BTreeMap<Cow<'t, str>, &'t RawValue>;

impl<'t> Reader<'t> {
    fn document(&mut self) {
        let members = match serde_json::from_str::<Members<'t>>(self.text) {
            Ok(members) => members,
            Err(error) => {
                let at = error.column().saturating_sub(1).min(self.text.len());
                let words = error.to_string();
                let words = words.split(" at line ").next().unwrap_or_default().to_owned();
                let problem = Problem::Import(ImportFault::JsonSyntax(words));
                self.complaints.push(Diagnostic::at(Span::point(self.file, at), problem));
                return;
            }
        };
        for (key, value) in &members {
            if !KEYS.contains(&key.as_ref()) {
                self.complaints.push(unknown_key(key, self.span(value), &KEYS));
            }
        }
        if let Some(schema) = members.get("schema") {
            let text = scalar(schema).unwrap_or_default();
            Text { text: &text, span: self.span(schema) }.choice(&[SCHEMA], &mut self.complaints, |_| Some(()));
        }
        match members.get("organization") {
            Some(organization) => self.record(Kind::Organizations, organization),
            None => {
                let problem = Problem::MissingKey("organization".to_owned());
                self.complaints.push(Diagnostic::at(Span::point(self.file, 0), problem));
            }
        }
        for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Organizations) {
            let Some(list) = members.get(kind.stem()).filter(|list| list.get() != "null") else {
                continue;
            };
            let before = self.complaints.len();
            match serde_json::from_str::<Vec<&'t RawValue>>(list.get()) {
                Ok(records) => records.into_iter().for_each(|record| self.record(kind, record)),
                Err(_) => self.wrong_shape(list, Shape::JsonList),
            }
            if self.complaints.iter().skip(before).any(|d| loses_records(kind, &d.problem)) {
                self.drafts.incomplete.insert(kind);
            }
        }
    }

    fn record(&mut self, kind: Kind, record: &'t RawValue) {
        let Ok(members) = serde_json::from_str::<Members<'t>>(record.get()) else {
            self.wrong_shape(record, Shape::Mapping);
            return;
        };
        let mut values: Vec<(&str, Cow<'t, str>, Span)> = Vec::new();
        let mut locations = Vec::new();
        for (key, value) in &members {
            let Some(field) = kind.fields().iter().copied().find(|field| field == key) else {
                self.complaints.push(unknown_key(key, self.span(value), kind.fields()));
                continue;
            };
            if let Some(text) = scalar(value) {
                values.push((field, text, self.span(value)));
            } else if let Ok(several) = serde_json::from_str::<Vec<&'t RawValue>>(value.get()) {
                for value in several {
                    match scalar(value) {
                        Some(text) => values.push((field, text, self.span(value))),
                        None if field == "locations" => locations.extend(self.location(value)),
                        None => self.wrong_shape(value, Shape::Single),
                    }
                }
            } else if value.get() != "null" {
                self.wrong_shape(value, Shape::Single);
            }
        }
        let cells: Vec<(&str, Text<'_>)> =
            values.iter().map(|(field, text, span)| (*field, Text { text, span: *span }.trimmed())).collect();
        let raw = Raw::new(&cells, self.start_of(record));
        if locations.is_empty() {
            self.drafts.take(kind, &raw, &mut self.complaints);
        } else {
            self.drafts.organization(&raw, locations, &mut self.complaints);
        }
    }

    /// A location as a mapping of its id and its number in the partner network.
    fn location(&mut self, value: &'t RawValue) -> Option<Location> {
        let Ok(members) = serde_json::from_str::<Members<'t>>(value.get()) else {
            self.wrong_shape(value, Shape::Mapping);
            return None;
        };
        let id = members.get("id").and_then(|id| scalar(id));
        let Some(id) = id else {
            self.complaints.push(Diagnostic::at(self.start_of(value), Problem::MissingKey("id".to_owned())));
            return None;
        };
        let mpn_id = members.get("mpn_id").and_then(|number| scalar(number));
        let names = &mut self.drafts.names;
        Some(Location { id: names.intern(id.trim()), mpn_id: mpn_id.map(|number| names.intern(number.trim())) })
    }

    fn wrong_shape(&mut self, value: &RawValue, expected: Shape) {
        let found = match value.get().bytes().next() {
            Some(b'{') => Shape::Mapping,
            Some(b'[') => Shape::List,
            Some(b'n') => Shape::Nothing,
            _ => Shape::Single,
        };
        self.complaints.push(Diagnostic::at(self.start_of(value), Problem::WrongShape { expected, found }));
    }

    /// Where a value stands, quotes excluded.
    fn span(&self, value: &RawValue) -> Span {
        let (start, raw) = (self.offset(value), value.get());
        let quote = usize::from(raw.starts_with('"'));
        Span::new(self.file, start + quote, start + raw.len() - quote)
    }

    fn start_of(&self, value: &RawValue) -> Span {
        let start = self.offset(value);
        Span::new(self.file, start, start + 1)
    }

    /// Every value is a piece of the text.
    fn offset(&self, value: &RawValue) -> usize {
        (value.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }
}

/// The text of a string, number or truth; none for anything else.
fn scalar(value: &RawValue) -> Option<Cow<'_, str>> {
    let raw = value.get();
    match raw.bytes().next()? {
        b'"' => match serde_json::from_str::<&str>(raw) {
            Ok(text) => Some(Cow::Borrowed(text)),
            Err(_) => serde_json::from_str::<String>(raw).ok().map(Cow::Owned),
        },
        b'{' | b'[' | b'n' => None,
        _ => Some(Cow::Borrowed(raw)),
    }
}
