//! Passwords in files of other systems: they reach nothing that is printed or written.

use super::samples::{SAMPLES, arguments, files, import_sample};
use super::{company, import};
use crate::support::{Run, text_of};
use proptest::prelude::*;

/// What all passwords of the samples begin with.
const MARK: &str = "NOT-A-REAL-PASSWORD";

/// More arguments under which nothing may be said of a password either.
const WAYS: [&[&str]; 5] = [
    &[],
    &["--dry-run"],
    &["--format", "json"],
    &["--rejects", "rejects.csv", "--log", "log.csv", "--no-new-people"],
    &["--log", "log.csv", "--initial-passwords", "--format", "json", "--dry-run"],
];

fn assert_hidden(run: &Run, secret: &str, by: &str) {
    let places = [("out", &run.out), ("err", &run.err)].into_iter();
    let written = run.written.iter().map(|(path, text)| (path.as_str(), text));
    for (place, text) in places.chain(written) {
        assert!(!text.contains(secret), "{by}: {secret} is in {place}:\n{text}");
    }
}

#[test]
fn no_sample_gives_a_password_away() {
    let mut samples = 0;
    for sample in SAMPLES {
        let text = sample.0.contains("entra-bulk-create") || sample.0.contains("created-users-log");
        if !text {
            continue;
        }
        let path = format!("in/{}", sample.0);
        let whole = text_of(&format!("fixtures/import/samples/{}", sample.0));
        assert!(whole.contains(MARK), "{path}");
        samples += 1;
        // As it is, and with each address broken, so that rows with passwords are drawn.
        for text in [whole.clone(), whole.replace("@contoso", " contoso"), whole.replace(MARK, &format!("\"{MARK}"))] {
            let mut files = files();
            files.insert(&path, text);
            for more in WAYS {
                let run = import_sample(&files, sample, more);
                assert_hidden(&run, MARK, &format!("{} {more:?}", arguments(sample).join(" ")));
            }
        }
    }
    assert_eq!(samples, 3);
}

#[test]
fn a_rejected_row_is_drawn_without_its_password() {
    let mut files = company();
    files.insert(
        "users.csv",
        "First name,Last name,Display name,Email,Password,Status update\nA,B,A B,nobody,hunter2-hunter2,\n",
    );
    let run = import(&files, &["partner-center", "users.csv", "--rejects", "rejects.csv"]);
    expect_test::expect![[r#"
        users.csv: read as partner-center, UTF-8, separated by commas.
        users.csv: 1 password was dropped on reading.
        1 row read: 0 new, 0 changed, 0 unchanged, 1 rejected.

        Nothing was recorded.
        error[invalid-address]: `nobody` is not a mail address
         --> users.csv:2:9
          |
        2 | A,B,A B,nobody,***************,
          |         ^^^^^^
          |
          = help: it has one `@`, with something on both sides, and no blanks within

        1 error
        wrote rejects.csv
        exit code 1
        //- rejects.csv
        Errors,Line,First name,Last name,Display name,Email,Password,Status update␍
        `nobody` is not a mail address,2,A,B,A B,nobody,***************,␍
    "#]]
    .assert_eq(&super::shown(&run));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_password_gets_through(
        secret in "Zq9[A-Za-z0-9!#$%&*+./:=?@^_~;,\"'-]{6,14}x",
        column in 0..6_usize,
        heading in prop::sample::select(vec!["Password", "Initial password", "パスワード", "Temporary password", "初期パスワード"]),
        address in prop::sample::select(vec!["a@contoso.example", "no address", "", "jiro.kakuu@contoso.example"]),
        quoted in any::<bool>(),
        surplus in any::<bool>(),
        way in prop::sample::select(WAYS.to_vec()),
    ) {
        let mut headings = vec!["First name", "Last name", "Display name", "Email", "Status update"];
        headings.insert(column.min(headings.len()), heading);
        let cell = if quoted { format!("\"{}\"", secret.replace('"', "\"\"")) } else { secret.clone() };
        let mut cells = vec!["A", "B", "A B", address, ""];
        cells.insert(column.min(cells.len()), &cell);
        if surplus {
            cells.push("more");
        }
        let mut files = company();
        files.insert("users.csv", format!("{}\r\n{}\r\nC,D,C D,c@contoso.example,,\r\n", headings.join(","), cells.join(",")));
        let all: Vec<&str> = ["partner-center", "users.csv"].iter().chain(way).copied().collect();
        let run = import(&files, &all);
        // Unquoted separators cut a password into cells; no piece of it that tells anything may be shown.
        for piece in secret.split([',', ';', '"']).filter(|piece| piece.len() > 5) {
            assert_hidden(&run, piece, &format!("{all:?}"));
        }
    }
}
