//! Sentences, tables and trees for a terminal, as wide as it is.

use super::table::{signs, tabular};
use super::{Style, letters};
use crate::diagnostic::excerpt::visible;
use crate::report::{Block, Card, Cell, Line, Matrix, Report, Tone, TreeNode};
use anstyle::{AnsiColor, Style as Ansi};
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

pub(super) fn render(report: &Report, style: Style) -> String {
    let mut out = String::new();
    blocks(&report.blocks, style, &mut out);
    out
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
    let headings = matrix.table().headings;
    for (about, cells) in &matrix.rows {
        push(out, &visible(&about.text, style.ascii), about.tone, style);
        let mut said: Vec<(&Cell, Vec<&str>)> = Vec::new();
        for (cell, column) in cells.iter().zip(headings.iter().skip(1)).filter(|(cell, _)| !cell.text.is_empty()) {
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

/// How many signs the bar of a card has.
const TENTHS: u32 = 10;

/// What it is and how it stands on a line, the rest below it.
fn card(card: &Card, style: Style, out: &mut String) {
    let badges: Vec<_> = card.badges.iter().map(|badge| visible(&badge.text, style.ascii)).collect();
    let tone = card.badges.first().map_or(Tone::Strong, |badge| badge.tone);
    let title = visible(&card.title, style.ascii);
    push(
        out,
        &if badges.is_empty() { title.into_owned() } else { format!("{title}: {}", badges.join(", ")) },
        tone,
        style,
    );
    for (label, cell) in &card.facts {
        let text = if label.is_empty() { cell.text.clone() } else { format!("{label}: {}", cell.text) };
        indented(&text, cell.tone, style, out);
    }
    for bar in &card.bars {
        indented(
            &format!("{} {}: {}", signs(bar.per_mille, TENTHS, style.ascii), bar.label, bar.text),
            bar.tone,
            style,
            out,
        );
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

fn prose(line: &Line, style: Style, out: &mut String) {
    for part in wrapped(&line.text, style, 0) {
        push(out, &part, line.tone, style);
    }
}

/// The parts of a text that fit beside an indent. Japanese may be cut between characters, as its rules allow.
pub(super) fn wrapped(text: &str, style: Style, indent: usize) -> Vec<String> {
    let text = visible(text, style.ascii);
    // The one sign of our own beyond ASCII; what users wrote stays as it is.
    let text = if style.ascii { text.replace(" · ", " - ").into() } else { text };
    let Some(width) = style.width else {
        return vec![text.into_owned()];
    };
    wrapped_at(&text, width.saturating_sub(indent).max(20))
}

/// The lines of a text, each at most so many columns wide where its words allow; one for an empty text.
#[must_use]
pub fn wrapped_at(text: &str, width: usize) -> Vec<String> {
    let options = Options::new(width.max(1))
        .word_separator(WordSeparator::Custom(parts))
        .wrap_algorithm(WrapAlgorithm::FirstFit)
        .word_splitter(WordSplitter::NoHyphenation);
    let parts: Vec<String> = textwrap::wrap(text, options).into_iter().map(|p| p.into_owned()).collect();
    if parts.is_empty() { vec![String::new()] } else { parts }
}

pub(super) fn push(out: &mut String, text: &str, tone: Tone, style: Style) {
    paint(out, text, tone, style);
    out.push('\n');
}

pub(super) fn paint(out: &mut String, text: &str, tone: Tone, style: Style) {
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

/// The columns that a terminal needs for a text.
pub(super) fn display_width(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// What is kept whole where lines are broken. Japanese may be broken nearly everywhere, as its rules say; a short word
/// between blanks stays whole all the same, since it is a name more often than not.
fn parts(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    Box::new(WordSeparator::AsciiSpace.find_words(line).flat_map(|word| {
        if display_width(word.word) <= LEAST_WIDE {
            return vec![word];
        }
        let mut parts = clauses(word.word);
        if let Some(last) = parts.last_mut() {
            last.whitespace = word.whitespace;
        }
        parts
    }))
}

/// The parts of a text without blanks, by the rules of Unicode; what belongs together for a reader is not taken apart.
fn clauses(text: &str) -> Vec<Word<'_>> {
    let (mut parts, mut start, mut end) = (Vec::new(), 0, 0);
    for part in WordSeparator::UnicodeBreakProperties.find_words(text) {
        let so_far = text.get(start..end).unwrap_or_default();
        let with_it = text.get(start..end + part.word.len()).unwrap_or_default();
        let together = so_far.is_empty() || (belongs(so_far, part.word) && display_width(with_it) <= WHOLE);
        if !together {
            parts.push(Word::from(so_far));
            start = end;
        }
        end += part.word.len() + part.whitespace.len();
    }
    parts.push(Word::from(text.get(start..).unwrap_or_default()));
    parts
}

/// Whether a line should not be broken between two texts, though it may be: within a word in katakana, between a number
/// and what it counts, before a stroke that separates.
fn belongs(before: &str, after: &str) -> bool {
    let katakana = |c: char| matches!(c, '\u{30a1}'..='\u{30ff}');
    match (before.chars().next_back(), after.chars().next()) {
        (Some(a), Some(b)) if katakana(a) && katakana(b) => true,
        (Some(a), Some('年' | '月' | '日' | '名' | '件' | '円')) => a.is_ascii_digit(),
        (_, Some(b)) => b == '／',
        _ => false,
    }
}

/// How wide a part of several is at the most.
const WHOLE: usize = 18;

/// How many columns the longest part takes that is not to be broken.
pub(super) fn longest_part(text: &str) -> usize {
    let longest = parts(text).map(|part| display_width(part.trim_end())).max().unwrap_or(0);
    // Japanese could be broken nearly everywhere; a few characters a line is no way to read it.
    let wide = display_width(text) > text.chars().count();
    if wide { longest.max(display_width(text).min(LEAST_WIDE)) } else { longest }
}

/// How narrow a column of full-width characters gets, and how wide a word of them is that stays whole.
const LEAST_WIDE: usize = 12;

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
