//! `report`.

use super::Answer;
use super::time::horizon;
use crate::cli::Outcome;
use crate::cli::args::Whole;
use crate::cli::session::Session;
use crate::engine::membership::offers;
use crate::engine::{Outlook, Rulebooks};
use crate::report::forecast::Future;
use crate::report::overview::{Whole as Told, overview};

pub(super) fn run(args: &Whole, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let judged = session.judge(&opened)?;
    let until = horizon(args.until.as_deref(), &opened, &judged)?;
    let evaluation = judged.evaluate();
    let rules = Rulebooks::new(&opened.workspace.program, &opened.workspace.policy);
    // One walk through time answers for alerts, tasks, profile and forecast.
    let outlook = Outlook::new(&rules, judged.records, judged.as_of, until);
    let (alerts, tasks, profile) = (outlook.alerts(), outlook.tasks(), outlook.profile());
    let (events, safe_days) = (outlook.events(), outlook.safe_days());
    let whole = Told {
        alerts: &alerts,
        tasks: &tasks,
        offered: &offers(&judged.rulebook, judged.records, &evaluation),
        profile: &profile,
        future: Future { events: &events, safe_days: &safe_days, until, alerts: false },
    };
    let report = judged.tell(&evaluation, &opened.sources, |told| overview(told, whole));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}
