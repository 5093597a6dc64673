//! Changes of YAML: files in, files and hunks out.

use crate::edit::tests::check;
use expect_test::expect;

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
            NotEditable { path: "employees.yaml", line: 2, why: Alias }
        "#]],
    );
}

#[test]
fn anchors_are_in_the_way() {
    check(
        "//- employees.yaml
- {id: e0}
- {id: e1, left: &d 2018-01-01}
- {id: e2, left: *d}
",
        "
set employees.yaml:1 name=Sato
set employees.yaml:2 left=2018-10-01
",
        expect![[r#"
            NotEditable { path: "employees.yaml", line: 2, why: Unsaid }
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
