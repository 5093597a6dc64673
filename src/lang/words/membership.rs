//! Sentences of `membership`: what was bought, what may be done, and every reason against it.

use super::{called, date as day, level, list, per_period};
use crate::engine::State;
use crate::lang::Lang;

/// What is said of an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferPart {
    /// Whether it may be bought.
    Buy,
    /// Whether it may be moved up to.
    Upgrade,
    /// Whether it may be renewed.
    Renew,
    /// What it brings.
    Brings,
}

/// One line about an offer.
#[must_use]
pub fn offer_part(lang: Lang, part: OfferPart, text: &str) -> String {
    match lang {
        Lang::En => {
            let part = match part {
                OfferPart::Buy => "buy",
                OfferPart::Upgrade => "upgrade",
                OfferPart::Renew => "renew",
                OfferPart::Brings => "brings",
            };
            format!("{part}: {text}")
        }
        Lang::Ja => {
            let part = match part {
                OfferPart::Buy => "購入",
                OfferPart::Upgrade => "アップグレード",
                OfferPart::Renew => "更新",
                OfferPart::Brings => "特典",
            };
            format!("{part}：{text}")
        }
    }
}

/// Where a membership stands, with its days.
#[must_use]
pub fn membership_state(
    lang: Lang,
    offer: &str,
    state: State,
    since: &str,
    anniversary: &str,
    window: (&str, &str),
) -> String {
    let (opens, closes) = window;
    match lang {
        Lang::En => match state {
            State::Active => format!(
                "{offer}: active since {since}, until {anniversary}; it can be renewed from {opens} to {closes}."
            ),
            State::RenewalWindow => {
                format!("{offer}: the term ended on {anniversary}; it can be renewed until {closes}.")
            }
            State::Lapsed => format!("{offer}: lapsed; it could be renewed until {closes}."),
        },
        Lang::Ja => {
            let (offer, anniversary) = (called(lang, offer), day(lang, anniversary));
            let (opens, closes) = (day(lang, opens), day(lang, closes));
            match state {
                State::Active => format!(
                    "{offer}：{}から{anniversary}まで有効です。{opens}から{closes}まで更新できます。",
                    day(lang, since)
                ),
                State::RenewalWindow => {
                    format!("{offer}：有効期間は{anniversary}に終了しました。{closes}まで更新できます。")
                }
                State::Lapsed => format!("{offer}：失効しました。更新期限は{closes}でした。"),
            }
        }
    }
}

/// That something may be done, until when it would last, and on which terms.
#[must_use]
pub fn allowed(lang: Lang, until: &str, by: &[String], exemption: Option<&str>, discount: u32) -> String {
    match lang {
        Lang::En => {
            let why = match (exemption, by) {
                (Some(exemption), _) => format!(", waived by {exemption}"),
                (None, []) => String::new(),
                (None, by) => format!(", by {}", list(lang, by)),
            };
            let discount = if discount > 0 { format!(", {discount} % off") } else { String::new() };
            format!("yes, until {until}{why}{discount}")
        }
        Lang::Ja => {
            let why = match (exemption, by) {
                (Some(exemption), _) => format!("、{exemption}により要件を免除"),
                (None, []) => String::new(),
                (None, by) => format!("、{}による", list(lang, by)),
            };
            let discount = if discount > 0 { format!("、{discount}%割引") } else { String::new() };
            format!("可（{until}まで{why}{discount}）")
        }
    }
}

/// That something may not be done.
#[must_use]
pub fn refused(lang: Lang, reasons: &[String]) -> String {
    match lang {
        Lang::En => format!("no: {}", reasons.join("; ")),
        Lang::Ja => format!("不可：{}", reasons.join("／")),
    }
}

/// That nobody can tell whether something may be done.
#[must_use]
pub fn undecided(lang: Lang, reason: &str) -> String {
    match lang {
        Lang::En => format!("cannot tell: {reason}"),
        Lang::Ja => format!("判定不能：{reason}"),
    }
}

/// Why something may not be done, with everything in words.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the fields are the blanks of the sentences in `refusal`")]
pub enum RefusalWords<'a> {
    AlreadyBought { offer: &'a str },
    HoldsHigher { offer: &'a str },
    NotAnUpgrade { from: Option<&'a str> },
    NothingToRenew,
    NotOpenYet { date: &'a str },
    Closed { date: &'a str },
    ProgrammeOver { date: &'a str },
}

/// Why something may not be done.
#[must_use]
pub fn refusal(lang: Lang, refusal: RefusalWords<'_>) -> String {
    match lang {
        Lang::En => match refusal {
            RefusalWords::AlreadyBought { offer } => format!("{offer} runs already"),
            RefusalWords::HoldsHigher { offer } => format!("{offer} is higher, and runs"),
            RefusalWords::NotAnUpgrade { from: Some(from) } => format!("{from} would have to be active"),
            RefusalWords::NotAnUpgrade { from: None } => "it is no upgrade of anything".to_owned(),
            RefusalWords::NothingToRenew => "it was never bought, or something later took its place".to_owned(),
            RefusalWords::NotOpenYet { date } => format!("only from {date}"),
            RefusalWords::Closed { date } => format!("only until {date}"),
            RefusalWords::ProgrammeOver { date } => format!("the programme ended on {date}"),
        },
        Lang::Ja => match refusal {
            RefusalWords::AlreadyBought { offer } => format!("{}はすでに有効です", called(lang, offer)),
            RefusalWords::HoldsHigher { offer } => format!("上位の{}が有効です", called(lang, offer)),
            RefusalWords::NotAnUpgrade { from: Some(from) } => {
                format!("{}が有効である必要があります", called(lang, from))
            }
            RefusalWords::NotAnUpgrade { from: None } => "アップグレードの対象ではありません".to_owned(),
            RefusalWords::NothingToRenew => "購入していないか、その後に別のプランへ移っています".to_owned(),
            RefusalWords::NotOpenYet { date } => format!("{date}から可能です"),
            RefusalWords::Closed { date } => format!("期限は{date}まででした"),
            RefusalWords::ProgrammeOver { date } => format!("プログラムは{date}に終了しました"),
        },
    }
}

/// That no competency holds the level that is needed, and which comes closest.
#[must_use]
pub fn shortage(lang: Lang, held: &str, nearest: Option<(&str, &str)>, perhaps: &[String]) -> String {
    match lang {
        Lang::En => {
            let mut text = if perhaps.is_empty() {
                format!("no competency is met at {}", level(lang, held))
            } else {
                format!(
                    "whether {} {} met at {} depends on facts that are missing",
                    list(lang, perhaps),
                    if perhaps.len() == 1 { "is" } else { "are" },
                    level(lang, held)
                )
            };
            if let Some((competency, missing)) = nearest {
                text.push_str(&format!(", closest {competency}"));
                if !missing.is_empty() {
                    text.push_str(&format!(" ({missing})"));
                }
            }
            text
        }
        Lang::Ja => {
            let held = called(lang, held);
            let text = if perhaps.is_empty() {
                format!("{held}を達成しているコンピテンシーがありません")
            } else {
                format!("情報が不足しており、{}が{held}を達成しているか判定できません", list(lang, perhaps))
            };
            match nearest {
                None => text,
                Some((competency, "")) => format!("{text}（最も近いのは{competency}）"),
                Some((competency, missing)) => format!("{text}（最も近いのは{competency}：{missing}）"),
            }
        }
    }
}

/// Which lower offer could be had instead.
#[must_use]
pub fn instead(lang: Lang, offer: &str) -> String {
    match lang {
        Lang::En => format!("{offer} could be had instead"),
        Lang::Ja => format!("代わりに{}を選べます", called(lang, offer)),
    }
}

/// Competencies that were left out, because their rules were never published and nothing is recorded towards them.
#[must_use]
pub fn left_out_of_support(lang: Lang, names: &[String]) -> String {
    match lang {
        Lang::En => format!("Left out, because nobody can judge them: {}.", list(lang, names)),
        Lang::Ja => format!("判定できないため除いたもの：{}。", list(lang, names)),
    }
}

/// What was done with a membership.
#[must_use]
pub fn membership_done(lang: Lang, done: Done, offer: &str, date: &str, until: &str) -> String {
    match lang {
        Lang::En => match done {
            Done::Bought => format!("{offer}: bought on {date}, until {until}."),
            Done::Upgraded => format!("{offer}: upgraded to on {date}, until {until}."),
            Done::Renewed => format!("{offer}: renewed on {date}, until {until}."),
        },
        Lang::Ja => {
            let (offer, date, until) = (called(lang, offer), day(lang, date), day(lang, until));
            match done {
                Done::Bought => format!("{offer}：{date}に購入、{until}まで有効。"),
                Done::Upgraded => format!("{offer}：{date}にアップグレード、{until}まで有効。"),
                Done::Renewed => format!("{offer}：{date}に更新、{until}まで有効。"),
            }
        }
    }
}

/// What can be done with a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// Bought.
    Bought,
    /// Moved up to.
    Upgraded,
    /// Renewed.
    Renewed,
}

/// A published fee with what is taken off.
#[must_use]
pub fn price(lang: Lang, amount: &str, currency: &str, per: &str, as_of: &str) -> String {
    match lang {
        Lang::En => format!("{amount} {currency} per {per} (published {as_of})"),
        Lang::Ja => format!("{}（{}公表）", per_period(amount, currency, per), day(lang, as_of)),
    }
}

/// The line before prices.
#[must_use]
pub fn prices(lang: Lang, prices: &[String]) -> String {
    match lang {
        Lang::En => format!("Price: {}.", prices.join("; ")),
        Lang::Ja => format!("料金：{}。", prices.join("、")),
    }
}
