//! Which drafts are whose, found once: to go through all of them for each of many organizations takes the square of the time.

use crate::load::draft::{Drafted, Drafts};
use crate::model::Symbol;
use std::collections::HashMap;

/// The numbers of drafts by the organization they belong to, or by an account; in their order.
pub(super) type Group = HashMap<Symbol, Vec<usize>>;

/// The drafts of every organization.
#[derive(Default)]
pub(super) struct Groups {
    pub employees: Group,
    pub accounts: Group,
    pub achievements: Group,
    pub measurements: Group,
    pub memberships: Group,
    pub overrides: Group,
    pub attestations: Group,
    /// Achievements that name no organization, by the account they were earned on.
    pub earned: Group,
    /// Links, by their accounts.
    pub links: Group,
}

impl Groups {
    /// Groups all drafts. What names no organization belongs to the `only` one, where there are no others.
    pub(super) fn of(drafts: &Drafts, only: Option<Symbol>) -> Self {
        let unnamed = drafts.achievements.iter().enumerate().filter(|(_, draft)| draft.organization.is_none());
        let earned = unnamed.filter_map(|(n, draft)| Some((draft.value.account?.id, n)));
        Self {
            employees: by_organization(&drafts.employees, only),
            accounts: by_organization(&drafts.accounts, only),
            achievements: by_organization(&drafts.achievements, only),
            measurements: by_organization(&drafts.measurements, only),
            memberships: by_organization(&drafts.memberships, only),
            overrides: by_organization(&drafts.overrides, only),
            attestations: by_organization(&drafts.attestations, only),
            earned: if only.is_some() { Group::new() } else { grouped(earned) },
            links: grouped(drafts.associations.iter().enumerate().map(|(n, draft)| (draft.value.account.id, n))),
        }
    }
}

fn by_organization<T>(drafts: &[Drafted<T>], only: Option<Symbol>) -> Group {
    let named = |draft: &Drafted<T>| draft.organization.map(|named| named.id).or(only);
    grouped(drafts.iter().enumerate().filter_map(|(n, draft)| Some((named(draft)?, n))))
}

fn grouped(numbers: impl Iterator<Item = (Symbol, usize)>) -> Group {
    let mut group = Group::new();
    for (symbol, n) in numbers {
        group.entry(symbol).or_default().push(n);
    }
    group
}

/// The drafts of an organization, or of an account.
pub(super) fn of<'d, T>(
    drafts: &'d [Drafted<T>],
    group: &'d Group,
    whose: Symbol,
) -> impl Iterator<Item = &'d Drafted<T>> + Clone {
    group.get(&whose).into_iter().flatten().filter_map(|n| drafts.get(*n))
}
