//! What somebody can do, by when, and when it is too late.

use super::{Evidence, Lack, LevelStanding, Near, Outcome, PathStanding, Reason, Situation, lacks};
use crate::model::{AccountIx, AchievementIx, Date, EmployeeIx, Holder, Month, Quantity, Zone};
use crate::rules::{CompetencyIx, Credential, CredentialIx, LevelIx, Policy};

/// Something to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Action {
    /// The last day on which it still helps; none when there is no hurry.
    pub by: Option<Date>,
    /// The first day on which it is possible; none when that is now.
    pub not_before: Option<Date>,
    /// What.
    pub deed: Deed,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// A person earns these credentials.
    Earn {
        /// Who.
        employee: EmployeeIx,
        /// What.
        credentials: Vec<CredentialIx>,
    },
    /// A person links an account to the organization; nobody else can.
    Link {
        /// Who.
        employee: EmployeeIx,
        /// Which account.
        account: AccountIx,
    },
    /// A record about a person is put right: a missing date, or an account of the wrong kind.
    Correct {
        /// Whose.
        employee: EmployeeIx,
        /// Which one; its outcome says what is wrong.
        achievement: AchievementIx,
    },
    /// Nothing but waiting: the achievement counts from `not_before` on.
    Wait {
        /// Whose.
        employee: EmployeeIx,
        /// Which one.
        achievement: AchievementIx,
    },
    /// So many more people who fit a requirement, whom nobody recorded yet.
    Staff {
        /// The competency.
        competency: CompetencyIx,
        /// The level.
        level: LevelIx,
        /// The id of the requirement; none for the level as a whole.
        requirement: Option<String>,
        /// How many.
        people: u32,
        /// What each of them has to earn who has nothing of it yet; empty where that depends on the person.
        credentials: Vec<CredentialIx>,
    },
    /// A figure is raised.
    Raise {
        /// The metric.
        metric: String,
        /// By how much; none when the threshold is not known.
        amount: Option<Quantity>,
    },
    /// The figures of months nobody recorded are recorded.
    Record {
        /// The metric.
        metric: String,
        /// The months.
        months: Vec<Month>,
    },
    /// A fact is stated.
    State {
        /// The competency.
        competency: CompetencyIx,
        /// The level.
        level: LevelIx,
        /// The id of the requirement.
        requirement: Option<String>,
    },
    /// A membership is renewed, by number in the records.
    Renew(usize),
    /// An offer is bought, by number in the programme; none when the programme does not know it.
    Buy(Option<usize>),
    /// The skills are looked through, long enough before the anniversary.
    ReviewSkills,
    /// An override is asked for anew, by number in the records.
    Extend(usize),
    /// An override is taken out of the records, by number in them.
    Remove(usize),
    /// Two records of one person, or of one account, become one.
    Merge(Vec<EmployeeIx>),
}

impl Action {
    /// Something to do at any time.
    #[must_use]
    pub fn any_time(deed: Deed) -> Self {
        Self { by: None, not_before: None, deed }
    }

    /// The same with a last day.
    #[must_use]
    pub fn by(self, day: Date) -> Self {
        Self { by: Some(day), ..self }
    }

    /// The person who has to do it, or whose record it is.
    #[must_use]
    pub fn employee(&self) -> Option<EmployeeIx> {
        match &self.deed {
            Deed::Earn { employee, .. }
            | Deed::Link { employee, .. }
            | Deed::Correct { employee, .. }
            | Deed::Wait { employee, .. } => Some(*employee),
            Deed::Staff { .. }
            | Deed::Raise { .. }
            | Deed::Record { .. }
            | Deed::State { .. }
            | Deed::Renew(_)
            | Deed::Buy(_)
            | Deed::ReviewSkills
            | Deed::Extend(_)
            | Deed::Remove(_)
            | Deed::Merge(_) => None,
        }
    }
}

/// The last day on which something can be earned or linked, at any hour, and be visible before `day` is over.
#[must_use]
pub fn last_safe_day(policy: &Policy, zone: Zone, day: Date) -> Date {
    let latest = zone.close_of(day).plus_seconds(-policy.visibility_delay);
    let last = zone.date_of(latest);
    if zone.close_of(last) <= latest { last } else { last.plus_days(-1) }
}

/// The last day on which this credential can be earned and count on `day`; none when it cannot any more, or not yet.
#[must_use]
pub fn last_safe_day_of(credential: &Credential, policy: &Policy, zone: Zone, day: Date) -> Option<Date> {
    if credential.last_counting_day(policy).is_some_and(|last| last < day) {
        return None;
    }
    let safe = last_safe_day(policy, zone, day);
    let safe = credential.retired.map_or(safe, |retired| safe.min(retired));
    credential.introduced.is_none_or(|introduced| introduced <= safe).then_some(safe)
}

/// What would give the level, by its closest path: nothing when it is held, or when nobody can tell.
pub(super) fn towards(situation: &Situation<'_, '_, '_>, competency: CompetencyIx, level: LevelIx) -> Vec<Action> {
    let standing = situation.evaluation.competency(competency).and_then(|c| c.at(level));
    let Some(path) = standing.filter(|at| !at.held.is_met()).and_then(LevelStanding::closest) else {
        return Vec::new();
    };
    let mut actions: Vec<Action> = Vec::new();
    let mut busy = Vec::new();
    for lack in lacks(path) {
        for action in supply(situation, competency, level, lack, &mut busy) {
            if !actions.contains(&action) {
                actions.push(action);
            }
        }
    }
    actions
}

fn supply(
    situation: &Situation<'_, '_, '_>,
    competency: CompetencyIx,
    level: LevelIx,
    lack: Lack,
    busy: &mut Vec<EmployeeIx>,
) -> Vec<Action> {
    match lack {
        Lack::People { requirement, seats, nearest, from_nothing } => {
            let free: Vec<&Near> = nearest.iter().filter(|near| !busy.contains(&near.employee)).collect();
            let called = free.into_iter().take(seats as usize);
            let mut actions = Vec::new();
            let mut filled = 0;
            for near in called {
                busy.push(near.employee);
                filled += 1;
                actions.extend(seat(situation, near));
            }
            if filled < seats {
                let people = seats - filled;
                let deed = Deed::Staff { competency, level, requirement, people, credentials: from_nothing };
                actions.push(Action::any_time(deed));
            }
            actions
        }
        Lack::Figure { metric, missing, .. } if !missing.is_empty() => {
            vec![Action::any_time(Deed::Record { metric, months: missing })]
        }
        Lack::Figure { metric, shortfall, .. } => {
            vec![Action::any_time(Deed::Raise { metric, amount: shortfall })]
        }
        Lack::Fact { requirement, .. } => vec![Action::any_time(Deed::State { competency, level, requirement })],
        Lack::Crowded => vec![Action::any_time(Deed::Staff {
            competency,
            level,
            requirement: None,
            people: 1,
            credentials: Vec::new(),
        })],
        Lack::Unpublished => Vec::new(),
    }
}

/// What one person has to do to fill a seat: put right what is there, earn what is not.
fn seat(situation: &Situation<'_, '_, '_>, near: &Near) -> Vec<Action> {
    let eligibility = &situation.evaluation.eligibility;
    let employee = near.employee;
    let mut mended: Vec<CredentialIx> = Vec::new();
    let mut actions = Vec::new();
    for ix in &near.blocked {
        let (Some(Outcome::NotCounted(reason)), Some(credential)) =
            (eligibility.outcomes.get(ix.0 as usize), eligibility.credentials.get(ix.0 as usize).copied().flatten())
        else {
            continue;
        };
        if let Some(action) = mend(situation, employee, *ix, reason) {
            mended.push(credential);
            if !actions.contains(&action) {
                actions.push(action);
            }
        }
    }
    let credentials: Vec<CredentialIx> = near.missing.iter().filter(|c| !mended.contains(c)).copied().collect();
    if !credentials.is_empty() {
        actions.push(Action::any_time(Deed::Earn { employee, credentials }));
    }
    actions
}

/// What makes an achievement count that does not; none when it never will, and the credential has to be earned (again).
pub(super) fn mend(
    situation: &Situation<'_, '_, '_>,
    employee: EmployeeIx,
    achievement: AchievementIx,
    reason: &Reason,
) -> Option<Action> {
    let (records, zone) = (situation.records, situation.records.zone);
    let wait =
        |from| Action { by: None, not_before: Some(zone.date_of(from)), deed: Deed::Wait { employee, achievement } };
    match reason {
        Reason::Unlinked { .. } | Reason::LinkedElsewhere { .. } => {
            let Holder::Account(account) = records.achievement(achievement)?.holder else {
                return None;
            };
            let not_before = next_link(situation, account);
            Some(Action { by: None, not_before, deed: Deed::Link { employee, account } })
        }
        Reason::Undated { possible: true } | Reason::WrongSource(Some(_)) => {
            Some(Action::any_time(Deed::Correct { employee, achievement }))
        }
        Reason::Pending(from) | Reason::NotYetJoined(from) => Some(wait(*from)),
        Reason::Future => Some(wait(records.achievement(achievement)?.earned?)),
        _ => None,
    }
}

/// The next day on which an account can be linked, where that is later than the instant of the situation.
pub(super) fn next_link(situation: &Situation<'_, '_, '_>, account: AccountIx) -> Option<Date> {
    let as_of = situation.evaluation.as_of;
    let records = situation.records;
    let links: Vec<Date> = records
        .associations_of(account)
        .iter()
        .filter(|link| link.linked <= as_of)
        .map(|link| records.zone.date_of(link.linked))
        .collect();
    let policy = &situation.rulebook.policy;
    next_link_day(policy, &links).filter(|day| *day > records.zone.date_of(as_of))
}

/// The first day on which another link may follow these days of links, earliest first; none where links are not limited.
#[must_use]
pub fn next_link_day(policy: &Policy, links: &[Date]) -> Option<Date> {
    policy.link_limits_from.filter(|from| links.last().is_some_and(|last| last >= from))?;
    next_day(policy, links)
}

/// The first day on which another link may follow these, earliest first.
pub(super) fn next_day(policy: &Policy, links: &[Date]) -> Option<Date> {
    let gap = i32::try_from(policy.link_gap_days).unwrap_or(i32::MAX);
    let after_gap = links.last()?.plus_days(gap);
    let year = links.len().checked_sub(policy.links_per_year as usize).and_then(|n| links.get(n));
    Some(year.map_or(after_gap, |first| after_gap.max(first.plus_years(1))))
}

/// Everybody who sits in a seat nobody else could take, and the credentials that seat asks for.
pub(super) fn carrying(path: &PathStanding<'_>) -> Vec<EmployeeIx> {
    fn collect(standing: &super::RequirementStanding<'_>, people: &mut Vec<EmployeeIx>) {
        if let Evidence::People(evidence) = &standing.evidence
            && evidence.spare == Some(0)
        {
            people.extend(&evidence.fitting);
        }
        for part in standing.parts.iter().filter(|part| part.verdict.is_met()) {
            collect(part, people);
        }
    }
    let mut people = Vec::new();
    for requirement in &path.requirements {
        collect(requirement, &mut people);
    }
    people.sort_unstable();
    people.dedup();
    people
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::CredentialKind;
    use proptest::prelude::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_last_safe_day_is_safe_at_any_hour_and_the_next_is_not(delay in 0i64..2_000_000, minutes in -14i32..=14) {
            let policy = Policy { visibility_delay: delay, ..Policy::default() };
            let zone = Zone::parse(&format!("{}{:02}:00", if minutes < 0 { '-' } else { '+' }, minutes.abs())).unwrap();
            let day = date("2019-03-01");
            let safe = last_safe_day(&policy, zone, day);
            let visible = |earned: Date| zone.close_of(earned).plus_seconds(delay);
            prop_assert!(visible(safe) <= zone.close_of(day));
            prop_assert!(visible(safe.plus_days(1)) > zone.close_of(day));
        }
    }

    #[test]
    fn a_credential_is_earned_while_it_can_be_and_counts_on_the_day() {
        let credential = |introduced: &str, retired: &str, counts_until: &str| Credential {
            id: "exam".to_owned(),
            kind: CredentialKind::Exam,
            name: "exam".to_owned(),
            aliases: Vec::new(),
            introduced: Date::parse(introduced).ok(),
            retired: Date::parse(retired).ok(),
            counts_until: Date::parse(counts_until).ok(),
            replaced_by: None,
            source: Vec::new(),
            uncertain: None,
            note: None,
            line: 0,
        };
        let safe = |credential: Credential| {
            let day = last_safe_day_of(&credential, &Policy::default(), Zone::UTC, date("2019-03-01"));
            day.map_or("none".to_owned(), |day| day.to_string())
        };
        assert_eq!(safe(credential("", "", "")), "2019-02-28");
        assert_eq!(safe(credential("2019-02-28", "", "")), "2019-02-28");
        assert_eq!(safe(credential("2019-03-01", "", "")), "none");
        assert_eq!(safe(credential("", "2018-06-30", "")), "2018-06-30");
        assert_eq!(safe(credential("", "2018-06-30", "2019-02-28")), "none");
    }
}
