//! Sentences of `import` and `export`.

use super::list;
use crate::import::merge::Remark;
use crate::import::{LogError, Skipped};
use crate::lang::Lang;

/// How a file was read.
#[must_use]
pub fn file_read(lang: Lang, path: &str, format: &str, encoding: &str, separator: Option<char>) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let separator = match separator {
                Some('\t') => ", separated by tabs",
                Some(';') => ", separated by semicolons",
                Some(_) => ", separated by commas",
                None => "",
            };
            format!("{path}: read as {format}, {encoding}{separator}.")
        }
    }
}

/// Passwords that were in a file.
#[must_use]
pub fn secrets_dropped(lang: Lang, path: &str, count: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let passwords = if count == 1 { "1 password was".to_owned() } else { format!("{count} passwords were") };
            format!("{path}: {passwords} dropped on reading.")
        }
    }
}

/// Rows by what became of them.
#[must_use]
pub fn row_counts(
    lang: Lang,
    read: usize,
    [new, changed, unchanged, rejected]: [usize; 4],
    skipped: &[(Skipped, usize)],
) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let rows = if read == 1 { "1 row".to_owned() } else { format!("{read} rows") };
            let mut parts = vec![format!("{new} new"), format!("{changed} changed"), format!("{unchanged} unchanged")];
            if !skipped.is_empty() {
                let total: usize = skipped.iter().map(|(_, count)| count).sum();
                let reasons: Vec<String> =
                    skipped.iter().map(|(why, count)| format!("{count} {}", skip_reason(lang, *why, *count))).collect();
                parts.push(format!("{total} skipped ({})", reasons.join(", ")));
            }
            parts.push(format!("{rejected} rejected"));
            format!("{rows} read: {}.", parts.join(", "))
        }
    }
}

/// Why rows were passed over.
#[must_use]
pub fn skip_reason(lang: Lang, why: Skipped, count: usize) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => match why {
            Skipped::MarkedDuplicate if count == 1 => "marked as a duplicate",
            Skipped::MarkedDuplicate => "marked as duplicates",
            Skipped::Repeated => "repeated",
            Skipped::NotRecorded => "of a kind that is not recorded",
            Skipped::Failed => "failed at the vendor",
            Skipped::Guest if count == 1 => "guest",
            Skipped::Guest => "guests",
        },
    }
}

/// What records are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the record kinds")]
pub enum Counted {
    People,
    Accounts,
    Links,
    Achievements,
    Figures,
    Memberships,
}

/// Records of a kind that are new or changed.
#[must_use]
pub fn kind_counts(lang: Lang, kind: Counted, new: usize, changed: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let (one, many) = match kind {
                Counted::People => ("person", "people"),
                Counted::Accounts => ("account", "accounts"),
                Counted::Links => ("link", "links"),
                Counted::Achievements => ("achievement", "achievements"),
                Counted::Figures => ("figure", "figures"),
                Counted::Memberships => ("membership", "memberships"),
            };
            let counted = |count: usize, what: &str| match count {
                0 => None,
                1 => Some(format!("1 {what} {one}")),
                n => Some(format!("{n} {what} {many}")),
            };
            let parts: Vec<String> = [counted(new, "new"), counted(changed, "changed")].into_iter().flatten().collect();
            parts.join(", ")
        }
    }
}

/// The line of all kinds.
#[must_use]
pub fn records(lang: Lang, parts: &[String]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("Records: {}.", parts.join("; ")),
    }
}

/// Something worth saying about an import.
#[must_use]
pub fn remark(lang: Lang, remark: &Remark) -> String {
    match lang {
        Lang::En | Lang::Ja => match remark {
            Remark::DuplicateProfile { name, ids } => {
                let all = if ids.len() == 2 { "both" } else { "all" };
                format!("{} are {all} called {name}; names never identify, so they stay apart.", list(lang, ids))
            }
            Remark::LeadingZeros { found, recorded, count: 1 } => {
                format!("Employee number {found} was taken for {recorded}, but for its zeros.")
            }
            Remark::LeadingZeros { found, recorded, count } => format!(
                "{count} employee numbers were taken for recorded ones but for their zeros, such as {found} for {recorded}."
            ),
            Remark::TwoLocations { id, first, second } => {
                format!("{id} is at two places, {first} and {second}; the first is recorded.")
            }
            Remark::UnknownPlace { place, count } => format!(
                "{place} ({count} {}) is none of the organization's locations; competency.yaml lists them.",
                if *count == 1 { "row" } else { "rows" }
            ),
            Remark::Inactive { ids } => format!(
                "May not sign in any more: {}. If they left: `competency employee leave ID --on DATE`.",
                list(lang, ids)
            ),
            Remark::AlreadyLeft { id, recorded, found } => {
                format!("{id} left on {recorded} already; the file says {found}.")
            }
            Remark::EarlierExpiry { id, credential, recorded, found, count } => {
                let more = if *count > 1 { format!(", and {} more", count - 1) } else { String::new() };
                format!("{id}'s {credential} is recorded until {recorded} and stays; the file says {found}{more}.")
            }
            Remark::LinkedLater { account, linked } => {
                format!("{account} was not linked: it has a link of {linked}, and the newest wins.")
            }
            Remark::NotLinked { count } => format!(
                "{count} {} not linked to the organization, so what was earned on {} does not count yet: \
                 `competency link --all --on DATE`.",
                if *count == 1 { "account is" } else { "accounts are" },
                if *count == 1 { "it" } else { "them" },
            ),
            Remark::ToLink { count } => format!(
                "{count} {} to be linked, says the file; only the people themselves can.",
                if *count == 1 { "account is" } else { "accounts are" },
            ),
            Remark::UnknownCredential { text, near, count } => {
                let near = near.as_ref().map_or(String::new(), |near| format!(", perhaps {near}"));
                format!("Not in the programme: {text} ({count}){near}; recorded as it stands, and not counted.")
            }
            Remark::UnknownAssociation { text, near, count } => {
                let near = near.as_ref().map_or(String::new(), |near| format!(", perhaps {near}"));
                format!("The programme knows no association {text} ({count}){near}; its figures do not count.")
            }
        },
    }
}

/// An import that changes nothing; `recorded` is true when that is because all of it is there.
#[must_use]
pub fn nothing_imported(lang: Lang, recorded: bool) -> &'static str {
    match lang {
        Lang::En | Lang::Ja if recorded => super::nothing_to_change(lang),
        Lang::En | Lang::Ja => "Nothing was recorded.",
    }
}

/// The columns of how a file was read.
#[must_use]
pub fn column_headings(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::En | Lang::Ja => ["column", "read as"],
    }
}

/// A column that says nothing for the records.
#[must_use]
pub fn not_read(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "not read",
    }
}

/// What stands for a column of passwords.
#[must_use]
pub fn secret_column(lang: Lang) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => "dropped",
    }
}

/// Why an account log cannot be used.
#[must_use]
pub fn log_error(lang: Lang, path: &str, error: &LogError) -> (String, Option<String>) {
    match lang {
        Lang::En | Lang::Ja => match error {
            LogError::NoColumn(column) => (
                format!("`{path}` has no column `{column}`"),
                Some("the log is written by `import --log FILE --initial-passwords`".to_owned()),
            ),
            LogError::Damaged { line } => (
                format!("{path}:{line}: the row is damaged, or its user has no password"),
                Some("nothing was written, so that nobody is left out".to_owned()),
            ),
        },
    }
}
