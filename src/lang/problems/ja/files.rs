//! What is said about files as such, before it matters what they are about.

use super::{help, say};
use crate::diagnostic::{Attempt, DecodeFault, Shape, Unreadable, Unsupported};
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
        Unreadable::Other(words) => say(format!("ファイルを読み取れません：{words}"), "", None),
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
