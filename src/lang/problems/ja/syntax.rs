//! What is wrong with the syntax of YAML and JSON. The readers say it in English, since the words come from libraries;
//! those that people meet have Japanese ones here.

use std::borrow::Cow;

/// What the reader of YAML says, in Japanese where it is known.
pub(super) fn yaml(words: &str) -> Cow<'_, str> {
    let quoted =
        words.strip_prefix("text cannot begin with `").and_then(|rest| rest.strip_suffix("` unless it is in quotes"));
    if let Some(c) = quoted {
        return Cow::Owned(format!("`{c}` で始まるテキストは引用符で囲む必要があります"));
    }
    Cow::Borrowed(match words {
        "`:` is not allowed here; indented too far, or text with `: ` without quotes" => {
            "ここに `:` は書けません。字下げが深すぎるか、`: ` を含むテキストが引用符で囲まれていません"
        }
        "`:` is not allowed here; a bracket before it may not be closed" => {
            "ここに `:` は書けません。前の括弧が閉じられていない可能性があります"
        }
        "expected `:` behind a key" => "キーの後に `:` が必要です",
        "expected a key here, indented like the keys before" => "前のキーと同じ字下げのキーが必要です",
        "expected `-` here, as for the items before" => "前の項目と同じように `-` が必要です",
        "expected `]` before the end of the file" => "ファイルの終わりまでに `]` が必要です",
        "expected `,` or `]`" => "`,` または `]` が必要です",
        "expected `}` before the end of the file" => "ファイルの終わりまでに `}` が必要です",
        "expected `,` or `}`" => "`,` または `}` が必要です",
        "expected a value before the end of the file" => "ファイルの終わりまでに値が必要です",
        "expected a value here" => "ここに値が必要です",
        "this quote is never closed" => "引用符が閉じられていません",
        "this quote is not closed on its line, and the next line is not indented as a part of it" => {
            "引用符が行内で閉じられておらず、次の行も続きとして字下げされていません"
        }
        "unknown escape in double quotes; a backslash is written `\\\\`" => {
            "二重引用符の中に不明なエスケープがあります。円記号（バックスラッシュ）は `\\\\` と書きます"
        }
        "this bracket closes nothing" => "対応する開き括弧がありません",
        "TAB cannot be used for indentation, expected spaces" => "字下げにタブは使えません。半角スペースが必要です",
        other => other,
    })
}

/// What the reader of JSON says, in Japanese where it is known.
pub(super) fn json(words: &str) -> &str {
    match words {
        "EOF while parsing a list" => "リストの途中でファイルが終わっています",
        "EOF while parsing an object" => "オブジェクトの途中でファイルが終わっています",
        "EOF while parsing a string" => "文字列の途中でファイルが終わっています",
        "EOF while parsing a value" => "値が必要なところでファイルが終わっています",
        "expected `:`" => "`:` が必要です",
        "expected `,` or `]`" => "`,` または `]` が必要です",
        "expected `,` or `}`" => "`,` または `}` が必要です",
        "expected `\"`" => "`\"` が必要です",
        "expected value" | "expected ident" => "値が必要です",
        "key must be a string" => "キーは引用符で囲んだ文字列でなければなりません",
        "trailing comma" => "最後の項目の後に `,` があります",
        "trailing characters" => "値の後に余分な文字があります",
        "invalid number" | "number out of range" => "数値の書き方に誤りがあります",
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "文字列の中に改行などの制御文字があります"
        }
        "invalid escape"
        | "invalid unicode code point"
        | "lone leading surrogate in hex escape"
        | "unexpected end of hex escape" => "文字列の中のエスケープに誤りがあります",
        "recursion limit exceeded" => "入れ子が深すぎます",
        _ if words.starts_with("invalid type") && words.ends_with("a map") => "`{` で始まるオブジェクトが必要です",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::source::FileId;
    use crate::load::yaml::read;

    /// What the reader words itself never reaches a Japanese reader in English.
    #[test]
    fn the_readers_own_words_are_known() {
        for text in [
            "a: b: c",
            "a: [b\nc: d",
            "a: 1\nb # x\n\nc: 2",
            "a:\n  b: 1\n c: 2",
            "- a\nb: c",
            "[a",
            "[a\n- b: ]",
            "{a",
            "{a: b: c}",
            "a: [1,\n",
            "a: \"x\n",
            "a: \"x\nb: c",
            "a: \"C:\\Users\"",
            "山: @x",
            "[1]]",
            "a:\n\tb: 1",
        ] {
            let words = read(text, FileId(0)).unwrap_err().to_string();
            let shown = yaml(&words);
            assert!(shown.chars().any(|c| ('ぁ'..='ん').contains(&c)), "{text:?}: {words}");
        }
    }
}
