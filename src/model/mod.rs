//! What exists: the nouns of the field and their invariants. No rules, no files, no clock.
//!
//! ```text
//! Records                 one organization and everything recorded about it
//! ├─ Organization         who is judged; market, country, locations
//! ├─ Employee             a person, employed from `joined` until `left`
//! ├─ Account              a learning or university profile and its owner
//! ├─ Association          the account was linked to an organization at an instant
//! ├─ Achievement          the account (or the employee directly) earned a credential
//! ├─ Measurement          a metric's value in one month
//! ├─ Attestation          a stated fact with evidence
//! ├─ Override             a level, path or requirement taken as met for a while
//! └─ Membership           an offer bought on a day and renewed on days
//! ```
//!
//! Text is interned ([`Names`]), so a record is a few machine words and a batch of organizations needs no second
//! model. Where something stood in the user's files is kept beside the model, never in it.

mod account;
mod achievement;
mod calendar;
mod exception;
mod membership;
mod names;
mod organization;
mod performance;
mod quantity;
mod records;
mod time;

pub use account::{Account, AccountKind, AccountKinds, Association};
pub use achievement::{Achievement, Holder};
pub use exception::{Attestation, Override, Target};
pub use membership::Membership;
pub use names::{Names, Symbol};
pub use organization::{Employee, Location, Market, Organization};
pub use performance::Measurement;
pub use quantity::{Quantity, QuantityError};
pub use records::{AccountIx, AchievementIx, EmployeeIx, Records};
pub use time::{Date, DateError, Instant, Moment, Month, Zone};
