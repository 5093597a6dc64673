//! Badges of Credly: as they are issued in bulk, and as the profile of one person shows them.

use super::{Settings, hand_over, need, need_identity, needed};
use crate::diagnostic::{Diagnostic, ImportFault, Problem};
use crate::fold;
use crate::import::dates::Dates;
use crate::import::headings as h;
use crate::import::json::Json;
use crate::import::{Earned, Sink, Table, Who};

/// Hands over every badge of a table. Its dates have the month first and years of two digits.
pub(super) fn issued(table: &Table<'_>, settings: &Settings, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
    let Some([template, recipient, issued]) = needed(table, [h::BADGE_TEMPLATE, h::RECIPIENT, h::ISSUED], complaints)
    else {
        return;
    };
    let [name, expires, given_name, family_name] =
        [h::BADGE_NAME, h::EXPIRES, h::GIVEN_NAME, h::FAMILY_NAME].map(|names| table.find(names));
    let dates = Dates::new(table, settings.date_style);
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        let (at, mut found) = (row.at(), row.complaints());
        if !found.is_empty() {
            sink.reject(at, found);
            continue;
        }
        let personal_mail = fold::mail(row.get(recipient).text);
        let code = fold::identifier(row.get(template).text);
        let who = Who {
            personal_mail: &personal_mail,
            given_name: row.get(given_name).text,
            family_name: row.get(family_name).text,
            ..Who::default()
        };
        need_identity(at, &who, &mut found);
        need(row.get(template), "Badge Template ID", &mut found);
        need(row.get(issued), "Issued At", &mut found);
        let earned = Earned {
            who,
            code: &code,
            title: row.get(name).text,
            earned: dates.short_day(row, issued, &mut found),
            expires: dates.short_day(row, expires, &mut found),
            ..Earned::default()
        };
        hand_over(at, &earned, found, sink, complaints);
    }
}

/// Hands over every badge of a profile, which does not say whose it is.
pub(super) fn read(json: Json<'_>, settings: &Settings, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
    let Some(employee_id) = settings.employee.as_deref() else {
        complaints.push(Diagnostic::at(json.at().span, Problem::Import(ImportFault::NoEmployee)));
        return;
    };
    if json.get("data").is_none() {
        complaints.push(Diagnostic::at(json.at().span, Problem::MissingKey("data".to_owned())));
    }
    for badge in json.list("data", complaints) {
        let mut found = Vec::new();
        let title = badge.get("badge_template").map(|template| template.text_at("name")).unwrap_or_default();
        need(badge.cell(&title), "badge_template.name", &mut found);
        need(badge.cell(&badge.text_at("issued_at")), "issued_at", &mut found);
        let earned = Earned {
            who: Who { employee_id, ..Who::default() },
            title: &title,
            earned: badge.moment_at("issued_at", &mut found),
            expires: badge.moment_at("expires_at", &mut found),
            evidence: &badge.text_at("id"),
            ..Earned::default()
        };
        hand_over(badge.at(), &earned, found, sink, complaints);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Format;
    use crate::import::recorded::{record, record_sample, record_sample_with};
    use expect_test::{Expect, expect};

    fn check(format: Format, text: &str, expected: Expect) {
        let settings = Settings { employee: Some("E01".to_owned()), ..Settings::default() };
        expected.assert_eq(&record(format, text, &settings));
    }

    #[test]
    fn samples() {
        expect![[r#"
            2 earned personal=taro.msa@example.com given=Taro family=Mihon code=00000000-0000-4000-8000-0000000000b1 earned=2020-07-08
        "#]].assert_eq(&record_sample("credly-bulk-issue.csv"));
        expect![[r#"
            @0+1 error[no-employee] nothing in this file says whose it is
        "#]]
        .assert_eq(&record_sample("credly-badges.json"));
        let settings = Settings { employee: Some("E01".to_owned()), ..Settings::default() };
        expect![[r#"
            3 earned employee=E01 title=Microsoft Certified: Azure Administrator Associate earned=2020-07-08T16:21:03Z expires=2022-07-08T00:00:00Z evidence=00000000-0000-4000-8000-0000000000d1
        "#]].assert_eq(&record_sample_with("credly-badges.json", &settings));
    }

    #[test]
    fn what_is_wrong() {
        let text = "Badge Template ID,Recipient Email,Issued At,Expiration Date\n\
                    b1,a@X.example,2/30/20,\n\
                    b1,,07/08/2020,07/08/22\n\
                    ,a@x.example,,soon\n";
        check(
            Format::CredlyIssue,
            text,
            expect![[r#"
            2 rejected
              @75+7 error[impossible-date] there is no such day as `2/30/20`
            3 rejected
              @84+23 error[no-identity] nothing in this row says who it is about
            4 rejected
              @108+0 error[missing-value] `Badge Template ID` is needed here and is empty
              @121+0 error[missing-value] `Issued At` is needed here and is empty
              @122+4 error[invalid-date] `soon` is not a date
        "#]],
        );
        check(
            Format::CredlyIssue,
            "Badge Template ID,Email\n",
            expect![[r#"
            @0+23 error[missing-column] the column `Recipient Email` is missing
            @0+23 error[missing-column] the column `Issued At` is missing
        "#]],
        );
        let text = r#"{"data": [
            {"id": 5, "issued_at": "yesterday", "badge_template": {"name": "A"}},
            {"badge_template": "A", "issued_at": "2020-07-08"},
            {"badge_template": {"name": "A"}, "issued_at": "2020-07-08", "expires_at": null},
            7
        ]}"#;
        check(
            Format::CredlyBadges,
            text,
            expect![[r#"
            2 rejected
              @47+9 error[invalid-date] `yesterday` is not a date
            3 rejected
              @105+50 error[missing-value] `badge_template.name` is needed here and is empty
            4 earned employee=E01 title=A earned=2020-07-08
            5 rejected
              @263+1 error[missing-value] `badge_template.name` is needed here and is empty
              @263+1 error[missing-value] `issued_at` is needed here and is empty
        "#]],
        );
        check(
            Format::CredlyBadges,
            r#"{"data": {}}"#,
            expect![[r#"
            @9+2 error[wrong-shape] found a mapping, expected a list (`[…]`)
        "#]],
        );
        check(
            Format::CredlyBadges,
            "[1]",
            expect![[r#"
            @0+3 error[missing-key] the key `data` is missing
        "#]],
        );
        check(
            Format::CredlyBadges,
            r#"{"data": ["#,
            expect![[r#"
            @9+0 error[json-syntax] this is not JSON: EOF while parsing a list
        "#]],
        );
    }
}
