//! The rows of some organizations, brought together.

use super::Network;
use super::index::{Part, RecordFile};
use crate::load::files::{Files, ReadError};
use std::ops::Range;

/// Some organizations, by their numbers.
pub type Portion = Range<usize>;

/// How many organizations are gathered together.
pub(super) const PORTION: usize = 128;

/// The rows of a portion, file by file. It is filled again and again.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The first organization.
    first: usize,
    files: Vec<GatheredFile>,
}

/// The rows of a portion in one file, one organization after the other.
#[derive(Debug, Default)]
pub(super) struct GatheredFile {
    pub text: Vec<u8>,
    /// For every organization, its rows within the text.
    pub ranges: Vec<Range<usize>>,
    /// Where they are from, in a file that is held.
    pub parts: Vec<Part>,
    /// For every organization, its parts.
    pub part_ranges: Vec<Range<usize>>,
}

impl Gathered {
    /// The rows of an organization in a file.
    pub(super) fn rows(&self, file: usize, organization: usize) -> &[u8] {
        let Some(file) = self.files.get(file) else {
            return &[];
        };
        let range = organization.checked_sub(self.first).and_then(|n| file.ranges.get(n)).cloned();
        file.text.get(range.unwrap_or_default()).unwrap_or_default()
    }

    /// Where the rows of an organization in a file that is held are from, in their order.
    fn parts(&self, file: usize, organization: usize) -> &[Part] {
        let Some(file) = self.files.get(file) else {
            return &[];
        };
        let range = organization.checked_sub(self.first).and_then(|n| file.part_ranges.get(n)).cloned();
        file.parts.get(range.unwrap_or_default()).unwrap_or_default()
    }
}

impl GatheredFile {
    /// Reads the rows of a portion from a file that is grouped.
    fn read(&mut self, files: &dyn Files, file: &RecordFile, portion: &Portion) -> Result<(), ReadError> {
        self.text.clear();
        let Some((start, end)) = file.index.span(portion) else {
            return Ok(());
        };
        let length = usize::try_from(end - start).unwrap_or(usize::MAX);
        files.read_part(&file.path, start, length, &mut self.text)?;
        if self.text.len() != length {
            return Err(ReadError::Other("it changed while it was read".to_owned()));
        }
        for organization in portion.clone() {
            let at = |place: u64| usize::try_from(place - start).unwrap_or(usize::MAX);
            let span = file.index.span(&(organization..organization + 1));
            self.ranges.push(span.map_or(0..0, |(first, end)| at(first)..at(end)));
        }
        Ok(())
    }
}

impl Network {
    /// All organizations, portion by portion.
    pub fn portions(&self) -> impl Iterator<Item = Portion> {
        let all = self.len();
        (0..all).step_by(PORTION).map(move |start| start..(start + PORTION).min(all))
    }

    /// Where in a file the gathered rows of an organization are from, in their order.
    pub(super) fn gathered_from(&self, gathered: &Gathered, n: usize, organization: usize) -> Vec<Part> {
        if matches!(self.held.get(n), Some(Some(_))) {
            return gathered.parts(n, organization).to_vec();
        }
        let span = self.files.get(n).and_then(|file| file.index.span(&(organization..organization + 1)));
        let part = |(start, end): (u64, u64)| Part::new(start, u32::try_from(end - start).unwrap_or(u32::MAX));
        span.map(part).into_iter().collect()
    }

    /// Gathers the rows of one of the [portions](Self::portions).
    ///
    /// # Errors
    /// When a file cannot be read any more, or is not what it was.
    pub fn gather(&self, files: &dyn Files, portion: &Portion, into: &mut Gathered) -> Result<(), (String, ReadError)> {
        into.first = portion.start;
        into.files.resize_with(self.files.len(), GatheredFile::default);
        for ((file, held), gathered) in self.files.iter().zip(&self.held).zip(&mut into.files) {
            gathered.ranges.clear();
            match held {
                Some(held) => held.gather(portion, gathered),
                None => gathered.read(files, file, portion).map_err(|error| (file.path.clone(), error))?,
            }
        }
        Ok(())
    }
}
