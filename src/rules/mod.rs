//! What a programme says: levels, paths, requirements, the credential catalogue, offers and policy, as data.
//!
//! ```text
//! Program
//! ├─ Credential       an exam, certification, assessment or external certificate; retirement
//! ├─ Metric           what is measured, in which unit
//! ├─ Competency       something a company can hold
//! │  └─ Level         a rung of the ladder, met by any one of its paths
//! │     └─ Path       all of its requirements, in force for a period
//! │        └─ Requirement   a truth: a comparison of a number, all, any, k of n, or an attested fact
//! ├─ Offer            what may be bought at which level; fees and benefits
//! └─ Policy           switches where published texts disagree
//! ```
//!
//! Two kinds of expression carry every rule: a [`Truth`] and a [`Number`]. A new kind of rule is a new variant of one of
//! them.

mod catalogue;
mod expression;
mod offer;
mod period;
mod policy;
mod program;
mod translation;

pub use catalogue::{Credential, CredentialIx, CredentialKind, CredentialSet, Metric};
pub use expression::{
    Comparison, MOST_PEOPLE, Measure, Number, People, Relation, Requirement, Threshold, Tie, Tree, Truth, Window,
};
pub use offer::{Benefit, Exemption, Fee, Offer, Unlock, Upgrade};
pub use period::Period;
pub use policy::{NewAnniversary, Policy, RenewalWindow, Term};
pub use program::{Association, Competency, CompetencyIx, HistoryNote, Ladder, LevelIx, Life, Listed, Path, Program};
pub use translation::Translations;
