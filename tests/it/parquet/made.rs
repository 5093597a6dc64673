//! Parquet files made of CSV, for tests.

use competency::cli::ParquetFiles;
use competency::load::files::{Files as _, MemoryFiles};
use competency::model::{Date, Quantity};
use parquet::basic::Compression;
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::file::properties::{WriterProperties, WriterVersion};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use std::fmt::Write as _;
use std::sync::Arc;

/// How a file is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct How {
    pub(super) compression: Compression,
    pub(super) dictionary: bool,
    /// Without dictionaries, the second has values by what they differ from the ones before.
    pub(super) version: WriterVersion,
    /// The rows of a row group.
    pub(super) group: usize,
    /// Days as days and figures as decimals, or all of it as text.
    pub(super) typed: bool,
}

impl Default for How {
    fn default() -> Self {
        Self {
            compression: Compression::SNAPPY,
            dictionary: true,
            version: WriterVersion::PARQUET_1_0,
            group: 1000,
            typed: true,
        }
    }
}

/// The same files with every CSV file as Parquet.
pub(super) fn converted(files: &MemoryFiles, how: How) -> MemoryFiles {
    let entries = files.list(".").expect("a folder");
    MemoryFiles::new(entries.into_iter().map(|entry| {
        let bytes = files.read(&entry.name).expect("a file");
        match entry.name.strip_suffix(".csv") {
            Some(stem) => (format!("{stem}.parquet"), parquet(&bytes, how)),
            None => (entry.name, bytes),
        }
    }))
}

/// The same as the program sees them.
pub(super) fn seen(files: &MemoryFiles, how: How) -> ParquetFiles<MemoryFiles> {
    ParquetFiles::new(converted(files, how))
}

/// A CSV text as Parquet. A column is of days or decimals when every value in it is one.
pub(super) fn parquet(csv: &[u8], how: How) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(csv);
    let headings: Vec<String> = reader.headers().expect("headings").iter().map(str::to_owned).collect();
    let rows: Vec<Vec<String>> =
        reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect();
    let column = |n: usize| rows.iter().map(move |row| row.get(n).map_or("", String::as_str));
    let mut message = "message table {\n".to_owned();
    for (n, heading) in headings.iter().enumerate() {
        let every = |of: fn(&str) -> bool| how.typed && column(n).all(|text| text.is_empty() || of(text));
        let declared = if every(|text| text.len() == 10 && Date::parse(text).is_ok()) {
            format!("INT32 {heading} (DATE)")
        } else if every(|text| cents(text).is_some()) {
            format!("INT64 {heading} (DECIMAL(18,2))")
        } else {
            format!("BYTE_ARRAY {heading} (UTF8)")
        };
        writeln!(message, "OPTIONAL {declared};").expect("a string grows");
    }
    message.push('}');
    let properties = WriterProperties::builder()
        .set_compression(how.compression)
        .set_dictionary_enabled(how.dictionary)
        .set_writer_version(how.version)
        .build();
    let schema = Arc::new(parse_message_type(&message).expect("a schema"));
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).expect("a writer");
    for (first, some) in rows.chunks(how.group).enumerate() {
        let range = first * how.group..first * how.group + some.len();
        let mut group = writer.next_row_group().expect("a row group");
        let mut n = 0;
        while let Some(mut into) = group.next_column().expect("a column") {
            let texts: Vec<&str> = column(n).skip(range.start).take(range.len()).collect();
            let levels: Vec<i16> = texts.iter().map(|text| i16::from(!text.is_empty())).collect();
            let present = texts.iter().filter(|text| !text.is_empty());
            let written = match into.untyped() {
                ColumnWriter::Int32ColumnWriter(into) => {
                    let first = Date::new(1970, 1, 1).expect("a day");
                    let days: Vec<i32> =
                        present.map(|text| Date::parse(text).expect("a day").days_since(first)).collect();
                    into.write_batch(&days, Some(&levels), None)
                }
                ColumnWriter::Int64ColumnWriter(into) => {
                    let values: Vec<i64> = present.map(|text| cents(text).expect("a decimal")).collect();
                    into.write_batch(&values, Some(&levels), None)
                }
                ColumnWriter::ByteArrayColumnWriter(into) => {
                    let values: Vec<ByteArray> = present.map(|text| ByteArray::from(*text)).collect();
                    into.write_batch(&values, Some(&levels), None)
                }
                _ => panic!("no such column"),
            };
            written.expect("values");
            into.close().expect("a column");
            n += 1;
        }
        group.close().expect("a row group");
    }
    writer.into_inner().expect("a file")
}

/// A decimal with two places, in hundredths.
fn cents(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    Quantity::parse(text).ok().filter(|_| fraction.len() <= 2)?;
    format!("{whole}{fraction:0<2}").parse().ok()
}
