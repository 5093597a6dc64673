//! How a command changes records: locked, judged before anything is written, all files or none.

use super::commands::Answer;
use super::outcome::{CliError, Outcome};
use super::session::{Opened, Session, broken};
use super::world::{Refusal, Replacement};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::edit::{Change, FileEdit, Rows, plan};
use crate::engine::{Rulebook, evaluate};
use crate::lang::{Lang, say, words};
use crate::load::kind::Kind;
use crate::load::overlay::Overlay;
use crate::load::{Loaded, Origins, Reading, Recorded, Workspace, workspace};
use crate::model::{AccountIx, EmployeeIx, Instant, Records};
use crate::report::change::{Changed, Effect, change};
use crate::report::{Line, Tone};

/// What a command wants to record.
#[derive(Debug)]
pub(super) struct Intent {
    /// The language of the sentences.
    lang: Lang,
    /// The changes.
    pub changes: Vec<Change>,
    /// What they are, in sentences.
    pub said: Vec<Line>,
    /// From when they matter; the effect on levels is judged then, or now when that is later.
    pub effective: Option<Instant>,
}

impl Intent {
    /// Nothing so far.
    pub(super) fn new(lang: Lang) -> Self {
        Self { lang, changes: Vec::new(), said: Vec::new(), effective: None }
    }

    /// Says what is recorded.
    pub(super) fn say(&mut self, did: words::Did<'_>) {
        self.said.push(Line::new(Tone::Plain, words::did(self.lang, did)));
    }

    /// Says something that deserves a look.
    pub(super) fn warn(&mut self, did: words::Did<'_>) {
        self.said.push(Line::new(Tone::Attention, words::did(self.lang, did)));
    }

    /// Notes when something ends, or begins to hold at once.
    pub(super) fn effective(&mut self, at: Instant) {
        self.effective = self.effective.max(Some(at));
    }

    /// Notes when something begins that becomes visible only after the delay.
    pub(super) fn visible_after(&mut self, at: Instant, here: &Here<'_>) {
        self.effective(at.plus_seconds(here.workspace.policy.visibility_delay));
    }
}

/// The organization whose records change.
#[derive(Clone, Copy)]
pub(super) struct Here<'o> {
    /// The workspace it belongs to.
    pub workspace: &'o Workspace,
    /// Its records.
    pub records: &'o Records,
    /// Where they stand.
    pub origins: &'o Origins,
    /// The language of what is said about them.
    pub lang: Lang,
}

impl<'o> Here<'o> {
    /// The organization's id.
    pub(super) fn organization(&self) -> &'o str {
        self.records.text(self.records.organization.id)
    }

    /// A person for readers: the name, with the id behind it.
    pub(super) fn person(&self, ix: EmployeeIx) -> String {
        let (name, id) = (self.records.employee_name(ix), self.records.employee_id(ix));
        if name == id { id.to_owned() } else { words::aside(self.lang, name, id) }
    }

    /// The id of an account.
    pub(super) fn account(&self, ix: AccountIx) -> &'o str {
        self.records.account(ix).map_or("", |account| self.records.text(account.id))
    }

    /// An instant for readers.
    pub(super) fn day(&self, at: Instant) -> String {
        self.workspace.zone.short(at)
    }

    /// Where a record stands.
    pub(super) fn origin(&self, span: Option<&Span>) -> Result<Span, CliError> {
        span.copied().ok_or(CliError::Complained)
    }

    /// Whether the organization is one of the workspace in which nobody owns the account, so that nobody is credited.
    pub(super) fn lacks_owner(&self, organization: &str, account: &str) -> bool {
        let id = |r: &Recorded| r.records.text(r.records.organization.id) == organization;
        let owned = |r: &Recorded| r.records.accounts.iter().any(|a| r.records.text(a.id) == account);
        self.workspace.organizations.iter().find(|r| id(r)).is_some_and(|r| !owned(r))
    }
}

/// A new record of the organization; empty fields are left out.
pub(super) fn record(here: &Here<'_>, kind: Kind, fields: &[(&'static str, &str)]) -> Change {
    let mut filled: Vec<(&'static str, &str)> = fields.iter().copied().filter(|(_, value)| !value.is_empty()).collect();
    let shared = kind == Kind::Achievements && filled.iter().any(|(name, _)| *name == "account");
    // An achievement on an account belongs to whoever owns the account.
    if here.workspace.organizations.len() > 1 && !shared {
        filled.push(("organization", here.organization()));
    }
    let columns: Vec<&'static str> = filled.iter().map(|(name, _)| *name).collect();
    let mut rows = Rows::new(kind, &columns);
    rows.push(filled.iter().map(|(_, value)| *value));
    Change::Add(rows)
}

/// The value of an option as a field.
pub(super) fn field(value: Option<&String>) -> &str {
    value.map_or("", |text| text.trim())
}

impl Session<'_, '_> {
    /// The organization that is meant.
    pub(super) fn here<'o>(&self, opened: &'o Opened) -> Result<Here<'o>, CliError> {
        let recorded = self.choose(&opened.workspace)?;
        Ok(Here {
            workspace: &opened.workspace,
            records: &recorded.records,
            origins: &recorded.origins,
            lang: self.lang(),
        })
    }

    /// Reads the workspace while nobody else changes it. A dry run locks nothing, since it writes nothing.
    pub(super) fn open_for_change(&mut self, dry_run: bool) -> Result<Opened, CliError> {
        if !dry_run && let Some(root) = self.root() {
            self.world.store.lock(&root).map_err(|refusal| refused(self.settings.lang, &refusal))?;
        }
        // What is written must fit everybody's records, so those of others are not passed over here.
        let loaded = self.load()?;
        self.judge_loaded(loaded)
    }

    /// Makes the changes, or shows what they would be, and says what follows from them.
    pub(super) fn apply(&mut self, opened: &Opened, intent: &Intent, dry_run: bool) -> Answer {
        let files = self.plan(opened, &intent.changes)?;
        let after = self.after(&files)?;
        let (judged, effects) = self.effects(&opened.workspace, &after, intent)?;
        if !dry_run {
            self.commit(&files)?;
        }
        let shown = self.within_workspace(files);
        let told = Changed {
            lang: self.lang(),
            said: &intent.said,
            files: &shown,
            effects: &effects,
            judged: Some(judged.as_str()).filter(|_| intent.effective.is_some()),
            dry_run,
        };
        self.report(&change(told));
        Ok(Outcome::Yes)
    }

    /// The new bytes of every file that changes, or everything that stands in the way.
    pub(super) fn plan(&mut self, opened: &Opened, changes: &[Change]) -> Result<Vec<FileEdit>, CliError> {
        let root = self.root().unwrap_or_default();
        let encoding = self.encoding()?;
        plan(self.world.files, &root, &opened.sources, changes, encoding).map_err(|errors| {
            for error in &errors {
                let (message, help) = words::not_editable(self.lang(), error);
                self.complain(&say::error(self.lang(), &message, help.as_deref()));
            }
            CliError::Complained
        })
    }

    /// The workspace as it will be. What is wrong with it is drawn, and nothing is written.
    pub(super) fn after(&mut self, edits: &[FileEdit]) -> Result<Workspace, CliError> {
        let root = self.root().unwrap_or_default();
        let program = self.program_choice();
        let reading = Reading { root: &root, encoding: self.encoding()?, program: program.as_deref() };
        let changed = edits.iter().map(|edit| (edit.path.as_str(), edit.after.as_slice()));
        let loaded = workspace::load(&Overlay::new(self.world.files, changed), &reading);
        let Loaded { workspace, sources, complaints } = self.for_reader(loaded);
        if let Some(workspace) = workspace.filter(|_| !broken(&complaints)) {
            return Ok(workspace);
        }
        let errors: Vec<Diagnostic> = complaints.into_iter().filter(|d| d.severity() == Severity::Error).collect();
        self.draw(&errors, &sources);
        self.complain(&say::refused_change(self.lang()));
        Err(CliError::Complained)
    }

    /// Replaces the files: all of them, or none.
    pub(super) fn commit(&mut self, edits: &[FileEdit]) -> Result<(), CliError> {
        let root = self.root().unwrap_or_default();
        let replacements: Vec<Replacement<'_>> = edits
            .iter()
            .map(|edit| Replacement { path: &edit.path, before: edit.before.as_deref(), after: &edit.after })
            .collect();
        let done =
            self.world.store.commit(&root, &replacements).map_err(|refusal| refused(self.settings.lang, &refusal));
        self.world.store.unlock(&root);
        done
    }

    /// The edits with their files named as in every other answer: within the workspace.
    pub(super) fn within_workspace(&self, mut edits: Vec<FileEdit>) -> Vec<FileEdit> {
        let root = self.root().unwrap_or_default();
        let prefix = format!("{}/", root.trim_end_matches('/'));
        for edit in &mut edits {
            if let Some(inner) = edit.path.strip_prefix(&prefix).filter(|_| !root.is_empty()) {
                edit.path = inner.to_owned();
            }
        }
        edits
    }

    /// The levels that change in any organization, and the day they are compared on: once the change matters and what
    /// it brings is visible.
    fn effects(
        &self,
        before: &Workspace,
        after: &Workspace,
        intent: &Intent,
    ) -> Result<(String, Vec<Effect>), CliError> {
        let now = self.as_of(before)?;
        let at = intent.effective.map_or(now, |effective| effective.max(now));
        let date = before.zone.date_of(at);
        let rulebook = Rulebook::new(&before.program, &before.policy, date);
        let mut effects = Vec::new();
        for new in &after.organizations {
            let id = new.records.text(new.records.organization.id);
            let same = |old: &&Recorded| old.records.text(old.records.organization.id) == id;
            let Some(old) = before.organizations.iter().find(same) else {
                continue;
            };
            let was = evaluate(&rulebook, &old.records, at);
            let is = evaluate(&rulebook, &new.records, at);
            for (was, is) in was.competencies.iter().zip(&is.competencies) {
                let name = |level| before.program.ladder.name(level).to_owned();
                if was.level != is.level
                    && let Some(competency) = before.program.competency(is.competency)
                {
                    effects.push(Effect {
                        organization: id.to_owned(),
                        competency: (competency.id.clone(), competency.name.clone()),
                        before: was.level.map(name),
                        after: is.level.map(name),
                    });
                }
            }
        }
        Ok((date.to_string(), effects))
    }
}

/// The store's refusal as an error of the command.
pub(super) fn refused(lang: Lang, refusal: &Refusal) -> CliError {
    let (message, help) = match refusal {
        Refusal::System { path, why } => return CliError::Write { path: path.clone(), why: why.clone() },
        Refusal::Busy { folder } => say::busy(lang, folder),
        Refusal::ChangedMeanwhile { path } => say::changed_meanwhile(lang, path),
        Refusal::Link { path } => say::is_link(lang, path),
        Refusal::ReadOnly { path } => say::is_read_only(lang, path),
    };
    CliError::Usage(message, Some(help))
}
