//! GitHub Flavored Markdown: what people paste into a pull request or a summary. Nothing that stands in a user's files
//! can become markup.

use super::letters;
use crate::diagnostic::excerpt::visible;
use crate::report::{Block, Card, Line, Report, Table, TreeNode};

/// Sections begin one below the title that a page already has.
const HEADING: usize = 2;

pub(super) fn render(report: &Report) -> String {
    blocks(&report.blocks, HEADING)
}

fn blocks(blocks: &[Block], depth: usize) -> String {
    let blocks = blocks.iter().map(|block| match block {
        Block::Prose(lines) => prose(lines),
        Block::Table(table) => rows(table),
        Block::Matrix(matrix) => rows(&matrix.table()),
        Block::Tree(nodes) => nodes.iter().map(|node| item(node, 0)).collect(),
        Block::Verbatim(lines) => fenced(lines),
        Block::Timeline(timeline) => {
            joined([fenced(&letters::drawn(timeline, false)), prose(std::slice::from_ref(&timeline.legend))])
        }
        Block::Section(section) => joined([heading(&section.title, depth), self::blocks(&section.blocks, depth + 1)]),
        Block::Cards(cards) => joined(cards.iter().map(|one| card(one, depth))),
    });
    joined(blocks)
}

/// Parts with a blank line between them.
fn joined(parts: impl IntoIterator<Item = String>) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

fn heading(title: &str, depth: usize) -> String {
    format!("{} {}\n", "#".repeat(depth.min(6)), escaped(title))
}

fn prose(lines: &[Line]) -> String {
    lines.iter().map(|l| escaped(&l.text) + "\n").collect::<Vec<_>>().join("\n")
}

fn card(card: &Card, depth: usize) -> String {
    let badges: Vec<&str> = card.badges.iter().map(|badge| badge.text.as_str()).collect();
    let title = if badges.is_empty() { card.title.clone() } else { format!("{}: {}", card.title, badges.join(", ")) };
    let facts = card.facts.iter().map(|(label, cell)| (label, &cell.text));
    let bars = card.bars.iter().map(|bar| (&bar.label, &bar.text));
    let lines = facts.chain(bars).map(|(label, text)| {
        if label.is_empty() { format!("- {}\n", cell(text)) } else { format!("- {}: {}\n", cell(label), cell(text)) }
    });
    let (nodes, remarks) = card.details.as_ref().map_or((String::new(), String::new()), |details| {
        (details.nodes.iter().map(|node| item(node, 0)).collect(), prose(&details.remarks))
    });
    joined([heading(&title, depth), lines.collect(), nodes, remarks])
}

fn rows(table: &Table) -> String {
    if table.rows.is_empty() {
        return String::new();
    }
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = row(table.headings.iter().map(|heading| cell(heading)).collect());
    out.push_str(&row(vec!["---".to_owned(); table.headings.len()]));
    for cells in &table.rows {
        out.push_str(&row(cells.iter().map(|c| cell(&c.text)).collect()));
    }
    out
}

/// A cell is one line, whatever its text has.
fn cell(text: &str) -> String {
    text.replace("\r\n", "\n").split(['\r', '\n']).map(escaped).collect::<Vec<_>>().join("<br>")
}

fn item(node: &TreeNode, depth: usize) -> String {
    let children: String = node.children.iter().map(|child| item(child, depth + 1)).collect();
    format!("{}- {}\n{children}", "  ".repeat(depth), escaped(&node.text))
}

/// Lines as they are, between fences longer than any run of backticks within.
fn fenced(lines: &[Line]) -> String {
    let text: String = lines.iter().map(|line| visible(&line.text, false).into_owned() + "\n").collect();
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}{fence}\n")
}

/// One line of text in which nothing is markup: neither Markdown nor HTML, nor a link made of an address.
fn escaped(text: &str) -> String {
    let text = visible(text, false);
    let mut out = String::with_capacity(text.len());
    // At the beginning of a line these make lists, headings or rules.
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = number.len() < text.len() && number.starts_with(['.', ')']);
    let before_mark = text.len() - number.len();
    for (at, c) in text.char_indices() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '~' | '!' | '|' => out.extend(['\\', c]),
            '-' | '+' | '=' if at == 0 => out.extend(['\\', c]),
            '.' | ')' if numbered && at == before_mark => out.extend(['\\', c]),
            ':' if text.get(at..).is_some_and(|rest| rest.starts_with("://")) => out.push_str("\\:"),
            '.' if text.get(..at).is_some_and(|before| before.ends_with("www")) => out.push_str("\\."),
            // Four blanks at the beginning would be code.
            ' ' if at == 0 => out.push_str("&#32;"),
            _ => out.push(c),
        }
    }
    out
}
