//! The words for yes and no in outside files.

use crate::fold;

/// Yes or no, active or inactive, in English or Japanese; none for any other text.
pub(super) fn truth(text: &str) -> Option<bool> {
    const YES: [&str; 13] =
        ["yes", "true", "active", "enabled", "y", "1", "allowed", "有効", "はい", "在職", "在籍", "許可", "アクティブ"];
    const NO: [&str; 14] = [
        "no",
        "false",
        "inactive",
        "disabled",
        "n",
        "0",
        "blocked",
        "無効",
        "いいえ",
        "退職",
        "休職",
        "禁止",
        "非アクティブ",
        "ブロック",
    ];
    let word = fold::heading(text);
    if YES.contains(&word.as_str()) { Some(true) } else { NO.contains(&word.as_str()).then_some(false) }
}

/// What [`truth`] is explained with where it finds neither.
pub(super) const TRUTHS: [&str; 6] = ["Active", "Inactive", "Yes", "No", "有効", "無効"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words() {
        for (text, expected) in [
            ("Active", Some(true)),
            ("TRUE", Some(true)),
            ("はい", Some(true)),
            ("有効", Some(true)),
            ("Inactive", Some(false)),
            ("ＮＯ", Some(false)),
            ("いいえ", Some(false)),
            ("無効", Some(false)),
            ("maybe", None),
            ("", None),
        ] {
            assert_eq!(truth(text), expected, "{text}");
        }
    }
}
