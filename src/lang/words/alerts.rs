//! Sentences of `alerts`, `profile`, `forecast` and `actions`.

use crate::engine::{AlertCode, Severity};
use crate::lang::Lang;

/// The columns of `alerts`.
#[must_use]
pub fn alert_headings(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::En | Lang::Ja => ["severity", "alert", "date", "why", "what to do"],
    }
}

/// How urgent an alert is.
#[must_use]
pub fn severity(lang: Lang, severity: Severity) -> &'static str {
    match lang {
        Lang::En | Lang::Ja => match severity {
            Severity::Error => "ERROR",
            Severity::Warning => "warning",
            Severity::Info => "info",
        },
    }
}

/// What an alert says of what it is about, in a few words.
#[must_use]
pub fn alert(lang: Lang, code: AlertCode, about: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{about}: {}", alert_english(code)),
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
        Lang::En | Lang::Ja => format!("{}, {}.", english_counts(counts), super::as_of(lang, date)),
    }
}

/// How many alerts there are, and where to read them.
#[must_use]
pub fn alerts_elsewhere(lang: Lang, counts: [(Severity, usize); 3]) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{}; `competency alerts` lists them.", english_counts(counts)),
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

/// Alerts that a baseline holds already.
#[must_use]
pub fn alerts_known(lang: Lang, count: usize) -> String {
    match lang {
        Lang::En | Lang::Ja => {
            let alerts = if count == 1 { "1 more is".to_owned() } else { format!("{count} more are") };
            format!("{alerts} in the baseline already.")
        }
    }
}

/// Something of a person.
#[must_use]
pub fn credit_of(lang: Lang, person: &str, credential: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => format!("{person}: {credential}"),
    }
}

/// The membership of an offer.
#[must_use]
pub fn membership_of(lang: Lang, offer: &str) -> String {
    match lang {
        Lang::En | Lang::Ja => offer.to_owned(),
    }
}
