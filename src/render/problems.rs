//! Complaints about files, drawn in the user's own text.

use super::Style;
use crate::diagnostic::excerpt::{self, Label, Note, Picture, Tone};
use crate::diagnostic::{Diagnostic, Place, Severity, Sources};
use crate::lang::{Lang, problems};

/// How many complaints are drawn; the rest are counted.
const DRAWN: usize = 50;

/// How many errors are drawn, since nothing can be answered before all of them are mended.
const DRAWN_ERRORS: usize = 200;

/// How many related places one complaint shows.
const RELATED: usize = 3;

/// Every complaint, and how many there are.
#[must_use]
pub fn complaints(lang: Lang, list: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let mut out = String::new();
    let shown = drawn(list);
    for diagnostic in &shown {
        out.push_str(&one(lang, diagnostic, sources, style));
        out.push_str("\n\n");
    }
    let count = |severity: Severity| {
        let all = list.iter().filter(|d| d.severity() == severity).count();
        (all, all - shown.iter().filter(|d| d.severity() == severity).count())
    };
    let summary = problems::summary(lang, count(Severity::Error), count(Severity::Warning), count(Severity::Note).1);
    if !summary.is_empty() {
        out.push_str(&summary);
        out.push('\n');
    }
    out
}

/// The complaints to draw: all in the order of the files when they are few. Otherwise errors come first, and no warning
/// takes the place of one.
fn drawn(list: &[Diagnostic]) -> Vec<&Diagnostic> {
    if list.len() <= DRAWN {
        return list.iter().collect();
    }
    let of = |severity| list.iter().filter(move |d| d.severity() == severity);
    let mut shown: Vec<&Diagnostic> = of(Severity::Error).take(DRAWN_ERRORS).collect();
    let left = DRAWN.saturating_sub(shown.len());
    shown.extend(of(Severity::Warning).chain(of(Severity::Note)).take(left));
    shown
}

fn one(lang: Lang, diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let words = problems::words(lang, &diagnostic.problem);
    let severity = diagnostic.severity();
    let secondary: Vec<Label<'_>> =
        diagnostic.related.iter().take(RELATED).map(|span| Label { span: *span, text: &words.related }).collect();
    let notes: Vec<Note<'_>> =
        words.help.as_ref().map(|help| Note { name: problems::help_word(lang), text: help }).into_iter().collect();
    let picture = Picture {
        tone: match severity {
            Severity::Error => Tone::Error,
            Severity::Warning => Tone::Warning,
            Severity::Note => Tone::Note,
        },
        severity: problems::severity(lang, severity),
        code: diagnostic.problem.code(),
        message: &words.message,
        place: match &diagnostic.place {
            Place::At(span) => excerpt::Place::Span(Label { span: *span, text: &words.label }),
            Place::File(path) => excerpt::Place::Path(path),
        },
        secondary: &secondary,
        notes: &notes,
    };
    let style = excerpt::Style { color: style.color, ascii: style.ascii, width: style.width };
    excerpt::draw(&picture, sources, style)
}
