//! `batch`: every organization of a workspace, of many workspaces, or of a stream, one line each.

mod desk;
mod folders;
mod parallel;
mod select;
mod sink;
mod stream;

use super::Answer;
use crate::cli::CliError;
use crate::cli::args::{Batch, BatchOrder};
use crate::cli::places::{inside, place_of, where_is};
use crate::cli::session::Session;
use crate::diagnostic::{Diagnostic, Place, Severity, Sources};
use crate::engine::Rulebook;
use crate::engine::digest::{Known, Scratch};
use crate::lang::say;
use crate::load::apart::{self, Apart, Single};
use crate::load::files::Files;
use crate::load::network::{Failed, Gathered, Network, Plain, Portion, Wrong};
use crate::load::{Loaded, Reading, Recorded as Organized, Workspace, workspace};
use crate::render::Format;
use crate::report::Recorded;
use crate::report::batch::Head;
use crate::rules::Program;
use desk::{Desk, Wanted};
use parallel::in_order;
use sink::{Sink, Worked};

/// How many organizations of a workspace that was read whole are worked on together.
const PORTION: usize = 128;

/// Files in another order than the organizations are worth a word from so many bytes on.
const MUCH: u64 = 16 << 20;

/// What the workspaces have in common.
struct Run<'r> {
    files: &'r dyn Files,
    jobs: usize,
    wanted: &'r Wanted<'r>,
    program: Option<String>,
    encoding: Option<crate::load::decode::EncodingChoice>,
}

pub(super) fn run(args: &Batch, session: &mut Session<'_, '_>) -> Answer {
    let lang = session.settings.lang;
    let format = session.settings.format;
    if args.full && format != Format::Ndjson {
        let (message, help) = say::full_needs_ndjson(lang);
        return Err(CliError::Usage(message, Some(help)));
    }
    if session.global.organization.is_some() {
        let (message, help) = say::batch_of_one(lang);
        return Err(CliError::Usage(message, Some(help)));
    }
    let (folders, others) = folders::expand(lang, session.world.files, &args.folders)?;
    let wanted = Wanted {
        lang,
        format,
        style: session.settings.out,
        full: args.full,
        risk: args.sort == BatchOrder::Risk,
        fail_fast: args.fail_fast,
        conditions: &args.conditions,
        require: &args.require,
        workspaces: folders.len() > 1,
    };
    let run = Run {
        files: session.world.files,
        jobs: args.jobs.map_or(session.world.processors, usize::from).max(1),
        wanted: &wanted,
        program: session.program_choice(),
        encoding: session.encoding()?,
    };
    let (mut hint, mut text, report, tally, failure);
    {
        let now = Clock::of(session)?;
        let root = if folders.is_empty() && args.input.is_none() { Some(session.workspace_root()?) } else { None };
        let named = session.names_workspace().then(|| session.root()).flatten();
        let mut drawn = None;
        let direct = session.output_file().is_none();
        let silent = direct && session.global.quiet;
        let world = &mut *session.world;
        let mut sink = Sink {
            wanted: &wanted,
            out: &mut *world.out,
            progress: &mut *world.progress,
            direct,
            silent,
            all: 0,
            text: String::new(),
            kept: Vec::new(),
            tally: sink::Tally::default(),
            begun: false,
            failure: None,
        };
        hint = String::new();
        if args.input.is_some() {
            drawn = stream::run(&run, &now, named.as_deref(), &mut *world.input, &mut sink)?;
        } else if let Some(root) = root {
            drawn = one(&run, &now, &root, &mut sink, &mut hint)?;
        } else {
            folders::run(&run, &now, &folders, &mut sink)?;
        }
        if let Some((complaints, sources)) = drawn {
            sink.progress.done();
            session.draw(&complaints, &sources);
            return Err(CliError::Complained);
        }
        report = sink.finish();
        (text, tally, failure) = (std::mem::take(&mut sink.text), sink.tally.clone(), sink.failure.take());
    }
    if let Some(failure) = failure {
        return Err(failure);
    }
    let stopped = args.fail_fast && tally.failed > 0;
    if !others.is_empty() {
        session.hint(&say::batch_no_workspaces(lang, &others));
    }
    session.hint(&hint);
    session.hint(&tally.words(lang));
    if tally.warnings > 0 {
        session.hint(&say::warnings(lang, usize::try_from(tally.warnings).unwrap_or(usize::MAX)));
    }
    if stopped {
        session.hint(&say::batch_stopped(lang, session.output_file().as_deref()));
    }
    let outcome = tally.outcome();
    if stopped && session.output_file().is_some() {
        // What is there of the answer is no answer; the file keeps what it had.
        session.say_hints();
        return outcome;
    }
    session.print(&std::mem::take(&mut text));
    if let Some(report) = report {
        session.report(&report);
    }
    if outcome.is_err() {
        session.finish()?;
    }
    outcome
}

/// The instant of evaluation for every workspace.
pub(super) struct Clock {
    asked: Option<crate::model::Moment>,
    now: crate::model::Instant,
}

impl Clock {
    fn of(session: &Session<'_, '_>) -> Result<Self, CliError> {
        Ok(Self { asked: session.asked_as_of()?, now: session.world.now })
    }

    /// The instant for a workspace with this time zone and pin.
    fn instant(&self, zone: crate::model::Zone, pinned: Option<crate::model::Moment>) -> crate::model::Instant {
        self.asked.or(pinned).map_or(self.now, |moment| zone.close(moment))
    }
}

/// Opens a network. For summaries it is enough to know which achievements are of any use.
fn open(run: &Run<'_>, clock: &Clock, reading: &Reading<'_>) -> Option<Network> {
    let needed = |network: &Network| {
        let as_of = clock.instant(network.zone, network.as_of);
        run.wanted
            .is_summary()
            .then(|| Rulebook::new(&network.program, &network.policy, network.zone.date_of(as_of)).needed)
    };
    Network::open(run.files, reading, &needed, run.jobs)
}

/// What stops everything, with the files it is about.
type Drawn = Option<(Vec<Diagnostic>, Sources)>;

/// One workspace, the one that the command is about.
fn one(run: &Run<'_>, clock: &Clock, root: &str, sink: &mut Sink<'_>, hint: &mut String) -> Result<Drawn, CliError> {
    let reading = Reading { root, encoding: run.encoding, program: run.program.as_deref() };
    if let Some(network) = open(run, clock, &reading) {
        let (held, bytes) = network.held();
        if bytes >= MUCH {
            hint.push_str(&say::batch_order(run.wanted.lang, &held));
        }
        network_lines(run, clock, &network, None, sink)?;
        network.leave();
        return Ok(None);
    }
    let Loaded { workspace, sources, complaints } = workspace::load(run.files, &reading);
    let Some(workspace) = workspace else {
        let Some(worked) = apart_lines(run, clock, &reading, None)? else {
            return Ok(Some((complaints, sources)));
        };
        sink.all += worked.tally.organizations;
        sink.take(worked);
        return Ok(None);
    };
    sink.all += workspace.organizations.len() as u64;
    sink.tally.warnings += warnings_of(&complaints);
    let desk = desk_of(run, clock, &workspace, None)?;
    let mut portions = (0..workspace.organizations.len()).step_by(PORTION);
    let mut next = || portions.next().map(|start| start..start + PORTION);
    let order = in_file_order(&workspace);
    let work = |portion: Portion, _: &mut ()| whole(&desk, &workspace, &order, portion, &sources, root);
    in_order(run.jobs, &mut next, &|| (), &work, &mut |worked| sink.take(worked));
    Ok(None)
}

/// The organizations of a workspace that cannot be used as a whole; none where something is wrong that is the fault of none
/// of them.
fn apart_lines(
    run: &Run<'_>,
    clock: &Clock,
    reading: &Reading<'_>,
    folder: Option<String>,
) -> Result<Option<Worked>, CliError> {
    let Some(apart) = apart::read(run.files, reading) else {
        return Ok(None);
    };
    let Apart { program, policy, zone, as_of, organizations, complaints, sources } = apart;
    let desk = Desk::new(run.wanted, &program, &policy, zone, clock.instant(zone, as_of), folder)?;
    let (digest, mut scratch, mut worked) = (desk.digest(), Scratch::default(), Worked::default());
    worked.tally.warnings = warnings_of(&complaints);
    for Single { id, name, recorded, complaints, .. } in organizations {
        match recorded {
            Some(Organized { records, origins }) => {
                let place = |record| place_of(&origins, record).map(|span| where_is(span, &sources, reading.root));
                desk.organization(&records, &place, digest.as_ref(), &mut scratch, &mut worked);
            }
            None => {
                let failed = Failed { name, ..wrong_of(complaints, &sources, reading.root) };
                desk.failed(Some(id.as_str()).filter(|id| !id.is_empty()), &failed, &mut worked);
            }
        }
        if worked.stop {
            break;
        }
    }
    Ok(Some(worked))
}

fn desk_of<'a>(
    run: &Run<'a>,
    clock: &Clock,
    workspace: &'a Workspace,
    folder: Option<String>,
) -> Result<Desk<'a>, CliError> {
    let as_of = clock.instant(workspace.zone, workspace.as_of);
    Desk::new(run.wanted, &workspace.program, &workspace.policy, workspace.zone, as_of, folder)
}

/// The organizations of a workspace that was read whole, in the order in which they stand in its files.
fn in_file_order(workspace: &Workspace) -> Vec<usize> {
    let mut order: Vec<usize> = (0..workspace.organizations.len()).collect();
    order.sort_by_key(|n| workspace.organizations[*n].origins.organization);
    order
}

/// Some organizations of a workspace that was read whole.
fn whole(
    desk: &Desk<'_>,
    workspace: &Workspace,
    order: &[usize],
    portion: Portion,
    sources: &Sources,
    root: &str,
) -> Worked {
    let mut worked = Worked::default();
    let (digest, mut scratch) = (desk.digest(), Scratch::default());
    for n in order.iter().skip(portion.start).take(portion.len()) {
        let organization = &workspace.organizations[*n];
        let place =
            |record: Recorded| place_of(&organization.origins, record).map(|span| where_is(span, sources, root));
        desk.organization(&organization.records, &place, digest.as_ref(), &mut scratch, &mut worked);
    }
    worked
}

/// What one thread uses again and again.
#[derive(Default)]
struct Room<'f> {
    gathered: Gathered<'f>,
    plain: Plain,
    scratch: Scratch,
}

/// The organizations of a network.
fn network_lines<'f>(
    run: &Run<'f>,
    clock: &Clock,
    network: &Network,
    folder: Option<String>,
    sink: &mut Sink<'_>,
) -> Result<(), CliError> {
    let as_of = clock.instant(network.zone, network.as_of);
    let desk = Desk::new(run.wanted, &network.program, &network.policy, network.zone, as_of, folder)?;
    sink.all += network.len() as u64;
    sink.tally.warnings += network.warnings as u64;
    let mut portions = network.portions();
    let mut next = || portions.next();
    let digest = desk.digest();
    let work = |portion: Portion, room: &mut Room<'f>| {
        let Room { gathered, plain, scratch } = room;
        let mut worked = Worked::default();
        if let Err((path, error)) = network.gather(run.files, &portion, gathered) {
            let failed = Failed { name: None, wrong: vec![Wrong::unreadable(&path, error)] };
            for n in portion {
                desk.failed(Some(&network.id(n)), &failed, &mut worked);
                if worked.stop {
                    break;
                }
            }
            return worked;
        }
        for n in portion {
            if let Some(digest) = &digest
                && network.read_plain(gathered, n, digest.needed(), plain)
            {
                let Plain { records, credentials, turns, beside, .. } = &*plain;
                let known = Known { credentials, turns, beside: *beside };
                desk.summary(digest, records, Some(known), scratch, &mut worked);
                continue;
            }
            match network.read(run.files, gathered, n) {
                Ok(grouped) => {
                    let place = |record: Recorded| {
                        let span = place_of(&grouped.recorded.origins, record);
                        span.map(|span| network.place(run.files, &grouped, span))
                    };
                    desk.organization(&grouped.recorded.records, &place, digest.as_ref(), scratch, &mut worked);
                }
                Err(failed) => desk.failed(Some(&network.id(n)), &failed, &mut worked),
            }
            if worked.stop {
                break;
            }
        }
        worked
    };
    let mut more = true;
    in_order(run.jobs, &mut next, &Room::default, &work, &mut |worked| {
        more = sink.take(worked);
        more
    });
    let mut worked = Worked::default();
    for (id, failed) in network.strays(run.files) {
        if !more || worked.stop {
            break;
        }
        desk.failed(Some(id), &failed, &mut worked);
    }
    sink.take(worked);
    Ok(())
}

/// How many warnings there are about files as a whole.
fn warnings_of(complaints: &[Diagnostic]) -> u64 {
    complaints.iter().filter(|d| d.problem.warns_of_file()).count() as u64
}

/// What is wrong with a workspace, as an organization's line tells it: files are called as they are within its folder.
fn wrong_of(complaints: Vec<Diagnostic>, sources: &Sources, folder: &str) -> Failed {
    let errors = complaints.into_iter().filter(|d| d.severity() == Severity::Error);
    let wrong = errors.map(|d| {
        let (path, at) = match &d.place {
            Place::File(path) => (path.as_str(), None),
            Place::At(span) => (sources.file(span.file).path.as_str(), Some(sources.position(*span))),
        };
        Wrong { path: inside(path, folder).to_owned(), at, problem: d.problem }
    });
    Failed { name: None, wrong: wrong.collect() }
}

/// The head of lines about a workspace that has no rules of its own.
fn bare_head<'p>(program: &'p Program, folder: &str) -> Head<'p> {
    Head { as_of: String::new(), program, names: Vec::new(), workspace: Some(folder.to_owned()) }
}
