//! `link` and `unlink`: an account belongs to one organization at a time, and the newest link wins.

use super::Answer;
use crate::cli::args::{Link, Unlink};
use crate::cli::change::{Here, Intent};
use crate::cli::session::Session;
use crate::cli::{CliError, pick};
use crate::edit::{Change, Rows};
use crate::engine::next_link_day;
use crate::lang::{say, words::Did};
use crate::load::kind::Kind;
use crate::model::{AccountIx, Association, Date, Instant};

pub(super) fn link(args: &Link, session: &mut Session<'_, '_>) -> Answer {
    let moment = pick::moment(session.lang(), "--on", &args.on)?;
    let opened = session.open_for_change(args.writing.dry_run)?;
    let here = session.here(&opened)?;
    let at = here.workspace.zone.beginning(moment);
    let to = args.to.as_deref().unwrap_or(here.organization());
    let accounts = if args.all { unlinked(&here, to, at) } else { named(&here, &args.what)? };
    let mut intent = Intent::new(session.lang());
    let mut rows = Rows::new(Kind::Associations, &["account", "organization", "linked"]);
    for account in accounts {
        let id = here.account(account);
        let links = here.records.associations_of(account);
        if let Some(later) = links.iter().find(|link| link.linked > at) {
            let (message, help) =
                say::linked_later(session.lang(), id, here.records.text(later.organization), &here.day(later.linked));
            return Err(CliError::Usage(message, Some(help)));
        }
        match current(links, at) {
            Some(link) if here.records.text(link.organization) == to => {
                intent.say(Did::AlreadyLinked { account: id, organization: to, since: &here.day(link.linked) });
                continue;
            }
            Some(link) => {
                let organization = here.records.text(link.organization);
                intent.warn(Did::Cut { account: id, organization, date: &args.on });
            }
            None => {}
        }
        let owner = here.records.account(account).map(|a| here.person(a.owner)).unwrap_or_default();
        intent.say(Did::Linked { account: id, person: &owner, organization: to, date: &args.on });
        let days: Vec<Date> = links.iter().map(|link| here.workspace.zone.date_of(link.linked)).collect();
        let allowed = next_link_day(&here.workspace.policy, &days);
        if let Some(next) = allowed.filter(|next| here.workspace.zone.date_of(at) < *next) {
            intent.warn(Did::TooSoon { account: id, next: &next.to_string() });
        }
        if here.lacks_owner(to, id) {
            intent.warn(Did::NoOwner { account: id, organization: to });
        }
        rows.push([id, to, args.on.as_str()]);
    }
    if !rows.is_empty() {
        intent.changes.push(Change::Add(rows));
        intent.visible_after(at, &here);
    }
    session.apply(&opened, &intent, args.writing.dry_run)
}

pub(super) fn unlink(args: &Unlink, session: &mut Session<'_, '_>) -> Answer {
    let moment = pick::moment(session.lang(), "--on", &args.on)?;
    let opened = session.open_for_change(args.writing.dry_run)?;
    let here = session.here(&opened)?;
    let end = here.workspace.zone.end(moment);
    let mut intent = Intent::new(session.lang());
    for account in named(&here, &args.what)? {
        let id = here.account(account);
        let newest = (0..).zip(&here.records.associations).filter(|(_, link)| link.account == account).last();
        let Some((n, link)) = newest.filter(|(_, link)| link.unlinked.is_none_or(|ended| ended >= end)) else {
            let (message, help) = say::not_linked(session.lang(), id, &args.on);
            return Err(CliError::Usage(message, Some(help)));
        };
        if link.unlinked == Some(end) {
            continue;
        }
        let organization = here.records.text(link.organization);
        intent.say(Did::Unlinked { account: id, organization, date: &args.on });
        let at = here.origin(here.origins.associations.get(n))?;
        let fields = vec![("unlinked", args.on.clone())];
        intent.changes.push(Change::Set { kind: Kind::Associations, at, fields });
        intent.effective(end);
    }
    session.apply(&opened, &intent, args.writing.dry_run)
}

/// The accounts that were named, each once.
fn named(here: &Here<'_>, words: &[String]) -> Result<Vec<AccountIx>, CliError> {
    let mut accounts = Vec::new();
    for word in words {
        accounts.extend(pick::accounts(here.lang, here.records, word)?);
    }
    accounts.sort_unstable();
    accounts.dedup();
    Ok(accounts)
}

/// Every account of somebody employed that is not linked to the organization, and not linked anew later.
fn unlinked(here: &Here<'_>, to: &str, at: Instant) -> Vec<AccountIx> {
    let all = (0u32..).map(AccountIx).zip(&here.records.accounts);
    all.filter(|(ix, account)| {
        let employed = here.records.employee(account.owner).is_some_and(|e| e.employed_at(at));
        let links = here.records.associations_of(*ix);
        let here_already = current(links, at).is_some_and(|link| here.records.text(link.organization) == to);
        employed && !here_already && links.iter().all(|link| link.linked <= at)
    })
    .map(|(ix, _)| ix)
    .collect()
}

/// The link that holds at an instant: the newest, unless it has ended.
fn current(links: &[Association], at: Instant) -> Option<&Association> {
    links.iter().rfind(|link| link.linked <= at).filter(|link| link.unlinked.is_none_or(|ended| at < ended))
}
