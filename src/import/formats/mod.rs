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
use super::lines::Piece;
use super::relay::relay;
use super::rows::Cell;
use super::{Earned, Format, RowAt, Sink, Table, Who};
use crate::diagnostic::{Diagnostic, FileId, ImportFault, Problem, Sources, any_error};
use trainings::{Memory, Trainings};

/// What the user said about the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// How dates are written that can be read in two ways.
    pub date_style: Option<DateStyle>,
    /// Whose file it is, for files of one person that do not name them.
    pub employee: Option<String>,
}

/// From so many bytes on a table is read on other threads.
const LARGE: usize = 1 << 20;

/// How many bytes are read at once, where a table is read in pieces.
const PIECE: usize = 1 << 20;

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
    if table.text.len() < LARGE {
        return read_table(format, table, settings, sink, complaints);
    }
    read_relayed(format, table, settings, PIECE, sink, complaints);
}

/// The same on other threads; those of the largest files there are, in pieces of at least so many bytes.
pub(super) fn read_relayed(
    format: Format,
    table: &Table<'_>,
    settings: &Settings,
    piece: usize,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) {
    let found = if format == Format::InsightsTrainings {
        let Some(trainings) = Trainings::of(table, settings, complaints) else {
            return;
        };
        let of_piece = |piece: &Piece, memory: &mut Memory, sink: &mut dyn Sink| {
            let mut complaints = Vec::new();
            trainings.read(table.rows_of(piece), memory, sink, &mut complaints);
            complaints
        };
        relay(table.pieces(piece), &of_piece, sink)
    } else {
        let of_table = |(): &(), (): &mut (), sink: &mut dyn Sink| {
            let mut complaints = Vec::new();
            read_table(format, table, settings, sink, &mut complaints);
            complaints
        };
        relay(std::iter::once(()), &of_table, sink)
    };
    complaints.extend(found.into_iter().flatten());
}

fn read_table(
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
        Format::InsightsTrainings => {
            if let Some(trainings) = Trainings::of(table, settings, complaints) {
                trainings.read(table.rows(), &mut Memory::default(), sink, complaints);
            }
        }
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
pub(super) fn usable(
    at: RowAt,
    mut found: Vec<Diagnostic>,
    sink: &mut dyn Sink,
    complaints: &mut Vec<Diagnostic>,
) -> bool {
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
    use crate::diagnostic::Span;
    use crate::import::recorded::sample;
    use crate::import::{Figure, Numbered, Opened, Person, Skipped, Term, open};
    use proptest::prelude::*;

    /// Counts the rows it is handed, and keeps what is wrong with them.
    #[derive(Default)]
    struct Counting {
        rows: usize,
        complaints: Vec<Diagnostic>,
    }

    impl Sink for Counting {
        fn person(&mut self, _: RowAt, _: &Person<'_>) {
            self.rows += 1;
        }
        fn who(&mut self, _: Span, _: &Who<'_>) -> u32 {
            0
        }
        fn credential(&mut self, _: &str, _: &str) -> u32 {
            0
        }
        fn numbered(&mut self, _: RowAt, _: &Numbered<'_>) {
            self.rows += 1;
        }
        fn figure(&mut self, _: RowAt, _: &Figure<'_>) {
            self.rows += 1;
        }
        fn term(&mut self, _: RowAt, _: &Term<'_>) {
            self.rows += 1;
        }
        fn reject(&mut self, _: RowAt, mut complaints: Vec<Diagnostic>) {
            assert!(any_error(&complaints), "a row is rejected for nothing: {complaints:?}");
            self.rows += 1;
            self.complaints.append(&mut complaints);
        }
        fn skip(&mut self, _: RowAt, _: Skipped) {
            self.rows += 1;
        }
    }

    const SAMPLES: [&str; 14] = [
        "awkward-dates-ja.cp932.csv",
        "credly-bulk-issue.csv",
        "entra-bulk-create.csv",
        "entra-users-download.csv",
        "hostile-formula-injection.csv",
        "insights-azure-usage.tsv",
        "insights-competency-performance.tsv",
        "insights-competency-summary-history.tsv",
        "insights-office-usage-api.csv",
        "insights-training-2021-06.utf8bom.csv",
        "linkedin-certifications.csv",
        "m365-active-user-counts.csv",
        "pmc-users.utf8bom.csv",
        "skills-report.csv",
    ];

    const HOSTILE: [&str; 20] = [
        "\"",
        ",",
        "\t",
        "\n",
        "\r",
        "\r\n",
        "\u{1}",
        "\u{3000}",
        "@",
        "'=",
        "-",
        "平成31年5月1日",
        "13/01/2019",
        "01/13/2019",
        "43402",
        "9999999999999999999",
        "-0.1e5",
        "maybe",
        "元",
        "",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
        /// Whatever is in a file, and whichever layout it is taken for, every row is handed over once or none is, and
        /// complaints are about places that exist.
        #[test]
        fn every_row_is_handed_over_once(
            name in prop::sample::select(&SAMPLES[..]),
            format in prop::sample::select(&Format::ALL[..]),
            own in any::<bool>(),
            changes in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&HOSTILE[..]), 0usize..12), 0..6),
        ) {
            let (text, _) = crate::load::decode::decode(sample(name), None).unwrap();
            let mut chars: Vec<char> = text.chars().collect();
            for (at, hostile, gone) in changes {
                let at = at.index(chars.len() + 1);
                let end = (at + gone).min(chars.len());
                chars.splice(at..end, hostile.chars());
            }
            let text: String = chars.into_iter().collect();
            let mut sources = Sources::new();
            let Ok(Opened::Table(file)) = open("a.csv", text.into_bytes(), None, None, &mut sources) else {
                return Ok(());
            };
            let Ok(table) = Table::open(file, &sources) else {
                return Ok(());
            };
            let format = crate::import::detect(&table).first().copied().filter(|_| own).unwrap_or(format);
            let (mut sink, mut complaints) = (Counting::default(), Vec::new());
            read(format, &table, &Settings::default(), &mut sink, &mut complaints);
            let mut rows = table.rows();
            let mut count = 0;
            while rows.next().is_some() {
                count += 1;
            }
            prop_assert!(sink.rows == 0 || sink.rows == count, "{} of {count} rows", sink.rows);
            for complaint in complaints.iter().chain(&sink.complaints) {
                let span = complaint.span().unwrap();
                prop_assert!(sources.text(span).len() == (span.end - span.start) as usize, "{complaint:?}");
                let words = crate::lang::problems::words(crate::lang::Lang::En, &complaint.problem);
                prop_assert!(!words.message.is_empty());
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
                let (mut sink, mut complaints) = (Counting::default(), Vec::new());
                read_json(format, file, &sources, &settings, &mut sink, &mut complaints);
                prop_assert_eq!(sink.rows, if read { entries.len() } else { 0 });
                prop_assert!(complaints.is_empty() || !read);
            }
        }

        #[test]
        fn any_json_is_read_or_refused(text in "[\\[{\"data\":,1é\n }\\]]{0,40}") {
            let settings = Settings { employee: Some("E01".to_owned()), ..Settings::default() };
            for format in [Format::CredlyBadges, Format::MsLearn] {
                let mut sources = Sources::new();
                let file = sources.add("a.json", text.as_str(), Encoding::Utf8);
                let (mut sink, mut complaints) = (Counting::default(), Vec::new());
                read_json(format, file, &sources, &settings, &mut sink, &mut complaints);
                prop_assert!(sink.rows > 0 || any_error(&complaints) || text.contains("\"data\""));
            }
        }
    }
}
