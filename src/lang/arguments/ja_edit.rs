//! The help in Japanese: the commands that record, import and print for other programs.

use super::Entry;

const fn entry(path: &'static str, about: &'static str, arguments: &'static [(&'static str, &'static str)]) -> Entry {
    Entry { path, about, arguments }
}

pub(super) const ENTRIES: [Entry; 24] = [
    entry(
        "import",
        "従業員、取得実績、業績を他のシステムのファイルから取り込みます",
        &[
            ("layout", "ファイルの形式。`auto` または下記のいずれか。--mapを使う場合は省略します"),
            ("files", "ファイル。テキスト、.xlsx、またはJSON"),
            ("map", "各列の意味を記したマッピングファイル"),
            ("guess", "--mapと併用。最初のファイルからマッピングのひな形を作成します。既存のファイルは上書きしません"),
            ("sheet", "ブックのシート名。省略時は、解釈できる最初のシート"),
            ("date_format", "列の値だけでは決まらない場合の、スラッシュ区切りの日付の読み方"),
            ("date_format=dmy", "29/10/2018"),
            ("date_format=mdy", "10/29/2018"),
            ("date_format=excel", "表計算ソフトと同じ1900年からの日数: 43402"),
            ("employee", "氏名などのないファイルの場合、誰のファイルか"),
            ("linked", "ファイルの従業員のプロファイルを組織に関連付けた日"),
            ("left", "ファイルに退職者として記載された従業員の最終在籍日"),
            ("no_new_people", "まだ記録されていない従業員の行を却下します"),
            ("rejects", "却下した行を、理由とともにこのファイルに書き出します。既存のファイルは上書きしません"),
            ("log", "各ユーザーの処理結果をこのファイルに書き出します。所有者だけが読め、既存のファイルは上書きしません"),
            ("initial_passwords", "--logと併用。新しいユーザーごとに初期パスワードを生成します"),
        ],
    ),
    entry("export", "他のシステム向けのファイルを書き出します", &[]),
    entry(
        "export entra-bulk-create",
        "初期パスワードを含む取り込みログから、Microsoft Entraでユーザーを一括作成するファイルを作ります",
        &[
            ("log", "`import --log` で書き出したログ"),
            ("into", "書き出すファイル。所有者だけが読め、既存のファイルは上書きしません"),
            ("rows", "1ファイルの最大ユーザー数。超過分はFILE-2、FILE-3、…に書き出します"),
        ],
    ),
    entry("employee", "従業員の追加、改名、一覧表示と、退職の記録を行います", &[]),
    entry(
        "employee add",
        "新しい従業員を記録します",
        &[
            ("id", "他のすべての箇所で使うID"),
            ("name", "氏名"),
            ("email", "勤務先のメールアドレス"),
            ("location", "勤務地のID"),
            ("joined", "在籍の初日。省略時は以前からの在籍とします"),
        ],
    ),
    entry(
        "employee leave",
        "従業員の最終在籍日を記録します",
        &[("person", "従業員（ID、氏名、メールアドレス）"), ("on", "最終在籍日")],
    ),
    entry(
        "employee rename",
        "従業員の氏名を変更します",
        &[("person", "従業員（ID、氏名、メールアドレス）"), ("name", "新しい氏名")],
    ),
    entry(
        "employee list",
        "全従業員のアカウントと関連付けの状況を一覧にします",
        &[("all", "退職者と入社前の従業員も含めます")],
    ),
    entry("account", "従業員のプロファイルを記録します", &[]),
    entry(
        "account add",
        "従業員のプロファイルを記録します",
        &[
            ("account", "プロファイルのアドレスまたは番号"),
            ("person", "誰のものか（ID、氏名、メールアドレス）"),
            ("kind", "用途"),
            ("kind=learn", "試験と認定資格"),
            ("kind=university", "パートナー向け研修の評価テスト"),
        ],
    ),
    entry(
        "link",
        "アカウントを組織に関連付けます。最新の関連付けにより、以前のものはすべて解除されます",
        &[
            ("what", "アカウント、または対象のアカウントを持つ従業員"),
            ("all", "在籍者のアカウントのうち、組織に関連付けられていないものすべて"),
            ("to", "関連付ける組織。省略時はワークスペースの組織"),
            ("on", "関連付けの日付または時点"),
        ],
    ),
    entry(
        "unlink",
        "アカウントの関連付けを解除します",
        &[("what", "アカウント、または対象のアカウントを持つ従業員"), ("on", "関連付けの最終日")],
    ),
    entry("achievement", "取得実績とその取り消しを記録します", &[]),
    entry(
        "achievement add",
        "資格の取得を記録します",
        &[
            ("holder", "取得したアカウントまたは従業員。アカウントが1つだけの従業員なら、そのアカウントとします"),
            ("credential", "資格（ID、名称、別名）"),
            ("earned", "取得日"),
            ("expires", "有効期間の最終日"),
            ("evidence", "証明の所在"),
        ],
    ),
    entry(
        "achievement revoke",
        "資格の取り消しを記録します",
        &[
            ("holder", "取得したアカウントまたは従業員"),
            ("credential", "資格（ID、名称、別名）"),
            ("on", "取り消された日"),
            ("earned", "取得日。複数回取得している場合に指定します"),
        ],
    ),
    entry("performance", "業績の数値を記録します", &[]),
    entry(
        "performance add",
        "ある月の数値を記録します",
        &[
            ("metric", "指標（ID、名称）"),
            ("month", "月（例: 2018-09）"),
            ("value", "値。正確な十進数で指定します"),
            ("association", "取引と会社の関連付けの種類（ID、名称）"),
            ("market", "顧客の市場。developedまたはdeveloping"),
            ("location", "数値が属する拠点のID"),
        ],
    ),
    entry("override", "理由を示して、一定期間、達成とみなします", &[]),
    entry(
        "override add",
        "レベル、達成オプション、または要件を達成とみなします",
        &[
            ("competency", "コンピテンシー（ID、名称、別名）"),
            ("level", "レベル"),
            ("path", "対象とする達成オプション"),
            ("from", "初日"),
            ("until", "最終日。省略時は方針で定めた月数"),
            ("reason", "理由"),
            ("by", "承認者"),
            ("requirement", "対象とする要件"),
        ],
    ),
    entry(
        "override end",
        "例外承認を終わらせます",
        &[
            ("competency", "コンピテンシー（ID、名称、別名）"),
            ("level", "レベル"),
            ("path", "対象とする達成オプション"),
            ("on", "最終日"),
        ],
    ),
    entry(
        "attest",
        "試験や数値では示せない事実を、証明とともに申告します",
        &[
            ("competency", "コンピテンシー（ID、名称、別名）"),
            ("level", "レベル"),
            ("path", "対象とする達成オプション"),
            ("requirement", "申告する要件のID。`explain` で確認できます"),
            ("from", "事実が成り立つ初日"),
            ("until", "事実が成り立つ最終日。省略時は無期限"),
            ("evidence", "証明の所在"),
            ("not", "事実が成り立たないことを申告します"),
        ],
    ),
    entry("completions", "シェルの補完スクリプトを出力します", &[("shell", "シェル")]),
    entry(
        "man",
        "プログラムまたはコマンドのマニュアルページを出力します",
        &[("command", "コマンド。省略時はプログラム全体")],
    ),
    entry(
        "help",
        "解説やコマンドの説明を表示します",
        &[("topic", "解説の名前、またはコマンドとそのサブコマンド。省略時は概要")],
    ),
];
