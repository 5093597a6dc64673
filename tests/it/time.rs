//! What time does to a small company under a small programme, in lines of text.

use super::story::Story;
use competency::engine::{Outlook, Rulebooks, Situation, compare, evaluate, offers};
use competency::load::files::MemoryFiles;
use expect_test::{Expect, expect};

/// One exam is enough for `k`, five seats for `sold`, a stated fact for `told`; what `told` asks at gold nobody knows.
const PROGRAM: &str = "schema: competency/program/1
id: one
levels: [silver, gold]
metrics: {seats: {unit: seats}}
credentials:
  exam: {kind: exam}
  old: {kind: exam, retired: 2018-03-31, replaced_by: exam}
  late: {kind: exam, retired: 2019-02-10}
competencies:
  k:
    levels:
      silver:
      - path: people
        requirements:
        - {id: r1, at_least: 1, people: {any_of: [exam, old]}}
      gold:
      - path: people
        requirements:
        - {id: r1, at_least: 2, people: {any_of: [exam, old]}}
  due:
    levels:
      silver:
      - {path: late, requirements: [{id: r1, at_least: 1, people: {all_of: [late, exam]}}]}
  sold:
    levels:
      silver:
      - {path: seats, requirements: [{id: p1, at_least: 5, measure: seats, over: {trailing_months: 2}}]}
  told:
    levels:
      silver:
      - {path: fact, requirements: [{id: a1, attest: a fact}]}
      gold:
      - {path: fact, unknown: not found, requirements: []}
  dated:
    levels:
      silver:
      - {path: old, until: 2018-06-30, requirements: [{id: r1, at_least: 1, people: exam}]}
      - {path: new, from: 2018-07-01, requirements: [{id: r1, at_least: 3, people: exam}]}
offers:
  pack: {name: Pack}
  silver: {name: Silver, requires: silver}
  gold: {name: Gold, requires: gold, upgrade: {from: silver, discount_percent: 25}}
life: {earned_until: 2022-09-30, benefits_until: 2025-01-22}
";

fn story(records: &str) -> Story {
    let config = format!("program: one.yaml\norganization: {{id: here}}\n{records}");
    Story::read(&MemoryFiles::new([("competency.yaml", config.as_str()), ("one.yaml", PROGRAM)]))
}

fn lines(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn outlook<T>(story: &Story, as_of: &str, until: &str, look: impl FnOnce(&Outlook<'_, '_>) -> T) -> T {
    let workspace = story.workspace();
    let rules = Rulebooks::new(&workspace.program, &workspace.policy);
    look(&Outlook::new(&rules, story.records(), story.instant(as_of), story.instant(until)))
}

/// What an outlook says, section by section.
#[track_caller]
fn check(records: &str, as_of: &str, sections: &[(&str, Expect)]) {
    let story = story(records);
    for (section, expected) in sections {
        let (section, until) = section.split_once(" until ").unwrap_or((section, as_of));
        let found: Vec<String> = outlook(&story, as_of, until, |outlook| match section {
            "alerts" => outlook.alerts().iter().map(|a| story.alert(a)).collect(),
            "profile" => outlook.profile().shown.iter().map(|s| story.shown(s)).collect(),
            "events" => outlook.events().iter().map(|e| story.event(e)).collect(),
            "tasks" => outlook.tasks().iter().map(|t| story.task(t)).collect(),
            "safe days" => outlook.safe_days().iter().map(|d| story.safe_day(d)).collect(),
            "offers" => {
                let rules = Rulebooks::new(&story.workspace().program, &story.workspace().policy);
                let rulebook = rules.on(story.workspace().zone.date_of(story.instant(as_of)));
                let evaluation = evaluate(rulebook, story.records(), story.instant(as_of));
                offers(rulebook, story.records(), &evaluation).iter().map(|o| story.offered(o)).collect()
            }
            other => panic!("no section `{other}`"),
        });
        expected.assert_eq(&lines(&found));
    }
}

const ONE: &str = "employees: [{id: a}]\nachievements: [{employee: a, credential: exam, earned: 2016-05-01}]\n";

#[test]
fn a_credit_that_expires_says_who_what_and_until_when_it_can_be_earned_again() {
    let records = "employees: [{id: a}]
achievements: [{employee: a, credential: exam, earned: 2016-05-01, expires: 2018-12-31}]
";
    check(
        records,
        "2018-10-02",
        &[(
            "alerts",
            expect![[r#"
        info single-point-of-failure k silver: rests on a; 1 more for k silver
    "#]],
        )],
    );
    check(
        records,
        "2018-10-03",
        &[
            (
                "alerts",
                expect![[r#"
            warning credential-expiring a exam on 2018-12-31: a exam expires 2019-01-01; a earns exam by 2018-12-31
            info single-point-of-failure k silver: rests on a; 1 more for k silver
        "#]],
            ),
            (
                "tasks",
                expect![[r#"
            warning 1 a earns exam by 2018-12-31
            info 1 1 more for k silver
        "#]],
            ),
            (
                "events until 2019-01-31",
                expect![[r#"
            2019-01-01 k silver met -> not_met: a lost exam (expired)
            2019-01-01 cleared warning credential-expiring a exam on 2018-12-31: a exam expires 2019-01-01; a earns exam by 2018-12-31
            2019-01-01 cleared info single-point-of-failure k silver: rests on a; 1 more for k silver
        "#]],
            ),
        ],
    );
}

#[test]
fn the_window_of_the_old_system_lies_before_the_anniversary() {
    let records =
        format!("{ONE}memberships: [{{offer: silver, purchased: 2017-10-15}}]\npolicy: {{renewal_window: pmc}}\n");
    check(
        &records,
        "2018-07-16",
        &[(
            "offers",
            expect![[r#"
        pack: buy until 2019-07-16; upgrade no (no upgrade); renew no (never bought)
        silver: buy no (has silver); upgrade no (has silver); renew no (opens 2018-07-17)
        gold: buy no (needs gold, nearest k, instead silver); upgrade no (needs gold, nearest k, instead silver); renew no (never bought)
    "#]],
        )],
    );
    check(
        &records,
        "2018-07-17",
        &[
            (
                "alerts",
                expect![[r#"
        warning renewal-at-risk dated silver on 2018-07-01: rules of new changed, rules of old changed; 2 more for dated silver r1 with exam by 2018-10-14
        warning renewal-open silver on 2018-10-15: window closes 2018-10-15; renew silver by 2018-10-15
        info review-skills silver on 2018-10-15: term ends 2018-10-15; review skills by 2018-10-15
        info single-point-of-failure k silver: rests on a; 1 more for k silver
    "#]],
            ),
            (
                "offers",
                expect![[r#"
        pack: buy until 2019-07-17; upgrade no (no upgrade); renew no (never bought)
        silver: buy no (has silver); upgrade no (has silver); renew until 2019-10-15
        gold: buy no (needs gold, nearest k, instead silver); upgrade no (needs gold, nearest k, instead silver); renew no (never bought)
    "#]],
            ),
        ],
    );
    check(
        &records,
        "2018-07-17",
        &[(
            "events until 2018-12-31",
            expect![[r#"
        2018-09-30 cleared warning renewal-open silver on 2018-10-15: window closes 2018-10-15; renew silver by 2018-10-15
        2018-09-30 cleared info review-skills silver on 2018-10-15: term ends 2018-10-15; review skills by 2018-10-15
        2018-09-30 raised info renewal-due silver on 2018-10-15: term ends 2018-10-15; renew silver by 2018-10-15
        2018-10-08 cleared info renewal-due silver on 2018-10-15: term ends 2018-10-15; renew silver by 2018-10-15
        2018-10-08 raised error renewal-last-call silver on 2018-10-15: window closes 2018-10-15; renew silver by 2018-10-15
        2018-10-16 silver active -> lapsed: window closes 2018-10-15
        2018-10-16 cleared error renewal-last-call silver on 2018-10-15: window closes 2018-10-15; renew silver by 2018-10-15
        2018-10-16 cleared warning renewal-at-risk dated silver on 2018-07-01: rules of new changed, rules of old changed; 2 more for dated silver r1 with exam by 2018-10-14
        2018-10-16 raised error lapsed silver on 2018-10-16: window closes 2018-10-15; buy silver
    "#]],
        )],
    );
}

#[test]
fn what_nobody_can_judge_does_not_stand_in_the_way_of_a_no() {
    check(
        "employees: [{id: a}]\n",
        "2018-10-29",
        &[(
            "offers",
            expect![[r#"
        pack: buy until 2019-10-29; upgrade no (no upgrade); renew no (never bought)
        silver: buy no (needs silver, nearest told); upgrade no (no upgrade, needs silver, nearest told); renew no (never bought)
        gold: buy no (needs gold, nearest k); upgrade no (no active silver, needs gold, nearest k); renew no (never bought)
    "#]],
        )],
    );
    // A figure is recorded, but not all of it: that may be a yes.
    check(
        "performance: [{metric: seats, month: 2018-09, value: 4}]\n",
        "2018-10-30",
        &[(
            "offers",
            expect![[r#"
        pack: buy until 2019-10-30; upgrade no (no upgrade); renew no (never bought)
        silver: buy unknown (needs silver, nearest sold, perhaps sold); upgrade no (no upgrade); renew no (never bought)
        gold: buy no (needs gold, nearest k); upgrade no (no active silver, needs gold, nearest k); renew no (never bought)
    "#]],
        )],
    );
}

#[test]
fn nothing_is_sold_after_the_programme_ended() {
    let records = format!("{ONE}memberships: [{{offer: silver, purchased: 2022-09-01}}]\n");
    check(
        &records,
        "2022-09-30",
        &[(
            "offers",
            expect![[r#"
        pack: buy until 2023-09-30; upgrade no (no upgrade); renew no (never bought)
        silver: buy no (has silver); upgrade no (has silver); renew no (opens 2023-09-02)
        gold: buy no (needs gold, nearest k, instead silver); upgrade no (needs gold, nearest k, instead silver); renew no (never bought)
    "#]],
        )],
    );
    check(
        &records,
        "2022-10-01",
        &[(
            "offers",
            expect![[r#"
        pack: buy until 2023-10-01; upgrade no (programme over 2022-09-30, no upgrade); renew no (never bought)
        silver: buy no (programme over 2022-09-30, has silver); upgrade no (programme over 2022-09-30, has silver); renew no (opens 2023-09-02)
        gold: buy no (programme over 2022-09-30, needs gold, nearest k, instead silver); upgrade no (programme over 2022-09-30, needs gold, nearest k, instead silver); renew no (never bought)
    "#]],
        )],
    );
    let records = format!("{ONE}memberships: [{{offer: silver, purchased: 2024-01-10}}]\n");
    check(
        &records,
        "2025-01-22",
        &[(
            "offers",
            expect![[r#"
        pack: buy until 2026-01-22; upgrade no (programme over 2022-09-30, no upgrade); renew no (never bought)
        silver: buy no (programme over 2022-09-30, has silver); upgrade no (programme over 2022-09-30, has silver); renew until 2026-01-10
        gold: buy no (programme over 2022-09-30, needs gold, nearest k, instead silver); upgrade no (programme over 2022-09-30, no active silver, needs gold, nearest k, instead silver); renew no (never bought)
    "#]],
        )],
    );
    check(
        &records,
        "2025-01-23",
        &[(
            "offers",
            expect![[r#"
        pack: buy no (programme over 2025-01-22); upgrade no (programme over 2022-09-30, no upgrade); renew no (programme over 2025-01-22, never bought)
        silver: buy no (programme over 2022-09-30, has silver); upgrade no (programme over 2022-09-30, has silver); renew no (programme over 2025-01-22)
        gold: buy no (programme over 2022-09-30, needs gold, nearest k, instead silver); upgrade no (programme over 2022-09-30, no active silver, needs gold, nearest k, instead silver); renew no (programme over 2025-01-22, never bought)
    "#]],
        )],
    );
}

#[test]
fn links_that_come_too_soon() {
    let records = "employees: [{id: a}]
accounts: [{account: x, kind: learn, employee: a}]
associations:
- {account: x, organization: here, linked: 2021-03-01}
- {account: x, organization: there, linked: 2021-04-10}
- {account: x, organization: here, linked: 2021-05-05}
- {account: x, organization: there, linked: 2021-08-01}
achievements: [{account: x, credential: exam, earned: 2016-05-01}]
policy: {link_limits_from: 2021-01-01}
";
    check(
        records,
        "2021-04-20",
        &[(
            "alerts",
            expect![[r#"
        warning unlinked-holder x on 2021-04-10: exam is linked-elsewhere; a links x from 2021-05-10
        warning association-too-soon x on 2021-05-05: linked 2021-04-10, again from 2021-05-10; a links x from 2021-05-10
    "#]],
        )],
    );
    check(
        records,
        "2021-06-01",
        &[(
            "alerts",
            expect![[r#"
        warning association-too-soon x on 2021-05-05: linked 2021-04-10, again from 2021-05-10; a links x from 2021-05-10
        info single-point-of-failure k silver: rests on a; 1 more for k silver
    "#]],
        )],
    );
    check(
        &records.replace("2021-01-01}", "none}"),
        "2021-06-01",
        &[(
            "alerts",
            expect![[r#"
        info single-point-of-failure k silver: rests on a; 1 more for k silver
    "#]],
        )],
    );
}

#[test]
fn one_person_twice() {
    let records = "employees: [{id: a, name: Aya  Nakamura}, {id: b, name: aya nakamura}, {id: c, left: 2018-06-30, name: AYA NAKAMURA}]
accounts:
- {account: MCID 001234, kind: learn, employee: a}
- {account: '1234', kind: learn, employee: b}
- {account: x@mail.example, kind: learn, employee: a}
- {account: X@mail.example, kind: university, employee: a}
";
    check(
        records,
        "2018-10-29",
        &[(
            "alerts",
            expect![[r#"
        warning duplicate-profile a: one name a+b; merge a+b
        warning duplicate-profile 1234: one account 1234+MCID 001234; merge a+b
    "#]],
        )],
    );
    check(&records.replace("id: b,", "id: b, joined: 2018-11-01,"), "2018-10-29", &[("alerts", expect![[""]])]);
}

#[test]
fn overrides_that_end_ended_or_change_nothing() {
    let records = format!(
        "{ONE}overrides:
- {{competency: k, level: silver, from: 2018-01-01, until: 2019-12-31}}
- {{competency: sold, level: silver, path: seats, requirement: p1, from: 2018-01-01, until: 2018-11-30}}
- {{competency: told, level: silver, from: 2018-01-01, until: 2018-03-31}}
"
    );
    check(
        &records,
        "2018-10-29",
        &[(
            "alerts",
            expect![[r#"
        warning override-expired override 2 on 2018-03-31: override 2 ends; extend override 2
        warning override-ending override 1 on 2018-11-30: override 1 ends; extend override 1 by 2018-11-30
        info override-unused override 0 on 2019-12-31: unused; remove override 0
        info single-point-of-failure k silver: rests on a; 1 more for k silver
    "#]],
        )],
    );
}

#[test]
fn the_last_safe_day_knows_the_delay_the_window_and_retirement() {
    let records = "employees: [{id: a}]
achievements:
- {employee: a, credential: exam, earned: 2016-05-01}
overrides: [{competency: due, level: silver, from: 2018-01-01, until: 2018-12-31}]
memberships: [{offer: silver, purchased: 2018-03-01}]
policy: {visibility_delay: 72h}
";
    check(
        records,
        "2018-10-29",
        &[
            (
                "safe days",
                expect![[r#"
        due silver: a late until 2019-02-10, in the window until 2019-02-10
        dated silver: anybody exam until 2019-02-26, in the window until 2019-03-28
    "#]],
            ),
            (
                "tasks until 2019-04-30",
                expect![[r#"
                    warning 1 extend override 0 by 2018-12-31
                    warning 1 a earns late by 2019-02-10
                    warning 1 2 more for dated silver r1 with exam by 2019-03-28
                    warning 1 renew silver from 2019-03-02 by 2019-03-31
                    info 1 review skills by 2019-03-01
                    info 1 1 more for k silver
                "#]],
            ),
        ],
    );
}

/// The last safe day keeps its word, to the second.
#[test]
fn what_is_earned_on_the_last_safe_day_is_there_on_the_anniversary() {
    let held = |earned: &str| {
        let records = format!(
            "employees: [{{id: a}}]
achievements: [{{employee: a, credential: exam, earned: {earned}}}]
policy: {{visibility_delay: 72h}}
"
        );
        outlook(&story(&records), "2019-03-01", "2019-03-01", |outlook| outlook.tasks().len())
    };
    // What rests on one person asks for a second one, as soon as it is held at all.
    assert_eq!((held("2019-02-26"), held("\"2019-02-26T23:59:59Z\"")), (1, 1));
    assert_eq!((held("2019-02-27"), held("\"2019-02-27T23:59:59Z\"")), (0, 0));
}

#[test]
fn every_kind_of_change_has_its_cause() {
    let records = "employees: [{id: a}, {id: b, joined: 2018-09-03, left: 2018-11-30}]
accounts: [{account: x, kind: learn, employee: a}]
associations: [{account: x, organization: here, linked: 2018-03-05, unlinked: 2018-05-31}]
achievements:
- {account: x, credential: exam, earned: 2016-05-01}
- {employee: b, credential: old, earned: 2018-01-15}
performance: [{metric: seats, month: 2018-04, value: 3}, {metric: seats, month: 2018-05, value: 2}, {metric: seats, month: 2018-06, value: 2}]
attestations:
- {competency: told, level: silver, requirement: a1, from: 2018-02-01, until: 2018-04-30}
- {competency: told, level: silver, requirement: a1, from: 2018-06-01, until: 2018-06-30, holds: false}
overrides: [{competency: due, level: silver, from: 2018-08-01, until: 2018-10-31}]
memberships: [{offer: pack, purchased: 2018-02-10}]
";
    let story = story(records);
    let found: Vec<String> = outlook(&story, "2018-01-31", "2019-05-31", |outlook| {
        let facts = outlook.events().into_iter().filter(|event| !story.event(event).contains(" raised "));
        facts.map(|event| story.event(&event)).filter(|line| !line.contains(" cleared ")).collect()
    });
    expect![[r#"
        2018-02-01 told silver unknown -> met: attestation 0 began
        2018-02-10 pack none -> active: pack bought
        2018-03-06 k silver not_met -> met: a gained exam
        2018-03-06 dated silver not_met -> met: a gained exam
        2018-05-01 told silver met -> unknown: attestation 0 ends
        2018-05-31T23:59:59Z sold silver unknown -> met: seats 3..? -> 5 at 2018-05
        2018-06-01 k silver met -> not_met: a lost exam (unlinked)
        2018-06-01 dated silver met -> not_met: a lost exam (unlinked)
        2018-06-30T23:59:59Z sold silver met -> not_met: seats 5 -> 4 at 2018-06
        2018-07-31T23:59:59Z sold silver not_met -> unknown: seats 4 -> 2..? at 2018-07
        2018-08-01 due silver not_met -> met: override 0 began
        2018-09-04 k silver not_met -> met: b gained old
        2018-11-01 due silver met -> not_met: override 0 ends
        2018-12-01 k silver met -> not_met: b lost old (left)
        2019-02-11 pack active -> renewal-window: term ends 2019-02-10
        2019-03-13 pack renewal-window -> lapsed: window closes 2019-03-12
    "#]]
    .assert_eq(&lines(&found));
    check(
        ONE,
        "2018-06-29",
        &[(
            "events until 2018-07-31",
            expect![[r#"
        2018-07-01 dated silver met -> not_met: rules of new changed, rules of old changed
        2018-07-01 cleared info single-point-of-failure dated silver: rests on a; 1 more for dated silver
    "#]],
        )],
    );
}

#[test]
fn a_level_is_crowded_out_and_freed_again() {
    let records = "employees: [{id: a}, {id: b, left: 2018-10-31}, {id: c, joined: 2018-12-01}]
achievements:
- {employee: a, credential: exam, earned: 2016-05-01}
- {employee: a, credential: late, earned: 2016-05-01}
- {employee: b, credential: exam, earned: 2016-05-01}
- {employee: c, credential: exam, earned: 2016-05-01}
policy: {exclusive: [silver], gold_implies_silver: false}
";
    let story = story(records);
    let found: Vec<String> = outlook(&story, "2018-10-29", "2018-12-31", |outlook| {
        let facts = outlook.events().into_iter().map(|event| story.event(&event));
        facts.filter(|line| line.contains(" -> ")).collect()
    });
    expect![[r#"
        2018-11-01 k gold met -> not_met: b lost exam (left)
        2018-11-01 due silver met -> not_met: b lost exam (left), crowded by k
        2018-12-02 k gold not_met -> met: c gained exam
        2018-12-02 due silver not_met -> met: c gained exam, freed by k
    "#]]
    .assert_eq(&lines(&found));
}

/// What differs between one workspace and another.
#[track_caller]
fn differs(before: &str, after: &str, days: [&str; 2], expected: Expect) {
    let stories = [story(before), story(after)];
    let rules = [0, 1].map(|n: usize| Rulebooks::new(&stories[n].workspace().program, &stories[n].workspace().policy));
    let at = [0, 1].map(|n: usize| stories[n].instant(days[n]));
    let rulebooks = [0, 1].map(|n: usize| rules[n].on(stories[n].workspace().zone.date_of(at[n])));
    let evaluations = [0, 1].map(|n: usize| evaluate(rulebooks[n], stories[n].records(), at[n]));
    let [earlier, later] = [0, 1].map(|n: usize| Situation {
        rulebook: rulebooks[n],
        records: stories[n].records(),
        evaluation: &evaluations[n],
    });
    // Losses speak of the earlier records; here both know the same people in the same order, but for those who are new.
    let found: Vec<String> = compare(&earlier, &later)
        .iter()
        .map(|difference| {
            let lost = matches!(difference, competency::engine::Difference::Lost { .. });
            stories[usize::from(!lost)].difference(difference)
        })
        .collect();
    expected.assert_eq(&lines(&found));
}

#[test]
fn two_situations_are_compared_by_what_holds_and_who_counts() {
    let bought = format!("{ONE}memberships: [{{offer: silver, purchased: 2018-03-01}}]\n");
    differs(&bought, &bought, ["2018-10-29", "2018-10-29"], expect![[""]]);
    differs(
        &bought,
        &bought,
        ["2018-10-29", "2019-03-02"],
        expect![[r#"
        membership active until 2019-03-01, met -> renewal-window until 2019-03-01, met
    "#]],
    );
    let hired = bought
        .replace("[{id: a}]", "[{id: 0new}, {id: a}]")
        .replace("[{employee: a,", "[{employee: 0new, credential: exam, earned: 2018-09-01}, {employee: a,");
    differs(
        &bought,
        &hired,
        ["2018-10-29", "2018-10-29"],
        expect![[r#"
        k gold not_met -> met: 0new gained exam
        0new (new) gained exam
    "#]],
    );
    let leaver = bought.replace("{id: a}", "{id: a, left: 2018-09-30}");
    differs(
        &bought,
        &leaver,
        ["2018-10-29", "2018-10-29"],
        expect![[r#"
        k silver met -> not_met: a lost exam (left)
        membership active until 2019-03-01, met -> active until 2019-03-01, not_met
        a lost exam (left)
    "#]],
    );
}
