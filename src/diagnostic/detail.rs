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
    /// Anything else, in the operating system's words.
    Other(String),
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
