//! `check` and `program lint`: what is wrong with the files, what was required, and whether it holds.

use super::cause::causes_words;
use super::common::{Told, organization_data, program_data, tone};
use super::rule_words::rule_words;
use super::{Block, Checked, Complaint, Data, Line, Part, Report, Required, Tone, status};
use crate::diagnostic::Severity;
use crate::engine::{Cause, LevelStanding, RequirementStanding, Verdict};
use crate::lang::{Lang, say, words};
use crate::model::{Date, Instant, Records};
use crate::rules::{CompetencyIx, LevelIx, Program};

/// The schema of the document.
pub const SCHEMA: &str = "competency/check/1";

/// The lists of the document whose items stand alone.
const LISTS: &[(&str, &str)] = &[("problems", "problem"), ("required", "requirement")];

/// What was checked.
#[derive(Debug, Clone)]
pub struct Head<'a> {
    /// The instant, in RFC 3339.
    pub as_of: String,
    /// The rules.
    pub program: &'a Program,
    /// The organization; none in a workspace of many.
    pub organization: Option<&'a Records>,
    /// People.
    pub people: usize,
    /// Achievements.
    pub achievements: usize,
    /// The last day on which what is required must hold; none when only the instant counts.
    pub until: Option<Date>,
}

/// What is wrong with the files, beside every file that was read.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// Every file, as it is called where the command was typed.
    pub read: Vec<String>,
    /// What is wrong with them.
    pub complaints: Vec<Complaint>,
    /// Warnings are a no, too.
    pub strict: bool,
}

impl Files {
    /// True when warnings make a no of the answer.
    #[must_use]
    pub fn strict_failure(&self) -> bool {
        self.strict && self.complaints.iter().any(|c| c.severity == Severity::Warning)
    }

    /// The same for build servers.
    fn checked(self, lang: Lang, by: &'static str) -> Checked {
        let Self { read, complaints, strict } = self;
        Checked { lang, by, organization: None, as_of: None, files: read, complaints, strict, required: Vec::new() }
    }
}

/// Builds the report.
#[must_use]
pub fn check(lang: Lang, head: &Head<'_>, files: Files, required: Vec<Required>) -> Report {
    let read = files.read.len();
    let mut lines = vec![Line::new(Tone::Plain, say::check(lang, head.people, head.achievements, read))];
    for r in &required {
        lines.push(Line::new(tone(r.verdict), say::required(lang, &r.text, r.verdict, &r.missing)));
    }
    let each = required.iter().map(|r| {
        Data::map([
            ("what", Data::text(&r.text)),
            ("verdict", Data::text(r.verdict.word())),
            ("missing", Data::text(&r.missing)),
        ])
    });
    let data = Data::map([
        ("schema", Data::text(SCHEMA)),
        ("as_of", Data::text(&head.as_of)),
        ("program", program_data(head.program)),
        ("organization", Data::optional(head.organization.map(organization_data))),
        ("files", Data::count(read)),
        ("people", Data::count(head.people)),
        ("achievements", Data::count(head.achievements)),
        ("until", Data::optional(head.until.map(|day| Data::text(day.to_string())))),
        ("strict_failure", Data::Bool(files.strict_failure())),
        ("problems", complaints_data(&files.complaints)),
        ("required", Data::List(each.collect())),
        ("verdict", Data::text(Verdict::all(required.iter().map(|r| r.verdict)).word())),
    ]);
    Report::new(vec![Block::Prose(lines)], data).listing(LISTS).checking(Checked {
        organization: head.organization.map(|records| records.text(records.organization.id).to_owned()),
        as_of: Some(head.as_of.clone()),
        required,
        ..files.checked(lang, "check")
    })
}

/// The document about files that cannot be used: nothing but what is wrong with them.
#[must_use]
pub fn broken(lang: Lang, files: Files) -> Report {
    let data = Data::map([
        ("schema", Data::text(SCHEMA)),
        ("as_of", Data::Null),
        ("program", Data::Null),
        ("organization", Data::Null),
        ("files", Data::count(files.read.len())),
        ("people", Data::Null),
        ("achievements", Data::Null),
        ("until", Data::Null),
        ("strict_failure", Data::Bool(false)),
        ("problems", complaints_data(&files.complaints)),
        ("required", Data::List(Vec::new())),
        ("verdict", Data::Null),
    ]);
    Report::new(Vec::new(), data).listing(LISTS).checking(files.checked(lang, "check"))
}

/// What became of a program file; `counts` are its competencies and credentials, none when it cannot be used.
#[must_use]
pub fn lint(lang: Lang, file: &str, counts: Option<(usize, usize)>, files: Files) -> Report {
    let warnings = files.complaints.iter().filter(|c| c.severity == Severity::Warning).count();
    let (mut blocks, mut data) = (Vec::new(), Data::Null);
    if let Some((competencies, credentials)) = counts {
        let text = say::linted(lang, file, competencies, credentials);
        blocks.push(Block::Prose(vec![Line::new(Tone::Plain, text)]));
        data = Data::map([
            ("schema", Data::text("competency/lint/1")),
            ("file", Data::text(file)),
            ("competencies", Data::count(competencies)),
            ("credentials", Data::count(credentials)),
            ("warnings", Data::count(warnings)),
        ]);
    }
    Report::new(blocks, data).checking(files.checked(lang, "lint"))
}

fn complaints_data(complaints: &[Complaint]) -> Data {
    let number = |n: Option<u32>| Data::optional(n.map(|n| Data::Int(i64::from(n))));
    let one = |c: &Complaint| {
        let begin = c.position.map(|(begin, _)| begin);
        Data::map([
            ("severity", Data::text(c.severity.word())),
            ("code", Data::text(c.code)),
            ("file", Data::text(&c.file)),
            ("line", number(begin.map(|at| at.line))),
            ("column", number(begin.map(|at| at.column))),
            ("message", Data::text(&c.message)),
            ("label", Data::optional((!c.label.is_empty()).then(|| Data::text(&c.label)))),
            ("help", Data::optional(c.help.as_ref().map(Data::text))),
        ])
    };
    Data::List(complaints.iter().map(one).collect())
}

/// What there is of memberships, where what is required is not.
#[must_use]
pub fn instead(told: &Told<'_>) -> String {
    told.evaluation.membership.as_ref().map_or_else(
        || words::nothing_bought(told.lang).to_owned(),
        |standing| {
            let offer = status::offer_name(told, standing.membership);
            words::held(told.lang, offer, standing.state, &standing.anniversary.to_string())
        },
    )
}

/// Whether a competency is held at a level, what its closest path lacks, and the requirements of that path.
#[must_use]
pub fn competency(told: &Told<'_>, competency: CompetencyIx, level: LevelIx, text: &str) -> Required {
    let standing = told.evaluation.competency(competency).and_then(|c| c.at(level));
    let verdict = standing.map_or(Verdict::NotMet, |s| s.held);
    let missing = match standing.and_then(LevelStanding::closest) {
        Some(path) if !verdict.is_met() => words::clauses(told.lang, &status::missing(told, path)),
        _ => String::new(),
    };
    Required {
        text: text.to_owned(),
        subject: told.competency(competency).map_or("", |c| c.id.as_str()).to_owned(),
        level: told.level(level).to_owned(),
        verdict,
        missing,
        parts: standing.map_or_else(Vec::new, |standing| parts(told, standing)),
    }
}

/// The same over time: what holds until then is said by `later`, the verdicts that are known to come with their causes.
/// Not met counts wherever it comes, then unknown. The requirements of today say nothing about another day.
#[must_use]
pub fn over_time(told: &Told<'_>, required: Required, later: &[(Instant, Verdict, Vec<Cause>)]) -> Required {
    let verdict = Verdict::all([required.verdict].into_iter().chain(later.iter().map(|(_, verdict, _)| *verdict)));
    match later.iter().find(|(_, to, _)| *to == verdict) {
        Some((at, to, causes)) if verdict != required.verdict => {
            let missing = say::only_until(told.lang, &told.day(*at), *to, &causes_words(told, causes));
            Required { verdict, missing, parts: Vec::new(), ..required }
        }
        _ => required,
    }
}

/// The requirements of the path that decides. Where something else decides (an override, a higher level, people needed
/// elsewhere) they would contradict the answer, and are left out.
fn parts(told: &Told<'_>, standing: &LevelStanding<'_>) -> Vec<Part> {
    let Some(path) = standing.closest() else {
        return Vec::new();
    };
    let all = Verdict::all(path.requirements.iter().map(|r| r.verdict));
    if Verdict::all([standing.held, all]) != standing.held {
        return Vec::new();
    }
    let part = |(n, standing): (usize, &RequirementStanding<'_>)| {
        let requirement = standing.requirement;
        let number = (n + 1).to_string();
        let id = requirement.id.as_deref().unwrap_or(&number);
        let rule = rule_words(told.program(), told.lang, requirement);
        let missing = words::clauses(told.lang, &status::missing_of(told, standing));
        Part {
            path: path.path.id.clone(),
            name: [Some(id), requirement.name.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" "),
            verdict: standing.verdict,
            message: say::required(told.lang, &rule, standing.verdict, &missing),
        }
    };
    path.requirements.iter().enumerate().map(part).collect()
}
