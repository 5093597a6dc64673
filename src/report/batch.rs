//! `batch`: one line for every organization, whether it could be evaluated or not.

use super::common::program_data;
use super::fields::{Fields, Tree};
use super::{Cell, Data, Tone};
use crate::engine::{Summary, Verdict};
use crate::lang::Lang;
use crate::lang::words::{self, BatchPart};
use crate::model::{Date, Records};
use crate::rules::{CompetencyIx, LevelIx, Program};

/// The schema of a line.
pub const SCHEMA: &str = "competency/batch/1";

/// What every line of one workspace says.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// The instant, in RFC 3339.
    pub as_of: String,
    /// The rules.
    pub program: &'a Program,
    /// What its competencies are called in the language of the table, in their order.
    pub names: Vec<String>,
    /// The folder of the workspace, where there are several.
    pub workspace: Option<String>,
}

/// An organization that was evaluated.
#[derive(Debug)]
pub struct Evaluated<'a> {
    /// Its id.
    pub id: &'a str,
    /// Its name.
    pub name: Option<&'a str>,
    /// The offer of its leading membership.
    pub offer: Option<&'a str>,
    /// What follows.
    pub summary: &'a Summary,
    /// What was required of it.
    pub required: Vec<(&'a str, Verdict)>,
    /// The level it loses next, if any; none where nobody looked.
    pub next_loss: Option<Option<Loss>>,
}

/// A level that is going to be lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loss {
    /// The last day on which it is held.
    pub last_day: Date,
    /// Of which competency.
    pub competency: CompetencyIx,
    /// Which level.
    pub level: LevelIx,
}

impl<'a> Evaluated<'a> {
    /// What follows for the organization of these records.
    #[must_use]
    pub fn of(records: &'a Records, summary: &'a Summary, required: Vec<(&'a str, Verdict)>) -> Self {
        let text = |symbol| records.text(symbol);
        let membership = summary.membership.and_then(|m| records.memberships.get(m.membership));
        Self {
            id: text(records.organization.id),
            name: records.organization.name.map(text),
            offer: membership.map(|m| text(m.offer)),
            summary,
            required,
            next_loss: None,
        }
    }
}

/// Whom an error is about, as far as that is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Whom<'a> {
    /// The id.
    pub id: Option<&'a str>,
    /// The name.
    pub name: Option<&'a str>,
}

/// What is wrong in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, with line and column where it is in one.
    pub file: String,
    /// The line and the column.
    pub at: Option<(u32, u32)>,
    /// The name of the problem.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What would help.
    pub help: Option<String>,
}

/// The document of an organization.
#[must_use]
pub fn data(head: &Head<'_>, line: &Evaluated<'_>) -> Data {
    let mut tree = Tree::default();
    tell(head, line, &mut tree);
    tree.finish()
}

/// Tells the document of an organization, field by field.
pub fn tell(head: &Head<'_>, line: &Evaluated<'_>, out: &mut impl Fields) {
    let (program, summary) = (head.program, line.summary);
    let level = |level: LevelIx| program.ladder.name(level);
    out.map(|out| {
        out.alike(|out| {
            out.field("schema").text(SCHEMA);
            out.field("type").text("organization");
            out.field("as_of").text(&head.as_of);
            out.field("program").map(|out| {
                out.field("id").text(&program.id);
                out.field("version").text(&program.version);
            });
            if let Some(workspace) = &head.workspace {
                out.field("workspace").text(workspace);
            }
        });
        out.field("organization").map(|out| {
            out.field("id").text(line.id);
            out.field("name").optional(line.name);
        });
        out.field("level").optional(summary.highest().map(level));
        out.field("levels").map(|out| {
            for l in program.ladder.levels() {
                out.field(level(l)).count(at(summary, l));
            }
        });
        out.field("competencies").list(|out| {
            for (competency, held) in program.competencies.iter().zip(&summary.levels) {
                let Some(held) = *held else {
                    continue;
                };
                out.map(|out| {
                    out.field("id").text(&competency.id);
                    out.field("level").text(level(held));
                });
            }
        });
        out.field("unknown").count(summary.unknown());
        match summary.membership {
            None => out.field("membership").null(),
            Some(m) => out.field("membership").map(|out| {
                out.field("offer").text(line.offer.unwrap_or_default());
                out.field("state").text(m.state.word());
                out.field("anniversary").text(&m.anniversary.to_string());
            }),
        }
        out.field("people").count(summary.people);
        out.field("achievements").map(|out| {
            out.field("read").count(summary.read);
            out.field("counted").count(summary.counted);
            out.field("not_counted").map(|out| {
                for (reason, count) in summary.reasons() {
                    out.field(reason).count(count);
                }
            });
        });
        match line.next_loss {
            None => {}
            Some(None) => out.field("next_loss").null(),
            Some(Some(loss)) => out.field("next_loss").map(|out| {
                out.field("competency").text(competency_of(program, loss));
                out.field("level").text(level(loss.level));
                out.field("last_day").text(&loss.last_day.to_string());
            }),
        }
        if !line.required.is_empty() {
            out.field("required").list(|out| {
                for (what, verdict) in &line.required {
                    out.map(|out| {
                        out.field("what").text(what);
                        out.field("verdict").text(verdict.word());
                    });
                }
            });
        }
    });
}

/// The document of an organization that could not be evaluated.
#[must_use]
pub fn error_data(head: &Head<'_>, whom: Whom<'_>, faults: &[Fault]) -> Data {
    let number = |n: Option<u32>| Data::optional(n.map(|n| Data::Int(i64::from(n))));
    let errors = faults.iter().map(|fault| {
        Data::map([
            ("file", Data::text(&fault.file)),
            ("line", number(fault.at.map(|(line, _)| line))),
            ("column", number(fault.at.map(|(_, column)| column))),
            ("code", Data::text(fault.code)),
            ("message", Data::text(&fault.message)),
            ("help", Data::optional(fault.help.as_ref().map(Data::text))),
        ])
    });
    let name = Data::optional(whom.name.map(Data::text));
    let organization = match whom.id {
        Some(id) => Data::map([("id", Data::text(id)), ("name", name)]),
        None => Data::Null,
    };
    Data::map([("schema", Data::text(SCHEMA)), ("type", Data::text("error")), ("as_of", Data::text(&head.as_of))])
        .with("program", program_data(head.program))
        .with_some("workspace", head.workspace.as_ref().map(Data::text))
        .with("organization", organization)
        .with("errors", Data::List(errors.collect()))
}

fn competency_of(program: &Program, loss: Loss) -> &str {
    program.competencies.get(loss.competency.0 as usize).map_or("", |competency| &competency.id)
}

/// How many competencies are at a level.
fn at(summary: &Summary, level: LevelIx) -> usize {
    summary.levels.iter().filter(|held| **held == Some(level)).count()
}

/// The headings of the table.
#[must_use]
pub fn headings(lang: Lang, workspaces: bool) -> Vec<String> {
    let all = words::batch_headings(lang);
    all.iter().skip(usize::from(!workspaces)).map(|heading| (*heading).to_owned()).collect()
}

/// The row of an organization. What is in it for a spreadsheet or another program (`coded`) is spelled by ids and codes in
/// every language, so that it can be matched.
#[must_use]
pub fn row(lang: Lang, coded: bool, head: &Head<'_>, line: &Evaluated<'_>) -> Vec<Cell> {
    let (ladder, summary) = (&head.program.ladder, line.summary);
    let (tone, level) = match summary.highest() {
        Some(level) if coded => (Tone::Good, ladder.name(level).to_owned()),
        Some(level) => (Tone::Good, words::level(lang, ladder.name(level))),
        None => (Tone::Plain, String::new()),
    };
    let levels = ladder.levels().rev().map(|level| (level, at(summary, level))).filter(|(_, count)| *count > 0);
    let parts = |parts: Vec<BatchPart<'_>>| words::batch_parts((!coded).then_some(lang), &parts);
    let counts = levels.map(|(level, count)| BatchPart::Levels { count, level: ladder.name(level) }).collect();
    let held = head.program.competencies.iter().zip(&head.names).zip(&summary.levels);
    let held = held.filter_map(|((competency, name), level)| {
        Some(BatchPart::Held { id: &competency.id, name, level: ladder.name((*level)?) })
    });
    let offer = line.offer.unwrap_or_default();
    let membership = summary.membership.iter().map(|m| BatchPart::Membership { offer, state: m.state });
    let reasons = summary.reasons().map(|(code, count)| BatchPart::Reason { code, count });
    let required = line.required.iter().map(|(what, verdict)| format!("{what} {}", words::verdict(lang, *verdict)));
    let next_loss = line.next_loss.flatten().map(|loss| {
        let name = head.names.get(loss.competency.0 as usize).map_or("", String::as_str);
        let (id, level) = (competency_of(head.program, loss), ladder.name(loss.level));
        let held = parts(vec![BatchPart::Held { id, name, level }]);
        words::batch_loss((!coded).then_some(lang), &loss.last_day.to_string(), &held)
    });
    let remarks: Vec<String> = next_loss.into_iter().chain(required).collect();
    let mut cells = vec![
        Cell::plain(line.id),
        Cell::plain(line.name.unwrap_or_default()),
        Cell::new(tone, level),
        Cell::plain(parts(counts)),
        Cell::plain(parts(held.collect())),
        Cell::count(summary.unknown()),
        Cell::plain(parts(membership.collect())),
        Cell::count(summary.people),
        Cell::count(summary.read),
        Cell::count(summary.counted),
        Cell::plain(parts(reasons.collect())),
        Cell::plain(remarks.join("; ")),
    ];
    if let Some(workspace) = &head.workspace {
        cells.insert(0, Cell::plain(workspace));
    }
    cells
}

/// The cells of a row that a terminal has room for: those that tell organizations apart, not those that list.
#[must_use]
pub fn brief<T>(cells: Vec<T>, workspaces: bool) -> Vec<T> {
    const LISTS: [usize; 4] = [4, 8, 9, 10];
    let first = usize::from(workspaces);
    let kept = cells.into_iter().enumerate().filter(|(n, _)| !n.checked_sub(first).is_some_and(|n| LISTS.contains(&n)));
    kept.map(|(_, cell)| cell).collect()
}

/// The row of an organization that could not be evaluated: the first thing that is wrong stands in the last column.
#[must_use]
pub fn error_row(lang: Lang, head: &Head<'_>, whom: Whom<'_>, faults: &[Fault]) -> Vec<Cell> {
    let columns = headings(lang, head.workspace.is_some()).len();
    let mut cells: Vec<Cell> = head.workspace.iter().map(Cell::plain).collect();
    cells.extend([whom.id, whom.name].map(|text| Cell::plain(text.unwrap_or_default())));
    cells.resize(columns - 1, Cell::plain(""));
    let words: Vec<String> = faults.iter().take(1).map(fault_words).collect();
    cells.push(Cell::new(Tone::Bad, words::batch_failed(lang, &words.join("; "), faults.len())));
    cells
}

/// A fault on one line.
#[must_use]
pub fn fault_words(fault: &Fault) -> String {
    let at = fault.at.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
    format!("{}{at}: {}", fault.file, fault.message)
}
