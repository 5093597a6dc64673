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
    Moved,
    People,
    Profile,
    Programs,
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
            TableTitle::Moved => "Came and went",
            TableTitle::People => "People",
            TableTitle::Profile => "Business profile",
            TableTitle::Programs => "Programs",
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
            TableTitle::Moved => "入退社と関連付け",
            TableTitle::People => "従業員",
            TableTitle::Profile => "ビジネスプロファイル",
            TableTitle::Programs => "プログラム",
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
