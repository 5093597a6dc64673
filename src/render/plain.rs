//! One record a line, every value with its name: nothing to draw, nothing to align.

use super::letters;
use crate::diagnostic::excerpt::visible;
use crate::report::{Block, Card, Report, Table, TreeNode};

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    blocks(&report.blocks, &mut out);
    out
}

fn blocks(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Prose(lines) | Block::Verbatim(lines) => lines.iter().for_each(|line| push(out, 0, &line.text)),
            Block::Timeline(timeline) => {
                letters::drawn(timeline, false).iter().for_each(|line| push(out, 0, &line.text));
                push(out, 0, &timeline.legend.text);
            }
            Block::Table(table) => rows(table, out),
            Block::Matrix(matrix) => rows(&matrix.table(), out),
            Block::Tree(nodes) => nodes.iter().for_each(|node| branch(node, 0, out)),
            Block::Cards(cards) => cards.iter().for_each(|one| card(one, out)),
            Block::Section(section) => {
                // A blank line is the only sign that something else begins.
                out.push('\n');
                push(out, 0, &section.title);
                self::blocks(&section.blocks, out);
            }
        }
    }
}

fn card(card: &Card, out: &mut String) {
    let badges: Vec<&str> = card.badges.iter().map(|badge| badge.text.as_str()).collect();
    let badges = badges.join(", ");
    push(out, 0, &if badges.is_empty() { card.title.clone() } else { format!("{}: {badges}", card.title) });
    let facts = card.facts.iter().map(|(label, cell)| (label, &cell.text));
    for (label, text) in facts.chain(card.bars.iter().map(|bar| (&bar.label, &bar.text))) {
        push(out, 1, &if label.is_empty() { text.clone() } else { format!("{label}: {text}") });
    }
    if let Some(details) = &card.details {
        details.nodes.iter().for_each(|node| branch(node, 1, out));
        details.remarks.iter().for_each(|line| push(out, 1, &line.text));
    }
}

fn rows(table: &Table, out: &mut String) {
    for row in &table.rows {
        let fields: Vec<String> = table
            .headings
            .iter()
            .zip(row)
            .filter(|(_, cell)| !cell.text.is_empty())
            .map(|(heading, cell)| match heading.as_str() {
                "" => cell.text.clone(),
                heading => format!("{heading}: {}", cell.text),
            })
            .collect();
        push(out, 0, &fields.join("; "));
    }
}

fn branch(node: &TreeNode, depth: usize, out: &mut String) {
    push(out, depth, &node.text);
    node.children.iter().for_each(|child| branch(child, depth + 1, out));
}

fn push(out: &mut String, depth: usize, text: &str) {
    out.push_str(&"  ".repeat(depth));
    out.push_str(&visible(text, false).replace('\n', " "));
    out.push('\n');
}
