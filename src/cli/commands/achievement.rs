//! `achievement`: list, add, revoke.

use super::Answer;
use crate::cli::args::{AchievementAdd, AchievementCommand, AchievementList, Writing};
use crate::cli::change::{Here, Intent, field, record};
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome, pick};
use crate::edit::Change;
use crate::lang::{say, words::Did};
use crate::load::kind::Kind;
use crate::model::{AccountIx, EmployeeIx, Holder};
use crate::report::achievements::{Choice, achievements};
use crate::rules::Credential;

pub(super) fn run(command: &AchievementCommand, session: &mut Session<'_, '_>) -> Answer {
    match command {
        AchievementCommand::List(args) => list(args, session),
        AchievementCommand::Add(args) => add(args, session),
        AchievementCommand::Revoke { holder, credential, on, earned, writing } => {
            revoke(Revocation { holder, credential, on, earned: earned.as_deref() }, writing, session)
        }
    }
}

fn add(args: &AchievementAdd, session: &mut Session<'_, '_>) -> Answer {
    let moment = pick::moment(session.lang(), "--earned", &args.earned)?;
    args.expires.as_deref().map(|text| pick::moment(session.lang(), "--expires", text)).transpose()?;
    let opened = session.open_for_change(args.writing.dry_run)?;
    let here = session.here(&opened)?;
    let program = &here.workspace.program;
    let ix = pick::credential(session.lang(), program, &args.credential)?;
    let Some(credential) = program.credential(ix) else {
        return session.apply(&opened, &Intent::new(session.lang()), args.writing.dry_run);
    };
    let holder = holder(&here, &args.holder, credential)?;
    let earned = here.workspace.zone.beginning(moment);
    let mut intent = Intent::new(session.lang());
    let known = here.records.achievements.iter().any(|a| {
        let same = program.find_credential(here.records.text(a.credential)) == Some(ix);
        a.holder == holder && same && a.earned == Some(earned)
    });
    if !known {
        let (column, id, name) = told(&here, holder);
        intent.say(Did::Earned { holder: &name, credential: &credential.id, date: &args.earned });
        let fields = [
            (column, id),
            ("credential", credential.id.as_str()),
            ("earned", &args.earned),
            ("expires", field(args.expires.as_ref())),
            ("evidence", field(args.evidence.as_ref())),
        ];
        intent.changes.push(record(&here, Kind::Achievements, &fields));
        intent.visible_after(earned, &here);
    }
    session.apply(&opened, &intent, args.writing.dry_run)
}

fn list(args: &AchievementList, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let judged = session.judge(&opened)?;
    let person = args.person.as_deref().map(|word| session.person(judged.records, word)).transpose()?;
    let counted = if args.counted { Some(true) } else { args.not_counted.then_some(false) };
    let choice = Choice { person, counted, reason: args.reason.clone() };
    let evaluation = judged.evaluate();
    let report = judged.tell(&evaluation, &opened.sources, |told| achievements(told, &choice));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}

/// Which achievement is revoked, as typed.
struct Revocation<'a> {
    holder: &'a str,
    credential: &'a str,
    on: &'a str,
    earned: Option<&'a str>,
}

fn revoke(what: Revocation<'_>, writing: &Writing, session: &mut Session<'_, '_>) -> Answer {
    let moment = pick::moment(session.lang(), "--on", what.on)?;
    let earned = what.earned.map(|text| pick::moment(session.lang(), "--earned", text)).transpose()?;
    let opened = session.open_for_change(writing.dry_run)?;
    let here = session.here(&opened)?;
    let program = &here.workspace.program;
    let ix = pick::credential(session.lang(), program, what.credential)?;
    let zone = here.workspace.zone;
    let account = pick::account(here.records, what.holder);
    let person = if account.is_none() { Some(pick::person(session.lang(), here.records, what.holder)?) } else { None };
    let meant: Vec<usize> = (0..)
        .zip(&here.records.achievements)
        .filter(|(_, a)| match account {
            Some(account) => a.holder == Holder::Account(account),
            None => here.records.owner(a) == person,
        })
        .filter(|(_, a)| program.find_credential(here.records.text(a.credential)) == Some(ix))
        .filter(|(_, a)| earned.is_none_or(|day| a.earned == Some(zone.beginning(day))))
        .map(|(n, _)| n)
        .collect();
    let (message, help) = match meant.as_slice() {
        [only] => {
            let mut intent = Intent::new(session.lang());
            let at = zone.beginning(moment);
            if let Some(achievement) = here.records.achievements.get(*only).filter(|a| a.revoked != Some(at)) {
                let (_, _, name) = told(&here, achievement.holder);
                intent.say(Did::Revoked { holder: &name, credential: program.credential_id(ix), date: what.on });
                let place = here.origin(here.origins.achievements.get(*only))?;
                let fields = vec![("revoked", what.on.to_owned())];
                intent.changes.push(Change::Set { kind: Kind::Achievements, at: place, fields });
                intent.effective(at);
            }
            return session.apply(&opened, &intent, writing.dry_run);
        }
        [] => say::not_earned(session.lang(), what.holder, program.credential_id(ix)),
        several => {
            let day = |n: &usize| here.records.achievements.get(*n)?.earned.map(|at| here.day(at));
            let days: Vec<String> = several.iter().filter_map(day).collect();
            say::earned_several_times(session.lang(), what.holder, program.credential_id(ix), &days)
        }
    };
    Err(CliError::Usage(message, Some(help)))
}

/// Who earned it: the account with that id, or the person's only account of the right kind, or the person.
fn holder(here: &Here<'_>, word: &str, credential: &Credential) -> Result<Holder, CliError> {
    if let Some(account) = pick::account(here.records, word) {
        return Ok(Holder::Account(account));
    }
    let person: EmployeeIx = pick::person(here.lang, here.records, word)?;
    let Some(kind) = credential.kind.account() else {
        return Ok(Holder::Employee(person));
    };
    let accounts: Vec<AccountIx> = (0u32..)
        .map(AccountIx)
        .zip(&here.records.accounts)
        .filter(|(_, a)| a.owner == person && a.kinds.contains(kind))
        .map(|(ix, _)| ix)
        .collect();
    match accounts.as_slice() {
        [] => Ok(Holder::Employee(person)),
        [only] => Ok(Holder::Account(*only)),
        several => {
            let ids: Vec<String> = several.iter().map(|ix| here.account(*ix).to_owned()).collect();
            let (message, help) = say::several_accounts(here.lang, here.records.employee_id(person), &ids);
            Err(CliError::Usage(message, Some(help)))
        }
    }
}

/// The column that names a holder, the id in it, and the person for readers.
fn told<'h>(here: &Here<'h>, holder: Holder) -> (&'static str, &'h str, String) {
    match holder {
        Holder::Account(account) => {
            let owner = here.records.account(account).map(|a| here.person(a.owner)).unwrap_or_default();
            ("account", here.account(account), owner)
        }
        Holder::Employee(person) => ("employee", here.records.employee_id(person), here.person(person)),
    }
}
