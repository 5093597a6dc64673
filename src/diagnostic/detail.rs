//! What complaints are about, where one kind of complaint has several causes.

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
