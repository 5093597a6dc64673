//! What commands that change records say when they refuse.

use crate::lang::Lang;

/// Somebody has no account.
#[must_use]
pub fn no_account(lang: Lang, person: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{person}` has no account"),
            format!("record one first: `competency account add ADDRESS {person}`"),
        ),
    }
}

/// A day on the command line is not one.
#[must_use]
pub fn bad_day(lang: Lang, option: &str, text: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{text}` is not a day or an instant"),
            format!("days are written year-month-day, as in `{option} 2018-10-29`"),
        ),
    }
}

/// A month on the command line is not one.
#[must_use]
pub fn bad_month(lang: Lang, text: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (format!("`{text}` is not a month"), "months are written year-month, such as 2018-09".to_owned()),
    }
}

/// A number on the command line is not one.
#[must_use]
pub fn bad_number(lang: Lang, text: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => {
            (format!("`{text}` is not a number"), "numbers are exact decimals without separators, such as 1610.20".to_owned())
        }
    }
}

/// A person needs a name.
#[must_use]
pub fn empty_name(lang: Lang) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => ("the new name is empty".to_owned(), "write it in quotes: `competency employee rename e-sato \"Sato Yuki\"`".to_owned()),
    }
}

/// An account has a later link.
#[must_use]
pub fn linked_later(lang: Lang, account: &str, organization: &str, date: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{account}` was linked to `{organization}` on {date}, after the new link"),
            "the newest link cuts all earlier ones, so this one would count until that day at the most; if it is right, \
             write it into associations.csv"
                .to_owned(),
        ),
    }
}

/// An account has no link to end.
#[must_use]
pub fn not_linked(lang: Lang, account: &str, date: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{account}` is not linked on {date}"),
            "`competency employee list` shows every link".to_owned(),
        ),
    }
}

/// Somebody did not earn a credential.
#[must_use]
pub fn not_earned(lang: Lang, holder: &str, credential: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("no record says that `{holder}` earned {credential}"),
            format!("`competency why-not {holder}` lists what is recorded"),
        ),
    }
}

/// Somebody earned a credential more than once.
#[must_use]
pub fn earned_several_times(lang: Lang, holder: &str, credential: &str, days: &[String]) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{holder}` earned {credential} several times"),
            format!("say which with `--earned DATE`: {}", days.join(", ")),
        ),
    }
}

/// A person has several accounts.
#[must_use]
pub fn several_accounts(lang: Lang, person: &str, accounts: &[String]) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (format!("`{person}` has several accounts"), format!("name one of them: {}", accounts.join(", "))),
    }
}

/// There is no override to end.
#[must_use]
pub fn no_override(lang: Lang, competency: &str, level: &str, date: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("nothing takes {competency} {level} as met on {date}"),
            format!("`competency explain {competency}` shows what does, and when"),
        ),
    }
}

/// The files would not be right after a change.
#[must_use]
pub fn refused_change(lang: Lang) -> String {
    match lang {
        Lang::En | Lang::Ja => "The places above are those of the files as they would be; nothing was written.\n".to_owned(),
    }
}

/// Somebody else is changing the workspace.
#[must_use]
pub fn busy(lang: Lang, folder: &str) -> (String, String) {
    let folder = if folder.is_empty() { "." } else { folder };
    match lang {
        Lang::En | Lang::Ja => (
            format!("another command is changing the files of `{folder}`"),
            "nothing was written; run the command again when the other one is done".to_owned(),
        ),
    }
}

/// A file was changed between reading and writing.
#[must_use]
pub fn changed_meanwhile(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{path}` was changed by somebody else while this command ran"),
            "nothing was written; run the command again".to_owned(),
        ),
    }
}

/// A file to be changed is a link.
#[must_use]
pub fn is_link(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{path}` is a link to another place, where others may rely on it"),
            "nothing was written; put the file itself here, or change it where it is".to_owned(),
        ),
    }
}

/// A file to be changed is read-only.
#[must_use]
pub fn is_read_only(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En | Lang::Ja => (
            format!("`{path}` is marked as read-only"),
            "nothing was written; make it writable if it may be changed".to_owned(),
        ),
    }
}
