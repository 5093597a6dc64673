//! New items of lists, new sections, and whatever else goes behind what is there.

use super::{Editor, write};
use crate::edit::Obstacle;
use crate::edit::encode::TextEdit;
use crate::load::yaml::{Node, Value};

impl Editor<'_> {
    /// New records of a file that is one list.
    pub(super) fn append_to_root(&mut self, root: &mut Node, items: Vec<Node>) {
        let result = if root.value == Value::Null && root.span.start == root.span.end {
            let text =
                items.iter().map(|item| format!("- {}{}", self.block(item, 2), self.line_end)).collect::<String>();
            self.append_lines(text);
            root.value = Value::List(items);
            Ok(())
        } else {
            self.append(root, items, 0)
        };
        self.note(root, result);
    }

    /// New records of a section, which is created when it is not there.
    pub(super) fn append_to_section(&mut self, root: &mut Node, section: &str, items: Vec<Node>) {
        let in_brackets = self.begins(root, "{");
        let (start, end) = (root.span.start as usize, root.span.end as usize);
        if root.value == Value::Null {
            root.value = Value::Map(Vec::new());
        }
        let Value::Map(entries) = &mut root.value else {
            return self.note(root, Err(Obstacle::NotMapping));
        };
        if let Some(entry) = entries.iter_mut().find(|entry| entry.key.text == section) {
            let result = if entry.value.span.start < entry.key.span.end {
                Err(Obstacle::AliasOfSection)
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
    pub(super) fn append(&mut self, list: &mut Node, items: Vec<Node>, indent: usize) -> Result<(), Obstacle> {
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
            _ => return Err(Obstacle::NotList),
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
    pub(super) fn insert_in_brackets(&mut self, start: usize, end: usize, last: Option<&Node>, parts: &[String]) {
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
}
