//! Sentences of `profile`, `forecast`, `actions` and `compare`.

use super::{as_of, called, date as day, level};
use crate::engine::{State, Verdict};
use crate::lang::Lang;

/// The first line of `profile`.
#[must_use]
pub fn profile(lang: Lang, shown: usize, offer: Option<&str>, date: &str) -> String {
    match (lang, offer) {
        (Lang::En, None) => format!("The business profile shows nothing without a membership, {}.", as_of(lang, date)),
        (Lang::Ja, None) => {
            format!("メンバーシップがないため、ビジネスプロファイルには何も表示されません（{}）。", as_of(lang, date))
        }
        (Lang::En, Some(offer)) => {
            let competencies = if shown == 1 { "1 competency".to_owned() } else { format!("{shown} competencies") };
            format!("The business profile shows {competencies} by {offer}, {}.", as_of(lang, date))
        }
        (Lang::Ja, Some(offer)) => format!(
            "{}により、ビジネスプロファイルにはコンピテンシー{shown}件が表示されます（{}）。",
            called(lang, offer),
            as_of(lang, date)
        ),
    }
}

/// The columns of `profile`.
#[must_use]
pub fn profile_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En => ["competency", "shown as", "since", "now"],
        Lang::Ja => ["コンピテンシー", "表示レベル", "表示開始", "現在"],
    }
}

/// Whether what is shown is still met, and why not.
#[must_use]
pub fn still_met(lang: Lang, verdict: Verdict, lost: Option<(&str, &str)>, carried_by: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let mut text = match (verdict, lost) {
                (Verdict::Met, _) => "met".to_owned(),
                (Verdict::Unknown, None) => "cannot tell".to_owned(),
                (Verdict::Unknown, Some((date, why))) => format!("cannot tell since {date}: {why}"),
                (Verdict::NotMet, None) => "no longer met".to_owned(),
                (Verdict::NotMet, Some((date, why))) => format!("no longer met since {date}: {why}"),
            };
            if let Some(exemption) = carried_by {
                text.push_str(&format!("; carried over by {exemption}"));
            }
            text
        }
        Lang::Ja => {
            let mut text = match (verdict, lost) {
                (Verdict::Met, _) => "達成".to_owned(),
                (Verdict::Unknown, None) => "判定不能".to_owned(),
                (Verdict::Unknown, Some((date, why))) => format!("{date}から判定不能：{why}"),
                (Verdict::NotMet, None) => "現在は未達成".to_owned(),
                (Verdict::NotMet, Some((date, why))) => format!("{date}から未達成：{why}"),
            };
            if let Some(exemption) = carried_by {
                text.push_str(&format!("（{exemption}により継続）"));
            }
            text
        }
    }
}

/// Until when what is shown stays, whatever is lost.
#[must_use]
pub fn frozen(lang: Lang, until: &str) -> String {
    match lang {
        Lang::En => format!("What is shown stays until {until}, even when its requirements are lost."),
        Lang::Ja => format!("要件を満たさなくなっても、{}までは表示されます。", day(lang, until)),
    }
}

/// The first line of `forecast`.
#[must_use]
pub fn forecast(lang: Lang, changes: usize, from: &str, until: &str) -> String {
    match lang {
        Lang::En => {
            let changes = match changes {
                0 => "Nothing changes".to_owned(),
                1 => "1 change".to_owned(),
                n => format!("{n} changes"),
            };
            format!("{changes} from {from} to {until}, by what is known today.")
        }
        Lang::Ja => {
            let (from, until) = (day(lang, from), day(lang, until));
            match changes {
                0 => format!("現在の記録では、{from}から{until}までに変化はありません。"),
                n => format!("現在の記録では、{from}から{until}までに{n}件の変化があります。"),
            }
        }
    }
}

/// The columns of `forecast`.
#[must_use]
pub fn forecast_headings(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En => ["date", "what changes", "why"],
        Lang::Ja => ["日付", "変化", "原因"],
    }
}

/// A level that changes.
#[must_use]
pub fn level_changes(lang: Lang, competency: &str, held: &str, from: Verdict, to: Verdict) -> String {
    match lang {
        Lang::En => {
            let held = level(lang, held);
            match (from, to) {
                (Verdict::Met, Verdict::NotMet) => format!("{competency}: {held} is lost"),
                (Verdict::NotMet, Verdict::Met) => format!("{competency}: {held} is reached"),
                (Verdict::Unknown, Verdict::Met) => format!("{competency}: {held} is certain"),
                (Verdict::Unknown, _) => format!("{competency}: {held} is certainly not met"),
                (_, Verdict::Unknown) => format!("{competency}: whether {held} is met cannot be told any more"),
                _ => format!("{competency}: {held}"),
            }
        }
        Lang::Ja => {
            let held = level(lang, held);
            match (from, to) {
                (Verdict::Met, Verdict::NotMet) => format!("{competency}：{held}を失う"),
                (Verdict::NotMet, Verdict::Met) => format!("{competency}：{held}を達成"),
                (Verdict::Unknown, Verdict::Met) => format!("{competency}：{held}の達成が確定"),
                (Verdict::Unknown, _) => format!("{competency}：{held}の未達成が確定"),
                (_, Verdict::Unknown) => format!("{competency}：{held}が判定不能になる"),
                _ => format!("{competency}：{held}"),
            }
        }
    }
}

/// A membership that changes its state.
#[must_use]
pub fn membership_changes(lang: Lang, offer: &str, from: Option<State>, to: Option<State>) -> String {
    match lang {
        Lang::En => match (from, to) {
            (None, _) => format!("{offer} begins"),
            (_, None) => format!("{offer} is replaced"),
            (_, Some(State::Active)) => format!("{offer} begins a new term"),
            (_, Some(State::RenewalWindow)) => format!("the term of {offer} is over; it can be renewed"),
            (_, Some(State::Lapsed)) => format!("{offer} lapses"),
        },
        Lang::Ja => {
            let offer = called(lang, offer);
            match (from, to) {
                (None, _) => format!("{offer}の開始"),
                (_, None) => format!("{offer}は別のプランに変わる"),
                (_, Some(State::Active)) => format!("{offer}の次の有効期間の開始"),
                (_, Some(State::RenewalWindow)) => format!("{offer}の有効期間が終了し、更新可能になる"),
                (_, Some(State::Lapsed)) => format!("{offer}の失効"),
            }
        }
    }
}

/// An alert that begins or ends.
#[must_use]
pub fn alert_changes(lang: Lang, begins: bool, alert: &str) -> String {
    match (lang, begins) {
        (Lang::En, true) => format!("alert: {alert}"),
        (Lang::Ja, true) => format!("アラート：{alert}"),
        (Lang::En, false) => format!("no longer: {alert}"),
        (Lang::Ja, false) => format!("解消：{alert}"),
    }
}

/// The legend of the timeline.
#[must_use]
pub fn timeline_legend(lang: Lang, levels: &[String]) -> String {
    match lang {
        Lang::En => {
            let levels: Vec<String> = levels
                .iter()
                .map(|name| format!("{} {name}", name.chars().next().unwrap_or(' ').to_uppercase()))
                .collect();
            format!("{}, . none, ? cannot tell, at the close of each month; ^ the anniversary", levels.join(", "))
        }
        Lang::Ja => {
            let letter = |name: &str| name.chars().next().unwrap_or(' ').to_uppercase().to_string();
            let levels: Vec<String> =
                levels.iter().map(|name| format!("{}＝{}", letter(name), called(lang, name))).collect();
            format!("{}、.＝なし、?＝判定不能（いずれも月末時点）、^＝更新基準日", levels.join("、"))
        }
    }
}

/// What a timeline shows.
#[must_use]
pub fn timeline_title(lang: Lang, from: &str, until: &str) -> String {
    match lang {
        Lang::En => format!("Levels from {from} to {until}, by what is known today"),
        Lang::Ja => format!(
            "{}から{}までのレベル（現時点で判明している内容）",
            super::date(lang, from),
            super::date(lang, until)
        ),
    }
}

/// The day a membership ends unless it is renewed, marked on a timeline.
#[must_use]
pub fn anniversary_mark(lang: Lang, day: &str) -> String {
    match lang {
        Lang::En => format!("anniversary {day}"),
        Lang::Ja => format!("更新基準日 {day}"),
    }
}

/// The days on which a membership can be renewed, marked on a timeline.
#[must_use]
pub fn window_mark(lang: Lang, opens: &str, closes: &str) -> String {
    match lang {
        Lang::En => format!("renewal {opens} to {closes}"),
        Lang::Ja => format!("更新期間 {opens}～{closes}"),
    }
}

/// The heading of the last safe days.
#[must_use]
pub fn safe_days(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Last days to pass an exam that keeps what is shown, the time until it is visible included:",
        Lang::Ja => "表示中のレベルを保つために試験に合格すべき最終日（反映までの日数を含む）：",
    }
}

/// The columns of the last safe days.
#[must_use]
pub fn safe_day_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En => ["person and credential", "keeps", "for the anniversary", "for the renewal window"],
        Lang::Ja => ["従業員と資格", "保つレベル", "更新基準日に向けて", "更新期間に向けて"],
    }
}

/// A day that is over, or on which nothing helps.
#[must_use]
pub fn too_late(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "too late",
        Lang::Ja => "間に合わない",
    }
}

/// The first line of `actions`.
#[must_use]
pub fn actions(lang: Lang, count: usize, date: &str) -> String {
    match lang {
        Lang::En => match count {
            0 => format!("Nothing to do, {}.", as_of(lang, date)),
            1 => format!("1 thing to do, {}.", as_of(lang, date)),
            n => format!("{n} things to do, what protects most first, {}.", as_of(lang, date)),
        },
        Lang::Ja => match count {
            0 => format!("対応事項はありません（{}）。", as_of(lang, date)),
            1 => format!("対応事項は1件です（{}）。", as_of(lang, date)),
            n => format!("対応事項は{n}件です。影響の大きい順に並べています（{}）。", as_of(lang, date)),
        },
    }
}

/// The columns of `actions`.
#[must_use]
pub fn action_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En => ["what", "by", "severity", "protects"],
        Lang::Ja => ["対応事項", "期限", "重要度", "守るもの"],
    }
}

/// What a calendar entry says below its title.
#[must_use]
pub fn protects(lang: Lang, subjects: &[String]) -> String {
    match lang {
        Lang::En => format!("Protects: {}", subjects.join("; ")),
        Lang::Ja => format!("守るもの：{}", subjects.join("、")),
    }
}

/// The first line of `compare`.
#[must_use]
pub fn compared(lang: Lang, differences: usize, from: &str, to: &str) -> String {
    match lang {
        Lang::En => match differences {
            0 => format!("Nothing differs between {from} and {to}."),
            1 => format!("1 difference between {from} and {to}."),
            n => format!("{n} differences between {from} and {to}."),
        },
        Lang::Ja => {
            let (from, to) = (day(lang, from), day(lang, to));
            match differences {
                0 => format!("{from}と{to}に違いはありません。"),
                n => format!("{from}と{to}の違いは{n}件です。"),
            }
        }
    }
}

/// The columns of `compare`.
#[must_use]
pub fn compare_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En => ["what", "before", "after", "why"],
        Lang::Ja => ["項目", "変更前", "変更後", "理由"],
    }
}

/// A membership in a comparison.
#[must_use]
pub fn held(lang: Lang, offer: &str, state: State, anniversary: &str) -> String {
    match lang {
        Lang::En => match state {
            State::Active => format!("{offer}, active until {anniversary}"),
            State::RenewalWindow => format!("{offer}, to be renewed"),
            State::Lapsed => format!("{offer}, lapsed"),
        },
        Lang::Ja => {
            let offer = called(lang, offer);
            match state {
                State::Active => format!("{offer}、{anniversary}まで有効"),
                State::RenewalWindow => format!("{offer}、更新待ち"),
                State::Lapsed => format!("{offer}、失効"),
            }
        }
    }
}

/// What there is instead of a membership where none was ever bought.
#[must_use]
pub fn nothing_bought(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "no membership is recorded",
        Lang::Ja => "メンバーシップの記録なし",
    }
}

/// What a comparison says of a credit.
#[must_use]
pub fn credit_counts(lang: Lang, counts: bool) -> &'static str {
    match (lang, counts) {
        (Lang::En, true) => "counts",
        (Lang::Ja, true) => "算入",
        (Lang::En, false) => "does not count",
        (Lang::Ja, false) => "算入対象外",
    }
}

/// Why a credit is there that was not.
#[must_use]
pub fn new_person(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "a new person",
        Lang::Ja => "新しい従業員",
    }
}

/// The word for the membership as a whole.
#[must_use]
pub fn membership_word(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "membership",
        Lang::Ja => "メンバーシップ",
    }
}

/// A person whom nobody is closer than.
#[must_use]
pub fn anybody(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "anybody",
        Lang::Ja => "いずれかの従業員",
    }
}
