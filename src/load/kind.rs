//! The kinds of records, their files and their fields.

/// A kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Organizations of a workspace of many.
    Organizations,
    /// People.
    Employees,
    /// Profiles.
    Accounts,
    /// Links of profiles to organizations.
    Associations,
    /// Credentials earned.
    Achievements,
    /// Figures.
    Performance,
    /// What was bought.
    Memberships,
    /// What is taken as met.
    Overrides,
    /// What was stated.
    Attestations,
}

impl Kind {
    /// Every kind, in reading order.
    pub const ALL: [Self; 9] = [
        Self::Organizations,
        Self::Employees,
        Self::Accounts,
        Self::Associations,
        Self::Achievements,
        Self::Performance,
        Self::Memberships,
        Self::Overrides,
        Self::Attestations,
    ];

    /// The name of its file without ending, and of its section in YAML.
    #[must_use]
    pub fn stem(self) -> &'static str {
        match self {
            Self::Organizations => "organizations",
            Self::Employees => "employees",
            Self::Accounts => "accounts",
            Self::Associations => "associations",
            Self::Achievements => "achievements",
            Self::Performance => "performance",
            Self::Memberships => "memberships",
            Self::Overrides => "overrides",
            Self::Attestations => "attestations",
        }
    }

    /// Its fields, in the order of the documentation.
    #[must_use]
    pub fn fields(self) -> &'static [&'static str] {
        match self {
            Self::Organizations => &["id", "name", "market", "country", "locations"],
            Self::Employees => &["id", "name", "email", "location", "joined", "left", "object_id", "organization"],
            Self::Accounts => &["account", "kind", "employee", "organization"],
            Self::Associations => &["account", "organization", "linked", "unlinked"],
            Self::Achievements => {
                &["account", "employee", "credential", "earned", "expires", "revoked", "evidence", "organization"]
            }
            Self::Performance => &["metric", "month", "value", "association", "market", "location", "organization"],
            Self::Memberships => &["offer", "purchased", "renewals", "organization"],
            Self::Overrides => {
                &["competency", "level", "path", "requirement", "from", "until", "reason", "by", "organization"]
            }
            Self::Attestations => {
                &["competency", "level", "path", "requirement", "from", "until", "evidence", "holds", "organization"]
            }
        }
    }

    /// The field that a column with this heading holds, in any letter case and with blanks around it.
    #[must_use]
    pub fn field(self, heading: &str) -> Option<&'static str> {
        let name = heading.trim().to_lowercase();
        self.fields().iter().copied().find(|known| *known == name)
    }

    /// The columns a CSV file of this kind cannot do without.
    #[must_use]
    pub fn required(self) -> &'static [&'static str] {
        match self {
            Self::Organizations | Self::Employees => &["id"],
            Self::Accounts => &["account", "kind", "employee"],
            Self::Associations => &["account", "organization", "linked"],
            Self::Achievements => &["credential"],
            Self::Performance => &["metric", "month", "value"],
            Self::Memberships => &["offer", "purchased"],
            Self::Overrides => &["competency", "level", "from"],
            Self::Attestations => &["competency", "level", "requirement", "from"],
        }
    }

    /// The kind a file belongs to by its name: `employees.csv`, `employees-osaka.csv`, `EMPLOYEES.2018.YAML`.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        let (stem, _) = split_ending(name)?;
        Self::ALL.into_iter().find(|kind| {
            let (name, rest) = stem.split_at_checked(kind.stem().len()).unwrap_or_default();
            name.eq_ignore_ascii_case(kind.stem()) && (rest.is_empty() || rest.starts_with(['-', '.', '_']))
        })
    }
}

/// How a record file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// Fields separated by this byte.
    Separated(u8),
    /// YAML.
    Yaml,
    /// Parquet, which [`Files`](super::files::Files) that read it turn into comma-separated text.
    Parquet,
}

impl Ending {
    /// Whether this program was built with what reads Parquet.
    pub const READS_PARQUET: bool = cfg!(feature = "parquet");

    /// What separates the fields of the text that is read; none where it has no fields.
    #[must_use]
    pub fn delimiter(self) -> Option<u8> {
        match self {
            Self::Separated(delimiter) => Some(delimiter),
            Self::Parquet => Some(b',').filter(|_| Self::READS_PARQUET),
            Self::Yaml => None,
        }
    }
}

/// Splits a file name before its ending; none for files that cannot hold records.
#[must_use]
pub fn split_ending(name: &str) -> Option<(&str, Ending)> {
    let (stem, ending) = name.rsplit_once('.')?;
    let ending = match ending.to_ascii_lowercase().as_str() {
        "csv" => Ending::Separated(b','),
        "tsv" => Ending::Separated(b'\t'),
        "yaml" | "yml" => Ending::Yaml,
        "parquet" => Ending::Parquet,
        _ => return None,
    };
    (!stem.is_empty()).then_some((stem, ending))
}

/// True for the path of a Parquet file, going by its name.
#[must_use]
pub fn is_parquet(path: &str) -> bool {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    matches!(split_ending(name), Some((_, Ending::Parquet)))
}
