//! `explain`: why a competency stands where it stands, down to people, figures, sources and lines.

use super::common::{Recorded, Told, grouped, months, path_name, tone};
use super::program_data::optional_text;
use super::requirements;
use super::rule_words::{association_words, metric_words, named, rule_words};
use super::standing_data::{chosen_paths, figure_places, level_data, names_data};
use super::{Block, Data, Line, Reader, Report, Tone, TreeNode};
use crate::engine::{
    CompetencyStanding, Evidence, FigureEvidence, Grant, LevelStanding, Near, PathStanding, PeopleEvidence,
    RequirementStanding,
};
use crate::lang::words;
use crate::model::EmployeeIx;
use crate::rules::{CompetencyIx, LevelIx, Requirement};

/// The schema of the document.
pub const SCHEMA: &str = "competency/explain/1";

/// Which part of a competency is explained.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Only this level.
    pub level: Option<LevelIx>,
    /// Only this path, by id.
    pub path: Option<String>,
}

/// Builds the report.
#[must_use]
pub fn explain(told: &Told<'_>, standing: &CompetencyStanding<'_>, choice: &Choice) -> Report {
    let lang = told.lang;
    let competency = told.competency(standing.competency);
    let name = competency.map_or("", |c| c.name.as_str());
    let level = standing.level.map(|level| told.level(level));
    let verdict = crate::engine::Verdict::any(standing.levels.iter().map(|l| l.verdict));
    let headline = Line::new(Tone::Strong, words::standing(lang, name, level, verdict, &told.today()));
    let chosen: Vec<&LevelStanding<'_>> =
        standing.levels.iter().filter(|l| choice.level.is_none_or(|wanted| l.level == wanted)).collect();
    if told.reader == Reader::Machine {
        let levels = chosen.iter().map(|l| level_data(told, l, choice)).collect();
        let data = told.head(SCHEMA).with(
            "competency",
            Data::map([
                ("id", Data::text(competency.map_or("", |c| c.id.as_str()))),
                ("name", Data::text(name)),
                ("level", Data::optional(standing.level.map(|l| Data::text(told.level(l))))),
                ("notes", Data::texts(competency.map(|c| c.notes.clone()).unwrap_or_default())),
                ("uncertain", optional_text(competency.and_then(|c| c.uncertain.as_ref()))),
                ("source", Data::texts(competency.map(|c| c.source.clone()).unwrap_or_default())),
                ("levels", Data::List(levels)),
            ]),
        );
        let data = data.with("people", names_data(told, chosen, choice, []));
        return told.report(Vec::new(), data);
    }
    let mut blocks = vec![Block::Prose(vec![headline])];
    blocks.push(match told.reader {
        Reader::Spreadsheet => Block::Table(requirements::table(told, &[standing], choice)),
        _ => Block::Tree(chosen.iter().map(|l| level_node(told, l, choice)).collect()),
    });
    let remarks = competency_remarks(told, standing.competency);
    if !remarks.is_empty() {
        blocks.push(Block::Prose(remarks));
    }
    told.report(blocks, Data::Null)
}

/// What is to be known of a competency beside its rules, and where they were published.
pub(super) fn competency_remarks(told: &Told<'_>, ix: CompetencyIx) -> Vec<Line> {
    let lang = told.lang;
    let mut remarks = Vec::new();
    if let Some(competency) = told.competency(ix) {
        remarks.extend(competency.notes.iter().map(|n| Line::new(Tone::Muted, words::note(lang, n))));
        remarks.extend(competency.uncertain.iter().map(|u| Line::new(Tone::Attention, words::uncertain(lang, u))));
        if !competency.source.is_empty() {
            remarks.push(Line::new(Tone::Muted, words::source(lang, &competency.source)));
        }
    }
    remarks
}

pub(super) fn level_node(told: &Told<'_>, level: &LevelStanding<'_>, choice: &Choice) -> TreeNode {
    let lang = told.lang;
    let name = told.level(level.level);
    if level.paths.is_empty() && level.grant.is_none() {
        return TreeNode::leaf(Tone::Muted, words::not_offered(lang, name));
    }
    let by = match level.grant {
        Some(Grant::Path(n)) => level.paths.get(n).map(|p| path_name(p.path).to_owned()),
        Some(Grant::Override(ix)) => override_words(told, ix),
        None => None,
    };
    let mut children: Vec<TreeNode> = Vec::new();
    if let Some(text) = crowded_out(told, level) {
        children.push(TreeNode::leaf(Tone::Attention, text));
    }
    children.extend(chosen_paths(level, choice).map(|path| path_node(told, path)));
    TreeNode::new(tone(level.verdict), words::level_line(lang, name, level.verdict, by.as_deref()), children)
}

/// That the people are counted for other competencies, where the policy lets nobody carry two.
pub(super) fn crowded_out(told: &Told<'_>, level: &LevelStanding<'_>) -> Option<String> {
    let names: Vec<String> =
        level.crowded_out_by.iter().filter_map(|ix| told.competency(*ix)).map(|c| c.name.clone()).collect();
    (!names.is_empty()).then(|| words::crowded_out(told.lang, told.level(level.level), &names))
}

fn path_node(told: &Told<'_>, standing: &PathStanding<'_>) -> TreeNode {
    let (lang, path) = (told.lang, standing.path);
    let mut children = Vec::new();
    if let Some(text) = standing.overridden.and_then(|ix| override_words(told, ix)) {
        children.push(TreeNode::leaf(Tone::Attention, text));
    }
    if let Some(why) = &path.unknown {
        children.push(TreeNode::leaf(Tone::Attention, words::cannot_tell(lang, why)));
    }
    children.extend(standing.requirements.iter().map(|r| requirement_node(told, r, &standing.requirements)));
    children.extend(remarks(told, path.note.as_ref(), path.uncertain.as_ref(), &path.source));
    children.push(rule_line(told, path.line));
    let text = words::path_line(lang, path_name(path), &path.id, standing.verdict);
    TreeNode::new(tone(standing.verdict), text, children)
}

fn rule_line(told: &Told<'_>, line: u32) -> TreeNode {
    TreeNode::leaf(Tone::Muted, words::rule_at(told.lang, &told.program().id, line))
}

fn remarks(told: &Told<'_>, note: Option<&String>, uncertain: Option<&String>, source: &[String]) -> Vec<TreeNode> {
    let lang = told.lang;
    let mut nodes = Vec::new();
    nodes.extend(uncertain.map(|u| TreeNode::leaf(Tone::Attention, words::uncertain(lang, u))));
    nodes.extend(note.map(|n| TreeNode::leaf(Tone::Muted, words::note(lang, n))));
    if !source.is_empty() {
        nodes.push(TreeNode::leaf(Tone::Muted, words::source(lang, source)));
    }
    nodes
}

fn requirement_node(
    told: &Told<'_>,
    standing: &RequirementStanding<'_>,
    siblings: &[RequirementStanding<'_>],
) -> TreeNode {
    let lang = told.lang;
    let requirement = standing.requirement;
    let label =
        [requirement.id.as_deref(), requirement.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let rule = rule_words(told.program(), told.lang, requirement);
    let verdict = words::verdict(lang, standing.verdict);
    let text = words::titled(lang, &if label.is_empty() { rule } else { format!("{label} · {rule}") }, verdict);
    let mut children = evidence_nodes(told, standing, siblings);
    children.extend(standing.parts.iter().map(|part| requirement_node(told, part, &standing.parts)));
    if let Some(scope) = &requirement.scope {
        children.push(TreeNode::leaf(Tone::Muted, words::note(lang, scope)));
    }
    children.extend(remarks(told, requirement.note.as_ref(), requirement.uncertain.as_ref(), &requirement.source));
    TreeNode::new(tone(standing.verdict), text, children)
}

fn evidence_nodes(
    told: &Told<'_>,
    standing: &RequirementStanding<'_>,
    siblings: &[RequirementStanding<'_>],
) -> Vec<TreeNode> {
    let lang = told.lang;
    match &standing.evidence {
        Evidence::People(people) => people_nodes(told, people, standing.requirement, siblings),
        Evidence::Figure(figure) => figure_nodes(told, standing, figure),
        Evidence::Attestation(None) => vec![TreeNode::leaf(Tone::Attention, words::not_stated(lang))],
        Evidence::Attestation(Some(ix)) => {
            let Some(attestation) = told.records.attestations.get(*ix) else {
                return Vec::new();
            };
            let evidence = attestation.evidence.map(|e| told.records.text(e));
            let mut text = words::stated(lang, attestation.holds, evidence);
            if let Some(place) = told.place(Recorded::Attestation(*ix)) {
                text = words::aside(lang, &text, &place);
            }
            vec![TreeNode::leaf(Tone::Plain, text)]
        }
        Evidence::Override(ix) => {
            override_words(told, *ix).map(|t| TreeNode::leaf(Tone::Attention, t)).into_iter().collect()
        }
        Evidence::Parts => Vec::new(),
    }
}

pub(super) fn override_words(told: &Told<'_>, ix: usize) -> Option<String> {
    let o = told.records.overrides.get(ix)?;
    let text = |s: Option<crate::model::Symbol>| s.map(|s| told.records.text(s));
    let mut words = words::overridden(told.lang, &told.last_day(o.until), text(o.reason), text(o.by));
    if let Some(place) = told.place(Recorded::Override(ix)) {
        words = words::aside(told.lang, &words, &place);
    }
    Some(words)
}

/// A person who is counted, with the credentials that make it so and where they are recorded.
pub(super) fn person_words(told: &Told<'_>, person: EmployeeIx, requirement: &Requirement) -> String {
    let holdings: Vec<String> = told
        .holdings(person, &named(requirement))
        .into_iter()
        .map(|(credential, ix)| {
            let (name, place) = (told.credential(credential), told.place(Recorded::Achievement(ix)));
            place.map_or_else(|| name.to_owned(), |place| words::aside(told.lang, name, &place))
        })
        .collect();
    words::titled(told.lang, &told.person(person), &words::row_of(told.lang, &holdings))
}

/// How many of those who fit beside the people seated are named; all of them are in the document for machines.
const ALSO_FIT: usize = 12;

fn people_nodes(
    told: &Told<'_>,
    people: &PeopleEvidence,
    requirement: &Requirement,
    siblings: &[RequirementStanding<'_>],
) -> Vec<TreeNode> {
    let lang = told.lang;
    let seated =
        people.people.iter().map(|ix| TreeNode::leaf(Tone::Plain, person_words(told, *ix, requirement))).collect();
    let filled = words::filled(lang, people.filled.0, people.filled.1, people.needed);
    let mut nodes = vec![TreeNode::new(Tone::Plain, filled, seated)];
    let others: Vec<_> = people.fitting.iter().filter(|p| !people.people.contains(p)).copied().collect();
    if !others.is_empty() {
        let (first, more) = others.split_at(others.len().min(ALSO_FIT));
        nodes.push(TreeNode::leaf(Tone::Muted, words::also_fit(lang, &told.people(first), more.len())));
    }
    let blocking = blocking_words(told, people, siblings);
    nodes.extend(blocking.map(|text| TreeNode::leaf(Tone::Attention, text)));
    nodes.extend(people.nearest.iter().map(|near| TreeNode::leaf(Tone::Plain, near_words(told, near))));
    nodes
}

/// Why seats stay empty: requirements that compete for too few people.
pub(super) fn blocking_words(
    told: &Told<'_>,
    people: &PeopleEvidence,
    siblings: &[RequirementStanding<'_>],
) -> Option<String> {
    let blocking = people.blocking.as_ref()?;
    let seats = blocking.seats.iter().map(|(_, n)| n).sum();
    let names: Vec<String> =
        blocking.seats.iter().filter_map(|(n, _)| siblings.get(*n)?.requirement.id.clone()).collect();
    Some(words::blocking(told.lang, seats, &names, &told.people(&blocking.people)))
}

/// Somebody who is close, with what is lacking and what does not count.
pub(super) fn near_words(told: &Told<'_>, near: &Near) -> String {
    let uncounted: Vec<String> = near
        .blocked
        .iter()
        .map(|ix| {
            let reason = super::why_not::reason_code(told, *ix);
            words::aside(told.lang, told.achieved(*ix), words::reason_name(told.lang, reason))
        })
        .collect();
    let lacking: Vec<_> = near
        .missing
        .iter()
        .filter(|c| !near.blocked.iter().any(|ix| told.achieved(*ix) == told.credential(**c)))
        .copied()
        .collect();
    words::near(told.lang, &told.person(near.employee), &told.credentials(&lacking), &uncounted)
}

fn figure_nodes(told: &Told<'_>, standing: &RequirementStanding<'_>, evidence: &FigureEvidence) -> Vec<TreeNode> {
    let lang = told.lang;
    let (_, unit) = metric_words(told, standing.requirement);
    let figure = &evidence.figure;
    let window = figure.months.map_or(String::new(), |(first, last)| {
        if first == last { first.to_string() } else { words::span(lang, &first.to_string(), &last.to_string()) }
    });
    let amount = |q: Option<crate::model::Quantity>| q.map(grouped);
    let mut text = words::figure(
        lang,
        amount(figure.value.certain).as_deref(),
        amount(figure.value.possible).as_deref(),
        unit,
        &window,
    );
    if let Some(shortfall) = evidence.shortfall
        && !standing.verdict.is_met()
        && shortfall > crate::model::Quantity::ZERO
    {
        text = words::clauses(lang, &[text, words::shortfall(lang, &grouped(shortfall), unit)]);
    }
    let mut nodes = vec![TreeNode::leaf(Tone::Plain, text)];
    if evidence.threshold.is_none() {
        nodes.push(TreeNode::leaf(Tone::Attention, words::market_unknown(lang)));
    }
    let rows = figure_places(told, evidence);
    if !rows.is_empty() {
        nodes.push(TreeNode::leaf(Tone::Muted, words::at(lang, &rows)));
    }
    if !figure.missing.is_empty() {
        nodes.push(TreeNode::leaf(Tone::Attention, words::missing_months(lang, &months(lang, &figure.missing))));
    }
    for (association, value) in &figure.left_out {
        let association = association.as_ref().map(|id| association_words(told, id));
        let text = words::left_out(lang, &grouped(*value), unit, association.as_deref());
        nodes.push(TreeNode::leaf(Tone::Attention, text));
    }
    nodes
}
