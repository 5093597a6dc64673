//! Single values: from text with its place to what it means, or a complaint.

use crate::diagnostic::{Diagnostic, Problem, Span, When};
use crate::model::{Date, DateError, Moment, Month, Quantity, Zone};
use crate::near::nearest;

/// A text and where it stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Text<'t> {
    /// The text, without quotes.
    pub text: &'t str,
    /// Where it stands.
    pub span: Span,
}

/// What was wrong so far.
pub(crate) type Complaints = Vec<Diagnostic>;

impl<'t> Text<'t> {
    /// The text without white space around it.
    pub(crate) fn trimmed(self) -> Self {
        let text = self.text.trim();
        let before = self.text.len() - self.text.trim_start().len();
        self.part(before, text)
    }

    /// The text without the apostrophe that keeps spreadsheets from taking it for a formula.
    pub(super) fn bare(self) -> Self {
        let text = crate::guard::bare(self.text);
        self.part(self.text.len() - text.len(), text)
    }

    /// A part of the text that begins at a byte. Only what stands in the file as it is has places inside.
    pub(crate) fn part(self, start: usize, text: &'t str) -> Self {
        let Span { file, start: first, end } = self.span;
        if (end - first) as usize != self.text.len() {
            return Self { text, ..self };
        }
        let start = first as usize + start;
        Self { text, span: Span::new(file, start, start + text.len()) }
    }

    /// A whole day, `2018-10-29`.
    pub(crate) fn date(self, complaints: &mut Complaints) -> Option<Date> {
        self.dated(Date::parse(self.text), When::Day, complaints)
    }

    /// A day or an RFC 3339 instant.
    pub(crate) fn moment(self, complaints: &mut Complaints) -> Option<Moment> {
        self.dated(Moment::parse(self.text), When::Moment, complaints)
    }

    /// A month, `2018-09`, or a day in it.
    pub(crate) fn month(self, complaints: &mut Complaints) -> Option<Month> {
        self.dated(Month::parse(self.text), When::Month, complaints)
    }

    fn dated<T>(self, parsed: Result<T, DateError>, when: When, complaints: &mut Complaints) -> Option<T> {
        let text = self.text.to_owned();
        let problem = match parsed {
            Ok(value) => return Some(value),
            Err(DateError::NoSuchDay) => Problem::ImpossibleDate { text, when },
            Err(error) => Problem::InvalidDate { text, when, error },
        };
        complaints.push(Diagnostic::at(self.span, problem));
        None
    }

    /// An exact decimal.
    pub(crate) fn quantity(self, complaints: &mut Complaints) -> Option<Quantity> {
        Quantity::parse(self.text)
            .map_err(|error| {
                let text = self.text.to_owned();
                complaints.push(Diagnostic::at(self.span, Problem::InvalidNumber { text, error }));
            })
            .ok()
    }

    /// A whole number within bounds.
    pub(crate) fn count(self, least: u32, most: u32, complaints: &mut Complaints) -> Option<u32> {
        let number = Quantity::parse(self.text).ok().filter(|quantity| {
            let bounds = Quantity::whole(i64::from(least))..=Quantity::whole(i64::from(most));
            quantity.is_whole() && bounds.contains(quantity)
        });
        if number.is_none() {
            let problem = Problem::InvalidCount { text: self.text.to_owned(), least, most };
            complaints.push(Diagnostic::at(self.span, problem));
        }
        number.map(Quantity::ceil)
    }

    /// `true` or `false`, also `yes` and `no`.
    pub(crate) fn truth(self, complaints: &mut Complaints) -> Option<bool> {
        self.choice(&["true", "false", "yes", "no"], complaints, |word| Some(matches!(word, "true" | "yes")))
    }

    /// One of some words, in any case.
    pub(crate) fn choice<T>(
        self,
        words: &[&str],
        complaints: &mut Complaints,
        meaning: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let folded = self.text.trim().to_lowercase();
        if let Some(word) = words.iter().find(|word| **word == folded)
            && let Some(value) = meaning(word)
        {
            return Some(value);
        }
        complaints.push(Diagnostic::at(
            self.span,
            Problem::InvalidChoice {
                text: self.text.to_owned(),
                choices: words.iter().map(|w| (*w).to_owned()).collect(),
                near: nearest(self.text, words.iter().copied()).map(str::to_owned),
            },
        ));
        None
    }

    /// A time zone as a distance from UTC.
    pub(crate) fn zone(self, complaints: &mut Complaints) -> Option<Zone> {
        let zone = Zone::parse(self.text);
        if zone.is_none() {
            let problem = Problem::InvalidZone(self.text.to_owned());
            complaints.push(Diagnostic::at(self.span, problem));
        }
        zone
    }

    /// A duration such as `24h`, `3d`, `90m` or `0s`, in seconds.
    pub(crate) fn duration(self, complaints: &mut Complaints) -> Option<i64> {
        let seconds = parse_duration(self.text);
        if seconds.is_none() {
            let problem = Problem::InvalidDuration(self.text.to_owned());
            complaints.push(Diagnostic::at(self.span, problem));
        }
        seconds
    }
}

fn parse_duration(text: &str) -> Option<i64> {
    let unit = text.chars().last()?;
    let number = text.strip_suffix(unit)?;
    let per = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3600,
        'd' => 86_400,
        _ => return None,
    };
    let digits = !number.is_empty() && number.len() <= 6 && number.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| number.parse::<i64>().ok())?.map(|n| n * per)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations() {
        assert_eq!(parse_duration("24h"), Some(86_400));
        assert_eq!(parse_duration("3d"), Some(259_200));
        for text in ["", "h", "24", "24 h", "-1h", "1.5h", "２４h", "9999999d", "1w"] {
            assert_eq!(parse_duration(text), None, "{text}");
        }
    }
}
