//! Changes in, files and hunks out.

use super::*;
use crate::load::files::MemoryFiles;
use crate::load::workspace::{self, Loaded, Reading};
use expect_test::{Expect, expect};

/// Every record of a workspace, with its kind.
pub(super) fn places(loaded: &Loaded) -> Vec<(Kind, Span)> {
    let mut found = Vec::new();
    for recorded in &loaded.workspace.as_ref().unwrap().organizations {
        let o = &recorded.origins;
        for (kind, spans) in [
            (Kind::Employees, &o.employees),
            (Kind::Accounts, &o.accounts),
            (Kind::Associations, &o.associations),
            (Kind::Achievements, &o.achievements),
            (Kind::Performance, &o.measurements),
            (Kind::Memberships, &o.memberships),
            (Kind::Overrides, &o.overrides),
            (Kind::Attestations, &o.attestations),
        ] {
            found.extend(spans.iter().map(|span| (kind, *span)));
        }
    }
    found
}

/// Reads changes: `add KIND field=value | …` and `set PATH:LINE field=value | …`.
fn changes(text: &str, loaded: &Loaded) -> Vec<Change> {
    let mut changes = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let [verb, what, rest] = line.splitn(3, ' ').collect::<Vec<_>>()[..] else {
            panic!("{line}");
        };
        let values: Vec<(&str, String)> = rest
            .split(" | ")
            .map(|pair| pair.split_once('=').unwrap())
            .map(|(field, value)| (field, value.replace("\\n", "\n").replace("\\0", "\0")))
            .collect();
        let field = |kind: Kind, name: &str| kind.field(name).unwrap();
        if verb == "add" {
            let kind = Kind::ALL.into_iter().find(|kind| kind.stem() == what).unwrap();
            let columns: Vec<&str> = values.iter().map(|(name, _)| field(kind, name)).collect();
            let mut rows = Rows::new(kind, &values.iter().map(|(name, _)| field(kind, name)).collect::<Vec<_>>());
            assert_eq!(columns.len(), values.len());
            rows.push(values.iter().map(|(_, value)| value.as_str()));
            changes.push(Change::Add(rows));
        } else {
            let at = |span: Span| {
                let file = loaded.sources.file(span.file);
                format!("{}:{}", file.path, file.line_of(span.start))
            };
            let (kind, at) = places(loaded).into_iter().find(|(_, span)| at(*span) == what).unwrap();
            let fields = values.into_iter().map(|(name, value)| (field(kind, name), value)).collect();
            changes.push(Change::Set { kind, at, fields });
        }
    }
    changes
}

/// Loads a workspace of marked files, plans changes of it, and shows the new files with their hunks. `␍` is CR, and `␄`
/// the end of a file that does not end with a line end.
#[expect(clippy::needless_pass_by_value, reason = "as `expect!` makes it")]
fn check(files: &str, wanted: &str, expected: Expect) {
    let config = if files.contains("//- competency.yaml") { "" } else { "//- competency.yaml\norganization: {id: contoso}\n" };
    let files = MemoryFiles::marked(&format!("{config}{}", files.replace('␍', "\r").replace("␄\n", "")));
    let loaded = workspace::load(&files, &Reading::default());
    assert!(loaded.workspace.is_some(), "{:?}", loaded.complaints);
    let found = match plan(&files, "", &loaded.sources, &changes(wanted, &loaded), None) {
        Ok(edits) => edits.iter().map(show).collect::<String>(),
        Err(errors) => errors.iter().map(|error| format!("{error:?}\n")).collect(),
    };
    expected.assert_eq(&found);
}

fn show(edit: &FileEdit) -> String {
    let (text, _) = decode::decode(edit.after.clone(), None).unwrap();
    let end = if text.ends_with(['\n', '\r']) { "" } else { "␄\n" };
    let new = if edit.before.is_none() { " (new)" } else { "" };
    let mut shown = format!("//- {}{new}\n{}{end}", edit.path, text);
    for hunk in &edit.hunks {
        shown += &format!("@{}\n", hunk.line);
        hunk.removed.iter().for_each(|line| shown += &format!("-{line}\n"));
        hunk.added.iter().for_each(|line| shown += &format!("+{line}\n"));
    }
    if edit.padded > 0 {
        shown += &format!("padded {}\n", edit.padded);
    }
    shown.replace('\r', "␍")
}

#[test]
fn a_cell_changes_and_keeps_its_quotes() {
    check(
        "//- employees.csv
# no,id , Name,shoes,email
1,e1,Sato,9,\"s@x\"
2,\"e2\",\"Ito \"\"Jo\"\"\",8,
3, e3 ,Abe,,a@x
",
        "
set employees.csv:2 email=t@x | name=Sato, H
set employees.csv:3 name=Ito \"J\" | email=i@x
set employees.csv:4 name=a\\nb | email=a@x
",
        expect![[r#"
            //- employees.csv
            # no,id , Name,shoes,email
            1,e1,"Sato, H",9,"t@x"
            2,"e2","Ito ""J""",8,i@x
            3, e3 ,"a
            b",,a@x
            @2
            -1,e1,Sato,9,"s@x"
            -2,"e2","Ito ""Jo""",8,
            -3, e3 ,Abe,,a@x
            +1,e1,"Sato, H",9,"t@x"
            +2,"e2","Ito ""J""",8,i@x
            +3, e3 ,"a
            +b",,a@x
        "#]],
    );
}

#[test]
fn what_is_there_already_changes_nothing() {
    check(
        "//- employees.csv
id,name,email
\"e1\", Sato ,
",
        "
set employees.csv:2 id=e1 | email= | joined=
add employees id= | name=
",
        expect![[""]],
    );
}

#[test]
fn short_rows_are_padded_as_far_as_needed() {
    check(
        "//- employees.csv
id,name,email,joined,left
e1
e2,Ito
",
        "
set employees.csv:2 email=s@x
set employees.csv:3 left=2018-10-01
",
        expect![[r#"
            //- employees.csv
            id,name,email,joined,left
            e1,,s@x
            e2,Ito,,,2018-10-01
            @2
            -e1
            -e2,Ito
            +e1,,s@x
            +e2,Ito,,,2018-10-01
        "#]],
    );
}

#[test]
fn a_missing_column_is_added() {
    check(
        "//- employees.csv
id,name,
e1,Sato,,
e2
e3,Abe
,,
e4,Kato,x
",
        "
set employees.csv:4 left=2018-10-01
",
        expect![[r#"
            //- employees.csv
            id,name,,left
            e1,Sato,,
            e2
            e3,Abe,,2018-10-01
            ,,
            e4,Kato,x,
            @1
            -id,name,
            +id,name,,left
            @4
            -e3,Abe
            +e3,Abe,,2018-10-01
            padded 1
        "#]],
    );
}

#[test]
fn rows_follow_the_files_columns_and_line_ends() {
    check(
        "//- employees.csv
shoes,name,id␍
9,Sato,e1␄
",
        "
add employees id=e2 | name=Ito
add employees name=Abe，Jo | email=a@x
add employees id=e4 | name= Kato | left=
",
        expect![[r#"
            //- employees.csv
            shoes,name,id,email␍
            9,Sato,e1,␍
            ,Ito,e2,␍
            ,"Abe，Jo",,a@x␍
            ," Kato",e4,␍
            @1
            -shoes,name,id
            +shoes,name,id,email
            @2
            -9,Sato,e1
            +9,Sato,e1,
            +,Ito,e2,
            +,"Abe，Jo",,a@x
            +," Kato",e4,
        "#]],
    );
}

#[test]
fn lines_that_end_with_cr() {
    check(
        "//- employees.csv
id,name␍e1,Sato␍␄
",
        "
add employees id=e2 | name=Ito
set employees.csv:2 name=Kato
",
        expect![[r#"
            //- employees.csv
            id,name␍e1,Kato␍e2,Ito␍@2
            -e1,Sato
            +e1,Kato
            @3
            +e2,Ito
        "#]],
    );
}

#[test]
fn tabs_and_formulas() {
    check(
        "//- employees.tsv
id	name
e1	Sato, H
",
        "
set employees.tsv:2 name==1+1
add employees id=@e2 | name=a,b
",
        expect![[r#"
            //- employees.tsv
            id	name
            e1	=1+1
            @e2	a,b
            @2
            -e1	Sato, H
            +e1	=1+1
            @3
            +@e2	a,b
        "#]],
    );
}

#[test]
fn a_new_file_is_like_the_others() {
    check(
        "//- employees.csv
id␍
e1␍
",
        "
add accounts account=a1 | kind=learn | employee=e1
add associations account=a1 | organization=contoso | linked=2018-01-01
",
        expect![[r#"
            //- accounts.csv (new)
            account,kind,employee␍
            a1,learn,e1␍
            @1
            +account,kind,employee
            +a1,learn,e1
            //- associations.csv (new)
            account,organization,linked,unlinked␍
            a1,contoso,2018-01-01,␍
            @1
            +account,organization,linked,unlinked
            +a1,contoso,2018-01-01,
        "#]],
    );
}

#[test]
fn new_records_go_to_the_last_file_of_their_kind() {
    check(
        "//- employees.csv
id
e1
//- employees-osaka.csv
id
e2
//- accounts/b.yaml
# none yet
//- accounts/a.csv
account,kind,employee
",
        "
add employees id=e3
add accounts account=a1 | kind=learn | employee=e1
add overrides competency=devops | level=silver | from=2018-01-01 | reason=so: it is
add memberships offer=silver | purchased=2018-01-01 | renewals=2019-01-01 2020-01-01
",
        expect![[r#"
            //- competency.yaml
            organization: {id: contoso}
            memberships:
              - offer: silver
                purchased: 2018-01-01
                renewals: [2019-01-01, 2020-01-01]
            overrides:
              - competency: devops
                level: silver
                from: 2018-01-01
                reason: "so: it is"
            @2
            +memberships:
            +  - offer: silver
            +    purchased: 2018-01-01
            +    renewals: [2019-01-01, 2020-01-01]
            +overrides:
            +  - competency: devops
            +    level: silver
            +    from: 2018-01-01
            +    reason: "so: it is"
            //- accounts/b.yaml
            # none yet
            - account: a1
              kind: learn
              employee: e1
            @2
            +- account: a1
            +  kind: learn
            +  employee: e1
            //- employees.csv
            id
            e1
            e3
            @3
            +e3
        "#]],
    );
}

#[test]
fn values_keep_their_style() {
    check(
        "//- employees.yaml
- id: e1 # first
  name: 'Sato'
  email: \"s@x\"   # mail
  joined:
- {id: e2, name: Ito, email: , left: ~}
- id: e3
  name: >-
    Abe
    Jo
  email: a@x
",
        "
set employees.yaml:1 name=O'Hara | email=a\"b | joined=2018-01-01
set employees.yaml:5 name=Ito, J | email=i@x | left=2018-10-01
set employees.yaml:6 name=Abe: \"Jo\" | email=
",
        expect![[r#"
            //- employees.yaml
            - id: e1 # first
              name: 'O''Hara'
              email: "a\"b"   # mail
              joined: 2018-01-01
            - {id: e2, name: "Ito, J", email: i@x , left: 2018-10-01}
            - id: e3
              name: "Abe: \"Jo\""
              email: ""
            @2
            -  name: 'Sato'
            -  email: "s@x"   # mail
            -  joined:
            -- {id: e2, name: Ito, email: , left: ~}
            +  name: 'O''Hara'
            +  email: "a\"b"   # mail
            +  joined: 2018-01-01
            +- {id: e2, name: "Ito, J", email: i@x , left: 2018-10-01}
            @7
            -  name: >-
            -    Abe
            -    Jo
            -  email: a@x
            +  name: "Abe: \"Jo\""
            +  email: ""
        "#]],
    );
}

#[test]
fn keys_are_added_behind_the_last_value() {
    check(
        "//- competency.yaml
organization:
  id: contoso
employees:
  -   id: e1
      name: Sato # the first
      # more about Sato
  - {id: e2, name: Ito }
  - id: e3
    name: |
      Abe

achievements: []
",
        "
set competency.yaml:4 left=2018-10-01 | email=null
set competency.yaml:7 left=2018-10-01 | name=
set competency.yaml:8 left=2018-10-01
",
        expect![[r#"
            //- competency.yaml
            organization:
              id: contoso
            employees:
              -   id: e1
                  name: Sato # the first
                  left: 2018-10-01
                  email: "null"
                  # more about Sato
              - {id: e2, name: "", left: 2018-10-01 }
              - id: e3
                name: |
                  Abe
                left: 2018-10-01

            achievements: []
            @6
            +      left: 2018-10-01
            +      email: "null"
            @7
            -  - {id: e2, name: Ito }
            +  - {id: e2, name: "", left: 2018-10-01 }
            @11
            +    left: 2018-10-01
        "#]],
    );
}

#[test]
fn items_follow_the_last_one() {
    check(
        "//- competency.yaml
organization: {id: contoso}
employees:
  -   id: e1 # first
  # - id: e0
accounts: # none but one
- {account: a0, kind: learn, employee: e1}
performance: # none yet
achievements: []
associations:
- {account: a0, organization: contoso, linked: 2018-01-01}
overrides: ~
memberships: [
  {offer: silver, purchased: 2018-01-01}, # bought
]
",
        "
add employees id=e2 | name=- x
add employees id=e3
add accounts account=a1 | kind=learn | employee=e1
add achievements account=a1 | credential=70-480
add associations account=a1 | organization=contoso | linked=2018-01-01
add overrides competency=devops | level=silver | from=2018-01-01
add memberships offer=silver | purchased=2019-01-01 | renewals=2020-01-01
add performance metric=azure_customer_consumption | month=2018-01 | value=1
add attestations competency=devops | level=silver | requirement=x | from=2018-01-01 | evidence=#1
",
        expect![[r##"
            //- competency.yaml
            organization: {id: contoso}
            employees:
              -   id: e1 # first
              -   id: e2
                  name: "- x"
              -   id: e3
              # - id: e0
            accounts: # none but one
            - {account: a0, kind: learn, employee: e1}
            - {account: a1, kind: learn, employee: e1}
            performance: # none yet
              - metric: azure_customer_consumption
                month: 2018-01
                value: 1
            achievements: [{account: a1, credential: 70-480}]
            associations:
            - {account: a0, organization: contoso, linked: 2018-01-01}
            - {account: a1, organization: contoso, linked: 2018-01-01}
            overrides: [{competency: devops, level: silver, from: 2018-01-01}]
            memberships: [
              {offer: silver, purchased: 2018-01-01}, # bought
              {offer: silver, purchased: 2019-01-01, renewals: [2020-01-01]},
            ]
            attestations:
              - competency: devops
                level: silver
                requirement: x
                from: 2018-01-01
                evidence: "#1"
            @4
            +  -   id: e2
            +      name: "- x"
            +  -   id: e3
            @7
            +- {account: a1, kind: learn, employee: e1}
            @8
            +  - metric: azure_customer_consumption
            +    month: 2018-01
            +    value: 1
            @8
            -achievements: []
            +achievements: [{account: a1, credential: 70-480}]
            @11
            +- {account: a1, organization: contoso, linked: 2018-01-01}
            @11
            -overrides: ~
            +overrides: [{competency: devops, level: silver, from: 2018-01-01}]
            @14
            +  {offer: silver, purchased: 2019-01-01, renewals: [2020-01-01]},
            @15
            +attestations:
            +  - competency: devops
            +    level: silver
            +    requirement: x
            +    from: 2018-01-01
            +    evidence: "#1"
        "##]],
    );
}

#[test]
fn lists_of_days_grow() {
    check(
        "//- competency.yaml
organization: {id: contoso}
memberships:
  - offer: silver
    purchased: 2017-01-01
    renewals: [2018-01-01] # paid
  - offer: silver
    purchased: 2016-01-01
    renewals:
    - 2017-01-01
    - 2018-01-01 # paid
  - {offer: gold, purchased: 2015-01-01, renewals: 2016-01-01}
  - {offer: gold, purchased: 2014-01-01}
  - offer: gold
    purchased: 2013-01-01
    renewals:
    - 2014-01-01
    - 2015-01-01
␄
",
        "
set competency.yaml:3 renewals=2018-01-01 2019-01-01
set competency.yaml:6 renewals=2017-01-01;2018-01-01;2019-01-01
set competency.yaml:11 renewals=2016-01-01 2017-01-01
set competency.yaml:12 renewals=2015-01-01
set competency.yaml:13 renewals=2014-01-01
",
        expect![[r#"
            //- competency.yaml
            organization: {id: contoso}
            memberships:
              - offer: silver
                purchased: 2017-01-01
                renewals: [2018-01-01, 2019-01-01] # paid
              - offer: silver
                purchased: 2016-01-01
                renewals:
                - 2017-01-01
                - 2018-01-01 # paid
                - 2019-01-01
              - {offer: gold, purchased: 2015-01-01, renewals: [2016-01-01, 2017-01-01]}
              - {offer: gold, purchased: 2014-01-01, renewals: [2015-01-01]}
              - offer: gold
                purchased: 2013-01-01
                renewals: [2014-01-01]
            @5
            -    renewals: [2018-01-01] # paid
            +    renewals: [2018-01-01, 2019-01-01] # paid
            @11
            +    - 2019-01-01
            @11
            -  - {offer: gold, purchased: 2015-01-01, renewals: 2016-01-01}
            -  - {offer: gold, purchased: 2014-01-01}
            +  - {offer: gold, purchased: 2015-01-01, renewals: [2016-01-01, 2017-01-01]}
            +  - {offer: gold, purchased: 2014-01-01, renewals: [2015-01-01]}
            @15
            -    renewals:
            -    - 2014-01-01
            -    - 2015-01-01
            +    renewals: [2014-01-01]
        "#]],
    );
}

#[test]
fn braces_all_over() {
    check(
        "//- competency.yaml
{organization: {id: contoso}, employees: [{id: e1}], accounts: [ ]}
",
        "
set competency.yaml:1 name=Sato
add employees id=e2
add accounts account=a1 | kind=learn | employee=e1
add overrides competency=devops | level=silver | from=2018-01-01
",
        expect![[r#"
            //- competency.yaml
            {organization: {id: contoso}, employees: [{id: e1, name: Sato}, {id: e2}], accounts: [{account: a1, kind: learn, employee: e1} ], overrides: [{competency: devops, level: silver, from: 2018-01-01}]}
            @1
            -{organization: {id: contoso}, employees: [{id: e1}], accounts: [ ]}
            +{organization: {id: contoso}, employees: [{id: e1, name: Sato}, {id: e2}], accounts: [{account: a1, kind: learn, employee: e1} ], overrides: [{competency: devops, level: silver, from: 2018-01-01}]}
        "#]],
    );
}

#[test]
fn lines_that_end_with_crlf() {
    check(
        "//- competency.yaml
organization: {id: contoso}␍
employees:␍
- id: e1␍
  name: Sato␍
# the end␍
",
        "
set competency.yaml:3 email=s@x
add employees id=e2 | name=Ito
add overrides competency=devops | level=silver | from=2018-01-01
",
        expect![[r#"
            //- competency.yaml
            organization: {id: contoso}␍
            employees:␍
            - id: e1␍
              name: Sato␍
              email: s@x␍
            - id: e2␍
              name: Ito␍
            # the end␍
            overrides:␍
              - competency: devops␍
                level: silver␍
                from: 2018-01-01␍
            @5
            +  email: s@x
            +- id: e2
            +  name: Ito
            @6
            +overrides:
            +  - competency: devops
            +    level: silver
            +    from: 2018-01-01
        "#]],
    );
}

#[test]
fn aliases_are_in_the_way() {
    check(
        "//- employees.yaml
- &e {id: e1, left: &d 2018-01-01}
- {id: e2, left: *d}
- id: e3
  name: &n
    Abe
",
        "
set employees.yaml:2 left=2018-10-01
",
        expect![[r#"
            NotEditable { path: "employees.yaml", line: 2, why: "an alias stands for this value" }
        "#]],
    );
}

#[test]
fn anchors_are_in_the_way() {
    check(
        "//- employees.yaml
- {id: e1, left: &d 2018-01-01}
- {id: e2, left: *d}
",
        "
set employees.yaml:1 left=2018-10-01
",
        expect![[r#"
            NotEditable { path: "employees.yaml", line: 1, why: "the way this is written cannot be changed in place" }
        "#]],
    );
}

#[test]
fn beside_an_anchor_all_is_well() {
    check(
        "//- employees.yaml
- {id: e1, left: &d 2018-01-01}
- {id: e2, left: *d}
- id: e3
  left: *d
",
        "
set employees.yaml:2 name=Ito
set employees.yaml:3 name=Abe
",
        expect![[r#"
            //- employees.yaml
            - {id: e1, left: &d 2018-01-01}
            - {id: e2, left: *d, name: Ito}
            - id: e3
              left: *d
              name: Abe
            @2
            -- {id: e2, left: *d}
            +- {id: e2, left: *d, name: Ito}
            @5
            +  name: Abe
        "#]],
    );
}

#[test]
fn every_problem_in_one_run() {
    check(
        "//- employees.yaml
- &x {id: e1, left: 2018-01-01}
//- accounts.csv
account,kind,employee
a1,learn,e1
",
        "
set employees.yaml:1 name=a\\0b
add accounts account=a\\0 | kind=learn\\0 | employee=e1
",
        expect![[r#"
            Unencodable { path: "accounts.csv", encoding: Utf8, character: '\0', value: "a\0" }
            Unencodable { path: "accounts.csv", encoding: Utf8, character: '\0', value: "learn\0" }
            Unencodable { path: "employees.yaml", encoding: Utf8, character: '\0', value: "a\0b" }
        "#]],
    );
}

