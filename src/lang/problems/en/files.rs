//! What is said about files as such, before it matters what they are about.

use super::{help, say};
use crate::diagnostic::{Attempt, DecodeFault, Held, ParquetFault, Shape, Unreadable, Unsupported};
use crate::lang::problems::Words;

/// Why a file cannot be read.
pub(super) fn unreadable(why: &Unreadable) -> Words {
    match why {
        Unreadable::NotFound => say("there is no such file", "", None),
        Unreadable::IsFolder => say("this is a folder, where a file was expected", "", None),
        Unreadable::NotAFile => say("this is not a regular file", "", None),
        Unreadable::PermissionDenied => say("the file may not be read", "", help("check its permissions")),
        Unreadable::Parquet(fault) => parquet(fault),
        Unreadable::Other(words) => say(format!("the file cannot be read: {words}"), "", None),
    }
}

/// Why a Parquet file is not read.
fn parquet(fault: &ParquetFault) -> Words {
    let again = help("write it again; `competency help files` says what is read");
    match fault {
        ParquetFault::NotBuiltIn => say(
            "this is a Parquet file, and this build of the program reads none",
            "",
            help("build it with `cargo build --release --features parquet`, or save the table as CSV"),
        ),
        ParquetFault::NotImported => {
            say("this is a Parquet file, which cannot be imported", "", help("save the table as CSV and import that"))
        }
        ParquetFault::Misnamed => say(
            "this is a Parquet file, not text",
            "",
            help("let its name end in `.parquet`, or save the table as CSV; a new ending does not change what it is"),
        ),
        ParquetFault::Encrypted => say("the Parquet file is encrypted", "", help("write it without encryption")),
        ParquetFault::Broken(why) => say(format!("this is no Parquet file that can be read: {why}"), "", again),
        ParquetFault::Compression(codec) => say(
            format!("the Parquet file is compressed with {codec}, which is not read"),
            "",
            help("write it with Snappy, Zstandard or gzip, or without compression"),
        ),
        ParquetFault::Column { name, holds } => say(
            format!("the column `{name}` holds {}, which no cell of a table can", held(*holds)),
            "",
            help("write it as text, numbers, days or instants, as it would stand in CSV; or leave the column out"),
        ),
        ParquetFault::Value { column, row } => {
            say(format!("row {row} has a value in the column `{column}` that is not what the file says"), "", again)
        }
        ParquetFault::TooMuchText { limit } => say(
            format!("as text the table is larger than {}", super::bytes(*limit, "bytes")),
            "",
            help("is this the right file? Otherwise split it: `employees-1.parquet`, `employees-2.parquet`"),
        ),
    }
}

fn held(what: Held) -> &'static str {
    match what {
        Held::Nested => "lists or other nested values",
        Held::Bytes => "values that are not text",
        Held::TimesOfDay => "times without a day",
        Held::Intervals => "lengths of time",
        Held::WideDecimals => "decimals of more than 38 digits",
    }
}

/// Why each encoding that was tried does not fit.
pub(super) fn undecodable(attempts: &[Attempt]) -> String {
    let why = |attempt: &Attempt| {
        let fault = match attempt.fault {
            DecodeFault::NoZeroByte => {
                return "no byte is zero, as one of each comma and line break would be".to_owned();
            }
            DecodeFault::Byte(byte) => format!("byte 0x{byte:02X}"),
            DecodeFault::CutOff => "the file ends inside a character".to_owned(),
            DecodeFault::Surrogate(unit) => format!("unpaired surrogate 0x{unit:04X}"),
        };
        format!("{fault} at offset {}, line {}", attempt.offset, attempt.line)
    };
    let each: Vec<String> = attempts.iter().map(|a| format!("not {} ({})", a.encoding, why(a))).collect();
    each.join(", and ")
}

/// What YAML has and files here have not.
pub(super) fn unsupported(what: Unsupported) -> Words {
    match what {
        Unsupported::Tag => say("tags are not supported", "", help("every value is read as text; leave the tag out")),
        Unsupported::SecondDocument => say(
            "a second document in one file",
            "begins here",
            help("put it into a file of its own, or remove the `---`"),
        ),
        Unsupported::UnknownAlias => say(
            "no such anchor before this alias",
            "",
            help("`*name` repeats what an earlier `&name` marks; text that begins with `*` must be in quotes"),
        ),
        Unsupported::KeyNotScalar => {
            say("a list or mapping cannot be a key", "", help("a key is a single value: `key: …`"))
        }
    }
}

/// What stands, or should stand, somewhere.
pub(super) fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Nothing => "nothing",
        Shape::Single => "a single value",
        Shape::List => "a list",
        Shape::YamlList => "a list (`- …` or `[…]`)",
        Shape::JsonList => "a list (`[…]`)",
        Shape::Mapping => "a mapping",
        Shape::Keys => "a mapping (`key: value`)",
        Shape::Names => "a mapping (`name: …`)",
    }
}

/// What separates fields.
pub(super) fn delimiter(character: char) -> String {
    match character {
        '\t' => "tabs".to_owned(),
        ',' => "commas".to_owned(),
        ';' => "semicolons".to_owned(),
        other => format!("`{other}`"),
    }
}

/// A row with too many or too few fields.
pub(super) fn wrong_count(found: usize, expected: usize) -> String {
    let count = |n: usize, noun: &str| if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") };
    format!("this row has {}, but the heading has {}", count(found, "field"), count(expected, "column"))
}
