//! Records written in YAML: values that change, keys that are missing, and items that are new.
//!
//! Edits are made at the places that the reader gives, and what they are meant to say is noted beside: the new text is
//! read, and unless it says exactly that, nothing is changed. So an anchor, an alias or a way of writing that was not
//! thought of can make a change impossible, but never wrong.

mod write;

use super::change::{EditError, Rows};
use super::encode::{TextEdit, edited};
use super::{Set, Work, same};
use crate::diagnostic::FileId;
use crate::diagnostic::source::SourceFile;
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
    let refused = |at: usize, why| {
        let line = source.line_of(u32::try_from(at).unwrap_or(u32::MAX));
        vec![EditError::NotEditable { path: source.path.clone(), line, why }]
    };
    let Ok(document) = yaml::read(&source.text, file) else {
        return Err(refused(0, "this is not YAML"));
    };
    let mut root = document.root;
    let mut editor = Editor { source, text: &source.text, line_end: line_end(&source.text), edits: Vec::new(), errors: Vec::new() };
    let mut sets: BTreeMap<u32, &Set<'_>> = work.sets.iter().map(|(at, set)| (*at, set)).collect();
    editor.set_all(&mut root, &mut sets);
    editor.errors.extend(sets.values().map(|set| set.lost(source)));
    let mut adds: BTreeMap<Kind, Vec<Node>> = BTreeMap::new();
    for rows in &work.adds {
        adds.entry(rows.kind).or_default().extend((0..rows.len()).filter(|row| !rows.is_blank(*row)).map(|row| item(rows, row)));
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
    if said.is_ok_and(|said| says(&said.root, &root)) {
        Ok(edits)
    } else {
        Err(refused(first.range.start, "the way this is written cannot be changed in place"))
    }
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
    fn set_value(&mut self, entry: &mut Entry, field: &str, text: &str, flow: bool) -> Result<(), &'static str> {
        let (start, end) = (entry.value.span.start as usize, entry.value.span.end as usize);
        let key_end = entry.key.span.end as usize;
        if start < key_end {
            return Err("an alias stands for this value");
        }
        if field == "renewals" {
            return self.set_list(entry, text, flow);
        }
        let style = match &entry.value.value {
            Value::Null if text.trim().is_empty() => return Ok(()),
            Value::Null => Quotes::Plain,
            Value::Scalar { text: old, .. } if same(old, text) => return Ok(()),
            Value::Scalar { .. } if self.begins(&entry.value, "'") => Quotes::Single,
            Value::Scalar { .. } if self.begins(&entry.value, "\"") => Quotes::Double,
            Value::Scalar { .. } => Quotes::Plain,
            Value::List(_) | Value::Map(_) => return Err("a list or mapping stands where a single value is to be written"),
        };
        let before = self.text.get(key_end..start).unwrap_or_default();
        let behind_colon = before.find(':').map(|colon| key_end + colon + 1);
        let indicator = before.find(['|', '>']);
        let mut new = String::new();
        let range = match (behind_colon, indicator) {
            // Nothing is written, perhaps not even the colon.
            (colon, _) if start == end => {
                new.push_str(if colon.is_some() || self.text.get(..start).is_some_and(|t| t.ends_with(':')) { " " } else { ": " });
                start..end
            }
            // The text of a block begins below its indicator.
            (Some(colon), Some(_)) if before.contains('\n') || before.contains('\r') => {
                if before.contains(['#', '&']) {
                    return Err("the text is written as a block with a remark or an anchor");
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
    fn set_list(&mut self, entry: &mut Entry, text: &str, flow: bool) -> Result<(), &'static str> {
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
            return Err("the list has a remark or an anchor in it");
        }
        // A block list begins on a line of its own; in brackets it stands behind its key.
        let colon = before.find(':').map(|colon| key_end + colon + 1);
        let range = colon.map_or(start..end, |colon| colon..end);
        self.edits.push(TextEdit::new(range, format!(" {written}")));
        entry.value.value = value.value;
        Ok(())
    }

    /// New records of a file that is one list.
    fn append_to_root(&mut self, root: &mut Node, items: Vec<Node>) {
        let result = if root.value == Value::Null && root.span.start == root.span.end {
            let text = items.iter().map(|item| format!("- {}{}", self.block(item, 2), self.line_end)).collect::<String>();
            self.append_lines(text);
            root.value = Value::List(items);
            Ok(())
        } else {
            self.append(root, items, 0)
        };
        self.note(root, result);
    }

    /// New records of a section, which is created when it is not there.
    fn append_to_section(&mut self, root: &mut Node, section: &str, items: Vec<Node>) {
        let in_brackets = self.begins(root, "{");
        let (start, end) = (root.span.start as usize, root.span.end as usize);
        if root.value == Value::Null {
            root.value = Value::Map(Vec::new());
        }
        let Value::Map(entries) = &mut root.value else {
            return self.note(root, Err("the file is no mapping"));
        };
        if let Some(entry) = entries.iter_mut().find(|entry| entry.key.text == section) {
            let result = if entry.value.span.start < entry.key.span.end {
                Err("an alias stands for this section")
            } else {
                self.append(&mut entry.value, items, self.column(entry.key.span.start as usize) + 2)
            };
            let value = &entry.value;
            let at = if result.is_err() { entry.key.span.start } else { value.span.start };
            return self.note_at(at, result);
        }
        let last = entries.last().map(|entry| &entry.value);
        let indent = entries.first().map_or(0, |entry| self.column(entry.key.span.start as usize));
        let entry = write::entry(section, write::node(Value::List(items)));
        if in_brackets {
            let mut text = String::new();
            write::pair(&entry, true, &mut text);
            self.insert_in_brackets(start, end, last, &[text]);
        } else {
            let (outer, line_end) = (" ".repeat(indent), self.line_end);
            let mut text = format!("{outer}{section}:{line_end}");
            if let Value::List(items) = &entry.value.value {
                for item in items {
                    text.push_str(&format!("{outer}  - {}{line_end}", self.block(item, indent + 4)));
                }
            }
            self.append_lines(text);
        }
        entries.push(entry);
    }

    /// Whole lines at the end of the text.
    fn append_lines(&mut self, lines: String) {
        let whole = self.text.is_empty() || self.text.ends_with(['\n', '\r']);
        let text = if whole { lines } else { format!("{}{lines}", self.line_end) };
        self.edits.push(TextEdit::insert(self.text.len(), text));
    }

    /// New items of a list, in the style of the last one; `indent` is for a list that is not written yet.
    fn append(&mut self, list: &mut Node, items: Vec<Node>, indent: usize) -> Result<(), &'static str> {
        let (start, end) = (list.span.start as usize, list.span.end as usize);
        let in_brackets = self.begins(list, "[");
        let flows = |items: &[Node]| -> Vec<String> {
            let one = |item| {
                let mut text = String::new();
                write::flow(item, true, &mut text);
                text
            };
            items.iter().map(one).collect()
        };
        let (indent, gap, last) = match &list.value {
            Value::Null if start < end => {
                self.edits.push(TextEdit::new(start..end, format!("[{}]", flows(&items).join(", "))));
                list.value = Value::List(items);
                return Ok(());
            }
            Value::Null => (indent, 1, None),
            Value::List(old) if in_brackets => {
                self.insert_in_brackets(start, end, old.last(), &flows(&items));
                (0, 0, None)
            }
            Value::List(old) => (self.column(start), self.gap(old.last()), old.last()),
            _ => return Err("a list is needed here"),
        };
        if !in_brackets {
            let flow = last.is_some_and(|last| self.begins(last, "{"));
            let mut text = String::new();
            for item in &items {
                text.push_str(&format!("{}{}-{}", self.line_end, " ".repeat(indent), " ".repeat(gap)));
                if flow {
                    write::flow(item, false, &mut text);
                } else {
                    text.push_str(&self.block(item, indent + 1 + gap));
                }
            }
            self.edits.push(TextEdit::insert(self.line_end_behind(end), text));
        }
        match &mut list.value {
            Value::List(old) => old.extend(items),
            value => *value = Value::List(items),
        }
        Ok(())
    }

    /// New parts of what stands in brackets from `start` to `end`, behind its last part.
    fn insert_in_brackets(&mut self, start: usize, end: usize, last: Option<&Node>, parts: &[String]) {
        if parts.is_empty() {
            return;
        }
        // An alias has the place of its anchor; behind it is before the closing bracket.
        let inside = |node: &&Node| node.span.start as usize > start && (node.span.end as usize) < end;
        let (at, separator) = match (last, last.filter(inside)) {
            (None, _) => (start + 1, ""),
            (_, Some(last)) if self.insert_on_own_lines(last, parts) => return,
            (_, Some(last)) => (last.span.end as usize, ", "),
            (_, None) => (self.text.get(..end.saturating_sub(1)).unwrap_or_default().trim_end().len(), ", "),
        };
        self.edits.push(TextEdit::insert(at, format!("{separator}{}", parts.join(", "))));
    }

    /// New parts on lines of their own, if the last part has one; what else stands on its line stays with it.
    fn insert_on_own_lines(&mut self, last: &Node, parts: &[String]) -> bool {
        let (start, end) = (last.span.start as usize, last.span.end as usize);
        let indent = self.column(start);
        let behind = self.line_end_behind(end);
        let rest = self.text.get(end..behind).unwrap_or_default().trim();
        let (comma, rest) = rest.strip_prefix(',').map_or((false, rest), |rest| (true, rest.trim_start()));
        let blank = " ".repeat(indent);
        let own = self.text.get(start.saturating_sub(indent)..start) == Some(blank.as_str());
        if !own || behind == self.text.len() || !(rest.is_empty() || rest.starts_with('#')) {
            return false;
        }
        let next = format!("{}{blank}", self.line_end);
        if !comma {
            self.edits.push(TextEdit::insert(end, ","));
        }
        let text = format!("{next}{}{}", parts.join(&format!(",{next}")), if comma { "," } else { "" });
        self.edits.push(TextEdit::insert(behind, text));
        true
    }

    /// A record as lines behind a dash, the further ones with this indentation; other values on one line.
    fn block(&self, item: &Node, indent: usize) -> String {
        let mut text = String::new();
        match &item.value {
            Value::Map(entries) => {
                for (n, entry) in entries.iter().enumerate() {
                    if n > 0 {
                        text.push_str(self.line_end);
                        text.push_str(&" ".repeat(indent));
                    }
                    write::pair(entry, false, &mut text);
                }
            }
            _ => write::flow(item, false, &mut text),
        }
        text
    }

    /// How many blanks stand between the dash and the last item of a block list.
    fn gap(&self, last: Option<&Node>) -> usize {
        let start = last.map_or(0, |last| last.span.start as usize);
        let line = self.text.get(start.saturating_sub(self.column(start))..start).unwrap_or_default();
        let blanks = line.len() - line.trim_end_matches(' ').len();
        if line.trim() == "-" { blanks.max(1) } else { 1 }
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

    fn note(&mut self, node: &Node, result: Result<(), &'static str>) {
        self.note_at(node.span.start, result);
    }

    fn note_at(&mut self, at: u32, result: Result<(), &'static str>) {
        if let Err(why) = result {
            let line = self.source.line_of(at);
            self.errors.push(EditError::NotEditable { path: self.source.path.clone(), line, why });
        }
    }
}
