//! Sentences of `profile`, `forecast`, `actions` and `compare`.

use super::{as_of, level};
use crate::engine::{State, Verdict};
use crate::lang::Lang;

/// The first line of `profile`.
#[must_use]
pub fn profile(lang: Lang, shown: usize, offer: Option<&str>, date: &str) -> String {
    match (lang, offer) {
        (Lang::En | Lang::Ja, None) => format!("The business profile shows nothing without a membership, {}.", as_of(lang, date)),
        (Lang::En | Lang::Ja, Some(offer)) => {
            let competencies = if shown == 1 { "1 competency".to_owned() } else { format!("{shown} competencies") };
            format!("The business profile shows {competencies} by {offer}, {}.", as_of(lang, date))
        }
    }
}

/// The columns of `profile`.
#[must_use]
pub fn profile_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En | Lang::Ja => ["competency", "shown as", "since", "now"],
    }
}

/// Whether what is shown is still met, and why not.
#[must_use]
pub fn still_met(lang: Lang, verdict: Verdict, lost: Option<(&str, &str)>, carried_by: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => {
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
    }
}

/// Until when what is shown stays, whatever is lost.
#[must_use]
pub fn frozen(lang: Lang, until: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("What is shown stays until {until}, even when its requirements are lost."),
    }
}

/// The first line of `forecast`.
#[must_use]
pub fn forecast(lang: Lang, changes: usize, from: &str, until: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let changes = match changes {
                0 => "Nothing changes".to_owned(),
                1 => "1 change".to_owned(),
                n => format!("{n} changes"),
            };
            format!("{changes} from {from} to {until}, by what is known today.")
        }
    }
}

/// The columns of `forecast`.
#[must_use]
pub fn forecast_headings(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En | Lang::Ja => ["date", "what changes", "why"],
    }
}

/// A level that changes.
#[must_use]
pub fn level_changes(lang: Lang, competency: &str, held: &str, from: Verdict, to: Verdict) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let held = level(held);
            match (from, to) {
                (Verdict::Met, Verdict::NotMet) => format!("{competency}: {held} is lost"),
                (Verdict::NotMet, Verdict::Met) => format!("{competency}: {held} is reached"),
                (Verdict::Unknown, Verdict::Met) => format!("{competency}: {held} is certain"),
                (Verdict::Unknown, _) => format!("{competency}: {held} is certainly not met"),
                (_, Verdict::Unknown) => format!("{competency}: whether {held} is met cannot be told any more"),
                _ => format!("{competency}: {held}"),
            }
        }
    }
}

/// A membership that changes its state.
#[must_use]
pub fn membership_changes(lang: Lang, offer: &str, from: Option<State>, to: Option<State>) -> String {
    match lang {
        Lang::En | Lang::Ja => match (from, to) {
            (None, _) => format!("{offer} begins"),
            (_, None) => format!("{offer} is replaced"),
            (_, Some(State::Active)) => format!("{offer} begins a new term"),
            (_, Some(State::RenewalWindow)) => format!("the term of {offer} is over; it can be renewed"),
            (_, Some(State::Lapsed)) => format!("{offer} lapses"),
        },
    }
}

/// An alert that begins or ends.
#[must_use]
pub fn alert_changes(lang: Lang, begins: bool, alert: &str) -> String {
    match (lang, begins) {
        (Lang::En | Lang::Ja, true) => format!("alert: {alert}"),
        (Lang::En | Lang::Ja, false) => format!("no longer: {alert}"),
    }
}

/// The legend of the timeline.
#[must_use]
pub fn timeline_legend(lang: Lang, levels: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let levels: Vec<String> =
                levels.iter().map(|name| format!("{} {name}", name.chars().next().unwrap_or(' ').to_uppercase())).collect();
            format!("{}, . none, ? cannot tell, at the close of each month; ^ the anniversary", levels.join(", "))
        }
    }
}

/// What a timeline shows.
#[must_use]
pub fn timeline_title(lang: Lang, from: &str, until: &str) -> String {
    match lang {
        Lang::En => format!("Levels from {from} to {until}, by what is known today"),
        Lang::Ja => format!("{from}から{until}までのレベル（現時点で判明している内容）"),
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
        Lang::En | Lang::Ja => "Last days to pass an exam that keeps what is shown, the time until it is visible included:",
    }
}

/// The columns of the last safe days.
#[must_use]
pub fn safe_day_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En | Lang::Ja => ["person and credential", "keeps", "for the anniversary", "for the renewal window"],
    }
}

/// A day that is over, or on which nothing helps.
#[must_use]
pub fn too_late(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "too late",
    }
}

/// The first line of `actions`.
#[must_use]
pub fn actions(lang: Lang, count: usize, date: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => match count {
            0 => format!("Nothing to do, {}.", as_of(lang, date)),
            1 => format!("1 thing to do, {}.", as_of(lang, date)),
            n => format!("{n} things to do, what protects most first, {}.", as_of(lang, date)),
        },
    }
}

/// The columns of `actions`.
#[must_use]
pub fn action_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En | Lang::Ja => ["what", "by", "severity", "protects"],
    }
}

/// What a calendar entry says below its title.
#[must_use]
pub fn protects(lang: Lang, subjects: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("Protects: {}", subjects.join("; ")),
    }
}

/// The first line of `compare`.
#[must_use]
pub fn compared(lang: Lang, differences: usize, from: &str, to: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => match differences {
            0 => format!("Nothing differs between {from} and {to}."),
            1 => format!("1 difference between {from} and {to}."),
            n => format!("{n} differences between {from} and {to}."),
        },
    }
}

/// The columns of `compare`.
#[must_use]
pub fn compare_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En | Lang::Ja => ["what", "before", "after", "why"],
    }
}

/// A membership in a comparison.
#[must_use]
pub fn held(lang: Lang, offer: &str, state: State, anniversary: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => match state {
            State::Active => format!("{offer}, active until {anniversary}"),
            State::RenewalWindow => format!("{offer}, to be renewed"),
            State::Lapsed => format!("{offer}, lapsed"),
        },
    }
}

/// What a comparison says of a credit.
#[must_use]
pub fn credit_counts(lang: Lang, counts: bool) -> &'static str {
    match (lang, counts) {
        (Lang::En | Lang::Ja, true) => "counts",
        (Lang::En | Lang::Ja, false) => "does not count",
    }
}

/// Why a credit is there that was not.
#[must_use]
pub fn new_person(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "a new person",
    }
}

/// The word for the membership as a whole.
#[must_use]
pub fn membership_word(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "membership",
    }
}

/// A person whom nobody is closer than.
#[must_use]
pub fn anybody(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "anybody",
    }
}
