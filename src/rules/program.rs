//! A programme as a whole.

use super::{Credential, CredentialIx, Exemption, Metric, Offer, Period, Policy, Requirement, Translations, Unlock};
use crate::model::Date;
use hashbrown::HashMap;
use std::borrow::Cow;
use std::fmt;

/// Which rung of a program's ladder; a higher rung is a larger number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LevelIx(pub u32);

/// Which competency of a program, in the order of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CompetencyIx(pub u32);

/// The rules of a partner programme.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its id.
    pub id: String,
    /// Which edition this is.
    pub version: String,
    /// What it is called.
    pub name: String,
    /// The day the rules were read.
    pub as_of: Option<Date>,
    /// Where the whole was read.
    pub source: Vec<String>,
    /// Remarks on the whole.
    pub notes: Vec<String>,
    /// How long the programme itself runs.
    pub life: Life,
    /// The rungs, lowest first.
    pub ladder: Ladder,
    /// Its switches.
    pub policy: Policy,
    /// What is measured.
    pub metrics: Vec<Metric>,
    /// How business is linked to the company.
    pub associations: Vec<Association>,
    /// What people can earn.
    pub credentials: Vec<Credential>,
    /// What the company can hold.
    pub competencies: Vec<Competency>,
    /// What may be bought.
    pub offers: Vec<Offer>,
    /// What was waived.
    pub exemptions: Vec<Exemption>,
    /// What held competencies open.
    pub unlocks: Vec<Unlock>,
    /// Its texts in other languages.
    pub translations: Translations,
    index: CredentialIndex,
}

/// Finds credentials by id, name or alias, whatever the case. It is only ever asked for one word, so the order of a hash
/// table never shows.
#[derive(Clone, Default)]
struct CredentialIndex {
    by_word: HashMap<String, Option<CredentialIx>>,
}

impl fmt::Debug for CredentialIndex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CredentialIndex({} words)", self.by_word.len())
    }
}

/// The names of a program's levels.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ladder(pub Vec<String>);

/// How long a programme runs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Life {
    /// The last day competencies could be earned.
    pub earned_until: Option<Date>,
    /// The last day benefits were given.
    pub benefits_until: Option<Date>,
    /// Where this was published.
    pub source: Vec<String>,
}

/// A way business is linked to the company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Association {
    /// The id used in requirements and records.
    pub id: String,
    /// What it is called.
    pub name: String,
}

/// Something a company can hold at one of several levels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Competency {
    /// The id used in records and output.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Other names it is known by.
    pub aliases: Vec<String>,
    /// The solution area it belongs to.
    pub area: String,
    /// Words that rules elsewhere refer to.
    pub tags: Vec<String>,
    /// The technologies it is about.
    pub technologies: Vec<String>,
    /// The day its rules were read.
    pub as_of: Option<Date>,
    /// Where its rules were published.
    pub source: Vec<String>,
    /// Remarks.
    pub notes: Vec<String>,
    /// When it was in the public list, as far as known.
    pub listed: Option<Listed>,
    /// Why its published rules are unsure as a whole.
    pub uncertain: Option<String>,
    /// For every rung of the ladder, its paths (none: not offered).
    pub levels: Vec<Vec<Path>>,
    /// What changed over time, in words.
    pub history: Vec<HistoryNote>,
    /// The line of the program file.
    pub line: u32,
}

/// When a competency was in the public list, as far as known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// Since when, in words.
    pub from: Option<String>,
    /// Until when, in words.
    pub until: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Where this was published.
    pub source: Vec<String>,
}

/// One way to a level: all of its requirements, or a reason why nobody can tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Its id within the level. Versions for different days share one.
    pub id: String,
    /// What it is called.
    pub name: Option<String>,
    /// When it is in force.
    pub in_force: Period,
    /// The printed number of people in total.
    pub headcount: Option<u32>,
    /// All must hold.
    pub requirements: Vec<Requirement>,
    /// Why nothing can be judged on this path.
    pub unknown: Option<String>,
    /// Remark.
    pub note: Option<String>,
    /// Why the published text is unsure.
    pub uncertain: Option<String>,
    /// Where this was published, when it differs from the competency's source.
    pub source: Vec<String>,
    /// The line of the program file.
    pub line: u32,
}

/// One change over time, in words; the figures live in dated paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryNote {
    /// Since when, as published.
    pub from: Option<String>,
    /// Until when, as published.
    pub until: Option<String>,
    /// What was different.
    pub change: String,
    /// Why the published text is unsure.
    pub uncertain: Option<String>,
    /// Where this was published.
    pub source: Vec<String>,
}

impl Ladder {
    /// The rung with this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<LevelIx> {
        let index = self.0.iter().position(|level| level == name)?;
        u32::try_from(index).ok().map(LevelIx)
    }

    /// The name of a rung; empty when there is none.
    #[must_use]
    pub fn name(&self, level: LevelIx) -> &str {
        self.0.get(level.0 as usize).map_or("", String::as_str)
    }

    /// Every rung, lowest first.
    pub fn levels(&self) -> impl DoubleEndedIterator<Item = LevelIx> + ExactSizeIterator {
        let count = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        (0..count as usize).map(|n| LevelIx(n as u32))
    }
}

impl Program {
    /// An empty programme with this id; its parts are filled in by whoever reads one.
    #[must_use]
    pub fn empty(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            version: String::new(),
            name: String::new(),
            as_of: None,
            source: Vec::new(),
            notes: Vec::new(),
            life: Life::default(),
            ladder: Ladder::default(),
            policy: Policy::default(),
            metrics: Vec::new(),
            associations: Vec::new(),
            credentials: Vec::new(),
            competencies: Vec::new(),
            offers: Vec::new(),
            exemptions: Vec::new(),
            unlocks: Vec::new(),
            translations: Translations::new(),
            index: CredentialIndex::default(),
        }
    }

    /// Makes the credentials findable by every word people use for them. Call it once the catalogue is filled in.
    pub fn index_credentials(&mut self) {
        let mut by_word = HashMap::with_capacity(self.credentials.len() * 2);
        for (ix, credential) in (0..).map(CredentialIx).zip(&self.credentials) {
            by_word.insert(fold(&credential.id).into_owned(), Some(ix));
        }
        for (ix, credential) in (0..).map(CredentialIx).zip(&self.credentials) {
            for word in credential.aliases.iter().chain([&credential.name]) {
                let word = fold(word);
                // A name shared by two credentials (70-534 and 70-535) identifies neither; an id always wins.
                by_word
                    .entry_ref(word.as_ref())
                    .and_modify(|found| {
                        let is_id = found.and_then(|f| self.credential(f)).is_some_and(|c| fold(&c.id) == word);
                        if *found != Some(ix) && !is_id {
                            *found = None;
                        }
                    })
                    .or_insert(Some(ix));
            }
        }
        self.index.by_word = by_word;
    }

    /// The credential with this id, name or alias, whatever the case; none when nothing or more than one has it.
    #[must_use]
    pub fn find_credential(&self, word: &str) -> Option<CredentialIx> {
        self.index.by_word.get(fold(word).as_ref()).copied().flatten()
    }

    /// The credential with this number.
    #[must_use]
    pub fn credential(&self, ix: CredentialIx) -> Option<&Credential> {
        self.credentials.get(ix.0 as usize)
    }

    /// The id of the credential with this number; empty when there is none.
    #[must_use]
    pub fn credential_id(&self, ix: CredentialIx) -> &str {
        self.credential(ix).map_or("", |c| c.id.as_str())
    }

    /// The competency with this id, name or alias in any language, whatever the case, blanks and signs.
    #[must_use]
    pub fn find_competency(&self, word: &str) -> Option<CompetencyIx> {
        let word = letters(word);
        let is = |c: &Competency| {
            let names = [c.id.as_str(), c.name.as_str()].into_iter().chain(c.aliases.iter().map(String::as_str));
            names.chain(self.other_words(&c.name)).any(|name| letters(name) == word)
        };
        let index = self.competencies.iter().position(is).filter(|_| !word.is_empty())?;
        u32::try_from(index).ok().map(CompetencyIx)
    }

    /// The competency with this number.
    #[must_use]
    pub fn competency(&self, ix: CompetencyIx) -> Option<&Competency> {
        self.competencies.get(ix.0 as usize)
    }

    /// Every competency with its number, in the order of the file.
    pub fn competencies(&self) -> impl Iterator<Item = (CompetencyIx, &Competency)> {
        (0..).map(CompetencyIx).zip(&self.competencies)
    }

    /// The metric with this id.
    #[must_use]
    pub fn metric(&self, id: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.id == id)
    }

    /// The offer with this id.
    #[must_use]
    pub fn offer(&self, id: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.id == id)
    }
}

/// Case and runs of blanks never distinguish two names.
fn fold(word: &str) -> Cow<'_, str> {
    if is_tidy_ascii(word) {
        // Nearly every name, and several times cheaper than asking Unicode about each character.
        return if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(word.to_ascii_lowercase())
        } else {
            Cow::Borrowed(word)
        };
    }
    let mut folded = String::with_capacity(word.len());
    for part in word.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(part.chars().map(half_width).flat_map(char::to_lowercase));
    }
    Cow::Owned(folded)
}

/// Japanese keyboards write Latin letters, digits and signs full-width as easily as not.
fn half_width(character: char) -> char {
    match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character).saturating_sub(0xFEE0)).unwrap_or(character),
        other => other,
    }
}

/// Letters and digits alone: `app-development`, `App Development` and `クラウドプラットフォーム` are what people type.
fn letters(word: &str) -> String {
    fold(word).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// True for printable ASCII with no blanks but single ones inside.
fn is_tidy_ascii(word: &str) -> bool {
    let mut before = b' ';
    for byte in word.bytes() {
        if !matches!(byte, b' '..=b'~') || byte == b' ' && before == b' ' {
            return false;
        }
        before = byte;
    }
    before != b' '
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::CredentialKind;

    fn credential(id: &str, name: &str, aliases: &[&str]) -> Credential {
        Credential {
            id: id.to_owned(),
            kind: CredentialKind::Exam,
            name: name.to_owned(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            introduced: None,
            retired: None,
            counts_until: None,
            replaced_by: None,
            source: Vec::new(),
            uncertain: None,
            note: None,
            line: 0,
        }
    }

    #[test]
    fn credentials_are_found_by_any_word_of_theirs_only() {
        let mut program = Program::empty("p");
        program.credentials = vec![
            credential("70-534", "Architecting  Solutions", &["azure 534", "b"]),
            credential("70-535", "architecting solutions", &["70-534", "AZURE 535"]),
            credential("B", "試験 É", &["same", "Same"]),
        ];
        program.index_credentials();
        let found = |word: &str| program.find_credential(word).map(|ix| program.credential_id(ix));
        assert_eq!(found("70-534"), Some("70-534"));
        assert_eq!(found(" 70-535\t"), Some("70-535"));
        assert_eq!(found("Azure\u{3000}534"), Some("70-534"));
        assert_eq!(found("azure 535"), Some("70-535"));
        assert_eq!(found("Architecting Solutions"), None);
        assert_eq!(found("b"), Some("B"));
        assert_eq!(found("試験 é"), Some("B"));
        assert_eq!(found("SAME"), Some("B"));
        assert_eq!(found(""), None);
    }

    #[test]
    fn folding() {
        for (word, folded) in [
            ("", ""),
            (" ", ""),
            ("a b", "a b"),
            (" a", "a"),
            ("a ", "a"),
            ("a  b", "a b"),
            ("a\x0Bb", "a b"),
            ("A\nb", "a b"),
            ("\u{3000}ÉA 試\u{3000}", "éa 試"),
            ("A b-C", "a b-c"),
        ] {
            assert_eq!(fold(word), folded, "{word:?}");
        }
    }
}
