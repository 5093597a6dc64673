//! `report`: the whole picture of one organization on a day, what is urgent first.
//!
//! It is made of what the other builders make. The document for machines holds theirs as they are, each with its own
//! schema, so whoever reads one of them reads it here as well.

use super::dated::by_day;
use super::forecast::{Future, forecast};
use super::people::{self, Question};
use super::status::{self, in_play};
use super::{
    Block, Card, Cell, Data, Line, Report, Section, Table, Told, Tone, achievements, actions, alerts, cards,
    exceptions, explain, membership, profile, requirements,
};
use crate::engine::membership::Offered;
use crate::engine::{Alert, CompetencyStanding, Profile, Task};
use crate::lang::words::{self, Heading, TableTitle, table_title};
use crate::model::Date;
use crate::report::Reader;

/// The schema of the document.
pub const SCHEMA: &str = "competency/report/1";

/// Everything that is told of one organization beside its evaluation.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    /// What deserves attention.
    pub alerts: &'a [Alert],
    /// What there is to do.
    pub tasks: &'a [Task],
    /// What may be bought, upgraded and renewed.
    pub offered: &'a [Offered],
    /// What the business profile shows.
    pub profile: &'a Profile,
    /// What is known of the time to come.
    pub future: Future<'a>,
}

/// Builds the report.
#[must_use]
pub fn overview(told: &Told<'_>, whole: Whole<'_>) -> Report {
    let organization = &told.records.organization;
    let name = told.records.text(organization.name.unwrap_or(organization.id));
    let title = Some(words::overview_title(told.lang, name, &told.today()));
    let (blocks, data) = match told.reader {
        Reader::Machine => (Vec::new(), data(told, whole)),
        Reader::Person | Reader::Spreadsheet => (blocks(told, whole), Data::Null),
    };
    let forecast = forecast(told, whole.future).dates;
    let membership = membership::membership(told, whole.offered).dates;
    let dates = [actions::actions(told, whole.tasks).dates, forecast, membership].concat();
    Report { title, ..told.report(blocks, data).dating(by_day(dates)) }
}

/// The documents of the commands that ask for a part of it.
fn data(told: &Told<'_>, whole: Whole<'_>) -> Data {
    told.head(SCHEMA)
        .with("status", status::status(told, &status::Choice::default(), whole.alerts).data)
        .with("alerts", alerts::alerts(told, whole.alerts, 0).data)
        .with("actions", actions::actions(told, whole.tasks).data)
        .with("membership", membership::membership(told, whole.offered).data)
        .with("profile", profile::profile(told, whole.profile).data)
        .with("forecast", forecast(told, whole.future).data)
        .with("people", people::people(told, &Question::default()).data)
        .with("achievements", achievements::achievements(told, &achievements::Choice::default()).data)
}

fn blocks(told: &Told<'_>, whole: Whole<'_>) -> Vec<Block> {
    let mut lines = status::headline(told, &[]);
    let program = told.program();
    lines.push(Line::new(Tone::Muted, words::judged_by(told.lang, &program.name, &program.version)));
    let life = &program.life;
    if life.earned_until.is_some() || life.benefits_until.is_some() {
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        let text = words::life(told.lang, day(life.earned_until).as_deref(), day(life.benefits_until).as_deref());
        lines.push(Line::new(Tone::Muted, text));
    }
    vec![
        Block::Prose(lines),
        section(told, "alerts", Heading::Alerts, alerts::alerts(told, whole.alerts, 0).blocks),
        section(told, "actions", Heading::Actions, actions::actions(told, whole.tasks).blocks),
        section(told, "membership", Heading::Membership, membership_blocks(told, whole)),
        section(told, "competencies", Heading::Competencies, competency_blocks(told)),
        section(told, "timeline", Heading::Timeline, timeline_blocks(told, whole)),
        section(told, "people", Heading::People, people_blocks(told)),
        section(told, "exceptions", Heading::Exceptions, vec![Block::Prose(exception_lines(told))]),
        section(told, "achievements", Heading::Achievements, achievement_blocks(told)),
    ]
}

fn section(told: &Told<'_>, id: &'static str, heading: Heading, blocks: Vec<Block>) -> Block {
    Block::Section(Section { id, title: words::heading(told.lang, heading).to_owned(), blocks })
}

fn membership_blocks(told: &Told<'_>, whole: Whole<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    if told.reader == Reader::Spreadsheet {
        blocks.extend(membership::membership(told, whole.offered).blocks);
        blocks.push(section(told, "profile", Heading::Profile, profile::profile(told, whole.profile).blocks));
        return blocks;
    }
    if told.evaluation.membership.is_none() {
        blocks.push(Block::Prose(vec![Line::new(Tone::Muted, words::no_membership(told.lang))]));
    }
    blocks.push(Block::Cards(cards::memberships(told, whole.offered)));
    blocks.push(section(told, "profile", Heading::Profile, profile::profile(told, whole.profile).blocks));
    blocks
}

/// Those in which the company has something: the highest level first, then in the order of the programme.
fn shown<'e, 'r>(told: &'e Told<'r>) -> Vec<&'e CompetencyStanding<'r>> {
    let mut shown: Vec<&CompetencyStanding<'r>> =
        told.evaluation.competencies.iter().filter(|standing| in_play(standing)).collect();
    shown.sort_by_key(|standing| std::cmp::Reverse(standing.level));
    shown
}

fn competency_blocks(told: &Told<'_>) -> Vec<Block> {
    if told.reader == Reader::Spreadsheet {
        return tables(told);
    }
    let cards: Vec<Card> = shown(told).iter().map(|standing| cards::competency(told, standing)).collect();
    let mut blocks = vec![Block::Cards(cards)];
    let hidden = || told.evaluation.competencies.iter().filter(|standing| !in_play(standing));
    let unknown = hidden().filter(|s| status::overall(s) == crate::engine::Verdict::Unknown).count();
    let none = hidden().count() - unknown;
    if none + unknown > 0 {
        blocks.push(Block::Prose(vec![Line::new(Tone::Muted, words::not_in_play(told.lang, none, unknown))]));
    }
    blocks
}

/// What a card tells and what it rests on, in rows; of all competencies, since rows can be filtered.
fn tables(told: &Told<'_>) -> Vec<Block> {
    let all: Vec<&CompetencyStanding<'_>> = told.evaluation.competencies.iter().collect();
    let remarks = |standing: &&CompetencyStanding<'_>| {
        let name = told.competency(standing.competency).map_or("", |c| c.name.as_str());
        let row = |line: Line| vec![Cell::plain(name), Cell::new(line.tone, line.text)];
        explain::competency_remarks(told, standing.competency).into_iter().map(row).collect::<Vec<_>>()
    };
    let title = table_title(told.lang, TableTitle::Remarks);
    let remarks = all.iter().flat_map(remarks).collect();
    vec![
        Block::Table(status::table(told, &all)),
        Block::Table(requirements::table(told, &all, &explain::Choice::default())),
        Block::Table(Table::new(title, words::remark_headings(told.lang), remarks)),
    ]
}

/// The picture comes before its table, where there is one.
fn timeline_blocks(told: &Told<'_>, whole: Whole<'_>) -> Vec<Block> {
    let (drawn, others): (Vec<Block>, Vec<Block>) =
        forecast(told, whole.future).blocks.into_iter().partition(|block| matches!(block, Block::Timeline(_)));
    let mut others = others.into_iter();
    others.next().into_iter().chain(drawn).chain(others).collect()
}

fn people_blocks(told: &Told<'_>) -> Vec<Block> {
    let mut blocks = people::people(told, &Question::default()).blocks;
    let matrices = people::matrices(told);
    if !matrices.is_empty() {
        blocks.push(section(told, "matrix", Heading::Matrix, matrices.into_iter().map(Block::Matrix).collect()));
    }
    blocks
}

fn exception_lines(told: &Told<'_>) -> Vec<Line> {
    let lines = exceptions::lines(told);
    if lines.is_empty() { vec![Line::new(Tone::Muted, words::no_exceptions(told.lang))] } else { lines }
}

/// What became of every achievement: those that count and those that do not, by reason, are all that were read.
fn achievement_blocks(told: &Told<'_>) -> Vec<Block> {
    let lang = told.lang;
    let eligibility = &told.evaluation.eligibility;
    let row = |code: &str, count: usize, tone: Tone| {
        let code_cell = if matches!(code, "read" | "counted") { Cell::plain("") } else { Cell::new(Tone::Muted, code) };
        vec![Cell::new(tone, words::outcome(lang, code)), Cell::count(count), code_cell]
    };
    let mut rows = vec![
        row("read", eligibility.outcomes.len(), Tone::Strong),
        row("counted", eligibility.counted.len(), Tone::Strong),
    ];
    rows.extend(eligibility.not_counted().into_iter().map(|(code, count)| row(code, count, Tone::Plain)));
    let title = table_title(lang, TableTitle::Outcomes);
    let mut blocks = vec![Block::Table(Table::new(title, words::outcome_headings(lang), rows))];
    if told.reader == Reader::Spreadsheet {
        let all = achievements::achievements(told, &achievements::Choice::default()).blocks;
        blocks.extend(all.into_iter().filter(|block| matches!(block, Block::Table(_))));
    } else {
        blocks.push(Block::Cards(achievements::cards(told)));
    }
    let aside = told.evaluation.left_aside.total();
    if aside > 0 {
        let text = words::left_aside(lang, aside, &told.today());
        blocks.push(Block::Prose(vec![Line::new(Tone::Muted, text)]));
    }
    blocks
}
