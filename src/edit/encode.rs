//! Changes of a text, made in the bytes that the text was decoded from.
//!
//! What is not changed is copied byte for byte and never encoded again: CP932 spells some characters in several ways,
//! and only the file knows which.

use crate::diagnostic::Encoding;
use crate::load::decode;
use std::borrow::Cow;
use std::ops::Range;

/// New text for a range of a decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TextEdit {
    /// The bytes of the text that are replaced; an empty range is where something is inserted.
    pub range: Range<usize>,
    /// What stands there afterwards.
    pub text: Cow<'static, str>,
    /// It only gives a row the empty cells of new columns.
    pub padding: bool,
}

impl TextEdit {
    /// Replaces a range.
    pub(super) fn new(range: Range<usize>, text: impl Into<Cow<'static, str>>) -> Self {
        Self { range, text: text.into(), padding: false }
    }

    /// Inserts at a place.
    pub(super) fn insert(at: usize, text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(at..at, text)
    }
}

/// The text after the edits, which are in the order of the text and do not overlap.
pub(super) fn edited(text: &str, edits: &[TextEdit]) -> String {
    let mut new = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        new.push_str(text.get(at..edit.range.start).unwrap_or_default());
        new.push_str(&edit.text);
        at = edit.range.end;
    }
    new.push_str(text.get(at..).unwrap_or_default());
    new
}

/// The bytes after the edits, which are in the order of the text and do not overlap. Every byte outside of them is the
/// one it was.
///
/// # Errors
///
/// At the first character that the encoding does not have, with what it stands in.
pub(super) fn splice(
    text: &str,
    bytes: &[u8],
    encoding: Encoding,
    mut edits: Vec<TextEdit>,
) -> Result<Vec<u8>, (char, String)> {
    if bytes.is_empty() && encoding == Encoding::Utf8 && edits.len() == 1 {
        // All of a new file, which may be large, is not copied. That no text has NUL is known by now.
        return Ok(edits.pop().map(|edit| edit.text.into_owned().into_bytes()).unwrap_or_default());
    }
    let mark = decode::mark(encoding);
    let mut walk = Walk { text, encoding, at: 0, byte: if bytes.starts_with(mark) { mark.len() } else { 0 } };
    let grown = edits.iter().map(|edit| edit.text.len()).sum::<usize>();
    let mut new = Vec::with_capacity(bytes.len() + grown);
    let mut copied = 0;
    for edit in &edits {
        // Behind the last character is the end of the file, which need not be walked to.
        let start = if edit.range.start == text.len() { bytes.len() } else { walk.to(edit.range.start) };
        new.extend_from_slice(bytes.get(copied..start).unwrap_or_default());
        decode::encode(&edit.text, encoding, &mut new).map_err(|character| (character, edit.text.to_string()))?;
        copied = if edit.range.end == text.len() { bytes.len() } else { walk.to(edit.range.end) };
    }
    new.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    Ok(new)
}

/// A place in a text and the same place in its bytes.
struct Walk<'t> {
    text: &'t str,
    encoding: Encoding,
    at: usize,
    byte: usize,
}

impl Walk<'_> {
    /// Goes on to a place of the text and tells the byte.
    fn to(&mut self, place: usize) -> usize {
        let passed = self.text.get(self.at..place).unwrap_or_default();
        self.byte += match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => passed.len(),
            encoding => passed.chars().map(|c| decode::length(c, encoding)).sum(),
        };
        self.at = self.at.max(place);
        self.byte
    }
}
