//! Days as numbers, fast: what [`Date`](super::Date) asks of nearly every day that is read, and days are read by the million.
//!
//! `chrono` knows the calendar as well, and a test of `time.rs` holds both against each other.

/// The years whose months are looked up rather than worked out.
pub(super) const YEARS: std::ops::Range<i32> = 1900..2200;

/// How many months [`YEARS`] have.
const MONTHS: usize = 300 * 12;

/// The day numbers of the first days of the months of [`YEARS`], and of the month after them. Nearly all days that are
/// read are in these years.
#[expect(clippy::indexing_slicing, reason = "while the program is compiled a wrong place is an error of the compiler")]
static FIRSTS: [i32; MONTHS + 1] = {
    const LENGTHS: [i32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut firsts = [0; MONTHS + 1];
    // The first of January 1900.
    let (mut day, mut month) = (693_596, 0);
    while month < MONTHS {
        firsts[month] = day;
        let year = 1900 + month / 12;
        let leap = month % 12 == 1 && year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        day += LENGTHS[month % 12] + if leap { 1 } else { 0 };
        month += 1;
    }
    firsts[MONTHS] = day;
    firsts
};

/// The number of a day of [`YEARS`], if the calendar has it; the first of January of the year 1 is day 1.
#[inline]
pub(super) fn number(year: u32, month: u32, day: u32) -> Option<i32> {
    let (months, within) = (year.checked_sub(1900)?.checked_mul(12)?, month.wrapping_sub(1));
    let at = months.checked_add(within)? as usize;
    let &[first, next] = FIRSTS.get(at..)?.first_chunk::<2>()?;
    let date = first.wrapping_add_unsigned(day).wrapping_sub(1);
    (within < 12 && day > 0 && day < 32 && date < next).then_some(date)
}

/// The year, month and day of `YYYY-MM-DD`, eight bytes at a time.
#[inline]
pub(super) fn iso_day(bytes: &[u8; 10]) -> Option<(u32, u32, u32)> {
    const SHAPE: u64 = u64::from_le_bytes(*b"0000-00-");
    /// What a byte may be at most, as the number that makes anything more reach the highest bit.
    const MOST: u64 = u64::from_le_bytes([0x76, 0x76, 0x76, 0x76, 0x7F, 0x76, 0x76, 0x7F]);
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    let &[y1, y2, y3, y4, dash, m1, m2, other, tens, ones] = bytes;
    let values = u64::from_le_bytes([y1, y2, y3, y4, dash, m1, m2, other]) ^ SHAPE;
    let (tens, ones) = (tens ^ b'0', ones ^ b'0');
    if (values | values.wrapping_add(MOST)) & HIGH != 0 || tens > 9 || ones > 9 {
        return None;
    }
    // No byte gets larger than 99, so none carries into the next one.
    let [century, _, year, _, _, month, ..] = (values * 10 + (values >> 8)).to_le_bytes();
    Some((u32::from(century) * 100 + u32::from(year), u32::from(month), u32::from(tens * 10 + ones)))
}
