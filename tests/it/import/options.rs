//! What the options of `import` and `export` do, and what is refused.

use super::{company, copy, import, left_by, shown};
use crate::support::{folder_of, run, text_of};
use competency::diagnostic::Encoding;
use competency::load::decode::{decode, encode};
use competency::load::files::{Files, MemoryFiles};
use expect_test::{Expect, expect};

/// What an import of these files says and writes.
fn check(more: &[(&str, &str)], args: &[&str], expected: &Expect) {
    let mut files = company();
    more.iter().for_each(|(path, text)| files.insert(path, *text));
    expected.assert_eq(&shown(&import(&files, args)));
}

const USERS: &str = "First name,Last name,Display name,Email,Status update\n\
                     Taro,Mihon,見本 太郎,taro.mihon@contoso.example,\n\
                     Jiro,Kakuu,Jiro Kakuu,jiro.kakuu@contoso.example,\n\
                     ,,No Address,nobody,\n";

/// A text as Excel of a Japanese Windows writes it.
fn cp932(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    encode(text, Encoding::Cp932, &mut bytes).expect("a text of CP932");
    bytes
}

/// JSON has no rows that could be mended in a file of their own; what is wrong there is shown, and not lost.
#[test]
fn what_is_rejected_of_json_is_shown() {
    let mut files = company();
    files.insert(
        "transcript.json",
        r#"{"certificationData": {"passedExams": [{"examNumber": "70-532", "examDateTaken": "soon"}]}}"#,
    );
    let with = import(&files, &["ms-learn", "transcript.json", "--employee", "taro-old", "--rejects", "rejects.csv"]);
    let without = import(&files, &["ms-learn", "transcript.json", "--employee", "taro-old"]);
    assert_eq!((with.code, &with.err), (without.code, &without.err));
    assert!(!with.written.contains_key("rejects.csv"));
    expect![[r#"
        error[invalid-date]: `soon` is not a date
         --> transcript.json:1:83
          |
        1 | {"certificationData": {"passedExams": [{"examNumber": "70-532", "examDateTaken": "soon"}]}}
          |                                                                                   ^^^^
          |
          = help: dates are written year-month-day, like `2018-10-29`, and instants like `2018-10-29T12:00:00+09:00`

        1 error
    "#]]
    .assert_eq(&with.err);
}

#[test]
fn rejected_rows_are_mended_and_imported() {
    let mut files = company();
    let users = "名,姓,表示名,電子メール,状態の更新\r\n太郎,見本,髙﨑　太郎,nobody,\r\n";
    files.insert("users.csv", cp932(users));
    let first = import(&files, &["auto", "users.csv", "--rejects", "rejects.csv"]);
    assert_eq!(first.code, 1, "{}", first.err);
    let (text, encoding) = decode(first.bytes["rejects.csv"].clone(), None).expect("text");
    assert_eq!(encoding.name(), "CP932");
    expect![[r#"
        Errors,Line,名,姓,表示名,電子メール,状態の更新␍
        `nobody` is not a mail address,2,太郎,見本,髙﨑　太郎,nobody,␍
    "#]]
    .assert_eq(&text.replace('\r', "␍"));
    files.insert("rejects.csv", cp932(&text.replace(",nobody,", ",taro@contoso.example,")));
    let second = import(&files, &["auto", "rejects.csv"]);
    assert_eq!(second.code, 0, "{}{}", second.out, second.err);
    assert!(second.written["w/employees.csv"].contains("髙﨑　太郎,taro@contoso.example"), "{:?}", second.written);
}

#[test]
fn rejected_rows_of_a_workbook_are_csv_for_spreadsheets() {
    let mut files = with_workbooks();
    let first = import(&files, &["auto", "x/trainings.xlsx", "--rejects", "rejects.csv"]);
    assert_eq!(first.code, 1, "{}", first.err);
    let (text, encoding) = decode(first.bytes["rejects.csv"].clone(), None).expect("text");
    assert_eq!(encoding.name(), "UTF-8 with BOM");
    expect![[r#"
        Errors,Line,TrainingActivityId,TrainingTitle,TrainingType,IndividualFirstName,IndividualLastName,Email,CorpEmail,TrainingCompletionDate,Month,IcMCP,MCPID,MPNId,PartnerName,PartnerCityLocation,PartnerCountryLocation␍
        "`43402` looks like a spreadsheet's day number, not a date",3,70532,Developing Microsoft Azure Solutions,Exam,Jiro,Kakuu,,jiro.kakuu@contoso.example,43402,Oct-18,1,,9000001,Contoso Example KK,Chiyoda,Japan␍
    "#]].assert_eq(&text.replace('\r', "␍"));
    files = left_by(&first, &files);
    files.insert("rejects.csv", text.replace(",43402,", ",2018-10-29,"));
    let second = import(&files, &["auto", "rejects.csv"]);
    assert_eq!(second.code, 0, "{}{}", second.out, second.err);
    assert!(second.out.contains("1 row read: 1 new"), "{}", second.out);
}

#[test]
fn rejected_rows_below_a_title_have_the_headings_that_the_mapping_names() {
    let mut files = company();
    files
        .insert("map.yaml", "records: users\nheader_row: 3\ndelimiter: pipe\ncolumns: {work_mail: mail, joined: on}\n");
    files.insert("list.csv", "People, all of them\n\nmail|on\nann@x.example|later\n");
    let run = import(&files, &["--map", "map.yaml", "list.csv", "--rejects", "rejects.csv"]);
    expect![[r#"
        Errors|Line|mail|on␍
        `later` is not a date|4|ann@x.example|later␍
    "#]]
    .assert_eq(&run.written["rejects.csv"].replace('\r', "␍"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let args =
        ["auto", "users.csv", "--rejects", "rejects.csv", "--log", "log.csv", "--initial-passwords", "--dry-run"];
    check(
        &[("users.csv", USERS)],
        &args,
        &expect![[r#"
        users.csv: read as partner-center, UTF-8, separated by commas.
        3 rows read: 1 new, 0 changed, 1 unchanged, 1 rejected.
        Records: 1 new person.

        column         read as
        First name     given_name
        Last name      family_name
        Display name   display_name
        Email          work_mail
        Status update  not read

        employees.csv
          5 + taro.mihon,見本 太郎,taro.mihon@contoso.example,,,

        1 file would change; nothing was written.
        error[invalid-address]: `nobody` is not a mail address
         --> users.csv:4:14
          |
        4 | ,,No Address,nobody,
          |              ^^^^^^
          |
          = help: it has one `@`, with something on both sides, and no blanks within

        1 error
        exit code 1
    "#]],
    );
}

#[test]
fn nobody_new() {
    check(
        &[("users.csv", USERS)],
        &["auto", "users.csv", "--no-new-people"],
        &expect![[r#"
        users.csv: read as partner-center, UTF-8, separated by commas.
        3 rows read: 0 new, 0 changed, 1 unchanged, 2 rejected.

        Nothing was recorded.
        error[unknown-person]: nobody recorded is known as `taro.mihon@contoso.example`
         --> users.csv:2:1
          |
        2 | Taro,Mihon,見本 太郎,taro.mihon@contoso.example,
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: add the person with `competency employee add`, or import without `--no-new-people`

        error[invalid-address]: `nobody` is not a mail address
         --> users.csv:4:14
          |
        4 | ,,No Address,nobody,
          |              ^^^^^^
          |
          = help: it has one `@`, with something on both sides, and no blanks within

        2 errors
        exit code 1
    "#]],
    );
}

#[test]
fn logs_with_and_without_passwords() {
    check(
        &[("users.csv", USERS)],
        &["auto", "users.csv", "--log", "log.csv"],
        &expect![[r#"
            users.csv: read as partner-center, UTF-8, separated by commas.
            3 rows read: 1 new, 0 changed, 1 unchanged, 1 rejected.
            Records: 1 new person.

            1 file changed.
            error[invalid-address]: `nobody` is not a mail address
             --> users.csv:4:14
              |
            4 | ,,No Address,nobody,
              |              ^^^^^^
              |
              = help: it has one `@`, with something on both sides, and no blanks within

            1 error
            wrote log.csv, which only its owner can read
            exit code 1
            //- log.csv
            Line,Action,User name,Display name,First name,Last name,Status,Reset␍
            2,Created,taro.mihon@contoso.example,見本 太郎,Taro,Mihon,,Administrator␍
            3,Unchanged,jiro.kakuu@contoso.example,Jiro Kakuu,Jiro,Kakuu,,Administrator␍
            4,Rejected,,,,,,Administrator␍
            //- w/employees.csv
            id,name,email,location,joined,left
            jiro,Jiro Kakuu,jiro.kakuu@contoso.example,tokyo,2015-04-01,
            e-hanako,例示 花子,hanako.reiji@contoso.example,osaka,,
            taro-old,Taro Mihon,,tokyo,,2016-03-31
            taro.mihon,見本 太郎,taro.mihon@contoso.example,,,
        "#]],
    );
    let mut files = company();
    files.insert("users.csv", format!("{USERS},,Second,second@contoso.example,\n,,Third,third@contoso.example,\n"));
    let first = import(&files, &["auto", "users.csv", "--log", "log.csv", "--initial-passwords"]);
    expect![[r#"
        Line,Action,User name,Display name,First name,Last name,Status,Reset,Initial password,Password expires␍
        2,Created,taro.mihon@contoso.example,見本 太郎,Taro,Mihon,,Administrator,p!FcXu?Lh4z$RnZE,2019-01-27␍
        3,Unchanged,jiro.kakuu@contoso.example,Jiro Kakuu,Jiro,Kakuu,,Administrator,,␍
        4,Rejected,,,,,,Administrator,,␍
        5,Created,second@contoso.example,Second,,,,Administrator,p!FcXu?Lh4z$RnZE,2019-01-27␍
        6,Created,third@contoso.example,Third,,,,Administrator,p!FcXu?Lh4z$RnZE,2019-01-27␍
    "#]]
    .assert_eq(&first.written["log.csv"].replace('\r', "␍"));
    let files = left_by(&first, &files);
    let exported = run(&files, &["export", "entra-bulk-create", "log.csv", "create.csv", "--rows", "2"]);
    expect![[r#"
        wrote create.csv, which only its owner can read
        wrote create-2.csv, which only its owner can read
        exit code 0
        //- create-2.csv
        version:v1.0␍
        Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title [jobTitle],Department [department],Usage location [usageLocation],Street address [streetAddress],State or province [state],Country or region [country],Office [physicalDeliveryOfficeName],City [city],ZIP or postal code [postalCode],Office phone [telephoneNumber],Mobile phone [mobile]␍
        Third,third@contoso.example,p!FcXu?Lh4z$RnZE,No,,,,,,,,,,,,,␍
        //- create.csv
        version:v1.0␍
        Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title [jobTitle],Department [department],Usage location [usageLocation],Street address [streetAddress],State or province [state],Country or region [country],Office [physicalDeliveryOfficeName],City [city],ZIP or postal code [postalCode],Office phone [telephoneNumber],Mobile phone [mobile]␍
        見本 太郎,taro.mihon@contoso.example,p!FcXu?Lh4z$RnZE,No,Taro,Mihon,,,,,,,,,,,␍
        Second,second@contoso.example,p!FcXu?Lh4z$RnZE,No,,,,,,,,,,,,,␍
    "#]].assert_eq(&shown(&exported));
    let without = run(&files, &["export", "entra-bulk-create", "users.csv", "create.csv"]);
    expect![[r#"
        error: `users.csv` has no column `User name`
          = help: the log is written by `import --log FILE --initial-passwords`
        exit code 2
    "#]]
    .assert_eq(&shown(&without));
}

#[test]
fn linked_on_a_day() {
    let mut files = company();
    files.insert("users.csv", "MPN ID,Location,First name,Last name,Display name,Email,Microsoft account,MCP ID,PMC role,Status\n\
        9000001,Tokyo HQ,Jiro,Kakuu,Jiro Kakuu,jiro.kakuu@contoso.example,jiro.msa@example.com,99000009,Employee,Active\n");
    expect![[r#"
        users.csv: read as pmc, UTF-8, separated by commas.
        1 row read: 0 new, 1 changed, 0 unchanged, 0 rejected.
        Records: 2 new accounts; 2 new links.

        2 files changed.
        exit code 0
        //- w/accounts.csv
        account,kind,employee
        99000002,learn,e-hanako
        99000009,learn,jiro
        jiro.msa@example.com,learn,jiro
        //- w/associations.csv
        account,organization,linked,unlinked
        99000002,contoso,2018-01-15,
        99000009,contoso,2018-10-01,
        jiro.msa@example.com,contoso,2018-10-01,
    "#]]
    .assert_eq(&shown(&import(&files, &["pmc", "users.csv", "--linked", "2018-10-01"])));
}

/// A workspace with the two workbooks.
fn with_workbooks() -> MemoryFiles {
    let mut files = company();
    copy(&folder_of("fixtures/import"), "x", &mut files);
    files
}

#[test]
fn workbooks() {
    let files = with_workbooks();
    expect![[r#"
        x/users.xlsx[Users]: read as partner-center, workbook.
        2 rows read: 1 new, 0 changed, 1 unchanged, 0 rejected.
        Records: 1 new person.

        taro-old and taro.mihon are both called Taro Mihon; names never identify, so they stay apart.

        1 file changed.
        exit code 0
        //- w/employees.csv
        id,name,email,location,joined,left
        jiro,Jiro Kakuu,jiro.kakuu@contoso.example,tokyo,2015-04-01,
        e-hanako,例示 花子,hanako.reiji@contoso.example,osaka,,
        taro-old,Taro Mihon,,tokyo,,2016-03-31
        taro.mihon,Taro Mihon,taro.mihon@contoso.example,,,
    "#]]
    .assert_eq(&shown(&import(&files, &["auto", "x/users.xlsx"])));
    expect![[r#"
        error[no-such-sheet]: the workbook has no sheet `User`
         --> x/users.xlsx
          |
          = help: did you mean `Users`?

        1 error
        exit code 2
    "#]]
    .assert_eq(&shown(&import(&files, &["auto", "x/users.xlsx", "--sheet", "User"])));
    expect![[r#"
        x/trainings.xlsx[Trainings]: read as insights-trainings, workbook.
        2 rows read: 1 new, 0 changed, 0 unchanged, 1 rejected.
        Records: 1 new person; 2 new accounts; 1 new achievement.

        taro-old and taro.mihon are both called Taro Mihon; names never identify, so they stay apart.
        2 accounts are not linked to the organization, so what was earned on them does not count yet:
        `competency link --all --on DATE`.

        3 files changed.
        error[day-number]: `43402` looks like a spreadsheet's day number, not a date
         --> x/trainings.xlsx[Trainings]:3:88
          |
        3 | ...kuu@contoso.example    43402    Oct-18    1        9000001    Contoso Example KK    Chiyod...
          |                           ^^^^^
          |
          = help: give the column a date format and save again, or read such numbers as dates with `--date-format excel`

        1 error
        exit code 1
        //- w/accounts.csv
        account,kind,employee
        99000002,learn,e-hanako
        99000001,learn,taro.mihon
        taro.msa@example.com,learn,taro.mihon
        //- w/achievements.csv
        account,employee,credential,earned,expires
        ,jiro,70-532,2018-02-01,
        99000002,,70-475,2018-05-10,
        99000001,,azure-administrator-associate,2020-07-08,
        //- w/employees.csv
        id,name,email,location,joined,left
        jiro,Jiro Kakuu,jiro.kakuu@contoso.example,tokyo,2015-04-01,
        e-hanako,例示 花子,hanako.reiji@contoso.example,osaka,,
        taro-old,Taro Mihon,,tokyo,,2016-03-31
        taro.mihon,Taro Mihon,taro.mihon@contoso.example,,,
    "#]]
    .assert_eq(&shown(&import(&files, &["auto", "x/trainings.xlsx"])));
    let mut broken = company();
    let half: Vec<u8> = files.read("x/users.xlsx").expect("a file").into_iter().take(900).collect();
    broken.insert("half.xlsx", half);
    expect![[r#"
        error[broken-workbook]: this workbook cannot be read: Zip error: invalid Zip archive: Could not find EOCD
         --> half.xlsx
          |
          = help: open it in a spreadsheet program and save it as `.xlsx` or CSV, without a password

        1 error
        exit code 2
    "#]]
    .assert_eq(&shown(&import(&broken, &["auto", "half.xlsx"])));
}

#[test]
fn dates_that_can_be_read_in_two_ways() {
    let sample = text_of("fixtures/import/samples/insights-training-2021-06.utf8bom.csv");
    let ambiguous: String = sample
        .lines()
        .filter(|line| !line.contains("21/10/2020") && !line.contains("13/01/2019"))
        .map(|line| format!("{line}\n"))
        .collect();
    let mut files = company();
    files.insert("trainings.csv", ambiguous);
    expect![[r#"
        trainings.csv: read as insights-trainings, UTF-8 with BOM, separated by commas.
        2 rows read: 1 new, 0 changed, 0 unchanged, 1 rejected.
        Records: 1 new person; 2 new accounts; 1 new achievement.

        taro-old and taro.mihon are both called Taro Mihon; names never identify, so they stay apart.
        2 accounts are not linked to the organization, so what was earned on them does not count yet:
        `competency link --all --on DATE`.

        3 files changed.
        error[ambiguous-dates]: `08/07/2020 16:21` may be day/month/year or month/day/year, and no date in this column tells which
         --> trainings.csv:2:109
          |
        2 | ....mihon@contoso.example,08/07/2020 16:21,Jul-20,1,99000001,9000001,Contoso Example KK,Chiyo...
          |                           ^^^^^^^^^^^^^^^^
          |
          = help: say which with `--date-format dmy` or `--date-format mdy`

        error[ambiguous-dates]: `08/07/2022 16:21` may be day/month/year or month/day/year, and no date in this column tells which
         --> trainings.csv:2:185
          |
        2 | ...0 16:21,Jul-20,1,99000001,9000001,Contoso Example KK,Chiyoda,Japan,08/07/2022 16:21,Active
          |                                                                       ^^^^^^^^^^^^^^^^
          |
          = help: say which with `--date-format dmy` or `--date-format mdy`

        2 errors
        exit code 1
        //- w/accounts.csv
        account,kind,employee
        99000002,learn,e-hanako
        99000001,learn,taro.mihon
        taro.msa@example.com,learn,taro.mihon
        //- w/achievements.csv
        account,employee,credential,earned,expires
        ,jiro,70-532,2018-02-01,
        99000002,,70-475,2018-05-10,
        99000001,,azure-solutions-architect-expert,2020-09-09,2022-09-09
        //- w/employees.csv
        id,name,email,location,joined,left
        jiro,Jiro Kakuu,jiro.kakuu@contoso.example,tokyo,2015-04-01,
        e-hanako,例示 花子,hanako.reiji@contoso.example,osaka,,
        taro-old,Taro Mihon,,tokyo,,2016-03-31
        taro.mihon,Taro Mihon,taro.mihon@contoso.example,,,
    "#]].assert_eq(&shown(&import(&files, &["auto", "trainings.csv"])));
    let accepted = import(&files, &["auto", "trainings.csv", "--date-format", "dmy"]);
    assert_eq!(accepted.code, 0, "{}", accepted.err);
    assert!(accepted.written["w/achievements.csv"].contains(",2020-07-08,2022-07-08"), "{:?}", accepted.written);
}

#[test]
fn what_is_refused() {
    let refused = |args: &[&str], words: &str| {
        let run = import(&company(), args);
        assert_eq!((run.code, run.written.len()), (2, 0), "{args:?}\n{}", run.err);
        assert!(run.err.contains(words), "{args:?}: no `{words}` in\n{}", run.err);
    };
    refused(&["entra-creat", "in/entra-bulk-create.csv"], "`entra-create`");
    refused(&["auto"], "no file is named");
    refused(&["auto", "in/entra-bulk-delete.csv"], "--left");
    refused(&["auto", "in/linkedin-certifications.csv"], "--employee");
    refused(&["auto", "in/README.md"], "--map");
    refused(&["auto", "in/nothing.csv"], "there is no such file");
    refused(&["auto", "in/pmc-users.utf8bom.csv", "in/skills-report.csv", "--rejects", "r.csv"], "--rejects");
    refused(&["auto", "in/skills-report.csv", "--employee", "nobody"], "nobody");
    refused(&["auto", "in/skills-report.csv", "--initial-passwords"], "--log");
}

#[test]
fn several_organizations() {
    let mut files = MemoryFiles::default();
    copy(&MemoryFiles::marked(crate::editing::TWO), "w", &mut files);
    files.insert(
        "users.csv",
        "First name,Last name,Display name,Email,Status update\nTaro,Mihon,Taro Mihon,taro@contoso.example,\n",
    );
    expect![[r#"
        users.csv: read as partner-center, UTF-8, separated by commas.
        1 row read: 1 new, 0 changed, 0 unchanged, 0 rejected.
        Records: 1 new person.

        1 file changed.
        exit code 0
        //- w/employees.csv
        id,shoe size,name,organization,joined,left,email
        ann,38,"Ann, M.D.",north,2015-04-01,,
        bob,44,Bob,north,,,
        ann-s,38,Ann,south,2018-11-01,,
        taro,,Taro Mihon,south,,,taro@contoso.example
    "#]]
    .assert_eq(&shown(&import(&files, &["auto", "users.csv", "--organization", "south"])));
    let run = import(&files, &["auto", "users.csv"]);
    assert_eq!((run.code, run.written.len()), (2, 0), "{}", run.out);
    assert!(run.err.contains("--organization"), "{}", run.err);
}
