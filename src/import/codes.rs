//! The codes of exams, which other systems write in ways of their own.

use crate::fold;

/// The usual spelling of an exam's code that is written without its hyphen or with something else in its place: `70532`
/// is `70-532`, `AZ104` is `AZ-104`, `MB2715` is `MB2-715`, `Exam 98 361` is `98-361`. None where the text is spelled
/// like that already, and where it is no such code: the four digits of a certification stay what they are.
///
/// What is imported keeps the code of the file. Whoever looks it up tries it as it stands first, and then in this spelling.
#[must_use]
pub fn exam_code(text: &str) -> Option<String> {
    let code = fold::identifier(text);
    let plain = code.get(..4).filter(|word| word.eq_ignore_ascii_case("exam")).and(code.get(4..)).unwrap_or(&code);
    let kept = |c: &char| !matches!(c, ' ' | '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}');
    let plain: String = plain.chars().filter(kept).collect::<String>().to_ascii_uppercase();
    let (series, number) = plain.split_at_checked(plain.len().checked_sub(3)?)?;
    let numbered = number.bytes().all(|byte| byte.is_ascii_digit());
    let usual = format!("{series}-{number}");
    (numbered && is_series(series) && usual != text).then_some(usual)
}

/// Whether an exam's code may begin like this: `70`, `98`, `AZ`, `MB2`.
fn is_series(series: &str) -> bool {
    match series.as_bytes() {
        [b'7', second] => second.is_ascii_digit(),
        [b'9', b'8'] => true,
        [letters @ .., last] if series.len() <= 4 => {
            let letters = if last.is_ascii_digit() { letters } else { series.as_bytes() };
            (2..=3).contains(&letters.len()) && letters.iter().all(u8::is_ascii_uppercase)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_spellings() {
        for (text, expected) in [
            ("70532", "70-532"),
            ("74409", "74-409"),
            ("98361", "98-361"),
            ("AZ104", "AZ-104"),
            ("az-104", "AZ-104"),
            ("ＡＺ－１０４", "AZ-104"),
            ("MB2 715", "MB2-715"),
            ("Exam 70-532", "70-532"),
            ("70-532", ""),
            ("3051", ""),
            ("80532", ""),
            ("12345", ""),
            ("A1", ""),
            ("", ""),
            ("表532", ""),
            ("Azure Administrator Associate", ""),
        ] {
            assert_eq!(exam_code(text).unwrap_or_default(), expected, "{text}");
        }
    }
}
