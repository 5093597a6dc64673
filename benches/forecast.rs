//! How long it takes to look 24 months ahead for 20 organizations: every change with its cause, and what there is to do.
//! It prints and never judges.

use competency::engine::{Outlook, Rulebooks};
use competency::load::files::MemoryFiles;
use competency::load::{Reading, workspace};
use competency::model::Moment;
use std::time::{Duration, Instant};

const ORGANIZATIONS: usize = 20;
const MONTHS: i32 = 24;
const RUNS: usize = 5;

/// The example company.
const FILES: [(&str, &str); 6] = [
    ("competency.yaml", include_str!("../examples/demo/competency.yaml")),
    ("employees.csv", include_str!("../examples/demo/employees.csv")),
    ("accounts.csv", include_str!("../examples/demo/accounts.csv")),
    ("associations.csv", include_str!("../examples/demo/associations.csv")),
    ("achievements.csv", include_str!("../examples/demo/achievements.csv")),
    ("performance.csv", include_str!("../examples/demo/performance.csv")),
];

#[expect(clippy::disallowed_methods, reason = "a measurement reads the clock")]
fn now() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_macros, reason = "a measurement is printed")]
fn main() {
    let files = MemoryFiles::new(FILES);
    let reading = Reading { root: "", encoding: None, program: None };
    // Each organization is read on its own, so that none profits from what is known of another.
    let read: Vec<_> = (0..ORGANIZATIONS).filter_map(|_| workspace::load(&files, &reading).workspace).collect();
    let mut fastest = Duration::MAX;
    for run in 1..=RUNS {
        let begin = now();
        let (mut evaluations, mut events, mut tasks) = (0, 0, 0);
        for company in &read {
            let Ok(Moment::Day(day)) = Moment::parse("2018-10-29") else {
                continue;
            };
            let rules = Rulebooks::new(&company.program, &company.policy);
            let (from, until) = (company.zone.close_of(day), company.zone.close_of(day.plus_months(MONTHS)));
            for organization in &company.organizations {
                let outlook = Outlook::new(&rules, &organization.records, from, until);
                evaluations += outlook.evaluations;
                events += outlook.events().len();
                tasks += outlook.tasks().len();
            }
        }
        let took = begin.elapsed();
        fastest = fastest.min(took);
        println!(
            "run {run}: {} organizations, {MONTHS} months, {evaluations} evaluations, {events} events, {tasks} tasks: {took:.1?}",
            read.len()
        );
    }
    println!("fastest of {RUNS}: {fastest:.1?} (target: under 1 s)");
}
