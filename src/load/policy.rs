//! The `policy:` section, the same in program files and workspaces.

use super::values::Complaints;
use super::yaml::Node;
use super::{program, shape};
use crate::rules::{Ladder, NewAnniversary, Policy, RenewalWindow, Term};

const KEYS: [&str; 16] = [
    "visibility_delay",
    "retirement_grace_months",
    "skill_window_months",
    "departure_ends_credit",
    "accept_external",
    "gold_implies_silver",
    "mix_branches",
    "shared_focus_area",
    "exclusive",
    "term",
    "new_anniversary",
    "renewal_window",
    "override_months",
    "link_limits_from",
    "link_gap_days",
    "links_per_year",
];

/// A century of days, and of links.
const MOST_DAYS: u32 = 36_500;

/// A century; more is a slip.
const MOST_MONTHS: u32 = 1200;

/// Changes the switches that `node` names; levels are looked up in `ladder` where it is known.
pub(super) fn read(node: &Node, policy: &mut Policy, ladder: Option<&Ladder>, c: &mut Complaints) {
    let Some(map) = shape::map(node, &KEYS, c) else {
        return;
    };
    if let Some(delay) = map.text("visibility_delay", c).and_then(|t| t.duration(c)) {
        policy.visibility_delay = delay;
    }
    if let Some(months) = map.text("skill_window_months", c) {
        policy.skill_window_months = if months.text == "none" { None } else { months.count(0, MOST_MONTHS, c) };
    }
    for (key, switch) in [
        ("retirement_grace_months", &mut policy.retirement_grace_months),
        ("override_months", &mut policy.override_months),
    ] {
        if let Some(months) = map.text(key, c).and_then(|t| t.count(0, MOST_MONTHS, c)) {
            *switch = months;
        }
    }
    if let Some(from) = map.text("link_limits_from", c) {
        policy.link_limits_from = if from.text == "none" { None } else { from.date(c) };
    }
    for (key, least, switch) in
        [("link_gap_days", 0, &mut policy.link_gap_days), ("links_per_year", 1, &mut policy.links_per_year)]
    {
        if let Some(number) = map.text(key, c).and_then(|t| t.count(least, MOST_DAYS, c)) {
            *switch = number;
        }
    }
    for (key, switch) in [
        ("departure_ends_credit", &mut policy.departure_ends_credit),
        ("accept_external", &mut policy.accept_external),
        ("gold_implies_silver", &mut policy.gold_implies_silver),
        ("mix_branches", &mut policy.mix_branches),
        ("shared_focus_area", &mut policy.shared_focus_area),
    ] {
        if let Some(value) = map.text(key, c).and_then(|t| t.truth(c)) {
            *switch = value;
        }
    }
    if let Some(node) = map.get("exclusive") {
        let levels = shape::texts(node, c);
        for text in &levels {
            if let Some(ladder) = ladder {
                program::level(*text, ladder, c);
            }
        }
        policy.exclusive = levels.into_iter().map(|t| t.text.to_owned()).collect();
    }
    let term = |word: &str| match word {
        "anniversary" => Some(Term::Anniversary),
        _ => Some(Term::Days365),
    };
    if let Some(value) = map.text("term", c).and_then(|t| t.choice(&["anniversary", "365-days"], c, term)) {
        policy.term = value;
    }
    let from = |word: &str| match word {
        "old-anniversary" => Some(NewAnniversary::OldAnniversary),
        _ => Some(NewAnniversary::RenewalDay),
    };
    let words = ["old-anniversary", "renewal-day"];
    if let Some(value) = map.text("new_anniversary", c).and_then(|t| t.choice(&words, c, from)) {
        policy.new_anniversary = value;
    }
    let window = |word: &str| match word {
        "partner-center" => Some(RenewalWindow::PartnerCenter),
        _ => Some(RenewalWindow::Pmc),
    };
    let words = ["partner-center", "pmc"];
    if let Some(value) = map.text("renewal_window", c).and_then(|t| t.choice(&words, c, window)) {
        policy.renewal_window = value;
    }
}
