//! Users: from the membership centre, Partner Center and the directory.

use super::Settings;
use crate::diagnostic::{Diagnostic, ImportFault, Problem, Span};
use crate::fold;
use crate::import::dates::Dates;
use crate::import::headings as h;
use crate::import::rows::{Cell, Row};
use crate::import::words::{TRUTHS, truth};
use crate::import::{Format, Person, Sink, Skipped, Table, Who};
use std::borrow::Cow;
use std::collections::HashMap;

/// Which columns say what; a layout that has no such column has none here.
#[derive(Debug, Default)]
struct Columns {
    employee_id: Option<usize>,
    mcid: Option<usize>,
    work_mail: Option<usize>,
    /// The address of a guest, whose user name is made up.
    guest_mail: Option<usize>,
    personal_mail: Option<usize>,
    object_id: Option<usize>,
    display_name: Option<usize>,
    given_name: Option<usize>,
    family_name: Option<usize>,
    location: Option<usize>,
    mpn_id: Option<usize>,
    joined: Option<usize>,
    left: Option<usize>,
    active: Option<usize>,
    /// The column says who may not sign in.
    inverted: bool,
    user_type: Option<usize>,
    outcome: Option<usize>,
}

/// Hands over every user of the table.
pub(super) fn read(
    format: Format,
    table: &Table<'_>,
    settings: &Settings,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    let columns = Columns::of(format, table);
    if columns.identities().iter().all(Option::is_none) {
        let problem = Problem::MissingColumn(needed(format).to_owned());
        complaints.push(Diagnostic::at(table.heading(), problem));
        return;
    }
    let mut reader = Reader { format, columns, dates: Dates::new(table, settings.date_style), seen: HashMap::new() };
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        reader.read(row, sink, complaints);
    }
}

/// The column that says who a row is about.
fn needed(format: Format) -> &'static str {
    match format {
        Format::EntraCreate | Format::EntraDelete => "User name [userPrincipalName] Required",
        Format::EntraInvite => "Email address to invite [inviteeEmail] Required",
        Format::EntraUsers => "userPrincipalName",
        Format::M365 | Format::PartnerCenterLog => "User Name",
        _ => "Email",
    }
}

impl Columns {
    fn of(format: Format, table: &Table<'_>) -> Self {
        let common = Self {
            employee_id: table.find(h::EMPLOYEE_ID),
            mcid: table.find(h::MCID),
            object_id: table.find(h::OBJECT_ID),
            display_name: table.find(h::DISPLAY_NAME),
            given_name: table.find(h::GIVEN_NAME),
            family_name: table.find(h::FAMILY_NAME),
            location: table.find(h::LOCATION),
            mpn_id: table.find(h::MPN_ID),
            joined: table.find(h::JOINED),
            left: table.find(h::LEFT),
            ..Self::default()
        };
        let user_name = table.find(h::USER_NAME);
        match format {
            Format::PartnerCenter => Self { work_mail: table.find(h::WORK_MAIL), ..common },
            Format::PartnerCenterLog => Self { work_mail: user_name, outcome: table.find(h::STATUS), ..common },
            Format::EntraCreate => {
                let active = table.find(h::ACCOUNT_ENABLED);
                // The heading asks in many languages whether sign-in is blocked, and names a property that says the
                // opposite.
                let inverted = active.and_then(|at| table.columns().get(at)).is_some_and(|column| {
                    let label = column.heading.split('[').next().map(fold::heading).unwrap_or_default();
                    !label.contains("enabled") && !label.contains("有効")
                });
                Self { work_mail: user_name, active, inverted, ..common }
            }
            Format::EntraDelete => Self { work_mail: user_name, ..common },
            Format::EntraInvite => Self { work_mail: table.find(h::INVITEE), ..common },
            Format::EntraUsers => Self {
                work_mail: user_name,
                guest_mail: table.find(&["mail"]),
                object_id: table.find(&["objectId", "id"]),
                active: table.find(h::ACCOUNT_ENABLED),
                user_type: table.find(h::USER_TYPE),
                ..common
            },
            // Headings may be in any language here, but their order is fixed.
            Format::M365 if user_name.is_none() && common.display_name.is_none() => {
                let at = |column: usize| (column < table.columns().len()).then_some(column);
                Self { work_mail: at(0), given_name: at(1), family_name: at(2), display_name: at(3), ..Self::default() }
            }
            Format::M365 => Self { work_mail: user_name, ..common },
            _ => Self {
                work_mail: table.find(h::WORK_MAIL),
                personal_mail: table.find(h::PERSONAL_MAIL),
                active: table.find(h::STATUS),
                ..common
            },
        }
    }

    fn identities(&self) -> [Option<usize>; 5] {
        [self.employee_id, self.mcid, self.work_mail, self.personal_mail, self.object_id]
    }
}

struct Reader<'t> {
    format: Format,
    columns: Columns,
    dates: Dates<'t>,
    /// Where each address stood first.
    seen: HashMap<String, Span>,
}

impl Reader<'_> {
    fn read(&mut self, row: Row<'_>, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
        let at = row.at();
        let mut found = row.complaints();
        // What stands in a row that is out of joint would only be complained about a second time.
        if !found.is_empty() {
            return sink.reject(at, found);
        }
        let columns = &self.columns;
        if failed(row.get(columns.outcome).text) {
            return sink.skip(at, Skipped::Failed);
        }
        let guest = self.format == Format::EntraInvite || is_guest(row.get(columns.user_type).text);
        let guest_mail = columns.guest_mail.filter(|column| guest && !row.get(*column).is_empty());
        let mail_column = guest_mail.or(columns.work_mail);
        let work_mail = address(row, mail_column, &mut found);
        let personal_mail = address(row, columns.personal_mail, &mut found);
        let employee_id = fold::identifier(row.get(columns.employee_id).text);
        let mcid = fold::identifier(row.get(columns.mcid).text);
        let object_id = fold::identifier(row.get(columns.object_id).text);
        let mpn_id = fold::identifier(row.get(columns.mpn_id).text);
        if [&employee_id, &mcid, &work_mail, &personal_mail, &object_id].iter().all(|id| id.is_empty()) {
            found.push(Diagnostic::at(at.span, Problem::Import(ImportFault::NoIdentity)));
        }
        let active = status(row.get(columns.active), columns.inverted, &mut found);
        let person = Person {
            who: Who {
                employee_id: &employee_id,
                mcid: &mcid,
                work_mail: &work_mail,
                personal_mail: &personal_mail,
                object_id: &object_id,
                display_name: row.get(columns.display_name).text,
                given_name: row.get(columns.given_name).text,
                family_name: row.get(columns.family_name).text,
            },
            location: row.get(columns.location).text,
            mpn_id: &mpn_id,
            joined: self.dates.moment(row, columns.joined, &mut found),
            left: self.dates.moment(row, columns.left, &mut found),
            active,
            leaving: self.format == Format::EntraDelete,
            guest,
        };
        if !work_mail.is_empty() {
            // A row that is rejected does not take its address, so that a later one can have it.
            let mail = row.get(mail_column).span;
            let key = work_mail.to_lowercase();
            match self.seen.get(&key) {
                Some(first) => {
                    let problem = Problem::Import(ImportFault::DuplicateAddress(work_mail.clone().into_owned()));
                    found.push(Diagnostic::at(mail, problem).with(*first));
                }
                None if crate::diagnostic::any_error(&found) => {}
                None => {
                    self.seen.insert(key, mail);
                }
            }
        }
        if super::usable(at, found, sink, complaints) {
            sink.person(at, &person);
        }
    }
}

/// The address in a cell. Blanks are left out, which is worth a warning: other systems refuse such addresses.
fn address<'r>(row: Row<'r>, column: Option<usize>, found: &mut Vec<Diagnostic>) -> Cow<'r, str> {
    let cell = row.get(column);
    let mail = fold::mail(cell.text);
    if mail.is_empty() {
        return mail;
    }
    if column.is_some_and(|column| row.is_padded(column)) {
        let problem = Problem::Import(ImportFault::BlanksInAddress(cell.text.to_owned()));
        found.push(Diagnostic::at(cell.span, problem));
    }
    check_address(cell, &mail, found);
    mail
}

/// Complains about the text of a cell that is no mail address, folded or not.
pub(in crate::import) fn check_address(cell: Cell<'_>, mail: &str, found: &mut Vec<Diagnostic>) {
    let whole = mail.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty() && !domain.is_empty() && !domain.contains('@') && !mail.contains(char::is_whitespace)
    });
    if !whole {
        let problem = Problem::Import(ImportFault::InvalidAddress(cell.text.to_owned()));
        found.push(Diagnostic::at(cell.span, problem));
    }
}

/// Whether a user may sign in.
fn status(cell: Cell<'_>, inverted: bool, found: &mut Vec<Diagnostic>) -> Option<bool> {
    if cell.is_empty() {
        return None;
    }
    match truth(cell.text) {
        Some(active) => Some(active != inverted),
        None => {
            let choices = TRUTHS.map(str::to_owned).to_vec();
            let problem = Problem::InvalidChoice { text: cell.text.to_owned(), choices, near: None };
            found.push(Diagnostic::at(cell.span, problem));
            None
        }
    }
}

fn is_guest(user_type: &str) -> bool {
    matches!(fold::heading(user_type).as_str(), "guest" | "ゲスト")
}

fn failed(outcome: &str) -> bool {
    let word = fold::heading(outcome);
    word.starts_with("fail") || matches!(word.as_str(), "error" | "失敗" | "エラー")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::DateStyle;
    use crate::import::recorded::{record, record_sample};
    use expect_test::{Expect, expect};

    fn sample(name: &str, expected: Expect) {
        expected.assert_eq(&record_sample(name));
    }

    fn check(format: Format, text: &str, expected: Expect) {
        expected.assert_eq(&record(format, text, &Settings::default()));
    }

    #[test]
    fn pmc() {
        sample(
            "pmc-users.utf8bom.csv",
            expect![[r#"
            2 person mcid=99000001 work=taro.mihon@contoso.example personal=taro.msa@example.com name=Taro Mihon given=Taro family=Mihon location=Tokyo HQ mpn=9000001 active=true
            3 person mcid=99000002 work=hanako.reiji@contoso.example personal=hanako.msa@example.com name=Hanako Reiji given=Hanako family=Reiji location=Tokyo HQ mpn=9000001 active=true
            4 person work=jiro.kakuu@contoso.example name=Jiro Kakuu given=Jiro family=Kakuu location=Osaka Branch mpn=9000002 active=true
            5 person mcid=99000004 work=pat.sample@contoso.example personal=pat.msa@example.com name=Pat "P" Sample given=Pat family=Sample, Jr. location=Osaka Branch mpn=9000002 active=false
        "#]],
        );
        sample(
            "pmc-users-ja.cp932.csv",
            expect![[r#"
            2 person mcid=99000001 work=taro.mihon@contoso.example personal=taro.msa@example.com name=見本　太郎 given=太郎 family=見本 location=東京本社 mpn=9000001 active=true
            3 person mcid=99000002 work=hanako.reiji@contoso.example personal=hanako.msa@example.com name=例示　花子 given=花子 family=例示 location=東京本社 mpn=9000001 active=true
            4 person mcid=99000003 work=kakuu.takasaki@contoso.example name=髙﨑　架空 given=架空 family=髙﨑 location=大阪支店 mpn=9000002 active=true
            5 person work=sofia.omote@contoso.example name=表　ソフィア（休職 4月～6月） given=ソフィア family=表 location=大阪支店 mpn=9000002 active=false
            6 person mcid=99000005 work=kanako.tokuyama@contoso.example personal=kanako.msa@example.com name=德山　仮名子 given=仮名子 family=德山 location=ﾅｺﾞﾔ営業所 mpn=9000003 active=true
        "#]],
        );
        assert_eq!(record_sample("pmc-users-ja.utf16le.tsv"), record_sample("pmc-users-ja.cp932.csv"));
    }

    #[test]
    fn partner_center() {
        sample(
            "partner-center-customer-users.csv",
            expect![[r#"
            2 person work=taro.mihon@contoso.example name=Taro Mihon given=Taro family=Mihon
            3 person work=hanako.reiji@contoso.example name=Hanako Reiji
            4 person work=jiro.kakuu@contoso.example name=Jiro Kakuu given=Jiro family=Kakuu
        "#]],
        );
        sample(
            "partner-center-customer-users-ja.utf8bom.csv",
            expect![[r#"
            2 person work=taro.mihon@contoso.example name=見本 太郎 given=太郎 family=見本
            3 person work=hanako.reiji@contoso.example name=例示 花子 given=花子 family=例示
        "#]],
        );
        sample(
            "partner-center-created-users-log.csv",
            expect![[r#"
            2 person work=taro.mihon@contoso.example name=Taro Mihon
            3 person work=hanako.reiji@contoso.example name=Hanako Reiji
            4 skipped: Failed
        "#]],
        );
        sample(
            "hostile-formula-injection.csv",
            expect![[r#"
            2 person work=a@contoso.example name==HYPERLINK("https://contoso.example","x") given==1+2 family=Mihon
            3 person work=b@contoso.example name=@SUM(A1:A9) given=+81 family=Reiji
            4 person work=c@contoso.example name=Tabbed given=-2+3 family=Kakuu
            5 person work=d@contoso.example name=line1\r\n=line2 given=plain family="quoted";=1+2
            7 person work=e@contoso.example name=＋０ given=＝全角 family=全角
            8 person work=f@contoso.example name==1+2 given='already family=guarded
        "#]],
        );
    }

    #[test]
    fn entra() {
        sample(
            "entra-bulk-create.csv",
            expect![[r#"
            4 person work=taro.mihon@contoso.example name=Taro Mihon given=Taro family=Mihon active=true
            5 person work=hanako.reiji@contoso.example name=Hanako Reiji given=Hanako family=Reiji active=true
            6 person work=jiro.kakuu@contoso.example name=Jiro Kakuu given=Jiro family=Kakuu active=false
            @850+26 warning[blanks-in-address] there are blanks around `jiro.kakuu@contoso.example`; they are left out
        "#]],
        );
        sample(
            "entra-bulk-create-ja.utf8bom.csv",
            expect![[r#"
            3 person work=taro.mihon@contoso.example name=見本 太郎 given=太郎 family=見本 active=true
            4 person work=hanako.reiji@contoso.example name=例示 花子 given=花子 family=例示 active=true
        "#]],
        );
        sample(
            "entra-bulk-delete.csv",
            expect![[r#"
            4 person work=jiro.kakuu@contoso.example leaving=yes
        "#]],
        );
        sample(
            "entra-bulk-invite.csv",
            expect![[r#"
            3 person work=partner.guest@example.com guest=yes
        "#]],
        );
        sample(
            "entra-users-download.csv",
            expect![[r#"
            2 person work=taro.mihon@contoso.example object=00000000-0000-4000-8000-000000000001 name=Taro Mihon given=Taro family=Mihon active=true
            3 person work=jiro.kakuu@contoso.example object=00000000-0000-4000-8000-000000000003 name=Jiro Kakuu given=Jiro family=Kakuu active=false
        "#]],
        );
    }

    #[test]
    fn who_may_sign_in() {
        for (label, expected) in [
            ("Block sign in (Yes/No)", "active=false"),
            ("サインインのブロック", "active=false"),
            ("Bloquer la connexion", "active=false"),
            ("Account enabled", "active=true"),
            ("アカウントの有効化", "active=true"),
        ] {
            let text = format!(
                "Name [displayName],User name [userPrincipalName],{label} [accountEnabled]\nA,a@x.example,はい\n"
            );
            let shown = record(Format::EntraCreate, &text, &Settings::default());
            assert!(shown.ends_with(&format!(" {expected}\n")), "{label}: {shown}");
        }
    }

    #[test]
    fn m365() {
        sample(
            "m365-add-multiple-users.csv",
            expect![[r#"
            2 person work=taro.mihon@contoso.example name=Taro Mihon given=Taro family=Mihon
            3 person work=hanako.reiji@contoso.example name=Hanako Reiji given=Hanako family=Reiji
        "#]],
        );
        sample(
            "m365-add-multiple-users-ja.cp932.csv",
            expect![[r#"
            2 person work=taro.mihon@contoso.example name=見本　太郎 given=太郎 family=見本
            3 person work=kakuu.takasaki@contoso.example name=髙﨑　架空 given=架空 family=髙﨑
        "#]],
        );
        let german = "Benutzername,Vorname,Nachname,Anzeigename,Position\na@x.example,Anna, ,Anna,\n";
        check(
            Format::M365,
            german,
            expect![[r#"
            2 person work=a@x.example name=Anna given=Anna
        "#]],
        );
    }

    #[test]
    fn guests() {
        let text = "userPrincipalName,mail,userType,id,accountEnabled\n\
                    p_x.example#EXT#@contoso.example,p@x.example,Guest,1,True\n\
                    q_x.example#EXT#@contoso.example,,ゲスト,2,False\n";
        check(
            Format::EntraUsers,
            text,
            expect![[r#"
            2 person work=p@x.example object=1 active=true guest=yes
            3 person work=q_x.example#EXT#@contoso.example object=2 active=false guest=yes
        "#]],
        );
    }

    #[test]
    fn what_is_wrong() {
        let text = "Email,Display name,Status,MCP ID\n\
                    a@X.example,A,maybe,\n\
                    a@x.example,A,Yes,\n\
                    A@x.example,B,,\n\
                    ,C,,\n\
                    no address,D,,\n\
                    b c@x.example,E,,\n\
                    d@x.example,F,,,,9\n\
                    ,G,,99000001\n";
        check(
            Format::Pmc,
            text,
            expect![[r#"
            2 rejected
              @47+5 error[invalid-value] `maybe` is not one of `Active`, `Inactive`, `Yes`, `No`, `有効`, `無効`
            3 person work=a@x.example name=A active=true
            4 rejected
              @73+11 error[duplicate-address] the address `A@x.example` stands in two rows see @54
            5 rejected
              @89+4 error[no-identity] nothing in this row says who it is about
            6 rejected
              @94+10 error[invalid-address] `no address` is not a mail address
            7 rejected
              @109+13 error[invalid-address] `b c@x.example` is not a mail address
            8 rejected
              @144+1 error[too-many-fields] this row has 6 fields, but the heading has 4 columns
            9 person mcid=99000001 name=G
        "#]],
        );
        check(
            Format::Pmc,
            "Display name,Status\nA,Yes\n",
            expect![[r#"
            @0+19 error[missing-column] the column `Email` is missing
        "#]],
        );
        check(
            Format::EntraDelete,
            "Email,Email\n",
            expect![[r#"
            @6+5 error[duplicate-column] the column `Email` stands twice see @0
        "#]],
        );
    }

    #[test]
    fn employment() {
        let text = "社員番号,氏名,入社日,退職日\n00012,見本　太郎,平成30年10月29日,2021/3/31\n00013,例示,10/11/2018,\n";
        check(
            Format::Pmc,
            text,
            expect![[r#"
            2 person employee=00012 name=見本　太郎 joined=2018-10-29 left=2021-03-31
            3 rejected
              @107+10 error[ambiguous-dates] `10/11/2018` may be day/month/year or month/day/year, and no date in this column tells which
        "#]],
        );
        let settings = Settings { date_style: Some(DateStyle::DayFirst), ..Settings::default() };
        expect![[r#"
            2 person employee=00012 name=見本　太郎 joined=2018-10-29 left=2021-03-31
            3 person employee=00013 name=例示 joined=2018-11-10
        "#]]
        .assert_eq(&record(Format::Pmc, text, &settings));
    }
}
