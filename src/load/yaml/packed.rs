//! A tree as bytes: what the built-in programmes are kept as, so that no start has to parse YAML.
//!
//! The build script packs and the program unpacks, always of the same version, so the form has no version number and
//! may change freely. Two streams lie behind each other: numbers, of which nearly all fit in one byte because places
//! are told as distances, and all texts in the order of the tree, which are checked to be UTF-8 in one go.
//!
//! ```text
//! packed = length of nodes, nodes, texts
//! node   = kind + 8 × (bytes of text, or children), start, children…, end
//! entry  = bytes of key, start, end, node
//! ```
//!
//! A start is the distance from the last end or start; the end of a key or scalar is the distance from where it would
//! lie if it stood there unquoted, and the end of anything else the distance from the end of its last child.

use std::borrow::Cow;

use super::tree::{Document, Entry, Key, MAX_DEPTH, Node, Value};
use crate::diagnostic::source::{FileId, Span};

const NULL: u64 = 0;
const PLAIN: u64 = 1;
const QUOTED: u64 = 2;
const LIST: u64 = 3;
const MAP: u64 = 4;

/// How many bits of the first number of a node say its kind.
const KIND_BITS: u32 = 3;

/// The fewest bytes of numbers a node takes: one each for its kind, its start and its end.
const SMALLEST_NODE: usize = 3;

/// Packs a tree. Its duplicate keys are not kept: whoever packs a document refuses one that has any.
#[must_use]
pub fn pack(document: &Document) -> Vec<u8> {
    let mut packer = Packer::default();
    packer.node(&document.root);
    let mut packed = Vec::with_capacity(packer.nodes.len() + packer.texts.len() + 10);
    write(&mut packed, packer.nodes.len() as u64);
    packed.extend_from_slice(&packer.nodes);
    packed.extend_from_slice(packer.texts.as_bytes());
    packed
}

/// The tree that was packed, with all its places in `file`; none when the bytes are not a packed tree.
///
/// Packed bytes are part of the program, so the texts of the tree are not copied; that halves the time this takes.
/// Any bytes are safe to give: what is allocated is limited by their number, and how deep this recurses by
/// [`MAX_DEPTH`].
#[must_use]
pub fn unpack(packed: &'static [u8], file: FileId) -> Option<Document> {
    let mut header = packed;
    let length = usize::try_from(read(&mut header)?).ok()?;
    let (nodes, texts) = header.split_at_checked(length)?;
    let mut unpacker = Unpacker {
        nodes,
        texts: std::str::from_utf8(texts).ok()?,
        unclaimed: nodes.len() / SMALLEST_NODE,
        at: 0,
        file,
    };
    let root = unpacker.node(0)?;
    (unpacker.nodes.is_empty() && unpacker.texts.is_empty()).then(|| Document { root, duplicates: Vec::new() })
}

/// Writes a tree into two streams.
#[derive(Default)]
struct Packer {
    nodes: Vec<u8>,
    texts: String,
    /// The place that the next distance is told from.
    at: u32,
}

impl Packer {
    fn node(&mut self, node: &Node) {
        let (kind, size) = match &node.value {
            Value::Null => (NULL, 0),
            Value::Scalar { text, quoted: false } => (PLAIN, text.len()),
            Value::Scalar { text, quoted: true } => (QUOTED, text.len()),
            Value::List(nodes) => (LIST, nodes.len()),
            Value::Map(entries) => (MAP, entries.len()),
        };
        write(&mut self.nodes, (size as u64) << KIND_BITS | kind);
        self.place(node.span.start);
        match &node.value {
            Value::Null => {}
            Value::Scalar { text, .. } => self.text(text),
            Value::List(nodes) => nodes.iter().for_each(|node| self.node(node)),
            Value::Map(entries) => entries.iter().for_each(|entry| {
                write(&mut self.nodes, entry.key.text.len() as u64);
                self.place(entry.key.span.start);
                self.text(&entry.key.text);
                self.place(entry.key.span.end);
                self.node(&entry.value);
            }),
        }
        self.place(node.span.end);
    }

    /// Keeps a text and moves to where it would end if it stood here as it is.
    fn text(&mut self, text: &str) {
        self.texts.push_str(text);
        self.at = moved(self.at, text.len());
    }

    /// Writes how far away a place is and moves there.
    fn place(&mut self, to: u32) {
        let distance = i64::from(to) - i64::from(self.at);
        // The sign goes to the lowest bit, so that short ways back are small numbers too.
        write(&mut self.nodes, (distance << 1 ^ distance >> 63).cast_unsigned());
        self.at = to;
    }
}

/// Reads a tree from two streams.
struct Unpacker {
    /// What is left of the numbers.
    nodes: &'static [u8],
    /// What is left of the texts.
    texts: &'static str,
    /// How many more nodes the numbers could hold; a list that claims to be longer is not believed.
    unclaimed: usize,
    /// The place that the next distance is told from.
    at: u32,
    file: FileId,
}

impl Unpacker {
    fn node(&mut self, depth: usize) -> Option<Node> {
        let head = read(&mut self.nodes)?;
        let size = usize::try_from(head >> KIND_BITS).ok()?;
        let start = self.place()?;
        let value = match head & ((1 << KIND_BITS) - 1) {
            NULL if size == 0 => Value::Null,
            kind @ (PLAIN | QUOTED) => Value::Scalar { text: self.text(size)?, quoted: kind == QUOTED },
            LIST => {
                let mut nodes = Vec::with_capacity(self.claim(size, depth)?);
                for _ in 0..size {
                    nodes.push(self.node(depth + 1)?);
                }
                Value::List(nodes)
            }
            MAP => {
                let mut entries = Vec::with_capacity(self.claim(size, depth)?);
                for _ in 0..size {
                    entries.push(self.entry(depth + 1)?);
                }
                Value::Map(entries)
            }
            _ => return None,
        };
        Some(Node { span: self.span(start)?, value })
    }

    fn entry(&mut self, depth: usize) -> Option<Entry> {
        let size = usize::try_from(read(&mut self.nodes)?).ok()?;
        let start = self.place()?;
        let text = self.text(size)?;
        let span = self.span(start)?;
        Some(Entry { key: Key { text, span }, value: self.node(depth)? })
    }

    /// Allows a list or mapping of this size at this depth, before room is made for it.
    fn claim(&mut self, size: usize, depth: usize) -> Option<usize> {
        self.unclaimed = self.unclaimed.checked_sub(size)?;
        (depth < MAX_DEPTH).then_some(size)
    }

    fn text(&mut self, size: usize) -> Option<Cow<'static, str>> {
        let (text, rest) = self.texts.split_at_checked(size)?;
        self.texts = rest;
        self.at = moved(self.at, size);
        Some(Cow::Borrowed(text))
    }

    fn span(&mut self, start: u32) -> Option<Span> {
        let end = self.place()?;
        (start <= end).then_some(Span { file: self.file, start, end })
    }

    fn place(&mut self) -> Option<u32> {
        let written = read(&mut self.nodes)?;
        let distance = (written >> 1).cast_signed() ^ -(written & 1).cast_signed();
        self.at = u32::try_from(i64::from(self.at).checked_add(distance)?).ok()?;
        Some(self.at)
    }
}

/// The place behind a text. Places beyond [`u32::MAX`] are cut to it, here as in every span.
fn moved(at: u32, size: usize) -> u32 {
    at.saturating_add(u32::try_from(size).unwrap_or(u32::MAX))
}

/// Writes a number, seven bits a byte and the lowest first; the highest bit of a byte says that more follow.
fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while let 0x80.. = number {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Takes a number from the front; none when it is cut off or does not fit.
fn read(bytes: &mut &[u8]) -> Option<u64> {
    let (&first, mut rest) = bytes.split_first()?;
    let mut number = u64::from(first & 0x7F);
    let (mut last, mut shift) = (first, 7);
    while last & 0x80 != 0 {
        let (&next, behind) = rest.split_first()?;
        // Nine bytes hold more than any place or size; a tenth could push bits out.
        if shift > 56 {
            return None;
        }
        number |= u64::from(next & 0x7F) << shift;
        (last, rest, shift) = (next, behind, shift + 7);
    }
    *bytes = rest;
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::yaml;
    use proptest::prelude::*;

    const PROGRAM: &str = include_str!("../../../programs/microsoft-competencies.yaml");

    fn check(text: &str, file: FileId) {
        // What cannot be read has no tree, and what says a key twice is never packed.
        let Ok(document) = yaml::read(text, file) else {
            return;
        };
        if document.duplicates.is_empty() {
            assert_eq!(unpack(pack(&document).leak(), file), Some(document), "{text:?}");
        }
    }

    #[test]
    fn trees_come_back() {
        check(PROGRAM, FileId(0));
        check(PROGRAM, FileId(7));
        for text in [
            "",
            "a",
            "''",
            "- \n- ~\n- [[], {}]",
            "山: 'a''b'\n'': |\n  x\n  y\n: z",
            "a: &a [1, {b: 2}]\nc: [*a, *a]\n*x : 3",
        ] {
            check(text, FileId(1));
        }
        let nested = "[".repeat(MAX_DEPTH) + &"]".repeat(MAX_DEPTH);
        assert!(yaml::read(&nested, FileId(0)).is_ok());
        check(&nested, FileId(0));
        check(&format!("{}\n{}: {}", "# 山".repeat(30), "k".repeat(200), "v".repeat(40_000)), FileId(0));
    }

    #[test]
    fn small() {
        let document = yaml::read(PROGRAM, FileId(0)).unwrap();
        assert!(pack(&document).len() < PROGRAM.len());
    }

    /// A list in a list and so on, this many levels, around nothing; no text of that depth can be read.
    fn nested(depth: usize) -> &'static [u8] {
        let mut document = yaml::read("", FileId(0)).unwrap();
        for _ in 0..depth {
            let span = document.root.span;
            let value = Value::List(vec![document.root]);
            document.root = Node { span, value };
        }
        pack(&document).leak()
    }

    #[test]
    fn refused() {
        assert!(unpack(nested(MAX_DEPTH), FileId(0)).is_some());
        assert!(unpack(nested(MAX_DEPTH + 1), FileId(0)).is_none());
        let cases: [&'static [u8]; 12] = [
            b"",
            b"\x03",
            // Numbers or text behind the tree, or missing from it.
            b"\x04\x00\x00\x00\x00",
            b"\x03\x00\x00\x00x",
            b"\x03\x09\x00\x00",
            // A kind there is not, and nothing that has a size.
            b"\x03\x05\x00\x00",
            b"\x03\x08\x00\x00",
            // A place before the text, and an end before its start.
            b"\x03\x00\x01\x00",
            b"\x03\x00\x04\x01",
            // Half a character.
            b"\x03\x09\x00\x00\xE5",
            // A list that cannot be as long as it claims.
            b"\x0B\xFB\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F\x00\x00",
            // A number that does not fit.
            b"\x0D\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x00\x00\x00",
        ];
        for case in cases {
            assert_eq!(unpack(case, FileId(0)), None, "{case:?}");
        }
        assert!(unpack(b"\x03\x00\x04\x00", FileId(0)).is_some());
    }

    #[test]
    fn no_prefix_of_a_packed_tree_is_one() {
        let packed: &[u8] = pack(&yaml::read("a: [b, 'c', {d: ~}]\n山: x", FileId(0)).unwrap()).leak();
        for length in 0..packed.len() {
            assert_eq!(unpack(&packed[..length], FileId(0)), None, "{length}");
        }
    }

    fn random_yaml() -> impl Strategy<Value = String> {
        let words = [
            "a",
            "~",
            "''",
            "'q''r'",
            "\"x\\n山\"",
            "山 b",
            "2018-10-29",
            "longer than one byte of length can say in this form",
        ];
        let leaf = prop::sample::select(words.to_vec()).prop_map(str::to_owned);
        leaf.prop_recursive(10, 100, 6, |inner| {
            let items = prop::collection::vec(inner, 0..6);
            prop_oneof![
                items.clone().prop_map(|items| format!("[{}]", items.join(" ,\n"))),
                items.prop_map(|items| {
                    let entries: Vec<String> = (0..).zip(items).map(|(n, item)| format!("k{n}: {item}")).collect();
                    format!("{{ {}}}", entries.join(", # 山\n"))
                }),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn random_yaml_comes_back(text in random_yaml()) {
            let document = yaml::read(&text, FileId(3)).unwrap();
            prop_assert!(document.duplicates.is_empty());
            prop_assert_eq!(unpack(pack(&document).leak(), FileId(3)), Some(document));
        }

        #[test]
        fn any_bytes_are_safe(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = unpack(bytes.leak(), FileId(0));
        }

        #[test]
        fn changed_bytes_are_safe(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), cut in any::<prop::sample::Index>()) {
            let mut packed = pack(&yaml::read("a: [b, 'c', {d: ~, e: [f, g]}]\n山: x\nh:\n- i\n- j: k\n  l: m", FileId(0)).unwrap());
            for (place, byte) in changes {
                let place = place.index(packed.len());
                packed[place] = byte;
            }
            let packed: &[u8] = packed.leak();
            let _ = unpack(packed, FileId(0));
            let _ = unpack(&packed[..cut.index(packed.len())], FileId(0));
        }
    }
}
