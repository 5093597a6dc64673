//! Random workspaces and random changes: the workspace that is read afterwards differs by just the changes.

use super::encode::{TextEdit, splice};
use super::tests::places;
use super::*;
use crate::diagnostic::Severity;
use crate::diagnostic::source::line_break;
use crate::load::files::MemoryFiles;
use crate::load::workspace::{self, Loaded, Reading};
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use std::fmt::Write as _;

/// Fields that are free text, so that any value is fine.
const FIELDS: [&str; 4] = ["name", "email", "location", "object_id"];

type Fields = BTreeMap<&'static str, String>;

/// Every employee by id, with the fields that have a value.
fn employees(loaded: &Loaded) -> BTreeMap<String, Fields> {
    let workspace = loaded.workspace.as_ref().unwrap_or_else(|| panic!("{:?}", loaded.complaints));
    let records = &workspace.organizations[0].records;
    let people = records.employees.iter().map(|e| {
        let values = [e.name, e.email, e.location, e.object_id];
        let fields =
            FIELDS.into_iter().zip(values).filter_map(|(f, v)| Some((f, records.text(v?).replace("\r\n", "\n"))));
        (records.text(e.id).to_owned(), fields.collect())
    });
    people.collect()
}

/// A change that is not yet tied to a record.
#[derive(Debug, Clone)]
enum Wish {
    Set(Index, Vec<(&'static str, String)>),
    Add(Vec<&'static str>, Vec<Vec<String>>),
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-d]{0,4}",
        2 => "[ab ,;:#'\"\\[\\]{}&*!|>%@~=+\\-\t，]{0,6}",
        // One CR too many would be taken off each time it is read.
        2 => "([a山ソ髙～①ｱ表\u{3000}\"]{0,2}(\r|\n|\r\n|b)){0,3}".prop_filter("CR CR LF", |text| !text.contains("\r\r\n")),
        1 => select(vec!["null", "~", "yes", "007", "- a", "a: b", "a #b", "1.5", "?", "=1", "[", "---", "〜", "\\n", "a\r\nb"])
            .prop_map(str::to_owned),
    ]
}

fn wish() -> impl Strategy<Value = Wish> {
    let fields = || subsequence(FIELDS.to_vec(), 1..=4);
    let set = (any::<Index>(), fields(), prop::collection::vec(value(), 4))
        .prop_map(|(at, fields, values)| Wish::Set(at, fields.into_iter().zip(values).collect()));
    let add = (fields(), prop::collection::vec(prop::collection::vec(value(), 4), 1..3))
        .prop_map(|(fields, rows)| Wish::Add(fields, rows));
    prop_oneof![set, add]
}

/// Makes the changes of a workspace, and holds what is read then against what was read before.
fn holds(files: &MemoryFiles, choice: Option<EncodingChoice>, wishes: &[Wish]) {
    let reading = Reading { encoding: choice, ..Reading::default() };
    let loaded = workspace::load(files, &reading);
    let before = employees(&loaded);
    let mut expected = before.clone();
    let spans: Vec<Span> = places(&loaded).into_iter().map(|(_, span)| span).collect();
    let ids: Vec<&String> = before.keys().collect();
    let mut changes = Vec::new();
    for (n, wish) in wishes.iter().enumerate() {
        match wish {
            Wish::Set(_, _) if spans.is_empty() => {}
            Wish::Set(at, fields) => {
                let at = at.index(spans.len());
                let record = expected.get_mut(ids[at]).unwrap();
                record.extend(fields.iter().cloned());
                changes.push(Change::Set { kind: Kind::Employees, at: spans[at], fields: fields.clone() });
            }
            Wish::Add(fields, values) => {
                let mut rows = Rows::new(Kind::Employees, &[&["id"], fields.as_slice()].concat());
                for (k, values) in values.iter().enumerate() {
                    let id = format!("new{n}-{k}");
                    rows.push([id.as_str()].into_iter().chain(values.iter().map(String::as_str)));
                    expected.insert(id, fields.iter().copied().zip(values.iter().cloned()).collect());
                }
                changes.push(Change::Add(rows));
            }
        }
    }
    let edits = match plan(files, "", &loaded.sources, &changes, choice) {
        Ok(edits) => edits,
        // What an alias repeats cannot be changed in one place.
        Err(errors) if loaded.sources.iter().any(|(_, file)| file.text.contains("&x")) => {
            return assert!(errors.iter().all(|error| matches!(error, EditError::NotEditable { .. })));
        }
        Err(errors) => panic!("{errors:?}"),
    };
    let mut after = files.clone();
    for edit in &edits {
        assert_eq!(edit.before, files.read(&edit.path).ok());
        assert_ne!(edit.before.as_ref(), Some(&edit.after));
        after.insert(&edit.path, edit.after.clone());
        hunks_are_the_difference(edit, choice);
    }
    let reloaded = workspace::load(&after, &reading);
    let cp932 = loaded.sources.iter().any(|(_, file)| file.encoding == Encoding::Cp932);
    for value in expected.values_mut().flat_map(BTreeMap::values_mut) {
        let read = value.trim().replace("\r\n", "\n");
        *value = if cp932 { read.chars().map(decode::cp932_sign).collect() } else { read };
    }
    expected.values_mut().for_each(|fields| fields.retain(|_, value| !value.is_empty()));
    assert_eq!(employees(&reloaded), expected);
    let wrong = |loaded: &Loaded| loaded.complaints.iter().filter(|c| c.severity() > Severity::Note).count();
    assert!(wrong(&reloaded) <= wrong(&loaded), "{:?}", reloaded.complaints);
    nothing_changes_nothing(&after, choice, &reloaded);
}

/// Setting every record to what it is concerns no file.
fn nothing_changes_nothing(files: &MemoryFiles, choice: Option<EncodingChoice>, loaded: &Loaded) {
    let fields = employees(loaded).into_values();
    let all = |fields: Fields| FIELDS.map(|f| (f, fields.get(f).cloned().unwrap_or_default())).to_vec();
    let changes: Vec<Change> = places(loaded)
        .into_iter()
        .zip(fields)
        .map(|((kind, at), fields)| Change::Set { kind, at, fields: all(fields) })
        .collect();
    assert_eq!(plan(files, "", &loaded.sources, &changes, choice), Ok(Vec::new()));
    assert_eq!(plan(files, "", &loaded.sources, &[], choice), Ok(Vec::new()));
}

/// The old lines with the hunks applied are the new lines.
fn hunks_are_the_difference(edit: &FileEdit, choice: Option<EncodingChoice>) {
    let text = |bytes: &[u8]| decode::decode(bytes.to_vec(), choice).unwrap().0;
    let (old, new) = (text(edit.before.as_deref().unwrap_or_default()), text(&edit.after));
    let ends = char::from(line_break(if old.contains(['\r', '\n']) { &old } else { &new }));
    let lines = |text: &str| -> Vec<String> {
        let mut lines: Vec<String> =
            text.split(ends).map(|line| line.strip_suffix('\r').unwrap_or(line).to_owned()).collect();
        if lines.last().is_some_and(String::is_empty) {
            lines.pop();
        }
        lines
    };
    let (old, new) = (lines(&old), lines(&new));
    let mut patched = Vec::new();
    let (mut at, mut added, mut removed) = (0, 0, 0);
    for hunk in &edit.hunks {
        let start = hunk.line as usize - 1;
        patched.extend_from_slice(&old[at..start.min(old.len())]);
        // So many lines came and went above: where reports say that the new lines are.
        assert_eq!(patched.len() + removed, start + added);
        (added, removed) = (added + hunk.added_count, removed + hunk.removed_count);
        at = start + hunk.removed_count;
        assert_eq!(hunk.removed, old[start.min(old.len())..at.min(old.len())]);
        assert_eq!((hunk.removed.len(), hunk.added.len()), (hunk.removed_count, hunk.added_count));
        // In CP932 some signs are read as others than were written.
        let cp932 = choice == Some(EncodingChoice::Cp932);
        let read = |line: &String| if cp932 { line.chars().map(decode::cp932_sign).collect() } else { line.clone() };
        patched.extend(hunk.added.iter().map(read));
    }
    patched.extend_from_slice(old.get(at..).unwrap_or_default());
    assert_eq!(patched.len(), new.len());
    let differing = patched.iter().zip(&new).filter(|(a, b)| a != b).count();
    assert_eq!(differing, edit.padded, "{old:?}\n{new:?}\n{:?}", edit.hunks);
}

/// How a table is written.
#[derive(Debug, Clone)]
struct Table {
    columns: Vec<&'static str>,
    rows: Vec<Vec<String>>,
    quoted: Vec<bool>,
    short: Vec<bool>,
    line_end: &'static str,
    last_line_end: bool,
    delimiter: char,
    encoding: Encoding,
}

fn table() -> impl Strategy<Value = Table> {
    let columns = subsequence(vec!["name", "email", "location", "object_id", "shoes", "Size", "left", ""], 0..8)
        .prop_flat_map(|columns| Just([vec!["ID"], columns].concat()).prop_shuffle());
    let encodings = vec![Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Cp932];
    (
        columns,
        prop::collection::vec(prop::collection::vec(value(), 9), 0..4),
        prop::collection::vec(any::<bool>(), 7),
        prop::collection::vec(any::<bool>(), 5),
        select(vec!["\n", "\r\n", "\r"]),
        any::<bool>(),
        select(vec![',', '\t']),
        select(encodings),
    )
        .prop_map(|(columns, rows, quoted, short, line_end, last_line_end, delimiter, encoding)| Table {
            columns,
            rows,
            quoted,
            short,
            line_end,
            last_line_end,
            delimiter,
            encoding,
        })
}

impl Table {
    fn text(&self) -> String {
        let mut lines = vec![self.columns.join(&self.delimiter.to_string())];
        for (n, row) in self.rows.iter().enumerate() {
            let cells = self.columns.iter().zip(row).enumerate().map(|(k, (column, value))| {
                let value = match *column {
                    "ID" => format!("e{n}"),
                    "left" => String::new(),
                    _ => value.clone(),
                };
                let quotes = self.quoted[(n + k) % self.quoted.len()];
                if quotes || value.contains([self.delimiter, '"', '\r', '\n', '，']) {
                    format!("\"{}\"", value.replace('"', "\"\""))
                } else {
                    value
                }
            });
            let mut cells: Vec<String> = cells.collect();
            let id = self.columns.iter().position(|c| *c == "ID").unwrap();
            while self.short[n] && cells.len() > id + 1 && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
                cells.pop();
            }
            lines.push(cells.join(&self.delimiter.to_string()));
        }
        lines.join(self.line_end) + if self.last_line_end { self.line_end } else { "" }
    }

    fn files(&self) -> (MemoryFiles, EncodingChoice) {
        let mut bytes = decode::mark(self.encoding).to_vec();
        decode::encode(&self.text(), self.encoding, &mut bytes).unwrap();
        let name = if self.delimiter == ',' { "employees.csv" } else { "employees.tsv" };
        let mut config = decode::mark(self.encoding).to_vec();
        decode::encode("organization: {id: contoso}\n", self.encoding, &mut config).unwrap();
        let choice = match self.encoding {
            Encoding::Utf8 | Encoding::Utf8Bom => EncodingChoice::Utf8,
            Encoding::Utf16Le | Encoding::Utf16Be => EncodingChoice::Utf16,
            Encoding::Cp932 => EncodingChoice::Cp932,
        };
        (MemoryFiles::new([("competency.yaml", config), (name, bytes)]), choice)
    }
}

/// A field, its value, and the style of the value.
type Written = (&'static str, String, u8);

/// A list of employees in YAML.
#[derive(Debug, Clone)]
struct Listing {
    /// Each with its style, and the fields with their values and the styles of those.
    records: Vec<(u8, Vec<Written>)>,
    indent: usize,
    gap: usize,
    brackets: bool,
    section: bool,
    comments: bool,
    anchored: bool,
    line_end: &'static str,
    last_line_end: bool,
}

fn listing() -> impl Strategy<Value = Listing> {
    let field = (value(), 0u8..4);
    let record = (0u8..3, subsequence(FIELDS.to_vec(), 0..=4).prop_shuffle(), prop::collection::vec(field, 4))
        .prop_map(|(style, fields, values)| {
            (style, fields.into_iter().zip(values).map(|(f, (v, s))| (f, v, s)).collect())
        });
    (
        prop::collection::vec(record, 0..4),
        0usize..5,
        1usize..4,
        any::<[bool; 4]>(),
        select(vec!["\n", "\r\n", "\r"]),
        any::<bool>(),
    )
        .prop_map(|(records, indent, gap, [brackets, section, comments, anchored], line_end, last_line_end)| {
            Listing { records, indent, gap, brackets, section, comments, anchored, line_end, last_line_end }
        })
}

impl Listing {
    fn scalar(text: &str, style: u8) -> String {
        let simple = !text.is_empty() && text.chars().all(char::is_alphanumeric) && text != "null";
        match style {
            0 if simple => text.to_owned(),
            1 if !text.contains(['\r', '\n', '\t']) => format!("'{}'", text.replace('\'', "''")),
            2 if text.is_empty() => String::new(),
            _ => {
                let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
                format!("\"{}\"", escaped.replace('\r', "\\r").replace('\t', "\\t"))
            }
        }
    }

    fn text(&self) -> String {
        let mut text = String::new();
        let remark = if self.comments { "  # remark: - [" } else { "" };
        if self.section {
            let _ = write!(text, "organization: {{id: contoso}}{remark}\nemployees:");
        }
        let indent = if self.section { " ".repeat(self.indent) } else { String::new() };
        if self.records.is_empty() {
            text += if self.brackets { " []" } else { "" };
        } else if self.brackets {
            text += " [";
        }
        text += remark;
        text += "\n";
        for (n, (style, fields)) in self.records.iter().enumerate() {
            let anchor = if self.anchored && n == 0 { "&x " } else { "" };
            let value = |(field, value, style): &Written| match style {
                3 if self.anchored && n > 0 => (*field, "*x".to_owned()),
                _ => (*field, Self::scalar(value, *style)),
            };
            let pairs: Vec<(&str, String)> =
                [("id", format!("{anchor}e{n}"))].into_iter().chain(fields.iter().map(value)).collect();
            let line = |(key, value): &(&str, String)| format!("{key}: {value}");
            let flow = || format!("{{{}}}", pairs.iter().map(line).collect::<Vec<_>>().join(", "));
            if self.brackets {
                let comma = if n + 1 < self.records.len() || *style == 2 { "," } else { "" };
                let _ = writeln!(text, " {indent}{}{comma}{remark}", flow());
                continue;
            }
            let _ = write!(text, "{indent}-{}", " ".repeat(self.gap));
            if *style == 0 {
                let _ = writeln!(text, "{}{remark}", flow());
                continue;
            }
            for (k, pair) in pairs.iter().enumerate() {
                let inner = if k > 0 { format!("{indent}{}", " ".repeat(self.gap + 1)) } else { String::new() };
                let _ = writeln!(text, "{inner}{}{remark}", line(pair));
            }
            if self.comments {
                let _ = write!(text, "{indent}# between\n\n");
            }
        }
        if self.brackets && !self.records.is_empty() {
            text += " ]\n";
        }
        if self.section && self.indent == 3 {
            text += "accounts: []\n";
        }
        let text = if self.last_line_end { text.as_str() } else { text.trim_end() };
        text.replace('\n', self.line_end)
    }

    fn files(&self) -> MemoryFiles {
        if self.section {
            MemoryFiles::new([("competency.yaml", self.text())])
        } else {
            MemoryFiles::new([
                ("competency.yaml", "organization: {id: contoso}\n".to_owned()),
                ("employees.yaml", self.text()),
            ])
        }
    }
}

/// A character with bytes of it, not always those that encoding it gives.
fn spelt() -> impl Strategy<Value = (char, Vec<u8>)> {
    let pairs: [(char, &[u8]); 9] = [
        ('a', b"a"),
        ('\n', b"\n"),
        ('髙', b"\xEE\xE0"),
        ('髙', b"\xFB\xFC"),
        ('ｱ', b"\xB1"),
        ('ソ', b"\x83\x5C"),
        ('∵', b"\xFA\x5B"),
        ('∵', b"\x81\xE6"),
        ('￢', b"\xEE\xF9"),
    ];
    select(pairs.map(|(c, bytes)| (c, bytes.to_vec())).to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 250, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tables_change_as_wished(table in table(), wishes in prop::collection::vec(wish(), 1..4)) {
        let (files, choice) = table.files();
        holds(&files, Some(choice), &wishes);
    }

    #[test]
    fn listings_change_as_wished(listing in listing(), wishes in prop::collection::vec(wish(), 1..4)) {
        holds(&listing.files(), None, &wishes);
    }

    #[test]
    fn bytes_outside_of_edits_stay(
        characters in prop::collection::vec(spelt(), 0..30),
        cuts in prop::collection::vec(any::<Index>(), 0..8),
        new in "[a髙ソ]{0,3}",
    ) {
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(characters.len() + 1)).collect();
        cuts.sort_unstable();
        let text: String = characters.iter().map(|(c, _)| *c).collect();
        let bytes: Vec<u8> = characters.iter().flat_map(|(_, bytes)| bytes.clone()).collect();
        prop_assert_eq!(decode::decode(bytes.clone(), Some(EncodingChoice::Cp932)), Ok((text.clone(), Encoding::Cp932)));
        let at = |n: usize| characters[..n].iter().map(|(c, _)| c.len_utf8()).sum::<usize>();
        let mut coded = Vec::new();
        decode::encode(&new, Encoding::Cp932, &mut coded).unwrap();
        let mut edits = Vec::new();
        let mut expected = Vec::new();
        let mut done = 0;
        for pair in cuts.chunks_exact(2) {
            edits.push(TextEdit::new(at(pair[0])..at(pair[1]), new.clone()));
            expected.extend(characters[done..pair[0]].iter().flat_map(|(_, bytes)| bytes.clone()));
            expected.extend_from_slice(&coded);
            done = pair[1];
        }
        expected.extend(characters[done..].iter().flat_map(|(_, bytes)| bytes.clone()));
        prop_assert_eq!(splice(&text, &bytes, Encoding::Cp932, edits.clone()), Ok(expected));
        for encoding in [Encoding::Utf8, Encoding::Utf8Bom, Encoding::Utf16Le, Encoding::Utf16Be] {
            let file = |text: &str| {
                let mut bytes = decode::mark(encoding).to_vec();
                decode::encode(text, encoding, &mut bytes).unwrap();
                bytes
            };
            prop_assert_eq!(
                splice(&text, &file(&text), encoding, edits.clone()),
                Ok(file(&super::encode::edited(&text, &edits)))
            );
        }
    }
}
