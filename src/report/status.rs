//! `status`: every competency with its level, what is missing for the next one, and what may be lost.

use super::common::{Told, grouped, months, path_name};
use super::exceptions;
use super::{Block, Cell, Data, Line, Reader, Report, Table, Tone, explain, progress, rule_words, status_data};
use crate::engine::{
    Alert, CompetencyStanding, Evidence, FigureEvidence, Grant, LevelStanding, Margin, NextEnd, NextEndCause,
    PathStanding, RequirementStanding, Verdict,
};
use crate::lang::words::{self, TableTitle, table_title};
use crate::rules::{CompetencyIx, Tie, Truth};

/// The schema of the document.
pub const SCHEMA: &str = "competency/status/1";

/// In which order competencies are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// As in the programme.
    #[default]
    Program,
    /// Those closest to their next level first.
    Closest,
}

/// Which competencies are shown, and how.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Only these; none means all in play.
    pub only: Vec<CompetencyIx>,
    /// Those without any progress too.
    pub all: bool,
    /// The order.
    pub sort: Sort,
}

/// Builds the report; the alerts are counted for people and listed for machines.
#[must_use]
pub fn status(told: &Told<'_>, choice: &Choice, alerts: &[Alert]) -> Report {
    let mut standings: Vec<&CompetencyStanding<'_>> = told
        .evaluation
        .competencies
        .iter()
        .filter(|s| choice.only.is_empty() || choice.only.contains(&s.competency))
        .collect();
    if choice.sort == Sort::Closest {
        standings.sort_by_key(|s| (s.next.is_none(), unjudged(s), s.distance(), s.competency));
    }
    if told.reader == Reader::Machine {
        return told
            .report(Vec::new(), status_data::data(told, &standings, alerts))
            .listing(&[("competencies", "competency"), ("alerts", "alert")]);
    }
    let shown: Vec<&CompetencyStanding<'_>> =
        standings.iter().filter(|s| choice.all || !choice.only.is_empty() || in_play(s)).copied().collect();
    let hidden: Vec<&&CompetencyStanding<'_>> =
        standings.iter().filter(|s| !shown.iter().any(|t| t.competency == s.competency)).collect();
    let unknown = hidden.iter().filter(|s| overall(s) == Verdict::Unknown).count();
    let mut blocks = vec![Block::Prose(headline(told, alerts))];
    blocks.push(Block::Table(table(told, &shown)));
    let exceptions = exceptions::lines(told);
    if !exceptions.is_empty() {
        blocks.push(Block::Prose(exceptions));
    }
    blocks.push(Block::Prose(footer(told, &shown, hidden.len() - unknown, unknown)));
    told.report(blocks, Data::Null)
}

/// True for a competency in which the company has something: a level, a seat filled, a pending credit.
pub(super) fn in_play(standing: &CompetencyStanding<'_>) -> bool {
    fn touched(requirement: &RequirementStanding<'_>) -> bool {
        let own = match &requirement.evidence {
            Evidence::People(people) => people.filled.1 > 0,
            Evidence::Figure(figure) => figure.figure.value.certain.is_some_and(|v| v > crate::model::Quantity::ZERO),
            Evidence::Attestation(stated) => stated.is_some(),
            Evidence::Override(_) => true,
            Evidence::Parts => false,
        };
        own || requirement.parts.iter().any(touched)
    }
    standing.level.is_some()
        || !standing.pending.is_empty()
        || standing.levels.iter().flat_map(|l| &l.paths).flat_map(|p| &p.requirements).any(touched)
}

/// True when the next level has no path anybody can judge.
fn unjudged(standing: &CompetencyStanding<'_>) -> bool {
    standing
        .next
        .and_then(|next| standing.at(next))
        .is_none_or(|level| level.paths.iter().all(|p| p.path.unknown.is_some()))
}

/// Met when some level is, unknown when some level may be, otherwise not met.
pub(super) fn overall(standing: &CompetencyStanding<'_>) -> Verdict {
    Verdict::any(standing.levels.iter().map(|l| l.verdict))
}

pub(super) fn headline(told: &Told<'_>, alerts: &[Alert]) -> Vec<Line> {
    let lang = told.lang;
    let mut lines = Vec::new();
    let life = &told.program().life;
    let today = told.records.zone.date_of(told.evaluation.as_of);
    if let Some(earned) = life.earned_until
        && today > earned
    {
        let benefits = life.benefits_until.map(|d| d.to_string());
        let text = words::program_over(lang, &told.program().name, &earned.to_string(), benefits.as_deref());
        lines.push(Line::new(Tone::Attention, text));
    }
    let counts: Vec<(usize, &str)> = told
        .program()
        .ladder
        .levels()
        .rev()
        .map(|level| {
            let count = told.evaluation.competencies.iter().filter(|c| c.level == Some(level)).count();
            (count, told.level(level))
        })
        .collect();
    let unknown = told
        .evaluation
        .competencies
        .iter()
        .filter(|c| c.level.is_none() && overall(c) == Verdict::Unknown && in_play(c))
        .count();
    let organization = &told.records.organization;
    let name = told.records.text(organization.name.unwrap_or(organization.id));
    lines.push(Line::new(Tone::Strong, words::holds(lang, name, &counts, unknown, &told.today())));
    if told.records.employees.is_empty() {
        lines.push(Line::new(Tone::Attention, words::nobody(lang)));
    }
    lines.push(membership_line(told));
    lines.extend(super::alerts::count_line(told, alerts));
    lines
}

fn membership_line(told: &Told<'_>) -> Line {
    let Some(standing) = &told.evaluation.membership else {
        return Line::new(Tone::Muted, words::no_membership(told.lang));
    };
    let renewal = standing.renewal;
    let tone = match (standing.state, renewal.eligible) {
        (crate::engine::State::Active, Verdict::Met) => Tone::Plain,
        (crate::engine::State::Lapsed, _) => Tone::Bad,
        _ => Tone::Attention,
    };
    let text = words::membership(
        told.lang,
        offer_name(told, standing.membership),
        standing.state,
        &standing.anniversary.to_string(),
        &renewal.opens.to_string(),
        &renewal.closes.to_string(),
        renewal.eligible,
    );
    Line::new(tone, text)
}

pub(super) fn offer_name<'a>(told: &Told<'a>, membership: usize) -> &'a str {
    let id = told.records.memberships.get(membership).map_or("", |m| told.records.text(m.offer));
    told.program().offer(id).map_or(id, |offer| offer.name.as_str())
}

pub(super) fn table(told: &Told<'_>, standings: &[&CompetencyStanding<'_>]) -> Table {
    Table::new(
        table_title(told.lang, TableTitle::Competencies),
        words::status_headings(told.lang),
        standings.iter().map(|s| row(told, s)).collect(),
    )
}

fn row(told: &Told<'_>, standing: &CompetencyStanding<'_>) -> Vec<Cell> {
    let name = told.competency(standing.competency).map_or("", |c| c.name.as_str());
    let level = match standing.level {
        Some(level) => Cell::new(Tone::Good, words::level(told.lang, told.level(level))),
        None => {
            let verdict = overall(standing);
            Cell::new(super::common::tone(verdict), words::no_level(told.lang, verdict))
        }
    };
    let through = standing.level.and_then(|l| standing.at(l)).and_then(|l| grant_words(told, l)).unwrap_or_default();
    vec![
        Cell::plain(name),
        level,
        Cell::plain(through),
        next_cell(told, standing),
        margin_cell(told, standing.margin.as_ref()),
    ]
}

pub(super) fn grant_words(told: &Told<'_>, level: &LevelStanding<'_>) -> Option<String> {
    match level.grant? {
        Grant::Path(n) => level.paths.get(n).map(|p| path_name(p.path).to_owned()),
        Grant::Override(ix) => {
            let until = told.records.overrides.get(ix)?.until;
            Some(words::by_override(told.lang, &told.last_day(until)))
        }
    }
}

pub(super) fn next_cell(told: &Told<'_>, standing: &CompetencyStanding<'_>) -> Cell {
    let level = standing.next.and_then(|next| standing.at(next));
    let Some((level, path)) = level.and_then(|level| Some((level, level.closest()?))) else {
        return Cell::plain("");
    };
    let missing = crowded_out_or_missing(told, level, path);
    let name = words::called(told.lang, told.level(level.level));
    let text = words::titled(told.lang, name, &words::clauses(told.lang, &missing));
    Cell::plain(text).measured(progress::gauge(path))
}

pub(super) fn crowded_out_or_missing(
    told: &Told<'_>,
    level: &LevelStanding<'_>,
    path: &PathStanding<'_>,
) -> Vec<String> {
    explain::crowded_out(told, level).map_or_else(|| missing(told, path), |text| vec![text])
}

/// What is missing on a path, in words: people with the nearest candidate, figures, statements.
pub(super) fn missing(told: &Told<'_>, path: &PathStanding<'_>) -> Vec<String> {
    if let Some(why) = &path.path.unknown {
        return vec![words::cannot_tell(told.lang, why)];
    }
    // Where people are missing in several places, each says for what.
    let short = |r: &&RequirementStanding<'_>| matches!(r.evidence, Evidence::People(_)) && !r.verdict.is_met();
    let several = path.requirements.iter().filter(short).count() > 1;
    let mut parts = Vec::new();
    for requirement in &path.requirements {
        missing_for(told, requirement, several, &mut parts);
    }
    parts
}

/// What is missing for one requirement.
pub(super) fn missing_of(told: &Told<'_>, standing: &RequirementStanding<'_>) -> Vec<String> {
    let mut parts = Vec::new();
    missing_for(told, standing, false, &mut parts);
    parts
}

fn missing_for(told: &Told<'_>, standing: &RequirementStanding<'_>, several: bool, parts: &mut Vec<String>) {
    if standing.verdict.is_met() {
        return;
    }
    let lang = told.lang;
    match &standing.evidence {
        // The same people are missing once, however many of their requirements they would meet.
        Evidence::People(_) if matches!(standing.requirement.tie, Some(Tie::SamePeopleAs(_))) => {}
        Evidence::People(people) => {
            let nearest = people.nearest.first().map(|n| told.records.employee_name(n.employee));
            let missing = people.needed.saturating_sub(people.filled.0);
            let id = standing.requirement.id.as_deref().filter(|_| several);
            parts.push(words::people_missing(lang, missing, id, nearest));
        }
        Evidence::Figure(figure) => {
            let (name, unit) = rule_words::metric_words(told, standing.requirement);
            let unknown = standing.verdict == Verdict::Unknown;
            if unknown && figure.threshold.is_none() {
                parts.push(words::market_unknown(lang).to_owned());
            } else if unknown {
                parts.push(words::figure_unknown(lang, name, &some_months(told, figure)));
            } else if let Some(shortfall) = figure.shortfall {
                parts.push(words::figure_missing(lang, &grouped(shortfall), unit));
            }
        }
        Evidence::Attestation(_) => {
            if let Truth::Attest { what } = &standing.requirement.truth {
                parts.push(words::statement_missing(lang, what));
            }
        }
        Evidence::Override(_) => {}
        Evidence::Parts => match standing.requirement.truth {
            Truth::Any(_) => {
                if let Some(closest) = standing.parts.iter().min_by_key(|p| p.distance) {
                    missing_for(told, closest, several, parts);
                }
            }
            _ => standing.parts.iter().for_each(|part| missing_for(told, part, several, parts)),
        },
    }
}

/// The months without figures, unless that is all of them.
fn some_months(told: &Told<'_>, evidence: &FigureEvidence) -> String {
    let figure = &evidence.figure;
    let all = figure.months.is_none_or(|(first, last)| {
        i32::try_from(figure.missing.len()).is_ok_and(|missing| missing > last.months_since(first))
    });
    if all { String::new() } else { months(told.lang, &figure.missing) }
}

pub(super) fn margin_cell(told: &Told<'_>, margin: Option<&Margin>) -> Cell {
    let Some(margin) = margin else {
        return Cell::plain("");
    };
    let spare = words::spare(told.lang, margin.spare_people);
    let end = margin.next_end.as_ref();
    let end = end.map(|end| words::next_end(told.lang, &told.last_day(end.at), &end_words(told, end)));
    let text = words::clauses(told.lang, &[Some(spare), end].into_iter().flatten().collect::<Vec<_>>());
    let tone = if margin.spare_people == Some(0) { Tone::Attention } else { Tone::Plain };
    Cell::new(tone, text)
}

pub(super) fn end_words(told: &Told<'_>, end: &NextEnd) -> String {
    match end.cause {
        NextEndCause::Credit { employee, credential, ending } => words::credit_ends(
            told.lang,
            told.records.employee_name(employee),
            told.credential(credential),
            ending.cause,
        ),
        NextEndCause::Override(_) => words::exception_ends(told.lang, true).to_owned(),
        NextEndCause::Attestation(_) => words::exception_ends(told.lang, false).to_owned(),
    }
}

fn footer(told: &Told<'_>, shown: &[&CompetencyStanding<'_>], none: usize, unknown: usize) -> Vec<Line> {
    let lang = told.lang;
    let mut lines = Vec::new();
    let mut pending: Vec<_> = shown.iter().flat_map(|s| &s.pending).collect();
    pending.sort_unstable();
    pending.dedup();
    for (from, ix) in pending {
        let person = told
            .records
            .achievement(*ix)
            .and_then(|a| told.records.owner(a))
            .map(|owner| told.records.employee_name(owner));
        let text = words::pending(lang, person.unwrap_or(""), told.achieved(*ix), &told.date(*from));
        lines.push(Line::new(Tone::Plain, text));
    }
    if none + unknown > 0 {
        lines.push(Line::new(Tone::Muted, words::not_shown(lang, none, unknown)));
    }
    let eligibility = &told.evaluation.eligibility;
    lines.push(Line::new(
        Tone::Muted,
        words::achievements(lang, eligibility.outcomes.len(), eligibility.counted.len(), &eligibility.not_counted()),
    ));
    let aside = told.evaluation.left_aside.total();
    if aside > 0 {
        lines.push(Line::new(Tone::Muted, words::left_aside(lang, aside, &told.today())));
    }
    lines
}
