//! Credentials earned.

use super::{AccountIx, EmployeeIx, Instant, Symbol};

/// "This account, or this employee, earned that credential."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Achievement {
    /// Who earned it.
    pub holder: Holder,
    /// The credential as the user wrote it; the programme's catalogue says what it is.
    pub credential: Symbol,
    /// When it was earned; an undated achievement is only a possibility.
    pub earned: Option<Instant>,
    /// The first second it was no longer valid, when it expires.
    pub expires: Option<Instant>,
    /// When it was revoked.
    pub revoked: Option<Instant>,
    /// Where the proof is, in the user's words.
    pub evidence: Option<Symbol>,
}

/// Who earned an achievement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holder {
    /// An account, whose owner is credited while the account is linked.
    Account(AccountIx),
    /// An employee directly: it counts as linked, and the explanation says so.
    Employee(EmployeeIx),
}
