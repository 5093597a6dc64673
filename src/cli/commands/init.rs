//! `init`: commented starter files, and the schema by which editors complete and check them.

use super::{Answer, schema};
use crate::cli::args::Init;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome};
use crate::lang::say;
use crate::lang::starter::starter;
use crate::load::kind::Kind;
use crate::load::pseudonym::key_text;
use crate::load::workspace;

pub(super) fn run(args: &Init, session: &mut Session<'_, '_>) -> Answer {
    match &args.pseudonym_key {
        Some(path) => key(path, args.dry_run, session),
        None => start(args, session),
    }
}

/// Writes a new key. One that is there already stays: with another one, pseudonyms would be others.
fn key(path: &str, dry_run: bool, session: &mut Session<'_, '_>) -> Answer {
    let failed = |why| CliError::Write { path: path.to_owned(), why };
    if !dry_run {
        let mut random = [0; 32];
        session.world.store.random(&mut random).map_err(failed)?;
        session.world.store.create_private(path, key_text(&random).as_bytes()).map_err(failed)?;
    }
    session.hint(&say::wrote(session.lang(), path, dry_run));
    Ok(Outcome::Yes)
}

fn start(args: &Init, session: &mut Session<'_, '_>) -> Answer {
    let named = args.folder.clone().or_else(|| session.global.workspace.clone()).unwrap_or_else(|| ".".to_owned());
    let folder = named.trim_end_matches('/');
    let place = |name: &str| if folder == "." { name.to_owned() } else { format!("{folder}/{name}") };
    // Everything is looked at before anything is written, so that nothing is left half done. Records under another
    // name would be read together with the example rows, so they stand in the way too.
    let there = session.world.files.list(folder).unwrap_or_default();
    let in_the_way = there.iter().find(|entry| {
        [workspace::CONFIG, schema::OF_WORKSPACE].contains(&entry.name.as_str()) || Kind::of_file(&entry.name).is_some()
    });
    if let Some(entry) = in_the_way {
        let (message, help) = say::exists(session.lang(), &place(&entry.name));
        return Err(CliError::Usage(message, Some(help)));
    }
    let failed = |path: &str, why: String| CliError::Write { path: path.to_owned(), why };
    if !args.dry_run {
        session.world.store.create_folder(folder).map_err(|why| failed(folder, why))?;
    }
    for (name, text) in starter(session.lang()).into_iter().chain([(schema::OF_WORKSPACE, schema::of_workspace())]) {
        let path = place(name);
        if !args.dry_run {
            session.world.store.create(&path, text.as_bytes()).map_err(|why| failed(&path, why))?;
        }
        session.hint(&say::wrote(session.lang(), &path, args.dry_run));
    }
    if !args.dry_run {
        session.hint(&say::after_init(session.lang(), folder));
    }
    Ok(Outcome::Yes)
}
