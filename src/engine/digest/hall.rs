//! Where verdicts on one organization are reached, from who fits which condition and what was measured.

use super::super::ties::Pool;
use super::super::{Interval, Verdict, measure};
use super::turned::{Rule, Siblings, Turned};
use crate::model::Market;

pub(super) struct Hall<'h, 'a> {
    pub(super) turned: &'h Turned<'a>,
    pub(super) market: Option<Market>,
    /// For every condition, who satisfies it for certain.
    pub(super) certain: &'h [Vec<u32>],
    /// For every condition, who satisfies it possibly: everybody who does for certain, and perhaps more.
    pub(super) possible: &'h [Vec<u32>],
    /// For every measure, what it is.
    pub(super) values: &'h [Interval],
}

impl Hall<'_, '_> {
    /// Whether a level can be held: by one of its paths.
    pub(super) fn level(&self, paths: &[Option<Siblings<'_>>]) -> Verdict {
        Verdict::any(paths.iter().map(|path| path.as_ref().map_or(Verdict::Unknown, |path| self.all(path))))
    }

    fn all(&self, siblings: &Siblings<'_>) -> Verdict {
        let verdicts = (siblings.pools.iter().map(|pool| self.people(pool)))
            .chain(siblings.rules.iter().map(|rule| self.rule(rule)));
        let mut all = Verdict::Met;
        for verdict in verdicts {
            all = Verdict::all([all, verdict]);
            if all == Verdict::NotMet {
                break;
            }
        }
        all
    }

    /// Whether people suffice for all requirements of a pool. Each asks for a number of people at least, so all of them
    /// are met when every seat is filled, and one of them is not when a seat stays empty.
    fn people(&self, pool: &Pool) -> Verdict {
        // Whoever fits for certain fits possibly, so most questions end with the first answer.
        let possible = pool.is_filled_by(self.possible);
        Verdict::between(possible && pool.is_filled_by(self.certain), possible)
    }

    fn rule(&self, rule: &Rule<'_>) -> Verdict {
        match rule {
            Rule::Figure { measure, comparison } => {
                let at = *measure as usize;
                match (self.turned.measures.get(at), self.values.get(at)) {
                    (Some(asked), Some(value)) => measure::verdict(asked.measure, comparison, *value, self.market),
                    _ => Verdict::Unknown,
                }
            }
            // Organizations about which something is stated are judged otherwise.
            Rule::Stated => Verdict::Unknown,
            Rule::All(of) => self.all(of),
            Rule::Any(of) => Verdict::any(of.iter().map(|siblings| self.all(siblings))),
            Rule::KOf(k, of) => Verdict::k_of(*k, of.iter().map(|siblings| self.all(siblings))),
        }
    }
}
