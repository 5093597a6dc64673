//! The published document. Field order is the builder's, so equal reports give equal bytes.

use crate::report::{Data, Fields, Shape};
use serde_json::{Map, Value};

pub(super) fn render(data: &Data) -> String {
    finished(serde_json::to_string_pretty(&value(data)).unwrap_or_default())
}

/// The document on one line.
pub(super) fn line(data: &Data) -> String {
    let mut out = Vec::with_capacity(1024);
    write(data, &mut out);
    finished(String::from_utf8(out).unwrap_or_default())
}

/// Writes a document on one line, without a tree of the parser's own between.
fn write(data: &Data, out: &mut Vec<u8>) {
    let separated = |n: usize, out: &mut Vec<u8>| {
        if n > 0 {
            out.push(b',');
        }
    };
    match data {
        Data::Null => out.extend_from_slice(b"null"),
        Data::Bool(value) => out.extend_from_slice(if *value { b"true" } else { b"false" }),
        Data::Int(value) => {
            // A vector takes everything.
            let _ = serde_json::to_writer(out, value);
        }
        Data::Text(text) => write_text(text, out),
        Data::List(items) => {
            out.push(b'[');
            for (n, item) in items.iter().enumerate() {
                separated(n, out);
                write(item, out);
            }
            out.push(b']');
        }
        Data::Map(fields) => {
            out.push(b'{');
            for (n, (name, field)) in fields.iter().enumerate() {
                separated(n, out);
                write_text(name, out);
                out.push(b':');
                write(field, out);
            }
            out.push(b'}');
        }
    }
}

fn write_text(text: &str, out: &mut Vec<u8>) {
    // Nearly all texts say in JSON what they say anywhere.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') & (byte != b'"') & (byte != b'\\');
    if text.bytes().fold(true, |plain, byte| plain & is_plain(byte)) {
        out.reserve(text.len() + 2);
        out.push(b'"');
        out.extend_from_slice(text.as_bytes());
        out.push(b'"');
    } else {
        // A vector takes everything, and text can always be written.
        let _ = serde_json::to_writer(out, text);
    }
}

/// A document on one line that is written while it is told.
#[derive(Debug, Default)]
pub struct Line {
    out: Vec<u8>,
    /// Something stands before what comes next.
    behind: bool,
}

impl Line {
    /// Adds the line, with its line break, to `to`, and begins another one.
    pub fn finish(&mut self, to: &mut String) {
        // Only text is written here.
        let line = str::from_utf8(&self.out).unwrap_or_default();
        if is_clean(line) {
            to.push_str(line);
        } else {
            to.extend(line.chars().map(escaped));
        }
        to.push('\n');
        self.out.clear();
        self.behind = false;
    }

    fn value(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        if std::mem::replace(&mut self.behind, true) {
            self.out.push(b',');
        }
        write(&mut self.out);
    }
}

impl Fields for Line {
    fn null(&mut self) {
        self.value(|out| out.extend_from_slice(b"null"));
    }

    fn count(&mut self, count: usize) {
        // A vector takes everything.
        self.value(|out| drop(serde_json::to_writer(out, &count)));
    }

    fn text(&mut self, text: &str) {
        self.value(|out| write_text(text, out));
    }

    fn name(&mut self, name: &str) {
        self.text(name);
        self.out.push(b':');
        self.behind = false;
    }

    fn open(&mut self, shape: Shape) {
        self.value(|out| out.push(if shape == Shape::Map { b'{' } else { b'[' }));
        self.behind = false;
    }

    fn close(&mut self, shape: Shape) {
        self.out.push(if shape == Shape::Map { b'}' } else { b']' });
        self.behind = true;
    }
}

fn finished(mut text: String) -> String {
    text.push('\n');
    if is_clean(&text) { text } else { text.chars().map(escaped).collect() }
}

/// True for text without such characters.
fn is_clean(text: &str) -> bool {
    // Such a character is, or begins with, one of these bytes, and few texts have any of them.
    let suspect = text.bytes().fold(false, |found, byte| found | matches!(byte, 0x7F | 0xC2 | 0xE2));
    !suspect || !text.chars().any(is_control)
}

/// Control characters and line separators that JSON allows within strings, and terminals and readers of lines act on.
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

    fn tell(out: &mut impl Fields) {
        out.map(|out| {
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
            "{\"none\":null,\"count\":7,\"list\":[[],{},{\"a \\\"b\\\"\":\"\\u0085株\\n\"},\"\"],\"last\":\"x\"}\n"
        );
        let (mut direct, mut text) = (Line::default(), String::new());
        for _ in 0..2 {
            tell(&mut direct);
            direct.finish(&mut text);
        }
        assert_eq!(text, expected.repeat(2));
    }
}
