//! The mapping file that is written as a beginning, with what to do about it.

use super::Lang;
use crate::import::{Field, Guess};
use std::fmt::Write as _;

/// A mapping file that says what was guessed, with comments for whoever goes on with it.
#[must_use]
pub fn mapping_file(lang: Lang, guess: &Guess) -> String {
    match lang {
        Lang::En | Lang::Ja => english(guess),
    }
}

fn english(guess: &Guess) -> String {
    let mut text = "# Which column fills which field. Check it before you import with it.\n\n".to_owned();
    let _ = write!(
        text,
        "# What the rows are: users, achievements or performance.\nrecords: {}\n\n\
         # A column is named by its heading, or by its number from 1.\ncolumns:",
        guess.records.word()
    );
    text += if guess.columns.is_empty() { " {}\n" } else { "\n" };
    for (field, heading) in &guess.columns {
        let _ = writeln!(text, "  {}: {}", field.word(), quoted(heading));
    }
    let taken = |field: &Field| guess.columns.iter().any(|(taken, _)| taken == field);
    text += "  # Fields without a column:\n";
    for field in guess.records.fields().filter(|field| !taken(field)) {
        let _ = writeln!(text, "  # {}:", field.word());
    }
    if !guess.unused.is_empty() {
        text += "  # Columns without a field:\n";
        for heading in &guess.unused {
            let _ = writeln!(text, "  #   {}", quoted(heading));
        }
    }
    if guess.columns.iter().any(|(field, _)| field.is_date()) {
        text += "\n# How dates are written that can be read in two ways: ymd, dmy, mdy, or excel for day numbers.\n";
        text += if guess.dates.is_empty() { "# dates:\n" } else { "dates:\n" };
        for (field, style) in &guess.dates {
            let _ = writeln!(text, "  {}: {}", field.word(), style.word());
        }
        let open = guess.columns.iter().filter(|(field, _)| field.is_date());
        for (field, _) in open.filter(|(field, _)| !guess.dates.iter().any(|(said, _)| said == field)) {
            let _ = writeln!(text, "#   {}: ymd", field.word());
        }
    }
    text += "\n# What is said of every row whose column is empty or missing.\n";
    if guess.missing.is_empty() {
        text += "# constants: {}\n";
    } else {
        text += "# These are needed, and no column seems to have them:\n# constants:\n";
        for field in &guess.missing {
            let _ = writeln!(text, "#   {}:", field.word());
        }
    }
    text += "\n# What a cell says, and what that means.\n# values:\n#   FIELD: {\"what it says\": \"what it means\"}\n";
    text
}

/// A text as YAML takes it whatever is in it.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
