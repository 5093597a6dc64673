//! Accounts linked too often, and records that seem to be of one person or one account.

use super::{Alert, AlertCode, Severity, Subject};
use crate::engine::action::next_day;
use crate::engine::{Action, Cause, Deed, Rulebooks, Situation};
use crate::model::{AccountIx, Association, Date, EmployeeIx, Instant, Records};
use crate::rules::Policy;

/// What looks wrong about people and accounts whatever the day; found once, told when it matters.
#[derive(Debug, Clone)]
pub(in crate::engine) struct Suspects {
    /// People with one name, by it.
    names: Vec<Vec<EmployeeIx>>,
    /// Accounts written alike, of different people.
    accounts: Vec<Vec<AccountIx>>,
    /// Links that came, or are to come, too soon.
    links: Vec<Hasty>,
}

#[derive(Debug, Clone)]
struct Hasty {
    account: AccountIx,
    linked: Instant,
    /// When the next link of the account was made, so that this one is history.
    superseded: Option<Instant>,
    previous: Date,
    next: Date,
}

impl Suspects {
    pub(in crate::engine) fn new(rules: &Rulebooks<'_>, records: &Records) -> Self {
        Self { names: same_names(records), accounts: same_accounts(records), links: hasty(rules.policy(), records) }
    }

    pub(super) fn collect(&self, situation: &Situation<'_, '_, '_>, alerts: &mut Vec<Alert>) {
        let (records, as_of) = (situation.records, situation.evaluation.as_of);
        let employed = |ix: &EmployeeIx| records.employee(*ix).is_some_and(|e| e.employed_at(as_of));
        for same in &self.names {
            let people: Vec<EmployeeIx> = same.iter().filter(|ix| employed(ix)).copied().collect();
            if let [first, _, ..] = people.as_slice() {
                alerts.push(duplicate(Subject::Employee(*first), Cause::SameName(people.clone()), people));
            }
        }
        let owner = |ix: &AccountIx| records.account(*ix).map(|account| account.owner);
        for same in &self.accounts {
            let accounts: Vec<AccountIx> =
                same.iter().filter(|ix| owner(ix).is_some_and(|owner| employed(&owner))).copied().collect();
            let mut owners: Vec<EmployeeIx> = accounts.iter().filter_map(owner).collect();
            owners.sort_unstable();
            owners.dedup();
            if let ([first, ..], [_, _, ..]) = (accounts.as_slice(), owners.as_slice()) {
                alerts.push(duplicate(Subject::Account(*first), Cause::SameAccount(accounts.clone()), owners));
            }
        }
        let mut told = None;
        for link in self.links.iter().filter(|link| link.superseded.is_none_or(|at| at > as_of)) {
            // Of several to come the first is told; when it is put right, the next one is.
            if told.replace(link.account) == Some(link.account) {
                continue;
            }
            let Some(employee) = records.account(link.account).map(|account| account.owner) else {
                continue;
            };
            let deed = Deed::Link { employee, account: link.account };
            alerts.push(Alert {
                code: AlertCode::AssociationTooSoon,
                severity: Severity::Warning,
                subject: Subject::Account(link.account),
                date: Some(records.zone.date_of(link.linked)),
                causes: vec![Cause::TooSoon { previous: link.previous, next: link.next }],
                actions: vec![Action { by: None, not_before: Some(link.next), deed }],
            });
        }
    }
}

fn duplicate(subject: Subject, cause: Cause, people: Vec<EmployeeIx>) -> Alert {
    Alert {
        code: AlertCode::DuplicateProfile,
        severity: Severity::Warning,
        subject,
        date: None,
        causes: vec![cause],
        actions: vec![Action::any_time(Deed::Merge(people))],
    }
}

/// Groups of two or more with the same key, in the order of the keys.
fn alike<T: Ord>(mut list: Vec<(String, T)>) -> Vec<Vec<T>> {
    list.sort();
    let mut groups: Vec<(String, Vec<T>)> = Vec::new();
    for (key, item) in list {
        match groups.last_mut() {
            Some((last, group)) if *last == key => group.push(item),
            _ => groups.push((key, vec![item])),
        }
    }
    groups.into_iter().map(|(_, group)| group).filter(|group| group.len() > 1).collect()
}

fn same_names(records: &Records) -> Vec<Vec<EmployeeIx>> {
    let key = |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    let named = (0..).map(EmployeeIx).zip(&records.employees);
    alike(
        named.filter_map(|(ix, e)| Some((key(records.text(e.name?)), ix))).filter(|(key, _)| !key.is_empty()).collect(),
    )
}

/// `MCID 012-345` and `12345` are one number; addresses differ in nothing but case.
fn same_accounts(records: &Records) -> Vec<Vec<AccountIx>> {
    let key = |id: &str| {
        let letters: String = id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let number = letters.strip_prefix("mcid").or(letters.strip_prefix("mcp")).unwrap_or(&letters);
        if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            number.trim_start_matches('0').to_owned()
        } else {
            id.trim().to_lowercase()
        }
    };
    let accounts = (0..).map(AccountIx).zip(&records.accounts);
    alike(accounts.map(|(ix, account)| (key(records.text(account.id)), ix)).collect())
}

fn hasty(policy: &Policy, records: &Records) -> Vec<Hasty> {
    let Some(from) = policy.link_limits_from else {
        return Vec::new();
    };
    let day = |link: &Association| records.zone.date_of(link.linked);
    let mut found = Vec::new();
    for (account, _) in (0..).map(AccountIx).zip(&records.accounts) {
        let links = records.associations_of(account);
        for (n, link) in links.iter().enumerate().skip(1) {
            let earlier: Vec<Date> = links.iter().take(n).map(day).collect();
            let (Some(previous), Some(next)) = (earlier.last().copied(), next_day(policy, &earlier)) else {
                continue;
            };
            if previous >= from && day(link) < next {
                let superseded = links.get(n + 1).map(|link| link.linked);
                found.push(Hasty { account, linked: link.linked, superseded, previous, next });
            }
        }
    }
    found
}
