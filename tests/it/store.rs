//! The store on the real disk: what survives a killed process, a full disk, and somebody else at the same files.
#![expect(clippy::disallowed_methods, reason = "the point is the real disk")]

use competency::cli::{Refusal, Replacement, Store, SystemStore};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

/// Tells a test that it runs in a process of its own, and in which folder.
const CHILD: &str = "COMPETENCY_TEST_CHILD";

/// A workspace on the disk.
struct Workspace {
    folder: TempDir,
    store: SystemStore,
}

impl Workspace {
    /// A locked workspace with these files.
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        let mut store = SystemStore::waiting(Duration::ZERO);
        store.lock(text_of(folder.path())).unwrap();
        Self { folder, store }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Replaces files by name: the bytes from before, and those afterwards.
    fn commit(&mut self, files: &[(&str, Option<&str>, &str)]) -> Result<(), Refusal> {
        commit(&mut self.store, self.folder.path(), files)
    }

    /// The files that are there, with their texts.
    fn files(&self) -> BTreeMap<String, String> {
        files(self.folder.path())
    }

    /// Tries to replace three files, of which the second is in the way, and finds that nothing changed.
    fn refuses(&mut self, before: Option<&str>) -> Refusal {
        let found = self.files();
        let all = [("a.csv", Some("a"), "A"), ("b.csv", before, "B"), ("c.csv", None, "C")];
        let refusal = self.commit(&all).unwrap_err();
        assert_eq!(self.files(), found, "several files");
        assert_eq!(self.commit(&all[1..2]).as_ref(), Err(&refusal), "the file alone is refused in the same way");
        assert_eq!(self.files(), found, "the file alone");
        refusal
    }
}

fn text_of(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn commit(store: &mut SystemStore, folder: &Path, files: &[(&str, Option<&str>, &str)]) -> Result<(), Refusal> {
    let paths: Vec<PathBuf> = files.iter().map(|(name, ..)| folder.join(name)).collect();
    let replacements: Vec<Replacement<'_>> = (paths.iter().zip(files))
        .map(|(path, (_, before, after))| Replacement {
            path: text_of(path),
            before: before.map(str::as_bytes),
            after: after.as_bytes(),
        })
        .collect();
    store.commit(text_of(folder), &replacements)
}

/// Every file in a folder and those in it, hidden ones too; links are followed where they lead somewhere.
fn files(folder: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, text)| (format!("{name}/{inner}"), text)));
        } else {
            found.insert(name, fs::read_to_string(&path).unwrap_or_default());
        }
    }
    found
}

/// This test again, in a process of its own, behind a command such as a shell.
fn again(test: &str, folder: &Path, before: &[&str]) -> Command {
    let own = std::env::current_exe().unwrap();
    let words = [text_of(&own), "--exact", test, "--nocapture"];
    let mut all = before.iter().copied().chain(words);
    let mut command = Command::new(all.next().unwrap());
    command.args(all).env(CHILD, folder).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The folder to work in, where this process is such a child.
fn child() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

#[test]
fn one_file_and_several_are_replaced_and_created() {
    let mut workspace = Workspace::new(&[("a.csv", "old"), ("employees/osaka.csv", "old")]);
    workspace.commit(&[]).unwrap();
    workspace.commit(&[("a.csv", Some("old"), "new")]).unwrap();
    workspace.commit(&[("b.csv", None, "new")]).unwrap();
    let all =
        [("a.csv", Some("new"), "newer"), ("employees/osaka.csv", Some("old"), ""), ("employees/x.csv", None, "x")];
    workspace.commit(&all).unwrap();
    let expected = [("a.csv", "newer"), ("b.csv", "new"), ("employees/osaka.csv", ""), ("employees/x.csv", "x")];
    assert_eq!(workspace.files(), expected.map(|(name, text)| (name.to_owned(), text.to_owned())).into());
    assert!(!workspace.store.interrupted(text_of(workspace.folder.path())));
}

#[test]
fn a_file_that_is_not_what_it_was_is_left_alone() {
    let changed =
        |workspace: &Workspace| Refusal::ChangedMeanwhile { path: text_of(&workspace.path("b.csv")).to_owned() };
    for (now, before) in
        [("other", Some("b")), ("x", Some("b")), ("b", Some("bb")), ("b", Some("")), ("b", None), ("", None)]
    {
        let mut workspace = Workspace::new(&[("a.csv", "a"), ("b.csv", now)]);
        assert_eq!(workspace.refuses(before), changed(&workspace), "{now:?}, {before:?}");
    }
    let mut gone = Workspace::new(&[("a.csv", "a")]);
    assert_eq!(gone.refuses(Some("b")), changed(&gone));
    let mut folder = Workspace::new(&[("a.csv", "a"), ("b.csv/inside", "")]);
    assert_eq!(folder.refuses(Some("b")), changed(&folder));
    let long = "x".repeat(100_000);
    let mut late = Workspace::new(&[("a.csv", "a"), ("b.csv", &(long.clone() + "y"))]);
    assert_eq!(late.refuses(Some(&(long + "z"))), changed(&late));
}

#[cfg(unix)]
#[test]
fn links_and_read_only_files_are_left_alone() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let mut workspace = Workspace::new(&[("a.csv", "a"), ("real", "b")]);
    let path = text_of(&workspace.path("b.csv")).to_owned();
    symlink(workspace.path("real"), &path).unwrap();
    assert_eq!(workspace.refuses(Some("b")), Refusal::Link { path: path.clone() });
    fs::remove_file(&path).unwrap();
    symlink("nowhere", &path).unwrap();
    assert_eq!(workspace.refuses(None), Refusal::Link { path: path.clone() });
    fs::remove_file(&path).unwrap();
    fs::rename(workspace.path("real"), &path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
    assert_eq!(workspace.refuses(Some("b")), Refusal::ReadOnly { path });
}

#[cfg(unix)]
#[test]
fn paths_outside_of_the_workspace_are_refused() {
    let outside = tempfile::tempdir().unwrap();
    let mut workspace = Workspace::new(&[("a.csv", "a"), ("deep/er/a.csv", "a"), (".git/a.csv", "a")]);
    fs::write(outside.path().join("a.csv"), "a").unwrap();
    std::os::unix::fs::symlink(outside.path(), workspace.path("link")).unwrap();
    let absolute = outside.path().join("a.csv");
    let found = workspace.files();
    for path in ["../a.csv", "link/a.csv", "deep/er/a.csv", ".git/a.csv", "..", "gone/a.csv", text_of(&absolute)] {
        let refusal = workspace.commit(&[("a.csv", Some("a"), "A"), (path, Some("a"), "A")]).unwrap_err();
        assert!(matches!(refusal, Refusal::System { .. }), "{path}: {refusal:?}");
        assert_eq!(workspace.files(), found, "{path}");
    }
    let twice = workspace.commit(&[("a.csv", Some("a"), "A"), ("deep/../a.csv", Some("a"), "B")]);
    assert!(matches!(twice, Err(Refusal::System { why, .. }) if why == "it is named twice"));
    assert_eq!(workspace.files(), found);
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_new_files_are_like_any_other() {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let mut workspace = Workspace::new(&[("a.csv", "a"), ("b.csv", "b"), ("like", "")]);
    fs::set_permissions(workspace.path("a.csv"), fs::Permissions::from_mode(0o640)).unwrap();
    fs::set_permissions(workspace.path("b.csv"), fs::Permissions::from_mode(0o600)).unwrap();
    workspace.commit(&[("a.csv", Some("a"), "A")]).unwrap();
    assert_eq!(mode(workspace.path("a.csv")), 0o640);
    workspace.commit(&[("a.csv", Some("A"), "a"), ("b.csv", Some("b"), "B"), ("c.csv", None, "C")]).unwrap();
    assert_eq!(["a.csv", "b.csv"].map(|name| mode(workspace.path(name))), [0o640, 0o600]);
    assert_eq!(mode(workspace.path("c.csv")), mode(workspace.path("like")));
}

#[cfg(unix)]
#[test]
fn private_files_are_private_and_never_overwrite() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let mut workspace = Workspace::new(&[("there", "mine")]);
    let path = |name: &str| text_of(&workspace.folder.path().join(name)).to_owned();
    let (new, there, link, dead) = (path("new"), path("there"), path("link"), path("dead"));
    workspace.store.create_private(&new, b"secret").unwrap();
    assert_eq!(fs::metadata(&new).unwrap().permissions().mode() & 0o777, 0o600);
    symlink(&there, &link).unwrap();
    symlink(path("nowhere"), &dead).unwrap();
    for path in [&new, &there, &link, &dead] {
        assert_eq!(workspace.store.create_private(path, b"other"), Err("it exists already".to_owned()), "{path}");
    }
    assert_eq!([&new, &there].map(|path| fs::read_to_string(path).unwrap()), ["secret", "mine"]);
    assert!(!workspace.path("nowhere").exists());
}

#[test]
fn randomness_differs() {
    let mut store = SystemStore::default();
    let (mut a, mut b) = ([0; 32], [0; 32]);
    store.random(&mut a).unwrap();
    store.random(&mut b).unwrap();
    assert_ne!(a, b);
}

#[test]
fn one_store_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let path = text_of(folder.path()).to_owned();
    let (mut one, mut other) = (SystemStore::waiting(Duration::ZERO), SystemStore::waiting(Duration::ZERO));
    one.lock(&path).unwrap();
    one.lock(&format!("{path}/.")).unwrap();
    assert_eq!(other.lock(&path), Err(Refusal::Busy { folder: path.clone() }));
    assert!(matches!(commit(&mut other, folder.path(), &[("a", None, "")]), Err(Refusal::System { .. })));
    one.unlock(&path);
    other.lock(&path).unwrap();
    other.unlock(&path);
    assert_eq!(files(folder.path()), BTreeMap::new(), "a lock leaves nothing behind");
    let gone = format!("{path}/gone");
    assert_eq!(one.lock(&gone), Err(Refusal::System { path: gone, why: "there is no such folder".to_owned() }));
}

#[test]
fn a_lock_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = text_of(folder.path());
    let (mut one, mut other) = (SystemStore::default(), SystemStore::waiting(Duration::from_secs(60)));
    one.lock(path).unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(120));
            one.unlock(path);
        });
        assert_eq!(other.lock(path), Ok(()));
    });
    assert_eq!(SystemStore::waiting(Duration::ZERO).lock(path), Err(Refusal::Busy { folder: path.to_owned() }));
}

/// The names and texts of a generation of files; every generation has other lengths.
fn generation(n: usize) -> [(&'static str, String); 3] {
    let text = |name: &str| format!("{name} {n}\n").repeat(1 + n % 7);
    ["achievements.csv", "employees.csv", "employees/osaka.csv"].map(|name| (name, text(name)))
}

/// Changes three files from one generation to the next, again and again.
fn change_forever(folder: &Path) {
    let mut store = SystemStore::default();
    store.lock(text_of(folder)).unwrap();
    let first = fs::read_to_string(folder.join("employees.csv")).unwrap();
    let mut n: usize = first.lines().next().and_then(|line| line.rsplit(' ').next()).unwrap().parse().unwrap();
    // The test harness has written to this stream before.
    std::io::stdout().write_all(b"\nready\n").unwrap();
    loop {
        let (before, after) = (generation(n), generation(n + 1));
        let change = |at: usize| (before[at].0, Some(before[at].1.as_str()), after[at].1.as_str());
        commit(&mut store, folder, &[change(0), change(1), change(2)]).unwrap();
        n += 1;
    }
}

#[cfg(unix)]
#[test]
fn a_killed_process_leaves_all_files_old_or_all_new() {
    if let Some(folder) = child() {
        change_forever(&folder);
    }
    // In memory where there is such a place, since otherwise most of the time is spent waiting for the disk.
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap();
    let path = text_of(folder.path());
    fs::create_dir(folder.path().join("employees")).unwrap();
    generation(0).iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).unwrap());
    let mut interrupted = 0;
    for round in 0..300 {
        let mut process = again("store::a_killed_process_leaves_all_files_old_or_all_new", folder.path(), &[])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        assert!(lines.any(|line| line.unwrap() == "ready"), "round {round}: the child did not begin");
        let mut store = SystemStore::waiting(Duration::ZERO);
        assert_eq!(store.lock(path), Err(Refusal::Busy { folder: path.to_owned() }), "round {round}");
        std::thread::sleep(Duration::from_micros(round * 7919 % 1500));
        process.kill().unwrap();
        process.wait().unwrap();
        interrupted += usize::from(store.interrupted(path));
        store.lock(path).unwrap();
        assert!(!store.interrupted(path), "round {round}");
        let found = files(folder.path());
        let n = found["employees.csv"].lines().next().and_then(|line| line.rsplit(' ').next()).unwrap();
        let expected = generation(n.parse().unwrap()).map(|(name, text)| (name.to_owned(), text));
        assert_eq!(found, expected.into(), "round {round}");
    }
    assert!(interrupted > 0, "no process was killed between two files, so nothing was tested");
}

#[cfg(unix)]
#[test]
fn a_full_disk_changes_nothing() {
    if let Some(folder) = child() {
        let mut store = SystemStore::default();
        store.lock(text_of(&folder)).unwrap();
        let (small, large) = ("small", &*"large".repeat(1000));
        let before = files(&folder);
        for all in [
            &[("a.csv", Some("a"), small), ("b.csv", Some("b"), large), ("c.csv", None, small)]
                as &[(&str, Option<&str>, &str)],
            &[("b.csv", Some("b"), large)],
            &[("d.csv", None, large)],
        ] {
            let refusal = commit(&mut store, &folder, all).unwrap_err();
            assert!(matches!(&refusal, Refusal::System { why, .. } if why.contains("too large")), "{refusal:?}");
            assert_eq!(files(&folder), before);
        }
        let private = folder.join("private");
        store.create_private(text_of(&private), large.as_bytes()).unwrap_err();
        assert_eq!(files(&folder), before);
        // A small change still finds room.
        commit(&mut store, &folder, &[("a.csv", Some("a"), small)]).unwrap();
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    ["a", "b"].iter().for_each(|name| fs::write(folder.path().join(format!("{name}.csv")), name).unwrap());
    // No file may grow beyond a block, and the signal that comes with that is ignored, so that writing fails.
    let limited = ["sh", "-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\""];
    let ended = again("store::a_full_disk_changes_nothing", folder.path(), &limited).status().unwrap();
    assert!(ended.success());
    assert_eq!(fs::read_to_string(folder.path().join("a.csv")).unwrap(), "small", "the child ran");
}
