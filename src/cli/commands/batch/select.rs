//! `--where`: which organizations are shown.

use crate::cli::commands::check::{MEMBERSHIP, held_offer};
use crate::cli::{CliError, pick};
use crate::engine::Summary;
use crate::lang::{Lang, say};
use crate::model::Records;
use crate::near::nearest;
use crate::rules::{CompetencyIx, Program};
use std::cmp::Ordering;

/// The highest level of any competency.
const LEVEL: &str = "level";

/// The signs that compare, longer ones first.
const SIGNS: [(&str, &[Ordering]); 5] = [
    ("<=", &[Ordering::Less, Ordering::Equal]),
    (">=", &[Ordering::Greater, Ordering::Equal]),
    ("<", &[Ordering::Less]),
    (">", &[Ordering::Greater]),
    ("=", &[Ordering::Equal]),
];

/// A condition on what an organization holds for certain. Whoever holds nothing is below everything.
pub(super) struct Condition {
    what: What,
    orderings: &'static [Ordering],
    than: usize,
}

enum What {
    Highest,
    Competency(CompetencyIx),
    Membership,
}

impl Condition {
    /// Reads `level<gold`.
    pub(super) fn read(lang: Lang, program: &Program, text: &str) -> Result<Self, CliError> {
        let at = text.find(['<', '>', '=']);
        let parts = at.and_then(|at| {
            let (left, rest) = text.split_at(at);
            let (sign, orderings) = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign))?;
            Some((left.trim(), *orderings, rest[sign.len()..].trim()))
        });
        let Some((left, orderings, right)) = parts.filter(|(left, _, right)| !left.is_empty() && !right.is_empty())
        else {
            let (message, help) = say::bad_where(lang, text);
            return Err(CliError::Usage(message, Some(help)));
        };
        let what = match left {
            LEVEL => What::Highest,
            MEMBERSHIP => What::Membership,
            competency => What::Competency(pick::competency(program, competency)?),
        };
        let than = match what {
            What::Membership => {
                let ids: Vec<&str> = program.offers.iter().map(|offer| offer.id.as_str()).collect();
                ids.iter().position(|id| *id == right).ok_or_else(|| {
                    let (message, help) = say::unknown(lang, "offer", right, nearest(right, ids));
                    CliError::Usage(message, help)
                })?
            }
            What::Highest | What::Competency(_) => pick::level(program, right)?.0 as usize,
        };
        Ok(Self { what, orderings, than })
    }

    /// Whether it holds.
    pub(super) fn holds(&self, program: &Program, records: &Records, summary: &Summary) -> bool {
        let held = match self.what {
            What::Highest => summary.highest().map(|level| level.0 as usize),
            What::Competency(ix) => summary.levels.get(ix.0 as usize).copied().flatten().map(|level| level.0 as usize),
            What::Membership => held_offer(program, records, summary.membership.map(|m| (m.membership, m.state))),
        };
        self.orderings.contains(&held.cmp(&Some(self.than)))
    }
}
