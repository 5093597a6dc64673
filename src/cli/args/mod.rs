//! What can be typed. Doc comments are the help; nothing here has an effect.

mod batch;
mod edit;
mod import;
mod said;
mod spoken;
mod time;

pub(super) use batch::{Batch, BatchOrder};
pub(super) use edit::{
    AccountCommand, AchievementAdd, AchievementCommand, AchievementList, Attest, EmployeeAdd, EmployeeCommand, Link,
    OverrideCommand, PerformanceCommand, ProfileKind, Target, Unlink, Writing,
};
pub(super) use import::{DateFormat, ExportCommand, Import};
pub(super) use spoken::command;
pub(super) use time::{
    Actions, Alerts, Compare, Forecast, MembershipChange, MembershipCommand, People, Urgency, Whole,
};

use crate::lang::Lang;
use crate::render::Format;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Which partner competencies a company holds, at which level, through whom, and why.
#[derive(Debug, Parser)]
#[command(
    name = "competency",
    version,
    disable_help_subcommand = true,
    after_help = "Start with `competency demo`. More: `competency help` lists topics such as exit-codes, dates and formats."
)]
pub struct Cli {
    /// What to do
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of every command
    #[command(flatten)]
    pub global: Global,
}

impl Cli {
    /// What was typed, with short forms written out: `--ics` is `--format ics`, which wins where both stand.
    pub(super) fn settled(mut self) -> Self {
        if matches!(&self.command, Some(Command::Actions(actions)) if actions.ics) {
            self.global.format.get_or_insert_with(|| Format::Ics.word().to_owned());
        }
        self
    }
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Folder with competency.yaml; found upwards from here when not given (env: COMPETENCY_WORKSPACE)
    #[arg(long, short = 'w', value_name = "DIR", global = true)]
    pub workspace: Option<String>,
    /// Evaluate at the close of this day, or at an instant (env: COMPETENCY_AS_OF)
    #[arg(long, value_name = "DATE", global = true)]
    pub as_of: Option<String>,
    /// Which organization of a workspace of many
    #[arg(long, value_name = "ID", global = true)]
    pub organization: Option<String>,
    /// Rules to use instead of the workspace's: a built-in program or a file (env: COMPETENCY_PROGRAM)
    #[arg(long, value_name = "ID|FILE", global = true)]
    pub program: Option<String>,
    /// Show pseudonyms instead of people, made with the key in this file (env: COMPETENCY_PSEUDONYMS)
    #[arg(long, value_name = "KEYFILE", global = true)]
    pub pseudonyms: Option<String>,
    /// Encoding of every file: utf-8, utf-16 or cp932; detected when not given
    #[arg(long, value_name = "NAME", global = true)]
    pub encoding: Option<String>,
    /// Output format; follows the ending of --output when not given (env: COMPETENCY_FORMAT)
    #[arg(long, short = 'f', value_name = "FORMAT", global = true, value_parser = Format::ALL.map(Format::word))]
    pub format: Option<String>,
    /// Write the answer to a file; `-` is the standard output
    #[arg(long, short = 'o', value_name = "FILE", global = true)]
    pub output: Option<String>,
    /// Language of what is said; that of the locale when not given (env: COMPETENCY_LANG)
    #[arg(long, value_name = "LANGUAGE", global = true, value_parser = Lang::ALL.map(Lang::word))]
    pub lang: Option<String>,
    /// Use colour (env: COMPETENCY_COLOR)
    #[arg(long, value_name = "WHEN", global = true)]
    pub color: Option<When>,
    /// Draw lines and branches with ASCII only
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Do not show long answers page by page (env: COMPETENCY_PAGER)
    #[arg(long, global = true)]
    pub no_pager: bool,
    /// Print no answer and no hints: only the exit code and errors
    #[arg(long, short = 'q', global = true)]
    pub quiet: bool,
    /// Do not read the user's own configuration file
    #[arg(long, global = true)]
    pub no_config: bool,
}

/// When colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show the status of a built-in example company; writes nothing
    Demo(Demo),
    /// Write commented starter files into a folder; never overwrites
    Init(Init),
    /// Level of every competency, what the next one takes, and what may be lost
    Status(Status),
    /// Why a competency stands where it stands
    Explain(Explain),
    /// Why a person's achievements count or not, and from when
    WhyNot(WhyNot),
    /// Check the files, and whether levels are held; the exit code is the answer
    Check(Check),
    /// Evaluate every organization of a workspace, of many workspaces, or of a stream, one line each
    Batch(Batch),
    /// What deserves attention, the most urgent first
    Alerts(Alerts),
    /// What was bought, and what may be bought, upgraded or renewed
    #[command(subcommand)]
    Membership(MembershipCommand),
    /// What the business profile shows, and why
    Profile,
    /// What will change, when and why, by what is known today
    Forecast(Forecast),
    /// What there is to do, by when, and what it protects
    Actions(Actions),
    /// What differs between two dates, workspaces or program files, for whom, and why
    Compare(Compare),
    /// Who carries which level, who is indispensable, and who came and went
    People(People),
    /// The whole picture on one page, for people without this program
    Report(Whole),
    /// Import users, achievements and figures from files of other systems
    Import(Import),
    /// Write files for other systems
    #[command(subcommand)]
    Export(ExportCommand),
    /// Add, rename and list people, and record when they leave
    #[command(subcommand)]
    Employee(EmployeeCommand),
    /// Record the profiles of people
    #[command(subcommand)]
    Account(AccountCommand),
    /// Link accounts to an organization; the newest link cuts all earlier ones
    Link(Link),
    /// End the link of accounts
    Unlink(Unlink),
    /// Record what people earned and what was revoked, and list it with what became of it
    #[command(subcommand)]
    Achievement(AchievementCommand),
    /// Record figures
    #[command(subcommand)]
    Performance(PerformanceCommand),
    /// Take something as met for a while, with a reason
    #[command(subcommand)]
    Override(OverrideCommand),
    /// State a fact that no exam or figure can show, with its proof
    Attest(Attest),
    /// Show the rules and credentials in plain words, or lint a program file
    #[command(subcommand)]
    Program(ProgramCommand),
    /// Print the JSON Schema of a document
    Schema(Schema),
    /// Look at the installation and the workspace, and say what is wrong
    Doctor,
    /// Print a completion script
    Completions(Completions),
    /// Print the manual page of the program or of a command
    Man(Man),
    /// Explain a topic or a command
    Help(Help),
}

/// Show the status of a built-in example company; writes nothing.
#[derive(Debug, Args)]
pub struct Demo {
    /// Copy the example company into this folder instead; it must not exist yet, or be empty
    #[arg(long, value_name = "DIR")]
    pub write: Option<String>,
    /// With --write: say what would be written, and write nothing
    #[arg(long, requires = "write")]
    pub dry_run: bool,
}

/// Write commented starter files into a folder; never overwrites.
#[derive(Debug, Args)]
pub struct Init {
    /// The folder; the current one when not given
    #[arg(value_name = "DIR")]
    pub folder: Option<String>,
    /// Write a new key for --pseudonyms into this file instead, readable by its owner only
    #[arg(long, value_name = "FILE", conflicts_with = "folder")]
    pub pseudonym_key: Option<String>,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Level of every competency, what the next one takes, and what may be lost.
#[derive(Debug, Args)]
pub struct Status {
    /// Only these competencies, by id, name or alias
    #[arg(value_name = "COMPETENCY")]
    pub competencies: Vec<String>,
    /// Show those without any progress too
    #[arg(long)]
    pub all: bool,
    /// The order
    #[arg(long, value_enum, default_value_t = Order::Program)]
    pub sort: Order,
}

/// The order of competencies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Order {
    /// As in the program
    Program,
    /// Those closest to their next level first
    Closest,
}

/// Why a competency stands where it stands.
#[derive(Debug, Args)]
pub struct Explain {
    /// The competency, by id, name or alias
    #[arg(value_name = "COMPETENCY")]
    pub competency: String,
    /// Only this level
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<String>,
    /// Only this path
    #[arg(long, value_name = "PATH")]
    pub path: Option<String>,
}

/// Why a person's achievements count or not, and from when.
#[derive(Debug, Args)]
pub struct WhyNot {
    /// The person, by id, name or e-mail
    #[arg(value_name = "PERSON")]
    pub person: String,
    /// Only this credential, by id, name or alias
    #[arg(value_name = "CREDENTIAL")]
    pub credential: Option<String>,
}

/// Check the files, and whether levels are held; the exit code is the answer.
#[derive(Debug, Args)]
pub struct Check {
    /// What must hold: 'devops>=silver' or 'membership>=gold'; may be repeated
    #[arg(long, value_name = "WHAT")]
    pub require: Vec<String>,
    /// What is required must hold on every day from now on for so many days, such as 90d, by what is known
    #[arg(long, value_name = "DAYS", requires = "require")]
    pub within: Option<String>,
    /// Warnings are a no, too
    #[arg(long)]
    pub strict: bool,
    /// Accept a workspace without people, or a program without rules
    #[arg(long)]
    pub allow_empty: bool,
}

/// Show the rules and credentials in plain words, or lint a program file.
#[derive(Debug, Subcommand)]
pub enum ProgramCommand {
    /// The built-in programs, or the credentials of one
    List {
        /// The credentials of the program instead
        #[arg(long)]
        credentials: bool,
    },
    /// A program as a whole, or the rules of one competency
    Show {
        /// The competency, by id, name or alias
        #[arg(value_name = "COMPETENCY")]
        competency: Option<String>,
    },
    /// Where a credential is used, and when it retires
    Credential {
        /// The credential, by id, name or alias
        #[arg(value_name = "CREDENTIAL")]
        credential: String,
    },
    /// Check a program file
    Lint {
        /// The file
        #[arg(value_name = "FILE")]
        file: String,
        /// Warnings are a no, too
        #[arg(long)]
        strict: bool,
    },
}

/// Print the JSON Schema of a document.
#[derive(Debug, Args)]
pub struct Schema {
    /// The document; all of them are listed when not given
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
}

/// Print a completion script.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// Print the manual page of the program or of a command.
#[derive(Debug, Args)]
pub struct Man {
    /// The command; the program itself when not given
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
}

/// Explain a topic or a command.
#[derive(Debug, Args)]
pub struct Help {
    /// The topic, or the command with its subcommand; the overview when not given
    #[arg(value_name = "TOPIC")]
    pub topic: Vec<String>,
}
