//! What commands that change records say when they refuse.

use crate::lang::Lang;
use crate::lang::words::date as day;

/// Somebody has no account.
#[must_use]
pub fn no_account(lang: Lang, person: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{person}` has no account"),
            format!("record one first: `competency account add ADDRESS {person}`"),
        ),
        Lang::Ja => (
            format!("`{person}` のアカウントがありません"),
            format!("先に `competency account add ADDRESS {person}` で記録してください"),
        ),
    }
}

/// A day on the command line is not one.
#[must_use]
pub fn bad_day(lang: Lang, option: &str, text: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{text}` is not a day or an instant"),
            format!("days are written year-month-day, as in `{option} 2018-10-29`"),
        ),
        Lang::Ja => (
            format!("`{text}` は日付でも日時でもありません"),
            format!("日付は `{option} 2018-10-29` のように年-月-日の形で書きます"),
        ),
    }
}

/// A month on the command line is not one.
#[must_use]
pub fn bad_month(lang: Lang, text: &str) -> (String, String) {
    match lang {
        Lang::En => (format!("`{text}` is not a month"), "months are written year-month, such as 2018-09".to_owned()),
        Lang::Ja => (format!("`{text}` は月ではありません"), "月は `2018-09` のように年-月の形で書きます".to_owned()),
    }
}

/// A number on the command line is not one.
#[must_use]
pub fn bad_number(lang: Lang, text: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{text}` is not a number"),
            "numbers are exact decimals without separators, such as 1610.20".to_owned(),
        ),
        Lang::Ja => {
            (format!("`{text}` は数値ではありません"), "`1610.20` のように、桁区切りのない10進数で書きます".to_owned())
        }
    }
}

/// A person needs a name.
#[must_use]
pub fn empty_name(lang: Lang) -> (String, String) {
    match lang {
        Lang::En => (
            "the new name is empty".to_owned(),
            "write it in quotes: `competency employee rename e-sato \"Sato Yuki\"`".to_owned(),
        ),
        Lang::Ja => (
            "新しい氏名が空です".to_owned(),
            "`competency employee rename e-sato \"佐藤 有紀\"` のように引用符で囲んで書いてください".to_owned(),
        ),
    }
}

/// An account has a later link.
#[must_use]
pub fn linked_later(lang: Lang, account: &str, organization: &str, date: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{account}` was linked to `{organization}` on {date}, after the new link"),
            "the newest link cuts all earlier ones, so this one would count until that day at the most; if it is right, \
             write it into associations.csv"
                .to_owned(),
        ),
        Lang::Ja => (
            format!("`{account}` は、新しい関連付けより後の{}に `{organization}` に関連付けられています", day(lang, date)),
            "最も新しい関連付けがそれ以前のものをすべて解除するため、この関連付けが有効なのは長くてもその日までです。\
             それでよければassociations.csvに直接書いてください"
                .to_owned(),
        ),
    }
}

/// An account has no link to end.
#[must_use]
pub fn not_linked(lang: Lang, account: &str, date: &str) -> (String, String) {
    match lang {
        Lang::En => {
            (format!("`{account}` is not linked on {date}"), "`competency employee list` shows every link".to_owned())
        }
        Lang::Ja => (
            format!("`{account}` は{}の時点で関連付けられていません", day(lang, date)),
            "関連付けはすべて `competency employee list` で確認できます".to_owned(),
        ),
    }
}

/// Somebody did not earn a credential.
#[must_use]
pub fn not_earned(lang: Lang, holder: &str, credential: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("no record says that `{holder}` earned {credential}"),
            format!("`competency why-not {holder}` lists what is recorded"),
        ),
        Lang::Ja => (
            format!("`{holder}` が{credential}を取得した記録がありません"),
            format!("記録されている資格は `competency why-not {holder}` で確認できます"),
        ),
    }
}

/// Somebody earned a credential more than once.
#[must_use]
pub fn earned_several_times(lang: Lang, holder: &str, credential: &str, days: &[String]) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{holder}` earned {credential} several times"),
            format!("say which with `--earned DATE`: {}", days.join(", ")),
        ),
        Lang::Ja => (
            format!("`{holder}` は{credential}を複数回取得しています"),
            format!("どれかを `--earned DATE` で指定してください：{}", days.join("、")),
        ),
    }
}

/// A person has several accounts.
#[must_use]
pub fn several_accounts(lang: Lang, person: &str, accounts: &[String]) -> (String, String) {
    match lang {
        Lang::En => (format!("`{person}` has several accounts"), format!("name one of them: {}", accounts.join(", "))),
        Lang::Ja => (
            format!("`{person}` には複数のアカウントがあります"),
            format!("どれか1つを指定してください：{}", accounts.join("、")),
        ),
    }
}

/// There is no override to end.
#[must_use]
pub fn no_override(lang: Lang, competency: &str, level: &str, date: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("nothing takes {competency} {level} as met on {date}"),
            format!("`competency explain {competency}` shows what does, and when"),
        ),
        Lang::Ja => (
            format!("{}の時点で{competency} {level}を達成とみなす例外承認はありません", day(lang, date)),
            format!("どの例外承認がいつ有効かは `competency explain {competency}` で確認できます"),
        ),
    }
}

/// The files would not be right after a change.
#[must_use]
pub fn refused_change(lang: Lang) -> String {
    match lang {
        Lang::En => "The places above are those of the files as they would be; nothing was written.\n".to_owned(),
        Lang::Ja => "上に示した位置は、変更後のファイルでのものです。何も書き込んでいません。\n".to_owned(),
    }
}

/// Somebody else is changing the workspace.
#[must_use]
pub fn busy(lang: Lang, folder: &str) -> (String, String) {
    let folder = if folder.is_empty() { "." } else { folder };
    match lang {
        Lang::En => (
            format!("another command is changing the files of `{folder}`"),
            "nothing was written; run the command again when the other one is done".to_owned(),
        ),
        Lang::Ja => (
            format!("別のコマンドが `{folder}` のファイルを変更しています"),
            "何も書き込んでいません。そのコマンドが終わってから、もう一度実行してください".to_owned(),
        ),
    }
}

/// A file was changed between reading and writing.
#[must_use]
pub fn changed_meanwhile(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{path}` was changed by somebody else while this command ran"),
            "nothing was written; run the command again".to_owned(),
        ),
        Lang::Ja => (
            format!("コマンドの実行中に `{path}` がほかから変更されました"),
            "何も書き込んでいません。もう一度実行してください".to_owned(),
        ),
    }
}

/// A file to be changed is a link.
#[must_use]
pub fn is_link(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{path}` is a link to another place, where others may rely on it"),
            "nothing was written; put the file itself here, or change it where it is".to_owned(),
        ),
        Lang::Ja => (
            format!("`{path}` は別の場所へのリンクで、ほかで使われている可能性があります"),
            "何も書き込んでいません。ファイルそのものをここに置くか、元の場所で変更してください".to_owned(),
        ),
    }
}

/// A file to be changed is read-only.
#[must_use]
pub fn is_read_only(lang: Lang, path: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{path}` is marked as read-only"),
            "nothing was written; make it writable if it may be changed".to_owned(),
        ),
        Lang::Ja => (
            format!("`{path}` は読み取り専用です"),
            "何も書き込んでいません。変更してよいファイルであれば、書き込めるようにしてください".to_owned(),
        ),
    }
}
