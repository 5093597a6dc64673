//! Rows of lists of users: whom they add, what they change, and the ids of new people.

use super::facts::{Facts, Field, Value};
use super::identity::{Identities, PersonIx, WhoIx, local_part};
use super::place::Places;
use super::profile::ProfileIx;
use super::remark::Remark;
use super::stamp::Stamp;
use super::table::Table;
use super::{Refusal, World, refusal};
use crate::diagnostic::{Diagnostic, FileId, Problem, Span};
use crate::edit::Change;
use crate::import::RowAt;
use crate::load::kind::Kind;
use crate::model::{Moment, Names, Symbol};
use hashbrown::{HashMap, HashSet};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// A row of a list of users.
#[derive(Debug, Clone, Copy)]
pub(super) struct PersonRow {
    pub(super) at: RowAt,
    pub(super) who: WhoIx,
    /// The place, by number.
    pub(super) place: u32,
    pub(super) joined: Option<Moment>,
    pub(super) left: Option<Moment>,
    pub(super) active: Option<bool>,
    pub(super) leaving: bool,
}

/// The users to whom lists give each learning profile, by file: two of them, where there are several. A list has one row for
/// each user, so two addresses at work are two people.
#[derive(Debug)]
pub(super) struct Owners(HashMap<(FileId, ProfileIx), [(Symbol, Span); 2]>);

impl Owners {
    /// Those in these rows.
    pub(super) fn of(rows: &[PersonRow], identities: &Identities<'_>) -> Self {
        let mut owners = HashMap::new();
        for row in rows {
            if let Some((profile, address)) = owned(row, identities) {
                let owner = (address, row.at.span);
                let [first, second] = owners.entry((row.at.span.file, profile)).or_insert([owner; 2]);
                if first.0 == second.0 {
                    *second = owner;
                }
            }
        }
        Self(owners)
    }

    /// Refuses every row with a profile of several users, since nobody can tell which of them is right.
    pub(super) fn check(&self, row: &PersonRow, identities: &Identities<'_>) -> Result<(), Refusal> {
        let found = owned(row, identities).and_then(|(profile, address)| {
            let both = self.0.get(&(row.at.span.file, profile))?;
            Some((profile, both.iter().find(|(other, _)| *other != address)?))
        });
        let Some((profile, (owner, at))) = found else { return Ok(()) };
        let account = identities.profiles.id(profile, &identities.words).to_owned();
        let owner = identities.words.text(*owner).to_owned();
        let complaint = Diagnostic::at(row.at.span, Problem::SharedAccount { account, owner });
        Err(Box::new(if at.start < row.at.span.start { complaint.with(*at) } else { complaint }))
    }
}

/// The learning profile of a row and its user's address at work.
fn owned(row: &PersonRow, identities: &Identities<'_>) -> Option<(ProfileIx, Symbol)> {
    let meant = identities.meant(row.who).ok()?;
    meant.mcid.zip(meant.work)
}

/// Takes what a row says about the days of employment of its person.
///
/// # Errors
/// Why the row cannot be taken.
pub(super) fn days(
    row: &PersonRow,
    number: u32,
    world: World<'_>,
    identities: &Identities<'_>,
    facts: &mut Facts<'_>,
    remarks: &mut Vec<Remark>,
) -> Result<PersonIx, Refusal> {
    let person = world.known(row.who, row.at.span, identities, row.leaving)?;
    let zone = world.records.zone;
    let mut left = row.left.or(world.options.left.map(Moment::Day).filter(|_| row.leaving));
    if let (Some(joined), Some(left)) = (row.joined, left)
        && zone.end(left) <= zone.beginning(joined)
    {
        return Err(refusal(row.at.span, Problem::LeftBeforeJoined));
    }
    if row.leaving {
        let day = left.ok_or_else(|| refusal(row.at.span, Problem::NoLastDay))?;
        // Of several days the earliest is right: nobody leaves twice.
        let gone = facts.left(person).filter(|gone| *gone <= zone.end(day));
        left = gone.is_none().then_some(day);
        if let Some(gone) = gone.filter(|gone| *gone < zone.end(day)) {
            remarks.push(Remark::AlreadyLeft {
                id: identities.label(person).to_owned(),
                recorded: zone.last_date(gone),
                found: zone.last_date(zone.end(day)),
            });
        }
    }
    for (field, moment) in [(Field::Joined, row.joined), (Field::Left, left)] {
        if let Some(moment) = moment {
            facts.state(person, field, Value::At(moment), number, &identities.words);
        }
    }
    Ok(person)
}

/// Takes everything else that a row says. Rows that do not go together about the days of employment are all of them
/// refused, since nobody can tell which of them is right.
///
/// # Errors
/// Why the row cannot be taken.
pub(super) fn accept(
    row: &PersonRow,
    number: u32,
    person: PersonIx,
    identities: &mut Identities<'_>,
    facts: &mut Facts<'_>,
    places: &mut Places<'_>,
) -> Result<PersonIx, Refusal> {
    if facts.days_clash(person) && (row.leaving || row.joined.is_some() || row.left.is_some()) {
        return Err(refusal(row.at.span, Problem::LeftBeforeJoined));
    }
    facts.meet(person, false);
    if row.active == Some(false) && !row.leaving {
        facts.deactivate(person);
    }
    let texts = [
        (Field::Name, name(row.who, identities)),
        (Field::Email, email(row.who, identities)),
        (Field::Location, places.of_person(person, row.place, identities)),
        (Field::ObjectId, object_id(row.who, identities)),
    ];
    for (field, text) in texts {
        if let Some(text) = text {
            facts.state(person, field, Value::Text(text), number, &identities.words);
        }
    }
    Ok(person)
}

/// Fills in what nobody says about a person with what a row of another kind says; true when there was something.
pub(super) fn fill(who: WhoIx, person: PersonIx, identities: &mut Identities<'_>, facts: &mut Facts<'_>) -> bool {
    let texts = [
        (Field::Name, name(who, identities)),
        (Field::Email, email(who, identities)),
        (Field::ObjectId, object_id(who, identities)),
    ];
    let mut filled = false;
    for (field, text) in texts {
        filled |= text.is_some_and(|text| facts.fill(person, field, Value::Text(text), &identities.words));
    }
    filled
}

fn email(who: WhoIx, identities: &mut Identities<'_>) -> Option<Symbol> {
    let (said, words) = identities.said_and_words(who);
    (!said.work_mail.is_empty()).then(|| words.intern(said.work_mail))
}

fn object_id(who: WhoIx, identities: &mut Identities<'_>) -> Option<Symbol> {
    let (said, words) = identities.said_and_words(who);
    (!said.object_id.is_empty()).then(|| words.intern(said.object_id))
}

/// The name to record: as it is shown, or the parts in the order of their script.
fn name(who: WhoIx, identities: &mut Identities<'_>) -> Option<Symbol> {
    let (said, words) = identities.said_and_words(who);
    if !said.display_name.is_empty() {
        return Some(words.intern(&one_line(said.display_name)));
    }
    let (given, family) = (said.given_name, said.family_name);
    match (given.is_empty(), family.is_empty()) {
        (true, true) => None,
        (false, true) => Some(words.intern(&one_line(given))),
        (true, false) => Some(words.intern(&one_line(family))),
        (false, false) if given.chars().chain(family.chars()).any(is_japanese) => {
            Some(words.intern(&one_line(&format!("{family} {given}"))))
        }
        (false, false) => Some(words.intern(&one_line(&format!("{given} {family}")))),
    }
}

/// A name without line breaks: records keep a name on one line, whatever line ends the file has.
fn one_line(name: &str) -> Cow<'_, str> {
    if name.contains(['\r', '\n']) {
        Cow::Owned(
            name.split(['\r', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        )
    } else {
        Cow::Borrowed(name)
    }
}

/// Kana and kanji, in which the family name comes first.
fn is_japanese(character: char) -> bool {
    matches!(character,
        '\u{3005}' | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}' | '\u{20000}'..='\u{3FFFF}')
}

/// The ids of everybody: those recorded, and one for each new person of whom a row was taken.
#[derive(Debug)]
pub(super) struct Ids {
    new: HashMap<PersonIx, String>,
}

impl Ids {
    /// Gives ids to new people: the employee number, else what stands before `@` in the address at work, else in that of
    /// the personal account, else the certification id. Where somebody else has that id, the whole address is taken.
    pub(super) fn new(world: World<'_>, identities: &Identities<'_>, facts: &Facts<'_>) -> Self {
        let known = world.records.employees.len();
        let people: Vec<PersonIx> = (known..identities.len())
            .filter_map(|n| u32::try_from(n).ok().map(PersonIx))
            .filter(|person| facts.met(*person))
            .collect();
        if people.is_empty() {
            return Self { new: HashMap::new() };
        }
        let mut new = HashMap::with_capacity(people.len());
        let mut taken: HashSet<String> = identities.numbers().map(str::to_lowercase).collect();
        let mut rest: Vec<(String, PersonIx)> = Vec::new();
        for person in people {
            match identities.number(person) {
                Some(number) => {
                    new.insert(person, number.to_owned());
                }
                None => rest.push((source(person, identities, facts), person)),
            }
        }
        // By address and not by row, so that the order of rows does not decide who gets the short id.
        rest.sort();
        for (source, person) in rest {
            let short = local_part(&source);
            let first = if short.is_empty() || taken.contains(short) { &source } else { short };
            let again = (2..).map(|n: u32| format!("{source}-{n}"));
            let mut ids = std::iter::once(first.to_owned()).chain(again);
            let id = ids.find(|id| !taken.contains(id)).unwrap_or_default();
            taken.insert(id.clone());
            new.insert(person, id);
        }
        Self { new }
    }

    /// The id of a person; empty for one who is neither recorded nor new.
    pub(super) fn id<'t>(&'t self, world: World<'t>, person: PersonIx) -> &'t str {
        match world.records.employees.get(person.0 as usize) {
            Some(employee) => world.records.text(employee.id),
            None => self.new.get(&person).map(String::as_str).unwrap_or_default(),
        }
    }

    /// How many people are new.
    pub(super) fn len(&self) -> usize {
        self.new.len()
    }
}

/// What the id of a person without a number is made of.
fn source(person: PersonIx, identities: &Identities<'_>, facts: &Facts<'_>) -> String {
    let email = facts.text(person, Field::Email, identities);
    if !email.is_empty() {
        return email.to_lowercase();
    }
    let accounts = identities.profiles.of(person).iter();
    let accounts: Vec<&str> = accounts.map(|(_, ix)| identities.profiles.id(*ix, &identities.words)).collect();
    let mail = accounts.iter().filter(|id| id.contains('@')).min();
    let mcid = || accounts.iter().min().map(|id| format!("mcid-{id}"));
    let other = || facts.text(person, Field::ObjectId, identities).to_lowercase();
    mail.map(|mail| mail.to_lowercase()).or_else(mcid).unwrap_or_else(other)
}

/// Adds the new people and changes those that are recorded; returns how many are changed.
pub(super) fn changes(
    world: World<'_>,
    identities: &Identities<'_>,
    facts: &Facts<'_>,
    ids: &Ids,
    stamp: &Stamp,
    changes: &mut Vec<Change>,
) -> usize {
    let known = world.records.employees.len();
    let everybody = || (0..identities.len()).filter_map(|n| u32::try_from(n).ok()).map(PersonIx);
    let new = || everybody().skip(known).filter(|person| ids.new.contains_key(person));
    let uses = |field: Field| new().any(|person| facts.change(person, field).is_some());
    let mut used = Field::ALL.map(|field| (field.word(), uses(field))).into_iter();
    let mut column = || used.next().unwrap_or_default();
    let columns = [
        ("id", true),
        column(),
        column(),
        column(),
        column(),
        column(),
        column(),
        ("organization", world.options.several),
    ];
    let mut table = Table::new(Kind::Employees, columns);
    let value = |value: Value, words: &Names| match value {
        Value::Text(text) => words.text(text).to_owned(),
        Value::At(moment) => stamp.text(moment),
    };
    for person in new() {
        let text = |field: Field| facts.change(person, field).map(|(v, _)| value(v, &identities.words));
        let [name, email, location, joined, left, object_id] = Field::ALL.map(|field| text(field).unwrap_or_default());
        let id = ids.id(world, person);
        table.push([id, &name, &email, &location, &joined, &left, &object_id, world.options.organization]);
    }
    changes.extend(table.change());
    let mut changed = 0;
    for (person, at) in everybody().take(known).zip(&world.origins.employees) {
        let fields: Vec<(&'static str, String)> = Field::ALL
            .into_iter()
            .filter_map(|field| Some((field.word(), value(facts.change(person, field)?.0, &identities.words))))
            .collect();
        if !fields.is_empty() {
            changed += 1;
            changes.push(Change::Set { kind: Kind::Employees, at: *at, fields });
        }
    }
    changed
}

/// New people with the name of somebody else, and people who may not sign in.
pub(super) fn remarks(
    world: World<'_>,
    identities: &Identities<'_>,
    facts: &Facts<'_>,
    ids: &Ids,
    remarks: &mut Vec<Remark>,
) {
    let people = || (0..identities.len()).filter_map(|n| u32::try_from(n).ok()).map(PersonIx);
    if ids.len() > 0 {
        let mut by_name: BTreeMap<String, Vec<PersonIx>> = BTreeMap::new();
        for person in people() {
            let name = folded_name(facts.text(person, Field::Name, identities));
            if !name.is_empty() && !ids.id(world, person).is_empty() {
                by_name.entry(name).or_default().push(person);
            }
        }
        for people in by_name.into_values().filter(|people| people.len() > 1) {
            let Some(new) = people.iter().find(|person| ids.new.contains_key(*person)) else { continue };
            let name = facts.text(*new, Field::Name, identities).to_owned();
            remarks.push(Remark::DuplicateProfile { name, ids: sorted(world, ids, &people) });
        }
    }
    let inactive: Vec<PersonIx> =
        people().filter(|person| facts.inactive(*person) && facts.left(*person).is_none()).collect();
    if !inactive.is_empty() {
        remarks.push(Remark::Inactive { ids: sorted(world, ids, &inactive) });
    }
}

fn sorted(world: World<'_>, ids: &Ids, people: &[PersonIx]) -> Vec<String> {
    let mut ids: Vec<String> = people.iter().map(|person| ids.id(world, *person).to_owned()).collect();
    ids.sort();
    ids
}

/// Case and blanks do not distinguish names.
fn folded_name(name: &str) -> String {
    name.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// Brings the accounts that a row names, and links them where that is asked for; true when anything is new. A row of a
/// list of users speaks for all accounts of its person.
pub(super) fn accounts(
    named: [Option<ProfileIx>; 2],
    person: PersonIx,
    whole: bool,
    identities: &mut Identities<'_>,
    facts: &Facts<'_>,
) -> bool {
    let profiles = &mut identities.profiles;
    let mut new = false;
    for ix in named.into_iter().flatten() {
        new |= profiles.bring(ix);
    }
    let (active, joined, left) = (!facts.inactive(person), facts.joined(person), facts.left(person));
    for ix in named.into_iter().flatten() {
        new |= profiles.link(ix, active, joined, left);
    }
    if whole {
        for n in 0..profiles.of(person).len() {
            if let Some((_, ix)) = profiles.of(person).get(n).copied() {
                new |= profiles.link(ix, active, joined, left);
            }
        }
    }
    new
}
