//! What complaints about files of other systems say.

use super::{did_you_mean, help, one_of, say, syntax};
use crate::diagnostic::ImportFault;
use crate::lang::problems::Words;

/// The words of a complaint.
pub(super) fn words(fault: &ImportFault) -> Words {
    match fault {
        ImportFault::ControlCharacter(c) => say(
            format!("このセルに制御文字（U+{:04X}）が含まれています", u32::from(*c)),
            "",
            help(
                "テキストに制御文字はありません。ファイルの破損か、別の文字コードの可能性があります。`competency help encodings` を参照してください",
            ),
        ),
        ImportFault::BrokenWorkbook(why) => say(
            format!("ブックを読み取れません：{why}"),
            "",
            help("表計算ソフトで開き、パスワードなしの `.xlsx` またはCSVとして保存してください"),
        ),
        ImportFault::NoSuchSheet { name, near, known } => {
            say(format!("シート `{name}` がブックにありません"), "", near_or_known(near.as_ref(), "シート", known))
        }
        ImportFault::AmbiguousDates { text } => say(
            format!("`{text}` は日/月/年とも月/日/年とも読め、この列の他の日付からも判断できません"),
            "",
            help("`--date-format dmy` か `--date-format mdy` を指定してください"),
        ),
        ImportFault::MixedDateOrders { text } => Words {
            related: "一方の順序でしか読めない日付".to_owned(),
            ..say(
                format!("`{text}` のある列に、日/月/年の日付と月/日/年の日付が混在しています"),
                "",
                help("異なる設定で編集されたファイルと思われます。日付を年-月-日の形に統一してください"),
            )
        },
        ImportFault::DayNumber(text) => say(
            format!("`{text}` は日付ではなく表計算ソフトの日付の連番（シリアル値）のようです"),
            "",
            help("列に日付の表示形式を設定して保存し直すか、`--date-format excel` で日付として読み込んでください"),
        ),
        ImportFault::EraPassed { text, day } => {
            say(format!("`{text}` は元号の最終日より後の日付のため、`{day}` とみなします"), "", None)
        }
        ImportFault::NoIdentity => say(
            "この行が誰のものか分かりません",
            "この行",
            help("社員番号、認定ID、メールアドレス、ディレクトリIDのどれかが必要です。氏名では特定できません"),
        ),
        ImportFault::DuplicateAddress(mail) => say(
            format!("メールアドレス `{mail}` が2つの行にあります"),
            "2つ目",
            help("1つ目の行を使います。どちらか一方を削除してください"),
        ),
        ImportFault::BlanksInAddress(text) => say(
            format!("`{text}` の前後の空白を取り除きました"),
            "",
            help("空白を含むアドレスは他のシステムで受け付けられません"),
        ),
        ImportFault::InvalidAddress(text) => say(
            format!("`{text}` はメールアドレスではありません"),
            "",
            help("`@` を1つだけ含み、その前後に文字があり、空白を含まない形で書いてください"),
        ),
        ImportFault::JsonSyntax(why) => say(
            format!("JSONとして読めません：{}", syntax::json(why)),
            "",
            help("取得元からもう一度取得し、加工せずに使ってください"),
        ),
        ImportFault::NoEmployee => {
            say("このファイルが誰のものか分かりません", "", help("`--employee ID` で従業員のIDを指定してください"))
        }
        ImportFault::ScaledAmount { text, unit } => say(
            format!("`{text}` の単位は1ではなく `{unit}` です"),
            "",
            help("金額や数量を省略せずに数字で書いてください"),
        ),
        ImportFault::RoundedAmounts { text, count } => say(
            match count {
                1 => format!("`{text}` の小数部が6桁を超えているため、小数第6位までに丸めます"),
                _ => format!("`{text}` など{count}件の小数部が6桁を超えているため、小数第6位までに丸めます"),
            },
            "",
            None,
        ),
        ImportFault::NoHeading(row) => {
            say(format!("見出しがあるはずの{row}行目がありません"), "", help("`header_row` を訂正してください"))
        }
        ImportFault::NoSuchColumn { name, near, known } => {
            say(format!("列 `{name}` がファイルにありません"), "", near_or_known(near.as_ref(), "列", known))
        }
    }
}

/// The name that may be meant, or all that there are.
fn near_or_known(near: Option<&String>, what: &str, known: &[String]) -> Option<String> {
    did_you_mean(near).or_else(|| (!known.is_empty()).then(|| format!("存在する{what}：{}", one_of(known))))
}
