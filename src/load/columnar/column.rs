//! One column of a table: what its values are, and the cells that they become, row after row.

use super::bits::Runs;
use super::cells;
use super::pages::pages;
use super::values::{Stored, Value, Values, sized};
use super::{broken, library};
use crate::diagnostic::{Held, ParquetFault};
use crate::load::files::{Files, ReadError};
use bytes::Bytes;
use parquet::basic::{ConvertedType, Encoding, LogicalType, TimeUnit, Type};
use parquet::column::page::{Page, PageReader};
use parquet::file::metadata::RowGroupMetaData;
use parquet::schema::types::ColumnDescriptor;

/// A column and what its values are.
pub(super) struct Column {
    name: String,
    /// None where it is not to be read.
    leaf: Option<Leaf>,
}

/// Where values are, and what.
#[derive(Debug, Clone, Copy)]
struct Leaf {
    /// The number among the columns that hold values.
    number: usize,
    stored: Stored,
    form: Form,
    /// Whether a row may have none.
    optional: bool,
}

/// What values are, and so how they are written.
#[derive(Debug, Clone, Copy)]
enum Form {
    Truth,
    Whole,
    /// Whole numbers that are never negative, in so many bits.
    Unsigned(u32),
    /// So many of the digits are behind the point.
    Decimal(usize),
    Float,
    Day,
    /// Units of time since 1970, so many of which are a second; in UTC, or wherever.
    Time {
        per_second: i64,
        utc: bool,
    },
    Text,
    Uuid,
}

impl Column {
    /// A column of values that have a text.
    pub(super) fn new(number: usize, described: &ColumnDescriptor) -> Result<Self, ReadError> {
        let name = described.name().to_owned();
        // What stands several times in a row is a list.
        let form = if described.max_rep_level() > 0 { Err(Held::Nested) } else { form(described) };
        let stored = Stored::new(described.physical_type(), described.type_length()).ok_or(Held::Bytes);
        let (form, stored) = form.and_then(|form| Ok((form, stored?))).map_err(|holds| unshown(&name, holds))?;
        let optional = described.max_def_level() > 0;
        Ok(Self { name, leaf: Some(Leaf { number, stored, form, optional }) })
    }

    /// A column that is left alone.
    pub(super) fn unread(name: &str) -> Self {
        Self { name: name.to_owned(), leaf: None }
    }

    /// What it is called.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Reads its part of a row group.
    pub(super) fn reader(
        &self,
        files: &dyn Files,
        path: &str,
        group: &RowGroupMetaData,
    ) -> Result<Reader<'_>, ReadError> {
        let mut chunk = None;
        if let Some(leaf) = self.leaf {
            let described = group.columns().get(leaf.number).ok_or_else(|| broken("a row group lacks a column"))?;
            chunk = Some(Chunk {
                leaf,
                pages: pages(files, path, described, group.num_rows())?,
                dictionary: Dictionary::default(),
                left: 0,
                present: None,
                values: None,
            });
        }
        Ok(Reader { name: &self.name, chunk })
    }
}

/// The complaint about a column whose values have no text.
pub(super) fn unshown(name: &str, holds: Held) -> ReadError {
    ReadError::Parquet(ParquetFault::Column { name: name.to_owned(), holds })
}

/// A column of a row group on its way into text.
pub(super) struct Reader<'c> {
    name: &'c str,
    /// None where the column is left alone.
    chunk: Option<Chunk>,
}

/// A column of a row group, page after page.
struct Chunk {
    leaf: Leaf,
    pages: Box<dyn PageReader>,
    dictionary: Dictionary,
    /// How many rows of the page are left.
    left: u32,
    /// For every row 1 or, where there is no value, 0; none where every row has one.
    present: Option<Runs>,
    /// None before the first page.
    values: Option<Values>,
}

/// The cells of values that stand in many rows.
#[derive(Default)]
struct Dictionary {
    text: Vec<u8>,
    /// Where each cell ends, and whether the value could be written.
    ends: Vec<(usize, bool)>,
}

impl Reader<'_> {
    /// Adds the cell of the next row, which has this number in the table, from 1.
    pub(super) fn write(&mut self, row: u64, into: &mut Vec<u8>) -> Result<(), ReadError> {
        let Some(chunk) = &mut self.chunk else {
            return Ok(());
        };
        while chunk.left == 0 {
            chunk.turn_page()?;
        }
        chunk.left -= 1;
        let wrong = || ReadError::Parquet(ParquetFault::Value { column: self.name.to_owned(), row });
        chunk.write(into).ok_or_else(wrong)
    }
}

impl Chunk {
    /// Adds the cell of the next row of the page.
    fn write(&mut self, into: &mut Vec<u8>) -> Option<()> {
        let present = match &mut self.present {
            Some(levels) => levels.next()? > 0,
            None => true,
        };
        match &mut self.values {
            _ if !present => Some(()),
            Some(Values::Places(places)) => self.dictionary.write(usize::try_from(places.next()?).ok()?, into),
            values => self.leaf.form.write(values.as_mut()?.next()?, into),
        }
    }

    /// Goes on to the next page.
    fn turn_page(&mut self) -> Result<(), ReadError> {
        let page = self.pages.get_next_page().map_err(|error| library(&error))?;
        let (encoding, rows) = match &page {
            Some(page) => (page.encoding(), page.num_values()),
            None => return Err(broken("a column ends before its row group")),
        };
        let outside = || broken("a page is shorter than it says");
        let (levels, values) = match page {
            Some(Page::DataPage { buf, .. }) if !self.leaf.optional => (Bytes::new(), buf),
            Some(Page::DataPage { buf, def_level_encoding: Encoding::RLE, .. }) => sized(&buf).ok_or_else(outside)?,
            Some(Page::DataPage { .. }) => {
                return Err(broken("whether there are values is said in an encoding of old"));
            }
            Some(Page::DataPageV2 { buf, def_levels_byte_len, rep_levels_byte_len, .. }) => {
                let [start, length] =
                    [rep_levels_byte_len, def_levels_byte_len].map(|n| usize::try_from(n).unwrap_or(usize::MAX));
                let end = start.checked_add(length).filter(|end| *end <= buf.len()).ok_or_else(outside)?;
                (buf.slice(start..end), buf.slice(end..))
            }
            Some(Page::DictionaryPage { buf, num_values, .. }) => {
                self.dictionary = Dictionary::new(self.leaf, buf, num_values);
                return Ok(());
            }
            None => (Bytes::new(), Bytes::new()),
        };
        let unknown = || broken(&format!("values are encoded as {encoding}, which is not read here"));
        self.values = Some(Values::new(encoding, self.leaf.stored, values).ok_or_else(unknown)?);
        self.present = if self.leaf.optional { Runs::new(levels, 1) } else { None };
        self.left = rows;
        Ok(())
    }
}

impl Dictionary {
    /// So many values, one behind the other.
    fn new(leaf: Leaf, bytes: Bytes, count: u32) -> Self {
        let mut own = Self::default();
        let mut values = Values::Plain { stored: leaf.stored, bytes, at: 0 };
        for _ in 0..count {
            let Some(value) = values.next() else {
                break;
            };
            let start = own.text.len();
            let sound = leaf.form.write(value, &mut own.text).is_some();
            if !sound {
                own.text.truncate(start);
            }
            own.ends.push((own.text.len(), sound));
        }
        own
    }

    /// Adds the cell at a place.
    fn write(&self, place: usize, into: &mut Vec<u8>) -> Option<()> {
        let (end, _) = self.ends.get(place).filter(|(_, sound)| *sound)?;
        let before = place.checked_sub(1).and_then(|before| self.ends.get(before));
        into.extend_from_slice(self.text.get(before.map_or(0, |(end, _)| *end)..*end)?);
        Some(())
    }
}

impl Form {
    /// Adds a value as a cell; none where it cannot be such a value.
    fn write(self, value: Value<'_>, into: &mut Vec<u8>) -> Option<()> {
        match (self, value) {
            (Self::Truth, Value::Whole(number)) => cells::write_truth(number != 0, into),
            (Self::Whole, Value::Whole(number)) => cells::write_number(number, into),
            (Self::Unsigned(bits), Value::Whole(number)) => {
                cells::write_number(number.cast_unsigned() & u64::MAX.checked_shr(64 - bits)?, into)
            }
            (Self::Decimal(scale), Value::Whole(number)) => cells::write_decimal(i128::from(number), scale, into),
            (Self::Decimal(scale), Value::Bytes(bytes)) => cells::write_decimal(cells::big_endian(bytes)?, scale, into),
            (Self::Float, Value::Bytes(bytes)) => cells::write_float(bytes, into),
            (Self::Day, Value::Whole(number)) => cells::write_day(number, into),
            (Self::Time { per_second, utc }, Value::Whole(number)) => cells::write_time(number, per_second, utc, into),
            (Self::Time { .. }, Value::Bytes(bytes)) => cells::write_int96(bytes, into),
            (Self::Text, Value::Bytes(bytes)) => cells::write_text(bytes, into),
            (Self::Uuid, Value::Bytes(bytes)) => cells::write_uuid(bytes, into),
            _ => None,
        }
    }
}

/// What the values of a column are, or what they hold that no cell can.
fn form(column: &ColumnDescriptor) -> Result<Form, Held> {
    let time = |per_second, utc| Ok(Form::Time { per_second, utc });
    let bits = if column.physical_type() == Type::INT32 { 32 } else { 64 };
    match column.logical_type_ref() {
        Some(LogicalType::String | LogicalType::Enum | LogicalType::Json) => return Ok(Form::Text),
        Some(LogicalType::Uuid) => return Ok(Form::Uuid),
        Some(LogicalType::Date) => return Ok(Form::Day),
        Some(LogicalType::Decimal(of)) => return decimal(of.scale, of.precision),
        Some(LogicalType::Integer(of)) => return Ok(if of.is_signed { Form::Whole } else { Form::Unsigned(bits) }),
        Some(LogicalType::Timestamp(of)) => {
            let per_second = match of.unit {
                TimeUnit::MILLIS => 1_000,
                TimeUnit::MICROS => 1_000_000,
                TimeUnit::NANOS => 1_000_000_000,
            };
            return time(per_second, of.is_adjusted_to_u_t_c);
        }
        Some(LogicalType::Time(_)) => return Err(Held::TimesOfDay),
        // Of a column without any value nobody knows what they would be.
        Some(LogicalType::Unknown) | None => {}
        Some(_) => return Err(Held::Bytes),
    }
    match (column.converted_type(), column.physical_type()) {
        (ConvertedType::UTF8 | ConvertedType::ENUM | ConvertedType::JSON, _) => Ok(Form::Text),
        (ConvertedType::DECIMAL, _) => decimal(column.type_scale(), column.type_precision()),
        (ConvertedType::DATE, _) => Ok(Form::Day),
        (ConvertedType::TIMESTAMP_MILLIS, _) => time(1_000, true),
        (ConvertedType::TIMESTAMP_MICROS, _) => time(1_000_000, true),
        (ConvertedType::TIME_MILLIS | ConvertedType::TIME_MICROS, _) => Err(Held::TimesOfDay),
        (ConvertedType::INTERVAL, _) => Err(Held::Intervals),
        (ConvertedType::UINT_8 | ConvertedType::UINT_16 | ConvertedType::UINT_32 | ConvertedType::UINT_64, _) => {
            Ok(Form::Unsigned(bits))
        }
        (ConvertedType::BSON, _) | (_, Type::FIXED_LEN_BYTE_ARRAY) => Err(Held::Bytes),
        (_, Type::BOOLEAN) => Ok(Form::Truth),
        (_, Type::INT32 | Type::INT64) => Ok(Form::Whole),
        (_, Type::INT96) => time(1_000_000_000, true),
        (_, Type::FLOAT | Type::DOUBLE) => Ok(Form::Float),
        // Older writers do not say that bytes are text. One that is not is seen when it comes.
        (_, Type::BYTE_ARRAY) => Ok(Form::Text),
    }
}

/// Decimals of up to 38 digits, which is what sixteen bytes hold and what other systems write.
fn decimal(scale: i32, precision: i32) -> Result<Form, Held> {
    let scale = usize::try_from(scale).ok().filter(|scale| *scale <= 38 && precision <= 38);
    scale.map(Form::Decimal).ok_or(Held::WideDecimals)
}
