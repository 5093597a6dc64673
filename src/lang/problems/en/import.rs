//! What complaints about files of other systems say.

use super::{did_you_mean, help, one_of, say};
use crate::diagnostic::ImportFault;
use crate::lang::problems::Words;

/// The words of a complaint.
pub(super) fn words(fault: &ImportFault) -> Words {
    match fault {
        ImportFault::ControlCharacter(c) => say(
            format!("there is a control character (U+{:04X}) in this cell", u32::from(*c)),
            "",
            help("text has none; was the file damaged, or is it in another encoding? See `competency help encodings`"),
        ),
        ImportFault::BrokenWorkbook(why) => say(
            format!("this workbook cannot be read: {why}"),
            "",
            help("open it in a spreadsheet program and save it as `.xlsx` or CSV, without a password"),
        ),
        ImportFault::NoSuchSheet { name, near, known } => say(
            format!("the workbook has no sheet `{name}`"),
            "",
            did_you_mean(near.as_ref()).or_else(|| (!known.is_empty()).then(|| format!("it has {}", one_of(known)))),
        ),
        ImportFault::AmbiguousDates { text } => say(
            format!("`{text}` may be day/month/year or month/day/year, and no date in this column tells which"),
            "",
            help("say which with `--date-format dmy` or `--date-format mdy`"),
        ),
        ImportFault::MixedDateOrders { text } => Words {
            related: "this can be read in one order only".to_owned(),
            ..say(
                format!("`{text}` stands in a column where some dates are day/month/year, and others month/day/year"),
                "",
                help("the file was probably edited with two settings; write the dates as year-month-day"),
            )
        },
        ImportFault::DayNumber(text) => say(
            format!("`{text}` looks like a spreadsheet's day number, not a date"),
            "",
            help(
                "give the column a date format and save again, or read such numbers as dates with `--date-format excel`",
            ),
        ),
        ImportFault::EraPassed { text, day } => {
            say(format!("`{text}` lies behind the end of its era; it is taken as `{day}`"), "", None)
        }
        ImportFault::NoIdentity => say(
            "nothing in this row says who it is about",
            "in this row",
            help(
                "an employee number, a certification id, an address or a directory id is needed; names identify nobody",
            ),
        ),
        ImportFault::DuplicateAddress(mail) => say(
            format!("the address `{mail}` stands in two rows"),
            "again here",
            help("the first row is used; remove one of them"),
        ),
        ImportFault::BlanksInAddress(text) => say(
            format!("there are blanks around `{text}`; they are left out"),
            "",
            help("other systems refuse such addresses"),
        ),
        ImportFault::InvalidAddress(text) => say(
            format!("`{text}` is not a mail address"),
            "",
            help("it has one `@`, with something on both sides, and no blanks within"),
        ),
        ImportFault::JsonSyntax(why) => say(
            format!("this is not JSON: {why}"),
            "",
            help("take it once more from where it comes, and leave it as it is"),
        ),
        ImportFault::NoEmployee => say(
            "nothing in this file says whose it is",
            "",
            help("say whose: `--employee ID`, with an id of your employees"),
        ),
        ImportFault::ScaledAmount { text, unit } => say(
            format!("`{text}` is not counted in ones but in `{unit}`"),
            "",
            help("write the whole amount in digits"),
        ),
        ImportFault::RoundedAmounts { text, count } => say(
            match count {
                1 => format!("`{text}` has more than six decimal places; it is rounded to six"),
                _ => format!(
                    "{count} amounts such as `{text}` have more than six decimal places; they are rounded to six"
                ),
            },
            "",
            None,
        ),
        ImportFault::NoHeading(row) => {
            say(format!("there is no line {row}, where the heading should be"), "", help("correct `header_row`"))
        }
        ImportFault::NoSuchColumn { name, near, known } => say(
            format!("the file has no column `{name}`"),
            "",
            did_you_mean(near.as_ref()).or_else(|| (!known.is_empty()).then(|| format!("it has {}", one_of(known)))),
        ),
    }
}
