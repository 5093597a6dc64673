//! A programme's texts in other languages.
//!
//! A translation is keyed by the text it stands for, so that what is written once is translated once, wherever it stands. A
//! programme is put into other words before anything is judged or told: no report needs to know of it, and ids, codes and
//! rules stay as they are.

use super::{Path, Program, Requirement, Truth};
use std::collections::BTreeMap;

/// For the tag of a language, such as `ja`, what the programme's own texts are in it.
pub type Translations = BTreeMap<String, BTreeMap<String, String>>;

impl Program {
    /// This programme in the words of a language; what has no translation keeps the programme's own.
    #[must_use]
    pub fn in_words_of(mut self, language: &str) -> Self {
        let Some(words) = self.translations.get(language).cloned() else {
            return self;
        };
        for metric in &mut self.metrics {
            // Figures of other systems go by the programme's own names.
            if words.contains_key(&metric.name) {
                metric.aliases.push(metric.name.clone());
            }
        }
        self.each_text(&mut |text| {
            if let Some(translated) = words.get(text.as_str()) {
                translated.clone_into(text);
            }
        });
        self
    }

    /// What a text of this programme is called in its other languages, the programme's own among them.
    pub fn other_words<'p>(&'p self, text: &'p str) -> impl Iterator<Item = &'p str> {
        self.translations.values().flat_map(move |words| {
            let own = words.iter().filter(move |(_, translated)| *translated == text).map(|(own, _)| own);
            own.chain(words.get(text)).map(String::as_str)
        })
    }

    /// Shows every text that may be translated: names, remarks and what is stated, but no id, source or unit, and no name
    /// of a credential, which is what its certificate says.
    pub fn each_text(&mut self, visit: &mut dyn FnMut(&mut String)) {
        visit(&mut self.name);
        self.notes.iter_mut().for_each(&mut *visit);
        self.metrics.iter_mut().for_each(|metric| visit(&mut metric.name));
        self.associations.iter_mut().for_each(|association| visit(&mut association.name));
        for credential in &mut self.credentials {
            credential.note.iter_mut().chain(&mut credential.uncertain).for_each(&mut *visit);
        }
        for competency in &mut self.competencies {
            visit(&mut competency.name);
            visit(&mut competency.area);
            competency.notes.iter_mut().chain(&mut competency.uncertain).for_each(&mut *visit);
            competency.listed.iter_mut().flat_map(|listed| &mut listed.note).for_each(&mut *visit);
            for change in &mut competency.history {
                visit(&mut change.change);
                change.uncertain.iter_mut().for_each(&mut *visit);
            }
            competency.levels.iter_mut().flatten().for_each(|path| path.each_text(visit));
        }
        for offer in &mut self.offers {
            visit(&mut offer.name);
            for benefit in &mut offer.benefits {
                // People are shown the id as a name.
                visit(&mut benefit.id);
                visit(&mut benefit.value);
            }
            for fee in &mut offer.fees {
                visit(&mut fee.per);
                fee.uncertain.iter_mut().for_each(&mut *visit);
            }
        }
        self.exemptions.iter_mut().for_each(|exemption| visit(&mut exemption.effect));
        for unlock in &mut self.unlocks {
            visit(&mut unlock.what);
            unlock.uncertain.iter_mut().for_each(&mut *visit);
        }
    }
}

impl Path {
    fn each_text(&mut self, visit: &mut dyn FnMut(&mut String)) {
        let own = self.name.iter_mut().chain(&mut self.unknown).chain(&mut self.note).chain(&mut self.uncertain);
        own.for_each(&mut *visit);
        self.requirements.iter_mut().for_each(|requirement| requirement.each_text(visit));
    }
}

impl Requirement {
    fn each_text(&mut self, visit: &mut dyn FnMut(&mut String)) {
        let own = self.name.iter_mut().chain(&mut self.scope).chain(&mut self.note).chain(&mut self.uncertain);
        own.for_each(&mut *visit);
        match &mut self.truth {
            Truth::Attest { what } => visit(what),
            Truth::All(of) | Truth::Any(of) | Truth::KOf { of, .. } => {
                of.iter_mut().for_each(|part| part.each_text(visit));
            }
            Truth::Compare(_) => {}
        }
    }
}
