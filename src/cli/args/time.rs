//! Arguments of the commands that look at time.

use clap::{Args, ValueEnum};

/// What deserves attention, the most urgent first.
#[derive(Debug, Args)]
pub struct Alerts {
    /// Exit with 1 when there is an alert of this severity, or a more urgent one
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub fail_on: Option<Urgency>,
    /// Leave out what happens later than so many days from now, such as 90d
    #[arg(long, value_name = "DAYS")]
    pub within: Option<String>,
    /// Leave out the alerts this file lists, so that only new ones are shown and fail
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<String>,
    /// Write the alerts there are now into the baseline
    #[arg(long, requires = "baseline")]
    pub update_baseline: bool,
}

/// How urgent an alert is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Urgency {
    /// Something bought cannot be kept as things are
    Error,
    /// Something is being lost
    Warning,
    /// Good to know
    Info,
}
