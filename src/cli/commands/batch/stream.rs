//! Organizations that are piped in, one JSON document a line.

use super::desk::Desk;
use super::parallel::in_order;
use super::sink::{Sink, Worked};
use super::{Clock, Drawn, Run};
use crate::cli::CliError;
use crate::diagnostic::Position;
use crate::engine::digest::Scratch;
use crate::load::decode::{EncodingChoice, decode};
use crate::load::document::{self, STREAM};
use crate::load::files::ReadError;
use crate::load::network::{Failed, Wrong};
use crate::load::{Loaded, Reading, workspace};
use std::io::{BufRead, BufReader, Read};

/// How many documents are worked on together, and how many bytes of them.
const DOCUMENTS: usize = 64;
const BYTES: usize = 4 << 20;

/// The longest document.
const LONGEST: u64 = 256 << 20;

/// Some lines: the number of each and its text, or why it could not be read.
type Lines = Vec<(u32, Result<Vec<u8>, ReadError>)>;

pub(super) fn run(
    run: &Run<'_>,
    clock: &Clock,
    root: Option<&str>,
    input: &mut (dyn Read + Send),
    sink: &mut Sink<'_>,
) -> Result<Drawn, CliError> {
    let reading = Reading { root: root.unwrap_or(""), encoding: run.encoding, program: run.program.as_deref() };
    let Loaded { workspace, sources, complaints } = workspace::frame(run.files, &reading, root.is_some());
    let Some(workspace) = workspace else {
        return Ok(Some((complaints, sources)));
    };
    let as_of = clock.instant(workspace.zone, workspace.as_of);
    let desk = Desk::new(run.wanted, &workspace.program, &workspace.policy, workspace.zone, as_of, None)?;
    let mut lines = Reader { input: BufReader::with_capacity(1 << 16, input), line: 0, ended: false };
    let digest = desk.digest();
    let work = |lines: Lines, scratch: &mut Scratch| {
        let mut worked = Worked::default();
        for (line, text) in lines {
            let at = Some(Position { line, column: 1 });
            let wrong = |problem| Failed { name: None, wrong: vec![Wrong { path: STREAM.to_owned(), at, problem }] };
            let text = text.map_err(|error| wrong(crate::load::unreadable(error)));
            let text = text.and_then(|bytes| {
                let decoded = decode(bytes, Some(EncodingChoice::Utf8));
                decoded.map_err(|error| wrong(crate::load::undecodable(STREAM, error).problem))
            });
            match text {
                Err(failed) => desk.failed(None, &failed, &mut worked),
                Ok((text, _)) if text.trim().is_empty() => {}
                Ok((text, _)) => {
                    match document::read(&text, line, &workspace.program, &workspace.policy, workspace.zone) {
                        Ok(document) => {
                            let place = |_| Some(document.place());
                            let records = &document.recorded.records;
                            desk.organization(records, &place, digest.as_ref(), scratch, &mut worked);
                        }
                        Err((id, failed)) => desk.failed(id.as_deref(), &failed, &mut worked),
                    }
                }
            }
            if worked.stop {
                break;
            }
        }
        worked
    };
    in_order(run.jobs, &mut || lines.next(), &Scratch::default, &work, &mut |worked| sink.take(worked));
    Ok(None)
}

/// Lines by the portion.
struct Reader<R> {
    input: BufReader<R>,
    line: u32,
    ended: bool,
}

impl<R: Read> Reader<R> {
    fn next(&mut self) -> Option<Lines> {
        let (mut lines, mut bytes) = (Lines::new(), 0);
        while !self.ended && lines.len() < DOCUMENTS && bytes < BYTES {
            let text = self.line();
            self.line = self.line.saturating_add(1);
            match text {
                Ok(text) if text.is_empty() => self.ended = true,
                Ok(text) => {
                    bytes += text.len();
                    lines.push((self.line, Ok(text)));
                }
                Err(error) => {
                    // What cannot be read once cannot be read on.
                    self.ended = true;
                    lines.push((self.line, Err(error)));
                }
            }
        }
        (!lines.is_empty()).then_some(lines)
    }

    fn line(&mut self) -> Result<Vec<u8>, ReadError> {
        let mut text = Vec::new();
        let mut bounded = (&mut self.input).take(LONGEST);
        bounded.read_until(b'\n', &mut text)?;
        if text.len() as u64 == LONGEST && text.last() != Some(&b'\n') {
            let limit = usize::try_from(LONGEST).unwrap_or(usize::MAX);
            return Err(ReadError::LineTooLong { line: u64::from(self.line) + 1, limit });
        }
        Ok(text)
    }
}
