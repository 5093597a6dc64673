//! Arguments of `batch`.

use clap::{Args, ValueEnum};

/// Evaluate every organization of a workspace, of many workspaces, or of a stream, one line each.
#[derive(Debug, Args)]
pub struct Batch {
    /// Folders with a competency.yaml, also as a pattern with `*`; the workspace found upwards when not given
    #[arg(value_name = "DIR", conflicts_with_all = ["workspace", "input"])]
    pub folders: Vec<String>,
    /// `-` reads organizations from the standard input, one JSON document a line
    #[arg(long, value_name = "-", value_parser = ["-"])]
    pub input: Option<String>,
    /// Print the whole status document of each organization instead of a line about it
    #[arg(long)]
    pub full: bool,
    /// How many organizations are worked on at once; as many as there are processors when not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// Stop at the first organization that cannot be evaluated
    #[arg(long)]
    pub fail_fast: bool,
    /// Only organizations for which this holds: 'level<gold', 'devops>=silver' or 'membership=gold'; with several, all of it
    #[arg(long = "where", value_name = "WHAT")]
    pub conditions: Vec<String>,
    /// What must hold for each: 'devops>=silver' or 'membership>=gold'; may be repeated
    #[arg(long, value_name = "WHAT")]
    pub require: Vec<String>,
    /// The order; `risk` holds every line in memory and looks ahead for each organization
    #[arg(long, value_enum, default_value_t = BatchOrder::Input)]
    pub sort: BatchOrder,
}

/// The order of organizations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum BatchOrder {
    /// As they are read
    Input,
    /// Those that cannot be evaluated, those that lose a level within twelve months, soonest first, then by alerts
    Risk,
}
