//! `explain`: why a competency stands where it stands, down to people, figures, sources and lines.

use super::common::{Recorded, Told, grouped, months, path_name, tone, tree_words};
use super::status::measured;
use super::{Block, Data, Line, Report, Tone, TreeNode};
use crate::engine::{
    CompetencyStanding, Evidence, FigureEvidence, Grant, LevelStanding, PathStanding,
    PeopleEvidence, RequirementStanding,
};
use crate::lang::words;
use crate::rules::{
    Comparison, LevelIx, Measure, Number, Program, Requirement, Threshold, Tie, Truth, Window,
};

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
    let level = standing.level.map_or_else(
        || {
            let verdict = crate::engine::Verdict::any(standing.levels.iter().map(|l| l.verdict));
            words::no_level(lang, verdict).to_owned()
        },
        |l| words::level(told.level(l)),
    );
    let headline = Line::new(Tone::Strong, format!("{name}: {level}, {}.", words::as_of(lang, &told.today())));
    let chosen: Vec<&LevelStanding<'_>> = standing
        .levels
        .iter()
        .filter(|l| choice.level.is_none_or(|wanted| l.level == wanted))
        .collect();
    let mut blocks = vec![Block::Prose(vec![headline])];
    blocks.push(Block::Tree(chosen.iter().map(|l| level_node(told, l, choice)).collect()));
    let mut remarks = Vec::new();
    if let Some(competency) = competency {
        remarks.extend(competency.notes.iter().map(|n| Line::new(Tone::Muted, words::note(lang, n))));
        remarks.extend(competency.uncertain.iter().map(|u| Line::new(Tone::Attention, words::uncertain(lang, u))));
        if !competency.source.is_empty() {
            remarks.push(Line::new(Tone::Muted, words::source(lang, &competency.source)));
        }
    }
    if !remarks.is_empty() {
        blocks.push(Block::Prose(remarks));
    }
    let levels = chosen.iter().map(|l| level_data(told, l, choice)).collect();
    let data = told.head(SCHEMA).with(
        "competency",
        Data::map([
            ("id", Data::text(competency.map_or("", |c| c.id.as_str()))),
            ("name", Data::text(name)),
            ("level", Data::optional(standing.level.map(|l| Data::text(told.level(l))))),
            ("notes", Data::texts(competency.map(|c| c.notes.clone()).unwrap_or_default())),
            ("source", Data::texts(competency.map(|c| c.source.clone()).unwrap_or_default())),
            ("levels", Data::List(levels)),
        ]),
    );
    Report { blocks, data }
}

fn level_node(told: &Told<'_>, level: &LevelStanding<'_>, choice: &Choice) -> TreeNode {
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
    let children = chosen_paths(level, choice).map(|path| path_node(told, path)).collect();
    TreeNode::new(tone(level.verdict), words::level_line(lang, name, level.verdict, by.as_deref()), children)
}

fn chosen_paths<'s, 'r>(level: &'s LevelStanding<'r>, choice: &'s Choice) -> impl Iterator<Item = &'s PathStanding<'r>> {
    level
        .paths
        .iter()
        .filter(|path| choice.path.as_ref().is_none_or(|wanted| path.path.id == *wanted))
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

fn requirement_node(told: &Told<'_>, standing: &RequirementStanding<'_>, siblings: &[RequirementStanding<'_>]) -> TreeNode {
    let lang = told.lang;
    let requirement = standing.requirement;
    let label = [requirement.id.as_deref(), requirement.name.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let rule = rule_words(told.program(), told.lang, requirement);
    let verdict = words::verdict(lang, standing.verdict);
    let text = if label.is_empty() { format!("{rule}: {verdict}") } else { format!("{label} · {rule}: {verdict}") };
    let mut children = evidence_nodes(told, standing, siblings);
    children.extend(standing.parts.iter().map(|part| requirement_node(told, part, &standing.parts)));
    if let Some(scope) = &requirement.scope {
        children.push(TreeNode::leaf(Tone::Muted, words::note(lang, scope)));
    }
    children.extend(remarks(told, requirement.note.as_ref(), requirement.uncertain.as_ref(), &requirement.source));
    TreeNode::new(tone(standing.verdict), text, children)
}

fn evidence_nodes(told: &Told<'_>, standing: &RequirementStanding<'_>, siblings: &[RequirementStanding<'_>]) -> Vec<TreeNode> {
    let lang = told.lang;
    match &standing.evidence {
        Evidence::People(people) => people_nodes(told, people, siblings),
        Evidence::Figure(figure) => figure_nodes(told, standing, figure),
        Evidence::Attestation(None) => vec![TreeNode::leaf(Tone::Attention, words::not_stated(lang))],
        Evidence::Attestation(Some(ix)) => {
            let Some(attestation) = told.records.attestations.get(*ix) else {
                return Vec::new();
            };
            let evidence = attestation.evidence.map(|e| told.records.text(e));
            let mut text = words::stated(lang, attestation.holds, evidence);
            if let Some(place) = told.place(Recorded::Attestation(*ix)) {
                text.push_str(&format!(" ({place})"));
            }
            vec![TreeNode::leaf(Tone::Plain, text)]
        }
        Evidence::Override(ix) => {
            override_words(told, *ix).map(|t| TreeNode::leaf(Tone::Attention, t)).into_iter().collect()
        }
        Evidence::Parts => Vec::new(),
    }
}

fn override_words(told: &Told<'_>, ix: usize) -> Option<String> {
    let o = told.records.overrides.get(ix)?;
    let text = |s: Option<crate::model::Symbol>| s.map(|s| told.records.text(s));
    let mut words = words::overridden(told.lang, &told.last_day(o.until), text(o.reason), text(o.by));
    if let Some(place) = told.place(Recorded::Override(ix)) {
        words.push_str(&format!(" ({place})"));
    }
    Some(words)
}

fn people_nodes(told: &Told<'_>, people: &PeopleEvidence, siblings: &[RequirementStanding<'_>]) -> Vec<TreeNode> {
    let lang = told.lang;
    let seated = told.people(&people.people);
    let mut nodes = vec![TreeNode::leaf(
        Tone::Plain,
        words::filled(lang, people.filled.0, people.filled.1, people.needed, &seated),
    )];
    let others: Vec<_> = people.fitting.iter().filter(|p| !people.people.contains(p)).copied().collect();
    if !others.is_empty() {
        nodes.push(TreeNode::leaf(Tone::Muted, words::also_fit(lang, &told.people(&others))));
    }
    if let Some(blocking) = &people.blocking {
        let seats = blocking.seats.iter().map(|(_, n)| n).sum();
        let names: Vec<String> = blocking
            .seats
            .iter()
            .filter_map(|(n, _)| siblings.get(*n)?.requirement.id.clone())
            .collect();
        let text = words::blocking(lang, seats, &names, &told.people(&blocking.people));
        nodes.push(TreeNode::leaf(Tone::Attention, text));
    }
    for near in &people.nearest {
        let uncounted: Vec<String> = near
            .blocked
            .iter()
            .map(|ix| {
                let reason = super::why_not::reason_code(told, *ix);
                format!("{} ({reason})", told.achieved(*ix))
            })
            .collect();
        let lacking: Vec<_> = near
            .missing
            .iter()
            .filter(|c| !near.blocked.iter().any(|ix| told.achieved(*ix) == told.credential(**c)))
            .copied()
            .collect();
        let text = words::near(lang, &told.person(near.employee), &told.credentials(&lacking), &uncounted);
        nodes.push(TreeNode::leaf(Tone::Plain, text));
    }
    nodes
}

fn figure_nodes(told: &Told<'_>, standing: &RequirementStanding<'_>, evidence: &FigureEvidence) -> Vec<TreeNode> {
    let lang = told.lang;
    let (_, unit) = metric_words(told, standing.requirement);
    let figure = &evidence.figure;
    let window = figure.months.map_or(String::new(), |(first, last)| {
        if first == last { first.to_string() } else { format!("{first} to {last}") }
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
        text.push_str(&format!("; {}", words::shortfall(lang, &grouped(shortfall), unit)));
    }
    let mut nodes = vec![TreeNode::leaf(Tone::Plain, text)];
    if evidence.threshold.is_none() {
        nodes.push(TreeNode::leaf(Tone::Attention, words::market_unknown(lang)));
    }
    if !figure.missing.is_empty() {
        nodes.push(TreeNode::leaf(Tone::Attention, words::missing_months(lang, &months(&figure.missing))));
    }
    for (association, value) in &figure.left_out {
        let text = words::left_out(lang, &grouped(*value), unit, association.as_deref());
        nodes.push(TreeNode::leaf(Tone::Attention, text));
    }
    nodes
}

/// A requirement as a sentence, without what was found.
#[must_use]
pub(super) fn rule_words(program: &Program, lang: crate::lang::Lang, requirement: &Requirement) -> String {
    let rule = match &requirement.truth {
        Truth::All(_) => words::all_of_these(lang).to_owned(),
        Truth::Any(_) => words::one_of_these(lang).to_owned(),
        Truth::KOf { k, .. } => words::k_of_these(lang, *k),
        Truth::Attest { what } => words::attest_rule(lang, what),
        Truth::Compare(comparison) => match &comparison.number {
            Number::People(people) => {
                let needed = comparison.threshold.for_market(crate::model::Market::Developed).ceil();
                words::people_rule(lang, needed, &tree_words(lang, program, &people.holding))
            }
            Number::Measure(measure) => measure_words(program, lang, comparison, measure),
        },
    };
    let tie = match &requirement.tie {
        None => return rule,
        Some(Tie::SamePeopleAs(other)) => words::same_people(lang, other),
        Some(Tie::SubsetOf(other)) => words::subset(lang, other),
        Some(Tie::DifferentPeopleFrom(others)) => words::different(lang, others),
    };
    format!("{rule}, {tie}")
}

fn measure_words(program: &Program, lang: crate::lang::Lang, comparison: &Comparison, measure: &Measure) -> String {
    let metric = program.metric(&measure.metric);
    let unit = metric.map_or("", |m| m.unit.as_str());
    let threshold = match comparison.threshold {
        Threshold::Any(value) => grouped(value),
        Threshold::ByMarket { developed, developing } => words::by_market(lang, &grouped(developed), &grouped(developing)),
    };
    let window = match measure.window {
        Window::TrailingMonths(n) => words::trailing(lang, n),
        Window::Snapshot => words::snapshot(lang).to_owned(),
    };
    let name = metric.map_or(measure.metric.as_str(), |m| m.name.as_str());
    let mut text = words::figure_rule(lang, name, words::relation(lang, comparison.relation), &threshold, unit, &window);
    if let Some(average) = measure.monthly_average_at_least {
        text.push_str(&format!(" {}", words::average(lang, &grouped(average), unit)));
    }
    if let Some(associations) = &measure.associations {
        let names: Vec<String> = associations
            .iter()
            .map(|id| program.associations.iter().find(|a| a.id == *id).map_or(id.clone(), |a| a.name.clone()))
            .collect();
        text.push_str(&format!("; {}", words::associations(lang, &names)));
    }
    text
}

/// The name and unit of a figure requirement's metric.
pub(super) fn metric_words<'a>(told: &Told<'a>, requirement: &Requirement) -> (&'a str, &'a str) {
    measured(requirement)
        .and_then(|measure| told.program().metric(&measure.metric))
        .map_or(("", ""), |metric| (metric.name.as_str(), metric.unit.as_str()))
}

/// Every level of a competency for machines.
pub(super) fn levels_data(told: &Told<'_>, standing: &CompetencyStanding<'_>) -> Vec<Data> {
    let whole = Choice::default();
    standing.levels.iter().map(|level| level_data(told, level, &whole)).collect()
}

fn level_data(told: &Told<'_>, level: &LevelStanding<'_>, choice: &Choice) -> Data {
    let (by, path) = match level.grant {
        Some(Grant::Path(n)) => ("path", level.paths.get(n).map(|p| Data::text(&p.path.id))),
        Some(Grant::Override(_)) => ("override", None),
        None => ("", None),
    };
    Data::map([
        ("id", Data::text(told.level(level.level))),
        ("verdict", Data::text(level.verdict.word())),
        ("held", Data::text(level.held.word())),
        ("offered", Data::Bool(!level.paths.is_empty())),
        ("by", if by.is_empty() { Data::Null } else { Data::text(by) }),
        ("path", Data::optional(path)),
        ("paths", Data::List(chosen_paths(level, choice).map(|p| path_data(told, p)).collect())),
    ])
}

fn path_data(told: &Told<'_>, standing: &PathStanding<'_>) -> Data {
    let path = standing.path;
    Data::map([
        ("id", Data::text(&path.id)),
        ("name", Data::text(path_name(path))),
        ("verdict", Data::text(standing.verdict.word())),
    ])
    .with_some("by", standing.overridden.map(|_| Data::text("override")))
    .with_some("unknown", path.unknown.as_ref().map(Data::text))
    .with_some("uncertain", path.uncertain.as_ref().map(Data::text))
    .with_some("source", (!path.source.is_empty()).then(|| Data::texts(path.source.clone())))
    .with("line", Data::Int(i64::from(path.line)))
    .with("requirements", Data::List(standing.requirements.iter().map(|r| requirement_data(told, r, &standing.requirements)).collect()))
}

fn requirement_data(told: &Told<'_>, standing: &RequirementStanding<'_>, siblings: &[RequirementStanding<'_>]) -> Data {
    let requirement = standing.requirement;
    let kind = match &requirement.truth {
        Truth::All(_) => "all",
        Truth::Any(_) => "any",
        Truth::KOf { .. } => "k_of",
        Truth::Attest { .. } => "attest",
        Truth::Compare(Comparison { number: Number::People(_), .. }) => "people",
        Truth::Compare(_) => "measure",
    };
    let mut data = Data::map([
        ("id", Data::optional(requirement.id.as_ref().map(Data::text))),
        ("kind", Data::text(kind)),
    ])
    .with_some("name", requirement.name.as_ref().map(Data::text))
    .with("verdict", Data::text(standing.verdict.word()))
    .with("rule", Data::text(rule_words(told.program(), told.lang, requirement)));
    data = match &standing.evidence {
        Evidence::People(people) => people_data(told, data, people, siblings),
        Evidence::Figure(figure) => figure_data(told, data, requirement, figure),
        Evidence::Override(ix) => {
            let override_ = told.records.overrides.get(*ix);
            data.with("by", Data::text("override"))
                .with_some("until", override_.map(|o| Data::text(told.last_day(o.until))))
        }
        Evidence::Attestation(found) => {
            let evidence = found
                .and_then(|ix| told.records.attestations.get(ix))
                .and_then(|a| a.evidence)
                .map(|e| Data::text(told.records.text(e)));
            data.with("evidence", Data::optional(evidence))
        }
        Evidence::Parts => data,
    };
    if !standing.parts.is_empty() {
        let parts = standing.parts.iter().map(|part| requirement_data(told, part, &standing.parts));
        data = data.with("requirements", Data::List(parts.collect()));
    }
    data.with_some("scope", requirement.scope.as_ref().map(Data::text))
        .with_some("note", requirement.note.as_ref().map(Data::text))
        .with_some("uncertain", requirement.uncertain.as_ref().map(Data::text))
        .with_some("source", (!requirement.source.is_empty()).then(|| Data::texts(requirement.source.clone())))
        .with("line", Data::Int(i64::from(requirement.line)))
}

fn people_data(told: &Told<'_>, data: Data, people: &PeopleEvidence, siblings: &[RequirementStanding<'_>]) -> Data {
    let int = |n: u32| Data::Int(i64::from(n));
    let nearest = people.nearest.iter().map(|near| {
        Data::map([
            ("person", Data::text(told.records.employee_id(near.employee))),
            ("missing", Data::texts(told.credentials(&near.missing))),
            (
                "uncounted",
                Data::List(
                    near.blocked
                        .iter()
                        .map(|ix| {
                            Data::map([
                                ("credential", Data::text(told.achieved(*ix))),
                                ("reason", Data::text(super::why_not::reason_code(told, *ix))),
                            ])
                        })
                        .collect(),
                ),
            ),
        ])
    });
    let blocking = people.blocking.as_ref().map(|blocking| {
        let seats = blocking.seats.iter().filter_map(|(n, seats)| {
            let id = siblings.get(*n)?.requirement.id.clone()?;
            Some(Data::map([("requirement", Data::text(id)), ("seats", int(*seats))]))
        });
        Data::map([("seats", Data::List(seats.collect())), ("people", told.ids(&blocking.people))])
    });
    data.with("filled", Data::List(vec![int(people.filled.0), int(people.filled.1)]))
        .with("needed", int(people.needed))
        .with("people", told.ids(&people.people))
        .with("fitting", told.ids(&people.fitting))
        .with("spare", Data::optional(people.spare.map(int)))
        .with_some("blocking", blocking)
        .with("nearest", Data::List(nearest.collect()))
}

fn figure_data(told: &Told<'_>, data: Data, requirement: &Requirement, evidence: &FigureEvidence) -> Data {
    let quantity = |q: Option<crate::model::Quantity>| Data::optional(q.map(|q| Data::text(q.to_string())));
    let figure = &evidence.figure;
    let left_out = figure.left_out.iter().map(|(association, value)| {
        Data::map([
            ("association", Data::optional(association.as_ref().map(Data::text))),
            ("value", Data::text(value.to_string())),
        ])
    });
    let (_, unit) = metric_words(told, requirement);
    data.with("metric", Data::optional(measured(requirement).map(|m| Data::text(&m.metric))))
        .with("value", Data::List(vec![quantity(figure.value.certain), quantity(figure.value.possible)]))
        .with("threshold", quantity(evidence.threshold))
        .with("unit", Data::text(unit))
        .with("shortfall", quantity(evidence.shortfall))
        .with("months", Data::optional(figure.months.map(|(first, last)| Data::texts([first.to_string(), last.to_string()]))))
        .with("missing_months", Data::texts(figure.missing.iter().map(ToString::to_string)))
        .with("left_out", Data::List(left_out.collect()))
}
