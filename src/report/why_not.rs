//! `why-not`: what became of one person's achievements, and from when each will count.

use super::achievements;
use super::common::{Recorded, Told};
use super::program_data::uses_data;
use super::standing_data::place_data;
use super::{Block, Data, Line, Reader, Report, Tone, TreeNode};
use crate::engine::{Outcome, Reason};
use crate::lang::words::{self, ReasonWords};
use crate::model::{AccountIx, AccountKind, AchievementIx, Association, EmployeeIx, Holder, Instant};
use crate::rules::CredentialIx;

/// The schema of the document.
pub const SCHEMA: &str = "competency/why-not/1";

/// Builds the report about one person, and where asked about one credential.
#[must_use]
pub fn why_not(told: &Told<'_>, person: EmployeeIx, credential: Option<CredentialIx>) -> Report {
    let lang = told.lang;
    let eligibility = &told.evaluation.eligibility;
    let mine: Vec<AchievementIx> = (0u32..)
        .map(AchievementIx)
        .zip(&told.records.achievements)
        .filter(|(_, a)| told.records.owner(a) == Some(person))
        .map(|(ix, _)| ix)
        .filter(|ix| {
            credential.is_none() || eligibility.credentials.get(ix.0 as usize).copied().flatten() == credential
        })
        .collect();
    let counted = mine.iter().filter(|ix| matches!(outcome(told, **ix), Some(Outcome::Counted(_)))).count();
    let name = told.person(person);
    let mut lines = vec![Line::new(Tone::Strong, words::why_not(lang, &name, counted, mine.len(), &told.today()))];
    lines.extend(circumstances(told, person));
    if mine.is_empty() {
        let text = match credential {
            Some(credential) => words::never_earned(lang, &name, told.credential(credential)),
            None => words::nothing_recorded(lang, &name),
        };
        lines.push(Line::new(Tone::Attention, text));
        if let Some(credential) = credential {
            let uses = uses(told, credential);
            if !uses.is_empty() {
                lines.push(Line::new(Tone::Muted, words::used_for(lang, &uses)));
            }
        }
    }
    let found = match told.reader {
        Reader::Spreadsheet => Block::Table(achievements::table(told, &mine)),
        _ => Block::Tree(mine.iter().map(|ix| node(told, *ix)).collect()),
    };
    let data = told
        .head(SCHEMA)
        .with("person", person_data(told, person))
        .with("asked", Data::optional(credential.map(|credential| asked_data(told, credential))))
        .with("achievements", Data::List(mine.iter().map(|ix| data(told, *ix)).collect()));
    told.report(vec![Block::Prose(lines), found], data).listing(&[("achievements", "achievement")])
}

/// The code of the reason why an achievement does not count; empty for one that does.
#[must_use]
pub(super) fn reason_code(told: &Told<'_>, ix: AchievementIx) -> &'static str {
    match outcome(told, ix) {
        Some(Outcome::NotCounted(reason)) => reason.code(),
        _ => "",
    }
}

pub(super) fn outcome<'a>(told: &Told<'a>, ix: AchievementIx) -> Option<&'a Outcome> {
    told.evaluation.eligibility.outcomes.get(ix.0 as usize)
}

/// Employment and links: what most reasons come down to.
fn circumstances(told: &Told<'_>, person: EmployeeIx) -> Vec<Line> {
    let (lang, records) = (told.lang, told.records);
    let mut lines = Vec::new();
    if let Some(employee) = records.employee(person) {
        let joined = employee.joined.map(|at| told.date(at));
        let left = employee.left.map(|at| told.last_day(at));
        let text = words::employed(lang, joined.as_deref(), left.as_deref());
        lines.push(Line::new(Tone::Plain, text));
    }
    for (ix, account) in (0u32..).map(AccountIx).zip(&records.accounts) {
        if account.owner != person {
            continue;
        }
        let kinds: Vec<AccountKind> = AccountKind::ALL.into_iter().filter(|k| account.kinds.contains(*k)).collect();
        let newest = newest_link(told, ix);
        let since = newest.map(|a| told.date(a.linked)).unwrap_or_default();
        let own = newest.is_some_and(|a| a.organization == records.organization.id);
        let link = words::link(lang, newest.map(|a| (records.text(a.organization), since.as_str())), own);
        let text = words::account(lang, records.text(account.id), &kinds, &link);
        lines.push(Line::new(Tone::Plain, text));
    }
    lines
}

/// The link of an account that holds at the instant of evaluation.
fn newest_link<'a>(told: &Told<'a>, account: AccountIx) -> Option<&'a Association> {
    let as_of = told.evaluation.as_of;
    let linked = told.records.associations_of(account).iter().rfind(|a| a.linked <= as_of);
    linked.filter(|a| a.unlinked.is_none_or(|end| end > as_of))
}

fn uses(told: &Told<'_>, credential: CredentialIx) -> Vec<String> {
    told.rulebook
        .uses(credential)
        .iter()
        .filter_map(|place| {
            let competency = told.competency(place.competency)?;
            Some(words::use_of(told.lang, &competency.name, told.level(place.level), &place.requirement))
        })
        .collect()
}

/// An achievement with what became of it, what would help, what it is good for, and where it comes from.
pub(super) fn node(told: &Told<'_>, ix: AchievementIx) -> TreeNode {
    let lang = told.lang;
    let place = ix.0 as usize;
    let name = told.achieved(ix);
    let known = told.evaluation.eligibility.credentials.get(place).copied().flatten();
    let title = known.and_then(|c| told.program().credential(c)).map_or(String::new(), |c| format!(" {}", c.name));
    let (tone, verdict, help) = told_outcome(told, ix);
    let mut children = Vec::new();
    children.extend(help.map(|text| TreeNode::leaf(Tone::Plain, text)));
    if let Some(credential) = known {
        let uses = uses(told, credential);
        if !uses.is_empty() {
            children.push(TreeNode::leaf(Tone::Muted, words::used_for(lang, &uses)));
        }
    }
    let record = record_words(told, ix);
    children.extend((!record.is_empty()).then(|| TreeNode::leaf(Tone::Muted, record)));
    TreeNode::new(tone, words::titled(lang, &format!("{name}{title}"), &verdict), children)
}

/// Where an achievement comes from.
fn record_words(told: &Told<'_>, ix: AchievementIx) -> String {
    let achievement = told.records.achievement(ix);
    let account = achievement.and_then(|a| match a.holder {
        Holder::Account(account) => told.records.account(account).map(|a| told.records.text(a.id)),
        Holder::Employee(_) => None,
    });
    let earned = achievement.and_then(|a| a.earned).map(|at| told.date(at));
    let expires = achievement.and_then(|a| a.expires).map(|at| told.last_day(at));
    let place = told.place(Recorded::Achievement(ix));
    words::achievement_record(told.lang, earned.as_deref(), expires.as_deref(), account, place.as_deref())
}

/// What became of an achievement, in words, with what would help.
pub(super) fn told_outcome(told: &Told<'_>, ix: AchievementIx) -> (Tone, String, Option<String>) {
    let lang = told.lang;
    let achievement = told.records.achievement(ix);
    match outcome(told, ix) {
        Some(Outcome::Counted(credit)) => {
            let until = credit.ends.map(|ending| {
                let why = words::end_cause(lang, ending.cause);
                words::counts_until(lang, &told.last_day(ending.at), why)
            });
            let direct = achievement.is_some_and(|a| matches!(a.holder, Holder::Employee(_)));
            let since = told.date(credit.since);
            (Tone::Good, words::counts(lang, &since, until.as_deref(), direct), None)
        }
        Some(Outcome::NotCounted(reason)) => {
            let (text, help) = reason_words(told, told.achieved(ix), achievement.and_then(|a| a.earned), reason);
            let tone = match reason {
                Reason::Duplicate(_) | Reason::NotRequired => Tone::Muted,
                Reason::Pending(_) | Reason::Undated { .. } | Reason::NotYetJoined(_) => Tone::Attention,
                _ => Tone::Bad,
            };
            (tone, words::not_counted(lang, reason.code(), &text), help)
        }
        None => (Tone::Muted, String::new(), None),
    }
}

/// Why an achievement of this credential, earned then, does not count, and what would help.
pub(super) fn reason_words(
    told: &Told<'_>,
    credential: &str,
    earned: Option<Instant>,
    reason: &Reason,
) -> (String, Option<String>) {
    let lang = told.lang;
    let say = |words: ReasonWords<'_>| words::reason(lang, &words);
    match reason {
        Reason::UnknownCredential => {
            let ids = told.program().credentials.iter().map(|c| c.id.as_str());
            say(ReasonWords::UnknownCredential { near: crate::near::nearest(credential, ids) })
        }
        Reason::NotRequired => say(ReasonWords::NotRequired),
        Reason::Undated { possible } => say(ReasonWords::Undated { possible: *possible }),
        Reason::Future => {
            let earned = earned.map(|at| told.date(at));
            say(ReasonWords::Future { earned: earned.as_deref().unwrap_or("") })
        }
        Reason::Revoked(on) => say(ReasonWords::Revoked { on: &told.date(*on) }),
        Reason::Duplicate(_) => say(ReasonWords::Duplicate),
        Reason::NotYetJoined(on) => say(ReasonWords::NotYetJoined { on: &told.date(*on) }),
        Reason::Left(end) => say(ReasonWords::Left { last: &told.last_day(*end) }),
        Reason::Unlinked { ended } => {
            let ended = ended.map(|at| told.last_day(at));
            say(ReasonWords::Unlinked { ended: ended.as_deref() })
        }
        Reason::LinkedElsewhere { organization, since } => say(ReasonWords::LinkedElsewhere {
            organization: told.records.text(*organization),
            since: &told.date(*since),
        }),
        Reason::WrongSource(needed) => say(ReasonWords::WrongSource { needed: *needed }),
        Reason::Pending(from) => say(ReasonWords::Pending { from: &told.date(*from) }),
        Reason::Expired(end) => say(ReasonWords::Expired { last: &told.last_day(*end) }),
        Reason::EarnedAfterRetirement(retired) => {
            say(ReasonWords::EarnedAfterRetirement { retired: &retired.to_string() })
        }
        Reason::Retired(last) => say(ReasonWords::Retired { last: &last.to_string() }),
        Reason::OutsideSkillWindow => say(ReasonWords::OutsideSkillWindow),
    }
}

/// Who it is: employment and links.
fn person_data(told: &Told<'_>, person: EmployeeIx) -> Data {
    let records = told.records;
    let employee = records.employee(person);
    let joined = employee.and_then(|e| e.joined).map(|at| Data::text(records.zone.rfc3339(at)));
    let left = employee.and_then(|e| e.left).map(|at| Data::text(told.last_day(at)));
    let accounts = (0u32..).map(AccountIx).zip(&records.accounts).filter(|(_, account)| account.owner == person);
    let accounts = accounts.map(|(ix, account)| {
        let kinds = AccountKind::ALL.into_iter().filter(|k| account.kinds.contains(*k)).map(AccountKind::word);
        let link = newest_link(told, ix);
        Data::map([
            ("account", Data::text(records.text(account.id))),
            ("kinds", Data::texts(kinds)),
            ("linked_to", Data::optional(link.map(|a| Data::text(records.text(a.organization))))),
            ("since", Data::optional(link.map(|a| Data::text(records.zone.rfc3339(a.linked))))),
        ])
    });
    Data::map([
        ("id", Data::text(records.employee_id(person))),
        ("name", Data::text(records.employee_name(person))),
        ("joined", Data::optional(joined)),
        ("left", Data::optional(left)),
        ("accounts", Data::List(accounts.collect())),
    ])
}

/// The credential that was asked about, and what it would be good for.
fn asked_data(told: &Told<'_>, credential: CredentialIx) -> Data {
    Data::map([
        ("credential", Data::text(told.credential(credential))),
        ("name", Data::optional(told.program().credential(credential).map(|c| Data::text(&c.name)))),
        ("uses", uses_data(told.program(), told.rulebook.uses(credential))),
    ])
}

/// One achievement for machines.
pub(super) fn data(told: &Told<'_>, ix: AchievementIx) -> Data {
    let zone = told.records.zone;
    let achievement = told.records.achievement(ix);
    let known = told.evaluation.eligibility.credentials.get(ix.0 as usize).copied().flatten();
    let (_, words, help) = told_outcome(told, ix);
    let account = achievement.and_then(|a| match a.holder {
        Holder::Account(account) => told.records.account(account).map(|a| Data::text(told.records.text(a.id))),
        Holder::Employee(_) => None,
    });
    let (from, until) = achievements::period(told, ix);
    let reason = Some(reason_code(told, ix)).filter(|code| !code.is_empty());
    let name = known.and_then(|c| told.program().credential(c)).map(|c| Data::text(&c.name));
    let uses = known.map(|c| told.rulebook.uses(c)).unwrap_or_default();
    Data::map([
        ("credential", Data::text(told.achieved(ix))),
        ("name", Data::optional(name)),
        ("account", Data::optional(account)),
        ("earned", Data::optional(achievement.and_then(|a| a.earned).map(|at| Data::text(zone.rfc3339(at))))),
        ("expires", Data::optional(achievement.and_then(|a| a.expires).map(|at| Data::text(told.last_day(at))))),
        ("counted", Data::Bool(matches!(outcome(told, ix), Some(Outcome::Counted(_))))),
        ("reason", Data::optional(reason.map(Data::text))),
        ("from", Data::optional(from.map(|at| Data::text(zone.rfc3339(at))))),
        ("until", Data::optional(until.map(|at| Data::text(told.last_day(at))))),
        ("words", Data::text(words)),
        ("help", Data::optional(help.map(Data::text))),
        ("uses", uses_data(told.program(), uses)),
        ("place", place_data(told, Recorded::Achievement(ix))),
    ])
}
