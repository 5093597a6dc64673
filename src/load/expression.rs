//! Requirements of program files: truths, numbers, people trees and ties.

use super::program::{dangling, period};
use super::shape::{self, Map};
use super::values::{Complaints, Text};
use super::yaml::{Node, Value};
use crate::diagnostic::{Diagnostic, Problem, Sources, Span, Thing, TieFault};
use crate::model::Quantity;
use crate::rules::MOST_PEOPLE;
use crate::rules::{
    Comparison, Measure, Number, People, Program, Relation, Requirement, Threshold, Tie, Tree, Truth, Window,
};

/// What expressions may refer to.
pub(super) struct Known<'a> {
    /// The program so far: its ladder, metrics, associations and credentials.
    pub program: &'a Program,
    /// Where lines are looked up.
    pub sources: &'a Sources,
}

const KEYS: [&str; 24] = [
    "id",
    "name",
    "from",
    "until",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "people",
    "measure",
    "over",
    "associations",
    "monthly_average_at_least",
    "all",
    "any",
    "k_of",
    "attest",
    "same_people_as",
    "subset_of",
    "different_people_from",
    "scope",
    "note",
    "uncertain",
    "source",
];

/// Reads a list of requirements that must all hold, and checks how their people are tied.
pub(super) fn requirements(nodes: &[Node], known: &Known<'_>, c: &mut Complaints) -> Vec<Requirement> {
    let mut list = Vec::with_capacity(nodes.len());
    let mut maps = Vec::with_capacity(nodes.len());
    let mut unread = Vec::new();
    for node in nodes {
        let Some(map) = shape::map(node, &KEYS, c) else {
            continue;
        };
        if let Some(requirement) = requirement(map, known, c) {
            maps.push(map);
            list.push(requirement);
        } else {
            // It was complained about; whoever is tied to it is not to blame.
            unread.extend(map.string("id", &mut Complaints::new()));
        }
    }
    for (n, requirement) in list.iter().enumerate() {
        let versions = list.iter().take(n).filter(|r| r.id.is_some() && r.id == requirement.id);
        for earlier in versions {
            if earlier.in_force.overlaps(requirement.in_force) {
                let id = requirement.id.clone().unwrap_or_default();
                let span = |wanted: &Requirement| {
                    let n = list.iter().position(|r| std::ptr::eq(r, wanted));
                    n.and_then(|n| maps.get(n)).map(|map| map.value_span("id"))
                };
                if let (Some(span), Some(first)) = (span(requirement), span(earlier)) {
                    c.push(Diagnostic::at(span, Problem::OverlappingVersions(id)).with(first));
                }
            }
        }
    }
    check_ties(&list, &maps, &unread, c);
    list
}

fn requirement(map: Map<'_>, known: &Known<'_>, c: &mut Complaints) -> Option<Requirement> {
    let truth = truth(map, known, c);
    let tie = tie(map, c);
    Some(Requirement {
        id: map.string("id", c),
        name: map.string("name", c),
        in_force: period(map, c),
        truth: truth?,
        tie,
        scope: map.string("scope", c),
        note: map.string("note", c),
        uncertain: map.string("uncertain", c),
        source: map.strings("source", c),
        line: known.sources.position(map.head()).line,
    })
}

fn truth(map: Map<'_>, known: &Known<'_>, c: &mut Complaints) -> Option<Truth> {
    let relations = Relation::ALL.map(Relation::key);
    let kinds = ["all", "any", "k_of", "attest"];
    let present: Vec<&str> = relations.into_iter().chain(kinds).filter(|key| map.get(key).is_some()).collect();
    let &[kind] = present.as_slice() else {
        let choose: Vec<&str> = relations.into_iter().chain(kinds).collect();
        c.push(unclear(map, &choose));
        return None;
    };
    let node = map.get(kind)?;
    match kind {
        "all" => Some(Truth::All(parts(node, known, c))),
        "any" => Some(Truth::Any(parts(node, known, c))),
        "k_of" => {
            let inner = shape::map(node, &["k", "of"], c)?;
            let of = inner.needed("of", c)?;
            let k = inner.required("k", c).and_then(|k| k.count(1, length(of), c));
            let of = parts(of, known, c);
            Some(Truth::KOf { k: k?, of })
        }
        "attest" => Some(Truth::Attest { what: shape::text(node, c)?.text.to_owned() }),
        _ => {
            let relation = Relation::ALL.into_iter().find(|r| r.key() == kind)?;
            let threshold = threshold(node, c);
            let number = number(map, known, c);
            let (threshold, number) = (threshold?, number?);
            if matches!(number, Number::People(_)) && !staffable(relation, threshold) {
                let key = map.key_span(kind).filter(|_| relation != Relation::AtLeast);
                c.push(Diagnostic::at(key.unwrap_or(node.span), Problem::PeopleThreshold));
            }
            Some(Truth::Compare(Comparison { relation, number, threshold }))
        }
    }
}

/// Seats are whole and the same in every market, and only "at least" is a question of filling them.
fn staffable(relation: Relation, threshold: Threshold) -> bool {
    match threshold {
        Threshold::Any(value) => {
            relation == Relation::AtLeast
                && value.is_whole()
                && value > Quantity::ZERO
                && value <= Quantity::whole(i64::from(MOST_PEOPLE))
        }
        Threshold::ByMarket { .. } => false,
    }
}

fn parts(node: &Node, known: &Known<'_>, c: &mut Complaints) -> Vec<Requirement> {
    let nodes = shape::list(node, c);
    if nodes.is_empty() {
        c.push(Diagnostic::at(node.span, Problem::EmptyRule));
    }
    requirements(nodes, known, c)
}

fn threshold(node: &Node, c: &mut Complaints) -> Option<Threshold> {
    if let Value::Map(_) = node.value {
        let map = shape::map(node, &["developed", "developing"], c)?;
        let developed = map.required("developed", c).and_then(|t| t.quantity(c));
        let developing = map.required("developing", c).and_then(|t| t.quantity(c));
        return Some(Threshold::ByMarket { developed: developed?, developing: developing? });
    }
    Some(Threshold::Any(shape::text(node, c)?.quantity(c)?))
}

fn number(map: Map<'_>, known: &Known<'_>, c: &mut Complaints) -> Option<Number> {
    match (map.get("people"), map.get("measure")) {
        (Some(node), None) => Some(Number::People(People { holding: tree(node, known, c)? })),
        (None, Some(node)) => measure(map, node, known, c).map(Number::Measure),
        _ => {
            c.push(unclear(map, &["people", "measure"]));
            None
        }
    }
}

fn measure(map: Map<'_>, node: &Node, known: &Known<'_>, c: &mut Complaints) -> Option<Measure> {
    let metric = shape::text(node, c)?;
    let metrics = || known.program.metrics.iter().map(|m| m.id.as_str());
    if !metrics().any(|id| id == metric.text) {
        c.push(dangling(Thing::Metric, metric, metrics()));
    }
    let window = match map.get("over") {
        None => {
            c.push(Diagnostic::at(map.head(), Problem::MissingKey("over".to_owned())));
            None
        }
        Some(over) => window(over, c),
    };
    let associations = map.get("associations").map(|node| {
        let named = shape::texts(node, c);
        let known_ids = || known.program.associations.iter().map(|a| a.id.as_str());
        for text in &named {
            if !known_ids().any(|id| id == text.text) {
                c.push(dangling(Thing::Association, *text, known_ids()));
            }
        }
        named.into_iter().map(|t| t.text.to_owned()).collect()
    });
    Some(Measure {
        metric: metric.text.to_owned(),
        window: window?,
        associations,
        monthly_average_at_least: map.text("monthly_average_at_least", c).and_then(|t| t.quantity(c)),
    })
}

fn window(node: &Node, c: &mut Complaints) -> Option<Window> {
    if let Value::Map(_) = node.value {
        let map = shape::map(node, &["trailing_months"], c)?;
        let months = map.required("trailing_months", c)?;
        return months.count(1, MOST_MONTHS, c).map(Window::TrailingMonths);
    }
    shape::text(node, c)?.choice(&["snapshot"], c, |_| Some(Window::Snapshot))
}

fn tree(node: &Node, known: &Known<'_>, c: &mut Complaints) -> Option<Tree> {
    if let Value::Map(_) = node.value {
        let keys = ["credential", "from", "until", "note", "any_of", "all_of", "n_of", "focus_area"];
        let map = shape::map(node, &keys, c)?;
        let tree = inner_tree(map, known, c)?;
        return Some(match map.string("focus_area", c) {
            Some(name) => Tree::FocusArea { name, tree: Box::new(tree) },
            None => tree,
        });
    }
    leaf(shape::text(node, c)?, Default::default(), known, c)
}

fn inner_tree(map: Map<'_>, known: &Known<'_>, c: &mut Complaints) -> Option<Tree> {
    let kinds = ["credential", "any_of", "all_of", "n_of"];
    let present: Vec<&str> = kinds.into_iter().filter(|key| map.get(key).is_some()).collect();
    let &[kind] = present.as_slice() else {
        c.push(unclear(map, &kinds));
        return None;
    };
    let node = map.get(kind)?;
    match kind {
        "credential" => leaf(shape::text(node, c)?, period(map, c), known, c),
        "any_of" => Some(Tree::AnyOf(trees(node, known, c))),
        "all_of" => Some(Tree::AllOf(trees(node, known, c))),
        _ => {
            let inner = shape::map(node, &["n", "from"], c)?;
            let from = inner.needed("from", c)?;
            let n = inner.required("n", c).and_then(|n| n.count(1, length(from), c));
            let from = trees(from, known, c);
            Some(Tree::NOf { n: n?, from })
        }
    }
}

fn trees(node: &Node, known: &Known<'_>, c: &mut Complaints) -> Vec<Tree> {
    let nodes = shape::list(node, c);
    if nodes.is_empty() {
        c.push(Diagnostic::at(node.span, Problem::EmptyRule));
    }
    nodes.iter().filter_map(|node| tree(node, known, c)).collect()
}

fn leaf(text: Text<'_>, in_force: crate::rules::Period, known: &Known<'_>, c: &mut Complaints) -> Option<Tree> {
    let credential = known.program.find_credential(text.text);
    if credential.is_none() {
        let ids = known.program.credentials.iter().map(|k| k.id.as_str());
        c.push(dangling(Thing::Credential, text, ids));
    }
    Some(Tree::Credential { credential: credential?, in_force })
}

fn tie(map: Map<'_>, c: &mut Complaints) -> Option<Tie> {
    let same = map.string("same_people_as", c).map(Tie::SamePeopleAs);
    let subset = map.string("subset_of", c).map(Tie::SubsetOf);
    let different =
        Some(map.strings("different_people_from", c)).filter(|ids| !ids.is_empty()).map(Tie::DifferentPeopleFrom);
    let mut ties = [same, subset, different].into_iter().flatten();
    let first = ties.next();
    if ties.next().is_some() {
        c.push(unclear(map, &TIES));
    }
    first
}

const TIES: [&str; 3] = ["same_people_as", "subset_of", "different_people_from"];

/// A century; more is a slip.
const MOST_MONTHS: u32 = 1200;

/// A complaint about keys of which exactly one is needed: at the second of them, or where all are missing.
fn unclear(map: Map<'_>, choose: &[&str]) -> Diagnostic {
    let found: Vec<String> = choose.iter().filter(|key| map.get(key).is_some()).map(|key| (*key).to_owned()).collect();
    let second = found.get(1).and_then(|key| map.key_span(key));
    let choose = choose.iter().map(|key| (*key).to_owned()).collect();
    Diagnostic::at(second.unwrap_or(map.head()), Problem::UnclearRule { found, choose })
}

/// How many items a list has, whatever is wrong with them; at least one, so that an empty list is only called empty.
fn length(node: &Node) -> u32 {
    let Value::List(items) = &node.value else { return 1 };
    u32::try_from(items.len()).unwrap_or(u32::MAX).max(1)
}

/// A tie must point at an earlier sibling that counts people, sizes must agree, a group has one subset at most, and
/// different groups must all differ from each other: these are the shapes that one matching can decide.
fn check_ties(list: &[Requirement], maps: &[Map<'_>], unread: &[String], c: &mut Complaints) {
    let mut has_subset: Vec<&str> = Vec::new();
    for (n, requirement) in list.iter().enumerate() {
        let Some(map) = maps.get(n).copied() else {
            continue;
        };
        let named: Vec<Text<'_>> = TIES
            .into_iter()
            .filter_map(|key| map.get(key))
            .flat_map(|node| shape::texts(node, &mut Complaints::new()))
            .collect();
        let place = |id: &str| named.iter().find(|text| text.text == id).map_or(map.head(), |text| text.span);
        let span = named.first().map_or(map.head(), |text| text.span);
        let fault = |fault: TieFault, span: Span| Diagnostic::at(span, Problem::InvalidTie(fault));
        let targets: Vec<&String> = match &requirement.tie {
            None => continue,
            Some(Tie::SamePeopleAs(id) | Tie::SubsetOf(id)) => vec![id],
            Some(Tie::DifferentPeopleFrom(ids)) => ids.iter().collect(),
        };
        let Some(own) = size(requirement) else {
            c.push(fault(TieFault::NotPeople, span));
            continue;
        };
        let mut tied = true;
        for id in &targets {
            let earlier = list.iter().take(n).find(|r| r.id.as_ref() == Some(*id));
            let Some(other) = earlier else {
                tied = false;
                if list.iter().any(|r| r.id.as_ref() == Some(*id)) {
                    c.push(fault(TieFault::NotEarlier, place(id)));
                } else if !unread.contains(id) {
                    let ids = list.iter().take(n).filter_map(|r| r.id.as_deref());
                    c.push(dangling(Thing::Requirement, Text { text: id, span: place(id) }, ids));
                }
                continue;
            };
            let mut wrong = |kind: TieFault| c.push(fault(kind, place(id)));
            match (size(other), &requirement.tie) {
                (None, _) => wrong(TieFault::NotPeople),
                (Some(size), Some(Tie::SamePeopleAs(_))) if size != own => wrong(TieFault::DifferentSizes),
                (Some(size), Some(Tie::SubsetOf(_))) if size < own => wrong(TieFault::SubsetTooLarge),
                (Some(_), Some(Tie::SubsetOf(_))) if has_subset.contains(&id.as_str()) => {
                    wrong(TieFault::SecondSubset);
                }
                (Some(_), Some(Tie::SubsetOf(_))) => has_subset.push(id),
                (Some(_), Some(Tie::DifferentPeopleFrom(_))) if !outermost(other) => {
                    tied = false;
                    wrong(TieFault::NotPairwiseDifferent);
                }
                _ => {}
            }
        }
        if let Some(Tie::DifferentPeopleFrom(ids)) = &requirement.tie {
            let apart = |a: &Requirement, b: &Requirement| {
                let names = |from: &Requirement, to: &Requirement| matches!(&from.tie, Some(Tie::DifferentPeopleFrom(ids)) if to.id.as_ref().is_some_and(|id| ids.contains(id)));
                names(a, b) || names(b, a)
            };
            let others: Vec<&Requirement> =
                list.iter().take(n).filter(|r| r.id.as_ref().is_some_and(|id| ids.contains(id))).collect();
            let pairwise = others.iter().enumerate().all(|(k, a)| others.iter().skip(k + 1).all(|b| apart(a, b)));
            // Whoever else an earlier one differs from must be named here too, or the pool would not be one.
            let closed = others.iter().all(|a| {
                list.iter().take(n).filter(|r| apart(a, r)).all(|r| r.id.as_ref().is_some_and(|id| ids.contains(id)))
            });
            if tied && !(pairwise && closed) {
                c.push(Diagnostic::at(span, Problem::InvalidTie(TieFault::NotPairwiseDifferent)));
            }
        }
    }
}

fn size(requirement: &Requirement) -> Option<u32> {
    match &requirement.truth {
        Truth::Compare(Comparison { number: Number::People(_), threshold, .. }) => {
            Some(threshold.for_market(crate::model::Market::Developed).ceil())
        }
        _ => None,
    }
}

fn outermost(requirement: &Requirement) -> bool {
    !matches!(requirement.tie, Some(Tie::SubsetOf(_) | Tie::SamePeopleAs(_)))
}
