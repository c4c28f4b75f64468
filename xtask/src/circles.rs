//! Finds import circles between the top-level modules of a crate: modules that use each other cannot be read one after the other.
//!
//! It reads paths that begin with `crate::`, and the re-exports in `lib.rs`. Names that macros define are not seen, so a circle through
//! such a name alone is not found. Tests, which are at the end of files, may import what they like.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use crate::project;

/// The modules that each module uses.
type Edges = BTreeMap<String, BTreeSet<String>>;

/// Returns the code of a file, without comments and tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The code of each top-level module: of `name.rs` and of all files in `name/`.
fn modules(src: &Path) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut folders = vec![src.to_owned()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.strip_prefix(src).unwrap().components().next().unwrap().as_os_str().to_string_lossy().into_owned();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") && !["lib.rs", "main.rs", "bin"].contains(&name.as_str()) {
                found.entry(name.trim_end_matches(".rs").to_owned()).or_default().push_str(&code(&path));
            }
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The names that `lib.rs` exports, each with its module.
fn exports(root: &str, modules: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for export in root.split("pub use ").skip(1).filter_map(|rest| rest.split(';').next()) {
        let Some(module) = words(export).find(|word| modules.contains_key(*word)) else { continue };
        let defined = modules[module].split("pub ").skip(1).filter_map(|item| {
            let mut words = words(item);
            ["struct", "enum", "fn", "trait", "type", "const"].contains(&words.next()?).then(|| words.next())?
        });
        let all: Vec<_> = if export.ends_with('*') { defined.collect() } else { words(export).collect() };
        found.extend(all.into_iter().map(|name| (name.to_owned(), module.to_owned())));
    }
    found
}

/// The first names of the paths that begin with `crate::`, those in `crate::{…}` included.
fn used(code: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for rest in code.split("crate::").skip(1) {
        let Some(group) = rest.strip_prefix('{') else {
            found.extend(words(rest).next().filter(|word| rest.starts_with(word)));
            continue;
        };
        let (mut depth, mut start) = (0, 0);
        for (at, c) in group.char_indices() {
            match c {
                ',' | '}' if depth == 0 => {
                    found.extend(words(&group[start..at]).next());
                    start = at + 1;
                    if c == '}' {
                        break;
                    }
                }
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
        }
    }
    found
}

fn edges(src: &Path) -> Edges {
    let modules = modules(src);
    let exports = exports(&code(&src.join("lib.rs")), &modules);
    let resolved = |name: &str| if modules.contains_key(name) { Some(name.to_owned()) } else { exports.get(name).cloned() };
    let uses = |name: &str, code: &str| used(code).into_iter().filter_map(resolved).filter(|other| other != name).collect();
    modules.iter().map(|(name, code)| (name.clone(), uses(name, code))).collect()
}

/// Returns the modules on circles. It removes modules that import, or are imported by, none of the others, until all remaining ones are
/// on circles.
fn circle(mut edges: Edges) -> Edges {
    loop {
        let left: BTreeSet<_> = edges.keys().cloned().collect();
        let used: BTreeSet<_> = edges.values().flatten().cloned().collect();
        edges.retain(|name, uses| {
            uses.retain(|other| left.contains(other));
            !uses.is_empty() && used.contains(name)
        });
        if edges.len() == left.len() {
            return edges;
        }
    }
}

#[test]
fn top_level_modules_do_not_import_each_other_in_circles() {
    for name in ["core", "import", "loader", "web", "web/pkg", "bot-embed", "server", "cli", "xtask"] {
        let edges = edges(&project::root().join(name).join("src"));
        assert!(!edges.is_empty(), "{name}");
        assert_eq!(circle(edges), Edges::new(), "{name}: move what both sides need to a module below them");
    }
}

#[test]
fn circles_are_found_and_chains_are_not() {
    let edges = |all: &[(&str, &str)]| -> Edges {
        all.iter().map(|(name, uses)| ((*name).to_owned(), words(uses).map(str::to_owned).collect())).collect()
    };
    assert!(circle(edges(&[("a", "b c"), ("b", "c"), ("c", "")])).is_empty());
    let found = circle(edges(&[("a", "b"), ("b", "c"), ("c", "b d"), ("d", "")]));
    assert_eq!(found, edges(&[("b", "c"), ("c", "b")]));
    assert_eq!(
        used("use crate::{\n    Page,\n    a::{self, B, c::D},\n    e,\n};\ncrate::f::g() crate::H"),
        ["Page", "a", "e", "f", "H"].into()
    );
}
