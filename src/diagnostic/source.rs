//! Where a text came from: files as they were read, and exact places inside them.
//!
//! Everything a user can complain about carries a [`Span`]. A span is three small numbers, so
//! values can keep one beside them at no cost; lines and columns are worked out only when somebody
//! asks for a [`Position`].

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Names one file of one [`Sources`] list. Ordered by the order of adding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A half-open range of bytes of a decoded text.
///
/// The readers in `load` only make spans that lie inside their text and begin and end between
/// characters. Whoever receives a span should still not rely on it: [`Sources`] brings any other
/// span back into the text instead of failing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file that the offsets belong to.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte behind the last one.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; offsets beyond [`u32::MAX`] are cut to it, and an end before
    /// the start makes an empty span.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let start = offset(start);
        Self { file, start, end: offset(end).max(start) }
    }

    /// The empty span before byte `at`.
    #[must_use]
    pub fn point(file: FileId, at: usize) -> Self {
        Self::new(file, at, at)
    }

    /// The smallest span that holds both. The file is that of `self`.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A place as people count it: both numbers start at 1, and the column counts characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The character in the line, from 1.
    pub column: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// How the bytes of a file spelled its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// UTF-8 without a byte order mark.
    Utf8,
    /// UTF-8 behind a byte order mark; the mark is not part of the text.
    Utf8Bom,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows code page 932, the Japanese "Shift JIS" of Excel.
    Cp932,
}

impl Encoding {
    /// The name to show to people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf8Bom => "UTF-8 with BOM",
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Cp932 => "CP932",
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One file as it was read.
#[derive(Debug)]
pub struct SourceFile {
    /// The path as the user should see it.
    pub path: String,
    /// The decoded text, without a byte order mark. Text that is part of the program itself is not copied.
    pub text: Cow<'static, str>,
    /// What the bytes were.
    pub encoding: Encoding,
    /// Where each line starts; worked out when the first position is asked for, since most files
    /// are never complained about.
    lines: OnceLock<Vec<u32>>,
}

impl SourceFile {
    const fn new(path: String, text: Cow<'static, str>, encoding: Encoding) -> Self {
        Self { path, text, encoding, lines: OnceLock::new() }
    }

    /// How many lines the text has; an empty text has one.
    #[must_use]
    pub fn line_count(&self) -> u32 {
        offset(self.line_starts().len())
    }

    /// The line of a byte, from 1. A byte behind the text is in its last line.
    #[must_use]
    pub fn line_of(&self, byte: u32) -> u32 {
        offset(self.line_starts().partition_point(|start| *start <= byte))
    }

    /// Where a line begins and ends in bytes, without its line break; empty at the end of the text
    /// for a line that does not exist.
    #[must_use]
    pub fn line_range(&self, line: u32) -> std::ops::Range<usize> {
        let starts = self.line_starts();
        let index = line.saturating_sub(1) as usize;
        let Some(start) = starts.get(index).map(|start| *start as usize) else {
            return self.text.len()..self.text.len();
        };
        let next = starts.get(index + 1).map(|next| *next as usize);
        let line = self.text.get(start..next.unwrap_or(self.text.len())).unwrap_or_default();
        let content = match line.strip_suffix('\n') {
            Some(line) => line.strip_suffix('\r').unwrap_or(line),
            // A CR at the very end of a text with LF ends no line.
            None if next.is_some() => line.strip_suffix('\r').unwrap_or(line),
            None => line,
        };
        start..start + content.len()
    }

    /// The line of a byte and its column.
    #[must_use]
    pub fn position(&self, byte: u32) -> Position {
        let byte = boundary(&self.text, byte as usize);
        let line = self.line_of(offset(byte));
        let start = self.line_range(line).start;
        let before = self.text.get(start..byte).unwrap_or_default();
        Position { line, column: offset(before.chars().count()).saturating_add(1) }
    }

    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let line_break = line_break(&self.text);
            let breaks = memchr::memchr_iter(line_break, self.text.as_bytes());
            std::iter::once(0).chain(breaks.map(|at| offset(at + 1))).collect()
        })
    }
}

/// The byte that ends the lines of a text: LF, or CR in a text that has CR only (old Macintosh
/// spreadsheets still write such files).
///
/// CRLF counts as LF, and a CR inside a text with LF is an ordinary character, as it is for
/// editors, `grep -n` and `sed`.
#[must_use]
pub fn line_break(text: &str) -> u8 {
    if memchr::memchr(b'\n', text.as_bytes()).is_some() { b'\n' } else { b'\r' }
}

/// Every file that was read in one run; files are only ever added. A copy shares the files it has in common, so that a list
/// can be continued without changing it.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Arc<SourceFile>>,
}

/// Stands for every file that is not there, so that looking one up cannot fail.
static UNKNOWN: SourceFile = SourceFile::new(String::new(), Cow::Borrowed(""), Encoding::Utf8);

impl Sources {
    /// A list without files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a file and names it.
    pub fn add(&mut self, path: impl Into<String>, text: impl Into<String>, encoding: Encoding) -> FileId {
        self.push(SourceFile::new(path.into(), Cow::Owned(text.into()), encoding))
    }

    /// Keeps a text that is part of the program itself, without a copy, and names it.
    pub fn add_static(&mut self, path: impl Into<String>, text: &'static str) -> FileId {
        self.push(SourceFile::new(path.into(), Cow::Borrowed(text), Encoding::Utf8))
    }

    fn push(&mut self, file: SourceFile) -> FileId {
        let id = FileId(offset(self.files.len()));
        self.files.push(Arc::new(file));
        id
    }

    /// The file of an id. An id from another list may give an empty file with an empty path.
    #[must_use]
    pub fn file(&self, id: FileId) -> &SourceFile {
        self.files.get(id.0 as usize).map_or(&UNKNOWN, |file| file)
    }

    /// Where a span begins.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        self.file(span.file).position(span.start)
    }

    /// The text of a span, brought back into the file where it reaches out of it or cuts a
    /// character.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        let text = &self.file(span.file).text;
        let start = boundary(text, span.start as usize);
        let end = boundary(text, span.end as usize);
        text.get(start..end).unwrap_or_default()
    }

    /// A line without its line break, counted from 1; empty when there is none.
    #[must_use]
    pub fn line_text(&self, file: FileId, line: u32) -> &str {
        let file = self.file(file);
        file.text.get(file.line_range(line)).unwrap_or_default()
    }

    /// All files, in the order of adding.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(offset(index)), &**file))
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether no file was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// The closest place between two characters at or before a byte, and inside the text.
#[must_use]
pub fn boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// A size as an offset. Decoding refuses texts that an offset cannot reach, so nothing is cut in
/// practice.
fn offset(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Shows the lines of a text and the position of every character.
    fn check(text: &str, lines: &[&str], positions: &str) {
        let mut sources = Sources::new();
        let id = sources.add("a.csv", text, Encoding::Utf8);
        let found: Vec<&str> = (1..=sources.file(id).line_count()).map(|line| sources.line_text(id, line)).collect();
        assert_eq!(found, lines, "{text:?}");
        let places: Vec<String> = text
            .char_indices()
            .map(|(at, _)| at)
            .chain([text.len()])
            .map(|at| sources.position(Span::point(id, at)).to_string())
            .collect();
        assert_eq!(places.join(" "), positions, "{text:?}");
    }

    #[test]
    fn lines_and_columns() {
        check("", &[""], "1:1");
        check("ab", &["ab"], "1:1 1:2 1:3");
        check("a\nb\n", &["a", "b", ""], "1:1 1:2 2:1 2:2 3:1");
        check("a\r\nb", &["a", "b"], "1:1 1:2 1:3 2:1 2:2");
        check("山田,x\n本", &["山田,x", "本"], "1:1 1:2 1:3 1:4 1:5 2:1 2:2");
        check("a\rb\r", &["a", "b", ""], "1:1 1:2 2:1 2:2 3:1");
        check("a\rb\nc", &["a\rb", "c"], "1:1 1:2 1:3 1:4 2:1 2:2");
    }

    #[test]
    fn wrong_spans_are_brought_back() {
        let mut sources = Sources::new();
        let id = sources.add("a", "山\nb", Encoding::Cp932);
        assert_eq!(sources.position(Span::new(id, 1, 2)), Position { line: 1, column: 1 });
        assert_eq!(sources.position(Span::new(id, 99, 120)), Position { line: 2, column: 2 });
        assert_eq!(sources.text(Span::new(id, 1, 5)), "山\nb");
        assert_eq!(sources.text(Span::new(id, 4, 2)), "");
        assert_eq!(sources.line_text(id, 0), "山");
        assert_eq!(sources.line_text(id, 3), "");
        assert_eq!(sources.file(FileId(7)).path, "");
        assert_eq!(sources.position(Span::point(FileId(7), 3)), Position { line: 1, column: 1 });
    }

    #[test]
    fn joining() {
        let span = |start, end| Span::new(FileId(0), start, end);
        assert_eq!(span(4, 6).to(span(1, 2)), span(1, 6));
        assert_eq!(span(5, 2), span(5, 5));
    }

    #[test]
    fn listing() {
        let mut sources = Sources::new();
        assert!(sources.is_empty());
        sources.add("a", "", Encoding::Utf8);
        sources.add("b", "", Encoding::Utf16Le);
        let seen: Vec<String> =
            sources.iter().map(|(id, file)| format!("{} {} {}", id.0, file.path, file.encoding)).collect();
        assert_eq!(seen, ["0 a UTF-8", "1 b UTF-16 LE"]);
        assert_eq!(sources.len(), 2);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_span_has_a_position(text in "[a山\r\n\t ]{0,40}", start in 0usize..60, end in 0usize..200) {
            let mut sources = Sources::new();
            let id = sources.add("a", text.clone(), Encoding::Utf8);
            let span = Span::new(id, start, end);
            let position = sources.position(span);
            let line = sources.line_text(id, position.line);
            // The line break itself is at most two characters behind the line.
            prop_assert!(position.column as usize <= line.chars().count() + 3);
            prop_assert!(position.line <= sources.file(id).line_count());
            prop_assert!(text.contains(sources.text(span)));
        }
    }
}
