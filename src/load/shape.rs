//! Mappings and lists with known keys: every YAML file is read through these few functions.

use super::values::{Complaints, Text};
use super::yaml::{Node, Value};
use crate::diagnostic::{Diagnostic, Problem, Shape, Span};
use crate::near::nearest;

/// A mapping whose keys were checked.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Map<'n> {
    node: &'n Node,
}

/// Reads `node` as a mapping with these keys; any other key is a complaint that names the nearest known one.
pub(crate) fn map<'n>(node: &'n Node, known: &[&str], complaints: &mut Complaints) -> Option<Map<'n>> {
    let Value::Map(entries) = &node.value else {
        complaints.push(wrong_shape(node, Shape::Keys));
        return None;
    };
    for entry in entries {
        if !known.contains(&&*entry.key.text) {
            complaints.push(unknown_key(&entry.key.text, entry.key.span, known));
        }
    }
    Some(Map { node })
}

/// Reads `node` as a mapping from names of the user's choice.
pub(crate) fn free_map<'n>(node: &'n Node, complaints: &mut Complaints) -> Vec<(Text<'n>, &'n Node)> {
    match &node.value {
        Value::Map(entries) => entries
            .iter()
            .map(|entry| {
                let key = Text { text: &entry.key.text, span: entry.key.span };
                (key, &entry.value)
            })
            .collect(),
        Value::Null => Vec::new(),
        _ => {
            complaints.push(wrong_shape(node, Shape::Names));
            Vec::new()
        }
    }
}

/// Reads `node` as a list; nothing at all is an empty one.
pub(crate) fn list<'n>(node: &'n Node, complaints: &mut Complaints) -> &'n [Node] {
    match &node.value {
        Value::List(items) => items,
        Value::Null => &[],
        _ => {
            complaints.push(wrong_shape(node, Shape::YamlList));
            &[]
        }
    }
}

/// Reads `node` as a single value.
pub(crate) fn text<'n>(node: &'n Node, complaints: &mut Complaints) -> Option<Text<'n>> {
    match &node.value {
        Value::Scalar { text, .. } => Some(Text { text, span: node.span }),
        Value::Null => None,
        Value::List(_) | Value::Map(_) => {
            complaints.push(wrong_shape(node, Shape::Single));
            None
        }
    }
}

/// A list of single values, or one alone.
pub(crate) fn texts<'n>(node: &'n Node, complaints: &mut Complaints) -> Vec<Text<'n>> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(|item| text(item, complaints)).collect(),
        _ => text(node, complaints).into_iter().collect(),
    }
}

/// A complaint about a list, mapping or value in the wrong place.
fn wrong_shape(node: &Node, expected: Shape) -> Diagnostic {
    let found = match &node.value {
        Value::Null => Shape::Nothing,
        Value::Scalar { .. } => Shape::Single,
        Value::List(_) => Shape::List,
        Value::Map(_) => Shape::Mapping,
    };
    Diagnostic::at(node.span, Problem::WrongShape { expected, found })
}

/// A complaint about a key nobody knows.
pub(crate) fn unknown_key(key: &str, span: Span, known: &[&str]) -> Diagnostic {
    Diagnostic::at(
        span,
        Problem::UnknownKey {
            key: key.to_owned(),
            near: nearest(key, known.iter().copied()).map(str::to_owned),
            known: known.iter().map(|k| (*k).to_owned()).collect(),
        },
    )
}

impl<'n> Map<'n> {
    /// A short place to point at when the mapping as a whole is meant: its first key.
    pub(crate) fn head(self) -> Span {
        match &self.node.value {
            Value::Map(entries) => entries.first().map_or(self.node.span, |e| e.key.span),
            _ => self.node.span,
        }
    }

    /// The value of a key; none when the key is absent or empty.
    pub(crate) fn get(self, key: &str) -> Option<&'n Node> {
        match &self.node.value {
            Value::Map(entries) => entries
                .iter()
                .find(|entry| entry.key.text == key)
                .map(|entry| &entry.value)
                .filter(|node| node.value != Value::Null),
            _ => None,
        }
    }

    /// The place of a key.
    pub(crate) fn key_span(self, key: &str) -> Option<Span> {
        match &self.node.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key.text == key).map(|entry| entry.key.span),
            _ => None,
        }
    }

    /// The place of the value of a key, or of the mapping.
    pub(crate) fn value_span(self, key: &str) -> Span {
        self.get(key).map_or(self.head(), |node| node.span)
    }

    /// The single value of a key.
    pub(crate) fn text(self, key: &str, complaints: &mut Complaints) -> Option<Text<'n>> {
        text(self.get(key)?, complaints)
    }

    /// The single value of a key that must be there.
    pub(crate) fn required(self, key: &str, complaints: &mut Complaints) -> Option<Text<'n>> {
        text(self.needed(key, complaints)?, complaints)
    }

    /// The value of a key that must be there.
    pub(crate) fn needed(self, key: &str, complaints: &mut Complaints) -> Option<&'n Node> {
        let found = self.get(key);
        if found.is_none() {
            complaints.push(Diagnostic::at(self.head(), Problem::MissingKey(key.to_owned())));
        }
        found
    }

    /// The single value of a key, as owned text.
    pub(crate) fn string(self, key: &str, complaints: &mut Complaints) -> Option<String> {
        Some(self.text(key, complaints)?.text.to_owned())
    }

    /// One or several single values of a key, as owned text.
    pub(crate) fn strings(self, key: &str, complaints: &mut Complaints) -> Vec<String> {
        self.get(key)
            .map(|node| texts(node, complaints))
            .unwrap_or_default()
            .into_iter()
            .map(|t| t.text.to_owned())
            .collect()
    }

    /// The list of a key.
    pub(crate) fn list(self, key: &str, complaints: &mut Complaints) -> &'n [Node] {
        self.get(key).map_or(&[], |node| list(node, complaints))
    }
}
