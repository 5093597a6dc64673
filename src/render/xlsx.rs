//! A workbook for Excel: a sheet for every table, with days that are days and numbers that are numbers, and before them
//! a sheet with everything that the report says in sentences.
//!
//! Text is always written as text, so what users wrote is never a formula; where it would become one as soon as somebody
//! edits the cell, the cell is marked as text as well. The file is as old as the instant the report speaks of and says
//! nothing of whoever made it, so the same report gives the same bytes.

mod look;
mod names;
mod summary;

use super::text::display_width;
use super::{Style, tables, visible_lines};
use crate::guard::guarded;
use crate::lang::words;
use crate::model::{Instant, Quantity};
use crate::report::{Cell, Report, Table, Value};
use look::{Kind, Looks};
use names::Names;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use std::borrow::Cow;

/// The most rows of a sheet, without the one of the headings.
const ROWS: usize = 1_048_575;

/// The most columns of a sheet.
const COLUMNS: usize = 16_384;

/// The most UTF-16 units of a cell.
const UNITS: usize = 32_767;

/// Digits that a number of Excel keeps. What has more is written as text, for nothing is ever rounded.
const DIGITS: usize = 15;

/// How narrow and how wide a column is, in half-width characters. What is longer is wrapped.
const WIDTHS: (usize, usize) = (8, 56);

/// How wide a sheet is that prints at a readable size, and how narrow its widest columns get for that.
const PAGE: (usize, usize) = (140, 26);

/// The height of a line, and of the highest row there can be, in points.
const HEIGHTS: (usize, usize) = (15, 405);

/// The button of a filter stands beside the heading.
const BUTTON: usize = 3;

/// A4, by its number in the format.
const A4: u8 = 9;

pub(super) fn render(report: &Report, style: Style) -> Vec<u8> {
    // What the format refuses was made fit for it: names of sheets, lengths of cells, numbers of rows.
    workbook(report, style).unwrap_or_default()
}

fn workbook(report: &Report, style: Style) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let created = ExcelDateTime::from_timestamp(report.as_of.unwrap_or(Instant::from_unix(0)).unix())
        .or_else(|_| ExcelDateTime::from_timestamp(0))?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let mut names = Names::new(words::untitled_sheet(style.lang));
    let lines = summary::lines(&report.blocks);
    if !lines.is_empty() {
        let sheet = workbook.add_worksheet();
        sheet.set_name(names.next(words::summary_sheet(style.lang)))?;
        summary::write(sheet, &lines)?;
        paged(sheet);
    }
    for table in tables(&report.blocks) {
        for rows in parts(&table.rows) {
            let sheet = workbook.add_worksheet();
            sheet.set_name(names.next(&table.title))?;
            tabular(sheet, &table, rows)?;
            paged(sheet);
        }
    }
    workbook.save_to_buffer()
}

/// The rows of each sheet of a table: all of them, unless there are more than a sheet has.
fn parts(rows: &[Vec<Cell>]) -> Vec<&[Vec<Cell>]> {
    if rows.is_empty() { vec![rows] } else { rows.chunks(ROWS).collect() }
}

/// How a sheet is printed: on A4 lying down, as wide as the page, with its name and the number of the page below.
fn paged(sheet: &mut Worksheet) {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
}

fn tabular(sheet: &mut Worksheet, table: &Table, rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let mut looks = Looks::default();
    let headed = table.headings.iter().any(|heading| !heading.is_empty());
    let first = u32::from(headed);
    let columns = || (0u16..).zip(table.headings.iter().take(COLUMNS));
    let widths = widths(table, rows);
    let (mut last_column, last_row) = (0, first.saturating_add(u32::try_from(rows.len()).unwrap_or(u32::MAX)));
    for (column, heading) in columns() {
        last_column = column;
        let cells = || rows.iter().filter_map(|row| row.get(usize::from(column)));
        // All numbers of a column have as many places, so that they stand one below the other.
        let places = cells().filter_map(|cell| number(cell).map(places)).max().unwrap_or(0);
        for (row, cell) in (first..).zip(cells()) {
            write(sheet, (row, column), cell, &mut looks, places)?;
        }
        if headed {
            sheet.write_string_with_format(0, column, text(heading), &look::heading())?;
        }
        let width = widths.get(usize::from(column)).copied().unwrap_or(WIDTHS.0);
        sheet.set_column_width(column, u16::try_from(width + 1).unwrap_or(u16::MAX))?;
    }
    for (row, cells) in (first..).zip(rows) {
        let lines = cells.iter().zip(&widths).map(|(cell, width)| lines(&cell.text, *width)).max().unwrap_or(1);
        heighten(sheet, row, lines)?;
    }
    if headed {
        // A wide table keeps in sight what its rows are about.
        sheet.set_freeze_panes(1, u16::from(table.headings.len() > 6))?;
        sheet.set_repeat_rows(0, 0)?;
        if !rows.is_empty() {
            sheet.autofilter(0, 0, last_row.saturating_sub(1), last_column)?;
        }
    }
    Ok(())
}

/// How wide each column is: as its widest cell, within what is readable, and within a page where that is possible.
fn widths(table: &Table, rows: &[Vec<Cell>]) -> Vec<usize> {
    let longest = |text: &str| text.lines().map(display_width).max().unwrap_or(0);
    let natural = |(n, heading): (usize, &String)| {
        let cells = rows.iter().filter_map(|row| row.get(n)).map(|cell| longest(&cell.text));
        cells.max().unwrap_or(0).max(longest(heading) + BUTTON).clamp(WIDTHS.0, WIDTHS.1)
    };
    let natural: Vec<usize> = table.headings.iter().take(COLUMNS).enumerate().map(natural).collect();
    let total = |most: usize| natural.iter().map(|width| *width.min(&most)).sum::<usize>();
    let most = (PAGE.1..=WIDTHS.1).rev().find(|most| total(*most) <= PAGE.0).unwrap_or(PAGE.1);
    natural.iter().map(|width| *width.min(&most)).collect()
}

/// How many lines a text takes in a column this wide, at the most: words are kept whole, which leaves gaps.
fn lines(text: &str, width: usize) -> usize {
    let lines = |line: &str| match display_width(line) {
        short if short <= width => 1,
        long => (long + long / 8).div_ceil(width.max(1)),
    };
    text.lines().map(lines).sum::<usize>().max(1)
}

/// Not every program makes rows as high as their text when it opens a file.
fn heighten(sheet: &mut Worksheet, row: u32, lines: usize) -> Result<(), XlsxError> {
    if lines > 1 {
        let points = (lines * HEIGHTS.0).min(HEIGHTS.1);
        sheet.set_row_height(row, u16::try_from(points).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    at: (u32, u16),
    cell: &Cell,
    looks: &mut Looks,
    places: usize,
) -> Result<(), XlsxError> {
    let (row, column) = at;
    if let Some(day) = day(cell) {
        sheet.write_datetime_with_format(row, column, &day, looks.of(cell.tone, Kind::Date))?;
    } else if let Some(number) = number(cell).and_then(exact) {
        sheet.write_number_with_format(row, column, number, looks.of(cell.tone, Kind::Number(places)))?;
    } else {
        let text = text(&cell.text);
        let kind = if is_formula(&text) { Kind::Guarded } else { Kind::Text };
        sheet.write_string_with_format(row, column, text, looks.of(cell.tone, kind))?;
    }
    Ok(())
}

/// Text that would be a formula if somebody typed it.
fn is_formula(text: &str) -> bool {
    matches!(guarded(text), Cow::Owned(_))
}

fn day(cell: &Cell) -> Option<ExcelDateTime> {
    let Some(Value::Date(date)) = cell.value else {
        return None;
    };
    let (year, month, day) = date.ymd();
    ExcelDateTime::from_ymd(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?).ok()
}

fn number(cell: &Cell) -> Option<Quantity> {
    match cell.value {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    }
}

/// A number that a workbook holds as it is.
fn exact(number: Quantity) -> Option<f64> {
    let text = number.to_string();
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    if digits > DIGITS { None } else { text.parse().ok() }
}

/// How many places a number has behind its point.
fn places(number: Quantity) -> usize {
    number.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// Text without what would act on anything, as long as a cell may be.
fn text(text: &str) -> String {
    let text = visible_lines(&text.replace("\r\n", "\n").replace('\r', "\n").replace('\t', " "));
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= UNITS
    };
    text.chars().take_while(fits).collect()
}
