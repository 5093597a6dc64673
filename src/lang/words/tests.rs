//! Whole Japanese sentences, so that a reader can judge them.

use super::*;
use crate::engine::{AlertCode, EndCause, Severity, State};
use crate::lang::Lang::{En, Ja};
use crate::rules::Relation;

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn days_are_written_as_the_language_writes_them() {
    for (iso, japanese) in [
        ("2018-10-29", "2018年10月29日"),
        ("2019-03-01", "2019年3月1日"),
        ("2018-10-30T10:05:00+09:00", "2018年10月30日 10:05（+09:00）"),
        ("2018-10-30T10:05:07Z", "2018年10月30日 10:05:07（UTC）"),
        ("2018-10-30t10:05:07.25z", "2018年10月30日 10:05:07（UTC）"),
        ("2019-08", "2019年8月"),
        ("", ""),
        ("2018-02-30", "2018-02-30"),
        ("2018-10-30T10", "2018-10-30T10"),
        ("2018-10-30T10時", "2018-10-30T10時"),
        ("before.yaml", "before.yaml"),
    ] {
        assert_eq!(date(Ja, iso), japanese);
        assert_eq!(date(En, iso), iso);
    }
}

#[test]
fn levels_have_japanese_names_where_they_are_known() {
    assert_eq!([level(Ja, "silver"), level(Ja, "gold"), level(Ja, "platinum")], ["シルバー", "ゴールド", "PLATINUM"]);
    assert_eq!([level(En, "silver"), level(En, "platinum")], ["SILVER", "PLATINUM"]);
    assert_eq!(["Action Pack", "Gold plus"].map(|offer| called(Ja, offer)), ["アクションパック", "Gold plus"]);
    assert_eq!(level_of(Ja, "DevOps", "gold"), "DevOps（ゴールド）");
    assert_eq!(part_of_level(Ja, "DevOps", "gold", &names(&["partner", "r1"])), "DevOps（ゴールド、partner、r1）");
}

#[test]
fn several_things() {
    let [none, one, two, three] = [&[][..], &["A"], &["A", "B"], &["A", "B", "C"]].map(names);
    assert_eq!([&none, &one, &two, &three].map(|of| list(Ja, of)), ["", "A", "A、B", "A、B、C"]);
    assert_eq!([&none, &one, &two, &three].map(|of| any_of(Ja, of)), ["", "A", "AまたはB", "A、BまたはC"]);
    assert_eq!([&none, &one, &two, &three].map(|of| all_of(Ja, of)), ["", "A", "AとBの両方", "A、B、Cのすべて"]);
    assert_eq!([&none, &one, &two, &three].map(|of| all_of(En, of)), ["", "A", "A and B", "A, B and C"]);
}

#[test]
fn headlines() {
    let said = |levels: &[(usize, &str)], unknown| holds(Ja, "北波", levels, unknown, "2018-10-29");
    assert_eq!(
        said(&[(0, "gold"), (0, "silver")], 0),
        "北波が達成しているコンピテンシーはありません（基準日：2018年10月29日）。"
    );
    assert_eq!(
        said(&[(0, "gold"), (1, "silver")], 0),
        "北波が達成しているコンピテンシーはシルバー1件です（基準日：2018年10月29日）。"
    );
    assert_eq!(
        said(&[(1, "gold"), (7, "silver")], 2),
        "北波が達成しているコンピテンシーはゴールド1件、シルバー7件です（基準日：2018年10月29日）。\
         ほかに2件は、記録が足りず判定できません。"
    );
    assert_eq!(
        standing(Ja, "DevOps", Some("gold"), Verdict::Met, "2018-10-29"),
        "DevOps：ゴールド（基準日：2018年10月29日）。"
    );
    assert_eq!(
        standing(Ja, "DevOps", None, Verdict::Unknown, "2018-10-29"),
        "DevOps：判定不能（基準日：2018年10月29日）。"
    );
    assert_eq!(
        membership(Ja, "Silver membership", State::Active, "2019-03-01", "2019-03-02", "2019-03-31", Verdict::NotMet),
        "シルバーメンバーシップ：2019年3月1日まで有効です。2019年3月2日から2019年3月31日まで更新できます。\
         更新の要件は基準日の時点で未達成です。"
    );
    assert_eq!(
        achievements(Ja, 9, 6, &[("unlinked", 2), ("expired", 1)]),
        "取得実績：読み取り9件＝算入6件＋算入対象外3件（未関連付け2件、期限切れ1件）。"
    );
    assert_eq!(
        why_not(Ja, "鈴木 美咲（E003）", 2, 3, "2018-10-29"),
        "鈴木 美咲（E003）：取得実績3件のうち2件を算入（基準日：2018年10月29日）。"
    );
}

#[test]
fn margins_and_shortfalls() {
    assert_eq!(
        [None, Some(0), Some(1), Some(4)].map(|people| spare(Ja, people)),
        ["従業員の要件なし", "なし", "1名の余裕", "4名の余裕"]
    );
    let end = credit_ends(Ja, "鈴木 美咲", "70-480", EndCause::Leaves);
    assert_eq!(
        clauses(Ja, &[spare(Ja, Some(4)), next_end(Ja, "2018-11-15", &end)]),
        "4名の余裕／次に失う日は2018-11-15：鈴木 美咲の70-480（退職）"
    );
    assert_eq!(people_missing(Ja, 2, None, None), "あと2名");
    assert_eq!(people_missing(Ja, 1, Some("r1"), Some("松本 葵")), "要件r1：あと1名（最有力候補：松本 葵）");
    assert_eq!(figure_missing(Ja, "64,901.75", "USD"), "64,901.75 USD不足");
    assert_eq!(figure_missing(Ja, "690", "seats"), "690シート不足");
    assert_eq!(
        shortage(Ja, "gold", Some(("DevOps", "あと1名")), &[]),
        "ゴールドを達成しているコンピテンシーがありません（最も近いのはDevOps：あと1名）"
    );
    assert_eq!(
        blocking(Ja, 3, &names(&["r1", "r2"]), &names(&["鈴木 美咲", "松本 葵"])),
        "人数不足：r1、r2の計3名分に対し、該当者は2名だけです（鈴木 美咲、松本 葵）"
    );
    assert_eq!(
        near(Ja, "松本 葵（E009）", &names(&["70-533"]), &names(&["70-532（未関連付け）"])),
        "最有力候補：松本 葵（E009）、不足は70-533、算入対象外は70-532（未関連付け）"
    );
}

#[test]
fn rules() {
    let figure = figure_rule(
        Ja,
        "Azure customer consumption",
        relation(Ja, Relation::AtLeast),
        &by_market(Ja, "100,000", "50,000"),
        "USD",
        &trailing(Ja, 12),
    );
    assert_eq!(
        associations(Ja, &figure, &names(&["Digital Partner of Record", "Cloud Solution Provider"])),
        "Azure customer consumption：先進市場では100,000、新興市場では50,000 USD以上（締め済みの直近12か月）、\
         関連付けの種類はDigital Partner of RecordまたはCloud Solution Providerに限る"
    );
    let people = people_rule(Ja, 2, &any_of(Ja, &names(&["70-532", "70-533", "70-534"])));
    assert_eq!(
        tied(Ja, &people, &different(Ja, &names(&["r1"]))),
        "70-532、70-533または70-534を保有する従業員2名（r1とは別の従業員）"
    );
}

#[test]
fn alerts_and_their_causes() {
    assert_eq!(
        alert_counts(Ja, [(Severity::Error, 0), (Severity::Warning, 2), (Severity::Info, 1)], "2018-10-29"),
        "アラートは警告2件、情報1件です（基準日：2018年10月29日）。"
    );
    assert_eq!(
        alert_counts(Ja, [(Severity::Error, 0), (Severity::Warning, 0), (Severity::Info, 0)], "2018-10-29"),
        "アラートはありません（基準日：2018年10月29日）。"
    );
    let about = credit_of(Ja, "鈴木 美咲（E003）", "70-480");
    assert_eq!(alert(Ja, AlertCode::CredentialExpiring, &about), "鈴木 美咲（E003）の70-480：期限切れが間近");
    assert_eq!(
        alert(Ja, AlertCode::RenewalAtRisk, &membership_of(Ja, "Gold membership")),
        "ゴールドメンバーシップ：更新に必要な要件が現在未達成"
    );
    let ends = ends_on(Ja, EndCause::Expires, "2018-11-15");
    assert_eq!(
        cause(Ja, CauseWords::Ends { person: "鈴木 美咲（E003）", credential: "70-480", why: &ends }),
        "鈴木 美咲（E003）の70-480：有効期限は2018-11-15"
    );
    let (why, help) = reason(Ja, &ReasonWords::Unlinked { ended: None });
    assert_eq!(
        cause(Ja, CauseWords::NotCounted { person: "松本 葵（E009）", credential: "70-533", why: &why }),
        "松本 葵（E009）の70-533：アカウントがこの組織に関連付けられていません"
    );
    assert_eq!(
        help.as_deref(),
        Some(
            "関連付けるよう本人に依頼してください。本人以外にはできません。関連付け後、反映までの日数を経て算入されます"
        )
    );
    assert_eq!(
        cause(Ja, CauseWords::RestsOn { people: &names(&["鈴木 美咲（E003）", "松本 葵（E009）"]) }),
        "鈴木 美咲（E003）、松本 葵（E009）のいずれが欠けても未達成になる"
    );
    let staff = DeedWords::Staff {
        people: 2,
        competency: "Data Analytics",
        level: "gold",
        requirement: Some("r1"),
        credentials: &names(&["70-778"]),
    };
    assert_eq!(
        timed(Ja, &deed(Ja, staff), None, Some("2019-03-01")),
        "Data Analytics（ゴールド）の要件r1のため、あと2名が70-778を取得する（2019-03-01まで）"
    );
}

#[test]
fn forecasts() {
    assert_eq!(
        forecast(Ja, 3, "2018-10-29", "2019-10-29"),
        "現在の記録では、2018年10月29日から2019年10月29日までに3件の変化があります。"
    );
    assert_eq!(level_changes(Ja, "DevOps", "gold", Verdict::Met, Verdict::NotMet), "DevOps：ゴールドを失う");
    assert_eq!(
        membership_changes(Ja, "Silver membership", Some(State::Active), Some(State::RenewalWindow)),
        "シルバーメンバーシップの有効期間が終了し、更新可能になる"
    );
    let figure = CauseWords::Figure { metric: "Azure", month: Some("2018-10"), before: "120,000", after: "90,000" };
    assert_eq!(cause(Ja, figure), "Azure（2018-10まで）：120,000→90,000");
    assert_eq!(cause(Ja, CauseWords::OverrideEnded { reason: Some("移行中") }), "例外承認の終了（移行中）");
    assert_eq!(
        cause(Ja, CauseWords::Crowded { names: &names(&["DevOps", "Data Platform"]) }),
        "該当する従業員はDevOps、Data Platformに算入される"
    );
    assert_eq!(
        timeline_legend(Ja, &names(&["silver", "gold"])),
        "S＝シルバー、G＝ゴールド、.＝なし、?＝判定不能（いずれも月末時点）、^＝更新基準日"
    );
}
