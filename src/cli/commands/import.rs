//! `import`: what files of other systems say, added to the records.

mod watched;

use super::Answer;
use crate::cli::args::{DateFormat, Import};
use crate::cli::change::Here;
use crate::cli::session::Session;
use crate::cli::{CliError, Outcome, pick};
use crate::diagnostic::{Diagnostic, FileId, ParquetFault, Severity, Sources, any_error};
use crate::import::merge::{Merged, Merger, Options};
use crate::import::{self, DateStyle, Format, Layout, LogRow, Mapping, Opened, RowAt, Settings, Table};
use crate::lang::mapping_file::mapping_file;
use crate::lang::{Lang, problems, say};
use crate::load::{decode::decode, files::ReadError, kind::is_parquet, undecodable, unreadable};
use crate::model::Zone;
use crate::report::import::{Imported, Meaning, ReadFile, import as report};
use std::collections::BTreeSet;
use watched::Watched;

/// What stands for the layout of a file that a mapping explains.
const MAPPED: &str = "mapping";

/// What stands for the encoding of a workbook.
const WORKBOOK: &str = "workbook";

/// The most rejected rows that are drawn.
const DRAWN: usize = 10;

pub(super) fn run(args: &Import, session: &mut Session<'_, '_>) -> Answer {
    if args.guess {
        return guess(args, session);
    }
    let format = format(session.lang(), args)?;
    let linked = args.linked.as_deref().map(|text| pick::moment(session.lang(), "--linked", text)).transpose()?;
    let left = args.left.as_deref().map(|text| pick::day(session.lang(), "--left", text)).transpose()?;
    check(session.lang(), args, format)?;
    let opened = session.open_for_change(args.writing.dry_run)?;
    let here = session.here(&opened)?;
    let options = Options {
        organization: here.organization(),
        several: opened.workspace.organizations.len() > 1,
        linked,
        left,
        new_people: !args.no_new_people,
    };
    let settings = Settings {
        date_style: args.date_format.map(|style| match style {
            DateFormat::Dmy => DateStyle::DayFirst,
            DateFormat::Mdy => DateStyle::MonthFirst,
            DateFormat::Excel => DateStyle::Excel,
        }),
        employee: args.employee.as_deref().map(|word| employee(&here, word)).transpose()?,
    };
    // Complaints about rows show records, too, so the files of both are in one list.
    let mut reading = Reading { sources: opened.sources.clone(), ..Reading::default() };
    let mapping = args.map.as_deref().map(|path| reading.mapping(path, session)).transpose()?;
    let mut merger = Merger::new(here.records, here.origins, &opened.workspace.program, options);
    let how = How { lang: session.lang(), layout: format, mapping, sheet: args.sheet.as_deref(), settings };
    for path in args.paths() {
        reading.file(path, &how, &mut merger, session)?;
    }
    session.world.progress.done();
    let broken = any_error(&reading.complaints);
    if broken {
        session.draw(&reading.complaints, &reading.sources);
        return Err(CliError::Complained);
    }
    let decided = merger.decide();
    if decided.rejected().is_empty() && reading.complaints.is_empty() {
        // Nothing is drawn, and the text of a large file is much.
        let_go(std::mem::take(&mut reading.sources));
    }
    let mut merged = decided.finish();
    let files = session.plan(&opened, &merged.changes)?;
    let_go(std::mem::take(&mut merged.changes));
    // JSON has no rows that could be mended in a file of their own, so what is wrong there is always shown.
    let apart = args.rejects.is_some() && !reading.tables.is_empty();
    reading.draw(&merged, !apart, session);
    if !args.writing.dry_run {
        // What only this run knows is written first: a password that is lost cannot be had again.
        reading.write_rejects(args.rejects.as_deref(), &merged, session)?;
        write_log(args, &merged, session)?;
        session.commit(&files)?;
    }
    let shown = session.within_workspace(files);
    let (lang, dry_run) = (session.lang(), args.writing.dry_run);
    let told = Imported { lang, read: &reading.read, merged: &merged, files: &shown, dry_run };
    session.report(&report(told));
    let_go(shown);
    Ok(if merged.counts.rejected > 0 { Outcome::No } else { Outcome::Yes })
}

/// Gives memory back on another thread: of a large file it is much, which takes a while, and nobody waits for it.
fn let_go<T: Send + 'static>(what: T) {
    let _ = std::thread::Builder::new().spawn(move || drop(what));
}

/// Writes a mapping for the first file, to be edited.
fn guess(args: &Import, session: &mut Session<'_, '_>) -> Answer {
    let usage = |(message, help): (String, String)| CliError::Usage(message, Some(help));
    let path = args.paths().next().ok_or_else(|| usage(say::no_import_file(session.lang())))?;
    let into = args.map.as_deref().unwrap_or_default();
    let mut reading = Reading::default();
    let opened = reading.open(path, None, args.sheet.as_deref(), session)?;
    let Some(Opened::Table(file)) = opened else {
        session.draw(&reading.complaints, &reading.sources);
        return Err(if reading.complaints.is_empty() {
            usage(say::no_table(session.lang(), path))
        } else {
            CliError::Complained
        });
    };
    let table = Table::open(file, &reading.sources).map_err(|complaints| {
        session.draw(&complaints, &reading.sources);
        CliError::Complained
    })?;
    let text = mapping_file(session.lang(), &import::guess(&table));
    if args.writing.dry_run {
        session.print(&text);
    } else {
        let failed = |why| CliError::Write { path: into.to_owned(), why };
        session.world.store.create(into, text.as_bytes()).map_err(failed)?;
        session.hint(&say::wrote(session.lang(), into, false));
    }
    Ok(Outcome::Yes)
}

/// The layout that was named; none for `auto`.
fn format(lang: Lang, args: &Import) -> Result<Option<Format>, CliError> {
    let word = args.layout.as_deref().unwrap_or("auto");
    if word == "auto" || args.map.is_some() {
        return Ok(None);
    }
    Format::from_word(word).map(Some).ok_or_else(|| {
        let words = Format::ALL.iter().map(|format| format.word()).chain(["auto"]);
        let (message, help) = say::unknown(lang, "import format", word, crate::near::nearest(word, words));
        CliError::Usage(message, help.or_else(|| Some(say::see_import(lang).to_owned())))
    })
}

/// What cannot go together, before anything is read.
fn check(lang: Lang, args: &Import, format: Option<Format>) -> Result<(), CliError> {
    let usage = |(message, help): (String, String)| Err(CliError::Usage(message, Some(help)));
    if args.paths().next().is_none() {
        return usage(say::no_import_file(lang));
    }
    if args.rejects.is_some() && args.paths().count() > 1 {
        return usage(say::one_file_for_rejects(lang));
    }
    if format == Some(Format::EntraDelete) && args.left.is_none() {
        return usage(say::left_needed(lang));
    }
    Ok(())
}

fn employee(here: &Here<'_>, word: &str) -> Result<String, CliError> {
    pick::person(here.lang, here.records, word).map(|ix| here.records.employee_id(ix).to_owned())
}

/// How files are to be read.
struct How<'a> {
    /// The language of what is said about it.
    lang: Lang,
    /// The layout that was named.
    layout: Option<Format>,
    /// What the columns mean, where the user says it.
    mapping: Option<Mapping>,
    /// The sheet of a workbook.
    sheet: Option<&'a str>,
    /// What else the user said.
    settings: Settings,
}

/// The files that were read so far, and what is wrong with them.
#[derive(Default)]
struct Reading {
    sources: Sources,
    complaints: Vec<Diagnostic>,
    read: Vec<ReadFile>,
    /// The files of rows and columns.
    tables: Vec<TableFile>,
}

/// A file of rows and columns.
struct TableFile {
    file: FileId,
    layout: Layout,
    /// It is a sheet of a workbook.
    sheet: bool,
}

impl Reading {
    /// The mapping file.
    fn mapping(&mut self, path: &str, session: &mut Session<'_, '_>) -> Result<Mapping, CliError> {
        let bytes = session.world.files.read(path).map_err(|error| {
            session.draw(&[Diagnostic::of_file(path, unreadable(error))], &self.sources);
            CliError::Complained
        })?;
        let mut complaints = Vec::new();
        let mapping = match decode(bytes, None) {
            Ok((text, encoding)) => {
                let file = self.sources.add(path, text, encoding);
                Mapping::read(file, &self.sources, &mut complaints)
            }
            Err(error) => {
                complaints.push(undecodable(path, error));
                None
            }
        };
        mapping.filter(|_| !any_error(&complaints)).ok_or_else(|| {
            session.draw(&complaints, &self.sources);
            CliError::Complained
        })
    }

    /// Reads a file as text; what is wrong with it is noted.
    fn open(
        &mut self,
        path: &str,
        mapping: Option<&Mapping>,
        sheet: Option<&str>,
        session: &Session<'_, '_>,
    ) -> Result<Option<Opened>, CliError> {
        // Of a Parquet file only the columns of records are read, and other systems call theirs otherwise.
        let parquet = || Err(ReadError::Parquet(ParquetFault::NotImported));
        let bytes = match if is_parquet(path) { parquet() } else { session.world.files.read(path) } {
            Ok(bytes) => bytes,
            Err(error) => {
                self.complaints.push(Diagnostic::of_file(path, unreadable(error)));
                return Ok(None);
            }
        };
        let encoding = session.encoding()?.or(mapping.and_then(|mapping| mapping.encoding));
        let layout = mapping.map(|mapping| mapping.layout).unwrap_or_default();
        match import::open_with(path, bytes, encoding, sheet, layout, &mut self.sources) {
            Ok(opened) => Ok(Some(opened)),
            Err(complaints) => {
                self.complaints.extend(complaints);
                Ok(None)
            }
        }
    }

    fn file(
        &mut self,
        path: &str,
        how: &How<'_>,
        merger: &mut Merger<'_>,
        session: &mut Session<'_, '_>,
    ) -> Result<(), CliError> {
        match self.open(path, how.mapping.as_ref(), how.sheet, session)? {
            None => Ok(()),
            Some(Opened::Table(file)) => self.table(path, file, how, merger, session),
            Some(Opened::Json(file)) => self.json(path, file, how, merger),
        }
    }

    fn table(
        &mut self,
        path: &str,
        file: FileId,
        how: &How<'_>,
        merger: &mut Merger<'_>,
        session: &mut Session<'_, '_>,
    ) -> Result<(), CliError> {
        let layout = how.mapping.as_ref().map(|mapping| mapping.layout).unwrap_or_default();
        let table = Table::open_with(file, &self.sources, layout).map_err(|complaints| {
            session.draw(&complaints, &self.sources);
            CliError::Complained
        })?;
        let format = match &how.mapping {
            Some(_) => None,
            None => Some(detected(path, how, &import::detect(&table))?),
        };
        if format == Some(Format::EntraDelete) && merger.left().is_none() {
            let (message, help) = say::left_needed(session.lang());
            return Err(CliError::Usage(message, Some(help)));
        }
        let text = self.sources.file(file);
        let meaning = |(column, field): &(&import::Column, Option<&'static str>)| {
            let meaning = match field {
                _ if column.secret => Meaning::Secret,
                Some(field) => Meaning::Field(field),
                None => Meaning::Nothing,
            };
            (column.heading.clone(), meaning)
        };
        // A sheet of a workbook stands behind the path; what it was read through is of no concern to anybody.
        let sheet = text.path != path;
        self.read.push(ReadFile {
            path: text.path.clone(),
            format: format.map_or(MAPPED, Format::word),
            encoding: if sheet { WORKBOOK } else { text.encoding.name() },
            separator: Some(table.delimiter()).filter(|_| !sheet),
            secrets: table.secrets(),
            columns: format.map(|f| import::columns(f, &table).iter().map(meaning).collect()).unwrap_or_default(),
        });
        let bytes = text.text.len() as u64;
        let mut watched = Watched { sink: merger, progress: session.world.progress, path, bytes, rows: 0 };
        match (format, &how.mapping) {
            (Some(format), _) => import::read(format, &table, &how.settings, &mut watched, &mut self.complaints),
            (None, Some(mapping)) => {
                import::read_mapped(mapping, &table, &how.settings, &mut watched, &mut self.complaints);
            }
            (None, None) => {}
        }
        self.tables.push(TableFile { file, layout, sheet });
        Ok(())
    }

    fn json(&mut self, path: &str, file: FileId, how: &How<'_>, merger: &mut Merger<'_>) -> Result<(), CliError> {
        let format = detected(path, how, &import::detect_json(&self.sources.file(file).text))?;
        self.read.push(ReadFile {
            path: path.to_owned(),
            format: format.word(),
            encoding: self.sources.file(file).encoding.name(),
            separator: None,
            secrets: 0,
            columns: Vec::new(),
        });
        import::read_json(format, file, &self.sources, &how.settings, merger, &mut self.complaints);
        Ok(())
    }

    /// Draws what is odd about the files and what is wrong with the first rejected rows.
    fn draw(&self, merged: &Merged, hint: bool, session: &mut Session<'_, '_>) {
        let mut drawn: Vec<Diagnostic> = self.complaints.iter().take(DRAWN).cloned().collect();
        let of_rows = merged.rejected.iter().take(DRAWN).flat_map(|rejected| rejected.complaints.iter().cloned());
        drawn.extend(of_rows);
        if !drawn.is_empty() {
            session.draw(&drawn, &self.sources);
        }
        let hidden = merged.rejected.len().saturating_sub(DRAWN);
        if hidden > 0 {
            session.complain(&say::more_rejected(session.lang(), hidden, hint));
        }
    }

    fn write_rejects(
        &self,
        path: Option<&str>,
        merged: &Merged,
        session: &mut Session<'_, '_>,
    ) -> Result<(), CliError> {
        let (Some(path), Some(TableFile { file, layout, sheet })) = (path, self.tables.first()) else {
            return Ok(());
        };
        if merged.rejected.is_empty() {
            return Ok(());
        }
        let Ok(table) = Table::open_with(*file, &self.sources, *layout) else {
            return Ok(());
        };
        let words = |d: &Diagnostic| problems::words(session.lang(), &d.problem).message;
        let errors = |d: &&Diagnostic| d.severity() == Severity::Error;
        let rows: Vec<(RowAt, String)> = merged
            .rejected
            .iter()
            .map(|row| (row.at, row.complaints.iter().filter(errors).map(words).collect::<Vec<_>>().join("; ")))
            .collect();
        let bytes = if *sheet { import::rejects_of_sheet } else { import::rejects }(&table, &self.sources, &rows);
        let failed = |why| CliError::Write { path: path.to_owned(), why };
        session.world.store.create(path, &bytes).map_err(failed)?;
        session.hint(&say::wrote(session.lang(), path, false));
        Ok(())
    }
}

/// The layout named, or the only one the file can have.
fn detected(path: &str, how: &How<'_>, candidates: &[Format]) -> Result<Format, CliError> {
    match (how.layout, candidates) {
        (Some(format), _) => Ok(format),
        (None, [only]) => Ok(*only),
        (None, several) => {
            let words: Vec<&str> = several.iter().map(|format| format.word()).collect();
            let (message, help) = say::which_format(how.lang, path, &words);
            Err(CliError::Usage(message, Some(help)))
        }
    }
}

fn write_log(args: &Import, merged: &Merged, session: &mut Session<'_, '_>) -> Result<(), CliError> {
    let Some(path) = &args.log else {
        return Ok(());
    };
    let logged: BTreeSet<u32> = merged.log.iter().map(|logged| logged.line).collect();
    let mut rows: Vec<LogRow> = merged
        .log
        .iter()
        .map(|logged| LogRow {
            line: logged.line,
            action: logged.action,
            user_name: logged.user_name.clone(),
            display_name: logged.display_name.clone(),
            given_name: logged.given_name.clone(),
            family_name: logged.family_name.clone(),
            status: logged.status.word().to_owned(),
            reset: logged.reset,
        })
        .collect();
    // A row that could not even be read has a line all the same: nobody is missing from the log.
    let unread = merged.rejected.iter().map(|rejected| rejected.at.line).filter(|line| !logged.contains(line));
    rows.extend(unread.map(LogRow::rejected));
    rows.sort_by_key(|row| row.line);
    let today = Zone::UTC.date_of(session.world.now);
    let failed = |why| CliError::Write { path: path.clone(), why };
    let store = &mut session.world.store;
    let mut random = |bytes: &mut [u8]| store.random(bytes);
    let passwords: Option<&mut import::Randomness<'_>> = if args.initial_passwords { Some(&mut random) } else { None };
    let text = import::account_log(&rows, passwords, today).map_err(failed)?;
    session.world.store.create_private(path, text.as_bytes()).map_err(failed)?;
    session.hint(&say::wrote_private(session.lang(), path));
    Ok(())
}
