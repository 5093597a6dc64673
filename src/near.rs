//! Finding the word that somebody probably meant.

/// Words longer than this are not compared: the cost grows with the square, and a suggestion for a
/// paragraph helps nobody.
const LONGEST: usize = 100;

/// The candidate closest to `word`, if one is close enough to be worth suggesting.
///
/// Letter case and full-width forms of ASCII do not count as differences. Otherwise one change is
/// inserting, dropping or replacing a character, or swapping two neighbours, and up to a third of
/// the characters may be changed (one in short words, none in words of a single character). The
/// answer depends on nothing but the arguments: the smallest distance wins, then the first in
/// order.
#[must_use]
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = folded(word)?;
    let mut scratch = Scratch::default();
    let mut best = None;
    // Each find lowers the bar for the candidates after it, which lets most of them be rejected by
    // their length alone.
    let mut limit = usize::MAX;
    for candidate in candidates {
        let Some(chars) = folded(candidate) else {
            continue;
        };
        let allowed = limit.min(threshold(word.len().max(chars.len())) + 1);
        if let Some(found) = scratch.distance(&word, &chars, allowed)
            && (found == 0 || found < word.len().min(chars.len()))
        {
            limit = found;
            best = Some(candidate);
            if found == 0 {
                break;
            }
        }
    }
    best
}

/// How many changes still count as the same word.
const fn threshold(length: usize) -> usize {
    if length < 6 { 1 } else { length / 3 }
}

/// The characters to compare, or nothing for a word that is empty or too long.
fn folded(word: &str) -> Option<Vec<char>> {
    let mut chars = Vec::new();
    for c in word.chars().take(LONGEST + 1).flat_map(char::to_lowercase) {
        chars.push(match c {
            '\u{FF01}'..='\u{FF5E}' => {
                let narrow = u32::from(c) - 0xFEE0;
                char::from_u32(narrow).unwrap_or(c).to_ascii_lowercase()
            }
            '\u{3000}' => ' ',
            other => other,
        });
    }
    (!chars.is_empty() && chars.len() <= LONGEST).then_some(chars)
}

/// Three rows of the distance table, kept between candidates.
#[derive(Default)]
struct Scratch {
    before: Vec<usize>,
    above: Vec<usize>,
    row: Vec<usize>,
}

impl Scratch {
    /// The number of changes between two words, if it is below `limit`.
    fn distance(&mut self, left: &[char], right: &[char], limit: usize) -> Option<usize> {
        if left.len().abs_diff(right.len()) >= limit {
            return None;
        }
        self.above.clear();
        self.above.extend(0..=right.len());
        self.before.clear();
        let mut left_before = None;
        for (i, &l) in left.iter().enumerate() {
            self.row.clear();
            self.row.push(i + 1);
            let mut beside = i + 1;
            let mut diagonal = self.above.first().copied().unwrap_or(i);
            let mut right_before = None;
            let mut lowest = beside;
            for (j, &r) in right.iter().enumerate() {
                let over = self.above.get(j + 1).copied().unwrap_or(usize::MAX - 1);
                let mut cost = (diagonal + usize::from(l != r))
                    .min(over + 1)
                    .min(beside + 1);
                if left_before == Some(r)
                    && right_before == Some(l)
                    && let Some(swapped) = j.checked_sub(1).and_then(|j| self.before.get(j))
                {
                    cost = cost.min(swapped + 1);
                }
                self.row.push(cost);
                lowest = lowest.min(cost);
                diagonal = over;
                beside = cost;
                right_before = Some(r);
            }
            // A swap reaches two rows back, so only two bad rows in a row prove that nothing better
            // follows.
            if lowest > limit {
                return None;
            }
            left_before = Some(l);
            std::mem::swap(&mut self.before, &mut self.above);
            std::mem::swap(&mut self.above, &mut self.row);
        }
        self.above.last().copied().filter(|found| *found < limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WORDS: [&str; 9] = [
        "70-533",
        "70-535",
        "az-104",
        "DevOps",
        "cloud-platform",
        "application-development",
        "gold",
        "山田 太郎",
        "x",
    ];

    fn check(word: &str, expected: Option<&str>) {
        assert_eq!(nearest(word, WORDS), expected, "{word}");
    }

    #[test]
    fn suggestions() {
        check("70-5E3", Some("70-533"));
        check("70-53", Some("70-533"));
        check("70-534", Some("70-533"));
        check("az-1O4", Some("az-104"));
        check("AZ104", Some("az-104"));
        check("ＡＺ－１０４", Some("az-104"));
        check("devops", Some("DevOps"));
        check("dveops", Some("DevOps"));
        check("cluod-platfrom", Some("cloud-platform"));
        check("application_developement", Some("application-development"));
        check("glod", Some("gold"));
        check("山田太郎", Some("山田 太郎"));
        check("X", Some("x"));
    }

    #[test]
    fn no_suggestion() {
        check("silver", None);
        check("", None);
        check("y", None);
        check("fold-marks", None);
        check(&"a".repeat(10_000_000), None);
        assert_eq!(nearest("a", []), None);
    }

    /// The textbook table, as the oracle.
    fn plain(left: &[char], right: &[char]) -> usize {
        let mut d = vec![vec![0; right.len() + 1]; left.len() + 1];
        for i in 0..=left.len() {
            for j in 0..=right.len() {
                d[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let cost = usize::from(left[i - 1] != right[j - 1]);
                    let mut best = (d[i - 1][j - 1] + cost)
                        .min(d[i - 1][j] + 1)
                        .min(d[i][j - 1] + 1);
                    if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]
                    {
                        best = best.min(d[i - 2][j - 2] + 1);
                    }
                    best
                };
            }
        }
        d[left.len()][right.len()]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn distance_is_the_textbook_one(left in "[abc]{1,8}", right in "[abc]{1,8}", limit in 1usize..10) {
            let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
            let expected = Some(plain(&left, &right)).filter(|found| *found < limit);
            prop_assert_eq!(Scratch::default().distance(&left, &right, limit), expected);
        }

        #[test]
        fn never_panics(word in any::<String>(), candidates in prop::collection::vec(any::<String>(), 0..8)) {
            let _ = nearest(&word, candidates.iter().map(String::as_str));
        }
    }
}
