//! `demo`: the built-in example company.

use super::{Answer, status};
use crate::cli::args::Demo;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::say;
use crate::load::files::MemoryFiles;
use crate::report::status::Choice;

/// The example company's files, embedded so that the first command needs none.
const FILES: [(&str, &str); 7] = [
    ("README.md", include_str!("../../../examples/demo/README.md")),
    ("competency.yaml", include_str!("../../../examples/demo/competency.yaml")),
    ("employees.csv", include_str!("../../../examples/demo/employees.csv")),
    ("accounts.csv", include_str!("../../../examples/demo/accounts.csv")),
    ("associations.csv", include_str!("../../../examples/demo/associations.csv")),
    ("achievements.csv", include_str!("../../../examples/demo/achievements.csv")),
    ("performance.csv", include_str!("../../../examples/demo/performance.csv")),
];

pub(super) fn run(args: &Demo, session: &mut Session<'_, '_>) -> Answer {
    match &args.write {
        Some(folder) => write(folder, args.dry_run, session),
        None => show(session),
    }
}

fn show(session: &mut Session<'_, '_>) -> Answer {
    let files = MemoryFiles::new(FILES);
    let loaded = session.load_from(&files, "")?;
    let opened = session.judge_loaded(loaded)?;
    status::show(&opened, &Choice::default(), false, session)?;
    session.hint(say::after_demo(session.lang()));
    Ok(Outcome::Yes)
}

fn write(folder: &str, dry_run: bool, session: &mut Session<'_, '_>) -> Answer {
    let folder = folder.trim_end_matches('/');
    let occupied = session.world.files.list(folder).is_ok_and(|entries| !entries.is_empty());
    if occupied {
        let (message, help) = say::exists(session.lang(), folder);
        return Err(CliError::Usage(message, Some(help)));
    }
    let failed = |path: &str, why: String| CliError::Write { path: path.to_owned(), why };
    if !dry_run {
        session.world.store.create_folder(folder).map_err(|why| failed(folder, why))?;
    }
    for (name, text) in FILES {
        let path = format!("{folder}/{name}");
        if !dry_run {
            session.world.store.create(&path, text.as_bytes()).map_err(|why| failed(&path, why))?;
        }
        session.hint(&say::wrote(session.lang(), &path, dry_run));
    }
    if !dry_run {
        session.hint(&say::after_demo_write(session.lang(), folder));
    }
    Ok(Outcome::Yes)
}
