//! The first sheet: what a report says beside its tables, one statement a row.

use super::{heighten, is_formula, lines as lines_of, look, text};
use crate::render::letters;
use crate::report::{Block, Card, Line, Tone, TreeNode};
use rust_xlsxwriter::{Worksheet, XlsxError};

/// How wide it is, in half-width characters.
const WIDTH: u16 = 100;

/// The most steps to the right.
const STEPS: u8 = 12;

/// One row.
pub(super) struct Row {
    text: String,
    look: RowLook,
}

#[derive(Clone, Copy)]
enum RowLook {
    Title,
    Line {
        tone: Tone,
        indent: u8,
    },
    Drawn(Tone),
    /// An empty row between parts.
    Gap,
}

/// The rows of everything that is no table; none when there is nothing but tables.
pub(super) fn lines(blocks: &[Block]) -> Vec<Row> {
    let mut rows = Vec::new();
    collect(blocks, &mut rows);
    if rows.iter().all(|row| matches!(row.look, RowLook::Title | RowLook::Gap)) {
        return Vec::new();
    }
    rows
}

pub(super) fn write(sheet: &mut Worksheet, rows: &[Row]) -> Result<(), XlsxError> {
    sheet.set_column_width(0, WIDTH)?;
    sheet.set_screen_gridlines(false);
    for (n, row) in (0u32..).zip(rows) {
        let format = match row.look {
            RowLook::Title => look::title(),
            RowLook::Line { tone, indent } => look::line(tone, indent),
            RowLook::Drawn(tone) => look::drawn(tone),
            RowLook::Gap => continue,
        };
        let text = text(&row.text);
        // Text that would become a formula when somebody edits it stays text.
        let format = if is_formula(&text) { format.set_quote_prefix() } else { format };
        let indent = match row.look {
            RowLook::Line { indent, .. } => usize::from(indent) * 2,
            _ => 0,
        };
        if !matches!(row.look, RowLook::Drawn(_)) {
            heighten(sheet, n, lines_of(&text, usize::from(WIDTH).saturating_sub(indent)))?;
        }
        sheet.write_string_with_format(n, 0, text, &format)?;
    }
    Ok(())
}

fn collect(blocks: &[Block], rows: &mut Vec<Row>) {
    for block in blocks {
        let before = rows.len();
        match block {
            Block::Table(_) | Block::Matrix(_) => {}
            Block::Prose(lines) => lines.iter().for_each(|line| push(rows, line, 0)),
            Block::Tree(nodes) => nodes.iter().for_each(|node| branch(rows, node, 0)),
            Block::Verbatim(lines) => rows.extend(lines.iter().map(drawn)),
            Block::Timeline(timeline) => {
                rows.push(Row { text: timeline.title.clone(), look: RowLook::Line { tone: Tone::Plain, indent: 0 } });
                rows.extend(letters::drawn(timeline, false).iter().map(drawn));
                push(rows, &timeline.legend, 0);
            }
            Block::Cards(cards) => cards.iter().for_each(|one| card(rows, one)),
            Block::Section(section) => {
                let mut within = Vec::new();
                collect(&section.blocks, &mut within);
                // A section of nothing but a table is a sheet of its own.
                if !within.is_empty() {
                    rows.push(Row { text: section.title.clone(), look: RowLook::Title });
                    rows.extend(within);
                }
            }
        }
        if rows.len() > before && !matches!(rows.last(), Some(Row { look: RowLook::Gap, .. })) {
            rows.push(Row { text: String::new(), look: RowLook::Gap });
        }
    }
}

fn push(rows: &mut Vec<Row>, line: &Line, indent: u8) {
    rows.push(Row { text: line.text.clone(), look: RowLook::Line { tone: line.tone, indent: indent.min(STEPS) } });
}

fn drawn(line: &Line) -> Row {
    Row { text: line.text.clone(), look: RowLook::Drawn(line.tone) }
}

fn branch(rows: &mut Vec<Row>, node: &TreeNode, indent: u8) {
    push(rows, &Line::new(node.tone, &node.text), indent);
    node.children.iter().for_each(|child| branch(rows, child, indent.saturating_add(1)));
}

fn card(rows: &mut Vec<Row>, card: &Card) {
    let badges: Vec<&str> = card.badges.iter().map(|badge| badge.text.as_str()).collect();
    let title = if badges.is_empty() { card.title.clone() } else { format!("{}: {}", card.title, badges.join(", ")) };
    push(rows, &Line::new(Tone::Strong, title), 0);
    let facts = card.facts.iter().map(|(label, cell)| (label, &cell.text, cell.tone));
    for (label, text, tone) in facts.chain(card.bars.iter().map(|bar| (&bar.label, &bar.text, bar.tone))) {
        let text = if label.is_empty() { text.clone() } else { format!("{label}: {text}") };
        push(rows, &Line::new(tone, text), 1);
    }
    if let Some(details) = &card.details {
        details.nodes.iter().for_each(|node| branch(rows, node, 1));
        details.remarks.iter().for_each(|line| push(rows, line, 1));
    }
}
