//! Sentences of `people`.

use super::{as_of, date as day, level, level_of, list};
use crate::lang::Lang;

/// Whether what a person earned on accounts counts here. The better answer is the greater one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LinkedHere {
    /// The person has no account, so there is nothing to link.
    NoAccount,
    /// No account of the person is linked here.
    No,
    /// Some account of the person is linked here.
    Yes,
}

impl LinkedHere {
    /// The stable word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::NoAccount => "no-account",
            Self::No => "not-linked",
            Self::Yes => "linked",
        }
    }
}

/// What a person is to a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// The person is one of those counted.
    Carries,
    /// The person meets it too, but is not needed.
    Fits,
}

/// What happened to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Movement {
    /// Employment began.
    Joined,
    /// Employment ended.
    Left,
    /// An account was linked here.
    Linked,
    /// The link of an account ended.
    Unlinked,
}

impl Movement {
    /// The stable word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Joined => "joined",
            Self::Left => "left",
            Self::Linked => "linked",
            Self::Unlinked => "unlinked",
        }
    }
}

/// The first line of `people`.
#[must_use]
pub fn people_count(lang: Lang, people: usize, carrying: usize, date: &str) -> String {
    match lang {
        Lang::En => {
            let carry =
                if carrying == 1 { "1 carries a level".to_owned() } else { format!("{carrying} carry a level") };
            format!("{}, {carry}, {}.", english_people(people), as_of(lang, date))
        }
        Lang::Ja => format!(
            "従業員{people}名のうち、レベルの達成に算入されているのは{carrying}名です（{}）。",
            as_of(lang, date)
        ),
    }
}

/// The first line of `people` about competencies.
#[must_use]
pub fn people_of(lang: Lang, people: usize, competencies: &[String], date: &str) -> String {
    match lang {
        Lang::En => {
            let meet = if people == 1 { "meets" } else { "meet" };
            let names = list(lang, competencies);
            format!("{} {meet} some requirement of {names}, {}.", english_people(people), as_of(lang, date))
        }
        Lang::Ja => format!(
            "{}の要件のいずれかを満たす従業員は{people}名です（{}）。",
            list(lang, competencies),
            as_of(lang, date)
        ),
    }
}

/// The first line of `people --since`.
#[must_use]
pub fn people_moved(lang: Lang, changes: usize, since: &str, date: &str) -> String {
    match lang {
        Lang::En => match changes {
            0 => format!("Nobody came, went, was linked or unlinked from {since} to {date}."),
            1 => format!("1 change among people from {since} to {date}."),
            n => format!("{n} changes among people from {since} to {date}."),
        },
        Lang::Ja => {
            let (since, date) = (day(lang, since), day(lang, date));
            match changes {
                0 => format!("{since}から{date}までに、入社、退職、関連付け、関連付けの解除はありません。"),
                n => format!("{since}から{date}までの従業員の動きは{n}件です。"),
            }
        }
    }
}

fn english_people(count: usize) -> String {
    if count == 1 { "1 person".to_owned() } else { format!("{count} people") }
}

/// The columns of `people`; the first two also begin its matrix.
#[must_use]
pub fn people_headings(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::En => ["person", "account", "carries", "indispensable for", "would fit"],
        Lang::Ja => ["従業員", "アカウント", "算入先", "代わりがいない", "ほかに該当"],
    }
}

/// The columns of `people --since`.
#[must_use]
pub fn moved_headings(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En => ["date", "person", "change"],
        Lang::Ja => ["日付", "従業員", "動き"],
    }
}

/// The heading of a requirement in a matrix; the competency is named where there are several.
#[must_use]
pub fn requirement_column(lang: Lang, competency: Option<&str>, held: &str, requirement: &str) -> String {
    match lang {
        Lang::En => {
            let competency = competency.map(|name| format!("{name} ")).unwrap_or_default();
            format!("{competency}{} {requirement}", level(lang, held))
        }
        Lang::Ja => match competency {
            Some(competency) => format!("{}{requirement}", level_of(lang, competency, held)),
            None => format!("{}：{requirement}", level(lang, held)),
        },
    }
}

/// Whether an account of a person is linked here.
#[must_use]
pub fn linked_here(lang: Lang, link: LinkedHere) -> &'static str {
    match lang {
        Lang::En => match link {
            LinkedHere::Yes => "linked",
            LinkedHere::No => "not linked",
            LinkedHere::NoAccount => "none",
        },
        Lang::Ja => match link {
            LinkedHere::Yes => "関連付け済み",
            LinkedHere::No => "未関連付け",
            LinkedHere::NoAccount => "アカウントなし",
        },
    }
}

/// What a person is to a requirement.
#[must_use]
pub fn seat(lang: Lang, seat: Seat) -> &'static str {
    match lang {
        Lang::En => match seat {
            Seat::Carries => "carries",
            Seat::Fits => "fits",
        },
        Lang::Ja => match seat {
            Seat::Carries => "算入",
            Seat::Fits => "該当",
        },
    }
}

/// What happened to somebody, or to an account.
#[must_use]
pub fn movement(lang: Lang, movement: Movement, account: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let account = account.unwrap_or_default();
            match movement {
                Movement::Joined => "joined".to_owned(),
                Movement::Left => "left; this was the last day".to_owned(),
                Movement::Linked => format!("{account} linked here"),
                Movement::Unlinked => format!("{account} no longer linked here"),
            }
        }
        Lang::Ja => {
            let account = account.unwrap_or_default();
            match movement {
                Movement::Joined => "入社".to_owned(),
                Movement::Left => "退職（この日まで在籍）".to_owned(),
                Movement::Linked => format!("{account}を関連付け"),
                Movement::Unlinked => format!("{account}の関連付けを解除"),
            }
        }
    }
}
