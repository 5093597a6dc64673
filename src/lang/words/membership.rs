//! Sentences of `membership`: what was bought, what may be done, and every reason against it.

use super::{level, list};
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
        Lang::En | Lang::Ja => {
            let part = match part {
                OfferPart::Buy => "buy",
                OfferPart::Upgrade => "upgrade",
                OfferPart::Renew => "renew",
                OfferPart::Brings => "brings",
            };
            format!("{part}: {text}")
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
        Lang::En | Lang::Ja => match state {
            State::Active => format!(
                "{offer}: active since {since}, until {anniversary}; it can be renewed from {opens} to {closes}."
            ),
            State::RenewalWindow => {
                format!("{offer}: the term ended on {anniversary}; it can be renewed until {closes}.")
            }
            State::Lapsed => format!("{offer}: lapsed; it could be renewed until {closes}."),
        },
    }
}

/// That something may be done, until when it would last, and on which terms.
#[must_use]
pub fn allowed(lang: Lang, until: &str, by: &[String], exemption: Option<&str>, discount: u32) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let why = match (exemption, by) {
                (Some(exemption), _) => format!(", waived by {exemption}"),
                (None, []) => String::new(),
                (None, by) => format!(", by {}", list(lang, by)),
            };
            let discount = if discount > 0 { format!(", {discount} % off") } else { String::new() };
            format!("yes, until {until}{why}{discount}")
        }
    }
}

/// That something may not be done.
#[must_use]
pub fn refused(lang: Lang, reasons: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("no: {}", reasons.join("; ")),
    }
}

/// That nobody can tell whether something may be done.
#[must_use]
pub fn undecided(lang: Lang, reason: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("cannot tell: {reason}"),
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
        Lang::En | Lang::Ja => match refusal {
            RefusalWords::AlreadyBought { offer } => format!("{offer} runs already"),
            RefusalWords::HoldsHigher { offer } => format!("{offer} is higher, and runs"),
            RefusalWords::NotAnUpgrade { from: Some(from) } => format!("{from} would have to be active"),
            RefusalWords::NotAnUpgrade { from: None } => "it is no upgrade of anything".to_owned(),
            RefusalWords::NothingToRenew => "it was never bought, or something later took its place".to_owned(),
            RefusalWords::NotOpenYet { date } => format!("only from {date}"),
            RefusalWords::Closed { date } => format!("only until {date}"),
            RefusalWords::ProgrammeOver { date } => format!("the programme ended on {date}"),
        },
    }
}

/// That no competency holds the level that is needed, and which comes closest.
#[must_use]
pub fn shortage(lang: Lang, held: &str, nearest: Option<(&str, &str)>, perhaps: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let mut text = if perhaps.is_empty() {
                format!("no competency is met at {}", level(held))
            } else {
                format!("whether {} {} met at {} depends on facts that are missing", list(lang, perhaps), if perhaps.len() == 1 { "is" } else { "are" }, level(held))
            };
            if let Some((competency, missing)) = nearest {
                text.push_str(&format!(", closest {competency}"));
                if !missing.is_empty() {
                    text.push_str(&format!(" ({missing})"));
                }
            }
            text
        }
    }
}

/// Which lower offer could be had instead.
#[must_use]
pub fn instead(lang: Lang, offer: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{offer} could be had instead"),
    }
}

/// Competencies that were left out, because their rules were never published and nothing is recorded towards them.
#[must_use]
pub fn left_out_of_support(lang: Lang, names: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("Left out, because nobody can judge them: {}.", list(lang, names)),
    }
}

/// What was done with a membership.
#[must_use]
pub fn membership_done(lang: Lang, done: Done, offer: &str, date: &str, until: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => match done {
            Done::Bought => format!("{offer}: bought on {date}, until {until}."),
            Done::Upgraded => format!("{offer}: upgraded to on {date}, until {until}."),
            Done::Renewed => format!("{offer}: renewed on {date}, until {until}."),
        },
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
        Lang::En | Lang::Ja => format!("{amount} {currency} per {per} (published {as_of})"),
    }
}

/// The line before prices.
#[must_use]
pub fn prices(lang: Lang, prices: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("Price: {}.", prices.join("; ")),
    }
}
