//! Tests that no source file is too long to read at once (see CONTRIBUTING).

use std::fs;

use crate::{project, wording::tracked_files};

/// Maximum number of lines.
const MAX: usize = 450;
/// Tables of words, and types that a test writes. They are looked up, not read.
const EXEMPT: [&str; 5] =
    ["core/src/history/vocabulary.rs", "core/src/i18n/en.rs", "core/src/i18n/fr.rs", "core/src/i18n/mod.rs", "web/pkg/npm/types.d.ts"];
/// Folders of tests, which are lists of cases.
const TESTS: [&str; 5] = ["benches", "e2e", "examples", "fuzz", "tests"];

#[test]
fn no_source_file_has_more_than_450_lines() {
    let files = tracked_files(&[".rs", ".js", ".mjs", ".ts", ".css"]);
    let mut long = Vec::new();
    for name in files.iter().filter(|name| !name.split('/').any(|part| TESTS.contains(&part))) {
        let lines = fs::read_to_string(project::root().join(name)).map_or(0, |text| text.lines().count());
        if lines > MAX && !EXEMPT.contains(&name.as_str()) {
            long.push(format!("{name}: {lines} lines"));
        }
    }
    assert_eq!(long, [""; 0], "split each by subject, into a folder of its name");
    for name in EXEMPT {
        assert!(files.is_empty() || files.iter().any(|file| file == name), "{name} is gone: remove it from the list");
    }
}
