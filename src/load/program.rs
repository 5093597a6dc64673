//! Program files: from YAML to [`Program`].
//!
//! Rules are read strictly: an unknown key, a reference to nothing or a tie that cannot be staffed is a complaint with
//! its place, because a rule read wrongly would answer wrongly for everybody.

use super::expression::{self, Known};
use super::shape::{self, Map};
use super::values::{Complaints, Text};
use super::yaml::{Node, Value};
use super::{policy, yaml};
use crate::diagnostic::{Diagnostic, FileId, Problem, Sources, Span, Thing};
use crate::near::nearest;
use crate::rules::{
    Association, Benefit, Competency, Credential, CredentialKind, Exemption, Fee, HistoryNote, Ladder, LevelIx, Life,
    Listed, MOST_PEOPLE, Metric, Offer, Path, Period, Program, Unlock, Upgrade,
};
use std::collections::BTreeSet;

/// The version of the language this reads.
pub const SCHEMA: &str = "competency/program/1";

const KEYS: [&str; 18] = [
    "schema",
    "id",
    "version",
    "name",
    "as_of",
    "source",
    "notes",
    "life",
    "levels",
    "policy",
    "metrics",
    "associations",
    "credentials",
    "competencies",
    "offers",
    "exemptions",
    "unlocks",
    "translations",
];

/// Reads a program from a file of `sources`. None means that nothing could be made of it; complaints say why. When
/// there are error complaints the program is not to be used.
pub fn read(file: FileId, sources: &Sources, complaints: &mut Complaints) -> Option<Program> {
    let document = super::parse(file, sources, complaints)?;
    from_document(&document, sources, complaints)
}

/// Reads a program from a tree whose places lie in `sources`, as [`read`] does.
pub(crate) fn from_document(
    document: &yaml::Document,
    sources: &Sources,
    complaints: &mut Complaints,
) -> Option<Program> {
    let c = complaints;
    let map = shape::map(&document.root, &KEYS, c)?;
    let schema = map.required("schema", c);
    if let Some(schema) = schema {
        schema.choice(&[SCHEMA], c, |_| Some(()));
    }
    let mut program = Program::empty(map.required("id", c)?.text);
    program.name = map.string("name", c).unwrap_or_else(|| program.id.clone());
    program.version = map.string("version", c).unwrap_or_default();
    program.as_of = map.text("as_of", c).and_then(|t| t.date(c));
    program.source = map.strings("source", c);
    program.notes = map.strings("notes", c);
    program.ladder = Ladder(map.strings("levels", c));
    if program.ladder.0.is_empty() {
        c.push(Diagnostic::at(map.head(), Problem::MissingKey("levels".to_owned())));
    }
    if let Some(node) = map.get("policy") {
        policy::read(node, &mut program.policy, Some(&program.ladder), c);
    }
    if let Some(life) = map.get("life").and_then(|n| shape::map(n, &["earned_until", "benefits_until", "source"], c)) {
        program.life = Life {
            earned_until: life.text("earned_until", c).and_then(|t| t.date(c)),
            benefits_until: life.text("benefits_until", c).and_then(|t| t.date(c)),
            source: life.strings("source", c),
        };
    }
    let reader = Reader { sources };
    for (id, node) in entries(map, "metrics", c) {
        program.metrics.extend(reader.metric(id, node, c));
    }
    for (id, node) in entries(map, "associations", c) {
        let name = shape::map(node, &["name"], c).and_then(|m| m.string("name", c));
        program
            .associations
            .push(Association { id: id.text.to_owned(), name: name.unwrap_or_else(|| id.text.to_owned()) });
    }
    for (id, node) in entries(map, "credentials", c) {
        program.credentials.extend(reader.credential(id, node, c));
    }
    program.index_credentials();
    for (id, node) in entries(map, "competencies", c) {
        let competency = reader.competency(id, node, &program, c);
        program.competencies.extend(competency);
    }
    let offers = entries(map, "offers", c);
    let known_offers: Vec<&str> = offers.iter().map(|(id, _)| id.text).collect();
    for (id, node) in &offers {
        let offer = reader.offer(*id, node, &program.ladder, &known_offers, c);
        program.offers.extend(offer);
    }
    for node in map.list("exemptions", c) {
        program.exemptions.extend(exemption(node, &program, c));
    }
    for node in map.list("unlocks", c) {
        program.unlocks.extend(unlock(node, &program, c));
    }
    for (language, node) in entries(map, "translations", c) {
        let words = shape::free_map(node, c);
        untranslatable(&words, &mut program, c);
        let words = words.into_iter();
        let texts = words.filter_map(|(own, text)| Some((own.text.to_owned(), shape::text(text, c)?.text.to_owned())));
        program.translations.insert(language.text.to_owned(), texts.collect());
    }
    Some(program)
}

fn entries<'n>(map: Map<'n>, key: &str, complaints: &mut Complaints) -> Vec<(Text<'n>, &'n Node)> {
    map.get(key).map(|node| shape::free_map(node, complaints)).unwrap_or_default()
}

/// Complains about translations of what the program does not say.
fn untranslatable(words: &[(Text<'_>, &Node)], program: &mut Program, complaints: &mut Complaints) {
    let mut known = BTreeSet::new();
    program.each_text(&mut |text| {
        known.insert(text.clone());
    });
    for (own, _) in words.iter().filter(|(own, _)| !known.contains(own.text)) {
        complaints.push(dangling(Thing::Text, *own, known.iter().map(String::as_str)));
    }
}

/// The days between `from` and `until`, both included.
pub(super) fn period(map: Map<'_>, complaints: &mut Complaints) -> Period {
    let period = Period {
        from: map.text("from", complaints).and_then(|t| t.date(complaints)),
        until: map.text("until", complaints).and_then(|t| t.date(complaints)),
    };
    if let (Some(from), Some(until)) = (period.from, period.until)
        && from > until
    {
        let place = Diagnostic::at(map.value_span("until"), Problem::NeverInForce);
        complaints.push(place.with(map.value_span("from")));
    }
    period
}

/// A complaint about an id that refers to nothing.
pub(super) fn dangling<'a>(thing: Thing, text: Text<'_>, known: impl IntoIterator<Item = &'a str>) -> Diagnostic {
    let known: Vec<&str> = known.into_iter().collect();
    let near = nearest(text.text, known.iter().copied()).map(str::to_owned);
    let few = if known.len() <= FEW { known.iter().map(|id| (*id).to_owned()).collect() } else { Vec::new() };
    Diagnostic::at(text.span, Problem::DanglingReference { thing, id: text.text.to_owned(), near, known: few })
}

/// As many ids as a complaint may list.
const FEW: usize = 8;

pub(super) fn level(text: Text<'_>, ladder: &Ladder, complaints: &mut Complaints) -> Option<LevelIx> {
    let level = ladder.find(text.text);
    if level.is_none() {
        complaints.push(dangling(Thing::Level, text, ladder.0.iter().map(String::as_str)));
    }
    level
}

struct Reader<'s> {
    sources: &'s Sources,
}

impl Reader<'_> {
    fn line(&self, span: Span) -> u32 {
        self.sources.file(span.file).line_of(span.start)
    }

    fn metric(&self, id: Text<'_>, node: &Node, c: &mut Complaints) -> Option<Metric> {
        let map = shape::map(node, &["name", "aliases", "family", "unit", "may_be_negative"], c)?;
        Some(Metric {
            id: id.text.to_owned(),
            name: map.string("name", c).unwrap_or_else(|| id.text.to_owned()),
            aliases: map.strings("aliases", c),
            family: map.string("family", c).unwrap_or_default(),
            unit: map.string("unit", c).unwrap_or_default(),
            may_be_negative: map.text("may_be_negative", c).and_then(|t| t.truth(c)).unwrap_or(false),
            line: self.line(id.span),
        })
    }

    fn credential(&self, id: Text<'_>, node: &Node, c: &mut Complaints) -> Option<Credential> {
        let keys = [
            "kind",
            "name",
            "aliases",
            "introduced",
            "retired",
            "counts_until",
            "replaced_by",
            "source",
            "uncertain",
            "note",
        ];
        let map = shape::map(node, &keys, c)?;
        let words = CredentialKind::ALL.map(CredentialKind::word);
        let kind = map.required("kind", c).and_then(|t| t.choice(&words, c, CredentialKind::from_word));
        let date = |key: &str, c: &mut Complaints| map.text(key, c).and_then(|t| t.date(c));
        let credential = Credential {
            id: id.text.to_owned(),
            kind: kind?,
            name: map.string("name", c).unwrap_or_else(|| id.text.to_owned()),
            aliases: map.strings("aliases", c),
            introduced: date("introduced", c),
            retired: date("retired", c),
            counts_until: date("counts_until", c),
            replaced_by: map.string("replaced_by", c),
            source: map.strings("source", c),
            uncertain: map.string("uncertain", c),
            note: map.string("note", c),
            line: self.line(id.span),
        };
        let days = [
            ("introduced", credential.introduced),
            ("retired", credential.retired),
            ("counts_until", credential.counts_until),
        ];
        let days: Vec<_> = days.into_iter().filter_map(|(key, day)| Some((key, day?))).collect();
        for pair in days.windows(2) {
            if let &[(first, early), (then, late)] = pair
                && late < early
            {
                let problem = Problem::RetiredBeforeIntroduced { first, then };
                c.push(Diagnostic::at(map.value_span(then), problem).with(map.value_span(first)));
            }
        }
        Some(credential)
    }

    fn competency(&self, id: Text<'_>, node: &Node, program: &Program, c: &mut Complaints) -> Option<Competency> {
        let keys = [
            "name",
            "aliases",
            "area",
            "tags",
            "technologies",
            "as_of",
            "source",
            "notes",
            "listed",
            "uncertain",
            "levels",
            "history",
        ];
        let map = shape::map(node, &keys, c)?;
        let mut levels: Vec<Vec<Path>> = program.ladder.levels().map(|_| Vec::new()).collect();
        for (name, paths) in entries(map, "levels", c) {
            let Some(level) = level(name, &program.ladder, c) else {
                continue;
            };
            let (spans, paths): (Vec<Span>, Vec<Path>) =
                shape::list(paths, c).iter().filter_map(|node| self.path(node, program, c)).unzip();
            check_versions(&paths, &spans, c);
            if let Some(place) = levels.get_mut(level.0 as usize) {
                *place = paths;
            }
        }
        Some(Competency {
            id: id.text.to_owned(),
            name: map.string("name", c).unwrap_or_else(|| id.text.to_owned()),
            aliases: map.strings("aliases", c),
            area: map.string("area", c).unwrap_or_default(),
            tags: map.strings("tags", c),
            technologies: map.strings("technologies", c),
            as_of: map.text("as_of", c).and_then(|t| t.date(c)),
            source: map.strings("source", c),
            notes: map.strings("notes", c),
            listed: map.get("listed").and_then(|node| listed(node, c)),
            uncertain: map.string("uncertain", c),
            levels,
            history: map.list("history", c).iter().filter_map(|node| history(node, c)).collect(),
            line: self.line(id.span),
        })
    }

    fn path(&self, node: &Node, program: &Program, c: &mut Complaints) -> Option<(Span, Path)> {
        let keys =
            ["path", "name", "from", "until", "headcount", "requirements", "unknown", "note", "uncertain", "source"];
        let map = shape::map(node, &keys, c)?;
        let id = map.required("path", c)?;
        let unknown = map.string("unknown", c);
        let known = Known { program, sources: self.sources };
        let listed = map.get("requirements");
        let nodes = listed.map_or(&[][..], |node| shape::list(node, c));
        // A rule that something is wrong with is no empty one.
        let nothing = listed.is_none_or(|node| matches!(&node.value, Value::List(items) if items.is_empty()));
        if nothing && unknown.is_none() {
            c.push(Diagnostic::at(id.span, Problem::EmptyRule));
        }
        let path = Path {
            id: id.text.to_owned(),
            name: map.string("name", c),
            in_force: period(map, c),
            headcount: map.text("headcount", c).and_then(|t| t.count(0, MOST_PEOPLE, c)),
            requirements: expression::requirements(nodes, &known, c),
            unknown,
            note: map.string("note", c),
            uncertain: map.string("uncertain", c),
            source: map.strings("source", c),
            line: self.line(id.span),
        };
        Some((id.span, path))
    }

    fn offer(&self, id: Text<'_>, node: &Node, ladder: &Ladder, known: &[&str], c: &mut Complaints) -> Option<Offer> {
        let keys = ["name", "requires", "upgrade", "benefits", "fees", "source"];
        let map = shape::map(node, &keys, c)?;
        let upgrade = map
            .get("upgrade")
            .and_then(|n| shape::map(n, &["from", "discount_percent", "as_of", "source"], c))
            .and_then(|m| {
                let from = m.required("from", c)?;
                if !known.contains(&from.text) {
                    c.push(dangling(Thing::Offer, from, known.iter().copied()));
                }
                Some(Upgrade {
                    from: from.text.to_owned(),
                    discount_percent: m.text("discount_percent", c).and_then(|t| t.count(0, 100, c)).unwrap_or(0),
                    as_of: m.text("as_of", c).and_then(|t| t.date(c)),
                    source: m.strings("source", c),
                })
            });
        Some(Offer {
            id: id.text.to_owned(),
            name: map.string("name", c).unwrap_or_else(|| id.text.to_owned()),
            requires: map.text("requires", c).and_then(|t| level(t, ladder, c)),
            upgrade,
            benefits: entries(map, "benefits", c)
                .into_iter()
                .filter_map(|(key, value)| {
                    Some(Benefit { id: key.text.to_owned(), value: shape::text(value, c)?.text.to_owned() })
                })
                .collect(),
            fees: map.list("fees", c).iter().filter_map(|node| fee(node, c)).collect(),
            source: map.strings("source", c),
        })
    }
}

fn listed(node: &Node, c: &mut Complaints) -> Option<Listed> {
    let map = shape::map(node, &["from", "until", "note", "source"], c)?;
    Some(Listed {
        from: map.string("from", c),
        until: map.string("until", c),
        note: map.string("note", c),
        source: map.strings("source", c),
    })
}

fn history(node: &Node, c: &mut Complaints) -> Option<HistoryNote> {
    let map = shape::map(node, &["from", "until", "change", "uncertain", "source"], c)?;
    Some(HistoryNote {
        from: map.string("from", c),
        until: map.string("until", c),
        change: map.required("change", c)?.text.to_owned(),
        uncertain: map.string("uncertain", c),
        source: map.strings("source", c),
    })
}

fn fee(node: &Node, c: &mut Complaints) -> Option<Fee> {
    let keys = ["amount", "currency", "per", "as_of", "source", "uncertain"];
    let map = shape::map(node, &keys, c)?;
    Some(Fee {
        amount: map.required("amount", c)?.quantity(c)?,
        currency: map.required("currency", c)?.text.to_owned(),
        per: map.string("per", c).unwrap_or_else(|| "year".to_owned()),
        as_of: map.string("as_of", c).unwrap_or_default(),
        source: map.strings("source", c),
        uncertain: map.string("uncertain", c),
    })
}

fn exemption(node: &Node, program: &Program, c: &mut Complaints) -> Option<Exemption> {
    let map = shape::map(node, &["id", "anniversaries", "except", "effect", "source"], c)?;
    let id = map.required("id", c)?.text.to_owned();
    let anniversaries = map
        .get("anniversaries")
        .and_then(|n| shape::map(n, &["from", "until"], c))
        .map(|m| period(m, c))
        .unwrap_or_default();
    let except = map.get("except").map(|n| shape::texts(n, c)).unwrap_or_default();
    for text in &except {
        known_competency(*text, program, c);
    }
    Some(Exemption {
        id,
        anniversaries,
        except: except.into_iter().map(|t| t.text.to_owned()).collect(),
        effect: map.required("effect", c)?.text.to_owned(),
        source: map.strings("source", c),
    })
}

fn unlock(node: &Node, program: &Program, c: &mut Complaints) -> Option<Unlock> {
    let map = shape::map(node, &["what", "any", "source", "uncertain"], c)?;
    let mut any = Vec::new();
    let mut uncertain = map.string("uncertain", c);
    for node in map.list("any", c) {
        let Some(way) = shape::map(node, &["competency", "level", "uncertain"], c) else {
            continue;
        };
        uncertain = uncertain.or(way.string("uncertain", c));
        let competency = way.required("competency", c);
        let level = way.required("level", c).and_then(|t| level(t, &program.ladder, c));
        if let (Some(competency), Some(level)) = (competency, level) {
            known_competency(competency, program, c);
            any.push((competency.text.to_owned(), level));
        }
    }
    Some(Unlock { what: map.required("what", c)?.text.to_owned(), any, source: map.strings("source", c), uncertain })
}

fn known_competency(text: Text<'_>, program: &Program, c: &mut Complaints) {
    let ids = || program.competencies.iter().map(|k| k.id.as_str());
    if !ids().any(|id| id == text.text) {
        c.push(dangling(Thing::Competency, text, ids()));
    }
}

/// Versions of one path must not be in force on the same day.
fn check_versions(paths: &[Path], spans: &[Span], c: &mut Complaints) {
    for (n, (path, span)) in paths.iter().zip(spans).enumerate() {
        let mut earlier = paths.iter().zip(spans).take(n);
        if let Some((_, first)) = earlier.find(|(p, _)| p.id == path.id && p.in_force.overlaps(path.in_force)) {
            let problem = Problem::OverlappingVersions(path.id.clone());
            c.push(Diagnostic::at(*span, problem).with(*first));
        }
    }
}
