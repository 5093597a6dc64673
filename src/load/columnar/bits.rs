//! Whole numbers in few bits: what Parquet has for whether there is a value, for places in a dictionary, and for numbers
//! that differ little from the one before.

use bytes::Bytes;

/// The number in `width` bits from a bit on, the lowest first.
fn bits(bytes: &[u8], start: usize, width: usize) -> Option<u64> {
    let (byte, shift) = (start / 8, start % 8);
    let mask = u64::MAX.checked_shr(u32::try_from(64 - width).ok()?).unwrap_or(0);
    if shift + width <= 64
        && let Some(eight) = bytes.get(byte..).and_then(<[u8]>::first_chunk)
    {
        return Some(u64::from_le_bytes(*eight) >> shift & mask);
    }
    let within = bytes.get(byte..start.checked_add(width)?.div_ceil(8))?;
    let mut all = [0; 16];
    all.get_mut(..within.len())?.copy_from_slice(within);
    u64::try_from(u128::from_le_bytes(all) >> shift & u128::from(mask)).ok()
}

/// The number in as many bytes as it needs, seven bits each; the place moves behind it.
fn varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// The same for a number that may be negative.
fn zigzag(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let number = varint(bytes, at)?;
    Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
}

/// Numbers of one width in runs: one number so many times, or so many numbers one behind the other.
#[derive(Debug)]
pub(super) struct Runs {
    bytes: Bytes,
    width: usize,
    /// The first byte behind the run.
    at: usize,
    /// How many numbers of the run are left.
    left: usize,
    /// The number that is repeated; else the next bit.
    run: Result<u32, usize>,
}

impl Runs {
    /// Numbers of up to 32 bits.
    pub(super) fn new(bytes: Bytes, width: usize) -> Option<Self> {
        (width <= 32).then_some(Self { bytes, width, at: 0, left: 0, run: Ok(0) })
    }

    /// The next number.
    pub(super) fn next(&mut self) -> Option<u32> {
        while self.left == 0 {
            self.begin()?;
        }
        self.left -= 1;
        match &mut self.run {
            Ok(repeated) => Some(*repeated),
            Err(bit) => {
                let number = bits(&self.bytes, *bit, self.width)?;
                *bit += self.width;
                u32::try_from(number).ok()
            }
        }
    }

    fn begin(&mut self) -> Option<()> {
        if self.width == 0 {
            // There is only one number without bits, and it needs no runs.
            (self.left, self.run) = (usize::MAX, Ok(0));
            return Some(());
        }
        let header = usize::try_from(varint(&self.bytes, &mut self.at)?).ok()?;
        if header & 1 == 1 {
            // Eight numbers fill as many bytes as one of them has bits.
            let groups = header >> 1;
            (self.left, self.run) = (groups.checked_mul(8)?, Err(self.at.checked_mul(8)?));
            self.at = self.at.checked_add(groups.checked_mul(self.width)?)?;
        } else {
            let length = self.width.div_ceil(8);
            let number = bits(&self.bytes, self.at.checked_mul(8)?, length * 8)?;
            (self.left, self.run) = (header >> 1, Ok(u32::try_from(number).ok()?));
            self.at += length;
        }
        Some(())
    }
}

/// Numbers by what each is more than the one before. What all of a block have in common is said once, and the rest in as
/// few bits as its part of the block needs.
#[derive(Debug, Clone)]
pub(super) struct Deltas {
    bytes: Bytes,
    /// The numbers of a part, and the parts of a block.
    part: usize,
    parts: usize,
    /// How many numbers are left, the next one included.
    left: usize,
    next: i64,
    /// The first byte behind the part.
    at: usize,
    /// Where the widths of the parts of the block that are still to come stand, and how many there are.
    widths: usize,
    to_come: usize,
    /// What the numbers of the block have in common.
    least: i64,
    /// How many of the part are left, their width, and the next bit.
    of_part: usize,
    width: usize,
    bit: usize,
}

impl Deltas {
    pub(super) fn new(bytes: Bytes) -> Option<Self> {
        let mut at = 0;
        let mut small = || usize::try_from(varint(&bytes, &mut at)?).ok();
        let (block, parts, left) = (small()?, small()?, small()?);
        let next = zigzag(&bytes, &mut at)?;
        let part = block.checked_div(parts).filter(|part| *part > 0 && part % 8 == 0)?;
        let none =
            Self { bytes, part, parts, left, next, at, widths: 0, to_come: 0, least: 0, of_part: 0, width: 0, bit: 0 };
        Some(none)
    }

    /// The next number.
    pub(super) fn next(&mut self) -> Option<i64> {
        let number = self.next;
        self.left = self.left.checked_sub(1)?;
        if self.left > 0 {
            if self.of_part == 0 {
                self.begin()?;
            }
            let more = bits(&self.bytes, self.bit, self.width)?.cast_signed();
            self.bit += self.width;
            self.of_part -= 1;
            self.next = number.wrapping_add(self.least).wrapping_add(more);
        }
        Some(number)
    }

    /// What stands behind all of the numbers, of which none was asked for yet.
    pub(super) fn behind(&self) -> Option<Bytes> {
        let mut skipped = self.clone();
        let mut left = self.left.saturating_sub(1);
        while left > 0 {
            skipped.begin()?;
            left = left.saturating_sub(self.part);
        }
        (skipped.at <= self.bytes.len()).then(|| self.bytes.slice(skipped.at..))
    }

    /// Goes on to the next part.
    fn begin(&mut self) -> Option<()> {
        if self.to_come == 0 {
            self.least = zigzag(&self.bytes, &mut self.at)?;
            (self.widths, self.to_come) = (self.at, self.parts);
            self.at = self.at.checked_add(self.parts)?;
        }
        self.width = usize::from(*self.bytes.get(self.widths)?);
        (self.widths, self.to_come) = (self.widths + 1, self.to_come - 1);
        (self.of_part, self.bit) = (self.part, self.at.checked_mul(8)?);
        self.at = self.at.checked_add(self.part.checked_mul(self.width)? / 8)?;
        (self.width <= 64).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_numbers() {
        let bytes: Vec<u8> = (1..=12).collect();
        assert_eq!(bits(&bytes, 0, 8), Some(1));
        assert_eq!(bits(&bytes, 4, 8), Some(0x20));
        assert_eq!(bits(&bytes, 88, 8), Some(12));
        assert_eq!(bits(&bytes, 88, 9), None);
        assert_eq!(bits(&bytes, 95, 0), Some(0));
        assert_eq!(bits(&bytes, 5, 64), Some(0x4840_3830_2820_1810));
        assert_eq!(varint(&[0xAC, 0x02], &mut 0), Some(300));
        assert_eq!(varint(&[0x80; 11], &mut 0), None);
        assert_eq!([0, 1, 2, 3].map(|byte| zigzag(&[byte], &mut 0)), [Some(0), Some(-1), Some(1), Some(-2)]);
    }

    fn runs(bytes: &'static [u8], width: usize) -> Vec<u32> {
        let mut runs = Runs::new(Bytes::from_static(bytes), width).unwrap();
        std::iter::from_fn(|| runs.next()).take(12).collect()
    }

    #[test]
    fn numbers_in_runs() {
        // The example of the format's own description: 0 to 7 in three bits each.
        assert_eq!(runs(&[0x03, 0x88, 0xC6, 0xFA], 3), [0, 1, 2, 3, 4, 5, 6, 7]);
        assert_eq!(runs(&[0x06, 0x2A, 0x02, 0x01], 7), [42, 42, 42, 1]);
        assert_eq!(runs(&[0x04, 0x01, 0x02], 9), [513, 513]);
        assert_eq!(runs(&[], 0), [0; 12]);
        assert_eq!(runs(&[0x00, 0x00], 1), [0; 0]);
        assert_eq!(runs(&[0x03, 0x88], 3), [0, 1]);
        assert_eq!(runs(&[0xFE, 0xFF, 0xFF, 0xFF, 0x0F, 7], 8), [7; 12]);
        assert!(Runs::new(Bytes::new(), 33).is_none());
    }

    fn deltas(bytes: &'static [u8]) -> Option<(Vec<i64>, Option<Bytes>)> {
        let mut deltas = Deltas::new(Bytes::from_static(bytes))?;
        let behind = deltas.behind();
        Some((std::iter::from_fn(|| deltas.next()).collect(), behind))
    }

    #[test]
    fn numbers_by_differences() {
        // The examples of the format's own description: 1 to 5, and 7, 5, 3, 1, 2, 3, 4, 5; in one part of eight.
        let some = |numbers: &[i64], behind: &'static [u8]| Some((numbers.to_vec(), Some(Bytes::from_static(behind))));
        assert_eq!(deltas(&[8, 1, 5, 2, 2, 0, 9]), some(&[1, 2, 3, 4, 5], &[9]));
        let more = [8, 1, 8, 14, 3, 2, 0b1100_0000, 0b0011_1111];
        assert_eq!(deltas(Box::leak(Box::new(more))), some(&[7, 5, 3, 1, 2, 3, 4, 5], &[]));
        assert_eq!(deltas(&[8, 1, 0, 0]), some(&[], &[]));
        assert_eq!(deltas(&[8, 1, 1, 1, 5]), some(&[-1], &[5]));
        assert_eq!(deltas(&[8, 1, 2, 2]), Some((vec![], None)));
        assert_eq!(deltas(&[8, 0, 2, 2]), None);
        assert_eq!(deltas(&[9, 1, 2, 2]), None);
        assert_eq!(deltas(&[8, 1, 9, 0, 0, 65]), Some((vec![], None)));
    }
}
