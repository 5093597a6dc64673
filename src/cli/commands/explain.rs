//! `explain`.

use super::Answer;
use crate::cli::args::Explain;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome, pick};
use crate::lang::{Lang, say};
use crate::near::nearest;
use crate::report::explain::{Choice, explain};

pub(super) fn run(args: &Explain, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let program = &opened.workspace.program;
    let ix = pick::competency(session.lang(), program, &args.competency)?;
    let level = args.level.as_deref().map(|word| pick::level(session.lang(), program, word)).transpose()?;
    let judged = session.judge(&opened)?;
    let evaluation = judged.evaluate();
    let Some(standing) = evaluation.competency(ix) else {
        return Err(unknown(session.lang(), "competency", &args.competency, []));
    };
    if let Some(path) = &args.path {
        let ids: Vec<&str> = standing
            .levels
            .iter()
            .filter(|l| level.is_none_or(|wanted| l.level == wanted))
            .flat_map(|l| &l.paths)
            .map(|p| p.path.id.as_str())
            .collect();
        if !ids.contains(&path.as_str()) {
            return Err(unknown(session.lang(), "path", path, ids));
        }
    }
    let choice = Choice { level, path: args.path.clone() };
    let report = judged.tell(&evaluation, &opened.sources, |told| explain(told, standing, &choice));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}

fn unknown<'a>(lang: Lang, thing: &str, word: &str, known: impl IntoIterator<Item = &'a str>) -> CliError {
    let (message, help) = say::unknown(lang, thing, word, nearest(word, known));
    CliError::Usage(message, help)
}
