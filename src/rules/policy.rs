//! Switches for the points on which the published texts disagree or are silent.
//!
//! Every switch has the default that the study of the texts proposes, and names the contradiction it settles (C1 to
//! C24). A programme file sets its own defaults; a workspace may change any of them under `policy:`.

use crate::model::Date;

/// How a programme's open points are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// How long after the later of link and completion an achievement becomes visible, in seconds (C8).
    pub visibility_delay: i64,
    /// How many months a retired credential goes on counting when no day was published (C14).
    pub retirement_grace_months: u32,
    /// Only skills earned within this many months count, when set (C13).
    pub skill_window_months: Option<u32>,
    /// Employment that ended ends the credit, even while the account is still linked (C7).
    pub departure_ends_credit: bool,
    /// Third parties' certificates are accepted (C9).
    pub accept_external: bool,
    /// A higher level counts as every lower one for purchase, display and `level` (C6).
    pub gold_implies_silver: bool,
    /// People of different branches of one requirement add up (C10).
    pub mix_branches: bool,
    /// Everybody counted by one requirement must come from the same focus area (C11).
    pub shared_focus_area: bool,
    /// Levels at which one person may carry only one competency (the gold rule of 2010).
    pub exclusive: Vec<String>,
    /// How long a membership's term is (C1, C2).
    pub term: Term,
    /// From which day a renewed term runs (C3).
    pub new_anniversary: NewAnniversary,
    /// When a membership can be renewed (C4).
    pub renewal_window: RenewalWindow,
    /// Months an override lasts when it names no end (published practice: three).
    pub override_months: u32,
    /// Since when the number of links of one account is limited; none when it never is.
    pub link_limits_from: Option<Date>,
    /// How many days must lie between two links of one account, where links are limited.
    pub link_gap_days: u32,
    /// How many links one account may make within a year, where links are limited.
    pub links_per_year: u32,
}

/// How long a membership's term is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// Until the same calendar date a year later; 29 February becomes the 28th.
    Anniversary,
    /// 365 days.
    Days365,
}

/// From which day a renewed term runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewAnniversary {
    /// From the old anniversary.
    OldAnniversary,
    /// From the day of renewal.
    RenewalDay,
}

/// When a membership can be renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenewalWindow {
    /// From the day after the anniversary, for thirty days.
    PartnerCenter,
    /// During the ninety days that end with the anniversary.
    Pmc,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            visibility_delay: 24 * 3600,
            retirement_grace_months: 12,
            skill_window_months: None,
            departure_ends_credit: true,
            accept_external: true,
            gold_implies_silver: true,
            mix_branches: false,
            shared_focus_area: false,
            exclusive: Vec::new(),
            term: Term::Anniversary,
            new_anniversary: NewAnniversary::OldAnniversary,
            renewal_window: RenewalWindow::PartnerCenter,
            override_months: 3,
            link_limits_from: None,
            link_gap_days: 30,
            links_per_year: 3,
        }
    }
}
