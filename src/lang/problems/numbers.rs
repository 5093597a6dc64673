//! What a text that is no number probably means.

use crate::model::Quantity;

/// The numbers a text may mean: full-width digits, signs of money, marks between thousands, and a comma where others
/// have a point. Two where a comma may be either.
pub(super) fn meanings(text: &str) -> Vec<String> {
    let narrow: String = text
        .trim()
        .chars()
        .map(|c| match c {
            '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
            '\u{A0}' | '\u{202F}' | '\u{3000}' => ' ',
            '\u{2212}' | '▲' | '△' => '-',
            other => other,
        })
        .collect();
    let bare = narrow.trim_start_matches(['¥', '￥', '$', '€', '\\']).trim_end_matches('円').trim();
    let bare = bare.replace(['_', ' ', '\''], "");
    let points = bare.matches('.').count();
    let commas = bare.matches(',').count();
    let candidates = match (points, commas) {
        (0 | 1, 0) => vec![bare],
        (_, 0) if grouped(&bare, '.') => vec![bare.replace('.', "")],
        // `1,250` has a mark between thousands; in `1,5` the comma can only stand before decimals.
        (0, 1) if !grouped(&bare, ',') => vec![bare.replace(',', ".")],
        (0, _) => vec![bare.replace(',', "")],
        (1, _) => {
            let (whole, fraction) = bare.split_once('.').unwrap_or((&bare, ""));
            if fraction.contains(',') {
                // `1.250,50` as much of Europe writes it, or a comma that slipped in.
                vec![bare.replace('.', "").replace(',', "."), bare.replace(',', "")]
            } else if grouped(whole, ',') {
                vec![bare.replace(',', "")]
            } else {
                Vec::new()
            }
        }
        (_, 1) => {
            let (whole, _) = bare.split_once(',').unwrap_or((&bare, ""));
            if grouped(whole, '.') { vec![bare.replace('.', "").replace(',', ".")] } else { Vec::new() }
        }
        _ => Vec::new(),
    };
    candidates.into_iter().filter(|number| number != text && Quantity::parse(number).is_ok()).collect()
}

/// True when a mark stands before every three digits from the end.
fn grouped(whole: &str, mark: char) -> bool {
    let mut groups = whole.trim_start_matches('-').split(mark);
    groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_numbers_mean() {
        for (text, expected) in [
            ("1,250.50", "1250.50"),
            ("1.250,50", "1250.50 1.25050"),
            ("1,250", "1250"),
            ("1,5", "1.5"),
            ("1,250,000", "1250000"),
            ("1.250.000", "1250000"),
            ("1.250.000,5", "1250000.5"),
            ("15 000", "15000"),
            ("15'000", "15000"),
            ("１５０００", "15000"),
            ("１５，０００", "15000"),
            ("¥15,000円", "15000"),
            ("▲500", "-500"),
            ("12,50.3", ""),
            ("about 15000", ""),
            ("", ""),
            ("-", ""),
        ] {
            assert_eq!(meanings(text).join(" "), expected, "{text}");
        }
    }
}
