//! `achievement list`: every achievement with the requirements that rest on it, or the reason why it does not count.

use super::people::{for_each_of_people, rungs};
use super::program_data::uses_data;
use super::rule_words::named;
use super::why_not::{self, outcome, told_outcome};
use super::{Badge, Block, Card, Cell, Data, Details, Line, Recorded, Report, Table, Told, Tone, TreeNode};
use crate::engine::{Outcome, Reason, Use};
use crate::lang::words::{self, TableTitle, table_title};
use crate::model::{AchievementIx, EmployeeIx, Holder, Instant};
use std::collections::BTreeMap;

/// The schema of the document.
pub const SCHEMA: &str = "competency/achievements/1";

/// Which achievements are listed.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// Only those of this person.
    pub person: Option<EmployeeIx>,
    /// Only those that count, or only those that do not.
    pub counted: Option<bool>,
    /// Only those that do not count for this reason, by its code.
    pub reason: Option<String>,
}

/// Builds the report.
#[must_use]
pub fn achievements(told: &Told<'_>, choice: &Choice) -> Report {
    let all = (0u32..).map(AchievementIx).zip(&told.records.achievements).map(|(ix, _)| ix);
    let shown: Vec<AchievementIx> = all.filter(|ix| is_chosen(told, choice, *ix)).collect();
    let counted = shown.iter().filter(|ix| counts(told, **ix)).count();
    let headline = words::achievement_counts(told.lang, shown.len(), counted, &told.today());
    let blocks = vec![Block::Prose(vec![Line::new(Tone::Strong, headline)]), Block::Table(table(told, &shown))];
    let carried = carried(told);
    let data =
        told.head(SCHEMA).with("achievements", Data::List(shown.iter().map(|ix| data(told, &carried, *ix)).collect()));
    told.report(blocks, data).listing(&[("achievements", "achievement")])
}

fn is_chosen(told: &Told<'_>, choice: &Choice, ix: AchievementIx) -> bool {
    let owner = told.records.achievement(ix).and_then(|a| told.records.owner(a));
    choice.person.is_none_or(|person| owner == Some(person))
        && choice.counted.is_none_or(|wanted| counts(told, ix) == wanted)
        && choice.reason.as_ref().is_none_or(|code| why_not::reason_code(told, ix) == code)
}

fn counts(told: &Told<'_>, ix: AchievementIx) -> bool {
    matches!(outcome(told, ix), Some(Outcome::Counted(_)))
}

/// A row for each of these achievements.
pub(super) fn table(told: &Told<'_>, shown: &[AchievementIx]) -> Table {
    let carried = carried(told);
    Table::new(
        table_title(told.lang, TableTitle::Achievements),
        words::achievement_headings(told.lang),
        shown.iter().map(|ix| row(told, &carried, *ix)).collect(),
    )
}

/// The requirements of levels held that each achievement fills a seat of.
type Carried = BTreeMap<AchievementIx, Vec<Use>>;

fn carried(told: &Told<'_>) -> Carried {
    let mut carried = Carried::new();
    for ((competency, level), path, _) in rungs(told).filter(|(.., held)| *held) {
        for_each_of_people(&path.requirements, "", &mut |id, requirement, evidence| {
            let named = named(requirement);
            for (_, ix) in evidence.people.iter().flat_map(|person| told.holdings(*person, &named)) {
                let one = Use { competency, level, path: path.path.id.clone(), requirement: id.clone() };
                let all = carried.entry(ix).or_default();
                if !all.contains(&one) {
                    all.push(one);
                }
            }
        });
    }
    carried
}

fn row(told: &Told<'_>, carried: &Carried, ix: AchievementIx) -> Vec<Cell> {
    let achievement = told.records.achievement(ix);
    let owner = achievement.and_then(|a| told.records.owner(a));
    let known = told.evaluation.eligibility.credentials.get(ix.0 as usize).copied().flatten();
    let (tone, explanation, help) = told_outcome(told, ix);
    let (from, until) = period(told, ix);
    let day = |at: Option<Instant>| Cell::date(at.map(|at| told.records.zone.date_of(at)));
    let last = |at: Option<Instant>| Cell::date(at.map(|at| told.records.zone.last_date(at)));
    let account = achievement.and_then(|a| match a.holder {
        Holder::Account(account) => told.records.account(account).map(|a| told.records.text(a.id).to_owned()),
        Holder::Employee(_) => None,
    });
    let place = told.place(Recorded::Achievement(ix));
    vec![
        Cell::plain(owner.map(|owner| told.person(owner)).unwrap_or_default()),
        Cell::plain(told.achieved(ix)),
        Cell::plain(known.and_then(|c| told.program().credential(c)).map_or("", |c| c.name.as_str())),
        Cell::new(tone, words::counts_word(told.lang, counts(told, ix))),
        Cell::plain(why_not::reason_code(told, ix)),
        Cell::plain(explanation),
        Cell::plain(help.unwrap_or_default()),
        day(achievement.and_then(|a| a.earned)),
        last(achievement.and_then(|a| a.expires)),
        day(from),
        last(until),
        Cell::plain(uses_words(told, carried.get(&ix).map_or(&[], Vec::as_slice))),
        Cell::plain(uses_words(told, known.map(|c| told.rulebook.uses(c)).unwrap_or_default())),
        Cell::plain(account.unwrap_or_default()),
        Cell::plain(place.unwrap_or_default()),
    ]
}

/// A card for everybody who earned something, with what became of each achievement.
pub(super) fn cards(told: &Told<'_>) -> Vec<Card> {
    let carried = carried(told);
    let mut by_owner: BTreeMap<EmployeeIx, Vec<AchievementIx>> = BTreeMap::new();
    for (ix, achievement) in (0u32..).map(AchievementIx).zip(&told.records.achievements) {
        if let Some(owner) = told.records.owner(achievement) {
            by_owner.entry(owner).or_default().push(ix);
        }
    }
    let node = |ix: &AchievementIx| {
        let mut node = why_not::node(told, *ix);
        let carries = carried.get(ix).map(|uses| words::carries(told.lang, &uses_words(told, uses)));
        node.children.extend(carries.map(|text| TreeNode::leaf(Tone::Good, text)));
        node
    };
    let card = |(owner, all): (EmployeeIx, Vec<AchievementIx>)| {
        let counted = all.iter().filter(|ix| counts(told, **ix)).count();
        let tone = if counted > 0 { Tone::Plain } else { Tone::Muted };
        Card {
            title: told.person(owner),
            badges: vec![Badge { text: words::counted_of(told.lang, counted, all.len()), tone, level: None }],
            details: Some(Details {
                summary: words::details_of_achievements(told.lang).to_owned(),
                nodes: all.iter().map(node).collect(),
                remarks: Vec::new(),
            }),
            ..Card::default()
        }
    };
    by_owner.into_iter().map(card).collect()
}

/// From when an achievement counts or will count, and the first instant it no longer does.
pub(super) fn period(told: &Told<'_>, ix: AchievementIx) -> (Option<Instant>, Option<Instant>) {
    match outcome(told, ix) {
        Some(Outcome::Counted(credit)) => (Some(credit.since), credit.ends.map(|ending| ending.at)),
        Some(Outcome::NotCounted(Reason::Pending(from) | Reason::NotYetJoined(from))) => (Some(*from), None),
        _ => (None, None),
    }
}

fn uses_words(told: &Told<'_>, uses: &[Use]) -> String {
    let one = |place: &Use| {
        let competency = told.competency(place.competency)?;
        let parts = [place.path.clone(), place.requirement.clone()];
        Some(words::part_of_level(told.lang, &competency.name, told.level(place.level), &parts))
    };
    uses.iter().filter_map(one).collect::<Vec<_>>().join("; ")
}

/// What `why-not` publishes of an achievement, with whose it is and what it carries.
fn data(told: &Told<'_>, carried: &Carried, ix: AchievementIx) -> Data {
    let owner = told.records.achievement(ix).and_then(|a| told.records.owner(a));
    let person = owner.map(|owner| {
        Data::map([
            ("id", Data::text(told.records.employee_id(owner))),
            ("name", Data::text(told.records.employee_name(owner))),
        ])
    });
    let carries = uses_data(told.program(), carried.get(&ix).map_or(&[], Vec::as_slice));
    Data::map([("person", Data::optional(person))]).extended(why_not::data(told, ix)).with("carries", carries)
}
