//! From an account log with passwords to files with which Microsoft Entra creates the users.

use super::account_log::{ACTION, Action, DISPLAY_NAME, FIRST_NAME, LAST_NAME, PASSWORD, USER_NAME};
use super::csv_text::push_row;
use crate::diagnostic::FileId;
use crate::guard::{bare, guarded};
use crate::load::csv::{CsvProblem, CsvReader, Row, detect_delimiter};
use std::num::NonZeroUsize;

const VERSION: &str = "version:v1.0";

/// The vendor's headings, in the vendor's order.
const HEADINGS: [&str; 17] = [
    "Name [displayName] Required",
    "User name [userPrincipalName] Required",
    "Initial password [passwordProfile] Required",
    "Block sign in (Yes/No) [accountEnabled] Required",
    "First name [givenName]",
    "Last name [surname]",
    "Job title [jobTitle]",
    "Department [department]",
    "Usage location [usageLocation]",
    "Street address [streetAddress]",
    "State or province [state]",
    "Country or region [country]",
    "Office [physicalDeliveryOfficeName]",
    "City [city]",
    "ZIP or postal code [postalCode]",
    "Office phone [telephoneNumber]",
    "Mobile phone [mobile]",
];

/// Why a text is no account log that users can be created from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogError {
    /// A column is missing; without `Initial password`, the log was written without passwords.
    NoColumn(&'static str),
    /// A row is too long, a quote in it is never closed, or a user who was created has no password.
    Damaged {
        /// Its line, from 1.
        line: u32,
    },
}

/// Writes the users of an account log who have an initial password as files for Entra's bulk creation, each with at most
/// `rows` users. There is no file when there is no such user. The texts are secrets.
///
/// # Errors
/// When the text is no account log with passwords, or damaged: nobody should be left out without notice.
pub fn entra_bulk_create(log: &str, rows: NonZeroUsize) -> Result<Vec<String>, LogError> {
    let delimiter = detect_delimiter(log.lines().next().unwrap_or_default());
    let mut reader = CsvReader::new(log, FileId(0), delimiter);
    let mut row = Row::new();
    reader.read_row(&mut row);
    let headings: Vec<String> = row.iter().map(|heading| heading.text.trim().to_owned()).collect();
    let column = |name: &'static str| {
        let found = headings.iter().position(|heading| heading.eq_ignore_ascii_case(name));
        found.ok_or(LogError::NoColumn(name))
    };
    let [user_name, display_name, password] = [column(USER_NAME)?, column(DISPLAY_NAME)?, column(PASSWORD)?];
    let [first_name, last_name, action] = [column(FIRST_NAME)?, column(LAST_NAME)?, column(ACTION)?];
    let mut files: Vec<String> = Vec::new();
    let mut users = 0_usize;
    while reader.read_row(&mut row) {
        let unclosed = row.problems().iter().any(|problem| matches!(problem, CsvProblem::UnterminatedQuote(_)));
        // Entra stumbles over blanks round a value.
        let cell = |column| row.get(column).map_or("", |cell| bare(cell.text).trim());
        // A row may be shorter: spreadsheets drop empty cells at the end.
        let created = cell(action) == Action::Created.word() && !cell(user_name).is_empty();
        if unclosed || row.len() > headings.len() || (created && cell(password).is_empty()) {
            return Err(LogError::Damaged { line: row.line() });
        }
        if cell(password).is_empty() {
            continue;
        }
        if users % rows == 0 {
            let mut file = format!("{VERSION}\r\n");
            push_row(&mut file, HEADINGS);
            files.push(file);
        }
        users += 1;
        // A name to be shown is required, and the name to sign in with is one.
        let shown = [cell(display_name), cell(user_name)].into_iter().find(|name| !name.is_empty());
        let [shown, first, last] = [shown.unwrap_or_default(), cell(first_name), cell(last_name)].map(guarded);
        let known = [shown, cell(user_name).into(), cell(password).into(), "No".into(), first, last];
        let all = known.into_iter().chain(std::iter::repeat("".into())).take(HEADINGS.len());
        files.iter_mut().next_back().into_iter().for_each(|file| push_row(file, all.clone()));
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::super::account_log::account_log;
    use super::super::account_log::tests::{counting, today, users};
    use super::*;
    use expect_test::expect;
    use proptest::prelude::*;

    fn log() -> String {
        account_log(&users(), Some(&mut counting), today()).unwrap()
    }

    fn split(log: &str, rows: usize) -> Result<Vec<String>, LogError> {
        entra_bulk_create(log, NonZeroUsize::new(rows).unwrap())
    }

    #[test]
    fn users_with_passwords_only() {
        let files = split(&log(), 100).unwrap();
        expect![[r#"
            version:v1.0␍
            Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title [jobTitle],Department [department],Usage location [usageLocation],Street address [streetAddress],State or province [state],Country or region [country],Office [physicalDeliveryOfficeName],City [city],ZIP or postal code [postalCode],Office phone [telephoneNumber],Mobile phone [mobile]␍
            見本 太郎,taro.mihon@contoso.example,p!FcXu?Lh4z$RnZE,No,太郎,見本,,,,,,,,,,,␍
            "Reiji, ""Hana""",h@contoso.example,bNt6BgTq#GdYvMi5,No,'=1+2,''@x,,,,,,,,,,,␍
        "#]].assert_eq(&files.join("---\n").replace('\r', "␍"));
    }

    #[test]
    fn the_layout_is_the_vendors() {
        let files = split(&log(), 1).unwrap();
        assert_eq!(files.len(), 2);
        for file in files {
            let lines: Vec<&str> = file.split_terminator("\r\n").collect();
            assert_eq!(lines[..2], [VERSION, &HEADINGS.join(",")]);
            assert_eq!(lines.len(), 3);
        }
        let again = "\u{feff}".to_owned() + &log().replace(',', ";");
        assert_eq!(split(&again, 1).map(|files| files.len()), Ok(2), "a spreadsheet may have saved it again");
    }

    #[test]
    fn what_is_no_log() {
        let without = account_log(&users(), None, today()).unwrap();
        assert_eq!(split(&without, 1), Err(LogError::NoColumn("Initial password")));
        assert_eq!(split("", 1), Err(LogError::NoColumn("User name")));
        let log = log();
        let end = log.find("Administrator").unwrap();
        assert_eq!(split(&log[..end], 1), Err(LogError::Damaged { line: 3 }));
        let end = log.find("No Address").unwrap();
        assert_eq!(split(&log[..end], 1).map(|files| files.len()), Ok(2), "nobody is lost who has an account");
        assert_eq!(split(&log.replacen("2019-01-27\r\n", "2019-01-27,\r\n", 1), 1), Err(LogError::Damaged { line: 2 }));
        assert_eq!(split(&(log + "9,Changed,\"x\r\n"), 1), Err(LogError::Damaged { line: 9 }));
        let nobody = account_log(&[], Some(&mut counting), today()).unwrap();
        assert_eq!(split(&nobody, 1), Ok(Vec::new()));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn every_user_comes_once_with_the_names_as_they_were(
            names in prop::collection::vec("[a山'=＋@,\"\r\n]{1,6}", 0..8),
            rows in 1..4_usize,
        ) {
            let mut user = users().swap_remove(0);
            let users: Vec<_> = names.iter().map(|name| {
                user.family_name = name.clone();
                user.clone()
            }).collect();
            let log = account_log(&users, Some(&mut counting), today()).unwrap();
            let mut found = Vec::new();
            for file in split(&log, rows).unwrap() {
                let mut reader = CsvReader::new(&file, FileId(0), b',');
                let mut row = Row::new();
                let (mut lines, mut read) = (0, Vec::new());
                while reader.read_row(&mut row) {
                    lines += 1;
                    prop_assert_eq!(row.len(), if lines == 1 { 1 } else { HEADINGS.len() });
                    read.push(row.get(5).map(|cell| bare(cell.text).to_owned()).unwrap_or_default());
                }
                prop_assert!(lines > 2 && lines - 2 <= rows);
                found.extend(read.split_off(2));
            }
            let trimmed: Vec<&str> = names.iter().map(|name| name.trim()).collect();
            prop_assert_eq!(found, trimmed);
        }
    }
}
