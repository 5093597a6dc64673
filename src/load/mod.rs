//! From text to model: workspaces and program files.
//!
//! Reading is lenient and judging is strict: every scalar is first text with its place, so one run reports all wrong
//! dates, ids and numbers of all files. What comes out is a value and a list of complaints; nothing here fails early.

pub mod apart;
pub mod builtin;
#[cfg(feature = "parquet")]
pub mod columnar;
pub mod csv;
pub mod decode;
mod discover;
pub mod document;
mod draft;
mod expression;
pub mod files;
mod finish;
mod headings;
pub mod kind;
pub mod lint;
pub mod network;
pub mod overlay;
mod policy;
pub mod program;
pub mod pseudonym;
mod raw;
pub(crate) mod shape;
mod user_config;
pub(crate) mod values;
pub mod workspace;
pub mod yaml;

pub use finish::{Origins, Recorded};
pub use user_config::{UserConfig, user_config};
pub use workspace::{Loaded, Reading, Workspace};

use crate::diagnostic::{Diagnostic, FileId, ParquetFault, Problem, Sources, TooLarge, Unreadable, Unsupported};
use decode::{DecodeError, EncodingChoice};
use files::{Files, ReadError};
use values::Complaints;

/// What the files of spreadsheet programs begin with: `.xlsx` and `.ods`, and the older `.xls`.
const SPREADSHEETS: [&[u8]; 2] = [b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"];

/// What Parquet files begin with.
const PARQUET: &[u8] = b"PAR1";

/// Reads a file into `sources`: decoded, with what was wrong added to `complaints`.
pub(crate) fn open(
    files: &dyn Files,
    path: &str,
    choice: Option<EncodingChoice>,
    sources: &mut Sources,
    complaints: &mut Complaints,
) -> Option<FileId> {
    let bytes = match files.read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            complaints.push(Diagnostic::of_file(path, unreadable(error)));
            return None;
        }
    };
    if bytes.starts_with(PARQUET) {
        let fault = ParquetFault::Misnamed;
        complaints.push(Diagnostic::of_file(path, Problem::Unreadable(Unreadable::Parquet(fault))));
        return None;
    }
    if SPREADSHEETS.iter().any(|start| bytes.starts_with(start)) {
        complaints.push(Diagnostic::of_file(path, Problem::SpreadsheetFile));
        return None;
    }
    match decode::decode(bytes, choice) {
        Ok((text, encoding)) => Some(sources.add(path, text, encoding)),
        Err(error) => {
            complaints.push(undecodable(path, error));
            None
        }
    }
}

/// The complaint about a file that cannot be read.
#[must_use]
pub fn unreadable(error: ReadError) -> Problem {
    match error {
        ReadError::NotFound => Problem::Unreadable(Unreadable::NotFound),
        ReadError::IsFolder => Problem::Unreadable(Unreadable::IsFolder),
        ReadError::NotAFile => Problem::Unreadable(Unreadable::NotAFile),
        ReadError::PermissionDenied => Problem::Unreadable(Unreadable::PermissionDenied),
        ReadError::LineTooLong { line, limit } => Problem::LineTooLong { line, limit: limit as u64 },
        ReadError::FileTooLarge { limit } => Problem::FileTooLarge { limit: limit as u64 },
        ReadError::Parquet(fault) => Problem::Unreadable(Unreadable::Parquet(fault)),
        ReadError::Other(words) => Problem::Unreadable(Unreadable::Other(words)),
    }
}

/// The complaint about bytes that are no text.
pub(crate) fn undecodable(path: &str, error: DecodeError) -> Diagnostic {
    match error {
        DecodeError::Nul { position, .. } => Diagnostic::of_file(&format!("{path}:{position}"), Problem::NulCharacter),
        DecodeError::Undecodable(attempts) => Diagnostic::of_file(path, Problem::Undecodable(attempts)),
        DecodeError::TooLong => Diagnostic::of_file(path, Problem::FileTooLarge { limit: 1 << 32 }),
    }
}

/// Parses a YAML file; duplicate keys are complained about and the first of them is used.
pub(crate) fn parse(file: FileId, sources: &Sources, complaints: &mut Complaints) -> Option<yaml::Document> {
    match yaml::read(&sources.file(file).text, file) {
        Ok(document) => {
            for duplicate in &document.duplicates {
                let problem = Problem::DuplicateKey(duplicate.key.clone());
                complaints.push(Diagnostic::at(duplicate.again, problem).with(duplicate.first));
            }
            Some(document)
        }
        Err(error) => {
            complaints.push(Diagnostic::at(error.span, yaml_problem(error.fault)));
            None
        }
    }
}

fn yaml_problem(fault: yaml::YamlFault) -> Problem {
    use yaml::YamlFault::{
        KeyNotScalar, SecondDocument, Syntax, Tag, TooDeep, TooManyNodes, TooMuchText, UnknownAlias,
    };
    match fault {
        Syntax(words) => Problem::YamlSyntax(words),
        TooDeep => Problem::YamlTooDeep { levels: yaml::MAX_DEPTH },
        TooManyNodes(limit) => Problem::YamlTooLarge(TooLarge::Values(limit)),
        TooMuchText(limit) => Problem::YamlTooLarge(TooLarge::Text(limit)),
        KeyNotScalar => Problem::YamlUnsupported(Unsupported::KeyNotScalar),
        Tag => Problem::YamlUnsupported(Unsupported::Tag),
        SecondDocument => Problem::YamlUnsupported(Unsupported::SecondDocument),
        UnknownAlias => Problem::YamlUnsupported(Unsupported::UnknownAlias),
    }
}
