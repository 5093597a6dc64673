//! What the columns of a file are read as, for whoever wants to see it before anything is written.

use super::headings as names;
use super::headings::Names;
use super::{Column, Format, Table};
use crate::fold;

/// Every column of a table with the field it is read as in this layout; none for a column that is not read.
#[must_use]
pub fn columns<'t>(format: Format, table: &'t Table<'_>) -> Vec<(&'t Column, Option<&'static str>)> {
    let fields = fields(format);
    // Of several columns that a field could be read from, the first name of the field wins.
    let chosen: Vec<(&str, Option<usize>)> = fields.iter().map(|(field, names)| (*field, table.find(names))).collect();
    let field_of = |n: usize| chosen.iter().find(|(_, column)| *column == Some(n)).map(|(field, _)| *field);
    table.columns().iter().enumerate().map(|(n, column)| (column, field_of(n).filter(|_| !column.secret))).collect()
}

/// The field that a heading means in most layouts.
#[must_use]
pub fn usual_field(heading: &str) -> Option<&'static str> {
    let key = fold::heading(heading);
    let is = |names: &Names| names.iter().any(|name| fold::heading(name) == key);
    USERS.iter().chain(TRAININGS).chain(FIGURES).find(|(_, names)| is(names)).map(|(field, _)| *field)
}

type Fields = &'static [(&'static str, Names)];

const USERS: Fields = &[
    ("employee_id", names::EMPLOYEE_ID),
    ("mcid", names::MCID),
    ("personal_mail", names::PERSONAL_MAIL),
    ("work_mail", names::WORK_MAIL),
    ("object_id", names::OBJECT_ID),
    ("display_name", names::DISPLAY_NAME),
    ("given_name", names::GIVEN_NAME),
    ("family_name", names::FAMILY_NAME),
    ("location", names::LOCATION),
    ("mpn_id", names::MPN_ID),
    ("active", names::STATUS),
    ("active", names::ACCOUNT_ENABLED),
    ("guest", names::USER_TYPE),
    ("guest", names::INVITEE),
    ("joined", names::JOINED),
    ("left", names::LEFT),
];

const TRAININGS: Fields = &[
    ("code", names::TRAINING_ID),
    ("title", names::TRAINING_TITLE),
    ("kind", names::TRAINING_TYPE),
    ("mcid", names::MCID),
    ("work_mail", names::CORP_EMAIL),
    ("personal_mail", names::PERSONAL_EMAIL),
    ("object_id", names::OBJECT_ID),
    ("given_name", names::GIVEN_NAME),
    ("family_name", names::FAMILY_NAME),
    ("earned", names::TRAINING_COMPLETED),
    ("expires", names::EXPIRES),
];

const SKILLS: Fields = &[
    ("title", names::SKILL),
    ("kind", names::TRAINING_TYPE),
    ("mcid", names::MCID),
    ("work_mail", names::WORK_MAIL),
    ("given_name", names::GIVEN_NAME),
    ("family_name", names::FAMILY_NAME),
    ("earned", names::COMPLETED),
    ("linked", names::ASSOCIATED_IN_PC),
];

const FIGURES: Fields = &[
    ("metric", names::METRIC),
    ("month", names::MONTH),
    ("value", names::MONTHLY_CONTRIBUTION),
    ("value", names::CONSUMED_REVENUE),
    ("value", names::MONTHLY_ACTIVE_USERS),
    ("association", names::ATTRIBUTION),
    ("location", names::MPN_ID),
    ("duplicate", names::DUPLICATE_ROW),
];

const TERMS: Fields = &[
    ("competency", names::COMPETENCY),
    ("level", names::COMPETENCY_LEVEL),
    ("start", names::COMPETENCY_START),
    ("end", names::COMPETENCY_END),
];

const BADGES: Fields = &[
    ("personal_mail", names::RECIPIENT),
    ("code", names::BADGE_TEMPLATE),
    ("title", names::BADGE_NAME),
    ("given_name", names::GIVEN_NAME),
    ("family_name", names::FAMILY_NAME),
    ("earned", names::ISSUED),
    ("expires", names::EXPIRES),
];

const LINKEDIN: Fields = &[
    ("title", names::CERTIFICATION_NAME),
    ("earned", names::STARTED_ON),
    ("expires", names::FINISHED_ON),
    ("evidence", names::URL),
];

fn fields(format: Format) -> Fields {
    match format {
        Format::Pmc
        | Format::PartnerCenter
        | Format::PartnerCenterLog
        | Format::EntraCreate
        | Format::EntraDelete
        | Format::EntraInvite
        | Format::EntraUsers
        | Format::M365 => USERS,
        Format::InsightsTrainings => TRAININGS,
        Format::InsightsCompetencies => TERMS,
        Format::InsightsPerformance | Format::InsightsAzure | Format::InsightsOffice => FIGURES,
        Format::SkillsReport => SKILLS,
        Format::CredlyIssue => BADGES,
        Format::LinkedIn => LINKEDIN,
        Format::InsightsLearn | Format::M365ActiveUsers | Format::MsLearn | Format::CredlyBadges => &[],
    }
}
