//! The sink that matters: whom rows mean, what they say that is not recorded yet, and the changes that record it.
//!
//! ```text
//! rows ──take──> who is meant (identity, profile) ──finish──> facts about people ─┐
//!                credentials, places, metrics                  achievements       ├─> changes, counts, remarks
//!                figures added up, terms collected             figures, terms    ─┘
//! ```
//!
//! Rows are only collected while they come. People are compared with the records when all of the file is known, so that
//! two rows which name one person by different keys are one person, whichever row came first. What is left after a merge is
//! such that the same file changes nothing the second time.

mod achievement;
mod by_symbol;
mod compare;
mod credential;
mod earned;
mod facts;
mod figure;
mod groups;
mod identity;
mod outcome;
mod person;
mod place;
mod profile;
mod remark;
mod stamp;
mod table;
mod term;
mod texts;

#[cfg(test)]
mod feed;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;

pub use outcome::{Changed, Counts, Kinds, Logged, Merged, Rejected, SignIn};
pub use remark::Remark;

use super::{Action, Figure, Numbered, Person, Reset, RowAt, Sink, Skipped, Term, Who};
use crate::diagnostic::{Diagnostic, ImportFault, Problem, Span};
use crate::edit::{Change, Rows};
use crate::halves::both;
use crate::load::Origins;
use crate::load::kind::Kind;
use crate::model::{Date, Moment, Names, Records};
use crate::rules::Program;
use achievement::{Achievements, EarnedRow};
use facts::{Facts, Field};
use figure::{Counted, Figures};
use identity::{Identities, PersonIx, WhoIx};
use person::{Ids, Owners, PersonRow};
use place::Places;
use stamp::Stamp;
use table::Table;
use term::Terms;

/// What all rows mean. The texts of the files are needed no more, but for complaints about rows that are rejected.
#[derive(Debug)]
pub struct Decided<'w> {
    merger: Merger<'w>,
    facts: Facts<'w>,
    /// The person of every row of a list of users, where it was taken, and what becomes of it.
    accepted: Vec<Option<PersonIx>>,
    actions: Vec<Action>,
    kinds: Kinds,
    /// Of figures and terms.
    changes: Vec<Change>,
    remarks: Vec<Remark>,
}

impl Decided<'_> {
    /// The rows that cannot be recorded, in the order of the file.
    #[must_use]
    pub fn rejected(&self) -> &[Rejected] {
        &self.merger.rejected
    }

    /// What is to be done.
    #[must_use]
    pub fn finish(self) -> Merged {
        let Self { merger, facts, accepted, actions, mut kinds, changes: of_figures, remarks: about_figures } = self;
        let ids = Ids::new(merger.world, &merger.identities, &facts);
        let stamp = Stamp::new(merger.world.records.zone);
        let (mut changes, mut remarks) = (Vec::new(), Vec::new());
        let (world, identities) = (merger.world, &merger.identities);
        let about_people = || {
            kinds.people.new = ids.len();
            kinds.people.changed = person::changes(world, identities, &facts, &ids, &stamp, &mut changes);
            kinds.accounts.new = merger.account_changes(&ids, &mut changes);
            kinds.links.new = merger.link_changes(&stamp, &mut changes);
            remarks.extend(identities.zeros.clone());
            person::remarks(world, identities, &facts, &ids, &mut remarks);
            identities.profiles.remarks(&identities.words, &mut remarks);
            merger.log(&accepted, &actions, &facts, &ids)
        };
        let of_achievements = || merger.achievements.changes(identities, &ids, &merger.evidence, &stamp);
        let (log, (achievements, of_achievements)) = both(about_people, of_achievements);
        kinds.achievements = achievements;
        changes.extend(of_achievements);
        changes.extend(of_figures);
        merger.achievements.remarks(&ids, &mut remarks);
        remarks.extend(about_figures);
        merger.places.finish(identities, |person| ids.id(world, person), &mut remarks);
        let (counts, rejected) = (merger.counts, merger.rejected);
        Merged { changes: additions_first(changes), counts, kinds, rejected, remarks, log }
    }
}

/// How a file is to be merged.
#[derive(Debug, Clone, Copy)]
pub struct Options<'o> {
    /// The organization's id.
    pub organization: &'o str,
    /// The workspace has several organizations, so new records name theirs.
    pub several: bool,
    /// Accounts of people in the file were linked to the organization then.
    pub linked: Option<Moment>,
    /// Those whom the file lists as leaving were last employed on that day.
    pub left: Option<Date>,
    /// Rows may be about people who are not recorded; otherwise they are rejected.
    pub new_people: bool,
}

/// Why a row cannot be recorded.
type Refusal = Box<Diagnostic>;

/// A complaint about a row.
fn refusal(at: Span, problem: Problem) -> Refusal {
    Box::new(Diagnostic::at(at, problem))
}

/// What rows are compared with.
#[derive(Debug, Clone, Copy)]
struct World<'w> {
    records: &'w Records,
    origins: &'w Origins,
    program: &'w Program,
    options: Options<'w>,
}

impl World<'_> {
    /// The person whom a row means, if it may be about that person.
    fn known(
        &self,
        who: WhoIx,
        at: Span,
        identities: &Identities<'_>,
        must_be_recorded: bool,
    ) -> Result<PersonIx, Refusal> {
        let meant = identities.meant(who).map_err(|conflict| {
            let problem =
                conflict.map_or(Problem::Import(ImportFault::NoIdentity), |conflict| conflict.problem.clone());
            let first = conflict.and_then(|conflict| conflict.first);
            Box::new(first.into_iter().fold(Diagnostic::at(at, problem), Diagnostic::with))
        })?;
        let person = identities.person(meant);
        if !self.admits(person, identities, must_be_recorded) {
            let who = identities.label(person).to_owned();
            return Err(refusal(at, Problem::UnknownPerson(who)));
        }
        Ok(person)
    }

    /// Whether rows may be about a person.
    fn admits(&self, person: PersonIx, identities: &Identities<'_>, must_be_recorded: bool) -> bool {
        !must_be_recorded && self.options.new_people || identities.recorded(person).is_some()
    }
}

/// Collects the rows of files and compares them with what is recorded.
#[derive(Debug)]
pub struct Merger<'w> {
    world: World<'w>,
    identities: Identities<'w>,
    places: Places<'w>,
    people: Vec<PersonRow>,
    achievements: Achievements<'w>,
    /// Where proofs are.
    evidence: Names,
    figures: Figures<'w>,
    terms: Terms<'w>,
    counts: Counts,
    rejected: Vec<Rejected>,
}

impl<'w> Merger<'w> {
    /// Nothing taken yet. The records and their places belong together.
    #[must_use]
    pub fn new(records: &'w Records, origins: &'w Origins, program: &'w Program, options: Options<'w>) -> Self {
        let world = World { records, origins, program, options };
        Self {
            world,
            identities: Identities::new(world),
            places: Places::new(world),
            people: Vec::new(),
            achievements: Achievements::new(world),
            evidence: Names::default(),
            figures: Figures::new(world),
            terms: Terms::new(world),
            counts: Counts::default(),
            rejected: Vec::new(),
        }
    }

    /// The last day of those whom a file lists as leaving, where it was said.
    #[must_use]
    pub fn left(&self) -> Option<Date> {
        self.world.options.left
    }

    fn refuse(&mut self, at: RowAt, complaint: Diagnostic) {
        self.counts.rejected += 1;
        self.rejected.push(Rejected { at, complaints: vec![complaint] });
    }

    /// Decides what every row means, once all of them are there.
    #[must_use]
    pub fn decide(mut self) -> Decided<'w> {
        self.identities.settle();
        let mut facts = Facts::new(self.world, self.identities.len());
        let accepted = self.accept_people(&mut facts);
        self.note_unlinked();
        let actions = self.count_people(&accepted, &mut facts);
        self.take_earned(&mut facts);
        let (mut changes, mut remarks) = (Vec::new(), Vec::new());
        let figures = std::mem::replace(&mut self.figures, Figures::new(self.world));
        let figures = figures.finish(&mut changes, &mut remarks);
        let terms = std::mem::replace(&mut self.terms, Terms::new(self.world));
        let (terms, new, changed) = terms.finish(&mut changes);
        let kinds = Kinds {
            figures: Changed { new: figures.new, changed: figures.changed },
            memberships: Changed { new, changed },
            ..Kinds::default()
        };
        self.counts.new += figures.new_rows;
        self.counts.changed += figures.changed_rows;
        self.counts.unchanged += figures.unchanged_rows;
        self.counts.rejected += figures.rejected.len();
        terms.into_iter().for_each(|row| self.counts.add_term(row));
        self.rejected.extend(figures.rejected.into_iter().map(|(at, c)| Rejected { at, complaints: vec![*c] }));
        self.rejected.sort_by_key(|rejected| (rejected.at.span.file, rejected.at.line, rejected.at.span.start));
        Decided { merger: self, facts, accepted, actions, kinds, changes, remarks }
    }

    /// Takes what lists of users say; for every row the person, where it was taken.
    fn accept_people(&mut self, facts: &mut Facts<'w>) -> Vec<Option<PersonIx>> {
        let rows = std::mem::take(&mut self.people);
        let owners = Owners::of(&rows, &self.identities);
        let remarks = &mut self.places.remarks;
        let days: Vec<Result<PersonIx, Refusal>> = (0..)
            .zip(&rows)
            .map(|(number, row)| {
                owners.check(row, &self.identities)?;
                person::days(row, number, self.world, &self.identities, facts, remarks)
            })
            .collect();
        facts.settle_days();
        let mut accepted = Vec::with_capacity(rows.len());
        for ((number, row), days) in (0..).zip(&rows).zip(days) {
            let (identities, places) = (&mut self.identities, &mut self.places);
            let taken = days.and_then(|person| person::accept(row, number, person, identities, facts, places));
            accepted.push(match taken {
                Ok(person) => Some(person),
                Err(complaint) => {
                    self.refuse(row.at, *complaint);
                    None
                }
            });
        }
        self.people = rows;
        for person in accepted.iter().flatten() {
            // An address that still stands in the file still says whom its rows mean.
            if facts.change(*person, Field::Email).is_some() && self.identities.address_in_use(*person) {
                facts.keep(*person, Field::Email);
            }
        }
        accepted
    }

    /// Notes of which accounts the file says that they are not linked.
    fn note_unlinked(&mut self) {
        for row in self.achievements.rows.iter().filter(|row| row.linked == Some(false)) {
            if let Some(account) = achievement::holder(&self.identities, row.who) {
                self.identities.profiles.stated_unlinked(account);
            }
        }
    }

    /// Counts the rows of lists of users, and records and links the accounts they bring.
    fn count_people(&mut self, accepted: &[Option<PersonIx>], facts: &mut Facts<'w>) -> Vec<Action> {
        let mut says = vec![false; self.people.len()];
        for person in accepted.iter().flatten() {
            for (_, row) in Field::ALL.into_iter().filter_map(|field| facts.change(*person, field)) {
                if let Some(says) = says.get_mut(row as usize) {
                    *says = true;
                }
            }
        }
        let mut actions = Vec::with_capacity(self.people.len());
        for ((row, person), says) in self.people.iter().zip(accepted).zip(says) {
            let Some(person) = *person else {
                actions.push(Action::Rejected);
                continue;
            };
            let named = self.identities.meant(row.who).map_or([None; 2], |meant| [meant.mcid, meant.personal]);
            let brought = person::accounts(named, person, true, &mut self.identities, facts);
            let first = facts.meet(person, true);
            let action = if first && self.identities.recorded(person).is_none() {
                Action::Created
            } else if says || brought {
                Action::Changed
            } else {
                Action::Unchanged
            };
            self.counts.add(action);
            actions.push(action);
        }
        actions
    }

    fn account_changes(&self, ids: &Ids, changes: &mut Vec<Change>) -> usize {
        let several = self.world.options.several;
        let columns = [("account", true), ("kind", true), ("employee", true), ("organization", several)];
        let mut table = Table::new(Kind::Accounts, columns);
        let mut count = 0;
        for (ix, kind, owner) in self.identities.profiles.added() {
            let account = self.identities.profiles.id(ix, &self.identities.words);
            table.push([account, kind.word(), ids.id(self.world, owner), self.world.options.organization]);
            count += 1;
        }
        changes.extend(table.change());
        count
    }

    fn link_changes(&self, stamp: &Stamp, changes: &mut Vec<Change>) -> usize {
        let links = &self.identities.profiles.links;
        let mut rows = Rows::new(Kind::Associations, &["account", "organization", "linked"]);
        let mut linked = String::new();
        for link in links {
            stamp.write(Some(link.linked), &mut linked);
            let account = self.identities.profiles.id(link.profile, &self.identities.words);
            rows.push([account, self.world.options.organization, &linked]);
        }
        changes.extend((!rows.is_empty()).then_some(Change::Add(rows)));
        links.len()
    }

    fn log(&self, accepted: &[Option<PersonIx>], actions: &[Action], facts: &Facts<'w>, ids: &Ids) -> Vec<Logged> {
        let mut log = Vec::with_capacity(self.people.len());
        for ((row, person), action) in self.people.iter().zip(accepted).zip(actions) {
            let said = self.identities.said(row.who);
            let own = !said.personal_mail.is_empty() && !said.personal_mail.eq_ignore_ascii_case(said.work_mail);
            let (user_name, shown) = (said.work_mail.to_owned(), said.display_name.to_owned());
            let identities = &self.identities;
            let display_name = match person {
                Some(person) if shown.is_empty() => facts.text(*person, Field::Name, identities).to_owned(),
                _ => shown,
            };
            let accounts = person.map(|person| identities.profiles.of(person)).unwrap_or_default();
            let other = accounts.iter().map(|(_, ix)| identities.profiles.id(*ix, &identities.words));
            let other = other.into_iter().any(|id| id.contains('@') && !id.eq_ignore_ascii_case(&user_name));
            log.push(Logged {
                line: row.at.line,
                action: *action,
                employee: person.map(|person| ids.id(self.world, person)).unwrap_or_default().to_owned(),
                user_name,
                display_name,
                given_name: said.given_name.to_owned(),
                family_name: said.family_name.to_owned(),
                status: if row.leaving { SignIn::Leaving } else { SignIn::of(row.active) },
                reset: if own || other { Reset::SelfService } else { Reset::Administrator },
            });
        }
        log
    }
}

impl Sink for Merger<'_> {
    fn person(&mut self, at: RowAt, person: &Person<'_>) {
        self.counts.read += 1;
        if person.guest {
            self.counts.skip(Skipped::Guest);
            return;
        }
        self.people.push(PersonRow {
            at,
            who: self.identities.who(&person.who, at.span),
            place: self.places.number(person.location, person.mpn_id),
            joined: person.joined,
            left: person.left,
            active: person.active,
            leaving: person.leaving,
        });
    }

    fn who(&mut self, at: Span, who: &Who<'_>) -> u32 {
        self.identities.who(who, at).0
    }

    fn credential(&mut self, code: &str, title: &str) -> u32 {
        self.achievements.credentials.number(code, title)
    }

    fn numbered(&mut self, at: RowAt, earned: &Numbered<'_>) {
        self.counts.read += 1;
        self.achievements.rows.push(EarnedRow {
            at,
            who: WhoIx(earned.who),
            credential: earned.credential,
            earned: earned.earned,
            expires: earned.expires,
            evidence: (!earned.evidence.is_empty()).then(|| self.evidence.intern(earned.evidence)),
            linked: earned.linked,
            assessment: earned.assessment,
        });
    }

    fn figure(&mut self, at: RowAt, figure: &Figure<'_>) {
        self.counts.read += 1;
        match self.figures.take(at, figure, &mut self.places) {
            Ok(Counted::Later) => {}
            Ok(Counted::Repeated) => self.counts.skip(Skipped::Repeated),
            Err(complaint) => self.refuse(at, *complaint),
        }
    }

    fn term(&mut self, at: RowAt, term: &Term<'_>) {
        self.counts.read += 1;
        if let Err(complaint) = self.terms.take(at, term) {
            self.refuse(at, *complaint);
        }
    }

    fn reject(&mut self, at: RowAt, complaints: Vec<Diagnostic>) {
        self.counts.read += 1;
        self.counts.rejected += 1;
        self.rejected.push(Rejected { at, complaints });
    }

    fn skip(&mut self, _: RowAt, why: Skipped) {
        self.counts.read += 1;
        self.counts.skip(why);
    }
}

/// New records first: a change may refer to one.
fn additions_first(mut changes: Vec<Change>) -> Vec<Change> {
    changes.sort_by_key(|change| matches!(change, Change::Set { .. }));
    changes
}
