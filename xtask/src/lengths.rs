//! Tests that no source file is too long to read at once (see CONTRIBUTING).

use std::fs;

use crate::{project, wording::tracked_files};

/// Maximum number of lines.
const MAX: usize = 450;
/// Tables of words, and types that a test writes. They are looked up, not read.
const EXEMPT: [&str; 5] =
    ["core/src/history/vocabulary.rs", "core/src/i18n/en.rs", "core/src/i18n/fr.rs", "core/src/i18n/mod.rs", "web/pkg/npm/types.d.ts"];
/// A file of our own that a library could replace, and its maximum number of lines: see docs/decisions/8-axum.md.
const OWN_TABLE: (&str, usize) = ("server/src/site.rs", 250);
/// Folders of tests, which are lists of cases.
const TESTS: [&str; 5] = ["benches", "e2e", "examples", "fuzz", "tests"];

#[test]
fn no_source_file_has_more_than_450_lines() {
    let files = tracked_files(&[".rs", ".js", ".mjs", ".ts", ".css"]);
    let mut long = Vec::new();
    for name in files.iter().filter(|name| !name.split('/').any(|part| TESTS.contains(&part))) {
        let lines = lines(name);
        if lines > MAX && !EXEMPT.contains(&name.as_str()) {
            long.push(format!("{name}: {lines} lines, maximum {MAX}"));
        }
    }
    assert_eq!(long, [""; 0], "split each by subject, into a folder of its name");
    for name in EXEMPT.into_iter().chain([OWN_TABLE.0]) {
        assert!(files.is_empty() || files.iter().any(|file| file == name), "{name} is gone: remove it from the list");
    }
}

#[test]
fn site_rs_has_at_most_250_lines() {
    let (name, max) = OWN_TABLE;
    let lines = lines(name);
    assert!(lines <= max, "{name}: {lines} lines, maximum {max}: shorten it, or use a library instead (see docs/decisions/8-axum.md)");
}

/// Returns the number of lines of a file.
fn lines(name: &str) -> usize {
    fs::read_to_string(project::root().join(name)).map_or(0, |text| text.lines().count())
}
