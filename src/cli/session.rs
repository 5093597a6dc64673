//! One run: settings, the workspace once it is needed, and the answer on its way out.

use super::args::Global;
use super::change::refused;
use super::settings::{self, Settings};
use super::world::World;
use super::{CliError, stream_error};
use crate::diagnostic::{Diagnostic, Encoding, Position, Severity, Sources, Span, any_error};
use crate::engine::{Evaluation, Rulebook, Situation, evaluate};
use crate::lang::{Lang, say};
use crate::load::decode::EncodingChoice;
use crate::load::files::Files;
use crate::load::{Loaded, Origins, Reading, Workspace, workspace};
use crate::model::{Date, Instant, Moment, Records, Zone};
use crate::render;
use crate::report::{Reader, Recorded, Report, Told};
use crate::rules::Program;

/// One run of a command.
pub(super) struct Session<'s, 'w> {
    /// Options of every command.
    pub global: Global,
    /// How answers and complaints are written.
    pub settings: Settings,
    /// The world.
    pub world: &'s mut World<'w>,
    answer: String,
    hints: String,
    /// The folder of the workspace, once one was read; places are told relative to it.
    folder: String,
    /// Every file that was read, so that the answer does not overwrite one.
    read: Vec<String>,
}

/// A workspace that was read.
pub(super) struct Opened {
    /// What it says.
    pub workspace: Workspace,
    /// The files it was read from.
    pub sources: Sources,
    /// What is wrong with them, none of it an error.
    pub complaints: Vec<Diagnostic>,
}

/// One organization at one instant.
pub(super) struct Judged<'o> {
    /// The records.
    pub records: &'o Records,
    /// Where they stand.
    pub origins: &'o Origins,
    /// The instant.
    pub as_of: Instant,
    /// The rules in force then.
    pub rulebook: Rulebook<'o>,
    /// The folder that places are told relative to.
    pub folder: String,
    /// Who reads the answer.
    pub reader: Reader,
}

impl<'s, 'w> Session<'s, 'w> {
    pub(super) fn new(global: Global, world: &'s mut World<'w>) -> Self {
        Self {
            global,
            settings: Settings::default(),
            world,
            answer: String::new(),
            hints: String::new(),
            folder: String::new(),
            read: Vec::new(),
        }
    }

    /// Resolves every setting once, and opens the output so that a bad path fails before the work.
    pub(super) fn settle(&mut self) -> Result<(), CliError> {
        let resolved = settings::resolve(&self.global, self.world)?;
        self.settings = resolved.settings;
        if !resolved.complaints.is_empty() {
            self.draw(&resolved.complaints, &resolved.sources);
            return Err(CliError::Complained);
        }
        if let Some(path) = self.output_file() {
            self.world.store.probe(&path).map_err(|why| CliError::Write { path: path.clone(), why })?;
        }
        Ok(())
    }

    pub(super) fn output_file(&self) -> Option<String> {
        self.global.output.clone().filter(|path| path != "-")
    }

    /// How wide help is.
    pub(super) fn help_width(&self) -> usize {
        settings::help_width(self.world)
    }

    /// Adds a report to the answer.
    pub(super) fn report(&mut self, report: &Report) {
        let text = render::render(report, self.settings.format, self.settings.out);
        self.answer.push_str(&text);
    }

    /// Adds text to the answer as it is.
    pub(super) fn print(&mut self, text: &str) {
        self.answer.push_str(text);
    }

    /// Writes the answer out, all at once, and the hints behind it.
    pub(super) fn finish(&mut self) -> Result<(), CliError> {
        self.write_answer()?;
        let hints = std::mem::take(&mut self.hints);
        self.complain(&hints);
        Ok(())
    }

    fn write_answer(&mut self) -> Result<(), CliError> {
        let answer = std::mem::take(&mut self.answer);
        if let Some(path) = self.output_file() {
            if self.read.iter().any(|read| self.world.store.same(read, &path)) {
                let (message, help) = say::own_input(Lang::En, &path);
                return Err(CliError::Usage(message, Some(help)));
            }
            return self.world.store.replace(&path, answer.as_bytes()).map_err(|why| CliError::Write { path, why });
        }
        if self.global.quiet || answer.is_empty() {
            return Ok(());
        }
        self.world
            .out
            .write_all(answer.as_bytes())
            .and_then(|()| self.world.out.flush())
            .map_err(|error| stream_error("-", &error))
    }

    /// Says something on the error stream. A stream that cannot be written to leaves nobody to tell.
    pub(super) fn complain(&mut self, words: &str) {
        let _ = self.world.err.write_all(words.as_bytes());
    }

    /// Says something helpful after the answer, unless asked to be quiet.
    pub(super) fn hint(&mut self, words: &str) {
        if !self.global.quiet {
            self.hints.push_str(words);
        }
    }

    /// Draws complaints on the error stream.
    pub(super) fn draw(&mut self, complaints: &[Diagnostic], sources: &Sources) {
        let text = render::complaints(Lang::En, complaints, sources, self.settings.err);
        self.complain(&text);
    }

    /// The encoding that wins over what the files look like.
    pub(super) fn encoding(&self) -> Result<Option<EncodingChoice>, CliError> {
        self.global
            .encoding
            .as_deref()
            .map(|name| name.parse::<EncodingChoice>().map_err(|error| CliError::Usage(error.to_string(), None)))
            .transpose()
    }

    /// The program that wins over the workspace's.
    pub(super) fn program_choice(&self) -> Option<String> {
        self.global.program.clone().or_else(|| (self.world.env)("COMPETENCY_PROGRAM").filter(|p| !p.is_empty()))
    }

    /// The folder of the workspace: named, or the nearest one upwards.
    pub(super) fn root(&self) -> Option<String> {
        let variable = || (self.world.env)("COMPETENCY_WORKSPACE").filter(|w| !w.is_empty());
        if let Some(named) = self.global.workspace.clone().or_else(variable) {
            // Somebody who names the file means its folder.
            let file = named.strip_suffix(workspace::CONFIG).filter(|rest| rest.is_empty() || rest.ends_with('/'));
            let folder = file.map(|rest| rest.trim_end_matches('/').to_owned());
            return Some(folder.unwrap_or(named));
        }
        let has_one = |folder: &str| {
            let path = if folder.is_empty() {
                workspace::CONFIG.to_owned()
            } else {
                format!("{folder}/{}", workspace::CONFIG)
            };
            self.world.files.exists(&path).is_some()
        };
        if has_one("") {
            return Some(String::new());
        }
        let here = self.world.folder.clone()?;
        let mut folder = std::path::Path::new(&here);
        while let Some(above) = folder.parent() {
            let path = above.to_str()?;
            if has_one(path.trim_end_matches('/')) {
                return Some(path.to_owned());
            }
            folder = above;
        }
        None
    }

    /// Reads the workspace, or says everything that is wrong with it.
    pub(super) fn open(&mut self) -> Result<Opened, CliError> {
        let loaded = self.load()?;
        self.judge_loaded(loaded)
    }

    /// The folder of the workspace, or what to say where there is none.
    pub(super) fn workspace_root(&mut self) -> Result<String, CliError> {
        let Some(root) = self.root() else {
            let here = self.world.folder.clone().unwrap_or_else(|| ".".to_owned());
            let (message, help) = say::no_workspace(Lang::En, &say::folder_and_above(Lang::En, &here));
            return Err(CliError::Usage(message, Some(help)));
        };
        if self.world.store.interrupted(&root) {
            // Locking finishes or undoes what a command that was killed left half done.
            self.world.store.lock(&root).map_err(|refusal| refused(&refusal))?;
            self.world.store.unlock(&root);
        }
        Ok(root)
    }

    /// Reads the workspace, whatever is wrong with it.
    pub(super) fn load(&mut self) -> Result<Loaded, CliError> {
        let root = self.workspace_root()?;
        self.load_from(self.world.files, &root)
    }

    /// Reads another workspace than the one this run is about.
    pub(super) fn load_other(&mut self, folder: &str) -> Result<Loaded, CliError> {
        let program = self.program_choice();
        let reading = Reading { root: folder, encoding: self.encoding()?, program: program.as_deref() };
        Ok(workspace::load(self.world.files, &reading))
    }

    /// Reads other rules than the workspace's: a built-in program or a file.
    pub(super) fn read_program(&mut self, name: &str) -> Result<Program, CliError> {
        let (mut sources, mut complaints) = (Sources::new(), Vec::new());
        let program = workspace::read_program(self.world.files, name, self.encoding()?, &mut sources, &mut complaints);
        program.filter(|_| !broken(&complaints)).ok_or_else(|| {
            self.draw(&complaints, &sources);
            CliError::Complained
        })
    }

    /// Reads a workspace from other files, such as the built-in example.
    pub(super) fn load_from(&mut self, files: &dyn Files, root: &str) -> Result<Loaded, CliError> {
        let program = self.program_choice();
        let reading = Reading { root, encoding: self.encoding()?, program: program.as_deref() };
        let loaded = workspace::load(files, &reading);
        root.clone_into(&mut self.folder);
        self.read.extend(loaded.sources.iter().map(|(_, file)| file.path.clone()));
        Ok(loaded)
    }

    /// Goes on with what was read, or draws what is wrong with it and ends.
    pub(super) fn judge_loaded(&mut self, loaded: Loaded) -> Result<Opened, CliError> {
        let Loaded { workspace, sources, complaints } = loaded;
        let Some(workspace) = workspace else {
            self.draw(&complaints, &sources);
            return Err(CliError::Complained);
        };
        Ok(Opened { workspace, sources, complaints })
    }

    /// Says what a reader of the answer should know about the files, in a line or two.
    pub(super) fn remark(&mut self, opened: &Opened) {
        let foreign: Vec<(String, Encoding)> = opened
            .sources
            .iter()
            .filter(|(_, file)| !matches!(file.encoding, Encoding::Utf8 | Encoding::Utf8Bom))
            .map(|(_, file)| (file.path.clone(), file.encoding))
            .collect();
        for (path, encoding) in foreign {
            self.hint(&say::read_as(Lang::En, &path, encoding.name()));
        }
        let warnings = opened.complaints.iter().filter(|d| d.severity() == Severity::Warning).count();
        if warnings > 0 {
            self.hint(&say::warnings(Lang::En, warnings));
        }
    }

    /// The organization that is asked about: the only one, or the one that was named.
    pub(super) fn choose<'o>(&self, workspace: &'o Workspace) -> Result<&'o crate::load::Recorded, CliError> {
        let id = |r: &crate::load::Recorded| r.records.text(r.records.organization.id).to_owned();
        match (&self.global.organization, workspace.organizations.as_slice()) {
            (None, [only]) => Ok(only),
            (Some(wanted), all) => all.iter().find(|r| id(r) == *wanted).ok_or_else(|| {
                let ids: Vec<String> = all.iter().map(id).collect();
                let near = crate::near::nearest(wanted, ids.iter().map(String::as_str));
                let (message, help) = say::unknown(Lang::En, "organization", wanted, near);
                CliError::Usage(message, help)
            }),
            (None, all) => {
                let some: Vec<String> = all.iter().take(3).map(id).collect();
                let (message, help) = say::which_organization(Lang::En, all.len(), &some);
                Err(CliError::Usage(message, Some(help)))
            }
        }
    }

    /// The organization that is asked about, and the rules in force at the instant that is asked about.
    pub(super) fn judge<'o>(&self, opened: &'o Opened) -> Result<Judged<'o>, CliError> {
        let workspace = &opened.workspace;
        let recorded = self.choose(workspace)?;
        let as_of = self.as_of(workspace)?;
        let rulebook = Rulebook::new(&workspace.program, &workspace.policy, workspace.zone.date_of(as_of));
        Ok(Judged {
            records: &recorded.records,
            origins: &recorded.origins,
            as_of,
            rulebook,
            folder: self.folder.clone(),
            reader: self.settings.format.reader(),
        })
    }

    /// The instant of evaluation: asked for, pinned by the workspace, or now.
    pub(super) fn as_of(&self, workspace: &Workspace) -> Result<Instant, CliError> {
        self.instant(workspace.zone, workspace.as_of)
    }

    /// The same, for a workspace with this time zone and pin.
    pub(super) fn instant(&self, zone: Zone, pinned: Option<Moment>) -> Result<Instant, CliError> {
        Ok(self.asked_as_of()?.or(pinned).map_or(self.world.now, |moment| zone.close(moment)))
    }

    /// True when somebody named a workspace, by an option or in the environment.
    pub(super) fn names_workspace(&self) -> bool {
        self.global.workspace.is_some() || (self.world.env)("COMPETENCY_WORKSPACE").is_some_and(|w| !w.is_empty())
    }

    /// The day asked about, for what needs no workspace: asked for, or today in UTC, or the program's own day.
    pub(super) fn day(&self, program: &Program) -> Result<Date, CliError> {
        let zone = crate::model::Zone::UTC;
        Ok(match self.asked_as_of()? {
            Some(Moment::Day(date)) => date,
            Some(Moment::Exact(instant)) => zone.date_of(instant),
            None => program.as_of.unwrap_or_else(|| zone.date_of(self.world.now)),
        })
    }

    /// The day or instant that was asked for.
    pub(super) fn asked_as_of(&self) -> Result<Option<Moment>, CliError> {
        let text = self.global.as_of.clone().or_else(|| (self.world.env)("COMPETENCY_AS_OF").filter(|t| !t.is_empty()));
        text.map(|text| {
            Moment::parse(&text).map_err(|_| {
                let (message, help) = say::bad_as_of(Lang::En, &text);
                CliError::Usage(message, Some(help))
            })
        })
        .transpose()
    }
}

impl Judged<'_> {
    /// What follows.
    pub(super) fn evaluate(&self) -> Evaluation<'_> {
        evaluate(&self.rulebook, self.records, self.as_of)
    }

    /// Calls `tell` with everything a report needs.
    pub(super) fn tell<T>(
        &self,
        evaluation: &Evaluation<'_>,
        sources: &Sources,
        tell: impl FnOnce(&Told<'_>) -> T,
    ) -> T {
        let place = |record: Recorded| place_of(self.origins, record).map(|span| where_is(span, sources, &self.folder));
        tell(&Told {
            reader: self.reader,
            lang: Lang::En,
            rulebook: &self.rulebook,
            records: self.records,
            evaluation,
            places: &place,
        })
    }

    /// Calls `tell` with two situations that are compared.
    pub(super) fn tell_both<T>(
        &self,
        before: &Situation<'_, '_, '_>,
        after: &Situation<'_, '_, '_>,
        tell: impl FnOnce(&Told<'_>, &Told<'_>) -> T,
    ) -> T {
        let nowhere = |_: Recorded| None;
        fn side<'s>(
            situation: &Situation<'s, 's, 's>,
            reader: Reader,
            places: &'s dyn Fn(Recorded) -> Option<String>,
        ) -> Told<'s> {
            let Situation { rulebook, records, evaluation } = *situation;
            Told { reader, lang: Lang::En, rulebook, records, evaluation, places }
        }
        tell(&side(before, self.reader, &nowhere), &side(after, self.reader, &nowhere))
    }
}

/// Where a record stands.
pub(super) fn place_of(origins: &Origins, record: Recorded) -> Option<Span> {
    let span = match record {
        Recorded::Employee(ix) => origins.employees.get(ix.0 as usize),
        Recorded::Achievement(ix) => origins.achievements.get(ix.0 as usize),
        Recorded::Override(n) => origins.overrides.get(n),
        Recorded::Attestation(n) => origins.attestations.get(n),
        Recorded::Measurement(n) => origins.measurements.get(n),
    };
    span.copied()
}

/// A place as readers know it: the file within the workspace, and the line.
pub(super) fn where_is(span: Span, sources: &Sources, folder: &str) -> String {
    let Position { line, .. } = sources.position(span);
    let path = sources.file(span.file).path.as_str();
    // The same workspace gives the same bytes, wherever it lies and wherever the command was typed.
    let inside = path.strip_prefix(folder.trim_end_matches('/')).map(|rest| rest.trim_start_matches('/'));
    format!("{}:{line}", inside.filter(|_| !folder.is_empty()).unwrap_or(path))
}

/// True when complaints make an answer impossible.
pub(super) fn broken(complaints: &[Diagnostic]) -> bool {
    any_error(complaints)
}
