//! Arguments of `import` and `export`.

use super::edit::Writing;
use clap::{Args, Subcommand, ValueEnum};

/// Import users, achievements and figures from files of other systems.
#[derive(Debug, Args)]
#[command(
    after_help = "Formats: auto (found by the headings), pmc, partner-center, partner-center-log, entra-create, \
                        entra-delete, entra-invite, entra-users, m365, insights-trainings, insights-learn, \
                        insights-competencies, insights-performance, insights-azure, insights-office, \
                        m365-active-users, skills-report, ms-learn, credly, credly-badges, linkedin. `competency help \
                        importing` says what each of them brings. Anything else: --map."
)]
pub struct Import {
    /// The layout of the files: `auto`, or one of those listed below; left out with --map
    #[arg(value_name = "FORMAT", required_unless_present = "map")]
    pub layout: Option<String>,
    /// The files: text, .xlsx or JSON
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    /// A mapping file that says what the columns mean
    #[arg(long, value_name = "MAPPING")]
    pub map: Option<String>,
    /// With --map: write a mapping for the first file, to be edited; never overwrites
    #[arg(long, requires = "map")]
    pub guess: bool,
    /// The sheet of a workbook; the first that is understood when not given
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// How dates with slashes are read when the column itself does not tell
    #[arg(long, value_enum, value_name = "STYLE")]
    pub date_format: Option<DateFormat>,
    /// Whose file this is, for files that name nobody
    #[arg(long, value_name = "PERSON")]
    pub employee: Option<String>,
    /// The profiles of the people in the file were linked to the organization on this day
    #[arg(long, value_name = "DATE")]
    pub linked: Option<String>,
    /// The last day of employment of those the file lists as leaving
    #[arg(long, value_name = "DATE")]
    pub left: Option<String>,
    /// Reject rows about people who are not recorded yet
    #[arg(long)]
    pub no_new_people: bool,
    /// Write the rejected rows, with what is wrong, into this file; never overwrites
    #[arg(long, value_name = "FILE")]
    pub rejects: Option<String>,
    /// Write what became of every user into this file, readable by its owner only; never overwrites
    #[arg(long, value_name = "FILE")]
    pub log: Option<String>,
    /// With --log: generate an initial password for every new user
    #[arg(long, requires = "log")]
    pub initial_passwords: bool,
    /// How it is written
    #[command(flatten)]
    pub writing: Writing,
}

impl Import {
    /// The files. With a mapping no format is named, so what stands in its place is a file, too.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        let first = self.layout.as_deref().filter(|_| self.map.is_some());
        first.into_iter().chain(self.files.iter().map(String::as_str))
    }
}

/// How dates with slashes are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DateFormat {
    /// 29/10/2018
    Dmy,
    /// 10/29/2018
    Mdy,
    /// Days since 1900, as spreadsheets count them: 43402
    Excel,
}

/// Write files for other systems.
#[derive(Debug, Subcommand)]
pub enum ExportCommand {
    /// From an import log with initial passwords: the file that Microsoft Entra creates users from
    EntraBulkCreate {
        /// The log that `import --log` wrote
        #[arg(value_name = "LOG")]
        log: String,
        /// The file to write, readable by its owner only; never overwritten
        #[arg(value_name = "FILE")]
        into: String,
        /// How many users a file may hold; further ones go into FILE-2, FILE-3, …
        #[arg(long, value_name = "COUNT", default_value_t = 249)]
        rows: usize,
    },
}
