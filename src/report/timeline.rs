//! What is held from when to when, by what is known: the same timeline for a drawing in letters and for a chart.

use super::cause::causes_words;
use super::forecast::{Future, happening};
use super::shapes::{Held, Lane, Mark, Marked, Span, Timeline, Turn};
use super::{Line, Told, Tone};
use crate::engine::{CompetencyStanding, Event, Happening, State, Verdict};
use crate::lang::words;
use crate::model::Date;
use crate::rules::LevelIx;

/// The timeline of every competency that is held now or changes; none when there is no such competency.
pub(super) fn timeline(told: &Told<'_>, future: Future<'_>) -> Option<Timeline> {
    let zone = told.records.zone;
    let (from, until) = (zone.date_of(told.evaluation.as_of), zone.date_of(future.until));
    let standings = &told.evaluation.competencies;
    let lanes: Vec<Lane> = standings.iter().filter_map(|standing| lane(told, standing, future, from, until)).collect();
    if lanes.is_empty() {
        return None;
    }
    Some(Timeline {
        title: words::timeline_title(told.lang, &from.to_string(), &until.to_string()),
        from,
        until,
        lanes,
        marks: marks(told, from, until),
        legend: Line::new(Tone::Muted, words::timeline_legend(told.lang, &told.program().ladder.0)),
    })
}

fn lane(
    told: &Told<'_>,
    standing: &CompetencyStanding<'_>,
    future: Future<'_>,
    from: Date,
    until: Date,
) -> Option<Lane> {
    let of_this = |event: &&Event| match &event.what {
        Happening::Level { competency, .. } => *competency == standing.competency,
        _ => false,
    };
    let events: Vec<&Event> = future.events.iter().filter(of_this).collect();
    if events.is_empty() && standing.level.is_none() {
        return None;
    }
    let mut held: Vec<(LevelIx, Verdict)> = standing.levels.iter().map(|l| (l.level, l.held)).collect();
    let mut spans = vec![span(told, &held, from, until)];
    for event in &events {
        if let Happening::Level { level, to, .. } = &event.what
            && let Some(entry) = held.iter_mut().find(|(of, _)| of == level)
        {
            entry.1 = *to;
            turn_over(&mut spans, span(told, &held, told.records.zone.date_of(event.at), until));
        }
    }
    let turn = |event: &&Event| {
        let (tone, what) = happening(told, &event.what);
        Turn { day: told.records.zone.date_of(event.at), tone, what, why: causes_words(told, &event.causes) }
    };
    Some(Lane {
        title: told.competency(standing.competency).map_or("", |c| c.name.as_str()).to_owned(),
        spans,
        turns: events.iter().map(turn).collect(),
    })
}

/// Ends the last span where a new one begins. Several changes on one day are one, and what stays the same goes on.
fn turn_over(spans: &mut Vec<Span>, next: Span) {
    if let Some(last) = spans.last_mut() {
        if last.held == next.held {
            return;
        }
        last.until = next.from.plus_days(-1);
        if last.until < last.from {
            spans.pop();
        }
    }
    match spans.last_mut() {
        Some(last) if last.held == next.held => last.until = next.until,
        _ => spans.push(next),
    }
}

/// The highest level that is held, or whether one may be.
fn span(told: &Told<'_>, held: &[(LevelIx, Verdict)], from: Date, until: Date) -> Span {
    let best = |wanted: Verdict| held.iter().rev().find(|(_, verdict)| *verdict == wanted).map(|(level, _)| *level);
    let (held, word) = match (best(Verdict::Met), best(Verdict::Unknown)) {
        (Some(level), _) => {
            let name = told.level(level);
            let letter = name.chars().next().map_or('+', |first| first.to_uppercase().next().unwrap_or(first));
            (Held::Level { place: level.0 as usize + 1, letter }, words::level(told.lang, name))
        }
        (None, Some(_)) => (Held::Unknown, words::no_level(told.lang, Verdict::Unknown).to_owned()),
        (None, None) => (Held::Nothing, words::no_level(told.lang, Verdict::NotMet).to_owned()),
    };
    Span { from, until, held, word }
}

/// The anniversary of the leading membership and the days on which it can be renewed, as far as they are shown.
fn marks(told: &Told<'_>, from: Date, until: Date) -> Vec<Mark> {
    let Some(standing) = told.evaluation.membership.as_ref().filter(|standing| standing.state != State::Lapsed) else {
        return Vec::new();
    };
    let day = standing.anniversary;
    let (opens, closes) = (standing.renewal.opens, standing.renewal.closes);
    let anniversary = Mark {
        from: day,
        until: day,
        text: words::anniversary_mark(told.lang, &day.to_string()),
        kind: Marked::Anniversary,
    };
    let window = Mark {
        from: opens,
        until: closes,
        text: words::window_mark(told.lang, &opens.to_string(), &closes.to_string()),
        kind: Marked::Window,
    };
    let mut marks = vec![anniversary, window];
    marks.retain(|mark| mark.from <= until && from <= mark.until);
    marks.sort_by_key(|mark| mark.from);
    marks
}
