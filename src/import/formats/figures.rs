//! Figures from Partner Center Insights: what competencies count, Azure usage and Office usage.

use super::{Settings, need, needed, usable};
use crate::diagnostic::Diagnostic;
use crate::fold;
use crate::import::dates::Dates;
use crate::import::headings as h;
use crate::import::numbers::Amounts;
use crate::import::rows::Row;
use crate::import::{Figure, Format, Sink, Skipped, Table};

/// The metric of Azure usage, as the programme calls it.
const AZURE_CONSUMPTION: &str = "Azure customer consumption";

/// The metric of Office usage, as the programme calls it.
const OFFICE_ENTITLEMENTS: &str = "Office 365 active entitlements";

/// Which columns say what.
struct Columns {
    month: usize,
    value: usize,
    /// None in layouts of a single metric.
    metric: Option<usize>,
    association: Option<usize>,
    location: Option<usize>,
    duplicates: [Option<usize>; 2],
}

/// Hands over every figure. Usage is reported customer by customer, so its rows add up; what competencies count is
/// reported for every way to a level, so its rows repeat each other.
pub(super) fn read(
    format: Format,
    table: &Table<'_>,
    settings: &Settings,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    let (value, name) = match format {
        Format::InsightsPerformance => (h::MONTHLY_CONTRIBUTION, ""),
        Format::InsightsAzure => (h::CONSUMED_REVENUE, AZURE_CONSUMPTION),
        _ => (h::MONTHLY_ACTIVE_USERS, OFFICE_ENTITLEMENTS),
    };
    let columns = if name.is_empty() {
        let found = needed(table, [h::MONTH, value, h::METRIC], complaints);
        found.map(|[month, value, metric]| Columns {
            month,
            value,
            metric: Some(metric),
            association: None,
            location: None,
            duplicates: [None; 2],
        })
    } else {
        needed(table, [h::MONTH, value], complaints).map(|[month, value]| Columns {
            month,
            value,
            metric: None,
            association: table.find(h::ATTRIBUTION),
            location: table.find(h::MPN_ID),
            duplicates: [h::DUPLICATE_ROW, h::DUPLICATE_AMOUNT].map(|names| table.find(names)),
        })
    };
    let Some(columns) = columns else {
        return;
    };
    let (dates, mut amounts) = (Dates::new(table, settings.date_style), Amounts::default());
    let mut rows = table.rows();
    while let Some(row) = rows.next() {
        figure(row, &columns, name, (&dates, &mut amounts), sink, complaints);
    }
    amounts.finish(complaints);
}

fn figure(
    row: Row<'_>,
    columns: &Columns,
    name: &str,
    (dates, amounts): (&Dates<'_>, &mut Amounts),
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    let (at, mut found) = (row.at(), row.complaints());
    if !found.is_empty() {
        return sink.reject(at, found);
    }
    if columns.duplicates.iter().any(|column| marks_duplicate(row.get(*column).text)) {
        return sink.skip(at, Skipped::MarkedDuplicate);
    }
    let metric = match columns.metric {
        Some(column) => {
            need(row.get(column), "MetricName", &mut found);
            row.get(column).text
        }
        None => name,
    };
    for column in [columns.month, columns.value] {
        let heading = row.heading(column);
        need(row.get(column), heading, &mut found);
    }
    let month = dates.month(row, columns.month, &mut found);
    let value = amounts.read(row.get(columns.value), &mut found);
    let (Some(month), Some(value)) = (month, value) else {
        return sink.reject(at, found);
    };
    let location = fold::identifier(row.get(columns.location).text);
    let association = association(row.get(columns.association).text);
    if usable(at, found, sink, complaints) {
        let adds = columns.metric.is_none();
        sink.figure(at, &Figure { metric, month, value, association, location: &location, adds });
    }
}

/// The vendor writes 1 and 0; `True` and `Yes` are what they become on the way through other programs.
fn marks_duplicate(text: &str) -> bool {
    ["1", "true", "yes", "y"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// How business is linked to the partner, in the words of the programme where it is clear which of them is meant.
pub(in crate::import) fn association(text: &str) -> &str {
    const WORDS: [(&str, &str); 9] = [
        ("CSP", "cloud_solution_provider"),
        ("Cloud Solution Provider", "cloud_solution_provider"),
        ("DPOR", "digital_partner_of_record"),
        ("Digital Partner of Record", "digital_partner_of_record"),
        ("TPOR", "transacting_partner_of_record"),
        ("Transacting Partner of Record", "transacting_partner_of_record"),
        ("CPOR", "claiming_partner_of_record"),
        ("Claiming Partner of Record", "claiming_partner_of_record"),
        ("POR", "partner_of_record"),
    ];
    WORDS.iter().find(|(written, _)| written.eq_ignore_ascii_case(text)).map_or(text, |(_, meant)| meant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::recorded::{record, record_sample};
    use expect_test::{Expect, expect};

    fn check(format: Format, text: &str, expected: Expect) {
        expected.assert_eq(&record(format, text, &Settings::default()));
    }

    #[test]
    fn samples() {
        expect![[r#"
            2 figure metric=Azure consumed revenue (USD) month=2021-05 value=12500.5
            3 figure metric=Azure consumed revenue (USD) month=2021-06 value=13100
        "#]]
        .assert_eq(&record_sample("insights-competency-performance.tsv"));
        expect![[r#"
            2 figure metric=Azure customer consumption month=2021-06 value=8200.4 association=cloud_solution_provider location=9000001 adds=yes
            3 figure metric=Azure customer consumption month=2021-06 value=4899.6 association=PAL location=9000002 adds=yes
        "#]].assert_eq(&record_sample("insights-azure-usage.tsv"));
        expect![[r#"
            2 figure metric=Office 365 active entitlements month=2021-06 value=251 association=cloud_solution_provider location=9000001 adds=yes
            3 skipped: MarkedDuplicate
        "#]].assert_eq(&record_sample("insights-office-usage-api.csv"));
    }

    #[test]
    fn azure_by_other_names() {
        let text = "Month;TotalACR;IsACRDuplicateAtPGALevel;PartnerAttributionType;PGAMpnId;MpnId\n\
                    Jun-21;1,234.5;0;dpor;9;９００１\n\
                    Jun-21;1,234.5;1;DPOR;9;9002\n\
                    2021/06/01;0.00000049;;Something;9;\n\
                    2021/06/01;4.9E-05;;;9;\n";
        check(
            Format::InsightsAzure,
            text,
            expect![[r#"
            2 figure metric=Azure customer consumption month=2021-06 value=1234.5 association=digital_partner_of_record location=9001 adds=yes
            3 skipped: MarkedDuplicate
            4 figure metric=Azure customer consumption month=2021-06 value=0 association=Something adds=yes
            5 figure metric=Azure customer consumption month=2021-06 value=0.000049 adds=yes
            @155+10 warning[rounded-amounts] `0.00000049` has more than six decimal places; it is rounded to six
        "#]],
        );
        let text = "Month,MonthlySubscriptionLevelACR\n2021-06-01,△5\n";
        check(
            Format::InsightsAzure,
            text,
            expect![[r#"
            2 figure metric=Azure customer consumption month=2021-06 value=-5 adds=yes
        "#]],
        );
    }

    #[test]
    fn what_is_wrong() {
        let text = "CompetencyName,Month,MetricName,MetricMonthlyContribution\n\
                    A,2021-13-01,,12千円\n\
                    A,,M,\n\
                    A,10/11/2021,M,1,5\n\
                    A,2021-05,M,1.2.3\n";
        check(
            Format::InsightsPerformance,
            text,
            expect![[r#"
            2 rejected
              @71+0 error[missing-value] `MetricName` is needed here and is empty
              @60+10 error[impossible-date] there is no such month as `2021-13-01`
              @72+8 error[scaled-amount] `12千円` is not counted in ones but in `千円`
            3 rejected
              @83+0 error[missing-value] `Month` is needed here and is empty
              @86+0 error[missing-value] `MetricMonthlyContribution` is needed here and is empty
            4 rejected
              @104+1 error[too-many-fields] this row has 5 fields, but the heading has 4 columns
            5 rejected
              @118+5 error[invalid-number] `1.2.3` has grouping marks
        "#]],
        );
        check(
            Format::InsightsOffice,
            "WorkloadName,Month\n",
            expect![[r#"
            @0+18 error[missing-column] the column `MonthlyActiveUsers` is missing
        "#]],
        );
    }
}
