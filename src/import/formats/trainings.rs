//! Certifications and exams from Partner Center Insights, in every variant the export has had.
//!
//! These are the largest files there are, so nothing is allocated for a row that is in order.

use super::{Settings, hand_over, need, need_identity, needed};
use crate::diagnostic::Diagnostic;
use crate::fold;
use crate::import::dates::Dates;
use crate::import::headings as h;
use crate::import::rows::Row;
use crate::import::{Earned, Sink, Skipped, Table, Who};

/// Which columns say what.
struct Columns {
    id: usize,
    completed: usize,
    title: Option<usize>,
    kind: Option<usize>,
    mcid: Option<usize>,
    work_mail: Option<usize>,
    personal_mail: Option<usize>,
    object_id: Option<usize>,
    given_name: Option<usize>,
    family_name: Option<usize>,
    expires: Option<usize>,
}

/// Hands over every certification, exam and assessment; modules and learning paths are skipped. A certification that is
/// not active any more was earned all the same.
pub(super) fn read(table: &Table<'_>, settings: &Settings, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
    let Some([id, completed]) = needed(table, [h::TRAINING_ID, h::TRAINING_COMPLETED], complaints) else {
        return;
    };
    let columns = Columns {
        id,
        completed,
        title: table.find(h::TRAINING_TITLE),
        kind: table.find(h::TRAINING_TYPE),
        mcid: table.find(h::MCID),
        work_mail: table.find(h::CORP_EMAIL),
        personal_mail: table.find(h::PERSONAL_EMAIL),
        object_id: table.find(h::OBJECT_ID),
        given_name: table.find(h::GIVEN_NAME),
        family_name: table.find(h::FAMILY_NAME),
        expires: table.find(h::EXPIRES),
    };
    let mut dates = Dates::new(table, settings.date_style);
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        training(row, &columns, &mut dates, sink, complaints);
    }
}

fn training(
    row: Row<'_>,
    columns: &Columns,
    dates: &mut Dates<'_>,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    let (at, mut found) = (row.at(), row.complaints());
    if !found.is_empty() {
        return sink.reject(at, found);
    }
    let kind = row.get(columns.kind).text;
    if is_lesson(kind) {
        return sink.skip(at, Skipped::NotRecorded);
    }
    let mcid = fold::identifier(row.get(columns.mcid).text);
    let work_mail = fold::mail(row.get(columns.work_mail).text);
    let personal_mail = fold::mail(row.get(columns.personal_mail).text);
    let object_id = fold::identifier(row.get(columns.object_id).text);
    let code = fold::identifier(row.get(columns.id).text);
    let who = Who {
        mcid: &mcid,
        work_mail: &work_mail,
        personal_mail: &personal_mail,
        object_id: &object_id,
        given_name: row.get(columns.given_name).text,
        family_name: row.get(columns.family_name).text,
        ..Who::default()
    };
    let title = row.get(columns.title).text;
    need_identity(at, &who, &mut found);
    if title.is_empty() {
        need(row.get(columns.id), "TrainingActivityId", &mut found);
    }
    need(row.get(columns.completed), "TrainingCompletionDate", &mut found);
    let earned = Earned {
        who,
        code: &code,
        title,
        earned: dates.moment(row, columns.completed, &mut found),
        expires: dates.moment(row, columns.expires, &mut found),
        assessment: is(kind, &["Assessment", "アセスメント"]),
        ..Earned::default()
    };
    hand_over(at, &earned, found, sink, complaints);
}

/// Whether a type of training is one that earns nothing that a competency asks for.
pub(super) fn is_lesson(kind: &str) -> bool {
    is(kind, &["Module", "Modules", "Learning path", "LearningPath", "Learning paths"])
}

/// Whether a word is one of these, in any case.
pub(super) fn is(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::recorded::{record, record_sample};
    use crate::import::{DateStyle, Format};
    use expect_test::{Expect, expect};

    fn sample(name: &str, expected: Expect) {
        expected.assert_eq(&record_sample(name));
    }

    #[test]
    fn variants() {
        sample(
            "insights-training-2021-01.tsv",
            expect![[r#"
            2 earned mcid=99000001 work=taro.mihon@contoso.example personal=taro.msa@example.com given=Taro family=Mihon code=3051 title=Azure Administrator Associate earned=2020-07-08
            3 earned mcid=99000001 work=taro.mihon@contoso.example personal=taro.msa@example.com given=Taro family=Mihon code=3077 title=Azure Solutions Architect Expert earned=2020-09-09
            4 earned mcid=99000002 personal=hanako.msa@example.com code=3088 title=Azure Data Engineer Associate earned=2020-10-21
        "#]],
        );
        sample(
            "insights-training-2021-06.utf8bom.csv",
            expect![[r#"
            2 earned mcid=99000001 work=taro.mihon@contoso.example personal=taro.msa@example.com given=Taro family=Mihon code=3051 title=Azure Administrator Associate earned=2020-07-08 expires=2022-07-08
            3 earned mcid=99000001 work=taro.mihon@contoso.example personal=taro.msa@example.com given=Taro family=Mihon code=3077 title=Azure Solutions Architect Expert earned=2020-09-09 expires=2022-09-09
            4 earned mcid=99000002 personal=hanako.msa@example.com code=3088 title=Azure Data Engineer Associate earned=2020-10-21 expires=2022-10-21
            5 earned mcid=99000004 personal=pat.msa@example.com given=Pat family=Sample code=3130 title=Teams Administrator Associate earned=2019-01-13 expires=2021-07-13
        "#]],
        );
        sample(
            "insights-training-api-2022.csv",
            expect![[r#"
            2 earned mcid=99000001 work=taro.mihon@contoso.example personal=taro.msa@example.com given=Taro family=Mihon code=3051 title=Azure Administrator Associate earned=2020-07-08 expires=2022-07-08
            3 earned mcid=99000001 work=taro.mihon@contoso.example personal=taro.msa@example.com given=Taro family=Mihon code=70532 title=Developing Microsoft Azure Solutions earned=2018-10-29
        "#]],
        );
        sample(
            "insights-training-report-viewer.tsv",
            expect![[r#"
            2 earned mcid=99000001 object=00000000-0000-4000-8000-000000000001 code=3051 title=Azure Administrator Associate earned=2020-07-08
        "#]],
        );
    }

    #[test]
    fn kinds_of_training() {
        let text = "TrainingActivityId,TrainingTitle,TrainingType,MCPID,TrainingCompletionDate,ActivationStatus\n\
                    1,A,assessment,99000001,2020-07-08,Active\n\
                    2,B,Module,99000001,2020-07-08,\n\
                    3,C,Learning Path,99000001,2020-07-08,\n\
                    4,D,Certification,９９０００００１,2020-07-08,Expired\n\
                    5,E,Something new,99000001,2020-07-08,\n";
        let settings = Settings::default();
        expect![[r#"
            2 earned mcid=99000001 code=1 title=A earned=2020-07-08 assessment=yes
            3 skipped: NotRecorded
            4 skipped: NotRecorded
            5 earned mcid=99000001 code=4 title=D earned=2020-07-08
            6 earned mcid=99000001 code=5 title=E earned=2020-07-08
        "#]]
        .assert_eq(&record(Format::InsightsTrainings, text, &settings));
    }

    #[test]
    fn what_is_wrong() {
        let text = "TrainingActivityId,TrainingTitle,Email,CorpEmail,TrainingCompletionDate,ExpirationDate\n\
                    1,A,,,2020-07-08,\n\
                    ,,a@x.example,,,soon\n\
                    1,A,a@x.example,,07/08/2020,2022-02-30\n\
                    1,A,a@x.example,,07/08/2020,,,x\n\
                    ,A,,a@X.example,2020-07-08  16:21:03,2022-07-08\n";
        let settings = Settings::default();
        expect![[r#"
            2 rejected
              @87+17 error[no-identity] nothing in this row says who it is about
            3 rejected
              @105+0 error[missing-value] `TrainingActivityId` is needed here and is empty
              @120+0 error[missing-value] `TrainingCompletionDate` is needed here and is empty
              @121+4 error[invalid-date] `soon` is not a date
            4 rejected
              @143+10 error[ambiguous-dates] `07/08/2020` may be day/month/year or month/day/year, and no date in this column tells which
              @154+10 error[impossible-date] there is no such day or time as `2022-02-30`
            5 rejected
              @195+1 error[too-many-fields] this row has 8 fields, but the heading has 6 columns
            6 earned work=a@x.example title=A earned=2020-07-08 expires=2022-07-08
        "#]].assert_eq(&record(Format::InsightsTrainings, text, &settings));
        let settings = Settings { date_style: Some(DateStyle::MonthFirst), ..settings };
        let text = "TrainingActivityId,Email,TrainingCompletionDate\n1,a@x.example,07/08/2020\n";
        expect![[r#"
            2 earned personal=a@x.example code=1 earned=2020-07-08
        "#]]
        .assert_eq(&record(Format::InsightsTrainings, text, &settings));
        let text = "TrainingActivityId,TrainingTitle\n";
        expect![[r#"
            @0+32 error[missing-column] the column `TrainingCompletionDate` is missing
        "#]]
        .assert_eq(&record(Format::InsightsTrainings, text, &settings));
    }
}
