//! Words of `batch`.

use super::{called, level as level_word, reason_name, state_word};
use crate::engine::State;
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

/// One of several things in a cell of the table.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the fields are the blanks of the phrases in `batch_parts`")]
pub enum BatchPart<'a> {
    Levels { count: usize, level: &'a str },
    Held { id: &'a str, name: &'a str, level: &'a str },
    Membership { offer: &'a str, state: State },
    Reason { code: &'a str, count: usize },
}

/// What stands in a cell of the table; without a language, by ids and codes.
#[must_use]
pub fn batch_parts(lang: Option<Lang>, parts: &[BatchPart<'_>]) -> String {
    let each: Vec<String> = parts.iter().map(|part| batch_part(lang, part)).collect();
    match lang {
        None | Some(Lang::En) => each.join("; "),
        Some(Lang::Ja) => each.join("、"),
    }
}

fn batch_part(lang: Option<Lang>, part: &BatchPart<'_>) -> String {
    match lang {
        None | Some(Lang::En) => match *part {
            BatchPart::Levels { count, level } => format!("{count} {level}"),
            BatchPart::Held { id, level, .. } => format!("{id} {level}"),
            BatchPart::Membership { offer, state } => format!("{offer} {}", state.word()),
            BatchPart::Reason { code, count } => format!("{code} {count}"),
        },
        Some(lang @ Lang::Ja) => match *part {
            BatchPart::Levels { count, level } => format!("{}{count}件", level_word(lang, level)),
            BatchPart::Held { name, level, .. } => format!("{name}（{}）", level_word(lang, level)),
            BatchPart::Membership { offer, state } => format!("{}（{}）", called(lang, offer), state_word(lang, state)),
            BatchPart::Reason { code, count } => format!("{}{count}件", reason_name(lang, code)),
        },
    }
}

/// A level that is held up to and including a day; without a language, as other codes.
#[must_use]
pub fn batch_loss(lang: Option<Lang>, last_day: &str, held: &str) -> String {
    match lang {
        None | Some(Lang::En) => format!("{held} until {last_day}"),
        Some(Lang::Ja) => format!("{held}は{last_day}まで"),
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
