//! One organization after the other, under the rules of one workspace.

use super::select::Condition;
use super::sink::{Item, Worked};
use crate::cli::CliError;
use crate::cli::commands::check::{self, Requirement};
use crate::engine::digest::{Digest, Known, Scratch};
use crate::engine::{Alert, Evaluation, Outlook, Rulebook, Rulebooks, Severity, Summary, Verdict, evaluate};
use crate::lang::{Lang, problems};
use crate::load::network::{Failed, Wrong};
use crate::model::{Instant, Records, Zone};
use crate::render::{self, Format};
use crate::report::batch::{self, Evaluated, Fault, Head, Loss, Whom};
use crate::report::status::{self, Choice};
use crate::report::{Reader, Recorded, Told};
use crate::rules::{Policy, Program};

/// Where a record stands.
type Places<'p> = dyn Fn(Recorded) -> Option<String> + 'p;

/// What is asked of every organization.
pub(super) struct Wanted<'a> {
    pub lang: Lang,
    pub format: Format,
    pub style: render::Style,
    pub full: bool,
    /// By risk, which takes a look ahead.
    pub risk: bool,
    pub fail_fast: bool,
    pub conditions: &'a [String],
    pub require: &'a [String],
    /// Several workspaces: lines say which one.
    pub workspaces: bool,
}

impl Wanted<'_> {
    /// Nothing is asked that a summary does not answer.
    pub(super) fn is_summary(&self) -> bool {
        !self.full && !self.risk
    }
}

/// Where the organizations of one workspace are evaluated.
pub(super) struct Desk<'a> {
    wanted: &'a Wanted<'a>,
    head: Head<'a>,
    as_of: Instant,
    rulebook: Rulebook<'a>,
    rules: Rulebooks<'a>,
    conditions: Vec<Condition>,
    required: Vec<(&'a str, Requirement)>,
}

/// How much an organization is at risk; the smallest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Risk {
    /// When it loses a level; those of which nothing is known come first.
    next_loss: i64,
    errors: std::cmp::Reverse<usize>,
    warnings: std::cmp::Reverse<usize>,
    /// When the next thing counted for a level ends.
    next_end: i64,
    /// The fewest people that may be lost before some level falls.
    spare: u32,
}

/// How far a look ahead for losses goes.
const MONTHS_AHEAD: i32 = 12;

impl<'a> Desk<'a> {
    pub(super) fn new(
        wanted: &'a Wanted<'a>,
        program: &'a Program,
        policy: &Policy,
        zone: Zone,
        as_of: Instant,
        workspace: Option<String>,
    ) -> Result<Self, CliError> {
        let conditions = wanted.conditions.iter().map(|text| Condition::read(wanted.lang, program, text));
        let required =
            wanted.require.iter().map(|text| Ok((text.as_str(), check::requirement(wanted.lang, program, text)?)));
        let spoken = program.clone().in_words_of(wanted.lang.word());
        Ok(Self {
            head: Head {
                as_of: zone.rfc3339(as_of),
                program,
                names: spoken.competencies.into_iter().map(|competency| competency.name).collect(),
                workspace: workspace.filter(|_| wanted.workspaces),
            },
            as_of,
            rulebook: Rulebook::new(program, policy, zone.date_of(as_of)),
            rules: Rulebooks::new(program, policy),
            conditions: conditions.collect::<Result<_, CliError>>()?,
            required: required.collect::<Result<_, CliError>>()?,
            wanted,
        })
    }

    /// Turns the rules around, for those who need no more than a summary; none where more is asked for.
    pub(super) fn digest(&self) -> Option<Digest<'_>> {
        self.wanted.is_summary().then(|| Digest::new(&self.rulebook))
    }

    /// Summarizes an organization. What is not known of its achievements is looked up.
    pub(super) fn summary(
        &self,
        digest: &Digest<'_>,
        records: &Records,
        known: Option<Known<'_>>,
        scratch: &mut Scratch,
        worked: &mut Worked,
    ) {
        digest.summarize(records, known, self.as_of, scratch);
        self.told(records, &scratch.summary, None, worked);
    }

    /// Evaluates an organization; `place` says where a record stands.
    pub(super) fn organization(
        &self,
        records: &Records,
        place: &dyn Fn(Recorded) -> Option<String>,
        digest: Option<&Digest<'_>>,
        scratch: &mut Scratch,
        worked: &mut Worked,
    ) {
        if let Some(digest) = digest {
            return self.summary(digest, records, None, scratch, worked);
        }
        let evaluation = evaluate(&self.rulebook, records, self.as_of);
        let summary = Summary::of(&self.rulebook, records, &evaluation);
        let more = (self.wanted.full || self.wanted.risk).then_some((&evaluation, place));
        self.told(records, &summary, more, worked);
    }

    fn told(
        &self,
        records: &Records,
        summary: &Summary,
        more: Option<(&Evaluation<'_>, &Places<'_>)>,
        worked: &mut Worked,
    ) {
        let program = self.head.program;
        worked.tally.count(summary);
        let required: Vec<(&str, Verdict)> = self
            .required
            .iter()
            .map(|(text, requirement)| {
                let verdict = match requirement {
                    Requirement::Competency { competency, level } => summary.at(*competency, *level),
                    Requirement::Membership { offer } => {
                        let leading = summary.membership.map(|m| (m.membership, m.state));
                        let held = check::held_offer(program, records, leading);
                        if held.is_some_and(|held| held >= *offer) { Verdict::Met } else { Verdict::NotMet }
                    }
                };
                (*text, verdict)
            })
            .collect();
        if !self.conditions.iter().all(|condition| condition.holds(program, records, summary)) {
            worked.tally.left_out += 1;
            return;
        }
        worked.tally.verdict =
            Verdict::all([worked.tally.verdict].into_iter().chain(required.iter().map(|(_, verdict)| *verdict)));
        let alerts = |_: &Evaluation<'_>| Outlook::new(&self.rules, records, self.as_of, self.as_of).alerts();
        let alerts: Vec<Alert> = more.map(|(evaluation, _)| alerts(evaluation)).unwrap_or_default();
        let ahead = more.filter(|_| self.wanted.risk);
        let next_loss = ahead.map(|_| self.next_loss(records));
        let risk = ahead.map(|(evaluation, _)| risk(evaluation, &alerts, next_loss.flatten().map(|(at, _)| at)));
        let mut line = Evaluated::of(records, summary, required);
        line.next_loss = next_loss.map(|loss| loss.map(|(_, loss)| loss));
        let item = match (self.wanted.format, more) {
            (Format::Ndjson, Some((evaluation, places))) if self.wanted.full => {
                let told = Told {
                    reader: Reader::Machine,
                    lang: self.wanted.lang,
                    rulebook: &self.rulebook,
                    records,
                    evaluation,
                    places,
                };
                Item::Text(render::line(&status::status(&told, &Choice::default(), &alerts).data))
            }
            (Format::Ndjson, _) => {
                return worked.line(self.wanted, risk.unwrap_or_default(), |out| {
                    batch::tell(&self.head, &line, out);
                });
            }
            (Format::Json, _) => Item::Document(batch::data(&self.head, &line)),
            (format, _) => {
                let coded = matches!(format, Format::Csv | Format::Tsv);
                Item::Row(batch::row(self.wanted.lang, coded, &self.head, &line))
            }
        };
        worked.add(self.wanted, risk.unwrap_or_default(), item);
    }

    /// The next level that is lost within [`MONTHS_AHEAD`], and when.
    fn next_loss(&self, records: &Records) -> Option<(Instant, Loss)> {
        let zone = records.zone;
        let until = zone.close_of(zone.date_of(self.as_of).plus_months(MONTHS_AHEAD));
        let outlook = Outlook::new(&self.rules, records, self.as_of, until);
        let loss = outlook.shifts().find(|shift| shift.from.is_met() && !shift.to.is_met())?;
        let (competency, level) = (loss.competency, loss.level);
        Some((loss.at, Loss { last_day: zone.last_date(loss.at), competency, level }))
    }

    /// Notes an organization that cannot be evaluated.
    pub(super) fn failed(&self, id: Option<&str>, failed: &Failed, worked: &mut Worked) {
        let faults: Vec<Fault> = failed.wrong.iter().map(|wrong| fault(self.wanted.lang, wrong)).collect();
        let whom = Whom { id, name: failed.name.as_deref() };
        fail(self.wanted, &self.head, whom, &faults, worked);
    }
}

/// Notes something that cannot be evaluated.
pub(super) fn fail(wanted: &Wanted<'_>, head: &Head<'_>, whom: Whom<'_>, faults: &[Fault], worked: &mut Worked) {
    worked.tally.organizations += 1;
    worked.tally.failed += 1;
    let item = match wanted.format {
        Format::Ndjson => Item::Text(render::line(&batch::error_data(head, whom, faults))),
        Format::Json => Item::Document(batch::error_data(head, whom, faults)),
        _ => Item::Row(batch::error_row(wanted.lang, head, whom, faults)),
    };
    worked.add(wanted, Risk::default(), item);
    worked.stop |= wanted.fail_fast;
}

/// What is wrong, in words.
pub(super) fn fault(lang: Lang, wrong: &Wrong) -> Fault {
    let words = problems::words(lang, &wrong.problem);
    Fault {
        file: wrong.path.clone(),
        at: wrong.at.map(|at| (at.line, at.column)),
        code: wrong.problem.code(),
        message: words.message,
        help: words.help,
    }
}

fn risk(evaluation: &Evaluation<'_>, alerts: &[Alert], next_loss: Option<Instant>) -> Risk {
    let of = |severity| std::cmp::Reverse(alerts.iter().filter(|alert| alert.severity == severity).count());
    let margins = || evaluation.competencies.iter().filter_map(|c| c.margin.as_ref());
    Risk {
        next_loss: next_loss.map_or(i64::MAX, Instant::unix),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        next_end: margins().filter_map(|m| m.next_end).map(|end| end.at.unix()).min().unwrap_or(i64::MAX),
        spare: margins().filter_map(|m| m.spare_people).min().unwrap_or(u32::MAX),
    }
}
