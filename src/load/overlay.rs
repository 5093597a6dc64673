//! Files as they would be after a change: to read a workspace again before anything is written.

use super::files::{Entry, EntryKind, Files, ReadError};
use std::collections::BTreeMap;

/// Other files, some of them replaced or added. New files lie in folders that exist.
pub struct Overlay<'f> {
    below: &'f dyn Files,
    changed: BTreeMap<String, &'f [u8]>,
}

impl<'f> Overlay<'f> {
    /// `below` with these files on top.
    pub fn new(below: &'f dyn Files, changed: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> Self {
        Self { below, changed: changed.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect() }
    }
}

impl Files for Overlay<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self.changed.get(path) {
            Some(bytes) => Ok(bytes.to_vec()),
            None => self.below.read(path),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, ReadError> {
        let mut entries = self.below.list(folder)?;
        let prefix = match folder.trim_end_matches('/') {
            "" | "." => String::new(),
            folder => format!("{folder}/"),
        };
        for path in self.changed.keys() {
            if let Some(name) = path.strip_prefix(&prefix).filter(|name| !name.contains('/')) {
                entries.push(Entry { name: name.to_owned(), kind: EntryKind::File });
            }
        }
        entries.sort();
        entries.dedup();
        Ok(entries)
    }

    fn exists(&self, path: &str) -> Option<EntryKind> {
        if self.changed.contains_key(path) { Some(EntryKind::File) } else { self.below.exists(path) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::files::MemoryFiles;

    #[test]
    fn replaced_and_added() {
        let below = MemoryFiles::new([("w/a.csv", "old"), ("w/b.csv", "b")]);
        let files = Overlay::new(&below, [("w/a.csv", b"new".as_slice()), ("w/c.csv", b"c")]);
        assert_eq!(files.read("w/a.csv").unwrap(), b"new");
        assert_eq!(files.read("w/b.csv").unwrap(), b"b");
        assert_eq!(files.exists("w/c.csv"), Some(EntryKind::File));
        let names: Vec<String> = files.list("w").unwrap().into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["a.csv", "b.csv", "c.csv"]);
    }
}
