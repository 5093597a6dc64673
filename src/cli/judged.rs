//! One organization at one instant, and what a report of it is built from.

use super::places::{place_of, where_is};
use crate::diagnostic::Sources;
use crate::engine::{Evaluation, Rulebook, Situation, evaluate};
use crate::lang::Lang;
use crate::load::Origins;
use crate::model::{Instant, Records};
use crate::report::{Reader, Recorded, Told};

/// One organization at one instant.
pub(super) struct Judged<'o> {
    /// The records.
    pub records: &'o Records,
    /// Where they stand.
    pub origins: &'o Origins,
    /// The instant.
    pub as_of: Instant,
    /// The rules in force then.
    pub rulebook: Rulebook<'o>,
    /// The folder that places are told relative to.
    pub folder: String,
    /// Who reads the answer.
    pub reader: Reader,
    /// In which language.
    pub lang: Lang,
}

impl Judged<'_> {
    /// What follows.
    pub(super) fn evaluate(&self) -> Evaluation<'_> {
        evaluate(&self.rulebook, self.records, self.as_of)
    }

    /// Calls `tell` with everything a report needs.
    pub(super) fn tell<T>(
        &self,
        evaluation: &Evaluation<'_>,
        sources: &Sources,
        tell: impl FnOnce(&Told<'_>) -> T,
    ) -> T {
        let place = |record: Recorded| place_of(self.origins, record).map(|span| where_is(span, sources, &self.folder));
        tell(&Told {
            reader: self.reader,
            lang: self.lang,
            rulebook: &self.rulebook,
            records: self.records,
            evaluation,
            places: &place,
        })
    }

    /// Calls `tell` with two situations that are compared.
    pub(super) fn tell_both<T>(
        &self,
        before: &Situation<'_, '_, '_>,
        after: &Situation<'_, '_, '_>,
        tell: impl FnOnce(&Told<'_>, &Told<'_>) -> T,
    ) -> T {
        let nowhere = |_: Recorded| None;
        fn side<'s>(
            situation: &Situation<'s, 's, 's>,
            (reader, lang): (Reader, Lang),
            places: &'s dyn Fn(Recorded) -> Option<String>,
        ) -> Told<'s> {
            let Situation { rulebook, records, evaluation } = *situation;
            Told { reader, lang, rulebook, records, evaluation, places }
        }
        let reader = (self.reader, self.lang);
        tell(&side(before, reader, &nowhere), &side(after, reader, &nowhere))
    }
}
