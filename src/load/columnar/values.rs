//! The values of a page, one after the other, as they are stored.

use super::bits::{Deltas, Runs};
use bytes::Bytes;
use parquet::basic::{Encoding, Type};

/// How single values are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stored {
    /// In one bit.
    Bit,
    /// As whole numbers of four or eight bytes.
    Four,
    Eight,
    /// In so many bytes.
    Bytes(usize),
    /// In as many bytes as each says.
    Sized,
}

/// A value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Value<'v> {
    Whole(i64),
    Bytes(&'v [u8]),
}

/// The values of a page. Each is decoded when it is asked for, and whatever the bytes are, there is a next one or none.
#[derive(Debug)]
pub(super) enum Values {
    /// One behind the other.
    Plain { stored: Stored, bytes: Bytes, at: usize },
    /// By their places in the dictionary.
    Places(Runs),
    /// Truths in runs.
    Truths(Runs),
    /// Numbers by their differences.
    Differences { stored: Stored, numbers: Deltas },
    /// The lengths of all, and then their bytes.
    Lengths { lengths: Deltas, bytes: Bytes, at: usize },
    /// How many bytes each begins with that the one before begins with, too, and then what it has beside them.
    Prefixes { prefixes: Deltas, lengths: Deltas, bytes: Bytes, at: usize, value: Vec<u8> },
    /// The first bytes of all, then their second ones, and so on.
    Split { stored: Stored, bytes: Bytes, at: usize, value: Vec<u8> },
}

impl Stored {
    /// How values of a type are stored; `length` counts for those of which each has so many bytes.
    pub(super) fn new(of: Type, length: i32) -> Option<Self> {
        Some(match of {
            Type::BOOLEAN => Self::Bit,
            Type::INT32 => Self::Four,
            Type::INT64 => Self::Eight,
            Type::FLOAT => Self::Bytes(4),
            Type::DOUBLE => Self::Bytes(8),
            Type::INT96 => Self::Bytes(12),
            Type::FIXED_LEN_BYTE_ARRAY => Self::Bytes(usize::try_from(length).ok().filter(|length| *length > 0)?),
            Type::BYTE_ARRAY => Self::Sized,
        })
    }

    /// How many bytes a value has; none where it is another number of bits, or each says it.
    fn length(self) -> Option<usize> {
        match self {
            Self::Four => Some(4),
            Self::Eight => Some(8),
            Self::Bytes(length) => Some(length),
            Self::Bit | Self::Sized => None,
        }
    }

    /// The value in these bytes.
    fn value(self, bytes: &[u8]) -> Option<Value<'_>> {
        Some(match self {
            Self::Four => Value::Whole(i64::from(i32::from_le_bytes(bytes.try_into().ok()?))),
            Self::Eight => Value::Whole(i64::from_le_bytes(bytes.try_into().ok()?)),
            _ => Value::Bytes(bytes),
        })
    }
}

impl Values {
    /// The values in these bytes; none in an encoding that is not for them, or not known here.
    pub(super) fn new(encoding: Encoding, stored: Stored, bytes: Bytes) -> Option<Self> {
        let number = matches!(stored, Stored::Four | Stored::Eight);
        Some(match encoding {
            Encoding::PLAIN => Self::Plain { stored, bytes, at: 0 },
            Encoding::PLAIN_DICTIONARY | Encoding::RLE_DICTIONARY => {
                let width = bytes.first().map_or(0, |width| usize::from(*width));
                Self::Places(Runs::new(bytes.slice(bytes.len().min(1)..), width)?)
            }
            Encoding::RLE if stored == Stored::Bit => {
                let (runs, _) = sized(&bytes)?;
                Self::Truths(Runs::new(runs, 1)?)
            }
            Encoding::DELTA_BINARY_PACKED if number => Self::Differences { stored, numbers: Deltas::new(bytes)? },
            Encoding::DELTA_LENGTH_BYTE_ARRAY if stored == Stored::Sized => {
                let lengths = Deltas::new(bytes)?;
                let bytes = lengths.behind()?;
                Self::Lengths { lengths, bytes, at: 0 }
            }
            Encoding::DELTA_BYTE_ARRAY if matches!(stored, Stored::Sized | Stored::Bytes(_)) => {
                let prefixes = Deltas::new(bytes)?;
                let lengths = Deltas::new(prefixes.behind()?)?;
                let bytes = lengths.behind()?;
                Self::Prefixes { prefixes, lengths, bytes, at: 0, value: Vec::new() }
            }
            Encoding::BYTE_STREAM_SPLIT if stored.length().is_some() => {
                Self::Split { stored, bytes, at: 0, value: Vec::new() }
            }
            _ => return None,
        })
    }

    /// The next value, unless it stands in the dictionary.
    pub(super) fn next(&mut self) -> Option<Value<'_>> {
        match self {
            Self::Plain { stored: Stored::Bit, bytes, at } => {
                let byte = *bytes.get(*at / 8)?;
                let truth = byte >> (*at % 8) & 1;
                *at += 1;
                Some(Value::Whole(i64::from(truth)))
            }
            Self::Plain { stored: Stored::Sized, bytes, at } => {
                let length = u32::from_le_bytes(*bytes.get(*at..)?.first_chunk()?);
                *at += 4;
                taken(bytes, at, usize::try_from(length).ok()?).map(Value::Bytes)
            }
            Self::Plain { stored, bytes, at } => stored.value(taken(bytes, at, stored.length()?)?),
            Self::Places(_) => None,
            Self::Truths(runs) => Some(Value::Whole(i64::from(runs.next()?))),
            // Numbers of four bytes wrap round where those do.
            Self::Differences { stored: Stored::Four, numbers } => {
                let [a, b, c, d, ..] = numbers.next()?.to_le_bytes();
                Some(Value::Whole(i64::from(i32::from_le_bytes([a, b, c, d]))))
            }
            Self::Differences { numbers, .. } => numbers.next().map(Value::Whole),
            Self::Lengths { lengths, bytes, at } => {
                let length = usize::try_from(lengths.next()?).ok()?;
                taken(bytes, at, length).map(Value::Bytes)
            }
            Self::Prefixes { prefixes, lengths, bytes, at, value } => {
                let prefix = usize::try_from(prefixes.next()?).ok().filter(|prefix| *prefix <= value.len())?;
                let length = usize::try_from(lengths.next()?).ok()?;
                value.truncate(prefix);
                value.extend_from_slice(taken(bytes, at, length)?);
                Some(Value::Bytes(value))
            }
            Self::Split { stored, bytes, at, value } => {
                let length = stored.length()?;
                let all = bytes.len() / length;
                value.clear();
                value.extend((0..length).filter_map(|n| bytes.get(n * all + *at).filter(|_| *at < all)));
                *at += 1;
                stored.value(value).filter(|_| value.len() == length)
            }
        }
    }
}

/// So many bytes from a place on, which moves behind them.
fn taken<'b>(bytes: &'b [u8], at: &mut usize, length: usize) -> Option<&'b [u8]> {
    let taken = bytes.get(*at..)?.get(..length)?;
    *at += length;
    Some(taken)
}

/// Bytes behind four that say how many they are, and what stands behind them.
pub(super) fn sized(bytes: &Bytes) -> Option<(Bytes, Bytes)> {
    let length = u32::from_le_bytes(*bytes.first_chunk()?);
    let end = usize::try_from(length).ok()?.checked_add(4).filter(|end| *end <= bytes.len())?;
    Some((bytes.slice(4..end), bytes.slice(end..)))
}
