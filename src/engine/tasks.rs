//! The to-do list: what the alerts ask for, each thing once.

use super::forecast::Happening;
use super::outlook::Outlook;
use super::{Action, Alert, AlertCode, Deed, Severity, Subject};
use crate::model::Date;

/// Something to do, and what it is good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What, and by when.
    pub action: Action,
    /// How urgent the most urgent alert is that asks for it.
    pub severity: Severity,
    /// What it protects, each once.
    pub protects: Vec<Subject>,
    /// The alerts that ask for it, each code once.
    pub because: Vec<AlertCode>,
}

impl Outlook<'_, '_> {
    /// What there is to do about the alerts of `as_of` and those that are known to come until `until`. A person's exams
    /// are one task, and so is a figure. What protects most stands first: by severity, by how much it protects, by
    /// deadline. Of what is to come, last calls and the end itself are left out: they come only when nothing is done.
    #[must_use]
    pub fn tasks(&self) -> Vec<Task> {
        let mut alerts = self.alerts();
        let too_late = |code| matches!(code, AlertCode::Lapsed | AlertCode::RenewalLastCall);
        alerts.extend(self.events().into_iter().filter_map(|event| match event.what {
            Happening::Raised(alert) if !too_late(alert.code) => Some(alert),
            _ => None,
        }));
        let mut tasks: Vec<Task> = Vec::new();
        for alert in &alerts {
            for action in alert.actions.iter().filter(|action| !matches!(action.deed, Deed::Wait { .. })) {
                match tasks.iter_mut().find(|task| is_one(&task.action.deed, &action.deed)) {
                    Some(task) => task.take(alert, action),
                    None => tasks.push(Task::new(alert, action)),
                }
            }
        }
        tasks.sort_by(|a, b| a.rank().cmp(&b.rank()).then_with(|| a.action.cmp(&b.action)));
        tasks
    }
}

impl Task {
    fn new(alert: &Alert, action: &Action) -> Self {
        Self {
            action: action.clone(),
            severity: alert.severity,
            protects: vec![alert.subject],
            because: vec![alert.code],
        }
    }

    fn take(&mut self, alert: &Alert, action: &Action) {
        self.severity = self.severity.min(alert.severity);
        self.action.by = earliest(self.action.by, action.by);
        self.action.not_before = self.action.not_before.max(action.not_before);
        match (&mut self.action.deed, &action.deed) {
            (Deed::Earn { credentials, .. }, Deed::Earn { credentials: more, .. }) => {
                credentials.extend(more);
                credentials.sort_unstable();
                credentials.dedup();
            }
            (Deed::Raise { amount, .. }, Deed::Raise { amount: more, .. }) => *amount = (*amount).max(*more),
            (Deed::Record { months, .. }, Deed::Record { months: more, .. }) => {
                months.extend(more);
                months.sort_unstable();
                months.dedup();
            }
            (Deed::Staff { people, .. }, Deed::Staff { people: more, .. }) => *people = (*people).max(*more),
            _ => {}
        }
        if !self.protects.contains(&alert.subject) {
            self.protects.push(alert.subject);
            self.protects.sort_unstable();
        }
        if !self.because.contains(&alert.code) {
            self.because.push(alert.code);
            self.because.sort_unstable();
        }
    }

    fn rank(&self) -> (Severity, std::cmp::Reverse<usize>, bool, Option<Date>) {
        (self.severity, std::cmp::Reverse(self.protects.len()), self.action.by.is_none(), self.action.by)
    }
}

fn earliest(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    a.into_iter().chain(b).min()
}

/// True when two deeds are one thing to do: a person's exams, an account, a figure, a seat.
fn is_one(a: &Deed, b: &Deed) -> bool {
    match (a, b) {
        (Deed::Earn { employee, .. }, Deed::Earn { employee: other, .. }) => employee == other,
        (Deed::Raise { metric, .. }, Deed::Raise { metric: other, .. })
        | (Deed::Record { metric, .. }, Deed::Record { metric: other, .. }) => metric == other,
        (
            Deed::Staff { competency, level, requirement, .. },
            Deed::Staff { competency: c, level: l, requirement: r, .. },
        ) => (competency, level, requirement) == (c, l, r),
        _ => a == b,
    }
}
