//! Arguments of the commands that look at time.

use super::edit::Writing;
use clap::{Args, Subcommand, ValueEnum};

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

/// What was bought, and what may be bought, upgraded or renewed.
#[derive(Debug, Subcommand)]
pub enum MembershipCommand {
    /// Every membership with its days, and every offer with what speaks against it
    Show,
    /// Record a purchase, if the rules of that day allow it
    Buy(MembershipChange),
    /// Record the move up to a higher offer within the term
    Upgrade(MembershipChange),
    /// Record a renewal within its window
    Renew(MembershipChange),
}

/// What is bought, upgraded or renewed, and when.
#[derive(Debug, Args)]
pub struct MembershipChange {
    /// The offer, such as silver; for `renew` the one that runs when not given
    #[arg(value_name = "OFFER")]
    pub offer: Option<String>,
    /// The day; the day of evaluation when not given
    #[arg(long, value_name = "DATE")]
    pub on: Option<String>,
    /// How it is written
    #[command(flatten)]
    pub writing: Writing,
}

/// What will change, when and why, by what is known today.
#[derive(Debug, Args)]
pub struct Forecast {
    /// How far to look; a year when not given
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Tell when alerts begin and end, too
    #[arg(long)]
    pub alerts: bool,
}

/// What there is to do, by when, and what it protects.
#[derive(Debug, Args)]
pub struct Actions {
    /// How far to look; a year when not given
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// The same as --format ics: a calendar with an all-day event for each deadline
    #[arg(long)]
    pub ics: bool,
}

/// What differs between two dates, workspaces or program files, for whom, and why.
#[derive(Debug, Args)]
pub struct Compare {
    /// The earlier date; the day of evaluation when not given
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// The later date; the day of evaluation when not given
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Compare with this workspace, which is the earlier one
    #[arg(long, value_name = "DIR")]
    pub with: Option<String>,
    /// Compare with these rules, which are the earlier ones
    #[arg(long, value_name = "ID|FILE", conflicts_with = "with")]
    pub with_program: Option<String>,
    /// Exit with 1 when something differs
    #[arg(long)]
    pub exit_code: bool,
}

/// Who carries which level, who is indispensable, and who came and went.
#[derive(Debug, Args)]
pub struct People {
    /// Who meets which requirement of these competencies, by id, name or alias
    #[arg(value_name = "COMPETENCY")]
    pub competencies: Vec<String>,
    /// Who came, went, or was linked or unlinked from this day on
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
}

/// The whole picture on one page, for people without this program.
#[derive(Debug, Args)]
pub struct Whole {
    /// How far to look ahead; a year when not given
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
}
