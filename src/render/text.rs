//! Sentences, tables and trees for a terminal, as wide as it is.

use super::Style;
use crate::diagnostic::excerpt::visible;
use super::table::tabular;
use crate::report::{Block, Line, Report, Tone, TreeNode};
use anstyle::{AnsiColor, Style as Ansi};
use textwrap::core::Word;
use textwrap::{Options, WordSeparator, WordSplitter, WrapAlgorithm};

pub(super) fn render(report: &Report, style: Style) -> String {
    let mut out = String::new();
    // Headings without rows would look like an answer that is missing.
    let drawn = report.blocks.iter().filter(|block| !matches!(block, Block::Table(table) if table.rows.is_empty()));
    for (n, block) in drawn.enumerate() {
        if n > 0 {
            out.push('\n');
        }
        match block {
            Block::Prose(lines) => lines.iter().for_each(|line| prose(line, style, &mut out)),
            Block::Table(table) => tabular(table, style, &mut out),
            Block::Tree(nodes) => nodes.iter().for_each(|node| root(node, style, &mut out)),
            Block::Verbatim(lines) => {
                lines.iter().for_each(|line| push(&mut out, &visible(&line.text, style.ascii), line.tone, style));
            }
            Block::Aligned(lines) => {
                aligned(lines, style.ascii).iter().for_each(|line| push(&mut out, &line.text, line.tone, style));
            }
        }
    }
    out
}

/// The lines with what they are about in a column of its own, by the columns that a terminal needs for it.
pub(super) fn aligned(lines: &[(String, Line)], ascii: bool) -> Vec<Line> {
    let heads: Vec<_> = lines.iter().map(|(head, _)| visible(head, ascii)).collect();
    let width = heads.iter().map(|head| textwrap::core::display_width(head)).max().unwrap_or(0) + GAP;
    let beside = |(head, (_, line)): (&std::borrow::Cow<'_, str>, &(String, Line))| {
        let gap = " ".repeat(width.saturating_sub(textwrap::core::display_width(head)));
        Line::new(line.tone, format!("{head}{gap}{}", visible(&line.text, ascii)).trim_end())
    };
    heads.iter().zip(lines).map(beside).collect()
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

/// The blanks behind what a line is about.
const GAP: usize = 2;

/// How many columns of a terminal a text takes.
pub(super) fn columns(text: &str) -> usize {
    textwrap::core::display_width(text)
}

/// What is kept whole where lines are broken. Japanese may be broken nearly everywhere, as its rules say; a short word
/// between blanks stays whole all the same, since it is a name more often than not.
fn parts(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    Box::new(WordSeparator::AsciiSpace.find_words(line).flat_map(|word| {
        if columns(word.word) <= LEAST_WIDE {
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
        let together = so_far.is_empty() || (belongs(so_far, part.word) && columns(with_it) <= WHOLE);
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
    let longest = parts(text).map(|part| columns(part.trim_end())).max().unwrap_or(0);
    // Japanese could be broken nearly everywhere; a few characters a line is no way to read it.
    let wide = columns(text) > text.chars().count();
    if wide { longest.max(columns(text).min(LEAST_WIDE)) } else { longest }
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
