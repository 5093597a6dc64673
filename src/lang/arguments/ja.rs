//! The help in Japanese: the program, and the commands that ask.

use super::{Entry, Frame};

pub(super) const FRAME: Frame = Frame {
    usage: "使い方:",
    commands: "コマンド",
    arguments: "引数",
    options: "オプション",
    global: "すべてのコマンドに共通のオプション",
    values: "指定できる値:",
    default: "既定値:",
    after: "まず `competency demo` をお試しください。`competency help` で、exit-codes、dates、formatsなどの解説の一覧を表示します。",
    after_import: (
        "形式: auto（見出しから判別）、",
        "。それぞれの形式で何が取り込まれるかは `competency help importing` をご覧ください。これ以外の形式には--mapを使います。",
    ),
};

const fn entry(path: &'static str, about: &'static str, arguments: &'static [(&'static str, &'static str)]) -> Entry {
    Entry { path, about, arguments }
}

pub(super) const ENTRIES: [Entry; 27] = [
    entry(
        "",
        "会社がどのパートナーコンピテンシーを、どのレベルで、誰によって、なぜ保有しているかを示します",
        &[
            (
                "workspace",
                "competency.yamlのあるフォルダー。省略時は現在のフォルダーから上へ探します（環境変数: COMPETENCY_WORKSPACE）",
            ),
            ("as_of", "判定の基準日（その日の終わり）または時点（環境変数: COMPETENCY_AS_OF）"),
            ("organization", "複数の組織を含むワークスペースで、対象とする組織"),
            (
                "program",
                "ワークスペースのものの代わりに使う規則。内蔵プログラムまたはファイル（環境変数: COMPETENCY_PROGRAM）",
            ),
            ("pseudonyms", "人を仮名で示します。仮名はこのファイルの鍵で作ります（環境変数: COMPETENCY_PSEUDONYMS）"),
            ("encoding", "すべてのファイルの文字コード（utf-8、utf-16、cp932）。省略時は自動判別"),
            ("format", "出力形式。省略時は--outputの拡張子に従います（環境変数: COMPETENCY_FORMAT）"),
            ("output", "結果を書き出すファイル。`-` は標準出力"),
            ("lang", "表示言語。省略時はロケールに従います（環境変数: COMPETENCY_LANG）"),
            ("color", "色の使用（環境変数: COMPETENCY_COLOR）"),
            ("color=auto", "端末で使用。ただしNO_COLORがあれば使わない"),
            ("color=always", "常に使用"),
            ("color=never", "使わない"),
            ("ascii", "罫線や枝をASCII文字だけで描きます"),
            ("no_pager", "長い結果をページャーに送りません（環境変数: COMPETENCY_PAGER）"),
            ("quiet", "結果と案内を表示せず、終了コードとエラーだけにします"),
            ("no_config", "ユーザー設定ファイルを読みません"),
            ("help", "ヘルプを表示します"),
            ("version", "バージョンを表示します"),
            ("dry_run", "変更内容を表示するだけで、何も変更しません"),
        ],
    ),
    entry(
        "demo",
        "内蔵のサンプル企業の状況を表示します。何も書き込みません",
        &[
            ("write", "表示の代わりに、サンプル企業をこのフォルダーへコピーします。フォルダーは未作成か空であること"),
            ("dry_run", "--writeと併用。書き込む内容を示すだけで、何も書き込みません"),
        ],
    ),
    entry(
        "init",
        "注釈つきのひな形ファイルをフォルダーに作成します。既存のファイルは上書きしません",
        &[
            ("folder", "フォルダー。省略時は現在のフォルダー"),
            (
                "pseudonym_key",
                "ひな形の代わりに、--pseudonyms用の新しい鍵をこのファイルに書き込みます。所有者だけが読めます",
            ),
            ("dry_run", "書き込む内容を示すだけで、何も書き込みません"),
        ],
    ),
    entry(
        "status",
        "各コンピテンシーのレベル、次のレベルに必要なもの、失うおそれのあるものを表示します",
        &[
            ("competencies", "対象とするコンピテンシー（ID、名称、別名）"),
            ("all", "進捗のないものも表示します"),
            ("sort", "並び順"),
            ("sort=program", "プログラムの順"),
            ("sort=closest", "次のレベルに近い順"),
        ],
    ),
    entry(
        "explain",
        "コンピテンシーがその判定となった理由を示します",
        &[
            ("competency", "コンピテンシー（ID、名称、別名）"),
            ("level", "対象とするレベル"),
            ("path", "対象とする達成オプション"),
        ],
    ),
    entry(
        "why-not",
        "従業員の取得実績が算入される（されない）理由と、いつから算入されるかを示します",
        &[("person", "従業員（ID、氏名、メールアドレス）"), ("credential", "対象とする資格（ID、名称、別名）")],
    ),
    entry(
        "check",
        "ファイルの内容と、レベルを保有しているかを確認します。結果は終了コードで返します",
        &[
            ("require", "満たすべき条件。'devops>=silver'、'membership>=gold'など。複数回指定できます"),
            ("within", "条件が今から指定日数の間、毎日満たされること（例: 90d）。わかっている事実で判定します"),
            ("strict", "警告も不合格とします"),
            ("allow_empty", "従業員のいないワークスペースや、規則のないプログラムも認めます"),
        ],
    ),
    entry(
        "batch",
        "ワークスペース、複数のワークスペース、またはストリームのすべての組織を評価し、1組織1行で表示します",
        &[
            (
                "folders",
                "`competency.yaml` のあるフォルダー。`*` を含むパターンも使えます。省略時は上位フォルダーで見つかったワークスペース",
            ),
            ("input", "`-` は標準入力から組織を読み取ります。1行が1つのJSON文書です"),
            ("full", "要約の行ではなく、各組織のstatusの文書全体を出力します"),
            ("jobs", "同時に処理する数。省略時はプロセッサーの数"),
            ("fail_fast", "評価できない最初の組織で止めます"),
            (
                "conditions",
                "この条件を満たす組織だけを表示します: 'level<gold'、'devops>=silver'、'membership=gold'。複数指定するとすべてを満たすもの",
            ),
            ("require", "各組織に求めるもの: 'devops>=silver' や 'membership>=gold'。繰り返し指定できます"),
            ("sort", "並び順。`risk` はすべての行をメモリーに保持し、組織ごとに先を見通します"),
            ("sort=input", "読み取った順"),
            ("sort=risk", "評価できない組織、12か月以内にレベルを失う組織（早い順）、その後はアラートの順"),
        ],
    ),
    entry(
        "alerts",
        "注意が必要な事項を、緊急度の高い順に表示します",
        &[
            ("fail_on", "この重大度以上のアラートがあれば、終了コード1で終わります"),
            ("fail_on=error", "購入したものをこのままでは維持できない"),
            ("fail_on=warning", "失われつつあるものがある"),
            ("fail_on=info", "知っておくとよい"),
            ("within", "今から指定日数より後のことを除きます（例: 90d）"),
            ("baseline", "このファイルにあるアラートを除き、新しいものだけを表示して判定します"),
            ("update_baseline", "現在のアラートをベースラインに書き込みます"),
        ],
    ),
    entry("membership", "購入済みのものと、購入、アップグレード、更新できるものを扱います", &[]),
    entry("membership show", "各メンバーシップとその日付、各プランとそれを妨げる要件を表示します", &[]),
    entry(
        "membership buy",
        "その日の規則で認められる場合に、購入を記録します",
        &[("offer", "プラン（silverなど）"), ("on", "日付。省略時は基準日")],
    ),
    entry(
        "membership upgrade",
        "期間内の上位プランへの移行を記録します",
        &[("offer", "プラン（goldなど）"), ("on", "日付。省略時は基準日")],
    ),
    entry(
        "membership renew",
        "更新期間内の更新を記録します",
        &[("offer", "プラン（silverなど）。省略時は現在のもの"), ("on", "日付。省略時は基準日")],
    ),
    entry("profile", "ビジネスプロファイルに表示される内容とその理由を示します", &[]),
    entry(
        "forecast",
        "現在わかっている事実から、何がいつ、なぜ変わるかを示します",
        &[("until", "いつまで見通すか。省略時は1年"), ("alerts", "アラートの開始と終了も表示します")],
    ),
    entry(
        "actions",
        "対応事項、その期限、それによって守られるものを示します",
        &[
            ("until", "いつまで見通すか。省略時は1年"),
            ("ics", "--format ics と同じ：期限ごとに終日の予定が1件あるカレンダー"),
        ],
    ),
    entry(
        "compare",
        "2つの日付、ワークスペース、またはプログラムの違いを、対象者と理由とともに示します",
        &[
            ("from", "前の日付。省略時は基準日"),
            ("to", "後の日付。省略時は基準日"),
            ("with", "比較するワークスペース。こちらを前とします"),
            ("with_program", "比較する規則。こちらを前とします"),
            ("exit_code", "違いがあれば、終了コード1で終わります"),
        ],
    ),
    entry(
        "people",
        "各レベルを支える人、代わりがいない人、加わった人と去った人を示します",
        &[
            ("competencies", "これらのコンピテンシーについて、誰がどの要件を満たすかを示します（ID、名称、別名）"),
            ("since", "この日以降の入社、退職、関連付け、解除"),
        ],
    ),
    entry(
        "report",
        "全体像を1ページにまとめます。このプログラムを持たない人のための回答です",
        &[("until", "いつまで見通すか。省略時は1年")],
    ),
    entry("program", "規則と資格をわかりやすく表示します。プログラムファイルの検査もできます", &[]),
    entry(
        "program list",
        "内蔵プログラム、またはプログラムの資格の一覧を表示します",
        &[("credentials", "代わりに、プログラムの資格を一覧にします")],
    ),
    entry(
        "program show",
        "プログラム全体、または1つのコンピテンシーの規則を表示します",
        &[("competency", "コンピテンシー（ID、名称、別名）")],
    ),
    entry(
        "program credential",
        "資格がどこで使われ、いつ廃止されるかを表示します",
        &[("credential", "資格（ID、名称、別名）")],
    ),
    entry(
        "program lint",
        "プログラムファイルを検査します",
        &[("file", "ファイル"), ("strict", "警告も不合格とします")],
    ),
    entry("schema", "文書のJSON Schemaを出力します", &[("kind", "文書の種類。省略時は一覧を表示します")]),
    entry("doctor", "インストール状態とワークスペースを調べ、問題があれば知らせます", &[]),
];
