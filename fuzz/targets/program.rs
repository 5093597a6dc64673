//! Any program file: it is read and linted, or complained about at places that exist.
#![no_main]

use competency::diagnostic::{Place, Sources};
use competency::load::files::MemoryFiles;
use competency::load::lint;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let files = MemoryFiles::new([("program.yaml", bytes)]);
    let (mut sources, mut complaints) = (Sources::new(), Vec::new());
    let _ = lint::lint(&files, "program.yaml", None, &mut sources, &mut complaints);
    for complaint in &complaints {
        if let Place::At(span) = complaint.place {
            let text = &sources.file(span.file).text;
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{complaint:?}");
        }
    }
});
