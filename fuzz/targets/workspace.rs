//! Any files of a workspace: they load and are judged, or they are complained about.
#![no_main]

use competency::diagnostic::Place;
use competency::engine::{Rulebook, evaluate};
use competency::load::files::MemoryFiles;
use competency::load::workspace::{self, Reading};
use competency::model::{Date, Zone};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut files = MemoryFiles::default();
    match std::str::from_utf8(bytes) {
        Ok(text) => files = MemoryFiles::marked(text),
        Err(_) => files.insert("competency.yaml", bytes),
    }
    let loaded = workspace::load(&files, &Reading::default());
    for complaint in &loaded.complaints {
        if let Place::At(span) = complaint.place {
            let text = &loaded.sources.file(span.file).text;
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{complaint:?}");
        }
    }
    let Some(workspace) = loaded.workspace else { return };
    for day in ["1900-01-01", "2018-10-29", "9999-12-31"].into_iter().filter_map(|day| Date::parse(day).ok()) {
        let rulebook = Rulebook::new(&workspace.program, &workspace.policy, day);
        for organization in &workspace.organizations {
            let _ = evaluate(&rulebook, &organization.records, Zone::UTC.close_of(day));
        }
    }
});
