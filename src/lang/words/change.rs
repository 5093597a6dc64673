//! What changes of records did, would do, or cannot do.

use crate::edit::{EditError, Obstacle};
use crate::lang::Lang;

/// Something that was recorded.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the fields are the blanks of the sentences in `did`")]
pub enum Did<'a> {
    EmployeeAdded { person: &'a str },
    Left { person: &'a str, date: &'a str },
    Renamed { person: &'a str, name: &'a str },
    AccountAdded { account: &'a str, kind: &'a str, person: &'a str },
    Linked { account: &'a str, person: &'a str, organization: &'a str, date: &'a str },
    AlreadyLinked { account: &'a str, organization: &'a str, since: &'a str },
    Cut { account: &'a str, organization: &'a str, date: &'a str },
    TooSoon { account: &'a str, next: &'a str },
    NoOwner { account: &'a str, organization: &'a str },
    Unlinked { account: &'a str, organization: &'a str, date: &'a str },
    Earned { holder: &'a str, credential: &'a str, date: &'a str },
    Revoked { holder: &'a str, credential: &'a str, date: &'a str },
    Measured { metric: &'a str, month: &'a str, value: &'a str },
    AddsUp { metric: &'a str, month: &'a str, total: &'a str },
    Overridden { target: &'a str, from: &'a str, until: Option<&'a str> },
    OverrideEnds { target: &'a str, date: &'a str },
    Attested { target: &'a str, holds: bool, from: &'a str },
}

/// What was recorded, in a sentence.
#[must_use]
pub fn did(lang: Lang, did: Did<'_>) -> String {
    match lang {
        Lang::En | Lang::Ja => match did {
            Did::EmployeeAdded { person } => format!("New employee: {person}."),
            Did::Left { person, date } => format!("{person}: employed until {date}."),
            Did::Renamed { person, name } => format!("{person}: called {name} from now on."),
            Did::AccountAdded { account, kind, person } => format!("New {kind} account of {person}: {account}."),
            Did::Linked { account, person, organization, date } => {
                format!("{account} ({person}): linked to {organization} from {date}.")
            }
            Did::AlreadyLinked { account, organization, since } => {
                format!("{account}: linked to {organization} since {since} already.")
            }
            Did::Cut { account, organization, date } => {
                format!("{account}: the new link cuts the link to {organization} on {date}.")
            }
            Did::TooSoon { account, next } => {
                format!("{account}: sooner than the programme allows; the next link is possible on {next}.")
            }
            Did::NoOwner { account, organization } => {
                format!("{account}: nobody of {organization} owns this account, so nobody there is credited.")
            }
            Did::Unlinked { account, organization, date } => {
                format!("{account}: linked to {organization} until {date}.")
            }
            Did::Earned { holder, credential, date } => format!("{holder}: earned {credential} on {date}."),
            Did::Revoked { holder, credential, date } => format!("{holder}: {credential} revoked on {date}."),
            Did::Measured { metric, month, value } => format!("{metric}, {month}: {value}."),
            Did::AddsUp { metric, month, total } => {
                format!("{metric} has figures of {month} already; together they are {total}.")
            }
            Did::Overridden { target, from, until: Some(until) } => {
                format!("{target}: taken as met from {from} until {until}.")
            }
            Did::Overridden { target, from, until: None } => format!("{target}: taken as met from {from}."),
            Did::OverrideEnds { target, date } => format!("{target}: taken as met until {date}."),
            Did::Attested { target, holds: true, from } => format!("{target}: stated from {from}."),
            Did::Attested { target, holds: false, from } => format!("{target}: stated not to hold from {from}."),
        },
    }
}

/// Headings of the table of what follows.
#[must_use]
pub fn effect_headings(lang: Lang, date: &str) -> [String; 4] {
    match lang {
        Lang::En | Lang::Ja => ["organization".to_owned(), "competency".to_owned(), "before".to_owned(), format!("on {date}")],
    }
}

/// That no level changes.
#[must_use]
pub fn no_effect(lang: Lang, date: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("No competency changes its level by {date}."),
    }
}

/// How many files were changed.
#[must_use]
pub fn written(lang: Lang, files: usize, dry_run: bool) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
            if dry_run { format!("{files} would change; nothing was written.") } else { format!("{files} changed.") }
        }
    }
}

/// That everything is recorded already.
#[must_use]
pub fn nothing_to_change(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "Nothing to change: all of it is recorded already.",
    }
}

/// The mark of a file that is new.
#[must_use]
pub fn new_file(lang: Lang, path: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{path} (new)"),
    }
}

/// Lines that are not shown.
#[must_use]
pub fn more_lines(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("… and {count} more {}", if count == 1 { "line" } else { "lines" }),
    }
}

/// Why a change cannot be made, and what would help.
#[must_use]
pub fn not_editable(lang: Lang, error: &EditError) -> (String, Option<String>) {
    match lang {
        Lang::En | Lang::Ja => match error {
            EditError::ChangedMeanwhile { path } => (
                format!("`{path}` was changed by somebody else while this command ran"),
                Some("nothing was written; run the command again".to_owned()),
            ),
            EditError::Unencodable { path, encoding, character, value } => (
                format!("`{path}` is {encoding}, which has no character `{character}` (in `{value}`)"),
                Some("nothing was written; save the file as UTF-8 first".to_owned()),
            ),
            EditError::NotEditable { path, line, why } => (
                format!("{path}:{line} cannot be changed in place: {}", obstacle(*why)),
                Some("nothing was written; change it in an editor".to_owned()),
            ),
            EditError::Unreadable { path, why } => (format!("`{path}` cannot be read any more: {why}"), None),
        },
    }
}

fn obstacle(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Unsaid => "the file would not say what it should",
        Obstacle::Alias => "an alias stands for this value",
        Obstacle::AliasOfSection => "an alias stands for this section",
        Obstacle::NotYaml => "this is not YAML",
        Obstacle::NotMapping => "the file is no mapping",
        Obstacle::NotList => "a list is needed here",
        Obstacle::NotSingle => "a list or mapping stands where a single value is to be written",
        Obstacle::RemarkInBlock => "the text is written as a block with a remark or an anchor",
        Obstacle::RemarkInList => "the list has a remark or an anchor in it",
        Obstacle::NoRecord => "no record begins here",
        Obstacle::ReadAsUtf8 => "in CP932 these values would be read as UTF-8",
    }
}
