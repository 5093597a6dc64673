//! Arguments of the commands that change records.

use super::said::Said;
use clap::{Args, Subcommand, ValueEnum};

/// What every command that changes files takes.
#[derive(Debug, Clone, Args)]
pub struct Writing {
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Add, rename and list people, and record when they leave.
#[derive(Debug, Subcommand)]
pub enum EmployeeCommand {
    /// Record a new person
    Add(EmployeeAdd),
    /// Record a person's last day of employment
    Leave {
        /// The person, by id, name or e-mail
        #[arg(value_name = "PERSON")]
        person: String,
        /// The last day of employment
        #[arg(long, value_name = "DATE")]
        on: String,
        /// How it is written
        #[command(flatten)]
        writing: Writing,
    },
    /// Give a person another name
    Rename {
        /// The person, by id, name or e-mail
        #[arg(value_name = "PERSON")]
        person: String,
        /// The new name
        #[arg(value_name = "NAME", value_parser = Said)]
        name: String,
        /// How it is written
        #[command(flatten)]
        writing: Writing,
    },
    /// Everybody with their accounts, and how these are linked
    List {
        /// Those who left or have not joined yet, too
        #[arg(long)]
        all: bool,
    },
}

/// Record a new person.
#[derive(Debug, Args)]
pub struct EmployeeAdd {
    /// The id to use everywhere else
    #[arg(value_name = "ID", value_parser = Said)]
    pub id: String,
    /// The name
    #[arg(long, value_name = "NAME", value_parser = Said)]
    pub name: Option<String>,
    /// The e-mail address at work
    #[arg(long, value_name = "ADDRESS")]
    pub email: Option<String>,
    /// The id of the place of work
    #[arg(long, value_name = "ID")]
    pub location: Option<String>,
    /// The first day of employment; always employed when not given
    #[arg(long, value_name = "DATE")]
    pub joined: Option<String>,
    /// How it is written
    #[command(flatten)]
    pub writing: Writing,
}

/// Record the profiles of people.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// Record a profile of a person
    Add {
        /// The address or number of the profile
        #[arg(value_name = "ACCOUNT", value_parser = Said)]
        account: String,
        /// Whose it is, by id, name or e-mail
        #[arg(value_name = "PERSON")]
        person: String,
        /// What it is for
        #[arg(long, value_enum, default_value_t = ProfileKind::Learn)]
        kind: ProfileKind,
        /// How it is written
        #[command(flatten)]
        writing: Writing,
    },
}

/// What a profile is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProfileKind {
    /// Exams and certifications
    Learn,
    /// Assessments of the partner university
    University,
}

/// Link accounts to an organization; the newest link cuts all earlier ones.
#[derive(Debug, Args)]
pub struct Link {
    /// The accounts, or people whose accounts are meant
    #[arg(value_name = "ACCOUNT|PERSON", required_unless_present = "all")]
    pub what: Vec<String>,
    /// Every account of somebody employed that is not linked to the organization
    #[arg(long, conflicts_with = "what")]
    pub all: bool,
    /// The organization to link to; the workspace's own when not given
    #[arg(long, value_name = "ID")]
    pub to: Option<String>,
    /// The day, or instant, of the link
    #[arg(long, value_name = "DATE")]
    pub on: String,
    /// How it is written
    #[command(flatten)]
    pub writing: Writing,
}

/// End the link of accounts.
#[derive(Debug, Args)]
pub struct Unlink {
    /// The accounts, or people whose accounts are meant
    #[arg(value_name = "ACCOUNT|PERSON", required = true)]
    pub what: Vec<String>,
    /// The last day of the link
    #[arg(long, value_name = "DATE")]
    pub on: String,
    /// How it is written
    #[command(flatten)]
    pub writing: Writing,
}

/// Record what people earned and what was revoked, and list it with what became of it.
#[derive(Debug, Subcommand)]
pub enum AchievementCommand {
    /// Every achievement with the requirements that rest on it, or the reason why it does not count
    List(AchievementList),
    /// Record that somebody earned a credential
    Add(AchievementAdd),
    /// Record that a credential was revoked
    Revoke {
        /// The account or person that earned it
        #[arg(value_name = "ACCOUNT|PERSON")]
        holder: String,
        /// The credential, by id, name or alias
        #[arg(value_name = "CREDENTIAL")]
        credential: String,
        /// The day it was revoked
        #[arg(long, value_name = "DATE")]
        on: String,
        /// The day it was earned, where it was earned several times
        #[arg(long, value_name = "DATE")]
        earned: Option<String>,
        /// How it is written
        #[command(flatten)]
        writing: Writing,
    },
}

/// Every achievement with the requirements that rest on it, or the reason why it does not count.
#[derive(Debug, Args)]
pub struct AchievementList {
    /// Only those of this person, by id, name or e-mail
    #[arg(long, value_name = "PERSON")]
    pub person: Option<String>,
    /// Only those that count
    #[arg(long, conflicts_with_all = ["not_counted", "reason"])]
    pub counted: bool,
    /// Only those that do not count
    #[arg(long)]
    pub not_counted: bool,
    /// Only those that do not count for this reason
    #[arg(long, value_name = "REASON", value_parser = crate::engine::Reason::CODES)]
    pub reason: Option<String>,
}

/// Record that somebody earned a credential.
#[derive(Debug, Args)]
pub struct AchievementAdd {
    /// The account it was earned on, or the person; a person's only account is taken
    #[arg(value_name = "ACCOUNT|PERSON")]
    pub holder: String,
    /// The credential, by id, name or alias
    #[arg(value_name = "CREDENTIAL")]
    pub credential: String,
    /// The day it was earned
    #[arg(long, value_name = "DATE")]
    pub earned: String,
    /// The last day it is valid
    #[arg(long, value_name = "DATE")]
    pub expires: Option<String>,
    /// Where the proof is
    #[arg(long, value_name = "TEXT", value_parser = Said)]
    pub evidence: Option<String>,
    /// How it is written
    #[command(flatten)]
    pub writing: Writing,
}

/// Record figures.
#[derive(Debug, Subcommand)]
pub enum PerformanceCommand {
    /// Record the figure of a month
    Add {
        /// The metric, by id or name
        #[arg(value_name = "METRIC")]
        metric: String,
        /// The month, such as 2018-09
        #[arg(value_name = "MONTH")]
        month: String,
        /// How much, as an exact decimal
        #[arg(value_name = "VALUE", allow_negative_numbers = true)]
        value: String,
        /// How the business is linked to the company, by id or name
        #[arg(long, value_name = "ID")]
        association: Option<String>,
        /// The customers' market: developed or developing
        #[arg(long, value_name = "MARKET")]
        market: Option<String>,
        /// The id of the place it belongs to
        #[arg(long, value_name = "ID")]
        location: Option<String>,
        /// How it is written
        #[command(flatten)]
        writing: Writing,
    },
}

/// Take something as met for a while, with a reason.
#[derive(Debug, Subcommand)]
pub enum OverrideCommand {
    /// Take a level, path or requirement as met
    Add {
        /// What is taken as met
        #[command(flatten)]
        target: Target,
        /// The first day
        #[arg(long, value_name = "DATE")]
        from: String,
        /// The last day; as many months as the policy says when not given
        #[arg(long, value_name = "DATE")]
        until: Option<String>,
        /// Why
        #[arg(long, value_name = "TEXT", value_parser = Said)]
        reason: String,
        /// Who granted it
        #[arg(long, value_name = "TEXT", value_parser = Said)]
        by: Option<String>,
        /// Only this requirement
        #[arg(long, value_name = "ID")]
        requirement: Option<String>,
        /// How it is written
        #[command(flatten)]
        writing: Writing,
    },
    /// Let an override run out
    End {
        /// What was taken as met
        #[command(flatten)]
        target: Target,
        /// The last day
        #[arg(long, value_name = "DATE")]
        on: String,
        /// How it is written
        #[command(flatten)]
        writing: Writing,
    },
}

/// A level of a competency, or a path of it.
#[derive(Debug, Clone, Args)]
pub struct Target {
    /// The competency, by id, name or alias
    #[arg(value_name = "COMPETENCY")]
    pub competency: String,
    /// The level
    #[arg(value_name = "LEVEL")]
    pub level: String,
    /// Only this path
    #[arg(long, value_name = "PATH")]
    pub path: Option<String>,
}

/// State a fact that no exam or figure can show, with its proof.
#[derive(Debug, Args)]
pub struct Attest {
    /// What it is stated for
    #[command(flatten)]
    pub target: Target,
    /// The id of the requirement it answers; `explain` shows it
    #[arg(value_name = "REQUIREMENT")]
    pub requirement: String,
    /// The first day it holds
    #[arg(long, value_name = "DATE")]
    pub from: String,
    /// The last day it holds; without end when not given
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Where the proof is
    #[arg(long, value_name = "TEXT", value_parser = Said)]
    pub evidence: Option<String>,
    /// State that it does not hold
    #[arg(long)]
    pub not: bool,
    /// How it is written
    #[command(flatten)]
    pub writing: Writing,
}
