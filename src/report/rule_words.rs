//! Rules in words, without what was found for them: the same sentences wherever a rule is shown.

use super::common::{Told, grouped};
use crate::lang::{Lang, words};
use crate::rules::{
    Comparison, CredentialIx, Measure, Number, Program, Requirement, Threshold, Tie, Tree, Truth, Window,
};

/// A requirement as a sentence, without what was found.
#[must_use]
pub(super) fn rule_words(program: &Program, lang: Lang, requirement: &Requirement) -> String {
    let rule = match &requirement.truth {
        Truth::All(_) => words::all_of_these(lang).to_owned(),
        Truth::Any(_) => words::one_of_these(lang).to_owned(),
        Truth::KOf { k, .. } => words::k_of_these(lang, *k),
        Truth::Attest { what } => words::attest_rule(lang, what),
        Truth::Compare(comparison) => match &comparison.number {
            Number::People(people) => {
                let needed = comparison.threshold.for_market(crate::model::Market::Developed).ceil();
                words::people_rule(lang, needed, &tree_words(lang, program, &people.holding))
            }
            Number::Measure(measure) => measure_words(program, lang, comparison, measure),
        },
    };
    let tie = match &requirement.tie {
        None => return rule,
        Some(Tie::SamePeopleAs(other)) => words::same_people(lang, other),
        Some(Tie::SubsetOf(other)) => words::subset(lang, other),
        Some(Tie::DifferentPeopleFrom(others)) => words::different(lang, others),
    };
    words::tied(lang, &rule, &tie)
}

fn measure_words(program: &Program, lang: Lang, comparison: &Comparison, measure: &Measure) -> String {
    let metric = program.metric(&measure.metric);
    let unit = metric.map_or("", |m| m.unit.as_str());
    let threshold = match comparison.threshold {
        Threshold::Any(value) => grouped(value),
        Threshold::ByMarket { developed, developing } => {
            words::by_market(lang, &grouped(developed), &grouped(developing))
        }
    };
    let window = match measure.window {
        Window::TrailingMonths(n) => words::trailing(lang, n),
        Window::Snapshot => words::snapshot(lang).to_owned(),
    };
    let name = metric.map_or(measure.metric.as_str(), |m| m.name.as_str());
    let mut text =
        words::figure_rule(lang, name, words::relation(lang, comparison.relation), &threshold, unit, &window);
    if let Some(average) = measure.monthly_average_at_least {
        text.push_str(&words::average(lang, &grouped(average), unit));
    }
    if let Some(associations) = &measure.associations {
        let names: Vec<String> =
            associations.iter().map(|id| association_name(program, id).unwrap_or(id).to_owned()).collect();
        text = words::associations(lang, &text, &names);
    }
    text
}

fn association_name<'a>(program: &'a Program, id: &str) -> Option<&'a str> {
    program.associations.iter().find(|a| a.id == id).map(|a| a.name.as_str())
}

/// An association with its code as figures have it, or the code alone where the programme does not know it.
pub(super) fn association_words(told: &Told<'_>, id: &str) -> String {
    association_name(told.program(), id).map_or(id.to_owned(), |name| words::aside(told.lang, name, id))
}

/// The name and unit of a figure requirement's metric.
pub(super) fn metric_words<'a>(told: &Told<'a>, requirement: &Requirement) -> (&'a str, &'a str) {
    measured(requirement)
        .and_then(|measure| told.program().metric(&measure.metric))
        .map_or(("", ""), |metric| (metric.name.as_str(), metric.unit.as_str()))
}

/// The metric of a figure requirement, when it is one.
pub(super) fn measured(requirement: &Requirement) -> Option<&Measure> {
    match &requirement.truth {
        Truth::Compare(comparison) => match &comparison.number {
            Number::Measure(measure) => Some(measure),
            Number::People(_) => None,
        },
        _ => None,
    }
}

/// The credentials a people requirement names.
pub(super) fn named(requirement: &Requirement) -> Vec<CredentialIx> {
    let mut named = Vec::new();
    if let Truth::Compare(Comparison { number: Number::People(people), .. }) = &requirement.truth {
        people.holding.for_each(&mut |credential| named.push(credential));
    }
    named
}

/// A people tree in words: `70-532 or 70-533`, `(70-334 and 70-333) or mcse-productivity`.
pub(super) fn tree_words(lang: Lang, program: &Program, tree: &Tree) -> String {
    fn inner(lang: Lang, program: &Program, tree: &Tree, outermost: bool) -> String {
        let joined = |of: &[Tree], all: bool| {
            let parts: Vec<String> = of.iter().map(|t| inner(lang, program, t, of.len() == 1 && outermost)).collect();
            let text = if all { words::all_of(lang, &parts) } else { words::any_of(lang, &parts) };
            if outermost || parts.len() == 1 { text } else { words::bracketed(lang, &text) }
        };
        match tree {
            Tree::Credential { credential, .. } => program.credential_id(*credential).to_owned(),
            Tree::AnyOf(of) => joined(of, false),
            Tree::AllOf(of) => joined(of, true),
            Tree::NOf { n, from } => words::k_of(lang, *n, &joined(from, false)),
            Tree::FocusArea { name, tree } => words::titled(lang, name, &inner(lang, program, tree, false)),
        }
    }
    inner(lang, program, tree, true)
}
