//! Every requirement of some levels as a row: what `explain` tells as a tree, for whoever sorts and filters.

use super::common::{Recorded, Told, grouped, months, path_name, tone};
use super::explain::{Choice, blocking_words, crowded_out, near_words, override_words, person_words};
use super::rule_words::{association_words, metric_words, rule_words};
use super::standing_data::{chosen_paths, figure_places};
use super::status::missing_of;
use super::{Cell, Table};
use crate::engine::{
    CompetencyStanding, Evidence, FigureEvidence as Figure, Grant, LevelStanding, PathStanding, RequirementStanding,
};
use crate::lang::words::{self, TableTitle, table_title};
use crate::model::Quantity;

/// The requirements of these competencies, of the levels and paths that are chosen.
pub(super) fn table(told: &Told<'_>, standings: &[&CompetencyStanding<'_>], choice: &Choice) -> Table {
    let mut rows = Vec::new();
    for standing in standings {
        let name = told.competency(standing.competency).map_or("", |c| c.name.as_str());
        for level in standing.levels.iter().filter(|l| choice.level.is_none_or(|wanted| l.level == wanted)) {
            for path in chosen_paths(level, choice) {
                of_path(told, name, level, path, &mut rows);
            }
        }
    }
    let title = table_title(told.lang, TableTitle::Requirements);
    Table::new(title, words::requirement_headings(told.lang), rows)
}

fn of_path(
    told: &Told<'_>,
    competency: &str,
    level: &LevelStanding<'_>,
    path: &PathStanding<'_>,
    rows: &mut Vec<Vec<Cell>>,
) {
    let head = [
        Cell::plain(competency),
        Cell::plain(words::level(told.lang, told.level(level.level))),
        Cell::plain(words::aside(told.lang, path_name(path.path), &path.path.id)),
        Cell::new(tone(path.verdict), words::verdict(told.lang, path.verdict)),
    ];
    // A row for the path itself where there is something to say of it.
    let said = path_words(told, level, path);
    if path.path.unknown.is_some() || !said.is_empty() {
        let why = path.path.unknown.as_ref().map(|why| words::cannot_tell(told.lang, why));
        let mut row = head.to_vec();
        row.extend([
            Cell::plain(""),
            Cell::plain(why.unwrap_or_default()),
            Cell::new(tone(path.verdict), words::verdict(told.lang, path.verdict)),
        ]);
        row.extend(empty(Cell::plain(""), String::new()));
        row.push(Cell::plain(words::clauses(told.lang, &said)));
        row.push(Cell::plain(published(told, &path.path.source, path.path.line)));
        rows.push(row);
    }
    for (n, requirement) in path.requirements.iter().enumerate() {
        of_requirement(told, &head, requirement, (&(n + 1).to_string(), &path.requirements), rows);
    }
}

/// Exceptions and notes that are about a path as a whole.
fn path_words(told: &Told<'_>, level: &LevelStanding<'_>, path: &PathStanding<'_>) -> Vec<String> {
    let by_level = match level.grant {
        Some(Grant::Override(n)) => override_words(told, n),
        _ => None,
    };
    let lang = told.lang;
    let overridden = path.overridden.and_then(|n| override_words(told, n));
    let mut said: Vec<String> = [by_level, crowded_out(told, level), overridden].into_iter().flatten().collect();
    said.extend(path.path.note.iter().map(|note| words::note(lang, note)));
    said.extend(path.path.uncertain.iter().map(|why| words::uncertain(lang, why)));
    said
}

/// Where a rule was published, and where it stands in the program's file.
fn published(told: &Told<'_>, source: &[String], line: u32) -> String {
    let rule = words::rule_at(told.lang, &told.program().id, line);
    source.iter().cloned().chain([rule]).collect::<Vec<_>>().join("; ")
}

fn of_requirement(
    told: &Told<'_>,
    head: &[Cell],
    standing: &RequirementStanding<'_>,
    (number, siblings): (&str, &[RequirementStanding<'_>]),
    rows: &mut Vec<Vec<Cell>>,
) {
    let requirement = standing.requirement;
    let id = requirement.id.as_deref().unwrap_or(number);
    let label = [Some(id), requirement.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let mut row = head.to_vec();
    row.extend([
        Cell::plain(label),
        Cell::plain(rule_words(told.program(), told.lang, requirement)),
        Cell::new(tone(standing.verdict), words::verdict(told.lang, standing.verdict)),
    ]);
    row.extend(found(told, standing));
    row.push(Cell::plain(remarks(told, standing, siblings)));
    row.push(Cell::plain(published(told, &requirement.source, requirement.line)));
    rows.push(row);
    for (n, part) in standing.parts.iter().enumerate() {
        of_requirement(told, head, part, (&format!("{id}.{}", n + 1), &standing.parts), rows);
    }
}

/// What was found: the number there is for certain, the one there may be, the one it takes, what is missing, the unit;
/// then in words what is missing, who is counted, who else would fit, who is nearest, and where it is recorded.
fn found(told: &Told<'_>, standing: &RequirementStanding<'_>) -> [Cell; 11] {
    let whole = |n: u32| Some(Quantity::whole(i64::from(n)));
    let missing = Cell::plain(words::clauses(told.lang, &missing_of(told, standing)));
    match &standing.evidence {
        Evidence::People(people) => {
            let listed = |list: Vec<String>| Cell::plain(words::clauses(told.lang, &list));
            let others: Vec<_> = people.fitting.iter().filter(|p| !people.people.contains(p)).copied().collect();
            let lacking = people.needed.saturating_sub(people.filled.0);
            [
                Cell::number(whole(people.filled.0)),
                Cell::number(whole(people.filled.1)),
                Cell::number(whole(people.needed)),
                Cell::number(whole(lacking).filter(|_| lacking > 0)),
                Cell::plain(words::people_unit(told.lang)),
                missing,
                listed(people.people.iter().map(|ix| person_words(told, *ix, standing.requirement)).collect()),
                listed(told.people(&others)),
                listed(people.nearest.iter().map(|near| near_words(told, near)).collect()),
                Cell::plain(""),
                Cell::plain(""),
            ]
        }
        Evidence::Figure(evidence) => {
            let figure = &evidence.figure;
            let short = evidence.shortfall.filter(|short| !standing.verdict.is_met() && *short > Quantity::ZERO);
            let window = figure.months.map_or(String::new(), |(first, last)| {
                if first == last {
                    first.to_string()
                } else {
                    words::span(told.lang, &first.to_string(), &last.to_string())
                }
            });
            [
                Cell::number(figure.value.certain),
                Cell::number(figure.value.possible),
                Cell::number(evidence.threshold),
                Cell::number(short),
                Cell::plain(metric_words(told, standing.requirement).1),
                missing,
                Cell::plain(""),
                Cell::plain(""),
                Cell::plain(""),
                Cell::plain(window),
                Cell::plain(figure_places(told, evidence)),
            ]
        }
        Evidence::Attestation(found) => {
            let place = found.and_then(|n| told.place(Recorded::Attestation(n)));
            empty(missing, place.unwrap_or_default())
        }
        Evidence::Override(n) => empty(missing, told.place(Recorded::Override(*n)).unwrap_or_default()),
        Evidence::Parts => empty(missing, String::new()),
    }
}

/// Where there are neither numbers nor people.
fn empty(missing: Cell, place: String) -> [Cell; 11] {
    let mut cells: [Cell; 11] = std::array::from_fn(|_| Cell::plain(""));
    let [_, _, _, _, _, at_missing, .., at_place] = &mut cells;
    *at_missing = missing;
    *at_place = Cell::plain(place);
    cells
}

/// What else there is to say: exceptions, statements, months without figures, notes on the rule.
fn remarks(told: &Told<'_>, standing: &RequirementStanding<'_>, siblings: &[RequirementStanding<'_>]) -> String {
    let (lang, requirement) = (told.lang, standing.requirement);
    let mut remarks = Vec::new();
    match &standing.evidence {
        Evidence::Override(n) => remarks.extend(override_words(told, *n)),
        Evidence::Attestation(None) => remarks.push(words::not_stated(lang).to_owned()),
        Evidence::Attestation(Some(n)) => {
            let stated = told.records.attestations.get(*n);
            remarks.extend(stated.map(|a| words::stated(lang, a.holds, a.evidence.map(|e| told.records.text(e)))));
        }
        Evidence::People(people) => remarks.extend(blocking_words(told, people, siblings)),
        Evidence::Figure(Figure { figure, threshold, .. }) => {
            remarks.extend(threshold.is_none().then(|| words::market_unknown(lang).to_owned()));
            let missing = &figure.missing;
            remarks.extend((!missing.is_empty()).then(|| words::missing_months(lang, &months(lang, missing))));
            let unit = metric_words(told, requirement).1;
            let left_out = |(association, value): &(Option<String>, Quantity)| {
                let association = association.as_ref().map(|id| association_words(told, id));
                words::left_out(lang, &grouped(*value), unit, association.as_deref())
            };
            remarks.extend(figure.left_out.iter().map(left_out));
        }
        Evidence::Parts => {}
    }
    remarks.extend(requirement.scope.iter().chain(&requirement.note).map(|note| words::note(lang, note)));
    remarks.extend(requirement.uncertain.iter().map(|why| words::uncertain(lang, why)));
    words::clauses(lang, &remarks)
}
