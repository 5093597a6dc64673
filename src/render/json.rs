//! The published document. Field order is the builder's, so equal reports give equal bytes.

use crate::report::Data;
use serde_json::{Map, Value};

pub(super) fn render(data: &Data) -> String {
    let mut text = serde_json::to_string_pretty(&value(data)).unwrap_or_default();
    text.push('\n');
    if text.chars().any(is_control) { text.chars().map(escaped).collect() } else { text }
}

/// Control characters that JSON allows within strings and terminals still act on.
fn is_control(character: char) -> bool {
    matches!(character, '\u{7F}'..='\u{9F}')
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
