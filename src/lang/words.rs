//! Words and phrases of reports.

use super::Lang;
use crate::engine::{EndCause, State, Verdict};

/// The day an output speaks of, with what it is the close of.
#[must_use]
pub fn as_of(lang: Lang, date: &str) -> String {
    match lang {
        Lang::En => format!("as of {date}"),
    }
}

/// The first line of `status`.
#[must_use]
pub fn holds(lang: Lang, organization: &str, levels: &[(usize, &str)], unknown: usize, date: &str) -> String {
    match lang {
        Lang::En => {
            let held: Vec<String> = levels
                .iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, level)| {
                    let noun = if *count == 1 { "competency" } else { "competencies" };
                    format!("{count} {noun} at {level}")
                })
                .collect();
            let held = if held.is_empty() { "no competency".to_owned() } else { list(lang, &held) };
            let unknown = match unknown {
                0 => String::new(),
                n => format!("; for {n} more the records cannot tell"),
            };
            format!("{organization} holds {held}{unknown}, {}.", as_of(lang, date))
        }
    }
}

/// Several things in a sentence.
#[must_use]
pub fn list(lang: Lang, items: &[String]) -> String {
    match (lang, items) {
        (_, []) => String::new(),
        (_, [only]) => only.clone(),
        (Lang::En, [first @ .., last]) => format!("{} and {last}", first.join(", ")),
    }
}

/// Alternatives in a sentence.
#[must_use]
pub fn any_of(lang: Lang, items: &[String]) -> String {
    match (lang, items) {
        (_, []) => String::new(),
        (_, [only]) => only.clone(),
        (Lang::En, [first @ .., last]) => format!("{} or {last}", first.join(", ")),
    }
}

/// The membership line of `status`.
#[must_use]
pub fn membership(lang: Lang, offer: &str, state: State, anniversary: &str, opens: &str, closes: &str, eligible: Verdict) -> String {
    match lang {
        Lang::En => {
            let renewal = match eligible {
                Verdict::Met => "its requirement holds today",
                Verdict::NotMet => "its requirement does not hold today",
                Verdict::Unknown => "whether its requirement holds today cannot be told",
            };
            match state {
                State::Active => format!("{offer}: active until {anniversary}; renewable from {opens} to {closes}; {renewal}."),
                State::RenewalWindow => format!("{offer}: the term ended on {anniversary}; renewable until {closes}; {renewal}."),
                State::Lapsed => format!("{offer}: lapsed; it could be renewed until {closes}."),
            }
        }
    }
}

/// What `status` says when nothing was bought.
#[must_use]
pub fn no_membership(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "No membership is recorded.",
    }
}

/// What `status` says first after a programme's end.
#[must_use]
pub fn program_over(lang: Lang, name: &str, earned_until: &str, benefits_until: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let benefits = benefits_until.map_or(String::new(), |d| format!("; benefits ended on {d}"));
            format!("{name}: this programme is over. Competencies could be earned until {earned_until}{benefits}. What follows is what its last rules would say.")
        }
    }
}

/// How many achievements were read and counted.
#[must_use]
pub fn achievements(lang: Lang, read: usize, counted: usize, reasons: &[(&str, usize)]) -> String {
    match lang {
        Lang::En => {
            let not: usize = reasons.iter().map(|(_, n)| n).sum();
            let each: Vec<String> = reasons.iter().map(|(code, n)| format!("{n} {code}")).collect();
            let why = if each.is_empty() { String::new() } else { format!(" ({})", each.join(", ")) };
            format!("Achievements: {read} read = {counted} counted + {not} not counted{why}.")
        }
    }
}

/// How many facts after the day were left aside.
#[must_use]
pub fn left_aside(lang: Lang, total: usize, date: &str) -> String {
    match lang {
        Lang::En => {
            let noun = if total == 1 { "fact" } else { "facts" };
            format!("{total} {noun} dated after {date} left aside.")
        }
    }
}

/// How many competencies are not shown.
#[must_use]
pub fn not_shown(lang: Lang, none: usize, unknown: usize) -> String {
    match lang {
        Lang::En => {
            let mut parts = Vec::new();
            if none > 0 {
                parts.push(format!("{none} without any progress"));
            }
            if unknown > 0 {
                parts.push(format!("{unknown} about which the records say nothing"));
            }
            format!("Not shown: {} (`--all` shows them).", parts.join(", "))
        }
    }
}

/// Where to go from `status`.
#[must_use]
pub fn status_hint(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "`competency explain COMPETENCY` says why; `competency why-not PERSON` says which exams count.",
    }
}

/// The headings of the status table.
#[must_use]
pub fn status_headings(lang: Lang) -> [&'static str; 5] {
    match lang {
        Lang::En => ["Competency", "Level", "Through", "To the next level", "Margin"],
    }
}

/// A level in a table: a word that stands out without colour.
#[must_use]
pub fn level(level: &str) -> String {
    level.to_uppercase()
}

/// What stands where no level is held.
#[must_use]
pub fn no_level(lang: Lang, verdict: Verdict) -> &'static str {
    match (lang, verdict) {
        (Lang::En, Verdict::Unknown) => "cannot tell",
        (Lang::En, _) => "none",
    }
}

/// A verdict in a sentence.
#[must_use]
pub fn verdict(lang: Lang, verdict: Verdict) -> &'static str {
    match lang {
        Lang::En => match verdict {
            Verdict::Met => "met",
            Verdict::NotMet => "not met",
            Verdict::Unknown => "cannot tell",
        },
    }
}

/// That a level is held through an override.
#[must_use]
pub fn by_override(lang: Lang, until: &str) -> String {
    match lang {
        Lang::En => format!("override until {until}"),
    }
}

/// People missing, and who is nearest.
#[must_use]
pub fn people_missing(lang: Lang, missing: u32, nearest: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let noun = if missing == 1 { "person" } else { "people" };
            let nearest = nearest.map_or(String::new(), |n| format!(" (nearest: {n})"));
            format!("{missing} more {noun}{nearest}")
        }
    }
}

/// A figure missing.
#[must_use]
pub fn figure_missing(lang: Lang, amount: &str, unit: &str, metric: &str) -> String {
    match lang {
        Lang::En => format!("{amount} {unit} more ({metric})"),
    }
}

/// A figure nobody can judge.
#[must_use]
pub fn figure_unknown(lang: Lang, metric: &str, months: &str) -> String {
    match lang {
        Lang::En => format!("{metric}: no figures{}", if months.is_empty() { String::new() } else { format!(" for {months}") }),
    }
}

/// A figure that cannot be judged because the market is not stated.
#[must_use]
pub fn market_unknown(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "the threshold depends on the organization's market, which is not stated",
    }
}

/// A statement that is missing.
#[must_use]
pub fn statement_missing(lang: Lang, what: &str) -> String {
    match lang {
        Lang::En => format!("a statement: {what}"),
    }
}

/// People that may leave.
#[must_use]
pub fn spare(lang: Lang, people: Option<u32>) -> String {
    match (lang, people) {
        (Lang::En, None) => "rests on no people".to_owned(),
        (Lang::En, Some(0)) => "nobody to spare".to_owned(),
        (Lang::En, Some(1)) => "1 person to spare".to_owned(),
        (Lang::En, Some(n)) => format!("{n} people to spare"),
    }
}

/// The next thing counted that ends.
#[must_use]
pub fn next_end(lang: Lang, date: &str, what: &str) -> String {
    match lang {
        Lang::En => format!("until {date}: {what}"),
    }
}

/// Why somebody's credit ends.
#[must_use]
pub fn credit_ends(lang: Lang, person: &str, credential: &str, cause: EndCause) -> String {
    match lang {
        Lang::En => match cause {
            EndCause::Leaves => format!("{person} leaves ({credential})"),
            EndCause::Unlinked => format!("{person}'s account is unlinked ({credential})"),
            EndCause::Expires => format!("{person}'s {credential} expires"),
            EndCause::Retires => format!("{person}'s {credential} is retired"),
            EndCause::Revoked => format!("{person}'s {credential} is revoked"),
            EndCause::SkillWindow => format!("{person}'s {credential} gets too old"),
        },
    }
}

/// That an override or attestation ends.
#[must_use]
pub fn exception_ends(lang: Lang, is_override: bool) -> &'static str {
    match (lang, is_override) {
        (Lang::En, true) => "the override ends",
        (Lang::En, false) => "the statement runs out",
    }
}

/// Pending credits of a competency.
#[must_use]
pub fn pending(lang: Lang, person: &str, credential: &str, from: &str) -> String {
    match lang {
        Lang::En => format!("pending: {person}'s {credential} counts from {from}"),
    }
}

/// A level of a competency in a tree.
#[must_use]
pub fn level_line(lang: Lang, level: &str, verdict_: Verdict, by: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let by = by.map_or(String::new(), |by| format!(", through {by}"));
            format!("{level}: {}{by}", verdict(lang, verdict_))
        }
    }
}

/// That a level is not offered on the day.
#[must_use]
pub fn not_offered(lang: Lang, level: &str) -> String {
    match lang {
        Lang::En => format!("{level}: not offered on this day"),
    }
}

/// A path in a tree.
#[must_use]
pub fn path_line(lang: Lang, name: &str, id: &str, verdict_: Verdict) -> String {
    match lang {
        Lang::En => format!("path {name} ({id}): {}", verdict(lang, verdict_)),
    }
}

/// What the requirements of a path have in common.
#[must_use]
pub fn all_of_these(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "all of these",
    }
}

/// Alternatives in a tree.
#[must_use]
pub fn one_of_these(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "any one of these",
    }
}

/// k of n in a tree.
#[must_use]
pub fn k_of_these(lang: Lang, k: u32) -> String {
    match lang {
        Lang::En => format!("at least {k} of these"),
    }
}

/// A people requirement in words.
#[must_use]
pub fn people_rule(lang: Lang, needed: u32, tree: &str) -> String {
    match lang {
        Lang::En => {
            let noun = if needed == 1 { "person" } else { "different people, each" };
            format!("{needed} {noun} holding {tree}")
        }
    }
}

/// A figure requirement in words.
#[must_use]
pub fn figure_rule(lang: Lang, metric: &str, relation: &str, threshold: &str, unit: &str, window: &str) -> String {
    match lang {
        Lang::En => format!("{metric}: {relation} {threshold} {unit}, {window}"),
    }
}

/// A relation between a figure and its threshold.
#[must_use]
pub fn relation(lang: Lang, relation: crate::rules::Relation) -> &'static str {
    use crate::rules::Relation::{AtLeast, AtMost, LessThan, MoreThan};
    match lang {
        Lang::En => match relation {
            AtLeast => "at least",
            MoreThan => "more than",
            AtMost => "at most",
            LessThan => "less than",
        },
    }
}

/// A threshold that depends on the market.
#[must_use]
pub fn by_market(lang: Lang, developed: &str, developing: &str) -> String {
    match lang {
        Lang::En => format!("{developed} (developed markets) or {developing} (developing markets)"),
    }
}

/// A window of months.
#[must_use]
pub fn trailing(lang: Lang, months: u32) -> String {
    match lang {
        Lang::En => format!("in the last {months} closed months"),
    }
}

/// A snapshot.
#[must_use]
pub fn snapshot(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "in the latest closed month",
    }
}

/// A monthly average.
#[must_use]
pub fn average(lang: Lang, value: &str, unit: &str) -> String {
    match lang {
        Lang::En => format!("and {value} {unit} a month on average"),
    }
}

/// Which business counts.
#[must_use]
pub fn associations(lang: Lang, names: &[String]) -> String {
    match lang {
        Lang::En => format!("counts business linked as {}", any_of(lang, names)),
    }
}

/// A fact that must be stated, in words.
#[must_use]
pub fn attest_rule(lang: Lang, what: &str) -> String {
    match lang {
        Lang::En => format!("a statement with evidence: {what}"),
    }
}

/// How the people of a requirement relate to others.
#[must_use]
pub fn same_people(lang: Lang, other: &str) -> String {
    match lang {
        Lang::En => format!("the same people as {other}"),
    }
}

/// How the people of a requirement relate to others.
#[must_use]
pub fn subset(lang: Lang, other: &str) -> String {
    match lang {
        Lang::En => format!("among the people of {other}"),
    }
}

/// How the people of a requirement relate to others.
#[must_use]
pub fn different(lang: Lang, others: &[String]) -> String {
    match lang {
        Lang::En => format!("other people than those of {}", list(lang, others)),
    }
}

/// How many seats are filled.
#[must_use]
pub fn filled(lang: Lang, certain: u32, possible: u32, needed: u32, people: &[String]) -> String {
    match lang {
        Lang::En => {
            let who = if people.is_empty() { String::new() } else { format!(": {}", people.join(", ")) };
            let perhaps = if possible > certain { format!(", perhaps {possible}") } else { String::new() };
            format!("{certain} of {needed} filled{perhaps}{who}")
        }
    }
}

/// Others who fit but are not needed.
#[must_use]
pub fn also_fit(lang: Lang, people: &[String]) -> String {
    match lang {
        Lang::En => format!("also fit: {}", people.join(", ")),
    }
}

/// Why seats stay empty.
#[must_use]
pub fn blocking(lang: Lang, seats: u32, requirements: &[String], people: &[String]) -> String {
    match lang {
        Lang::En => {
            let accept = match people {
                [] => "nobody fits them".to_owned(),
                people => {
                    let noun = if people.len() == 1 { "person fits" } else { "people fit" };
                    format!("only {} {noun} them ({})", people.len(), people.join(", "))
                }
            };
            let noun = if seats == 1 { "seat" } else { "seats" };
            format!("blocked: {seats} {noun} of {}, but {accept}", list(lang, requirements))
        }
    }
}

/// Somebody close to an empty seat.
#[must_use]
pub fn near(lang: Lang, person: &str, missing: &[String], uncounted: &[String]) -> String {
    match lang {
        Lang::En => {
            let lacks = if missing.is_empty() { String::new() } else { format!("lacks {}", list(lang, missing)) };
            let has = if uncounted.is_empty() { String::new() } else { format!("has {}, not counted", list(lang, uncounted)) };
            let both = [lacks, has].into_iter().filter(|s| !s.is_empty()).collect::<Vec<_>>().join("; ");
            format!("nearest: {person} {both}")
        }
    }
}

/// What a figure is.
#[must_use]
pub fn figure(lang: Lang, low: Option<&str>, high: Option<&str>, unit: &str, months: &str) -> String {
    match lang {
        Lang::En => {
            let value = match (low, high) {
                (Some(low), Some(high)) if low == high => format!("{low} {unit}"),
                (Some(low), None) => format!("at least {low} {unit}"),
                (Some(low), Some(high)) => format!("{low} to {high} {unit}"),
                (None, Some(high)) => format!("at most {high} {unit}"),
                (None, None) => "any value is possible".to_owned(),
            };
            if months.is_empty() { value } else { format!("{value}, {months}") }
        }
    }
}

/// How much of a figure is missing.
#[must_use]
pub fn shortfall(lang: Lang, amount: &str, unit: &str) -> String {
    match lang {
        Lang::En => format!("{amount} {unit} short"),
    }
}

/// Months without figures.
#[must_use]
pub fn missing_months(lang: Lang, months: &str) -> String {
    match lang {
        Lang::En => format!("no figures for {months}"),
    }
}

/// A value left out because of how its business is linked.
#[must_use]
pub fn left_out(lang: Lang, amount: &str, unit: &str, association: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let linked = association.map_or("without an association type".to_owned(), |a| format!("linked as {a}"));
            format!("left out: {amount} {unit} {linked}")
        }
    }
}

/// A statement that was made.
#[must_use]
pub fn stated(lang: Lang, holds: bool, evidence: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let evidence = evidence.map_or(String::new(), |e| format!(": {e}"));
            if holds { format!("stated{evidence}") } else { format!("stated not to hold{evidence}") }
        }
    }
}

/// That nobody made a statement.
#[must_use]
pub fn not_stated(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "nobody stated it",
    }
}

/// An override in a tree.
#[must_use]
pub fn overridden(lang: Lang, until: &str, reason: Option<&str>, by: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let reason = reason.map_or(String::new(), |r| format!(": {r}"));
            let by = by.map_or(String::new(), |b| format!(" ({b})"));
            format!("taken as met by an override until {until}{reason}{by}")
        }
    }
}

/// A doubt about a published text.
#[must_use]
pub fn uncertain(lang: Lang, why: &str) -> String {
    match lang {
        Lang::En => format!("uncertain: {why}"),
    }
}

/// A remark.
#[must_use]
pub fn note(lang: Lang, note: &str) -> String {
    match lang {
        Lang::En => format!("note: {note}"),
    }
}

/// Where a rule was published.
#[must_use]
pub fn source(lang: Lang, sources: &[String]) -> String {
    match lang {
        Lang::En => format!("source: {}", sources.join("; ")),
    }
}

/// Where a rule or fact stands.
#[must_use]
pub fn at(lang: Lang, place: &str) -> String {
    match lang {
        Lang::En => format!("at {place}"),
    }
}

/// Where a rule stands in its program file.
#[must_use]
pub fn rule_at(lang: Lang, program: &str, line: u32) -> String {
    match lang {
        Lang::En => format!("rule: {program}, line {line}"),
    }
}

/// That a path cannot be judged.
#[must_use]
pub fn cannot_tell(lang: Lang, why: &str) -> String {
    match lang {
        Lang::En => format!("cannot tell: {why}"),
    }
}

/// What became of an achievement that counts.
#[must_use]
pub fn counts(lang: Lang, since: &str, until: Option<&str>, direct: bool) -> String {
    match lang {
        Lang::En => {
            let until = until.map_or(String::new(), |u| format!(", {u}"));
            let direct = if direct { " (recorded directly, taken as linked)" } else { "" };
            format!("counts since {since}{until}{direct}")
        }
    }
}

/// Why an achievement does not count, with what would help.
#[must_use]
pub fn reason(lang: Lang, reason: &ReasonWords<'_>) -> (String, Option<String>) {
    let help = |text: &str| Some(text.to_owned());
    match lang {
        Lang::En => match *reason {
            ReasonWords::UnknownCredential { near } => (
                "the programme's catalogue does not know this credential".to_owned(),
                near.map(|near| format!("did you mean {near}?")),
            ),
            ReasonWords::NotRequired => ("no requirement in force on this day names it".to_owned(), None),
            ReasonWords::Undated { possible: true } => (
                "it has no date, so it may or may not count".to_owned(),
                help("record the day it was earned"),
            ),
            ReasonWords::Undated { possible: false } => (
                "it has no date".to_owned(),
                help("record the day it was earned; something else stands against it too"),
            ),
            ReasonWords::Future { earned } => (format!("it is dated {earned}, after the day of evaluation"), None),
            ReasonWords::Revoked { on } => (format!("it was revoked on {on}"), None),
            ReasonWords::Duplicate => ("the same credential of the same person already counts".to_owned(), None),
            ReasonWords::NotYetJoined { on } => (format!("the person joins on {on}"), Some(format!("nothing to do: it can count from {on}"))),
            ReasonWords::Left { last } => (format!("the person's last day was {last}"), help("somebody else needs to reach this goal")),
            ReasonWords::Unlinked { ended: None } => (
                "the account is not linked to this organization".to_owned(),
                help("ask the person to link it: nobody else can; then it counts after the visibility delay"),
            ),
            ReasonWords::Unlinked { ended: Some(ended) } => (
                format!("the account's last link ended on {ended}"),
                help("ask the person to link it again: nobody else can"),
            ),
            ReasonWords::LinkedElsewhere { organization, since } => (
                format!("the account has been linked to `{organization}` since {since}"),
                help("ask the person to link it here: that cuts the other link"),
            ),
            ReasonWords::WrongSource { needed: Some(needed) } => (
                format!("it must come through a {needed} account, and this one is not"),
                Some(format!("record the person's {needed} account, or correct the account's kind")),
            ),
            ReasonWords::WrongSource { needed: None } => ("the policy accepts no third parties' certificates".to_owned(), None),
            ReasonWords::Pending { from } => (format!("it is not visible yet and counts from {from}"), help("nothing to do but wait")),
            ReasonWords::Expired { last } => (format!("it was valid until {last}"), help("the person can renew it or earn it again")),
            ReasonWords::EarnedAfterRetirement { retired } => (format!("the credential was retired on {retired}, before it was earned"), help("check the date it was earned")),
            ReasonWords::Retired { last } => (format!("the credential is retired and counted until {last}"), help("another credential of the same requirement is needed")),
            ReasonWords::OutsideSkillWindow => ("it is older than the policy's skill window".to_owned(), None),
        },
    }
}

/// Why an achievement does not count, with everything in words.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "the fields are the blanks of the sentences in `reason`")]
pub enum ReasonWords<'a> {
    UnknownCredential { near: Option<&'a str> },
    NotRequired,
    Undated { possible: bool },
    Future { earned: &'a str },
    Revoked { on: &'a str },
    Duplicate,
    NotYetJoined { on: &'a str },
    Left { last: &'a str },
    Unlinked { ended: Option<&'a str> },
    LinkedElsewhere { organization: &'a str, since: &'a str },
    WrongSource { needed: Option<&'a str> },
    Pending { from: &'a str },
    Expired { last: &'a str },
    EarnedAfterRetirement { retired: &'a str },
    Retired { last: &'a str },
    OutsideSkillWindow,
}

/// The first line of `why-not`.
#[must_use]
pub fn why_not(lang: Lang, person: &str, counted: usize, total: usize, date: &str) -> String {
    match lang {
        Lang::En => {
            let noun = if total == 1 { "achievement" } else { "achievements" };
            format!("{person}: {counted} of {total} {noun} counted, {}.", as_of(lang, date))
        }
    }
}

/// Since and until when a person is employed.
#[must_use]
pub fn employed(lang: Lang, joined: Option<&str>, left: Option<&str>) -> String {
    match lang {
        Lang::En => match (joined, left) {
            (None, None) => "Employed; no first or last day is recorded.".to_owned(),
            (Some(joined), None) => format!("Employed since {joined}."),
            (None, Some(left)) => format!("Employed until {left}."),
            (Some(joined), Some(left)) => format!("Employed from {joined} until {left}."),
        },
    }
}

/// How an account is linked.
#[must_use]
pub fn account(lang: Lang, account: &str, kinds: &str, link: &str) -> String {
    match lang {
        Lang::En => format!("Account {account} ({kinds}): {link}."),
    }
}

/// A link of an account.
#[must_use]
pub fn link(lang: Lang, organization: Option<(&str, &str)>, own: bool) -> String {
    match lang {
        Lang::En => match organization {
            None => "not linked".to_owned(),
            Some((_, since)) if own => format!("linked here since {since}"),
            Some((organization, since)) => format!("linked to `{organization}` since {since}"),
        },
    }
}

/// What a credential is used for.
#[must_use]
pub fn used_for(lang: Lang, uses: &[String]) -> String {
    match lang {
        Lang::En => format!("for {}", uses.join(", ")),
    }
}

/// That a person has no achievement of a credential.
#[must_use]
pub fn never_earned(lang: Lang, person: &str, credential: &str) -> String {
    match lang {
        Lang::En => format!("{person} has no achievement of {credential} on record."),
    }
}

/// That a person has no achievements.
#[must_use]
pub fn nothing_recorded(lang: Lang, person: &str) -> String {
    match lang {
        Lang::En => format!("{person} has no achievements on record."),
    }
}

/// The headings of the programme list.
#[must_use]
pub fn program_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En => ["Competency", "Id", "Area", "Paths"],
    }
}

/// The headings of the credential list.
#[must_use]
pub fn credential_headings(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::En => ["Credential", "Kind", "Name", "Retired"],
    }
}

/// The headings of the list of built-in programmes.
#[must_use]
pub fn built_in_headings(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En => ["Program", "Version", "Name"],
    }
}

/// The first line of a programme.
#[must_use]
pub fn program_line(lang: Lang, name: &str, version: &str, competencies: usize, credentials: usize, date: &str) -> String {
    match lang {
        Lang::En => format!("{name}, version {version}: {competencies} competencies, {credentials} credentials; rules in force on {date}."),
    }
}

/// How long a programme ran.
#[must_use]
pub fn life(lang: Lang, earned_until: Option<&str>, benefits_until: Option<&str>) -> String {
    match lang {
        Lang::En => {
            let parts: Vec<String> = [
                earned_until.map(|d| format!("competencies could be earned until {d}")),
                benefits_until.map(|d| format!("benefits ended on {d}")),
            ]
            .into_iter()
            .flatten()
            .collect();
            format!("Its life: {}.", parts.join("; "))
        }
    }
}

/// How a level's alternatives read.
#[must_use]
pub fn level_rule(lang: Lang, level: &str, paths: usize) -> String {
    match lang {
        Lang::En => match paths {
            0 => not_offered(lang, level),
            1 => format!("{level}, by this path"),
            _ => format!("{level}, by any one of these paths"),
        },
    }
}

/// How a path's requirements read.
#[must_use]
pub fn path_rule(lang: Lang, name: &str, id: &str, requirements: usize) -> String {
    match lang {
        Lang::En => {
            let all = if requirements > 1 { ", all of these" } else { "" };
            format!("{name} ({id}){all}")
        }
    }
}

/// A published change.
#[must_use]
pub fn history(lang: Lang, from: Option<&str>, until: Option<&str>, change: &str) -> String {
    match lang {
        Lang::En => {
            let when = match (from, until) {
                (Some(from), Some(until)) => format!("from {from} until {until}"),
                (Some(from), None) => format!("from {from}"),
                (None, Some(until)) => format!("until {until}"),
                (None, None) => "at some time".to_owned(),
            };
            format!("{when}: {change}")
        }
    }
}

/// A section heading of `program show`.
#[must_use]
pub fn section(lang: Lang, section: Section) -> &'static str {
    match lang {
        Lang::En => match section {
            Section::Rules => "Rules",
            Section::History => "History",
            Section::Offers => "Offers",
            Section::Exemptions => "Exemptions",
            Section::Unlocks => "What held competencies open",
            Section::Uses => "Named by",
            Section::Notes => "Notes",
        },
    }
}

/// A section of `program show`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is its own heading")]
pub enum Section {
    Rules,
    History,
    Offers,
    Exemptions,
    Unlocks,
    Uses,
    Notes,
}

/// A credential's dates.
#[must_use]
pub fn retirement(lang: Lang, retired: &str, counts_until: &str, published: bool) -> String {
    match lang {
        Lang::En => {
            let how = if published { "" } else { " by the policy's months of grace" };
            format!("Retired on {retired}; counts until {counts_until}{how}, when earned by then.")
        }
    }
}

/// The credential that took another's place.
#[must_use]
pub fn replaced_by(lang: Lang, credential: &str) -> String {
    match lang {
        Lang::En => format!("Replaced by {credential}."),
    }
}

/// That nothing names a credential.
#[must_use]
pub fn not_named(lang: Lang, date: &str) -> String {
    match lang {
        Lang::En => format!("No requirement in force on {date} names it."),
    }
}

/// An offer's terms.
#[must_use]
pub fn offer(lang: Lang, name: &str, requires: Option<&str>) -> String {
    match lang {
        Lang::En => match requires {
            Some(level) => format!("{name}: needs a competency at {level}"),
            None => format!("{name}: needs no competency"),
        },
    }
}

/// An upgrade's terms.
#[must_use]
pub fn upgrade(lang: Lang, from: &str, percent: u32) -> String {
    match lang {
        Lang::En => format!("upgrade from {from}: {percent} % off"),
    }
}

/// A published price.
#[must_use]
pub fn fee(lang: Lang, amount: &str, currency: &str, per: &str, as_of: &str) -> String {
    match lang {
        Lang::En => format!("fee: {amount} {currency} per {per} (published {as_of})"),
    }
}
