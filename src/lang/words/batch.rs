//! Words of `batch`.

use crate::lang::Lang;

/// The headings of the table; the first is for many workspaces.
#[must_use]
pub fn batch_headings(lang: Lang) -> [&'static str; 13] {
    match lang {
        Lang::En => [
            "Workspace",
            "Organization",
            "Name",
            "Level",
            "Levels",
            "Competencies",
            "Cannot tell",
            "Membership",
            "People",
            "Achievements",
            "Counted",
            "Not counted",
            "Remarks",
        ],
        Lang::Ja => [
            "ワークスペース",
            "組織",
            "名称",
            "レベル",
            "レベル別",
            "コンピテンシー",
            "判定不能",
            "メンバーシップ",
            "従業員",
            "取得実績",
            "算入",
            "算入対象外",
            "備考",
        ],
    }
}

/// An organization that could not be evaluated: the first thing that is wrong, of so many.
#[must_use]
pub fn batch_failed(lang: Lang, first: &str, all: usize) -> String {
    let more = all.saturating_sub(1);
    match lang {
        Lang::En if more > 0 => format!("not evaluated: {first} (and {more} more)"),
        Lang::En => format!("not evaluated: {first}"),
        Lang::Ja if more > 0 => format!("評価できません: {first}（ほか{more}件）"),
        Lang::Ja => format!("評価できません: {first}"),
    }
}
