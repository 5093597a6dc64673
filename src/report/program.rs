//! `program`: the rules and credentials in plain words, with where they were published.

use super::common::path_name;
use super::program_data::{competency_data, credential_fields, program_data, uses_data};
use super::rule_words::rule_words;
use super::{Block, Cell, Data, Line, Report, Table, Tone, TreeNode};
use crate::engine::Rulebook;
use crate::lang::Lang;
use crate::lang::words::{self, Section, TableTitle, table_title};
use crate::rules::{CompetencyIx, CredentialIx, Offer, Path, Program, Requirement, Truth};

/// The built-in programmes.
#[must_use]
pub fn programs(lang: Lang, programs: &[Program]) -> Report {
    let rows =
        programs.iter().map(|p| vec![Cell::plain(&p.id), Cell::plain(&p.version), Cell::plain(&p.name)]).collect();
    let data = programs.iter().map(|p| {
        Data::map([("id", Data::text(&p.id)), ("version", Data::text(&p.version)), ("name", Data::text(&p.name))])
    });
    let data = Data::map([("schema", Data::text("competency/programs/1")), ("programs", Data::List(data.collect()))]);
    Report::new(vec![table(lang, TableTitle::Programs, words::built_in_headings(lang), rows)], data)
        .listing(&[("programs", "program")])
}

/// A programme as a whole: its competencies, offers, exemptions.
#[must_use]
pub fn program(lang: Lang, rulebook: &Rulebook<'_>) -> Report {
    let program = rulebook.program;
    let date = rulebook.date.to_string();
    let mut lines = vec![Line::new(
        Tone::Strong,
        words::program_line(
            lang,
            &program.name,
            &program.version,
            program.competencies.len(),
            program.credentials.len(),
            &date,
        ),
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
                    Some(words::path_count(lang, program.ladder.name(l), paths))
                })
                .collect();
            vec![
                Cell::plain(&competency.name),
                Cell::plain(&competency.id),
                Cell::plain(&competency.area),
                Cell::plain(words::row_of(lang, &counts)),
            ]
        })
        .collect();
    let mut blocks =
        vec![Block::Prose(lines), table(lang, TableTitle::Competencies, words::program_headings(lang), rows)];
    let metrics = program
        .metrics
        .iter()
        .map(|m| {
            TreeNode::leaf(Tone::Plain, words::row_of(lang, &[words::aside(lang, &m.name, &m.id), m.unit.clone()]))
        })
        .collect();
    push_tree(&mut blocks, lang, Section::Metrics, metrics);
    let associations =
        program.associations.iter().map(|a| TreeNode::leaf(Tone::Plain, words::aside(lang, &a.name, &a.id))).collect();
    push_tree(&mut blocks, lang, Section::Associations, associations);
    let offers = program.offers.iter().map(|o| offer_node(lang, program, o)).collect();
    push_tree(&mut blocks, lang, Section::Offers, offers);
    let exemptions = program
        .exemptions
        .iter()
        .map(|e| {
            let from = e.anniversaries.from.map(|d| d.to_string());
            let until = e.anniversaries.until.map(|d| d.to_string());
            let text = words::history(lang, from.as_deref(), until.as_deref(), &e.effect);
            TreeNode::new(Tone::Plain, words::titled(lang, &e.id, &text), sources(lang, &e.source))
        })
        .collect();
    push_tree(&mut blocks, lang, Section::Exemptions, exemptions);
    let unlocks = program
        .unlocks
        .iter()
        .map(|u| {
            let any: Vec<String> =
                u.any.iter().map(|(id, l)| words::unlocking(lang, id, program.ladder.name(*l))).collect();
            let mut children = sources(lang, &u.source);
            children.extend(u.uncertain.iter().map(|w| TreeNode::leaf(Tone::Attention, words::uncertain(lang, w))));
            TreeNode::new(Tone::Plain, words::titled(lang, &u.what, &words::any_of(lang, &any)), children)
        })
        .collect();
    push_tree(&mut blocks, lang, Section::Unlocks, unlocks);
    let notes: Vec<TreeNode> = program.notes.iter().map(|n| TreeNode::leaf(Tone::Muted, n)).collect();
    push_tree(&mut blocks, lang, Section::Notes, notes);
    Report::new(blocks, program_data(lang, rulebook)).listing(&[("competencies", "competency")])
}

/// One competency's rules as an AND/OR tree.
#[must_use]
pub fn competency(lang: Lang, rulebook: &Rulebook<'_>, ix: CompetencyIx) -> Report {
    let program = rulebook.program;
    let Some(competency) = program.competency(ix) else {
        return Report::default();
    };
    let date = rulebook.date.to_string();
    let mut lines = vec![Line::new(
        Tone::Strong,
        words::competency_line(lang, &competency.name, &competency.id, &competency.area, &date),
    )];
    if let Some(why) = &competency.uncertain {
        lines.push(Line::new(Tone::Attention, words::uncertain(lang, why)));
    }
    if !competency.aliases.is_empty() {
        lines.push(Line::new(Tone::Plain, words::also_called(lang, &competency.aliases)));
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
    Report::new(blocks, competency_data(lang, rulebook, ix, competency))
}

/// One credential: what it is, until when it counts, and what names it.
#[must_use]
pub fn credential(lang: Lang, rulebook: &Rulebook<'_>, ix: CredentialIx) -> Report {
    let program = rulebook.program;
    let Some(credential) = program.credential(ix) else {
        return Report::default();
    };
    let date = rulebook.date.to_string();
    let mut lines = vec![Line::new(
        Tone::Strong,
        words::credential_line(lang, &credential.id, &credential.name, credential.kind, &date),
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
        words::named_by(lang, name, program.ladder.name(u.level), &u.path, &u.requirement)
    };
    let nodes = uses.iter().map(|u| TreeNode::leaf(Tone::Plain, place(u))).collect();
    push_tree(&mut blocks, lang, Section::Uses, nodes);
    let data = Data::map([("schema", Data::text("competency/credential/1")), ("as_of", Data::text(date))]);
    let data = credential_fields(data, rulebook, ix).with("uses", uses_data(program, uses));
    Report::new(blocks, data)
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
                Cell::plain(words::credential_kind(lang, c.kind)),
                Cell::plain(&c.name),
                Cell::date(c.retired),
            ]
        })
        .collect();
    let all = (0u32..).map(CredentialIx).take(program.credentials.len());
    let data = all.map(|ix| credential_fields(Data::map([]), rulebook, ix));
    let data = Data::map([
        ("schema", Data::text("competency/credentials/1")),
        ("as_of", Data::text(rulebook.date.to_string())),
        ("credentials", Data::List(data.collect())),
    ]);
    Report::new(vec![table(lang, TableTitle::Credentials, words::credential_headings(lang), rows)], data)
        .listing(&[("credentials", "credential")])
}

fn table<const N: usize>(lang: Lang, title: TableTitle, headings: [&str; N], rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table::new(table_title(lang, title), headings, rows))
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
    let label =
        [requirement.id.as_deref(), requirement.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
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
