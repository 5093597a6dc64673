//! The rows of some organizations, brought together.

use super::Network;
use super::index::{Part, RecordFile};
use crate::load::files::{Files, Parts, ReadError};
use std::borrow::Cow;
use std::ops::Range;

/// So many files stay open on each thread: all of a usual network. A process may not have many more than a thousand.
const STAY_OPEN: usize = 8;

/// Some organizations, by their numbers.
pub type Portion = Range<usize>;

/// How many organizations are gathered together.
pub(super) const PORTION: usize = 256;

/// The rows of a portion, file by file. It is filled again and again.
#[derive(Default)]
pub struct Gathered<'f> {
    /// The first organization.
    first: usize,
    files: Vec<GatheredFile>,
    /// The first files that are grouped, once they are open.
    open: Vec<Option<Box<dyn Parts + 'f>>>,
}

/// The rows of a portion in one file, one organization after the other.
#[derive(Default)]
pub(super) struct GatheredFile {
    pub text: Vec<u8>,
    /// For every organization, its rows within the text.
    pub ranges: Vec<Range<usize>>,
    /// Where they are from, in a file that is held.
    pub parts: Vec<Part>,
    /// For every organization, its parts.
    pub part_ranges: Vec<Range<usize>>,
}

impl Gathered<'_> {
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
    fn read<'f>(
        &mut self,
        files: &'f dyn Files,
        file: &RecordFile,
        open: &mut Option<Box<dyn Parts + 'f>>,
        portion: &Portion,
    ) -> Result<(), ReadError> {
        let Some((start, end)) = file.index.span(portion) else {
            return Ok(());
        };
        let parts = match open {
            Some(parts) => parts,
            None => open.insert(files.open(&file.path)?),
        };
        let length = usize::try_from(end - start).unwrap_or(usize::MAX);
        // What was there before is overwritten.
        self.text.resize(length, 0);
        if parts.read(start, &mut self.text)? != length {
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
    pub(super) fn gathered_from(&self, gathered: &Gathered<'_>, n: usize, organization: usize) -> Vec<Part> {
        if matches!(self.held.get(n), Some(Some(_))) {
            return gathered.parts(n, organization).to_vec();
        }
        let span = self.files.get(n).and_then(|file| file.index.span(&(organization..organization + 1)));
        let part = |(start, end): (u64, u64)| Part::new(start, u32::try_from(end - start).unwrap_or(u32::MAX));
        span.map(part).into_iter().collect()
    }

    /// The rows of one of the gathered organizations in a file, also when they were left out because they are known in short
    /// form.
    pub(super) fn all_rows<'g>(
        &self,
        files: &dyn Files,
        gathered: &'g Gathered<'_>,
        n: usize,
        organization: usize,
    ) -> Result<Cow<'g, [u8]>, ReadError> {
        let (Some(file), Some(Some(_))) = (self.files.get(n), self.briefs.get(n)) else {
            return Ok(Cow::Borrowed(gathered.rows(n, organization)));
        };
        let mut rows = GatheredFile::default();
        rows.read(files, file, &mut None, &(organization..organization + 1))?;
        Ok(Cow::Owned(rows.text))
    }

    /// Gathers the rows of one of the [portions](Self::portions).
    ///
    /// # Errors
    /// When a file cannot be read any more, or is not what it was.
    pub fn gather<'f>(
        &self,
        files: &'f dyn Files,
        portion: &Portion,
        into: &mut Gathered<'f>,
    ) -> Result<(), (String, ReadError)> {
        into.first = portion.start;
        into.files.resize_with(self.files.len(), GatheredFile::default);
        into.open.resize_with(self.files.len(), || None);
        let each = self.files.iter().zip(&self.held).zip(&self.briefs).zip(&mut into.files).zip(&mut into.open);
        for (n, ((((file, held), briefs), gathered), open)) in each.enumerate() {
            gathered.ranges.clear();
            match held {
                Some(held) => held.gather(portion, gathered),
                None if briefs.is_some() => {}
                None => gathered.read(files, file, open, portion).map_err(|error| (file.path.clone(), error))?,
            }
            if n >= STAY_OPEN {
                *open = None;
            }
        }
        Ok(())
    }
}
