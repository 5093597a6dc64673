//! Texts brought to one form, so that what is written differently and means the same compares as equal.
//!
//! Folding is for comparing and for identifiers. Names of people are never folded where they are kept: the compatibility
//! forms turn `㈱` into `(株)` and half-width kana into full-width.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// The compatibility form: full-width letters and digits become plain ones, half-width kana full-width, `㍻` `平成`.
#[must_use]
pub fn nfkc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfkc_quick(text.chars()) == IsNormalized::Yes {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect())
    }
}

/// A heading without what makes no difference to a reader: case, width, blanks, underscores, hyphens, points, slashes and
/// brackets round the whole.
#[must_use]
pub fn heading(text: &str) -> String {
    let text = nfkc(text);
    let text = text.trim();
    let inner = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    let kept = |c: &char| {
        !(c.is_whitespace() || matches!(c, '_' | '-' | '.' | '/' | '・' | '\u{2010}'..='\u{2015}' | '\u{FEFF}'))
    };
    let folded: String = inner.chars().filter(kept).flat_map(char::to_lowercase).collect();
    // Without the blank between them a letter and a mark become one letter.
    nfkc(&folded).into_owned()
}

/// An identifier, such as an employee number or the code of an exam: half width, without blanks around it.
#[must_use]
pub fn identifier(text: &str) -> Cow<'_, str> {
    match nfkc(text) {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}

/// A mail address: half width, without blanks around it, the domain in lower case. What stands before the `@` may differ
/// in case alone on some systems, so it stays.
#[must_use]
pub fn mail(text: &str) -> Cow<'_, str> {
    // Nearly all addresses are of such letters only, and one look at all of them is much faster than the search for the
    // domain.
    let plain = |byte: u8| byte.is_ascii_graphic() & !byte.is_ascii_uppercase();
    if text.bytes().fold(true, |all, byte| all & plain(byte)) {
        return Cow::Borrowed(text);
    }
    let text = identifier(text);
    let domain = text.rfind('@').and_then(|at| text.get(at..)).unwrap_or_default();
    if !domain.chars().any(char::is_uppercase) {
        return text;
    }
    let name = text.strip_suffix(domain).unwrap_or_default();
    Cow::Owned(format!("{name}{}", domain.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn headings() {
        for (written, folded) in [
            ("First name", "firstname"),
            (" FirstName ", "firstname"),
            ("E-mail", "email"),
            ("[メール]", "メール"),
            ("ﾒｰﾙｱﾄﾞﾚｽ", "メールアドレス"),
            ("ＭＰＮ　ＩＤ", "mpnid"),
            ("ACR_USD", "acrusd"),
            ("Relevant for Competencies  (Option) or Programs", "relevantforcompetencies(option)orprograms"),
            ("国/リージョン", "国リージョン"),
            ("", ""),
        ] {
            assert_eq!(heading(written), folded, "{written}");
        }
    }

    #[test]
    fn identifiers() {
        for (written, folded) in
            [("９９０００００３", "99000003"), (" ＡＺ－１０４", "AZ-104"), ("a\u{3000}", "a"), ("ab", "ab")]
        {
            assert_eq!(identifier(written), folded, "{written}");
        }
        assert!(matches!(identifier(" E01 "), Cow::Borrowed("E01")));
    }

    #[test]
    fn addresses() {
        for (written, folded) in [
            (" Taro.Mihon@Contoso.Example ", "Taro.Mihon@contoso.example"),
            ("ｔａｒｏ＠ｃｏｎｔｏｓｏ．ｅｘａｍｐｌｅ", "taro@contoso.example"),
            ("no address", "no address"),
            ("", ""),
        ] {
            assert_eq!(mail(written), folded, "{written}");
        }
        assert!(matches!(mail("a@b.example"), Cow::Borrowed(_)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn folding_twice_changes_nothing(text in "[a-zA-Zａ-ｚＡ-Ｚｱ-ﾟ平㍻ @._-]{0,20}") {
            let once = [identifier(&text).into_owned(), mail(&text).into_owned(), heading(&text)];
            let twice = [identifier(&once[0]).into_owned(), mail(&once[1]).into_owned(), heading(&once[2])];
            prop_assert_eq!(twice, once);
        }
    }
}
