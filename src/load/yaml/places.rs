//! Places in YAML text: what the parser only nearly says.
//!
//! The parser counts characters, counts white space behind a scalar in, begins a node at its anchor and
//! puts a value that is not written somewhere near. Everything here looks at the text itself instead.

use crate::diagnostic::source::{FileId, Span};

/// White space for YAML. What else is white space in Unicode is content.
const BLANK: [char; 4] = [' ', '\t', '\r', '\n'];

/// A text, and how to find places in it.
pub(super) struct Places<'t> {
    text: &'t str,
    file: FileId,
    /// The byte of every [`STEP`]-th character; empty for ASCII text, where both counts are the same.
    steps: Vec<u32>,
}

/// Few enough characters to walk over for each node, many enough for a small table.
const STEP: usize = 64;

impl<'t> Places<'t> {
    /// Takes linear time.
    pub(super) fn new(text: &'t str, file: FileId) -> Self {
        let steps = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().step_by(STEP).map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect()
        };
        Self { text, file, steps }
    }

    /// The byte of a character.
    pub(super) fn byte(&self, index: usize) -> usize {
        if self.steps.is_empty() {
            return index.min(self.text.len());
        }
        let Some(step) = self.steps.get(index / STEP).map(|step| *step as usize) else {
            return self.text.len();
        };
        let rest = self.text.get(step..).unwrap_or_default();
        rest.char_indices().nth(index % STEP).map_or(self.text.len(), |(at, _)| step + at)
    }

    /// Where a scalar ends that is in quotes or not. The parser counts white space behind it in.
    pub(super) fn scalar_end(&self, quoted: bool, start: usize, end: usize) -> usize {
        let raw = self.text.get(start..end).unwrap_or_default();
        let bytes = raw.as_bytes();
        let mut at = 1;
        match (quoted, bytes.first()) {
            (true, Some(b'"')) => {
                while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'"', b'\\', rest)) {
                    at += found + 1;
                    if bytes.get(at - 1) == Some(&b'"') {
                        return start + at;
                    }
                    at += 1;
                }
                start + raw.trim_end_matches(BLANK).len()
            }
            (true, Some(b'\'')) => {
                while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr(b'\'', rest)) {
                    at += found + 1;
                    if bytes.get(at) != Some(&b'\'') {
                        return start + at;
                    }
                    at += 1;
                }
                start + raw.trim_end_matches(BLANK).len()
            }
            _ => start + raw.trim_end_matches(BLANK).len(),
        }
    }

    /// The dash before the first item of a list that is no deeper than its key: it begins for the parser at that item.
    pub(super) fn dash(&self, start: usize) -> Option<usize> {
        let before = self.text.get(..start)?.trim_end_matches(BLANK).strip_suffix('-')?;
        let line = before.rfind(['\n', '\r']).map_or(before, |end| before.get(end..).unwrap_or_default());
        line.trim_matches(BLANK).is_empty().then_some(before.len())
    }

    /// The end of the anchor that begins at `start`.
    pub(super) fn name_end(&self, start: usize) -> usize {
        let rest = self.text.get(start..).unwrap_or_default();
        start + rest.find([' ', '\t', '\r', '\n', ',', '[', ']', '{', '}']).unwrap_or(rest.len())
    }

    /// Where the node behind an anchor begins: behind white space and remarks.
    pub(super) fn behind_anchor(&self, start: usize) -> usize {
        if self.text.as_bytes().get(start) != Some(&b'&') {
            return start;
        }
        self.behind_remarks(self.name_end(start))
    }

    /// Behind the closing bracket that stands at `start`, or behind a last comma there.
    pub(super) fn behind_bracket(&self, start: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let at = if bytes.get(start) == Some(&b',') { self.behind_remarks(start + 1) } else { start };
        matches!(bytes.get(at), Some(b']' | b'}')).then_some(at + 1)
    }

    /// Where something other than white space and remarks stands next.
    fn behind_remarks(&self, start: usize) -> usize {
        let mut rest = self.text.get(start..).unwrap_or_default().trim_start_matches(BLANK);
        while rest.starts_with('#') {
            rest =
                rest.get(rest.find(['\n', '\r']).unwrap_or(rest.len())..).unwrap_or_default().trim_start_matches(BLANK);
        }
        self.text.len() - rest.len()
    }

    /// The span of one character, empty at the end of the text.
    pub(super) fn character(&self, start: usize) -> Span {
        let length = self
            .text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .filter(|c| !matches!(c, '\r' | '\n'))
            .map_or(0, char::len_utf8);
        Span::new(self.file, start, start + length)
    }

    /// The span up to the next white space.
    pub(super) fn word(&self, start: usize) -> Span {
        let rest = self.text.get(start..).unwrap_or_default();
        Span::new(self.file, start, start + rest.find(char::is_whitespace).unwrap_or(rest.len()))
    }

    /// The last line before a place that holds more than white space and remarks.
    pub(super) fn line_before(&self, start: usize) -> Option<Span> {
        let before = self.text.get(..start)?;
        let mut end = before.len();
        for line in before.split_inclusive('\n').rev() {
            let content = line.trim();
            let indent = line.len() - line.trim_start().len();
            end -= line.len();
            if !content.is_empty() && !content.starts_with('#') {
                let from = end + indent;
                return Some(Span::new(self.file, from, from + content.len()));
            }
        }
        None
    }

    /// Where a value that is not written would stand behind its key: behind the colon, or behind the key
    /// where there is no colon.
    pub(super) fn behind_colon(&self, key_end: usize) -> usize {
        let rest = self.text.get(key_end..).unwrap_or_default();
        let gap = rest.len() - rest.trim_start_matches(BLANK).len();
        let colon = rest.get(gap..).is_some_and(|rest| rest.starts_with(':'));
        if colon { key_end + gap + 1 } else { key_end }
    }
}
