//! Tables in Parquet files as comma-separated text: the text that the same table has as CSV, so that one reader says what
//! records mean and what is wrong with them.
//!
//! The first line has the names of the columns, and every row is a line; a value with a line break in it is quoted and goes
//! on in the next line, as in CSV. Nothing is held but the row group that is read, still compressed, one page of each column,
//! and a little text. A column whose name no kind of record has is not read, and its cells are empty.
//!
//! The library reads what a file says of itself, finds the pages and decompresses them. What is in a page is decoded here:
//! the library's own decoders panic where bytes are damaged, and they decode a value that stands in many rows for each of
//! them.

mod bits;
mod cells;
mod column;
mod pages;
mod values;

use super::files::{Files, Limits, ReadError};
use super::kind::Kind;
use crate::diagnostic::{Held, ParquetFault};
use column::{Column, Reader};
use parquet::errors::ParquetError;
use parquet::file::metadata::{FooterTail, ParquetMetaData, ParquetMetaDataReader};
use parquet::schema::types::SchemaDescriptor;
use std::io::Write;

/// So many bytes of text are written together.
const BLOCK: usize = 1 << 18;

/// How many bytes the end of a file has, which says where its description begins.
const TAIL: usize = 8;

/// Writes the table in a Parquet file as text, within limits.
///
/// # Errors
/// When there is no such file, when it is no Parquet file or damaged, when a column that is asked for has values that no
/// cell of a table can have, when the text or a line of it is larger than it may be, or when `into` takes no more.
pub fn write_text(files: &dyn Files, path: &str, limits: &Limits, into: &mut dyn Write) -> Result<(), ReadError> {
    let described = describe(files, path)?;
    let columns = columns(described.file_metadata().schema_descr())?;
    let (mut text, mut written) = (Vec::new(), 0);
    let mut write = |text: &mut Vec<u8>| {
        written += text.len();
        if written > limits.file {
            return Err(ReadError::Parquet(ParquetFault::TooMuchText { limit: limits.file as u64 }));
        }
        into.write_all(text)?;
        text.clear();
        Ok(())
    };
    let mut row = 0;
    write_line(&columns, &mut text, |column, text| {
        // A name is text, so it can be written.
        let _ = cells::write_text(column.name().as_bytes(), text);
        Ok(())
    })?;
    for group in described.row_groups() {
        let readers = columns.iter().map(|column| column.reader(files, path, group));
        let mut readers = readers.collect::<Result<Vec<Reader<'_>>, ReadError>>()?;
        for _ in 0..group.num_rows() {
            row += 1;
            let start = text.len();
            write_line(&mut readers, &mut text, |reader, text| reader.write(row, text))?;
            if text.len() - start > limits.line {
                return Err(ReadError::LineTooLong { line: row + 1, limit: limits.line });
            }
            if text.len() > BLOCK {
                write(&mut text)?;
            }
        }
    }
    write(&mut text)
}

/// Adds a line of cells.
fn write_line<C>(
    columns: impl IntoIterator<Item = C>,
    text: &mut Vec<u8>,
    cell: impl Fn(C, &mut Vec<u8>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    for (n, column) in columns.into_iter().enumerate() {
        if n > 0 {
            text.push(b',');
        }
        cell(column, text)?;
    }
    text.push(b'\n');
    Ok(())
}

/// What the file says of itself, at its end.
fn describe(files: &dyn Files, path: &str) -> Result<ParquetMetaData, ReadError> {
    let length = files.length(path)?;
    let before_tail = length.checked_sub(TAIL as u64).ok_or_else(|| broken("it is too short"))?;
    let tail = read(files, path, before_tail, TAIL)?;
    let tail = FooterTail::try_from(tail.as_slice()).map_err(|_| broken("it does not end as those do"))?;
    if tail.is_encrypted_footer() {
        return Err(ReadError::Parquet(ParquetFault::Encrypted));
    }
    let start = before_tail.checked_sub(tail.metadata_length() as u64).ok_or_else(|| broken("it is cut off"))?;
    let bytes = read(files, path, start, tail.metadata_length())?;
    ParquetMetaDataReader::decode_metadata(&bytes).map_err(|error| library(&error))
}

/// The columns of a table, in their order. Only those that some kind of record has are to be read.
fn columns(schema: &SchemaDescriptor) -> Result<Vec<Column>, ReadError> {
    let mut leaves = (0..schema.num_columns()).map(|leaf| (schema.get_column_root_idx(leaf), leaf)).peekable();
    let mut columns = Vec::new();
    for (root, field) in schema.root_schema().get_fields().iter().enumerate() {
        let mut own = Vec::new();
        while let Some((_, leaf)) = leaves.next_if(|(of, _)| *of == root) {
            own.push(leaf);
        }
        let known = Kind::ALL.into_iter().any(|kind| kind.field(field.name()).is_some());
        columns.push(match own.as_slice() {
            [leaf] if known && field.is_primitive() => Column::new(*leaf, &schema.column(*leaf))?,
            _ if known => return Err(column::unshown(field.name(), Held::Nested)),
            _ => Column::unread(field.name()),
        });
    }
    Ok(columns)
}

/// These bytes of a file, all of them.
fn read(files: &dyn Files, path: &str, start: u64, length: usize) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    files.read_part(path, start, length, &mut bytes)?;
    if bytes.len() == length { Ok(bytes) } else { Err(broken("it is cut off")) }
}

fn broken(why: &str) -> ReadError {
    ReadError::Parquet(ParquetFault::Broken(why.to_owned()))
}

/// What the library says is wrong.
fn library(error: &ParquetError) -> ReadError {
    let words = error.to_string();
    broken(words.strip_prefix("Parquet error: ").unwrap_or(&words))
}
