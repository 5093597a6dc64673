//! Every complaint there is: one variant each, with its code and severity.

use super::detail::{Attempt, Shape, Thing, TieFault, TooLarge, Unreadable, Unsupported, When};
use super::import_fault::ImportFault;
use crate::model::{DateError, Month, QuantityError};

/// How bad a complaint is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Probably not meant; `check --strict` refuses it.
    Warning,
    /// Nothing can be answered before it is mended.
    Error,
}

impl Severity {
    /// The word printed in front of the code.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// A file cannot be read at all.
    Unreadable(Unreadable),
    /// A line is too long to be a record.
    LineTooLong {
        /// Which line.
        line: u64,
        /// The most bytes a line may have.
        limit: u64,
    },
    /// A file is too large.
    FileTooLarge {
        /// The most bytes a file may have.
        limit: u64,
    },
    /// A file of the workspace is not read, though its name is close to one that would be.
    IgnoredFile {
        /// The name that would be read.
        near: String,
    },
    /// A file is named like records, and is of a kind that is not read.
    IgnoredEnding {
        /// The name to save it under.
        near: String,
    },
    /// The bytes are those of a spreadsheet program's own file, whatever the name says.
    SpreadsheetFile,
    /// The bytes are not text in any encoding that was tried; with at least one attempt.
    Undecodable(Vec<Attempt>),
    /// There is a NUL character.
    NulCharacter,
    /// The file has no content.
    EmptyFile,
    /// The text is not YAML.
    YamlSyntax(String),
    /// YAML that is nested too deeply.
    YamlTooDeep {
        /// The most levels there may be.
        levels: usize,
    },
    /// YAML that expands to too much.
    YamlTooLarge(TooLarge),
    /// YAML with something no file here has a meaning for.
    YamlUnsupported(Unsupported),
    /// A mapping has a key twice.
    DuplicateKey(String),
    /// A quoted field is never closed.
    UnterminatedQuote,
    /// Something follows a closing quote.
    TextAfterQuote,
    /// A row has more fields than the heading.
    TooManyFields {
        /// Fields in the row.
        found: usize,
        /// Columns in the heading.
        expected: usize,
    },
    /// A row has fewer fields than the heading.
    TooFewFields {
        /// Fields in the row.
        found: usize,
        /// Columns in the heading.
        expected: usize,
    },
    /// The heading is separated by another character than the file's ending says.
    WrongDelimiter {
        /// The character found.
        found: char,
        /// The character expected.
        expected: char,
    },
    /// A full-width comma stands where a field should end.
    FullWidthComma,
    /// A heading stands twice.
    DuplicateColumn(String),
    /// A column is not known; its values are left alone.
    UnknownColumn {
        /// The heading.
        name: String,
        /// The known column it may be meant to be.
        near: Option<String>,
    },
    /// A column is needed.
    MissingColumn(String),
    /// A key is not known here.
    UnknownKey {
        /// The key.
        key: String,
        /// The known key it may be meant to be.
        near: Option<String>,
        /// Every key known here.
        known: Vec<String>,
    },
    /// A key is needed.
    MissingKey(String),
    /// A list, mapping or single value stands where another is needed.
    WrongShape {
        /// What is needed.
        expected: Shape,
        /// What is there.
        found: Shape,
    },
    /// A value is needed.
    MissingValue(String),
    /// A text is not written as a date.
    InvalidDate {
        /// The text.
        text: String,
        /// What it should have been.
        when: When,
        /// What is wrong with it.
        error: DateError,
    },
    /// A date that the calendar does not have.
    ImpossibleDate {
        /// The text.
        text: String,
        /// What it should have been.
        when: When,
    },
    /// A text is not a number.
    InvalidNumber {
        /// The text.
        text: String,
        /// What is wrong with it.
        error: QuantityError,
    },
    /// A text is not a whole number within bounds.
    InvalidCount {
        /// The text.
        text: String,
        /// The least number allowed.
        least: u32,
        /// The largest number allowed.
        most: u32,
    },
    /// A text is not one of the words allowed.
    InvalidChoice {
        /// The text.
        text: String,
        /// The words allowed.
        choices: Vec<String>,
        /// The one it may be meant to be.
        near: Option<String>,
    },
    /// A text is not a time zone.
    InvalidZone(String),
    /// A text is not a duration.
    InvalidDuration(String),
    /// An id stands twice.
    DuplicateId {
        /// What it identifies.
        thing: Thing,
        /// The id.
        id: String,
    },
    /// An id refers to nothing.
    DanglingReference {
        /// What it should identify.
        thing: Thing,
        /// The id.
        id: String,
        /// An id it may be meant to be.
        near: Option<String>,
        /// Every id there is, where they are few.
        known: Vec<String>,
    },
    /// Somebody is called by name, where an id is needed.
    NamedPerson {
        /// The name.
        name: String,
        /// The id of the only one with that name.
        id: String,
    },
    /// A link to an organization that is none of the workspace, with a name like one of them.
    SimilarOrganization {
        /// The text.
        id: String,
        /// The organization of the workspace.
        near: String,
    },
    /// The last day of employment lies before the first.
    LeftBeforeJoined,
    /// It expired before it was earned.
    ExpiresBeforeEarned,
    /// It expires at the very moment it was earned.
    ZeroValidity,
    /// It was unlinked before it was linked.
    UnlinkedBeforeLinked,
    /// One account was linked twice at the same instant.
    SimultaneousLinks(String),
    /// It ends before it begins.
    UntilBeforeFrom,
    /// It was renewed before it was bought.
    RenewedBeforePurchase,
    /// Neither an account nor an employee is named.
    NoHolder,
    /// Both an account and an employee are named.
    TwoHolders,
    /// A record names no organization in a workspace of several.
    NoOrganization,
    /// The catalogue does not know a credential that somebody earned.
    UnknownCredential {
        /// The text.
        id: String,
        /// A known id it may be meant to be.
        near: Option<String>,
    },
    /// The programme does not know a metric, or how business is linked.
    UnknownFigure {
        /// Metric or association.
        thing: Thing,
        /// The text.
        id: String,
        /// A known id it may be meant to be.
        near: Option<String>,
        /// Every id there is.
        known: Vec<String>,
    },
    /// A rule without anything in it.
    EmptyRule,
    /// A rule that says more than one thing at once, or nothing.
    UnclearRule {
        /// Those of the keys that are there.
        found: Vec<String>,
        /// The keys of which exactly one is needed.
        choose: Vec<String>,
    },
    /// People can only be required in whole numbers, with `at_least`, the same in every market.
    PeopleThreshold,
    /// People requirements are tied in a way that cannot be staffed.
    InvalidTie(TieFault),
    /// Its period contains no day.
    NeverInForce,
    /// Two versions of one path or requirement are in force on the same day.
    OverlappingVersions(String),
    /// A credential that no requirement names.
    UnusedCredential(String),
    /// A part of a rule that is in force on no day of the rule it belongs to.
    Unreachable(String),
    /// It was retired before it was introduced, or stops counting before it was retired.
    RetiredBeforeIntroduced {
        /// The key whose day should come first.
        first: &'static str,
        /// The key whose day should follow.
        then: &'static str,
    },
    /// A rule without its source.
    MissingSource(String),
    /// Something that can be wrong with files of other systems only.
    Import(ImportFault),
    /// A row names two different people.
    TwoPeople {
        /// One of them, by id.
        first: String,
        /// The other.
        second: String,
    },
    /// A row gives somebody an account that is another person's.
    SharedAccount {
        /// The account.
        account: String,
        /// Whose it is, by id.
        owner: String,
    },
    /// A row is about somebody who is not recorded, where nobody is to be added.
    UnknownPerson(String),
    /// Somebody leaves, and nothing says when.
    NoLastDay,
    /// Several figures of one metric and month are recorded, and their sum is not the one that is found.
    SeveralFigures {
        /// The metric.
        metric: String,
        /// The month.
        month: Month,
    },
    /// A file has two values for one metric and month.
    DifferentFigure {
        /// The metric.
        metric: String,
        /// The month.
        month: Month,
    },
}

/// Writes the table of codes once, as the list of all and as the code of each: no variant is without a code, and no code
/// is missing from the list.
macro_rules! codes {
    ($($problem:pat => $code:literal,)+) => {
        /// Every code there is, in the order of reading.
        pub const CODES: &[&str] = &[$($code),+];

        impl Problem {
            /// The stable name.
            #[must_use]
            pub fn code(&self) -> &'static str {
                match self {
                    $($problem => $code,)+
                }
            }
        }
    };
}

codes! {
    Self::LineTooLong { .. } => "line-too-long",
    Self::FileTooLarge { .. } => "file-too-large",
    Self::Unreadable(_) => "unreadable-file",
    Self::IgnoredFile { .. } | Self::IgnoredEnding { .. } => "ignored-file",
    Self::Undecodable(_) | Self::SpreadsheetFile => "undecodable-text",
    Self::NulCharacter => "nul-character",
    Self::EmptyFile => "empty-file",
    Self::YamlSyntax(_) => "yaml-syntax",
    Self::YamlTooDeep { .. } | Self::YamlTooLarge(_) => "yaml-too-large",
    Self::YamlUnsupported(_) => "yaml-unsupported",
    Self::DuplicateKey(_) => "duplicate-key",
    Self::UnterminatedQuote => "unterminated-quote",
    Self::TextAfterQuote => "text-after-quote",
    Self::TooManyFields { .. } => "too-many-fields",
    Self::TooFewFields { .. } => "too-few-fields",
    Self::WrongDelimiter { .. } | Self::FullWidthComma => "wrong-delimiter",
    Self::DuplicateColumn(_) => "duplicate-column",
    Self::UnknownColumn { .. } => "unknown-column",
    Self::MissingColumn(_) => "missing-column",
    Self::UnknownKey { .. } => "unknown-key",
    Self::MissingKey(_) => "missing-key",
    Self::WrongShape { .. } => "wrong-shape",
    Self::MissingValue(_) => "missing-value",
    Self::InvalidDate { .. } => "invalid-date",
    Self::ImpossibleDate { .. } => "impossible-date",
    Self::InvalidNumber { .. } | Self::InvalidCount { .. } => "invalid-number",
    Self::InvalidChoice { .. } => "invalid-value",
    Self::InvalidZone(_) => "invalid-time-zone",
    Self::InvalidDuration(_) => "invalid-duration",
    Self::DuplicateId { .. } => "duplicate-id",
    Self::DanglingReference { .. } | Self::NamedPerson { .. } => "dangling-reference",
    Self::SimilarOrganization { .. } => "similar-organization",
    Self::LeftBeforeJoined => "left-before-joined",
    Self::ExpiresBeforeEarned => "expires-before-earned",
    Self::ZeroValidity => "zero-validity",
    Self::UnlinkedBeforeLinked => "unlinked-before-linked",
    Self::SimultaneousLinks(_) => "simultaneous-links",
    Self::UntilBeforeFrom => "until-before-from",
    Self::RenewedBeforePurchase => "renewed-before-purchase",
    Self::NoHolder => "no-holder",
    Self::TwoHolders => "two-holders",
    Self::NoOrganization => "no-organization",
    Self::UnknownCredential { .. } => "unknown-credential",
    Self::UnknownFigure { thing: Thing::Metric, .. } => "unknown-metric",
    Self::UnknownFigure { .. } => "unknown-association",
    Self::EmptyRule => "empty-rule",
    Self::UnclearRule { .. } => "unclear-rule",
    Self::PeopleThreshold => "people-threshold",
    Self::InvalidTie(_) => "invalid-tie",
    Self::NeverInForce => "never-in-force",
    Self::OverlappingVersions(_) => "overlapping-versions",
    Self::UnusedCredential(_) => "unused-credential",
    Self::Unreachable(_) => "unreachable-rule",
    Self::RetiredBeforeIntroduced { .. } => "retired-before-introduced",
    Self::MissingSource(_) => "missing-source",
    Self::Import(ImportFault::ControlCharacter(_)) => "control-character",
    Self::Import(ImportFault::BrokenWorkbook(_)) => "broken-workbook",
    Self::Import(ImportFault::NoSuchSheet { .. }) => "no-such-sheet",
    Self::Import(ImportFault::AmbiguousDates { .. }) => "ambiguous-dates",
    Self::Import(ImportFault::MixedDateOrders { .. }) => "mixed-date-orders",
    Self::Import(ImportFault::DayNumber(_)) => "day-number",
    Self::Import(ImportFault::EraPassed { .. }) => "era-passed",
    Self::Import(ImportFault::NoIdentity) => "no-identity",
    Self::Import(ImportFault::DuplicateAddress(_)) => "duplicate-address",
    Self::Import(ImportFault::BlanksInAddress(_)) => "blanks-in-address",
    Self::Import(ImportFault::InvalidAddress(_)) => "invalid-address",
    Self::Import(ImportFault::JsonSyntax(_)) => "json-syntax",
    Self::Import(ImportFault::NoEmployee) => "no-employee",
    Self::Import(ImportFault::ScaledAmount { .. }) => "scaled-amount",
    Self::Import(ImportFault::RoundedAmounts { .. }) => "rounded-amounts",
    Self::Import(ImportFault::NoHeading(_)) => "no-heading",
    Self::Import(ImportFault::NoSuchColumn { .. }) => "no-such-column",
    Self::TwoPeople { .. } => "two-people",
    Self::SharedAccount { .. } => "shared-account",
    Self::UnknownPerson(_) => "unknown-person",
    Self::NoLastDay => "no-last-day",
    Self::SeveralFigures { .. } => "several-figures",
    Self::DifferentFigure { .. } => "different-figure",
}

impl Problem {
    /// How bad it is.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::UnknownColumn { near: None, .. } => Severity::Note,
            Self::UnknownColumn { near: Some(_), .. }
            | Self::EmptyFile
            | Self::IgnoredFile { .. }
            | Self::IgnoredEnding { .. }
            | Self::TooFewFields { .. }
            | Self::SimilarOrganization { .. }
            | Self::UnknownCredential { .. }
            | Self::UnknownFigure { .. }
            | Self::UnusedCredential(_)
            | Self::Unreachable(_)
            | Self::MissingSource(_) => Severity::Warning,
            Self::Import(fault) if fault.is_harmless() => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// True for a warning about a file as a whole, whatever its records are.
    #[must_use]
    pub fn warns_of_file(&self) -> bool {
        let of_file = matches!(
            self,
            Self::UnknownColumn { .. } | Self::EmptyFile | Self::IgnoredFile { .. } | Self::IgnoredEnding { .. }
        );
        of_file && self.severity() == Severity::Warning
    }
}
