//! What became of the users of a file, row by row, for whoever hands out the accounts.
//!
//! The log is CSV. Passwords are in it only on request, and nowhere else.

use super::csv_text::push_row;
use super::password::{Randomness, password};
use crate::guard::guarded;
use crate::model::Date;
use std::borrow::Cow;

/// How many days an initial password can be used.
pub const PASSWORD_DAYS: i32 = 90;

pub(super) const ACTION: &str = "Action";
pub(super) const USER_NAME: &str = "User name";
pub(super) const DISPLAY_NAME: &str = "Display name";
pub(super) const FIRST_NAME: &str = "First name";
pub(super) const LAST_NAME: &str = "Last name";
pub(super) const PASSWORD: &str = "Initial password";

const HEADINGS: [&str; 8] = ["Line", ACTION, USER_NAME, DISPLAY_NAME, FIRST_NAME, LAST_NAME, "Status", "Reset"];
const PASSWORD_HEADINGS: [&str; 2] = [PASSWORD, "Password expires"];

/// What became of one user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogRow {
    /// The line of the imported file, from 1.
    pub line: u32,
    /// What was done.
    pub action: Action,
    /// The name to sign in with; empty where none is known.
    pub user_name: String,
    /// The whole name as it is shown.
    pub display_name: String,
    /// The given name.
    pub given_name: String,
    /// The family name.
    pub family_name: String,
    /// More about it, in words.
    pub status: String,
    /// Who can reset the password.
    pub reset: Reset,
}

impl LogRow {
    /// A row of which nothing could be read.
    #[must_use]
    pub fn rejected(line: u32) -> Self {
        let empty = String::new;
        Self {
            line,
            action: Action::Rejected,
            user_name: empty(),
            display_name: empty(),
            given_name: empty(),
            family_name: empty(),
            status: empty(),
            reset: Reset::Administrator,
        }
    }
}

/// What was done with a user of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// The user is new.
    Created,
    /// What is recorded about the user has changed.
    Changed,
    /// Everything was recorded already.
    Unchanged,
    /// The row cannot be used.
    Rejected,
}

impl Action {
    /// The word in the log.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "Created",
            Self::Changed => "Changed",
            Self::Unchanged => "Unchanged",
            Self::Rejected => "Rejected",
        }
    }
}

/// Who can reset a user's password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reset {
    /// The user.
    SelfService,
    /// An administrator.
    Administrator,
}

impl Reset {
    /// The word in the log.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SelfService => "Self-service",
            Self::Administrator => "Administrator",
        }
    }
}

/// The log as CSV with CRLF. With a source of randomness, users that are new and have a user name get an initial password,
/// and the day is noted from which on it cannot be used; the text is a secret then.
///
/// # Errors
/// When there is no randomness, in the words of its source.
pub fn account_log(rows: &[LogRow], random: Option<&mut Randomness<'_>>, today: Date) -> Result<String, String> {
    let mut out = String::new();
    let Some(random) = random else {
        push_row(&mut out, HEADINGS);
        rows.iter().for_each(|row| push_row(&mut out, cells(row)));
        return Ok(out);
    };
    push_row(&mut out, HEADINGS.into_iter().chain(PASSWORD_HEADINGS));
    let expires = today.plus_days(PASSWORD_DAYS).to_string();
    for row in rows {
        let cells = cells(row).into_iter();
        if row.action == Action::Created && !row.user_name.is_empty() {
            let password = password(&row.user_name, random)?;
            push_row(&mut out, cells.chain([password.reveal().into(), expires.as_str().into()]));
        } else {
            push_row(&mut out, cells.chain(["".into(), "".into()]));
        }
    }
    Ok(out)
}

/// The cells of a row without the password; what users wrote is guarded.
fn cells(row: &LogRow) -> [Cow<'_, str>; HEADINGS.len()] {
    [
        row.line.to_string().into(),
        row.action.word().into(),
        guarded(&row.user_name),
        guarded(&row.display_name),
        guarded(&row.given_name),
        guarded(&row.family_name),
        guarded(&row.status),
        row.reset.word().into(),
    ]
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    /// Users of all kinds, with names that have to be quoted and guarded.
    pub(in crate::import) fn users() -> Vec<LogRow> {
        let row = |line, action, names: [&str; 4], status: &str, reset| LogRow {
            line,
            action,
            user_name: names[0].to_owned(),
            display_name: names[1].to_owned(),
            given_name: names[2].to_owned(),
            family_name: names[3].to_owned(),
            status: status.to_owned(),
            reset,
        };
        use {Action::*, Reset::*};
        vec![
            row(2, Created, ["taro.mihon@contoso.example", "見本 太郎", "太郎", "見本"], "employee E101", SelfService),
            row(3, Created, ["h@contoso.example", "Reiji, \"Hana\"", "=1+2", "'@x"], "", Administrator),
            row(5, Changed, ["jiro@contoso.example", "Jiro", "", ""], "location: Osaka", SelfService),
            row(6, Unchanged, ["saburo@contoso.example", "Saburo", "", ""], "", SelfService),
            row(7, Rejected, ["", "line\r\nbreak", "", ""], "-no user name", Administrator),
            row(8, Created, ["", "No Address", "", ""], "", Administrator),
        ]
    }

    /// The same bytes in every run.
    pub(in crate::import) fn counting(bytes: &mut [u8]) -> Result<(), String> {
        bytes.iter_mut().zip((0..=u8::MAX).cycle()).for_each(|(byte, n)| *byte = n.wrapping_mul(167).wrapping_add(13));
        Ok(())
    }

    pub(in crate::import) fn today() -> Date {
        Date::new(2018, 10, 29).unwrap()
    }

    fn check(random: Option<&mut Randomness<'_>>, expected: &Expect) {
        let log = account_log(&users(), random, today()).unwrap();
        expected.assert_eq(&log.replace('\r', "␍"));
    }

    #[test]
    fn without_passwords() {
        check(
            None,
            &expect![[r#"
            Line,Action,User name,Display name,First name,Last name,Status,Reset␍
            2,Created,taro.mihon@contoso.example,見本 太郎,太郎,見本,employee E101,Self-service␍
            3,Created,h@contoso.example,"Reiji, ""Hana""",'=1+2,''@x,,Administrator␍
            5,Changed,jiro@contoso.example,Jiro,,,location: Osaka,Self-service␍
            6,Unchanged,saburo@contoso.example,Saburo,,,,Self-service␍
            7,Rejected,,"line␍
            break",,,'-no user name,Administrator␍
            8,Created,,No Address,,,,Administrator␍
        "#]],
        );
    }

    #[test]
    fn with_passwords() {
        check(
            Some(&mut counting),
            &expect![[r#"
            Line,Action,User name,Display name,First name,Last name,Status,Reset,Initial password,Password expires␍
            2,Created,taro.mihon@contoso.example,見本 太郎,太郎,見本,employee E101,Self-service,p!FcXu?Lh4z$RnZE,2019-01-27␍
            3,Created,h@contoso.example,"Reiji, ""Hana""",'=1+2,''@x,,Administrator,bNt6BgTq#GdYvMi5,2019-01-27␍
            5,Changed,jiro@contoso.example,Jiro,,,location: Osaka,Self-service,,␍
            6,Unchanged,saburo@contoso.example,Saburo,,,,Self-service,,␍
            7,Rejected,,"line␍
            break",,,'-no user name,Administrator,,␍
            8,Created,,No Address,,,,Administrator,,␍
        "#]],
        );
    }

    #[test]
    fn no_users_and_no_randomness() {
        let empty = account_log(&[], Some(&mut |_| Err("no entropy".to_owned())), today()).unwrap();
        assert_eq!(empty.lines().count(), 1);
        let mut calls = 0;
        let failed = account_log(
            &users(),
            Some(&mut |bytes: &mut [u8]| {
                calls += 1;
                if calls > 1 { Err("no entropy".to_owned()) } else { counting(bytes) }
            }),
            today(),
        );
        assert_eq!(failed, Err("no entropy".to_owned()));
    }
}
