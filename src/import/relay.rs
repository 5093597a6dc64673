//! Large files are read on one thread while another takes the rows.
//!
//! Rows cross over in batches, as texts behind each other and what is no text beside them; a few batches go to and fro, so
//! memory does not grow with the file. The sink gets the same rows in the same order, on the thread that called.

use super::{Earned, Figure, Person, RowAt, Sink, Skipped, Term, Who};
use crate::diagnostic::Diagnostic;
use crate::model::Moment;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

/// How many rows cross over together: few enough for the cache of a processor.
const ROWS: usize = 512;

/// How many batches wait for the sink at most.
const WAITING: usize = 4;

/// Hands the rows that `read` finds to `sink`, while `read` goes on; returns what `read` does. Where there can be no second
/// thread, everything happens on this one.
pub(super) fn relay<T: Send>(read: &(dyn Fn(&mut dyn Sink) -> T + Sync), sink: &mut dyn Sink) -> T {
    thread::scope(|scope| {
        let (full, batches) = sync_channel(WAITING);
        let (empties, empty) = channel();
        let ahead = move || {
            let mut sender = Relay { batch: Batch::default(), full, empty };
            let result = read(&mut sender);
            sender.send();
            result
        };
        let Ok(reader) = thread::Builder::new().spawn_scoped(scope, ahead) else {
            return read(sink);
        };
        take(&batches, &empties, sink);
        match reader.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Hands over every batch until there are no more.
fn take(batches: &Receiver<Batch>, empties: &Sender<Batch>, sink: &mut dyn Sink) {
    for mut batch in batches {
        batch.empty_into(sink);
        // The reader may be through and need no more.
        let _ = empties.send(batch);
    }
}

/// The sink of the thread that reads.
struct Relay {
    batch: Batch,
    full: SyncSender<Batch>,
    empty: Receiver<Batch>,
}

impl Relay {
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

/// Rows that cross over.
#[derive(Default)]
struct Batch {
    /// The texts of all rows.
    texts: String,
    rows: Vec<(RowAt, Taken)>,
}

/// How long each of some texts is.
type Lengths<const N: usize> = [usize; N];

/// What a row says, but for its texts.
enum Taken {
    Person(Lengths<8>, Lengths<2>, Person<'static>),
    Earned(Lengths<8>, Lengths<3>, Credit),
    Figure(Lengths<3>, Figure<'static>),
    Term(Lengths<2>, Term<'static>),
    Rejected(Vec<Diagnostic>),
    Skipped(Skipped),
}

/// What an achievement is, but for its texts.
struct Credit {
    earned: Option<Moment>,
    expires: Option<Moment>,
    linked: Option<bool>,
    assessment: bool,
}

impl Batch {
    fn keep<const N: usize>(&mut self, texts: [&str; N]) -> Lengths<N> {
        texts.map(|text| {
            self.texts.push_str(text);
            text.len()
        })
    }

    fn empty_into(&mut self, sink: &mut dyn Sink) {
        let mut rest = self.texts.as_str();
        for (at, taken) in self.rows.drain(..) {
            match taken {
                Taken::Person(who, place, person) => {
                    let who = self::who(next(&mut rest, who));
                    let [location, mpn_id] = next(&mut rest, place);
                    sink.person(at, &Person { who, location, mpn_id, ..person });
                }
                Taken::Earned(who, texts, Credit { earned, expires, linked, assessment }) => {
                    let who = self::who(next(&mut rest, who));
                    let [code, title, evidence] = next(&mut rest, texts);
                    sink.earned(at, &Earned { who, code, title, earned, expires, evidence, linked, assessment });
                }
                Taken::Figure(texts, figure) => {
                    let [metric, association, location] = next(&mut rest, texts);
                    sink.figure(at, &Figure { metric, association, location, ..figure });
                }
                Taken::Term(texts, term) => {
                    let [competency, level] = next(&mut rest, texts);
                    sink.term(at, &Term { competency, level, ..term });
                }
                Taken::Rejected(complaints) => sink.reject(at, complaints),
                Taken::Skipped(why) => sink.skip(at, why),
            }
        }
        self.texts.clear();
    }
}

/// Takes the next texts off the front.
fn next<'t, const N: usize>(rest: &mut &'t str, lengths: Lengths<N>) -> [&'t str; N] {
    lengths.map(|length| {
        let (text, behind) = rest.split_at_checked(length).unwrap_or_default();
        *rest = behind;
        text
    })
}

fn texts<'r>(who: &Who<'r>) -> [&'r str; 8] {
    let Who { employee_id, mcid, work_mail, personal_mail, object_id, display_name, given_name, family_name } = *who;
    [employee_id, mcid, work_mail, personal_mail, object_id, display_name, given_name, family_name]
}

fn who(texts: [&str; 8]) -> Who<'_> {
    let [employee_id, mcid, work_mail, personal_mail, object_id, display_name, given_name, family_name] = texts;
    Who { employee_id, mcid, work_mail, personal_mail, object_id, display_name, given_name, family_name }
}

impl Sink for Relay {
    fn person(&mut self, at: RowAt, person: &Person<'_>) {
        let Person { who, location, mpn_id, joined, left, active, leaving, guest } = *person;
        let who = self.batch.keep(texts(&who));
        let place = self.batch.keep([location, mpn_id]);
        let rest = Person { joined, left, active, leaving, guest, ..Person::default() };
        self.push(at, Taken::Person(who, place, rest));
    }

    fn earned(&mut self, at: RowAt, row: &Earned<'_>) {
        let Earned { who, code, title, earned, expires, evidence, linked, assessment } = *row;
        let who = self.batch.keep(texts(&who));
        let texts = self.batch.keep([code, title, evidence]);
        self.push(at, Taken::Earned(who, texts, Credit { earned, expires, linked, assessment }));
    }

    fn figure(&mut self, at: RowAt, figure: &Figure<'_>) {
        let Figure { metric, month, value, association, location, adds } = *figure;
        let texts = self.batch.keep([metric, association, location]);
        self.push(at, Taken::Figure(texts, Figure { metric: "", month, value, association: "", location: "", adds }));
    }

    fn term(&mut self, at: RowAt, term: &Term<'_>) {
        let Term { competency, level, start, end } = *term;
        let texts = self.batch.keep([competency, level]);
        self.push(at, Taken::Term(texts, Term { competency: "", level: "", start, end }));
    }

    fn reject(&mut self, at: RowAt, complaints: Vec<Diagnostic>) {
        self.push(at, Taken::Rejected(complaints));
    }

    fn skip(&mut self, at: RowAt, why: Skipped) {
        self.push(at, Taken::Skipped(why));
    }
}
