//! Cards: a competency or a membership at a glance, with what it rests on for whoever wants to know more.

use super::common::{Told, grouped, tone};
use super::explain::{self, Choice};
use super::membership::{decision_words, node, price_words};
use super::rule_words::{measured, metric_words};
use super::status::{grant_words, margin_cell, next_cell, offer_name, overall};
use super::{Badge, Bar, Card, Cell, Details, Tone};
use crate::engine::membership::{Decision, Offered};
use crate::engine::{
    CompetencyStanding, Evidence, FigureEvidence, MembershipStanding, PathStanding, PeopleEvidence,
    RequirementStanding, State, Verdict,
};
use crate::lang::words::{self, MembershipLabel, membership_label};
use crate::rules::{Comparison, LevelIx, Relation, Tie, Truth};

/// A competency: its level, through what, the way to the next one, and the tree of everything it rests on.
pub(super) fn competency(told: &Told<'_>, standing: &CompetencyStanding<'_>) -> Card {
    let lang = told.lang;
    let [_, _, through, next, margin] = words::status_headings(lang);
    let mut facts = Vec::new();
    let grant = standing.level.and_then(|level| standing.at(level)).and_then(|level| grant_words(told, level));
    facts.extend(grant.map(|text| (through.to_owned(), Cell::plain(text))));
    if standing.margin.is_some() {
        facts.push((margin.to_owned(), margin_cell(told, standing.margin.as_ref())));
    }
    for (from, ix) in &standing.pending {
        let owner = told.records.achievement(*ix).and_then(|achievement| told.records.owner(achievement));
        let person = owner.map_or("", |owner| told.records.employee_name(owner));
        let text = words::counts_from(lang, person, told.achieved(*ix), &told.date(*from));
        facts.push((words::pending_label(lang).to_owned(), Cell::plain(text)));
    }
    let to_next = next_cell(told, standing);
    if !to_next.text.is_empty() {
        // The bars below say how far it is, one for each requirement.
        facts.push((next.to_owned(), to_next.measured(None)));
    }
    let whole = Choice::default();
    Card {
        title: told.competency(standing.competency).map_or("", |c| c.name.as_str()).to_owned(),
        badges: vec![level_badge(told, standing)],
        facts,
        bars: bars(told, standing),
        details: Some(Details {
            summary: words::details_of_competency(lang).to_owned(),
            nodes: standing.levels.iter().map(|level| explain::level_node(told, level, &whole)).collect(),
            remarks: explain::competency_remarks(told, standing.competency),
        }),
    }
}

fn level_badge(told: &Told<'_>, standing: &CompetencyStanding<'_>) -> Badge {
    match standing.level {
        Some(level) => Badge {
            text: words::level(told.lang, told.level(level)),
            tone: Tone::Good,
            level: Some(level.0 as usize + 1),
        },
        None => {
            // Nothing is wrong with a level that nobody has asked for.
            let verdict = overall(standing);
            let tone = if verdict == Verdict::Unknown { Tone::Attention } else { Tone::Muted };
            Badge { text: words::no_level(told.lang, verdict).to_owned(), tone, level: None }
        }
    }
}

/// How far it is to the next level, by the path that is closest.
fn bars(told: &Told<'_>, standing: &CompetencyStanding<'_>) -> Vec<Bar> {
    let mut bars = Vec::new();
    let next = standing.next.and_then(|next| standing.at(next));
    if let Some((level, path)) = next.and_then(|next| Some((next.level, next.closest()?))) {
        let PathStanding { requirements, .. } = path;
        for (n, requirement) in requirements.iter().enumerate() {
            collect(told, requirement, level, &(n + 1).to_string(), &mut bars);
        }
    }
    bars
}

fn collect(told: &Told<'_>, standing: &RequirementStanding<'_>, level: LevelIx, number: &str, bars: &mut Vec<Bar>) {
    let id = standing.requirement.id.as_deref().unwrap_or(number);
    match &standing.evidence {
        // The same people are counted once, however many of their requirements they would meet.
        Evidence::People(_) if matches!(standing.requirement.tie, Some(Tie::SamePeopleAs(_))) => {}
        Evidence::People(people) => bars.push(people_bar(told, standing, people, level, id)),
        Evidence::Figure(figure) => bars.extend(figure_bar(told, standing, figure)),
        Evidence::Attestation(_) | Evidence::Override(_) => {}
        Evidence::Parts => match standing.requirement.truth {
            Truth::Any(_) => {
                let closest = standing.parts.iter().min_by_key(|part| (!part.verdict.is_met(), part.distance));
                closest.into_iter().for_each(|part| collect(told, part, level, id, bars));
            }
            _ => standing.parts.iter().for_each(|part| collect(told, part, level, id, bars)),
        },
    }
}

fn people_bar(
    told: &Told<'_>,
    standing: &RequirementStanding<'_>,
    people: &PeopleEvidence,
    level: LevelIx,
    id: &str,
) -> Bar {
    let share = u64::from(people.filled.0) * 1000 / u64::from(people.needed.max(1));
    Bar {
        label: words::people_bar(told.lang, told.level(level), id),
        text: words::people_of_needed(told.lang, people.filled.0, people.filled.1, people.needed),
        per_mille: per_mille(u32::try_from(share).unwrap_or(1000), standing.verdict),
        tone: bar_tone(standing.verdict),
    }
}

/// A figure that has to grow; where one has to stay small there is nothing to fill.
fn figure_bar(told: &Told<'_>, standing: &RequirementStanding<'_>, evidence: &FigureEvidence) -> Option<Bar> {
    let upward = match &standing.requirement.truth {
        Truth::Compare(Comparison { relation, .. }) => matches!(relation, Relation::AtLeast | Relation::MoreThan),
        _ => false,
    };
    let threshold = evidence.threshold.filter(|_| upward && measured(standing.requirement).is_some())?;
    let (name, unit) = metric_words(told, standing.requirement);
    let value = evidence.figure.value;
    let least = value.certain.map(grouped);
    let known = if value.certain == value.possible { least.clone() } else { None };
    let text = known.unwrap_or_else(|| words::at_least(told.lang, least.as_deref()));
    let share = value.certain.map_or(0, |certain| certain.or_zero().per_mille_of(threshold));
    Some(Bar {
        label: name.to_owned(),
        text: words::figure_of_needed(told.lang, &text, &grouped(threshold), unit),
        per_mille: per_mille(share, standing.verdict),
        tone: bar_tone(standing.verdict),
    })
}

fn per_mille(share: u32, verdict: Verdict) -> u32 {
    share.min(if verdict.is_met() { 1000 } else { 999 })
}

fn bar_tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Met => Tone::Good,
        Verdict::NotMet => Tone::Plain,
        Verdict::Unknown => Tone::Attention,
    }
}

/// A card for every membership with its dates, and for every other offer with whether it may be had.
pub(super) fn memberships(told: &Told<'_>, offered: &[Offered]) -> Vec<Card> {
    let standings: Vec<&MembershipStanding> = told.evaluation.memberships().collect();
    let id = |standing: &MembershipStanding| {
        told.records.memberships.get(standing.membership).map_or("", |m| told.records.text(m.offer))
    };
    let of =
        |wanted: &str| offered.iter().find(|one| told.program().offers.get(one.offer).is_some_and(|o| o.id == wanted));
    let mut cards: Vec<Card> = standings.iter().map(|standing| membership(told, standing, of(id(standing)))).collect();
    for one in offered {
        let Some(offer) = told.program().offers.get(one.offer) else {
            continue;
        };
        if !standings.iter().any(|standing| id(standing) == offer.id) {
            cards.push(Card {
                title: words::called(told.lang, &offer.name).to_owned(),
                facts: decisions(told, one),
                details: details(told, one),
                ..Card::default()
            });
        }
    }
    cards
}

fn membership(told: &Told<'_>, standing: &MembershipStanding, offered: Option<&Offered>) -> Card {
    let lang = told.lang;
    let look = match standing.state {
        State::Active => Tone::Good,
        State::RenewalWindow => Tone::Attention,
        State::Lapsed => Tone::Bad,
    };
    let renewal = standing.renewal;
    let fact = |label, cell| (membership_label(lang, label).to_owned(), cell);
    let window = words::span(lang, &renewal.opens.to_string(), &renewal.closes.to_string());
    let eligible = words::eligible_word(lang, renewal.eligible, renewal.exemption.is_some());
    let mut facts = vec![
        fact(MembershipLabel::Since, Cell::plain(standing.since.to_string())),
        fact(MembershipLabel::Anniversary, Cell::plain(standing.anniversary.to_string())),
        fact(MembershipLabel::Window, Cell::plain(window)),
        fact(MembershipLabel::Eligible, Cell::new(self::tone(renewal.eligible), eligible)),
    ];
    facts.extend(offered.map(|one| decisions(told, one)).unwrap_or_default());
    Card {
        title: words::called(lang, offer_name(told, standing.membership)).to_owned(),
        badges: vec![Badge { text: words::state_word(lang, standing.state).to_owned(), tone: look, level: None }],
        facts,
        details: offered.and_then(|one| details(told, one)),
        ..Card::default()
    }
}

/// What may be done about an offer, as far as it may; everything that speaks against the rest is in the details.
fn decisions(told: &Told<'_>, offered: &Offered) -> Vec<(String, Cell)> {
    let Some(offer) = told.program().offers.get(offered.offer) else {
        return Vec::new();
    };
    let decision = |label, decision: &Decision| {
        let prices = match decision {
            Decision::Allowed(terms) => price_words(told, offer, terms),
            Decision::Unknown(_) => None,
            Decision::Refused(_) => return None,
        };
        let text: Vec<String> = std::iter::once(decision_words(told, decision)).chain(prices).collect();
        Some((membership_label(told.lang, label).to_owned(), Cell::plain(text.join("\n"))))
    };
    let all = [
        decision(MembershipLabel::Buy, &offered.buy),
        decision(MembershipLabel::Upgrade, &offered.upgrade),
        decision(MembershipLabel::Renew, &offered.renew),
    ];
    all.into_iter().flatten().collect()
}

fn details(told: &Told<'_>, offered: &Offered) -> Option<Details> {
    let nodes = node(told, offered)?.children;
    Some(Details { summary: words::details_of_offer(told.lang).to_owned(), nodes, remarks: Vec::new() })
}
