//! What every builder needs: the evaluation with its names, and phrases shared by several reports.

use super::{Block, Data, Report, Tone};
use crate::engine::{Evaluation, Rulebook, Verdict};
use crate::lang::{Lang, words};
use crate::model::{AchievementIx, EmployeeIx, Instant, Month, Quantity, Records};
use crate::rules::{Competency, CompetencyIx, CredentialIx, LevelIx, Path, Program};

/// An evaluation with everything needed to tell it.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The language.
    pub lang: Lang,
    /// The rules in force.
    pub rulebook: &'a Rulebook<'a>,
    /// The records.
    pub records: &'a Records,
    /// What follows from them.
    pub evaluation: &'a Evaluation<'a>,
    /// Whether the document for machines is wanted, or the parts for people: an answer has one reader.
    pub reader: Reader,
    /// Where a record stands in the user's files.
    pub places: &'a dyn Fn(Recorded) -> Option<String>,
}

/// Who reads an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Reader {
    /// Somebody.
    #[default]
    Person,
    /// Another program.
    Machine,
    /// Somebody with a spreadsheet, who wants in rows and columns what others are told in trees.
    Spreadsheet,
}

/// A record whose place can be asked for.
#[derive(Debug, Clone, Copy)]
pub enum Recorded {
    /// An employee.
    Employee(EmployeeIx),
    /// An achievement.
    Achievement(AchievementIx),
    /// An override, by number.
    Override(usize),
    /// An attestation, by number.
    Attestation(usize),
    /// A measurement, by number.
    Measurement(usize),
}

impl<'a> Told<'a> {
    pub(super) fn program(&self) -> &'a Program {
        self.rulebook.program
    }

    pub(super) fn competency(&self, ix: CompetencyIx) -> Option<&'a Competency> {
        self.program().competency(ix)
    }

    pub(super) fn level(&self, level: LevelIx) -> &'a str {
        self.program().ladder.name(level)
    }

    /// A person as readers know them; the id is added where the name alone could be anybody's.
    pub(super) fn person(&self, ix: EmployeeIx) -> String {
        let (name, id) = (self.records.employee_name(ix), self.records.employee_id(ix));
        if name == id { id.to_owned() } else { words::aside(self.lang, name, id) }
    }

    pub(super) fn people(&self, people: &[EmployeeIx]) -> Vec<String> {
        people.iter().map(|ix| self.person(*ix)).collect()
    }

    pub(super) fn ids(&self, people: &[EmployeeIx]) -> Data {
        Data::texts(people.iter().map(|ix| self.records.employee_id(*ix)))
    }

    pub(super) fn credential(&self, ix: CredentialIx) -> &'a str {
        self.program().credential_id(ix)
    }

    pub(super) fn credentials(&self, list: &[CredentialIx]) -> Vec<String> {
        list.iter().map(|ix| self.credential(*ix).to_owned()).collect()
    }

    /// The credential of an achievement, as the catalogue or else the record calls it.
    pub(super) fn achieved(&self, ix: AchievementIx) -> &'a str {
        let place = ix.0 as usize;
        match self.evaluation.eligibility.credentials.get(place) {
            Some(Some(credential)) => self.credential(*credential),
            _ => self.records.achievement(ix).map_or("", |a| self.records.text(a.credential)),
        }
    }

    pub(super) fn date(&self, instant: Instant) -> String {
        self.records.zone.short(instant)
    }

    /// The day of an instant.
    pub(super) fn day(&self, instant: Instant) -> String {
        self.records.zone.date_of(instant).to_string()
    }

    /// The last day of something that ends (exclusively) at `instant`.
    pub(super) fn last_day(&self, instant: Instant) -> String {
        self.records.zone.last_date(instant).to_string()
    }

    pub(super) fn today(&self) -> String {
        self.records.zone.date_of(self.evaluation.as_of).to_string()
    }

    /// What somebody holds of these credentials that counts: the credential and its achievement.
    pub(super) fn holdings(&self, person: EmployeeIx, named: &[CredentialIx]) -> Vec<(CredentialIx, AchievementIx)> {
        let eligibility = &self.evaluation.eligibility;
        let start = eligibility.counted.partition_point(|(employee, _)| *employee < person);
        eligibility
            .counted
            .iter()
            .skip(start)
            .take_while(|(employee, _)| *employee == person)
            .filter_map(|(_, ix)| {
                let credential = eligibility.credentials.get(ix.0 as usize).copied().flatten()?;
                named.contains(&credential).then_some((credential, *ix))
            })
            .collect()
    }

    pub(super) fn place(&self, record: Recorded) -> Option<String> {
        (self.places)(record)
    }

    /// An answer about the instant of evaluation.
    pub(super) fn report(&self, blocks: Vec<Block>, data: Data) -> Report {
        Report { as_of: Some(self.evaluation.as_of), ..Report::new(blocks, data) }
    }

    /// The fields every document begins with.
    pub(super) fn head(&self, schema: &str) -> Data {
        Data::map([
            ("schema", Data::text(schema)),
            ("as_of", Data::text(self.records.zone.rfc3339(self.evaluation.as_of))),
            ("program", program_data(self.program())),
            ("organization", organization_data(self.records)),
        ])
    }
}

/// Which rules.
pub(super) fn program_data(program: &Program) -> Data {
    Data::map([("id", Data::text(&program.id)), ("version", Data::text(&program.version))])
}

/// Which organization.
pub(super) fn organization_data(records: &Records) -> Data {
    let organization = &records.organization;
    Data::map([
        ("id", Data::text(records.text(organization.id))),
        ("name", Data::optional(organization.name.map(|n| Data::text(records.text(n))))),
    ])
}

/// What a verdict means for the reader.
pub(super) fn tone(verdict: Verdict) -> Tone {
    match verdict {
        Verdict::Met => Tone::Good,
        Verdict::NotMet => Tone::Bad,
        Verdict::Unknown => Tone::Attention,
    }
}

/// What a path is called.
pub(super) fn path_name(path: &Path) -> &str {
    path.name.as_deref().unwrap_or(&path.id)
}

/// A number with its thousands apart, for people.
pub(super) fn grouped(quantity: Quantity) -> String {
    let plain = quantity.to_string();
    let (sign, rest) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("-", rest));
    let (whole, fraction) = rest.split_once('.').map_or((rest, None), |(w, f)| (w, Some(f)));
    let mut out = String::from(sign);
    for (n, digit) in whole.chars().enumerate() {
        if n > 0 && (whole.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Places as runs of lines: `performance.csv:2-13, performance.csv:20`.
pub(super) fn runs(places: &[String]) -> String {
    let mut runs: Vec<(&str, u32, u32)> = Vec::new();
    for place in places {
        let Some((file, line)) = place.rsplit_once(':').and_then(|(file, line)| Some((file, line.parse().ok()?)))
        else {
            continue;
        };
        match runs.last_mut() {
            Some((of, _, last)) if *of == file && *last + 1 == line => *last = line,
            _ => runs.push((file, line, line)),
        }
    }
    let run = |(file, first, last): &(&str, u32, u32)| {
        if first == last { format!("{file}:{first}") } else { format!("{file}:{first}-{last}") }
    };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

/// Months as runs: `2018-01 to 2018-03, 2018-07`.
pub(super) fn months(lang: Lang, list: &[Month]) -> String {
    let mut runs: Vec<(Month, Month)> = Vec::new();
    for month in list {
        match runs.last_mut() {
            Some((_, last)) if last.plus(1) == *month => *last = *month,
            _ => runs.push((*month, *month)),
        }
    }
    let run = |(first, last): &(Month, Month)| {
        if first == last { first.to_string() } else { words::span(lang, &first.to_string(), &last.to_string()) }
    };
    words::row_of(lang, &runs.iter().map(run).collect::<Vec<_>>())
}
