//! One reader for each layout: it knows which column says what, and hands each row over.

mod badges;
mod figures;
mod insights;
mod skills;
mod trainings;
mod transcript;
mod users;

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
    match Json::read(file, sources) {
        Ok(json) => read(json, settings, sink, complaints),
        Err(complaint) => complaints.push(complaint),
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
fn need(cell: Cell<'_>, name: &str, found: &mut Vec<Diagnostic>) {
    if cell.is_empty() {
        found.push(Diagnostic::at(cell.span, Problem::MissingValue(name.to_owned())));
    }
}

/// Complains about an achievement that does not say whose it is.
fn need_identity(at: RowAt, who: &Who<'_>, found: &mut Vec<Diagnostic>) {
    if !who.is_identified() {
        found.push(Diagnostic::at(at.span, Problem::Import(ImportFault::NoIdentity)));
    }
}

/// Hands an achievement over, or rejects it for what was found.
fn hand_over(
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
fn usable(at: RowAt, mut found: Vec<Diagnostic>, sink: &mut dyn Sink, complaints: &mut Vec<Diagnostic>) -> bool {
    if any_error(&found) {
        sink.reject(at, found);
        return false;
    }
    complaints.append(&mut found);
    true
}
