//! What was earned, taken row by row once all rows are there: it is counted, and so is what it says about its person.

use super::achievement::{EarnedRow, Mention, holder};
use super::compare::fault;
use super::facts::Facts;
use super::identity::{PersonIx, WhoIx};
use super::{Merger, person};
use crate::diagnostic::Diagnostic;
use crate::import::Skipped;
use crate::model::{AccountKind, AccountKinds};

/// What was done for one combination of what rows say about a person. Doing it again would change nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Done {
    /// What it says about its person was taken.
    said: bool,
    /// Its account serves these kinds.
    serves: Option<AccountKinds>,
}

impl<'w> Merger<'w> {
    /// Compares what was earned with what is recorded.
    pub(super) fn take_earned(&mut self, facts: &mut Facts<'w>) {
        if self.achievements.rows.is_empty() {
            return;
        }
        let people = self.people_of_whos();
        self.achievements.compare(&people, self.identities.len());
        let mut done = vec![Done::default(); people.len()];
        for number in 0..self.achievements.rows.len() {
            let Some(row) = self.achievements.rows.get(number).copied() else { continue };
            let who = row.who.0 as usize;
            let mention = self.achievements.mention(number);
            let person = people.get(who).copied().flatten().filter(|_| mention != Mention::Refused);
            let (Some(person), Some(done)) = (person, done.get_mut(who)) else {
                self.refuse_earned(&row);
                continue;
            };
            let mut more = mention == Mention::Revised;
            if !done.said {
                done.said = true;
                facts.meet(person, false);
                more |= person::fill(row.who, person, &mut self.identities, facts);
                let named = self.identities.meant(row.who).map_or([None; 2], |meant| [meant.mcid, meant.personal]);
                more |= person::accounts(named, person, false, &mut self.identities, facts);
            }
            let kind = self.kind(&row);
            if !done.serves.is_some_and(|kinds| kind.is_none_or(|kind| kinds.contains(kind))) {
                let kinds = done.serves.unwrap_or_default();
                done.serves = Some(kind.map_or(kinds, |kind| kinds.with(kind)));
                more |= self.serve(&row, kind, person, facts);
            }
            match (mention, more) {
                (Mention::New, _) => self.counts.new += 1,
                (_, true) => self.counts.changed += 1,
                (Mention::Repeated, false) => self.counts.skip(Skipped::Repeated),
                (_, false) => self.counts.unchanged += 1,
            }
        }
    }

    /// Whom each combination of what rows say means; none where that is nobody the row may be about.
    fn people_of_whos(&self) -> Vec<Option<PersonIx>> {
        let whos = (0..self.identities.whos()).map(|who| WhoIx(u32::try_from(who).unwrap_or(u32::MAX)));
        let person = |who| self.identities.meant(who).ok().map(|meant| self.identities.person(meant));
        whos.map(|who| person(who).filter(|person| self.world.admits(*person, &self.identities, false))).collect()
    }

    /// Says why a row was refused.
    fn refuse_earned(&mut self, row: &EarnedRow) {
        let known = self.world.known(row.who, row.at.span, &self.identities, false).err();
        let faulty = || fault(self.world.records.zone, row).map(|problem| Diagnostic::at(row.at.span, problem));
        if let Some(complaint) = known.map(|complaint| *complaint).or_else(faulty) {
            self.refuse(row.at, complaint);
        }
    }

    /// The kind of account that earns what a row is about.
    fn kind(&self, row: &EarnedRow) -> Option<AccountKind> {
        if row.assessment {
            return Some(AccountKind::University);
        }
        let credentials = &self.achievements.credentials;
        credentials.kind(credentials.key(row.credential))?.account()
    }

    /// Makes the account that earned something one of the kind that earns it; true when it was none.
    fn serve(&mut self, row: &EarnedRow, kind: Option<AccountKind>, person: PersonIx, facts: &Facts<'w>) -> bool {
        let Some(account) = holder(&self.identities, row.who) else {
            return false;
        };
        let profiles = &mut self.identities.profiles;
        let mut new = profiles.bring(account);
        new |= kind.is_some_and(|kind| profiles.serve(account, kind));
        if profiles.is_asked(account) {
            return new;
        }
        let (active, joined, left) = (!facts.inactive(person), facts.joined(person), facts.left(person));
        new | profiles.link(account, active, joined, left)
    }
}
