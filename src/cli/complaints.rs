//! Complaints about files as reports tell them: in words, with every file named for its reader.

use super::session::Session;
use crate::diagnostic::{Diagnostic, Place, Sources};
use crate::lang::problems::{self, Words};
use crate::lang::say;
use crate::report::Complaint;
use crate::report::check::Files;
use std::path::Path;

impl Session<'_, '_> {
    /// What was read, and what is wrong with it. The program that is built in is no file of the user.
    pub(super) fn files(&self, sources: &Sources, complaints: &[Diagnostic], strict: bool) -> Files {
        let root = self.root().unwrap_or_default();
        let here = self.world.folder.clone();
        let named = |path: &str| from_here(path, here.as_deref()).unwrap_or_else(|| within(&root, path));
        let complaint = |d: &Diagnostic| {
            // What a file says may name people; with pseudonyms only the error stream repeats it.
            let words = match self.veil {
                Some(_) => Words {
                    message: say::withheld(self.lang()),
                    label: String::new(),
                    related: String::new(),
                    help: None,
                },
                None => problems::words(self.lang(), &d.problem),
            };
            let (path, position) = match &d.place {
                Place::At(span) => {
                    let file = sources.file(span.file);
                    (file.path.as_str(), Some((file.position(span.start), file.position(span.end))))
                }
                Place::File(path) => (path.as_str(), None),
            };
            Complaint {
                severity: d.severity(),
                code: d.problem.code(),
                file: within(&root, path),
                path: named(path),
                position,
                message: words.message,
                label: words.label,
                help: words.help,
            }
        };
        let own = sources.iter().map(|(_, file)| file.path.as_str()).filter(|path| !path.starts_with("built-in/"));
        Files { read: own.map(named).collect(), complaints: complaints.iter().map(complaint).collect(), strict }
    }
}

/// A path relative to the workspace.
fn within(root: &str, path: &str) -> String {
    let root = root.trim_end_matches('/');
    let rest = path.strip_prefix(root).filter(|_| !root.is_empty()).and_then(|rest| rest.strip_prefix('/'));
    rest.map_or(path, |rest| rest.trim_start_matches('/')).to_owned()
}

/// A path relative to the current folder; none for one that leads out of it, which no repository would know.
fn from_here(path: &str, here: Option<&str>) -> Option<String> {
    let path = Path::new(path);
    let inner = if path.is_absolute() { path.strip_prefix(here?).ok()? } else { path };
    let parts: Vec<&str> = inner.iter().filter_map(|part| part.to_str()).filter(|part| *part != ".").collect();
    (!parts.contains(&"..")).then(|| parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{from_here, within};

    #[test]
    fn files_are_named_from_the_current_folder() {
        let named = |path, here| from_here(path, here);
        assert_eq!(named("a.csv", None).as_deref(), Some("a.csv"));
        assert_eq!(named("./company//a.csv", Some("/repository")).as_deref(), Some("company/a.csv"));
        assert_eq!(named("/repository/company/a.csv", Some("/repository")).as_deref(), Some("company/a.csv"));
        // Another folder, one above, or one that only begins alike.
        assert_eq!(named("/elsewhere/a.csv", Some("/repository")), None);
        assert_eq!(named("/elsewhere/a.csv", None), None);
        assert_eq!(named("../a.csv", Some("/repository")), None);
        assert_eq!(named("/repository-2/a.csv", Some("/repository")), None);
    }

    #[test]
    fn files_are_named_within_the_workspace() {
        assert_eq!(within("", "a.csv"), "a.csv");
        assert_eq!(within("company/", "company/a.csv"), "a.csv");
        assert_eq!(within("/far/company", "/far/company/rules/a.yaml"), "rules/a.yaml");
        assert_eq!(within("company", "rules.yaml"), "rules.yaml");
        assert_eq!(within("company", "company-2/rules.yaml"), "company-2/rules.yaml");
    }
}
