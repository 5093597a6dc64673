//! A file in memory whose rows stand in another order than their organizations.
//!
//! Taking such rows one by one from wherever they stand would be a wait for memory each time. So rows are put in order in
//! two steps, both of which go through memory from front to back: here, stretch by stretch of the file, by portions of
//! organizations; and, when a portion is gathered, by organizations.

use super::gather::{GatheredFile, PORTION, Portion};
use super::index::{Part, Runs};
use crate::load::files::Files;
use memmap2::MmapMut;
use std::sync::{Mutex, PoisonError};

/// How many bytes are put in order together, or a little more: more than a piece of the survey has, so that a piece is one
/// stretch.
const STRETCH: u64 = 20 << 20;

/// The rows of a file, each stretch by portions.
#[derive(Debug)]
pub(super) struct Held {
    stretches: Vec<Stretch>,
}

/// The rows of a stretch of a file. Those of a portion follow each other, in the order of the file.
#[derive(Debug)]
struct Stretch {
    text: MmapMut,
    /// Where in the file it begins.
    start: u64,
    /// The parts in the order of the text.
    parts: Vec<Own>,
    /// For every portion, its first part and where that begins in the text; and the ends of all.
    portions: Vec<(usize, usize)>,
}

/// A part of a stretch.
#[derive(Debug, Clone, Copy, Default)]
struct Own {
    organization: u32,
    /// Where it begins, from the beginning of the stretch.
    start: u32,
    length: u32,
}

impl Held {
    /// Reads a file of which the parts are known, on `jobs` threads; none when that cannot be done.
    pub(super) fn read(
        files: &dyn Files,
        path: &str,
        runs: Vec<Runs>,
        organizations: usize,
        jobs: usize,
    ) -> Option<Self> {
        Self::in_stretches(files, path, runs, organizations, jobs, STRETCH)
    }

    fn in_stretches(
        files: &dyn Files,
        path: &str,
        runs: Vec<Runs>,
        organizations: usize,
        jobs: usize,
        length: u64,
    ) -> Option<Self> {
        let mut work: Vec<(Runs, Option<Stretch>)> =
            runs.into_iter().flat_map(|runs| stretches(runs, length)).map(|runs| (runs, None)).collect();
        let queue = Mutex::new(work.iter_mut());
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        let worker = || {
            let mut text = Vec::new();
            while let Some((runs, stretch)) = next() {
                text.clear();
                *stretch = Stretch::read(files, path, std::mem::take(runs), organizations, &mut text);
            }
        };
        std::thread::scope(|scope| {
            for _ in 1..jobs {
                // Where there can be no other thread, this one does everything.
                let _ = std::thread::Builder::new().spawn_scoped(scope, worker);
            }
            worker();
        });
        Some(Self { stretches: work.into_iter().map(|(_, stretch)| stretch).collect::<Option<_>>()? })
    }

    /// Gathers the rows of a portion, one organization after the other.
    pub(super) fn gather(&self, portion: &Portion, into: &mut GatheredFile) {
        let within = |organization: u32| (organization as usize).checked_sub(portion.start);
        let all = || self.stretches.iter().map(|stretch| stretch.of(portion));
        let mut next = vec![(0, 0); portion.len()];
        for own in all().flat_map(|(_, own, _)| own) {
            if let Some((bytes, parts)) = within(own.organization).and_then(|n| next.get_mut(n)) {
                *bytes += own.length as usize;
                *parts += 1;
            }
        }
        let GatheredFile { text, ranges, parts, part_ranges } = into;
        part_ranges.clear();
        let mut total = (0, 0);
        for next in &mut next {
            let begin = total;
            total = (total.0 + next.0, total.1 + next.1);
            ranges.push(begin.0..total.0);
            part_ranges.push(begin.1..total.1);
            *next = begin;
        }
        // All of it is written to below, whatever was there.
        text.resize(total.0, b'\n');
        parts.resize(total.1, Part::default());
        for (start, all_own, mut rows) in all() {
            for own in all_own {
                let Some((row, behind)) = rows.split_at_checked(own.length as usize) else {
                    break;
                };
                rows = behind;
                let Some((at, number)) = within(own.organization).and_then(|n| next.get_mut(n)) else {
                    continue;
                };
                if let Some(place) = text.get_mut(*at..*at + row.len()) {
                    place.copy_from_slice(row);
                }
                if let Some(place) = parts.get_mut(*number) {
                    *place = Part::new(start + u64::from(own.start), own.length);
                }
                *at += row.len();
                *number += 1;
            }
        }
    }
}

/// Room for so many bytes, none of which anybody else has. It is asked for in large pages: the system takes as long to hand
/// out a gigabyte in small ones as reading that takes.
fn room(bytes: usize) -> Option<MmapMut> {
    let room = MmapMut::map_anon(bytes.max(1)).ok()?;
    // Where there are no large pages, small ones do as well.
    #[cfg(target_os = "linux")]
    let _ = room.advise(memmap2::Advice::HugePage);
    Some(room)
}

/// Takes parts that follow each other in a file apart where they are more than a stretch.
fn stretches(mut runs: Runs, length: u64) -> Vec<Runs> {
    let mut begins = Vec::new();
    let mut rest = runs.as_slice();
    while let Some((_, first)) = rest.first() {
        begins.push(runs.len() - rest.len());
        let end = first.start() + length;
        rest = rest.get(rest.partition_point(|(_, part)| part.start() < end)..).unwrap_or_default();
    }
    // From the last one on, so that none is moved twice.
    let mut all: Vec<Runs> = begins.into_iter().rev().map(|begin| runs.split_off(begin)).collect();
    all.reverse();
    all
}

impl Stretch {
    /// Reads the bytes of some parts into `text`, and puts them in order.
    fn read(files: &dyn Files, path: &str, mut runs: Runs, organizations: usize, text: &mut Vec<u8>) -> Option<Self> {
        let (Some((_, first)), Some((_, last))) = (runs.first(), runs.last()) else {
            return Self::in_order(&[], 0, &runs, organizations);
        };
        let start = first.start();
        let length = usize::try_from(last.end() - start).ok()?;
        files.read_part(path, start, length, text).ok()?;
        if text.len() != length {
            return None;
        }
        // The last row of a file may lack its line break.
        if text.last() != Some(&b'\n') {
            text.push(b'\n');
            if let Some((_, last)) = runs.last_mut() {
                last.length += 1;
            }
        }
        Self::in_order(text, start, &runs, organizations)
    }

    fn in_order(text: &[u8], start: u64, runs: &Runs, organizations: usize) -> Option<Self> {
        let portion = |organization: u32| organization as usize / PORTION;
        let mut portions = vec![(0, 0); organizations.div_ceil(PORTION) + 1];
        for (organization, part) in runs {
            if let Some((parts, bytes)) = portions.get_mut(portion(*organization) + 1) {
                *parts += 1;
                *bytes += part.length as usize;
            }
        }
        let (mut parts, mut bytes) = (0, 0);
        for place in &mut portions {
            parts += place.0;
            bytes += place.1;
            *place = (parts, bytes);
        }
        let mut next = portions.clone();
        let mut stretch = Self { text: room(bytes)?, start, parts: vec![Own::default(); parts], portions };
        for (organization, part) in runs {
            let (number, at) = next.get_mut(portion(*organization))?;
            let own = Own {
                organization: *organization,
                start: u32::try_from(part.start() - start).ok()?,
                length: part.length,
            };
            let (from, length) = (own.start as usize, own.length as usize);
            stretch.text.get_mut(*at..*at + length)?.copy_from_slice(text.get(from..from + length)?);
            *stretch.parts.get_mut(*number)? = own;
            *number += 1;
            *at += length;
        }
        Some(stretch)
    }

    /// Where the stretch begins, the parts of a portion, and their bytes one after the other.
    fn of(&self, portion: &Portion) -> (u64, &[Own], &[u8]) {
        let number = portion.start / PORTION;
        let (Some(from), Some(to)) = (self.portions.get(number), self.portions.get(number + 1)) else {
            return (self.start, &[], &[]);
        };
        let parts = self.parts.get(from.0..to.0).unwrap_or_default();
        (self.start, parts, self.text.get(from.1..to.1).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::files::MemoryFiles;
    use proptest::prelude::*;

    proptest! {
        /// However a file is taken apart, each organization has its rows in the order of the file, and they are from there.
        #[test]
        fn rows_are_in_order(
            rows in prop::collection::vec((prop_oneof![0u32..4, 126u32..300], "[a-z]{0,3}", prop::bool::ANY), 1..40),
            jobs in 1usize..4,
            length in 1u64..100,
            ends in prop::bool::ANY,
        ) {
            let (mut text, mut runs) = ("head\n".to_owned(), vec![Runs::new(), Runs::new()]);
            for (n, (organization, row, strays)) in rows.iter().enumerate() {
                let row = format!("{organization},{row}\n");
                let part = Part::new(text.len() as u64, row.len() as u32);
                text.push_str(&row);
                if *strays {
                    text.push_str("stray\n");
                }
                runs[usize::from(n > rows.len() / 2)].push((*organization, part));
            }
            let lacks = !ends && !rows.last().unwrap().2;
            if lacks {
                text.pop();
                runs.iter_mut().flatten().last().unwrap().1.length -= 1;
            }
            let mut files = MemoryFiles::default();
            files.insert("f", text.clone());
            let held = Held::in_stretches(&files, "f", runs, 300, jobs, length).unwrap();
            for portion in (0..300usize).step_by(PORTION).map(|start| start..(start + PORTION).min(300)) {
                let mut gathered = GatheredFile::default();
                held.gather(&portion, &mut gathered);
                for (n, organization) in portion.enumerate() {
                    let own = rows.iter().filter(|(of, ..)| *of as usize == organization);
                    let expected: String = own.map(|(of, row, _)| format!("{of},{row}\n")).collect();
                    let found = &gathered.text[gathered.ranges[n].clone()];
                    prop_assert_eq!(str::from_utf8(found).unwrap(), &expected);
                    let whole = format!("{text}\n");
                    let parts = &gathered.parts[gathered.part_ranges[n].clone()];
                    let from: String = parts.iter().map(|p| &whole[p.start() as usize..p.end() as usize]).collect();
                    prop_assert_eq!(from, expected);
                }
            }
        }
    }

    #[test]
    fn what_is_not_there_is_not_read() {
        let mut files = MemoryFiles::default();
        files.insert("f", "one\n");
        let runs = |length| vec![vec![(0, Part::new(0, length))]];
        assert!(Held::read(&files, "f", runs(4), 1, 2).is_some());
        assert!(Held::read(&files, "f", runs(5), 1, 2).is_none(), "the file became shorter");
        assert!(Held::read(&files, "g", runs(4), 1, 2).is_none(), "there is no such file");
    }
}
