//! What is said about rows of other systems' files that cannot be recorded.

use super::{Words, help, say};
use crate::diagnostic::Problem;

/// The words of a problem of import; empty ones of any other.
pub(super) fn words(problem: &Problem) -> Words {
    match problem {
        Problem::TwoPeople { first, second } => say(
            format!("this row names two people: `{first}` and `{second}`"),
            "",
            help("correct the row, or the records when both are the same person"),
        ),
        Problem::SharedAccount { account, owner } => say(
            format!("the account `{account}` belongs to `{owner}`, and this row gives it to somebody else"),
            "",
            help("an account has one owner; correct the row, or the owner in accounts.csv"),
        ),
        Problem::UnknownPerson(who) => say(
            format!("nobody recorded is known as `{who}`"),
            "",
            help("add the person with `competency employee add`, or import without `--no-new-people`"),
        ),
        Problem::NoLastDay => {
            say("this person leaves, and nothing says when", "", help("say the last day with `--left DATE`"))
        }
        Problem::SeveralFigures { metric, month } => Words {
            related: "one of them".to_owned(),
            ..say(
                format!("several figures of `{metric}` in {month} are recorded, and their sum is another one"),
                "",
                help("keep one of them, so that it is clear which one to replace"),
            )
        },
        Problem::DifferentFigure { metric, month } => {
            say(format!("this file has two values of `{metric}` in {month}"), "another value", help("keep one of them"))
        }
        _ => say(String::new(), "", None),
    }
}
