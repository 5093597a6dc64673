//! Records written in YAML: values that change, keys that are missing, and items that are new.
//!
//! Edits are made at the places that the reader gives, and what they are meant to say is noted beside: the new text is
//! read, and unless it says exactly that, nothing is changed. So an anchor, an alias or a way of writing that was not
//! thought of can make a change impossible, but never wrong.

mod append;
mod write;

use super::change::{EditError, Rows};
use super::encode::{TextEdit, edited};
use super::{Set, Work, same};
use crate::diagnostic::FileId;
use crate::diagnostic::source::SourceFile;
use crate::edit::Obstacle;
use crate::load::kind::Kind;
use crate::load::yaml::{self, Entry, Node, Value};
use std::collections::BTreeMap;
use write::Quotes;

/// The edits that make the changes in a YAML file, in the order of the text. `whole` is the kind of a file that is one
/// list of records; without it the records stand in sections.
pub(super) fn edits(
    file: FileId,
    source: &SourceFile,
    whole: Option<Kind>,
    work: &Work<'_>,
) -> Result<Vec<TextEdit>, Vec<EditError>> {
    let together = all_edits(file, source, whole, work);
    let unsaid = |error: &EditError| matches!(error, EditError::NotEditable { why: UNSAID, .. });
    if !together.as_ref().is_err_and(|errors| errors.iter().any(unsaid)) {
        return together;
    }
    // Which of the changes cannot be made shows when each is tried alone.
    let sets = work.sets.iter().map(|(at, set)| Work { sets: BTreeMap::from([(*at, set.clone())]), adds: Vec::new() });
    let adds = work.adds.iter().map(|rows| Work { sets: BTreeMap::new(), adds: vec![rows] });
    let alone = sets.chain(adds).take(TRIED);
    let errors: Vec<EditError> =
        alone.filter_map(|work| all_edits(file, source, whole, &work).err()).flatten().collect();
    if errors.is_empty() { together } else { Err(errors) }
}

/// Why edits are refused that do not say what they should.
const UNSAID: Obstacle = Obstacle::Unsaid;

/// Why a value is refused that is written somewhere else.
const ALIAS: Obstacle = Obstacle::Alias;

/// How many changes are tried alone when something is in the way: each takes as long as reading the file.
const TRIED: usize = 100;

/// The edits of all changes.
fn all_edits(
    file: FileId,
    source: &SourceFile,
    whole: Option<Kind>,
    work: &Work<'_>,
) -> Result<Vec<TextEdit>, Vec<EditError>> {
    let refused = |at: usize, why| {
        let line = source.line_of(u32::try_from(at).unwrap_or(u32::MAX));
        vec![EditError::NotEditable { path: source.path.clone(), line, why }]
    };
    let Ok(document) = yaml::read(&source.text, file) else {
        return Err(refused(0, Obstacle::NotYaml));
    };
    let mut root = document.root;
    let mut editor =
        Editor { source, text: &source.text, line_end: line_end(&source.text), edits: Vec::new(), errors: Vec::new() };
    let mut sets: BTreeMap<u32, &Set<'_>> = work.sets.iter().map(|(at, set)| (*at, set)).collect();
    editor.set_all(&mut root, &mut sets);
    editor.errors.extend(sets.values().map(|set| set.lost(source)));
    let mut adds: BTreeMap<Kind, Vec<Node>> = BTreeMap::new();
    for rows in &work.adds {
        adds.entry(rows.kind)
            .or_default()
            .extend((0..rows.len()).filter(|row| !rows.is_blank(*row)).map(|row| item(rows, row)));
    }
    for (kind, items) in adds.into_iter().filter(|(_, items)| !items.is_empty()) {
        match whole {
            Some(_) => editor.append_to_root(&mut root, items),
            None => editor.append_to_section(&mut root, kind.stem(), items),
        }
    }
    let Editor { mut edits, errors, .. } = editor;
    if !errors.is_empty() {
        return Err(errors);
    }
    // Edits at one place stay in the order in which they were made: values, keys, items, sections.
    edits.sort_by_key(|edit| edit.range.start);
    edits.dedup_by(|next, edit| {
        let joined = edit.range.is_empty() && next.range == edit.range;
        if joined {
            edit.text.to_mut().push_str(&next.text);
        }
        joined
    });
    let Some(first) = edits.first() else {
        return Ok(edits);
    };
    let said = yaml::read(&edited(&source.text, &edits), file);
    if said.is_ok_and(|said| says(&said.root, &root)) { Ok(edits) } else { Err(refused(first.range.start, UNSAID)) }
}

/// A new record; empty values are left out.
fn item(rows: &Rows, row: usize) -> Node {
    let values = rows.columns.iter().enumerate().map(|(n, column)| (*column, rows.get(row, n)));
    let filled = values.filter(|(_, text)| !text.trim().is_empty());
    write::node(Value::Map(filled.map(|(column, text)| write::entry(column, write::value(column, text))).collect()))
}

/// Whether two trees say the same, wherever and however it is written.
fn says(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Null, Value::Null) => true,
        (Value::Scalar { text: a, .. }, Value::Scalar { text: b, .. }) => a == b,
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| says(a, b)),
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.key.text == b.key.text && says(&a.value, &b.value))
        }
        _ => false,
    }
}

/// The line end of a text, going by its first line.
fn line_end(text: &str) -> &'static str {
    let first = text.find(['\r', '\n']).and_then(|at| text.get(at..)).unwrap_or("\n");
    ["\r\n", "\r"].into_iter().find(|end| first.starts_with(end)).unwrap_or("\n")
}

/// Makes edits, and changes the tree to what they should say.
struct Editor<'t> {
    source: &'t SourceFile,
    text: &'t str,
    line_end: &'static str,
    edits: Vec<TextEdit>,
    errors: Vec<EditError>,
}

impl Editor<'_> {
    /// Finds the records that change. An alias repeats what stands at its anchor, so the first that is found is the one
    /// that is written there.
    fn set_all(&mut self, node: &mut Node, sets: &mut BTreeMap<u32, &Set<'_>>) {
        if sets.is_empty() {
            return;
        }
        match &mut node.value {
            Value::List(items) => items.iter_mut().for_each(|item| self.set_all(item, sets)),
            Value::Map(entries) => {
                let head = entries.first().map_or(node.span.start, |entry| entry.key.span.start);
                match sets.remove(&head) {
                    Some(set) => self.set(node, set),
                    None => entries.iter_mut().for_each(|entry| self.set_all(&mut entry.value, sets)),
                }
            }
            Value::Null | Value::Scalar { .. } => {}
        }
    }

    /// Changes one record.
    fn set(&mut self, record: &mut Node, set: &Set<'_>) {
        let in_brackets = self.begins(record, "{");
        let end = record.span.end as usize;
        let Value::Map(entries) = &mut record.value else {
            return;
        };
        let mut missing = Vec::new();
        for (field, text) in &set.fields {
            let result = match entries.iter_mut().find(|entry| entry.key.text == *field) {
                Some(entry) => self.set_value(entry, field, text, in_brackets),
                None => {
                    if !text.trim().is_empty() {
                        missing.push(write::entry(field, write::value(field, text)));
                    }
                    Ok(())
                }
            };
            if let Err(why) = result {
                self.errors.push(set.refused(self.source, why));
            }
        }
        if in_brackets {
            let pairs = missing.iter().map(|entry| {
                let mut text = String::new();
                write::pair(entry, true, &mut text);
                text
            });
            let pairs: Vec<String> = pairs.collect();
            self.insert_in_brackets(record.span.start as usize, end, entries.last().map(|e| &e.value), &pairs);
        } else {
            let head = entries.first().map_or(0, |entry| entry.key.span.start as usize);
            let indent = " ".repeat(self.column(head));
            for entry in &missing {
                let mut text = format!("{}{indent}", self.line_end);
                write::pair(entry, false, &mut text);
                self.edits.push(TextEdit::insert(self.line_end_behind(end), text));
            }
        }
        entries.extend(missing);
    }

    /// Changes the value of a key that is there.
    fn set_value(&mut self, entry: &mut Entry, field: &str, text: &str, flow: bool) -> Result<(), Obstacle> {
        let (start, end) = (entry.value.span.start as usize, entry.value.span.end as usize);
        let key_end = entry.key.span.end as usize;
        let unchanged = match &entry.value.value {
            Value::Null => text.trim().is_empty(),
            Value::Scalar { text: old, .. } => same(old, text),
            Value::List(_) | Value::Map(_) => false,
        };
        if unchanged {
            return Ok(());
        }
        if field == "renewals" {
            return self.set_list(entry, text, flow);
        }
        if start < key_end {
            return Err(ALIAS);
        }
        let style = match &entry.value.value {
            Value::Null => Quotes::Plain,
            Value::Scalar { .. } if self.begins(&entry.value, "'") => Quotes::Single,
            Value::Scalar { .. } if self.begins(&entry.value, "\"") => Quotes::Double,
            Value::Scalar { .. } => Quotes::Plain,
            Value::List(_) | Value::Map(_) => {
                return Err(Obstacle::NotSingle);
            }
        };
        let before = self.text.get(key_end..start).unwrap_or_default();
        let behind_colon = before.find(':').map(|colon| key_end + colon + 1);
        let indicator = before.find(['|', '>']);
        let mut new = String::new();
        let range = match (behind_colon, indicator) {
            // Nothing is written, perhaps not even the colon.
            (colon, _) if start == end => {
                new.push_str(if colon.is_some() { " " } else { ": " });
                start..end
            }
            // The text of a block begins below its indicator.
            (Some(colon), Some(_)) if before.contains('\n') || before.contains('\r') => {
                if before.contains(['#', '&']) {
                    return Err(Obstacle::RemarkInBlock);
                }
                new.push(' ');
                colon..end
            }
            _ => start..end,
        };
        let text = if text.trim().is_empty() { "" } else { text };
        let value = write::value(field, text);
        match &value.value {
            Value::Scalar { .. } => write::quoted(text, style, flow, &mut new),
            _ => write::flow(&value, flow, &mut new),
        }
        self.edits.push(TextEdit::new(range, new));
        entry.value.value = value.value;
        Ok(())
    }

    /// Changes a list of days: further ones are appended, and anything else is written anew.
    fn set_list(&mut self, entry: &mut Entry, text: &str, flow: bool) -> Result<(), Obstacle> {
        let new: Vec<&str> = write::parts(text).collect();
        let (span, key_end) = (entry.value.span, entry.key.span.end as usize);
        let items: Vec<&Node> = match &entry.value.value {
            Value::List(items) => items.iter().collect(),
            _ => vec![&entry.value],
        };
        let old: Vec<&str> = items.iter().filter_map(|item| item.text()).flat_map(write::parts).collect();
        if old == new {
            return Ok(());
        }
        if (span.start as usize) < key_end {
            return Err(ALIAS);
        }
        let appended = matches!(entry.value.value, Value::List(_)) && old.len() == items.len();
        if let (true, Some(further)) = (appended, new.strip_prefix(old.as_slice())) {
            let nodes: Vec<Node> = further.iter().copied().map(write::scalar).collect();
            return self.append(&mut entry.value, nodes, 0);
        }
        let mut written = String::new();
        let value = write::value("renewals", text);
        write::flow(&value, flow, &mut written);
        let (start, end) = (span.start as usize, span.end as usize);
        let before = self.text.get(key_end..start).unwrap_or_default();
        if self.text.get(key_end..end).unwrap_or_default().contains(['#', '&', '*', '|', '>']) {
            return Err(Obstacle::RemarkInList);
        }
        // A block list begins on a line of its own; in brackets it stands behind its key.
        let colon = before.find(':').map(|colon| key_end + colon + 1);
        let range = colon.map_or(start..end, |colon| colon..end);
        self.edits.push(TextEdit::new(range, format!(" {written}")));
        entry.value.value = value.value;
        Ok(())
    }

    /// Whether the text of a node begins like this.
    fn begins(&self, node: &Node, with: &str) -> bool {
        self.text.get(node.span.start as usize..).is_some_and(|text| text.starts_with(with))
    }

    /// How many characters stand before a place on its line.
    fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        let line = before.rfind(['\n', '\r']).map_or(before, |end| before.get(end + 1..).unwrap_or_default());
        line.chars().count()
    }

    /// Where the line of a place ends.
    fn line_end_behind(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        at + rest.find(['\n', '\r']).unwrap_or(rest.len())
    }

    fn note(&mut self, node: &Node, result: Result<(), Obstacle>) {
        self.note_at(node.span.start, result);
    }

    fn note_at(&mut self, at: u32, result: Result<(), Obstacle>) {
        if let Err(why) = result {
            let line = self.source.line_of(at);
            self.errors.push(EditError::NotEditable { path: self.source.path.clone(), line, why });
        }
    }
}

#[cfg(test)]
mod tests;
