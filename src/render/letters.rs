//! A timeline drawn in letters: one line for everything that is held, one letter for each month.

use super::text::display_width;
use crate::diagnostic::excerpt::visible;
use crate::model::Month;
use crate::report::{Held, Line, Marked, Timeline, Tone};

/// The most months that are drawn.
const MONTHS: i32 = 36;

/// The blanks between what a line is about and its letters.
const GAP: usize = 2;

/// The lines of the drawing: years and months above, the anniversary below. What is held at the close of each month, and
/// on the last day of the last one.
pub(super) fn drawn(timeline: &Timeline, ascii: bool) -> Vec<Line> {
    let first = timeline.from.month();
    let count = timeline.until.month().months_since(first).clamp(0, MONTHS - 1);
    let months: Vec<Month> = (0..=count).map(|n| first.plus(n)).collect();
    let letters = |held: &dyn Fn(Month) -> char| -> String { months.iter().flat_map(|m| [held(*m), ' ']).collect() };
    let mut lines = vec![
        ("", Tone::Muted, years(&months)),
        (
            "",
            Tone::Muted,
            letters(&|month| "JFMAMJJASOND".chars().nth(month.first().ymd().1 as usize - 1).unwrap_or(' ')),
        ),
    ];
    for lane in &timeline.lanes {
        let row = letters(&|month| letter(lane.held_on(month.last().min(timeline.until))));
        lines.push((&lane.title, Tone::Plain, row));
    }
    let anniversary = timeline.marks.iter().find(|mark| mark.kind == Marked::Anniversary).map(|mark| mark.from.month());
    let marks = letters(&|month| if anniversary == Some(month) { '^' } else { ' ' });
    if !marks.trim().is_empty() {
        lines.push(("", Tone::Muted, marks));
    }
    aligned(&lines, ascii)
}

/// A year is written where it begins, over the letters of its months.
fn years(months: &[Month]) -> String {
    let mut years = String::new();
    for (n, month) in months.iter().enumerate() {
        let (year, number, _) = month.first().ymd();
        if n > 0 && number != 1 {
            continue;
        }
        while years.chars().count() < 2 * n {
            years.push(' ');
        }
        if years.is_empty() || years.ends_with(' ') {
            years.push_str(&year.to_string());
        }
    }
    years
}

fn letter(held: Held) -> char {
    match held {
        Held::Level { letter, .. } => letter,
        Held::Unknown => '?',
        Held::Nothing => '.',
    }
}

/// The letters one below the other behind what each line is about, by the columns that a terminal needs for it.
fn aligned(lines: &[(&str, Tone, String)], ascii: bool) -> Vec<Line> {
    let heads: Vec<_> = lines.iter().map(|(head, ..)| visible(head, ascii)).collect();
    let width = heads.iter().map(|head| display_width(head)).max().unwrap_or(0) + GAP;
    let beside = |(head, (_, tone, letters)): (&std::borrow::Cow<'_, str>, &(&str, Tone, String))| {
        let gap = " ".repeat(width.saturating_sub(display_width(head)));
        Line::new(*tone, format!("{head}{gap}{}", visible(letters, ascii)).trim_end())
    };
    heads.iter().zip(lines).map(beside).collect()
}
