//! One run: settings, the workspace once it is needed, and the answer on its way out.

use super::args::Global;
use super::change::refused;
use super::judged::Judged;
use super::pseudonyms::Veil;
use super::settings::{self, Settings};
use super::world::World;
use super::{CliError, stream_error};
use crate::diagnostic::{Diagnostic, Encoding, Severity, Sources, any_error};
use crate::engine::Rulebook;
use crate::lang::{Lang, say};
use crate::load::apart::{self, Apart, Single};
use crate::load::decode::EncodingChoice;
use crate::load::files::Files;
use crate::load::{Loaded, Reading, Workspace, workspace};
use crate::model::{Date, Instant, Moment, Zone};
use crate::render;
use crate::report::{Reader, Report};
use crate::rules::Program;

/// One run of a command.
pub(super) struct Session<'s, 'w> {
    /// Options of every command.
    pub global: Global,
    /// How answers and complaints are written.
    pub settings: Settings,
    /// The world.
    pub world: &'s mut World<'w>,
    answer: Vec<u8>,
    /// Whether the answer is text that somebody reads, rather than hands on.
    pub human: bool,
    hints: String,
    /// The folder of the workspace, once one was read; places are told relative to it.
    folder: String,
    /// Every file that was read, so that the answer does not overwrite one.
    pub(super) read: Vec<String>,
    /// What people are veiled with, where pseudonyms are wanted.
    pub(super) veil: Option<Veil>,
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

impl<'s, 'w> Session<'s, 'w> {
    /// A run that speaks this language until its settings are known.
    pub(super) fn new(global: Global, lang: Lang, world: &'s mut World<'w>) -> Self {
        Self {
            global,
            settings: Settings { lang, ..Settings::default() },
            world,
            answer: Vec::new(),
            human: false,
            hints: String::new(),
            folder: String::new(),
            read: Vec::new(),
            veil: None,
        }
    }

    /// Resolves every setting once, and opens the output so that a bad path fails before the work.
    pub(super) fn settle(&mut self) -> Result<(), CliError> {
        let resolved = settings::resolve(&self.global, self.settings.lang, self.world)?;
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

    /// The language of everything that is said.
    pub(super) fn lang(&self) -> Lang {
        self.settings.lang
    }

    /// True when the answer is shown to somebody as it is.
    pub(super) fn to_terminal(&self) -> bool {
        self.world.terminal.out && !self.global.quiet && self.output_file().is_none()
    }

    /// How wide help is.
    pub(super) fn help_width(&self) -> usize {
        settings::help_width(self.world)
    }

    /// Adds a report to the answer.
    pub(super) fn report(&mut self, report: &Report) {
        self.answer.extend(render::render(report, self.settings.format, self.settings.out));
        self.human = true;
    }

    /// Adds text that somebody reads to the answer.
    pub(super) fn tell(&mut self, text: &str) {
        self.answer.extend_from_slice(text.as_bytes());
        self.human = true;
    }

    /// Adds text to the answer as it is.
    pub(super) fn print(&mut self, text: &str) {
        self.answer.extend_from_slice(text.as_bytes());
    }

    /// Writes the answer out, all at once, and the hints behind it.
    pub(super) fn finish(&mut self) -> Result<(), CliError> {
        self.write_answer()?;
        self.say_hints();
        Ok(())
    }

    /// Says the hints where no answer goes before them.
    pub(super) fn say_hints(&mut self) {
        let hints = std::mem::take(&mut self.hints);
        self.complain(&hints);
    }

    fn write_answer(&mut self) -> Result<(), CliError> {
        let answer = std::mem::take(&mut self.answer);
        if let Some(path) = self.output_file() {
            if self.read.iter().any(|read| self.world.store.same(read, &path)) {
                let (message, help) = say::own_input(self.lang(), &path);
                return Err(CliError::Usage(message, Some(help)));
            }
            return self.world.store.replace(&path, &answer).map_err(|why| CliError::Write { path, why });
        }
        if self.global.quiet || answer.is_empty() {
            return Ok(());
        }
        if std::str::from_utf8(&answer).is_ok_and(|text| self.paged(text)) {
            return Ok(());
        }
        self.world
            .out
            .write_all(&answer)
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
        let text = render::complaints(self.lang(), complaints, sources, self.settings.err);
        self.complain(&text);
    }

    /// The encoding that wins over what the files look like.
    pub(super) fn encoding(&self) -> Result<Option<EncodingChoice>, CliError> {
        self.global
            .encoding
            .as_deref()
            .map(|name| name.parse::<EncodingChoice>().map_err(|_| self.bad_encoding(name)))
            .transpose()
    }

    fn bad_encoding(&self, name: &str) -> CliError {
        let known: Vec<&str> = EncodingChoice::NAMES.iter().map(|(name, _)| *name).collect();
        let (message, help) = say::bad_encoding(self.lang(), name, &known);
        CliError::Usage(message, Some(help))
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
        let mut loaded = self.load()?;
        if loaded.workspace.is_none()
            && let Some(alone) = self.load_alone()?
        {
            loaded = alone;
        }
        self.judge_loaded(loaded)
    }

    /// Reads the organization that is asked about as if there were no other, so that what is wrong with others does not matter.
    fn load_alone(&mut self) -> Result<Option<Loaded>, CliError> {
        let program = self.program_choice();
        let reading = Reading { root: &self.folder, encoding: self.encoding()?, program: program.as_deref() };
        let Some(wanted) = &self.global.organization else {
            return Ok(None);
        };
        let Some(Apart { program, policy, zone, as_of, organizations, complaints: of_files, sources }) =
            apart::read(self.world.files, &reading)
        else {
            return Ok(None);
        };
        // A record that names nobody, or somebody who is not listed, may be one of this organization.
        if organizations.iter().any(|single| !single.is_listed) {
            return Ok(None);
        }
        let (mut own, others): (Vec<Single>, Vec<Single>) =
            organizations.into_iter().partition(|single| single.id == *wanted);
        let broken = others.iter().filter(|single| single.recorded.is_none()).count();
        let (organizations, mut complaints) = match own.pop() {
            Some(Single { recorded, complaints, .. }) => (recorded.map(|recorded| vec![recorded]), complaints),
            // Who may be meant is said by whoever chooses among the others.
            None => (Some(others.into_iter().filter_map(|single| single.recorded).collect()), Vec::new()),
        };
        complaints.extend(of_files);
        if broken > 0 {
            self.hint(&say::others_are_broken(self.lang(), broken));
        }
        let workspace = organizations.map(|organizations| Workspace { program, policy, zone, as_of, organizations });
        Ok(Some(self.for_reader(Loaded { workspace, sources, complaints })))
    }

    /// The folder of the workspace, or what to say where there is none.
    pub(super) fn workspace_root(&mut self) -> Result<String, CliError> {
        let Some(root) = self.root() else {
            let here = self.world.folder.clone().unwrap_or_else(|| ".".to_owned());
            let (message, help) = say::no_workspace(self.lang(), &say::folder_and_above(self.lang(), &here));
            return Err(CliError::Usage(message, Some(help)));
        };
        if self.world.store.interrupted(&root) {
            // Locking finishes or undoes what a command that was killed left half done.
            self.world.store.lock(&root).map_err(|refusal| refused(self.settings.lang, &refusal))?;
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
        let loaded = workspace::load(self.world.files, &reading);
        Ok(self.for_reader(loaded))
    }

    /// Reads other rules than the workspace's: a built-in program or a file.
    pub(super) fn read_program(&mut self, name: &str) -> Result<Program, CliError> {
        let (mut sources, mut complaints) = (Sources::new(), Vec::new());
        let program = workspace::read_program(self.world.files, name, self.encoding()?, &mut sources, &mut complaints);
        program.filter(|_| !broken(&complaints)).map(|program| self.worded(program)).ok_or_else(|| {
            self.draw(&complaints, &sources);
            CliError::Complained
        })
    }

    /// A program in the words of whoever reads the answer. What other programs read keeps the program's own.
    pub(super) fn worded(&self, program: Program) -> Program {
        match self.settings.format.reader() {
            Reader::Person | Reader::Spreadsheet => program.in_words_of(self.lang().word()),
            Reader::Machine => program,
        }
    }

    /// Reads a workspace from other files, such as the built-in example.
    pub(super) fn load_from(&mut self, files: &dyn Files, root: &str) -> Result<Loaded, CliError> {
        let program = self.program_choice();
        let reading = Reading { root, encoding: self.encoding()?, program: program.as_deref() };
        let loaded = workspace::load(files, &reading);
        root.clone_into(&mut self.folder);
        self.read.extend(loaded.sources.iter().map(|(_, file)| file.path.clone()));
        Ok(self.for_reader(loaded))
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
            self.hint(&say::read_as(self.lang(), &path, encoding.name()));
        }
        let warnings = opened.complaints.iter().filter(|d| d.severity() == Severity::Warning).count();
        if warnings > 0 {
            self.hint(&say::warnings(self.lang(), warnings));
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
                let (message, help) = say::unknown(self.lang(), "organization", wanted, near);
                CliError::Usage(message, help)
            }),
            (None, all) => {
                let some: Vec<String> = all.iter().take(3).map(id).collect();
                let (message, help) = say::which_organization(self.lang(), all.len(), &some);
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
            lang: self.lang(),
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
                let (message, help) = say::bad_as_of(self.lang(), &text);
                CliError::Usage(message, Some(help))
            })
        })
        .transpose()
    }
}

/// True when complaints make an answer impossible.
pub(super) fn broken(complaints: &[Diagnostic]) -> bool {
    any_error(complaints)
}
