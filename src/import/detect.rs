//! Which layout a file has, by its headings alone.

use super::headings as h;
use super::{Format, Table};

/// Every layout whose headings this table has, in the order of [`Format::ALL`]. Anything but one of them is for the user
/// to decide.
#[must_use]
pub fn detect(table: &Table<'_>) -> Vec<Format> {
    Format::ALL.into_iter().filter(|format| is(*format, table)).collect()
}

/// Every layout that this JSON may have, by the keys that only one of them has.
#[must_use]
pub fn detect_json(text: &str) -> Vec<Format> {
    let keys = [(Format::MsLearn, "\"certificationData\""), (Format::CredlyBadges, "\"badge_template\"")];
    keys.into_iter().filter(|(_, key)| text.contains(key)).map(|(format, _)| format).collect()
}

fn is(format: Format, table: &Table<'_>) -> bool {
    let has = |names: h::Names| table.find(names).is_some();
    let property = |name: &str| table.columns().iter().any(|column| column.property.as_deref() == Some(name));
    let template = table.columns().iter().any(|column| column.property.is_some());
    let training = has(h::TRAINING_ID);
    match format {
        Format::Pmc => {
            let other = training || template || has(h::ASSOCIATED_IN_PC);
            has(h::MPN_ID) && (has(h::MCID) || has(h::PERSONAL_MAIL)) && !other
        }
        Format::PartnerCenter => {
            // A file of rejected rows has two columns of ours in front.
            let ours = |column: &&super::Column| matches!(column.key.as_str(), "errors" | "line");
            let few = table.columns().iter().filter(|column| !ours(column)).count() <= 5;
            few && has(h::DISPLAY_NAME) && has(h::WORK_MAIL) && has(h::STATUS_UPDATE)
        }
        Format::PartnerCenterLog => {
            let password = table.columns().iter().any(|column| column.secret);
            password && !template && has(h::USER_NAME) && has(h::STATUS)
        }
        Format::EntraCreate => property("userPrincipalName") && property("displayName"),
        Format::EntraDelete => property("userPrincipalName") && !property("displayName"),
        Format::EntraInvite => property("inviteeEmail"),
        Format::EntraUsers => {
            !template && has(&["userPrincipalName"]) && has(&["objectId", "id"]) && has(h::ACCOUNT_ENABLED)
        }
        Format::M365 => !template && has(h::USER_NAME) && has(h::DISPLAY_NAME) && has(h::OFFICE_PHONE),
        Format::InsightsTrainings => training && has(h::TRAINING_COMPLETED),
        Format::InsightsLearn => has(h::TRAINING_NAME) && has(h::COMPLETED),
        Format::InsightsCompetencies => has(h::COMPETENCY) && has(h::COMPETENCY_STATUS),
        Format::InsightsPerformance => has(h::COMPETENCY) && has(h::ATTAINMENT_OPTION),
        Format::InsightsAzure => has(h::CONSUMED_REVENUE),
        Format::InsightsOffice => has(h::WORKLOAD) && has(h::PAID_UNITS),
        Format::M365ActiveUsers => has(h::REPORT_REFRESHED) && has(h::REPORT_PERIOD) && has(h::REPORT_DATE),
        Format::SkillsReport => has(h::MCID) && has(h::ASSOCIATED_IN_PC),
        Format::CredlyIssue => has(h::BADGE_TEMPLATE) && has(h::RECIPIENT),
        Format::LinkedIn => has(h::AUTHORITY) && has(h::STARTED_ON) && has(h::LICENSE_NUMBER),
        Format::MsLearn | Format::CredlyBadges => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Sources;
    use crate::import::recorded::sample;
    use crate::import::{Opened, open};

    /// The samples, each with the layouts it is detected as.
    const SAMPLES: [(&str, &str); 30] = [
        ("awkward-dates-ja.cp932.csv", ""),
        ("credly-badges.json", "credly-badges"),
        ("credly-bulk-issue.csv", "credly"),
        ("entra-bulk-create-ja.utf8bom.csv", "entra-create"),
        ("entra-bulk-create.csv", "entra-create"),
        ("entra-bulk-delete.csv", "entra-delete"),
        ("entra-bulk-invite.csv", "entra-invite"),
        ("entra-users-download.csv", "entra-users"),
        ("hostile-formula-injection.csv", "partner-center"),
        ("insights-azure-usage.tsv", "insights-azure"),
        ("insights-competency-performance.tsv", "insights-performance"),
        ("insights-competency-summary-history.tsv", "insights-competencies"),
        ("insights-mslearn.tsv", "insights-learn"),
        ("insights-office-usage-api.csv", "insights-office"),
        ("insights-training-2021-01.tsv", "insights-trainings"),
        ("insights-training-2021-06.utf8bom.csv", "insights-trainings"),
        ("insights-training-api-2022.csv", "insights-trainings"),
        ("insights-training-report-viewer.tsv", "insights-trainings"),
        ("linkedin-certifications.csv", "linkedin"),
        ("m365-active-user-counts.csv", "m365-active-users"),
        ("m365-add-multiple-users-ja.cp932.csv", "m365"),
        ("m365-add-multiple-users.csv", "m365"),
        ("mslearn-transcript.json", "ms-learn"),
        ("partner-center-created-users-log.csv", "partner-center-log"),
        ("partner-center-customer-users-ja.utf8bom.csv", "partner-center"),
        ("partner-center-customer-users.csv", "partner-center"),
        ("pmc-users-ja.cp932.csv", "pmc"),
        ("pmc-users-ja.utf16le.tsv", "pmc"),
        ("pmc-users.utf8bom.csv", "pmc"),
        ("skills-report.csv", "skills-report"),
    ];

    fn detected(name: &str) -> String {
        let mut sources = Sources::new();
        let formats = match open(name, sample(name), None, None, &mut sources).unwrap() {
            Opened::Table(file) => detect(&Table::open(file, &sources).unwrap()),
            Opened::Json(file) => detect_json(&sources.file(file).text),
        };
        formats.iter().map(|format| format.word()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn samples() {
        for (name, expected) in SAMPLES {
            assert_eq!(detected(name), expected, "{name}");
        }
    }

    #[test]
    fn every_sample_is_in_the_table() {
        let folder = format!("{}/fixtures/import/samples", env!("CARGO_MANIFEST_DIR"));
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.retain(|name| name != "README.md");
        names.sort();
        assert_eq!(names, SAMPLES.map(|(name, _)| name.to_owned()));
    }
}
