//! Pages in a real browser: headless Chromium opens them from disk, at two widths, light and dark, and on paper.
//!
//! It takes `node`, Debian's `chromium` and the packages of `tests/browser` (`npm ci` there). Where one is missing nothing
//! is tested, and that is said; with `COMPETENCY_REQUIRE_BROWSER` set, as in `.ci/run`, it is a failure.

use crate::support::{folder_of, repository, run};
use competency::load::files::MemoryFiles;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The browser, or what is missing for one.
fn browser() -> Result<PathBuf, String> {
    let chromium = PathBuf::from(variable("CHROMIUM").unwrap_or_else(|| "/usr/bin/chromium".to_owned()));
    let packages = repository("tests/browser/node_modules/playwright-core");
    if !chromium.exists() {
        return Err(format!("there is no browser at {}", chromium.display()));
    }
    if Command::new("node").arg("--version").output().is_err() {
        return Err("there is no node".to_owned());
    }
    if !packages.exists() {
        return Err("`npm ci` was not run in tests/browser".to_owned());
    }
    Ok(chromium)
}

#[expect(clippy::disallowed_methods, reason = "where the browser is, and whether it must be there, is said outside")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Looks at pages, by their names; none where there is no browser and need not be one.
#[expect(clippy::disallowed_methods, reason = "browsers read files")]
fn look(name: &str, pages: &[(&str, String)]) -> Option<Output> {
    let chromium = match browser() {
        Ok(chromium) => chromium,
        Err(missing) => {
            assert!(variable("COMPETENCY_REQUIRE_BROWSER").is_none(), "{missing}");
            // Not `eprintln`, which nobody sees of a test that passes.
            let _ = writeln!(std::io::stderr(), "SKIPPED, NOT TESTED: {name} in a browser: {missing}");
            return None;
        }
    };
    let folder = repository("target/browser").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    for (page, text) in pages {
        std::fs::write(folder.join(format!("{page}.html")), text).expect("a page");
    }
    let screenshots: &Path = &repository("target/screenshots").join(name);
    let script = repository("tests/browser/check.mjs");
    let mut node = Command::new("node");
    node.arg(script).arg(&folder).arg(screenshots).env("CHROMIUM", chromium);
    Some(node.output().expect("node runs"))
}

fn page(files: &MemoryFiles, args: &[&str]) -> String {
    let run = run(files, &[args, &["--format", "html"]].concat());
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

/// Long words, many columns and hostile texts, beside the whole picture in every language.
#[test]
fn pages_are_sound_in_a_browser() {
    let demo = folder_of("examples/demo");
    let everything = ["devops", "cloud-platform", "data-platform", "data-analytics", "messaging", "datacenter"];
    let pages = [
        ("report-en", page(&demo, &["report", "--lang", "en"])),
        ("report-ja", page(&demo, &["report", "--lang", "ja"])),
        ("people-wide", page(&demo, &[&["people"], &everything[..]].concat())),
        ("hostile", page(&crate::injection::hostile_workspace(&format!("<b>&\"'{}", "長".repeat(60))), &["report"])),
    ];
    if let Some(output) = look("pages", &pages) {
        assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    }
}

/// What is looked for is noticed.
#[test]
fn the_browser_notices_what_is_wrong() {
    let wrong = "<!DOCTYPE html><html lang=\"xx\"><head><meta charset=\"utf-8\">\
        <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\"><title>x</title></head>\
        <body><a href=\"#main\">x</a><h1>x</h1><h3>y</h3><img src=\"https://x.invalid/x.png\">\
        <main id=\"main\" tabindex=\"-1\"><p style=\"color: red\">styled</p>\
        <details><summary>s</summary><ul><li>closed on paper</li></ul></details>\
        <pre>WIDE</pre></main></body></html>";
    let wrong = wrong.replace("WIDE", &"wide".repeat(100));
    if let Some(output) = look("wrong", &[("wrong", wrong)]) {
        let said = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{said}{}", text(&output.stderr));
        for complaint in [
            "the language is xx",
            "levels 1,3",
            "not one of each: header",
            "its policy was violated",
            "the browser says",
            "axe: critical: image-alt",
            "cut off",
            "details are closed",
            "pixels of 360",
        ] {
            assert!(said.contains(complaint), "`{complaint}` is missing in\n{said}");
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
