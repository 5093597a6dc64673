//! Rows about levels that were held: the memberships they show.

use super::table::Table;
use super::{Refusal, World, refusal};
use crate::diagnostic::{Problem, Thing};
use crate::edit::Change;
use crate::import::{RowAt, Term};
use crate::load::kind::Kind;
use crate::model::Date;
use crate::near::nearest;
use std::collections::BTreeMap;

/// What a row says about memberships.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    /// It shows a purchase or a renewal that is not recorded.
    New,
    /// It shows a renewal of a membership that is recorded.
    Changed,
    /// It shows what is recorded.
    Unchanged,
    /// It shows what an earlier row shows.
    Repeated,
}

/// A membership, recorded or not.
#[derive(Debug, Clone)]
struct Held {
    purchased: Date,
    renewals: Vec<Date>,
    /// Which of the records.
    recorded: Option<usize>,
    /// It gets renewals that are not recorded.
    changed: bool,
}

/// The terms of a file.
#[derive(Debug)]
pub(super) struct Terms<'w> {
    world: World<'w>,
    /// For every offer and first day, the last days that rows give and how many rows there are.
    starts: BTreeMap<(&'w str, Date), (Vec<Date>, usize)>,
}

impl<'w> Terms<'w> {
    /// None yet.
    pub(super) fn new(world: World<'w>) -> Self {
        Self { world, starts: BTreeMap::new() }
    }

    /// Takes a row.
    ///
    /// # Errors
    /// When the programme has no such offer.
    pub(super) fn take(&mut self, at: RowAt, term: &Term<'_>) -> Result<(), Refusal> {
        let program = self.world.program;
        let word = term.level.to_lowercase();
        let Some(offer) = program.offer(&word) else {
            let ids = || program.offers.iter().map(|offer| offer.id.as_str());
            let near = nearest(&word, ids()).map(str::to_owned);
            let known = ids().map(str::to_owned).collect();
            let id = term.level.to_owned();
            return Err(refusal(at.span, Problem::DanglingReference { thing: Thing::Offer, id, near, known }));
        };
        let (ends, rows) = self.starts.entry((&offer.id, term.start)).or_default();
        ends.extend(term.end);
        *rows += 1;
        Ok(())
    }

    /// Compares with the records; says for every row what it shows, and how many memberships are new and changed.
    pub(super) fn finish(self, changes: &mut Vec<Change>) -> (Vec<Row>, usize, usize) {
        let mut rows = Vec::new();
        let mut held: BTreeMap<&str, Vec<Held>> = BTreeMap::new();
        for (ix, membership) in self.world.records.memberships.iter().enumerate() {
            let (purchased, renewals) = (membership.purchased, membership.renewals.clone());
            let one = Held { purchased, renewals, recorded: Some(ix), changed: false };
            held.entry(self.world.records.text(membership.offer)).or_default().push(one);
        }
        for ((offer, start), (_, count)) in &self.starts {
            let memberships = held.entry(offer).or_default();
            let known = memberships.iter().any(|m| m.purchased == *start || m.renewals.contains(start));
            let follows =
                |m: &Held| m.purchased < *start && (m.is_anniversary(*start) || self.ends_before(offer, m, *start));
            rows.push(if known {
                Row::Unchanged
            } else if let Some(renewed) = memberships.iter_mut().rfind(|m| follows(m)) {
                renewed.renewals.push(*start);
                renewed.renewals.sort_unstable();
                renewed.changed = true;
                if renewed.recorded.is_some() { Row::Changed } else { Row::New }
            } else {
                memberships.push(Held { purchased: *start, renewals: Vec::new(), recorded: None, changed: true });
                Row::New
            });
            rows.extend(std::iter::repeat_n(Row::Repeated, count.saturating_sub(1)));
        }
        let (new, changed) = self.changes(&held, changes);
        (rows, new, changed)
    }

    /// True when a row ends a term of this membership on the day before `start`.
    fn ends_before(&self, offer: &str, membership: &Held, start: Date) -> bool {
        let last = start.plus_days(-1);
        let begins = std::iter::once(&membership.purchased).chain(&membership.renewals);
        begins.filter_map(|begin| self.starts.get(&(offer, *begin))).any(|(ends, _)| ends.contains(&last))
    }

    fn changes(&self, held: &BTreeMap<&str, Vec<Held>>, changes: &mut Vec<Change>) -> (usize, usize) {
        let all = || held.iter().flat_map(|(offer, list)| list.iter().map(move |membership| (*offer, membership)));
        let renewed = all().any(|(_, m)| m.recorded.is_none() && !m.renewals.is_empty());
        let columns =
            [("offer", true), ("purchased", true), ("renewals", renewed), ("organization", self.world.options.several)];
        let mut table = Table::new(Kind::Memberships, columns);
        let mut sets = Vec::new();
        let mut new = 0;
        for (offer, membership) in all().filter(|(_, membership)| membership.changed) {
            let renewals: Vec<String> = membership.renewals.iter().map(Date::to_string).collect();
            let renewals = renewals.join(" ");
            match membership.recorded {
                None => {
                    let purchased = membership.purchased.to_string();
                    table.push([offer, &purchased, &renewals, self.world.options.organization]);
                    new += 1;
                }
                Some(ix) => {
                    let fields = vec![("renewals", renewals)];
                    let at = self.world.origins.memberships.get(ix).copied();
                    sets.extend(at.map(|at| Change::Set { kind: Kind::Memberships, at, fields }));
                }
            }
        }
        let changed = sets.len();
        changes.extend(table.change());
        changes.extend(sets);
        (new, changed)
    }
}

impl Held {
    /// True for the day on which the last term ends, counted from the purchase, and for the day after it.
    fn is_anniversary(&self, day: Date) -> bool {
        let years = i32::try_from(self.renewals.len()).unwrap_or(i32::MAX).saturating_add(1);
        let anniversary = self.purchased.plus_years(years);
        day == anniversary || day == anniversary.plus_days(1)
    }
}
