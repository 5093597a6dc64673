//! One run of the program in memory, and the files of the repository.

use competency::cli::{self, NoPager, NoProgress, Pager, Refusal, Replacement, Store, Terminal, World};
use competency::load::files::{Files, MemoryFiles};
use competency::model::{Moment, Zone};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What one run did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// The exit code.
    pub(crate) code: u8,
    /// The answer, as text.
    pub(crate) out: String,
    /// The same as bytes.
    pub(crate) answer: Vec<u8>,
    /// Diagnostics and hints.
    pub(crate) err: String,
    /// Files written, by path.
    pub(crate) written: BTreeMap<String, String>,
    /// The same as bytes.
    pub(crate) bytes: BTreeMap<String, Vec<u8>>,
}

impl Run {
    /// Everything a person would see, with the exit code: what goldens hold.
    pub(crate) fn transcript(&self) -> String {
        format!("{}{}exit code {}\n", self.out, self.err, self.code)
    }
}

/// Runs the program on these files with these arguments, at noon UTC of 2018-10-29, without a terminal.
pub(crate) fn run(files: &MemoryFiles, args: &[&str]) -> Run {
    run_in(files, args, &[], Terminal::default())
}

/// The same with environment variables and a terminal.
pub(crate) fn run_in(files: &MemoryFiles, args: &[&str], env: &[(&str, &str)], terminal: Terminal) -> Run {
    run_whole(files, args, env, terminal, &[], &mut NoPager)
}

/// The same on files of any kind.
#[cfg(feature = "parquet")]
pub(crate) fn run_on(files: &dyn Files, args: &[&str]) -> Run {
    run_whole(files, args, &[], Terminal::default(), &[], &mut NoPager)
}

/// The same with something piped in.
pub(crate) fn run_with_input(files: &MemoryFiles, args: &[&str], input: &[u8]) -> Run {
    run_whole(files, args, &[], Terminal::default(), input, &mut NoPager)
}

/// The same with a pager.
pub(crate) fn run_paged(
    files: &MemoryFiles,
    args: &[&str],
    env: &[(&str, &str)],
    terminal: Terminal,
    pager: &mut dyn Pager,
) -> Run {
    run_whole(files, args, env, terminal, &[], pager)
}

fn run_whole(
    files: &dyn Files,
    args: &[&str],
    env: &[(&str, &str)],
    terminal: Terminal,
    mut input: &[u8],
    pager: &mut dyn Pager,
) -> Run {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut store = Written::default();
    let now = match Moment::parse("2018-10-29T12:00:00Z") {
        Ok(moment) => Zone::UTC.beginning(moment),
        Err(error) => panic!("{error:?}"),
    };
    let args: Vec<OsString> = ["competency"].iter().chain(args).map(OsString::from).collect();
    let code = cli::run(
        args,
        &mut World {
            files,
            store: &mut store,
            input: &mut input,
            out: &mut out,
            err: &mut err,
            now,
            folder: None,
            env: &|name| env.iter().find(|(n, _)| *n == name).map(|(_, value)| (*value).to_owned()),
            config: Some("config/config.yaml".to_owned()),
            terminal,
            processors: 2,
            progress: &mut NoProgress,
            pager,
        },
    );
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let shown = |(path, bytes): (&String, &Vec<u8>)| (path.clone(), String::from_utf8_lossy(bytes).into_owned());
    let written = store.0.iter().map(shown).collect();
    Run { code, out: text(&out), answer: out, err: text(&err), written, bytes: store.0 }
}

/// Files that were written, in memory.
#[derive(Default)]
pub(crate) struct Written(pub(crate) BTreeMap<String, Vec<u8>>);

impl Store for Written {
    fn create_folder(&mut self, _: &str) -> Result<(), String> {
        Ok(())
    }

    fn create(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        self.replace(path, bytes)
    }

    fn probe(&mut self, path: &str) -> Result<(), String> {
        if path.starts_with("nowhere/") { Err("there is no such folder".to_owned()) } else { Ok(()) }
    }

    fn same(&self, a: &str, b: &str) -> bool {
        a.trim_start_matches("./") == b.trim_start_matches("./")
    }

    fn replace(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        self.0.insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn create_private(&mut self, path: &str, bytes: &[u8]) -> Result<(), String> {
        self.create(path, bytes)
    }

    fn random(&mut self, bytes: &mut [u8]) -> Result<(), String> {
        // The same bytes in every run, so that goldens can hold what is made of them.
        bytes.iter_mut().zip((0..=u8::MAX).cycle()).for_each(|(byte, n)| *byte = n.wrapping_mul(167).wrapping_add(13));
        Ok(())
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
            self.0.insert(new.path.to_owned(), new.after.to_vec());
        }
        Ok(())
    }
}

/// A path within the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of a file of the repository.
#[expect(clippy::disallowed_methods, reason = "tests read the repository")]
pub(crate) fn text_of(path: &str) -> String {
    std::fs::read_to_string(repository(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A folder of the repository as files in memory, by their paths within it.
#[expect(clippy::disallowed_methods, reason = "tests read the repository")]
pub(crate) fn folder_of(path: &str) -> MemoryFiles {
    fn collect(folder: &Path, root: &Path, files: &mut Vec<(String, Vec<u8>)>) {
        let mut entries: Vec<PathBuf> =
            std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        entries.sort();
        for entry in entries {
            if entry.is_dir() {
                collect(&entry, root, files);
            } else {
                let name = entry.strip_prefix(root).expect("inside").to_string_lossy().replace('\\', "/");
                files.push((name, std::fs::read(&entry).expect("a file")));
            }
        }
    }
    let root = repository(path);
    let mut files = Vec::new();
    collect(&root, &root, &mut files);
    MemoryFiles::new(files)
}

/// True for a line of a document that is a place within a list, such as `"performance.csv:4-27",`.
pub(crate) fn is_listed_place(line: &str) -> bool {
    let text = line.trim().trim_end_matches(',').trim_matches('"');
    let lines = text
        .rsplit_once(':')
        .filter(|(file, _)| file.ends_with("csv") || file.ends_with("ml") || file.ends_with("tsv"));
    lines.is_some_and(|(_, lines)| !lines.is_empty() && lines.chars().all(|c| c.is_ascii_digit() || c == '-'))
}

/// The words of a command line, quotes taken off.
pub(crate) fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in line.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, ' ') => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
