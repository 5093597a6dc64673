//! `status`.

use super::{Answer, alerts};
use crate::cli::args::{Order, Status};
use crate::cli::session::{Opened, Session};
use crate::cli::{CliError, Outcome, pick};
use crate::engine::Alert;
use crate::lang::words;
use crate::report::Reader;
use crate::report::status::{Choice, Sort, status};

pub(super) fn run(args: &Status, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let choice = Choice {
        only: args
            .competencies
            .iter()
            .map(|word| pick::competency(session.lang(), &opened.workspace.program, word))
            .collect::<Result<_, _>>()?,
        all: args.all,
        sort: match args.sort {
            Order::Program => Sort::Program,
            Order::Closest => Sort::Closest,
        },
    };
    show(&opened, &choice, true, session)?;
    session.remark(&opened);
    // Somebody at a terminal may want to know where to go from here; a script does not.
    if session.world.terminal.err {
        session.hint(&format!("{}\n", words::status_hint(session.lang())));
    }
    Ok(Outcome::Yes)
}

/// Evaluates and reports; `demo` does the same with its own files. Alerts take a walk through time, and the first answer
/// somebody sees must not wait for one: the document for machines has them in any case, people are told when asked.
pub(super) fn show(
    opened: &Opened,
    choice: &Choice,
    with_alerts: bool,
    session: &mut Session<'_, '_>,
) -> Result<(), CliError> {
    let judged = session.judge(opened)?;
    let evaluation = judged.evaluate();
    let wanted = with_alerts || judged.reader == Reader::Machine;
    let alerts: Vec<Alert> = if wanted { alerts::found(opened, &judged, None) } else { Vec::new() };
    let report = judged.tell(&evaluation, &opened.sources, |told| status(told, choice, &alerts));
    session.report(&report);
    Ok(())
}
