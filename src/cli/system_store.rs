//! The real disk behind the [`Store`] trait.
#![expect(clippy::disallowed_methods, reason = "this is where real folders are locked")]

use super::system_commit::{as_any_new_file, commit};
use super::system_journal::{JOURNAL, exists, folder_of, refusal, sweep, sync_folder, undo, words};
use super::world::{Refusal, Replacement, Store};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

/// What is locked where a folder itself cannot be: on Windows, and on some network file systems.
const LOCK: &str = ".competency.lock";
/// How long to wait before the next attempt to lock.
const PAUSE: Duration = Duration::from_millis(50);

/// Files of the operating system.
#[derive(Debug)]
pub struct SystemStore {
    /// The folders that are locked, without links. The locks go with the files, and so with the process.
    locked: Vec<(PathBuf, fs::File)>,
    attempts: u32,
}

impl SystemStore {
    /// The disk, waiting about this long for somebody else who changes files.
    #[must_use]
    pub fn waiting(patience: Duration) -> Self {
        let pauses = patience.as_millis().checked_div(PAUSE.as_millis()).unwrap_or_default();
        Self { locked: Vec::new(), attempts: u32::try_from(pauses).unwrap_or(u32::MAX).saturating_add(1) }
    }

    fn locked(&self, folder: &Path) -> bool {
        self.locked.iter().any(|(locked, _)| locked == folder)
    }
}

impl Default for SystemStore {
    fn default() -> Self {
        Self::waiting(Duration::from_secs(2))
    }
}

impl Store for SystemStore {
    fn create_folder(&mut self, path: &str) -> Result<(), String> {
        fs::create_dir_all(path).map_err(|error| words(&error))
    }

    fn create(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        create(fs::OpenOptions::new().write(true), path, bytes).map_err(|error| words(&error))
    }

    fn probe(&mut self, path: &str) -> Result<(), String> {
        match fs::metadata(path) {
            // A pipe or a device is written to as it is.
            Ok(found) if found.is_dir() => Err("it is a folder".to_owned()),
            Ok(found) if found.permissions().readonly() => Err("it is read-only".to_owned()),
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                tempfile::tempfile_in(folder_of(Path::new(path))).map(|_| ()).map_err(|error| words(&error))
            }
            Err(error) => Err(words(&error)),
        }
    }

    fn same(&self, a: &str, b: &str) -> bool {
        match (fs::canonicalize(a), fs::canonicalize(b)) {
            (Ok(a), Ok(b)) => a == b,
            _ => a == b,
        }
    }

    fn replace(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        replace(Path::new(path), bytes).map_err(|error| words(&error))
    }

    fn create_private(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        create(owner_only(fs::OpenOptions::new().write(true)), path, bytes).map_err(|error| words(&error))
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<(), String> {
        getrandom::fill(bytes).map_err(|error| error.to_string())
    }

    fn lock(&mut self, folder: &str) -> Result<(), Refusal> {
        let refused = |error| refusal(Path::new(folder), &error);
        let path = canonical(folder).map_err(refused)?;
        if self.locked(&path) {
            return Ok(());
        }
        let file = (0..self.attempts).find_map(|attempt| {
            // The first attempt is made at once.
            sleep(PAUSE * attempt.min(1));
            try_lock(&path).transpose()
        });
        let file = file.ok_or_else(|| Refusal::Busy { folder: folder.to_owned() })?.map_err(refused)?;
        undo(&path)?;
        sweep(&path);
        self.locked.push((path, file));
        Ok(())
    }

    fn unlock(&mut self, folder: &str) {
        let path = canonical(folder).ok();
        self.locked.retain(|(locked, _)| Some(locked) != path.as_ref());
    }

    fn interrupted(&self, folder: &str) -> bool {
        exists(&Path::new(folder).join(JOURNAL))
    }

    fn commit(&mut self, folder: &str, replacements: &[Replacement<'_>]) -> Result<(), Refusal> {
        let path = canonical(folder).map_err(|error| refusal(Path::new(folder), &error))?;
        if !self.locked(&path) {
            // Without the lock the promise could not be kept.
            return Err(refusal(&path, &io::Error::other("it is not locked")));
        }
        commit(&path, replacements)
    }
}

/// Writes a file that must not exist yet, a link included. What was begun and failed is removed.
fn create(options: &mut fs::OpenOptions, path: &str, bytes: &[u8]) -> io::Result<()> {
    let mut file = options.create_new(true).open(path)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).inspect_err(|_| {
        let _ = fs::remove_file(path);
    })?;
    // The file is there, and a failure from here on would not take it away.
    let _ = sync_folder(&folder_of(Path::new(path)));
    Ok(())
}

#[cfg(unix)]
fn owner_only(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600)
}

/// Elsewhere a file belongs to whom its folder belongs to.
#[cfg(not(unix))]
fn owner_only(options: &mut fs::OpenOptions) -> &mut fs::OpenOptions {
    options
}

/// Locks a folder, or says that somebody else has. Nothing is left behind where the folder itself can be locked.
fn try_lock(folder: &Path) -> io::Result<Option<fs::File>> {
    let lock = |file: fs::File| match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(fs::TryLockError::WouldBlock) => Ok(None),
        Err(fs::TryLockError::Error(error)) => Err(error),
    };
    let file = || fs::OpenOptions::new().create(true).append(true).open(folder.join(LOCK));
    fs::File::open(folder).and_then(lock).or_else(|_| file().and_then(lock))
}

fn canonical(folder: &str) -> io::Result<PathBuf> {
    fs::canonicalize(if folder.is_empty() { "." } else { folder })
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let existing = fs::metadata(path);
    if existing.as_ref().is_ok_and(|found| !found.is_file()) {
        return fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    // A link is followed, so that what it points at is replaced and the link stays.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut builder = tempfile::Builder::new();
    // A report is as readable as any new file of this user.
    as_any_new_file(&mut builder);
    let mut new = builder.tempfile_in(folder_of(&target))?;
    new.write_all(bytes)?;
    if let Ok(found) = existing {
        fs::set_permissions(new.path(), found.permissions())?;
    }
    new.as_file().sync_all()?;
    new.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_whole_and_never_overwrites_when_creating() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json").to_str().unwrap().to_owned();
        let mut store = SystemStore::default();
        assert_eq!(store.probe(&path), Ok(()));
        store.replace(&path, b"one").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"one");
        assert_eq!(store.create(&path, b"two"), Err("it exists already".to_owned()));
        store.replace(&path, b"three").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"three");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(store.probe(folder.path().to_str().unwrap()), Err("it is a folder".to_owned()));
        let nowhere = folder.path().join("no/out.json").to_str().unwrap().to_owned();
        assert_eq!(store.probe(&nowhere), Err("there is no such folder".to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn keeps_links_and_permissions() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        SystemStore::default().replace(link.to_str().unwrap(), b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
