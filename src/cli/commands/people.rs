//! `people`.

use super::Answer;
use crate::cli::args::People;
use crate::cli::session::Session;
use crate::cli::{Outcome, pick};
use crate::report::people::{Question, people};

pub(super) fn run(args: &People, session: &mut Session<'_, '_>) -> Answer {
    let since = args.since.as_deref().map(|text| pick::day(session.lang(), "--since", text)).transpose()?;
    let opened = session.open()?;
    let named = args.competencies.iter().map(|word| pick::competency(session.lang(), &opened.workspace.program, word));
    let question = Question { competencies: named.collect::<Result<_, _>>()?, since };
    let judged = session.judge(&opened)?;
    let evaluation = judged.evaluate();
    let report = judged.tell(&evaluation, &opened.sources, |told| people(told, &question));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}
