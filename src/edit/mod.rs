//! Changes to the user's files that touch only the bytes they must.
//!
//! A [`Change`] says what should be recorded. [`plan`] finds the file and the place for each, and returns the new bytes of
//! every file with the lines that differ: comments, the order of columns, quoting, the encoding, a byte order mark and
//! line ends stay as they are. Nothing is written here; whoever runs the command hands the result to the store, which
//! replaces all files or none.

mod change;
mod csv;
mod diff;
mod encode;
mod place;
mod yaml;

pub use change::{Change, EditError, FileEdit, Hunk, Obstacle, Rows};

use crate::diagnostic::source::SourceFile;
use crate::diagnostic::{Encoding, FileId, Sources, Span};
use crate::load::decode::{self, EncodingChoice};
use crate::load::files::{Files, ReadError};
use crate::load::kind::{Ending, Kind};
use place::{Place, Places};
use std::collections::BTreeMap;

/// The new bytes of every file that the changes concern, in the order in which the files were read; new files come last.
///
/// `sources` are what the workspace in `root` was loaded from, and `encoding` is what it was loaded with. A change that
/// changes nothing concerns no file. New records go behind the last one of their kind: to the last file of the kind
/// that can be edited, else to its section of `competency.yaml`, else to a new section (of what is rare) or a new CSV file.
///
/// # Errors
///
/// Everything that is in the way of any of the changes. Then nothing should be written.
pub fn plan(
    files: &dyn Files,
    root: &str,
    sources: &Sources,
    changes: &[Change],
    encoding: Option<EncodingChoice>,
) -> Result<Vec<FileEdit>, Vec<EditError>> {
    let places = Places::new(root, sources);
    let mut work: BTreeMap<Place, Work<'_>> = BTreeMap::new();
    for change in changes {
        match change {
            Change::Add(rows) => work.entry(places.of(rows.kind)).or_default().adds.push(rows),
            Change::Set { kind, at, fields } => {
                let sets = &mut work.entry(Place::Read(at.file)).or_default().sets;
                let set = sets.entry(at.start).or_insert_with(|| Set { kind: *kind, at: *at, fields: Vec::new() });
                for (field, value) in fields {
                    set.fields.retain(|(earlier, _)| earlier != field);
                    set.fields.push((field, value));
                }
            }
        }
    }
    let mut edits = Vec::new();
    let mut errors = Vec::new();
    for (place, work) in &work {
        let planned = match place {
            Place::Read(file) => changed(files, sources, *file, places.ending(*file), work, encoding),
            Place::New(kind) => created(files, &places, *kind, work, encoding),
        };
        match planned {
            Ok(edit) => edits.extend(edit),
            Err(found) => errors.extend(found),
        }
    }
    if errors.is_empty() { Ok(edits) } else { Err(errors) }
}

/// What is to be done in one file.
#[derive(Debug, Default)]
struct Work<'c> {
    /// Records that change, by where they begin.
    sets: BTreeMap<u32, Set<'c>>,
    adds: Vec<&'c Rows>,
}

/// New values in one record.
#[derive(Debug, Clone)]
struct Set<'c> {
    kind: Kind,
    at: Span,
    fields: Vec<(&'static str, &'c str)>,
}

impl Set<'_> {
    /// The error that the record cannot be changed where it stands.
    fn refused(&self, source: &SourceFile, why: Obstacle) -> EditError {
        EditError::NotEditable { path: source.path.clone(), line: source.line_of(self.at.start), why }
    }

    /// The error that no record begins where this one should.
    fn lost(&self, source: &SourceFile) -> EditError {
        self.refused(source, Obstacle::NoRecord)
    }
}

impl Work<'_> {
    /// The kind of the records, where all are of one.
    fn kind(&self) -> Option<Kind> {
        self.sets.values().map(|set| set.kind).chain(self.adds.iter().map(|rows| rows.kind)).next()
    }

    /// Every value that the encoding cannot write.
    fn unencodable(&self, path: &str, encoding: Encoding) -> Vec<EditError> {
        let mut errors: Vec<EditError> = Vec::new();
        let mut check = |value: &str| {
            if let Err(character) = decode::encode(value, encoding, &mut Vec::new()) {
                errors.push(EditError::Unencodable {
                    path: path.to_owned(),
                    encoding,
                    character,
                    value: value.to_owned(),
                });
            }
        };
        self.sets.values().flat_map(|set| &set.fields).for_each(|(_, value)| check(value));
        for rows in &self.adds {
            // Usually there is no such value, and one look at all of them tells.
            let fine = match encoding {
                Encoding::Cp932 => decode::encode(rows.text(), encoding, &mut Vec::new()).is_ok(),
                // Without leaving early the compiler looks at many bytes at once.
                _ => rows.text().bytes().fold(true, |fine, byte| fine & (byte != 0)),
            };
            if !fine {
                let cells = (0..rows.len()).flat_map(|row| (0..rows.columns.len()).map(move |column| (row, column)));
                cells.for_each(|(row, column)| check(rows.get(row, column)));
            }
        }
        errors.dedup();
        errors
    }
}

/// Plans the changes in a file that was read.
fn changed(
    files: &dyn Files,
    sources: &Sources,
    file: FileId,
    (kind, ending): (Option<Kind>, Ending),
    work: &Work<'_>,
    choice: Option<EncodingChoice>,
) -> Result<Option<FileEdit>, Vec<EditError>> {
    let source = sources.file(file);
    let path = &source.path;
    refuse_unencodable(work, path, source.encoding)?;
    let edits = match ending {
        Ending::Separated(delimiter) => csv::edits(file, source, delimiter, "\n", work)?,
        Ending::Yaml => yaml::edits(file, source, kind, work)?,
        // New records never go there. One refusal says it for all that would change.
        Ending::Parquet => {
            let first = work.sets.values().next();
            return first.map_or(Ok(None), |set| Err(vec![set.refused(source, Obstacle::Parquet)]));
        }
    };
    if edits.is_empty() {
        return Ok(None);
    }
    let bytes = files.read(path).map_err(|error| vec![unreadable(path, &error)])?;
    if !still_reads(&bytes, source, choice) {
        return Err(vec![EditError::ChangedMeanwhile { path: path.clone() }]);
    }
    let edit = file_edit(source, Some(bytes), &[], edits, choice)?;
    // A sign that CP932 has under another number only may be there already.
    Ok((edit.before.as_ref() != Some(&edit.after)).then_some(edit))
}

/// Plans a new file.
fn created(
    files: &dyn Files,
    places: &Places<'_>,
    kind: Kind,
    work: &Work<'_>,
    choice: Option<EncodingChoice>,
) -> Result<Option<FileEdit>, Vec<EditError>> {
    let (path, encoding, line_end) = places.new_file(kind, choice);
    refuse_unencodable(work, &path, encoding)?;
    // A new file is an empty one that grows.
    let mut empty = Sources::new();
    let file = empty.add(path.as_str(), "", encoding);
    let source = empty.file(file);
    let edits = csv::edits(file, source, b',', line_end, work)?;
    if edits.is_empty() {
        return Ok(None);
    }
    if files.exists(&path).is_some() {
        return Err(vec![EditError::ChangedMeanwhile { path }]);
    }
    file_edit(source, None, decode::mark(encoding), edits, choice).map(Some)
}

fn refuse_unencodable(work: &Work<'_>, path: &str, encoding: Encoding) -> Result<(), Vec<EditError>> {
    let errors = work.unencodable(path, encoding);
    if errors.is_empty() { Ok(()) } else { Err(errors) }
}

/// Whether bytes are the text that was read.
fn still_reads(bytes: &[u8], source: &SourceFile, choice: Option<EncodingChoice>) -> bool {
    match source.encoding {
        Encoding::Utf8 | Encoding::Utf8Bom => {
            bytes.strip_prefix(decode::mark(source.encoding)) == Some(source.text.as_bytes())
        }
        encoding => {
            decode::decode(bytes.to_vec(), choice).is_ok_and(|(text, found)| found == encoding && text == *source.text)
        }
    }
}

/// Whether two values are read as the same.
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim(), b.trim());
    a == b || (a.contains('\r') || b.contains('\r')) && a.replace("\r\n", "\n") == b.replace("\r\n", "\n")
}

fn unreadable(path: &str, error: &ReadError) -> EditError {
    EditError::Unreadable { path: path.to_owned(), why: error.to_string() }
}

/// Makes the edits: in the bytes that a file has, or in those that a new one begins with.
fn file_edit(
    source: &SourceFile,
    before: Option<Vec<u8>>,
    beginning: &[u8],
    edits: Vec<encode::TextEdit>,
    choice: Option<EncodingChoice>,
) -> Result<FileEdit, Vec<EditError>> {
    let path = source.path.clone();
    let (hunks, padded) = diff::hunks(source, &edits);
    let bytes = before.as_deref().unwrap_or(beginning);
    let after = encode::splice(&source.text, bytes, source.encoding, edits).map_err(|(character, value)| {
        vec![EditError::Unencodable { path: path.clone(), encoding: source.encoding, character, value }]
    })?;
    // Some bytes are a text in both, and UTF-8 is tried first.
    if choice.is_none() && source.encoding == Encoding::Cp932 && !after.is_ascii() && str::from_utf8(&after).is_ok() {
        let why = Obstacle::ReadAsUtf8;
        return Err(vec![EditError::NotEditable { path, line: 1, why }]);
    }
    Ok(FileEdit { path, before, after, hunks, padded })
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests;
