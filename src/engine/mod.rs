//! What follows from the rules and the records at an instant.
//!
//! [`evaluate()`] is pure and total: it reads no clock, no file and no environment, returns no `Result`, and never
//! iterates a hash map into anything visible. The same program, policy, records and instant give the same
//! [`Evaluation`], whatever order the records came in.
//!
//! The steps, one module each: [`rulebook`] keeps what is in force that day; [`eligibility`] decides which achievements
//! count and gives every other one its reason; [`measure`] sums figures over windows; [`staffing`] puts people into
//! slots by maximum matching; [`evaluate`](mod@evaluate) folds requirements into paths, levels and competencies;
//! [`margin`] says how much may be lost; [`membership`] says what was bought and until when.
//!
//! Time: [`changes()`] lists the instants on which anything can change; an [`Outlook`] evaluates on each of them once and
//! answers what the [`profile`] shows, which [`alerts`] there are, what is [`forecast`](mod@forecast) and which [`tasks`]
//! follow; [`causes()`] says why a level changed, and [`compare()`] what differs between two situations.

pub mod action;
mod again;
pub mod alerts;
mod cause;
mod changes;
pub mod compare;
mod court;
pub mod digest;
pub mod eligibility;
pub mod evaluate;
mod exclusive;
pub mod forecast;
mod judge;
pub mod lack;
pub mod margin;
pub mod measure;
pub mod membership;
mod nearest;
pub mod outlook;
mod people;
pub mod profile;
pub mod rulebook;
mod rulebooks;
pub mod staffing;
pub mod standing;
pub mod summary;
pub mod tasks;
pub mod ties;
pub mod verdict;

pub use action::{Action, Deed, last_safe_day, last_safe_day_of, next_link_day};
pub use alerts::{Alert, AlertCode, Severity, Subject};
pub use cause::{Cause, Situation, causes};
pub use changes::changes;
pub use compare::{Difference, compare};
pub use digest::Digest;
pub use eligibility::{Credit, Eligibility, EndCause, Ending, Held, Outcome, Reason};
pub use evaluate::evaluate;
pub use forecast::{Event, Happening, SafeDay, forecast};
pub use lack::{Lack, lacks};
pub use margin::{Margin, NextEnd, NextEndCause};
pub use measure::Figure;
pub use membership::{
    Decision, MembershipStanding, Milestones, Nearest, Offered, Price, Refusal, Renewal, Shortage, State, Support,
    Terms, milestones, offers, support,
};
pub use outlook::{Outlook, Shift};
pub use profile::{Lost, Profile, Shown};
pub use rulebook::{Rulebook, RuledCompetency, Use};
pub use rulebooks::Rulebooks;
pub use standing::{
    BlockingSet, CompetencyStanding, Evaluation, Evidence, FigureEvidence, Grant, LeftAside, LevelStanding, Near,
    PathStanding, PeopleEvidence, RequirementStanding,
};
pub use summary::Summary;
pub use tasks::Task;
pub use verdict::{Distance, Interval, Verdict};

/// How many days before the end of something an alert begins to tell of it.
pub const LEAD_DAYS: i32 = 90;
