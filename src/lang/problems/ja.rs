//! What complaints say in Japanese.

mod files;
mod import;
mod merge;
mod syntax;
pub(super) mod values;

use super::{Words, bytes};
use crate::diagnostic::{Problem, Thing, TieFault, TooLarge};

/// What an id is the id of.
pub(super) fn thing(thing: Thing) -> &'static str {
    match thing {
        Thing::Organization => "組織",
        Thing::Employee => "従業員",
        Thing::Account => "アカウント",
        Thing::Competency => "コンピテンシー",
        Thing::Level => "レベル",
        Thing::Path => "達成オプション",
        Thing::Requirement => "要件",
        Thing::Offer => "プラン",
        Thing::Credential => "資格",
        Thing::Metric => "指標",
        Thing::Association => "関連付けの種類",
        Thing::Location => "拠点",
        Thing::Program => "プログラム",
        Thing::Text => "翻訳元のテキスト",
    }
}

fn say(message: impl Into<String>, label: &str, help: Option<String>) -> Words {
    Words { message: message.into(), label: label.to_owned(), related: "1つ目".to_owned(), help }
}

fn help(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn did_you_mean(near: Option<&String>) -> Option<String> {
    near.map(|near| format!("`{near}` のことですか？"))
}

fn one_of(words: &[String]) -> String {
    words.iter().map(|w| format!("`{w}`")).collect::<Vec<_>>().join("、")
}

/// Two dates that contradict each other, with what each of them is.
fn two_dates(message: &str, label: &str, related: &str, advice: &str) -> Words {
    Words { related: related.to_owned(), ..say(message, label, help(advice)) }
}

/// The words of `problem`.
pub(super) fn words(problem: &Problem) -> Words {
    match problem {
        Problem::Unreadable(why) => files::unreadable(why),
        Problem::LineTooLong { line, limit } => say(
            format!("{line}行目が長すぎます（上限 {}）", bytes(*limit, "バイト")),
            "",
            help("1件のレコードはこの長さに収まります。ファイルの取り違えがないか確認してください"),
        ),
        Problem::FileTooLarge { limit } => say(
            format!("ファイルが大きすぎます（上限 {}）", bytes(*limit, "バイト")),
            "",
            help(
                "ファイルの取り違えがないか確認してください。正しい場合は `employees-1.csv`、`employees-2.csv` のように分割してください",
            ),
        ),
        Problem::IgnoredFile { near } => say(
            "このファイルは読み込まれません。該当する名前のレコードの種類がありません",
            "",
            did_you_mean(Some(near)),
        ),
        Problem::IgnoredEnding { near } => say(
            "このファイルは拡張子が対象外のため読み込まれません",
            "",
            Some(format!("レコードは `.csv`、`.tsv`、`.yaml` から読み込まれます。`{near}` として保存してください")),
        ),
        Problem::SpreadsheetFile => say(
            "表計算ソフトのファイルで、テキストではありません",
            "",
            help("表計算ソフトで開き、CSV形式で保存してください。拡張子を変えるだけでは中身は変わりません"),
        ),
        Problem::Undecodable(attempts) => say(
            files::undecodable(attempts),
            "",
            help(
                "UTF-8で保存するか、`--encoding` で文字コードを指定してください。`competency help encodings` を参照してください",
            ),
        ),
        Problem::NulCharacter => say(
            "テキストにNUL文字が含まれています",
            "",
            help(
                "テキストファイルにNUL文字はありません。BOMのないUTF-16であれば `--encoding utf-16` を指定してください",
            ),
        ),
        Problem::EmptyFile => say("ファイルが空です", "", help("少なくとも見出し行かキーが1つ必要です")),
        Problem::YamlSyntax(words) => say(format!("YAMLとして読めません：{}", syntax::yaml(words)), "", None),
        Problem::YamlTooDeep { levels } => say(
            format!("入れ子が{levels}段を超えています"),
            "",
            help("それほどの深さが必要なファイルはありません。ファイルの取り違えがないか確認してください"),
        ),
        Problem::YamlTooLarge(TooLarge::Values(limit)) => say(
            format!("エイリアスを展開すると値が{limit}個を超えます"),
            "",
            help("エイリアスを使わずに書くか、ファイルを分割してください"),
        ),
        Problem::YamlTooLarge(TooLarge::Text(limit)) => say(
            format!("エイリアスを展開すると{limit}バイトを超えます"),
            "",
            help("エイリアスを使わずに書くか、ファイルを分割してください"),
        ),
        Problem::YamlUnsupported(what) => files::unsupported(*what),
        Problem::DuplicateKey(key) => say(
            format!("キー `{key}` が重複しています"),
            "2つ目",
            help("どちらか一方を残してください。以降の確認には1つ目を使いました"),
        ),
        Problem::UnterminatedQuote => say(
            "引用符が閉じられていません",
            "ここから",
            help("`\"` で閉じてください。引用符の中の引用符は `\"\"` と書きます"),
        ),
        Problem::TextAfterQuote => {
            say("閉じ引用符の後に文字があります", "", help("引用符の中の引用符は `\"\"` と書きます"))
        }
        Problem::TooManyFields { found, expected } => say(
            files::wrong_count(*found, *expected),
            "対応する列なし",
            help("値にコンマが含まれる場合は、引用符で囲んでください"),
        ),
        Problem::TooFewFields { found, expected } => {
            say(files::wrong_count(*found, *expected), "", help("足りないフィールドは空とみなします"))
        }
        Problem::WrongDelimiter { found, expected } => say(
            format!("見出しの区切りが{}です（正しくは{}）", files::delimiter(*found), files::delimiter(*expected)),
            "",
            help("コンマ区切りなら `.csv`、タブ区切りなら `.tsv` として保存してください"),
        ),
        Problem::FullWidthComma => say(
            "`，` は区切り文字ではありません（正しくは `,`）",
            "全角のコンマ",
            help("フィールドは半角の `,` で区切ってください。値に `，` が含まれる場合は引用符で囲んでください"),
        ),
        Problem::DuplicateColumn(name) => say(
            format!("列 `{name}` が重複しています"),
            "2つ目",
            help("どちらか一方を削除してください。1つ目を使います"),
        ),
        Problem::UnknownColumn { name, near } => {
            say(format!("列 `{name}` は不明なため使われません"), "", did_you_mean(near.as_ref()))
        }
        Problem::MissingColumn(name) => {
            say(format!("列 `{name}` がありません"), "", help("見出し行に追加してください"))
        }
        Problem::UnknownKey { key, near, known } => say(
            format!("キー `{key}` はここでは使えません"),
            "",
            did_you_mean(near.as_ref()).or_else(|| Some(format!("使えるキー：{}", one_of(known)))),
        ),
        Problem::MissingKey(key) => say(
            format!("キー `{key}` がありません"),
            "このマッピング",
            (key == "organization")
                .then(|| "どの組織のレコードかを `organization: {id: …, name: …}` で指定してください".to_owned()),
        ),
        Problem::WrongShape { expected, found } => {
            say(format!("{}ではなく{}が必要です", files::shape(*found), files::shape(*expected)), "", None)
        }
        Problem::MissingValue(field) => say(format!("必須の `{field}` が空です"), "このレコード", None),
        Problem::InvalidDate { text, when, error } => values::invalid_date(text, *when, *error),
        Problem::ImpossibleDate { text, when } => values::impossible_date(text, *when),
        Problem::InvalidCount { text, least, most } if least == most => {
            say(format!("`{text}` ではなく `{least}` だけが使えます"), "", None)
        }
        Problem::InvalidCount { text, least, most } => {
            say(format!("`{text}` は{least}から{most}までの整数ではありません"), "", None)
        }
        Problem::InvalidNumber { text, error } => values::invalid_number(text, *error),
        Problem::InvalidChoice { text, choices, near } => say(
            match choices.as_slice() {
                [only] => format!("`{text}` ではなく `{only}` だけが使えます"),
                _ => format!("`{text}` は使えません（使える値：{}）", one_of(choices)),
            },
            "",
            did_you_mean(near.as_ref()),
        ),
        Problem::InvalidZone(text) => say(
            format!("`{text}` はUTCとの時差ではありません"),
            "",
            help(
                "日本なら `+09:00` のように符号を付けて書くか、`UTC` と書いてください。タイムゾーンの名前は使えません",
            ),
        ),
        Problem::InvalidDuration(text) => say(
            format!("`{text}` は期間ではありません"),
            "",
            help("`24h`、`3d`、`90m`、`0s` のように、整数と単位で書いてください"),
        ),
        Problem::DuplicateId { thing: what, id } => say(
            format!("{} `{id}` が重複しています", thing(*what)),
            "2つ目",
            help("それぞれに別のIDを付けるか、一方を削除してください"),
        ),
        Problem::DanglingReference { thing: what, id, near, known } => say(
            format!("{} `{id}` は存在しません", thing(*what)),
            "ここで指定",
            match what {
                Thing::Program => Some(no_such_program(near.as_ref())),
                Thing::Employee | Thing::Account => did_you_mean(near.as_ref()).or_else(|| {
                    let file = if *what == Thing::Employee { "employees.csv" } else { "accounts.csv" };
                    Some(format!("`{id}` を `{file}` に追加するか、IDを訂正してください"))
                }),
                _ => did_you_mean(near.as_ref())
                    .or_else(|| (!known.is_empty()).then(|| format!("存在するもの：{}", one_of(known)))),
            },
        ),
        Problem::NamedPerson { name, id } => say(
            format!("従業員 `{name}` は存在しません"),
            "ここで指定",
            Some(format!("氏名ではなくID `{id}` で指定してください")),
        ),
        Problem::SimilarOrganization { id, near } => Words {
            related: "ここも同様".to_owned(),
            ..say(
                format!("`{id}` は `{near}` とは別の組織です。関連付けは他社へのものとみなします"),
                "ここで関連付け",
                did_you_mean(Some(near)),
            )
        },
        Problem::LeftBeforeJoined => two_dates(
            "退職日が入社日より前です",
            "退職日",
            "入社日",
            "この従業員の `joined` と `left` を確認してください",
        ),
        Problem::ExpiresBeforeEarned => two_dates(
            "有効期限が取得日より前です",
            "有効期限",
            "取得日",
            "この取得実績の `earned` と `expires` を確認してください",
        ),
        Problem::ZeroValidity => two_dates(
            "取得と同時に期限が切れています",
            "有効期限",
            "取得日",
            "期限がない場合は `expires` を空にしてください。取得日を有効期限の欄に書き出すシステムもあります",
        ),
        Problem::UnlinkedBeforeLinked => two_dates(
            "関連付けの解除が関連付けより前です",
            "解除",
            "関連付け",
            "この関連付けの `linked` と `unlinked` を確認してください",
        ),
        Problem::SimultaneousLinks(account) => Words {
            related: "もう一方の関連付け".to_owned(),
            ..say(
                format!("アカウント `{account}` が同時に2回関連付けられています"),
                "2つ目",
                help("アカウントの関連付けは同時に1つだけです。後の方に別の日付か時刻を指定してください"),
            )
        },
        Problem::UntilBeforeFrom => {
            two_dates("終了が開始より前です", "終了", "開始", "`from` と `until` を確認してください")
        }
        Problem::RenewedBeforePurchase => {
            two_dates("更新が購入より前です", "更新", "購入", "`purchased` と `renewals` を確認してください")
        }
        Problem::NoHolder => {
            say("誰が取得したかが書かれていません", "このレコード", help("`account` か `employee` を記入してください"))
        }
        Problem::TwoHolders => two_dates(
            "アカウントと従業員の両方が指定されています",
            "従業員",
            "アカウント",
            "一方だけを記入してください。取得に使ったアカウントを、アカウントが不明なときだけ従業員を指定します",
        ),
        Problem::NoOrganization => say(
            "組織が複数あるワークスペースで、レコードに組織が指定されていません",
            "",
            help("どの組織のレコードかを `organization` に記入してください"),
        ),
        Problem::UnknownCredential { id, near } => say(
            format!("資格 `{id}` は存在しません"),
            "取得した資格",
            did_you_mean(near.as_ref()).or_else(|| {
                help("記録は残りますが算入されません。`competency program list --credentials` で一覧を確認できます")
            }),
        ),
        Problem::UnknownFigure { thing: what, id, near, known } => say(
            format!("{} `{id}` は存在しません", thing(*what)),
            "",
            did_you_mean(near.as_ref()).or_else(|| Some(kept(known))),
        ),
        Problem::EmptyRule => {
            say("規則の中身がありません", "", help("必要な条件を書くか、`unknown: 理由` と書いてください"))
        }
        Problem::UnclearRule { found, choose } if found.is_empty() => {
            say(format!("{}のどれか1つが必要ですが、ありません", one_of_spaced(choose)), "この規則", None)
        }
        Problem::UnclearRule { found, .. } => say(
            format!("{}が一緒に書かれています（どれか1つだけが使えます）", one_of_spaced(found)),
            "この規則",
            help("すべて満たすべき規則は、リストに1つずつ並べてください"),
        ),
        Problem::PeopleThreshold => {
            say("人数の要件に使えるのは、すべての市場に共通の `at_least` と1から1000までの整数だけです", "", None)
        }
        Problem::InvalidTie(fault) => say(tie(*fault), "", None),
        Problem::NeverInForce => two_dates(
            "この期間には1日も含まれません",
            "最終日",
            "初日",
            "`from` と `until` を確認してください。どちらの日も期間に含まれます",
        ),
        Problem::OverlappingVersions(id) => Words {
            related: "もう一方の版".to_owned(),
            ..say(
                format!("`{id}` の2つの版が同じ日に有効です"),
                "",
                help("新しい版の `from` の前日を、古い版の `until` に指定してください"),
            )
        },
        Problem::Unreachable(id) => say(
            format!("`{id}` はここでは算入されることがありません"),
            "この要件",
            help("有効な期間が達成オプションの期間と重ならないか、期間の前に算入が終わっています"),
        ),
        Problem::UnusedCredential(id) => say(
            format!("資格 `{id}` を使う要件がありません"),
            "",
            help("それでも載せておく場合は、理由を `note: …` に書いてください"),
        ),
        Problem::RetiredBeforeIntroduced { first, then } => Words {
            related: format!("`{first}`"),
            ..say(
                format!("`{then}` が `{first}` より前です"),
                "",
                help("`introduced`、`retired`、`counts_until` はこの順に並びます"),
            )
        },
        Problem::MissingSource(id) => {
            say(format!("`{id}` に出典が書かれていません"), "", help("`source: …` を追加してください"))
        }
        Problem::Import(fault) => import::words(fault),
        Problem::TwoPeople { .. }
        | Problem::SharedAccount { .. }
        | Problem::UnknownPerson(_)
        | Problem::NoLastDay
        | Problem::SeveralFigures { .. }
        | Problem::DifferentFigure { .. } => merge::words(problem),
    }
}

/// Words in backticks, with the blank that follows them in a sentence.
fn one_of_spaced(words: &[String]) -> String {
    format!("{} ", one_of(words))
}

/// What happens to a figure nobody knows, and the first of those that are known.
fn kept(known: &[String]) -> String {
    const FEW: usize = 8;
    let more = match known.len().saturating_sub(FEW) {
        0 => String::new(),
        more => format!(" ほか{more}件（`competency program show` で一覧を確認できます）"),
    };
    match known.get(..FEW).unwrap_or(known) {
        [] => "記録は残りますが算入されません".to_owned(),
        some => format!("記録は残りますが算入されません。存在するもの：{}{more}", one_of(some)),
    }
}

fn no_such_program(near: Option<&String>) -> String {
    did_you_mean(near).unwrap_or_else(|| {
        "組み込みのプログラムは `competency program list` で確認できます。ファイルは `rules.yaml` のように拡張子まで書いてください"
            .to_owned()
    })
}

fn tie(fault: TieFault) -> &'static str {
    match fault {
        TieFault::NotEarlier => "関係を指定できるのは、同じリストでこの要件より前にある要件だけです",
        TieFault::NotPeople => "関係を指定できるのは、人数を数える要件だけです",
        TieFault::DifferentSizes => "同じ人々を求める要件の人数が異なっています",
        TieFault::SubsetTooLarge => "部分集合の人数が元の人数を超えています",
        TieFault::SecondSubset => "1つの要件に指定できる部分集合は1つだけです",
        TieFault::NotPairwiseDifferent => {
            "別の人を求める要件は、互いにすべて別の人でなければならず、他の要件の部分集合や同じ人にはできません"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Attempt, DecodeFault, Encoding, ImportFault, Shape, Unreadable, When};
    use crate::model::{DateError, Month, QuantityError};

    fn text(text: &str) -> String {
        text.to_owned()
    }

    /// Everything a complaint says: message, label, related label, and what would help.
    fn shown(problem: &Problem) -> String {
        let words = words(problem);
        let mut parts = vec![words.message];
        parts.extend([words.label, words.related].into_iter().filter(|label| !label.is_empty() && label != "1つ目"));
        parts.extend(words.help);
        parts.join(" | ")
    }

    #[test]
    fn complaints_about_files() {
        let attempts = [Encoding::Utf8, Encoding::Cp932].map(|encoding| Attempt {
            encoding,
            offset: 3,
            line: 2,
            fault: DecodeFault::Byte(0xFF),
        });
        for (problem, expected) in [
            (
                Problem::Unreadable(Unreadable::PermissionDenied),
                "ファイルを読み取る権限がありません | アクセス許可を確認してください",
            ),
            (
                Problem::Undecodable(attempts.to_vec()),
                "UTF-8（2行目、オフセット3：バイト0xFF）とCP932（2行目、オフセット3：バイト0xFF）のどちらでもありません | UTF-8で保存するか、`--encoding` で文字コードを指定してください。`competency help encodings` を参照してください",
            ),
            (
                Problem::TooManyFields { found: 5, expected: 4 },
                "この行のフィールドは5個ですが、見出しの列は4個です | 対応する列なし | 値にコンマが含まれる場合は、引用符で囲んでください",
            ),
            (
                Problem::WrongDelimiter { found: ';', expected: ',' },
                "見出しの区切りがセミコロンです（正しくはコンマ） | コンマ区切りなら `.csv`、タブ区切りなら `.tsv` として保存してください",
            ),
            (
                Problem::UnknownKey { key: text("polcy"), near: Some(text("policy")), known: Vec::new() },
                "キー `polcy` はここでは使えません | `policy` のことですか？",
            ),
            (
                Problem::WrongShape { expected: Shape::YamlList, found: Shape::Single },
                "単一の値ではなくリスト（`- …` または `[…]`）が必要です",
            ),
            (Problem::YamlSyntax(text("expected a value here")), "YAMLとして読めません：ここに値が必要です"),
        ] {
            assert_eq!(shown(&problem), expected);
        }
    }

    #[test]
    fn complaints_about_values() {
        let date = |text: &str, when| Problem::InvalidDate { text: text.to_owned(), when, error: DateError::Shape };
        for (problem, expected) in [
            (date("2018/10/29", When::Day), "`2018/10/29` は日付ではありません | `2018-10-29` と書いてください"),
            (
                date("04/05/2018", When::Day),
                "`04/05/2018` は日付ではありません | 意図に応じて `2018-05-04` か `2018-04-05` のどちらかに書き直してください",
            ),
            (
                date("2018/2/30", When::Day),
                "`2018/2/30` は日付ではありません | `2018-02` は28日までです。日付は `2018-10-29` のように年-月-日の形で書きます",
            ),
            (
                date("43402", When::Month),
                "`43402` は月ではありません | 表計算ソフトの日付の連番（シリアル値）のようです。その日の月は `2018-10` です",
            ),
            (
                date("2018-04-01 9:30", When::Moment),
                "`2018-04-01 9:30` は日付ではありません | 日付だけを `2018-04-01` と書くか、UTCとの時差を付けて `2018-04-01T09:30:00+09:00` と書いてください",
            ),
            (
                date("2018年12月", When::Day),
                "`2018年12月` は日付ではありません | 年月だけで、日がありません。`2018-12-DD` のように日まで書いてください",
            ),
            (
                date("12月18日", When::Day),
                "`12月18日` は日付ではありません | 年がありません。`YYYY-12-18` のように年から書いてください",
            ),
            (
                date("Dec-18", When::Day),
                "`Dec-18` は日付ではありません | 日または年がありません。意図に応じて `2018-12-DD` か `YYYY-12-18` の英字を数字に置き換えて書いてください",
            ),
            (
                Problem::ImpossibleDate { text: text("2018-02-30"), when: When::Day },
                "`2018-02-30` という日付はありません | `2018-02` は28日までです",
            ),
            (
                Problem::InvalidNumber { text: text("15,000円"), error: QuantityError::NotANumber },
                "`15,000円` は数値ではありません | `15000` と書いてください",
            ),
            (
                Problem::InvalidChoice {
                    text: text("lern"),
                    choices: vec![text("learn"), text("university")],
                    near: Some(text("learn")),
                },
                "`lern` は使えません（使える値：`learn`、`university`） | `learn` のことですか？",
            ),
        ] {
            assert_eq!(shown(&problem), expected);
        }
    }

    #[test]
    fn complaints_about_records() {
        let month = Month::parse("2018-02").unwrap();
        for (problem, expected) in [
            (
                Problem::DanglingReference { thing: Thing::Employee, id: text("e-9"), near: None, known: Vec::new() },
                "従業員 `e-9` は存在しません | ここで指定 | `e-9` を `employees.csv` に追加するか、IDを訂正してください",
            ),
            (
                Problem::LeftBeforeJoined,
                "退職日が入社日より前です | 退職日 | 入社日 | この従業員の `joined` と `left` を確認してください",
            ),
            (
                Problem::UnclearRule { found: Vec::new(), choose: vec![text("all"), text("any")] },
                "`all`、`any` のどれか1つが必要ですが、ありません | この規則",
            ),
            (
                Problem::Import(ImportFault::AmbiguousDates { text: text("04/05/2018") }),
                "`04/05/2018` は日/月/年とも月/日/年とも読め、この列の他の日付からも判断できません | `--date-format dmy` か `--date-format mdy` を指定してください",
            ),
            (
                Problem::Import(ImportFault::EraPassed { text: text("平成31年6月1日"), day: text("2019-06-01") }),
                "`平成31年6月1日` は元号の最終日より後の日付のため、`2019-06-01` とみなします",
            ),
            (
                Problem::SharedAccount { account: text("1001"), owner: text("e1") },
                "アカウント `1001` は `e1` のものですが、この行では別の人のものになっています | アカウントの所有者は1名です。行か、`accounts.csv` の所有者を訂正してください",
            ),
            (
                Problem::SeveralFigures { metric: text("seats"), month },
                "`2018-02` の `seats` には複数の値が記録されていて、合計が一致しません | そのうちの1つ | どれを置き換えるかが分かるように、1つだけを残してください",
            ),
        ] {
            assert_eq!(shown(&problem), expected);
        }
    }
}
