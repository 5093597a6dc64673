//! Where records stand, as readers know it.

use crate::diagnostic::{Position, Sources, Span};
use crate::load::Origins;
use crate::report::Recorded;

/// Where a record stands.
pub(super) fn place_of(origins: &Origins, record: Recorded) -> Option<Span> {
    let span = match record {
        Recorded::Employee(ix) => origins.employees.get(ix.0 as usize),
        Recorded::Achievement(ix) => origins.achievements.get(ix.0 as usize),
        Recorded::Override(n) => origins.overrides.get(n),
        Recorded::Attestation(n) => origins.attestations.get(n),
        Recorded::Measurement(n) => origins.measurements.get(n),
    };
    span.copied()
}

/// A place as readers know it: the file within the workspace, and the line.
pub(super) fn where_is(span: Span, sources: &Sources, folder: &str) -> String {
    let Position { line, .. } = sources.position(span);
    format!("{}:{line}", inside(&sources.file(span.file).path, folder))
}

/// The path of a file within a folder: the same workspace gives the same bytes, wherever it lies and wherever the command was
/// typed.
pub(super) fn inside<'p>(path: &'p str, folder: &str) -> &'p str {
    let inside = path.strip_prefix(folder.trim_end_matches('/')).map(|rest| rest.trim_start_matches('/'));
    inside.filter(|_| !folder.is_empty()).unwrap_or(path)
}
