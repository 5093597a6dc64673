//! What can be wrong with the files of other systems only.

/// What is wrong with a file of another system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportFault {
    /// A cell has a control character.
    ControlCharacter(char),
    /// The file is no workbook that can be read; with the reason.
    BrokenWorkbook(String),
    /// A workbook has no sheet of that name.
    NoSuchSheet {
        /// The name.
        name: String,
        /// The name it may be meant to be.
        near: Option<String>,
        /// The names of all sheets.
        known: Vec<String>,
    },
    /// Day and month cannot be told apart anywhere in the column.
    AmbiguousDates {
        /// The first such text.
        text: String,
    },
    /// In some rows of a column the day comes first, in others the month.
    MixedDateOrders {
        /// A date of the column; the related places prove both orders.
        text: String,
    },
    /// A spreadsheet's day number, which is a date only where somebody says so.
    DayNumber(String),
    /// A day that was no more in the era it is counted in.
    EraPassed {
        /// The text.
        text: String,
        /// The day it means.
        day: String,
    },
    /// Nothing in the row says who it is about.
    NoIdentity,
    /// An address stands in two rows.
    DuplicateAddress(String),
    /// There are blanks around or in an address.
    BlanksInAddress(String),
    /// A text is no mail address.
    InvalidAddress(String),
    /// The file is not JSON; with the reason.
    JsonSyntax(String),
    /// The file is about one person and does not say whom.
    NoEmployee,
    /// An amount in thousands, or in another unit that is not one.
    ScaledAmount {
        /// The text.
        text: String,
        /// The unit.
        unit: String,
    },
    /// Amounts of a column have more decimal places than are kept.
    RoundedAmounts {
        /// The first of them.
        text: String,
        /// How many there are.
        count: u32,
    },
    /// The file has no line where the heading should be; with its number.
    NoHeading(u32),
    /// A mapping names a column that the file does not have.
    NoSuchColumn {
        /// The heading or number.
        name: String,
        /// The heading it may be meant to be.
        near: Option<String>,
        /// All headings.
        known: Vec<String>,
    },
}

impl ImportFault {
    /// The row can be used all the same.
    #[must_use]
    pub fn is_harmless(&self) -> bool {
        matches!(self, Self::EraPassed { .. } | Self::BlanksInAddress(_) | Self::RoundedAmounts { .. })
    }
}
