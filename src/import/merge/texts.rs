//! Texts that come together, such as all that a row says about a person, each combination held once.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// How many bytes memory hands over at once.
const CACHE_LINE: usize = 64;

/// Combinations of `N` texts, numbered from 0 in the order of their first coming: one arena, one table, and nothing new
/// is allocated for a combination that came before. They are hashed and compared as one text, since eight short ones take
/// several times as long, and that text begins with the lengths, so that nothing else has to be looked at.
#[derive(Debug, Clone)]
pub(super) struct Texts<const N: usize> {
    /// The joined texts of all combinations, one behind the other.
    arena: String,
    entries: Vec<Entry<N>>,
    table: HashTable<Found>,
    hasher: DefaultHashBuilder,
    /// The one combination that is looked for.
    single: Queue<N>,
}

/// One combination.
#[derive(Debug, Clone, Copy)]
struct Entry<const N: usize> {
    /// Where the first text begins in the arena.
    start: usize,
    lengths: [u32; N],
}

/// Where a combination stands in the arena, its number, and the upper half of its hash, which tells nearly always without
/// a look into the arena whether it is the one.
#[derive(Debug, Clone, Copy)]
struct Found {
    start: usize,
    number: u32,
    mark: u32,
}

/// Combinations that are looked for together, in the order in which they were added.
#[derive(Debug, Clone)]
pub(super) struct Queue<const N: usize> {
    /// The joined texts of all of them.
    joined: String,
    items: Vec<Queued<N>>,
}

/// One that is looked for.
#[derive(Debug, Clone, Copy)]
struct Queued<const N: usize> {
    hash: u64,
    /// Where its joined text begins, and where the first of its texts does.
    start: usize,
    head: usize,
    lengths: [u32; N],
}

impl<const N: usize> Default for Queue<N> {
    fn default() -> Self {
        Self { joined: String::new(), items: Vec::new() }
    }
}

impl<const N: usize> Queue<N> {
    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// The texts of one.
    pub(super) fn get(&self, n: usize) -> [&str; N] {
        self.items.get(n).map_or([""; N], |item| cut(&self.joined, item.head, item.lengths))
    }

    /// Takes all out.
    pub(super) fn clear(&mut self) {
        self.joined.clear();
        self.items.clear();
    }
}

impl<const N: usize> Default for Texts<N> {
    fn default() -> Self {
        Self {
            arena: String::new(),
            entries: Vec::new(),
            table: HashTable::new(),
            hasher: DefaultHashBuilder::default(),
            single: Queue::default(),
        }
    }
}

impl<const N: usize> Texts<N> {
    /// The number of a combination, and whether it came for the first time.
    pub(super) fn number(&mut self, texts: [&str; N]) -> (u32, bool) {
        let mut queue = std::mem::take(&mut self.single);
        queue.clear();
        self.queue(texts, &mut queue);
        let found = self.number_queued(&queue, 0);
        self.single = queue;
        found
    }

    /// Adds a combination to those that are looked for together.
    pub(super) fn queue(&self, texts: [&str; N], queue: &mut Queue<N>) {
        let start = queue.joined.len();
        texts.iter().for_each(|text| push_length(text.len(), &mut queue.joined));
        let head = queue.joined.len();
        texts.iter().for_each(|text| queue.joined.push_str(text));
        let hash = self.hasher.hash_one(queue.joined.as_bytes().get(start..).unwrap_or_default());
        let lengths = texts.map(|text| u32::try_from(text.len()).unwrap_or(u32::MAX));
        queue.items.push(Queued { hash, start, head, lengths });
    }

    /// Looks at all places where the combinations of a queue probably stand. One after the other, each look waits for memory;
    /// here none depends on another, so the processor waits for many at once, and finds them in its cache afterwards.
    pub(super) fn touch(&self, queue: &Queue<N>) {
        let arena = self.arena.as_bytes();
        let starts = queue.items.iter().filter_map(|item| Some((item, self.probable(item.hash)?.start)));
        let touched = starts.fold(0, |touched, (item, start)| {
            let length = item.lengths.iter().sum::<u32>() as usize;
            let lines = (start..=start + length).step_by(CACHE_LINE).filter_map(|at| arena.get(at));
            lines.fold(touched, |touched, byte| touched ^ byte)
        });
        std::hint::black_box(touched);
    }

    /// The number of a combination in a queue, and whether it came for the first time.
    pub(super) fn number_queued(&mut self, queue: &Queue<N>, n: usize) -> (u32, bool) {
        let Some(Queued { hash, start: from, head, lengths }) = queue.items.get(n).copied() else {
            return (u32::MAX, false);
        };
        let end = head + lengths.iter().map(|length| *length as usize).sum::<usize>();
        let text = queue.joined.get(from..end).unwrap_or_default();
        let (arena, joined, mark) = (self.arena.as_bytes(), text.as_bytes(), mark(hash));
        // What begins with the same lengths ends at the same place.
        let is =
            |found: &Found| found.mark == mark && arena.get(found.start..).is_some_and(|rest| rest.starts_with(joined));
        if let Some(found) = self.table.find(hash, is) {
            return (found.number, false);
        }
        // Four thousand million combinations do not fit into memory, and no file has a text of as many bytes.
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let start = self.arena.len();
        self.entries.push(Entry { start: start + (head - from), lengths });
        self.arena.push_str(text);
        let (arena, entries, hasher) = (self.arena.as_bytes(), &self.entries, &self.hasher);
        self.table.insert_unique(hash, Found { start, number, mark }, |found| {
            let end = entries.get(found.number as usize).map_or(0, Entry::end);
            hasher.hash_one(arena.get(found.start..end).unwrap_or_default())
        });
        (number, true)
    }

    /// What has the same mark.
    fn probable(&self, hash: u64) -> Option<&Found> {
        let mark = mark(hash);
        self.table.find(hash, |found| found.mark == mark)
    }

    /// The texts with this number; empty ones when there are none.
    pub(super) fn get(&self, number: u32) -> [&str; N] {
        let entry = self.entries.get(number as usize);
        entry.map_or([""; N], |entry| cut(&self.arena, entry.start, entry.lengths))
    }
}

/// The texts that stand one behind the other.
fn cut<const N: usize>(text: &str, mut start: usize, lengths: [u32; N]) -> [&str; N] {
    lengths.map(|length| {
        let end = start + length as usize;
        let text = text.get(start..end).unwrap_or_default();
        start = end;
        text
    })
}

/// The upper half of a hash.
fn mark(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default()
}

/// Adds a length as a text that no other length begins with: one character for nearly all.
fn push_length(mut length: usize, text: &mut String) {
    const MORE: char = '\u{7F}';
    while length >= MORE as usize {
        text.push(MORE);
        length -= MORE as usize;
    }
    text.push(char::from(u8::try_from(length).unwrap_or_default()));
}

impl<const N: usize> Entry<N> {
    /// Where the last text ends.
    fn end(&self) -> usize {
        self.start + self.lengths.iter().map(|length| *length as usize).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_combination_keeps_its_number() {
        let mut texts: Texts<2> = Texts::default();
        assert_eq!(texts.number(["ab", "c"]), (0, true));
        assert_eq!(texts.number(["a", "bc"]), (1, true));
        assert_eq!(texts.number(["", ""]), (2, true));
        assert_eq!(texts.number(["ab", "c"]), (0, false));
        assert_eq!((0..4).map(|n| texts.get(n)).collect::<Vec<_>>(), [["ab", "c"], ["a", "bc"], ["", ""], ["", ""]]);
        for n in 0..1000 {
            let text = format!("社員{n}");
            assert_eq!(texts.number([&text, "x"]), (n + 3, true));
        }
        assert_eq!(texts.number(["社員7", "x"]), (10, false));
        let long = "x".repeat(300);
        assert_eq!(texts.number([&long, ""]), (1003, true));
        assert_eq!(texts.number([&long[..127], &long[127..]]), (1004, true));
        assert_eq!(texts.number([&long, ""]), (1003, false));
        assert_eq!(texts.get(1004), [&long[..127], &long[127..]]);
    }

    #[test]
    fn many_at_once_are_numbered_in_order() {
        let mut texts: Texts<2> = Texts::default();
        assert_eq!(texts.number(["ab", "c"]), (0, true));
        let mut queue = Queue::default();
        let all = [["x", ""], ["ab", "c"], ["社員", "1"], ["x", ""], ["", "x"]];
        all.iter().for_each(|both| texts.queue(*both, &mut queue));
        texts.touch(&queue);
        let numbers: Vec<_> = (0..queue.len()).map(|n| texts.number_queued(&queue, n)).collect();
        assert_eq!(numbers, [(1, true), (0, false), (2, true), (1, false), (3, true)]);
        assert_eq!((0..queue.len()).map(|n| queue.get(n)).collect::<Vec<_>>(), all);
        assert_eq!(texts.get(2), ["社員", "1"]);
        queue.clear();
        assert_eq!(queue.len(), 0);
    }
}
