//! JSON whose every value knows its place in the file.
//!
//! The parser checks the text as a whole once; after that, values are the pieces of the text that it cuts out, so a place
//! is a matter of where a piece begins. This is the only file of `import` that names the parser.

use super::dates::Dates;
use super::row::RowAt;
use super::rows::Cell;
use crate::diagnostic::{Diagnostic, FileId, ImportFault, Problem, Shape, Sources, Span};
use crate::model::Moment;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A value in a JSON file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Json<'s> {
    sources: &'s Sources,
    file: FileId,
    /// The value as it is written.
    raw: &'s str,
    /// Its first byte.
    start: usize,
}

impl<'s> Json<'s> {
    /// The whole of a file; none, with a complaint at the first place where it is not JSON, for any other text.
    pub(super) fn read(file: FileId, sources: &'s Sources, complaints: &mut Vec<Diagnostic>) -> Option<Self> {
        let text: &str = &sources.file(file).text;
        match serde_json::from_str::<&'s RawValue>(text) {
            Ok(value) => {
                let start = text.len() - text.trim_start_matches([' ', '\t', '\r', '\n']).len();
                Some(Self { sources, file, raw: value.get(), start })
            }
            Err(error) => {
                let at = place(text, error.line(), error.column());
                let problem = Problem::Import(ImportFault::JsonSyntax(words(&error)));
                complaints.push(Diagnostic::at(Span::point(file, at), problem));
                None
            }
        }
    }

    /// The value of a key; none where this is no object, and where the value is null.
    pub(super) fn get(self, key: &str) -> Option<Self> {
        let members: BTreeMap<Cow<'s, str>, &'s RawValue> = serde_json::from_str(self.raw).ok()?;
        members.get(key).map(|value| self.part(value)).filter(|value| value.raw != "null")
    }

    /// The values of an array at a key; a value of another kind is complained about, none at all is an empty array.
    pub(super) fn list(self, key: &str, complaints: &mut Vec<Diagnostic>) -> Vec<Self> {
        let Some(list) = self.get(key) else {
            return Vec::new();
        };
        let Ok(values) = serde_json::from_str::<Vec<&'s RawValue>>(list.raw) else {
            let problem = Problem::WrongShape { expected: Shape::JsonList, found: list.kind() };
            complaints.push(Diagnostic::at(list.span(), problem));
            return Vec::new();
        };
        values.into_iter().map(|value| list.part(value)).collect()
    }

    /// The text of a string, or a number as it is written, without blanks around it; empty for anything else.
    pub(super) fn text(self) -> Cow<'s, str> {
        if self.raw.starts_with('"') {
            // What is written without escapes is borrowed from the file.
            let text = serde_json::from_str::<&str>(self.raw).map(Cow::Borrowed);
            let text = text.or_else(|_| serde_json::from_str::<String>(self.raw).map(Cow::Owned)).unwrap_or_default();
            match text {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
            }
        } else if self.raw.starts_with(|c: char| c == '-' || c.is_ascii_digit()) {
            Cow::Borrowed(self.raw)
        } else {
            Cow::Borrowed("")
        }
    }

    /// The text at a key; empty where there is none.
    pub(super) fn text_at(self, key: &str) -> Cow<'s, str> {
        self.get(key).map(Self::text).unwrap_or_default()
    }

    /// The day or instant at a key; none where there is none, and with a complaint for what is neither.
    pub(super) fn moment_at(self, key: &str, complaints: &mut Vec<Diagnostic>) -> Option<Moment> {
        let value = self.get(key)?;
        Dates::without_columns(None).moment_of(value.cell(&value.text()), None, complaints)
    }

    /// Where it stands, quotes excluded.
    pub(super) fn span(self) -> Span {
        let quote = usize::from(self.raw.starts_with('"'));
        Span::new(self.file, self.start + quote, self.start + self.raw.len() - quote)
    }

    /// A text in place of this value, such as its own.
    pub(super) fn cell(self, text: &str) -> Cell<'_> {
        Cell { text, span: self.span() }
    }

    /// Where it begins, as the row that it is.
    pub(super) fn at(self) -> RowAt {
        let position = self.sources.position(self.span());
        // Only its first line: whatever is wrong inside is shown where it stands.
        let end = self.raw.find(['\r', '\n']).unwrap_or(self.raw.len());
        RowAt { line: position.line, span: Span::new(self.file, self.start, self.start + end) }
    }

    fn part(self, value: &'s RawValue) -> Self {
        let raw = value.get();
        let start = self.start + (raw.as_ptr() as usize - self.raw.as_ptr() as usize);
        Self { raw, start, ..self }
    }

    fn kind(self) -> Shape {
        match self.raw.bytes().next() {
            Some(b'{') => Shape::Mapping,
            Some(b'[') => Shape::List,
            _ => Shape::Single,
        }
    }
}

/// What the parser says, without the place, which is said better beside it.
fn words(error: &serde_json::Error) -> String {
    let words = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    words.strip_suffix(&place).unwrap_or(&words).to_owned()
}

/// The byte that a line and a column of bytes mean, at the beginning of a character.
fn place(text: &str, line: usize, column: usize) -> usize {
    let before = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum::<usize>();
    let mut at = (before + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Encoding;
    use crate::import::recorded::shown;
    use proptest::prelude::*;

    /// The text at `a`, or the items at `l`, each with its place; or what is wrong.
    fn check(text: &str, expected: &str) {
        let mut sources = Sources::new();
        let file = sources.add("a.json", text, Encoding::Utf8);
        let mut complaints = Vec::new();
        let mut found = String::new();
        if let Some(json) = Json::read(file, &sources, &mut complaints) {
            let values = json.get("a").into_iter().chain(json.list("l", &mut complaints));
            for value in values {
                found += &format!("{}@{} ", value.text(), sources.position(value.span()));
            }
        }
        found += &shown(&complaints, "");
        assert_eq!(found.trim_end(), expected, "{text}");
    }

    #[test]
    fn what_is_wrong_can_be_said_in_japanese() {
        for text in [
            "",
            "[1",
            "[1 2",
            "{\"a\"",
            "{\"a\" 1}",
            "{\"a\": 1 2}",
            "{a: 1}",
            "[1,]",
            "[1] 2",
            "x",
            "[01]",
            "[\"\n\"]",
            "[\"\\x\"]",
            "[\"a",
            "[nul]",
        ] {
            let (mut sources, mut complaints) = (Sources::new(), Vec::new());
            let file = sources.add("a.json", text, Encoding::Utf8);
            assert!(Json::read(file, &sources, &mut complaints).is_none(), "{text}");
            for complaint in complaints {
                let words = crate::lang::problems::words(crate::lang::Lang::Ja, &complaint.problem).message;
                let why = words.strip_prefix("JSONとして読めません：").unwrap();
                assert!(why.chars().any(|c| ('ぁ'..='ん').contains(&c)), "{text}: {why}");
            }
        }
    }

    #[test]
    fn values_know_their_places() {
        check(" {\"a\" : \" x \"}", "x@1:10");
        check("{\"a\": \"\\u898b\\n\\ud83d\\ude00\"}", "見\n😀@1:8");
        check("{\n\"l\": [1,\n  \"表\", null, -2.5]\n}", "1@2:7 表@3:4 @3:8 -2.5@3:14");
        check("{\"a\": null, \"l\": {}}", "@17+2 error[wrong-shape] found a mapping, expected a list (`[…]`)");
        check("{\"a\": 1, \"a\": 2}", "2@1:15");
        check("[1]", "");
    }

    #[test]
    fn what_is_no_json() {
        check("{\"表\": tru}", "@11+0 error[json-syntax] this is not JSON: expected ident");
        check("{\n", "@2+0 error[json-syntax] this is not JSON: EOF while parsing an object");
        check("{} x", "@3+0 error[json-syntax] this is not JSON: trailing characters");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn any_text_is_read_or_refused(text in "[\\[{\"al\":,\\\\1é\n }\\]]{0,24}") {
            let mut sources = Sources::new();
            let file = sources.add("a.json", text.as_str(), Encoding::Utf8);
            let mut complaints = Vec::new();
            let json = Json::read(file, &sources, &mut complaints);
            for value in json.into_iter().flat_map(|json| json.get("a").into_iter().chain(json.list("l", &mut complaints))) {
                prop_assert!(text.get(value.span().start as usize..value.span().end as usize).is_some());
            }
            for complaint in complaints {
                prop_assert!(complaint.span().is_some_and(|span| text.is_char_boundary(span.start as usize)));
            }
        }
    }
}
