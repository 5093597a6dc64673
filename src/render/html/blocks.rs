//! The parts of a report as elements: sections with headings, tables with captions, cards, trees and details.

use super::markup::Markup;
use super::{chart, level_class, sentence, tone_class};
use crate::model::Date;
use crate::report::{Badge, Bar, Block, Card, Cell, Matrix, Section, Table, Timeline, Tone, TreeNode};
use std::collections::BTreeSet;

/// Where a block stands.
#[derive(Clone, Copy)]
pub(super) struct Below<'t> {
    /// How deep a heading is that begins here.
    pub level: usize,
    /// The heading above it.
    pub title: &'t str,
}

/// More columns than this do not fit on paper side by side.
const MANY: usize = 7;

/// What is no wider is a word that can stand out; what is wider is a sentence.
const WORD: usize = 20;

pub(super) fn write(blocks: &[Block], below: &Below<'_>, markup: &mut Markup) {
    for block in blocks {
        markup.line();
        match block {
            Block::Prose(lines) => lines.iter().for_each(|line| sentence(line, markup)),
            Block::Table(table) => self::table(table, below, markup),
            Block::Matrix(matrix) => self::matrix(matrix, below, markup),
            Block::Tree(nodes) => tree(nodes, markup),
            Block::Verbatim(lines) => markup.tag("pre").with(|pre| {
                for line in lines {
                    pre.class("span", tone_class(line.tone)).text(&line.text);
                    pre.line();
                }
            }),
            Block::Section(one) => section(one, below, markup),
            Block::Cards(cards) => markup.class("div", "cards").with(|div| {
                cards.iter().for_each(|one| card(one, below, div));
            }),
            Block::Timeline(timeline) => self::timeline(timeline, markup),
        }
    }
}

fn heading(level: usize) -> &'static str {
    match level {
        0..=2 => "h2",
        3 => "h3",
        4 => "h4",
        _ => "h5",
    }
}

fn section(section: &Section, below: &Below<'_>, markup: &mut Markup) {
    let id = format!("{}-title", section.id);
    let element = markup.tag("section").attribute("id", section.id).attribute("aria-labelledby", &id);
    element.with(|inner| {
        inner.tag(heading(below.level)).attribute("id", &id).text(&section.title);
        write(&section.blocks, &Below { level: below.level + 1, title: &section.title }, inner);
    });
}

/// What is wider than the page moves within a region of its own, which a keyboard can reach.
fn scrolling(label: &str, class: &str, markup: &mut Markup, content: impl FnOnce(&mut Markup)) {
    let region = markup.class("div", class).attribute("role", "region").attribute("aria-label", label);
    region.attribute("tabindex", 0).with(content);
}

fn table(table: &Table, below: &Below<'_>, markup: &mut Markup) {
    if table.rows.is_empty() {
        return;
    }
    let named = naming(table);
    let words: Vec<bool> = (0..table.headings.len()).map(|n| is_of_words(table, n)).collect();
    let many = table.headings.len() > MANY;
    scrolling(below.title, "scroll", markup, |region| {
        region.class("table", if many { "many" } else { "" }).with(|element| {
            element.class("caption", "unseen").text(below.title);
            element.tag("thead").with(|head| {
                head.tag("tr").with(|row| {
                    table.headings.iter().for_each(|text| row.tag("th").attribute("scope", "col").text(text));
                });
            });
            element.tag("tbody").with(|body| {
                for cells in &table.rows {
                    body.line();
                    body.tag("tr").with(|row| {
                        for (n, one) in cells.iter().enumerate() {
                            let (name, scope) = if n == named { ("th", Some("row")) } else { ("td", None) };
                            let element = row.tag(name);
                            let element = match (scope, table.headings.get(n)) {
                                (Some(scope), _) => element.attribute("scope", scope),
                                (None, Some(heading)) if many => element.attribute("data-column", heading),
                                (None, _) => element,
                            };
                            element.with(|inner| cell(one, words.get(n).copied().unwrap_or(false), inner));
                        }
                    });
                }
            });
        });
    });
}

/// The column that says what a row is about: the first in which no two rows say the same.
fn naming(table: &Table) -> usize {
    let distinct = |n: &usize| {
        let texts: BTreeSet<&str> = table.rows.iter().filter_map(|row| row.get(*n)).map(|c| c.text.as_str()).collect();
        texts.len() == table.rows.len() && !texts.contains("")
    };
    (0..table.headings.len()).find(distinct).unwrap_or(0)
}

/// Whether a column holds words and no sentences, so that all of them can look alike.
fn is_of_words(table: &Table, column: usize) -> bool {
    table.rows.iter().filter_map(|row| row.get(column)).all(|cell| width(&cell.text) <= WORD)
}

/// About how wide a text is, in letters of Latin scripts.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A word that means something stands out; a day is marked as one, and is never broken.
fn cell(cell: &Cell, is_word: bool, markup: &mut Markup) {
    let marked = matches!(cell.tone, Tone::Good | Tone::Attention | Tone::Bad);
    if Date::parse(&cell.text).is_ok() && cell.text.len() == "2018-10-29".len() {
        markup.class("time", tone_class(cell.tone)).attribute("datetime", &cell.text).text(&cell.text);
    } else if marked && is_word {
        markup.class("span", &format!("badge {}", tone_class(cell.tone))).text(&cell.text);
    } else if cell.tone == Tone::Plain {
        markup.text(&cell.text);
    } else {
        markup.class("span", tone_class(cell.tone)).text(&cell.text);
    }
    if let Some(gauge) = &cell.gauge {
        meter(&cell.text, &gauge.label, gauge.per_mille, Tone::Plain, markup);
    }
}

/// A sign for every cell, told apart by its shape, with the word for it where it is not seen; the words stand once above.
fn matrix(matrix: &Matrix, below: &Below<'_>, markup: &mut Markup) {
    if matrix.rows.is_empty() {
        return;
    }
    let mut words: Vec<&Cell> = Vec::new();
    for cell in matrix.rows.iter().flat_map(|(_, cells)| cells).filter(|cell| !cell.text.is_empty()) {
        if !words.iter().any(|known| known.text == cell.text) {
            words.push(cell);
        }
    }
    words.sort_by_key(|cell| sign(cell.tone) != FULL);
    markup.class("p", "legend muted").with(|legend| {
        for (n, cell) in words.into_iter().enumerate() {
            legend.text(if n > 0 { "\u{3000}" } else { "" });
            legend.class("span", sign_class(cell.tone)).text(sign(cell.tone));
            legend.text(&format!(" {}", cell.text));
        }
    });
    scrolling(below.title, "scroll fit", markup, |region| {
        region.class("table", "matrix").with(|element| {
            element.class("caption", "unseen").text(below.title);
            element.tag("thead").with(|head| matrix_head(matrix, head));
            element.tag("tbody").with(|body| {
                for (about, cells) in &matrix.rows {
                    body.line();
                    body.tag("tr").with(|row| {
                        row.tag("th").attribute("scope", "row").text(&about.text);
                        let mut first = matrix.groups.iter().flat_map(|group| (0..group.columns.len()).map(|n| n == 0));
                        for cell in cells {
                            let class = if first.next().unwrap_or(false) { "first" } else { "" };
                            row.class("td", class).with(|inner| {
                                if !cell.text.is_empty() {
                                    let shown = inner.class("span", sign_class(cell.tone));
                                    shown.attribute("aria-hidden", "true").text(sign(cell.tone));
                                    inner.class("span", "unseen").text(&cell.text);
                                }
                            });
                        }
                    });
                }
            });
        });
    });
}

/// The sign of what holds.
const FULL: &str = "●";

fn sign(tone: Tone) -> &'static str {
    if tone == Tone::Good { FULL } else { "○" }
}

fn sign_class(tone: Tone) -> &'static str {
    if tone == Tone::Good { "sign good" } else { "sign" }
}

fn matrix_head(matrix: &Matrix, head: &mut Markup) {
    head.tag("tr").with(|row| {
        row.tag("th").attribute("scope", "col").attribute("rowspan", 2).text(&matrix.heading);
        for group in &matrix.groups {
            let width = group.columns.len();
            let element = row.class("th", "first group").attribute("scope", "colgroup").attribute("colspan", width);
            element.with(|inner| inner.tag("span").text(&group.title));
        }
    });
    head.tag("tr").with(|row| {
        for group in &matrix.groups {
            for (n, column) in group.columns.iter().enumerate() {
                let element = row.class("th", if n == 0 { "first" } else { "" }).attribute("scope", "col");
                element.with(|inner| inner.tag("span").text(column));
            }
        }
    });
}

/// What rests on something stands below it, each level further in.
fn tree(nodes: &[TreeNode], markup: &mut Markup) {
    markup.class("ul", "tree").with(|list| {
        for node in nodes {
            list.tag("li").with(|item| {
                item.class("span", tone_class(node.tone)).text(&node.text);
                if !node.children.is_empty() {
                    tree(&node.children, item);
                }
            });
        }
    });
}

fn card(card: &Card, below: &Below<'_>, markup: &mut Markup) {
    let id = markup.number("card-");
    let level = card.badges.iter().find_map(|badge| badge.level).map(level_class).unwrap_or_default();
    let element = markup.class("article", format!("card {level}").trim_end());
    element.attribute("aria-labelledby", &id).with(|article| {
        article.class("div", "top").with(|top| {
            top.tag(heading(below.level)).attribute("id", &id).text(&card.title);
            top.class("p", "badges").with(|p| card.badges.iter().for_each(|one| badge(one, p)));
        });
        if !card.facts.is_empty() {
            article.tag("dl").with(|list| {
                for (label, one) in &card.facts {
                    let is_short = width(&one.text) <= WORD;
                    list.class("div", if is_short { "" } else { "long" }).with(|pair| {
                        pair.tag("dt").text(label);
                        pair.tag("dd").with(|inner| cell(one, is_short, inner));
                    });
                }
            });
        }
        card.bars.iter().for_each(|one| bar(one, article));
        if let Some(details) = &card.details {
            article.tag("details").with(|element| {
                element.tag("summary").with(|summary| {
                    summary.text(&details.summary);
                    // Alike ones are told apart by what they belong to.
                    summary.class("span", "unseen").text(&format!(" – {}", card.title));
                });
                tree(&details.nodes, element);
                details.remarks.iter().for_each(|line| sentence(line, element));
            });
        }
    });
}

fn badge(badge: &Badge, markup: &mut Markup) {
    let look = badge.level.map_or_else(|| tone_class(badge.tone).to_owned(), level_class);
    markup.class("span", format!("badge {look}").trim_end()).text(&badge.text);
}

/// How much there is in words, and as a line that is as full.
fn bar(bar: &Bar, markup: &mut Markup) {
    markup.class("div", "bar").with(|div| {
        div.tag("p").with(|p| {
            p.text(&bar.label);
            p.text(" ");
            p.class("span", "value").text(&bar.text);
        });
        meter(&bar.label, &bar.text, bar.per_mille, bar.tone, div);
    });
}

/// A line that is as full as something is far.
fn meter(name: &str, text: &str, per_mille: u32, tone: Tone, markup: &mut Markup) {
    let full = i32::try_from(per_mille.min(1000)).unwrap_or(1000);
    let svg = markup.class("svg", format!("gauge {}", tone_class(tone)).trim_end());
    let svg = svg.attribute("viewBox", "0 0 1000 10").attribute("preserveAspectRatio", "none");
    let svg = svg.attribute("role", "meter").attribute("aria-label", name);
    let svg = svg.numbers([("aria-valuemin", 0), ("aria-valuemax", 1000), ("aria-valuenow", full)]);
    svg.attribute("aria-valuetext", text).with(|svg| {
        svg.class("rect", "track").numbers([("width", 1000), ("height", 10)]).text("");
        svg.class("rect", "full").numbers([("width", full), ("height", 10)]).text("");
    });
}

fn timeline(timeline: &Timeline, markup: &mut Markup) {
    scrolling(&timeline.title, "scroll", markup, |region| chart::chart(timeline, region));
}
