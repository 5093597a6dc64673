//! `--pseudonyms`: the key, the commands that can be answered with it, and the people behind the pseudonyms.

use super::args::{AchievementCommand, Command, EmployeeCommand, MembershipCommand};
use super::session::Session;
use super::{CliError, pick};
use crate::lang::{problems, say};
use crate::load::pseudonym::{Key, LEAST, pseudonymous};
use crate::load::{Loaded, Recorded, unreadable};
use crate::model::{EmployeeIx, Records};

/// What pseudonyms are made with, and the records they stand in for.
pub(super) struct Veil {
    key: Key,
    plain: Vec<Recorded>,
}

/// What pseudonyms mean for a command.
enum Bearing {
    /// It shows people, and can show pseudonyms.
    Veiled,
    /// It shows nobody.
    Nobody,
    /// It works with true names, or shows what cannot be veiled.
    Refused,
}

fn bearing(command: &Command) -> Bearing {
    match command {
        Command::Demo(demo) if demo.write.is_none() => Bearing::Veiled,
        Command::Status(_)
        | Command::Explain(_)
        | Command::WhyNot(_)
        | Command::Check(_)
        | Command::Alerts(_)
        | Command::Membership(MembershipCommand::Show)
        | Command::Profile
        | Command::Forecast(_)
        | Command::Actions(_)
        | Command::Compare(_)
        | Command::People(_)
        | Command::Report(_)
        | Command::Achievement(AchievementCommand::List(_))
        | Command::Employee(EmployeeCommand::List { .. }) => Bearing::Veiled,
        Command::Demo(_)
        | Command::Init(_)
        | Command::Program(_)
        | Command::Schema(_)
        | Command::Completions(_)
        | Command::Man(_)
        | Command::Help(_) => Bearing::Nobody,
        Command::Batch(_)
        | Command::Membership(_)
        | Command::Import(_)
        | Command::Export(_)
        | Command::Employee(_)
        | Command::Account(_)
        | Command::Link(_)
        | Command::Unlink(_)
        | Command::Achievement(_)
        | Command::Performance(_)
        | Command::Override(_)
        | Command::Attest(_)
        | Command::Doctor => Bearing::Refused,
    }
}

impl Session<'_, '_> {
    /// Reads the key, where pseudonyms are wanted and the command shows people.
    pub(super) fn take_key(&mut self, command: Option<&Command>) -> Result<(), CliError> {
        let variable = || (self.world.env)("COMPETENCY_PSEUDONYMS").filter(|path| !path.is_empty());
        let (Some(path), Some(command)) = (self.global.pseudonyms.clone().or_else(variable), command) else {
            return Ok(());
        };
        let lang = self.lang();
        match bearing(command) {
            Bearing::Nobody => return Ok(()),
            Bearing::Refused => {
                let (message, help) = say::no_pseudonyms(lang);
                return Err(CliError::Usage(message, Some(help)));
            }
            Bearing::Veiled => {}
        }
        let bytes = self.world.files.read(&path).map_err(|error| {
            let (message, _) = say::cannot_read(lang, &path, &problems::words(lang, &unreadable(error)).message);
            CliError::Usage(message, Some(say::make_a_key(lang)))
        })?;
        let key = Key::of(&bytes)
            .ok_or_else(|| CliError::Usage(say::short_key(lang, &path, LEAST), Some(say::make_a_key(lang))))?;
        // An answer must not overwrite the key.
        self.read.push(path);
        self.veil = Some(Veil { key, plain: Vec::new() });
        Ok(())
    }

    /// What was read, with pseudonyms where they are wanted, and the rules in the words of whoever reads the answer.
    pub(super) fn for_reader(&mut self, mut loaded: Loaded) -> Loaded {
        if let (Some(veil), Some(workspace)) = (&mut self.veil, &mut loaded.workspace) {
            let veiled = pseudonymous(&workspace.organizations, &veil.key);
            veil.plain.extend(std::mem::replace(&mut workspace.organizations, veiled));
        }
        loaded.workspace = loaded.workspace.map(|mut workspace| {
            workspace.program = self.worded(workspace.program);
            workspace
        });
        loaded
    }

    /// The person somebody means, who may be called by the true id, mail address or name as well as by a pseudonym.
    pub(super) fn person(&self, records: &Records, word: &str) -> Result<EmployeeIx, CliError> {
        let found = pick::person(self.lang(), records, word);
        let Some(veil) = self.veil.as_ref().filter(|_| found.is_err()) else {
            return found;
        };
        let own = records.text(records.organization.id);
        let mut all = veil.plain.iter().map(|recorded| &recorded.records);
        let Some(plain) = all.find(|plain| plain.text(plain.organization.id) == own) else {
            return found;
        };
        let named = pick::person(self.lang(), plain, word)?;
        pick::person(self.lang(), records, &veil.key.person(plain.employee_id(named)))
    }
}
