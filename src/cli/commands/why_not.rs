//! `why-not`.

use super::Answer;
use crate::cli::args::WhyNot;
use crate::cli::session::Session;
use crate::cli::{Outcome, pick};
use crate::report::why_not::why_not;

pub(super) fn run(args: &WhyNot, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let judged = session.judge(&opened)?;
    let person = session.person(judged.records, &args.person)?;
    let program = &opened.workspace.program;
    let credential =
        args.credential.as_deref().map(|word| pick::credential(session.lang(), program, word)).transpose()?;
    let evaluation = judged.evaluate();
    let report = judged.tell(&evaluation, &opened.sources, |told| why_not(told, person, credential));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}
