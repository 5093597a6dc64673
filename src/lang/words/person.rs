//! Sentences of `why-not`: a person, their accounts, their achievements.

use super::as_of;
use crate::lang::Lang;

/// What became of an achievement that counts.
#[must_use]
pub fn counts(lang: Lang, since: &str, until: Option<&str>, direct: bool) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let until = until.map_or(String::new(), |u| format!(" {u}"));
            let direct = if direct { " (recorded directly, taken as linked)" } else { "" };
            format!("counts since {since}{until}{direct}")
        }
    }
}

/// Until when an achievement counts, by what is known.
#[must_use]
pub fn counts_until(lang: Lang, date: &str, why: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("until {date} ({why})"),
    }
}

/// Why an achievement does not count, with what would help.
#[must_use]
pub fn reason(lang: Lang, reason: &ReasonWords<'_>) -> (String, Option<String>) {
    let help = |text: &str| Some(text.to_owned());
    match lang {
        Lang::En | Lang::Ja => match *reason {
            ReasonWords::UnknownCredential { near } => (
                "the programme's catalogue does not know this credential".to_owned(),
                near.map(|near| format!("did you mean {near}?")),
            ),
            ReasonWords::NotRequired => ("no requirement in force on this day names it".to_owned(), None),
            ReasonWords::Undated { possible: true } => {
                ("it has no date, so it may or may not count".to_owned(), help("record the day it was earned"))
            }
            ReasonWords::Undated { possible: false } => (
                "it has no date".to_owned(),
                help("record the day it was earned; something else stands against it too"),
            ),
            ReasonWords::Future { earned } => (format!("it is dated {earned}, after the day of evaluation"), None),
            ReasonWords::Revoked { on } => (format!("it was revoked on {on}"), None),
            ReasonWords::Duplicate => ("the same credential of the same person already counts".to_owned(), None),
            ReasonWords::NotYetJoined { on } => {
                (format!("the person joins on {on}"), Some(format!("nothing to do: it can count from {on}")))
            }
            ReasonWords::Left { last } => {
                (format!("the person's last day was {last}"), help("somebody else needs to reach this goal"))
            }
            ReasonWords::Unlinked { ended: None } => (
                "the account is not linked to this organization".to_owned(),
                help("ask the person to link it: nobody else can; then it counts after the visibility delay"),
            ),
            ReasonWords::Unlinked { ended: Some(ended) } => (
                format!("the account's last link ended on {ended}"),
                help("ask the person to link it again: nobody else can"),
            ),
            ReasonWords::LinkedElsewhere { organization, since } => (
                format!("the account has been linked to `{organization}` since {since}"),
                help("ask the person to link it here: that cuts the other link"),
            ),
            ReasonWords::WrongSource { needed: Some(needed) } => (
                format!("it must come through a {needed} account, and this one is not"),
                Some(format!("record the person's {needed} account, or correct the account's kind")),
            ),
            ReasonWords::WrongSource { needed: None } => {
                ("the policy accepts no third parties' certificates".to_owned(), None)
            }
            ReasonWords::Pending { from } => {
                (format!("it is not visible yet and counts from {from}"), help("nothing to do but wait"))
            }
            ReasonWords::Expired { last } => {
                (format!("it was valid until {last}"), help("the person can renew it or earn it again"))
            }
            ReasonWords::EarnedAfterRetirement { retired } => (
                format!("the credential was retired on {retired}, before it was earned"),
                help("check the date it was earned"),
            ),
            ReasonWords::Retired { last } => (
                format!("the credential is retired and counted until {last}"),
                help("another credential of the same requirement is needed"),
            ),
            ReasonWords::OutsideSkillWindow => ("it is older than the policy's skill window".to_owned(), None),
        },
    }
}

/// Why an achievement does not count, with everything in words.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the fields are the blanks of the sentences in `reason`")]
pub enum ReasonWords<'a> {
    UnknownCredential { near: Option<&'a str> },
    NotRequired,
    Undated { possible: bool },
    Future { earned: &'a str },
    Revoked { on: &'a str },
    Duplicate,
    NotYetJoined { on: &'a str },
    Left { last: &'a str },
    Unlinked { ended: Option<&'a str> },
    LinkedElsewhere { organization: &'a str, since: &'a str },
    WrongSource { needed: Option<&'a str> },
    Pending { from: &'a str },
    Expired { last: &'a str },
    EarnedAfterRetirement { retired: &'a str },
    Retired { last: &'a str },
    OutsideSkillWindow,
}

/// That an achievement does not count, by which reason.
#[must_use]
pub fn not_counted(lang: Lang, code: &str, why: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("not counted ({code}): {why}"),
    }
}

/// The first line of `why-not`.
#[must_use]
pub fn why_not(lang: Lang, person: &str, counted: usize, total: usize, date: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let noun = if total == 1 { "achievement" } else { "achievements" };
            format!("{person}: {counted} of {total} {noun} counted, {}.", as_of(lang, date))
        }
    }
}

/// Since and until when a person is employed.
#[must_use]
pub fn employed(lang: Lang, joined: Option<&str>, left: Option<&str>) -> String {
    match lang {
        Lang::En | Lang::Ja => match (joined, left) {
            (None, None) => "Employed; no first or last day is recorded.".to_owned(),
            (Some(joined), None) => format!("Employed since {joined}."),
            (None, Some(left)) => format!("Employed until {left}."),
            (Some(joined), Some(left)) => format!("Employed from {joined} until {left}."),
        },
    }
}

/// How an account is linked.
#[must_use]
pub fn account(lang: Lang, account: &str, kinds: &str, link: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("Account {account} ({kinds}): {link}."),
    }
}

/// A link of an account.
#[must_use]
pub fn link(lang: Lang, organization: Option<(&str, &str)>, own: bool) -> String {
    match lang {
        Lang::En | Lang::Ja => match organization {
            None => "not linked".to_owned(),
            Some((_, since)) if own => format!("linked here since {since}"),
            Some((organization, since)) => format!("linked to `{organization}` since {since}"),
        },
    }
}

/// What a credential is used for.
#[must_use]
pub fn used_for(lang: Lang, uses: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("for {}", uses.join(", ")),
    }
}

/// That a person has no achievement of a credential.
#[must_use]
pub fn never_earned(lang: Lang, person: &str, credential: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{person} has no achievement of {credential} on record."),
    }
}

/// That a person has no achievements.
#[must_use]
pub fn nothing_recorded(lang: Lang, person: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{person} has no achievements on record."),
    }
}

/// Whether somebody works there at the instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Employment {
    /// Employed.
    Employed,
    /// No longer.
    Left,
    /// Not yet.
    NotYetJoined,
}

impl Employment {
    /// The word in documents.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Employed => "employed",
            Self::Left => "left",
            Self::NotYetJoined => "not-yet-joined",
        }
    }
}

/// The columns of `employee list`.
#[must_use]
pub fn employee_headings(lang: Lang) -> [&'static str; 6] {
    match lang {
        Lang::En | Lang::Ja => ["id", "name", "e-mail", "location", "employed", "accounts"],
    }
}

/// From when to when somebody is employed.
#[must_use]
pub fn employment_period(lang: Lang, since: Option<&str>, until: Option<&str>) -> String {
    match (lang, since, until) {
        (Lang::En | Lang::Ja, None, None) => "always".to_owned(),
        (Lang::En | Lang::Ja, Some(since), None) => format!("since {since}"),
        (Lang::En | Lang::Ja, None, Some(until)) => format!("until {until}"),
        (Lang::En | Lang::Ja, Some(since), Some(until)) => format!("{since} to {until}"),
    }
}

/// An account and what it is linked to.
#[must_use]
pub fn linked_account(lang: Lang, account: &str, link: Option<(&str, &str)>) -> String {
    match (lang, link) {
        (Lang::En | Lang::Ja, Some((to, since))) => format!("{account} (linked to {to} since {since})"),
        (Lang::En | Lang::Ja, None) => format!("{account} (not linked)"),
    }
}

/// People that are not listed.
#[must_use]
pub fn not_employed(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let people = if count == 1 { "1 person".to_owned() } else { format!("{count} people") };
            format!("{people} not employed on that day; --all lists them.")
        }
    }
}
