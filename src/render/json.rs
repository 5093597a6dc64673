//! The published document. Field order is the builder's, so equal reports give equal bytes.

use crate::report::Data;
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
    // A vector takes everything, and text can always be written.
    let _ = serde_json::to_writer(out, text);
}

fn finished(mut text: String) -> String {
    text.push('\n');
    if text.is_ascii() && !text.contains('\u{7F}') {
        return text;
    }
    if text.chars().any(is_control) { text.chars().map(escaped).collect() } else { text }
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
