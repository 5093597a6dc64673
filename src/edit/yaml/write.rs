//! Values as YAML text, in the style of what stands around them.

use crate::diagnostic::{FileId, Span};
use crate::load::yaml::{Entry, Key, Node, Value};
use std::borrow::Cow;

/// How a scalar is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quotes {
    /// Without quotes, where that reads the same.
    Plain,
    /// In single quotes, where that is possible.
    Single,
    /// In double quotes.
    Double,
}

/// Something that is in no text yet.
const NOWHERE: Span = Span { file: FileId(u32::MAX), start: 0, end: 0 };

/// A node that is in no text yet.
pub(super) fn node(value: Value) -> Node {
    Node { span: NOWHERE, value }
}

/// A scalar that is in no text yet.
pub(super) fn scalar(text: &str) -> Node {
    node(Value::Scalar { text: Cow::Owned(text.to_owned()), quoted: false })
}

/// An entry that is in no text yet.
pub(super) fn entry(key: &str, value: Node) -> Entry {
    Entry { key: Key { text: Cow::Owned(key.to_owned()), span: NOWHERE }, value }
}

/// The value of a field of a new record; several days or places are a list.
pub(super) fn value(field: &str, text: &str) -> Node {
    match field {
        "renewals" => node(Value::List(parts(text).map(scalar).collect())),
        "locations" => {
            node(Value::List(parts(text).map(|id| node(Value::Map(vec![entry("id", scalar(id))]))).collect()))
        }
        _ => scalar(text),
    }
}

/// What a text with several values holds, as it is split when it is read.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', ';', '\u{3000}', '\n', '\r', '\t']).filter(|part| !part.is_empty())
}

/// A node on one line; `flow` says that it stands in brackets.
pub(super) fn flow(node: &Node, flow: bool, into: &mut String) {
    match &node.value {
        Value::Null => into.push('~'),
        Value::Scalar { text, .. } => quoted(text, Quotes::Plain, flow, into),
        Value::List(items) => {
            into.push('[');
            for (n, item) in items.iter().enumerate() {
                into.push_str(if n > 0 { ", " } else { "" });
                self::flow(item, true, into);
            }
            into.push(']');
        }
        Value::Map(entries) => {
            into.push('{');
            for (n, entry) in entries.iter().enumerate() {
                into.push_str(if n > 0 { ", " } else { "" });
                self::pair(entry, true, into);
            }
            into.push('}');
        }
    }
}

/// An entry on one line.
pub(super) fn pair(entry: &Entry, flow: bool, into: &mut String) {
    quoted(&entry.key.text, Quotes::Plain, flow, into);
    into.push_str(": ");
    self::flow(&entry.value, flow, into);
}

/// A scalar in a style, or in double quotes where the style cannot write it.
pub(super) fn quoted(text: &str, style: Quotes, flow: bool, into: &mut String) {
    match style {
        Quotes::Plain if is_plain(text, flow) => into.push_str(text),
        Quotes::Single if !text.contains(is_special) => {
            into.push('\'');
            into.push_str(&text.replace('\'', "''"));
            into.push('\'');
        }
        _ => {
            into.push('"');
            for c in text.chars() {
                match c {
                    '"' => into.push_str("\\\""),
                    '\\' => into.push_str("\\\\"),
                    '\n' => into.push_str("\\n"),
                    '\r' => into.push_str("\\r"),
                    '\t' => into.push_str("\\t"),
                    c if is_special(c) => into.push_str(&format!("\\u{:04X}", u32::from(c))),
                    c => into.push(c),
                }
            }
            into.push('"');
        }
    }
}

/// Characters that only double quotes can hold: control characters, other line breaks, and the byte order mark.
fn is_special(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether a text is read as itself without quotes. Dates and numbers are: every scalar is text here.
fn is_plain(text: &str, flow: bool) -> bool {
    let mut chars = text.chars();
    let begins = match (chars.next(), chars.next()) {
        (None, _) => false,
        (Some('-'), next) => next.is_some_and(char::is_alphanumeric),
        (Some(first), _) => !"?:,[]{}#&*!|>'\"%@`<=~".contains(first),
    };
    let outer = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    let inner = text.contains(": ") || text.contains(" #") || text.ends_with(':') || text.contains(is_special);
    let brackets = flow && text.contains([',', '[', ']', '{', '}']);
    begins && !outer && !inner && !brackets && text != "null"
}
