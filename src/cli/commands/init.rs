//! `init`: commented starter files.

use super::Answer;
use crate::cli::args::Init;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::{Lang, say};

/// The starter files; a test keeps them passing `check --strict`.
const FILES: [(&str, &str); 3] = [
    ("competency.yaml", include_str!("../starter/competency.yaml")),
    ("employees.csv", include_str!("../starter/employees.csv")),
    ("achievements.csv", include_str!("../starter/achievements.csv")),
];

pub(super) fn run(args: &Init, session: &mut Session<'_, '_>) -> Answer {
    let folder = args.folder.as_deref().unwrap_or(".").trim_end_matches('/');
    let place = |name: &str| if folder == "." { name.to_owned() } else { format!("{folder}/{name}") };
    // Everything is looked at before anything is written, so that nothing is left half done.
    for (name, _) in FILES {
        let path = place(name);
        if session.world.files.exists(&path).is_some() {
            let (message, help) = say::exists(Lang::En, &path);
            return Err(CliError::Usage(message, Some(help)));
        }
    }
    let failed = |path: &str, why: String| CliError::Write { path: path.to_owned(), why };
    if !args.dry_run {
        session.world.store.create_folder(folder).map_err(|why| failed(folder, why))?;
    }
    for (name, text) in FILES {
        let path = place(name);
        if !args.dry_run {
            session.world.store.create(&path, text.as_bytes()).map_err(|why| failed(&path, why))?;
        }
        session.hint(&say::wrote(Lang::En, &path, args.dry_run));
    }
    if !args.dry_run {
        session.hint(&say::after_init(Lang::En, folder));
    }
    Ok(Outcome::Yes)
}
