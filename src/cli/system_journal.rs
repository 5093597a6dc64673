//! The journal of a change of several files: how it is written down, and how a change that was interrupted is undone.
//!
//! A file is replaced by giving its successor the file's name, which happens at once. For several files that takes several
//! steps. Before the first of them, a journal says which files are meant; the bytes from before lie beside each file under
//! a second name. While the journal is there, everything can be undone; removing it is what makes the change final.

#![expect(clippy::disallowed_methods, reason = "this is where files are restored")]

use std::fs;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::world::Refusal;

/// The journal, in the folder of the workspace.
pub(super) const JOURNAL: &str = ".competency-change";

/// How the names of our own files begin that lie beside others for a while.
pub(super) const PREFIX: &str = ".competency-";
/// How the name of a file ends that will replace another.
pub(super) const NEW: &str = ".new";
/// How the second name of a file ends that is about to be replaced.
pub(super) const OLD: &str = ".old";
/// How many characters between the two tell such files apart.
pub(super) const RANDOM: usize = 6;

const HEAD: &str = "competency change ";
const VERSION: &str = "1";
/// Larger files are no journal of ours.
const LONGEST: u64 = 1 << 26;

/// One file of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    /// The file, as a path within the workspace.
    pub(super) target: String,
    /// The name of its successor. As long as there is such a file, the target was not replaced.
    pub(super) new: String,
    /// The second name of the old file; none where the target is new.
    pub(super) old: Option<String>,
    /// Tells whether the target still is what the change made of it.
    pub(super) checksum: u64,
}

/// The text of a journal. It ends with a checksum, so that a part of it is not taken for the whole.
pub(super) fn written(entries: &[Entry]) -> String {
    let line = |entry: &Entry| {
        let old = entry.old.as_deref().unwrap_or("-");
        format!("{} {old} {:016x} {}\n", entry.new, entry.checksum, entry.target)
    };
    let text: String = [format!("{HEAD}{VERSION}\n")].into_iter().chain(entries.iter().map(line)).collect();
    let sum = checksum(text.as_bytes()).unwrap_or_default();
    format!("{text}end {sum:016x}\n")
}

/// The entries of a journal, or nothing when it is not whole.
fn parsed(text: &str) -> Option<Vec<Entry>> {
    let (lines, end) = text.strip_suffix('\n')?.rsplit_once('\n')?;
    let entry = |line: &str| {
        let mut parts = line.splitn(4, ' ');
        let new = parts.next()?.to_owned();
        let old = parts.next().filter(|old| *old != "-").map(str::to_owned);
        let checksum = u64::from_str_radix(parts.next()?, 16).ok()?;
        Some(Entry { target: parts.next()?.to_owned(), new, old, checksum })
    };
    let entries: Option<Vec<Entry>> = lines.lines().skip(1).map(entry).collect();
    // What is read is compared as a whole with what would have been written, which covers the checksum, too.
    entries.filter(|entries| end.starts_with("end ") && written(entries) == text)
}

/// Undoes a change that was interrupted in this workspace, if one was.
///
/// May itself be interrupted and run again: the successors that are left say which files were not replaced, and stay until
/// the journal is gone.
///
/// # Errors
/// When a file cannot be restored, or was edited since; nothing is lost then, and the next attempt begins anew.
pub(super) fn undo(folder: &Path) -> Result<(), Refusal> {
    let journal = folder.join(JOURNAL);
    let Some(text) = read(&journal).map_err(|error| refusal(&journal, &error))? else {
        return Ok(());
    };
    if text.strip_prefix(HEAD).and_then(|rest| rest.lines().next()).is_some_and(|version| version != VERSION) {
        return Err(because(&journal, "another version of competency was interrupted here; run that one again"));
    }
    // A journal that is not whole was never relied upon: no file was replaced yet.
    let entries = parsed(&text).unwrap_or_default();
    let replaced = replaced(folder, &entries)?;
    for step in &replaced {
        step.undo().map_err(|error| refusal(&step.target, &error))?;
    }
    for step in &replaced {
        sync_folder(&folder_of(&step.target)).map_err(|error| refusal(&step.target, &error))?;
    }
    fs::remove_file(&journal).and_then(|()| sync_folder(folder)).map_err(|error| refusal(&journal, &error))
}

/// A file that was replaced, with what it was.
struct Replaced {
    target: PathBuf,
    old: Option<PathBuf>,
}

impl Replaced {
    fn undo(&self) -> io::Result<()> {
        match &self.old {
            Some(old) => fs::rename(old, &self.target),
            None => fs::remove_file(&self.target),
        }
    }
}

/// The files that must be restored. Every one of them is looked at before the first is touched.
fn replaced(folder: &Path, entries: &[Entry]) -> Result<Vec<Replaced>, Refusal> {
    let mut found = Vec::new();
    for entry in entries {
        let named = folder.join(&entry.target);
        let target = match target(folder, &named) {
            // The folder was removed since, and the file with it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            target => target.map_err(|error| refusal(&named, &error))?,
        };
        // Nothing but our own files is taken, whatever a journal says.
        let beside = |name: &str, suffix| ours(name, suffix).then(|| target.with_file_name(name));
        let old = entry.old.as_deref().map(|name| beside(name, OLD));
        let (Some(new), Some(old)) = (beside(&entry.new, NEW), old.map_or(Some(None), |old| old.map(Some))) else {
            return Err(because(&folder.join(JOURNAL), "it names files that are not its own"));
        };
        let restored = old.as_ref().is_some_and(|old| !exists(old));
        if exists(&new) || restored || (old.is_none() && !exists(&target)) {
            continue;
        }
        // Somebody may have seen the new file and gone on editing it.
        let same = fs::symlink_metadata(&target).is_ok_and(|found| found.is_file())
            && fs::File::open(&target).and_then(checksum).is_ok_and(|sum| sum == entry.checksum);
        if exists(&target) && !same {
            let why = format!(
                "it was edited after a change was interrupted; to keep all files as they are, delete {JOURNAL}"
            );
            return Err(because(&target, &why));
        }
        found.push(Replaced { target, old });
    }
    Ok(found)
}

/// Removes what an interrupted change left beside the files of this workspace. Only for a locked folder without a journal.
pub(super) fn sweep(folder: &Path) {
    // What cannot be removed is in nobody's way, and is tried again the next time.
    for inner in entries(folder) {
        if inner.file_type().is_ok_and(|kind| kind.is_dir()) && !hidden(&inner.path()) {
            entries(&inner.path()).iter().for_each(remove_ours);
        }
        remove_ours(&inner);
    }
}

fn entries(folder: &Path) -> Vec<fs::DirEntry> {
    fs::read_dir(folder).map(|entries| entries.flatten().collect()).unwrap_or_default()
}

fn remove_ours(entry: &fs::DirEntry) {
    let named = entry.file_name().to_str().is_some_and(|name| ours(name, NEW) || ours(name, OLD));
    if named && entry.file_type().is_ok_and(|kind| kind.is_file()) {
        let _ = fs::remove_file(entry.path());
    }
}

/// Whether a name is one that we give to files that lie beside others.
fn ours(name: &str, suffix: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(suffix));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Where a file of the workspace is: in its folder, which is given without links, or in a folder of that one.
///
/// # Errors
/// When the file would lie elsewhere, or its folder is not there.
pub(super) fn target(folder: &Path, path: &Path) -> io::Result<PathBuf> {
    let elsewhere = || io::Error::other("it is neither in the folder of the workspace nor in a folder of that one");
    let name = path.file_name().ok_or_else(elsewhere)?;
    let parent = fs::canonicalize(folder_of(path))?;
    let inside = parent.strip_prefix(folder).is_ok_and(|inner| inner.components().count() <= 1 && !hidden(inner));
    if !inside {
        return Err(elsewhere());
    }
    let target = parent.join(name);
    // The journal has one line for a file.
    if target.to_str().is_none_or(|text| text.contains(['\n', '\r'])) {
        return Err(io::Error::other("its name has a line break or is no Unicode"));
    }
    Ok(target)
}

/// The path of a target within the workspace, as the journal has it.
pub(super) fn within(folder: &Path, target: &Path) -> String {
    let inner = target.strip_prefix(folder).unwrap_or(target);
    let names = inner.components().filter_map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    names.collect::<Vec<&str>>().join("/")
}

/// Whether a folder is hidden, as those of version control are; files of users are not in there.
fn hidden(path: &Path) -> bool {
    path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with('.'))
}

/// FNV-1a over words of eight bytes, each turned so that all of its bits come to matter. It tells a file from its next
/// version and a whole journal from a part of it; nobody has to be kept from forging.
pub(super) fn checksum(mut bytes: impl Read) -> io::Result<u64> {
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut buffer = Vec::with_capacity(CHUNK);
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    loop {
        buffer.clear();
        // Words are cut at the same places however much a single read brings.
        bytes.by_ref().take(CHUNK as u64).read_to_end(&mut buffer)?;
        if buffer.is_empty() {
            return Ok(sum);
        }
        let (words, rest) = buffer.as_chunks::<8>();
        let words = words.iter().map(|word| u64::from_le_bytes(*word));
        for word in words.chain(rest.iter().map(|byte| u64::from(*byte))) {
            sum = (sum ^ word).wrapping_mul(PRIME).rotate_left(29);
        }
    }
}

/// How much of a file is looked at together for its checksum.
const CHUNK: usize = 1 << 14;

/// The text of a journal, with replacement characters where it is no text; none when there is no journal.
fn read(path: &Path) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => return Err(io::Error::other("it is no ordinary file")),
        Ok(_) => fs::File::open(path)?.take(LONGEST).read_to_end(&mut bytes)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
}

/// Whether there is anything under this name, a link included.
pub(super) fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Makes names that were given in a folder outlast a loss of power, where the system can do that.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    use io::ErrorKind::{InvalidInput, IsADirectory, PermissionDenied, Unsupported};
    let synced = fs::File::open(folder).and_then(|folder| folder.sync_all());
    // Some systems and file systems only know this for files, and then there is nothing that could be done.
    synced.or_else(|error| match error.kind() {
        InvalidInput | IsADirectory | PermissionDenied | Unsupported => Ok(()),
        _ => Err(error),
    })
}

/// The folder that a file is in.
pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// What the operating system says about a path.
pub(super) fn refusal(path: &Path, error: &io::Error) -> Refusal {
    because(path, &words(error))
}

fn because(path: &Path, why: &str) -> Refusal {
    Refusal::System { path: path.to_string_lossy().into_owned(), why: why.to_owned() }
}

/// What the operating system says, shorter where it happens often.
pub(super) fn words(error: &io::Error) -> String {
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
    use std::collections::BTreeMap;
    use tempfile::TempDir;

    const NAMES: [(&str, &str, &str); 3] = [
        ("a.csv", ".competency-aaaaaa.new", ".competency-aaaaab.old"),
        ("employees/山 田.csv", ".competency-bbbbbb.new", ".competency-bbbbbc.old"),
        ("new.csv", ".competency-cccccc.new", "-"),
    ];

    fn entries() -> Vec<Entry> {
        let entry = |(target, new, old): (&str, &str, &str)| Entry {
            target: target.to_owned(),
            new: new.to_owned(),
            old: (old != "-").then(|| old.to_owned()),
            checksum: checksum(b"new".as_slice()).unwrap(),
        };
        NAMES.map(entry).into()
    }

    /// A folder as a process leaves it that was killed when it had replaced this many files.
    fn interrupted(replaced: usize) -> (TempDir, PathBuf) {
        let temporary = tempfile::tempdir().unwrap();
        let folder = fs::canonicalize(temporary.path()).unwrap();
        fs::create_dir(folder.join("employees")).unwrap();
        for (n, (target, new, old)) in NAMES.into_iter().enumerate() {
            let target = folder.join(target);
            fs::write(target.with_file_name(new), "new").unwrap();
            if old != "-" {
                fs::write(&target, "old").unwrap();
                fs::hard_link(&target, target.with_file_name(old)).unwrap();
            }
            if n < replaced {
                fs::rename(target.with_file_name(new), target).unwrap();
            }
        }
        fs::write(folder.join(JOURNAL), written(&entries())).unwrap();
        (temporary, folder)
    }

    fn texts(folder: &Path) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for entry in entries_of(folder).chain(entries_of(&folder.join("employees"))) {
            if entry.path().is_file() {
                found.insert(within(folder, &entry.path()), fs::read_to_string(entry.path()).unwrap());
            }
        }
        found
    }

    fn entries_of(folder: &Path) -> impl Iterator<Item = fs::DirEntry> {
        super::entries(folder).into_iter()
    }

    fn old() -> BTreeMap<String, String> {
        ["a.csv", "employees/山 田.csv"].map(|name| (name.to_owned(), "old".to_owned())).into()
    }

    fn why(refusal: Result<(), Refusal>) -> String {
        match refusal {
            Err(Refusal::System { why, .. }) => why,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn journals_come_back_whole_or_not_at_all() {
        let text = written(&entries());
        assert_eq!(parsed(&text), Some(entries()));
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            assert_eq!(parsed(&text[..end]), None, "{end}");
            let zeros = text[..end].to_owned() + &"\0".repeat(text.len() - end);
            assert_eq!(parsed(&zeros), None, "{end}");
        }
        assert_eq!(parsed(&text.replace("a.csv", "b.csv")), None);
    }

    #[test]
    fn undone_from_every_step() {
        for replaced in 0..=3 {
            let (_keep, folder) = interrupted(replaced);
            undo(&folder).unwrap();
            assert!(!exists(&folder.join(JOURNAL)));
            sweep(&folder);
            assert_eq!(texts(&folder), old(), "{replaced}");
            undo(&folder).unwrap();
            assert_eq!(texts(&folder), old(), "{replaced}");
        }
    }

    #[test]
    fn undoing_may_be_interrupted_too() {
        for steps in 0..=3 {
            let (_keep, folder) = interrupted(3);
            for step in replaced(&folder, &entries()).unwrap().iter().take(steps) {
                step.undo().unwrap();
            }
            undo(&folder).unwrap();
            sweep(&folder);
            assert_eq!(texts(&folder), old(), "{steps}");
        }
    }

    #[test]
    fn what_was_edited_since_is_kept() {
        for (target, ..) in NAMES {
            let (_keep, folder) = interrupted(3);
            fs::write(folder.join(target), "mine").unwrap();
            let before = texts(&folder);
            assert!(why(undo(&folder)).starts_with("it was edited after a change was interrupted"));
            assert_eq!(texts(&folder), before);
            fs::remove_file(folder.join(JOURNAL)).unwrap();
            undo(&folder).unwrap();
            sweep(&folder);
            assert_eq!(texts(&folder)[target], "mine");
        }
        // What was not replaced yet is not touched, and what was removed comes back.
        let (_keep, folder) = interrupted(1);
        fs::write(folder.join("employees/山 田.csv"), "mine").unwrap();
        fs::remove_file(folder.join("a.csv")).unwrap();
        undo(&folder).unwrap();
        sweep(&folder);
        assert_eq!(
            texts(&folder),
            [("a.csv", "old"), ("employees/山 田.csv", "mine")].map(|(n, t)| (n.into(), t.into())).into()
        );
        let (_keep, folder) = interrupted(3);
        fs::remove_dir_all(folder.join("employees")).unwrap();
        undo(&folder).unwrap();
        sweep(&folder);
        assert_eq!(texts(&folder), [("a.csv".to_owned(), "old".to_owned())].into());
    }

    #[test]
    fn a_torn_journal_was_never_relied_upon() {
        for text in ["", "competency change 1\n", "\0\0\0\0"] {
            let (_keep, folder) = interrupted(0);
            fs::write(folder.join(JOURNAL), text).unwrap();
            undo(&folder).unwrap();
            sweep(&folder);
            assert_eq!(texts(&folder), old(), "{text:?}");
        }
    }

    #[test]
    fn other_journals_do_no_harm() {
        let (_keep, folder) = interrupted(2);
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("mine"), "new").unwrap();
        let hostile = |change: &dyn Fn(&mut Entry)| {
            let mut entries = entries();
            entries.iter_mut().for_each(change);
            written(&entries)
        };
        let up = outside.path().join("mine").to_str().unwrap().to_owned();
        let journals = [
            ("competency change 2\nx\n".to_owned(), "another version of competency"),
            (hostile(&|entry| entry.target = up.clone()), "it is neither in the folder"),
            (hostile(&|entry| entry.old = Some("a.csv".to_owned())), "it names files that are not its own"),
            (hostile(&|entry| entry.new = "../x".to_owned()), "it names files that are not its own"),
        ];
        for (journal, expected) in journals {
            fs::write(folder.join(JOURNAL), journal).unwrap();
            let before = texts(&folder);
            assert!(why(undo(&folder)).starts_with(expected), "{expected}");
            assert_eq!(texts(&folder), before);
        }
        assert_eq!(fs::read_to_string(outside.path().join("mine")).unwrap(), "new");
        fs::remove_file(folder.join(JOURNAL)).unwrap();
        fs::create_dir(folder.join(JOURNAL)).unwrap();
        assert_eq!(why(undo(&folder)), "it is no ordinary file");
    }

    #[test]
    fn only_our_own_files_are_swept_away() {
        let temporary = tempfile::tempdir().unwrap();
        let theirs = [
            ".competency-aaaaa.new",
            ".competency-aaaaaaa.new",
            ".competency-aaa.aa.new",
            ".competency-aaaaaa.tmp",
            "x.competency-aaaaaa.new",
            ".competency.lock",
            "competency.yaml",
            ".git/.competency-aaaaaa.new",
            "deep/er/.competency-aaaaaa.new",
            ".competency-dddddd.new/a.csv",
        ];
        let ours = [".competency-aZ09aa.new", ".competency-aaaaaa.old", "deep/.competency-aaaaaa.old"];
        for name in theirs.iter().chain(&ours) {
            let path = temporary.path().join(name);
            fs::create_dir_all(folder_of(&path)).unwrap();
            fs::write(path, "").unwrap();
        }
        sweep(temporary.path());
        let left = |names: &[&str]| names.iter().filter(|name| temporary.path().join(name).exists()).count();
        assert_eq!([left(&theirs), left(&ours)], [theirs.len(), 0]);
    }
}
