//! Sentences of `alerts`, `profile`, `forecast` and `actions`.

use crate::engine::{AlertCode, Severity};
use crate::lang::Lang;

/// The columns of `alerts`.
#[must_use]
pub fn alert_headings(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::En => ["severity", "alert", "date", "why", "what to do"],
        Lang::Ja => ["重要度", "アラート", "日付", "原因", "対応"],
    }
}

/// How urgent an alert is.
#[must_use]
pub fn severity(lang: Lang, severity: Severity) -> &'static str {
    match lang {
        Lang::En => match severity {
            Severity::Error => "ERROR",
            Severity::Warning => "warning",
            Severity::Info => "info",
        },
        Lang::Ja => match severity {
            Severity::Error => "エラー",
            Severity::Warning => "警告",
            Severity::Info => "情報",
        },
    }
}

/// What an alert says of what it is about, in a few words.
#[must_use]
pub fn alert(lang: Lang, code: AlertCode, about: &str) -> String {
    match lang {
        Lang::En => format!("{about}: {}", alert_english(code)),
        Lang::Ja => format!("{about}：{}", alert_japanese(code)),
    }
}

fn alert_english(code: AlertCode) -> &'static str {
    match code {
        AlertCode::Lapsed => "the membership has lapsed",
        AlertCode::RenewalAtRisk => "not met now, needed to renew",
        AlertCode::RenewalAtRiskProjected => "met now, not met on the anniversary",
        AlertCode::RenewalLastCall => "last days to renew",
        AlertCode::RenewalOpen => "can be renewed",
        AlertCode::RenewalDue => "the anniversary is near",
        AlertCode::ReviewSkills => "time to review the skills",
        AlertCode::OverrideEnding => "the override ends soon",
        AlertCode::OverrideExpired => "the override is over",
        AlertCode::OverrideUnused => "the override changes nothing",
        AlertCode::CredentialExpiring => "expires soon",
        AlertCode::CredentialRetiring => "retired, stops counting soon",
        AlertCode::PendingCredit => "not visible yet",
        AlertCode::UnlinkedHolder => "does not count: not linked here",
        AlertCode::SinglePointOfFailure => "nobody to spare",
        AlertCode::AssociationTooSoon => "linked sooner than allowed",
        AlertCode::DuplicateProfile => "one person or account twice?",
    }
}

/// The first line of `alerts`.
#[must_use]
pub fn alert_counts(lang: Lang, counts: [(Severity, usize); 3], date: &str) -> String {
    match lang {
        Lang::En => format!("{}, {}.", english_counts(counts), super::as_of(lang, date)),
        Lang::Ja => format!("{}（{}）。", japanese_counts(counts), super::as_of(lang, date)),
    }
}

/// How many alerts there are, and where to read them.
#[must_use]
pub fn alerts_elsewhere(lang: Lang, counts: [(Severity, usize); 3]) -> String {
    match lang {
        Lang::En => format!("{}; `competency alerts` lists them.", english_counts(counts)),
        Lang::Ja => format!("{}。一覧は `competency alerts` で確認できます。", japanese_counts(counts)),
    }
}

fn alert_japanese(code: AlertCode) -> &'static str {
    match code {
        AlertCode::Lapsed => "メンバーシップが失効",
        AlertCode::RenewalAtRisk => "更新に必要な要件が現在未達成",
        AlertCode::RenewalAtRiskProjected => "現在は達成、更新基準日には未達成の見通し",
        AlertCode::RenewalLastCall => "更新期限が間近",
        AlertCode::RenewalOpen => "更新可能",
        AlertCode::RenewalDue => "更新基準日が間近",
        AlertCode::ReviewSkills => "スキルの点検時期",
        AlertCode::OverrideEnding => "例外承認の終了が間近",
        AlertCode::OverrideExpired => "例外承認が終了",
        AlertCode::OverrideUnused => "例外承認が不要",
        AlertCode::CredentialExpiring => "期限切れが間近",
        AlertCode::CredentialRetiring => "廃止済み、算入の終了が間近",
        AlertCode::PendingCredit => "反映待ち",
        AlertCode::UnlinkedHolder => "算入対象外（この組織に未関連付け）",
        AlertCode::SinglePointOfFailure => "余裕なし",
        AlertCode::AssociationTooSoon => "定めより早い関連付け",
        AlertCode::DuplicateProfile => "同じ人またはアカウントの重複の疑い",
    }
}

fn english_counts(counts: [(Severity, usize); 3]) -> String {
    let word = |(severity, count): (Severity, usize)| match (severity, count) {
        (_, 0) => None,
        (Severity::Error, 1) => Some("1 error".to_owned()),
        (Severity::Error, n) => Some(format!("{n} errors")),
        (Severity::Warning, 1) => Some("1 warning".to_owned()),
        (Severity::Warning, n) => Some(format!("{n} warnings")),
        (Severity::Info, n) => Some(format!("{n} to know")),
    };
    let parts: Vec<String> = counts.into_iter().filter_map(word).collect();
    if parts.is_empty() { "No alerts".to_owned() } else { format!("Alerts: {}", parts.join(", ")) }
}

fn japanese_counts(counts: [(Severity, usize); 3]) -> String {
    let word = |(one, count): (Severity, usize)| (count > 0).then(|| format!("{}{count}件", severity(Lang::Ja, one)));
    let parts: Vec<String> = counts.into_iter().filter_map(word).collect();
    if parts.is_empty() {
        "アラートはありません".to_owned()
    } else {
        format!("アラートは{}です", parts.join("、"))
    }
}

/// Alerts that a baseline holds already.
#[must_use]
pub fn alerts_known(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En => {
            let alerts = if count == 1 { "1 more is".to_owned() } else { format!("{count} more are") };
            format!("{alerts} in the baseline already.")
        }
        Lang::Ja => format!("ほかに{count}件がベースラインに登録済みです。"),
    }
}

/// Something of a person.
#[must_use]
pub fn credit_of(lang: Lang, person: &str, credential: &str) -> String {
    match lang {
        Lang::En => format!("{person}: {credential}"),
        Lang::Ja => format!("{person}の{credential}"),
    }
}

/// The membership of an offer.
#[must_use]
pub fn membership_of(lang: Lang, offer: &str) -> String {
    match lang {
        Lang::En => offer.to_owned(),
        Lang::Ja => super::called(lang, offer).to_owned(),
    }
}
