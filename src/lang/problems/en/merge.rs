//! What is said about rows of other systems' files that cannot be recorded.

use super::{help, say};
use crate::diagnostic::Problem;
use crate::lang::problems::Words;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Month;

    #[test]
    fn every_problem_of_import_has_words() {
        let text = |text: &str| text.to_owned();
        let month = Month::parse("2018-02").unwrap();
        let problems = [
            Problem::TwoPeople { first: text("e1"), second: text("e2") },
            Problem::SharedAccount { account: text("1001"), owner: text("e1") },
            Problem::UnknownPerson(text("9")),
            Problem::NoLastDay,
            Problem::SeveralFigures { metric: text("seats"), month },
            Problem::DifferentFigure { metric: text("seats"), month },
        ];
        let messages: Vec<String> = problems.iter().map(|problem| words(problem).message).collect();
        assert_eq!(
            messages,
            [
                "this row names two people: `e1` and `e2`",
                "the account `1001` belongs to `e1`, and this row gives it to somebody else",
                "nobody recorded is known as `9`",
                "this person leaves, and nothing says when",
                "several figures of `seats` in 2018-02 are recorded, and their sum is another one",
                "this file has two values of `seats` in 2018-02",
            ]
        );
    }
}
