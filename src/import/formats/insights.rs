//! Exports of Partner Center Insights that are neither about credentials nor about figures.

use super::{Settings, need, needed, usable};
use crate::diagnostic::Diagnostic;
use crate::import::dates::Dates;
use crate::import::headings as h;
use crate::import::{Sink, Skipped, Table, Term};

/// Skips every row of a layout that says nothing which is recorded here, such as learning modules and daily counts of
/// users.
pub(super) fn pass_over(table: &Table<'_>, sink: &mut dyn Sink) {
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        sink.skip(row.at(), Skipped::NotRecorded);
    }
}

/// Hands over every term of a competency at a level. Whether it is active is a question for the calendar.
pub(super) fn competencies(
    table: &Table<'_>,
    settings: &Settings,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    let needs = [h::COMPETENCY, h::COMPETENCY_LEVEL, h::COMPETENCY_START];
    let Some([competency, level, start]) = needed(table, needs, complaints) else {
        return;
    };
    let end = table.find(h::COMPETENCY_END);
    let dates = Dates::new(table, settings.date_style);
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        let (at, mut found) = (row.at(), row.complaints());
        if !found.is_empty() {
            sink.reject(at, found);
            continue;
        }
        need(row.get(competency), "CompetencyName", &mut found);
        need(row.get(level), "CompetencyLevel", &mut found);
        need(row.get(start), "CompetencyStartDate", &mut found);
        let first = dates.date(row, start, &mut found);
        let end = dates.date(row, end, &mut found);
        let (competency, level) = (row.get(competency).text, row.get(level).text);
        match first {
            Some(start) if usable(at, std::mem::take(&mut found), sink, complaints) => {
                sink.term(at, &Term { competency, level, start, end });
            }
            Some(_) => {}
            None => sink.reject(at, found),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Format;
    use crate::import::recorded::{record, record_sample};
    use expect_test::expect;

    #[test]
    fn samples() {
        expect![[r#"
            2 term competency=Cloud Platform level=Gold start=2021-04-01 end=2022-03-31
            3 term competency=Data Analytics level=Silver start=2020-05-15 end=2021-05-14
            4 term competency=Messaging level=Silver start=2018-10-29 end=2019-10-28
        "#]]
        .assert_eq(&record_sample("insights-competency-summary-history.tsv"));
        expect![[r#"
            2 skipped: NotRecorded
        "#]]
        .assert_eq(&record_sample("insights-mslearn.tsv"));
        expect![[r#"
            2 skipped: NotRecorded
        "#]]
        .assert_eq(&record_sample("m365-active-user-counts.csv"));
    }

    #[test]
    fn what_is_wrong() {
        let text = "CompetencyName,CompetencyLevel,CompetencyStatus,CompetencyStartDate,CompetencyEndDate\n\
                    A,Gold,Active,2021-04-01,\n\
                    ,,Active,,2022-02-30\n\
                    A,Silver,Active,2021-04-01,x\n";
        let settings = Settings::default();
        expect![[r#"
            2 term competency=A level=Gold start=2021-04-01
            3 rejected
              @112+0 error[missing-value] `CompetencyName` is needed here and is empty
              @113+0 error[missing-value] `CompetencyLevel` is needed here and is empty
              @121+0 error[missing-value] `CompetencyStartDate` is needed here and is empty
              @122+10 error[impossible-date] there is no such day as `2022-02-30`
            4 rejected
              @160+1 error[invalid-date] `x` is not a date
        "#]]
        .assert_eq(&record(Format::InsightsCompetencies, text, &settings));
    }
}
