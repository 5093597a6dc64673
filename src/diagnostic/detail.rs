//! What complaints are about, where one kind of complaint has several causes.

use super::source::Encoding;

/// What an id is the id of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// An organization of the workspace.
    Organization,
    /// A person.
    Employee,
    /// A profile.
    Account,
    /// A competency of the programme.
    Competency,
    /// A level of the programme's ladder.
    Level,
    /// A path of a level.
    Path,
    /// A requirement of a path.
    Requirement,
    /// An offer of the programme.
    Offer,
    /// A credential of the programme.
    Credential,
    /// A metric of the programme.
    Metric,
    /// An association type of the programme.
    Association,
    /// A location of the organization.
    Location,
    /// A programme.
    Program,
    /// What a programme says somewhere.
    Text,
}

/// What a text with a date in it should have been.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A day.
    Day,
    /// A day or an instant.
    Moment,
    /// A month.
    Month,
}

/// What YAML has and no file here has a meaning for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unsupported {
    /// A tag such as `!!int`.
    Tag,
    /// A second document in one file.
    SecondDocument,
    /// An alias without its anchor.
    UnknownAlias,
    /// A list or mapping as a key.
    KeyNotScalar,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is nothing by that name (any more).
    NotFound,
    /// It is a folder.
    IsFolder,
    /// It is a pipe, a device or a socket.
    NotAFile,
    /// The operating system does not allow it.
    PermissionDenied,
    /// It is, or should be, a Parquet file.
    Parquet(ParquetFault),
    /// Anything else, in the operating system's words.
    Other(String),
}

/// Why a Parquet file is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ParquetFault {
    /// This program was built without what reads them.
    NotBuiltIn,
    /// Files of other systems are read as text only.
    NotImported,
    /// Its name is that of a text file.
    Misnamed,
    /// What it says of itself is encrypted.
    Encrypted,
    /// It is none, or damaged; in the words of the library that reads it.
    Broken(String),
    /// It is compressed in a way that is not read.
    Compression(String),
    /// A column has values that no cell of a table can have.
    Column {
        /// Its name.
        name: String,
        /// What it holds.
        holds: Held,
    },
    /// A value is not what its column says.
    Value {
        /// The name of the column.
        column: String,
        /// The row, from 1.
        row: u64,
    },
    /// As text it is too large.
    TooMuchText {
        /// The most bytes there may be.
        limit: u64,
    },
}

/// What a column may hold that no cell of a table can.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Lists, mappings and the like.
    Nested,
    /// Bytes that are not said to be text, or a kind of value that nothing here has a meaning for.
    Bytes,
    /// Times without a day.
    TimesOfDay,
    /// Lengths of time.
    Intervals,
    /// Decimals of more than 38 digits.
    WideDecimals,
}

/// Why a tie cannot be staffed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieFault {
    /// It refers to the requirement itself or to one that comes later.
    NotEarlier,
    /// The other requirement does not count people.
    NotPeople,
    /// Groups of the same people have different sizes.
    DifferentSizes,
    /// A subset is larger than the whole.
    SubsetTooLarge,
    /// A group already has a subset.
    SecondSubset,
    /// Groups of one pool are not all different from each other.
    NotPairwiseDifferent,
}

/// What YAML has too much of, and how much there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooLarge {
    /// Values, aliases expanded.
    Values(usize),
    /// Bytes in copies made for aliases.
    Text(usize),
}

/// What stands, or should stand, at a place of a YAML or JSON file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Nothing.
    Nothing,
    /// A single value.
    Single,
    /// A list.
    List,
    /// A list, and how it is written in YAML.
    YamlList,
    /// A list, and how it is written in JSON.
    JsonList,
    /// A mapping.
    Mapping,
    /// A mapping with keys that are given.
    Keys,
    /// A mapping with names of the user's choice.
    Names,
}

/// The first place where one encoding does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// The encoding that was tried.
    pub encoding: Encoding,
    /// The first bad byte of the file, from 0, a byte order mark included.
    pub offset: usize,
    /// The line of that byte, from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: DecodeFault,
}

/// What is wrong at one place of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeFault {
    /// A byte that cannot stand here; for the first byte of a character whose later bytes are
    /// wrong, that first byte.
    Byte(u8),
    /// The file ends inside a character.
    CutOff,
    /// Half of a UTF-16 surrogate pair without the other half.
    Surrogate(u16),
    /// Not one zero byte in the file, though UTF-16 writes each comma, blank and line break with one.
    NoZeroByte,
}
