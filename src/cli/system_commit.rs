//! Replacing files of a workspace: all of them or none, whenever the process or the machine stops.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;

use tempfile::{Builder, TempPath};

use super::system_journal::{
    self as journal, Entry, JOURNAL, NEW, OLD, PREFIX, RANDOM, folder_of, refusal, sync_folder,
};
use super::world::{Refusal, Replacement};

/// Changes files of a locked folder, which is given without links.
///
/// # Errors
/// When a file is not what it was, cannot be replaced, or there is no room; nothing has changed then.
pub(super) fn commit(folder: &Path, replacements: &[Replacement<'_>]) -> Result<(), Refusal> {
    let mut targets = Vec::new();
    for new in replacements {
        let refused = |error| refusal(Path::new(new.path), &error);
        let target = journal::target(folder, Path::new(new.path)).map_err(refused)?;
        if targets.contains(&target) {
            return Err(refused(io::Error::other("it is named twice")));
        }
        check(new, &target)?;
        targets.push(target);
    }
    let staged = stage(replacements, targets)?;
    // Writing may have taken long enough for somebody to save a file.
    for (new, staged) in replacements.iter().zip(&staged) {
        check(new, &staged.target)?;
    }
    match replacements {
        [] => Ok(()),
        [one] => staged.into_iter().try_for_each(Staged::replace_alone).map_err(|e| refusal(Path::new(one.path), &e)),
        _ => replace_all(folder, staged),
    }
}

/// From so many bytes on a successor is written on a thread of its own, and waits for the disk there.
const LARGE: usize = 1 << 20;

/// Writes all successors. Of several failures the one of the first file is told.
fn stage(replacements: &[Replacement<'_>], targets: Vec<PathBuf>) -> Result<Vec<Staged>, Refusal> {
    let several = replacements.len() > 1;
    let write = |new: &Replacement<'_>, target: &Path| {
        Staged::write(new, target.to_owned(), several).map_err(|error| refusal(Path::new(new.path), &error))
    };
    thread::scope(|scope| {
        let started: Vec<_> = replacements
            .iter()
            .zip(&targets)
            .map(|(new, target)| {
                let begin = || thread::Builder::new().spawn_scoped(scope, move || write(new, target)).ok();
                (new, target, if several && new.after.len() >= LARGE { begin() } else { None })
            })
            .collect();
        // Those that are written here are written while the others are under way.
        let here = started.iter().map(|(new, target, other)| other.is_none().then(|| write(new, target)));
        let here: Vec<_> = here.collect();
        let all =
            started.into_iter().zip(here).map(|((.., other), here)| match other.map(thread::ScopedJoinHandle::join) {
                Some(Ok(staged)) => Some(staged),
                Some(Err(panic)) => std::panic::resume_unwind(panic),
                None => here,
            });
        all.flatten().collect()
    })
}

/// Whether a file is what it was when it was read, and may be replaced.
fn check(new: &Replacement<'_>, target: &Path) -> Result<(), Refusal> {
    let path = || new.path.to_owned();
    let changed = || Err(Refusal::ChangedMeanwhile { path: path() });
    let found = match (fs::symlink_metadata(target), new.before) {
        (Ok(found), _) if found.is_symlink() => return Err(Refusal::Link { path: path() }),
        (Ok(found), Some(before)) if found.is_file() && usize::try_from(found.len()) == Ok(before.len()) => found,
        (Err(error), None) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        (Err(error), _) if error.kind() != io::ErrorKind::NotFound => return Err(refusal(target, &error)),
        _ => return changed(),
    };
    // The administrator may write to every file, and still meant something by the mark.
    if found.permissions().readonly() {
        return Err(Refusal::ReadOnly { path: path() });
    }
    // A file can be given another's name without the right to write to it; whoever set that right did not want this.
    match fs::OpenOptions::new().read(true).append(true).open(target) {
        Ok(file) => match holds(file, new.before.unwrap_or_default()) {
            Ok(true) => Ok(()),
            Ok(false) => changed(),
            Err(error) => Err(refusal(target, &error)),
        },
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Err(Refusal::ReadOnly { path: path() }),
        Err(error) => Err(refusal(target, &error)),
    }
}

/// Whether a file has exactly these bytes, without a second copy of them.
fn holds(mut file: fs::File, mut expected: &[u8]) -> io::Result<bool> {
    let mut buffer = [0; 1 << 14];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(expected.is_empty());
        }
        let Some(rest) = buffer.get(..read).and_then(|part| expected.strip_prefix(part)) else {
            return Ok(false);
        };
        expected = rest;
    }
}

/// A file whose successor lies beside it. As long as it is not kept, the files that lie beside vanish with it.
struct Staged {
    target: PathBuf,
    new: TempPath,
    old: Option<TempPath>,
    checksum: u64,
}

impl Staged {
    /// Writes the successor of a file, and keeps the old file under a second name where it may have to come back.
    fn write(new: &Replacement<'_>, target: PathBuf, may_come_back: bool) -> io::Result<Self> {
        let like = new.before.map(|_| fs::metadata(&target)).transpose()?;
        let folder = folder_of(&target);
        let successor = write_beside(&folder, NEW, new.after, like.as_ref())?;
        let old = match (new.before, &like) {
            (Some(before), Some(_)) if may_come_back => {
                let linked = beside(OLD).make_in(&folder, |path| fs::hard_link(&target, path));
                // Not every file system has second names, and not every file may have one.
                let old = linked.map(|linked| linked.into_temp_path());
                Some(old.or_else(|_| write_beside(&folder, OLD, before, like.as_ref()))?)
            }
            _ => None,
        };
        let checksum = journal::checksum(new.after)?;
        Ok(Self { target, new: successor, old, checksum })
    }

    fn replace_alone(self) -> io::Result<()> {
        let folder = folder_of(&self.target);
        self.new.persist(&self.target).map_err(|error| error.error)?;
        // The file has its name, and a failure from here on would not take it away.
        let _ = sync_folder(&folder);
        Ok(())
    }

    /// Whether the files that lie beside vanish with this. Not while they are needed to undo a change.
    fn vanishes(&mut self, vanishes: bool) {
        self.new.disable_cleanup(!vanishes);
        self.old.iter_mut().for_each(|old| old.disable_cleanup(!vanishes));
    }

    fn entry(&self, folder: &Path) -> Entry {
        let name = |path: &TempPath| path.file_name().map(|name| name.to_string_lossy().into_owned());
        Entry {
            target: journal::within(folder, &self.target),
            new: name(&self.new).unwrap_or_default(),
            old: self.old.as_ref().and_then(name),
            checksum: self.checksum,
        }
    }
}

/// Gives each successor the name of its file. The journal lies in the folder meanwhile.
fn replace_all(folder: &Path, mut staged: Vec<Staged>) -> Result<(), Refusal> {
    let refused = |error: io::Error| refusal(folder, &error);
    let folders: BTreeSet<PathBuf> = staged.iter().map(|staged| folder_of(&staged.target)).collect();
    let sync = || folders.iter().try_for_each(|folder| sync_folder(folder)).map_err(refused);
    sync()?;
    let entries: Vec<Entry> = staged.iter().map(|staged| staged.entry(folder)).collect();
    let text = write_beside(folder, NEW, journal::written(&entries).as_bytes(), None).map_err(refused)?;
    let journal = folder.join(JOURNAL);
    text.persist_noclobber(&journal).map_err(|error| refused(error.error))?;
    staged.iter_mut().for_each(|staged| staged.vanishes(false));
    let rename = |staged: &Staged| fs::rename(&staged.new, &staged.target).map_err(|e| refusal(&staged.target, &e));
    let done = sync_folder(folder)
        .map_err(refused)
        .and_then(|()| staged.iter().try_for_each(rename))
        .and_then(|()| sync())
        .and_then(|()| fs::remove_file(&journal).map_err(refused));
    // If this fails, too, the journal stays with all it needs, and whoever locks the folder next undoes the change.
    if done.is_ok() || journal::undo(folder).is_ok() {
        // All or nothing was done. This makes it outlast a loss of power before the old files go.
        let _ = sync_folder(folder);
        staged.iter_mut().for_each(|staged| staged.vanishes(true));
    }
    done
}

/// Writes a file that lies beside others for a while. It looks like another one where that is given, and else like any new
/// file of this user.
fn write_beside(folder: &Path, suffix: &str, bytes: &[u8], like: Option<&fs::Metadata>) -> io::Result<TempPath> {
    let mut builder = beside(suffix);
    if like.is_none() {
        as_any_new_file(&mut builder);
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Some(like) = like {
        keep_owner(file.as_file(), like);
        file.as_file().set_permissions(like.permissions())?;
    }
    file.as_file().sync_all()?;
    Ok(file.into_temp_path())
}

/// The names of files that lie beside others.
fn beside(suffix: &str) -> Builder<'static, '_> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(suffix).rand_bytes(RANDOM);
    builder
}

/// Temporary files start private by default.
#[cfg(unix)]
pub(super) fn as_any_new_file(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
pub(super) fn as_any_new_file(_: &mut Builder<'_, '_>) {}

/// An administrator must not take a file away from its owner. Everybody else cannot give files away, and need not.
#[cfg(unix)]
fn keep_owner(file: &fs::File, like: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, None, Some(like.gid()));
    let _ = fchown(file, Some(like.uid()), None);
}

#[cfg(not(unix))]
fn keep_owner(_: &fs::File, _: &fs::Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_fails_undoes_those_before() {
        let temporary = tempfile::tempdir().unwrap();
        let folder = fs::canonicalize(temporary.path()).unwrap();
        let names = ["a.csv", "b.csv", "c.csv"];
        let create = |name: &str| write_beside(&folder, NEW, b"old", None).unwrap().persist(folder.join(name)).unwrap();
        names[..2].iter().for_each(|name| create(name));
        let staged = names.map(|name| {
            let before = (name != "c.csv").then_some(b"old".as_slice());
            let new = Replacement { path: name, before, after: b"new" };
            Staged::write(&new, folder.join(name), true).unwrap()
        });
        // A file cannot take the place of a folder.
        fs::create_dir(folder.join("c.csv")).unwrap();
        let refusal = replace_all(&folder, staged.into()).unwrap_err();
        assert!(matches!(refusal, Refusal::System { path, .. } if path.ends_with("c.csv")));
        let mut left: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        left.sort();
        assert_eq!(left, names.map(|name| folder.join(name)));
        for name in &names[..2] {
            let path = folder.join(name);
            assert!(holds(fs::OpenOptions::new().read(true).open(path).unwrap(), b"old").unwrap());
        }
    }
}
