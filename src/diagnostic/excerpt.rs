//! Drawing one complaint with the lines it is about, in the style of the Rust compiler.
//!
//! Only this file names the renderer. It gets the few lines that are shown and nothing else: long
//! lines are cut to a window round the place first, so that the cost of a drawing depends neither
//! on the size of the file nor on the length of its lines.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet};
use unicode_width::UnicodeWidthChar;

use crate::diagnostic::source::{FileId, Position, Sources, Span, boundary};

/// Everything to be drawn about one complaint.
#[derive(Clone, Debug)]
pub struct Picture<'a> {
    /// Which colour the complaint has.
    pub tone: Tone,
    /// What the complaint is called, such as `error`.
    pub severity: &'a str,
    /// The code in brackets; no brackets are drawn when it is empty.
    pub code: &'a str,
    /// The one-line message.
    pub message: &'a str,
    /// What the complaint is about.
    pub place: Place<'a>,
    /// Further places, each drawn in one excerpt with those near to it.
    pub secondary: &'a [Label<'a>],
    /// Lines below the excerpt, such as `help`.
    pub notes: &'a [Note<'a>],
}

/// The meaning of a complaint's colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Something is wrong.
    Error,
    /// Something may be wrong.
    Warning,
    /// Something is worth knowing.
    Note,
}

/// What a complaint is about.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// A part of a file.
    Span(Label<'a>),
    /// A file as a whole, or one that could not be read.
    Path(&'a str),
    /// No file.
    Nowhere,
}

/// A place and what to say about it; an empty text underlines without words.
#[derive(Clone, Copy, Debug)]
pub struct Label<'a> {
    /// The place. Of a span over several lines, the first line is shown.
    pub span: Span,
    /// What to say about it.
    pub text: &'a str,
}

/// A line below the excerpt.
#[derive(Clone, Copy, Debug)]
pub struct Note<'a> {
    /// What kind of note it is, such as `help`.
    pub name: &'a str,
    /// What it says.
    pub text: &'a str,
}

/// How to draw.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Whether to use the colours of a terminal.
    pub color: bool,
    /// Whether to keep to ASCII in what is not the user's own text.
    pub ascii: bool,
    /// The width of the terminal in columns; without one, lines are cut at [`WIDEST`].
    pub width: Option<usize>,
}

/// How many columns of a line are shown at most.
pub const WIDEST: usize = 200;

/// Fewer columns than this show nothing useful, however narrow the terminal is.
const NARROWEST: usize = 40;
/// Longer messages are cut, since they quote the user, whose words may be a megabyte long.
const LONGEST_MESSAGE: usize = 600;
/// Places with at most this many lines between them share an excerpt.
const NEAR: u32 = 50;
/// What stands for the part of a line that is not shown.
const CUT: &str = "...";
/// Begins what is put in the place of a path. This is no character, and [`visible`] lets none of
/// its kind through, so it cannot be anywhere else in a drawing.
const MARK: char = '\u{FDD0}';

/// Draws a complaint; the last line has no line break.
///
/// Control characters, escape sequences and characters that change the direction of text are shown
/// as replacements, wherever they come from, so a file cannot make a terminal do anything.
#[must_use]
pub fn draw(picture: &Picture<'_>, sources: &Sources, style: Style) -> String {
    let ascii = style.ascii;
    let level = match picture.tone {
        Tone::Error => Level::ERROR,
        Tone::Warning => Level::WARNING,
        Tone::Note => Level::NOTE,
    };
    let mut title = level.with_name(message(picture.severity, ascii)).primary_title(message(picture.message, ascii));
    if !picture.code.is_empty() {
        title = title.id(message(picture.code, ascii));
    }

    let first = match picture.place {
        Place::Span(label) => Some((label, AnnotationKind::Primary)),
        Place::Path(_) | Place::Nowhere => None,
    };
    let others = picture.secondary.iter().map(|label| (*label, AnnotationKind::Context));
    let excerpts = excerpts(first.into_iter().chain(others), sources, style);

    let mut group = Group::with_title(title);
    if let Place::Path(path) = picture.place {
        group = group.element(Origin::path(message(path, ascii)));
        if excerpts.is_empty() && !picture.notes.is_empty() {
            group = group.element(Padding);
        }
    }
    let mut places = Vec::new();
    for excerpt in &excerpts {
        // The renderer would count the column in the text that it is given, which may be a window
        // of the line.
        let path = message(&sources.file(excerpt.file).path, ascii);
        places.push(format!("{path}:{}", excerpt.position));
        group = group.element(excerpt.snippet(format!("{MARK}{}", places.len() - 1), ascii));
    }
    for note in picture.notes {
        group = group.element(Level::HELP.with_name(message(note.name, ascii)).message(message(note.text, ascii)));
    }

    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    // Lines are cut already, in a way that knows wide characters.
    let drawing = renderer.term_width(usize::from(u16::MAX)).render(&[group]);
    if excerpts.is_empty() {
        // Without line numbers the renderer leaves no margin.
        drawing.replace('\n', "\n ")
    } else {
        with_places(&drawing, &places)
    }
}

/// Text as it may be shown on a terminal: whatever would act on the terminal, change the direction
/// of text or stay invisible becomes a visible replacement of one column, and TAB a blank.
#[must_use]
pub fn visible(text: &str, ascii: bool) -> Cow<'_, str> {
    match visible_line(text, ascii) {
        shown if shown.contains('\t') => Cow::Owned(shown.replace('\t', " ")),
        shown => shown,
    }
}

/// A line of a file as it may be shown: as [`visible`], but TAB stays, since the renderer knows its width.
fn visible_line(text: &str, ascii: bool) -> Cow<'_, str> {
    if text.chars().any(|c| visible_char(c, ascii) != c) {
        Cow::Owned(text.chars().map(|c| visible_char(c, ascii)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// One character as it may be shown; TAB stays.
#[must_use]
pub fn visible_char(c: char, ascii: bool) -> char {
    match c {
        '\t' => c,
        // The control pictures have the order of the characters that they show.
        '\0'..='\u{1F}' if !ascii => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7F}' if !ascii => '\u{2421}',
        '\0'..='\u{1F}'
        | '\u{7F}'..='\u{9F}'
        // Soft hyphen, zero-width space and the like, directions, and joiners that are no part of a
        // script.
        | '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
        | '\u{FDD0}'..='\u{FDEF}' => if ascii { '?' } else { char::REPLACEMENT_CHARACTER },
        _ if u32::from(c) & 0xFFFE == 0xFFFE => if ascii { '?' } else { char::REPLACEMENT_CHARACTER },
        _ => c,
    }
}

/// A message on one line, not too long and safe to show.
fn message(text: &str, ascii: bool) -> String {
    let end = text.char_indices().nth(LONGEST_MESSAGE).map_or(text.len(), |(at, _)| at);
    let mut shown = visible(text.get(..end).unwrap_or_default(), ascii).into_owned();
    if end < text.len() {
        shown.push_str(CUT);
    }
    shown
}

/// Puts the real places where the renderer put the marked paths, over the line and column that it
/// counted itself.
fn with_places(drawing: &str, places: &[String]) -> String {
    let mut parts = drawing.split(MARK);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let counted = part.find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(part.len());
        let (counted, rest) = part.split_at(counted);
        let index = counted.split(':').next().and_then(|index| index.parse::<usize>().ok());
        shown.push_str(index.and_then(|index| places.get(index)).map_or("", String::as_str));
        shown.push_str(rest);
    }
    shown
}

/// Lines of one file that are near to each other.
struct Excerpt<'a> {
    file: FileId,
    /// The place to name above the lines.
    position: Position,
    /// The shown lines, in the order of the file and each only once.
    lines: Vec<Line<'a>>,
}

/// One shown line, or a window of it.
struct Line<'a> {
    number: u32,
    /// The part of the file that is shown.
    window: Range<usize>,
    /// How many bytes are shown for what was cut away before the window.
    cut: usize,
    shown: String,
    annotations: Vec<(AnnotationKind, Range<usize>, &'a str)>,
}

/// Groups places into excerpts: the first place begins the first excerpt, and each further one
/// joins an excerpt nearby or begins its own.
fn excerpts<'a>(
    labels: impl Iterator<Item = (Label<'a>, AnnotationKind)>,
    sources: &Sources,
    style: Style,
) -> Vec<Excerpt<'a>> {
    let mut excerpts: Vec<Excerpt<'a>> = Vec::new();
    for (label, kind) in labels {
        let source = sources.file(label.span.file);
        let start = boundary(&source.text, label.span.start as usize);
        let end = boundary(&source.text, label.span.end as usize);
        let position = source.position(label.span.start);
        let number = position.line;

        let mut found = None;
        for excerpt in excerpts.iter_mut().filter(|excerpt| excerpt.file == label.span.file) {
            match excerpt.lines.binary_search_by_key(&number, |line| line.number) {
                Ok(at) => {
                    if let Some(line) = excerpt.lines.get_mut(at)
                        && line.window.start <= start
                        && start <= line.window.end
                    {
                        found = Some(line);
                        break;
                    }
                }
                Err(at) => {
                    if excerpt.lines.iter().any(|line| line.number.abs_diff(number) <= NEAR) {
                        excerpt
                            .lines
                            .insert(at, Line::new(&source.text, source.line_range(number), number, start..end, style));
                        found = excerpt.lines.get_mut(at);
                        break;
                    }
                }
            }
        }
        if let Some(line) = found {
            line.annotate(&source.text, start..end, kind, label.text, style);
        } else {
            let mut line = Line::new(&source.text, source.line_range(number), number, start..end, style);
            line.annotate(&source.text, start..end, kind, label.text, style);
            excerpts.push(Excerpt { file: label.span.file, position, lines: vec![line] });
        }
    }
    for excerpt in &mut excerpts {
        excerpt.fill_gaps(sources, style);
    }
    excerpts
}

impl<'a> Excerpt<'a> {
    /// Adds the line between two lines when there is just one; the renderer shows it, and elides
    /// longer gaps.
    fn fill_gaps(&mut self, sources: &Sources, style: Style) {
        let source = sources.file(self.file);
        let numbers: Vec<u32> = self.lines.iter().map(|line| line.number).collect();
        let between =
            numbers.iter().zip(numbers.iter().skip(1)).filter(|(a, b)| b.abs_diff(**a) == 2).map(|(a, _)| a + 1);
        for number in between {
            let range = source.line_range(number);
            let start = range.start..range.start;
            if let Err(at) = self.lines.binary_search_by_key(&number, |line| line.number) {
                self.lines.insert(at, Line::new(&source.text, range, number, start, style));
            }
        }
    }

    fn snippet(&self, path: String, ascii: bool) -> Snippet<'a, Annotation<'a>> {
        let first = self.lines.first().map_or(1, |line| line.number);
        let mut text = String::new();
        let mut annotations = Vec::new();
        let mut next = first;
        for line in &self.lines {
            // Lines in a gap are elided, so their text does not matter, only their number.
            for _ in next..line.number {
                text.push('\n');
            }
            for (kind, range, label) in &line.annotations {
                let annotation = kind.span(text.len() + range.start..text.len() + range.end);
                annotations.push(annotation.label((!label.is_empty()).then(|| message(label, ascii))));
            }
            text.push_str(&line.shown);
            text.push('\n');
            next = line.number.saturating_add(1);
        }
        Snippet::source(text).line_start(first as usize).path(path).annotations(annotations)
    }
}

impl<'a> Line<'a> {
    /// The line, or as much of it round `span` as there is room for.
    fn new(text: &str, line: Range<usize>, number: u32, span: Range<usize>, style: Style) -> Self {
        let gutter = number.to_string().len() + 3;
        let room = style.width.map_or(WIDEST, |width| width.saturating_sub(gutter).clamp(NARROWEST, WIDEST));
        let whole = text.get(line.clone()).unwrap_or_default();
        let mut window = line.clone();
        if fitting(whole.chars(), room) < whole.len() {
            // A quarter of the room shows what stands before the place. What is not needed behind
            // it is given back.
            let room = room - 2 * CUT.len();
            let at = span.start.clamp(line.start, line.end);
            let (before, behind) =
                (text.get(line.start..at).unwrap_or_default(), text.get(at..line.end).unwrap_or_default());
            let needed = columns(behind, room * 3 / 4);
            let start = at - fitting(before.chars().rev(), room - needed);
            let used = columns(text.get(start..at).unwrap_or_default(), room);
            window = start..at + fitting(behind.chars(), room.saturating_sub(used));
        }
        let mut shown = String::new();
        if window.start > line.start {
            shown.push_str(CUT);
        }
        let cut = shown.len();
        shown.push_str(&visible_line(text.get(window.clone()).unwrap_or_default(), style.ascii));
        if window.end < line.end {
            shown.push_str(CUT);
        }
        Self { number, window, cut, shown, annotations: Vec::new() }
    }

    /// Underlines the part of a span that is in the window.
    fn annotate(&mut self, text: &str, span: Range<usize>, kind: AnnotationKind, label: &'a str, style: Style) {
        let start = span.start.clamp(self.window.start, self.window.end);
        let end = span.end.clamp(start, self.window.end);
        let length = |range: Range<usize>| visible_line(text.get(range).unwrap_or_default(), style.ascii).len();
        let from = self.cut + length(self.window.start..start);
        self.annotations.push((kind, from..from + length(start..end), label));
    }
}

/// The columns of one character, at least one, so that a pile of combining characters is not taken
/// for free.
fn width(c: char) -> usize {
    if c == '\t' { 4 } else { c.width().unwrap_or(1).max(1) }
}

/// How many bytes of these characters fit into so many columns.
fn fitting(chars: impl Iterator<Item = char>, room: usize) -> usize {
    let mut left = room;
    let mut bytes = 0;
    for c in chars {
        match left.checked_sub(width(c)) {
            Some(rest) => left = rest,
            None => break,
        }
        bytes += c.len_utf8();
    }
    bytes
}

/// How many columns a text takes, counted up to `most`.
fn columns(text: &str, most: usize) -> usize {
    let mut sum = 0;
    for c in text.chars() {
        sum += width(c);
        if sum >= most {
            return most;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::Encoding;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    const PLAIN: Style = Style { color: false, ascii: false, width: None };

    /// Draws a complaint about the parts of a text in `«»` (primary) and `‹›` (secondary, labelled
    /// by its number).
    fn drawn(text: &str, style: Style) -> String {
        let mut plain = String::new();
        let (mut primary, mut secondary) = ((0, 0), Vec::new());
        for c in text.chars() {
            match c {
                '«' => primary.0 = plain.len(),
                '»' => primary.1 = plain.len(),
                '‹' => secondary.push((plain.len(), 0)),
                '›' => secondary.last_mut().unwrap().1 = plain.len(),
                c => plain.push(c),
            }
        }
        let mut sources = Sources::new();
        let file = sources.add("a.csv", plain, Encoding::Utf8);
        let names: Vec<String> = (1..=secondary.len()).map(|number| format!("other {number}")).collect();
        let secondary: Vec<Label<'_>> = secondary
            .iter()
            .zip(&names)
            .map(|((start, end), text)| Label { span: Span::new(file, *start, *end), text })
            .collect();
        let place = Place::Span(Label { span: Span::new(file, primary.0, primary.1), text: "here" });
        draw(&Picture { place, secondary: &secondary, ..EMPTY }, &sources, style)
    }

    const EMPTY: Picture<'_> = Picture {
        tone: Tone::Error,
        severity: "error",
        code: "c",
        message: "m",
        place: Place::Nowhere,
        secondary: &[],
        notes: &[],
    };

    #[test]
    fn the_example() {
        let mut sources = Sources::new();
        let text = "account,credential,earned\n".to_owned()
            + &"x,70-533,2018-01-01\n".repeat(12)
            + "a-tanaka,70-5E3,2018-04-02\n";
        let start = text.find("70-5E3").unwrap();
        let file = sources.add("achievements.csv", text, Encoding::Utf8);
        let picture = Picture {
            code: "unknown-credential",
            message: "no credential is called `70-5E3`",
            place: Place::Span(Label { span: Span::new(file, start, start + 6), text: "earned here" }),
            notes: &[Note { name: "help", text: "did you mean `70-533`?" }],
            ..EMPTY
        };
        assert_eq!(
            draw(&picture, &sources, PLAIN),
            "error[unknown-credential]: no credential is called `70-5E3`
  --> achievements.csv:14:10
   |
14 | a-tanaka,70-5E3,2018-04-02
   |          ^^^^^^ earned here
   |
   = help: did you mean `70-533`?"
        );
        let colored = draw(&picture, &sources, Style { color: true, ..PLAIN });
        assert!(colored.contains("achievements.csv:14:10") && colored.contains("\u{1b}[1m"), "{colored:?}");
        assert_eq!(without_color(&colored), draw(&picture, &sources, PLAIN));
    }

    #[test]
    fn without_a_place() {
        let sources = Sources::new();
        let picture = Picture {
            code: "unreadable-file",
            message: "permission denied",
            place: Place::Path("b\u{1b}[2J.csv"),
            ..EMPTY
        };
        assert_eq!(draw(&picture, &sources, PLAIN), "error[unreadable-file]: permission denied\n --> b␛[2J.csv");
        let notes = &[Note { name: "help", text: "run it again" }];
        let picture = Picture { notes, ..picture };
        assert_eq!(
            draw(&picture, &sources, Style { ascii: true, ..PLAIN }),
            "error[unreadable-file]: permission denied\n --> b?[2J.csv\n  |\n  = help: run it again"
        );
        let picture = Picture { tone: Tone::Warning, severity: "警告", code: "", ..EMPTY };
        assert_eq!(draw(&picture, &sources, PLAIN), "警告: m");
    }

    #[test]
    fn wide_characters_and_tabs() {
        assert_eq!(
            drawn("山田,«太郎»,x", PLAIN),
            "error[c]: m\n --> a.csv:1:4\n  |\n1 | 山田,太郎,x\n  |      ^^^^ here"
        );
        assert_eq!(drawn("a\t«b»", PLAIN), "error[c]: m\n --> a.csv:1:3\n  |\n1 | a    b\n  |      ^ here");
    }

    #[test]
    fn ends_of_lines_and_files() {
        assert_eq!(drawn("a\nb«»\nc", PLAIN), "error[c]: m\n --> a.csv:2:2\n  |\n2 | b\n  |  ^ here");
        assert_eq!(drawn("a\n«»", PLAIN), "error[c]: m\n --> a.csv:2:1\n  |\n2 |\n  | ^ here");
        assert_eq!(drawn("«»", PLAIN), "error[c]: m\n --> a.csv:1:1\n  |\n1 |\n  | ^ here");
        assert_eq!(drawn("x «a\r\nb\nc» d", PLAIN), "error[c]: m\n --> a.csv:1:3\n  |\n1 | x a\n  |   ^ here");
    }

    #[test]
    fn several_places() {
        assert_eq!(
            drawn("‹a›\nb\n«a»\n\n\n‹a›", PLAIN),
            "error[c]: m
 --> a.csv:3:1
  |
1 | a
  | - other 1
2 | b
3 | a
  | ^ here
...
6 | a
  | - other 2"
        );
        let far = format!("‹a›{}«a»", "\n".repeat(60));
        assert_eq!(
            drawn(&far, PLAIN),
            "error[c]: m
  --> a.csv:61:1
   |
61 | a
   | ^ here
   |
  ::: a.csv:1:1
   |
 1 | a
   | - other 1"
        );
        let mut sources = Sources::new();
        let (a, b) = (sources.add("a.csv", "x", Encoding::Utf8), sources.add("b.csv", "\ny", Encoding::Utf8));
        let place = Place::Span(Label { span: Span::new(b, 1, 2), text: "" });
        let secondary = &[Label { span: Span::new(a, 0, 1), text: "first" }];
        assert_eq!(
            draw(&Picture { place, secondary, ..EMPTY }, &sources, PLAIN),
            "error[c]: m\n --> b.csv:2:1\n  |\n2 | y\n  | ^\n  |\n ::: a.csv:1:1\n  |\n1 | x\n  | - first"
        );
    }

    #[test]
    fn long_lines_are_cut() {
        let style = Style { width: Some(50), ..PLAIN };
        let text = format!("{}«山田»{}", "0123456789".repeat(30), ",x".repeat(500_000));
        assert_eq!(
            drawn(&text, style),
            "error[c]: m
 --> a.csv:1:301
  |
1 | ...0123456789山田,x,x,x,x,x,x,x,x,x,x,x,x,x...
  |              ^^^^ here"
        );
        let text = format!("{}«b»", "a".repeat(100));
        assert_eq!(
            drawn(&text, style),
            format!("error[c]: m\n --> a.csv:1:101\n  |\n1 | ...{}b\n  | {}^ here", "a".repeat(39), " ".repeat(42))
        );
        let far = format!("‹a›{}«b»{}", " ".repeat(300), "c".repeat(300));
        assert!(drawn(&far, PLAIN).contains("::: a.csv:1:1\n"), "{}", drawn(&far, PLAIN));
        let whole = format!("«{}»", "a".repeat(200));
        assert!(!drawn(&whole, PLAIN).contains(CUT));
        assert!(drawn(&(whole + "a"), PLAIN).contains(CUT));
    }

    #[test]
    fn nothing_acts_on_the_terminal() {
        assert_eq!(
            drawn("\u{1b}[31m«a\u{202e}b»\u{9b}\u{200b}", PLAIN),
            "error[c]: m\n --> a.csv:1:6\n  |\n1 | ␛[31ma\u{fffd}b\u{fffd}\u{fffd}\n  |      ^^^ here"
        );
        assert_eq!(visible("a\tb\r", true), "a b?");
        let picture = Picture { message: "`\u{1b}]0;x\u{7}\n`", ..EMPTY };
        assert_eq!(draw(&picture, &Sources::new(), PLAIN), "error[c]: `␛]0;x␇␊`");
        let long = "x".repeat(1_000_000);
        assert!(draw(&Picture { message: &long, ..EMPTY }, &Sources::new(), PLAIN).len() < 1000);
    }

    #[test]
    fn large_files_are_cheap() {
        let mut sources = Sources::new();
        let file = sources.add("a.csv", "a,b\n".repeat(500_000), Encoding::Utf8);
        for row in 0..500 {
            let place = Place::Span(Label { span: Span::new(file, row * 3996, row * 3996 + 1), text: "here" });
            let secondary = &[Label { span: Span::new(file, 1_999_996, 1_999_997), text: "there" }];
            assert!(draw(&Picture { place, secondary, ..EMPTY }, &sources, PLAIN).len() < 300);
        }
    }

    fn without_color(text: &str) -> String {
        let mut parts = text.split('\u{1b}');
        let first = parts.next().unwrap_or_default().to_owned();
        let rest: String = parts.map(|part| part.split_once('m').unwrap().1).collect();
        // Colouring pads some lines with styled blanks.
        (first + &rest).lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 700, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn carets_stand_under_their_text(before in "[a山é,]{0,300}", word in "[b田]{1,10}", behind in "[c本 ]{0,300}", width in prop::option::of(0usize..300)) {
            let found = drawn(&format!("{before}«{word}»{behind}"), Style { width, ..PLAIN });
            let lines: Vec<&str> = found.lines().collect();
            let column = lines[3].split_once(&word).unwrap().0.width();
            prop_assert_eq!(lines[4].find('^'), Some(column), "{}", found);
            prop_assert_eq!(lines[4].matches('^').count(), word.width());
            prop_assert_eq!(lines[1], format!(" --> a.csv:1:{}", before.chars().count() + 1));
            prop_assert!(lines[3].width() <= width.map_or(204, |width| width.clamp(44, 204)), "{}", found);
        }

        #[test]
        fn anything_can_be_drawn(
            texts in prop::collection::vec(prop_oneof!["[a山\r\n\t\u{1b}\u{202e}\u{fdd0}\u{200d}\u{3000} ]{0,80}", ".{0,400}", any::<String>()], 1..3),
            spans in prop::collection::vec((0u32..3, 0usize..300, 0usize..300), 1..7),
            words in prop::collection::vec(any::<String>(), 4),
            color in any::<bool>(), ascii in any::<bool>(), kind in 0..4, width in prop::option::of(0usize..300),
        ) {
            let mut sources = Sources::new();
            for text in &texts {
                sources.add(words[3].clone(), text.clone(), Encoding::Utf8);
            }
            let labels: Vec<Label<'_>> =
                spans.iter().map(|(file, start, end)| Label { span: Span { file: FileId(*file), start: *start as u32, end: *end as u32 }, text: &words[0] }).collect();
            let notes = [Note { name: "help", text: &words[2] }];
            let picture = Picture { code: &words[1], message: &words[2], place: match kind { 0 => Place::Nowhere, 1 => Place::Path(&words[0]), _ => Place::Span(labels[0]) }, secondary: &labels[1..], notes: &notes, ..EMPTY };
            let found = draw(&picture, &sources, Style { color, ascii, width });
            let plain = if color { without_color(&found) } else { found };
            prop_assert!(plain.chars().all(|c| c == '\n' || visible_char(c, ascii) == c && c != '\t'), "{:?}", plain);
        }
    }
}
