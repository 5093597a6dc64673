//! What rows of outside files say, whatever the file: people, what they earned, figures, and terms of membership.
//!
//! Texts are borrowed from the file and trimmed; an empty text is an absent one. Identifiers are folded to half width
//! already; names are as they stand.

use crate::diagnostic::{Diagnostic, Span};
use crate::model::{Date, Moment, Month, Quantity};

/// Which row of the file is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowAt {
    /// Its line, from 1.
    pub line: u32,
    /// Where it stands, for complaints.
    pub span: Span,
}

/// How a row says whom it is about. Names never identify anybody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Who<'r> {
    /// The employee number.
    pub employee_id: &'r str,
    /// The certification id of the learning profile.
    pub mcid: &'r str,
    /// The address at work; the domain is in lower case.
    pub work_mail: &'r str,
    /// The address of the personal account.
    pub personal_mail: &'r str,
    /// The id in the company's directory.
    pub object_id: &'r str,
    /// The whole name as it is shown.
    pub display_name: &'r str,
    /// The given name.
    pub given_name: &'r str,
    /// The family name.
    pub family_name: &'r str,
}

impl<'r> Who<'r> {
    /// Every text.
    pub(super) fn texts(&self) -> [&'r str; 8] {
        let Self { employee_id, mcid, work_mail, personal_mail, object_id, display_name, given_name, family_name } =
            *self;
        [employee_id, mcid, work_mail, personal_mail, object_id, display_name, given_name, family_name]
    }

    /// What has these [`Who::texts`].
    pub(super) fn of(texts: [&'r str; 8]) -> Self {
        let [employee_id, mcid, work_mail, personal_mail, object_id, display_name, given_name, family_name] = texts;
        Self { employee_id, mcid, work_mail, personal_mail, object_id, display_name, given_name, family_name }
    }

    /// Whether anything here identifies somebody.
    #[must_use]
    pub fn is_identified(&self) -> bool {
        let ids = [self.employee_id, self.mcid, self.work_mail, self.personal_mail, self.object_id];
        ids.iter().any(|id| !id.is_empty())
    }
}

/// A user of the company's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Person<'r> {
    /// Who.
    pub who: Who<'r>,
    /// The place of work, as the file calls it.
    pub location: &'r str,
    /// The partner network's number of that place.
    pub mpn_id: &'r str,
    /// The first day of employment.
    pub joined: Option<Moment>,
    /// The last day of employment.
    pub left: Option<Moment>,
    /// Whether the user may sign in, where the file says so.
    pub active: Option<bool>,
    /// The file lists those who go.
    pub leaving: bool,
    /// A guest of another company, who is no employee.
    pub guest: bool,
}

/// A credential that somebody earned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Earned<'r> {
    /// By whom.
    pub who: Who<'r>,
    /// The credential's number or code.
    pub code: &'r str,
    /// The credential's title.
    pub title: &'r str,
    /// When it was earned.
    pub earned: Option<Moment>,
    /// When it expires.
    pub expires: Option<Moment>,
    /// Where the proof is.
    pub evidence: &'r str,
    /// Whether the profile is linked to the company, where the file says so.
    pub linked: Option<bool>,
    /// It is a profile of the partner university's that earned it.
    pub assessment: bool,
}

/// The same, where numbers of a [`Sink`]'s stand for what rows say about the person and about the credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbered<'r> {
    /// The number of [`Sink::who`].
    pub who: u32,
    /// The number of [`Sink::credential`].
    pub credential: u32,
    /// When it was earned.
    pub earned: Option<Moment>,
    /// When it expires.
    pub expires: Option<Moment>,
    /// Where the proof is.
    pub evidence: &'r str,
    /// Whether the profile is linked to the company, where the file says so.
    pub linked: Option<bool>,
    /// It is a profile of the partner university's that earned it.
    pub assessment: bool,
}

/// A figure of one month. Rows about the same metric, month, association, market and location of one file add up where
/// `adds` says so, and otherwise repeat each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figure<'r> {
    /// The metric, as the file calls it.
    pub metric: &'r str,
    /// Which month.
    pub month: Month,
    /// How much.
    pub value: Quantity,
    /// How the business is linked to the company, as the file calls it.
    pub association: &'r str,
    /// The place it belongs to, by name or partner network number.
    pub location: &'r str,
    /// Rows add up.
    pub adds: bool,
}

/// A level that was held, which only a membership of that level gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term<'r> {
    /// The competency, as the file calls it.
    pub competency: &'r str,
    /// The level, as the file calls it.
    pub level: &'r str,
    /// The first day.
    pub start: Date,
    /// The last day.
    pub end: Option<Date>,
}

/// What takes the rows of a file, one by one, in the order of the file.
///
/// Every row of the file is handed over exactly once: as what it says, or as rejected, or as skipped.
pub trait Sink {
    /// Takes a user.
    fn person(&mut self, at: RowAt, person: &Person<'_>);
    /// Takes a credential.
    fn earned(&mut self, at: RowAt, row: &Earned<'_>) {
        let Earned { who, code, title, earned, expires, evidence, linked, assessment } = *row;
        let (who, credential) = (self.who(at.span, &who), self.credential(code, title));
        self.numbered(at, &Numbered { who, credential, earned, expires, evidence, linked, assessment });
    }
    /// A number for what a row says about a person. Texts that come again may get it again or another one, which means the
    /// same. The place is that of the row.
    fn who(&mut self, at: Span, who: &Who<'_>) -> u32;
    /// A number for how a row calls a credential, in the same way.
    fn credential(&mut self, code: &str, title: &str) -> u32;
    /// Takes a credential whose texts have numbers.
    fn numbered(&mut self, at: RowAt, earned: &Numbered<'_>);
    /// Takes a figure.
    fn figure(&mut self, at: RowAt, figure: &Figure<'_>);
    /// Takes a term.
    fn term(&mut self, at: RowAt, term: &Term<'_>);
    /// Takes a row that cannot be used, with what is wrong with it; several complaints come together.
    fn reject(&mut self, at: RowAt, complaints: Vec<Diagnostic>);
    /// Takes a row that says nothing for us, such as a marked duplicate; the reason is one of a few fixed words.
    fn skip(&mut self, at: RowAt, why: Skipped);
}

/// Why a row is passed over although nothing is wrong with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skipped {
    /// The file marks it as a repetition of another row.
    MarkedDuplicate,
    /// It repeats an earlier row of the same file.
    Repeated,
    /// It is about something that is not recorded here, such as a learning module.
    NotRecorded,
    /// The vendor reports that it failed.
    Failed,
    /// It is about a guest of another company, who is no employee.
    Guest,
}

impl Skipped {
    /// The stable name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::MarkedDuplicate => "marked-duplicate",
            Self::Repeated => "repeated",
            Self::NotRecorded => "not-recorded",
            Self::Failed => "failed",
            Self::Guest => "guest",
        }
    }
}
