//! Writes a network of companies of any size, for measurements: not a measurement itself, and no part of the product.
//!
//! ```text
//! cargo bench --bench network -- DIR --organizations 100000              # a workspace of CSV files
//! cargo bench --bench network -- DIR --organizations 100000 --shuffled   # the same rows in random order
//! cargo bench --bench network -- --stream --organizations 100000 > network.ndjson
//! ```
//!
//! `--seed S` makes another network; the same seed gives the same bytes. `--broken N` gives N of the companies one
//! record with an error. A hundred thousand companies have about a million people with ten achievements each.
//! What was written is said on stderr as one line of JSON. `pairs` in it is what `count(distinct holder)` by
//! organization and credential adds up to over `achievements.csv`, so a peer can show that it read the same.

mod company;
mod names;
mod programme;
mod random;
mod sink;

use company::{Company, Profile};
use programme::Programme;
use sink::{
    ACCOUNTS, ACHIEVEMENTS, ASSOCIATIONS, Csv, EMPLOYEES, MEMBERSHIPS, Ndjson, ORGANIZATIONS, PERFORMANCE, Sink, TABLES,
};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const PROGRAMME: &str = "microsoft-competencies";
const USAGE: &str =
    "cargo bench --bench network -- (DIR | --stream) --organizations N [--seed S] [--shuffled] [--broken N]";

#[derive(Default)]
struct Wanted {
    folder: Option<PathBuf>,
    organizations: usize,
    seed: u64,
    shuffled: bool,
    stream: bool,
    broken: usize,
}

/// What was written.
#[derive(Default)]
struct Written {
    rows: [u64; TABLES.len()],
    groups: u64,
    pairs: u64,
}

#[expect(clippy::disallowed_macros, reason = "a bench tool has no session")]
fn main() -> ExitCode {
    let Some(wanted) = wanted() else {
        eprintln!("usage: {USAGE}");
        return ExitCode::SUCCESS; // `cargo bench` without a name runs this, too, and wants nothing of it.
    };
    let Some(programme) = Programme::read(PROGRAMME) else {
        eprintln!("network: the built-in programme `{PROGRAMME}` cannot be read");
        return ExitCode::FAILURE;
    };
    match write(&wanted, &programme) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("network: {error}");
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench tool reads its own arguments")]
fn wanted() -> Option<Wanted> {
    let mut wanted = Wanted { seed: 1, ..Wanted::default() };
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--bench" => {} // Cargo says this to every benchmark.
            "--stream" => wanted.stream = true,
            "--shuffled" => wanted.shuffled = true,
            "--organizations" => wanted.organizations = arguments.next()?.parse().ok()?,
            "--seed" => wanted.seed = arguments.next()?.parse().ok()?,
            "--broken" => wanted.broken = arguments.next()?.parse().ok()?,
            _ if argument.starts_with('-') || wanted.folder.is_some() => return None,
            _ => wanted.folder = Some(PathBuf::from(argument)),
        }
    }
    let complete = wanted.stream != wanted.folder.is_some() && !(wanted.stream && wanted.shuffled);
    (complete && wanted.organizations > 0).then_some(wanted)
}

#[expect(clippy::disallowed_macros, reason = "a bench tool has no session")]
fn write(wanted: &Wanted, programme: &Programme) -> io::Result<()> {
    let mut sink: Box<dyn Sink> = match &wanted.folder {
        Some(folder) => {
            workspace(folder, programme)?;
            Box::new(Csv::new(folder, wanted.shuffled, wanted.seed)?)
        }
        None => Box::new(Ndjson::new(BufWriter::with_capacity(1 << 18, io::stdout().lock()))),
    };
    let mut written = Written::default();
    for number in 0..wanted.organizations {
        let company = company::make(programme, wanted.seed, number);
        Teller { programme, sink: sink.as_mut(), written: &mut written, company: &company }.tell()?;
        // Broken ones are spread evenly, and the kinds of errors take turns.
        let before = number * wanted.broken / wanted.organizations;
        if (number + 1) * wanted.broken / wanted.organizations > before {
            broken(&company, before, sink.as_mut())?;
        }
        sink.end_of_company()?;
    }
    let bytes = sink.finish()?;
    let rows: Vec<String> =
        TABLES.iter().zip(written.rows).map(|((name, _), rows)| format!("\"{name}\":{rows}")).collect();
    let Written { groups, pairs, .. } = written;
    eprintln!("{{{},\"groups\":{groups},\"pairs\":{pairs},\"bytes\":{bytes}}}", rows.join(","));
    Ok(())
}

fn workspace(folder: &Path, programme: &Programme) -> io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut file = sink::create(&folder.join("competency.yaml"))?;
    writeln!(file, "# Written by `cargo bench --bench network`.\nprogram: {PROGRAMME}")?;
    // No time zone: documents of a stream have none, and both are to give the same answers.
    writeln!(file, "as_of: {}", programme.today)
}

/// Turns one company into records.
struct Teller<'t> {
    programme: &'t Programme,
    sink: &'t mut dyn Sink,
    written: &'t mut Written,
    company: &'t Company,
}

impl Teller<'_> {
    fn tell(&mut self) -> io::Result<()> {
        let company = self.company;
        self.row(ORGANIZATIONS, &[&company.id, &company.name, company.market.word(), company.country])?;
        self.people()?;
        self.achievements()?;
        for figure in &company.figures {
            let fields = [&company.id, &figure.metric, &figure.month, &figure.value, &figure.association];
            self.row(PERFORMANCE, &[fields[0], fields[1], fields[2], fields[3], fields[4], "", ""])?;
        }
        if let Some(membership) = &company.membership {
            let renewals: Vec<&str> = membership.renewals.iter().map(|day| self.programme.day(*day)).collect();
            let purchased = self.programme.day(membership.purchased);
            self.row(MEMBERSHIPS, &[&company.id, &membership.offer, purchased, &renewals.join(" ")])?;
        }
        Ok(())
    }

    fn row(&mut self, table: usize, fields: &[&str]) -> io::Result<()> {
        self.written.rows[table] += 1;
        self.sink.row(table, fields)
    }

    fn people(&mut self) -> io::Result<()> {
        let (company, programme) = (self.company, self.programme);
        let day = |day: Option<i32>| day.map_or("", |day| programme.day(day));
        for person in &company.people {
            let mail = format!("{}@{}.example", person.mailbox, company.id);
            self.row(
                EMPLOYEES,
                &[&company.id, &person.id, &person.name, &mail, "", day(person.joined), day(person.left)],
            )?;
            for (account, kind) in [(&person.learn, "learn"), (&person.university, "university")] {
                if let Some(account) = account {
                    self.row(ACCOUNTS, &[&company.id, account, kind, &person.id])?;
                }
            }
        }
        for link in &company.links {
            let fields = [&link.account, &link.organization, day(Some(link.linked)), day(link.unlinked)];
            if link.recorded_elsewhere {
                self.sink.repeated(ASSOCIATIONS, &fields)?;
            } else {
                self.row(ASSOCIATIONS, &fields)?;
            }
        }
        Ok(())
    }

    fn achievements(&mut self) -> io::Result<()> {
        let (company, programme) = (self.company, self.programme);
        let day = |day: Option<i32>| day.map_or("", |day| programme.day(day));
        // The title, then the person, then where it is recorded: what a count of distinct holders tells apart.
        let mut told: Vec<(u64, usize, bool, bool)> = Vec::with_capacity(company.earned.len());
        for earned in &company.earned {
            let person = &company.people[earned.person];
            let account = match earned.on {
                Profile::Learn => person.learn.as_deref(),
                Profile::University => person.university.as_deref(),
                Profile::Employee => None,
            };
            let employee = if account.is_none() { person.id.as_str() } else { "" };
            let evidence = earned.evidence.map_or_else(String::new, evidence);
            let fields = [
                &company.id,
                account.unwrap_or(""),
                employee,
                earned.title.text(programme),
                day(earned.day),
                day(earned.expires),
                day(earned.revoked),
                &evidence,
            ];
            self.row(ACHIEVEMENTS, &fields)?;
            told.push((
                earned.title.number(programme),
                earned.person,
                account.is_some(),
                account == person.learn.as_deref(),
            ));
        }
        told.sort_unstable();
        told.dedup();
        self.written.pairs += told.len() as u64;
        self.written.groups += told.chunk_by(|a, b| a.0 == b.0).count() as u64;
        Ok(())
    }
}

fn evidence(number: usize) -> String {
    match number % 10 {
        0 => format!("scan {number}, page 2"),
        _ => format!("certificate {number:09}"),
    }
}

/// One record that cannot be used.
fn broken(company: &Company, kind: usize, sink: &mut dyn Sink) -> io::Result<()> {
    let id = company.id.as_str();
    match kind % 4 {
        0 => sink.row(EMPLOYEES, &[id, "e-broken", "", "", "", "2018-02-30", ""]),
        1 => sink.row(EMPLOYEES, &[id, &company.people[0].id, "", "", "", "", ""]),
        2 => sink.row(ACCOUNTS, &[id, &format!("broken@{id}.example"), "learn", "e-nobody"]),
        _ => sink.row(PERFORMANCE, &[id, "azure_customer_consumption", "2018-09", "1,5", "", "", ""]),
    }
}
