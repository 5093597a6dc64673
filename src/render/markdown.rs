//! GitHub Flavored Markdown: what people paste into a pull request or a summary. Nothing that stands in a user's files
//! can become markup.

use super::text::aligned;
use crate::diagnostic::excerpt::visible;
use crate::report::{Block, Line, Report, Table, TreeNode};

pub(super) fn render(report: &Report) -> String {
    let blocks = report.blocks.iter().map(|block| match block {
        Block::Prose(lines) => lines.iter().map(|l| escaped(&l.text) + "\n").collect::<Vec<_>>().join("\n"),
        Block::Table(table) => rows(table),
        Block::Tree(nodes) => nodes.iter().map(|node| item(node, 0)).collect(),
        Block::Verbatim(lines) => fenced(lines),
        Block::Aligned(lines) => fenced(&aligned(lines, false)),
    });
    blocks.filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n")
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
