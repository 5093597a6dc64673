//! YAML to a tree in which every scalar is still text and knows its place.
//!
//! Reading is lenient, so that one run can judge every value and report all wrong ones; what YAML
//! itself leaves no meaning for is refused. Hostile files are stopped by the depth limit and by a
//! budget for what aliases expand to. This is the only file that names the parser crate.

use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError};

pub mod packed;
mod places;
mod tree;

use crate::diagnostic::source::{FileId, Span};

use places::Places;
pub use tree::{Document, DuplicateKey, Entry, Key, MAX_DEPTH, Node, Value, YamlError, YamlFault};

/// Reads a text as YAML, in time linear in the text plus what its aliases expand to, which is
/// limited.
///
/// # Errors
///
/// At the first place that cannot be read. Duplicate keys are no such place: they are collected.
pub fn read(text: &str, file: FileId) -> Result<Document, YamlError> {
    let mut builder = Builder::new(text, file);
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| builder.reworded(&error))?;
        builder.event(event, builder.places.byte(span.start.index()), builder.places.byte(span.end.index()))?;
    }
    // Inner mappings end first; people read from the top.
    builder.duplicates.sort_by_key(|duplicate| duplicate.again);
    let root = builder.root.unwrap_or(Node { span: Span::point(file, 0), value: Value::Null });
    Ok(Document { root, duplicates: builder.duplicates })
}

/// Makes a tree from events.
struct Builder<'t> {
    text: &'t str,
    file: FileId,
    places: Places<'t>,
    /// The lists and mappings that are still open, outermost first.
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    duplicates: Vec<DuplicateKey>,
    anchors: HashMap<usize, Anchored>,
    /// Whether any alias can follow; most files have none and need no copies of their anchored
    /// nodes.
    aliases: bool,
    nodes: usize,
    max_nodes: usize,
    /// Bytes of text in copies.
    copied: usize,
    max_copied: usize,
}

/// A list or mapping that is not complete.
struct Open {
    start: usize,
    /// Whether it is in brackets, whose end is known exactly.
    flow: bool,
    anchor: usize,
    children: Children,
    /// What is inside so far, and where the last of it ends in the text.
    inside: Size,
    reach: usize,
}

enum Children {
    List(Vec<Node>),
    Map(Vec<Entry>, Option<Key>),
}

/// What an anchor names.
struct Anchored {
    node: Node,
    size: Size,
}

/// What a copy of a node costs.
#[derive(Clone, Copy, Default)]
struct Size {
    nodes: usize,
    bytes: usize,
    /// How many levels of lists and mappings it has.
    height: usize,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, file: FileId) -> Self {
        Self {
            text,
            file,
            places: Places::new(text, file),
            open: Vec::new(),
            root: None,
            documents: 0,
            duplicates: Vec::new(),
            anchors: HashMap::new(),
            aliases: text.contains('*'),
            nodes: 0,
            max_nodes: (text.len() / 4).max(250_000),
            copied: 0,
            max_copied: text.len().saturating_mul(2).max(16 << 20),
        }
    }

    fn event(&mut self, event: Event<'_>, start: usize, end: usize) -> Result<(), YamlError> {
        match event {
            Event::Scalar(_, _, _, Some(_)) | Event::SequenceStart(_, Some(_)) | Event::MappingStart(_, Some(_)) => {
                Err(YamlError { fault: YamlFault::Tag, span: self.places.word(start) })
            }
            Event::Scalar(text, style, anchor, None) => self.scalar(text.into_owned(), style, anchor, start, end),
            Event::SequenceStart(anchor, None) => self.begin(Children::List(Vec::new()), anchor, start),
            Event::MappingStart(anchor, None) => self.begin(Children::Map(Vec::new(), None), anchor, start),
            Event::SequenceEnd | Event::MappingEnd => self.end(start),
            Event::Alias(id) => self.alias(id, Span::new(self.file, start, end)),
            Event::DocumentStart(_) => {
                self.documents += 1;
                let span = Span::new(self.file, start, end);
                if self.documents > 1 { Err(YamlError { span, fault: YamlFault::SecondDocument }) } else { Ok(()) }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn scalar(
        &mut self,
        text: String,
        style: ScalarStyle,
        anchor: usize,
        start: usize,
        end: usize,
    ) -> Result<(), YamlError> {
        let content = if anchor == 0 { start } else { self.places.behind_anchor(start) };
        let plain = style == ScalarStyle::Plain;
        let in_quotes = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted);
        let span = if plain && text.is_empty() {
            self.place_of_nothing(if anchor == 0 { start } else { self.places.name_end(start) }, anchor)
        } else {
            Span::new(self.file, content, self.places.scalar_end(in_quotes, content, end))
        };
        let value = match text.as_str() {
            "" | "~" | "null" if plain && !self.wants_key() => Value::Null,
            _ => Value::Scalar { text: text.into(), quoted: !plain },
        };
        self.spend(1, 0, span)?;
        let bytes = if let Value::Scalar { text, .. } = &value { text.len() } else { 0 };
        self.place(Node { span, value }, anchor, Size { nodes: 1, bytes, height: 0 }, span.end as usize)
    }

    fn begin(&mut self, children: Children, anchor: usize, start: usize) -> Result<(), YamlError> {
        let start = if anchor == 0 { start } else { self.places.behind_anchor(start) };
        let span = self.places.character(start);
        if self.wants_key() {
            return Err(YamlError { span, fault: YamlFault::KeyNotScalar });
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(YamlError { span, fault: YamlFault::TooDeep });
        }
        self.spend(1, 0, span)?;
        let in_map = matches!(self.open.last(), Some(Open { children: Children::Map(..), .. }));
        let dash = if in_map && matches!(children, Children::List(_)) { self.places.dash(start) } else { None };
        let flow = dash.is_none() && matches!(self.text.as_bytes().get(start), Some(b'[' | b'{'));
        let start = dash.unwrap_or(start);
        self.open.push(Open { start, flow, anchor, children, inside: Size::default(), reach: start });
        Ok(())
    }

    fn end(&mut self, start: usize) -> Result<(), YamlError> {
        // The parser closes only what it opened.
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        // A block ends for the parser where the next thing begins, and brackets end behind a remark; for people a
        // block ends with its last value.
        let bracket = if open.flow { self.places.behind_bracket(start) } else { None };
        let end = bracket.map_or(open.reach, |end| open.reach.max(end));
        if let Children::Map(entries, _) = &open.children {
            self.find_duplicates(entries);
        }
        let value = match open.children {
            Children::List(nodes) => Value::List(nodes),
            Children::Map(entries, _) => Value::Map(entries),
        };
        let Size { nodes, bytes, height } = open.inside;
        let node = Node { span: Span::new(self.file, open.start, end), value };
        self.place(node, open.anchor, Size { nodes: nodes + 1, bytes, height: height + 1 }, end)
    }

    fn alias(&mut self, id: usize, span: Span) -> Result<(), YamlError> {
        let Some(Anchored { node, size }) = self.anchors.get(&id) else {
            return Err(YamlError { span, fault: YamlFault::UnknownAlias });
        };
        let size = *size;
        if self.open.len() + size.height > MAX_DEPTH {
            return Err(YamlError { span, fault: YamlFault::TooDeep });
        }
        // The cost is checked before the copy is made.
        let mut node = if self.nodes + size.nodes > self.max_nodes || self.copied + size.bytes > self.max_copied {
            Node { span, value: Value::Null }
        } else {
            node.clone()
        };
        self.spend(size.nodes, size.bytes, span)?;
        if self.wants_key() {
            // A key stands where it is used; its text is only found elsewhere.
            node.span = span;
        }
        self.place(node, 0, size, span.end as usize)
    }

    /// Puts a complete node where it belongs; `reach` is where it was read up to, which for an
    /// alias is not the end of its span.
    fn place(&mut self, node: Node, anchor: usize, size: Size, reach: usize) -> Result<(), YamlError> {
        if anchor != 0 && self.aliases {
            self.spend(size.nodes, size.bytes, node.span)?;
            self.anchors.insert(anchor, Anchored { node: node.clone(), size });
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        open.reach = open.reach.max(reach);
        open.inside.nodes += size.nodes;
        open.inside.bytes += size.bytes;
        open.inside.height = open.inside.height.max(size.height);
        match &mut open.children {
            Children::List(nodes) => nodes.push(node),
            Children::Map(entries, key) => match (key.take(), node.value) {
                (Some(key), value) => entries.push(Entry { key, value: Node { span: node.span, value } }),
                (None, Value::Scalar { text, .. }) => *key = Some(Key { text, span: node.span }),
                // Only an alias to nothing gets here.
                (None, Value::Null) => *key = Some(Key { text: Cow::Borrowed(""), span: node.span }),
                (None, Value::List(_) | Value::Map(_)) => {
                    return Err(YamlError { fault: YamlFault::KeyNotScalar, span: node.span });
                }
            },
        }
        Ok(())
    }

    fn spend(&mut self, nodes: usize, bytes: usize, span: Span) -> Result<(), YamlError> {
        self.nodes += nodes;
        self.copied += bytes;
        if self.nodes > self.max_nodes {
            Err(YamlError { span, fault: YamlFault::TooManyNodes(self.max_nodes) })
        } else if self.copied > self.max_copied {
            Err(YamlError { span, fault: YamlFault::TooMuchText(self.max_copied) })
        } else {
            Ok(())
        }
    }

    fn find_duplicates(&mut self, entries: &[Entry]) {
        let mut seen: HashMap<&str, Span> = HashMap::with_capacity(entries.len());
        for key in entries.iter().map(|entry| &entry.key) {
            let first = *seen.entry(&key.text).or_insert(key.span);
            if first != key.span {
                self.duplicates.push(DuplicateKey { key: key.text.to_string(), first, again: key.span });
            }
        }
    }

    /// Whether the next node is a key.
    fn wants_key(&self) -> bool {
        matches!(self.open.last(), Some(Open { children: Children::Map(_, None), .. }))
    }

    /// Where a value that is not written would stand: behind the colon. The parser says where the
    /// key ends, or where the next token is.
    fn place_of_nothing(&self, start: usize, anchor: usize) -> Span {
        let key_end = match self.open.last() {
            Some(Open { children: Children::Map(_, Some(key)), .. }) if anchor == 0 => key.span.end as usize,
            _ => return Span::point(self.file, start),
        };
        Span::point(self.file, self.places.behind_colon(key_end))
    }

    /// Says in our words what the parser complains about.
    fn reworded(&self, error: &ScanError) -> YamlError {
        let start = self.places.byte(error.marker().index());
        let mut span = self.places.character(start);
        let at_end = self.text.get(start..).unwrap_or_default().trim().is_empty();
        let message = match error.info() {
            "while parsing node, found unknown anchor" => {
                return YamlError { fault: YamlFault::UnknownAlias, span: self.places.word(start) };
            }
            "the handle wasn't declared" => {
                return YamlError { fault: YamlFault::Tag, span: self.places.word(start) };
            }
            "recursion limit exceeded" => {
                return YamlError { span, fault: YamlFault::TooDeep };
            }
            "mapping values are not allowed in this context" => {
                "`:` is not allowed here; indented too far, or text with `: ` without quotes"
            }
            "illegal placement of ':' indicator" => "`:` is not allowed here; a bracket before it may not be closed",
            "simple key expect ':'" | "simple key expected" => {
                span = self.places.line_before(start).unwrap_or(span);
                "expected `:` behind a key"
            }
            "while parsing a block mapping, did not find expected key" => {
                "expected a key here, indented like the keys before"
            }
            "while parsing a block collection, did not find expected '-' indicator" => {
                "expected `-` here, as for the items before"
            }
            "while parsing a flow sequence, expected ',' or ']'" if at_end => "expected `]` before the end of the file",
            "while parsing a flow sequence, expected ',' or ']'" => "expected `,` or `]`",
            "while parsing a flow mapping, did not find expected ',' or '}'" if at_end => {
                "expected `}` before the end of the file"
            }
            "while parsing a flow mapping, did not find expected ',' or '}'" => "expected `,` or `}`",
            "while parsing a node, did not find expected node content" if at_end => {
                "expected a value before the end of the file"
            }
            "while parsing a node, did not find expected node content" => "expected a value here",
            "while scanning a quoted scalar, found unexpected end of stream" => "this quote is never closed",
            "invalid indentation in quoted scalar" => {
                "this quote is not closed on its line, and the next line is not indented as a part of it"
            }
            "while parsing a quoted scalar, found unknown escape character"
            | "while parsing a quoted scalar, did not find expected hexadecimal number" => {
                "unknown escape in double quotes; a backslash is written `\\\\`"
            }
            "misplaced bracket" => "this bracket closes nothing",
            info if info.contains("tab") => {
                // The parser points behind the white space that has the TAB.
                let blank = self.text.get(..start).unwrap_or_default().trim_end_matches([' ', '\t']).len();
                let before = self.text.get(blank..start).and_then(|blank| blank.find('\t')).map(|tab| blank + tab);
                // Or it points at text that goes on behind a line break and a TAB.
                let behind = || {
                    let mut line = start + self.text.get(start..)?.find('\n')? + 1;
                    loop {
                        let rest = self.text.get(line..)?;
                        let indent = rest.trim_start_matches(' ');
                        if indent.starts_with('\t') {
                            return Some(line + rest.len() - indent.len());
                        }
                        line += rest.find('\n')? + 1;
                    }
                };
                if let Some(tab) = before.or_else(behind) {
                    span = self.places.character(tab);
                }
                "TAB cannot be used for indentation, expected spaces"
            }
            info => {
                let quoted = info.strip_prefix("unexpected character: `").and_then(|rest| rest.strip_suffix('\''));
                let message = match quoted {
                    Some(c) => format!("text cannot begin with `{c}` unless it is in quotes"),
                    None => lower(info),
                };
                return YamlError { span, fault: YamlFault::Syntax(message) };
            }
        };
        YamlError { span, fault: YamlFault::Syntax(message.to_owned()) }
    }
}

/// A message in our style: it begins in lower case and has no stop at its end.
fn lower(message: &str) -> String {
    let message = message.trim_end_matches('.');
    let mut chars = message.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn source(text: &str, span: Span) -> &str {
        text.get(span.start as usize..span.end as usize).expect("a span on character boundaries")
    }

    /// One line per tree: `content<source` for a scalar, `_@offset` for nothing written,
    /// `[...]<source` and `{...}<source`.
    fn show(text: &str, node: &Node) -> String {
        let source = |span| source(text, span);
        match &node.value {
            Value::Null if node.span.start == node.span.end => format!("_@{}", node.span.start),
            Value::Null => format!("_<{}", source(node.span)),
            Value::Scalar { text, quoted } => {
                format!("{text}{}{}", if *quoted { "<<" } else { "<" }, source(node.span))
            }
            Value::List(nodes) => {
                let inner: Vec<String> = nodes.iter().map(|node| show(text, node)).collect();
                format!("[{}]<{}", inner.join("; "), source(node.span))
            }
            Value::Map(entries) => {
                let inner: Vec<String> = entries
                    .iter()
                    .map(|e| format!("{}<{}: {}", e.key.text, source(e.key.span), show(text, &e.value)))
                    .collect();
                format!("{{{}}}<{}", inner.join("; "), source(node.span))
            }
        }
    }

    fn check(text: &str, expected: &str) {
        let found = match read(text, FileId(0)) {
            Ok(document) => {
                let again: Vec<String> = document
                    .duplicates
                    .iter()
                    .map(|d| format!(" again {}@{},{}", d.key, d.first.start, d.again.start))
                    .collect();
                show(text, &document.root) + &again.concat()
            }
            Err(error) => format!("{error} @{}<{}", error.span.start, source(text, error.span)),
        };
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn scalars_stay_text() {
        check("", "_@0");
        check("# only a remark\n", "_@0");
        check("NO", "NO<NO");
        check(
            "[NO, 1_000, 2018-10-29, 0x10, 1e3, .5]",
            "[NO<NO; 1_000<1_000; 2018-10-29<2018-10-29; 0x10<0x10; 1e3<1e3; .5<.5]<[NO, 1_000, 2018-10-29, 0x10, 1e3, .5]",
        );
        check(
            "[~, null, '', \"null\", Null]",
            "[_<~; _<null; <<''; null<<\"null\"; Null<Null]<[~, null, '', \"null\", Null]",
        );
        check("--- a\n...\n", "a<a");
    }

    #[test]
    fn spans_are_exact() {
        check(
            "日: 本 # x\nb:  \"q\\\"r\"  # y\nc: 'x''y' \n",
            "{日<日: 本<本; b<b: q\"r<<\"q\\\"r\"; c<c: x'y<<'x''y'}<日: 本 # x\nb:  \"q\\\"r\"  # y\nc: 'x''y'",
        );
        check(
            "'a' : {b: 山, \"c\":1}\r\n",
            "{a<'a': {b<b: 山<山; c<\"c\": 1<1}<{b: 山, \"c\":1}}<'a' : {b: 山, \"c\":1}",
        );
        check(
            "l:\n  - x\n  - y z\n    w # c\n\nm: 1",
            "{l<l: [x<x; y z w<y z\n    w]<- x\n  - y z\n    w; m<m: 1<1}<l:\n  - x\n  - y z\n    w # c\n\nm: 1",
        );
        check(
            "a:\n- {b: 1}\nc:\n-\n  d: 2\ne:\n- - x\nf: # -\n  - [y]",
            "{a<a: [{b<b: 1<1}<{b: 1}]<- {b: 1}; c<c: [{d<d: 2<2}<d: 2]<-\n  d: 2; e<e: [[x<x]<- x]<- - x; f<f: [[y<y]<[y]]<- [y]}<a:\n- {b: 1}\nc:\n-\n  d: 2\ne:\n- - x\nf: # -\n  - [y]",
        );
        check(
            "a: {b: [1] , # d\n } # c\ne: [] # [",
            "{a<a: {b<b: [1<1]<[1]}<{b: [1] , # d\n }; e<e: []<[]}<a: {b: [1] , # d\n } # c\ne: []",
        );
        check("x: |\n  山\n  b\n\ny: >-\n  z\n", "{x<x: 山\nb\n<<山\n  b; y<y: z<<z}<x: |\n  山\n  b\n\ny: >-\n  z");
    }

    #[test]
    fn nothing_stands_behind_the_colon() {
        check("a:\nb: \n", "{a<a: _@2; b<b: _@5}<a:\nb:");
        check("{a, b: , c :}", "{a<a: _@2; b<b: _@6; c<c: _@12}<{a, b: , c :}");
        check("-\n- ", "[_@1; _@4]<-\n- ");
        check("? a\n? b\n: x", "{a<a: _@3; b<b: x<x}<? a\n? b\n: x");
    }

    #[test]
    fn anchors_and_aliases() {
        check(
            "a: &k 山\nb: *k\nc: &n\nd: *n\n",
            "{a<a: 山<山; b<b: 山<山; c<c: _@21; d<d: _@21}<a: &k 山\nb: *k\nc: &n\nd: *n",
        );
        check("a: &m # x\n  - 1\nb: [*m]", "{a<a: [1<1]<- 1; b<b: [[1<1]<- 1]<[*m]}<a: &m # x\n  - 1\nb: [*m]");
        check("&x a: *x\n*x : 2", "{a<a: a<a; a<*x: 2<2}<&x a: *x\n*x : 2 again a@3,9");
        check("<<: {a: 1}", "{<<<<<: {a<a: 1<1}<{a: 1}}<<<: {a: 1}");
        check("a: *b", "no such anchor before this alias @3<*b");
        check("a: &b [1, *b]", "no such anchor before this alias @10<*b");
        check("a: &b [1]\n*b : 2", "a list or mapping cannot be a key @10<*b");
    }

    #[test]
    fn duplicates_are_collected() {
        check(
            "a: 1\nb: {c: 1, 'c': 2, c: 3}\na: 2",
            "{a<a: 1<1; b<b: {c<c: 1<1; c<'c': 2<2; c<c: 3<3}<{c: 1, 'c': 2, c: 3}; a<a: 2<2}<a: 1\nb: {c: 1, 'c': 2, c: 3}\na: 2 again c@9,15 again c@9,23 again a@0,29",
        );
    }

    #[test]
    fn refused() {
        check("a: !!int 1", "tags are not supported @3<!!int");
        check("a: !x", "tags are not supported @3<!x");
        check("a: !x!y z", "tags are not supported @3<!x!y");
        check("a: 1\n---\nb: 2", "a second document in one file @5<---");
        check("? [a]\n: b", "a list or mapping cannot be a key @2<[");
        check("a: {{b}}", "a list or mapping cannot be a key @4<{");
    }

    #[test]
    fn syntax_errors() {
        check("a: b: c", "`:` is not allowed here; indented too far, or text with `: ` without quotes @4<:");
        check("a: b\n c: d", "`:` is not allowed here; indented too far, or text with `: ` without quotes @7<:");
        check("a: 1\nb # x\n\nc: 2", "expected `:` behind a key @5<b # x");
        check("a:\n  b: 1\n c: 2", "expected a key here, indented like the keys before @11<c");
        check("- a\nb: c", "expected `-` here, as for the items before @4<b");
        check("a: [1,\n", "expected a value before the end of the file @7<");
        check("a: [b\nc: d", "`:` is not allowed here; a bracket before it may not be closed @7<:");
        check("a: \"x\n", "this quote is never closed @3<\"");
        check("a: \"C:\\Users\"", "unknown escape in double quotes; a backslash is written `\\\\` @3<\"");
        check("山: @x", "text cannot begin with `@` unless it is in quotes @5<@");
        check("[1]]", "this bracket closes nothing @3<]");
        check("a:\n\tb: 1", "TAB cannot be used for indentation, expected spaces @3<\t");
    }

    /// These inputs would take hours, or all memory, if reading them were not bounded: a test that ends is the proof.
    fn read_it(text: &str) -> Result<Document, YamlError> {
        read(text, FileId(0))
    }

    #[test]
    fn depth() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(read_it(&nested(64)).is_ok());
        assert!(matches!(read_it(&nested(65)), Err(YamlError { fault: YamlFault::TooDeep, .. })));
        assert!(matches!(read_it(&"[".repeat(200_000)), Err(YamlError { fault: YamlFault::TooDeep, .. })));
        assert!(matches!(read_it(&"- ".repeat(200_000)), Err(YamlError { fault: YamlFault::TooDeep, .. })));
        assert!(matches!(read_it(&"{a: ".repeat(200_000)), Err(YamlError { fault: YamlFault::TooDeep, .. })));
        assert!(read_it(&"? ".repeat(200_000)).is_err());
        let mut chain = "- &a0 [x]\n".to_owned();
        for level in 1..100 {
            chain += &format!("- &a{level} [*a{}]\n", level - 1);
        }
        assert!(matches!(read_it(&chain), Err(YamlError { fault: YamlFault::TooDeep, .. })));
    }

    #[test]
    fn alias_bombs() {
        let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for (this, before) in ('b'..='j').zip('a'..) {
            bomb += &format!("{this}: &{this} [{}]\n", vec![format!("*{before}"); 10].join(", "));
        }
        assert!(matches!(read_it(&bomb), Err(YamlError { fault: YamlFault::TooManyNodes(250_000), .. })));

        let quadratic = format!("a: &a [{}]\nb:\n{}", "x, ".repeat(20_000), "- *a\n".repeat(20_000));
        assert!(matches!(read_it(&quadratic), Err(YamlError { fault: YamlFault::TooManyNodes(250_000), .. })));

        let long = format!("a: &a {}\nb:\n{}", "x".repeat(1_000_000), "- *a\n".repeat(20_000));
        assert!(matches!(read_it(&long), Err(YamlError { fault: YamlFault::TooMuchText(_), .. })));

        let nested = format!("{}x{}\n", "&a [".repeat(64), "]".repeat(64)) + "# *";
        assert!(read_it(&nested).is_ok());
    }

    #[test]
    fn large_files() {
        assert!(read_it(&format!("a: {}", "x".repeat(10_000_000))).is_ok());
        assert!(read_it(&format!("a: \"{}\"", "山\\n".repeat(1_000_000))).is_ok());
        assert!(read_it(&format!("a: |\n{}", "  x\n".repeat(500_000))).is_ok());
        assert!(read_it(&"# x\n".repeat(500_000)).is_ok());
        assert!(read_it(&" ".repeat(2_000_000)).is_ok());
        let keys: String = (0..50_000).map(|key| format!("山{key}: {key}\n")).collect();
        assert_eq!(read_it(&keys).map(|document| document.duplicates.len()), Ok(0));
        assert_eq!(read_it(&"a: 1\n".repeat(50_000)).map(|document| document.duplicates.len()), Ok(49_999));
    }

    /// Every span lies in the text, between characters, around its content, and inside its parent.
    fn check_spans(text: &str, node: &Node, aliases: bool) {
        let raw = source(text, node.span);
        let inside = |span: Span| aliases || (node.span.start <= span.start && span.end <= node.span.end);
        match &node.value {
            Value::Null => assert!(["", "~", "null"].contains(&raw), "{text:?} {node:?}"),
            Value::Scalar { text: content, quoted: false } if !raw.contains(['\n', '\r']) => {
                assert_eq!(raw, content, "{text:?}")
            }
            Value::Scalar { quoted: false, .. } => {
                assert_eq!(raw.trim_matches([' ', '\t', '\r', '\n']), raw, "{text:?}")
            }
            Value::Scalar { .. } => {
                if let Some(quote) = raw.chars().next().filter(|c| matches!(c, '"' | '\'')) {
                    // A block scalar may begin with a quote too.
                    assert!(raw.len() > 1 && raw.ends_with(quote) || text.contains(['|', '>']), "{text:?} {node:?}");
                }
            }
            Value::List(nodes) => nodes.iter().for_each(|child| {
                assert!(inside(child.span), "{text:?} {node:?}");
                check_spans(text, child, aliases);
            }),
            Value::Map(entries) => entries.iter().for_each(|entry| {
                assert!(inside(entry.key.span) && inside(entry.value.span), "{text:?} {node:?}");
                source(text, entry.key.span);
                check_spans(text, &entry.value, aliases);
            }),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn tokens_in_any_order(tokens in prop::collection::vec(prop::sample::select(vec![
            "a", "b", "山", "1", "~", "null", ": ", ":", "- ", "? ", ", ", "[", "]", "{", "}", "\n", "\n  ", "\n    ", "\r\n", " ", "\t", "\"", "'",
            "\"q\"", "'s'", "&x ", "*x", "!t ", "#", " # c", "|", ">", "|-", "---", "...", "%", "@", "\\", "\u{85}", "\u{2028}", "\u{FEFF}", "<<",
        ]), 0..24)) {
            let text = tokens.concat();
            match read(&text, FileId(0)) {
                Ok(document) => check_spans(&text, &document.root, text.contains('*')),
                Err(error) => { source(&text, error.span); }
            }
        }

        #[test]
        fn any_text(text in any::<String>()) {
            match read(&text, FileId(0)) {
                Ok(document) => check_spans(&text, &document.root, text.contains('*')),
                Err(error) => { source(&text, error.span); }
            }
        }
    }
}
