//! `membership`: show, buy, upgrade, renew.

use super::Answer;
use crate::cli::args::{MembershipChange, MembershipCommand};
use crate::cli::change::{Intent, record};
use crate::cli::judged::Judged;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome, pick};
use crate::edit::Change;
use crate::engine::membership::{Decision, Offered, offers};
use crate::lang::say;
use crate::lang::words::{self, Done};
use crate::load::kind::Kind;
use crate::report::membership::{decision_words, membership as report, price_words};
use crate::report::{Line, Tone};

pub(super) fn run(command: &MembershipCommand, session: &mut Session<'_, '_>) -> Answer {
    match command {
        MembershipCommand::Show => show(session),
        MembershipCommand::Buy(args) => change(Done::Bought, args, session),
        MembershipCommand::Upgrade(args) => change(Done::Upgraded, args, session),
        MembershipCommand::Renew(args) => change(Done::Renewed, args, session),
    }
}

fn show(session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let judged = session.judge(&opened)?;
    let evaluation = judged.evaluate();
    let offered = offers(&judged.rulebook, judged.records, &evaluation);
    let report = judged.tell(&evaluation, &opened.sources, |told| report(told, &offered));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}

/// Records a purchase, an upgrade or a renewal where the rules of that day allow it.
fn change(done: Done, args: &MembershipChange, session: &mut Session<'_, '_>) -> Answer {
    let day = args.on.as_deref().map(|text| pick::day(session.lang(), "--on", text)).transpose()?;
    if let Some(day) = day {
        // The rules and the records of that day decide.
        session.global.as_of = Some(day.to_string());
    }
    let opened = session.open_for_change(args.writing.dry_run)?;
    let here = session.here(&opened)?;
    let judged = session.judge(&opened)?;
    let day = judged.records.zone.date_of(judged.as_of);
    let evaluation = judged.evaluate();
    let offered = offers(&judged.rulebook, judged.records, &evaluation);
    let wanted = wanted(done, args.offer.as_deref(), &judged, &evaluation, &offered)?;
    let Some(offer) = here.workspace.program.offers.get(wanted.offer) else {
        return Ok(Outcome::CannotTell);
    };
    let decision = match done {
        Done::Bought => &wanted.buy,
        Done::Upgraded => &wanted.upgrade,
        Done::Renewed => &wanted.renew,
    };
    let terms = match decision {
        Decision::Allowed(terms) => terms,
        Decision::Refused(_) | Decision::Unknown(_) => {
            let why = judged.tell(&evaluation, &opened.sources, |told| decision_words(told, decision));
            session.complain(&say::membership_refused(session.lang(), &offer.name, &day.to_string(), &why));
            let unknown = matches!(decision, Decision::Unknown(_));
            return Ok(if unknown { Outcome::CannotTell } else { Outcome::No });
        }
    };
    let mut intent = Intent::new(session.lang());
    let until = terms.anniversary.to_string();
    let text = words::membership_done(session.lang(), done, &offer.name, &day.to_string(), &until);
    intent.said.push(Line::new(Tone::Good, text));
    let price = judged.tell(&evaluation, &opened.sources, |told| price_words(told, offer, terms));
    intent.said.extend(price.map(|text| Line::new(Tone::Plain, text)));
    if done == Done::Renewed {
        let renewed = evaluation
            .memberships()
            .map(|standing| standing.membership)
            .find(|n| here.records.memberships.get(*n).is_some_and(|m| here.records.text(m.offer) == offer.id));
        let n = renewed.unwrap_or(usize::MAX);
        let at = here.origin(here.origins.memberships.get(n))?;
        let known = here.records.memberships.get(n).map(|m| m.renewals.as_slice()).unwrap_or_default();
        let days: Vec<String> = known.iter().chain([&day]).map(ToString::to_string).collect();
        let fields = vec![("renewals", days.join(" "))];
        intent.changes.push(Change::Set { kind: Kind::Memberships, at, fields });
    } else {
        let purchased = day.to_string();
        let fields = [("offer", offer.id.as_str()), ("purchased", purchased.as_str())];
        intent.changes.push(record(&here, Kind::Memberships, &fields));
    }
    session.apply(&opened, &intent, args.writing.dry_run)
}

/// The offer that is meant: the one named, or the only membership there is to renew.
fn wanted<'o>(
    done: Done,
    named: Option<&str>,
    judged: &Judged<'_>,
    evaluation: &crate::engine::Evaluation<'_>,
    offered: &'o [Offered],
) -> Result<&'o Offered, CliError> {
    let program = judged.rulebook.program;
    let leading =
        evaluation.memberships().next().and_then(|standing| judged.records.memberships.get(standing.membership));
    let id = match (named, done, leading) {
        (Some(named), ..) => named.to_owned(),
        (None, Done::Renewed, Some(membership)) => judged.records.text(membership.offer).to_owned(),
        _ => {
            let ids: Vec<&str> = program.offers.iter().map(|o| o.id.as_str()).collect();
            let (message, help) = say::which_offer(judged.lang, &ids);
            return Err(CliError::Usage(message, Some(help)));
        }
    };
    let offer = pick::offer(judged.lang, program, &id)?;
    offered.iter().find(|one| one.offer == offer).ok_or(CliError::Complained)
}
