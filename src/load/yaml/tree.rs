//! What a YAML file says, as a tree of text with places, and why a file may have none.

use std::borrow::Cow;
use std::fmt;

use crate::diagnostic::source::Span;

/// How deep lists and mappings may be nested. Everything that walks a tree may recurse because of
/// this.
pub const MAX_DEPTH: usize = 64;

/// What one file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The whole document; `Null` for a file without content.
    pub root: Node,
    /// Every key that was written again in the same mapping, in the order of the file. The tree
    /// keeps all entries.
    pub duplicates: Vec<DuplicateKey>,
}

/// A value and where it stands. What an alias stands for keeps the place where it is written out,
/// since that is what one would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Quotes and brackets included; anchors, and the indicator of a block scalar, excluded.
    pub span: Span,
    /// The value.
    pub value: Value,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing, `~` or `null`, unquoted.
    Null,
    /// Any other scalar, as written: `NO`, `1_000`, `2018-10-29` and `0x10` stay what they are.
    Scalar {
        /// The content, with quotes and escapes resolved. Unpacked trees borrow it from the program itself.
        text: Cow<'static, str>,
        /// Whether it was in quotes or a block scalar, that is, certainly meant as text.
        quoted: bool,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order of the file.
    Map(Vec<Entry>),
}

/// One entry of a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// The value.
    pub value: Node,
}

/// The key of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The content, with quotes resolved; empty where no key stands before the colon.
    pub text: Cow<'static, str>,
    /// Where it stands, quotes included.
    pub span: Span,
}

/// A key that one mapping has twice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The key.
    pub key: String,
    /// Where it stands first.
    pub first: Span,
    /// Where it stands again.
    pub again: Span,
}

/// Why a file has no tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YamlError {
    /// The place to point at.
    pub span: Span,
    /// What is wrong there.
    pub fault: YamlFault,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum YamlFault {
    /// Not YAML; the message says what was expected.
    Syntax(String),
    /// A list or mapping is used as a key.
    KeyNotScalar,
    /// Nested deeper than [`MAX_DEPTH`], aliases expanded.
    TooDeep,
    /// More nodes than this number, aliases expanded; keys count, and so does the copy that is kept
    /// of an anchored node.
    TooManyNodes(usize),
    /// More bytes of text in copies made for aliases than this number.
    TooMuchText(usize),
    /// A tag such as `!!int`, which nothing here has a meaning for.
    Tag,
    /// A second document in the same file.
    SecondDocument,
    /// An alias to an anchor that is not there, or to the very node that the alias is in.
    UnknownAlias,
}

impl fmt::Display for YamlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fault.fmt(f)
    }
}

impl fmt::Display for YamlFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(message) => f.write_str(message),
            Self::KeyNotScalar => f.write_str("a list or mapping cannot be a key"),
            Self::TooDeep => write!(f, "nested deeper than {MAX_DEPTH} levels"),
            Self::TooManyNodes(limit) => write!(f, "more than {limit} values, aliases expanded"),
            Self::TooMuchText(limit) => write!(f, "aliases expand to more than {limit} bytes"),
            Self::Tag => f.write_str("tags are not supported"),
            Self::SecondDocument => f.write_str("a second document in one file"),
            Self::UnknownAlias => f.write_str("no such anchor before this alias"),
        }
    }
}

impl std::error::Error for YamlError {}

impl Node {
    /// The content of a scalar; `None` for anything else, `Null` included.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The first entry of a mapping with this key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        match &self.value {
            Value::Map(entries) => entries.iter().find(|entry| entry.key.text == key),
            _ => None,
        }
    }
}
