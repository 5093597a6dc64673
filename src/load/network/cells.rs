//! Rows and cells as bytes, for what must be fast.
//!
//! Only rows that `csv-core` and these few functions cannot read differently are read here: a quote opens a cell at its
//! beginning and closes it at its end, or the row is odd and left to the ordinary reader.

use crate::guard;
use std::borrow::Cow;

/// The most columns a row has that is read here.
pub(super) const COLUMNS: usize = 24;

/// A cell as it is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Cell<'r> {
    /// What stands between the separators, or between the quotes.
    raw: &'r [u8],
    /// It has doubled quotes.
    doubled: bool,
}

/// The cells of one row.
pub(super) type Cells<'r> = [Cell<'r>; COLUMNS];

/// Why a row is not read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Odd;

/// Cuts a row, without its line break, into cells and says how many there are.
pub(super) fn cut<'r>(row: &'r [u8], delimiter: u8, cells: &mut Cells<'r>) -> Result<usize, Odd> {
    let mut count = 0;
    let mut rest = row;
    loop {
        let slot = cells.get_mut(count).ok_or(Odd)?;
        count += 1;
        if rest.first() == Some(&b'"') {
            let (cell, behind) = quoted(rest)?;
            *slot = cell;
            match behind.split_first() {
                None => return Ok(count),
                Some((byte, behind)) if *byte == delimiter => rest = behind,
                Some(_) => return Err(Odd),
            }
        } else {
            match memchr::memchr(delimiter, rest) {
                None => {
                    *slot = Cell { raw: rest, doubled: false };
                    return Ok(count);
                }
                Some(at) => {
                    *slot = Cell { raw: rest.get(..at).unwrap_or_default(), doubled: false };
                    rest = rest.get(at + 1..).unwrap_or_default();
                }
            }
        }
    }
}

/// Cuts the first row of a text into cells; says how many there are, and how many bytes the row has with its line feed.
/// One pass over the bytes, eight at a time; rows with quotes are left to [`end_of_row`] and [`cut`].
pub(super) fn cut_next<'r>(text: &'r [u8], delimiter: u8, cells: &mut Cells<'r>) -> Result<(usize, usize), Odd> {
    let (mut count, mut start, mut base) = (0, 0, 0);
    let mut add = |end: usize, next: usize| -> Result<(), Odd> {
        let raw = text.get(start..end).ok_or(Odd)?;
        *cells.get_mut(count).ok_or(Odd)? = Cell { raw, doubled: false };
        count += 1;
        start = next;
        Ok(())
    };
    let (words, rest) = text.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        let mut found = equal(word, delimiter) | equal(word, b'\n') | equal(word, b'"');
        while found != 0 {
            let at = base + (found.trailing_zeros() / 8) as usize;
            found &= found - 1;
            match text.get(at) {
                Some(b'"') => return cut_quoted(text, delimiter, cells),
                Some(b'\n') => {
                    let end = if at > 0 && text.get(at - 1) == Some(&b'\r') { at - 1 } else { at };
                    add(end, at + 1)?;
                    return Ok((count, at + 1));
                }
                _ => add(at, at + 1)?,
            }
        }
        base += 8;
    }
    for (n, byte) in rest.iter().enumerate() {
        let at = base + n;
        match byte {
            b'"' => return cut_quoted(text, delimiter, cells),
            b'\n' => {
                let end = if at > 0 && text.get(at - 1) == Some(&b'\r') { at - 1 } else { at };
                add(end, at + 1)?;
                return Ok((count, at + 1));
            }
            byte if *byte == delimiter => add(at, at + 1)?,
            _ => {}
        }
    }
    add(text.len(), text.len())?;
    Ok((count, text.len()))
}

fn cut_quoted<'r>(text: &'r [u8], delimiter: u8, cells: &mut Cells<'r>) -> Result<(usize, usize), Odd> {
    let end = match end_of_row(text, delimiter) {
        Some((_, true)) => return Err(Odd),
        Some((end, false)) => end,
        None => text.len(),
    };
    let line = text.get(..end).unwrap_or_default();
    let count = cut(line.strip_suffix(b"\r").unwrap_or(line), delimiter, cells)?;
    Ok((count, (end + 1).min(text.len())))
}

/// True when both are the same. For ids and words, which are short, this is faster than comparing slices, which is a call.
#[inline]
pub(super) fn same(one: &[u8], other: &[u8]) -> bool {
    const WIDTH: usize = 16;
    if one.len() != other.len() {
        return false;
    }
    match (one.last_chunk::<WIDTH>(), other.last_chunk::<WIDTH>()) {
        (Some(last), Some(other_last)) => {
            let (chunks, other_chunks) = (one.as_chunks::<WIDTH>().0, other.as_chunks::<WIDTH>().0);
            last == other_last && chunks.iter().zip(other_chunks).all(|(one, other)| one == other)
        }
        _ => match (one.first_chunk::<8>(), other.first_chunk::<8>()) {
            (Some(first), Some(other_first)) => {
                first == other_first && one.last_chunk::<8>() == other.last_chunk::<8>()
            }
            _ => match (one.first_chunk::<4>(), other.first_chunk::<4>()) {
                (Some(first), Some(other_first)) => {
                    first == other_first && one.last_chunk::<4>() == other.last_chunk::<4>()
                }
                _ => one.iter().zip(other).all(|(one, other)| one == other),
            },
        },
    }
}

/// A number that is the same for the same text, and another one for most others: made of the ends, the middle and the
/// length, since ids differ there, and quickly, since it is made for every row.
#[inline]
pub(super) fn mark(text: &[u8]) -> u64 {
    let [first, last] = [text.first_chunk::<8>(), text.last_chunk::<8>()];
    let (Some(first), Some(last)) = (first, last) else {
        return text.iter().fold(text.len() as u64, |all, byte| all << 8 | u64::from(*byte)).wrapping_mul(MIX);
    };
    let middle = text.get(text.len() / 2 - 4..).and_then(<[u8]>::first_chunk).unwrap_or(first);
    let [first, middle, last] = [first, middle, last].map(|bytes| u64::from_le_bytes(*bytes));
    let mixed = (first ^ middle.rotate_left(21) ^ last.rotate_left(43)).wrapping_mul(MIX);
    (mixed ^ mixed >> 32 ^ text.len() as u64).wrapping_mul(MIX)
}

/// The golden ratio of 64 bits: the highest bits of a product with it depend on all bits of the number.
pub(super) const MIX: u64 = 0x9E37_79B9_7F4A_7C15;

/// True for a text that begins with this.
#[inline]
pub(super) fn begins(text: &[u8], beginning: &[u8]) -> bool {
    text.get(..beginning.len()).is_some_and(|text| same(text, beginning))
}

/// The high bit of every byte of a word that is this byte.
#[inline]
fn equal(word: u64, byte: u8) -> u64 {
    const LOW: u64 = 0x7F7F_7F7F_7F7F_7F7F;
    let other = word ^ u64::from_le_bytes([byte; 8]);
    !(((other & LOW) + LOW) | other) & !LOW
}

/// The cell that begins with a quote, and what follows the quote that closes it.
fn quoted(text: &[u8]) -> Result<(Cell<'_>, &[u8]), Odd> {
    let (mut at, mut doubled) = (1, false);
    loop {
        let found = memchr::memchr(b'"', text.get(at..).unwrap_or_default()).ok_or(Odd)?;
        at += found + 1;
        if text.get(at) != Some(&b'"') {
            let raw = text.get(1..at - 1).unwrap_or_default();
            return Ok((Cell { raw, doubled }, text.get(at..).unwrap_or_default()));
        }
        doubled = true;
        at += 1;
    }
}

/// Where the row that begins here ends: the place of its line feed, and whether another one stands inside a cell. None
/// when the text ends before.
pub(super) fn end_of_row(text: &[u8], delimiter: u8) -> Option<(usize, bool)> {
    let (mut at, mut broken) = (0, false);
    loop {
        if text.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let found = memchr::memchr2(b'"', b'\n', text.get(at..)?)?;
                let newline = text.get(at + found) == Some(&b'\n');
                at += found + 1;
                if newline {
                    broken = true;
                } else if text.get(at) == Some(&b'"') {
                    at += 1;
                } else if at >= text.len() {
                    return None;
                } else {
                    break;
                }
            }
        }
        let found = memchr::memchr2(delimiter, b'\n', text.get(at..)?)?;
        at += found;
        if text.get(at) == Some(&b'\n') {
            return Some((at, broken));
        }
        at += 1;
    }
}

impl<'r> Cell<'r> {
    /// A cell without quotes.
    pub(super) fn written(raw: &'r [u8]) -> Self {
        Self { raw, doubled: false }
    }

    /// What stands there, without the quotes around it.
    pub(super) fn raw(self) -> &'r [u8] {
        self.raw
    }

    /// True when this stands there and says what it looks like.
    pub(super) fn is(self, raw: &[u8]) -> bool {
        !self.doubled && same(self.raw, raw)
    }

    /// What the cell says: unquoted, without blanks around it and without the apostrophe before a formula.
    #[inline]
    pub(super) fn value(self) -> Result<Cow<'r, [u8]>, Odd> {
        if self.doubled {
            let text = str::from_utf8(self.raw).map_err(|_| Odd)?.replace("\"\"", "\"");
            return Ok(Cow::Owned(bare(&text).to_owned().into_bytes()));
        }
        self.plain().map(Cow::Borrowed)
    }

    /// The same for a cell without doubled quotes; any other is odd.
    #[inline]
    pub(super) fn plain(self) -> Result<&'r [u8], Odd> {
        if self.doubled {
            return Err(Odd);
        }
        if is_bare(self.raw) { Ok(self.raw) } else { self.bared() }
    }

    #[cold]
    fn bared(self) -> Result<&'r [u8], Odd> {
        Ok(bare(str::from_utf8(self.raw).map_err(|_| Odd)?).as_bytes())
    }
}

/// True for what stands in a cell when nothing has to be taken off it.
#[inline]
pub(super) fn is_bare(raw: &[u8]) -> bool {
    let visible = |byte: u8| byte.wrapping_sub(b'!') <= b'~' - b'!';
    let (Some(first), Some(last)) = (raw.first(), raw.last()) else {
        return true;
    };
    visible(*first) & visible(*last) & (*first != b'\'')
}

fn bare(text: &str) -> &str {
    guard::bare(text.trim()).trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::FileId;
    use crate::load::csv::{CsvReader, Row};
    use proptest::prelude::*;

    proptest! {
        /// What is compared in chunks is what is compared byte by byte.
        #[test]
        fn same_is_equal(one in "[ab]{0,40}", at in 0usize..40, longer in prop::bool::ANY) {
            let mut other = one.clone().into_bytes();
            prop_assert!(same(one.as_bytes(), &other) && begins(one.as_bytes(), &other));
            if let Some(byte) = other.get_mut(at) {
                *byte ^= 1;
                prop_assert!(!same(one.as_bytes(), &other) && !begins(one.as_bytes(), &other));
            }
            let mut more = one.clone().into_bytes();
            more.extend(longer.then_some(b'a'));
            prop_assert_eq!(same(&more, one.as_bytes()), !longer);
            prop_assert!(begins(&more, one.as_bytes()) && begins(one.as_bytes(), &more) != longer);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is read here is what the ordinary reader reads.
        #[test]
        fn rows_are_those_of_the_ordinary_reader(text in "[a山,\"\n' =]{0,30}") {
            let text = format!("{text}\n");
            let mut rest = text.as_bytes();
            let mut reader = CsvReader::new(&text, FileId(0), b',');
            let mut row = Row::new();
            while let Some((end, broken)) = end_of_row(rest, b',') {
                let line = &rest[..end];
                rest = &rest[end + 1..];
                if line.is_empty() {
                    continue;
                }
                prop_assert!(reader.read_row(&mut row));
                prop_assert_eq!(broken, line.contains(&b'\n'));
                let mut cells = [Cell::default(); COLUMNS];
                let whole = &text.as_bytes()[text.len() - rest.len() - end - 1..];
                let mut again = [Cell::default(); COLUMNS];
                match (cut(line, b',', &mut cells), cut_next(whole, b',', &mut again)) {
                    (Ok(count), Ok((same, used))) => {
                        prop_assert_eq!((count, end + 1), (same, used));
                        let raw = |cells: &Cells<'_>| cells.iter().map(|c| c.raw.to_owned()).collect::<Vec<_>>();
                        prop_assert_eq!(raw(&cells), raw(&again));
                    }
                    (_, Ok(_)) => prop_assert!(false, "an odd row"),
                    (_, Err(Odd)) => {}
                }
                if let Ok(count) = cut(line, b',', &mut cells)
                    && row.problems().is_empty()
                {
                    let expected: Vec<String> = row.iter().map(|f| bare(f.text).to_owned()).collect();
                    let found: Vec<String> = cells[..count]
                        .iter()
                        .map(|c| String::from_utf8(c.value().unwrap().into_owned()).unwrap())
                        .collect();
                    prop_assert_eq!(found, expected);
                } else {
                    prop_assert!(!row.problems().is_empty() || row.len() > COLUMNS);
                }
            }
        }
    }
}
