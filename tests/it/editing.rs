//! Commands that change records: what is said, what is written, and what is refused.

use crate::support::{Run, folder_of, run, words};
use competency::load::files::{Files, MemoryFiles};
use expect_test::{Expect, expect};

/// Two companies that share a person's profile, with comments, a column of their own, and every kind of record.
pub(crate) const TWO: &str = "\
//- competency.yaml
# Our two companies.
organizations:
- {id: north, name: North, market: developed}   # the older one
- {id: south, name: South, market: developed}
as_of: 2018-10-29

overrides:
# A support case is open.
- {organization: north, competency: devops, level: silver, from: 2018-09-01, until: 2018-11-30, reason: case 12}
//- employees.csv
id,shoe size,name,organization,joined,left
ann,38,\"Ann, M.D.\",north,2015-04-01,
bob,44,Bob,north,,
ann-s,38,Ann,south,2018-11-01,
//- accounts.csv
account,kind,employee,organization
ann@mail.example,learn,ann,north
ann@mail.example,learn,ann-s,south
99000001,learn,bob,north
//- associations.csv
account,organization,linked,unlinked
ann@mail.example,north,2016-01-01,
99000001,north,2016-01-01,2017-12-31
99000001,north,2018-06-01,
//- achievements.csv
account,employee,credential,earned,organization
ann@mail.example,,70-480,2018-01-10,
99000001,,70-532,2018-02-01,
99000001,,70-532,2018-08-01,
";

/// What is printed, and every file that was written.
fn shown(run: &Run) -> String {
    let mut text = run.transcript();
    for (path, content) in &run.written {
        text.push_str(&format!("//- {path}\n{content}"));
    }
    text
}

fn check(files: &MemoryFiles, args: &[&str], expected: &Expect) {
    expected.assert_eq(&shown(&run(files, args)));
}

/// What a command line does to one of the two companies.
fn two(organization: &str, line: &str, expected: &Expect) {
    let mut args = words(line);
    args.extend(["--organization".to_owned(), organization.to_owned()]);
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    check(&MemoryFiles::marked(TWO), &args, expected);
}

fn north(line: &str, expected: &Expect) {
    two("north", line, expected);
}

fn south(line: &str, expected: &Expect) {
    two("south", line, expected);
}

#[test]
fn people() {
    north(
        "employee leave bob --on 2018-10-31",
        &expect![[r#"
            Bob (bob): employed until 2018-10-31.

            employees.csv
              3 - bob,44,Bob,north,,
              3 + bob,44,Bob,north,,2018-10-31

            organization  competency               before  on 2018-11-01
            north         Application Development  SILVER  none

            1 file changed.
            exit code 0
            //- employees.csv
            id,shoe size,name,organization,joined,left
            ann,38,"Ann, M.D.",north,2015-04-01,
            bob,44,Bob,north,,2018-10-31
            ann-s,38,Ann,south,2018-11-01,
        "#]],
    );
    north(
        "employee leave 'Ann, M.D.' --on 2015-03-01",
        &expect![[r#"
            error[left-before-joined]: the last day of employment lies before the first
             --> employees.csv:2:37
              |
            2 | ann,38,"Ann, M.D.",north,2015-04-01,2015-03-01
              |                          ---------- ^^^^^^^^^^ the last day
              |                          |
              |                          the first day
              |
              = help: check `joined` and `left` of this person

            1 error
            The places above are those of the files as they would be; nothing was written.
            exit code 2
        "#]],
    );
    north(
        r#"employee rename bob 'Bob "B" Smith, Jr.' --dry-run"#,
        &expect![[r#"
            Bob (bob): called Bob "B" Smith, Jr. from now on.

            employees.csv
              3 - bob,44,Bob,north,,
              3 + bob,44,"Bob ""B"" Smith, Jr.",north,,

            1 file would change; nothing was written.
            exit code 0
        "#]],
    );
    south(
        "employee add cleo --name クレオ --email cleo@south.example --joined 2018-10-01",
        &expect![[r#"
            New employee: クレオ (cleo).

            employees.csv
              1 - id,shoe size,name,organization,joined,left
              1 + id,shoe size,name,organization,joined,left,email
              5 + cleo,,クレオ,south,2018-10-01,,cleo@south.example

            No competency changes its level by 2018-10-29.

            1 file changed.
            exit code 0
            //- employees.csv
            id,shoe size,name,organization,joined,left,email
            ann,38,"Ann, M.D.",north,2015-04-01,,
            bob,44,Bob,north,,,
            ann-s,38,Ann,south,2018-11-01,,
            cleo,,クレオ,south,2018-10-01,,cleo@south.example
        "#]],
    );
    south(
        "employee add ann-s",
        &expect![[r#"
            error[duplicate-id]: the employee `ann-s` stands twice
             --> employees.csv:5:1
              |
            4 | ann-s,38,Ann,south,2018-11-01,
              | ----- first here
            5 | ann-s,,,south,,
              | ^^^^^ again here
              |
              = help: give each its own id, or remove one

            1 error
            The places above are those of the files as they would be; nothing was written.
            exit code 2
        "#]],
    );
    north(
        "employee list",
        &expect![[r#"
        id   name       e-mail  location  employed          accounts
        ann  Ann, M.D.                    since 2015-04-01  ann@mail.example (linked to north since
                                                            2016-01-01)
        bob  Bob                          always            99000001 (linked to north since 2018-06-01)
        exit code 0
    "#]],
    );
}

#[test]
fn links() {
    // The person works for both companies, and both sides of the move are shown.
    north(
        "link ann --to south --on 2018-11-02",
        &expect![[r#"
        ann@mail.example: the new link cuts the link to north on 2018-11-02.
        ann@mail.example (Ann, M.D. (ann)): linked to south from 2018-11-02.

        associations.csv
          5 + ann@mail.example,south,2018-11-02,

        organization  competency               before  on 2018-11-03
        north         Application Development  SILVER  none

        1 file changed.
        exit code 0
        //- associations.csv
        account,organization,linked,unlinked
        ann@mail.example,north,2016-01-01,
        99000001,north,2016-01-01,2017-12-31
        99000001,north,2018-06-01,
        ann@mail.example,south,2018-11-02,
    "#]],
    );
    north(
        "link bob --to south --on 2018-11-02",
        &expect![[r#"
        99000001: the new link cuts the link to north on 2018-11-02.
        99000001 (Bob (bob)): linked to south from 2018-11-02.
        99000001: nobody of south owns this account, so nobody there is credited.

        associations.csv
          5 + 99000001,south,2018-11-02,

        organization  competency               before  on 2018-11-03
        north         Application Development  SILVER  none

        1 file changed.
        exit code 0
        //- associations.csv
        account,organization,linked,unlinked
        ann@mail.example,north,2016-01-01,
        99000001,north,2016-01-01,2017-12-31
        99000001,north,2018-06-01,
        99000001,south,2018-11-02,
    "#]],
    );
    north(
        "link 99000001 --on 2018-05-01",
        &expect![[r#"
        error: `99000001` was linked to `north` on 2018-06-01, after the new link
          = help: the newest link cuts all earlier ones, so this one would count until that day at the most; if it is right, write it into associations.csv
        exit code 2
    "#]],
    );
    north(
        "link bob ann@mail.example --on 2018-10-01",
        &expect![[r#"
        99000001: linked to north since 2018-06-01 already.
        ann@mail.example: linked to north since 2016-01-01 already.

        Nothing to change: all of it is recorded already.
        exit code 0
    "#]],
    );
    north(
        "unlink bob --on 2018-10-15",
        &expect![[r#"
        99000001: linked to north until 2018-10-15.

        associations.csv
          4 - 99000001,north,2018-06-01,
          4 + 99000001,north,2018-06-01,2018-10-15

        organization  competency               before  on 2018-10-29
        north         Application Development  SILVER  none

        1 file changed.
        exit code 0
        //- associations.csv
        account,organization,linked,unlinked
        ann@mail.example,north,2016-01-01,
        99000001,north,2016-01-01,2017-12-31
        99000001,north,2018-06-01,2018-10-15
    "#]],
    );
    north(
        "unlink bob --on 2018-05-31",
        &expect![[r#"
            error[unlinked-before-linked]: it was unlinked before it was linked
             --> associations.csv:4:27
              |
            4 | 99000001,north,2018-06-01,2018-05-31
              |                ---------- ^^^^^^^^^^ unlinked
              |                |
              |                linked
              |
              = help: check `linked` and `unlinked` of this association

            1 error
            The places above are those of the files as they would be; nothing was written.
            exit code 2
        "#]],
    );
    north(
        "link nobody --on 2018-10-01",
        &expect![[r#"
        error: no person is called `nobody`
        exit code 2
    "#]],
    );
}

#[test]
fn links_that_come_too_soon_are_pointed_out() {
    let limited = TWO.replace("as_of: 2018-10-29", "as_of: 2018-10-29\npolicy: {link_limits_from: 2018-01-01}");
    let files = MemoryFiles::marked(&limited);
    let args = ["link", "bob", "--to", "south", "--on", "2018-06-20", "--organization", "north", "--dry-run"];
    check(
        &files,
        &args,
        &expect![[r#"
        99000001: the new link cuts the link to north on 2018-06-20.
        99000001 (Bob (bob)): linked to south from 2018-06-20.
        99000001: sooner than the programme allows; the next link is possible on 2018-07-01.
        99000001: nobody of south owns this account, so nobody there is credited.

        associations.csv
          5 + 99000001,south,2018-06-20,

        organization  competency               before  on 2018-10-29
        north         Application Development  SILVER  none

        1 file would change; nothing was written.
        exit code 0
    "#]],
    );
}

#[test]
fn achievements_and_figures() {
    north(
        "achievement add ann 'Programming in C#' --earned 2018-10-20 --evidence 'mail of 21 Oct'",
        &expect![[r#"
            Ann, M.D. (ann): earned 70-483 on 2018-10-20.

            achievements.csv
              1 - account,employee,credential,earned,organization
              1 + account,employee,credential,earned,organization,evidence
              5 + ann@mail.example,,70-483,2018-10-20,,mail of 21 Oct

            No competency changes its level by 2018-10-29.

            1 file changed.
            exit code 0
            //- achievements.csv
            account,employee,credential,earned,organization,evidence
            ann@mail.example,,70-480,2018-01-10,,
            99000001,,70-532,2018-02-01,,
            99000001,,70-532,2018-08-01,,
            ann@mail.example,,70-483,2018-10-20,,mail of 21 Oct
        "#]],
    );
    north(
        "achievement revoke bob 70-532 --on 2018-10-01",
        &expect![[r#"
            error: `bob` earned 70-532 several times
              = help: say which with `--earned DATE`: 2018-02-01, 2018-08-01
            exit code 2
        "#]],
    );
    north(
        "achievement revoke bob 70-532 --on 2018-10-01 --earned 2018-08-01",
        &expect![[r#"
            Bob (bob): 70-532 revoked on 2018-10-01.

            achievements.csv
              1 - account,employee,credential,earned,organization
              1 + account,employee,credential,earned,organization,revoked
              4 - 99000001,,70-532,2018-08-01,
              4 + 99000001,,70-532,2018-08-01,,2018-10-01

            No competency changes its level by 2018-10-29.

            1 file changed.
            exit code 0
            //- achievements.csv
            account,employee,credential,earned,organization,revoked
            ann@mail.example,,70-480,2018-01-10,,
            99000001,,70-532,2018-02-01,,
            99000001,,70-532,2018-08-01,,2018-10-01
        "#]],
    );
    north(
        "performance add 'Azure customer consumption' 2018-09 -5.00",
        &expect![[r#"
            azure_customer_consumption, 2018-09: -5.

            performance.csv (new)
              1 + metric,month,value,association,market,location,organization
              2 + azure_customer_consumption,2018-09,-5,,,,north

            No competency changes its level by 2018-10-29.

            1 file changed.
            exit code 0
            //- performance.csv
            metric,month,value,association,market,location,organization
            azure_customer_consumption,2018-09,-5,,,,north
        "#]],
    );
}

#[test]
fn overrides_and_statements() {
    north(
        "override end DevOps silver --on 2018-10-31",
        &expect![[r#"
            devops / silver: taken as met until 2018-10-31.

            competency.yaml
              9 - - {organization: north, competency: devops, level: silver, from: 2018-09-01, until: 2018-11-30, reason: case 12}
              9 + - {organization: north, competency: devops, level: silver, from: 2018-09-01, until: 2018-10-31, reason: case 12}

            organization  competency  before  on 2018-11-01
            north         DevOps      SILVER  none

            1 file changed.
            exit code 0
            //- competency.yaml
            # Our two companies.
            organizations:
            - {id: north, name: North, market: developed}   # the older one
            - {id: south, name: South, market: developed}
            as_of: 2018-10-29

            overrides:
            # A support case is open.
            - {organization: north, competency: devops, level: silver, from: 2018-09-01, until: 2018-10-31, reason: case 12}
        "#]],
    );
    south(
        "override add devops gold --from 2018-10-01 --reason 'exam: not visible yet' --by 'case 77'",
        &expect![[r#"
            devops / gold: taken as met from 2018-10-01.

            competency.yaml
              10 + - {competency: devops, level: gold, from: 2018-10-01, reason: "exam: not visible yet", by: case 77, organization: south}

            organization  competency  before  on 2018-10-29
            south         DevOps      none    GOLD

            1 file changed.
            exit code 0
            //- competency.yaml
            # Our two companies.
            organizations:
            - {id: north, name: North, market: developed}   # the older one
            - {id: south, name: South, market: developed}
            as_of: 2018-10-29

            overrides:
            # A support case is open.
            - {organization: north, competency: devops, level: silver, from: 2018-09-01, until: 2018-11-30, reason: case 12}
            - {competency: devops, level: gold, from: 2018-10-01, reason: "exam: not visible yet", by: case 77, organization: south}
        "#]],
    );
    south(
        "attest windows-and-devices silver a1 --path surface-hub --from 2018-05-01 --evidence 'contract 77'",
        &expect![[r#"
            windows-and-devices / silver / surface-hub / a1: stated from 2018-05-01.

            competency.yaml
              10 + attestations:
              11 +   - competency: windows-and-devices
              12 +     level: silver
              13 +     path: surface-hub
              14 +     requirement: a1
              15 +     from: 2018-05-01
              16 +     evidence: contract 77
              17 +     organization: south

            No competency changes its level by 2018-10-29.

            1 file changed.
            exit code 0
            //- competency.yaml
            # Our two companies.
            organizations:
            - {id: north, name: North, market: developed}   # the older one
            - {id: south, name: South, market: developed}
            as_of: 2018-10-29

            overrides:
            # A support case is open.
            - {organization: north, competency: devops, level: silver, from: 2018-09-01, until: 2018-11-30, reason: case 12}
            attestations:
              - competency: windows-and-devices
                level: silver
                path: surface-hub
                requirement: a1
                from: 2018-05-01
                evidence: contract 77
                organization: south
        "#]],
    );
    south(
        "attest windows-and-devices silver zz --from 2018-05-01",
        &expect![[r#"
            error[dangling-reference]: no requirement is called `zz`
              --> competency.yaml:13:18
               |
            13 |     requirement: zz
               |                  ^^ named here

            1 error
            The places above are those of the files as they would be; nothing was written.
            exit code 2
        "#]],
    );
}

#[test]
fn a_change_of_what_is_recorded_changes_nothing() {
    let files = folder_of("examples/demo");
    for args in [
        ["employee", "leave", "e-suzuki", "--on", "2018-11-15"].as_slice(),
        &["employee", "rename", "e-sato", "佐藤 由紀"],
        &["account", "add", "yuki.sato@mail.example", "e-sato"],
        &["link", "yuki.sato@mail.example", "--on", "2018-10-01"],
    ] {
        let run = run(&files, args);
        assert!(run.out.ends_with("Nothing to change: all of it is recorded already.\n"), "{args:?}\n{}", run.out);
        assert_eq!((run.code, run.written.len()), (0, 0), "{args:?}");
    }
}

#[test]
fn what_has_no_name_cannot_be_recorded() {
    for args in [["employee", "add", ""].as_slice(), &["employee", "rename", "bob", ""], &["account", "add", "", "bob"]]
    {
        let run = run(&MemoryFiles::marked(TWO), args);
        assert_eq!((run.code, run.written.len()), (2, 0), "{args:?}\n{}", run.out);
        assert!(run.err.starts_with("error: a value is required"), "{}", run.err);
    }
}

#[test]
fn the_encoding_of_a_file_stays() {
    let bytes = b"id,name\r\ne1,\xEE\xE0\x8B\xB4\r\ne2,\x95\x5C\r\n";
    let mut files =
        MemoryFiles::new([("competency.yaml", "organization: {id: o, market: developed}\nas_of: 2018-10-29\n")]);
    files.insert("employees.csv", bytes.as_slice());
    let renamed = run(&files, &["employee", "rename", "e2", "表 ソフィア"]);
    assert_eq!(renamed.code, 0, "{}", renamed.err);
    let expected = b"id,name\r\ne1,\xEE\xE0\x8B\xB4\r\ne2,\x95\x5C \x83\x5C\x83\x74\x83\x42\x83\x41\r\n".to_vec();
    assert_eq!(renamed.bytes["employees.csv"], expected);
    let refused = run(&files, &["employee", "rename", "e2", "𠮷田"]);
    assert_eq!((refused.code, refused.written.len()), (2, 0));
    assert!(refused.err.contains("`employees.csv` is CP932, which has no character `𠮷`"), "{}", refused.err);
    assert_eq!(files.read("employees.csv").expect("a file"), bytes);
}
