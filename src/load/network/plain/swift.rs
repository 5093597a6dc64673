//! Rows of achievements as nearly all of them are written, read without cutting them into cells first.
//!
//! What is not written exactly so is no error here, but a row for everybody else.

use super::Reader;
use crate::load::network::index::RecordFile;
use crate::model::{Date, Moment};
use crate::rules::CredentialIx;

/// What a row says behind its holder.
pub(super) struct Swift {
    pub credential: (Option<CredentialIx>, bool),
    /// When it was earned, expires and was revoked.
    pub moments: [Option<Moment>; 3],
    /// How many bytes it has, with its line feed.
    pub used: usize,
}

/// How many columns follow the usual four, when those are the first ones behind the holder's; none where they are not.
pub(super) fn columns_behind(file: &RecordFile, skipped: usize) -> Option<usize> {
    let usual = [2, 3, 4, 5].iter().zip(skipped..);
    let all = usual.clone().all(|(field, place)| file.places.get(*field).copied().map(usize::from) == Some(place));
    file.columns.len().checked_sub(skipped + 4).filter(|behind| all && *behind > 0)
}

impl Reader<'_, '_> {
    /// The row that begins here behind its holder: a credential that was seen before, days, and `behind` empty cells.
    pub(super) fn swift(&self, text: &[u8], delimiter: u8, behind: usize) -> Option<Swift> {
        let end = memchr::memchr(delimiter, text)?;
        let word = text.get(..end)?;
        let (Some(b'!' | b'#'..=b'&' | b'('..=b'~'), Some(b'!'..=b'~')) = (word.first(), word.last()) else {
            return None;
        };
        let credential = *self.plain.catalogue.get(word)?;
        let mut rest = text.get(end + 1..)?;
        let mut moments = [None; 3];
        for moment in &mut moments {
            if rest.first() != Some(&delimiter) {
                let (day, behind) = rest.split_first_chunk::<10>()?;
                *moment = Some(Moment::Day(Date::read(day).ok()?));
                rest = behind;
            }
            rest = rest.split_first().filter(|(byte, _)| **byte == delimiter)?.1;
        }
        for _ in 1..behind {
            rest = rest.split_first().filter(|(byte, _)| **byte == delimiter)?.1;
        }
        rest = rest.split_first().filter(|(byte, _)| **byte == b'\n')?.1;
        Some(Swift { credential, moments, used: text.len() - rest.len() })
    }
}
