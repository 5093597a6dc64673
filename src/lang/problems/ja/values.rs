//! What is said about dates and numbers.

use super::{help, say};
use crate::diagnostic::When;
use crate::lang::problems::Words;
use crate::lang::problems::dates::{self, Advice, Fault, Lack};
use crate::lang::problems::numbers::meanings;
use crate::model::{DateError, QuantityError};

/// The words for a text that is not a date.
pub(super) fn invalid_date(text: &str, when: When, error: DateError) -> Words {
    if error == DateError::TooEarly {
        return say(format!("`{text}` は1900年より前です"), "", help("年を確認してください。年は4桁で書きます"));
    }
    let what = if when == When::Month { "月" } else { "日付" };
    say(format!("`{text}` は{what}ではありません"), "", Some(date_advice(&dates::advice(text, when))))
}

/// The words for a date that the calendar does not have.
pub(super) fn impossible_date(text: &str, when: When) -> Words {
    let what = match when {
        When::Day => "日付",
        When::Moment => "日付または時刻",
        When::Month => "月",
    };
    say(format!("`{text}` という{what}はありません"), "", Some(fault(&dates::impossible(text))))
}

/// What would help where something else stands instead of a date.
fn date_advice(advice: &Advice) -> String {
    match advice {
        Advice::DayNumber(month, When::Month) => {
            format!("表計算ソフトの日付の連番（シリアル値）のようです。その日の月は `{month}` です")
        }
        Advice::DayNumber(day, When::Day | When::Moment) => {
            format!("表計算ソフトの日付の連番（シリアル値）のようです。日付にすると `{day}` です")
        }
        Advice::Clock { day, time } => {
            format!("日付だけを `{day}` と書くか、UTCとの時差を付けて `{day}T{time}+09:00` と書いてください")
        }
        Advice::Written(meant) => write_as(meant),
        Advice::Lacking(Lack::Day(day)) => format!("年月だけで、日がありません。`{day}` のように日まで書いてください"),
        Advice::Lacking(Lack::Year(year)) => format!("年がありません。`{year}` のように年から書いてください"),
        Advice::Lacking(Lack::Either { day, year }) => {
            format!("日または年がありません。意図に応じて `{day}` か `{year}` の英字を数字に置き換えて書いてください")
        }
        Advice::Impossible(why, when) => format!("{}。{}", fault(why), shape(*when)),
        Advice::Shape(when) => shape(*when).to_owned(),
    }
}

/// Why the calendar does not have something.
fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Month => "月は01から12までです".to_owned(),
        Fault::Year => "年は1900から9999までです".to_owned(),
        Fault::Time => "時は00から23まで、分と秒は00から59までです".to_owned(),
        Fault::Day(month, days) => format!("`{month}` は{days}日までです"),
        Fault::Something => "月と日の値を確認してください".to_owned(),
    }
}

/// How dates are written, with an example that cannot be taken for the answer.
fn shape(when: When) -> &'static str {
    match when {
        When::Day => "日付は `2018-10-29` のように年-月-日の形で書きます",
        When::Moment => "日付は `2018-10-29` のように年-月-日の形で、日時は `2018-10-29T12:00:00+09:00` の形で書きます",
        When::Month => "月は `2018-10` のように年-月の形で書きます",
    }
}

/// The words for a text that is not a number.
pub(super) fn invalid_number(text: &str, error: QuantityError) -> Words {
    let meant = meanings(text);
    let advice = (!meant.is_empty()).then(|| write_as(&meant));
    match error {
        QuantityError::NotANumber => say(
            format!("`{text}` は数値ではありません"),
            "",
            advice.or_else(|| help("`15000` や `0.5` のように、数字と必要なら小数点で書いてください")),
        ),
        QuantityError::Grouped => say(
            format!("`{text}` に桁区切りがあります"),
            "",
            advice.or_else(|| help("桁区切りを付けず、小数点には `.` を使ってください")),
        ),
        QuantityError::TooPrecise => say(
            format!("`{text}` の小数部が6桁を超えています"),
            "",
            help("丸めてください。小数第6位までは正確に保持されます"),
        ),
        QuantityError::TooLarge => say(
            format!("`{text}` の整数部が18桁を超えています"),
            "",
            help("数値を確認してください。別の項目の値かもしれません"),
        ),
    }
}

/// How it should have been written.
fn write_as(meant: &[String]) -> String {
    match meant {
        [one] => format!("`{one}` と書いてください"),
        several => {
            let several: Vec<String> = several.iter().map(|one| format!("`{one}`")).collect();
            format!("意図に応じて {} のどちらかに書き直してください", several.join(" か "))
        }
    }
}
