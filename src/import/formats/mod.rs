//! One reader for each layout: it knows which column says what, and hands each row over.

mod badges;
pub(super) mod figures;
mod insights;
pub(super) mod skills;
mod trainings;
mod transcript;
pub(super) mod users;

use super::dates::DateStyle;
use super::headings::Names;
use super::json::Json;
use super::rows::Cell;
use super::{Earned, Format, RowAt, Sink, Table, Who};
use crate::diagnostic::{Diagnostic, FileId, ImportFault, Problem, Sources, any_error};

/// What the user said about the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// How dates are written that can be read in two ways.
    pub date_style: Option<DateStyle>,
    /// Whose file it is, for files of one person that do not name them.
    pub employee: Option<String>,
}

/// Hands every row of a table to `sink`, as what it says in this layout. What is wrong with the file as a whole, such as a
/// column that is missing, and what is odd about rows that are handed over all the same, goes to `complaints`.
///
/// Layouts that are JSON hand nothing over.
pub fn read(
    format: Format,
    table: &Table<'_>,
    settings: &Settings,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    match format {
        Format::Pmc
        | Format::PartnerCenter
        | Format::PartnerCenterLog
        | Format::EntraCreate
        | Format::EntraDelete
        | Format::EntraInvite
        | Format::EntraUsers
        | Format::M365 => users::read(format, table, settings, sink, complaints),
        Format::InsightsTrainings => trainings::read(table, settings, sink, complaints),
        Format::InsightsLearn | Format::M365ActiveUsers => insights::pass_over(table, sink),
        Format::InsightsCompetencies => insights::competencies(table, settings, sink, complaints),
        Format::InsightsPerformance | Format::InsightsAzure | Format::InsightsOffice => {
            figures::read(format, table, settings, sink, complaints);
        }
        Format::SkillsReport => skills::report(table, settings, sink, complaints),
        Format::CredlyIssue => badges::issued(table, settings, sink, complaints),
        Format::LinkedIn => skills::linkedin(table, settings, sink, complaints),
        Format::MsLearn | Format::CredlyBadges => {}
    }
}

/// Hands every entry of a JSON file to `sink`, as what it says in this layout; otherwise as [`read`]. Layouts that are
/// tables hand nothing over.
pub fn read_json(
    format: Format,
    file: FileId,
    sources: &Sources,
    settings: &Settings,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    let read = match format {
        Format::MsLearn => transcript::read,
        Format::CredlyBadges => badges::read,
        _ => return,
    };
    if let Some(json) = Json::read(file, sources, complaints) {
        read(json, settings, sink, complaints);
    }
}

/// The columns with these names, each of which the table needs; a complaint about each that it does not have.
fn needed<const N: usize>(
    table: &Table<'_>,
    names: [Names; N],
    complaints: &mut Vec<Diagnostic>,
) -> Option<[usize; N]> {
    let found = names.map(|names| table.find(names));
    for (names, column) in names.iter().zip(&found) {
        if column.is_none() {
            let name = names.first().copied().unwrap_or_default();
            complaints.push(Diagnostic::at(table.heading(), Problem::MissingColumn(name.to_owned())));
        }
    }
    let columns = found.map(Option::unwrap_or_default);
    found.iter().all(Option::is_some).then_some(columns)
}

/// Complains about a value that a row needs and does not have.
pub(super) fn need(cell: Cell<'_>, name: &str, found: &mut Vec<Diagnostic>) {
    if cell.is_empty() {
        found.push(Diagnostic::at(cell.span, Problem::MissingValue(name.to_owned())));
    }
}

/// Complains about an achievement that does not say whose it is.
pub(super) fn need_identity(at: RowAt, who: &Who<'_>, found: &mut Vec<Diagnostic>) {
    if !who.is_identified() {
        found.push(Diagnostic::at(at.span, Problem::Import(ImportFault::NoIdentity)));
    }
}

/// Hands an achievement over, or rejects it for what was found.
pub(super) fn hand_over(
    at: RowAt,
    earned: &Earned<'_>,
    found: Vec<Diagnostic>,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    if usable(at, found, sink, complaints) {
        sink.earned(at, earned);
    }
}

/// Whether a row can be handed over with what was found in it. If it cannot, it is rejected; if it can, what is merely odd
/// goes to `complaints`.
pub(super) fn usable(at: RowAt, mut found: Vec<Diagnostic>, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) -> bool {
    if any_error(&found) {
        sink.reject(at, found);
        return false;
    }
    complaints.append(&mut found);
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Encoding;
    use crate::import::recorded::sample;
    use crate::import::{Figure, Opened, Person, Skipped, Term, detect, open};
    use proptest::prelude::*;

    /// The lines of the rows that were handed over, whatever as.
    #[derive(Default)]
    struct Lines(Vec<u32>);

    impl Sink for Lines {
        fn person(&mut self, at: RowAt, _: &Person<'_>) {
            self.0.push(at.line);
        }
        fn earned(&mut self, at: RowAt, _: &Earned<'_>) {
            self.0.push(at.line);
        }
        fn figure(&mut self, at: RowAt, _: &Figure<'_>) {
            self.0.push(at.line);
        }
        fn term(&mut self, at: RowAt, _: &Term<'_>) {
            self.0.push(at.line);
        }
        fn reject(&mut self, at: RowAt, complaints: Vec<Diagnostic>) {
            assert!(any_error(&complaints), "a row is rejected for a reason");
            self.0.push(at.line);
        }
        fn skip(&mut self, at: RowAt, _: Skipped) {
            self.0.push(at.line);
        }
    }

    /// The heading rows of the samples of each layout.
    fn headings() -> Vec<(Format, String)> {
        let names = [
            "credly-bulk-issue.csv",
            "entra-bulk-create.csv",
            "entra-bulk-delete.csv",
            "entra-bulk-invite.csv",
            "entra-users-download.csv",
            "insights-azure-usage.tsv",
            "insights-competency-performance.tsv",
            "insights-competency-summary-history.tsv",
            "insights-mslearn.tsv",
            "insights-office-usage-api.csv",
            "insights-training-2021-01.tsv",
            "insights-training-api-2022.csv",
            "insights-training-report-viewer.tsv",
            "linkedin-certifications.csv",
            "m365-active-user-counts.csv",
            "m365-add-multiple-users.csv",
            "partner-center-created-users-log.csv",
            "partner-center-customer-users.csv",
            "pmc-users.utf8bom.csv",
            "skills-report.csv",
        ];
        let heading = |name: &str| {
            let mut sources = Sources::new();
            let Ok(Opened::Table(file)) = open(name, sample(name), None, None, &mut sources) else {
                panic!("a table");
            };
            let table = Table::open(file, &sources).unwrap();
            let names: Vec<&str> = table.columns().iter().map(|column| column.heading.as_str()).collect();
            (detect(&table)[0], names.join(","))
        };
        names.map(heading).to_vec()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn every_row_is_handed_over_once(
            rows in prop::collection::vec(
                prop::collection::vec("|1|a@x.example|2020-07-08|[0-9]{2}/[0-9]{2}/2020|Jun-21|Module|Yes|[-a1¥△,\"'/年 ]{0,6}", 0..22),
                0..5,
            ),
            employee in prop::option::of(Just("E01".to_owned())),
        ) {
            let settings = Settings { employee, ..Settings::default() };
            let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
            for (format, heading) in headings() {
                let mut sources = Sources::new();
                let text = format!("{heading}\n{}\n", rows.join("\n"));
                let file = sources.add("a.csv", text, Encoding::Utf8);
                let table = Table::open(file, &sources).unwrap();
                let (mut lines, mut expected, mut complaints) = (Lines::default(), Vec::new(), Vec::new());
                read(format, &table, &settings, &mut lines, &mut complaints);
                let mut all = table.rows();
                while let Some(row) = all.next() {
                    expected.push(row.at().line);
                }
                let unread = format == Format::LinkedIn && settings.employee.is_none();
                prop_assert_eq!(lines.0, if unread { Vec::new() } else { expected }, "{:?}", format);
            }
        }

        #[test]
        fn every_entry_is_handed_over_once(
            entries in prop::collection::vec("[1-9]{1,3}|null|\"a\"|\\{\\}|\\{\"(name|examNumber|issued_at|dateEarned)\": ?(\"2020-07-08\"|5|\\[\\])\\}", 0..6),
            key in "data|passedExams|modulesCompleted|activeCertifications",
        ) {
            let list = entries.join(",\n");
            let text = format!("{{\"contactEmail\": \"a@x.example\", \"{key}\": [{list}], \"certificationData\": {{\"{key}\": [{list}]}}}}");
            let settings = Settings { employee: Some("E01".to_owned()), ..Settings::default() };
            for (format, read) in [
                (Format::CredlyBadges, key == "data"),
                (Format::MsLearn, key != "data"),
            ] {
                let mut sources = Sources::new();
                let file = sources.add("a.json", text.as_str(), Encoding::Utf8);
                let (mut lines, mut complaints) = (Lines::default(), Vec::new());
                read_json(format, file, &sources, &settings, &mut lines, &mut complaints);
                prop_assert_eq!(lines.0.len(), if read { entries.len() } else { 0 });
                prop_assert_eq!(complaints, Vec::new());
            }
        }

        #[test]
        fn any_json_is_read_or_refused(text in "[\\[{\"data\":,1é\n }\\]]{0,40}") {
            for format in [Format::CredlyBadges, Format::MsLearn] {
                let mut sources = Sources::new();
                let file = sources.add("a.json", text.as_str(), Encoding::Utf8);
                let (mut lines, mut complaints) = (Lines::default(), Vec::new());
                read_json(format, file, &sources, &Settings::default(), &mut lines, &mut complaints);
                prop_assert!(!lines.0.is_empty() || any_error(&complaints));
            }
        }
    }
}
