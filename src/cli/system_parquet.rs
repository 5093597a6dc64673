//! Parquet files behind the [`Files`] trait, as the comma-separated text that everything else reads.

use crate::load::columnar::write_text;
use crate::load::files::{Entry, EntryKind, Files, Limits, Parts, ReadError, read_bounded, read_fully};
use crate::load::kind::{Kind, is_parquet};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::io::{Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use tempfile::SpooledTempFile;

/// A text of up to so many bytes is kept in memory.
const SMALL: usize = 1 << 24;

/// Each byte of a file may become so many bytes of text. A table of thousands of equal rows has hardly any bytes; a file that
/// is made to fill a disk has a million times its own length in it.
const SWELLING: usize = 1 << 10;

/// Other files, of which those in Parquet are read as text.
///
/// A file that is read as a whole becomes text in memory. One that is read in parts, as networks are, becomes text once: a
/// large one in a temporary file, which no longer has a name, so that nobody else can open it and nothing of it stays
/// behind when the process ends, however it does. From there it is read like any other file, and memory is as bounded. The
/// texts of one workspace at a time are kept. Where there is no room for temporary files, networks cannot be read in parts,
/// and are read as a whole.
#[derive(Debug, Default)]
pub struct ParquetFiles<F> {
    below: F,
    kept: Mutex<Kept>,
}

/// Texts that are read in parts.
#[derive(Debug, Default)]
struct Kept {
    workspace: PathBuf,
    /// By path.
    texts: BTreeMap<String, Arc<Making>>,
}

/// A text that is made once: whoever comes first makes it, and others wait for it.
type Making = OnceLock<Result<Arc<Text>, ReadError>>;

/// The text of a file.
#[derive(Debug)]
struct Text {
    file: Mutex<SpooledTempFile>,
    length: u64,
}

impl<F: Files> ParquetFiles<F> {
    /// These files, with Parquet among them.
    #[must_use]
    pub fn new(below: F) -> Self {
        Self { below, kept: Mutex::default() }
    }

    /// The text of a file, which is made where it is not kept.
    fn text(&self, path: &str) -> Result<Arc<Text>, ReadError> {
        let text = open(&self.kept).text(path);
        text.get_or_init(|| self.make_text(path).map(Arc::new)).clone()
    }

    fn make_text(&self, path: &str) -> Result<Text, ReadError> {
        let limits = Limits::default();
        let length = usize::try_from(self.below.length(path)?).unwrap_or(usize::MAX);
        let limits = Limits { file: length.saturating_mul(SWELLING).max(limits.file), ..limits };
        let mut file = SpooledTempFile::new(SMALL);
        write_text(&self.below, path, &limits, &mut file)?;
        let length = file.stream_position()?;
        Ok(Text { file: Mutex::new(file), length })
    }
}

impl Kept {
    /// The text of a file. Those of other workspaces are forgotten.
    fn text(&mut self, path: &str) -> Arc<Making> {
        let folder = workspace_of(Path::new(path));
        if !folder.starts_with(&self.workspace) && !self.workspace.starts_with(folder) {
            self.texts.clear();
        }
        folder.clone_into(&mut self.workspace);
        Arc::clone(self.texts.entry(path.to_owned()).or_default())
    }
}

/// The folder of the workspace that a record file belongs to. It may lie in a folder for its kind there.
fn workspace_of(path: &Path) -> &Path {
    let folder = path.parent().unwrap_or(Path::new(""));
    let of_kind = |name: &OsStr| Kind::ALL.into_iter().any(|kind| name.eq_ignore_ascii_case(kind.stem()));
    folder.parent().filter(|_| folder.file_name().is_some_and(of_kind)).unwrap_or(folder)
}

/// What a lock protects; everything behind one here is in order whatever became of another thread.
fn open<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Parts for Arc<Text> {
    fn length(&self) -> u64 {
        self.length
    }

    fn read(&mut self, start: u64, into: &mut [u8]) -> Result<usize, ReadError> {
        let mut file = open(&self.file);
        file.seek(SeekFrom::Start(start))?;
        Ok(read_fully(&mut *file, into)?)
    }
}

impl<F: Files> Files for ParquetFiles<F> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        if !is_parquet(path) {
            return self.below.read(path);
        }
        let limits = Limits::default();
        let kept = open(&self.kept).texts.get(path).cloned();
        if let Some(Ok(text)) = kept.as_ref().and_then(|text| text.get()) {
            let mut file = open(&text.file);
            file.seek(SeekFrom::Start(0))?;
            return read_bounded(&mut *file, &limits);
        }
        let mut text = Vec::new();
        write_text(&self.below, path, &limits, &mut text)?;
        Ok(text)
    }

    fn length(&self, path: &str) -> Result<u64, ReadError> {
        if is_parquet(path) { self.text(path).map(|text| text.length) } else { self.below.length(path) }
    }

    fn open<'f>(&'f self, path: &str) -> Result<Box<dyn Parts + 'f>, ReadError> {
        if is_parquet(path) { Ok(Box::new(self.text(path)?)) } else { self.below.open(path) }
    }

    fn list(&self, folder: &str) -> Result<Vec<Entry>, ReadError> {
        self.below.list(folder)
    }

    fn exists(&self, path: &str) -> Option<EntryKind> {
        self.below.exists(path)
    }
}
