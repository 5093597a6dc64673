//! `doctor`: what is installed, found and read, line by line.

use super::{Block, Cell, Data, Report, Table, Tone};
use crate::lang::{Lang, say};

/// The schema of the document.
pub const SCHEMA: &str = "competency/doctor/1";

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What.
    pub what: &'static str,
    /// What was found.
    pub found: String,
    /// Whether it is as it should be.
    pub fine: bool,
}

/// Builds the report.
#[must_use]
pub fn doctor(lang: Lang, findings: &[Finding]) -> Report {
    let row = |f: &Finding| {
        let tone = if f.fine { Tone::Good } else { Tone::Attention };
        vec![Cell::new(tone, say::doctor_word(lang, f.fine)), Cell::plain(f.what), Cell::plain(&f.found)]
    };
    let data = findings.iter().map(|f| {
        Data::map([("what", Data::text(f.what)), ("found", Data::text(&f.found)), ("fine", Data::Bool(f.fine))])
    });
    let table = Table::new("", [""; 3], findings.iter().map(row).collect());
    let data = Data::map([("schema", Data::text(SCHEMA)), ("findings", Data::List(data.collect()))]);
    Report::new(vec![Block::Table(table)], data).listing(&[("findings", "finding")])
}
