//! The published document. Field order is the builder's, so equal reports give equal bytes.

use crate::report::{Data, Fields, Shape};
use serde_json::{Map, Value};

pub(super) fn render(data: &Data) -> String {
    finished(serde_json::to_string_pretty(&value(data)).unwrap_or_default())
}

/// The document on one line.
pub(super) fn line(data: &Data) -> String {
    let mut out = String::with_capacity(1024);
    write(data, &mut out);
    out.push('\n');
    out
}

/// Writes a document on one line, without a tree of the parser's own between.
fn write(data: &Data, out: &mut String) {
    let separated = |n: usize, out: &mut String| {
        if n > 0 {
            out.push(',');
        }
    };
    match data {
        Data::Null => out.push_str("null"),
        Data::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Data::Int(value) => out.push_str(&value.to_string()),
        Data::Text(text) => write_text(text, out),
        Data::List(items) => {
            out.push('[');
            for (n, item) in items.iter().enumerate() {
                separated(n, out);
                write(item, out);
            }
            out.push(']');
        }
        Data::Map(fields) => {
            out.push('{');
            for (n, (name, field)) in fields.iter().enumerate() {
                separated(n, out);
                write_text(name, out);
                out.push(':');
                write(field, out);
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    if is_plain(text.as_bytes()) {
        out.reserve(text.len() + 2);
        out.push('"');
        out.push_str(text);
        out.push('"');
    } else {
        // Text can always be written.
        out.push_str(&clean(serde_json::to_string(text).unwrap_or_default()));
    }
}

/// True for text that says in JSON what it says anywhere, as nearly all does: printable ASCII without quotes and backslashes.
fn is_plain(text: &[u8]) -> bool {
    let joined = |first: &[u8; 4], last: &[u8; 4]| {
        u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32
    };
    // Texts are short: their bytes are looked at eight at a time, some of them twice.
    match (text.last_chunk(), text.first_chunk().zip(text.last_chunk())) {
        (Some(last), _) => text.as_chunks().0.iter().chain([last]).all(|eight| are_plain(u64::from_le_bytes(*eight))),
        (None, Some((first, last))) => are_plain(joined(first, last)),
        (None, None) => text.iter().all(|byte| are_plain(u64::from(*byte) * EACH)),
    }
}

/// One in each of eight bytes.
const EACH: u64 = 0x0101_0101_0101_0101;

/// True for eight bytes that are plain.
fn are_plain(bytes: u64) -> bool {
    // The highest bit of a byte says that it is below the least one. A byte that must not be there becomes a zero, which is
    // below one.
    let below = |bytes: u64, least: u8| bytes.wrapping_sub(u64::from(least) * EACH) & !bytes;
    let are = |byte: u8| below(bytes ^ (u64::from(byte) * EACH), 1);
    (bytes | below(bytes, b' ') | are(b'"') | are(b'\\') | are(0x7F)) & (0x80 * EACH) == 0
}

fn write_count(count: usize, out: &mut String) {
    if count >= 10 {
        write_count(count / 10, out);
    }
    out.push(char::from(b'0' + (count % 10) as u8));
}

/// A document on one line that is written while it is told.
#[derive(Debug, Default)]
pub struct Line {
    out: String,
    /// Something stands before what comes next.
    behind: bool,
    /// The fields with which all of them begin, once they were told.
    alike: String,
}

impl Line {
    /// Adds the line, with its line break, to `to`, and begins another one.
    pub fn finish(&mut self, to: &mut String) {
        to.push_str(&self.out);
        to.push('\n');
        self.out.clear();
        self.behind = false;
    }

    fn value(&mut self) -> &mut String {
        if std::mem::replace(&mut self.behind, true) {
            self.out.push(',');
        }
        &mut self.out
    }
}

impl Fields for Line {
    fn null(&mut self) {
        self.value().push_str("null");
    }

    fn count(&mut self, count: usize) {
        write_count(count, self.value());
    }

    fn text(&mut self, text: &str) {
        write_text(text, self.value());
    }

    fn name(&mut self, name: &str) {
        self.text(name);
        self.out.push(':');
        self.behind = false;
    }

    fn open(&mut self, shape: Shape) {
        self.value().push(if shape == Shape::Map { '{' } else { '[' });
        self.behind = false;
    }

    fn alike(&mut self, tell: impl FnOnce(&mut Self)) {
        if self.alike.is_empty() {
            let begin = self.out.len();
            tell(self);
            self.alike.push_str(self.out.get(begin..).unwrap_or_default());
        } else {
            self.out.push_str(&self.alike);
            self.behind = true;
        }
    }

    fn close(&mut self, shape: Shape) {
        self.out.push(if shape == Shape::Map { '}' } else { ']' });
        self.behind = true;
    }
}

fn finished(mut text: String) -> String {
    text.push('\n');
    clean(text)
}

/// The same without such characters as JSON allows within strings, and terminals and readers of lines act on: control
/// characters and line separators, which are escaped.
fn clean(text: String) -> String {
    // Such a character is, or begins with, one of these bytes, and few texts have any of them.
    let suspect = text.bytes().fold(false, |found, byte| found | matches!(byte, 0x7F | 0xC2 | 0xE2));
    if suspect && text.chars().any(is_control) { text.chars().map(escaped).collect() } else { text }
}

fn is_control(character: char) -> bool {
    matches!(character, '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}')
}

fn escaped(character: char) -> String {
    if is_control(character) { format!("\\u{:04x}", u32::from(character)) } else { character.to_string() }
}

fn value(data: &Data) -> Value {
    match data {
        Data::Null => Value::Null,
        Data::Bool(value) => Value::Bool(*value),
        Data::Int(value) => Value::from(*value),
        Data::Text(text) => Value::String(text.clone()),
        Data::List(items) => Value::Array(items.iter().map(value).collect()),
        Data::Map(fields) => {
            Value::Object(fields.iter().map(|(name, field)| (name.clone(), value(field))).collect::<Map<_, _>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Tree;
    use proptest::prelude::*;

    fn tell(out: &mut impl Fields) {
        out.map(|out| {
            out.alike(|out| {
                out.field("same").text("in \"all\"");
                out.field("map").map(|out| out.field("count").count(10));
            });
            out.field("none").null();
            out.field("count").count(7);
            out.field("list").list(|out| {
                out.list(|_| {});
                out.map(|_| {});
                out.map(|out| out.field("a \"b\"").text("\u{85}株\n"));
                out.text("");
            });
            out.field("last").optional(Some("x"));
        });
    }

    /// What is written at once is what is written of a tree.
    #[test]
    fn a_line_that_is_told_is_the_line_of_its_document() {
        let mut tree = Tree::default();
        tell(&mut tree);
        let expected = line(&tree.finish());
        assert_eq!(
            expected,
            "{\"same\":\"in \\\"all\\\"\",\"map\":{\"count\":10},\"none\":null,\"count\":7,\"list\":[[],{},{\"a \\\"b\\\"\":\"\\u0085株\\n\"},\"\"],\"last\":\"x\"}\n"
        );
        let (mut direct, mut text) = (Line::default(), String::new());
        for _ in 0..2 {
            tell(&mut direct);
            direct.finish(&mut text);
        }
        assert_eq!(text, expected.repeat(2));
    }

    proptest! {
        /// Texts and counts of any length are written as the library writes them.
        #[test]
        fn texts_and_counts_are_written_as_the_library_writes_them(
            text in "[ -~]{0,20}|[ -~\"\\\\\t\u{7f}é\u{2028}株]{0,20}",
            count in 0usize..=usize::MAX,
            shift in 0u32..64,
        ) {
            let (mut out, count) = (String::new(), count >> shift);
            write_text(&text, &mut out);
            write_count(count, &mut out);
            prop_assert_eq!(out, clean(serde_json::to_string(&text).unwrap()) + &count.to_string());
        }
    }
}
