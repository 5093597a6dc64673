//! `why-not`.

use super::Answer;
use crate::cli::args::WhyNot;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::{Lang, say};
use crate::model::{EmployeeIx, Records};
use crate::near::nearest;
use crate::report::why_not::why_not;
use crate::rules::Program;

pub(super) fn run(args: &WhyNot, session: &mut Session<'_, '_>) -> Answer {
    let opened = session.open()?;
    let judged = session.judge(&opened)?;
    let person = person(judged.records, &args.person)?;
    let program = &opened.workspace.program;
    let credential = args.credential.as_deref().map(|word| credential(program, word)).transpose()?;
    let evaluation = judged.evaluate();
    let report = judged.tell(&evaluation, &opened.sources, |told| why_not(told, person, credential));
    session.report(&report);
    session.remark(&opened);
    Ok(Outcome::Yes)
}

/// The person somebody means: an id first, then an e-mail, then a name that only one person has.
fn person(records: &Records, word: &str) -> Result<EmployeeIx, CliError> {
    let folded = fold(word);
    let all = || (0u32..).map(EmployeeIx).zip(&records.employees);
    if let Some((ix, _)) = all().find(|(_, e)| records.text(e.id) == word) {
        return Ok(ix);
    }
    let called = |symbol: Option<crate::model::Symbol>| symbol.is_some_and(|s| fold(records.text(s)) == folded);
    let mut found: Vec<EmployeeIx> = all().filter(|(_, e)| called(e.email)).map(|(ix, _)| ix).collect();
    if found.is_empty() {
        found = all().filter(|(_, e)| called(e.name) || fold(records.text(e.id)) == folded).map(|(ix, _)| ix).collect();
    }
    match found.as_slice() {
        [only] => Ok(*only),
        [] => {
            let words = all().flat_map(|(_, e)| [Some(e.id), e.name].into_iter().flatten()).map(|s| records.text(s));
            // Half a name is the usual slip, and edit distance is no help with it.
            let part = all()
                .map(|(ix, _)| ix)
                .find(|ix| !folded.is_empty() && fold(records.employee_name(*ix)).contains(&folded))
                .map(|ix| records.employee_id(ix));
            let (message, help) = say::unknown(Lang::En, "person", word, part.or_else(|| nearest(word, words)));
            Err(CliError::Usage(message, help))
        }
        several => {
            let ids: Vec<String> = several.iter().map(|ix| records.employee_id(*ix).to_owned()).collect();
            let (message, help) = say::ambiguous(Lang::En, word, &ids);
            Err(CliError::Usage(message, Some(help)))
        }
    }
}

/// Case and blanks, also the full-width ones of Japanese names, never distinguish two people.
fn fold(word: &str) -> String {
    word.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// The credential somebody means by a word.
pub(super) fn credential(program: &Program, word: &str) -> Result<crate::rules::CredentialIx, CliError> {
    program.find_credential(word).ok_or_else(|| {
        let ids = program.credentials.iter().flat_map(|c| [c.id.as_str(), c.name.as_str()]);
        let (message, help) = say::unknown(Lang::En, "credential", word, nearest(word, ids));
        CliError::Usage(message, help)
    })
}
