//! The lines that edits change, worked out from the edits themselves.

use super::change::Hunk;
use super::encode::TextEdit;
use crate::diagnostic::source::{SourceFile, line_break};
use std::ops::RangeInclusive;

/// The hunks of edits, which are in the order of the text and do not overlap, and how many rows only get empty cells.
pub(super) fn hunks(file: &SourceFile, edits: &[TextEdit]) -> (Vec<Hunk>, usize) {
    let mut hunks = Vec::new();
    let ends = line_ends(&file.text, edits);
    let mut rest = edits;
    let mut padded = 0;
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if let Some((line, text)) = whole_lines(file, first, ends) {
            let (added, added_count) = lines(&[text], ends);
            hunks.push(Hunk { line, removed: Vec::new(), removed_count: 0, added, added_count });
            continue;
        }
        // What touches the same lines or the next ones belongs together; rows that are only padded are not shown, unless
        // something else happens on their line.
        let mut group = vec![first];
        let mut touched = touched(file, first);
        while let Some((next, behind)) = rest.split_first() {
            let further = self::touched(file, next);
            let same = further.start() <= touched.end();
            let neighbour = *further.start() == touched.end() + 1
                && whole_lines(file, next, ends).is_none()
                && !next.padding
                && !group.iter().all(|edit| edit.padding);
            if !same && !neighbour {
                break;
            }
            touched = *touched.start()..=*touched.end().max(further.end());
            group.push(next);
            rest = behind;
        }
        if group.iter().all(|edit| edit.padding) {
            padded += 1;
        } else {
            hunks.push(hunk(file, &touched, &group, ends));
        }
    }
    (hunks, padded)
}

/// The lines an edit touches.
fn touched(file: &SourceFile, edit: &TextEdit) -> RangeInclusive<u32> {
    let line = |at: usize| file.line_of(u32::try_from(at).unwrap_or(u32::MAX));
    line(edit.range.start)..=line(edit.range.end)
}

/// For an edit that only inserts lines: the line they come before, and the lines without the last line end.
fn whole_lines<'e>(file: &SourceFile, edit: &'e TextEdit, ends: char) -> Option<(u32, &'e str)> {
    let at = edit.range.start;
    if !edit.range.is_empty() || edit.text.is_empty() {
        return None;
    }
    let line = *touched(file, edit).start();
    let range = file.line_range(line);
    match without_end(&edit.text, ends) {
        Some(text) if range.start == at => Some((line, text)),
        inner if range.end == at && !range.is_empty() => {
            let inner = if at == file.text.len() { inner.unwrap_or(&edit.text) } else { &*edit.text };
            let text = inner.strip_prefix("\r\n").or_else(|| inner.strip_prefix(ends))?;
            Some((line + 1, text))
        }
        _ => None,
    }
}

/// A text without the line end it ends with.
fn without_end(text: &str, ends: char) -> Option<&str> {
    text.strip_suffix("\r\n").or_else(|| text.strip_suffix(ends))
}

/// The hunk of edits within some lines.
fn hunk(file: &SourceFile, touched: &RangeInclusive<u32>, group: &[&TextEdit], ends: char) -> Hunk {
    let (start, end) = (file.line_range(*touched.start()).start, file.line_range(*touched.end()).end);
    let mut new: Vec<&str> = Vec::new();
    let mut at = start;
    for edit in group {
        new.push(file.text.get(at..edit.range.start).unwrap_or_default());
        new.push(&edit.text);
        at = edit.range.end;
    }
    new.push(file.text.get(at..end).unwrap_or_default());
    let (removed, removed_count) = lines(&[file.text.get(start..end).unwrap_or_default()], ends);
    // Rows that were added behind the last line end with a line end.
    if let Some(last) = new.iter_mut().rev().find(|piece| !piece.is_empty())
        && let Some(text) = without_end(last, ends)
    {
        *last = text;
    }
    let (added, added_count) = lines(&new, ends);
    Hunk { line: *touched.start(), removed, removed_count, added, added_count }
}

/// The first lines of a text in pieces, and how many there are.
fn lines(pieces: &[&str], ends: char) -> (Vec<String>, usize) {
    let mut shown: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut count = 1;
    for piece in pieces {
        let mut rest = *piece;
        while shown.len() < Hunk::SHOWN {
            let Some((end_of_line, behind)) = rest.split_once(ends) else {
                line.push_str(rest);
                rest = "";
                break;
            };
            line.push_str(end_of_line);
            shown.push(without_return(std::mem::take(&mut line)));
            count += 1;
            rest = behind;
        }
        // The ends of lines are ASCII. In pieces whose count fits into a byte, many bytes are counted at once.
        let ends = |piece: &[u8]| piece.iter().fold(0_u8, |count, byte| count + u8::from(char::from(*byte) == ends));
        count += rest.as_bytes().chunks(255).map(|piece| usize::from(ends(piece))).sum::<usize>();
    }
    if shown.len() < Hunk::SHOWN {
        shown.push(without_return(line));
    }
    (shown, count)
}

fn without_return(mut line: String) -> String {
    if line.ends_with('\r') {
        line.pop();
    }
    line
}

/// What ends the lines: as in the text, or as in what comes into a text of one line.
fn line_ends(text: &str, edits: &[TextEdit]) -> char {
    let has_ends = |text: &str| text.contains(['\n', '\r']);
    let text = if has_ends(text) {
        text
    } else {
        edits.iter().map(|edit| &*edit.text).find(|text| has_ends(text)).unwrap_or("\n")
    };
    char::from(line_break(text))
}
