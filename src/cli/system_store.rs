//! The real disk behind the [`Store`] trait.
#![cfg_attr(test, expect(clippy::disallowed_methods, reason = "the tests look at what was written"))]

use super::world::{Refusal, Replacement, Store};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Files of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemStore;

impl Store for SystemStore {
    fn create_folder(&mut self, path: &str) -> Result<(), String> {
        fs::create_dir_all(path).map_err(words)
    }

    fn create(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        let mut file = fs::File::create_new(path).map_err(words)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(words)
    }

    fn probe(&mut self, path: &str) -> Result<(), String> {
        match fs::metadata(path) {
            // A pipe or a device is written to as it is.
            Ok(found) if found.is_dir() => Err("it is a folder".to_owned()),
            Ok(found) if found.permissions().readonly() => Err("it is read-only".to_owned()),
            Ok(_) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                tempfile::tempfile_in(folder_of(Path::new(path))).map(|_| ()).map_err(words)
            }
            Err(error) => Err(words(error)),
        }
    }

    fn same(&self, a: &str, b: &str) -> bool {
        match (fs::canonicalize(a), fs::canonicalize(b)) {
            (Ok(a), Ok(b)) => a == b,
            _ => a == b,
        }
    }

    fn replace(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        replace(Path::new(path), bytes).map_err(words)
    }

    fn create_private(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        self.create(path, bytes)
    }

    fn random(&mut self, _: &mut [u8]) -> Result<(), String> {
        Err("not there yet".to_owned())
    }

    fn lock(&mut self, _: &str) -> Result<(), Refusal> {
        Ok(())
    }

    fn unlock(&mut self, _: &str) {}

    fn interrupted(&self, _: &str) -> bool {
        false
    }

    fn commit(&mut self, _: &str, replacements: &[Replacement<'_>]) -> Result<(), Refusal> {
        for new in replacements {
            let refused = |why| Refusal::System { path: new.path.to_owned(), why };
            self.replace(new.path, new.after).map_err(refused)?;
        }
        Ok(())
    }
}

fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let existing = fs::metadata(path);
    if existing.as_ref().is_ok_and(|found| !found.is_file()) {
        return fs::OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    // A link is followed, so that what it points at is replaced and the link stays.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let mut new = builder().tempfile_in(folder_of(&target))?;
    new.write_all(bytes)?;
    if let Ok(found) = existing {
        fs::set_permissions(new.path(), found.permissions())?;
    }
    new.as_file().sync_all()?;
    new.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file starts private by default; a report is as readable as any new file of this user.
#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.permissions(fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn words(error: io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such folder".to_owned(),
        io::ErrorKind::PermissionDenied => "the operating system does not allow it".to_owned(),
        io::ErrorKind::AlreadyExists => "it exists already".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_whole_and_never_overwrites_when_creating() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.json").to_str().unwrap().to_owned();
        let mut store = SystemStore;
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
        SystemStore.replace(link.to_str().unwrap(), b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert_eq!(fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    }
}
