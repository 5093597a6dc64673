//! `schema`: the published contract of every document.

use super::Answer;
use crate::cli::args::Schema;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::{Lang, say};
use crate::near::nearest;

/// Every document's schema; a test holds real documents against them.
const SCHEMAS: [(&str, &str); 4] = [
    ("status", include_str!("../../../schemas/status.json")),
    ("explain", include_str!("../../../schemas/explain.json")),
    ("why-not", include_str!("../../../schemas/why-not.json")),
    ("check", include_str!("../../../schemas/check.json")),
];

pub(super) fn run(args: &Schema, session: &mut Session<'_, '_>) -> Answer {
    let Some(kind) = &args.kind else {
        let kinds: Vec<&str> = SCHEMAS.iter().map(|(kind, _)| *kind).collect();
        session.print(&format!("{}\n", kinds.join("\n")));
        return Ok(Outcome::Yes);
    };
    let Some((_, text)) = SCHEMAS.iter().find(|(known, _)| known == kind) else {
        let near = nearest(kind, SCHEMAS.iter().map(|(known, _)| *known));
        let (message, help) = say::unknown(Lang::En, "schema", kind, near);
        return Err(CliError::Usage(message, help));
    };
    session.print(text);
    Ok(Outcome::Yes)
}
