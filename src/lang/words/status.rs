//! Sentences of `status` and the phrases of its table.

use super::{as_of, called, date as day, level, list, quantity, reason_name, titled};
use crate::engine::{EndCause, State, Verdict};
use crate::lang::Lang;

/// The first line of `status`.
#[must_use]
pub fn holds(lang: Lang, organization: &str, levels: &[(usize, &str)], unknown: usize, date: &str) -> String {
    match lang {
        Lang::En => {
            let held: Vec<String> = levels
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, level)| {
                    let noun = if *count == 1 { "competency" } else { "competencies" };
                    format!("{count} {noun} at {level}")
                })
                .collect();
            let held = if held.is_empty() { "no competency".to_owned() } else { list(lang, &held) };
            let unknown = match unknown {
                0 => String::new(),
                n => format!("; for {n} more the records cannot tell"),
            };
            format!("{organization} holds {held}{unknown}, {}.", as_of(lang, date))
        }
        Lang::Ja => {
            let held: Vec<String> = levels
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, level)| format!("{}{count}件", called(lang, level)))
                .collect();
            let held = if held.is_empty() {
                format!("{organization}が達成しているコンピテンシーはありません")
            } else {
                format!("{organization}が達成しているコンピテンシーは{}です", list(lang, &held))
            };
            let unknown = match unknown {
                0 => String::new(),
                n => format!("ほかに{n}件は、記録が足りず判定できません。"),
            };
            format!("{held}（{}）。{unknown}", as_of(lang, date))
        }
    }
}

/// The first line of `explain`: a competency and the level that is held.
#[must_use]
pub fn standing(lang: Lang, competency: &str, held: Option<&str>, verdict: Verdict, date: &str) -> String {
    let held = held.map_or_else(|| super::no_level(lang, verdict).to_owned(), |held| level(lang, held));
    match lang {
        Lang::En => format!("{}, {}.", titled(lang, competency, &held), as_of(lang, date)),
        Lang::Ja => format!("{}（{}）。", titled(lang, competency, &held), as_of(lang, date)),
    }
}

/// The membership line of `status`.
#[must_use]
pub fn membership(
    lang: Lang,
    offer: &str,
    state: State,
    anniversary: &str,
    opens: &str,
    closes: &str,
    eligible: Verdict,
) -> String {
    match lang {
        Lang::En => {
            let renewal = match eligible {
                Verdict::Met => "its requirement holds today",
                Verdict::NotMet => "its requirement does not hold today",
                Verdict::Unknown => "whether its requirement holds today cannot be told",
            };
            match state {
                State::Active => {
                    format!("{offer}: active until {anniversary}; renewable from {opens} to {closes}; {renewal}.")
                }
                State::RenewalWindow => {
                    format!("{offer}: the term ended on {anniversary}; renewable until {closes}; {renewal}.")
                }
                State::Lapsed => format!("{offer}: lapsed; it could be renewed until {closes}."),
            }
        }
        Lang::Ja => {
            let (offer, anniversary) = (called(lang, offer), day(lang, anniversary));
            let (opens, closes) = (day(lang, opens), day(lang, closes));
            let renewal = match eligible {
                Verdict::Met => "更新の要件は基準日の時点で達成しています",
                Verdict::NotMet => "更新の要件は基準日の時点で未達成です",
                Verdict::Unknown => "更新の要件を達成しているかは判定できません",
            };
            match state {
                State::Active => {
                    format!("{offer}：{anniversary}まで有効です。{opens}から{closes}まで更新できます。{renewal}。")
                }
                State::RenewalWindow => {
                    format!("{offer}：有効期間は{anniversary}に終了しました。{closes}まで更新できます。{renewal}。")
                }
                State::Lapsed => format!("{offer}：失効しました。更新期限は{closes}でした。"),
            }
        }
    }
}

/// What `status` says when no people are recorded.
#[must_use]
pub fn nobody(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "No people are recorded, so nobody can be counted.",
        Lang::Ja => "従業員の記録がないため、誰も算入できません。",
    }
}

/// What `status` says when nothing was bought.
#[must_use]
pub fn no_membership(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "No membership is recorded.",
        Lang::Ja => "メンバーシップの記録はありません。",
    }
}

/// What `status` says first after a programme's end.
#[must_use]
pub fn program_over(lang: Lang, name: &str, earned_until: &str, benefits_until: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let benefits = benefits_until.map_or(String::new(), |d| format!("; benefits ended on {d}"));
            format!(
                "{name}: this programme is over. Competencies could be earned until {earned_until}{benefits}. What follows is what its last rules would say."
            )
        }
        Lang::Ja => {
            let earned = day(lang, earned_until);
            let benefits = benefits_until.map_or(String::new(), |d| format!("特典は{}に終了しました。", day(lang, d)));
            format!(
                "{name}：このプログラムは終了しています。コンピテンシーを取得できたのは{earned}まででした。{benefits}以下は、最後の規則による判定です。"
            )
        }
    }
}

/// How many achievements were read and counted.
#[must_use]
pub fn achievements(lang: Lang, read: usize, counted: usize, reasons: &[(&str, usize)]) -> String {
    match lang {
        Lang::En => {
            let not: usize = reasons.iter().map(|(_, n)| n).sum();
            let each: Vec<String> = reasons.iter().map(|(code, n)| format!("{n} {code}")).collect();
            let why = if each.is_empty() { String::new() } else { format!(" ({})", each.join(", ")) };
            format!("Achievements: {read} read = {counted} counted + {not} not counted{why}.")
        }
        Lang::Ja => {
            let not: usize = reasons.iter().map(|(_, n)| n).sum();
            let each: Vec<String> =
                reasons.iter().map(|(code, n)| format!("{}{n}件", reason_name(lang, code))).collect();
            let why = if each.is_empty() { String::new() } else { format!("（{}）", each.join("、")) };
            format!("取得実績：読み取り{read}件＝算入{counted}件＋算入対象外{not}件{why}。")
        }
    }
}

/// How many facts after the day were left aside.
#[must_use]
pub fn left_aside(lang: Lang, total: usize, date: &str) -> String {
    match lang {
        Lang::En => {
            let noun = if total == 1 { "fact" } else { "facts" };
            format!("{total} {noun} dated after {date} left aside.")
        }
        Lang::Ja => format!("{}より後の日付の記録{total}件は考慮していません。", day(lang, date)),
    }
}

/// How many competencies are not shown.
#[must_use]
pub fn not_shown(lang: Lang, none: usize, unknown: usize) -> String {
    match lang {
        Lang::En => {
            let mut parts = Vec::new();
            if none > 0 {
                parts.push(format!("{none} without any progress"));
            }
            if unknown > 0 {
                parts.push(format!("{unknown} about which the records say nothing"));
            }
            format!("Not shown: {} (`--all` shows them).", parts.join(", "))
        }
        Lang::Ja => {
            let mut parts = Vec::new();
            if none > 0 {
                parts.push(format!("進捗のないもの{none}件"));
            }
            if unknown > 0 {
                parts.push(format!("記録のないもの{unknown}件"));
            }
            format!("{}は表示していません（`--all` で表示します）。", parts.join("、"))
        }
    }
}

/// Where to go from `status`.
#[must_use]
pub fn status_hint(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "`competency explain COMPETENCY` says why; `competency why-not PERSON` says which exams count.",
        Lang::Ja => {
            "理由は `competency explain COMPETENCY`、算入される試験は `competency why-not PERSON` で確認できます。"
        }
    }
}

/// The headings of the status table.
#[must_use]
pub fn status_headings(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::En => ["Competency", "Level", "Through", "To the next level", "Margin"],
        Lang::Ja => ["コンピテンシー", "レベル", "達成方法", "次のレベルまで", "余裕"],
    }
}

/// That a level is held through an override.
#[must_use]
pub fn by_override(lang: Lang, until: &str) -> String {
    match lang {
        Lang::En => format!("override until {until}"),
        Lang::Ja => format!("例外承認（{until}まで）"),
    }
}

/// People missing, and who is nearest.
#[must_use]
pub fn people_missing(lang: Lang, missing: u32, requirement: Option<&str>, nearest: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let noun = if missing == 1 { "person" } else { "people" };
            let requirement = requirement.map_or(String::new(), |r| format!(" for {r}"));
            let nearest = nearest.map_or(String::new(), |n| format!(" (nearest {n})"));
            format!("{missing} more {noun}{requirement}{nearest}")
        }
        Lang::Ja => {
            let requirement = requirement.map_or(String::new(), |r| format!("要件{r}："));
            let nearest = nearest.map_or(String::new(), |n| format!("（最有力候補：{n}）"));
            format!("{requirement}あと{missing}名{nearest}")
        }
    }
}

/// A figure missing.
#[must_use]
pub fn figure_missing(lang: Lang, amount: &str, unit: &str) -> String {
    match lang {
        Lang::En => format!("{amount} {unit} short"),
        Lang::Ja => format!("{}不足", quantity(lang, amount, unit)),
    }
}

/// A figure nobody can judge.
#[must_use]
pub fn figure_unknown(lang: Lang, metric: &str, months: &str) -> String {
    match lang {
        Lang::En if months.is_empty() => format!("no figures for {metric}"),
        Lang::Ja if months.is_empty() => format!("{metric}の数値なし"),
        Lang::En => format!("no figures for {metric} in {months}"),
        Lang::Ja => format!("{metric}の数値なし（{months}）"),
    }
}

/// A figure that cannot be judged because the market is not stated.
#[must_use]
pub fn market_unknown(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "the threshold depends on the organization's market, which is not stated",
        Lang::Ja => "しきい値は組織の市場によりますが、市場が記録されていません",
    }
}

/// A statement that is missing.
#[must_use]
pub fn statement_missing(lang: Lang, what: &str) -> String {
    match lang {
        Lang::En => format!("a statement: {what}"),
        Lang::Ja => format!("申告なし：{what}"),
    }
}

/// People that may leave.
#[must_use]
pub fn spare(lang: Lang, people: Option<u32>) -> String {
    match (lang, people) {
        (Lang::En, None) => "rests on no people".to_owned(),
        (Lang::Ja, None) => "従業員の要件なし".to_owned(),
        (Lang::En, Some(0)) => "nobody to spare".to_owned(),
        (Lang::Ja, Some(0)) => "なし".to_owned(),
        (Lang::En, Some(1)) => "1 person to spare".to_owned(),
        (Lang::Ja, Some(1)) => "1名の余裕".to_owned(),
        (Lang::En, Some(n)) => format!("{n} people to spare"),
        (Lang::Ja, Some(n)) => format!("{n}名の余裕"),
    }
}

/// The next thing counted that ends.
#[must_use]
pub fn next_end(lang: Lang, date: &str, what: &str) -> String {
    match lang {
        Lang::En => format!("next loss {date}: {what}"),
        Lang::Ja => format!("次に失う日は{date}：{what}"),
    }
}

/// Whose credit ends, and why.
#[must_use]
pub fn credit_ends(lang: Lang, person: &str, credential: &str, cause: EndCause) -> String {
    match lang {
        Lang::En => format!("{person}'s {credential} ({})", end_cause(lang, cause)),
        Lang::Ja => format!("{person}の{credential}（{}）", end_cause(lang, cause)),
    }
}

/// Why a credit ends.
#[must_use]
pub fn end_cause(lang: Lang, cause: EndCause) -> &'static str {
    match lang {
        Lang::En => match cause {
            EndCause::Leaves => "leaves",
            EndCause::Unlinked => "unlinked",
            EndCause::Expires => "expires",
            EndCause::Retires => "retired",
            EndCause::Revoked => "revoked",
            EndCause::SkillWindow => "too old",
        },
        Lang::Ja => match cause {
            EndCause::Leaves => "退職",
            EndCause::Unlinked => "関連付けの解除",
            EndCause::Expires => "期限切れ",
            EndCause::Retires => "廃止",
            EndCause::Revoked => "取り消し",
            EndCause::SkillWindow => "対象期間外",
        },
    }
}

/// That an override or attestation ends.
#[must_use]
pub fn exception_ends(lang: Lang, is_override: bool) -> &'static str {
    match (lang, is_override) {
        (Lang::En, true) => "the override ends",
        (Lang::Ja, true) => "例外承認の終了",
        (Lang::En, false) => "the statement runs out",
        (Lang::Ja, false) => "申告の期限切れ",
    }
}

/// Pending credits of a competency.
#[must_use]
pub fn pending(lang: Lang, person: &str, credential: &str, from: &str) -> String {
    match lang {
        Lang::En => format!("pending: {person}'s {credential} counts from {from}"),
        Lang::Ja => format!("反映待ち：{person}の{credential}は{}から算入されます", day(lang, from)),
    }
}

/// Whether something that has a beginning and an end is between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Running {
    /// It has not begun.
    Later,
    /// It holds.
    Now,
    /// It is over.
    Over,
}

impl Running {
    /// The word in documents.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Later => "later",
            Self::Now => "active",
            Self::Over => "over",
        }
    }
}

/// An override, listed apart with its reason, author and end.
#[must_use]
pub fn overridden_apart(
    lang: Lang,
    running: Running,
    target: &str,
    (from, until): (&str, &str),
    reason: Option<&str>,
    by: Option<&str>,
) -> String {
    match lang {
        Lang::En => {
            let state = match running {
                Running::Over => "was taken as met",
                Running::Now | Running::Later => "is taken as met",
            };
            let reason = reason.map_or(String::new(), |reason| format!(": {reason}"));
            let by = by.map_or(String::new(), |by| format!(" ({by})"));
            format!("Override: {target} {state} from {from} until {until}{reason}{by}.")
        }
        Lang::Ja => {
            let state = match running {
                Running::Over => "達成とみなしました",
                Running::Now | Running::Later => "達成とみなします",
            };
            let (from, until) = (day(lang, from), day(lang, until));
            let reason = reason.map(|reason| format!("理由：{reason}"));
            let by = by.map(|by| format!("承認者：{by}"));
            let why: Vec<String> = reason.into_iter().chain(by).collect();
            let why = if why.is_empty() { String::new() } else { format!("（{}）", why.join("、")) };
            format!("例外承認：{target}を{from}から{until}まで{state}{why}。")
        }
    }
}

/// An exemption of the programme that waives the next renewal.
#[must_use]
pub fn exempted(lang: Lang, id: &str, effect: &str) -> String {
    match lang {
        Lang::En => format!("Exemption {id}: {effect}"),
        Lang::Ja => format!("免除{id}：{effect}"),
    }
}
