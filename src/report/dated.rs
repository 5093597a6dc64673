//! What happens, or must be done, on a day: the entries of a calendar.

use crate::model::Date;

/// One entry of a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// The same for the same thing, whatever day it falls on; no two of a report share one.
    pub id: String,
    /// The day.
    pub day: Date,
    /// What.
    pub title: String,
    /// What for, or why.
    pub text: String,
}

/// Earliest first, with alike ids told apart in the order in which they come: what happens again is another event.
pub(super) fn by_day(dates: impl IntoIterator<Item = Dated>) -> Vec<Dated> {
    let mut dates: Vec<Dated> = dates.into_iter().collect();
    dates.sort_by(|a, b| (&a.id, a.day).cmp(&(&b.id, b.day)));
    let (mut last, mut alike) = (String::new(), 1);
    for dated in &mut dates {
        alike = if dated.id == last { alike + 1 } else { 1 };
        last.clone_from(&dated.id);
        if alike > 1 {
            dated.id.push_str(&format!("/{alike}"));
        }
    }
    dates.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    dates
}
