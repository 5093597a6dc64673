//! Further questions about a program file, beyond whether it can be used.

use super::decode::EncodingChoice;
use super::files::Files;
use super::values::Complaints;
use super::{open, program};
use crate::diagnostic::{Diagnostic, FileId, Problem, Sources, Span};
use crate::rules::{Comparison, CredentialIx, CredentialSet, Number, Period, Program, Requirement, Truth};

/// Reads a program file and adds what is suspicious about it to what is wrong with it: credentials that no requirement
/// names and no note explains, parts that can never count, rules that do not say where they were published.
pub fn lint(
    files: &dyn Files,
    path: &str,
    encoding: Option<EncodingChoice>,
    sources: &mut Sources,
    complaints: &mut Vec<Diagnostic>,
) -> Option<Program> {
    let file = open(files, path, encoding, sources, complaints)?;
    let program = program::read(file, sources, complaints)?;
    unused(&program, file, sources, complaints);
    unreachable(&program, file, sources, complaints);
    unsourced(&program, file, sources, complaints);
    Some(program)
}

fn unused(program: &Program, file: FileId, sources: &Sources, complaints: &mut Complaints) {
    let mut used = CredentialSet::default();
    for path in program.competencies.iter().flat_map(|c| &c.levels).flatten() {
        collect(&path.requirements, &mut used);
    }
    for (n, credential) in (0u32..).zip(&program.credentials) {
        // With a note it is there on purpose: somebody says what it is good for.
        if !used.contains(CredentialIx(n)) && credential.note.is_none() {
            let problem = Problem::UnusedCredential(credential.id.clone());
            complaints.push(Diagnostic::at(line(file, credential.line, sources), problem));
        }
    }
}

fn collect(requirements: &[Requirement], used: &mut CredentialSet) {
    for requirement in requirements {
        match &requirement.truth {
            Truth::Compare(comparison) => {
                if let Number::People(people) = &comparison.number {
                    people.holding.for_each(&mut |credential| used.insert(credential));
                }
            }
            Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } => collect(of, used),
            Truth::Attest { .. } => {}
        }
    }
}

fn unreachable(program: &Program, file: FileId, sources: &Sources, complaints: &mut Complaints) {
    for path in program.competencies.iter().flat_map(|c| &c.levels).flatten() {
        let mut found: Vec<(u32, String)> = Vec::new();
        for requirement in &path.requirements {
            outside(program, path.in_force, requirement, &mut found);
        }
        found.dedup();
        for (at, id) in found {
            complaints.push(Diagnostic::at(line(file, at, sources), Problem::Unreachable(id)));
        }
    }
}

/// Adds every part of a requirement that is in force on no day of `period`, and every credential that had stopped
/// counting before it.
fn outside(program: &Program, period: Period, requirement: &Requirement, found: &mut Vec<(u32, String)>) {
    // A period without any day was complained about when it was read.
    if period.is_empty() || requirement.in_force.is_empty() {
        return;
    }
    if !period.overlaps(requirement.in_force) {
        found.push((requirement.line, requirement.id.clone().unwrap_or_default()));
        return;
    }
    match &requirement.truth {
        Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } => {
            of.iter().for_each(|part| outside(program, period, part, found));
        }
        Truth::Compare(Comparison { number: Number::People(people), .. }) => {
            people.holding.for_each_leaf(&mut |credential, in_force| {
                let over = program
                    .credential(credential)
                    .and_then(|c| c.last_counting_day(&program.policy))
                    .zip(period.from)
                    .is_some_and(|(last, from)| last < from);
                if over || !in_force.is_empty() && !period.overlaps(in_force) {
                    found.push((requirement.line, program.credential_id(credential).to_owned()));
                }
            });
        }
        Truth::Compare(_) | Truth::Attest { .. } => {}
    }
}

/// A retirement needs a source, and so does a competency, unless each of its paths has its own.
fn unsourced(program: &Program, file: FileId, sources: &Sources, complaints: &mut Complaints) {
    let mut missing = |id: &str, at: u32| {
        let problem = Problem::MissingSource(id.to_owned());
        complaints.push(Diagnostic::at(line(file, at, sources), problem));
    };
    for credential in &program.credentials {
        if credential.retired.is_some() && credential.source.is_empty() {
            missing(&credential.id, credential.line);
        }
    }
    for competency in &program.competencies {
        let listed = competency.listed.as_ref().is_some_and(|l| !l.source.is_empty());
        let mut paths = competency.levels.iter().flatten();
        if competency.source.is_empty() && !listed && paths.any(|path| path.source.is_empty()) {
            missing(&competency.id, competency.line);
        }
    }
}

/// The whole text of a line, without its indentation.
fn line(file: FileId, number: u32, sources: &Sources) -> Span {
    let range = sources.file(file).line_range(number);
    let text = sources.line_text(file, number);
    let indent = text.len() - text.trim_start().len();
    Span::new(file, range.start + indent, range.start + text.trim_end().len())
}
