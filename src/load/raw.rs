//! Records as text: fields by name with their places, whether they came from CSV or YAML.

use super::csv::{CsvProblem, CsvReader, Row, detect_delimiter};
use super::kind::Kind;
use super::shape;
use super::values::{Complaints, Text};
use super::yaml::{Node, Value};
use crate::diagnostic::{Diagnostic, FileId, Problem, Sources, Span};
use crate::near::nearest;

/// One record as text.
pub(super) struct Raw<'r> {
    cells: &'r [(&'r str, Text<'r>)],
    /// Where the record begins.
    pub span: Span,
}

impl<'r> Raw<'r> {
    /// The value of a field, without blanks around it; none when absent or empty.
    pub(super) fn get(&self, field: &str) -> Option<Text<'r>> {
        self.all(field).next()
    }

    /// Every value of a field that may have several.
    pub(super) fn all<'s>(&'s self, field: &'s str) -> impl Iterator<Item = Text<'r>> + 's {
        self.cells.iter().filter(move |(name, text)| *name == field && !text.text.is_empty()).map(|(_, text)| *text)
    }

    /// The value of a field that must be there.
    pub(super) fn required(&self, field: &str, complaints: &mut Complaints) -> Option<Text<'r>> {
        let found = self.get(field);
        if found.is_none() {
            let empty = self.cells.iter().find(|(name, _)| *name == field);
            let span = empty.map_or(self.span, |(_, text)| text.span);
            complaints.push(Diagnostic::at(span, Problem::MissingValue(field.to_owned())));
        }
        found
    }
}

/// What every record of a file is handed to.
pub(super) trait Take {
    /// Takes one record.
    fn take(&mut self, kind: Kind, raw: &Raw<'_>, complaints: &mut Complaints);
}

/// Hands every row of a CSV text to `take`.
pub(super) fn rows(
    kind: Kind,
    file: FileId,
    delimiter: u8,
    sources: &Sources,
    take: &mut dyn Take,
    complaints: &mut Complaints,
) {
    let text = &sources.file(file).text;
    let mut reader = CsvReader::new(text, file, delimiter);
    let mut row = Row::new();
    if !reader.read_row(&mut row) {
        complaints.push(Diagnostic::at(Span::point(file, 0), Problem::EmptyFile));
        return;
    }
    broken(&row, complaints);
    let Some(heading) = heading(kind, &row, delimiter, complaints) else {
        return;
    };
    while reader.read_row(&mut row) {
        broken(&row, complaints);
        let Some(span) = row.span() else {
            continue;
        };
        let cut_off = row.problems().iter().any(|p| matches!(p, CsvProblem::UnterminatedQuote(_)));
        if row.len() != heading.len() && !cut_off {
            let (found, expected) = (row.len(), heading.len());
            // Spreadsheets drop empty cells at the end of a row, and add separators behind it.
            let surplus = row.iter().skip(expected).find(|field| !field.text.trim().is_empty());
            if let Some(field) = surplus {
                let problem = Problem::TooManyFields { found, expected };
                complaints.push(Diagnostic::at(field.span, problem));
            } else if found < expected {
                complaints.push(Diagnostic::at(span, Problem::TooFewFields { found, expected }));
            }
        }
        let cells: Vec<(&str, Text<'_>)> = heading
            .iter()
            .zip(row.iter())
            .filter_map(|(name, field)| Some(((*name)?, Text { text: field.text, span: field.span }.trimmed())))
            .collect();
        let start = cells.iter().find(|(_, text)| !text.text.is_empty());
        let span = start.map_or(span, |(_, text)| text.span);
        // In a row with a comma too many, values stand in the wrong columns; that is what is wrong with them.
        let shifted = cut_off || row.iter().skip(heading.len()).any(|field| !field.text.trim().is_empty());
        let mut unheard = Complaints::new();
        take.take(kind, &Raw { cells: &cells, span }, if shifted { &mut unheard } else { complaints });
    }
}

fn broken(row: &Row, complaints: &mut Complaints) {
    for problem in row.problems() {
        complaints.push(match problem {
            CsvProblem::UnterminatedQuote(span) => Diagnostic::at(*span, Problem::UnterminatedQuote),
            CsvProblem::TextAfterQuote(span) => Diagnostic::at(*span, Problem::TextAfterQuote),
        });
    }
}

/// For every column, the field it holds; none for columns that are left alone.
fn heading(kind: Kind, row: &Row, delimiter: u8, complaints: &mut Complaints) -> Option<Vec<Option<&'static str>>> {
    let span = row.span()?;
    if row.len() == 1
        && let Some(field) = row.get(0)
    {
        let found = detect_delimiter(field.text);
        if found != delimiter && field.text.as_bytes().contains(&found) {
            let (found, expected) = (char::from(found), char::from(delimiter));
            complaints.push(Diagnostic::at(span, Problem::WrongDelimiter { found, expected }));
            return None;
        }
    }
    let mut heading: Vec<Option<&'static str>> = Vec::with_capacity(row.len());
    let mut unknown = Vec::new();
    for field in row.iter() {
        let name = field.text.trim().to_lowercase();
        let known = kind.fields().iter().copied().find(|known| *known == name);
        match known {
            Some(known) if heading.contains(&Some(known)) => {
                let problem = Problem::DuplicateColumn(known.to_owned());
                complaints.push(Diagnostic::at(field.span, problem));
                heading.push(None);
            }
            Some(known) => heading.push(Some(known)),
            None => {
                unknown.push(field);
                heading.push(None);
            }
        }
    }
    for field in unknown {
        let name = field.text.trim();
        let free = kind.fields().iter().copied().filter(|f| !heading.contains(&Some(*f)));
        let near = nearest(name, free).map(str::to_owned);
        let problem = Problem::UnknownColumn { name: name.to_owned(), near };
        complaints.push(Diagnostic::at(field.span, problem));
    }
    let missing: Vec<&str> =
        kind.required().iter().copied().filter(|needed| !heading.contains(&Some(*needed))).collect();
    for needed in &missing {
        complaints.push(Diagnostic::at(span, Problem::MissingColumn((*needed).to_owned())));
    }
    missing.is_empty().then_some(heading)
}

/// Hands every entry of a YAML list to `take`.
pub(super) fn entries(kind: Kind, node: &Node, take: &mut dyn Take, complaints: &mut Complaints) {
    for item in shape::list(node, complaints) {
        entry(kind, item, take, complaints);
    }
}

/// Hands one YAML mapping to `take`.
pub(super) fn entry(kind: Kind, node: &Node, take: &mut dyn Take, complaints: &mut Complaints) {
    let Some(map) = shape::map(node, kind.fields(), complaints) else {
        return;
    };
    let mut cells: Vec<(&str, Text<'_>)> = Vec::new();
    for (key, value) in shape::free_map(node, complaints) {
        // A list of single values becomes a field with several values; locations are mappings and read elsewhere.
        if matches!((&value.value, key.text), (Value::List(_), "locations")) {
            continue;
        }
        for text in shape::texts(value, complaints) {
            cells.push((key.text, text.trimmed()));
        }
    }
    take.take(kind, &Raw { cells: &cells, span: map.head() }, complaints);
}
