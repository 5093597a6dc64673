//! Sentences of `why-not`: a person, their accounts, their achievements.

use super::{account_kind, as_of, called, date as day, moment};
use crate::lang::Lang;
use crate::model::AccountKind;

/// What became of an achievement that counts.
#[must_use]
pub fn counts(lang: Lang, since: &str, until: Option<&str>, direct: bool) -> String {
    match lang {
        Lang::En => {
            let until = until.map_or(String::new(), |u| format!(" {u}"));
            let direct = if direct { " (recorded directly, taken as linked)" } else { "" };
            format!("counts since {since}{until}{direct}")
        }
        Lang::Ja => {
            let until = until.map_or(String::new(), |u| format!("、{u}"));
            let direct = if direct {
                "（アカウントを介さない記録のため、関連付け済みとみなす）"
            } else {
                ""
            };
            format!("{}から算入{until}{direct}", moment(lang, since))
        }
    }
}

/// Until when an achievement counts, by what is known.
#[must_use]
pub fn counts_until(lang: Lang, date: &str, why: &str) -> String {
    match lang {
        Lang::En => format!("until {date} ({why})"),
        Lang::Ja => format!("{date}まで（{why}）"),
    }
}

/// Why an achievement does not count, with what would help.
#[must_use]
pub fn reason(lang: Lang, reason: &ReasonWords<'_>) -> (String, Option<String>) {
    let help = |text: &str| Some(text.to_owned());
    match lang {
        Lang::En => match *reason {
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
            ReasonWords::WrongSource { needed: Some(needed) } => {
                let kind = account_kind(lang, needed);
                (
                    format!("it must come through a {kind} account, and this one is not"),
                    Some(format!("record the person's {kind} account, or correct the account's kind")),
                )
            }
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
        Lang::Ja => match *reason {
            ReasonWords::UnknownCredential { near } => {
                ("プログラムの資格一覧にない資格です".to_owned(), near.map(|near| format!("{near}ではありませんか")))
            }
            ReasonWords::NotRequired => ("この日に有効な要件では求められていません".to_owned(), None),
            ReasonWords::Undated { possible: true } => {
                ("取得日がないため、算入できるか判定できません".to_owned(), help("取得日を記録してください"))
            }
            ReasonWords::Undated { possible: false } => {
                ("取得日がありません".to_owned(), help("取得日を記録してください。算入できない理由はほかにもあります"))
            }
            ReasonWords::Future { earned } => (format!("取得日の{earned}は基準日より後です"), None),
            ReasonWords::Revoked { on } => (format!("{on}付けで取り消されています"), None),
            ReasonWords::Duplicate => ("同じ従業員の同じ資格がすでに算入されています".to_owned(), None),
            ReasonWords::NotYetJoined { on } => {
                (format!("{on}に入社します"), Some(format!("対応は不要です。{on}から算入できます")))
            }
            ReasonWords::Left { last } => {
                (format!("最終在籍日（{last}）を過ぎています"), help("ほかの従業員が取得する必要があります"))
            }
            ReasonWords::Unlinked { ended: None } => (
                "アカウントがこの組織に関連付けられていません".to_owned(),
                help(
                    "関連付けるよう本人に依頼してください。本人以外にはできません。関連付け後、反映までの日数を経て算入されます",
                ),
            ),
            ReasonWords::Unlinked { ended: Some(ended) } => (
                format!("アカウントの最後の関連付けは{ended}までです"),
                help("関連付け直すよう本人に依頼してください。本人以外にはできません"),
            ),
            ReasonWords::LinkedElsewhere { organization, since } => (
                format!("アカウントは{since}から `{organization}` に関連付けられています"),
                help("この組織に関連付けるよう本人に依頼してください。もう一方の関連付けは解除されます"),
            ),
            ReasonWords::WrongSource { needed: Some(needed) } => {
                let kind = account_kind(lang, needed);
                (
                    format!("{kind}での取得が必要ですが、このアカウントは{kind}ではありません"),
                    Some(format!("本人の{kind}を記録するか、アカウントの種類を訂正してください")),
                )
            }
            ReasonWords::WrongSource { needed: None } => {
                ("方針により、第三者の証明書は認められません".to_owned(), None)
            }
            ReasonWords::Pending { from } => {
                let from = moment(lang, from);
                (format!("まだ反映されていません。{from}から算入されます"), help("待つ以外の対応は不要です"))
            }
            ReasonWords::Expired { last } => {
                (format!("有効期限（{last}）を過ぎています"), help("本人が更新するか、取得し直せます"))
            }
            ReasonWords::EarnedAfterRetirement { retired } => {
                (format!("取得日より前の{retired}に廃止された資格です"), help("取得日を確認してください"))
            }
            ReasonWords::Retired { last } => (
                format!("廃止された資格で、算入期限（{last}）を過ぎています"),
                help("同じ要件を満たす別の資格が必要です"),
            ),
            ReasonWords::OutsideSkillWindow => ("方針が定める対象期間より前の取得です".to_owned(), None),
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
    WrongSource { needed: Option<AccountKind> },
    Pending { from: &'a str },
    Expired { last: &'a str },
    EarnedAfterRetirement { retired: &'a str },
    Retired { last: &'a str },
    OutsideSkillWindow,
}

/// The name of a reason, by its code: Japanese readers have a word for each, which the glossary gives beside the code.
#[must_use]
pub fn reason_name(lang: Lang, code: &str) -> &str {
    match (lang, code) {
        (Lang::En, code) => code,
        (Lang::Ja, "unknown-credential") => "未登録の資格",
        (Lang::Ja, "not-required") => "要件外",
        (Lang::Ja, "undated") => "日付なし",
        (Lang::Ja, "future") => "将来の日付",
        (Lang::Ja, "revoked") => "取り消し",
        (Lang::Ja, "duplicate") => "重複",
        (Lang::Ja, "not-yet-joined") => "入社前",
        (Lang::Ja, "left") => "退職",
        (Lang::Ja, "unlinked") => "未関連付け",
        (Lang::Ja, "linked-elsewhere") => "他社に関連付け",
        (Lang::Ja, "wrong-source") => "取得元の不一致",
        (Lang::Ja, "pending") => "反映待ち",
        (Lang::Ja, "expired") => "期限切れ",
        (Lang::Ja, "earned-after-retirement") => "廃止後の取得",
        (Lang::Ja, "retired") => "廃止",
        (Lang::Ja, "outside-skill-window") => "対象期間外",
        (Lang::Ja, code) => code,
    }
}

/// That an achievement does not count, by which reason.
#[must_use]
pub fn not_counted(lang: Lang, code: &str, why: &str) -> String {
    match lang {
        Lang::En => format!("not counted ({code}): {why}"),
        Lang::Ja => format!("算入対象外（{}）：{why}", reason_name(lang, code)),
    }
}

/// The first line of `why-not`.
#[must_use]
pub fn why_not(lang: Lang, person: &str, counted: usize, total: usize, date: &str) -> String {
    match lang {
        Lang::En => {
            let noun = if total == 1 { "achievement" } else { "achievements" };
            format!("{person}: {counted} of {total} {noun} counted, {}.", as_of(lang, date))
        }
        Lang::Ja => format!("{person}：取得実績{total}件のうち{counted}件を算入（{}）。", as_of(lang, date)),
    }
}

/// Since and until when a person is employed.
#[must_use]
pub fn employed(lang: Lang, joined: Option<&str>, left: Option<&str>) -> String {
    match lang {
        Lang::En => match (joined, left) {
            (None, None) => "Employed; no first or last day is recorded.".to_owned(),
            (Some(joined), None) => format!("Employed since {joined}."),
            (None, Some(left)) => format!("Employed until {left}."),
            (Some(joined), Some(left)) => format!("Employed from {joined} until {left}."),
        },
        Lang::Ja => match (joined.map(|d| day(lang, d)), left.map(|d| day(lang, d))) {
            (None, None) => "在籍。入社日と退職日の記録はありません。".to_owned(),
            (Some(joined), None) => format!("{joined}から在籍。"),
            (None, Some(left)) => format!("{left}まで在籍。"),
            (Some(joined), Some(left)) => format!("{joined}から{left}まで在籍。"),
        },
    }
}

/// How an account is linked.
#[must_use]
pub fn account(lang: Lang, account: &str, kinds: &[AccountKind], link: &str) -> String {
    match lang {
        Lang::En => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| account_kind(lang, *kind)).collect();
            format!("Account {account} ({}): {link}.", kinds.join(", "))
        }
        Lang::Ja => {
            let kinds: Vec<&str> = kinds.iter().map(|kind| account_kind(lang, *kind)).collect();
            format!("アカウント{account}（{}）：{link}。", kinds.join("、"))
        }
    }
}

/// A link of an account.
#[must_use]
pub fn link(lang: Lang, organization: Option<(&str, &str)>, own: bool) -> String {
    match lang {
        Lang::En => match organization {
            None => "not linked".to_owned(),
            Some((_, since)) if own => format!("linked here since {since}"),
            Some((organization, since)) => format!("linked to `{organization}` since {since}"),
        },
        Lang::Ja => match organization {
            None => "未関連付け".to_owned(),
            Some((_, since)) if own => format!("{}からこの組織に関連付け", day(lang, since)),
            Some((organization, since)) => format!("{}から `{organization}` に関連付け", day(lang, since)),
        },
    }
}

/// What a credential is used for.
#[must_use]
pub fn used_for(lang: Lang, uses: &[String]) -> String {
    match lang {
        Lang::En => format!("for {}", uses.join(", ")),
        Lang::Ja => format!("用途：{}", uses.join("、")),
    }
}

/// A requirement that a credential is used for, by ids.
#[must_use]
pub fn use_of(lang: Lang, competency: &str, level: &str, requirement: &str) -> String {
    match lang {
        Lang::En => format!("{competency} {level} {requirement}"),
        Lang::Ja => format!("{competency}（{}）の{requirement}", called(lang, level)),
    }
}

/// That a person has no achievement of a credential.
#[must_use]
pub fn never_earned(lang: Lang, person: &str, credential: &str) -> String {
    match lang {
        Lang::En => format!("{person} has no achievement of {credential} on record."),
        Lang::Ja => format!("{person}に{credential}の取得実績の記録はありません。"),
    }
}

/// That a person has no achievements.
#[must_use]
pub fn nothing_recorded(lang: Lang, person: &str) -> String {
    match lang {
        Lang::En => format!("{person} has no achievements on record."),
        Lang::Ja => format!("{person}に取得実績の記録はありません。"),
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
        Lang::En => ["id", "name", "e-mail", "location", "employed", "accounts"],
        Lang::Ja => ["ID", "氏名", "メール", "拠点", "在籍", "アカウント"],
    }
}

/// From when to when somebody is employed.
#[must_use]
pub fn employment_period(lang: Lang, since: Option<&str>, until: Option<&str>) -> String {
    match (lang, since, until) {
        (Lang::En, None, None) => "always".to_owned(),
        (Lang::Ja, None, None) => "期間の記録なし".to_owned(),
        (Lang::En, Some(since), None) => format!("since {since}"),
        (Lang::Ja, Some(since), None) => format!("{since}から"),
        (Lang::En, None, Some(until)) => format!("until {until}"),
        (Lang::Ja, None, Some(until)) => format!("{until}まで"),
        (Lang::En, Some(since), Some(until)) => format!("{since} to {until}"),
        (Lang::Ja, Some(since), Some(until)) => format!("{since}～{until}"),
    }
}

/// An account and what it is linked to.
#[must_use]
pub fn linked_account(lang: Lang, account: &str, link: Option<(&str, &str)>) -> String {
    match (lang, link) {
        (Lang::En, Some((to, since))) => format!("{account} (linked to {to} since {since})"),
        (Lang::Ja, Some((to, since))) => format!("{account}（{since}から{to}に関連付け）"),
        (Lang::En, None) => format!("{account} (not linked)"),
        (Lang::Ja, None) => format!("{account}（未関連付け）"),
    }
}

/// People that are not listed.
#[must_use]
pub fn not_employed(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => {
            let people = if count == 1 { "1 person".to_owned() } else { format!("{count} people") };
            format!("{people} not employed on that day; --all lists them.")
        }
        Lang::Ja => format!("この日に在籍していない従業員が{count}名います。`--all` ですべて表示します。"),
    }
}
