//! `status`.

use super::Answer;
use crate::cli::args::{Order, Status};
use crate::cli::session::{Opened, Session};
use crate::cli::{CliError, Outcome, pick};
use crate::lang::{Lang, words};
use crate::report::status::{Choice, Sort, status};

pub(super) fn run(args: &Status, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let choice = Choice {
        only: args
            .competencies
            .iter()
            .map(|word| pick::competency(&opened.workspace.program, word))
            .collect::<Result<_, _>>()?,
        all: args.all,
        sort: match args.sort {
            Order::Program => Sort::Program,
            Order::Closest => Sort::Closest,
        },
    };
    show(&opened, &choice, session)?;
    session.remark(&opened);
    // Somebody at a terminal may want to know where to go from here; a script does not.
    if session.world.terminal.err {
        session.hint(&format!("{}\n", words::status_hint(Lang::En)));
    }
    Ok(Outcome::Yes)
}

/// Evaluates and reports; `demo` does the same with its own files.
pub(super) fn show(opened: &Opened, choice: &Choice, session: &mut Session<'_, '_>) -> Result<(), CliError> {
    let judged = session.judge(opened)?;
    let evaluation = judged.evaluate();
    let report = judged.tell(&evaluation, &opened.sources, |told| status(told, choice));
    session.report(&report);
    Ok(())
}
