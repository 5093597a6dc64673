//! What is said about rows of other systems' files that cannot be recorded.

use super::{help, say};
use crate::diagnostic::Problem;
use crate::lang::problems::Words;

/// The words of a problem of import; empty ones of any other.
pub(super) fn words(problem: &Problem) -> Words {
    match problem {
        Problem::TwoPeople { first, second } => say(
            format!("この行は `{first}` と `{second}` の2名を指しています"),
            "",
            help("行を訂正してください。同一人物であれば、記録の方を訂正してください"),
        ),
        Problem::SharedAccount { account, owner } => say(
            format!("アカウント `{account}` は `{owner}` のものですが、この行では別の人のものになっています"),
            "",
            help("アカウントの所有者は1名です。行か、`accounts.csv` の所有者を訂正してください"),
        ),
        Problem::UnknownPerson(who) => say(
            format!("`{who}` に該当する人の記録がありません"),
            "",
            help("`competency employee add` で追加するか、`--no-new-people` を付けずに取り込んでください"),
        ),
        Problem::NoLastDay => {
            say("退職する人の退職日が分かりません", "", help("`--left DATE` で最終在籍日を指定してください"))
        }
        Problem::SeveralFigures { metric, month } => Words {
            related: "そのうちの1つ".to_owned(),
            ..say(
                format!("`{month}` の `{metric}` には複数の値が記録されていて、合計が一致しません"),
                "",
                help("どれを置き換えるかが分かるように、1つだけを残してください"),
            )
        },
        Problem::DifferentFigure { metric, month } => say(
            format!("このファイルには `{month}` の `{metric}` の値が2つあります"),
            "もう1つの値",
            help("どちらか一方を残してください"),
        ),
        _ => say(String::new(), "", None),
    }
}
