//! The real disk behind the [`Files`] trait.
#![expect(clippy::disallowed_methods, reason = "this is where the real files are read")]

use std::fs;
use std::io::{Seek as _, SeekFrom};

use crate::load::files::{Entry, EntryKind, Files, Limits, Parts, ReadError, read_bounded, read_fully};

/// From so many bytes on a file is read on two threads.
const LARGE: u64 = 1 << 24;

/// Files of the operating system. A relative path starts at the current directory of the process.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemFiles {
    limits: Limits,
}

impl SystemFiles {
    /// The disk, read within these limits.
    #[must_use]
    pub const fn new(limits: Limits) -> Self {
        Self { limits }
    }
}

impl Files for SystemFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        // Opening a pipe waits for a writer and opening a device may do anything, so the kind is
        // looked up before opening, and once more afterwards, since another program may have put
        // something else in place meanwhile.
        ordinary(&fs::metadata(path)?, &self.limits)?;
        let file = fs::File::open(path)?;
        let found = file.metadata()?;
        ordinary(&found, &self.limits)?;
        if found.len() >= LARGE
            && let Some(bytes) = read_halves(&file, found.len())
        {
            self.limits.admit(&bytes, &mut 0)?;
            return Ok(bytes);
        }
        read_bounded(file, &self.limits)
    }

    fn length(&self, path: &str) -> Result<u64, ReadError> {
        let found = fs::metadata(path)?;
        ordinary(&found, &Limits { file: usize::MAX, ..self.limits })?;
        Ok(found.len())
    }

    fn open<'f>(&'f self, path: &str) -> Result<Box<dyn Parts + 'f>, ReadError> {
        let length = self.length(path)?;
        Ok(Box::new(Opened { file: fs::File::open(path)?, length, at: 0 }))
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, ReadError> {
        let folder = if folder.is_empty() { "." } else { folder };
        if !fs::metadata(folder)?.is_dir() {
            return Err(ReadError::NotAFile);
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            // Follows links. What vanished or leads nowhere is listed as a file: whoever wants it
            // learns the reason by reading it.
            let is_folder = fs::metadata(entry.path()).is_ok_and(|found| found.is_dir());
            // A name that is no Unicode is listed with replacement characters, so that reading it
            // fails visibly instead of the file being passed over.
            entries.push(Entry {
                name: entry.file_name().to_string_lossy().into_owned(),
                kind: if is_folder { EntryKind::Folder } else { EntryKind::File },
            });
        }
        entries.sort();
        Ok(entries)
    }

    fn exists(&self, path: &str) -> Option<EntryKind> {
        let path = if path.is_empty() { "." } else { path };
        fs::metadata(path).ok().map(|found| if found.is_dir() { EntryKind::Folder } else { EntryKind::File })
    }
}

/// An open file of the operating system.
struct Opened {
    file: fs::File,
    length: u64,
    /// Where the next byte is read.
    at: u64,
}

impl Parts for Opened {
    fn length(&self) -> u64 {
        self.length
    }

    fn read(&mut self, start: u64, into: &mut [u8]) -> Result<usize, ReadError> {
        if self.at != start {
            self.at = self.file.seek(SeekFrom::Start(start))?;
        }
        let read = read_fully(&mut self.file, into)?;
        self.at += read as u64;
        Ok(read)
    }
}

/// The bytes of a large file, each half read on a thread of its own, since most of the time goes into getting memory and
/// copying. None where the file is not as long as it was said to be, or anything else is not as it should; then it is read in
/// the plain way, and what is wrong is told there.
#[cfg(unix)]
fn read_halves(file: &fs::File, length: u64) -> Option<Vec<u8>> {
    use std::os::unix::fs::FileExt;
    let mut bytes = vec![0; usize::try_from(length).ok()?];
    let middle = bytes.len() / 2;
    let (first, second) = bytes.split_at_mut_checked(middle)?;
    let read = std::thread::scope(|scope| {
        let behind = || file.read_exact_at(second, middle as u64);
        let other = std::thread::Builder::new().spawn_scoped(scope, behind).ok()?;
        let first = file.read_exact_at(first, 0);
        Some(first.is_ok() && other.join().is_ok_and(|second| second.is_ok()))
    });
    let complete = read? && file.read_at(&mut [0], length).is_ok_and(|more| more == 0);
    complete.then_some(bytes)
}

/// Reading at a place without moving another reader's is not the same everywhere.
#[cfg(not(unix))]
fn read_halves(_: &fs::File, _: u64) -> Option<Vec<u8>> {
    None
}

/// Refuses what cannot be read to its end as a file, and what is already known to be too large.
fn ordinary(found: &fs::Metadata, limits: &Limits) -> Result<(), ReadError> {
    if found.is_dir() {
        Err(ReadError::IsFolder)
    } else if !found.is_file() {
        Err(ReadError::NotAFile)
    } else if usize::try_from(found.len()).map_or(true, |length| length > limits.file) {
        Err(ReadError::FileTooLarge { limit: limits.file })
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_are_read_as_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path().join("a.csv").to_str().unwrap().to_owned();
        let mut bytes: Vec<u8> = (0..=u32::try_from(LARGE / 4).unwrap()).flat_map(u32::to_be_bytes).collect();
        bytes.push(b'x');
        fs::write(&at, &bytes).unwrap();
        assert!(SystemFiles::default().read(&at).unwrap() == bytes);
        let limited = SystemFiles::new(Limits { line: 1 << 7, ..Limits::default() });
        // The number ten ends the first line.
        assert_eq!(limited.read(&at), Err(ReadError::LineTooLong { line: 2, limit: 1 << 7 }));
        #[cfg(unix)]
        assert_eq!(read_halves(&fs::File::open(&at).unwrap(), bytes.len() as u64 - 1), None);
    }

    #[test]
    fn reads_and_lists() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        fs::create_dir(at("sub")).unwrap();
        fs::write(at("b.csv"), "id\n").unwrap();
        fs::write(at("a.csv"), "x".repeat(50)).unwrap();
        let files = SystemFiles::new(Limits { line: 10, file: 60 });
        let names: Vec<String> = files.list(&at("")).unwrap().into_iter().map(|entry| entry.name).collect();
        assert_eq!(names, ["a.csv", "b.csv", "sub"]);
        assert_eq!(files.read(&at("b.csv")).unwrap(), b"id\n");
        assert_eq!(files.read(&at("a.csv")), Err(ReadError::LineTooLong { line: 1, limit: 10 }));
        assert_eq!(files.read(&at("sub")), Err(ReadError::IsFolder));
        assert_eq!(files.read(&at("gone.csv")), Err(ReadError::NotFound));
        assert_eq!(files.read(&at("b.csv/x")), Err(ReadError::NotFound));
        assert_eq!(files.list(&at("gone")), Err(ReadError::NotFound));
        assert_eq!(files.list(&at("b.csv")), Err(ReadError::NotAFile));
        assert_eq!(files.exists(&at("sub")), Some(EntryKind::Folder));
        assert_eq!(files.exists(&at("b.csv")), Some(EntryKind::File));
        assert_eq!(files.exists(&at("gone")), None);
        fs::write(at("a.csv"), "x".repeat(61)).unwrap();
        assert_eq!(files.read(&at("a.csv")), Err(ReadError::FileTooLarge { limit: 60 }));
    }

    #[cfg(unix)]
    #[test]
    fn pipes_devices_and_dead_links_do_not_block() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let files = SystemFiles::default();
        assert_eq!(files.read("/dev/zero"), Err(ReadError::NotAFile));
        std::os::unix::fs::symlink(at("nowhere"), at("link.csv")).unwrap();
        assert_eq!(files.read(&at("link.csv")), Err(ReadError::NotFound));
        let made = std::process::Command::new("mkfifo").arg(at("pipe.csv")).status().unwrap();
        assert!(made.success());
        assert_eq!(files.read(&at("pipe.csv")), Err(ReadError::NotAFile));
        assert_eq!(files.list(&at("")).unwrap().len(), 2);
    }
}
