//! Words of `report`: the headings of the whole picture, and the labels of its cards.

use super::{as_of, moment};
use crate::engine::{State, Verdict};
use crate::lang::Lang;

/// A section of the whole picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the headings")]
pub enum Heading {
    Alerts,
    Actions,
    Membership,
    Profile,
    Competencies,
    Timeline,
    SafeDays,
    People,
    Matrix,
    Exceptions,
    Achievements,
}

/// The heading of a section.
#[must_use]
pub fn heading(lang: Lang, heading: Heading) -> &'static str {
    match lang {
        Lang::En => match heading {
            Heading::Alerts => "What deserves attention",
            Heading::Actions => "What to do",
            Heading::Membership => "Membership",
            Heading::Profile => "Shown on the business profile",
            Heading::Competencies => "Competencies",
            Heading::Timeline => "The time to come",
            Heading::SafeDays => "Last safe days",
            Heading::People => "People",
            Heading::Matrix => "Who carries what",
            Heading::Exceptions => "Overrides and exemptions",
            Heading::Achievements => "Achievements",
        },
        Lang::Ja => match heading {
            Heading::Alerts => "アラート",
            Heading::Actions => "対応事項",
            Heading::Membership => "メンバーシップ",
            Heading::Profile => "ビジネスプロファイルの表示内容",
            Heading::Competencies => "コンピテンシー",
            Heading::Timeline => "今後の見通し",
            Heading::SafeDays => "受験の最終期限",
            Heading::People => "従業員",
            Heading::Matrix => "従業員と要件の一覧表",
            Heading::Exceptions => "例外承認と免除",
            Heading::Achievements => "取得実績",
        },
    }
}

/// What the whole picture is called.
#[must_use]
pub fn overview_title(lang: Lang, organization: &str, date: &str) -> String {
    match lang {
        Lang::En => format!("{organization}, {}", as_of(lang, date)),
        Lang::Ja => format!("{organization}（{}）", as_of(lang, date)),
    }
}

/// The rules the picture was judged by; the version is empty where none is known.
#[must_use]
pub fn judged_by(lang: Lang, program: &str, version: &str) -> String {
    match lang {
        Lang::En if version.is_empty() => format!("Judged by the rules of {program}."),
        Lang::En => format!("Judged by the rules of {program}, version {version}."),
        Lang::Ja if version.is_empty() => format!("判定に用いた規則：{program}"),
        Lang::Ja => format!("判定に用いた規則：{program}（バージョン{version}）"),
    }
}

/// The state of a membership, in a word or two.
#[must_use]
pub fn state_word(lang: Lang, state: State) -> &'static str {
    match (lang, state) {
        (Lang::En, State::Active) => "active",
        (Lang::En, State::RenewalWindow) => "to be renewed",
        (Lang::En, State::Lapsed) => "lapsed",
        (Lang::Ja, State::Active) => "有効",
        (Lang::Ja, State::RenewalWindow) => "更新期間中",
        (Lang::Ja, State::Lapsed) => "失効",
    }
}

/// What a line on a card of a membership is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the labels")]
pub enum MembershipLabel {
    Since,
    Anniversary,
    Window,
    Eligible,
    Buy,
    Upgrade,
    Renew,
}

/// What a line on a card of a membership is about, in words.
#[must_use]
pub fn membership_label(lang: Lang, label: MembershipLabel) -> &'static str {
    match lang {
        Lang::En => match label {
            MembershipLabel::Since => "term began",
            MembershipLabel::Anniversary => "anniversary",
            MembershipLabel::Window => "renewal window",
            MembershipLabel::Eligible => "requirement to renew, today",
            MembershipLabel::Buy => "buy",
            MembershipLabel::Upgrade => "upgrade",
            MembershipLabel::Renew => "renew",
        },
        Lang::Ja => match label {
            MembershipLabel::Since => "期間の開始日",
            MembershipLabel::Anniversary => "更新基準日",
            MembershipLabel::Window => "更新期間",
            MembershipLabel::Eligible => "更新要件（基準日時点）",
            MembershipLabel::Buy => "購入",
            MembershipLabel::Upgrade => "アップグレード",
            MembershipLabel::Renew => "更新",
        },
    }
}

/// Whether the requirement to renew holds, in a word or two.
#[must_use]
pub fn eligible_word(lang: Lang, verdict: Verdict, exempted: bool) -> &'static str {
    match (lang, verdict) {
        (Lang::En, _) if exempted => "waived by an exemption",
        (Lang::Ja, _) if exempted => "免除により不要",
        (_, verdict) => super::verdict(lang, verdict),
    }
}

/// What the details of a card hold.
#[must_use]
pub fn details_of_competency(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "why: paths, people and figures",
        Lang::Ja => "根拠（達成オプション・従業員・実績値）",
    }
}

/// What is still to become visible, on a card.
#[must_use]
pub fn pending_label(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "pending",
        Lang::Ja => "反映待ち",
    }
}

/// Whose credential counts from when, on a card.
#[must_use]
pub fn counts_from(lang: Lang, person: &str, credential: &str, from: &str) -> String {
    match lang {
        Lang::En => format!("{person}'s {credential} counts from {from}"),
        Lang::Ja => format!("{person}の{credential}は{}から算入", moment(lang, from)),
    }
}

/// What a bar of people is about.
#[must_use]
pub fn people_bar(lang: Lang, held: &str, requirement: &str) -> String {
    match lang {
        Lang::En => format!("people for {} {requirement}", super::level(lang, held)),
        Lang::Ja => format!("{} {requirement}の人数", super::level(lang, held)),
    }
}

/// How many people there are of how many.
#[must_use]
pub fn people_of_needed(lang: Lang, certain: u32, possible: u32, needed: u32) -> String {
    match lang {
        Lang::En => {
            let perhaps = if possible > certain { format!(", perhaps {possible}") } else { String::new() };
            format!("{certain} of {needed}{perhaps}")
        }
        Lang::Ja => {
            let perhaps = if possible > certain { format!("（最大{possible}名）") } else { String::new() };
            format!("{certain} / {needed}名{perhaps}")
        }
    }
}

/// How much there is of what it takes.
#[must_use]
pub fn figure_of_needed(lang: Lang, value: &str, needed: &str, unit: &str) -> String {
    match lang {
        Lang::En => format!("{value} of {}", super::quantity(lang, needed, unit)),
        Lang::Ja => format!("{value} / {}", super::quantity(lang, needed, unit)),
    }
}

/// A value of which only the least is known, or nothing.
#[must_use]
pub fn at_least(lang: Lang, value: Option<&str>) -> String {
    match (lang, value) {
        (_, None) => "?".to_owned(),
        (Lang::En, Some(value)) => format!("at least {value}"),
        (Lang::Ja, Some(value)) => format!("{value}以上"),
    }
}

/// How many competencies are left out, since there is nothing to tell of them.
#[must_use]
pub fn not_in_play(lang: Lang, none: usize, unknown: usize) -> String {
    let mut parts = Vec::new();
    match lang {
        Lang::En => {
            parts.extend((none > 0).then(|| format!("{none} without any progress")));
            parts.extend((unknown > 0).then(|| format!("{unknown} about which the records say nothing")));
            format!("Not shown: {}.", parts.join(", "))
        }
        Lang::Ja => {
            parts.extend((none > 0).then(|| format!("進捗のないもの{none}件")));
            parts.extend((unknown > 0).then(|| format!("記録のないもの{unknown}件")));
            format!("表示していないコンピテンシー：{}。", parts.join("、"))
        }
    }
}

/// What the details of the card of an offer hold.
#[must_use]
pub fn details_of_offer(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "what may be done, and what it brings",
        Lang::Ja => "購入・アップグレード・更新の可否と特典",
    }
}

/// That nothing is taken as met without being met.
#[must_use]
pub fn no_exceptions(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "None: everything above is met by people and figures.",
        Lang::Ja => "ありません。上記はすべて従業員と実績値による判定です。",
    }
}

/// The columns of what became of achievements.
#[must_use]
pub fn outcome_headings(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En => ["achievements", "number", "code"],
        Lang::Ja => ["取得実績", "件数", "コード"],
    }
}

/// What became of achievements: read, counted, or not counted for a reason, which is named by its code.
#[must_use]
pub fn outcome(lang: Lang, code: &str) -> String {
    let words = match lang {
        Lang::En => match code {
            "read" => "read",
            "counted" => "counted",
            "unknown-credential" => "not counted: the catalogue does not know the credential",
            "not-required" => "not counted: no requirement names it",
            "undated" => "not counted: no date",
            "future" => "not counted: dated later",
            "revoked" => "not counted: revoked",
            "duplicate" => "not counted: the same again",
            "not-yet-joined" => "not counted: the person joins later",
            "left" => "not counted: the person left",
            "unlinked" => "not counted: the account is not linked",
            "linked-elsewhere" => "not counted: the account is linked to another organization",
            "wrong-source" => "not counted: not on the kind of profile it takes",
            "pending" => "not counted yet: not visible yet",
            "expired" => "not counted: expired",
            "earned-after-retirement" => "not counted: earned after it was retired",
            "retired" => "not counted: retired",
            "outside-skill-window" => "not counted: too old for the policy",
            other => other,
        },
        Lang::Ja => match code {
            "read" => "読み込み",
            "counted" => "算入",
            "unknown-credential" => "算入対象外：カタログにない資格",
            "not-required" => "算入対象外：どの要件にも含まれない資格",
            "undated" => "算入対象外：取得日なし",
            "future" => "算入対象外：取得日が基準日より後",
            "revoked" => "算入対象外：取り消し",
            "duplicate" => "算入対象外：重複",
            "not-yet-joined" => "算入対象外：入社前",
            "left" => "算入対象外：退職済み",
            "unlinked" => "算入対象外：アカウントが未関連付け",
            "linked-elsewhere" => "算入対象外：アカウントが別の組織に関連付け済み",
            "wrong-source" => "算入対象外：プロファイルの種類が不適合",
            "pending" => "算入待ち：未反映",
            "expired" => "算入対象外：有効期限切れ",
            "earned-after-retirement" => "算入対象外：資格廃止後の取得",
            "retired" => "算入対象外：廃止された資格",
            "outside-skill-window" => "算入対象外：方針の有効期間外",
            other => other,
        },
    };
    words.to_owned()
}
