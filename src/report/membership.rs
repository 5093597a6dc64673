//! `membership`: what was bought, what may be bought, upgraded or renewed, and every reason against it.

use super::common::{Told, grouped, tone};
use super::dated::by_day;
use super::status::{missing, offer_name};
use super::{Block, Cell, Data, Dated, Line, Reader, Report, Table, Tone, TreeNode};
use crate::engine::membership::{Decision, Offered, Refusal, Shortage, Terms};
use crate::engine::{MembershipStanding, State, Verdict};
use crate::lang::words::{self, Milestone, OfferPart, RefusalWords, TableTitle, table_title};
use crate::rules::{CompetencyIx, Offer};

/// The schema of the document.
pub const SCHEMA: &str = "competency/membership/1";

/// Builds the report of every membership and every offer.
#[must_use]
pub fn membership(told: &Told<'_>, offered: &[Offered]) -> Report {
    let standings: Vec<&MembershipStanding> = told.evaluation.memberships().collect();
    let mut lines: Vec<Line> = standings.iter().map(|standing| standing_line(told, standing)).collect();
    if lines.is_empty() {
        lines.push(Line::new(Tone::Muted, words::no_membership(told.lang)));
    }
    let data = told
        .head(SCHEMA)
        .with("memberships", Data::List(standings.iter().map(|s| standing_data(told, s)).collect()))
        .with("offers", Data::List(offered.iter().filter_map(|one| offer_data(told, one)).collect()));
    let offers = match told.reader {
        Reader::Spreadsheet => Block::Table(table(told, &standings, offered)),
        _ => Block::Tree(offered.iter().filter_map(|one| node(told, one)).collect()),
    };
    let mut blocks = vec![Block::Prose(lines), offers];
    let left_out = left_out(offered);
    if !left_out.is_empty() {
        let names: Vec<String> = left_out.iter().map(|ix| name(told, *ix).to_owned()).collect();
        blocks.push(Block::Prose(vec![Line::new(Tone::Muted, words::left_out_of_support(told.lang, &names))]));
    }
    told.report(blocks, data).listing(&[("offers", "offer")]).dating(dates(told, &standings))
}

/// Whether something may be done, as a sentence.
#[must_use]
pub fn decision_words(told: &Told<'_>, decision: &Decision) -> String {
    match decision {
        Decision::Allowed(terms) => {
            let by: Vec<String> = terms.by.iter().map(|ix| name(told, *ix).to_owned()).collect();
            let exemption = terms.exemption.and_then(|n| told.program().exemptions.get(n)).map(|e| e.id.as_str());
            words::allowed(told.lang, &terms.anniversary.to_string(), &by, exemption, terms.discount_percent)
        }
        Decision::Refused(refusals) => {
            let reasons: Vec<String> = refusals.iter().map(|refusal| refusal_words(told, refusal)).collect();
            words::refused(told.lang, &reasons)
        }
        Decision::Unknown(shortage) => words::undecided(told.lang, &shortage_words(told, shortage)),
    }
}

/// The prices of what may be done, with a discount taken off; nothing where none is published.
#[must_use]
pub fn price_words(told: &Told<'_>, offer: &Offer, terms: &Terms) -> Option<String> {
    let prices: Vec<String> = terms
        .prices
        .iter()
        .filter_map(|price| {
            let fee = offer.fees.get(price.fee)?;
            Some(words::price(told.lang, &grouped(price.amount?), &fee.currency, &fee.per, &fee.as_of))
        })
        .collect();
    (!prices.is_empty()).then(|| words::prices(told.lang, &prices))
}

fn standing_line(told: &Told<'_>, standing: &MembershipStanding) -> Line {
    let tone = match standing.state {
        State::Active => Tone::Good,
        State::RenewalWindow => Tone::Attention,
        State::Lapsed => Tone::Bad,
    };
    let (opens, closes) = (standing.renewal.opens.to_string(), standing.renewal.closes.to_string());
    let text = words::membership_state(
        told.lang,
        offer_name(told, standing.membership),
        standing.state,
        &standing.since.to_string(),
        &standing.anniversary.to_string(),
        (&opens, &closes),
    );
    Line::new(tone, text)
}

/// Every membership with the offer it is of, and every other offer.
pub(super) fn table(told: &Told<'_>, standings: &[&MembershipStanding], offered: &[Offered]) -> Table {
    let id = |standing: &MembershipStanding| {
        told.records.memberships.get(standing.membership).map_or("", |m| told.records.text(m.offer))
    };
    let of =
        |wanted: &str| offered.iter().find(|one| told.program().offers.get(one.offer).is_some_and(|o| o.id == wanted));
    let bought = standings.iter().map(|standing| row(told, Some(standing), of(id(standing))));
    let others = offered.iter().filter(|one| {
        let offer = told.program().offers.get(one.offer);
        offer.is_some_and(|offer| !standings.iter().any(|standing| id(standing) == offer.id))
    });
    let title = table_title(told.lang, TableTitle::Memberships);
    let rows = bought.chain(others.map(|one| row(told, None, Some(one)))).collect();
    Table::new(title, words::membership_headings(told.lang), rows)
}

fn row(told: &Told<'_>, standing: Option<&MembershipStanding>, offered: Option<&Offered>) -> Vec<Cell> {
    let lang = told.lang;
    let offer = offered.and_then(|one| told.program().offers.get(one.offer));
    let name = offer.map(|offer| offer.name.as_str()).or(standing.map(|s| offer_name(told, s.membership)));
    let state = standing.map(|s| Cell::new(standing_line(told, s).tone, words::state_word(lang, s.state)));
    let eligible = standing.map(|s| {
        let renewal = s.renewal;
        Cell::new(tone(renewal.eligible), words::eligible_word(lang, renewal.eligible, renewal.exemption.is_some()))
    });
    let decision = |decision: Option<&Decision>| {
        let prices = match (decision, offer) {
            (Some(Decision::Allowed(terms)), Some(offer)) => price_words(told, offer, terms),
            _ => None,
        };
        let words = decision.map(|decision| decision_words(told, decision));
        Cell::plain(words.into_iter().chain(prices).collect::<Vec<_>>().join(" "))
    };
    let none = || Cell::plain("");
    vec![
        Cell::plain(name.unwrap_or_default()),
        state.unwrap_or_else(none),
        Cell::date(standing.map(|s| s.since)),
        Cell::date(standing.map(|s| s.anniversary)),
        Cell::date(standing.map(|s| s.renewal.opens)),
        Cell::date(standing.map(|s| s.renewal.closes)),
        eligible.unwrap_or_else(none),
        decision(offered.map(|one| &one.buy)),
        decision(offered.map(|one| &one.upgrade)),
        decision(offered.map(|one| &one.renew)),
        Cell::plain(offer.map(|offer| words::clauses(lang, &brings(offer))).unwrap_or_default()),
    ]
}

/// The days of every membership that has not lapsed.
fn dates(told: &Told<'_>, standings: &[&MembershipStanding]) -> Vec<Dated> {
    let organization = told.records.text(told.records.organization.id);
    let running = standings.iter().filter(|standing| standing.state != State::Lapsed);
    let dated = running.flat_map(|standing| {
        let offer = told.records.memberships.get(standing.membership).map_or("", |m| told.records.text(m.offer));
        let days = [
            (Milestone::Anniversary, standing.anniversary),
            (Milestone::Opens, standing.renewal.opens),
            (Milestone::Closes, standing.renewal.closes),
        ];
        days.map(|(milestone, day)| Dated {
            id: format!("{organization}/membership/{offer}/{}", milestone.word()),
            day,
            title: words::milestone(told.lang, milestone, offer_name(told, standing.membership)),
            text: standing_line(told, standing).text,
        })
    });
    by_day(dated)
}

/// What an offer brings.
fn brings(offer: &Offer) -> Vec<String> {
    offer.benefits.iter().map(|b| format!("{}: {}", b.id.replace('_', " "), b.value)).collect()
}

/// An offer with what may be done and what it brings.
pub(super) fn node(told: &Told<'_>, offered: &Offered) -> Option<TreeNode> {
    let offer = told.program().offers.get(offered.offer)?;
    let leaf = |what: OfferPart, decision: &Decision| {
        let tone = match decision {
            Decision::Allowed(_) => Tone::Good,
            Decision::Refused(_) => Tone::Muted,
            Decision::Unknown(_) => Tone::Attention,
        };
        TreeNode::leaf(tone, words::offer_part(told.lang, what, &decision_words(told, decision)))
    };
    let brings = brings(offer);
    let mut children = vec![
        leaf(OfferPart::Buy, &offered.buy),
        leaf(OfferPart::Upgrade, &offered.upgrade),
        leaf(OfferPart::Renew, &offered.renew),
    ];
    if !brings.is_empty() {
        let text = words::offer_part(told.lang, OfferPart::Brings, &words::clauses(told.lang, &brings));
        children.push(TreeNode::leaf(Tone::Plain, text));
    }
    Some(TreeNode::new(Tone::Strong, words::called(told.lang, &offer.name), children))
}

fn refusal_words(told: &Told<'_>, refusal: &Refusal) -> String {
    let say = |words: RefusalWords<'_>| words::refusal(told.lang, words);
    match refusal {
        Refusal::Requirement(shortage) => shortage_words(told, shortage),
        Refusal::AlreadyBought(n) => say(RefusalWords::AlreadyBought { offer: offer_name(told, *n) }),
        Refusal::HoldsHigher(n) => say(RefusalWords::HoldsHigher { offer: offer_name(told, *n) }),
        Refusal::NotAnUpgrade { from } => {
            let named = from.as_deref().map(|id| told.program().offer(id).map_or(id, |offer| offer.name.as_str()));
            say(RefusalWords::NotAnUpgrade { from: named })
        }
        Refusal::NothingToRenew => say(RefusalWords::NothingToRenew),
        Refusal::NotOpenYet(date) => say(RefusalWords::NotOpenYet { date: &date.to_string() }),
        Refusal::Closed(date) => say(RefusalWords::Closed { date: &date.to_string() }),
        Refusal::ProgrammeOver(date) => say(RefusalWords::ProgrammeOver { date: &date.to_string() }),
    }
}

fn shortage_words(told: &Told<'_>, shortage: &Shortage) -> String {
    let nearest = shortage.nearest.as_ref().map(|near| {
        let standing = told.evaluation.competency(near.competency).and_then(|c| c.at(shortage.level));
        let parts = standing.and_then(|level| level.closest()).map(|path| missing(told, path)).unwrap_or_default();
        (name(told, near.competency), words::clauses(told.lang, &parts))
    });
    let perhaps: Vec<String> = shortage.perhaps.iter().map(|ix| name(told, *ix).to_owned()).collect();
    let nearest = nearest.as_ref().map(|(name, missing)| (*name, missing.as_str()));
    let text = words::shortage(told.lang, told.level(shortage.level), nearest, &perhaps);
    let instead = shortage.instead.and_then(|n| told.program().offers.get(n));
    let instead = instead.map(|offer| words::instead(told.lang, &offer.name));
    words::clauses(told.lang, &[Some(text), instead].into_iter().flatten().collect::<Vec<_>>())
}

fn left_out(offered: &[Offered]) -> Vec<CompetencyIx> {
    let decisions = offered.iter().flat_map(|one| [&one.buy, &one.upgrade, &one.renew]);
    let mut found: Vec<CompetencyIx> = decisions
        .flat_map(|decision| match decision {
            Decision::Refused(refusals) => refusals
                .iter()
                .filter_map(|refusal| match refusal {
                    Refusal::Requirement(shortage) => Some(&shortage.left_out),
                    _ => None,
                })
                .flatten()
                .copied()
                .collect(),
            Decision::Unknown(shortage) => shortage.left_out.clone(),
            Decision::Allowed(_) => Vec::new(),
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn name<'a>(told: &Told<'a>, ix: CompetencyIx) -> &'a str {
    told.competency(ix).map_or("", |c| c.name.as_str())
}

/// A membership for machines.
fn standing_data(told: &Told<'_>, standing: &MembershipStanding) -> Data {
    let bought = told.records.memberships.get(standing.membership);
    Data::map([
        ("offer", Data::text(bought.map_or("", |m| told.records.text(m.offer)))),
        ("state", Data::text(standing.state.word())),
        ("purchased", Data::optional(bought.map(|m| Data::text(m.purchased.to_string())))),
        ("since", Data::text(standing.since.to_string())),
        ("anniversary", Data::text(standing.anniversary.to_string())),
        ("opens", Data::text(standing.renewal.opens.to_string())),
        ("closes", Data::text(standing.renewal.closes.to_string())),
        ("eligible", Data::text(standing.renewal.eligible.word())),
    ])
}

fn offer_data(told: &Told<'_>, offered: &Offered) -> Option<Data> {
    let offer = told.program().offers.get(offered.offer)?;
    let benefit = |b: &crate::rules::Benefit| Data::map([("id", Data::text(&b.id)), ("value", Data::text(&b.value))]);
    Some(Data::map([
        ("offer", Data::text(&offer.id)),
        ("name", Data::text(&offer.name)),
        ("requires", Data::optional(offer.requires.map(|level| Data::text(told.level(level))))),
        ("buy", decision_data(told, offer, &offered.buy)),
        ("upgrade", decision_data(told, offer, &offered.upgrade)),
        ("renew", decision_data(told, offer, &offered.renew)),
        ("benefits", Data::List(offer.benefits.iter().map(benefit).collect())),
    ]))
}

/// A decision for machines: its verdict, and what speaks for or against it.
fn decision_data(told: &Told<'_>, offer: &Offer, decision: &Decision) -> Data {
    let verdict = match decision {
        Decision::Allowed(_) => Verdict::Met,
        Decision::Refused(_) => Verdict::NotMet,
        Decision::Unknown(_) => Verdict::Unknown,
    };
    let data =
        Data::map([("allowed", Data::text(verdict.word())), ("text", Data::text(decision_words(told, decision)))]);
    let Decision::Allowed(terms) = decision else {
        return data;
    };
    let price = |price: &crate::engine::membership::Price| {
        let fee = offer.fees.get(price.fee)?;
        Some(Data::map([
            ("amount", Data::optional(price.amount.map(|amount| Data::text(amount.to_string())))),
            ("currency", Data::text(&fee.currency)),
            ("per", Data::text(&fee.per)),
            ("as_of", Data::text(&fee.as_of)),
        ]))
    };
    let by = terms.by.iter().map(|ix| told.competency(*ix).map_or("", |c| c.id.as_str()));
    let exemption = terms.exemption.and_then(|n| told.program().exemptions.get(n)).map(|e| Data::text(&e.id));
    data.with("until", Data::text(terms.anniversary.to_string()))
        .with("by", Data::texts(by))
        .with("exemption", Data::optional(exemption))
        .with("discount_percent", Data::Int(i64::from(terms.discount_percent)))
        .with("prices", Data::List(terms.prices.iter().filter_map(price).collect()))
}
