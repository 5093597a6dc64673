//! The rows of some organizations, brought together.

use super::Network;
use super::index::Part;
use crate::load::files::{Files, ReadError};
use std::ops::Range;

/// Some organizations, by their numbers.
pub type Portion = Range<usize>;

/// So many parts are looked for together: few enough for the cache of a processor.
const TOGETHER: usize = 64;

/// The rows of a portion, file by file. It is filled again and again.
#[derive(Debug, Default)]
pub struct Gathered {
    /// The first organization.
    first: usize,
    /// For every file, the rows.
    texts: Vec<Vec<u8>>,
    /// For every file and organization, its rows within the text.
    ranges: Vec<Vec<Range<usize>>>,
}

impl Gathered {
    /// The rows of an organization in a file.
    pub(super) fn rows(&self, file: usize, organization: usize) -> &[u8] {
        let within = organization.checked_sub(self.first);
        let range = within.and_then(|n| self.ranges.get(file)?.get(n)).cloned().unwrap_or_default();
        self.texts.get(file).and_then(|text| text.get(range)).unwrap_or_default()
    }
}

impl Network {
    /// Where in a file the gathered rows of an organization are from, in their order.
    pub(super) fn gathered_from(&self, n: usize, organization: usize) -> Vec<Part> {
        let Some(file) = self.files.get(n) else {
            return Vec::new();
        };
        if matches!(self.held.get(n), Some(Some(_))) {
            return file.index.parts(organization).to_vec();
        }
        let span = file.index.span(&(organization..organization + 1));
        let part = |(start, end): (u64, u64)| Part::new(start, u32::try_from(end - start).unwrap_or(u32::MAX));
        span.map(part).into_iter().collect()
    }

    /// Gathers the rows of a portion.
    ///
    /// # Errors
    /// When a file cannot be read any more, or is not what it was.
    pub fn gather(&self, files: &dyn Files, portion: &Portion, into: &mut Gathered) -> Result<(), (String, ReadError)> {
        into.first = portion.start;
        into.texts.resize_with(self.files.len(), Vec::new);
        into.ranges.resize_with(self.files.len(), Vec::new);
        let parts = self.files.iter().zip(&self.held).zip(into.texts.iter_mut().zip(&mut into.ranges));
        for ((file, held), (text, ranges)) in parts {
            text.clear();
            ranges.clear();
            match held {
                Some(held) => {
                    let mut parts = file.index.parts_of(portion).chunks(TOGETHER);
                    let mut touched = 0;
                    for organization in portion.clone() {
                        let start = text.len();
                        for part in file.index.parts(organization) {
                            if touched == 0 {
                                let next = parts.next().unwrap_or_default();
                                held.touch(next);
                                touched = next.len();
                            }
                            touched = touched.saturating_sub(1);
                            held.append(*part, text);
                            // The last row of a file may lack its line break.
                            if text.last() != Some(&b'\n') {
                                text.push(b'\n');
                            }
                        }
                        ranges.push(start..text.len());
                    }
                }
                None => {
                    let Some((start, end)) = file.index.span(portion) else {
                        continue;
                    };
                    let length = usize::try_from(end - start).unwrap_or(usize::MAX);
                    let failed = |error| (file.path.clone(), error);
                    files.read_part(&file.path, start, length, text).map_err(failed)?;
                    if text.len() != length {
                        return Err(failed(ReadError::Other("it changed while it was read".to_owned())));
                    }
                    for organization in portion.clone() {
                        let at = |place: u64| usize::try_from(place - start).unwrap_or(usize::MAX);
                        let span = file.index.span(&(organization..organization + 1));
                        ranges.push(span.map_or(0..0, |(first, end)| at(first)..at(end)));
                    }
                }
            }
        }
        Ok(())
    }
}
