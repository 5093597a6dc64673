//! `doctor`.

use super::Answer;
use crate::cli::Outcome;
use crate::cli::session::Session;
use crate::diagnostic::Severity;
use crate::lang::say::{DoctorItem, doctor as words};
use crate::load::builtin;
use crate::report::doctor::{Finding, doctor};

pub(super) fn run(session: &mut Session<'_, '_>) -> Answer {
    let lang = session.lang();
    let mut findings = Vec::new();
    let mut note = |fine: bool, item: DoctorItem<'_>| {
        let (what, found) = words(lang, item);
        findings.push(Finding { what, found, fine });
    };
    note(true, DoctorItem::Version(env!("CARGO_PKG_VERSION")));
    let programs: Vec<String> = builtin::all().iter().map(|b| b.id.to_owned()).collect();
    note(true, DoctorItem::Programs(&programs));
    let config = session.world.config.clone();
    let found = config.as_deref().is_some_and(|path| session.world.files.exists(path).is_some());
    note(true, DoctorItem::Config { path: config.as_deref(), found });
    let (width, color) = (session.world.terminal.width, session.settings.out.color);
    note(true, DoctorItem::Terminal { width, color });
    let root = session.root();
    let shown = root.as_deref().map(|root| if root.is_empty() { "." } else { root });
    note(root.is_some(), DoctorItem::Workspace(shown));
    let mut fine = root.is_some();
    if root.is_some() {
        let loaded = session.load()?;
        for (_, file) in loaded.sources.iter().filter(|(_, file)| !file.path.starts_with("built-in/")) {
            note(
                true,
                DoctorItem::File { path: &file.path, encoding: file.encoding.name(), lines: file.text.lines().count() },
            );
        }
        let count = |severity| loaded.complaints.iter().filter(|d| d.severity() == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        note(errors + warnings == 0, DoctorItem::Problems { errors, warnings });
        fine = errors == 0;
        if let Some(workspace) = &loaded.workspace {
            let program = &workspace.program;
            note(true, DoctorItem::Program { name: &program.name, version: &program.version });
            note(true, DoctorItem::Organizations(workspace.organizations.len()));
            let text = workspace.zone.rfc3339(session.as_of(workspace)?);
            note(true, DoctorItem::AsOf { text: &text, pinned: workspace.as_of.is_some() });
        }
    }
    session.report(&doctor(session.lang(), &findings));
    Ok(if fine { Outcome::Yes } else { Outcome::No })
}
