//! One organization and everything recorded about it, in canonical order.

use std::sync::Arc;

use super::{
    Account, Achievement, Association, Attestation, Employee, Measurement, Membership, Names, Organization, Override,
    Symbol, Zone,
};

/// Which employee, in the order of ids: a smaller number is a smaller id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmployeeIx(pub u32);

/// Which account, in the order of ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountIx(pub u32);

/// Which achievement, in canonical order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AchievementIx(pub u32);

/// The engine's only world.
///
/// Whoever builds one keeps this order, so that no result depends on how the user's files are arranged: employees and
/// accounts by id, associations by account and instant, achievements by holder, credential and day, measurements by
/// metric and month, everything else by its own content.
#[derive(Debug, Clone)]
pub struct Records {
    /// The text of every symbol below.
    pub names: Arc<Names>,
    /// What a day is here.
    pub zone: Zone,
    /// Who is judged.
    pub organization: Organization,
    /// By id.
    pub employees: Vec<Employee>,
    /// By id.
    pub accounts: Vec<Account>,
    /// By account, then by instant.
    pub associations: Vec<Association>,
    /// By holder, credential text, day earned.
    pub achievements: Vec<Achievement>,
    /// By metric text, then by month.
    pub measurements: Vec<Measurement>,
    /// By target text, then by instant.
    pub attestations: Vec<Attestation>,
    /// By target text, then by instant.
    pub overrides: Vec<Override>,
    /// By day of purchase.
    pub memberships: Vec<Membership>,
}

impl Records {
    /// The text of a symbol.
    #[must_use]
    pub fn text(&self, symbol: Symbol) -> &str {
        self.names.text(symbol)
    }

    /// The employee with this number.
    #[must_use]
    pub fn employee(&self, ix: EmployeeIx) -> Option<&Employee> {
        self.employees.get(ix.0 as usize)
    }

    /// The id of the employee with this number; empty when there is none.
    #[must_use]
    pub fn employee_id(&self, ix: EmployeeIx) -> &str {
        self.employee(ix).map_or("", |e| self.text(e.id))
    }

    /// What people call the employee: the name, or the id where no name is recorded.
    #[must_use]
    pub fn employee_name(&self, ix: EmployeeIx) -> &str {
        self.employee(ix).map_or("", |e| self.text(e.name.unwrap_or(e.id)))
    }

    /// The account with this number.
    #[must_use]
    pub fn account(&self, ix: AccountIx) -> Option<&Account> {
        self.accounts.get(ix.0 as usize)
    }

    /// The achievement with this number.
    #[must_use]
    pub fn achievement(&self, ix: AchievementIx) -> Option<&Achievement> {
        self.achievements.get(ix.0 as usize)
    }

    /// The employee an achievement belongs to.
    #[must_use]
    pub fn owner(&self, achievement: &Achievement) -> Option<EmployeeIx> {
        match achievement.holder {
            super::Holder::Employee(employee) => Some(employee),
            super::Holder::Account(account) => self.account(account).map(|a| a.owner),
        }
    }

    /// All links of one account, earliest first.
    #[must_use]
    pub fn associations_of(&self, account: AccountIx) -> &[Association] {
        let is_first = |at: &usize| {
            let of = |at: usize| self.associations.get(at).map(|a| a.account);
            of(*at) == Some(account) && at.checked_sub(1).is_none_or(|before| of(before) != Some(account))
        };
        // Nearly every account has one association, which stands near its own number then.
        let near = account.0 as usize;
        let near = (near.saturating_sub(1)..=near + 1).find(is_first);
        let from = near.unwrap_or_else(|| self.associations.partition_point(|a| a.account < account));
        let rest = self.associations.get(from..).unwrap_or_default();
        let many = rest.iter().take_while(|a| a.account == account).count();
        rest.get(..many).unwrap_or_default()
    }
}
