//! Which file a new record goes to.

use crate::diagnostic::{Encoding, FileId, Sources};
use crate::load::decode::EncodingChoice;
use crate::load::kind::{Ending, Kind, split_ending};
use crate::load::workspace::CONFIG;
use crate::load::yaml;

/// A workspace's files, by what they hold.
pub(super) struct Places<'s> {
    root: &'s str,
    sources: &'s Sources,
    /// `competency.yaml`, and the kinds it has a section for.
    config: Option<(FileId, Vec<Kind>)>,
    /// The record files, in the order of reading.
    files: Vec<(FileId, Kind, Ending)>,
}

/// Where records stand, or will stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// In a file that was read.
    Read(FileId),
    /// In a new CSV file for this kind.
    New(Kind),
}

impl<'s> Places<'s> {
    pub(super) fn new(root: &'s str, sources: &'s Sources) -> Self {
        let mut places = Self { root, sources, config: None, files: Vec::new() };
        let config = places.path(CONFIG);
        for (id, file) in sources.iter() {
            if file.path == config {
                let document = yaml::read(&file.text, id).ok();
                let has = |kind: &Kind| document.as_ref().is_some_and(|d| d.root.entry(kind.stem()).is_some());
                places.config = Some((id, Kind::ALL.into_iter().filter(has).collect()));
            } else if let Some((kind, ending)) = places.kind_of(&file.path) {
                places.files.push((id, kind, ending));
            }
        }
        places
    }

    /// The path of a name in the workspace's folder.
    fn path(&self, name: &str) -> String {
        match self.root {
            "" | "." => name.to_owned(),
            root => format!("{}/{name}", root.trim_end_matches('/')),
        }
    }

    /// What a path of the workspace holds.
    fn kind_of(&self, path: &str) -> Option<(Kind, Ending)> {
        let name = path.strip_prefix(&self.path(""))?;
        let (folder, name) = name.rsplit_once('/').map_or((None, name), |(folder, name)| (Some(folder), name));
        let (_, ending) = split_ending(name)?;
        let kind = match folder {
            None => Kind::of_file(name),
            Some(folder) => Kind::ALL.into_iter().find(|kind| kind.stem().eq_ignore_ascii_case(folder)),
        };
        Some((kind?, ending))
    }

    /// Where new records of a kind go: to the last file of the kind that can be edited, else to its section, else to a new
    /// place.
    pub(super) fn of(&self, kind: Kind) -> Place {
        let mut editable = self.files.iter().filter(|(.., ending)| *ending != Ending::Parquet);
        if let Some((id, ..)) = editable.rfind(|(_, held, _)| *held == kind) {
            return Place::Read(*id);
        }
        let rare = matches!(kind, Kind::Overrides | Kind::Attestations | Kind::Memberships);
        match &self.config {
            Some((id, sections)) if rare || sections.contains(&kind) => Place::Read(*id),
            _ => Place::New(kind),
        }
    }

    /// How a file that was read holds records: a record file with its kind, or `competency.yaml` with sections.
    pub(super) fn ending(&self, id: FileId) -> (Option<Kind>, Ending) {
        let found = self.files.iter().find(|(file, ..)| *file == id);
        found.map_or((None, Ending::Yaml), |(_, kind, ending)| (Some(*kind), *ending))
    }

    /// A new file for records of a kind: its path, and the encoding and line end that the other tables of the workspace
    /// have.
    pub(super) fn new_file(&self, kind: Kind, choice: Option<EncodingChoice>) -> (String, Encoding, &'static str) {
        let path = self.path(&format!("{}.csv", kind.stem()));
        let table = self.files.iter().find(|(.., ending)| matches!(ending, Ending::Separated(_)));
        if let Some((id, ..)) = table {
            let file = self.sources.file(*id);
            let first = file.text.find(['\r', '\n']).and_then(|at| file.text.get(at..)).unwrap_or("\n");
            let line_end = ["\r\n", "\n", "\r"].into_iter().find(|end| first.starts_with(end)).unwrap_or("\n");
            return (path, file.encoding, line_end);
        }
        let encoding = match choice {
            None | Some(EncodingChoice::Utf8) => Encoding::Utf8,
            Some(EncodingChoice::Utf16) => Encoding::Utf16Le,
            Some(EncodingChoice::Cp932) => Encoding::Cp932,
        };
        (path, encoding, "\n")
    }
}
