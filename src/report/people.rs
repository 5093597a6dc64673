//! `people`: who carries which level, who is indispensable, what else they would fit, and who came and went.

use super::cause::level_words;
use super::{Block, Cell, Columns, Line, Matrix, Report, Table, Told, Tone, people_data};
use crate::engine::{Evidence, LevelStanding, PathStanding, RequirementStanding};
use crate::lang::words::{self, LinkedHere, Movement, Seat, TableTitle, table_title};
use crate::model::{AccountIx, Association, Date, Employee, EmployeeIx, Instant};
use crate::rules::{CompetencyIx, LevelIx, Requirement};

/// The schema of the document.
pub const SCHEMA: &str = "competency/people/1";

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// Who meets which requirement of these competencies; none asks for everybody's levels.
    pub competencies: Vec<CompetencyIx>,
    /// Who came, went, or was linked or unlinked since this day.
    pub since: Option<Date>,
}

/// A level of a competency.
pub(super) type Rung = (CompetencyIx, LevelIx);

/// One person employed at the instant.
pub(super) struct Person {
    pub(super) employee: EmployeeIx,
    pub(super) link: LinkedHere,
    /// The levels held whose seats this person fills.
    pub(super) carries: Vec<Rung>,
    /// The levels held that fall without this person.
    pub(super) indispensable: Vec<Rung>,
    /// Further levels, held or next, with a requirement this person meets.
    pub(super) fits: Vec<Rung>,
}

/// One requirement of the path that grants the level held, or of the closest path to the next one.
pub(super) struct Column<'a> {
    pub(super) rung: Rung,
    pub(super) path: &'a str,
    /// Its id, or its place on the path.
    pub(super) id: String,
    pub(super) needed: u32,
    pub(super) people: &'a [EmployeeIx],
    pub(super) fitting: &'a [EmployeeIx],
}

impl Column<'_> {
    pub(super) fn seat(&self, employee: EmployeeIx) -> Option<Seat> {
        if self.people.contains(&employee) {
            Some(Seat::Carries)
        } else {
            self.fitting.contains(&employee).then_some(Seat::Fits)
        }
    }
}

/// Somebody who came or went, or whose account was linked here or is so no longer.
pub(super) struct Moved {
    pub(super) day: Date,
    pub(super) employee: EmployeeIx,
    pub(super) movement: Movement,
    pub(super) account: Option<AccountIx>,
}

/// Builds the report.
#[must_use]
pub fn people(told: &Told<'_>, question: &Question) -> Report {
    let columns = columns(told, &question.competencies);
    let persons = persons(told);
    let moved = question.since.map(|since| movements(told, since)).unwrap_or_default();
    let mut blocks = Vec::new();
    if let Some(since) = question.since {
        let headline = words::people_moved(told.lang, moved.len(), &since.to_string(), &told.today());
        blocks.push(Block::Prose(vec![Line::new(Tone::Strong, headline)]));
        blocks.push(moved_table(told, &moved));
    }
    if !question.competencies.is_empty() {
        blocks.extend(matrix(told, &persons, &columns, question));
    } else if question.since.is_none() {
        let carrying = persons.iter().filter(|person| !person.carries.is_empty()).count();
        let headline = words::people_count(told.lang, persons.len(), carrying, &told.today());
        blocks.push(Block::Prose(vec![Line::new(Tone::Strong, headline)]));
        blocks.push(Block::Table(Table::new(
            table_title(told.lang, TableTitle::People),
            words::people_headings(told.lang),
            persons.iter().map(|person| row(told, person)).collect(),
        )));
    }
    told.report(blocks, people_data::data(told, question, &persons, &columns, &moved)).listing(people_data::LISTS)
}

fn row(told: &Told<'_>, person: &Person) -> Vec<Cell> {
    let levels = |rungs: &[Rung]| -> String {
        let levels = rungs.iter().map(|(competency, level)| level_words(told, *competency, *level));
        words::clauses(told.lang, &levels.collect::<Vec<_>>())
    };
    let alone = if person.indispensable.is_empty() { Tone::Plain } else { Tone::Attention };
    vec![
        Cell::plain(told.person(person.employee)),
        link_cell(told, person.link),
        Cell::plain(levels(&person.carries)),
        Cell::new(alone, levels(&person.indispensable)),
        Cell::plain(levels(&person.fits)),
    ]
}

fn link_cell(told: &Told<'_>, link: LinkedHere) -> Cell {
    let tone = if link == LinkedHere::No { Tone::Attention } else { Tone::Plain };
    Cell::new(tone, words::linked_here(told.lang, link))
}

/// Who carries or fits what: a row for everybody who does, a column for each requirement.
fn matrix(told: &Told<'_>, persons: &[Person], columns: &[Column<'_>], question: &Question) -> Vec<Block> {
    let lang = told.lang;
    let several = question.competencies.len() > 1;
    let name = |ix| told.competency(ix).map_or("", |c| c.name.as_str());
    let names: Vec<String> = question.competencies.iter().map(|ix| name(*ix).to_owned()).collect();
    let seated = |person: &&Person| columns.iter().any(|column| column.seat(person.employee).is_some());
    let shown: Vec<&Person> = persons.iter().filter(seated).collect();
    let headline = words::people_of(lang, shown.len(), &names, &told.today());
    let heading = |column: &Column<'_>| {
        let competency = several.then(|| name(column.rung.0));
        words::requirement_column(lang, competency, told.level(column.rung.1), &column.id)
    };
    let person_headings = words::people_headings(lang).into_iter().take(2).map(str::to_owned);
    let table = Table {
        title: table_title(lang, TableTitle::Matrix).to_owned(),
        headings: person_headings.chain(columns.iter().map(heading)).collect(),
        rows: shown
            .iter()
            .map(|person| {
                let cell = |column: &Column<'_>| seat_cell(told, column, person);
                let first = [Cell::plain(told.person(person.employee)), link_cell(told, person.link)];
                first.into_iter().chain(columns.iter().map(cell)).collect()
            })
            .collect(),
    };
    vec![Block::Prose(vec![Line::new(Tone::Strong, headline)]), Block::Table(table)]
}

/// The columns of a matrix that are read side by side, and fit on a page; those of a competency stay together.
const SIDE_BY_SIDE: usize = 16;

/// Who carries or fits what of every competency, in as many parts as are read at a glance.
pub(super) fn matrices(told: &Told<'_>) -> Vec<Matrix> {
    let columns = columns(told, &[]);
    let filled = columns.iter().filter(|column| !column.fitting.is_empty() || !column.people.is_empty());
    let mut groups: Vec<Vec<&Column<'_>>> = Vec::new();
    for column in filled {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|first| first.rung.0 == column.rung.0) => group.push(column),
            _ => groups.push(vec![column]),
        }
    }
    let mut parts: Vec<Vec<Vec<&Column<'_>>>> = Vec::new();
    for group in groups {
        match parts.last_mut() {
            Some(part) if part.iter().map(Vec::len).sum::<usize>() + group.len() <= SIDE_BY_SIDE => part.push(group),
            _ => parts.push(vec![group]),
        }
    }
    let persons = persons(told);
    parts.iter().map(|part| matrix_of(told, &persons, part)).collect()
}

fn matrix_of(told: &Told<'_>, persons: &[Person], groups: &[Vec<&Column<'_>>]) -> Matrix {
    let lang = told.lang;
    let titled = |group: &Vec<&Column<'_>>| {
        let competency = group.first().and_then(|first| told.competency(first.rung.0));
        Columns {
            title: competency.map_or("", |c| c.name.as_str()).to_owned(),
            columns: group
                .iter()
                .map(|column| words::requirement_column(lang, None, told.level(column.rung.1), &column.id))
                .collect(),
        }
    };
    let columns = || groups.iter().flatten();
    let seated = |person: &&Person| columns().any(|column| column.seat(person.employee).is_some());
    let row = |person: &Person| {
        let cells = columns().map(|column| seat_cell(told, column, person)).collect();
        (Cell::plain(told.person(person.employee)), cells)
    };
    Matrix {
        title: table_title(lang, TableTitle::Matrix).to_owned(),
        heading: words::people_headings(lang).into_iter().next().unwrap_or_default().to_owned(),
        groups: groups.iter().map(titled).collect(),
        rows: persons.iter().filter(seated).map(row).collect(),
    }
}

fn seat_cell(told: &Told<'_>, column: &Column<'_>, person: &Person) -> Cell {
    match column.seat(person.employee) {
        Some(seat) => {
            let tone = if seat == Seat::Carries { Tone::Good } else { Tone::Plain };
            Cell::new(tone, words::seat(told.lang, seat))
        }
        None => Cell::plain(""),
    }
}

fn moved_table(told: &Told<'_>, moved: &[Moved]) -> Block {
    let row = |one: &Moved| {
        let account = one.account.and_then(|ix| told.records.account(ix)).map(|a| told.records.text(a.id));
        let tone = match one.movement {
            Movement::Joined | Movement::Linked => Tone::Good,
            Movement::Left | Movement::Unlinked => Tone::Attention,
        };
        vec![
            Cell::date(Some(one.day)),
            Cell::plain(told.person(one.employee)),
            Cell::new(tone, words::movement(told.lang, one.movement, account)),
        ]
    };
    Block::Table(Table::new(
        table_title(told.lang, TableTitle::Moved),
        words::moved_headings(told.lang),
        moved.iter().map(row).collect(),
    ))
}

/// The levels that matter of every competency: the one held with the path that grants it, and the next with its closest.
pub(super) fn rungs<'a>(told: &Told<'a>) -> impl Iterator<Item = (Rung, &'a PathStanding<'a>, bool)> {
    told.evaluation.competencies.iter().flat_map(|standing| {
        let held =
            standing.level.and_then(|level| standing.at(level)).and_then(|level| Some((level, granting(level)?)));
        let next = standing.next.and_then(|level| standing.at(level)).and_then(|level| Some((level, level.closest()?)));
        let rung = |level: &LevelStanding<'_>| (standing.competency, level.level);
        let held = held.map(|(level, path)| (rung(level), path, true));
        held.into_iter().chain(next.map(|(level, path)| (rung(level), path, false)))
    })
}

fn granting<'l, 'r>(level: &'l LevelStanding<'r>) -> Option<&'l PathStanding<'r>> {
    match level.grant? {
        crate::engine::Grant::Path(n) => level.paths.get(n),
        crate::engine::Grant::Override(_) => None,
    }
}

/// Calls `visit` with every requirement on people, wherever it stands, and what it is called.
pub(super) fn for_each_of_people<'s>(
    requirements: &'s [RequirementStanding<'_>],
    above: &str,
    visit: &mut impl FnMut(String, &'s Requirement, &'s crate::engine::PeopleEvidence),
) {
    for (n, standing) in requirements.iter().enumerate() {
        let id = standing.requirement.id.clone().unwrap_or_else(|| format!("{above}{}", n + 1));
        if let Evidence::People(people) = &standing.evidence {
            visit(id.clone(), standing.requirement, people);
        }
        for_each_of_people(&standing.parts, &format!("{id}."), visit);
    }
}

/// The requirements on people of these competencies; of all of them when none is named.
fn columns<'a>(told: &Told<'a>, only: &[CompetencyIx]) -> Vec<Column<'a>> {
    let mut found = Vec::new();
    for (rung, path, _) in rungs(told).filter(|(rung, ..)| only.is_empty() || only.contains(&rung.0)) {
        for_each_of_people(&path.requirements, "", &mut |id, _, evidence| {
            found.push(Column {
                rung,
                path: &path.path.id,
                id,
                needed: evidence.needed,
                people: &evidence.people,
                fitting: &evidence.fitting,
            });
        });
    }
    found
}

/// Everybody employed at the instant, by id.
fn persons(told: &Told<'_>) -> Vec<Person> {
    let at = told.evaluation.as_of;
    let employed = |e: &Employee| e.joined.is_none_or(|joined| joined <= at) && e.left.is_none_or(|left| at < left);
    let everybody = (0u32..).map(EmployeeIx).zip(&told.records.employees);
    let mut persons: Vec<Person> = everybody
        .filter(|(_, employee)| employed(employee))
        .map(|(employee, _)| Person {
            employee,
            link: LinkedHere::NoAccount,
            carries: Vec::new(),
            indispensable: Vec::new(),
            fits: Vec::new(),
        })
        .collect();
    for (ix, account) in (0u32..).map(AccountIx).zip(&told.records.accounts) {
        if let Some(person) = of(&mut persons, account.owner) {
            let here = links(told, ix).any(|(from, until)| from <= at && until.is_none_or(|until| at < until));
            let link = if here { LinkedHere::Yes } else { LinkedHere::No };
            person.link = person.link.max(link);
        }
    }
    for (rung, path, held) in rungs(told) {
        for_each_of_people(&path.requirements, "", &mut |_, _, evidence| {
            for employee in evidence.people.iter().filter(|_| held) {
                note(&mut persons, *employee, rung, |person| &mut person.carries);
            }
            for employee in &evidence.fitting {
                note(&mut persons, *employee, rung, |person| &mut person.fits);
            }
        });
    }
    for standing in &told.evaluation.competencies {
        let needed = standing.margin.iter().flat_map(|margin| &margin.indispensable);
        for (employee, level) in needed.filter_map(|employee| Some((*employee, standing.level?))) {
            note(&mut persons, employee, (standing.competency, level), |person| &mut person.indispensable);
        }
    }
    for person in &mut persons {
        let Person { carries, fits, .. } = person;
        fits.retain(|rung| !carries.contains(rung));
    }
    persons
}

fn of(persons: &mut [Person], employee: EmployeeIx) -> Option<&mut Person> {
    let at = persons.binary_search_by_key(&employee, |person| person.employee).ok()?;
    persons.get_mut(at)
}

fn note(persons: &mut [Person], employee: EmployeeIx, rung: Rung, list: fn(&mut Person) -> &mut Vec<Rung>) {
    if let Some(person) = of(persons, employee) {
        let list = list(person);
        if !list.contains(&rung) {
            list.push(rung);
        }
    }
}

/// From when to when an account is linked here: a link ends when it is cut, or when a newer one is made.
fn links<'a>(told: &Told<'a>, account: AccountIx) -> impl Iterator<Item = (Instant, Option<Instant>)> {
    let all: &'a [Association] = told.records.associations_of(account);
    let here = told.records.organization.id;
    let mut joined: Vec<(Instant, Option<Instant>)> = Vec::new();
    for (n, link) in all.iter().enumerate().filter(|(_, link)| link.organization == here) {
        let newer = all.get(n + 1).map(|next| next.linked);
        let end = link.unlinked.into_iter().chain(newer).min();
        match joined.last_mut() {
            // Linking once more what is linked changes nothing.
            Some((_, until)) if *until == Some(link.linked) => *until = end,
            _ => joined.push((link.linked, end)),
        }
    }
    joined.into_iter()
}

/// What happened from the beginning of a day to the instant of evaluation, earliest first.
fn movements(told: &Told<'_>, since: Date) -> Vec<Moved> {
    let zone = told.records.zone;
    let (from, at) = (zone.start_of(since), told.evaluation.as_of);
    let within = |instant: &Instant| (from..=at).contains(instant);
    let mut moved = Vec::new();
    for (employee, person) in (0u32..).map(EmployeeIx).zip(&told.records.employees) {
        let joined = person.joined.filter(within).map(|joined| (zone.date_of(joined), Movement::Joined));
        let left = person.left.filter(within).map(|left| (zone.last_date(left), Movement::Left));
        let both = joined.into_iter().chain(left);
        moved.extend(both.map(|(day, movement)| Moved { day, employee, movement, account: None }));
    }
    for (ix, account) in (0u32..).map(AccountIx).zip(&told.records.accounts) {
        for (begin, end) in links(told, ix) {
            let linked = Some(begin).filter(within).map(|begin| (zone.date_of(begin), Movement::Linked));
            let ended = end.filter(within).map(|end| (zone.date_of(end), Movement::Unlinked));
            let both = linked.into_iter().chain(ended);
            moved.extend(both.map(|(day, movement)| Moved {
                day,
                employee: account.owner,
                movement,
                account: Some(ix),
            }));
        }
    }
    moved.sort_by_key(|one| (one.day, one.employee, one.movement, one.account));
    moved
}
