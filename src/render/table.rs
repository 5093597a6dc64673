//! Tables for a terminal: columns as wide as the screen allows, cells broken by the rules of their language.

use super::Style;
use super::text::{display_width, longest_part, push, wrapped, wrapped_at};
use crate::diagnostic::excerpt::visible;
use crate::report::{Cell, Gauge, Table, Tone};
use comfy_table::{Attribute, Color, ContentArrangement, presets};

/// The blanks between columns.
const GAP: usize = 2;
const GAP_BEHIND: u16 = GAP as u16;

/// The longest word a column keeps whole.
const WORD: usize = 40;

/// How many signs a bar has.
const BAR: u32 = 5;

/// Appends a table, or its rows one below the other where the columns would be too narrow to read.
pub(super) fn tabular(table: &Table, style: Style, out: &mut String) {
    let headings: Vec<String> = table.headings.iter().map(|heading| visible(heading, style.ascii).into()).collect();
    let rows: Vec<Vec<(String, Tone)>> =
        table.rows.iter().map(|row| row.iter().map(|cell| (drawn(cell, style), cell.tone)).collect()).collect();
    let column = |n: usize| {
        let cells = rows.iter().filter_map(move |row| row.get(n)).map(|(text, _)| text.as_str());
        cells.chain(headings.get(n).map(String::as_str))
    };
    let least: Vec<usize> =
        (0..headings.len()).map(|n| column(n).map(longest_part).max().unwrap_or(0).min(WORD)).collect();
    if style.width.is_some_and(|width| too_narrow(&least, width)) {
        rows.iter().for_each(|row| stacked(&headings, row, style, out));
        return;
    }
    let most: Vec<usize> = (0..headings.len()).map(|n| column(n).map(display_width).max().unwrap_or(0)).collect();
    let widths = match style.width {
        Some(width) => shared(&least, &most, width.saturating_sub(GAP * headings.len())),
        None => most,
    };
    let heading = |(text, width): (&String, &usize)| placed(text, Tone::Strong, *width, style);
    let mut drawn = comfy_table::Table::new();
    drawn.load_style(presets::NOTHING);
    // Cells are broken already, and only this program knows whether there is anybody to show colours to.
    drawn.set_content_arrangement(ContentArrangement::Disabled);
    if style.color {
        drawn.enforce_styling();
    } else {
        drawn.force_no_tty();
    }
    if headings.iter().any(|heading| !heading.is_empty()) {
        drawn.set_header(headings.iter().zip(&widths).map(heading));
    }
    for row in &rows {
        drawn.add_row(row.iter().zip(&widths).map(|((text, tone), width)| placed(text, *tone, *width, style)));
    }
    drawn.column_iter_mut().for_each(|column| _ = column.set_padding((0, GAP_BEHIND)));
    for line in drawn.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// A cell as the drawing crate takes it: broken into lines, and styled by its tone.
fn placed(text: &str, tone: Tone, width: usize, style: Style) -> comfy_table::Cell {
    let cell = comfy_table::Cell::new(broken(text, width, style).join("\n"));
    match tone {
        Tone::Good => cell.fg(Color::Green),
        Tone::Attention => cell.fg(Color::Yellow),
        Tone::Bad => cell.fg(Color::Red),
        Tone::Muted => cell.add_attribute(Attribute::Dim),
        Tone::Strong => cell.add_attribute(Attribute::Bold),
        Tone::Plain => cell,
    }
}

/// What stands in a cell: its bar, where it has one, and its words.
fn drawn(cell: &Cell, style: Style) -> String {
    let words = visible(&cell.text, style.ascii);
    match &cell.gauge {
        Some(gauge) => format!("{} {words}", bar(gauge, style.ascii)),
        None => words.into_owned(),
    }
}

/// A bar with its number, such as `███░░ 3/5`.
fn bar(gauge: &Gauge, ascii: bool) -> String {
    format!("{} {}", signs(gauge.per_mille, BAR, ascii), gauge.label)
}

/// A bar of so many signs. Something is never drawn as nothing, nor as all.
pub(super) fn signs(per_mille: u32, most: u32, ascii: bool) -> String {
    let full = (per_mille * most / 1000).clamp(u32::from(per_mille > 0), most);
    let sign = |drawn: &'static str, plain: &'static str| if ascii { plain } else { drawn };
    let (open, close) = (sign("", "["), sign("", "]"));
    let signs: String = (0..most).map(|n| if n < full { sign("█", "#") } else { sign("░", ".") }).collect();
    format!("{open}{signs}{close}")
}

/// Whether the columns would be so narrow that a row reads better downwards.
fn too_narrow(least: &[usize], width: usize) -> bool {
    // A column of sentences needs room for a few words, not just for the longest.
    let comfortable: usize = least.iter().map(|least| least + GAP).map(|least| least + least / 4).sum();
    comfortable > width
}

/// How wide each column is: as wide as its longest cell, but the widest are cut to what is left for them.
fn shared(least: &[usize], most: &[usize], room: usize) -> Vec<usize> {
    let cut_at = |limit: usize| -> Vec<usize> {
        least.iter().zip(most).map(|(least, most)| (*most).min(limit.max(*least))).collect()
    };
    let fits = |widths: &[usize]| widths.iter().sum::<usize>() <= room;
    let widest = most.iter().copied().max().unwrap_or(0);
    let limit = (1..=widest).rev().find(|limit| fits(&cut_at(*limit))).unwrap_or(1);
    let mut widths = cut_at(limit);
    // What the last step left over goes to the columns that are cut.
    for (width, most) in
        (0..widths.len()).zip(most).filter(|(n, most)| widths.get(*n).is_some_and(|w| w < *most)).collect::<Vec<_>>()
    {
        if widths.iter().sum::<usize>() < room
            && let Some(width) = widths.get_mut(width)
        {
            *width = (*width + 1).min(*most);
        }
    }
    widths
}

/// The lines of a cell.
fn broken(text: &str, width: usize, style: Style) -> Vec<String> {
    if style.width.is_some() { wrapped_at(text, width) } else { vec![text.to_owned()] }
}

/// A row told downwards: what it is about and how it stands, then the rest with its headings.
///
/// A cell that says how something stands has a tone. Where neither of the first two has one, the second may be anything,
/// such as a day, and needs its heading to be understood.
fn stacked(headings: &[String], row: &[(String, Tone)], style: Style, out: &mut String) {
    let mut cells = headings.iter().zip(row).peekable();
    let (name, first) = cells.next().map_or(("", Tone::Plain), |(_, (name, tone))| (name.as_str(), *tone));
    let stands = |(heading, (_, second)): &(&String, &(String, Tone))| {
        heading.is_empty() || [first, *second].iter().any(|tone| *tone != Tone::Plain)
    };
    let (how, tone) = cells.next_if(stands).map_or(("", Tone::Plain), |(_, (how, tone))| (how.as_str(), *tone));
    let head = if how.is_empty() { String::new() } else { format!("{name}: ") };
    if style.width.is_none_or(|width| display_width(&head) + display_width(how) <= width) && !how.is_empty() {
        out.push_str(&head);
        push(out, how, tone, style);
    } else {
        wrapped(name, style, 0).iter().for_each(|part| push(out, part, Tone::Plain, style));
        for part in wrapped(how, style, 2).iter().filter(|part| !part.is_empty()) {
            out.push_str("  ");
            push(out, part, tone, style);
        }
    }
    for (heading, (text, tone)) in cells.filter(|(_, (text, _))| !text.is_empty()) {
        for (n, part) in wrapped(&format!("{heading}: {text}"), style, 4).iter().enumerate() {
            out.push_str(if n == 0 { "  " } else { "    " });
            push(out, part, *tone, style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars() {
        let drawn = |per_mille, ascii| bar(&Gauge { per_mille, label: "n".to_owned() }, ascii);
        for (per_mille, expected) in
            [(0, "░░░░░ n"), (1, "█░░░░ n"), (600, "███░░ n"), (999, "████░ n"), (1000, "█████ n")]
        {
            assert_eq!(drawn(per_mille, false), expected);
        }
        assert_eq!(drawn(600, true), "[###..] n");
    }

    #[test]
    fn the_widest_columns_give_way() {
        assert_eq!(shared(&[4, 4, 4], &[10, 10, 10], 40), [10, 10, 10]);
        assert_eq!(shared(&[4, 4, 4], &[10, 30, 50], 50), [10, 20, 20]);
        assert_eq!(shared(&[4, 4, 4], &[10, 30, 50], 51), [10, 21, 20]);
        assert_eq!(shared(&[4, 25, 4], &[10, 30, 50], 50), [10, 25, 15]);
        assert_eq!(shared(&[], &[], 50), [0usize; 0]);
    }

    /// Every line of a table as wide as this, each shown with its width.
    fn table(width: usize, rows: &[[&str; 2]]) -> Vec<String> {
        let cells = |row: &[&str; 2]| row.iter().map(|text| Cell::plain(*text)).collect();
        let table = Table {
            title: String::new(),
            headings: vec!["名前".to_owned(), "理由".to_owned()],
            rows: rows.iter().map(cells).collect(),
        };
        let mut out = String::new();
        tabular(&table, Style { width: Some(width), ..Style::default() }, &mut out);
        out.lines().map(str::to_owned).collect()
    }

    #[test]
    fn full_width_and_combining_characters_are_aligned() {
        let rows = [["鈴木 美咲", "x"], ["Zoë Łukasz", "x"], ["Zoe\u{308}", "x"], ["か\u{3099}", "x"], ["ﾊﾝｶｸ", "x"]];
        for line in table(40, &rows).iter().skip(1) {
            assert_eq!(display_width(line.strip_suffix('x').unwrap()), 12, "{line}");
        }
    }

    #[test]
    fn japanese_is_broken_by_its_own_rules_within_a_cell() {
        let text = "「クラウド・プラットフォーム」の要件（ゴールド）は、2018年10月29日までに12名が試験に合格すれば満たされます。ちょっと待ってください！";
        for width in 26..70 {
            for line in table(width, &[["甲", text]]) {
                assert!(display_width(&line) <= width, "{width}: {line}");
                let part = line.rsplit("  ").next().unwrap_or_default();
                assert!(
                    !part.starts_with(['、', '。', '」', '）', 'ー', '！', '・', 'ッ', 'ォ', 'ょ', 'っ']),
                    "{width}: {line}"
                );
                assert!(!part.ends_with(['「', '（']), "{width}: {line}");
                assert!(!part.starts_with(['年', '月', '日', '名', 'ル', 'ド']), "{width}: {line}");
            }
        }
    }
}
