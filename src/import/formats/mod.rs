//! One reader for each layout: it knows which column says what, and hands each row over.

mod users;

use super::dates::DateStyle;
use super::{Format, RowAt, Sink, Table};
use crate::diagnostic::{Diagnostic, any_error};

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
        Format::InsightsTrainings => {}
        Format::InsightsLearn => {}
        Format::InsightsCompetencies => {}
        Format::InsightsPerformance => {}
        Format::InsightsAzure => {}
        Format::InsightsOffice => {}
        Format::M365ActiveUsers => {}
        Format::SkillsReport => {}
        Format::CredlyIssue => {}
        Format::LinkedIn => {}
        Format::MsLearn | Format::CredlyBadges => {}
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
