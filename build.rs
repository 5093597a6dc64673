//! Parses the built-in programmes while the program is built, so that no start has to.
//!
//! Every `programs/*.yaml` is read by the same reader that reads the files of users, and packed. A file that is not
//! YAML, or says a key twice, fails the build with its place. What the rules in it mean is judged when they are read,
//! and a test reads them all.

#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "files, environment and standard output are how a build script works"
)]
#![allow(dead_code, unreachable_pub, reason = "the reader is there for the library; this uses a part of it")]

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

use diagnostic::source::{Encoding, Sources, Span};
use load::yaml::{self, packed};

#[path = "src/diagnostic"]
mod diagnostic {
    pub mod source;
}

#[path = "src/load"]
mod load {
    pub mod yaml;
}

/// The folder of the programmes.
const PROGRAMS: &str = "programs";

fn main() -> io::Result<()> {
    for path in [PROGRAMS, "src/load/yaml.rs", "src/load/yaml", "src/diagnostic/source.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    let out = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let out = Path::new(&out);
    let mut table = String::from("&[\n");
    for id in ids()? {
        let path = format!("{PROGRAMS}/{id}.yaml");
        match pack(&path, fs::read_to_string(&path)?) {
            Ok(packed) => fs::write(out.join(format!("{id}.packed")), packed)?,
            Err(complaint) => println!("cargo::error={complaint}"),
        }
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            r#"BuiltIn {{
    id: "{id}",
    text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/{path}")),
    packed: include_bytes!(concat!(env!("OUT_DIR"), "/{id}.packed")),
}},"#
        );
    }
    fs::write(out.join("builtin_programs.rs"), table + "]\n")
}

/// The names of the programme files without their ending, in order.
fn ids() -> io::Result<Vec<String>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(PROGRAMS)? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            ids.extend(path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned));
        }
    }
    ids.sort_unstable();
    Ok(ids)
}

/// The packed tree of a text, or a complaint with its place.
fn pack(path: &str, text: String) -> Result<&'static [u8], String> {
    let mut sources = Sources::new();
    let file = sources.add(path, text, Encoding::Utf8);
    let at = |span: Span, words: &str| format!("{path}:{}: {words}", sources.position(span));
    let document = yaml::read(&sources.file(file).text, file).map_err(|e| at(e.span, &e.to_string()))?;
    if let Some(duplicate) = document.duplicates.first() {
        return Err(at(duplicate.again, &format!("the key `{}` stands here a second time", duplicate.key)));
    }
    // An unpacked tree borrows bytes that never go away; these may stay until the script ends.
    let packed: &'static [u8] = packed::pack(&document).leak();
    if packed::unpack(packed, file).as_ref() == Some(&document) {
        Ok(packed)
    } else {
        Err(at(document.root.span, "the packed tree is not the tree that was read"))
    }
}
