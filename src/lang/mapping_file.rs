//! The mapping file that is written as a beginning, with what to do about it.

use super::Lang;
use crate::import::{Field, Guess};
use std::fmt::Write as _;

/// A mapping file that says what was guessed, with comments for whoever goes on with it.
#[must_use]
pub fn mapping_file(lang: Lang, guess: &Guess) -> String {
    let say = comments(lang);
    let mut text = format!("# {}\n\n", say.head);
    let _ = write!(text, "# {}\nrecords: {}\n\n# {}\ncolumns:", say.records, guess.records.word(), say.columns);
    text += if guess.columns.is_empty() { " {}\n" } else { "\n" };
    for (field, heading) in &guess.columns {
        let _ = writeln!(text, "  {}: {}", field.word(), quoted(heading));
    }
    let taken = |field: &Field| guess.columns.iter().any(|(taken, _)| taken == field);
    let _ = writeln!(text, "  # {}", say.fields_left);
    for field in guess.records.fields().filter(|field| !taken(field)) {
        let _ = writeln!(text, "  # {}:", field.word());
    }
    if !guess.unused.is_empty() {
        let _ = writeln!(text, "  # {}", say.columns_left);
        for heading in &guess.unused {
            let _ = writeln!(text, "  #   {}", quoted(heading));
        }
    }
    if guess.columns.iter().any(|(field, _)| field.is_date()) {
        let _ = writeln!(text, "\n# {}", say.dates);
        text += if guess.dates.is_empty() { "# dates:\n" } else { "dates:\n" };
        for (field, style) in &guess.dates {
            let _ = writeln!(text, "  {}: {}", field.word(), style.word());
        }
        let open = guess.columns.iter().filter(|(field, _)| field.is_date());
        for (field, _) in open.filter(|(field, _)| !guess.dates.iter().any(|(said, _)| said == field)) {
            let _ = writeln!(text, "#   {}: ymd", field.word());
        }
    }
    let _ = writeln!(text, "\n# {}", say.constants);
    if guess.missing.is_empty() {
        text += "# constants: {}\n";
    } else {
        let _ = writeln!(text, "# {}\n# constants:", say.missing);
        for field in &guess.missing {
            let _ = writeln!(text, "#   {}:", field.word());
        }
    }
    let _ =
        writeln!(text, "\n# {}\n# values:\n#   {}: {{\"{}\": \"{}\"}}", say.values, say.field, say.cell, say.meaning);
    text
}

/// What the comments of a mapping file say.
struct Comments {
    head: &'static str,
    records: &'static str,
    columns: &'static str,
    fields_left: &'static str,
    columns_left: &'static str,
    dates: &'static str,
    constants: &'static str,
    missing: &'static str,
    values: &'static str,
    field: &'static str,
    cell: &'static str,
    meaning: &'static str,
}

fn comments(lang: Lang) -> Comments {
    match lang {
        Lang::En => Comments {
            head: "Which column fills which field. Check it before you import with it.",
            records: "What the rows are: users, achievements or performance.",
            columns: "A column is named by its heading, or by its number from 1.",
            fields_left: "Fields without a column:",
            columns_left: "Columns without a field:",
            dates: "How dates are written that can be read in two ways: ymd, dmy, mdy, or excel for day numbers.",
            constants: "What is said of every row whose column is empty or missing.",
            missing: "These are needed, and no column seems to have them:",
            values: "What a cell says, and what that means.",
            field: "FIELD",
            cell: "what it says",
            meaning: "what it means",
        },
        Lang::Ja => Comments {
            head: "どの列をどの項目に取り込むかの対応表です。取り込む前に確認してください。",
            records: "行の種類。users（ユーザー）、achievements（取得実績）、performance（業績）のどれか。",
            columns: "列は見出しか、1から始まる番号で指定します。",
            fields_left: "対応する列のない項目：",
            columns_left: "対応する項目のない列：",
            dates: "2通りに読める日付の書き方。ymd、dmy、mdy、または日付の連番（シリアル値）を表すexcel。",
            constants: "列が空またはない行に、一律で入れる値。",
            missing: "次の項目は必須ですが、該当する列が見つかりません。",
            values: "セルの値と、その意味。",
            field: "FIELD",
            cell: "セルの値",
            meaning: "意味",
        },
    }
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
