//! What happens or must be done on a day as an iCalendar file (RFC 5545): one all-day event each, with alarms 90 and 30
//! days before.
//!
//! The identifier of an event depends on what it is about and never on the day, so that importing a newer file moves the
//! event instead of adding another. The stamp is the instant of evaluation, so the same records give the same bytes.

use crate::model::{Date, Instant, Zone};
use crate::report::Report;

/// How many days before a deadline a calendar reminds of it.
const ALARMS: [u32; 2] = [90, 30];

/// The most octets of a line, without its line break.
const LINE: usize = 75;

pub(super) fn render(report: &Report) -> String {
    // A report that knows days knows its own.
    let as_of = report.as_of.unwrap_or(Instant::from_unix(0));
    let stamp = Zone::UTC.rfc3339(as_of).replace(['-', ':'], "");
    let mut out = String::new();
    for text in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//competency//competency//EN", "CALSCALE:GREGORIAN"] {
        line(&mut out, text);
    }
    for dated in &report.dates {
        line(&mut out, "BEGIN:VEVENT");
        line(&mut out, &format!("UID:{}@competency", identifier(&dated.id)));
        line(&mut out, &format!("DTSTAMP:{stamp}"));
        line(&mut out, &format!("DTSTART;VALUE=DATE:{}", compact(dated.day)));
        // The end of an all-day event is the first day without it.
        line(&mut out, &format!("DTEND;VALUE=DATE:{}", compact(dated.day.plus_days(1))));
        line(&mut out, &format!("SUMMARY:{}", escaped(&dated.title)));
        line(&mut out, &format!("DESCRIPTION:{}", escaped(&dated.text)));
        // It keeps nobody from other appointments.
        line(&mut out, "TRANSP:TRANSPARENT");
        for days in ALARMS {
            line(&mut out, "BEGIN:VALARM");
            line(&mut out, "ACTION:DISPLAY");
            line(&mut out, &format!("DESCRIPTION:{}", escaped(&dated.title)));
            line(&mut out, &format!("TRIGGER:-P{days}D"));
            line(&mut out, "END:VALARM");
        }
        line(&mut out, "END:VEVENT");
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn compact(day: Date) -> String {
    day.to_string().replace('-', "")
}

/// Characters that separate something are escaped; control characters have no place in a text.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// An identifier of printable ASCII: everything else is written as its code.
fn identifier(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_') {
            out.push(c);
        } else {
            out.push_str(&format!("={:x}=", u32::from(c)));
        }
    }
    out
}

/// A content line, folded so that no line is longer than allowed and no character is cut.
fn line(out: &mut String, text: &str) {
    let mut length = 0;
    for c in text.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Dated;

    #[test]
    fn folds_escapes_and_names() {
        let day = Date::parse("2019-02-28").unwrap();
        let dated = Dated {
            id: "o-earn-山".to_owned(),
            day,
            title: "佐藤 由紀 (e-sato): earn 70-533; or, 70-535\\x\nand 一二三四五六七八九十一二三四五六七八九十"
                .to_owned(),
            text: "\u{1b}[31mred".to_owned(),
        };
        let text = render(&Report { as_of: Some(Instant::from_unix(0)), ..Report::default().dating(vec![dated]) });
        assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{text}");
        let unfolded = text.replace("\r\n ", "");
        for expected in [
            "UID:o-earn-=5c71=@competency\r\n",
            "DTSTAMP:19700101T000000Z\r\n",
            "DTSTART;VALUE=DATE:20190228\r\n",
            "DTEND;VALUE=DATE:20190301\r\n",
            "SUMMARY:佐藤 由紀 (e-sato): earn 70-533\\; or\\, 70-535\\\\x\\nand 一二三四五六七八九十一二三四五六七八九十\r\n",
            "DESCRIPTION:[31mred\r\n",
        ] {
            assert!(unfolded.contains(expected), "{expected}\n{unfolded}");
        }
    }
}
