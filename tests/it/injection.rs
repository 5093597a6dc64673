//! What users write stays text: in no format does it become a formula, markup, a tag, a command or an escape sequence.

use crate::html::page;
use crate::support::{folder_of, run, text_of};
use crate::workbooks::Workbook;
use competency::diagnostic::excerpt::visible;
use competency::diagnostic::{Position, Severity};
use competency::engine::Verdict;
use competency::lang::Lang;
use competency::load::files::MemoryFiles;
use competency::render::{Format, Part as Shown, Style};
use competency::report::{Block, Cell, Checked, Complaint, Data, Line, Part, Report, Required, Table, Tone, TreeNode};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What would do something if it were taken for more than text.
const HOSTILE: [&str; 22] = [
    "=1+2",
    "+81 3 0000 0000",
    "-1+1",
    "@SUM(A1:A9)",
    "\t=1",
    "＝1＋2",
    "<script>alert(1)</script>",
    "<!-- x",
    "a|b",
    "`x` ```",
    "**b** _i_ ~~s~~",
    "[a](http://b.example) ![c](d)",
    "https://b.example www.b.example",
    "# h",
    "1. one",
    "\u{1B}[31mred\u{1B}]0;t\u{7}",
    "\u{9B}2J\u{202E}\u{200B}",
    "::error::x",
    "a\n::error file=b::c",
    "]]> &amp; <![CDATA[",
    "\"quoted\" 'too', and",
    "\u{FFFE}\u{B}%0A%25",
];

fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("text")
}

/// A workspace whose every free field holds this, beside something wrong that repeats it.
fn hostile(text: &str) -> MemoryFiles {
    let (name, id) = (quoted(text), quoted(text.trim()));
    MemoryFiles::new([
        (
            "competency.yaml",
            format!(
                "program: rules.yaml\nas_of: 2018-10-29\n\
                 organization: {{id: o, name: {name}, locations: [{{id: {id}}}]}}\n\
                 employees: [{{id: ann, name: {name}, email: {name}, location: {id}}}, {{id: bob, name: {name}}}]\n\
                 accounts: [{{account: {id}, kind: learn, employee: ann}}]\n\
                 associations: [{{account: {id}, organization: o, linked: 2017-01-01}}]\n\
                 achievements:\n\
                 - {{account: {id}, credential: exam, earned: 2018-01-01, evidence: {name}}}\n\
                 - {{employee: bob, credential: {id}, earned: 2018-01-01}}\n\
                 overrides: [{{competency: k, level: gold, from: 2018-01-01, reason: {name}, by: {name}}}]\n\
                 {name}: 1\n"
            ),
        ),
        (
            "rules.yaml",
            format!(
                "schema: competency/program/1\nid: rules\nname: {name}\nlevels: [silver, gold]\n\
                 credentials: {{exam: {{kind: exam, name: {name}, note: {name}}}}}\n\
                 competencies:\n  k:\n    name: {name}\n    notes: {name}\n    levels:\n\
                 \x20     silver: [{{path: p, name: {name}, requirements: \
                 [{{id: r1, name: {name}, at_least: 2, people: exam}}, {{id: a, attest: {name}}}]}}]\n\
                 \x20     gold: [{{path: p, unknown: {name}}}]\n"
            ),
        ),
    ])
}

/// Everything that is asked of it; the workspace cannot be used because of one key, and `check` says so.
fn questions() -> [Vec<&'static str>; 9] {
    [
        vec!["status", "--all"],
        vec!["report"],
        vec!["explain", "k"],
        vec!["why-not", "ann"],
        vec!["employee", "list"],
        vec!["employee", "leave", "ann", "--on", "2018-10-01", "--dry-run"],
        vec!["program", "show"],
        vec!["check", "--require", "k>=silver", "--require", "k>=gold"],
        vec!["program", "lint", "rules.yaml"],
    ]
}

/// The same without what is wrong with it.
pub(crate) fn hostile_workspace(text: &str) -> MemoryFiles {
    let broken = hostile(text);
    let mut usable = MemoryFiles::default();
    for file in ["competency.yaml", "rules.yaml"] {
        let all = String::from_utf8(read(&broken, file)).expect("text");
        usable.insert(file, all.replace(&format!("{}: 1\n", quoted(text)), ""));
    }
    usable
}

#[test]
fn nothing_in_the_files_acts_on_what_reads_the_answer() {
    for text in HOSTILE {
        let (broken, usable) = (hostile(text), hostile_workspace(text));
        for (files, is_broken) in [(&usable, false), (&broken, true)] {
            for question in questions() {
                for format in Format::ALL {
                    let args = [&question[..], &["--format", format.word()]].concat();
                    let run = run(files, &args);
                    if question[0] == "check" && format.shows(&[Shown::Checked]) {
                        assert_eq!(run.code == 2, is_broken, "{text:?} {args:?}\n{}", run.err);
                    }
                    harmless(format, &run.answer);
                    assert!(
                        !run.err.contains('\u{1B}') && !run.err.lines().any(|l| l.starts_with("::")),
                        "{}",
                        run.err
                    );
                }
            }
        }
    }
}

fn read(files: &MemoryFiles, path: &str) -> Vec<u8> {
    use competency::load::files::Files;
    files.read(path).expect("a file")
}

/// What holds of every answer in a format, whatever was asked.
fn harmless(format: Format, answer: &[u8]) {
    if format == Format::Xlsx {
        if !answer.is_empty() {
            // Reading it finds no formula, and nothing in it acts on a terminal either.
            let acts = |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202E}' | '\u{FFFE}');
            Workbook::read(answer).texts().for_each(|cell| assert!(!cell.contains(acts), "{cell:?}"));
        }
        return;
    }
    let out = std::str::from_utf8(answer).expect("text");
    let acts = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{202E}' | '\u{FFFE}');
    let acts = |c: char| {
        if matches!(format, Format::Json | Format::Ndjson | Format::Sarif) {
            c.is_control() && c != '\n'
        } else {
            acts(c)
        }
    };
    assert!(!out.contains(acts), "{format:?}: {out:?}");
    match format {
        Format::Csv => {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(out.as_bytes());
            for record in reader.records() {
                record.expect("rows of one length").iter().for_each(is_no_formula);
            }
        }
        Format::Tsv => out.lines().flat_map(|line| line.split('\t')).for_each(is_no_formula),
        Format::Markdown => {
            let html = html(out, true);
            for tag in ["<script", "<!--", "<strong", "<em", "<del", "<h1", "<a href=\"http", "<img", "<ol"] {
                assert!(!html.contains(tag), "{tag} in\n{html}of\n{out}");
            }
        }
        Format::Html if !out.is_empty() => {
            page(out);
        }
        Format::Junit if !out.is_empty() => {
            let document = roxmltree::Document::parse(out).unwrap_or_else(|error| panic!("{error}:\n{out}"));
            let known = ["testsuites", "testsuite", "testcase", "failure", "skipped", "error", "system-out"];
            assert!(document.descendants().filter(|n| n.is_element()).all(|n| known.contains(&n.tag_name().name())));
            let names: Vec<_> = document
                .descendants()
                .filter(|n| n.has_tag_name("testcase"))
                .map(|n| (n.attribute("classname"), n.attribute("name")))
                .collect();
            assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
        }
        Format::Github => {
            for line in out.lines() {
                annotation(line).unwrap_or_else(|| panic!("no annotation: {line}"));
            }
        }
        Format::Ndjson => out.lines().for_each(|line| {
            serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        }),
        _ => {}
    }
}

fn is_no_formula(cell: &str) {
    let number = cell.parse::<f64>().is_ok();
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    assert!(number || !begins, "{cell:?}");
}

/// Markdown as GitHub draws it, raw HTML and all.
fn html(markdown: &str, autolink: bool) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.tasklist = true;
    options.extension.footnotes = true;
    options.extension.autolink = autolink;
    options.render.r#unsafe = true;
    comrak::markdown_to_html(markdown, &options)
}

/// A command of GitHub Actions: its name, its properties, its message.
type Annotation = (String, Vec<(String, String)>, String);

/// A command as the runner reads it.
fn annotation(line: &str) -> Option<Annotation> {
    let (command, message) = line.strip_prefix("::")?.split_once("::")?;
    let (name, properties) = command.split_once(' ').unwrap_or((command, ""));
    let plain = |text: &str| text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    let property = |text: &str| plain(&text.replace("%3A", ":").replace("%2C", ","));
    let properties = properties.split(',').filter(|p| !p.is_empty()).map(|p| {
        let (name, value) = p.split_once('=')?;
        Some((name.to_owned(), property(value)))
    });
    let known = ["error", "warning", "notice"].contains(&name);
    known.then_some((name.to_owned(), properties.collect::<Option<_>>()?, plain(message)))
}

// ---- Any text at all ----

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,24}",
        "[-=+@*_`~#!|<>&:.\\[\\]()\\\\0-9a w/\n\t]{0,24}",
        "\\PC{0,12}",
        any::<String>(),
        prop::sample::select(&HOSTILE[..]).prop_map(str::to_owned),
    ]
}

/// What a format of text makes of a report.
fn render(report: &Report, format: Format, style: Style) -> String {
    String::from_utf8(competency::render::render(report, format, style)).expect("text")
}

/// A report of one block.
fn block(block: Block) -> Report {
    Report::new(vec![block], Data::Null)
}

fn table(cells: &[String; 2]) -> Report {
    let row = cells.iter().map(Cell::plain).collect();
    block(Block::Table(Table::new("T", ["A", "B"], vec![row])))
}

fn as_html(text: &str) -> String {
    let text = visible(text, false);
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn checked(text: &[String; 4], severity: Severity, verdict: Verdict) -> Checked {
    let [a, b, c, d] = text.clone();
    let begin = Position { line: 2, column: 3 };
    let complaint = Complaint {
        severity,
        code: "some-code",
        file: a.clone(),
        path: a.clone(),
        position: Some((begin, Position { line: 2, column: 9 })),
        message: b.clone(),
        label: c.clone(),
        help: Some(d.clone()),
    };
    let part = Part { path: c.clone(), name: d.clone(), verdict, message: a.clone() };
    let required = Required {
        text: b.clone(),
        subject: c.clone(),
        level: d,
        verdict,
        missing: a.clone(),
        parts: vec![part.clone(), part],
    };
    Checked {
        lang: Lang::En,
        by: "check",
        organization: Some(c),
        as_of: Some(b),
        files: vec![a.clone(), a],
        complaints: vec![complaint.clone(), complaint],
        strict: true,
        required: vec![required.clone(), required],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Drawn Markdown shows the text, and nothing but the text.
    #[test]
    fn markdown_shows_text(first in text(), second in text()) {
        let prose = block(Block::Prose(vec![Line::new(Tone::Plain, first.clone())]));
        let drawn = html(&render(&prose, Format::Markdown, Style::default()), false);
        let inner = drawn.trim().trim_start_matches("<p>").trim_end_matches("</p>").trim();
        let expected = as_html(&first);
        prop_assert_eq!(inner, expected.trim());

        let cells = [first.clone(), second.clone()];
        let drawn = html(&render(&table(&cells), Format::Markdown, Style::default()), false);
        let lines = |text: &str| {
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            text.split('\n').map(as_html).collect::<Vec<_>>().join("<br>").trim().to_owned()
        };
        let body = drawn.split("<tbody>").nth(1).unwrap_or_default().split("</tbody>").next().unwrap_or_default();
        let found: Vec<&str> = body.split("<td>").skip(1).filter_map(|cell| cell.split("</td>").next()).collect();
        prop_assert_eq!(found.iter().map(|cell| cell.trim()).collect::<Vec<_>>(), cells.map(|cell| lines(&cell)));

        let lines = vec![Line::new(Tone::Plain, first.clone()), Line::new(Tone::Plain, second.clone())];
        let drawn = html(&render(&block(Block::Verbatim(lines)), Format::Markdown, Style::default()), false);
        prop_assert_eq!(drawn, format!("<pre><code>{}\n{}\n</code></pre>\n", as_html(&first), as_html(&second)));
    }

    #[test]
    fn markdown_keeps_the_shape_of_trees(first in text(), second in text()) {
        prop_assume!(!visible(&first, false).trim().is_empty() && !visible(&second, false).trim().is_empty());
        let tree = TreeNode::new(Tone::Plain, first.clone(), vec![TreeNode::leaf(Tone::Plain, second.clone())]);
        let drawn = html(&render(&block(Block::Tree(vec![tree])), Format::Markdown, Style::default()), false);
        let found: Vec<&str> = drawn.split(['\n']).map(|l| l.trim_start_matches("<li>").trim_end_matches("</li>").trim()).collect();
        let (first, second) = (as_html(&first), as_html(&second));
        prop_assert_eq!(found, vec!["<ul>", first.trim(), "<ul>", second.trim(), "</ul>", "", "</ul>", ""]);
    }

    /// A spreadsheet reads back what was written, but for characters nobody can see and the guards of formulas.
    #[test]
    fn spreadsheets_read_text(first in text(), second in text()) {
        let cells = [first, second];
        for format in [Format::Csv, Format::Tsv] {
            let out = render(&table(&cells), format, Style::default());
            harmless(format, out.as_bytes());
            prop_assert!(!out.starts_with('\u{FEFF}'), "a mark without a file");
            let (delimiter, quoting) = if format == Format::Csv { (b',', true) } else { (b'\t', false) };
            let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).quoting(quoting).from_reader(out.as_bytes());
            let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>().expect("rows of one length");
            prop_assert_eq!(rows.len(), 1);
            if format == Format::Csv {
                let shown = |text: &str| text.split_inclusive(['\n', '\r', '\t']).map(|part| {
                    let end = part.chars().last().filter(|c| matches!(c, '\n' | '\r' | '\t'));
                    let body = &part[..part.len() - end.map_or(0, char::len_utf8)];
                    visible(body, false).into_owned() + &end.map(String::from).unwrap_or_default()
                }).collect::<String>();
                for (cell, text) in rows[0].iter().zip(&cells) {
                    let text = shown(text);
                    prop_assert!(cell == text || cell == format!("'{text}"), "{:?} of {:?}", cell, text);
                }
            }
        }
    }

    /// A workbook holds any text in any place as it was, but for characters that nobody can see.
    #[test]
    fn workbooks_hold_text(first in text(), second in text(), title in text()) {
        let blocks = vec![
            Block::Prose(vec![Line::new(Tone::Plain, first.clone())]),
            Block::Table(Table::new(&title, [&first, &second], vec![vec![Cell::plain(&second), Cell::plain(&first)]])),
            Block::Table(Table::new(&title, [&first], Vec::new())),
        ];
        let report = Report::new(blocks, Data::Null);
        let bytes = competency::render::render(&report, Format::Xlsx, Style::default());
        harmless(Format::Xlsx, &bytes);
        let book = Workbook::read(&bytes);
        prop_assert_eq!(book.sheets.len(), 3);
        let shown = |text: &str| {
            let lines = text.replace("\r\n", "\n").replace('\r', "\n");
            lines.split('\n').map(|line| visible(line, false).into_owned()).collect::<Vec<_>>().join("\n")
        };
        let cell = |sheet: usize, row: usize, column: usize| {
            let rows = &book.sheets[sheet].1;
            rows.get(row).and_then(|row| row.get(column)).map(ToString::to_string).unwrap_or_default()
        };
        if !first.is_empty() && !second.is_empty() {
            prop_assert_eq!(cell(0, 0, 0), shown(&first));
            prop_assert_eq!([cell(1, 0, 0), cell(1, 0, 1), cell(1, 1, 0), cell(1, 1, 1)], [&first, &second, &second, &first].map(|t| shown(t)));
        }
    }

    #[test]
    fn build_servers_read_text(
        text in [text(), text(), text(), text()],
        severity in prop::sample::select(vec![Severity::Error, Severity::Warning, Severity::Note]),
        verdict in prop::sample::select(vec![Verdict::Met, Verdict::NotMet, Verdict::Unknown]),
    ) {
        let report = Report::default().checking(checked(&text, severity, verdict));
        for format in [Format::Junit, Format::Sarif, Format::Github] {
            harmless(format, render(&report, format, Style::default()).as_bytes());
        }
        let annotations = render(&report, Format::Github, Style::default());
        let expected = if verdict == Verdict::Met { 2 } else { 4 };
        prop_assert_eq!(annotations.matches('\n').count(), expected);
        let last = annotations.split('\n').find_map(|line| annotation(line).filter(|(_, properties, _)| properties.iter().any(|(name, _)| name == "file")));
        let (_, properties, _) = last.expect("a complaint with a file");
        let lines = |text: &str| text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { c.to_string() } else { visible(&c.to_string(), false).into_owned() }).collect::<String>();
        prop_assert_eq!(&properties[0], &("file".to_owned(), lines(&text[0])));
    }
}

/// The examples above are no accident of one workspace: the demo is harmless as well.
#[test]
fn the_example_company_is_harmless_in_every_format() {
    let mut demo = folder_of("examples/demo");
    demo.insert("rules.yaml", text_of("programs/microsoft-competencies.yaml"));
    for format in Format::ALL {
        for question in [&["status", "--all"][..], &["employee", "list", "--all"], &["check"]] {
            harmless(format, &run(&demo, &[question, &["--format", format.word()]].concat()).answer);
        }
    }
}
