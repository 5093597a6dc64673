//! One static page: no script, nothing fetched, and no way from text to markup (see [`markup`]).
//!
//! The style sheet stands in the page and is allowed by its hash, so that the page's own policy refuses everything else,
//! even if a browser were told otherwise.

mod blocks;
mod chart;
mod markup;

use super::Style;
use crate::lang::words;
use crate::report::{Block, Line, Report, Tone};
use markup::Markup;

const SHEET: &str = include_str!("html/style.css");

/// The SHA-256 of the style sheet; a test keeps it.
const SHEET_HASH: &str = include_str!("html/style.sha256").trim_ascii_end();

/// From how many sections on a list of them helps.
const SECTIONS: usize = 3;

/// What a page is called that has no title and begins with no sentence.
const NAME: &str = "competency";

pub(super) fn render(report: &Report, style: Style) -> String {
    let (title, lead, rest) = opening(report);
    let mut page = Markup::page();
    page.tag("html").attribute("lang", style.lang.word()).with(|html| {
        html.line();
        html.tag("head").with(|head| self::head(title, head));
        html.line();
        html.tag("body").with(|body| {
            body.class("a", "skip").attribute("href", "#main").text(words::skip_link(style.lang));
            body.line();
            body.tag("header").with(|header| {
                header.tag("h1").text(title);
                lead.iter().for_each(|line| sentence(line, header));
            });
            contents(rest, style, body);
            body.line();
            body.tag("main").attribute("id", "main").attribute("tabindex", -1).with(|main| {
                blocks::write(rest, &blocks::Below { level: 2, title }, main);
            });
            body.line();
        });
    });
    page.finish()
}

/// What the page is about, the sentences below it, and the rest. Where the answer has no title, its first sentence is
/// one.
fn opening(report: &Report) -> (&str, &[Line], &[Block]) {
    let (lines, rest): (&[Line], &[Block]) = match report.blocks.split_first() {
        Some((Block::Prose(lines), rest)) => (lines, rest),
        _ => (&[], &report.blocks),
    };
    match (&report.title, lines.split_first()) {
        (Some(title), _) => (title, lines, rest),
        (None, Some((first, others))) => (&first.text, others, rest),
        (None, None) => (NAME, lines, rest),
    }
}

fn head(title: &str, head: &mut Markup) {
    let policy = format!("default-src 'none'; style-src '{SHEET_HASH}'; base-uri 'none'; form-action 'none'");
    head.line();
    head.tag("meta").attribute("charset", "utf-8").void();
    head.line();
    head.tag("meta").attribute("http-equiv", "Content-Security-Policy").attribute("content", policy).void();
    head.line();
    for (name, content) in [
        ("viewport", "width=device-width, initial-scale=1"),
        ("color-scheme", "light dark"),
        ("referrer", "no-referrer"),
        ("generator", NAME),
    ] {
        head.tag("meta").attribute("name", name).attribute("content", content).void();
        head.line();
    }
    head.tag("title").text(title);
    head.line();
    head.style(SHEET);
    head.line();
}

/// Links to the sections.
fn contents(blocks: &[Block], style: Style, body: &mut Markup) {
    let sections = || {
        blocks.iter().filter_map(|block| match block {
            Block::Section(section) => Some(section),
            _ => None,
        })
    };
    if sections().count() < SECTIONS {
        return;
    }
    body.line();
    body.tag("nav").attribute("aria-label", words::contents(style.lang)).with(|nav| {
        nav.tag("ul").with(|list| {
            for section in sections() {
                let to = format!("#{}", section.id);
                list.tag("li").with(|item| item.tag("a").attribute("href", to).text(&section.title));
            }
        });
    });
}

/// A sentence with its meaning.
fn sentence(line: &Line, markup: &mut Markup) {
    markup.class("p", tone_class(line.tone)).text(&line.text);
}

fn tone_class(tone: Tone) -> &'static str {
    match tone {
        Tone::Plain => "",
        Tone::Good => "good",
        Tone::Attention => "attention",
        Tone::Bad => "bad",
        Tone::Muted => "muted",
        Tone::Strong => "strong",
    }
}

/// The levels that have a look of their own; higher ones share the last.
fn level_class(place: usize) -> String {
    format!("level-{}", place.clamp(1, 3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base64::Engine as _;
    use sha2::{Digest, Sha256};

    #[test]
    fn the_policy_allows_the_style_sheet_and_nothing_else() {
        let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(SHEET));
        expect_test::expect_file!["html/style.sha256"].assert_eq(&format!("sha256-{hash}\n"));
        assert!(!SHEET.contains("</") && !SHEET.contains("url(") && !SHEET.contains("@import"));
        let page = render(&Report::default(), Style::default());
        let policy = format!("content=\"default-src &#39;none&#39;; style-src &#39;{SHEET_HASH}&#39;;");
        assert!(page.contains(&policy), "{page}");
    }
}
