//! Credentials as files call them, and those that the programme knows.

use super::remark::Remark;
use super::texts::Texts;
use crate::import::exam_code;
use crate::near::nearest;
use crate::rules::{CredentialIx, CredentialKind, Program};

/// So many unknown credentials are compared with the known ones, so that a file of nothing else takes no longer.
const COMPARED: usize = 100;

/// The credentials of a file. A key is the same for whatever means the same credential.
#[derive(Debug)]
pub(super) struct Credentials<'w> {
    program: &'w Program,
    texts: Texts<2>,
    /// The key of every combination of code and title.
    keys: Vec<u32>,
    /// What the programme does not know; their keys follow those of the programme.
    unknown: Texts<1>,
    /// In how many rows each of those stands.
    counts: Vec<usize>,
}

impl<'w> Credentials<'w> {
    /// None yet.
    pub(super) fn new(program: &'w Program) -> Self {
        let (texts, unknown) = (Texts::default(), Texts::default());
        Self { program, texts, keys: Vec::new(), unknown, counts: Vec::new() }
    }

    /// The number of a code and a title.
    pub(super) fn number(&mut self, code: &str, title: &str) -> u32 {
        let (number, new) = self.texts.number([code, title]);
        if new {
            // Exports drop the hyphen of an exam's code, and titles get renamed: the code as it stands comes first.
            let spelt = exam_code(code);
            let words = [code, spelt.as_deref().unwrap_or_default(), title];
            let found = words.into_iter().find_map(|word| self.program.find_credential(word));
            let key = match found {
                Some(known) => known.0,
                None => self.unknown_key(if title.is_empty() { code } else { title }),
            };
            self.keys.push(key);
        }
        number
    }

    fn known(&self) -> u32 {
        u32::try_from(self.program.credentials.len()).unwrap_or(u32::MAX)
    }

    fn unknown_key(&mut self, text: &str) -> u32 {
        let (number, new) = self.unknown.number([text]);
        if new {
            self.counts.push(0);
        }
        self.known().saturating_add(number)
    }

    /// The key of a recorded credential.
    pub(super) fn recorded_key(&mut self, text: &str) -> u32 {
        self.program.find_credential(text).map_or_else(|| self.unknown_key(text), |known| known.0)
    }

    /// The key of a code and title.
    pub(super) fn key(&self, number: u32) -> u32 {
        self.keys.get(number as usize).copied().unwrap_or(u32::MAX)
    }

    /// What is recorded for a key: the id of a known credential, or the text as it stands.
    pub(super) fn text(&self, key: u32) -> &str {
        match self.program.credential(CredentialIx(key)) {
            Some(credential) => &credential.id,
            None => {
                let [text] = self.unknown.get(key.saturating_sub(self.known()));
                text
            }
        }
    }

    /// The kind of a known credential.
    pub(super) fn kind(&self, key: u32) -> Option<CredentialKind> {
        self.program.credential(CredentialIx(key)).map(|credential| credential.kind)
    }

    /// The code of a combination that nobody knows and that is recorded by its title.
    pub(super) fn code_beside(&self, number: u32) -> &str {
        let [code, title] = self.texts.get(number);
        let noted = self.key(number) >= self.known() && !title.is_empty();
        if noted { code } else { "" }
    }

    /// Whether the programme does not know what has this key.
    pub(super) fn is_unknown(&self, key: u32) -> bool {
        key >= self.known()
    }

    /// Counts rows of a credential, if it is unknown.
    pub(super) fn count(&mut self, key: u32, rows: usize) {
        let unknown = key.checked_sub(self.known()).and_then(|number| self.counts.get_mut(number as usize));
        if let Some(count) = unknown {
            *count += rows;
        }
    }

    /// A remark for every unknown one.
    pub(super) fn remarks(&self, remarks: &mut Vec<Remark>) {
        let met = (0u32..).zip(&self.counts).filter(|(_, count)| **count > 0);
        for (n, (number, count)) in met.enumerate() {
            let [text] = self.unknown.get(number);
            let known = &self.program.credentials;
            let ids = known.iter().map(|credential| credential.id.as_str());
            let near = (n < COMPARED).then(|| nearest(text, ids)).flatten().or_else(|| {
                let names = known.iter().map(|credential| credential.name.as_str());
                let name = (n < COMPARED).then(|| nearest(text, names)).flatten()?;
                known.iter().find(|credential| credential.name == name).map(|credential| credential.id.as_str())
            });
            let near = near.map(str::to_owned);
            remarks.push(Remark::UnknownCredential { text: text.to_owned(), near, count: *count });
        }
    }
}
