//! Large files are read on other threads while this one takes the rows.
//!
//! Pieces of a file are read by several threads, each of which takes the next one that nobody reads. Rows cross over in
//! batches, as texts behind each other and what is no text beside them. Only some batches are ahead, so memory does not grow
//! with the file. The sink gets the same rows in the same order, on the thread that called.
//!
//! What a reader remembers from piece to piece stays with its thread.

use super::{Figure, Numbered, Person, RowAt, Sink, Skipped, Term, Who};
use crate::diagnostic::{Diagnostic, Span};
use crate::model::Moment;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many rows cross over together: few enough for the cache of a processor.
const ROWS: usize = 512;

/// How many batches of a piece wait for the sink at most.
const WAITING: usize = 16;

/// How many pieces are ahead of the sink at most.
const AHEAD: usize = 32;

/// More threads than this read no faster than one takes.
const READERS: usize = 4;

/// What is left to read, and where it is told who reads the next piece.
type Left<P> = Option<(P, SyncSender<Reading>)>;

/// The batches of a piece, whose reader it is, and where batches go once they are empty.
struct Reading {
    batches: Receiver<Batch>,
    reader: usize,
    empties: Sender<Batch>,
}

/// Hands the rows that `read` finds in some pieces to `sink`, in the order of the pieces, while `read` goes on; returns what
/// `read` does for each piece. Where there can be no other thread, everything happens on this one.
pub(super) fn relay<P: Send, M: Default, T: Send>(
    pieces: impl Iterator<Item = P> + Send,
    read: &(dyn Fn(&P, &mut M, &mut dyn Sink) -> T + Sync),
    sink: &mut dyn Sink,
) -> Vec<T> {
    let (started, order) = sync_channel(AHEAD);
    let left = Mutex::new(Some((pieces.enumerate(), started)));
    let readers = thread::available_parallelism().map_or(1, NonZero::get).min(READERS);
    let mut results = thread::scope(|scope| {
        let left = &left;
        let spawn = |reader| {
            let reading = move || read_pieces(reader, left, read);
            thread::Builder::new().spawn_scoped(scope, reading).ok()
        };
        let readers: Vec<_> = (0..readers).filter_map(spawn).collect();
        if readers.is_empty() {
            let left = left.lock().unwrap_or_else(PoisonError::into_inner).take();
            let mut memory = M::default();
            let pieces = left.into_iter().flat_map(|(left, _)| left);
            return pieces.map(|(n, piece)| (n, read(&piece, &mut memory, sink))).collect();
        }
        take(&order, sink);
        let mut results = Vec::new();
        for reader in readers {
            match reader.join() {
                Ok(more) => results.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        results
    });
    results.sort_unstable_by_key(|(n, _)| *n);
    results.into_iter().map(|(_, result)| result).collect()
}

/// Reads one piece after the other until there are no more.
fn read_pieces<P, M: Default, T>(
    reader: usize,
    left: &Mutex<Left<impl Iterator<Item = (usize, P)>>>,
    read: &(dyn Fn(&P, &mut M, &mut dyn Sink) -> T + Sync),
) -> Vec<(usize, T)> {
    let (empties, empty) = channel();
    let next = || {
        let mut left = left.lock().unwrap_or_else(PoisonError::into_inner);
        let (pieces, started) = left.as_mut()?;
        let Some(piece) = pieces.next() else {
            // Nobody waits for another piece once this is gone.
            *left = None;
            return None;
        };
        let (full, batches) = sync_channel(WAITING);
        // Nobody takes pieces any more only where the taking thread panicked.
        started.send(Reading { batches, reader, empties: empties.clone() }).ok()?;
        Some((piece, full))
    };
    let (mut memory, mut counts, mut results) = (M::default(), Counts::default(), Vec::new());
    while let Some(((n, piece), full)) = next() {
        let mut sender =
            Relay { counts: &mut counts, batch: empty.try_recv().unwrap_or_default(), full, empty: &empty };
        results.push((n, read(&piece, &mut memory, &mut sender)));
        sender.send();
    }
    results
}

/// Hands over every batch until there are no more.
fn take(order: &Receiver<Reading>, sink: &mut dyn Sink) {
    let mut numbers = Vec::new();
    numbers.resize_with(READERS, Numbers::default);
    for Reading { batches, reader, empties } in order {
        let Some(numbers) = numbers.get_mut(reader) else {
            continue;
        };
        for mut batch in batches {
            batch.empty_into(numbers, sink);
            // The reader may be through and need no more.
            let _ = empties.send(batch);
        }
    }
}

/// The numbers that the sink has for those of a reader.
#[derive(Default)]
struct Numbers {
    whos: Vec<u32>,
    credentials: Vec<u32>,
}

/// The sink of a thread that reads. Its numbers are those of calls, so who has the same texts once more should not ask for
/// another number.
struct Relay<'c> {
    counts: &'c mut Counts,
    batch: Batch,
    full: SyncSender<Batch>,
    /// Batches that were emptied, to be filled again.
    empty: &'c Receiver<Batch>,
}

/// How many numbers a reader has given.
#[derive(Default)]
struct Counts {
    whos: u32,
    credentials: u32,
}

/// Rows that cross over.
#[derive(Default)]
struct Batch {
    rows: Vec<(RowAt, Taken)>,
    /// The texts of all rows but what has numbers.
    texts: String,
    people: Vec<(Lengths<8>, Lengths<2>, Person<'static>)>,
    earned: Vec<Credit>,
    figures: Vec<(Lengths<3>, Figure<'static>)>,
    terms: Vec<(Lengths<2>, Term<'static>)>,
    rejected: Vec<Vec<Diagnostic>>,
    /// What the reader has given numbers to.
    whos: New<8>,
    credentials: New<2>,
}

/// What a row is; what it says stands behind that of the rows before in the list of its kind.
enum Taken {
    Person,
    Earned,
    Figure,
    Term,
    Rejected,
    Skipped(Skipped),
}

/// What an achievement is, but for its texts; the evidence by its length.
struct Credit {
    who: u32,
    credential: u32,
    earned: Option<Moment>,
    expires: Option<Moment>,
    evidence: usize,
    linked: Option<bool>,
    assessment: bool,
}

/// How long each of some texts is.
type Lengths<const N: usize> = [usize; N];

/// Combinations of texts in the order of their numbers.
#[derive(Default)]
struct New<const N: usize> {
    texts: String,
    lengths: Vec<Lengths<N>>,
}

impl<const N: usize> New<N> {
    fn push(&mut self, texts: [&str; N]) {
        self.lengths.push(keep(texts, &mut self.texts));
    }
}

fn keep<const N: usize>(texts: [&str; N], all: &mut String) -> Lengths<N> {
    texts.map(|text| {
        all.push_str(text);
        text.len()
    })
}

/// Takes the next texts off the front.
fn next<'t, const N: usize>(rest: &mut &'t str, lengths: Lengths<N>) -> [&'t str; N] {
    lengths.map(|length| {
        let (text, behind) = rest.split_at_checked(length).unwrap_or_default();
        *rest = behind;
        text
    })
}

impl Batch {
    fn empty_into(&mut self, numbers: &mut Numbers, sink: &mut dyn Sink) {
        let Self { rows, texts, people, earned, figures, terms, rejected, whos, credentials } = self;
        let (mut people, mut earned, mut figures) = (people.drain(..), earned.drain(..), figures.drain(..));
        let (mut terms, mut rejected) = (terms.drain(..), rejected.drain(..));
        let (mut new_whos, mut new_credentials) = (whos.lengths.drain(..), credentials.lengths.drain(..));
        let mut rest = texts.as_str();
        let (mut rest_of_whos, mut rest_of_credentials) = (whos.texts.as_str(), credentials.texts.as_str());
        for (at, taken) in rows.drain(..) {
            match taken {
                Taken::Person => {
                    let Some((who, place, person)) = people.next() else { continue };
                    let who = Who::of(next(&mut rest, who));
                    let [location, mpn_id] = next(&mut rest, place);
                    sink.person(at, &Person { who, location, mpn_id, ..person });
                }
                Taken::Earned => {
                    let Some(row) = earned.next() else { continue };
                    let Credit { who, credential, earned, expires, evidence, linked, assessment } = row;
                    // The first row with a number is the one whose texts are new.
                    let who = number(who, &mut numbers.whos, || {
                        let who = Who::of(next(&mut rest_of_whos, new_whos.next().unwrap_or_default()));
                        sink.who(at.span, &who)
                    });
                    let credential = number(credential, &mut numbers.credentials, || {
                        let lengths = new_credentials.next().unwrap_or_default();
                        let [code, title] = next(&mut rest_of_credentials, lengths);
                        sink.credential(code, title)
                    });
                    let [evidence] = next(&mut rest, [evidence]);
                    sink.numbered(at, &Numbered { who, credential, earned, expires, evidence, linked, assessment });
                }
                Taken::Figure => {
                    let Some((texts, figure)) = figures.next() else { continue };
                    let [metric, association, location] = next(&mut rest, texts);
                    sink.figure(at, &Figure { metric, association, location, ..figure });
                }
                Taken::Term => {
                    let Some((texts, term)) = terms.next() else { continue };
                    let [competency, level] = next(&mut rest, texts);
                    sink.term(at, &Term { competency, level, ..term });
                }
                Taken::Rejected => sink.reject(at, rejected.next().unwrap_or_default()),
                Taken::Skipped(why) => sink.skip(at, why),
            }
        }
        for texts in [texts, &mut whos.texts, &mut credentials.texts] {
            texts.clear();
        }
    }
}

/// The sink's number for one of a reader's, which is asked for where it is the next one.
fn number(of_reader: u32, numbers: &mut Vec<u32>, new: impl FnOnce() -> u32) -> u32 {
    numbers.get(of_reader as usize).copied().unwrap_or_else(|| {
        let number = new();
        numbers.push(number);
        number
    })
}

/// The next number.
fn count(numbers: &mut u32) -> u32 {
    let number = *numbers;
    // A file has fewer rows.
    *numbers = numbers.saturating_add(1);
    number
}

impl Relay<'_> {
    fn push(&mut self, at: RowAt, taken: Taken) {
        self.batch.rows.push((at, taken));
        if self.batch.rows.len() >= ROWS {
            self.send();
        }
    }

    fn send(&mut self) {
        let next = self.empty.try_recv().unwrap_or_default();
        // Nobody takes batches any more only where the taking thread panicked.
        let _ = self.full.send(std::mem::replace(&mut self.batch, next));
    }
}

impl Sink for Relay<'_> {
    fn person(&mut self, at: RowAt, person: &Person<'_>) {
        let Person { who, location, mpn_id, joined, left, active, leaving, guest } = *person;
        let texts = &mut self.batch.texts;
        let (who, place) = (keep(who.texts(), texts), keep([location, mpn_id], texts));
        let rest = Person { joined, left, active, leaving, guest, ..Person::default() };
        self.batch.people.push((who, place, rest));
        self.push(at, Taken::Person);
    }

    fn who(&mut self, _: Span, who: &Who<'_>) -> u32 {
        self.batch.whos.push(who.texts());
        count(&mut self.counts.whos)
    }

    fn credential(&mut self, code: &str, title: &str) -> u32 {
        self.batch.credentials.push([code, title]);
        count(&mut self.counts.credentials)
    }

    fn numbered(&mut self, at: RowAt, row: &Numbered<'_>) {
        let Numbered { who, credential, earned, expires, evidence, linked, assessment } = *row;
        let [evidence] = keep([evidence], &mut self.batch.texts);
        self.batch.earned.push(Credit { who, credential, earned, expires, evidence, linked, assessment });
        self.push(at, Taken::Earned);
    }

    fn figure(&mut self, at: RowAt, figure: &Figure<'_>) {
        let Figure { metric, month, value, association, location, adds } = *figure;
        let texts = keep([metric, association, location], &mut self.batch.texts);
        let rest = Figure { metric: "", month, value, association: "", location: "", adds };
        self.batch.figures.push((texts, rest));
        self.push(at, Taken::Figure);
    }

    fn term(&mut self, at: RowAt, term: &Term<'_>) {
        let Term { competency, level, start, end } = *term;
        let texts = keep([competency, level], &mut self.batch.texts);
        self.batch.terms.push((texts, Term { competency: "", level: "", start, end }));
        self.push(at, Taken::Term);
    }

    fn reject(&mut self, at: RowAt, complaints: Vec<Diagnostic>) {
        self.batch.rejected.push(complaints);
        self.push(at, Taken::Rejected);
    }

    fn skip(&mut self, at: RowAt, why: Skipped) {
        self.push(at, Taken::Skipped(why));
    }
}
