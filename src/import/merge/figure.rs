//! Rows with figures: which metric is meant, what adds up, and what is recorded already.

use super::place::Places;
use super::remark::Remark;
use super::table::Table;
use super::texts::Texts;
use super::{Refusal, World, refusal};
use crate::diagnostic::{Diagnostic, Problem, Span, Thing};
use crate::edit::Change;
use crate::import::{Figure, RowAt};
use crate::load::kind::Kind;
use crate::model::{Month, Quantity};
use crate::near::{nearest, same_letters};
use crate::rules::Program;
use hashbrown::HashMap;

/// So many unknown words are compared with the known ones.
const COMPARED: usize = 100;

/// What a row of figures means for the count.
pub(super) enum Counted {
    /// It is counted with its figure at the end.
    Later,
    /// It repeats an earlier row.
    Repeated,
}

/// How often rows are counted in which way, and those that are rejected.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) new_rows: usize,
    pub(super) changed_rows: usize,
    pub(super) unchanged_rows: usize,
    /// Figures.
    pub(super) new: usize,
    /// Figures.
    pub(super) changed: usize,
    pub(super) rejected: Vec<(RowAt, Refusal)>,
}

/// The figure of one month.
#[derive(Debug, Clone, Copy)]
struct Entry {
    /// Metric, association and location, by number.
    key: u32,
    month: Month,
    value: Quantity,
    adds: bool,
    first: Span,
}

/// What the records have for one key and month.
#[derive(Debug, Clone, Copy)]
struct Known {
    value: Quantity,
    count: usize,
    /// The first of them.
    ix: usize,
}

/// The figures of a file.
#[derive(Debug)]
pub(super) struct Figures<'w> {
    world: World<'w>,
    /// Metric, association and place as the file calls them.
    texts: Texts<3>,
    /// For each of those the key, or why there is none.
    keys: Vec<Result<u32, Problem>>,
    /// Metric, association and location as they are recorded.
    recorded: Texts<3>,
    places: Vec<u32>,
    entries: Vec<Entry>,
    by_key: HashMap<(u32, Month), u32>,
    /// The rows of every entry.
    rows: Vec<(u32, RowAt)>,
    /// Associations that nobody knows, with how often each stands.
    unknown: Texts<1>,
    unknown_counts: Vec<usize>,
    unknown_metrics: usize,
}

impl<'w> Figures<'w> {
    /// None yet.
    pub(super) fn new(world: World<'w>) -> Self {
        Self {
            world,
            texts: Texts::default(),
            keys: Vec::new(),
            recorded: Texts::default(),
            places: Vec::new(),
            entries: Vec::new(),
            by_key: HashMap::new(),
            rows: Vec::new(),
            unknown: Texts::default(),
            unknown_counts: Vec::new(),
            unknown_metrics: 0,
        }
    }

    /// Takes a row.
    ///
    /// # Errors
    /// When nobody knows its metric, or it contradicts an earlier row.
    pub(super) fn take(&mut self, at: RowAt, figure: &Figure<'_>, places: &mut Places<'_>) -> Result<Counted, Refusal> {
        let (number, new) = self.texts.number([figure.metric, figure.association, figure.location]);
        if new {
            let place = places.number(figure.location, "");
            self.places.push(place);
            let key = self.key(figure, place, places);
            self.keys.push(key);
        }
        let key = match self.keys.get(number as usize) {
            Some(Ok(key)) => *key,
            Some(Err(problem)) => return Err(refusal(at.span, problem.clone())),
            None => return Ok(Counted::Repeated),
        };
        if let Some(place) = self.places.get(number as usize) {
            places.location(*place);
        }
        self.count_association(key);
        let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let number = *self.by_key.entry((key, figure.month)).or_insert(next);
        let Figure { month, value, adds, .. } = *figure;
        match self.entries.get_mut(number as usize) {
            None => self.entries.push(Entry { key, month, value, adds, first: at.span }),
            Some(entry) if adds && entry.adds => entry.value = entry.value + value,
            Some(entry) if entry.value == value => return Ok(Counted::Repeated),
            Some(entry) => {
                let first = entry.first;
                let [metric, ..] = self.recorded.get(key);
                let problem = Problem::DifferentFigure { metric: metric.to_owned(), month };
                return Err(Box::new(Diagnostic::at(at.span, problem).with(first)));
            }
        }
        self.rows.push((number, at));
        Ok(Counted::Later)
    }

    fn key(&mut self, figure: &Figure<'_>, place: u32, places: &Places<'_>) -> Result<u32, Problem> {
        let program = self.world.program;
        let Some(metric) = metric(program, figure.metric) else {
            self.unknown_metrics += 1;
            return Err(unknown_metric(program, figure.metric, self.unknown_metrics <= COMPARED));
        };
        let known = program.associations.iter().find(|known| {
            known.id == figure.association
                || same_letters(&known.name, figure.association)
                || same_letters(&known.id, figure.association)
        });
        let association = known.map_or(figure.association, |known| known.id.as_str());
        let (key, _) = self.recorded.number([metric, association, places.id(place)]);
        Ok(key)
    }

    fn count_association(&mut self, key: u32) {
        let [_, association, _] = self.recorded.get(key);
        if association.is_empty() || self.world.program.associations.iter().any(|known| known.id == association) {
            return;
        }
        let (number, new) = self.unknown.number([association]);
        if new {
            self.unknown_counts.push(0);
        }
        if let Some(count) = self.unknown_counts.get_mut(number as usize) {
            *count += 1;
        }
    }

    /// Compares the sums with the records.
    pub(super) fn finish(mut self, changes: &mut Vec<Change>, remarks: &mut Vec<Remark>) -> Outcome {
        let known = self.known();
        let mut outcome = Outcome::default();
        let columns = [
            ("metric", true),
            ("month", true),
            ("value", true),
            ("association", self.entries.iter().any(|entry| !self.text(entry.key, 1).is_empty())),
            ("location", self.entries.iter().any(|entry| !self.text(entry.key, 2).is_empty())),
            ("organization", self.world.options.several),
        ];
        let mut table = Table::new(Kind::Performance, columns);
        let mut sets = Vec::new();
        let verdicts: Vec<Result<Verdict, Refusal>> = self
            .entries
            .iter()
            .map(|entry| {
                let verdict = judge(entry, known.get(&(entry.key, entry.month)));
                let [metric, association, location] = self.recorded.get(entry.key);
                let value = entry.value.to_string();
                if let Err(error) = Quantity::parse(&value) {
                    return Err(refusal(entry.first, Problem::InvalidNumber { text: value, error }));
                }
                let origin = |ix: usize| self.world.origins.measurements.get(ix).copied();
                match verdict {
                    Verdict::New => {
                        let organization = self.world.options.organization;
                        let month = entry.month.to_string();
                        table.push([metric, &month, &value, association, location, organization]);
                        outcome.new += 1;
                    }
                    Verdict::Changed(ix) => {
                        let fields = vec![("value", value)];
                        sets.extend(origin(ix).map(|at| Change::Set { kind: Kind::Performance, at, fields }));
                        outcome.changed += 1;
                    }
                    Verdict::Unchanged => {}
                    Verdict::Several(ix) => {
                        let problem = Problem::SeveralFigures { metric: metric.to_owned(), month: entry.month };
                        let complaint = Diagnostic::at(entry.first, problem);
                        return Err(Box::new(origin(ix).into_iter().fold(complaint, Diagnostic::with)));
                    }
                }
                Ok(verdict)
            })
            .collect();
        for (entry, at) in &self.rows {
            match verdicts.get(*entry as usize) {
                Some(Ok(Verdict::New)) => outcome.new_rows += 1,
                Some(Ok(Verdict::Changed(_))) => outcome.changed_rows += 1,
                Some(Err(complaint)) => {
                    let place = crate::diagnostic::Place::At(at.span);
                    outcome.rejected.push((*at, Box::new(Diagnostic { place, ..(**complaint).clone() })));
                }
                _ => outcome.unchanged_rows += 1,
            }
        }
        changes.extend(table.change());
        changes.extend(sets);
        let types = &self.world.program.associations;
        for (n, (number, count)) in (0u32..).zip(&self.unknown_counts).enumerate() {
            let [text] = self.unknown.get(number);
            let near = (n < COMPARED).then(|| nearest(text, types.iter().map(|known| known.id.as_str()))).flatten();
            let near = near.map(str::to_owned);
            remarks.push(Remark::UnknownAssociation { text: text.to_owned(), near, count: *count });
        }
        outcome
    }

    fn text(&self, key: u32, part: usize) -> &str {
        self.recorded.get(key).into_iter().nth(part).unwrap_or_default()
    }

    /// What the records have; several figures of one key and month add up.
    fn known(&mut self) -> HashMap<(u32, Month), Known> {
        let records = self.world.records;
        let mut known: HashMap<(u32, Month), Known> = HashMap::new();
        if self.entries.is_empty() {
            return known;
        }
        for (ix, m) in records.measurements.iter().enumerate() {
            let text = |symbol: Option<crate::model::Symbol>| symbol.map(|s| records.text(s)).unwrap_or_default();
            let (key, _) = self.recorded.number([records.text(m.metric), text(m.association), text(m.location)]);
            known
                .entry((key, m.month))
                .and_modify(|known| {
                    known.value = known.value + m.value;
                    known.count += 1;
                })
                .or_insert(Known { value: m.value, count: 1, ix });
        }
        known
    }
}

/// What a figure of the file means for the records.
enum Verdict {
    New,
    /// The record with this number has another value.
    Changed(usize),
    Unchanged,
    /// Several records, of which this is the first, have another sum.
    Several(usize),
}

fn judge(entry: &Entry, known: Option<&Known>) -> Verdict {
    match known {
        None => Verdict::New,
        Some(known) if known.value == entry.value => Verdict::Unchanged,
        Some(known) if known.count == 1 => Verdict::Changed(known.ix),
        Some(known) => Verdict::Several(known.ix),
    }
}

/// The id of the metric that a file calls so: by id, by name, or by what other systems call it.
fn metric<'p>(program: &'p Program, text: &str) -> Option<&'p str> {
    let by_id = program.metric(text);
    let named = |name: &str| same_letters(name, text);
    let found = by_id
        .or_else(|| program.metrics.iter().find(|metric| named(&metric.id) || named(&metric.name)))
        .or_else(|| program.metrics.iter().find(|metric| metric.aliases.iter().any(|alias| named(alias))));
    found.map(|metric| metric.id.as_str())
}

fn unknown_metric(program: &Program, text: &str, compare: bool) -> Problem {
    let ids = || program.metrics.iter().map(|metric| metric.id.as_str());
    let near = compare.then(|| nearest(text, ids())).flatten().or_else(|| {
        let names = program.metrics.iter().map(|metric| metric.name.as_str());
        let name = compare.then(|| nearest(text, names)).flatten()?;
        program.metrics.iter().find(|metric| metric.name == name).map(|metric| metric.id.as_str())
    });
    let known = ids().map(str::to_owned).collect();
    Problem::UnknownFigure { thing: Thing::Metric, id: text.to_owned(), near: near.map(str::to_owned), known }
}
