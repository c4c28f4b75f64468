//! Imports policies with this repository's rules, and checks the results.
#![allow(dead_code, reason = "not every test needs all helpers")]

use std::{collections::BTreeMap, path::Path, sync::LazyLock};

use carrot_core::{
    diagnostic::Severity,
    parse::{File, Parsed},
};
use carrot_import::{Imported, Input, Refused, Rules};

static RULES: LazyLock<Vec<File>> = LazyLock::new(|| {
    let files = carrot_loader::read(&root().join("content")).unwrap();
    files.into_iter().filter(|file| file.path.starts_with("rules/")).collect()
});

static IDS: LazyLock<Rules> = LazyLock::new(|| Rules::read(RULES.iter().filter_map(|file| std::str::from_utf8(&file.bytes).ok())));

pub(crate) fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

pub(crate) fn rules() -> &'static [File] {
    &RULES
}

pub(crate) fn ids() -> &'static Rules {
    &IDS
}

pub(crate) fn import(bytes: &[u8]) -> Result<Imported, Refused> {
    again(bytes, &BTreeMap::new())
}

pub(crate) fn again(bytes: &[u8], previous: &BTreeMap<String, String>) -> Result<Imported, Refused> {
    named(bytes, "privacy.md", previous)
}

pub(crate) fn named(bytes: &[u8], file_name: &str, previous: &BTreeMap<String, String>) -> Result<Imported, Refused> {
    let reserved = carrot_loader::is_reserved;
    carrot_import::import(&Input { bytes, file_name, name: None, lang: None, rules: &IDS, reserved: &reserved, beside: None, previous })
}

/// Returns the content as it would be in a folder.
pub(crate) fn parsed(imported: &Imported) -> Parsed {
    let mut files: Vec<File> =
        imported.files.iter().map(|(path, text)| File { path: path.clone(), bytes: text.clone().into_bytes() }).collect();
    files.extend(RULES.iter().cloned());
    files.sort_by(|one, other| one.path.cmp(&other.path));
    carrot_loader::parse(&files)
}

/// Returns the errors and warnings of the content.
pub(crate) fn check(imported: &Imported) -> Vec<String> {
    parsed(imported).diagnostics.iter().filter(|it| it.severity > Severity::Hint).map(ToString::to_string).collect()
}

/// A policy, and what must be in or not in a file of its content.
pub(crate) struct Case {
    pub(crate) policy: &'static str,
    pub(crate) file: &'static str,
    pub(crate) has: &'static [&'static str],
    pub(crate) lacks: &'static [&'static str],
}

/// Imports the policy of each case, and checks that its content has no errors.
pub(crate) fn run(cases: &[(&str, Case)]) {
    for (name, case) in cases {
        let imported = import(case.policy.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let file = imported.files.get(case.file).unwrap_or_else(|| panic!("{name}: no {}", case.file));
        for has in case.has {
            assert!(file.contains(has), "{name}: no {has:?} in\n{file}\n{:#?}", imported.report);
        }
        for lacks in case.lacks {
            assert!(!file.contains(lacks), "{name}: {lacks:?} in\n{file}");
        }
        assert_eq!(check(&imported), Vec::<String>::new(), "{name}\n{file}");
    }
}

/// The name of the fault, the policy, the requirement, and the id of the first statement; nothing if no statement is an answer.
pub(crate) type First = (&'static str, &'static str, &'static str, Option<&'static str>);

/// Returns the cases in which another statement comes first, one a line.
pub(crate) fn wrong_first(cases: &[First]) -> String {
    let mut wrong = String::new();
    for (name, policy, requirement, first) in cases {
        let imported = import(policy.as_bytes()).unwrap();
        let answers = &imported.files["bot/answers.toml"];
        let (_, answer) = answers.split_once(&format!("requirement = \"{requirement}\"\n")).unwrap();
        let statements = answer.split("\n[[").next().unwrap().lines().find(|line| line.starts_with("statements"));
        let right = match (first, statements) {
            (None, None) => true,
            (Some(first), Some(statements)) => statements.starts_with(&format!("statements = [\"{first}\"")),
            _ => false,
        };
        if !right {
            wrong.push_str(&format!("{name}: {statements:?}, expected {first:?}\n"));
        }
    }
    wrong
}
