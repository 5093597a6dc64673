//! Headings that clearly mean a column and are not its name, in English and Japanese.
//!
//! They are not accepted: a file that is read should say what it means to whoever reads it next. They are recognised,
//! so that nobody loses a column without being told.

use super::kind::Kind;
use crate::fold;

/// What people call each column, folded as [`fold::heading`] does it.
const CALLED: [(&str, &[&str]); 19] = [
    (
        "id",
        &[
            "社員番号",
            "社員id",
            "社員コード",
            "従業員番号",
            "従業員id",
            "employeeid",
            "employeeno",
            "employeenumber",
            "staffid",
            "personid",
            "組織id",
            "organizationid",
            "companyid",
            "no",
            "番号",
        ],
    ),
    ("name", &["氏名", "名前", "社員名", "組織名", "会社名", "fullname", "displayname", "employeename", "companyname"]),
    ("email", &["メール", "メールアドレス", "mail", "email", "emailaddress", "mailaddress"]),
    ("location", &["勤務地", "拠点", "事業所", "site", "office"]),
    ("joined", &["入社日", "入社年月日", "startdate", "hiredate", "joindate", "joineddate", "datejoined"]),
    ("left", &["退職日", "退社日", "退職年月日", "enddate", "leavedate", "leavingdate", "terminationdate", "dateleft"]),
    ("account", &["アカウント", "アカウントid", "msa", "mcid", "accountid", "profile"]),
    ("kind", &["種別", "種類", "type", "accounttype", "accountkind"]),
    (
        "employee",
        &[
            "社員",
            "従業員",
            "社員番号",
            "社員id",
            "従業員番号",
            "person",
            "employeeid",
            "employeeno",
            "employeenumber",
            "staffid",
            "personid",
        ],
    ),
    ("organization", &["組織", "会社", "組織id", "company", "organisation", "organizationid", "companyid"]),
    ("linked", &["リンク日", "関連付け日", "associated", "linkdate", "linkeddate", "associationdate"]),
    ("unlinked", &["リンク解除日", "解除日", "unlinkdate", "unlinkeddate", "disassociated"]),
    ("credential", &["試験", "試験番号", "資格", "exam", "examnumber", "certification", "certificate"]),
    ("earned", &["取得日", "合格日", "date", "passed", "passdate", "earneddate", "dateearned", "examdate"]),
    ("expires", &["有効期限", "失効日", "expiry", "expirydate", "expiration", "expirationdate", "expireson"]),
    ("metric", &["指標", "項目", "kpi"]),
    ("month", &["月", "年月", "対象月", "period", "yearmonth"]),
    ("value", &["値", "金額", "数値", "amount", "figure"]),
    ("purchased", &["購入日", "purchasedate", "purchaseddate"]),
];

/// The column of this kind that a heading means, of those that are free.
pub(super) fn meant(kind: Kind, heading: &str, free: impl Fn(&str) -> bool) -> Option<&'static str> {
    let heading = fold::heading(heading);
    let named = |names: &[&str]| names.iter().any(|name| *name == heading);
    let column = |column: &str| kind.fields().iter().copied().find(|field| *field == column);
    // `Employee_ID` is the id of a person where there is one, and the person elsewhere.
    let synonym =
        CALLED.iter().filter(|(_, names)| named(names)).filter_map(|(name, _)| column(name)).find(|c| free(c));
    // The name itself in full-width letters, or with blanks in it.
    synonym.or_else(|| kind.fields().iter().copied().find(|field| fold::heading(field) == heading && free(field)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_headings() {
        for (kind, heading, expected) in [
            (Kind::Employees, "退職日", Some("left")),
            (Kind::Employees, " End Date", Some("left")),
            (Kind::Employees, "End_Date", Some("left")),
            (Kind::Employees, "ＥＮＤ　ＤＡＴＥ", Some("left")),
            (Kind::Employees, "ﾒｰﾙｱﾄﾞﾚｽ", Some("email")),
            (Kind::Employees, "E-Mail", Some("email")),
            (Kind::Employees, "employee_id", Some("id")),
            (Kind::Employees, "ｉｄ", Some("id")),
            (Kind::Accounts, "社員番号", Some("employee")),
            (Kind::Accounts, "MSA", Some("account")),
            (Kind::Achievements, "Expiration Date", Some("expires")),
            (Kind::Achievements, "Date", Some("earned")),
            (Kind::Performance, "月", Some("month")),
            (Kind::Performance, "Date", None),
            (Kind::Employees, "exam", None),
            (Kind::Employees, "shoe size", None),
            (Kind::Employees, "", None),
        ] {
            assert_eq!(meant(kind, heading, |_| true), expected, "{heading}");
        }
        assert_eq!(meant(Kind::Employees, "氏名", |column| column != "name"), None);
    }

    #[test]
    fn the_table_is_folded() {
        for (_, names) in CALLED {
            for name in names {
                assert_eq!(fold::heading(name), *name);
            }
        }
    }
}
