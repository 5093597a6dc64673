//! Rows in, changes out, as text.

#![cfg(test)]

use super::feed::{merge, moment, options, workspace};
use super::*;
use expect_test::{Expect, expect};
use std::fmt::Write as _;

/// Everything that a merge comes to, one line each.
fn shown(merged: &Merged) -> String {
    let mut text = String::new();
    for change in &merged.changes {
        match change {
            Change::Add(rows) => {
                let _ = writeln!(text, "+ {}: {}", rows.kind.stem(), rows.columns.join(","));
                for row in 0..rows.len() {
                    let cells: Vec<&str> = (0..rows.columns.len()).map(|column| rows.get(row, column)).collect();
                    let _ = writeln!(text, "    {}", cells.join(","));
                }
            }
            Change::Set { kind, at, fields } => {
                let _ = writeln!(text, "~ {} at {}: {fields:?}", kind.stem(), at.start);
            }
        }
    }
    let c = &merged.counts;
    assert_eq!(c.read, c.new + c.changed + c.unchanged + c.all_skipped() + c.rejected);
    assert_eq!(c.rejected, merged.rejected.len());
    let _ = write!(text, "{} read: {} new, {} changed, {} unchanged, ", c.read, c.new, c.changed, c.unchanged);
    let _ = writeln!(text, "{:?} skipped, {} rejected", c.skipped, c.rejected);
    for rejected in &merged.rejected {
        for complaint in &rejected.complaints {
            let _ = match &complaint.problem {
                Problem::UnknownFigure { id, near, .. } => {
                    writeln!(text, "! {}: UnknownFigure {id} {near:?}", rejected.at.line)
                }
                problem => writeln!(text, "! {}: {problem:?}", rejected.at.line),
            };
        }
    }
    for remark in &merged.remarks {
        let _ = writeln!(text, "? {remark:?}");
    }
    text
}

const WORKSPACE: &str = "\
//- competency.yaml
organization: {id: contoso, name: Contoso, locations: [{id: tokyo, mpn_id: '4000001'}, {id: osaka, mpn_id: '4000002'}]}
memberships: [{offer: silver, purchased: 2018-03-01}]
//- employees.csv
id,name,email,location,joined,left
0012,佐藤 花子,hanako@contoso.example,tokyo,2015-04-01,
0034,Tanaka Jiro,jiro@contoso.example,,,
old,Old Hand,old@contoso.example,,,2017-03-31
//- accounts.csv
account,kind,employee
1001,learn,0012
jiro.msa@example.com,learn,0034
//- associations.csv
account,organization,linked
jiro.msa@example.com,contoso,2018-01-01
1001,fabrikam,2018-06-01
//- achievements.csv
account,employee,credential,earned,expires
1001,,70-532,2018-02-01,
1001,,70-533,2018-02-01,2020-02-01
,0034,70-534,,
//- performance.csv
metric,month,value,association,location
azure_customer_consumption,2018-01,100,,
azure_customer_consumption,2018-02,60,,
azure_customer_consumption,2018-02,40,,
";

fn check_with(options: Options<'_>, rows: &str, expected: Expect) {
    expected.assert_eq(&shown(&merge(&workspace(WORKSPACE), options, rows)));
}

fn check(rows: &str, expected: Expect) {
    check_with(options(), rows, expected);
}

#[test]
fn new_people() {
    check(
        "
        person mail=Taro.Mihon@contoso.example, given=太郎, family=見本, mcid=2001, own=Taro@example.com, mpn=4000002
        person mail=ann@contoso.example, given=Ann, family=Bell, joined=2018-04-01, object=AB-1
        person id=77, name=Seven, place=ＴＯＫＹＯ
        person mcid=3001, name=Nobody's Mail
        person mail=ann@fabrikam.example, name=Other Ann
        person mail=guest@else.example, guest=yes
        person name=Only a Name
        skip
        reject
        ",
        expect![[r#"
            + employees: id,name,email,location,joined,object_id
                taro.mihon,見本 太郎,Taro.Mihon@contoso.example,osaka,,
                ann,Ann Bell,ann@contoso.example,,2018-04-01,AB-1
                77,Seven,,tokyo,,
                mcid-3001,Nobody's Mail,,,,
                ann@fabrikam.example,Other Ann,ann@fabrikam.example,,,
            + accounts: account,kind,employee
                2001,learn,taro.mihon
                taro@example.com,learn,taro.mihon
                3001,learn,mcid-3001
            9 read: 5 new, 0 changed, 0 unchanged, {NotRecorded: 1, Guest: 1} skipped, 2 rejected
            ! 8: Import(NoIdentity)
            ? NotLinked { count: 3 }
        "#]],
    );
}

#[test]
fn names_that_differ_in_width() {
    check(
        "
        person id=12, name=佐藤　花子
        person id=0012, name=佐藤  花子
        person id=0034, name=Ｔａｎａｋａ　Jiro
        person id=1, name=ｱｵｷ ﾐﾎ, mail=aoki@contoso.example
        person id=1, name=アオキ　ミホ
        earned id=2, name=森　圭, code=70-532, on=2018-02-01
        earned id=2, name=森 圭, code=70-533, on=2018-02-01
        ",
        expect![[r#"
            + employees: id,name,email
                1,ｱｵｷ ﾐﾎ,aoki@contoso.example
                2,森　圭,
            + achievements: employee,credential,earned
                2,70-532,2018-02-01
                2,70-533,2018-02-01
            7 read: 3 new, 0 changed, 4 unchanged, {} skipped, 0 rejected
            ? LeadingZeros { found: "12", recorded: "0012", count: 1 }
            ? NotLinked { count: 1 }
        "#]],
    );
    check(
        "person id=12, name=佐藤花子\nperson id=34, name=tanaka jiro",
        expect![[r#"
        ~ employees at 35: [("name", "佐藤花子")]
        ~ employees at 95: [("name", "tanaka jiro")]
        2 read: 0 new, 2 changed, 0 unchanged, {} skipped, 0 rejected
        ? LeadingZeros { found: "12", recorded: "0012", count: 2 }
        ? NotLinked { count: 1 }
    "#]],
    );
}

#[test]
fn people_who_are_recorded() {
    check(
        "
        person id=12, name=佐藤 花子, mail=HANAKO@contoso.example, place=大阪
        person mail=jiro@contoso.example, name=田中 二郎, place=osaka, joined=2016-04-01
        person mail=jiro@contoso.example, place=tokyo
        person mail=old@contoso.example, active=no
        person mcid=1001, active=no
        person mcid=1001, own=hana@example.com
        person id=0034, mcid=1001
        person mail=hanako@contoso.example, object=X-1, own=jiro.msa@example.com
        person mail=hanako@contoso.example, id=0034
        person id=99, mcid=1001
        person mail=new@contoso.example, name=Old hand
        ",
        expect![[r#"
            + employees: id,name,email
                new,Old hand,new@contoso.example
            + accounts: account,kind,employee
                hana@example.com,learn,0012
            ~ employees at 95: [("name", "田中 二郎"), ("location", "osaka"), ("joined", "2016-04-01")]
            11 read: 1 new, 2 changed, 4 unchanged, {} skipped, 4 rejected
            ! 8: SharedAccount { account: "1001", owner: "0012" }
            ! 9: SharedAccount { account: "jiro.msa@example.com", owner: "0034" }
            ! 10: TwoPeople { first: "0034", second: "0012" }
            ! 11: SharedAccount { account: "1001", owner: "0012" }
            ? LeadingZeros { found: "12", recorded: "0012", count: 1 }
            ? DuplicateProfile { name: "Old hand", ids: ["new", "old"] }
            ? Inactive { ids: ["0012"] }
            ? NotLinked { count: 2 }
            ? TwoLocations { id: "0034", first: "osaka", second: "tokyo" }
            ? UnknownPlace { place: "大阪", count: 1 }
        "#]],
    );
}

#[test]
fn one_person_by_several_keys() {
    check(
        "
        person mail=a@contoso.example, name=A
        person mcid=5001
        person mcid=5001, own=a@example.com
        person mail=a@contoso.example, own=A@example.com
        earned own=a@example.com, code=70-532, on=2018-05-01
        ",
        expect![[r#"
            + employees: id,name,email
                a,A,a@contoso.example
            + accounts: account,kind,employee
                5001,learn,a
                a@example.com,learn,a
            + achievements: account,credential,earned
                a@example.com,70-532,2018-05-01
            5 read: 2 new, 2 changed, 1 unchanged, {} skipped, 0 rejected
            ? NotLinked { count: 2 }
        "#]],
    );
}

#[test]
fn those_who_leave() {
    let left = Date::parse("2018-09-30").ok();
    let rows = "
        person mail=jiro@contoso.example, leaving=yes
        person mail=old@contoso.example, leaving=yes
        person mail=nobody@contoso.example, leaving=yes
        person mcid=1001, left=2015-03-31
        ";
    check_with(
        Options { left, ..options() },
        rows,
        expect![[r#"
        ~ employees at 95: [("left", "2018-09-30")]
        4 read: 0 new, 1 changed, 1 unchanged, {} skipped, 2 rejected
        ! 4: UnknownPerson("nobody@contoso.example")
        ! 5: LeftBeforeJoined
        ? AlreadyLeft { id: "old", recorded: Date(736419), found: Date(736967) }
    "#]],
    );
    check(
        "person mail=jiro@contoso.example, leaving=yes",
        expect![[r#"
        1 read: 0 new, 0 changed, 0 unchanged, {} skipped, 1 rejected
        ! 2: NoLastDay
    "#]],
    );
}

#[test]
fn nobody_is_added_where_nobody_may_be() {
    let rows = "
        person mail=new@contoso.example, mcid=9
        earned mcid=9, code=70-532, on=2018-01-01
        earned mcid=1001, code=70-534, on=2018-01-01
        ";
    check_with(
        Options { new_people: false, ..options() },
        rows,
        expect![[r#"
        + achievements: account,credential,earned
            1001,70-534,2018-01-01
        3 read: 1 new, 0 changed, 0 unchanged, {} skipped, 2 rejected
        ! 2: UnknownPerson("9")
        ! 3: UnknownPerson("9")
        ? NotLinked { count: 1 }
    "#]],
    );
}

#[test]
fn accounts_are_linked() {
    let linked = moment("2018-05-01");
    let rows = "
        person mail=jiro@contoso.example, mcid=4001
        person mcid=1001
        person mail=late@contoso.example, mcid=4002, joined=2018-07-01
        person mail=off@contoso.example, mcid=4003, active=no
        earned mcid=4004, code=70-532, on=2018-01-01, linked=no
        earned mcid=4005, code=70-532, on=2018-01-01, linked=yes
        ";
    check_with(
        Options { linked, ..options() },
        rows,
        expect![[r#"
        + employees: id,email,joined
            late,late@contoso.example,2018-07-01
            off,off@contoso.example,
            mcid-4004,,
            mcid-4005,,
        + accounts: account,kind,employee
            4001,learn,0034
            4002,learn,late
            4003,learn,off
            4004,learn,mcid-4004
            4005,learn,mcid-4005
        + associations: account,organization,linked
            4001,contoso,2018-05-01
            4002,contoso,2018-07-01
            4005,contoso,2018-05-01
        + achievements: account,credential,earned
            4004,70-532,2018-01-01
            4005,70-532,2018-01-01
        6 read: 4 new, 1 changed, 1 unchanged, {} skipped, 0 rejected
        ? Inactive { ids: ["off"] }
        ? LinkedLater { account: "1001", linked: Date(736846) }
        ? ToLink { count: 1 }
    "#]],
    );
    check(
        rows,
        expect![[r#"
        + employees: id,email,joined
            late,late@contoso.example,2018-07-01
            off,off@contoso.example,
            mcid-4004,,
            mcid-4005,,
        + accounts: account,kind,employee
            4001,learn,0034
            4002,learn,late
            4003,learn,off
            4004,learn,mcid-4004
            4005,learn,mcid-4005
        + achievements: account,credential,earned
            4004,70-532,2018-01-01
            4005,70-532,2018-01-01
        6 read: 4 new, 1 changed, 1 unchanged, {} skipped, 0 rejected
        ? Inactive { ids: ["off"] }
        ? NotLinked { count: 5 }
        ? ToLink { count: 1 }
    "#]],
    );
}

#[test]
fn achievements() {
    check(
        "
        earned mcid=1001, code=70-532, on=2018-02-02, until=2021-02-01
        earned mcid=1001, code=70-532, on=2018-02-01
        earned mcid=1001, code=70-533, on=2018-02-01, until=2019-02-01
        earned mcid=1001, code=70-533, on=2019-02-01, until=2022-02-01
        earned mcid=1001, code=70-533, on=2019-02-01, until=2022-02-01
        earned mail=jiro@contoso.example, code=70-534, on=2018-03-03
        earned mail=jiro@contoso.example, own=jiro.msa@example.com, title=Old Craft, code=9999, on=2018-03-03
        earned mail=jiro@contoso.example, own=jiro.msa@example.com, title=Old Craft, code=9998, on=2018-03-03
        earned own=x@example.com, name=X, code=70-532, on=2018-03-03T23:07:22+09:00, proof=https://x.example/1
        earned own=x@example.com, code=70-533, on=2018-03-03, until=2018-03-03
        earned own=x@example.com, code=70-533, on=2018-03-03, assessment=yes
        earned own=x@example.com, code=70-534
        ",
        expect![[r#"
            + employees: id,name
                x,X
            + accounts: account,kind,employee
                x@example.com,learn,x
                x@example.com,university,x
            + achievements: account,credential,earned,expires,evidence
                1001,70-533,2019-02-01,2022-02-01,
                jiro.msa@example.com,Old Craft,2018-03-03,,9999
                x@example.com,70-532,2018-03-03T14:07:22Z,,https://x.example/1
                x@example.com,70-533,2018-03-03,,
                x@example.com,70-534,,,
            ~ achievements at 43: [("expires", "2021-02-01")]
            ~ achievements at 104: [("earned", "2018-03-03")]
            12 read: 5 new, 2 changed, 1 unchanged, {Repeated: 3} skipped, 1 rejected
            ! 11: ZeroValidity
            ? NotLinked { count: 2 }
            ? EarlierExpiry { id: "0012", credential: "70-533", recorded: Date(737456), found: Date(737091), count: 1 }
            ? UnknownCredential { text: "Old Craft", near: None, count: 2 }
        "#]],
    );
}

#[test]
fn figures() {
    check(
        "
        figure metric=Azure consumed revenue (USD), month=2018-01, value=60, adds=yes
        figure metric=ACR_USD, month=2018-01, value=50.5, adds=yes
        figure metric=azure_customer_consumption, month=2018-02, value=100
        figure metric=azure_customer_consumption, month=2018-02, value=100
        figure metric=azure_customer_consumption, month=2018-02, value=101
        figure metric=azure_customer_consumption, month=2018-03, value=7, via=Cloud solution provider, place=4000001
        figure metric=azure_customer_consumption, month=2018-03, value=8, via=CSP, place=Nagoya
        figure metric=footsteps, month=2018-03, value=8
        ",
        expect![[r#"
            + performance: metric,month,value,association,location
                azure_customer_consumption,2018-03,7,cloud_solution_provider,tokyo
                azure_customer_consumption,2018-03,8,CSP,
            ~ performance at 40: [("value", "110.5")]
            8 read: 2 new, 2 changed, 1 unchanged, {Repeated: 1} skipped, 2 rejected
            ! 6: DifferentFigure { metric: "azure_customer_consumption", month: Month(24217) }
            ! 9: UnknownFigure footsteps None
            ? UnknownAssociation { text: "CSP", near: None, count: 1 }
            ? UnknownPlace { place: "Nagoya", count: 1 }
        "#]],
    );
    check(
        "figure metric=ACR_USD, month=2018-02, value=90, adds=yes",
        expect![[r#"
        1 read: 0 new, 0 changed, 0 unchanged, {} skipped, 1 rejected
        ! 2: SeveralFigures { metric: "azure_customer_consumption", month: Month(24217) }
    "#]],
    );
}

#[test]
fn terms() {
    check(
        "
        term competency=Cloud Platform, level=Silver, start=2018-03-01, end=2019-02-28
        term competency=Messaging, level=Silver, start=2018-03-01, end=2019-02-28
        term competency=Cloud Platform, level=Silver, start=2019-03-01, end=2020-02-29
        term competency=Cloud Platform, level=Gold, start=2019-05-15, end=2020-05-14
        term competency=Cloud Platform, level=Gold, start=2020-05-15
        term competency=Cloud Platform, level=Platinum, start=2020-05-15
        ",
        expect![[r#"
            + memberships: offer,purchased,renewals
                gold,2019-05-15,2020-05-15
            ~ memberships at 135: [("renewals", "2019-03-01")]
            6 read: 2 new, 1 changed, 1 unchanged, {Repeated: 1} skipped, 1 rejected
            ! 7: DanglingReference { thing: Offer, id: "Platinum", near: None, known: ["action-pack", "silver", "gold"] }
        "#]],
    );
}

#[test]
fn the_log() {
    let rows = "
        person mail=new@contoso.example, name=New, own=new@example.com, active=yes
        person mail=hanako@contoso.example, active=no
        person mail=jiro@contoso.example
        person mail=hanako@contoso.example, own=jiro.msa@example.com, name=Wrong
        ";
    let merged = merge(&workspace(WORKSPACE), options(), rows);
    let log: Vec<String> = merged.log.iter().map(|l| format!("{l:?}")).collect();
    expect![[r#"
        Logged { line: 2, action: Created, employee: "new", user_name: "new@contoso.example", display_name: "New", given_name: "", family_name: "", status: Active, reset: SelfService }
        Logged { line: 3, action: Unchanged, employee: "0012", user_name: "hanako@contoso.example", display_name: "佐藤 花子", given_name: "", family_name: "", status: Blocked, reset: Administrator }
        Logged { line: 4, action: Unchanged, employee: "0034", user_name: "jiro@contoso.example", display_name: "Tanaka Jiro", given_name: "", family_name: "", status: Unstated, reset: SelfService }
        Logged { line: 5, action: Rejected, employee: "", user_name: "hanako@contoso.example", display_name: "Wrong", given_name: "", family_name: "", status: Unstated, reset: SelfService }"#]].assert_eq(&log.join("\n"));
}

#[test]
fn several_organizations() {
    let text = "\
//- competency.yaml
organizations: [{id: contoso}, {id: fabrikam}]
//- employees.csv
id,organization
e1,contoso
e1,fabrikam
";
    let rows = "
        person id=e1, mcid=1
        person id=e2, mcid=2
        earned mcid=2, code=70-532, on=2018-01-01
        figure metric=ACR_USD, month=2018-02, value=90, adds=yes
        term level=gold, start=2018-03-01
        ";
    let options = Options { several: true, linked: moment("2018-01-01"), ..options() };
    expect![[r#"
        + employees: id,organization
            e2,contoso
        + accounts: account,kind,employee,organization
            1,learn,e1,contoso
            2,learn,e2,contoso
        + associations: account,organization,linked
            1,contoso,2018-01-01
            2,contoso,2018-01-01
        + achievements: account,credential,earned,organization
            2,70-532,2018-01-01,contoso
        + performance: metric,month,value,organization
            azure_customer_consumption,2018-02,90,contoso
        + memberships: offer,purchased,organization
            gold,2018-03-01,contoso
        5 read: 4 new, 1 changed, 0 unchanged, {} skipped, 0 rejected
    "#]]
    .assert_eq(&shown(&merge(&workspace(text), options, rows)));
}

#[test]
fn a_learning_profile_of_two_users() {
    check(
        "
        person mcid=2001, mail=a@contoso.example, name=A
        person mcid=2001, mail=c@contoso.example, name=C
        person mcid=2001, own=a@example.com
        person mcid=2002, mail=d@contoso.example
        person mcid=2002, mail=D@contoso.example, own=d@example.com
        earned mcid=2003, mail=old@contoso.example, code=70-532, on=2018-02-01
        earned mcid=2003, mail=new@contoso.example, code=70-533, on=2018-02-01
        ",
        expect![[r#"
            + employees: id,email
                a,
                d,d@contoso.example
            + accounts: account,kind,employee
                2001,learn,a
                a@example.com,learn,a
                2002,learn,d
                d@example.com,learn,d
                2003,learn,old
            + achievements: account,credential,earned
                2003,70-532,2018-02-01
                2003,70-533,2018-02-01
            7 read: 4 new, 1 changed, 0 unchanged, {} skipped, 2 rejected
            ! 2: SharedAccount { account: "2001", owner: "c@contoso.example" }
            ! 3: SharedAccount { account: "2001", owner: "a@contoso.example" }
            ? NotLinked { count: 5 }
        "#]],
    );
}
