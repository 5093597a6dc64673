//! What tables are about: captions, and the names of sheets.

use crate::lang::Lang;

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words are beside them, in `table_title`")]
pub enum TableTitle {
    Achievements,
    Actions,
    Alerts,
    Columns,
    Competencies,
    Credentials,
    Differences,
    Effects,
    Employees,
    Forecast,
    Matrix,
    Memberships,
    Moved,
    Outcomes,
    People,
    Profile,
    Programs,
    Remarks,
    Requirements,
    SafeDays,
}

/// The caption of a table.
#[must_use]
pub fn table_title(lang: Lang, title: TableTitle) -> &'static str {
    match lang {
        Lang::En => match title {
            TableTitle::Achievements => "Achievements",
            TableTitle::Actions => "Actions",
            TableTitle::Alerts => "Alerts",
            TableTitle::Columns => "Columns",
            TableTitle::Competencies => "Competencies",
            TableTitle::Credentials => "Credentials",
            TableTitle::Differences => "Differences",
            TableTitle::Effects => "Levels that change",
            TableTitle::Employees => "Employees",
            TableTitle::Forecast => "Forecast",
            TableTitle::Matrix => "People and requirements",
            TableTitle::Memberships => "Membership",
            TableTitle::Moved => "Came and went",
            TableTitle::Outcomes => "Outcomes",
            TableTitle::People => "People",
            TableTitle::Profile => "Business profile",
            TableTitle::Programs => "Programs",
            TableTitle::Remarks => "Remarks",
            TableTitle::Requirements => "Requirements",
            TableTitle::SafeDays => "Last safe days",
        },
        Lang::Ja => match title {
            TableTitle::Achievements => "取得実績",
            TableTitle::Actions => "対応事項",
            TableTitle::Alerts => "アラート",
            TableTitle::Columns => "列",
            TableTitle::Competencies => "コンピテンシー",
            TableTitle::Credentials => "資格",
            TableTitle::Differences => "相違点",
            TableTitle::Effects => "変わるレベル",
            TableTitle::Employees => "従業員一覧",
            TableTitle::Forecast => "見通し",
            TableTitle::Matrix => "従業員と要件",
            TableTitle::Memberships => "メンバーシップ",
            TableTitle::Moved => "入退社と関連付け",
            TableTitle::Outcomes => "取得実績の内訳",
            TableTitle::People => "従業員",
            TableTitle::Profile => "ビジネスプロファイル",
            TableTitle::Programs => "プログラム",
            TableTitle::Remarks => "備考",
            TableTitle::Requirements => "要件",
            TableTitle::SafeDays => "合格が間に合う最終日",
        },
    }
}

/// A sheet of a table that is about nothing in particular.
#[must_use]
pub fn untitled_sheet(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Table",
        Lang::Ja => "表",
    }
}

/// The first sheet of a workbook: what the sentences of the answer say.
#[must_use]
pub fn summary_sheet(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "Summary",
        Lang::Ja => "概要",
    }
}

/// The columns of requirements.
#[must_use]
pub fn requirement_headings(lang: Lang) -> [&'static str; 20] {
    match lang {
        Lang::En => [
            "Competency",
            "Level",
            "Path",
            "Path holds",
            "Requirement",
            "Rule",
            "Holds",
            "There is",
            "There may be",
            "It takes",
            "Short",
            "Unit",
            "Missing",
            "People counted",
            "Would fit too",
            "Nearest",
            "Months",
            "Recorded at",
            "Remarks",
            "Published at",
        ],
        Lang::Ja => [
            "コンピテンシー",
            "レベル",
            "達成オプション",
            "達成オプションの判定",
            "要件",
            "規則",
            "判定",
            "現在の値",
            "見込みの値",
            "しきい値",
            "不足",
            "単位",
            "不足の内容",
            "算入される従業員",
            "他に該当する従業員",
            "達成に最も近い従業員",
            "対象月",
            "記録箇所",
            "備考",
            "公表元",
        ],
    }
}

/// The columns of remarks on competencies.
#[must_use]
pub fn remark_headings(lang: Lang) -> [&'static str; 2] {
    match lang {
        Lang::En => ["Competency", "Remark"],
        Lang::Ja => ["コンピテンシー", "備考"],
    }
}

/// What people are counted in.
#[must_use]
pub fn people_unit(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "people",
        Lang::Ja => "名",
    }
}

/// The columns of memberships and offers.
#[must_use]
pub fn membership_headings(lang: Lang) -> [&'static str; 11] {
    match lang {
        Lang::En => [
            "Offer",
            "State",
            "Bought or renewed",
            "Anniversary",
            "Renewal opens",
            "Renewal closes",
            "Requirement to renew",
            "Buy",
            "Upgrade",
            "Renew",
            "Brings",
        ],
        Lang::Ja => [
            "プラン",
            "状態",
            "購入日・更新日",
            "更新基準日",
            "更新期間の開始",
            "更新期限",
            "更新要件",
            "購入",
            "アップグレード",
            "更新",
            "特典",
        ],
    }
}
