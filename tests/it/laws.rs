//! The laws of the evaluation, tried on hundreds of small companies and programmes, and its boundaries to the second.
//!
//! `draw` draws companies, `files` writes their files, and `oracle` says what the text of the rules means by trying out every
//! set of people and every possible world. A failing company is printed as files, ready to become a case.

mod boundaries;
mod company;
mod draw;
mod files;
mod oracle;
mod people;
mod time;

use super::support::run;
use company::{Company, DAY, Figure, Holder, LEVELS, Person, Rule, Scope, Tie, World, at, for_each};
use competency::engine::digest::{Digest, Known, Scratch};
use competency::engine::{Credit, Evaluation, Outcome, Reason, Summary, Verdict};
use competency::load::files::MemoryFiles;
use competency::load::pseudonym::{Key, pseudonymous};
use competency::model::{Date, Instant, Month, Zone};
use competency::rules::LevelIx;
use draw::company;
use oracle::Oracle;
use proptest::prelude::*;
use proptest::test_runner::{TestCaseResult, TestError};
use std::collections::BTreeMap;

/// Companies of a scope. A failure is printed as files, so no seeds are kept.
fn law(cases: u32, scope: Scope, check: impl Fn(&Company) -> TestCaseResult) {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let numbers = prop::collection::vec(any::<u16>(), 0..500);
    let result = proptest::test_runner::TestRunner::new(config).run(&numbers, |numbers| {
        let company = company(&numbers, scope);
        check(&company).map_err(|error| match error {
            TestCaseError::Fail(why) => TestCaseError::fail(format!("{why}\n{}", company.text())),
            other => other,
        })
    });
    match result {
        Ok(()) => {}
        // The numbers say nothing to a reader; the files do.
        Err(TestError::Fail(why, _)) => panic!("{why}"),
        Err(TestError::Abort(why)) => panic!("{why}"),
    }
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NotMet => 0,
        Verdict::Unknown => 1,
        Verdict::Met => 2,
    }
}

/// The own and the held verdict of every level of every competency.
fn verdicts(evaluation: &Evaluation<'_>) -> Vec<(usize, usize, Verdict, Verdict)> {
    let mut all = Vec::new();
    for (n, competency) in evaluation.competencies.iter().enumerate() {
        for (level, standing) in competency.levels.iter().enumerate() {
            all.push((n, level, standing.verdict, standing.held));
        }
    }
    all
}

fn load(company: &Company) -> World {
    company.load().unwrap_or_else(|why| panic!("{why}\n{}", company.text()))
}

// ---- Law 1: the order of records and the layout of files ----

/// The workspace with its records in another order, half of every kind in a file of its own.
fn shuffled(company: &Company, numbers: &[u16]) -> MemoryFiles {
    let mut files = company.files();
    let mut text = company.head();
    let mut next = numbers.iter().cycle();
    for (kind, mut records) in company.records() {
        for n in (1..records.len()).rev() {
            let other = usize::from(next.next().copied().unwrap_or(0)) % (n + 1);
            records.swap(n, other);
        }
        let apart = records.split_off(records.len() / 2);
        let list = |records: &[String]| records.iter().map(|r| format!("- {{{r}}}\n")).collect::<String>();
        if !records.is_empty() {
            text.push_str(&format!("{kind}:\n{}", list(&records)));
        }
        if !apart.is_empty() {
            files.insert(&format!("{kind}-2.yaml"), list(&apart));
        }
    }
    files.insert("competency.yaml", text);
    files
}

#[test]
fn the_order_of_records_and_files_changes_nothing() {
    law(150, Scope::default(), |company| {
        let as_of = at(company.as_of);
        let args = ["status", "--all", "--format", "json", "--as-of", &as_of];
        let person = ["why-not", "e0", "--format", "json", "--as-of", &as_of];
        // Where a record stands is told, and that does change.
        let answer = |files: &MemoryFiles, args: &[&str]| {
            let run = run(files, args);
            assert_eq!(run.code, 0, "{}", run.err);
            run.out.lines().filter(|line| !is_a_place(line)).collect::<Vec<_>>().join("\n")
        };
        let (files, other) = (company.files(), shuffled(company, &[3, 1, 4, 1, 5]));
        prop_assert_eq!(answer(&other, &args), answer(&files, &args));
        prop_assert_eq!(answer(&other, &person), answer(&files, &person));
        Ok(())
    });
}

#[test]
fn pseudonyms_change_no_verdict() {
    let key = Key::of(b"sixteen bytes or more").expect("long enough");
    law(150, Scope::default(), |company| {
        let world = load(company);
        let veiled = pseudonymous(&world.0.organizations, &key);
        let ids: Vec<&str> = veiled[0].records.employees.iter().map(|e| veiled[0].records.text(e.id)).collect();
        prop_assert!(ids.is_sorted() && ids.len() == company.people.len());
        let counts = |evaluation: &Evaluation<'_>| {
            let eligibility = &evaluation.eligibility;
            let aside: Vec<(String, usize)> =
                eligibility.not_counted().iter().map(|(reason, n)| (format!("{reason:?}"), *n)).collect();
            (verdicts(evaluation), eligibility.counted.len(), aside)
        };
        for at in [company.as_of - 200 * DAY, company.as_of, company.as_of + 200 * DAY] {
            prop_assert_eq!(world.of(&veiled[0].records, at, counts), world.at(at, counts));
        }
        Ok(())
    });
}

// ---- The short answer is that of the evaluation ----

#[test]
fn a_summary_says_what_the_evaluation_says() {
    // The scratch is used again, so what one company leaves behind would show in the next.
    let scratch = std::cell::RefCell::new(Scratch::default());
    law(800, Scope::default(), |company| {
        let scratch = &mut *scratch.borrow_mut();
        let mut world = load(company);
        let mut records = world.records();
        for stated in [true, false] {
            if !stated {
                // What is stated, and areas that are shared, are left to the evaluation: without them all is counted.
                records.overrides.clear();
                records.attestations.clear();
                world.0.policy.shared_focus_area = false;
            }
            for at in [company.as_of - 200 * DAY, company.as_of, company.as_of + 200 * DAY] {
                let rulebook = world.rulebook(at);
                let digest = Digest::new(&rulebook);
                digest.summarize(&records, None, Instant::from_unix(at), scratch);
                world.of(&records, at, |evaluation| {
                    prop_assert_eq!(&scratch.summary, &Summary::of(&rulebook, &records, evaluation));
                    Ok(())
                })?;
                let mut known: Vec<_> = (records.achievements.iter())
                    .map(|a| rulebook.program.find_credential(records.text(a.credential)))
                    .collect();
                // What is known already is not looked up again, whatever text stands there; and rows come in any order.
                let mut nameless = records.clone();
                nameless.achievements.iter_mut().for_each(|a| a.credential = records.organization.id);
                nameless.achievements.reverse();
                known.reverse();
                nameless.measurements.reverse();
                let half = nameless.measurements.len() / 2;
                nameless.measurements.rotate_left(half / 2);
                let mut expected = scratch.summary.clone();
                // Whether every holder's stand apart or only as many as must, makes no difference.
                let turns: Vec<u32> = (0..nameless.achievements.len() as u32).collect();
                let known = Known { credentials: &known, turns: &turns, beside: [0, 0] };
                digest.summarize(&nameless, Some(known), Instant::from_unix(at), scratch);
                prop_assert_eq!(&scratch.summary, &expected);
                digest.summarize(&nameless, Some(Known { beside: [3, 4], ..known }), Instant::from_unix(at), scratch);
                expected.read += 7;
                expected.not_counted[0] += 3;
                expected.not_counted[1] += 4;
                prop_assert_eq!(&scratch.summary, &expected);
            }
        }
        Ok(())
    });
}

// ---- Law 2: conservation, and every reason is true ----

#[test]
fn every_achievement_counts_or_has_one_reason_and_the_reason_is_true() {
    law(500, Scope::default(), |company| {
        let oracle = Oracle::new(company);
        let world = load(company);
        let records = world.records();
        world.at(company.as_of, |evaluation| {
            let eligibility = &evaluation.eligibility;
            let aside: usize = eligibility.not_counted().iter().map(|(_, n)| n).sum();
            prop_assert_eq!(eligibility.outcomes.len(), company.achievements.len());
            prop_assert_eq!(eligibility.outcomes.len(), eligibility.counted.len() + aside);

            // The loader sorts achievements; the company's own are found by their content.
            for (ix, outcome) in eligibility.outcomes.iter().enumerate() {
                let record = &records.achievements[ix];
                let mine = company.achievements.iter().find(|a| {
                    let holder = match record.holder {
                        competency::model::Holder::Employee(ix) => Holder::Person(ix.0 as usize),
                        competency::model::Holder::Account(ix) => {
                            let id = records.text(records.accounts[ix.0 as usize].id);
                            Holder::Account(id[1..].parse().expect("a number"))
                        }
                    };
                    let unix = |at: Option<Instant>| at.map(Instant::unix);
                    a.holder == holder
                        && format!("c{}", a.credential) == records.text(record.credential)
                        && (a.earned, a.expires, a.revoked)
                            == (unix(record.earned), unix(record.expires), unix(record.revoked))
                });
                let achievement = mine.expect("every record was drawn");
                let counts = achievement.earned.is_some_and(|earned| oracle.counts(achievement, earned));
                match outcome {
                    Outcome::Counted(credit) => {
                        prop_assert!(counts, "{:?} counts", achievement);
                        begins_and_ends_as_told(company, achievement, credit)?;
                    }
                    Outcome::NotCounted(Reason::Duplicate(kept)) => {
                        let Outcome::Counted(credit) = &eligibility.outcomes[kept.0 as usize] else {
                            return Err(TestCaseError::fail("a duplicate of something that does not count"));
                        };
                        prop_assert_eq!(credit.employee.0 as usize, oracle.owner(achievement));
                        prop_assert_eq!(credit.credential.0 as usize, achievement.credential);
                    }
                    Outcome::NotCounted(reason) => {
                        prop_assert!(!counts, "{:?} does not count: {}", achievement, reason.code());
                        prop_assert!(is_true(company, achievement, reason), "{achievement:?}: {reason:?}");
                    }
                }
            }
            // One achievement counts for every credential somebody holds.
            let mut credits: Vec<(u32, u32)> = Vec::new();
            for outcome in &eligibility.outcomes {
                if let Outcome::Counted(credit) = outcome {
                    credits.push((credit.employee.0, credit.credential.0));
                }
            }
            credits.sort_unstable();
            let held = oracle.held();
            let expected: Vec<(u32, u32)> = (0..held.len() as u32)
                .flat_map(|p| (0..32).map(move |c| (p, c)))
                .filter(|(p, c)| held[*p as usize] >> c & 1 == 1)
                .collect();
            prop_assert_eq!(credits, expected);
            Ok(())
        })
    });
}

/// A credit counts from the second it is said to, and stops on the second it is said to.
fn begins_and_ends_as_told(company: &Company, achievement: &company::Achievement, credit: &Credit) -> TestCaseResult {
    let counts = |at: i64| Oracle::at(company, at).counts(achievement, achievement.earned.unwrap_or(i64::MAX));
    let since = credit.since.unix();
    // Linking an account here once more starts the credit anew, which nobody calls an end or a beginning.
    let links = |past: bool| match achievement.holder {
        Holder::Account(n) => {
            company.accounts[n].links.iter().filter(|l| l.here && (l.at <= company.as_of) == past).count()
        }
        Holder::Person(_) => 0,
    };
    prop_assert!(since <= company.as_of && counts(since), "{achievement:?} since {}", at(since));
    prop_assert!(links(true) > 1 || !counts(since - 1), "{achievement:?} before {}", at(since));
    match credit.ends.map(|ending| ending.at.unix()) {
        _ if links(false) > 0 => {}
        Some(end) => {
            prop_assert!(end > company.as_of && counts(end - 1) && !counts(end), "{:?} until {}", achievement, at(end));
        }
        None => prop_assert!(counts(company.as_of + 9000 * DAY), "{achievement:?} for ever"),
    }
    Ok(())
}

/// Whether a reason states a fact.
fn is_true(company: &Company, achievement: &company::Achievement, reason: &Reason) -> bool {
    let now = company.as_of;
    let oracle = Oracle::new(company);
    let person = &company.people[oracle.owner(achievement)];
    let credential = company.credentials.get(achievement.credential);
    let account = match achievement.holder {
        Holder::Account(n) => Some(&company.accounts[n]),
        Holder::Person(_) => None,
    };
    let newest = account.and_then(|a| a.links.iter().filter(|l| l.at <= now).max_by_key(|l| l.at));
    match reason {
        Reason::UnknownCredential => credential.is_none(),
        Reason::NotRequired => credential.is_some(),
        Reason::Undated { .. } => achievement.earned.is_none(),
        Reason::Future => achievement.earned.is_some_and(|earned| earned > now),
        Reason::Revoked(on) => achievement.revoked == Some(on.unix()) && on.unix() <= now,
        Reason::Duplicate(_) => true,
        Reason::NotYetJoined(on) => person.joined == Some(on.unix()) && on.unix() > now,
        Reason::Left(end) => person.left == Some(end.unix()) && end.unix() <= now,
        Reason::Unlinked { ended } => match newest {
            None => ended.is_none() && account.is_some(),
            Some(link) => link.until == ended.map(Instant::unix) && link.until.is_some_and(|until| until <= now),
        },
        Reason::LinkedElsewhere { since, .. } => newest.is_some_and(|l| !l.here && l.at == since.unix()),
        Reason::WrongSource(_) => {
            account.is_some_and(|a| !(a.learn && a.university))
                || !company.policy.external && credential.is_some_and(|c| c.kind == company::Kind::External)
        }
        Reason::Pending(from) => from.unix() > now && from.unix() <= now + company.policy.delay,
        Reason::Expired(end) => achievement.expires == Some(end.unix()) && end.unix() <= now,
        Reason::EarnedAfterRetirement(day) => {
            credential.is_some_and(|c| c.retired == Some(*day))
                && achievement.earned.is_some_and(|earned| Zone::UTC.date_of(Instant::from_unix(earned)) > *day)
        }
        Reason::Retired(last) => *last < company.today() && credential.is_some_and(|c| c.retired.is_some()),
        Reason::OutsideSkillWindow => company.policy.skill_window.is_some(),
    }
}

// ---- Law 3: verdicts are what trying everything says ----

/// What the worlds say: true in all, true in some, true in none.
fn across(worlds: &[oracle::World], holds: impl Fn(&oracle::World) -> bool) -> Verdict {
    let outcomes: Vec<bool> = worlds.iter().map(holds).collect();
    match (outcomes.iter().all(|o| *o), outcomes.contains(&true)) {
        (true, _) => Verdict::Met,
        (false, true) => Verdict::Unknown,
        (false, false) => Verdict::NotMet,
    }
}

/// Three-valued logic is sound everywhere: what it calls met is true in every world, what it calls not met in none. It
/// is not complete everywhere: a company whose market is not known passes "15 in a developed market, or 10 in a developing
/// one", and "at least 5, or less than 5" holds whatever a missing month brings, yet both are unknown part by part.
#[test]
fn no_verdict_contradicts_a_possible_world() {
    law(600, Scope::default(), |company| {
        let oracle = Oracle::new(company);
        let worlds = oracle.worlds();
        load(company).at(company.as_of, |evaluation| {
            for (n, level, own, held) in verdicts(evaluation) {
                for (what, verdict, truth) in [
                    ("own", own, across(&worlds, |w| oracle.level(w, n, level))),
                    ("held", held, across(&worlds, |w| oracle.holds(w, n, level))),
                ] {
                    prop_assert!(
                        verdict == truth || verdict == Verdict::Unknown,
                        "k{n} {} {what}: {verdict:?}, but {truth:?}",
                        LEVELS[level]
                    );
                }
            }
            Ok(())
        })
    });
}

/// Where more of everything can only help (people, figures that are at least something, stated facts), the worst and
/// the best world decide, and three-valued logic misses nothing: met exactly when true in every world, not met exactly
/// when true in none.
#[test]
fn where_more_only_helps_verdicts_are_exact() {
    law(600, Scope { monotone: true, ..Scope::default() }, |company| {
        let oracle = Oracle::new(company);
        if !oracle.is_exhaustive() {
            return Ok(());
        }
        let worlds = oracle.worlds();
        load(company).at(company.as_of, |evaluation| {
            for (n, level, own, held) in verdicts(evaluation) {
                let truth = across(&worlds, |w| oracle.level(w, n, level));
                prop_assert_eq!(own, truth, "k{} {} own", n, LEVELS[level]);
                let truth = across(&worlds, |w| oracle.holds(w, n, level));
                prop_assert_eq!(held, truth, "k{} {} held", n, LEVELS[level]);
            }
            Ok(())
        })
    });
}

// ---- Law 4: more never lowers ----

#[test]
fn a_new_achievement_employee_or_figure_never_lowers_a_verdict() {
    law(120, Scope { monotone: true, ..Scope::default() }, |company| {
        let before = load(company).at(company.as_of, verdicts);
        for more in enriched(company) {
            let after = load(&more).at(company.as_of, verdicts);
            for (old, new) in before.iter().zip(&after) {
                prop_assert!(
                    rank(new.2) >= rank(old.2) && rank(new.3) >= rank(old.3),
                    "k{} {}: {:?} became {:?} with\n{}",
                    old.0,
                    LEVELS[old.1],
                    (old.2, old.3),
                    (new.2, new.3),
                    more.text()
                );
            }
        }
        Ok(())
    });
}

/// The company with one fact more, in several ways.
fn enriched(company: &Company) -> Vec<Company> {
    let mut all = Vec::new();
    for credential in 0..company.credentials.len() {
        let achievement = |person: usize| company::Achievement {
            holder: Holder::Person(person),
            credential,
            earned: Some(company.as_of - 500 * DAY),
            expires: None,
            revoked: None,
        };
        let mut earned = company.clone();
        earned.achievements.push(achievement(credential % company.people.len()));
        all.push(earned);
        if company.people.len() < 6 {
            let mut hired = company.clone();
            hired.people.push(Person { joined: None, left: None });
            hired.achievements.push(achievement(company.people.len()));
            all.push(hired);
        }
    }
    // Only in a month that has a figure already: the first figure of a month can reveal that it was a poor one.
    for metric in 0..2 {
        if let Some(month) = company.figures.iter().rfind(|f| f.metric == metric).map(|f| f.month) {
            let mut sold = company.clone();
            sold.figures.push(Figure { metric, month, value: 20, named: true });
            all.push(sold);
        }
    }
    all
}

// ---- Law 5: filling in a missing month only refines ----

#[test]
fn a_missing_month_filled_in_flips_nothing_and_all_of_them_leave_nothing_open() {
    law(200, Scope { no_snapshot: true, ..Scope::default() }, |company| {
        let before = load(company).at(company.as_of, verdicts);
        let closed = Oracle::new(company).last_closed();
        let missing: Vec<(usize, Month)> = (0..2)
            .flat_map(|metric| (0..12).map(move |back| (metric, closed.plus(-back))))
            .filter(|(metric, month)| !company.figures.iter().any(|f| (f.metric, f.month) == (*metric, *month)))
            .collect();
        let mut filled = company.clone();
        for (step, (metric, month)) in missing.iter().enumerate() {
            let value = [0, 3, 40][step % 3] * if *metric == 1 && step % 2 == 1 { -1 } else { 1 };
            filled.figures.push(Figure { metric: *metric, month: *month, value, named: true });
            let after = load(&filled).at(company.as_of, verdicts);
            for (old, new) in before.iter().zip(&after) {
                for (old, new) in [(old.2, new.2), (old.3, new.3)] {
                    prop_assert!(
                        old == Verdict::Unknown || old == new,
                        "{old:?} became {new:?} with\n{}",
                        filled.text()
                    );
                }
            }
        }
        let undated = company.achievements.iter().any(|a| a.earned.is_none());
        let unread = company.competencies.iter().flatten().flatten().any(|path| path.unknown);
        let facts = company.requirements().iter().any(|r| matches!(r.rule, Rule::Attest));
        if !undated && !unread && !facts && company.market.is_some() {
            let after = load(&filled).at(company.as_of, verdicts);
            prop_assert!(after.iter().all(|v| v.2 != Verdict::Unknown && v.3 != Verdict::Unknown), "{}", filled.text());
        }
        Ok(())
    });
}

// ---- Law 7: nothing changes between dates ----

/// Every instant at which a fact or a rule begins or ends.
fn events(company: &Company) -> Vec<i64> {
    let start = |day: Date| Zone::UTC.start_of(day).unix();
    let mut all: Vec<i64> = Vec::new();
    for person in &company.people {
        all.extend(person.joined.into_iter().chain(person.left));
        all.extend(person.joined.map(|at| at + company.policy.delay));
    }
    for link in company.accounts.iter().flat_map(|account| &account.links) {
        all.extend([link.at, link.at + company.policy.delay]);
        all.extend(link.until);
    }
    for achievement in &company.achievements {
        all.extend(achievement.earned.into_iter().chain(achievement.expires).chain(achievement.revoked));
        all.extend(achievement.earned.map(|at| at + company.policy.delay));
        if let (Some(months), Some(earned)) = (company.policy.skill_window, achievement.earned) {
            let day = Zone::UTC.date_of(Instant::from_unix(earned)).plus_months(months as i32);
            all.push(start(day) + DAY);
        }
    }
    for credential in &company.credentials {
        let until = credential.counts_until.or(credential.retired.map(|day| day.plus_months(12)));
        all.extend(until.map(|day| start(day) + DAY));
        // The last day on which an undated one can have been earned leaves the window as well.
        let last = company.policy.skill_window.zip(credential.retired);
        all.extend(last.map(|(months, retired)| start(retired.plus_months(months as i32)) + DAY));
    }
    for stated in company.overrides.iter().chain(&company.attestations) {
        all.push(stated.from);
        all.extend(stated.until);
    }
    for path in company.competencies.iter().flatten().flatten() {
        all.extend(path.from.map(start));
        all.extend(path.until.map(|day| start(day) + DAY));
    }
    // A month is closed with the last second of its last day: that is what "as of" that day means.
    for months in -3..=3 {
        all.push(start(company.today().month().plus(months).last()) + DAY - 1);
    }
    all.retain(|at| (at - company.as_of).abs() <= 60 * DAY);
    all.extend([company.as_of - 60 * DAY, company.as_of + 60 * DAY]);
    all.sort_unstable();
    all.dedup();
    all
}

#[test]
fn between_the_dates_of_facts_nothing_changes() {
    law(60, Scope::default(), |company| {
        let world = load(company);
        let look = |at: i64| {
            world.at(at, |evaluation| {
                let levels: Vec<Option<LevelIx>> = evaluation.competencies.iter().map(|c| c.level).collect();
                (levels, verdicts(evaluation), evaluation.eligibility.outcomes.clone())
            })
        };
        for pair in events(company).windows(2) {
            let (first, last) = (pair[0], pair[1] - 1);
            prop_assert_eq!(look(first), look(last), "from {} to {}", at(first), at(last));
        }
        Ok(())
    });
}

// ---- The dice themselves ----

/// What is drawn reaches every corner the laws speak of; a generator that stopped drawing ties would keep every law.
#[test]
fn the_dice_reach_every_corner() {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let mut number = 12_345u32;
    for _ in 0..600 {
        let numbers: Vec<u16> = (0..400)
            .map(|_| {
                number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (number >> 16) as u16
            })
            .collect();
        let company = company(&numbers, Scope::default());
        let mut note = |what: &str| *seen.entry(what.to_owned()).or_default() += 1;
        for requirement in company.requirements() {
            match &requirement.tie {
                Some(Tie::Same(_)) => note("same people"),
                Some(Tie::Subset(_)) => note("subset"),
                Some(Tie::Different(ids)) if ids.len() > 1 => note("different from several"),
                Some(Tie::Different(_)) => note("different"),
                None => {}
            }
        }
        load(&company).at(company.as_of, |evaluation| {
            for (_, _, own, _) in verdicts(evaluation) {
                note(own.word());
            }
            for outcome in &evaluation.eligibility.outcomes {
                match outcome {
                    Outcome::Counted(_) => note("counted"),
                    Outcome::NotCounted(reason) => note(reason.code()),
                }
            }
            for competency in &evaluation.competencies {
                match competency.margin.as_ref().map(|m| m.spare_people) {
                    Some(Some(0)) => note("nobody to spare"),
                    Some(Some(_)) => note("somebody to spare"),
                    _ => {}
                }
            }
        });
        for path in company.competencies.iter().flatten().flatten() {
            for_each(&path.requirements, &mut |r| {
                note(match r.rule {
                    Rule::People { .. } => "people",
                    Rule::Measure(_) => "measure",
                    Rule::Attest => "attest",
                    Rule::All(_) => "all",
                    Rule::Any(_) => "any",
                    Rule::KOf(..) => "k_of",
                });
            });
        }
    }
    let corners = [
        "same people",
        "subset",
        "different from several",
        "different",
        "met",
        "not_met",
        "unknown",
        "counted",
        "nobody to spare",
        "somebody to spare",
        "people",
        "measure",
        "attest",
        "all",
        "any",
        "k_of",
    ];
    for corner in corners.into_iter().chain(Reason::CODES) {
        assert!(seen.get(corner).copied().unwrap_or(0) >= 10, "{corner} is hardly ever drawn: {seen:#?}");
    }
}

/// True for the lines of a document that say where a record stands: they change with the order of records.
fn is_a_place(line: &str) -> bool {
    line.contains("\"place") || crate::support::is_listed_place(line)
}
