//! `compare`: what differs between two situations, for whom, and why.

use super::cause::{causes_words, level_words};
use super::common::tone;
use super::status::offer_name;
use super::why_not::reason_words;
use super::{Block, Cell, Data, Line, Report, Table, Told, Tone};
use crate::engine::compare::{Difference, Held};
use crate::engine::{Reason, Verdict};
use crate::lang::words::{self, TableTitle, table_title};

/// The schema of the document.
pub const SCHEMA: &str = "competency/compare/1";

/// Builds the report. Both sides are told by their own records; `names` are what the reader calls them.
#[must_use]
pub fn compare(before: &Told<'_>, after: &Told<'_>, names: (&str, &str), differences: &[Difference]) -> Report {
    let headline = words::compared(after.lang, differences.len(), names.0, names.1);
    let mut blocks = vec![Block::Prose(vec![Line::new(Tone::Strong, headline)])];
    let told: Vec<Row> = differences.iter().map(|difference| row(before, after, difference)).collect();
    if !told.is_empty() {
        blocks.push(Block::Table(Table::new(
            table_title(after.lang, TableTitle::Differences),
            words::compare_headings(after.lang),
            told.iter().map(Row::cells).collect(),
        )));
    }
    let data = after
        .head(SCHEMA)
        .with("before", Data::text(names.0))
        .with("after", Data::text(names.1))
        .with("differences", Data::List(told.into_iter().map(|row| row.data).collect()));
    after.report(blocks, data).listing(&[("differences", "difference")])
}

/// One difference, for people and for machines.
struct Row {
    what: String,
    before: String,
    after: (Tone, String),
    why: String,
    data: Data,
}

impl Row {
    fn cells(&self) -> Vec<Cell> {
        vec![
            Cell::plain(&self.what),
            Cell::plain(&self.before),
            Cell::new(self.after.0, &self.after.1),
            Cell::plain(&self.why),
        ]
    }
}

fn row(before: &Told<'_>, after: &Told<'_>, difference: &Difference) -> Row {
    let lang = after.lang;
    match difference {
        Difference::Level { competency, level, from, to, causes } => {
            // What was lost is told by the records that had it.
            let by = if *to == Verdict::Met { after } else { before };
            let why = causes_words(by, causes);
            Row {
                what: level_words(after, *competency, *level),
                before: words::verdict(lang, *from).to_owned(),
                after: (tone(*to), words::verdict(lang, *to).to_owned()),
                data: Data::map([
                    ("kind", Data::text("level")),
                    ("competency", Data::text(after.competency(*competency).map_or("", |c| c.id.as_str()))),
                    ("level", Data::text(after.level(*level))),
                    ("from", Data::text(from.word())),
                    ("to", Data::text(to.word())),
                    ("cause", Data::text(&why)),
                ]),
                why,
            }
        }
        Difference::Membership { from, to } => Row {
            what: words::membership_word(lang).to_owned(),
            before: from.map(|held| held_words(before, held)).unwrap_or_default(),
            after: (Tone::Plain, to.map(|held| held_words(after, held)).unwrap_or_default()),
            why: String::new(),
            data: Data::map([
                ("kind", Data::text("membership")),
                ("from", Data::optional(from.map(|held| held_data(before, held)))),
                ("to", Data::optional(to.map(|held| held_data(after, held)))),
            ]),
        },
        Difference::Gained { employee, credential, new } => {
            let why = if *new { words::new_person(lang) } else { "" };
            credit(after, (*employee, *credential), true, why.to_owned())
        }
        Difference::Lost { employee, credential, reason } => {
            let text = |reason: &Reason| reason_words(before, before.credential(*credential), None, reason).0;
            let why = reason.as_ref().map(text).unwrap_or_default();
            credit(before, (*employee, *credential), false, why)
        }
    }
}

fn credit(
    told: &Told<'_>,
    (employee, credential): (crate::model::EmployeeIx, crate::rules::CredentialIx),
    gained: bool,
    why: String,
) -> Row {
    let lang = told.lang;
    Row {
        what: words::credit_of(lang, &told.person(employee), told.credential(credential)),
        before: words::credit_counts(lang, !gained).to_owned(),
        after: (if gained { Tone::Good } else { Tone::Bad }, words::credit_counts(lang, gained).to_owned()),
        data: Data::map([
            ("kind", Data::text(if gained { "credit-gained" } else { "credit-lost" })),
            ("employee", Data::text(told.records.employee_id(employee))),
            ("credential", Data::text(told.credential(credential))),
            ("cause", Data::text(&why)),
        ]),
        why,
    }
}

fn held_words(told: &Told<'_>, held: Held) -> String {
    words::held(told.lang, offer_name(told, held.membership), held.state, &held.anniversary.to_string())
}

fn held_data(told: &Told<'_>, held: Held) -> Data {
    let bought = told.records.memberships.get(held.membership);
    Data::map([
        ("offer", Data::text(bought.map_or("", |m| told.records.text(m.offer)))),
        ("state", Data::text(held.state.word())),
        ("anniversary", Data::text(held.anniversary.to_string())),
        ("eligible", Data::text(held.eligible.word())),
    ])
}
