//! Which files of a workspace hold records, going by their names.

use super::files::EntryKind;
use super::kind::{Ending, Kind, split_ending};
use super::raw::Take;
use super::workspace::Loader;
use crate::diagnostic::{Diagnostic, Problem};
use crate::near::nearest;

impl Loader<'_> {
    /// The record files: by name in the folder itself, and everything in a folder named after a kind.
    pub(super) fn discover(&mut self, take: &mut dyn Take) -> Vec<(Kind, String, Ending)> {
        let mut found = Vec::new();
        let mut other_endings = Vec::new();
        let root = if self.reading.root.is_empty() { "." } else { self.reading.root };
        let entries = match self.files.list(root) {
            Ok(entries) => entries,
            Err(error) => {
                // The file that should be in it was complained about.
                if self.files.exists(root) == Some(EntryKind::Folder) {
                    self.complaints.push(Diagnostic::of_file(root, super::unreadable(error)));
                }
                return found;
            }
        };
        for entry in entries {
            let path = self.path(&entry.name);
            let folder_of = Kind::ALL.into_iter().find(|k| k.stem().eq_ignore_ascii_case(&entry.name));
            if entry.kind == EntryKind::Folder
                && let Some(kind) = folder_of
            {
                let inside = self.files.list(&path).unwrap_or_else(|error| {
                    self.complaints.push(Diagnostic::of_file(&path, super::unreadable(error)));
                    take.miss(kind);
                    Vec::new()
                });
                // Names that begin with a dot are hidden: what systems and editors leave beside a file.
                for inner in inside.iter().filter(|inner| !inner.name.starts_with('.')) {
                    if let Some((_, ending)) = split_ending(&inner.name) {
                        found.push((kind, format!("{path}/{}", inner.name), ending));
                    }
                }
                continue;
            }
            let Some((stem, ending)) = split_ending(&entry.name) else {
                other_endings.extend(to_save_as(&entry.name).map(|(kind, near)| (kind, path, near)));
                continue;
            };
            if let Some(kind) = Kind::of_file(&entry.name) {
                found.push((kind, path, ending));
            } else if entry.kind == EntryKind::File
                && let Some(near) = nearest(stem, Kind::ALL.map(Kind::stem))
            {
                let near = entry.name.replacen(stem, near, 1);
                self.complaints.push(Diagnostic::of_file(&path, Problem::IgnoredFile { near }));
            }
        }
        // A workbook beside the file that was saved from it is no slip.
        for (kind, path, near) in other_endings {
            if !found.iter().any(|(read, ..)| *read == kind) {
                self.complaints.push(Diagnostic::of_file(&path, Problem::IgnoredEnding { near }));
            }
        }
        found
    }
}

/// For a file that is named like records and has an ending that is not read: the kind, and the name to save it under.
fn to_save_as(name: &str) -> Option<(Kind, String)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    // Editors that hide endings write `employees.csv.txt`.
    let near = if split_ending(stem).is_some() { stem.to_owned() } else { format!("{stem}.csv") };
    let kind = Kind::of_file(&near)?;
    ["xlsx", "xlsm", "xls", "ods", "numbers", "json", "txt"].contains(&ending.as_str()).then_some((kind, near))
}
