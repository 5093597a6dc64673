//! How cells look: the colours of meanings, which always stand beside words that say the same.

use crate::report::Tone;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};
use std::collections::BTreeMap;

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// Text.
    Text,
    /// Text that would become a formula when somebody edits it.
    Guarded,
    /// A day.
    Date,
    /// A number with so many places.
    Number(usize),
}

/// The looks of the cells of a sheet, each made once.
#[derive(Default)]
pub(super) struct Looks(BTreeMap<(u8, Kind), Format>);

impl Looks {
    /// How a cell with this meaning looks.
    pub(super) fn of(&mut self, tone: Tone, kind: Kind) -> &Format {
        self.0.entry((tone as u8, kind)).or_insert_with(|| {
            let format = filled(toned(body(), tone), tone);
            match kind {
                Kind::Text => format,
                Kind::Guarded => format.set_quote_prefix(),
                Kind::Date => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
                Kind::Number(0) => format.set_num_format("#,##0"),
                Kind::Number(places) => format.set_num_format(format!("#,##0.{}", "0".repeat(places))),
            }
        })
    }
}

/// How the name of a column looks.
pub(super) fn heading() -> Format {
    body()
        .set_bold()
        .set_background_color(Color::RGB(0x00E7_ECF2))
        .set_border_bottom(FormatBorder::Thin)
        .set_border_bottom_color(Color::RGB(0x008A_9099))
}

/// How a title between lines looks.
pub(super) fn title() -> Format {
    body().set_bold().set_font_size(13)
}

/// How a line of a summary looks, so many steps to the right.
pub(super) fn line(tone: Tone, indent: u8) -> Format {
    toned(body(), tone).set_indent(indent)
}

/// How a line of a drawing in letters looks.
pub(super) fn drawn(tone: Tone) -> Format {
    toned(Format::new().set_align(FormatAlign::Top), tone).set_font_name("Consolas").set_font_size(10)
}

fn body() -> Format {
    Format::new().set_align(FormatAlign::Top).set_text_wrap()
}

fn toned(format: Format, tone: Tone) -> Format {
    match tone {
        Tone::Plain => format,
        Tone::Good => format.set_font_color(Color::RGB(0x0000_6100)),
        Tone::Attention => format.set_font_color(Color::RGB(0x007A_4A00)),
        Tone::Bad => format.set_font_color(Color::RGB(0x009C_0006)),
        Tone::Muted => format.set_font_color(Color::RGB(0x0059_5959)),
        Tone::Strong => format.set_bold(),
    }
}

fn filled(format: Format, tone: Tone) -> Format {
    match tone {
        Tone::Good => format.set_background_color(Color::RGB(0x00DD_F2E0)),
        Tone::Attention => format.set_background_color(Color::RGB(0x00FF_F0C2)),
        Tone::Bad => format.set_background_color(Color::RGB(0x00FD_DDE0)),
        Tone::Plain | Tone::Muted | Tone::Strong => format,
    }
}
