//! One record a line, every value with its name: nothing to draw, nothing to align.

use super::text::aligned;
use crate::diagnostic::excerpt::visible;
use crate::report::{Block, Report, Table, TreeNode};

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    for block in &report.blocks {
        match block {
            Block::Prose(lines) | Block::Verbatim(lines) => {
                for line in lines {
                    push(&mut out, 0, &line.text);
                }
            }
            Block::Aligned(lines) => {
                for line in aligned(lines, false) {
                    push(&mut out, 0, &line.text);
                }
            }
            Block::Table(table) => rows(table, &mut out),
            Block::Tree(nodes) => nodes.iter().for_each(|node| branch(node, 0, &mut out)),
        }
    }
    out
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
