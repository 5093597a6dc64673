//! What is said about files as such, before it matters what they are about.

use super::{help, say};
use crate::diagnostic::{Attempt, DecodeFault, Held, ParquetFault, Shape, Unreadable, Unsupported};
use crate::lang::problems::Words;

/// Why a file cannot be read.
pub(super) fn unreadable(why: &Unreadable) -> Words {
    match why {
        Unreadable::NotFound => say("ファイルがありません", "", None),
        Unreadable::IsFolder => say("ファイルではなくフォルダーです", "", None),
        Unreadable::NotAFile => say("通常のファイルではありません", "", None),
        Unreadable::PermissionDenied => {
            say("ファイルを読み取る権限がありません", "", help("アクセス許可を確認してください"))
        }
        Unreadable::Parquet(fault) => parquet(fault),
        Unreadable::Other(words) => say(format!("ファイルを読み取れません：{words}"), "", None),
    }
}

/// Why a Parquet file is not read.
fn parquet(fault: &ParquetFault) -> Words {
    let again = help("書き出し直してください。読み取れるものは `competency help files` にあります");
    match fault {
        ParquetFault::NotBuiltIn => say(
            "Parquetファイルですが、このビルドはParquetを読み取れません",
            "",
            help("`cargo build --release --features parquet` でビルドするか、表をCSVとして保存してください"),
        ),
        ParquetFault::NotImported => {
            say("Parquetファイルはインポートできません", "", help("表をCSVとして保存し、それをインポートしてください"))
        }
        ParquetFault::Misnamed => say(
            "テキストではなくParquetファイルです",
            "",
            help("名前の末尾を `.parquet` にするか、表をCSVとして保存してください。拡張子を変えても中身は変わりません"),
        ),
        ParquetFault::Encrypted => {
            say("Parquetファイルが暗号化されています", "", help("暗号化せずに書き出してください"))
        }
        ParquetFault::Broken(why) => say(format!("Parquetファイルとして読み取れません：{why}"), "", again),
        ParquetFault::Compression(codec) => say(
            format!("Parquetファイルが、読み取れない方式 {codec} で圧縮されています"),
            "",
            help("Snappy、Zstandard、gzipのいずれか、または圧縮なしで書き出してください"),
        ),
        ParquetFault::Column { name, holds } => say(
            format!("列 `{name}` の値は{}で、表のセルにできません", held(*holds)),
            "",
            help("CSVと同じように、文字列、数値、日付、日時のいずれかで書き出すか、列を除いてください"),
        ),
        ParquetFault::Value { column, row } => {
            say(format!("{row}件目の列 `{column}` の値が、ファイルの記述と合っていません"), "", again)
        }
        ParquetFault::TooMuchText { limit } => say(
            format!("テキストにすると表が{}を超えます", super::bytes(*limit, "バイト")),
            "",
            help(
                "正しいファイルですか。そうであれば `employees-1.parquet`、`employees-2.parquet` のように分けてください",
            ),
        ),
    }
}

fn held(what: Held) -> &'static str {
    match what {
        Held::Nested => "リストなどの入れ子の値",
        Held::Bytes => "文字列でない値",
        Held::TimesOfDay => "日付のない時刻",
        Held::Intervals => "時間の長さ",
        Held::WideDecimals => "38桁を超える小数",
    }
}

/// Why each encoding that was tried does not fit.
pub(super) fn undecodable(attempts: &[Attempt]) -> String {
    let why = |attempt: &Attempt| {
        let fault = match attempt.fault {
            DecodeFault::NoZeroByte => return "コンマや改行ごとにあるはずの値0のバイトなし".to_owned(),
            DecodeFault::Byte(byte) => format!("バイト0x{byte:02X}"),
            DecodeFault::CutOff => "文字の途中でファイルが終了".to_owned(),
            DecodeFault::Surrogate(unit) => format!("対になっていないサロゲート0x{unit:04X}"),
        };
        format!("{}行目、オフセット{}：{fault}", attempt.line, attempt.offset)
    };
    let each: Vec<String> = attempts.iter().map(|a| format!("{}（{}）", a.encoding, why(a))).collect();
    match each.as_slice() {
        [one] => format!("{one}ではありません"),
        several => format!("{}のどちらでもありません", several.join("と")),
    }
}

/// What YAML has and files here have not.
pub(super) fn unsupported(what: Unsupported) -> Words {
    match what {
        Unsupported::Tag => {
            say("タグは使えません", "", help("値はすべてテキストとして読み込みます。タグを削除してください"))
        }
        Unsupported::SecondDocument => say(
            "1つのファイルに2つ目のドキュメントがあります",
            "ここから",
            help("別のファイルに分けるか、`---` を削除してください"),
        ),
        Unsupported::UnknownAlias => say(
            "このエイリアスより前にアンカーがありません",
            "",
            help("`*name` は前にある `&name` の内容を繰り返します。`*` で始まるテキストは引用符で囲んでください"),
        ),
        Unsupported::KeyNotScalar => {
            say("リストやマッピングはキーにできません", "", help("キーは `キー: …` のように単一の値にしてください"))
        }
    }
}

/// What stands, or should stand, somewhere.
pub(super) fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Nothing => "空",
        Shape::Single => "単一の値",
        Shape::List => "リスト",
        Shape::YamlList => "リスト（`- …` または `[…]`）",
        Shape::JsonList => "リスト（`[…]`）",
        Shape::Mapping => "マッピング",
        Shape::Keys => "マッピング（`キー: 値`）",
        Shape::Names => "マッピング（`名前: …`）",
    }
}

/// What separates fields.
pub(super) fn delimiter(character: char) -> String {
    match character {
        '\t' => "タブ".to_owned(),
        ',' => "コンマ".to_owned(),
        ';' => "セミコロン".to_owned(),
        other => format!(" `{other}` "),
    }
}

/// A row with too many or too few fields.
pub(super) fn wrong_count(found: usize, expected: usize) -> String {
    format!("この行のフィールドは{found}個ですが、見出しの列は{expected}個です")
}
