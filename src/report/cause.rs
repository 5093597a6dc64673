//! Causes, deeds and subjects in words and as data; shared by every report that looks at time.

use super::common::grouped;
use super::status::offer_name;
use super::why_not::reason_words;
use super::{Data, Told};
use crate::engine::{Action, Cause, Deed, Ending, Interval, Subject};
use crate::lang::words::{self, CauseWords, DeedWords};
use crate::model::{AccountIx, AchievementIx, EmployeeIx, Quantity};
use crate::rules::{CompetencyIx, LevelIx};

/// Why something changed, in words.
pub(super) fn cause_words(told: &Told<'_>, cause: &Cause) -> String {
    let lang = told.lang;
    let text = |symbol: Option<crate::model::Symbol>| symbol.map(|s| told.records.text(s));
    let override_reason = |n: &usize| told.records.overrides.get(*n).and_then(|o| text(o.reason));
    let evidence = |n: &usize| told.records.attestations.get(*n).and_then(|a| text(a.evidence));
    let say = |cause: CauseWords<'_>| words::cause(lang, cause);
    match cause {
        Cause::CreditLost { employee, credential, reason } => {
            let (person, credential) = (told.person(*employee), told.credential(*credential));
            match reason {
                Some(reason) => {
                    let why = reason_words(told, credential, None, reason).0;
                    say(CauseWords::CreditLost { person: &person, credential, why: &why })
                }
                None => say(CauseWords::CreditGone { person: &person, credential }),
            }
        }
        Cause::CreditGained { employee, credential } => {
            let person = told.person(*employee);
            say(CauseWords::CreditGained { person: &person, credential: told.credential(*credential) })
        }
        Cause::Figure { metric, month, before, after } => say(CauseWords::Figure {
            metric: metric_name(told, metric),
            month: month.map(|m| m.to_string()).as_deref(),
            before: &interval(told, *before),
            after: &interval(told, *after),
        }),
        Cause::OverrideBegan(n) => say(CauseWords::OverrideBegan { reason: override_reason(n) }),
        Cause::OverrideEnded(n) => say(CauseWords::OverrideEnded { reason: override_reason(n) }),
        Cause::Stated(n) => say(CauseWords::Stated { evidence: evidence(n) }),
        Cause::StatementEnded(n) => say(CauseWords::StatementEnded { evidence: evidence(n) }),
        Cause::RulesChanged { path } => say(CauseWords::RulesChanged { path }),
        Cause::Crowded(others) => {
            let names: Vec<String> = others.iter().map(|ix| competency(told, *ix).to_owned()).collect();
            say(CauseWords::Crowded { names: &names })
        }
        Cause::Freed(others) => {
            let names: Vec<String> = others.iter().map(|ix| competency(told, *ix).to_owned()).collect();
            say(CauseWords::Freed { names: &names })
        }
        Cause::Bought(n) => say(CauseWords::Bought { offer: offer_name(told, *n) }),
        Cause::Renewed(n) => say(CauseWords::Renewed { offer: offer_name(told, *n) }),
        Cause::TermEnds(date) => say(CauseWords::TermEnds { date: &date.to_string() }),
        Cause::WindowCloses(date) => say(CauseWords::WindowCloses { date: &date.to_string() }),
        Cause::Ends { employee, credential, ending } => say(CauseWords::Ends {
            person: &told.person(*employee),
            credential: told.credential(*credential),
            why: &ending_words(told, *ending),
        }),
        Cause::NotCounted { achievement, reason } => {
            let (person, credential) = holder(told, *achievement);
            let why = reason_words(told, credential, None, reason).0;
            say(CauseWords::NotCounted { person: &person, credential, why: &why })
        }
        Cause::RestsOn(people) => say(CauseWords::RestsOn { people: &told.people(people) }),
        Cause::SameName(people) => say(CauseWords::SameName { people: &told.people(people) }),
        Cause::SameAccount(accounts) => {
            let accounts: Vec<String> = accounts.iter().map(|ix| account(told, *ix).to_owned()).collect();
            say(CauseWords::SameAccount { accounts: &accounts })
        }
        Cause::TooSoon { previous, next } => {
            say(CauseWords::TooSoon { previous: &previous.to_string(), next: &next.to_string() })
        }
        Cause::Unused => say(CauseWords::Unused),
    }
}

/// Several causes in one line.
pub(super) fn causes_words(told: &Told<'_>, causes: &[Cause]) -> String {
    words::clauses(told.lang, &causes.iter().map(|cause| cause_words(told, cause)).collect::<Vec<_>>())
}

/// What can be done, with its days.
pub(super) fn action_words(told: &Told<'_>, action: &Action) -> String {
    let not_before = action.not_before.map(|d| d.to_string());
    let by = action.by.map(|d| d.to_string());
    words::timed(told.lang, &deed_words(told, &action.deed), not_before.as_deref(), by.as_deref())
}

/// Several things to do in one line.
pub(super) fn actions_words(told: &Told<'_>, actions: &[Action]) -> String {
    if actions.is_empty() {
        return words::nothing_helps(told.lang).to_owned();
    }
    words::clauses(told.lang, &actions.iter().map(|action| action_words(told, action)).collect::<Vec<_>>())
}

/// What can be done.
pub(super) fn deed_words(told: &Told<'_>, deed: &Deed) -> String {
    let say = |deed: DeedWords<'_>| words::deed(told.lang, deed);
    match deed {
        Deed::Earn { employee, credentials } => {
            let credentials = told.credentials(credentials);
            say(DeedWords::Earn { person: &told.person(*employee), credentials: &credentials })
        }
        Deed::Link { employee, account: ix } => {
            say(DeedWords::Link { person: &told.person(*employee), account: account(told, *ix) })
        }
        Deed::Correct { employee, achievement } => {
            let (_, credential) = holder(told, *achievement);
            let why = told.evaluation.eligibility.outcomes.get(achievement.0 as usize);
            let why = match why {
                Some(crate::engine::Outcome::NotCounted(reason)) => reason_words(told, credential, None, reason).0,
                _ => String::new(),
            };
            say(DeedWords::Correct { person: &told.person(*employee), credential, why: &why })
        }
        Deed::Wait { employee, achievement } => {
            say(DeedWords::Wait { person: &told.person(*employee), credential: holder(told, *achievement).1 })
        }
        Deed::Staff { competency: ix, level, requirement, people, credentials } => say(DeedWords::Staff {
            people: *people,
            competency: competency(told, *ix),
            level: told.level(*level),
            requirement: requirement.as_deref(),
            credentials: &told.credentials(credentials),
        }),
        Deed::Raise { metric, amount } => {
            let amount = amount.map(|amount| amount_words(told, metric, amount));
            say(DeedWords::Raise { metric: metric_name(told, metric), amount: amount.as_deref() })
        }
        Deed::Record { metric, months } => {
            let months = super::common::months(told.lang, months);
            say(DeedWords::Record { metric: metric_name(told, metric), months: &months })
        }
        Deed::State { competency: ix, level, requirement } => say(DeedWords::State {
            competency: competency(told, *ix),
            level: told.level(*level),
            requirement: requirement.as_deref(),
        }),
        Deed::Renew(n) => say(DeedWords::Renew { offer: offer_name(told, *n) }),
        Deed::Buy(n) => {
            let offer = n.and_then(|n| told.program().offers.get(n)).map(|offer| offer.name.as_str());
            say(DeedWords::Buy { offer })
        }
        Deed::ReviewSkills => say(DeedWords::ReviewSkills),
        Deed::Extend(n) => say(DeedWords::Extend { target: &override_target(told, *n) }),
        Deed::Remove(n) => say(DeedWords::Remove { target: &override_target(told, *n) }),
        Deed::Merge(people) => say(DeedWords::Merge { people: &told.people(people) }),
    }
}

/// What an alert is about.
pub(super) fn subject_words(told: &Told<'_>, subject: Subject) -> String {
    match subject {
        Subject::Membership(n) => words::membership_of(told.lang, offer_name(told, n)),
        Subject::Level(ix, level) => level_words(told, ix, level),
        Subject::Credit(person, credential) => {
            words::credit_of(told.lang, &told.person(person), told.credential(credential))
        }
        Subject::Credential(credential) => told.credential(credential).to_owned(),
        Subject::Employee(person) => told.person(person),
        Subject::Account(ix) => account(told, ix).to_owned(),
        Subject::Override(n) => override_target(told, n),
    }
}

/// A level of a competency.
pub(super) fn level_words(told: &Told<'_>, ix: CompetencyIx, level: LevelIx) -> String {
    words::level_of(told.lang, competency(told, ix), told.level(level))
}

/// What a subject is, for machines: one key that says which kind, and its ids.
pub(super) fn subject_data(told: &Told<'_>, subject: Subject) -> Data {
    match subject {
        Subject::Membership(n) => {
            let offer = told.records.memberships.get(n).map_or("", |m| told.records.text(m.offer));
            Data::map([("membership", Data::text(offer))])
        }
        Subject::Level(ix, level) => Data::map([
            ("competency", Data::text(told.competency(ix).map_or("", |c| c.id.as_str()))),
            ("level", Data::text(told.level(level))),
        ]),
        Subject::Credit(person, credential) => Data::map([
            ("employee", Data::text(told.records.employee_id(person))),
            ("credential", Data::text(told.credential(credential))),
        ]),
        Subject::Credential(credential) => Data::map([("credential", Data::text(told.credential(credential)))]),
        Subject::Employee(person) => Data::map([("employee", Data::text(told.records.employee_id(person)))]),
        Subject::Account(ix) => Data::map([("account", Data::text(account(told, ix)))]),
        Subject::Override(n) => {
            let target = told.records.overrides.get(n).map(|o| &o.target);
            let text = |symbol: Option<crate::model::Symbol>| {
                Data::optional(symbol.map(|symbol| Data::text(told.records.text(symbol))))
            };
            Data::map([("override", text(target.map(|t| t.competency))), ("level", text(target.map(|t| t.level)))])
        }
    }
}

/// Something to do, for machines.
pub(super) fn action_data(told: &Told<'_>, action: &Action) -> Data {
    Data::map([
        ("deed", Data::text(deed_code(&action.deed))),
        ("employee", Data::optional(action.employee().map(|ix| Data::text(told.records.employee_id(ix))))),
        ("not_before", Data::optional(action.not_before.map(|d| Data::text(d.to_string())))),
        ("by", Data::optional(action.by.map(|d| Data::text(d.to_string())))),
        ("text", Data::text(deed_words(told, &action.deed))),
    ])
}

/// The stable name of what is to be done.
pub(super) fn deed_code(deed: &Deed) -> &'static str {
    match deed {
        Deed::Earn { .. } => "earn",
        Deed::Link { .. } => "link",
        Deed::Correct { .. } => "correct",
        Deed::Wait { .. } => "wait",
        Deed::Staff { .. } => "staff",
        Deed::Raise { .. } => "raise",
        Deed::Record { .. } => "record",
        Deed::State { .. } => "state",
        Deed::Renew(_) => "renew",
        Deed::Buy(_) => "buy",
        Deed::ReviewSkills => "review-skills",
        Deed::Extend(_) => "extend",
        Deed::Remove(_) => "remove",
        Deed::Merge(_) => "merge",
    }
}

fn competency<'a>(told: &Told<'a>, ix: CompetencyIx) -> &'a str {
    told.competency(ix).map_or("", |c| c.name.as_str())
}

fn account<'a>(told: &Told<'a>, ix: AccountIx) -> &'a str {
    told.records.account(ix).map_or("", |account| told.records.text(account.id))
}

/// The person and the credential of an achievement.
fn holder<'a>(told: &Told<'a>, ix: AchievementIx) -> (String, &'a str) {
    let owner: Option<EmployeeIx> = told.records.achievement(ix).and_then(|a| told.records.owner(a));
    (owner.map(|owner| told.person(owner)).unwrap_or_default(), told.achieved(ix))
}

pub(super) fn override_target(told: &Told<'_>, n: usize) -> String {
    let Some(target) = told.records.overrides.get(n).map(|o| &o.target) else {
        return String::new();
    };
    let id = told.records.text(target.competency);
    let name = told.program().find_competency(id).map_or(id, |ix| competency(told, ix));
    let parts = [target.path, target.requirement];
    let inner: Vec<String> = parts.into_iter().flatten().map(|symbol| told.records.text(symbol).to_owned()).collect();
    words::part_of_level(told.lang, name, told.records.text(target.level), &inner)
}

fn metric_name<'a>(told: &Told<'a>, id: &'a str) -> &'a str {
    told.program().metric(id).map_or(id, |metric| metric.name.as_str())
}

fn amount_words(told: &Told<'_>, metric: &str, amount: Quantity) -> String {
    let unit = told.program().metric(metric).map_or("", |m| m.unit.as_str());
    words::quantity(told.lang, &grouped(amount), unit)
}

fn interval(told: &Told<'_>, interval: Interval) -> String {
    match (interval.certain, interval.possible) {
        (Some(certain), Some(possible)) if certain == possible => grouped(certain),
        (certain, possible) => {
            let side = |side: Option<Quantity>| side.map_or("?".to_owned(), grouped);
            words::span(told.lang, &side(certain), &side(possible))
        }
    }
}

fn ending_words(told: &Told<'_>, ending: Ending) -> String {
    words::ends_on(told.lang, ending.cause, &told.last_day(ending.at))
}
