//! HTML: one static page whatever was asked, with a sound outline, in which text is text. How browsers show it is tested
//! in `browser.rs`.

use crate::support::{folder_of, repository, run};
use crate::workbooks::Workbook;
use competency::diagnostic::excerpt::visible;
use competency::load::files::MemoryFiles;
use competency::model::Date;
use competency::render::{Format, Style, render};
use competency::report::{
    Badge, Bar, Block, Card, Cell, Columns, Data, Details, Held, Lane, Line, Mark, Marked, Matrix, Report, Section,
    Span, Table, Timeline, Tone, TreeNode, Turn,
};
use expect_test::expect_file;
use proptest::prelude::*;
use roxmltree::{Document, Node, ParsingOptions};
use serde_json::Value;
use std::collections::BTreeSet;

/// Every element a page has, and every attribute: none of them loads or runs anything.
const ELEMENTS: [&str; 44] = [
    "html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "section", "article", "h1", "h2",
    "h3", "h4", "h5", "p", "ul", "li", "div", "span", "table", "caption", "thead", "tbody", "tr", "th", "td", "time",
    "dl", "dt", "dd", "details", "summary", "pre", "br", "svg", "g", "desc", "rect", "line", "path", "text",
];
const ATTRIBUTES: [&str; 35] = [
    "lang",
    "charset",
    "http-equiv",
    "content",
    "name",
    "class",
    "id",
    "href",
    "tabindex",
    "role",
    "scope",
    "colspan",
    "rowspan",
    "datetime",
    "aria-label",
    "aria-labelledby",
    "aria-hidden",
    "aria-valuemin",
    "aria-valuemax",
    "aria-valuenow",
    "aria-valuetext",
    "viewBox",
    "preserveAspectRatio",
    "x",
    "y",
    "x1",
    "x2",
    "y1",
    "y2",
    "width",
    "height",
    "rx",
    "d",
    "text-anchor",
    "data-column",
];

/// A page as a reader of XML reads it: complete, with known elements and attributes, linking to nothing but itself.
pub(crate) fn page(out: &str) -> Document<'_> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let page = Document::parse_with_options(out, options).unwrap_or_else(|error| panic!("{error}:\n{out}"));
    let mut ids = BTreeSet::new();
    for node in page.descendants().filter(Node::is_element) {
        assert!(ELEMENTS.contains(&node.tag_name().name()), "<{}>\n{out}", node.tag_name().name());
        for attribute in node.attributes() {
            assert!(ATTRIBUTES.contains(&attribute.name()), "{}=\n{out}", attribute.name());
        }
        if let Some(id) = node.attribute("id") {
            assert!(ids.insert(id), "#{id} stands twice\n{out}");
        }
    }
    for node in page.descendants().filter(Node::is_element) {
        let named = node.attribute("aria-labelledby").unwrap_or_default().split_whitespace();
        let linked = node.attribute("href").map(|href| href.strip_prefix('#').expect("a link within the page"));
        for id in named.chain(linked) {
            assert!(ids.contains(id), "#{id} is nowhere\n{out}");
        }
    }
    let levels: Vec<u32> = page.descendants().filter_map(heading).collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1, "one first heading: {levels:?}");
    assert_eq!(levels.first(), Some(&1), "{levels:?}");
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no heading is left out: {levels:?}");
    for table in page.descendants().filter(|node| node.has_tag_name("table")) {
        let caption = table.first_element_child().expect("a caption");
        assert!(caption.has_tag_name("caption") && !text(caption).trim().is_empty(), "{out}");
        let scoped = table.descendants().filter(|node| node.has_tag_name("th")).all(|th| th.has_attribute("scope"));
        assert!(scoped, "{out}");
    }
    page
}

fn heading(node: Node<'_, '_>) -> Option<u32> {
    let name = node.tag_name().name();
    name.strip_prefix('h').and_then(|level| level.parse().ok())
}

pub(crate) fn text(node: Node<'_, '_>) -> String {
    node.descendants().filter(Node::is_text).filter_map(|text| text.text()).collect()
}

/// What a person reads of the example company, in every language: goldens in `fixtures/cases/demo`.
#[test]
fn the_whole_picture_of_the_example_company() {
    let demo = folder_of("examples/demo");
    for lang in ["en", "ja"] {
        for (format, ending) in
            [("table", "100.txt"), ("plain", "plain.txt"), ("markdown", "markdown"), ("html", "html")]
        {
            let run = run(&demo, &["report", "--lang", lang, "--format", format]);
            assert_eq!(run.code, 0, "{}", run.err);
            let golden = repository(&format!("fixtures/cases/demo/report.{lang}.{ending}"));
            expect_file![golden].assert_eq(&run.out);
        }
    }
}

/// Each part of the document is what the command of its name prints.
#[test]
fn the_document_is_made_of_those_of_the_commands() {
    let json = |files: &MemoryFiles, args: &[&str]| -> Value {
        let run = run(files, &[args, &["--format", "json"]].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        serde_json::from_str(&run.out).expect("a document")
    };
    for folder in ["examples/demo", "examples/minimal", "examples/gold-two-locations"] {
        let files = folder_of(folder);
        for day in ["2017-07-01", "2018-10-29", "2019-03-15", "2026-01-01"] {
            let report = json(&files, &["report", "--as-of", day]);
            for part in ["status", "alerts", "actions", "profile", "forecast", "people"] {
                assert_eq!(report[part], json(&files, &[part, "--as-of", day]), "{folder} on {day}: {part}");
            }
            let shown = json(&files, &["membership", "show", "--as-of", day]);
            assert_eq!(report["membership"], shown, "{folder} on {day}");
        }
        let until = ["--as-of", "2018-10-29", "--until", "2018-12-31"];
        let report = json(&files, &[&["report"], &until[..]].concat());
        for part in ["actions", "forecast"] {
            assert_eq!(report[part], json(&files, &[&[part], &until[..]].concat()), "{folder}: {part}");
        }
    }
}

/// Whatever is asked, the answer is one page; where it has a title of its own, that is the first heading.
#[test]
fn every_answer_is_one_page() {
    let demo = folder_of("examples/demo");
    let commands: [&[&str]; 21] = [
        &["demo"],
        &["report"],
        &["status", "--all"],
        &["explain", "devops"],
        &["why-not", "e-kato"],
        &["check", "--require", "devops>=gold"],
        &["alerts"],
        &["membership", "show"],
        &["profile"],
        &["forecast", "--alerts", "--until", "2023-01-01"],
        &["actions"],
        &["compare", "--from", "2018-01-01"],
        &["people"],
        &["people", "devops", "cloud-platform", "--since", "2018-01-01"],
        &["employee", "list"],
        &["employee", "leave", "e-suzuki", "--on", "2018-10-28", "--dry-run"],
        &["program", "list"],
        &["program", "show"],
        &["program", "show", "devops"],
        &["program", "credential", "70-534"],
        &["doctor"],
    ];
    for lang in ["en", "ja"] {
        for args in commands {
            let run = run(&demo, &[args, &["--format", "html", "--lang", lang]].concat());
            assert!(run.code < 2, "{args:?}\n{}", run.err);
            let page = page(&run.out);
            assert_eq!(page.root_element().attribute("lang"), Some(lang), "{args:?}");
            let first = page.descendants().find(|node| node.has_tag_name("h1")).expect("a heading");
            let title = page.descendants().find(|node| node.has_tag_name("title")).expect("a title");
            assert_eq!(text(first), text(title), "{args:?}");
            assert!(!text(first).is_empty(), "{args:?}");
        }
    }
    let run = run(&demo, &["report", "-o", "x.html"]);
    assert!(run.written["x.html"].starts_with("<!DOCTYPE html>\n"), "{}", run.err);
}

/// Every part of a report, with these texts wherever a text can be.
fn everything(first: &str, second: &str) -> Report {
    let day = |text: &str| Date::parse(text).expect("a day");
    let cell = |tone| Cell::new(tone, second);
    let line = || Line::new(Tone::Attention, first);
    let node = TreeNode::new(Tone::Good, first, vec![TreeNode::leaf(Tone::Bad, second)]);
    let (from, until) = (day("2018-01-01"), day("2018-12-31"));
    let held = Held::Level { place: 2, letter: 'G' };
    let timeline = Timeline {
        title: first.to_owned(),
        from,
        until,
        lanes: vec![Lane {
            title: second.to_owned(),
            spans: vec![Span { from, until, held, word: first.to_owned() }],
            turns: vec![Turn { day: until, tone: Tone::Bad, what: first.to_owned(), why: second.to_owned() }],
        }],
        marks: vec![Mark { from: until, until, text: second.to_owned(), kind: Marked::Anniversary }],
        legend: line(),
    };
    let card = Card {
        title: first.to_owned(),
        badges: vec![Badge { text: second.to_owned(), tone: Tone::Good, level: Some(1) }],
        facts: vec![(first.to_owned(), cell(Tone::Plain))],
        bars: vec![Bar { label: first.to_owned(), text: second.to_owned(), per_mille: 400, tone: Tone::Plain }],
        details: Some(Details { summary: first.to_owned(), nodes: vec![node.clone()], remarks: vec![line()] }),
    };
    let matrix = Matrix {
        title: second.to_owned(),
        heading: first.to_owned(),
        groups: vec![Columns { title: second.to_owned(), columns: vec![first.to_owned()] }],
        rows: vec![(cell(Tone::Plain), vec![cell(Tone::Good)])],
    };
    let rows = vec![vec![cell(Tone::Muted), cell(Tone::Good)]];
    let table = Table::new(second, [first, second], rows);
    let blocks = vec![
        Block::Prose(vec![line()]),
        Block::Table(table),
        Block::Tree(vec![node]),
        Block::Verbatim(vec![line()]),
        Block::Cards(vec![card]),
        Block::Matrix(matrix),
        Block::Timeline(timeline),
    ];
    let section = Section { id: "part", title: first.to_owned(), blocks };
    let title = Some(second.to_owned());
    Report { title, ..Report::new(vec![Block::Prose(vec![line()]), Block::Section(section)], Data::Null) }
}

/// What a format of text makes of a report.
fn text_of_format(report: &Report, format: Format) -> String {
    String::from_utf8(render(report, format, Style::default())).expect("text")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever text stands wherever, the page has the elements that it has with harmless text, and shows it.
    #[test]
    fn no_text_changes_the_page(first in "[ -~]{1,24}|\\PC{1,12}|[<>&\"'=/a -]{1,24}", second in any::<String>()) {
        let shape = |first: &str, second: &str| -> Vec<String> {
            let out = text_of_format(&everything(first, second), Format::Html);
            let page = Document::parse_with_options(&out, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })
                .unwrap_or_else(|error| panic!("{error}:\n{out}"));
            let shown = visible(first, false).into_owned();
            let all = text(page.root());
            assert!(all.matches(&shown).count() >= 15, "{shown:?} in {all}");
            // Line breaks of a text, words and their looks may differ; nothing else may.
            let elements = page.descendants().filter(|node| node.is_element() && !node.has_tag_name("br"));
            elements.map(|node| node.tag_name().name().to_owned()).filter(|name| name != "span" && name != "time" && name != "text").collect()
        };
        prop_assert_eq!(shape(&first, &second), shape("harmless", "words"));
    }

    /// Every other format for people shows it, too.
    #[test]
    fn no_text_is_lost_elsewhere(first in "[a-z]{3,12}", second in "[a-z]{3,12}") {
        for format in [Format::Table, Format::Plain, Format::Markdown] {
            let out = text_of_format(&everything(&first, &second), format);
            prop_assert!(out.matches(&first).count() >= 12 && out.matches(&second).count() >= 8, "{:?}\n{}", format, out);
        }
        let book = Workbook::read(&render(&everything(&first, &second), Format::Xlsx, Style::default()));
        let out = book.texts().collect::<Vec<_>>().join("\n");
        prop_assert!(out.matches(&first).count() >= 12 && out.matches(&second).count() >= 8, "{}", out);
    }
}
