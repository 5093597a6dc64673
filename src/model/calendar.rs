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
    let (months, days) = (month.wrapping_sub(1), day.wrapping_sub(1));
    if months >= 12 || days >= 31 {
        return None;
    }
    let at = year.checked_sub(1900)?.checked_mul(12)?.checked_add(months)? as usize;
    let &[first, next] = FIRSTS.get(at..)?.first_chunk::<2>()?;
    let date = first.wrapping_add_unsigned(days);
    (date < next).then_some(date)
}

/// The year, month and day of `YYYY-MM-DD`, eight bytes at a time.
#[inline]
pub(super) fn iso_day(bytes: &[u8; 10]) -> Option<(u32, u32, u32)> {
    let &[c1, c2, rest @ ..] = bytes;
    let [year, _, _, month, _, _, day, _] = pairs(rest, *b"00-00-00")?;
    let hundreds = match [c1, c2] {
        // Nearly all days.
        [b'2', b'0'] => 2000,
        [b'0'..=b'9', b'0'..=b'9'] => u32::from(c1 - b'0') * 1000 + u32::from(c2 - b'0') * 100,
        _ => return None,
    };
    Some((hundreds + u32::from(year), u32::from(month), u32::from(day)))
}

/// The year and the month of `YYYY-MM`.
#[inline]
pub(super) fn iso_month(bytes: &[u8; 7]) -> Option<(u32, u32)> {
    let &[y1, y2, y3, y4, dash, m1, m2] = bytes;
    let [century, _, year, _, _, month, ..] = pairs([y1, y2, y3, y4, dash, m1, m2, b'0'], *b"0000-000")?;
    Some((u32::from(century) * 100 + u32::from(year), u32::from(month)))
}

/// Of eight bytes that look like this, a digit wherever that has a zero, the numbers that two neighbours are together, each
/// in the place of the first one.
#[inline(always)]
fn pairs(bytes: [u8; 8], shape: [u8; 8]) -> Option<[u8; 8]> {
    const HIGH: u64 = u64::from_le_bytes([0x80; 8]);
    // What a byte may be at most, as the number that makes anything more reach the highest bit.
    let most = shape.map(|byte| if byte == b'0' { 0x76 } else { 0x7F });
    let values = u64::from_le_bytes(bytes) ^ u64::from_le_bytes(shape);
    if (values | values.wrapping_add(u64::from_le_bytes(most))) & HIGH != 0 {
        return None;
    }
    // No byte gets larger than 99, so none carries into the next one.
    Some((values * 10 + (values >> 8)).to_le_bytes())
}
