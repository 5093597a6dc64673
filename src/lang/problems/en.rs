//! What complaints say in English.

mod files;
mod import;
mod merge;
pub(super) mod values;

use super::{Words, bytes};
use crate::diagnostic::{Problem, Thing, TieFault, TooLarge};

/// What an id is the id of.
pub(super) fn thing(thing: Thing) -> &'static str {
    match thing {
        Thing::Organization => "organization",
        Thing::Employee => "employee",
        Thing::Account => "account",
        Thing::Competency => "competency",
        Thing::Level => "level",
        Thing::Path => "path",
        Thing::Requirement => "requirement",
        Thing::Offer => "offer",
        Thing::Credential => "credential",
        Thing::Metric => "metric",
        Thing::Association => "association type",
        Thing::Location => "location",
        Thing::Program => "program",
        Thing::Text => "text of the program",
    }
}

fn say(message: impl Into<String>, label: &str, help: Option<String>) -> Words {
    Words { message: message.into(), label: label.to_owned(), related: "first here".to_owned(), help }
}

fn help(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn did_you_mean(near: Option<&String>) -> Option<String> {
    near.map(|near| format!("did you mean `{near}`?"))
}

fn one_of(words: &[String]) -> String {
    words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join(", ")
}

/// Two dates that contradict each other, with what each of them is.
fn two_dates(message: &str, label: &str, related: &str, advice: &str) -> Words {
    Words { related: related.to_owned(), ..say(message, label, help(advice)) }
}

/// The words of `problem`.
pub(super) fn words(problem: &Problem) -> Words {
    match problem {
        Problem::Unreadable(why) => files::unreadable(why),
        Problem::LineTooLong { line, limit } => say(
            format!("line {line} is longer than {}", bytes(*limit, "bytes")),
            "",
            help("a record fits into a line of that length; is this the right file?"),
        ),
        Problem::FileTooLarge { limit } => say(
            format!("the file is larger than {}", bytes(*limit, "bytes")),
            "",
            help("is this the right file? Otherwise split it: `employees-1.csv`, `employees-2.csv`"),
        ),
        Problem::IgnoredFile { near } => say(
            "this file is not read, because no kind of record has its name",
            "",
            Some(format!("did you mean `{near}`?")),
        ),
        Problem::IgnoredEnding { near } => say(
            "this file is not read, because of its ending",
            "",
            Some(format!("records are read from `.csv`, `.tsv` and `.yaml`; save it as `{near}`")),
        ),
        Problem::SpreadsheetFile => say(
            "this is a file of a spreadsheet program, not text",
            "",
            help("open it there and save it as CSV; a new ending in its name does not change what it is"),
        ),
        Problem::Undecodable(attempts) => say(
            files::undecodable(attempts),
            "",
            help("save it as UTF-8, or name its encoding with `--encoding`; see `competency help encodings`"),
        ),
        Problem::NulCharacter => say(
            "the text has a NUL character",
            "",
            help("text files have none; is this UTF-16 without a byte order mark? Then use `--encoding utf-16`"),
        ),
        Problem::EmptyFile => say("the file is empty", "", help("a heading row, or a key, is the least it needs")),
        Problem::YamlSyntax(words) => say(format!("this is not YAML: {words}"), "", None),
        Problem::YamlTooDeep { levels } => say(
            format!("nested deeper than {levels} levels"),
            "",
            help("nothing here needs that depth; is this the right file?"),
        ),
        Problem::YamlTooLarge(TooLarge::Values(limit)) => say(
            format!("more than {limit} values, aliases expanded"),
            "",
            help("write it out without aliases, or split the file"),
        ),
        Problem::YamlTooLarge(TooLarge::Text(limit)) => say(
            format!("aliases expand to more than {limit} bytes"),
            "",
            help("write it out without aliases, or split the file"),
        ),
        Problem::YamlUnsupported(what) => files::unsupported(*what),
        Problem::DuplicateKey(key) => say(
            format!("the key `{key}` stands twice"),
            "again here",
            help("keep one of them; the first was used for the checks below"),
        ),
        Problem::UnterminatedQuote => say(
            "this quote is never closed",
            "opened here",
            help("close it with `\"`; a quote within quotes is written `\"\"`"),
        ),
        Problem::TextAfterQuote => {
            say("there is text after a closing quote", "", help("a quote within quotes is written `\"\"`"))
        }
        Problem::TooManyFields { found, expected } => say(
            files::wrong_count(*found, *expected),
            "no column for this",
            help("a value with a comma in it must be in quotes"),
        ),
        Problem::TooFewFields { found, expected } => {
            say(files::wrong_count(*found, *expected), "", help("the missing ones are taken as empty"))
        }
        Problem::WrongDelimiter { found, expected } => say(
            format!(
                "the heading is separated by {}, where {} were expected",
                files::delimiter(*found),
                files::delimiter(*expected)
            ),
            "",
            help("save it with commas as `.csv`, or with tabs as `.tsv`"),
        ),
        Problem::FullWidthComma => say(
            "`，` is not a separator; a comma is `,`",
            "a full-width comma",
            help("write `,` between fields; a value with `，` in it must be in quotes"),
        ),
        Problem::DuplicateColumn(name) => say(
            format!("the column `{name}` stands twice"),
            "again here",
            help("remove one of them; the first is used"),
        ),
        Problem::UnknownColumn { name, near } => {
            say(format!("the column `{name}` is not known and is left alone"), "", did_you_mean(near.as_ref()))
        }
        Problem::MissingColumn(name) => {
            say(format!("the column `{name}` is missing"), "", help("add it to the heading row"))
        }
        Problem::UnknownKey { key, near, known } => say(
            format!("the key `{key}` is not known here"),
            "",
            did_you_mean(near.as_ref()).or_else(|| Some(format!("known keys: {}", one_of(known)))),
        ),
        Problem::MissingKey(key) => say(
            format!("the key `{key}` is missing"),
            "in this mapping",
            (key == "organization").then(|| "say whose records these are: `organization: {id: …, name: …}`".to_owned()),
        ),
        Problem::WrongShape { expected, found } => {
            say(format!("found {}, expected {}", files::shape(*found), files::shape(*expected)), "", None)
        }
        Problem::MissingValue(field) => say(format!("`{field}` is needed here and is empty"), "in this record", None),
        Problem::InvalidDate { text, when, error } => values::invalid_date(text, *when, *error),
        Problem::ImpossibleDate { text, when } => values::impossible_date(text, *when),
        Problem::InvalidCount { text, least, most } if least == most => {
            say(format!("`{text}` is not `{least}`, the only number that fits here"), "", None)
        }
        Problem::InvalidCount { text, least, most } => {
            say(format!("`{text}` is not a whole number from {least} to {most}"), "", None)
        }
        Problem::InvalidNumber { text, error } => values::invalid_number(text, *error),
        Problem::InvalidChoice { text, choices, near } => say(
            match choices.as_slice() {
                [only] => format!("`{text}` is not `{only}`, which was expected"),
                _ => format!("`{text}` is not one of {}", one_of(choices)),
            },
            "",
            did_you_mean(near.as_ref()),
        ),
        Problem::InvalidZone(text) => say(
            format!("`{text}` is not a distance from UTC"),
            "",
            help("write it with its sign, such as `+09:00` for Japan, or write `UTC`; names of zones are not known"),
        ),
        Problem::InvalidDuration(text) => say(
            format!("`{text}` is not a duration"),
            "",
            help("write a whole number and a unit: `24h`, `3d`, `90m`, `0s`"),
        ),
        Problem::DuplicateId { thing: what, id } => say(
            format!("the {} `{id}` stands twice", thing(*what)),
            "again here",
            help("give each its own id, or remove one"),
        ),
        Problem::DanglingReference { thing: what, id, near, known } => say(
            format!("no {} is called `{id}`", thing(*what)),
            "named here",
            match what {
                Thing::Program => Some(no_such_program(near.as_ref())),
                Thing::Employee | Thing::Account => did_you_mean(near.as_ref()).or_else(|| {
                    let file = if *what == Thing::Employee { "employees.csv" } else { "accounts.csv" };
                    Some(format!("add `{id}` to {file}, or correct the id"))
                }),
                _ => did_you_mean(near.as_ref())
                    .or_else(|| (!known.is_empty()).then(|| format!("there is {}", one_of(known)))),
            },
        ),
        Problem::NamedPerson { name, id } => {
            say(format!("no employee is called `{name}`"), "named here", Some(format!("use the id `{id}`")))
        }
        Problem::SimilarOrganization { id, near } => Words {
            related: "and here".to_owned(),
            ..say(
                format!("`{id}` is not `{near}`: links to it count as links to another organization"),
                "linked here",
                did_you_mean(Some(near)),
            )
        },
        Problem::LeftBeforeJoined => two_dates(
            "the last day of employment lies before the first",
            "the last day",
            "the first day",
            "check `joined` and `left` of this person",
        ),
        Problem::ExpiresBeforeEarned => two_dates(
            "it expires before it was earned",
            "expires",
            "earned",
            "check `earned` and `expires` of this achievement",
        ),
        Problem::ZeroValidity => two_dates(
            "it expires at the moment it was earned",
            "expires",
            "earned",
            "leave `expires` empty when it does not expire; some exports fill it with the day it was earned",
        ),
        Problem::UnlinkedBeforeLinked => two_dates(
            "it was unlinked before it was linked",
            "unlinked",
            "linked",
            "check `linked` and `unlinked` of this association",
        ),
        Problem::SimultaneousLinks(account) => Words {
            related: "the other link".to_owned(),
            ..say(
                format!("the account `{account}` is linked twice at the same instant"),
                "again here",
                help("an account has one link at a time; give the later one its own day or instant"),
            )
        },
        Problem::UntilBeforeFrom => two_dates("it ends before it begins", "ends", "begins", "check `from` and `until`"),
        Problem::RenewedBeforePurchase => two_dates(
            "it was renewed before it was purchased",
            "renewed",
            "purchased",
            "check `purchased` and `renewals`",
        ),
        Problem::NoHolder => {
            say("nobody is said to have earned this", "in this record", help("fill in `account` or `employee`"))
        }
        Problem::TwoHolders => two_dates(
            "both an account and an employee are named",
            "the employee",
            "the account",
            "fill in one of them: the account that earned it, or the employee when no account is known",
        ),
        Problem::NoOrganization => say(
            "this record names no organization, and the workspace has several",
            "",
            help("say which one it belongs to in `organization`"),
        ),
        Problem::UnknownCredential { id, near } => say(
            format!("no credential is called `{id}`"),
            "earned here",
            did_you_mean(near.as_ref()).or_else(|| {
                help("it is kept and does not count; `competency program list --credentials` shows those that exist")
            }),
        ),
        Problem::UnknownFigure { thing: what, id, near, known } => say(
            format!("no {} is called `{id}`", thing(*what)),
            "",
            did_you_mean(near.as_ref()).or_else(|| Some(kept(known))),
        ),
        Problem::EmptyRule => say("there is nothing in this rule", "", help("say what is required, or `unknown: why`")),
        Problem::UnclearRule { found, choose } if found.is_empty() => {
            say(format!("found none of {}, expected one of them", one_of(choose)), "in this rule", None)
        }
        Problem::UnclearRule { found, .. } => say(
            format!("found {} together, expected one of them", one_of(found)),
            "in this rule",
            help("rules that must all hold stand in the list one after the other"),
        ),
        Problem::PeopleThreshold => say(
            "people can only be required as `at_least` a whole number from 1 to 1000, the same in every market",
            "",
            None,
        ),
        Problem::InvalidTie(fault) => say(tie(*fault), "", None),
        Problem::NeverInForce => two_dates(
            "no day lies in this period",
            "its last day",
            "its first day",
            "check `from` and `until`; both days are included",
        ),
        Problem::OverlappingVersions(id) => Words {
            related: "the other version".to_owned(),
            ..say(
                format!("two versions of `{id}` are in force on the same day"),
                "",
                help("end the older with `until` on the day before the newer begins with `from`"),
            )
        },
        Problem::Unreachable(id) => say(
            format!("`{id}` can never count here"),
            "in this requirement",
            help("its days lie outside those of the path, or it had stopped counting before they begin"),
        ),
        Problem::UnusedCredential(id) => say(
            format!("no requirement names the credential `{id}`"),
            "",
            help("if it is meant to be here all the same, say why: `note: …`"),
        ),
        Problem::RetiredBeforeIntroduced { first, then } => Words {
            related: format!("`{first}`"),
            ..say(
                format!("`{then}` lies before `{first}`"),
                "",
                help("`introduced`, `retired` and `counts_until` follow each other"),
            )
        },
        Problem::MissingSource(id) => {
            say(format!("`{id}` does not say where it was published"), "", help("add `source: …`"))
        }
        Problem::Import(fault) => import::words(fault),
        Problem::TwoPeople { .. }
        | Problem::SharedAccount { .. }
        | Problem::UnknownPerson(_)
        | Problem::NoLastDay
        | Problem::SeveralFigures { .. }
        | Problem::DifferentFigure { .. } => merge::words(problem),
    }
}

/// What happens to a figure nobody knows, and the first of those that are known.
fn kept(known: &[String]) -> String {
    const FEW: usize = 8;
    let more = match known.len().saturating_sub(FEW) {
        0 => String::new(),
        more => format!(", and {more} more; `competency program show` lists them"),
    };
    match known.get(..FEW).unwrap_or(known) {
        [] => "it is kept and does not count".to_owned(),
        some => format!("it is kept and does not count; there is {}{more}", one_of(some)),
    }
}

fn no_such_program(near: Option<&String>) -> String {
    did_you_mean(near).unwrap_or_else(|| {
        "`competency program list` shows those built in; a file is named with its ending, such as `rules.yaml`"
            .to_owned()
    })
}

fn tie(fault: TieFault) -> &'static str {
    match fault {
        TieFault::NotEarlier => "people can only be tied to a requirement that stands before this one in the same list",
        TieFault::NotPeople => "only requirements that count people can be tied",
        TieFault::DifferentSizes => "the same people cannot be two different numbers of people",
        TieFault::SubsetTooLarge => "a subset cannot be larger than what it is a subset of",
        TieFault::SecondSubset => "one requirement can have one subset only",
        TieFault::NotPairwiseDifferent => {
            "requirements with different people must all differ from each other, and must not be subsets or the same people as others"
        }
    }
}
