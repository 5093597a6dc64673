//! Where bytes come from: the one door to files, with limits, and a folder in memory for tests and
//! the demo.

use crate::diagnostic::ParquetFault;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Read as _};

/// A tree of files. Paths are text with `/` between the parts. Several threads may read at once.
pub trait Files: Sync {
    /// The bytes of a file, within limits of the implementation.
    ///
    /// # Errors
    ///
    /// Where there is no such file, or it is no ordinary file, or too large, or not readable.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;

    /// How many bytes an ordinary file has, whatever its size; the limits are for files that are read whole.
    ///
    /// # Errors
    ///
    /// As for [`Files::read`].
    fn length(&self, path: &str) -> Result<u64, ReadError> {
        Ok(self.read(path)?.len() as u64)
    }

    /// Opens an ordinary file of which parts are read, whatever its size.
    ///
    /// # Errors
    ///
    /// As for [`Files::read`].
    fn open<'f>(&'f self, path: &str) -> Result<Box<dyn Parts + 'f>, ReadError> {
        Ok(Box::new(Whole(self.read(path)?)))
    }

    /// Adds a part of a file to `into`: the bytes from `start` on, `length` of them, fewer where the file ends before.
    ///
    /// # Errors
    ///
    /// As for [`Files::read`].
    fn read_part(&self, path: &str, start: u64, length: usize, into: &mut Vec<u8>) -> Result<(), ReadError> {
        let mut parts = self.open(path)?;
        let before = into.len();
        let behind = usize::try_from(parts.length().saturating_sub(start)).unwrap_or(usize::MAX);
        into.resize(before.saturating_add(length.min(behind)), 0);
        let read = parts.read(start, into.get_mut(before..).unwrap_or_default())?;
        into.truncate(before + read);
        Ok(())
    }

    /// What a folder holds, sorted by name, so that nothing depends on the order in which a disk
    /// keeps it.
    ///
    /// # Errors
    ///
    /// Where there is no such folder, or it is not readable.
    fn list(&self, folder: &str) -> Result<Vec<Entry>, ReadError>;

    /// What is at a path, if anything can be seen there.
    fn exists(&self, path: &str) -> Option<EntryKind>;
}

/// An open file of which parts are read.
pub trait Parts: Send {
    /// How many bytes the file had when it was opened.
    fn length(&self) -> u64;

    /// Reads the bytes from `start` on, as many as there is room for, fewer where the file ends before; says how many.
    ///
    /// # Errors
    ///
    /// Where the file is not readable.
    fn read(&mut self, start: u64, into: &mut [u8]) -> Result<usize, ReadError>;
}

/// A file in memory.
struct Whole<B>(B);

impl<B: AsRef<[u8]> + Send> Parts for Whole<B> {
    fn length(&self) -> u64 {
        self.0.as_ref().len() as u64
    }

    fn read(&mut self, start: u64, into: &mut [u8]) -> Result<usize, ReadError> {
        let behind = usize::try_from(start).ok().and_then(|start| self.0.as_ref().get(start..)).unwrap_or_default();
        let length = behind.len().min(into.len());
        if let (Some(from), Some(to)) = (behind.get(..length), into.get_mut(..length)) {
            to.copy_from_slice(from);
        }
        Ok(length)
    }
}

/// One thing in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The name without the folder.
    pub name: String,
    /// What it is.
    pub kind: EntryKind,
}

/// What a path leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// Anything that is not a folder; whether it can be read is known only by reading it.
    File,
    /// A folder.
    Folder,
}

/// Why a file or folder was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// Nothing is there, perhaps no longer.
    NotFound,
    /// A file was wanted and a folder is there.
    IsFolder,
    /// A pipe, a device or a socket is there, which may never end; or a folder was wanted and a
    /// file is there.
    NotAFile,
    /// It is there, but not for this user.
    PermissionDenied,
    /// A line is too long for a file of records.
    LineTooLong {
        /// The line, from 1.
        line: u64,
        /// The longest line allowed, in bytes.
        limit: usize,
    },
    /// The file is too large.
    FileTooLarge {
        /// The largest file allowed, in bytes.
        limit: usize,
    },
    /// It should be a table in a Parquet file.
    Parquet(ParquetFault),
    /// Anything else, in the words of the system.
    Other(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("no such file or folder"),
            Self::IsFolder => f.write_str("this is a folder, expected a file"),
            Self::NotAFile => f.write_str("this is not an ordinary file"),
            Self::PermissionDenied => f.write_str("permission denied"),
            Self::LineTooLong { line, limit } => {
                write!(f, "line {line} is longer than {}", Size(*limit))
            }
            Self::FileTooLarge { limit } => write!(f, "the file is larger than {}", Size(*limit)),
            Self::Parquet(_) => f.write_str("this Parquet file cannot be read"),
            Self::Other(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for ReadError {}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::NotFound,
            io::ErrorKind::PermissionDenied => Self::PermissionDenied,
            io::ErrorKind::IsADirectory => Self::IsFolder,
            _ => Self::Other(error.to_string()),
        }
    }
}

/// A number of bytes in the largest unit that divides it.
struct Size(usize);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] {
            if self.0 >> shift > 0 && self.0.trailing_zeros() >= shift {
                return write!(f, "{} {unit}", self.0 >> shift);
            }
        }
        write!(f, "{} bytes", self.0)
    }
}

/// How much is read before giving up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The longest line in bytes, without its line break.
    pub line: usize,
    /// The largest file in bytes.
    pub file: usize,
}

impl Default for Limits {
    /// Lines of 1 MiB, files of 1 GiB.
    fn default() -> Self {
        Self { line: 1 << 20, file: 1 << 30 }
    }
}

/// Reads to the end, or until a limit is passed.
///
/// A line ends at the byte 0x0A, whatever the encoding: UTF-16 text has that byte in each line
/// break too, and where one of its other characters has it, a line is only measured shorter than it
/// is. Never holds more than the limits allow, so an endless stream or a disk image ends early.
///
/// # Errors
///
/// Where a limit is passed or the reader fails.
pub fn read_bounded(mut reader: impl io::Read, limits: &Limits) -> Result<Vec<u8>, ReadError> {
    const CHUNK: usize = 1 << 18;
    let mut bytes = Vec::new();
    let mut start = 0;
    loop {
        // Into free space the reader writes without a copy; a little more than needed keeps it from trying for the end.
        bytes.reserve(CHUNK + 64);
        let read = reader.by_ref().take(CHUNK as u64).read_to_end(&mut bytes)?;
        limits.admit(&bytes, &mut start)?;
        if read == 0 {
            return Ok(bytes);
        }
    }
}

/// Reads as many bytes as there is room for, fewer where the reader ends before; says how many.
///
/// # Errors
///
/// Where the reader fails.
pub fn read_fully(mut reader: impl io::Read, into: &mut [u8]) -> io::Result<usize> {
    let mut read = 0;
    while let Some(room) = into.get_mut(read..).filter(|room| !room.is_empty()) {
        match reader.read(room) {
            Ok(0) => break,
            Ok(more) => read += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

impl Limits {
    /// Refuses what passes a limit. `start` is where a line begins before which no line is too long, and is moved on.
    ///
    /// # Errors
    ///
    /// Where a limit is passed.
    pub fn admit(&self, bytes: &[u8], start: &mut usize) -> Result<(), ReadError> {
        if bytes.len() > self.file {
            return Err(ReadError::FileTooLarge { limit: self.file });
        }
        // A line is too long where there is no line break in as many bytes as it may have and one more.
        while let Some(window) = bytes.get(*start..start.saturating_add(self.line).saturating_add(1)) {
            let Some(last) = memchr::memrchr(b'\n', window) else {
                let before = bytes.get(..*start).unwrap_or_default();
                let line = memchr::memchr_iter(b'\n', before).count() as u64 + 1;
                return Err(ReadError::LineTooLong { line, limit: self.line });
            };
            *start += last + 1;
        }
        Ok(())
    }
}

/// A folder in memory. Folders are there where a file is below them, and the root always is.
#[derive(Clone, Debug, Default)]
pub struct MemoryFiles {
    files: BTreeMap<String, Result<Vec<u8>, ReadError>>,
    limits: Limits,
}

impl MemoryFiles {
    /// A folder of these files; of two with the same path the later one stays.
    pub fn new<P: AsRef<str>, B: Into<Vec<u8>>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let mut folder = Self::default();
        for (path, bytes) in files {
            folder.insert(path.as_ref(), bytes);
        }
        folder
    }

    /// Several files in one text: a line `//- path/name` begins each of them, and all that follows
    /// up to the next such line is its content, byte for byte. What stands before the first mark is
    /// dropped and may be a remark.
    #[must_use]
    pub fn marked(text: &str) -> Self {
        let mut folder = Self::default();
        let mut current: Option<(&str, String)> = None;
        for line in text.split_inclusive('\n') {
            if let Some(path) = line.strip_prefix("//- ") {
                if let Some((path, content)) = current.replace((path.trim(), String::new())) {
                    folder.insert(path, content);
                }
            } else if let Some((_, content)) = &mut current {
                content.push_str(line);
            }
        }
        if let Some((path, content)) = current {
            folder.insert(path, content);
        }
        folder
    }

    /// The same files under other limits than the default.
    #[must_use]
    pub const fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(normal(path), Ok(bytes.into()));
    }

    /// Adds or replaces a file that cannot be read, for tests of what happens then.
    pub fn insert_unreadable(&mut self, path: &str, error: ReadError) {
        self.files.insert(normal(path), Err(error));
    }
}

impl Files for MemoryFiles {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match self.files.get(&normal(path)) {
            Some(Ok(bytes)) => read_bounded(bytes.as_slice(), &self.limits),
            Some(Err(error)) => Err(error.clone()),
            None if self.exists(path).is_some() => Err(ReadError::IsFolder),
            None => Err(ReadError::NotFound),
        }
    }

    fn length(&self, path: &str) -> Result<u64, ReadError> {
        match self.files.get(&normal(path)) {
            Some(Ok(bytes)) => Ok(bytes.len() as u64),
            _ => self.read(path).map(|bytes| bytes.len() as u64),
        }
    }

    fn open<'f>(&'f self, path: &str) -> Result<Box<dyn Parts + 'f>, ReadError> {
        match self.files.get(&normal(path)) {
            Some(Ok(bytes)) => Ok(Box::new(Whole(bytes))),
            _ => Ok(Box::new(Whole(self.read(path)?))),
        }
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, ReadError> {
        match self.exists(folder) {
            Some(EntryKind::Folder) => {}
            Some(EntryKind::File) => return Err(ReadError::NotAFile),
            None => return Err(ReadError::NotFound),
        }
        let prefix = prefix(folder);
        let mut entries = BTreeMap::new();
        for path in self.files.range(prefix.clone()..).map(|(path, _)| path) {
            let Some(rest) = path.strip_prefix(&prefix) else {
                break;
            };
            let (name, kind) = match rest.split_once('/') {
                Some((name, _)) => (name, EntryKind::Folder),
                None => (rest, EntryKind::File),
            };
            entries.entry(name.to_owned()).or_insert(kind);
        }
        Ok(entries.into_iter().map(|(name, kind)| Entry { name, kind }).collect())
    }

    fn exists(&self, path: &str) -> Option<EntryKind> {
        if self.files.contains_key(&normal(path)) {
            return Some(EntryKind::File);
        }
        let prefix = prefix(path);
        let below = self.files.range(prefix.clone()..).next();
        (prefix.is_empty() || below.is_some_and(|(found, _)| found.starts_with(&prefix))).then_some(EntryKind::Folder)
    }
}

/// A path in its shortest spelling: no `.`, no `..`, no doubled or outer slashes.
fn normal(path: &str) -> String {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// What all paths below a folder begin with.
fn prefix(folder: &str) -> String {
    let mut prefix = normal(folder);
    if !prefix.is_empty() {
        prefix.push('/');
    }
    prefix
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKED: &str =
        "a remark\n//- competency.yaml\nprogram: x\n\n//- orgs/b/employees.csv\r\nid,name\r\n//- orgs/a.csv\nlast";

    fn names(files: &MemoryFiles, folder: &str) -> String {
        let entries = files.list(folder).unwrap();
        let shown: Vec<String> = entries
            .into_iter()
            .map(|entry| entry.name + if entry.kind == EntryKind::Folder { "/" } else { "" })
            .collect();
        shown.join(" ")
    }

    #[test]
    fn marked_text() {
        let files = MemoryFiles::marked(MARKED);
        assert_eq!(files.read("competency.yaml").unwrap(), b"program: x\n\n");
        assert_eq!(files.read("./orgs/b/employees.csv").unwrap(), b"id,name\r\n");
        assert_eq!(files.read("orgs/b/../a.csv").unwrap(), b"last");
        assert_eq!(names(&files, "."), "competency.yaml orgs/");
        assert_eq!(names(&files, "/orgs/"), "a.csv b/");
        assert_eq!(names(&MemoryFiles::marked(""), ""), "");
    }

    #[test]
    fn memory_errors() {
        let mut files = MemoryFiles::new([("a/b", "x"), ("ab", "y")]);
        files.insert_unreadable("secret", ReadError::PermissionDenied);
        assert_eq!(files.read("a"), Err(ReadError::IsFolder));
        assert_eq!(files.read("b"), Err(ReadError::NotFound));
        assert_eq!(files.read("secret"), Err(ReadError::PermissionDenied));
        assert_eq!(files.list("ab"), Err(ReadError::NotAFile));
        assert_eq!(files.list("c"), Err(ReadError::NotFound));
        assert_eq!(files.exists("a"), Some(EntryKind::Folder));
        assert_eq!(files.exists("ab"), Some(EntryKind::File));
        assert_eq!(files.exists("abc"), None);
        assert_eq!(
            files.with_limits(Limits { line: 0, file: 9 }).read("ab"),
            Err(ReadError::LineTooLong { line: 1, limit: 0 })
        );
    }

    #[test]
    fn limits_at_the_edge() {
        let limits = Limits { line: 4, file: 12 };
        let read = |text: &str| read_bounded(text.as_bytes(), &limits).map(|bytes| bytes.len());
        assert_eq!(read(""), Ok(0));
        assert_eq!(read("abcd\nabcd\nab"), Ok(12));
        assert_eq!(read("abcd\nabcd\nabc"), Err(ReadError::FileTooLarge { limit: 12 }));
        assert_eq!(read("abcd\nabcde"), Err(ReadError::LineTooLong { line: 2, limit: 4 }));
        assert_eq!(read("\n\n\n\n\n\n"), Ok(6));
    }

    /// Gives bytes for ever, and counts how many were taken.
    struct Endless<'a>(u8, &'a mut usize);

    impl io::Read for Endless<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            into.fill(self.0);
            *self.1 += into.len();
            Ok(into.len())
        }
    }

    #[test]
    fn endless_streams_end_early() {
        let mut taken = 0;
        let limits = Limits { line: 1 << 20, file: 8 << 20 };
        assert_eq!(
            read_bounded(Endless(b'x', &mut taken), &limits),
            Err(ReadError::LineTooLong { line: 1, limit: 1 << 20 })
        );
        assert!(taken < 2 << 20);
        taken = 0;
        assert_eq!(read_bounded(Endless(b'\n', &mut taken), &limits), Err(ReadError::FileTooLarge { limit: 8 << 20 }));
        assert!(taken < 9 << 20);
    }

    #[test]
    fn utf16_lines_are_lines() {
        let text: Vec<u8> = "山田太郎,x\n".repeat(5).encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read_bounded(text.as_slice(), &Limits { line: 13, file: 1000 }), Ok(text));
    }

    #[test]
    fn one_byte_at_a_time_is_the_same() {
        struct Slow<'a>(&'a [u8]);
        impl io::Read for Slow<'_> {
            fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
                let (first, rest) = self.0.split_at(self.0.len().min(1));
                into[..first.len()].copy_from_slice(first);
                self.0 = rest;
                Ok(first.len())
            }
        }
        let limits = Limits { line: 3, file: 100 };
        assert_eq!(read_bounded(Slow(b"abc\nab\n"), &limits).unwrap(), b"abc\nab\n");
        assert_eq!(read_bounded(Slow(b"abc\nabcd\n"), &limits), Err(ReadError::LineTooLong { line: 2, limit: 3 }));
    }

    #[test]
    fn messages() {
        assert_eq!(ReadError::LineTooLong { line: 3, limit: 1 << 20 }.to_string(), "line 3 is longer than 1 MiB");
        assert_eq!(ReadError::FileTooLarge { limit: 1 << 30 }.to_string(), "the file is larger than 1 GiB");
        assert_eq!(ReadError::FileTooLarge { limit: 1500 }.to_string(), "the file is larger than 1500 bytes");
    }
}
