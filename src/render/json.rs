//! The published document. Field order is the builder's, so equal reports give equal bytes.

use crate::report::Data;
use serde_json::{Map, Value};

pub(super) fn render(data: &Data) -> String {
    finished(serde_json::to_string_pretty(&value(data)).unwrap_or_default())
}

/// The document on one line.
pub(super) fn line(data: &Data) -> String {
    finished(serde_json::to_string(&value(data)).unwrap_or_default())
}

fn finished(mut text: String) -> String {
    text.push('\n');
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
        Data::Map(fields) => Value::Object(
            fields.iter().map(|(name, field)| (name.clone(), value(field))).collect::<Map<_, _>>(),
        ),
    }
}
