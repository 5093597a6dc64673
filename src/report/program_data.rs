//! `program` for machines.

use super::Data;
use super::common::path_name;
use super::rule_words::{rule_words, tree_words};
use crate::engine::Rulebook;
use crate::lang::Lang;
use crate::rules::{Competency, CompetencyIx, CredentialIx, Number, Path, Program, Requirement, Truth};

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
    head.with("id", Data::text(&competency.id))
        .with("name", Data::text(&competency.name))
        .with("aliases", Data::texts(competency.aliases.clone()))
        .with("area", Data::text(&competency.area))
        .with("technologies", Data::texts(competency.technologies.clone()))
        .with("tags", Data::texts(competency.tags.clone()))
        .with("notes", Data::texts(competency.notes.clone()))
        .with("source", Data::texts(competency.source.clone()))
        .with("levels", Data::List(levels.collect()))
        .with("history", Data::List(history.collect()))
}

fn path_data(lang: Lang, program: &Program, path: &Path) -> Data {
    Data::map([("id", Data::text(&path.id)), ("name", Data::text(path_name(path)))])
        .with_some("headcount", path.headcount.map(|n| Data::Int(i64::from(n))))
        .with_some("unknown", path.unknown.as_ref().map(Data::text))
        .with_some("uncertain", path.uncertain.as_ref().map(Data::text))
        .with(
            "requirements",
            Data::List(path.requirements.iter().map(|r| requirement_data(lang, program, r)).collect()),
        )
        .with_some("source", (!path.source.is_empty()).then(|| Data::texts(path.source.clone())))
}

fn requirement_data(lang: Lang, program: &Program, requirement: &Requirement) -> Data {
    let data = Data::map([
        ("id", Data::optional(requirement.id.as_ref().map(Data::text))),
        ("name", Data::optional(requirement.name.as_ref().map(Data::text))),
        ("rule", Data::text(rule_words(program, lang, requirement))),
    ]);
    let data = match &requirement.truth {
        Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } => {
            data.with("requirements", Data::List(of.iter().map(|r| requirement_data(lang, program, r)).collect()))
        }
        Truth::Compare(comparison) => match &comparison.number {
            Number::People(people) => data.with("holding", Data::text(tree_words(lang, program, &people.holding))),
            Number::Measure(measure) => data.with("metric", Data::text(&measure.metric)),
        },
        Truth::Attest { what } => data.with("statement", Data::text(what)),
    };
    data.with_some("scope", requirement.scope.as_ref().map(Data::text))
        .with_some("note", requirement.note.as_ref().map(Data::text))
        .with_some("uncertain", requirement.uncertain.as_ref().map(Data::text))
        .with_some("source", (!requirement.source.is_empty()).then(|| Data::texts(requirement.source.clone())))
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
        .with("retired", day(credential.retired))
        .with("counts_until", day(credential.last_counting_day(&rulebook.policy)))
        .with("replaced_by", Data::optional(credential.replaced_by.as_ref().map(Data::text)))
        .with("note", Data::optional(credential.note.as_ref().map(Data::text)))
        .with("uncertain", Data::optional(credential.uncertain.as_ref().map(Data::text)))
        .with("source", Data::texts(credential.source.clone()))
}
