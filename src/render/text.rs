//! Aligned tables and trees for a terminal, as wide as it is.

use super::{Style, letters};
use crate::diagnostic::excerpt::visible;
use crate::report::{Block, Card, Cell as ReportCell, Line, Matrix, Report, Table, Tone, TreeNode};
use anstyle::{AnsiColor, Style as Ansi};
use comfy_table::{Attribute, Cell, Color, ColumnConstraint, ContentArrangement, Width, presets};
use textwrap::{Options, WrapAlgorithm, WordSplitter};

pub(super) fn render(report: &Report, style: Style) -> String {
    let mut out = String::new();
    blocks(&report.blocks, style, &mut out);
    out
}

/// The columns that a terminal needs for a text.
pub(super) fn display_width(text: &str) -> usize {
    textwrap::core::display_width(text)
}

fn blocks(blocks: &[Block], style: Style, out: &mut String) {
    for (n, block) in blocks.iter().filter(|block| is_drawn(block)).enumerate() {
        if n > 0 {
            out.push('\n');
        }
        match block {
            Block::Prose(lines) => lines.iter().for_each(|line| prose(line, style, out)),
            Block::Table(table) => tabular(table, style, out),
            Block::Matrix(matrix) => by_row(matrix, style, out),
            Block::Tree(nodes) => nodes.iter().for_each(|node| root(node, style, out)),
            Block::Verbatim(lines) => {
                lines.iter().for_each(|line| push(out, &visible(&line.text, style.ascii), line.tone, style));
            }
            Block::Timeline(timeline) => {
                let drawn = letters::drawn(timeline, style.ascii);
                drawn.iter().for_each(|line| push(out, &line.text, line.tone, style));
                out.push('\n');
                prose(&timeline.legend, style, out);
            }
            Block::Section(section) => {
                heading(&section.title, style, out);
                self::blocks(&section.blocks, style, out);
            }
            Block::Cards(cards) => {
                for (n, one) in cards.iter().enumerate() {
                    if n > 0 {
                        out.push('\n');
                    }
                    card(one, style, out);
                }
            }
        }
    }
}

/// Headings without rows would look like an answer that is missing.
fn is_drawn(block: &Block) -> bool {
    match block {
        Block::Table(table) => !table.rows.is_empty(),
        Block::Matrix(matrix) => !matrix.rows.is_empty(),
        _ => true,
    }
}

/// What each row is about, and below it the columns by what they say: a matrix is seldom as narrow as a terminal.
fn by_row(matrix: &Matrix, style: Style, out: &mut String) {
    let columns = matrix.table().headings;
    for (about, cells) in &matrix.rows {
        push(out, &visible(&about.text, style.ascii), about.tone, style);
        let mut said: Vec<(&ReportCell, Vec<&str>)> = Vec::new();
        for (cell, column) in cells.iter().zip(columns.iter().skip(1)).filter(|(cell, _)| !cell.text.is_empty()) {
            match said.iter_mut().find(|(known, _)| known.text == cell.text) {
                Some((_, columns)) => columns.push(column),
                None => said.push((cell, vec![column])),
            }
        }
        for (cell, columns) in said {
            indented(&format!("{}: {}", cell.text, columns.join("; ")), cell.tone, style, out);
        }
    }
}

fn heading(title: &str, style: Style, out: &mut String) {
    let title = visible(title, style.ascii);
    push(out, &title, Tone::Strong, style);
    let line = if style.ascii { "-" } else { "─" };
    push(out, &line.repeat(display_width(&title)), Tone::Muted, style);
}

/// What it is and how it stands on a line, the rest below it.
fn card(card: &Card, style: Style, out: &mut String) {
    let badges: Vec<_> = card.badges.iter().map(|badge| visible(&badge.text, style.ascii)).collect();
    let tone = card.badges.first().map_or(Tone::Strong, |badge| badge.tone);
    let title = visible(&card.title, style.ascii);
    push(out, &if badges.is_empty() { title.into_owned() } else { format!("{title}: {}", badges.join(", ")) }, tone, style);
    for (label, cell) in &card.facts {
        let text = if label.is_empty() { cell.text.clone() } else { format!("{label}: {}", cell.text) };
        indented(&text, cell.tone, style, out);
    }
    for bar in &card.bars {
        indented(&format!("{} {}: {}", gauge(bar.per_mille, style.ascii), bar.label, bar.text), bar.tone, style, out);
    }
    if let Some(details) = &card.details {
        out.push('\n');
        details.nodes.iter().for_each(|node| root(node, style, out));
        details.remarks.iter().for_each(|line| prose(line, style, out));
    }
}

fn indented(text: &str, tone: Tone, style: Style, out: &mut String) {
    for (n, part) in wrapped(text, style, 4).iter().enumerate() {
        out.push_str(if n == 0 { "  " } else { "    " });
        push(out, part, tone, style);
    }
}

/// How many tenths of a bar are full: all of them only when nothing is missing.
fn gauge(per_mille: u16, ascii: bool) -> String {
    let full = usize::from(per_mille.min(1000) / 100);
    let (done, open) = if ascii { ("#", ".") } else { ("█", "░") };
    format!("{}{}", done.repeat(full), open.repeat(10 - full))
}

fn prose(line: &Line, style: Style, out: &mut String) {
    for part in wrapped(&line.text, style, 0) {
        push(out, &part, line.tone, style);
    }
}

/// The parts of a text that fit beside an indent. Japanese may be cut between characters, as its rules allow.
fn wrapped(text: &str, style: Style, indent: usize) -> Vec<String> {
    let text = visible(text, style.ascii);
    // The one sign of our own beyond ASCII; what users wrote stays as it is.
    let text = if style.ascii { text.replace(" · ", " - ").into() } else { text };
    let Some(width) = style.width else {
        return vec![text.into_owned()];
    };
    let options = Options::new(width.saturating_sub(indent).max(20))
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_splitter(WordSplitter::NoHyphenation);
    let parts: Vec<String> = textwrap::wrap(&text, options).into_iter().map(|p| p.into_owned()).collect();
    if parts.is_empty() { vec![String::new()] } else { parts }
}

fn push(out: &mut String, text: &str, tone: Tone, style: Style) {
    paint(out, text, tone, style);
    out.push('\n');
}

fn paint(out: &mut String, text: &str, tone: Tone, style: Style) {
    let ansi = ansi(tone);
    if !style.color || ansi == Ansi::new() || text.is_empty() {
        out.push_str(text);
        return;
    }
    out.push_str(&format!("{ansi}{text}{ansi:#}"));
}

fn ansi(tone: Tone) -> Ansi {
    match tone {
        Tone::Plain => Ansi::new(),
        Tone::Good => AnsiColor::Green.on_default(),
        Tone::Attention => AnsiColor::Yellow.on_default(),
        Tone::Bad => AnsiColor::Red.on_default(),
        Tone::Muted => Ansi::new().dimmed(),
        Tone::Strong => Ansi::new().bold(),
    }
}

/// The longest word a column keeps whole; Japanese has no blanks to count by.
const WORD: usize = 40;

/// The blanks between columns.
const GAP: usize = 2;

/// How narrow a column gets at the least, so that nothing is cut within a word.
fn least_widths(table: &Table) -> Vec<usize> {
    let longest = |text: &str| text.split_whitespace().map(display_width).max().unwrap_or(0);
    table
        .headings
        .iter()
        .enumerate()
        .map(|(n, heading)| {
            let cells = table.rows.iter().filter_map(|row| row.get(n)).map(|cell| longest(&cell.text));
            cells.chain([longest(heading)]).max().unwrap_or(0).min(WORD) + GAP
        })
        .collect()
}

/// Whether the columns would be so narrow that a row reads better downwards.
fn too_narrow(least: &[usize], width: usize) -> bool {
    // A column of sentences needs room for a few words, not just for the longest.
    let comfortable: usize = least.iter().map(|w| w + w / 4).sum();
    comfortable > width
}

fn tabular(table: &Table, style: Style, out: &mut String) {
    let least = least_widths(table);
    if style.width.is_some_and(|width| too_narrow(&least, width)) {
        table.rows.iter().for_each(|row| stacked(&table.headings, row, style, out));
        return;
    }
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(if style.ascii { presets::ASCII_HORIZONTAL_ONLY } else { presets::NOTHING });
    if style.color {
        drawn.enforce_styling();
    } else {
        drawn.force_no_tty();
    }
    drawn.set_content_arrangement(ContentArrangement::Disabled);
    if let Some(width) = style.width {
        drawn.set_content_arrangement(ContentArrangement::Dynamic);
        drawn.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    }
    let heading = |text: &String| Cell::new(visible(text, style.ascii)).add_attribute(Attribute::Bold);
    if table.headings.iter().any(|heading| !heading.is_empty()) {
        drawn.set_header(table.headings.iter().map(heading));
    }
    for row in &table.rows {
        drawn.add_row(row.iter().map(|cell| {
            let drawn = Cell::new(visible(&cell.text, style.ascii));
            match cell.tone {
                Tone::Good => drawn.fg(Color::Green),
                Tone::Attention => drawn.fg(Color::Yellow),
                Tone::Bad => drawn.fg(Color::Red),
                Tone::Muted => drawn.add_attribute(Attribute::Dim),
                Tone::Strong => drawn.add_attribute(Attribute::Bold),
                Tone::Plain => drawn,
            }
        }));
    }
    for (column, least) in drawn.column_iter_mut().zip(least) {
        let least = u16::try_from(least).unwrap_or(u16::MAX);
        column.set_padding((0, GAP as u16));
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
    }
    for line in drawn.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// A row told downwards: what it is about and how it stands, then the rest with its headings.
fn stacked(headings: &[String], row: &[ReportCell], style: Style, out: &mut String) {
    for (n, (heading, cell)) in headings.iter().zip(row).enumerate() {
        match n {
            0 => out.push_str(&visible(&cell.text, style.ascii)),
            1 => {
                out.push_str(": ");
                push(out, &visible(&cell.text, style.ascii), cell.tone, style);
            }
            _ if cell.text.is_empty() => {}
            _ => {
                for (k, part) in wrapped(&format!("{heading}: {}", cell.text), style, 4).iter().enumerate() {
                    out.push_str(if k == 0 { "  " } else { "    " });
                    push(out, part, cell.tone, style);
                }
            }
        }
    }
}

struct Branches {
    tee: &'static str,
    corner: &'static str,
    pipe: &'static str,
}

const DRAWN: Branches = Branches { tee: "├─ ", corner: "└─ ", pipe: "│  " };
const ASCII: Branches = Branches { tee: "|- ", corner: "`- ", pipe: "|  " };

fn root(node: &TreeNode, style: Style, out: &mut String) {
    for part in wrapped(&node.text, style, 0) {
        push(out, &part, node.tone, style);
    }
    children(node, "", style, out);
}

fn children(node: &TreeNode, prefix: &str, style: Style, out: &mut String) {
    let branches = if style.ascii { ASCII } else { DRAWN };
    let last = node.children.len().saturating_sub(1);
    for (n, child) in node.children.iter().enumerate() {
        let (first, rest) = if n == last { (branches.corner, "   ") } else { (branches.tee, branches.pipe) };
        let below = format!("{prefix}{rest}");
        for (k, part) in wrapped(&child.text, style, prefix.chars().count() + 3).iter().enumerate() {
            out.push_str(prefix);
            // A statement of several lines keeps its own branch, and the line of its children, in view.
            out.push_str(if k == 0 { first } else { rest });
            push(out, part, child.tone, style);
        }
        children(child, &below, style, out);
    }
}
