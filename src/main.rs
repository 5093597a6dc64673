//! The real world: clock, terminal, files, environment. Everything else is the library.

use competency::cli::{self, SystemFiles, SystemPager, SystemProgress, SystemStore, Terminal, World};
use competency::model::Instant;
use std::io::IsTerminal;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

#[expect(clippy::disallowed_methods, reason = "this file is the real world")]
fn main() -> ExitCode {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    let (stdout, stderr) = (std::io::stdout(), std::io::stderr());
    let size = terminal_size::terminal_size();
    let terminal = Terminal {
        out: stdout.is_terminal(),
        err: stderr.is_terminal(),
        width: size.map(|(width, _)| usize::from(width.0)),
        height: size.map(|(_, height)| usize::from(height.0)),
    };
    let config = directories::ProjectDirs::from("", "", "competency")
        .map(|dirs| dirs.config_dir().join("config.yaml"))
        .and_then(|path| path.to_str().map(str::to_owned));
    let folder = std::env::current_dir().ok().and_then(|path| path.to_str().map(str::to_owned));
    let files = SystemFiles::default();
    #[cfg(feature = "parquet")]
    let files = cli::ParquetFiles::new(files);
    let mut world = World {
        files: &files,
        store: &mut SystemStore::default(),
        input: &mut std::io::stdin(),
        out: &mut stdout.lock(),
        err: &mut stderr.lock(),
        now: Instant::from_unix(i64::try_from(now).unwrap_or(i64::MAX)),
        folder,
        env: &|name| std::env::var(name).ok(),
        config,
        terminal,
        processors: std::thread::available_parallelism().map_or(1, usize::from),
        progress: &mut SystemProgress::new(terminal.err),
        pager: &mut SystemPager,
    };
    ExitCode::from(cli::run(std::env::args_os(), &mut world))
}
