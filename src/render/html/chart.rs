//! A timeline as a drawing of lines: a bar for every level from when to when, a sign for every change, and the days that
//! matter for all of them. Everything it shows is said in its description, too.

use super::markup::Markup;
use super::tone_class;
use crate::model::{Date, Month};
use crate::report::{Held, Lane, Mark, Marked, Span, Timeline, Tone, Turn};

/// How wide the drawing is; everything is measured in its units.
const WIDTH: i32 = 960;
/// The room beside the first and the last day.
const SIDE: i32 = 10;
/// How high the months are, and how high the label of each marked day below them.
const MONTHS: i32 = 26;
const LABEL: i32 = 20;
/// How high a lane is, with its title, its bar and the dates of its changes.
const LANE: i32 = 58;
/// Where the bar of a lane begins, and how high it is.
const BAR: (i32, i32) = (20, 20);
/// How wide a letter is at most, on average.
const LETTER: i32 = 9;

/// How wide a date is.
const DATE: i32 = 70;

pub(super) fn chart(timeline: &Timeline, markup: &mut Markup) {
    let (title, description) = (markup.number("c"), markup.number("c"));
    let top = MONTHS + LABEL * count(&timeline.marks) + 8;
    let height = top + LANE * count(&timeline.lanes) + 4;
    let places = Places { from: timeline.from, days: timeline.until.days_since(timeline.from).max(1) };
    let svg = markup.class("svg", "chart").attribute("viewBox", format!("0 0 {WIDTH} {height}"));
    svg.attribute("role", "img").attribute("aria-labelledby", format!("{title} {description}")).with(|svg| {
        svg.tag("title").attribute("id", &title).text(&timeline.title);
        svg.tag("desc").attribute("id", &description).text(&told(timeline));
        months(timeline, &places, height, svg);
        for (n, mark) in (0..).zip(&timeline.marks) {
            marked(mark, &places, (MONTHS + LABEL * n, height), svg);
        }
        for (n, lane) in (0..).zip(&timeline.lanes) {
            drawn(lane, &places, top + LANE * n, svg);
        }
    });
}

fn count<T>(list: &[T]) -> i32 {
    i32::try_from(list.len()).unwrap_or(0)
}

/// Where days stand.
struct Places {
    from: Date,
    days: i32,
}

impl Places {
    /// Where a day begins.
    fn of(&self, day: Date) -> i32 {
        let days = i64::from(day.days_since(self.from).clamp(0, self.days));
        let x = days * i64::from(WIDTH - 2 * SIDE) / i64::from(self.days);
        SIDE + i32::try_from(x).unwrap_or(0)
    }
}

/// Everything the drawing shows.
fn told(timeline: &Timeline) -> String {
    let span = |span: &Span| format!("{} {}/{}", span.word, span.from, span.until);
    let lane = |lane: &Lane| {
        let spans: Vec<String> = lane.spans.iter().map(span).collect();
        format!("{}: {}.", lane.title, spans.join("; "))
    };
    let marks: Vec<&str> = timeline.marks.iter().map(|mark| mark.text.as_str()).collect();
    let marks = if marks.is_empty() { String::new() } else { format!(" {}.", marks.join("; ")) };
    timeline.lanes.iter().map(lane).collect::<Vec<_>>().join(" ") + &marks
}

/// A line where a month begins, as many of them named as there is room for.
fn months(timeline: &Timeline, places: &Places, height: i32, svg: &mut Markup) {
    let (first, last) = (timeline.from.month(), timeline.until.month());
    let all = last.months_since(first).max(1);
    let step = [1, 2, 3, 6, 12, 24, 60, 120].into_iter().find(|step| all / step <= 13).unwrap_or(240);
    let beginnings = (1..=all).map(|n| first.plus(n)).filter(|month| number(*month) % step == 0);
    for month in beginnings {
        let x = places.of(month.first());
        svg.class("line", "grid").numbers([("x1", x), ("x2", x), ("y1", MONTHS - 8), ("y2", height)]).text("");
        let end = x > WIDTH - DATE;
        let text =
            svg.class("text", "month").numbers([("x", if end { WIDTH - SIDE } else { x + 3 }), ("y", MONTHS - 10)]);
        text.attribute("text-anchor", if end { "end" } else { "start" }).text(&month.to_string());
    }
}

/// The months since the year 0.
fn number(month: Month) -> i32 {
    let (year, number, _) = month.first().ymd();
    year * 12 + i32::try_from(number).unwrap_or(1) - 1
}

/// A day or days through all lanes, with its label above them.
fn marked(mark: &Mark, places: &Places, (y, height): (i32, i32), svg: &mut Markup) {
    let (x, end) = (places.of(mark.from), places.of(mark.until.plus_days(1)));
    let class = match mark.kind {
        Marked::Anniversary => "anniversary",
        Marked::Window => "window",
    };
    svg.class("g", class).with(|svg| {
        match mark.kind {
            Marked::Anniversary => {
                svg.tag("line").numbers([("x1", x), ("x2", x), ("y1", y + 2), ("y2", height)]).text("");
            }
            Marked::Window => {
                let box_ = [("x", x), ("y", y + 2), ("width", (end - x).max(2)), ("height", height - y - 2)];
                svg.tag("rect").numbers(box_).text("");
            }
        }
        let left = x > WIDTH * 2 / 3;
        let text = svg.tag("text").numbers([("x", if left { x - 6 } else { x.max(SIDE) + 6 }), ("y", y + 14)]);
        text.attribute("text-anchor", if left { "end" } else { "start" }).text(&mark.text);
    });
}

/// A lane: its title, a bar for everything held, and a sign with its date for every change.
fn drawn(lane: &Lane, places: &Places, top: i32, svg: &mut Markup) {
    let bar = top + BAR.0;
    svg.class("text", "lane").numbers([("x", SIDE), ("y", top + 14)]).text(&lane.title);
    for span in &lane.spans {
        let (x, end) = (places.of(span.from), places.of(span.until.plus_days(1)));
        let width = (end - x - 1).max(1);
        let word = format!("{}: {}, {} – {}", lane.title, span.word, span.from, span.until);
        svg.class("g", &held_class(span.held)).with(|svg| {
            svg.tag("title").text(&word);
            let inset = if span.held == Held::Nothing { BAR.1 / 2 - 1 } else { 0 };
            let height = BAR.1 - 2 * inset;
            svg.tag("rect")
                .numbers([("x", x), ("y", bar + inset), ("width", width), ("height", height), ("rx", 3)])
                .text("");
            let word = i32::try_from(super::blocks::width(&span.word));
            if span.held != Held::Nothing && word.is_ok_and(|letters| letters * LETTER + 10 <= width) {
                svg.tag("text").numbers([("x", x + 7), ("y", bar + 14)]).text(&span.word);
            }
        });
    }
    let mut free = 0;
    for turn in &lane.turns {
        let x = places.of(turn.day);
        svg.class("g", &format!("turn {}", tone_class(turn.tone))).with(|svg| {
            svg.tag("title").text(&format!("{}: {} – {}", turn.day, turn.what, turn.why));
            sign(turn, x, bar, svg);
            if x >= free {
                let left = x > WIDTH - DATE - SIDE;
                let text = svg.tag("text").numbers([("x", if left { x - 7 } else { x + 7 }), ("y", bar + BAR.1 + 13)]);
                text.attribute("text-anchor", if left { "end" } else { "start" }).text(&turn.day.to_string());
                free = x + DATE + 12;
            }
        });
    }
}

/// What is lost points down, what is reached points up, and what nobody can tell any more is a square on its corner.
fn sign(turn: &Turn, x: i32, bar: i32, svg: &mut Markup) {
    let y = bar + BAR.1 + 2;
    let path = match turn.tone {
        Tone::Good => format!("M{} {}h10l-5 -9z", x - 5, y + 10),
        Tone::Bad => format!("M{} {}h10l-5 9z", x - 5, y + 1),
        _ => format!("M{x} {y}l5 5l-5 5l-5 -5z"),
    };
    svg.class("line", "cut").numbers([("x1", x), ("x2", x), ("y1", bar - 3), ("y2", y)]).text("");
    svg.tag("path").attribute("d", path).text("");
}

pub(super) fn held_class(held: Held) -> String {
    match held {
        Held::Nothing => "nothing".to_owned(),
        Held::Unknown => "unknown".to_owned(),
        Held::Level { place, .. } => super::level_class(place),
    }
}
