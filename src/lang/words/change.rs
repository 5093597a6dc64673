//! What changes of records did, would do, or cannot do.

use super::{account_kind, date as day};
use crate::edit::{EditError, Obstacle};
use crate::lang::Lang;
use crate::model::AccountKind;

/// Something that was recorded.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the fields are the blanks of the sentences in `did`")]
pub enum Did<'a> {
    EmployeeAdded { person: &'a str },
    Left { person: &'a str, date: &'a str },
    Renamed { person: &'a str, name: &'a str },
    AccountAdded { account: &'a str, kind: AccountKind, person: &'a str },
    Linked { account: &'a str, person: &'a str, organization: &'a str, date: &'a str },
    AlreadyLinked { account: &'a str, organization: &'a str, since: &'a str },
    Cut { account: &'a str, organization: &'a str, date: &'a str },
    TooSoon { account: &'a str, next: &'a str },
    NoOwner { account: &'a str, organization: &'a str },
    Unlinked { account: &'a str, organization: &'a str, date: &'a str },
    Earned { holder: &'a str, credential: &'a str, date: &'a str },
    Revoked { holder: &'a str, credential: &'a str, date: &'a str },
    Measured { metric: &'a str, month: &'a str, value: &'a str },
    AddsUp { metric: &'a str, month: &'a str, total: &'a str },
    Overridden { target: &'a str, from: &'a str, until: Option<&'a str> },
    OverrideEnds { target: &'a str, date: &'a str },
    Attested { target: &'a str, holds: bool, from: &'a str },
}

/// What was recorded, in a sentence.
#[must_use]
pub fn did(lang: Lang, did: Did<'_>) -> String {
    match lang {
        Lang::En => match did {
            Did::EmployeeAdded { person } => format!("New employee: {person}."),
            Did::Left { person, date } => format!("{person}: employed until {date}."),
            Did::Renamed { person, name } => format!("{person}: called {name} from now on."),
            Did::AccountAdded { account, kind, person } => {
                format!("New {} account of {person}: {account}.", account_kind(lang, kind))
            }
            Did::Linked { account, person, organization, date } => {
                format!("{account} ({person}): linked to {organization} from {date}.")
            }
            Did::AlreadyLinked { account, organization, since } => {
                format!("{account}: linked to {organization} since {since} already.")
            }
            Did::Cut { account, organization, date } => {
                format!("{account}: the new link cuts the link to {organization} on {date}.")
            }
            Did::TooSoon { account, next } => {
                format!("{account}: sooner than the programme allows; the next link is possible on {next}.")
            }
            Did::NoOwner { account, organization } => {
                format!("{account}: nobody of {organization} owns this account, so nobody there is credited.")
            }
            Did::Unlinked { account, organization, date } => {
                format!("{account}: linked to {organization} until {date}.")
            }
            Did::Earned { holder, credential, date } => format!("{holder}: earned {credential} on {date}."),
            Did::Revoked { holder, credential, date } => format!("{holder}: {credential} revoked on {date}."),
            Did::Measured { metric, month, value } => format!("{metric}, {month}: {value}."),
            Did::AddsUp { metric, month, total } => {
                format!("{metric} has figures of {month} already; together they are {total}.")
            }
            Did::Overridden { target, from, until: Some(until) } => {
                format!("{target}: taken as met from {from} until {until}.")
            }
            Did::Overridden { target, from, until: None } => format!("{target}: taken as met from {from}."),
            Did::OverrideEnds { target, date } => format!("{target}: taken as met until {date}."),
            Did::Attested { target, holds: true, from } => format!("{target}: stated from {from}."),
            Did::Attested { target, holds: false, from } => format!("{target}: stated not to hold from {from}."),
        },
        Lang::Ja => match did {
            Did::EmployeeAdded { person } => format!("新しい従業員：{person}。"),
            Did::Left { person, date } => format!("{person}：{}まで在籍。", day(lang, date)),
            Did::Renamed { person, name } => format!("{person}：氏名を{name}に変更。"),
            Did::AccountAdded { account, kind, person } => {
                format!("{person}の新しいアカウント（{}）：{account}。", account_kind(lang, kind))
            }
            Did::Linked { account, person, organization, date } => {
                format!("{account}（{person}）：{}から{organization}に関連付け。", day(lang, date))
            }
            Did::AlreadyLinked { account, organization, since } => {
                format!("{account}：{}からすでに{organization}に関連付けられています。", day(lang, since))
            }
            Did::Cut { account, organization, date } => {
                format!(
                    "{account}：新しい関連付けにより、{organization}との関連付けは{}に解除されます。",
                    day(lang, date)
                )
            }
            Did::TooSoon { account, next } => format!(
                "{account}：プログラムが定める間隔より早い関連付けです。次に関連付けできるのは{}です。",
                day(lang, next)
            ),
            Did::NoOwner { account, organization } => format!(
                "{account}：{organization}にこのアカウントの持ち主がいないため、誰の取得実績としても算入されません。"
            ),
            Did::Unlinked { account, organization, date } => {
                format!("{account}：{organization}との関連付けは{}まで。", day(lang, date))
            }
            Did::Earned { holder, credential, date } => {
                format!("{holder}：{}に{credential}を取得。", day(lang, date))
            }
            Did::Revoked { holder, credential, date } => {
                format!("{holder}：{credential}は{}に取り消し。", day(lang, date))
            }
            Did::Measured { metric, month, value } => format!("{metric}、{}：{value}。", day(lang, month)),
            Did::AddsUp { metric, month, total } => {
                format!("{metric}には{}の数値がすでにあり、合計は{total}になります。", day(lang, month))
            }
            Did::Overridden { target, from, until: Some(until) } => {
                format!("{target}：{}から{}まで達成とみなします。", day(lang, from), day(lang, until))
            }
            Did::Overridden { target, from, until: None } => {
                format!("{target}：{}から達成とみなします。", day(lang, from))
            }
            Did::OverrideEnds { target, date } => {
                format!("{target}：達成とみなすのは{}までです。", day(lang, date))
            }
            Did::Attested { target, holds: true, from } => format!("{target}：{}から申告。", day(lang, from)),
            Did::Attested { target, holds: false, from } => {
                format!("{target}：{}から、満たさないと申告。", day(lang, from))
            }
        },
    }
}

/// Headings of the table of what follows.
#[must_use]
pub fn effect_headings(lang: Lang, date: &str) -> [String; 4] {
    match lang {
        Lang::En => ["organization".to_owned(), "competency".to_owned(), "before".to_owned(), format!("on {date}")],
        Lang::Ja => ["組織".to_owned(), "コンピテンシー".to_owned(), "変更前".to_owned(), format!("{date}時点")],
    }
}

/// That no level changes.
#[must_use]
pub fn no_effect(lang: Lang, date: &str) -> String {
    match lang {
        Lang::En => format!("No competency changes its level by {date}."),
        Lang::Ja => format!("{}までにレベルが変わるコンピテンシーはありません。", day(lang, date)),
    }
}

/// How many files were changed.
#[must_use]
pub fn written(lang: Lang, files: usize, dry_run: bool) -> String {
    match lang {
        Lang::En => {
            let files = if files == 1 { "1 file".to_owned() } else { format!("{files} files") };
            if dry_run { format!("{files} would change; nothing was written.") } else { format!("{files} changed.") }
        }
        Lang::Ja => {
            if dry_run {
                format!("変更されるファイルは{files}件です。何も書き込んでいません。")
            } else {
                format!("{files}件のファイルを変更しました。")
            }
        }
    }
}

/// That everything is recorded already.
#[must_use]
pub fn nothing_to_change(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Nothing to change: all of it is recorded already.",
        Lang::Ja => "変更はありません。すべて記録済みです。",
    }
}

/// The mark of a file that is new.
#[must_use]
pub fn new_file(lang: Lang, path: &str) -> String {
    match lang {
        Lang::En => format!("{path} (new)"),
        Lang::Ja => format!("{path}（新規）"),
    }
}

/// Lines that are not shown.
#[must_use]
pub fn more_lines(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => format!("… and {count} more {}", if count == 1 { "line" } else { "lines" }),
        Lang::Ja => format!("… ほか{count}行"),
    }
}

/// Why a change cannot be made, and what would help.
#[must_use]
pub fn not_editable(lang: Lang, error: &EditError) -> (String, Option<String>) {
    match lang {
        Lang::En => match error {
            EditError::ChangedMeanwhile { path } => (
                format!("`{path}` was changed by somebody else while this command ran"),
                Some("nothing was written; run the command again".to_owned()),
            ),
            EditError::Unencodable { path, encoding, character, value } => (
                format!("`{path}` is {encoding}, which has no character `{character}` (in `{value}`)"),
                Some("nothing was written; save the file as UTF-8 first".to_owned()),
            ),
            EditError::NotEditable { path, line, why: Obstacle::Parquet } => (
                format!("{path}:{line} cannot be changed: Parquet files are only read"),
                Some("nothing was written; change it where the file is made, or save the table as CSV".to_owned()),
            ),
            EditError::NotEditable { path, line, why } => (
                format!("{path}:{line} cannot be changed in place: {}", obstacle_english(*why)),
                Some("nothing was written; change it in an editor".to_owned()),
            ),
            EditError::Unreadable { path, why } => (format!("`{path}` cannot be read any more: {why}"), None),
        },
        Lang::Ja => match error {
            EditError::ChangedMeanwhile { path } => (
                format!("コマンドの実行中に、ほかの人が `{path}` を変更しました"),
                Some("何も書き込んでいません。コマンドをもう一度実行してください".to_owned()),
            ),
            EditError::Unencodable { path, encoding, character, value } => (
                format!("`{path}` の文字コード{encoding}には、文字 `{character}` がありません（`{value}` の中）"),
                Some("何も書き込んでいません。先にファイルをUTF-8で保存してください".to_owned()),
            ),
            EditError::NotEditable { path, line, why: Obstacle::Parquet } => (
                format!("{path}:{line}は変更できません：Parquetファイルは読み取り専用です"),
                Some("何も書き込んでいません。ファイルの作成元で変更するか、表をCSVとして保存してください".to_owned()),
            ),
            EditError::NotEditable { path, line, why } => (
                format!("{path}:{line}をそのまま変更することはできません：{}", obstacle_japanese(*why)),
                Some("何も書き込んでいません。エディターで変更してください".to_owned()),
            ),
            EditError::Unreadable { path, why } => (format!("`{path}` を読み取れなくなりました：{why}"), None),
        },
    }
}

fn obstacle_english(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Unsaid => "the file would not say what it should",
        Obstacle::Alias => "an alias stands for this value",
        Obstacle::AliasOfSection => "an alias stands for this section",
        Obstacle::NotYaml => "this is not YAML",
        Obstacle::NotMapping => "the file is no mapping",
        Obstacle::NotList => "a list is needed here",
        Obstacle::NotSingle => "a list or mapping stands where a single value is to be written",
        Obstacle::RemarkInBlock => "the text is written as a block with a remark or an anchor",
        Obstacle::RemarkInList => "the list has a remark or an anchor in it",
        Obstacle::NoRecord => "no record begins here",
        Obstacle::ReadAsUtf8 => "in CP932 these values would be read as UTF-8",
        Obstacle::Parquet => "Parquet files are only read",
    }
}

fn obstacle_japanese(obstacle: Obstacle) -> &'static str {
    match obstacle {
        Obstacle::Unsaid => "変更後のファイルが意図した内容になりません",
        Obstacle::Alias => "この値はエイリアスで書かれています",
        Obstacle::AliasOfSection => "この節はエイリアスで書かれています",
        Obstacle::NotYaml => "YAMLではありません",
        Obstacle::NotMapping => "ファイルがマッピングではありません",
        Obstacle::NotList => "ここにはリストが必要です",
        Obstacle::NotSingle => "単独の値を書く場所に、リストまたはマッピングがあります",
        Obstacle::RemarkInBlock => "文字列がブロックで書かれ、コメントまたはアンカーが付いています",
        Obstacle::RemarkInList => "リストの中にコメントまたはアンカーがあります",
        Obstacle::NoRecord => "ここから始まる記録がありません",
        Obstacle::ReadAsUtf8 => "これらの値は、CP932ではUTF-8として読み取られます",
        Obstacle::Parquet => "Parquetファイルは読み取り専用です",
    }
}
