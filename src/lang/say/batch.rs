//! What `batch` says beside its answer.

use crate::diagnostic::excerpt::visible;
use crate::lang::Lang;
use crate::lang::words::reason_name;

/// What progress is told of.
#[must_use]
pub fn batch_progress(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "organizations",
        Lang::Ja => "組織",
    }
}

/// What became of everything: organizations and those among them that failed or were left out, people, achievements with
/// those that count and those that do not, by reason.
#[must_use]
pub fn batch_summary(
    lang: Lang,
    [organizations, failed, left_out]: [u64; 3],
    people: u64,
    [read, counted]: [u64; 2],
    reasons: &[(&str, u64)],
) -> String {
    let not = read.saturating_sub(counted);
    match lang {
        Lang::En => {
            let by: Vec<String> = reasons.iter().map(|(reason, count)| format!("{reason} {count}")).collect();
            let by = if by.is_empty() { String::new() } else { format!(" ({})", by.join(", ")) };
            let out = if left_out > 0 { format!(", {left_out} not selected") } else { String::new() };
            let counts = [
                (organizations, "organization", "organizations"),
                (people, "person", "people"),
                (read, "achievement", "achievements"),
            ];
            let [organizations, people, read] =
                counts.map(|(count, one, several)| format!("{count} {}", if count == 1 { one } else { several }));
            format!(
                "{organizations}, {failed} not evaluated{out}; {people}; \
                 {read} = {counted} counted + {not} not counted{by}\n"
            )
        }
        Lang::Ja => {
            let by: Vec<String> =
                reasons.iter().map(|(reason, count)| format!("{}{count}件", reason_name(lang, reason))).collect();
            let by = if by.is_empty() { String::new() } else { format!("（{}）", by.join("、")) };
            let out = if left_out > 0 { format!("、選択対象外{left_out}") } else { String::new() };
            format!(
                "組織{organizations}件（評価できないもの{failed}件{out}）、従業員{people}名、\
                 取得実績{read}件＝算入{counted}件＋算入対象外{not}件{by}\n"
            )
        }
    }
}

/// Names of files as they can be shown.
fn safe(names: &[String]) -> Vec<String> {
    names.iter().map(|name| visible(name, false).into_owned()).collect()
}

/// Folders that fit a pattern and are no workspaces.
#[must_use]
pub fn batch_no_workspaces(lang: Lang, folders: &[String]) -> String {
    let folders = safe(folders);
    match lang {
        Lang::En => format!("without a competency.yaml, and so left out: {}\n", folders.join(", ")),
        Lang::Ja => format!("`competency.yaml`がないため対象外としました：{}\n", folders.join("、")),
    }
}

/// Which files were held in memory, because their rows are not grouped.
#[must_use]
pub fn batch_order(lang: Lang, held: &[String]) -> String {
    let files = safe(held);
    match lang {
        Lang::En => format!(
            "held in memory, because rows are not grouped in the order of organizations.csv: {}; sorted files need none\n",
            files.join(", ")
        ),
        Lang::Ja => format!(
            "行が`organizations.csv`の順にまとまっていないため、メモリーに保持しました：{}。並べ替えておけば不要です。\n",
            files.join("、")
        ),
    }
}

/// One organization is asked for where all are answered for.
#[must_use]
pub fn batch_of_one(lang: Lang) -> (String, String) {
    match lang {
        Lang::En => (
            "`batch` answers for every organization, so it takes no `--organization`".to_owned(),
            "for one of them: `competency status --organization ID`".to_owned(),
        ),
        Lang::Ja => (
            "`batch` はすべての組織を対象とするため、`--organization` は指定できません".to_owned(),
            "1つの組織だけを見るには：`competency status --organization ID`".to_owned(),
        ),
    }
}

/// Why there are fewer lines than organizations, and what became of the file.
#[must_use]
pub fn batch_stopped(lang: Lang, file: Option<&str>) -> String {
    match (lang, file) {
        (Lang::En, None) => "stopped at the first organization that could not be evaluated\n".to_owned(),
        (Lang::En, Some(file)) => format!(
            "stopped at the first organization that could not be evaluated; `{file}` is as it was, and without \
             --fail-fast it gets every line\n"
        ),
        (Lang::Ja, None) => "評価できない組織があったため、そこで停止しました\n".to_owned(),
        (Lang::Ja, Some(file)) => format!(
            "評価できない組織があったため、そこで停止しました。`{file}` は元のままです。`--fail-fast` を外すと全件が書き込まれます\n"
        ),
    }
}

/// A condition that cannot be read.
#[must_use]
pub fn bad_where(lang: Lang, text: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("`{text}` is no condition"),
            "write `level<gold`, `cloud-platform>=silver` or `membership=gold`; `<`, `<=`, `=`, `>=` and `>` compare"
                .to_owned(),
        ),
        Lang::Ja => (
            format!("`{text}`は条件として読み取れません"),
            "`level<gold`、`cloud-platform>=silver`、`membership=gold`のように書きます。比較には`<`、`<=`、`=`、`>=`、`>`が使えます"
                .to_owned(),
        ),
    }
}

/// Whole documents fit only into a format of documents.
#[must_use]
pub fn full_needs_ndjson(lang: Lang) -> (String, String) {
    match lang {
        Lang::En => ("`--full` prints documents".to_owned(), "add `--format ndjson`".to_owned()),
        Lang::Ja => ("`--full`は文書を出力します".to_owned(), "`--format ndjson`を付けてください".to_owned()),
    }
}

/// No folder fits a pattern.
#[must_use]
pub fn no_folder(lang: Lang, pattern: &str) -> (String, String) {
    match lang {
        Lang::En => (
            format!("no folder with a competency.yaml fits `{pattern}`"),
            "`*` stands for any part of one name".to_owned(),
        ),
        Lang::Ja => (
            format!("`{pattern}`に合う、`competency.yaml`のあるフォルダーがありません"),
            "`*`は1つの名前の中の任意の文字列を表します".to_owned(),
        ),
    }
}
