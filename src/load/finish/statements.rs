//! Figures, memberships, and what somebody states.

use super::groups;
use super::{Finisher, Origins};
use crate::diagnostic::{Span, Thing};
use crate::load::draft::TargetDraft;
use crate::load::values::Complaints;
use crate::model::{Attestation, Measurement, Membership, Override, Symbol, Target};

impl Finisher<'_> {
    pub(super) fn measurements(&self, own: Symbol, origins: &mut Origins) -> Vec<Measurement> {
        let mut list: Vec<(Measurement, Span)> = groups::of(&self.drafts.measurements, &self.groups.measurements, own)
            .map(|draft| {
                let m = &draft.value;
                let measurement = Measurement {
                    metric: m.metric.id,
                    month: m.month,
                    value: m.value,
                    association: m.association.map(|a| a.id),
                    market: m.market,
                    location: m.location.map(|l| l.id),
                };
                (measurement, draft.span)
            })
            .collect();
        let text = |symbol: Option<Symbol>| symbol.map(|s| self.text(s));
        let key = |(m, _): &(Measurement, Span)| {
            (self.text(m.metric), m.month, text(m.association), text(m.location), m.market, m.value)
        };
        list.sort_by(|a, b| key(a).cmp(&key(b)).then(a.1.cmp(&b.1)));
        let (measurements, spans) = list.into_iter().unzip();
        origins.measurements = spans;
        measurements
    }

    pub(super) fn memberships(&self, own: Symbol, origins: &mut Origins, c: &mut Complaints) -> Vec<Membership> {
        let mut list: Vec<(Membership, Span)> = Vec::new();
        for draft in groups::of(&self.drafts.memberships, &self.groups.memberships, own) {
            let m = &draft.value;
            if self.program.offer(self.text(m.offer.id)).is_none() {
                self.dangling(Thing::Offer, m.offer, self.program.offers.iter().map(|o| o.id.as_str()), c);
            }
            let membership = Membership { offer: m.offer.id, purchased: m.purchased, renewals: m.renewals.clone() };
            list.push((membership, draft.span));
        }
        list.sort_by(|a, b| a.0.order(&b.0, self.names).then(a.1.cmp(&b.1)));
        let (memberships, spans) = list.into_iter().unzip();
        origins.memberships = spans;
        memberships
    }

    pub(super) fn exceptions(
        &self,
        own: Symbol,
        origins: &mut Origins,
        c: &mut Complaints,
    ) -> (Vec<Override>, Vec<Attestation>) {
        let mut overrides: Vec<(Override, Span)> = Vec::new();
        for draft in groups::of(&self.drafts.overrides, &self.groups.overrides, own) {
            let o = &draft.value;
            if let Some(target) = self.target(&o.target, c) {
                let value = Override { target, from: o.from, until: o.until, reason: o.reason, by: o.by };
                overrides.push((value, draft.span));
            }
        }
        let mut attestations: Vec<(Attestation, Span)> = Vec::new();
        for draft in groups::of(&self.drafts.attestations, &self.groups.attestations, own) {
            let a = &draft.value;
            if let Some(target) = self.target(&a.target, c) {
                let value = Attestation { target, from: a.from, until: a.until, evidence: a.evidence, holds: a.holds };
                attestations.push((value, draft.span));
            }
        }
        let text = |s: Option<Symbol>| s.map(|s| self.text(s).to_owned());
        let words = |t: &Target| {
            (self.text(t.competency).to_owned(), self.text(t.level).to_owned(), text(t.path), text(t.requirement))
        };
        overrides.sort_by_key(|(o, span)| (words(&o.target), o.from, o.until, text(o.reason), text(o.by), *span));
        // Two statements about the same days: the one that denies is the one that is used, however the files lie.
        attestations.sort_by_key(|(a, span)| (words(&a.target), a.from, a.until, !a.holds, text(a.evidence), *span));
        let (overrides, override_spans) = overrides.into_iter().unzip();
        let (attestations, attestation_spans) = attestations.into_iter().unzip();
        origins.overrides = override_spans;
        origins.attestations = attestation_spans;
        (overrides, attestations)
    }

    pub(super) fn target(&self, draft: &TargetDraft, c: &mut Complaints) -> Option<Target> {
        let program = self.program;
        let wanted = self.text(draft.competency.id);
        let Some(competency) = program.competencies.iter().find(|k| k.id == wanted) else {
            let ids = program.competencies.iter().map(|k| k.id.as_str());
            self.dangling(Thing::Competency, draft.competency, ids, c);
            return None;
        };
        let Some(level) = program.ladder.find(self.text(draft.level.id)) else {
            let ids = program.ladder.0.iter().map(String::as_str);
            self.dangling(Thing::Level, draft.level, ids, c);
            return None;
        };
        let paths = competency.levels.get(level.0 as usize).map_or(&[][..], Vec::as_slice);
        if let Some(path) = draft.path
            && !paths.iter().any(|p| p.id == self.text(path.id))
        {
            self.dangling(Thing::Path, path, paths.iter().map(|p| p.id.as_str()), c);
            return None;
        }
        if let Some(requirement) = draft.requirement {
            let mut ids: Vec<&str> = Vec::new();
            for path in paths {
                path.requirements.iter().for_each(|r| r.for_each_id(&mut |id| ids.push(id)));
            }
            if !ids.contains(&self.text(requirement.id)) {
                self.dangling(Thing::Requirement, requirement, ids, c);
                return None;
            }
        }
        Some(Target {
            competency: draft.competency.id,
            level: draft.level.id,
            path: draft.path.map(|p| p.id),
            requirement: draft.requirement.map(|r| r.id),
        })
    }
}
