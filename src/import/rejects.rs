//! The rows that were rejected, for the user to mend: the file's own columns with what is wrong in front, in the file's own
//! encoding and with its own separator.

use super::row::RowAt;
use super::table::Table;
use crate::diagnostic::{Encoding, Sources};
use crate::guard::guarded;
use crate::load::decode::{encode, mark};

/// The bytes of the file of rejected rows; each row comes with what is wrong with it, in words. Passwords were crossed out
/// when the file was read.
///
/// Columns that are not known are passed over on reading, so the mended file can be imported as it is.
#[must_use]
pub fn rejects(table: &Table<'_>, sources: &Sources, rejected: &[(RowAt, String)]) -> Vec<u8> {
    let delimiter = table.delimiter();
    let mut text = format!("Errors{delimiter}Line{delimiter}{}\r\n", sources.text(table.heading()));
    for (at, errors) in rejected {
        text.push_str(&cell(errors, delimiter));
        text.push_str(&format!("{delimiter}{}{delimiter}{}\r\n", at.line, sources.text(at.span)));
    }
    let encoding = sources.file(table.file()).encoding;
    // What was read from the file can be written to it; only our own words may need another encoding.
    [encoding, Encoding::Utf8Bom].into_iter().find_map(|encoding| encoded(&text, encoding)).unwrap_or_default()
}

fn encoded(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    let mut bytes = mark(encoding).to_vec();
    encode(text, encoding, &mut bytes).ok()?;
    Some(bytes)
}

/// A cell of text, quoted where it has to be.
fn cell(text: &str, delimiter: char) -> String {
    let text = guarded(text);
    if text.contains([delimiter, '"', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.into_owned()
    }
}
