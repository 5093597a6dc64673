//! Words of calendars.

use crate::lang::Lang;

/// A day of a membership.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Milestone {
    /// The last day of the term.
    Anniversary,
    /// The first day on which it can be renewed.
    Opens,
    /// The last one.
    Closes,
}

impl Milestone {
    /// The word used in identifiers.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Anniversary => "anniversary",
            Self::Opens => "opens",
            Self::Closes => "closes",
        }
    }
}

/// What happens on a day of a membership.
#[must_use]
pub fn milestone(lang: Lang, milestone: Milestone, offer: &str) -> String {
    match lang {
        Lang::En => match milestone {
            Milestone::Anniversary => format!("{offer}: anniversary, the last day of the term"),
            Milestone::Opens => format!("{offer}: renewal opens"),
            Milestone::Closes => format!("{offer}: last day to renew"),
        },
        Lang::Ja => match milestone {
            Milestone::Anniversary => format!("{offer}：更新基準日（期間の最終日）"),
            Milestone::Opens => format!("{offer}：更新期間の開始"),
            Milestone::Closes => format!("{offer}：更新期限"),
        },
    }
}
