//! Certifications and exams from Partner Center Insights, in every variant the export has had.
//!
//! These are the largest files there are, so nothing is allocated for a row that is in order, and no row needs another one.

use super::{Settings, need, need_identity, needed, usable};
use crate::diagnostic::Diagnostic;
use crate::fold;
use crate::import::dates::Dates;
use crate::import::headings as h;
use crate::import::memo::{Columns, Memo};
use crate::import::rows::{Block, Row, Rows};
use crate::import::{Numbered, Sink, Skipped, Table, Who};

/// How a table of trainings is read.
pub(super) struct Trainings<'t> {
    table: &'t Table<'t>,
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
    dates: Dates<'t>,
    /// Where it stands who learned what.
    of_learner: Columns,
    of_course: Columns,
}

/// What a thread remembers of the rows that it has read.
#[derive(Debug, Default)]
pub(super) struct Memory {
    learners: Memo<Learner>,
    courses: Memo<Course>,
}

/// What rows say about a person.
#[derive(Debug, Default)]
struct Learner {
    identified: bool,
    /// The number that the sink has for it, once it was handed over.
    number: Option<u32>,
}

/// What was learned.
#[derive(Debug, Default)]
struct Course {
    lesson: bool,
    assessment: bool,
    titled: bool,
    /// The number that the sink has for it, once it was handed over.
    number: Option<u32>,
}

impl<'t> Trainings<'t> {
    /// For a table; none, with complaints, for one that lacks a column.
    pub(super) fn of(table: &'t Table<'t>, settings: &Settings, complaints: &mut Vec<Diagnostic>) -> Option<Self> {
        let [id, completed] = needed(table, [h::TRAINING_ID, h::TRAINING_COMPLETED], complaints)?;
        let [title, kind] = [h::TRAINING_TITLE, h::TRAINING_TYPE].map(|names| table.find(names));
        let keys = [h::MCID, h::CORP_EMAIL, h::PERSONAL_EMAIL, h::OBJECT_ID].map(|names| table.find(names));
        let names = [h::GIVEN_NAME, h::FAMILY_NAME].map(|names| table.find(names));
        let ([mcid, work_mail, personal_mail, object_id], [given_name, family_name]) = (keys, names);
        Some(Self {
            table,
            id,
            completed,
            title,
            kind,
            mcid,
            work_mail,
            personal_mail,
            object_id,
            given_name,
            family_name,
            expires: table.find(h::EXPIRES),
            dates: Dates::new(table, settings.date_style),
            of_learner: Columns::of(keys.into_iter().chain(names)),
            of_course: Columns::of([Some(id), title, kind]),
        })
    }

    /// Hands over every certification, exam and assessment of some rows; modules and learning paths are skipped. A
    /// certification that is not active any more was earned all the same. The memory is for one table and one sink.
    pub(super) fn read(
        &self,
        mut rows: Rows<'_>,
        memory: &mut Memory,
        sink: &mut dyn Sink,
        complaints: &mut Vec<Diagnostic>,
    ) {
        let mut block = Block::default();
        while rows.next_block(&mut block) {
            memory.learners.touch(block.rows(self.table), &self.of_learner);
            for row in block.rows(self.table) {
                self.training(row, memory, sink, complaints);
            }
        }
        while let Some(row) = rows.next() {
            self.training(row, memory, sink, complaints);
        }
    }

    fn training(&self, row: Row<'_>, memory: &mut Memory, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) {
        let (at, mut found) = (row.at(), row.complaints());
        if !found.is_empty() {
            return sink.reject(at, found);
        }
        let course = memory.courses.of(row, &self.of_course, || self.course(row));
        if course.lesson {
            return sink.skip(at, Skipped::NotRecorded);
        }
        let learner = memory.learners.of(row, &self.of_learner, || Learner {
            identified: self.learner(row, |who| who.is_identified()),
            number: None,
        });
        if !learner.identified {
            need_identity(at, &Who::default(), &mut found);
        }
        if !course.titled {
            need(row.get(self.id), "TrainingActivityId", &mut found);
        }
        let completed = row.get(self.completed);
        need(completed, "TrainingCompletionDate", &mut found);
        let earned = self.dates.moment_of(completed, Some(self.completed), &mut found);
        let expires = self.dates.moment(row, self.expires, &mut found);
        if !usable(at, found, sink, complaints) {
            return;
        }
        let who = *learner.number.get_or_insert_with(|| self.learner(row, |who| sink.who(at.span, who)));
        let credential = *course
            .number
            .get_or_insert_with(|| sink.credential(&fold::identifier(row.get(self.id).text), row.get(self.title).text));
        let assessment = course.assessment;
        sink.numbered(at, &Numbered { who, credential, earned, expires, evidence: "", linked: None, assessment });
    }

    fn course(&self, row: Row<'_>) -> Course {
        let kind = row.get(self.kind).text;
        Course {
            lesson: is_lesson(kind),
            assessment: is(kind, &["Assessment", "アセスメント"]),
            titled: !row.get(self.title).is_empty(),
            number: None,
        }
    }

    /// Does something with what a row says about a person.
    fn learner<T>(&self, row: Row<'_>, then: impl FnOnce(&Who<'_>) -> T) -> T {
        let who = Who {
            mcid: &fold::identifier(row.get(self.mcid).text),
            work_mail: &fold::mail(row.get(self.work_mail).text),
            personal_mail: &fold::mail(row.get(self.personal_mail).text),
            object_id: &fold::identifier(row.get(self.object_id).text),
            given_name: row.get(self.given_name).text,
            family_name: row.get(self.family_name).text,
            ..Who::default()
        };
        then(&who)
    }
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
