//! Annotations of GitHub Actions: complaints at their lines, and what does not hold. GitHub shows ten of each kind for a
//! step, so the worst come first, and the last one counts the rest.

use super::visible_lines;
use crate::diagnostic::Severity;
use crate::lang::say;
use crate::report::{Checked, Complaint, Required, Verdict};

/// How many of one kind GitHub shows.
const SHOWN: usize = 10;

pub(super) fn render(checked: &Checked) -> String {
    let complaints = checked.complaints.iter().map(|c| (c.severity, complaint(c)));
    let required = checked.required.iter().filter_map(|r| Some((severity(r.verdict)?, requirement(checked, r))));
    // What was required is the answer, and goes before complaints that are as bad.
    let all: Vec<(Severity, String)> = required.chain(complaints).collect();
    let of = |severity| all.iter().filter(move |(of, _)| *of == severity).map(|(_, line)| line.as_str());
    let mut lines: Vec<&str> = of(Severity::Error).take(SHOWN).chain(of(Severity::Warning).take(SHOWN)).collect();
    let (left, notices) = (all.len() - lines.len(), of(Severity::Note).count());
    // The notice about the rest is one of the ten.
    let room = if left == notices && notices <= SHOWN { SHOWN } else { SHOWN - 1 };
    lines.extend(of(Severity::Note).take(room));
    let mut out: String = lines.concat();
    if lines.len() < all.len() {
        out.push_str(&annotation("notice", "", "", &say::more_annotations(checked.lang, all.len() - lines.len())));
    }
    out
}

/// How bad a verdict is; what is met needs no annotation.
fn severity(verdict: Verdict) -> Option<Severity> {
    match verdict {
        Verdict::Met => None,
        Verdict::NotMet => Some(Severity::Error),
        Verdict::Unknown => Some(Severity::Warning),
    }
}

fn requirement(checked: &Checked, required: &Required) -> String {
    let words = say::required(checked.lang, &required.text, required.verdict, &required.missing);
    let kind = if required.verdict == Verdict::NotMet { "error" } else { "warning" };
    annotation(kind, "", &required.text, &words)
}

fn complaint(complaint: &Complaint) -> String {
    let kind = match complaint.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut place = format!("file={}", property(&complaint.path));
    if let Some((begin, end)) = complaint.position {
        place.push_str(&format!(",line={},endLine={}", begin.line, end.line));
        // GitHub knows columns only within one line.
        if begin.line == end.line {
            place.push_str(&format!(",col={},endColumn={}", begin.column, end.column));
        }
    }
    annotation(kind, &place, complaint.code, &complaint.text())
}

fn annotation(kind: &str, place: &str, title: &str, message: &str) -> String {
    let title = if title.is_empty() { String::new() } else { format!("title={}", property(title)) };
    let properties: Vec<&str> = [place, &title].into_iter().filter(|part| !part.is_empty()).collect();
    let blank = if properties.is_empty() { "" } else { " " };
    format!("::{kind}{blank}{}::{}\n", properties.join(","), data(message))
}

/// Text that cannot end its line, and with it the annotation.
fn data(text: &str) -> String {
    visible_lines(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Text that cannot end its property either.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
