//! `schema`: the published contract of every document and input file.

use super::Answer;
use crate::cli::args::Schema;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::say;
use crate::near::nearest;

/// A kind of document, what its own `schema` field says, and its JSON Schema.
type Published = (&'static str, &'static str, &'static str);

/// Every document that is printed, then the files that are read; a test holds real ones against them.
const SCHEMAS: [Published; 29] = [
    ("status", "competency/status/1", include_str!("../../../schemas/status.json")),
    ("explain", "competency/explain/1", include_str!("../../../schemas/explain.json")),
    ("why-not", "competency/why-not/1", include_str!("../../../schemas/why-not.json")),
    ("check", "competency/check/1", include_str!("../../../schemas/check.json")),
    ("batch", "competency/batch/1", include_str!("../../../schemas/batch.json")),
    ("alerts", "competency/alerts/1", include_str!("../../../schemas/alerts.json")),
    ("membership", "competency/membership/1", include_str!("../../../schemas/membership.json")),
    ("profile", "competency/profile/1", include_str!("../../../schemas/profile.json")),
    ("forecast", "competency/forecast/1", include_str!("../../../schemas/forecast.json")),
    ("actions", "competency/actions/1", include_str!("../../../schemas/actions.json")),
    ("compare", "competency/compare/1", include_str!("../../../schemas/compare.json")),
    ("people", "competency/people/1", include_str!("../../../schemas/people.json")),
    ("report", "competency/report/1", include_str!("../../../schemas/report.json")),
    ("program", "competency/program-report/1", include_str!("../../../schemas/program.json")),
    ("programs", "competency/programs/1", include_str!("../../../schemas/programs.json")),
    ("competency", "competency/competency/1", include_str!("../../../schemas/competency.json")),
    ("credential", "competency/credential/1", include_str!("../../../schemas/credential.json")),
    ("credentials", "competency/credentials/1", include_str!("../../../schemas/credentials.json")),
    ("lint", "competency/lint/1", include_str!("../../../schemas/lint.json")),
    ("change", "competency/change/1", include_str!("../../../schemas/change.json")),
    ("import", "competency/import/1", include_str!("../../../schemas/import.json")),
    ("employees", "competency/employees/1", include_str!("../../../schemas/employees.json")),
    ("achievements", "competency/achievements/1", include_str!("../../../schemas/achievements.json")),
    ("doctor", "competency/doctor/1", include_str!("../../../schemas/doctor.json")),
    ("organization", "competency/organization/1", include_str!("../../../schemas/organization.json")),
    ("workspace", "competency/workspace/1", of_workspace()),
    ("program-file", "competency/program/1", include_str!("../../../schemas/program-file.json")),
    ("mapping", "competency/mapping/1", include_str!("../../../schemas/mapping.json")),
    ("user-config", "competency/user-config/1", include_str!("../../../schemas/user-config.json")),
];

/// What the schema of a workspace is called beside `competency.yaml`, whose first line names it to editors.
pub(super) const OF_WORKSPACE: &str = "competency.schema.json";

/// The schema of `competency.yaml`.
pub(super) const fn of_workspace() -> &'static str {
    include_str!("../../../schemas/workspace.json")
}

pub(super) fn run(args: &Schema, session: &mut Session<'_, '_>) -> Answer {
    let Some(wanted) = &args.kind else {
        for (kind, ..) in SCHEMAS {
            session.print(&format!("{kind}\n"));
        }
        return Ok(Outcome::Yes);
    };
    // Whoever has a document at hand finds its schema by what it says of itself.
    let named = |(kind, document, _): &&Published| kind == wanted || document == wanted;
    let Some((.., text)) = SCHEMAS.iter().find(named) else {
        let near = nearest(wanted, SCHEMAS.iter().map(|(kind, ..)| *kind));
        let (message, help) = say::unknown(session.lang(), "schema", wanted, near);
        return Err(CliError::Usage(message, help));
    };
    session.print(text);
    Ok(Outcome::Yes)
}
