//! Why something changed, and what can be done about it.

use super::{aside, called, level, level_of, list};
use crate::lang::Lang;

/// Why something changed, with everything in words.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the fields are the blanks of the sentences in `cause`")]
pub enum CauseWords<'a> {
    CreditLost { person: &'a str, credential: &'a str, why: &'a str },
    CreditGone { person: &'a str, credential: &'a str },
    CreditGained { person: &'a str, credential: &'a str },
    Figure { metric: &'a str, month: Option<&'a str>, before: &'a str, after: &'a str },
    OverrideBegan { reason: Option<&'a str> },
    OverrideEnded { reason: Option<&'a str> },
    Stated { evidence: Option<&'a str> },
    StatementEnded { evidence: Option<&'a str> },
    RulesChanged { path: &'a str },
    Crowded { names: &'a [String] },
    Freed { names: &'a [String] },
    Bought { offer: &'a str },
    Renewed { offer: &'a str },
    TermEnds { date: &'a str },
    WindowCloses { date: &'a str },
    Ends { person: &'a str, credential: &'a str, why: &'a str },
    NotCounted { person: &'a str, credential: &'a str, why: &'a str },
    RestsOn { people: &'a [String] },
    SameName { people: &'a [String] },
    SameAccount { accounts: &'a [String] },
    TooSoon { previous: &'a str, next: &'a str },
    Unused,
}

/// Why something changed.
#[must_use]
pub fn cause(lang: Lang, cause: CauseWords<'_>) -> String {
    match lang {
        Lang::En => match cause {
            CauseWords::CreditLost { person, credential, why } => format!("{person}'s {credential}: {why}"),
            CauseWords::CreditGone { person, credential } => {
                format!("{person}'s {credential} is not recorded any more")
            }
            CauseWords::CreditGained { person, credential } => format!("{person}'s {credential} counts"),
            CauseWords::Figure { metric, month: Some(month), before, after } => {
                format!("{metric} to {month}: {after}, before {before}")
            }
            CauseWords::Figure { metric, month: None, before, after } => format!("{metric}: {after}, before {before}"),
            CauseWords::OverrideBegan { reason } => with(lang, "an override began", reason),
            CauseWords::OverrideEnded { reason } => with(lang, "the override ended", reason),
            CauseWords::Stated { evidence } => with(lang, "a fact was stated", evidence),
            CauseWords::StatementEnded { evidence } => with(lang, "a statement ran out", evidence),
            CauseWords::RulesChanged { path } => format!("the rules of {path} changed"),
            CauseWords::Crowded { names } => format!("its people are counted for {}", list(lang, names)),
            CauseWords::Freed { names } => format!("its people are not counted for {} any more", list(lang, names)),
            CauseWords::Bought { offer } => format!("{offer} was bought"),
            CauseWords::Renewed { offer } => format!("{offer} was renewed"),
            CauseWords::TermEnds { date } => format!("the term ends on {date}"),
            CauseWords::WindowCloses { date } => format!("the window to renew closes on {date}"),
            CauseWords::Ends { person, credential, why } => format!("{person}'s {credential}: {why}"),
            CauseWords::NotCounted { person, credential, why } => format!("{person}'s {credential}: {why}"),
            CauseWords::RestsOn { people: [only] } => format!("it rests on {only} alone"),
            CauseWords::RestsOn { people } => format!("it rests on each of {}", list(lang, people)),
            CauseWords::SameName { people } => format!("{} have one name", list(lang, people)),
            CauseWords::SameAccount { accounts } => {
                format!("{} differ only in how they are written", list(lang, accounts))
            }
            CauseWords::TooSoon { previous, next } => {
                format!("the link before was made on {previous}, and the next is possible on {next}")
            }
            CauseWords::Unused => "it changes nothing".to_owned(),
        },
        Lang::Ja => match cause {
            CauseWords::CreditLost { person, credential, why }
            | CauseWords::Ends { person, credential, why }
            | CauseWords::NotCounted { person, credential, why } => format!("{person}の{credential}：{why}"),
            CauseWords::CreditGone { person, credential } => format!("{person}の{credential}の記録が削除された"),
            CauseWords::CreditGained { person, credential } => format!("{person}の{credential}が算入される"),
            CauseWords::Figure { metric, month: Some(month), before, after } => {
                format!("{metric}（{month}まで）：{before}→{after}")
            }
            CauseWords::Figure { metric, month: None, before, after } => format!("{metric}：{before}→{after}"),
            CauseWords::OverrideBegan { reason } => with(lang, "例外承認の開始", reason),
            CauseWords::OverrideEnded { reason } => with(lang, "例外承認の終了", reason),
            CauseWords::Stated { evidence } => with(lang, "申告の開始", evidence),
            CauseWords::StatementEnded { evidence } => with(lang, "申告の期限切れ", evidence),
            CauseWords::RulesChanged { path } => format!("{path}の規則の変更"),
            CauseWords::Crowded { names } => format!("該当する従業員は{}に算入される", list(lang, names)),
            CauseWords::Freed { names } => format!("該当する従業員が{}に算入されなくなる", list(lang, names)),
            CauseWords::Bought { offer } => format!("{}の購入", called(lang, offer)),
            CauseWords::Renewed { offer } => format!("{}の更新", called(lang, offer)),
            CauseWords::TermEnds { date } => format!("有効期間は{date}まで"),
            CauseWords::WindowCloses { date } => format!("更新期間は{date}まで"),
            CauseWords::RestsOn { people: [only] } => format!("{only}だけが支えている"),
            CauseWords::RestsOn { people } => format!("{}のいずれが欠けても未達成になる", list(lang, people)),
            CauseWords::SameName { people } => format!("{}は同姓同名", list(lang, people)),
            CauseWords::SameAccount { accounts } => format!("{}は表記だけが異なる", list(lang, accounts)),
            CauseWords::TooSoon { previous, next } => {
                format!("前回の関連付けは{previous}、次に関連付けできるのは{next}")
            }
            CauseWords::Unused => "あってもなくても判定は同じ".to_owned(),
        },
    }
}

fn with(lang: Lang, what: &str, detail: Option<&str>) -> String {
    detail.map_or_else(|| what.to_owned(), |detail| aside(lang, what, detail))
}

/// When a credit ends, in a sentence about why.
#[must_use]
pub fn ends_on(lang: Lang, cause: crate::engine::EndCause, date: &str) -> String {
    use crate::engine::EndCause;
    match lang {
        Lang::En => match cause {
            EndCause::Leaves => format!("last day of employment {date}"),
            EndCause::Unlinked => format!("linked here until {date}"),
            EndCause::Expires => format!("expires after {date}"),
            EndCause::Retires => format!("retired, counts until {date}"),
            EndCause::Revoked => format!("revoked after {date}"),
            EndCause::SkillWindow => format!("too old after {date}"),
        },
        Lang::Ja => match cause {
            EndCause::Leaves => format!("最終在籍日は{date}"),
            EndCause::Unlinked => format!("関連付けは{date}まで"),
            EndCause::Expires => format!("有効期限は{date}"),
            EndCause::Retires => format!("廃止済みで、算入は{date}まで"),
            EndCause::Revoked => format!("取り消しのため、算入は{date}まで"),
            EndCause::SkillWindow => format!("{date}を過ぎると対象期間外"),
        },
    }
}

/// What can be done, with everything in words.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the fields are the blanks of the sentences in `deed`")]
pub enum DeedWords<'a> {
    Earn { person: &'a str, credentials: &'a [String] },
    Link { person: &'a str, account: &'a str },
    Correct { person: &'a str, credential: &'a str, why: &'a str },
    Wait { person: &'a str, credential: &'a str },
    Staff { people: u32, competency: &'a str, level: &'a str, requirement: Option<&'a str>, credentials: &'a [String] },
    Raise { metric: &'a str, amount: Option<&'a str> },
    Record { metric: &'a str, months: &'a str },
    State { competency: &'a str, level: &'a str, requirement: Option<&'a str> },
    Renew { offer: &'a str },
    Buy { offer: Option<&'a str> },
    ReviewSkills,
    Extend { target: &'a str },
    Remove { target: &'a str },
    Merge { people: &'a [String] },
}

/// What can be done.
#[must_use]
pub fn deed(lang: Lang, deed: DeedWords<'_>) -> String {
    match lang {
        Lang::En => match deed {
            DeedWords::Earn { person, credentials } => format!("{person}: earn {}", list(lang, credentials)),
            DeedWords::Link { person, account } => format!("{person}: link {account} here"),
            DeedWords::Correct { person, credential, why } => format!("put {person}'s {credential} right: {why}"),
            DeedWords::Wait { person, credential } => format!("wait until {person}'s {credential} counts"),
            DeedWords::Staff { people, competency, level: held, requirement, credentials } => {
                let more = if people == 1 { "1 more person".to_owned() } else { format!("{people} more people") };
                let requirement = requirement.map_or_else(String::new, |id| format!(" ({id})"));
                let earning = match (people, credentials) {
                    (_, []) => String::new(),
                    (1, credentials) => format!(", who earns {}", list(lang, credentials)),
                    (_, credentials) => format!(", who earn {}", list(lang, credentials)),
                };
                format!("find {more} for {competency} {}{requirement}{earning}", level(lang, held))
            }
            DeedWords::Raise { metric, amount: Some(amount) } => format!("raise {metric} by {amount}"),
            DeedWords::Raise { metric, amount: None } => format!("raise {metric}"),
            DeedWords::Record { metric, months } => format!("record {metric} of {months}"),
            DeedWords::State { competency, level: held, requirement } => {
                let requirement = requirement.unwrap_or_default();
                format!("state {requirement} of {competency} {}", level(lang, held)).replace("  ", " ")
            }
            DeedWords::Renew { offer } => format!("renew {offer}"),
            DeedWords::Buy { offer: Some(offer) } => format!("buy {offer}"),
            DeedWords::Buy { offer: None } => "buy a membership".to_owned(),
            DeedWords::ReviewSkills => "look through the skills that the renewal needs".to_owned(),
            DeedWords::Extend { target } => format!("ask for the override of {target} anew, or meet it"),
            DeedWords::Remove { target } => format!("end the override of {target}"),
            DeedWords::Merge { people } => format!("if {} are one person, merge the records", list(lang, people)),
        },
        Lang::Ja => match deed {
            DeedWords::Earn { person, credentials } => format!("{person}：{}を取得する", list(lang, credentials)),
            DeedWords::Link { person, account } => format!("{person}：{account}をこの組織に関連付ける"),
            DeedWords::Correct { person, credential, why } => format!("{person}の{credential}の記録を直す（{why}）"),
            DeedWords::Wait { person, credential } => format!("{person}の{credential}が算入されるまで待つ"),
            DeedWords::Staff { people, competency, level: held, requirement, credentials } => {
                let goal = japanese_goal(competency, held, requirement);
                match credentials {
                    [] => format!("{goal}を満たす従業員をあと{people}名確保する"),
                    credentials => {
                        format!("{goal}のため、あと{people}名が{}を取得する", list(lang, credentials))
                    }
                }
            }
            DeedWords::Raise { metric, amount: Some(amount) } => format!("{metric}を{amount}増やす"),
            DeedWords::Raise { metric, amount: None } => format!("{metric}を増やす"),
            DeedWords::Record { metric, months } => format!("{months}の{metric}を記録する"),
            DeedWords::State { competency, level: held, requirement } => {
                format!("{}を申告する", japanese_goal(competency, held, requirement))
            }
            DeedWords::Renew { offer } => format!("{}を更新する", called(lang, offer)),
            DeedWords::Buy { offer: Some(offer) } => format!("{}を購入する", called(lang, offer)),
            DeedWords::Buy { offer: None } => "メンバーシップを購入する".to_owned(),
            DeedWords::ReviewSkills => "更新に必要なスキルを点検する".to_owned(),
            DeedWords::Extend { target } => format!("{target}の例外承認を申請し直すか、要件を達成する"),
            DeedWords::Remove { target } => format!("{target}の例外承認を終了する"),
            DeedWords::Merge { people } => format!("{}が同一人物であれば、記録を統合する", list(lang, people)),
        },
    }
}

/// 「Data Analytics（ゴールド）の要件r1」, or the level alone.
fn japanese_goal(competency: &str, held: &str, requirement: Option<&str>) -> String {
    let level = level_of(Lang::Ja, competency, held);
    requirement.map_or_else(|| level.clone(), |id| format!("{level}の要件{id}"))
}

/// What can be done, with the days between which it helps.
#[must_use]
pub fn timed(lang: Lang, deed: &str, not_before: Option<&str>, by: Option<&str>) -> String {
    match (lang, not_before, by) {
        (Lang::En, None, None) => deed.to_owned(),
        (Lang::Ja, None, None) => deed.to_owned(),
        (Lang::En, None, Some(by)) => format!("{deed} by {by}"),
        (Lang::Ja, None, Some(by)) => format!("{deed}（{by}まで）"),
        (Lang::En, Some(from), None) => format!("{deed} from {from}"),
        (Lang::Ja, Some(from), None) => format!("{deed}（{from}から）"),
        (Lang::En, Some(from), Some(by)) => format!("{deed} from {from} to {by}"),
        (Lang::Ja, Some(from), Some(by)) => format!("{deed}（{from}～{by}）"),
    }
}

/// The end of a sentence, where nothing known helps.
#[must_use]
pub fn nothing_helps(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "nothing recorded clears it",
        Lang::Ja => "記録の範囲では解消できません",
    }
}
