//! `program` for machines.

use super::Data;
use super::common::path_name;
use super::rule_words::rule_words;
use crate::engine::{Rulebook, Use};
use crate::lang::Lang;
use crate::model::{Market, Quantity};
use crate::rules::{
    Comparison, Competency, CompetencyIx, CredentialIx, Measure, Number, Path, Program, Requirement, Threshold, Tie,
    Tree, Truth, Window,
};

/// A programme as a whole.
pub(super) fn program_data(lang: Lang, rulebook: &Rulebook<'_>) -> Data {
    let program = rulebook.program;
    let day = |d: Option<crate::model::Date>| Data::optional(d.map(|d| Data::text(d.to_string())));
    let offers = program.offers.iter().map(|o| {
        let fees = o.fees.iter().map(|f| {
            Data::map([
                ("amount", Data::text(f.amount.to_string())),
                ("currency", Data::text(&f.currency)),
                ("per", Data::text(&f.per)),
                ("as_of", Data::text(&f.as_of)),
                ("uncertain", Data::optional(f.uncertain.as_ref().map(Data::text))),
                ("source", Data::texts(f.source.clone())),
            ])
        });
        let upgrade = o.upgrade.as_ref().map(|u| {
            Data::map([
                ("from", Data::text(&u.from)),
                ("discount_percent", Data::Int(i64::from(u.discount_percent))),
                ("as_of", day(u.as_of)),
                ("source", Data::texts(u.source.clone())),
            ])
        });
        Data::map([
            ("id", Data::text(&o.id)),
            ("name", Data::text(&o.name)),
            ("requires", Data::optional(o.requires.map(|l| Data::text(program.ladder.name(l))))),
            ("upgrade", Data::optional(upgrade)),
            ("benefits", Data::Map(o.benefits.iter().map(|b| (b.id.clone(), Data::text(&b.value))).collect())),
            ("fees", Data::List(fees.collect())),
            ("source", Data::texts(o.source.clone())),
        ])
    });
    let exemptions = program.exemptions.iter().map(|e| {
        Data::map([
            ("id", Data::text(&e.id)),
            ("from", day(e.anniversaries.from)),
            ("until", day(e.anniversaries.until)),
            ("except", Data::texts(e.except.clone())),
            ("effect", Data::text(&e.effect)),
            ("source", Data::texts(e.source.clone())),
        ])
    });
    let unlocks = program.unlocks.iter().map(|u| {
        let any = u
            .any
            .iter()
            .map(|(id, l)| Data::map([("competency", Data::text(id)), ("level", Data::text(program.ladder.name(*l)))]));
        Data::map([
            ("what", Data::text(&u.what)),
            ("any", Data::List(any.collect())),
            ("uncertain", Data::optional(u.uncertain.as_ref().map(Data::text))),
            ("source", Data::texts(u.source.clone())),
        ])
    });
    let metrics = program.metrics.iter().map(|m| {
        Data::map([
            ("id", Data::text(&m.id)),
            ("name", Data::text(&m.name)),
            ("family", Data::text(&m.family)),
            ("unit", Data::text(&m.unit)),
            ("may_be_negative", Data::Bool(m.may_be_negative)),
        ])
    });
    let associations =
        program.associations.iter().map(|a| Data::map([("id", Data::text(&a.id)), ("name", Data::text(&a.name))]));
    let competencies = program.competencies().map(|(ix, c)| competency_fields(lang, rulebook, ix, c, Data::map([])));
    Data::map([
        ("schema", Data::text("competency/program-report/1")),
        ("as_of", Data::text(rulebook.date.to_string())),
        ("id", Data::text(&program.id)),
        ("version", Data::text(&program.version)),
        ("name", Data::text(&program.name)),
        ("earned_until", day(program.life.earned_until)),
        ("benefits_until", day(program.life.benefits_until)),
        ("levels", Data::texts(program.ladder.0.clone())),
        ("metrics", Data::List(metrics.collect())),
        ("associations", Data::List(associations.collect())),
        ("competencies", Data::List(competencies.collect())),
        ("offers", Data::List(offers.collect())),
        ("exemptions", Data::List(exemptions.collect())),
        ("unlocks", Data::List(unlocks.collect())),
        ("notes", Data::texts(program.notes.clone())),
        ("source", Data::texts(program.source.clone())),
    ])
}

/// One competency.
pub(super) fn competency_data(lang: Lang, rulebook: &Rulebook<'_>, ix: CompetencyIx, competency: &Competency) -> Data {
    let head = Data::map([
        ("schema", Data::text("competency/competency/1")),
        ("as_of", Data::text(rulebook.date.to_string())),
    ]);
    competency_fields(lang, rulebook, ix, competency, head)
}

fn competency_fields(
    lang: Lang,
    rulebook: &Rulebook<'_>,
    ix: CompetencyIx,
    competency: &Competency,
    head: Data,
) -> Data {
    let program = rulebook.program;
    let ruled = rulebook.competencies.get(ix.0 as usize);
    let levels = program.ladder.levels().map(|level| {
        let paths = ruled.and_then(|r| r.levels.get(level.0 as usize)).map_or(&[][..], Vec::as_slice);
        Data::map([
            ("id", Data::text(program.ladder.name(level))),
            ("paths", Data::List(paths.iter().map(|p| path_data(lang, program, p)).collect())),
        ])
    });
    let history = competency.history.iter().map(|h| {
        Data::map([
            ("from", Data::optional(h.from.as_ref().map(Data::text))),
            ("until", Data::optional(h.until.as_ref().map(Data::text))),
            ("change", Data::text(&h.change)),
            ("uncertain", Data::optional(h.uncertain.as_ref().map(Data::text))),
            ("source", Data::texts(h.source.clone())),
        ])
    });
    let listed = competency.listed.as_ref().map(|l| {
        Data::map([
            ("from", optional_text(l.from.as_ref())),
            ("until", optional_text(l.until.as_ref())),
            ("note", optional_text(l.note.as_ref())),
            ("source", Data::texts(l.source.clone())),
        ])
    });
    head.with("id", Data::text(&competency.id))
        .with("name", Data::text(&competency.name))
        .with("aliases", Data::texts(competency.aliases.clone()))
        .with("area", Data::text(&competency.area))
        .with("technologies", Data::texts(competency.technologies.clone()))
        .with("tags", Data::texts(competency.tags.clone()))
        .with("listed", Data::optional(listed))
        .with("notes", Data::texts(competency.notes.clone()))
        .with("uncertain", optional_text(competency.uncertain.as_ref()))
        .with("source", Data::texts(competency.source.clone()))
        .with("levels", Data::List(levels.collect()))
        .with("history", Data::List(history.collect()))
}

fn path_data(lang: Lang, program: &Program, path: &Path) -> Data {
    Data::map([
        ("id", Data::text(&path.id)),
        ("name", Data::text(path_name(path))),
        ("headcount", Data::optional(path.headcount.map(|n| Data::Int(i64::from(n))))),
        ("unknown", optional_text(path.unknown.as_ref())),
        ("note", optional_text(path.note.as_ref())),
        ("uncertain", optional_text(path.uncertain.as_ref())),
        ("requirements", Data::List(path.requirements.iter().map(|r| requirement_data(lang, program, r)).collect())),
        ("source", own_source(&path.source)),
    ])
}

fn requirement_data(lang: Lang, program: &Program, requirement: &Requirement) -> Data {
    let data = Data::map([
        ("id", optional_text(requirement.id.as_ref())),
        ("kind", Data::text(kind(requirement))),
        ("name", optional_text(requirement.name.as_ref())),
        ("rule", Data::text(rule_words(program, lang, requirement))),
    ]);
    let data = rule_fields(data, program, requirement);
    let data = match &requirement.truth {
        Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } => {
            data.with("requirements", Data::List(of.iter().map(|r| requirement_data(lang, program, r)).collect()))
        }
        Truth::Compare(_) | Truth::Attest { .. } => data,
    };
    data.with("scope", optional_text(requirement.scope.as_ref()))
        .with("note", optional_text(requirement.note.as_ref()))
        .with("uncertain", optional_text(requirement.uncertain.as_ref()))
        .with("source", own_source(&requirement.source))
}

/// What kind of rule a requirement is.
pub(super) fn kind(requirement: &Requirement) -> &'static str {
    match &requirement.truth {
        Truth::All(_) => "all",
        Truth::Any(_) => "any",
        Truth::KOf { .. } => "k_of",
        Truth::Attest { .. } => "attest",
        Truth::Compare(Comparison { number: Number::People(_), .. }) => "people",
        Truth::Compare(Comparison { number: Number::Measure(_), .. }) => "measure",
    }
}

/// What a requirement asks for, part by part, added to `head`; the parts it is made of are not.
pub(super) fn rule_fields(head: Data, program: &Program, requirement: &Requirement) -> Data {
    let data = match &requirement.truth {
        Truth::All(_) | Truth::Any(_) => head,
        Truth::KOf { k, .. } => head.with("k", Data::Int(i64::from(*k))),
        Truth::Attest { what } => head.with("statement", Data::text(what)),
        Truth::Compare(comparison) => match &comparison.number {
            Number::People(people) => {
                let needed = comparison.threshold.for_market(Market::Developed).ceil();
                head.with("needed", Data::Int(i64::from(needed))).with("holding", tree_data(program, &people.holding))
            }
            Number::Measure(measure) => measure_fields(head, program, comparison, measure),
        },
    };
    let tie = requirement.tie.as_ref().map(|tie| {
        let (kind, of) = match tie {
            Tie::SamePeopleAs(other) => ("same_people_as", vec![other.clone()]),
            Tie::SubsetOf(other) => ("subset_of", vec![other.clone()]),
            Tie::DifferentPeopleFrom(others) => ("different_people_from", others.clone()),
        };
        Data::map([("kind", Data::text(kind)), ("of", Data::texts(of))])
    });
    data.with("tie", Data::optional(tie))
}

fn measure_fields(head: Data, program: &Program, comparison: &Comparison, measure: &Measure) -> Data {
    let quantity = |q: Option<Quantity>| Data::optional(q.map(|q| Data::text(q.to_string())));
    let (any, developed, developing) = match comparison.threshold {
        Threshold::Any(value) => (Some(value), None, None),
        Threshold::ByMarket { developed, developing } => (None, Some(developed), Some(developing)),
    };
    let (window, months) = match measure.window {
        Window::TrailingMonths(n) => ("trailing_months", Some(Data::Int(i64::from(n)))),
        Window::Snapshot => ("snapshot", None),
    };
    let unit = program.metric(&measure.metric).map_or("", |m| m.unit.as_str());
    head.with("metric", Data::text(&measure.metric))
        .with("unit", Data::text(unit))
        .with("relation", Data::text(comparison.relation.key()))
        .with(
            "thresholds",
            Data::map([
                ("any", quantity(any)),
                ("developed", quantity(developed)),
                ("developing", quantity(developing)),
            ]),
        )
        .with("window", Data::map([("kind", Data::text(window)), ("months", Data::optional(months))]))
        .with("associations", Data::optional(measure.associations.clone().map(Data::texts)))
        .with("monthly_average_at_least", quantity(measure.monthly_average_at_least))
}

/// What one person must hold: a map with one field, which says what it is.
fn tree_data(program: &Program, tree: &Tree) -> Data {
    let list = |of: &[Tree]| Data::List(of.iter().map(|t| tree_data(program, t)).collect());
    match tree {
        Tree::Credential { credential, .. } => {
            Data::map([("credential", Data::text(program.credential_id(*credential)))])
        }
        Tree::AnyOf(of) => Data::map([("any_of", list(of))]),
        Tree::AllOf(of) => Data::map([("all_of", list(of))]),
        Tree::NOf { n, from } => {
            Data::map([("n_of", Data::map([("n", Data::Int(i64::from(*n))), ("from", list(from))]))])
        }
        Tree::FocusArea { name, tree } => {
            Data::map([("focus_area", Data::map([("name", Data::text(name)), ("holding", tree_data(program, tree))]))])
        }
    }
}

/// The places where a credential is named.
pub(super) fn uses_data(program: &Program, uses: &[Use]) -> Data {
    let one = |u: &Use| {
        Data::map([
            ("competency", Data::text(program.competency(u.competency).map_or("", |c| c.id.as_str()))),
            ("level", Data::text(program.ladder.name(u.level))),
            ("path", Data::text(&u.path)),
            ("requirement", Data::text(&u.requirement)),
        ])
    };
    Data::List(uses.iter().map(one).collect())
}

/// A text that may be missing.
pub(super) fn optional_text(text: Option<&String>) -> Data {
    Data::optional(text.map(Data::text))
}

/// Where something was published, when it says so itself; null when it is the source of what it belongs to.
pub(super) fn own_source(source: &[String]) -> Data {
    Data::optional((!source.is_empty()).then(|| Data::texts(source.to_vec())))
}

/// One credential, added to `head`.
pub(super) fn credential_fields(head: Data, rulebook: &Rulebook<'_>, ix: CredentialIx) -> Data {
    let Some(credential) = rulebook.program.credential(ix) else {
        return head;
    };
    let day = |d: Option<crate::model::Date>| Data::optional(d.map(|d| Data::text(d.to_string())));
    head.with("id", Data::text(&credential.id))
        .with("kind", Data::text(credential.kind.word()))
        .with("name", Data::text(&credential.name))
        .with("aliases", Data::texts(credential.aliases.clone()))
        .with("introduced", day(credential.introduced))
        .with("retired", day(credential.retired))
        .with("counts_until", day(credential.last_counting_day(&rulebook.policy)))
        .with("counts_until_published", Data::Bool(credential.counts_until.is_some()))
        .with("replaced_by", Data::optional(credential.replaced_by.as_ref().map(Data::text)))
        .with("note", Data::optional(credential.note.as_ref().map(Data::text)))
        .with("uncertain", Data::optional(credential.uncertain.as_ref().map(Data::text)))
        .with("source", Data::texts(credential.source.clone()))
}
