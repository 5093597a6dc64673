//! The part of a file that holds one column of a row group.

use super::{broken, library, read};
use crate::diagnostic::ParquetFault;
use crate::load::files::{Files, ReadError};
use bytes::{Buf as _, Bytes, buf};
use parquet::basic::CompressionCodec;
use parquet::column::page::PageReader;
use parquet::errors::{ParquetError, Result as Parquet};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::reader::{ChunkReader, Length, SerializedPageReader};
use std::sync::Arc;

/// The pages of a column in a row group of so many rows. All of them are read at once, still compressed.
pub(super) fn pages(
    files: &dyn Files,
    path: &str,
    chunk: &ColumnChunkMetaData,
    rows: i64,
) -> Result<Box<dyn PageReader>, ReadError> {
    let codec = chunk.compression_codec();
    if !matches!(
        codec,
        CompressionCodec::UNCOMPRESSED | CompressionCodec::SNAPPY | CompressionCodec::GZIP | CompressionCodec::ZSTD
    ) {
        return Err(ReadError::Parquet(ParquetFault::Compression(codec.to_string())));
    }
    let start = chunk.dictionary_page_offset().unwrap_or(chunk.data_page_offset());
    let (Ok(start), Ok(length), Ok(rows)) =
        (u64::try_from(start), usize::try_from(chunk.compressed_size()), usize::try_from(rows))
    else {
        return Err(broken("a column stands outside of the file"));
    };
    let bytes = Bytes::from(read(files, path, start, length)?);
    let pages = SerializedPageReader::new(Arc::new(Part { start, bytes }), chunk, rows, None);
    Ok(Box::new(pages.map_err(|error| library(&error))?))
}

/// Bytes that know where they stand in the file.
struct Part {
    start: u64,
    bytes: Bytes,
}

impl Part {
    /// The bytes from a place of the file on.
    fn behind(&self, place: u64) -> Parquet<Bytes> {
        let at = place.checked_sub(self.start).and_then(|at| usize::try_from(at).ok());
        let at = at.filter(|at| *at <= self.bytes.len());
        at.map(|at| self.bytes.slice(at..)).ok_or_else(|| outside("a page stands outside of its column"))
    }
}

impl Length for Part {
    fn len(&self) -> u64 {
        self.start.saturating_add(self.bytes.len() as u64)
    }
}

impl ChunkReader for Part {
    type T = buf::Reader<Bytes>;

    fn get_read(&self, start: u64) -> Parquet<Self::T> {
        Ok(self.behind(start)?.reader())
    }

    fn get_bytes(&self, start: u64, length: usize) -> Parquet<Bytes> {
        let bytes = self.behind(start)?;
        if length <= bytes.len() { Ok(bytes.slice(..length)) } else { Err(outside("a page is longer than its column")) }
    }
}

fn outside(why: &str) -> ParquetError {
    ParquetError::General(why.to_owned())
}
