//! Lists of what people earned that have no codes: the skills report of Partner Center, and the certifications of a
//! LinkedIn profile.

use super::trainings::{is, is_lesson};
use super::{Settings, hand_over, need, need_identity, needed};
use crate::diagnostic::{Diagnostic, ImportFault, Problem, Span};
use crate::fold;
use crate::import::dates::Dates;
use crate::import::headings as h;
use crate::import::rows::Cell;
use crate::import::words::{TRUTHS, truth};
use crate::import::{Earned, Sink, Skipped, Table, Who};

/// Hands over every skill, with whether the profile is linked to the company. That it was linked in the old membership
/// centre says nothing about today.
pub(super) fn report(table: &Table<'_>, settings: &Settings, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
    let Some([mcid, skill, completed]) = needed(table, [h::MCID, h::SKILL, h::COMPLETED], complaints) else {
        return;
    };
    let [kind, linked, mail, given_name, family_name] =
        [h::TRAINING_TYPE, h::ASSOCIATED_IN_PC, h::WORK_MAIL, h::GIVEN_NAME, h::FAMILY_NAME]
            .map(|names| table.find(names));
    let dates = Dates::new(table, settings.date_style);
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        let (at, mut found) = (row.at(), row.complaints());
        if !found.is_empty() {
            sink.reject(at, found);
            continue;
        }
        if is_lesson(row.get(kind).text) {
            sink.skip(at, Skipped::NotRecorded);
            continue;
        }
        let (mcid, mail) = (fold::identifier(row.get(mcid).text), fold::mail(row.get(mail).text));
        let who = Who {
            mcid: &mcid,
            work_mail: &mail,
            given_name: row.get(given_name).text,
            family_name: row.get(family_name).text,
            ..Who::default()
        };
        need_identity(at, &who, &mut found);
        need(row.get(skill), "Skill", &mut found);
        need(row.get(completed), "Completion date", &mut found);
        let earned = Earned {
            who,
            title: row.get(skill).text,
            earned: dates.moment(row, completed, &mut found),
            linked: yes_or_no(row.get(linked), &mut found),
            assessment: is(row.get(kind).text, &["Assessment"]),
            ..Earned::default()
        };
        hand_over(at, &earned, found, sink, complaints);
    }
}

/// Hands over every certification of a profile, which does not say whose it is. Its dates are months: what was earned in a
/// month counts from its first day, and what expires in a month is valid until its last.
pub(super) fn linkedin(table: &Table<'_>, settings: &Settings, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
    let Some(employee_id) = settings.employee.as_deref() else {
        let place = Span::point(table.file(), 0).to(table.heading());
        complaints.push(Diagnostic::at(place, Problem::Import(ImportFault::NoEmployee)));
        return;
    };
    let Some([name, started]) = needed(table, [h::CERTIFICATION_NAME, h::STARTED_ON], complaints) else {
        return;
    };
    let [finished, url, number] = [h::FINISHED_ON, h::URL, h::LICENSE_NUMBER].map(|names| table.find(names));
    let dates = Dates::new(table, settings.date_style);
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        let (at, mut found) = (row.at(), row.complaints());
        if !found.is_empty() {
            sink.reject(at, found);
            continue;
        }
        need(row.get(name), "Name", &mut found);
        need(row.get(started), "Started On", &mut found);
        let (url, number) = (row.get(url).text, row.get(number).text);
        let earned = Earned {
            who: Who { employee_id, ..Who::default() },
            title: row.get(name).text,
            earned: dates.day_of_month(row, started, &mut found),
            expires: dates.last_day_of_month(row, finished, &mut found),
            evidence: if url.is_empty() { number } else { url },
            ..Earned::default()
        };
        hand_over(at, &earned, found, sink, complaints);
    }
}

/// Yes or no, none for an empty cell.
pub(in crate::import) fn yes_or_no(cell: Cell<'_>, found: &mut Vec<Diagnostic>) -> Option<bool> {
    if cell.is_empty() {
        return None;
    }
    let answer = truth(cell.text);
    if answer.is_none() {
        let choices = TRUTHS.map(str::to_owned).to_vec();
        let problem = Problem::InvalidChoice { text: cell.text.to_owned(), choices, near: None };
        found.push(Diagnostic::at(cell.span, problem));
    }
    answer
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
            2 earned mcid=99000001 work=taro.mihon@contoso.example given=Taro family=Mihon title=Azure Administrator Associate earned=2020-07-08 linked=false
            3 earned mcid=99000002 work=hanako.reiji@contoso.example given=Hanako family=Reiji title=Azure Data Engineer Associate earned=2020-10-21 linked=true
        "#]].assert_eq(&record_sample("skills-report.csv"));
        expect![[r#"
            @0+56 error[no-employee] nothing in this file says whose it is
        "#]]
        .assert_eq(&record_sample("linkedin-certifications.csv"));
        let settings = Settings { employee: Some("E01".to_owned()), ..Settings::default() };
        expect![[r#"
            2 earned employee=E01 title=Microsoft Certified: Azure Administrator Associate earned=2020-07-01 expires=2022-07-31 evidence=https://contoso.example/cred/1
        "#]].assert_eq(&record_sample_with("linkedin-certifications.csv", &settings));
    }

    #[test]
    fn what_is_wrong() {
        let text = "MCID,Skill,Skill type,Completion date,Associated to PMC,Associated to PC\n\
                    99000001,A,Exam,2020-07-08,maybe,maybe\n\
                    ,A,Exam,2020-07-08,,はい\n\
                    99000001,,,,,\n\
                    99000001,A,Learning path,2020-07-08,,\n\
                    99000001,A,Assessment,2020-07-08,,\n";
        check(
            Format::SkillsReport,
            text,
            expect![[r#"
            2 rejected
              @106+5 error[invalid-value] `maybe` is not one of `Active`, `Inactive`, `Yes`, `No`, `有効`, `無効`
            3 rejected
              @112+26 error[no-identity] nothing in this row says who it is about
            4 rejected
              @148+0 error[missing-value] `Skill` is needed here and is empty
              @150+0 error[missing-value] `Completion date` is needed here and is empty
            5 skipped: NotRecorded
            6 earned mcid=99000001 title=A earned=2020-07-08 assessment=yes
        "#]],
        );
        let text = "Name,Authority,Started On,Finished On,License Number\n\
                    A,B,Jul 2020,,L1\n\
                    ,B,July,Feb 2022,\n";
        check(
            Format::LinkedIn,
            text,
            expect![[r#"
            2 earned employee=E01 title=A earned=2020-07-01 evidence=L1
            3 rejected
              @70+0 error[missing-value] `Name` is needed here and is empty
              @73+4 error[invalid-date] `July` is not a date
        "#]],
        );
    }
}
