//! The starter files of `init`, with their comments.

use super::Lang;

/// Every starter file: its name, and its text.
#[must_use]
pub fn starter(lang: Lang) -> [(&'static str, &'static str); 3] {
    match lang {
        Lang::En => [
            ("competency.yaml", include_str!("starter/en/competency.yaml")),
            ("employees.csv", include_str!("starter/en/employees.csv")),
            ("achievements.csv", include_str!("starter/en/achievements.csv")),
        ],
        Lang::Ja => [
            ("competency.yaml", include_str!("starter/ja/competency.yaml")),
            ("employees.csv", include_str!("starter/ja/employees.csv")),
            ("achievements.csv", include_str!("starter/ja/achievements.csv")),
        ],
    }
}
