//! Where the delimiters, line feeds and quotes of a text stand, sixteen bytes at a time.
//!
//! Everything else that must be fast is built on this: a row is what lies between two line feeds, a cell what lies between
//! two marks, and only a row with a quote has to be looked at byte by byte.

use super::cells::{self, Cell, Cells, Odd};
use wide::u8x16;

/// How many bytes are looked at together; one bit for each.
const BLOCK: usize = 64;

/// The bits of the bytes that are sought.
type Bits = u64;

/// What stands in up to 64 bytes of a text, the first byte lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Block {
    /// Line feeds.
    pub lines: Bits,
    /// Quotes.
    pub quotes: Bits,
    /// Carriage returns.
    pub returns: Bits,
    /// There is a zero.
    pub zeros: bool,
    /// There is something beyond ASCII.
    pub special: bool,
}

/// The blocks of a text, where each begins and what stands in it.
pub(super) struct Blocks<'t> {
    rest: &'t [u8],
    at: usize,
}

impl<'t> Blocks<'t> {
    pub(super) fn of(text: &'t [u8]) -> Self {
        Self { rest: text, at: 0 }
    }
}

impl Iterator for Blocks<'_> {
    type Item = (usize, Block);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let at = self.at;
        self.at += BLOCK;
        if let Some((bytes, rest)) = self.rest.split_first_chunk() {
            self.rest = rest;
            return Some((at, block(bytes)));
        }
        let rest = std::mem::take(&mut self.rest);
        (!rest.is_empty()).then(|| (at, last_block(rest)))
    }
}

#[cold]
fn last_block(rest: &[u8]) -> Block {
    block(&padded(rest))
}

#[inline]
fn block(bytes: &[u8; BLOCK]) -> Block {
    let [feed, quote, cr, zero] = [b'\n', b'"', b'\r', 0].map(u8x16::splat);
    let lines = equal(bytes, feed);
    let mut rare = zero;
    for lane in lanes(bytes) {
        // The highest bit of a byte is set where it is beyond ASCII.
        rare |= lane | lane.simd_eq(quote) | lane.simd_eq(cr) | lane.simd_eq(zero);
    }
    if rare.to_bitmask() == 0 {
        return Block { lines, ..Block::default() };
    }
    let special = lanes(bytes).into_iter().fold(zero, |all, lane| all | lane).to_bitmask() != 0;
    Block { lines, quotes: equal(bytes, quote), returns: equal(bytes, cr), zeros: equal(bytes, zero) != 0, special }
}

/// The rows of a text one after the other. Those without quotes and with as many cells as there are columns need no more
/// than the marks between them; others are cut into cells.
pub(super) struct Rows<'t, 'm> {
    text: &'t [u8],
    delimiter: u8,
    columns: usize,
    /// Where the next row begins.
    start: usize,
    /// The marks from there on.
    marks: &'m [u32],
}

/// A row whose cells are what lies between its marks.
#[derive(Clone, Copy)]
pub(super) struct Marked<'t, 'm> {
    text: &'t [u8],
    start: usize,
    ends: &'m [u32],
}

impl<'t, 'm> Rows<'t, 'm> {
    /// The rows of a text with these marks.
    pub(super) fn new(text: &'t [u8], marks: &'m [u32], delimiter: u8, columns: usize) -> Self {
        Self { text, delimiter, columns, start: 0, marks }
    }

    /// True when there is no other row.
    pub(super) fn is_empty(&self) -> bool {
        self.start >= self.text.len()
    }

    /// The next row, if it is a plain one; otherwise it stays.
    pub(super) fn marked(&mut self) -> Option<Marked<'t, 'm>> {
        let (ends, marks) = self.marks.split_at_checked(self.columns)?;
        let (last, inner) = ends.split_last()?;
        let at = |place: &u32| self.text.get(*place as usize).copied();
        if at(last) != Some(b'\n') || inner.iter().any(|place| at(place) != Some(self.delimiter)) {
            return None;
        }
        let row = Marked { text: self.text, start: self.start, ends };
        (self.start, self.marks) = (*last as usize + 1, marks);
        Some(row)
    }

    /// Cuts the next row, whatever it is, into cells and says how many there are.
    pub(super) fn cut(&mut self, cells: &mut Cells<'t>) -> Result<usize, Odd> {
        let rest = self.text.get(self.start..).unwrap_or_default();
        let (count, used) = cells::cut_next(rest, self.delimiter, cells)?;
        self.start += used;
        let passed = self.marks.iter().take_while(|place| (**place as usize) < self.start).count();
        self.marks = self.marks.get(passed..).unwrap_or_default();
        Ok(count)
    }
}

impl<'t> Marked<'t, '_> {
    /// A cell, if there is one.
    #[inline]
    pub(super) fn cell(&self, n: usize) -> Option<Cell<'t>> {
        let end = *self.ends.get(n)? as usize;
        let start = n.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(self.start, |at| *at as usize + 1);
        if start == end {
            return Some(Cell::default());
        }
        let raw = self.text.get(start..end)?;
        // A carriage return stands nowhere else than before a line feed, and is taken for a blank.
        Some(Cell::written(raw))
    }
}

/// Where a byte stands first. For cells, which are short, this is faster than `memchr`, which is a call.
#[inline]
pub(super) fn first(byte: u8, text: &[u8]) -> Option<usize> {
    const WIDTH: usize = 16;
    let sought = u8x16::splat(byte);
    let among = |chunk: &[u8; WIDTH]| {
        let found = u8x16::new(*chunk).simd_eq(sought).to_bitmask();
        (found != 0).then(|| found.trailing_zeros() as usize)
    };
    let (chunks, rest) = text.as_chunks();
    for (n, chunk) in chunks.iter().enumerate() {
        if let Some(at) = among(chunk) {
            return Some(n * WIDTH + at);
        }
    }
    match text.last_chunk() {
        // In what the last chunk has in common with the one before it is not.
        Some(last) => among(last).map(|at| text.len() - WIDTH + at),
        None => rest.iter().position(|other| *other == byte),
    }
}

/// What stands behind so many delimiters; none where there are fewer.
#[inline(always)]
pub(super) fn behind(mut text: &[u8], delimiter: u8, count: usize) -> Option<&[u8]> {
    for _ in 0..count {
        text = text.get(first(delimiter, text)? + 1..)?;
    }
    Some(text)
}

/// So many bytes are looked at at once for what is probably near.
pub(super) const NEAR: usize = 32;

/// A byte that is sought again and again.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought(u8x16);

impl Sought {
    pub(super) fn new(byte: u8) -> Self {
        Self(u8x16::splat(byte))
    }

    /// Where it stands first among these.
    #[inline(always)]
    pub(super) fn first_near(&self, text: &[u8; NEAR]) -> Option<usize> {
        let (lanes, _) = text.as_chunks::<16>();
        let found =
            lanes.iter().rev().fold(0u32, |found, lane| found << 16 | u8x16::new(*lane).simd_eq(self.0).to_bitmask());
        (found != 0).then(|| found.trailing_zeros() as usize)
    }
}

/// How texts may begin. Most beginnings have up to 64 bytes, which are looked at together, without a branch.
#[derive(Debug, Default)]
pub(super) struct Prefix {
    length: usize,
    /// A block that begins so, and which of its bytes count; none for a long beginning, or where there is none.
    block: Option<([u8x16; BLOCK / 16], [u8x16; BLOCK / 16])>,
    /// A long one.
    long: Vec<u8>,
}

impl Prefix {
    /// Remembers nothing: no text begins so.
    pub(super) fn clear(&mut self) {
        self.set(b"", 0);
    }

    /// Remembers how a text begins, up to this length. With a length of zero nothing begins so.
    pub(super) fn set(&mut self, text: &[u8], length: usize) {
        self.length = length;
        self.long.clear();
        let last = length.checked_sub(1).filter(|last| *last < BLOCK);
        self.block = last.map(|last| {
            let last = u8x16::splat(last as u8);
            let places = lanes(&std::array::from_fn(|place| place as u8));
            let counts = places.map(|places| places.min(last).simd_eq(places));
            (text.first_chunk().map_or_else(|| lanes(&padded(text)), lanes), counts)
        });
        if length > BLOCK {
            self.long.extend_from_slice(text.get(..length).unwrap_or_default());
        }
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> usize {
        self.length
    }

    /// True for a text that begins so.
    #[inline(always)]
    pub(super) fn begins(&self, text: &[u8]) -> bool {
        match (&self.block, text.first_chunk()) {
            (Some((block, counts)), Some(bytes)) => {
                let zero = u8x16::splat(0);
                let both = lanes(bytes).into_iter().zip(block).zip(counts);
                let others = both.fold(zero, |others, ((one, other), counts)| others | (one ^ *other) & *counts);
                others.simd_eq(zero).all()
            }
            _ => self.begins_last(text),
        }
    }

    /// The same for the last texts, and for a long beginning.
    #[cold]
    fn begins_last(&self, text: &[u8]) -> bool {
        let short = text.len() >= self.length && text.len() < BLOCK;
        match &self.block {
            Some(_) => short && self.begins(&padded(text)),
            None => !self.long.is_empty() && cells::begins(text, &self.long),
        }
    }
}

/// True for text in which every byte is printable ASCII and none is a quote.
#[inline]
pub(super) fn is_plain(text: &[u8]) -> bool {
    const WIDTH: usize = 16;
    let [least, most, quote] = [b' ', b'~', b'"'].map(u8x16::splat);
    let odd = |chunk: &[u8; WIDTH]| {
        let bytes = u8x16::new(*chunk);
        !bytes.max(least).simd_eq(bytes) | !bytes.min(most).simd_eq(bytes) | bytes.simd_eq(quote)
    };
    let (chunks, rest) = text.as_chunks();
    let found = chunks.iter().fold(u8x16::splat(0), |found, chunk| found | odd(chunk));
    match text.last_chunk() {
        Some(last) => (found | odd(last)).to_bitmask() == 0,
        None => rest.iter().all(|byte| matches!(byte, b' '..=b'~') && *byte != b'"'),
    }
}

/// The places of all delimiters, line feeds and quotes of a text, in order.
pub(super) fn find(text: &[u8], delimiter: u8, places: &mut Vec<u32>) {
    let sought = [delimiter, b'\n', b'"'].map(u8x16::splat);
    let of = |bytes: &[u8; BLOCK]| {
        let mut found = 0;
        for (n, lane) in lanes(bytes).into_iter().enumerate() {
            let [delimiters, feeds, quotes] = sought.map(|byte| lane.simd_eq(byte));
            found |= bits(delimiters | feeds | quotes, n);
        }
        found
    };
    places.clear();
    let (whole, rest) = text.as_chunks::<BLOCK>();
    let mut base = 0;
    for bytes in whole {
        add(of(bytes), base, places);
        base += BLOCK as u32;
    }
    if !rest.is_empty() {
        add(of(&padded(rest)), base, places);
    }
}

#[inline(always)]
fn add(mut found: Bits, base: u32, places: &mut Vec<u32>) {
    let mut end = places.len() + found.count_ones() as usize;
    // How many there are changes from block to block, so a few too many are written, without a branch for each.
    while found != 0 {
        let mut some = [0; TOGETHER];
        for place in &mut some {
            *place = base + found.trailing_zeros();
            found &= found.wrapping_sub(1);
        }
        places.extend_from_slice(&some);
    }
    end = end.min(places.len());
    places.truncate(end);
}

/// So many places are written together: most blocks of 64 bytes have as many or fewer.
const TOGETHER: usize = 8;

/// The bits of the bytes that are `sought`.
#[inline]
fn equal(bytes: &[u8; BLOCK], sought: u8x16) -> Bits {
    lanes(bytes).into_iter().enumerate().fold(0, |found, (n, lane)| found | bits(lane.simd_eq(sought), n))
}

#[inline]
fn bits(lane: u8x16, n: usize) -> Bits {
    Bits::from(lane.to_bitmask()) << (16 * n)
}

#[inline]
fn lanes(bytes: &[u8; BLOCK]) -> [u8x16; BLOCK / 16] {
    let (lanes, _) = bytes.as_chunks::<16>();
    let mut all = [u8x16::splat(0); BLOCK / 16];
    for (lane, bytes) in all.iter_mut().zip(lanes) {
        *lane = u8x16::new(*bytes);
    }
    all
}

/// The last bytes of a text, with others behind that nobody seeks.
fn padded(rest: &[u8]) -> [u8; BLOCK] {
    let mut bytes = [b'0'; BLOCK];
    if let Some(front) = bytes.get_mut(..rest.len()) {
        front.copy_from_slice(rest);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn places(text: &[u8], sought: impl Fn(u8) -> bool) -> Vec<usize> {
        text.iter().enumerate().filter(|(_, byte)| sought(**byte)).map(|(n, _)| n).collect()
    }

    fn of_bits(text: &[u8], which: impl Fn(&Block) -> Bits) -> Vec<usize> {
        let bit = |bits: Bits, base: usize| (0..BLOCK).filter(move |n| bits >> n & 1 == 1).map(move |n| base + n);
        Blocks::of(text).flat_map(|(base, block)| bit(which(&block), base)).collect()
    }

    proptest! {
        /// A text begins as it does byte by byte, whatever was set before.
        #[test]
        fn texts_begin_with_prefixes(
            text in "[a0]{0,150}|[ab]{0,5}0{0,80}",
            lengths in [0usize..150, 0usize..80],
            other in 0usize..90,
        ) {
            let (mut prefix, text, mut changed) = (Prefix::default(), text.as_bytes(), text.clone().into_bytes());
            if let Some(byte) = changed.get_mut(other) {
                *byte = b'c';
            }
            prop_assert!(!prefix.begins(text));
            for length in lengths.map(|length| length.min(text.len())) {
                prefix.set(text, length);
                let start = text.get(..length).unwrap_or_default();
                prop_assert_eq!(prefix.len(), length);
                // Behind the end of a text are zeros when it is compared.
                let without_zeros = start.iter().rposition(|byte| *byte != b'0').map_or(0, |last| last + 1);
                let shorter = [start.get(..without_zeros), start.get(1..)].map(Option::unwrap_or_default);
                for other in [text, start, &changed, shorter[0], shorter[1], b"", &[b'a'; 70], &[b'0'; 70]] {
                    prop_assert_eq!(prefix.begins(other), length > 0 && other.starts_with(start));
                }
            }
        }

        /// What is found sixteen bytes at a time is what is found byte by byte.
        #[test]
        fn marks_are_where_the_bytes_are(text in "[a,;\"\n\ré\0\u{c}]{0,200}", cut in 0usize..70) {
            let text = text.as_bytes().get(cut..).unwrap_or_default();
            prop_assert_eq!(of_bits(text, |block| block.lines), places(text, |byte| byte == b'\n'));
            prop_assert_eq!(of_bits(text, |block| block.quotes), places(text, |byte| byte == b'"'));
            prop_assert_eq!(of_bits(text, |block| block.returns), places(text, |byte| byte == b'\r'));
            prop_assert_eq!(Blocks::of(text).any(|(_, block)| block.special), !text.is_ascii());
            prop_assert_eq!(Blocks::of(text).any(|(_, block)| block.zeros), text.contains(&0));
            let is_plain_byte = |byte: &u8| matches!(byte, b' '..=b'~') && *byte != b'"';
            prop_assert_eq!(is_plain(text), text.iter().all(is_plain_byte));
            let letters: Vec<u8> = text.iter().copied().filter(is_plain_byte).collect();
            prop_assert!(is_plain(&letters));
            prop_assert_eq!(first(b',', text), places(text, |byte| byte == b',').first().copied());
            if let Some(near) = text.first_chunk() {
                for byte in [b'a', 0] {
                    let first = Sought::new(byte).first_near(near);
                    prop_assert_eq!(first, places(near, |other| other == byte).first().copied());
                }
            }
            for delimiter in [b',', b';'] {
                let mut found = vec![7];
                find(text, delimiter, &mut found);
                let found: Vec<usize> = found.into_iter().map(|place| place as usize).collect();
                prop_assert_eq!(found, places(text, |byte| byte == delimiter || byte == b'\n' || byte == b'"'));
            }
        }
    }
}
