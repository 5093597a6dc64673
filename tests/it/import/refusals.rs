//! Codes that only files of other systems provoke, each with its whole message.

use super::{company, import};
use expect_test::{Expect, expect};

/// What an import of this file complains about.
fn check(args: &[&str], text: &str, expected: &Expect) {
    let mut files = company();
    files.insert("f.csv", text);
    files.insert("map.yaml", "records: performance\nheader_row: 9\ncolumns: {month: 1, value: 2, metric: 3}\n");
    files.insert("map2.yaml", "records: achievements\ncolumns: {earned: day, code: 3}\n");
    files.insert("map3.yaml", "records: performance\ncolumns: {month: 1, value: 2, metric: 3}\n");
    expected.assert_eq(&import(&files, args).err);
}

#[test]
fn one_profile_of_two_users() {
    let rows = "Display name,Email,MCP ID,Microsoft account\nA B,a@x.example,99000077,\nC D,c@x.example,99000077,\n\
                A B,A@X.example,,\nE F,e@x.example,99000078,\n";
    check(
        &["pmc", "f.csv"],
        rows,
        &expect![[r#"
            error[shared-account]: the account `99000077` belongs to `c@x.example`, and this row gives it to somebody else
             --> f.csv:2:1
              |
            2 | A B,a@x.example,99000077,
              | ^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: an account has one owner; correct the row, or the owner in accounts.csv

            error[shared-account]: the account `99000077` belongs to `a@x.example`, and this row gives it to somebody else
             --> f.csv:3:1
              |
            2 | A B,a@x.example,99000077,
              | ------------------------- first here
            3 | C D,c@x.example,99000077,
              | ^^^^^^^^^^^^^^^^^^^^^^^^^
              |
              = help: an account has one owner; correct the row, or the owner in accounts.csv

            error[duplicate-address]: the address `A@x.example` stands in two rows
             --> f.csv:4:5
              |
            2 | A B,a@x.example,99000077,
              |     ----------- first here
            3 | C D,c@x.example,99000077,
            4 | A B,A@X.example,,
              |     ^^^^^^^^^^^ again here
              |
              = help: the first row is used; remove one of them

            3 errors
        "#]],
    );
}

#[test]
fn users() {
    let heading =
        "MPN ID,Employee ID,First name,Last name,Display name,Email,Microsoft account,MCP ID,PMC role,Status\n";
    let rows = ",,A,B,A B,a@x.example,,,,\n,,A,B,A B,A@x.example,,,,\n,,A,B,A B,,,,,\n\
                ,,A,B,\u{1}A B,c@x.example,,,,\n,,A,B,J,jiro.kakuu@contoso.example,,99000002,,\n";
    check(
        &["pmc", "f.csv"],
        &format!("{heading}{rows}"),
        &expect![[r#"
            error[duplicate-address]: the address `A@x.example` stands in two rows
             --> f.csv:3:11
              |
            2 | ,,A,B,A B,a@x.example,,,,
              |           ----------- first here
            3 | ,,A,B,A B,A@x.example,,,,
              |           ^^^^^^^^^^^ again here
              |
              = help: the first row is used; remove one of them

            error[no-identity]: nothing in this row says who it is about
             --> f.csv:4:1
              |
            4 | ,,A,B,A B,,,,,
              | ^^^^^^^^^^^^^^ in this row
              |
              = help: an employee number, a certification id, an address or a directory id is needed; names identify nobody

            error[control-character]: there is a control character (U+0001) in this cell
             --> f.csv:5:7
              |
            5 | ,,A,B,␁A B,c@x.example,,,,
              |       ^
              |
              = help: text has none; was the file damaged, or is it in another encoding? See `competency help encodings`

            error[shared-account]: the account `99000002` belongs to `e-hanako`, and this row gives it to somebody else
             --> f.csv:6:1
              |
            6 | ,,A,B,J,jiro.kakuu@contoso.example,,99000002,,
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |
             ::: w/employees.csv:3:1
              |
            3 | e-hanako,例示 花子,hanako.reiji@contoso.example,osaka,,
              | -------- first here
              |
              = help: an account has one owner; correct the row, or the owner in accounts.csv

            4 errors
        "#]],
    );
}

#[test]
fn figures_and_mappings() {
    check(
        &["f.csv", "--map", "map.yaml"],
        "a,b,c\n",
        &expect![[r#"
        error[no-heading]: there is no line 9, where the heading should be
         --> f.csv:1:1
          |
        1 | a,b,c
          | ^
          |
          = help: correct `header_row`

        1 error
    "#]],
    );
    check(
        &["f.csv", "--map", "map2.yaml"],
        "a,b\n",
        &expect![[r#"
        error[no-employee]: nothing in this file says whose it is
         --> map2.yaml:2:10
          |
        2 | columns: {earned: day, code: 3}
          |          ^^^^^^^^^^^^^^^^^^^^^^
          |
          = help: say whose: `--employee ID`, with an id of your employees

        error[no-such-column]: the file has no column `3`
         --> map2.yaml:2:30
          |
        2 | columns: {earned: day, code: 3}
          |                              ^
          |
          = help: it has `a`, `b`

        error[no-such-column]: the file has no column `day`
         --> map2.yaml:2:19
          |
        2 | columns: {earned: day, code: 3}
          |                   ^^^
          |
          = help: it has `a`, `b`

        3 errors
    "#]],
    );
    let rows = "2018-01,1.23456789,ACR_USD\n2018-02,5千円,ACR_USD\n2018-03,1,ACR_USD\n2018-03,2,ACR_USD\n";
    check(
        &["f.csv", "--map", "map3.yaml"],
        &format!("m,v,k\n{rows}"),
        &expect![[r#"
        warning[rounded-amounts]: `1.23456789` has more than six decimal places; it is rounded to six
         --> f.csv:2:9
          |
        2 | 2018-01,1.23456789,ACR_USD
          |         ^^^^^^^^^^

        error[scaled-amount]: `5千円` is not counted in ones but in `千円`
         --> f.csv:3:9
          |
        3 | 2018-02,5千円,ACR_USD
          |         ^^^^^
          |
          = help: write the whole amount in digits

        error[different-figure]: this file has two values of `azure_customer_consumption` in 2018-03
         --> f.csv:5:1
          |
        4 | 2018-03,1,ACR_USD
          | ----------------- first here
        5 | 2018-03,2,ACR_USD
          | ^^^^^^^^^^^^^^^^^ another value
          |
          = help: keep one of them

        2 errors, 1 warning
    "#]],
    );
    check(
        &["ms-learn", "f.csv"],
        "{\"certificationData\": [}",
        &expect![[r#"
        error[json-syntax]: this is not JSON: expected value
         --> f.csv:1:24
          |
        1 | {"certificationData": [}
          |                        ^
          |
          = help: take it once more from where it comes, and leave it as it is

        1 error
    "#]],
    );
}

#[test]
fn dates_without_a_day_or_a_year() {
    let rows = "Display name,Email,Employee ID,Microsoft account,MCP ID,Hire date\nA B,a@x.example,1,,,Dec-18\n\
                C D,c@x.example,2,,,2018年12月\nE F,e@x.example,3,,,12月18日\n";
    check(
        &["pmc", "f.csv"],
        rows,
        &expect![[r#"
        error[invalid-date]: `Dec-18` is not a date
         --> f.csv:2:21
          |
        2 | A B,a@x.example,1,,,Dec-18
          |                     ^^^^^^
          |
          = help: the day or the year is missing; write `2018-12-DD` or `YYYY-12-18`, whichever is meant, with digits for the letters

        error[invalid-date]: `2018年12月` is not a date
         --> f.csv:3:21
          |
        3 | C D,c@x.example,2,,,2018年12月
          |                     ^^^^^^^^^^
          |
          = help: it is a month and no day; write the day as well, as in `2018-12-DD`

        error[invalid-date]: `12月18日` is not a date
         --> f.csv:4:21
          |
        4 | E F,e@x.example,3,,,12月18日
          |                     ^^^^^^^^
          |
          = help: it has no year; write the year first, as in `YYYY-12-18`

        3 errors
    "#]],
    );
    check(
        &["pmc", "f.csv", "--lang", "ja"],
        rows,
        &expect![[r#"
        エラー[invalid-date]: `Dec-18` は日付ではありません
         --> f.csv:2:21
          |
        2 | A B,a@x.example,1,,,Dec-18
          |                     ^^^^^^
          |
          = ヒント: 日または年がありません。意図に応じて `2018-12-DD` か `YYYY-12-18` の英字を数字に置き換えて書いてください

        エラー[invalid-date]: `2018年12月` は日付ではありません
         --> f.csv:3:21
          |
        3 | C D,c@x.example,2,,,2018年12月
          |                     ^^^^^^^^^^
          |
          = ヒント: 年月だけで、日がありません。`2018-12-DD` のように日まで書いてください

        エラー[invalid-date]: `12月18日` は日付ではありません
         --> f.csv:4:21
          |
        4 | E F,e@x.example,3,,,12月18日
          |                     ^^^^^^^^
          |
          = ヒント: 年がありません。`YYYY-12-18` のように年から書いてください

        エラー3件
    "#]],
    );
}
