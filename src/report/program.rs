//! `program`: the rules and credentials in plain words, with where they were published.

use super::common::{path_name, tree_words};
use super::explain::rule_words;
use super::{Block, Cell, Data, Line, Report, Table, Tone, TreeNode};
use crate::engine::Rulebook;
use crate::lang::words::{self, Section};
use crate::lang::Lang;
use crate::rules::{
    Competency, CompetencyIx, CredentialIx, Number, Offer, Path, Program, Requirement, Truth,
};

/// The built-in programmes.
#[must_use]
pub fn programs(lang: Lang, programs: &[Program]) -> Report {
    let rows = programs
        .iter()
        .map(|p| vec![Cell::plain(&p.id), Cell::plain(&p.version), Cell::plain(&p.name)])
        .collect();
    let data = programs.iter().map(|p| {
        Data::map([
            ("id", Data::text(&p.id)),
            ("version", Data::text(&p.version)),
            ("name", Data::text(&p.name)),
        ])
    });
    Report {
        blocks: vec![table(words::built_in_headings(lang), rows)],
        data: Data::map([
            ("schema", Data::text("competency/programs/1")),
            ("programs", Data::List(data.collect())),
        ]),
    }
}

/// A programme as a whole: its competencies, offers, exemptions.
#[must_use]
pub fn program(lang: Lang, rulebook: &Rulebook<'_>) -> Report {
    let program = rulebook.program;
    let date = rulebook.date.to_string();
    let mut lines = vec![Line::new(
        Tone::Strong,
        words::program_line(lang, &program.name, &program.version, program.competencies.len(), program.credentials.len(), &date),
    )];
    let life = &program.life;
    if life.earned_until.is_some() || life.benefits_until.is_some() {
        let day = |d: Option<crate::model::Date>| d.map(|d| d.to_string());
        let text = words::life(lang, day(life.earned_until).as_deref(), day(life.benefits_until).as_deref());
        lines.push(Line::new(Tone::Attention, text));
    }
    let rows = program
        .competencies()
        .map(|(ix, competency)| {
            let levels = rulebook.competencies.get(ix.0 as usize);
            let counts: Vec<String> = program
                .ladder
                .levels()
                .filter_map(|l| {
                    let paths = levels?.levels.get(l.0 as usize)?.len();
                    Some(format!("{} {paths}", program.ladder.name(l)))
                })
                .collect();
            vec![
                Cell::plain(&competency.name),
                Cell::plain(&competency.id),
                Cell::plain(&competency.area),
                Cell::plain(counts.join(", ")),
            ]
        })
        .collect();
    let mut blocks = vec![Block::Prose(lines), table(words::program_headings(lang), rows)];
    let offers = program.offers.iter().map(|o| offer_node(lang, program, o)).collect();
    push_tree(&mut blocks, lang, Section::Offers, offers);
    let exemptions = program
        .exemptions
        .iter()
        .map(|e| {
            let from = e.anniversaries.from.map(|d| d.to_string());
            let until = e.anniversaries.until.map(|d| d.to_string());
            let text = words::history(lang, from.as_deref(), until.as_deref(), &e.effect);
            TreeNode::new(Tone::Plain, format!("{}: {text}", e.id), sources(lang, &e.source))
        })
        .collect();
    push_tree(&mut blocks, lang, Section::Exemptions, exemptions);
    let unlocks = program
        .unlocks
        .iter()
        .map(|u| {
            let any: Vec<String> = u.any.iter().map(|(id, l)| format!("{id} {}", program.ladder.name(*l))).collect();
            let mut children = sources(lang, &u.source);
            children.extend(u.uncertain.iter().map(|w| TreeNode::leaf(Tone::Attention, words::uncertain(lang, w))));
            TreeNode::new(Tone::Plain, format!("{}: {}", u.what, words::any_of(lang, &any)), children)
        })
        .collect();
    push_tree(&mut blocks, lang, Section::Unlocks, unlocks);
    let notes: Vec<TreeNode> = program.notes.iter().map(|n| TreeNode::leaf(Tone::Muted, n)).collect();
    push_tree(&mut blocks, lang, Section::Notes, notes);
    Report { blocks, data: program_data(lang, rulebook) }
}

/// One competency's rules as an AND/OR tree.
#[must_use]
pub fn competency(lang: Lang, rulebook: &Rulebook<'_>, ix: CompetencyIx) -> Report {
    let program = rulebook.program;
    let Some(competency) = program.competency(ix) else {
        return Report { blocks: Vec::new(), data: Data::Null };
    };
    let date = rulebook.date.to_string();
    let mut lines = vec![Line::new(
        Tone::Strong,
        format!("{} ({}), {}, {}.", competency.name, competency.id, competency.area, words::as_of(lang, &date)),
    )];
    if let Some(why) = &competency.uncertain {
        lines.push(Line::new(Tone::Attention, words::uncertain(lang, why)));
    }
    lines.extend(competency.notes.iter().map(|n| Line::new(Tone::Muted, words::note(lang, n))));
    if !competency.source.is_empty() {
        lines.push(Line::new(Tone::Muted, words::source(lang, &competency.source)));
    }
    let mut blocks = vec![Block::Prose(lines)];
    let levels = rulebook.competencies.get(ix.0 as usize);
    let nodes = program
        .ladder
        .levels()
        .map(|level| {
            let paths = levels.and_then(|l| l.levels.get(level.0 as usize)).map_or(&[][..], Vec::as_slice);
            let children = paths.iter().map(|p| path_node(lang, program, p)).collect();
            TreeNode::new(Tone::Strong, words::level_rule(lang, program.ladder.name(level), paths.len()), children)
        })
        .collect();
    push_tree(&mut blocks, lang, Section::Rules, nodes);
    let history = competency
        .history
        .iter()
        .map(|h| {
            let text = words::history(lang, h.from.as_deref(), h.until.as_deref(), &h.change);
            let mut children: Vec<TreeNode> =
                h.uncertain.iter().map(|w| TreeNode::leaf(Tone::Attention, words::uncertain(lang, w))).collect();
            children.extend(sources(lang, &h.source));
            TreeNode::new(Tone::Plain, text, children)
        })
        .collect();
    push_tree(&mut blocks, lang, Section::History, history);
    Report { blocks, data: competency_data(lang, rulebook, ix, competency) }
}

/// One credential: what it is, until when it counts, and what names it.
#[must_use]
pub fn credential(lang: Lang, rulebook: &Rulebook<'_>, ix: CredentialIx) -> Report {
    let program = rulebook.program;
    let Some(credential) = program.credential(ix) else {
        return Report { blocks: Vec::new(), data: Data::Null };
    };
    let date = rulebook.date.to_string();
    let mut lines = vec![Line::new(
        Tone::Strong,
        format!("{} {} ({}), {}.", credential.id, credential.name, credential.kind.word(), words::as_of(lang, &date)),
    )];
    let last = credential.last_counting_day(&rulebook.policy);
    if let (Some(retired), Some(last)) = (credential.retired, last) {
        let text = words::retirement(lang, &retired.to_string(), &last.to_string(), credential.counts_until.is_some());
        lines.push(Line::new(Tone::Attention, text));
    }
    lines.extend(credential.replaced_by.iter().map(|c| Line::new(Tone::Plain, words::replaced_by(lang, c))));
    lines.extend(credential.uncertain.iter().map(|w| Line::new(Tone::Attention, words::uncertain(lang, w))));
    lines.extend(credential.note.iter().map(|n| Line::new(Tone::Muted, words::note(lang, n))));
    if !credential.source.is_empty() {
        lines.push(Line::new(Tone::Muted, words::source(lang, &credential.source)));
    }
    let uses = rulebook.uses(ix);
    if uses.is_empty() {
        lines.push(Line::new(Tone::Attention, words::not_named(lang, &date)));
    }
    let mut blocks = vec![Block::Prose(lines)];
    let place = |u: &crate::engine::Use| {
        let name = program.competency(u.competency).map_or("", |c| c.name.as_str());
        format!("{name} {}, {}, {}", program.ladder.name(u.level), u.path, u.requirement)
    };
    let nodes = uses.iter().map(|u| TreeNode::leaf(Tone::Plain, place(u))).collect();
    push_tree(&mut blocks, lang, Section::Uses, nodes);
    let uses_data = uses.iter().map(|u| {
        Data::map([
            ("competency", Data::text(program.competency(u.competency).map_or("", |c| c.id.as_str()))),
            ("level", Data::text(program.ladder.name(u.level))),
            ("path", Data::text(&u.path)),
            ("requirement", Data::text(&u.requirement)),
        ])
    });
    let data = Data::map([("schema", Data::text("competency/credential/1")), ("as_of", Data::text(date))]);
    let data = credential_fields(data, rulebook, ix).with("uses", Data::List(uses_data.collect()));
    Report { blocks, data }
}

/// Every credential of a programme.
#[must_use]
pub fn credentials(lang: Lang, rulebook: &Rulebook<'_>) -> Report {
    let program = rulebook.program;
    let rows = program
        .credentials
        .iter()
        .map(|c| {
            vec![
                Cell::plain(&c.id),
                Cell::plain(c.kind.word()),
                Cell::plain(&c.name),
                Cell::plain(c.retired.map_or(String::new(), |d| d.to_string())),
            ]
        })
        .collect();
    let all = (0u32..).map(CredentialIx).take(program.credentials.len());
    let data = all.map(|ix| credential_fields(Data::map([]), rulebook, ix));
    Report {
        blocks: vec![table(words::credential_headings(lang), rows)],
        data: Data::map([
            ("schema", Data::text("competency/credentials/1")),
            ("credentials", Data::List(data.collect())),
        ]),
    }
}

fn table<const N: usize>(headings: [&str; N], rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table { headings: headings.map(str::to_owned).to_vec(), rows })
}

fn push_tree(blocks: &mut Vec<Block>, lang: Lang, section: Section, nodes: Vec<TreeNode>) {
    if !nodes.is_empty() {
        blocks.push(Block::Tree(vec![TreeNode::new(Tone::Strong, words::section(lang, section), nodes)]));
    }
}

fn sources(lang: Lang, list: &[String]) -> Vec<TreeNode> {
    if list.is_empty() {
        return Vec::new();
    }
    vec![TreeNode::leaf(Tone::Muted, words::source(lang, list))]
}

fn offer_node(lang: Lang, program: &Program, offer: &Offer) -> TreeNode {
    let requires = offer.requires.map(|l| program.ladder.name(l));
    let mut children: Vec<TreeNode> = offer
        .benefits
        .iter()
        .map(|b| TreeNode::leaf(Tone::Plain, format!("{}: {}", b.id.replace('_', " "), b.value)))
        .collect();
    if let Some(upgrade) = &offer.upgrade {
        let text = words::upgrade(lang, &upgrade.from, upgrade.discount_percent);
        children.push(TreeNode::new(Tone::Plain, text, sources(lang, &upgrade.source)));
    }
    for fee in &offer.fees {
        let text = words::fee(lang, &super::common::grouped(fee.amount), &fee.currency, &fee.per, &fee.as_of);
        let mut under = sources(lang, &fee.source);
        under.extend(fee.uncertain.iter().map(|w| TreeNode::leaf(Tone::Attention, words::uncertain(lang, w))));
        children.push(TreeNode::new(Tone::Plain, text, under));
    }
    children.extend(sources(lang, &offer.source));
    TreeNode::new(Tone::Plain, words::offer(lang, &offer.name, requires), children)
}

fn path_node(lang: Lang, program: &Program, path: &Path) -> TreeNode {
    let mut children: Vec<TreeNode> =
        path.unknown.iter().map(|w| TreeNode::leaf(Tone::Attention, words::cannot_tell(lang, w))).collect();
    children.extend(path.requirements.iter().map(|r| requirement_node(lang, program, r)));
    children.extend(path.uncertain.iter().map(|w| TreeNode::leaf(Tone::Attention, words::uncertain(lang, w))));
    children.extend(path.note.iter().map(|n| TreeNode::leaf(Tone::Muted, words::note(lang, n))));
    children.extend(sources(lang, &path.source));
    let text = words::path_rule(lang, path_name(path), &path.id, path.requirements.len());
    TreeNode::new(Tone::Plain, text, children)
}

fn requirement_node(lang: Lang, program: &Program, requirement: &Requirement) -> TreeNode {
    let label = [requirement.id.as_deref(), requirement.name.as_deref()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    let rule = rule_words(program, lang, requirement);
    let text = if label.is_empty() { rule } else { format!("{label} · {rule}") };
    let mut children = Vec::new();
    match &requirement.truth {
        Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } => {
            children.extend(of.iter().map(|r| requirement_node(lang, program, r)));
        }
        Truth::Compare(_) | Truth::Attest { .. } => {}
    }
    children.extend(requirement.scope.iter().map(|s| TreeNode::leaf(Tone::Muted, words::note(lang, s))));
    children.extend(requirement.uncertain.iter().map(|w| TreeNode::leaf(Tone::Attention, words::uncertain(lang, w))));
    children.extend(requirement.note.iter().map(|n| TreeNode::leaf(Tone::Muted, words::note(lang, n))));
    children.extend(sources(lang, &requirement.source));
    TreeNode::new(Tone::Plain, text, children)
}

fn program_data(lang: Lang, rulebook: &Rulebook<'_>) -> Data {
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
        let any = u.any.iter().map(|(id, l)| {
            Data::map([("competency", Data::text(id)), ("level", Data::text(program.ladder.name(*l)))])
        });
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

fn competency_data(lang: Lang, rulebook: &Rulebook<'_>, ix: CompetencyIx, competency: &Competency) -> Data {
    let head = Data::map([
        ("schema", Data::text("competency/competency/1")),
        ("as_of", Data::text(rulebook.date.to_string())),
    ]);
    competency_fields(lang, rulebook, ix, competency, head)
}

fn competency_fields(lang: Lang, rulebook: &Rulebook<'_>, ix: CompetencyIx, competency: &Competency, head: Data) -> Data {
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
        .with("requirements", Data::List(path.requirements.iter().map(|r| requirement_data(lang, program, r)).collect()))
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

fn credential_fields(head: Data, rulebook: &Rulebook<'_>, ix: CredentialIx) -> Data {
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
