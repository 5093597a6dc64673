//! Markup in which text cannot become markup: the names of elements and attributes are fixed when the program is built,
//! and whatever else is written is escaped on its way. There is no other way in, but for the style sheet.

use crate::diagnostic::excerpt::visible;
use std::fmt::Display;

/// A page, or a part of one, as it is written.
#[derive(Debug, Default)]
pub(super) struct Markup {
    out: String,
    /// How many elements have an identifier of their own.
    numbered: usize,
}

/// An element that was begun; what it holds is written through [`Tag::with`].
#[must_use = "an element is written when it gets its content"]
pub(super) struct Tag<'m> {
    markup: &'m mut Markup,
    name: &'static str,
}

impl Markup {
    /// A whole page.
    pub(super) fn page() -> Self {
        Self { out: "<!DOCTYPE html>\n".to_owned(), numbered: 0 }
    }

    /// What was written.
    pub(super) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    /// An identifier that nothing else on the page has.
    pub(super) fn number(&mut self, prefix: &'static str) -> String {
        self.numbered += 1;
        format!("{prefix}{}", self.numbered)
    }

    /// Begins an element.
    pub(super) fn tag(&mut self, name: &'static str) -> Tag<'_> {
        self.out.push('<');
        self.out.push_str(name);
        Tag { markup: self, name }
    }

    /// Begins an element of a class.
    pub(super) fn class(&mut self, name: &'static str, class: &str) -> Tag<'_> {
        let tag = self.tag(name);
        if class.is_empty() { tag } else { tag.attribute("class", class) }
    }

    /// Writes text. A line break within it is one on the page as well.
    pub(super) fn text(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n");
        for (n, line) in text.split(['\r', '\n']).enumerate() {
            if n > 0 {
                self.out.push_str("<br/>");
            }
            escape(&visible(line, false), &mut self.out);
        }
    }

    /// Writes a style sheet, which is fixed when the program is built.
    pub(super) fn style(&mut self, sheet: &'static str) {
        self.out.push_str("<style>");
        self.out.push_str(sheet);
        self.out.push_str("</style>");
    }

    /// Begins a new line of the source, for whoever reads that.
    pub(super) fn line(&mut self) {
        self.out.push('\n');
    }
}

impl Tag<'_> {
    /// Gives the element an attribute.
    pub(super) fn attribute(self, name: &'static str, value: impl Display) -> Self {
        let value = value.to_string();
        self.markup.out.push(' ');
        self.markup.out.push_str(name);
        self.markup.out.push_str("=\"");
        escape(&visible(&value, false), &mut self.markup.out);
        self.markup.out.push('"');
        self
    }

    /// Gives the element several attributes that are numbers.
    pub(super) fn numbers<const N: usize>(self, attributes: [(&'static str, i32); N]) -> Self {
        attributes.into_iter().fold(self, |tag, (name, value)| tag.attribute(name, value))
    }

    /// Writes the element with what it holds.
    pub(super) fn with(self, content: impl FnOnce(&mut Markup)) {
        let Self { markup, name } = self;
        markup.out.push('>');
        content(markup);
        markup.out.push_str("</");
        markup.out.push_str(name);
        markup.out.push('>');
    }

    /// Writes the element around a text.
    pub(super) fn text(self, text: &str) {
        self.with(|markup| markup.text(text));
    }

    /// Writes an element of HTML that never holds anything, closed as XML has it, so that readers of XML read pages.
    pub(super) fn void(self) {
        self.markup.out.push_str("/>");
    }
}

/// Characters that would begin or end markup are written as references, within text and within quotes alike.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let mut markup = Markup::default();
        let hostile = "</p><script>\"'&amp;\n\u{1b}\u{202e}";
        markup.tag("p").attribute("title", hostile).text(hostile);
        let text = "&lt;/p&gt;&lt;script&gt;&quot;&#39;&amp;amp;";
        assert_eq!(
            markup.finish(),
            format!("<p title=\"{text}\u{240a}\u{241b}\u{fffd}\">{text}<br/>\u{241b}\u{fffd}</p>\n")
        );
    }
}
