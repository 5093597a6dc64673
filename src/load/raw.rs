//! Records as text: fields by name with their places, whether they came from CSV or YAML.

use super::csv::{CsvProblem, CsvReader, Row, detect_delimiter};
use super::headings;
use super::kind::Kind;
use super::shape;
use super::values::{Complaints, Text};
use super::yaml::{Node, Value};
use crate::diagnostic::{Diagnostic, FileId, Problem, Sources, Span};
use crate::near::nearest;

/// One record as text.
pub(super) struct Raw<'r> {
    pub cells: &'r [(&'r str, Text<'r>)],
    /// The mapping it was read from, in YAML.
    pub node: Option<&'r Node>,
    /// It is a row over several lines.
    pub broken: bool,
    /// Its values stand in the wrong places, which is complained about already: nothing else is wrong with them.
    pub shifted: bool,
    /// Where the record begins.
    pub span: Span,
}

impl<'r> Raw<'r> {
    /// A record of these fields.
    pub(super) fn new(cells: &'r [(&'r str, Text<'r>)], span: Span) -> Self {
        Self { cells, node: None, broken: false, shifted: false, span }
    }

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

    /// Hears what is wrong with the record that was taken last, among it how it is written.
    fn hear(&mut self, wrong: Complaints, complaints: &mut Complaints) {
        complaints.extend(wrong);
    }

    /// Records of a kind are missing, because something is wrong with them.
    fn miss(&mut self, kind: Kind);
}

/// The fields that columns hold, and how many columns have a heading.
type Heading = (Vec<Option<&'static str>>, usize);

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
    // Rows of nothing but separators are what spreadsheets leave around a table.
    let mut next = |row: &mut Row| {
        while reader.read_row(row) {
            if !row.is_blank() || !row.problems().is_empty() {
                return true;
            }
        }
        false
    };
    if !next(&mut row) {
        complaints.push(Diagnostic::at(Span::point(file, 0), Problem::EmptyFile));
        return;
    }
    broken(&row, complaints);
    let Some((heading, columns)) = heading(kind, &row, delimiter, complaints) else {
        return;
    };
    while next(&mut row) {
        let mut wrong = Complaints::new();
        broken(&row, &mut wrong);
        let Some(span) = row.span() else {
            complaints.extend(wrong);
            continue;
        };
        let broken = sources.text(span).contains(['\n', '\r']);
        let cut_off = row.problems().iter().any(|p| matches!(p, CsvProblem::UnterminatedQuote(_)));
        let full_width = full_width_comma(&row, columns, sources);
        if let Some(comma) = full_width {
            wrong.push(Diagnostic::at(comma, Problem::FullWidthComma));
        } else if row.len() != columns && !cut_off {
            let (found, expected) = (row.len(), columns);
            // Spreadsheets drop empty cells at the end of a row, and add separators behind it.
            let surplus = row.iter().skip(heading.len()).find(|field| !field.text.trim().is_empty());
            if let Some(field) = surplus {
                let problem = Problem::TooManyFields { found, expected };
                wrong.push(Diagnostic::at(field.span, problem));
            } else if found < expected {
                wrong.push(Diagnostic::at(span, Problem::TooFewFields { found, expected }));
            }
        }
        let cells: Vec<(&str, Text<'_>)> = heading
            .iter()
            .zip(row.iter())
            .filter_map(|(name, field)| {
                Some(((*name)?, Text { text: field.text, span: field.span }.trimmed().bare().trimmed()))
            })
            .collect();
        let start = cells.iter().find(|(_, text)| !text.text.is_empty());
        let span = start.map_or(span, |(_, text)| text.span);
        // In a row with a comma too many, values stand in the wrong columns; that is what is wrong with them.
        let shifted = cut_off
            || full_width.is_some()
            || row.iter().skip(heading.len()).any(|field| !field.text.trim().is_empty());
        take.take(kind, &Raw { cells: &cells, node: None, broken, shifted, span }, &mut wrong);
        take.hear(wrong, complaints);
    }
}

/// The full-width comma that stands where a field of this row should end: there are too few, and enough of those.
fn full_width_comma(row: &Row, columns: usize, sources: &Sources) -> Option<Span> {
    if row.len() >= columns {
        return None;
    }
    // Within quotes it belongs to the value.
    let found = row.iter().filter_map(|field| {
        let text = sources.text(field.span);
        let count = text.matches('，').count();
        (count > 0 && !text.starts_with('"')).then_some((field.span, text, count))
    });
    let found: Vec<(Span, &str, usize)> = found.collect();
    let (span, text, _) = *found.first()?;
    let enough = row.len() + found.iter().map(|(.., count)| count).sum::<usize>() >= columns;
    let start = span.start as usize + text.find('，')?;
    enough.then(|| Span::new(span.file, start, start + '，'.len_utf8()))
}

/// The fields that the columns of a file hold, going by its first row, and how many warnings there are; none where something
/// is wrong with it.
pub(super) fn columns(kind: Kind, text: &str, delimiter: u8) -> Option<(Vec<Option<&'static str>>, usize)> {
    let mut reader = CsvReader::new(text, FileId(0), delimiter);
    let (mut row, mut complaints) = (Row::new(), Complaints::new());
    let found = reader.read_row(&mut row) && row.problems().is_empty() && !row.is_blank();
    let (columns, _) = heading(kind, &row, delimiter, &mut complaints).filter(|_| found)?;
    let warnings = complaints.iter().filter(|d| d.problem.warns_of_file()).count();
    (!crate::diagnostic::any_error(&complaints)).then_some((columns, warnings))
}

fn broken(row: &Row, complaints: &mut Complaints) {
    for problem in row.problems() {
        complaints.push(match problem {
            CsvProblem::UnterminatedQuote(span) => Diagnostic::at(*span, Problem::UnterminatedQuote),
            CsvProblem::TextAfterQuote(span) => Diagnostic::at(*span, Problem::TextAfterQuote),
        });
    }
}

/// For every column, the field it holds, none for columns that are left alone; and how many columns there are up to
/// the last with a heading.
fn heading(kind: Kind, row: &Row, delimiter: u8, complaints: &mut Complaints) -> Option<Heading> {
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
    if let Some(field) = row.iter().find(|field| field.text.contains('，')) {
        // No column has one in its name, and what follows it would be lost.
        let before = field.text.find('，').unwrap_or_default();
        let text = Text { text: field.text, span: field.span };
        complaints.push(Diagnostic::at(text.part(before, "，").span, Problem::FullWidthComma));
        return None;
    }
    let mut heading: Vec<Option<&'static str>> = Vec::with_capacity(row.len());
    let mut unknown = Vec::new();
    // Columns without a heading behind the last one are cells that were filled once, and mean nothing.
    let named = row.iter().collect::<Vec<_>>().iter().rposition(|f| !f.text.trim().is_empty()).map_or(0, |at| at + 1);
    for field in row.iter().take(named) {
        match kind.field(field.text) {
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
        let free = |column: &str| !heading.contains(&kind.fields().iter().copied().find(|known| *known == column));
        let near = headings::meant(kind, name, free)
            .or_else(|| nearest(name, kind.fields().iter().copied().filter(|column| free(column))))
            .map(str::to_owned);
        let problem = Problem::UnknownColumn { name: name.to_owned(), near };
        complaints.push(Diagnostic::at(field.span, problem));
    }
    let missing: Vec<&str> =
        kind.required().iter().copied().filter(|needed| !heading.contains(&Some(*needed))).collect();
    for needed in &missing {
        complaints.push(Diagnostic::at(span, Problem::MissingColumn((*needed).to_owned())));
    }
    heading.resize(row.len(), None);
    missing.is_empty().then_some((heading, named))
}

/// Hands every entry of a YAML list to `take`.
pub(super) fn entries(kind: Kind, node: &Node, take: &mut dyn Take, complaints: &mut Complaints) {
    for item in shape::list(node, complaints) {
        entry(kind, item, take, complaints);
    }
}

/// Hands one YAML mapping to `take`.
pub(super) fn entry(kind: Kind, node: &Node, take: &mut dyn Take, complaints: &mut Complaints) {
    let mut wrong = Complaints::new();
    let Some(map) = shape::map(node, kind.fields(), &mut wrong) else {
        complaints.extend(wrong);
        return;
    };
    let mut cells: Vec<(&str, Text<'_>)> = Vec::new();
    for (key, value) in shape::free_map(node, &mut wrong) {
        // A list of single values becomes a field with several values; locations are mappings and read elsewhere.
        if matches!((&value.value, key.text), (Value::List(_), "locations")) {
            continue;
        }
        for text in shape::texts(value, &mut wrong) {
            cells.push((key.text, text.trimmed()));
        }
    }
    take.take(
        kind,
        &Raw { cells: &cells, node: Some(node), broken: false, shifted: false, span: map.head() },
        &mut wrong,
    );
    take.hear(wrong, complaints);
}
