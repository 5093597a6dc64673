//! Many workspaces, named by folders and patterns.

use super::desk::{self, Wanted};
use super::parallel::in_order;
use super::sink::{Sink, Worked};
use super::{
    Clock, PORTION, Run, apart_lines, bare_head, desk_of, in_file_order, network_lines, open, warnings_of, whole,
    wrong_of,
};
use crate::cli::CliError;
use crate::lang::{Lang, say};
use crate::load::files::{EntryKind, Files};
use crate::load::{Loaded, Reading, workspace};
use crate::report::batch::Whom;
use crate::rules::Program;

/// The folders that are meant: a pattern stands for every workspace that fits it, in the order of names. With the folders
/// that fit and are no workspaces.
pub(super) fn expand(lang: Lang, files: &dyn Files, typed: &[String]) -> Result<(Vec<String>, Vec<String>), CliError> {
    let (mut folders, mut others) = (Vec::new(), Vec::new());
    for pattern in typed {
        if !pattern.contains('*') {
            let file = pattern.strip_suffix(workspace::CONFIG).unwrap_or(pattern);
            let folder = if file.len() > 1 { file.trim_end_matches('/') } else { file };
            folders.push(if folder.is_empty() { ".".to_owned() } else { folder.to_owned() });
            continue;
        }
        let (workspaces, rest) = fitting(files, pattern);
        folders.extend_from_slice(&workspaces);
        others.extend(rest);
        if workspaces.is_empty() {
            let (message, help) = say::no_folder(lang, pattern);
            return Err(CliError::Usage(message, Some(help)));
        }
    }
    others.sort_unstable();
    others.dedup();
    Ok((folders, others))
}

/// Every workspace that fits a pattern, and every other folder that does.
fn fitting(files: &dyn Files, pattern: &str) -> (Vec<String>, Vec<String>) {
    let rooted = pattern.starts_with('/');
    let mut found = vec![if rooted { "/".to_owned() } else { String::new() }];
    for part in pattern.split('/').filter(|part| !part.is_empty() && *part != ".") {
        let mut deeper = Vec::new();
        for folder in &found {
            let inside = |name: &str| match folder.as_str() {
                "" => name.to_owned(),
                folder => format!("{}/{name}", folder.trim_end_matches('/')),
            };
            if !part.contains('*') {
                deeper.push(inside(part));
                continue;
            }
            let entries = files.list(if folder.is_empty() { "." } else { folder }).unwrap_or_default();
            let folders = entries.iter().filter(|entry| entry.kind == EntryKind::Folder);
            // As in shells, hidden folders are only meant by name.
            let seen = folders.filter(|entry| part.starts_with('.') || !entry.name.starts_with('.'));
            deeper.extend(seen.filter(|entry| fits(part, &entry.name)).map(|entry| inside(&entry.name)));
        }
        found = deeper;
    }
    found.retain(|folder| files.exists(folder) == Some(EntryKind::Folder));
    found.into_iter().partition(|folder| files.exists(&format!("{folder}/{}", workspace::CONFIG)).is_some())
}

/// Whether a name fits a pattern in which `*` stands for any text.
fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else {
        return false;
    };
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.is_empty()
}

/// Evaluates the organizations of every folder.
pub(super) fn run(run: &Run<'_>, clock: &Clock, folders: &[String], sink: &mut Sink<'_>) -> Result<(), CliError> {
    sink.all = folders.len() as u64;
    // Networks are worked on by all threads together, other workspaces one on each thread.
    let is_network = |folder: &&String| {
        ["csv", "tsv", "parquet"]
            .iter()
            .any(|ending| run.files.exists(&format!("{folder}/organizations.{ending}")).is_some())
    };
    let mut rest = folders;
    while !rest.is_empty() && sink.failure.is_none() {
        let small = rest.iter().take_while(|folder| !is_network(folder)).count();
        let (some, behind) = rest.split_at(small);
        let mut more = true;
        let mut problem = None;
        let mut each = some.iter();
        in_order(run.jobs, &mut || each.next(), &|| (), &|folder, ()| one(run, clock, folder), &mut |worked| {
            match worked {
                Ok(worked) => more = sink.take(worked),
                Err(error) => (more, problem) = (false, Some(error)),
            }
            more
        });
        if let Some(problem) = problem {
            return Err(problem);
        }
        let Some((folder, behind)) = behind.split_first().filter(|_| more) else {
            return Ok(());
        };
        let reading = Reading { root: folder, encoding: run.encoding, program: run.program.as_deref() };
        let before = sink.tally.failed;
        match open(run, clock, &reading) {
            Some(network) => {
                network_lines(run, clock, &network, Some(folder.clone()), sink)?;
                if behind.is_empty() {
                    network.leave();
                }
            }
            None => {
                sink.take(one(run, clock, folder)?);
            }
        }
        if run.wanted.fail_fast && sink.tally.failed > before {
            return Ok(());
        }
        rest = behind;
    }
    Ok(())
}

/// One workspace, read whole.
fn one(run: &Run<'_>, clock: &Clock, folder: &str) -> Result<Worked, CliError> {
    let reading = Reading { root: folder, encoding: run.encoding, program: run.program.as_deref() };
    let Loaded { workspace, sources, complaints } = workspace::load(run.files, &reading);
    let Some(workspace) = workspace else {
        if let Some(worked) = apart_lines(run, clock, &reading, Some(folder.to_owned()))? {
            return Ok(worked);
        }
        // Where no column says which workspace it is, the names of its files do.
        let within = if run.wanted.workspaces { folder } else { "" };
        return Ok(broken(run.wanted, folder, &wrong_of(complaints, &sources, within)));
    };
    let desk = desk_of(run, clock, &workspace, Some(folder.to_owned()))?;
    let order = in_file_order(&workspace);
    let mut all = Worked::default();
    all.tally.warnings = warnings_of(&complaints);
    for start in (0..order.len()).step_by(PORTION) {
        all.append(whole(&desk, &workspace, &order, start..start + PORTION, &sources, folder));
    }
    Ok(all)
}

/// The line of a workspace that cannot be read.
fn broken(wanted: &Wanted<'_>, folder: &str, failed: &crate::load::network::Failed) -> Worked {
    let mut worked = Worked::default();
    let faults: Vec<_> = failed.wrong.iter().map(|wrong| desk::fault(wanted.lang, wrong)).collect();
    let program = Program::empty("");
    let mut head = bare_head(&program, folder);
    // As in the lines of companies that were evaluated: one workspace need not be told from others.
    head.workspace = head.workspace.filter(|_| wanted.workspaces);
    desk::fail(wanted, &head, Whom::default(), &faults, &mut worked);
    worked
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::files::MemoryFiles;

    #[test]
    fn patterns() {
        for (pattern, name, expected) in [
            ("*", "a", true),
            ("a*", "b", false),
            ("a*c", "abc", true),
            ("a*c", "ac", true),
            ("a*a", "a", false),
            ("*b*", "abc", true),
            ("*b*b", "ab", false),
            ("a", "a", true),
            ("a", "ab", false),
        ] {
            assert_eq!(fits(pattern, name), expected, "{pattern} {name}");
        }
        let files = MemoryFiles::new([
            ("all/a/competency.yaml", ""),
            ("all/b/competency.yaml", ""),
            ("all/.git/competency.yaml", ""),
            ("all/c/else.yaml", ""),
            ("x/competency.yaml", ""),
        ]);
        let fitting = |pattern| {
            let (workspaces, others) = fitting(&files, pattern);
            [workspaces.join(" "), others.join(" ")]
        };
        assert_eq!(fitting("all/*"), ["all/a all/b", "all/c"]);
        assert_eq!(fitting("*"), ["x", "all"]);
        assert_eq!(fitting("./*/b"), ["all/b", ""]);
    }
}
