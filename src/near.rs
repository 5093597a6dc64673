//! Finding the word that somebody probably meant.

/// Words longer than this are not compared: the cost grows with the square, and a suggestion for a
/// paragraph helps nobody.
const LONGEST: usize = 100;

/// The candidate closest to `word`, if one is close enough to be worth suggesting.
///
/// Letter case and full-width forms of ASCII do not count as differences. Otherwise one change is
/// inserting, dropping or replacing a character, or swapping two neighbours, and up to a third of
/// the characters may be changed (one in short words, none in words of a single character). Digits
/// are what tells ids apart, so a candidate with other digits is no candidate: `E09` is not a way
/// to write `E01`. Two digits swapped, `O` for `0`, `l` for `1` and zeros in front are slips all
/// the same. The answer depends on nothing but the arguments: the smallest distance wins, then the
/// first in order.
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
        if !digits_agree(&word, &chars) {
            continue;
        }
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

/// True when two words are the same but for case, width and blanks.
#[must_use]
pub fn same_letters(left: &str, right: &str) -> bool {
    let bare = |word: &str| folded(word).map(|chars| chars.into_iter().filter(|c| !c.is_whitespace()).collect());
    bare(left).is_some_and(|left: Vec<char>| !left.is_empty() && bare(right) == Some(left))
}

/// The candidate that `word` is a slip of the pen for: the same but for case, width and blanks, or but for one letter.
///
/// Stricter than [`nearest`], for words that may well be right as they are.
#[must_use]
pub fn slip<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let chars = folded(word)?;
    let mut scratch = Scratch::default();
    let mut best = None;
    for candidate in candidates {
        if same_letters(word, candidate) {
            return Some(candidate);
        }
        // In a word of three characters one letter is too much of it.
        let close = folded(candidate).is_some_and(|other| {
            chars.len().min(other.len()) > 3
                && digits_agree(&chars, &other)
                && scratch.distance(&chars, &other, 2).is_some()
        });
        if close && best.is_none() {
            best = Some(candidate);
        }
    }
    best
}

/// False when two words have digits that nobody writes for each other.
fn digits_agree(word: &[char], candidate: &[char]) -> bool {
    let (left, right) = (digits(word, false), digits(candidate, false));
    let plain = |word: &[char]| word.iter().copied().filter(char::is_ascii_digit).collect::<Vec<char>>();
    left == right || swapped(&plain(word), &plain(candidate)) || digits(word, true) == digits(candidate, true)
}

/// The digits of a word, zeros in front of a number left out; with `lookalikes` also the
/// letters beside a digit that look like one.
fn digits(word: &[char], lookalikes: bool) -> Vec<char> {
    let mut found: Vec<char> = Vec::new();
    // Whether the number began that is being read; zeros in front do not begin it.
    let mut begun = false;
    for (at, &c) in word.iter().enumerate() {
        let neighbour = |at: Option<usize>| at.and_then(|at| word.get(at)).is_some_and(char::is_ascii_digit);
        let beside = lookalikes && (neighbour(at.checked_sub(1)) || neighbour(at.checked_add(1)));
        match c {
            '0' if !begun => {}
            'o' if beside => {
                if begun {
                    found.push('0');
                }
            }
            'l' | 'i' | '|' if beside => {
                begun = true;
                found.push('1');
            }
            digit if digit.is_ascii_digit() => {
                begun = true;
                found.push(digit);
            }
            _ => begun = false,
        }
    }
    found
}

/// True when two neighbours changed places, and nothing else.
fn swapped(left: &[char], right: &[char]) -> bool {
    let different: Vec<usize> =
        left.iter().zip(right).enumerate().filter(|(_, (l, r))| l != r).map(|(at, _)| at).collect();
    left.len() == right.len()
        && matches!(different.as_slice(), &[first, second]
            if second == first + 1 && left.get(first) == right.get(second) && left.get(second) == right.get(first))
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
                let mut cost = (diagonal + usize::from(l != r)).min(over + 1).min(beside + 1);
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

    const WORDS: [&str; 9] =
        ["70-533", "70-535", "az-104", "DevOps", "cloud-platform", "application-development", "gold", "山田 太郎", "x"];

    fn check(word: &str, expected: Option<&str>) {
        assert_eq!(nearest(word, WORDS), expected, "{word}");
    }

    #[test]
    fn suggestions() {
        check("7O-533", Some("70-533"));
        check("070-533", Some("70-533"));
        check("70-353", Some("70-533"));
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
    fn digits_are_no_slips() {
        check("70-5E3", None);
        check("70-53", None);
        check("70-534", None);
        check("70-999", None);
        check("az-105", None);
        let people = ["E01", "E02", "E10"];
        assert_eq!(nearest("E09", people), None);
        assert_eq!(nearest("E1", people), Some("E01"));
        assert_eq!(nearest("EO1", people), Some("E01"));
        assert_eq!(nearest("E0l", people), Some("E01"));
        assert_eq!(nearest("e-01", people), Some("E01"));
        // Neither of them is near; that one of them is there makes it no likelier.
        assert_eq!(nearest("E20", people), Some("E02"));
        assert_eq!(nearest("go1d", ["gold"]), None);
    }

    #[test]
    fn slips() {
        let ids = ["takasaki", "contoso-2", "abc", "高崎 システム"];
        for word in ["Takasaki", "ＴＡＫＡＳＡＫＩ", "taka saki", "takasak", "takasakii", "takazaki", "tkaasaki"]
        {
            assert_eq!(slip(word, ids), Some("takasaki"), "{word}");
        }
        assert_eq!(slip("高崎システム", ids), Some("高崎 システム"));
        assert_eq!(slip("ABC", ids), Some("abc"));
        for word in ["takazagi", "contoso-3", "contoso", "abd", "", "northwind"] {
            assert_eq!(slip(word, ids), None, "{word}");
        }
        assert!(same_letters("Sato  Yuki", "ＳＡＴＯ Yuki") && !same_letters("", " "));
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
                    let mut best = (d[i - 1][j - 1] + cost).min(d[i - 1][j] + 1).min(d[i][j - 1] + 1);
                    if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
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
