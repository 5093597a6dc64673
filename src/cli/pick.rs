//! What somebody means by a word: a person, an account, a credential, a competency, a level, a metric, a day.

use super::CliError;
use crate::lang::{Lang, say, words};
use crate::model::{AccountIx, Date, EmployeeIx, Moment, Month, Records, Symbol};
use crate::near::nearest;
use crate::rules::{Competency, CompetencyIx, CredentialIx, LevelIx, Program};

/// The person somebody means: an id first, then an e-mail, then a name that only one person has.
pub(super) fn person(lang: Lang, records: &Records, word: &str) -> Result<EmployeeIx, CliError> {
    let folded = fold(word);
    let all = || (0u32..).map(EmployeeIx).zip(&records.employees);
    if let Some((ix, _)) = all().find(|(_, e)| records.text(e.id) == word) {
        return Ok(ix);
    }
    let called = |symbol: Option<Symbol>| symbol.is_some_and(|s| fold(records.text(s)) == folded);
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
            Err(unknown(lang, "person", word, part.or_else(|| nearest(word, words))))
        }
        several => {
            let ids: Vec<String> = several.iter().map(|ix| records.employee_id(*ix).to_owned()).collect();
            let (message, help) = say::ambiguous(lang, word, &ids);
            Err(CliError::Usage(message, Some(help)))
        }
    }
}

/// The account with this address or number, whatever the case.
pub(super) fn account(records: &Records, word: &str) -> Option<AccountIx> {
    let all = || (0u32..).map(AccountIx).zip(&records.accounts);
    let exact = all().find(|(_, a)| records.text(a.id) == word);
    exact.or_else(|| all().find(|(_, a)| fold(records.text(a.id)) == fold(word))).map(|(ix, _)| ix)
}

/// The accounts somebody means: one by its id, or all of a person.
pub(super) fn accounts(lang: Lang, records: &Records, word: &str) -> Result<Vec<AccountIx>, CliError> {
    if let Some(account) = account(records, word) {
        return Ok(vec![account]);
    }
    let owner = person(lang, records, word)?;
    let of_owner = (0u32..).map(AccountIx).zip(&records.accounts).filter(|(_, a)| a.owner == owner);
    let found: Vec<AccountIx> = of_owner.map(|(ix, _)| ix).collect();
    if found.is_empty() {
        let (message, help) = say::no_account(lang, records.employee_id(owner));
        return Err(CliError::Usage(message, Some(help)));
    }
    Ok(found)
}

/// Case and blanks, also the full-width ones of Japanese names, never distinguish two people.
fn fold(word: &str) -> String {
    word.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// True when a word is a name of the programme, or the same name in another language.
fn called(program: &Program, name: &str, word: &str) -> bool {
    [name].into_iter().chain(program.other_words(name)).any(|name| fold(name) == fold(word))
}

/// The credential somebody means by a word.
pub(super) fn credential(lang: Lang, program: &Program, word: &str) -> Result<CredentialIx, CliError> {
    program.find_credential(word).ok_or_else(|| {
        let ids = program.credentials.iter().flat_map(|c| [c.id.as_str(), c.name.as_str()]);
        unknown(lang, "credential", word, nearest(word, ids))
    })
}

/// The competency somebody means by a word.
pub(super) fn competency<'p>(lang: Lang, program: &'p Program, word: &str) -> Result<CompetencyIx, CliError> {
    program.find_competency(word).ok_or_else(|| {
        let names = program.competencies.iter().flat_map(|c| [c.id.as_str(), c.name.as_str()]);
        let part = || {
            let holds = |name: &str| !fold(word).is_empty() && fold(name).contains(&fold(word));
            let names = |c: &'p Competency| [c.name.as_str()].into_iter().chain(program.other_words(&c.name));
            program.competencies.iter().find(|c| names(c).any(holds)).map(|c| c.id.as_str())
        };
        unknown(lang, "competency", word, nearest(word, names).or_else(part))
    })
}

/// The level with this name, in any language it is shown in.
pub(super) fn level(lang: Lang, program: &Program, word: &str) -> Result<LevelIx, CliError> {
    let ids = || program.ladder.0.iter().map(String::as_str);
    let named = |id: &&str| Lang::ALL.into_iter().any(|lang| fold(words::called(lang, id)) == fold(word));
    ids().find(named).and_then(|id| program.ladder.find(id)).ok_or_else(|| {
        // There are few, so all of them can be named.
        let (message, near) = say::unknown(lang, "level", word, nearest(word, ids()));
        CliError::Usage(message, near.or_else(|| Some(say::which_offer(lang, &ids().collect::<Vec<_>>()).1)))
    })
}

/// The offer with this id or name, by its number.
pub(super) fn offer(lang: Lang, program: &Program, word: &str) -> Result<usize, CliError> {
    let found = program.offers.iter().position(|o| o.id == word || called(program, &o.name, word));
    found.ok_or_else(|| {
        let ids: Vec<&str> = program.offers.iter().map(|o| o.id.as_str()).collect();
        let (message, near) = say::unknown(lang, "offer", word, nearest(word, ids.iter().copied()));
        // There are few, so all of them can be named.
        CliError::Usage(message, near.or_else(|| Some(say::which_offer(lang, &ids).1)))
    })
}

/// The id of the metric with this id or name.
pub(super) fn metric<'p>(lang: Lang, program: &'p Program, word: &str) -> Result<&'p str, CliError> {
    let named = program.metrics.iter().find(|m| m.id == word || called(program, &m.name, word));
    named.map(|m| m.id.as_str()).ok_or_else(|| {
        let names = program.metrics.iter().flat_map(|m| [m.id.as_str(), m.name.as_str()]);
        unknown(lang, "metric", word, nearest(word, names))
    })
}

/// The id of the kind of link with this id or name.
pub(super) fn association<'p>(lang: Lang, program: &'p Program, word: &str) -> Result<&'p str, CliError> {
    let named = program.associations.iter().find(|a| a.id == word || called(program, &a.name, word));
    named.map(|a| a.id.as_str()).ok_or_else(|| {
        let names = program.associations.iter().flat_map(|a| [a.id.as_str(), a.name.as_str()]);
        unknown(lang, "association", word, nearest(word, names))
    })
}

/// A day, or an instant with its zone, as typed for an option.
pub(super) fn moment(lang: Lang, option: &str, text: &str) -> Result<Moment, CliError> {
    Moment::parse(text).map_err(|_| {
        let (message, help) = say::bad_day(lang, option, text);
        CliError::Usage(message, Some(help))
    })
}

/// A whole day as typed for an option.
pub(super) fn day(lang: Lang, option: &str, text: &str) -> Result<Date, CliError> {
    match moment(lang, option, text)? {
        Moment::Day(date) => Ok(date),
        Moment::Exact(_) => {
            let (message, help) = say::bad_day(lang, option, text);
            Err(CliError::Usage(message, Some(help)))
        }
    }
}

/// A number of days as typed: `90d`, or `90`.
pub(super) fn days(lang: Lang, text: &str) -> Result<i32, CliError> {
    let number = text.trim().trim_end_matches(['d', 'D']);
    number.parse::<u16>().map(i32::from).map_err(|_| {
        let (message, help) = say::bad_days(lang, text);
        CliError::Usage(message, Some(help))
    })
}

/// A month as typed.
pub(super) fn month(lang: Lang, text: &str) -> Result<Month, CliError> {
    Month::parse(text).map_err(|_| {
        let (message, help) = say::bad_month(lang, text);
        CliError::Usage(message, Some(help))
    })
}

fn unknown(lang: Lang, thing: &str, word: &str, near: Option<&str>) -> CliError {
    let (message, help) = say::unknown(lang, thing, word, near);
    CliError::Usage(message, help)
}
