//! What every complaint says: a sentence, what stands at the place, and what would help.

use super::Lang;
use crate::diagnostic::{Problem, Thing, TieFault, Unreadable};
use crate::model::{DateError, QuantityError};

/// The words of a complaint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// What is wrong.
    pub message: String,
    /// What is said under the place; empty when the message is enough.
    pub label: String,
    /// What is said under the related places.
    pub related: String,
    /// What would help.
    pub help: Option<String>,
}

/// The words of `problem`.
#[must_use]
pub fn words(lang: Lang, problem: &Problem) -> Words {
    match lang {
        Lang::En => english(problem),
    }
}

/// What an id is the id of.
#[must_use]
pub fn thing(lang: Lang, thing: Thing) -> &'static str {
    match lang {
        Lang::En => match thing {
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
        },
    }
}

fn say(message: impl Into<String>, label: &str, help: Option<String>) -> Words {
    Words {
        message: message.into(),
        label: label.to_owned(),
        related: "first here".to_owned(),
        help,
    }
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

fn english(problem: &Problem) -> Words {
    match problem {
        Problem::Unreadable(why) => unreadable(why),
        Problem::LineTooLong { line, limit } => say(
            format!("line {line} is longer than {limit} bytes"),
            "",
            help("a record fits into a line of that length; is this the right file?"),
        ),
        Problem::FileTooLarge { limit } => say(format!("the file is larger than {limit} bytes"), "", None),
        Problem::IgnoredFile { near } => say(
            "this file is not read, because no kind of record has its name",
            "",
            Some(format!("did you mean `{near}`?")),
        ),
        Problem::Undecodable(why) => say(
            why.clone(),
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
        Problem::YamlTooLarge(words) => say(words.clone(), "", help("write it out without aliases, or split the file")),
        Problem::YamlUnsupported(words) => say(words.clone(), "", None),
        Problem::DuplicateKey(key) => say(
            format!("the key `{key}` stands twice"),
            "again here",
            help("keep one of them; the first was used for the checks below"),
        ),
        Problem::UnterminatedQuote => say("this quote is never closed", "opened here", help("close it with `\"`; a quote within quotes is written `\"\"`")),
        Problem::TextAfterQuote => say("there is text after a closing quote", "", help("a quote within quotes is written `\"\"`")),
        Problem::TooManyFields { found, expected } => say(
            format!("this row has {found} fields, but the heading has {expected} columns"),
            "no column for this",
            help("a value with a comma in it must be in quotes"),
        ),
        Problem::TooFewFields { found, expected } => say(
            format!("this row has {found} fields, but the heading has {expected} columns"),
            "",
            help("the missing ones are taken as empty"),
        ),
        Problem::WrongDelimiter { found, expected } => say(
            format!("the heading is separated by {}, where {} was expected", delimiter(*found), delimiter(*expected)),
            "",
            help("save it with commas as `.csv`, or with tabs as `.tsv`"),
        ),
        Problem::DuplicateColumn(name) => say(format!("the column `{name}` stands twice"), "again here", help("remove one of them; the first is used")),
        Problem::UnknownColumn { name, near } => say(format!("the column `{name}` is not known and is left alone"), "", did_you_mean(near.as_ref())),
        Problem::MissingColumn(name) => say(format!("the column `{name}` is missing"), "", help("add it to the heading row")),
        Problem::UnknownKey { key, near, known } => say(
            format!("the key `{key}` is not known here"),
            "",
            did_you_mean(near.as_ref()).or_else(|| Some(format!("known keys: {}", one_of(known)))),
        ),
        Problem::MissingKey(key) => say(format!("the key `{key}` is missing"), "in this mapping", None),
        Problem::WrongShape { expected } => say(format!("{expected} was expected here"), "", None),
        Problem::MissingValue(field) => say(format!("`{field}` is needed here and is empty"), "in this record", None),
        Problem::InvalidDate { text, error } => invalid_date(text, *error),
        Problem::ImpossibleDate(text) => say(
            format!("there is no such day or time as `{text}`"),
            "",
            help("check the day against the month, and the month against the year"),
        ),
        Problem::InvalidNumber { text, error } => invalid_number(text, *error),
        Problem::InvalidChoice { text, choices, near } => say(
            format!("`{text}` is not one of {}", one_of(choices)),
            "",
            did_you_mean(near.as_ref()),
        ),
        Problem::InvalidZone(text) => say(
            format!("`{text}` is not a time zone this can use"),
            "",
            help("write the distance from UTC, such as `+09:00` for Japan, or `UTC`"),
        ),
        Problem::InvalidDuration(text) => say(format!("`{text}` is not a duration"), "", help("write a whole number and a unit: `24h`, `3d`, `90m`, `0s`")),
        Problem::DuplicateId { thing: what, id } => say(
            format!("the {} `{id}` stands twice", thing(Lang::En, *what)),
            "again here",
            help("give each its own id, or remove one"),
        ),
        Problem::DanglingReference { thing: what, id, near } => say(
            format!("no {} is called `{id}`", thing(Lang::En, *what)),
            "named here",
            did_you_mean(near.as_ref()),
        ),
        Problem::LeftBeforeJoined => say("the last day of employment lies before the first", "", help("check `joined` and `left` of this person")),
        Problem::ExpiresBeforeEarned => say("it expires before it was earned", "", help("check `earned` and `expires` of this achievement")),
        Problem::ZeroValidity => say(
            "it expires at the moment it was earned",
            "",
            help("leave `expires` empty when it does not expire; some exports fill it with the day it was earned"),
        ),
        Problem::UnlinkedBeforeLinked => say("it was unlinked before it was linked", "", help("check `linked` and `unlinked` of this association")),
        Problem::SimultaneousLinks(account) => Words {
            related: "the other link".to_owned(),
            ..say(
                format!("the account `{account}` is linked twice at the same instant"),
                "again here",
                help("an account has one link at a time; give the later one its own day or instant"),
            )
        },
        Problem::UntilBeforeFrom => say("it ends before it begins", "", help("check `from` and `until`")),
        Problem::RenewedBeforePurchase => say("it was renewed before it was purchased", "", help("check `purchased` and `renewals`")),
        Problem::NoHolder => say("nobody is said to have earned this", "in this record", help("fill in `account` or `employee`")),
        Problem::TwoHolders => say("both an account and an employee are named", "", help("fill in one of them: the account that earned it, or the employee when no account is known")),
        Problem::NoOrganization => say("this record names no organization, and the workspace has several", "", help("add a column `organization`")),
        Problem::UnknownCredential { id, near } => say(
            format!("no credential is called `{id}`"),
            "earned here",
            did_you_mean(near.as_ref()).or_else(|| help("it is kept and does not count; `competency program list --credentials` shows those that exist")),
        ),
        Problem::UnknownFigure { thing: what, id, near } => say(
            format!("no {} is called `{id}`", thing(Lang::En, *what)),
            "",
            did_you_mean(near.as_ref()).or_else(|| help("it is kept and does not count")),
        ),
        Problem::EmptyRule => say("there is nothing in this rule", "", help("say what is required, or `unknown: why`")),
        Problem::UnclearRule { choose } => say(format!("exactly one of {} is needed here", one_of(choose)), "in this rule", None),
        Problem::PeopleThreshold => say(
            "people can only be required as `at_least` a whole number from 1 to 1000, the same in every market",
            "",
            None,
        ),
        Problem::InvalidTie(fault) => say(tie(*fault), "in this requirement", None),
        Problem::NeverInForce => say("no day lies in this period", "", help("`from` must not lie after `until`, and a window needs a month at least")),
        Problem::OverlappingVersions(id) => say(
            format!("two versions of `{id}` are in force on the same day"),
            "",
            help("end the older with `until` on the day before the newer begins with `from`"),
        ),
        Problem::UnusedCredential(id) => say(format!("no requirement names the credential `{id}`"), "", None),
        Problem::RetiredBeforeIntroduced(id) => say(
            format!("the dates of `{id}` are out of order"),
            "",
            help("`introduced`, `retired` and `counts_until` must follow each other"),
        ),
        Problem::MissingSource(id) => say(format!("`{id}` does not say where it was published"), "", help("add `source: …`")),
    }
}

fn unreadable(why: &Unreadable) -> Words {
    match why {
        Unreadable::NotFound => say("there is no such file", "", None),
        Unreadable::IsFolder => say("this is a folder, where a file was expected", "", None),
        Unreadable::NotAFile => say("this is not a regular file", "", None),
        Unreadable::PermissionDenied => say("the file may not be read", "", help("check its permissions")),
        Unreadable::Other(words) => say(format!("the file cannot be read: {words}"), "", None),
    }
}

fn delimiter(character: char) -> String {
    match character {
        '\t' => "tabs".to_owned(),
        ',' => "commas".to_owned(),
        ';' => "semicolons".to_owned(),
        other => format!("`{other}`"),
    }
}

fn invalid_date(text: &str, error: DateError) -> Words {
    let message = format!("`{text}` is not a date");
    match error {
        DateError::TooEarly => say(format!("`{text}` lies before 1900"), "", help("write the year with four digits")),
        DateError::Shape | DateError::NoSuchDay => {
            let meant = rewritten(text).map_or_else(
                || "write it as `2018-10-29`, or as an instant `2018-10-29T12:00:00+09:00`".to_owned(),
                |date| format!("write it as `{date}`"),
            );
            say(message, "", Some(meant))
        }
    }
}

/// The date a text such as `2018/10/29` or `2018年10月29日` clearly means; none when it could mean several.
fn rewritten(text: &str) -> Option<String> {
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|p| !p.is_empty())
        .collect();
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*year, *month, *day),
        [all] if all.len() == 8 => (all.get(..4)?, all.get(4..6)?, all.get(6..)?),
        _ => return None,
    };
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    crate::model::Date::parse(&date).ok().map(|_| date)
}

fn invalid_number(text: &str, error: QuantityError) -> Words {
    match error {
        QuantityError::NotANumber => say(format!("`{text}` is not a number that fits here"), "", help("write digits with an optional decimal point: `15000`, `0.5`")),
        QuantityError::Grouped => {
            let bare = text.replace([',', '_', ' ', '\''], "");
            let meant = crate::model::Quantity::parse(&bare).map_or_else(
                |_| "write it without them, with a point before the decimals".to_owned(),
                |_| format!("write it without them: `{bare}`"),
            );
            say(format!("`{text}` has grouping marks"), "", Some(meant))
        }
        QuantityError::TooPrecise => say(format!("`{text}` has more than six decimal places"), "", None),
        QuantityError::TooLarge => say(format!("`{text}` has more than eighteen digits before the point"), "", None),
    }
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

/// The word in front of a complaint.
#[must_use]
pub fn severity(lang: Lang, severity: crate::diagnostic::Severity) -> &'static str {
    match lang {
        Lang::En => severity.word(),
    }
}

/// The word in front of what would help.
#[must_use]
pub fn help_word(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "help",
    }
}

/// How many complaints there are; empty when there are none to count.
#[must_use]
pub fn summary(lang: Lang, errors: usize, warnings: usize, hidden: usize) -> String {
    match lang {
        Lang::En => {
            let count = |n: usize, noun: &str| match n {
                0 => None,
                1 => Some(format!("1 {noun}")),
                n => Some(format!("{n} {noun}s")),
            };
            let parts: Vec<String> =
                [count(errors, "error"), count(warnings, "warning")].into_iter().flatten().collect();
            let hidden = if hidden > 0 { format!(" ({hidden} not shown)") } else { String::new() };
            if parts.is_empty() { String::new() } else { format!("{}{hidden}", parts.join(", ")) }
        }
    }
}
