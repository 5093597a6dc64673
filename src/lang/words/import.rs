//! Sentences of `import` and `export`.

use super::{date as day, list};
use crate::import::merge::Remark;
use crate::import::{LogError, Skipped};
use crate::lang::Lang;

/// How a file was read.
#[must_use]
pub fn file_read(lang: Lang, path: &str, format: &str, encoding: &str, separator: Option<char>) -> String {
    match lang {
        Lang::En => {
            let separator = match separator {
                Some('\t') => ", separated by tabs",
                Some(';') => ", separated by semicolons",
                Some(_) => ", separated by commas",
                None => "",
            };
            format!("{path}: read as {format}, {encoding}{separator}.")
        }
        Lang::Ja => {
            let separator = match separator {
                Some('\t') => "、タブ区切り",
                Some(';') => "、セミコロン区切り",
                Some(_) => "、コンマ区切り",
                None => "",
            };
            let encoding = encoding_called(lang, encoding);
            match format {
                "mapping" => format!("{path}：対応表に従って、{encoding}{separator}として読み取りました。"),
                format => format!("{path}：{format}形式、{encoding}{separator}として読み取りました。"),
            }
        }
    }
}

/// What an encoding is called in a sentence; names that need no translation stay.
#[must_use]
pub fn encoding_called(lang: Lang, name: &str) -> &str {
    match (lang, name) {
        (Lang::Ja, "UTF-8 with BOM") => "BOM付きUTF-8",
        (Lang::Ja, "workbook") => "Excelブック",
        (Lang::En | Lang::Ja, name) => name,
    }
}

/// Passwords that were in a file.
#[must_use]
pub fn secrets_dropped(lang: Lang, path: &str, count: usize) -> String {
    match lang {
        Lang::En => {
            let passwords = if count == 1 { "1 password was".to_owned() } else { format!("{count} passwords were") };
            format!("{path}: {passwords} dropped on reading.")
        }
        Lang::Ja => format!("{path}：パスワード{count}件を読み取り時に破棄しました。"),
    }
}

/// Rows by what became of them.
#[must_use]
pub fn row_counts(
    lang: Lang,
    read: usize,
    [new, changed, unchanged, rejected]: [usize; 4],
    skipped: &[(Skipped, usize)],
) -> String {
    match lang {
        Lang::En => {
            let rows = if read == 1 { "1 row".to_owned() } else { format!("{read} rows") };
            let mut parts = vec![format!("{new} new"), format!("{changed} changed"), format!("{unchanged} unchanged")];
            if !skipped.is_empty() {
                let total: usize = skipped.iter().map(|(_, count)| count).sum();
                let reasons: Vec<String> =
                    skipped.iter().map(|(why, count)| format!("{count} {}", skip_reason(lang, *why, *count))).collect();
                parts.push(format!("{total} skipped ({})", reasons.join(", ")));
            }
            parts.push(format!("{rejected} rejected"));
            format!("{rows} read: {}.", parts.join(", "))
        }
        Lang::Ja => {
            let mut parts = vec![format!("新規{new}行"), format!("変更{changed}行"), format!("変更なし{unchanged}行")];
            if !skipped.is_empty() {
                let total: usize = skipped.iter().map(|(_, count)| count).sum();
                let reasons: Vec<String> = skipped
                    .iter()
                    .map(|(why, count)| format!("{}{count}行", skip_reason(lang, *why, *count)))
                    .collect();
                parts.push(format!("スキップ{total}行（{}）", reasons.join("、")));
            }
            parts.push(format!("却下{rejected}行"));
            format!("読み取り{read}行：{}。", parts.join("、"))
        }
    }
}

/// Why rows were passed over.
#[must_use]
pub fn skip_reason(lang: Lang, why: Skipped, count: usize) -> &'static str {
    match lang {
        Lang::En => match why {
            Skipped::MarkedDuplicate if count == 1 => "marked as a duplicate",
            Skipped::MarkedDuplicate => "marked as duplicates",
            Skipped::Repeated => "repeated",
            Skipped::NotRecorded => "of a kind that is not recorded",
            Skipped::Failed => "failed at the vendor",
            Skipped::Guest if count == 1 => "guest",
            Skipped::Guest => "guests",
        },
        Lang::Ja => match why {
            Skipped::MarkedDuplicate => "重複の印あり",
            Skipped::Repeated => "繰り返し",
            Skipped::NotRecorded => "記録しない種類",
            Skipped::Failed => "ベンダー側で失敗",
            Skipped::Guest => "ゲスト",
        },
    }
}

/// What records are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names of the record kinds")]
pub enum Counted {
    People,
    Accounts,
    Links,
    Achievements,
    Figures,
    Memberships,
}

/// Records of a kind that are new or changed.
#[must_use]
pub fn kind_counts(lang: Lang, kind: Counted, new: usize, changed: usize) -> String {
    match lang {
        Lang::En => {
            let (one, many) = match kind {
                Counted::People => ("person", "people"),
                Counted::Accounts => ("account", "accounts"),
                Counted::Links => ("link", "links"),
                Counted::Achievements => ("achievement", "achievements"),
                Counted::Figures => ("figure", "figures"),
                Counted::Memberships => ("membership", "memberships"),
            };
            let counted = |count: usize, what: &str| match count {
                0 => None,
                1 => Some(format!("1 {what} {one}")),
                n => Some(format!("{n} {what} {many}")),
            };
            let parts: Vec<String> = [counted(new, "new"), counted(changed, "changed")].into_iter().flatten().collect();
            parts.join(", ")
        }
        Lang::Ja => {
            let (what, counter) = match kind {
                Counted::People => ("従業員", "名"),
                Counted::Accounts => ("アカウント", "件"),
                Counted::Links => ("関連付け", "件"),
                Counted::Achievements => ("取得実績", "件"),
                Counted::Figures => ("数値", "件"),
                Counted::Memberships => ("メンバーシップ", "件"),
            };
            match (new, changed) {
                (0, 0) => String::new(),
                (new, 0) => format!("{what}（新規{new}{counter}）"),
                (0, changed) => format!("{what}（変更{changed}{counter}）"),
                (new, changed) => format!("{what}（新規{new}{counter}、変更{changed}{counter}）"),
            }
        }
    }
}

/// The line of all kinds.
#[must_use]
pub fn records(lang: Lang, parts: &[String]) -> String {
    match lang {
        Lang::En => format!("Records: {}.", parts.join("; ")),
        Lang::Ja => format!("記録：{}。", parts.join("、")),
    }
}

/// Something worth saying about an import.
#[must_use]
pub fn remark(lang: Lang, remark: &Remark) -> String {
    match lang {
        Lang::En => match remark {
            Remark::DuplicateProfile { name, ids } => {
                let all = if ids.len() == 2 { "both" } else { "all" };
                format!("{} are {all} called {name}; names never identify, so they stay apart.", list(lang, ids))
            }
            Remark::LeadingZeros { found, recorded, count: 1 } => {
                format!("Employee number {found} was taken for {recorded}, but for its zeros.")
            }
            Remark::LeadingZeros { found, recorded, count } => format!(
                "{count} employee numbers were taken for recorded ones but for their zeros, such as {found} for {recorded}."
            ),
            Remark::TwoLocations { id, first, second } => {
                format!("{id} is at two places, {first} and {second}; the first is recorded.")
            }
            Remark::UnknownPlace { place, count } => format!(
                "{place} ({count} {}) is none of the organization's locations; competency.yaml lists them.",
                if *count == 1 { "row" } else { "rows" }
            ),
            Remark::Inactive { ids } => format!(
                "May not sign in any more: {}. If they left: `competency employee leave ID --on DATE`.",
                list(lang, ids)
            ),
            Remark::AlreadyLeft { id, recorded, found } => {
                format!("{id} left on {recorded} already; the file says {found}.")
            }
            Remark::EarlierExpiry { id, credential, recorded, found, count } => {
                let more = if *count > 1 { format!(", and {} more", count - 1) } else { String::new() };
                format!("{id}'s {credential} is recorded until {recorded} and stays; the file says {found}{more}.")
            }
            Remark::LinkedLater { account, linked } => {
                format!("{account} was not linked: it has a link of {linked}, and the newest wins.")
            }
            Remark::NotLinked { count } => format!(
                "{count} {} not linked to the organization, so what was earned on {} does not count yet: \
                 `competency link --all --on DATE`.",
                if *count == 1 { "account is" } else { "accounts are" },
                if *count == 1 { "it" } else { "them" },
            ),
            Remark::ToLink { count } => format!(
                "{count} {} to be linked, says the file; only the people themselves can.",
                if *count == 1 { "account is" } else { "accounts are" },
            ),
            Remark::UnknownCredential { text, near, count } => {
                let near = near.as_ref().map_or(String::new(), |near| format!(", perhaps {near}"));
                format!("Not in the programme: {text} ({count}){near}; recorded as it stands, and not counted.")
            }
            Remark::UnknownAssociation { text, near, count } => {
                let near = near.as_ref().map_or(String::new(), |near| format!(", perhaps {near}"));
                format!("The programme knows no association {text} ({count}){near}; its figures do not count.")
            }
        },
        Lang::Ja => match remark {
            Remark::DuplicateProfile { name, ids } => format!(
                "{}の氏名はいずれも{name}です。氏名だけで同一人物とはみなさないため、別々のままにします。",
                list(lang, ids)
            ),
            Remark::LeadingZeros { found, recorded, count: 1 } => {
                format!("社員番号{found}を、先頭のゼロだけが異なる{recorded}とみなしました。")
            }
            Remark::LeadingZeros { found, recorded, count } => format!(
                "社員番号{count}件を、先頭のゼロだけが異なる記録済みの番号とみなしました（例：{found}を{recorded}）。"
            ),
            Remark::TwoLocations { id, first, second } => {
                format!("{id}の拠点が{first}と{second}の2か所になっています。先に現れたものを記録します。")
            }
            Remark::UnknownPlace { place, count } => {
                format!("{place}（{count}行）は組織の拠点にありません。拠点は `competency.yaml` に列挙します。")
            }
            Remark::Inactive { ids } => format!(
                "サインインできなくなった従業員：{}。退職した場合は `competency employee leave ID --on DATE` で記録してください。",
                list(lang, ids)
            ),
            Remark::AlreadyLeft { id, recorded, found } => format!(
                "{id}は{}に退職と記録済みですが、ファイルでは{}です。",
                day(lang, &recorded.to_string()),
                day(lang, &found.to_string())
            ),
            Remark::EarlierExpiry { id, credential, recorded, found, count } => {
                let more = if *count > 1 { format!("ほかに{}件あります。", count - 1) } else { String::new() };
                format!(
                    "{id}の{credential}の有効期限は{}と記録済みで、そのままにします。ファイルでは{}です。{more}",
                    day(lang, &recorded.to_string()),
                    day(lang, &found.to_string())
                )
            }
            Remark::LinkedLater { account, linked } => format!(
                "{account}は関連付けませんでした。{}の関連付けがあり、最も新しいものが有効です。",
                day(lang, &linked.to_string())
            ),
            Remark::NotLinked { count } => format!(
                "アカウント{count}件が組織に関連付けられていないため、その取得実績はまだ算入されません。関連付けは `competency link --all --on DATE` で記録できます。"
            ),
            Remark::ToLink { count } => {
                format!("ファイルによると、アカウント{count}件の関連付けが必要です。関連付けは本人にしかできません。")
            }
            Remark::UnknownCredential { text, near, count } => {
                let near = near.as_ref().map_or(String::new(), |near| format!("{near}の可能性があります。"));
                format!("プログラムにない資格：{text}（{count}件）。{near}そのまま記録し、算入しません。")
            }
            Remark::UnknownAssociation { text, near, count } => {
                let near = near.as_ref().map_or(String::new(), |near| format!("{near}の可能性があります。"));
                format!("プログラムにない関連付けの種類：{text}（{count}件）。{near}その数値は算入しません。")
            }
        },
    }
}

/// An import that changes nothing; `recorded` is true when that is because all of it is there.
#[must_use]
pub fn nothing_imported(lang: Lang, recorded: bool) -> &'static str {
    match lang {
        Lang::En if recorded => super::nothing_to_change(lang),
        Lang::Ja if recorded => super::nothing_to_change(lang),
        Lang::En => "Nothing was recorded.",
        Lang::Ja => "記録したものはありません。",
    }
}

/// The columns of how a file was read.
#[must_use]
pub fn column_headings(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::En => ["column", "read as"],
        Lang::Ja => ["列", "読み取り先"],
    }
}

/// A column that says nothing for the records.
#[must_use]
pub fn not_read(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "not read",
        Lang::Ja => "読み取らない",
    }
}

/// What stands for a column of passwords.
#[must_use]
pub fn secret_column(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "dropped",
        Lang::Ja => "破棄",
    }
}

/// Why an account log cannot be used.
#[must_use]
pub fn log_error(lang: Lang, path: &str, error: &LogError) -> (String, Option<String>) {
    match lang {
        Lang::En => match error {
            LogError::NoColumn(column) => (
                format!("`{path}` has no column `{column}`"),
                Some("the log is written by `import --log FILE --initial-passwords`".to_owned()),
            ),
            LogError::Damaged { line } => (
                format!("{path}:{line}: the row is damaged, or its user has no password"),
                Some("nothing was written, so that nobody is left out".to_owned()),
            ),
        },
        Lang::Ja => match error {
            LogError::NoColumn(column) => (
                format!("`{path}` に列 `{column}` がありません"),
                Some("この記録は `import --log FILE --initial-passwords` で作成されます".to_owned()),
            ),
            LogError::Damaged { line } => (
                format!("{path}:{line}：行が壊れているか、ユーザーのパスワードがありません"),
                Some("漏れる人が出ないよう、何も書き込んでいません".to_owned()),
            ),
        },
    }
}
