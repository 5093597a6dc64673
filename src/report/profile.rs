//! `profile`: what the business profile shows, and why.

use super::cause::{causes_words, level_words};
use super::common::tone;
use super::status::offer_name;
use super::{Block, Cell, Data, Line, Report, Table, Told, Tone};
use crate::engine::{Profile, Shown, Verdict};
use crate::lang::words::{self, TableTitle, table_title};

/// The schema of the document.
pub const SCHEMA: &str = "competency/profile/1";

/// Builds the report.
#[must_use]
pub fn profile(told: &Told<'_>, profile: &Profile) -> Report {
    let offer = profile.membership.as_ref().map(|m| offer_name(told, m.membership));
    let headline = words::profile(told.lang, profile.shown.len(), offer, &told.today());
    let mut blocks = vec![Block::Prose(vec![Line::new(Tone::Strong, headline)])];
    if !profile.shown.is_empty() {
        blocks.push(Block::Table(Table::new(
            table_title(told.lang, TableTitle::Profile),
            words::profile_headings(told.lang),
            profile.shown.iter().map(|entry| row(told, entry)).collect(),
        )));
    }
    let until = profile.membership.as_ref().map(|m| m.anniversary.max(m.renewal.closes).to_string());
    if let Some(until) = &until {
        blocks.push(Block::Prose(vec![Line::new(Tone::Muted, words::frozen(told.lang, until))]));
    }
    let bought = profile.membership.as_ref().and_then(|m| told.records.memberships.get(m.membership));
    let data = told
        .head(SCHEMA)
        .with("offer", Data::optional(bought.map(|m| Data::text(told.records.text(m.offer)))))
        .with("until", Data::optional(until.map(Data::text)))
        .with("shown", Data::List(profile.shown.iter().map(|entry| entry_data(told, entry)).collect()));
    told.report(blocks, data).listing(&[("shown", "entry")])
}

fn row(told: &Told<'_>, entry: &Shown) -> Vec<Cell> {
    let name = told.competency(entry.competency).map_or("", |c| c.name.as_str());
    let lost = entry.lost.as_ref().map(|lost| (told.day(lost.at), causes_words(told, &lost.causes)));
    let lost = lost.as_ref().map(|(date, why)| (date.as_str(), why.as_str()));
    let now = words::still_met(told.lang, entry.now, lost, carried_by(told, entry));
    vec![
        Cell::plain(name),
        Cell::new(Tone::Good, words::level(told.lang, told.level(entry.level))),
        Cell::date(Some(told.records.zone.date_of(entry.since))),
        Cell::new(if entry.now == Verdict::Met { Tone::Good } else { tone(entry.now) }, now),
    ]
}

fn carried_by<'a>(told: &Told<'a>, entry: &Shown) -> Option<&'a str> {
    entry.carried_by.and_then(|n| told.program().exemptions.get(n)).map(|exemption| exemption.id.as_str())
}

fn entry_data(told: &Told<'_>, entry: &Shown) -> Data {
    let lost = entry.lost.as_ref().map(|lost| {
        Data::map([("at", Data::text(told.day(lost.at))), ("cause", Data::text(causes_words(told, &lost.causes)))])
    });
    Data::map([
        ("competency", Data::text(told.competency(entry.competency).map_or("", |c| c.id.as_str()))),
        ("level", Data::text(told.level(entry.level))),
        ("text", Data::text(level_words(told, entry.competency, entry.level))),
        ("since", Data::text(told.day(entry.since))),
        ("now", Data::text(entry.now.word())),
        ("lost", Data::optional(lost)),
        ("carried_by", Data::optional(carried_by(told, entry).map(Data::text))),
    ])
}
