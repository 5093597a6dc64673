//! A file in memory, whose rows are taken in another order than they stand in.

use super::index::{Part, RecordFile};
use crate::load::files::Files;
use std::sync::{Mutex, PoisonError};

/// How many bytes are read together.
const SEGMENT: usize = 16 << 20;

/// The bytes of a file, in segments of the same length: they are read on several threads.
pub(super) struct Held {
    segments: Vec<Vec<u8>>,
    length: usize,
}

impl Held {
    /// Reads a file on `jobs` threads; none when that cannot be done.
    pub(super) fn read(files: &dyn Files, file: &RecordFile, jobs: usize) -> Option<Self> {
        Self::in_segments(files, &file.path, file.length, jobs, SEGMENT)
    }

    fn in_segments(files: &dyn Files, path: &str, size: u64, jobs: usize, length: usize) -> Option<Self> {
        let mut segments: Vec<Vec<u8>> = (0..size.div_ceil(length as u64)).map(|_| Vec::new()).collect();
        let queue = Mutex::new(segments.iter_mut().enumerate());
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        let worker = || {
            let mut all_read = true;
            while let Some((n, segment)) = next() {
                let start = n as u64 * length as u64;
                let wanted = usize::try_from(size - start).map_or(length, |rest| rest.min(length));
                all_read &= files.read_part(path, start, wanted, segment).is_ok() && segment.len() == wanted;
            }
            all_read
        };
        let all_read = std::thread::scope(|scope| {
            let others: Vec<_> =
                (1..jobs).filter_map(|_| std::thread::Builder::new().spawn_scoped(scope, worker).ok()).collect();
            let own = worker();
            others.into_iter().all(|other| other.join().unwrap_or(false)) && own
        });
        all_read.then_some(Self { segments, length })
    }

    /// Looks at the beginning of each of some parts that are appended next. One after the other, each would wait for memory;
    /// here none depends on another, so the processor waits for many at once, and finds them in its cache afterwards.
    pub(super) fn touch(&self, parts: &[Part]) {
        let byte = |at: u64| {
            let at = usize::try_from(at).ok()?;
            self.segments.get(at / self.length)?.get(at % self.length)
        };
        let bytes = parts.iter().flat_map(|part| [byte(part.start()), byte(part.end().saturating_sub(1))]);
        std::hint::black_box(bytes.flatten().fold(0, |all, byte| all ^ byte));
    }

    /// Appends a part to a text.
    pub(super) fn append(&self, part: Part, text: &mut Vec<u8>) {
        let (Ok(mut start), Ok(end)) = (usize::try_from(part.start()), usize::try_from(part.end())) else {
            return;
        };
        while start < end {
            let (n, within) = (start / self.length, start % self.length);
            let until = self.length.min(within + (end - start));
            let Some(bytes) = self.segments.get(n).and_then(|segment| segment.get(within..until)) else {
                return;
            };
            text.extend_from_slice(bytes);
            start += until - within;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::files::MemoryFiles;

    #[test]
    fn parts_are_what_stands_in_the_file() {
        let text = b"one\ntwo\nthree\nfour\n";
        let mut files = MemoryFiles::default();
        files.insert("f", text.to_vec());
        for (jobs, length) in [(1, 1), (2, 3), (3, 7), (2, 100)] {
            let held = Held::in_segments(&files, "f", text.len() as u64, jobs, length).unwrap();
            for start in 0..text.len() {
                for end in start..=text.len() {
                    let mut taken = b"> ".to_vec();
                    held.append(Part::new(start as u64, (end - start) as u32), &mut taken);
                    assert_eq!(taken, [b"> ", &text[start..end]].concat(), "{jobs} {length}");
                }
            }
        }
        assert!(Held::in_segments(&files, "f", text.len() as u64 + 1, 2, 4).is_none(), "the file became shorter");
        assert!(Held::in_segments(&files, "g", 4, 2, 4).is_none(), "there is no such file");
    }
}
