//! `account add`.

use super::Answer;
use crate::cli::args::{AccountCommand, ProfileKind};
use crate::cli::change::{Intent, record};
use crate::cli::pick;
use crate::cli::session::Session;
use crate::lang::words::Did;
use crate::load::kind::Kind;
use crate::model::AccountKind;

pub(super) fn run(command: &AccountCommand, session: &mut Session<'_, '_>) -> Answer {
    let AccountCommand::Add { account, person, kind, writing } = command;
    let kind = match kind {
        ProfileKind::Learn => AccountKind::Learn,
        ProfileKind::University => AccountKind::University,
    };
    let opened = session.open_for_change(writing.dry_run)?;
    let here = session.here(&opened)?;
    let owner = pick::person(session.lang(), here.records, person)?;
    let mut intent = Intent::new(session.lang());
    let known = pick::account(here.records, account).and_then(|ix| here.records.account(ix));
    if !known.is_some_and(|known| known.owner == owner && known.kinds.contains(kind)) {
        // An account of somebody else is a complaint about the files as they would be.
        let person = here.person(owner);
        intent.say(Did::AccountAdded { account, kind, person: &person });
        let owner = here.records.employee_id(owner);
        let fields = [("account", account.as_str()), ("kind", kind.word()), ("employee", owner)];
        intent.changes.push(record(&here, Kind::Accounts, &fields));
    }
    session.apply(&opened, &intent, writing.dry_run)
}
