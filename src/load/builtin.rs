//! Programmes that come with the program.
//!
//! They are the files of `programs/`, nothing more: the build script parses and packs them, so that a start neither
//! looks for files nor parses YAML. The text is there too, since complaints and citations show it.

use super::program;
use super::values::Complaints;
use super::yaml::packed;
use crate::diagnostic::Sources;
use crate::rules::Program;

/// One programme that comes with the program.
#[derive(Debug)]
pub struct BuiltIn {
    /// The name of its file without the ending.
    pub id: &'static str,
    /// What its file says.
    pub text: &'static str,
    /// The tree of the text.
    packed: &'static [u8],
}

/// Written by the build script.
static ALL: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/builtin_programs.rs"));

/// Every programme there is, ordered by id.
#[must_use]
pub fn all() -> &'static [BuiltIn] {
    ALL
}

/// The programme with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static BuiltIn> {
    ALL.iter().find(|program| program.id == id)
}

impl BuiltIn {
    /// Reads the programme; its text becomes a file of `sources`, so that places in it can be shown.
    pub fn read(&self, sources: &mut Sources, complaints: &mut Complaints) -> Option<Program> {
        let file = sources.add_static(format!("built-in/{}.yaml", self.id), self.text);
        // The build script has made sure that it unpacks; parsing is what it stands for.
        let document = packed::unpack(self.packed, file).or_else(|| super::parse(file, sources, complaints))?;
        program::from_document(&document, sources, complaints)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Problem, Severity};
    use crate::model::Date;
    use crate::rules::{Competency, Path};

    fn read(built_in: &BuiltIn) -> Program {
        let (mut sources, mut complaints) = (Sources::new(), Vec::new());
        let program = built_in.read(&mut sources, &mut complaints);
        let bad: Vec<String> = complaints
            .iter()
            .filter(|c| c.severity() >= Severity::Warning)
            .filter(|c| !matches!(c.problem, Problem::UnusedCredential(_) | Problem::MissingSource(_)))
            .map(|c| format!("{c:?}"))
            .collect();
        assert_eq!(bad, [""; 0], "{}", built_in.id);
        program.unwrap()
    }

    #[test]
    fn all_can_be_used() {
        for built_in in all() {
            assert_eq!(read(built_in).id, built_in.id);
            assert_eq!(find(built_in.id).map(|found| found.text), Some(built_in.text));
        }
        assert!(find("no-such-programme").is_none());
    }

    #[test]
    fn the_packed_tree_is_the_tree_of_the_text() {
        for built_in in all() {
            let mut sources = Sources::new();
            let program = built_in.read(&mut sources, &mut Vec::new());
            let (file, source) = sources.iter().next().unwrap();
            assert_eq!(source.path, format!("built-in/{}.yaml", built_in.id));
            assert_eq!(source.text, built_in.text);
            let parsed = program::read(file, &sources, &mut Vec::new());
            assert_eq!(format!("{program:?}"), format!("{parsed:?}"));
        }
    }

    #[test]
    fn microsoft_competencies() {
        let program = read(find("microsoft-competencies").unwrap());
        let day = Date::parse("2018-10-29").unwrap();
        // A path nothing is known about has no requirements.
        let usable =
            |path: &&Path| path.in_force.contains(day) && path.requirements.iter().any(|r| r.in_force.contains(day));
        let paths = |competency: &Competency| competency.levels.iter().flatten().filter(usable).count();
        let paths: Vec<usize> = program.competencies.iter().map(paths).collect();
        assert_eq!(paths.len(), 20);
        assert_eq!(paths.iter().filter(|count| **count > 0).count(), 18);
        assert_eq!(paths.iter().sum::<usize>(), 49);
        assert_eq!(program.credentials.len(), 129);
    }
}
