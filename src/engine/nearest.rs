//! Who is closest to an empty seat, and what it would take.
//!
//! An achievement that is there but does not count yet (an unlinked account, a missing date) is nearer than an exam to
//! sit, and one that ran out nearer than one never earned; a credential that cannot be earned (yet, or any more) is no way
//! at all.

use super::eligibility::{Outcome, Reason};
use super::judge::Judge;
use super::standing::Near;
use crate::model::{AchievementIx, EmployeeIx};
use crate::rules::{CredentialIx, Tree};

/// How many people are named.
const NEAREST: usize = 3;

/// What a credential takes, the dearest first: exams to sit, those among them that are new to the person, records to put
/// right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Price {
    earn: usize,
    new: usize,
    mend: usize,
}

const HELD: Price = Price { earn: 0, new: 0, mend: 0 };
const MENDED: Price = Price { earn: 0, new: 0, mend: 1 };
const AGAIN: Price = Price { earn: 1, new: 0, mend: 0 };
const EARNED: Price = Price { earn: 1, new: 1, mend: 0 };

/// Credentials with what each of them takes.
type Lacking = Vec<(CredentialIx, Price)>;

/// Who, not among `seated`, would need the least for a seat that wants all of `wanted`; and what somebody who has nothing
/// of it would have to earn.
pub(super) fn nearest(
    judge: &Judge<'_, '_>,
    wanted: &[&Tree],
    seated: &[EmployeeIx],
) -> (Vec<Near>, Vec<CredentialIx>) {
    let from_nothing = |credential| earnable(judge, credential).then_some(EARNED);
    let newcomer = lacking_all(wanted, &from_nothing);
    let total = newcomer.as_ref().map_or(usize::MAX, Vec::len);
    let mut near: Vec<(Price, Near)> = Vec::new();
    for employee in judge.people.iter().copied() {
        let employed = judge.records.employee(employee).is_some_and(|e| e.employed_at(judge.as_of));
        if seated.contains(&employee) || !employed {
            continue;
        }
        let price = |credential| {
            if judge.held(employee).is_some_and(|held| held.certain.contains(credential)) {
                return Some(HELD);
            }
            match uncounted(judge, employee, credential) {
                Some(ix) if can_be_mended(judge, ix) => Some(MENDED),
                Some(_) => earnable(judge, credential).then_some(AGAIN),
                None => from_nothing(credential),
            }
        };
        let Some(lacking) = lacking_all(wanted, &price) else {
            continue;
        };
        let missing: Vec<CredentialIx> = lacking.iter().map(|(credential, _)| *credential).collect();
        let blocked: Vec<AchievementIx> =
            missing.iter().filter_map(|credential| uncounted(judge, employee, *credential)).collect();
        // Somebody who has none of it, not even uncounted, is no nearer than anybody else.
        if missing.len() >= total && blocked.is_empty() {
            continue;
        }
        near.push((sum(&lacking), Near { employee, missing, blocked }));
    }
    near.sort_by_key(|(price, near)| (*price, near.employee));
    near.truncate(NEAREST);
    let newcomer = newcomer.unwrap_or_default().into_iter().map(|(credential, _)| credential);
    (near.into_iter().map(|(_, near)| near).collect(), newcomer.collect())
}

/// True for a credential that can be earned between the day it is asked on and the day of evaluation, and would count on
/// that day.
fn earnable(judge: &Judge<'_, '_>, credential: CredentialIx) -> bool {
    let (program, policy) = (judge.rulebook.program, &judge.rulebook.policy);
    let today = judge.records.zone.date_of(judge.as_of);
    let from = judge.advise.map_or(today, |day| day.min(today));
    program.credential(credential).is_some_and(|credential| {
        credential.introduced.is_none_or(|introduced| introduced <= today)
            && credential.retired.is_none_or(|retired| from <= retired)
            && credential.last_counting_day(policy).is_none_or(|last| today <= last)
            && (credential.kind.account().is_some() || policy.accept_external)
    })
}

/// The achievement of a credential that the person has but that does not count: one that can be mended before others.
fn uncounted(judge: &Judge<'_, '_>, employee: EmployeeIx, credential: CredentialIx) -> Option<AchievementIx> {
    let list = judge.eligibility.uncounted_of(employee, credential);
    list.clone().find(|ix| can_be_mended(judge, *ix)).or_else(|| list.clone().next())
}

/// True when an achievement that does not count may come to: waiting, a link, a date or a correction is enough.
fn can_be_mended(judge: &Judge<'_, '_>, ix: AchievementIx) -> bool {
    match judge.eligibility.outcomes.get(ix.0 as usize) {
        Some(Outcome::NotCounted(reason)) => match reason {
            Reason::Undated { possible } => *possible,
            Reason::WrongSource(needed) => needed.is_some(),
            Reason::Future
            | Reason::NotYetJoined(_)
            | Reason::Unlinked { .. }
            | Reason::LinkedElsewhere { .. }
            | Reason::Pending(_) => true,
            Reason::UnknownCredential
            | Reason::NotRequired
            | Reason::Revoked(_)
            | Reason::Duplicate(_)
            | Reason::Left(_)
            | Reason::Expired(_)
            | Reason::EarnedAfterRetirement(_)
            | Reason::Retired(_)
            | Reason::OutsideSkillWindow => false,
        },
        Some(Outcome::Counted(_)) | None => false,
    }
}

fn sum(lacking: &Lacking) -> Price {
    lacking.iter().fold(HELD, |a, (_, b)| Price { earn: a.earn + b.earn, new: a.new + b.new, mend: a.mend + b.mend })
}

/// What is lacking for all of several trees; none when nothing would do.
fn lacking_all(trees: &[&Tree], price: &impl Fn(CredentialIx) -> Option<Price>) -> Option<Lacking> {
    let each: Option<Vec<Lacking>> = trees.iter().map(|tree| lacking(tree, price)).collect();
    Some(together(each?))
}

/// The cheapest set of further credentials that would satisfy a tree, in the order of the tree.
fn lacking(tree: &Tree, price: &impl Fn(CredentialIx) -> Option<Price>) -> Option<Lacking> {
    let cheapest = |of: &[Tree], n: usize| -> Option<Lacking> {
        let mut each: Vec<(usize, Lacking)> =
            of.iter().enumerate().filter_map(|(place, tree)| Some((place, lacking(tree, price)?))).collect();
        if each.len() < n {
            return None;
        }
        each.sort_by_key(|(place, lacking)| (sum(lacking), *place));
        each.truncate(n);
        each.sort_by_key(|(place, _)| *place);
        Some(together(each.into_iter().map(|(_, lacking)| lacking)))
    };
    match tree {
        Tree::Credential { credential, .. } => {
            let price = price(*credential)?;
            Some(if price == HELD { Vec::new() } else { vec![(*credential, price)] })
        }
        Tree::AnyOf(of) => cheapest(of, 1),
        Tree::AllOf(of) => cheapest(of, of.len()),
        Tree::NOf { n, from } => cheapest(from, *n as usize),
        Tree::FocusArea { tree, .. } => lacking(tree, price),
    }
}

/// Several lists as one, each credential once.
fn together(lists: impl IntoIterator<Item = Lacking>) -> Lacking {
    let mut all: Lacking = Vec::new();
    for lacking in lists.into_iter().flatten() {
        if !all.contains(&lacking) {
            all.push(lacking);
        }
    }
    all
}
