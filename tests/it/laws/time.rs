//! Laws about time: nothing changes between the dates of change, what is forecast comes true, and the same inputs give the
//! same answer.

use super::company::{Company, DAY, Scope, World, at};
use super::draw::company;
use super::{law, load, verdicts};
use competency::engine::{
    Alert, AlertCode, Happening, MembershipStanding, Outlook, Rulebooks, Severity, Subject, Verdict, changes, evaluate,
};
use competency::model::{Date, Instant, Records};
use competency::rules::{CompetencyIx, LevelIx};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Everything that the law speaks of.
#[derive(Debug, PartialEq, Eq)]
struct Seen {
    verdicts: Vec<(usize, usize, Verdict, Verdict)>,
    memberships: Vec<MembershipStanding>,
    alerts: Vec<(Severity, AlertCode, Subject, Option<Date>)>,
    shown: Vec<(CompetencyIx, LevelIx, Instant, Verdict)>,
}

fn see(rules: &Rulebooks<'_>, records: &Records, at: Instant) -> Seen {
    let rulebook = rules.on(records.zone.date_of(at));
    let evaluation = evaluate(rulebook, records, at);
    let outlook = Outlook::new(rules, records, at, at);
    let identity = |alert: &Alert| (alert.severity, alert.code, alert.subject, alert.date);
    Seen {
        verdicts: verdicts(&evaluation),
        memberships: evaluation.memberships().cloned().collect(),
        alerts: outlook.alerts().iter().map(identity).collect(),
        shown: outlook.profile().shown.iter().map(|s| (s.competency, s.level, s.since, s.now)).collect(),
    }
}

const FAR: i64 = 60 * DAY;

/// Now and then nobody may carry two competencies.
fn drawn(company: &Company) -> Company {
    let mut company = company.clone();
    company.policy.exclusive = company.achievements.len() % 3 == 1;
    company
}

fn around(company: &Company, world: &World) -> (Instant, Instant, Vec<Instant>) {
    let (from, until) = (Instant::from_unix(company.as_of - FAR), Instant::from_unix(company.as_of + FAR));
    let dates = changes(&world.rules(), &world.records(), from, until);
    (from, until, dates)
}

#[test]
fn between_two_dates_of_change_nothing_changes() {
    law(200, Scope::default(), |company| {
        let company = &drawn(company);
        let world = load(company);
        let (records, rules) = (world.records(), world.rules());
        let (from, until, mut dates) = around(company, &world);
        prop_assert!(dates.is_sorted_by(|a, b| a < b), "sorted, each once");
        prop_assert!(dates.iter().all(|date| from < *date && *date <= until), "within the stretch asked for");
        dates.insert(0, from);
        dates.push(until.plus_seconds(1));
        for (n, pair) in dates.windows(2).enumerate() {
            let (first, last) = (pair[0], pair[1].plus_seconds(-1));
            // Another second every time, the same one in every run.
            let span = last.unix() - first.unix();
            let between = first.plus_seconds(span * (n as i64 % 7) / 7);
            let begins = see(&rules, &records, first);
            for later in [between, last] {
                let seen = see(&rules, &records, later);
                prop_assert_eq!(&begins, &seen, "from {} to {}", at(first.unix()), at(later.unix()));
            }
        }
        Ok(())
    });
}

/// A forecast made today tells what is seen when its days have come, and tells nothing else.
#[test]
fn what_is_forecast_comes_true() {
    law(200, Scope::default(), |company| {
        let company = &drawn(company);
        let world = load(company);
        let (records, rules) = (world.records(), world.rules());
        let (from, until, dates) = around(company, &world);
        let events = Outlook::new(&rules, &records, from, until).events();
        prop_assert!(events.is_sorted_by(|a, b| a.at <= b.at));
        let identity = |alert: &Alert| (alert.severity, alert.code, alert.subject);
        let alerts = |at: Instant| -> Vec<_> {
            let mut all: Vec<_> = Outlook::new(&rules, &records, at, at).alerts().iter().map(identity).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let held = |at: Instant| world.at(at.unix(), verdicts);
        let (mut told, mut levels) = (alerts(from), held(from));
        for date in dates {
            for event in events.iter().filter(|event| event.at == date) {
                match &event.what {
                    Happening::Level { competency, level, from, to } => {
                        let place = (competency.0 as usize, level.0 as usize);
                        let one = levels.iter_mut().find(|v| (v.0, v.1) == place).expect("the level");
                        prop_assert_eq!(one.3, *from);
                        one.3 = *to;
                        prop_assert!(!event.causes.is_empty(), "k{} has no cause on {}", place.0, at(date.unix()));
                    }
                    Happening::Membership { .. } => prop_assert!(!event.causes.is_empty()),
                    Happening::Cleared(alert) => told.retain(|one| *one != identity(alert)),
                    Happening::Raised(alert) => told.push(identity(alert)),
                }
            }
            told.sort_unstable();
            let held = |all: &[(usize, usize, Verdict, Verdict)]| all.iter().map(|v| v.3).collect::<Vec<_>>();
            prop_assert_eq!(held(&levels), held(&world.at(date.unix(), verdicts)), "on {}", at(date.unix()));
            prop_assert_eq!(&told, &alerts(date), "on {}", at(date.unix()));
        }
        Ok(())
    });
}

/// A generator that stopped drawing what alerts are about would keep every law. Names are not drawn, so nobody is there
/// twice.
#[test]
fn the_dice_reach_every_alert_but_namesakes() {
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    let mut number = 4_711u32;
    for _ in 0..400 {
        let numbers: Vec<u16> = (0..400)
            .map(|_| {
                number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (number >> 16) as u16
            })
            .collect();
        let company = company(&numbers, Scope::default());
        let world = load(&company);
        let (records, rules) = (world.records(), world.rules());
        let now = Instant::from_unix(company.as_of);
        for alert in Outlook::new(&rules, &records, now, now).alerts() {
            *seen.entry(alert.code.word()).or_default() += 1;
        }
    }
    for code in AlertCode::ALL.into_iter().filter(|code| *code != AlertCode::DuplicateProfile) {
        assert!(seen.get(code.word()).copied().unwrap_or(0) >= 3, "{} is hardly ever drawn: {seen:#?}", code.word());
    }
}

/// The profile shows exactly what was held on some date of the term, by evaluating each of them on its own.
#[test]
fn the_profile_shows_what_every_day_of_the_term_gave() {
    law(150, Scope::default(), |company| {
        let company = &drawn(company);
        let world = load(company);
        let (records, rules) = (world.records(), world.rules());
        let now = Instant::from_unix(company.as_of);
        let profile = Outlook::new(&rules, &records, now, now).profile();
        let Some(membership) = profile.membership.filter(|_| company.waived.is_none()) else {
            return Ok(());
        };
        let begin = records.zone.start_of(membership.since);
        let mut days = changes(&rules, &records, begin, now);
        days.extend([begin, now]);
        let mut best: BTreeMap<usize, usize> = BTreeMap::new();
        for at in days {
            let levels = world.at(at.unix(), |evaluation| {
                let leading = evaluation.membership.as_ref().map(|m| (m.membership, m.since));
                (leading == Some((membership.membership, membership.since))).then(|| verdicts(evaluation))
            });
            // Another membership was shown by on that day.
            let Some(levels) = levels else { return Ok(()) };
            for (competency, level, _, held) in levels {
                if held.is_met() && LevelIx(level as u32) <= membership.level.expect("it shows something") {
                    let shown = best.entry(competency).or_default();
                    *shown = level.max(*shown);
                }
            }
        }
        let shown: BTreeMap<usize, usize> =
            profile.shown.iter().map(|s| (s.competency.0 as usize, s.level.0 as usize)).collect();
        prop_assert_eq!(shown, best);
        Ok(())
    });
}
