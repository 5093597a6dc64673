//! Files of other systems, imported end to end: every sample with its whole answer and every file it writes, and what must
//! hold whatever is imported. `UPDATE_EXPECT=1 cargo test` writes the answers again.

mod options;
mod refusals;
mod samples;
mod secrets;

use crate::support::{Run, folder_of, run};
use competency::load::files::MemoryFiles;

/// A workspace below `w/`, and the samples below `in/`.
fn company() -> MemoryFiles {
    let mut files = MemoryFiles::default();
    copy(&folder_of("fixtures/import/workspace"), "w", &mut files);
    copy(&folder_of("fixtures/import/samples"), "in", &mut files);
    files
}

/// Puts the files of a flat folder into another.
fn copy(from: &MemoryFiles, folder: &str, files: &mut MemoryFiles) {
    use competency::load::files::{EntryKind, Files};
    for entry in from.list(".").expect("a folder").into_iter().filter(|entry| entry.kind == EntryKind::File) {
        files.insert(&format!("{folder}/{}", entry.name), from.read(&entry.name).expect("a file"));
    }
}

/// The files as a run leaves them.
fn left_by(run: &Run, files: &MemoryFiles) -> MemoryFiles {
    let mut files = files.clone();
    run.bytes.iter().for_each(|(path, bytes)| files.insert(path, bytes.clone()));
    files
}

/// Runs `import` in the workspace.
fn import(files: &MemoryFiles, args: &[&str]) -> Run {
    let all: Vec<&str> = ["import", "--workspace", "w"].iter().chain(args).copied().collect();
    run(files, &all)
}

/// The answer, and every file that was written.
fn shown(run: &Run) -> String {
    let mut text = run.transcript();
    for (path, content) in &run.written {
        // Line ends are part of a file's layout, and a literal keeps no carriage return.
        text.push_str(&format!("//- {path}\n{}", content.replace('\r', "␍")));
    }
    text
}
